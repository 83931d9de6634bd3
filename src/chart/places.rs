//! Where exactly: halving a stretch until it is a place.

use super::line::Line;
use crate::real::{decimal_exponent, times_power_of_ten};

/// Halvings, which bring a stretch of the page down to neighbouring doubles, or to nothing beside
/// 0.
const HALVINGS: usize = 64;

/// The middle of two doubles, as long as there is one.
fn between(a: f64, b: f64) -> Option<f64> {
    let middle = a + (b - a) * 0.5;
    (middle != a && middle != b).then_some(middle)
}

/// The last place with a value on the way from one that has one to one that has none.
pub(super) fn edge(line: &Line, mut with: [f64; 2], mut without: f64) -> [f64; 2] {
    for _ in 0..HALVINGS {
        let Some(middle) = between(with[0], without) else { break };
        let y = line.at(middle);
        if y.is_nan() { without = middle } else { with = [middle, y] }
    }
    with
}

/// Where a curve comes apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Break {
    pub kind: BreakKind,
    /// The last place before it.
    pub left: [f64; 2],
    /// The first place after it.
    pub right: [f64; 2],
}

impl Break {
    /// Where it is: between its ends, or at the one that stays when only the other runs away.
    pub fn x(&self) -> f64 {
        let ([left, a], [right, b]) = (self.left, self.right);
        match () {
            () if a.abs() < 1e-6 * b.abs() => left,
            () if b.abs() < 1e-6 * a.abs() => right,
            () => left + 0.5 * (right - left),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BreakKind {
    /// The curve runs away to infinity.
    Pole,
    /// It goes on at another height.
    Jump,
    /// There is a stretch without values, or nothing that it goes to.
    Gap,
    /// One place has no value, and the curve passes by as if it had.
    Hole,
}

/// What kind of break lies between two places that halving has brought together.
pub(super) fn classify(line: &Line, left: [f64; 2], right: [f64; 2], size: [f64; 2]) -> BreakKind {
    let apart = (right[1] - left[1]).abs();
    if runs_away(line, left, -1.0, size) || runs_away(line, right, 1.0, size) {
        BreakKind::Pole
    } else if !settles(line, left, -1.0, size) || !settles(line, right, 1.0, size) {
        BreakKind::Gap
    } else if apart > 1e-3 * size[1] {
        BreakKind::Jump
    } else {
        BreakKind::Hole
    }
}

/// So many times closer than a pixel, a curve that has a limit has reached it.
const NEAR: f64 = 1e-9;

/// Whether a curve that lies to the left (−1) or right (1) of here has a limit here, be its value
/// another: sin(1/x) has none at 0.
fn settles(line: &Line, end: [f64; 2], side: f64, [width, height]: [f64; 2]) -> bool {
    let [far, near, nearest] =
        [1.0, 0.7, 0.4].map(|share| line.at(end[0] + side * share * NEAR * width));
    let moves = |a: f64, b: f64| (a - b).abs() > 0.01 * height;
    !(moves(far, near) || moves(near, nearest))
}

/// Whether a curve that ends here, and lies to the left (−1) or right (1) of here, grows without
/// end: it is far out, or still on its way, if as slowly as a logarithm.
pub(super) fn runs_away(line: &Line, end: [f64; 2], side: f64, [width, height]: [f64; 2]) -> bool {
    let before = line.at(end[0] + side * NEAR * width);
    let still = (end[1] - before).abs() > 0.01 * height;
    end[1].abs() > 1e4 * height || (end[1].abs() > height && still)
}

/// The break between two places of a curve, if there is one, by halving. What is left of the
/// difference in the end is a break.
///
/// `size` is that of the view: much further out is infinity, much less is nothing.
pub(super) fn find_break(
    line: &Line,
    mut left: [f64; 2],
    mut right: [f64; 2],
    size: [f64; 2],
) -> Option<Break> {
    let (width, rise) = (right[0] - left[0], (right[1] - left[1]).abs());
    for _ in 0..HALVINGS {
        let Some(x) = between(left[0], right[0]) else { break };
        let y = line.at(x);
        if y.is_nan() {
            left = edge(line, left, x);
            right = edge(line, right, x);
            let gap = right[0] - left[0] > 1e-6 * width;
            let kind = if gap { BreakKind::Gap } else { classify(line, left, right, size) };
            return Some(Break { kind, left, right });
        }
        // Where intervals know which half is whole, the break is in the other; else it is where
        // the curve rises or falls most.
        let loose = [line.over(left[0], x).may_break(), line.over(x, right[0]).may_break()];
        let steeper = (y - left[1]).abs() >= (right[1] - y).abs();
        match loose {
            [false, false] => return None,
            [true, false] => right = [x, y],
            [false, true] => left = [x, y],
            _ if steeper => right = [x, y],
            _ => left = [x, y],
        }
    }
    let apart = (right[1] - left[1]).abs();
    let kind = classify(line, left, right, size);
    let found = match kind {
        BreakKind::Pole => true,
        BreakKind::Jump => apart > 1e-6 * rise,
        _ => false,
    };
    found.then_some(Break { kind, left, right })
}

/// Where a function changes its sign between two places where it has opposite ones.
///
/// The straight line between them says where to look next. An end that stays where it is counts for
/// half as much each time (the Illinois rule), and every third time the middle is taken, so that a
/// dozen places mostly do and three times [`HALVINGS`] always.
pub(super) fn sign_change(line: &Line, mut left: [f64; 2], mut right: [f64; 2]) -> [f64; 2] {
    let mut weights = [left[1], right[1]];
    for turn in 0..3 * HALVINGS {
        let Some(middle) = between(left[0], right[0]) else { break };
        let crossing = left[0] + (right[0] - left[0]) * (weights[0] / (weights[0] - weights[1]));
        // A little beyond a place that is nearly it, so that the other end comes near as well.
        let little = 4.0 * f64::EPSILON * left[0].abs().max(right[0].abs());
        let crossing = crossing.max(left[0] + little).min(right[0] - little);
        let looks = turn % 3 != 2 && left[0] < crossing && crossing < right[0];
        let x = if looks { crossing } else { middle };
        let y = line.at(x);
        if y == 0.0 || y.is_nan() {
            return [x, y];
        }
        if (y > 0.0) == (left[1] > 0.0) {
            left = [x, y];
            weights = [y, 0.5 * weights[1]];
        } else {
            right = [x, y];
            weights = [0.5 * weights[0], y];
        }
    }
    if left[1].abs() < right[1].abs() { left } else { right }
}

/// The short number within a billionth of the view, where there is one: 2 rather than
/// 1.9999999998. Others stay as they are.
pub(super) fn round_place(x: f64, width: f64) -> f64 {
    let close = 1e-9 * width;
    if x.abs() <= close {
        return 0.0;
    }
    for places in 0..6 {
        let unit = decimal_exponent(width) - places;
        let count = times_power_of_ten(x, -unit).round();
        let rounded = times_power_of_ten(count, unit);
        if (rounded - x).abs() <= close {
            return rounded;
        }
    }
    x
}
