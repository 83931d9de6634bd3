//! What a student typed becomes expressions: the name in front is taken off, a vector is opened.

use super::name::{without_lead, without_name};
use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Op};
use crate::rewrite::Light;
use crate::syntax::{self, ParseError, Span};

/// A student's answer.
#[derive(Clone)]
pub(super) struct Answer {
    /// As typed: one expression, or the entries of a vector.
    pub typed: Vec<Expr>,
    /// The same with every derivative in it taken.
    pub taken: Vec<Expr>,
    /// The text of the answer proper, without a name in front.
    pub text: String,
}

impl Answer {
    /// Reads `2x`, `dy/dx = 2x`, `f'(x) = 2x`, `(2x, 6y)`, `[2x, 6y]`, `f_x = 2x, f_y = 6y`.
    pub(super) fn read(dag: &mut Dag, source: &str) -> Result<Answer, ParseError> {
        // î and ĵ are the unit vectors, whatever stands above them.
        let plain = source.replace('î', "i").replace('ĵ', "j");
        let source = plain.as_str();
        let whole = without_lead(source, Span { start: 0, end: source.len() });
        // f_x = 2x, f_y = 6y: a name for each.
        let each = split(source, whole)
            .filter(|parts| parts.len() > 1)
            .filter(|parts| parts.iter().all(|part| source[part.start..part.end].contains('=')));
        let (proper, entries) = match each {
            Some(parts) => {
                (whole, parts.into_iter().map(|part| without_name(source, part)).collect())
            }
            None => {
                let proper = without_name(source, whole);
                (proper, entries(source, proper))
            }
        };
        let mut typed = Vec::new();
        for Span { start, end } in entries {
            let text = &source[start..end];
            let parsed = syntax::parse(dag, text).map_err(|error| shifted(error, source, start))?;
            typed.push(parsed.expr);
        }
        let mut machine = Differentiator::new(Light::Yes);
        let taken = typed.iter().map(|&e| machine.take_all(dag, e)).collect();
        let text = source[proper.start..proper.end].to_owned();
        Ok(Answer { typed, taken, text })
    }

    /// Where one expression is asked for: a condition behind it is no entry, nor are the pieces of
    /// one that is given in pieces.
    pub(super) fn into_one(mut self, dag: &mut Dag) -> Answer {
        if self.taken.len() < 2 {
            return self;
        }
        let conditions =
            self.typed.iter().position(|&e| matches!(dag.op(e), Op::Relation(_))).unwrap_or(0);
        let only_conditions =
            self.typed[conditions..].iter().all(|&e| matches!(dag.op(e), Op::Relation(_)));
        if conditions == 1 && only_conditions {
            self.typed.truncate(1);
            self.taken.truncate(1);
        } else if [" for ", " if "].iter().any(|word| self.text.contains(word)) {
            let pieces = format!("{{{}}}", self.text.replace(" for ", " if "));
            if let Ok(parsed) = syntax::parse(dag, &pieces) {
                self.typed = vec![parsed.expr];
                self.taken = self.typed.clone();
            }
        }
        self
    }

    /// The entries of a sum of unit vectors: 2x i + 6y j.
    pub(super) fn in_units(&self, dag: &mut Dag, count: usize) -> Option<Answer> {
        let (&[typed], &[taken]) = (self.typed.as_slice(), self.taken.as_slice()) else {
            return None;
        };
        let letters = dag.variables(taken);
        let unit = |dag: &Dag, symbol| {
            let name = dag.name(symbol).trim_end_matches("_hat");
            ["i", "j", "k"].iter().take(count).position(|unit| *unit == name)
        };
        let units: Vec<(Expr, usize)> = letters
            .into_iter()
            .filter_map(|symbol| Some((dag.symbol_leaf(symbol), unit(dag, symbol)?)))
            .collect();
        if units.is_empty() || count < 2 {
            return None;
        }
        let mut entry = |e: Expr, place: usize| {
            units.iter().fold(e, |e, &(letter, own)| {
                let is = dag.integer(u64::from(own == place));
                dag.substitute(e, letter, is)
            })
        };
        let (typed, taken): (Vec<Expr>, Vec<Expr>) =
            (0..count).map(|place| (entry(typed, place), entry(taken, place))).unzip();
        let mut machine = Differentiator::new(Light::Yes);
        let mut tidy = |e: Expr| machine.tidier.tidy(dag, e);
        let pending = self.is_pending();
        let taken: Vec<Expr> = taken.into_iter().map(&mut tidy).collect();
        let typed = if pending { typed } else { taken.clone() };
        Some(Answer { typed, taken, text: self.text.clone() })
    }

    /// The same with something else for a letter.
    pub(super) fn with(&self, dag: &mut Dag, letter: Expr, is: Expr) -> Answer {
        let mut put = |entries: &[Expr]| -> Vec<Expr> {
            entries.iter().map(|&e| dag.substitute(e, letter, is)).collect()
        };
        let (typed, taken) = (put(&self.typed), put(&self.taken));
        Answer { typed, taken, text: self.text.clone() }
    }

    /// Whether a derivative is still to be taken in it.
    pub(super) fn is_pending(&self) -> bool {
        self.typed != self.taken
    }
}

/// The error as one in the whole text.
fn shifted(mut error: ParseError, source: &str, by: usize) -> ParseError {
    let shift = |span: Span| Span { start: span.start + by, end: span.end + by };
    error.span = shift(error.span);
    if let Some(repair) = &mut error.repair {
        repair.span = shift(repair.span);
    }
    error.source = source.to_owned();
    error
}

/// The entries of a vector, or the whole as the only one.
fn entries(source: &str, span: Span) -> Vec<Span> {
    let text = &source[span.start..span.end];
    let lead = text.len() - text.trim_start().len();
    // A row vector that is marked as a column.
    let text = ["^T", "^{T}", "^\\top", "^{\\top}", "ᵀ", "^⊤"]
        .iter()
        .find_map(|mark| text.trim_end().strip_suffix(mark))
        .filter(|rest| rest.trim_end().ends_with([')', ']', '>', '⟩', '}']))
        .unwrap_or(text);
    let (start, end) = (span.start + lead, span.start + text.trim_end().len());
    let trimmed = &source[start..end.max(start)];
    for (open, close) in BRACKETS {
        let Some(inside) = trimmed.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
        else {
            continue;
        };
        // A function in pieces stands in braces too.
        let pieces = ["<", ">", "≤", "≥", "\\le", "\\ge", " if ", " for ", "=", ";"];
        if open.ends_with('{') && pieces.iter().any(|sign| inside.contains(sign)) {
            continue;
        }
        let from = start + open.len();
        let parts = split(source, Span { start: from, end: from + inside.len() });
        if let Some(parts) = parts.filter(|parts| parts.len() > 1) {
            return parts;
        }
    }
    match split(source, Span { start, end: end.max(start) }) {
        Some(parts) if parts.len() > 1 => parts,
        _ => vec![span],
    }
}

/// A vector as one expression, with the unit vectors i, j and k: (2x, 6y) is 2x i + 6y j.
pub fn with_unit_vectors(text: &str) -> String {
    let parts = entries(text, Span { start: 0, end: text.len() });
    if parts.len() < 2 {
        return text.to_owned();
    }
    let entries: Vec<String> = parts
        .iter()
        .zip(["i", "j", "k"])
        .map(|(part, unit)| format!("{} {unit}", text[part.start..part.end].trim()))
        .collect();
    entries.join(" + ")
}

/// What people write vectors in.
const BRACKETS: [(&str, &str); 13] = [
    ("\\left\\langle", "\\right\\rangle"),
    ("\\left<", "\\right>"),
    ("\\{", "\\}"),
    ("{", "}"),
    ("\\left(", "\\right)"),
    ("\\left[", "\\right]"),
    ("\\begin{pmatrix}", "\\end{pmatrix}"),
    ("\\begin{bmatrix}", "\\end{bmatrix}"),
    ("\\langle", "\\rangle"),
    ("⟨", "⟩"),
    ("(", ")"),
    ("[", "]"),
    ("<", ">"),
];

/// Parts between commas, semicolons, line breaks or “and” that stand in no bracket; `None` where
/// brackets do not match.
fn split(source: &str, span: Span) -> Option<Vec<Span>> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0i32, span.start);
    let text = &source[span.start..span.end];
    let mut skip = 0;
    for (i, c) in text.char_indices() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let width = match c {
            '(' | '[' | '{' => {
                depth += 1;
                continue;
            }
            ')' | ']' | '}' => {
                depth -= 1;
                if depth < 0 {
                    return None;
                }
                continue;
            }
            ',' | ';' => 1,
            '\\' if text[i..].starts_with("\\\\") => 2,
            ' ' if text[i..].starts_with(" and ") => 5,
            '\\' if text[i..].starts_with("\\begin") => {
                depth += 1;
                continue;
            }
            '\\' if text[i..].starts_with("\\end") => {
                depth -= 1;
                continue;
            }
            _ => continue,
        };
        if depth == 0 {
            parts.push(Span { start, end: span.start + i });
            start = span.start + i + width;
            skip = width - 1;
        }
    }
    parts.push(Span { start, end: span.end });
    (depth == 0).then_some(parts)
}
