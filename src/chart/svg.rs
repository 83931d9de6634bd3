//! A medium that writes SVG: for files, for paper, for tests.

use std::fmt::Write;

use plotters::style::TextStyle;
use plotters_backend::BackendTextStyle;
use plotters_backend::text_anchor::{HPos, VPos};

use super::paint::{Colour, GRAIN, Medium, Place, Stroke, drawing_area, paint_mark};
use super::scene::Scene;

/// Writes marks one after the other; paths of one look are one path.
pub struct Svg<'a> {
    out: &'a mut String,
    /// The look of the path that is being written.
    open: Option<Stroke>,
}

impl Svg<'_> {
    /// The whole scene as a document, which says what is to be seen to those who do not see it.
    ///
    /// The words in it are marked up: no text can become an element.
    pub fn document(scene: &Scene, description: &str) -> String {
        let [width, height] = [scene.width, scene.height].map(|side| css(side * GRAIN));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
        );
        if !description.is_empty() {
            let _ = writeln!(out, "<desc>{}</desc>", escaped(description));
        }
        let mut svg = Svg { out: &mut out, open: None };
        let area = drawing_area(scene, &mut svg);
        for mark in &scene.marks {
            // Nothing can go wrong with a string.
            let _ = paint_mark(scene, &area, mark);
        }
        drop(area);
        svg.close();
        out + "</svg>\n"
    }

    fn close(&mut self) {
        if let Some(Stroke { colour, width }) = self.open.take() {
            let (colour, width) = (hex(colour), css(width));
            let _ = writeln!(
                self.out,
                "\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
            );
        }
    }
}

/// A length in CSS pixels, to the hundredth.
fn css(fine: impl Into<f64>) -> String {
    let hundredths = (fine.into() / GRAIN * 100.0).round_ties_even() as i64;
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    let text = format!("{sign}{}.{:02}", size / 100, size % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn hex([r, g, b]: Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Medium for Svg<'_> {
    fn line(&mut self, points: &[Place], style: &Stroke) {
        if self.open != Some(*style) {
            self.close();
            self.out.push_str("<path d=\"");
            self.open = Some(*style);
        }
        for (i, &(x, y)) in points.iter().enumerate() {
            let _ = write!(self.out, "{}{} {}", if i == 0 { 'M' } else { 'L' }, css(x), css(y));
        }
    }

    fn polygon(&mut self, corners: &[Place], colour: Colour) {
        self.close();
        let places: Vec<String> =
            corners.iter().map(|&(x, y)| format!("{},{}", css(x), css(y))).collect();
        let fill = hex(colour);
        let _ = writeln!(self.out, "<polygon points=\"{}\" fill=\"{fill}\"/>", places.join(" "));
    }

    fn rectangle(&mut self, from: Place, to: Place, colour: Colour) {
        self.close();
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" stroke=\"none\" fill=\"{}\"/>",
            css(from.0),
            css(from.1),
            css(to.0 - from.0),
            css(to.1 - from.1),
            hex(colour)
        );
    }

    fn circle(&mut self, centre: Place, radius: u32, style: &Stroke, filled: bool) {
        self.close();
        let colour = hex(style.colour);
        let look = if filled {
            format!("fill=\"{colour}\"")
        } else {
            format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"", css(style.width))
        };
        let (x, y, r) = (css(centre.0), css(centre.1), css(radius));
        let _ = writeln!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {look}/>");
    }

    fn text(&mut self, text: &str, style: &TextStyle, at: Place) {
        self.close();
        let anchor = match style.pos.h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Baselines by hand: not every reader of SVG knows dominant-baseline.
        let down = match style.pos.v_pos {
            VPos::Top => 0.8,
            VPos::Center => 0.33,
            VPos::Bottom => -0.2,
        };
        let size = style.font.get_size();
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-family=\"{}\" font-size=\"{}\" \
             font-style=\"{}\" fill=\"{}\">{}</text>",
            css(at.0),
            css(f64::from(at.1) + down * size),
            escaped(style.font.get_name()),
            css(size),
            BackendTextStyle::style(style).as_str(),
            hex(style.color.rgb.into()),
            escaped(text)
        );
    }
}
