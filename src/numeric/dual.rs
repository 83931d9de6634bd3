//! Forward: every value carries how fast it moves when the inputs move in one direction.

use super::tape::Tape;

/// A value and its slope along a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual {
    /// The value.
    pub value: f64,
    /// How fast it changes.
    pub slope: f64,
}

impl Tape {
    /// The first root and its slope when the inputs move along `direction`.
    ///
    /// Where there is no derivative the slope is NaN (|x| at 0, the larger of two equal things
    /// that move apart), ±∞ where the tangent is upright (√x at 0). ReLU at 0 has slope 0, the
    /// convention of machine learning.
    pub fn dual(&self, inputs: &[f64], direction: &[f64]) -> Dual {
        let moves = |i: usize| direction.get(i).copied().unwrap_or(0.0);
        let active = self.active(|i| moves(i) != 0.0);
        let mut values = vec![f64::NAN; self.values()];
        self.load(inputs, &mut values);
        let mut slopes: Vec<f64> = (0..self.inputs).map(moves).collect();
        slopes.resize(self.values(), 0.0);
        for step in &self.steps {
            let operands = step.read(&values);
            let value = step.code.value(operands);
            values[step.to as usize] = value;
            if !active[step.to as usize] {
                continue;
            }
            let partials = step.code.partials(operands, value);
            let moving =
                |slot: usize, from: u32| active[from as usize] && step.code.passes(slot, operands);
            let messages = step.operands().iter().enumerate();
            let slope = messages
                .filter(|&(slot, &from)| moving(slot, from))
                .map(|(slot, &from)| partials[slot] * slopes[from as usize])
                .sum();
            slopes[step.to as usize] = slope;
        }
        let Some(&root) = self.roots.first() else {
            return Dual { value: f64::NAN, slope: f64::NAN };
        };
        let (value, slope) = (values[root as usize], slopes[root as usize]);
        // Nothing moves where nothing is.
        Dual { value, slope: if value.is_nan() { value } else { slope } }
    }
}
