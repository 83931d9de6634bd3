//! A step's number becomes its rate: each schedule is a row.
//!
//! Closed forms of what `torch.optim.lr_scheduler` (constant, step, exponential, cosine) and optax
//! (those that warm up) compute from step to step.

use std::f64::consts::PI;

use crate::real::{cos, pow};

/// How a rate goes on in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is described by its row")]
pub enum Plan {
    Constant,
    Step,
    Exponential,
    Cosine,
    LinearWarmup,
    WarmupCosine,
}

/// What is known of a plan.
pub struct ScheduleRow {
    /// Stable id.
    pub id: &'static str,
    /// As people say it.
    pub title: &'static str,
    /// The numbers it needs besides the rate, and what they are when left out, if they may be.
    pub numbers: &'static [(Number, Option<f64>)],
}

/// A number that shapes a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the contract")]
pub enum Number {
    StepSize,
    Gamma,
    TotalSteps,
    WarmupSteps,
    Minimum,
    Start,
}

impl Number {
    /// How many there are.
    pub const COUNT: usize = 6;

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Number::StepSize => "stepSize",
            Number::Gamma => "gamma",
            Number::TotalSteps => "totalSteps",
            Number::WarmupSteps => "warmupSteps",
            Number::Minimum => "minimum",
            Number::Start => "start",
        }
    }

    /// Whether it counts steps: a whole number, 1 or more.
    pub fn counts(self) -> bool {
        matches!(self, Number::StepSize | Number::TotalSteps | Number::WarmupSteps)
    }
}

const EVERY: (Number, Option<f64>) = (Number::StepSize, None);
const TOTAL: (Number, Option<f64>) = (Number::TotalSteps, None);
const WARM: (Number, Option<f64>) = (Number::WarmupSteps, None);
const LOW: (Number, Option<f64>) = (Number::Minimum, Some(0.0));
const FROM: (Number, Option<f64>) = (Number::Start, Some(0.0));

#[rustfmt::skip]
static ROWS: [ScheduleRow; 6] = [
    ScheduleRow { id: "constant",      title: "Constant",               numbers: &[] },
    ScheduleRow { id: "step",          title: "Step decay",             numbers: &[EVERY, (Number::Gamma, Some(0.1))] },
    ScheduleRow { id: "exponential",   title: "Exponential decay",      numbers: &[(Number::Gamma, None)] },
    ScheduleRow { id: "cosine",        title: "Cosine annealing",       numbers: &[TOTAL, LOW] },
    ScheduleRow { id: "linear-warmup", title: "Linear warm-up",         numbers: &[WARM, FROM] },
    ScheduleRow { id: "warmup-cosine", title: "Warm-up, then cosine",   numbers: &[WARM, TOTAL, LOW, FROM] },
];

impl Plan {
    /// Every plan, in the order of the table.
    pub const ALL: [Plan; 6] = [
        Plan::Constant,
        Plan::Step,
        Plan::Exponential,
        Plan::Cosine,
        Plan::LinearWarmup,
        Plan::WarmupCosine,
    ];

    /// Everything known of it.
    pub fn row(self) -> &'static ScheduleRow {
        &ROWS[self as usize]
    }

    /// The plan of that name.
    pub fn named(id: &str) -> Option<Plan> {
        Plan::ALL.into_iter().find(|plan| plan.row().id == id)
    }
}

/// A plan with its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    plan: Plan,
    /// The base or the peak.
    rate: f64,
    numbers: [f64; Number::COUNT],
}

impl Schedule {
    /// A plan around a rate. Numbers without a default are 1 until they are set.
    pub fn new(plan: Plan, rate: f64) -> Schedule {
        let mut numbers = [0.0; Number::COUNT];
        for &(number, default) in plan.row().numbers {
            numbers[number as usize] = default.unwrap_or(1.0);
        }
        Schedule { plan, rate, numbers }
    }

    /// The same with another number.
    pub fn with(mut self, number: Number, value: f64) -> Schedule {
        self.numbers[number as usize] = value;
        self
    }

    /// The plan.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// The base or the peak.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// A number of the plan.
    pub fn get(&self, number: Number) -> f64 {
        self.numbers[number as usize]
    }

    /// The rate of step number `step`, from 0.
    pub fn at(&self, step: usize) -> f64 {
        let [every, gamma, total, warm, low, from] = self.numbers;
        let (rate, t) = (self.rate, step as f64);
        let falling = |t: f64, total: f64| {
            // Multiplied first, as both libraries do: near its foot the wave is a difference of
            // equals, and shows every rounding.
            let wave = 0.5 * (1.0 + cos(PI * t / total));
            rate * wave + low * (1.0 - wave)
        };
        let rising = |t: f64| (from - rate) * (1.0 - t / warm) + rate;
        match self.plan {
            Plan::Constant => rate,
            Plan::Step => rate * pow(gamma, crate::real::floor(t / every)),
            Plan::Exponential => rate * pow(gamma, t),
            // It rises again after the last step, as in PyTorch.
            Plan::Cosine => falling(t, total),
            Plan::LinearWarmup => {
                if t < warm {
                    rising(t)
                } else {
                    rate
                }
            }
            Plan::WarmupCosine if t < warm => rising(t),
            // It stays down, as in optax.
            Plan::WarmupCosine => {
                let rest = total - warm;
                falling(f64::min(t - warm, rest), rest)
            }
        }
    }
}
