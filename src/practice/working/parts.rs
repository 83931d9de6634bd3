//! A line of a working that says several things, read one after the other: u = x², v = sin(x).

use super::factors;
use super::names::is_piece;
use crate::expr::Expr;
use crate::practice::answer::name::names_a_derivative;
use crate::practice::check::Judge;

/// What a line says, one thing after the other: u = x², v = sin(x); or u′ = 2x, v′ = cos(x).
pub(super) fn of(line: &str) -> Vec<String> {
    let joints = [" and ", " where ", " with ", " ⇒ ", "  "];
    let listed = joints.iter().fold(line.to_owned(), |line, joint| line.replace(joint, ","));
    let parts = listed.split([',', ';']).filter(|part| !part.trim().is_empty());
    parts.map(str::to_owned).collect()
}

/// Whether the first of several parts of a line is about a piece: a name, or the slope of one.
pub(super) fn named(parts: &[String], names: &[(Expr, Expr)], judge: &Judge) -> bool {
    let name = |part: &str| part.split('=').next().unwrap_or_default().trim().to_owned();
    let first = name(&parts[0]);
    if !names_a_derivative(&first) || judge.question.by.len() > 1 {
        return true;
    }
    if factors::are_slopes(parts) {
        return true;
    }
    // f'(u)
    let letter = first.split('(').next().unwrap_or_default().trim_end_matches(['\'', '′']);
    let (above, below) = letter.split_once('/').unwrap_or((letter, ""));
    let [letter, by] = [above, below].map(|part| part.trim().trim_start_matches(['d', '∂']));
    is_piece(judge, letter, names)
        || is_piece(judge, by, names)
        || parts[1..].iter().any(|part| {
            let name = name(part);
            // dy/du = 5u^4, du/dx = 2
            name == letter
                || !by.is_empty() && name.strip_prefix('d').is_some_and(|name| name.starts_with(by))
        })
}
