//! The slope along a direction, on paper.

use super::method::method;
use super::sentence::told;
use super::tidied::tidying;
use super::{Detail, Step, explain};
use crate::calculus::Directional;
use crate::expr::Dag;
use crate::rules::library;

/// The steps from the partial derivatives to the slope; inside the first, each of them taken.
pub fn explain_directional(dag: &mut Dag, found: &Directional, detail: Detail) -> Vec<Step> {
    let Some(rule) = library().rule("directional") else { return Vec::new() };
    let words = match dag.is_integer(found.length, 1) {
        true => "{s} This direction has length 1 already.",
        false => {
            "{s} The direction given has the length {l}: divide by it, so that it has length 1."
        }
    };
    let words = words.replace("{s}", rule.sentence);
    let marked = told(dag, &words, &[('l', found.length)]);
    let mut first = method(rule, &marked, found.pending, found.filled);
    for &part in &found.parts {
        first.steps.extend(explain(dag, &found.machine, part, detail));
    }
    let changes = &found.machine.tidier.changes()[found.tidied_from..];
    let mut steps = vec![first];
    steps.extend(tidying(dag, found.filled, changes, found.result, detail));
    steps
}
