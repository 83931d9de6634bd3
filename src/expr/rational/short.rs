//! Fractions of machine words.
//!
//! A fraction is a pair in lowest terms, its second part positive. A result that does not fit is
//! `None`, and now and then one that would, because something on the way does not: the long
//! numbers find it.

use num_integer::Integer;

use super::{Rational, Value::Small};

type Pair = (i64, i64);

/// a/b + c/d. With g what b and d share, only g can be shared by the sum and its denominator.
pub(super) fn sum((a, b): Pair, (c, d): Pair) -> Option<Rational> {
    if b == 1 && d == 1 {
        return Some(Rational(Small(a.checked_add(c)?, 1)));
    }
    let shared = divisor(b, d);
    let above = a.checked_mul(d / shared)?.checked_add(c.checked_mul(b / shared)?)?;
    let left = divisor(above, shared);
    let below = (b / shared).checked_mul(d / left)?;
    Some(Rational(Small(above / left, below)))
}

/// (a/b)·(c/d). Cancelled crosswise first, the parts are as small as they will ever be.
pub(super) fn product((a, b): Pair, (c, d): Pair) -> Option<Rational> {
    let (one, other) = (divisor(a, d), divisor(c, b));
    let above = (a / one).checked_mul(c / other)?;
    let below = (b / other).checked_mul(d / one)?;
    Some(Rational(Small(above, below)))
}

/// The largest number of which both are multiples: what the parts above share over the least that
/// both parts below divide.
pub(super) fn gcd((a, b): Pair, (c, d): Pair) -> Option<Rational> {
    let above = i64::try_from(common(a, c)).ok()?;
    let below = (b / divisor(b, d)).checked_mul(d)?;
    Some(Rational(Small(above, below)))
}

/// The root of a word ≥ 0 where it is whole. A double is near enough to find the only candidate.
pub(super) fn root(word: i64, index: u32) -> Option<i64> {
    if index == 1 {
        return Some(word);
    }
    let root = libm::round(libm::pow(word as f64, 1.0 / f64::from(index))) as i64;
    (root.checked_pow(index) == Some(word)).then_some(root)
}

/// How many digits one over the word has after the point.
pub(super) fn decimal_places(mut word: i64) -> Option<u32> {
    let twos = word.trailing_zeros();
    word >>= twos;
    let mut fives = 0;
    while word % 5 == 0 {
        word /= 5;
        fives += 1;
    }
    (word == 1).then_some(twos.max(fives))
}

/// What both words share. Among −2⁶³ and 0 that is 2⁶³ and no such word itself.
fn common(a: i64, b: i64) -> u64 {
    let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
    if a == 1 || b == 1 { 1 } else { a.gcd(&b) }
}

/// The same where `b` > 0, so that it fits.
fn divisor(a: i64, b: i64) -> i64 {
    common(a, b) as i64
}
