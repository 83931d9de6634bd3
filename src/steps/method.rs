//! A rule and its sentence become a step, and the tidying after it another.

use super::sentence::{pieces, plain};
use super::{Detail, Step, replay};
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

/// From what a method gave to what a person leaves; nothing where that is the same.
pub(super) fn tidied(
    dag: &mut Dag,
    from: Expr,
    changes: &[Change],
    result: Expr,
    detail: Detail,
) -> Option<Step> {
    let rule = library().rule("tidy").filter(|_| from != result)?;
    let mut step = method(rule, rule.sentence, from, result);
    if detail == Detail::Full {
        step.steps = replay(dag, from, changes, result);
    }
    Some(step)
}
