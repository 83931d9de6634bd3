//! A network and samples become a trained network, a step at a time, in pieces or in one.

use super::{Batch, Memory, Network, Optimizer, Pass, Schedule};
use crate::real::Random;

/// What does not change while a network is trained.
#[derive(Clone, Debug)]
pub struct Training<'a> {
    /// Its shape.
    pub network: &'a Network,
    /// The samples.
    pub batch: &'a Batch,
    /// How a gradient becomes a step.
    pub optimizer: Optimizer,
    /// The rates.
    pub schedule: Schedule,
    /// How many samples a step takes, in an order shuffled anew for every epoch; nothing for all
    /// of them, in their own order.
    pub take: Option<usize>,
}

/// Where a training stands: everything that the next step depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// How many steps were made.
    pub step: usize,
    /// Weights and biases.
    pub parameters: Vec<f64>,
    /// What the optimizer remembers.
    pub memory: Memory,
    /// The generator's state before the epoch was shuffled.
    pub generator: u64,
    /// How many samples of the epoch were taken.
    pub taken: usize,
}

/// What some steps leave behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// For each step the loss on the samples it took, before its update.
    pub losses: Vec<f64>,
    /// For each step the root mean square of each layer's weight gradient.
    pub layer_norms: Vec<Vec<f64>>,
    /// Whether the numbers left the finite ones; the state is then that before the last step.
    pub diverged: bool,
}

impl State {
    /// Before the first step.
    pub fn new(parameters: Vec<f64>, optimizer: &Optimizer, seed: u64) -> State {
        let memory = optimizer.memory(parameters.len());
        State { step: 0, parameters, memory, generator: seed, taken: 0 }
    }
}

/// Makes some steps.
pub fn train(training: &Training, state: &mut State, steps: usize) -> Progress {
    let Training { network, batch, optimizer, schedule, take } = training;
    let mut pass = Pass::new(network);
    let mut progress = Progress::default();
    let mut random = Random::new(state.generator);
    let mut order: Vec<usize> = (0..batch.len()).collect();
    if take.is_some() {
        shuffle(&mut order, &mut random);
    }
    for _ in 0..steps {
        let samples = match take {
            None => 0..batch.len(),
            Some(take) => {
                if state.taken >= order.len() {
                    state.generator = random.state();
                    state.taken = 0;
                    (0..).zip(&mut order).for_each(|(i, sample)| *sample = i);
                    shuffle(&mut order, &mut random);
                }
                // The last batch of an epoch may be short.
                state.taken..usize::min(state.taken + take, order.len())
            }
        };
        pass.run(&state.parameters, batch, &order[samples.clone()]);
        if !pass.loss.is_finite() || !finite(&pass.gradient) {
            progress.diverged = true;
            break;
        }
        let before = (state.parameters.clone(), state.memory.clone());
        let rate = schedule.at(state.step);
        let (parameters, memory) = (&mut state.parameters, &mut state.memory);
        optimizer.step(state.step + 1, rate, parameters, &pass.gradient, memory);
        progress.losses.push(pass.loss);
        progress.layer_norms.push(network.layer_norms(&pass.gradient));
        if !finite(&state.parameters) || !state.memory.lists.iter().all(|(_, list)| finite(list)) {
            (state.parameters, state.memory) = before;
            progress.diverged = true;
            break;
        }
        state.step += 1;
        if take.is_some() {
            state.taken = samples.end;
        }
    }
    progress
}

/// Every order equally likely (Fisher and Yates).
fn shuffle(order: &mut [usize], random: &mut Random) {
    for end in (1..order.len()).rev() {
        order.swap(end, random.below(end + 1));
    }
}

fn finite(numbers: &[f64]) -> bool {
    // A sum of finite parts times 0 is 0, any other part makes it NaN: no branch in the loop.
    numbers.iter().map(|number| number * 0.0).sum::<f64>() == 0.0
}
