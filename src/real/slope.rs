//! Derivatives of the elementary functions as numbers.
//!
//! The table of functions has each derivative twice, as a law for symbols and as one of these for
//! numbers, and the tests hold one against the other. They are written for doubles: nothing
//! overflows or cancels on the way, outside its domain a function has no slope (NaN), and where
//! the tangent is upright the slope is ±∞.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

use libm::{fabs, hypot};

use super::kernel::one;
use super::{LEAK, Lane, Sigmoid, Tanh, exp};

/// `value` where the function is defined, else NaN.
fn within(defined: bool, value: f64) -> f64 {
    if defined { value } else { f64::NAN }
}

/// e^(−share·x²) to the last digits, for a share of 1 or 1/2: x² rounded would spoil them for
/// large x, so the leading half of x, whose square is exact, goes first.
fn bell(x: f64, share: f64) -> f64 {
    let head = x.head();
    let tail = (x - head) * (x + head);
    exp(-share * head * head) * if tail.is_finite() { exp(-share * tail) } else { 1.0 }
}

/// 1/√(1 − x²)
fn arc(x: f64) -> f64 {
    1.0 / super::sqrt((1.0 - x) * (1.0 + x))
}

/// Of the power: by the base b·aᵇ⁻¹, by the exponent aᵇ ln a.
pub fn pow(a: f64, b: f64) -> [f64; 2] {
    let by_base = if b == 0.0 { 0.0 } else { b * super::pow(a, b - 1.0) };
    let by_exponent = if a == 0.0 && b > 0.0 { 0.0 } else { super::pow(a, b) * super::ln(a) };
    [by_base, by_exponent]
}

/// Of ln: 1/x
pub fn ln(x: f64) -> f64 {
    within(x >= 0.0, 1.0 / fabs(x))
}

/// Of the logarithm: by its argument, by its base.
pub fn log(x: f64, base: f64) -> [f64; 2] {
    if base <= 0.0 || base == 1.0 {
        return [f64::NAN; 2];
    }
    let scale = super::ln(base);
    [within(x >= 0.0, 1.0 / (fabs(x) * scale)), -super::ln(x) / (base * scale * scale)]
}

/// Of the square root: 1/(2√x)
pub fn sqrt(x: f64) -> f64 {
    0.5 / fabs(super::sqrt(x))
}

/// Of the cube root: 1/(3∛x²)
pub fn cbrt(x: f64) -> f64 {
    let root = super::cbrt(x);
    1.0 / (3.0 * root * root)
}

/// Of the n-th root: by x, by n.
pub fn root(x: f64, n: f64) -> [f64; 2] {
    let root = super::root(x, n);
    if x == 0.0 && n > 0.0 {
        let by_x = if n == 1.0 {
            1.0
        } else if n > 1.0 {
            f64::INFINITY
        } else {
            0.0
        };
        return [by_x, 0.0];
    }
    [root / n / x, -root * super::ln(x) / n / n]
}

/// Of |x|: its sign; none at 0.
pub fn abs(x: f64) -> f64 {
    within(x != 0.0, super::sign(x))
}

/// Of the sign: 0; none at 0.
pub fn sign(x: f64) -> f64 {
    within(x != 0.0 && !x.is_nan(), 0.0)
}

/// Of the cosine: −sin x
pub fn cos(x: f64) -> f64 {
    -super::sin(x)
}

/// Of the tangent: 1/cos² x
pub fn tan(x: f64) -> f64 {
    let secant = super::sec(x);
    secant * secant
}

/// Of the secant: sin x/cos² x
pub fn sec(x: f64) -> f64 {
    super::sec(x) * super::tan(x)
}

/// Of the cosecant: −cos x/sin² x
pub fn csc(x: f64) -> f64 {
    -super::csc(x) * super::cot(x)
}

/// Of the cotangent: −1/sin² x
pub fn cot(x: f64) -> f64 {
    let cosecant = super::csc(x);
    -cosecant * cosecant
}

/// Of the arcsine: 1/√(1 − x²)
pub fn asin(x: f64) -> f64 {
    arc(x)
}

/// Of the arccosine: −1/√(1 − x²)
pub fn acos(x: f64) -> f64 {
    -arc(x)
}

/// Of the arctangent: 1/(1 + x²)
pub fn atan(x: f64) -> f64 {
    let size = fabs(x);
    if size > 1e8 { 1.0 / size / size } else { 1.0 / (1.0 + x * x) }
}

/// Of the arcsecant: 1/(|x|√(x² − 1))
pub fn asec(x: f64) -> f64 {
    let size = fabs(x);
    1.0 / size / (super::sqrt(size - 1.0) * super::sqrt(size + 1.0))
}

/// Of the arccosecant: −1/(|x|√(x² − 1))
pub fn acsc(x: f64) -> f64 {
    -asec(x)
}

/// Of the arccotangent: −1/(1 + x²); none at 0, where it jumps.
pub fn acot(x: f64) -> f64 {
    within(x != 0.0, -atan(x))
}

/// Of the hyperbolic tangent: 1/cosh² x
pub fn tanh(x: f64) -> f64 {
    one(Tanh, x).1
}

/// Of the hyperbolic secant: −sinh x/cosh² x
pub fn sech(x: f64) -> f64 {
    -super::sech(x) * super::tanh(x)
}

/// Of the hyperbolic cosecant: −cosh x/sinh² x
pub fn csch(x: f64) -> f64 {
    -super::csch(x) * super::coth(x)
}

/// Of the hyperbolic cotangent: −1/sinh² x
pub fn coth(x: f64) -> f64 {
    let cosecant = super::csch(x);
    -cosecant * cosecant
}

/// Of arsinh: 1/√(x² + 1)
pub fn asinh(x: f64) -> f64 {
    1.0 / hypot(x, 1.0)
}

/// Of arcosh: 1/√(x² − 1), to the right of 1.
pub fn acosh(x: f64) -> f64 {
    1.0 / (super::sqrt(x - 1.0) * super::sqrt(x + 1.0))
}

/// Of artanh: 1/(1 − x²), between −1 and 1.
pub fn atanh(x: f64) -> f64 {
    within(fabs(x) <= 1.0, 1.0 / ((1.0 - x) * (1.0 + x)))
}

/// Of arsech: −1/(x√(1 − x²)), from 0 to 1.
pub fn asech(x: f64) -> f64 {
    within(x >= 0.0, -arc(x) / fabs(x))
}

/// Of arcsch: −1/(|x|√(1 + x²))
pub fn acsch(x: f64) -> f64 {
    -1.0 / fabs(x) / hypot(x, 1.0)
}

/// Of arcoth: 1/(1 − x²), outside −1 to 1.
pub fn acoth(x: f64) -> f64 {
    within(fabs(x) >= 1.0, 1.0 / (1.0 - x) / (1.0 + x))
}

/// Of floor and ceiling: 0; none at a whole number, where they jump.
pub fn whole(x: f64) -> f64 {
    within(x.is_finite() && x != super::floor(x), 0.0)
}

/// Of the step function: 0, by convention at 0 too.
pub fn step(x: f64) -> f64 {
    within(!x.is_nan(), 0.0)
}

/// Of leaky ReLU.
pub fn leaky_relu(x: f64) -> f64 {
    within(!x.is_nan(), if x > 0.0 { 1.0 } else { LEAK })
}

/// Of ELU: 1 to the right of 0, eˣ to the left.
pub fn elu(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { exp(x) }
}

/// Of the sigmoid: σ(x)(1 − σ(x)), where 1 − σ(x) is σ(−x) with all its digits.
pub fn sigmoid(x: f64) -> f64 {
    one(Sigmoid, x).1
}

/// Of GELU: Φ(x) + x·φ(x)
pub fn gelu(x: f64) -> f64 {
    let density = 0.5 * FRAC_1_SQRT_2 * FRAC_2_SQRT_PI * bell(x, 0.5);
    super::normal(x) + if density == 0.0 { 0.0 } else { x * density }
}

/// Of SiLU: σ(x) + x σ(x)(1 − σ(x))
pub fn silu(x: f64) -> f64 {
    let slope = sigmoid(x);
    super::sigmoid(x) + if slope == 0.0 { 0.0 } else { x * slope }
}

/// Of the error function: 2/√π e^(−x²)
pub fn erf(x: f64) -> f64 {
    FRAC_2_SQRT_PI * bell(x, 1.0)
}

/// Of atan2, by ordinate and abscissa; none at the origin.
pub fn atan2(y: f64, x: f64) -> [f64; 2] {
    let length = hypot(x, y);
    [x / length / length, -(y / length / length)]
}

/// Of the smaller of two: 1 for the smaller one; none where they are equal, since left and right
/// of such a place different ones may be the smaller.
pub fn min(a: f64, b: f64) -> [f64; 2] {
    if a < b {
        [1.0, 0.0]
    } else if a > b {
        [0.0, 1.0]
    } else {
        [f64::NAN; 2]
    }
}

/// Of the larger of two, in the same way.
pub fn max(a: f64, b: f64) -> [f64; 2] {
    min(b, a)
}
