//! A large derivative becomes a short one and a list of its pieces.

use std::rc::Rc;

use super::derivation::{
    Asked, Derivation, Let, StepView, at_point, derive_with_result, sentences, slope_at, too_large,
};
use super::formula::Law;
use super::{EngineError, Formula};
use crate::calculus;
use crate::expr::{Dag, Expr, Symbol};
use crate::rules::library;

/// A function of up to this many symbols, differentiated up to this often to a result of up to this
/// many, is differentiated as a whole: such a derivative is read, and only what it repeats is named.
const READ: (u32, u32, u32) = (200, 2, 600);

/// Differentiates an expression; what the result shares is written once.
pub(super) fn differentiate(
    dag: &mut Dag,
    input: Expr,
    variable: Symbol,
    asked: &Asked,
) -> Result<Derivation, EngineError> {
    let mut machine = asked.machine();
    if dag.size(input) <= READ.0 && asked.order <= READ.1 && {
        let f = machine.take_all(dag, input);
        let x = dag.symbol_leaf(variable);
        let whole = (0..asked.order).fold(f, |f, _| machine.differentiate(dag, f, x));
        dag.size(whole) <= READ.2
    } {
        let (mut derivation, whole) =
            derive_with_result(dag, &mut machine, input, variable, asked)?;
        let (pieces, result) = calculus::with_letters(dag, input, whole);
        let pieces = lets(dag, &pieces);
        if !pieces.is_empty() && asked.detail.is_some() {
            derivation.steps.extend(step(dag, REPEATED, whole, result, &pieces));
        }
        derivation.result = Formula::new(dag, result);
        derivation.pieces = Some(pieces);
        return Ok(derivation);
    }
    let f = machine.take_all(dag, input);
    let x = dag.symbol_leaf(variable);
    let found = calculus::shared(dag, f, x, asked.order).ok_or_else(too_large)?;
    let (mut slope, mut before) = (None, f);
    if let Some(at) = asked.at {
        for whole in found.whole(dag) {
            slope = Some(slope_at(dag, [before, whole], &[(variable, 1.0)], at)?);
            before = whole;
        }
    }
    let (value, tangent) = at_point(dag, [f, before], variable, asked, slope)?;
    let conditions = calculus::conditions(dag, &[f], variable);
    let pieces = lets(dag, &found.pieces);
    let mut steps = Vec::new();
    if asked.detail.is_some() {
        let before = (0..asked.order).fold(input, |f, _| dag.derivative(f, x));
        steps.extend(step(dag, INWARD, before, found.result, &pieces));
    }
    Ok(Derivation {
        input: Formula::new(dag, input),
        variable: dag.name(variable).to_owned(),
        order: asked.order,
        result: Formula::new(dag, found.result),
        pieces: Some(pieces),
        steps,
        value,
        tangent,
        conditions: sentences(&conditions),
        lines: Vec::new(),
        alternatives: None,
    })
}

/// The rule that a step in pieces is by, and what it says.
type Told = (&'static str, &'static str);

const REPEATED: Told = ("tidy", "Give a letter to each piece that occurs more than once.");
const INWARD: Told = (
    "chain",
    "Cut the function into pieces, give each a letter, and differentiate each piece once, the inner ones first: where a letter stands, the chain rule brings its derivative, a letter again.",
);

fn step(
    dag: &Dag,
    (rule, sentence): Told,
    before: Expr,
    after: Expr,
    pieces: &[Let],
) -> Option<StepView> {
    let rule = library().rule(rule)?;
    Some(StepView {
        rule: rule.id,
        title: &rule.title,
        law: Law::of(rule),
        explanation: sentence.to_owned(),
        pieces: vec![sentence.to_owned()],
        lets: pieces.to_vec(),
        before: Rc::new(Formula::new(dag, before)),
        pending: None,
        after: Rc::new(Formula::new(dag, after)),
        steps: Vec::new(),
    })
}

fn lets(dag: &Dag, pieces: &[(Expr, Expr)]) -> Vec<Let> {
    let named = |&(letter, is): &(Expr, Expr)| {
        let name = dag.as_symbol(letter).map(|symbol| dag.name(symbol).to_owned());
        Let { name: name.unwrap_or_default(), is: Rc::new(Formula::new(dag, is)) }
    };
    pieces.iter().map(named).collect()
}
