//! Five formulas and their slopes, and the training of one network, each written by hand for pairs
//! of doubles: everything a formula needs stays in registers, nothing is interpreted. Points come in
//! and numbers go out as in the engine, through memory that the page copies into and out of.
#![cfg(target_arch = "wasm32")]

use core::arch::wasm32::*;

mod training;

type V = v128;

fn of(x: f64) -> V {
    f64x2_splat(x)
}
fn add(a: V, b: V) -> V {
    f64x2_add(a, b)
}
fn sub(a: V, b: V) -> V {
    f64x2_sub(a, b)
}
fn mul(a: V, b: V) -> V {
    f64x2_mul(a, b)
}
fn div(a: V, b: V) -> V {
    f64x2_div(a, b)
}

fn horner<const N: usize>(coefficients: [f64; N], x: V) -> V {
    coefficients.into_iter().skip(1).fold(of(coefficients[0]), |sum, c| add(mul(sum, x), of(c)))
}

/// 1.5·2⁵²: a number to which this is added has no room below 1 any more. So it is rounded, and the
/// whole number stands in its lowest bits.
const ROUND: f64 = 6755399441055744.0;

/// ln 2 in two parts; the first ends in zeros, so that a small multiple of it is exact.
const LN_2: [f64; 2] = [6.93147180369123816490e-1, 1.90821492927058770002e-10];

/// eˣ for |x| < 700: Cody and Waite's reduction, thirteen terms.
fn exp(x: V) -> V {
    let shifted = add(mul(x, of(std::f64::consts::LOG2_E)), of(ROUND));
    let k = sub(shifted, of(ROUND));
    let r = sub(sub(x, mul(k, of(LN_2[0]))), mul(k, of(LN_2[1])));
    let p = horner(
        [
            1.0 / 479001600.0,
            1.0 / 39916800.0,
            1.0 / 3628800.0,
            1.0 / 362880.0,
            1.0 / 40320.0,
            1.0 / 5040.0,
            1.0 / 720.0,
            1.0 / 120.0,
            1.0 / 24.0,
            1.0 / 6.0,
            0.5,
            1.0,
            1.0,
        ],
        r,
    );
    mul(p, i64x2_add(i64x2_shl(shifted, 52), i64x2_splat(1023 << 52)))
}

/// sin x and cos x for |x| < 10⁵.
fn sin_cos(x: V) -> (V, V) {
    let n = add(mul(x, of(std::f64::consts::FRAC_2_PI)), of(ROUND));
    let k = sub(n, of(ROUND));
    let r = sub(x, mul(k, of(1.57079632673412561417)));
    let r = sub(r, mul(k, of(6.07710050650619224932e-11)));
    let z = mul(r, r);
    let sin = add(
        r,
        mul(
            mul(z, r),
            horner(
                [
                    1.591810123027412e-10,
                    -2.5051131455427946e-8,
                    2.755731610068303e-6,
                    -1.984126983675497e-4,
                    8.333333333330946e-3,
                    -1.0 / 6.0,
                ],
                z,
            ),
        ),
    );
    let cos = add(
        sub(of(1.0), mul(of(0.5), z)),
        mul(
            mul(z, z),
            horner(
                [
                    -1.1382614868556325e-11,
                    2.0876146024689747e-9,
                    -2.7557317270560326e-7,
                    2.4801587298763433e-5,
                    -1.3888888888887395e-3,
                    1.0 / 24.0,
                ],
                z,
            ),
        ),
    );
    let bit = |n: V, i: u32| i64x2_shr(i64x2_shl(n, 63 - i), 63);
    let sign = |x: V, mask: V| v128_xor(x, v128_and(mask, of(-0.0)));
    let odd = bit(n, 0);
    let next = add(n, of(1.0));
    (
        sign(v128_bitselect(cos, sin, odd), bit(n, 1)),
        sign(v128_bitselect(sin, cos, odd), bit(next, 1)),
    )
}

/// ln x for a positive normal x.
fn ln(x: V) -> V {
    let bits = i64x2_add(x, i64x2_splat(0x3ff0_0000_0000_0000 - 0x3fe6_a09e_0000_0000));
    let m = i64x2_add(
        v128_and(bits, i64x2_splat(0x000f_ffff_ffff_ffff)),
        i64x2_splat(0x3fe6_a09e_0000_0000),
    );
    let k = v128_or(u64x2_shr(bits, 52), i64x2_splat(0x4330_0000_0000_0000));
    let k = sub(k, of(4503599627370496.0 + 1023.0));
    let f = sub(m, of(1.0));
    let s = div(f, add(f, of(2.0)));
    let z = mul(s, s);
    let series = horner(
        [
            0.14616721179861816,
            0.15331699633543858,
            0.18182889786191042,
            0.2222221112572281,
            0.28571428626031065,
            0.3999999999989938,
            0.666666666666667,
        ],
        z,
    );
    let half = mul(mul(of(0.5), f), f);
    let small = add(mul(s, add(half, mul(z, series))), mul(k, of(LN_2[1])));
    add(add(sub(small, half), f), mul(k, of(LN_2[0])))
}

/// Runs a formula over points that lie in memory, values and slopes behind them.
fn run(points: *mut f64, count: usize, formula: impl Fn(V) -> (V, V)) {
    // SAFETY: `reserve` made room for three times as many numbers as there are points.
    unsafe {
        for i in (0..count).step_by(2) {
            let (value, slope) = formula(v128_load(points.add(i).cast()));
            v128_store(points.add(count + i).cast(), value);
            v128_store(points.add(2 * count + i).cast(), slope);
        }
    }
}

/// Room for an even number of points, their values and their slopes.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(count: usize) -> *mut f64 {
    vec![0.0; 3 * count].leak().as_mut_ptr()
}

/// (2x + 3)²
#[unsafe(no_mangle)]
pub extern "C" fn square(points: *mut f64, count: usize) {
    run(points, count, |x| {
        let u = add(mul(of(2.0), x), of(3.0));
        (mul(u, u), mul(mul(of(2.0), u), of(2.0)))
    });
}

/// 1/(1 + e⁻ˣ)
#[unsafe(no_mangle)]
pub extern "C" fn sigmoid(points: *mut f64, count: usize) {
    run(points, count, |x| {
        let e = exp(f64x2_neg(x));
        let value = div(of(1.0), add(of(1.0), e));
        (value, mul(mul(value, value), e))
    });
}

/// sin(x²)
#[unsafe(no_mangle)]
pub extern "C" fn chirp(points: *mut f64, count: usize) {
    run(points, count, |x| {
        let (sin, cos) = sin_cos(mul(x, x));
        (sin, mul(cos, mul(of(2.0), x)))
    });
}

/// tanh(3x + 1)²
#[unsafe(no_mangle)]
pub extern "C" fn bent(points: *mut f64, count: usize) {
    run(points, count, |x| {
        let u = add(mul(of(3.0), x), of(1.0));
        let e = exp(mul(f64x2_abs(u), of(-2.0)));
        let below = add(of(1.0), e);
        let size = div(sub(of(1.0), e), below);
        let tanh = v128_or(size, v128_and(u, of(-0.0)));
        let by = div(mul(of(4.0), e), mul(below, below));
        (mul(tanh, tanh), mul(mul(of(2.0), tanh), mul(by, of(3.0))))
    });
}

/// ln(x² + 1)·e⁻ˣ
#[unsafe(no_mangle)]
pub extern "C" fn product(points: *mut f64, count: usize) {
    run(points, count, |x| {
        let inside = add(mul(x, x), of(1.0));
        let (log, e) = (ln(inside), exp(f64x2_neg(x)));
        (mul(log, e), mul(e, sub(div(mul(of(2.0), x), inside), log)))
    });
}
