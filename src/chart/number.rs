//! Numbers as a person writes them on an axis and in a sentence.

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
pub fn written(value: f64, digits: usize) -> String {
    if value.is_nan() {
        return "undefined".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let scientific = format!("{:.*e}", digits.saturating_sub(1), value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if value < 0.0 && mantissa.contains(|c: char| ('1'..='9').contains(&c)) {
        "−"
    } else {
        ""
    };
    let plain = if (-4..7).contains(&exponent) {
        let places = (digits as i32 - 1 - exponent).max(0) as usize;
        trimmed(&format!("{:.*}", places, value.abs())).to_owned()
    } else {
        let mantissa = trimmed(mantissa);
        let power = superscript(exponent);
        if mantissa == "1" { format!("10{power}") } else { format!("{mantissa}·10{power}") }
    };
    format!("{sign}{plain}")
}

/// Without zeros at the end that say nothing.
fn trimmed(decimal: &str) -> &str {
    if decimal.contains('.') {
        decimal.trim_end_matches('0').trim_end_matches('.')
    } else {
        decimal
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
    let exponent = width.log10().floor();
    // Read, not multiplied: a power far from 1 would be a little off.
    let power: f64 = format!("1e{exponent}").parse().unwrap_or(1.0);
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
    for digits in 0..11 {
        let rounded: f64 = format!("{value:.digits$e}").parse().unwrap_or(value);
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
        let digits = if k == 0.0 { 1.0 } else { (k.abs() * 10.0).log10().ceil() + 1.0 };
        found.push((value, written(value, digits.clamp(1.0, 15.0) as usize)));
        k += 1.0;
    }
    found
}
