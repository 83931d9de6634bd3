//! Tidying, one rule of algebra at a time, each written over the whole line.

use rustc_hash::FxHashMap;

use super::change::{changed, truly};
use super::{Step, sentence};
use crate::calculus::{Change, Tidier};
use crate::expr::{Dag, Expr};
use crate::rules::library;

/// More lines than this, or longer ones than [`MAX_LINE`], are not written out one by one.
const MAX_LINES: usize = 60;

/// The longest expression, in symbols, that is written again for every change.
const MAX_LINE: u32 = 400;

/// The lines from `root` to `result`, one for every change that shows in it.
pub fn replay(dag: &mut Dag, root: Expr, changes: &[Change], result: Expr) -> Vec<Step> {
    if dag.size(root) > MAX_LINE {
        return Vec::new();
    }
    let mut steps = lines(dag, root, changes);
    let reached = |steps: &[Step]| steps.last().map_or(root, |step| step.after);
    let line = reached(&steps);
    if line != result {
        // What was tidied somewhere else before is in no log of this one: done once more.
        let mut again = Tidier::default();
        if again.tidy(dag, line) == result || again.simplify(dag, line) == result {
            steps.extend(lines(dag, line, again.changes()));
        }
    }
    let line = reached(&steps);
    if line != result {
        steps.extend(step(dag, "tidy", [line, result], [line, result]));
    }
    steps
}

/// The lines that these changes make of the root.
fn lines(dag: &mut Dag, root: Expr, changes: &[Change]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut line = root;
    let mut done: FxHashMap<Expr, Expr> = FxHashMap::default();
    let mut tidier = Tidier::default();
    for change in changes {
        if steps.len() > MAX_LINES {
            break;
        }
        done.insert(change.before, change.after);
        if rewritten(dag, root, &done) == line {
            continue;
        }
        for law in tidier.laws(dag, change) {
            done.insert(change.before, law.after);
            let next = rewritten(dag, root, &done);
            if next != line {
                let rule = truly(dag, law.rule, law.before, law.after);
                steps.extend(step(dag, rule, [line, next], [law.before, law.after]));
                line = next;
            }
        }
    }
    steps
}

/// The root with everything done that was done so far.
fn rewritten(dag: &mut Dag, root: Expr, done: &FxHashMap<Expr, Expr>) -> Expr {
    /// What one change made, another may change again.
    const MAX_CHAIN: usize = 16;
    dag.rebuild(root, |dag, e, children| {
        let mut e = dag.node(dag.op(e), children);
        for _ in 0..MAX_CHAIN {
            match done.get(&e) {
                Some(&after) if after != e => e = after,
                _ => break,
            }
        }
        e
    })
}

/// A line, and the piece of it that was changed, each before and after.
fn step(dag: &mut Dag, rule: &str, [before, after]: [Expr; 2], piece: [Expr; 2]) -> Option<Step> {
    let rule = library().rule(rule).or_else(|| library().rule("tidy"))?;
    let explanation = changed(dag, rule, piece[0], piece[1]);
    Some(Step {
        rule,
        explanation: sentence::plain(&explanation),
        pieces: sentence::pieces(&explanation),
        lets: Vec::new(),
        before,
        pending: None,
        after,
        steps: Vec::new(),
    })
}
