//! A gradient and a memory become a step: each optimizer is a row.
//!
//! The order of operations is PyTorch's (of Lion: optax's), so that the numbers are theirs up to
//! the last rounding: RMSprop and Adagrad add ε outside the root, Adam divides √v by √(1 − β₂ᵗ)
//! and then adds ε, AdamW shrinks the parameters first, Lion steps before it updates its memory.

use crate::real::{pow, sign, sqrt};

/// The ways of going downhill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is described by its row")]
pub enum Method {
    Sgd,
    Momentum,
    Nesterov,
    Adagrad,
    Rmsprop,
    Adam,
    Adamw,
    Lion,
}

/// What is known of a method.
pub struct OptimizerRow {
    /// Stable id.
    pub id: &'static str,
    /// As people say it.
    pub title: &'static str,
    /// One update, line by line, in our notation: θ the parameters, g the gradient, η the rate,
    /// t the number of the step from 1; the left side is new, on the right the letters are old
    /// until their line.
    pub update: &'static [&'static str],
    /// What the method is after.
    pub idea: &'static str,
    /// Where it is at home.
    pub when_to_use: &'static str,
    /// Its settings with what they are when left out.
    pub defaults: &'static [(Setting, f64)],
}

/// A number that sets a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in PyTorch, but for decay, which is RMSprop's alpha")]
pub enum Setting {
    Momentum,
    Decay,
    Beta1,
    Beta2,
    Epsilon,
    WeightDecay,
}

impl Setting {
    /// Every setting.
    pub const ALL: [Setting; 6] = [
        Setting::Momentum,
        Setting::Decay,
        Setting::Beta1,
        Setting::Beta2,
        Setting::Epsilon,
        Setting::WeightDecay,
    ];

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Setting::Momentum => "momentum",
            Setting::Decay => "decay",
            Setting::Beta1 => "beta1",
            Setting::Beta2 => "beta2",
            Setting::Epsilon => "epsilon",
            Setting::WeightDecay => "weightDecay",
        }
    }

    /// What it may be, in words, and whether a number is that.
    pub fn range(self) -> (&'static str, fn(f64) -> bool) {
        match self {
            Setting::Decay | Setting::Beta1 | Setting::Beta2 => {
                ("a number from 0 up to, not including, 1", |value| (0.0..1.0).contains(&value))
            }
            Setting::Momentum | Setting::Epsilon | Setting::WeightDecay => {
                ("a finite number, 0 or more", |value| value >= 0.0 && value.is_finite())
            }
        }
    }
}

const MOMENTUM: Setting = Setting::Momentum;
const DECAY: Setting = Setting::Decay;
const BETA_1: Setting = Setting::Beta1;
const BETA_2: Setting = Setting::Beta2;
const EPSILON: Setting = Setting::Epsilon;
const SHRINK: Setting = Setting::WeightDecay;

static ROWS: [OptimizerRow; 8] = [
    OptimizerRow {
        id: "sgd",
        title: "Gradient descent (SGD)",
        update: &["theta = theta - eta g"],
        idea: "Go a little way against the gradient, again and again.",
        when_to_use: "To understand everything else; with a good schedule still hard to beat on small problems.",
        defaults: &[(MOMENTUM, 0.0), (SHRINK, 0.0)],
    },
    OptimizerRow {
        id: "momentum",
        title: "SGD with momentum",
        update: &["b = mu b + g", "theta = theta - eta b"],
        idea: "A running sum of past gradients gathers speed where they agree and dampens what swings to and fro.",
        when_to_use: "Image classification and other problems with a long, narrow valley.",
        defaults: &[(MOMENTUM, 0.9), (SHRINK, 0.0)],
    },
    OptimizerRow {
        id: "nesterov",
        title: "Nesterov momentum",
        update: &["b = mu b + g", "theta = theta - eta(g + mu b)"],
        idea: "Momentum that looks ahead: the step is taken as if the speed had carried it on already.",
        when_to_use: "Where momentum overshoots.",
        defaults: &[(MOMENTUM, 0.9), (SHRINK, 0.0)],
    },
    OptimizerRow {
        id: "adagrad",
        title: "Adagrad",
        update: &["s = s + g^2", "theta = theta - eta g/(sqrt(s) + epsilon)"],
        idea: "Each parameter has a rate of its own, which shrinks with all the gradients it has seen.",
        when_to_use: "Sparse features: words that seldom occur keep a large rate.",
        defaults: &[(EPSILON, 1e-10), (SHRINK, 0.0)],
    },
    OptimizerRow {
        id: "rmsprop",
        title: "RMSprop",
        update: &["v = alpha v + (1 - alpha)g^2", "theta = theta - eta g/(sqrt(v) + epsilon)"],
        idea: "Each parameter has a rate of its own, from the size of its recent gradients.",
        when_to_use: "Recurrent networks and goals that change, as in reinforcement learning.",
        defaults: &[(DECAY, 0.99), (EPSILON, 1e-8), (MOMENTUM, 0.0), (SHRINK, 0.0)],
    },
    OptimizerRow {
        id: "adam",
        title: "Adam",
        update: &[
            "m = beta_1 m + (1 - beta_1)g",
            "v = beta_2 v + (1 - beta_2)g^2",
            "theta = theta - eta(m/(1 - beta_1^t))/(sqrt(v/(1 - beta_2^t)) + epsilon)",
        ],
        idea: "Momentum and RMSprop together: the mean of recent gradients over their size, both corrected for having started at 0.",
        when_to_use: "The one to try first.",
        defaults: &[(BETA_1, 0.9), (BETA_2, 0.999), (EPSILON, 1e-8), (SHRINK, 0.0)],
    },
    OptimizerRow {
        id: "adamw",
        title: "AdamW",
        update: &[
            "theta = theta - eta lambda theta",
            "m = beta_1 m + (1 - beta_1)g",
            "v = beta_2 v + (1 - beta_2)g^2",
            "theta = theta - eta(m/(1 - beta_1^t))/(sqrt(v/(1 - beta_2^t)) + epsilon)",
        ],
        idea: "Adam in which weights shrink by themselves, not through the gradient, so that every weight shrinks at the same pace.",
        when_to_use: "Language models and whatever is trained with weight decay.",
        defaults: &[(BETA_1, 0.9), (BETA_2, 0.999), (EPSILON, 1e-8), (SHRINK, 0.01)],
    },
    OptimizerRow {
        id: "lion",
        title: "Lion",
        update: &[
            "theta = theta - eta(sign(beta_1 m + (1 - beta_1)g) + lambda theta)",
            "m = beta_2 m + (1 - beta_2)g",
        ],
        idea: "Only the sign of a momentum counts: every parameter moves by the rate, and half of Adam's memory is enough.",
        when_to_use: "Large vision and language models, with a rate some ten times smaller than Adam's.",
        defaults: &[(BETA_1, 0.9), (BETA_2, 0.99), (SHRINK, 0.001)],
    },
];

impl Method {
    /// Every method, in the order of the table.
    pub const ALL: [Method; 8] = [
        Method::Sgd,
        Method::Momentum,
        Method::Nesterov,
        Method::Adagrad,
        Method::Rmsprop,
        Method::Adam,
        Method::Adamw,
        Method::Lion,
    ];

    /// Everything known of it.
    pub fn row(self) -> &'static OptimizerRow {
        &ROWS[self as usize]
    }

    /// The method of that name.
    pub fn named(id: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.row().id == id)
    }
}

/// β of the old mean and 1 − β of what is new, from the nearer of the two, as PyTorch takes it: with
/// β = 0 nothing is left of a mean, however large it was.
fn towards(mean: f64, new: f64, beta: f64) -> f64 {
    let share = 1.0 - beta;
    let apart = new - mean;
    if share < 0.5 { mean + share * apart } else { new - (1.0 - share) * apart }
}

/// A method with its settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optimizer {
    method: Method,
    settings: [f64; Setting::ALL.len()],
}

/// What an optimizer remembers of one parameter or of all: a list for each symbol of its rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// The symbol and a number for each parameter.
    pub lists: Vec<(&'static str, Vec<f64>)>,
}

impl Memory {
    /// The numbers kept under a symbol.
    pub fn get(&self, symbol: &str) -> Option<&[f64]> {
        self.lists.iter().find(|(name, _)| *name == symbol).map(|(_, list)| list.as_slice())
    }
}

impl Optimizer {
    /// A method with the settings it has when nothing is said.
    pub fn new(method: Method) -> Optimizer {
        let mut settings = [0.0; Setting::ALL.len()];
        for &(setting, value) in method.row().defaults {
            settings[setting as usize] = value;
        }
        Optimizer { method, settings }
    }

    /// The same with another setting.
    pub fn with(mut self, setting: Setting, value: f64) -> Optimizer {
        self.settings[setting as usize] = value;
        self
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// A setting.
    pub fn get(&self, setting: Setting) -> f64 {
        self.settings[setting as usize]
    }

    /// The symbols under which it remembers something.
    pub fn symbols(&self) -> &'static [&'static str] {
        let moves = self.get(Setting::Momentum) != 0.0;
        match self.method {
            Method::Sgd if moves => &["b"],
            Method::Sgd => &[],
            Method::Momentum | Method::Nesterov => &["b"],
            Method::Adagrad => &["s"],
            Method::Rmsprop if moves => &["v", "b"],
            Method::Rmsprop => &["v"],
            Method::Adam | Method::Adamw => &["m", "v"],
            Method::Lion => &["m"],
        }
    }

    /// A memory before the first step.
    pub fn memory(&self, parameters: usize) -> Memory {
        let lists = self.symbols().iter().map(|&symbol| (symbol, vec![0.0; parameters]));
        Memory { lists: lists.collect() }
    }

    /// Moves the parameters: step number `t`, from 1, with this rate.
    pub fn step(
        &self,
        t: usize,
        rate: f64,
        parameters: &mut [f64],
        gradient: &[f64],
        memory: &mut Memory,
    ) {
        let [mu, alpha, beta_1, beta_2, epsilon, shrink] = self.settings;
        let numbers = parameters.iter_mut().zip(gradient);
        let mut lists = memory.lists.iter_mut().map(|(_, list)| list.as_mut_slice());
        let (first, second) = (lists.next().unwrap_or(&mut []), lists.next().unwrap_or(&mut []));
        // Weight decay as a part of the gradient, where it is one.
        let with_decay = |g: f64, theta: f64| if shrink == 0.0 { g } else { g + shrink * theta };
        match self.method {
            Method::Sgd | Method::Momentum | Method::Nesterov if first.is_empty() => {
                for (theta, &g) in numbers {
                    *theta -= rate * with_decay(g, *theta);
                }
            }
            Method::Sgd | Method::Momentum | Method::Nesterov => {
                let ahead = self.method == Method::Nesterov;
                for ((theta, &g), b) in numbers.zip(first) {
                    let g = with_decay(g, *theta);
                    *b = mu * *b + g;
                    *theta -= rate * if ahead { g + mu * *b } else { *b };
                }
            }
            Method::Adagrad => {
                for ((theta, &g), s) in numbers.zip(first) {
                    let g = with_decay(g, *theta);
                    *s += g * g;
                    *theta -= rate * g / (sqrt(*s) + epsilon);
                }
            }
            Method::Rmsprop => {
                for (i, ((theta, &g), v)) in numbers.zip(first).enumerate() {
                    let g = with_decay(g, *theta);
                    *v = alpha * *v + (1.0 - alpha) * g * g;
                    let size = sqrt(*v) + epsilon;
                    match second.get_mut(i) {
                        Some(b) => {
                            *b = mu * *b + g / size;
                            *theta -= rate * *b;
                        }
                        None => *theta -= rate * g / size,
                    }
                }
            }
            Method::Adam | Method::Adamw => {
                let decoupled = self.method == Method::Adamw;
                let [first_part, second_part] = self.corrections(t);
                let (step, root) = (rate / first_part, sqrt(second_part));
                for ((theta, &g), (m, v)) in numbers.zip(first.iter_mut().zip(second)) {
                    let g = if decoupled { g } else { with_decay(g, *theta) };
                    if decoupled {
                        *theta *= 1.0 - rate * shrink;
                    }
                    *m = towards(*m, g, beta_1);
                    *v = *v * beta_2 + (1.0 - beta_2) * g * g;
                    *theta -= step * *m / (sqrt(*v) / root + epsilon);
                }
            }
            Method::Lion => {
                for ((theta, &g), m) in numbers.zip(first) {
                    let direction = sign((1.0 - beta_1) * g + beta_1 * *m);
                    *m = (1.0 - beta_2) * g + beta_2 * *m;
                    *theta -= rate * (direction + shrink * *theta);
                }
            }
        }
    }

    /// 1 − β₁ᵗ and 1 − β₂ᵗ: how much of a mean is there after t steps from 0.
    pub fn corrections(&self, t: usize) -> [f64; 2] {
        [Setting::Beta1, Setting::Beta2].map(|beta| 1.0 - pow(self.get(beta), t as f64))
    }

    /// The corrected memory that the step was made from, m̂ and v̂; of other methods nothing.
    pub fn corrected(&self, t: usize, memory: &Memory) -> Memory {
        if !matches!(self.method, Method::Adam | Method::Adamw) {
            return Memory::default();
        }
        let lists = ["m_hat", "v_hat"].into_iter().zip(self.corrections(t)).zip(&memory.lists);
        let lists = lists.map(|((name, correction), (_, list))| {
            (name, list.iter().map(|value| value / correction).collect())
        });
        Memory { lists: lists.collect() }
    }
}
