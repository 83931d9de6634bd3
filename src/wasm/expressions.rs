//! Expressions: read, written, tidied, compared, evaluated, drawn.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use super::{Answer, answer, given, point, refuse};
use crate::chart::{self, Svg};
use crate::view::{self, ContourSpec, PlotSpec};

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
pub fn evaluate(text: &str, at: &JsValue) -> Result<f64, JsValue> {
    view::evaluate(text, &point(at)?).map_err(refuse)
}

/// Values along one variable.
#[wasm_bindgen]
pub fn sample(text: &str, variable: &str, xs: &[f64], at: &JsValue) -> Result<Vec<f64>, JsValue> {
    view::sample(text, variable, xs, &point(at)?).map_err(refuse)
}

/// Values along one variable, then the slopes there.
#[wasm_bindgen(js_name = sampleSlopes)]
pub fn sample_slopes(
    text: &str,
    variable: &str,
    xs: &[f64],
    at: &JsValue,
) -> Result<Vec<f64>, JsValue> {
    view::sample_slopes(text, variable, xs, &point(at)?).map_err(refuse)
}

/// Draws a function on a canvas whose width and height are set, and says what the picture shows.
#[wasm_bindgen]
pub fn plot(canvas: HtmlCanvasElement, spec: &JsValue) -> Answer {
    let spec = PlotSpec::read(&given(spec)?).map_err(refuse)?;
    let [width, height] =
        [canvas.width(), canvas.height()].map(|side| f64::from(side) / spec.ratio());
    let (scene, shown) = view::plot(&spec, width, height).map_err(refuse)?;
    chart::paint_canvas(&scene, canvas, spec.ratio());
    answer(Ok(shown))
}

/// The same picture as an SVG document of this size in CSS pixels.
#[wasm_bindgen(js_name = plotSvg)]
pub fn plot_svg(spec: &JsValue, width: f64, height: f64) -> Result<String, JsValue> {
    let spec = PlotSpec::read(&given(spec)?).map_err(refuse)?;
    let (scene, shown) = view::plot(&spec, width, height).map_err(refuse)?;
    Ok(Svg::document(&scene, &shown.description))
}

/// Draws a function of two variables from above, or a grid of numbers, on a canvas whose width and
/// height are set, and says what the picture shows.
#[wasm_bindgen]
pub fn contour(canvas: HtmlCanvasElement, spec: &JsValue) -> Answer {
    let spec = ContourSpec::read(&given(spec)?).map_err(refuse)?;
    let [width, height] =
        [canvas.width(), canvas.height()].map(|side| f64::from(side) / spec.ratio());
    let (scene, shown) = view::contour(&spec, width, height).map_err(refuse)?;
    chart::paint_canvas(&scene, canvas, spec.ratio());
    answer(Ok(shown))
}

/// The same picture as an SVG document of this size in CSS pixels.
#[wasm_bindgen(js_name = contourSvg)]
pub fn contour_svg(spec: &JsValue, width: f64, height: f64) -> Result<String, JsValue> {
    let spec = ContourSpec::read(&given(spec)?).map_err(refuse)?;
    let (scene, shown) = view::contour(&spec, width, height).map_err(refuse)?;
    Ok(Svg::document(&scene, &shown.description))
}
