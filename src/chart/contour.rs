//! A surface seen from above: heat, lines of equal height, the gradient, and what lies on it.

use super::arrows::{Steepness, field};
use super::artist::Artist;
use super::extremes::{Place, extremes};
use super::field::{Ground, Lattice, Surface};
use super::frame::{Frame, Plane, Scales, View, is_range, lay_out};
use super::level::{self, Level};
use super::levels::Levels;
use super::march::{contours, edges};
use super::number::written;
use super::numbered::lines;
use super::places::round_place;
use super::region;
use super::scene::{Dash, Mark, Page, Role, Scene};
use super::tint::{laid, tint};
use crate::numeric::NumericError;

/// What is to be drawn.
pub struct ContourRequest<'a> {
    /// Of what.
    pub ground: Ground<'a>,
    /// How the two variables are written.
    pub names: [&'a str; 2],
    /// Where the gradient is shown.
    pub point: Option<[f64; 2]>,
    /// Left out: chosen to suit.
    pub view: Option<View>,
    /// Whether a step to the right is as long as one upward: only then does the gradient stand at
    /// right angles on the lines. The view grows until it is.
    pub equal: bool,
    /// Left out: chosen to suit.
    pub levels: Option<&'a [f64]>,
    /// What is shown of the surface.
    pub layers: Layers,
    /// A height without colour, from which two colours part; left out: one colour, the more the
    /// higher.
    pub middle: Option<f64>,
    /// The colours above and below.
    pub heat: [Role; 2],
    /// On top, the lowest first.
    pub trails: &'a [Trail],
    /// On top of those.
    pub dots: &'a [Spot],
    /// What it is drawn on.
    pub page: Page<'a>,
}

/// What is shown of a surface. With none of them only trails and dots are drawn, on nothing, as
/// they lie over a picture of the same view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    /// Colour for height.
    pub heat: bool,
    /// Lines of equal height with their numbers.
    pub lines: bool,
    /// The gradient at the point.
    pub gradient: bool,
    /// Small gradients all over.
    pub field: bool,
    /// The numbers at the edges.
    pub axes: bool,
    /// Of an equation: the places of height 0. The gradient is then the tangent, and nothing else
    /// is shown.
    pub curve: bool,
}

impl Layers {
    fn any(self) -> bool {
        self != Layers::default()
    }
}

/// A way over the surface.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// In coordinates of the plane. It is drawn up to the first that is no number.
    pub points: Vec<[f64; 2]>,
    /// Its colour.
    pub role: Role,
    /// In CSS pixels.
    pub width: f64,
    /// Solid or not.
    pub dash: Dash,
    /// Whether each point has a dot.
    pub dotted: bool,
}

/// A place on the surface.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// In coordinates of the plane.
    pub at: [f64; 2],
    /// Its colour.
    pub role: Role,
    /// In CSS pixels.
    pub radius: f64,
    /// A ring and not a disc.
    pub hollow: bool,
}

/// A picture and what it shows.
pub struct Contoured {
    /// To be painted.
    pub scene: Scene,
    /// The part of the plane in it.
    pub view: View,
    /// Where in the picture that part is.
    pub frame: Frame,
    /// The height at the point.
    pub value: Option<f64>,
    /// The gradient at the point.
    pub gradient: Option<[f64; 2]>,
    /// The heights with a line.
    pub levels: Vec<f64>,
    /// The lowest and the highest place in view, with their heights.
    pub extremes: Option<[([f64; 2], f64); 2]>,
    /// A sentence or two for those who do not see it.
    pub description: String,
    /// Some values.
    pub table: Grid,
}

/// Values at a few places, a row for each height above the axis, from the top.
pub struct Grid {
    /// From left to right.
    pub across: Vec<f64>,
    /// From top to bottom.
    pub up: Vec<f64>,
    /// Row by row.
    pub values: Vec<Vec<f64>>,
}

/// Distance between the places of the lattice, in CSS pixels.
const STEP: f64 = 2.5;

/// The lines of one height through a grid of numbers, in coordinates of the plane.
pub fn level_lines(columns: usize, values: &[f64], view: View, level: f64) -> Vec<Vec<[f64; 2]>> {
    let surface = Surface::Grid { columns, values, view };
    let lattice = Lattice::new(&surface, view, columns, values.len() / columns.max(1));
    contours(&surface, &lattice, &[level]).concat()
}

/// Draws. The only failures are variables without a value and derivatives still to be taken.
pub fn draw_contour(request: &ContourRequest) -> Result<Contoured, NumericError> {
    let surface = Surface::new(&request.ground)?;
    let point = request.point.filter(|point| point.iter().all(|at| at.is_finite()));
    let page = request.page.drawable();
    let (mut plane, mut scales) = lay_out(&page, choose_view(request, &surface, point));
    if request.equal {
        (plane, scales) = lay_out(&page, widened(&plane));
    }
    let view = plane.view;

    let fine = request.layers.heat || request.layers.lines || request.layers.curve;
    let step = if fine { STEP } else { 10.0 };
    let [columns, rows] =
        [plane.frame.width, plane.frame.height].map(|side| ((side / step) as usize).clamp(2, 600));
    let lattice = Lattice::new(&surface, view, columns, rows);
    let mut levels = Levels::new(&lattice.heights);
    if let Some(asked) = request.levels {
        levels = levels.asked(asked);
    }

    let value = point.map(|point| surface.sample(&[point])[0]);
    let gradient = point.map(|point| surface.gradients(&[point])[0]);
    let mut artist = Artist { plane: &plane, size: page.font_size, marks: Vec::new() };
    if request.layers.any() {
        artist.paper();
    }
    if request.layers.heat {
        artist.marks.push(heat(request, &plane, &lattice, &levels));
    }
    if request.layers.lines {
        for edge in edges(&surface, &lattice) {
            for part in artist.shown(&edge) {
                artist.path(part, Role::Second, 1.25, Dash::Solid);
            }
        }
        lines(&mut artist, &contours(&surface, &lattice, &levels.lines), &levels.lines);
    }
    if request.layers.field {
        field(&mut artist, &surface);
    }
    if request.layers.any() {
        border(&mut artist);
    }
    if request.layers.axes {
        artist.numbers(&scales);
    }
    for trail in request.trails {
        artist.trail(trail);
    }
    let curve = request.layers.curve.then(|| Level::new(&surface, &lattice, view, point));
    if let Some(curve) = &curve {
        curve.draw(&mut artist, request.layers.gradient);
    } else if let Some((point, gradient)) = point.zip(gradient).filter(|_| request.layers.gradient)
    {
        let length = Steepness::of(&surface, &plane).length(gradient, [18.0, 84.0]);
        artist.arrow(point, gradient, length, 2.25, Role::Derivative);
        artist.dot(point, 4.0, Role::Ink, false);
    }
    for spot in request.dots {
        artist.dot(spot.at, spot.radius, spot.role, spot.hollow);
    }

    let scene = page.scene(artist.marks);
    let extremes = extremes(&surface, &lattice);
    let description = match &curve {
        Some(curve) => curve.describe(request.names, request.layers.gradient),
        None => describe(request, (&surface, &lattice), extremes, point.zip(value), gradient),
    };
    let table = table(&surface, &scales);
    Ok(Contoured {
        scene,
        view,
        frame: plane.frame,
        value,
        gradient,
        levels: levels.lines,
        extremes,
        description,
        table,
    })
}

fn choose_view(request: &ContourRequest, surface: &Surface, point: Option<[f64; 2]>) -> View {
    match (&request.view, &request.ground) {
        (Some(view), _) if is_view(view) => *view,
        (_, Ground::Grid { view, .. }) if is_view(view) => *view,
        _ if request.layers.curve => level::around(surface, point),
        _ => region::around(surface, point),
    }
}

/// Values where numbers at the axes cross, of not too many of them.
fn table(surface: &Surface, scales: &Scales) -> Grid {
    let few = |numbers: &[(f64, String)]| -> Vec<f64> {
        let every = numbers.len().div_ceil(6).max(1);
        numbers.iter().step_by(every).map(|(value, _)| *value).collect()
    };
    let (across, mut up) = (few(&scales.across), few(&scales.up));
    up.reverse();
    let row = |&y: &f64| surface.sample(&across.iter().map(|&x| [x, y]).collect::<Vec<_>>());
    let values = up.iter().map(row).collect();
    Grid { across, up, values }
}

fn is_view(view: &View) -> bool {
    is_range(view.left, view.right) && is_range(view.bottom, view.top)
}

/// The view grown in one direction until both have one scale.
fn widened(plane: &Plane) -> View {
    let (view, frame) = (plane.view, plane.frame);
    let [width, height] = plane.size();
    let across = frame.width / frame.height * height;
    let (x, y) = (0.5 * (view.left + view.right), 0.5 * (view.bottom + view.top));
    let grown = if across > width {
        View { left: x - 0.5 * across, right: x + 0.5 * across, ..view }
    } else {
        let up = width * frame.height / frame.width;
        View { bottom: y - 0.5 * up, top: y + 0.5 * up, ..view }
    };
    if is_view(&grown) { grown } else { view }
}

/// The surface in colour.
fn heat(request: &ContourRequest, plane: &Plane, lattice: &Lattice, levels: &Levels) -> Mark {
    let palette = request.page.palette;
    let paper = palette.colour(Role::Paper);
    let heat = request.heat.map(|role| palette.colour(role));
    let [low, high] = levels.range;
    let shares = softened(lattice, levels);
    let colour = |(&height, share): (&f64, f64)| match request.middle {
        None if height.is_nan() => paper,
        None => laid(paper, heat[0], share),
        Some(middle) => {
            tint(height, middle, (high - middle).abs().max((middle - low).abs()), paper, heat)
        }
    };
    Mark::Heat {
        from: [plane.frame.left, plane.frame.top],
        to: [plane.right(), plane.bottom()],
        columns: lattice.columns,
        colours: lattice.heights.iter().zip(shares).map(colour).collect(),
    }
}

/// How much colour each place of the lattice has. Where a pole runs past it that is what it and its
/// neighbours have on average: else the pole's line is a stair of light and dark.
fn softened(lattice: &Lattice, levels: &Levels) -> Vec<f64> {
    /// Neighbours are no further apart where nothing is torn.
    const TORN: f64 = 0.5;
    let shares: Vec<f64> = lattice.heights.iter().map(|&height| levels.share(height)).collect();
    let mut soft = shares.clone();
    for (i, share) in soft.iter_mut().enumerate() {
        let (mut sum, mut torn) = (shares[i], false);
        for j in [i.wrapping_sub(1), i + 1, i.wrapping_sub(lattice.columns), i + lattice.columns] {
            let near = shares.get(j).copied().filter(|near| !near.is_nan()).unwrap_or(shares[i]);
            sum += near;
            torn |= (near - shares[i]).abs() > TORN;
        }
        if torn {
            *share = sum / 5.0;
        }
    }
    soft
}

/// A hairline round the frame.
fn border(artist: &mut Artist) {
    let plane = artist.plane;
    let (left, top) = (plane.frame.left.floor() + 0.5, plane.frame.top.floor() + 0.5);
    let (right, bottom) = (plane.right().floor() - 0.5, plane.bottom().floor() - 0.5);
    let corners = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]];
    artist.path(corners.to_vec(), Role::Hairline, 1.0, Dash::Solid);
}

fn describe(
    request: &ContourRequest,
    (surface, lattice): (&Surface, &Lattice),
    extremes: Option<[Place; 2]>,
    touch: Option<Place>,
    gradient: Option<[f64; 2]>,
) -> String {
    let number = |x: f64| written(x, 4);
    let pair = |[x, y]: [f64; 2]| format!("({}, {})", number(x), number(y));
    let Some([(lowest, low), (highest, high)]) = extremes else {
        return "The function has no value anywhere in this picture.".to_owned();
    };
    let mut told = if low == high {
        format!("The surface is level, at {}.", number(low))
    } else {
        let View { left, right, bottom, top } = lattice.view;
        let end = |[x, y]: [f64; 2], height: f64| {
            let place = [round_place(x, right - left), round_place(y, top - bottom)];
            // Not where it has no value, nor where another begins.
            let same = (surface.sample(&[place])[0] - height).abs() <= 1e-3 * (high - low);
            let at = if height.is_finite() && same { "at" } else { "near" };
            format!("{} {at} {}", number(height), pair(place))
        };
        let (low, high) = (end(lowest, low), end(highest, high));
        format!("In this picture the function runs from {low} to {high}.")
    };
    if lattice.heights.iter().any(|height| height.is_nan()) {
        told += " A part of it has no value.";
    }
    if let Some((point, value)) = touch {
        let [x, y] = request.names;
        let place = format!("{x} = {}, {y} = {}", number(point[0]), number(point[1]));
        if value.is_nan() {
            return told + &format!(" At {place} it has no value.");
        }
        told += &format!(" At {place} its value is {}", number(value));
        match gradient.filter(|by| by.iter().all(|slope| slope.is_finite())) {
            Some([0.0, 0.0]) => told += " and its gradient (0, 0): it is level there.",
            Some(by) => {
                let steep = number(by[0].hypot(by[1]));
                told += &format!(
                    " and its gradient {}: it rises fastest in that direction, with slope {steep}.",
                    pair(by)
                );
            }
            None => told += ".",
        }
    }
    told
}

impl Artist<'_> {
    /// A way over the surface, on a rim of paper so that it stands out.
    fn trail(&mut self, trail: &Trail) {
        /// Dots closer than this would be a thick line.
        const APART: f64 = 4.0;
        let known = trail.points.iter().position(|at| !at.iter().all(|x| x.is_finite()));
        let points = &trail.points[..known.unwrap_or(trail.points.len())];
        let parts = self.shown(points);
        for part in &parts {
            self.path(part.clone(), Role::Paper, trail.width + 2.0, Dash::Solid);
        }
        for part in parts {
            self.path(part, trail.role, trail.width, trail.dash);
        }
        let mut last: Option<[f64; 2]> = None;
        for &point in points.iter().filter(|_| trail.dotted) {
            let at = self.plane.place(point);
            if last.is_none_or(|last| (at[0] - last[0]).hypot(at[1] - last[1]) >= APART) {
                self.dot(point, 1.0 + trail.width, trail.role, false);
                last = Some(at);
            }
        }
    }
}
