//! What a domain is made of: places on the line, the stretches between them, and what comes again.

use crate::calculus::needs::Need;
use crate::calculus::tidy::Tidier;
use crate::calculus::zeros::value;
use crate::expr::{Dag, Expr};

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

/// A stretch of the line that comes again with every period.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// Where it begins, and whether that belongs to it.
    pub low: (Place, bool),
    /// Where it ends, and whether that belongs to it.
    pub high: (Place, bool),
    /// How far it is to the next.
    pub period: Place,
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
    /// Stretches where it is the same: f is level there.
    pub mute: Vec<Stretch>,
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
    /// Needs that could not be solved, both sides tidy: see [`Domain::leave_open`].
    pub(in crate::calculus) unsolved: Vec<Need>,
}

impl Place {
    /// The place that an expression is, tidied.
    pub(super) fn new(dag: &mut Dag, tidier: &mut Tidier, e: Expr) -> Place {
        let exact = tidier.tidy(dag, e);
        Place { exact, value: value(dag, exact) }
    }
}

impl Comb {
    /// How many distances `x` is from the first tooth.
    pub(in crate::calculus) fn steps_to(&self, x: f64) -> f64 {
        (x - self.start.value) / self.distance.value
    }

    /// Whether a tooth stands at `x`.
    pub(in crate::calculus) fn meets(&self, x: f64) -> bool {
        let steps = self.steps_to(x);
        (steps - steps.round()).abs() <= 1e-12
    }
}

impl Stretch {
    /// Whether `x` lies in it.
    pub(in crate::calculus) fn contains(&self, x: f64) -> bool {
        let above = |low: (Place, bool)| x > low.0.value || low.1 && x == low.0.value;
        let below = |high: (Place, bool)| x < high.0.value || high.1 && x == high.0.value;
        self.low.is_none_or(above) && self.high.is_none_or(below)
    }
}

impl Band {
    /// Whether the number lies in one of them.
    pub fn contains(&self, x: f64) -> bool {
        let (low, high) = (self.low.0.value, self.high.0.value);
        let away = (x - low).rem_euclid(self.period.value);
        let near = |end: f64| (away - end).abs() <= 1e-12 * self.period.value.max(x.abs());
        if near(0.0) || near(self.period.value) {
            return self.low.1;
        }
        if near(high - low) { self.high.1 } else { away < high - low }
    }
}

impl Domain {
    /// Whether everything that was solved holds at `x`.
    pub fn contains(&self, x: f64) -> bool {
        self.stretches.iter().any(|stretch| stretch.contains(x))
            && (self.bands.is_empty() || self.bands.iter().any(|band| band.contains(x)))
            && self.gaps.iter().all(|gap| gap.0.value != x)
            && !self.combs.iter().any(|comb| comb.meets(x))
    }

    /// Whether it is the whole line, for all that is known.
    pub(in crate::calculus) fn is_the_line(&self) -> bool {
        let whole = |stretch: &Stretch| stretch.low.is_none() && stretch.high.is_none();
        let broken = [self.gaps.len(), self.combs.len(), self.bands.len()] != [0; 3];
        self.complete && !broken && self.stretches.iter().all(whole) && !self.stretches.is_empty()
    }
}

/// Whether two numbers are one place.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-300)
}
