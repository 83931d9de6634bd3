//! "Did you mean …?": the known name that is nearest to a mistyped one.

use std::cmp::{Ordering, Reverse};

use super::lexer::{Called, function};

/// The nearest of `names` to `word`, if one is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // More than a third of the letters wrong is another word.
    let most = (word.len() / 3).clamp(1, 3);
    names
        .filter(|name| name.len().abs_diff(word.len()) <= most)
        .map(|name| (distance(word, name), name))
        .filter(|&(distance, _)| distance <= most)
        // Names come in no particular order: the last part decides between equals.
        .min_by_key(|&(distance, name)| {
            let way = way(word, name);
            (distance, way, Reverse(same_start(word, name)), name.len(), !is_own(name), name)
        })
        .map(|(_, name)| name)
}

/// Whether we write a function by that name: sin, not the sen of Spanish.
fn is_own(name: &str) -> bool {
    matches!(function(name), Some(Called::Row(function)) if function.row().id == name)
}

/// How a name became the word, the commonest slip first: letters swapped, left out, put in,
/// changed.
fn way(word: &str, name: &str) -> u8 {
    let sorted = |text: &str| {
        let mut letters = [0u8; 128];
        text.bytes().for_each(|b| letters[usize::from(b % 128)] += 1);
        letters
    };
    match name.len().cmp(&word.len()) {
        _ if sorted(word) == sorted(name) => 0,
        Ordering::Greater => 1,
        Ordering::Less => 2,
        Ordering::Equal => 3,
    }
}

/// How many letters they begin with in common.
fn same_start(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = a[i - 1] == b[j - 1];
            row[j] = (last[j - 1] + usize::from(!same)).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_found() {
        let names = ["sign", "sinh", "sin", "cos", "sqrt", "sigmoid", "relu"];
        let near = |word| nearest(word, names.into_iter());
        assert_eq!(near("sqr"), Some("sqrt"));
        assert_eq!(near("sni"), Some("sin"));
        assert_eq!(near("sinn"), Some("sin"));
        assert_eq!(near("sigmiod"), Some("sigmoid"));
        assert_eq!(near("foo"), None);
    }
}
