//! A rule and its sentence become a step.

use super::Step;
use super::marked::pieces;
use crate::expr::Expr;
use crate::rules::Rule;

/// The step by a rule, with its sentence marked up; nothing inside it yet.
pub(super) fn method(rule: &'static Rule, marked: &str, before: Expr, after: Expr) -> Step {
    let pieces = pieces(marked);
    Step {
        rule,
        law: rule,
        explanation: pieces.concat(),
        pieces,
        lets: Vec::new(),
        before,
        pending: None,
        after,
        steps: Vec::new(),
    }
}
