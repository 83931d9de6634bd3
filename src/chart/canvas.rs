//! A scene on a canvas in a page.

use js_sys::Array;
use plotters::style::TextStyle;
use plotters_backend::DrawingBackend;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::paint::{Colour, GRAIN, Medium, Place, Stroke, drawing_area, paint_mark};
use super::scene::{Dash, Mark, Scene};

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
    let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) else { return false };
    let mut medium = Canvas(backend);
    let scale = pixel_ratio / GRAIN;
    context.save();
    context.set_line_cap("round");
    // As sharp as a right angle, and cheaper than a disc at each of a thousand places.
    context.set_line_join("miter");
    context.set_miter_limit(2.0);
    let area = drawing_area(scene, &mut medium);
    let painted = context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).is_ok()
        && scene.marks.iter().all(|mark| match mark {
            Mark::Heat { from, to, columns, colours } => {
                heat(&context, &canvas, pixel_ratio, [*from, *to], *columns, colours).is_some()
            }
            // One dashed line rather than a hundred strokes.
            Mark::Path { points, role, width, dash } if *dash != Dash::Solid => {
                let lengths = dash.pattern().iter().map(|length| JsValue::from(length * GRAIN));
                let (points, role, width) = (points.clone(), *role, *width);
                let line = Mark::Path { points, role, width, dash: Dash::Solid };
                context.set_line_dash(&lengths.collect::<Array>()).is_ok()
                    && paint_mark(scene, &area, &line).is_ok()
                    && context.set_line_dash(&Array::new()).is_ok()
            }
            mark => paint_mark(scene, &area, mark).is_ok(),
        });
    context.restore();
    painted
}

/// The colours pixel by pixel into a corner of their own rectangle, and from there, blended, over
/// the whole of it.
fn heat(
    context: &CanvasRenderingContext2d,
    canvas: &HtmlCanvasElement,
    pixel_ratio: f64,
    [from, to]: [[f64; 2]; 2],
    columns: usize,
    colours: &[Colour],
) -> Option<()> {
    let bytes: Vec<u8> = colours.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect();
    let image =
        ImageData::new_with_u8_clamped_array(Clamped(&bytes), u32::try_from(columns).ok()?).ok()?;
    let corner = from.map(|at| (at * pixel_ratio).ceil());
    context.put_image_data(&image, corner[0], corner[1]).ok()?;
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    // From the middles of the outermost pixels.
    let source = [corner[0] + 0.5, corner[1] + 0.5, width - 1.0, height - 1.0];
    let [left, top] = from.map(|at| at * GRAIN);
    let [right, bottom] = to.map(|at| at * GRAIN);
    context
        .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            canvas,
            source[0],
            source[1],
            source[2],
            source[3],
            left,
            top,
            right - left,
            bottom - top,
        )
        .ok()
}

/// A canvas as a medium.
struct Canvas(CanvasBackend);

impl Medium for Canvas {
    fn line(&mut self, points: &[Place], style: &Stroke) {
        let _ = match *points {
            [from, to] => self.0.draw_line(from, to, style),
            _ => self.0.draw_path(points.iter().copied(), style),
        };
    }
    fn polygon(&mut self, corners: &[Place], colour: Colour) {
        let _ = self.0.fill_polygon(corners.iter().copied(), &Stroke { colour, width: 0 });
    }
    fn rectangle(&mut self, from: Place, to: Place, colour: Colour) {
        let _ = self.0.draw_rect(from, to, &Stroke { colour, width: 0 }, true);
    }
    fn circle(&mut self, centre: Place, radius: u32, style: &Stroke, filled: bool) {
        let _ = self.0.draw_circle(centre, radius, style, filled);
    }
    fn text(&mut self, text: &str, style: &TextStyle, at: Place) {
        let _ = self.0.draw_text(text, style, at);
    }
}
