//! A line as typed becomes what it says: the words before it and behind it are taken off.

use crate::real::from_decimal;
use crate::syntax::{Span, around_last};

/// Words and signs that lead from one line to the next, or to the answer.
const LEADS: [&str; 59] = [
    "<=>",
    "=>",
    "⇔",
    "⇒",
    "→",
    "∴",
    "&=",
    "=",
    "≈",
    "~",
    "\\approx",
    "\\displaystyle",
    "\\therefore",
    "\\Rightarrow",
    "\\implies",
    "so",
    "thus",
    "hence",
    "therefore",
    "then",
    "and",
    "answer:",
    "answer",
    "i think",
    "i get",
    "i got",
    "we get",
    "we have",
    "gives",
    "is",
    "it is",
    "it's",
    "it’s",
    "its",
    "it gets",
    "gets",
    "about",
    "around",
    "near",
    "nearly",
    "close to",
    "almost",
    "roughly",
    "approximately",
    "approx.",
    "the",
    "my",
    "return",
    "print",
    "finally",
    "ans",
    "derivative",
    "slope",
    "gradient",
    "new weight",
    "power rule",
    "product rule",
    "quotient rule",
    "chain rule",
];

/// Signs around a formula in a text.
const AROUND: [(&str, &str); 5] =
    [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("\\boxed{", "}")];

/// The text without what only leads to it or frames it, and without what is said behind it.
pub(in crate::practice) fn without_lead(source: &str, span: Span) -> Span {
    let mut span = span;
    loop {
        let text = &source[span.start..span.end];
        let start = span.end - text.trim_start().len();
        let mut next = Span { start, end: (start + text[start - span.start..].trim_end().len()) };
        let text = &source[next.start..next.end];
        if let Some((open, close)) = AROUND.iter().find(|(open, close)| {
            text.len() > open.len() + close.len()
                && text.starts_with(open)
                && text.ends_with(close)
                && (*close == "}" || !text[open.len()..text.len() - close.len()].contains(close))
        }) {
            next = Span { start: next.start + open.len(), end: next.end - close.len() };
        } else if let Some(width) = lead(text) {
            next.start += width;
        } else {
            next.end = next.start + without_remark(text).len();
        }
        if next == span {
            return span;
        }
        span = next;
    }
}

/// How long the word or sign is that a text begins with and that only leads to what follows.
fn lead(text: &str) -> Option<usize> {
    heading(text).or_else(|| condition(text)).or_else(|| limit(text)).or_else(|| lead_word(text))
}

/// `lim_{h→0}`, in front of what goes there.
fn limit(text: &str) -> Option<usize> {
    let (place, rest) = text.trim_start_matches('\\').strip_prefix("lim")?.split_once('0')?;
    let goes = ["→", "->", "\\to"].iter().any(|arrow| place.trim_end().ends_with(arrow));
    goes.then(|| text.len() - rest.trim_start_matches(['}', ')']).len())
}

/// z > 0, so: a comparison and what follows from it.
fn condition(text: &str) -> Option<usize> {
    let (before, rest) = text.split_once(" so ")?;
    let compares = before.contains(['<', '>', '≤', '≥']) && !before.contains('=');
    (compares && !rest.trim().is_empty()).then_some(text.len() - rest.len())
}

/// `Product rule:`, `Step 2:`: words and figures with a colon behind, of which one is a word.
fn heading(text: &str) -> Option<usize> {
    let (words, rest) = text.split_once(':')?;
    // At w = 1: what is worked out there.
    let place = ["at ", "At "].iter().any(|word| words.starts_with(word));
    let mark = |c| matches!(c, ' ' | '-') || place && matches!(c, '=' | '.' | '(' | ')' | ',');
    let plain = words.chars().all(|c| c.is_alphanumeric() || mark(c));
    let is_word = |word: &str| word.len() > 3 && word.chars().all(char::is_alphabetic);
    let rest = rest.trim_start();
    (plain && !rest.is_empty() && (place || words.split(' ').any(is_word)))
        .then_some(text.len() - rest.len())
}

fn lead_word(text: &str) -> Option<usize> {
    LEADS.iter().find_map(|lead| {
        let head = text.get(..lead.len())?;
        let after = &text[lead.len()..];
        let equality = *lead == "=" && after.starts_with('=');
        if !head.eq_ignore_ascii_case(lead) || equality {
            return None;
        }
        let rest = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
        // A word ends where it ends, and something follows.
        let word = lead.ends_with(char::is_alphabetic) && rest.len() == after.len();
        (!word && !rest.is_empty()).then_some(text.len() - rest.len())
    })
}

/// The text with a sign of equality for ≈, and blanks for the place at a derivative: dy/dx|_{x = 3}, \left. … \right|_{(3, 4)}.
pub(in crate::practice) fn without_place(text: &str) -> String {
    // 1/6 ≈ 0.167 is worked out as with =.
    let text = &text.replace("≈", "=  ").replace("\\approx", "=      ");
    let Some(bar) = text.find("|_") else { return text.to_owned() };
    let behind = &text[bar + 2..];
    let close = match behind.chars().next() {
        Some('{') => '}',
        Some('(') => ')',
        _ => return text.to_owned(),
    };
    let Some(end) = behind.find(close).filter(|_| behind.contains(['=', ':'])) else {
        return text.to_owned();
    };
    let end = bar + 2 + end + 1;
    let before = text[..bar].trim_end_matches(char::is_alphabetic);
    let start = if before.ends_with('\\') { before.len() - 1 } else { bar };
    let blank = |text: &str| " ".repeat(text.len());
    let head = text[..start].replace("\\left.", "      ");
    format!("{head}{}{}", blank(&text[start..end]), &text[end..])
}

/// Without a full stop, a tick or a reason behind.
fn without_remark(text: &str) -> &str {
    let mut rest = text;
    // At x = 3, where the value there is given.
    for place in [" (at ", " at the point ", " at "] {
        let number = |text: &str| from_decimal(text.trim()).is_some();
        if let Some((before, at)) = around_last(rest, place)
            && let at = at.trim_end_matches('.').trim_matches(['(', ')'])
            && at.split(',').all(|at| match at.split_once('=') {
                Some((name, is)) => name.trim().chars().all(char::is_alphanumeric) && number(is),
                None => number(at),
            })
            && !before.trim().is_empty()
        {
            rest = before.trim_end();
        }
    }
    for remark in [" by ", " (by ", " using ", " (using ", "("] {
        if let Some((before, reason)) = around_last(rest, remark)
            && reason.trim_end_matches(')').ends_with("rule")
            && !before.trim().is_empty()
        {
            rest = before.trim_end().trim_end_matches(',');
        }
    }
    rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '✓' | '✔' | '∎' | '.'))
}
