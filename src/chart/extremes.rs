//! Where a surface is lowest and highest.

use super::field::{Lattice, Surface};
use super::frame::View;
use super::number::{multiple, step_above};

/// A place and the height there.
pub(super) type Place = ([f64; 2], f64);

/// So often the search is narrowed to a third on the first half of its way, and on the second.
const ROUNDS: usize = 12;

/// The lowest and the highest place, found more exactly than the lattice has them.
pub(super) fn extremes(surface: &Surface, lattice: &Lattice) -> Option<[Place; 2]> {
    let least = |sign: f64| {
        let better = |a: &usize, b: &usize| {
            (sign * lattice.heights[*a]).total_cmp(&(sign * lattice.heights[*b]))
        };
        (0..lattice.heights.len()).filter(|&i| !lattice.heights[i].is_nan()).min_by(better)
    };
    let (lowest, highest) = (least(1.0)?, least(-1.0)?);
    let reach = lattice.heights[highest] - lattice.heights[lowest];
    let end = |start: usize, sign: f64| {
        let found = narrowed(surface, lattice, start, sign, reach);
        rounded(surface, lattice, found, sign)
    };
    Some([end(lowest, 1.0), end(highest, -1.0)])
}

/// The lowest place near one of the lattice, or with the sign −1 the highest, and its height: ∞ at a
/// pole. `reach` is from the lowest height to the highest.
fn narrowed(surface: &Surface, lattice: &Lattice, start: usize, sign: f64, reach: f64) -> Place {
    let View { left, right, bottom, top } = lattice.view;
    let (mut best, mut height) = (lattice.place(start), lattice.heights[start]);
    // Less than a cell: from a place of the lattice a pole at 0 is missed by a whole step, and one that
    // was met but for a rounding error would be a depth of no meaning.
    let mut step =
        [(right - left) / (lattice.columns - 1) as f64, (top - bottom) / (lattice.rows - 1) as f64]
            .map(|cell| 0.93 * cell);
    let mut heights = [height; 3];
    for round in 0..2 * ROUNDS {
        let near: Vec<[f64; 2]> = (0..49)
            .map(|i| {
                let [x, y] = [i % 7, i / 7].map(|k| f64::from(k) / 3.0 - 1.0);
                [
                    (best[0] + x * step[0]).clamp(left, right),
                    (best[1] + y * step[1]).clamp(bottom, top),
                ]
            })
            .collect();
        for (&place, there) in near.iter().zip(surface.sample(&near)) {
            if sign * there < sign * height {
                (best, height) = (place, there);
            }
        }
        step = step.map(|step| step / 3.0);
        heights[1 + round / ROUNDS] = height;
    }
    // Nearer and nearer a pole it grows and grows, if as slowly as a logarithm: as much from the
    // second half of the way as from the first.
    let [first, second] = [heights[0] - heights[1], heights[1] - heights[2]].map(f64::abs);
    let still = second > 0.5 * first && second > 1e-3 * reach;
    let about = surface.about(best, 1e-3 * step[0].max(step[1]).max(1e-9));
    let [reached, beyond] = [height, if sign > 0.0 { about.low } else { about.high }];
    // Beside a pole the doubles end, and with them the growth: ln(x² + y² − 1) at −36.
    let still = still || beyond.is_infinite() && first + second > 0.5 * reach;
    // What is 0 but for the places that were tried.
    if reached.abs() < 1e-12 * reach && sign * beyond <= 0.0 {
        height = 0.0;
    }
    if still || height.abs() > 50.0 * (1.0 + lattice.heights[start].abs()) {
        height = -sign * f64::INFINITY;
    }
    (best, height)
}

/// A round place, unless it is worse by more than can be told.
fn rounded(surface: &Surface, lattice: &Lattice, (best, height): Place, sign: f64) -> Place {
    let View { left, right, bottom, top } = lattice.view;
    let size = [right - left, top - bottom];
    let short = [0, 1].map(|axis| {
        let unit = step_above(1e-4 * size[axis]);
        // Not −0.
        multiple((best[axis] / unit).round(), unit) + 0.0
    });
    let there = surface.sample(&[short])[0];
    let beside = || (0..2).all(|axis| (short[axis] - best[axis]).abs() < 1e-4 * size[axis]);
    match height.is_infinite() {
        true => (short, height),
        // The place itself has no value, all about it has: arctan(y/x) at x = 0.
        false if there.is_nan() && beside() => (short, height),
        false if sign * there <= sign * height => (short, there),
        false => (best, height),
    }
}
