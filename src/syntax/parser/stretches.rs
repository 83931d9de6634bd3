//! Comparisons joined by words choose a piece: `0 < x < 1`, `x > 0 and x < 1`, `x < 0 or x > 1`.
//!
//! In the graph a piece has one comparison. So the pieces are put in the order of the line, each up
//! to its right end: `{x if 0 < x < 1, 0 else}` is 0 where x ≤ 0, else x where x < 1, else 0. Where
//! one of two comparisons is enough, the piece stands twice. Until it is known what they choose,
//! joined comparisons are a comparison of comparisons, which no text can say.

use crate::expr::{Dag, Expr, Op, Relation};
use crate::order::sort_by;

/// Written one in another, pieces grow: more than anyone writes is refused.
const MAX_WRITTEN: usize = 64;

/// Two comparisons that hold together, and where one of several is enough on a side, each of those
/// with each of the others; `None` where that is more than can be written.
pub(super) fn both(dag: &mut Dag, sides: [Expr; 2]) -> Option<Expr> {
    let [ones, others] = sides.map(|side| joined(dag, side, is_either));
    if ones.len() * others.len() > MAX_WRITTEN {
        return None;
    }
    let mut whole = None;
    for &one in &ones {
        for &other in &others {
            let both = dag.relation(Relation::Equal, one, other);
            whole = Some(whole.map_or(both, |whole| either(dag, [whole, both])));
        }
    }
    whole
}

/// Two comparisons of which one is enough.
pub(super) fn either(dag: &mut Dag, [one, other]: [Expr; 2]) -> Expr {
    dag.relation(Relation::NotEqual, one, other)
}

/// `a < b < c`: the comparison on the left, and its right side with what follows.
pub(super) fn chain(dag: &mut Dag, left: Expr, relation: Relation, right: Expr) -> Expr {
    let middle = dag.children(last(dag, left))[1];
    let next = dag.relation(relation, middle, right);
    dag.relation(Relation::Equal, left, next)
}

/// Whether comparisons are joined here.
pub(super) fn is_joined(dag: &Dag, e: Expr) -> bool {
    compares(dag, e) && dag.children(e).iter().all(|side| compares(dag, *side))
}

/// Whether one of two comparisons is enough here.
fn is_either(dag: &Dag, e: Expr) -> bool {
    dag.op(e) == Op::Relation(Relation::NotEqual) && is_joined(dag, e)
}

/// Whether it is a comparison.
pub(super) fn compares(dag: &Dag, e: Expr) -> bool {
    matches!(dag.op(e), Op::Relation(_))
}

/// The pieces of which each but one taken otherwise is followed by what chooses it; `None` where
/// that is more than can be written.
pub(super) fn pieces(dag: &mut Dag, children: &[Expr]) -> Option<Expr> {
    if !children.iter().any(|child| is_joined(dag, *child)) {
        return Some(dag.node(Op::Piecewise, children));
    }
    let pairs = children.chunks_exact(2);
    let otherwise = pairs.remainder();
    let mut apart = Vec::new();
    for pair in pairs {
        let either = joined(dag, pair[1], is_either);
        apart.extend(either.into_iter().flat_map(|comparison| [pair[0], comparison]));
    }
    apart.extend_from_slice(otherwise);
    let ordered = match in_order(dag, &apart) {
        Some(ordered) => ordered,
        None => one_in_another(dag, &apart)?,
    };
    Some(match *ordered.as_slice() {
        [only] => only,
        _ => dag.node(Op::Piecewise, &ordered),
    })
}

/// The last of the comparisons.
fn last(dag: &Dag, mut e: Expr) -> Expr {
    while is_joined(dag, e) {
        e = dag.children(e)[1];
    }
    e
}

/// What is joined, from the left.
fn joined(dag: &Dag, e: Expr, by: fn(&Dag, Expr) -> bool) -> Vec<Expr> {
    let (mut found, mut open) = (Vec::new(), vec![e]);
    while let Some(e) = open.pop() {
        match by(dag, e) {
            true => open.extend(dag.children(e).iter().rev()),
            false => found.push(e),
        }
    }
    found
}

/// A letter, and the numbers that it is compared with.
struct Line {
    x: Expr,
    /// In order.
    bounds: Vec<(f64, Expr)>,
    /// The pieces, and what must hold for each: the line has a part before the first bound, that
    /// bound, a part up to the next one, …, and the numbers are those of parts.
    pieces: Vec<(Expr, Vec<(Relation, f64)>)>,
}

impl Line {
    /// `None` where something else is compared than one letter with numbers.
    fn new(dag: &Dag, pairs: std::slice::ChunksExact<Expr>) -> Option<Line> {
        let mut letter = None;
        let (mut bounds, mut pieces) = (Vec::new(), Vec::new());
        for pair in pairs {
            let mut needs = Vec::new();
            for comparison in joined(dag, pair[1], is_joined) {
                let Op::Relation(relation) = dag.op(comparison) else { return None };
                let (left, right) = dag.pair(comparison)?;
                let (relation, x, bound) = match dag.as_symbol(left) {
                    Some(_) => (relation, left, right),
                    None => (relation.mirrored(), right, left),
                };
                dag.as_symbol(x).filter(|_| *letter.get_or_insert(x) == x)?;
                let value = number(dag, bound)?;
                bounds.push((value, bound));
                needs.push((relation, value));
            }
            pieces.push((pair[0], needs));
        }
        sort_by(&mut bounds, |a, b| a.0.total_cmp(&b.0));
        bounds.dedup_by(|a, b| a.0 == b.0);
        for (_, value) in pieces.iter_mut().flat_map(|(_, needs): &mut (_, Vec<_>)| needs) {
            *value = (2 * bounds.partition_point(|bound| bound.0 < *value) + 1) as f64;
        }
        Some(Line { x: letter?, bounds, pieces })
    }

    /// The piece that is taken on a part of the line.
    fn taken(&self, part: usize) -> Option<Expr> {
        let holds = |(relation, bound): &(Relation, f64)| relation.holds(part as f64, *bound);
        self.pieces.iter().find(|(_, needs)| needs.iter().all(holds)).map(|(value, _)| *value)
    }
}

/// The pieces from left to right, where all comparisons are of one letter with numbers.
fn in_order(dag: &mut Dag, children: &[Expr]) -> Option<Vec<Expr>> {
    let pairs = children.chunks_exact(2);
    let otherwise = pairs.remainder().first().copied();
    let line = Line::new(dag, pairs)?;
    let parts: Vec<Option<Expr>> =
        (0..=2 * line.bounds.len()).map(|part| line.taken(part).or(otherwise)).collect();
    let mut ordered = Vec::new();
    for (part, &value) in parts.iter().enumerate() {
        let goes_on = parts.get(part + 1) == Some(&value);
        let Some(mut value) = value.filter(|_| !goes_on) else { continue };
        let begin = (0..part).rev().find(|before| parts[*before] != Some(value));
        // Behind a gap a piece has a left end as well.
        if let Some(gap) = begin.filter(|before| parts[*before].is_none()) {
            let relation = if gap % 2 == 0 { Relation::GreaterEqual } else { Relation::Greater };
            let from = dag.relation(relation, line.x, line.bounds[gap / 2].1);
            value = dag.node(Op::Piecewise, &[value, from]);
        }
        ordered.push(value);
        if let Some(end) = line.bounds.get(part / 2) {
            let relation = if part % 2 == 0 { Relation::Less } else { Relation::LessEqual };
            ordered.push(dag.relation(relation, line.x, end.1));
        }
    }
    (!ordered.is_empty()).then_some(ordered)
}

/// The pieces with one comparison inside another's, whatever they compare: where the first fails or
/// the second, what follows is taken.
fn one_in_another(dag: &mut Dag, children: &[Expr]) -> Option<Vec<Expr>> {
    let pairs = children.chunks_exact(2);
    let mut rest = pairs.remainder().to_vec();
    for pair in pairs.rev() {
        let mut all = joined(dag, pair[1], is_joined);
        let mut inner = vec![pair[0], all.pop()?];
        inner.extend_from_slice(&rest);
        while let Some(comparison) = all.pop() {
            let opposite = match rest.as_slice() {
                [_] => opposite(dag, comparison),
                _ => None,
            };
            if let Some(opposite) = opposite {
                inner.splice(0..0, [rest[0], opposite]);
            } else {
                let value = dag.node(Op::Piecewise, &inner);
                inner = vec![value, comparison];
                inner.extend_from_slice(&rest);
            }
        }
        rest = inner;
        if rest.len() > MAX_WRITTEN {
            return None;
        }
    }
    Some(rest)
}

/// What holds where a comparison does not.
fn opposite(dag: &mut Dag, comparison: Expr) -> Option<Expr> {
    let (left, right) = dag.pair(comparison)?;
    let relation = match dag.op(comparison) {
        Op::Relation(Relation::Less) => Relation::GreaterEqual,
        Op::Relation(Relation::LessEqual) => Relation::Greater,
        Op::Relation(Relation::Greater) => Relation::LessEqual,
        Op::Relation(Relation::GreaterEqual) => Relation::Less,
        _ => return None,
    };
    Some(dag.relation(relation, left, right))
}

/// The value of a bound in figures, π and e.
fn number(dag: &Dag, e: Expr) -> Option<f64> {
    let order = dag.below(e);
    let mut values: Vec<f64> = Vec::with_capacity(order.len());
    for &part in &order {
        let place = |child: &Expr| order.binary_search(child).map_or(f64::NAN, |at| values[at]);
        let mut of = dag.children(part).iter().map(place);
        values.push(match dag.op(part) {
            Op::Number(_) => dag.number(part)?.value().to_f64(),
            Op::Constant(constant) => constant.value(),
            Op::Neg => -of.next()?,
            Op::Add => of.sum(),
            Op::Mul => of.product(),
            Op::Div => of.next()? / of.next()?,
            _ => return None,
        });
    }
    values.pop().filter(|value| value.is_finite())
}
