//! Expressions: read, written, tidied, compared, evaluated, drawn.

use js_sys::{Array, Float64Array};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use super::{Answer, answer, given, point, refuse};
use crate::chart::{self, Svg};
use crate::view::{self, ContourSpec, PlotSpec, Sampling};

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

/// Points that go through in one go: with their results they stay in the nearer caches, and what
/// is prepared for each portion is little beside it. A million points are never in the engine's
/// memory at once, nor copied twice.
const PORTION: usize = 16384;

/// Room for so many numbers at each point of a portion.
fn room(count: u32, numbers: usize) -> Vec<f64> {
    vec![0.0; numbers * PORTION.min(count as usize)]
}

/// Where a portion begins and ends.
fn portions(count: u32) -> impl Iterator<Item = [u32; 2]> {
    (0..count).step_by(PORTION).map(move |start| [start, count.min(start + PORTION as u32)])
}

/// Values along one variable.
#[wasm_bindgen]
pub fn sample(
    text: &str,
    variable: &str,
    xs: &Float64Array,
    at: &JsValue,
) -> Result<Float64Array, JsValue> {
    let sampling = Sampling::new(text, variable, &point(at)?).map_err(refuse)?;
    let out = Float64Array::new_with_length(xs.length());
    let mut room = room(xs.length(), 2);
    for [start, end] in portions(xs.length()) {
        let (points, rest) = room.split_at_mut((end - start) as usize);
        let values = &mut rest[..points.len()];
        xs.subarray(start, end).copy_to(points);
        sampling.values(points, values);
        out.subarray(start, end).copy_from(values);
    }
    Ok(out)
}

/// Values along one variable, and the slopes there: two arrays. One twice as long would be new to the
/// system with every call, page by page, which costs more than all that is computed.
#[wasm_bindgen(js_name = sampleSlopes)]
pub fn sample_slopes(
    text: &str,
    variable: &str,
    xs: &Float64Array,
    at: &JsValue,
) -> Result<Array, JsValue> {
    let sampling = Sampling::new(text, variable, &point(at)?).map_err(refuse)?;
    let out = [0, 1].map(|_| Float64Array::new_with_length(xs.length()));
    let mut room = room(xs.length(), 3);
    for [start, end] in portions(xs.length()) {
        let (points, rest) = room.split_at_mut((end - start) as usize);
        let (values, rest) = rest.split_at_mut(points.len());
        let slopes = &mut rest[..points.len()];
        xs.subarray(start, end).copy_to(points);
        sampling.slopes(points, values, slopes);
        out[0].subarray(start, end).copy_from(values);
        out[1].subarray(start, end).copy_from(slopes);
    }
    Ok(Array::of2(&out[0], &out[1]))
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
