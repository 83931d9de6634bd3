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

/// Judges a working, line by line.
#[wasm_bindgen(js_name = checkSteps)]
pub fn check_steps(lines: Vec<String>, problem: &JsValue) -> Answer {
    let problem = GivenProblem::read(&given(problem)?).map_err(refuse)?;
    answer(view::check_steps(&lines, &problem))
}

/// The exercise that belongs to a seed.
#[wasm_bindgen]
pub fn exercise(request: &JsValue) -> Answer {
    answer(view::exercise(&given(request)?))
}

/// A hint for a problem.
#[wasm_bindgen]
pub fn hint(problem: &JsValue, rung: f64, lines: Option<Vec<String>>) -> Answer {
    let problem = GivenProblem::read(&given(problem)?).map_err(refuse)?;
    answer(view::hint(&problem, rung, &lines.unwrap_or_default()))
}

/// What a student answers who makes this mistake; null where it does not apply.
#[wasm_bindgen]
pub fn slip(problem: &JsValue, mistake: &str) -> Answer {
    let problem = GivenProblem::read(&given(problem)?).map_err(refuse)?;
    answer(view::slip(&problem, mistake))
}

/// The table of skills.
#[wasm_bindgen]
pub fn skills() -> Answer {
    answer(Ok(view::skills()))
}
