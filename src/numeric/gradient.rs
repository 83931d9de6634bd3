//! Backward: one sweep from the root down gives its derivatives by all inputs at once.

use super::block::{self, BLOCK, Block, More, Register};
use super::run::{Along, fill, put, read};
use super::step::Code;
use super::tape::Tape;

/// A value with its derivatives by every input.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// The value.
    pub value: f64,
    /// The derivative by each input, in their order.
    pub partials: Vec<f64>,
}

impl Tape {
    /// The first root and its derivatives by all inputs, with the conventions of
    /// [`Tape::dual`].
    ///
    /// Forward, every value is kept. Backward, a value's adjoint, the derivative of the root by
    /// it, is the sum over its uses of the user's adjoint times the local derivative; users come
    /// later on the tape, so one pass from the end finds each adjoint complete when it is needed.
    pub fn gradient(&self, inputs: &[f64]) -> Gradient {
        let mut found = self.sweep(inputs, Code::partials);
        // Where products of slopes say nothing, leading terms may.
        self.fill(&mut found, |along| self.slope_beside(inputs, along));
        found
    }

    /// The same, and at a corner or a jump what PyTorch's autograd takes there: of |x| the slope 0,
    /// of a number rounded to a whole one 0, of the larger of two equal ones a half of each. Where
    /// that says nothing either, as of √(x²) at 0, it is the mean of the slopes on both sides.
    pub fn customary_gradient(&self, inputs: &[f64]) -> Gradient {
        let mut found = self.gradient(inputs);
        if found.partials.iter().any(|partial| partial.is_nan()) {
            let customary = self.sweep(inputs, Code::customary_partials);
            for (partial, customary) in found.partials.iter_mut().zip(customary.partials) {
                *partial = if partial.is_nan() { customary } else { *partial };
            }
            self.fill(&mut found, |along| self.mean_slope(inputs, along));
        }
        found
    }

    /// Puts slopes along an input where there is a value and no derivative by that input yet.
    fn fill(&self, found: &mut Gradient, slope: impl Fn(&[f64]) -> f64) {
        for (by, partial) in found.partials.iter_mut().enumerate() {
            if partial.is_nan() && !found.value.is_nan() {
                *partial = slope(&self.along(by));
            }
        }
    }

    /// One pass forward, one backward: what the products of these local derivatives add up to.
    fn sweep(&self, inputs: &[f64], local: fn(Code, [f64; 3], f64) -> [f64; 3]) -> Gradient {
        let values = self.every_value(inputs);
        let Some(&root) = self.roots.first() else {
            return Gradient { value: f64::NAN, partials: vec![f64::NAN; self.inputs] };
        };

        let active = self.active(|_| true);
        let mut adjoints = vec![0.0; values.len()];
        // A branch not taken is not reached, which is more than having adjoint 0: however steep
        // it is, nothing comes of it.
        let mut reached = vec![false; values.len()];
        adjoints[root as usize] = 1.0;
        reached[root as usize] = true;
        for step in self.steps.iter().rev() {
            let to = step.to as usize;
            if !reached[to] {
                continue;
            }
            let operands = step.read(&values);
            let partials = local(step.code, operands, values[to]);
            for (slot, &from) in step.operands().iter().enumerate() {
                if active[from as usize] && step.code.passes(slot, operands) {
                    adjoints[from as usize] += adjoints[to] * partials[slot];
                    reached[from as usize] = true;
                }
            }
        }
        let value = values[root as usize];
        adjoints.truncate(self.inputs);
        if value.is_nan() {
            adjoints.fill(f64::NAN);
        }
        Gradient { value, partials: adjoints }
    }

    /// The first root's values and its derivatives by all inputs, at as many points as there is
    /// room for: the numbers of [`Tape::gradient`], bit for bit. `partials` holds one slice for
    /// each input.
    pub fn gradients(&self, inputs: &[Along], values: &mut [f64], partials: &mut [&mut [f64]]) {
        let choices = self.steps.iter().any(|step| matches!(step.code, Code::Select));
        let Some(&root) = self.roots.first().filter(|_| !choices) else {
            return self.gradients_alone(inputs, values, partials);
        };
        let active = self.active(|_| true);
        let mut numbers = self.blocks(self.values());
        let mut adjoints: Vec<Register> = numbers.iter().map(|_| Box::new([0.0; BLOCK])).collect();
        // What each step's operands do to it, kept from the way forward.
        let mut locals: Vec<[Box<Block>; 2]> =
            self.steps.iter().map(|_| [Box::new([0.0; BLOCK]), Box::new([0.0; BLOCK])]).collect();
        // Whether a value has a part in the root at all.
        let mut reached = vec![false; numbers.len()];
        reached[root as usize] = true;
        for step in self.steps.iter().rev().filter(|step| !matches!(step.code, Code::Compare(_))) {
            for &from in step.operands() {
                reached[from as usize] |= reached[step.to as usize] && active[from as usize];
            }
        }
        for start in (0..values.len()).step_by(BLOCK) {
            fill(inputs, start, &mut numbers);
            for (step, locals) in self.steps.iter().zip(&mut locals) {
                // A step reads only numbers smaller than its own.
                let (before, after) = numbers.split_at_mut(step.to as usize);
                let operands = step.from.map(|operand| read(inputs, start, before, operand));
                block::partials(step.code, operands, &mut after[0], locals);
            }
            adjoints.iter_mut().for_each(|adjoint| adjoint.fill(0.0));
            adjoints[root as usize].fill(1.0);
            for (step, locals) in self.steps.iter().zip(&locals).rev() {
                if !reached[step.to as usize] || matches!(step.code, Code::Compare(_)) {
                    continue;
                }
                let (before, after) = adjoints.split_at_mut(step.to as usize);
                for (slot, &from) in step.operands().iter().enumerate() {
                    if !active[from as usize] || !step.code.may_pass(slot) {
                        continue;
                    }
                    let adjoint = &mut before[from as usize];
                    let by = &*after[0];
                    block::more(
                        adjoint,
                        match (step.code, slot) {
                            (Code::Add, _) | (Code::Sub, 0) => More::This(by),
                            (Code::Sub | Code::Neg, _) => More::Opposite(by),
                            _ => More::Product(by, &locals[slot]),
                        },
                    );
                }
            }
            let value = read(inputs, start, &numbers, root);
            put(value, values, start);
            let count = values.len().min(start + BLOCK) - start;
            for (i, (adjoint, out)) in adjoints.iter_mut().zip(partials.iter_mut()).enumerate() {
                for (by, value) in adjoint.iter_mut().zip(value.iter()) {
                    *by = if value.is_nan() { *value } else { *by };
                }
                self.fill_beside(inputs, i, start, &value[..count], &mut adjoint[..count]);
                put(adjoint, out, start);
            }
        }
    }

    /// The same point by point, where some steps are reached at some points only.
    fn gradients_alone(&self, inputs: &[Along], values: &mut [f64], partials: &mut [&mut [f64]]) {
        for (i, value) in values.iter_mut().enumerate() {
            let here: Vec<f64> = inputs.iter().map(|along| along.at(i)).collect();
            let gradient = self.gradient(&here);
            *value = gradient.value;
            for (out, by) in partials.iter_mut().zip(gradient.partials) {
                if let Some(slot) = out.get_mut(i) {
                    *slot = by;
                }
            }
        }
    }
}
