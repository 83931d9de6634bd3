//! The same derivative by another road: a quotient as a product, brackets multiplied out first,
//! logarithms taken first.

use num_traits::Signed;

use super::expand::expand;
use super::term::{Exponent, Terms, large};
use super::tidy::Tidier;
use crate::expr::{Dag, Expr, Function, Op, Rational};

/// Another way to begin.
pub struct Alternative {
    /// Id of the row that says why it is the same.
    pub rule: &'static str,
    /// `d/dx(g)`, the derivative that is taken instead.
    pub derivative: Expr,
    /// What it is multiplied by.
    pub factor: Option<Expr>,
}

/// Longer sums are not multiplied out by hand, and of fewer factors than this no logarithm is taken.
const MAX_TERMS: usize = 5;
const MIN_FACTORS: usize = 3;

/// The other roads to `d/dx(f)` that a teacher would show.
///
/// ```
/// use chainrule::{calculus::alternatives, expr::Dag, print, syntax};
///
/// let mut dag = Dag::new();
/// let x = dag.symbol("x");
/// let f = syntax::parse(&mut dag, "(x + 1)^3 sin(x)/x^2")?.expr;
/// let logarithm = alternatives(&mut dag, f, x).pop().unwrap();
/// assert_eq!(
///     print::text(&dag, logarithm.derivative),
///     "d/dx(-2ln(|x|) + 3ln(|x + 1|) + ln(|sin(x)|))"
/// );
/// # Ok::<(), syntax::ParseError>(())
/// ```
pub fn alternatives(dag: &mut Dag, f: Expr, x: Expr) -> Vec<Alternative> {
    let mut found = Vec::new();
    if let Some(product) = as_product(dag, f, x) {
        let derivative = dag.derivative(product, x);
        found.push(Alternative { rule: "quotient-as-product", derivative, factor: None });
    }
    if let Some(sum) = multiplied_out(dag, f) {
        let derivative = dag.derivative(sum, x);
        found.push(Alternative { rule: "expand-first", derivative, factor: None });
    }
    if let Some(sum) = logarithm(dag, f, x) {
        let derivative = dag.derivative(sum, x);
        found.push(Alternative { rule: "logarithms-first", derivative, factor: Some(f) });
    }
    found
}

/// u/vⁿ as u·v⁻ⁿ, and u/√v as u·v^(−1/2), where both move.
fn as_product(dag: &mut Dag, f: Expr, x: Expr) -> Option<Expr> {
    let symbol = dag.as_symbol(x)?;
    let (above, below) = (dag.op(f) == Op::Div).then(|| dag.pair(f))??;
    if !dag.contains(above, symbol) || !dag.contains(below, symbol) {
        return None;
    }
    let (base, exponent) = match (dag.op(below), dag.pair(below)) {
        (Op::Pow, Some((base, n))) if !dag.contains(n, symbol) => (base, n),
        _ => match dag.child(below).filter(|_| dag.as_call(below) == Some(Function::Sqrt)) {
            Some(inside) => (inside, dag.rational(&Rational::fraction(1, 2))),
            None => (below, dag.integer(1)),
        },
    };
    let minus = dag.neg(exponent);
    let power = dag.pow(base, minus);
    Some(dag.mul(&[above, power]))
}

/// A power of a bracket or a product of several as a sum.
fn multiplied_out(dag: &mut Dag, f: Expr) -> Option<Expr> {
    if !matches!(dag.op(f), Op::Pow | Op::Mul) || dag.has_call(f) {
        return None;
    }
    let mut tidier = Tidier::default();
    let mut terms = Terms::default();
    let read = tidier.tidy(dag, f);
    let read = tidier.read_sum(dag, read);
    let sum = expand(dag, &mut terms, &read)?;
    if sum.len() > MAX_TERMS || sum.len() < 2 {
        return None;
    }
    Some(terms.write_sum(dag, sum))
}

/// ln|f| of a product of several powers, as a sum: n·ln|u| for each, those without x left out.
fn logarithm(dag: &mut Dag, f: Expr, x: Expr) -> Option<Expr> {
    let symbol = dag.as_symbol(x)?;
    if !matches!(dag.op(f), Op::Mul | Op::Div) {
        return None;
    }
    let mut terms = Terms::default();
    let product = terms.read(dag, f);
    let mut logarithms = Vec::new();
    for &(base, exponent) in &product.factors {
        let (moving, above) = match exponent {
            Exponent::Exact(_) => (dag.contains(base, symbol), None),
            Exponent::Symbolic(n) => {
                (dag.contains(base, symbol) || dag.contains(n, symbol), Some(n))
            }
        };
        if !moving {
            continue;
        }
        // e^u is its own exponent's power, and other powers with x above stay whole: u^v has its
        // own rule.
        let constant = dag.is_constant(base);
        let logarithm = match above {
            Some(n) if matches!(dag.op(base), Op::Constant(_)) => n,
            Some(_) if !constant => return None,
            _ => {
                let inside = if constant { base } else { dag.call(Function::Abs, &[base]) };
                let logarithm = dag.call(Function::Ln, &[inside]);
                scaled(dag, exponent, logarithm)
            }
        };
        logarithms.push(logarithm);
    }
    (logarithms.len() >= MIN_FACTORS).then(|| dag.add(&logarithms))
}

/// n·ln u
fn scaled(dag: &mut Dag, n: Exponent, logarithm: Expr) -> Expr {
    match n {
        Exponent::Exact(value) => {
            let magnitude = dag.rational(&large(value.abs()));
            let product = if dag.is_integer(magnitude, 1) {
                logarithm
            } else {
                dag.mul(&[magnitude, logarithm])
            };
            if value.is_negative() { dag.neg(product) } else { product }
        }
        Exponent::Symbolic(n) => dag.mul(&[n, logarithm]),
    }
}
