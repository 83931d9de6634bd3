//! Places worth a name: zeros, highest and lowest points, turns, corners, poles.

use super::line::Line;
use super::places::{Break, BreakKind, round_place, sign_change};
use super::trace::Traced;
use crate::order::sort_by;

/// What is to be seen at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The curve meets the axis.
    Root,
    /// Higher than everything beside it.
    Maximum,
    /// Lower than everything beside it.
    Minimum,
    /// It turns from bending one way to bending the other.
    Inflection,
    /// A corner: the slope jumps.
    Kink,
    /// It runs away to infinity.
    Pole,
}

impl Kind {
    /// Its name in records.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Root => "root",
            Kind::Maximum => "maximum",
            Kind::Minimum => "minimum",
            Kind::Inflection => "inflection",
            Kind::Kink => "kink",
            Kind::Pole => "pole",
        }
    }
}

/// A place worth a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// What is there.
    pub kind: Kind,
    /// Where.
    pub x: f64,
    /// How high; at a pole NaN.
    pub y: f64,
}

/// A curve with its derivatives, as far as there are any.
pub(super) struct Family<'a> {
    pub f: &'a Line,
    pub traced: &'a Traced,
    pub slope: Option<(&'a Line, &'a Traced)>,
    pub bend: Option<&'a Line>,
    /// Width and height of the view.
    pub size: [f64; 2],
}

/// More than this would be noise.
const MOST: usize = 60;

/// From left to right.
pub(super) fn find(family: &Family) -> Vec<Point> {
    if family.traced.thicket {
        return Vec::new();
    }
    let mut found = Vec::new();
    let [width, height] = family.size;
    let place = |x: f64| round_place(x, width);
    // What is within rounding of 0 beside the height of the view is 0.
    let level = |y: f64| if y.abs() < 1e-12 * height { 0.0 } else { round_place(y, height) };
    let mut add = |kind: Kind, x: f64| {
        let x = place(x);
        let hole = |b: &&Break| b.kind == BreakKind::Hole && (b.left[0] - x).abs() < 1e-9 * width;
        let y = match family.traced.breaks.iter().find(hole) {
            Some(hole) => hole.left[1],
            None => family.f.at(x),
        };
        if !y.is_nan() {
            let y = if kind == Kind::Root { 0.0 } else { level(y) };
            found.push(Point { kind, x, y });
        }
    };

    for run in &family.traced.runs {
        let xs: Vec<f64> = run.iter().map(|point| point[0]).collect();
        for (left, right) in crossings(run, width) {
            let [x, y] = sign_change(family.f, left, right);
            // Where it jumps over the axis it does not meet it.
            if y.abs() <= 1e-6 * height {
                add(Kind::Root, x);
            }
        }
        if let Some((line, _)) = family.slope {
            let slopes = pairs(&xs, line);
            for (left, right) in crossings(&slopes, width) {
                let kind = if left[1] > 0.0 { Kind::Maximum } else { Kind::Minimum };
                let [x, _] = sign_change(line, left, right);
                add(kind, x);
                // It touches the axis and does not cross it.
                if family.f.at(place(x)).abs() < 1e-9 * height {
                    add(Kind::Root, x);
                }
            }
        }
        if let Some(line) = family.bend {
            let bends = pairs(&xs, line);
            for (left, right) in crossings(&bends, width) {
                let [x, y] = sign_change(line, left, right);
                // At a corner or where the bend runs away it changes its sign without being 0.
                let largest = left[1].abs().max(right[1].abs());
                if y.abs() <= 1e-3 * largest {
                    add(Kind::Inflection, x);
                }
            }
        }
    }
    for at_break in family.slope.iter().flat_map(|(_, traced)| &traced.breaks) {
        // The slope comes apart, the curve does not.
        let x = at_break.left[0];
        let whole = |b: &Break| (b.left[0] - x).abs() > 1e-9 * width;
        if at_break.kind == BreakKind::Jump && family.traced.breaks.iter().all(whole) {
            add(Kind::Kink, x);
        }
    }
    for at_break in family.traced.breaks.iter().filter(|b| b.kind == BreakKind::Pole) {
        let middle = at_break.x();
        found.push(Point { kind: Kind::Pole, x: place(middle), y: f64::NAN });
    }
    sort_by(&mut found, |a, b| a.x.total_cmp(&b.x).then(a.kind.cmp(&b.kind)));
    found.dedup_by(|a, b| a.kind == b.kind && (a.x - b.x).abs() < 1e-7 * width);
    found.truncate(MOST);
    found
}

fn pairs(xs: &[f64], line: &Line) -> Vec<[f64; 2]> {
    xs.iter().zip(line.sample(xs)).map(|(&x, y)| [x, y]).collect()
}

/// Neighbours with opposite signs. Between them there may be a zero or a place without a value,
/// but no stretch of them.
fn crossings(points: &[[f64; 2]], width: f64) -> Vec<([f64; 2], [f64; 2])> {
    let mut found = Vec::new();
    let mut last: Option<[f64; 2]> = None;
    for &point in points.iter().filter(|point| point[1] != 0.0 && !point[1].is_nan()) {
        if let Some(left) = last
            && (left[1] > 0.0) != (point[1] > 0.0)
            && point[0] - left[0] < 0.02 * width
        {
            found.push((left, point));
        }
        last = Some(point);
    }
    found
}
