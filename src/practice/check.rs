//! A question and an answer become a verdict.
//!
//! In this order: can it be read, are these the letters, is it equal and finished, equal but
//! unfinished, is it what a mistake gives (one, then two), is a sign or a factor off, which term
//! differs; else a place where it differs.

mod alike;
mod diagnose;
pub(super) mod differs;
pub(super) mod idea;
mod letters;
pub(super) mod number;
pub(super) mod points;
pub(super) mod unfinished;
mod ways;

use super::answer::Answer;
use super::mistake::Outcome;
use super::problem::{Problem, Question, Unaskable, asked};
use super::verdict::{Status, Verdict};
use crate::calculus::{self, Equivalence};
use crate::expr::{Expr, Op};
use crate::print;
use points::Points;

/// A problem ready to judge any number of answers.
pub struct Judge {
    pub(super) question: Question,
    /// The wrong answers with a name, found when the first wrong answer comes.
    pub(super) outcomes: Option<Vec<Outcome>>,
    /// Those that come to mind when none of these is the answer.
    pub(super) further: Option<Vec<Outcome>>,
    /// What two mistakes lead to, once it was needed; the row of the second.
    pub(super) pairs: Option<Vec<(Outcome, usize)>>,
    /// The right answer as text: what no sentence may contain.
    pub(super) secrets: Vec<String>,
    /// Whether a slip was spoken of already: of a later one nobody is told what it was.
    pub(super) has_spoken: bool,
}

/// Judges one answer.
///
/// ```
/// use chainrule::practice::{Problem, Status, check};
///
/// let problem = Problem { function: "x^3".into(), variable: "x".into(), ..Problem::default() };
/// assert_eq!(check("3x^2", &problem)?.status, Status::Correct);
/// let verdict = check("3x^3", &problem)?;
/// assert_eq!(verdict.mistake.unwrap().id, "pow.keep");
/// # Ok::<(), chainrule::practice::Unaskable>(())
/// ```
pub fn check(answer: &str, problem: &Problem) -> Result<Verdict, Unaskable> {
    Ok(Judge::new(problem)?.check(answer))
}

impl Judge {
    /// Reads and solves the problem.
    pub fn new(problem: &Problem) -> Result<Judge, Unaskable> {
        let question = Question::read(problem)?;
        let mut secrets: Vec<String> =
            question.answers.iter().map(|&answer| print::text(&question.dag, answer)).collect();
        if question.corner {
            secrets = vec!["undefined".to_owned()];
        } else if question.is_number()
            && let Ok(values) = question.numbers(&question.answers)
        {
            secrets = values.into_iter().map(print::number_text).collect();
        }
        Ok(Judge {
            question,
            outcomes: None,
            further: None,
            pairs: None,
            secrets,
            has_spoken: false,
        })
    }

    pub(super) fn judge(&mut self, answer: &Answer) -> Verdict {
        if self.question.answers.len() == 1 && answer.taken.len() > 1 {
            let decimal_comma = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-' | '−');
            if answer.taken.len() == 2 && answer.text.trim().chars().all(decimal_comma) {
                return Verdict::new(
                    Status::Unreadable,
                    "One number is asked for here: write a decimal number with a point.",
                );
            }
            let one = answer.clone().into_one(&mut self.question.dag);
            if one.taken.len() == 1 {
                return self.judge(&one);
            }
        }
        let equation =
            answer.taken.iter().any(|&e| matches!(self.question.dag.op(e), Op::Relation(_)));
        if equation {
            return Verdict::new(
                Status::Unreadable,
                "This is an equation or a comparison: write the derivative alone.",
            );
        }
        if let Some(own) = self.with_known_letters(answer) {
            return self.judge(&own);
        }
        if self.question.is_number() {
            return self.judge_number(answer);
        }
        if let Some(verdict) = self.foreign_letters(answer) {
            return verdict;
        }
        let entries = self.question.answers.len();
        if answer.taken.len() != entries {
            // A single expression where a vector is asked for may be a mistake with a name.
            return self.diagnose(answer).unwrap_or_else(|| self.wrong_count(entries));
        }
        let (mut undecided, mut close) = (false, false);
        for entry in 0..entries {
            let (own, right) = (answer.taken[entry], self.question.answers[entry]);
            match calculus::equivalent(&mut self.question.dag, own, right) {
                Ok(Equivalence::Proved | Equivalence::Sampled) => {}
                Ok(Equivalence::Unresolved) => close = true,
                Ok(Equivalence::Undecided) if self.same_form(own, right) => {}
                Ok(Equivalence::Undecided) => undecided = true,
                Ok(Equivalence::Differ { at, .. }) if self.same_beside_corners(own, right, &at) => {
                }
                Ok(Equivalence::Differ { .. }) => return self.wrong_or_rounded(answer),
                Err(_) => undecided = true,
            }
        }
        if undecided {
            return self.wrong(answer);
        }
        if close {
            return Verdict::new(Status::Unclear, calculus::TOO_CLOSE);
        }
        self.right(answer)
    }

    /// The answer is equal: finished or not.
    fn right(&mut self, answer: &Answer) -> Verdict {
        if answer.is_pending() {
            return Verdict::still_pending();
        }
        let dag = &self.question.dag;
        if let Some(verdict) = answer.typed.iter().find_map(|&e| unfinished::verdict(dag, e)) {
            return verdict;
        }
        let narrower = unfinished::narrower(&self.question, answer);
        let message = match narrower {
            true => {
                "Right. As it is written it has no value at some places where the derivative has one."
            }
            false => "Right.",
        };
        Verdict::new(Status::Correct, message)
    }

    pub(super) fn wrong_count(&self, entries: usize) -> Verdict {
        let message = match entries {
            1 => "One expression is asked for here, not several.".to_owned(),
            _ => "The gradient has an entry for each variable: write them in brackets with commas."
                .to_owned(),
        };
        Verdict::new(Status::Wrong, message)
    }

    /// The answer is not equal: which mistake, which part, or where.
    pub(super) fn wrong(&mut self, answer: &Answer) -> Verdict {
        if let Some(verdict) = self.diagnose(answer).or_else(|| self.in_one_entry(answer)) {
            return verdict;
        }
        match self.points(answer) {
            Some(_) if self.has_spoken => Verdict::new(Status::Wrong, ""),
            Some(points) => differs::explain(self, answer, &points),
            None if self.is_nowhere() => Verdict::new(
                Status::Unclear,
                "The derivative has no real value at any place tried, so that an answer cannot be held against it. Is the problem typed as it is meant?",
            ),
            None => Verdict::new(
                Status::Wrong,
                "This has no real value where the derivative has one. Check roots, logarithms and what you divide by.",
            ),
        }
    }

    /// The mistake in the only wrong entry of a gradient.
    fn in_one_entry(&mut self, answer: &Answer) -> Option<Verdict> {
        let entries = self.question.answers.len();
        let several = entries > 1 && answer.taken.len() == entries;
        if self.has_spoken || self.question.is_number() || !several {
            return None;
        }
        let wrong = (0..entries).filter(|&entry| {
            let (own, right) = (answer.taken[entry], self.question.answers[entry]);
            !self.equal(own, right)
        });
        let &[entry] = wrong.collect::<Vec<_>>().as_slice() else { return None };
        let Question { dag, base, by, .. } = &self.question;
        let (problem, own) = asked(dag, *base, by[entry], answer.taken[entry])?;
        let verdict = Judge::new(&problem).ok()?.check(&own);
        verdict.mistake.is_some().then_some(verdict)
    }

    /// Points at which the answer is held against the right one.
    pub(super) fn points(&self, answer: &Answer) -> Option<Points> {
        let Question { dag, answers, .. } = &self.question;
        Points::choose(dag, self.letters(answer), &answer.taken, answers)
    }

    /// A number that was rounded in an exact answer is not a mistake.
    fn wrong_or_rounded(&mut self, answer: &Answer) -> Verdict {
        let points = self.points(answer);
        let Question { dag, answers, .. } = &mut self.question;
        match points.is_some_and(|points| points.are_rounded(dag, &answer.taken, answers)) {
            true => Verdict::new(
                Status::Unfinished,
                "That is right up to a number that was rounded. Write it exactly.",
            ),
            false => self.wrong(answer),
        }
    }

    /// Whether the derivative itself has no value to compare with: out of its domain, or of the numbers.
    fn is_nowhere(&self) -> bool {
        let dag = &self.question.dag;
        let mut variables = dag.variables(self.question.f);
        variables.extend(self.question.by.iter().filter_map(|&by| dag.as_symbol(by)));
        variables.dedup();
        let right = &self.question.answers;
        Points::choose(dag, variables, right, right).is_none()
    }

    /// Whether two expressions are the same function: proved, or found so wherever they were tried.
    pub(super) fn equal(&mut self, a: Expr, b: Expr) -> bool {
        let answer = calculus::equivalent(&mut self.question.dag, a, b);
        matches!(answer, Ok(Equivalence::Proved | Equivalence::Sampled))
    }

    /// A wrong line after a right one in which nothing is left to differentiate: where they differ.
    pub(super) fn changed(&mut self, answer: &Answer) -> Option<Verdict> {
        if self.question.is_number() || answer.taken.len() != self.question.answers.len() {
            return None;
        }
        let points = self.points(answer)?;
        let mut verdict = differs::explain(self, answer, &points);
        verdict.message = format!(
            "The line before was right: something changed in this step. {}",
            verdict.message
        );
        Some(verdict)
    }
}
