//! An expression becomes a product, its parts before it.

use rustc_hash::FxHashSet;

use super::poly::Power;
use super::product::Product;
use super::{Algebra, Atom};
use crate::expr::{Constant, Expr, Op, Rational};

impl Algebra<'_> {
    /// The product that an expression is; `None` where it has none or finding it takes too long.
    pub(super) fn read(&mut self, root: Expr) -> Option<Product> {
        let order = self.dag.below(root);
        self.spend(order.len())?;
        // What stands inside a piece need not be real for the whole to be.
        let mut inside: FxHashSet<Expr> = FxHashSet::default();
        for &e in order.iter().rev() {
            if self.dag.op(e) == Op::Piecewise || inside.contains(&e) {
                inside.extend(self.dag.children(e));
            }
        }
        for e in order {
            if !self.known.contains_key(&e) {
                self.quiet = inside.contains(&e);
                let product = self.read_node(e)?;
                self.known.insert(e, product);
            }
        }
        self.known.get(&root).cloned()
    }

    fn read_node(&mut self, e: Expr) -> Option<Product> {
        if let Some(variant) = self.plain
            && let Some(product) = self.read_plainly(e, variant)
        {
            return product;
        }
        let op = self.dag.op(e);
        let children = self.dag.children(e).to_vec();
        let parts: Vec<Product> = children.iter().map(|child| self.known[child].clone()).collect();
        match (op, parts.as_slice()) {
            (Op::Number(_), _) => Some(Product::number(self.dag.number(e)?.value().clone())),
            (Op::Constant(Constant::E), _) => self.exponential(&Product::one()),
            (Op::Constant(_) | Op::Symbol(_), _) => {
                let atom = self.atom(Atom::Leaf(e));
                Some(Product::atom(atom, num_traits::One::one()))
            }
            (Op::Add, parts) => self.add(parts),
            (Op::Mul, parts) => {
                let mut product = Product::one();
                for part in parts {
                    product = self.times(&product, part)?;
                }
                Some(product)
            }
            (Op::Neg, [part]) => Some(part.scaled(&Rational::from(-1))),
            (Op::Div, [above, below]) => self.over(above, below),
            (Op::Pow, [base, exponent]) => match exponent.as_number() {
                Some(value) => {
                    let (above, below) = value.as_pair()?;
                    let power = Power::new_raw(above, below);
                    // A decimal, or arithmetic with more than whole numbers, is no fraction: of a
                    // negative base there is no such power.
                    if below != 1 && self.dag.small_arithmetic(children[1]).is_none() {
                        self.is_not_negative(base)?;
                        return self.absolute_power(base, power);
                    }
                    self.power(base, power)
                }
                None => self.general_power(base, exponent),
            },
            (Op::Call(function), parts) => self.function(function, parts),
            (Op::Relation(_), [left, right]) => {
                let difference = self.add(&[left.clone(), right.scaled(&Rational::from(-1))])?;
                self.call(op, &[difference])
            }
            (Op::Piecewise, parts) => self.call(op, parts),
            _ => None,
        }
    }
}
