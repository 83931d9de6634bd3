//! A loss and a start become a path downhill.

use super::{Memory, Optimizer, Schedule};
use crate::numeric::{Gradient, Tape};

/// A run that took its steps, or ended early.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// The start, and the point after each update.
    pub points: Vec<Vec<f64>>,
    /// The loss at each.
    pub losses: Vec<f64>,
    /// Its gradient at each.
    pub gradients: Vec<Vec<f64>>,
    /// The rate of each update.
    pub rates: Vec<f64>,
    /// What the optimizer remembers after each update.
    pub memory: Vec<Memory>,
    /// The memory corrected for its start, where the method does so.
    pub corrected: Vec<Memory>,
    /// How it went.
    pub status: Status,
    /// Where the update that was not made would have gone, and the loss there.
    pub beyond: Option<(Vec<f64>, f64)>,
    /// Where it stands: from here it goes on.
    pub standing: Standing,
}

/// What a run knows besides its point: with it, pieces make the same path as one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How many updates were made.
    pub step: usize,
    /// What the optimizer remembers.
    pub memory: Memory,
    /// The size of the loss where it began.
    pub loss: f64,
    /// The length of the gradient there.
    pub slope: f64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The slope is all but gone.
    Converged,
    /// There is still a slope.
    Running,
    /// The loss grew past every measure.
    Grew,
    /// The next update leaves the finite numbers, or what has a loss and a slope.
    Left,
}

/// A loss that has grown by this factor will not come back.
const GROWN: f64 = 1e12;
/// A loss that starts at 0 may rise to something.
const SMALL: f64 = 1e-6;
/// A gradient this small beside the one at the start, or beside the loss there, is none; a large
/// loss counts as 1.
const FLAT: f64 = 1e-6;

/// Goes downhill. There is no descent where the loss or its gradient is not finite at the start.
pub fn descend(
    loss: &Tape,
    start: &[f64],
    optimizer: &Optimizer,
    schedule: &Schedule,
    steps: usize,
    standing: Option<Standing>,
) -> Option<Descent> {
    let (value, gradient) = measured(loss, start)?;
    let mut standing = standing.unwrap_or_else(|| Standing {
        step: 0,
        memory: optimizer.memory(start.len()),
        loss: value.abs(),
        slope: length(&gradient),
    });
    let most = GROWN * f64::max(standing.loss, SMALL);
    let flat = FLAT * f64::max(standing.slope, f64::min(1.0, standing.loss));
    let mut point = start.to_vec();
    let first = standing.step;
    let mut run = Descent {
        points: vec![point.clone()],
        losses: vec![value],
        gradients: vec![gradient],
        rates: Vec::new(),
        memory: Vec::new(),
        corrected: Vec::new(),
        status: Status::Running,
        beyond: None,
        standing: standing.clone(),
    };
    let memory = &mut standing.memory;
    for step in first..first + steps {
        let rate = schedule.at(step);
        let gradient = &run.gradients[step - first];
        optimizer.step(step + 1, rate, &mut point, gradient, memory);
        let remembered = memory.lists.iter().all(|(_, list)| finite(list));
        let Some((value, gradient)) = measured(loss, &point).filter(|_| remembered) else {
            run.status = Status::Left;
            let there = loss.value(&point);
            run.beyond = Some((point, there));
            break;
        };
        run.points.push(point.clone());
        run.losses.push(value);
        run.gradients.push(gradient);
        run.rates.push(rate);
        run.corrected.push(optimizer.corrected(step + 1, memory));
        run.memory.push(memory.clone());
        if value > most {
            run.status = Status::Grew;
            break;
        }
    }
    if run.status == Status::Running
        && run.gradients.last().is_some_and(|gradient| length(gradient) <= flat)
    {
        run.status = Status::Converged;
    }
    // Not that of an update that left: then it is still the one it came with.
    standing.memory = run.memory.last().unwrap_or(&run.standing.memory).clone();
    standing.step = first + run.rates.len();
    run.standing = standing;
    Some(run)
}

/// The loss and its gradient where both are finite.
pub(super) fn measured(loss: &Tape, point: &[f64]) -> Option<(f64, Vec<f64>)> {
    let Gradient { value, partials } = loss.customary_gradient(point);
    (value.is_finite() && finite(point) && finite(&partials)).then_some((value, partials))
}

fn finite(numbers: &[f64]) -> bool {
    numbers.iter().all(|number| number.is_finite())
}

/// The Euclidean length.
pub(super) fn length(vector: &[f64]) -> f64 {
    let largest = vector.iter().fold(0.0, |most, part| f64::max(most, part.abs()));
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    let sum: f64 = vector.iter().map(|part| (part / largest) * (part / largest)).sum();
    largest * crate::real::sqrt(sum)
}
