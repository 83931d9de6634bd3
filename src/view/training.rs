//! A network, samples and an optimizer become a trained network, and where it stands.

use serde::Serialize;

use super::network::{NetworkSpec, by_layer, choice, count, seed, write_layers};
use super::optimizer::{Driven, memory, steps};
use super::question::Question;
use super::{Argument, EngineError, Named};
use crate::expr::{Op, Relation};
use crate::learning::{
    self, DATASETS, Dataset, Network, Optimizer, Progress, State, Training, draw_by, limits,
};
use crate::numeric::Tape;

/// Multiplications of a run, roughly: some seconds. An activation and its slope take as long as so many.
const MOST_WORK: f64 = 5e9;
const ACTIVATION: f64 = 100.0;
/// Points of a drawn data set.
const MOST_POINTS: usize = limits::SAMPLES;

/// A training as it was asked for.
pub struct TrainingRun {
    spec: NetworkSpec,
    driven: Driven,
    take: Option<usize>,
    steps: usize,
    state: State,
}

/// Where a training stands: handed back as it was, it goes on from here.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateView {
    /// How many steps were made.
    pub step: usize,
    /// `[layer][unit][input]`
    pub weights: Vec<Vec<Vec<f64>>>,
    /// `[layer][unit]`
    pub biases: Vec<Vec<f64>>,
    /// By the symbol in the optimizer's rule, a number for each weight and bias in turn.
    pub memory: Named<Vec<f64>>,
    /// The generator of the order, and how far into the epoch it is.
    pub random: String,
}

/// What some steps leave behind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrainingResult {
    /// Where it stands.
    pub state: StateView,
    /// For each step the loss on the samples it took, before its update.
    pub losses: Vec<f64>,
    /// For each step the root mean square of each layer's weight gradient.
    pub layer_gradient_norms: Vec<Vec<f64>>,
    /// "running" or "diverged"
    pub status: &'static str,
}

impl TrainingRun {
    /// Reads and checks one; a refusal names the place.
    pub fn read(run: &Argument) -> Result<TrainingRun, EngineError> {
        let spec = NetworkSpec::read(&run.get("network"))?;
        let driven = Driven::read(run)?;
        let take = take(&run.get("batching"), spec.batch.len())?;
        let asked = run.get("steps");
        let steps = steps(asked.needed_number()?, &asked.path(), super::limits::STEPS)?;
        let seed = seed(&run.get("seed"))?.unwrap_or(0);
        let given = run.get("state");
        let state = match given.is_absent() {
            true => State::new(spec.parameters.clone(), &driven.optimizer, seed),
            false => state(&given, &spec.network, &driven.optimizer)?,
        };
        if spec.network.loss() == learning::Loss::BinaryCrossEntropy
            && spec.network.last_activation() != learning::Activation::Sigmoid
        {
            let message = "Binary cross-entropy needs probabilities all along the way: let the last layer's activation be sigmoid.";
            return Err(EngineError::usage("no-probability", message));
        }
        let samples = take.unwrap_or(spec.batch.len()) as f64;
        let units: usize = spec.network.layers().iter().map(|layer| layer.units).sum();
        let each = 3.0 * spec.network.parameters() as f64 + ACTIVATION * units as f64;
        if each * samples * steps as f64 > MOST_WORK {
            let message = format!(
                "{} is more than a page should wait for: train in pieces, each going on from the state of the one before.",
                asked.path()
            );
            return Err(EngineError::limit("run-too-long", message));
        }
        Ok(TrainingRun { spec, driven, take, steps, state })
    }
}

/// Trains.
pub fn train(run: TrainingRun) -> TrainingResult {
    let TrainingRun { spec, driven, take, steps, mut state } = run;
    let training = Training {
        network: &spec.network,
        batch: &spec.batch,
        optimizer: driven.optimizer,
        schedule: driven.schedule,
        take,
    };
    let Progress { losses, layer_norms, diverged } = learning::train(&training, &mut state, steps);
    let (weights, biases) = by_layer(&spec.network, &state.parameters);
    TrainingResult {
        state: StateView {
            step: state.step,
            weights,
            biases,
            memory: super::descent::named(&state.memory),
            random: format!("{:016x}.{}", state.generator, state.taken),
        },
        losses,
        layer_gradient_norms: layer_norms,
        status: if diverged { "diverged" } else { "running" },
    }
}

/// How many samples a step takes, in shuffled order; nothing for all of them.
fn take(batching: &Argument, samples: usize) -> Result<Option<usize>, EngineError> {
    if batching.fields()?.is_none() {
        return Err(batching.refusal("a record such as { kind: \"batch\" }"));
    }
    let known =
        |kind: &str| ["batch", "mini-batch", "sgd"].into_iter().position(|name| name == kind);
    match choice(&batching.get("kind"), known, &["batch", "mini-batch", "sgd"])? {
        0 => Ok(None),
        1 => Ok(Some(count(&batching.get("batchSize"), limits::SAMPLES)?.min(samples))),
        _ => Ok(Some(1)),
    }
}

fn state(given: &Argument, network: &Network, optimizer: &Optimizer) -> Result<State, EngineError> {
    let mut parameters = vec![0.0; network.parameters()];
    for needed in ["weights", "biases", "memory"] {
        if given.get(needed).is_absent() {
            return Err(given.get(needed).refusal("that of an earlier result"));
        }
    }
    write_layers(given, network, &mut parameters)?;
    let step = given.get("step");
    let memory = memory(&given.get("memory"), optimizer, network.parameters(), "weight and bias")?;
    let random = given.get("random");
    let read = |text: &str| {
        let (generator, taken) = text.split_once('.')?;
        Some((u64::from_str_radix(generator, 16).ok()?, taken.parse().ok()?))
    };
    let (generator, taken) =
        read(random.needed_text()?).ok_or_else(|| random.refusal("that of an earlier result"))?;
    let step = steps(step.needed_number()?, &step.path(), u32::MAX as usize)?;
    Ok(State { step, parameters, memory, generator, taken })
}

/// Points and labels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DatasetView {
    /// x and y of each point.
    pub inputs: Vec<[f64; 2]>,
    /// Its class, 0 or 1.
    pub targets: Vec<[f64; 1]>,
}

/// Draws a named data set.
pub fn dataset(name: &str, options: &Argument) -> Result<DatasetView, EngineError> {
    let names = DATASETS.map(|dataset| dataset.id);
    let known = Dataset::named(name);
    if known.is_none() && name != FORMULA {
        return Err(EngineError::usage(
            "unknown-name",
            format!("“{name}” is not a data set that is known."),
        )
        .with_hint(format!("Choose one of {}.", names.join(", "))));
    }
    let points = count(&options.get("points"), MOST_POINTS)?;
    let noise = options.get("noise");
    let spread = noise.number()?.unwrap_or(0.1);
    if !(0.0..=10.0).contains(&spread) {
        return Err(noise.refusal("a number from 0 to 10"));
    }
    let seed = options.get("seed");
    let seed = self::seed(&seed)?.ok_or_else(|| seed.refusal("a whole number, 0 or more"))?;
    let drawn = match known {
        Some(dataset) => dataset.draw(points, spread, seed),
        None => bounded(options.get("boundary").needed_text()?, points, spread, seed)?,
    };
    let (inputs, targets) = drawn.into_iter().map(|(place, class)| (place, [class])).unzip();
    Ok(DatasetView { inputs, targets })
}

/// The name of the data set whose classes a typed boundary tells apart.
const FORMULA: &str = "formula";

/// Points with their classes: 1 where a comparison holds, above a curve y = …, or where an
/// expression is positive.
fn bounded(
    text: &str,
    points: usize,
    noise: f64,
    seed: u64,
) -> Result<Vec<([f64; 2], f64)>, EngineError> {
    let mut question = Question::read(text)?;
    let (relation, sides) = match question.dag.op(question.expr) {
        Op::Relation(relation) => {
            // A curve y = … has an upper side.
            let above = if relation == Relation::Equal { Relation::Greater } else { relation };
            (above, question.dag.pair(question.expr).map(|(left, right)| [left, right]))
        }
        _ => (Relation::Greater, Some(question.sides()?)),
    };
    let [left, right] = sides.unwrap_or([question.expr; 2]);
    let difference = question.dag.sub(left, right);
    question.expr = difference;
    let difference = question.taken();
    let places = ["x", "y"].map(|name| question.dag.intern(name));
    if let Some(other) = question.variables().into_iter().find(|name| !places.contains(name)) {
        let message = format!(
            "The boundary is to be drawn in the plane of x and y, and {} is neither.",
            question.dag.name(other)
        );
        return Err(EngineError::usage("other-variable", message));
    }
    let tape = Tape::new(&question.dag, &[difference], &places)?;
    let drawn = draw_by(points, noise, seed, &|place| relation.holds(tape.value(&place), 0.0));
    if points > 1 && drawn.iter().all(|(_, class)| *class == drawn[0].1) {
        let message = "Between −1 and 1 all points lie on one side of this boundary: there is nothing to tell apart.";
        return Err(EngineError::domain("one-class", message)
            .with_hint("Let it pass near the middle, as y > sin(3x) does."));
    }
    Ok(drawn)
}
