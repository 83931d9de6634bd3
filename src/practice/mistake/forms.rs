//! A function becomes the forms in which a student may see it: as typed, and as powers.
//!
//! A mistake with the power rule shows in 1/x² only to one who reads it as a power, a mistake with
//! the quotient rule only to one who reads it as a quotient. What training is built from has more
//! than one writing as well: a sigmoid written out, an error as target minus prediction.

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
            (Op::Call(Function::Sqrt), &[u]) => fraction_power(dag, u, 2),
            (Op::Call(Function::Cbrt), &[u]) => fraction_power(dag, u, 3),
            (Op::Call(Function::Root), &[u, index]) => {
                match dag.as_rational(index).and_then(|value| value.whole::<i64>()) {
                    Some(index) if index > 1 => fraction_power(dag, u, index),
                    _ => dag.node(op, children),
                }
            }
            (Op::Pow, &[base, exponent]) => dag.pow(base, exponent),
            _ => as_product(dag, op, children),
        }
    })
}

/// ln(u) for ln|u|: whoever thinks of the logarithm alone.
pub(super) fn without_sizes(dag: &mut Dag, f: Expr) -> Expr {
    dag.rebuild(f, |dag, e, children| match (dag.op(e), children) {
        (op @ Op::Call(Function::Ln), &[u]) if dag.op(u) == Op::Call(Function::Abs) => {
            let inside = dag.children(u).to_vec();
            dag.node(op, &inside)
        }
        (op, _) => dag.node(op, children),
    })
}

fn fraction_power(dag: &mut Dag, u: Expr, index: i64) -> Expr {
    let exponent = dag.rational(&Rational::fraction(1, index));
    dag.pow(u, exponent)
}

/// The factors of a product; anything else is one.
pub(in crate::practice) fn factors(dag: &Dag, e: Expr) -> Vec<Expr> {
    match dag.op(e) {
        Op::Mul => dag.children(e).to_vec(),
        _ => vec![e],
    }
}

/// Whether a term carries a minus in front.
pub(super) fn is_negative(dag: &Dag, e: Expr) -> bool {
    match dag.op(e) {
        Op::Neg => true,
        Op::Mul | Op::Div => dag.child(e).is_some_and(|first| dag.op(first) == Op::Neg),
        _ => false,
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

/// How a product or a fraction may be grouped in another way than it is read.
#[derive(Clone, Copy)]
pub(super) enum Regrouped {
    /// c·(u/v) for cu/v: the numbers are taken out first.
    NumbersOutside,
    /// a·(b/v) for ab/v: only the last factor lies above the line.
    LastAbove,
    /// (ab)c for abc.
    FirstTwo,
    /// a(bc) for abc.
    LastTwo,
}

/// All ways of grouping.
pub(super) const REGROUPED: [Regrouped; 4] =
    [Regrouped::NumbersOutside, Regrouped::LastAbove, Regrouped::FirstTwo, Regrouped::LastTwo];

/// The function with its products or fractions grouped in this way.
pub(super) fn regrouped(dag: &mut Dag, f: Expr, x: Symbol, way: Regrouped) -> Expr {
    dag.rebuild(f, |dag, e, children| {
        let known = match (dag.op(e), children) {
            _ if !dag.contains(e, x) => Some(e),
            (Op::Div, &[above, below]) if dag.contains(below, x) => match way {
                Regrouped::NumbersOutside => numbers_outside(dag, above, below, x),
                Regrouped::LastAbove => last_above(dag, above, below),
                Regrouped::FirstTwo | Regrouped::LastTwo => None,
            },
            (Op::Mul, factors) if factors.len() > 2 => match way {
                Regrouped::FirstTwo => Some(two_in_one(dag, factors, 0)),
                Regrouped::LastTwo => Some(two_in_one(dag, factors, factors.len() - 2)),
                Regrouped::NumbersOutside | Regrouped::LastAbove => None,
            },
            _ => None,
        };
        known.unwrap_or_else(|| dag.with_children(e, children))
    })
}

fn numbers_outside(dag: &mut Dag, above: Expr, below: Expr, x: Symbol) -> Option<Expr> {
    let [(numbers, own), (others, under)] = [above, below].map(|e| {
        let all = factors(dag, e);
        all.into_iter().partition::<Vec<Expr>, _>(|&factor| !dag.contains(factor, x))
    });
    if own.is_empty() || numbers.is_empty() && others.is_empty() {
        return None;
    }
    let mut outside = dag.mul(&numbers);
    if !others.is_empty() {
        let divisor = dag.mul(&others);
        outside = dag.div(outside, divisor);
    }
    let (own, under) = (dag.mul(&own), dag.mul(&under));
    let fraction = dag.div(own, under);
    Some(dag.mul(&[outside, fraction]))
}

fn last_above(dag: &mut Dag, above: Expr, below: Expr) -> Option<Expr> {
    let mut parts = factors(dag, above);
    let last = parts.pop().filter(|_| !parts.is_empty())?;
    parts.push(dag.div(last, below));
    Some(dag.mul(&parts))
}

fn two_in_one(dag: &mut Dag, factors: &[Expr], from: usize) -> Expr {
    let two = dag.mul(&factors[from..from + 2]);
    let mut parts = factors.to_vec();
    parts.splice(from..from + 2, [two]);
    dag.mul(&parts)
}

/// With every quotient as a product: for formulas that are compared in whatever order they stand.
pub(super) fn as_products(dag: &mut Dag, f: Expr) -> Expr {
    dag.rebuild(f, |dag, e, children| as_product(dag, dag.op(e), children))
}

/// A sign, a quotient or a product as one flat product; anything else as it is.
fn as_product(dag: &mut Dag, op: Op, children: &[Expr]) -> Expr {
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
        _ => dag.node(op, children),
    }
}

/// A loss as it stands in a book on training: 1/(1 + e⁻ᶻ) is σ(z), ln(eᶻ + eʸ) − z is
/// −ln(eᶻ/(eᶻ + eʸ)), a quarter of four is their average, and an error that is squared is the prediction minus the target, so that it
/// grows with the weight x.
pub(super) fn as_model(dag: &mut Dag, f: Expr, x: Symbol) -> Expr {
    dag.rebuild(f, |dag, e, children| {
        let known = match (dag.op(e), children) {
            (Op::Div, &[above, below]) => sigmoid(dag, above, below),
            (Op::Add, terms) => share(dag, terms),
            (Op::Mul, &[number, sum]) if dag.op(sum) == Op::Add => {
                let count = dag.as_rational(number).filter(|value| !value.is_zero());
                let count = count.map(|value| value.recip()).filter(Rational::is_integer);
                count.map(|count| {
                    let count = dag.rational(&count);
                    dag.div(sum, count)
                })
            }
            (Op::Pow, &[base, exponent]) if dag.is_integer(exponent, 2) => {
                turned(dag, base, x).map(|base| dag.pow(base, exponent))
            }
            _ => None,
        };
        known.unwrap_or_else(|| dag.with_children(e, children))
    })
}

/// 1/(1 + e⁻ᶻ) and eᶻ/(1 + eᶻ).
fn sigmoid(dag: &mut Dag, above: Expr, below: Expr) -> Option<Expr> {
    let &[one, power] = (dag.op(below) == Op::Add).then(|| dag.children(below))? else {
        return None;
    };
    let (one, power) = if dag.is_integer(one, 1) { (one, power) } else { (power, one) };
    if !dag.is_integer(one, 1) {
        return None;
    }
    let exponent = exponent_of_e(dag, power)?;
    let z = match dag.op(exponent) {
        _ if above == power => exponent,
        Op::Neg if dag.is_integer(above, 1) => dag.child(exponent)?,
        _ => return None,
    };
    Some(dag.call(Function::Sigmoid, &[z]))
}

/// z of eᶻ.
fn exponent_of_e(dag: &Dag, e: Expr) -> Option<Expr> {
    dag.child(e).filter(|_| dag.op(e) == Op::Call(Function::Exp))
}

/// The logarithm of a sum of exponentials, less the exponent of one of them.
fn share(dag: &mut Dag, terms: &[Expr]) -> Option<Expr> {
    let whole = terms.iter().copied().find(|&term| {
        dag.op(term) == Op::Call(Function::Ln)
            && dag.child(term).is_some_and(|sum| dag.op(sum) == Op::Add)
    })?;
    let sum = dag.child(whole)?;
    let score = terms.iter().copied().find(|&term| {
        let own = dag.child(term).filter(|_| dag.op(term) == Op::Neg);
        own.is_some_and(|own| dag.children(sum).iter().any(|&e| exponent_of_e(dag, e) == Some(own)))
    })?;
    let own = dag.child(score)?;
    let powers = dag.children(sum).to_vec();
    let power = powers.into_iter().find(|&e| exponent_of_e(dag, e) == Some(own))?;
    let share = dag.div(power, sum);
    let logarithm = dag.call(Function::Ln, &[share]);
    let mut kept = vec![dag.neg(logarithm)];
    kept.extend(terms.iter().copied().filter(|&term| term != whole && term != score));
    Some(dag.add(&kept))
}

/// A sum in which x stands behind a minus, with every sign turned.
fn turned(dag: &mut Dag, base: Expr, x: Symbol) -> Option<Expr> {
    if dag.op(base) != Op::Add {
        return None;
    }
    let terms = dag.children(base).to_vec();
    let mut moving = terms.iter().copied().filter(|&term| dag.contains(term, x)).peekable();
    moving.peek()?;
    if !moving.all(|term| is_negative(dag, term)) {
        return None;
    }
    let mut opposite_terms = Vec::new();
    for term in terms {
        let term = opposite(dag, term);
        match dag.op(term) {
            Op::Add => opposite_terms.extend(dag.children(term).to_vec()),
            _ => opposite_terms.push(term),
        }
    }
    Some(dag.add(&opposite_terms))
}
