//! Which part of the plane suits a surface: the point, what is level near 0, and the edges.

use super::field::Surface;
use super::frame::View;
use super::range::{evened, tidy};
use crate::order::sort_by;

/// How far from the middle to look for something to see, and at how many places to a side.
const REACH: f64 = 6.0;
const SIDE: usize = 61;

/// So many level places show a surface, even a wave, which has them everywhere.
const ENOUGH: usize = 9;

/// A surface defined at less than one place in so many is shown up to its edge.
const SPARSE: usize = 4;

/// An axis that is nearer than this to what there is to see is shown with it.
const AXIS_NEAR: f64 = 3.0;

/// Room around what there is to see: a share of its width, and at least so much.
const ROOM: f64 = 0.45;
const LEAST_ROOM: f64 = 1.0;

/// How many times as far from 0 as the other an end may be and still be meant to be the same.
pub(super) const SAME: f64 = 2.0;

/// A tidy part of the plane with the point, the places near 0 where the surface is level, and its
/// edges.
pub(super) fn around(surface: &Surface, point: Option<[f64; 2]>) -> View {
    let centre = match point {
        Some(point) if point.iter().any(|at| at.abs() > REACH) => point,
        _ => [0.0; 2],
    };
    let at = |i: usize| 2.0 * REACH * (i as f64 / (SIDE - 1) as f64) - REACH;
    let place = |i: usize| [centre[0] + at(i % SIDE), centre[1] + at(i / SIDE)];
    let places: Vec<[f64; 2]> = (0..SIDE * SIDE).map(place).collect();
    let mut seen = level(&places, &surface.gradients(&places));
    let distance = |at: &[f64; 2]| (at[0] - centre[0]).hypot(at[1] - centre[1]);
    sort_by(&mut seen, |a, b| distance(a).total_cmp(&distance(b)));
    seen.truncate(ENOUGH);
    seen.extend(point);
    let heights = surface.sample(&places);
    let defined = || places.iter().zip(&heights).filter(|(_, height)| !height.is_nan());
    if defined().count() * SPARSE < heights.len() {
        seen.extend(defined().map(|(place, _)| place));
    }
    let [[left, right], [bottom, top]] = [0, 1].map(|axis| along(axis, &seen, centre[axis]));
    View { left, right, bottom, top }
}

/// Where a surface is level: both slopes change their sign within a cell of the grid of places, or
/// are 0 at a corner of it.
fn level(places: &[[f64; 2]], slopes: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut found = Vec::new();
    for i in (0..SIDE * (SIDE - 1)).filter(|i| i % SIDE + 1 < SIDE) {
        let cell = [i, i + 1, i + SIDE, i + SIDE + 1].map(|corner| slopes[corner]);
        let changes = |axis: usize| {
            let low = cell.iter().map(|by| by[axis]).fold(f64::INFINITY, f64::min);
            let high = cell.iter().map(|by| by[axis]).fold(f64::NEG_INFINITY, f64::max);
            low <= 0.0 && high >= 0.0 && low < high
        };
        if cell.iter().flatten().all(|by| by.is_finite()) && changes(0) && changes(1) {
            found.push(places[i]);
        }
    }
    found
}

/// A tidy stretch of one axis with what there is to see, around its middle where that is nothing.
fn along(axis: usize, seen: &[[f64; 2]], middle: f64) -> [f64; 2] {
    let all = || seen.iter().map(|place| place[axis]);
    let (low, high) =
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let (low, high) = if low > high { (middle, middle) } else { (low, high) };
    let (low, high) = if low > 0.0 && low < AXIS_NEAR { (0.0, high) } else { (low, high) };
    let (low, high) = if high < 0.0 && high > -AXIS_NEAR { (low, 0.0) } else { (low, high) };
    let room = (ROOM * (high - low)).max(LEAST_ROOM);
    let [low, high] = evened([low - room, high + room], SAME);
    tidy(low, high)
}
