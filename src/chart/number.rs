//! Numbers as a person writes them on an axis and in a sentence.

use crate::real::{decimal_exponent, rounded_to_digits, times_power_of_ten};

/// A number with at most `digits` digits that count: a true minus sign, no trailing zeros, a power
/// of ten where it would be long.
///
/// ```
/// use chainrule::chart::written;
///
/// assert_eq!(written(-1.5, 4), "−1.5");
/// assert_eq!(written(0.1 + 0.2, 4), "0.3");
/// assert_eq!(written(6e300, 3), "6·10³⁰⁰");
/// assert_eq!(written(f64::NAN, 3), "undefined");
/// ```
pub fn written(value: f64, digits: u32) -> String {
    if value.is_nan() {
        return "undefined".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let digits = digits.clamp(1, 15);
    let (count, below) = if value == 0.0 { (0.0, 0) } else { rounded_to_digits(value, digits) };
    let counted = (count.abs() as u64).to_string();
    // The digits that count, and the power of ten of the first of them.
    let exponent = below + counted.len() as i32 - 1;
    let counted = match counted.trim_end_matches('0') {
        "" => "0",
        counted => counted,
    };
    let sign = if count < 0.0 { "−" } else { "" };
    if !(-4..7).contains(&exponent) {
        let power = superscript(exponent);
        return match with_point(counted, 1).as_str() {
            "1" => format!("{sign}10{power}"),
            mantissa => format!("{sign}{mantissa}·10{power}"),
        };
    }
    format!("{sign}{}", with_point(counted, exponent + 1))
}

/// Digits with the point after so many of them.
fn with_point(digits: &str, place: i32) -> String {
    match usize::try_from(place) {
        Ok(place) if place >= digits.len() => format!("{digits:0<place$}"),
        Ok(place) if place > 0 => format!("{}.{}", &digits[..place], &digits[place..]),
        _ => format!("0.{}{digits}", "0".repeat(place.unsigned_abs() as usize)),
    }
}

fn superscript(exponent: i32) -> String {
    exponent
        .to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            digit => char::from_u32('⁰' as u32 + digit as u32 - '0' as u32).unwrap_or(digit),
        })
        .collect()
}

/// The narrowest step of 1, 2 or 5 times a power of ten that is not narrower than this.
pub(super) fn step_above(width: f64) -> f64 {
    if width.is_nan() || width <= 0.0 || width.is_infinite() {
        return 1.0;
    }
    let power = times_power_of_ten(1.0, decimal_exponent(width));
    let nice = [1.0, 2.0, 5.0].into_iter().find(|nice| width <= nice * power * (1.0 + 1e-12));
    nice.unwrap_or(10.0) * power
}

/// A multiple of the step with the rounding of the multiplication taken off: 0.3 and not
/// 0.30000000000000004.
pub(super) fn multiple(k: f64, step: f64) -> f64 {
    tidy(k * step)
}

/// The number with the fewest digits within a ten-billionth of this one.
pub(super) fn tidy(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    for digits in 1..12 {
        let (count, below) = rounded_to_digits(value, digits);
        let rounded = times_power_of_ten(count, below);
        if (rounded - value).abs() <= 1e-10 * value.abs() {
            return rounded;
        }
    }
    value
}

/// The multiples of a step from `low` to `high`, with what stands beside each.
pub(super) fn ticks(low: f64, high: f64, step: f64) -> Vec<(f64, String)> {
    /// More than fit anywhere.
    const MOST: f64 = 200.0;
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let count = last - first;
    if count.is_nan() || count > MOST {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut k = first;
    while k <= last {
        let value = multiple(k, step);
        // As many digits as tell one multiple from the next.
        let digits = if k == 0.0 { 1.0 } else { libm::log10(k.abs() * 10.0).ceil() + 1.0 };
        found.push((value, written(value, digits.clamp(1.0, 15.0) as u32)));
        k += 1.0;
    }
    found
}
