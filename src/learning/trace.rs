//! A pass becomes a record of all it found.

use super::pass::{FOURS, Pass, Rows};
use super::{Batch, LANES, Network};

/// `[layer][sample][unit]`
pub type Layers = Vec<Vec<Vec<f64>>>;

/// Everything a batch leaves on its way forward and back.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The mean loss.
    pub value: f64,
    /// The sums z = W a + b.
    pub sums: Layers,
    /// The activations.
    pub values: Layers,
    /// The gradient of the loss by each sum.
    pub by_sum: Layers,
    /// … and by each activation.
    pub by_value: Layers,
    /// … and by each parameter.
    pub gradient: Vec<f64>,
}

/// Takes a batch forward and back and keeps everything.
pub fn trace(network: &Network, parameters: &[f64], batch: &Batch) -> Trace {
    let layers = || vec![Vec::with_capacity(batch.len()); network.layers().len()];
    let [mut sums, mut values, mut by_sum, mut by_value]: [Layers; 4] =
        [layers(), layers(), layers(), layers()];
    let order: Vec<usize> = (0..batch.len()).collect();
    let mut pass = Pass::new(network);
    pass.each_block(parameters, batch, &order, &mut |pass| {
        keep(&mut sums, &pass.sums, pass.count);
        keep(&mut values, &pass.values[1..], pass.count);
        keep(&mut by_sum, &pass.by_sum, pass.count);
        keep(&mut by_value, &pass.by_value, pass.count);
    });
    let Pass { loss: value, gradient, .. } = pass;
    Trace { value, sums, values, by_sum, by_value, gradient }
}

/// Fours of samples by unit become samples.
fn keep(layers: &mut Layers, rows: &[Rows], count: usize) {
    for (samples, rows) in layers.iter_mut().zip(rows) {
        let units = rows.len() / FOURS;
        samples.extend((0..count).map(|s| {
            let four = &rows[s / LANES * units..][..units];
            four.iter().map(|lanes| lanes.0[s % LANES]).collect::<Vec<f64>>()
        }));
    }
}
