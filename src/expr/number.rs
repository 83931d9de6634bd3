//! The numbers in a formula are exact.

use super::rational::Rational;

/// A number as it stands in a formula: never negative (a minus sign is a node of its own), either
/// whole or a decimal. A fraction is a division of two whole numbers.
///
/// A decimal keeps its exact value, `0.1` being 1/10, and remembers that it was written with a
/// point, so that `0.5x` does not come back as `x/2`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Number {
    value: Rational,
}

impl Number {
    /// A whole number ≥ 0.
    pub(super) fn integer(value: Rational) -> Number {
        debug_assert!(value.is_integer() && !value.is_negative());
        Number { value }
    }

    /// A number ≥ 0 whose decimal expansion ends, a whole one included; `None` where it is negative
    /// or does not end.
    ///
    /// ```
    /// use chainrule::expr::{Number, Rational};
    ///
    /// assert!(Number::decimal(Rational::fraction(1, 8)).is_some());
    /// assert!(Number::decimal(Rational::fraction(1, 3)).is_none());
    /// ```
    pub fn decimal(value: Rational) -> Option<Number> {
        let ends = value.decimal_places().is_some();
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

    /// The nearest double; ∞ for a number beyond the largest.
    pub fn to_f64(&self) -> f64 {
        self.value.to_f64()
    }
}
