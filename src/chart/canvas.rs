//! A scene on a canvas in a page.

use js_sys::Array;
use plotters::prelude::IntoDrawingArea;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::paint::{GRAIN, paint_mark};
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
    let size = ((scene.width * GRAIN) as u32, (scene.height * GRAIN) as u32);
    let scale = pixel_ratio / GRAIN;
    context.save();
    context.set_line_cap("round");
    context.set_line_join("round");
    let area = Fine { canvas: backend, size }.into_drawing_area();
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
    colours: &[[u8; 3]],
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

/// The canvas in its finer pixels: plotters cuts off whatever lies outside the size it is told.
struct Fine {
    canvas: CanvasBackend,
    size: (u32, u32),
}

type Done = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl DrawingBackend for Fine {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        self.canvas.ensure_prepared()
    }

    fn present(&mut self) -> Done {
        self.canvas.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Done {
        self.canvas.draw_pixel(at, colour)
    }

    fn draw_line<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S) -> Done {
        self.canvas.draw_line(a, b, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        self.canvas.draw_rect(from, to, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.canvas.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.canvas.draw_circle(centre, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.canvas.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.canvas.draw_text(text, style, at)
    }
}
