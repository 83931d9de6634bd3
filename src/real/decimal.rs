//! Doubles in decimal: how large, which digits, and back.
//!
//! The standard library's exact conversions are right for every double ever, and bring 20 kB of
//! tables and code that no compression makes smaller. An axis needs a dozen digits.

/// The powers of ten that are doubles exactly.
#[rustfmt::skip]
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// `value · 10^exponent`, rounded once while the exponent is within ±22: 3 · 10⁻¹ is the double
/// nearest to 0.3. Beyond that each further step of 22 rounds once more.
///
/// ```
/// use chainrule::real::times_power_of_ten;
///
/// assert_eq!(times_power_of_ten(3.0, -1), 0.3);
/// assert_eq!(times_power_of_ten(1.0, -400), 0.0);
/// ```
pub fn times_power_of_ten(mut value: f64, exponent: i32) -> f64 {
    let mut rest = exponent.unsigned_abs() as usize;
    while rest > 0 && value != 0.0 && value.is_finite() {
        let step = rest.min(POWERS.len() - 1);
        let power = POWERS[step];
        value = if exponent < 0 { value / power } else { value * power };
        rest -= step;
    }
    value
}

/// The double nearest to a decimal of at most fifteen digits, zeros in front not counted, `-12.5`;
/// `None` for anything else.
///
/// ```
/// use chainrule::real::from_decimal;
///
/// assert_eq!([".1", "-12.50", "7."].map(from_decimal), [Some(0.1), Some(-12.5), Some(7.0)]);
/// assert_eq!(from_decimal("0.000000000000004"), Some(4e-15));
/// assert_eq!(["", ".", "1e5", "1.2.3", "inf"].map(from_decimal), [None; 5]);
/// ```
pub fn from_decimal(text: &str) -> Option<f64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all = [whole, decimals].concat();
    let significant = all.trim_start_matches('0').len();
    // Both the count and the power of ten are exact: one division rounds once.
    if all.is_empty()
        || significant > 15
        || decimals.len() > 22
        || !all.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let count = all.bytes().fold(0.0, |count, b| 10.0 * count + f64::from(b - b'0'));
    Some(sign * times_power_of_ten(count, -(decimals.len() as i32)))
}

/// The power of ten of the first digit of a finite number other than 0: 2 for 123, −1 for 0.5.
///
/// ```
/// use chainrule::real::decimal_exponent;
///
/// assert_eq!([999.0, 1000.0, -0.001, 5e-324].map(decimal_exponent), [2, 3, -3, -324]);
/// ```
pub fn decimal_exponent(value: f64) -> i32 {
    let size = value.abs();
    let guess = libm::log10(size).floor() as i32;
    // The logarithm of a number next to a power of ten may fall on the wrong side of it.
    match times_power_of_ten(size, -guess) {
        lead if lead >= 10.0 => guess + 1,
        lead if lead < 1.0 => guess - 1,
        _ => guess,
    }
}

/// The number rounded to this many digits, up to 15, as a whole number of `digits` digits and the
/// power of ten that multiplies it: 0.0123456 to three digits is 123 · 10⁻⁴.
///
/// ```
/// use chainrule::real::rounded_to_digits;
///
/// assert_eq!(rounded_to_digits(0.0123456, 3), (123.0, -4));
/// assert_eq!(rounded_to_digits(-9.999, 2), (-10.0, 0));
/// ```
pub fn rounded_to_digits(value: f64, digits: u32) -> (f64, i32) {
    let below = decimal_exponent(value) + 1 - digits as i32;
    let count = times_power_of_ten(value, -below).round();
    // 9.99 to two digits is 10, and has one digit more than it had.
    let full = POWERS[digits.min(22) as usize];
    if count.abs() >= full { (count / 10.0, below + 1) } else { (count, below) }
}
