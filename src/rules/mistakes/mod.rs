//! Every common mistake is a row: a wrong law that stands in for a right one.
//!
//! Swap it in, run the same machine, and out comes the answer that a student gives who makes it,
//! for any function. Letters in a wrong law carry its conditions: `x` is the variable, `u` and
//! `v` contain it, `c` and `n` do not, `a` and `b` are anything. In the law of a chain, `s` is
//! the outer function's slope at the inside, `t` the same at x, `r` at the inside's derivative,
//! and `o` the outer function at x.

mod learning;
mod several;
mod single;

use std::sync::OnceLock;

use crate::expr::{Dag, Expr};
use crate::syntax;

/// A mistake that people make.
pub struct Mistake {
    /// Stable id: what a verdict names and a translation is keyed by.
    pub id: &'static str,
    /// What was done, in a few words: "Exponent not lowered".
    pub title: &'static str,
    /// Id of the rule in whose place it stands; of the optimizer or the loss for those of training.
    pub instead_of: &'static str,
    /// What goes wrong.
    pub slip: Slip,
    /// The first sentence a tutor says. It asks, it does not tell; `{u}`, `{v}`, `{c}`, `{n}`,
    /// `{x}` and `{f}` stand for the problem's own pieces.
    pub message: &'static str,
    /// A problem, the wrong answer, the right one.
    pub example: Example,
    /// Which mistakes are made together.
    pub group: Group,
}

/// What belongs together: two mistakes of one group may be made in one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Powers, constants, sums.
    Powers,
    /// Exponentials and logarithms.
    Exponentials,
    /// Product, quotient, chain.
    Combining,
    /// Trigonometric and hyperbolic functions, implicit and second derivatives.
    Functions,
    /// Partial derivatives and gradients.
    Partial,
    /// Losses and backpropagation: numbers at a point.
    Learning,
    /// Descent, schedules, optimizers: numbers after a step.
    Descent,
}

/// A wrong law: what is looked for, what is put there, and when.
pub type Law = (&'static str, &'static str, When);

/// A condition that the letters do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// None.
    Always,
    /// The exponent n is below 0.
    Negative,
    /// The exponent n is a fraction.
    Fraction,
    /// u is a sum.
    Sum,
    /// There are other letters beside the variable.
    Several,
}

/// How a mistake is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// At every place the first of these laws that fits.
    Laws(&'static [Law]),
    /// An outer function of one inside: the law in `s`, `t`, `r`, `o` and `u`.
    Chain(&'static str),
    /// A product of two moving factors u and v, numbers in front: one of these.
    Product(&'static [&'static str]),
    /// A formula that is to be worked out, with something else in its place. Every letter may
    /// stand for anything.
    Formula(&'static [(&'static str, &'static str)]),
    /// A small computation.
    Computed(Computation),
    /// A thought, not a computation: it has a question and an example only.
    Idea,
}

/// What is computed wrongly where no law says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is described by the row that names it")]
pub enum Computation {
    Integrate,
    KeepConstants,
    ConstantsAreOne,
    DropFactor,
    ZeroFactor,
    DifferentiateConstants,
    LoseMinus,
    SplitLogarithm,
    SplitPower,
    SlopeTimesX,
    StopEarly,
    OutsideBracket,
    SignSomewhere,
    DropPrime,
    PrimeOnly,
    SecondSquared,
    SecondOnce,
    TotalDerivative,
    DropFrozenFactor,
    KeepFrozenTerm,
    OtherVariable,
    SumOfPartials,
    LengthOfGradient,
    SumOverIndex,
    VectorItself,
    BiasTimesInput,
    SkipLink,
    InputForWeight,
    AddLinks,
    StaleWeight,
    TransposedEntry,
    TransposedWeights,
    Twice,
}

/// A mistake's own problem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Example {
    /// The function, or the formula to be worked out.
    pub function: &'static str,
    /// The variable; of a gradient all of them, with commas.
    pub variable: &'static str,
    /// How often it is differentiated.
    pub order: u32,
    /// What is asked for.
    pub kind: Asked,
    /// Values of the letters.
    pub at: &'static [(&'static str, f64)],
    /// What a student writes who makes the mistake.
    pub wrong: &'static str,
    /// What is right.
    pub right: &'static str,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// The derivative as an expression.
    #[default]
    Derivative,
    /// Its value at a point.
    Value,
    /// All partial derivatives, as a vector.
    Gradient,
    /// The formula's own value: the number after a step.
    Update,
    /// Nothing to be computed: a claim to be judged.
    Claim,
}

/// The table, its laws read into one graph.
pub struct Mistakes {
    /// All rows.
    pub rows: Vec<&'static Mistake>,
    /// Where the laws live.
    pub dag: Dag,
    /// The laws of each row as formulas: before and after, in the row's order.
    pub laws: Vec<Vec<(Expr, Expr)>>,
    /// Ids of rows whose laws cannot be read: none, says the table's test.
    pub unreadable: Vec<&'static str>,
}

impl Mistakes {
    /// The place of the row with that id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }
}

/// The table: read once, the same for ever.
pub fn mistakes() -> &'static Mistakes {
    static MISTAKES: OnceLock<Mistakes> = OnceLock::new();
    MISTAKES.get_or_init(|| {
        let rows: Vec<&'static Mistake> =
            single::ROWS.iter().chain(several::ROWS).chain(learning::ROWS).collect();
        let mut dag = Dag::new();
        let (mut laws, mut unreadable) = (Vec::new(), Vec::new());
        for row in &rows {
            let texts: Vec<(&str, &str)> = match row.slip {
                Slip::Laws(laws) => laws.iter().map(|law| (law.0, law.1)).collect(),
                Slip::Chain(after) => vec![("d/dx(y)", after)],
                Slip::Product(after) => after.iter().map(|&after| ("d/dx(u*v)", after)).collect(),
                Slip::Formula(formulas) => formulas.to_vec(),
                Slip::Computed(_) | Slip::Idea => Vec::new(),
            };
            let mut read = Vec::new();
            for (before, after) in texts {
                let sides = [before, after].map(|text| syntax::parse(&mut dag, text));
                match sides {
                    [Ok(before), Ok(after)] => read.push((before.expr, after.expr)),
                    _ => unreadable.push(row.id),
                }
            }
            laws.push(read);
        }
        Mistakes { rows, dag, laws, unreadable }
    })
}

/// Writes rows as blocks of lines.
macro_rules! table {
    ($($group:ident $id:literal $title:literal for $rule:literal $slip:expr;
        $message:literal
        e.g. $example:expr;)*) => {
        pub(super) static ROWS: &[super::Mistake] = &[$(super::Mistake {
            id: $id,
            title: $title,
            instead_of: $rule,
            slip: $slip,
            message: $message,
            example: $example,
            group: super::Group::$group,
        },)*];
    };
}
use table;

/// An example: the derivative of a function by x.
const fn derivative(function: &'static str, wrong: &'static str, right: &'static str) -> Example {
    Example { function, variable: "x", order: 1, kind: Asked::Derivative, at: &[], wrong, right }
}

impl Example {
    /// The same by another variable.
    const fn by(self, variable: &'static str) -> Example {
        Example { variable, ..self }
    }

    /// The same, differentiated twice.
    const fn twice(self) -> Example {
        Example { order: 2, ..self }
    }

    /// The same asked for in another way, at a point.
    const fn asked(self, kind: Asked, at: &'static [(&'static str, f64)]) -> Example {
        Example { kind, at, ..self }
    }
}
