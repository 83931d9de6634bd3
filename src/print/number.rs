//! A number becomes the shortest text that reads back as the same number.

use std::fmt::Write;

use crate::expr::{Dag, Expr, Rational};

/// A whole number longer than this, with few digits that are not zeros at its end, is written with
/// a power of ten.
const LONG: usize = 21;
/// How many digits a power of ten may have in front of it.
const MANTISSA: usize = 17;
/// More zeros than this after the point, and it is written with a power of ten.
const ZEROS: usize = 6;

/// The digits of a number: `mantissa` has the point in it, and where there is a power of ten it
/// multiplies it.
pub(super) struct Digits {
    pub mantissa: String,
    pub power: Option<i64>,
}

/// How a number ≥ 0 is written.
pub(super) fn digits(value: &Rational) -> Digits {
    if value.is_integer() {
        let digits = value.to_string();
        let head = digits.trim_end_matches('0').len();
        if digits.len() <= LONG || head > MANTISSA {
            return Digits { mantissa: digits, power: None };
        }
        return scientific(&digits[..head], digits.len() as i64 - 1);
    }
    // value = scaled / 10^places exactly: the denominator divides that power.
    let places = value.decimal_places().unwrap_or(0);
    let digits = (value * Rational::from(10).pow(places as i32)).to_string();
    let places = places as usize;
    if digits.len() > places {
        let (whole, rest) = digits.split_at(digits.len() - places);
        return Digits { mantissa: format!("{whole}.{rest}"), power: None };
    }
    let zeros = places - digits.len();
    if zeros < ZEROS {
        return Digits { mantissa: format!("0.{:0>places$}", digits), power: None };
    }
    scientific(&digits, -(zeros as i64) - 1)
}

fn scientific(digits: &str, power: i64) -> Digits {
    let mantissa = match digits.split_at(1) {
        (first, "") => first.to_owned(),
        (first, rest) => format!("{first}.{rest}"),
    };
    Digits { mantissa, power: Some(power) }
}

/// Whether a number leaf is written with a power of ten.
pub(super) fn is_scientific(dag: &Dag, e: Expr) -> bool {
    dag.number(e).is_some_and(|number| {
        let value = number.value();
        let (above, below) = value.bits();
        // 2^63 has 19 digits: nearly every number ends here. A decimal above 10^-6 is without a
        // long row of zeros.
        let plain = if number.is_integer() { above < 64 } else { below < 20 };
        !plain && digits(value).power.is_some()
    })
}

/// Writes a number leaf; `exponent` is what stands in front of a power of ten.
pub(super) fn write(out: &mut String, dag: &Dag, e: Expr, exponent: &str) {
    let Some(number) = dag.number(e) else { return };
    write_value(out, number.value(), exponent);
}

fn write_value(out: &mut String, value: &Rational, exponent: &str) {
    if let Some(small) = value.to_u64() {
        return write_whole(out, small);
    }
    let Digits { mantissa, power } = digits(value);
    out.push_str(&mantissa);
    if let Some(power) = power {
        // Writing into a string cannot fail.
        let _ = write!(out, "{exponent}{power}");
    }
}

/// Writes a whole number.
pub(super) fn write_whole(out: &mut String, value: u64) {
    if value >= 10 {
        write_whole(out, value / 10);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}

/// An exact number as a person writes it: `-3`, `1/3`, and `0.5` for a half only where
/// `with_point` asks for a decimal and there is one.
///
/// ```
/// use chainrule::expr::Rational;
/// use chainrule::print::rational_text;
///
/// assert_eq!(rational_text(&Rational::fraction(-3, 4), false), "-3/4");
/// assert_eq!(rational_text(&Rational::fraction(-3, 4), true), "-0.75");
/// assert_eq!(rational_text(&Rational::fraction(1, 3), true), "1/3");
/// ```
pub fn rational_text(value: &Rational, with_point: bool) -> String {
    let mut out = String::new();
    if value.is_negative() {
        out.push('-');
    }
    let magnitude = value.abs();
    if magnitude.is_integer() || (with_point && magnitude.decimal_places().is_some()) {
        write_value(&mut out, &magnitude, "E");
    } else {
        let (above, below) = magnitude.parts();
        write_value(&mut out, &above, "E");
        out.push('/');
        write_value(&mut out, &below, "E");
    }
    out
}

/// A double as the shortest text that reads back as the same double.
///
/// ```
/// use chainrule::print::number_text;
///
/// assert_eq!(number_text(0.1 + 0.2), "0.30000000000000004");
/// assert_eq!(number_text(-20.0), "-20");
/// assert_eq!(number_text(1e300), "1E300");
/// assert_eq!(number_text(f64::NAN), "undefined");
/// assert_eq!(number_text(f64::NEG_INFINITY), "-∞");
/// ```
pub fn number_text(value: f64) -> String {
    if value.is_nan() {
        return "undefined".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "-∞" }.to_owned();
    }
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if (1e-7..1e21).contains(&size) { format!("{value}") } else { format!("{value:E}") }
}
