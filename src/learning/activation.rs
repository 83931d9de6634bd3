//! A unit's sum becomes its activation, and a slope on the way back.

use crate::expr::{Function, Value};
use crate::real::{self, Four, Kernel, Lane, Quad, Sigmoid, Tanh};

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
    pub fn values(self, sums: &[Quad], out: &mut [Quad]) {
        let none = Four::of(0.0);
        match self {
            Activation::Linear => out.copy_from_slice(sums),
            Activation::Relu => {
                // −0 becomes 0, NaN stays.
                in_step([sums, sums], out, |z, _| Four::choose(z.less(none), none, z) + none);
            }
            Activation::LeakyRelu => {
                let leak = Four::of(real::LEAK);
                in_step([sums, sums], out, |z, _| Four::choose(none.less(z), z, leak * z));
            }
            Activation::Sigmoid => Sigmoid.values(sums, out),
            Activation::Tanh => Tanh.values(sums, out),
            Activation::Softplus | Activation::Gelu | Activation::Silu => {
                let Some(Value::One(f)) = self.row().function.map(|f| f.row().value) else {
                    return;
                };
                for (a, z) in out.iter_mut().zip(sums) {
                    a.0 = z.0.map(f);
                }
            }
        }
    }

    /// Gradients by the activations become gradients by the sums: each times the slope there.
    ///
    /// Where the slope follows from the activation itself, as σ′ = σ(1 − σ) does, it is taken from
    /// it, as the libraries do.
    pub fn back(self, sums: &[Quad], values: &[Quad], by_value: &[Quad], by_sum: &mut [Quad]) {
        let (none, one, leak) = (Four::of(0.0), Four::of(1.0), Four::of(real::LEAK));
        let (from_sum, from_value) = ([sums, by_value], [values, by_value]);
        match self {
            Activation::Linear => by_sum.copy_from_slice(by_value),
            Activation::Relu => {
                in_step(from_sum, by_sum, |z, g| g * Four::choose(none.less(z), one, none));
            }
            Activation::LeakyRelu => {
                in_step(from_sum, by_sum, |z, g| g * Four::choose(none.less(z), one, leak));
            }
            Activation::Sigmoid => in_step(from_value, by_sum, |a, g| g * ((one - a) * a)),
            Activation::Tanh => in_step(from_value, by_sum, |a, g| g * (one - a * a)),
            Activation::Softplus => times_slope(sums, by_value, by_sum, real::sigmoid),
            Activation::Gelu => times_slope(sums, by_value, by_sum, real::slope::gelu),
            Activation::Silu => times_slope(sums, by_value, by_sum, real::slope::silu),
        }
    }
}

/// A result of two rows, four numbers at once.
#[inline(always)]
fn in_step([a, b]: [&[Quad]; 2], out: &mut [Quad], f: impl Fn(Four, Four) -> Four) {
    for ((a, b), out) in a.iter().zip(b).zip(out) {
        f(Four::load(a), Four::load(b)).store(out);
    }
}

fn times_slope(at: &[Quad], by_value: &[Quad], by_sum: &mut [Quad], slope: fn(f64) -> f64) {
    for ((out, g), x) in by_sum.iter_mut().zip(by_value).zip(at) {
        (Four::load(g) * Four::load(&Quad(x.0.map(slope)))).store(out);
    }
}
