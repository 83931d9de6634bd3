//! The functions that pictures and training live on: value and slope in one go, without a branch,
//! so that a block of points goes through in step.
//!
//! A [`Kernel`] is written once, over [`Lane`]s. Alone on a double it *is* the function
//! ([`value`]); over a block it runs on as many lanes as the machine has ([`Kernel::fill`]), and
//! each lane gets the same bits. Arguments that are not ordinary (huge angles, logarithms of what
//! is not positive) go the slow way, one by one.

use std::f64::consts::{FRAC_2_PI, LOG2_E};

use super::four::{Double, Four, Quad};
use super::lane::{Lane, ROUND, Row};

/// As many doubles as go through in step here.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub type Wide = super::simd::Pair;
/// As many doubles as go through in step here.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub type Wide = f64;

/// A function of one argument.
pub trait Kernel {
    /// Whether [`Kernel::run`] is right for it.
    fn is_ordinary<L: Lane>(x: L) -> L::Mask;
    /// Value and slope.
    fn run<L: Lane>(x: L) -> (L, L);
    /// Value and slope of what is not ordinary.
    fn slow(x: f64) -> (f64, f64);

    /// Values of a row of fours.
    fn values(xs: &[Quad], values: &mut [Quad]) {
        for (xs, values) in xs.iter().zip(values) {
            let x = Four::load(xs);
            // Two registers at once: while one waits for a product, the other goes on.
            Self::run(x).0.store(values);
            if !Four::all(Self::is_ordinary(x)) {
                for (value, &x) in values.0.iter_mut().zip(&xs.0) {
                    *value = one::<Self>(x).0;
                }
            }
        }
    }

    /// Values, and with `by`, how fast each argument moves, how fast they move. Two registers at once:
    /// while one waits for a product the other goes on, and each constant is fetched for both.
    fn fill<const N: usize>(
        xs: &[f64; N],
        values: &mut [f64; N],
        moves: Option<(&[f64; N], &mut [f64; N])>,
    ) {
        match moves {
            None => {
                let mut at = 0;
                while at < N {
                    let x = Double::read(xs, at);
                    Self::run(x).0.write(values, at);
                    if !Double::all(Self::is_ordinary(x)) {
                        for i in at..at + Double::COUNT {
                            values[i] = one::<Self>(xs[i]).0;
                        }
                    }
                    at += Double::COUNT;
                }
            }
            Some((by, moved)) => {
                let mut at = 0;
                while at < N {
                    let x = Double::read(xs, at);
                    let (value, slope) = Self::run(x);
                    value.write(values, at);
                    (slope * Double::read(by, at)).write(moved, at);
                    if !Double::all(Self::is_ordinary(x)) {
                        for i in at..at + Double::COUNT {
                            let (value, slope) = one::<Self>(xs[i]);
                            (values[i], moved[i]) = (value, slope * by[i]);
                        }
                    }
                    at += Double::COUNT;
                }
            }
        }
    }
}

/// A kernel on one double: value and slope.
pub fn one<K: Kernel + ?Sized>(x: f64) -> (f64, f64) {
    if K::is_ordinary(x) { K::run(x) } else { K::slow(x) }
}

/// A polynomial, the highest coefficient first, written out: a loop would cost as much again. Two
/// terms at a time, which do not wait for those before them: half as long a chain.
macro_rules! polynomial {
    ($x:expr; [$a:expr, $b:expr] $(, [$c:expr, $d:expr])* $(,)?) => {{
        let x = $x;
        polynomial!(x, L::of($a) * x + L::of($b); $([$c, $d])*)
    }};
    ($x:expr; $first:expr $(, [$c:expr, $d:expr])* $(,)?) => {{
        let x = $x;
        polynomial!(x, L::of($first); $([$c, $d])*)
    }};
    ($x:expr, $sum:expr; $([$c:expr, $d:expr])*) => {{
        let square = $x * $x;
        let sum = $sum;
        $(let sum = sum * square + (L::of($c) * $x + L::of($d));)*
        sum
    }};
}

/// ln 2 in two parts; the first has so few digits that a whole number times it is exact.
const LN_2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];

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
fn exp<L: Lane>(x: L, tail: L) -> L {
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

/// The natural logarithm: with x = m·2ᵏ, f = m − 1 and s = f/(2 + f), ln m = ln((1 + s)/(1 − s)),
/// whose series in s runs fast.
pub struct Ln;

impl Kernel for Ln {
    #[inline(always)]
    fn is_ordinary<L: Lane>(x: L) -> L::Mask {
        L::both(L::of(f64::MIN_POSITIVE.next_down()).less(x), x.less(L::of(f64::INFINITY)))
    }
    #[inline(always)]
    fn run<L: Lane>(x: L) -> (L, L) {
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
    fn slow(x: f64) -> (f64, f64) {
        (libm::log(x), if x >= 0.0 { 1.0 / libm::fabs(x) } else { f64::NAN })
    }
}

/// a·b as the nearest double and what rounding left out: halves of doubles multiply exactly
/// (Dekker).
#[inline(always)]
fn product<L: Lane>(a: L, b: L) -> [L; 2] {
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
    let size = (exponent * Ln::run(base).0).abs();
    // An exponent beyond 10³⁰⁰ would overflow in its halves.
    let plain = L::both(size.less(L::of(707.0)), exponent.abs().less(L::of(1e300)));
    L::both(Ln::is_ordinary(base), plain)
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

/// Sine and cosine of an angle up to a million and a half.
#[inline(always)]
fn sin_cos<L: Lane>(x: L) -> [L; 2] {
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
    let [first, second] = L::crossed(n, sin, cos);
    [first.turned(n), second.turned(n + L::of(1.0))]
}

/// π/2 in three parts; the first two have so few digits that n times them is exact.
const HALF_PI: [f64; 3] =
    [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];

/// n + [`ROUND`] for the whole number n of quarter turns nearest to x, and what is left, between
/// −π/4 and π/4, in two parts.
#[inline(always)]
fn quarter_turns<L: Lane>(x: L) -> (L, [L; 2]) {
    let n = x * L::of(FRAC_2_PI) + L::of(ROUND);
    let k = n - L::of(ROUND);
    let first = x - k * L::of(HALF_PI[0]);
    let product = k * L::of(HALF_PI[1]);
    let second = first - product;
    let low = k * L::of(HALF_PI[2]) - ((first - second) - product);
    let r = second - low;
    (n, [r, (second - r) - low])
}

/// Whether the three parts of π/2 suffice: the angle is not huge, nor so near a multiple of π/2
/// that they leave less than 58 digits.
#[inline(always)]
fn is_plain_angle<L: Lane>(x: L) -> L::Mask {
    let (n, [r, _]) = quarter_turns(x);
    let k = (n - L::of(ROUND)).abs();
    // Nor 0, whose sign would be lost.
    let near = k * L::of(8.7e-19);
    L::both(x.abs().less(L::of(1.5e6)), near.less(r.abs()))
}

/// sin x
pub struct Sin;

impl Kernel for Sin {
    #[inline(always)]
    fn is_ordinary<L: Lane>(x: L) -> L::Mask {
        is_plain_angle(x)
    }
    #[inline(always)]
    fn run<L: Lane>(x: L) -> (L, L) {
        let [sin, cos] = sin_cos(x);
        (sin, cos)
    }
    fn slow(x: f64) -> (f64, f64) {
        libm::sincos(x)
    }
}

/// cos x
pub struct Cos;

impl Kernel for Cos {
    #[inline(always)]
    fn is_ordinary<L: Lane>(x: L) -> L::Mask {
        is_plain_angle(x)
    }
    #[inline(always)]
    fn run<L: Lane>(x: L) -> (L, L) {
        let [sin, cos] = sin_cos(x);
        (cos, -sin)
    }
    fn slow(x: f64) -> (f64, f64) {
        let (sin, cos) = libm::sincos(x);
        (cos, -sin)
    }
}

/// a/b, each in two parts, for b between 1 and 2. A rounding of a, one of b and one of the quotient would
/// make two and a half units of the last digit: what the first two left out is put back.
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
        let power = super::exp(-2.0 * libm::fabs(x));
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
