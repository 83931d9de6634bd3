//! What no person writes down: a factor 1, a term 0, an exponent 5 − 1.

use crate::expr::{Dag, Expr, Op, Rational};

/// How a law is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// To the letter: d/dx(x²) is 2·x^(2 − 1).
    No,
    /// As it is written on a board: 2x.
    Yes,
}

impl Light {
    /// A node of these children, without what no person writes down.
    pub fn build(self, dag: &mut Dag, op: Op, children: &[Expr]) -> Expr {
        // 0 > x is x < 0: what moves stands on the left.
        if let (Op::Relation(relation), &[left, right]) = (op, children)
            && relation.mirrored() != relation
            && dag.is_constant(left)
            && !dag.is_constant(right)
        {
            return dag.relation(relation.mirrored(), right, left);
        }
        if self == Light::No {
            return match (op, children) {
                (Op::Pow, &[base, exponent]) => dag.pow(base, exponent),
                _ => dag.node(op, children),
            };
        }
        match (op, children) {
            (Op::Add, _) => add(dag, children),
            (Op::Mul, _) => multiply(dag, children),
            (Op::Neg, &[e]) => negate(dag, e),
            (Op::Div, &[above, below]) if dag.is_integer(below, 1) => above,
            (Op::Div, &[above, below]) if dag.is_integer(above, 0) && !dag.is_integer(below, 0) => {
                above
            }
            (Op::Div, &[above, below]) => match dag.op(above) {
                // −a/b: the sign stands in front of the fraction.
                Op::Neg => {
                    let inner = dag.children(above)[0];
                    let quotient = dag.div(inner, below);
                    dag.neg(quotient)
                }
                _ => dag.div(above, below),
            },
            (Op::Pow, &[base, exponent]) if dag.is_integer(exponent, 1) => base,
            (Op::Pow, &[base, exponent]) => dag.pow(base, exponent),
            _ => dag.node(op, children),
        }
    }
}

fn add(dag: &mut Dag, terms: &[Expr]) -> Expr {
    let numbers: Vec<Option<Rational>> = terms.iter().map(|&e| dag.as_rational(e)).collect();
    if let Some(numbers) = numbers.iter().cloned().collect::<Option<Vec<_>>>() {
        let sum = numbers.into_iter().fold(Rational::ZERO, |sum, value| sum + value);
        return dag.decimal(&sum, if has_decimal(dag, terms) { 12 } else { 0 });
    }
    let kept: Vec<Expr> = terms
        .iter()
        .zip(&numbers)
        .filter(|(_, number)| !number.as_ref().is_some_and(Rational::is_zero))
        .map(|(e, _)| *e)
        .collect();
    dag.add(&kept)
}

/// Factors 1 vanish, 0 swallows, signs come to the front, brackets of products open.
fn multiply(dag: &mut Dag, factors: &[Expr]) -> Expr {
    let mut negative = false;
    let mut kept = Vec::with_capacity(factors.len());
    for &factor in factors {
        let mut factor = factor;
        if dag.op(factor) == Op::Neg {
            negative = !negative;
            factor = dag.children(factor)[0];
        }
        match dag.number(factor) {
            Some(number) if number.value().is_zero() => return factor,
            Some(number) if number.value().is_one() => {}
            _ if dag.op(factor) == Op::Mul => kept.extend_from_slice(dag.children(factor)),
            _ => kept.push(factor),
        }
    }
    let product = dag.mul(&kept);
    if negative { dag.neg(product) } else { product }
}

fn negate(dag: &mut Dag, e: Expr) -> Expr {
    match dag.op(e) {
        Op::Neg => dag.children(e)[0],
        _ if dag.is_integer(e, 0) => e,
        _ => dag.neg(e),
    }
}

fn has_decimal(dag: &Dag, terms: &[Expr]) -> bool {
    terms.iter().any(|&e| dag.is_decimal(e))
}
