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

/// tanh x, with a table in place of a power; its slope 4e^(−2|x|)/(1 + e^(−2|x|))² keeps its digits
/// far out.
pub struct Tanh;

/// tanh(n/8), from n = 0 to where it is 1 and beyond.
static TANH_OF_EIGHTHS: [f64; 256] = {
    // (1 − p)/(1 + p) for the powers p of e^(−1/4), in units of 2⁻⁶⁴.
    const ONE: u128 = 1 << 64;
    const STEP: u128 = 0xc75f_7cf5_6410_5743;
    let mut table = [0.0; 256];
    let (mut p, mut n) = (ONE, 0);
    while n < 256 {
        table[n] = (((ONE - p) << 62) / (ONE + p)) as f64 / (1_u64 << 62) as f64;
        p = (p * STEP) >> 64;
        n += 1;
    }
    table
};

/// tanh a for a number that is not negative, or NaN.
///
/// With a = c + d, c so many eighths, t = tanh c and u = tanh d, the law of addition says
/// tanh a = (t + u)/(1 + t u) = t + u − t u (t + u)/(1 + t u). The first two carry nearly all of
/// it: t is from the table, d is exact, and of u = d + d³·series only the small part is rounded. So
/// one division, which need not be precise, is enough.
#[inline(always)]
fn tanh<L: Lane>(a: L) -> L {
    const EIGHTHS: f64 = ROUND / 8.0;
    // From 19.1 on it is 1, and so is what stands in the table.
    let a = a.at_most(L::of(20.0));
    let n = a + L::of(EIGHTHS);
    let d = a - (n - L::of(EIGHTHS));
    let t = n.look_up(&TANH_OF_EIGHTHS);
    let z = d * d;
    // (tanh d/d − 1)/d² in d² for d up to 1/16, to 16 digits of tanh d.
    let series = polynomial!(
        z;
        [2.178_530_930_428_651e-2, -5.396_797_788_941_94e-2],
        [1.333_333_329_763_333_2e-1, -3.333_333_333_331_898e-1],
    );
    let small = d * (z * series);
    let u = d + small;
    let product = t * u;
    let back = product * (t + u) / (L::of(1.0) + product);
    let line = t + d;
    line + ((d - (line - t)) + (small - back))
}

impl Kernel for Tanh {
    const HAS_EVERY_VALUE: bool = true;
    #[inline(always)]
    fn is_ordinary<L: Lane>(x: L) -> L::Mask {
        x.abs().less(L::of(350.0))
    }
    #[inline(always)]
    fn run<L: Lane>(x: L) -> (L, L) {
        let (sum, [r, small]) = exponent(x.abs() * L::of(-2.0), L::of(0.0));
        let scale = sum.power_of_two();
        let power = scale * (r + small) + scale;
        let below = L::of(1.0) + power;
        (tanh(x.abs()).with_sign(x), L::of(4.0) * power / (below * below))
    }
    fn slow(x: f64) -> (f64, f64) {
        let size = x.abs();
        (tanh(size).with_sign(x), 4.0 * any_exp(-2.0 * size))
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
