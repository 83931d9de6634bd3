//! Entries with their names become a vector: `fx=2x fy=6y` is (2x, 6y), in whatever order.

use super::vector::entries;
use crate::practice::problem::Question;
use crate::syntax::Span;

/// Signs that stand between a name and what it is.
const SIGNS: [&str; 7] = ["=", ":", "→", "->", "\\to", "⟶", "&="];

/// The entries in the order of the variables, in brackets, where each has the name of its partial
/// derivative in front.
pub(in crate::practice) fn in_order(question: &Question, text: &str) -> Option<String> {
    ordered(&variables(question), text)
}

/// Which variable's entry a name is of: `∂f/∂x`, `d/dx`, `partial x`, `with respect to x`.
pub(in crate::practice) fn place(question: &Question, name: &str) -> Option<usize> {
    let words = ["partial derivative", "partial", "with respect to", "wrt", " by ", "derivative"];
    let plain = words.iter().fold(name.to_owned(), |name, word| name.replace(word, " "));
    named(&variables(question), plain.trim())
}

fn variables(question: &Question) -> Vec<String> {
    let dag = &question.dag;
    let names = question.by.iter().filter_map(|&e| dag.as_symbol(e));
    names.map(|by| dag.name(by).to_owned()).collect()
}

/// The same with the names of the variables.
pub(super) fn ordered(by: &[String], text: &str) -> Option<String> {
    if by.len() < 2 {
        return None;
    }
    if let Some(named) = behind_names(by, text) {
        return Some(named);
    }
    // Where each name begins, where its entry does, and which variable it names.
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let sign = SIGNS.iter().filter(|sign| text[at..].starts_with(**sign));
        let Some(sign) = sign.max_by_key(|sign| sign.len()) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let from = found.last().map_or(0, |last| last.1);
        if let Some((start, place)) = name_before(by, text, from, at) {
            found.push((start, at + sign.len(), place));
        }
        at += sign.len();
    }
    let complete = found.len() == by.len()
        && (0..by.len()).all(|place| found.iter().any(|name| name.2 == place));
    if !complete || !text[..found[0].0].trim().is_empty() {
        return None;
    }
    let entry = |place: usize| {
        let i = found.iter().position(|name| name.2 == place)?;
        let end = found.get(i + 1).map_or(text.len(), |next| next.0);
        let entry = text.get(found[i].1..end)?.trim();
        let entry = ["and", "so", "\\\\", "\\quad"]
            .iter()
            .fold(entry, |entry, word| entry.strip_suffix(word).unwrap_or(entry).trim());
        let entry = entry.trim_end_matches([',', ';', '.', '|', '&']).trim();
        (!entry.is_empty() && !entry.contains('=')).then_some(entry)
    };
    let entries: Option<Vec<&str>> = (0..by.len()).map(entry).collect();
    Some(format!("({})", entries?.join(", ")))
}

/// (f_y, f_x) = (3y², 2x): the entries of the last side in the order of the variables.
fn behind_names(by: &[String], text: &str) -> Option<String> {
    let (names, rest) = text.split_once('=')?;
    let places: Option<Vec<usize>> = entries(names, Span::whole(names))
        .into_iter()
        .map(|Span { start, end }| names[start..end].trim())
        .map(|name| named(by, name).filter(|_| !by.iter().any(|by| by == name)))
        .collect();
    let places = places.filter(|places| places.len() == by.len())?;
    let last = rest.rsplit('=').next()?.trim();
    let given = entries(last, Span::whole(last));
    if places.iter().copied().eq(0..by.len()) {
        return Some(last.to_owned());
    }
    let entry = |place: usize| {
        let Span { start, end } = *given.get(places.iter().position(|&own| own == place)?)?;
        Some(last[start..end].trim())
    };
    let ordered: Option<Vec<&str>> = (0..by.len()).map(entry).collect();
    Some(format!("({})", ordered?.join(", ")))
}

/// Whether a vector of names and not of values stands there: (x, y), (f_y, f_x).
pub(super) fn are_names(by: &[String], text: &str) -> bool {
    let parts = entries(text, Span::whole(text));
    parts.len() > 1
        && parts.iter().all(|part| named(by, text[part.start..part.end].trim()).is_some())
}

/// The name that ends at a sign: where it begins and which variable it is of. The shortest that is
/// one, from a gap on.
fn name_before(by: &[String], text: &str, from: usize, end: usize) -> Option<(usize, usize)> {
    let gap = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '&');
    let starts = text[from..end].char_indices().rev();
    let starts = starts.filter(|&(_, c)| gap(c)).map(|(i, c)| from + i + c.len_utf8());
    starts.chain([from]).find_map(|start| Some((start, named(by, text[start..end].trim())?)))
}

/// Which variable a name is of: f_x, fx, ∂f/∂x, D_x f, ∂_x f, z_x(x, y), dx, or x alone.
fn named(by: &[String], name: &str) -> Option<usize> {
    if name.matches(['{', '(']).count() != name.matches(['}', ')']).count() {
        return None;
    }
    let mut plain = name.to_owned();
    for (long, short) in [
        ("\\left", ""),
        ("\\right", ""),
        ("\\dfrac", ""),
        ("\\frac", ""),
        ("\\partial", "d"),
        ("\\mathrm", ""),
        ("∂", "d"),
        ("}{", "/"),
        ("'", ""),
        ("′", ""),
        ("\"", ""),
    ] {
        plain = plain.replace(long, short);
    }
    plain.retain(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '\\'));
    let called = plain.split('(').next().unwrap_or_default();
    let letter = |text: &str| text.chars().count() < 2 && text.chars().all(char::is_alphabetic);
    by.iter().position(|by| {
        // ∂f/∂x, d/dx f.
        if let Some((above, below)) = called.split_once('/') {
            let behind = below.strip_prefix('d').and_then(|below| below.strip_prefix(by.as_str()));
            return above.strip_prefix('d').is_some_and(letter) && behind.is_some_and(letter);
        }
        // D_x f.
        let behind = called.strip_prefix("D_").or_else(|| called.strip_prefix("d_"));
        if let Some(behind) = behind.and_then(|behind| behind.strip_prefix(by.as_str())) {
            return letter(behind);
        }
        called
            .strip_suffix(by.as_str())
            .is_some_and(|before| letter(before.strip_suffix('_').unwrap_or(before)))
    })
}
