//! Where a function of one variable has a slope: stretches of the line, exactly.
//!
//! All places where a need may begin or cease to hold cut the line into stretches; on each of them
//! everything holds or something fails, and one number between tells which.

use super::bands::{Alternating, Band, bands, merge_combs};
use super::needs::Need;
use super::tidy::Tidier;
use super::zeros::{Zeros, value, zeros};
use crate::expr::{Dag, Expr, Function, Relation, Symbol};
use crate::numeric::Tape;
use crate::order::sort_by;

/// A place on the line.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// As it is written.
    pub exact: Expr,
    /// The nearest double.
    pub value: f64,
}

/// A stretch of the line. An end that is missing lies at infinity.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Where it begins, and whether that belongs to it.
    pub low: Option<(Place, bool)>,
    /// Where it ends, and whether that belongs to it.
    pub high: Option<(Place, bool)>,
}

/// A comb of places: the first, and the distance to the next.
#[derive(Clone, Copy, Debug)]
pub struct Comb {
    /// One of them.
    pub start: Place,
    /// How far apart they are.
    pub distance: Place,
    /// Whether f has a value there.
    pub defined: bool,
}

/// Where a function of one variable has a slope.
#[derive(Clone, Debug, Default)]
pub struct Domain {
    /// In order, without common points.
    pub stretches: Vec<Stretch>,
    /// Single places inside them where it has none, and whether f has a value there.
    pub gaps: Vec<(Place, bool)>,
    /// Places where there is a slope, but the result's formula has no value.
    pub holes: Vec<Place>,
    /// Combs of places without a slope.
    pub combs: Vec<Comb>,
    /// Places of those combs that have one all the same.
    pub excepted: Vec<Place>,
    /// Where there are any: only on these, which come again and again.
    pub bands: Vec<Band>,
    /// Whether there is not a single stretch.
    pub nowhere: bool,
    /// Whether every need was solved.
    pub complete: bool,
    /// Needs that could not be solved, both sides tidy.
    pub(super) unsolved: Vec<Need>,
}

impl Domain {
    /// Whether everything that was solved holds at `x`.
    pub fn contains(&self, x: f64) -> bool {
        let above = |low: (Place, bool)| x > low.0.value || low.1 && x == low.0.value;
        let below = |high: (Place, bool)| x < high.0.value || high.1 && x == high.0.value;
        let inside =
            |stretch: &Stretch| stretch.low.is_none_or(above) && stretch.high.is_none_or(below);
        self.stretches.iter().any(inside)
            && (self.bands.is_empty() || self.bands.iter().any(|band| band.contains(x)))
            && self.gaps.iter().all(|gap| gap.0.value != x)
            && self.combs.iter().all(|comb| {
                let steps = (x - comb.start.value) / comb.distance.value;
                (steps - steps.round()).abs() > 1e-12
            })
    }
}

/// f, its derivatives up to the last, and how they are computed at a number.
pub(super) struct Values<'a> {
    pub tape: &'a Tape,
    pub count: usize,
}

impl Values<'_> {
    fn at(&self, x: f64) -> Vec<f64> {
        let mut out = vec![f64::NAN; self.count];
        self.tape.evaluate(&[x], &mut out);
        out
    }
}

/// A need whose places are known.
struct Solved {
    need: Need,
    tape: Tape,
    places: Vec<f64>,
}

impl Solved {
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
            self.holds(x) || self.places.iter().any(near)
        })
    }

    fn holds(&self, x: f64) -> bool {
        let mut sides = [f64::NAN; 2];
        self.tape.evaluate(&[x], &mut sides);
        self.need.relation.holds(sides[0], sides[1])
    }

    /// Whether both sides are equal there, but for rounding.
    fn vanishes(&self, x: f64) -> bool {
        let mut sides = [f64::NAN; 2];
        self.tape.evaluate(&[x], &mut sides);
        let [left, right] = sides;
        // Next to a place where it has no value it may have none.
        left.is_nan() || (left - right).abs() <= 1e-6 * (1.0 + right.abs())
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
        let Ok(tape) = Tape::new(dag, &[need.left, need.right], &[x]) else { continue };
        let found = match whole_steps(dag, need) {
            Some(inner) => whole_places(dag, tidier, inner, x),
            None => {
                let difference = dag.sub(need.left, need.right);
                let apart = tidier.tidy(dag, difference);
                // Two that are the same everywhere have no corner where they meet.
                if dag.is_integer(apart, 0) && !need.defined {
                    continue;
                }
                // ln(x − x): what seems to move stands still, and holds everywhere or nowhere.
                match need.stands(dag, apart) {
                    // Where a piece has no values is seen by numbers.
                    Some(holds) if holds || need.piece => continue,
                    Some(_) => return Domain { complete: true, ..Domain::default() },
                    None => {}
                }
                zeros(dag, tidier, difference, x)
            }
        };
        let Some(Zeros { points, combs }) = found else {
            // Nothing is known of a piece's need outside the piece.
            if !always(&tape, need.relation) {
                domain.complete = false;
                if !need.piece {
                    note_unsolved(dag, tidier, &mut domain, need);
                }
            }
            continue;
        };
        let mut places = Vec::new();
        for point in points {
            let exact = tidier.tidy(dag, point);
            let place = Place { exact, value: value(dag, exact) };
            if place.value.is_finite() {
                places.push(place.value);
                cuts.push(place);
            }
        }
        if combs.is_empty() {
            solved.push(Solved { need: *need, tape, places });
            continue;
        }
        // Beside the comb, single places: 1/(x − 1) · 1/sin x.
        let beside = !places.is_empty();
        if beside
            && need.relation == Relation::NotEqual
            && let Ok(tape) = Tape::new(dag, &[need.left, need.right], &[x])
        {
            solved.push(Solved { need: *need, tape, places });
        }
        let again = comb_need(dag, tidier, &mut domain, need, tape, combs, values);
        match again {
            // x·sin x does not come again as it was.
            Some(one) if beside => {
                note_unsolved(dag, tidier, &mut domain, &one.need);
                domain.complete = false;
            }
            again => alternating.extend(again),
        }
    }
    merge_combs(dag, tidier, &mut domain.combs);
    let strip = !alternating.is_empty() && bands(dag, tidier, &mut domain, &alternating);
    if !strip && !alternating.is_empty() {
        for one in &alternating {
            note_unsolved(dag, tidier, &mut domain, &one.need);
        }
        domain.complete = false;
    }
    sort_by(&mut cuts, |a: &Place, b: &Place| a.value.total_cmp(&b.value));
    cuts.dedup_by(|a, b| same(a.value, b.value));
    chart(&mut domain, &solved, &cuts, values);
    // Between the teeth of a comb a need may hold here and fail there.
    let (kept, failing): (Vec<Solved>, Vec<Solved>) = solved
        .into_iter()
        .partition(|one| one.need.piece || domain.stretches.iter().all(|part| one.holds_on(part)));
    if !failing.is_empty() {
        for one in &failing {
            note_unsolved(dag, tidier, &mut domain, &one.need);
        }
        domain.complete = false;
        domain.gaps.clear();
        domain.holes.clear();
        chart(&mut domain, &kept, &cuts, values);
    }
    domain
}

pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-300)
}

/// A need that holds wherever it was tried, and has no zero that could be found: e^x + x² > 0.
fn always(tape: &Tape, relation: Relation) -> bool {
    let mut sides = [f64::NAN; 2];
    let mut holds = |x: f64| {
        tape.evaluate(&[x], &mut sides);
        relation.holds(sides[0], sides[1])
    };
    let sign = match relation {
        Relation::NotEqual => {
            // It may vanish between two numbers: the sign tells.
            let mut signs = TRIED.iter().map(|&x| difference(tape, x)).filter(|d| !d.is_nan());
            let Some(first) = signs.next().filter(|first| *first != 0.0) else { return false };
            if !signs.all(|d| d * first > 0.0) {
                return false;
            }
            first.signum()
        }
        _ if !TRIED.iter().all(|&x| holds(x)) => return false,
        Relation::Less | Relation::LessEqual => -1.0,
        Relation::Equal => return true,
        Relation::Greater | Relation::GreaterEqual => 1.0,
    };
    !dips(|x| sign * difference(tape, x))
}

/// Whether what is positive where it was tried falls to 0 in between: a narrow dip is looked for
/// where the numbers are least.
fn dips(height: impl Fn(f64) -> f64) -> bool {
    const PARTS: i32 = 8;
    let xs: Vec<f64> = TRIED
        .windows(2)
        .flat_map(|pair| {
            let step = (pair[1] - pair[0]) / f64::from(PARTS);
            (0..PARTS).map(move |i| pair[0] + step * f64::from(i))
        })
        .collect();
    let heights: Vec<f64> = xs.iter().map(|&x| height(x)).collect();
    (1..xs.len() - 1).any(|i| {
        let [left, here, right] = [heights[i - 1], heights[i], heights[i + 1]];
        if !(here <= left && here <= right) {
            return false;
        }
        let (mut low, mut high) = (xs[i - 1], xs[i + 1]);
        let mut least = here;
        for _ in 0..60 {
            let third = (high - low) / 3.0;
            let (a, b) = (low + third, high - third);
            let (at_a, at_b) = (height(a), height(b));
            least = least.min(at_a).min(at_b);
            if at_a < at_b { high = b } else { low = a }
        }
        least <= 1e-12 * left.max(right).min(1.0)
    })
}

fn difference(tape: &Tape, x: f64) -> f64 {
    let mut sides = [f64::NAN; 2];
    tape.evaluate(&[x], &mut sides);
    sides[0] - sides[1]
}

const TRIED: [f64; 26] = [
    -1000.0, -97.3, -31.0, -10.2, -7.1, -5.3, -4.0, -3.1, -2.2, -1.6, -1.1, -0.7, -0.31, 0.0, 0.29,
    0.69, 1.0, 1.49, 2.3, 3.2, 4.1, 5.2, 7.7, 11.3, 37.9, 1003.0,
];

fn note_unsolved(dag: &mut Dag, tidier: &mut Tidier, domain: &mut Domain, need: &Need) {
    let (left, right) = (tidier.tidy(dag, need.left), tidier.tidy(dag, need.right));
    let told = Need { left, right, ..*need };
    // The stricter of u ≥ 0 and u > 0 is told, and u ≠ 0 as what it takes for a value.
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
    if domain.unsolved.iter().any(|other| beside(other) && covers(other, &told)) {
        return;
    }
    domain.unsolved.retain(|other| !(beside(other) && covers(&told, other)));
    domain.unsolved.push(told);
}

/// `floor(u) ≠ u`: the u.
fn whole_steps(dag: &Dag, need: &Need) -> Option<Expr> {
    let steps = matches!(dag.as_call(need.left), Some(Function::Floor | Function::Ceil));
    (steps && need.relation == Relation::NotEqual && dag.child(need.left) == Some(need.right))
        .then_some(need.right)
}

/// Where u is a whole number: where sin(πu) is 0.
fn whole_places(dag: &mut Dag, tidier: &mut Tidier, u: Expr, x: Symbol) -> Option<Zeros> {
    let pi = dag.constant(crate::expr::Constant::Pi);
    let turned = dag.mul(&[pi, u]);
    let sine = dag.call(Function::Sin, &[turned]);
    zeros(dag, tidier, sine, x)
}

/// A need that fails again and again; handed back where it holds and fails in turn.
fn comb_need(
    dag: &mut Dag,
    tidier: &mut Tidier,
    domain: &mut Domain,
    need: &Need,
    tape: Tape,
    combs: Vec<(Expr, Expr)>,
    values: &Values,
) -> Option<Alternating> {
    let places: Vec<(Place, Place)> = combs
        .into_iter()
        .map(|(start, distance)| {
            let (start, distance) = (tidier.tidy(dag, start), tidier.tidy(dag, distance));
            let place = |exact| Place { exact, value: value(dag, exact) };
            (place(start), place(distance))
        })
        .collect();
    let &(first, period) = places.first()?;
    // Between the teeth, does it hold?
    let holds = |x: f64| {
        let mut sides = [f64::NAN; 2];
        tape.evaluate(&[x], &mut sides);
        need.relation.holds(sides[0], sides[1])
    };
    // sin x vanishes every π and is the same again every 2π.
    let mut between =
        (0..92).map(|i| holds(first.value + period.value * (f64::from(i) + 0.37) / 23.0));
    if !between.all(|held| held) {
        domain.complete &= !need.piece;
        return (!need.piece).then_some(Alternating { need: *need, tape, combs: places });
    }
    let strict = matches!(need.relation, Relation::NotEqual | Relation::Greater | Relation::Less);
    if !strict {
        return None;
    }
    for (start, distance) in places {
        let smooth = !need.defined
            && (0..3).all(|k| {
                let at = start.value + distance.value * f64::from(k);
                slope(values, at) == There::Both
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
        let there = slope(values, start.value + distance.value * f64::from(k));
        if there != There::Neither {
            let steps = dag.integer(k);
            let steps = dag.mul(&[steps, distance.exact]);
            let exact = dag.add(&[start.exact, steps]);
            let exact = tidier.tidy(dag, exact);
            found.push((Place { exact, value: value(dag, exact) }, there));
        }
    }
    found
}

/// Cuts the line and keeps the stretches where everything holds.
fn chart(domain: &mut Domain, solved: &[Solved], cuts: &[Place], values: &Values) {
    let all_solved = domain.complete && domain.bands.is_empty();
    // Whether everything holds between two neighbours.
    let open = |low: Option<f64>, high: Option<f64>| {
        [0.5, 0.31, 0.77].iter().any(|part| {
            let x = match (low, high) {
                (None, None) => 2.0 * part,
                (Some(low), None) => low + low.abs().max(1.0) * part,
                (None, Some(high)) => high - high.abs().max(1.0) * part,
                (Some(low), Some(high)) => low + (high - low) * part,
            };
            let met = solved.iter().all(|solved| solved.need.piece || solved.holds(x));
            // With needs unsolved a number may lie where one of those fails.
            met && (!all_solved || values.at(x).iter().all(|value| !value.is_nan()))
        })
    };
    // What is known of a cut: (defined, smooth).
    let at = |x: f64| {
        let mut state = (true, true);
        for one in solved {
            let own = one.places.iter().any(|&place| same(place, x)) && one.vanishes(x);
            let met = if own {
                matches!(one.need.relation, Relation::GreaterEqual | Relation::LessEqual)
            } else {
                one.holds(x)
            };
            if !met && (!one.need.piece || own) {
                if one.need.defined && !one.need.piece {
                    state.0 = false;
                }
                state.1 = false;
            }
        }
        state
    };
    let bound = |place: Place| Some(place.value);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut low: Option<(Place, bool)> = None;
    let mut before = open(None, cuts.first().copied().and_then(bound));
    for (i, &cut) in cuts.iter().enumerate() {
        let after = open(bound(cut), cuts.get(i + 1).copied().and_then(bound));
        let (defined, smooth) = at(cut.value);
        match (before, after) {
            (true, true) => {
                if !smooth {
                    let there = if defined { slope(values, cut.value) } else { There::Neither };
                    match there {
                        There::Both if defined => {}
                        // A slope that the result does not give is no corner.
                        There::Slope => domain.holes.push(cut),
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

/// What a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    /// No slope.
    Neither,
    /// A slope, but the result has no value.
    Slope,
    /// A slope, and a result that gives it.
    Both,
}

/// Whether every function but the last has a slope there, the same from both sides, and the last a
/// value.
fn slope(values: &Values, x: f64) -> There {
    let here = values.at(x);
    let scale = x.abs().max(1.0);
    // Alone, a function is not its own slope.
    let functions = (values.count - 1).max(1);
    let (mut apart, mut size) = (Vec::new(), Vec::new());
    for h in [1e-4 * scale, 1e-6 * scale] {
        let (left, right) = (x - h, x + h);
        let (below, above) = (values.at(left), values.at(right));
        for (i, here) in here.iter().enumerate().take(functions) {
            let (from, to) = ((here - below[i]) / (x - left), (above[i] - here) / (right - x));
            apart.push((from - to).abs());
            size.push(from.abs().max(to.abs()));
        }
    }
    let (wide, narrow) = apart.split_at(apart.len() / 2);
    let (far, near) = size.split_at(size.len() / 2);
    let meets = (0..wide.len()).all(|i| {
        let closes = narrow[i] <= 1e-5 * (1.0 + near[i]) || narrow[i] <= 0.3 * wide[i];
        closes && near[i].is_finite() && near[i] <= 3.0 * (1.0 + far[i])
    });
    match (meets, here.last().is_some_and(|value| value.is_finite())) {
        (false, _) => There::Neither,
        (true, false) => There::Slope,
        (true, true) => There::Both,
    }
}
