//! A need that fails again and again becomes a comb of places: sin x ≠ 0 fails at every kπ.

use super::slope::{There, Values};
use super::stretch::{Comb, Domain, Place, same};
use super::trial::Trial;
use crate::calculus::tidy::Tidier;
use crate::expr::{Dag, Expr, Relation};

/// A need with its places: combs of them, each the first and the distance to the next.
pub(super) struct Alternating {
    pub trial: Trial,
    pub combs: Vec<(Place, Place)>,
}

impl Alternating {
    /// Whether it holds at one of its places, or anywhere else.
    pub(super) fn holds_at(&self, x: f64) -> bool {
        let own = self.combs.iter().any(|&(first, distance)| on_comb(first, distance, x));
        match self.trial.need.relation {
            Relation::GreaterEqual | Relation::LessEqual if own => true,
            _ => !own && self.trial.holds(x),
        }
    }
}

/// A need that fails again and again; handed back where it holds and fails in turn.
pub(super) fn comb_need(
    dag: &mut Dag,
    tidier: &mut Tidier,
    domain: &mut Domain,
    trial: Trial,
    combs: Vec<(Expr, Expr)>,
    values: &Values,
) -> Option<Alternating> {
    let need = trial.need;
    let combs: Vec<(Place, Place)> = combs
        .into_iter()
        .map(|(start, distance)| {
            (Place::new(dag, tidier, start), Place::new(dag, tidier, distance))
        })
        .collect();
    let &(first, period) = combs.first()?;
    // Between the teeth, does it hold?
    // sin x vanishes every π and is the same again every 2π.
    let between = |i| first.value + period.value * (f64::from(i) + 0.37) / 23.0;
    if !(0..92).all(|i| trial.holds(between(i))) {
        domain.complete &= !need.piece;
        return (!need.piece).then_some(Alternating { trial, combs });
    }
    let strict = matches!(need.relation, Relation::NotEqual | Relation::Greater | Relation::Less);
    if !strict {
        return None;
    }
    for (start, distance) in combs {
        let (start, distance) = match need.defined {
            true => (start, distance),
            false => every_other(dag, tidier, start, distance, values),
        };
        let smooth = !need.defined
            && (0..3).all(|k| {
                let at = start.value + distance.value * f64::from(k);
                values.slope(at) == There::Both
            });
        let known = domain.combs.iter_mut().find(|comb| {
            same(comb.distance.value, distance.value)
                && same(
                    comb.start.value.rem_euclid(distance.value) + 1.0,
                    start.value.rem_euclid(distance.value) + 1.0,
                )
        });
        match known {
            Some(comb) => comb.defined &= !need.defined,
            None if smooth => {}
            None => {
                let excepted = if need.defined {
                    Vec::new()
                } else {
                    excepted(dag, tidier, start, distance, values)
                };
                let few = excepted.len() <= FEW;
                domain.combs.push(Comb { start, distance, defined: !need.defined && few });
                for (place, there) in excepted.into_iter().filter(|_| few) {
                    domain.excepted.push(place);
                    if there == There::Slope {
                        domain.holes.push(place);
                    }
                }
            }
        }
    }
    None
}

/// The comb without every other tooth, where these have slopes: the direction of (cos x, sin x) jumps
/// at π, and not at 0.
fn every_other(
    dag: &mut Dag,
    tidier: &mut Tidier,
    start: Place,
    distance: Place,
    values: &Values,
) -> (Place, Place) {
    let rough = |k: i32| {
        let at = start.value + distance.value * f64::from(k);
        values.slope(at) == There::Neither
    };
    let only = |odd: i32| (-3..5).all(|k| rough(k) == (k.rem_euclid(2) == odd));
    let Some(odd) = [0, 1].into_iter().find(|odd| only(*odd)) else { return (start, distance) };
    let two = dag.integer(2);
    let twice = dag.mul(&[two, distance.exact]);
    // Of the teeth the one next to 0.
    let steps = if start.value > 0.0 { -odd } else { odd };
    (shifted(dag, tidier, start, steps.into(), distance), Place::new(dag, tidier, twice))
}

/// Of a comb's corners so many may be none: x|sin x| has a slope at 0.
const FEW: usize = 2;

/// The places of a comb near 0 that have a slope.
fn excepted(
    dag: &mut Dag,
    tidier: &mut Tidier,
    start: Place,
    distance: Place,
    values: &Values,
) -> Vec<(Place, There)> {
    let mut found = Vec::new();
    for k in -12..=12 {
        let there = values.slope(start.value + distance.value * f64::from(k));
        if there != There::Neither {
            found.push((shifted(dag, tidier, start, k.into(), distance), there));
        }
    }
    found
}

pub(super) fn on_comb(first: Place, distance: Place, x: f64) -> bool {
    let steps = (x - first.value) / distance.value;
    (steps - steps.round()).abs() <= 1e-9
}

/// The place some periods on.
pub(super) fn shifted(
    dag: &mut Dag,
    tidier: &mut Tidier,
    place: Place,
    by: i64,
    period: Place,
) -> Place {
    if by == 0 {
        return place;
    }
    let count = dag.integer(by);
    let way = dag.mul(&[count, period.exact]);
    let sum = dag.add(&[place.exact, way]);
    Place::new(dag, tidier, sum)
}

/// Two combs of which each has its teeth in the middle between those of the other are one; one that
/// has its teeth among those of another tells nothing.
pub(super) fn merge_combs(dag: &mut Dag, tidier: &mut Tidier, combs: &mut Vec<Comb>) {
    let all = combs.clone();
    combs.retain(|one| {
        !all.iter().any(|other| {
            !other.defined
                && one.distance.value > 1.5 * other.distance.value
                && [0.0, 1.0].iter().all(|k| {
                    let tooth = one.start.value + k * one.distance.value;
                    on_comb(other.start, other.distance, tooth)
                })
        })
    });
    let mut place = 0;
    while place < combs.len() {
        let one = combs[place];
        let twin = combs[place + 1..].iter().position(|other| {
            let apart = (one.start.value - other.start.value).abs() / one.distance.value;
            one.defined == other.defined
                && same(one.distance.value, other.distance.value)
                && (apart.rem_euclid(1.0) - 0.5).abs() < 1e-9
        });
        let Some(twin) = twin else {
            place += 1;
            continue;
        };
        combs.remove(place + 1 + twin);
        let two = dag.integer(2);
        let half = dag.div(one.distance.exact, two);
        let distance = Place::new(dag, tidier, half);
        let steps = (one.start.value / distance.value + 1e-9).floor();
        let start = shifted(dag, tidier, one.start, -steps as i64, distance);
        combs[place] = Comb { start, distance, ..one };
        place = 0;
    }
}
