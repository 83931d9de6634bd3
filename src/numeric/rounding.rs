//! How wrong a value may be: rounding errors carried along with the numbers.
//!
//! Every step rounds, by at most a few units in the last place of its result, and passes on its
//! operands' errors times the local slopes. The sum bounds the error to first order. So a value
//! can be told from zero honestly: 10⁻¹²x is not zero, and sin²x + cos²x − 1 cannot be told from
//! it.

use super::tape::Tape;

/// A value and a first-order bound on its rounding error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounded {
    /// The value.
    pub value: f64,
    /// How far it may be from the exact one, ≥ 0.
    pub error: f64,
}

impl Tape {
    /// The first root with its rounding error.
    ///
    /// ```
    /// use chainrule::{expr::Dag, numeric::Tape};
    ///
    /// // (x + 10¹⁶) − 10¹⁶: what is left of x after rounding.
    /// let mut dag = Dag::new();
    /// let (x, big) = (dag.symbol("x"), dag.integer(10_000_000_000_000_000i64));
    /// let sum = dag.add(&[x, big]);
    /// let f = dag.sub(sum, big);
    /// let rounded = Tape::new(&dag, &[f], &dag.variables(f))?.rounded(&[0.3]);
    /// assert!((rounded.value - 0.3).abs() <= rounded.error);
    /// # Ok::<(), chainrule::numeric::NumericError>(())
    /// ```
    pub fn rounded(&self, inputs: &[f64]) -> Rounded {
        let mut values = vec![f64::NAN; self.values()];
        self.load(inputs, &mut values);
        // Inputs are exact; a constant is the double nearest to what was written.
        let mut errors = vec![0.0; values.len()];
        for (error, constant) in errors[self.inputs..].iter_mut().zip(&self.constants) {
            *error = if constant.fract() == 0.0 { 0.0 } else { constant.abs() * f64::EPSILON };
        }
        for step in &self.steps {
            let operands = step.read(&values);
            let value = step.code.value(operands);
            let partials = step.code.partials(operands, value);
            let mut error = 2.0 * f64::EPSILON * value.abs();
            for (slot, &from) in step.operands().iter().enumerate() {
                if step.code.passes(slot, operands) && errors[from as usize] > 0.0 {
                    error += partials[slot].abs() * errors[from as usize];
                }
            }
            values[step.to as usize] = value;
            errors[step.to as usize] = error;
        }
        match self.roots.first() {
            Some(&root) => Rounded { value: values[root as usize], error: errors[root as usize] },
            None => Rounded { value: f64::NAN, error: f64::NAN },
        }
    }
}
