//! Sine and cosine.

use std::f64::consts::FRAC_2_PI;

use super::{Kernel, polynomial};
use crate::real::lane::{Lane, ROUND};

/// Sine of an angle up to a hundred thousand and so many quarter turns more, and its slope.
#[inline(always)]
fn wave<L: Lane>(x: L, more: L) -> (L, L) {
    let (n, [r, rest]) = quarter_turns(x);
    let z = r * r;
    // (sin r − r)/r³ in r², highest coefficient first, for r up to π/4, to 17 digits.
    let sines = polynomial!(
        z;
        [1.591_810_123_027_412e-10, -2.505_113_145_542_794_6e-8],
        [2.755_731_610_068_303e-6, -1.984_126_983_675_497e-4],
        [8.333_333_333_330_946e-3, -1.666_666_666_666_666_6e-1],
    );
    let sin = r + (z * r * sines + rest * (L::of(1.0) - L::of(0.5) * z));
    let half = L::of(0.5) * z;
    let line = L::of(1.0) - half;
    // (cos r − 1 + r²/2)/r⁴ in r², likewise.
    let cosines = polynomial!(
        z;
        [-1.138_261_486_855_632_5e-11, 2.087_614_602_468_974_7e-9],
        [-2.755_731_727_056_032_6e-7, 2.480_158_729_876_343_3e-5],
        [-1.388_888_888_888_739_5e-3, 4.166_666_666_666_666_4e-2],
    );
    let cos = line + (((L::of(1.0) - line) - half) + (z * z * cosines - r * rest));
    // A quarter turn makes sin to cos and cos to −sin.
    let n = n + more;
    let [value, slope] = L::crossed(n, sin, cos);
    (value.turned(n), slope.turned(n + L::of(1.0)))
}

/// π/2 in three parts; the first two have so few digits that n times them is exact.
const HALF_PI: [f64; 3] =
    [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];

/// n + [`ROUND`] for the whole number n of quarter turns nearest to x, and what is left, between
/// −π/4 and π/4, in two parts. The second may have some digits of the first: to sort them out would
/// keep everything after it waiting.
#[inline(always)]
fn quarter_turns<L: Lane>(x: L) -> (L, [L; 2]) {
    let n = x * L::of(FRAC_2_PI) + L::of(ROUND);
    let k = n - L::of(ROUND);
    let first = x - k * L::of(HALF_PI[0]);
    let product = k * L::of(HALF_PI[1]);
    let r = first - product;
    (n, [r, ((first - r) - product) - k * L::of(HALF_PI[2])])
}

/// Whether the three parts of π/2 suffice: the angle is not large, nor so near a multiple of π/2
/// that they leave less than 58 digits; nor 0, whose sign would be lost.
#[inline(always)]
fn is_plain_angle<L: Lane>(x: L) -> L::Mask {
    let (_, [r, _]) = quarter_turns(x);
    L::both(x.abs().less(L::of(1e5)), L::of(6e-14).less(r.abs()))
}

/// sin(x + π/2 · `quarters`): cos x is sin x a quarter turn on.
#[derive(Clone, Copy)]
pub struct Wave {
    quarters: f64,
}

/// sin x
pub const SIN: Wave = Wave { quarters: 0.0 };

/// cos x
pub const COS: Wave = Wave { quarters: 1.0 };

impl Kernel for Wave {
    #[inline(always)]
    fn is_ordinary<L: Lane>(self, x: L) -> L::Mask {
        is_plain_angle(x)
    }
    #[inline(always)]
    fn run<L: Lane>(self, x: L) -> (L, L) {
        wave(x, L::of(self.quarters))
    }
    fn slow(self, x: f64) -> (f64, f64) {
        let (sin, cos) = libm::sincos(x);
        if self.quarters == 0.0 { (sin, cos) } else { (cos, -sin) }
    }
}
