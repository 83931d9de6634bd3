//! The root of a sum with a root in it becomes a sum of roots, where it is one: √(3 + 2√2) is
//! 1 + √2.
//!
//! (√p + √q)² is p + q + 2√(pq). So p and q are found from A + B√C by p + q = A, 4pq = B²C: with
//! d² = A² − B²C they are (A + d)/2 and (A − d)/2.

use super::poly::Power;
use super::product::Product;
use super::{Algebra, Atom};
use crate::expr::Rational;

impl Algebra<'_> {
    /// √u as a sum of two roots of numbers, if it is one.
    pub(super) fn root_of_sum(&mut self, u: &Product) -> Option<Option<Product>> {
        let Some((a, b, c)) = self.number_and_root(u) else { return Some(None) };
        let discriminant = &a * &a - &b * &b * &c;
        if !a.is_positive() || discriminant.is_negative() {
            return Some(None);
        }
        let Some(d) = discriminant.root(2) else {
            return if b.is_negative() {
                self.over_conjugate([a, b, c], discriminant)
            } else {
                Some(None)
            };
        };
        let half = Rational::fraction(1, 2);
        let mut roots = Vec::with_capacity(2);
        for part in [&a + &d, &a - &d] {
            roots.push(self.number_power(&(part * &half), Power::new_raw(1, 2))?);
        }
        if b.is_negative() {
            roots[1] = roots[1].opposite();
        }
        self.add(&roots).map(Some)
    }

    /// √(A − B√C) as √(A² − B²C) over √(A + B√C), so that one of the two says both.
    fn over_conjugate(
        &mut self,
        [a, b, c]: [Rational; 3],
        discriminant: Rational,
    ) -> Option<Option<Product>> {
        let root = self.number_power(&c, Power::new_raw(1, 2))?.scaled(&b.abs());
        let conjugate = self.add(&[Product::number(a), root])?;
        let below = self.absolute_power(&conjugate, Power::new_raw(-1, 2))?;
        let above = self.number_power(&discriminant, Power::new_raw(1, 2))?;
        self.times(&above, &below).map(Some)
    }

    /// A, B and C of A + B√C.
    fn number_and_root(&self, u: &Product) -> Option<(Rational, Rational, Rational)> {
        let (&[(sum, 1)], true) = (u.sums.as_slice(), u.atoms.is_one()) else { return None };
        let poly = self.poly(sum);
        let [first, second] = poly.terms.as_slice() else { return None };
        let (number, root) = if first.0.is_one() { (first, second) } else { (second, first) };
        number.0.is_one().then_some(())?;
        let mut below = Rational::ONE;
        for (atom, power) in &root.0.0 {
            let Atom::Number(ref factor) = *self.atoms[*atom as usize] else { return None };
            (*power == Power::new_raw(1, 2)).then_some(())?;
            below = &below * factor;
        }
        Some((&number.1 * &u.number, &root.1 * &u.number, below))
    }
}
