//! A line of a working that says several things, read one after the other: u = x², v = sin(x).

use super::factors;
use super::line::{Line, Slope, read};
use super::names::is_piece;
use crate::expr::Expr;
use crate::practice::answer::lead::without_lead;
use crate::practice::answer::name::names_a_derivative;
use crate::practice::check::Judge;
use crate::syntax::{self, Span};

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

/// A line of several parts, one after the other.
pub(super) fn read_each(
    judge: &mut Judge,
    parts: &[String],
    names: &mut Vec<(Expr, Expr)>,
    last: bool,
) -> Line {
    let plain: Vec<&str> = parts
        .iter()
        .map(|part| {
            let Span { start, end } = without_lead(part, Span::whole(part));
            &part[start..end]
        })
        .collect();
    // y = u³, u = x² + 1: the function is read when its pieces have their names. Where f is a factor
    // and not the function, it is a piece as well.
    let pieces_alone = plain.iter().any(|part| part.trim_start().starts_with('g'));
    let mut is_function = |part: &str| {
        let (name, is) = part.split_once('=').unwrap_or_default();
        let name = name.trim();
        let f = judge.question.f;
        name == "y"
            || (name == "f" || name.starts_with("f("))
                && !(pieces_alone
                    && syntax::parse(&mut judge.question.dag, is)
                        .is_ok_and(|parsed| !judge.equal(parsed.expr, f)))
    };
    let (functions, pieces): (Vec<&str>, Vec<&str>) =
        plain.into_iter().partition(|part| is_function(part));
    let mut line = Line::Name;
    let pieces = pieces.into_iter().map(|part| match part.split_once('=') {
        Some((name, is))
            if let Some((called, _)) = name.trim().split_once('(')
                && matches!(called.trim_end_matches(['\'', '′']), "f" | "g" | "h") =>
        {
            format!("let {called} = {is}")
        }
        _ => format!("let {part}"),
    });
    for part in pieces.chain(functions.into_iter().map(str::to_owned)) {
        line = read(judge, &part, names, last);
        match line {
            Line::Name | Line::Function => {}
            Line::Slope(Slope { own, right, .. }) if judge.equal(own, right) => {}
            Line::Said(ref said) if said.is_right() => {}
            other => return other,
        }
    }
    line
}
