//! eˣ, and what is made of it: tanh and σ.

use std::f64::consts::LOG2_E;

use super::{Kernel, LN_2, polynomial};
use crate::real::lane::{Lane, ROUND};

/// How many steps an octave has in the table of powers.
const STEPS: f64 = 32.0;

/// 2^(j/32) for j from 0 to 31: its bits less j·2⁴⁷, to which [`Lane::raised`] adds, and what rounding
/// it left out, as a part of it.
static POWERS_OF_TWO: [[f64; 2]; 32] = {
    // In units of 2⁻⁶³; the step is 2^(1/32).
    const ONE: u128 = 1 << 63;
    const STEP: u128 = 0x82cd_8698_ac2b_a1d7;
    let mut table = [[0.0; 2]; 32];
    let (mut power, mut j) = (ONE, 0);
    while j < 32 {
        let nearest = power as f64;
        // No more digits than it needs: they have to be loaded.
        let left_out = (power as i128 - nearest as i128) * ONE as i128 / nearest as i128;
        let bits = (nearest / ONE as f64).to_bits();
        table[j] = [f64::from_bits(bits - ((j as u64) << 47)), left_out as f64 / ONE as f64];
        power = (power * STEP + ONE / 2) >> 63;
        j += 1;
    }
    table
};

/// e^(x + tail) in pieces: n + [`ROUND`] for the nearest whole number n of thirty-seconds of an
/// octave, the entry of the table for it, and what it is to be enlarged by as a part of itself:
/// eʳ − 1 for the rest r, which is at most 0.011, where seven terms of the series are exact to the
/// last digit (Tang, 1989).
#[inline(always)]
fn exponent<L: Lane>(x: L, tail: L) -> [L; 3] {
    let sum = x * L::of(LOG2_E * STEPS) + L::of(ROUND);
    let n = sum - L::of(ROUND);
    let r = (x - n * L::of(LN_2[0] / STEPS)) - (n * L::of(LN_2[1] / STEPS) - tail);
    let [entry, left_out] = sum.look_up(&POWERS_OF_TWO);
    let series = polynomial!(r; 1.0 / 720.0, [1.0 / 120.0, 1.0 / 24.0], [1.0 / 6.0, 0.5]);
    [sum, entry, left_out + (r + r * r * series)]
}

/// eˣ, the nearest double nearly always and never further than the one beside it.
#[derive(Clone, Copy)]
pub struct Exp;

/// e^(x + tail) where it is a normal double.
#[inline(always)]
pub(super) fn exp<L: Lane>(x: L, tail: L) -> L {
    let [line, rest] = power_of_e(x, tail);
    line + rest
}

/// The same in two parts.
#[inline(always)]
fn power_of_e<L: Lane>(x: L, tail: L) -> [L; 2] {
    let [sum, entry, part] = exponent(x, tail);
    let line = entry.raised(sum);
    [line, line * part]
}

/// eˣ, however large or small.
fn any_exp(x: f64) -> f64 {
    // Beyond these limits the answer is ∞ or 0 as well; NaN stays NaN.
    let [sum, entry, part] = exponent(x.clamp(-746.0, 710.0), 0.0);
    // So many octaves apart, since a power of two alone may be too large or too small for a double.
    const APART: f64 = 600.0;
    const FAR: f64 = f64::from_bits((1023 + APART as u64) << 52);
    let (up, back) = if x > 0.0 { (-APART, FAR) } else { (APART, 1.0 / FAR) };
    let line = entry.raised(sum + up * STEPS);
    (line + line * part) * back
}

impl Kernel for Exp {
    #[inline(always)]
    fn is_ordinary<L: Lane>(self, x: L) -> L::Mask {
        x.abs().less(L::of(708.0))
    }
    #[inline(always)]
    fn run<L: Lane>(self, x: L) -> (L, L) {
        let power = exp(x, L::of(0.0));
        (power, power)
    }
    fn slow(self, x: f64) -> (f64, f64) {
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

/// tanh x, and 1/cosh² x, which keeps its digits far out.
#[derive(Clone, Copy)]
pub struct Tanh;

/// tanh and 1/cosh² of n/4.
static TANH_OF_QUARTERS: [[f64; 2]; 128] = {
    // With the powers p of e^(−1/2) they are (1 − p)/(1 + p) and 4p/(1 + p)².
    const ONE: u128 = 1 << 64;
    const STEP: u128 = 0x9b45_97e3_7cb0_4ff4;
    let mut table = [[0.0; 2]; 128];
    // p = digits·2^−(64 + halvings)
    let (mut digits, mut halvings, mut scale, mut n) = (ONE, 0, 1.0, 0);
    while n <= 4 * FLAT as usize {
        let p = digits >> halvings;
        let below = ONE + p;
        let tanh = (((ONE - p) << 62) / below) as f64 / (1_u64 << 62) as f64;
        let slope = (digits << 62) / (((below >> 2) * (below >> 2)) >> 62);
        table[n] = [tanh, slope as f64 / (1_u64 << 62) as f64 * scale];
        digits = (digits * STEP + ONE / 2) >> 64;
        while digits < ONE / 2 {
            (digits, halvings, scale) = (2 * digits, halvings + 1, scale / 2.0);
        }
        n += 1;
    }
    table
};

/// tanh a and 1/cosh² a for a number that is not negative and at most [`FLAT`], or NaN.
///
/// With a = c + d, c so many quarters, t = tanh c and u = tanh d, the law of addition says
/// tanh a = (t + u)/(1 + t u) = t + u − t u (t + u)/(1 + t u). The first two carry nearly all of
/// it: t is from the table, d is exact, and of u = d + d³·series only the small part is rounded. So
/// one division, which need not be precise, is enough. 1 − tanh² a is (1 − t²)(1 − u²)/(1 + t u)²;
/// the first factor is from the table, and the others are 1 − u (2t + u (1 + t²))/(1 + t u)².
#[inline(always)]
fn tanh<L: Lane>(a: L) -> (L, L) {
    const QUARTERS: f64 = ROUND / 4.0;
    let n = a + L::of(QUARTERS);
    let d = a - (n - L::of(QUARTERS));
    let [t, slope] = n.look_up(&TANH_OF_QUARTERS);
    let z = d * d;
    // (tanh d/d − 1)/d² in d² for d up to 1/8, to 17 digits of tanh d.
    let series = polynomial!(
        z;
        [0.003_524_688_390_405_784, -0.008_862_054_609_770_608],
        [0.021_869_478_985_713_266, -0.053_968_253_933_312_11],
        [0.133_333_333_333_286_56, -0.333_333_333_333_333_3],
    );
    let small = d * (z * series);
    let u = d + small;
    let product = t * u;
    let share = L::of(1.0) / (L::of(1.0) + product);
    let back = product * (t + u) * share;
    let line = t + d;
    let value = line + ((d - (line - t)) + (small - back));
    let bend = u * (t + t + u * (L::of(2.0) - slope));
    (value, slope - slope * (bend * (share * share)))
}

/// As far as the table goes. From 19.1 on tanh is 1, and so is what stands in the table.
const FLAT: f64 = 20.0;

impl Kernel for Tanh {
    const HAS_EVERY_VALUE: bool = true;
    #[inline(always)]
    fn is_ordinary<L: Lane>(self, x: L) -> L::Mask {
        x.abs().less(L::of(FLAT))
    }
    #[inline(always)]
    fn run<L: Lane>(self, x: L) -> (L, L) {
        let (value, slope) = tanh(x.abs().at_most(L::of(FLAT)));
        (value.with_sign(x), slope)
    }
    fn slow(self, x: f64) -> (f64, f64) {
        (self.run(x).0, 4.0 * any_exp(-2.0 * x.abs()))
    }
}

/// 1/(1 + e⁻ˣ), without overflow on either side.
#[derive(Clone, Copy)]
pub struct Sigmoid;

impl Kernel for Sigmoid {
    #[inline(always)]
    fn is_ordinary<L: Lane>(self, x: L) -> L::Mask {
        Exp.is_ordinary(x)
    }
    #[inline(always)]
    fn run<L: Lane>(self, x: L) -> (L, L) {
        let [line, rest] = power_of_e(-x.abs(), L::of(0.0));
        let power = line + rest;
        let power_rest = rest - (power - line);
        let below = L::of(1.0) + power;
        let below_rest = (power - (below - L::of(1.0))) + power_rest;
        let negative = x.less(L::of(0.0));
        let above =
            [L::choose(negative, power, L::of(1.0)), L::choose(negative, power_rest, L::of(0.0))];
        let value = quotient(above, [below, below_rest]);
        (value, power / (below * below))
    }
    fn slow(self, x: f64) -> (f64, f64) {
        let (power, one) = (any_exp(-libm::fabs(x)), 1.0);
        let (large, small) = (one / (one + power), power / (one + power));
        (if x < 0.0 { small } else { large }, large * small)
    }
}
