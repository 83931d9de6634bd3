//! The same derivative by four roads that share nothing but the formula.

use serde::Serialize;

use super::backprop::Run;
use super::{EngineError, Named, Point};
use crate::calculus::{Differentiator, is_outside, is_slope};
use crate::numeric::{STEEP, Tape};
use crate::rewrite::Light;

/// A value and its partial derivatives, each found four times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// The value.
    pub value: f64,
    /// By variable.
    pub partials: Named<Roads>,
}

/// One derivative by four roads.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Roads {
    /// The formula of the derivative, evaluated.
    pub symbolic: f64,
    /// A dual number carried forward.
    pub forward: f64,
    /// Adjoints carried backward.
    pub reverse: f64,
    /// Values nearby, subtracted and divided.
    pub finite_difference: f64,
}

/// Takes the four roads to every partial derivative at a point.
pub fn agreement(text: &str, at: &Point) -> Result<Agreement, EngineError> {
    let Run { mut question, f, variables, inputs, .. } = Run::read(text, at)?;
    let tape = Tape::new(&question.dag, &[f], &variables)?;
    let value = tape.value(&inputs);
    let here: Vec<_> = variables.iter().copied().zip(inputs.iter().copied()).collect();
    let mut machine = Differentiator::new(Light::Yes);
    let mut partials = Named::default();
    for (numeric, &variable) in tape.roads(&inputs).iter().zip(&variables) {
        let x = question.dag.symbol_leaf(variable);
        let derivative = machine.differentiate(&mut question.dag, f, x);
        let slope = Tape::new(&question.dag, &[derivative], &variables)?;
        let mut symbolic = slope.value(&inputs);
        // The formula of a slope may have a hole where the function has none, as 2x³/√(x⁴) at 0: what
        // it tends to is the slope there.
        if symbolic.is_nan()
            && let Some(place) = variables.iter().position(|known| *known == variable)
        {
            symbolic = slope.limit(&inputs, place);
        }
        // Where f has no value, jumps, or has a cusp, it has no slope, whatever its formula says there.
        let holds = !value.is_nan()
            && (numeric.forward.is_finite()
                || symbolic.is_infinite() && !numeric.forward.is_nan()
                || symbolic.is_finite()
                    && is_slope(&mut question.dag, f, symbolic, &[(variable, 1.0)], &here)?);
        let mut roads = Roads {
            symbolic: if holds { symbolic } else { f64::NAN },
            forward: numeric.forward,
            reverse: numeric.reverse,
            finite_difference: numeric.difference,
        };
        // The double next to a pole stands for the pole.
        if let [here] = *inputs
            && numeric.forward.is_finite()
            && numeric.forward.abs() > STEEP
            && is_outside(&mut question.dag, &[f, derivative], variable, here)
        {
            roads = Roads { symbolic: f64::NAN, forward: f64::NAN, reverse: f64::NAN, ..roads };
        }
        partials.insert(question.dag.name(variable).to_owned(), roads);
    }
    Ok(Agreement { value, partials })
}
