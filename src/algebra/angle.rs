//! Sines and cosines of any angle become those of one angle that all its multiples share.
//!
//! sin(a + b) and cos(a + b) by the addition theorems, sin(n·θ) and cos(n·θ) by the same, one θ at
//! a time; parts of π by their known values.

use num_traits::One;

use super::poly::{Monomial, Poly, Power};
use super::product::Product;
use super::{Algebra, Atom};
use crate::expr::{Constant, Function, Op, Rational};

/// Angles are split into at most this many terms, and multiplied at most by this.
const MAX_TERMS: usize = 4;
const MAX_MULTIPLE: i64 = 12;

/// Sine and cosine.
type Pair = (Product, Product);

impl Algebra<'_> {
    /// The sine and the cosine of an angle.
    pub(super) fn sine_and_cosine(&mut self, u: &Product) -> Option<Pair> {
        let mut parts = self.terms(u)?;
        if parts.len() > MAX_TERMS {
            let whole = self.canonical(u)?;
            parts = vec![(whole.number.clone(), Product { number: Rational::ONE, ..whole })];
        }
        let mut pair = (Product::default(), Product::one());
        for (c, angle) in parts {
            let next = self.multiple(&c, angle)?;
            pair = self.sum_of_angles(&pair, &next)?;
        }
        Some(pair)
    }

    fn sum_of_angles(&mut self, a: &Pair, b: &Pair) -> Option<Pair> {
        let (sc, cs) = (self.times(&a.0, &b.1)?, self.times(&a.1, &b.0)?);
        let (cc, ss) = (self.times(&a.1, &b.1)?, self.times(&a.0, &b.0)?);
        Some((self.add(&[sc, cs])?, self.add(&[cc, ss.opposite()])?))
    }

    /// Of c·angle.
    fn multiple(&mut self, c: &Rational, angle: Product) -> Option<Pair> {
        if self.is_pi(&angle) {
            return self.part_of_pi(c, angle);
        }
        if let (Some(n), Some(pair)) = (c.whole::<i64>(), self.of_inverse(&angle)?) {
            return self.whole_multiple(n, pair);
        }
        let unit = self.unit(&angle, c);
        let n = (c / &unit).whole::<i64>()?;
        let pair = self.plain(angle, unit);
        self.whole_multiple(n, pair)
    }

    fn plain(&mut self, angle: Product, unit: Rational) -> Pair {
        let sine = self.atom(Atom::Sin(angle.clone(), unit.clone()));
        let cosine = self.atom(Atom::Cos(angle, unit));
        (Product::atom(sine, Power::one()), Product::atom(cosine, Power::one()))
    }

    fn whole_multiple(&mut self, n: i64, pair: Pair) -> Option<Pair> {
        if n.abs() > MAX_MULTIPLE {
            return None;
        }
        let mut result = (Product::default(), Product::one());
        for _ in 0..n.abs() {
            result = self.sum_of_angles(&result, &pair)?;
        }
        if n < 0 {
            result.0 = result.0.opposite();
        }
        Some(result)
    }

    /// The unit of which c is a small multiple. Where the one known so far is too large, a smaller
    /// one takes its place and all has to be read again.
    fn unit(&mut self, angle: &Product, c: &Rational) -> Rational {
        let c = c.abs();
        let small = |c: &Rational, unit: &Rational| {
            (c / unit).whole::<i64>().is_some_and(|n| n <= MAX_MULTIPLE)
        };
        for (known, unit) in &mut self.units {
            if known != angle {
                continue;
            }
            if small(&c, unit) {
                return unit.clone();
            }
            let shared = unit.gcd(&c);
            if small(&c, &shared) && small(unit, &shared) {
                *unit = shared.clone();
                self.again = true;
                return shared;
            }
        }
        self.units.push((angle.clone(), c.clone()));
        c
    }

    pub(super) fn is_pi(&self, angle: &Product) -> bool {
        let [(atom, power)] = angle.atoms.0.as_slice() else { return false };
        let Atom::Leaf(e) = *self.atoms[*atom as usize] else { return false };
        power.is_one() && angle.sums.is_empty() && self.dag.op(e) == Op::Constant(Constant::Pi)
    }

    /// Of c·π: by symmetry an angle between 0 and π/4.
    fn part_of_pi(&mut self, c: &Rational, pi: Product) -> Option<Pair> {
        let two = Rational::from(2);
        let half = Rational::fraction(1, 2);
        let mut c = c - (c / &two).floor() * &two;
        let turned = c >= Rational::ONE;
        if turned {
            c -= Rational::ONE;
        }
        let mirrored = c > half;
        if mirrored {
            c = Rational::ONE - c;
        }
        let swapped = c > Rational::fraction(1, 4);
        if swapped {
            c = half - c;
        }
        let (mut sine, mut cosine) = self.known_part_of_pi(c, pi)?;
        if swapped {
            std::mem::swap(&mut sine, &mut cosine);
        }
        if turned {
            sine = sine.opposite();
        }
        if turned != mirrored {
            cosine = cosine.opposite();
        }
        Some((sine, cosine))
    }

    /// Of c·π for a c between 0 and 1/4.
    fn known_part_of_pi(&mut self, c: Rational, pi: Product) -> Option<Pair> {
        let half = Rational::fraction(1, 2);
        let root = |this: &mut Self, n: i64| {
            let root = this.number_power(&Rational::from(n), Power::new_raw(1, 2))?;
            Some(root.scaled(&half))
        };
        Some(match c.as_pair() {
            Some((0, _)) => (Product::default(), Product::one()),
            Some((1, 6)) => (Product::number(half.clone()), root(self, 3)?),
            Some((1, 4)) => (root(self, 2)?, root(self, 2)?),
            Some((1, 12)) => {
                let (six, two) = (root(self, 6)?, root(self, 2)?);
                let sum = self.add(&[six.clone(), two.clone()])?.scaled(&half);
                let difference = self.add(&[six, two.opposite()])?.scaled(&half);
                (difference, sum)
            }
            // cos²(π/8) = (2 + √2)/4, and cot(π/8) = 1 + √2.
            Some((1, 8)) => {
                let two = self.number_power(&Rational::from(2), Power::new_raw(1, 2))?;
                let cotangent = self.add(&[Product::one(), two.clone()])?;
                let square = self.add(&[Product::one(), cotangent.clone()])?;
                let cosine = self.power(&square, Power::new_raw(1, 2))?.scaled(&half);
                (self.over(&cosine, &cotangent)?, cosine)
            }
            // The golden section: sin(π/10) = (√5 − 1)/4, cos²(π/10) = (5 + √5)/8, and
            // sin(π/5) = 2·sin(π/10)·cos(π/10).
            Some((1, below @ (5 | 10))) => {
                let five = self.number_power(&Rational::from(5), Power::new_raw(1, 2))?;
                let square = self.add(&[five.clone(), Product::number(Rational::from(5))])?;
                let square = square.scaled(&Rational::fraction(1, 8));
                let cosine = self.power(&square, Power::new_raw(1, 2))?;
                let one = Product::number(Rational::from(if below == 10 { -1 } else { 1 }));
                let golden = self.add(&[five.clone(), one])?.scaled(&Rational::fraction(1, 4));
                if below == 10 {
                    (golden, cosine)
                } else {
                    let less = self.add(&[five, Product::number(Rational::from(-1))])?;
                    (self.times(&less.scaled(&half), &cosine)?, golden)
                }
            }
            _ => self.plain(pi, c),
        })
    }

    /// Of arcsin u: u and √(1 − u²); of arctan u: u/√(1 + u²) and 1/√(1 + u²).
    fn of_inverse(&mut self, angle: &Product) -> Option<Option<Pair>> {
        let &[(atom, power)] = angle.atoms.0.as_slice() else { return Some(None) };
        if !power.is_one() || !angle.sums.is_empty() {
            return Some(None);
        }
        let Atom::Call(Op::Call(function), ref parts) = *self.atoms[atom as usize].clone() else {
            return Some(None);
        };
        let ([u], Function::Arcsin | Function::Arctan) = (parts.as_slice(), function) else {
            return Some(None);
        };
        let square = self.whole_power(u, 2)?;
        let sign: i64 = if function == Function::Arcsin { -1 } else { 1 };
        let inside = self.add(&[Product::one(), square.scaled(&sign.into())])?;
        let root = self.power(&inside, Power::new_raw(-sign, 2))?;
        Some(Some(match function {
            Function::Arcsin => (u.clone(), root),
            _ => (self.times(u, &root)?, root),
        }))
    }

    /// u as a sum of numbers times products without a number in front.
    pub(super) fn terms(&mut self, u: &Product) -> Option<Vec<(Rational, Product)>> {
        let u = self.canonical(u)?;
        if u.is_zero() {
            return Some(Vec::new());
        }
        let one = Poly::term(Monomial::default(), Rational::ONE);
        let above = u.sums.iter().find(|(_, power)| *power > 0);
        let poly = above.map_or(one, |(sum, _)| (*self.poly(*sum)).clone());
        let mut rest = u.clone();
        rest.sums.retain(|(_, power)| *power < 0);
        let mut terms = Vec::with_capacity(poly.terms.len());
        for (monomial, c) in poly.terms {
            let term = self.times(&Product::term(c, monomial), &rest)?;
            terms.push((term.number.clone(), Product { number: Rational::ONE, ..term }));
        }
        Some(terms)
    }
}
