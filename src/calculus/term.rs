//! A product seen as `c · b₁^e₁ · b₂^e₂ …`, and a sum as a list of those.
//!
//! This is the form in which arithmetic on formulas is easy: two terms are alike when their
//! factors are the same, a product adds exponents, a quotient subtracts them. [`Terms`] reads a
//! tidy expression into this form and writes it back the way a person does.

use std::rc::Rc;

use num_traits::{One, Signed, Zero};
use rustc_hash::FxHashMap;

use crate::expr::{Constant, Dag, Expr, Function, Op, Rational};

/// The exponent of a factor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Exponent {
    /// A number.
    Exact(Rational),
    /// Anything else, tidy: the n of xⁿ, the 3x of e^(3x).
    Symbolic(Expr),
}

impl Exponent {
    pub(crate) fn one() -> Exponent {
        Exponent::Exact(Rational::one())
    }

    pub(crate) fn exact(&self) -> Option<&Rational> {
        match self {
            Exponent::Exact(value) => Some(value),
            Exponent::Symbolic(_) => None,
        }
    }

    pub(crate) fn is_integer(&self) -> bool {
        self.exact().is_some_and(Rational::is_integer)
    }
}

/// A base and its exponent.
pub(crate) type Factor = (Expr, Exponent);

/// `coefficient · b₁^e₁ · b₂^e₂ …`: bases in order of their handles, each once, none to the power 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub coefficient: Rational,
    pub factors: Vec<Factor>,
    /// Whether a decimal went into the coefficient, so that it is written as one.
    pub decimal: bool,
}

impl Term {
    pub(crate) fn number(coefficient: Rational) -> Term {
        Term { coefficient, factors: Vec::new(), decimal: false }
    }

    pub(crate) fn factor(base: Expr, exponent: Exponent) -> Term {
        Term { coefficient: Rational::one(), factors: vec![(base, exponent)], decimal: false }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.coefficient.is_zero()
    }

    /// The number it is, if it has no factors.
    pub(crate) fn as_number(&self) -> Option<&Rational> {
        self.factors.is_empty().then_some(&self.coefficient)
    }

    pub(crate) fn exponent_of(&self, base: Expr) -> Option<&Exponent> {
        self.factors
            .binary_search_by_key(&base, |(base, _)| *base)
            .ok()
            .map(|place| &self.factors[place].1)
    }
}

/// Reads and writes terms, and remembers what it read.
#[derive(Default)]
pub(crate) struct Terms {
    read: FxHashMap<Expr, Rc<Term>>,
}

impl Terms {
    /// A tidy expression as one term. Sums are factors of their own.
    pub(crate) fn read(&mut self, dag: &mut Dag, e: Expr) -> Rc<Term> {
        if let Some(term) = self.read.get(&e) {
            return term.clone();
        }
        let term = Rc::new(self.read_afresh(dag, e));
        self.read.insert(e, term.clone());
        term
    }

    /// A tidy expression as the terms of a sum.
    pub(crate) fn read_sum(&mut self, dag: &mut Dag, e: Expr) -> Vec<Rc<Term>> {
        match dag.op(e) {
            Op::Add => {
                let children = dag.children(e).to_vec();
                children.into_iter().map(|child| self.read(dag, child)).collect()
            }
            _ => vec![self.read(dag, e)],
        }
    }

    // A tidy product is at most Neg[Div[Mul[Pow…], Mul[Pow…]]]: a handful of levels, whatever
    // stands inside the bases.
    fn read_afresh(&mut self, dag: &mut Dag, e: Expr) -> Term {
        let mut term = Term::number(Rational::one());
        let mut parts = vec![(e, false)];
        while let Some((e, inverted)) = parts.pop() {
            match dag.op(e) {
                Op::Neg => {
                    term.coefficient = -term.coefficient;
                    parts.extend(dag.child(e).map(|child| (child, inverted)));
                }
                Op::Mul => parts.extend(dag.children(e).iter().rev().map(|&e| (e, inverted))),
                Op::Div => {
                    if let Some((above, below)) = dag.pair(e) {
                        if dag.is_integer(below, 0) {
                            multiply_factor(dag, &mut term, (e, Exponent::one()));
                        } else {
                            parts.push((below, !inverted));
                            parts.push((above, inverted));
                        }
                    }
                }
                Op::Number(_) => {
                    let Some(number) = dag.number(e) else { continue };
                    term.decimal |= !number.is_integer();
                    if inverted && number.value().is_zero() {
                        multiply_factor(dag, &mut term, (e, Exponent::Exact(-Rational::one())));
                    } else if inverted {
                        term.coefficient /= number.value();
                    } else {
                        term.coefficient *= number.value();
                    }
                }
                _ => {
                    let (base, exponent) = split_power(dag, e);
                    let exponent = if inverted { negated(dag, &exponent) } else { exponent };
                    multiply_factor(dag, &mut term, (base, exponent));
                }
            }
        }
        term
    }

    /// The product of two terms.
    pub(crate) fn multiply(&self, dag: &mut Dag, a: &Term, b: &Term) -> Term {
        let mut product = a.clone();
        product.coefficient *= &b.coefficient;
        product.decimal |= b.decimal;
        for factor in &b.factors {
            multiply_factor(dag, &mut product, factor.clone());
        }
        product
    }

    /// The term to the power −1.
    pub(crate) fn inverse(&self, dag: &mut Dag, a: &Term) -> Option<Term> {
        if a.is_zero() {
            return None;
        }
        let factors =
            a.factors.iter().map(|(base, exponent)| (*base, negated(dag, exponent))).collect();
        Some(Term { coefficient: a.coefficient.recip(), factors, decimal: a.decimal })
    }

    /// Writes a term the way a person does: the number, then what is simple, then brackets, then
    /// functions; everything to a negative power below one fraction bar.
    pub(crate) fn write(&mut self, dag: &mut Dag, term: Term) -> Expr {
        if term.is_zero() {
            return dag.integer(0);
        }
        let magnitude = term.coefficient.abs();
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let mut order: Vec<&Factor> = term.factors.iter().collect();
        order.sort_by_key(|(base, exponent)| place_in_product(dag, *base, exponent));
        for (base, exponent) in order {
            match sign_of(dag, exponent) {
                true => {
                    let exponent = negated(dag, exponent);
                    below.push(write_power(dag, *base, &exponent));
                }
                false => above.push(write_power(dag, *base, exponent)),
            }
        }
        let as_decimal = term.decimal.then(|| dag.decimal(&magnitude, 12));
        match as_decimal.filter(|&e| dag.number(e).is_some()) {
            Some(number) if !(magnitude.is_one() && !above.is_empty()) => above.insert(0, number),
            Some(_) => {}
            None => {
                if !magnitude.numer().is_one() || above.is_empty() {
                    above.insert(0, dag.integer(magnitude.numer().clone()));
                }
                if !magnitude.denom().is_one() {
                    below.insert(0, dag.integer(magnitude.denom().clone()));
                }
            }
        }
        let mut written = dag.mul(&above);
        if !below.is_empty() {
            let below = dag.mul(&below);
            written = dag.div(written, below);
        }
        if term.coefficient.is_negative() {
            written = dag.neg(written);
        }
        self.read.insert(written, Rc::new(term));
        written
    }
}

/// base^exponent as a factor: roots, powers and the exponential function are all powers.
fn split_power(dag: &mut Dag, e: Expr) -> Factor {
    let fraction = |n: i64, d: i64| Exponent::Exact(Rational::new(n.into(), d.into()));
    match (dag.op(e), dag.children(e)) {
        (Op::Pow, &[base, exponent]) => (base, exponent_of(dag, exponent)),
        (Op::Call(Function::Exp), &[exponent]) => {
            (dag.constant(Constant::E), exponent_of(dag, exponent))
        }
        (Op::Call(Function::Sqrt), &[base]) => (base, fraction(1, 2)),
        (Op::Call(Function::Cbrt), &[base]) => (base, fraction(1, 3)),
        (Op::Call(Function::Root), &[base, index]) => match dag.as_rational(index) {
            Some(index) if index.is_integer() && index.is_positive() => {
                (base, Exponent::Exact(index.recip()))
            }
            _ => (e, Exponent::one()),
        },
        _ => (e, Exponent::one()),
    }
}

/// An exponent as it stands on paper, read.
pub(crate) fn exponent_of(dag: &Dag, e: Expr) -> Exponent {
    match dag.as_rational(e) {
        Some(value) => Exponent::Exact(value),
        None => Exponent::Symbolic(e),
    }
}

/// An exponent, written.
pub(crate) fn write_exponent(dag: &mut Dag, exponent: &Exponent) -> Expr {
    match exponent {
        Exponent::Exact(value) => dag.rational(value),
        Exponent::Symbolic(e) => *e,
    }
}

/// Whether an exponent carries a minus sign, so that its power belongs below the bar. Powers of
/// functions of x stay where they are: e^(−x), not 1/e^x.
fn sign_of(dag: &Dag, exponent: &Exponent) -> bool {
    match exponent {
        Exponent::Exact(value) => value.is_negative(),
        Exponent::Symbolic(e) => dag.op(*e) == Op::Neg && dag.is_constant(*e),
    }
}

fn negated(dag: &mut Dag, exponent: &Exponent) -> Exponent {
    match exponent {
        Exponent::Exact(value) => Exponent::Exact(-value),
        Exponent::Symbolic(e) => {
            let opposite = Terms::default().negate_sum(dag, *e);
            exponent_of(dag, opposite)
        }
    }
}

impl Terms {
    /// `-e` with the sign taken to every term of a sum.
    pub(crate) fn negate_sum(&mut self, dag: &mut Dag, e: Expr) -> Expr {
        let mut terms = Vec::new();
        for term in self.read_sum(dag, e) {
            let opposite = Term { coefficient: -&term.coefficient, ..(*term).clone() };
            terms.push(self.write(dag, opposite));
        }
        dag.add(&terms)
    }

    /// The sum of two exponents.
    pub(crate) fn add_exponents(&mut self, dag: &mut Dag, a: &Exponent, b: &Exponent) -> Exponent {
        if let (Exponent::Exact(a), Exponent::Exact(b)) = (a, b) {
            return Exponent::Exact(a + b);
        }
        let (a, b) = (write_exponent(dag, a), write_exponent(dag, b));
        let mut sum = Sum::default();
        for e in [a, b] {
            for term in self.read_sum(dag, e) {
                sum.add(&term);
            }
        }
        let written = sum.write(dag, self);
        exponent_of(dag, written)
    }
}

/// Multiplies a factor into a term: exponents of the same base add up; what becomes a plain
/// number goes into the coefficient.
pub(crate) fn multiply_factor(dag: &mut Dag, term: &mut Term, (base, exponent): Factor) {
    match term.factors.binary_search_by_key(&base, |(base, _)| *base) {
        Ok(place) => {
            let sum = Terms::default().add_exponents(dag, &term.factors[place].1, &exponent);
            if sum.exact().is_some_and(Zero::is_zero) {
                term.factors.remove(place);
            } else {
                term.factors[place].1 = sum;
                extract_number(dag, term, place);
            }
        }
        Err(place) => {
            if exponent.exact().is_some_and(Zero::is_zero) {
                return;
            }
            term.factors.insert(place, (base, exponent));
            extract_number(dag, term, place);
        }
    }
}

/// A power of a number with a whole part in its exponent gives that part to the coefficient:
/// 2^(3/2) is 2·2^(1/2), 4² is 16.
fn extract_number(dag: &Dag, term: &mut Term, place: usize) {
    let (base, exponent) = &term.factors[place];
    let (Some(number), Exponent::Exact(value)) = (dag.number(*base), exponent) else { return };
    if number.value().is_zero() {
        return;
    }
    let whole = value.floor();
    let Ok(power) = i32::try_from(whole.to_integer()) else { return };
    let bits = number.value().numer().bits().max(number.value().denom().bits());
    if power == 0 || bits.saturating_mul(u64::from(power.unsigned_abs())) > MAX_POWER_BITS {
        return;
    }
    term.coefficient *= num_traits::pow::Pow::pow(number.value(), power);
    term.decimal |= !number.is_integer();
    let rest = value - whole;
    if rest.is_zero() {
        term.factors.remove(place);
    } else {
        term.factors[place].1 = Exponent::Exact(rest);
    }
}

/// A power of a number is worked out as long as the result has at most this many bits, about a
/// hundred digits; 2^1000 stays a power.
const MAX_POWER_BITS: u64 = 340;

fn write_power(dag: &mut Dag, base: Expr, exponent: &Exponent) -> Expr {
    if let Exponent::Exact(value) = exponent {
        if value.is_one() {
            return base;
        }
        if value == &Rational::new(1.into(), 2.into()) {
            return dag.call(Function::Sqrt, &[base]);
        }
    }
    let exponent = write_exponent(dag, exponent);
    dag.pow(base, exponent)
}

/// Where a factor stands in a product: constants, letters by the alphabet, brackets, powers of e,
/// roots and functions.
fn place_in_product(dag: &Dag, base: Expr, exponent: &Exponent) -> (u8, Box<str>, Expr) {
    let rank = match dag.op(base) {
        Op::Number(_) if exponent.exact().is_some() => 0,
        Op::Constant(Constant::E) if exponent.exact().is_none() => 5,
        Op::Constant(_) => 1,
        Op::Symbol(symbol) if !matches!(exponent, Exponent::Exact(e) if !e.is_integer()) => {
            return (2, dag.name(symbol).into(), base);
        }
        Op::Number(_) => 4,
        Op::Symbol(_) => 3,
        Op::Add => 4,
        _ => 6,
    };
    (rank, "".into(), base)
}

/// Terms added up: like terms together, each where the first of its kind stood.
#[derive(Default)]
pub(crate) struct Sum {
    terms: Vec<Term>,
    places: FxHashMap<Vec<Factor>, usize>,
    /// Whether two terms were alike.
    pub collected: bool,
}

impl Sum {
    pub(crate) fn add(&mut self, term: &Term) {
        if term.is_zero() {
            return;
        }
        match self.places.get(&term.factors) {
            Some(&place) => {
                let there = &mut self.terms[place];
                there.coefficient += &term.coefficient;
                there.decimal |= term.decimal;
                self.collected = true;
            }
            None => {
                self.places.insert(term.factors.clone(), self.terms.len());
                self.terms.push(term.clone());
            }
        }
    }

    pub(crate) fn into_terms(self) -> Vec<Term> {
        self.terms.into_iter().filter(|term| !term.is_zero()).collect()
    }

    pub(crate) fn write(self, dag: &mut Dag, terms: &mut Terms) -> Expr {
        let written: Vec<Expr> =
            self.into_terms().into_iter().map(|term| terms.write(dag, term)).collect();
        dag.add(&written)
    }
}
