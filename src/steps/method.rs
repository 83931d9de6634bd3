//! A rule and its sentence become a step, and the tidying after it another.

use super::sentence::{first_worth_a_word, pieces, plain, tidied};
use super::tidying::{replayed, written};
use super::{Detail, Step};
use crate::calculus::Change;
use crate::expr::{Dag, Expr};
use crate::rules::{Rule, library};

/// The step by a rule, with its sentence marked up; nothing inside it yet.
pub(super) fn method(rule: &'static Rule, marked: &str, before: Expr, after: Expr) -> Step {
    Step {
        rule,
        law: rule,
        explanation: plain(marked),
        pieces: pieces(marked),
        lets: Vec::new(),
        before,
        pending: None,
        after,
        steps: Vec::new(),
    }
}

/// From what rules gave to what a person leaves, told by the algebra that was done.
pub(super) fn tidying(
    dag: &mut Dag,
    from: Expr,
    changes: &[Change],
    result: Expr,
    detail: Detail,
) -> Option<Step> {
    let rule = library().rule("tidy").filter(|_| from != result)?;
    let lines = replayed(dag, from, changes, result);
    let said = tidied(dag, rule, &lines);
    let mut step = method(rule, &said, from, result);
    step.law = first_worth_a_word(&lines).unwrap_or(rule);
    if detail == Detail::Full {
        step.steps = written(dag, &lines);
    }
    Some(step)
}
