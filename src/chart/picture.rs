//! A request becomes a scene, and what can be said of it.

use super::artist::Artist;
use super::describe::{Row, describe, table};
use super::frame::{Frame, View, is_range, lay_out};
use super::label::Labels;
use super::line::Line;
use super::points::{Family, Point, find};
use super::range;
use super::scene::{Dash, Mark, Page, Role, Scene};
use super::trace::{Traced, trace};
use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::{NumericError, STEEP};

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
    /// Whether the curve has a corner or a jump at the point, and no slope, whatever the formula of
    /// its derivative gives there.
    pub corner: bool,
    /// Where the secant through that point meets the curve again.
    pub to: Option<f64>,
    /// Left out: chosen to suit.
    pub view: Option<Asked>,
    /// What it is drawn on.
    pub page: Page<'a>,
    /// What stands beside each of them.
    pub names: Names<'a>,
}

/// What curves are called, in the reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "one for each of the curves")]
pub struct Names<'a> {
    pub f: &'a str,
    pub derivative: &'a str,
    pub second: &'a str,
    pub tangent: &'a str,
    pub secant: &'a str,
}

impl Default for Names<'_> {
    fn default() -> Self {
        Names { f: "f", derivative: "f′", second: "f″", tangent: "tangent", secant: "secant" }
    }
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
    /// The line through the point and another.
    pub secant: bool,
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
    /// The other end of the secant: where, how high, and the slope from the point to there, which
    /// is NaN where both are one.
    pub secant: Option<[f64; 3]>,
    /// A sentence or two for those who do not see it.
    pub description: String,
    /// Some values.
    pub table: Vec<Row>,
    /// Places worth a name.
    pub points: Vec<Point>,
}

/// The double next to a pole stands for the pole, as that next to π/2 for tan(x): from there to its
/// neighbour the curve falls or rises by half of what it is, or more.
fn is_next_to_pole(f: &Line, x: f64) -> bool {
    let value = f.at(x);
    let leaps = |beside: f64| {
        let by = (f.at(beside) - value).abs();
        by.is_nan() || by > 0.5 * value.abs()
    };
    value.abs() > STEEP && (leaps(x.next_down()) || leaps(x.next_up()))
}

/// Draws. The only failures are variables without a value and derivatives still to be taken, in
/// the function itself, and what is too long; a derivative that cannot be computed is left out, one
/// that is too long where it is not to be seen.
pub fn draw(request: &Request) -> Result<Answer, NumericError> {
    let line = |curve| Line::new(request.dag, curve, request.f, request.variable, request.at);
    let f = line(request.f)?;
    let other = |curve: Option<Expr>, shown| match curve.map(line).transpose() {
        Err(error) if shown && error == NumericError::TooLong => Err(error),
        found => Ok(found.ok().flatten()),
    };
    let derivative = other(request.derivative, request.curves.derivative)?;
    let second = other(request.second, request.curves.second)?;
    let point = request.point.filter(|point| point.is_finite());
    let real = |line: &Line, x: f64| if is_next_to_pole(&f, x) { f64::NAN } else { line.at(x) };
    let value = point.map(|x| real(&f, x));
    let slope = point.zip(derivative.as_ref());
    let slope = slope.map(|(x, line)| if request.corner { f64::NAN } else { real(line, x) });

    let view = choose_view(request, &f, derivative.as_ref(), value);
    let page = request.page.drawable();
    let (plane, scales) = lay_out(&page, view);

    let traced = trace(&f, &plane);
    let slopes = derivative.as_ref().map(|line| (line, trace(line, &plane)));
    let points = find(&Family {
        f: &f,
        traced: &traced,
        slope: slopes.as_ref().map(|(line, traced)| (*line, traced)),
        bend: second.as_ref(),
        size: plane.size(),
    });

    let artist = Artist { plane: &plane, size: page.font_size, marks: Vec::new() };
    let mut painting = Painting { artist, named: Vec::new() };
    painting.artist.ground(&scales);
    let (drawn, names) = (request.curves, &request.names);
    if let Some(line) = second.as_ref().filter(|_| drawn.second) {
        painting.curve(&trace(line, &plane), Role::Second, names.second, 1.5, Dash::DashDotted);
    }
    if let Some((_, traced)) = slopes.as_ref().filter(|_| drawn.derivative) {
        painting.curve(traced, Role::Derivative, names.derivative, 1.75, Dash::Dashed);
    }
    if drawn.f {
        painting.curve(&traced, Role::F, names.f, 2.25, Dash::Solid);
        painting.artist.ends(&f, &traced, Role::F);
        // Above the others, and yet the first to be given a place for its name.
        painting.named.rotate_right(1);
    }
    let touch = point.zip(value).filter(|(_, value)| !value.is_nan());
    let secant = touch.zip(request.to.filter(|to| drawn.secant && to.is_finite()));
    let secant = secant.map(|((x, value), to)| {
        let there = f.at(to);
        [to, there, (there - value) / (to - x)]
    });
    if let Some(touch) = touch {
        if let Some(slope) = slope.filter(|slope| drawn.tangent && slope.is_finite()) {
            painting.straight(touch, slope, names.tangent, Dash::Dotted);
        }
        if let Some([to, there, slope]) = secant.filter(|[_, _, slope]| slope.is_finite()) {
            painting.straight(touch, slope, names.secant, Dash::DashDotted);
            painting.artist.dot([to, there], 4.0, Role::Ink, false);
        }
    }
    let marks = painting.finished(touch);

    let scene = page.scene(marks);
    let letter = request.dag.name(request.variable);
    let description = describe(letter, &view, (&f, &traced), &points, touch, slope);
    let table = table(&f, derivative.as_ref(), &scales.across, point);
    Ok(Answer { scene, view, frame: plane.frame, value, slope, secant, description, table, points })
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
struct Named<'a> {
    role: Role,
    text: &'a str,
    paths: Vec<Vec<[f64; 2]>>,
}

/// What is on the paper, and which of it is still to be named.
struct Painting<'a> {
    artist: Artist<'a>,
    named: Vec<Named<'a>>,
}

impl<'a> Painting<'a> {
    fn curve(&mut self, traced: &Traced, role: Role, text: &'a str, width: f64, dash: Dash) {
        let paths = self.artist.curve(traced, role, width, dash);
        self.named.push(Named { role, text, paths });
    }

    /// A straight line through a point.
    fn straight(&mut self, (x, y): (f64, f64), slope: f64, text: &'a str, dash: Dash) {
        let paths = self.artist.straight(x, y, slope, dash);
        self.named.push(Named { role: Role::Tangent, text, paths });
    }

    /// With the point and all names, which keep clear of the lines and of the point.
    fn finished(mut self, point: Option<(f64, f64)>) -> Vec<Mark> {
        let plane = self.artist.plane;
        let lines = self.named.iter().flat_map(|name| name.paths.clone()).collect();
        let mut labels = Labels::new(plane, self.artist.size * 1.1, lines);
        if let Some((x, y)) = point {
            self.artist.dot([x, y], 4.0, Role::Ink, false);
            labels.keep_free(plane.place([x, y]), 12.0);
        }
        for Named { role, text, paths } in &self.named {
            self.artist.marks.extend(labels.place(paths, text, *role));
        }
        self.artist.marks
    }
}
