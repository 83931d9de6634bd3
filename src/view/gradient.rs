//! All partial derivatives of a function, and the arrow they make.

use serde::Serialize;

use super::derivation::{Asked, Derivation, derive, detail};
use super::question::{Question, value};
use super::{Argument, EngineError, Given, Point, limits};

/// By which variables, and where.
#[derive(Clone, Debug, Default)]
pub struct SeveralOptions {
    /// The variables, in this order; left out: all there are.
    pub variables: Option<Vec<String>>,
    /// Where to evaluate.
    pub at: Option<Point>,
    /// "none", "brief" or "full".
    pub detail: Option<String>,
}

impl SeveralOptions {
    /// The options as a caller wrote them.
    pub fn read(given: &Given) -> Result<SeveralOptions, EngineError> {
        let options = Argument::new("options", given);
        Ok(SeveralOptions {
            variables: options.get("variables").texts()?,
            at: options.get("at").point()?,
            detail: options.get("detail").text()?.map(str::to_owned),
        })
    }
}

/// The partial derivatives, each with the way to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gradient {
    /// By which variables.
    pub variables: Vec<String>,
    /// The derivative by each.
    pub partials: Vec<Derivation>,
    /// The function's value at the point asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The partial derivatives' values there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient: Option<Vec<f64>>,
    /// How long the arrow is: how steep it is there in the steepest direction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<f64>,
}

/// Differentiates a text by every variable.
pub fn gradient(text: &str, options: &SeveralOptions) -> Result<Gradient, EngineError> {
    let detail = detail(options.detail.as_deref())?;
    let mut question = Question::read_value(text)?;
    let variables = question.several(options.variables.as_deref())?;
    let asked = Asked { order: 1, detail, at: options.at.as_ref(), count: variables.len() };
    within_work(question.dag.size(question.expr), variables.len())?;
    let mut machine = asked.machine();
    let (dag, f) = (&mut question.dag, question.expr);
    let mut partials = Vec::with_capacity(variables.len());
    for &variable in &variables {
        partials.push(derive(dag, &mut machine, f, variable, &asked)?);
    }
    let (height, slopes) = match asked.at {
        None => (None, None),
        Some(at) => {
            let f = machine.take_all(dag, f);
            (Some(value(dag, f, at)?), partials.iter().map(|partial| partial.value).collect())
        }
    };
    let length = slopes.as_deref().map(|slopes: &[f64]| length(slopes));
    let variables = question.names(&variables);
    Ok(Gradient { variables, partials, value: height, gradient: slopes, length })
}

/// √(a² + b² + …), without leaving the doubles on the way.
pub(super) fn length(components: &[f64]) -> f64 {
    components.iter().fold(0.0, |length, component| libm::hypot(length, *component))
}

/// Refuses to take so many derivatives of anything so large.
pub(super) fn within_work(size: u32, derivatives: usize) -> Result<(), EngineError> {
    if u64::from(size).saturating_mul(derivatives as u64) <= limits::WORK as u64 {
        return Ok(());
    }
    Err(EngineError::limit(
        "too-many-derivatives",
        "These are too many derivatives of too long a formula to take at once.",
    )
    .with_hint("Name fewer variables."))
}
