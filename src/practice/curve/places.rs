//! An equation becomes points of its curve: places where a slope in x alone can be held against
//! one in x and y.

use crate::expr::Expr;
use crate::numeric::Tape;
use crate::practice::problem::Question;

/// Where a slope is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::practice) enum Holds {
    /// On the whole curve.
    Everywhere,
    /// Where y is positive, or where it is negative.
    Where(bool),
    /// At one point of the curve above each x.
    OnOneBranch,
}

/// How many points must agree.
const ENOUGH: usize = 6;

/// Where on the curve an expression is the slope, if anywhere: of a slope in x alone, one point above
/// every x is enough.
pub(super) fn holds(question: &Question, own: Expr) -> Option<Holds> {
    let dag = &question.dag;
    let x = dag.as_symbol(question.by[0])?;
    let y = question.implicit.and_then(|y| dag.as_symbol(y))?;
    let mut letters = vec![x, y];
    let others = dag.variables(question.f).into_iter().chain(dag.variables(own));
    for symbol in others {
        if !letters.contains(&symbol) {
            letters.push(symbol);
        }
    }
    let tapes = [question.f, question.answers[0], own].map(|e| Tape::new(dag, &[e], &letters));
    let [Ok(curve), Ok(right), Ok(own_tape)] = tapes else { return None };
    let (mut agree, mut differ) = (Vec::new(), Vec::new());
    for column in 0..COLUMNS {
        let abscissa = -5.93 + 0.31 * f64::from(column);
        let points = column_points(&curve, abscissa, letters.len());
        let mut here = false;
        let mut seen = false;
        for at in points {
            let (right, own) = (right.value(&at), own_tape.value(&at));
            if !right.is_finite() || !own.is_finite() || right.abs() > 1e6 {
                continue;
            }
            seen = true;
            let close = (own - right).abs() <= 1e-6 * (1.0 + right.abs());
            here |= close;
            if close { agree.push(at[1]) } else { differ.push(at[1]) }
        }
        if seen && !here {
            return None;
        }
    }
    if agree.len() < ENOUGH {
        return None;
    }
    if differ.is_empty() {
        return Some(Holds::Everywhere);
    }
    if dag.contains(own, y) {
        return None;
    }
    let sides = |positive: bool| {
        agree.iter().all(|y| (*y > 0.0) == positive)
            && differ.iter().all(|y| (*y > 0.0) != positive)
    };
    Some(match (sides(true), sides(false)) {
        (true, _) => Holds::Where(true),
        (_, true) => Holds::Where(false),
        _ => Holds::OnOneBranch,
    })
}

/// Columns of points, and how finely each is searched.
const COLUMNS: u32 = 40;
const ROWS: u32 = 161;

/// The points of the curve above one x; further letters have fixed values.
fn column_points(curve: &Tape, x: f64, letters: usize) -> Vec<Vec<f64>> {
    let place = |y: f64| -> Vec<f64> {
        let mut at = vec![x, y];
        at.extend((2..letters).map(|i| 1.3 + 0.7 * i as f64));
        at
    };
    let height = |y: f64| curve.value(&place(y));
    let mut found = Vec::new();
    let mut below = (-8.03, height(-8.03));
    for row in 1..ROWS {
        let y = -8.03 + 0.1 * f64::from(row);
        let above = (y, height(y));
        if below.1 * above.1 < 0.0 {
            let (mut low, mut high) = (below, above);
            for _ in 0..60 {
                let middle = (low.0 + high.0) / 2.0;
                let value = height(middle);
                if value * low.1 > 0.0 {
                    low = (middle, value);
                } else {
                    high = (middle, value);
                }
            }
            // A sign may change at a pole as well.
            if high.1.abs() <= 1e-6 * (1.0 + below.1.abs()) {
                found.push(place(high.0));
            }
        }
        below = above;
    }
    found
}
