//! Factors side by side become products: `ln2 2^x` is ln(2)·2^x, `cos x e^x` is cos(x)·e^x.
//!
//! By hand a space ends what a function without brackets is taken of. The reader goes on, for
//! `sin 2 x` is the sine of 2x; which of the two was meant shows in which of them is right.

use super::way::{Facts, Written};

/// Functions that are written without brackets, the longer name before one that begins it.
const NAMES: [&str; 20] = [
    "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sech", "csch", "coth", "sqrt", "exp",
    "log", "sin", "cos", "tan", "sec", "csc", "cot", "ln", "√",
];

/// The text with brackets around the arguments that end at a space, and a sign of multiplication
/// between numbers side by side and in `x7^x`.
pub(super) fn as_products(facts: &Facts, written: &Written) -> Option<Written> {
    let text = written.text.replace("\\,", " ").replace("\\;", " ").replace("\\!", "");
    let mut new = String::with_capacity(text.len() + 8);
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let behind_letter = new.ends_with(|c: char| c.is_alphabetic() || c == '_');
        let name = NAMES.iter().find(|name| rest.starts_with(**name) && !behind_letter);
        if let Some((head, argument, after)) = name.and_then(|name| closed(rest, name.len())) {
            new.push_str(&format!("{head}({argument})*"));
            rest = after;
        } else if c.is_whitespace() && between_numbers(&new, rest.trim_start()) {
            new.push('*');
            rest = rest.trim_start();
        } else {
            if facts.by.iter().any(|x| is_factor(x, &new, rest)) {
                new.push('*');
            }
            new.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (new != written.text).then(|| written.with(&new))
}

/// A point or an x in the place of a sign of multiplication: `ln2 . 2^x`, `3 x (5x+2)^2`. Where it
/// may be a decimal point or the problem's own letter, it counts only when that is right.
pub(super) fn with_signs(facts: &Facts, written: &Written) -> Option<Written> {
    let mut new = String::with_capacity(written.text.len() + 8);
    let mut sure = true;
    // In LaTeX and between braces an x is always the letter.
    let set = written.text.contains(['\\', '{']);
    let mut letters = written.text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let (before, after) = (new.as_str(), &written.text[at + c.len_utf8()..]);
        let ends = |c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '²' | '³' | 'ˣ');
        let begins = |c: char| c.is_alphanumeric() || matches!(c, '(' | '[' | '\\' | '√');
        let spaced = before.ends_with(' ') && after.starts_with(' ');
        let between = before.trim_end().ends_with(ends) && after.trim_start().starts_with(begins);
        let digits = before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit());
        // The 2 of ln2.2 and of x^2.5 belongs to what stands before it; 0.5 is a number.
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let decimal = digits && !head.ends_with(|c: char| c.is_alphabetic() || c == '^');
        let sign = between
            && match c {
                '.' => !decimal,
                'x' | 'X' => spaced && !set,
                _ => false,
            };
        if !sign {
            new.push(c);
            continue;
        }
        sure &= !(c == '.' && digits || facts.has(c.encode_utf8(&mut [0; 4])));
        new.push_str(" * ");
        while letters.next_if(|(_, c)| *c == ' ').is_some() {}
    }
    (new != written.text).then(|| {
        let read = written.with(&new);
        if sure { read } else { Written { sure: false, doubtful: true, ..read } }
    })
}

/// A function at the start of the text whose argument ends at a space with a factor behind it, or
/// is a number with a bracket behind it: the function with its power, the argument, and the rest.
fn closed(text: &str, name: usize) -> Option<(&str, &str, &str)> {
    let head = name + power(&text[name..]);
    let start = text.len() - text[head..].trim_start().len();
    let body = &text[start..];
    let length = body.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(body.len());
    let argument = length + if length > 0 { power(&body[length..]) } else { 0 };
    let (argument, after) = body.split_at(argument);
    let next = after.trim_start();
    let factor = next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '\\' | '√'))
        && !["\\cdot", "\\times", "\\right", "\\over", "\\end", "and ", "for ", "if "]
            .iter()
            .any(|word| next.starts_with(word));
    let called = next.starts_with('(') && argument.chars().all(|c| c.is_ascii_digit() || c == '.');
    let ends = next.len() < after.len() || called;
    (length > 0 && factor && ends).then(|| (&text[..head], argument, next))
}

/// How long a power in digits is that a text begins with: ^2, ^{-1}, ².
fn power(text: &str) -> usize {
    let signs = text.len() - text.trim_start_matches(['²', '³', '⁴', '⁵']).len();
    if signs > 0 {
        return signs;
    }
    let Some(digits) = text.strip_prefix('^') else { return 0 };
    let braced = digits.strip_prefix('{').and_then(|inside| inside.find('}'));
    match braced {
        Some(inside) => inside + 3,
        None => {
            text.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').len()
        }
    }
}

/// Whether a text begins with the power of a number, close behind this letter: no index is raised.
fn is_factor(x: &str, before: &str, text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let alone = |before: &str| !before.ends_with(|c: char| c.is_alphabetic() || c == '_');
    behind.len() < text.len()
        && behind.starts_with(['^', 'ˣ'])
        && before.strip_suffix(x).is_some_and(alone)
}

/// Whether a space stands between two numbers that are factors: not in 2 1/2.
fn between_numbers(before: &str, after: &str) -> bool {
    let digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < after.len()
        && !digits.trim_start().starts_with('/')
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')')
}
