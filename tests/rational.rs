//! Exact fractions against a plain pair of long numbers.

#[path = "support/cases.rs"]
mod cases;

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use cases::cases;
use chainrule::expr::Rational;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive, Zero};
use proptest::prelude::*;

/// Whole numbers around every edge: 0, the ends of a machine word, beyond.
fn whole() -> impl Strategy<Value = BigInt> {
    let edges = [0, 1, i64::MIN, i64::MAX, 1 << 31, 1 << 32, 1 << 53, 3_037_000_500];
    let near = (prop::sample::select(edges.to_vec()), -3i128..=3);
    prop_oneof![
        (-12i64..=12).prop_map(BigInt::from),
        any::<i64>().prop_map(BigInt::from),
        near.prop_map(|(edge, step)| BigInt::from(i128::from(edge) + step)),
        any::<i128>().prop_map(BigInt::from),
        (any::<i128>(), 0u32..1500).prop_map(|(value, shift)| BigInt::from(value) << shift),
    ]
}

/// A fraction, and the same as the library has it.
fn fraction() -> impl Strategy<Value = (Rational, BigRational)> {
    (whole(), whole()).prop_map(|(above, below)| {
        let below = if below.is_zero() { BigInt::from(1) } else { below };
        (Rational::new(above.clone(), below.clone()), BigRational::new(above, below))
    })
}

/// Equal, and in the one form in which a number is written.
#[track_caller]
fn same(ours: &Rational, theirs: &BigRational) {
    assert_eq!((&ours.numer(), &ours.denom()), (theirs.numer(), theirs.denom()));
    let fits = theirs.numer().to_i64().zip(theirs.denom().to_i64());
    assert_eq!(ours.as_pair(), fits);
    let again = Rational::new(theirs.numer().clone(), theirs.denom().clone());
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    assert_eq!(ours, &again);
    assert_eq!(hasher.hash_one(ours), hasher.hash_one(&again));
}

proptest! {
    #![proptest_config(cases(4_000, 20_261_122))]

    #[test]
    fn arithmetic((a, x) in fraction(), (b, y) in fraction()) {
        same(&(&a + &b), &(&x + &y));
        same(&(&a - &b), &(&x - &y));
        same(&(&a * &b), &(&x * &y));
        if !y.is_zero() {
            same(&(&a / &b), &(&x / &y));
            same(&b.recip(), &y.recip());
        }
        // There and back: what was large becomes small again.
        same(&(&(&a + &b) - &b), &x);
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        prop_assert_eq!(a == b, x == y);
    }

    #[test]
    fn one_number((a, x) in fraction()) {
        same(&a, &x);
        same(&-&a, &-&x);
        same(&a.abs(), &x.abs());
        same(&a.floor(), &x.floor());
        same(&a.round(), &x.round());
        let (above, below) = a.parts();
        same(&(above / below), &x);
        prop_assert_eq!(a.is_zero(), x.is_zero());
        prop_assert_eq!(a.is_integer(), x.is_integer());
        prop_assert_eq!((a.is_negative(), a.is_positive()), (x.is_negative(), x.is_positive()));
        prop_assert_eq!(a.is_even_above(), !x.numer().bit(0));
        prop_assert_eq!(a.is_even_below(), !x.denom().bit(0));
        prop_assert_eq!(a.bits(), (x.numer().bits(), x.denom().bits()));
        prop_assert_eq!(a.whole::<i64>(), x.to_i64().filter(|_| x.is_integer()));
        prop_assert_eq!(a.to_u64(), x.to_u64().filter(|_| x.is_integer()));
        prop_assert_eq!(a.to_string(), x.to_string());
    }

    #[test]
    fn powers_and_roots((a, x) in fraction(), power in -9i32..=9) {
        if x.is_zero() && power < 0 {
            return Ok(());
        }
        let raised = a.pow(power);
        same(&raised, &Pow::pow(&x, power));
        if power != 0 {
            let index = power.unsigned_abs();
            let root = if power < 0 { a.recip() } else { a };
            prop_assert_eq!(raised.abs().root(index), Some(root.abs()));
            // What is answered is a root, and nothing below 0 has one.
            let beside = raised.abs() + Rational::from(2);
            let root = beside.root(2 * index);
            prop_assert!(root.is_none_or(|root| root.pow(2 * power.abs()) == beside));
            prop_assert_eq!((-beside).root(index), None);
        }
    }

    #[test]
    fn divisors((a, x) in fraction(), (b, y) in fraction()) {
        use num_integer::Integer;
        let (above, below) = (x.numer().gcd(y.numer()), x.denom().lcm(y.denom()));
        same(&a.gcd(&b), &BigRational::new(above, below));
    }

    #[test]
    fn doubles((a, x) in fraction(), bits in any::<u64>()) {
        prop_assert_eq!(a.to_f64().to_bits(), x.to_f64().unwrap().to_bits());
        let value = f64::from_bits(bits);
        match (Rational::from_float(value), BigRational::from_float(value)) {
            (Some(ours), Some(theirs)) => {
                same(&ours, &theirs);
                prop_assert_eq!(ours.to_f64(), value);
            }
            (ours, theirs) => prop_assert!(ours.is_none() && theirs.is_none()),
        }
    }

    #[test]
    fn digits(digits in "[0-9]{1,40}", power in -50i32..50) {
        let whole = BigRational::from_integer(digits.parse().unwrap());
        let ten = BigRational::from_integer(10.into());
        same(&Rational::from_digits(&digits, power).unwrap(), &(whole * Pow::pow(ten, power)));
    }
}

#[test]
fn the_smallest_word() {
    let least = Rational::from(i64::MIN);
    let big = BigRational::from_integer(i64::MIN.into());
    let (minus, one) = (Rational::from(-1), BigRational::from_integer(1.into()));
    same(&-&least, &-&big);
    same(&-(-&least), &big);
    same(&least.recip(), &big.recip());
    same(&least.recip().recip(), &big);
    same(&(&least / &least), &one);
    same(&(&least / &minus), &-&big);
    same(&(&least * &minus), &-&big);
    same(&(&least - Rational::ONE), &(&big - &one));
    same(&least.gcd(&Rational::ZERO), &-&big);
    same(&Rational::fraction(1, i64::MIN), &big.recip());
    same(&Rational::fraction(i64::MIN, i64::MIN), &one);
}

#[test]
fn doubles_at_the_edges() {
    let two = Rational::from(2);
    let tiny = two.pow(-1074);
    assert_eq!(tiny.to_f64(), f64::from_bits(1));
    // Half of the smallest goes to the even neighbour, anything more up.
    assert_eq!((&tiny / &two).to_f64(), 0.0);
    assert_eq!((&tiny * Rational::fraction(5, 8)).to_f64(), f64::from_bits(1));
    assert_eq!((&tiny * Rational::fraction(3, 2)).to_f64(), f64::from_bits(2));
    assert_eq!(two.pow(-5000).to_f64(), 0.0);
    assert_eq!(two.pow(1024).to_f64(), f64::INFINITY);
    assert_eq!((-two.pow(5000)).to_f64(), f64::NEG_INFINITY);
    // The last number that still rounds to the largest double, and the first that does not.
    let edge = two.pow(1024) - two.pow(970);
    assert_eq!((&edge - Rational::ONE).to_f64(), f64::MAX);
    assert_eq!(edge.to_f64(), f64::INFINITY);
    // The largest below the normal ones, and what rounds up to the first of those.
    let subnormal = two.pow(-1022) - &tiny;
    assert_eq!(subnormal.to_f64(), f64::MIN_POSITIVE.next_down());
    assert_eq!((subnormal + &tiny / &two).to_f64(), f64::MIN_POSITIVE);
    // Even neighbour in the middle of things, with the decision in the last of many digits.
    let middle = two.pow(53) + Rational::ONE;
    assert_eq!(middle.to_f64(), 2f64.powi(53));
    assert_eq!((middle + two.pow(-3000)).to_f64(), 2f64.powi(53) + 2.0);
}

#[test]
fn text_that_is_no_number() {
    for text in ["", "-1", "+1", "1.5", "1e3", " 1", "x"] {
        assert_eq!(Rational::from_digits(text, 0), None, "{text:?}");
    }
}
