//! Derivatives of every kind, with the way to them.

use wasm_bindgen::prelude::*;

use super::{Answer, answer, given, point, refuse};
use crate::view::{self, DifferentiateOptions, SeveralOptions};

/// A derivative and the way to it.
#[wasm_bindgen]
pub fn differentiate(text: &str, options: &JsValue) -> Answer {
    let options = DifferentiateOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::differentiate(text, &options))
}

/// Every partial derivative.
#[wasm_bindgen]
pub fn gradient(text: &str, options: &JsValue) -> Answer {
    let options = SeveralOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::gradient(text, &options))
}

/// The same derivatives by four independent roads.
#[wasm_bindgen]
pub fn agreement(text: &str, at: &JsValue) -> Answer {
    answer(view::agreement(text, &point(at)?))
}

/// An expression as a computation graph, run forward and backward.
#[wasm_bindgen]
pub fn backprop(text: &str, at: &JsValue) -> Answer {
    answer(view::backprop(text, &point(at)?))
}
