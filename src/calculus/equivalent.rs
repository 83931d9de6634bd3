//! Whether two expressions are the same function where both are real.
//!
//! First they are compared at points, with their rounding errors: a difference that no error
//! explains is a counterexample, and found in microseconds. What agrees is then brought to one
//! form: the same form proves them equal, and where the forms differ, their difference, with all
//! that cancels out of it, shows how far apart they are where the values themselves cannot.

use super::points::{Points, realm};
use super::tidy::Tidier;
use crate::algebra::{self, Proof};
use crate::expr::{Dag, Expr, Rational, Symbol};
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
    for at in Points::new(all.len()) {
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
    let proof = match algebra::compare(dag, short_a, short_b) {
        Proof::Nothing => algebra::compare(dag, a, b),
        proof => proof,
    };
    match proof {
        Proof::Equal => return Ok(Equivalence::Proved),
        Proof::NearlyEqual => return Ok(Equivalence::Sampled),
        Proof::Difference(difference) => {
            let difference = tidier.tidy(dag, difference);
            if let Ok(tape) = Tape::unfolded(dag, &[difference], &all)
                && let Some((at, values)) = met.apart(&sides, &tape)
            {
                return Ok(differ(dag, &at, values));
            }
        }
        Proof::Nothing => {}
    }
    if proved_by_squares(dag, &sides, [a, b], all.len()) {
        return Ok(Equivalence::Proved);
    }
    let large = all.is_empty() && sides.left.value(&[]).abs() > MAX_NUMBER;
    let tiny = [a, b].into_iter().any(|e| has_tiny_number(dag, e));
    let resolved = met.agreed > 0 && !tiny && !large;
    Ok(if resolved { Equivalence::Sampled } else { Equivalence::Unresolved })
}

/// Whether both have one sign wherever they are real, and equal squares: √(3 + 2√2) is 1 + √2.
fn proved_by_squares(dag: &mut Dag, sides: &Sides, [a, b]: [Expr; 2], variables: usize) -> bool {
    let anywhere = vec![Interval::new(f64::NEG_INFINITY, f64::INFINITY); variables];
    let bounds = [&sides.left, &sides.right].map(|tape| tape.enclose(&anywhere));
    let one_sign =
        bounds.iter().all(|bound| bound.low >= 0.0) || bounds.iter().all(|bound| bound.high <= 0.0);
    if !one_sign {
        return false;
    }
    let two = dag.integer(2);
    let squares = [a, b].map(|e| dag.pow(e, two));
    algebra::compare(dag, squares[0], squares[1]) == Proof::Equal
}

struct Sides {
    left: Tape,
    right: Tape,
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
enum Comparison {
    Agree,
    Differ,
    Unclear,
}

fn compare(a: Rounded, b: Rounded) -> Comparison {
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
                    (crate::expr::Op::Pow, Some(base), Some(power)) => {
                        base.bits().0.max(base.bits().1) * power.unsigned_abs() > DIGITS
                    }
                    (crate::expr::Op::Div, _, _) => {
                        dag.number(exponent).is_some_and(|below| below.value().bits().0 > DIGITS)
                    }
                    _ => false,
                }
            })
    })
}
