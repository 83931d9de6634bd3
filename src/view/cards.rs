//! What the engine knows: the tables of rules and functions, as cards.

use serde::Serialize;

use super::Formula;
use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Function, Value};
use crate::print;
use crate::rewrite::Light;
use crate::rules::{Rule, library, why};
use crate::syntax;

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleCard {
    /// Stable id.
    pub id: &'static str,
    /// "Chain rule"
    pub title: String,
    /// The law.
    pub law: Formula,
    /// The teacher's sentence in general.
    pub sentence: String,
    /// An example.
    pub example: Example,
    /// When it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Why it is true: what is done, and the equation it gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Reason>,
}

/// A line of the derivation of a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// What is done.
    pub sentence: &'static str,
    /// The equation it gives.
    pub formula: Formula,
}

/// An example of a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// Before.
    pub before: Formula,
    /// After.
    pub after: Formula,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FunctionCard {
    /// Stable id.
    pub id: &'static str,
    /// Every spelling that is read as this function.
    pub names: Vec<&'static str>,
    /// The function at x.
    pub formula: Formula,
    /// Its derivative.
    pub derivative: Formula,
    /// Where it is defined.
    pub domain: String,
    /// Where machine learning meets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_machine_learning: Option<&'static str>,
}

/// Every rule.
pub fn rules() -> Vec<RuleCard> {
    library().rules.iter().filter_map(card).collect()
}

fn card(rule: &'static Rule) -> Option<RuleCard> {
    let formulas = rule.formulas()?;
    let mut own = Dag::new();
    let (before, after) = rule.example(&mut own)?;
    Some(RuleCard {
        id: rule.id,
        title: rule.title.clone(),
        law: Formula::new(&formulas.dag, formulas.law),
        sentence: rule.general_sentence(),
        example: Example { before: Formula::new(&own, before), after: Formula::new(&own, after) },
        condition: formulas.condition.map(|condition| print::plain(&formulas.dag, condition)),
        why: reasons(rule.id),
    })
}

fn reasons(id: &str) -> Vec<Reason> {
    let mut dag = Dag::new();
    why(id)
        .iter()
        .filter_map(|&(sentence, formula)| {
            let formula = syntax::parse(&mut dag, formula).ok()?.expr;
            Some(Reason { sentence, formula: Formula::new(&dag, formula) })
        })
        .collect()
}

/// Every function.
pub fn functions() -> Vec<FunctionCard> {
    let mut machine = Differentiator::new(Light::Yes);
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    Function::ALL
        .iter()
        .map(|&function| function_card(&mut dag, &mut machine, function, x))
        .collect()
}

fn function_card(
    dag: &mut Dag,
    machine: &mut Differentiator,
    function: Function,
    x: Expr,
) -> FunctionCard {
    let row = function.row();
    let (a, zero) = (dag.symbol("a"), dag.integer(0));
    let formula = match row.value {
        Value::One(_) => dag.call(function, &[x]),
        Value::Two(_) => dag.call(function, &[x, a]),
        Value::Many(_) => dag.call(function, &[zero, x]),
    };
    let derivative = machine.differentiate(dag, formula, x);
    let mut names = vec![row.id];
    names.extend(row.names);
    FunctionCard {
        id: row.id,
        names,
        formula: Formula::new(dag, formula),
        derivative: Formula::new(dag, derivative),
        domain: domain(dag, row.domain, x, a),
        in_machine_learning: row.machine_learning,
    }
}

/// The conditions of a row, said of x.
fn domain(dag: &mut Dag, conditions: &[&str], x: Expr, a: Expr) -> String {
    let (u, v) = (dag.symbol("u"), dag.symbol("v"));
    let mut said = Vec::new();
    for condition in conditions {
        let Ok(parsed) = syntax::parse(dag, condition) else { continue };
        let at_x = dag.substitute(parsed.expr, u, x);
        let at_x = dag.substitute(at_x, v, a);
        said.push(print::plain(dag, at_x));
    }
    if said.is_empty() { "every x".to_owned() } else { said.join(" and ") }
}
