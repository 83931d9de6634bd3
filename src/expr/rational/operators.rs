//! A fraction as a number among numbers: operators, order, conversions, text.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use num_bigint::BigInt;

use super::{Big, Rational, Small, long};

impl Default for Rational {
    fn default() -> Rational {
        Rational::ZERO
    }
}

macro_rules! from_word {
    ($($word:ty),*) => {$(
        impl From<$word> for Rational {
            fn from(value: $word) -> Rational {
                Rational(Small(value.into(), 1))
            }
        }
    )*};
}
from_word!(u8, i32, u32, i64);

impl From<u64> for Rational {
    fn from(value: u64) -> Rational {
        match i64::try_from(value) {
            Ok(value) => value.into(),
            Err(_) => BigInt::from(value).into(),
        }
    }
}

impl From<BigInt> for Rational {
    fn from(value: BigInt) -> Rational {
        long::shortest(value, 1.into())
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Rational) -> Ordering {
        match (&self.0, &other.0) {
            (&Small(a, b), &Small(c, d)) => {
                (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)))
            }
            _ => {
                let difference = self - other;
                if difference.is_negative() {
                    Ordering::Less
                } else if difference.is_zero() {
                    Ordering::Equal
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Rational) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match self.0 {
            Small(above, below) if above != i64::MIN => Rational(Small(-above, below)),
            _ => long::neg(self),
        }
    }
}

impl Neg for Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        -&self
    }
}

/// An operator on values and references alike.
macro_rules! operator {
    ($($trait:ident $method:ident, $assign:ident $assign_method:ident: $compute:expr;)*) => {$(
        impl $trait<&Rational> for &Rational {
            type Output = Rational;

            fn $method(self, other: &Rational) -> Rational {
                $compute(self, other)
            }
        }

        impl $trait<&Rational> for Rational {
            type Output = Rational;

            fn $method(self, other: &Rational) -> Rational {
                $compute(&self, other)
            }
        }

        impl $trait<Rational> for &Rational {
            type Output = Rational;

            fn $method(self, other: Rational) -> Rational {
                $compute(self, &other)
            }
        }

        impl $trait for Rational {
            type Output = Rational;

            fn $method(self, other: Rational) -> Rational {
                $compute(&self, &other)
            }
        }

        impl $assign<&Rational> for Rational {
            fn $assign_method(&mut self, other: &Rational) {
                *self = $compute(self, other);
            }
        }

        impl $assign for Rational {
            fn $assign_method(&mut self, other: Rational) {
                *self = $compute(self, &other);
            }
        }
    )*};
}
operator! {
    Add add, AddAssign add_assign: Rational::plus;
    Sub sub, SubAssign sub_assign: |a: &Rational, b: &Rational| a.plus(&-b);
    Mul mul, MulAssign mul_assign: Rational::times;
    Div div, DivAssign div_assign: |a: &Rational, b: &Rational| a.times(&b.recip());
}

/// `-3/4`; a whole number as such.
impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(above, 1) => write!(f, "{above}"),
            Small(above, below) => write!(f, "{above}/{below}"),
            Big(parts) if self.is_integer() => write!(f, "{}", parts.0),
            Big(parts) => write!(f, "{}/{}", parts.0, parts.1),
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
