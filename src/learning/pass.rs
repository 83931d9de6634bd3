//! A block of samples becomes gradients: forward through the layers, and back.

use super::loss::{Answers, Known};
use super::{Batch, Network};

/// Samples of a block: their numbers for one unit lie side by side, and all the rows of a small
/// network stay in the nearest cache.
pub(super) const BLOCK: usize = 64;

/// One number for each sample of a block.
pub(super) type Row = [f64; BLOCK];

/// Samples that go through an operation at once.
const LANES: usize = 4;

/// Room for a block of samples on its way forward and back, and for the sums that come of it.
pub struct Pass<'a> {
    network: &'a Network,
    /// How many samples the present block has; rows are used up to the next multiple of
    /// [`LANES`], and beyond the samples they hold inputs 0 and gradients 0.
    pub(super) count: usize,
    /// The units' activations, the inputs in front as layer 0.
    pub(super) values: Vec<Vec<Row>>,
    pub(super) sums: Vec<Vec<Row>>,
    /// Gradients of the loss by activations and by sums.
    pub(super) by_value: Vec<Vec<Row>>,
    pub(super) by_sum: Vec<Vec<Row>>,
    targets: Vec<Row>,
    /// The mean loss of the samples taken so far, once all are.
    pub loss: f64,
    /// Its gradient by every parameter.
    pub gradient: Vec<f64>,
}

impl<'a> Pass<'a> {
    /// Room for a network.
    pub fn new(network: &'a Network) -> Pass<'a> {
        let rows = || -> Vec<Vec<Row>> {
            network.layers().iter().map(|layer| vec![[0.0; BLOCK]; layer.units]).collect()
        };
        let mut values = vec![vec![[0.0; BLOCK]; network.inputs()]];
        values.extend(rows());
        Pass {
            network,
            count: 0,
            values,
            sums: rows(),
            by_value: rows(),
            by_sum: rows(),
            targets: vec![[0.0; BLOCK]; network.outputs()],
            loss: 0.0,
            gradient: vec![0.0; network.parameters()],
        }
    }

    /// The mean loss of the samples in `order` and its gradient.
    pub fn run(&mut self, parameters: &[f64], batch: &Batch, order: &[usize]) {
        self.each_block(parameters, batch, order, |_| {});
    }

    /// The same, with a look at every block that was done.
    pub(super) fn each_block(
        &mut self,
        parameters: &[f64],
        batch: &Batch,
        order: &[usize],
        mut look: impl FnMut(&Pass),
    ) {
        let terms = self.network.loss().terms(order.len(), self.network.outputs());
        self.loss = 0.0;
        self.gradient.fill(0.0);
        for block in order.chunks(BLOCK) {
            self.load(batch, block);
            self.forward(parameters);
            self.backward(parameters, terms);
            look(self);
        }
        self.loss /= terms;
    }

    fn load(&mut self, batch: &Batch, block: &[usize]) {
        self.count = block.len();
        let width = self.width();
        let gather = |row: &mut Row, column: &[f64]| {
            for (to, &sample) in row.iter_mut().zip(block) {
                *to = column[sample];
            }
            row[block.len()..width].fill(0.0);
        };
        for (i, row) in self.values[0].iter_mut().enumerate() {
            gather(row, batch.input(i));
        }
        for (k, row) in self.targets.iter_mut().enumerate() {
            gather(row, batch.target(k));
        }
    }

    fn width(&self) -> usize {
        self.count.next_multiple_of(LANES)
    }

    /// z = W a + b, then a = activation(z), layer after layer.
    fn forward(&mut self, parameters: &[f64]) {
        let (network, width) = (self.network, self.width());
        for (l, layer) in network.layers().iter().enumerate() {
            let (before, after) = self.values.split_at_mut(l + 1);
            let (inputs, values) = (&before[l], &mut after[0]);
            let weights = parameters[network.weights(l)].chunks_exact(inputs.len());
            let biases = &parameters[network.biases(l)];
            for ((z, weights), &bias) in self.sums[l].iter_mut().zip(weights).zip(biases) {
                weighted_sum(width, inputs, weights.iter().copied(), bias, z);
            }
            for (z, a) in self.sums[l].iter().zip(values) {
                layer.activation.values(&z[..width], &mut a[..width]);
            }
        }
    }

    /// Gradients by activations, by sums, by weights and biases, from the last layer to the first.
    fn backward(&mut self, parameters: &[f64], terms: f64) {
        let (network, width, count) = (self.network, self.width(), self.count);
        let last = network.layers().len() - 1;
        let answers = Answers {
            count,
            activation: network.last_activation(),
            sums: &self.sums[last],
            values: &self.values[last + 1],
            targets: &self.targets,
        };
        for row in self.by_value[last].iter_mut().chain(&mut self.by_sum[last]) {
            row[count..width].fill(0.0);
        }
        let (by_value, by_sum) = (&mut self.by_value[last], &mut self.by_sum[last]);
        let (loss, known) = network.loss().judge(&answers, terms, by_value, by_sum);
        self.loss += loss;
        for l in (0..=last).rev() {
            if l < last || known == Known::ByValue {
                let rows = self.sums[l].iter().zip(&self.values[l + 1]).zip(&self.by_value[l]);
                for (((z, a), by_a), by_z) in rows.zip(&mut self.by_sum[l]) {
                    let activation = network.layers()[l].activation;
                    activation.back(&z[..width], &a[..width], &by_a[..width], &mut by_z[..width]);
                }
            }
            let inputs = &self.values[l];
            let slopes = self.gradient[network.weights(l)].chunks_exact_mut(inputs.len());
            for (by_z, slopes) in self.by_sum[l].iter().zip(slopes) {
                for (input, slope) in inputs.iter().zip(slopes) {
                    *slope += dot(width, by_z, input);
                }
            }
            for (by_z, slope) in self.by_sum[l].iter().zip(&mut self.gradient[network.biases(l)]) {
                *slope += sum(width, by_z);
            }
            if l > 0 {
                let weights = &parameters[network.weights(l)];
                let by_sum = &self.by_sum[l];
                for (i, by_input) in self.by_value[l - 1].iter_mut().enumerate() {
                    let column = weights[i..].iter().copied().step_by(inputs.len());
                    weighted_sum(width, by_sum, column, 0.0, by_input);
                }
            }
        }
    }
}

/// out = bias + Σ weight·row
#[inline(always)]
fn weighted_sum(
    width: usize,
    rows: &[Row],
    weights: impl Iterator<Item = f64> + Clone,
    bias: f64,
    out: &mut Row,
) {
    for start in (0..width).step_by(LANES) {
        let mut sum = [bias; LANES];
        for (row, weight) in rows.iter().zip(weights.clone()) {
            for (sum, value) in sum.iter_mut().zip(&row[start..start + LANES]) {
                *sum += weight * value;
            }
        }
        out[start..start + LANES].copy_from_slice(&sum);
    }
}

/// Σ a·b
#[inline(always)]
fn dot(width: usize, a: &Row, b: &Row) -> f64 {
    let mut sum = [0.0; LANES];
    for (a, b) in a[..width].chunks_exact(LANES).zip(b[..width].chunks_exact(LANES)) {
        for lane in 0..LANES {
            sum[lane] += a[lane] * b[lane];
        }
    }
    (sum[0] + sum[2]) + (sum[1] + sum[3])
}

/// Σ a
#[inline(always)]
fn sum(width: usize, a: &Row) -> f64 {
    let mut sum = [0.0; LANES];
    for a in a[..width].chunks_exact(LANES) {
        for lane in 0..LANES {
            sum[lane] += a[lane];
        }
    }
    (sum[0] + sum[2]) + (sum[1] + sum[3])
}
