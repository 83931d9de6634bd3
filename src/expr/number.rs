//! The numbers in a formula are exact.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact fraction of any size, always in lowest terms.
pub type Rational = BigRational;

/// A number as it stands in a formula: never negative (a minus sign is a node of its own), either
/// whole or a decimal. A fraction is a division of two whole numbers.
///
/// A decimal keeps its exact value, `0.1` being 1/10, and remembers that it was written with a
/// point, so that `0.5x` does not come back as `x/2`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    value: Rational,
}

impl Number {
    /// A whole number ≥ 0.
    pub fn integer(value: impl Into<BigInt>) -> Number {
        let value = value.into();
        debug_assert!(!value.is_negative());
        Number { value: Rational::from_integer(value) }
    }

    /// A number ≥ 0 whose decimal expansion ends; `None` where it is negative or does not end.
    ///
    /// ```
    /// use chainrule::expr::{Number, Rational};
    ///
    /// let ratio = |a: i64, b: i64| Rational::new(a.into(), b.into());
    /// assert!(Number::decimal(ratio(1, 8)).is_some());
    /// assert!(Number::decimal(ratio(1, 3)).is_none());
    /// ```
    pub fn decimal(value: Rational) -> Option<Number> {
        let ends = decimal_places(&value).is_some();
        (ends && !value.is_negative()).then_some(Number { value })
    }

    /// The exact value.
    pub fn value(&self) -> &Rational {
        &self.value
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        self.value.is_integer()
    }

    /// The nearest double, ±∞ never: a number too large for a double is the largest one.
    pub fn to_f64(&self) -> f64 {
        to_f64(&self.value)
    }
}

/// The double nearest to an exact fraction.
pub fn to_f64(value: &Rational) -> f64 {
    // Small fractions, nearly all there are: one correctly rounded division.
    if let (Some(above), Some(below)) = (value.numer().to_i64(), value.denom().to_i64())
        && above.unsigned_abs() <= 1 << 53
        && below <= 1 << 53
    {
        return above as f64 / below as f64;
    }
    value.to_f64().unwrap_or(f64::NAN)
}

/// How many digits after the point the decimal expansion has; `None` where it never ends.
pub(crate) fn decimal_places(value: &Rational) -> Option<u32> {
    let mut rest = value.denom().magnitude().clone();
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
    rest.is_one().then_some(twos.max(fives))
}
