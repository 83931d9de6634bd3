//! A scene on a canvas in a page.

use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::paint::{GRAIN, paint};
use super::scene::Scene;

/// Paints on a canvas whose width and height are set already, `pixel_ratio` of its pixels to a CSS
/// pixel. Says whether it could.
///
/// The context keeps what is set on it, so everything is set each time, and put back in the end
/// for whoever else draws there.
pub fn paint_canvas(scene: &Scene, canvas: HtmlCanvasElement, pixel_ratio: f64) -> bool {
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return false;
    };
    let Some(backend) = CanvasBackend::with_canvas_object(canvas) else { return false };
    let scale = pixel_ratio / GRAIN;
    context.save();
    context.set_line_cap("round");
    context.set_line_join("round");
    let painted = context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).is_ok()
        && paint(scene, backend).is_ok();
    context.restore();
    painted
}
