//! Whether two expressions are the same function where both are real.
//!
//! First they are compared at points, with their rounding errors: a difference that no error
//! explains is a counterexample, and found in microseconds. What agrees is then brought to one
//! form: the same form proves them equal, and where the forms differ, their difference, with all
//! that cancels out of it, shows how far apart they are where the values themselves cannot.

use std::ops::ControlFlow;

use super::landmarks::landmarks;
use super::places::{Single, at_single_points, on_every_stretch};
use super::points::{Points, realm, whole};
use super::sides::{Met, Sides};
use super::tidy::Tidier;
use crate::algebra::{self, Proof};
use crate::expr::{Dag, Expr, Function, Op, Rational, Relation, Symbol};
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

/// How far a number may be from what it stands for, in parts of it or of 1, to be taken for equal.
const SHARP: f64 = 1e-11;

/// Compares two expressions. Derivatives in them must have been taken.
pub fn equivalent(dag: &mut Dag, a: Expr, b: Expr) -> Result<Equivalence, NumericError> {
    let pair = Pair::read(dag, [a, b])?;
    let mut met = Met::default();
    let mut points = Points::new(pair.variables.len());
    if let Some(values) = pair.try_points(&mut met, &mut points) {
        return Ok(pair.differ(dag, &met.last, values));
    }
    if met.real.is_empty() {
        return Ok(Equivalence::Undecided);
    }
    // The tidy forms are shorter, and often the same already.
    let mut tidier = Tidier::default();
    let short = pair.exprs.map(|e| tidier.tidy(dag, e));
    let difference = match pair.by_form(dag, &mut tidier, short, met.agreed > 0) {
        ControlFlow::Break(answer) => return Ok(answer),
        ControlFlow::Continue(difference) => difference,
    };
    let apart = |met: &Met| difference.as_ref().and_then(|tape| met.apart(&pair.sides, tape));
    if let Some((at, values)) = apart(&met) {
        return Ok(pair.differ(dag, &at, values));
    }
    match pair.by_a_function(dag) {
        Some(true) => return Ok(Equivalence::Proved),
        Some(false) => {
            let at = &met.real[0];
            return Ok(pair.differ(dag, at, pair.sides.values(at)));
        }
        None => {}
    }
    let mut tried = met.real.len();
    // Nothing is proved: all other points are tried, and those where the two may part.
    if !pair.variables.is_empty() {
        let from = met.real.len();
        let rest =
            points.chain(whole(pair.variables.len())).chain(landmarks(dag, short, &pair.variables));
        if let Some(values) = met.first_apart(&pair.sides, rest) {
            return Ok(pair.differ(dag, &met.last, values));
        }
        tried = met.real.len();
        met.real.drain(..from);
        if let Some((at, values)) = apart(&met) {
            return Ok(pair.differ(dag, &at, values));
        }
    }
    // √(relu x) and √((x − |x|)/2) agree at 0 alone, and a few points among many say nothing.
    let resolved = met.agreed * 8 > tried && pair.keeps_its_digits(dag, short);
    Ok(if resolved { Equivalence::Sampled } else { Equivalence::Unresolved })
}

/// Two expressions with all that is needed to compare them.
struct Pair {
    exprs: [Expr; 2],
    /// Those of both, in alphabetical order.
    variables: Vec<Symbol>,
    /// A number can be held against anything; x against y is another question.
    same_variables: bool,
    sides: Sides,
}

impl Pair {
    fn read(dag: &Dag, [a, b]: [Expr; 2]) -> Result<Pair, NumericError> {
        let (of_a, of_b) = (dag.variables(a), dag.variables(b));
        let mut variables: Vec<Symbol> = of_a.iter().chain(&of_b).copied().collect();
        sort_by(&mut variables, |a, b| dag.name(*a).cmp(dag.name(*b)));
        variables.dedup();
        let same_variables = of_a == of_b || of_a.is_empty() || of_b.is_empty();
        let sides = Sides {
            left: Tape::unfolded(dag, &[a], &variables)?,
            right: Tape::unfolded(dag, &[b], &variables)?,
        };
        Ok(Pair { exprs: [a, b], variables, same_variables, sides })
    }

    fn differ(&self, dag: &Dag, at: &[f64], values: [f64; 2]) -> Equivalence {
        let names = self.variables.iter().map(|symbol| dag.name(*symbol).to_owned());
        let at = names.zip(at.iter().copied()).collect();
        Equivalence::Differ { at, values, same_variables: self.same_variables }
    }

    /// Tries points until enough agree; where few do, those at which both may be real. The values
    /// where they differ.
    fn try_points(&self, met: &mut Met, points: &mut Points) -> Option<[f64; 2]> {
        let Sides { left, right } = &self.sides;
        let count = self.variables.len();
        while met.agreed < ENOUGH
            && let Some(at) = points.next()
        {
            if let Some(values) = met.compare(&self.sides, at) {
                return Some(values);
            }
        }
        let few = met.agreed < FEW && count > 0;
        if few { met.first_apart(&self.sides, realm(left, right, count)) } else { None }
    }

    /// Brings both to one form, which decides; or gives the difference of the forms, computable.
    fn by_form(
        &self,
        dag: &mut Dag,
        tidier: &mut Tidier,
        [short_a, short_b]: [Expr; 2],
        agree_somewhere: bool,
    ) -> ControlFlow<Equivalence, Option<Tape>> {
        let proof = match algebra::compare(dag, short_a, short_b) {
            Proof::Nothing => algebra::compare(dag, self.exprs[0], self.exprs[1]),
            proof => proof,
        };
        let proved = match proof {
            Proof::Equal => true,
            Proof::NearlyEqual => match at_single_points(dag, tidier, self.exprs) {
                Some(Single::Equal) => true,
                Some(Single::Differ(at, values)) => {
                    return ControlFlow::Break(self.differ(dag, &[at], values));
                }
                None => false,
            },
            Proof::Turns => match *self.variables {
                [] => agree_somewhere,
                [x] => on_every_stretch(dag, self.exprs, x, &self.sides),
                _ => false,
            },
            Proof::Difference(rest) => {
                let rest = tidier.tidy(dag, rest);
                let difference = Tape::unfolded(dag, &[rest], &self.variables);
                return ControlFlow::Continue(difference.ok());
            }
            Proof::Nothing => false,
        };
        if proved { ControlFlow::Break(Equivalence::Proved) } else { ControlFlow::Continue(None) }
    }

    /// Whether something of both is equal that tells them apart: their squares where both have one sign,
    /// their logarithms where both are positive. √(3 + 2√2) is 1 + √2; e^(10⁻³⁰) is not 1.
    fn by_a_function(&self, dag: &mut Dag) -> Option<bool> {
        let anywhere = vec![Interval::new(f64::NEG_INFINITY, f64::INFINITY); self.variables.len()];
        let bounds = [&self.sides.left, &self.sides.right].map(|tape| tape.enclose(&anywhere));
        let positive = bounds.iter().all(|bound| bound.low >= 0.0);
        if !positive && !bounds.iter().all(|bound| bound.high <= 0.0) {
            return None;
        }
        let two = dag.integer(2);
        let squares = self.exprs.map(|e| dag.pow(e, two));
        let logarithms = self.exprs.map(|e| dag.call(Function::Ln, &[e]));
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

    /// Whether doubles tell the two apart where they differ: a tiny number beside others is not
    /// noticed. With no variables there is one point, which must say it alone: there a large number
    /// leaves out too much, one that lost digits may be another, and what is not noticed need not be
    /// as tiny. (1 + 10⁻⁹)^(10⁹) is not e.
    fn keeps_its_digits(&self, dag: &Dag, short: [Expr; 2]) -> bool {
        let alone = self.variables.is_empty();
        let sharp = |tape: &Tape| {
            let Rounded { value, error } = tape.rounded(&[]);
            value.abs() <= MAX_NUMBER && error <= SHARP * value.abs().max(1.0)
        };
        let digits = if alone { 16 } else { 36 };
        (!alone || sharp(&self.sides.left) && sharp(&self.sides.right))
            && !self.exprs.into_iter().chain(short).any(|e| has_tiny_number(dag, e, digits))
            && !short.into_iter().any(|e| hides_digits(dag, e))
    }
}

/// Whether a number stands in it that is whole as a double and by nothing else: erf(6), e^(π√163),
/// and the cosine of 5419351/1725033, flat where it is −1. Or a piece for one place that is computed,
/// and no double: where x² = 2.
fn hides_digits(dag: &Dag, root: Expr) -> bool {
    dag.below(root).into_iter().any(|e| {
        if let Op::Relation(Relation::Equal | Relation::NotEqual) = dag.op(e) {
            return dag.children(e).iter().any(|side| !dag.children(*side).is_empty());
        }
        let computed = matches!(dag.op(e), Op::Call(_) | Op::Pow) && dag.is_constant(e);
        computed
            && Tape::unfolded(dag, &[e], &[]).is_ok_and(|tape| {
                let Rounded { value, error } = tape.rounded(&[]);
                error > 0.0 && value.fract() == 0.0
            })
    })
}

/// Whether a number so small stands in it that doubles may not notice, with more binary digits than
/// these below the line: 10⁻¹⁵, 1.00000000000001.
fn has_tiny_number(dag: &Dag, root: Expr, digits: u64) -> bool {
    dag.below(root).into_iter().any(|e| {
        let many = |value: &Rational| value.bits().1 > digits;
        dag.number(e).is_some_and(|number| many(number.value()))
            || dag.pair(e).is_some_and(|(base, exponent)| {
                let power = dag.as_rational(exponent).and_then(|n| n.whole::<i64>());
                let base = dag.as_rational(base);
                match (dag.op(e), base, power) {
                    (Op::Pow, Some(base), Some(power)) => {
                        base.bits().0.max(base.bits().1) * power.unsigned_abs() > digits
                    }
                    (Op::Div, _, _) => {
                        dag.number(exponent).is_some_and(|below| below.value().bits().0 > digits)
                    }
                    _ => false,
                }
            })
    })
}
