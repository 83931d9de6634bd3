//! Tidying, one rule of algebra at a time, each written over the whole line.

use super::Step;
use super::change::{changed, truly};
use super::method::method;
use crate::calculus::{Change, Tidier};
use crate::expr::{Dag, Expr, ExprMap};
use crate::rules::{Rule, library};

/// More lines than this, or longer ones than [`MAX_LINE`], are not written out one by one.
const MAX_LINES: usize = 60;

/// The longest expression, in symbols, that is written again for every change.
const MAX_LINE: u32 = 400;

/// A line: the whole, and the piece of it that was changed, each before and after.
pub(super) struct Done {
    pub rule: &'static Rule,
    line: [Expr; 2],
    pub piece: [Expr; 2],
}

impl Done {
    fn new(rule: &str, line: [Expr; 2], piece: [Expr; 2]) -> Option<Done> {
        let rule = library().rule(rule).or_else(|| library().rule("tidy"))?;
        Some(Done { rule, line, piece })
    }

    fn step(&self, dag: &mut Dag) -> Step {
        let explanation = changed(dag, self.rule, self.piece);
        method(self.rule, &explanation, self.line[0], self.line[1])
    }
}

/// The lines from `root` to `result`, one for every change that shows in it.
pub fn replay(dag: &mut Dag, root: Expr, changes: &[Change], result: Expr) -> Vec<Step> {
    let done = replayed(dag, root, changes, result);
    written(dag, &done)
}

/// The lines as steps, each with its sentence.
pub(super) fn written(dag: &mut Dag, done: &[Done]) -> Vec<Step> {
    done.iter().map(|done| done.step(dag)).collect()
}

/// The same before anything is said about them.
pub(super) fn replayed(dag: &mut Dag, root: Expr, changes: &[Change], result: Expr) -> Vec<Done> {
    if dag.size(root) > MAX_LINE {
        return Vec::new();
    }
    let mut steps = lines(dag, root, changes);
    let reached = |steps: &[Done]| steps.last().map_or(root, |done| done.line[1]);
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
        steps.extend(Done::new("tidy", [line, result], [line, result]));
    }
    steps
}

/// The lines that these changes make of the root.
fn lines(dag: &mut Dag, root: Expr, changes: &[Change]) -> Vec<Done> {
    let mut steps: Vec<Done> = Vec::new();
    let mut line = root;
    let mut done = ExprMap::default();
    let mut tidier = Tidier::default();
    for change in changes {
        if steps.len() > MAX_LINES {
            break;
        }
        done.insert(change.before, change.after);
        let reached = rewritten(dag, root, &done);
        if reached == line {
            continue;
        }
        for law in tidier.laws(dag, change) {
            done.insert(change.before, law.after);
            let next =
                if law.after == change.after { reached } else { rewritten(dag, root, &done) };
            if next != line {
                let rule = truly(dag, law.rule, law.before, law.after);
                steps.extend(Done::new(rule, [line, next], [law.before, law.after]));
                line = next;
            }
        }
    }
    steps
}

/// The root with everything done that was done so far.
fn rewritten(dag: &mut Dag, root: Expr, done: &ExprMap<Expr>) -> Expr {
    /// What one change made, another may change again.
    const MAX_CHAIN: usize = 16;
    dag.rebuild(root, |dag, e, children| {
        let mut e = dag.with_children(e, children);
        for _ in 0..MAX_CHAIN {
            match done.get(e) {
                Some(&after) if after != e => e = after,
                _ => break,
            }
        }
        e
    })
}
