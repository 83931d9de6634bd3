//! One step of a tape: what it does to numbers, and how its result follows its operands.

use super::turn;
use crate::expr::{Function, Relation, Slope};
use crate::real;

/// What a step does with its operands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Code {
    Add,
    Sub,
    Mul,
    Div,
    Neg,
    /// The operand to a whole power.
    Whole(i32),
    /// The operand to the power p/q, in lowest terms.
    Fraction(i32, i32),
    /// The first operand to the power of the second.
    Pow,
    /// A function of one operand.
    One(Function),
    /// A function of two operands.
    Two(Function),
    /// A sine or its kin of `[angle, halves, rest]`, where the angle is known to be so many times π
    /// and a rest.
    Turned(Function),
    /// 1 where the relation holds, else 0.
    Compare(Relation),
    /// `[condition, then, else]`
    Select,
}

impl Code {
    /// How many operands it has.
    pub fn arity(self) -> usize {
        match self {
            Code::Neg | Code::Whole(_) | Code::Fraction(..) | Code::One(_) => 1,
            Code::Select | Code::Turned(_) => 3,
            _ => 2,
        }
    }

    /// The result for these operands; those it does not have are ignored.
    pub fn value(self, [a, b, c]: [f64; 3]) -> f64 {
        match self {
            Code::Add => a + b,
            Code::Sub => a - b,
            Code::Mul => a * b,
            Code::Div => a / b,
            Code::Neg => -a,
            Code::Whole(n) => real::pow_whole(a, n),
            Code::Fraction(p, q) => real::pow_fraction(a, p.into(), q.into()),
            Code::Pow => real::pow(a, b),
            Code::One(function) => function.value(&[a]),
            Code::Two(function) => function.value(&[a, b]),
            Code::Turned(function) => match turn::quarters(b, c) {
                Some(quarters) => turn::exact(function, quarters).0,
                None => function.value(&[a]),
            },
            Code::Compare(relation) => f64::from(relation.holds(a, b)),
            Code::Select => {
                if a != 0.0 {
                    b
                } else {
                    c
                }
            }
        }
    }

    /// Whether a block takes these two in one go.
    pub fn chain(first: Code, second: Code) -> bool {
        matches!((first, second), (Code::Mul, Code::Add | Code::Sub) | (Code::Add, Code::Mul))
    }

    /// The derivatives of the result by each operand. A comparison does not move; a choice passes
    /// on the operand it takes: the caller leaves the other one alone.
    pub fn partials(self, [a, b, c]: [f64; 3], value: f64) -> [f64; 3] {
        match self {
            Code::Add => [1.0, 1.0, 0.0],
            Code::Sub => [1.0, -1.0, 0.0],
            Code::Mul => [b, a, 0.0],
            Code::Div => [1.0 / b, -value * (1.0 / b), 0.0],
            Code::Neg => [-1.0, 0.0, 0.0],
            Code::Whole(-1) => [-value * value, 0.0, 0.0],
            // At a pole as infinite as it must be; it leaves the doubles no sooner than −2/a³.
            Code::Whole(-2) => [-2.0 * value / a, 0.0, 0.0],
            Code::Whole(n) => [f64::from(n) * real::pow_whole(a, n.saturating_sub(1)), 0.0, 0.0],
            // A cusp, upright to both sides, up on one and down on the other.
            Code::Fraction(p, q) if a == 0.0 && p > 0 && p < q && p % 2 == 0 => [f64::NAN; 3],
            Code::Fraction(p, q) => {
                let (p, q) = (i64::from(p), i64::from(q));
                [p as f64 / q as f64 * real::pow_fraction(a, p - q, q), 0.0, 0.0]
            }
            Code::Pow => {
                let [by_base, by_exponent] = real::slope::pow(a, b);
                [by_base, by_exponent, 0.0]
            }
            Code::One(function) => match function.row().slope {
                Slope::One(slope) => [slope(a), 0.0, 0.0],
                Slope::Two(_) => [f64::NAN; 3],
            },
            Code::Two(function) => match function.row().slope {
                Slope::Two(slope) => {
                    let [by_first, by_second] = slope(a, b);
                    [by_first, by_second, 0.0]
                }
                Slope::One(_) => [f64::NAN; 3],
            },
            Code::Turned(function) => match turn::quarters(b, c) {
                Some(quarters) => [turn::exact(function, quarters).1, 0.0, 0.0],
                None => Code::One(function).partials([a; 3], value),
            },
            Code::Compare(_) => [0.0; 3],
            Code::Select => [0.0, 1.0, 1.0],
        }
    }

    /// The same, with the numbers that PyTorch's autograd takes where there is none.
    pub fn customary_partials(self, operands: [f64; 3], value: f64) -> [f64; 3] {
        use Function::{Abs, Ceil, Floor, Max, Min, Sign};
        let partials = self.partials(operands, value);
        match self {
            _ if value.is_nan() || !partials[0].is_nan() => partials,
            Code::One(Abs | Sign | Floor | Ceil) => [0.0; 3],
            Code::Two(Min | Max) => [0.5, 0.5, 0.0],
            _ => partials,
        }
    }

    /// Whether a small change of the operand in this place is passed on at all.
    pub fn passes(self, slot: usize, [condition, ..]: [f64; 3]) -> bool {
        match self {
            Code::Select => slot == if condition != 0.0 { 1 } else { 2 },
            _ => self.may_pass(slot),
        }
    }

    /// The same for whatever operands there are.
    pub fn may_pass(self, slot: usize) -> bool {
        match self {
            Code::Compare(_) => false,
            // What an angle is made of moves it, and nothing else.
            Code::Turned(_) => slot == 0,
            _ => true,
        }
    }
}

/// One line of the program: a code, the numbers of its operands, and where its result goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub code: Code,
    /// Places the code does not have hold a copy of the first.
    pub from: [u32; 3],
    /// Its own value number, or the register it writes.
    pub to: u32,
}

impl Step {
    /// The numbers of the operands it has.
    pub fn operands(&self) -> &[u32] {
        &self.from[..self.code.arity()]
    }

    /// Its operands' values.
    pub fn read(&self, values: &[f64]) -> [f64; 3] {
        self.from.map(|operand| values[operand as usize])
    }
}
