//! Factors that change from stretch to stretch: steps, signs and pieces are joined with what they
//! are multiplied by.

use num_traits::{One, Signed};

use super::Tidier;
use crate::calculus::term::{Exponent, Small, Term, multiply_factor, write_exponent};
use crate::expr::{Dag, Expr, Function, Op, Relation};

/// {a if u > v, b if u < v}
struct Halves {
    piece: Expr,
    values: [Expr; 2],
    /// What is the larger on each of the two stretches.
    larger: [Expr; 2],
}

impl Tidier {
    /// u·sign(u) as |u|, relu(u)·step(u) as relu(u), max(0, u)·{0 if u < 0, 1 if u > 0} as max(0, u),
    /// and of pieces on the same stretches the products.
    pub(super) fn join_pieces(&mut self, dag: &mut Dag, product: &mut Term) {
        for place in (0..product.factors.len()).rev() {
            let Some(&(base, power)) = product.factors.get(place) else { continue };
            let Some(n) = power.exact().filter(|n| n.is_integer() && n.is_positive()) else {
                continue;
            };
            match (dag.op(base), dag.child(base)) {
                (Op::Call(Function::Sign), Some(u)) => join_sign(dag, product, base, u, n),
                (Op::Call(Function::Step), Some(u)) => join_step(dag, product, base, u, n),
                (Op::Piecewise, _) => {
                    self.join_alike(dag, product, base);
                    self.join_halves(dag, product);
                }
                _ => {}
            }
        }
        self.scale_pieces(dag, product);
    }

    /// 2·{a if p, b else} as {2a if p, 2b else}.
    pub(super) fn scale_pieces(&mut self, dag: &mut Dag, product: &mut Term) {
        let [(piece, power)] = *product.factors.as_slice() else { return };
        let scaled = power == Exponent::ONE && !product.coefficient.is_one();
        if !scaled || dag.op(piece) != Op::Piecewise {
            return;
        }
        let number = Term { factors: Vec::new(), ..product.clone() };
        let number = self.terms.write(dag, number);
        let mut pieces = dag.children(piece).to_vec();
        for value in pieces.iter_mut().step_by(2) {
            let scaled = dag.mul(&[number, *value]);
            *value = self.tidy(dag, scaled);
        }
        *product = Term::factor(dag.node(Op::Piecewise, &pieces), Exponent::ONE);
    }

    /// {a if p, b else}²·{c if p, d else} as {a²c if p, b²d else}.
    fn join_alike(&mut self, dag: &mut Dag, product: &mut Term, first: Expr) {
        let conditions = |dag: &Dag, e: Expr| -> Vec<Expr> {
            let pieces = dag.children(e);
            pieces.chunks(2).filter_map(|piece| piece.get(1).copied()).collect()
        };
        let count = dag.children(first).len();
        let stretches = conditions(dag, first);
        let (alike, rest): (Vec<_>, Vec<_>) = product.factors.iter().partition(|(base, power)| {
            dag.op(*base) == Op::Piecewise
                && power.is_integer()
                && power.exact().is_some_and(|n| n.is_positive())
                && dag.children(*base).len() == count
                && conditions(dag, *base) == stretches
        });
        if alike.len() < 2 && alike.iter().all(|(_, power)| *power == Exponent::ONE) {
            return;
        }
        let mut pieces = dag.children(first).to_vec();
        for place in (0..count).step_by(2) {
            let powers = alike.iter().map(|&(base, power)| {
                let (value, exponent) = (dag.children(base)[place], write_exponent(dag, power));
                dag.pow(value, exponent)
            });
            let powers: Vec<Expr> = powers.collect();
            let joined = dag.mul(&powers);
            pieces[place] = self.tidy(dag, joined);
        }
        product.factors = rest;
        let joined = dag.node(Op::Piecewise, &pieces);
        let joined = self.tidy(dag, joined);
        self.times(dag, product, joined);
    }

    /// max(0, u)·{0 if u < 0, c if u > 0} and u·{0 if u < 0, c if u > 0} as c·max(0, u), and
    /// max(u, v)·{a if u > v, b if u < v} as {a u if u > v, b v if u < v}.
    fn join_halves(&mut self, dag: &mut Dag, product: &mut Term) {
        let Some(halves) = product.factors.iter().find_map(|(base, power)| {
            if *power == Exponent::ONE { halves(dag, *base) } else { None }
        }) else {
            return;
        };
        let Halves { piece, values, larger } = halves;
        let zero = dag.integer(0);
        for place in 0..product.factors.len() {
            let (base, power) = product.factors[place];
            let Some(n) = power.exact() else { continue };
            let arms = match dag.op(base) {
                Op::Call(Function::Max) => larger,
                Op::Call(Function::Min) => [larger[1], larger[0]],
                _ => continue,
            };
            let [a, b] = arms;
            let same = dag.children(base) == [a, b] || dag.children(base) == [b, a];
            if !same || n.is_negative() && arms.contains(&zero) {
                continue;
            }
            if let Some(empty) = arms.iter().position(|arm| *arm == zero) {
                // Where the larger is 0 it makes no difference what it is multiplied by.
                product.factors.retain(|(there, _)| *there != piece);
                return self.times(dag, product, values[1 - empty]);
            }
            product.factors.retain(|(there, _)| *there != piece && *there != base);
            let exponent = write_exponent(dag, power);
            let mut pieces = dag.children(piece).to_vec();
            for (half, value) in values.into_iter().enumerate() {
                let arm = dag.pow(arms[half], exponent);
                let whole = dag.mul(&[value, arm]);
                pieces[2 * half] = self.tidy(dag, whole);
            }
            let joined = dag.node(Op::Piecewise, &pieces);
            return self.times(dag, product, joined);
        }
        // u·{0 if u < 0, c if u > 0}
        let (Some(empty), Some(u)) = (
            values.iter().position(|value| *value == zero),
            larger.into_iter().find(|side| *side != zero).filter(|_| larger.contains(&zero)),
        ) else {
            return;
        };
        let whole = |power: Exponent| power.is_integer() && power.exact() >= Some(Small::one());
        if !product.exponent_of(u).is_some_and(whole) {
            return;
        }
        let one = dag.integer(1);
        let value = values[1 - empty];
        let function = if larger[empty] == zero { Function::Max } else { Function::Min };
        let sides = if larger[empty] == zero { larger } else { [larger[1], larger[0]] };
        product.factors.retain(|(there, _)| *there != piece);
        multiply_factor(dag, product, (u, Exponent::Exact(-Small::one())));
        let bent = dag.call(function, &sides);
        self.times(dag, product, bent);
        if value != one {
            self.times(dag, product, value);
        }
    }

    fn times(&mut self, dag: &mut Dag, product: &mut Term, e: Expr) {
        let factor = self.terms.read(dag, e);
        *product = self.terms.product(dag, [&*product, &factor]);
    }
}

/// sign(u) is |u|/u beside a u, and falls away in an even power.
fn join_sign(dag: &mut Dag, product: &mut Term, sign: Expr, u: Expr, n: Small) {
    let bars = dag.call(Function::Abs, &[u]);
    let beside =
        [u, bars].into_iter().any(|e| product.exponent_of(e).is_some_and(Exponent::is_integer));
    if !beside {
        return;
    }
    product.factors.retain(|(there, _)| *there != sign);
    if n.numer() % 2 != 0 {
        multiply_factor(dag, product, (bars, Exponent::ONE));
        multiply_factor(dag, product, (u, Exponent::Exact(-Small::one())));
    }
}

/// step(u)² is step(u), relu(u)·step(u) and u·step(u) are relu(u).
fn join_step(dag: &mut Dag, product: &mut Term, step: Expr, u: Expr, n: Small) {
    let relu = dag.call(Function::Relu, &[u]);
    let above = |power: Exponent| power.exact().is_some_and(|n| n.is_positive());
    let whole = |power: Exponent| power.is_integer() && above(power);
    let beside_relu = product.exponent_of(relu).is_some_and(above);
    let beside_u = !beside_relu && product.exponent_of(u).is_some_and(whole);
    if n.is_one() && !beside_relu && !beside_u {
        return;
    }
    product.factors.retain(|(there, _)| *there != step);
    if beside_u {
        multiply_factor(dag, product, (u, Exponent::Exact(-Small::one())));
        multiply_factor(dag, product, (relu, Exponent::ONE));
    } else if !beside_relu {
        multiply_factor(dag, product, (step, Exponent::ONE));
    }
}

/// Whether something in a product changes from stretch to stretch.
pub(super) fn has_pieces(dag: &Dag, product: &Term) -> bool {
    product.factors.iter().any(|(base, _)| {
        matches!(dag.op(*base), Op::Piecewise | Op::Call(Function::Sign | Function::Step))
    })
}

/// Two pieces on either side of one border.
fn halves(dag: &Dag, piece: Expr) -> Option<Halves> {
    if dag.op(piece) != Op::Piecewise {
        return None;
    }
    let &[a, p, b, q] = dag.children(piece) else { return None };
    let sides = |condition: Expr| match (dag.op(condition), dag.pair(condition)?) {
        (Op::Relation(Relation::Greater), (larger, smaller)) => Some((larger, smaller)),
        (Op::Relation(Relation::Less), (smaller, larger)) => Some((larger, smaller)),
        _ => None,
    };
    let (one, other) = (sides(p)?, sides(q)?);
    let opposite = one == (other.1, other.0);
    opposite.then_some(Halves { piece, values: [a, b], larger: [one.0, other.0] })
}
