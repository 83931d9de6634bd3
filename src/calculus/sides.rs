//! Two expressions are computed at points, and their values compared with their rounding errors.

use crate::numeric::{Rounded, Tape};

/// What is compared, to be computed.
pub(super) struct Sides {
    pub(super) left: Tape,
    pub(super) right: Tape,
}

impl Sides {
    /// The values there.
    pub(super) fn values(&self, at: &[f64]) -> [f64; 2] {
        [self.left.value(at), self.right.value(at)]
    }

    /// Whether they differ where the borders next to the point are.
    pub(super) fn part_at_borders(&self, at: &[f64]) -> bool {
        let (a, b) = (self.left.at_borders(at), self.right.at_borders(at));
        let finite = a.value.is_finite() && b.value.is_finite();
        finite && compare(a, b) == Comparison::Differ
    }

    /// Whether both have a value there, and the same.
    pub(super) fn agree(&self, at: &[f64]) -> bool {
        let (a, b) = (self.left.rounded(at), self.right.rounded(at));
        let finite = a.value.is_finite() && b.value.is_finite();
        finite && compare(a, b) == Comparison::Agree
    }
}

/// The points met so far.
#[derive(Default)]
pub(super) struct Met {
    /// How many have two values that agree.
    pub(super) agreed: usize,
    /// Those with two values.
    pub(super) real: Vec<Vec<f64>>,
    /// The last one.
    pub(super) last: Vec<f64>,
}

impl Met {
    /// The values at a point, where they differ.
    pub(super) fn compare(&mut self, sides: &Sides, at: Vec<f64>) -> Option<[f64; 2]> {
        self.last = at;
        let a = sides.left.rounded(&self.last);
        if !a.value.is_finite() {
            return None;
        }
        let b = sides.right.rounded(&self.last);
        if !b.value.is_finite() {
            return None;
        }
        let comparison = compare(a, b);
        if comparison == Comparison::Differ {
            return Some([a.value, b.value]);
        }
        self.agreed += usize::from(comparison == Comparison::Agree);
        self.real.push(self.last.clone());
        None
    }

    /// The values at the first of these points where they differ.
    pub(super) fn first_apart(
        &mut self,
        sides: &Sides,
        points: impl IntoIterator<Item = Vec<f64>>,
    ) -> Option<[f64; 2]> {
        points.into_iter().find_map(|at| self.compare(sides, at))
    }

    /// A point at which the difference is not 0, if there is one.
    pub(super) fn apart(&self, sides: &Sides, difference: &Tape) -> Option<(Vec<f64>, [f64; 2])> {
        let mut found = None;
        for at in &self.real {
            let rounded = difference.rounded(at);
            // First-order bounds: a safe distance.
            let away = rounded.value.is_finite() && rounded.value.abs() > 8.0 * rounded.error;
            if !away {
                continue;
            }
            let (a, b) = (sides.left.rounded(at), sides.right.rounded(at));
            // Not where something in them runs away or breaks off, nor where nothing was rounded.
            let known = a == b && a.error == 0.0;
            if known || !a.error.is_finite() || !b.error.is_finite() {
                continue;
            }
            if a.value != b.value {
                return Some((at.clone(), [a.value, b.value]));
            }
            found.get_or_insert((at.clone(), [a.value, b.value]));
        }
        found
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Agree,
    Differ,
    Unclear,
}

pub(super) fn compare(a: Rounded, b: Rounded) -> Comparison {
    let difference = (a.value - b.value).abs();
    let error = 4.0 * (a.error + b.error);
    let size = a.value.abs().max(b.value.abs());
    if !error.is_finite() {
        return Comparison::Unclear;
    }
    if difference > error {
        return Comparison::Differ;
    }
    // Where rounding has eaten the digits, a point says nothing; next to 0 they need not be many.
    if error <= 1e-4 * size || error <= 1e-9 { Comparison::Agree } else { Comparison::Unclear }
}
