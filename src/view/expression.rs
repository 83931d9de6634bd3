//! Expressions: read, written, tidied, compared, evaluated.

use serde::Serialize;

use super::derivation::{StepView, sentences};
use super::error::SpanView;
use super::question::{Question, value, values};
use super::{EngineError, Formula, Point};
use crate::calculus::{Differentiator, Equivalence};
use crate::numeric::{Along, Tape};
use crate::order::sort_names;
use crate::print::{self, Notation};
use crate::rewrite::Light;
use crate::{calculus, steps, syntax};

/// A text as it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parsed {
    /// The expression; a name in front is left out.
    pub formula: Formula,
    /// That name, where it is one of the expression itself: g of `g(t) = t^2`, none of `y′ = 2x`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its variables in alphabetical order.
    pub variables: Vec<String>,
    /// Ids of the functions it uses.
    pub functions: Vec<String>,
    /// Places that two people read differently, in text order.
    pub readings: Vec<ReadingView>,
}

/// A place that can be read in two ways.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadingView {
    /// The place.
    pub span: SpanView,
    /// How it was read.
    pub read: Formula,
    /// The other way.
    pub other: Formula,
    /// Text to put there for the other way.
    pub replacement: String,
}

/// Reads a text.
pub fn parse(text: &str) -> Result<Parsed, EngineError> {
    let mut dag = crate::expr::Dag::new();
    let parsed = syntax::parse(&mut dag, text)?;
    let mut functions: Vec<&str> = dag
        .below(parsed.expr)
        .into_iter()
        .filter_map(|e| dag.as_call(e))
        .map(|function| function.row().id)
        .collect();
    sort_names(&mut functions);
    functions.dedup();
    let variables = dag.variables(parsed.expr);
    Ok(Parsed {
        formula: Formula::new(&dag, parsed.expr),
        name: parsed.name.filter(|_| !parsed.derived).map(|(name, _)| name),
        variables: variables.into_iter().map(|symbol| dag.name(symbol).to_owned()).collect(),
        functions: functions.into_iter().map(str::to_owned).collect(),
        readings: parsed
            .readings
            .iter()
            .map(|reading| ReadingView {
                span: SpanView::new(text, &reading.span),
                read: Formula::new(&dag, reading.read),
                other: Formula::new(&dag, reading.other),
                replacement: reading.replacement.clone(),
            })
            .collect(),
    })
}

/// Writes a text in another notation, named as in `www/engine.d.ts`.
pub fn format(text: &str, notation: &str) -> Result<String, EngineError> {
    let notation = Notation::named(notation).ok_or_else(|| {
        EngineError::usage("unknown-notation", format!("“{notation}” is not a notation."))
            .with_hint("Choose text, latex, mathml, python, javascript or speech.")
    })?;
    let question = Question::read(text)?;
    Ok(print::print(&question.dag, question.expr, notation)?)
}

/// An expression tidied.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Simplified {
    /// The form a person would leave it in.
    pub result: Formula,
    /// The way there.
    pub steps: Vec<StepView>,
    /// What must hold for the text to have a value, and need not for the result: "for x ≠ 1".
    pub conditions: Vec<String>,
}

/// Tidies an expression; a derivative in it is taken.
pub fn simplify(text: &str) -> Result<Simplified, EngineError> {
    let mut question = Question::read(text)?;
    let mut machine = Differentiator::new(Light::Yes);
    let taken = machine.take_all(&mut question.dag, question.expr);
    let from = machine.tidier.changes().len();
    let result = machine.tidier.reduce(&mut question.dag, taken);
    let mut lines = Vec::new();
    if taken != question.expr {
        lines.extend(steps::replay(&mut question.dag, question.expr, &[], taken));
    }
    lines.extend(steps::replay(
        &mut question.dag,
        taken,
        &machine.tidier.changes()[from..],
        result,
    ));
    let lost = calculus::conditions_lost(&mut question.dag, taken, result);
    Ok(Simplified {
        result: Formula::new(&question.dag, result),
        steps: StepView::all(&question.dag, lines),
        conditions: sentences(&lost),
    })
}

/// Whether two expressions are the same function.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EquivalenceView {
    /// The answer.
    pub equal: bool,
    /// How it is known.
    pub how: &'static str,
    /// Where they differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Point>,
    /// Their values there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<[f64; 2]>,
}

/// Compares two expressions.
pub fn equivalent(a: &str, b: &str) -> Result<EquivalenceView, EngineError> {
    let mut question = Question::read_value(a)?;
    let other = Question::read_value(b)?;
    let second = question.dag.import(&other.dag, other.expr, |_, _| None);
    let mut machine = Differentiator::new(Light::Yes);
    let first = machine.take_all(&mut question.dag, question.expr);
    let second = machine.take_all(&mut question.dag, second);
    let plain = |equal, how| EquivalenceView { equal, how, at: None, values: None };
    Ok(match calculus::equivalent(&mut question.dag, first, second)? {
        Equivalence::Proved => plain(true, "proved"),
        Equivalence::Sampled => plain(true, "sampled"),
        Equivalence::Differ { at, values, same_variables } => EquivalenceView {
            equal: false,
            how: if same_variables { "counterexample" } else { "different-variables" },
            at: Some(at.into_iter().collect()),
            values: Some(values),
        },
        Equivalence::Undecided => {
            return Err(EngineError::domain(
                "nowhere-real",
                "These two have no real value at any point that was tried, so there is nothing to compare.",
            ));
        }
        Equivalence::Unresolved => {
            return Err(EngineError::domain("too-close", calculus::TOO_CLOSE));
        }
    })
}

/// The value at a point: NaN outside the domain, ±∞ at a pole.
pub fn evaluate(text: &str, at: &Point) -> Result<f64, EngineError> {
    let mut question = Question::read_value(text)?;
    let taken = question.taken();
    // A variable that falls out on the way, as in x − x, has a value all the same.
    values(&question.dag, &question.variables(), at)?;
    value(&question.dag, taken, at)
}

/// A function along one variable, the others fixed, for as many points as there are, a portion at
/// a time.
pub struct Sampling {
    tape: Tape,
    /// What the other variables are held at.
    fixed: Vec<f64>,
}

impl Sampling {
    /// Reads the function.
    pub fn new(text: &str, variable: &str, at: &Point) -> Result<Sampling, EngineError> {
        along(text, variable, at).map(|(tape, fixed)| Sampling { tape, fixed })
    }

    fn runs<'a>(&self, xs: &'a [f64]) -> Vec<Along<'a>> {
        let mut runs = vec![Along::Each(xs)];
        runs.extend(self.fixed.iter().copied().map(Along::Fixed));
        runs
    }

    /// The values at these points.
    pub fn values(&self, xs: &[f64], values: &mut [f64]) {
        self.tape.sample(&self.runs(xs), &mut [values]);
    }

    /// The values at these points, and the slopes.
    pub fn slopes(&self, xs: &[f64], values: &mut [f64], slopes: &mut [f64]) {
        self.tape.slopes(&self.runs(xs), 0, values, slopes);
    }
}

/// Values along one variable, the others fixed: the same numbers as [`evaluate`], bit for bit.
pub fn sample(text: &str, variable: &str, xs: &[f64], at: &Point) -> Result<Vec<f64>, EngineError> {
    let mut out = vec![0.0; xs.len()];
    Sampling::new(text, variable, at)?.values(xs, &mut out);
    Ok(out)
}

/// Values along one variable, and the slopes there.
pub fn sample_slopes(
    text: &str,
    variable: &str,
    xs: &[f64],
    at: &Point,
) -> Result<[Vec<f64>; 2], EngineError> {
    let [mut values, mut slopes] = [0, 1].map(|_| vec![0.0; xs.len()]);
    Sampling::new(text, variable, at)?.slopes(xs, &mut values, &mut slopes);
    Ok([values, slopes])
}

/// The tape of a text whose first input is a variable, and what the others are held at.
fn along(text: &str, variable: &str, at: &Point) -> Result<(Tape, Vec<f64>), EngineError> {
    let mut question = Question::read_value(text)?;
    let along = question.variable_named(variable)?;
    let taken = question.taken();
    let others: Vec<_> =
        question.variables().into_iter().filter(|symbol| *symbol != along).collect();
    let fixed = values(&question.dag, &others, at)?;
    let mut inputs = vec![along];
    inputs.extend(&others);
    Ok((Tape::new(&question.dag, &[taken], &inputs)?, fixed))
}
