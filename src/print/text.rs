//! An expression becomes the text a person types, and that text is read as the same expression.

use crate::expr::{Constant, Dag, Expr, Layout, Op, Relation};

use super::layout::{self, Edge, Paper, Place, Strength};
use super::pen::{Pen, Script};
use super::{names, number};

/// What is written between two factors.
const NOTHING: &str = "";
const SPACE: &str = " ";
const TIMES: &str = "*";

const BAR: &str = "|";

/// Ordinary notation.
#[derive(Default)]
pub(super) struct Text {
    /// How many bars are open. Inside bars a bar would close them, so `abs(…)` stands there.
    bars: u32,
}

impl Script for Text {
    fn strength(&self, dag: &Dag, e: Expr) -> Strength {
        Paper::Line.strength(dag, e)
    }

    fn open(&mut self, out: &mut String, open: &'static str) {
        if open == BAR {
            self.bars += 1;
        }
        out.push_str(open);
    }

    fn close(&mut self, out: &mut String, close: &'static str) {
        if close == BAR {
            self.bars -= 1;
        }
        out.push_str(close);
    }

    fn node(&mut self, pen: &mut Pen, e: Expr, _: Place) {
        let dag = pen.dag;
        let children = dag.children(e);
        match (dag.op(e), children) {
            (Op::Number(_), _) => number::write(&mut pen.out, dag, e, "E"),
            (Op::Constant(Constant::Pi), _) => pen.out.push_str("pi"),
            (Op::Constant(Constant::E), _) => pen.out.push('e'),
            (Op::Symbol(symbol), _) => match names::slope(dag.name(symbol)) {
                Some((above, below)) => {
                    for piece in ["∂", above, "/∂", below] {
                        pen.out.push_str(piece);
                    }
                }
                None => match names::split(dag.name(symbol)) {
                    (letter, Some(below)) if !names::needs_no_braces(below) => {
                        for piece in [letter, "_{", below, "}"] {
                            pen.out.push_str(piece);
                        }
                    }
                    _ => pen.out.push_str(dag.name(symbol)),
                },
            },
            (Op::Add, _) => pen.sum(children),
            (Op::Mul, _) => self.product(pen, children),
            (Op::Neg, &[inner]) => {
                pen.out.push('-');
                pen.part(inner, Strength::Quotient);
            }
            (Op::Div, &[above, below]) => {
                // (d/dx(f))/2: without brackets the division would be part of what is derived.
                let loose = matches!(dag.op(above), Op::Derivative);
                pen.part(above, if loose { Strength::Power } else { Strength::Product });
                pen.say("/");
                pen.part(below, Strength::Power);
            }
            (Op::Pow, &[base, exponent]) => {
                pen.part(base, Strength::Atom);
                self.exponent(pen, exponent);
            }
            (Op::Call(function), _) => {
                let row = function.row();
                match (row.layout, children) {
                    (Layout::Exponential, &[exponent]) => {
                        pen.out.push('e');
                        self.exponent(pen, exponent);
                    }
                    (Layout::Bars, &[inner]) if self.bars == 0 => {
                        pen.open(BAR);
                        pen.whole(inner);
                        pen.close(BAR);
                    }
                    (Layout::LogBase, &[of, base]) => {
                        pen.out.push_str("log_");
                        let simple = dag.number(base).is_some_and(|n| n.is_integer())
                            || single_letter(dag, base);
                        if simple {
                            pen.whole(base);
                        } else {
                            pen.say("(");
                            pen.whole(base);
                            pen.say(")");
                        }
                        pen.list(&[of]);
                    }
                    _ => {
                        pen.out.push_str(row.id);
                        pen.list(children);
                    }
                }
            }
            (Op::Derivative, &[of, by]) => {
                pen.out.push_str("d/d");
                pen.part(by, Strength::Atom);
                pen.list(&[of]);
            }
            (Op::Piecewise, _) => pieces(pen, children),
            (Op::Relation(relation), &[left, right]) => {
                pen.part(left, Strength::Sum);
                pen.say(sign(relation));
                pen.part(right, Strength::Sum);
            }
            // No other shape is ever built.
            _ => pen.list(children),
        }
    }
}

impl Text {
    fn exponent(&mut self, pen: &mut Pen, exponent: Expr) {
        pen.say("^");
        if layout::is_leaf(pen.dag, exponent) && !number::is_scientific(pen.dag, exponent) {
            pen.whole(exponent);
        } else {
            pen.say("(");
            pen.whole(exponent);
            pen.say(")");
        }
    }

    fn product(&self, pen: &mut Pen, factors: &[Expr]) {
        for (i, &factor) in factors.iter().enumerate() {
            if i > 0 {
                pen.say(self.joint(pen.dag, factors[i - 1], factor));
            }
            pen.part(factor, Strength::Factor);
        }
    }

    /// What stands between two factors so that they are read as two factors.
    fn joint(&self, dag: &Dag, left: Expr, right: Expr) -> &'static str {
        let mut start = Paper::Line.start(dag, right);
        if start == Edge::Bar && self.bars > 0 {
            start = Edge::Word;
        }
        match (Paper::Line.end(dag, left), start) {
            // 3·2 and x·2 are not 32 and x2.
            (_, Edge::Digit | Edge::Brace) | (Edge::Brace, _) => TIMES,
            // f·(x + 1) is not f of x + 1; |x|·|y| has a bar too many.
            (Edge::Word, Edge::Bracket) | (Edge::Bar, Edge::Bar) => TIMES,
            (_, Edge::Derivative) | (Edge::Operator, _) => TIMES,
            // 2x, 2sin(x), 2(x + 1), (x + 1)y, x(x + 1), x|x|
            (Edge::Digit | Edge::Bracket, _) => NOTHING,
            (Edge::Letter, Edge::Bracket | Edge::Bar) => NOTHING,
            // x y, x sin(x), x^2 y, sin(x) cos(x)
            _ => SPACE,
        }
    }
}

fn pieces(pen: &mut Pen, children: &[Expr]) {
    pen.out.push('{');
    for (i, piece) in children.chunks(2).enumerate() {
        if i > 0 {
            pen.say(", ");
        }
        // A relation for a value would be read as the condition.
        pen.part(piece[0], Strength::Sum);
        match *piece {
            [_, condition] => {
                pen.say(" if ");
                pen.whole(condition);
            }
            _ => pen.say(" else"),
        }
    }
    pen.say("}");
}

fn single_letter(dag: &Dag, e: Expr) -> bool {
    match dag.op(e) {
        Op::Constant(constant) => constant == Constant::E,
        Op::Symbol(symbol) => dag.name(symbol).len() == 1 && !layout::names_a_function(dag, e),
        _ => false,
    }
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => " = ",
        Relation::NotEqual => " != ",
        Relation::Less => " < ",
        Relation::LessEqual => " <= ",
        Relation::Greater => " > ",
        Relation::GreaterEqual => " >= ",
    }
}
