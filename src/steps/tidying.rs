//! Tidying, one rule of algebra at a time, each written over the whole line.

use rustc_hash::FxHashMap;

use super::Step;
use crate::calculus::Change;
use crate::expr::{Dag, Expr};
use crate::rules::library;

/// More lines than this, or longer ones than [`MAX_LINE`], are not written out one by one.
const MAX_LINES: usize = 60;

/// The longest expression, in symbols, that is written again for every change.
const MAX_LINE: u32 = 400;

/// The lines from `root` to `result`, one for every change that shows in it.
pub fn replay(dag: &mut Dag, root: Expr, changes: &[Change], result: Expr) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    if dag.size(root) > MAX_LINE {
        return steps;
    }
    let mut line = root;
    let mut done: FxHashMap<Expr, Expr> = FxHashMap::default();
    for change in changes.iter().take(MAX_LINES) {
        done.insert(change.before, change.after);
        let next = dag.rebuild(root, |dag, e, children| {
            let e = dag.node(dag.op(e), children);
            done.get(&e).copied().unwrap_or(e)
        });
        if next == line {
            continue;
        }
        steps.extend(step(change.rule, line, next));
        line = next;
    }
    if line != result {
        steps.extend(step("tidy", line, result));
    }
    steps
}

fn step(rule: &str, before: Expr, after: Expr) -> Option<Step> {
    let rule = library().rule(rule).or_else(|| library().rule("tidy"))?;
    Some(Step {
        rule,
        explanation: rule.sentence.clone(),
        pieces: vec![rule.sentence.clone()],
        lets: Vec::new(),
        before,
        pending: None,
        after,
        steps: Vec::new(),
    })
}
