//! A row of the function table is a rule of differentiation: its law, read at x.

use std::sync::OnceLock;

use super::{Formulas, How, Rule, Source};
use crate::expr::{Dag, Expr, Function, Op, Relation, Value};
use crate::syntax;

/// The rule that a function of the table is; `None` for one without a single law.
pub(super) fn rule(function: Function) -> Option<Rule> {
    let row = function.row();
    let single = !matches!(row.value, Value::Many(_)) && !row.derivative.is_empty();
    single.then(|| Rule {
        id: row.id,
        title: format!("Derivative of the {}", row.title),
        about: Some(Op::Call(function)),
        sentence: "{f} has the derivative {g}.",
        how: How::Law,
        source: Source::Function(function),
        formulas: OnceLock::new(),
        shown: OnceLock::new(),
    })
}

/// The derivative of a function of the table at x; of one with two arguments, by the first, the
/// second being a constant.
pub(super) fn formulas(function: Function) -> Option<Formulas> {
    let row = function.row();
    let mut dag = Dag::new();
    let (x, c) = (dag.symbol("x"), dag.symbol("c"));
    let call = match row.value {
        Value::One(_) => dag.call(function, &[x]),
        Value::Two(_) => dag.call(function, &[x, c]),
        Value::Many(_) => return None,
    };
    let before = dag.derivative(call, x);
    let after = at_x(&mut dag, row.derivative.first()?)?;
    let condition = match row.smooth.first().or(row.domain.first()) {
        Some(condition) => Some(at_x(&mut dag, condition)?),
        None => None,
    };
    let law = dag.relation(Relation::Equal, before, after);
    let built = dag.below(after);
    Some(Formulas { dag, before, after, built, law, condition })
}

/// A law in `u` and `v`, read with x and c in their places.
fn at_x(dag: &mut Dag, law: &str) -> Option<Expr> {
    let law = syntax::parse(dag, law).ok()?.expr;
    let (u, v) = (dag.symbol("u"), dag.symbol("v"));
    let (x, c) = (dag.symbol("x"), dag.symbol("c"));
    let at_x = dag.substitute(law, u, x);
    Some(dag.substitute(at_x, v, c))
}
