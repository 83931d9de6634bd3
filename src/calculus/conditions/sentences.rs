//! A domain becomes sentences: "for x > 0", "not differentiable at x = 0".

use super::NOWHERE;
use crate::calculus::domain::{Band, Domain, Place, Stretch};
use crate::calculus::needs::Need;
use crate::calculus::tidy::Tidier;
use crate::expr::{Dag, Expr, Relation, Symbol};
use crate::numeric::Tape;
use crate::print;

/// All that the domain leaves out, a sentence each.
pub(super) fn sentences(dag: &mut Dag, domain: &Domain, variable: Symbol) -> Vec<String> {
    let x = dag.symbol_leaf(variable);
    let name = print::plain(dag, x);
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
    for need in &domain.unsolved {
        told.push(stated(dag, need, "not differentiable where"));
    }
    for &(Place { exact, value }, defined) in &domain.gaps {
        // What is told of every whole number is not told of one.
        if domain.combs.iter().any(|comb| comb.defined <= defined && comb.meets(value)) {
            continue;
        }
        let place = print::plain(dag, exact);
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
        let step = |place: &Place| comb.steps_to(place.value);
        let held = |place: &&Place| domain.stretches.iter().any(|part| part.contains(place.value));
        let steps = domain.excepted.iter().filter(held).map(step);
        let steps = steps.filter(|k| (k - k.round()).abs() < 1e-9);
        let steps: Vec<String> = steps.map(|k| number(k.round())).collect();
        let but = if steps.is_empty() { "" } else { " but " };
        let steps = listed(&steps, "and");
        told.push(format!("{words} {name} {sign} {place}, {letter} any whole number{but}{steps}"));
    }
    told
}

/// "at x = 0 this formula has no value; the derivative there is 0"
pub(super) fn holes(
    dag: &mut Dag,
    taken: &[Expr],
    domain: &Domain,
    variable: Symbol,
) -> Vec<String> {
    let [.., f, _] = *taken else { return Vec::new() };
    if domain.holes.is_empty() && domain.mute.is_empty() {
        return Vec::new();
    }
    let Ok(tape) = Tape::new(dag, &[f], &[variable]) else { return Vec::new() };
    let x = dag.symbol_leaf(variable);
    let name = print::plain(dag, x);
    let without = |place: String| format!("at {place} this formula has no value");
    let mute = domain
        .mute
        .iter()
        .map(|part| format!("{}, yet there is a derivative", without(said(dag, part, &name))));
    let each = domain.holes.iter().map(|hole| {
        let slope = tape.dual(&[hole.value], &[1.0]).slope;
        let known = match slope.is_finite() {
            true => format!("; the derivative there is {}", number(slope)),
            false => ", yet there is a derivative".to_owned(),
        };
        without(format!("{name} = {}", print::plain(dag, hole.exact))) + &known
    });
    mute.chain(each).collect()
}

/// "for x ≠ y"; of a need for a slope alone where it fails, said with the words for a corner.
pub(super) fn stated(dag: &mut Dag, need: &Need, corner: &str) -> String {
    let (words, relation) = match (need.is_corner(), need.partly) {
        (true, true) => ("not always differentiable at", Relation::Equal),
        (true, false) => (corner, Relation::Equal),
        _ => ("for", need.relation),
    };
    let turns = dag.is_constant(need.left) && !dag.is_constant(need.right);
    let relation = if turns {
        dag.relation(relation.mirrored(), need.right, need.left)
    } else {
        dag.relation(relation, need.left, need.right)
    };
    format!("{words} {}", print::plain(dag, relation))
}

/// "x < −2", "0 < x ≤ 1"
fn said(dag: &Dag, stretch: &Stretch, name: &str) -> String {
    match (stretch.low, stretch.high) {
        (None, None) => name.to_owned(),
        (Some((low, closed)), None) => {
            format!("{name} {} {}", if closed { "≥" } else { ">" }, print::plain(dag, low.exact))
        }
        (None, Some((high, closed))) => {
            format!("{name} {} {}", less(closed), print::plain(dag, high.exact))
        }
        (Some((low, from)), Some((high, to))) => {
            let [low, high] = [low, high].map(|end| print::plain(dag, end.exact));
            format!("{low} {} {name} {} {high}", less(from), less(to))
        }
    }
}

fn less(closed: bool) -> &'static str {
    if closed { "≤" } else { "<" }
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
    let steps = print::plain(dag, steps).replace(&format!("π {letter}"), &format!("{letter}π"));
    if dag.is_integer(start, 0) { steps } else { format!("{} + {steps}", print::plain(dag, start)) }
}

/// "2kπ < x < π + 2kπ"
fn band_text(dag: &mut Dag, band: &Band, name: &str, letter: &str) -> String {
    let [(low, from), (high, to)] = [band.low, band.high]
        .map(|(end, closed)| (comb_text(dag, end.exact, band.period.exact, letter), closed));
    format!("{low} {} {name} {} {high}", less(from), less(to))
}

fn number(value: f64) -> String {
    print::number_text(value + 0.0).replace('-', "−")
}
