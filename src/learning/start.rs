//! A seed becomes weights to start from.

use super::Network;
use crate::real::{Random, sqrt};

/// Starting weights, drawn so that signals neither fade nor grow from layer to layer; biases 0.
///
/// With n numbers coming into a layer and m going out: He's normal distribution of variance 2/n
/// where the activation cuts half of what comes in (ReLU and its leaky form), otherwise Glorot's
/// ("Xavier") uniform one of variance 2/(n + m).
pub fn start(network: &Network, seed: u64) -> Vec<f64> {
    let mut random = Random::new(seed);
    let mut parameters = vec![0.0; network.parameters()];
    for (l, layer) in network.layers().iter().enumerate() {
        let (n, m) = (network.width(l) as f64, layer.units as f64);
        for weight in &mut parameters[network.weights(l)] {
            *weight = if layer.activation.row().cuts {
                random.normal() * sqrt(2.0 / n)
            } else {
                let bound = sqrt(6.0 / (n + m));
                random.between(-bound, bound)
            };
        }
    }
    parameters
}
