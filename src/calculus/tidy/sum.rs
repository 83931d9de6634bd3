//! A sum becomes like terms collected, and what is common taken out where that is shorter.

use std::borrow::Cow;

use super::Tidier;
use super::common::{Common, is_letter};
use super::kin::join_kin;
use crate::calculus::expand::{expand, taken_away_last};
use crate::calculus::term::{
    Exponent, Factor, Small, Sum, Term, degrees, is_bracket, multiply_factor, positive_first,
};
use crate::expr::{Dag, Expr, Function, Op, Rational};
use crate::order::sort_by;

/// Sums with more strokes than this, in tenths, are no longer for reading: they stay as they are.
const MAX_SEARCHED_COST: u32 = 8000;

/// Sums longer than this are collected but not searched for shorter forms.
const MAX_SEARCHED_TERMS: usize = 24;

/// How many strokes more, in tenths, a person writes to leave a bracket that all terms share.
pub(in crate::calculus) const SHARED_BRACKET: u32 = 30;

/// How often a sum that was opened is looked at again.
const MOST_ROUNDS: usize = 4;

/// How many more to take out a letter: x(σ(u) − y).
const SHARED_LETTER: u32 = 10;

impl Tidier {
    pub(super) fn tidy_sum(&mut self, dag: &mut Dag, children: &[Expr]) -> (Expr, &'static str) {
        let mut sum = Sum::default();
        let mut brackets = false;
        let mut opened = Vec::new();
        for &child in children {
            let term = self.terms.read(dag, child);
            match self.opened(dag, &term) {
                Some(parts) => {
                    brackets = true;
                    opened.extend(parts);
                }
                None => opened.push((*term).clone()),
            }
        }
        opened.iter().for_each(|term| sum.add(term));
        if brackets {
            self.tell_sum(dag, "open-brackets", &opened);
        }
        let numbers = children.iter().all(|&child| dag.as_rational(child).is_some());
        let mut rule = match (sum.collected, brackets) {
            _ if numbers => "add-numbers",
            (true, _) => "collect-like-terms",
            (false, true) => "open-brackets",
            _ if children.iter().any(|&child| dag.is_integer(child, 0)) => "add-zero",
            _ => "arrange",
        };
        let mut terms = sum.into_terms();
        terms.iter_mut().for_each(|term| self.scale_pieces(dag, term));
        positive_first(&mut terms);
        self.tell_sum(dag, rule, &terms);
        if let Some(why) = self.pythagoras(dag, &mut terms) {
            rule = why;
            self.tell_sum(dag, why, &terms);
        }
        let plain = self.terms.write_sum(dag, terms.clone());
        let Some((mut shorter, why)) = self.shorter_sum(dag, &terms, plain) else {
            return (plain, rule);
        };
        // What was opened may have something in common that did not show before.
        for _ in 0..MOST_ROUNDS {
            let opened = ["expand", "open-brackets"].contains(&why) && dag.op(shorter) == Op::Add;
            let terms = if opened { self.read_sum(dag, shorter) } else { Vec::new() };
            let Some((again, _)) = self.shorter_sum(dag, &terms, shorter) else { break };
            shorter = again;
        }
        (shorter, why)
    }

    /// a·sin²u + a·cos²u = a, and the hyperbolic twin; a·cos²u − a·sin²u = a·cos 2u, and its
    /// twin; 2a·cos²u − a as well. Says by which row.
    pub(super) fn pythagoras(
        &mut self,
        dag: &mut Dag,
        terms: &mut Vec<Term>,
    ) -> Option<&'static str> {
        let mut first = None;
        while let Some(why) = self.pythagoras_once(dag, terms) {
            first = first.or(Some(why));
        }
        first
    }

    fn pythagoras_once(&mut self, dag: &mut Dag, terms: &mut Vec<Term>) -> Option<&'static str> {
        if terms.len() > MAX_SEARCHED_TERMS {
            return None;
        }
        let two = Exponent::Exact(Small::from_integer(2));
        let squared =
            |(base, exponent): &Factor| *exponent == two && matches!(dag.op(*base), Op::Call(_));
        if !terms.iter().any(|term| term.factors.iter().any(squared)) {
            return None;
        }
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
            (Function::Cosh, Function::Sinh, 1, "double-angle"),
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
                            let cosine = dag.call(one, &[twice]);
                            multiply_factor(dag, &mut rest, (cosine, Exponent::ONE));
                            join_kin(dag, &mut rest);
                        }
                        let mut sum = Sum::default();
                        for (place, term) in terms.iter().enumerate() {
                            match place {
                                _ if place == *i.min(j) => sum.add(&rest),
                                _ if place == *i.max(j) => {}
                                _ => sum.add(term),
                            }
                        }
                        *terms = sum.into_terms();
                        positive_first(terms);
                        return Some(why);
                    }
                }
            }
        }
        for (square, cosine, sign) in [
            (Function::Cos, Function::Cos, 1),
            (Function::Sin, Function::Cos, -1),
            (Function::Cosh, Function::Cosh, 1),
            (Function::Sinh, Function::Cosh, 1),
        ] {
            for (i, u, mut rest) in squares(dag, terms, square) {
                let Some(u) = u else { continue };
                rest.coefficient *= Rational::fraction(sign, 2);
                let less = if matches!(square, Function::Sin | Function::Sinh) { 1 } else { -1 };
                let less = Rational::from(less) * &rest.coefficient;
                let alone = |term: &Term| term.factors == rest.factors && term.coefficient == less;
                let Some(j) = terms.iter().position(alone) else { continue };
                // 2cos²u − 1 beside another function of u stays.
                let same = |(base, _): &Factor| dag.child(*base) == Some(u);
                let others = terms.iter().flat_map(|term| &term.factors).filter(|it| same(it));
                if others.count() > 1 {
                    continue;
                }
                let twice = self.scale_sum(dag, u, &Term::number(2.into()));
                let cosine = dag.call(cosine, &[twice]);
                multiply_factor(dag, &mut rest, (cosine, Exponent::ONE));
                terms[i] = rest;
                terms.remove(j);
                positive_first(terms);
                return Some("double-angle");
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
        let mut offer = |this: &mut Self, dag: &mut Dag, e: Expr, why: &'static str, lead: u32| {
            let cost = this.measure.of(dag, e).saturating_sub(lead);
            let is_shorter = cost < best.map_or(plain_cost, |(.., cost)| cost);
            if is_shorter && (lead == 0 || this.is_tidy(dag, e)) {
                best = Some((e, why, cost));
                best_told = this.told.take();
            }
        };
        if let Some(mut expanded) = expand(dag, &mut self.terms, terms) {
            positive_first(&mut expanded);
            self.told = told.as_ref().map(|_| Vec::new());
            self.tell_expansion(dag, terms, None);
            self.tell_sum(dag, "collect-like-terms", &expanded);
            if let Some(why) = self.pythagoras(dag, &mut expanded) {
                self.tell_sum(dag, why, &expanded);
            }
            let expanded = self.terms.write_sum(dag, expanded);
            offer(self, dag, expanded, "expand", 0);
        }
        if let Some(one_way) = self.facing_sigmoids(dag, terms) {
            self.told = told.as_ref().map(|_| Vec::new());
            offer(self, dag, one_way, "expand", 0);
        }
        if let Some(opened) = self.opened_brackets(dag, terms) {
            self.told = told.as_ref().map(|_| Vec::new());
            self.tell_sum(dag, "open-brackets", &opened);
            let opened = self.terms.write_sum(dag, opened);
            offer(self, dag, opened, "open-brackets", 0);
        }
        let terms = &*self.facing(dag, terms);
        if let Some(gathered) = self.gathered(dag, terms) {
            self.told = told.as_ref().map(|_| Vec::new());
            let gathered = self.terms.write_sum(dag, gathered);
            offer(self, dag, gathered, "factor-out", 0);
        }
        for kind in [Common::Factors, Common::Denominators] {
            let common = kind.worth_taking_out(dag, terms);
            if common.factors.is_empty() {
                continue;
            }
            let Some(inverse) = self.terms.inverse(dag, &common) else { continue };
            let quotients: Vec<Term> =
                terms.iter().map(|term| self.terms.multiply(dag, term, &inverse)).collect();
            let inner = self.without_brackets(dag, &quotients);
            let brackets = common.factors.iter().any(|factor| dag.op(factor.0) == Op::Add);
            let lead = match kind {
                Common::Factors if brackets => SHARED_BRACKET,
                Common::Factors if letters_alone(dag, &common) => SHARED_LETTER,
                // x σ(x)(1 − σ(x)), though the brackets cost what they save.
                Common::Factors if has_letter_and_call(dag, &common) => SHARED_LETTER,
                _ => 0,
            };
            let why = match kind {
                Common::Factors => "factor-out",
                Common::Denominators => "common-denominator",
            };
            let mut expanded = expand(dag, &mut self.terms, &inner);
            if let Some(expanded) = &mut expanded {
                by_degree(dag, expanded);
            }
            let (opened, most) = (expanded.is_some(), expanded.as_ref().unwrap_or(&inner));
            let gathered = if most.len() > 2 { self.gathered(dag, most) } else { None };
            for (mut inner, is_expanded) in
                [(Some(inner), false), (expanded, true), (gathered, opened)]
                    .into_iter()
                    .filter_map(|(inner, is)| Some((inner?, is)))
            {
                self.told = told.as_ref().map(|_| Vec::new());
                self.tell_common(dag, why, &quotients, &common);
                if self.told.is_some() {
                    let before = match is_expanded {
                        true => self.tell_expansion(dag, &quotients, Some(&common)),
                        false => self.opened_length(dag, &quotients),
                    };
                    let rule = if inner.len() < before { "collect-like-terms" } else { "arrange" };
                    self.tell_common(dag, rule, &inner, &common);
                }
                if let Some(why) = self.pythagoras(dag, &mut inner) {
                    self.tell_common(dag, why, &inner, &common);
                }
                let denominator = clear_denominators(&mut inner);
                let common =
                    Term { coefficient: &common.coefficient / denominator, ..common.clone() };
                self.tell_common(dag, "common-denominator", &inner, &common);
                let inner = self.without_brackets(dag, &inner);
                let inner = match self.opened_brackets(dag, &inner) {
                    Some(opened) => {
                        self.tell_common(dag, "expand", &opened, &common);
                        opened
                    }
                    None => inner,
                };
                let inner = match self.square(dag, &inner) {
                    Some(square) => square,
                    None => {
                        let inner = self.terms.write_sum(dag, inner);
                        (*self.terms.read(dag, inner)).clone()
                    }
                };
                let whole = self.terms.multiply(dag, &inner, &common);
                let whole = self.finish(dag, whole);
                offer(self, dag, whole, why, lead);
            }
        }
        self.told = told.map(|mut told| {
            told.extend(best_told.unwrap_or_default());
            told
        });
        best.map(|(e, why, _)| (e, why))
    }

    /// a·σ(u) + (a − 1)·σ(−u) with 1 − σ(u) for σ(−u), multiplied out.
    fn facing_sigmoids(&mut self, dag: &mut Dag, terms: &[Term]) -> Option<Expr> {
        let mut turned: Option<Vec<Term>> = None;
        for (place, term) in terms.iter().enumerate() {
            for &(base, power) in &term.factors {
                if dag.as_call(base) != Some(Function::Sigmoid) || power != Exponent::ONE {
                    continue;
                }
                let u = dag.child(base)?;
                if dag.op(u) != Op::Neg {
                    continue;
                }
                let facing = dag.call(Function::Sigmoid, &[dag.children(u)[0]]);
                if !terms.iter().any(|term| term.exponent_of(facing).is_some()) {
                    continue;
                }
                let one = dag.integer(1);
                let rest = dag.sub(one, facing);
                let mut whole = term.clone();
                whole.factors.retain(|factor| factor.0 != base);
                multiply_factor(dag, &mut whole, (rest, Exponent::ONE));
                turned.get_or_insert_with(|| terms.to_vec())[place] = whole;
            }
        }
        let mut expanded = expand(dag, &mut self.terms, &turned?)?;
        positive_first(&mut expanded);
        Some(self.terms.write_sum(dag, expanded))
    }

    /// n − 2(n − u²) as 2u² − n: brackets with a number in front opened, where like terms meet then.
    fn opened_brackets(&mut self, dag: &mut Dag, terms: &[Term]) -> Option<Vec<Term>> {
        let mut sum = Sum::default();
        for term in terms {
            match term.factors.as_slice() {
                [factor] if is_bracket(dag, factor) => {
                    for part in self.read_sum(dag, factor.0) {
                        let number = Term { factors: Vec::new(), ..term.clone() };
                        sum.add(&self.terms.multiply(dag, &part, &number));
                    }
                }
                _ => sum.add(term),
            }
        }
        let mut opened =
            sum.collected.then(|| sum.into_terms()).filter(|terms| !terms.is_empty())?;
        taken_away_last(dag, &mut opened);
        by_degree(dag, &mut opened);
        Some(opened)
    }

    /// (x² + 1)cos(u) + 4x² cos(u) + sin(u) as (5x² + 1)cos(u) + sin(u): terms gathered that have
    /// their functions in common.
    fn gathered(&mut self, dag: &mut Dag, terms: &[Term]) -> Option<Vec<Term>> {
        // What is done with a part of the sum is not told.
        let told = self.told.take();
        let gathered = self.gathered_silently(dag, terms);
        self.told = told;
        gathered
    }

    fn gathered_silently(&mut self, dag: &mut Dag, terms: &[Term]) -> Option<Vec<Term>> {
        let functions = |term: &Term| -> Vec<Factor> {
            let is_function = |factor: &&Factor| matches!(dag.op(factor.0), Op::Call(_));
            term.factors.iter().filter(is_function).copied().collect()
        };
        let of: Vec<Vec<Factor>> = terms.iter().map(functions).collect();
        let mut sum = Vec::new();
        for (place, these) in of.iter().enumerate() {
            if of[..place].contains(these) {
                continue;
            }
            let alike =
                |(term, those): (&Term, &Vec<Factor>)| (those == these).then(|| term.clone());
            let group: Vec<Term> = terms.iter().zip(&of).filter_map(alike).collect();
            // All alike are what all have in common; a single one has nothing beside it.
            if group.len() == terms.len() {
                return None;
            }
            if group.len() < 2 || these.is_empty() {
                sum.extend(group);
                continue;
            }
            let common = Common::Factors.of(&group);
            let inverse = self.terms.inverse(dag, &common)?;
            let rest: Vec<Term> =
                group.iter().map(|term| self.terms.multiply(dag, term, &inverse)).collect();
            let mut rest = match expand(dag, &mut self.terms, &rest) {
                Some(expanded) => expanded,
                None => rest,
            };
            by_degree(dag, &mut rest);
            let rest = match self.square(dag, &rest) {
                Some(square) => square,
                None => {
                    let rest = self.terms.write_sum(dag, rest);
                    (*self.terms.read(dag, rest)).clone()
                }
            };
            let product = self.terms.multiply(dag, &rest, &common);
            let product = self.finish(dag, product);
            sum.push((*self.terms.read(dag, product)).clone());
        }
        (sum.len() < terms.len()).then_some(sum)
    }

    /// a(u − v) + b(v − u) as a(u − v) − b(u − v): brackets that differ by their sign become the same,
    /// the one that does not begin with a minus sign, or the first.
    fn facing<'a>(&mut self, dag: &mut Dag, terms: &'a [Term]) -> Cow<'a, [Term]> {
        let is_sum = |factor: &&Factor| dag.op(factor.0) == Op::Add;
        let mut bases: Vec<Expr> = Vec::new();
        for (base, _) in terms.iter().flat_map(|term| &term.factors).filter(is_sum) {
            if !bases.contains(base) {
                bases.push(*base);
            }
        }
        let mut turned = Cow::Borrowed(terms);
        while bases.len() > 1 {
            let base = bases.remove(0);
            let opposite = self.terms.negate_sum(dag, base);
            let Some(twin) = bases.iter().position(|other| *other == opposite) else { continue };
            bases.remove(twin);
            let begins_with_minus = dag.child(base).is_some_and(|first| dag.op(first) == Op::Neg);
            let (from, to) = if begins_with_minus { (base, opposite) } else { (opposite, base) };
            for term in turned.to_mut() {
                turn(dag, term, from, to);
            }
        }
        turned
    }

    /// The terms of ±(b + c): a bracket with nothing but a sign in front.
    fn opened(&mut self, dag: &mut Dag, term: &Term) -> Option<Vec<Term>> {
        let [factor] = term.factors.as_slice() else { return None };
        if !is_bracket(dag, factor) || !term.coefficient.abs().is_one() {
            return None;
        }
        let mut parts = self.read_sum(dag, factor.0);
        for part in &mut parts {
            part.coefficient *= &term.coefficient;
        }
        Some(parts)
    }

    /// Terms with nothing but a sign in front of a bracket opened, like ones collected, in order.
    fn without_brackets(&mut self, dag: &mut Dag, terms: &[Term]) -> Vec<Term> {
        let mut sum = Sum::default();
        for term in terms {
            match self.opened(dag, term) {
                Some(parts) => parts.iter().for_each(|part| sum.add(part)),
                None => sum.add(term),
            }
        }
        let mut terms = sum.into_terms();
        by_degree(dag, &mut terms);
        terms
    }

    /// How many terms these are without such brackets, before like ones are collected.
    fn opened_length(&mut self, dag: &mut Dag, terms: &[Term]) -> usize {
        let length = |term| self.opened(dag, term).map_or(1, |parts| parts.len());
        terms.iter().map(length).sum()
    }

    /// Terms as they stand in a bracket: one that is a bracket itself is opened, and one with a number
    /// in front where like terms meet then.
    pub(super) fn bracket(&mut self, dag: &mut Dag, terms: Vec<Term>) -> Expr {
        let nested = terms.iter().any(|term| self.opened(dag, term).is_some());
        let terms = if nested { self.without_brackets(dag, &terms) } else { terms };
        let terms = self.opened_brackets(dag, &terms).unwrap_or(terms);
        self.terms.write_sum(dag, terms)
    }

    /// a²x² ± 2abx + b² as (ax ± b)², and its opposite; x⁴ + 2x² + 1 as well.
    pub(super) fn square(&mut self, dag: &mut Dag, terms: &[Term]) -> Option<Term> {
        let [first, middle, last] = terms else { return None };
        let letter = degrees(dag, terms)?;
        let decimal = terms.iter().any(|term| term.decimal);
        let half = degree(middle);
        if decimal || half < 1 || half.checked_mul(2) != Some(degree(first)) || degree(last) != 0 {
            return None;
        }
        let sign = Rational::from(if first.coefficient.is_negative() { -1 } else { 1 });
        let [a, b] = [first, last].map(|term| (&sign * &term.coefficient).root(2));
        let (a, b) = (a?, b?);
        let twice = &a * &b * Rational::from(2);
        if middle.coefficient.abs() != twice {
            return None;
        }
        let b = if (&sign * &middle.coefficient).is_negative() { -b } else { b };
        let mut inside = Term::factor(letter, Exponent::Exact(half.into()));
        inside.coefficient = a;
        let inside = self.terms.write_sum(dag, vec![inside, Term::number(b)]);
        let square = Term::factor(inside, Exponent::Exact(Small::from_integer(2)));
        Some(Term { coefficient: sign, ..square })
    }
}

/// Whether these are nothing but whole powers of letters.
fn letters_alone(dag: &Dag, common: &Term) -> bool {
    common.factors.iter().all(|factor| is_letter(dag, factor))
}

/// Whether a letter and a function are among these.
fn has_letter_and_call(dag: &Dag, common: &Term) -> bool {
    let is_call = |(base, _): &Factor| matches!(dag.op(*base), Op::Call(_));
    common.factors.iter().any(|factor| is_letter(dag, factor)) && common.factors.iter().any(is_call)
}

/// (v − u)³ as −(u − v)³.
fn turn(dag: &mut Dag, term: &mut Term, from: Expr, to: Expr) {
    let Some(power) = term.exponent_of(from) else { return };
    let Some(whole) = power.exact().filter(Small::is_integer) else { return };
    term.factors.retain(|factor| factor.0 != from);
    multiply_factor(dag, term, (to, power));
    if whole.numer() % 2 != 0 {
        term.coefficient = -&term.coefficient;
    }
}

/// Multiplies the terms by the least number that makes their coefficients whole, and says which.
pub(super) fn clear_denominators(terms: &mut [Term]) -> Rational {
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

/// The terms of a polynomial in one letter, the highest power first; others stay as they are. Of
/// two a positive one stands in front.
pub(in crate::calculus) fn by_degree(dag: &Dag, terms: &mut [Term]) {
    if degrees(dag, terms).is_some() {
        sort_by(terms, |a, b| degree(b).cmp(&degree(a)));
    }
    positive_first(terms);
}

fn degree(term: &Term) -> i64 {
    term.factors.first().and_then(|(_, exponent)| exponent.exact()).map_or(0, |n| n.to_integer())
}

/// Whether these are the terms of a polynomial with the highest power at the end: 1 − 2x².
pub(in crate::calculus) fn rises(dag: &Dag, terms: &[Term]) -> bool {
    let [first, .., last] = terms else { return false };
    degree(first) < degree(last) && degrees(dag, terms).is_some()
}
