//! Expressions become quotients of products and sums in one form, so that equal ones are the same.
//!
//! The form has whole numbers and *atoms*: variables, powers of e, absolute values, logarithms,
//! sines and cosines of one angle, everything else as it stands. Functions are brought down to
//! these, sigmoid and tanh to powers of e, tan to sine and cosine, every angle to multiples of the
//! one that all share, every root to powers of absolute values of things that have no factor in
//! common. What is left between atoms are their *relations*: sin² is 1 − cos², |u|² is u².
//!
//! Laws are used only where they hold: ln(ab) is ln|a| + ln|b|, √(x²) is |x|. What a root or a
//! logarithm says of the sign of its inside is a fact for the whole comparison, since two
//! expressions are compared where both are real; what no fact tells is tried with either sign.
//!
//! Everything here is exact. It costs fuel, and what would take too long has no such form.

mod angle;
mod forms;
mod functions;
mod gcd;
mod plain;
mod poly;
mod possible;
mod product;
mod prove;
mod radical;
mod read;
mod sign;
mod write;

use std::rc::Rc;

use num_traits::One;
use rustc_hash::FxHashMap;

use crate::expr::{Dag, Expr, ExprMap, Op, Rational};
use poly::{Monomial, Poly, Power, whole};
use product::Product;

pub use forms::{Form, HIGHEST, MAX_SIZE, forms};
use plain::Variant;
pub use prove::{Proof, compare, one_form};

/// What a monomial is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Atom {
    /// A variable, or π.
    Leaf(Expr),
    /// e to this power, which has no number in front.
    Exp(Product),
    /// The absolute value.
    Abs(Base),
    /// A whole number, for its roots.
    Number(Rational),
    /// ln|u|
    Log(Base),
    /// The logarithm of a whole number.
    LogNumber(Rational),
    /// Sine and cosine of this angle, and the number in front of it.
    Sin(Product, Rational),
    Cos(Product, Rational),
    /// Anything else, with its parts.
    Call(Op, Vec<Product>),
    /// What stands below a root, for powers that are fractions.
    Root(Product),
}

/// What may stand below an absolute value: an atom, or a sum without repeated factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Base {
    Atom(u32),
    Sum(u32),
}

/// The atoms and sums met so far, and what is known of them.
pub(crate) struct Algebra<'d> {
    dag: &'d mut Dag,
    atoms: Vec<Rc<Atom>>,
    atom_ids: FxHashMap<Rc<Atom>, u32>,
    sums: Vec<Rc<Poly>>,
    sum_ids: FxHashMap<Rc<Poly>, u32>,
    /// Sums that no two of which have a factor in common, for roots and logarithms.
    bases: Vec<u32>,
    /// The bases of each sum, as far as they were asked for.
    splits: Vec<Option<Vec<(Base, i32)>>>,
    /// What is known to be negative (`true`) or positive, in order.
    signs: Vec<(Base, bool)>,
    /// Products of these are positive, or negative.
    facts: Vec<(bool, Vec<Base>)>,
    /// Angles, and of what multiples of them were met, the largest that divides them.
    units: Vec<(Product, Rational)>,
    /// Whether functions are left as they stand, and which squares give way to which.
    plain: Option<Variant>,
    /// Whether one over a root stays so, and is not the root over its inside.
    roots_below: bool,
    /// What stands below roots and has a bar, as it was written first: (1 + x)/(1 − x), not
    /// −(x + 1)/(x − 1).
    below_roots: Vec<(u32, Expr)>,
    /// What expressions became.
    known: ExprMap<Product>,
    /// Whether something was learnt that changes what was read before.
    again: bool,
    /// Whether facts are to be taken down: not inside a piece, which need not be in force.
    quiet: bool,
    /// Whether arcsines are brought to arctangents.
    arcs_as_tangents: bool,
    /// Whether the facts contradict each other, so that nothing is real.
    impossible: bool,
    /// Whether a step was taken that may fail at single points: sign(x)² is 1 but at 0.
    loose: bool,
    /// Steps that are left.
    fuel: usize,
}

/// How many steps a comparison may take, a product of two terms being one.
const FUEL: usize = 60_000;

impl Algebra<'_> {
    pub(crate) fn new(dag: &mut Dag) -> Algebra<'_> {
        Algebra {
            dag,
            atoms: Vec::new(),
            atom_ids: FxHashMap::default(),
            sums: Vec::new(),
            sum_ids: FxHashMap::default(),
            bases: Vec::new(),
            splits: Vec::new(),
            signs: Vec::new(),
            facts: Vec::new(),
            units: Vec::new(),
            plain: None,
            roots_below: false,
            below_roots: Vec::new(),
            known: ExprMap::default(),
            again: false,
            quiet: false,
            arcs_as_tangents: false,
            impossible: false,
            loose: false,
            fuel: FUEL,
        }
    }

    fn spend(&mut self, steps: usize) -> Option<()> {
        self.fuel = self.fuel.checked_sub(steps + 1)?;
        Some(())
    }

    fn atom(&mut self, atom: Atom) -> u32 {
        let next = self.atoms.len() as u32;
        let atom = Rc::new(atom);
        let id = *self.atom_ids.entry(atom.clone()).or_insert(next);
        if id == next {
            self.atoms.push(atom);
        }
        id
    }

    fn intern(&mut self, sum: Poly) -> u32 {
        let next = self.sums.len() as u32;
        let sum = Rc::new(sum);
        let id = *self.sum_ids.entry(sum.clone()).or_insert(next);
        if id == next {
            self.sums.push(sum);
        }
        id
    }

    fn poly(&self, sum: u32) -> Rc<Poly> {
        self.sums[sum as usize].clone()
    }

    fn base_power(&self, base: Base, power: i32) -> Product {
        match base {
            Base::Atom(atom) => Product::atom(atom, whole(power.into())),
            Base::Sum(sum) => Product::sum(sum, power),
        }
    }

    fn base_poly(&self, base: Base) -> Rc<Poly> {
        match base {
            Base::Atom(atom) => {
                Rc::new(Poly::term(Monomial::atom(atom, Power::one()), Rational::ONE))
            }
            Base::Sum(sum) => self.poly(sum),
        }
    }

    /// The power of an atom that is something else whatever the power's sign, and what it is: √2
    /// squared, |x| squared.
    fn gives_off(&mut self, atom: u32) -> Option<(Power, Product)> {
        match *self.atoms[atom as usize].clone() {
            Atom::Number(ref number) => Some((Power::one(), Product::number(number.clone()))),
            Atom::Root(ref inside) => Some((Power::one(), inside.clone())),
            Atom::Leaf(e) => self.even_square(e),
            Atom::Abs(base) => Some(match self.sign(base) {
                Some(negative) => {
                    let sign = Rational::from(if negative { -1 } else { 1 });
                    (Power::one(), self.base_power(base, 1).scaled(&sign))
                }
                None => (whole(2), self.base_power(base, 2)),
            }),
            ref other if is_phase(other) => Some((whole(2), Product::one())),
            _ => None,
        }
    }

    /// The power of an atom that is a polynomial in others.
    fn relation(&mut self, atom: u32) -> Option<(Power, Poly)> {
        match *self.atoms[atom as usize].clone() {
            Atom::Number(ref number) => Some((Power::one(), Poly::number(number.clone()))),
            Atom::Root(ref inside) => Some((Power::one(), self.multiplied_out(inside)?)),
            Atom::Leaf(e) => self.square_of_function(e),
            Atom::Abs(base) => {
                let poly = self.base_poly(base);
                Some(match self.sign(base) {
                    Some(true) => (Power::one(), poly.opposite()),
                    Some(false) => (Power::one(), (*poly).clone()),
                    None => (whole(2), Poly::collect(poly.products(&poly)?)),
                })
            }
            Atom::Sin(ref angle, ref unit) => {
                let cosine = self.atom(Atom::Cos(angle.clone(), unit.clone()));
                let square = Poly::term(Monomial::atom(cosine, whole(2)), Rational::from(-1));
                Some((whole(2), square.plus(&Poly::number(Rational::ONE))))
            }
            ref other if is_phase(other) => Some((whole(2), Poly::number(Rational::ONE))),
            _ => None,
        }
    }
}

/// (−1)^n, which is 1 or −1 wherever it is real.
fn is_phase(atom: &Atom) -> bool {
    let Atom::Call(Op::Pow, parts) = atom else { return false };
    parts.first().is_some_and(|base| base.as_number() == Some(&Rational::from(-1)))
}
