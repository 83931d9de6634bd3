//! What is written of steps and of functions without an argument becomes formulas: 1[x > 0], H(x),
//! "1 for x > 0, 0 otherwise", σ(1 − σ).

use super::name::names_a_derivative;
use super::vector;
use super::way::{Facts, Written, is_comparison};
use crate::expr::Function;
use crate::syntax::Span;

/// The text with every word or sign put otherwise, where it stands alone.
pub(super) fn put(text: &str, word: &str, other: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        let letter =
            |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == '\\' || c == '_');
        let joined = letter(before.chars().next_back().or(written.chars().next_back()))
            || letter(after.chars().next()) && word.ends_with(char::is_alphabetic);
        written.push_str(before);
        written.push_str(if joined { word } else { other });
        rest = after;
    }
    written.push_str(rest);
    written
}

/// What stands before a comparison in brackets and only says: 1 where it holds, 0 elsewhere.
const ONES: [&str; 15] = [
    "\\mathbb{1}",
    "\\mathbf{1}",
    "\\mathbb{I}",
    "\\mathbf{I}",
    "\\mathbb 1",
    "\\mathrm{I}",
    "\\chi",
    "𝟙",
    "𝟏",
    "float",
    "int",
    "np.float64",
    "I",
    "χ",
    "1",
];

/// What a program puts behind a comparison to make a number of it.
const CASTS: [&str; 8] = [
    ".float()",
    ".double()",
    ".int()",
    ".astype(float)",
    ".astype(int)",
    ".astype(np.float64)",
    ".astype(np.float32)",
    ".to(x.dtype)",
];

/// 2·1[x > 3], (x > 0).float(), [x > 0], x > 0: the function that is 1 where it holds.
pub(super) fn as_steps(_: &Facts, written: &Written) -> Option<Written> {
    let mut new = written.clone();
    if is_comparison(&written.text) {
        let letter = new.letter_for(format!("{{1 if {}, 0 else}}", written.text));
        return Some(new.with(&letter));
    }
    let mut text = written.text.replace("\\{", "{").replace("\\}", "}");
    for _ in 0..4 {
        let Some((start, end)) = bracketed_comparison(&text) else { break };
        let holds = text[start + 1..end].to_owned();
        let before = text[..start].trim_end().trim_end_matches('_').trim_end().to_owned();
        let one = ONES.iter().find_map(|one| before.strip_suffix(one));
        // The 1 of 21(x > 0) is none.
        let alone = |rest: &&str| !rest.ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let mut before = one.filter(alone).unwrap_or(&before);
        let mut after = &text[end + 1..];
        // A set in an index: 1_{{x > 0}}.
        if let Some((outer, rest)) = before.strip_suffix("1_{").zip(after.strip_prefix('}')) {
            (before, after) = (outer, rest);
        }
        for cast in CASTS {
            after = after.strip_prefix(cast).unwrap_or(after);
        }
        // float(x > 0) is a bracket in which nothing else stands.
        let letter = new.letter_for(format!("{{1 if {holds}, 0 else}}"));
        text = format!("{before}{letter}{after}");
    }
    text = text.replace("\\theta", "θ").replace("\\Theta", "Θ");
    for step in ["H(", "u(", "U(", "θ(", "Θ("] {
        text = put(&text, step, "step(");
    }
    text = put(&text, "sig(", "sigmoid(");
    (text != written.text).then(|| new.with(&text))
}

/// The innermost bracket in which a comparison stands alone.
fn bracketed_comparison(text: &str) -> Option<(usize, usize)> {
    text.char_indices().filter(|(_, c)| matches!(c, ')' | ']' | '}')).find_map(|(end, _)| {
        let start = text[..end].rfind(['(', '[', '{'])?;
        is_comparison(&text[start + 1..end]).then_some((start, end))
    })
}

/// "1 for x > 0, 0 otherwise", `1 (x > 0), 0 (x < 0)`, `if x > 0: 1 else: 0`.
pub(super) fn as_pieces(_: &Facts, written: &Written) -> Option<Written> {
    let mut text = written.text.trim().to_owned();
    if !text.contains(['<', '>', '≤', '≥']) && !text.contains("\\l") && !text.contains("\\g") {
        return None;
    }
    if let Some(rest) = text.strip_prefix("if ") {
        let (condition, values) = rest.split_once(':')?;
        let (one, other) = values.split_once("else")?;
        let (one, other) = (one.trim(), other.trim_start_matches(':').trim());
        text = format!("{one} if {condition}, {other} else");
    }
    text = text.trim_start_matches('{').trim_end_matches('}').to_owned();
    for word in [" for ", " when ", " where ", " on "] {
        text = text.replace(word, " if ");
    }
    for word in [" and ", "\\\\", ";"] {
        text = text.replace(word, ", ");
    }
    let mut pieces: Vec<String> = Vec::new();
    let parts = vector::split(&text, Span::whole(&text))?;
    for part in parts {
        let part = text[part.start..part.end].trim();
        let part = part
            .split_once("=")
            .map_or(part, |(name, rest)| if names_a_derivative(name) { rest.trim() } else { part });
        let otherwise = ["if otherwise", "otherwise", "elsewhere", "else"]
            .iter()
            .find_map(|word| part.strip_suffix(word));
        if part.contains("undefined") || part.is_empty() {
            continue;
        } else if let Some(value) = otherwise {
            pieces.push(format!("{} else", value.trim()));
        } else if part.contains(" if ") {
            pieces.push(part.to_owned());
        } else if is_comparison(part) && pieces.last().is_some_and(|last| !last.contains(" if ")) {
            let last = pieces.pop()?;
            pieces.push(format!("{last} if {part}"));
        } else {
            pieces.push(condition_behind(part).unwrap_or_else(|| part.to_owned()));
        }
    }
    let said = |piece: &String| piece.contains(" if ") || piece.ends_with(" else");
    if pieces.is_empty() || !pieces.iter().all(said) {
        return None;
    }
    let new = written.with(&format!("{{{}}}", pieces.join(", ")));
    (new.text != written.text).then_some(new)
}

/// `1 (x > 0)` and `1 x > 0`: a value and where it holds.
fn condition_behind(part: &str) -> Option<String> {
    let gap = part.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(i, _)| i);
    gap.into_iter().find_map(|gap| {
        let condition = part[gap..].trim().trim_start_matches('(').trim_end_matches(')');
        is_comparison(condition).then(|| format!("{} if {condition}", part[..gap].trim()))
    })
}

/// Φ(x) and φ(x), the normal distribution and its density.
pub(super) fn as_normal(facts: &Facts, written: &Written) -> Option<Written> {
    let mut new = written.clone();
    let mut text =
        written.text.replace("\\Phi", "Φ").replace("\\varphi", "φ").replace("\\phi", "φ");
    let by = facts.by.first()?;
    for (sign, distribution) in [('Φ', true), ('φ', false)] {
        while let Some(at) = text.find(sign) {
            let after = &text[at + sign.len_utf8()..];
            let argument = after.strip_prefix('(').and_then(|rest| rest.split_once(')'));
            let (of, rest) = argument.unwrap_or((by, after));
            let letter = new.letter_for(match distribution {
                true => format!("(1 + erf(({of})/sqrt(2)))/2"),
                false => format!("e^(-({of})^2/2)/sqrt(2pi)"),
            });
            text = format!("{}{letter}{rest}", &text[..at]);
        }
    }
    (text != written.text && !facts.has("Phi") && !facts.has("phi")).then(|| new.with(&text))
}

/// σ′ = σ(1 − σ), 1 − tanh²: a function without an argument has that of the problem.
pub(super) fn without_argument(facts: &Facts, written: &Written) -> Option<Written> {
    bare(facts, written, false)
}

/// The same where a bracket behind the name is a factor: σ(1 − σ).
pub(super) fn all_without_argument(facts: &Facts, written: &Written) -> Option<Written> {
    bare(facts, written, true)
}

fn bare(facts: &Facts, written: &Written, all: bool) -> Option<Written> {
    let body = match written.text.rsplit_once('=') {
        Some((name, body)) if names_a_derivative(name) => body,
        Some(_) => return None,
        None => written.text.as_str(),
    };
    let mut new = written.clone();
    let mut text = String::new();
    let mut rest = body;
    let mut known: Vec<(Function, String)> = Vec::new();
    let mut any = false;
    while let Some(c) = rest.chars().next() {
        let slash = usize::from(c == '\\');
        let word = &rest[slash..];
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        let function = if end == 0 { None } else { named(&word[..end]) };
        let argument = function.and_then(|function| {
            let own = facts.calls.iter().find(|(known, _)| *known == function);
            own.or(facts.calls.first()).map(|(_, argument)| argument)
        });
        let after = &word[end..];
        let alone = stands_alone(after);
        if let (Some(function), Some(argument)) = (function, argument)
            && (alone || all && without_power(after).starts_with('('))
        {
            any |= alone;
            let letter = match known.iter().find(|(own, _)| *own == function) {
                Some((_, letter)) => letter.clone(),
                None => {
                    let letter = new.letter_for(format!("{}({argument})", function.row().id));
                    known.push((function, letter.clone()));
                    letter
                }
            };
            text.push_str(&letter);
            rest = after;
            continue;
        }
        let width = if end == 0 { c.len_utf8() } else { slash + end };
        text.push_str(&rest[..width]);
        rest = &rest[width..];
    }
    any.then(|| new.with(&text))
}

fn named(word: &str) -> Option<Function> {
    match word {
        "σ" | "sigma" | "sig" => Some(Function::Sigmoid),
        _ => Function::named(word).filter(|function| function.takes(1)),
    }
}

/// Whether no argument follows a name: only a power, a sign, a bracket that closes, or nothing.
fn stands_alone(after: &str) -> bool {
    let rest = without_power(after);
    rest.chars().next().is_none_or(|c| "+-−*·×/)]},;".contains(c))
        || ["\\cdot", "\\times", "\\right"].iter().any(|sign| rest.starts_with(sign))
}

fn without_power(after: &str) -> &str {
    let mut rest = after.trim_start();
    if let Some(power) = rest.strip_prefix('^') {
        rest = match power.strip_prefix('{') {
            Some(inside) => inside.split_once('}').map_or("", |(_, rest)| rest),
            None => power.trim_start_matches(|c: char| c.is_ascii_digit()),
        };
    }
    rest.strip_prefix("**2").unwrap_or(rest).trim_start_matches(['²', '³']).trim_start()
}
