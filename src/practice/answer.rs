//! What a student typed becomes expressions: the name in front is taken off, a vector is opened.

use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Op};
use crate::rewrite::Light;
use crate::syntax::{self, ParseError, Span};

/// A student's answer.
pub(super) struct Answer {
    /// As typed: one expression, or the entries of a vector.
    pub typed: Vec<Expr>,
    /// The same with every derivative in it taken.
    pub taken: Vec<Expr>,
    /// The text of the answer proper, without a name in front.
    pub text: String,
}

impl Answer {
    /// Reads `2x`, `dy/dx = 2x`, `f'(x) = 2x`, `(2x, 6y)`, `[2x, 6y]`.
    pub(super) fn read(dag: &mut Dag, source: &str) -> Result<Answer, ParseError> {
        let proper = without_name(source);
        let entries = entries(source, proper);
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

/// The part behind `dy/dx =`, `f'(x) =`, `∂f/∂x =`, `∇f =`; behind the last of several signs of
/// equality, for a line of working ends in its result.
fn without_name(source: &str) -> Span {
    let whole = Span { start: 0, end: source.len() };
    let bytes = source.as_bytes();
    let sign = (0..bytes.len()).filter(|&i| {
        bytes[i] == b'='
            && !matches!(i.checked_sub(1).map(|i| bytes[i]), Some(b'<' | b'>' | b'!' | b'='))
            && bytes.get(i + 1) != Some(&b'=')
    });
    let signs: Vec<usize> = sign.collect();
    let (Some(&first), Some(&last)) = (signs.first(), signs.last()) else { return whole };
    let name = source[..first].trim();
    let several = signs.len() > 1;
    if names_a_derivative(name) || several || is_equality(source, first) {
        return Span { start: last + 1, end: source.len() };
    }
    whole
}

/// Whether what stands before the sign is worked out there: 2(2x + 3)·2 = 4(2x + 3). A letter
/// alone is a name, and the reader takes it off; y's equation stays one.
fn is_equality(source: &str, sign: usize) -> bool {
    let mut dag = Dag::new();
    match syntax::parse(&mut dag, &source[..sign]) {
        Ok(parsed) => dag.op(parsed.expr) == Op::Derivative,
        Err(_) => false,
    }
}

/// `dy/dx`, `\frac{dy}{dx}`, `d/dx f(x)`, `f'(x)`, `y'`, `f^\prime`, `f_x`, `∇f`, `grad f`.
pub(super) fn names_a_derivative(name: &str) -> bool {
    let plain: String = name
        .replace("\\left", "")
        .replace("\\right", "")
        .replace("\\prime", "'")
        .replace("\\frac", "")
        .replace("\\partial", "d")
        .replace("\\nabla", "∇")
        .replace("\\,", "")
        .replace("}{", "/")
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '^'))
        .map(|c| if c == '∂' { 'd' } else { c })
        .map(|c| if matches!(c, '′' | '’') { '\'' } else { c })
        .collect();
    let letters = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_'))
    };
    let called = plain.split('(').next().unwrap_or_default();
    let argument_closes = !plain.contains('(') || plain.ends_with(')');
    if !argument_closes {
        return false;
    }
    if let Some(letter) = called.strip_suffix('\'') {
        return letters(letter.trim_end_matches('\''));
    }
    if called.starts_with('∇') || called.starts_with("grad") {
        return true;
    }
    // f_x is a partial derivative, where a letter alone would be a name.
    if let Some((letter, index)) = called.split_once('_')
        && letter.len() == 1
        && index.chars().all(char::is_alphabetic)
        && matches!(letter, "f" | "g" | "h" | "L" | "z" | "y")
    {
        return true;
    }
    let Some((above, below)) = plain.split_once('/') else { return false };
    let order_off = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let above = above.trim_start_matches('(').strip_prefix('d').map(order_off);
    let below = below.strip_prefix('d').map(str::to_owned);
    match (above, below) {
        (Some(above), Some(below)) => {
            let above = above.split('(').next().unwrap_or_default().to_owned();
            let behind = below.split('(').next().unwrap_or_default();
            letters(behind) && (above.is_empty() && behind.len() > 1 || letters(&above))
        }
        _ => false,
    }
}

/// The entries of a vector, or the whole as the only one.
fn entries(source: &str, span: Span) -> Vec<Span> {
    let text = &source[span.start..span.end];
    let lead = text.len() - text.trim_start().len();
    let (start, end) = (span.start + lead, span.start + text.trim_end().len());
    let trimmed = &source[start..end.max(start)];
    for (open, close) in BRACKETS {
        let Some(inside) = trimmed.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
        else {
            continue;
        };
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
const BRACKETS: [(&str, &str); 9] = [
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

/// Parts between commas or line breaks that stand in no bracket; `None` where brackets do not
/// match.
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
            ',' => 1,
            '\\' if text[i..].starts_with("\\\\") => 2,
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
