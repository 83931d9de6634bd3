//! A scene on any surface that plotters can draw on.
//!
//! plotters counts in whole pixels, which makes stairs of curves. Here a pixel of its is a
//! sixteenth of a CSS pixel, and the surface scales back ([`GRAIN`]). plotters takes any range and
//! any point, and hangs or draws walls for bad ones; it is only given points that are finite,
//! clipped and split, and no range at all.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, DrawingAreaErrorKind, DrawingBackend, IntoDrawingArea, PathElement,
    Polygon, RGBColor, Rectangle, ShapeStyle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, FontStyle, IntoTextStyle, TextStyle};

use super::scene::{Anchor, Mark, Role, Scene};

/// Pixels of the backend in a CSS pixel.
pub const GRAIN: f64 = 16.0;

/// Paints every mark, the lowest first.
pub fn paint<B: DrawingBackend>(
    scene: &Scene,
    backend: B,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let area = backend.into_drawing_area();
    for mark in &scene.marks {
        paint_mark(scene, &area, mark)?;
    }
    area.present()
}

pub(super) fn paint_mark<B: DrawingBackend>(
    scene: &Scene,
    area: &DrawingArea<B, Shift>,
    mark: &Mark,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
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

fn fine([x, y]: [f64; 2]) -> (i32, i32) {
    ((x * GRAIN).round() as i32, (y * GRAIN).round() as i32)
}

fn fine_path(points: &[[f64; 2]]) -> Vec<(i32, i32)> {
    points.iter().map(|&point| fine(point)).collect()
}

/// The rectangles of a heat map for a surface that cannot blend, equal neighbours in one.
fn cells(
    from: [f64; 2],
    to: [f64; 2],
    columns: usize,
    colours: &[[u8; 3]],
) -> Vec<([f64; 2], [f64; 2], [u8; 3])> {
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
