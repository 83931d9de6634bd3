//! Answers and targets become one number, and the gradients that start the way back.

use super::{Activation, LANES};
use crate::real::{self, Quad, exp, ln, log1p};

/// How answers are judged against targets: a mean over the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Mean of the squared differences, over samples and outputs.
    MeanSquares,
    /// Mean of −t ln p − (1 − t) ln(1 − p), over samples and outputs: answers are probabilities.
    BinaryCrossEntropy,
    /// −ln of the probability that the answers, as logits, give to the target class: their
    /// mean over samples.
    CrossEntropy,
}

/// The last layer of a block of samples.
pub(super) struct Answers<'a> {
    /// How many samples of the block count.
    pub count: usize,
    pub units: usize,
    pub activation: Activation,
    pub sums: &'a [Quad],
    pub values: &'a [Quad],
    pub targets: &'a [Quad],
}

impl Answers<'_> {
    /// Where a sample's numbers stand: from this row on, a row for each unit, in this lane.
    #[inline(always)]
    fn place(&self, s: usize) -> (usize, usize) {
        (s / LANES * self.units, s % LANES)
    }

    /// The sum of a term for each unit's number of every sample, given its row and lane.
    #[inline(always)]
    fn sum(&self, mut term: impl FnMut(usize, usize) -> f64) -> f64 {
        let mut sum = 0.0;
        for s in 0..self.count {
            let (first, lane) = self.place(s);
            for row in first..first + self.units {
                sum += term(row, lane);
            }
        }
        sum
    }
}

/// PyTorch cuts the logarithm of a probability here, so that an answer of exactly 0 or 1 that is
/// wrong costs much, and not ∞.
const LOWEST_LOG: f64 = -100.0;
/// … and its slope here: the number nearest to 10⁻¹² among those of 32 bits, for numbers of any
/// width.
pub(super) const LEAST_VARIANCE: f64 = 1e-12_f32 as f64;

impl Loss {
    /// Every loss with its name.
    pub const ALL: [(&'static str, Loss); 3] = [
        ("mse", Loss::MeanSquares),
        ("binary-cross-entropy", Loss::BinaryCrossEntropy),
        ("cross-entropy", Loss::CrossEntropy),
    ];

    /// The loss of that name.
    pub fn named(id: &str) -> Option<Loss> {
        Loss::ALL.into_iter().find(|(name, _)| *name == id).map(|(_, loss)| loss)
    }

    /// How many terms the mean is taken over.
    pub(super) fn terms(self, samples: usize, outputs: usize) -> f64 {
        match self {
            Loss::CrossEntropy => samples as f64,
            Loss::MeanSquares | Loss::BinaryCrossEntropy => (samples * outputs) as f64,
        }
    }

    /// The block's part of the sum (not yet divided by `terms`), the gradients of the loss by the
    /// answers, and those by the last sums where they do not follow from these by the activation's
    /// slope, because that would be 0 times ∞.
    pub(super) fn judge(
        self,
        answers: &Answers,
        terms: f64,
        by_value: &mut [Quad],
        by_sum: &mut [Quad],
    ) -> (f64, Known) {
        match (self, answers.activation) {
            (Loss::MeanSquares, _) => (squares(answers, terms, by_value), Known::ByValue),
            (Loss::BinaryCrossEntropy, Activation::Sigmoid) => {
                (through_sigmoid(answers, terms, by_value, by_sum), Known::BySum)
            }
            (Loss::BinaryCrossEntropy, _) => {
                (on_probabilities(answers, terms, by_value), Known::ByValue)
            }
            (Loss::CrossEntropy, _) => (on_logits(answers, terms, by_value), Known::ByValue),
        }
    }
}

/// Which gradients a loss has filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    ByValue,
    /// Both kinds.
    BySum,
}

fn squares(answers: &Answers, terms: f64, by_value: &mut [Quad]) -> f64 {
    let factor = 2.0 / terms;
    answers.sum(|row, lane| {
        let difference = answers.values[row].0[lane] - answers.targets[row].0[lane];
        by_value[row].0[lane] = factor * difference;
        difference * difference
    })
}

/// With p = σ(z): −ln p = ln(1 + e⁻ᶻ) and −ln(1 − p) = ln(1 + eᶻ), however large z is, and the
/// gradient by z is p − t.
fn through_sigmoid(
    answers: &Answers,
    terms: f64,
    by_value: &mut [Quad],
    by_sum: &mut [Quad],
) -> f64 {
    answers.sum(|row, lane| {
        let (z, p, t) =
            (answers.sums[row].0[lane], answers.values[row].0[lane], answers.targets[row].0[lane]);
        let power = exp(-z.abs());
        // 1 − p keeps its digits as σ(−z).
        let rest = if z > 0.0 { power / (1.0 + power) } else { 1.0 / (1.0 + power) };
        // max(z, 0) − t z + ln(1 + e^(−|z|)); without the part that is a difference of equals.
        let line = if z > 0.0 { (1.0 - t) * z } else { -t * z };
        by_sum[row].0[lane] = ((1.0 - t) * p - t * rest) / terms;
        by_value[row].0[lane] = (part(1.0 - t, rest) - part(t, p)) / terms;
        line + log1p(power)
    })
}

/// weight/p, for a probability too small for a double as for the smallest that there is: a gradient
/// has no ∞ in it.
fn part(weight: f64, p: f64) -> f64 {
    weight / real::max(p, f64::MIN_POSITIVE)
}

fn on_probabilities(answers: &Answers, terms: f64, by_value: &mut [Quad]) -> f64 {
    let log = |p: f64| real::max(p, LOWEST_LOG);
    answers.sum(|row, lane| {
        let (p, t) = (answers.values[row].0[lane], answers.targets[row].0[lane]);
        by_value[row].0[lane] = (p - t) / real::max((1.0 - p) * p, LEAST_VARIANCE) / terms;
        -(t * log(ln(p)) + (1.0 - t) * log(log1p(-p)))
    })
}

/// −Σ tₖ ln softmaxₖ = Σ tₖ·(ln Σ e^(aⱼ − m) − (aₖ − m)), with m the largest logit, so that no
/// power overflows.
fn on_logits(answers: &Answers, terms: f64, by_value: &mut [Quad]) -> f64 {
    let (logits, targets) = (answers.values, answers.targets);
    let mut sum = 0.0;
    for s in 0..answers.count {
        let (first, lane) = answers.place(s);
        let rows = || first..first + answers.units;
        let largest = rows().map(|row| logits[row].0[lane]).fold(f64::NEG_INFINITY, real::max);
        let powers: f64 = rows().map(|row| exp(logits[row].0[lane] - largest)).sum();
        let log = ln(powers);
        let total: f64 = rows().map(|row| targets[row].0[lane]).sum();
        for row in rows() {
            let (a, t) = (logits[row].0[lane] - largest, targets[row].0[lane]);
            if t != 0.0 {
                sum += t * (log - a);
            }
            by_value[row].0[lane] = (total * (exp(a) / powers) - t) / terms;
        }
    }
    sum
}
