//! A unit's sum becomes its activation, and a slope on the way back.

use crate::expr::{Function, Value};
use crate::real;

/// What a unit makes of its sum z.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// z itself.
    Linear,
    /// max(0, z); its slope at 0 is taken as 0.
    Relu,
    /// z, or z/100 to the left of 0.
    LeakyRelu,
    /// 1/(1 + e⁻ᶻ)
    Sigmoid,
    /// tanh z
    Tanh,
    /// ln(1 + eᶻ)
    Softplus,
    /// z·Φ(z), the exact form with the error function.
    Gelu,
    /// z·σ(z)
    Silu,
}

/// What is known of one.
pub struct ActivationRow {
    /// Its name in a specification.
    pub id: &'static str,
    /// The function of the table that it is; none for z itself.
    pub function: Option<Function>,
    /// Whether half of what comes in is cut away, so that starting weights are to be larger.
    pub cuts: bool,
}

#[rustfmt::skip]
const ROWS: [ActivationRow; 8] = [
    ActivationRow { id: "linear",     function: None,                       cuts: false },
    ActivationRow { id: "relu",       function: Some(Function::Relu),       cuts: true },
    ActivationRow { id: "leaky-relu", function: Some(Function::LeakyRelu),  cuts: true },
    ActivationRow { id: "sigmoid",    function: Some(Function::Sigmoid),    cuts: false },
    ActivationRow { id: "tanh",       function: Some(Function::Tanh),       cuts: false },
    ActivationRow { id: "softplus",   function: Some(Function::Softplus),   cuts: false },
    ActivationRow { id: "gelu",       function: Some(Function::Gelu),       cuts: false },
    ActivationRow { id: "silu",       function: Some(Function::Silu),       cuts: false },
];

impl Activation {
    /// Every activation, in the order of the table.
    pub const ALL: [Activation; 8] = [
        Activation::Linear,
        Activation::Relu,
        Activation::LeakyRelu,
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Softplus,
        Activation::Gelu,
        Activation::Silu,
    ];

    /// Everything known of it.
    pub fn row(self) -> &'static ActivationRow {
        &ROWS[self as usize]
    }

    /// The activation of that name.
    pub fn named(id: &str) -> Option<Activation> {
        Activation::ALL.into_iter().find(|activation| activation.row().id == id)
    }

    /// The activations of a row of sums.
    pub fn values(self, sums: &[f64], out: &mut [f64]) {
        match self.row().function.map(|function| function.row().value) {
            Some(Value::One(f)) => {
                for (a, &z) in out.iter_mut().zip(sums) {
                    *a = f(z);
                }
            }
            _ => out.copy_from_slice(sums),
        }
    }

    /// Gradients by the activations become gradients by the sums: each times the slope there.
    ///
    /// Where the slope follows from the activation itself, as σ′ = σ(1 − σ) does, it is taken from
    /// it, as the libraries do.
    pub fn back(self, sums: &[f64], values: &[f64], by_value: &[f64], by_sum: &mut [f64]) {
        let from_value = |slope: fn(f64) -> f64, by_sum: &mut [f64]| {
            times_slope(values, by_value, by_sum, slope);
        };
        match self {
            Activation::Linear => by_sum.copy_from_slice(by_value),
            Activation::Relu => times_slope(sums, by_value, by_sum, real::step),
            Activation::LeakyRelu => {
                times_slope(sums, by_value, by_sum, |z| if z > 0.0 { 1.0 } else { real::LEAK })
            }
            Activation::Sigmoid => from_value(|a| (1.0 - a) * a, by_sum),
            Activation::Tanh => from_value(|a| 1.0 - a * a, by_sum),
            Activation::Softplus => times_slope(sums, by_value, by_sum, real::sigmoid),
            Activation::Gelu => times_slope(sums, by_value, by_sum, real::slope::gelu),
            Activation::Silu => times_slope(sums, by_value, by_sum, real::slope::silu),
        }
    }
}

#[inline(always)]
fn times_slope(at: &[f64], by_value: &[f64], by_sum: &mut [f64], slope: impl Fn(f64) -> f64) {
    for ((out, &g), &x) in by_sum.iter_mut().zip(by_value).zip(at) {
        *out = g * slope(x);
    }
}
