//! The line that touches a curve.

use crate::expr::{Dag, Expr, Op, Rational, Relation, Symbol};
use crate::numeric::Tape;

/// `y = m·x + b`, the line of that slope through (a, height), its numbers written with up to
/// twelve digits; where most of m·a and b cancels, with three more, so that it passes there.
pub fn tangent(dag: &mut Dag, x: Expr, y: Expr, [a, height]: [f64; 2], slope: f64) -> Expr {
    let intercept = height - slope * a;
    let cancelled = match height {
        0.0 => 0,
        _ => magnitude(intercept).saturating_sub(magnitude(height)).clamp(0, 3),
    };
    let [m, b] = [slope, intercept].map(|value| rounded(value, 12 + cancelled));
    let mut terms = Vec::new();
    if !m.is_zero() {
        let coefficient = dag.decimal(&m, 40);
        let negative = dag.op(coefficient) == Op::Neg;
        let magnitude = if negative { dag.children(coefficient)[0] } else { coefficient };
        let product = if dag.is_integer(magnitude, 1) { x } else { dag.mul(&[magnitude, x]) };
        terms.push(if negative { dag.neg(product) } else { product });
    }
    if !b.is_zero() || terms.is_empty() {
        terms.push(dag.decimal(&b, 40));
    }
    let line = dag.add(&terms);
    dag.relation(Relation::Equal, y, line)
}

/// A slope found by its formula, 0 where the last digits of the place may make all of it, as those of
/// the double next to π do with the slope of the cosine.
pub fn settled(dag: &Dag, formula: Expr, at: &[(Symbol, f64)], found: f64) -> f64 {
    let (symbols, inputs): (Vec<Symbol>, Vec<f64>) = at.iter().copied().unzip();
    let Ok(tape) = Tape::new(dag, &[formula], &symbols) else { return found };
    let partials = tape.gradient(&inputs).partials;
    let moved = partials.iter().zip(&inputs).map(|(partial, x)| (partial * x).abs());
    if found.abs() <= f64::EPSILON * moved.sum::<f64>() { 0.0 } else { found }
}

/// A double as the fraction that so many of its first digits say.
fn rounded(value: f64, digits: i32) -> Rational {
    let Some(exact) = Rational::from_float(value) else { return Rational::ZERO };
    if exact.is_zero() {
        return exact;
    }
    // The power of ten that leaves the digits before the point.
    let scale = Rational::from(10).pow(digits - 1 - magnitude(value));
    (exact * &scale).round() / scale
}

/// The power of ten that the first digit stands for.
fn magnitude(value: f64) -> i32 {
    libm::floor(libm::log10(value.abs())) as i32
}
