//! A vector, however it is written, becomes the places of its entries.

use crate::syntax::Span;

/// The entries of a vector, or the whole as the only one: `(2x, 6y)`, `[[2x], [6y]]`,
/// `np.array([2x, 6y])`, `\begin{pmatrix} 2x \\ 6y \end{pmatrix}`.
pub(super) fn entries(source: &str, span: Span) -> Vec<Span> {
    let proper = without_constructor(source, untransposed(source, trimmed(source, span)));
    let mut inside = proper;
    // Brackets in brackets: a column is written as [[2x], [6y]].
    for _ in 0..4 {
        // A sign of comparison is no bracket until the text has been looked at.
        let angled = trimmed(source, inside);
        let angled = &source[angled.start..angled.end];
        let angled = ["<", "⟨", "\\langle", "\\left<", "\\left\\langle"]
            .iter()
            .any(|open| angled.starts_with(open));
        let parts = split(source, inside).filter(|parts| parts.len() > 1);
        if let Some(parts) = parts.filter(|_| !angled || opened(source, inside).is_none()) {
            return parts;
        }
        match opened(source, inside) {
            Some(next) => inside = next,
            None => break,
        }
    }
    let whole = proper.start == trimmed(source, span).start;
    vec![if whole { span } else { proper }]
}

/// Whether two or more entries stand in the text.
fn several(source: &str, span: Span) -> Option<Vec<Span>> {
    Some(entries(source, span)).filter(|parts| parts.len() > 1)
}

/// A number or a factor before a vector: 2(x, 3y). The factor, and the entries.
pub(super) fn scaled(source: &str) -> Option<(&str, Vec<Span>)> {
    let end = source.trim_end().len();
    let starts = source.char_indices().filter(|&(i, c)| {
        i > 0 && (matches!(c, '(' | '[' | '{' | '<' | '⟨') || source[i..].starts_with("\\begin"))
    });
    starts.map(|(i, _)| i).find_map(|start| {
        let inside = opened(source, Span { start, end })?;
        let factor =
            source[..start].trim_end_matches(|c: char| c.is_whitespace() || "*·".contains(c));
        let factor = factor.strip_suffix("\\cdot").unwrap_or(factor);
        let factor = factor.strip_suffix("\\left").unwrap_or(factor);
        let parts = several(source, Span { start, end }).or_else(|| split(source, inside))?;
        (!factor.is_empty() && !factor.ends_with('=')).then_some((factor, parts))
    })
}

/// A row without commas, `[2x 6y]`, cut into so many entries, in every way that it can be.
pub(super) fn cuts(source: &str, count: usize) -> Vec<Vec<Span>> {
    let whole = Span::whole(source);
    let mut inside = without_constructor(source, untransposed(source, trimmed(source, whole)));
    while let Some(next) = opened(source, inside) {
        inside = next;
    }
    let gaps = gaps(source, inside);
    if gaps.len() + 1 < count || gaps.len() > MAX_GAPS {
        return Vec::new();
    }
    let mut found = vec![Vec::new()];
    for left in (1..count).rev() {
        found = found
            .into_iter()
            .flat_map(|chosen: Vec<usize>| {
                let first = chosen.last().map_or(0, |last| last + 1);
                (first..=gaps.len() - left).map(move |gap| [chosen.as_slice(), &[gap]].concat())
            })
            .collect();
    }
    let parts = |chosen: Vec<usize>| {
        let mut start = inside.start;
        let mut parts = Vec::new();
        for gap in chosen {
            parts.push(Span { start, end: gaps[gap].start });
            start = gaps[gap].end;
        }
        parts.push(Span { start, end: inside.end });
        parts
    };
    found.into_iter().map(parts).collect()
}

/// A row with more gaps is no row of entries.
const MAX_GAPS: usize = 6;

/// Where a row may be cut: spaces in no bracket, beside no sign that ties what stands around it.
fn gaps(source: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut depth = 0i32;
    let mut i = span.start;
    while i < span.end {
        let rest = &source[i..span.end];
        let width = space(rest);
        if width == 0 {
            let c = rest.chars().next().unwrap_or(' ');
            depth += match c {
                '(' | '[' | '{' => 1,
                ')' | ']' | '}' => -1,
                _ => 0,
            };
            i += c.len_utf8();
            continue;
        }
        let after = rest[width..].chars().next();
        let minus_of_entry = matches!(after, Some('-' | '−')) && {
            let behind = rest[width..].chars().nth(1);
            behind.is_some_and(|c| !c.is_whitespace())
        };
        let tied = |c: Option<char>| c.is_none_or(|c| "+-−*·×/^=,".contains(c));
        let before = source[span.start..i].chars().next_back();
        if depth == 0 && !tied(before) && (minus_of_entry || !tied(after)) {
            found.push(Span { start: i, end: i + width });
        }
        i += width;
    }
    found
}

/// How many bytes of space a text begins with.
fn space(text: &str) -> usize {
    let mut rest = text;
    loop {
        let next =
            ["\\quad", "\\;", "\\ ", "\\,", "~", "&"].iter().find_map(|s| rest.strip_prefix(s));
        let next = next.unwrap_or_else(|| rest.trim_start());
        if next.len() == rest.len() {
            return text.len() - rest.len();
        }
        rest = next;
    }
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = &source[span.start..span.end];
    let start = span.end - text.trim_start().len();
    Span { start, end: (span.start + text.trim_end().len()).max(start) }
}

/// A row vector that is marked as a column.
fn untransposed(source: &str, span: Span) -> Span {
    let marks = [
        "^T",
        "^{T}",
        "^\\top",
        "^{\\top}",
        "ᵀ",
        "^⊤",
        "'",
        ".T",
        "^{\\mathsf{T}}",
        "^\\mathrm{T}",
    ];
    let text = &source[span.start..span.end];
    let rest = marks.iter().find_map(|mark| text.strip_suffix(mark));
    match rest.map(str::trim_end).filter(|rest| rest.ends_with([')', ']', '>', '⟩', '}'])) {
        Some(rest) => Span { start: span.start, end: span.start + rest.len() },
        None => span,
    }
}

/// What a program makes a vector with.
const CONSTRUCTORS: [&str; 10] =
    ["array", "tensor", "stack", "Matrix", "matrix", "vector", "Vector", "vec", "list", "tuple"];

fn without_constructor(source: &str, span: Span) -> Span {
    let text = &source[span.start..span.end];
    let name = text.split('(').next().unwrap_or_default();
    let last = name.rsplit('.').next().unwrap_or_default();
    if CONSTRUCTORS.contains(&last) && text.ends_with(')') {
        return Span { start: span.start + name.len(), end: span.end };
    }
    span
}

/// What stands inside one pair of brackets around all of it.
fn opened(source: &str, span: Span) -> Option<Span> {
    let span = trimmed(source, span);
    let text = &source[span.start..span.end];
    if let Some(rest) = text.strip_prefix("\\begin{") {
        let (environment, inside) = rest.split_once('}')?;
        let inside = inside.strip_suffix(&format!("\\end{{{environment}}}"))?;
        if !environment.ends_with("matrix") && environment != "array" {
            return None;
        }
        // How the columns of an array are set.
        let columns = inside.strip_prefix('{').filter(|_| environment == "array");
        let body = columns.and_then(|rest| rest.split_once('}')).map_or(inside, |(_, body)| body);
        let start = span.end - "\\end{}".len() - environment.len() - body.len();
        return Some(Span { start, end: start + body.len() });
    }
    BRACKETS.iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(open)?.strip_suffix(close)?;
        // A function in pieces stands in braces too.
        let pieces = ["<", ">", "≤", "≥", "\\le", "\\ge", " if ", " for ", "=", ";"];
        if open.ends_with('{') && pieces.iter().any(|sign| inside.contains(sign)) {
            return None;
        }
        let start = span.start + open.len();
        let inside = Span { start, end: start + inside.len() };
        split(source, inside).map(|_| inside)
    })
}

/// What people write vectors in.
const BRACKETS: [(&str, &str); 13] = [
    ("\\left\\langle", "\\right\\rangle"),
    ("\\left<", "\\right>"),
    ("\\left\\{", "\\right\\}"),
    ("\\left(", "\\right)"),
    ("\\left[", "\\right]"),
    ("\\{", "\\}"),
    ("{", "}"),
    ("\\langle", "\\rangle"),
    ("⟨", "⟩"),
    ("(", ")"),
    ("[", "]"),
    ("<", ">"),
    ("\\lbrack", "\\rbrack"),
];

/// Parts between commas, semicolons, ampersands, line breaks or “and” that stand in no bracket;
/// `None` where brackets do not match.
pub(super) fn split(source: &str, span: Span) -> Option<Vec<Span>> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0i32, span.start);
    let text = &source[span.start..span.end];
    let mut skip = 0;
    for (i, c) in text.char_indices() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let rest = &text[i..];
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
            ',' | ';' | '&' => 1,
            // The distance to the next row may stand behind a line break.
            '\\' if rest.starts_with("\\\\[") => rest.find(']').map_or(2, |end| end + 1),
            '\\' if rest.starts_with("\\\\") => 2,
            '\\' if rest.starts_with("\\,") || rest.starts_with("\\;") => {
                skip = 1;
                continue;
            }
            ' ' if rest.starts_with(" and ") => 5,
            '\\' if rest.starts_with("\\begin") => {
                depth += 1;
                continue;
            }
            '\\' if rest.starts_with("\\end") => {
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
    let last = Span { start, end: span.end };
    // A line break behind the last row.
    if parts.is_empty() || !source[last.start..last.end].trim().is_empty() {
        parts.push(last);
    }
    (depth == 0).then_some(parts)
}
