//! What a node is: the operations, and the leaves of which an expression is made.

use super::function::Function;

/// What a node does with its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// A whole number or a decimal, never negative: see [`Dag::number`](super::Dag::number).
    Number(NumberId),
    /// π or e.
    Constant(Constant),
    /// A variable: see [`Dag::name`](super::Dag::name).
    Symbol(Symbol),
    /// The sum of two terms or more, in the order written.
    Add,
    /// The product of two factors or more, in the order written.
    Mul,
    /// The opposite of one thing.
    Neg,
    /// `[above, below]`
    Div,
    /// `[base, exponent]`
    Pow,
    /// A function of the table.
    Call(Function),
    /// `[f, x]`: the derivative of f by x, still to be taken.
    Derivative,
    /// `[value, condition, value, condition, …]` and, when the count is odd, the value otherwise.
    Piecewise,
    /// `[left, right]`
    Relation(Relation),
}

/// Which number leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NumberId(pub(super) u32);

/// Which variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub(super) u32);

/// The two numbers that have letters of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// π
    Pi,
    /// e, the base of the natural logarithm.
    E,
}

impl Constant {
    /// The nearest double.
    pub fn value(self) -> f64 {
        match self {
            Constant::Pi => std::f64::consts::PI,
            Constant::E => std::f64::consts::E,
        }
    }
}

/// How the two sides of an equation or a condition compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// =
    Equal,
    /// ≠
    NotEqual,
    /// <
    Less,
    /// ≤
    LessEqual,
    /// >
    Greater,
    /// ≥
    GreaterEqual,
}

impl Relation {
    /// Whether the relation holds between two numbers; with NaN nothing holds but ≠.
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Relation::Equal => left == right,
            Relation::NotEqual => left != right,
            Relation::Less => left < right,
            Relation::LessEqual => left <= right,
            Relation::Greater => left > right,
            Relation::GreaterEqual => left >= right,
        }
    }

    /// The same said from the other side: a < b is b > a.
    pub fn mirrored(self) -> Relation {
        match self {
            Relation::Less => Relation::Greater,
            Relation::LessEqual => Relation::GreaterEqual,
            Relation::Greater => Relation::Less,
            Relation::GreaterEqual => Relation::LessEqual,
            same => same,
        }
    }
}
