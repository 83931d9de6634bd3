//! An expression becomes a product whose functions stay as they stand, for other ways to write it.

use num_traits::One;

use super::poly::{Monomial, Poly, Power, as_power, whole};
use super::product::{Product, has_bar};
use super::{Algebra, Atom};
use crate::expr::{Constant, Expr, Function, Op, Rational};

/// Which squares of functions give way to those of their partners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    /// None.
    Literal,
    /// sin² to cos², tan² to sec², sinh² to cosh².
    First,
    /// The other way round.
    Second,
    /// tan, sec and their kin as quotients of sine and cosine, then as in `First`.
    Quotients,
}

/// tan as sin/cos, sec as 1/cos, and their kin: what stands above, nothing for 1, and below.
pub(super) fn as_quotient(function: Function) -> Option<(Option<Function>, Function)> {
    let (circular, sine, cosine) = function.kin().filter(|_| function.is_quotient())?;
    let [sin, cos] = match circular {
        true => [Function::Sin, Function::Cos],
        false => [Function::Sinh, Function::Cosh],
    };
    let above = if sine > 0 { Some(sin) } else { Some(cos).filter(|_| cosine > 0) };
    Some((above, if sine < 0 { sin } else { cos }))
}

impl Algebra<'_> {
    /// `None` where the expression is read as in a proof.
    pub(super) fn read_plainly(&mut self, e: Expr, variant: Variant) -> Option<Option<Product>> {
        let children = self.dag.children(e).to_vec();
        let leaf = |this: &mut Self| {
            let atom = this.atom(Atom::Leaf(e));
            Some(Product::atom(atom, Power::one()))
        };
        match (self.dag.op(e), children.as_slice()) {
            (Op::Constant(Constant::E), _) => Some(self.plain_exponential(&Product::one())),
            (Op::Pow, &[base, exponent]) => {
                let exponent = self.known[exponent].clone();
                Some(match exponent.as_number() {
                    Some(power) => self.plain_power(base, power.clone()),
                    None => self.plain_general_power(base, &exponent).or_else(|| leaf(self)),
                })
            }
            (Op::Call(Function::Exp), &[exponent]) => {
                let exponent = self.known[exponent].clone();
                Some(self.plain_exponential(&exponent))
            }
            (Op::Call(Function::Sqrt), &[base]) => {
                Some(self.plain_power(base, Rational::fraction(1, 2)))
            }
            (Op::Call(Function::Cbrt), &[base]) => {
                Some(self.plain_power(base, Rational::fraction(1, 3)))
            }
            (Op::Call(function), &[u]) if variant == Variant::Quotients => {
                let Some((above, below)) = as_quotient(function) else { return Some(leaf(self)) };
                let [above, below] = [(above, 1), (Some(below), -1)].map(|(function, power)| {
                    let call = self.dag.call(function?, &[u]);
                    let atom = self.atom(Atom::Leaf(call));
                    Some(Product::atom(atom, whole(power)))
                });
                Some(self.times(&above.unwrap_or_else(Product::one), &below?))
            }
            (Op::Call(_) | Op::Piecewise | Op::Relation(_) | Op::Derivative, _) => Some(leaf(self)),
            _ => None,
        }
    }

    fn plain_power(&mut self, base: Expr, power: Rational) -> Option<Product> {
        let inside = self.known[base].clone();
        if power.is_integer() {
            return self.whole_power(&inside, power.whole()?);
        }
        let power = as_power(&power)?;
        if let (&[(atom, one)], true) = (inside.atoms.0.as_slice(), inside.sums.is_empty())
            && one.is_one()
            && inside.number.is_one()
        {
            return Some(Product::atom(atom, power));
        }
        if inside.as_number().is_some_and(Rational::is_positive) {
            return self.number_power(&inside.number, power);
        }
        if inside.is_zero() {
            return None;
        }
        let barred = has_bar(&inside);
        let atom = self.atom(Atom::Root(inside));
        if barred {
            self.below_roots.push((atom, base));
        }
        let root = Product::atom(atom, power);
        self.times(&root, &Product::one())
    }

    fn plain_exponential(&mut self, exponent: &Product) -> Option<Product> {
        let mut result = Product::one();
        for (c, group) in self.terms(exponent)? {
            let power = as_power(&c)?;
            let atom = self.atom(Atom::Exp(group));
            result = self.times(&result, &Product::atom(atom, power))?;
        }
        Some(result)
    }

    /// u^(v + 2) as u^v · u².
    fn plain_general_power(&mut self, base: Expr, exponent: &Product) -> Option<Product> {
        let inside = self.known[base].clone();
        let mut result = Product::one();
        for (c, group) in self.terms(exponent)? {
            let factor = if group.as_number().is_some() {
                self.whole_power(&inside, c.whole()?)?
            } else {
                let power = as_power(&c)?;
                let atom = self.atom(Atom::Call(Op::Pow, vec![inside.clone(), group]));
                Product::atom(atom, power)
            };
            result = self.times(&result, &factor)?;
        }
        Some(result)
    }

    /// |u|² is u².
    pub(super) fn even_square(&mut self, e: Expr) -> Option<(Power, Product)> {
        if self.dag.as_call(e) != Some(Function::Abs) {
            return None;
        }
        let inside = self.known.get(self.dag.child(e)?)?.clone();
        Some((whole(2), self.whole_power(&inside, 2)?))
    }

    /// The square of a function as that of its partner, the way this variant takes it.
    pub(super) fn square_of_function(&mut self, e: Expr) -> Option<(Power, Poly)> {
        use Function::*;
        if let Some((power, square)) = self.even_square(e) {
            return Some((power, self.multiplied_out(&square)?));
        }
        let variant = self.plain.filter(|variant| *variant != Variant::Literal)?;
        // The one squared is `a` and `b` times the other squared.
        let (first, other, a, b) = match self.dag.as_call(e)? {
            Sin => (true, Cos, 1, -1),
            Cos => (false, Sin, 1, -1),
            Tan => (true, Sec, -1, 1),
            Sec => (false, Tan, 1, 1),
            Cot => (true, Csc, -1, 1),
            Csc => (false, Cot, 1, 1),
            Sinh => (true, Cosh, -1, 1),
            Cosh => (false, Sinh, 1, 1),
            Tanh => (true, Sech, 1, -1),
            Sech => (false, Tanh, 1, -1),
            _ => return None,
        };
        if first != (variant != Variant::Second) {
            return None;
        }
        let u = self.dag.child(e)?;
        let other = self.dag.call(other, &[u]);
        let other = self.atom(Atom::Leaf(other));
        let square = Poly::term(Monomial::atom(other, whole(2)), b.into());
        Some((whole(2), square.plus(&Poly::number(a.into()))))
    }
}
