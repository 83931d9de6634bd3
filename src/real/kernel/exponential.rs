//! eˣ, and what is made of it: tanh and σ.

use std::f64::consts::LOG2_E;

use super::{Kernel, LN_2, polynomial};
use crate::real::lane::{Lane, ROUND};

/// e^(x + tail) in pieces: k + [`ROUND`], and p = eʳ − 1 for the rest r = x + tail − k·ln 2, in
/// two parts that are to be added last. Fourteen terms of the series are exact to the last digit.
#[inline(always)]
fn exponent<L: Lane>(x: L, tail: L) -> (L, [L; 2]) {
    let sum = x * L::of(LOG2_E) + L::of(ROUND);
    let k = sum - L::of(ROUND);
    let (high, low) = (x - k * L::of(LN_2[0]), k * L::of(LN_2[1]) - tail);
    let r = high - low;
    // What rounding r left out.
    let rest = (high - r) - low;
    const C: [f64; 12] = FACTORIAL_INVERSES;
    let series = polynomial!(
        r; [C[0], C[1]], [C[2], C[3]], [C[4], C[5]], [C[6], C[7]], [C[8], C[9]], [C[10], C[11]]
    );
    (sum, [r, r * r * series + rest * (L::of(1.0) + r)])
}

/// 1/13!, 1/12!, … 1/2!
const FACTORIAL_INVERSES: [f64; 12] = {
    let mut inverses = [0.0; 12];
    let (mut factorial, mut n) = (1.0, 2);
    while n <= 13 {
        factorial *= n as f64;
        inverses[13 - n] = 1.0 / factorial;
        n += 1;
    }
    inverses
};

/// eˣ, the nearest double nearly always and never further than the one beside it.
pub struct Exp;

/// e^(x + tail) where it is a normal double.
#[inline(always)]
pub(super) fn exp<L: Lane>(x: L, tail: L) -> L {
    let (sum, [line, rest]) = power_of_e(x, tail);
    (line + rest) * sum.power_of_two()
}

/// k + [`ROUND`] and eʳ, in two parts, with x + tail = k·ln 2 + r.
#[inline(always)]
fn power_of_e<L: Lane>(x: L, tail: L) -> (L, [L; 2]) {
    let (sum, [r, small]) = exponent(x, tail);
    // 1 + r + small, where what rounding leaves out of 1 + r joins the small parts.
    let line = L::of(1.0) + r;
    (sum, [line, (r - (line - L::of(1.0))) + small])
}

/// eˣ, however large or small.
fn any_exp(x: f64) -> f64 {
    // Beyond these limits the answer is ∞ or 0 as well; NaN stays NaN.
    let (sum, [line, small]) = power_of_e(x.clamp(-746.0, 710.0), 0.0);
    let k = sum - ROUND;
    // In two factors, since 2ᵏ alone may be too large or too small for a double.
    let half = k * 0.5 + ROUND;
    let rest = (k - (half - ROUND)) + ROUND;
    (line + small) * half.power_of_two() * rest.power_of_two()
}

impl Kernel for Exp {
    #[inline(always)]
    fn is_ordinary<L: Lane>(x: L) -> L::Mask {
        x.abs().less(L::of(708.0))
    }
    #[inline(always)]
    fn run<L: Lane>(x: L) -> (L, L) {
        let power = exp(x, L::of(0.0));
        (power, power)
    }
    fn slow(x: f64) -> (f64, f64) {
        let power = any_exp(x);
        (power, power)
    }
}

/// a/b, each in two parts, for b between 1 and 2. A rounding of a, one of b and one of the quotient
/// would make two and a half units of the last digit: what the first two left out is put back.
#[inline(always)]
fn quotient<L: Lane>([a, a_rest]: [L; 2], [b, b_rest]: [L; 2]) -> L {
    // 1/b to a thirtieth is all that a correction asks for.
    let reciprocal = L::of(1.4571) - L::of(0.4857) * b;
    let nearest = a / b;
    nearest + (a_rest - nearest * b_rest) * reciprocal
}

/// tanh x = −E/(E + 2) with E = e^(−2|x|) − 1, which keeps its digits near 0; its slope
/// 4e^(−2|x|)/(1 + e^(−2|x|))² keeps them far out.
pub struct Tanh;

impl Kernel for Tanh {
    #[inline(always)]
    fn is_ordinary<L: Lane>(x: L) -> L::Mask {
        x.abs().less(L::of(350.0))
    }
    #[inline(always)]
    fn run<L: Lane>(x: L) -> (L, L) {
        let (sum, [r, small]) = exponent(x.abs() * L::of(-2.0), L::of(0.0));
        let scale = sum.power_of_two();
        let (whole, part) = (scale - L::of(1.0), scale * r);
        let high = whole + part;
        let low = (part - (high - whole)) + scale * small;
        let e = high + low;
        let e_rest = low - (e - high);
        let divisor = e + L::of(2.0);
        let divisor_rest = (e - (divisor - L::of(2.0))) + e_rest;
        let size = quotient([-e, -e_rest], [divisor, divisor_rest]);
        let power = scale * (r + small) + scale;
        let below = L::of(1.0) + power;
        let value = L::choose(x.less(L::of(0.0)), -size, size);
        // −0 stays −0, NaN stays NaN.
        (L::choose(L::of(0.0).less(x.abs()), value, x), L::of(4.0) * power / (below * below))
    }
    fn slow(x: f64) -> (f64, f64) {
        let power = any_exp(-2.0 * libm::fabs(x));
        (libm::tanh(x), 4.0 * power)
    }
}

/// 1/(1 + e⁻ˣ), without overflow on either side.
pub struct Sigmoid;

impl Kernel for Sigmoid {
    #[inline(always)]
    fn is_ordinary<L: Lane>(x: L) -> L::Mask {
        Exp::is_ordinary(x)
    }
    #[inline(always)]
    fn run<L: Lane>(x: L) -> (L, L) {
        let (sum, [line, rest]) = power_of_e(-x.abs(), L::of(0.0));
        let scale = sum.power_of_two();
        let nearest = line + rest;
        let (power, power_rest) = (scale * nearest, scale * (rest - (nearest - line)));
        let below = L::of(1.0) + power;
        let below_rest = (power - (below - L::of(1.0))) + power_rest;
        let negative = x.less(L::of(0.0));
        let above =
            [L::choose(negative, power, L::of(1.0)), L::choose(negative, power_rest, L::of(0.0))];
        let value = quotient(above, [below, below_rest]);
        (value, power / (below * below))
    }
    fn slow(x: f64) -> (f64, f64) {
        let (power, one) = (any_exp(-libm::fabs(x)), 1.0);
        let (large, small) = (one / (one + power), power / (one + power));
        (if x < 0.0 { small } else { large }, large * small)
    }
}
