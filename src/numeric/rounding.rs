//! How wrong a value may be: rounding errors carried along with the numbers.
//!
//! Every step rounds, by at most a few units in the last place of its result, and passes on its
//! operands' errors times the local slopes. The sum bounds the error to first order. So a value
//! can be told from zero honestly: 10⁻¹²x is not zero, and sin²x + cos²x − 1 cannot be told from
//! it.

use std::cell::OnceCell;

use super::step::Code;
use super::tape::Tape;
use super::turn;
use crate::expr::Function;

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
        self.rounded_by(inputs, false)
    }

    /// The same at the border itself, where doubles cannot tell on which side of one a number lies:
    /// x² < 2 at the double next to √2.
    pub fn at_borders(&self, inputs: &[f64]) -> Rounded {
        self.rounded_by(inputs, true)
    }

    /// Marks the steps of which these inputs show what they do, and which piece is taken. Next to
    /// 0 sinh u is u, far out tanh u is 1, and beside 10²⁰ nothing is heard of 1.
    pub fn hear(&self, inputs: &[f64], heard: &mut Vec<[bool; 2]>) {
        /// What changes a number by less than this part of it may be anything.
        const QUIET: f64 = 1e-6;
        let values = self.every_value(inputs);
        heard.resize(self.steps.len(), [false; 2]);
        for (step, heard) in self.steps.iter().zip(heard) {
            let (operands, value) = (step.read(&values), values[step.to as usize]);
            let shows = match step.code {
                Code::Select => {
                    let taken = usize::from(operands[0] != 0.0);
                    heard[taken] = true;
                    heard[1 - taken] |= operands[1 + taken].is_nan();
                    continue;
                }
                Code::Add | Code::Sub => {
                    let least = operands[0].abs().min(operands[1].abs());
                    value.is_nan() || least > QUIET * value.abs()
                }
                Code::One(function) if !is_choice(function) => {
                    let nearer = step.code.value(operands.map(|u| 0.75 * u)) / value;
                    let bends = |same: &f64| (nearer - same).abs() > QUIET;
                    value.is_nan() || [0.75, 1.0].iter().all(bends)
                }
                _ => true,
            };
            *heard = heard.map(|heard| heard || shows);
        }
    }

    fn rounded_by(&self, inputs: &[f64], at_borders: bool) -> Rounded {
        let mut values = self.loaded(inputs);
        // Inputs are exact; a constant such as 0.1 is the double nearest to what was written.
        let mut errors = vec![0.0; values.len()];
        if at_borders {
            for (error, x) in errors.iter_mut().zip(inputs) {
                *error = x.abs().max(1.0) * f64::EPSILON;
            }
        }
        for (error, constant) in errors[self.inputs..].iter_mut().zip(&self.constants) {
            *error = if is_fine(*constant) { 0.0 } else { constant.abs() * f64::EPSILON };
        }
        // Asked for at borders alone.
        let moving = OnceCell::new();
        for step in &self.steps {
            let mut operands = step.read(&values);
            let border = border(step.code, operands).filter(|border| {
                let errors = step.operands().iter().map(|&from| errors[from as usize]);
                let error = if at_borders { errors.fold(0.0, f64::max) } else { f64::NAN };
                (operands[0] - border).abs() <= 2.0 * error && error <= NARROW
            });
            operands[0] = border.unwrap_or(operands[0]);
            let value = step.code.value(operands);
            let partials = step.code.partials(operands, value);
            let (mut whole, mut fine) = (true, true);
            for from in step.operands().iter().map(|&from| from as usize) {
                whole &= errors[from] == 0.0 && values[from].fract() == 0.0;
                fine &= errors[from] == 0.0 && is_fine(values[from]);
            }
            let written = |slot: usize| errors[step.from[slot] as usize] == 0.0;
            let turned = matches!(step.code, Code::Turned(_))
                && turn::quarters(operands[1], operands[2]).is_some()
                && written(1)
                && written(2);
            // x where a piece begins: as the number is written there, so x is.
            let [a, b, _] = step.from.map(|from| from as usize);
            let met = border.is_some()
                || a.min(b) < self.inputs
                    && is_met(step.code, operands, value)
                    && !moving.get_or_init(|| self.active(|_| true))[a.max(b)];
            let exact =
                met || turned && value.is_finite() || is_exact(step.code, value, whole, fine);
            let mut error = if exact {
                0.0
            } else if value.is_infinite() {
                // A pole on the way, or more than doubles hold: what comes of it says nothing.
                f64::INFINITY
            } else if value.abs() < f64::MIN_POSITIVE
                && (value != 0.0 || vanishes(step.code, operands, partials[0]))
            {
                // Next to 0 doubles have fewer digits, and at last none.
                f64::MIN_POSITIVE * f64::EPSILON
            } else {
                2.0 * f64::EPSILON * value.abs()
            };
            for (slot, &from) in step.operands().iter().enumerate() {
                if errors[from as usize] > 0.0 && !turned && !met {
                    let first_order = partials[slot].abs() * errors[from as usize];
                    error +=
                        passed_on(step.code, operands, slot, errors[from as usize], first_order);
                }
            }
            // Where both factors are about 0, neither slope says anything.
            if let (Code::Mul, &[a, b]) = (step.code, step.operands()) {
                let both = [errors[a as usize], errors[b as usize]];
                if both.iter().all(|error| *error > 0.0) {
                    error += both[0] * both[1];
                }
            }
            values[step.to as usize] = value;
            errors[step.to as usize] = if error.is_nan() { f64::INFINITY } else { error };
        }
        match self.roots.first() {
            Some(&root) => Rounded { value: values[root as usize], error: errors[root as usize] },
            None => Rounded { value: f64::NAN, error: f64::NAN },
        }
    }
}

/// Whether a function is one of its operands, or jumps.
fn is_choice(function: Function) -> bool {
    use Function::{Abs, Ceil, Floor, LeakyRelu, Relu, Sign, Step};
    matches!(function, Abs | Ceil | Floor | LeakyRelu | Relu | Sign | Step)
}

/// Borders that are known less well than this are not taken for reached.
const NARROW: f64 = 1e-6;

/// Where the result jumps, if the first operand goes there.
fn border(code: Code, [a, b, _]: [f64; 3]) -> Option<f64> {
    use Function::{Ceil, Floor, Sign, Step};
    match code {
        Code::Compare(_) => Some(b),
        Code::One(Sign | Step) => Some(0.0),
        Code::One(Floor | Ceil) => Some(libm::round(a)),
        _ => None,
    }
}

/// Whether a number has few digits behind the point, so that it is what was written, and sums of
/// such lose nothing: 3, 0.5.
fn is_fine(value: f64) -> bool {
    (value * 1024.0).fract() == 0.0
}

/// Whether nothing is lost on the way to this value: it is that of an operand or its opposite, or
/// whole, and whole numbers that doubles hold stay whole.
fn is_exact(code: Code, value: f64, whole: bool, fine: bool) -> bool {
    /// 2⁵³: from here on doubles leave whole numbers out.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    use Function::{Abs, Ceil, Floor, Max, Min, Relu, Sign, Step};
    match code {
        Code::Compare(_) | Code::Select | Code::Neg => true,
        Code::One(Abs | Relu | Sign | Step | Floor | Ceil) | Code::Two(Max | Min) => {
            value.is_finite()
        }
        Code::Add | Code::Sub if fine && value.abs() < LARGEST / 1024.0 => true,
        Code::Add | Code::Sub | Code::Mul => whole && value.abs() < LARGEST,
        Code::Whole(n) => n >= 0 && whole && value.abs() < LARGEST,
        _ => false,
    }
}

/// Whether two operands are compared, or taken from each other, that are the same number.
fn is_met(code: Code, operands: [f64; 3], value: f64) -> bool {
    match code {
        Code::Compare(_) => operands[0] == operands[1],
        Code::Add | Code::Sub => value == 0.0,
        _ => false,
    }
}

/// Whether a result of 0 can be a number too small for doubles: a product without a factor 0,
/// e^(−810), flat as it is there.
fn vanishes(code: Code, operands: [f64; 3], slope: f64) -> bool {
    match code {
        Code::Mul => operands[0] != 0.0 && operands[1] != 0.0,
        Code::Div | Code::Whole(_) | Code::Fraction(..) | Code::Pow => operands[0] != 0.0,
        Code::One(_) => slope == 0.0,
        _ => false,
    }
}

/// How far a result may move when one operand is wrong by `error`: the slope says it to first
/// order; where a function bends, jumps or ends, its values on both sides do.
fn passed_on(code: Code, operands: [f64; 3], slot: usize, error: f64, first_order: f64) -> f64 {
    match code {
        Code::Turned(function) if slot == 0 => {
            passed_on(Code::One(function), operands, slot, error, first_order)
        }
        Code::One(_) | Code::Two(_) | Code::Fraction(..) | Code::Pow => {
            let apart = spread(code, operands, slot, error);
            // Where the slope is no guide, at a corner, an edge, a pole, nothing is known.
            let noise = 64.0 * f64::EPSILON * code.value(operands).abs();
            let straight = apart <= 4.0 * first_order && first_order <= 4.0 * apart;
            if straight || apart <= noise && first_order <= noise {
                apart.max(first_order)
            } else {
                f64::INFINITY
            }
        }
        // A power below 0 and a quotient have a pole at 0.
        Code::Whole(n) if n < 0 && error >= operands[0].abs() => f64::INFINITY,
        // A power is smooth, but flat at 0, and below 0 steeper on the way there.
        Code::Whole(_) => first_order.max(spread(code, operands, 0, error)),
        Code::Div if slot == 1 && error >= operands[1].abs() => f64::INFINITY,
        // By parts of the value: beside 10⁻²²⁰ over 10²²⁰ the slope is no double.
        Code::Div if slot == 1 => {
            let part = error / operands[1].abs();
            code.value(operands).abs() * part / (1.0 - part)
        }
        Code::Compare(_) if (operands[0] - operands[1]).abs() <= 2.0 * error => 1.0,
        // It may be the other piece.
        Code::Select if slot == 0 => f64::INFINITY,
        _ if code.passes(slot, operands) => first_order,
        _ => 0.0,
    }
}

/// How far the values at both ends of where an operand may be lie from the one in its middle.
fn spread(code: Code, operands: [f64; 3], slot: usize, error: f64) -> f64 {
    let value = code.value(operands);
    let [left, right] = [-error, error].map(|step| {
        let mut moved = operands;
        moved[slot] += step;
        (code.value(moved) - value).abs()
    });
    left.max(right)
}
