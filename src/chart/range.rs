//! Which part of the plane suits a curve: a person's choice, from what there is to see.

use super::frame::is_range;
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

/// How many times as far from 0 as the other an end may be and still be meant to be the same: the
/// sights of a curve are known to a hair.
const SAME: f64 = 1.15 / 0.85;

/// This far beside a sight begins what is not the sight itself.
const BESIDE: f64 = 0.03;

/// The share of the room that is left to a side without a curve; and the share of what there is to
/// see that is left to each side of a curve which ends at both.
const BARE_SIDE: f64 = 0.25;
const BARE_SIDES: f64 = 0.3;

/// At how many places along a stretch the heights of a curve are taken.
const HEIGHTS: usize = 400;

/// A height above this is not looked at: what is computed with it would overflow.
const TALLEST: f64 = 1e306;

/// What is shown of y where nothing asks for more.
const NOTHING_UP: [f64; 2] = [-1.0, 1.0];

/// A second curve so many times as tall as the first would make it small.
const TOO_TALL: f64 = 2.0;

/// The axis is shown where it is nearer to the curves than this share of their height.
const AXIS_NEAR: f64 = 0.6;

/// Room below and above, as shares of the height: of a level line, whose height is that above the
/// axis, and of any curve.
const ROOM_LEVEL: f64 = 0.3;
const ROOM_UP: f64 = 0.07;

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
    let wave = settled(&mut seen, centre);
    let sights = seen.len();
    seen.extend(point);
    if centre == 0.0 && ends(&seen).is_some_and(is_near_origin) {
        seen.push(0.0);
    }
    let [low, high] = ends(&seen).unwrap_or([centre; 2]);
    let stretch = if sights == 0 && low.abs().max(high.abs()) <= NEAR_0 {
        USUAL
    } else {
        let room = room(sights, wave, high - low);
        let even = if centre == 0.0 { SAME } else { 0.0 };
        let [left, right] = evened([low - room, high + room], even);
        // Where there is nothing to one side, less room there.
        match [is_bare(&xs, &ys, |x| x < low - BESIDE), is_bare(&xs, &ys, |x| x > high + BESIDE)] {
            [true, true] if sights > 0 => {
                let room = BARE_SIDES * (high - low);
                [low - room, high + room]
            }
            [true, false] => [low - BARE_SIDE * room, right],
            [false, true] => [left, high + BARE_SIDE * room],
            _ => [left, right],
        }
    };
    let [left, right] = point.map_or(stretch, |point| nearer(f, stretch, [low, high], point));
    tidy(left, right)
}

/// Each sight once, in order; of a wave those nearest to the centre. Whether it is a wave.
fn settled(seen: &mut Vec<f64>, centre: f64) -> bool {
    sort_numbers(seen);
    seen.dedup_by(|a, b| (*a - *b).abs() < ONE_SIGHT);
    let far_out = seen.iter().filter(|x| (*x - centre).abs() > FAR_OUT * REACH).count();
    let wave = seen.len() > ENOUGH && far_out * 5 > seen.len();
    if wave {
        sort_by(seen, |a, b| (a - centre).abs().total_cmp(&(b - centre).abs()));
        seen.truncate(ENOUGH);
    }
    wave
}

/// Whether what there is to see lies so near to the origin, for its width, that the origin is shown
/// with it.
fn is_near_origin([low, high]: [f64; 2]) -> bool {
    low.abs().min(high.abs()) < 2.0 * (high - low) + 2.0
}

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
    /// So much of the height, at least, is to be seen beside the point.
    const SEEN: f64 = 0.03;
    /// This is how far beside it is looked, as a share of the width; and at how many steps across.
    const NEXT_TO: f64 = 0.1;
    const STEPS: u32 = 200;
    /// By what the room shrinks at each try, and the share of the middle at which it stays.
    const SHRINK: f64 = 0.8;
    const LEAST: f64 = 0.4;
    let least = LEAST * (high - low).max(1.0);
    let [mut left, mut right] = ends;
    while low - left > least || right - high > least {
        let at = |i| left + (right - left) * f64::from(i) / f64::from(STEPS);
        let xs: Vec<f64> = (0..=STEPS).map(at).collect();
        let ys = f.sample(&xs);
        let Some([bottom, top]) = bulk(ys.clone()) else { break };
        let leaves = |y: &&f64| **y < bottom || **y > top;
        let beside = NEXT_TO * (right - left);
        let around = f.sample(&[point - beside, point, point + beside]);
        let moves = (around[1] - around[0]).abs().min((around[2] - around[1]).abs());
        if !ys.first().is_some_and(|y| leaves(&y)) && !ys.last().is_some_and(|y| leaves(&y))
            || moves.is_nan()
            || moves >= SEEN * (top - bottom)
        {
            break;
        }
        let closer = |room: f64| room.min((SHRINK * room).max(least));
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

/// Outward to round numbers: multiples of a step that goes about this often into the stretch.
pub(super) fn tidy(low: f64, high: f64) -> [f64; 2] {
    const STEPS: f64 = 20.0;
    /// An end that is round but for its rounding error stays.
    const ROUND: f64 = 1e-9;
    let step = step_above((high - low) / STEPS);
    [multiple((low / step + ROUND).floor(), step), multiple((high / step - ROUND).ceil(), step)]
}

/// A tidy stretch of y with most of the curves in it: poles and steep ends leave it.
///
/// The first curve is the function and decides; another is shown whole only if that does not make
/// the function small.
pub(super) fn up(curves: &[&Line], left: f64, right: f64, values: &[f64]) -> [f64; 2] {
    let at = |i: usize| left + (right - left) * (i as f64 + 0.5) / HEIGHTS as f64;
    let xs: Vec<f64> = (0..HEIGHTS).map(at).collect();
    let heights = curves.iter().filter_map(|line| bulk(line.sample(&xs)));
    let both = heights.reduce(|[a, b], [low, high]| {
        let too_tall = high - low > TOO_TALL * (b - a) && b > a;
        if too_tall { [a, b] } else { [a.min(low), b.max(high)] }
    });
    let [mut low, mut high] = both.unwrap_or(NOTHING_UP);
    for &value in values.iter().filter(|value| value.abs() < TALLEST) {
        (low, high) = (low.min(value), high.max(value));
    }
    [low, high] = down_to_the_axis(if low == high { around_level(low) } else { [low, high] });
    let room = ROOM_UP * (high - low);
    let [low, high] = tidy(low - room, high + room);
    if is_range(low, high) { [low, high] } else { NOTHING_UP }
}

/// What is shown around a level line: the axis below it, or above.
fn around_level(height: f64) -> [f64; 2] {
    let (low, high) = (height.min(0.0), height.max(0.0));
    let [low, high] = if low == high { NOTHING_UP } else { [low, high] };
    let room = ROOM_LEVEL * (high - low);
    [low - room, high + room]
}

/// With the axis, where it is not far.
fn down_to_the_axis([low, high]: [f64; 2]) -> [f64; 2] {
    let near = AXIS_NEAR * (high - low);
    if low > 0.0 && low < near {
        [0.0, high]
    } else if high < 0.0 && -high < near {
        [low, 0.0]
    } else {
        [low, high]
    }
}

/// From the smallest to the largest, but no further from the middle half than twice its size.
fn bulk(mut ys: Vec<f64>) -> Option<[f64; 2]> {
    /// Of values most of which are equal, this share is left out at either end.
    const OUTLIERS: f64 = 0.02;
    /// What is at most so many times as tall as its bulk is shown whole.
    const LITTLE_TALLER: f64 = 2.5;
    ys.retain(|y| y.abs() < TALLEST);
    sort_numbers(&mut ys);
    let (low, high) = (*ys.first()?, *ys.last()?);
    let quantile = |share: f64| ys[((ys.len() - 1) as f64 * share) as usize];
    let (q1, q3) = (quantile(0.25), quantile(0.75));
    let far = 2.0 * (q3 - q1);
    // More than half of the values are equal: what differs is what there is to see.
    if far == 0.0 {
        return Some([low.max(quantile(OUTLIERS)), high.min(quantile(1.0 - OUTLIERS))]);
    }
    let (a, b) = (low.max(q1 - far), high.min(q3 + far));
    if high - low <= LITTLE_TALLER * (b - a) { Some([low, high]) } else { Some([a, b]) }
}
