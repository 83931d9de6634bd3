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
use super::zeros::value;
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

/// What is said of two of which neither is known.
pub const TOO_CLOSE: &str = "These two lie closer together than the digits of their values can tell, and no proof was found either way.";

/// How many points with two values are enough.
const ENOUGH: usize = 32;

/// Fewer are not: then the points are looked for where both may be real.
const FEW: usize = 8;

/// Two numbers larger than this are not taken to be equal without a proof: their doubles leave out
/// too much. e^(π√163) is a whole number for the first thirty digits.
const MAX_NUMBER: f64 = 1e6;

/// So many binary digits of numbers may stand in two of them that agree: with more it may be chance.
const MAX_SAID: u64 = 40;

/// A number that is larger is put to the test with another in its place, and what is smaller than
/// one over it.
const LARGE: f64 = 5e3;

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
    // Nothing is proved: all other points are tried, and those where the two may part.
    if !pair.variables.is_empty() {
        let rest =
            points.chain(whole(pair.variables.len())).chain(landmarks(dag, short, &pair.variables));
        if let Some(values) = met.first_apart(&pair.sides, rest) {
            return Ok(pair.differ(dag, &met.last, values));
        }
        if let Some((at, values)) = apart(&met) {
            return Ok(pair.differ(dag, &at, values));
        }
    }
    // √(relu x) and √((x − |x|)/2) agree at 0 alone, and a few points among many say nothing.
    let resolved = met.agreed * 8 > met.real.len() && pair.keeps_its_digits(dag, short, &met);
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

    /// Whether doubles tell the two apart where they differ. With no variables there is one point,
    /// which must say it alone: there a large number leaves out too much, one that lost digits may be
    /// another, and many digits may agree by chance.
    fn keeps_its_digits(&self, dag: &mut Dag, short: [Expr; 2], met: &Met) -> bool {
        let alone = self.variables.is_empty();
        let sharp = |tape: &Tape| {
            let Rounded { value, error } = tape.rounded(&[]);
            value.abs() <= MAX_NUMBER && error <= SHARP * value.abs().max(1.0)
        };
        let said = |e: &Expr| dag.number(*e).map_or(0, |number| number.value().bits().0);
        let plain = !alone
            || sharp(&self.sides.left)
                && sharp(&self.sides.right)
                && dag.below_all(&short).iter().map(said).sum::<u64>() <= MAX_SAID;
        plain
            && !short.into_iter().any(|e| hides_digits(dag, e))
            && !met.real.iter().any(|at| self.sides.part_at_borders(at))
            && self.is_heard(dag, short, met)
            && self.holds_for_other_numbers(dag, short)
    }

    /// Whether what each step does shows at one of the points that agree.
    fn is_heard(&self, dag: &Dag, short: [Expr; 2], met: &Met) -> bool {
        short.into_iter().all(|e| {
            let Ok(tape) = Tape::unfolded(dag, &[e], &self.variables) else { return false };
            let mut heard = Vec::new();
            let agreed = met.real.iter().filter(|at| self.sides.agree(at));
            agreed.for_each(|at| tape.hear(at, &mut heard));
            heard.into_iter().flatten().all(|heard| heard)
        })
    }

    /// Whether the two are still equal with other numbers in place of those that leave doubles no
    /// digits for what stands beside them: (1 + x/10⁸)² is not 1 + 2x/10⁸, nor with a 3 for 10⁸.
    fn holds_for_other_numbers(&self, dag: &mut Dag, short: [Expr; 2]) -> bool {
        let mut far: Vec<Expr> = Vec::new();
        let exprs = short.map(|e| {
            dag.rebuild(e, |dag, e, children| {
                if !is_far(dag, e, self.variables.is_empty()) {
                    return dag.with_children(e, children);
                }
                let number = dag.as_rational(e);
                let exact = number.as_ref().map_or(e, |number| dag.rational(number));
                let place = far.iter().position(|known| *known == exact).unwrap_or(far.len());
                if place == far.len() {
                    far.push(exact);
                }
                // Whole ones stay whole, even ones even.
                let even = number.as_ref().is_some_and(Rational::is_even_above);
                let above = 2 * place as i64 + if even { 2 } else { 3 };
                let whole = number.is_some_and(|number| number.is_integer());
                let below = if whole { 1 } else { above + 1 };
                dag.rational(&Rational::fraction(above, below))
            })
        });
        if far.is_empty() {
            return true;
        }
        let Ok(other) = Pair::read(dag, exprs) else { return false };
        let mut met = Met::default();
        let mut points = Points::new(self.variables.len());
        other.try_points(&mut met, &mut points).is_none() && met.agreed > 0
    }
}

/// Whether a number stands in it that is whole as a double and by nothing else: erf(6), e^(π√163),
/// and the cosine of 5419351/1725033, flat where it is −1.
fn hides_digits(dag: &Dag, root: Expr) -> bool {
    dag.below(root).into_iter().any(|e| {
        let computed = matches!(dag.op(e), Op::Call(_) | Op::Pow) && dag.is_constant(e);
        computed
            && Tape::unfolded(dag, &[e], &[]).is_ok_and(|tape| {
                let Rounded { value, error } = tape.rounded(&[]);
                error > 0.0 && value.fract() == 0.0
            })
    })
}

/// Whether a number is so small or so large that doubles may not notice what stands beside it, or
/// has more binary digits below the line than they do: 10⁻¹⁵, e⁴⁰, 1.00000000000001.
fn is_far(dag: &Dag, e: Expr, alone: bool) -> bool {
    let number = matches!(dag.op(e), Op::Number(_) | Op::Div | Op::Pow | Op::Call(_));
    number && dag.is_constant(e) && {
        let size = value(dag, e).abs();
        let digits = if alone { 16 } else { 36 };
        size > LARGE
            || size > 0.0 && size < 1.0 / LARGE
            || dag.as_rational(e).is_some_and(|number| number.bits().1 > digits)
    }
}
