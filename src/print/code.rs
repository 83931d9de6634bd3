//! What programs in all languages have in common: a star for every product, brackets that leave no
//! doubt, functions by the templates of their rows.

use crate::expr::{Constant, Dag, Expr, Function, Layout, Op, Relation, Value};

use super::layout::{self, Place, Strength};
use super::number;
use super::pen::{Pen, Script};

/// Where languages differ.
pub(super) trait Language {
    /// π
    const PI: &'static str;
    /// e
    const E: &'static str;
    /// Between a base and its exponent.
    const POWER: &'static str;
    /// Between two sides that are the same, and two that are not.
    const EQUAL: &'static str;
    /// See [`Language::EQUAL`].
    const NOT_EQUAL: &'static str;
    /// Square root, cube root, absolute value, logarithms to bases 2 and 10: each up to and with
    /// its opening bracket.
    const SQRT: &'static str;
    /// See [`Language::SQRT`].
    const CBRT: &'static str;
    /// See [`Language::SQRT`].
    const ABS: &'static str;
    /// See [`Language::SQRT`].
    const LOG2: &'static str;
    /// See [`Language::SQRT`].
    const LOG10: &'static str;
    /// Whether the largest of several is one call; else it is taken two at a time.
    const TAKES_SEVERAL: bool;
    /// Whether a power right after a minus sign needs brackets.
    const MINUS_BEFORE_POWER: bool;
    /// Words that are no names of variables: the language's own, and those that the program uses
    /// itself.
    const KEYWORDS: &'static [&'static str];
    /// What raises a base that may be negative to a power that is no whole number, where the
    /// operator gives something else than no value.
    const REAL_POWER: Option<&'static str> = None;
    /// The template for a function.
    fn template(&self, function: Function) -> &'static str;
    /// A base to the power p/q in lowest terms, q even and above 2.
    fn even_root(pen: &mut Pen, base: Expr, fraction: Fraction);
    /// A base to the power p/q in lowest terms, p odd and q odd and above 3: of a negative base
    /// too.
    fn odd_root(pen: &mut Pen, base: Expr, fraction: Fraction);
    /// A whole power.
    fn whole_power(pen: &mut Pen, power: i32);
    /// A function in pieces.
    fn pieces(pen: &mut Pen, children: &[Expr]);
    /// A derivative still to be taken.
    fn derivative(&mut self, pen: &mut Pen, of: Expr, by: Expr);
}

/// A fraction in an exponent, in lowest terms: `above/below`, `below` positive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    pub above: i32,
    pub below: u32,
}

impl Fraction {
    /// `(-2 / 5)`
    pub fn say(self, pen: &mut Pen) {
        pen.say(if self.above < 0 { "(-" } else { "(" });
        pen.digits(self.above.unsigned_abs());
        pen.say(" / ");
        pen.digits(self.below);
        pen.say(")");
    }
}

/// A program in the language.
pub(super) struct Program<L>(pub L);

/// The ways to write a power or a root.
enum Power {
    /// An ordinary one.
    Plain(Expr, Expr),
    /// A base to the power of a fraction that is no whole number.
    Root(Expr, Fraction),
}

fn power(dag: &Dag, e: Expr) -> Option<Power> {
    let fraction = |base: Expr, exponent: Expr| -> Option<Power> {
        let (above, below) = dag.small_arithmetic(exponent)?.as_pair()?;
        let fraction = Fraction { above: above.try_into().ok()?, below: below.try_into().ok()? };
        (fraction.below > 1).then_some(Power::Root(base, fraction))
    };
    match (dag.op(e), dag.children(e)) {
        (Op::Pow, &[base, exponent]) if layout::is_leaf(dag, exponent) => {
            Some(Power::Plain(base, exponent))
        }
        (Op::Pow, &[base, exponent]) => {
            Some(fraction(base, exponent).unwrap_or(Power::Plain(base, exponent)))
        }
        (Op::Call(function), &[of, index]) if function.row().layout == Layout::Root => {
            let below = dag.number(index)?.value().whole::<u32>()?;
            (below > 1).then_some(Power::Root(of, Fraction { above: 1, below }))
        }
        _ => None,
    }
}

/// A whole number written as one, with a minus sign or without.
fn whole(dag: &Dag, e: Expr) -> Option<i32> {
    let (negative, leaf) = match dag.op(e) {
        Op::Neg => (true, dag.child(e)?),
        _ => (false, e),
    };
    let value = dag.number(leaf)?.value().whole::<i32>()?;
    Some(if negative { -value } else { value })
}

impl<L: Language> Script for Program<L> {
    fn strength(&self, dag: &Dag, e: Expr) -> Strength {
        match dag.op(e) {
            Op::Number(_) | Op::Constant(_) | Op::Symbol(_) => Strength::Atom,
            Op::Relation(_) => Strength::Relation,
            Op::Add => Strength::Sum,
            Op::Neg => Strength::Minus,
            Op::Div => Strength::Quotient,
            Op::Mul => Strength::Product,
            Op::Derivative | Op::Piecewise => Strength::Atom,
            Op::Pow => match power(dag, e) {
                Some(Power::Root(_, fraction)) => root_strength(fraction),
                _ => Strength::Power,
            },
            Op::Call(function) => match power(dag, e) {
                Some(Power::Root(_, fraction)) => root_strength(fraction),
                _ if decadic(dag, function, dag.children(e)).is_some() => Strength::Atom,
                _ => template_strength(self.0.template(function)),
            },
        }
    }

    fn node(&mut self, pen: &mut Pen, e: Expr, _: Place) {
        let dag = pen.dag;
        let children = dag.children(e);
        match (dag.op(e), children) {
            (Op::Number(_), _) => number_of_a_program(&mut pen.out, dag, e),
            (Op::Constant(Constant::Pi), _) => pen.out.push_str(L::PI),
            (Op::Constant(Constant::E), _) => pen.out.push_str(L::E),
            (Op::Symbol(symbol), _) => name::<L>(&mut pen.out, dag.name(symbol)),
            (Op::Add, _) => pen.sum(children),
            (Op::Neg, &[inner]) => {
                pen.out.push('-');
                let brackets = L::MINUS_BEFORE_POWER && self.begins_with_power(dag, inner);
                pen.part(inner, if brackets { Strength::Atom } else { Strength::Quotient });
            }
            (Op::Mul, _) => {
                for (i, &factor) in children.iter().enumerate() {
                    if i > 0 {
                        pen.say(" * ");
                    }
                    pen.part(factor, Strength::Factor);
                }
            }
            (Op::Div, &[above, below]) => {
                pen.part(above, Strength::Product);
                pen.say(" / ");
                pen.part(below, Strength::Power);
            }
            (Op::Pow, _) => match power(dag, e) {
                Some(Power::Root(base, fraction)) => fraction_power::<L>(pen, base, fraction),
                Some(Power::Plain(base, exponent)) => {
                    match (whole(dag, exponent), L::REAL_POWER.filter(|_| !dag.is_constant(base))) {
                        (Some(power), _) => {
                            pen.part(base, Strength::Atom);
                            L::whole_power(pen, power);
                        }
                        (None, Some(name)) => {
                            pen.say(name);
                            pen.list(&[base, exponent]);
                        }
                        (None, None) => {
                            pen.part(base, Strength::Atom);
                            pen.say(L::POWER);
                            pen.part(exponent, Strength::Atom);
                        }
                    }
                }
                None => pen.list(children),
            },
            (Op::Call(function), _) => call(&self.0, pen, e, function, children),
            (Op::Derivative, &[of, by]) => self.0.derivative(pen, of, by),
            (Op::Piecewise, _) => L::pieces(pen, children),
            (Op::Relation(relation), &[left, right]) => {
                pen.part(left, Strength::Sum);
                pen.say(comparison::<L>(relation));
                pen.part(right, Strength::Sum);
            }
            // No other shape is ever built.
            _ => pen.list(children),
        }
    }
}

impl<L: Language> Program<L> {
    /// Whether the first thing written is a power.
    fn begins_with_power(&self, dag: &Dag, mut e: Expr) -> bool {
        loop {
            let strength = self.strength(dag, e);
            match (dag.op(e), dag.child(e)) {
                (Op::Mul | Op::Div, Some(first)) => e = first,
                _ => return strength == Strength::Power,
            }
        }
    }
}

/// A variable's name as the language allows it.
fn name<L: Language>(out: &mut String, name: &str) {
    out.extend(name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    if L::KEYWORDS.contains(&name) {
        out.push('_');
    }
}

fn comparison<L: Language>(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => L::EQUAL,
        Relation::NotEqual => L::NOT_EQUAL,
        Relation::Less => " < ",
        Relation::LessEqual => " <= ",
        Relation::Greater => " > ",
        Relation::GreaterEqual => " >= ",
    }
}

fn call<L: Language>(language: &L, pen: &mut Pen, e: Expr, function: Function, children: &[Expr]) {
    if let Some(Power::Root(base, fraction)) = power(pen.dag, e) {
        return fraction_power::<L>(pen, base, fraction);
    }
    if let Some(base) = decadic(pen.dag, function, children) {
        pen.say(if base == 2 { L::LOG2 } else { L::LOG10 });
        pen.whole(children[0]);
        pen.say(")");
        return;
    }
    let template = language.template(function);
    match (function.row().value, children) {
        (Value::Many(_), _) => several(pen, template, children, L::TAKES_SEVERAL),
        _ => fill(pen, template, children),
    }
}

/// The template with the arguments in their places.
fn fill(pen: &mut Pen, template: &'static str, arguments: &[Expr]) {
    let mut rest = template;
    while let Some((before, hole, after)) = hole(rest) {
        pen.say(before);
        if let Some(&argument) = arguments.get(hole) {
            let closed_before = before.ends_with('(') || before.ends_with(", ");
            let closed = closed_before && after.starts_with([')', ',']);
            pen.part(argument, if closed { Strength::Relation } else { Strength::Atom });
        }
        rest = after;
    }
    pen.say(rest);
}

/// The largest of several: `max(a, b, c)`, or `maximum(a, maximum(b, c))`.
fn several(pen: &mut Pen, template: &'static str, arguments: &[Expr], at_once: bool) {
    let (Some((before, _, after)), [first @ .., last]) = (hole(template), arguments) else {
        return;
    };
    let (between, _, end) = hole(after).unwrap_or((", ", 1, ")"));
    // The largest of one thing is that thing.
    let (before, end) = if first.is_empty() { ("(", ")") } else { (before, end) };
    let calls = if at_once || first.is_empty() { 1 } else { first.len() };
    for (i, &argument) in first.iter().enumerate() {
        if i < calls {
            pen.say(before);
        }
        pen.whole(argument);
        pen.say(between);
    }
    if first.is_empty() {
        pen.say(before);
    }
    pen.whole(*last);
    for _ in 0..calls {
        pen.say(end);
    }
}

/// What stands before the first hole, which argument goes into it, and what stands after it.
fn hole(template: &'static str) -> Option<(&'static str, usize, &'static str)> {
    let at = template.find("{u}").into_iter().chain(template.find("{v}")).min()?;
    let argument = usize::from(template.as_bytes()[at + 1] == b'v');
    Some((&template[..at], argument, &template[at + 3..]))
}

/// How firmly what a template writes holds together: as its weakest operation outside brackets.
fn template_strength(template: &str) -> Strength {
    let mut depth = 0;
    let mut strength = Strength::Atom;
    for (i, byte) in template.bytes().enumerate() {
        match byte {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth -= 1,
            b'+' | b'-' if depth == 0 && i > 0 => return Strength::Sum,
            b'-' if depth == 0 => strength = strength.min(Strength::Minus),
            b'*' | b'/' if depth == 0 => strength = strength.min(Strength::Quotient),
            _ => {}
        }
    }
    strength
}

/// The base of a logarithm for which languages have a function.
fn decadic(dag: &Dag, function: Function, children: &[Expr]) -> Option<u8> {
    if function.row().layout != Layout::LogBase {
        return None;
    }
    let &base = children.get(1)?;
    [2, 10].into_iter().find(|&whole| dag.is_integer(base, whole.into()))
}

fn root_strength(fraction: Fraction) -> Strength {
    match fraction {
        Fraction { above: 1, below: 2 | 3 } => Strength::Atom,
        // Some are calls, but a bracket too many harms nobody.
        _ => Strength::Power,
    }
}

/// With an odd number below the line a negative base has a real root.
fn fraction_power<L: Language>(pen: &mut Pen, base: Expr, fraction: Fraction) {
    match fraction {
        Fraction { above, below: below @ (2 | 3) } => {
            pen.say(if below == 2 { L::SQRT } else { L::CBRT });
            pen.whole(base);
            pen.say(")");
            if above != 1 {
                L::whole_power(pen, above);
            }
        }
        Fraction { below, .. } if below % 2 == 0 => L::even_root(pen, base, fraction),
        Fraction { above, .. } if above % 2 == 0 => {
            pen.say(L::ABS);
            pen.whole(base);
            pen.say(")");
            pen.say(L::POWER);
            fraction.say(pen);
        }
        _ => L::odd_root(pen, base, fraction),
    }
}

fn number_of_a_program(out: &mut String, dag: &Dag, e: Expr) {
    let Some(number) = dag.number(e) else { return };
    // Whole numbers too long for a machine word are doubles in a program.
    if number.is_integer() && number.value().bits().0 > 63 {
        out.push_str(&format!("{:e}", number.to_f64()));
    } else {
        number::write(out, dag, e, "e");
    }
}
