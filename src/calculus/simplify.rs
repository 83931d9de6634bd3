//! A tidy expression becomes the shortest of the ways to write it.
//!
//! Tidying goes from the leaves up and looks at one sum at a time. Here whole formulas are looked
//! at, and what stands inside functions: brought over one bar and to lowest terms, multiplied out,
//! taken apart into factors, squares of sines for those of cosines. What is shortest by the
//! [measure](super::measure) is taken, and only if it is shorter than what is there, so that
//! simplifying twice is simplifying once.

use super::term::{Exponent, Factor, Term, degrees, is_below, is_bracket, multiply_factor};
use super::tidy::{Change, Common, SHARED_BRACKET, Tidier, by_degree, rises};
use crate::algebra::{MAX_SIZE, forms};
use crate::expr::{Dag, Expr, Function, Op, Rational};
use crate::order::sort_by;

/// What it may cost to take out a letter that leaves a 1: 24(x − x³) is 24x(1 − x²).
const LEFT_ONE: u32 = 13;

/// How often a shorter form is looked for in the last one.
const MAX_ROUNDS: usize = 4;

impl Tidier {
    /// The form in which a person would leave `root`, equal to it wherever both are defined.
    pub fn simplify(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        let tidy = self.tidy(dag, root);
        if let Some(&known) = self.simplified.get(tidy) {
            return known;
        }
        let noted = self.changes.len();
        let mut best = tidy;
        for _ in 0..MAX_ROUNDS {
            let mut shorter = self.shorten(dag, best);
            if shorter == best {
                shorter = self.take_out(dag, best, 0);
                if shorter == best {
                    break;
                }
                self.changes.push(Change { rule: "factor-out", before: best, after: shorter });
            }
            best = shorter;
        }
        let mut factored = self.take_out(dag, best, LEFT_ONE);
        if factored == tidy {
            self.changes.truncate(noted);
        } else if factored != best {
            self.changes.push(Change { rule: "factor-out", before: best, after: factored });
            // A bracket that came out may have a shorter form: x(1 − 1/a) is x(a − 1)/a.
            factored = self.shorten(dag, factored);
        }
        best = factored;
        let turned = self.turn_signs(dag, best);
        if turned != best {
            // Part of the last line, where that was about the whole.
            match self.changes.last_mut().filter(|last| last.after == best) {
                Some(last) => last.after = turned,
                None => {
                    let rule = "distribute-sign";
                    self.changes.push(Change { rule, before: best, after: turned });
                }
            }
            best = turned;
        }
        self.simplified.insert(tidy, best);
        self.simplified.insert(best, best);
        best
    }

    /// 3(5x⁴ − 8x³) as 3x³(5x − 8), (y³ − x²y)/z as y(y² − x²)/z: beside a number or another factor,
    /// what the terms of a bracket share comes out as well, where that is not longer by the slack.
    fn take_out(&mut self, dag: &mut Dag, root: Expr, slack: u32) -> Expr {
        if !matches!(dag.op(root), Op::Neg | Op::Mul | Op::Div) {
            return root;
        }
        let product = self.terms.read(dag, root);
        let alone = |dag: &Dag| match product.factors.as_slice() {
            [] => true,
            [factor] => is_bracket(dag, factor),
            _ => false,
        };
        if product.decimal || product.coefficient.abs().is_one() && alone(dag) {
            return root;
        }
        let mut product = (*product).clone();
        let mut outside = Term::number(Rational::ONE);
        for factor in &mut product.factors {
            // Below a bar only what is more than a letter: 1/(eˣ + x eˣ) is e⁻ˣ/(1 + x).
            let below = factor.1 == Exponent::Exact((-1).into()) && dag.op(factor.0) == Op::Add;
            if !below && !is_bracket(dag, factor) {
                continue;
            }
            let terms = self.read_sum(dag, factor.0);
            let mut shared = Common::Factors.of(&terms);
            for power in self.shared_powers(dag, &terms) {
                multiply_factor(dag, &mut shared, power);
            }
            if below {
                shared.factors.retain(|(base, _)| !matches!(dag.op(*base), Op::Symbol(_)));
            }
            let Some(inverse) = self.terms.inverse(dag, &shared) else { continue };
            if !shared.factors.is_empty() {
                factor.0 = self.scale_sum(dag, factor.0, &inverse);
                let mut rest = self.read_sum(dag, factor.0);
                by_degree(dag, &mut rest);
                factor.0 = self.terms.write_sum(dag, rest);
                let taken = if below { &inverse } else { &shared };
                outside = self.terms.multiply(dag, &outside, taken);
            }
        }
        if outside.factors.is_empty() {
            return root;
        }
        let product = self.terms.multiply(dag, &product, &outside);
        let taken_out = self.finish(dag, product);
        let is_shorter = self.measure.of(dag, taken_out) < self.measure.of(dag, root) + slack;
        if is_shorter { self.if_it_stays(dag, taken_out, root) } else { root }
    }

    /// What powers with letters in their exponents have in common, though these differ: xⁿ⁻¹ of
    /// n·xⁿ⁻¹ − xⁿ, eˣ of eˣ − e³ˣ.
    fn shared_powers(&mut self, dag: &mut Dag, terms: &[Term]) -> Vec<Factor> {
        let Some(first) = terms.first() else { return Vec::new() };
        let mut shared = Vec::new();
        for &(base, exponent) in &first.factors {
            let Exponent::Symbolic(mut lowest) = exponent else { continue };
            let mut differ = false;
            let all = terms[1..].iter().all(|term| {
                let Some(Exponent::Symbolic(other)) = term.exponent_of(base) else { return false };
                differ |= other != lowest;
                let less = self.is_less(dag, other, lowest);
                if less == Some(true) {
                    lowest = other;
                }
                other == lowest || less.is_some()
            });
            if all && differ {
                shared.push((base, Exponent::Symbolic(lowest)));
            }
        }
        shared
    }

    /// Whether an exponent is less than another from which a number parts it, or is a smaller part
    /// of it: n − 1 than n, x than 3x.
    fn is_less(&mut self, dag: &mut Dag, a: Expr, b: Expr) -> Option<bool> {
        let difference = dag.sub(a, b);
        let difference = self.tidy(dag, difference);
        if let Some(number) = dag.as_rational(difference) {
            return Some(number.is_negative());
        }
        let (a, b) = (self.terms.read(dag, a), self.terms.read(dag, b));
        let alike =
            a.factors == b.factors && a.coefficient.is_negative() == b.coefficient.is_negative();
        alike.then(|| a.coefficient.abs() < b.coefficient.abs())
    }

    /// −a/(u − v) as a/(v − u) and −2(1 − 2x²) as 2(2x² − 1), wherever they stand: a minus sign in
    /// front goes into the only bracket if that then has its highest power in front, or is of several
    /// letters and has no more minus signs than before; or into a difference below the bar.
    fn turn_signs(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        let is_difference = |dag: &Dag, e: Expr| {
            let negative = |e: Expr| dag.op(e) == Op::Neg;
            dag.op(e) == Op::Add
                && matches!(*dag.children(e), [u, v] if !negative(u) && negative(v))
        };
        let turned = dag.rebuild(root, |dag, e, children| {
            let e = dag.with_children(e, children);
            if dag.op(e) == Op::Mul {
                return self.turn_two(dag, e);
            }
            let Some(inner) = dag.child(e).filter(|_| dag.op(e) == Op::Neg) else { return e };
            let term = self.terms.read(dag, inner);
            let sum_above = |factor: &Factor| dag.op(factor.0) == Op::Add && !is_below(factor);
            let odd_below = |(base, exponent): &Factor| {
                let odd = exponent.exact().is_some_and(|n| n.is_integer() && n.numer() % 2 == -1);
                odd && is_difference(dag, *base)
            };
            let mut above = (0..term.factors.len()).filter(|&at| sum_above(&term.factors[at]));
            let place = match (above.next(), above.next()) {
                (Some(place), None) => {
                    let factor = term.factors[place];
                    let beside = term.factors.len() > 1 && is_bracket(dag, &factor);
                    let terms = if beside { self.read_sum(dag, factor.0) } else { Vec::new() };
                    (rises(dag, &terms) || is_one_less(dag, &terms)).then_some(place)
                }
                (None, _) => term.factors.iter().position(odd_below),
                _ => None,
            };
            let place = place.or_else(|| {
                let mut free = (0..term.factors.len()).filter(|&at| {
                    let factor = &term.factors[at];
                    is_bracket(dag, factor) && {
                        let terms = self.read_sum(dag, factor.0);
                        let turns = is_difference(dag, factor.0) || as_many_signs(dag, &terms);
                        turns && degrees(dag, &terms).is_none()
                    }
                });
                let only = free.next().filter(|_| term.factors.len() > 1)?;
                free.next().is_none().then_some(only)
            });
            let Some(place) = place else { return e };
            let mut term = (*term).clone();
            term.factors[place].0 = self.terms.negate_sum(dag, term.factors[place].0);
            let term = self.terms.product(dag, [&term]);
            self.terms.write(dag, term)
        });
        self.if_it_stays(dag, turned, root)
    }

    /// (s − 1)(2s − t − 2) as (1 − s)(2 + t − 2s): two brackets are turned where that saves minus
    /// signs. Not brackets of letters alone: (x − a)(5x − 3a − 2b) has the letter in front that it is
    /// about.
    fn turn_two(&mut self, dag: &mut Dag, e: Expr) -> Expr {
        let mut term = (*self.terms.read(dag, e)).clone();
        let mut turned: Vec<(usize, Vec<Term>)> = Vec::new();
        for (place, factor) in term.factors.iter().enumerate() {
            if is_bracket(dag, factor) && dag.has_call(factor.0) {
                let terms = self.read_sum(dag, factor.0);
                turned.push((place, terms.iter().map(Term::opposite).collect()));
            }
        }
        // Each minus sign of a turned bracket was a plus sign before, and the other way round.
        let all = || turned.iter().flat_map(|(_, terms)| terms);
        let minus = all().filter(|term| term.coefficient.is_negative()).count();
        if turned.len() != 2 || 2 * minus >= all().count() {
            return e;
        }
        for (place, mut terms) in turned {
            let positive = terms.iter().position(|term| term.coefficient.is_positive());
            terms[..=positive.unwrap_or(0)].rotate_right(1);
            term.factors[place].0 = self.terms.write_sum(dag, terms);
        }
        let term = self.terms.product(dag, [&term]);
        self.terms.write(dag, term)
    }

    /// A form, if it stays so when it is tidied again.
    fn if_it_stays(&mut self, dag: &mut Dag, form: Expr, otherwise: Expr) -> Expr {
        if self.is_tidy(dag, form) { form } else { otherwise }
    }

    /// Every whole formula inside, and then the whole, in the shortest form.
    fn shorten(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        if dag.size(root) > MAX_SIZE {
            return root;
        }
        let order = dag.below(root);
        let mut whole: Vec<Expr> = Vec::new();
        for &e in &order {
            match dag.op(e) {
                Op::Call(_) | Op::Piecewise | Op::Relation(_) => {
                    whole.extend(dag.children(e).iter().filter(|part| is_worth_it(dag, **part)));
                }
                Op::Pow => whole
                    .extend(dag.children(e)[1..].iter().filter(|part| is_worth_it(dag, **part))),
                _ => {}
            }
        }
        whole.push(root);
        // The innermost first: a part is older than what it is part of.
        sort_by(&mut whole, Ord::cmp);
        whole.dedup();
        let mut result = root;
        for part in whole {
            let last = part == root;
            let part = if last { result } else { part };
            if !is_worth_it(dag, part) {
                continue;
            }
            if let Some(shorter) = self.shortest_form(dag, part) {
                if last {
                    return shorter;
                }
                let put_in = dag.substitute(result, part, shorter);
                result = self.tidy(dag, put_in);
            }
        }
        result
    }

    /// How many brackets a product has; none are counted beside a bar.
    fn brackets(&mut self, dag: &mut Dag, e: Expr) -> Option<usize> {
        if dag.op(e) == Op::Add {
            return Some(0);
        }
        let term = self.terms.read(dag, e);
        let is_sum = |(base, _): &&Factor| dag.op(*base) == Op::Add;
        let whole = !term.factors.iter().any(is_below);
        whole.then(|| term.factors.iter().filter(is_sum).count())
    }

    /// What the powers of e in a form cost that were not there before; most where one faces its
    /// opposite, as in e^(−u)(v e^u + w): far from 0 that has no value any more.
    fn new_powers(&mut self, dag: &mut Dag, form: Expr, known: &[Expr]) -> u32 {
        let (mut exponents, mut new, mut open) = (Vec::new(), Vec::new(), vec![form]);
        while let Some(e) = open.pop() {
            if dag.as_call(e) == Some(Function::Exp) {
                exponents.extend(dag.child(e));
                if known.binary_search(&e).is_err() {
                    new.extend(dag.child(e));
                }
            }
            open.extend_from_slice(dag.children(e));
        }
        let faces = |u: &Expr| exponents.contains(&self.terms.negate_sum(dag, *u));
        let facing = if new.iter().any(faces) { FACING_POWER } else { 0 };
        NEW_POWER * new.len() as u32 + facing
    }

    /// The shortest form of a tidy expression, if there is a shorter one; noted step by step.
    fn shortest_form(&mut self, dag: &mut Dag, e: Expr) -> Option<Expr> {
        let mut least = self.measure.of(dag, e);
        let mut best = None;
        let noted = self.changes.len();
        let order = dag.below(e);
        let written = self.brackets(dag, e);
        for form in forms(dag, e) {
            let tidy = self.tidy(dag, form.form);
            let opened = self.brackets(dag, tidy).is_some_and(|left| Some(left) < written);
            let plain = self.measure.of(dag, tidy);
            // A quotient is taken apart where that is much shorter.
            let apart = dag.op(e) != Op::Add && dag.op(tidy) == Op::Add;
            let cost = plain
                + self.new_powers(dag, tidy, &order)
                + if opened { SHARED_BRACKET } else { 0 }
                + if apart { plain / 4 } else { 0 };
            if cost < least && self.is_tidy(dag, tidy) {
                least = cost;
                best = Some((tidy, form.stages));
            }
        }
        // Forms that were tried are nothing to tell.
        self.changes.truncate(noted);
        let (shortest, stages) = best?;
        let mut line = e;
        let last = stages.len() - 1;
        for (place, (rule, stage)) in stages.into_iter().enumerate() {
            let after = if place == last { shortest } else { on_a_board(dag, stage) };
            if after != line {
                self.changes.push(Change { rule, before: line, after });
            }
            line = after;
        }
        Some(shortest)
    }
}

/// What a power of e costs wherever it stands and did not before: e^x where all was written in e^(−x).
const NEW_POWER: u32 = 20;

/// What it costs beside its opposite.
const FACING_POWER: u32 = 500;

/// A stage as it is written on a board: no ones, negative powers below the bar; nothing cancelled.
fn on_a_board(dag: &mut Dag, root: Expr) -> Expr {
    let half = Rational::fraction(1, 2);
    let power = |dag: &mut Dag, base: Expr, exponent: Expr| match dag.as_rational(exponent) {
        Some(n) if n.is_one() => base,
        Some(n) if n == half => dag.call(Function::Sqrt, &[base]),
        _ => dag.pow(base, exponent),
    };
    dag.rebuild(root, |dag, e, children| match (dag.op(e), children) {
        (Op::Pow, &[base, exponent]) => power(dag, base, exponent),
        (Op::Mul, factors) => {
            let (mut above, mut below) = (Vec::new(), Vec::new());
            let mut negative = false;
            for &factor in factors {
                let mut factor = factor;
                if dag.op(factor) == Op::Neg {
                    negative = !negative;
                    factor = dag.children(factor)[0];
                }
                match (dag.op(factor), dag.pair(factor)) {
                    (Op::Pow, Some((base, exponent))) if dag.op(exponent) == Op::Neg => {
                        let exponent = dag.children(exponent)[0];
                        below.push(power(dag, base, exponent));
                    }
                    (Op::Div, Some((upper, lower))) if dag.number(lower).is_some() => {
                        if !dag.is_integer(upper, 1) {
                            above.push(upper);
                        }
                        below.push(lower);
                    }
                    _ if dag.is_integer(factor, 1) => {}
                    (Op::Mul, _) => above.extend_from_slice(dag.children(factor)),
                    _ => above.push(factor),
                }
            }
            let mut written = dag.mul(&above);
            if !below.is_empty() {
                let below = dag.mul(&below);
                written = dag.div(written, below);
            }
            if negative { dag.neg(written) } else { written }
        }
        (op, children) => dag.node(op, children),
    })
}

/// Whether there may be a shorter form: a sum with a bar, with another sum, with squares of
/// functions that have partners, or long and in several letters; a tangent beside a cosine.
fn is_worth_it(dag: &Dag, root: Expr) -> bool {
    if dag.size(root) < 5 || dag.size(root) > MAX_SIZE {
        return false;
    }
    let (mut sums, mut bars, mut squares, mut waves, mut quotients) = (0, 0, 0, 0, 0);
    let mut stack = vec![root];
    while let Some(e) = stack.pop() {
        use Function::*;
        match (dag.op(e), dag.children(e)) {
            (Op::Add, _) => sums += 1,
            (Op::Div, _) => bars += 1,
            (Op::Call(function), _) if function.is_quotient() => quotients += 1,
            (Op::Call(Sin | Cos | Sinh | Cosh), _) => waves += 1,
            (Op::Pow, &[base, exponent]) => {
                bars += usize::from(dag.op(exponent) == Op::Neg);
                squares += usize::from(matches!(dag.op(base), Op::Call(_)));
            }
            _ => {}
        }
        // What stands inside a function or in an exponent is a formula of its own.
        match (dag.op(e), dag.children(e)) {
            (Op::Pow, &[base, _]) | (Op::Call(Sqrt | Cbrt), &[base]) => stack.push(base),
            (Op::Call(_), _) => {}
            (_, children) => stack.extend_from_slice(children),
        }
    }
    sums > 0 && (bars > 0 || sums > 1 || squares > 0 || is_long(dag, root))
        || quotients > 0 && quotients + waves > 1
}

/// A sum in several letters that may be long enough to take some out.
fn is_long(dag: &Dag, root: Expr) -> bool {
    const LONG: u32 = 20;
    dag.op(root) == Op::Add && dag.size(root) > LONG && dag.variables(root).len() > 1
}

/// a − b x − 1 has no more minus signs than −(b x − a + 1); where powers are, the highest stays in front.
fn as_many_signs(dag: &Dag, terms: &[Term]) -> bool {
    let is_letter =
        |&(base, power): &Factor| matches!(dag.op(base), Op::Symbol(_)) && power == Exponent::ONE;
    let minus = terms.iter().filter(|term| term.coefficient.is_negative()).count();
    minus > 0
        && 2 * minus + 1 >= terms.len()
        && terms.iter().all(|term| term.factors.iter().all(is_letter))
}

/// 1 − 2ax²: a number less letters.
fn is_one_less(dag: &Dag, terms: &[Term]) -> bool {
    let is_letter =
        |(base, power): &Factor| matches!(dag.op(*base), Op::Symbol(_)) && power.is_integer();
    matches!(terms, [one, rest] if one.as_number().is_some()
        && rest.coefficient.is_negative()
        && rest.factors.iter().all(is_letter))
}
