//! An expression becomes LaTeX as a textbook would set it.
//!
//! Brackets grow only around what is tall. Whether something tall stood inside is known at the
//! closing bracket, so the places for `\left` and `\right` are noted and filled in at the end.

use std::fmt::Write;

use crate::expr::{Constant, Dag, Expr, Layout, Op, Relation};
use crate::order::sort_by;

use super::layout::{self, DerivativeLetter, Edge, Joint, Paper, Place, Strength};
use super::pen::{Pen, Script};
use super::{names, number};

/// LaTeX for mathematics mode.
#[derive(Default)]
pub(super) struct Latex {
    /// Brackets that are open: where, and how many tall things had been written before.
    opened: Vec<(usize, usize)>,
    /// How many tall things were written so far.
    tall: usize,
    /// Where brackets stand that have to grow, and with what command.
    growing: Vec<(usize, &'static str)>,
}

impl Latex {
    /// The brackets made to grow where they must.
    pub fn finish(mut self, flat: String) -> String {
        if self.growing.is_empty() {
            return flat;
        }
        sort_by(&mut self.growing, Ord::cmp);
        let mut out = String::with_capacity(flat.len() + 6 * self.growing.len());
        let mut written = 0;
        for (at, command) in self.growing {
            out.push_str(&flat[written..at]);
            out.push_str(command);
            written = at;
        }
        out.push_str(&flat[written..]);
        out
    }
}

impl Script for Latex {
    fn strength(&self, dag: &Dag, e: Expr) -> Strength {
        Paper::Page.strength(dag, e)
    }

    fn open(&mut self, out: &mut String, open: &'static str) {
        self.opened.push((out.len(), self.tall));
        out.push_str(open);
    }

    fn close(&mut self, out: &mut String, close: &'static str) {
        if let Some((at, tall_before)) = self.opened.pop()
            && self.tall > tall_before
        {
            self.growing.push((at, "\\left"));
            self.growing.push((out.len(), "\\right"));
        }
        out.push_str(close);
    }

    fn node(&mut self, pen: &mut Pen, e: Expr, place: Place) {
        let dag = pen.dag;
        let children = dag.children(e);
        match (dag.op(e), children) {
            (Op::Number(_), _) => digits(&mut pen.out, dag, e),
            (Op::Constant(Constant::Pi), _) => pen.out.push_str("\\pi"),
            (Op::Constant(Constant::E), _) => pen.out.push('e'),
            (Op::Symbol(symbol), _) => name(&mut pen.out, dag.name(symbol)),
            (Op::Add, _) => pen.sum(children),
            (Op::Neg, &[inner]) => {
                pen.out.push('-');
                let place = if place == Place::Exponent { place } else { Place::Plain };
                pen.part_at(inner, Strength::Quotient, place);
            }
            (Op::Mul, _) => product(pen, children, false),
            (Op::Div, &[above, below]) => {
                if layout::slashed(dag, above, below, place) {
                    pen.whole(above);
                    pen.say("/");
                    pen.whole(below);
                } else {
                    self.tall += 1;
                    let apart = layout::like_a_slope(dag, above, below);
                    pen.out.push_str("\\frac{");
                    part_of_a_fraction(pen, above, apart);
                    pen.say("}{");
                    part_of_a_fraction(pen, below, apart);
                    pen.say("}");
                }
            }
            (Op::Pow, &[base, exponent]) => match dag.op(base) {
                Op::Call(function) if layout::on_name(dag, base, exponent) => {
                    function_name(&mut pen.out, function.row().layout);
                    raised(pen, exponent);
                    apply(pen, dag.children(base), true, place);
                }
                _ => {
                    pen.part(base, Strength::Atom);
                    raised(pen, exponent);
                }
            },
            (Op::Call(function), _) => {
                let classical = layout::classical(function);
                call(pen, function.row().layout, classical, children, place);
            }
            (Op::Derivative, &[of, by]) => {
                let round = DerivativeLetter::Customary.is_round(dag, of, by);
                let d = if round { "\\partial " } else { "d" };
                self.tall += 1;
                pen.say("\\frac{");
                pen.say(d);
                pen.say("}{");
                pen.say(d);
                pen.part(by, Strength::Atom);
                pen.say("}\\left[");
                pen.whole(of);
                pen.say("\\right]");
            }
            (Op::Piecewise, _) => {
                self.tall += 1;
                pieces(pen, children);
            }
            (Op::Relation(relation), &[left, right]) => {
                pen.part(left, Strength::Sum);
                pen.say(sign(relation));
                pen.part(right, Paper::right_side(dag, right));
            }
            // No other shape is ever built.
            _ => pen.list(children),
        }
    }
}

fn call(pen: &mut Pen, layout: Layout, classical: bool, children: &[Expr], place: Place) {
    match (layout, children) {
        (Layout::Exponential, &[exponent]) => {
            pen.out.push('e');
            raised(pen, exponent);
        }
        (Layout::SquareRoot, &[inner]) => {
            pen.out.push_str("\\sqrt{");
            pen.whole(inner);
            pen.say("}");
        }
        (Layout::CubeRoot, &[inner]) => {
            pen.out.push_str("\\sqrt[3]{");
            pen.whole(inner);
            pen.say("}");
        }
        (Layout::Root, &[inner, index]) => {
            pen.out.push_str("\\sqrt[");
            pen.part_at(index, Strength::Relation, Place::Exponent);
            pen.say("]{");
            pen.whole(inner);
            pen.say("}");
        }
        (Layout::Bars, &[inner]) => fenced(pen, "\\lvert ", inner, "\\rvert"),
        (Layout::Floor, &[inner]) => fenced(pen, "\\lfloor ", inner, "\\rfloor"),
        (Layout::Ceiling, &[inner]) => fenced(pen, "\\lceil ", inner, "\\rceil"),
        (Layout::LogBase, &[of, base]) => {
            pen.out.push_str("\\log_{");
            pen.part_at(base, Strength::Relation, Place::Exponent);
            pen.say("}");
            apply(pen, &[of], true, place);
        }
        _ => {
            function_name(&mut pen.out, layout);
            apply(pen, children, classical, place);
        }
    }
}

/// A function's arguments, in brackets where a book would write them.
fn apply(pen: &mut Pen, children: &[Expr], classical: bool, place: Place) {
    if layout::stands_bare(pen.dag, children, classical, place) {
        pen.say(" ");
        pen.whole(children[0]);
    } else {
        pen.list(children);
    }
}

fn fenced(pen: &mut Pen, open: &'static str, inner: Expr, close: &'static str) {
    pen.open(open);
    pen.whole(inner);
    pen.close(close);
}

fn raised(pen: &mut Pen, exponent: Expr) {
    pen.say("^{");
    pen.part_at(exponent, Strength::Relation, Place::Exponent);
    pen.say("}");
}

/// What stands above or below a line; a d that is a factor is kept apart from the others.
fn part_of_a_fraction(pen: &mut Pen, e: Expr, apart: bool) {
    match pen.dag.op(e) {
        Op::Mul if apart => product(pen, pen.dag.children(e), true),
        _ => pen.whole(e),
    }
}

fn product(pen: &mut Pen, children: &[Expr], apart: bool) {
    let mut before = Edge::Bracket;
    for (i, (joint, factor, place)) in layout::factors(pen.dag, children).enumerate() {
        match joint {
            Some(_) if apart && i == 1 => pen.say(" \\cdot "),
            Some(Joint::Dot) => pen.say(" \\cdot "),
            // x y, \theta x, \rvert x: two letters must not become one command.
            Some(Joint::Nothing)
                if matches!(before, Edge::Letter | Edge::Word | Edge::Bar | Edge::Sign) =>
            {
                pen.say(" ");
            }
            _ => {}
        }
        pen.part_at(factor, Strength::Factor, place);
        before = Paper::Page.end(pen.dag, factor);
    }
}

fn pieces(pen: &mut Pen, children: &[Expr]) {
    pen.say("\\begin{cases}");
    for (i, piece) in children.chunks(2).enumerate() {
        if i > 0 {
            pen.say(" \\\\ ");
        }
        pen.whole(piece[0]);
        match *piece {
            [_, condition] => {
                pen.say(" & \\text{if } ");
                pen.whole(condition);
            }
            _ => pen.say(" & \\text{else}"),
        }
    }
    pen.say("\\end{cases}");
}

fn function_name(out: &mut String, layout: Layout) {
    if let Layout::Named(_, command) = layout {
        out.push_str(command);
    }
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => " = ",
        Relation::NotEqual => " \\ne ",
        Relation::Less => " < ",
        Relation::LessEqual => " \\le ",
        Relation::Greater => " > ",
        Relation::GreaterEqual => " \\ge ",
    }
}

fn digits(out: &mut String, dag: &Dag, e: Expr) {
    if !number::is_scientific(dag, e) {
        return number::write(out, dag, e, "");
    }
    let Some(value) = dag.number(e) else { return };
    let number::Digits { mantissa, power } = number::digits(value.value());
    if mantissa != "1" {
        out.push_str(&mantissa);
        out.push_str(" \\times ");
    }
    // Writing into a string cannot fail.
    let _ = write!(out, "10^{{{}}}", power.unwrap_or(0));
}

/// A variable: a letter, Greek or not, with its subscript.
fn name(out: &mut String, name: &str) {
    if let Some((above, below)) = names::slope(name) {
        out.push_str("\\frac{\\partial ");
        letter(out, above);
        out.push_str("}{\\partial ");
        letter(out, below);
        return out.push('}');
    }
    letter(out, name);
}

fn letter(out: &mut String, name: &str) {
    let (letter, mark, below) = names::parts(name);
    match mark {
        Some((mark, _)) => {
            out.push('\\');
            out.push_str(mark);
            out.push('{');
            word(out, letter);
            out.push('}');
        }
        None => word(out, letter),
    }
    if let Some(below) = below {
        out.push_str("_{");
        word(out, below);
        out.push('}');
    }
}

/// One letter, Greek or not, or digits as they are; several letters upright, as one word.
fn word(out: &mut String, word: &str) {
    if let Some(command) = names::greek_command(word) {
        out.push_str(command);
    } else if word.len() == 1 || names::is_number(word) {
        escape(out, word);
    } else {
        out.push_str("\\mathrm{");
        escape(out, word);
        out.push('}');
    }
}

/// Text in which nothing is a command.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\backslash "),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                out.push('\\');
                out.push(letter);
            }
            // An accent or a space in mathematics mode: leave none behind.
            '^' | '~' => out.push(' '),
            _ => out.push(letter),
        }
    }
}
