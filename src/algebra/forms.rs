//! An expression becomes the ways in which a person might write it: over one bar, what is above and
//! below sharing nothing, multiplied out or in factors, term by term.

use num_traits::Signed;

use super::gcd::{gcd, square_free};
use super::plain::{Variant, as_quotient};
use super::poly::{Monomial, Poly};
use super::product::Product;
use super::{Algebra, Atom};
use crate::expr::{Dag, Expr, Function, Op, Rational};

/// A way to write an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// It, not yet tidy.
    pub form: Expr,
    /// How it came about: after each step, what stood there, and the row that allows it. The last
    /// is the form itself.
    pub stages: Vec<(&'static str, Expr)>,
}

/// Expressions with more symbols are not for reading, and are left as they are.
pub const MAX_SIZE: u32 = 250;

/// Of higher powers the two sides of a bar leave the doubles where the terms of a sum do not.
pub const HIGHEST: i64 = 100;

/// The other ways to write a tidy expression.
pub fn forms(dag: &mut Dag, e: Expr) -> Vec<Form> {
    let mut forms = Vec::new();
    if dag.size(e) > MAX_SIZE {
        return forms;
    }
    let (mut squares, mut quotients, mut roots_below) = (false, false, false);
    let (mut sums, mut high) = (false, false);
    for below in dag.below(e) {
        use Function::*;
        match dag.op(below) {
            Op::Call(Sin | Cos | Sinh | Cosh) => squares = true,
            Op::Call(function) if function.is_quotient() => (squares, quotients) = (true, true),
            Op::Pow => high |= is_high(dag, below),
            Op::Add => {
                sums = true;
                roots_below |= dag.children(below).iter().any(|term| is_over_root(dag, *term));
            }
            _ => {}
        }
    }
    if sums && high {
        return forms;
    }
    let variants = [
        (Variant::Literal, true, false),
        (Variant::Literal, roots_below, true),
        (Variant::First, squares, false),
        (Variant::Second, squares, false),
        (Variant::Quotients, quotients, false),
    ];
    for (variant, _, roots_below) in variants.into_iter().filter(|(_, wanted, _)| *wanted) {
        let mut algebra = Algebra::new(dag);
        algebra.plain = Some(variant);
        algebra.roots_below = roots_below;
        algebra.fuel = FUEL;
        let _ = algebra.forms(e, variant, &mut forms);
    }
    forms
}

/// Whether a power is higher than anyone writes.
fn is_high(dag: &Dag, power: Expr) -> bool {
    let exponent = dag.pair(power).and_then(|(_, exponent)| dag.number(exponent));
    exponent.is_some_and(|number| number.value() > &Rational::from(HIGHEST))
}

/// Whether a term has a root below its bar: x/√(x² + 1).
fn is_over_root(dag: &Dag, term: Expr) -> bool {
    let bar = dag.unsigned(term);
    let is_root = |e: &Expr| dag.as_call(*e) == Some(Function::Sqrt);
    match (dag.op(bar), dag.pair(bar)) {
        (Op::Div, Some((_, below))) => match dag.op(below) {
            Op::Mul => dag.children(below).iter().any(is_root),
            _ => is_root(&below),
        },
        _ => false,
    }
}

/// What the forms of one variant may cost.
const FUEL: usize = 4000;

impl Algebra<'_> {
    fn forms(&mut self, e: Expr, variant: Variant, forms: &mut Vec<Form>) -> Option<()> {
        let whole_form = self.read(e)?;
        let mut stages = Vec::new();
        if variant == Variant::Quotients {
            stages.push(("sine-and-cosine", self.in_sine_and_cosine(e)));
        }
        if variant == Variant::Literal {
            if let Some(line) = self.over_one_bar(e) {
                stages.push(("common-denominator", line));
            }
            stages.push(("expand", self.write(&whole_form)?));
        } else {
            let mut why = "pythagoras";
            let whole = self.write(&whole_form)?;
            // Above the bar first; then what cancels with what stands below.
            if let (Op::Div, Some((above, below))) = (self.dag.op(e), self.dag.pair(e)) {
                let top = self.read(above)?;
                let line = self.write(&top)?;
                let line = self.dag.div(line, below);
                if line != e && self.dag.pair(whole).is_none_or(|(_, bar)| bar != below) {
                    stages.push((why, line));
                    why = "cancel";
                }
            }
            stages.push((why, whole));
        }
        let (lowest, in_sight) = self.lowest_terms(&whole_form)?;
        if let Some(in_sight) = in_sight {
            let reduced = self.write(&lowest)?;
            stages.extend([("factor", in_sight), ("cancel", reduced)]);
        }
        let offer = |this: &mut Self, product: &[Product], why, forms: &mut Vec<Form>| {
            let terms = product.iter().map(|term| this.write(term)).collect::<Option<Vec<_>>>()?;
            let form = this.dag.add(&terms);
            let mut stages = stages.clone();
            stages.push((why, form));
            forms.push(Form { form, stages });
            Some(())
        };
        let factored = self.in_factors(&lowest)?;
        offer(self, std::slice::from_ref(&factored), "factor", forms)?;

        // Multiplied out above the bar, in factors below it.
        let (above, below) = self.on_paper(&factored)?;
        let poly = self.multiplied_out(&above)?;
        let inverse = self.inverse(&below)?;
        let expanded = self.as_product(poly.clone())?;
        let expanded = self.times(&expanded, &inverse)?;
        let (expanded, _) = self.lowest_terms(&expanded)?;
        // A product that someone wrote as one stays one.
        let is_sum = self.dag.op(e) == Op::Add;
        if is_sum || below.as_number().is_none() {
            offer(self, std::slice::from_ref(&expanded), "expand", forms)?;
        }
        let refactored = self.in_factors(&expanded)?;
        if refactored != expanded && refactored != factored {
            offer(self, &[refactored], "factor", forms)?;
        }
        // Term by term; a quotient too, where roots may then cancel, (x² − √x)/x, or functions:
        // (2sin x + x cos x)/(x sin x).
        let bar = self.dag.unsigned(e);
        let roots = || {
            poly.terms.iter().any(|(monomial, _)| monomial.0.iter().any(|(_, n)| !n.is_integer()))
                && poly.terms.iter().all(|(monomial, _)| self.has_letters_alone(monomial))
        };
        let apart = is_sum
            || self.dag.op(bar) == Op::Div
                && below.sums.is_empty()
                && !below.atoms.0.is_empty()
                && (!self.has_letters_alone(&below.atoms) || roots());
        if apart && poly.terms.len() > 1 && poly.terms.len() <= MAX_TERMS {
            let mut terms = Vec::with_capacity(poly.terms.len());
            for (monomial, number) in &poly.terms {
                let term = Product::term(number.clone(), monomial.clone());
                terms.push(self.times(&term, &inverse)?);
            }
            if is_sum || terms.iter().all(|term| self.joins(term)) {
                offer(self, &terms, "expand", forms)?;
            }
        }
        // Multiplied out above and below.
        if below.sums.len() > 1 || below.sums.first().is_some_and(|(_, power)| *power > 1) {
            let (above, below) = (self.as_product(poly)?, self.multiplied_out(&below)?);
            let below = self.as_product(below)?;
            let quotient = self.over(&above, &below)?;
            offer(self, &[quotient], "expand", forms)?;
        }
        Some(())
    }

    /// tan as sin/cos, sec as 1/cos, and their kin.
    fn in_sine_and_cosine(&mut self, e: Expr) -> Expr {
        self.dag.rebuild(e, |dag, e, children| {
            let Some((above, below)) = dag.as_call(e).and_then(as_quotient) else {
                return dag.with_children(e, children);
            };
            let above = match above {
                Some(above) => dag.call(above, children),
                None => dag.integer(1),
            };
            let below = dag.call(below, children);
            dag.div(above, below)
        })
    }

    /// The terms of a sum over the least bar that all fit above, not yet multiplied out.
    fn over_one_bar(&mut self, e: Expr) -> Option<Expr> {
        if self.dag.op(e) != Op::Add {
            return None;
        }
        let terms: Vec<Product> =
            self.dag.children(e).iter().map(|term| self.known[*term].clone()).collect();
        let mut bar = Product::one();
        for term in &terms {
            let (_, below) = self.on_paper(term)?;
            let number = bar.number.recip().gcd(&below.number.recip()).recip();
            let mut atoms = bar.atoms.clone();
            for &(atom, power) in &below.atoms.0 {
                let more = power - atoms.power_of(atom);
                if more.is_positive() {
                    atoms = atoms.times(&Monomial::atom(atom, more))?;
                }
            }
            for &(sum, power) in &below.sums {
                match bar.sums.iter_mut().find(|(there, _)| *there == sum) {
                    Some((_, there)) => *there = (*there).max(power),
                    None => bar.sums.push((sum, power)),
                }
            }
            (bar.number, bar.atoms) = (number, atoms);
        }
        if bar.as_number().is_some_and(|number| number.is_one()) {
            return None;
        }
        let mut above = Vec::with_capacity(terms.len());
        for term in &terms {
            let term = self.times(term, &bar)?;
            above.push(self.write(&term)?);
        }
        let (above, below) = (self.dag.add(&above), self.write(&bar)?);
        Some(self.dag.div(above, below))
    }

    /// Every sum as a product of powers of sums without repeated factors.
    fn in_factors(&mut self, product: &Product) -> Option<Product> {
        let mut result = Product { sums: Vec::new(), ..product.clone() };
        for &(sum, power) in &product.sums {
            let poly = self.poly(sum);
            self.spend(4 * poly.terms.len())?;
            for (part, times) in square_free(&poly) {
                let part = self.intern(part);
                result = self.times(&result, &Product::sum(part, power.checked_mul(times)?))?;
            }
        }
        Some(result)
    }

    /// What sums above and below the bar share cancelled; with it, if anything did, what stood
    /// there with the first shared factor in sight.
    fn lowest_terms(&mut self, product: &Product) -> Option<(Product, Option<Expr>)> {
        let mut result = product.clone();
        let mut seen = None;
        while let Some((p, q, shared)) = self.shared_factor(&result)? {
            let power_of = |sum: u32| result.sums.iter().find(|(there, _)| *there == sum);
            let (&(_, n), &(_, m)) = (power_of(p)?, power_of(q)?);
            let rest = result.sums.iter().filter(|(sum, _)| *sum != p && *sum != q).copied();
            let mut parts = Product { sums: rest.collect(), ..result.clone() };
            let mut in_sight = vec![self.write(&parts)?];
            let common = self.as_product(shared.clone())?;
            let written = self.write(&common)?;
            for (sum, power) in [(p, n), (q, m)] {
                let part = self.poly(sum).divided(&shared)?;
                let part = self.as_product(part)?;
                let both = self.write(&part)?;
                let both = self.dag.mul(&[written, both]);
                let exponent = self.dag.integer(power);
                in_sight.push(self.dag.pow(both, exponent));
                let part = self.whole_power(&part, power)?;
                parts = self.times(&parts, &part)?;
            }
            seen = seen.or_else(|| Some(self.dag.mul(&in_sight)));
            let common = self.whole_power(&common, n.checked_add(m)?)?;
            result = self.times(&parts, &common)?;
        }
        Some((result, seen))
    }

    /// A sum above the bar, one below it, and what both are multiples of.
    fn shared_factor(&mut self, product: &Product) -> Option<Option<(u32, u32, Poly)>> {
        for (place, &(p, n)) in product.sums.iter().enumerate() {
            for &(q, m) in &product.sums[place + 1..] {
                if (n > 0) == (m > 0) {
                    continue;
                }
                let (a, b) = (self.poly(p), self.poly(q));
                self.spend(a.terms.len() + b.terms.len())?;
                let shared = gcd(&a, &b);
                if shared.as_number().is_none() {
                    return Some(Some((p, q, shared)));
                }
            }
        }
        Some(None)
    }

    /// Whether it is made of powers of letters.
    fn has_letters_alone(&self, monomial: &Monomial) -> bool {
        monomial.0.iter().all(|&(atom, _)| self.is_letter(atom))
    }

    fn is_letter(&self, atom: u32) -> bool {
        matches!(*self.atoms[atom as usize], Atom::Leaf(e) if matches!(self.dag.op(e), Op::Symbol(_)))
    }

    /// Whether a function below the bar has one above it: x cos x/(x sin x), not 1/(x sin x).
    fn joins(&self, term: &Product) -> bool {
        let functions = |below: bool| {
            let mut atoms = term.atoms.0.iter();
            atoms.any(|(atom, n)| n.is_negative() == below && !self.is_letter(*atom))
        };
        !functions(true) || functions(false)
    }

    /// What stands above and below the bar as a person writes it: a power of e above.
    fn on_paper(&self, product: &Product) -> Option<(Product, Product)> {
        self.above_and_below(product, |atom| matches!(atom, Atom::Exp(_)))
    }
}

/// A sum is written term by term up to this length.
const MAX_TERMS: usize = 12;
