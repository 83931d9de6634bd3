//! A line of a working that names a piece: `let u = 2x + 3`, `h = 6`.

use super::arithmetic::{UNEQUAL, is_rounded, worked_out_as};
use super::kind::Line;
use super::names::{in_the_letter, with_names};
use super::slopes::slopes_written_out;
use crate::expr::{Constant, Expr, Op};
use crate::practice::answer::name::{names_a_derivative, names_a_new_weight};
use crate::practice::check::Judge;
use crate::practice::mistake::fit;
use crate::practice::problem::Question;
use crate::practice::verdict::{Status, Verdict};
use crate::rules::Asked;
use crate::syntax::{self, ParseError, Span};

/// `u = 2x + 3`, where u is a letter that the problem does not have.
pub(super) fn named_piece(
    judge: &mut Judge,
    name: &str,
    is: &str,
    said: bool,
    names: &mut Vec<(Expr, Expr)>,
) -> Option<Line> {
    let is_slope = name.contains(['/', '\\']) && names_a_derivative(name);
    let has_e = judge.question.has_e();
    let Question { dag, by, f, asked, .. } = &mut judge.question;
    let w = dag.as_symbol(by[0]).map_or("", |symbol| dag.name(symbol));
    // v_new is a piece of the step that gives w_new.
    let own = name.trim_start_matches("new").trim_start().starts_with(w);
    if is_slope || *asked == Asked::Update && own && names_a_new_weight(name) {
        return None;
    }
    let letter = syntax::parse(dag, name).ok()?.expr;
    let used = match dag.as_symbol(letter) {
        Some(symbol) => dag.contains(*f, symbol),
        // The error of a neuron is called e; where the number e does not occur, it may be.
        None => dag.op(letter) != Op::Constant(Constant::E) || has_e,
    };
    if used && judge.question.asked == Asked::Update && letter != judge.question.by[0] {
        // v = 2.9, of a velocity: what it is after the step.
        let value = syntax::parse(&mut judge.question.dag, is.rsplit('=').next()?).ok()?.expr;
        let constant = judge.question.dag.is_constant(value);
        let part = constant.then(|| part_worth(judge, [value, value], names)).flatten()?;
        names.push((letter, part));
        return Some(Line::Said(worked_out_as(true)));
    }
    if used || matches!(name, "y" | "f") && !said {
        return None;
    }
    let mut sides = Vec::new();
    for text in is.split('=') {
        match side(judge, text, names) {
            Ok(side) => sides.push(side),
            Err(error) => {
                let verdict = Verdict::new(Status::Unreadable, error.to_string());
                return Some(Line::Said(verdict));
            }
        }
    }
    let dag = &judge.question.dag;
    // Of several signs of equality the last one stands before the result, u = x² + x² = 2x²; a
    // result in numbers is the value of the piece, u = 2x + 3 = 5, and not what it is.
    let &last = sides.last()?;
    let first = *sides.first()?;
    let numbers: Vec<Expr> = sides.iter().copied().filter(|&side| dag.is_constant(side)).collect();
    let formula = sides.into_iter().rev().find(|&side| !dag.is_constant(side));
    // e = wx + b − y, and then e = 1.3: its value, and no other piece.
    let known = names.iter().find(|known| known.0 == letter).map(|known| known.1);
    if let Some(known) = known.filter(|_| formula.is_none() && judge.question.is_number()) {
        let known = judge.question.value(known);
        let right = numbers.iter().all(|&side| is_rounded(judge.question.value(side), known));
        state(judge, letter, last);
        return Some(Line::Said(worked_out_as(right)));
    }
    let part = if formula.is_none() { part_worth(judge, [first, last], names) } else { None };
    let strange = formula.is_none() && part.is_none() && !is_given(judge, last);
    let is = part.unwrap_or_else(|| with_names(judge, formula.unwrap_or(last), names));
    let question = &judge.question;
    let differs = |side: Expr| !is_rounded(question.value(last), question.value(side));
    if question.is_number()
        && question.dag.is_constant(last)
        && (formula.is_some() && differs(is) || numbers.into_iter().any(differs))
    {
        return Some(Line::Said(Verdict::new(Status::Wrong, UNEQUAL)));
    }
    state(judge, letter, last);
    // u = sin(v), v = 2x: a letter may be used before it gets its name.
    if judge.question.dag.as_symbol(letter).is_some() {
        for (_, known) in names.iter_mut() {
            *known = judge.question.dag.substitute(*known, letter, is);
        }
    }
    names.push((letter, is));
    let is_formula = formula.is_some();
    let plain = judge.question.asked == Asked::Derivative && judge.question.order < 2;
    let formula = judge.question.asked == Asked::Update && judge.question.base == judge.question.f;
    let value = strange && (formula || judge.question.asked == Asked::Value);
    Some(match value || plain && is_formula && is_elsewhere(judge, is) {
        true => Line::Said(Verdict::new(Status::Correct, ELSEWHERE)),
        false => Line::Name,
    })
}

/// What is said of a name for something that the function does not have.
const ELSEWHERE: &str =
    "It has its name. As it is written it stands nowhere in the function: compare the two.";

/// Notes what a letter is worth.
fn state(judge: &mut Judge, letter: Expr, is: Expr) {
    let question = &mut judge.question;
    if let Some(symbol) = question.dag.as_symbol(letter).filter(|_| question.dag.is_constant(is)) {
        let name = question.dag.name(symbol).to_owned();
        question.stated.push((name, question.value(is)));
    }
}

/// Whether a number is one of the problem's values.
fn is_given(judge: &Judge, number: Expr) -> bool {
    let value = judge.question.value(number);
    judge.question.at.iter().any(|&(_, given)| is_rounded(value, given))
}

/// What stands on one side of a sign behind a name; e^4x as e^(4x), where that alone is part of the
/// function.
fn side(judge: &mut Judge, text: &str, names: &[(Expr, Expr)]) -> Result<Expr, ParseError> {
    let parsed = match syntax::parse(&mut judge.question.dag, text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let written = slopes_written_out(judge, text, names).ok_or(error)?;
            syntax::parse(&mut judge.question.dag, &written)?
        }
    };
    if parsed.readings.is_empty() || is_part(judge, parsed.expr) {
        return Ok(parsed.expr);
    }
    let other = parsed.readings.into_iter().find_map(|reading| {
        let Span { start, end } = reading.span;
        let text = format!("{}{}{}", &text[..start], reading.replacement, &text[end..]);
        let other = syntax::parse(&mut judge.question.dag, &text).ok()?.expr;
        is_part(judge, other).then_some(other)
    });
    Ok(other.unwrap_or(parsed.expr))
}

/// Whether it is a piece of the function, and not all of it.
pub(super) fn is_part(judge: &mut Judge, piece: Expr) -> bool {
    let whole = judge.question.differentiated();
    let letter = judge.question.dag.symbol("g_{piece}");
    let found = in_the_letter(judge, whole, piece, letter);
    found != whole && found != letter && judge.question.dag.below(found).contains(&letter)
}

/// Whether something in the variable is neither a piece of the function nor all of it.
fn is_elsewhere(judge: &mut Judge, is: Expr) -> bool {
    let Question { dag, by, f, .. } = &judge.question;
    let moves = dag.as_symbol(by[0]).is_some_and(|x| dag.variables(is) == [x]);
    let f = *f;
    moves && !is_part(judge, is) && !judge.equal(is, f)
}

/// The part of the function that is meant by its value alone, `h = 6`, `a = sigma(0) = 0.5`: the
/// innermost that is worth as much at the problem's place, with the sums and products around it.
fn part_worth(
    judge: &mut Judge,
    [shown, value]: [Expr; 2],
    names: &[(Expr, Expr)],
) -> Option<Expr> {
    if !judge.question.is_number() {
        return None;
    }
    let whole = judge.question.differentiated();
    let value = judge.question.value(value);
    let dag = &mut judge.question.dag;
    let shape = dag.op(shown);
    let mut parts = fit::parts(dag, whole);
    let question = &judge.question;
    let dag = &question.dag;
    parts.retain(|&part| {
        dag.as_symbol(part).is_none()
            && !dag.is_constant(part)
            && names.iter().all(|&(_, is)| is != part)
            && is_rounded(value, question.value(part))
    });
    if let Some(&alike) = parts.iter().rev().find(|&&part| dag.op(part) == shape) {
        return Some(alike);
    }
    let loose = |e: Expr| matches!(dag.op(e), Op::Add | Op::Mul | Op::Neg | Op::Div);
    parts.into_iter().reduce(|inner, outer| if loose(outer) { outer } else { inner })
}
