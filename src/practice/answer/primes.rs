//! `(x²)′` becomes `d/dx(x²)`: a prime behind a bracket, or behind the variable.

use crate::expr::{Dag, Op};
use crate::syntax;

/// The text with such primes written out; nothing where there are none, or others as well.
pub(in crate::practice) fn written_out(text: &str, x: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut changed = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if !is_mark(c) {
            out.push(c);
            continue;
        }
        // A second derivative is written with one mark more, and read by nobody in the midst of a
        // line.
        if characters.peek().is_some_and(|&next| is_mark(next)) {
            return None;
        }
        let start = start_of_primed(&out, x)?;
        let inside = out.split_off(start);
        out.push_str(&format!(" d/d{x}({inside}) "));
        changed = true;
    }
    changed.then_some(out)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '′' | '’')
}

/// Where that begins which ends here: a bracket, with the function before it, or the variable.
fn start_of_primed(before: &str, x: &str) -> Option<usize> {
    if let Some(rest) = before.strip_suffix(x)
        && !rest.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '^'))
    {
        return Some(rest.len());
    }
    if !before.ends_with([')', ']']) {
        return None;
    }
    let mut depth = 0;
    let opens = before.char_indices().rev().find(|&(_, c)| {
        depth += i32::from(matches!(c, ')' | ']')) - i32::from(matches!(c, '(' | '['));
        depth == 0
    });
    let (at, _) = opens?;
    let rest = &before[..at];
    let rest = rest.strip_suffix("\\left").unwrap_or(rest);
    // Whether the prime is of the whole power or of its exponent cannot be seen.
    if rest.ends_with(['^', '_']) {
        return None;
    }
    let letters = rest.chars().rev().take_while(char::is_ascii_alphabetic).count();
    let name = &rest[rest.len() - letters..];
    Some(match is_function(name) {
        true => rest.len() - letters - usize::from(rest[..rest.len() - letters].ends_with('\\')),
        false => rest.len(),
    })
}

/// Whether brackets behind this name hold what a function is taken of.
pub(in crate::practice) fn is_function(name: &str) -> bool {
    let mut dag = Dag::new();
    !name.is_empty()
        && syntax::parse(&mut dag, &format!("{name}(t)"))
            .is_ok_and(|parsed| matches!(dag.op(parsed.expr), Op::Call(_)))
}
