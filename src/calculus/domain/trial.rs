//! A need is tried at numbers: whether it holds at one, and whether it does wherever it is tried.

use crate::calculus::needs::Need;
use crate::expr::{Dag, Relation, Symbol};
use crate::numeric::Tape;

/// A need with both its sides ready to be computed.
pub(in crate::calculus) struct Trial {
    pub need: Need,
    tape: Tape,
}

impl Trial {
    /// `None` where a side cannot be computed from x alone.
    pub fn new(dag: &Dag, need: &Need, x: Symbol) -> Option<Trial> {
        let tape = Tape::new(dag, &[need.left, need.right], &[x]).ok()?;
        Some(Trial { need: *need, tape })
    }

    fn sides(&self, x: f64) -> [f64; 2] {
        let mut sides = [f64::NAN; 2];
        self.tape.evaluate(&[x], &mut sides);
        sides
    }

    /// Whether it holds at the number.
    pub fn holds(&self, x: f64) -> bool {
        let [left, right] = self.sides(x);
        self.need.relation.holds(left, right)
    }

    /// Whether a need for a slope may fail there: √(max(0, x)) is level where x is below 0.
    pub fn is_level(&self, x: f64) -> bool {
        let step = 1e-6 * x.abs().max(1.0);
        let still = |x: f64| {
            let [left, right] = self.sides(x);
            left == right
        };
        !self.need.defined && [x - step, x, x + step].into_iter().all(still)
    }

    /// Whether both sides are equal there, but for rounding.
    pub fn vanishes(&self, x: f64) -> bool {
        let [left, right] = self.sides(x);
        // Next to a place where it has no value it may have none.
        left.is_nan() || (left - right).abs() <= 1e-6 * (1.0 + right.abs())
    }

    /// Whether it holds wherever it is tried, and has no zero that could be found: e^x + x² > 0.
    pub fn seems_true(&self) -> bool {
        let difference = |x: f64| {
            let [left, right] = self.sides(x);
            left - right
        };
        let sign = match self.need.relation {
            Relation::NotEqual => {
                // It may vanish between two numbers: the sign tells.
                let mut signs = TRIED.iter().map(|&x| difference(x)).filter(|d| !d.is_nan());
                let Some(first) = signs.next().filter(|first| *first != 0.0) else { return false };
                if !signs.all(|d| d * first > 0.0) {
                    return false;
                }
                first.signum()
            }
            _ if !TRIED.iter().all(|&x| self.holds(x)) => return false,
            Relation::Less | Relation::LessEqual => -1.0,
            Relation::Equal => return true,
            Relation::Greater | Relation::GreaterEqual => 1.0,
        };
        !dips(|x| sign * difference(x))
    }
}

/// Where a need is tried of which nothing else is known.
const TRIED: [f64; 26] = [
    -1000.0, -97.3, -31.0, -10.2, -7.1, -5.3, -4.0, -3.1, -2.2, -1.6, -1.1, -0.7, -0.31, 0.0, 0.29,
    0.69, 1.0, 1.49, 2.3, 3.2, 4.1, 5.2, 7.7, 11.3, 37.9, 1003.0,
];

/// Whether what is positive where it was tried falls to 0 in between: a narrow dip is looked for
/// where the numbers are least.
fn dips(height: impl Fn(f64) -> f64) -> bool {
    const PARTS: i32 = 8;
    let xs: Vec<f64> = TRIED
        .windows(2)
        .flat_map(|pair| {
            let step = (pair[1] - pair[0]) / f64::from(PARTS);
            (0..PARTS).map(move |i| pair[0] + step * f64::from(i))
        })
        .collect();
    let heights: Vec<f64> = xs.iter().map(|&x| height(x)).collect();
    (1..xs.len() - 1).any(|i| {
        let [left, here, right] = [heights[i - 1], heights[i], heights[i + 1]];
        if !(here <= left && here <= right) {
            return false;
        }
        let (mut low, mut high) = (xs[i - 1], xs[i + 1]);
        let (mut least, mut at_low, mut at_high) = (here, left, right);
        let floor = 1e-12 * left.max(right).min(1.0);
        for _ in 0..60 {
            let third = (high - low) / 3.0;
            let (a, b) = (low + third, high - third);
            let (at_a, at_b) = (height(a), height(b));
            least = least.min(at_a).min(at_b);
            if at_a < at_b {
                (high, at_high) = (b, at_b)
            } else {
                (low, at_low) = (a, at_a)
            }
            // There is nothing more to find where 0 is, nor where all is level far above it.
            if least <= floor || at_low.max(at_high) < 1.01 * least {
                break;
            }
        }
        least <= floor
    })
}
