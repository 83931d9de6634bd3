//! A network and a batch become a trace: values forward, gradients back, the chain rule in symbols.

use std::borrow::Cow;

use serde::Serialize;

use super::{Argument, EngineError, Formula};
use crate::expr::Dag;
use crate::learning::{self, Activation, Batch, Layer, Loss, Network, limits, start, trace};

/// A network as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkSpec {
    pub(super) network: Network,
    pub(super) parameters: Vec<f64>,
    pub(super) batch: Batch,
}

/// `[layer][unit][input]` or `[layer][sample][unit]`
type Layers = Vec<Vec<Vec<f64>>>;

/// Everything about one pass.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkTrace {
    /// The loss.
    pub value: f64,
    /// `[layer][unit][input]`
    pub weights: Layers,
    /// `[layer][unit]`
    pub biases: Vec<Vec<f64>>,
    /// z, `[layer][sample][unit]`
    pub preactivations: Layers,
    /// a
    pub activations: Layers,
    /// ∂L/∂z
    pub grad_preactivations: Layers,
    /// ∂L/∂a
    pub grad_activations: Layers,
    /// ∂L/∂W
    pub grad_weights: Layers,
    /// ∂L/∂b
    pub grad_biases: Vec<Vec<f64>>,
    /// Root mean square of each layer's weight gradient.
    pub layer_gradient_norms: Vec<f64>,
    /// For each layer the chain rule back to its weights.
    pub chains: Vec<Formula>,
}

/// Runs a network forward and back.
pub fn network(spec: &NetworkSpec) -> Result<NetworkTrace, EngineError> {
    let NetworkSpec { network, parameters, batch } = spec;
    let units: usize = network.layers().iter().map(|layer| layer.units).sum();
    if units * batch.len() > limits::TRACED {
        return Err(EngineError::limit(
            "trace-too-large",
            format!(
                "A trace of {units} units on {} samples is more than anybody reads: leave out samples.",
                batch.len()
            ),
        ));
    }
    let found = trace(network, parameters, batch);
    judged(spec, &found)?;
    let (weights, biases) = by_layer(network, parameters);
    let (grad_weights, grad_biases) = by_layer(network, &found.gradient);
    let mut dag = Dag::new();
    let chain = |layer| {
        let chain = network.chain(&mut dag, layer);
        Formula::new(&dag, chain)
    };
    Ok(NetworkTrace {
        value: found.value,
        weights,
        biases,
        layer_gradient_norms: network.layer_norms(&found.gradient),
        chains: (0..network.layers().len()).map(chain).collect(),
        preactivations: found.sums,
        activations: found.values,
        grad_preactivations: found.by_sum,
        grad_activations: found.by_value,
        grad_weights,
        grad_biases,
    })
}

/// A flat list of parameters as weights and biases by layer.
pub(super) fn by_layer(network: &Network, flat: &[f64]) -> (Layers, Vec<Vec<f64>>) {
    let layers = 0..network.layers().len();
    let weights = |l| {
        let width = network.width(l);
        flat[network.weights(l)].chunks_exact(width).map(<[f64]>::to_vec).collect()
    };
    (
        layers.clone().map(weights).collect(),
        layers.map(|l| flat[network.biases(l)].to_vec()).collect(),
    )
}

/// Refuses what has no loss: answers that are no probabilities, numbers that outgrew the doubles.
fn judged(spec: &NetworkSpec, found: &learning::Trace) -> Result<(), EngineError> {
    let last = found.values.len() - 1;
    for (l, layer) in found.values.iter().enumerate() {
        for (s, sample) in layer.iter().enumerate() {
            if sample.iter().chain(&found.sums[l][s]).any(|a| !a.is_finite()) {
                let message = format!(
                    "In network.layers[{l}] the numbers of sample {s} are too large for any computer: take smaller weights or inputs."
                );
                return Err(EngineError::domain("overflow", message));
            }
            let probable = |p: &f64| (0.0..=1.0).contains(p);
            if l == last
                && spec.network.loss() == Loss::BinaryCrossEntropy
                && !sample.iter().all(probable)
            {
                let message = format!(
                    "Binary cross-entropy needs probabilities between 0 and 1, and network.layers[{l}] answers otherwise for sample {s}."
                );
                return Err(EngineError::domain("no-probability", message)
                    .with_hint("Let the last layer's activation be sigmoid."));
            }
        }
    }
    if !found.value.is_finite() || !found.gradient.iter().all(|by| by.is_finite()) {
        let message = "The loss or its gradient is too large for any computer: take targets nearer to the answers.";
        return Err(EngineError::domain("overflow", message));
    }
    Ok(())
}

// ── Reading a specification ─────────────────────────────────────────────────────────────────────

impl NetworkSpec {
    /// Reads and checks one; a refusal names the place.
    pub fn read(spec: &Argument) -> Result<NetworkSpec, EngineError> {
        let network = shape(spec)?;
        let parameters = parameters(spec, &network)?;
        let batch = batch(&spec.get("batch"), &network)?;
        Ok(NetworkSpec { network, parameters, batch })
    }
}

/// A named choice among those there are.
pub(super) fn choice<T>(
    argument: &Argument,
    find: impl Fn(&str) -> Option<T>,
    names: &[&str],
) -> Result<T, EngineError> {
    let name = argument.needed_text()?;
    find(name).ok_or_else(|| {
        let message = format!("{} is “{name}”, which is not known.", argument.path());
        EngineError::usage("unknown-name", message).with_hint(format!("Choose {}.", one_of(names)))
    })
}

/// "a, b or c"
fn one_of(names: &[&str]) -> String {
    match names {
        [several @ .., last] if !several.is_empty() => format!("{} or {last}", several.join(", ")),
        _ => names.concat(),
    }
}

/// A whole number from 1 to a limit.
pub(super) fn count(argument: &Argument, most: usize) -> Result<usize, EngineError> {
    let number = argument.needed_number()?;
    if number.fract() != 0.0 || number < 1.0 {
        return Err(argument.refusal("a whole number, 1 or more"));
    }
    if number > most as f64 {
        let message = format!("{} must be at most {most}.", argument.path());
        return Err(EngineError::limit("too-many", message));
    }
    Ok(number as usize)
}

/// A list of one entry up to a limit.
fn entries<'a>(argument: &Argument<'a>, most: usize) -> Result<Vec<Argument<'a>>, EngineError> {
    let list = argument.list()?.ok_or_else(|| argument.refusal("a list"))?;
    if list.is_empty() {
        let message = format!("{} is empty: at least one entry is needed.", argument.path());
        return Err(EngineError::usage("empty-list", message));
    }
    if list.len() > most {
        let message = format!("{} may have at most {most} entries.", argument.path());
        return Err(EngineError::limit("too-many", message));
    }
    Ok(list)
}

fn shape(spec: &Argument) -> Result<Network, EngineError> {
    let inputs = count(&spec.get("inputs"), limits::UNITS)?;
    let activations = Activation::ALL.map(|activation| activation.row().id);
    let mut layers = Vec::new();
    for layer in entries(&spec.get("layers"), limits::LAYERS)? {
        if layer.fields()?.is_none() {
            return Err(layer.refusal("a record such as { units: 8, activation: \"tanh\" }"));
        }
        layers.push(Layer {
            units: count(&layer.get("units"), limits::UNITS)?,
            activation: choice(&layer.get("activation"), Activation::named, &activations)?,
        });
    }
    let losses = Loss::ALL.map(|(name, _)| name);
    let loss = choice(&spec.get("loss"), Loss::named, &losses)?;
    let network = Network::new(inputs, layers, loss);
    if network.parameters() > limits::PARAMETERS {
        let message = format!(
            "{} has {} weights and biases, and at most {} are taken: use fewer units.",
            spec.path(),
            network.parameters(),
            limits::PARAMETERS
        );
        return Err(EngineError::limit("too-many", message));
    }
    Ok(network)
}

/// Weights and biases as given; what is left out is drawn.
fn parameters(spec: &Argument, network: &Network) -> Result<Vec<f64>, EngineError> {
    let seed = seed(&spec.get("seed"))?;
    let mut parameters = start(network, seed.unwrap_or(0));
    write_layers(spec, network, &mut parameters)?;
    Ok(parameters)
}

/// Puts the weights and biases that are given into their places.
pub(super) fn write_layers(
    given: &Argument,
    network: &Network,
    parameters: &mut [f64],
) -> Result<(), EngineError> {
    let (weights, biases) = (given.get("weights"), given.get("biases"));
    if let Some(layers) = weights.list()? {
        fits(&weights, layers.len(), network.layers().len(), "layers")?;
        for (l, layer) in layers.iter().enumerate() {
            if layer.finite().is_some_and(|row| !row.is_empty()) {
                return Err(layer.refusal("a list of lists, the weights of each unit"));
            }
            let units = layer.list()?.ok_or_else(|| layer.refusal("a list"))?;
            fits(layer, units.len(), network.layers()[l].units, "units")?;
            let width = network.width(l);
            let rows = parameters[network.weights(l)].chunks_exact_mut(width);
            for (unit, row) in units.iter().zip(rows) {
                let given = needed_finite(unit)?;
                let from = if l == 0 { "inputs" } else { "units before it" };
                fits(unit, given.len(), width, from)?;
                row.copy_from_slice(&given);
            }
        }
    }
    if let Some(layers) = biases.list()? {
        fits(&biases, layers.len(), network.layers().len(), "layers")?;
        for (l, layer) in layers.iter().enumerate() {
            let given = needed_finite(layer)?;
            fits(layer, given.len(), network.layers()[l].units, "units")?;
            parameters[network.biases(l)].copy_from_slice(&given);
        }
    }
    Ok(())
}

/// Refuses a list of the wrong length.
fn fits(list: &Argument, length: usize, asked: usize, of: &str) -> Result<(), EngineError> {
    if length == asked {
        return Ok(());
    }
    let entries = if length == 1 { "entry" } else { "entries" };
    let message = format!(
        "{} has {length} {entries} and needs {asked}, as many as there are {of}.",
        list.path()
    );
    Err(EngineError::usage("shape-mismatch", message))
}

/// Numbers that are no infinities.
pub(super) fn needed_finite<'a>(list: &Argument<'a>) -> Result<Cow<'a, [f64]>, EngineError> {
    if let Some(numbers) = list.finite() {
        return Ok(numbers);
    }
    let entries = list.list()?.ok_or_else(|| list.refusal("a list of numbers"))?;
    let number = |entry: &Argument| match entry.needed_number()? {
        number if number.is_finite() => Ok(number),
        _ => Err(entry.refusal("a finite number")),
    };
    entries.iter().map(number).collect()
}

/// A seed: a whole number as JavaScript holds it exactly.
pub(super) fn seed(argument: &Argument) -> Result<Option<u64>, EngineError> {
    /// 2⁵³ − 1
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let Some(seed) = argument.number()? else { return Ok(None) };
    match seed.fract() == 0.0 && (0.0..=LARGEST).contains(&seed) {
        true => Ok(Some(seed as u64)),
        false => Err(argument.refusal("a whole number, 0 or more")),
    }
}

/// Reads samples with their targets.
pub(super) fn batch(batch: &Argument, network: &Network) -> Result<Batch, EngineError> {
    if batch.fields()?.is_none() {
        return Err(batch.refusal("a record such as { inputs: [[0, 1]], targets: [[1]] }"));
    }
    let (inputs, targets) = (batch.get("inputs"), batch.get("targets"));
    let samples = entries(&inputs, limits::SAMPLES)?;
    let wanted = entries(&targets, limits::SAMPLES)?;
    fits(&targets, wanted.len(), samples.len(), "inputs")?;
    let mut read = (Vec::new(), Vec::new());
    for sample in &samples {
        let numbers = needed_finite(sample)?;
        fits(sample, numbers.len(), network.inputs(), "inputs of the network")?;
        read.0.push(numbers.into_owned());
    }
    for target in &wanted {
        read.1.push(self::target(target, network)?);
    }
    Ok(Batch::new(&read.0, &read.1))
}

/// What a sample is to be answered with: a number for each output. A class may be given as its
/// index alone.
fn target(target: &Argument, network: &Network) -> Result<Vec<f64>, EngineError> {
    /// Probabilities of classes may be rounded.
    const ROUNDED: f64 = 1e-6;
    let (outputs, loss) = (network.outputs(), network.loss());
    let numbers = needed_finite(target)?;
    if let (Loss::CrossEntropy, &[class]) = (loss, &*numbers)
        && (outputs > 1 || class == 0.0)
    {
        if class.fract() != 0.0 || !(0.0..outputs as f64).contains(&class) {
            return Err(outside(target, &format!("a class from 0 to {}", outputs - 1)));
        }
        return Ok((0..outputs).map(|k| f64::from(k as f64 == class)).collect());
    }
    fits(target, numbers.len(), outputs, "units in the last layer")?;
    let probable = numbers.iter().all(|t| (0.0..=1.0).contains(t));
    let whole = (numbers.iter().sum::<f64>() - 1.0).abs() <= ROUNDED;
    match loss {
        Loss::BinaryCrossEntropy if !probable => Err(outside(target, "numbers from 0 to 1")),
        Loss::CrossEntropy if !probable || !whole => {
            Err(outside(target, "a class index, or a probability for each class with sum 1"))
        }
        _ => Ok(numbers.into_owned()),
    }
}

fn outside(target: &Argument, asked: &str) -> EngineError {
    let message = format!("{} must be {asked}.", target.path());
    EngineError::usage("target-outside", message)
}
