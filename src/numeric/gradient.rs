//! Backward: one sweep from the root down gives its derivatives by all inputs at once.

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
        let mut values = vec![f64::NAN; self.values()];
        self.load(inputs, &mut values);
        for step in &self.steps {
            values[step.to as usize] = step.code.value(step.read(&values));
        }
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
            let partials = step.code.partials(operands, values[to]);
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
}
