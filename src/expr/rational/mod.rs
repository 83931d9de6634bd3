//! Exact fractions: a pair of machine words as long as they suffice.
//!
//! Nearly every number of a formula is a small one, so nearly every sum and product here is a few
//! machine operations and no allocation: `short`. What does not fit takes the way of the long
//! numbers, `long`, and what fits again afterwards comes back.

mod long;
mod operators;
mod short;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

/// An exact fraction of any size, always in lowest terms.
///
/// ```
/// use chainrule::expr::Rational;
///
/// let third = Rational::fraction(2, 6);
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!(&third + &third, Rational::fraction(2, 3));
///
/// // No size is too large, and what is small again is equal to what always was.
/// let huge = Rational::from(10).pow(40);
/// assert_eq!((&huge * &third) / huge, third);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Value);

/// The value of a fraction has one form only, so that equal fractions are equal bit by bit:
/// lowest terms, the part below positive, and `Small` wherever both parts fit.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Value {
    Small(i64, i64),
    Big(Box<(BigInt, BigInt)>),
}
use Value::{Big, Small};

impl Rational {
    /// 0
    pub const ZERO: Rational = Rational(Small(0, 1));
    /// 1
    pub const ONE: Rational = Rational(Small(1, 1));

    // ── Making ───────────────────────────────────────────────────────────────────────────────

    /// `above / below`
    ///
    /// # Panics
    /// Where `below` is 0.
    pub fn new(above: BigInt, below: BigInt) -> Rational {
        long::reduced(above, below)
    }

    /// `above / below` of two machine words.
    ///
    /// # Panics
    /// Where `below` is 0.
    pub fn fraction(above: i64, below: i64) -> Rational {
        Rational(Small(above, 1)) / Rational(Small(below, 1))
    }

    /// The number that digits say, times a power of ten; `None` where there are no digits or
    /// something else is among them.
    ///
    /// ```
    /// use chainrule::expr::Rational;
    ///
    /// assert_eq!(Rational::from_digits("125", -2), Some(Rational::fraction(5, 4)));
    /// assert_eq!(Rational::from_digits("", 0), None);
    /// ```
    pub fn from_digits(digits: &str, power: i32) -> Option<Rational> {
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let whole = match digits.parse::<i64>() {
            Ok(small) => Rational::from(small),
            Err(_) => Rational::from(digits.parse::<BigInt>().ok()?),
        };
        Some(if power == 0 { whole } else { whole * Rational::from(10).pow(power) })
    }

    /// Exactly the value of a double; `None` for NaN and ±∞.
    ///
    /// ```
    /// use chainrule::expr::Rational;
    ///
    /// assert_eq!(Rational::from_float(-0.375), Some(Rational::fraction(-3, 8)));
    /// ```
    pub fn from_float(value: f64) -> Option<Rational> {
        if !value.is_finite() {
            return None;
        }
        // ±mantissa · 2^(exponent − 1075), the leading bit being left out but below 2^−1022.
        let bits = value.abs().to_bits();
        let (exponent, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
        let mantissa = if exponent == 0 { fraction } else { fraction | 1 << 52 } as i64;
        let mantissa = if value < 0.0 { -mantissa } else { mantissa };
        Some(Rational::from(mantissa) * Rational::from(2).pow(exponent.max(1) - 1075))
    }

    // ── Reading ──────────────────────────────────────────────────────────────────────────────

    /// What stands above the line and below it, where both are machine words.
    pub fn as_pair(&self) -> Option<(i64, i64)> {
        match self.0 {
            Small(above, below) => Some((above, below)),
            Big(_) => None,
        }
    }

    /// What stands above the line and below it, as whole numbers: −3/4 is −3 and 4.
    pub fn parts(&self) -> (Rational, Rational) {
        match &self.0 {
            &Small(above, below) => (Rational(Small(above, 1)), Rational(Small(below, 1))),
            Big(parts) => (parts.0.clone().into(), parts.1.clone().into()),
        }
    }

    /// What stands above the line.
    pub fn numer(&self) -> BigInt {
        long::parts(self).0
    }

    /// What stands below the line.
    pub fn denom(&self) -> BigInt {
        long::parts(self).1
    }

    /// The machine number it is, if it is a whole number and fits.
    ///
    /// ```
    /// use chainrule::expr::Rational;
    ///
    /// assert_eq!(Rational::from(200).whole::<u8>(), Some(200));
    /// assert_eq!(Rational::from(-1).whole::<u8>(), None);
    /// assert_eq!(Rational::fraction(1, 2).whole::<u8>(), None);
    /// ```
    pub fn whole<T: TryFrom<i64>>(&self) -> Option<T> {
        match self.0 {
            Small(above, 1) => T::try_from(above).ok(),
            _ => None,
        }
    }

    /// The same where one bit more counts: whole numbers ≥ 0 up to 2⁶⁴.
    pub fn to_u64(&self) -> Option<u64> {
        match &self.0 {
            Big(parts) if self.is_integer() => parts.0.to_u64(),
            _ => self.whole(),
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0, _))
    }

    /// Whether it is 1.
    pub fn is_one(&self) -> bool {
        matches!(self.0, Small(1, 1))
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(above, _) => *above < 0,
            Big(parts) => parts.0.is_negative(),
        }
    }

    /// Whether it is greater than 0.
    pub fn is_positive(&self) -> bool {
        !self.is_negative() && !self.is_zero()
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small(_, below) => *below == 1,
            Big(parts) => parts.1.bits() == 1,
        }
    }

    /// Whether what stands above the line is even.
    pub fn is_even_above(&self) -> bool {
        match &self.0 {
            Small(above, _) => above % 2 == 0,
            Big(parts) => !parts.0.bit(0),
        }
    }

    /// Whether what stands below the line is even.
    pub fn is_even_below(&self) -> bool {
        match &self.0 {
            Small(_, below) => below % 2 == 0,
            Big(parts) => !parts.1.bit(0),
        }
    }

    /// How many binary digits stand above the line and below it.
    pub fn bits(&self) -> (u64, u64) {
        let length = |word: i64| u64::from(64 - word.unsigned_abs().leading_zeros());
        match &self.0 {
            Small(above, below) => (length(*above), length(*below)),
            Big(parts) => (parts.0.bits(), parts.1.bits()),
        }
    }

    /// How many digits after the point the decimal expansion has; `None` where it never ends.
    pub(crate) fn decimal_places(&self) -> Option<u32> {
        match self.0 {
            Small(_, 1) => Some(0),
            Small(_, below) => short::decimal_places(below),
            Big(_) => long::decimal_places(self),
        }
    }

    /// The nearest double, of two equally near ones the even one; ±∞ beyond the largest.
    pub fn to_f64(&self) -> f64 {
        /// Up to here every whole number is a double.
        const EXACT: u64 = 1 << 53;
        match self.0 {
            Small(above, below) if above.unsigned_abs() <= EXACT && below as u64 <= EXACT => {
                above as f64 / below as f64
            }
            _ => long::to_f64(self),
        }
    }

    // ── Computing ────────────────────────────────────────────────────────────────────────────

    /// The number without its sign.
    pub fn abs(&self) -> Rational {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// 1 over the number.
    ///
    /// # Panics
    /// Where it is 0.
    pub fn recip(&self) -> Rational {
        match self.0 {
            Small(above, below) if above > 0 => Rational(Small(below, above)),
            Small(above, below) if above < 0 && above != i64::MIN => {
                Rational(Small(-below, -above))
            }
            _ => long::recip(self),
        }
    }

    /// The number to a whole power. The result has as many digits as it has: who calls bounds
    /// the power.
    ///
    /// # Panics
    /// For a negative power of 0.
    pub fn pow(&self, power: i32) -> Rational {
        let times = power.unsigned_abs();
        let result = match self.0 {
            Small(above, below) => match (above.checked_pow(times), below.checked_pow(times)) {
                (Some(above), Some(below)) => Rational(Small(above, below)),
                _ => long::pow(self, times),
            },
            Big(_) => long::pow(self, times),
        };
        if power < 0 { result.recip() } else { result }
    }

    /// The index-th root of a number ≥ 0 where that is a fraction too.
    ///
    /// ```
    /// use chainrule::expr::Rational;
    ///
    /// assert_eq!(Rational::fraction(8, 27).root(3), Some(Rational::fraction(2, 3)));
    /// assert_eq!(Rational::from(2).root(2), None);
    /// ```
    pub fn root(&self, index: u32) -> Option<Rational> {
        if self.is_negative() || index == 0 {
            return None;
        }
        match self.0 {
            Small(above, below) => {
                Some(Rational(Small(short::root(above, index)?, short::root(below, index)?)))
            }
            Big(_) => long::root(self, index),
        }
    }

    /// The largest number ≥ 0 of which both are whole multiples: of 1/2 and 1/3 that is 1/6, of
    /// whole numbers the greatest common divisor.
    pub fn gcd(&self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (&Small(a, b), &Small(c, d)) => short::gcd((a, b), (c, d)),
            _ => None,
        }
        .unwrap_or_else(|| long::gcd(self, other))
    }

    /// The largest whole number that is not larger.
    pub fn floor(&self) -> Rational {
        match &self.0 {
            Small(above, below) => Rational(Small(above.div_euclid(*below), 1)),
            Big(_) => long::floor(self),
        }
    }

    /// The nearest whole number, of two equally near ones the one farther from 0.
    pub fn round(&self) -> Rational {
        let magnitude = (self.abs() + Rational(Small(1, 2))).floor();
        if self.is_negative() { -magnitude } else { magnitude }
    }

    fn plus(&self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (&Small(a, b), &Small(c, d)) => short::sum((a, b), (c, d)),
            _ => None,
        }
        .unwrap_or_else(|| long::sum(self, other))
    }

    fn times(&self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (&Small(a, b), &Small(c, d)) => short::product((a, b), (c, d)),
            _ => None,
        }
        .unwrap_or_else(|| long::product(self, other))
    }
}
