//! What a tape is.

use super::error::NumericError;
use super::lower;
use super::registers;
use super::step::{Code, Step};
use crate::expr::{Dag, Expr, Symbol};

/// Expressions in straight-line code.
///
/// Values are numbered: first the inputs, then the constants, then one for each step, so that a
/// step only reads numbers smaller than its own. Sweeps that need every value ([`Tape::gradient`])
/// run `steps` as they are; runs that need only the last ones use `compact`, the same steps with
/// registers in place of value numbers.
pub struct Tape {
    pub(super) inputs: usize,
    pub(super) constants: Vec<f64>,
    pub(super) steps: Vec<Step>,
    /// The value number of each root.
    pub(super) roots: Vec<u32>,
    pub(super) compact: registers::Compact,
}

impl Tape {
    /// The tape that computes `roots` from `inputs`, in that order.
    pub fn new(dag: &Dag, roots: &[Expr], inputs: &[Symbol]) -> Result<Tape, NumericError> {
        Tape::lowered(dag, roots, inputs, true)
    }

    /// The same with every step kept, those between constants as well: their roundings count when
    /// an error is to be bounded, see [`Tape::rounded`].
    pub fn unfolded(dag: &Dag, roots: &[Expr], inputs: &[Symbol]) -> Result<Tape, NumericError> {
        Tape::lowered(dag, roots, inputs, false)
    }

    fn lowered(
        dag: &Dag,
        roots: &[Expr],
        inputs: &[Symbol],
        folds: bool,
    ) -> Result<Tape, NumericError> {
        let lower::Lowered { constants, steps, roots } = lower::lower(dag, roots, inputs, folds)?;
        let fixed = inputs.len() + constants.len();
        let compact = registers::allocate(fixed, &steps, &roots);
        Ok(Tape { inputs: inputs.len(), constants, steps, roots, compact })
    }

    /// How many numbers it reads.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many numbers it computes: one for each root.
    pub fn outputs(&self) -> usize {
        self.roots.len()
    }

    /// How many steps it takes.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// About how many sums a run takes as long as: a quotient, a power and a function count for eight
    /// of them, a power with letters above for forty.
    pub fn sums(&self) -> usize {
        let each = self.steps.iter().map(|step| match step.code {
            Code::Pow => 40,
            Code::Whole(2) | Code::Add | Code::Sub | Code::Mul | Code::Neg => 1,
            _ => 8,
        });
        each.sum()
    }

    /// The tape, if it takes no longer than so many sums: what is asked at many thousand places must
    /// be short.
    pub fn within(self, most: usize) -> Result<Tape, NumericError> {
        if self.sums() > most { Err(NumericError::TooLong) } else { Ok(self) }
    }

    /// Whether nothing is left to compute: every root is an input or a constant.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many registers a run needs, inputs and constants included.
    pub fn registers(&self) -> usize {
        self.compact.count
    }

    /// Inputs, constants and one place for each step.
    pub(super) fn values(&self) -> usize {
        self.inputs + self.constants.len() + self.steps.len()
    }

    /// Whether each value changes when the inputs marked in `varied` do.
    ///
    /// This is what makes the slope of √y·x by x right at y = 0: a value that does not move has no
    /// slope, however steep the function it came through.
    pub(super) fn active(&self, varied: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut active = vec![false; self.values()];
        for (i, flag) in active[..self.inputs].iter_mut().enumerate() {
            *flag = varied(i);
        }
        let first = self.inputs + self.constants.len();
        for (i, step) in self.steps.iter().enumerate() {
            active[first + i] = step.operands().iter().any(|&operand| active[operand as usize]);
        }
        active
    }
}
