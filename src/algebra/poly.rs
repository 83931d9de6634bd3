//! Powers of atoms become monomials, and sums of monomials polynomials: added, multiplied, divided.
//!
//! What an atom is does not matter here: it is a number, older atoms having smaller ones. Monomials
//! are in lexical order, the oldest atom first, so that the leading term of a product is the
//! product of the leading terms, and dividing is school division.

use std::cmp::Ordering;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, Signed, Zero};

use crate::expr::Rational;
use crate::order::sort_by;

/// The exponent of an atom.
pub(super) type Power = Ratio<i64>;

/// A whole exponent.
pub(super) fn whole(n: i64) -> Power {
    Power::new_raw(n, 1)
}

/// The exponent that a number is; `None` where it does not fit.
pub(super) fn as_power(number: &Rational) -> Option<Power> {
    number.as_pair().map(|(above, below)| Power::new_raw(above, below))
}

/// The number that an exponent is.
pub(super) fn as_number(power: Power) -> Rational {
    Rational::fraction(*power.numer(), *power.denom())
}

/// A product of powers of atoms, by atom, none to the power 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Monomial(pub Vec<(u32, Power)>);

impl Monomial {
    pub(super) fn atom(atom: u32, power: Power) -> Monomial {
        if power.is_zero() { Monomial::default() } else { Monomial(vec![(atom, power)]) }
    }

    pub(super) fn is_one(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn power_of(&self, atom: u32) -> Power {
        match self.0.binary_search_by_key(&atom, |(there, _)| *there) {
            Ok(place) => self.0[place].1,
            Err(_) => Power::zero(),
        }
    }

    /// Both powers of every atom that occurs in one of the two.
    fn side_by_side(&self, other: &Monomial, mut see: impl FnMut(u32, Power, Power)) {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let (a, b) = match (left.peek(), right.peek()) {
                (Some((a, _)), Some((b, _))) => (*a, *b),
                (Some((a, _)), None) => (*a, u32::MAX),
                (None, Some((b, _))) => (u32::MAX, *b),
                (None, None) => return,
            };
            let zero = Power::zero();
            let p = if a <= b { left.next().map_or(zero, |(_, p)| *p) } else { zero };
            let q = if b <= a { right.next().map_or(zero, |(_, q)| *q) } else { zero };
            see(a.min(b), p, q);
        }
    }

    fn combine(
        &self,
        other: &Monomial,
        with: impl Fn(Power, Power) -> Option<Power>,
    ) -> Option<Monomial> {
        let mut powers = Vec::with_capacity(self.0.len() + other.0.len());
        let mut fits = true;
        self.side_by_side(other, |atom, p, q| match with(p, q) {
            Some(power) if power.is_zero() => {}
            Some(power) => powers.push((atom, power)),
            None => fits = false,
        });
        fits.then_some(Monomial(powers))
    }

    pub(super) fn times(&self, other: &Monomial) -> Option<Monomial> {
        self.combine(other, |p, q| match (*p.denom(), *q.denom()) {
            (1, 1) => Some(whole((*p.numer()).checked_add(*q.numer())?)),
            _ => p.checked_add(&q),
        })
    }

    pub(super) fn over(&self, other: &Monomial) -> Option<Monomial> {
        self.times(&other.raised(whole(-1))?)
    }

    pub(super) fn raised(&self, n: Power) -> Option<Monomial> {
        let raise = |&(atom, power): &(u32, Power)| Some((atom, power.checked_mul(&n)?));
        if n.is_zero() {
            return Some(Monomial::default());
        }
        self.0.iter().map(raise).collect::<Option<Vec<_>>>().map(Monomial)
    }

    /// The lower power of each atom.
    pub(super) fn common(&self, other: &Monomial) -> Monomial {
        self.combine(other, |p, q| Some(p.min(q))).unwrap_or_default()
    }

    /// Without one atom.
    pub(super) fn without(&self, atom: u32) -> Monomial {
        Monomial(self.0.iter().filter(|(there, _)| *there != atom).copied().collect())
    }
}

impl Ord for Monomial {
    fn cmp(&self, other: &Monomial) -> Ordering {
        let same = self.0.iter().zip(&other.0).take_while(|(a, b)| a == b).count();
        let zero = Power::zero();
        match (self.0.get(same), other.0.get(same)) {
            (Some((a, p)), Some((b, q))) if a == b => p.cmp(q),
            (Some((a, p)), next) if next.is_none_or(|(b, _)| a < b) => p.cmp(&zero),
            (_, Some((_, q))) => zero.cmp(q),
            _ => Ordering::Equal,
        }
    }
}

impl PartialOrd for Monomial {
    fn partial_cmp(&self, other: &Monomial) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A sum of monomials with numbers in front, from the highest to the lowest; none for 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Poly {
    pub terms: Vec<(Monomial, Rational)>,
}

impl Poly {
    pub(super) fn term(monomial: Monomial, coefficient: Rational) -> Poly {
        match coefficient.is_zero() {
            true => Poly::default(),
            false => Poly { terms: vec![(monomial, coefficient)] },
        }
    }

    pub(super) fn number(value: Rational) -> Poly {
        Poly::term(Monomial::default(), value)
    }

    /// Terms in any order, like ones among them.
    pub(super) fn collect(mut terms: Vec<(Monomial, Rational)>) -> Poly {
        sort_by(&mut terms, |a, b| b.0.cmp(&a.0));
        let mut collected: Vec<(Monomial, Rational)> = Vec::with_capacity(terms.len());
        for (monomial, coefficient) in terms {
            match collected.last_mut() {
                Some((last, sum)) if *last == monomial => *sum += coefficient,
                _ => collected.push((monomial, coefficient)),
            }
        }
        collected.retain(|(_, coefficient)| !coefficient.is_zero());
        Poly { terms: collected }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The number it is, if it is one.
    pub(super) fn as_number(&self) -> Option<Rational> {
        match self.terms.as_slice() {
            [] => Some(Rational::ZERO),
            [(monomial, value)] if monomial.is_one() => Some(value.clone()),
            _ => None,
        }
    }

    pub(super) fn plus(&self, other: &Poly) -> Poly {
        Poly::collect(self.terms.iter().chain(&other.terms).cloned().collect())
    }

    pub(super) fn minus(&self, other: &Poly) -> Poly {
        self.plus(&other.opposite())
    }

    pub(super) fn opposite(&self) -> Poly {
        Poly { terms: self.terms.iter().map(|(m, c)| (m.clone(), -c)).collect() }
    }

    pub(super) fn scaled(&self, by: &Rational) -> Poly {
        if by.is_zero() {
            return Poly::default();
        }
        Poly { terms: self.terms.iter().map(|(m, c)| (m.clone(), c * by)).collect() }
    }

    /// Every term times a monomial: the order stays.
    pub(super) fn shifted(&self, by: &Monomial) -> Option<Poly> {
        let shift = |(m, c): &(Monomial, Rational)| Some((m.times(by)?, c.clone()));
        self.terms.iter().map(shift).collect::<Option<Vec<_>>>().map(|terms| Poly { terms })
    }

    /// The terms of the product, like ones not yet collected.
    pub(super) fn products(&self, other: &Poly) -> Option<Vec<(Monomial, Rational)>> {
        let mut terms = Vec::with_capacity(self.terms.len() * other.terms.len());
        for (m, c) in &self.terms {
            for (n, d) in &other.terms {
                terms.push((m.times(n)?, c * d));
            }
        }
        Some(terms)
    }

    /// The number and the monomial that every term has, chosen so that what is left has whole
    /// coefficients without a common divisor, the leading one positive, and no negative powers.
    pub(super) fn content(&self) -> (Rational, Monomial) {
        let Some((first, leading)) = self.terms.first() else {
            return (Rational::ZERO, Monomial::default());
        };
        let mut number = leading.abs();
        let mut monomial = first.clone();
        for (m, c) in &self.terms[1..] {
            number = number.gcd(c);
            monomial = monomial.common(m);
        }
        if leading.is_negative() {
            number = -number;
        }
        (number, monomial)
    }

    /// The quotient, where the division comes out even. Both without negative powers.
    pub(super) fn divided(&self, by: &Poly) -> Option<Poly> {
        let even = |m: &Monomial, by: &Monomial| {
            m.over(by).filter(|m| !m.0.iter().any(|(_, power)| power.is_negative()))
        };
        let ((head, coefficient), (tail, _)) = (by.terms.first()?, by.terms.last()?);
        // The last term of a product is the product of the last terms.
        if let Some((last, _)) = self.terms.last() {
            even(last, tail)?;
        }
        let inverse = coefficient.recip();
        let mut rest = self.clone();
        let mut quotient = Vec::new();
        while let Some((m, c)) = rest.terms.first() {
            // More steps than this are those of a division that does not come out even.
            let m = even(m, head).filter(|_| quotient.len() <= MAX_QUOTIENT)?;
            let c = c * &inverse;
            rest = rest.minus(&by.shifted(&m)?.scaled(&c));
            quotient.push((m, c));
        }
        Some(Poly { terms: quotient })
    }

    /// The atoms that occur.
    pub(super) fn atoms(&self) -> Vec<u32> {
        let powers = self.terms.iter().flat_map(|(monomial, _)| &monomial.0);
        let mut atoms: Vec<u32> = powers.map(|(atom, _)| *atom).collect();
        sort_by(&mut atoms, Ord::cmp);
        atoms.dedup();
        atoms
    }

    /// The highest power of an atom.
    pub(super) fn degree(&self, atom: u32) -> Power {
        self.terms.iter().map(|(m, _)| m.power_of(atom)).max().unwrap_or_default()
    }

    /// The derivative by an atom, the others standing still.
    pub(super) fn derivative(&self, atom: u32) -> Option<Poly> {
        let mut terms = Vec::new();
        for (m, c) in &self.terms {
            let power = m.power_of(atom);
            if !power.is_zero() {
                terms.push((m.times(&Monomial::atom(atom, whole(-1)))?, c * as_number(power)));
            }
        }
        Some(Poly::collect(terms))
    }
}

/// A quotient has at most this many terms.
const MAX_QUOTIENT: usize = 200;
