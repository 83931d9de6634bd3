//! A line of differentials becomes one of a slope: `dy = 5u^4 du` is `dy/du = 5u^4`.

/// The slope that such a line gives, by the letter whose differential stands behind all of it, or
/// alone above a line.
pub(in crate::practice) fn as_slope(letters: &[&str], line: &str) -> Option<String> {
    let (name, is) = line.split_once('=')?;
    let of = name.trim().strip_prefix('d')?;
    let bracket = of.starts_with('(') && of.ends_with(')');
    if !bracket && (of.is_empty() || !of.chars().all(char::is_alphanumeric)) {
        return None;
    }
    let is = is.trim().trim_end_matches('.');
    let (letter, before, behind) = letters.iter().find_map(|letter| {
        let (before, behind) = is.split_once(&format!("d{letter}"))?;
        Some((letter, before.trim_end_matches([' ', '*', '·']), behind.trim_start()))
    })?;
    let factor = match before {
        "" if behind.is_empty() || behind.starts_with('/') => "1",
        _ if behind.is_empty() && !before.ends_with(['/', 'd', '\\']) && *letter != of => before,
        _ => return None,
    };
    Some(match bracket {
        true => format!("d/d{letter}{of} = {factor}{behind}"),
        false => format!("d{of}/d{letter} = {factor}{behind}"),
    })
}
