//! Arithmetic in a working: 0.01·7.6 = 0.076, and numbers that are the same but for their rounding.

use super::kind::Line;
use super::names::with_names;
use crate::expr::Expr;
use crate::practice::check::Judge;
use crate::practice::check::differs::last_digit;
use crate::practice::verdict::{Status, Verdict};
use crate::syntax;

/// A piece of arithmetic on the way to a number: 0.01·7.6 = 0.076; error = 2 − 5 = −3; √v = 3.2, where
/// v was named.
pub(super) fn worked_out(judge: &mut Judge, body: &str, names: &[(Expr, Expr)]) -> Option<Line> {
    if !judge.question.is_number() {
        return None;
    }
    let mut sides = Vec::new();
    for (place, text) in body.split('=').enumerate() {
        let dag = &mut judge.question.dag;
        match syntax::parse(dag, text).ok().filter(|parsed| dag.is_constant(parsed.expr)) {
            Some(parsed) => sides.push(parsed.expr),
            None if place == 0 => sides.extend(of_names(judge, text, names)),
            None => return None,
        }
    }
    let question = &judge.question;
    let values: Vec<f64> = sides.into_iter().map(|side| question.value(side)).collect();
    let (&last, before) = values.split_last()?;
    if before.is_empty() || is_close(last, question.value(question.answers[0])) {
        return None;
    }
    Some(Line::Said(worked_out_as(before.iter().all(|&side| is_rounded(last, side)))))
}

/// More than a letter, all of whose letters are names, with what they stand for.
fn of_names(judge: &mut Judge, text: &str, names: &[(Expr, Expr)]) -> Option<Expr> {
    let dag = &mut judge.question.dag;
    let e = syntax::parse(dag, text).ok()?.expr;
    let letters = dag.variables(e);
    let named = letters.into_iter().all(|letter| {
        let letter = dag.symbol_leaf(letter);
        letter != e && names.iter().any(|&(known, _)| known == letter)
    });
    (named && !dag.has_derivative(e)).then(|| with_names(judge, e, names))
}

/// What is said of arithmetic.
pub(super) fn worked_out_as(right: bool) -> Verdict {
    match right {
        true => Verdict::new(Status::Correct, "That is worked out correctly."),
        false => Verdict::new(Status::Wrong, UNEQUAL),
    }
}

/// What is said of a line that is not worked out correctly.
pub(super) const UNEQUAL: &str = "The two sides of this line are not equal. Work it out once more.";

/// Whether two numbers are the same but for their rounding.
pub(super) fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * (1e-3 + a.abs().max(b.abs()))
}

/// Whether a number on the way is right but for the digits that were left off: at least two of them
/// are needed.
pub(super) fn is_rounded(own: f64, right: f64) -> bool {
    let digit = last_digit(own);
    is_close(own, right) || 10.0 * digit <= own.abs() && (own - right).abs() <= 0.6 * digit
}

/// Whether the last side of it is a number.
pub(super) fn is_a_number(judge: &mut Judge, is: &str) -> bool {
    let dag = &mut judge.question.dag;
    let last = is.rsplit('=').next().and_then(|last| syntax::parse(dag, last).ok());
    last.is_some_and(|last| dag.is_constant(last.expr))
}
