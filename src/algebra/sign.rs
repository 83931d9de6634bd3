//! What is positive: what shows at sight, and what roots and logarithms say of their insides.

use num_traits::{CheckedMul, One, Signed, ToPrimitive, Zero};

use super::gcd::{gcd, square_free};
use super::poly::{Poly, Power, as_number, whole};
use super::product::Product;
use super::{Algebra, Atom, Base};
use crate::expr::{Constant, Function, Op, Rational};
use crate::real;

impl Algebra<'_> {
    /// Whether it is negative, where that is known. What is 0 at single points counts as positive.
    pub(super) fn sign(&self, base: Base) -> Option<bool> {
        if let Ok(place) = self.place_of_sign(base) {
            return Some(self.signs[place].1);
        }
        match base {
            Base::Atom(atom) => self.is_positive(atom).then_some(false),
            Base::Sum(sum) => {
                let sum = &self.sums[sum as usize];
                if self.is_definite(sum) { Some(false) } else { self.sign_of_number(sum) }
            }
        }
    }

    fn place_of_sign(&self, base: Base) -> Result<usize, usize> {
        self.signs.binary_search_by(|(known, _)| known.cmp(&base))
    }

    /// From now on it is negative, or positive.
    pub(super) fn assume(&mut self, base: Base, negative: bool) {
        match self.place_of_sign(base) {
            Ok(place) => self.signs[place].1 = negative,
            Err(place) => self.signs.insert(place, (base, negative)),
        }
    }

    /// Whether a sum of numbers is negative: √5 − 1, π − 3.
    fn sign_of_number(&self, poly: &Poly) -> Option<bool> {
        /// Closer to 0 than this part of its terms, nothing is said.
        const CLOSE: f64 = 1e-9;
        let (mut sum, mut size) = (0.0, 0.0);
        for (monomial, c) in &poly.terms {
            let mut term = c.to_f64();
            for (atom, power) in &monomial.0 {
                let value = match &*self.atoms[*atom as usize] {
                    Atom::Number(number) => number.to_f64(),
                    Atom::LogNumber(number) => real::ln(number.to_f64()),
                    Atom::Leaf(e) if self.dag.op(*e) == Op::Constant(Constant::Pi) => {
                        std::f64::consts::PI
                    }
                    Atom::Exp(power) if power.as_number().is_some() => std::f64::consts::E,
                    _ => return None,
                };
                term *= real::pow(value, *power.numer() as f64 / *power.denom() as f64);
            }
            sum += term;
            size += term.abs();
        }
        (sum.is_finite() && sum.abs() > CLOSE * size).then_some(sum < 0.0)
    }

    fn is_positive(&self, atom: u32) -> bool {
        match &*self.atoms[atom as usize] {
            Atom::Exp(_) | Atom::Abs(_) | Atom::Number(_) | Atom::LogNumber(_) | Atom::Root(_) => {
                true
            }
            Atom::Leaf(e) => self.dag.op(*e) == Op::Constant(Constant::Pi),
            _ => false,
        }
    }

    /// x² + 1, 2 + cos x, x² + x + 1; the leading coefficient is positive.
    pub(super) fn is_definite(&self, poly: &Poly) -> bool {
        let (mut least, mut swing) = (Rational::ZERO, Rational::ZERO);
        let mut even = true;
        for (monomial, c) in &poly.terms {
            let not_negative = monomial.0.iter().all(|(atom, power)| {
                power.is_integer() && power.numer() % 2 == 0
                    || self.is_positive(*atom)
                    || self.signs.contains(&(Base::Atom(*atom), false))
            });
            let waves = monomial.0.iter().all(|(atom, power)| {
                let wave = matches!(&*self.atoms[*atom as usize], Atom::Sin(..) | Atom::Cos(..));
                wave && power.is_integer() && power.is_positive()
            });
            if monomial.is_one() {
                least += c;
            } else if not_negative && c.is_positive() {
            } else if waves {
                swing += c.abs();
            } else {
                even = false;
            }
        }
        even && least >= swing || self.has_no_root(poly)
    }

    /// a·x² + b·x + c with b² < 4ac.
    fn has_no_root(&self, poly: &Poly) -> bool {
        let &[atom] = poly.atoms().as_slice() else { return false };
        let mut coefficients = [Rational::ZERO, Rational::ZERO, Rational::ZERO];
        for (monomial, c) in &poly.terms {
            let power = monomial.power_of(atom);
            match coefficients.iter_mut().enumerate().find(|(n, _)| power == whole(*n as i64)) {
                Some((_, place)) => *place = c.clone(),
                None => return false,
            }
        }
        let [c, b, a] = coefficients;
        a.is_positive() && &b * &b < Rational::from(4) * a * c
    }

    /// The bases of which |u| is made, and their powers.
    pub(super) fn bases(&mut self, u: &Product) -> Option<Vec<(Base, Power)>> {
        let mut bases: Vec<(Base, Power)> =
            u.atoms.0.iter().map(|&(atom, power)| (Base::Atom(atom), power)).collect();
        for &(sum, n) in &u.sums {
            for (base, m) in self.split(sum)? {
                let power = whole((n * m).into());
                match bases.iter_mut().find(|(there, _)| *there == base) {
                    Some((_, there)) => *there += power,
                    None => bases.push((base, power)),
                }
            }
        }
        bases.retain(|(_, power)| !power.is_zero());
        Some(bases)
    }

    /// A sum as a product of bases without a common factor. Where one of those met before has to
    /// be split for that, all has to be read again.
    fn split(&mut self, sum: u32) -> Option<Vec<(Base, i32)>> {
        if let Some(Some(split)) = self.splits.get(sum as usize) {
            return Some(split.clone());
        }
        let mut split: Vec<(Base, i32)> = Vec::new();
        let mut rest = (*self.poly(sum)).clone();
        let mut place = 0;
        while place < self.bases.len() && rest.terms.len() > 1 {
            let base = self.bases[place];
            let poly = self.poly(base);
            self.spend(10 * poly.terms.len())?;
            let mut times = 0;
            while let Some(quotient) = rest.divided(&poly) {
                rest = quotient;
                times += 1;
            }
            if times > 0 {
                split.push((Base::Sum(base), times));
                place += 1;
                continue;
            }
            let shared = gcd(&rest, &poly);
            if shared.as_number().is_none() {
                let other = poly.divided(&shared)?;
                self.bases[place] = self.intern(shared);
                let other = self.intern(other);
                self.bases.push(other);
                self.splits.clear();
                self.again = true;
                continue;
            }
            place += 1;
        }
        if rest.terms.len() > 1 {
            for (part, times) in square_free(&rest) {
                let part = self.intern(part);
                self.bases.push(part);
                split.push((Base::Sum(part), times));
            }
        }
        self.splits.resize(self.sums.len(), None);
        self.splits[sum as usize] = Some(split.clone());
        Some(split)
    }

    /// Whether u is negative, and the bases of unknown sign whose signs say otherwise.
    pub(super) fn unknown_signs(&mut self, u: &Product) -> Option<(bool, Vec<Base>)> {
        let mut negative = u.number.is_negative();
        let mut unknown: Vec<Base> = Vec::new();
        let mut open = self.bases(u)?;
        while let Some((base, power)) = open.pop() {
            let odd = power.is_integer() && power.numer() % 2 != 0;
            if !odd {
                continue;
            }
            if let Some(of_base) = self.sign(base) {
                negative ^= of_base;
            } else if let Some(twin) = self.twin(base) {
                self.spend(1)?;
                negative ^= twin.number.is_negative();
                open.extend(self.bases(&twin)?);
            } else if let Some(place) = unknown.iter().position(|there| *there == base) {
                unknown.remove(place);
            } else {
                unknown.push(base);
            }
        }
        unknown.reverse();
        Some((negative, unknown))
    }

    /// What has the same sign: u for arctan u and for e^u − 1.
    fn twin(&self, base: Base) -> Option<Product> {
        match base {
            Base::Atom(atom) => match &*self.atoms[atom as usize] {
                Atom::Call(
                    Op::Call(Function::Arctan | Function::Arcsin | Function::Erf),
                    parts,
                ) => parts.first().cloned(),
                _ => None,
            },
            Base::Sum(sum) => {
                let [(first, a), (second, b)] = self.sums[sum as usize].terms.as_slice() else {
                    return None;
                };
                let (power, c) = if first.is_one() { (second, b) } else { (first, a) };
                let &[(atom, times)] = power.0.as_slice() else { return None };
                let Atom::Exp(exponent) = &*self.atoms[atom as usize] else { return None };
                let minus_one = (first.is_one() || second.is_one()) && (a + b).is_zero();
                minus_one.then(|| exponent.scaled(&(c * as_number(times))))
            }
        }
    }

    /// Takes down that u is not negative; `None` where it is known to be.
    pub(super) fn is_not_negative(&mut self, u: &Product) -> Option<()> {
        let (negative, unknown) = self.unknown_signs(u)?;
        if self.quiet {
            // Of a piece that never has a value nothing is said.
            return (!unknown.is_empty() || !negative).then_some(());
        }
        if unknown.is_empty() {
            self.impossible |= negative;
            return (!negative).then_some(());
        }
        self.facts.push((negative, unknown));
        Some(())
    }

    /// Draws conclusions from the facts: signs that were not known before.
    pub(super) fn learn(&mut self) {
        for (negative, bases) in std::mem::take(&mut self.facts) {
            if let &[base] = bases.as_slice()
                && self.sign(base).is_none()
            {
                self.assume(base, negative);
                self.again = true;
            }
            self.facts.push((negative, bases));
        }
    }

    /// |u|^power
    pub(super) fn absolute_power(&mut self, u: &Product, power: Power) -> Option<Product> {
        let mut result = self.number_power(&u.number.abs(), power)?;
        for (base, n) in self.bases(u)? {
            let power = n.checked_mul(&power)?;
            if power.is_integer()
                && let Some(twin) = self.twin(base)
            {
                let factor = self.base_power(base, power.to_i32()?);
                result = self.times(&result, &factor)?;
                if power.numer() % 2 != 0 {
                    let sign = self.sign_of(&twin)?;
                    result = self.times(&result, &sign)?;
                }
                continue;
            }
            let atom = match base {
                Base::Atom(atom)
                    if matches!(
                        &*self.atoms[atom as usize],
                        Atom::Exp(_) | Atom::Abs(_) | Atom::Number(_)
                    ) =>
                {
                    atom
                }
                _ => self.atom(Atom::Abs(base)),
            };
            result = self.times(&result, &Product::atom(atom, power))?;
        }
        Some(result)
    }

    /// sign(u): u over |u|, where it is not known.
    pub(super) fn sign_of(&mut self, u: &Product) -> Option<Product> {
        let (negative, unknown) = self.unknown_signs(u)?;
        let mut sign = Product::number(Rational::from(if negative { -1 } else { 1 }));
        for base in unknown {
            let absolute = self.atom(Atom::Abs(base));
            let inverse = Product::atom(absolute, -Power::one());
            sign = self.times(&sign, &inverse)?;
            let base = self.base_power(base, 1);
            sign = self.times(&sign, &base)?;
        }
        Some(sign)
    }

    /// A number > 0 to a fraction: its prime factors, as far as they are found, with roots.
    pub(super) fn number_power(&mut self, number: &Rational, power: Power) -> Option<Product> {
        let mut result = Product::one();
        for (factor, times) in prime_factors(number) {
            let atom = self.atom(Atom::Number(factor));
            let times = whole(times).checked_mul(&power)?;
            result = self.times(&result, &Product::atom(atom, times))?;
        }
        Some(result)
    }
}

/// A number > 0 as a product of powers of primes; a factor that is left over may be composite.
pub(super) fn prime_factors(number: &Rational) -> Vec<(Rational, i64)> {
    /// Divisors up to here are tried.
    const LARGEST: u64 = 1000;
    let mut factors = Vec::new();
    let (above, below) = number.parts();
    for (part, sign) in [(above, 1), (below, -1)] {
        let Some(mut rest) = part.to_u64() else {
            factors.push((part, sign));
            continue;
        };
        let mut divisor = 2;
        while divisor <= LARGEST && divisor * divisor <= rest {
            let mut times = 0;
            while rest.is_multiple_of(divisor) {
                rest /= divisor;
                times += sign;
            }
            if times != 0 {
                factors.push((Rational::from(divisor), times));
            }
            divisor += 1;
        }
        if rest > 1 {
            factors.push((Rational::from(rest), sign));
        }
    }
    factors
}
