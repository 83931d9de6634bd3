//! A request becomes a scene, and what can be said of it.

use super::describe::{describe, table};
use super::frame::{Frame, Plane, Scales, View, is_range, lay_out, text_width};
use super::label::{Labels, clipped, thinned};
use super::line::Line;
use super::places::{Break, BreakKind, round_place};
use super::points::{Family, Point, find};
use super::range;
use super::scene::{Anchor, Dash, Mark, Palette, Role, Scene};
use super::trace::{Traced, trace};
use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::NumericError;

/// What is to be drawn. Derivatives are given ready: this room does not know calculus.
pub struct Request<'a> {
    /// Where the expressions live.
    pub dag: &'a Dag,
    /// The function.
    pub f: Expr,
    /// Its derivative, if it has one: for the curve, the tangent, the turns.
    pub derivative: Option<Expr>,
    /// The derivative of that: for the curve and the inflections.
    pub second: Option<Expr>,
    /// What varies from left to right.
    pub variable: Symbol,
    /// What the other variables are held at.
    pub at: &'a [(Symbol, f64)],
    /// What is to be seen.
    pub curves: Curves,
    /// Where the tangent touches.
    pub point: Option<f64>,
    /// Left out: chosen to suit.
    pub view: Option<Asked>,
    /// Of the picture, in CSS pixels.
    pub width: f64,
    /// Of the picture, in CSS pixels.
    pub height: f64,
    /// What everything looks like.
    pub palette: Palette,
    /// Of the numbers at the axes, in CSS pixels.
    pub font_size: f64,
    /// As in CSS.
    pub font_family: &'a str,
}

/// Which curves are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Curves {
    /// The function.
    pub f: bool,
    /// Its derivative.
    pub derivative: bool,
    /// The derivative of that.
    pub second: bool,
    /// The line that touches at the point.
    pub tangent: bool,
}

/// A view that was asked for; a height that is left out is chosen to suit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// Smallest and largest x.
    pub across: [f64; 2],
    /// Smallest and largest y.
    pub up: Option<[f64; 2]>,
}

/// A picture and what it shows.
pub struct Answer {
    /// To be painted.
    pub scene: Scene,
    /// The part of the plane in it.
    pub view: View,
    /// Where in the picture that part is.
    pub frame: Frame,
    /// f at the point.
    pub value: Option<f64>,
    /// f′ at the point.
    pub slope: Option<f64>,
    /// A sentence or two for those who do not see it.
    pub description: String,
    /// Some values.
    pub table: Vec<Row>,
    /// Places worth a name.
    pub points: Vec<Point>,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Where.
    pub x: f64,
    /// The value there, NaN where there is none.
    pub f: f64,
    /// The slope there.
    pub derivative: f64,
}

/// Draws. The only failures are variables without a value and derivatives still to be taken, in
/// the function itself; a derivative that cannot be computed is left out.
pub fn draw(request: &Request) -> Result<Answer, NumericError> {
    let line = |curve| Line::new(request.dag, curve, request.f, request.variable, request.at);
    let f = line(request.f)?;
    let derivative = request.derivative.and_then(|curve| line(curve).ok());
    let second = request.second.and_then(|curve| line(curve).ok());
    let point = request.point.filter(|point| point.is_finite());
    let value = point.map(|x| f.at(x));
    let slope = point.zip(derivative.as_ref()).map(|(x, line)| line.at(x));

    let view = choose_view(request, &f, derivative.as_ref(), value);
    let size = request.font_size.clamp(6.0, 60.0);
    let (width, height) = (request.width.max(40.0), request.height.max(40.0));
    let (plane, scales) = lay_out(width, height, view, size);

    let traced = trace(&f, &plane);
    let slopes = derivative.as_ref().map(|line| (line, trace(line, &plane)));
    let bends =
        second.as_ref().map(|line| (line, request.curves.second.then(|| trace(line, &plane))));
    let points = find(&Family {
        f: &f,
        traced: &traced,
        slope: slopes.as_ref().map(|(line, traced)| (*line, traced)),
        bend: second.as_ref(),
        size: plane.size(),
    });

    let mut artist = Artist { plane: &plane, size, marks: Vec::new() };
    artist.ground(&scales);
    let mut named: Vec<Named> = Vec::new();
    let drawn = request.curves;
    if let Some((_, Some(traced))) = &bends {
        let paths = artist.curve(traced, Role::Second, 1.5, Dash::DashDotted);
        named.push(Named { role: Role::Second, text: "f″", paths });
    }
    if let Some((_, traced)) = slopes.as_ref().filter(|_| drawn.derivative) {
        let paths = artist.curve(traced, Role::Derivative, 1.75, Dash::Dashed);
        named.push(Named { role: Role::Derivative, text: "f′", paths });
    }
    if drawn.f {
        let paths = artist.curve(&traced, Role::F, 2.25, Dash::Solid);
        artist.ends(&f, &traced, Role::F);
        named.insert(0, Named { role: Role::F, text: "f", paths });
    }
    let touch = point.zip(value).filter(|(_, value)| !value.is_nan());
    if let Some(((x, value), slope)) = touch.zip(slope).filter(|_| drawn.tangent)
        && slope.is_finite()
    {
        let paths = artist.tangent(x, value, slope);
        named.push(Named { role: Role::Tangent, text: "tangent", paths });
    }
    let lines = named.iter().flat_map(|name| name.paths.clone()).collect();
    let mut labels = Labels::new(&plane, size * 1.1, lines);
    if let Some((x, value)) = touch {
        artist.dot([x, value], 4.0, Role::Ink, false);
        labels.keep_free(plane.place([x, value]), 12.0);
    }
    for Named { role, text, paths } in &named {
        artist.marks.extend(labels.place(paths, text, *role));
    }

    let scene = Scene {
        width,
        height,
        font: request.font_family.to_owned(),
        palette: request.palette,
        marks: artist.marks,
    };
    let description = describe(&view, &traced, &points, touch, slope);
    let table = table(&f, derivative.as_ref(), &scales.across, point);
    Ok(Answer { scene, view, frame: plane.frame, value, slope, description, table, points })
}

fn choose_view(request: &Request, f: &Line, derivative: Option<&Line>, value: Option<f64>) -> View {
    let asked = request.view.filter(|asked| is_range(asked.across[0], asked.across[1]));
    let [left, right] = match asked {
        Some(asked) => asked.across,
        None => range::across(f, derivative, request.point),
    };
    let up = asked.and_then(|asked| asked.up).filter(|up| is_range(up[0], up[1]));
    let [bottom, top] = up.unwrap_or_else(|| {
        let mut curves = vec![f];
        curves.extend(derivative.filter(|_| request.curves.derivative));
        let inside = request.point.is_some_and(|x| (left..=right).contains(&x));
        let values: Vec<f64> = value.into_iter().filter(|_| inside).collect();
        range::up(&curves, left, right, &values)
    });
    View { left, right, bottom, top }
}

/// A curve that has a name beside it.
struct Named {
    role: Role,
    text: &'static str,
    paths: Vec<Vec<[f64; 2]>>,
}

/// Puts marks on a scene.
struct Artist<'a> {
    plane: &'a Plane,
    size: f64,
    marks: Vec<Mark>,
}

impl Artist<'_> {
    fn path(&mut self, points: Vec<[f64; 2]>, role: Role, width: f64, dash: Dash) {
        if points.len() > 1 {
            self.marks.push(Mark::Path { points, role, width, dash });
        }
    }

    /// Paper, grid, axes and their numbers.
    fn ground(&mut self, scales: &Scales) {
        let plane = *self.plane;
        let (frame, view) = (plane.frame, plane.view);
        let (right, bottom) = (plane.right(), plane.bottom());
        let page = [right + self.size * 2.0, bottom + self.size * 3.0];
        self.marks.push(Mark::Patch { from: [0.0, 0.0], to: page, role: Role::Paper });
        // The middle of a pixel, where a thin line is sharp.
        let sharp = |at: f64| at.floor() + 0.5;
        for (x, _) in &scales.across {
            let px = sharp(plane.px(*x));
            self.path(vec![[px, frame.top], [px, bottom]], Role::Hairline, 1.0, Dash::Solid);
        }
        for (y, _) in &scales.up {
            let py = sharp(plane.py(*y));
            self.path(vec![[frame.left, py], [right, py]], Role::Hairline, 1.0, Dash::Solid);
        }
        if (view.bottom..=view.top).contains(&0.0) {
            let py = sharp(plane.py(0.0));
            self.path(vec![[frame.left, py], [right, py]], Role::Ink, 1.0, Dash::Solid);
        }
        if (view.left..=view.right).contains(&0.0) {
            let px = sharp(plane.px(0.0));
            self.path(vec![[px, frame.top], [px, bottom]], Role::Ink, 1.0, Dash::Solid);
        }
        let size = self.size;
        let number = |at, text: &str, anchor| {
            let (text, role, italic) = (text.to_owned(), Role::Ink, false);
            Mark::Text { at, text, role, anchor, size, italic }
        };
        for (x, label) in &scales.across {
            // Half of a number may not hang over the edge of the page.
            let half = 0.5 * text_width(label, size);
            let px = plane.px(*x).clamp(half, (right + size * 0.75 - half).max(half));
            let at = [px, bottom + size * 0.4];
            self.marks.push(number(at, label, Anchor::Above));
        }
        for (y, label) in &scales.up {
            let at = [frame.left - size * 0.45, plane.py(*y)];
            self.marks.push(number(at, label, Anchor::Right));
        }
    }

    /// The runs of a curve inside the frame; says where they are.
    fn curve(&mut self, traced: &Traced, role: Role, width: f64, dash: Dash) -> Vec<Vec<[f64; 2]>> {
        let mut drawn = Vec::new();
        for run in &traced.runs {
            if let [only] = run[..] {
                self.dot(only, width * 1.2, role, false);
            }
            for part in clipped(self.plane, run) {
                let part = thinned(&part);
                self.path(part.clone(), role, width, dash);
                drawn.push(part);
            }
        }
        drawn
    }

    /// Where a curve jumps a disc says which end belongs to it, and a ring which does not; a ring
    /// is a hole.
    fn ends(&mut self, line: &Line, traced: &Traced, role: Role) {
        /// More would be a string of beads.
        const MOST: usize = 24;
        let [width, height] = self.plane.size();
        let shown = |b: &&Break| matches!(b.kind, BreakKind::Jump | BreakKind::Hole);
        let breaks: Vec<&Break> = traced.breaks.iter().filter(shown).collect();
        if breaks.len() > MOST {
            return;
        }
        for at_break in breaks {
            let x = round_place(at_break.left[0], width);
            let value = line.at(x);
            let is = |end: [f64; 2]| (end[1] - value).abs() <= 1e-6 * height;
            let ends = [at_break.left, at_break.right];
            for end in ends {
                self.dot([x, end[1]], 3.0, role, !is(end));
            }
            if !value.is_nan() && !ends.iter().any(|&end| is(end)) {
                self.dot([x, value], 3.0, role, false);
            }
        }
    }

    fn tangent(&mut self, x: f64, value: f64, slope: f64) -> Vec<Vec<[f64; 2]>> {
        let View { left, right, .. } = self.plane.view;
        let at = |there: f64| [there, value + slope * (there - x)];
        let parts = clipped(self.plane, &[at(left), at(x.clamp(left, right)), at(right)]);
        for part in &parts {
            self.path(part.clone(), Role::Tangent, 1.75, Dash::Dotted);
        }
        parts
    }

    fn dot(&mut self, place: [f64; 2], radius: f64, role: Role, hollow: bool) {
        let at = self.plane.place(place);
        if self.plane.shows(at, 0.5) {
            self.marks.push(Mark::Dot { at, radius, role, hollow });
        }
    }
}
