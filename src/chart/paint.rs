//! A scene on any medium that plotters can draw on.
//!
//! plotters counts in whole pixels, which makes stairs of curves. Here a pixel of its is a
//! sixteenth of a CSS pixel, and the medium scales back ([`GRAIN`]). plotters takes any range and
//! any point, and hangs or draws walls for bad ones; it is only given points that are finite,
//! clipped and split, and no range at all.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, DrawingAreaErrorKind, DrawingBackend, IntoDrawingArea, PathElement,
    Polygon, RGBColor, Rectangle, ShapeStyle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, FontStyle, IntoTextStyle, TextStyle};
use plotters_backend::{BackendColor, BackendStyle, BackendTextStyle, DrawingErrorKind};

use super::scene::{Anchor, Mark, Role, Scene};

/// Pixels of the backend in a CSS pixel.
pub(super) const GRAIN: f64 = 16.0;

/// A place in the backend's pixels.
pub(super) type Place = (i32, i32);

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// What can be drawn on. plotters writes its code out anew for every backend; it has one,
/// [`Backend`], and that asks whichever medium there is.
pub(super) trait Medium {
    /// A line.
    fn line(&mut self, points: &[Place], style: &Stroke);
    /// A filled polygon.
    fn polygon(&mut self, corners: &[Place], colour: Colour);
    /// A filled rectangle.
    fn rectangle(&mut self, from: Place, to: Place, colour: Colour);
    /// A ring, or with `filled` a disc.
    fn circle(&mut self, centre: Place, radius: u32, style: &Stroke, filled: bool);
    /// Words.
    fn text(&mut self, text: &str, style: &TextStyle, at: Place);
}

/// The colour of a line and how wide it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    pub colour: Colour,
    pub width: u32,
}

impl Stroke {
    fn of<S: BackendStyle>(style: &S) -> Stroke {
        Stroke { colour: rgb(style.color()), width: style.stroke_width() }
    }
}

fn rgb(BackendColor { rgb: (r, g, b), .. }: BackendColor) -> Colour {
    [r, g, b]
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        let [r, g, b] = self.colour;
        BackendColor { alpha: 1.0, rgb: (r, g, b) }
    }
    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// A medium as plotters sees it: in its finer pixels, since plotters cuts off whatever lies
/// outside the size it is told.
pub(super) struct Backend<'a> {
    medium: &'a mut dyn Medium,
    size: (u32, u32),
}

/// Nothing can go wrong: what a medium cannot do it leaves out.
pub(super) type Failure = DrawingAreaErrorKind<Infallible>;
type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Backend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }
    fn present(&mut self) -> Done {
        Ok(())
    }
    fn draw_pixel(&mut self, (x, y): Place, colour: BackendColor) -> Done {
        self.medium.rectangle((x, y), (x + 1, y + 1), rgb(colour));
        Ok(())
    }
    fn draw_line<S: BackendStyle>(&mut self, from: Place, to: Place, style: &S) -> Done {
        self.medium.line(&[from, to], &Stroke::of(style));
        Ok(())
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: Place,
        to: Place,
        style: &S,
        _fill: bool,
    ) -> Done {
        self.medium.rectangle(from, to, rgb(style.color()));
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = Place>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let points: Vec<Place> = path.into_iter().collect();
        self.medium.line(&points, &Stroke::of(style));
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: Place,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.medium.circle(centre, radius, &Stroke::of(style), fill);
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = Place>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let corners: Vec<Place> = path.into_iter().collect();
        self.medium.polygon(&corners, rgb(style.color()));
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: Place) -> Done {
        let font = (style.family(), style.size(), style.style());
        let style = TextStyle { font: font.into(), color: style.color(), pos: style.anchor() };
        self.medium.text(text, &style, at);
        Ok(())
    }
}

/// What plotters draws on, over a medium.
pub(super) fn drawing_area<'a>(
    scene: &Scene,
    medium: &'a mut dyn Medium,
) -> DrawingArea<Backend<'a>, Shift> {
    let size = ((scene.width * GRAIN) as u32, (scene.height * GRAIN) as u32);
    Backend { medium, size }.into_drawing_area()
}

pub(super) fn paint_mark(
    scene: &Scene,
    area: &DrawingArea<Backend, Shift>,
    mark: &Mark,
) -> Result<(), Failure> {
    let colour = |role: Role| {
        let [r, g, b] = scene.palette.colour(role);
        RGBColor(r, g, b)
    };
    match mark {
        Mark::Patch { from, to, role } => {
            area.draw(&Rectangle::new([fine(*from), fine(*to)], colour(*role).filled()))
        }
        Mark::Path { points, role, width, dash } => {
            let style = stroke(colour(*role), *width);
            if dash.pattern().is_empty() {
                return area.draw(&PathElement::new(fine_path(points), style));
            }
            for piece in dashed(points, dash.pattern()) {
                area.draw(&PathElement::new(fine_path(&piece), style))?;
            }
            Ok(())
        }
        Mark::Area { points, role } => {
            area.draw(&Polygon::new(fine_path(points), colour(*role).filled()))
        }
        Mark::Heat { from, to, columns, colours } => {
            for (from, to, [r, g, b]) in cells(*from, *to, *columns, colours) {
                let cell = [fine(from), fine(to)];
                area.draw(&Rectangle::new(cell, RGBColor(r, g, b).filled()))?;
            }
            Ok(())
        }
        Mark::Dot { at, radius, role, hollow } => {
            let (at, radius) = (fine(*at), (radius * GRAIN).round() as i32);
            if *hollow {
                area.draw(&Circle::new(at, radius, colour(Role::Paper).filled()))?;
                area.draw(&Circle::new(at, radius, stroke(colour(*role), 1.5)))
            } else {
                area.draw(&Circle::new(at, radius, colour(*role).filled()))
            }
        }
        Mark::Text { at, text, role, anchor, size, italic } => {
            let slant = if *italic { FontStyle::Italic } else { FontStyle::Normal };
            let font = (FontFamily::Name(&scene.font), size * GRAIN, slant);
            let (across, up) = match anchor {
                Anchor::Left => (HPos::Left, VPos::Center),
                Anchor::Right => (HPos::Right, VPos::Center),
                Anchor::Middle => (HPos::Center, VPos::Center),
                Anchor::Above => (HPos::Center, VPos::Top),
            };
            let style: TextStyle = font.into_text_style(area);
            let ink = colour(*role);
            let style = style.color(&ink).pos(Pos::new(across, up));
            area.draw(&Text::new(text.as_str(), fine(*at), style))
        }
    }
}

fn stroke(colour: RGBColor, width: f64) -> ShapeStyle {
    ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: (width * GRAIN) as u32 }
}

fn fine([x, y]: [f64; 2]) -> Place {
    ((x * GRAIN).round() as i32, (y * GRAIN).round() as i32)
}

fn fine_path(points: &[[f64; 2]]) -> Vec<Place> {
    points.iter().map(|&point| fine(point)).collect()
}

/// The rectangles of a heat map for a medium that cannot blend, equal neighbours in one.
fn cells(
    from: [f64; 2],
    to: [f64; 2],
    columns: usize,
    colours: &[Colour],
) -> Vec<([f64; 2], [f64; 2], Colour)> {
    let rows = colours.len() / columns.max(1);
    // The edges run through the middles of the outermost cells.
    let edge = |axis: usize, i: usize, count: usize| {
        let share = (i as f64 - 0.5) / (count.max(2) - 1) as f64;
        from[axis] + (to[axis] - from[axis]) * share.clamp(0.0, 1.0)
    };
    let mut found = Vec::new();
    for (j, row) in colours.chunks_exact(columns.max(1)).enumerate() {
        let (top, bottom) = (edge(1, j, rows), edge(1, j + 1, rows));
        let mut start = 0;
        for i in 1..=row.len() {
            if row.get(i) != Some(&row[start]) {
                let (left, right) = (edge(0, start, columns), edge(0, i, columns));
                found.push(([left, top], [right, bottom], row[start]));
                start = i;
            }
        }
    }
    found
}

/// The strokes of a dashed line: plotters knows no dashes that follow a curve.
fn dashed(points: &[[f64; 2]], pattern: &[f64]) -> Vec<Vec<[f64; 2]>> {
    let mut strokes = Vec::new();
    let mut part = 0;
    let mut left = pattern[0];
    let mut stroke = vec![points[0]];
    for pair in points.windows(2) {
        let (mut a, b) = (pair[0], pair[1]);
        let mut length = (b[0] - a[0]).hypot(b[1] - a[1]);
        while length > left {
            let share = left / length;
            a = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
            length -= left;
            // Even parts are strokes, odd ones gaps.
            if part % 2 == 0 {
                stroke.push(a);
                strokes.push(std::mem::take(&mut stroke));
            } else {
                stroke = vec![a];
            }
            part = (part + 1) % pattern.len();
            left = pattern[part];
        }
        left -= length;
        if part % 2 == 0 {
            stroke.push(b);
        }
    }
    if stroke.len() > 1 {
        strokes.push(stroke);
    }
    strokes
}
