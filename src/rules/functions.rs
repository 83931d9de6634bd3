//! A row of the function table is a rule of differentiation: its law, read at x.

use super::{How, Rule};
use crate::expr::{Dag, Expr, Function, Relation, Value};
use crate::syntax;

/// The derivative of a function of the table at x; of one with two arguments, by the first, the
/// second being a constant. `None` for those that have no single law.
pub(super) fn rule(dag: &mut Dag, function: Function) -> Option<Rule> {
    let row = function.row();
    let (x, c) = (dag.symbol("x"), dag.symbol("c"));
    let call = match row.value {
        Value::One(_) => dag.call(function, &[x]),
        Value::Two(_) => dag.call(function, &[x, c]),
        Value::Many(_) => return None,
    };
    let before = dag.derivative(call, x);
    let after = at_x(dag, row.derivative.first()?)?;
    let condition = match row.smooth.first().or(row.domain.first()) {
        Some(condition) => Some(at_x(dag, condition)?),
        None => None,
    };
    Some(Rule {
        id: row.id,
        title: format!("Derivative of the {}", row.title),
        before,
        after,
        law: dag.relation(Relation::Equal, before, after),
        condition,
        sentence: "{f} has the derivative {g}.".to_owned(),
        example: None,
        how: How::Law,
    })
}

/// A law in `u` and `v`, read with x and c in their places.
fn at_x(dag: &mut Dag, law: &str) -> Option<Expr> {
    let law = syntax::parse(dag, law).ok()?.expr;
    let (u, v) = (dag.symbol("u"), dag.symbol("v"));
    let (x, c) = (dag.symbol("x"), dag.symbol("c"));
    let at_x = dag.substitute(law, u, x);
    Some(dag.substitute(at_x, v, c))
}
