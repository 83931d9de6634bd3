//! Where a function of one variable has a slope: stretches of the line, exactly.
//!
//! All places where a need may begin or cease to hold cut the line into stretches; on each of them
//! everything holds or something fails, and one number between tells which.

mod bands;
mod combs;
mod slope;
mod stretch;
mod trial;

pub(super) use slope::Values;
pub use stretch::{Band, Comb, Domain, Place, Stretch};

use bands::bands;
use combs::{Alternating, comb_need, merge_combs};
use stretch::same;
use trial::Trial;

use super::needs::Need;
use super::tidy::Tidier;
use super::zeros::{Zeros, zeros};
use crate::algebra::{Form, forms};
use crate::expr::{Constant, Dag, Expr, Function, Op, Relation, Symbol};
use crate::order::sort_by;
use slope::There;

impl Domain {
    /// A need that could not be solved, told as it stands. Of u ≥ 0 and u > 0 the stricter is, and
    /// u ≠ 0 as what it takes for a value.
    fn leave_open(&mut self, dag: &mut Dag, tidier: &mut Tidier, need: &Need) {
        self.complete = false;
        let (left, right) = (tidier.tidy(dag, need.left), tidier.tidy(dag, need.right));
        // floor(u) may stay as it is where u is whole: floor(x²) at 0.
        let partly = need.partly || whole_steps(dag, need).is_some();
        let told = Need { left, right, partly, ..*need };
        let strict = |relation| match relation {
            Relation::GreaterEqual => Relation::Greater,
            Relation::LessEqual => Relation::Less,
            other => other,
        };
        let beside = |other: &Need| (other.left, other.right) == (left, right);
        let covers = |one: &Need, other: &Need| match one.relation == other.relation {
            true => one.defined || !other.defined,
            false => one.relation == strict(other.relation),
        };
        if !self.unsolved.iter().any(|other| beside(other) && covers(other, &told)) {
            self.unsolved.retain(|other| !(beside(other) && covers(&told, other)));
            self.unsolved.push(told);
        }
    }
}

/// A need whose places are known.
struct Solved {
    trial: Trial,
    places: Vec<f64>,
}

impl Solved {
    /// Whether it says nothing against a slope there.
    fn allows(&self, x: f64) -> bool {
        self.trial.need.piece || self.trial.holds(x) || self.trial.is_level(x)
    }

    /// Whether it holds at many numbers of a stretch.
    fn holds_on(&self, part: &Stretch) -> bool {
        let low = part.low.map(|end| end.0.value);
        let high = part.high.map(|end| end.0.value);
        let (low, high) = match (low, high) {
            (Some(low), Some(high)) => (low, high),
            (Some(low), None) => (low, low + 20.0),
            (None, Some(high)) => (high - 20.0, high),
            (None, None) => (-10.0, 10.0),
        };
        (0..24).all(|i| {
            let x = low + (high - low) * (f64::from(i) + 0.43) / 24.0;
            let near = |place: &f64| (place - x).abs() <= 1e-9 * (1.0 + x.abs());
            self.allows(x) || self.places.iter().any(near)
        })
    }
}

/// The domain that these needs leave to f.
pub(super) fn domain(
    dag: &mut Dag,
    tidier: &mut Tidier,
    needs: &[Need],
    x: Symbol,
    values: &Values,
) -> Domain {
    let mut domain = Domain { complete: true, ..Domain::default() };
    let (mut solved, mut cuts, mut alternating) = (Vec::new(), Vec::new(), Vec::new());
    for need in needs {
        let Some(trial) = Trial::new(dag, need, x) else { continue };
        let Zeros { points, combs } = match known(dag, tidier, need, x) {
            Known::Everywhere => continue,
            Known::Nowhere => return Domain { complete: true, ..Domain::default() },
            Known::At(zeros) => zeros,
            Known::Nothing => {
                if !trial.seems_true() {
                    domain.complete = false;
                    // Nothing is known of a piece's need outside the piece.
                    if !need.piece {
                        domain.leave_open(dag, tidier, need);
                    }
                }
                continue;
            }
        };
        let mut places = Vec::new();
        for point in points {
            let place = Place::new(dag, tidier, point);
            if place.value.is_finite() {
                places.push(place.value);
                cuts.push(place);
            }
        }
        if combs.is_empty() {
            solved.push(Solved { trial, places });
            continue;
        }
        let beside = !places.is_empty();
        match comb_need(dag, tidier, &mut domain, trial, combs, values) {
            // x·sin x does not come again as it was.
            Some(_) if beside => domain.leave_open(dag, tidier, need),
            // Beside the comb, single places: 1/(x − 1) · 1/sin x.
            None if beside => {
                solved.extend(Trial::new(dag, need, x).map(|trial| Solved { trial, places }));
            }
            again => alternating.extend(again),
        }
    }
    merge_combs(dag, tidier, &mut domain.combs);
    // Without a zero a sign may turn at the poles of something else: 1/cos x > 0.
    if !domain.combs.is_empty() {
        let line = Stretch { low: None, high: None };
        let turns = |one: &mut Solved| {
            one.places.is_empty() && !one.trial.need.piece && !one.holds_on(&line)
        };
        let turning = solved.extract_if(.., turns);
        alternating.extend(turning.map(|one| Alternating { trial: one.trial, combs: Vec::new() }));
    }
    if !alternating.is_empty() && !bands(dag, tidier, &mut domain, &alternating) {
        for one in &alternating {
            domain.leave_open(dag, tidier, &one.trial.need);
        }
    }
    sort_by(&mut cuts, |a: &Place, b: &Place| a.value.total_cmp(&b.value));
    cuts.dedup_by(|a, b| same(a.value, b.value));
    chart(&mut domain, &solved, &cuts, values);
    // Between the teeth of a comb a need may hold here and fail there.
    let holds = |one: &Solved| domain.stretches.iter().all(|part| one.holds_on(part));
    let (kept, failing): (Vec<Solved>, Vec<Solved>) =
        solved.into_iter().partition(|one| one.trial.need.piece || holds(one));
    if !failing.is_empty() {
        for one in &failing {
            domain.leave_open(dag, tidier, &one.trial.need);
        }
        domain.gaps.clear();
        domain.holes.clear();
        chart(&mut domain, &kept, &cuts, values);
    }
    domain
}

/// What is known of where a need ceases to hold.
enum Known {
    Everywhere,
    Nowhere,
    /// At these places, if at all.
    At(Zeros),
    Nothing,
}

fn known(dag: &mut Dag, tidier: &mut Tidier, need: &Need, x: Symbol) -> Known {
    let places = match whole_steps(dag, need) {
        Some(inner) => whole_places(dag, tidier, inner, x),
        None => {
            let difference = dag.sub(need.left, need.right);
            let apart = tidier.tidy(dag, difference);
            // Two that are the same everywhere have no corner where they meet.
            if dag.is_integer(apart, 0) && !need.defined {
                return Known::Everywhere;
            }
            // ln(x − x): what seems to move stands still, and holds everywhere or nowhere.
            match need.stands(dag, apart) {
                // Where a piece has no values is seen by numbers.
                Some(holds) if holds || need.piece => return Known::Everywhere,
                Some(_) => return Known::Nowhere,
                None => zeros(dag, tidier, difference, x).or_else(|| {
                    let above = over_one_bar(dag, tidier, apart)?;
                    zeros(dag, tidier, above, x)
                }),
            }
        }
    };
    places.map_or(Known::Nothing, Known::At)
}

/// What stands above the bar of a sum with bars in it: x² + x − 2 for x − 2/(x + 1), 1 + sin x for
/// sec x + tan x.
fn over_one_bar(dag: &mut Dag, tidier: &mut Tidier, sum: Expr) -> Option<Expr> {
    forms(dag, sum).into_iter().find_map(|Form { form, .. }| {
        let form = tidier.tidy(dag, form);
        let bar = if dag.op(form) == Op::Neg { dag.child(form)? } else { form };
        dag.pair(bar).filter(|_| dag.op(bar) == Op::Div).map(|(above, _)| above)
    })
}

/// `floor(u) ≠ u`: the u.
fn whole_steps(dag: &Dag, need: &Need) -> Option<Expr> {
    let steps = matches!(dag.as_call(need.left), Some(Function::Floor | Function::Ceil));
    (steps && need.relation == Relation::NotEqual && dag.child(need.left) == Some(need.right))
        .then_some(need.right)
}

/// Where u is a whole number: where sin(πu) is 0.
fn whole_places(dag: &mut Dag, tidier: &mut Tidier, u: Expr, x: Symbol) -> Option<Zeros> {
    let pi = dag.constant(Constant::Pi);
    let turned = dag.mul(&[pi, u]);
    let sine = dag.call(Function::Sin, &[turned]);
    zeros(dag, tidier, sine, x)
}

/// Cuts the line and keeps the stretches where everything holds.
fn chart(domain: &mut Domain, solved: &[Solved], cuts: &[Place], values: &Values) {
    let all_solved = domain.complete && domain.bands.is_empty();
    // Whether everything holds between two neighbours.
    let open = |low: Option<Place>, high: Option<Place>, mute: &mut Vec<Stretch>| {
        let [from, to] = [low, high].map(|end| end.map(|place| place.value));
        [0.5, 0.31, 0.77].iter().any(|part| {
            let x = match (from, to) {
                (None, None) => 2.0 * part,
                (Some(low), None) => low + low.abs().max(1.0) * part,
                (None, Some(high)) => high - high.abs().max(1.0) * part,
                (Some(low), Some(high)) => low + (high - low) * part,
            };
            let met = solved.iter().all(|one| one.allows(x));
            let mut here = values.at(x);
            // Where f is level there is a slope, though its formula may give none.
            let level = here.len() > 1 && solved.iter().any(|one| one.trial.is_level(x));
            if level && here.pop().is_some_and(f64::is_nan) && met {
                let [low, high] = [low, high].map(|end| end.map(|place| (place, false)));
                mute.push(Stretch { low, high });
            }
            // With needs unsolved a number may lie where one of those fails.
            met && (!all_solved || here.iter().all(|value| !value.is_nan()))
        })
    };
    // What is known of a cut: (defined, smooth).
    let at = |x: f64| {
        let mut state = (true, true);
        for Solved { trial, places } in solved {
            let need = &trial.need;
            let own = places.iter().any(|&place| same(place, x)) && trial.vanishes(x);
            let met = if own {
                matches!(need.relation, Relation::GreaterEqual | Relation::LessEqual)
            } else {
                trial.holds(x) || trial.is_level(x)
            };
            if !met && (!need.piece || own) {
                if need.defined && !need.piece {
                    state.0 = false;
                }
                state.1 = false;
            }
        }
        state
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut low: Option<(Place, bool)> = None;
    domain.mute.clear();
    let mut before = open(None, cuts.first().copied(), &mut domain.mute);
    for (i, &cut) in cuts.iter().enumerate() {
        let after = open(Some(cut), cuts.get(i + 1).copied(), &mut domain.mute);
        let (defined, smooth) = at(cut.value);
        match (before, after) {
            (true, true) => {
                if !smooth {
                    let there = if defined { values.slope(cut.value) } else { There::Neither };
                    match there {
                        There::Both if defined => {}
                        // A slope that the result does not give is no corner.
                        // Two mute stretches with nothing but a hole between them are one.
                        There::Slope => match domain.mute.as_mut_slice() {
                            [
                                ..,
                                Stretch { high: Some((one, _)), .. },
                                Stretch { low: Some((other, _)), .. },
                            ] if one.value == cut.value && other.value == cut.value => {
                                let high = domain.mute.pop().and_then(|last| last.high);
                                if let Some(last) = domain.mute.last_mut() {
                                    last.high = high;
                                }
                            }
                            _ => domain.holes.push(cut),
                        },
                        _ => domain.gaps.push((cut, defined)),
                    }
                }
            }
            (true, false) => {
                stretches.push(Stretch { low, high: Some((cut, smooth)) });
            }
            (false, true) => low = Some((cut, smooth)),
            (false, false) => {}
        }
        before = after;
    }
    if before {
        stretches.push(Stretch { low, high: None });
    }
    if !domain.nowhere {
        domain.stretches = stretches;
    }
}
