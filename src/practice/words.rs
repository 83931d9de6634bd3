//! What is said to a student: the tutor's sentence with the problem's own pieces, never the answer.

use super::mistake::student::Place;
use crate::expr::{Dag, Expr, Op};
use crate::print;
use crate::rules::Mistake;
use std::iter;

/// A formula longer than this is called by a name in a sentence.
const MAX_SPOKEN: usize = 48;

/// What is said, and a formula to it as text and as MathML.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// One or two sentences.
    pub message: String,
    /// A law, a parallel example, or the step.
    pub formula: Option<(String, String)>,
}

/// A formula, or an equation: the derivatives on its right are written as the one on its left is,
/// ∂/∂x(x²) as a part of ∂/∂x(x² + y²).
pub(super) fn written(dag: &Dag, e: Expr) -> (String, String) {
    let left = if let Op::Relation(_) = dag.op(e) { dag.children(e)[0] } else { e };
    let mathml = match dag.pair(left).filter(|_| dag.op(left) == Op::Derivative) {
        Some((f, x)) => print::mathml_with(dag, e, print::letter_within(dag, f, x)),
        None => print::mathml(dag, e),
    };
    (print::text(dag, e), mathml)
}

/// The sentence for a mistake made at a place, that does not contain any of `secrets`.
pub(super) fn question(
    dag: &Dag,
    mistake: &Mistake,
    place: Option<&Place>,
    x: Expr,
    secrets: &[String],
) -> String {
    let with_pieces = filled(mistake.message, |letter| {
        let e = match letter {
            'x' => Some(x),
            'f' => place.and_then(|place| place.letters.get('f').or(Some(place.of))),
            _ => place.and_then(|place| place.letters.get(letter)),
        };
        e.and_then(|e| spoken(dag, e)).unwrap_or_else(|| general(letter).to_owned())
    });
    if !tells(&with_pieces, secrets) {
        return with_pieces;
    }
    let plain = filled(mistake.message, |letter| general(letter).to_owned());
    if tells(&plain, secrets) { "Look at that step once more.".to_owned() } else { plain }
}

/// The sentence about no problem in particular.
pub fn message(mistake: &Mistake) -> String {
    filled(mistake.message, |letter| general(letter).to_owned())
}

/// "This looks like “exponent not lowered”."
pub(super) fn looks_like(mistake: &Mistake) -> String {
    let mut letters = mistake.title.chars();
    let first = letters.next().unwrap_or_default();
    let second = letters.clone().next().unwrap_or_default();
    // ReLU and y′ keep their letters.
    let keeps = second.is_uppercase() || mistake.title.starts_with("ReLU");
    let title = if keeps {
        mistake.title.to_owned()
    } else {
        iter::once(first.to_ascii_lowercase()).chain(letters).collect()
    };
    format!("This looks like “{title}”.")
}

/// A formula as it stands in a sentence; none where it is too long for one.
pub(super) fn spoken(dag: &Dag, e: Expr) -> Option<String> {
    if dag.size(e) > 30 {
        return None;
    }
    let text = print::text(dag, e);
    (text.chars().count() <= MAX_SPOKEN).then_some(text)
}

/// What a letter of a sentence stands for, where the problem's own piece cannot be said.
fn general(letter: char) -> &'static str {
    match letter {
        'u' => "the inside",
        'v' => "the other part",
        'c' => "the constant",
        'n' => "the exponent",
        'f' => "the function",
        _ => "the variable",
    }
}

fn filled(sentence: &str, mut piece: impl FnMut(char) -> String) -> String {
    let mut said = String::with_capacity(sentence.len() + 24);
    let mut letters = sentence.chars().peekable();
    while let Some(c) = letters.next() {
        match (c, letters.peek()) {
            ('{', Some(&letter)) => {
                letters.next();
                letters.next();
                said.push_str(&piece(letter));
            }
            _ => said.push(c),
        }
    }
    // A sentence begins with a capital, also where a name took a formula's place.
    let mut rest = said.chars();
    match rest.next() {
        Some(first) if sentence.starts_with('{') && said.starts_with("the ") => {
            iter::once(first.to_ascii_uppercase()).chain(rest).collect()
        }
        _ => said,
    }
}

/// Without spaces: how a formula is set must not hide that it is the answer.
pub(super) fn closed_up(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// "x = −2, y = 1": values as a sentence says them.
pub(super) fn values(at: &[(String, f64)]) -> String {
    let said = |(name, value): &(String, f64)| format!("{name} = {}", number(*value));
    at.iter().map(said).collect::<Vec<_>>().join(", ")
}

/// A number as a sentence says it: with a minus sign, and not the hyphen that a person types.
pub(super) fn number(value: f64) -> String {
    let text = print::number_text(value);
    let said = match text.split_once('E') {
        // 10⁻⁸, and 3·10⁻¹⁵.
        Some((digits, power)) => {
            let raised: String = power.chars().map(superscript).collect();
            match digits {
                "1" => format!("10{raised}"),
                _ => format!("{digits}·10{raised}"),
            }
        }
        None => text,
    };
    said.replace("-", "−")
}

/// The same of what was computed: without the last digits, in which rounding shows.
pub(super) fn worked_out(value: f64) -> String {
    number((value * 1e8).round() / 1e8)
}

fn superscript(c: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize])
}

/// Whether a sentence gives one of these away: it stands there as a formula of its own.
pub(super) fn tells(sentence: &str, secrets: &[String]) -> bool {
    let sentence = sentence.replace("−", "-");
    secrets.iter().filter(|secret| !secret.is_empty()).any(|secret| {
        sentence.match_indices(secret.as_str()).any(|(at, _)| {
            let before = sentence[..at].chars().next_back();
            let after = sentence[at + secret.len()..].chars().next();
            let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
            !(joined(before) || joined(after))
        })
    })
}
