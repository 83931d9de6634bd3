//! Answers and targets become one number, and the gradients that start the way back.

use super::Activation;
use super::pass::Row;
use crate::real::{self, exp, ln, log1p};

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
    pub activation: Activation,
    pub sums: &'a [Row],
    pub values: &'a [Row],
    pub targets: &'a [Row],
}

/// PyTorch cuts the logarithm of a probability here, so that an answer of exactly 0 or 1 that is
/// wrong costs much, and not ∞.
const LOWEST_LOG: f64 = -100.0;
/// … and its slope here.
const LEAST_VARIANCE: f64 = 1e-12;

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
        by_value: &mut [Row],
        by_sum: &mut [Row],
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

fn squares(answers: &Answers, terms: f64, by_value: &mut [Row]) -> f64 {
    let factor = 2.0 / terms;
    let mut sum = 0.0;
    for ((a, t), g) in answers.values.iter().zip(answers.targets).zip(by_value) {
        for s in 0..answers.count {
            let difference = a[s] - t[s];
            sum += difference * difference;
            g[s] = factor * difference;
        }
    }
    sum
}

/// With p = σ(z): −ln p = ln(1 + e⁻ᶻ) and −ln(1 − p) = ln(1 + eᶻ), however large z is, and the
/// gradient by z is p − t.
fn through_sigmoid(answers: &Answers, terms: f64, by_value: &mut [Row], by_sum: &mut [Row]) -> f64 {
    let mut sum = 0.0;
    let rows = answers.sums.iter().zip(answers.values).zip(answers.targets);
    for (((z, p), t), (by_p, by_z)) in rows.zip(by_value.iter_mut().zip(by_sum)) {
        for s in 0..answers.count {
            let (z, p, t) = (z[s], p[s], t[s]);
            // max(z, 0) − t z + ln(1 + e^(−|z|)); without the part that is a difference of equals.
            let line = if z > 0.0 { (1.0 - t) * z } else { -t * z };
            sum += line + log1p(exp(-z.abs()));
            // Its complement to 1 keeps its digits as σ(−z).
            by_z[s] = ((1.0 - t) * p - t * real::sigmoid(-z)) / terms;
            let wrong = part(1.0 - t, real::sigmoid(-z)) - part(t, p);
            by_p[s] = wrong / terms;
        }
    }
    sum
}

/// weight/p; nothing where the weight is 0.
fn part(weight: f64, p: f64) -> f64 {
    if weight == 0.0 { 0.0 } else { weight / p }
}

fn on_probabilities(answers: &Answers, terms: f64, by_value: &mut [Row]) -> f64 {
    let log = |p: f64| real::max(p, LOWEST_LOG);
    let mut sum = 0.0;
    for ((p, t), g) in answers.values.iter().zip(answers.targets).zip(by_value) {
        for s in 0..answers.count {
            let (p, t) = (p[s], t[s]);
            sum -= t * log(ln(p)) + (1.0 - t) * log(log1p(-p));
            g[s] = (p - t) / real::max((1.0 - p) * p, LEAST_VARIANCE) / terms;
        }
    }
    sum
}

/// −Σ tₖ ln softmaxₖ = Σ tₖ·(ln Σ e^(aⱼ − m) − (aₖ − m)), with m the largest logit, so that no
/// power overflows.
fn on_logits(answers: &Answers, terms: f64, by_value: &mut [Row]) -> f64 {
    let mut sum = 0.0;
    for s in 0..answers.count {
        let logits = || answers.values.iter().map(|a| a[s]);
        let largest = logits().fold(f64::NEG_INFINITY, real::max);
        let powers: f64 = logits().map(|a| exp(a - largest)).sum();
        let log = ln(powers);
        let total: f64 = answers.targets.iter().map(|t| t[s]).sum();
        for ((a, t), g) in answers.values.iter().zip(answers.targets).zip(by_value.iter_mut()) {
            let (a, t) = (a[s] - largest, t[s]);
            if t != 0.0 {
                sum += t * (log - a);
            }
            g[s] = (total * (exp(a) / powers) - t) / terms;
        }
    }
    sum
}
