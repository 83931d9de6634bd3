//! Products of powers become other products: multiplied, raised, added.
//!
//! A [`Product`] is a number, times powers of atoms, times whole powers of sums. Multiplying adds
//! exponents; adding takes out what all have, multiplies out the rest and collects it. So
//! x·(x + 1)⁵⁰ stays short as long as nobody adds to it.

use num_traits::{CheckedMul, Signed, ToPrimitive, Zero};

use super::poly::{Monomial, Poly, Power, whole};
use super::{Algebra, Atom};
use crate::expr::Rational;
use crate::order::sort_by;

/// `number · atom^power … · sum^n …`, the sums by their numbers, each once, none to the power 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Product {
    pub number: Rational,
    pub atoms: Monomial,
    pub sums: Vec<(u32, i32)>,
}

impl Product {
    pub(super) fn number(number: Rational) -> Product {
        Product { number, ..Product::default() }
    }

    pub(super) fn one() -> Product {
        Product::number(Rational::ONE)
    }

    /// A term of a sum.
    pub(super) fn term(number: Rational, atoms: Monomial) -> Product {
        Product { number, atoms, sums: Vec::new() }
    }

    pub(super) fn atom(atom: u32, power: Power) -> Product {
        Product { atoms: Monomial::atom(atom, power), ..Product::one() }
    }

    pub(super) fn sum(sum: u32, power: i32) -> Product {
        Product { sums: vec![(sum, power)], ..Product::one() }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.number.is_zero()
    }

    /// The number it is, if it is one.
    pub(super) fn as_number(&self) -> Option<&Rational> {
        (self.atoms.is_one() && self.sums.is_empty()).then_some(&self.number)
    }

    pub(super) fn opposite(&self) -> Product {
        Product { number: -&self.number, ..self.clone() }
    }

    pub(super) fn scaled(&self, by: &Rational) -> Product {
        match by.is_zero() {
            true => Product::default(),
            false => Product { number: &self.number * by, ..self.clone() },
        }
    }
}

/// Whether a sum stands below a bar.
pub(super) fn has_bar(a: &Product) -> bool {
    a.sums.iter().any(|(_, power)| *power < 0)
}

/// A number is worked out as long as it has at most this many bits.
const MAX_BITS: u64 = 2000;

/// A sum may have this many terms, and a bracket be multiplied out this many times.
const MAX_TERMS: usize = 300;
const MAX_POWER: i32 = 24;

impl Algebra<'_> {
    /// The product; `None` where it grows too large, here as everywhere below.
    pub(super) fn times(&mut self, a: &Product, b: &Product) -> Option<Product> {
        if a.is_zero() || b.is_zero() {
            return Some(Product::default());
        }
        let mut sums = a.sums.clone();
        for &(sum, power) in &b.sums {
            match sums.iter_mut().find(|(there, _)| *there == sum) {
                Some((_, there)) => *there = there.checked_add(power)?,
                None => sums.push((sum, power)),
            }
        }
        sums.retain(|(_, power)| *power != 0);
        sort_by(&mut sums, Ord::cmp);
        let number = &a.number * &b.number;
        self.settled(Product { number, atoms: a.atoms.times(&b.atoms)?, sums })
    }

    /// 1 over it; `None` for 0.
    pub(super) fn inverse(&mut self, a: &Product) -> Option<Product> {
        self.whole_power(a, -1)
    }

    pub(super) fn over(&mut self, a: &Product, b: &Product) -> Option<Product> {
        let inverse = self.inverse(b)?;
        self.times(a, &inverse)
    }

    pub(super) fn whole_power(&mut self, a: &Product, n: i32) -> Option<Product> {
        if a.is_zero() {
            return (n > 0).then(Product::default);
        }
        let (above, below) = a.number.bits();
        if above.max(below).saturating_mul(n.unsigned_abs().into()) > MAX_BITS
            && !a.number.abs().is_one()
        {
            return None;
        }
        let sums = a.sums.iter().map(|&(sum, power)| Some((sum, power.checked_mul(n)?)));
        let sums = if n == 0 { Vec::new() } else { sums.collect::<Option<Vec<_>>>()? };
        let atoms = a.atoms.raised(whole(n.into()))?;
        self.settled(Product { number: a.number.pow(n), atoms, sums })
    }

    /// What an atom's power can give off goes into the rest: √2·√2 into the number, |x|³ as
    /// x²·|x|.
    fn settled(&mut self, mut a: Product) -> Option<Product> {
        let mut place = 0;
        while place < a.atoms.0.len() {
            let (atom, power) = a.atoms.0[place];
            let Some((limit, value)) = self.gives_off(atom) else {
                place += 1;
                continue;
            };
            let stays = self.roots_below && matches!(*self.atoms[atom as usize], Atom::Root(_));
            let times = power.checked_mul(&Power::new_raw(1, *limit.numer()))?;
            let times = if stays { times.trunc() } else { times.floor() };
            if times.is_zero() {
                place += 1;
                continue;
            }
            a.atoms = a.atoms.times(&Monomial::atom(atom, -(times * limit)))?;
            let value = self.whole_power(&value, times.to_i32()?)?;
            a = self.times(&a, &value)?;
            place = 0;
        }
        Some(a)
    }

    /// The sum. 0 is recognised.
    pub(super) fn add(&mut self, terms: &[Product]) -> Option<Product> {
        let terms: Vec<&Product> = terms.iter().filter(|term| !term.is_zero()).collect();
        let [first, others @ ..] = terms.as_slice() else { return Some(Product::default()) };
        if others.is_empty() {
            return Some((*first).clone());
        }
        // What all have.
        let mut common = Product { number: Rational::ONE, ..(*first).clone() };
        for term in others {
            common.atoms = common.atoms.common(&term.atoms);
            for (sum, power) in &mut common.sums {
                let there = term.sums.iter().find(|(there, _)| there == sum);
                *power = (*power).min(there.map_or(0, |(_, power)| *power));
            }
            for &(sum, power) in term.sums.iter().filter(|(_, power)| *power < 0) {
                if !common.sums.iter().any(|(there, _)| *there == sum) {
                    common.sums.push((sum, power));
                }
            }
        }
        common.sums.retain(|(_, power)| *power != 0);
        sort_by(&mut common.sums, Ord::cmp);
        let mut rests = Vec::with_capacity(terms.len());
        for term in &terms {
            let mut rest = (*term).clone();
            rest.atoms = rest.atoms.over(&common.atoms)?;
            for &(sum, power) in &common.sums {
                match rest.sums.iter_mut().find(|(there, _)| *there == sum) {
                    Some((_, there)) => *there = there.checked_sub(power)?,
                    None => rest.sums.push((sum, -power)),
                }
            }
            rests.push(rest);
        }
        // √(u/v)·√(u/v) has a bar again, to be shared by all.
        if rests.iter().any(|rest| self.has_barred_root(rest)) {
            self.spend(rests.len())?;
            let rests: Option<Vec<_>> = rests.into_iter().map(|rest| self.settled(rest)).collect();
            let sum = self.add(&rests?)?;
            return self.times(&sum, &common);
        }
        let mut collected = Vec::new();
        for rest in &rests {
            collected.extend(self.multiplied_out(rest)?.terms);
        }
        let sum = Poly::collect(collected);
        if sum.terms.len() > MAX_TERMS {
            return None;
        }
        let sum = self.as_product(sum)?;
        self.times(&sum, &common)
    }

    /// Whether a root of a quotient of sums stands in it as often as makes that quotient.
    fn has_barred_root(&self, a: &Product) -> bool {
        a.atoms.0.iter().any(|&(atom, power)| match *self.atoms[atom as usize] {
            Atom::Root(ref inside) => power >= whole(1) && has_bar(inside),
            _ => false,
        })
    }

    /// A polynomial as a product: its content, and what is left as one sum.
    pub(super) fn as_product(&mut self, poly: Poly) -> Option<Product> {
        if poly.is_zero() {
            return Some(Product::default());
        }
        let (number, atoms) = poly.content();
        let mut product = Product::term(number, atoms);
        if poly.terms.len() > 1 {
            let back = product.atoms.raised(whole(-1))?;
            let rest = poly.scaled(&product.number.recip()).shifted(&back)?;
            product.sums.push((self.intern(rest), 1));
        }
        self.settled(product)
    }

    /// A product as a polynomial; `None` where a sum stands below the bar.
    pub(super) fn multiplied_out(&mut self, a: &Product) -> Option<Poly> {
        let start = Poly::term(a.atoms.clone(), a.number.clone());
        let mut result = self.reduced(start.terms)?;
        for &(sum, power) in &a.sums {
            if !(0..=MAX_POWER).contains(&power) {
                return None;
            }
            let poly = self.poly(sum);
            for _ in 0..power {
                result = self.multiply(&result, &poly)?;
            }
        }
        Some(result)
    }

    pub(super) fn multiply(&mut self, a: &Poly, b: &Poly) -> Option<Poly> {
        self.spend(a.terms.len() * b.terms.len())?;
        let product = self.reduced(a.products(b)?)?;
        (product.terms.len() <= MAX_TERMS).then_some(product)
    }

    /// Terms with the atoms' relations put to use: sin² as 1 − cos².
    fn reduced(&mut self, terms: Vec<(Monomial, Rational)>) -> Option<Poly> {
        let mut done = Vec::with_capacity(terms.len());
        let mut open = terms;
        while let Some((monomial, coefficient)) = open.pop() {
            let found = monomial.0.iter().find_map(|&(atom, power)| {
                let (limit, poly) = self.relation(atom)?;
                (power >= limit).then_some((atom, limit, poly))
            });
            match found {
                None => done.push((monomial, coefficient)),
                Some((atom, limit, poly)) => {
                    self.spend(poly.terms.len())?;
                    let rest = monomial.times(&Monomial::atom(atom, -limit))?;
                    for (m, c) in &poly.terms {
                        open.push((rest.times(m)?, c * &coefficient));
                    }
                }
            }
        }
        Some(Poly::collect(done))
    }

    /// What stands above and below the bar; an atom that `stays` is above, whatever its sign.
    pub(super) fn above_and_below(
        &self,
        a: &Product,
        stays: impl Fn(&Atom) -> bool,
    ) -> Option<(Product, Product)> {
        let (above, below) = a.number.parts();
        let (mut above, mut below) = (Product::number(above), Product::number(below));
        for &(atom, power) in &a.atoms.0 {
            let (side, power) = match power.is_negative() && !stays(&self.atoms[atom as usize]) {
                true => (&mut below, -power),
                false => (&mut above, power),
            };
            side.atoms = side.atoms.times(&Monomial::atom(atom, power))?;
        }
        for &(sum, power) in &a.sums {
            let side = if power < 0 { &mut below } else { &mut above };
            side.sums.push((sum, power.abs()));
        }
        Some((above, below))
    }

    /// The product in one form only: one sum above, one below, nothing in common.
    pub(super) fn canonical(&mut self, a: &Product) -> Option<Product> {
        let reducible = a.atoms.0.iter().any(|(_, power)| power.abs() >= whole(2));
        if a.sums.is_empty() && !reducible {
            return Some(a.clone());
        }
        let (above, below) = self.above_and_below(a, |_| false)?;
        let (above, below) = (self.multiplied_out(&above)?, self.multiplied_out(&below)?);
        let (above, below) = (self.as_product(above)?, self.as_product(below)?);
        if let (&[(p, 1)], &[(q, 1)]) = (above.sums.as_slice(), below.sums.as_slice()) {
            let (p, q) = (self.poly(p), self.poly(q));
            let shared = super::gcd::gcd(&p, &q);
            if shared.as_number().is_none()
                && let (Some(p), Some(q)) = (p.divided(&shared), q.divided(&shared))
            {
                let (p, q) = (self.as_product(p)?, self.as_product(q)?);
                let above = self.times(&Product { sums: Vec::new(), ..above }, &p)?;
                let below = self.times(&Product { sums: Vec::new(), ..below }, &q)?;
                return self.over(&above, &below);
            }
        }
        self.over(&above, &below)
    }
}
