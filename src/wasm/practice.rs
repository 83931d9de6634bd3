//! Practice: answers judged.

use wasm_bindgen::prelude::*;

use super::{Answer, answer, given, refuse};
use crate::view::{self, GivenProblem};

/// Judges an answer to a problem.
#[wasm_bindgen]
pub fn check(text: &str, problem: &JsValue) -> Answer {
    let problem = GivenProblem::read(&given(problem)?).map_err(refuse)?;
    answer(view::check(text, &problem))
}

/// The table of mistakes.
#[wasm_bindgen]
pub fn mistakes() -> Answer {
    answer(Ok(view::mistakes()))
}
