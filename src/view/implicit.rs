//! An equation becomes dy/dx, with the way to it.

use super::derivation::{
    Derivation, LineView, StepView, beyond_numbers, sentences, within_reading,
};
use super::question::{Question, value, values};
use super::{Argument, EngineError, Formula, Given, Point, limits};
use crate::calculus::{self, Differentiator, Implicit};
use crate::chart::written;
use crate::expr::{Dag, Expr, Relation, Symbol};
use crate::numeric::{Interval, Rounded, Tape};
use crate::print::DerivativeLetter;
use crate::rewrite::Light;
use crate::steps::{self, Detail};

/// Which derivative, and where.
#[derive(Clone, Debug, Default)]
pub struct ImplicitOptions {
    /// What depends: the y of dy/dx.
    pub of: String,
    /// On what: the x of dy/dx.
    pub by: String,
    /// A point of the curve.
    pub at: Option<Point>,
    /// "none", "brief" or "full".
    pub detail: Option<String>,
}

impl ImplicitOptions {
    /// The options as a caller wrote them.
    pub fn read(given: &Given) -> Result<ImplicitOptions, EngineError> {
        let options = Argument::new("options", given);
        Ok(ImplicitOptions {
            of: options.get("of").needed_text()?.to_owned(),
            by: options.get("by").needed_text()?.to_owned(),
            at: options.get("at").point()?,
            detail: options.get("detail").text()?.map(str::to_owned),
        })
    }
}

/// The derivative of one variable by the other along the curve that a text describes.
pub fn implicit(text: &str, options: &ImplicitOptions) -> Result<Derivation, EngineError> {
    let detail = super::derivation::detail(options.detail.as_deref())?;
    let mut question = Question::read(text)?;
    let sides = question.sides()?;
    let (of, by) = (question.variable_named(&options.of)?, question.variable_named(&options.by)?);
    let dag = &mut question.dag;
    if of == by {
        return Err(EngineError::usage(
            "same-variable",
            format!("dy/dx needs two variables, and {} is named twice.", dag.name(of)),
        ));
    }
    let mut plain = Differentiator::new(Light::Yes);
    let taken = sides.map(|side| plain.take_all(dag, side));
    if !taken.iter().any(|side| dag.contains(*side, of)) {
        return Err(EngineError::usage(
            "not-in-the-equation",
            format!(
                "{} does not occur in this equation, so it does not depend on {}.",
                dag.name(of),
                dag.name(by)
            ),
        )
        .with_hint("Name a variable of the equation."));
    }
    let (x, y) = (dag.symbol_leaf(by), dag.symbol_leaf(of));
    let light = detail.map_or(Light::Yes, Detail::light);
    let found = calculus::implicit(dag, taken, y, x, light).ok_or_else(|| {
        EngineError::domain(
            "falls-out",
            format!(
                "{} falls out of this equation: it does not say how {0} depends on {}.",
                dag.name(of),
                dag.name(by)
            ),
        )
    })?;
    within_reading(dag, found.result)?;
    within_reading(dag, found.differentiated)?;
    within_reading(dag, found.collected)?;
    let equation = dag.relation(Relation::Equal, sides[0], sides[1]);
    let letter = DerivativeLetter::Straight;
    let (mut lines, mut written) = (Vec::new(), Vec::new());
    if let Some(detail) = detail {
        lines = steps::implicit_lines(dag, &found, equation, y, x);
        written = steps::explain_implicit(dag, &found, y, x, detail);
    }
    let (slope, tangent) = match &options.at {
        None => (None, None),
        Some(at) => {
            let slope = slope_at(dag, &found, taken, at)?;
            // The point has both coordinates, or there would be no slope.
            let place =
                [by, of].map(|symbol| at.get(dag.name(symbol)).copied().unwrap_or(f64::NAN));
            let point = [(by, place[0]), (of, place[1])];
            let steep = calculus::settled(dag, found.result, &point, slope);
            (Some(slope), Some(calculus::tangent(dag, x, y, place, steep)))
        }
    };
    let conditions = match misses(dag, taken, by)? {
        true => vec![calculus::NOWHERE.to_owned()],
        false => sentences(&found.conditions(dag, y, x)),
    };
    Ok(Derivation {
        input: Formula::new(dag, equation),
        variable: dag.name(by).to_owned(),
        order: 1,
        result: Formula::new(dag, found.result),
        pieces: None,
        steps: StepView::all_with(dag, written, letter),
        value: slope,
        tangent: tangent.map(|tangent| Formula::new(dag, tangent)),
        conditions,
        lines: lines
            .into_iter()
            .filter_map(|line| {
                let (left, right) = dag.pair(line.equation)?;
                Some(LineView {
                    explanation: line.explanation,
                    pieces: line.pieces,
                    equation: Formula::with(dag, line.equation, letter),
                    left: Formula::with(dag, left, letter),
                    right: Formula::with(dag, right, letter),
                })
            })
            .collect(),
        alternatives: None,
    })
}

/// Whether the sides are the same on no stretch of x: x² + y² is never −1, and 0 at one place alone.
fn misses(dag: &mut Dag, [left, right]: [Expr; 2], by: Symbol) -> Result<bool, EngineError> {
    let difference = dag.sub(left, right);
    let variables = dag.variables(difference);
    let tape = Tape::unfolded(dag, &[difference], &variables)?;
    let over = |low: f64, high: f64| {
        let range = |letter: &Symbol| match *letter == by {
            true => Interval::new(low, high),
            false => Interval::new(f64::NEG_INFINITY, f64::INFINITY),
        };
        tape.enclose(&variables.iter().map(range).collect::<Vec<_>>())
    };
    let all = over(f64::NEG_INFINITY, f64::INFINITY);
    if !all.contains(0.0) {
        return Ok(true);
    }
    // Where it only touches 0, neither of its slopes is another number there.
    let touches = all.low >= -f64::MIN_POSITIVE || all.high <= f64::MIN_POSITIVE;
    let mut parts = vec![(f64::NEG_INFINITY, -1e9), (-1e9, 1e9), (1e9, f64::INFINITY)];
    for _ in 0..limits::HALVINGS {
        parts.retain(|&(low, high)| over(low, high).contains(0.0));
        let wide = parts.iter().any(|(low, high)| (high - low).is_infinite());
        if !touches || wide || parts.len() > limits::PARTS {
            return Ok(false);
        }
        let middle = |(low, high)| low + (high - low) / 2.0;
        let halves =
            parts.into_iter().flat_map(|part| [(part.0, middle(part)), (middle(part), part.1)]);
        parts = halves.collect();
    }
    Ok(true)
}

/// dy/dx at a point of the curve, where it has a slope there.
fn slope_at(
    dag: &mut Dag,
    found: &Implicit,
    [left, right]: [Expr; 2],
    at: &Point,
) -> Result<f64, EngineError> {
    let difference = dag.sub(left, right);
    let variables = dag.variables(difference);
    let inputs = values(dag, &variables, at)?;
    let place: Vec<String> = variables
        .iter()
        .zip(&inputs)
        .map(|(symbol, value)| format!("{} = {value}", dag.name(*symbol)))
        .collect();
    let place = place.join(", ");
    let rounded = |e: Expr| -> Result<Rounded, EngineError> {
        Ok(Tape::unfolded(dag, &[e], &variables)?.rounded(&inputs))
    };
    let (l, r, apart) = (rounded(left)?, rounded(right)?, rounded(difference)?);
    // What is said where an expression has no value there, unless it leaves the numbers.
    let without_value =
        |e: Expr, code: &str, sentence: String| -> Result<EngineError, EngineError> {
            let beyond = Tape::unfolded(dag, &[e], &variables)?.overflows(&inputs);
            Ok(if beyond { beyond_numbers(&place) } else { EngineError::domain(code, sentence) })
        };
    if !apart.value.is_finite() {
        let sentence = format!("The equation has no value at {place}.");
        return Err(without_value(difference, "no-value-there", sentence)?);
    }
    // A coordinate such as √3 was rounded to a double, or to some digits, before it came here.
    let size = l.value.abs().max(r.value.abs()).max(inputs.iter().fold(0.0, |m, v| v.abs().max(m)));
    if apart.value.abs() > 4.0 * apart.error + 1e-9 * size {
        // As few digits as tell the two apart.
        let sides = |digits| [l.value, r.value].map(|side| written(side, digits));
        let [left, right] =
            (4..15).map(sides).find(|[left, right]| left != right).unwrap_or_else(|| sides(15));
        return Err(EngineError::domain(
            "not-on-the-curve",
            format!("The point {place} is not on the curve: there the left side is {left}, the right side {right}."),
        )
        .with_hint("Give a point at which both sides are equal."));
    }
    let [by_x, by_y] = [rounded(found.slopes[0])?, rounded(found.slopes[1])?];
    let zero = |slope: Rounded| slope.value.abs() <= 4.0 * slope.error;
    if zero(by_y) && zero(by_x) {
        return Err(EngineError::domain(
            "no-tangent-there",
            format!(
                "At {place} the curve has no single tangent: both partial derivatives are 0 there."
            ),
        ));
    }
    if zero(by_y) {
        return Err(EngineError::domain(
            "vertical-tangent",
            format!("At {place} the tangent is vertical: the curve has no slope there."),
        ));
    }
    let slope = value(dag, found.result, at)?;
    if !slope.is_finite() {
        let sentence = format!("There is no derivative at {place}.");
        return Err(without_value(found.result, "no-derivative-there", sentence)?);
    }
    Ok(slope + 0.0)
}
