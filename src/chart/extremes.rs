//! Where a surface is lowest and highest.

use super::field::{Lattice, Surface};
use super::frame::View;
use super::number::{multiple, step_above};

/// A place and the height there.
pub(super) type Place = ([f64; 2], f64);

/// So often the search is narrowed to a third on the first half of its way, and on the second.
const ROUNDS: usize = 8;

/// The lowest and the highest place, found more exactly than the lattice has them.
pub(super) fn extremes(surface: &Surface, lattice: &Lattice) -> Option<[Place; 2]> {
    let least = |sign: f64| {
        let better = |a: &usize, b: &usize| {
            (sign * lattice.heights[*a]).total_cmp(&(sign * lattice.heights[*b]))
        };
        (0..lattice.heights.len()).filter(|&i| !lattice.heights[i].is_nan()).min_by(better)
    };
    let [first_low, first_high] = [least(1.0)?, least(-1.0)?];
    let (lowest, highest) = (lattice.heights[first_low], lattice.heights[first_high]);
    let View { left, right, bottom, top } = lattice.view;
    let tiny = [1e-4 * (right - left), 1e-4 * (top - bottom)];
    let refined = |start: usize, sign: f64| {
        let (mut best, mut height) = (lattice.place(start), lattice.heights[start]);
        let mut reach = [
            (right - left) / (lattice.columns - 1) as f64,
            (top - bottom) / (lattice.rows - 1) as f64,
        ];
        let mut heights = [height; 3];
        for round in 0..2 * ROUNDS {
            let near: Vec<[f64; 2]> = (0..49)
                .map(|i| {
                    let [x, y] = [i % 7, i / 7].map(|k| f64::from(k) / 3.0 - 1.0);
                    [
                        (best[0] + x * reach[0]).clamp(left, right),
                        (best[1] + y * reach[1]).clamp(bottom, top),
                    ]
                })
                .collect();
            for (&place, there) in near.iter().zip(surface.sample(&near)) {
                if sign * there < sign * height {
                    (best, height) = (place, there);
                }
            }
            reach = reach.map(|reach| reach / 3.0);
            heights[1 + round / ROUNDS] = height;
        }
        // Nearer and nearer a pole it grows and grows, if as slowly as a logarithm: as much from
        // the second half of the way as from the first.
        let [first, second] = [heights[0] - heights[1], heights[1] - heights[2]].map(f64::abs);
        let still = second > 0.7 * first && second > 1e-3 * (highest - lowest);
        if still || height.abs() > 50.0 * (1.0 + lattice.heights[start].abs()) {
            height = -sign * f64::INFINITY;
        }
        // A round place, unless it is worse by more than can be told.
        let round = |x: f64, width: f64| {
            let unit = step_above(1e-4 * width);
            // Not −0.
            multiple((x / unit).round(), unit) + 0.0
        };
        let short = [round(best[0], right - left), round(best[1], top - bottom)];
        let there = surface.sample(&[short])[0];
        match height.is_infinite() {
            true => (short, height),
            // The place itself has no value, all about it has: arctan(y/x) at x = 0.
            false if there.is_nan() && (0..2).all(|i| (short[i] - best[i]).abs() < tiny[i]) => {
                (short, height)
            }
            false if sign * there <= sign * height => (short, there),
            false => (best, height),
        }
    };
    Some([refined(first_low, 1.0), refined(first_high, -1.0)])
}
