//! A finite value that came by way of a pole is no value: arctan(1/x) at 0.
//!
//! At a pole a step gives ±∞, and so it is told. What is computed from that may be finite again,
//! 1/(1/x) or e^(−1/x²), and is nothing that the function has there. What merely left the doubles,
//! e^1000, is no pole: 1/(1 + e^1000) is 0 but for rounding.

use super::block::{self, BLOCK, Block};
use super::run::{Along, walk};
use super::step::Code;
use super::tape::Tape;
use crate::expr::Function;

/// A value larger than this, or a slope steeper, may be that of the double next to a pole.
pub const STEEP: f64 = 1e12;

impl Code {
    /// Whether there are operands at which it has a pole.
    pub fn has_poles(self) -> bool {
        match self {
            Code::Div | Code::Pow | Code::Two(_) | Code::Turned(_) => true,
            Code::Whole(n) | Code::Fraction(n, _) => n < 0,
            Code::One(function) => !grows(function),
            _ => false,
        }
    }

    /// Whether this result of these operands lies at a pole.
    fn at_pole(self, [a, b, _]: [f64; 3], value: f64) -> bool {
        value.is_infinite()
            && match self {
                Code::Div => b == 0.0,
                Code::Whole(_) | Code::Fraction(..) | Code::Pow => a == 0.0,
                Code::One(function) => a.is_finite() && !grows(function),
                Code::Turned(_) => a.is_finite(),
                Code::Two(_) => a.is_finite() && b.is_finite(),
                _ => false,
            }
    }
}

/// Whether a function leaves the doubles where it is merely large.
fn grows(function: Function) -> bool {
    matches!(function, Function::Exp | Function::Sinh | Function::Cosh)
}

impl Tape {
    /// Puts NaN for each root that is finite by way of a pole.
    pub(super) fn drop_poles(&self, inputs: &[f64], out: &mut [f64]) {
        let mut values = self.loaded(inputs);
        let mut lost = vec![false; values.len()];
        walk(&self.steps, &mut values, |_, step, operands, value| {
            let passed = step.operands().iter().enumerate().any(|(slot, &operand)| {
                // A choice has read its condition, and the piece that it takes.
                let read =
                    step.code != Code::Select || slot == 0 || step.code.passes(slot, operands);
                read && lost[operand as usize]
            });
            lost[step.to as usize] = passed || step.code.at_pole(operands, value);
        });
        for (value, &root) in out.iter_mut().zip(&self.roots) {
            if lost[root as usize] && value.is_finite() {
                *value = f64::NAN;
            }
        }
    }

    /// Whether something on the way to the roots is larger than doubles hold: e^1000, no pole.
    pub fn overflows(&self, inputs: &[f64]) -> bool {
        let mut values = self.loaded(inputs);
        let mut too_large = false;
        walk(&self.steps, &mut values, |_, step, operands, value| {
            too_large |= value.is_infinite()
                && operands.iter().all(|operand| operand.is_finite())
                && !step.code.at_pole(operands, value);
        });
        too_large
    }

    /// Whether a step whose result is read on met a pole, or something as large.
    pub(super) fn meets_pole(&self, at: usize, result: &Block) -> bool {
        self.compact.poles[at] && block::has_infinity(result)
    }

    /// The same for what was sampled from `start` on; says where values are no more.
    pub(super) fn drop_sampled_poles(
        &self,
        inputs: &[Along],
        start: usize,
        out: &mut [&mut [f64]],
        mut dropped: impl FnMut(usize),
    ) {
        let points = out.iter().map(|values| values.len()).max().unwrap_or(0);
        let mut values = vec![f64::NAN; out.len()];
        for point in start..points.min(start + BLOCK) {
            let here: Vec<f64> = inputs.iter().map(|along| along.at(point)).collect();
            values.fill(0.0);
            self.drop_poles(&here, &mut values);
            for (values, value) in out.iter_mut().zip(&values) {
                if value.is_nan()
                    && let Some(value) = values.get_mut(point)
                    && value.is_finite()
                {
                    *value = f64::NAN;
                    dropped(point);
                }
            }
        }
    }
}
