//! What all notations decide alike: where brackets are needed and what may stand side by side.

use crate::expr::{Dag, Expr, Function, Layout, Op};

use super::{names, number};

/// How firmly something holds together. A part that holds less firmly than its place needs is put
/// in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// `a = b`
    Relation,
    /// `a + b`
    Sum,
    /// `-a`
    Minus,
    /// `a/b` on one line
    Quotient,
    /// `a b`
    Product,
    /// What may stand in a product, but not below an exponent: a fraction, `sin x`.
    Factor,
    /// `a^b`
    Power,
    /// A letter, a number, anything closed off by itself.
    Atom,
}

/// How the surroundings of a part bear on the way it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Not at all.
    Plain,
    /// Something follows that could be taken for a part of it: `sin x` must be `sin(x)`.
    Followed,
    /// It is a negative term of a sum, and its minus sign the sign of a subtraction.
    Subtracted,
    /// It stands in an exponent, where a fraction is written with a slash.
    Exponent,
}

/// The two ways in which formulas are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paper {
    /// On one line, as typed: `(x + 1)/2`, `sin(x)^2`.
    Line,
    /// In two dimensions, as in a book: fractions are stacked, exponents raised.
    Page,
}

impl Paper {
    /// How firmly a node holds together.
    pub fn strength(self, dag: &Dag, e: Expr) -> Strength {
        let line = self == Paper::Line;
        match dag.op(e) {
            // On the page it is a product: 2.5 · 10⁻⁸.
            Op::Number(_) if !line && number::is_scientific(dag, e) => Strength::Product,
            Op::Symbol(_) if is_slope(dag, e) => Strength::Factor,
            Op::Number(_) | Op::Constant(_) | Op::Symbol(_) => Strength::Atom,
            Op::Relation(_) => Strength::Relation,
            Op::Add => Strength::Sum,
            Op::Neg => Strength::Minus,
            Op::Div if line => Strength::Quotient,
            Op::Mul => Strength::Product,
            Op::Div | Op::Derivative => Strength::Factor,
            Op::Pow => Strength::Power,
            Op::Call(function) => match function.row().layout {
                Layout::Exponential => Strength::Power,
                Layout::Named(..) | Layout::LogBase if !line => Strength::Factor,
                _ => Strength::Atom,
            },
            Op::Piecewise if line => Strength::Atom,
            // Its one brace does not say where it ends.
            Op::Piecewise => Strength::Relation,
        }
    }

    /// How firmly the right side of a relation has to hold together: behind pieces nothing comes there
    /// that their one brace could take in.
    pub fn right_side(dag: &Dag, right: Expr) -> Strength {
        if dag.op(right) == Op::Piecewise { Strength::Relation } else { Strength::Sum }
    }

    /// What a factor of a product begins with.
    pub fn start(self, dag: &Dag, factor: Expr) -> Edge {
        if self.strength(dag, factor) < Strength::Factor {
            return Edge::Bracket;
        }
        match dag.op(factor) {
            Op::Pow => match *dag.children(factor) {
                [base, exponent] if self == Paper::Page && on_name(dag, base, exponent) => {
                    Edge::Word
                }
                [base, _] if self.strength(dag, base) < Strength::Atom => Edge::Bracket,
                // An atom has no atom below its exponent: this does not go deeper.
                [base, _] => self.start_of_atom(dag, base),
                _ => Edge::Word,
            },
            _ => self.start_of_atom(dag, factor),
        }
    }

    fn start_of_atom(self, dag: &Dag, e: Expr) -> Edge {
        match dag.op(e) {
            Op::Number(_) => Edge::Digit,
            Op::Symbol(_) if is_slope(dag, e) => Edge::Derivative,
            Op::Constant(_) | Op::Symbol(_) => Edge::Letter,
            Op::Call(function) => match function.row().layout {
                Layout::Exponential => Edge::Letter,
                Layout::Bars => Edge::Bar,
                Layout::Named(..) | Layout::LogBase => Edge::Word,
                _ if self == Paper::Line => Edge::Word,
                _ => Edge::Sign,
            },
            Op::Derivative => Edge::Derivative,
            Op::Div => Edge::Fraction,
            Op::Piecewise => Edge::Brace,
            _ => Edge::Bracket,
        }
    }

    /// What a factor of a product ends with.
    pub fn end(self, dag: &Dag, factor: Expr) -> Edge {
        if self.strength(dag, factor) < Strength::Factor {
            return Edge::Bracket;
        }
        match dag.op(factor) {
            Op::Number(_) => Edge::Digit,
            Op::Constant(_) => Edge::Letter,
            Op::Symbol(_) if is_slope(dag, factor) => Edge::Fraction,
            Op::Symbol(_) if names_an_operator(dag, factor) => Edge::Operator,
            Op::Symbol(_) if names_a_function(dag, factor) => Edge::Word,
            Op::Symbol(_) => Edge::Letter,
            Op::Call(function) => match function.row().layout {
                Layout::Exponential => Edge::Exponent,
                Layout::Bars => Edge::Bar,
                _ => Edge::Sign,
            },
            Op::Pow => match dag.children(factor).last() {
                Some(&exponent) if self == Paper::Line && names_an_operator(dag, exponent) => {
                    Edge::Operator
                }
                Some(&exponent) if self == Paper::Line && names_a_function(dag, exponent) => {
                    Edge::Word
                }
                _ => Edge::Exponent,
            },
            Op::Div => Edge::Fraction,
            Op::Piecewise => Edge::Brace,
            _ => Edge::Sign,
        }
    }
}

/// What a factor begins or ends with, which decides whether two factors may stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Digit,
    Letter,
    /// The name of a function, or at the end a letter that would be taken for one.
    Word,
    /// A bracket put around the whole factor.
    Bracket,
    Bar,
    /// A root sign, a floor; at the end: the bracket after a function's name.
    Sign,
    Fraction,
    Exponent,
    Derivative,
    /// A letter that would be taken to differentiate what follows: D_x.
    Operator,
    Brace,
}

/// What stands between two factors on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing: 2x.
    Nothing,
    /// Nothing, and the name of a function comes: x sin x.
    Word,
    /// A dot: 2·3.
    Dot,
}

/// Each factor of a product on the page: what stands before it, and whether what follows could be
/// taken for a part of it.
pub(super) fn factors(
    dag: &Dag,
    factors: &[Expr],
) -> impl Iterator<Item = (Option<Joint>, Expr, Place)> {
    (0..factors.len()).map(move |i| {
        let joint = (i > 0).then(|| joint(dag, factors[i - 1], factors[i]));
        // sin x cos x is clear, sin x y is not.
        let ends =
            factors.get(i + 1).is_none_or(|&next| Paper::Page.start(dag, next) == Edge::Word);
        (joint, factors[i], if ends { Place::Plain } else { Place::Followed })
    })
}

fn joint(dag: &Dag, left: Expr, right: Expr) -> Joint {
    match (Paper::Page.end(dag, left), Paper::Page.start(dag, right)) {
        // 3·2; and 2·½ is not two and a half.
        (_, Edge::Digit) | (Edge::Digit, Edge::Fraction) => Joint::Dot,
        // f·(x + 1) is not f of x + 1.
        (Edge::Word, Edge::Bracket) => Joint::Dot,
        // |x|·x|x|: a bar does not say whether it opens or closes.
        (Edge::Bar, _) => Joint::Dot,
        // D_x·x² is not d/dx x².
        (Edge::Operator, _) => Joint::Dot,
        (Edge::Digit, Edge::Derivative) => Joint::Nothing,
        (_, Edge::Derivative) => Joint::Dot,
        (Edge::Bracket, _) => Joint::Nothing,
        (_, Edge::Word) => Joint::Word,
        _ => Joint::Nothing,
    }
}

/// Whether the argument stands without brackets.
pub(super) fn stands_bare(dag: &Dag, arguments: &[Expr], classical: bool, place: Place) -> bool {
    match *arguments {
        // ln(2 × 10⁻⁹) keeps its brackets.
        [only] => {
            let letter = classical && place != Place::Followed && bare(dag, only);
            letter && !number::is_scientific(dag, only)
        }
        _ => false,
    }
}

/// A small fraction in an exponent is written on one line: x^(1/2), e^(−x²/2).
pub(super) fn slashed(dag: &Dag, above: Expr, below: Expr, place: Place) -> bool {
    let square = |e| match (dag.op(e), dag.pair(e)) {
        (Op::Pow, Some((base, exponent))) => is_leaf(dag, base) && is_leaf(dag, exponent),
        _ => false,
    };
    place == Place::Exponent && (bare(dag, above) || square(above)) && is_leaf(dag, below)
}

/// Whether a fraction would be taken for a derivative, because a letter d is a factor of both
/// parts.
pub(super) fn like_a_slope(dag: &Dag, above: Expr, below: Expr) -> bool {
    let first = |e| if dag.op(e) == Op::Mul { dag.child(e).unwrap_or(e) } else { e };
    let base = |e| if dag.op(e) == Op::Pow { dag.child(e).unwrap_or(e) } else { e };
    let is_d = |e| dag.as_symbol(e).is_some_and(|symbol| dag.name(symbol) == "d");
    dag.op(below) == Op::Mul && is_d(first(below)) && is_d(base(first(above)))
}

/// Whether a letter in front of a bracket would be taken for a function: `f(x + 1)`.
pub(super) fn names_a_function(dag: &Dag, e: Expr) -> bool {
    dag.as_symbol(e).is_some_and(|symbol| {
        let (head, _) = names::split(dag.name(symbol));
        matches!(head, "f" | "g" | "h" | "J" | "sigma" | "Gamma" | "zeta")
    })
}

/// Whether a letter in front of anything would be taken for a derivative: `D_x x^2`.
fn names_an_operator(dag: &Dag, e: Expr) -> bool {
    dag.as_symbol(e).is_some_and(|symbol| dag.name(symbol).starts_with("D_"))
}

/// Functions of whose names a book writes the exponent, and whose plain argument it leaves without
/// brackets: sin² x, ln 2.
pub(super) fn classical(function: Function) -> bool {
    function == Function::Ln || (Function::Sin..=Function::Arcoth).contains(&function)
}

/// Whether the exponent is written on the function's name: sin² x.
pub(super) fn on_name(dag: &Dag, base: Expr, exponent: Expr) -> bool {
    dag.as_call(base).is_some_and(classical)
        && dag.number(exponent).is_some_and(|n| n.is_integer() && !dag.is_integer(exponent, 1))
}

/// Whether a book writes the argument without brackets: sin x, sin 2x, ln 2.
pub(super) fn bare(dag: &Dag, argument: Expr) -> bool {
    match dag.op(argument) {
        Op::Symbol(_) | Op::Constant(_) | Op::Number(_) => is_leaf(dag, argument),
        Op::Mul => match *dag.children(argument) {
            [number, letter] => {
                dag.number(number).is_some()
                    && matches!(dag.op(letter), Op::Symbol(_) | Op::Constant(_))
            }
            _ => false,
        },
        _ => false,
    }
}

/// Which letter a derivative still to be taken is written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DerivativeLetter {
    /// ∂ where other variables stand beside the one differentiated by; but letters that are by
    /// custom constants or pieces of a formula (c, n, u, v …) are no variables here.
    #[default]
    Customary,
    /// d, as where y depends on x: d/dx (x² + y²).
    Straight,
    /// ∂, as in a gradient.
    Round,
    /// ∂ wherever it is by this variable: within a partial derivative, its parts are partial too.
    RoundBy(Expr),
}

impl DerivativeLetter {
    pub(super) fn is_round(self, dag: &Dag, of: Expr, by: Expr) -> bool {
        match self {
            DerivativeLetter::Straight => false,
            DerivativeLetter::Round => true,
            DerivativeLetter::RoundBy(x) if x == by => true,
            DerivativeLetter::RoundBy(_) => DerivativeLetter::Customary.is_round(dag, of, by),
            DerivativeLetter::Customary => {
                let depends = |symbol| dag.contains(of, symbol);
                dag.as_symbol(by).is_some_and(depends)
                    && !dag.depends_only_on(of, by)
                    && dag.variables(of).into_iter().any(|symbol| {
                        dag.as_symbol(by) != Some(symbol) && !PIECES.contains(&dag.name(symbol))
                    })
            }
        }
    }
}

/// Letters that stand for constants and for pieces of a formula.
const PIECES: &[&str] = &["a", "b", "c", "k", "m", "n", "p", "f", "g", "h", "u", "v"];

/// Nothing is inside it.
pub(super) fn is_leaf(dag: &Dag, e: Expr) -> bool {
    matches!(dag.op(e), Op::Symbol(_) | Op::Constant(_) | Op::Number(_)) && !is_slope(dag, e)
}

/// Whether it is the name of a slope, ∂L/∂w, which stands on paper like a fraction.
pub(super) fn is_slope(dag: &Dag, e: Expr) -> bool {
    dag.as_symbol(e).is_some_and(|symbol| names::slope(dag.name(symbol)).is_some())
}
