//! The teacher's sentence of a rule, with this problem's pieces put in.

use crate::calculus::Applied;
use crate::expr::{Dag, Expr};
use crate::print;
use crate::rules::Rule;

/// What the places of a sentence stand for.
pub(super) struct Pieces {
    letters: Vec<(char, Expr)>,
    /// "x^3 gives 3x^2, 7 gives 0"
    terms: String,
}

impl Pieces {
    /// The pieces of `d/dx(f)` under the rule that was applied to it.
    pub(super) fn of(dag: &Dag, node: Expr, applied: &Applied) -> Pieces {
        let mut letters: Vec<(char, Expr)> = applied.bindings.iter().collect();
        let (f, x) = (dag.children(node)[0], dag.children(node)[1]);
        letters.extend([('f', f), ('x', x), ('g', applied.pending)]);
        Pieces { letters, terms: String::new() }
    }

    /// Adds what each term or factor gives: derivative and result of each.
    pub(super) fn with_terms(mut self, dag: &Dag, parts: &[(Expr, Expr)]) -> Pieces {
        let told = parts.iter().take(TOLD).map(|&(derivative, result)| {
            let term = dag.children(derivative)[0];
            format!("{} gives {}", spoken(dag, term, '…'), spoken(dag, result, '…'))
        });
        self.terms = told.collect::<Vec<_>>().join(", ");
        if parts.len() > TOLD {
            self.terms.push_str(", and so on");
        }
        self
    }

    /// The pieces of an outer function's derivative by its letter.
    pub(super) fn of_outer(dag: &Dag, before: Expr, slope: Expr) -> Pieces {
        let (f, x) = (dag.children(before)[0], dag.children(before)[1]);
        let exponent = dag.children(f).last().copied().unwrap_or(f);
        let first = dag.child(f).unwrap_or(f);
        let letters = vec![('f', f), ('x', x), ('g', slope), ('n', exponent), ('c', first)];
        Pieces { letters, terms: String::new() }
    }
}

/// Of many things of a kind, the first few are told.
const TOLD: usize = 4;

/// A formula longer than this is called by its letter in a sentence.
const MAX_SPOKEN: usize = 60;

/// Around a formula inside a sentence that is still being put together. Neither sign can be typed.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

fn spoken(dag: &Dag, e: Expr, letter: char) -> String {
    if dag.size(e) > 40 {
        return letter.to_string();
    }
    let text = print::text(dag, e);
    if text.chars().count() > MAX_SPOKEN { letter.to_string() } else { formula(&text) }
}

/// Marks a text as a formula.
fn formula(text: &str) -> String {
    format!("{OPEN}{text}{CLOSE}")
}

/// The sentence as it is read.
pub(super) fn plain(marked: &str) -> String {
    marked.replace([OPEN, CLOSE], "")
}

/// The sentence as it is typeset: words and formulas in turn, words first.
pub(super) fn pieces(marked: &str) -> Vec<String> {
    marked.split([OPEN, CLOSE]).map(str::to_owned).collect()
}

/// The rule's sentence about these pieces.
pub(super) fn sentence(dag: &Dag, rule: &Rule, pieces: &Pieces) -> String {
    fill(&rule.sentence, |name| {
        if name == "terms" {
            return Some(pieces.terms.clone());
        }
        let letter = name.chars().next()?;
        let (_, e) = pieces.letters.iter().find(|(known, _)| *known == letter)?;
        Some(spoken(dag, *e, letter))
    })
}

/// Words with `{x}` for the formula of that letter.
pub(super) fn told(dag: &Dag, words: &str, letters: &[(char, Expr)]) -> String {
    fill(words, |name| {
        let (letter, e) = letters.iter().find(|(letter, _)| name.starts_with(*letter))?;
        Some(spoken(dag, *e, *letter))
    })
}

/// The chain rule's sentence: which letters stand for what, and the product of the slopes.
pub(super) fn chain(
    dag: &Dag,
    rule: &Rule,
    lets: &[(String, Expr)],
    product: &[Expr],
    x: Expr,
) -> String {
    let mut letters: Vec<String> = lets
        .iter()
        .take(TOLD)
        .map(|(name, e)| match spoken(dag, *e, '…') {
            piece if piece == "…" => format!("{name} be the inside"),
            piece => format!("{} = {piece}", formula(name)),
        })
        .collect();
    if lets.len() > TOLD {
        letters.push("and so on inward".to_owned());
    }
    let mut slopes: Vec<String> =
        product.iter().take(TOLD + 1).map(|e| as_factor(spoken(dag, *e, '…'))).collect();
    if product.len() > TOLD + 1 {
        slopes.push("…".to_owned());
    }
    fill(&rule.sentence, |name| match name {
        "lets" => Some(letters.join(", ")),
        "product" => Some(slopes.join(" · ")),
        "x" => Some(spoken(dag, x, 'x')),
        _ => None,
    })
}

/// A factor between dots: a sum, a quotient and a negative one in brackets.
fn as_factor(text: String) -> String {
    let bare = !text.contains([' ', '/']) && !plain(&text).starts_with('-');
    if bare { text } else { format!("({text})") }
}

/// Adds what a merged line says of its inner derivative: "x^2 has the derivative 2x (power rule)".
pub(super) fn append_known(
    dag: &Dag,
    sentence: &mut String,
    rule: &Rule,
    what: Expr,
    result: Expr,
) {
    let (what, result) = (spoken(dag, what, 'u'), spoken(dag, result, '…'));
    if what != "u" && result != "…" {
        let title = rule.title.to_ascii_lowercase();
        sentence.push_str(&format!(" {what} has the derivative {result} ({title})."));
    }
}

/// Puts values into the `{places}` of a sentence; a place nobody knows keeps its name.
fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut result = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        result.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        result.push_str(&value(name).unwrap_or_else(|| name.to_owned()));
        rest = &rest[open + close + 1..];
    }
    result.push_str(rest);
    result
}
