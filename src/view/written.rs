//! A small network and one sample become an expression: every unit a named piece, every weight a
//! variable, so that its graph can be walked like any other.

use std::slice;

use serde::Serialize;

use super::{EngineError, Formula, NetworkSpec, NetworkTrace, Point, network};
use crate::learning::{Batch, Loss};

/// A network written out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WrittenNetwork {
    /// `z_11 = w_111*x_1 + … + b_11; a_11 = tanh(z_11); …; L = …`: layer, unit, input.
    pub text: String,
    /// Weights, biases, inputs and targets.
    pub at: Point,
    /// For each layer the chain rule back to its weights.
    pub chains: Vec<Formula>,
    /// Root mean square of each layer's weight gradient.
    pub layer_gradient_norms: Vec<f64>,
}

/// Names have one digit for each place.
const MOST_UNITS: usize = 9;

/// Writes out the batch's first sample's way through the network.
pub fn written_network(spec: &NetworkSpec) -> Result<WrittenNetwork, EngineError> {
    let (shape, batch) = (&spec.network, &spec.batch);
    let widest = shape.layers().iter().map(|layer| layer.units).fold(shape.inputs(), usize::max);
    if widest > MOST_UNITS || shape.layers().len() > MOST_UNITS {
        return Err(EngineError::limit(
            "network-too-wide-to-write",
            format!("A graph shows every weight of a network: up to {MOST_UNITS} units a layer and {MOST_UNITS} layers."),
        )
        .with_hint("Leave out units."));
    }
    let sample: Vec<f64> = (0..shape.inputs()).map(|i| batch.input(i)[0]).collect();
    let wanted: Vec<f64> = (0..shape.outputs()).map(|k| batch.target(k)[0]).collect();
    let batch = Batch::new(slice::from_ref(&sample), slice::from_ref(&wanted));
    let one = NetworkSpec { batch, ..spec.clone() };
    let NetworkTrace { weights, biases, chains, layer_gradient_norms, .. } = network(&one)?;

    let mut at: Vec<(String, f64)> = Vec::new();
    at.extend(sample.iter().enumerate().map(|(i, x)| (format!("x_{}", i + 1), *x)));
    let mut below: Vec<String> = at.iter().map(|(name, _)| name.clone()).collect();
    let mut pieces: Vec<String> = Vec::new();
    for (l, layer) in shape.layers().iter().enumerate() {
        let mut units = Vec::new();
        for o in 0..layer.units {
            let place = format!("{}{}", l + 1, o + 1);
            let mut terms: Vec<String> = Vec::new();
            for (i, from) in below.iter().enumerate() {
                let weight = format!("w_{place}{}", i + 1);
                terms.push(format!("{weight}*{from}"));
                at.push((weight, weights[l][o][i]));
            }
            let bias = format!("b_{place}");
            terms.push(bias.clone());
            at.push((bias, biases[l][o]));
            let (sum, unit) = (format!("z_{place}"), format!("a_{place}"));
            match layer.activation.row().function {
                None => pieces.push(format!("{unit} = {}", terms.join(" + "))),
                Some(function) => {
                    pieces.push(format!("{sum} = {}", terms.join(" + ")));
                    pieces.push(format!("{unit} = {}({sum})", function.row().id));
                }
            }
            units.push(unit);
        }
        below = units;
    }
    let targets: Vec<String> = (0..below.len()).map(|k| format!("t_{}", k + 1)).collect();
    pieces.push(format!("L = {}", loss(shape.loss(), &below, &targets)));
    at.extend(targets.into_iter().zip(wanted));
    let (text, at) = (pieces.join("; "), at.into_iter().collect());
    Ok(WrittenNetwork { text, at, chains, layer_gradient_norms })
}

/// The loss of answers and targets, by their names.
fn loss(loss: Loss, answers: &[String], targets: &[String]) -> String {
    let pairs = answers.iter().zip(targets);
    let sum = |terms: Vec<String>| terms.join(" + ");
    let mean = |terms: Vec<String>| match &terms[..] {
        [only] => only.clone(),
        several => format!("({})/{}", several.join(" + "), several.len()),
    };
    match loss {
        Loss::MeanSquares => mean(pairs.map(|(a, t)| format!("({a} - {t})^2")).collect()),
        Loss::BinaryCrossEntropy => {
            mean(pairs.map(|(a, t)| format!("(-{t}*ln({a}) - (1 - {t})*ln(1 - {a}))")).collect())
        }
        Loss::CrossEntropy => {
            let powers = sum(answers.iter().map(|a| format!("e^({a})")).collect());
            let right = sum(pairs.map(|(a, t)| format!("{t}*{a}")).collect());
            format!("ln({powers}) - ({right})")
        }
    }
}
