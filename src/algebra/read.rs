//! An expression becomes a product, its parts before it.

use num_traits::One;

use super::poly::{Power, as_power};
use super::product::Product;
use super::{Algebra, Atom};
use crate::expr::{Constant, Expr, ExprMap, Function, Op, Rational, Relation};

impl Algebra<'_> {
    /// The product that an expression is; `None` where it has none or finding it takes too long.
    pub(super) fn read(&mut self, root: Expr) -> Option<Product> {
        let order = self.dag.below(root);
        self.spend(order.len())?;
        // What stands inside a piece need not be real for the whole to be.
        let mut inside: ExprMap<()> = ExprMap::default();
        for &e in order.iter().rev() {
            if self.dag.op(e) == Op::Piecewise || inside.contains(e) {
                self.dag.children(e).iter().for_each(|child| inside.insert(*child, ()));
            }
        }
        for e in order {
            if !self.known.contains(e) {
                self.quiet = inside.contains(e);
                let product = self.read_node(e)?;
                self.known.insert(e, product);
            }
        }
        self.known.get(root).cloned()
    }

    fn read_node(&mut self, e: Expr) -> Option<Product> {
        if let Some(variant) = self.plain
            && let Some(product) = self.read_plainly(e, variant)
        {
            return product;
        }
        let op = self.dag.op(e);
        let children = self.dag.children(e).to_vec();
        let parts: Vec<Product> = children.iter().map(|child| self.known[*child].clone()).collect();
        match (op, parts.as_slice()) {
            (Op::Number(_), _) => Some(Product::number(self.dag.number(e)?.value().clone())),
            (Op::Constant(Constant::E), _) => self.exponential(&Product::one()),
            (Op::Constant(_) | Op::Symbol(_), _) => {
                let atom = self.atom(Atom::Leaf(e));
                Some(Product::atom(atom, Power::one()))
            }
            (Op::Add, parts) => self.add(parts),
            (Op::Mul, parts) => {
                let mut product = Product::one();
                for part in parts {
                    product = self.times(&product, part)?;
                }
                Some(product)
            }
            (Op::Neg, [part]) => Some(part.opposite()),
            (Op::Div, [above, below]) => self.over(above, below),
            (Op::Pow, [base, exponent]) => match exponent.as_number() {
                Some(value) => {
                    let power = as_power(value)?;
                    // A decimal, or arithmetic with more than whole numbers, is no fraction: of a
                    // negative base there is no such power.
                    if !power.is_integer() && self.dag.small_arithmetic(children[1]).is_none() {
                        self.is_not_negative(base)?;
                        return self.absolute_power(base, power);
                    }
                    self.power(base, power)
                }
                None => self.general_power(base, exponent),
            },
            (Op::Call(function), parts) => self.function(function, parts),
            (Op::Relation(_), [left, right]) => {
                let difference = self.add(&[left.clone(), right.opposite()])?;
                self.call(op, &[difference])
            }
            (Op::Piecewise, parts) => match self.pieces(&children, parts) {
                Some(sum) => Some(sum),
                None => self.call(op, parts),
            },
            _ => None,
        }
    }

    /// {u if a < b, v else} as v + (u − v)·(1 + sign(b − a))/2, which may fail where a is b.
    fn pieces(&mut self, children: &[Expr], parts: &[Product]) -> Option<Product> {
        let (&[ref pairs @ .., _], [pieces @ .., rest]) = (children, parts) else { return None };
        let mut result = rest.clone();
        let half = Rational::fraction(1, 2);
        let pairs = pairs.chunks(2).zip(pieces.chunks(2)).rev();
        for (pair, piece) in pairs {
            let (&[_, condition], [value, _]) = (pair, piece) else { return None };
            let up = match self.dag.op(condition) {
                Op::Relation(Relation::Less | Relation::LessEqual) => -1,
                Op::Relation(Relation::Greater | Relation::GreaterEqual) => 1,
                _ => return None,
            };
            let (left, right) = self.dag.pair(condition)?;
            // Where a condition has no value, the other piece counts.
            if !self.is_everywhere(condition) {
                return None;
            }
            let (left, right) = (self.known[left].clone(), self.known[right].clone());
            let difference = self.add(&[left, right.opposite()])?;
            if difference.is_zero() {
                return None;
            }
            let sign = self.sign_of(&difference)?.scaled(&Rational::from(up));
            let holds = self.add(&[Product::one(), sign])?.scaled(&half);
            let more = self.add(&[value.clone(), result.opposite()])?;
            let more = self.times(&more, &holds)?;
            result = self.add(&[result, more])?;
        }
        self.loose = true;
        Some(result)
    }

    /// Whether all below has a value wherever its variables have one.
    fn is_everywhere(&self, root: Expr) -> bool {
        use Function::{Abs, Arctan, Cos, Exp, Sigmoid, Sin, Tanh};
        self.dag.below(root).into_iter().all(|e| match self.dag.op(e) {
            Op::Number(_) | Op::Constant(_) | Op::Symbol(_) | Op::Relation(_) => true,
            Op::Add | Op::Mul | Op::Neg => true,
            Op::Call(Abs | Arctan | Cos | Exp | Sigmoid | Sin | Tanh) => true,
            Op::Pow | Op::Div => {
                let below = self.dag.pair(e).and_then(|(_, second)| self.dag.as_rational(second));
                let whole = self.dag.op(e) == Op::Div;
                below.is_some_and(|n| n.is_positive() && (whole || n.is_integer()))
            }
            _ => false,
        })
    }
}
