//! Bars in a product: what cannot be negative leaves them, and |u| and u are joined.

use num_traits::{CheckedAdd, CheckedSub, Zero};

use super::Tidier;
use super::power::is_positive;
use crate::calculus::term::{Exponent, Factor, Small, Term, is_below, multiply_factor};
use crate::expr::{Dag, Expr, Function, Op};

impl Tidier {
    /// 2/|2x| is 1/|x|, |x²y|/w is x²|y|/w, and then |u|² is u², u²/|u| is |u|.
    pub(super) fn tidy_bars(&mut self, dag: &mut Dag, product: &mut Term) {
        let bars = bars(dag, product);
        if bars.is_empty() {
            return;
        }
        for (absolute, inside, power) in bars {
            if dag.op(inside) == Op::Add {
                continue;
            }
            let inside = self.terms.read(dag, inside);
            let Some(opened) = self.opened_bars(dag, &inside) else { continue };
            let opened = self.terms.write(dag, opened);
            let opened = self.power(dag, opened, power);
            product.factors.retain(|(base, _)| *base != absolute);
            *product = self.terms.product(dag, [&*product, &opened]);
        }
        for (absolute, inside, _) in self::bars(dag, product) {
            join(dag, product, absolute, inside);
        }
    }

    /// |2x²y/z| as 2x²|y|/|z|, and |1/x| as 1/|x|; nothing where all of it stays inside.
    pub(super) fn opened_bars(&mut self, dag: &mut Dag, inside: &Term) -> Option<Term> {
        let (outside, rest): (Vec<Factor>, Vec<Factor>) =
            inside.factors.iter().partition(|factor| is_never_negative(dag, factor));
        if outside.is_empty() && inside.coefficient.is_one() && !rest.iter().all(is_below) {
            return None;
        }
        let (below, above): (Vec<Factor>, Vec<Factor>) = rest.into_iter().partition(is_below);
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

/// The bars to whole powers among the factors: |u|, u and the power.
fn bars(dag: &Dag, product: &Term) -> Vec<(Expr, Expr, Exponent)> {
    let bars = |&(base, exponent): &Factor| {
        let is_bars = exponent.is_integer() && dag.as_call(base) == Some(Function::Abs);
        Some((base, dag.child(base).filter(|_| is_bars)?, exponent))
    };
    product.factors.iter().filter_map(bars).collect()
}

/// An even power, an even root, a power of what is above 0.
fn is_never_negative(dag: &Dag, (base, exponent): &Factor) -> bool {
    match exponent {
        Exponent::Exact(n) if n.numer() % 2 == 0 || n.denom() % 2 == 0 => true,
        _ => {
            matches!(dag.as_call(*base), Some(Function::Relu | Function::Abs))
                || is_positive(dag, *base)
        }
    }
}

/// What is left of `absolute` = |u| and of u, which is `inside`, has u at most once.
fn join(dag: &mut Dag, product: &mut Term, absolute: Expr, inside: Expr) {
    let of = |base| match product.exponent_of(base) {
        Some(exponent) => exponent.exact(),
        None => Some(Small::zero()),
    };
    let (Some(a), Some(b)) = (of(inside), of(absolute)) else { return };
    if !a.is_integer() {
        return;
    }
    // All even powers of u go to |u|; if the power of |u| is even then, it goes to u.
    let (odd, zero) = (Small::from_integer(a.to_integer().rem_euclid(2)), Small::zero());
    let Some(together) = b.checked_add(&a).and_then(|sum| sum.checked_sub(&odd)) else { return };
    let even = together.is_integer() && together.to_integer() % 2 == 0;
    let (on_inside, on_absolute) = if even { (odd + together, zero) } else { (odd, together) };
    if (on_inside, on_absolute) == (a, b) {
        return;
    }
    product.factors.retain(|(base, _)| *base != absolute && *base != inside);
    multiply_factor(dag, product, (inside, Exponent::Exact(on_inside)));
    multiply_factor(dag, product, (absolute, Exponent::Exact(on_absolute)));
}
