//! Which mistakes give an answer, and which of them was meant.
//!
//! Where several give it, the one is meant that a teacher would name:
//!
//! 1. the one in the words of the problem: in a model's numbers one of training;
//! 2. the outermost: whoever writes 3(5x + 2)² has forgotten the inside of the cube, not the 5 of
//!    5x, which comes later;
//! 3. the one that says most: a law for a definite function before one for every product,
//!    quotient or chain, and that before a factor or a sign that gets lost anywhere.
//!
//! Where two are left, the student is asked. Where another fits that says something else, one is
//! named and the others are told of: the verdict stays open.

use super::student::Place;
use super::{Outcome, forms};
use crate::expr::{Dag, Expr, Op};
use crate::practice::check::points::{Points, has_rounded};
use crate::practice::problem::Question;
use crate::rules::{Asked, Computation, Group, Slip, When, mistakes};

/// A mistake that gives the answer.
#[derive(Clone, Debug)]
pub(in crate::practice) struct Fit {
    pub row: usize,
    /// Another one made together with it.
    pub second: Option<usize>,
    pub place: Option<Place>,
    /// How many layers it lies inside.
    depth: u32,
}

impl Fit {
    /// Whether it is the sign of one term only.
    pub(in crate::practice) fn is_of_a_term(&self) -> bool {
        self.depth == SOMEWHERE
    }

    /// Whether it says no more than that something got lost somewhere.
    pub(in crate::practice) fn is_vague(&self) -> bool {
        says(self.row) == 0
    }
}

/// Adds those of rows that are not yet among them.
pub(in crate::practice) fn add(fits: &mut Vec<Fit>, more: Vec<Fit>) {
    for fit in more {
        if fits.iter().all(|known| known.row != fit.row) {
            fits.push(fit);
        }
    }
}

/// Of a term somewhere.
const SOMEWHERE: u32 = u32::MAX;

/// The single mistakes that give the answer, each row once, at the outermost place that does.
pub(in crate::practice) fn singles(
    question: &mut Question,
    outcomes: &[Outcome],
    points: &Points,
) -> Vec<Fit> {
    let mut likely = likely(outcomes, points, &question.dag, &|a, b| points.near(a, b));
    if is_worth_a_part(question, points) {
        likely.retain(|outcome| !is_outside_at_x(outcome.row));
    }
    let mut fits = giving(likely.into_iter(), &mut |outcome| {
        let mut entries = outcome.result.iter().enumerate();
        entries.all(|(entry, &e)| points.fits(&question.dag, entry, e)).then_some(None)
    });
    if let Some(row) = mistakes().place("sign")
        && question.asked != Asked::Update
        && let Some(whole) = is_sign(question, points)
    {
        let depth = if whole { 0 } else { SOMEWHERE };
        fits.push(Fit { row, second: None, place: None, depth });
    }
    fits
}

/// Whether the answer is a number that a part of the function has for its value, but for the sign.
fn is_worth_a_part(question: &mut Question, points: &Points) -> bool {
    let [own] = points.answer.as_slice() else { return false };
    let &[own] = own.as_slice() else { return false };
    let f = question.f;
    parts(&mut question.dag, f).into_iter().any(|part| {
        let moves = question.dag.as_symbol(part).is_none() && !question.dag.is_constant(part);
        moves && points.near(own.abs(), question.value(part).abs())
    })
}

/// Whether an outer function is taken at the variable alone: in numbers, where ln(1) is nothing, that
/// leads to the value of a part, which is sooner given for itself.
fn is_outside_at_x(row: usize) -> bool {
    matches!(mistakes().rows[row].slip, Slip::Chain(law) if law.contains(['t', 'o']))
}

/// The outcomes that give the answer, each row once, at the outermost place that does; what is asked
/// says what else was done then.
fn giving<'a>(
    outcomes: impl Iterator<Item = &'a Outcome>,
    gives: &mut dyn FnMut(&Outcome) -> Option<Option<usize>>,
) -> Vec<Fit> {
    let mut fits: Vec<Fit> = Vec::new();
    for outcome in outcomes {
        if mistakes().rows[outcome.row].id == "sign" {
            continue;
        }
        let known = fits.iter().position(|fit| fit.row == outcome.row);
        if known.is_some_and(|known| fits[known].depth <= outcome.depth) {
            continue;
        }
        if let Some(second) = gives(outcome) {
            let (row, depth) = (outcome.row, outcome.depth);
            let fit = Fit { row, second, place: outcome.place.clone(), depth };
            match known {
                Some(known) => fits[known] = fit,
                None => fits.push(fit),
            }
        }
    }
    fits
}

/// The outcomes whose value at one point goes together with the answer's.
fn likely<'a>(
    outcomes: &'a [Outcome],
    points: &Points,
    dag: &Dag,
    near: &dyn Fn(f64, f64) -> bool,
) -> Vec<&'a Outcome> {
    let results: Vec<&[Expr]> = outcomes.iter().map(|outcome| outcome.result.as_slice()).collect();
    let possible = points.possible(dag, &results, near);
    outcomes.iter().zip(possible).filter(|(_, possible)| *possible).map(|(one, _)| one).collect()
}

/// The single mistakes that give the answer but for what nobody thinks of: that √(x²) is |x|, and
/// that a number was rounded.
pub(in crate::practice) fn roughly(
    question: &mut Question,
    outcomes: &[Outcome],
    own: &[Expr],
    points: &Points,
) -> Vec<Fit> {
    let rounded = own.iter().any(|&e| has_rounded(&question.dag, e));
    let dag = &mut question.dag;
    let gives = |dag: &mut Dag, result: &[Expr]| {
        result.len() == own.len()
            && (points.fit_in_size(dag, result) || rounded && points.are_rounded(dag, own, result))
    };
    // What is as near to the right answer says nothing.
    if gives(dag, &question.answers) {
        return Vec::new();
    }
    let in_size = |a: f64, b: f64| rounded || points.near(a.abs(), b.abs());
    let likely = likely(outcomes, points, dag, &in_size);
    giving(likely.into_iter(), &mut |outcome| gives(dag, &outcome.result).then_some(None))
}

/// The single mistakes that give the answer together with a wrong sign of the whole, or without the
/// number in front.
pub(in crate::practice) fn scaled(
    question: &Question,
    outcomes: &[Outcome],
    points: &Points,
) -> Vec<Fit> {
    let front = number_in_front(question);
    let [sign, dropped] = ["sign", "const.mult"].map(|id| mistakes().place(id));
    let mut factors = vec![(-1.0, sign)];
    if front.abs() != 1.0 {
        factors.extend([(1.0 / front, dropped), (1.0 / front.abs(), dropped)]);
    }
    let with = |result: &[Expr]| {
        let &[result] = result else { return None };
        let values = points.values(&question.dag, result).filter(|_| points.answer.len() == 1)?;
        let of = |factor: f64| values.iter().map(|value| factor * value).collect::<Vec<f64>>();
        factors.iter().find(|&&(factor, _)| points.agree(0, &of(factor))).map(|&(_, row)| row)
    };
    // Where that alone was done, no more is said.
    if with(&question.answers).is_some() {
        return Vec::new();
    }
    let any =
        |own: f64, value: f64| factors.iter().any(|&(factor, _)| points.near(own, factor * value));
    giving(likely(outcomes, points, &question.dag, &any).into_iter(), &mut |outcome| {
        let partial = mistakes().rows[outcome.row].group == Group::Partial;
        let says = says(outcome.row);
        // Stopped too early, and no integral.
        let whole = partial || question.order > 1 && says > 2;
        let definite = says > 0 && (whole || outcome.place.is_some());
        if definite { with(&outcome.result) } else { None }
    })
}

/// The number by which the whole function is multiplied.
fn number_in_front(question: &Question) -> f64 {
    let dag = &question.dag;
    let number = |e: Expr| {
        let numbers = forms::factors(dag, e).into_iter().filter_map(|factor| dag.number(factor));
        numbers.map(|number| number.value().to_f64()).product::<f64>()
    };
    let (sign, f) = match dag.child(question.base).filter(|_| dag.op(question.base) == Op::Neg) {
        Some(inside) => (-1.0, inside),
        None => (1.0, question.base),
    };
    match dag.pair(f).filter(|_| dag.op(f) == Op::Div) {
        Some((above, below)) => sign * number(above) / number(below),
        None => sign * number(f),
    }
}

/// Two mistakes of one group that together give the answer: of several pairs the one that says most.
pub(in crate::practice) fn pairs(
    dag: &Dag,
    pairs: &[(Outcome, usize)],
    points: &Points,
) -> Vec<Fit> {
    let results: Vec<&[Expr]> = pairs.iter().map(|(one, _)| one.result.as_slice()).collect();
    let possible = points.possible(dag, &results, &|a, b| points.near(a, b));
    let fitting = pairs.iter().zip(possible).filter(|((outcome, _), possible)| {
        let mut entries = outcome.result.iter().enumerate();
        *possible && entries.all(|(entry, &e)| points.fits(dag, entry, e))
    });
    let said = |&((outcome, second), _): &(&(Outcome, usize), bool)| {
        u8::MAX - says(outcome.row) - says(*second)
    };
    let found = fitting.min_by_key(said).map(|((outcome, second), _)| {
        let Outcome { row, place, depth, .. } = outcome.clone();
        Fit { row, second: Some(*second), place, depth }
    });
    found.into_iter().collect()
}

/// Whether the answer is the right one with a sign turned: of the whole, or of a term.
fn is_sign(question: &mut Question, points: &Points) -> Option<bool> {
    let right = question.answers.clone();
    if right.len() != points.answer.len() {
        return None;
    }
    let (mut turned, mut whole) = (false, true);
    for (entry, &answer) in right.iter().enumerate() {
        let values = points.values(&question.dag, answer)?;
        if points.agree(entry, &values) {
            continue;
        }
        turned = true;
        let negative: Vec<f64> = values.iter().map(|value| -value).collect();
        if points.agree(entry, &negative) {
            continue;
        }
        whole = false;
        let terms = terms(question, answer);
        if points.points.len() < 2 || !(2..=6).contains(&terms.len()) {
            return None;
        }
        let of_terms: Vec<Vec<f64>> =
            terms.iter().filter_map(|&term| points.values(&question.dag, term)).collect();
        let one_turned = of_terms.iter().any(|term| {
            let values: Vec<f64> =
                values.iter().zip(term).map(|(all, term)| all - 2.0 * term).collect();
            points.agree(entry, &values)
        });
        if !one_turned {
            return None;
        }
    }
    turned.then_some(whole)
}

/// The parts of a function, from the inside out: also some of the terms of a sum, and of the factors
/// of a product, that stand side by side.
pub(in crate::practice) fn parts(dag: &mut Dag, whole: Expr) -> Vec<Expr> {
    let mut parts = Vec::new();
    for e in dag.below(whole) {
        let (op, children) = (dag.op(e), dag.children(e).to_vec());
        if matches!(op, Op::Add | Op::Mul) {
            for n in 2..children.len().min(5) {
                parts.extend(children.windows(n).map(|run| dag.node(op, run)));
            }
        }
        parts.push(e);
    }
    parts
}

/// The terms of a sum; of a product or a quotient with a sum above, those of the sum, each with
/// the rest.
pub(in crate::practice) fn terms(question: &mut Question, e: Expr) -> Vec<Expr> {
    let dag = &mut question.dag;
    let parts = |dag: &Dag, e: Expr| match dag.op(e) {
        Op::Add => dag.children(e).to_vec(),
        _ => vec![e],
    };
    let direct = parts(dag, e);
    if direct.len() > 1 {
        return direct;
    }
    match dag.op(e) {
        Op::Div => {
            let Some((above, below)) = dag.pair(e) else { return direct };
            let inner = terms_of_product(dag, above);
            inner.into_iter().map(|term| dag.div(term, below)).collect()
        }
        _ => terms_of_product(dag, e),
    }
}

fn terms_of_product(dag: &mut Dag, e: Expr) -> Vec<Expr> {
    match dag.op(e) {
        Op::Add => dag.children(e).to_vec(),
        Op::Mul => {
            let children = dag.children(e).to_vec();
            let Some(place) = children.iter().position(|&child| dag.op(child) == Op::Add) else {
                return vec![e];
            };
            let sum = dag.children(children[place]).to_vec();
            sum.into_iter()
                .map(|term| {
                    let mut factors = children.clone();
                    factors[place] = term;
                    dag.mul(&factors)
                })
                .collect()
        }
        _ => vec![e],
    }
}

/// How much a mistake says.
pub(super) fn says(row: usize) -> u8 {
    use Computation as C;
    let mistake = mistakes().rows[row];
    let anywhere = matches!(
        mistake.slip,
        Slip::Computed(C::SignSomewhere | C::DropFactor | C::ZeroFactor | C::Twice)
    );
    let definite = match mistake.slip {
        Slip::Laws(laws) => {
            mistake.group != Group::Combining && mistake.group != Group::Powers
                || laws.iter().any(|law| law.2 != When::Always || law.0.contains("sqrt"))
        }
        Slip::Computed(
            C::SplitLogarithm
            | C::SplitPower
            | C::OutsideBracket
            | C::DropFrozenFactor
            | C::KeepFrozenTerm
            | C::OtherVariable
            | C::VectorItself
            | C::SecondOnce
            | C::SecondSquared,
        )
        | Slip::Formula(_) => true,
        _ => false,
    };
    match mistake.slip {
        _ if anywhere => 0,
        Slip::Computed(C::SumOverIndex) => 4,
        _ if definite => 3,
        // An inner derivative is sooner forgotten than anything else is done with it.
        Slip::Chain("s") => 2,
        _ => 1,
    }
}

/// Whether it is a mistake in the words of training.
fn is_of_training(row: usize) -> bool {
    matches!(mistakes().rows[row].group, Group::Learning | Group::Descent) && says(row) > 0
}

/// Whether the other is only another name for what was done: a sign that a mistake in a term leads
/// to, a factor lost inside what one forgot to look into, a mistake with formulas where a model's
/// numbers are meant.
pub(in crate::practice) fn covers(meant: &Fit, other: &Fit) -> bool {
    let forgotten = mistakes().rows[meant.row].slip == Slip::Chain("s");
    meant.row == other.row
        || other.is_of_a_term()
        || forgotten && other.is_vague() && other.depth > meant.depth && other.place.is_some()
        || is_of_training(meant.row) && !is_of_training(other.row)
}

/// Whether the other is something else that may well have been done instead: as far outside, and
/// no rule for anything where there is one for just this.
pub(in crate::practice) fn rivals(meant: &Fit, other: &Fit) -> bool {
    let [one, two] = [meant, other].map(|fit| says(fit.row));
    let elsewhere = match (&meant.place, &other.place) {
        (Some(one), Some(two)) => one.of != two.of && one.letters.get('u') != two.letters.get('u'),
        _ => false,
    };
    !covers(meant, other) && other.depth <= meant.depth && two > 0 && (two >= one || elsewhere)
}

/// The order in which they come to mind: the first is meant.
fn order(fit: &Fit) -> (bool, u32, u8) {
    let training = is_of_training(fit.row);
    // What can be said of any link of a model comes after what is said of one.
    let depth = if training { 0 } else { fit.depth };
    (!training, depth, 4 - says(fit.row))
}

/// Those that come to mind first: one, or several that cannot be told apart.
pub(in crate::practice) fn meant(fits: &[Fit]) -> Vec<&Fit> {
    let Some(first) = fits.iter().map(order).min() else { return Vec::new() };
    fits.iter().filter(|fit| order(fit) == first).collect()
}

/// The values of all outcomes at the same points: what collides with what.
pub(in crate::practice) struct Values<'a> {
    outcomes: &'a [Outcome],
    points: &'a Points,
    values: Vec<Option<Vec<Vec<f64>>>>,
}

impl Values<'_> {
    pub(in crate::practice) fn of<'a>(
        dag: &Dag,
        outcomes: &'a [Outcome],
        points: &'a Points,
    ) -> Values<'a> {
        let values = outcomes
            .iter()
            .map(|outcome| outcome.result.iter().map(|&e| points.values(dag, e)).collect())
            .collect();
        Values { outcomes, points, values }
    }

    /// Whether an outcome has values at most of the points.
    pub(in crate::practice) fn has_values(&self, outcome: usize) -> bool {
        self.values[outcome].as_ref().is_some_and(|entries| {
            entries.iter().all(|values| {
                2 * values.iter().filter(|value| value.is_finite()).count() >= values.len()
            })
        })
    }

    /// Whether an outcome is the right answer.
    pub(in crate::practice) fn is_right(&self, outcome: usize) -> bool {
        self.values[outcome].as_ref().is_some_and(|entries| {
            entries.len() == self.points.answer.len()
                && entries
                    .iter()
                    .enumerate()
                    .all(|(entry, values)| self.points.agree(entry, values))
        })
    }

    /// The rows that may be meant by what an outcome gives.
    pub(in crate::practice) fn meant(&self, outcome: usize) -> Vec<usize> {
        let Some(own) = self.values[outcome].as_ref() else { return Vec::new() };
        let mut fits: Vec<Fit> = Vec::new();
        for (other, values) in self.outcomes.iter().zip(&self.values) {
            let Some(values) = values else { continue };
            let same =
                values.len() == own.len() && values.iter().zip(own).all(|(a, b)| self.same(a, b));
            if !same {
                continue;
            }
            let (row, depth) = (other.row, other.depth);
            match fits.iter_mut().find(|fit| fit.row == row) {
                Some(known) => known.depth = known.depth.min(depth),
                None => fits.push(Fit { row, second: None, place: None, depth }),
            }
        }
        meant(&fits).into_iter().map(|fit| fit.row).collect()
    }

    fn same(&self, a: &[f64], b: &[f64]) -> bool {
        let mut equal = 0;
        for (&a, &b) in a.iter().zip(b) {
            if !a.is_finite() || !b.is_finite() {
                continue;
            }
            if !self.points.near(a, b) {
                return false;
            }
            equal += 1;
        }
        2 * equal >= a.len()
    }
}
