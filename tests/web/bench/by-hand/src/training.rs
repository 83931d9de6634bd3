//! Full-batch steps of the one network 2-8-8-1 of tanh with mean squares: its sizes are known here,
//! so that loops are unrolled, two samples side by side.

use super::{V, add, div, exp, mul, of, sub};
use core::arch::wasm32::*;

/// How many weights and biases the first two layers have, and all three.
const FIRST: usize = 2 * 8 + 8;
const SECOND: usize = 8 * 8 + 8;
const PARAMETERS: usize = FIRST + SECOND + 8 + 1;

fn tanh(x: V) -> V {
    let e = exp(mul(f64x2_abs(x), of(-2.0)));
    let size = div(sub(of(1.0), e), add(of(1.0), e));
    v128_or(size, v128_and(x, of(-0.0)))
}

/// tanh(W a + b)
#[inline(always)]
fn forward<const N: usize, const M: usize>(at: &[f64], a: &[V; N]) -> [V; M] {
    let mut out = [of(0.0); M];
    for o in 0..M {
        let mut z = of(at[M * N + o]);
        for i in 0..N {
            z = add(z, mul(of(at[o * N + i]), a[i]));
        }
        out[o] = tanh(z);
    }
    out
}

/// Adds to the slopes by the weights and biases; gives those by what came in.
#[inline(always)]
fn back<const N: usize, const M: usize>(
    at: &[f64],
    slopes: &mut [V],
    a: &[V; N],
    out: &[V; M],
    by_out: &[V; M],
) -> [V; N] {
    let mut by_a = [of(0.0); N];
    for o in 0..M {
        let g = mul(by_out[o], sub(of(1.0), mul(out[o], out[o])));
        slopes[M * N + o] = add(slopes[M * N + o], g);
        for i in 0..N {
            slopes[o * N + i] = add(slopes[o * N + i], mul(g, a[i]));
            by_a[i] = add(by_a[i], mul(g, of(at[o * N + i])));
        }
    }
    by_a
}

/// Trains; the loss before the last step. Samples, an even number, lie as all first inputs, all
/// second ones, all targets; parameters layer by layer, weights before biases.
#[unsafe(no_mangle)]
pub extern "C" fn train(
    samples: *const f64,
    count: usize,
    parameters: *mut f64,
    steps: usize,
    rate: f64,
) -> f64 {
    // SAFETY: the caller made room for as many numbers with `reserve`.
    let (data, parameters) = unsafe {
        (
            core::slice::from_raw_parts(samples, 3 * count),
            core::slice::from_raw_parts_mut(parameters, PARAMETERS),
        )
    };
    let pair = |at: usize| f64x2(data[at], data[at + 1]);
    let mut loss = 0.0;
    for _ in 0..steps {
        let mut slopes = [of(0.0); PARAMETERS];
        let mut squares = of(0.0);
        let (first, rest) = parameters.split_at(FIRST);
        let (second, third) = rest.split_at(SECOND);
        let (by_first, rest) = slopes.split_at_mut(FIRST);
        let (by_second, by_third) = rest.split_at_mut(SECOND);
        for s in (0..count).step_by(2) {
            let input = [pair(s), pair(count + s)];
            let a: [V; 8] = forward(first, &input);
            let b: [V; 8] = forward(second, &a);
            let c: [V; 1] = forward(third, &b);
            let error = sub(c[0], pair(2 * count + s));
            squares = add(squares, mul(error, error));
            let by_c = [mul(error, of(2.0 / count as f64))];
            let by_b = back(third, by_third, &b, &c, &by_c);
            let by_a = back(second, by_second, &a, &b, &by_b);
            back(first, by_first, &input, &a, &by_a);
        }
        let both = |v: V| f64x2_extract_lane::<0>(v) + f64x2_extract_lane::<1>(v);
        loss = both(squares) / count as f64;
        for (parameter, slope) in parameters.iter_mut().zip(slopes) {
            *parameter -= rate * both(slope);
        }
    }
    loss
}
