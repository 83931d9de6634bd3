//! Whether two expressions are the same function where both are defined.
//!
//! Same tidy form, same form multiplied out: proved. Otherwise they are compared at points, with
//! their rounding errors: a difference that no error explains is a counterexample.

use super::expand::expand;
use super::tidy::Tidier;
use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::{NumericError, Rounded, Tape};
use crate::order::sort_by;
use crate::real::Random;

/// The answer to "are they equal?".
#[derive(Clone, Debug, PartialEq)]
pub enum Equivalence {
    /// Both have the same tidy form.
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
}

/// How many points are tried, and how many with two values are enough.
const TRIED: usize = 240;
const ENOUGH: usize = 32;

/// Compares two expressions. Derivatives in them must have been taken.
pub fn equivalent(dag: &mut Dag, a: Expr, b: Expr) -> Result<Equivalence, NumericError> {
    let (of_a, of_b) = (dag.variables(a), dag.variables(b));
    let mut all: Vec<Symbol> = of_a.iter().chain(&of_b).copied().collect();
    sort_by(&mut all, |a, b| dag.name(*a).cmp(dag.name(*b)));
    all.dedup();
    let (left, right) = (Tape::unfolded(dag, &[a], &all)?, Tape::unfolded(dag, &[b], &all)?);

    let mut random = Random::new(0x636f_6d70_6172_6521);
    let mut compared = 0;
    for round in 0..TRIED {
        let at: Vec<f64> = all.iter().map(|_| sample_point(&mut random, round)).collect();
        let values = [left.rounded(&at), right.rounded(&at)];
        match compare(values) {
            Comparison::Agree => compared += 1,
            Comparison::Unclear => {}
            Comparison::Differ => {
                let names = all.iter().map(|symbol| dag.name(*symbol).to_owned());
                return Ok(Equivalence::Differ {
                    at: names.zip(at).collect(),
                    values: values.map(|rounded| rounded.value),
                    same_variables: of_a == of_b,
                });
            }
        }
        if compared == ENOUGH {
            break;
        }
    }
    if compared == 0 {
        return Ok(Equivalence::Undecided);
    }
    Ok(if same_form(dag, a, b) { Equivalence::Proved } else { Equivalence::Sampled })
}

/// Points of all sizes and signs; every other round only positive ones, where roots and
/// logarithms live, every third within (−1, 1), where inverse sines do, now and then one far out,
/// beyond the corners of absolute values.
fn sample_point(random: &mut Random, round: usize) -> f64 {
    let size = match round % 3 {
        _ if round % 7 == 3 => random.between(12.0, 60.0),
        0 => random.between(0.02, 0.98),
        1 => random.between(0.5, 3.5),
        _ => random.between(1.0, 12.0),
    };
    // Grid points keep a counterexample readable: three digits.
    let size = (size * 1000.0).round() / 1000.0;
    let negative = random.bits() & 1 == 1 && !round.is_multiple_of(2);
    if negative { -size } else { size }
}

enum Comparison {
    Agree,
    Differ,
    Unclear,
}

fn compare([a, b]: [Rounded; 2]) -> Comparison {
    if !a.value.is_finite() || !b.value.is_finite() {
        return Comparison::Unclear;
    }
    let difference = (a.value - b.value).abs();
    let error = 4.0 * (a.error + b.error);
    let size = a.value.abs().max(b.value.abs());
    if !error.is_finite() || error > 1e-4 * size && difference > 0.0 && error > difference {
        // Rounding has eaten the digits: this point says nothing, unless nothing is left at all.
        return if size <= error { Comparison::Agree } else { Comparison::Unclear };
    }
    if difference <= error { Comparison::Agree } else { Comparison::Differ }
}

/// Whether the difference tidies away, as it stands or multiplied out.
fn same_form(dag: &mut Dag, a: Expr, b: Expr) -> bool {
    let mut tidier = Tidier::default();
    let (a, b) = (tidier.tidy(dag, a), tidier.tidy(dag, b));
    if a == b {
        return true;
    }
    let difference = dag.sub(a, b);
    let difference = tidier.tidy(dag, difference);
    if dag.is_integer(difference, 0) {
        return true;
    }
    let terms = tidier.read_sum(dag, difference);
    expand(dag, &mut tidier.terms, &terms).is_some_and(|terms| terms.is_empty())
}
