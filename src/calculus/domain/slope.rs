//! Values on both sides of a place become what there is at it: a slope, and a result that gives it.

use crate::numeric::Tape;

/// f, its derivatives up to the last, and how they are computed at a number.
pub(in crate::calculus) struct Values<'a> {
    pub tape: &'a Tape,
    pub count: usize,
}

/// What a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum There {
    /// No slope.
    Neither,
    /// A slope, but the result has no value.
    Slope,
    /// A slope, and a result that gives it.
    Both,
}

impl Values<'_> {
    pub(super) fn at(&self, x: f64) -> Vec<f64> {
        let mut out = vec![f64::NAN; self.count];
        self.tape.evaluate(&[x], &mut out);
        out
    }

    /// Whether every function but the last has a slope there, the same from both sides, and the last
    /// a value.
    pub(super) fn slope(&self, x: f64) -> There {
        let here = self.at(x);
        let scale = x.abs().max(1.0);
        // Alone, a function is not its own slope.
        let functions = (self.count - 1).max(1);
        let (mut apart, mut size) = (Vec::new(), Vec::new());
        for h in [1e-4 * scale, 1e-6 * scale] {
            let (left, right) = (x - h, x + h);
            let (below, above) = (self.at(left), self.at(right));
            for (i, here) in here.iter().enumerate().take(functions) {
                let (from, to) = ((here - below[i]) / (x - left), (above[i] - here) / (right - x));
                apart.push((from - to).abs());
                size.push(from.abs().max(to.abs()));
            }
        }
        let (wide, narrow) = apart.split_at(apart.len() / 2);
        let (far, near) = size.split_at(size.len() / 2);
        let meets = (0..wide.len()).all(|i| {
            let closes = narrow[i] <= 1e-5 * (1.0 + near[i]) || narrow[i] <= 0.3 * wide[i];
            closes && near[i].is_finite() && near[i] <= 3.0 * (1.0 + far[i])
        });
        match (meets, here.last().is_some_and(|value| value.is_finite())) {
            (false, _) => There::Neither,
            (true, false) => There::Slope,
            (true, true) => There::Both,
        }
    }
}
