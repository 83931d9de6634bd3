//! The slopes of pieces that nobody named: `u' = 2x, v' = cos(x)` in x² sin(x).

use super::kind::{Line, Slope};
use super::names::with_names;
use crate::expr::{Dag, Expr, Op};
use crate::practice::check::Judge;
use crate::practice::problem::asked;
use crate::syntax;

/// `u' = 2x`, where u can only be the piece with this slope; the letter is one for it from then on.
/// In a product or quotient u and f are the first factor, another letter is the second one.
pub(super) fn slope(
    judge: &mut Judge,
    [name, is]: [&str; 2],
    names: &mut Vec<(Expr, Expr)>,
    last: bool,
) -> Option<Line> {
    let name = match name.strip_suffix(['\'', '′']) {
        Some(letter) => letter,
        // du/dx
        None => {
            let (letter, by) = name.strip_prefix('d')?.split_once("/d")?;
            let x = judge.question.dag.as_symbol(judge.question.by[0])?;
            (matches!(letter, "u" | "v") && by == judge.question.dag.name(x)).then_some(letter)?
        }
    };
    let question = &mut judge.question;
    let (&[x], base) = (question.by.as_slice(), question.base) else { return None };
    let letter = match name {
        // Letters that the reader keeps for functions.
        "f" | "g" | "h" => question.dag.symbol(name),
        _ => syntax::parse(&mut question.dag, name).ok()?.expr,
    };
    let symbol = question.dag.as_symbol(letter)?;
    let whole = name == "f" && last;
    if name == "y" || whole || question.order > 1 || question.dag.contains(base, symbol) {
        return None;
    }
    let own = syntax::parse(&mut question.dag, is.rsplit('=').next()?).ok()?.expr;
    let own = with_names(judge, own, names);
    let pairs = pairs(&mut judge.question.dag, base, x);
    let mut found: Vec<Expr> = pairs.iter().flatten().copied().collect();
    if name != "f" {
        found.extend(inside(&judge.question.dag, base));
    }
    let derivative = |judge: &mut Judge, piece: Expr| {
        let question = &mut judge.question;
        question.right.differentiate(&mut question.dag, piece, x)
    };
    let meant =
        found.into_iter().filter(|piece| names.iter().all(|(_, is)| is != piece)).find(|&piece| {
            let right = derivative(judge, piece);
            judge.equal(own, right)
        });
    let other = pairs
        .iter()
        .flat_map(|&[a, b]| [[a, b], [b, a]])
        .find_map(|[known, other]| names.iter().any(|&(_, is)| is == known).then_some(other));
    let by_custom = || {
        let first = matches!(name, "u" | "Q_{80}" | "Q_{84}");
        pairs.first().filter(|_| name != "f").map(|pair| pair[usize::from(!first)])
    };
    let piece = meant.or(other).or_else(by_custom)?;
    names.push((letter, piece));
    let right = derivative(judge, piece);
    let asked = asked(&judge.question.dag, piece, x, own);
    Some(Line::Slope(Slope { own, right, stated: f64::NAN, asked }))
}

/// Whether each part of a line is the slope of a piece: u′ = 2x, v′ = 3; d/dx x = 1, (sin x)′ = cos x.
pub(super) fn are_slopes(parts: &[String]) -> bool {
    parts.iter().all(|part| {
        let name = part.split('=').next().unwrap_or_default().trim();
        let letter = name.strip_suffix(['\'', '′']);
        name.starts_with("d/d")
            || letter.is_some_and(|letter| letter != "y" && !letter.ends_with(['\'', '′']))
    })
}

/// The two factors of a product or quotient, in every way that it can be cut.
fn pairs(dag: &mut Dag, e: Expr, x: Expr) -> Vec<[Expr; 2]> {
    let Some(symbol) = dag.as_symbol(x) else { return Vec::new() };
    let children = dag.children(e).to_vec();
    match dag.op(e) {
        Op::Div if dag.contains(children[1], symbol) => vec![[children[0], children[1]]],
        Op::Mul => {
            let (moving, still): (Vec<Expr>, Vec<Expr>) =
                children.iter().copied().partition(|&child| dag.contains(child, symbol));
            let cut = |dag: &mut Dag, factors: &[Expr]| -> Vec<[Expr; 2]> {
                let places = 1..factors.len().min(5);
                places.map(|at| [dag.mul(&factors[..at]), dag.mul(&factors[at..])]).collect()
            };
            let mut pairs = cut(dag, &moving);
            if let ([first, second], false) = (moving.as_slice(), still.is_empty()) {
                let number = dag.mul(&still);
                pairs.insert(0, [dag.mul(&[number, *first]), *second]);
                pairs.push([*first, dag.mul(&[number, *second])]);
            }
            pairs
        }
        _ => Vec::new(),
    }
}

/// What the functions and powers in it are taken of.
fn inside(dag: &Dag, e: Expr) -> Vec<Expr> {
    let below = dag.below(e).into_iter();
    let taken = below.filter(|&part| matches!(dag.op(part), Op::Call(_) | Op::Pow));
    taken
        .map(|part| dag.children(part)[0])
        .filter(|&part| dag.as_symbol(part).is_none() && !dag.is_constant(part))
        .take(8)
        .collect()
}
