//! An expression becomes the one a person would leave: numbers worked out, like terms collected,
//! powers of one base joined, common factors taken out where that is shorter.
//!
//! The pass goes from the leaves up, once. Every node that changes is noted with the row of the
//! rule table that changed it, so that the tidying can be shown step by step.

use num_traits::{CheckedAdd, CheckedSub, One, Signed, ToPrimitive, Zero};
use rustc_hash::FxHashMap;

use super::expand::expand;
use super::measure::Measure;
use super::term::{
    Exponent, Factor, Small, Sum, Term, Terms, exponent_of, is_short_power, large, multiply_factor,
    times, write_exponent,
};
use crate::expr::{Constant, Dag, Expr, Function, Op, Rational};
use crate::order::sort_by;

/// One piece put in a tidier form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Id of the row that allows it.
    pub rule: &'static str,
    /// The piece, its own parts already tidy.
    pub before: Expr,
    /// What it became: equal wherever both are defined.
    pub after: Expr,
}

/// Tidies expressions of one graph and remembers what it has seen.
#[derive(Default)]
pub struct Tidier {
    pub(super) terms: Terms,
    done: FxHashMap<Expr, Expr>,
    pub(super) simplified: FxHashMap<Expr, Expr>,
    pub(super) measure: Measure,
    pub(super) changes: Vec<Change>,
    /// What is told of the node at hand, law by law, where someone wants to know.
    pub(super) told: Option<Vec<(&'static str, Expr)>>,
}

/// Sums with more strokes than this, in tenths, are no longer for reading: they stay as they are.
const MAX_SEARCHED_COST: u32 = 8000;

/// Sums longer than this are collected but not searched for shorter forms.
const MAX_SEARCHED_TERMS: usize = 24;

impl Tidier {
    /// The tidy form of `root`, equal to it wherever both are defined.
    pub fn tidy(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        if let Some(&done) = self.done.get(&root) {
            return done;
        }
        // What is tidied on the way is not told.
        let told = self.told.take();
        let mut stack = vec![root];
        let mut children = Vec::new();
        while let Some(&e) = stack.last() {
            if self.done.contains_key(&e) {
                stack.pop();
                continue;
            }
            let waiting = stack.len();
            stack.extend(dag.children(e).iter().filter(|child| !self.done.contains_key(child)));
            if stack.len() > waiting {
                continue;
            }
            stack.pop();
            children.clear();
            children.extend(dag.children(e).iter().map(|child| self.done[child]));
            let op = dag.op(e);
            let before = dag.node(op, &children);
            let (after, rule) = self.tidy_node(dag, before, op, &children);
            if after != before {
                self.changes.push(Change { rule, before, after });
            }
            self.done.insert(e, after);
            self.done.insert(before, after);
            self.done.insert(after, after);
        }
        self.told = told;
        self.done[&root]
    }

    /// Every change made so far, in the order in which they were made.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The terms of a tidy sum.
    pub(super) fn read_sum(&mut self, dag: &mut Dag, e: Expr) -> Vec<Term> {
        self.terms.read_sum(dag, e).iter().map(|term| (**term).clone()).collect()
    }

    pub(super) fn tidy_node(
        &mut self,
        dag: &mut Dag,
        before: Expr,
        op: Op,
        children: &[Expr],
    ) -> (Expr, &'static str) {
        match op {
            Op::Add => self.tidy_sum(dag, children),
            Op::Neg | Op::Mul | Op::Div | Op::Pow => self.tidy_product(dag, op, children),
            Op::Call(Function::Exp | Function::Sqrt | Function::Cbrt | Function::Root) => {
                self.tidy_power(dag, op, children, before)
            }
            Op::Call(function) => self.tidy_call(dag, function, children, before),
            _ => (before, "arrange"),
        }
    }

    // ── Products ─────────────────────────────────────────────────────────────────────────────

    fn tidy_product(&mut self, dag: &mut Dag, op: Op, children: &[Expr]) -> (Expr, &'static str) {
        let mut rule = "arrange";
        let product = match (op, children) {
            (Op::Neg, &[e]) => {
                if dag.op(e) == Op::Add {
                    return (self.terms.negate_sum(dag, e), "distribute-sign");
                }
                let term = self.terms.read(dag, e);
                Term { coefficient: -&term.coefficient, ..(*term).clone() }
            }
            (Op::Div, &[above, below]) => {
                let (above, below) = (self.terms.read(dag, above), self.terms.read(dag, below));
                let Some(inverse) = self.terms.inverse(dag, &below) else {
                    // Division by zero stays as it was written: it is the reader who must see it.
                    let (above, below) = (children[0], children[1]);
                    return (dag.div(above, below), "arrange");
                };
                rule = reason(&[&above, &inverse]);
                self.tell_product(dag, &[&above, &inverse]);
                self.terms.multiply(dag, &above, &inverse)
            }
            (Op::Pow, &[base, exponent]) => {
                rule = power_reason(dag, base, exponent);
                self.tell_power(dag, base, exponent);
                let exponent = exponent_of(dag, exponent);
                self.power(dag, base, exponent)
            }
            _ => {
                let factors: Vec<_> =
                    children.iter().map(|&child| self.terms.read(dag, child)).collect();
                let borrowed: Vec<&Term> = factors.iter().map(|term| &**term).collect();
                rule = reason(&borrowed);
                self.tell_product(dag, &borrowed);
                self.terms.product(dag, factors.iter().map(|term| &**term))
            }
        };
        (self.finish(dag, product), rule)
    }

    fn tidy_power(
        &mut self,
        dag: &mut Dag,
        op: Op,
        children: &[Expr],
        before: Expr,
    ) -> (Expr, &'static str) {
        let product = match (op, children) {
            (Op::Call(Function::Exp), &[exponent]) => {
                let (e, exponent) = (dag.constant(Constant::E), exponent_of(dag, exponent));
                self.power(dag, e, exponent)
            }
            _ => {
                // A root is a power with a fraction for its exponent.
                let Some(factor) = self.terms.read(dag, before).factors.first().cloned() else {
                    return (before, "arrange");
                };
                if factor.0 == before {
                    return (before, "arrange");
                }
                self.power(dag, factor.0, factor.1)
            }
        };
        (self.finish(dag, product), "root-as-power")
    }

    /// base^exponent as a term, by the laws of powers as far as they hold for real numbers.
    fn power(&mut self, dag: &mut Dag, base: Expr, exponent: Exponent) -> Term {
        let inside = self.terms.read(dag, base);
        match exponent {
            Exponent::Exact(n) if n.is_zero() && !inside.is_zero() => Term::number(Rational::ONE),
            Exponent::Exact(n) if n.is_one() => (*inside).clone(),
            Exponent::Exact(n) if n.is_integer() => self.whole_power(dag, &inside, base, n),
            Exponent::Exact(n) => self.fractional_power(dag, &inside, base, n),
            Exponent::Symbolic(exponent) => self.symbolic_power(dag, &inside, base, exponent),
        }
    }

    fn whole_power(&mut self, dag: &mut Dag, inside: &Term, base: Expr, n: Small) -> Term {
        let opaque = Term::factor(base, Exponent::Exact(n));
        let Some(power) = n.to_integer().to_i32() else { return opaque };
        if inside.is_zero() && power < 0 || !is_short_power(&inside.coefficient, power) {
            return opaque;
        }
        let mut product = Term::number(inside.coefficient.pow(power));
        product.decimal = inside.decimal;
        for &(base, exponent) in &inside.factors {
            let scaled = match exponent {
                Exponent::Exact(value) => match times(value, n) {
                    Some(value) => Exponent::Exact(value),
                    None => return opaque,
                },
                Exponent::Symbolic(e) => {
                    let scaled = self.scale_sum(dag, e, &Term::number(large(n)));
                    exponent_of(dag, scaled)
                }
            };
            product.factors.push((base, scaled));
        }
        self.terms.product(dag, [&product])
    }

    fn fractional_power(&mut self, dag: &mut Dag, inside: &Term, base: Expr, n: Small) -> Term {
        let even_root = n.denom() % 2 == 0;
        let opaque = Term::factor(base, Exponent::Exact(n));
        if let Some(value) = inside.as_number() {
            let sign = match value.is_negative() {
                true if even_root => return opaque,
                true if n.numer() % 2 != 0 => -1,
                _ => 1,
            };
            let magnitude = value.abs();
            if magnitude.is_zero() {
                return if n.is_positive() { Term::number(magnitude) } else { opaque };
            }
            let mut term = Term::number(Rational::from(sign));
            term.decimal = inside.decimal;
            let (above, below) = magnitude.parts();
            power_of_integer(dag, &mut term, &above, n);
            power_of_integer(dag, &mut term, &below, -n);
            return term;
        }
        // The number in front comes out where its power is a number again: √(4x) is 2√x.
        if inside.coefficient.is_positive()
            && !inside.coefficient.is_one()
            && let Some(outside) = exact_power(&inside.coefficient, n)
        {
            let rest = Term { coefficient: Rational::ONE, ..inside.clone() };
            let rest = self.terms.write(dag, rest);
            let mut term = self.power(dag, rest, Exponent::Exact(n));
            term.coefficient *= outside;
            term.decimal |= inside.decimal;
            return term;
        }
        match inside.factors.as_slice() {
            &[(inner, exponent)] if inside.coefficient.is_one() => match exponent {
                Exponent::Exact(m) => {
                    // (x²)^(1/2) is |x|: an even power inside an even root loses the sign.
                    let inner = if m.numer() % 2 == 0 && even_root {
                        dag.call(Function::Abs, &[inner])
                    } else {
                        inner
                    };
                    match times(m, n) {
                        Some(product) => Term::factor(inner, Exponent::Exact(product)),
                        None => opaque,
                    }
                }
                Exponent::Symbolic(e) if dag.op(inner) == Op::Constant(Constant::E) => {
                    let scaled = self.scale_sum(dag, e, &Term::number(large(n)));
                    Term::factor(inner, exponent_of(dag, scaled))
                }
                Exponent::Symbolic(_) => opaque,
            },
            _ => opaque,
        }
    }

    fn symbolic_power(&mut self, dag: &mut Dag, inside: &Term, base: Expr, exponent: Expr) -> Term {
        if inside.as_number().is_some_and(Rational::is_one) {
            return Term::number(Rational::ONE);
        }
        let opaque = Term::factor(base, Exponent::Symbolic(exponent));
        let [(inner, power)] = inside.factors.as_slice() else { return opaque };
        if dag.op(*inner) != Op::Constant(Constant::E) || !inside.coefficient.is_one() {
            return opaque;
        }
        // A power of e: exponents multiply, and a logarithm in the exponent becomes the base.
        let e = *inner;
        let power = write_exponent(dag, *power);
        let power = self.terms.read(dag, power);
        let exponent = self.terms.read(dag, exponent);
        let mut product = self.terms.multiply(dag, &power, &exponent);
        let logarithm = product.factors.iter().find_map(|(base, exponent)| {
            let one = exponent.exact().is_some_and(|value| value.is_one());
            (one && dag.as_call(*base) == Some(Function::Ln)).then_some(*base)
        });
        if let Some(logarithm) = logarithm
            && let Some(u) = dag.child(logarithm)
        {
            product.factors.retain(|(base, _)| *base != logarithm);
            let rest = self.terms.write(dag, product);
            return self.power(dag, u, exponent_of(dag, rest));
        }
        let written = if product.factors.len() == 1 && !product.coefficient.is_one() {
            let (coefficient, sum) = (product.coefficient.clone(), product.factors[0]);
            match sum {
                (sum, one) if dag.op(sum) == Op::Add && one == Exponent::ONE => {
                    self.scale_sum(dag, sum, &Term::number(coefficient))
                }
                _ => self.terms.write(dag, product),
            }
        } else {
            self.terms.write(dag, product)
        };
        Term::factor(e, exponent_of(dag, written))
    }

    /// `factor · e`, the factor taken to every term of a sum.
    fn scale_sum(&mut self, dag: &mut Dag, e: Expr, factor: &Term) -> Expr {
        let mut sum = Sum::default();
        for term in self.terms.read_sum(dag, e) {
            sum.add(&self.terms.multiply(dag, &term, factor));
        }
        sum.write(dag, &mut self.terms)
    }

    /// Last touches on a product, then paper.
    fn finish(&mut self, dag: &mut Dag, mut product: Term) -> Expr {
        if product.is_zero() {
            return dag.integer(0);
        }
        let mut was = self.told.is_some().then(|| product.clone());
        join_absolute_values(dag, &mut product);
        self.tell_changed(dag, "absolute-value", &product, &mut was);
        join_quotients(dag, &mut product);
        self.tell_changed(dag, "tangent", &product, &mut was);
        self.cancel_numbers(dag, &mut product);
        self.tell_changed(dag, "cancel", &product, &mut was);
        // −(x − 1) is 1 − x.
        if let [(sum, exponent)] = product.factors.as_slice()
            && *exponent == Exponent::ONE
            && dag.op(*sum) == Op::Add
            && (-&product.coefficient).is_one()
        {
            let after = self.terms.negate_sum(dag, *sum);
            self.tell("distribute-sign", after);
            return after;
        }
        self.turn_difference(dag, &mut product);
        self.turn_negative(dag, &mut product);
        self.join_numbers(dag, &mut product);
        self.tell_changed(dag, "distribute-sign", &product, &mut was);
        self.terms.write(dag, product)
    }

    /// −(u − v)/w is (v − u)/w: a minus sign goes into the only bracket above the bar.
    fn turn_difference(&mut self, dag: &mut Dag, product: &mut Term) {
        if !product.coefficient.parts().0.abs().is_one() || !product.coefficient.is_negative() {
            return;
        }
        let mut brackets = (0..product.factors.len()).filter(|place| {
            let (base, exponent) = product.factors[*place];
            dag.op(base) == Op::Add && exponent.exact().is_none_or(|value| value.is_positive())
        });
        let (Some(place), None) = (brackets.next(), brackets.next()) else { return };
        let (sum, exponent) = product.factors[place];
        let &[first, second] = dag.children(sum) else { return };
        if exponent != Exponent::ONE || dag.op(first) == Op::Neg || dag.op(second) != Op::Neg {
            return;
        }
        let second = dag.children(second)[0];
        let first = dag.neg(first);
        let turned = dag.add(&[second, first]);
        product.coefficient = -&product.coefficient;
        product.factors[place].0 = turned;
        *product = self.terms.product(dag, [&*product]);
    }

    /// −a(u − v − w) is a(v + w − u): a minus sign goes into a bracket that has more of them.
    fn turn_negative(&mut self, dag: &mut Dag, product: &mut Term) {
        if !product.coefficient.is_negative() {
            return;
        }
        let is_negative = |dag: &Dag, e: Expr| {
            dag.op(e) == Op::Neg || dag.number(e).is_some_and(|number| number.value().is_negative())
        };
        let place = (0..product.factors.len()).find(|place| {
            let (base, exponent) = product.factors[*place];
            let terms = dag.children(base);
            let negative = terms.iter().filter(|e| is_negative(dag, **e)).count();
            dag.op(base) == Op::Add && exponent == Exponent::ONE && 2 * negative > terms.len()
        });
        let Some(place) = place else { return };
        let turned = self.terms.negate_sum(dag, product.factors[place].0);
        let (first, last): (Vec<Expr>, Vec<Expr>) =
            dag.children(turned).iter().partition(|e| !is_negative(dag, **e));
        product.factors[place].0 = dag.add(&[first, last].concat());
        product.coefficient = -&product.coefficient;
        *product = self.terms.product(dag, [&*product]);
    }

    /// 2(8x² + 24) is 16(x² + 3): a number in front takes along what the terms of a bracket share.
    fn join_numbers(&mut self, dag: &mut Dag, product: &mut Term) {
        let number = product.coefficient.abs();
        let above =
            |(_, exponent): &&Factor| exponent.exact().is_none_or(|value| value.is_positive());
        // A bracket alone is as good either way: 2x + 2.
        let alone = number.is_one() && product.factors.iter().filter(above).count() < 2;
        if product.decimal || !number.is_integer() || alone {
            return;
        }
        let bracket =
            |&(base, exponent): &Factor| dag.op(base) == Op::Add && exponent == Exponent::ONE;
        let Some(place) = product.factors.iter().position(bracket) else { return };
        let mut terms = self.read_sum(dag, product.factors[place].0);
        let shared = terms.iter().fold(Rational::ZERO, |gcd, term| gcd.gcd(&term.coefficient));
        if !shared.is_integer() || shared.is_one() || shared.is_zero() {
            return;
        }
        if terms.iter().any(|term| term.decimal) {
            return;
        }
        for term in &mut terms {
            term.coefficient /= &shared;
        }
        product.coefficient *= &shared;
        product.factors[place].0 = write_all(dag, &mut self.terms, terms);
        *product = self.terms.product(dag, [&*product]);
    }

    /// (4x + 6)/2 is 2x + 3: what all terms of a bracket share with the number below.
    fn cancel_numbers(&mut self, dag: &mut Dag, product: &mut Term) {
        if product.coefficient.is_integer() || product.decimal {
            return;
        }
        for place in 0..product.factors.len() {
            let (sum, exponent) = product.factors[place];
            if dag.op(sum) != Op::Add || exponent != Exponent::ONE {
                continue;
            }
            let mut shared = product.coefficient.parts().1;
            for term in self.terms.read_sum(dag, sum) {
                if !term.coefficient.is_integer() {
                    return;
                }
                shared = shared.gcd(&term.coefficient);
            }
            if shared.is_one() {
                continue;
            }
            product.coefficient *= &shared;
            product.factors[place].0 = self.scale_sum(dag, sum, &Term::number(shared.recip()));
            *product = self.terms.product(dag, [&*product]);
            return;
        }
    }

    // ── Sums ─────────────────────────────────────────────────────────────────────────────────

    fn tidy_sum(&mut self, dag: &mut Dag, children: &[Expr]) -> (Expr, &'static str) {
        let mut sum = Sum::default();
        let mut brackets = false;
        let mut opened = Vec::new();
        for &child in children {
            let term = self.terms.read(dag, child);
            match term.factors.as_slice() {
                // a − (b + c): a bracket with nothing but a sign in front is opened.
                [(inner, exponent)]
                    if dag.op(*inner) == Op::Add
                        && *exponent == Exponent::ONE
                        && term.coefficient.abs().is_one() =>
                {
                    brackets = true;
                    for part in self.terms.read_sum(dag, *inner) {
                        let coefficient = &part.coefficient * &term.coefficient;
                        let part = Term { coefficient, ..(*part).clone() };
                        sum.add(&part);
                        opened.push(part);
                    }
                }
                _ => {
                    sum.add(&term);
                    opened.push((*term).clone());
                }
            }
        }
        if brackets {
            self.tell_sum(dag, "open-brackets", &opened);
        }
        let numbers = children.iter().all(|&child| dag.as_rational(child).is_some());
        let mut rule = match (sum.collected, brackets) {
            _ if numbers => "add-numbers",
            (true, _) => "collect-like-terms",
            (false, true) => "open-brackets",
            (false, false) => "add-zero",
        };
        let mut terms = sum.into_terms();
        self.tell_sum(dag, rule, &terms);
        if let Some(why) = self.pythagoras(dag, &mut terms) {
            rule = why;
            self.tell_sum(dag, why, &terms);
        }
        let plain = write_all(dag, &mut self.terms, terms.clone());
        match self.shorter_sum(dag, &terms, plain) {
            Some((shorter, why)) => (shorter, why),
            None => (plain, rule),
        }
    }

    /// a·sin²u + a·cos²u = a, and the hyperbolic twin; a·cos²u − a·sin²u = a·cos 2u. Says by which
    /// row.
    fn pythagoras(&mut self, dag: &mut Dag, terms: &mut Vec<Term>) -> Option<&'static str> {
        if terms.len() > MAX_SEARCHED_TERMS {
            return None;
        }
        let two = Exponent::Exact(Small::from_integer(2));
        // The terms with a squared function of that kind: place, argument, the rest of the term.
        let squares = |dag: &mut Dag, terms: &[Term], function: Function| {
            let mut found = Vec::new();
            for (place, term) in terms.iter().enumerate() {
                for (at, (base, exponent)) in term.factors.iter().enumerate() {
                    if *exponent == two && dag.as_call(*base) == Some(function) {
                        let mut rest = term.clone();
                        rest.factors.remove(at);
                        found.push((place, dag.child(*base), rest));
                    }
                }
            }
            found
        };
        for (one, other, sign, why) in [
            (Function::Sin, Function::Cos, 1, "pythagoras"),
            (Function::Cosh, Function::Sinh, -1, "pythagoras"),
            (Function::Cos, Function::Sin, -1, "double-angle"),
        ] {
            let ones = squares(dag, terms, one);
            if ones.is_empty() {
                continue;
            }
            let others = squares(dag, terms, other);
            for (i, u, rest) in &ones {
                for (j, v, twin) in &others {
                    let signed = Rational::from(sign) * &twin.coefficient;
                    if u == v && rest.factors == twin.factors && rest.coefficient == signed {
                        let mut rest = rest.clone();
                        if why == "double-angle"
                            && let Some(u) = *u
                        {
                            let twice = self.scale_sum(dag, u, &Term::number(2.into()));
                            let cosine = dag.call(Function::Cos, &[twice]);
                            multiply_factor(dag, &mut rest, (cosine, Exponent::ONE));
                        }
                        let mut sum = Sum::default();
                        for (place, term) in terms.iter().enumerate() {
                            match place {
                                _ if place == *i => sum.add(&rest),
                                _ if place == *j => {}
                                _ => sum.add(term),
                            }
                        }
                        *terms = sum.into_terms();
                        return Some(why);
                    }
                }
            }
        }
        None
    }

    /// Another form of the sum that is shorter: factored, over one denominator, multiplied out.
    fn shorter_sum(
        &mut self,
        dag: &mut Dag,
        terms: &[Term],
        plain: Expr,
    ) -> Option<(Expr, &'static str)> {
        if terms.len() < 2 || terms.len() > MAX_SEARCHED_TERMS {
            return None;
        }
        let plain_cost = self.measure.of(dag, plain);
        if plain_cost > MAX_SEARCHED_COST {
            return None;
        }
        // What is told of forms that are not taken in the end is taken back.
        let told = self.told.take();
        let mut best: Option<(Expr, &'static str, u32)> = None;
        let mut best_told = None;
        let mut offer = |this: &mut Self, dag: &mut Dag, e: Expr, why: &'static str| {
            let cost = this.measure.of(dag, e);
            if cost < best.map_or(plain_cost, |(.., cost)| cost) {
                best = Some((e, why, cost));
                best_told = this.told.take();
            }
        };
        if let Some(expanded) = expand(dag, &mut self.terms, terms) {
            self.told = told.as_ref().map(|_| Vec::new());
            self.tell_expansion(dag, terms, None);
            self.tell_sum(dag, "collect-like-terms", &expanded);
            let expanded = write_all(dag, &mut self.terms, expanded);
            offer(self, dag, expanded, "expand");
        }
        for kind in [Common::Factors, Common::Denominators] {
            let common = self.common(dag, terms, kind);
            if common.factors.is_empty() {
                continue;
            }
            let Some(inverse) = self.terms.inverse(dag, &common) else { continue };
            let quotients: Vec<Term> =
                terms.iter().map(|term| self.terms.multiply(dag, term, &inverse)).collect();
            let mut inner = Sum::default();
            for quotient in &quotients {
                inner.add(quotient);
            }
            let inner = inner.into_terms();
            let why = match kind {
                Common::Factors => "factor-out",
                Common::Denominators => "common-denominator",
            };
            let expanded = expand(dag, &mut self.terms, &inner);
            for (mut inner, is_expanded) in [(Some(inner), false), (expanded, true)]
                .into_iter()
                .filter_map(|(inner, is)| Some((inner?, is)))
            {
                self.told = told.as_ref().map(|_| Vec::new());
                self.tell_common(dag, why, &quotients, &common);
                if is_expanded {
                    self.tell_expansion(dag, &quotients, Some(&common));
                }
                self.tell_common(dag, "collect-like-terms", &inner, &common);
                if let Some(why) = self.pythagoras(dag, &mut inner) {
                    self.tell_common(dag, why, &inner, &common);
                }
                let denominator = clear_denominators(&mut inner);
                let common =
                    Term { coefficient: &common.coefficient / denominator, ..common.clone() };
                self.tell_common(dag, "common-denominator", &inner, &common);
                let inner = write_all(dag, &mut self.terms, inner);
                let inner = self.terms.read(dag, inner);
                let whole = self.terms.multiply(dag, &inner, &common);
                let whole = self.finish(dag, whole);
                offer(self, dag, whole, why);
            }
        }
        self.told = told.map(|mut told| {
            told.extend(best_told.unwrap_or_default());
            told
        });
        best.map(|(e, why, _)| (e, why))
    }

    /// What every term has: the lowest power of each base. A letter alone is not worth taking
    /// out, 2x + 3x² stays; with a bracket it is, x(x + 1)(5x + 3).
    fn common(&mut self, dag: &Dag, terms: &[Term], kind: Common) -> Term {
        let mut common = Term::number(Rational::ONE);
        let bases: Vec<Factor> = match kind {
            Common::Factors => terms.first().map(|first| first.factors.clone()).unwrap_or_default(),
            Common::Denominators => terms.iter().flat_map(|term| term.factors.clone()).collect(),
        };
        for (base, exponent) in bases {
            if common.exponent_of(base).is_some() {
                continue;
            }
            let lowest = match exponent {
                Exponent::Symbolic(_) => terms
                    .iter()
                    .all(|term| term.exponent_of(base) == Some(exponent))
                    .then_some(exponent),
                Exponent::Exact(_) => terms
                    .iter()
                    .map(|term| {
                        term.exponent_of(base).unwrap_or(Exponent::Exact(Small::zero())).exact()
                    })
                    .collect::<Option<Vec<Small>>>()
                    .and_then(|exponents| exponents.into_iter().min())
                    .filter(|lowest| !lowest.is_zero())
                    .filter(|lowest| kind == Common::Denominators || lowest.is_positive())
                    .map(Exponent::Exact),
            };
            if let Some(lowest) = lowest {
                let place = common.factors.partition_point(|(there, _)| *there < base);
                common.factors.insert(place, (base, lowest));
            }
        }
        let is_letter = |base: &Expr| matches!(dag.op(*base), Op::Symbol(_));
        let brackets = common.factors.iter().any(|(base, _)| dag.op(*base) == Op::Add);
        if !brackets {
            common.factors.retain(|(base, exponent)| {
                !is_letter(base) || exponent.exact().is_some_and(|value| value.is_negative())
            });
        }
        common
    }

    // ── Functions ────────────────────────────────────────────────────────────────────────────

    fn tidy_call(
        &mut self,
        dag: &mut Dag,
        function: Function,
        children: &[Expr],
        before: Expr,
    ) -> (Expr, &'static str) {
        use Function::*;
        let [u] = *children else { return (before, "arrange") };
        let term = self.terms.read(dag, u);
        if let Some(value) = exact_value(function, &term) {
            return (dag.integer(value), "exact-value");
        }
        let negative = term.coefficient.is_negative() && dag.op(u) != Op::Add;
        match function {
            // ln(e^v) = v
            Ln => match term.factors.as_slice() {
                [(base, exponent)]
                    if term.coefficient.is_one() && dag.op(*base) == Op::Constant(Constant::E) =>
                {
                    (write_exponent(dag, *exponent), "inverse-functions")
                }
                _ => (before, "arrange"),
            },
            // |(|v|)| is |v|.
            Abs if dag.as_call(u) == Some(Abs) => (u, "absolute-value"),
            Abs if term.as_number().is_some() => {
                let value = Term { coefficient: term.coefficient.abs(), ..(*term).clone() };
                (self.terms.write(dag, value), "absolute-value")
            }
            Abs | Cos | Sec | Cosh | Sech if negative => {
                let opposite = Term { coefficient: -&term.coefficient, ..(*term).clone() };
                let opposite = self.terms.write(dag, opposite);
                let call = dag.call(function, &[opposite]);
                (self.tidy(dag, call), "even-function")
            }
            Sin | Tan | Csc | Cot | Sinh | Tanh | Csch | Coth | Arcsin | Arctan | Arsinh
            | Artanh | Erf | Sign
                if negative =>
            {
                let opposite = Term { coefficient: -&term.coefficient, ..(*term).clone() };
                let opposite = self.terms.write(dag, opposite);
                let call = dag.call(function, &[opposite]);
                let call = self.tidy(dag, call);
                (dag.neg(call), "odd-function")
            }
            _ => (before, "arrange"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Common {
    Factors,
    Denominators,
}

/// Multiplies the terms by the least number that makes their coefficients whole, and says which.
fn clear_denominators(terms: &mut [Term]) -> Rational {
    // 1 is the least number times the largest of which 1 and all coefficients are multiples.
    let mut shared = Rational::ONE;
    for term in terms.iter() {
        if term.decimal {
            return Rational::ONE;
        }
        shared = shared.gcd(&term.coefficient);
    }
    let least = shared.recip();
    for term in terms {
        term.coefficient *= &least;
    }
    least
}

fn write_all(dag: &mut Dag, terms: &mut Terms, sum: Vec<Term>) -> Expr {
    let written: Vec<Expr> = sum.into_iter().map(|term| terms.write(dag, term)).collect();
    dag.add(&written)
}

/// Which law a power used.
fn power_reason(dag: &Dag, base: Expr, exponent: Expr) -> &'static str {
    if dag.is_integer(exponent, 1) {
        "power-one"
    } else if dag.is_integer(exponent, 0) {
        "power-zero"
    } else if dag.as_rational(base).is_some() {
        "power-of-number"
    } else if matches!(dag.op(base), Op::Mul | Op::Div | Op::Neg) {
        "power-of-product"
    } else {
        "power-of-power"
    }
}

/// Which law a product used: the most telling one.
fn reason(factors: &[&Term]) -> &'static str {
    if factors.iter().any(|term| term.is_zero()) {
        return "multiply-zero";
    }
    let mut bases: Vec<(Expr, bool)> = factors
        .iter()
        .flat_map(|term| &term.factors)
        .map(|(base, exponent)| (*base, exponent.exact().is_some_and(|value| value.is_negative())))
        .collect();
    sort_by(&mut bases, Ord::cmp);
    if bases.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        let cancels = bases.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1);
        return if cancels { "cancel" } else { "add-exponents" };
    }
    match factors.iter().filter(|term| !term.coefficient.is_one()).count() {
        0 | 1 if factors.iter().any(|term| term.as_number().is_some_and(Rational::is_one)) => {
            "multiply-one"
        }
        0 | 1 => "arrange",
        _ => "multiply-numbers",
    }
}

/// |u|² is u², and u²/|u| is |u|: what is left has u at most once.
fn join_absolute_values(dag: &mut Dag, product: &mut Term) {
    let absolutes: Vec<(Expr, Expr)> = product
        .factors
        .iter()
        .filter(|(base, exponent)| {
            dag.as_call(*base) == Some(Function::Abs) && exponent.is_integer()
        })
        .filter_map(|(base, _)| Some((*base, dag.child(*base)?)))
        .collect();
    for (absolute, inside) in absolutes {
        let of = |product: &Term, base| match product.exponent_of(base) {
            Some(exponent) => exponent.exact(),
            None => Some(Small::zero()),
        };
        let (Some(a), Some(b)) = (of(product, inside), of(product, absolute)) else { continue };
        if !a.is_integer() {
            continue;
        }
        // All even powers of u go to |u|; if the power of |u| is even then, it goes to u.
        let (odd, zero) = (Small::from_integer(a.to_integer().rem_euclid(2)), Small::zero());
        let Some(together) = b.checked_add(&a).and_then(|sum| sum.checked_sub(&odd)) else {
            continue;
        };
        let even = together.is_integer() && together.to_integer() % 2 == 0;
        let (on_inside, on_absolute) = if even { (odd + together, zero) } else { (odd, together) };
        product.factors.retain(|(base, _)| *base != absolute && *base != inside);
        multiply_factor(dag, product, (inside, Exponent::Exact(on_inside)));
        multiply_factor(dag, product, (absolute, Exponent::Exact(on_absolute)));
    }
}

/// sin u/cos u is tan u, cosh u/sinh u is coth u.
fn join_quotients(dag: &mut Dag, product: &mut Term) {
    use Function::*;
    let mut place = 0;
    while let Some(&(base, exponent)) = product.factors.get(place) {
        place += 1;
        let (other, quotient, inverse) = match dag.as_call(base) {
            Some(Sin) => (Cos, Tan, Cot),
            Some(Sinh) => (Cosh, Tanh, Coth),
            _ => continue,
        };
        let (Some(n), Some(u)) = (exponent.exact(), dag.child(base)) else { continue };
        let other = dag.call(other, &[u]);
        if !n.is_integer() || product.exponent_of(other) != Some(Exponent::Exact(-n)) {
            continue;
        }
        let joined = dag.call(if n.is_positive() { quotient } else { inverse }, &[u]);
        product.factors.retain(|(there, _)| *there != base && *there != other);
        multiply_factor(dag, product, (joined, Exponent::Exact(n.abs())));
        place = 0;
    }
}

/// value^n where that is a fraction again.
fn exact_power(value: &Rational, n: Small) -> Option<Rational> {
    let index = n.denom().to_u32()?;
    let power = n.numer().to_i32()?;
    (power.unsigned_abs() < 64).then(|| value.root(index)).flatten().map(|root| root.pow(power))
}

/// Multiplies whole^n into the term, what has a root taken out of it: √8 is 2√2.
fn power_of_integer(dag: &mut Dag, term: &mut Term, whole: &Rational, n: Small) {
    if whole.is_one() {
        return;
    }
    let (Some(index), Some(mut rest)) = (n.denom().to_u32(), whole.to_u64()) else {
        let base = dag.rational(whole);
        multiply_factor(dag, term, (base, Exponent::Exact(n)));
        return;
    };
    let mut outside = 1u64;
    let mut candidate = 2u64;
    while let Some(power) = candidate.checked_pow(index).filter(|power| *power <= rest) {
        if rest.is_multiple_of(power) {
            rest /= power;
            outside *= candidate;
        } else {
            candidate += 1;
        }
        if candidate > 1000 {
            break;
        }
    }
    if outside > 1
        && let Some(power) = n.numer().to_i32()
    {
        term.coefficient *= Rational::from(outside).pow(power);
    }
    if rest > 1 {
        let base = dag.integer(rest);
        multiply_factor(dag, term, (base, Exponent::Exact(n)));
    }
}

/// Values everybody knows: at 0 and at 1.
fn exact_value(function: Function, argument: &Term) -> Option<i64> {
    use Function::*;
    let value = argument.as_number()?;
    match function {
        Ln if value.is_one() => Some(0),
        Cos | Cosh | Sec | Sech if value.is_zero() => Some(1),
        Sin | Tan | Sinh | Tanh | Arcsin | Arctan | Arsinh | Artanh | Erf | Sign | Floor | Ceil
        | Step | Relu
            if value.is_zero() =>
        {
            Some(0)
        }
        Sign | Step if !value.is_zero() => Some(if value.is_positive() {
            1
        } else if function == Sign {
            -1
        } else {
            0
        }),
        _ => None,
    }
}
