//! A wrong answer becomes the mistake that gives it, or the question that separates several.

use super::points::Points;
use super::{Judge, idea};
use crate::expr::Expr;
use crate::practice::answer::Answer;
use crate::practice::mistake::fit::{self, Fit};
use crate::practice::problem::Question;
use crate::practice::verdict::{Named, Status, Verdict};
use crate::practice::{mistake, words};
use crate::print;
use crate::rules::mistakes;

/// What is asked about the sign of a number, and about that of one term.
const A_SIGN_THERE: &str = "The size is right. Is the function rising or falling there?";
const A_SIGN_OF_A_TERM: &str =
    "Each term has the right size. Go through them one by one: which sign belongs in front?";

impl Judge {
    /// The mistake that gives this answer, if one does.
    pub(super) fn diagnose(&mut self, answer: &Answer) -> Option<Verdict> {
        if self.has_spoken {
            return None;
        }
        let points = self.points(answer)?;
        if let Some(verdict) = self.named(&points).or_else(|| self.named_roughly(answer, &points)) {
            return Some(verdict);
        }
        let row = mistakes().place("pow.integ").filter(|_| self.is_integral(answer, &points))?;
        Some(idea::looks_like(self, row))
    }

    /// Whether the answer's own derivative is the function that was to be differentiated, and that
    /// of the right one is not.
    fn is_integral(&mut self, answer: &Answer, points: &Points) -> bool {
        let &[own] = answer.taken.as_slice() else { return false };
        let &[right] = self.question.answers.as_slice() else { return false };
        if self.question.is_number() || self.question.implicit.is_some() {
            return false;
        }
        let Question { dag, right: differentiator, by, base, .. } = &mut self.question;
        let (x, base) = (by[0], *base);
        // The formula of a long answer's slope may be much longer: first its values.
        if !points.may_be_slope(dag, own, x, base) {
            return false;
        }
        let [own, right] = [own, right].map(|e| differentiator.differentiate(dag, e, x));
        self.equal(own, base) && !self.equal(right, base)
    }

    pub(super) fn named(&mut self, points: &Points) -> Option<Verdict> {
        if self.has_spoken {
            return None;
        }
        let outcomes = match self.outcomes.take() {
            Some(outcomes) => outcomes,
            None => mistake::single(&mut self.question),
        };
        let mut fits = fit::singles(&mut self.question, &outcomes, points);
        // That a sign or a factor got lost somewhere is said when nothing says more.
        if fits.iter().all(Fit::is_vague) && points.points.len() > 1 {
            let further = match self.further.take() {
                Some(further) => further,
                None => mistake::further(&mut self.question),
            };
            fit::add(&mut fits, fit::singles(&mut self.question, &further, points));
            self.further = Some(further);
        }
        if fits.iter().all(Fit::is_vague) && points.points.len() > 1 {
            fit::add(&mut fits, fit::scaled(&self.question, &outcomes, points));
        }
        if fits.is_empty() && points.points.len() > 1 {
            let pairs = match self.pairs.take() {
                Some(pairs) => pairs,
                None => mistake::pairs(&mut self.question, &outcomes),
            };
            fits = fit::pairs(&self.question.dag, &pairs, points);
            self.pairs = Some(pairs);
        }
        self.outcomes = Some(outcomes);
        self.verdict_of(fits)
    }

    /// The mistake that gives an answer that was written without much care.
    fn named_roughly(&mut self, answer: &Answer, points: &Points) -> Option<Verdict> {
        let outcomes = self.outcomes.as_ref().filter(|_| points.points.len() > 1)?;
        let fits = fit::roughly(&mut self.question, outcomes, &answer.taken, points);
        self.verdict_of(fits)
    }

    fn verdict_of(&mut self, fits: Vec<Fit>) -> Option<Verdict> {
        let meant = fit::meant(&fits);
        let first = *meant.first()?;
        let table = mistakes();
        let mistake = table.rows[first.row];
        let (dag, x) = (&self.question.dag, self.question.by[0]);
        let question = match mistake.id {
            "sign" if self.question.is_number() => A_SIGN_THERE.to_owned(),
            "sign" if first.is_of_a_term() => A_SIGN_OF_A_TERM.to_owned(),
            _ => words::question(dag, mistake, first.place.as_ref(), x, &self.secrets),
        };
        let mut verdict = if meant.len() == 1 {
            let rival = fits.iter().find(|other| fit::rivals(first, other)).map(|fit| fit.row);
            let one = words::looks_like(mistake);
            let message = match first.second.or(rival) {
                None => format!("{one} {question}"),
                Some(other) => {
                    let both = first.second.is_some();
                    let (joint, then) = if both { ("and", " Take the first.") } else { ("or", "") };
                    let other = words::looks_like(table.rows[other]);
                    let other = other.strip_prefix("This looks like ").unwrap_or(&other);
                    format!("{} {joint} {other}{then} {question}", one.trim_end_matches('.'))
                }
            };
            let place = first
                .place
                .as_ref()
                .filter(|place| dag.size(place.of) < 200)
                .map(|place| (print::text(dag, place.of), print::mathml(dag, place.of)));
            let settled = fits.iter().all(|other| fit::covers(first, other));
            let status = if settled { Status::Wrong } else { Status::Unclear };
            let mut verdict = Verdict::new(status, message);
            verdict.mistake = Some(Named { id: mistake.id, title: mistake.title, place });
            if let Some(second) = first.second {
                verdict.candidates = vec![mistake.id, table.rows[second].id];
            }
            verdict
        } else {
            // Several ways to go wrong with one rule at one place: its question serves them all.
            let step = |fit: &Fit| {
                (table.rows[fit.row].instead_of, fit.place.as_ref().map(|place| place.of))
            };
            let one_step =
                first.place.is_some() && meant.iter().all(|fit| step(fit) == step(first));
            let message = if one_step { question } else { self.separating(&meant) };
            Verdict::new(Status::Unclear, message)
        };
        if verdict.candidates.is_empty() && fits.len() > 1 {
            verdict.candidates = fits.iter().map(|fit| table.rows[fit.row].id).collect();
        }
        Some(verdict)
    }

    /// The step that tells several mistakes apart: the smallest place where one was made.
    fn separating(&self, fits: &[&Fit]) -> String {
        let dag = &self.question.dag;
        let places: Vec<Expr> =
            fits.iter().filter_map(|fit| fit.place.as_ref()).map(|place| place.of).collect();
        let smallest = places.into_iter().min_by_key(|&e| dag.size(e));
        let said = smallest.filter(|&e| !dag.is_constant(e)).and_then(|e| words::spoken(dag, e));
        let message = said.map(|piece| {
            format!(
                "More than one slip leads to this. Write one step on its own: what is the derivative of {piece}?"
            )
        });
        message.filter(|message| !words::tells(message, &self.secrets)).unwrap_or_else(|| {
            "More than one slip leads to this. Write your steps on lines of their own.".to_owned()
        })
    }
}
