//! The zeros of a sum with one root: the root alone on one side, both sides squared.

use super::{Search, value, write};
use crate::calculus::expand::expand;
use crate::calculus::term::{Exponent, Factor, Small, Term};
use crate::expr::{Expr, Function, Op, Rational};

/// A sum of more symbols is not squared: each time it may become twice as long.
const SQUARED: u32 = 60;

const HALF: Exponent = Exponent::Exact(Small::new_raw(1, 2));

impl Search<'_> {
    /// p + q·√v = 0 gives p² − q²·v = 0, where nothing else in p and q is a root.
    pub(super) fn square(&mut self, sum: Expr) -> Option<()> {
        let sum = self.tidy(sum);
        if self.dag.op(sum) != Op::Add || self.dag.size(sum) > SQUARED {
            return None;
        }
        let terms = self.tidier.read_sum(self.dag, sum);
        let mut inside = None;
        for &(base, exponent) in terms.iter().flat_map(|term| &term.factors) {
            let whole = exponent.is_integer();
            if whole || !self.dag.contains(base, self.x) {
                continue;
            }
            if exponent != HALF || *inside.get_or_insert(base) != base {
                return None;
            }
        }
        let inside = inside?;
        let (below, beside): (Vec<Term>, Vec<Term>) =
            terms.into_iter().partition(|term| term.exponent_of(inside).is_some());
        let sides = [below, beside].map(|terms| {
            let written: Vec<Expr> = terms
                .iter()
                .map(|term| {
                    let others: Vec<Factor> =
                        term.factors.iter().copied().filter(|factor| factor.0 != inside).collect();
                    write(self.dag, &term.coefficient, &others)
                })
                .collect();
            let side = self.dag.add(&written);
            let two = self.dag.integer(2);
            self.dag.pow(side, two)
        });
        let left = self.dag.mul(&[sides[0], inside]);
        let difference = self.dag.sub(sides[1], left);
        let mut difference = self.tidy(difference);
        let terms = self.tidier.read_sum(self.dag, difference);
        if let Some(expanded) = expand(self.dag, &mut self.tidier.terms, &terms) {
            let written: Vec<Expr> = expanded
                .iter()
                .map(|term| write(self.dag, &term.coefficient, &term.factors))
                .collect();
            let sum = self.dag.add(&written);
            difference = self.tidy(sum);
        }
        self.squared = true;
        let zero = self.dag.rational(&Rational::ZERO);
        self.then(difference, zero)
    }

    /// Leaves out the places at which `u` is something else than 0; not where its pieces change.
    pub(super) fn drop_strangers(&mut self, u: Expr) {
        let pieces = |e: &Expr| {
            let op = self.dag.op(*e);
            matches!(op, Op::Piecewise | Op::Call(Function::Max | Function::Min))
        };
        if self.dag.below(u).iter().any(pieces) {
            return;
        }
        let (x, mut points) =
            (self.dag.symbol_leaf(self.x), std::mem::take(&mut self.found.points));
        points.retain(|&point| {
            let there = self.dag.substitute(u, x, point);
            let there = value(self.dag, there);
            there.is_nan() || there.abs() <= 1e-7 * (1.0 + value(self.dag, point).abs())
        });
        self.found.points = points;
    }
}
