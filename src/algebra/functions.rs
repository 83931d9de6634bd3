//! Functions become powers of e, absolute values, logarithms, sines and cosines.

use num_traits::{One, Signed, ToPrimitive};

use super::poly::{Power, as_number, as_power};
use super::product::Product;
use super::sign::prime_factors;
use super::{Algebra, Atom, Base};
use crate::expr::{Constant, Function, Op, Rational};

impl Algebra<'_> {
    /// u to a fraction, as a real number: the cube root of −8 is −2, an even root says that its
    /// inside is not negative.
    pub(super) fn power(&mut self, u: &Product, power: Power) -> Option<Product> {
        if power.is_integer() {
            return self.whole_power(u, power.to_i32()?);
        }
        if u.is_zero() {
            return power.is_positive().then(Product::default);
        }
        let even_root = power.denom() % 2 == 0;
        if even_root {
            self.is_not_negative(u)?;
        }
        if *power.denom() == 2
            && let Some(root) = self.root_of_sum(u)?
        {
            return self.whole_power(&root, power.numer().to_i32()?);
        }
        let size = self.absolute_power(u, power)?;
        if even_root || power.numer() % 2 == 0 {
            return Some(size);
        }
        let sign = self.sign_of(u)?;
        self.times(&size, &sign)
    }

    pub(super) fn absolute(&mut self, u: &Product) -> Option<Product> {
        if u.is_zero() { Some(Product::default()) } else { self.absolute_power(u, Power::one()) }
    }

    /// u^v with anything in the exponent: e^(v·ln|u|), and the sign that a negative base gives.
    pub(super) fn general_power(&mut self, u: &Product, v: &Product) -> Option<Product> {
        if u.is_zero() {
            return None;
        }
        let logarithm = self.log_of_absolute(u)?;
        let exponent = self.times(&logarithm, v)?;
        let size = self.exponential(&exponent)?;
        let (negative, unknown) = self.unknown_signs(u)?;
        if unknown.is_empty() && !negative {
            return Some(size);
        }
        // (−1)^(v + 2) is (−1)^v · (−1)²: whole numbers come out of the exponent.
        let sign = self.sign_of(u)?;
        let mut rest = v.clone();
        let mut result = size;
        for (c, group) in self.terms(v)? {
            if group.as_number().is_some() && c.is_integer() {
                let outside = self.whole_power(&sign, c.whole::<i32>()?)?;
                result = self.times(&result, &outside)?;
                rest = self.add(&[rest, Product::number(-c)])?;
            }
        }
        if rest.is_zero() {
            return Some(result);
        }
        let phase = self.call(Op::Pow, &[sign, rest])?;
        self.times(&result, &phase)
    }

    /// e^u, a factor for every term of u: e^(ln v) is v.
    pub(super) fn exponential(&mut self, u: &Product) -> Option<Product> {
        let mut result = Product::one();
        for (c, group) in self.terms(u)? {
            let power = as_power(&c)?;
            let factor = match self.logarithm_at(&group) {
                Some(Atom::Log(base)) => {
                    let base = self.base_power(base, 1);
                    self.absolute_power(&base, power)?
                }
                Some(Atom::LogNumber(number)) => self.number_power(&number, power)?,
                _ => {
                    let atom = self.atom(Atom::Exp(group));
                    Product::atom(atom, power)
                }
            };
            result = self.times(&result, &factor)?;
        }
        Some(result)
    }

    /// The atom, where it stands there alone.
    fn logarithm_at(&self, group: &Product) -> Option<Atom> {
        match (group.atoms.0.as_slice(), group.sums.is_empty()) {
            ([(atom, power)], true) if power.is_one() => {
                Some((*self.atoms[*atom as usize]).clone())
            }
            _ => None,
        }
    }

    /// ln u, which says that u is positive.
    pub(super) fn logarithm(&mut self, u: &Product) -> Option<Product> {
        if u.is_zero() {
            return None;
        }
        self.is_not_negative(u)?;
        self.log_of_absolute(u)
    }

    /// ln|u|: a term for every factor.
    fn log_of_absolute(&mut self, u: &Product) -> Option<Product> {
        let mut terms = Vec::new();
        for (factor, times) in prime_factors(&u.number.abs()) {
            let atom = self.atom(Atom::LogNumber(factor));
            terms.push(Product::atom(atom, Power::one()).scaled(&times.into()));
        }
        for (mut base, power) in self.bases(u)? {
            // ln(|v|^n) is n·ln|v|.
            while let Base::Atom(atom) = base
                && let Atom::Abs(inside) = *self.atoms[atom as usize]
            {
                base = inside;
            }
            let known = match base {
                Base::Atom(atom) => match *self.atoms[atom as usize].clone() {
                    Atom::Exp(ref exponent) => Some(exponent.clone()),
                    Atom::Number(ref number) => {
                        let atom = self.atom(Atom::LogNumber(number.clone()));
                        Some(Product::atom(atom, Power::one()))
                    }
                    _ => None,
                },
                Base::Sum(_) => None,
            };
            let term = known.unwrap_or_else(|| {
                let atom = self.atom(Atom::Log(base));
                Product::atom(atom, Power::one())
            });
            terms.push(term.scaled(&as_number(power)));
        }
        self.add(&terms)
    }

    /// Anything else, as it stands.
    pub(super) fn call(&mut self, op: Op, parts: &[Product]) -> Option<Product> {
        let parts = parts.iter().map(|part| self.canonical(part)).collect::<Option<Vec<_>>>()?;
        let atom = self.atom(Atom::Call(op, parts));
        Some(Product::atom(atom, Power::one()))
    }

    /// An odd function: f(−u) is −f(u).
    fn odd(&mut self, function: Function, u: &Product) -> Option<Product> {
        let u = self.canonical(u)?;
        if u.is_zero() {
            return Some(u);
        }
        if u.number.is_negative() {
            let call = self.call(Op::Call(function), &[u.opposite()])?;
            return Some(call.opposite());
        }
        self.call(Op::Call(function), &[u])
    }

    fn pi(&mut self, times: Rational) -> Product {
        let pi = self.dag.constant(Constant::Pi);
        let pi = self.atom(Atom::Leaf(pi));
        Product::atom(pi, Power::one()).scaled(&times)
    }

    fn arcsine(&mut self, u: &Product) -> Option<Product> {
        match u.as_number().map(|value| (value.abs(), value.is_negative())) {
            Some((value, negative)) if value.is_one() || value == Rational::fraction(1, 2) => {
                let part = Rational::fraction(1, if value.is_one() { 2 } else { 6 });
                Some(self.pi(if negative { -part } else { part }))
            }
            _ if !self.arcs_as_tangents => self.odd(Function::Arcsin, u),
            // arctan(u/√(1 − u²)), for |u| < 1; at ±1 both sides go on without a jump.
            _ => {
                let square = self.whole_power(u, 2)?;
                let rest = self.add(&[Product::one(), square.opposite()])?;
                let root = self.power(&rest, Power::new_raw(-1, 2))?;
                let tangent = self.times(u, &root)?;
                self.arctangent(&tangent)
            }
        }
    }

    /// arctan u, or ±π/2 − arctan(1/u), whichever is the first of the two.
    fn arctangent(&mut self, u: &Product) -> Option<Product> {
        if u.as_number().is_some_and(|value| value.abs().is_one()) {
            return Some(self.pi(&u.number / Rational::from(4)));
        }
        if u.is_zero() {
            return Some(Product::default());
        }
        let u = self.canonical(u)?;
        let leading = |u: &Product| u.atoms.0.first().map(|(_, power)| *power);
        let upside_down = match (leading(&u), u.sums.as_slice()) {
            (Some(power), _) => power.is_negative(),
            (None, [(_, power), ..]) => *power < 0,
            (None, []) => u.number.abs() < Rational::ONE,
        };
        if !upside_down {
            return self.odd(Function::Arctan, &u);
        }
        let over = self.inverse(&u)?;
        let inside = self.odd(Function::Arctan, &over)?;
        let half = self.pi(Rational::fraction(1, 2));
        let sign = self.sign_of(&u)?;
        let quarter = self.times(&half, &sign)?;
        self.add(&[quarter, inside.opposite()])
    }

    /// ln(u + √(u² ± 1))
    fn log_of_sum_with_root(&mut self, u: &Product, sign: i64) -> Option<Product> {
        let square = self.whole_power(u, 2)?;
        let inside = self.add(&[square, Product::number(sign.into())])?;
        let root = self.power(&inside, Power::new_raw(1, 2))?;
        let sum = self.add(&[u.clone(), root])?;
        self.logarithm(&sum)
    }

    /// ½·ln((1 + u)/(1 − u)), or of the opposite of what is inside.
    fn half_log_of_ratio(&mut self, u: &Product, sign: i64) -> Option<Product> {
        let above = self.add(&[Product::one(), u.clone()])?;
        let below = self.add(&[Product::one(), u.opposite()])?;
        let ratio = self.over(&above, &below)?.scaled(&sign.into());
        Some(self.logarithm(&ratio)?.scaled(&Rational::fraction(1, 2)))
    }

    /// (e^u ± e^−u)/2
    fn hyperbolic(&mut self, u: &Product, sign: i64) -> Option<Product> {
        let e = self.exponential(u)?;
        let inverse = self.inverse(&e)?.scaled(&sign.into());
        Some(self.add(&[e, inverse])?.scaled(&Rational::fraction(1, 2)))
    }

    /// A function of the table.
    pub(super) fn function(&mut self, function: Function, parts: &[Product]) -> Option<Product> {
        use Function::*;
        if let (Max | Min, [first, rest @ ..]) = (function, parts) {
            let sign = Rational::from(if function == Max { 1 } else { -1 });
            let mut result = first.clone();
            for part in rest {
                let difference = self.add(&[result.clone(), part.opposite()])?;
                let distance = self.absolute(&difference)?.scaled(&sign);
                let sum = self.add(&[result, part.clone(), distance])?;
                result = sum.scaled(&Rational::fraction(1, 2));
            }
            return Some(result);
        }
        match (function, parts) {
            (Log, [u, base]) => {
                let (above, below) = (self.logarithm(u)?, self.logarithm(base)?);
                return self.over(&above, &below);
            }
            (Root, [u, index]) => {
                let index = index.as_number()?.whole::<i64>().filter(|index| *index > 0)?;
                return self.power(u, Power::new_raw(1, index));
            }
            _ => {}
        }
        let [u] = parts else { return self.call(Op::Call(function), parts) };
        let half = Rational::fraction(1, 2);
        match function {
            Exp => self.exponential(u),
            Ln => self.logarithm(u),
            Sqrt => self.power(u, Power::new_raw(1, 2)),
            Cbrt => self.power(u, Power::new_raw(1, 3)),
            Abs => self.absolute(u),
            Sign if !u.is_zero() => {
                self.loose = true;
                self.sign_of(u)
            }
            Step if !u.is_zero() => {
                self.loose = true;
                let sign = self.sign_of(u)?;
                Some(self.add(&[Product::one(), sign])?.scaled(&half))
            }
            Relu | LeakyRelu => {
                // Half the sum of both slopes times u, half their difference times |u|.
                let leak = Rational::fraction(i64::from(function == LeakyRelu), 100);
                let (sum, difference) = (Rational::ONE + &leak, Rational::ONE - &leak);
                let absolute = self.absolute(u)?.scaled(&difference);
                Some(self.add(&[u.scaled(&sum), absolute])?.scaled(&half))
            }
            Sin => Some(self.sine_and_cosine(u)?.0),
            Cos => Some(self.sine_and_cosine(u)?.1),
            Tan | Cot | Sec | Csc => {
                let (sine, cosine) = self.sine_and_cosine(u)?;
                match function {
                    Tan => self.over(&sine, &cosine),
                    Cot => self.over(&cosine, &sine),
                    Sec => self.inverse(&cosine),
                    _ => self.inverse(&sine),
                }
            }
            Sinh => self.hyperbolic(u, -1),
            Cosh => self.hyperbolic(u, 1),
            Tanh | Coth | Sech | Csch => {
                let (sinh, cosh) = (self.hyperbolic(u, -1)?, self.hyperbolic(u, 1)?);
                match function {
                    Tanh => self.over(&sinh, &cosh),
                    Coth => self.over(&cosh, &sinh),
                    Sech => self.inverse(&cosh),
                    _ => self.inverse(&sinh),
                }
            }
            Sigmoid | Silu => {
                let e = self.exponential(u)?;
                let below = self.add(&[Product::one(), e.clone()])?;
                let sigmoid = self.over(&e, &below)?;
                if function == Silu { self.times(u, &sigmoid) } else { Some(sigmoid) }
            }
            Softplus => {
                let e = self.exponential(u)?;
                let inside = self.add(&[Product::one(), e])?;
                self.logarithm(&inside)
            }
            Gelu => {
                let root = self.number_power(&half, Power::new_raw(1, 2))?;
                let inside = self.times(u, &root)?;
                let error = self.odd(Erf, &inside)?;
                let sum = self.add(&[Product::one(), error])?;
                self.times(&u.scaled(&half), &sum)
            }
            Arcsin => self.arcsine(u),
            Arctan => self.arctangent(u),
            Arccos | Arcsec | Arccsc | Arccot => {
                let u = if function == Arccos { u.clone() } else { self.inverse(u)? };
                if function == Arccot {
                    return self.arctangent(&u);
                }
                let sine = self.arcsine(&u)?;
                if function == Arccsc {
                    return Some(sine);
                }
                let quarter = self.pi(half);
                self.add(&[quarter, sine.opposite()])
            }
            Arsinh | Arcsch => {
                let u = if function == Arsinh { u.clone() } else { self.inverse(u)? };
                let u = self.canonical(&u)?;
                let sign = Rational::from(if u.number.is_negative() { -1 } else { 1 });
                Some(self.log_of_sum_with_root(&u.scaled(&sign), 1)?.scaled(&sign))
            }
            Arcosh | Arsech => {
                let u = if function == Arcosh { u.clone() } else { self.inverse(u)? };
                self.is_not_negative(&u)?;
                self.log_of_sum_with_root(&u, -1)
            }
            Artanh => self.half_log_of_ratio(u, 1),
            Arcoth => self.half_log_of_ratio(u, -1),
            Erf => self.odd(Erf, u),
            _ => self.call(Op::Call(function), parts),
        }
    }
}
