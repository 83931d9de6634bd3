//! The line that touches a curve.

use crate::expr::{Dag, Expr, Op, Rational, Relation};

/// `y = m·x + b`, the line of that slope through (a, height), its numbers written with up to ten
/// digits.
pub fn tangent(dag: &mut Dag, x: Expr, y: Expr, [a, height]: [f64; 2], slope: f64) -> Expr {
    let (m, b) = (rounded(slope), rounded(height - slope * a));
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

/// A double as the fraction that its first ten digits say.
fn rounded(value: f64) -> Rational {
    let Some(exact) = Rational::from_float(value) else { return Rational::ZERO };
    if exact.is_zero() {
        return exact;
    }
    // The power of ten that leaves ten digits before the point.
    let magnitude = libm::floor(libm::log10(value.abs())) as i32;
    let places = 9 - magnitude;
    let scale = Rational::from(10).pow(places);
    (exact * &scale).round() / scale
}
