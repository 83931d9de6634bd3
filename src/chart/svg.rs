//! A surface that writes SVG: for files, for paper, for tests.

use std::convert::Infallible;
use std::fmt::Write;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::paint::{GRAIN, paint};
use super::scene::Scene;

/// Writes marks one after the other; paths of one look are one path.
pub struct Svg<'a> {
    out: &'a mut String,
    size: (u32, u32),
    /// The look of the path that is being written.
    open: Option<String>,
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl Svg<'_> {
    /// The whole scene as a document.
    ///
    /// The words in it are marked up: no text can become an element.
    pub fn document(scene: &Scene) -> String {
        let (width, height) = (scene.width, scene.height);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
        );
        let size = ((width * GRAIN) as u32, (height * GRAIN) as u32);
        // Nothing can go wrong with a string.
        let _ = paint(scene, Svg { out: &mut out, size, open: None });
        out + "</svg>\n"
    }

    fn close(&mut self) {
        if let Some(look) = self.open.take() {
            let _ = writeln!(self.out, "\" {look}/>");
        }
    }
}

/// A length in CSS pixels.
fn css(fine: impl Into<f64>) -> String {
    let length: f64 = fine.into() / GRAIN;
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn colour(BackendColor { alpha, rgb: (r, g, b) }: BackendColor) -> String {
    if alpha < 1.0 {
        format!("rgb({r} {g} {b} / {alpha})")
    } else {
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        self.close();
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let look = format!(
            "fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"",
            colour(style.color()),
            css(style.stroke_width())
        );
        if self.open.as_ref() != Some(&look) {
            self.close();
            self.out.push_str("<path d=\"");
            self.open = Some(look);
        }
        for (i, (x, y)) in path.into_iter().enumerate() {
            let _ = write!(self.out, "{}{} {}", if i == 0 { 'M' } else { 'L' }, css(x), css(y));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Done {
        self.close();
        let places: Vec<String> =
            corners.into_iter().map(|(x, y)| format!("{},{}", css(x), css(y))).collect();
        let fill = colour(style.color());
        let _ = writeln!(self.out, "<polygon points=\"{}\" fill=\"{fill}\"/>", places.join(" "));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        self.close();
        let look = if fill { "stroke=\"none\" fill" } else { "fill=\"none\" stroke" };
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {look}=\"{}\"/>",
            css(from.0),
            css(from.1),
            css(to.0 - from.0),
            css(to.1 - from.1),
            colour(style.color())
        );
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.close();
        let look = if fill {
            format!("fill=\"{}\"", colour(style.color()))
        } else {
            let width = css(style.stroke_width());
            format!("fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"", colour(style.color()))
        };
        let (x, y, r) = (css(center.0), css(center.1), css(radius));
        let _ = writeln!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {look}/>");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.close();
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Baselines by hand: not every reader of SVG knows dominant-baseline.
        let down = match style.anchor().v_pos {
            VPos::Top => 0.8,
            VPos::Center => 0.33,
            VPos::Bottom => -0.2,
        };
        let baseline = f64::from(at.1) + down * style.size();
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-family=\"{}\" font-size=\"{}\" \
             font-style=\"{}\" fill=\"{}\">{}</text>",
            css(at.0),
            css(baseline),
            escaped(style.family().as_str()),
            css(style.size()),
            style.style().as_str(),
            colour(style.color()),
            escaped(text)
        );
        Ok(())
    }
}
