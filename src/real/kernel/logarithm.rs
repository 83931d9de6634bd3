//! The natural logarithm, and powers by it.

use super::exponential::exp;
use super::{Kernel, LN_2, polynomial};
use crate::real::four::Wide;
use crate::real::lane::{Lane, Row};

/// The natural logarithm: with x = m·2ᵏ, f = m − 1 and s = f/(2 + f), ln m = ln((1 + s)/(1 − s)),
/// whose series in s runs fast.
#[derive(Clone, Copy)]
pub struct Ln;

impl Kernel for Ln {
    #[inline(always)]
    fn is_ordinary<L: Lane>(self, x: L) -> L::Mask {
        L::both(L::of(f64::MIN_POSITIVE.next_down()).less(x), x.less(L::of(f64::INFINITY)))
    }
    #[inline(always)]
    fn run<L: Lane>(self, x: L) -> (L, L) {
        let (m, k) = x.parts();
        let f = m - L::of(1.0);
        let s = f / (L::of(2.0) + f);
        let z = s * s;
        let half = L::of(0.5) * f * f;
        // ln m = f − f²/2 + s·(f²/2 + series): the largest part is exact, the smallest come first.
        // (ln((1 + s)/(1 − s))/s − 2)/s² for s² up to 0.03, to 17 digits.
        let series = polynomial!(
            z;
            0.146_167_211_798_616_2,
            [0.153_316_996_335_438_58, 0.181_828_897_861_910_42],
            [0.222_222_111_257_228_1, 0.285_714_286_260_310_65],
            [0.399_999_999_998_993_8, 0.666_666_666_666_667],
        );
        let small = s * (half + z * series) + k * L::of(LN_2[1]);
        (small - half + f + k * L::of(LN_2[0]), L::of(1.0) / x)
    }
    fn slow(self, x: f64) -> (f64, f64) {
        (libm::log(x), if x >= 0.0 { 1.0 / libm::fabs(x) } else { f64::NAN })
    }
}

/// a·b as the nearest double and what rounding left out: halves of doubles multiply exactly
/// (Dekker).
#[inline(always)]
pub fn product<L: Lane>(a: L, b: L) -> [L; 2] {
    let (a1, b1) = (a.head(), b.head());
    let (a2, b2) = (a - a1, b - b1);
    let nearest = a * b;
    [nearest, ((a1 * b1 - nearest) + a1 * b2 + a2 * b1) + a2 * b2]
}

/// a + b as the nearest double and what rounding left out (Knuth).
#[inline(always)]
fn sum<L: Lane>(a: L, b: L) -> [L; 2] {
    let nearest = a + b;
    let second = nearest - a;
    [nearest, (a - (nearest - second)) + (b - second)]
}

/// aᵇ = e^(b·ln a) for a positive base. The exponent may reach 700, where a rounding of ln a would
/// cost three digits, so the logarithm is carried in two doubles.
#[inline(always)]
fn power<L: Lane>(a: L, b: L) -> L {
    let [high, low] = long_ln(a);
    let [x, rest] = product(b, high);
    exp(x, rest + b * low)
}

/// The natural logarithm to 66 binary digits or more, as in [`Ln`] with the first two terms of the
/// series, 2s + ⅔s³, in two doubles each.
#[inline(always)]
fn long_ln<L: Lane>(x: L) -> [L; 2] {
    /// ⅔
    const TWO_THIRDS: [f64; 2] = [2.0 / 3.0, 3.700_743_415_417_188e-17];
    let (m, k) = x.parts();
    let f = m - L::of(1.0);
    let below = m + L::of(1.0);
    let left_out = m - (below - L::of(1.0));
    let s = f / below;
    let [back, error] = product(s, below);
    let rest = ((f - back) - error - s * left_out) / below;
    let [z, error] = product(s, s);
    let z_rest = error + L::of(2.0) * s * rest;
    let [cube, error] = product(s, z);
    let cube_rest = error + s * z_rest + rest * z;
    let [third, error] = product(cube, L::of(TWO_THIRDS[0]));
    let third_rest = error + cube * L::of(TWO_THIRDS[1]) + cube_rest * L::of(TWO_THIRDS[0]);
    // (ln((1 + s)/(1 − s)) − 2s − ⅔s³)/s⁵ in s² up to 0.03, to 20 digits.
    let series = polynomial!(
        z;
        [0.117_233_062_340_808_49, 0.117_062_241_354_609_42],
        [0.133_348_051_496_118_75, 0.153_845_949_541_379_45],
        [0.181_818_183_354_712_4, 0.222_222_222_216_555_4],
        [0.285_714_285_714_293_7, 0.4],
    );
    let tail = cube * z * series;

    let two = L::of(2.0);
    let [high, first] = sum(k * L::of(LN_2[0]), two * s);
    let [high, second] = sum(high, third);
    let small = k * L::of(LN_2[1]) + two * rest + third_rest + tail;
    sum(high, (first + second) + small)
}

/// `base ^ exponent` over the real numbers.
pub fn pow(base: f64, exponent: f64) -> f64 {
    if is_plain_power(base, exponent) {
        return power(base, exponent);
    }
    let whole = exponent == libm::trunc(exponent) && exponent.abs() < 1e15;
    if base < 0.0 && whole && is_plain_power(-base, exponent) {
        let size = power(-base, exponent);
        return if exponent % 2.0 == 0.0 { size } else { -size };
    }
    libm::pow(base, exponent)
}

/// Whether the base is positive and the power neither overflows nor underflows.
#[inline(always)]
fn is_plain_power<L: Lane>(base: L, exponent: L) -> L::Mask {
    let size = (exponent * Ln.run(base).0).abs();
    // An exponent beyond 10³⁰⁰ would overflow in its halves.
    let plain = L::both(size.less(L::of(707.0)), exponent.abs().less(L::of(1e300)));
    L::both(Ln.is_ordinary(base), plain)
}

/// Powers of a block of bases and exponents.
pub fn fill_pow<const N: usize>(bases: &[f64; N], exponents: &[f64; N], values: &mut [f64; N]) {
    let mut at = 0;
    while at < N {
        let (base, exponent) = (Wide::read(bases, at), Wide::read(exponents, at));
        power(base, exponent).write(values, at);
        if !Wide::all(is_plain_power(base, exponent)) {
            for i in at..at + Wide::COUNT {
                values[i] = pow(bases[i], exponents[i]);
            }
        }
        at += Wide::COUNT;
    }
}
