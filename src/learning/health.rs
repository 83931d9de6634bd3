//! A network and samples become what ails its layers: units that are dead or saturated, gradients
//! that vanish or explode on their way back.

use super::pass::Pass;
use super::{Activation, Batch, LANES, Network};

/// How a layer fares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Health {
    /// Root mean square of its weight gradient.
    pub gradient: f64,
    /// How many of its units answer 0 to every sample, so that no gradient passes (ReLU).
    pub dead: usize,
    /// How many of its units are all but at an end of their range for every sample (tanh, sigmoid;
    /// the last layer is meant to be there).
    pub saturated: usize,
    /// Whether its gradient is a thousandth of the last layer's, or less.
    pub vanishing: bool,
    /// Whether it is a thousand times the last layer's, or more.
    pub exploding: bool,
}

/// A unit this near to an end of its range is there.
const NEAR: f64 = 0.01;
/// So many times smaller or larger than the last layer's.
const FAR: f64 = 1000.0;

/// The loss, and how each layer fares.
pub fn examine(network: &Network, parameters: &[f64], batch: &Batch) -> (f64, Vec<Health>) {
    let layers = network.layers();
    // For each unit the largest answer, and how far it ever is from the ends of its range.
    let mut seen: Vec<Vec<[f64; 2]>> =
        layers.iter().map(|layer| vec![[f64::NEG_INFINITY; 2]; layer.units]).collect();
    let order: Vec<usize> = (0..batch.len()).collect();
    let mut pass = Pass::new(network);
    pass.each_block(parameters, batch, &order, &mut |pass| {
        for (l, seen) in seen.iter_mut().enumerate() {
            let low = if layers[l].activation == Activation::Tanh { -1.0 } else { 0.0 };
            for s in 0..pass.count {
                let four = &pass.values[l + 1][s / LANES * seen.len()..];
                for (seen, values) in seen.iter_mut().zip(four) {
                    let value = values.0[s % LANES];
                    let inside = f64::min(value - low, 1.0 - value);
                    *seen = [f64::max(seen[0], value), f64::max(seen[1], inside)];
                }
            }
        }
    });
    let gradients = network.layer_norms(&pass.gradient);
    let last = layers.len() - 1;
    let health = |(l, seen): (usize, &Vec<[f64; 2]>)| {
        let (gradient, activation) = (gradients[l], layers[l].activation);
        let bounded = matches!(activation, Activation::Tanh | Activation::Sigmoid) && l < last;
        let count = |wanted: bool, is: &dyn Fn(&[f64; 2]) -> bool| {
            if wanted { seen.iter().filter(|unit| is(unit)).count() } else { 0 }
        };
        Health {
            gradient,
            dead: count(activation == Activation::Relu, &|unit| unit[0] == 0.0),
            saturated: count(bounded, &|unit| unit[1] < NEAR),
            vanishing: gradient < gradients[last] / FAR,
            exploding: l < last && gradient > gradients[last] * FAR,
        }
    };
    (pass.loss, seen.iter().enumerate().map(health).collect())
}
