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
    let mut found = letters.iter().flat_map(|letter| factors(letter, is));
    let (letter, slope) = found.next().filter(|(letter, _)| *letter != of)?;
    let above = if bracket { format!("d/d{letter}{of}") } else { format!("d{of}/d{letter}") };
    found.next().is_none().then(|| format!("{above} = {slope}"))
}

/// What stands beside each differential of this letter that is a factor.
fn factors<'a>(letter: &'a str, is: &str) -> Vec<(&'a str, String)> {
    let differential = format!("d{letter}");
    let places = is.match_indices(&differential).filter_map(|(at, _)| {
        let (before, behind) = (is[..at].trim_end(), &is[at + differential.len()..]);
        let ends = behind.is_empty();
        let part_of_a_word = before.len() == at && before.ends_with(char::is_alphabetic) && !ends
            || behind.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let factor = match () {
            () if part_of_a_word || before.ends_with(['/', 'd', '\\']) => return None,
            () if before.is_empty() || before.ends_with(['*', '·', '(', '+', '-', '−']) => "1",
            () if ends => "",
            () => "*1",
        };
        Some((letter, format!("{before}{factor}{behind}")))
    });
    places.collect()
}
