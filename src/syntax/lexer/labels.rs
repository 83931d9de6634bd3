//! What is written beside a formula: the number of an exercise in front, `a)`, `12.`, `Exercise 5:`, and a
//! note behind, `# a parabola`.

use super::letters::is_letter;
use super::names;
use crate::syntax::Span;

/// What a formula does not begin with.
const SIGNS: &str = "+*/^=,)-−";

/// Words in front of the number of an exercise.
#[rustfmt::skip]
const WORDS: [&str; 15] = [
    "exercise", "exercises", "problem", "example", "question", "task", "ex", "q", "aufgabe", "beispiel",
    "ejercicio", "ejemplo", "exercice", "exemple", "nr",
];

/// The numbers of exercises that are letters side by side.
const ROMAN: [&str; 8] = ["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi"];

/// What begins a note behind a formula.
const NOTES: [&str; 4] = [" #", " //", " /*", " %"];

/// `(a) x^2`, up to where a formula begins: the letter may be a factor after all.
pub(super) fn may_be_factor(text: &str) -> Option<(Span, String)> {
    let rest = text.trim_start();
    let start = text.len() - rest.len();
    let mut letters = rest.strip_prefix('(')?.chars();
    let letter = letters.next().filter(char::is_ascii_lowercase)?;
    letters
        .as_str()
        .starts_with(") ")
        .then(|| (Span { start, end: start + 4 }, format!("({letter})*")))
}

/// `(3) e^x`, where a formula begins: the figure may be the number of an exercise.
pub(super) fn may_be_number(text: &str) -> Option<(Span, String)> {
    let (number, body) = text.strip_prefix('(')?.split_once(") ")?;
    let figures = number.bytes().all(|b| b.is_ascii_digit()) && (1..3).contains(&number.len());
    let letter = body.starts_with(|c: char| is_letter(c) || "\\√".contains(c));
    let span = Span { start: 0, end: text.len() - body.len() };
    (figures && letter).then(|| (span, String::new()))
}

/// The length of the number of an exercise in front of a formula.
pub(super) fn numbering(text: &str) -> usize {
    let rest = text.trim_start();
    // - $x^2$, an item of a list
    let item = rest.strip_prefix(['-', '*', '+', '•']).and_then(|item| {
        [(" $", "$"), (" \\(", "\\)")].iter().find_map(|(open, close)| {
            let set = item.strip_prefix(open)?;
            let (_, behind) = set.split_once(close)?;
            behind.trim_matches(['.', ' ']).is_empty().then_some(set)
        })
    });
    if let Some(set) = item {
        return text.len() - set.len();
    }
    let opened = rest.starts_with('(');
    let inside = rest.strip_prefix('(').unwrap_or(rest);
    let word = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    let number = inside[word..].trim_start_matches(['.', ' ', '#']);
    let worded = number.starts_with(|c: char| c.is_ascii_digit())
        && (WORDS.iter().any(|name| name.eq_ignore_ascii_case(&inside[..word]))
            || inside.starts_with('#'));
    let inside = if worded { number } else { inside };
    // Exercise 3.2:
    let part = |b: u8| b.is_ascii_alphanumeric() || worded && b == b'.';
    let length = inside.bytes().take_while(|b| part(*b)).count();
    let label = inside[..length].trim_end_matches('.');
    let behind = &inside[label.len()..];
    // 1.)
    let behind = behind.strip_prefix('.').filter(|rest| rest.starts_with(") ")).unwrap_or(behind);
    let figures = (1..=4).contains(&length)
        && label.bytes().all(|b| b.is_ascii_digit() || worded && b == b'.');
    let roman = ROMAN.contains(&label);
    if !figures && !roman && !matches!(label.as_bytes(), [b'a'..=b'i' | b'v']) {
        return 0;
    }
    let separated = |sign: &str| behind.strip_prefix(sign).filter(|body| begins(body));
    // A bracket is no decimal point: a) 2x, (ii) 3x; b) -4x, but a) - b and 2) -x may have lost one.
    let own_sign = !opened && !figures && !behind.starts_with(") - ");
    let signed = |c: char| c.is_ascii_digit() || own_sign && c == '-';
    let bracketed = behind
        .strip_prefix(") ")
        .filter(|body| begins(body) || body.trim_start().starts_with(signed));
    let body = match (bracketed, separated(". "), separated(": ")) {
        (Some(body), ..)
            if !opened || roman || label.len() == 1 && !figures || is_function(body) =>
        {
            body
        }
        // 2. 5x is no exercise.
        (_, Some(body), _) if !opened && (figures || is_function(body)) => body,
        (.., Some(body)) if worded => body,
        _ => return 0,
    };
    text.len() - body.len()
}

/// Whether a formula begins there, and no number goes on.
fn begins(body: &str) -> bool {
    let first = body.trim_start().chars().next();
    // 3. Wurzel aus x
    let root = body.to_ascii_lowercase().starts_with("wurzel");
    first.is_some_and(|c| !root && !SIGNS.contains(c) && !c.is_ascii_digit())
}

/// Whether a text begins as `f(x) =` does. What begins as `y =` may have a factor in front.
pub(super) fn is_function(text: &str) -> bool {
    let mut rest = text.trim_start().chars();
    let letter = rest.next().is_some_and(|c| c.is_ascii_alphabetic());
    let called = rest.as_str().trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let behind = called.map_or("", |(_, behind)| behind).trim_start();
    letter && (behind.starts_with('=') || behind.starts_with(":="))
}

/// Where a note behind the formula begins, if there is one and it ends the text.
pub(super) fn note(text: &str) -> Option<usize> {
    // One search for what all of them begin with.
    let _ = text.find(' ')?;
    NOTES
        .iter()
        .filter_map(|sign| {
            let at = text.find(sign)?;
            let (formula, said) = (&text[..at], &text[at + sign.len()..]);
            let word = said.trim_start_matches([' ', '#', '/', '*', '%']);
            let word = word.split(|c| !is_letter(c)).next().unwrap_or_default();
            // x % 2 and x // y are remainders and quotients; \# is a sign of LaTeX.
            let elementary = names::function(word).is_some_and(names::is_elementary);
            let worded = word.len() > 2 && !elementary && names::greek(word).is_none();
            let fits = if *sign == " #" { !text.contains('\\') } else { worded };
            let ends = !said.trim_end().contains('\n');
            (fits && ends && !formula.trim().is_empty()).then_some(at)
        })
        .min()
}
