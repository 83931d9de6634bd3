//! Where a derivative does not hold, in words and mathematics.
//!
//! What the pieces of f need ([`needs`](super::needs)) is solved for the variable where f has no
//! other ([`domain`](super::domain)); with other variables it is told as it stands.

use super::bands::Band;
use super::domain::{Domain, Place, Stretch, Values, domain};
use super::needs::{Need, needs};
use super::term::{Exponent, Term};
use super::tidy::Tidier;
use crate::expr::{Dag, Expr, Function, Op, Rational, Relation, Symbol};
use crate::numeric::Tape;
use crate::print;
use num_traits::Signed;

/// One condition, as it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    sentence: String,
}

impl Condition {
    /// "for x > 0", "for −1 < x < 1", "not differentiable at x = 0"
    pub fn sentence(&self) -> &str {
        &self.sentence
    }
}

const NOWHERE: &str = "nowhere: there is no stretch on which it has a real value";

/// At most this many conditions are told.
const MAX_TOLD: usize = 12;

/// Where the derivative of f by the variable holds; `taken` is f, its derivative, and on to the
/// last, which is the result; or f alone.
pub fn conditions(dag: &mut Dag, taken: &[Expr], variable: Symbol) -> Vec<Condition> {
    let Some(&f) = taken.first() else { return Vec::new() };
    let mut all = needs(dag, f, variable);
    if let [_, .., last, _] = *taken {
        for need in needs(dag, last, variable) {
            // f itself has a value where only its derivative has none.
            let need = Need { defined: false, ..need };
            let known = |other: &Need| {
                (other.left, other.relation, other.right) == (need.left, need.relation, need.right)
            };
            if !all.iter().any(known) {
                all.push(need);
            }
        }
    }
    tell(dag, taken, variable, &all)
}

/// The same of f alone, without what speaks only of other variables.
pub(super) fn conditions_about(dag: &mut Dag, f: Expr, variable: Symbol) -> Vec<Condition> {
    let mut all = needs(dag, f, variable);
    all.retain(|need| dag.contains(need.left, variable) || dag.contains(need.right, variable));
    tell(dag, &[f], variable, &all)
}

fn tell(dag: &mut Dag, taken: &[Expr], variable: Symbol, all: &[Need]) -> Vec<Condition> {
    if all.is_empty() {
        return Vec::new();
    }
    if all.iter().any(|need| need.fails(dag)) {
        return vec![Condition { sentence: NOWHERE.to_owned() }];
    }
    let only = dag.variables(taken[0]).iter().all(|symbol| *symbol == variable);
    let mut told = match domain_of(dag, taken, variable, all).filter(|_| only) {
        Some(domain) => {
            let mut told = sentences(dag, &domain, variable);
            told.extend(holes(dag, taken, &domain, variable));
            told
        }
        None => as_they_stand(dag, all, variable),
    };
    told.truncate(MAX_TOLD);
    told.into_iter().map(|sentence| Condition { sentence }).collect()
}

/// What must hold for `from` to have a value, and need not for `to`, which equals it there: x ≠ 1
/// for (x² − 1)/(x − 1) and x + 1.
pub fn conditions_lost(dag: &mut Dag, from: Expr, to: Expr) -> Vec<Condition> {
    let mut lost: Vec<String> = Vec::new();
    if from == to {
        return Vec::new();
    }
    let mut seen: Vec<Need> = Vec::new();
    for variable in dag.variables(from) {
        let [before, after] = [from, to].map(|f| {
            let mut all = needs(dag, f, variable);
            // What holds for several variables is told once.
            all.retain(|need| {
                need.defined && !need.fails(dag) && (f == to || !seen.contains(need))
            });
            if f == from {
                seen.extend(&all);
            }
            let only = dag.variables(f).iter().all(|symbol| *symbol == variable);
            match domain_of(dag, &[f], variable, &all).filter(|_| only && !all.is_empty()) {
                Some(domain) => sentences(dag, &domain, variable),
                None => as_they_stand(dag, &all, variable),
            }
        });
        let new = before.into_iter().filter(|sentence| !after.contains(sentence));
        lost.extend(new.filter(|sentence| !lost.contains(sentence)).collect::<Vec<_>>());
    }
    lost.truncate(MAX_TOLD);
    lost.into_iter().map(|sentence| Condition { sentence }).collect()
}

/// The same where another variable is looked at as well: only what does not speak of that one.
pub(super) fn conditions_apart(
    dag: &mut Dag,
    f: Expr,
    variable: Symbol,
    other: Symbol,
) -> Vec<Condition> {
    let mut all = needs(dag, f, variable);
    let apart = |side| !dag.contains(side, other);
    all.retain(|need| !need.fails(dag) && apart(need.left) && apart(need.right));
    let told = as_they_stand(dag, &all, variable);
    told.into_iter().map(|sentence| Condition { sentence }).collect()
}

/// Where a function of one variable has derivatives, up to the last of `taken`.
pub fn slopes_of(dag: &mut Dag, taken: &[Expr], variable: Symbol) -> Option<Domain> {
    let all = needs(dag, *taken.first()?, variable);
    domain_of(dag, taken, variable, &all)
}

/// A slope steeper than this may be that of the double next to a pole.
pub const STEEP: f64 = 1e12;

/// Whether the number lies at the end of where f has slopes, or in a gap: what the formula of a
/// slope gives there is no slope. Looked into only where f has no value close by, or is very steep.
pub fn is_outside(dag: &mut Dag, taken: &[Expr], variable: Symbol, x: f64) -> bool {
    let Some(&f) = taken.first() else { return false };
    let Ok(tape) = Tape::new(dag, &[f], &[variable]) else { return false };
    let step = 1e-7 * x.abs().max(1.0);
    let steep = tape.dual(&[x], &[1.0]).slope.abs() > STEEP;
    if !steep && [x - step, x + step].iter().all(|&near| !tape.value(&[near]).is_nan()) {
        return false;
    }
    slopes_of(dag, taken, variable).is_some_and(|domain| domain.complete && !domain.contains(x))
}

fn domain_of(dag: &mut Dag, taken: &[Expr], x: Symbol, all: &[Need]) -> Option<Domain> {
    let tape = Tape::new(dag, taken, &[x]).ok()?;
    let values = Values { tape: &tape, count: taken.len() };
    Some(domain(dag, &mut Tidier::default(), all, x, &values))
}

// ── One variable ─────────────────────────────────────────────────────────────────────────────

fn sentences(dag: &mut Dag, domain: &Domain, variable: Symbol) -> Vec<String> {
    let x = dag.symbol_leaf(variable);
    let name = shown(dag, x);
    if domain.stretches.is_empty() {
        return vec![NOWHERE.to_owned()];
    }
    let mut told = Vec::new();
    let whole = |stretch: &Stretch| stretch.low.is_none() && stretch.high.is_none();
    if !domain.stretches.iter().any(whole) {
        let all: Vec<String> =
            domain.stretches.iter().map(|stretch| said(dag, stretch, &name)).collect();
        told.push(format!("for {}", listed(&all, "or")));
    }
    for &Need { left, relation, right, defined, .. } in &domain.unsolved {
        let corner = !defined && relation == Relation::NotEqual;
        let relation = if corner { Relation::Equal } else { relation };
        let words = if corner { "not differentiable where" } else { "for" };
        let relation = dag.relation(relation, left, right);
        told.push(format!("{words} {}", shown(dag, relation)));
    }
    for &(Place { exact, .. }, defined) in &domain.gaps {
        let place = shown(dag, exact);
        told.push(match defined {
            true => format!("not differentiable at {name} = {place}"),
            false => format!("for {name} ≠ {place}"),
        });
    }
    let letter = ["k", "n", "m"].into_iter().find(|letter| *letter != name).unwrap_or("k");
    if !domain.bands.is_empty() {
        let all: Vec<String> =
            domain.bands.iter().map(|band| band_text(dag, band, &name, letter)).collect();
        told.push(format!("for {}, {letter} any whole number", listed(&all, "or")));
    }
    for comb in &domain.combs {
        let place = comb_text(dag, comb.start.exact, comb.distance.exact, letter);
        let words = if comb.defined { "not differentiable at" } else { "for" };
        let sign = if comb.defined { "=" } else { "≠" };
        let step = |place: &Place| (place.value - comb.start.value) / comb.distance.value;
        let steps = domain.excepted.iter().map(step).filter(|k| (k - k.round()).abs() < 1e-9);
        let steps: Vec<String> = steps.map(|k| shown_number(k.round())).collect();
        let but = if steps.is_empty() { "" } else { " but " };
        let steps = listed(&steps, "and");
        told.push(format!("{words} {name} {sign} {place}, {letter} any whole number{but}{steps}"));
    }
    told
}

/// "at x = 0 this formula has no value; the derivative there is 0"
fn holes(dag: &mut Dag, taken: &[Expr], domain: &Domain, variable: Symbol) -> Vec<String> {
    let [.., f, _] = *taken else { return Vec::new() };
    let Ok(tape) = Tape::new(dag, &[f], &[variable]) else { return Vec::new() };
    let x = dag.symbol_leaf(variable);
    let name = shown(dag, x);
    let each = domain.holes.iter().map(|hole| {
        let slope = tape.dual(&[hole.value], &[1.0]).slope;
        let known = match slope.is_finite() {
            true => format!("; the derivative there is {}", shown_number(slope)),
            false => ", yet there is a derivative".to_owned(),
        };
        format!("at {name} = {} this formula has no value{known}", shown(dag, hole.exact))
    });
    each.collect()
}

/// "x < −2", "0 < x ≤ 1"
fn said(dag: &Dag, stretch: &Stretch, name: &str) -> String {
    let sign = |closed: bool| if closed { "≤" } else { "<" };
    let back = |closed: bool| if closed { "≥" } else { ">" };
    match (stretch.low, stretch.high) {
        (None, None) => name.to_owned(),
        (Some((low, closed)), None) => format!("{name} {} {}", back(closed), shown(dag, low.exact)),
        (None, Some((high, closed))) => {
            format!("{name} {} {}", sign(closed), shown(dag, high.exact))
        }
        (Some((low, from)), Some((high, to))) => format!(
            "{} {} {name} {} {}",
            shown(dag, low.exact),
            sign(from),
            sign(to),
            shown(dag, high.exact)
        ),
    }
}

/// "a, b or c"
fn listed(all: &[String], word: &str) -> String {
    match all {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// "π/2 + kπ"
fn comb_text(dag: &mut Dag, start: Expr, distance: Expr, letter: &str) -> String {
    let k = dag.symbol(letter);
    let mut tidier = Tidier::default();
    let steps = dag.mul(&[k, distance]);
    let steps = tidier.tidy(dag, steps);
    let steps = shown(dag, steps).replace(&format!("π {letter}"), &format!("{letter}π"));
    if dag.is_integer(start, 0) { steps } else { format!("{} + {steps}", shown(dag, start)) }
}

/// "2kπ < x < π + 2kπ"
fn band_text(dag: &mut Dag, band: &Band, name: &str, letter: &str) -> String {
    let [(low, from), (high, to)] = [band.low, band.high]
        .map(|(end, closed)| (comb_text(dag, end.exact, band.period.exact, letter), closed));
    let sign = |closed: bool| if closed { "≤" } else { "<" };
    format!("{low} {} {name} {} {high}", sign(from), sign(to))
}

fn shown_number(value: f64) -> String {
    print::number_text(value + 0.0).replace('-', "−")
}

fn shown(dag: &Dag, e: Expr) -> String {
    print::plain(dag, e)
}

// ── Several variables ────────────────────────────────────────────────────────────────────────

/// Every need as it stands, the variable alone on one side where that is plain to see.
fn as_they_stand(dag: &mut Dag, all: &[Need], variable: Symbol) -> Vec<String> {
    let mut tidier = Tidier::default();
    // What speaks of nothing but the variable is solved for it.
    let (alone, all): (Vec<Need>, Vec<Need>) = all.iter().partition(|need| {
        let corner = !need.defined && need.relation == Relation::NotEqual;
        !corner && !need.piece && is_about(dag, need, variable)
    });
    let mut told: Vec<String> = Vec::new();
    let sides: Vec<Expr> = alone.iter().map(|need| need.left).collect();
    if let Some(domain) = domain_of(dag, &sides, variable, &alone) {
        told = sentences(dag, &domain, variable);
    }
    for need in all.iter().filter(|need| !need.piece) {
        let (left, right) = (tidier.tidy(dag, need.left), tidier.tidy(dag, need.right));
        let (left, relation) = plainest(dag, &mut tidier, left, need.relation, right);
        let need = Need { relation, ..*need };
        if always(dag, left, need.relation, right) {
            continue;
        }
        let difference = dag.sub(left, right);
        let apart = tidier.tidy(dag, difference);
        match need.stands(dag, apart) {
            Some(true) => continue,
            Some(false) => return vec![NOWHERE.to_owned()],
            None => {}
        }
        // Where √u has a slope it is defined.
        let stricter = all.iter().any(|other| {
            let strict = matches!(
                (need.relation, other.relation),
                (Relation::GreaterEqual, Relation::Greater) | (Relation::LessEqual, Relation::Less)
            );
            strict && (other.left, other.right) == (need.left, need.right)
        });
        if stricter {
            continue;
        }
        let (left, relation, right) =
            solved(dag, &mut tidier, left, need.relation, right, variable);
        let corner = !need.defined && relation == Relation::NotEqual;
        let relation = if corner { Relation::Equal } else { relation };
        let condition = dag.relation(relation, left, right);
        let words = if corner { "not differentiable at" } else { "for" };
        let sentence = format!("{words} {}", shown(dag, condition));
        if !told.contains(&sentence) {
            told.push(sentence);
        }
    }
    told
}

/// Whether the variable stands in it, and no other.
fn is_about(dag: &Dag, need: &Need, variable: Symbol) -> bool {
    let sides = [need.left, need.right];
    sides.iter().any(|side| dag.contains(*side, variable))
        && sides.iter().all(|side| dag.variables(*side).iter().all(|other| *other == variable))
}

/// Beside 0, what a number or an exponent in front does not change goes away: 3y² − 6x ≠ 0 is
/// y² − 2x ≠ 0, and r² ≠ 0 is r ≠ 0.
fn plainest(
    dag: &mut Dag,
    tidier: &mut Tidier,
    left: Expr,
    relation: Relation,
    right: Expr,
) -> (Expr, Relation) {
    if !dag.is_integer(right, 0) {
        return (left, relation);
    }
    let apart = matches!(relation, Relation::NotEqual | Relation::Equal);
    if apart && let Op::Pow = dag.op(left) {
        let [base, exponent] = [dag.children(left)[0], dag.children(left)[1]];
        if dag.as_rational(exponent).is_some_and(|n| n.is_positive()) {
            return (base, relation);
        }
    }
    let mut terms = tidier.read_sum(dag, left);
    if apart {
        // What stands below a bar is told to be no 0 by itself: 1/x − x/y² ≠ 0 is y² − x² ≠ 0.
        clear_bars(dag, tidier, &mut terms);
    }
    if terms.is_empty() || terms.iter().any(|term| term.decimal) {
        return (left, relation);
    }
    let mut shared =
        terms.iter().fold(Rational::ZERO, |gcd, term| gcd.gcd(&term.coefficient)).abs();
    let negative = terms.iter().filter(|term| term.coefficient.is_negative()).count();
    let turned = 2 * negative > terms.len();
    if turned {
        shared = -shared;
    }
    if shared.is_zero() {
        return (left, relation);
    }
    for term in &mut terms {
        term.coefficient /= &shared;
    }
    let terms: Vec<Expr> = terms.into_iter().map(|term| tidier.terms.write(dag, term)).collect();
    (dag.add(&terms), if turned { mirrored(relation) } else { relation })
}

/// Every term of a sum times what stands below bars in any of them.
fn clear_bars(dag: &mut Dag, tidier: &mut Tidier, terms: &mut [Term]) {
    if terms.len() < 2 {
        return;
    }
    let mut bar = Term::number(Rational::ONE);
    for term in terms.iter() {
        for &(base, exponent) in &term.factors {
            let Some(n) = exponent.exact().filter(|n| n.is_negative() && n.is_integer()) else {
                continue;
            };
            match bar.factors.iter_mut().find(|(there, _)| *there == base) {
                Some((_, there)) => {
                    let most = there.exact().map_or(-n, |there| there.max(-n));
                    *there = Exponent::Exact(most);
                }
                None => bar.factors.push((base, Exponent::Exact(-n))),
            }
        }
    }
    if bar.factors.is_empty() {
        return;
    }
    crate::order::sort_by(&mut bar.factors, |a, b| a.0.cmp(&b.0));
    for term in terms.iter_mut() {
        *term = tidier.terms.multiply(dag, term, &bar);
    }
}

/// x − y ≠ 0 is x ≠ y. Only a plain ±x is brought to one side.
fn solved(
    dag: &mut Dag,
    tidier: &mut Tidier,
    left: Expr,
    relation: Relation,
    right: Expr,
    variable: Symbol,
) -> (Expr, Relation, Expr) {
    let unsolved = (left, relation, right);
    let difference = dag.sub(left, right);
    let difference = tidier.tidy(dag, difference);
    let x = dag.symbol_leaf(variable);
    let mut coefficient = Rational::ZERO;
    for term in tidier.read_sum(dag, difference) {
        let moves = |factor: &(Expr, Exponent)| {
            dag.contains(factor.0, variable)
                || matches!(factor.1, Exponent::Symbolic(e) if dag.contains(e, variable))
        };
        match term.factors.as_slice() {
            &[(base, exponent)] if base == x && exponent == Exponent::ONE => {
                coefficient += &term.coefficient
            }
            factors if factors.iter().any(moves) => return unsolved,
            _ => {}
        }
    }
    if !coefficient.abs().is_one() {
        return unsolved;
    }
    let negative = coefficient.is_negative();
    let rest = if negative { dag.add(&[difference, x]) } else { dag.sub(x, difference) };
    let rest = tidier.tidy(dag, rest);
    (x, if negative { mirrored(relation) } else { relation }, rest)
}

/// Whether a sum of squares and positive things stands above zero: x² + 1, e^x.
fn always(dag: &Dag, left: Expr, relation: Relation, right: Expr) -> bool {
    let positive_needed =
        matches!(relation, Relation::Greater | Relation::GreaterEqual | Relation::NotEqual);
    // One over a cosine is never 0.
    let never = matches!(dag.as_call(left), Some(Function::Sec | Function::Csc | Function::Csch));
    if never && relation == Relation::NotEqual && dag.is_integer(right, 0) {
        return true;
    }
    positive_needed && dag.is_integer(right, 0) && {
        let sign = sign(dag, left);
        sign == Some(Sign::Positive) || relation == Relation::GreaterEqual && sign.is_some()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Positive,
    NotNegative,
}

/// The sign an expression has everywhere, where that shows at sight.
fn sign(dag: &Dag, root: Expr) -> Option<Sign> {
    let order = dag.below(root);
    let mut signs: Vec<Option<Sign>> = Vec::with_capacity(order.len());
    for &e in &order {
        let of = |child: &Expr| order.binary_search(child).ok().and_then(|place| signs[place]);
        let children = dag.children(e);
        let all = |strict: bool| {
            children.iter().map(of).collect::<Option<Vec<_>>>().map(|signs| {
                let positive = |sign: &Sign| *sign == Sign::Positive;
                let strong =
                    if strict { signs.iter().all(positive) } else { signs.iter().any(positive) };
                if strong { Sign::Positive } else { Sign::NotNegative }
            })
        };
        let sign = match dag.op(e) {
            Op::Number(_) => dag.number(e).map(|number| {
                if number.value().is_zero() { Sign::NotNegative } else { Sign::Positive }
            }),
            Op::Constant(_) => Some(Sign::Positive),
            Op::Add => all(false),
            Op::Mul | Op::Div => all(true),
            Op::Pow => match (of(&children[0]), dag.as_rational(children[1])) {
                (Some(sign), _) => Some(sign),
                (None, Some(n)) if n.is_integer() && n.is_even_above() => Some(Sign::NotNegative),
                _ => None,
            },
            Op::Call(
                Function::Exp
                | Function::Cosh
                | Function::Sech
                | Function::Sigmoid
                | Function::Softplus,
            ) => Some(Sign::Positive),
            Op::Call(Function::Abs | Function::Sqrt | Function::Relu) => Some(Sign::NotNegative),
            _ => None,
        };
        signs.push(sign);
    }
    signs.last().copied().flatten()
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::LessEqual => Relation::GreaterEqual,
        Relation::Greater => Relation::Less,
        Relation::GreaterEqual => Relation::LessEqual,
        same => same,
    }
}
