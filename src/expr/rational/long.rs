//! Fractions of any size.
//!
//! These functions are out of line and few, for each of them brings in a good part of the long
//! arithmetic: they are here for the rare number that needs them.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Big, Rational, Small};

#[cold]
#[inline(never)]
pub(super) fn sum(left: &Rational, right: &Rational) -> Rational {
    let ((a, b), (c, d)) = (parts(left), parts(right));
    reduced(a * &d + c * &b, b * d)
}

#[cold]
#[inline(never)]
pub(super) fn product(left: &Rational, right: &Rational) -> Rational {
    let ((a, b), (c, d)) = (parts(left), parts(right));
    reduced(a * c, b * d)
}

#[cold]
#[inline(never)]
pub(super) fn recip(value: &Rational) -> Rational {
    let (above, below) = parts(value);
    reduced(below, above)
}

#[cold]
#[inline(never)]
pub(super) fn parts(value: &Rational) -> (BigInt, BigInt) {
    match &value.0 {
        Small(above, below) => ((*above).into(), (*below).into()),
        Big(parts) => (**parts).clone(),
    }
}

/// The one form of `above / below`.
#[cold]
#[inline(never)]
pub(super) fn reduced(mut above: BigInt, mut below: BigInt) -> Rational {
    assert!(!below.is_zero(), "division by zero");
    let shared = common(&above, &below);
    if shared.bits() > 1 {
        above /= &shared;
        below /= shared;
    }
    if below.is_negative() {
        (above, below) = (-above, -below);
    }
    shortest(above, below)
}

/// The greatest common divisor. The library's takes a bit at a time from the longer number, which is
/// long work beside a short one, and most numbers stand above a 1: a division comes first.
fn common(a: &BigInt, b: &BigInt) -> BigInt {
    let (long, short) = if a.bits() < b.bits() { (b, a) } else { (a, b) };
    match short.bits() {
        0 => long.abs(),
        1 => BigInt::one(),
        _ => short.gcd(&(long % short)),
    }
}

/// The one form of a fraction in lowest terms.
pub(super) fn shortest(above: BigInt, below: BigInt) -> Rational {
    Rational(match (above.to_i64(), below.to_i64()) {
        (Some(above), Some(below)) => Small(above, below),
        _ => Big(Box::new((above, below))),
    })
}

#[cold]
#[inline(never)]
pub(super) fn neg(value: &Rational) -> Rational {
    let (above, below) = parts(value);
    shortest(-above, below)
}

#[cold]
#[inline(never)]
pub(super) fn pow(value: &Rational, times: u32) -> Rational {
    let (above, below) = parts(value);
    shortest(above.pow(times), below.pow(times))
}

#[cold]
#[inline(never)]
pub(super) fn root(value: &Rational, index: u32) -> Option<Rational> {
    let (above, below) = parts(value);
    let root = shortest(above.nth_root(index), below.nth_root(index));
    // Roots rounded down are exact when their power is what they are roots of. For a root 1 of
    // anything else, and so for every index beyond the length of the number, it is not.
    let exact = i32::try_from(index).is_ok_and(|index| &root.pow(index) == value);
    exact.then_some(root)
}

#[cold]
#[inline(never)]
pub(super) fn gcd(left: &Rational, right: &Rational) -> Rational {
    let ((a, b), (c, d)) = (parts(left), parts(right));
    let shared = common(&b, &d);
    shortest(common(&a, &c), b * (d / shared))
}

#[cold]
#[inline(never)]
pub(super) fn floor(value: &Rational) -> Rational {
    let (above, below) = parts(value);
    above.div_floor(&below).into()
}

#[cold]
#[inline(never)]
pub(super) fn decimal_places(value: &Rational) -> Option<u32> {
    let mut rest = parts(value).1.into_parts().1;
    let twos = u32::try_from(rest.trailing_zeros()?).ok()?;
    rest >>= twos;
    let mut fives = 0;
    // 5¹³ is the largest power of five that is one digit of a big number.
    for (times, power) in [(13, 1_220_703_125u32), (1, 5)] {
        while (&rest % power).is_zero() {
            rest /= power;
            fives += times;
        }
    }
    (rest.bits() == 1).then_some(twos.max(fives))
}

/// Long division gives 64 bits or 65 of the quotient and whether anything is left behind them;
/// from there on it is rounding.
#[cold]
#[inline(never)]
pub(super) fn to_f64(value: &Rational) -> f64 {
    let (above, below) = parts(value);
    let ((sign, mut above), mut below) = (above.into_parts(), below.into_parts().1);
    let shift = 64 + below.bits() as i64 - above.bits() as i64;
    if shift > 0 {
        above <<= shift as u64;
    } else {
        below <<= shift.unsigned_abs();
    }
    let (quotient, rest) = above.div_rem(&below);
    let magnitude = rounded(&quotient, !rest.is_zero(), -shift);
    if sign == Sign::Minus { -magnitude } else { magnitude }
}

/// The double nearest to quotient · 2^exponent, and a little more where `more` is set.
fn rounded(quotient: &BigUint, more: bool, exponent: i64) -> f64 {
    let Some(quotient) = quotient.to_u128() else { return f64::INFINITY };
    let length = i64::from(128 - quotient.leading_zeros());
    // A double ends 53 bits behind its first one, and at 2^−1074.
    let dropped = (length - 53).max(-1074 - exponent);
    if dropped > length {
        return 0.0;
    }
    let kept = (quotient >> dropped) as u64;
    let (tail, half) = (quotient & ((1 << dropped) - 1), 1u128 << (dropped - 1));
    let up = tail > half || tail == half && (more || kept % 2 == 1);
    // 53 bits at most and a power of two: both steps are exact, or beyond the largest double.
    let scale = (exponent + dropped).clamp(-1074, 2000) as i32;
    libm::scalbn((kept + u64::from(up)) as f64, scale)
}
