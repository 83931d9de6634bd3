//! An expression becomes text for a sentence: `x ≤ −√2`, for eyes only.

use crate::expr::{Dag, Expr};

use super::{names, text};

/// The formula as it stands in a sentence that is not typeset: π, √, a real minus sign, small
/// powers raised.
pub fn plain(dag: &Dag, e: Expr) -> String {
    let typed = text(dag, e);
    let mut out = String::with_capacity(typed.len());
    let mut rest = typed.as_str();
    while let Some(c) = rest.chars().next() {
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(letters);
        if letters > 0 {
            rest = after;
            match word {
                "sqrt" => {
                    out.push('√');
                    rest = bare(after, &mut out).unwrap_or(after);
                }
                _ => out.push_str(names::greek(word).unwrap_or(word)),
            }
            continue;
        }
        let (sign, length) = match rest.as_bytes() {
            [b'!', b'=', ..] => ("≠", 2),
            [b'<', b'=', ..] => ("≤", 2),
            [b'>', b'=', ..] => ("≥", 2),
            [b'-', ..] => ("−", 1),
            [b'*', ..] => ("·", 1),
            [b'^', n @ (b'2' | b'3'), after @ ..]
                if !matches!(after.first(), Some(b'0'..=b'9' | b'.')) =>
            {
                (if *n == b'2' { "²" } else { "³" }, 2)
            }
            _ => (&rest[..c.len_utf8()], c.len_utf8()),
        };
        out.push_str(sign);
        rest = &rest[length..];
    }
    out
}

/// `(2)` behind a root sign: √2.
fn bare<'a>(after: &'a str, out: &mut String) -> Option<&'a str> {
    let (inside, rest) = after.strip_prefix('(')?.split_once(')')?;
    let plain = inside.bytes().all(|b| b.is_ascii_digit()) || inside.len() == 1;
    plain.then(|| out.push_str(inside))?;
    Some(rest)
}
