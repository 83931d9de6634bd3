//! Which heights get a line: round numbers, close together where most of the surface is.

use super::number::{multiple, step_above};
use crate::order::sort_numbers;
use crate::real::{decimal_exponent, times_power_of_ten};

/// About how many lines a picture bears.
const MOST: usize = 12;

/// Heights with a line each, and how a height turns into a colour.
pub(super) struct Levels {
    /// Rising.
    pub lines: Vec<f64>,
    /// The lowest and the highest there is.
    pub range: [f64; 2],
}

impl Levels {
    /// Lines that suit these heights; NaN among them is nothing.
    pub fn new(heights: &[f64]) -> Levels {
        let mut sorted: Vec<f64> = heights.iter().copied().filter(|y| y.is_finite()).collect();
        sort_numbers(&mut sorted);
        let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
            return Levels { lines: Vec::new(), range: [f64::NAN; 2] };
        };
        let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize];
        // Beside a pole a few heights are far from all others.
        let (q2, q98) = (at(0.02), at(0.98));
        let far = 2.0 * (q98 - q2);
        let (a, b) = (low.max(q2 - far), high.min(q98 + far));
        let crowded = |a: f64, b: f64| {
            let share = |part: f64| (at(part) - a) / (b - a);
            share(0.75) - share(0.25) < 0.2 || !(0.2..=0.8).contains(&share(0.5))
        };
        let lines = if a == b || !(b - a).is_finite() {
            Vec::new()
        } else if !crowded(a, b) {
            even(a, b)
        } else if !crowded(q2, q98) {
            // Only the last few heights are far off, as beside ln 0.
            even(q2, q98)
        } else {
            decades(a, b)
        };
        Levels { lines, range: [low, high] }
    }

    /// The same range with lines that were asked for.
    pub fn asked(self, lines: &[f64]) -> Levels {
        let mut lines: Vec<f64> = lines.iter().copied().filter(|y| y.is_finite()).collect();
        sort_numbers(&mut lines);
        lines.dedup();
        Levels { lines, ..self }
    }

    /// From 0 for the lowest to 1 for the highest, with as much for each stretch between two lines.
    pub fn share(&self, height: f64) -> f64 {
        let [low, high] = self.range;
        let above = self.lines.partition_point(|&line| line <= height);
        let from = above.checked_sub(1).map_or(low, |i| self.lines[i]);
        let to = self.lines.get(above).copied().unwrap_or(high);
        let part = if to > from { ((height - from) / (to - from)).clamp(0.0, 1.0) } else { 0.0 };
        (above as f64 + part) / (self.lines.len() + 1) as f64
    }
}

/// Evenly spaced.
fn even(low: f64, high: f64) -> Vec<f64> {
    let step = step_above((high - low) / MOST as f64);
    let (first, last) = ((low / step).floor() as i64 + 1, (high / step).ceil() as i64 - 1);
    (first..=last).take(2 * MOST).map(|k| multiple(k as f64, step)).collect()
}

/// 1, 2, 5 times powers of ten to both sides of 0, from the outermost inward. The sides share their
/// sizes: where the surface falls far and hardly rises there is little to see above 0.
fn decades(low: f64, high: f64) -> Vec<f64> {
    let [largest, nearest] = [high.max(-low), low.max(-high)];
    let sides = if nearest < 0.0 { 2 } else { 1 };
    let top = decimal_exponent(largest);
    let sizes: Vec<f64> = (0..)
        .flat_map(|down| [5.0, 2.0, 1.0].map(|digit| times_power_of_ten(digit, top - down)))
        .take(3 * MOST)
        .filter(|&size| size < largest && size > nearest)
        .take(MOST / sides)
        .collect();
    let mut lines = Vec::new();
    for (sign, end) in [(1.0, high), (-1.0, -low)] {
        lines.extend(sizes.iter().filter(|&&size| size < end).map(|size| sign * size));
    }
    if sides == 2 {
        lines.push(0.0);
    }
    sort_numbers(&mut lines);
    lines
}
