//! A block of samples becomes gradients: forward through the layers, and back.

use super::loss::{Answers, Known};
use super::{Batch, LANES, Layer, Network};
use crate::real::{Four, Half, Lane, Quad, Row};

/// Samples of a block: their numbers stay in the nearest cache on the way forward and back.
const BLOCK: usize = 64;

/// Fours of a full block.
pub(super) const FOURS: usize = BLOCK / LANES;

/// A layer's numbers in a block: for each four samples, for each unit, those of the four.
pub(super) type Rows = Vec<Quad>;

/// Room for a block of samples on its way forward and back, and for the sums that come of it.
pub struct Pass<'a> {
    network: &'a Network,
    /// How many samples the present block has. Beyond them the last four hold inputs 0 and
    /// gradients 0.
    pub(super) count: usize,
    /// The units' activations, the inputs in front as layer 0.
    pub(super) values: Vec<Rows>,
    pub(super) sums: Vec<Rows>,
    /// Gradients of the loss by activations and by sums.
    pub(super) by_value: Vec<Rows>,
    pub(super) by_sum: Vec<Rows>,
    targets: Rows,
    /// Each layer's parameters as [`mix`] takes them, for the way forward and for the way back.
    forward: Vec<Vec<Quad>>,
    backward: Vec<Vec<Quad>>,
    /// For every parameter the sums of its slope over each fourth sample.
    slopes: Vec<Quad>,
    /// The mean loss of the samples taken so far, once all are.
    pub loss: f64,
    /// Its gradient by every parameter.
    pub gradient: Vec<f64>,
}

impl<'a> Pass<'a> {
    /// Room for a network.
    pub fn new(network: &'a Network) -> Pass<'a> {
        let rows = |units: usize| vec![Quad::default(); FOURS * units];
        let layers =
            || -> Vec<Rows> { network.layers().iter().map(|layer| rows(layer.units)).collect() };
        let mut values = layers();
        values.insert(0, rows(network.inputs()));
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        for (l, layer) in network.layers().iter().enumerate() {
            let fours = |units: usize, width: usize| {
                vec![Quad::default(); units.div_ceil(LANES) * (width + 1)]
            };
            forward.push(fours(layer.units, network.width(l)));
            backward.push(if l == 0 { Vec::new() } else { fours(network.width(l), layer.units) });
        }
        Pass {
            network,
            count: 0,
            values,
            sums: layers(),
            by_value: layers(),
            by_sum: layers(),
            targets: rows(network.outputs()),
            forward,
            backward,
            slopes: vec![Quad::default(); network.parameters()],
            loss: 0.0,
            gradient: vec![0.0; network.parameters()],
        }
    }

    /// The mean loss of the samples in `order` and its gradient.
    pub fn run(&mut self, parameters: &[f64], batch: &Batch, order: &[usize]) {
        self.each_block(parameters, batch, order, &mut |_| {});
    }

    /// The same, with a look at every block that was done.
    pub(super) fn each_block(
        &mut self,
        parameters: &[f64],
        batch: &Batch,
        order: &[usize],
        look: &mut dyn FnMut(&Pass),
    ) {
        let terms = self.network.loss().terms(order.len(), self.network.outputs());
        self.loss = 0.0;
        self.slopes.fill(Quad::default());
        self.pack(parameters);
        for block in order.chunks(BLOCK) {
            self.load(batch, block);
            self.run_forward();
            self.run_backward(terms);
            look(self);
        }
        self.loss /= terms;
        for (slope, sums) in self.gradient.iter_mut().zip(&self.slopes) {
            *slope = Four::load(sums).sum();
        }
    }

    /// What every unit makes of every sample: for each layer and each of its units a row.
    pub fn answers(&mut self, parameters: &[f64], batch: &Batch) -> Vec<Vec<Vec<f64>>> {
        let layers = self.network.layers();
        let rows = |layer: &Layer| vec![Vec::with_capacity(batch.len()); layer.units];
        let mut found: Vec<Vec<Vec<f64>>> = layers.iter().map(rows).collect();
        let order: Vec<usize> = (0..batch.len()).collect();
        self.pack(parameters);
        for block in order.chunks(BLOCK) {
            self.load(batch, block);
            self.run_forward();
            for (rows, values) in found.iter_mut().zip(&self.values[1..]) {
                let units = rows.len();
                for (unit, row) in rows.iter_mut().enumerate() {
                    let lanes = values[unit..].iter().step_by(units).flat_map(|four| four.0);
                    row.extend(lanes.take(self.count));
                }
            }
        }
        found
    }

    /// Puts the parameters where [`mix`] reads them, four units side by side.
    fn pack(&mut self, parameters: &[f64]) {
        for l in 0..self.network.layers().len() {
            let (units, width) = (self.network.layers()[l].units, self.network.width(l));
            let weights = &parameters[self.network.weights(l)];
            let biases = &parameters[self.network.biases(l)];
            let (forward, backward) = (&mut self.forward[l], &mut self.backward[l]);
            for (o, row) in weights.chunks_exact(width).enumerate() {
                let place = o / LANES * (width + 1);
                forward[place].0[o % LANES] = biases[o];
                for (i, &weight) in row.iter().enumerate() {
                    forward[place + 1 + i].0[o % LANES] = weight;
                    if l > 0 {
                        backward[i / LANES * (units + 1) + 1 + o].0[i % LANES] = weight;
                    }
                }
            }
        }
    }

    fn load(&mut self, batch: &Batch, block: &[usize]) {
        self.count = block.len();
        let gather = |rows: &mut Rows, column: &[f64], i: usize, width: usize| {
            for (four, samples) in block.chunks(LANES).enumerate() {
                let to = &mut rows[four * width + i];
                *to = Quad::default();
                for (to, &sample) in to.0.iter_mut().zip(samples) {
                    *to = column[sample];
                }
            }
        };
        for i in 0..self.network.inputs() {
            gather(&mut self.values[0], batch.input(i), i, self.network.inputs());
        }
        for k in 0..self.network.outputs() {
            gather(&mut self.targets, batch.target(k), k, self.network.outputs());
        }
    }

    /// How many fours of samples there are.
    fn fours(&self) -> usize {
        self.count.div_ceil(LANES)
    }

    /// z = W a + b, then a = activation(z), layer after layer.
    fn run_forward(&mut self) {
        let (network, fours) = (self.network, self.fours());
        for (l, layer) in network.layers().iter().enumerate() {
            let (before, after) = self.values.split_at_mut(l + 1);
            let (inputs, end) = (&before[l][..fours * network.width(l)], fours * layer.units);
            let (sums, values) = (&mut self.sums[l][..end], &mut after[0][..end]);
            mix(&self.forward[l], inputs, network.width(l), sums, layer.units);
            layer.activation.values(sums, values);
        }
    }

    /// Gradients by activations, by sums, by weights and biases, from the last layer to the first.
    fn run_backward(&mut self, terms: f64) {
        let (network, fours) = (self.network, self.fours());
        let last = network.layers().len() - 1;
        let (by_value, by_sum) = (&mut self.by_value[last], &mut self.by_sum[last]);
        // What lies beyond the samples is no part of the loss.
        by_value.fill(Quad::default());
        by_sum.fill(Quad::default());
        let answers = Answers {
            count: self.count,
            units: network.outputs(),
            activation: network.last_activation(),
            sums: &self.sums[last],
            values: &self.values[last + 1],
            targets: &self.targets,
        };
        let (loss, known) = network.loss().judge(&answers, terms, by_value, by_sum);
        self.loss += loss;
        for l in (0..=last).rev() {
            let (units, width) = (network.layers()[l].units, network.width(l));
            let end = fours * units;
            let by_sum = &mut self.by_sum[l][..end];
            if l < last || known == Known::ByValue {
                network.layers()[l].activation.back(
                    &self.sums[l][..end],
                    &self.values[l + 1][..end],
                    &self.by_value[l][..end],
                    by_sum,
                );
            }
            let inputs = &self.values[l][..fours * width];
            gather_slopes(by_sum, inputs, width, &mut self.slopes[network.weights(l)]);
            for (o, slope) in self.slopes[network.biases(l)].iter_mut().enumerate() {
                let mut sum = Four::load(slope);
                let mut by_sum = &by_sum[o..];
                while let [g, ..] = by_sum {
                    sum = sum + Four::load(g);
                    by_sum = by_sum.get(units..).unwrap_or(&[]);
                }
                sum.store(slope);
            }
            if l > 0 {
                let by_input = &mut self.by_value[l - 1][..fours * width];
                mix(&self.backward[l], by_sum, units, by_input, width);
            }
        }
    }
}

/// out = bias + Σ weight·input, for every four samples and every unit.
///
/// `packed` has, for each four units, their biases and then their weights for each input.
fn mix(packed: &[Quad], inputs: &[Quad], width: usize, out: &mut [Quad], units: usize) {
    for (block, packed) in packed.chunks_exact(width + 1).enumerate() {
        let [biases, weights @ ..] = packed else { continue };
        let biases = biases.0.map(Four::of);
        let mut inputs = inputs;
        let mut at = block * LANES;
        while let Some((now, rest)) = inputs.split_at_checked(width) {
            let [mut a, mut b, mut c, mut d] = biases;
            for (input, weights) in now.iter().zip(weights) {
                let input = Four::load(input);
                a = a + Four::of(weights.0[0]) * input;
                b = b + Four::of(weights.0[1]) * input;
                c = c + Four::of(weights.0[2]) * input;
                d = d + Four::of(weights.0[3]) * input;
            }
            // The last units may be fewer than four.
            let left = units - block * LANES;
            a.store(&mut out[at]);
            if left > 1 {
                b.store(&mut out[at + 1]);
            }
            if left > 2 {
                c.store(&mut out[at + 2]);
            }
            if left > 3 {
                d.store(&mut out[at + 3]);
            }
            inputs = rest;
            at += units;
        }
    }
}

/// slope += by_sum·input for every four samples, every unit and every input.
fn gather_slopes(by_sum: &[Quad], inputs: &[Quad], width: usize, slopes: &mut [Quad]) {
    let above = Side { rows: by_sum, count: slopes.len() / width, stride: width };
    let below = Side { rows: inputs, count: width, stride: 1 };
    let (two, four) = if width < LANES { (below, above) } else { (above, below) };
    for a in (0..two.count).step_by(2) {
        let mut b = 0;
        while a + 2 <= two.count && b + 4 <= four.count {
            gather_eight::<0>(&two, a, &four, b, slopes);
            gather_eight::<2>(&two, a, &four, b, slopes);
            b += 4;
        }
        for b in b..four.count {
            for a in a..usize::min(a + 2, two.count) {
                gather_one(&two, a, &four, b, slopes);
            }
        }
    }
}

/// A layer's units, or what comes into them: their numbers, how many there are, and how far apart
/// the slopes of neighbours stand.
struct Side<'a> {
    rows: &'a [Quad],
    count: usize,
    stride: usize,
}

/// The slopes between two of one side and four of the other, over one half of every four samples:
/// eight sums and the six numbers that go into them are as much as a processor keeps in registers.
fn gather_eight<const HALF: usize>(
    two: &Side,
    a: usize,
    four: &Side,
    b: usize,
    slopes: &mut [Quad],
) {
    let part = |quad: &Quad| Half::read(&quad.0, HALF);
    macro_rules! place {
        ($i:literal $k:literal) => {
            slopes[(a + $i) * two.stride + (b + $k) * four.stride].0
        };
    }
    macro_rules! start {
        ($($sum:ident $i:literal $k:literal)*) => {
            $(let mut $sum = Half::read(&place!($i $k), HALF);)*
        };
    }
    macro_rules! end {
        ($($sum:ident $i:literal $k:literal)*) => {
            $($sum.write(&mut place!($i $k), HALF);)*
        };
    }
    start!(p 0 0  q 0 1  r 0 2  s 0 3  t 1 0  u 1 1  v 1 2  w 1 3);
    let (mut above, mut below) = (a, b);
    while let (Some([x, y]), Some([c, d, e, f])) =
        (two.rows.get(above..above + 2), four.rows.get(below..below + 4))
    {
        let (x, y) = (part(x), part(y));
        let (c, d, e, f) = (part(c), part(d), part(e), part(f));
        (p, t) = (p + x * c, t + y * c);
        (q, u) = (q + x * d, u + y * d);
        (r, v) = (r + x * e, v + y * e);
        (s, w) = (s + x * f, w + y * f);
        above += two.count;
        below += four.count;
    }
    end!(p 0 0  q 0 1  r 0 2  s 0 3  t 1 0  u 1 1  v 1 2  w 1 3);
}

/// The slopes between one and one.
fn gather_one(two: &Side, a: usize, four: &Side, b: usize, slopes: &mut [Quad]) {
    let slope = &mut slopes[a * two.stride + b * four.stride];
    let mut sum = Four::load(slope);
    let (mut above, mut below) = (a, b);
    while let (Some(x), Some(y)) = (two.rows.get(above), four.rows.get(below)) {
        sum = sum + Four::load(x) * Four::load(y);
        above += two.count;
        below += four.count;
    }
    sum.store(slope);
}
