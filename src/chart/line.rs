//! A function of one variable, the others held.

use std::cell::RefCell;

use super::limits;
use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::{Along, Interval, NumericError, Tape};

/// A curve y = g(x), defined where another function (the one it was derived from) is.
pub(super) struct Line {
    tape: Tape,
    /// The inputs, with any number in place of the variable, which comes first.
    inputs: Vec<f64>,
    /// A curve is asked thousands of times, one place after the other: where it is computed is
    /// kept.
    desk: RefCell<Desk>,
}

#[derive(Default)]
struct Desk {
    inputs: Vec<f64>,
    registers: Vec<f64>,
    stretches: Vec<Interval>,
    intervals: Vec<Interval>,
}

impl Line {
    /// `curve` where `of` has a value.
    pub fn new(
        dag: &Dag,
        curve: Expr,
        of: Expr,
        variable: Symbol,
        at: &[(Symbol, f64)],
    ) -> Result<Line, NumericError> {
        let roots = if curve == of { vec![curve] } else { vec![curve, of] };
        let mut symbols = vec![variable];
        let mut inputs = vec![0.0];
        for &(symbol, value) in at.iter().filter(|(symbol, _)| *symbol != variable) {
            symbols.push(symbol);
            inputs.push(value);
        }
        let desk = Desk {
            inputs: inputs.clone(),
            stretches: inputs.iter().map(|&x| Interval::point(x)).collect(),
            ..Desk::default()
        };
        let tape = Tape::new(dag, &roots, &symbols)?.within(limits::SUMS)?;
        Ok(Line { tape, inputs, desk: RefCell::new(desk) })
    }

    /// y at x; NaN where there is none, poles included.
    pub fn at(&self, x: f64) -> f64 {
        let Desk { inputs, registers, .. } = &mut *self.desk.borrow_mut();
        inputs[0] = x;
        let mut out = [f64::NAN, 0.0];
        self.tape.evaluate_in(registers, inputs, &mut out);
        real(out[0], out[1])
    }

    /// y at many x.
    pub fn sample(&self, xs: &[f64]) -> Vec<f64> {
        let mut inputs: Vec<Along> = self.inputs.iter().map(|&value| Along::Fixed(value)).collect();
        inputs[0] = Along::Each(xs);
        let mut ys = vec![f64::NAN; xs.len()];
        if self.tape.outputs() == 1 {
            self.tape.sample(&inputs, &mut [&mut ys]);
            ys.iter_mut().for_each(|y| *y = real(*y, 0.0));
        } else {
            let mut of = vec![f64::NAN; xs.len()];
            self.tape.sample(&inputs, &mut [&mut ys, &mut of]);
            ys.iter_mut().zip(of).for_each(|(y, of)| *y = real(*y, of));
        }
        ys
    }

    /// Whether y, or something on the way to it, is too large for a double at x, which is no pole.
    pub fn overflows(&self, x: f64) -> bool {
        let Desk { inputs, .. } = &mut *self.desk.borrow_mut();
        inputs[0] = x;
        self.tape.overflows(inputs)
    }

    /// What y can be between two x.
    pub fn over(&self, left: f64, right: f64) -> Interval {
        let Desk { stretches, intervals, .. } = &mut *self.desk.borrow_mut();
        stretches[0] = Interval::new(left, right);
        self.tape.enclose_in(intervals, stretches)
    }
}

fn real(y: f64, of: f64) -> f64 {
    if y.is_finite() && of.is_finite() { y } else { f64::NAN }
}
