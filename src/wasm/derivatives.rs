//! Derivatives of every kind, with the way to them.

use wasm_bindgen::prelude::*;

use super::{Answer, answer, given, point, refuse};
use crate::view::{
    self, Argument, DifferentiateOptions, DirectionalOptions, GraphOptions, ImplicitOptions,
    SeveralOptions,
};

/// A derivative and the way to it.
#[wasm_bindgen]
pub fn differentiate(text: &str, options: &JsValue) -> Answer {
    let options = DifferentiateOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::differentiate(text, &options))
}

/// The derivative of one variable by another along a curve.
#[wasm_bindgen]
pub fn implicit(text: &str, options: &JsValue) -> Answer {
    let options = ImplicitOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::implicit(text, &options))
}

/// Every partial derivative.
#[wasm_bindgen]
pub fn gradient(text: &str, options: &JsValue) -> Answer {
    let options = SeveralOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::gradient(text, &options))
}

/// The second derivatives of a function.
#[wasm_bindgen]
pub fn hessian(text: &str, options: &JsValue) -> Answer {
    let options = SeveralOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::hessian(text, &options))
}

/// The derivatives of several functions.
#[wasm_bindgen]
pub fn jacobian(texts: &JsValue, options: &JsValue) -> Answer {
    let texts = given(texts)?;
    let texts = Argument::new("texts", &texts).texts().map_err(refuse)?.unwrap_or_default();
    let options = SeveralOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::jacobian(&texts, &options))
}

/// The slope along a direction.
#[wasm_bindgen]
pub fn directional(text: &str, options: &JsValue) -> Answer {
    let options = DirectionalOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::directional(text, &options))
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

/// The same for a page that draws it.
#[wasm_bindgen]
pub fn graph(text: &str, at: &JsValue, options: &JsValue) -> Answer {
    let options = GraphOptions::read(&given(options)?).map_err(refuse)?;
    answer(view::graph(text, &point(at)?, &options))
}

/// Where the boxes and links of a graph go.
#[wasm_bindgen]
pub fn arrange(boxes: &[f64], links: &[f64], down: bool, room: f64) -> Answer {
    answer(view::arrange(boxes, links, down, room))
}

/// How far off central differences are, step by step.
#[wasm_bindgen]
pub fn differences(text: &str, at: &JsValue, variable: &str) -> Answer {
    answer(view::differences(text, &point(at)?, variable))
}
