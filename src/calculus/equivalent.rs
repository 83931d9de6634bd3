//! Whether two expressions are the same function where both are real.
//!
//! First they are compared at points, with their rounding errors: a difference that no error
//! explains is a counterexample, and found in microseconds. What agrees is then brought to one
//! form: the same form proves them equal, and where the forms differ, their difference, with all
//! that cancels out of it, shows how far apart they are where the values themselves cannot.

use super::landmarks::landmarks;
use super::places::{Single, at_single_points, on_every_stretch};
use super::points::{Points, realm};
use super::tidy::Tidier;
use crate::algebra::{self, Proof};
use crate::expr::{Dag, Expr, Function, Op, Rational, Symbol};
use crate::numeric::{Interval, NumericError, Rounded, Tape};
use crate::order::sort_by;

/// The answer to "are they equal?".
#[derive(Clone, Debug, PartialEq)]
pub enum Equivalence {
    /// Both have the same form.
    Proved,
    /// They agree wherever they were tried.
    Sampled,
    /// They differ there: the variables' values, and the two values.
    Differ {
        /// Value of each variable, in alphabetical order.
        at: Vec<(String, f64)>,
        /// The values of the one and the other.
        values: [f64; 2],
        /// Whether both have the same variables.
        same_variables: bool,
    },
    /// At no point that was tried do both have a real value.
    Undecided,
    /// They have values, and lie closer together than their digits can tell.
    Unresolved,
}

/// How many points with two values are enough.
const ENOUGH: usize = 32;

/// Fewer are not: then the points are looked for where both may be real.
const FEW: usize = 8;

/// Two numbers larger than this are not taken to be equal without a proof: their doubles leave out
/// too much. e^(π√163) is a whole number for the first thirty digits.
const MAX_NUMBER: f64 = 1e6;

/// Compares two expressions. Derivatives in them must have been taken.
pub fn equivalent(dag: &mut Dag, a: Expr, b: Expr) -> Result<Equivalence, NumericError> {
    let (of_a, of_b) = (dag.variables(a), dag.variables(b));
    let mut all: Vec<Symbol> = of_a.iter().chain(&of_b).copied().collect();
    sort_by(&mut all, |a, b| dag.name(*a).cmp(dag.name(*b)));
    all.dedup();
    // A number can be held against anything; x against y is another question.
    let same_variables = of_a == of_b || of_a.is_empty() || of_b.is_empty();
    let differ = |dag: &Dag, at: &[f64], values: [f64; 2]| {
        let names = all.iter().map(|symbol| dag.name(*symbol).to_owned());
        Equivalence::Differ { at: names.zip(at.iter().copied()).collect(), values, same_variables }
    };

    let sides =
        Sides { left: Tape::unfolded(dag, &[a], &all)?, right: Tape::unfolded(dag, &[b], &all)? };
    let mut met = Met::default();
    let mut points = Points::new(all.len());
    for at in points.by_ref() {
        if let Some(values) = met.compare(&sides, at) {
            return Ok(differ(dag, &met.last, values));
        }
        if met.agreed == ENOUGH {
            break;
        }
    }
    if met.agreed < FEW && !all.is_empty() {
        for at in realm(&sides.left, &sides.right, all.len()) {
            if let Some(values) = met.compare(&sides, at) {
                return Ok(differ(dag, &met.last, values));
            }
        }
    }
    if met.real.is_empty() {
        return Ok(Equivalence::Undecided);
    }

    // The tidy forms are shorter, and often the same already.
    let mut tidier = Tidier::default();
    let (short_a, short_b) = (tidier.tidy(dag, a), tidier.tidy(dag, b));
    let mut difference = None;
    let proof = match algebra::compare(dag, short_a, short_b) {
        Proof::Nothing => algebra::compare(dag, a, b),
        proof => proof,
    };
    match proof {
        Proof::Equal => return Ok(Equivalence::Proved),
        Proof::NearlyEqual => match at_single_points(dag, &mut tidier, [a, b]) {
            Some(Single::Equal) => return Ok(Equivalence::Proved),
            Some(Single::Differ(at, values)) => return Ok(differ(dag, &[at], values)),
            None => {}
        },
        Proof::Turns if all.is_empty() && met.agreed > 0 => return Ok(Equivalence::Proved),
        Proof::Turns => {
            if let [x] = *all
                && on_every_stretch(dag, [a, b], x, &sides)
            {
                return Ok(Equivalence::Proved);
            }
        }
        Proof::Difference(rest) => {
            let rest = tidier.tidy(dag, rest);
            difference = Tape::unfolded(dag, &[rest], &all).ok();
        }
        Proof::Nothing => {}
    }
    if let Some((at, values)) = difference.as_ref().and_then(|tape| met.apart(&sides, tape)) {
        return Ok(differ(dag, &at, values));
    }
    match by_a_function(dag, &sides, [a, b], all.len()) {
        Some(true) => return Ok(Equivalence::Proved),
        Some(false) => {
            if let Some(at) = met.real.first() {
                let values = [sides.left.value(at), sides.right.value(at)];
                return Ok(differ(dag, at, values));
            }
        }
        None => {}
    }
    // Nothing is proved: all other points are tried, and those where the two may part.
    if !all.is_empty() {
        let from = met.real.len();
        for at in points.chain(landmarks(dag, [short_a, short_b], &all)) {
            if let Some(values) = met.compare(&sides, at) {
                return Ok(differ(dag, &met.last, values));
            }
        }
        met.real.drain(..from);
        if let Some((at, values)) = difference.as_ref().and_then(|tape| met.apart(&sides, tape)) {
            return Ok(differ(dag, &at, values));
        }
    }
    let large = all.is_empty() && sides.left.value(&[]).abs() > MAX_NUMBER;
    let tiny = [a, b].into_iter().any(|e| has_tiny_number(dag, e));
    let resolved = met.agreed > 0 && !tiny && !large;
    Ok(if resolved { Equivalence::Sampled } else { Equivalence::Unresolved })
}

/// Whether something of both is equal that tells them apart: their squares where both have one sign,
/// their logarithms where both are positive. √(3 + 2√2) is 1 + √2; e^(10⁻³⁰) is not 1.
fn by_a_function(dag: &mut Dag, sides: &Sides, pair: [Expr; 2], variables: usize) -> Option<bool> {
    let anywhere = vec![Interval::new(f64::NEG_INFINITY, f64::INFINITY); variables];
    let bounds = [&sides.left, &sides.right].map(|tape| tape.enclose(&anywhere));
    let positive = bounds.iter().all(|bound| bound.low >= 0.0);
    if !positive && !bounds.iter().all(|bound| bound.high <= 0.0) {
        return None;
    }
    let two = dag.integer(2);
    let squares = pair.map(|e| dag.pow(e, two));
    let logarithms = pair.map(|e| dag.call(Function::Ln, &[e]));
    for [one, other] in [squares, logarithms].into_iter().take(1 + usize::from(positive)) {
        match algebra::compare(dag, one, other) {
            Proof::Equal => return Some(true),
            Proof::Difference(rest) => {
                let rest = Tidier::default().tidy(dag, rest);
                if dag.as_rational(rest).is_some_and(|rest| rest != Rational::ZERO) {
                    return Some(false);
                }
            }
            _ => {}
        }
    }
    None
}

/// What is compared, to be computed.
pub(super) struct Sides {
    left: Tape,
    right: Tape,
}

impl Sides {
    /// Whether both have a value there, and the same.
    pub(super) fn agree(&self, at: &[f64]) -> bool {
        let (a, b) = (self.left.rounded(at), self.right.rounded(at));
        let finite = a.value.is_finite() && b.value.is_finite();
        finite && compare(a, b) == Comparison::Agree
    }
}

/// The points met so far.
#[derive(Default)]
struct Met {
    /// How many have two values that agree.
    agreed: usize,
    /// Those with two values.
    real: Vec<Vec<f64>>,
    /// The last one.
    last: Vec<f64>,
}

impl Met {
    /// The values at a point, where they differ.
    fn compare(&mut self, sides: &Sides, at: Vec<f64>) -> Option<[f64; 2]> {
        self.last = at;
        let a = sides.left.rounded(&self.last);
        if !a.value.is_finite() {
            return None;
        }
        let b = sides.right.rounded(&self.last);
        if !b.value.is_finite() {
            return None;
        }
        let comparison = compare(a, b);
        if comparison == Comparison::Differ {
            return Some([a.value, b.value]);
        }
        self.agreed += usize::from(comparison == Comparison::Agree);
        self.real.push(self.last.clone());
        None
    }

    /// A point at which the difference is not 0, if there is one.
    fn apart(&self, sides: &Sides, difference: &Tape) -> Option<(Vec<f64>, [f64; 2])> {
        let mut found = None;
        for at in &self.real {
            let rounded = difference.rounded(at);
            // First-order bounds: a safe distance.
            let away = rounded.value.is_finite() && rounded.value.abs() > 8.0 * rounded.error;
            if !away {
                continue;
            }
            let (a, b) = (sides.left.rounded(at), sides.right.rounded(at));
            // Not where something in them runs away or breaks off.
            if !a.error.is_finite() || !b.error.is_finite() {
                continue;
            }
            if a.value != b.value {
                return Some((at.clone(), [a.value, b.value]));
            }
            found.get_or_insert((at.clone(), [a.value, b.value]));
        }
        found
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Agree,
    Differ,
    Unclear,
}

pub(super) fn compare(a: Rounded, b: Rounded) -> Comparison {
    let difference = (a.value - b.value).abs();
    let error = 4.0 * (a.error + b.error);
    let size = a.value.abs().max(b.value.abs());
    if !error.is_finite() {
        return Comparison::Unclear;
    }
    if difference > error {
        return Comparison::Differ;
    }
    // Where rounding has eaten the digits, a point says nothing; next to 0 they need not be many.
    if error <= 1e-4 * size || error <= 1e-9 { Comparison::Agree } else { Comparison::Unclear }
}

/// Whether a number so small stands in it that doubles may not notice: 10⁻¹⁵, 1.00000000000001.
fn has_tiny_number(dag: &Dag, root: Expr) -> bool {
    /// Numbers with more binary digits below the line.
    const DIGITS: u64 = 36;
    dag.below(root).into_iter().any(|e| {
        let many = |value: &Rational| value.bits().1 > DIGITS;
        dag.number(e).is_some_and(|number| many(number.value()))
            || dag.pair(e).is_some_and(|(base, exponent)| {
                let power = dag.as_rational(exponent).and_then(|n| n.whole::<i64>());
                let base = dag.as_rational(base);
                match (dag.op(e), base, power) {
                    (Op::Pow, Some(base), Some(power)) => {
                        base.bits().0.max(base.bits().1) * power.unsigned_abs() > DIGITS
                    }
                    (Op::Div, _, _) => {
                        dag.number(exponent).is_some_and(|below| below.value().bits().0 > DIGITS)
                    }
                    _ => false,
                }
            })
    })
}
