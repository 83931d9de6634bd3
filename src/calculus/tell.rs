//! One node tidied becomes the laws that worked on it, one after the other.
//!
//! Tidying joins numbers, exponents and signs of a node in one go, since that is how it is quick.
//! Whoever wants to see every law has the node tidied once more while it tells what it does: each
//! line is written as it stands after one law.

use super::expand::multiply_out;
use super::term::{Exponent, Factor, Term, side_by_side, written};
use super::tidy::{Change, Tidier};
use crate::expr::{Dag, Expr, Op, Rational};

impl Tidier {
    /// A change as one change for every law.
    pub fn laws(&mut self, dag: &mut Dag, change: &Change) -> Vec<Change> {
        let (op, children) = (dag.op(change.before), dag.children(change.before).to_vec());
        if !matches!(op, Op::Add | Op::Neg | Op::Mul | Op::Div | Op::Pow) {
            return vec![*change];
        }
        self.told = Some(Vec::new());
        let (again, _) = self.tidy_node(dag, change.before, op, &children);
        let told = self.told.take().unwrap_or_default();
        // A change of a whole formula is one law already.
        if again != change.after {
            return vec![*change];
        }
        let mut laws: Vec<Change> = Vec::new();
        let mut line = change.before;
        let last = (change.rule, change.after);
        for (mut rule, next) in told.into_iter().chain([last]) {
            if next == line {
                continue;
            }
            // What is left when the node's own law was told is the order.
            if (rule, next) == last && laws.iter().any(|law| law.rule == rule) {
                rule = "arrange";
            }
            laws.push(Change { rule, before: line, after: next });
            line = next;
        }
        laws
    }

    pub(super) fn tell(&mut self, rule: &'static str, line: Expr) {
        if let Some(told) = &mut self.told {
            told.push((rule, line));
        }
    }

    pub(super) fn tell_term(&mut self, dag: &mut Dag, rule: &'static str, term: &Term) {
        if self.told.is_some() {
            let line = written(dag, term);
            self.tell(rule, line);
        }
    }

    /// The term, where it is not as it was.
    #[inline]
    pub(super) fn tell_changed(
        &mut self,
        dag: &mut Dag,
        rule: &'static str,
        term: &Term,
        was: &mut Option<Term>,
    ) {
        // Mostly nobody wants to know.
        if let Some(was) = was {
            self.tell_difference(dag, rule, term, was);
        }
    }

    fn tell_difference(&mut self, dag: &mut Dag, rule: &'static str, term: &Term, was: &mut Term) {
        if was != term {
            was.clone_from(term);
            self.tell_term(dag, rule, term);
        }
    }

    pub(super) fn tell_sum(&mut self, dag: &mut Dag, rule: &'static str, terms: &[Term]) {
        if self.told.is_some() {
            let line = sum(dag, terms);
            self.tell(rule, line);
        }
    }

    /// A product: its numbers multiplied, exponents added, what stands above and below cancelled.
    pub(super) fn tell_product(&mut self, dag: &mut Dag, terms: &[&Term]) {
        if self.told.is_none() {
            return;
        }
        let mut line = side_by_side(terms.iter().copied());
        let numbers = terms.iter().filter(|term| !term.coefficient.is_one()).count();
        let ones = terms.iter().any(|term| term.as_number().is_some_and(Rational::is_one));
        let rule = match numbers {
            _ if line.is_zero() => "multiply-zero",
            0 | 1 if ones => "multiply-one",
            0 | 1 => "arrange",
            _ => "multiply-numbers",
        };
        self.tell_term(dag, rule, &line);
        if line.is_zero() {
            return;
        }
        // Powers of one base on one side of the bar, then on both.
        for (rule, sides) in [("add-exponents", [true, false]), ("cancel", [true, true])] {
            let mut factors: Vec<Factor> = Vec::new();
            for &(base, exponent) in &line.factors {
                let above =
                    |exponent: Exponent| exponent.exact().is_none_or(|value| *value.numer() > 0);
                let there = factors.iter_mut().find(|(known, power)| {
                    *known == base && (sides[1] || above(*power) == above(exponent))
                });
                match there {
                    Some(there) => {
                        let both = self.terms.product(
                            dag,
                            [&Term::factor(base, there.1), &Term::factor(base, exponent)],
                        );
                        match both.factors.as_slice() {
                            [(base, exponent)] if both.coefficient.is_one() => {
                                *there = (*base, *exponent)
                            }
                            [] if both.coefficient.is_one() => there.1 = Exponent::Exact(0.into()),
                            _ => factors.push((base, exponent)),
                        }
                    }
                    None => factors.push((base, exponent)),
                }
            }
            factors
                .retain(|(_, exponent)| exponent.exact().is_none_or(|value| *value.numer() != 0));
            if line.factors != factors {
                line.factors = factors;
                self.tell_term(dag, rule, &line);
            }
        }
    }

    /// A whole power of a product: of each factor, then of the number.
    pub(super) fn tell_power(&mut self, dag: &mut Dag, base: Expr, exponent: Expr) {
        if self.told.is_none() || !matches!(dag.op(base), Op::Mul | Op::Div | Op::Neg) {
            return;
        }
        let whole = dag.as_rational(exponent).filter(|n| n.is_integer() && n.is_positive());
        let Some(n) = whole.and_then(|n| n.whole::<i32>()).filter(|n| *n < 64) else { return };
        let inside = self.terms.read(dag, base);
        let mut line = Term { factors: Vec::new(), ..(*inside).clone() };
        for &(base, power) in &inside.factors {
            let factor = written(dag, &Term::factor(base, power));
            line.factors.push((factor, Exponent::Exact(i64::from(n).into())));
        }
        let number = Term::number(line.coefficient.clone());
        if !number.coefficient.is_one() {
            let number = written(dag, &number);
            let number = dag.pow(number, exponent);
            let rest = Term { coefficient: Rational::ONE, ..line.clone() };
            let rest = written(dag, &rest);
            let both = if dag.is_integer(rest, 1) { number } else { dag.mul(&[number, rest]) };
            self.tell("power-of-product", both);
        }
        line.coefficient = line.coefficient.pow(n);
        let rule = if number.coefficient.is_one() { "power-of-product" } else { "power-of-number" };
        self.tell_term(dag, rule, &line);
    }

    /// Common factors in front of what is left of the terms.
    pub(super) fn tell_common(
        &mut self,
        dag: &mut Dag,
        rule: &'static str,
        inner: &[Term],
        common: &Term,
    ) {
        if self.told.is_none() {
            return;
        }
        let inner = sum(dag, inner);
        let mut line = common.clone();
        line.factors.push((inner, Exponent::ONE));
        self.tell_term(dag, rule, &line);
    }

    /// Brackets multiplied out, before like terms are collected; how many terms that makes.
    pub(super) fn tell_expansion(
        &mut self,
        dag: &mut Dag,
        terms: &[Term],
        common: Option<&Term>,
    ) -> usize {
        if self.told.is_none() {
            return 0;
        }
        let Some(terms) = multiply_out(dag, &mut self.terms, terms) else { return 0 };
        match common {
            Some(common) => self.tell_common(dag, "expand", &terms, common),
            None => self.tell_sum(dag, "expand", &terms),
        }
        terms.len()
    }
}

fn sum(dag: &mut Dag, terms: &[Term]) -> Expr {
    let written: Vec<Expr> = terms.iter().map(|term| written(dag, term)).collect();
    dag.add(&written)
}
