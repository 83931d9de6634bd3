//! Doubles in, doubles out: the elementary functions, the same bits on every machine.
//!
//! Outside its domain a function is NaN, at a pole ±∞. Nothing here calls the platform's
//! mathematics: `f64::sin` may differ from machine to machine in the last bit, and a page and its
//! test must agree to the last bit.

pub mod slope;

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_PI_2};

pub use libm::{
    acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, cos, cosh, erf, exp, fabs as abs,
    floor, log as ln, sin, sinh, sqrt, tan, tanh,
};

/// `base ^ exponent` over the real numbers: NaN for a negative base unless the exponent is whole.
pub fn pow(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// `base ^ n` for a whole number. A small power is multiplied out, always in the same order:
/// x⁵ = (x²)²·x.
pub fn pow_whole(base: f64, n: i32) -> f64 {
    /// Beyond this the rounding of the products shows.
    const MULTIPLIED_OUT: i32 = 8;
    match n {
        -1 => 1.0 / base,
        0 => 1.0,
        1 => base,
        2 => base * base,
        3 => base * base * base,
        4..=MULTIPLIED_OUT => {
            let (mut result, mut square, mut rest) = (1.0, base, n);
            while rest > 0 {
                if rest % 2 == 1 {
                    result *= square;
                }
                rest /= 2;
                square *= square;
            }
            result
        }
        _ => pow(base, n.into()),
    }
}

/// `base ^ (p/q)` for a fraction in lowest terms: with q odd a negative base has a real root, as
/// in (−8)^(1/3) = −2.
///
/// ```
/// assert_eq!(chainrule::real::pow_fraction(-8.0, 1, 3), -2.0);
/// assert_eq!(chainrule::real::pow_fraction(-8.0, 2, 3), 4.0);
/// assert!(chainrule::real::pow_fraction(-8.0, 1, 2).is_nan());
/// ```
pub fn pow_fraction(base: f64, p: i64, q: i64) -> f64 {
    let whole = i32::try_from(p).ok().filter(|p| p.abs() <= 8);
    match (whole, q) {
        (Some(p), 1) => pow_whole(base, p),
        // A square or cube root first keeps exact what is exact: 8^(2/3) = 4.
        (Some(p), 2) => pow_whole(sqrt(base), p),
        (Some(p), 3) => pow_whole(cbrt(base), p),
        _ if base < 0.0 && q % 2 != 0 => {
            let magnitude = pow(-base, p as f64 / q as f64);
            if p % 2 == 0 { magnitude } else { -magnitude }
        }
        _ => pow(base, p as f64 / q as f64),
    }
}

/// The n-th root; for an odd whole n a negative number has one.
pub fn root(x: f64, n: f64) -> f64 {
    if n == 2.0 {
        sqrt(x)
    } else if n == 3.0 {
        cbrt(x)
    } else if x < 0.0 && n % 2.0 != 0.0 && n == n.trunc() {
        -pow(-x, 1.0 / n)
    } else {
        pow(x, 1.0 / n)
    }
}

/// The logarithm of x to base b.
pub fn log(x: f64, b: f64) -> f64 {
    if b == 2.0 {
        libm::log2(x)
    } else if b == 10.0 {
        libm::log10(x)
    } else {
        ln(x) / ln(b)
    }
}

/// −1, 0 or 1.
pub fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        x * 0.0
    }
}

/// 1 / cos x
pub fn sec(x: f64) -> f64 {
    1.0 / cos(x)
}

/// 1 / sin x
pub fn csc(x: f64) -> f64 {
    1.0 / sin(x)
}

/// cos x / sin x
pub fn cot(x: f64) -> f64 {
    1.0 / tan(x)
}

/// The angle between 0 and π whose secant is x.
pub fn asec(x: f64) -> f64 {
    acos(1.0 / x)
}

/// The angle between −π/2 and π/2 whose cosecant is x.
pub fn acsc(x: f64) -> f64 {
    asin(1.0 / x)
}

/// The angle between 0 and π whose cotangent is x, as textbooks choose it: smooth at 0.
pub fn acot(x: f64) -> f64 {
    FRAC_PI_2 - atan(x)
}

/// 1 / cosh x
pub fn sech(x: f64) -> f64 {
    1.0 / cosh(x)
}

/// 1 / sinh x
pub fn csch(x: f64) -> f64 {
    1.0 / sinh(x)
}

/// cosh x / sinh x
pub fn coth(x: f64) -> f64 {
    1.0 / tanh(x)
}

/// The number ≥ 0 whose hyperbolic secant is x.
pub fn asech(x: f64) -> f64 {
    acosh(1.0 / x)
}

/// The number whose hyperbolic cosecant is x.
pub fn acsch(x: f64) -> f64 {
    asinh(1.0 / x)
}

/// The number whose hyperbolic cotangent is x.
pub fn acoth(x: f64) -> f64 {
    atanh(1.0 / x)
}

/// The larger of two numbers; NaN where one is.
pub fn max(a: f64, b: f64) -> f64 {
    if a.is_nan() || a > b { a } else { b }
}

/// The smaller of two numbers; NaN where one is.
pub fn min(a: f64, b: f64) -> f64 {
    if a.is_nan() || a < b { a } else { b }
}

/// Heaviside's step: 1 to the right of 0, else 0. At 0 it is 0, the slope that libraries take for
/// ReLU there.
pub fn step(x: f64) -> f64 {
    if x.is_nan() {
        x
    } else if x > 0.0 {
        1.0
    } else {
        0.0
    }
}

/// max(0, x)
pub fn relu(x: f64) -> f64 {
    if x.is_nan() || x > 0.0 { x } else { 0.0 }
}

/// How steep [`leaky_relu`] is to the left of 0.
pub const LEAK: f64 = 0.01;

/// x to the right of 0, x/100 to the left.
pub fn leaky_relu(x: f64) -> f64 {
    if x > 0.0 { x } else { LEAK * x }
}

/// x to the right of 0, eˣ − 1 to the left.
pub fn elu(x: f64) -> f64 {
    if x > 0.0 { x } else { libm::expm1(x) }
}

/// 1 / (1 + e⁻ˣ), without overflow on either side.
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let small = exp(x);
        small / (1.0 + small)
    }
}

/// ln(1 + eˣ), without overflow on either side.
pub fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + libm::log1p(exp(-x)) } else { libm::log1p(exp(x)) }
}

/// Φ(x), the distribution function of the normal distribution.
pub fn normal(x: f64) -> f64 {
    // erfc(−x/√2)/2 keeps its digits in the left tail, where 1 + erf would cancel.
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// x·Φ(x) (the exact form, not the one with tanh).
pub fn gelu(x: f64) -> f64 {
    x * normal(x)
}

/// x·σ(x)
pub fn silu(x: f64) -> f64 {
    x * sigmoid(x)
}
