//! Layers become a network: its shape, and the chain rule through it in symbols.

use std::ops::Range;

use super::{Activation, Loss};
use crate::expr::{Dag, Expr, Relation};

/// What a network may not exceed.
pub mod limits {
    /// Layers of units.
    pub const LAYERS: usize = 64;
    /// Units of a layer, and inputs.
    pub const UNITS: usize = 1_024;
    /// Weights and biases together.
    pub const PARAMETERS: usize = 1_000_000;
    /// Samples.
    pub const SAMPLES: usize = 100_000;
    /// Numbers that a trace holds: a few for each unit and sample.
    pub const TRACED: usize = 2_000_000;
}

/// A layer: every unit takes all units of the layer before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    /// How many units.
    pub units: usize,
    /// What each makes of its sum.
    pub activation: Activation,
}

/// The shape of a network.
///
/// Its parameters are one list: for each layer the weights of its first unit, of its second …,
/// then its biases.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    inputs: usize,
    layers: Vec<Layer>,
    loss: Loss,
    /// Where each layer's weights begin; at the end, how many parameters there are.
    offsets: Vec<usize>,
}

impl Network {
    /// A network of one layer or more, each of one unit or more.
    pub fn new(inputs: usize, layers: Vec<Layer>, loss: Loss) -> Network {
        let mut offsets = vec![0];
        let (mut offset, mut width) = (0, inputs);
        for layer in &layers {
            offset += layer.units * (width + 1);
            width = layer.units;
            offsets.push(offset);
        }
        Network { inputs, layers, loss, offsets }
    }

    /// How many numbers a sample is.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The layers, first to last.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// How its answers are judged.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// How many numbers it answers.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(self.inputs, |layer| layer.units)
    }

    /// What the last layer makes of its sums.
    pub fn last_activation(&self) -> Activation {
        self.layers.last().map_or(Activation::Linear, |layer| layer.activation)
    }

    /// How many numbers come into a layer.
    pub fn width(&self, layer: usize) -> usize {
        layer.checked_sub(1).map_or(self.inputs, |before| self.layers[before].units)
    }

    /// How many weights and biases there are.
    pub fn parameters(&self) -> usize {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// Where a layer's weights stand, unit by unit.
    pub fn weights(&self, layer: usize) -> Range<usize> {
        let start = self.offsets[layer];
        start..start + self.layers[layer].units * self.width(layer)
    }

    /// Where a layer's biases stand.
    pub fn biases(&self, layer: usize) -> Range<usize> {
        self.weights(layer).end..self.offsets[layer + 1]
    }

    /// Root mean square of each layer's weights in a list of parameters or gradients.
    pub fn layer_norms(&self, parameters: &[f64]) -> Vec<f64> {
        (0..self.layers.len())
            .map(|layer| root_mean_square(&parameters[self.weights(layer)]))
            .collect()
    }

    /// The chain rule from the loss back to a layer's weights, one factor for each layer between:
    /// ∂L/∂W₁ = ∂L/∂a₂ · ∂a₂/∂a₁ · ∂a₁/∂W₁.
    pub fn chain(&self, dag: &mut Dag, layer: usize) -> Expr {
        let (own, last) = (layer + 1, self.layers.len());
        let weights = format!("W_{own}");
        let mut factors = vec![slope(dag, "L", &format!("a_{last}"))];
        for above in (own + 1..=last).rev() {
            factors.push(slope(dag, &format!("a_{above}"), &format!("a_{}", above - 1)));
        }
        factors.push(slope(dag, &format!("a_{own}"), &weights));
        let (whole, product) = (slope(dag, "L", &weights), dag.mul(&factors));
        dag.relation(Relation::Equal, whole, product)
    }
}

/// The name of ∂of/∂by.
fn slope(dag: &mut Dag, of: &str, by: &str) -> Expr {
    dag.symbol(&format!("d{of}/d{by}"))
}

/// √(mean of squares), without overflow on the way.
fn root_mean_square(values: &[f64]) -> f64 {
    let largest =
        values.iter().fold(0.0, |largest: f64, value| crate::real::max(largest, value.abs()));
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    let scale = if (1e-100..1e100).contains(&largest) { 1.0 } else { largest };
    let sum: f64 = values.iter().map(|value| (value / scale) * (value / scale)).sum();
    scale * crate::real::sqrt(sum / values.len() as f64)
}
