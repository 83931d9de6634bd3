//! Which mistakes give an answer, and which of them says it best.

use super::outcomes::{self, Outcome};
use super::points::Points;
use super::problem::Question;
use super::slip::Place;
use crate::expr::{Dag, Expr, Op};
use crate::rules::{Asked, Computation, Group, Slip, mistakes};

/// A mistake that gives the answer.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    pub row: usize,
    /// Another one made together with it.
    pub second: Option<usize>,
    pub place: Option<Place>,
    /// How special it is: of two that give one answer, the more special says more.
    rank: u8,
}

impl Fit {
    pub(super) fn new(row: usize, second: Option<usize>, place: Option<Place>) -> Fit {
        Fit { row, second, place, rank: rank(row) }
    }
}

/// The single mistakes that give the answer, each row once, at the first place that does.
pub(super) fn singles(question: &mut Question, outcomes: &[Outcome], points: &Points) -> Vec<Fit> {
    let mut fits: Vec<Fit> = Vec::new();
    for outcome in outcomes {
        let sign = mistakes().rows[outcome.row].id == "sign";
        if sign
            || fits.iter().any(|fit| fit.row == outcome.row)
            || outcome.result.len() != points.answer.len()
        {
            continue;
        }
        let entries = outcome.result.iter().enumerate();
        if entries.into_iter().all(|(entry, &e)| points.fits(&question.dag, entry, e)) {
            fits.push(Fit::new(outcome.row, None, outcome.place.clone()));
        }
    }
    if let Some(row) = mistakes().place("sign")
        && question.asked != Asked::Update
        && let Some(whole) = is_sign(question, points)
    {
        let mut fit = Fit::new(row, None, None);
        // A sine deep inside with the wrong sign is a wrong sign; a sine alone is a wrong table.
        if whole && !fits.is_empty() && fits.iter().all(|fit| is_inside(question, fit)) {
            fit.rank = 9;
        }
        fits.push(fit);
    }
    fits
}

/// Two mistakes of one group that together give the answer; the first that do.
pub(super) fn pairs(question: &mut Question, singles: &[Outcome], points: &Points) -> Vec<Fit> {
    for (outcome, second) in outcomes::pairs(question, singles) {
        if outcome.result.len() != points.answer.len() {
            continue;
        }
        let entries = outcome.result.iter().enumerate();
        if entries.into_iter().all(|(entry, &e)| points.fits(&question.dag, entry, e)) {
            let second = if outcome.row == second { None } else { Some(second) };
            return vec![Fit::new(outcome.row, second, outcome.place)];
        }
    }
    Vec::new()
}

/// Whether a sine's or cosine's sign was turned inside something else.
fn is_inside(question: &Question, fit: &Fit) -> bool {
    let dag = &question.dag;
    let trigonometric = matches!(mistakes().rows[fit.row].id, "trig.sin" | "trig.cos");
    let outermost = |place: &Place| match dag.op(question.base) {
        Op::Add | Op::Mul | Op::Neg | Op::Div => true,
        _ => place.of == question.base,
    };
    trigonometric && !fit.place.as_ref().is_some_and(outermost)
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

/// The terms of a sum; of a product or a quotient with a sum above, those of the sum, each with
/// the rest.
pub(super) fn terms(question: &mut Question, e: Expr) -> Vec<Expr> {
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

/// How special a mistake is: of two that give one answer, the more special says more.
fn rank(row: usize) -> u8 {
    let mistake = mistakes().rows[row];
    if matches!(mistake.slip, Slip::Computed(Computation::SignSomewhere)) {
        return 0;
    }
    match (mistake.group, mistake.id) {
        (Group::Learning | Group::Descent, "bp.accum") => 3,
        (Group::Learning | Group::Descent, "bp.skip" | "bp.inputw" | "sm.diag") => 5,
        (Group::Learning | Group::Descent, _) => 6,
        (_, "const.mult" | "const.zero" | "pow.lost") => 1,
        (_, "chain.inner" | "prod.half" | "const.keep" | "const.one" | "part.total") => 2,
        (_, "chain.stop" | "quo.order" | "part.drop" | "part.addend") => 3,
        (_, "grad.dot" | "grad.scalar" | "second.once" | "second.sq") => 5,
        (Group::Functions | Group::Exponentials, _) => 4,
        (_, "root.half" | "root.in" | "pow.recip" | "pow.frac" | "pow.neg" | "grad.sumidx") => 4,
        _ => 3,
    }
}

/// The one that is more special than all others.
pub(super) fn most_special(fits: &[Fit]) -> Option<&Fit> {
    let best = fits.iter().max_by_key(|fit| fit.rank)?;
    let alone = fits.iter().filter(|fit| fit.rank == best.rank).count() == 1;
    alone.then_some(best)
}

/// Whether the others are only general names of what the best one says: in a trained model's
/// numbers a lost factor is a skipped link.
pub(super) fn says_the_same(fits: &[Fit], best: &Fit) -> bool {
    (5..9).contains(&best.rank) && fits.iter().all(|fit| fit.row == best.row || fit.rank < 5)
}

/// The values of all outcomes at the same points: what collides with what.
pub(super) struct Values<'a> {
    outcomes: &'a [Outcome],
    points: &'a Points,
    values: Vec<Option<Vec<Vec<f64>>>>,
}

impl Values<'_> {
    pub(super) fn of<'a>(dag: &Dag, outcomes: &'a [Outcome], points: &'a Points) -> Values<'a> {
        let values = outcomes
            .iter()
            .map(|outcome| outcome.result.iter().map(|&e| points.values(dag, e)).collect())
            .collect();
        Values { outcomes, points, values }
    }

    /// Whether an outcome has values at most of the points.
    pub(super) fn has_values(&self, outcome: usize) -> bool {
        self.values[outcome].as_ref().is_some_and(|entries| {
            entries.iter().all(|values| {
                2 * values.iter().filter(|value| value.is_finite()).count() >= values.len()
            })
        })
    }

    /// Whether an outcome is the right answer.
    pub(super) fn is_right(&self, outcome: usize) -> bool {
        self.values[outcome].as_ref().is_some_and(|entries| {
            entries.len() == self.points.answer.len()
                && entries
                    .iter()
                    .enumerate()
                    .all(|(entry, values)| self.points.agree(entry, values))
        })
    }

    /// The row that says best what an outcome is; `None` where several say it equally well.
    pub(super) fn best(&self, outcome: usize) -> Option<usize> {
        let own = self.values[outcome].as_ref()?;
        let mut fits: Vec<Fit> = Vec::new();
        for (other, values) in self.outcomes.iter().zip(&self.values) {
            let Some(values) = values else { continue };
            let same =
                values.len() == own.len() && values.iter().zip(own).all(|(a, b)| self.same(a, b));
            if same && !fits.iter().any(|fit| fit.row == other.row) {
                fits.push(Fit::new(other.row, None, None));
            }
        }
        most_special(&fits).map(|fit| fit.row)
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
