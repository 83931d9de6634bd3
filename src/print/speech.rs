//! An expression becomes words that a listener can write down without ambiguity.
//!
//! A listener cannot look ahead, so nothing is closed that was not opened: either a part is a
//! single word or two (`x`, `minus one`, `two x`), or it begins with words that say that an end
//! will come (`open bracket … close bracket`, `the fraction with numerator …, end fraction`,
//! `to the power …, end power`).

use crate::expr::{Constant, Dag, Expr, Function, Layout, Op, Relation, Value};

use super::layout::{self, Place, Strength};
use super::pen::{Pen, Script};
use super::{names, number};

/// English, as a teacher reads a formula aloud.
pub(super) struct Speech;

impl Script for Speech {
    const BRACKETS: (&'static str, &'static str) = ("open bracket ", " close bracket");

    fn strength(&self, dag: &Dag, e: Expr) -> Strength {
        match dag.op(e) {
            Op::Number(_) if number::is_scientific(dag, e) => Strength::Quotient,
            Op::Number(_) | Op::Constant(_) | Op::Symbol(_) => Strength::Atom,
            Op::Relation(_) => Strength::Relation,
            Op::Add => Strength::Sum,
            Op::Neg => Strength::Minus,
            Op::Div => match *dag.children(e) {
                // One half; x over y; the fraction with …, end fraction.
                [above, below] if spoken_fraction(dag, above, below).is_some() => Strength::Factor,
                [above, below] if short(dag, above, below) => Strength::Quotient,
                _ => Strength::Atom,
            },
            Op::Mul => Strength::Product,
            Op::Pow | Op::Derivative | Op::Call(_) => Strength::Factor,
            Op::Piecewise => Strength::Atom,
        }
    }

    fn node(&mut self, pen: &mut Pen, e: Expr, _: Place) {
        let dag = pen.dag;
        let children = dag.children(e);
        match (dag.op(e), children) {
            (Op::Number(_), _) => number_word(&mut pen.out, dag, e),
            (Op::Constant(Constant::Pi), _) => pen.out.push_str("pi"),
            (Op::Constant(Constant::E), _) => pen.out.push('e'),
            (Op::Symbol(symbol), _) => name(&mut pen.out, dag.name(symbol)),
            (Op::Add, _) => sum(pen, children),
            (Op::Neg, &[inner]) => {
                pen.out.push_str("minus ");
                pen.part(inner, Strength::Quotient);
            }
            (Op::Mul, _) => {
                for (i, &factor) in children.iter().enumerate() {
                    if i > 0 {
                        let coefficient = i == 1 && coefficient(dag, children[0], factor);
                        pen.say(if coefficient { " " } else { " times " });
                    }
                    pen.part(factor, Strength::Factor);
                }
            }
            (Op::Div, &[above, below]) => match spoken_fraction(dag, above, below) {
                Some(words) => {
                    number_word(&mut pen.out, dag, above);
                    pen.out.push_str(words);
                }
                None if short(dag, above, below) => {
                    pen.whole(above);
                    pen.say(" over ");
                    pen.whole(below);
                }
                None => {
                    pen.out.push_str("the fraction with numerator ");
                    pen.whole(above);
                    pen.say(" and denominator ");
                    pen.whole(below);
                    pen.say(", end fraction");
                }
            },
            (Op::Pow, &[base, exponent]) => {
                pen.part(base, Strength::Atom);
                raised(pen, exponent);
            }
            (Op::Call(function), _) => call(pen, function, children),
            (Op::Derivative, &[of, by]) => {
                pen.out.push_str("the derivative with respect to ");
                pen.part(by, Strength::Atom);
                pen.say(" of ");
                argument(pen, of);
            }
            (Op::Piecewise, _) => pieces(pen, children),
            (Op::Relation(relation), &[left, right]) => {
                pen.part(left, Strength::Sum);
                pen.say(verb(relation));
                pen.part(right, Strength::Sum);
            }
            // No other shape is ever built.
            _ => pen.list(children),
        }
    }
}

fn sum(pen: &mut Pen, terms: &[Expr]) {
    for (i, &term) in terms.iter().enumerate() {
        match (pen.dag.op(term), pen.dag.children(term)) {
            (Op::Neg, &[inner]) if i > 0 => {
                pen.say(" minus ");
                pen.part(inner, Strength::Quotient);
            }
            _ if i > 0 => {
                pen.say(" plus ");
                pen.part(term, Strength::Quotient);
            }
            _ => pen.part(term, Strength::Minus),
        }
    }
}

/// "squared", "to the fourth", "to the n", "to the power minus x, end power".
fn raised(pen: &mut Pen, exponent: Expr) {
    let dag = pen.dag;
    let whole = dag.number(exponent).and_then(|n| n.value().whole::<usize>());
    if let Some(power) = whole
        && let Some(word) = POWERS.get(power)
    {
        pen.say(word);
    } else if matches!(dag.op(exponent), Op::Symbol(_) | Op::Constant(_)) {
        pen.say(" to the ");
        pen.whole(exponent);
    } else {
        pen.say(" to the power ");
        pen.whole(exponent);
        pen.say(", end power");
    }
}

fn call(pen: &mut Pen, function: Function, children: &[Expr]) {
    let row = function.row();
    match (row.layout, row.value, children) {
        (Layout::Exponential, _, &[exponent]) => {
            pen.out.push('e');
            raised(pen, exponent);
        }
        (_, Value::Many(_), [first @ .., last]) => {
            pen.out.push_str(row.speech);
            pen.out.push(' ');
            for (i, &part) in first.iter().enumerate() {
                if i > 0 {
                    pen.say(", ");
                }
                argument(pen, part);
            }
            if !first.is_empty() {
                pen.say(" and ");
            }
            argument(pen, *last);
        }
        _ if row.speech.contains('{') => fill(pen, row.speech, children),
        _ => {
            pen.out.push_str(row.speech);
            pen.out.push(' ');
            for &child in children {
                argument(pen, child);
            }
        }
    }
}

/// The words of a row around its arguments.
fn fill(pen: &mut Pen, mut words: &'static str, arguments: &[Expr]) {
    while let Some((before, rest)) = words.split_once('{') {
        pen.say(before);
        let place = usize::from(rest.starts_with('v'));
        if let Some(&part) = arguments.get(place) {
            argument(pen, part);
        }
        words = rest.split_once('}').map_or("", |(_, after)| after);
    }
    pen.say(words);
}

/// What a function is applied to: a word or two, else in brackets.
fn argument(pen: &mut Pen, argument: Expr) {
    let bare = layout::bare(pen.dag, argument) && !number::is_scientific(pen.dag, argument);
    pen.part(argument, if bare { Strength::Relation } else { BRACKETED });
}

/// Firmer than anything: brackets in any case but around what is closed off by itself.
const BRACKETED: Strength = Strength::Atom;

fn pieces(pen: &mut Pen, children: &[Expr]) {
    pen.out.push_str("the function in pieces, ");
    for piece in children.chunks(2) {
        pen.part(piece[0], Strength::Sum);
        match *piece {
            [_, condition] => {
                pen.say(" if ");
                pen.whole(condition);
                pen.say(", ");
            }
            _ => pen.say(" otherwise, "),
        }
    }
    pen.say("end of pieces");
}

fn verb(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => " equals ",
        Relation::NotEqual => " is not equal to ",
        Relation::Less => " is less than ",
        Relation::LessEqual => " is at most ",
        Relation::Greater => " is greater than ",
        Relation::GreaterEqual => " is at least ",
    }
}

/// Whether a number and what follows are said without "times": two x, two x squared, one half x.
fn coefficient(dag: &Dag, number: Expr, factor: Expr) -> bool {
    let number = match (dag.op(number), dag.pair(number)) {
        (Op::Number(_), _) => !number::is_scientific(dag, number),
        (Op::Div, Some((above, below))) => spoken_fraction(dag, above, below).is_some(),
        _ => false,
    };
    let letter = match (dag.op(factor), dag.child(factor)) {
        (Op::Pow, Some(base)) => base,
        _ => factor,
    };
    number && matches!(dag.op(letter), Op::Symbol(_) | Op::Constant(_))
}

/// Whether a fraction is one letter or number over another.
fn short(dag: &Dag, above: Expr, below: Expr) -> bool {
    let word = |e| layout::is_leaf(dag, e) && !number::is_scientific(dag, e);
    word(above) && word(below)
}

/// The word for the parts of a fraction of small whole numbers: " thirds".
fn spoken_fraction(dag: &Dag, above: Expr, below: Expr) -> Option<&'static str> {
    let whole = |e| dag.number(e)?.value().whole::<usize>();
    let (above, below) = (whole(above)?, whole(below)?);
    let &(one, more) = PARTS.get(below)?;
    match above {
        _ if one.is_empty() => None,
        1 => Some(one),
        2..100 => Some(more),
        _ => None,
    }
}

const PARTS: &[(&str, &str)] = &[
    ("", ""),
    ("", ""),
    (" half", " halves"),
    (" third", " thirds"),
    (" quarter", " quarters"),
    (" fifth", " fifths"),
    (" sixth", " sixths"),
    (" seventh", " sevenths"),
    (" eighth", " eighths"),
    (" ninth", " ninths"),
    (" tenth", " tenths"),
];

const POWERS: &[&str] = &[
    " to the zeroth",
    " to the first",
    " squared",
    " cubed",
    " to the fourth",
    " to the fifth",
    " to the sixth",
    " to the seventh",
    " to the eighth",
    " to the ninth",
    " to the tenth",
    " to the eleventh",
    " to the twelfth",
];

#[rustfmt::skip]
const SMALL: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
];

const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a hundred in words, a decimal with its digits one by one, any other as digits:
/// a voice reads those out itself.
fn number_word(out: &mut String, dag: &Dag, e: Expr) {
    let Some(number) = dag.number(e) else { return };
    if let Some(value) = number.value().whole::<usize>()
        && value < 100
    {
        return small(out, value);
    }
    if number.is_integer() && number.value().bits().0 < 64 {
        return number::write(out, dag, e, "");
    }
    let number::Digits { mantissa, power } = number::digits(number.value());
    match mantissa.split_once('.') {
        Some((whole, rest)) => {
            match whole.parse() {
                Ok(value) if value < 100 => small(out, value),
                _ => out.push_str(whole),
            }
            out.push_str(" point");
            for digit in rest.bytes() {
                out.push(' ');
                out.push_str(SMALL[usize::from(digit - b'0')]);
            }
        }
        None => out.push_str(&mantissa),
    }
    if let Some(power) = power {
        out.push_str(" times ten to the power ");
        if power < 0 {
            out.push_str("minus ");
        }
        number::write_whole(out, power.unsigned_abs());
    }
}

fn small(out: &mut String, value: usize) {
    if value < 20 {
        out.push_str(SMALL[value]);
        return;
    }
    out.push_str(TENS[value / 10 - 2]);
    if !value.is_multiple_of(10) {
        out.push('-');
        out.push_str(SMALL[value % 10]);
    }
}

/// A variable: "w sub one", "capital delta".
fn name(out: &mut String, name: &str) {
    if let Some((above, below)) = names::slope(name) {
        out.push_str("the derivative of ");
        letter(out, above);
        out.push_str(" by ");
        return letter(out, below);
    }
    letter(out, name);
}

fn letter(out: &mut String, name: &str) {
    let (letter, mark, below) = names::parts(name);
    word(out, letter);
    if let Some((mark, _)) = mark {
        out.push(' ');
        out.push_str(mark);
    }
    if let Some(below) = below {
        out.push_str(" sub ");
        match below.parse() {
            Ok(value) if value < 100 && (below == "0" || !below.starts_with('0')) => {
                small(out, value)
            }
            _ => word(out, below),
        }
    }
}

fn word(out: &mut String, word: &str) {
    if word.starts_with(|c: char| c.is_ascii_uppercase()) {
        out.push_str("capital ");
        out.push_str(&word.to_ascii_lowercase());
    } else {
        out.push_str(word);
    }
}
