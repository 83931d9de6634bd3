//! Assumed signs become possible or not: whether sums can all be positive at once.
//!
//! x > 0, y > 0 and −x − y > 0 cannot: added up they say 0 > 0. Monomials are taken as unknowns and
//! eliminated one after another (Fourier and Motzkin): where one stands with both signs, each such
//! pair of sums is added up so that it falls out. What is left are numbers, all positive or not.

use super::Algebra;
use super::poly::Poly;

/// More sums than this are not looked into.
const MAX_SUMS: usize = 60;

impl Algebra<'_> {
    /// Whether the signs now assumed fit every fact, and each other.
    pub(super) fn is_possible(&self) -> bool {
        let facts = self.facts.iter().all(|(negative, bases)| {
            let signs: Option<Vec<bool>> = bases.iter().map(|base| self.sign(*base)).collect();
            signs.is_none_or(|signs| {
                signs.iter().filter(|sign| **sign).count() % 2 == usize::from(*negative)
            })
        });
        facts && !self.signs_clash()
    }

    fn signs_clash(&self) -> bool {
        let mut positive: Vec<Poly> = Vec::new();
        for &(base, negative) in &self.signs {
            let sign = if negative { -1 } else { 1 };
            positive.push(self.base_poly(base).scaled(&sign.into()));
        }
        // What is positive whatever is assumed.
        for place in 0..positive.len() {
            for (monomial, _) in positive[place].terms.clone() {
                let alone = Poly::term(monomial, 1.into());
                if alone.as_number().is_none()
                    && self.is_definite(&alone)
                    && !positive.contains(&alone)
                {
                    positive.push(alone);
                }
            }
        }
        // While there is an unknown, it is eliminated.
        while positive.len() <= MAX_SUMS {
            if positive.iter().any(|sum| sum.as_number().is_some_and(|n| !n.is_positive())) {
                return true;
            }
            let unknown = positive.iter().flat_map(|sum| &sum.terms).find(|(m, _)| !m.is_one());
            let Some((unknown, _)) = unknown.cloned() else { return false };
            let share = |sum: &Poly| {
                let term = sum.terms.iter().find(|(monomial, _)| *monomial == unknown);
                term.map(|(_, c)| c.clone())
            };
            let (mut above, mut below, mut rest) = (Vec::new(), Vec::new(), Vec::new());
            for sum in positive {
                match share(&sum) {
                    Some(c) if c.is_positive() => above.push(sum.scaled(&c.recip())),
                    Some(c) => below.push(sum.scaled(&c.abs().recip())),
                    None => rest.push(sum),
                }
            }
            for one in &above {
                rest.extend(below.iter().map(|other| one.plus(other)));
            }
            positive = rest;
        }
        false
    }
}
