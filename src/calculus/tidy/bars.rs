//! Bars in a product: what cannot be negative leaves them, and |u| and u are joined.

use num_traits::{CheckedAdd, CheckedSub, Signed, Zero};

use super::Tidier;
use crate::calculus::term::{Exponent, Factor, Small, Term, multiply_factor};
use crate::expr::{Constant, Dag, Expr, Function, Op};

impl Tidier {
    /// 2/|2x| is 1/|x|, and |x²y|/w is x²|y|/w.
    pub(super) fn open_bars(&mut self, dag: &mut Dag, product: &mut Term) {
        for (absolute, power) in product.factors.clone() {
            let inside = dag
                .child(absolute)
                .filter(|u| dag.as_call(absolute) == Some(Function::Abs) && dag.op(*u) != Op::Add);
            let Some(inside) = inside.filter(|_| power.is_integer()) else { continue };
            let inside = self.terms.read(dag, inside);
            let Some(opened) = self.opened_bars(dag, &inside) else { continue };
            let opened = self.terms.write(dag, opened);
            let opened = self.power(dag, opened, power);
            product.factors.retain(|(base, _)| *base != absolute);
            *product = self.terms.product(dag, [&*product, &opened]);
        }
    }

    /// |2x²y/z| as 2x²|y|/|z|; nothing where all of it stays inside.
    fn opened_bars(&mut self, dag: &mut Dag, inside: &Term) -> Option<Term> {
        let (outside, rest): (Vec<Factor>, Vec<Factor>) =
            inside.factors.iter().partition(|factor| is_never_negative(dag, factor));
        if outside.is_empty() && inside.coefficient.is_one() {
            return None;
        }
        let (below, above): (Vec<Factor>, Vec<Factor>) = rest
            .into_iter()
            .partition(|(_, exponent)| exponent.exact().is_some_and(|n| n.is_negative()));
        let coefficient = inside.coefficient.abs();
        let mut opened = Term { coefficient, factors: outside, decimal: inside.decimal };
        for (factors, exponent) in [(above, 1), (below, -1)] {
            if factors.is_empty() {
                continue;
            }
            let within = Term { factors, ..Term::number(1.into()) };
            let within = self.terms.write(dag, within);
            let within = self.power(dag, within, Exponent::Exact(Small::from_integer(exponent)));
            let within = self.terms.write(dag, within);
            let bars = dag.call(Function::Abs, &[within]);
            multiply_factor(dag, &mut opened, (bars, Exponent::Exact(exponent.into())));
        }
        Some(opened)
    }
}

/// An even power, an even root, a power of e.
fn is_never_negative(dag: &Dag, (base, exponent): &Factor) -> bool {
    match exponent {
        Exponent::Exact(n) => n.numer() % 2 == 0 || n.denom() % 2 == 0,
        Exponent::Symbolic(_) => dag.op(*base) == Op::Constant(Constant::E),
    }
}

/// |u|² is u², and u²/|u| is |u|: what is left has u at most once.
pub(super) fn join_absolute_values(dag: &mut Dag, product: &mut Term) {
    let absolutes: Vec<(Expr, Expr)> = product
        .factors
        .iter()
        .filter(|(base, exponent)| {
            dag.as_call(*base) == Some(Function::Abs) && exponent.is_integer()
        })
        .filter_map(|(base, _)| Some((*base, dag.child(*base)?)))
        .collect();
    for (absolute, inside) in absolutes {
        let of = |product: &Term, base| match product.exponent_of(base) {
            Some(exponent) => exponent.exact(),
            None => Some(Small::zero()),
        };
        let (Some(a), Some(b)) = (of(product, inside), of(product, absolute)) else { continue };
        if !a.is_integer() {
            continue;
        }
        // All even powers of u go to |u|; if the power of |u| is even then, it goes to u.
        let (odd, zero) = (Small::from_integer(a.to_integer().rem_euclid(2)), Small::zero());
        let Some(together) = b.checked_add(&a).and_then(|sum| sum.checked_sub(&odd)) else {
            continue;
        };
        let even = together.is_integer() && together.to_integer() % 2 == 0;
        let (on_inside, on_absolute) = if even { (odd + together, zero) } else { (odd, together) };
        product.factors.retain(|(base, _)| *base != absolute && *base != inside);
        multiply_factor(dag, product, (inside, Exponent::Exact(on_inside)));
        multiply_factor(dag, product, (absolute, Exponent::Exact(on_absolute)));
    }
}
