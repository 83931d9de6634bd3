//! A line of differentials becomes one of a slope: `dy = 5u^4 du` is `dy/du = 5u^4`.

/// The slope that such a line gives, by the letter whose differential stands behind the sign, once.
pub(in crate::practice) fn as_slope(letters: &[&str], line: &str) -> Option<String> {
    let (name, is) = line.split_once('=')?;
    let of = name.trim().strip_prefix('d')?;
    let bracket = of.starts_with('(') && of.ends_with(')');
    if !bracket && (of.is_empty() || !of.chars().all(char::is_alphanumeric)) {
        return None;
    }
    let is = is.trim().trim_end_matches('.');
    let mut slope = None;
    for letter in letters {
        let differential = format!("d{letter}");
        for (at, _) in is.match_indices(&differential) {
            let (before, behind) = (is[..at].trim_end(), &is[at + differential.len()..]);
            let ends = behind.is_empty();
            let part_of_a_word =
                before.len() == at && before.ends_with(char::is_alphabetic) && !ends
                    || behind.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            if part_of_a_word || before.ends_with(['/', 'd', '\\']) {
                continue;
            }
            if slope.is_some() || *letter == of {
                return None;
            }
            let factor = match () {
                () if before.is_empty() || before.ends_with(['*', '·', '(', '+', '-', '−']) => {
                    "1"
                }
                () if ends => "",
                () => "*1",
            };
            let above = if bracket { "" } else { of };
            let inside = if bracket { of } else { "" };
            slope = Some(format!("d{above}/d{letter}{inside} = {before}{factor}{behind}"));
        }
    }
    slope
}
