//! Another road to a derivative, on paper.

use super::method::method;
use super::sentence::told;
use super::tidied::tidying;
use super::{Detail, Step, explain};
use crate::calculus::{Alternative, Differentiator};
use crate::expr::{Dag, Expr, Op};
use crate::rules::library;

/// The steps from `d/dx(f)` by the other road, and where they end.
pub fn explain_alternative(
    dag: &mut Dag,
    f: Expr,
    x: Expr,
    other: &Alternative,
    detail: Detail,
) -> Option<(Vec<Step>, Expr)> {
    let rule = library().rule(other.rule)?;
    let light = detail.light();
    let mut machine = Differentiator::new(light);
    let before = dag.derivative(f, x);
    let instead = dag.children(other.derivative)[0];
    let taken = machine.take(dag, other.derivative);
    let marked = told(dag, rule.sentence, &[('f', f), ('u', instead), ('x', x)]);
    let inside = explain(dag, &machine, other.derivative, detail);
    let Some(factor) = other.factor else {
        // The same function in another form, then its own derivative.
        let mut steps = vec![method(rule, &marked, before, other.derivative)];
        steps.extend(inside);
        return Some((steps, taken));
    };
    let pending = dag.mul(&[factor, other.derivative]);
    let filled = light.build(dag, Op::Mul, &[factor, taken]);
    let mut first = method(rule, &marked, before, filled);
    first.pending = Some(pending);
    first.steps = inside;
    let from = machine.tidier.changes().len();
    let result = machine.tidier.tidy(dag, filled);
    let changes = machine.tidier.changes()[from..].to_vec();
    let mut steps = vec![first];
    steps.extend(tidying(dag, filled, &changes, result, detail));
    Some((steps, result))
}
