//! A text becomes its derivative, and the way to it.

use super::derivation::{AlternativeView, Asked, Derivation, StepView, derive, detail};
use super::question::Question;
use super::shared;
use super::{Argument, EngineError, Formula, Given, Point, limits};
use crate::calculus;
use crate::expr::{Op, Symbol};
use crate::rules::library;
use crate::steps;

/// How to differentiate; see `www/engine.d.ts`.
#[derive(Clone, Debug, Default)]
pub struct DifferentiateOptions {
    /// By which variable.
    pub variable: Option<String>,
    /// How often, 1 … 10.
    pub order: Option<f64>,
    /// Where to evaluate the result.
    pub at: Option<Point>,
    /// "none", "brief" or "full".
    pub detail: Option<String>,
    /// Whether to name shared pieces of a large result.
    pub shared: bool,
    /// Whether to show other roads to a first derivative.
    pub alternatives: bool,
}

impl DifferentiateOptions {
    /// The options as a caller wrote them.
    pub fn read(given: &Given) -> Result<DifferentiateOptions, EngineError> {
        let options = Argument::new("options", given);
        Ok(DifferentiateOptions {
            variable: options.get("variable").text()?.map(str::to_owned),
            order: options.get("order").number()?,
            at: options.get("at").point()?,
            detail: options.get("detail").text()?.map(str::to_owned),
            shared: options.get("shared").flag()?.unwrap_or_default(),
            alternatives: options.get("alternatives").flag()?.unwrap_or_default(),
        })
    }
}

/// Of a longer function nobody reads a second road.
const READ: u32 = 200;

/// Differentiates a text.
pub fn differentiate(
    text: &str,
    options: &DifferentiateOptions,
) -> Result<Derivation, EngineError> {
    let asked = Asked {
        order: order(options.order)?,
        detail: detail(options.detail.as_deref())?,
        at: options.at.as_ref(),
        count: 1,
    };
    let mut question = Question::read(text)?;
    if let Op::Relation(_) = question.dag.op(question.expr) {
        return Err(EngineError::usage(
            "equation",
            "This is an equation, and a function is needed here.",
        )
        .with_hint("Write the function alone, or as y = …"));
    }
    let variable = question.variable(options.variable.as_deref())?;
    if options.shared {
        return shared::differentiate(&mut question.dag, question.expr, variable, &asked);
    }
    let mut machine = asked.machine();
    let mut derivation = derive(&mut question.dag, &mut machine, question.expr, variable, &asked)?;
    if options.alternatives {
        derivation.alternatives = Some(alternatives(&mut question, variable, &asked));
    }
    Ok(derivation)
}

/// The other roads to a first derivative that a teacher would show.
fn alternatives(question: &mut Question, variable: Symbol, asked: &Asked) -> Vec<AlternativeView> {
    let (dag, f) = (&mut question.dag, question.expr);
    let x = dag.symbol_leaf(variable);
    let mut views = Vec::new();
    let Some(detail) = asked.detail.filter(|_| asked.order == 1 && dag.size(f) <= READ) else {
        return views;
    };
    if dag.has_derivative(f) {
        return views;
    }
    for other in calculus::alternatives(dag, f, x) {
        if let Some((steps, result)) = steps::explain_alternative(dag, f, x, &other, detail) {
            views.push(AlternativeView {
                title: library()
                    .rule(other.rule)
                    .map(|rule| rule.title.clone())
                    .unwrap_or_default(),
                steps: StepView::all(dag, steps),
                result: Formula::new(dag, result),
            });
        }
    }
    views
}

fn order(order: Option<f64>) -> Result<u32, EngineError> {
    let order = order.unwrap_or(1.0);
    if order.fract() != 0.0 || !(1.0..=limits::ORDER as f64).contains(&order) {
        return Err(EngineError::usage(
            "order-out-of-range",
            format!("The order is a whole number from 1 to {}.", limits::ORDER),
        ));
    }
    Ok(order as u32)
}
