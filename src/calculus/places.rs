//! A proof that leaves single places open, or whole turns, becomes one that does not.
//!
//! sign(x)·|x| is x wherever x/|x| has a value, and at 0, where it has none, both are 0. 2·arctan of
//! something and arctan x have the same tangent, so they are whole turns apart; on a stretch without
//! a gap both are continuous, and one point there tells how many.

use super::conditions::slopes_of;
use super::sides::{Comparison, Sides, compare};
use super::tidy::Tidier;
use super::zeros::{value, zeros};
use crate::algebra::{self, Proof};
use crate::expr::{Dag, Expr, Function, Op, Symbol};
use crate::numeric::Tape;
use crate::order::sort_by;

/// What two expressions are at the points where a proof may fail.
pub(super) enum Single {
    /// The same.
    Equal,
    /// Not the same there: the variable, and the two values.
    Differ(f64, [f64; 2]),
}

/// Two expressions in one variable that are equal but where the inside of a sign or a step is 0:
/// compared there, if all these points are known.
pub(super) fn at_single_points(
    dag: &mut Dag,
    tidier: &mut Tidier,
    sides: [Expr; 2],
) -> Option<Single> {
    let mut variables = dag.variables(sides[0]);
    variables.extend(dag.variables(sides[1]));
    let x = *variables.first()?;
    if variables.iter().any(|other| *other != x) {
        return None;
    }
    let mut places = Vec::new();
    for e in dag.below_all(&sides) {
        let children = dag.children(e).to_vec();
        let inside = match (dag.op(e), children.as_slice()) {
            (Op::Call(Function::Sign | Function::Step), &[u]) => u,
            (Op::Relation(_), &[left, right]) => dag.sub(left, right),
            _ => continue,
        };
        if dag.contains(inside, x) {
            let zeros = zeros(dag, tidier, inside, x)?;
            zeros.combs.is_empty().then_some(())?;
            places.extend(zeros.points);
        }
    }
    let leaf = dag.symbol_leaf(x);
    for place in places {
        let there = sides.map(|e| {
            let there = dag.substitute(e, leaf, place);
            tidier.tidy(dag, there)
        });
        if algebra::compare(dag, there[0], there[1]) == Proof::Equal {
            continue;
        }
        let [left, right] = there.map(|e| Tape::unfolded(dag, &[e], &[]));
        let (left, right) = (left.ok()?.rounded(&[]), right.ok()?.rounded(&[]));
        if left.value.is_finite() && right.value.is_finite() {
            // Nothing was rounded: 0 is 0.
            if left == right && left.error == 0.0 {
                continue;
            }
            let apart = compare(left, right) == Comparison::Differ;
            let values = [left.value, right.value];
            return apart.then(|| Single::Differ(value(dag, place), values));
        }
    }
    Some(Single::Equal)
}

/// Whether two expressions that are whole turns apart agree on every stretch on which both are
/// continuous; `false` where the stretches are not known.
pub(super) fn on_every_stretch(dag: &mut Dag, [a, b]: [Expr; 2], x: Symbol, sides: &Sides) -> bool {
    let difference = dag.sub(a, b);
    let Some(domain) = slopes_of(dag, &[difference], x) else { return false };
    if !domain.complete || !domain.combs.is_empty() {
        return false;
    }
    let mut cuts: Vec<f64> = domain.gaps.iter().map(|(gap, _)| gap.value).collect();
    sort_by(&mut cuts, |a, b| a.total_cmp(b));
    domain.stretches.iter().all(|stretch| {
        let low = stretch.low.map_or(f64::NEG_INFINITY, |end| end.0.value);
        let high = stretch.high.map_or(f64::INFINITY, |end| end.0.value);
        let mut ends = vec![low];
        ends.extend(cuts.iter().filter(|cut| low < **cut && **cut < high));
        ends.push(high);
        ends.windows(2).all(|part| {
            let inside = match (part[0].is_finite(), part[1].is_finite()) {
                (true, true) => part[0] + 0.37 * (part[1] - part[0]),
                (true, false) => part[0] + 1.37,
                (false, true) => part[1] - 1.37,
                (false, false) => 0.37,
            };
            sides.agree(&[inside])
        })
    })
}
