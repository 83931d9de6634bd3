//! The slope along a direction, with the way to it.

use serde::Serialize;

use super::derivation::{StepView, detail, slope_at, within_reach, within_reading};
use super::gradient::length;
use super::question::Question;
use super::{Argument, EngineError, Formula, Given, Point};
use crate::calculus::{self, Differentiator};
use crate::expr::Expr;
use crate::rewrite::Light;
use crate::steps::{self, Detail};

/// Where, and which way.
#[derive(Clone, Debug, Default)]
pub struct DirectionalOptions {
    /// The point.
    pub at: Point,
    /// The direction's components by variable; those left out are 0.
    pub direction: Point,
    /// "none", "brief" or "full".
    pub detail: Option<String>,
}

impl DirectionalOptions {
    /// The options as a caller wrote them.
    pub fn read(given: &Given) -> Result<DirectionalOptions, EngineError> {
        let options = Argument::new("options", given);
        let point = |name| {
            let field = options.get(name);
            field.point()?.ok_or_else(|| field.refusal("a record such as { x: 1 }"))
        };
        Ok(DirectionalOptions {
            at: point("at")?,
            direction: point("direction")?,
            detail: options.get("detail").text()?.map(str::to_owned),
        })
    }
}

/// A slope along a direction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Directional {
    /// The slope at any point.
    pub result: Formula,
    /// The slope at the point asked for.
    pub value: f64,
    /// The way there.
    pub steps: Vec<StepView>,
}

/// Differentiates a text along a direction.
pub fn directional(text: &str, options: &DirectionalOptions) -> Result<Directional, EngineError> {
    let detail = detail(options.detail.as_deref())?;
    let mut question = Question::read_value(text)?;
    let (mut direction, mut along): (Vec<(Expr, f64)>, _) = (Vec::new(), Vec::new());
    for (name, &component) in options.direction.iter() {
        let variable = question.variable_named(name)?;
        direction.push((question.dag.symbol_leaf(variable), component));
        along.push((variable, component));
    }
    if direction.iter().any(|(_, component)| !component.is_finite()) {
        return Err(EngineError::usage(
            "infinite-direction",
            "A direction needs finite components.",
        ));
    }
    if direction.iter().all(|(_, component)| *component == 0.0) {
        return Err(EngineError::usage(
            "zero-direction",
            "This direction has length 0 and points nowhere.",
        )
        .with_hint("Give at least one component that is not 0."));
    }
    let dag = &mut question.dag;
    let f = Differentiator::new(Light::Yes).take_all(dag, question.expr);
    for &(variable, _) in along.iter().filter(|(_, component)| *component != 0.0) {
        within_reach(dag, f, variable)?;
    }
    let light = detail.map_or(Light::Yes, Detail::light);
    let found = calculus::directional(dag, f, &direction, light).ok_or_else(|| {
        EngineError::limit(
            "direction-too-steep",
            "The components of this direction are too far apart in size.",
        )
    })?;
    within_reading(dag, found.result)?;
    let length = length(&along.iter().map(|(_, component)| *component).collect::<Vec<_>>());
    for (_, component) in &mut along {
        *component /= length;
    }
    let value = slope_at(dag, [f, found.exact], &along, &options.at)?;
    let mut steps = match detail {
        None => Vec::new(),
        Some(detail) => steps::explain_directional(dag, &found, detail),
    };
    if let Some(last) = steps.last_mut() {
        let place: Vec<String> =
            options.at.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let words = format!(" At {} that is {value}.", place.join(", "));
        last.explanation.push_str(&words);
        if let Some(piece) = last.pieces.last_mut() {
            piece.push_str(&words);
        }
    }
    Ok(Directional {
        result: Formula::new(dag, found.result),
        value,
        steps: StepView::all(dag, steps),
    })
}
