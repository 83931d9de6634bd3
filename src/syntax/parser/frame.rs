//! What the parser is in the middle of.
//!
//! Every frame waits for an operand on its right. How firmly it binds decides whether the sign
//! that follows the operand ends it: `2·x + 1` ends the product, `2·x^2` does not.

use crate::expr::{Expr, Relation};
use crate::syntax::Span;
use crate::syntax::lexer::{Bracket, Called};

/// An operand that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    pub expr: Expr,
    pub start: usize,
    pub end: usize,
    pub shape: Shape,
}

impl Value {
    /// Its place.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// How an operand was written, as far as another reading depends on it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Number,
    /// A single letter, a constant.
    Name,
    /// In brackets of any kind.
    Closed,
    /// A power without brackets around it.
    Power(Raised),
    /// A number or a letter with a sign.
    Signed,
    /// A function without brackets around its argument.
    Applied(Head, Argument),
    /// Factors side by side of which the last is a power: all of them below that exponent.
    Factors(Raised),
    /// A derivative still to be taken, and what it is taken of.
    Derived {
        inner: Expr,
        inner_start: usize,
    },
    /// Pieces that comparisons in front choose.
    Chosen,
    Other,
}

/// A power as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raised {
    pub base: Expr,
    pub base_end: usize,
    pub exponent: Expr,
    pub exponent_start: usize,
    /// Whether the exponent stands without brackets.
    pub bare: bool,
    /// The exponent's own exponent.
    pub tower: Option<(Expr, usize, Expr)>,
    /// `**`, of which every reader knows how it groups.
    pub stars: bool,
}

/// What a function was applied to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument {
    pub expr: Expr,
    pub start: usize,
    pub closed: bool,
}

/// A function whose argument is not read yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub called: Called,
    pub start: usize,
    /// The end of the name.
    pub name_end: usize,
    /// The end of everything in front of the argument.
    pub end: usize,
    /// sin² x
    pub power: Option<Expr>,
    /// log₂ x
    pub base: Option<Expr>,
    /// How many primes stand on the name: sin′ x has one.
    pub primes: usize,
}

impl Head {
    /// A function by its name alone.
    pub fn new(called: Called, start: usize, end: usize) -> Head {
        Head { called, start, name_end: end, end, power: None, base: None, primes: 0 }
    }
}

/// A product in the making: its factors are the parser's values from `first` on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Product {
    pub first: usize,
    pub joint: Joint,
    pub binding: u8,
    /// The division after which factors follow without a sign: `1/2x`.
    pub quotient: Option<Quotient>,
}

/// What stands in front of the next factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Times,
    Over,
    /// `//`, as Python writes it: the whole part of a quotient.
    Floor,
    Nothing,
}

/// A division as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quotient {
    pub above: Expr,
    pub below: Expr,
    pub start: usize,
    pub below_start: usize,
    /// Whether what is below stands in brackets.
    pub closed: bool,
}

/// What is open.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inside {
    Group,
    /// |x|, whose bars look alike on both sides.
    Bars,
    /// A call; the arguments before the next one are the values from there on.
    Call(Head, usize),
    /// `\begin{cases}`
    Cases,
}

/// Waiting for the rest.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    Open {
        inside: Inside,
        bracket: Bracket,
        start: usize,
        end: usize,
    },
    /// `{a if p, b else}` and `a if p else b`: the values from `first` on.
    Pieces {
        first: usize,
        condition: bool,
        start: usize,
    },
    /// `p ? a : b`, and in curly brackets `p: a, b`.
    Choice {
        condition: Value,
        then: Option<Expr>,
    },
    /// `{a \over b}`
    Over {
        above: Value,
    },
    Relation {
        left: Value,
        relation: Relation,
    },
    /// `x > 0 and x < 1`, or `x < 0 or x > 1`, of which one is enough.
    Both {
        left: Value,
        one: bool,
    },
    /// The values from `first` on, and whether the next is taken away.
    Sum {
        first: usize,
        minus: bool,
    },
    Sign {
        minus: bool,
        start: usize,
        binding: u8,
    },
    Derivative {
        by: Vec<Expr>,
        start: usize,
        binding: u8,
    },
    Product(Product),
    Apply(Head),
    Power {
        base: Value,
        stars: bool,
    },
    Root {
        degree: u8,
        start: usize,
    },
    FunctionPower(Head),
    LogBase(Head),
    Fraction {
        above: Option<Value>,
        start: usize,
    },
    Radical {
        index: Option<Value>,
        wants_index: bool,
        start: usize,
    },
}

/// How firmly frames bind.
pub(super) mod binding {
    pub const OPEN: u8 = 0;
    pub const PIECES: u8 = 1;
    pub const ONE_OF: u8 = 2;
    pub const BOTH: u8 = 3;
    pub const OVER: u8 = 4;
    pub const RELATION: u8 = 5;
    pub const SUM: u8 = 10;
    pub const SIGN: u8 = 20;
    /// `d/dx x^2*y` takes the whole term.
    pub const OPERATOR: u8 = 25;
    pub const SIGN_IN_OPERATOR: u8 = 26;
    pub const PRODUCT: u8 = 30;
    pub const APPLY: u8 = 35;
    pub const SIGN_IN_APPLY: u8 = 36;
    /// Factors side by side behind a function: `sin 2x`.
    pub const BESIDE: u8 = 38;
    /// From here on a factor that follows without a sign ends the frame.
    pub const TIGHT: u8 = 40;
    pub const SIGN_IN_PRODUCT: u8 = 45;
    /// `d/dx(f)` takes what is in the brackets, and its exponent.
    pub const CALLED_OPERATOR: u8 = 55;
    pub const POWER: u8 = 60;
    /// From here on one operand is all that is taken.
    pub const ONE: u8 = 90;
    pub const SIGN_IN_ONE: u8 = 95;
}

impl Frame {
    pub fn binding(&self) -> u8 {
        match self {
            Frame::Open { .. } => binding::OPEN,
            Frame::Pieces { .. } | Frame::Choice { .. } => binding::PIECES,
            Frame::Both { one: true, .. } => binding::ONE_OF,
            Frame::Both { .. } => binding::BOTH,
            Frame::Over { .. } => binding::OVER,
            Frame::Relation { .. } => binding::RELATION,
            Frame::Sum { .. } => binding::SUM,
            Frame::Sign { binding, .. } | Frame::Derivative { binding, .. } => *binding,
            Frame::Product(product) => product.binding,
            Frame::Apply(_) => binding::APPLY,
            Frame::Power { .. } => binding::POWER,
            Frame::Root { .. }
            | Frame::FunctionPower(_)
            | Frame::LogBase(_)
            | Frame::Fraction { .. }
            | Frame::Radical { .. } => binding::ONE,
        }
    }

    /// How firmly a sign binds that stands directly inside this frame.
    pub fn sign_binding(&self) -> u8 {
        match self.binding() {
            ..=binding::SIGN => binding::SIGN,
            binding::OPERATOR..=binding::SIGN_IN_OPERATOR => binding::SIGN_IN_OPERATOR,
            binding::PRODUCT | binding::SIGN_IN_PRODUCT => binding::SIGN_IN_PRODUCT,
            binding::APPLY..binding::TIGHT => binding::SIGN_IN_APPLY,
            binding::TIGHT..binding::ONE => binding::POWER,
            _ => binding::SIGN_IN_ONE,
        }
    }

    /// Whether it is one thing inside another: what the limit of nesting counts.
    pub fn nests(&self) -> bool {
        !matches!(
            self,
            Frame::Sum { .. } | Frame::Product(_) | Frame::Relation { .. } | Frame::Pieces { .. }
        )
    }
}
