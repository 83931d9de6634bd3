//! A product becomes one bar, numbers in front, each base once.

use num_traits::Signed;

use super::Tidier;
use super::pieces::has_pieces;
use super::power::power_reason;
use super::sum::{by_degree, clear_denominators};
use crate::calculus::term::{
    Exponent, Factor, Small, Sum, Term, content, degrees, exponent_of, is_below, is_bracket,
    multiply_factor, outline, positive_first,
};
use crate::expr::{Constant, Dag, Expr, Op, Rational};
use crate::order::sort_by;

/// A bracket of more terms is not multiplied by a letter: below a thousand bars inside one another
/// each would be written a thousand times.
const LONG: usize = 100;

impl Tidier {
    pub(super) fn tidy_product(
        &mut self,
        dag: &mut Dag,
        op: Op,
        children: &[Expr],
    ) -> (Expr, &'static str) {
        let mut rule = "arrange";
        let product = match (op, children) {
            (Op::Neg, &[e]) => {
                if dag.op(e) == Op::Add {
                    return (self.terms.negate_sum(dag, e), "distribute-sign");
                }
                self.terms.read(dag, e).opposite()
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
                let decimal = dag.is_decimal(exponent);
                let exponent = exponent_of(dag, exponent);
                let power = self.power(dag, base, exponent);
                Term { decimal: power.decimal || decimal, ..power }
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

    /// `factor · e`, the factor taken to every term of a sum.
    pub(in crate::calculus) fn scale_sum(&mut self, dag: &mut Dag, e: Expr, factor: &Term) -> Expr {
        let mut sum = Sum::default();
        for term in self.terms.read_sum(dag, e) {
            sum.add(&self.terms.multiply(dag, &term, factor));
        }
        let mut terms = sum.into_terms();
        positive_first(&mut terms);
        self.bracket(dag, terms)
    }

    /// Last touches on a product, then paper.
    pub(in crate::calculus) fn finish(&mut self, dag: &mut Dag, mut product: Term) -> Expr {
        if product.is_zero() {
            return dag.integer(0);
        }
        let mut was = self.told.is_some().then(|| product.clone());
        if has_pieces(dag, &product) {
            self.join_pieces(dag, &mut product);
            self.tell_changed(dag, "join-pieces", &product, &mut was);
            if product.is_zero() {
                return dag.integer(0);
            }
        }
        self.tidy_bars(dag, &mut product);
        self.tell_changed(dag, "absolute-value", &product, &mut was);
        self.join_opposites(dag, &mut product);
        self.tell_changed(dag, "distribute-sign", &product, &mut was);
        self.join_angles(dag, &mut product, &mut was);
        self.join_roots(dag, &mut product);
        self.tell_changed(dag, "multiply-numbers", &product, &mut was);
        self.clear_fractions(dag, &mut product);
        self.tell_changed(dag, "common-denominator", &product, &mut was);
        self.cancel_numbers(dag, &mut product);
        self.cancel_letters(dag, &mut product);
        self.clear_letters(dag, &mut product);
        self.tell_changed(dag, "cancel", &product, &mut was);
        // −(x − 1) is 1 − x.
        if let [factor] = product.factors.as_slice()
            && is_bracket(dag, factor)
            && (-&product.coefficient).is_one()
        {
            let after = self.terms.negate_sum(dag, factor.0);
            self.tell("distribute-sign", after);
            return after;
        }
        if product.coefficient.parts().0.abs().is_one() {
            self.turn_difference(dag, &mut product);
        }
        self.turn_negative(dag, &mut product);
        self.tell_changed(dag, "distribute-sign", &product, &mut was);
        self.join_numbers(dag, &mut product);
        self.tell_changed(dag, "factor-out", &product, &mut was);
        self.terms.write(dag, product)
    }

    /// √(u − v)/(v − u) is −1/√(u − v): of two brackets that differ by their sign one goes, to a whole
    /// power. The older stays, or the one that does not begin with a minus sign.
    fn join_opposites(&mut self, dag: &mut Dag, product: &mut Term) {
        let sums = product.factors.iter().filter(|(base, _)| dag.op(*base) == Op::Add);
        let mut outlines: Vec<usize> = sums.map(|(base, _)| outline(dag, *base)).collect();
        sort_by(&mut outlines, Ord::cmp);
        if outlines.windows(2).all(|pair| pair[0] != pair[1]) {
            return;
        }
        let begins_with_minus =
            |dag: &Dag, e: Expr| dag.child(e).is_some_and(|first| dag.op(first) == Op::Neg);
        for any in [false, true] {
            for place in (0..product.factors.len()).rev() {
                let (base, exponent) = product.factors[place];
                let Some(power) = exponent.exact().filter(|n| n.is_integer()) else { continue };
                if dag.op(base) != Op::Add {
                    continue;
                }
                let opposite = self.terms.negate_sum(dag, base);
                if product.exponent_of(opposite).is_none()
                    || !any && begins_with_minus(dag, opposite)
                {
                    continue;
                }
                product.factors[place].0 = opposite;
                if power.numer() % 2 != 0 {
                    product.coefficient = -&product.coefficient;
                }
                *product = self.terms.product(dag, [&*product]);
                return;
            }
        }
    }

    /// −(u − v)/w is (v − u)/w: a minus sign goes into the only bracket above the bar.
    pub(in crate::calculus) fn turn_difference(&mut self, dag: &mut Dag, product: &mut Term) {
        if !product.coefficient.is_negative() {
            return;
        }
        let mut brackets = (0..product.factors.len()).filter(|place| {
            let factor = &product.factors[*place];
            dag.op(factor.0) == Op::Add && !is_below(factor)
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

    /// −a(u − v − w) is a(v + w − u), and a(−u − v + w)/b is −a(u + v − w)/b: in a bracket with more
    /// minus signs than others none stands in front. −a(−u + v + w) is a(u − v − w).
    fn turn_negative(&mut self, dag: &mut Dag, product: &mut Term) {
        let alone = product.factors.len() == 1 && product.coefficient.is_integer();
        if alone && !product.coefficient.is_negative() {
            return;
        }
        let is_negative = |e: &Expr| dag.op(*e) == Op::Neg;
        let place = product.factors.iter().position(|factor| {
            let terms = dag.children(factor.0);
            let negative = terms.iter().filter(|e| is_negative(e)).count();
            is_bracket(dag, factor)
                && match (product.coefficient.is_negative(), is_negative(&terms[0])) {
                    (true, true) => true,
                    (false, false) => false,
                    _ => 2 * negative > terms.len(),
                }
        });
        let Some(place) = place else { return };
        let mut terms = self.read_sum(dag, product.factors[place].0);
        for term in &mut terms {
            term.coefficient = -&term.coefficient;
        }
        let turned = if product.coefficient.is_negative() {
            let polynomial = degrees(dag, &terms).is_some();
            if polynomial {
                by_degree(dag, &mut terms);
            }
            let negative = |term: &Term| term.coefficient.is_negative();
            if polynomial && terms.first().is_some_and(negative) {
                terms.reverse();
            }
            // A polynomial stays in order.
            if !polynomial || terms.first().is_some_and(negative) {
                sort_by(&mut terms, |a, b| negative(a).cmp(&negative(b)));
            }
            terms
        } else {
            terms
        };
        product.factors[place].0 = self.terms.write_sum(dag, turned);
        product.coefficient = -&product.coefficient;
        *product = self.terms.product(dag, [&*product]);
    }

    /// 2(8x² + 24) is 16(x² + 3): a number in front takes along what the terms of a bracket share.
    fn join_numbers(&mut self, dag: &mut Dag, product: &mut Term) {
        // A bracket alone is as good either way: 2x + 2.
        let alone = product.coefficient.abs().is_one() && product.factors.len() < 2;
        if product.decimal || alone {
            return;
        }
        for place in 0..product.factors.len() {
            // Brackets inside open when their numbers have gone, and what is then collected may share more.
            while is_bracket(dag, &product.factors[place]) {
                let mut terms = self.read_sum(dag, product.factors[place].0);
                let shared = content(&terms);
                let whole = shared.is_integer() && !shared.is_one() && !shared.is_zero();
                if !whole || terms.iter().any(|term| term.decimal) {
                    break;
                }
                for term in &mut terms {
                    term.coefficient /= &shared;
                }
                product.coefficient *= &shared;
                product.factors[place].0 = self.bracket(dag, terms);
            }
        }
        *product = self.terms.product(dag, [&*product]);
    }

    /// √2·√3 is √6, √2·√π is √(2π), and √2/(2√π) is 1/√(2π).
    fn join_roots(&mut self, dag: &mut Dag, product: &mut Term) {
        let half = Small::new_raw(1, 2);
        self.join_circle(dag, product);
        let root = |dag: &Dag, (base, exponent): &Factor| {
            let value = dag.number(*base).filter(|number| number.is_integer())?;
            (*exponent == Exponent::Exact(half)).then(|| value.value().clone())
        };
        let roots: Vec<Rational> =
            product.factors.iter().filter_map(|factor| root(dag, factor)).collect();
        if roots.is_empty() {
            return;
        }
        let pi = dag.constant(Constant::Pi);
        let circle = product.exponent_of(pi).and_then(Exponent::exact).filter(|n| n.abs() == half);
        let joined = roots.iter().fold(Rational::ONE, |product, root| &product * root);
        let cleared = &product.coefficient * &joined;
        let below = circle.is_some_and(|n| n.is_negative());
        let circle =
            circle.filter(|_| !below || cleared.parts().0 == product.coefficient.parts().0);
        if roots.len() < 2 && circle.is_none() {
            return;
        }
        product.factors.retain(|factor| root(dag, factor).is_none());
        let (inside, exponent) = match circle {
            Some(exponent) => {
                product.factors.retain(|(base, _)| *base != pi);
                if below {
                    product.coefficient = cleared;
                }
                let inside = Term { coefficient: joined, ..Term::factor(pi, Exponent::ONE) };
                (self.terms.write(dag, inside), exponent)
            }
            None => (dag.rational(&joined), half),
        };
        let joined = self.power(dag, inside, Exponent::Exact(exponent));
        *product = self.terms.product(dag, [&*product, &joined]);
    }

    /// √(2π)/(2π) is 1/√(2π).
    fn join_circle(&mut self, dag: &mut Dag, product: &mut Term) {
        let pi = dag.constant(Constant::Pi);
        let below = |n: Small| n.is_integer() && n.is_negative();
        if !product.exponent_of(pi).and_then(Exponent::exact).is_some_and(below) {
            return;
        }
        for place in 0..product.factors.len() {
            let (base, exponent) = product.factors[place];
            let inside = self.terms.read(dag, base);
            let root = exponent.exact().is_some_and(|n| n == Small::new_raw(1, 2));
            if root && inside.factors == [(pi, Exponent::ONE)] {
                product.factors[place].1 = Exponent::Exact(Small::new_raw(-1, 2));
                product.coefficient *= &inside.coefficient;
                multiply_factor(dag, product, (pi, Exponent::ONE));
                return;
            }
        }
    }

    /// (x + 3/2)/√u is (2x + 3)/(2√u): no fractions above a bar; and 2(u/2 + v) is u + 2v.
    fn clear_fractions(&mut self, dag: &mut Dag, product: &mut Term) {
        let below = product.factors.iter().any(is_below);
        if product.decimal {
            return;
        }
        for place in 0..product.factors.len() {
            if !is_bracket(dag, &product.factors[place]) {
                continue;
            }
            let mut terms = self.read_sum(dag, product.factors[place].0);
            if below && has_bar(&terms) {
                continue;
            }
            let number = clear_denominators(&mut terms);
            let rest = &product.coefficient / &number;
            if !number.is_one() && (below || rest.is_integer()) {
                product.coefficient = rest;
                product.factors[place].0 = self.bracket(dag, terms);
                *product = self.terms.product(dag, [&*product]);
                return;
            }
        }
    }

    /// (3x − x³)/x³ is (3 − x²)/x²: what all terms of a bracket share with a letter below.
    fn cancel_letters(&mut self, dag: &mut Dag, product: &mut Term) {
        for place in 0..product.factors.len() {
            let (letter, power) = product.factors[place];
            let Some(power) = power.exact().filter(|n| n.is_integer() && n.is_negative()) else {
                continue;
            };
            if !matches!(dag.op(letter), Op::Symbol(_)) {
                continue;
            }
            for bracket in 0..product.factors.len() {
                let sum = product.factors[bracket].0;
                if !is_bracket(dag, &product.factors[bracket]) || dag.children(sum).len() > LONG {
                    continue;
                }
                let shared = self.read_sum(dag, sum).iter().try_fold(-power, |least, term| {
                    let here = term.exponent_of(letter)?.exact()?;
                    Some(least.min(here.floor()))
                });
                let Some(shared) = shared.filter(|shared| shared.is_positive()) else { continue };
                let inverse = Term::factor(letter, Exponent::Exact(-shared));
                product.factors[bracket].0 = self.scale_sum(dag, sum, &inverse);
                product.factors[place].1 = Exponent::Exact(power + shared);
                *product = self.terms.product(dag, [&*product]);
                return;
            }
        }
    }

    /// 1/(x(1 + 1/x)) is 1/(x + 1) and (1 − a/x)/x is (x − a)/x²: what stands below a bar in a bracket
    /// with a letter beside it.
    fn clear_letters(&mut self, dag: &mut Dag, product: &mut Term) {
        for place in 0..product.factors.len() {
            let (sum, power) = product.factors[place];
            let above = power == Exponent::ONE;
            if !above && power != Exponent::Exact((-1).into()) || dag.op(sum) != Op::Add {
                continue;
            }
            let terms = self.read_sum(dag, sum);
            let is_long = |e: Expr| dag.children(e).len() > LONG;
            let holds = |term: &Term| term.factors.iter().any(|(base, _)| is_long(*base));
            if !has_bar(&terms) || is_long(sum) || terms.iter().any(holds) {
                continue;
            }
            for &(letter, beside) in &product.factors {
                let Some(beside) = beside.exact().filter(|n| n.is_integer()) else { continue };
                let below = |term: &Term| term.exponent_of(letter).and_then(Exponent::exact);
                let lowest = terms.iter().filter_map(below).min();
                let below = lowest.filter(|n| n.is_integer() && n.is_negative());
                let Some(times) = below.and_then(|n| n.numer().checked_neg()) else { continue };
                // Only where the letter then falls away, or stands below already: else it is needed
                // to join the bracket's roots.
                let falls_away = *beside.numer() == if above { times } else { -times };
                let below = above && beside.is_negative();
                if !falls_away && !below {
                    continue;
                }
                let cleared = Term::factor(letter, Exponent::Exact(times.into()));
                let mut cleared = self.scale_sum(dag, sum, &cleared);
                if dag.children(cleared).iter().all(|e| dag.op(*e) == Op::Neg) {
                    cleared = self.terms.negate_sum(dag, cleared);
                    product.coefficient = -&product.coefficient;
                }
                product.factors[place].0 = cleared;
                let inverse = if above { -times } else { times };
                multiply_factor(dag, product, (letter, Exponent::Exact(inverse.into())));
                return;
            }
        }
    }

    /// (4x + 6)/2 is 2x + 3: what all terms of a bracket share with the number below.
    fn cancel_numbers(&mut self, dag: &mut Dag, product: &mut Term) {
        if product.coefficient.is_integer() || product.decimal {
            return;
        }
        for place in 0..product.factors.len() {
            if !is_bracket(dag, &product.factors[place]) {
                continue;
            }
            let sum = product.factors[place].0;
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
}

/// Whether something stands below a bar in one of the terms.
fn has_bar(terms: &[Term]) -> bool {
    terms.iter().any(|term| term.factors.iter().any(is_below))
}

/// Which law a product used: the most telling one.
fn reason(factors: &[&Term]) -> &'static str {
    if factors.iter().any(|term| term.is_zero()) {
        return "multiply-zero";
    }
    let mut bases: Vec<(Expr, bool)> = factors
        .iter()
        .flat_map(|term| &term.factors)
        .map(|factor| (factor.0, is_below(factor)))
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
