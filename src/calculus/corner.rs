//! Whether a function stands on one of its corners at a point.
//!
//! A slope's formula may have a value where there is no slope: that of floor(x) is 0 everywhere, at
//! 1 as well, and {x² if x < 0, x else} has the slope 1 "else", at 0 as well. What the table of
//! functions says about smoothness, and the borders of pieces, tell where to look; values nearby
//! tell what is there.

use super::needs::at_arguments;
use crate::expr::{Dag, Expr, Function, Op, Relation, Symbol};
use crate::numeric::{Interval, Nature, NumericError, Tape};

/// Whether the slope of `f` at the point, along this direction, is what its formula says there.
/// `at` has a value for every variable of `f`.
///
/// ```
/// use chainrule::{calculus::is_slope, expr::Dag, syntax};
///
/// let mut dag = Dag::new();
/// let x = dag.intern("x");
/// let at = [(x, 1.0)];
/// let floor = syntax::parse(&mut dag, "floor(x)")?.expr;
/// assert!(!is_slope(&mut dag, floor, 0.0, &[(x, 1.0)], &at)?);
/// let smooth = syntax::parse(&mut dag, "(x-1)|x-1|")?.expr;
/// assert!(is_slope(&mut dag, smooth, 0.0, &[(x, 1.0)], &at)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn is_slope(
    dag: &mut Dag,
    f: Expr,
    slope: f64,
    direction: &[(Symbol, f64)],
    at: &[(Symbol, f64)],
) -> Result<bool, NumericError> {
    let symbols: Vec<Symbol> = at.iter().map(|(symbol, _)| *symbol).collect();
    let tape = Tape::new(dag, &[f], &symbols)?;
    // With 1/x inside, arctan(1/x) has no value at 0, whatever an infinite number makes of it.
    let here: Vec<Interval> = at.iter().map(|(_, x)| Interval::new(*x, *x)).collect();
    if tape.enclose(&here).nature == Nature::Nowhere {
        return Ok(false);
    }
    if !on_a_corner(dag, f, at)? {
        return Ok(true);
    }
    // At t = 0 the point itself, with room for steps of both signs.
    let along = |t: f64| {
        let inputs: Vec<f64> = at
            .iter()
            .map(|(symbol, here)| {
                let part = direction.iter().find(|(moving, _)| moving == symbol);
                part.map_or(*here, |(_, component)| here + t * component)
            })
            .collect();
        tape.value(&inputs)
    };
    // Where the slope exists, secants to either side come closer to it as they shorten; at a corner
    // one side stays away, at a jump it leaves for infinity.
    let (middle, width) = (along(0.0), at.iter().fold(1.0, |size, (_, x)| x.abs().max(size)));
    let away = |h: f64| ((along(h) - middle) / h - slope).abs();
    Ok([1.0, -1.0].into_iter().all(|side| {
        let (far, near) = (side * 1e-4 * width, side * 1e-6 * width);
        let rounding = 8.0 * f64::EPSILON * (middle.abs() / near.abs() + slope.abs() * 1e6);
        away(near) <= 0.3 * away(far) + rounding
    }))
}

/// Whether some piece of `f` is at its corner, its jump or its border there.
fn on_a_corner(dag: &mut Dag, f: Expr, at: &[(Symbol, f64)]) -> Result<bool, NumericError> {
    let mut sides = Vec::new();
    // What holds between each two of them where there is no corner.
    let mut smooth = Vec::new();
    for e in dag.below(f) {
        let children = dag.children(e).to_vec();
        match dag.op(e) {
            // Of the largest or the smallest of several, two may be equal.
            Op::Call(Function::Max | Function::Min) => {
                for (i, &a) in children.iter().enumerate() {
                    sides.extend(children[i + 1..].iter().flat_map(|&b| [a, b]));
                }
            }
            Op::Call(function) if function.row().domain.is_empty() => {
                for law in function.row().smooth {
                    let Some(condition) = at_arguments(dag, law, &children) else { continue };
                    let (Op::Relation(relation), Some((a, b))) =
                        (dag.op(condition), dag.pair(condition))
                    else {
                        continue;
                    };
                    sides.extend([a, b]);
                    smooth.push(relation);
                }
            }
            Op::Piecewise => {
                for &child in &children {
                    if let (Op::Relation(_), Some((a, b))) = (dag.op(child), dag.pair(child)) {
                        sides.extend([a, b]);
                    }
                }
            }
            _ => {}
        }
        smooth.resize(sides.len() / 2, Relation::NotEqual);
    }
    if sides.is_empty() {
        return Ok(false);
    }
    let symbols: Vec<Symbol> = at.iter().map(|(symbol, _)| *symbol).collect();
    let inputs: Vec<f64> = at.iter().map(|(_, value)| *value).collect();
    let mut values = vec![f64::NAN; sides.len()];
    Tape::new(dag, &sides, &symbols)?.evaluate(&inputs, &mut values);
    let mut pairs = values.chunks_exact(2).zip(smooth);
    Ok(pairs.any(|(pair, relation)| !relation.holds(pair[0], pair[1])))
}
