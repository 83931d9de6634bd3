//! Arguments become views: each function here is a method of the engine in `www/engine.d.ts`.
//!
//! A function reads its arguments, asks one room and hands back one view. What cannot be done is
//! thrown as a plain record with a `name`, a `message` and a `code`; `www/engine.js` makes an
//! `Error` of it.
#![allow(unsafe_code, reason = "the bindings are generated; nothing written here is unsafe")]

mod record;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart;
use crate::view::{self, EngineError};

/// A view, or the record of a refusal.
type Answer = Result<JsValue, JsValue>;

/// Reads ordinary notation, LaTeX and Python alike.
#[wasm_bindgen]
pub fn parse(text: &str) -> Answer {
    answer(view::parse(text))
}

/// Writes an expression in another notation.
#[wasm_bindgen]
pub fn format(text: &str, notation: &str) -> Result<String, JsValue> {
    view::format(text, notation).map_err(refuse)
}

/// Tidies an expression.
#[wasm_bindgen]
pub fn simplify(text: &str) -> Answer {
    answer(view::simplify(text))
}

/// Whether two expressions are the same function.
#[wasm_bindgen]
pub fn equivalent(a: &str, b: &str) -> Answer {
    answer(view::equivalent(a, b))
}

/// The value at a point.
#[wasm_bindgen]
pub fn evaluate(text: &str, at: JsValue) -> Result<f64, JsValue> {
    view::evaluate(text, &point(at)?).map_err(refuse)
}

/// Values along one variable.
#[wasm_bindgen]
pub fn sample(text: &str, variable: &str, xs: &[f64], at: JsValue) -> Result<Vec<f64>, JsValue> {
    view::sample(text, variable, xs, &point(at)?).map_err(refuse)
}

/// A derivative and the way to it.
#[wasm_bindgen]
pub fn differentiate(text: &str, options: JsValue) -> Answer {
    answer(view::differentiate(text, &record::differentiate_options(options)?))
}

/// The same derivatives by four independent roads.
#[wasm_bindgen]
pub fn agreement(text: &str, at: JsValue) -> Answer {
    answer(view::agreement(text, &point(at)?))
}

/// Draws a function on a canvas whose width and height are set, and says what the picture shows.
#[wasm_bindgen]
pub fn plot(canvas: HtmlCanvasElement, spec: JsValue) -> Answer {
    let spec = record::plot_spec(spec)?;
    let [width, height] =
        [canvas.width(), canvas.height()].map(|side| f64::from(side) / spec.ratio());
    let (scene, shown) = view::plot(&spec, width, height).map_err(refuse)?;
    chart::paint_canvas(&scene, canvas, spec.ratio());
    answer(Ok(shown))
}

/// The table of rules.
#[wasm_bindgen]
pub fn rules() -> Answer {
    answer(Ok(view::rules()))
}

/// The table of functions.
#[wasm_bindgen]
pub fn functions() -> Answer {
    answer(Ok(view::functions()))
}

/// The engine's version, as in `Cargo.toml`.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Breaks this instance as a defect would, so that tests can see the loader start a fresh one.
#[wasm_bindgen(js_name = trapForTests)]
pub fn trap_for_tests() {
    core::arch::wasm32::unreachable()
}

/// Values of variables.
fn point(at: JsValue) -> Result<view::Point, JsValue> {
    record::point("at", at).map(Option::unwrap_or_default)
}

/// Plain objects and arrays: no Map, nothing that JSON does not know.
fn answer<T: Serialize>(view: Result<T, EngineError>) -> Answer {
    let view = view.map_err(refuse)?;
    view.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

fn refuse(error: EngineError) -> JsValue {
    error.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
