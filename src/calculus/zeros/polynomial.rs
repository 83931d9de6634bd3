//! The zeros of a sum: a polynomial in one thing that moves.

use super::{Search, moves, write};
use crate::calculus::term::{Exponent, Term, large};
use crate::expr::{Expr, Function, Op, Rational};

/// Polynomials of a higher degree, and numbers larger than this in them, are left alone.
const DEGREE: i64 = 12;
const LARGEST: u64 = 10_000;

impl Search<'_> {
    /// A sum that is to be 0, as a polynomial in one thing that moves.
    pub(super) fn polynomial(&mut self, sum: Expr) -> Option<()> {
        let sum = self.tidy(sum);
        if !matches!(self.dag.op(sum), Op::Add) {
            let zero = self.dag.integer(0);
            // Tidying made something simpler of it.
            return self.then(sum, zero);
        }
        let terms = self.tidier.read_sum(self.dag, sum);
        let terms = self.without_common(terms);
        let mut atom = None;
        let mut parts: Vec<(Rational, Rational, Expr)> = Vec::new();
        for term in &terms {
            let (moving, still): (Vec<_>, Vec<_>) =
                term.factors.iter().copied().partition(|factor| moves(self.dag, factor, self.x));
            let (base, n) = match moving.as_slice() {
                [] => (None, Rational::ZERO),
                &[(base, Exponent::Exact(n))] => (Some(base), large(n)),
                &[(base, Exponent::Symbolic(n))] => {
                    let (n, rest) = self.multiple(n);
                    (Some(self.dag.pow(base, rest)), n)
                }
                _ => return None,
            };
            if let Some(base) = base
                && *atom.get_or_insert(base) != base
            {
                return None;
            }
            let plain = if still.is_empty() { term.coefficient.clone() } else { Rational::ZERO };
            let coefficient = write(self.dag, &term.coefficient, &still);
            parts.push((n, plain, coefficient));
        }
        let mut atom = atom?;
        // Roots of the atom are powers of a smaller one: x − √x.
        let below = parts.iter().try_fold(1, |below, part| {
            let (_, own) = part.0.as_pair()?;
            Some(num_integer::lcm(below, own.abs())).filter(|below| *below <= DEGREE)
        })?;
        if below > 1 {
            let root = self.dag.rational(&Rational::fraction(1, below));
            atom = self.dag.pow(atom, root);
        }
        let mut steps = Vec::new();
        for part in &parts {
            steps.push((&part.0 * Rational::from(below)).whole::<i64>()?);
        }
        let (lowest, highest) = (*steps.iter().min()?, *steps.iter().max()?);
        let degree = highest - lowest;
        if !(1..=DEGREE).contains(&degree) || lowest.abs() > DEGREE {
            return None;
        }
        if lowest > 0 {
            let zero = self.dag.integer(0);
            self.then(atom, zero)?;
        }
        let mut dense: Vec<Vec<Expr>> = vec![Vec::new(); degree as usize + 1];
        let mut exact = vec![Rational::ZERO; degree as usize + 1];
        let mut is_exact = true;
        for (n, (_, plain, coefficient)) in steps.into_iter().zip(parts) {
            let at = (n - lowest) as usize;
            is_exact &= !plain.is_zero();
            exact[at] += &plain;
            dense[at].push(coefficient);
        }
        if is_exact {
            return self.roots(atom, exact);
        }
        let mut sums = Vec::new();
        for terms in dense {
            let sum = self.dag.add(&terms);
            sums.push(self.tidy(sum));
        }
        self.up_to_quadratic(atom, &sums)
    }

    /// 3x as 3 and x.
    fn multiple(&mut self, e: Expr) -> (Rational, Expr) {
        match self.tidier.read_sum(self.dag, e).as_slice() {
            [only] if !only.coefficient.is_zero() && !only.factors.is_empty() => {
                let rest = write(self.dag, &Rational::ONE, &only.factors);
                (only.coefficient.clone(), self.tidy(rest))
            }
            _ => (Rational::ONE, e),
        }
    }

    /// Takes out what all terms have in common, and looks for its zeros on its own.
    fn without_common(&mut self, mut terms: Vec<Term>) -> Vec<Term> {
        let zero = self.dag.integer(0);
        let Some(first) = terms.first() else { return terms };
        for (base, exponent) in first.factors.clone() {
            let shared = terms.iter().all(|term| term.exponent_of(base) == Some(exponent));
            if shared && moves(self.dag, &(base, exponent), self.x) {
                let factor = write(self.dag, &Rational::ONE, &[(base, exponent)]);
                self.open.push((factor, zero));
            }
            if shared {
                for term in &mut terms {
                    term.factors.retain(|factor| factor.0 != base);
                }
            }
        }
        terms
    }

    /// The rational roots one by one, then those of the quadratic that is left.
    fn roots(&mut self, atom: Expr, mut coefficients: Vec<Rational>) -> Option<()> {
        loop {
            while coefficients.last().is_some_and(Rational::is_zero) {
                coefficients.pop();
            }
            if coefficients.first().is_some_and(Rational::is_zero) {
                coefficients.remove(0);
                let zero = self.dag.integer(0);
                self.then(atom, zero)?;
                continue;
            }
            let degree = coefficients.len().saturating_sub(1);
            if degree == 0 {
                return Some(());
            }
            if degree <= 2 {
                let all: Vec<Expr> = coefficients.iter().map(|c| self.dag.rational(c)).collect();
                return self.up_to_quadratic(atom, &all);
            }
            // Only the first and the last: a power, and a root of it.
            if coefficients[1..degree].iter().all(Rational::is_zero) {
                let n = self.dag.integer(degree as u64);
                let power = self.dag.pow(atom, n);
                let c = self.dag.rational(&(-&coefficients[0] / &coefficients[degree]));
                return self.then(power, c);
            }
            // Only even powers: a polynomial in the square.
            if coefficients.iter().skip(1).step_by(2).all(Rational::is_zero) {
                let two = self.dag.integer(2);
                let square = self.dag.pow(atom, two);
                // Once: of a higher degree it is left alone.
                let even = coefficients.iter().step_by(2);
                let all: Vec<Expr> = even.map(|c| self.dag.rational(c)).collect();
                return self.up_to_quadratic(square, &all);
            }
            let root = rational_root(&coefficients)?;
            let place = self.dag.rational(&root);
            self.then(atom, place)?;
            coefficients = deflated(&coefficients, &root);
        }
    }

    /// The zeros of a polynomial by its coefficients, the lowest first; nothing is known of a cubic.
    fn up_to_quadratic(&mut self, atom: Expr, coefficients: &[Expr]) -> Option<()> {
        match *coefficients {
            [b, a] => {
                let minus = self.dag.neg(b);
                let root = self.dag.div(minus, a);
                self.then(atom, root)
            }
            [c, b, a] => self.quadratic(atom, [a, b, c]),
            _ => None,
        }
    }

    /// a t² + b t + c = 0
    fn quadratic(&mut self, atom: Expr, [a, b, c]: [Expr; 3]) -> Option<()> {
        let (two, four) = (self.dag.integer(2), self.dag.integer(4));
        let (square, product) = (self.dag.pow(b, two), self.dag.mul(&[four, a, c]));
        let inside = self.dag.sub(square, product);
        let inside = self.tidy(inside);
        let discriminant = self.value(inside);
        if discriminant < 0.0 {
            return Some(());
        }
        if !discriminant.is_finite() {
            return None;
        }
        let root = self.dag.call(Function::Sqrt, &[inside]);
        let (minus, below) = (self.dag.neg(b), self.dag.mul(&[two, a]));
        let lower = self.dag.sub(minus, root);
        let upper = self.dag.add(&[minus, root]);
        let lower = self.dag.div(lower, below);
        self.then(atom, lower)?;
        if discriminant > 0.0 {
            let upper = self.dag.div(upper, below);
            self.then(atom, upper)?;
        }
        Some(())
    }
}

/// A root p/q: p divides the last coefficient, q the first (once they are whole).
fn rational_root(coefficients: &[Rational]) -> Option<Rational> {
    let mut scale = Rational::ONE;
    for coefficient in coefficients {
        let scaled = coefficient * &scale;
        let (_, below) = scaled.as_pair()?;
        scale *= Rational::from(below.unsigned_abs());
    }
    let whole = |c: &Rational| (c * &scale).abs().to_u64().filter(|n| (1..=LARGEST).contains(n));
    let (last, first) = (whole(&coefficients[0])?, whole(coefficients.last()?)?);
    let divisors = |n: u64| (1..=n).filter(move |d| n.is_multiple_of(*d));
    for below in divisors(first) {
        for above in divisors(last) {
            for candidate in [Rational::from(above), -Rational::from(above)] {
                let candidate = candidate / Rational::from(below);
                if horner(coefficients, &candidate).is_zero() {
                    return Some(candidate);
                }
            }
        }
    }
    None
}

fn horner(coefficients: &[Rational], at: &Rational) -> Rational {
    coefficients.iter().rev().fold(Rational::ZERO, |sum, c| sum * at + c)
}

/// The polynomial without one of its roots.
fn deflated(coefficients: &[Rational], root: &Rational) -> Vec<Rational> {
    let mut quotient = Vec::with_capacity(coefficients.len());
    let mut carried = Rational::ZERO;
    for coefficient in coefficients[1..].iter().rev() {
        carried = carried * root + coefficient;
        quotient.push(carried.clone());
    }
    quotient.reverse();
    quotient
}
