//! Where a function of one variable takes a value: `u = c` is undone layer by layer, exactly.
//!
//! `ln(2x − 1) = 0` is `2x − 1 = 1` is `x = 1`. A polynomial gives its rational roots, and those of
//! the quadratic that remains; a sine gives a whole comb of places. What cannot be undone is no
//! answer, never a guess.

mod polynomial;
mod root;

use super::term::{Exponent, write_exponent};
use super::tidy::Tidier;
use crate::expr::{Constant, Dag, Expr, Function, Op, Rational, Symbol};
use crate::numeric::Tape;

/// All places where something vanishes.
#[derive(Default)]
pub(super) struct Zeros {
    /// One by one.
    pub points: Vec<Expr>,
    /// Combs: the first place, and the distance to the next.
    pub combs: Vec<(Expr, Expr)>,
}

/// After so many layers the search is given up.
const LAYERS: usize = 64;

/// The value of an expression without variables.
pub(super) fn value(dag: &Dag, e: Expr) -> f64 {
    let (sign, leaf) = match dag.op(e) {
        Op::Neg => (-1.0, dag.children(e)[0]),
        _ => (1.0, e),
    };
    match dag.number(leaf) {
        Some(number) => sign * number.to_f64(),
        None => Tape::new(dag, &[e], &[]).map_or(f64::NAN, |tape| tape.value(&[])),
    }
}

/// Every x where `u` is 0, or `None` where that is not found out. With pieces, and the largest of
/// several, there may be places among them where it is not.
pub(super) fn zeros(dag: &mut Dag, tidier: &mut Tidier, u: Expr, x: Symbol) -> Option<Zeros> {
    let zero = dag.integer(0);
    let found = Zeros::default();
    let mut search = Search { dag, tidier, x, found, open: vec![(u, zero)], squared: false };
    for _ in 0..LAYERS {
        match search.open.pop() {
            Some((u, c)) => search.undo(u, c)?,
            None => {
                if search.squared {
                    search.drop_strangers(u);
                }
                return Some(search.found);
            }
        }
    }
    None
}

/// `u` as a x + b.
fn linear(dag: &mut Dag, tidier: &mut Tidier, u: Expr, x: Symbol) -> Option<(Expr, Expr)> {
    let u = tidier.tidy(dag, u);
    let (mut slope, mut rest) = (Vec::new(), Vec::new());
    for term in tidier.read_sum(dag, u) {
        let (moving, still): (Vec<_>, Vec<_>) =
            term.factors.iter().copied().partition(|factor| moves(dag, factor, x));
        match moving.as_slice() {
            [] => rest.push(write(dag, &term.coefficient, &still)),
            &[(base, exponent)] if dag.as_symbol(base) == Some(x) && exponent == Exponent::ONE => {
                slope.push(write(dag, &term.coefficient, &still));
            }
            _ => return None,
        }
    }
    let (slope, rest) = (dag.add(&slope), dag.add(&rest));
    (!slope_is_zero(dag, slope)).then(|| (tidier.tidy(dag, slope), tidier.tidy(dag, rest)))
}

fn slope_is_zero(dag: &Dag, slope: Expr) -> bool {
    let slope = value(dag, slope);
    slope == 0.0 || !slope.is_finite()
}

/// Whether the variable stands in a factor.
pub(super) fn moves(dag: &Dag, (base, exponent): &(Expr, Exponent), x: Symbol) -> bool {
    dag.contains(*base, x)
        || matches!(exponent, Exponent::Symbolic(exponent) if dag.contains(*exponent, x))
}

/// A coefficient and factors as an expression.
fn write(dag: &mut Dag, coefficient: &Rational, factors: &[(Expr, Exponent)]) -> Expr {
    let mut all = vec![dag.rational(coefficient)];
    for (base, exponent) in factors {
        let exponent = write_exponent(dag, *exponent);
        all.push(dag.pow(*base, exponent));
    }
    dag.mul(&all)
}

struct Search<'a> {
    dag: &'a mut Dag,
    tidier: &'a mut Tidier,
    x: Symbol,
    found: Zeros,
    /// Equations still to be solved: u = c, where c has no variable.
    open: Vec<(Expr, Expr)>,
    /// Whether an equation was squared, so that some places may be none of this one.
    squared: bool,
}

impl Search<'_> {
    fn tidy(&mut self, e: Expr) -> Expr {
        self.tidier.tidy(self.dag, e)
    }

    fn value(&self, e: Expr) -> f64 {
        value(self.dag, e)
    }

    fn then(&mut self, u: Expr, c: Expr) -> Option<()> {
        let c = self.tidy(c);
        self.open.push((u, c));
        Some(())
    }

    /// Takes one layer off u = c.
    fn undo(&mut self, u: Expr, c: Expr) -> Option<()> {
        let height = self.value(c);
        if !height.is_finite() {
            return None;
        }
        if !self.dag.contains(u, self.x) {
            // A constant that is 0 everywhere is no answer.
            return (self.value(u) != height).then_some(());
        }
        let children = self.dag.children(u).to_vec();
        let moving: Vec<Expr> =
            children.iter().copied().filter(|&e| self.dag.contains(e, self.x)).collect();
        let still: Vec<Expr> =
            children.iter().copied().filter(|&e| !self.dag.contains(e, self.x)).collect();
        match (self.dag.op(u), children.as_slice(), moving.as_slice()) {
            (Op::Symbol(_), ..) => {
                self.found.points.push(c);
                Some(())
            }
            (Op::Neg, &[inner], _) => {
                let c = self.dag.neg(c);
                self.then(inner, c)
            }
            (Op::Add, _, &[only]) => {
                let rest = self.dag.add(&still);
                let c = self.dag.sub(c, rest);
                self.then(only, c)
            }
            (Op::Mul, ..) if height == 0.0 => {
                self.open.extend(moving.iter().map(|&factor| (factor, c)));
                Some(())
            }
            (Op::Mul, _, &[only]) => {
                let rest = self.dag.mul(&still);
                let c = self.dag.div(c, rest);
                self.then(only, c)
            }
            (Op::Div, &[above, below], _) => {
                if height == 0.0 {
                    return self.then(above, c);
                }
                if !self.dag.contains(above, self.x) {
                    let c = self.dag.div(above, c);
                    return self.then(below, c);
                }
                let product = self.dag.mul(&[c, below]);
                let difference = self.dag.sub(above, product);
                self.polynomial(difference)
            }
            (Op::Pow, &[base, exponent], _) => self.power(base, exponent, c, height),
            (Op::Call(function), &[inner], _) => self.call(function, inner, c, height),
            (Op::Call(Function::Log), &[inner, base], _) if moving == [inner] => {
                let c = self.dag.pow(base, c);
                self.then(inner, c)
            }
            (Op::Call(Function::Root), &[inner, n], _) if moving == [inner] => {
                let odd = self.dag.as_rational(n)?.whole::<i64>()? % 2 != 0;
                if height < 0.0 && !odd {
                    return Some(());
                }
                let c = self.dag.pow(c, n);
                self.then(inner, c)
            }
            // One of them, or a place where they change over. Where one is level at this height, only
            // its ends are places.
            (Op::Piecewise, ..) => {
                for (i, &child) in children.iter().enumerate() {
                    match (self.dag.op(child), self.dag.pair(child)) {
                        (Op::Relation(_), Some((left, right))) if i % 2 == 1 => {
                            let (difference, zero) =
                                (self.dag.sub(left, right), self.dag.integer(0));
                            self.then(difference, zero)?;
                        }
                        _ if child != c => self.then(child, c)?,
                        _ => {}
                    }
                }
                Some(())
            }
            (Op::Call(Function::Max | Function::Min), ..) => {
                let others = children.iter().filter(|&&child| child != c);
                self.open.extend(others.map(|&child| (child, c)));
                Some(())
            }
            (Op::Add | Op::Mul, ..) => {
                let difference = self.dag.sub(u, c);
                match self.wave(difference) {
                    Some(()) => Some(()),
                    None => self
                        .polynomial(difference)
                        .or_else(|| self.square(difference))
                        .or_else(|| self.powers(difference))
                        .or_else(|| self.choices(difference)),
                }
            }
            _ => None,
        }
    }

    /// a·sin u + b·cos u = 0 is tan u = −b/a; a·sin u + b·cos u + b = 0 is cos(u/2) = 0 or
    /// tan(u/2) = −b/a, and a·sin u + b·cos u − b = 0 is sin(u/2) = 0 or tan(u/2) = a/b.
    fn wave(&mut self, sum: Expr) -> Option<()> {
        use Function::{Cos, Sin, Tan};
        let sum = self.tidy(sum);
        let mut terms = self.tidier.read_sum(self.dag, sum);
        let number = terms.iter().position(|term| term.as_number().is_some());
        let number = number.map(|place| terms.remove(place).coefficient);
        let [one, other] = terms.as_slice() else { return None };
        let (&[(f, first)], &[(g, second)]) = (one.factors.as_slice(), other.factors.as_slice())
        else {
            return None;
        };
        if first != Exponent::ONE || second != Exponent::ONE {
            return None;
        }
        let (sine, cosine) = match (self.dag.as_call(f), self.dag.as_call(g)) {
            (Some(Sin), Some(Cos)) => (&one.coefficient, &other.coefficient),
            (Some(Cos), Some(Sin)) => (&other.coefficient, &one.coefficient),
            _ => return None,
        };
        let mut inner = self.dag.child(f).filter(|inner| self.dag.child(g) == Some(*inner))?;
        let mut height = -(cosine / sine);
        if let Some(number) = number {
            let (zero, two) = (self.dag.integer(0), self.dag.integer(2));
            inner = self.dag.div(inner, two);
            if number == *cosine {
                self.comb(Cos, inner, zero, 0.0)?;
            } else if -&number == *cosine {
                self.comb(Sin, inner, zero, 0.0)?;
                height = -height.recip();
            } else {
                return None;
            }
        }
        let c = self.dag.rational(&height);
        self.comb(Tan, inner, c, height.to_f64())
    }

    /// a·2^x − b·3^x = 0 is ln a + x ln 2 = ln b + x ln 3.
    fn powers(&mut self, sum: Expr) -> Option<()> {
        let sum = self.tidy(sum);
        let terms = self.tidier.read_sum(self.dag, sum);
        let [one, other] = terms.as_slice() else { return None };
        let mut logarithms = Vec::new();
        for (term, sign) in [(one, 1), (other, -1)] {
            let number = self.dag.rational(&term.coefficient.abs());
            let sign = self.dag.integer(sign);
            let mut parts = vec![self.ln(number)];
            for &(base, exponent) in &term.factors {
                let is_number = !self.dag.contains(base, self.x) && self.value(base) > 0.0;
                if !is_number {
                    return None;
                }
                let exponent = write_exponent(self.dag, exponent);
                let base = self.ln(base);
                parts.push(self.dag.mul(&[exponent, base]));
            }
            let logarithm = self.dag.add(&parts);
            logarithms.push(self.dag.mul(&[sign, logarithm]));
        }
        if one.coefficient.is_negative() == other.coefficient.is_negative() {
            return Some(());
        }
        let (difference, zero) = (self.dag.add(&logarithms), self.dag.integer(0));
        let difference = self.tidy(difference);
        self.then(difference, zero)
    }

    /// With |u| in it: where it is 0 with u in its place, and with −u, and where u is 0. What is 0
    /// all along begins and ends there.
    fn choices(&mut self, sum: Expr) -> Option<()> {
        let sum = self.tidy(sum);
        let below = self.dag.below(sum);
        let choice = below.into_iter().find(|e| {
            self.dag.as_call(*e) == Some(Function::Abs) && self.dag.contains(*e, self.x)
        })?;
        let u = self.dag.child(choice)?;
        let (opposite, zero) = (self.dag.neg(u), self.dag.integer(0));
        self.then(u, zero)?;
        for way in [u, opposite] {
            let way = self.dag.substitute(sum, choice, way);
            let way = self.tidy(way);
            if way != zero {
                self.then(way, zero)?;
            }
        }
        Some(())
    }

    fn power(&mut self, base: Expr, exponent: Expr, c: Expr, height: f64) -> Option<()> {
        if let Some(n) = self.dag.as_rational(exponent) {
            // u⁰ is 1 and never moves.
            if n == Rational::ZERO {
                return (height != 1.0).then_some(());
            }
            let inverse = self.dag.rational(&n.recip());
            let root = self.dag.pow(c, inverse);
            if height == 0.0 {
                return if n.is_positive() { self.then(base, c) } else { Some(()) };
            }
            if n.is_even_above() {
                if height > 0.0 {
                    let minus = self.dag.neg(root);
                    self.then(base, minus)?;
                    return self.then(base, root);
                }
                return Some(());
            }
            if height > 0.0 {
                return self.then(base, root);
            }
            if n.is_even_below() {
                return Some(());
            }
            // The odd root of a negative number.
            let size = self.dag.neg(c);
            let root = self.dag.pow(size, inverse);
            let root = self.dag.neg(root);
            return self.then(base, root);
        }
        if self.dag.contains(exponent, self.x) && !self.dag.contains(base, self.x) {
            return if height > 0.0 {
                if let Some(n) = self.whole_logarithm(c, base) {
                    return self.then(exponent, n);
                }
                let (above, below) = (self.ln(c), self.ln(base));
                let c = self.dag.div(above, below);
                self.then(exponent, c)
            } else {
                Some(())
            };
        }
        (height == 0.0).then_some(())
    }

    /// The n of 2^n = 8.
    fn whole_logarithm(&mut self, c: Expr, base: Expr) -> Option<Expr> {
        let (power, base) = (self.dag.as_rational(c)?, self.dag.as_rational(base)?);
        let n = (crate::real::ln(power.to_f64()) / crate::real::ln(base.to_f64())).round();
        if !(n.abs() <= 64.0 && base.pow(n as i32) == power) {
            return None;
        }
        Some(self.dag.integer(n as i64))
    }

    /// The angle of arcsin, arccos or arctan, as a part of π where it is one everybody knows.
    fn angle(&mut self, function: Function, c: Expr) -> Expr {
        let angle = self.dag.call(function, &[c]);
        let parts = self.value(angle) / std::f64::consts::PI * 12.0;
        let whole = parts.round();
        let known = [1, 5, 7, 11].iter().all(|odd| (whole.abs() as i64) % 12 != *odd);
        if (parts - whole).abs() > 1e-14 || !known {
            return angle;
        }
        let part = self.dag.rational(&Rational::fraction(whole as i64, 12));
        let pi = self.dag.constant(Constant::Pi);
        self.dag.mul(&[part, pi])
    }

    fn ln(&mut self, e: Expr) -> Expr {
        self.dag.call(Function::Ln, &[e])
    }

    /// A function of one argument: the argument where it takes that value.
    fn call(&mut self, function: Function, inner: Expr, c: Expr, height: f64) -> Option<()> {
        use Function::*;
        let by = |search: &mut Self, inverse: Function| {
            let c = search.dag.call(inverse, &[c]);
            search.then(inner, c)
        };
        let nowhere = Some(());
        let half_pi = std::f64::consts::FRAC_PI_2;
        match function {
            Exp if height > 0.0 => by(self, Ln),
            Exp | Cosh if height < 1.0 => nowhere,
            Ln => by(self, Exp),
            Sqrt | Abs if height < 0.0 => nowhere,
            Sqrt => {
                let two = self.dag.integer(2);
                let c = self.dag.pow(c, two);
                self.then(inner, c)
            }
            Cbrt => {
                let three = self.dag.integer(3);
                let c = self.dag.pow(c, three);
                self.then(inner, c)
            }
            Relu if height < 0.0 => nowhere,
            Relu | Sign | Step => {
                let c = if function == Relu { c } else { self.dag.integer(0) };
                self.then(inner, c)
            }
            Abs if height == 0.0 => self.then(inner, c),
            Abs => {
                let minus = self.dag.neg(c);
                self.then(inner, minus)?;
                self.then(inner, c)
            }
            Cosh => {
                let root = self.dag.call(Arcosh, &[c]);
                let minus = self.dag.neg(root);
                self.then(inner, root)?;
                self.then(inner, minus)
            }
            Sinh => by(self, Arsinh),
            Tanh if height.abs() < 1.0 => by(self, Artanh),
            Tanh => nowhere,
            Arsinh => by(self, Sinh),
            Artanh => by(self, Tanh),
            Arcosh if height >= 0.0 => by(self, Cosh),
            Arcosh => nowhere,
            Arcsin if height.abs() <= half_pi => by(self, Sin),
            Arccos if (0.0..=2.0 * half_pi).contains(&height) => by(self, Cos),
            Arctan if height.abs() < half_pi => by(self, Tan),
            Arcsin | Arccos | Arctan => nowhere,
            Sigmoid if height > 0.0 && height < 1.0 => {
                let one = self.dag.integer(1);
                let rest = self.dag.sub(one, c);
                let odds = self.dag.div(c, rest);
                let c = self.ln(odds);
                self.then(inner, c)
            }
            Sigmoid => nowhere,
            Softplus | Sech | Csch | Coth if height == 0.0 => nowhere,
            Erf | Gelu | Silu if height == 0.0 => self.then(inner, c),
            // Where it begins and where it ends.
            Floor | Ceil if height.fract() == 0.0 => {
                let step = self.dag.integer(if function == Floor { 1 } else { -1 });
                let end = self.dag.add(&[c, step]);
                self.then(inner, c)?;
                self.then(inner, end)
            }
            Floor | Ceil => nowhere,
            Sec | Csc if height == 0.0 => nowhere,
            Sin | Cos | Tan => self.comb(function, inner, c, height),
            Sec | Csc | Cot => {
                let one = self.dag.integer(1);
                let (other, c) = match function {
                    Sec => (Cos, self.dag.div(one, c)),
                    Csc => (Sin, self.dag.div(one, c)),
                    _ if height == 0.0 => (Cos, c),
                    _ => (Tan, self.dag.div(one, c)),
                };
                let c = self.tidy(c);
                let height = self.value(c);
                self.comb(other, inner, c, height)
            }
            _ => None,
        }
    }

    /// sin, cos or tan of a x + b at a height: combs of places.
    fn comb(&mut self, function: Function, inner: Expr, c: Expr, height: f64) -> Option<()> {
        use Function::*;
        let (slope, shift) = linear(self.dag, self.tidier, inner, self.x)?;
        let pi = self.dag.constant(Constant::Pi);
        let (one, two) = (self.dag.integer(1), self.dag.integer(2));
        let (half, turn) = (self.dag.div(pi, two), self.dag.mul(&[two, pi]));
        let zero = self.dag.integer(0);
        // The first places, and the distance to the next.
        let (firsts, distance) = match function {
            Sin | Cos if height.abs() > 1.0 => return Some(()),
            Sin if height == 0.0 => (vec![zero], pi),
            Cos if height == 0.0 => (vec![half], pi),
            Tan if height == 0.0 => (vec![zero], pi),
            Sin if height == 1.0 => (vec![half], turn),
            Sin if height == -1.0 => (vec![self.dag.neg(half)], turn),
            Cos if height == 1.0 => (vec![zero], turn),
            Cos if height == -1.0 => (vec![pi], turn),
            Sin => {
                let first = self.angle(Arcsin, c);
                (vec![first, self.dag.sub(pi, first)], turn)
            }
            Cos => {
                let first = self.angle(Arccos, c);
                (vec![first, self.dag.neg(first)], turn)
            }
            _ => (vec![self.angle(Arctan, c)], pi),
        };
        let width = if self.value(slope) < 0.0 { self.dag.neg(slope) } else { slope };
        for first in firsts {
            let from = self.dag.sub(first, shift);
            let over = self.dag.div(one, slope);
            let start = self.dag.mul(&[from, over]);
            let start = self.tidy(start);
            let distance = self.dag.div(distance, width);
            let distance = self.tidy(distance);
            self.found.combs.push((start, distance));
        }
        Some(())
    }
}
