//! A typed loss and a start become a path downhill, step by step, and what is to be said of it.

use serde::Serialize;

use super::optimizer::{self, Driven, steps};
use super::question::{Question, values};
use super::{Argument, EngineError, Named, Point};
use crate::expr::{Expr, Symbol};
use crate::learning::{self, Curvature, Explanation, Memory, Optimizer, Standing, Status, Way};
use crate::numeric::Tape;
use crate::order::sort_by;

/// What a descent may not exceed.
mod limits {
    /// Numbers that it hands back, roughly.
    pub const NUMBERS: usize = 4_000_000;
    /// Sums that its loss takes, see [`Tape::sums`](crate::numeric::Tape::sums), over the whole run.
    pub const WORK: usize = 100_000_000;
}

/// A descent as it was asked for.
pub struct DescentRun {
    pub(super) question: Question,
    /// The loss, with every derivative in it taken.
    pub(super) loss: Expr,
    pub(super) variables: Vec<Symbol>,
    pub(super) start: Vec<f64>,
    pub(super) driven: Driven,
    pub(super) steps: usize,
    standing: Option<Standing>,
}

/// Where a run stands: handed back as it was, with the last point as start, it goes on from here.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandingView {
    /// How many updates were made.
    pub step: usize,
    /// By the symbol in the optimizer's rule.
    pub memory: Named<Vec<f64>>,
    /// The size of the loss at the very start, by which divergence is judged.
    pub loss: f64,
    /// The length of the gradient there, by which convergence is.
    pub slope: f64,
}

/// A path downhill.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trajectory {
    /// The variables, in the order of the alphabet.
    pub variables: Vec<String>,
    /// The start, and the point after each update.
    pub points: Vec<Vec<f64>>,
    /// The loss at each point.
    pub losses: Vec<f64>,
    /// The gradient at each point.
    pub gradients: Vec<Vec<f64>>,
    /// The rate of each update.
    pub rates: Vec<f64>,
    /// What each update really added to the point.
    pub steps: Vec<Vec<f64>>,
    /// What the optimizer remembers after each update, by the symbol in its rule.
    pub memory: Vec<Named<Vec<f64>>>,
    /// The memory corrected for having started at 0, where the method does so.
    pub corrected: Vec<Named<Vec<f64>>>,
    /// How it went.
    pub status: &'static str,
    /// The last point, where the run left.
    #[serde(rename = "divergedAt", skip_serializing_if = "Option::is_none")]
    pub diverged_at: Option<usize>,
    /// Where it stands.
    pub state: StandingView,
    /// What is to be said of a run that does not go well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<ExplanationView>,
}

/// Why a run diverges, swings or rests, with the numbers that caused it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExplanationView {
    /// Stable id: crossed, rate-too-large, left, oscillating, plateau, saddle …
    pub kind: &'static str,
    /// The sentences.
    pub message: String,
    /// The rate at that step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// The largest rate that the curvature there lets converge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// The largest curvature there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curvature: Option<f64>,
    /// A rate to try instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested: Option<f64>,
    /// Where the break is that an update leapt over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Vec<f64>>,
}

impl From<Explanation> for ExplanationView {
    fn from(said: Explanation) -> ExplanationView {
        let Explanation { kind, message, rate, limit, curvature, suggested, at } = said;
        ExplanationView { kind, message, rate, limit, curvature, suggested, at }
    }
}

impl DescentRun {
    /// Reads and checks one; a refusal names the place.
    pub fn read(run: &Argument) -> Result<DescentRun, EngineError> {
        let mut question = Question::read_value(run.get("loss").needed_text()?)?;
        let at = run.get("start");
        let start: Point = at.point()?.ok_or_else(|| at.refusal("a record such as { x: 1 }"))?;
        let mut variables = question.variables();
        // A loss need not depend on all that has a value: x² on the plane is a trough.
        for (name, _) in start.iter() {
            let variable = question.variable_named(name)?;
            if !variables.contains(&variable) {
                variables.push(variable);
            }
        }
        let dag = &question.dag;
        sort_by(&mut variables, |a, b| dag.name(*a).cmp(dag.name(*b)));
        let start = values(&question.dag, &variables, &start)?;
        if variables.is_empty() {
            return Err(EngineError::usage(
                "no-variable",
                "This loss has no variable: there is nowhere to go.",
            ));
        }
        if !start.iter().all(|number| number.is_finite()) {
            return Err(at.refusal("a record of finite numbers"));
        }
        let steps = steps(
            run.get("steps").needed_number()?,
            &run.get("steps").path(),
            super::limits::STEPS,
        )?;
        let driven = Driven::read(run)?;
        let standing = standing(&run.get("state"), &driven.optimizer, variables.len())?;
        let loss = question.taken();
        Ok(DescentRun { loss, variables, start, steps, driven, question, standing })
    }
}

fn standing(
    given: &Argument,
    optimizer: &Optimizer,
    variables: usize,
) -> Result<Option<Standing>, EngineError> {
    if given.is_absent() {
        return Ok(None);
    }
    let size = |name: &str| {
        let field = given.get(name);
        match field.needed_number()? {
            size if size >= 0.0 => Ok(size),
            _ => Err(field.refusal("that of an earlier result")),
        }
    };
    let step = given.get("step");
    Ok(Some(Standing {
        step: optimizer::steps(step.needed_number()?, &step.path(), u32::MAX as usize)?,
        memory: optimizer::memory(&given.get("memory"), optimizer, variables, "variable")?,
        loss: size("loss")?,
        slope: size("slope")?,
    }))
}

/// Goes downhill.
pub fn descend(run: &mut DescentRun) -> Result<Trajectory, EngineError> {
    let DescentRun { question, loss, variables, start, driven, steps, standing } = run;
    let Driven { optimizer, schedule } = &*driven;
    let tape = Tape::new(&question.dag, &[*loss], variables)?;
    if *steps * start.len() * 6 > limits::NUMBERS || *steps * tape.sums() > limits::WORK {
        return Err(EngineError::limit(
            "run-too-long",
            "So many steps of so large a loss are more than a page should wait for: take fewer.",
        ));
    }
    let from = standing.clone();
    let found =
        learning::descend(&tape, start, optimizer, schedule, *steps, from).ok_or_else(|| {
            let message =
                "The loss or its gradient has no finite value at the start: begin elsewhere.";
            EngineError::domain("no-start", message)
        })?;
    let curvature = Curvature::new(&mut question.dag, *loss, variables);
    let way = Way::new(&mut question.dag, *loss, variables);
    let crossing = way.and_then(|way| way.first_crossing(&found.points));
    let rate_at = |step| schedule.at(step);
    let said = learning::explain(&found, optimizer, rate_at, curvature.as_ref(), crossing);
    let (status, diverged_at) = match found.status {
        Status::Converged => ("converged", None),
        Status::Running => ("running", None),
        Status::Grew | Status::Left => ("diverged", Some(found.standing.step)),
    };
    let applied =
        |pair: &[Vec<f64>]| pair[1].iter().zip(&pair[0]).map(|(new, old)| new - old).collect();
    Ok(Trajectory {
        variables: question.names(variables),
        steps: found.points.windows(2).map(applied).collect(),
        memory: found.memory.iter().map(named).collect(),
        corrected: found.corrected.iter().map(named).collect(),
        points: found.points,
        losses: found.losses,
        gradients: found.gradients,
        rates: found.rates,
        state: StandingView {
            step: found.standing.step,
            memory: named(&found.standing.memory),
            loss: found.standing.loss,
            slope: found.standing.slope,
        },
        status,
        diverged_at,
        explanation: said.map(ExplanationView::from),
    })
}

/// A memory by its symbols.
pub(super) fn named(memory: &Memory) -> Named<Vec<f64>> {
    memory.lists.iter().map(|(symbol, list)| ((*symbol).to_owned(), list.clone())).collect()
}
