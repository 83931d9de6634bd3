//! A product becomes an expression again.

use num_traits::One;

use super::poly::{Poly, Power, as_number};
use super::product::Product;
use super::{Algebra, Atom, Base};
use crate::expr::{Expr, Function, Op};

/// How many things inside things are written.
const MAX_DEPTH: usize = 40;

impl Algebra<'_> {
    /// The expression, as it stands: to be tidied.
    pub(super) fn write(&mut self, product: &Product) -> Option<Expr> {
        self.write_product(product, MAX_DEPTH)
    }

    // Atoms are made of older things only; the depth is bounded all the same, and what an atom that
    // stands in many others takes each time is paid for.
    fn write_product(&mut self, product: &Product, depth: usize) -> Option<Expr> {
        let depth = depth.checked_sub(1)?;
        self.spend(0)?;
        let mut factors = vec![self.dag.rational(&product.number)];
        for &(atom, power) in &product.atoms.0 {
            factors.push(self.write_atom(atom, power, depth)?);
        }
        for &(sum, power) in &product.sums {
            let sum = self.write_poly(&self.poly(sum), depth)?;
            let power = self.dag.integer(power);
            factors.push(self.dag.pow(sum, power));
        }
        Some(self.dag.mul(&factors))
    }

    fn write_poly(&mut self, poly: &Poly, depth: usize) -> Option<Expr> {
        let mut terms = Vec::with_capacity(poly.terms.len());
        for (monomial, number) in &poly.terms {
            let term = Product::term(number.clone(), monomial.clone());
            terms.push(self.write_product(&term, depth)?);
        }
        // 1 + cos u, but x² + 1.
        if let [(monomial, _), (none, number)] = poly.terms.as_slice()
            && none.0.is_empty()
            && number.is_positive()
            && monomial.0.iter().any(|(atom, _)| self.is_function(*atom))
        {
            terms.swap(0, 1);
        }
        Some(self.dag.add(&terms))
    }

    /// Whether it is a sine or its kin; a logarithm and a power of e stand in front, as a letter does.
    fn is_function(&self, atom: u32) -> bool {
        match *self.atoms[atom as usize] {
            Atom::Leaf(e) => {
                let function = self.dag.as_call(e);
                function.is_some_and(|it| !matches!(it, Function::Exp | Function::Ln))
            }
            Atom::Sin(..) | Atom::Cos(..) | Atom::Call(Op::Call(_), _) => true,
            _ => false,
        }
    }

    fn write_atom(&mut self, atom: u32, power: Power, depth: usize) -> Option<Expr> {
        let exponent = as_number(power);
        let base = match *self.atoms[atom as usize].clone() {
            Atom::Leaf(e) => e,
            Atom::Exp(ref inside) => {
                let inside = self.write_product(&inside.scaled(&exponent), depth)?;
                return Some(self.dag.call(Function::Exp, &[inside]));
            }
            Atom::Abs(base) => self.write_absolute(base, depth)?,
            Atom::Number(ref number) => self.dag.rational(number),
            Atom::Root(ref inside) => {
                match self.below_roots.iter().find(|(there, _)| *there == atom) {
                    Some(&(_, written)) => written,
                    None => self.write_product(inside, depth)?,
                }
            }
            Atom::Log(base) => {
                let inside = self.write_absolute(base, depth)?;
                self.dag.call(Function::Ln, &[inside])
            }
            Atom::LogNumber(ref number) => {
                let number = self.dag.rational(number);
                self.dag.call(Function::Ln, &[number])
            }
            Atom::Sin(ref angle, ref unit) => {
                let inside = self.write_product(&angle.scaled(unit), depth)?;
                self.dag.call(Function::Sin, &[inside])
            }
            Atom::Cos(ref angle, ref unit) => {
                let inside = self.write_product(&angle.scaled(unit), depth)?;
                self.dag.call(Function::Cos, &[inside])
            }
            Atom::Call(Op::Pow, ref parts) => {
                let [base, inside] = parts.as_slice() else { return None };
                let base = self.write_product(base, depth)?;
                let inside = self.write_product(&inside.scaled(&exponent), depth)?;
                return Some(self.dag.pow(base, inside));
            }
            Atom::Call(op, ref parts) => {
                let mut children = Vec::with_capacity(parts.len() + 1);
                for part in parts {
                    children.push(self.write_product(part, depth)?);
                }
                if let Op::Relation(_) = op {
                    children.push(self.dag.integer(0));
                }
                self.dag.node(op, &children)
            }
        };
        let exponent = self.dag.rational(&exponent);
        Some(if power.is_one() { base } else { self.dag.pow(base, exponent) })
    }

    /// |u|, without bars where the sign of u is known.
    fn write_absolute(&mut self, base: Base, depth: usize) -> Option<Expr> {
        let negative = self.sign(base);
        let inside = match base {
            Base::Atom(atom) => self.write_atom(atom, Power::one(), depth)?,
            Base::Sum(sum) => self.write_poly(&self.poly(sum), depth)?,
        };
        Some(match negative {
            Some(false) => inside,
            Some(true) => self.dag.neg(inside),
            None => self.dag.call(Function::Abs, &[inside]),
        })
    }
}
