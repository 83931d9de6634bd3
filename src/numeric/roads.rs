//! The same derivative by independent roads. The fourth, the symbolic one, is the calculus's.

use super::difference::difference;
use super::tape::Tape;

/// One derivative, three times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Roads {
    /// By dual numbers.
    pub forward: f64,
    /// By the sweep back.
    pub reverse: f64,
    /// By differences; NaN where they do not settle.
    pub difference: f64,
}

impl Tape {
    /// The first root's derivative by each input, by each road.
    pub fn roads(&self, inputs: &[f64]) -> Vec<Roads> {
        let gradient = self.gradient(inputs);
        let each = gradient.partials.iter().zip(inputs).enumerate();
        each.map(|(i, (&reverse, &here))| {
            let along = |there: f64| {
                let mut moved = inputs.to_vec();
                moved[i] = there;
                self.value(&moved)
            };
            Roads {
                forward: self.dual(inputs, &self.along(i)).slope,
                reverse,
                difference: difference(along, here).slope,
            }
        })
        .collect()
    }
}
