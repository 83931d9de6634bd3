//! The tables of optimizers and schedules become cards; options become one of them, set.

use serde::Serialize;

use super::network::{choice, count, needed_finite};
use super::{Argument, EngineError, Formula, Named};
use crate::expr::Dag;
use crate::learning::{Memory, Method, Number, Optimizer, OptimizerRow, Plan, Schedule, Setting};
use crate::syntax;

/// An optimizer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptimizerCard {
    /// Stable id.
    pub id: &'static str,
    /// "SGD with momentum"
    pub title: &'static str,
    /// One update, line by line; the left side is new.
    pub update: Vec<Formula>,
    /// What it is after.
    pub idea: &'static str,
    /// Where it is at home.
    pub when_to_use: &'static str,
    /// What its settings are when left out.
    pub defaults: Named<f64>,
    /// The symbols of its rule under which it remembers a number for each parameter.
    pub memory: &'static [&'static str],
}

/// Every optimizer.
pub fn optimizers() -> Vec<OptimizerCard> {
    Method::ALL.into_iter().map(|method| card(method, method.row())).collect()
}

fn card(method: Method, row: &'static OptimizerRow) -> OptimizerCard {
    let mut dag = Dag::new();
    let line = |line: &&str| {
        let read = syntax::parse(&mut dag, line).ok()?;
        Some(Formula::new(&dag, read.expr))
    };
    let defaults = row.defaults.iter();
    OptimizerCard {
        id: row.id,
        title: row.title,
        update: row.update.iter().filter_map(line).collect(),
        idea: row.idea,
        when_to_use: row.when_to_use,
        defaults: defaults.map(|(setting, value)| (setting.id().to_owned(), *value)).collect(),
        memory: Optimizer::new(method).symbols(),
    }
}

/// An optimizer and the rates it is to take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Driven {
    pub optimizer: Optimizer,
    pub schedule: Schedule,
}

impl Driven {
    /// Reads `optimizer` and, where there is one, `schedule` of a run; without a schedule the
    /// optimizer's own rate holds throughout.
    pub(super) fn read(run: &Argument) -> Result<Driven, EngineError> {
        let optimizer = run.get("optimizer");
        if !matches!(optimizer.fields(), Ok(Some(_))) {
            return Err(optimizer.refusal("a record such as { name: \"sgd\", learningRate: 0.1 }"));
        }
        let rate = rate(&optimizer)?;
        let plan = run.get("schedule");
        let schedule = match plan.is_absent() {
            true => Schedule::new(Plan::Constant, rate),
            false => schedule(&plan)?,
        };
        Ok(Driven { optimizer: self::optimizer(&optimizer)?, schedule })
    }
}

/// With a rate beyond this no descent is meant. What is merely too large may be tried: a run that
/// diverges says why.
const LARGEST_RATE: f64 = 1e100;

/// The rate, which must be there.
fn rate(of: &Argument) -> Result<f64, EngineError> {
    let rate = of.get("learningRate");
    let value = rate.needed_number()?;
    if value == 0.0 {
        let message =
            format!("{} is 0, and with a rate of 0 nothing moves: take one above 0.", rate.path());
        return Err(EngineError::usage("rate-not-positive", message));
    }
    if value < 0.0 || !value.is_finite() {
        let message = format!(
            "{} must be a finite number above 0: a step goes against the gradient.",
            rate.path()
        );
        return Err(EngineError::usage("rate-not-positive", message));
    }
    if value > LARGEST_RATE {
        let message = format!(
            "{} is so large that the first step would leave everything behind: take a rate such as 0.1.",
            rate.path()
        );
        return Err(EngineError::usage("rate-too-large", message));
    }
    Ok(value)
}

fn optimizer(given: &Argument) -> Result<Optimizer, EngineError> {
    let names = Method::ALL.map(|method| method.row().id);
    let method = choice(&given.get("name"), Method::named, &names)?;
    let mut optimizer = Optimizer::new(method);
    let defaults = method.row().defaults;
    nothing_else(given, method.row().title, |name| {
        defaults.iter().any(|(setting, _)| setting.id() == name)
    })?;
    for &(setting, _) in defaults {
        let field = given.get(setting.id());
        let Some(value) = field.number()? else { continue };
        let (range, fits) = setting.range();
        if !fits(value) {
            return Err(field.refusal(range));
        }
        if (method, setting, value) == (Method::Nesterov, Setting::Momentum, 0.0) {
            return Err(field.refusal("a finite number above 0"));
        }
        optimizer = optimizer.with(setting, value);
    }
    Ok(optimizer)
}

/// Refuses a field that would be passed over, so that a run is never another than was meant.
fn nothing_else(
    given: &Argument,
    title: &str,
    known: impl Fn(&str) -> bool,
) -> Result<(), EngineError> {
    for (name, field) in given.fields()?.unwrap_or_default() {
        if !(field.is_absent() || matches!(name, "name" | "learningRate") || known(name)) {
            let message = format!("{} is no setting of {title}: leave it out.", field.path());
            return Err(EngineError::usage("unknown-setting", message));
        }
    }
    Ok(())
}

/// Reads a schedule.
pub(super) fn schedule(given: &Argument) -> Result<Schedule, EngineError> {
    if given.fields()?.is_none() {
        return Err(given.refusal("a record such as { name: \"constant\", learningRate: 0.1 }"));
    }
    let names = Plan::ALL.map(|plan| plan.row().id);
    let plan = choice(&given.get("name"), Plan::named, &names)?;
    // A number of another plan may stay when plans are tried in turn.
    nothing_else(given, plan.row().title, |name| {
        let mut numbers = Plan::ALL.iter().flat_map(|plan| plan.row().numbers);
        numbers.any(|(number, _)| number.id() == name)
    })?;
    let mut schedule = Schedule::new(plan, rate(given)?);
    for &(number, default) in plan.row().numbers {
        let field = given.get(number.id());
        let value = match (number.counts(), default) {
            // No warm-up is the shortest one.
            (true, _) if number == Number::WarmupSteps && field.number()? == Some(0.0) => 0.0,
            (true, _) => count(&field, u32::MAX as usize)? as f64,
            (false, Some(default)) => field.number()?.unwrap_or(default),
            (false, None) => field.needed_number()?,
        };
        if value < 0.0 || !value.is_finite() {
            return Err(field.refusal("a finite number, 0 or more"));
        }
        schedule = schedule.with(number, value);
    }
    let (total, warm) = (schedule.get(Number::TotalSteps), schedule.get(Number::WarmupSteps));
    if plan == Plan::WarmupCosine && total <= warm {
        let message = format!(
            "{}.totalSteps counts the steps of the warm-up too, so it must be more than warmupSteps.",
            given.path()
        );
        return Err(EngineError::usage("no-steps-left", message));
    }
    Ok(schedule)
}

/// What an optimizer remembered, as an earlier result has it: a number for each parameter.
pub(super) fn memory(
    given: &Argument,
    optimizer: &Optimizer,
    parameters: usize,
    of: &str,
) -> Result<Memory, EngineError> {
    let memory = optimizer.symbols().iter().map(|&symbol| {
        let list = given.get(symbol);
        if list.is_absent() {
            let message =
                format!("{} is missing: this state belongs to another optimizer.", list.path());
            return Err(EngineError::usage("other-optimizer", message));
        }
        let numbers = needed_finite(&list)?;
        if numbers.len() != parameters {
            return Err(list.refusal(&format!("a number for each {of}")));
        }
        Ok((symbol, numbers.into_owned()))
    });
    Ok(Memory { lists: memory.collect::<Result<_, _>>()? })
}

/// The rate at each of the first steps.
pub fn learning_rates(given: &Argument, steps: f64) -> Result<Vec<f64>, EngineError> {
    let schedule = schedule(given)?;
    let steps = self::steps(steps, "steps", super::limits::RATES)?;
    Ok((0..steps).map(|step| schedule.at(step)).collect())
}

/// A number of steps.
pub(super) fn steps(steps: f64, path: &str, most: usize) -> Result<usize, EngineError> {
    if steps.fract() != 0.0 || steps < 0.0 || steps.is_nan() {
        let message = format!("{path} must be a whole number, 0 or more.");
        return Err(EngineError::usage("wrong-argument", message));
    }
    if steps > most as f64 {
        let message = format!("{path} must be at most {most}: go on from there in a further run.");
        return Err(EngineError::limit("too-many", message));
    }
    Ok(steps as usize)
}
