//! Two expressions become equal, or a difference that is shorter than both.

use num_traits::One;

use super::product::Product;
use super::{Algebra, Atom, Base};
use crate::expr::Function::{Arccos, Arccot, Arccsc, Arcsec, Arcsin, Arctan};
use crate::expr::{Dag, Expr, ExprMap, Op, Rational};

/// What the form of two expressions says of them, where both are real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// They are equal.
    Equal,
    /// They are equal but for single points at most.
    NearlyEqual,
    /// They are a part of a whole turn apart at most: by less than 0.3 only where they are equal.
    Turns,
    /// This is the one less the other, all that cancels being cancelled.
    Difference(Expr),
    /// Nothing is known.
    Nothing,
}

/// How often things are read again after something was learnt.
const MAX_ROUNDS: usize = 8;

/// How many unknown signs are tried.
const MAX_SIGNS: usize = 5;

/// Expressions with more symbols are not brought to the form.
const MAX_SIZE: u32 = 1500;

/// Compares two expressions by their forms.
pub fn compare(dag: &mut Dag, a: Expr, b: Expr) -> Proof {
    if a == b {
        return Proof::Equal;
    }
    if dag.size(a).saturating_add(dag.size(b)) > MAX_SIZE {
        return Proof::Nothing;
    }
    let proof = attempt(dag, a, b, false);
    if !matches!(proof, Proof::Difference(_) | Proof::Nothing | Proof::Turns) {
        return proof;
    }
    // An arcsine on the one side may be an arctangent on the other.
    let has = |function| dag.below_all(&[a, b]).iter().any(|e| dag.as_call(*e) == Some(function));
    let arcsines = [Arcsin, Arccos, Arcsec, Arccsc].into_iter().any(has);
    if arcsines && (has(Arctan) || has(Arccot)) {
        let again = attempt(dag, a, b, true);
        if matches!(again, Proof::Equal | Proof::NearlyEqual) {
            return again;
        }
    }
    proof
}

/// The form of an expression written out, to be tidied; `None` where it has none, or where it may
/// differ at single points.
pub fn one_form(dag: &mut Dag, e: Expr) -> Option<Expr> {
    let zero = dag.integer(0);
    let mut algebra = Algebra::new(dag);
    let form = algebra.difference(e, zero)?;
    let form = algebra.canonical(&form)?;
    if algebra.loose || algebra.impossible { None } else { algebra.write(&form) }
}

fn attempt(dag: &mut Dag, a: Expr, b: Expr, arcs_as_tangents: bool) -> Proof {
    let mut algebra = Algebra::new(dag);
    algebra.arcs_as_tangents = arcs_as_tangents;
    let Some(difference) = algebra.difference(a, b) else { return Proof::Nothing };
    let vanishes = difference.is_zero()
        || algebra.logarithms_cancel(&difference)
        || algebra.vanishes_with_every_sign(a, b, &difference);
    if vanishes {
        return if algebra.loose { Proof::NearlyEqual } else { Proof::Equal };
    }
    if !algebra.loose && algebra.is_turns(&difference).is_some() {
        return Proof::Turns;
    }
    match algebra.write(&difference) {
        Some(difference) => Proof::Difference(difference),
        None => Proof::Nothing,
    }
}

impl Algebra<'_> {
    /// a − b, read again until nothing new is learnt.
    fn difference(&mut self, a: Expr, b: Expr) -> Option<Product> {
        for _ in 0..MAX_ROUNDS {
            self.known = ExprMap::default();
            self.facts.clear();
            (self.again, self.impossible) = (false, false);
            let (a, b) = (self.read(a)?, self.read(b)?);
            self.learn();
            if !self.again {
                return self.add(&[a, b.opposite()]);
            }
        }
        None
    }

    /// Whether a − b is 0 whatever signs the things in it have that are possible.
    fn vanishes_with_every_sign(&mut self, a: Expr, b: Expr, difference: &Product) -> bool {
        let unknown = self.unknown_in(difference);
        if unknown.is_empty() || unknown.len() > MAX_SIGNS {
            return false;
        }
        let known = self.signs.clone();
        let mut met = false;
        let vanishes = (0..1u32 << unknown.len()).all(|signs| {
            self.signs.clone_from(&known);
            for (place, base) in unknown.iter().enumerate() {
                self.assume(*base, signs >> place & 1 == 1);
            }
            match self.difference(a, b) {
                Some(difference) => {
                    let vanishes = difference.is_zero() || self.logarithms_cancel(&difference);
                    met |= vanishes;
                    vanishes || !self.is_possible()
                }
                None => self.impossible,
            }
        });
        self.signs = known;
        vanishes && met
    }

    /// Whether a sum of logarithms is 0: whether the product of what they are of is 1, or its
    /// square, signs being lost. ln|1 + sin u| + ln|1 − sin u| is 2·ln|cos u|.
    fn logarithms_cancel(&mut self, difference: &Product) -> bool {
        self.product_below_logarithms(difference).is_some_and(|rest| rest.is_zero())
    }

    fn product_below_logarithms(&mut self, difference: &Product) -> Option<Product> {
        let &[(sum, 1)] = difference.sums.as_slice() else { return None };
        let (mut above, mut below) = (Product::one(), Product::one());
        for (monomial, times) in &self.poly(sum).terms {
            let &[(atom, power)] = monomial.0.as_slice() else { return None };
            power.is_one().then_some(())?;
            let inside = match *self.atoms[atom as usize] {
                Atom::Log(base) => self.base_power(base, 1),
                Atom::LogNumber(ref number) => Product::number(number.clone()),
                _ => return None,
            };
            let times = times.whole::<i32>().filter(|times| times.abs() <= 8)?;
            let factor = self.whole_power(&inside, 2 * times.abs())?;
            let side = if times > 0 { &mut above } else { &mut below };
            *side = self.times(side, &factor)?;
        }
        self.add(&[above, below.opposite()])
    }

    /// Whether a sum of arcs and parts of π is a multiple of π/8, π/7 … or π: whether the sine of
    /// it, taken so often that all arcs are whole, is 0.
    fn is_turns(&mut self, difference: &Product) -> Option<()> {
        const MOST: i64 = 8;
        let terms = self.terms(difference)?;
        let mut times = 1i64;
        let mut arcs = 0;
        for (c, angle) in &terms {
            if self.is_pi(angle) {
                continue;
            }
            let &[(atom, power)] = angle.atoms.0.as_slice() else { return None };
            let arc = matches!(
                &*self.atoms[atom as usize],
                Atom::Call(Op::Call(Arcsin | Arctan), parts) if parts.len() == 1
            );
            (arc && power.is_one() && angle.sums.is_empty()).then_some(())?;
            arcs += 1;
            let below = c.parts().1.whole::<i64>()?;
            times *= below / num_integer::gcd(times, below);
            (times <= MOST && c.abs() <= Rational::from(MOST)).then_some(())?;
        }
        let whole = difference.scaled(&Rational::from(times));
        let (sine, _) = self.sine_and_cosine(&whole)?;
        (arcs > 0 && self.canonical(&sine)?.is_zero()).then_some(())
    }

    /// The bases of unknown sign of which the absolute value occurs.
    fn unknown_in(&self, difference: &Product) -> Vec<Base> {
        let mut atoms: Vec<u32> = difference.atoms.0.iter().map(|(atom, _)| *atom).collect();
        for (sum, _) in &difference.sums {
            atoms.extend(self.poly(*sum).atoms());
        }
        // Signs raised to a power: those in (−1)^n.
        for atom in atoms.clone() {
            if let Atom::Call(Op::Pow, parts) = &*self.atoms[atom as usize] {
                atoms.extend(parts.iter().flat_map(|part| &part.atoms.0).map(|(atom, _)| *atom));
            }
        }
        let mut unknown = Vec::new();
        for atom in atoms {
            if let Atom::Abs(base) = *self.atoms[atom as usize]
                && self.sign(base).is_none()
                && !unknown.contains(&base)
            {
                unknown.push(base);
            }
        }
        unknown
    }
}
