//! An expression becomes MathML Core, every subexpression an element that says which it is.
//!
//! Each node is exactly one element and carries the node's place in the graph as `data-node`, so
//! that a page can light up a piece and all its repetitions. Two classes are left to the page's
//! style: `cases` on the table of a piecewise function, `large` on a formula too large to show.

use std::fmt::Write;

use crate::expr::{Constant, Dag, Expr, Layout, Op, Relation};

use super::layout::{self, DerivativeLetter, Joint, Paper, Place, Strength};
use super::pen::{Pen, Script};
use super::{names, number};

const INVISIBLE_TIMES: &str = "<mo>\u{2062}</mo>";
const DOT: &str = "<mo>⋅</mo>";
/// Books set a little space before and after a function's name; without it `x sin x` runs together.
const TIMES_WORD: &str = "<mo>\u{2062}</mo><mspace width=\"0.1667em\"/>";
const APPLY: &str = "<mo>\u{2061}</mo>";
const APPLY_BARE: &str = "<mo>\u{2061}</mo><mspace width=\"0.1667em\"/>";

/// MathML Core.
pub(super) struct Mathml(pub DerivativeLetter);

impl Script for Mathml {
    fn strength(&self, dag: &Dag, e: Expr) -> Strength {
        Paper::Page.strength(dag, e)
    }

    const BRACKETS: (&'static str, &'static str) = ("<mrow><mo>(</mo>", "<mo>)</mo></mrow>");

    fn node(&mut self, pen: &mut Pen, e: Expr, place: Place) {
        let dag = pen.dag;
        let children = dag.children(e);
        match (dag.op(e), children) {
            (Op::Number(_), _) => digits(&mut pen.out, dag, e),
            (Op::Constant(constant), _) => {
                tag(&mut pen.out, "mi", e);
                pen.out.push_str(if constant == Constant::Pi { "π</mi>" } else { "e</mi>" });
            }
            (Op::Symbol(symbol), _) => name(&mut pen.out, dag.name(symbol), e),
            (Op::Add, _) => {
                tag(&mut pen.out, "mrow", e);
                for (i, &term) in children.iter().enumerate() {
                    if i == 0 {
                        pen.part(term, Strength::Minus);
                    } else if dag.op(term) == Op::Neg {
                        pen.part_at(term, Strength::Minus, Place::Subtracted);
                    } else {
                        pen.say("<mo>+</mo>");
                        pen.part(term, Strength::Quotient);
                    }
                }
                pen.say("</mrow>");
            }
            (Op::Neg, &[inner]) => {
                tag(&mut pen.out, "mrow", e);
                // The first thing in a row is taken for a sign; this one may be an operation.
                pen.out.push_str(match place {
                    Place::Subtracted => "<mo form=\"infix\">−</mo>",
                    _ => "<mo>−</mo>",
                });
                let place = if place == Place::Exponent { place } else { Place::Plain };
                pen.part_at(inner, Strength::Quotient, place);
                pen.say("</mrow>");
            }
            (Op::Mul, _) => {
                tag(&mut pen.out, "mrow", e);
                product(pen, children);
                pen.say("</mrow>");
            }
            (Op::Div, &[above, below]) => {
                let slash = layout::slashed(dag, above, below, place);
                tag(&mut pen.out, if slash { "mrow" } else { "mfrac" }, e);
                pen.whole(above);
                if slash {
                    pen.say("<mo>/</mo>");
                }
                pen.whole(below);
                pen.say(if slash { "</mrow>" } else { "</mfrac>" });
            }
            (Op::Pow, &[base, exponent]) => match dag.op(base) {
                Op::Call(function) if layout::on_name(dag, base, exponent) => {
                    // sin² x: the name carries the exponent, the application is around both.
                    tag(&mut pen.out, "mrow", e);
                    tag(&mut pen.out, "mrow", base);
                    pen.out.push_str("<msup>");
                    function_name(&mut pen.out, function.row().layout);
                    pen.whole(exponent);
                    pen.say("</msup>");
                    apply(pen, dag.children(base), true, place);
                    pen.say("</mrow></mrow>");
                }
                _ => {
                    tag(&mut pen.out, "msup", e);
                    pen.part(base, Strength::Atom);
                    pen.part_at(exponent, Strength::Relation, Place::Exponent);
                    pen.say("</msup>");
                }
            },
            (Op::Call(function), _) => {
                let classical = layout::classical(function);
                call(pen, e, function.row().layout, classical, children, place);
            }
            (Op::Derivative, &[of, by]) => {
                let d = if self.0.is_round(dag, of, by) { "<mi>∂</mi>" } else { "<mi>d</mi>" };
                if dag.as_symbol(of).is_some() && layout::is_leaf(dag, of) {
                    // dy/dx, the letter on the bar.
                    tag(&mut pen.out, "mfrac", e);
                    for part in [of, by] {
                        pen.say("<mrow>");
                        pen.say(d);
                        pen.part(part, Strength::Atom);
                        pen.say("</mrow>");
                    }
                    pen.say("</mfrac>");
                    return;
                }
                tag(&mut pen.out, "mrow", e);
                pen.say("<mfrac>");
                pen.say(d);
                pen.say("<mrow>");
                pen.say(d);
                pen.part(by, Strength::Atom);
                pen.say("</mrow></mfrac>");
                pen.say(APPLY);
                pen.say("<mrow><mo>[</mo>");
                pen.whole(of);
                pen.say("<mo>]</mo></mrow></mrow>");
            }
            (Op::Piecewise, _) => {
                tag(&mut pen.out, "mrow", e);
                pieces(pen, children);
                pen.say("</mrow>");
            }
            (Op::Relation(relation), &[left, right]) => {
                tag(&mut pen.out, "mrow", e);
                pen.part(left, Strength::Sum);
                pen.say(sign(relation));
                pen.part(right, Paper::right_side(dag, right));
                pen.say("</mrow>");
            }
            // No other shape is ever built.
            _ => {
                tag(&mut pen.out, "mrow", e);
                arguments(pen, children);
                pen.say("</mrow>");
            }
        }
    }
}

fn product(pen: &mut Pen, factors: &[Expr]) {
    for (joint, factor, place) in layout::factors(pen.dag, factors) {
        if let Some(joint) = joint {
            pen.say(match joint {
                Joint::Nothing => INVISIBLE_TIMES,
                Joint::Word => TIMES_WORD,
                Joint::Dot => DOT,
            });
        }
        pen.part_at(factor, Strength::Factor, place);
    }
}

fn call(pen: &mut Pen, e: Expr, layout: Layout, classical: bool, children: &[Expr], place: Place) {
    match (layout, children) {
        (Layout::Exponential, &[exponent]) => {
            tag(&mut pen.out, "msup", e);
            pen.out.push_str("<mi>e</mi>");
            pen.part_at(exponent, Strength::Relation, Place::Exponent);
            pen.say("</msup>");
        }
        (Layout::SquareRoot, &[inner]) => {
            tag(&mut pen.out, "msqrt", e);
            pen.whole(inner);
            pen.say("</msqrt>");
        }
        (Layout::CubeRoot, &[inner]) => {
            tag(&mut pen.out, "mroot", e);
            pen.whole(inner);
            pen.say("<mn>3</mn></mroot>");
        }
        (Layout::Root, &[inner, index]) => {
            tag(&mut pen.out, "mroot", e);
            pen.whole(inner);
            pen.part_at(index, Strength::Relation, Place::Exponent);
            pen.say("</mroot>");
        }
        (Layout::Bars, &[inner]) => {
            let (open, close) =
                ("<mo form=\"prefix\">|</mo>", "<mo form=\"postfix\">|</mo></mrow>");
            fenced(pen, e, inner, open, close);
        }
        (Layout::Floor, &[inner]) => fenced(pen, e, inner, "<mo>⌊</mo>", "<mo>⌋</mo></mrow>"),
        (Layout::Ceiling, &[inner]) => fenced(pen, e, inner, "<mo>⌈</mo>", "<mo>⌉</mo></mrow>"),
        (Layout::LogBase, &[of, base]) => {
            tag(&mut pen.out, "mrow", e);
            pen.out.push_str("<msub><mi>log</mi>");
            pen.part_at(base, Strength::Relation, Place::Exponent);
            pen.say("</msub>");
            apply(pen, &[of], true, place);
            pen.say("</mrow>");
        }
        _ => {
            tag(&mut pen.out, "mrow", e);
            function_name(&mut pen.out, layout);
            apply(pen, children, classical, place);
            pen.say("</mrow>");
        }
    }
}

fn fenced(pen: &mut Pen, e: Expr, inner: Expr, open: &'static str, close: &'static str) {
    tag(&mut pen.out, "mrow", e);
    pen.out.push_str(open);
    pen.whole(inner);
    pen.say(close);
}

/// A function's name applied to its arguments, in brackets where a book would write them.
fn apply(pen: &mut Pen, children: &[Expr], classical: bool, place: Place) {
    if layout::stands_bare(pen.dag, children, classical, place) {
        pen.say(APPLY_BARE);
        pen.whole(children[0]);
    } else {
        pen.say(APPLY);
        arguments(pen, children);
    }
}

fn arguments(pen: &mut Pen, children: &[Expr]) {
    pen.say("<mrow><mo>(</mo>");
    for (i, &child) in children.iter().enumerate() {
        if i > 0 {
            pen.say("<mo>,</mo>");
        }
        pen.whole(child);
    }
    pen.say("<mo>)</mo></mrow>");
}

fn pieces(pen: &mut Pen, children: &[Expr]) {
    pen.say("<mo>{</mo><mtable class=\"cases\">");
    for piece in children.chunks(2) {
        pen.say("<mtr><mtd>");
        pen.whole(piece[0]);
        match *piece {
            [_, condition] => {
                pen.say("</mtd><mtd><mrow><mtext>if\u{a0}</mtext>");
                pen.whole(condition);
                pen.say("</mrow></mtd></mtr>");
            }
            _ => pen.say("</mtd><mtd><mtext>else</mtext></mtd></mtr>"),
        }
    }
    pen.say("</mtable>");
}

fn function_name(out: &mut String, layout: Layout) {
    out.push_str("<mi>");
    if let Layout::Named(name, _) = layout {
        out.push_str(name);
    }
    out.push_str("</mi>");
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "<mo>=</mo>",
        Relation::NotEqual => "<mo>≠</mo>",
        Relation::Less => "<mo>&lt;</mo>",
        Relation::LessEqual => "<mo>≤</mo>",
        Relation::Greater => "<mo>&gt;</mo>",
        Relation::GreaterEqual => "<mo>≥</mo>",
    }
}

/// `<mrow data-node="7">`
fn tag(out: &mut String, tag: &str, e: Expr) {
    out.push('<');
    out.push_str(tag);
    out.push_str(" data-node=\"");
    number::write_whole(out, e.index() as u64);
    out.push_str("\">");
}

fn digits(out: &mut String, dag: &Dag, e: Expr) {
    if !number::is_scientific(dag, e) {
        tag(out, "mn", e);
        number::write(out, dag, e, "");
        out.push_str("</mn>");
        return;
    }
    let Some(value) = dag.number(e) else { return };
    let number::Digits { mantissa, power } = number::digits(value.value());
    tag(out, "mrow", e);
    if mantissa != "1" {
        // Writing into a string cannot fail.
        let _ = write!(out, "<mn>{mantissa}</mn><mo>×</mo>");
    }
    out.push_str("<msup><mn>10</mn>");
    let power = power.unwrap_or(0);
    let _ = match power {
        0.. => write!(out, "<mn>{power}</mn>"),
        _ => write!(out, "<mrow><mo>−</mo><mn>{}</mn></mrow>", power.unsigned_abs()),
    };
    out.push_str("</msup></mrow>");
}

/// A variable: a letter, Greek or not, with its subscript.
fn name(out: &mut String, name: &str, e: Expr) {
    if let Some((above, below)) = names::slope(name) {
        tag(out, "mfrac", e);
        for part in [above, below] {
            out.push_str("<mrow><mi>∂</mi>");
            letter(out, part, None);
            out.push_str("</mrow>");
        }
        return out.push_str("</mfrac>");
    }
    letter(out, name, Some(e));
}

/// A letter with what is written below it, and the node it stands for.
fn letter(out: &mut String, name: &str, e: Option<Expr>) {
    let open = |out: &mut String, element: &str| match e {
        Some(e) => tag(out, element, e),
        None => {
            out.push('<');
            out.push_str(element);
            out.push('>');
        }
    };
    let (letter, mark, below) = names::parts(name);
    let letter = names::greek(letter).unwrap_or(letter);
    match (below, mark) {
        (None, None) => open(out, "mi"),
        (None, Some(_)) => open(out, "mover"),
        (Some(_), _) => open(out, "msub"),
    }
    match (below, mark) {
        (None, None) => {}
        (Some(_), Some(_)) => out.push_str("<mover><mi>"),
        _ => out.push_str("<mi>"),
    }
    escape(out, letter);
    out.push_str("</mi>");
    if let Some((_, sign)) = mark {
        out.push_str("<mo stretchy=\"false\">");
        out.push_str(sign);
        out.push_str("</mo></mover>");
    }
    let Some(below) = below else { return };
    if names::is_number(below) {
        out.push_str("<mn>");
        out.push_str(below);
        out.push_str("</mn></msub>");
    } else {
        out.push_str("<mi>");
        escape(out, names::greek(below).unwrap_or(below));
        out.push_str("</mi></msub>");
    }
}

/// Text in which nothing is markup.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
}

/// The whole formula: `<math>…</math>`. Whether it stands in a line or on its own is the page's
/// to say.
pub(super) fn formula(dag: &Dag, e: Expr, letter: DerivativeLetter) -> String {
    let size = dag.size(e);
    if size > super::LARGEST_MATHML {
        return format!("<math><mtext class=\"large\">{}</mtext></math>", super::too_large(size));
    }
    let mut out = String::with_capacity(64 + 48 * size as usize);
    out.push_str("<math>");
    let mut out = Pen::write(dag, e, &mut Mathml(letter), out);
    out.push_str("</math>");
    out
}
