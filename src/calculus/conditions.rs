//! Where a derivative does not hold, in words and mathematics.
//!
//! What the pieces of f need ([`needs`](super::needs)) is solved for the variable where f has no
//! other ([`domain`](super::domain)); with other variables it is told as it stands.

mod sentences;
mod standing;

use super::domain::{Domain, Values, domain};
use super::needs::{Need, needs, without_empty_pieces};
use super::tidy::Tidier;
use crate::expr::{Dag, Expr, Rational, Relation, Symbol};
use crate::numeric::{STEEP, Tape};
use sentences::{holes, sentences};
use standing::{always, as_they_stand, factors_with_a_sign, is_not_zero};

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

/// What is said where nothing holds.
pub const NOWHERE: &str = "nowhere: there is no stretch on which it has a real value";

/// At most this many conditions are told.
const MAX_TOLD: usize = 12;

/// Where the derivative of f by the variable holds; `taken` is f, its derivative, and on to the
/// last, which is the result; or f alone.
pub fn conditions(dag: &mut Dag, taken: &[Expr], variable: Symbol) -> Vec<Condition> {
    let Some(&f) = taken.first() else { return Vec::new() };
    let mut all = needs_of_slope(dag, f, variable);
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

/// Where all these have values and slopes, without what speaks only of other variables.
pub(super) fn conditions_about(dag: &mut Dag, parts: &[Expr], variable: Symbol) -> Vec<Condition> {
    let mut all = needs_of(dag, parts, &[variable]);
    all.retain(|need| dag.contains(need.left, variable) || dag.contains(need.right, variable));
    tell(dag, parts, variable, &all)
}

/// The same where another variable was looked at before: only what does not speak of that one.
pub(super) fn conditions_apart(
    dag: &mut Dag,
    parts: &[Expr],
    variable: Symbol,
    other: Symbol,
) -> Vec<Condition> {
    let mut all = needs_of(dag, parts, &[variable, other]);
    let signed = factors_with_a_sign(dag, &mut Tidier::default(), &all);
    let apart = |side| !dag.contains(side, other);
    all.retain(|need| {
        let known = is_not_zero(dag, need) && signed.contains(&need.left);
        !known && !need.fails(dag) && apart(need.left) && apart(need.right)
    });
    let told = as_they_stand(dag, &all, variable);
    told.into_iter().map(|sentence| Condition { sentence }).collect()
}

/// What f needs for a slope: at the end of where x^(3/2) is defined it has none, since there is one
/// side only.
fn needs_of_slope(dag: &mut Dag, f: Expr, variable: Symbol) -> Vec<Need> {
    let mut all = needs(dag, f, variable);
    for need in all.iter_mut().filter(|need| need.relation == Relation::GreaterEqual && !need.piece)
    {
        if dag.contains(need.left, variable) && !always(dag, need.left, need.relation, need.right) {
            *need = Need { relation: Relation::Greater, defined: false, ..*need };
        }
    }
    all
}

/// What each of these needs as each of the variables moves, once.
fn needs_of(dag: &mut Dag, parts: &[Expr], variables: &[Symbol]) -> Vec<Need> {
    let mut all = Vec::new();
    for &part in parts {
        for &variable in variables {
            for need in needs_of_slope(dag, part, variable) {
                if !all.contains(&need) {
                    all.push(need);
                }
            }
        }
    }
    all
}

fn tell(dag: &mut Dag, taken: &[Expr], variable: Symbol, all: &[Need]) -> Vec<Condition> {
    let told = told(dag, taken, variable, all).into_iter().take(MAX_TOLD);
    told.map(|sentence| Condition { sentence }).collect()
}

/// What these needs come to: solved for the variable where f has no other, else as they stand.
fn told(dag: &mut Dag, taken: &[Expr], variable: Symbol, all: &[Need]) -> Vec<String> {
    if all.is_empty() {
        return Vec::new();
    }
    if all.iter().any(|need| need.fails(dag)) {
        return vec![NOWHERE.to_owned()];
    }
    let x = dag.symbol_leaf(variable);
    let only = dag.depends_only_on(taken[0], x);
    let domain = if only { domain_of(dag, taken, variable, all) } else { None };
    let Some(domain) = domain else {
        let all = without_smooth_corners(dag, taken, variable, all);
        return as_they_stand(dag, &all, variable);
    };
    let mut told = sentences(dag, &domain, variable);
    told.extend(holes(dag, taken, &domain, variable));
    told
}

/// Of more corners than this none is looked into.
const MAX_CORNERS: usize = 8;

/// The needs without the corners that are none: relu(w x + b)² has a slope where w x + b is 0. That is
/// looked into with numbers in place of the other letters, several times.
fn without_smooth_corners(dag: &mut Dag, taken: &[Expr], x: Symbol, all: &[Need]) -> Vec<Need> {
    let corners = all.iter().filter(|need| need.is_corner()).count();
    if !(1..=MAX_CORNERS).contains(&corners) {
        return all.to_vec();
    }
    let numbers = [(7, 5), (1, 3), (-5, 4), (5, 2)].map(|(a, b)| Rational::fraction(a, b));
    let letters: Vec<Symbol> =
        dag.variables(taken[0]).into_iter().filter(|letter| *letter != x).collect();
    // How often each was met, and how often it was one.
    let mut met = vec![0; all.len()];
    let mut rough = vec![0; all.len()];
    for round in 0..numbers.len() {
        let mut put = |mut e: Expr| {
            for (place, letter) in letters.iter().enumerate() {
                let leaf = dag.symbol_leaf(*letter);
                let number = dag.rational(&numbers[(place + round) % numbers.len()]);
                e = dag.substitute(e, leaf, number);
            }
            e
        };
        let functions: Vec<Expr> = taken.iter().map(|&f| put(f)).collect();
        let needs: Vec<Need> = all
            .iter()
            .map(|need| Need { left: put(need.left), right: put(need.right), ..*need })
            .collect();
        for (place, need) in needs.iter().enumerate().filter(|(_, need)| need.is_corner()) {
            if !changes_over(dag, need, x) {
                continue;
            }
            let domain = domain_of(dag, &functions, x, &[*need]);
            // Of a corner inside a piece nothing is known before it is solved.
            if need.piece && !domain.as_ref().is_some_and(|domain| domain.complete) {
                continue;
            }
            met[place] += 1;
            rough[place] += i32::from(!domain.is_some_and(|domain| domain.is_the_line()));
        }
    }
    let stays = |place: &usize| met[*place] == 0 || rough[*place] > 0;
    let told = |place: usize| {
        let (need, partly) = (all[place], rough[place] < met[place]);
        Need { piece: need.piece && (partly || met[place] == 0), partly, ..need }
    };
    (0..all.len()).filter(stays).map(told).collect()
}

/// Whether one side is the larger somewhere, and the other elsewhere.
fn changes_over(dag: &mut Dag, need: &Need, x: Symbol) -> bool {
    let difference = dag.sub(need.left, need.right);
    let Ok(tape) = Tape::new(dag, &[difference], &[x]) else { return false };
    let tried = [0.1, 1.0, 10.0, 1e3].map(|x| [tape.value(&[x]), tape.value(&[-x])]);
    let any = |sign: fn(f64) -> bool| tried.as_flattened().iter().any(|value| sign(*value));
    any(|value| value > 0.0) && any(|value| value < 0.0)
}

/// What must hold for `from` to have a value, and need not for `to`, which equals it there: x ≠ 1
/// for (x² − 1)/(x − 1) and x + 1.
pub fn conditions_lost(dag: &mut Dag, from: Expr, to: Expr) -> Vec<Condition> {
    let mut lost: Vec<Condition> = Vec::new();
    if from == to {
        return lost;
    }
    let mut seen: Vec<Need> = Vec::new();
    for variable in dag.variables(from) {
        if lost.len() >= MAX_TOLD {
            break;
        }
        let defined = |dag: &mut Dag, f: Expr| {
            let mut all = needs(dag, f, variable);
            all.retain(|need| need.defined && !need.fails(dag));
            all
        };
        // What holds for several variables is told once.
        let mut all = defined(dag, from);
        all.retain(|need| !seen.contains(need));
        if all.is_empty() {
            continue;
        }
        seen.extend(&all);
        let before = told(dag, &[from], variable, &all);
        let all = defined(dag, to);
        let after = told(dag, &[to], variable, &all);
        for sentence in before.into_iter().filter(|sentence| !after.contains(sentence)) {
            let condition = Condition { sentence };
            if !lost.contains(&condition) {
                lost.push(condition);
            }
        }
    }
    lost.truncate(MAX_TOLD);
    lost
}

/// Where a function of one variable has derivatives, up to the last of `taken`.
pub fn slopes_of(dag: &mut Dag, taken: &[Expr], variable: Symbol) -> Option<Domain> {
    let f = *taken.first()?;
    let all = match taken.len() {
        1 => needs(dag, f, variable),
        _ => needs_of_slope(dag, f, variable),
    };
    domain_of(dag, taken, variable, &all)
}

/// Whether the number lies at the end of where f has slopes, or in a gap: what the formula of a
/// slope gives there is no slope. Looked into only where f has no value close by, or is very steep;
/// with needs unsolved, where it has none next to the number.
pub fn is_outside(dag: &mut Dag, taken: &[Expr], variable: Symbol, x: f64) -> bool {
    let Some(&f) = taken.first() else { return false };
    let Ok(tape) = Tape::new(dag, &[f], &[variable]) else { return false };
    let scale = x.abs().max(1.0);
    let has_values =
        |step: f64| [x - step, x + step].iter().all(|&near| tape.value(&[near]).is_finite());
    let steep = tape.dual(&[x], &[1.0]).slope.abs() > STEEP;
    if !steep && has_values(1e-7 * scale) {
        return false;
    }
    slopes_of(dag, taken, variable).is_some_and(|domain| match domain.complete {
        true => !domain.contains(x),
        false => !has_values(1e-13 * scale),
    })
}

fn domain_of(dag: &mut Dag, taken: &[Expr], x: Symbol, all: &[Need]) -> Option<Domain> {
    let mut tidier = Tidier::default();
    let plain: Vec<Expr> =
        taken.iter().map(|&f| without_empty_pieces(dag, &mut tidier, f, x)).collect();
    let tape = Tape::new(dag, &plain, &[x]).ok()?;
    let values = Values { tape: &tape, count: plain.len() };
    Some(domain(dag, &mut tidier, all, x, &values))
}
