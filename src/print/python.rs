//! An expression becomes a NumPy program that runs as it is once its variables are bound, to
//! numbers or to arrays.

use crate::expr::{Expr, Function};

use super::code::{Fraction, Language};
use super::layout;
use super::pen::Pen;

/// Python with `import numpy as np`, or with another library in its place.
pub(super) struct Python(pub Library);

/// A library whose functions a Python program calls. All have NumPy's names for most of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Library {
    /// `import numpy as np`
    Numpy,
    /// `import jax`, `import jax.numpy as jnp`
    Jax,
    /// `import torch`, its default type set to float64
    Torch,
    /// `import tensorflow as tf`, `import tensorflow.experimental.numpy as tnp`
    Tensorflow,
}

impl Library {
    /// What stands before the names that are NumPy's: NumPy itself is `np.`.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Library::Numpy => "np.",
            Library::Jax => "jnp.",
            Library::Torch => "torch.",
            Library::Tensorflow => "tnp.",
        }
    }

    /// The template of a function where the library has a better one than NumPy's in its own names:
    /// one with the slopes of machine learning, or one at all.
    fn template(self, function: Function) -> Option<&'static str> {
        use Function as F;
        Some(match (self, function) {
            (Library::Numpy, _) => return None,
            (Library::Jax, F::Relu) => "jax.nn.relu({u})",
            (Library::Jax, F::Sigmoid) => "jax.nn.sigmoid({u})",
            (Library::Jax, F::Silu) => "jax.nn.silu({u})",
            (Library::Jax, F::Gelu) => "jax.nn.gelu({u}, approximate=False)",
            (Library::Jax, F::Erf) => "jax.scipy.special.erf({u})",
            // Its functions take no bare numbers.
            (Library::Torch, F::Log) => "np.log(np.as_tensor({u})) / np.log(np.as_tensor({v}))",
            (Library::Torch, F::Min) => "np.minimum(np.as_tensor({u}), np.as_tensor({v}))",
            (Library::Torch, F::Max) => "np.maximum(np.as_tensor({u}), np.as_tensor({v}))",
            (Library::Torch, F::Atan2) => "np.arctan2(np.as_tensor({u}), np.as_tensor({v}))",
            (Library::Torch, F::Step) => "np.where({u} > 0, 1.0, 0.0)",
            (Library::Torch, F::Relu) => "np.relu({u})",
            (Library::Torch, F::LeakyRelu) => "np.nn.functional.leaky_relu({u}, 0.01)",
            (Library::Torch, F::Elu) => "np.nn.functional.elu({u})",
            (Library::Torch, F::Sigmoid) => "np.sigmoid({u})",
            // Left alone it takes the line for the curve from 20 on: the ninth digit shows it.
            (Library::Torch, F::Softplus) => "np.nn.functional.softplus({u}, threshold=50)",
            (Library::Torch, F::Gelu) => "np.nn.functional.gelu({u})",
            (Library::Torch, F::Silu) => "np.nn.functional.silu({u})",
            (Library::Torch, F::Erf) => "np.erf({u})",
            (Library::Tensorflow, F::Relu) => "tf.nn.relu({u})",
            (Library::Tensorflow, F::Log) => "np.log({u} * 1.0) / np.log({v} * 1.0)",
            (Library::Tensorflow, F::Elu) => "tf.nn.elu({u})",
            (Library::Tensorflow, F::Sigmoid) => "tf.sigmoid({u})",
            (Library::Tensorflow, F::Softplus) => "tf.math.softplus({u})",
            // Its own holds the root of 2 in single precision.
            (Library::Tensorflow, F::Gelu) => {
                "(lambda u: 0.5 * u * tf.math.erfc(-u / 2**0.5))({u})"
            }
            (Library::Tensorflow, F::Silu) => "tf.nn.silu({u})",
            (Library::Tensorflow, F::Erf) => "tf.math.erf({u})",
            _ => return None,
        })
    }
}

impl Language for Python {
    const PI: &'static str = "np.pi";
    const E: &'static str = "np.e";
    const POWER: &'static str = "**";
    const EQUAL: &'static str = " == ";
    const NOT_EQUAL: &'static str = " != ";
    const SQRT: &'static str = "np.sqrt(";
    const CBRT: &'static str = "np.cbrt(";
    const ABS: &'static str = "np.abs(";
    const LOG2: &'static str = "np.log2(";
    const LOG10: &'static str = "np.log10(";
    const TAKES_SEVERAL: bool = false;
    const MINUS_BEFORE_POWER: bool = false;
    const KEYWORDS: &'static [&'static str] = KEYWORDS;
    // Plain Python gives a complex number for a negative base, this gives nan.
    const REAL_POWER: Option<&'static str> = Some("np.float_power");

    fn template(&self, function: Function) -> &'static str {
        self.0.template(function).unwrap_or(function.row().python)
    }

    fn even_root(pen: &mut Pen, base: Expr, fraction: Fraction) {
        pen.say("np.float_power(");
        pen.whole(base);
        pen.say(", ");
        fraction.say(pen);
        pen.say(")");
    }

    fn odd_root(pen: &mut Pen, base: Expr, fraction: Fraction) {
        let again = layout::is_leaf(pen.dag, base);
        pen.say(if again { "np.copysign(np.abs(" } else { "(lambda u: np.copysign(np.abs(" });
        if again {
            pen.whole(base);
        } else {
            pen.say("u");
        }
        pen.say(")**");
        fraction.say(pen);
        pen.say(if again { ", " } else { ", u))(" });
        pen.whole(base);
        pen.say(")");
    }

    fn whole_power(pen: &mut Pen, power: i32) {
        pen.say(if power < 0 { "**-" } else { "**" });
        pen.digits(power.unsigned_abs());
        if power < 0 {
            // An array of whole numbers refuses a negative power that is a whole number itself.
            pen.say(".0");
        }
    }

    fn pieces(pen: &mut Pen, children: &[Expr]) {
        for piece in children.chunks(2) {
            match *piece {
                [value, condition] => {
                    pen.say("np.where(");
                    pen.whole(condition);
                    pen.say(", ");
                    pen.whole(value);
                    pen.say(", ");
                }
                _ => pen.whole(piece[0]),
            }
        }
        if children.len().is_multiple_of(2) {
            pen.say("np.nan");
        }
        for _ in 0..children.len() / 2 {
            pen.say(")");
        }
    }

    fn derivative(&mut self, pen: &mut Pen, of: Expr, by: Expr) {
        pen.say("diff");
        pen.list(&[of, by]);
    }
}

/// Words that are not names in Python, and the two names the program uses itself.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "np", "diff",
];
