//! Which part of the plane suits a curve: a person's choice, from what there is to see.

use super::field::Surface;
use super::frame::{View, is_range};
use super::line::Line;
use super::number::{multiple, step_above};
use crate::order::{sort_by, sort_numbers};

/// How far to look for something to see, and at how many places.
const REACH: f64 = 10.0;
const SAMPLES: usize = 801;

/// A point further out is none that a picture could show.
const FARTHEST: f64 = 1e15;

/// Sights nearer to one another than this are one: a pole shows twice or more.
const ONE_SIGHT: f64 = 4.0 * REACH / SAMPLES as f64;

/// A wave goes on for ever: so many sights, about a period to each side, show it.
const ENOUGH: usize = 9;

/// It is one if of more sights than that a fifth lies further out than this part of the reach.
const FAR_OUT: f64 = 0.6;

/// Where there is nothing to see but what lies this near to 0, the stretch is the usual one.
const NEAR_0: f64 = 4.0;
const USUAL: [f64; 2] = [-5.0, 5.0];

/// How many times as far from 0 as the other an end may be and still be meant to be the same: along
/// a curve, whose sights are known to a hair, and around a surface.
const SAME_ACROSS: f64 = 1.15 / 0.85;
pub(super) const SAME_AROUND: f64 = 2.0;

/// A tidy stretch of x with the roots, turns and edges of the curve near 0, the point, and some
/// room.
pub(super) fn across(f: &Line, derivative: Option<&Line>, point: Option<f64>) -> [f64; 2] {
    let point = point.filter(|point| point.is_finite() && point.abs() < FARTHEST);
    let centre = point.filter(|point| point.abs() > REACH).unwrap_or(0.0);
    let at = |i: usize| centre - REACH + 2.0 * REACH * i as f64 / (SAMPLES - 1) as f64;
    let xs: Vec<f64> = (0..SAMPLES).map(at).collect();
    let mut ys = f.sample(&xs);
    drop_lonely(&mut ys);
    let mut seen = changes(f, &xs, &ys);
    if let Some(line) = derivative {
        seen.extend(changes(line, &xs, &line.sample(&xs)));
    }
    sort_numbers(&mut seen);
    seen.dedup_by(|a, b| (*a - *b).abs() < ONE_SIGHT);

    let far_out = seen.iter().filter(|x| (*x - centre).abs() > FAR_OUT * REACH).count();
    let wave = seen.len() > ENOUGH && far_out * 5 > seen.len();
    if wave {
        sort_by(&mut seen, |a, b| (a - centre).abs().total_cmp(&(b - centre).abs()));
        seen.truncate(ENOUGH);
    }
    let sights = seen.len();
    seen.extend(point);
    // The origin too, where it is not far.
    if let Some([low, high]) = ends(&seen)
        && centre == 0.0
        && low.abs().min(high.abs()) < 2.0 * (high - low) + 2.0
    {
        seen.push(0.0);
    }
    let [low, high] = ends(&seen).unwrap_or([centre; 2]);
    let stretch = if sights == 0 && low.abs().max(high.abs()) <= NEAR_0 {
        USUAL
    } else {
        let room = room(sights, wave, high - low);
        let even = if centre == 0.0 { SAME_ACROSS } else { 0.0 };
        let [left, right] = evened([low - room, high + room], even);
        // Where there is nothing to one side, less room there.
        match [is_bare(&xs, &ys, |x| x < low - BESIDE), is_bare(&xs, &ys, |x| x > high + BESIDE)] {
            [true, true] if sights > 0 => {
                let room = 0.3 * (high - low);
                [low - room, high + room]
            }
            [true, false] => [low - 0.25 * room, right],
            [false, true] => [left, high + 0.25 * room],
            _ => [left, right],
        }
    };
    let [left, right] = point.map_or(stretch, |point| nearer(f, stretch, [low, high], point));
    tidy(left, right)
}

/// This far beside a sight begins what is not the sight itself.
const BESIDE: f64 = 0.03;

/// Room to each side of what there is to see, which is so wide: little beside a wave, which has
/// filled its stretch; more, the less there is to fill one.
fn room(sights: usize, wave: bool, span: f64) -> f64 {
    let (share, least) = match sights {
        _ if wave => (0.05, 0.0),
        0 => (1.0, 5.0),
        1 | 2 if span == 0.0 => (0.6, 4.0),
        1 | 2 => (0.6, 2.5),
        _ => (0.4, 1.0),
    };
    (share * span).max(least)
}

/// Whether a curve has no value at any of these places.
fn is_bare(xs: &[f64], ys: &[f64], among: impl Fn(f64) -> bool) -> bool {
    xs.iter().zip(ys).all(|(&x, y)| !among(x) || y.is_nan())
}

/// Values here and there, as (−2)^(−2) among those of x^x, are no curve.
fn drop_lonely(ys: &mut [f64]) {
    let defined: Vec<bool> = ys.iter().map(|y| !y.is_nan()).collect();
    let beside = |i: usize| defined.get(i).copied().unwrap_or(false);
    for (i, y) in ys.iter_mut().enumerate() {
        if !beside(i.wrapping_sub(1)) && !beside(i + 1) {
            *y = f64::NAN;
        }
    }
}

/// The lowest and the highest.
fn ends(places: &[f64]) -> Option<[f64; 2]> {
    let low = places.iter().copied().reduce(f64::min)?;
    Some([low, places.iter().copied().fold(low, f64::max)])
}

/// Nearly the same to both sides is meant to be the same: where one end is less than so many times
/// as far from 0 as the other.
pub(super) fn evened([low, high]: [f64; 2], times: f64) -> [f64; 2] {
    let far = high.max(-low);
    if far < times * high.min(-low) { [-far, far] } else { [low, high] }
}

/// The ends come nearer where the curve climbs so far that it lies flat beside the point: what it
/// does within a tenth of the width to either side of it is to be seen. What is between `low` and
/// `high` stays.
fn nearer(f: &Line, ends: [f64; 2], [low, high]: [f64; 2], point: f64) -> [f64; 2] {
    /// So much of the height, at least.
    const SEEN: f64 = 0.03;
    let least = 0.4 * (high - low).max(1.0);
    let [mut left, mut right] = ends;
    while low - left > least || right - high > least {
        let xs: Vec<f64> =
            (0..=200).map(|i| left + (right - left) * f64::from(i) / 200.0).collect();
        let ys = f.sample(&xs);
        let Some([bottom, top]) = bulk(ys.clone()) else { break };
        let leaves = |y: &&f64| **y < bottom || **y > top;
        let beside = 0.1 * (right - left);
        let around = f.sample(&[point - beside, point, point + beside]);
        let moves = (around[1] - around[0]).abs().min((around[2] - around[1]).abs());
        if !ys.first().is_some_and(|y| leaves(&y)) && !ys.last().is_some_and(|y| leaves(&y))
            || moves.is_nan()
            || moves >= SEEN * (top - bottom)
        {
            break;
        }
        let closer = |room: f64| room.min((0.8 * room).max(least));
        (left, right) = (low - closer(low - left), high + closer(right - high));
    }
    [left, right]
}

/// Where a row of values changes its sign, or begins or ends. What only becomes too large for a
/// double, as e^(e^x) soon does, goes on.
fn changes(line: &Line, xs: &[f64], ys: &[f64]) -> Vec<f64> {
    let mut found = Vec::new();
    let mut last_sign = 0.0;
    for (i, &y) in ys.iter().enumerate() {
        let x = xs[i];
        let was_defined = i > 0 && !ys[i - 1].is_nan();
        if i > 0 && was_defined == y.is_nan() {
            let (inside, outside) = if was_defined { (xs[i - 1], x) } else { (x, xs[i - 1]) };
            if !line.overflows(outside) {
                found.push(inside);
            }
        }
        let sign = if y > 0.0 {
            1.0
        } else if y < 0.0 {
            -1.0
        } else {
            0.0
        };
        if sign * last_sign < 0.0 {
            let exact = ys[i - 1] == 0.0;
            found.push(if exact { xs[i - 1] } else { 0.5 * (xs[i - 1] + x) });
        }
        if sign != 0.0 {
            last_sign = sign;
        }
    }
    found
}

/// Outward to round numbers.
pub(super) fn tidy(low: f64, high: f64) -> [f64; 2] {
    let step = step_above((high - low) / 20.0);
    [multiple((low / step + 1e-9).floor(), step), multiple((high / step - 1e-9).ceil(), step)]
}

/// A tidy stretch of y with most of the curves in it: poles and steep ends leave it.
///
/// The first curve is the function and decides; another is shown whole only if that does not make
/// the function small.
pub(super) fn up(curves: &[&Line], left: f64, right: f64, values: &[f64]) -> [f64; 2] {
    let at = |i: usize| left + (right - left) * (i as f64 + 0.5) / 400.0;
    let xs: Vec<f64> = (0..400).map(at).collect();
    let mut range: Option<[f64; 2]> = None;
    for line in curves {
        let Some([low, high]) = bulk(line.sample(&xs)) else { continue };
        range = Some(match range {
            None => [low, high],
            Some([a, b]) if high - low > 2.0 * (b - a) && b > a => [a, b],
            Some([a, b]) => [a.min(low), b.max(high)],
        });
    }
    let [mut low, mut high] = range.unwrap_or([-1.0, 1.0]);
    for &value in values.iter().filter(|value| value.is_finite() && value.abs() < 1e300) {
        (low, high) = (low.min(value), high.max(value));
    }
    if low == high {
        // A level line: with 0 below it, or above.
        (low, high) = (low.min(0.0), high.max(0.0));
        if low == high {
            (low, high) = (-1.0, 1.0);
        }
        (low, high) = (low - 0.3 * (high - low), high + 0.3 * (high - low));
    }
    // The axis, where it is not far.
    let height = high - low;
    if low > 0.0 && low < 0.6 * height {
        low = 0.0;
    } else if high < 0.0 && -high < 0.6 * height {
        high = 0.0;
    }
    let room = 0.07 * (high - low);
    let [low, high] = tidy(low - room, high + room);
    if is_range(low, high) { [low, high] } else { [-1.0, 1.0] }
}

/// From the smallest to the largest, but no further from the middle half than twice its size.
fn bulk(mut ys: Vec<f64>) -> Option<[f64; 2]> {
    ys.retain(|y| y.abs() < 1e306);
    sort_numbers(&mut ys);
    let (low, high) = (*ys.first()?, *ys.last()?);
    let quartile = |share: f64| ys[((ys.len() - 1) as f64 * share) as usize];
    let (q1, q3) = (quartile(0.25), quartile(0.75));
    let far = 2.0 * (q3 - q1);
    // More than half of the values are equal: what differs is what there is to see.
    if far == 0.0 {
        return Some([low.max(quartile(0.02)), high.min(quartile(0.98))]);
    }
    let (a, b) = (low.max(q1 - far), high.min(q3 + far));
    // What is only a little taller is shown whole.
    if high - low <= 2.5 * (b - a) { Some([low, high]) } else { Some([a, b]) }
}

/// A tidy part of the plane with the point, the places near 0 where the surface is level, and its
/// edges.
pub(super) fn around(surface: &Surface, point: Option<[f64; 2]>) -> View {
    const SIDE: usize = 61;
    const WIDE: f64 = 6.0;
    let centre = match point {
        Some(point) if point.iter().any(|at| at.abs() > WIDE) => point,
        _ => [0.0; 2],
    };
    let at = |i: usize| 2.0 * WIDE * (i as f64 / (SIDE - 1) as f64) - WIDE;
    let place = |i: usize| [centre[0] + at(i % SIDE), centre[1] + at(i / SIDE)];
    let places: Vec<[f64; 2]> = (0..SIDE * SIDE).map(place).collect();
    let slopes = surface.gradients(&places);
    let heights = surface.sample(&places);
    // Level places: both slopes change their sign within a cell, or are 0.
    let mut seen: Vec<[f64; 2]> = Vec::new();
    for i in (0..SIDE * (SIDE - 1)).filter(|i| i % SIDE + 1 < SIDE) {
        let cell = [i, i + 1, i + SIDE, i + SIDE + 1].map(|corner| slopes[corner]);
        let changes = |axis: usize| {
            let low = cell.iter().map(|by| by[axis]).fold(f64::INFINITY, f64::min);
            let high = cell.iter().map(|by| by[axis]).fold(f64::NEG_INFINITY, f64::max);
            low <= 0.0 && high >= 0.0 && low < high
        };
        if cell.iter().flatten().all(|by| by.is_finite()) && changes(0) && changes(1) {
            seen.push(places[i]);
        }
    }
    // A wave has them everywhere: those nearest to the middle show it.
    let distance = |at: &[f64; 2]| (at[0] - centre[0]).hypot(at[1] - centre[1]);
    sort_by(&mut seen, |a, b| distance(a).total_cmp(&distance(b)));
    seen.truncate(9);
    seen.extend(point);
    // A surface with an edge is seen up to it.
    let defined = heights.iter().filter(|height| !height.is_nan()).count();
    if defined * 4 < heights.len() {
        seen.extend(
            places.iter().zip(&heights).filter(|(_, y)| !y.is_nan()).map(|(place, _)| place),
        );
    }
    let bounds = |axis: usize| {
        let all = || seen.iter().map(|place| place[axis]);
        let (low, high) =
            (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        let (low, high) = if low > high { (centre[axis], centre[axis]) } else { (low, high) };
        let (low, high) = if low > 0.0 && low < 3.0 { (0.0, high) } else { (low, high) };
        let (low, high) = if high < 0.0 && high > -3.0 { (low, 0.0) } else { (low, high) };
        let room = (0.45 * (high - low)).max(1.0);
        evened([low - room, high + room], SAME_AROUND)
    };
    let ([left, right], [bottom, top]) = (bounds(0), bounds(1));
    let ([left, right], [bottom, top]) = (tidy(left, right), tidy(bottom, top));
    View { left, right, bottom, top }
}
