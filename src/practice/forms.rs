//! A function becomes the forms in which a student may see it: as typed, and as powers.
//!
//! A mistake with the power rule shows in 1/x² only to one who reads it as a power, a mistake with
//! the quotient rule only to one who reads it as a quotient.

use crate::expr::{Dag, Expr, Function, Op, Rational, Symbol};

/// The function with roots and quotients as powers, brackets of products opened, the numbers of
/// each product in one place in front.
pub(super) fn as_powers(dag: &mut Dag, f: Expr, x: Symbol) -> Expr {
    dag.rebuild(f, |dag, e, children| {
        let op = dag.op(e);
        if !dag.contains(e, x) {
            return e;
        }
        match (op, children) {
            (Op::Neg, &[a]) => {
                let minus = dag.integer(-1);
                product(dag, &[minus, a])
            }
            (Op::Div, &[a, b]) => {
                let b = inverse(dag, b);
                product(dag, &[a, b])
            }
            (Op::Mul, _) => product(dag, children),
            (Op::Call(Function::Sqrt), &[u]) => fraction_power(dag, u, 2),
            (Op::Call(Function::Cbrt), &[u]) => fraction_power(dag, u, 3),
            (Op::Call(Function::Root), &[u, index]) => {
                match dag.as_rational(index).and_then(|value| value.whole::<i64>()) {
                    Some(index) if index > 1 => fraction_power(dag, u, index),
                    _ => dag.node(op, children),
                }
            }
            (Op::Pow, &[base, exponent]) => dag.pow(base, exponent),
            _ => dag.node(op, children),
        }
    })
}

fn fraction_power(dag: &mut Dag, u: Expr, index: i64) -> Expr {
    let exponent = dag.rational(&Rational::fraction(1, index));
    dag.pow(u, exponent)
}

/// The factors of a product, one inside the other opened.
pub(super) fn factors(dag: &Dag, e: Expr) -> Vec<Expr> {
    match dag.op(e) {
        Op::Mul => dag.children(e).to_vec(),
        _ => vec![e],
    }
}

/// A product of products; its numbers become one.
fn product(dag: &mut Dag, parts: &[Expr]) -> Expr {
    let mut number = Rational::ONE;
    let mut kept = Vec::new();
    for &part in parts {
        for factor in factors(dag, part) {
            match dag.as_rational(factor) {
                Some(value) => number *= value,
                None => kept.push(factor),
            }
        }
    }
    if !number.is_one() || kept.is_empty() {
        let number = dag.decimal(&number, 6);
        kept.insert(0, number);
    }
    dag.mul(&kept)
}

fn inverse(dag: &mut Dag, e: Expr) -> Expr {
    let mut inverted = Vec::new();
    for factor in factors(dag, e) {
        let one = match dag.op(factor) {
            Op::Pow => {
                let children = dag.children(factor).to_vec();
                let exponent = opposite(dag, children[1]);
                dag.pow(children[0], exponent)
            }
            _ => match dag.as_rational(factor) {
                Some(value) if !value.is_zero() => dag.rational(&value.recip()),
                _ => {
                    let minus = dag.integer(-1);
                    dag.pow(factor, minus)
                }
            },
        };
        inverted.push(one);
    }
    product(dag, &inverted)
}

fn opposite(dag: &mut Dag, e: Expr) -> Expr {
    match (dag.as_rational(e), dag.op(e)) {
        (Some(value), _) => dag.rational(&-value),
        (None, Op::Neg) => dag.children(e)[0],
        _ => dag.neg(e),
    }
}
