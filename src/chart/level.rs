//! An equation becomes its curve: where the difference of its sides is 0, and the tangent at a
//! place on it.

use super::artist::Artist;
use super::field::{Lattice, Surface};
use super::frame::View;
use super::march::contours;
use super::number::written;
use super::range::{evened, tidy};
use super::region::SAME;
use super::scene::{Dash, Role};

/// A curve in a picture.
pub(super) struct Level {
    /// Each in coordinates of the plane.
    lines: Vec<Vec<[f64; 2]>>,
    /// The place asked for.
    point: Option<[f64; 2]>,
    /// Along the tangent there, if the place lies on the curve and the curve has one.
    along: Option<[f64; 2]>,
    /// Whether it lies on the curve.
    on: bool,
}

/// A place this far from the curve, against the width of the picture, lies on it: what is typed has
/// few digits.
const NEAR: f64 = 1e-6;

impl Level {
    pub fn new(surface: &Surface, lattice: &Lattice, view: View, point: Option<[f64; 2]>) -> Level {
        let lines = contours(surface, lattice, &[0.0]).concat();
        let size = (view.right - view.left).max(view.top - view.bottom);
        let found =
            point.map(|point| (surface.sample(&[point])[0], surface.gradients(&[point])[0]));
        let (on, along) = match found {
            Some((height, [across, up])) => {
                let steep = across.hypot(up);
                let smooth = steep > 0.0 && steep.is_finite();
                // To first order the curve is |F|/|∇F| away.
                let on = height == 0.0 || smooth && height.abs() <= NEAR * size * steep;
                (on, (on && smooth).then(|| [-up / steep, across / steep]))
            }
            None => (false, None),
        };
        Level { lines, point, along, on }
    }

    /// The curve, its tangent where that may be seen, and the place.
    pub fn draw(&self, artist: &mut Artist, tangent: bool) {
        let [width, height] = artist.plane.size();
        for line in &self.lines {
            for part in artist.shown(line) {
                artist.path(part, Role::F, 2.25, Dash::Solid);
            }
        }
        let Some(point) = self.point else { return };
        if let Some([x, y]) = self.along.filter(|_| tangent) {
            let far = width + height;
            let end = |side: f64| [point[0] + side * far * x, point[1] + side * far * y];
            for part in artist.shown(&[end(-1.0), point, end(1.0)]) {
                artist.path(part, Role::Tangent, 1.75, Dash::Dotted);
            }
        }
        artist.dot(point, 4.0, Role::Ink, !self.on);
    }

    /// For those who do not see it.
    pub fn describe(&self, names: [&str; 2], tangent: bool) -> String {
        let number = |x: f64| written(x, 4);
        let [x, y] = names;
        let reach = |axis: usize| {
            let all = || self.lines.iter().flatten().map(|place| place[axis]);
            let low = all().fold(f64::INFINITY, f64::min);
            let high = all().fold(f64::NEG_INFINITY, f64::max);
            // A picture tells no more digits.
            (written(low, 3), written(high, 3))
        };
        let mut told = if self.lines.is_empty() {
            "No point of this picture satisfies the equation.".to_owned()
        } else {
            let ((left, right), (bottom, top)) = (reach(0), reach(1));
            format!(
                "In this picture the curve runs from {x} = {left} to {right} and from {y} = {bottom} to {top}."
            )
        };
        let Some([at, height]) = self.point else { return told };
        let place = format!("{x} = {}, {y} = {}", number(at), number(height));
        told += &match self.along {
            _ if !self.on => format!(" The point {place} does not lie on it."),
            _ if !tangent => return told,
            None => format!(" At {place} it has no tangent."),
            Some([0.0, _]) => format!(" At {place} its tangent is upright."),
            Some([across, up]) => {
                format!(" At {place} its tangent has the slope {}.", number(up / across))
            }
        };
        told
    }
}

/// A tidy view of the whole curve and the point, or of what lies near the origin where it goes on.
pub(super) fn around(surface: &Surface, point: Option<[f64; 2]>) -> View {
    /// Of the squares looked at, half the side.
    const REACHES: [f64; 4] = [6.0, 12.0, 60.0, 600.0];
    const SIDE: usize = 81;
    let square = |reach: f64| View { left: -reach, right: reach, bottom: -reach, top: reach };
    let mut seen: Vec<[f64; 2]> = Vec::new();
    // What ends is seen whole; what goes on for ever, as far as the smallest square that has some
    // of it.
    for reach in REACHES {
        let lattice = Lattice::new(surface, square(reach), SIDE, SIDE);
        let found = contours(surface, &lattice, &[0.0]).concat().concat();
        let whole = found.iter().flatten().all(|at| at.abs() < 0.98 * reach);
        if seen.is_empty() || whole && reach == REACHES[1] {
            seen = found;
        }
        if !seen.is_empty() && (whole || reach >= REACHES[1]) {
            break;
        }
    }
    seen.extend(point.filter(|point| point.iter().all(|at| at.abs() < 1e9)));
    let bounds = |axis: usize| {
        let all = || seen.iter().map(|place| place[axis]);
        let low = all().fold(0.0, f64::min);
        let high = all().fold(0.0, f64::max);
        let room = (0.2 * (high - low)).max(1.0);
        let [low, high] = evened([low - room, high + room], SAME);
        tidy(low, high)
    };
    let ([left, right], [bottom, top]) = (bounds(0), bounds(1));
    View { left, right, bottom, top }
}
