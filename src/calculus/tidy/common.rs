//! What the terms of a sum have in common becomes one term, to be taken out of a bracket.

use num_traits::{Signed, Zero};

use crate::algebra::HIGHEST;
use crate::calculus::term::{Exponent, Factor, Small, Term, is_below};
use crate::expr::{Dag, Op, Rational};

/// What is looked for in all terms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::calculus) enum Common {
    /// Powers above the bar that each of them has.
    Factors,
    /// The bar: what stands below it in some, and is then above it in the others.
    Denominators,
}

impl Common {
    /// The lowest power of each base, and nothing but powers.
    pub(in crate::calculus) fn of(self, terms: &[Term]) -> Term {
        let mut common = Term::number(Rational::ONE);
        common.decimal = terms.iter().any(|term| term.decimal);
        let some = match self {
            // What all have the first has.
            Common::Factors => &terms[..terms.len().min(1)],
            Common::Denominators => terms,
        };
        for &(base, exponent) in some.iter().flat_map(|term| &term.factors) {
            if common.exponent_of(base).is_some() {
                continue;
            }
            let mut exponents = terms
                .iter()
                .map(|term| term.exponent_of(base).unwrap_or(Exponent::Exact(Small::zero())));
            let lowest = match exponent {
                Exponent::Symbolic(_) => {
                    exponents.all(|other| other == exponent).then_some(exponent)
                }
                Exponent::Exact(_) => exponents
                    .map(Exponent::exact)
                    .reduce(|lowest, other| Some(lowest?.min(other?)))
                    .flatten()
                    .filter(|lowest| match self {
                        Common::Factors => lowest.is_positive(),
                        Common::Denominators => {
                            !lowest.is_zero() && *lowest >= Small::from_integer(-HIGHEST)
                        }
                    })
                    .map(Exponent::Exact),
            };
            if let Some(lowest) = lowest {
                let place = common.factors.partition_point(|(there, _)| *there < base);
                common.factors.insert(place, (base, lowest));
            }
        }
        common
    }

    /// The same without letters that are not worth it. A letter alone is not, 2x + 3x² stays; with a
    /// bracket or a function it is, x(x + 1)(5x + 3), x(3x + 2)e^(3x); and where it then stands in
    /// none of the terms, beside a function: x(σ(u) − y).
    pub(super) fn worth_taking_out(self, dag: &Dag, terms: &[Term]) -> Term {
        let mut common = self.of(terms);
        let is_letter = |factor: &Factor| is_letter(dag, factor);
        let is_more = |factor: &Factor| {
            dag.op(factor.0) == Op::Add || !is_letter(factor) && !is_below(factor)
        };
        if !common.factors.iter().any(is_more) {
            let call = |(base, _): &Factor| matches!(dag.op(*base), Op::Call(_));
            let calls = terms.iter().flat_map(|term| &term.factors).any(call);
            common.factors.retain(|factor| {
                let same = |term: &Term| term.exponent_of(factor.0) == Some(factor.1);
                let negative = is_below(factor);
                !is_letter(factor) || negative || calls && terms.iter().all(same)
            });
        }
        common
    }
}

/// Whether a factor is a letter to a whole power.
pub(super) fn is_letter(dag: &Dag, (base, exponent): &Factor) -> bool {
    matches!(dag.op(*base), Op::Symbol(_)) && exponent.is_integer()
}
