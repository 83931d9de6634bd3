//! Doubles in, doubles out: the elementary functions, the same bits on every machine.
//!
//! Outside its domain a function is NaN, at a pole ±∞. Nothing here calls the platform's
//! mathematics: `f64::sin` may differ from machine to machine in the last bit, and a page and its
//! test must agree to the last bit.

mod decimal;
mod four;
mod interval;
mod kernel;
mod lane;
mod random;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd;
pub mod slope;

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, FRAC_PI_2};
use std::ops::RangeInclusive;

pub use decimal::{decimal_exponent, from_decimal, rounded_to_digits, times_power_of_ten};
pub use four::{Double, Four, Half, Quad, Wide};
pub use interval::{Interval, Nature};
pub use kernel::{COS, Exp, Kernel, Ln, SIN, Sigmoid, Tanh, fill_pow};
pub use lane::{Lane, Row};
pub use libm::{
    acos, asin, asinh, atan, atanh, cbrt, ceil, cosh, erf, fabs as abs, floor, log1p, sinh, sqrt,
    tan,
};
pub use random::Random;

/// eˣ, the nearest double nearly always and never further than the one beside it.
///
/// ```
/// assert_eq!(chainrule::real::exp(1.0), std::f64::consts::E);
/// ```
pub fn exp(x: f64) -> f64 {
    kernel::one(Exp, x).0
}

/// The natural logarithm.
pub fn ln(x: f64) -> f64 {
    kernel::one(Ln, x).0
}

/// sin x
pub fn sin(x: f64) -> f64 {
    kernel::one(SIN, x).0
}

/// cos x
pub fn cos(x: f64) -> f64 {
    kernel::one(COS, x).0
}

/// tanh x
pub fn tanh(x: f64) -> f64 {
    kernel::one(Tanh, x).0
}

/// 1 / (1 + e⁻ˣ), without overflow on either side.
pub fn sigmoid(x: f64) -> f64 {
    kernel::one(Sigmoid, x).0
}

/// `base ^ exponent` over the real numbers: NaN for a negative base unless the exponent is whole.
pub fn pow(base: f64, exponent: f64) -> f64 {
    kernel::pow(base, exponent)
}

/// `base ^ n` for a whole number. A small power is multiplied out, always in the same order:
/// x⁵ = (x²)²·x.
pub fn pow_whole(base: f64, n: i32) -> f64 {
    if MULTIPLIED_OUT.contains(&n) { multiplied_out(base, n) } else { pow(base, n.into()) }
}

/// Powers of a base that are multiplied out. Beyond them the rounding of the products shows.
pub const MULTIPLIED_OUT: RangeInclusive<i32> = -2..=8;

/// `base ^ n` for one of [`MULTIPLIED_OUT`].
#[inline(always)]
pub fn multiplied_out<L: Lane>(base: L, n: i32) -> L {
    let one = L::of(1.0);
    match n {
        -1 => one / base,
        -2 => (one / base) * (one / base),
        0 => one,
        1 => base,
        2 => base * base,
        3 => base * base * base,
        _ => {
            let (mut result, mut square, mut rest) = (one, base, n);
            while rest > 0 {
                if rest % 2 == 1 {
                    result = result * square;
                }
                rest /= 2;
                square = square * square;
            }
            result
        }
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
            let magnitude = pow_ratio(-base, p as f64, q as f64);
            if p % 2 == 0 { magnitude } else { -magnitude }
        }
        _ => pow_ratio(base, p as f64, q as f64),
    }
}

/// `base ^ (p/q)` for a base that is not negative. The exponent rounded would cost digits where
/// the power is large, so its rounding is made good: x^(e+δ) = x^e·(1 + δ ln x) for a tiny δ.
fn pow_ratio(base: f64, p: f64, q: f64) -> f64 {
    let exponent = p / q;
    let power = pow(base, exponent);
    let [product, error] = kernel::product(exponent, q);
    let missing = ((p - product) - error) / q;
    let corrected = power + power * (missing * ln(base));
    // Zero, infinite, no number at all, or q too large for the exact product.
    if corrected.is_finite() { corrected } else { power }
}

/// The n-th root; for an odd whole n a negative number has one.
pub fn root(x: f64, n: f64) -> f64 {
    if n == 2.0 {
        sqrt(x)
    } else if n == 3.0 {
        cbrt(x)
    } else if n == 0.0 {
        f64::NAN
    } else if x < 0.0 {
        let odd = n % 2.0 != 0.0 && n == floor(n);
        if odd { -pow_ratio(-x, 1.0, n) } else { f64::NAN }
    } else {
        pow_ratio(x, 1.0, n)
    }
}

/// The logarithm of x to base b; there is none to base 1 or to a base that is not positive.
pub fn log(x: f64, b: f64) -> f64 {
    if b == 2.0 {
        return libm::log2(x);
    }
    if b == 10.0 {
        return libm::log10(x);
    }
    if b <= 0.0 || b == 1.0 {
        return f64::NAN;
    }
    let quotient = ln(x) / ln(b);
    // log₃ 9 is 2, whatever the two logarithms round to.
    let whole = floor(quotient + 0.5);
    if whole != quotient && abs(quotient - whole) < 1e-12 && pow(b, whole) == x {
        whole
    } else {
        quotient
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
    // Near 1 the quotient 1/x would lose what matters, its distance from 1.
    if (1.0..2.0).contains(&x) { 2.0 * asin(sqrt((x - 1.0) / (2.0 * x))) } else { acos(1.0 / x) }
}

/// The angle between −π/2 and π/2 whose cosecant is x.
pub fn acsc(x: f64) -> f64 {
    match abs(x) {
        near @ 1.0..1.5 => libm::copysign(FRAC_PI_2 - asec(near), x),
        _ => asin(1.0 / x),
    }
}

/// The angle between −π/2 and π/2 whose cotangent is x, the arctangent of 1/x; it jumps at 0. There
/// is one 0: of −0 it is π/2 as well.
pub fn acot(x: f64) -> f64 {
    atan(1.0 / (x + 0.0))
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

/// The number ≥ 0 whose hyperbolic cosine is x.
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 { f64::NAN } else { libm::acosh(x) }
}

/// The number ≥ 0 whose hyperbolic secant is x.
pub fn asech(x: f64) -> f64 {
    if x > 0.5 {
        // arcosh(1 + t) with t = 1/x − 1, which must not be a difference of near numbers.
        let t = (1.0 - x) / x;
        libm::log1p(t + sqrt(t * (2.0 + t)))
    } else if x < NEARLY_NOTHING {
        std::f64::consts::LN_2 - ln(x)
    } else {
        acosh(1.0 / x)
    }
}

/// What is smaller has no reciprocal among the doubles, or nearly none.
const NEARLY_NOTHING: f64 = 1e-300;

/// The number whose hyperbolic cosecant is x.
pub fn acsch(x: f64) -> f64 {
    if x != 0.0 && abs(x) < NEARLY_NOTHING {
        return libm::copysign(std::f64::consts::LN_2 - ln(abs(x)), x);
    }
    asinh(1.0 / x)
}

/// The number whose hyperbolic cotangent is x.
pub fn acoth(x: f64) -> f64 {
    libm::copysign(0.5 * libm::log1p(2.0 / (abs(x) - 1.0)), x)
}

/// The direction of the point (x, y), above −π and up to π; the origin lies in none. There is one 0:
/// −0 is on the same side as 0.
pub fn atan2(y: f64, x: f64) -> f64 {
    if y == 0.0 && x == 0.0 { f64::NAN } else { libm::atan2(y + 0.0, x) }
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

/// ln(1 + eˣ), without overflow on either side.
pub fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + libm::log1p(exp(-x)) } else { libm::log1p(exp(x)) }
}

/// Φ(x), the distribution function of the normal distribution.
pub fn normal(x: f64) -> f64 {
    /// What 1/√2 has beyond its nearest double.
    const REST: f64 = -4.833_646_656_726_457e-17;
    // erfc(−x/√2)/2 keeps its digits in the left tail, where 1 + erf would cancel. There erfc is
    // so steep that the rounding of its argument t shows: erfc(t + δ) = erfc(t) − δ·2/√π e^(−t²).
    let [product, error] = kernel::product(-x, FRAC_1_SQRT_2);
    let delta = error - x * REST;
    let correction = FRAC_2_SQRT_PI * exp(-product * product) * delta;
    0.5 * if correction.is_finite() {
        libm::erfc(product) - correction
    } else {
        libm::erfc(product)
    }
}

/// x·Φ(x) (the exact form, not the one with tanh).
pub fn gelu(x: f64) -> f64 {
    fading(x, normal(x))
}

/// x·σ(x)
pub fn silu(x: f64) -> f64 {
    fading(x, sigmoid(x))
}

/// x times a gate that closes faster than x grows.
fn fading(x: f64, gate: f64) -> f64 {
    if gate == 0.0 { 0.0 } else { x * gate }
}
