//! The exponential function.

use std::f64::consts::LOG2_E;

/// eˣ, the nearest double nearly always and never further than the one beside it.
///
/// With k the whole number nearest to x/ln 2, eˣ = 2ᵏ·eʳ for a rest r between −0.35 and 0.35,
/// where fourteen terms of the series are exact to the last digit. There is no branch on the way,
/// so that a block of points can go through in step.
///
/// ```
/// assert_eq!(chainrule::real::exp(1.0), std::f64::consts::E);
/// ```
pub fn exp(x: f64) -> f64 {
    /// ln 2 in two parts; the first has so few digits that k times it is exact.
    const LN_2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];
    /// Adding this leaves a double no room for a fraction: it rounds to a whole number.
    const ROUND: f64 = 6_755_399_441_055_744.0;

    // Beyond these limits the answer is ∞ or 0 as well; NaN stays NaN.
    let x = x.clamp(-746.0, 710.0);
    let k = (x * LOG2_E + ROUND) - ROUND;
    let (high, low) = (x - k * LN_2[0], k * LN_2[1]);
    let r = high - low;
    // What rounding r left out.
    let rest = (high - r) - low;
    let mut series = FACTORIAL_INVERSES[0];
    for coefficient in &FACTORIAL_INVERSES[1..] {
        series = series * r + coefficient;
    }
    // 1 + r + r²/2 + …, where what rounding leaves out of 1 + r joins the small parts.
    let line = 1.0 + r;
    let left_out = r - (line - 1.0);
    let power = line + (left_out + (r * r * series + rest * line));
    // In two factors, since 2ᵏ alone may be too large or too small for a double.
    let half = ((k * 0.5 + ROUND) - ROUND) as i64;
    power * power_of_two(half) * power_of_two(k as i64 - half)
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

/// 2ⁿ for an exponent that a normal double has.
fn power_of_two(n: i64) -> f64 {
    f64::from_bits(((n + 1023) as u64) << 52)
}
