//! A question and an answer become a verdict.
//!
//! In this order: can it be read, are these the letters, is it equal and finished, equal but
//! unfinished, is it what a mistake gives (one, then two), is a sign or a factor off, which term
//! differs; else a place where it differs.

use super::answer::Answer;
use super::outcomes::{self, Outcome};
use super::points::Points;
use super::problem::{Problem, Question, Unaskable};
use super::{differs, idea, implicit, unfinished};
use crate::calculus::{self, Equivalence};
use crate::expr::{Constant, Expr, Function, Op, Relation, Symbol};
use crate::numeric::Tape;
use crate::order::sort_by;
use crate::print;
use crate::real::Random;
use crate::rules::mistakes;
use crate::syntax::Span;

/// What is said of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// How it stands.
    pub status: Status,
    /// One or two sentences to the student. They never give the answer away.
    pub message: String,
    /// The mistake that gives exactly this answer.
    pub mistake: Option<Named>,
    /// Ids of the mistakes that fit, where several do.
    pub candidates: Vec<&'static str>,
    /// The place that cannot be read.
    pub span: Option<Span>,
    /// A place where the answer is not the right one.
    pub counterexample: Option<Counterexample>,
}

/// How an answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Right and finished.
    Correct,
    /// Right, but something is left to do.
    Unfinished,
    /// Wrong.
    Wrong,
    /// Wrong in a way that several mistakes lead to.
    Unclear,
    /// Not mathematics that can be read.
    Unreadable,
}

/// A mistake and where it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Id of the row.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The function whose derivative went wrong, as text and as MathML.
    pub place: Option<(String, String)>,
}

/// Where an answer differs from the right one.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterexample {
    /// Values of the letters.
    pub at: Vec<(String, f64)>,
    /// The answer's value there.
    pub yours: f64,
    /// The right one.
    pub expected: f64,
}

impl Verdict {
    pub(super) fn new(status: Status, message: impl Into<String>) -> Verdict {
        Verdict {
            status,
            message: message.into(),
            mistake: None,
            candidates: Vec::new(),
            span: None,
            counterexample: None,
        }
    }
}

/// A problem ready to judge any number of answers.
pub struct Judge {
    pub(super) question: Question,
    /// The wrong answers with a name, found when the first wrong answer comes.
    pub(super) outcomes: Option<Vec<Outcome>>,
    /// The right answer as text: what no sentence may contain.
    pub(super) secrets: Vec<String>,
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
        Ok(Judge { question, outcomes: None, secrets })
    }

    /// Judges an answer.
    pub fn check(&mut self, answer: &str) -> Verdict {
        if self.question.implicit.is_some() {
            return implicit::check(self, answer);
        }
        if let Some(verdict) = idea::in_words(self, answer) {
            return verdict;
        }
        let read = match Answer::read(&mut self.question.dag, answer) {
            Ok(read) => read,
            Err(error) => {
                let mut verdict = Verdict::new(Status::Unreadable, error.to_string());
                if let Some(hint) = &error.hint {
                    verdict.message = format!("{} {hint}", verdict.message);
                }
                verdict.span = Some(error.span);
                return verdict;
            }
        };
        self.judge(&read)
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
        let mut undecided = false;
        for entry in 0..entries {
            let (own, right) = (answer.taken[entry], self.question.answers[entry]);
            match calculus::equivalent(&mut self.question.dag, own, right) {
                // Closer than digits can tell: nothing speaks against it.
                Ok(Equivalence::Proved | Equivalence::Sampled | Equivalence::Unresolved) => {}
                Ok(Equivalence::Undecided) if self.same_form(own, right) => {}
                Ok(Equivalence::Undecided) => undecided = true,
                Ok(Equivalence::Differ { .. }) if self.same_beside_corners(own, right) => {}
                Ok(Equivalence::Differ { .. }) => return self.wrong_or_rounded(answer),
                Err(_) => undecided = true,
            }
        }
        if undecided {
            return self.wrong(answer);
        }
        self.right(answer)
    }

    /// The answer is equal: finished or not.
    fn right(&mut self, answer: &Answer) -> Verdict {
        if answer.is_pending() {
            return Verdict::new(
                Status::Unfinished,
                "That is right so far. A derivative is still to be taken in it.",
            );
        }
        if let Some(what) =
            answer.typed.iter().find_map(|&e| unfinished::left(&self.question.dag, e))
        {
            return Verdict::new(Status::Unfinished, format!("That is right. {what}"));
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

    /// Letters of the answer that the problem does not have.
    fn foreign(&self, answer: &Answer) -> Vec<Symbol> {
        let dag = &self.question.dag;
        let mut known = dag.variables(self.question.f);
        known.extend(self.question.by.iter().filter_map(|&by| dag.as_symbol(by)));
        let all = answer.taken.iter().flat_map(|&e| dag.variables(e));
        all.filter(|symbol| !known.contains(symbol)).collect()
    }

    /// The answer with an E that is no letter of the problem as the number e, and with i, j and k
    /// as the unit vectors of a gradient.
    fn with_known_letters(&mut self, answer: &Answer) -> Option<Answer> {
        let entries = self.question.answers.len();
        if entries > 1 && answer.taken.len() == 1 && !self.foreign(answer).is_empty() {
            return answer.in_units(&mut self.question.dag, entries);
        }
        let named_e = |symbol: &Symbol| self.question.dag.name(*symbol) == "E";
        let foreign = self.foreign(answer).into_iter().find(named_e)?;
        let dag = &mut self.question.dag;
        let (letter, e) = (dag.symbol_leaf(foreign), dag.constant(Constant::E));
        Some(answer.with(dag, letter, e))
    }

    /// A letter that the problem does not have.
    pub(super) fn foreign_letters(&mut self, answer: &Answer) -> Option<Verdict> {
        let first = *self.foreign(answer).first()?;
        let name = self.question.dag.name(first).to_owned();
        let dag = &mut self.question.dag;
        let letter = dag.symbol_leaf(first);
        // The constant of an integral, added at the end.
        let added = matches!(name.as_str(), "C" | "c" | "K" | "k")
            && answer.taken.iter().all(|&e| match dag.op(e) {
                Op::Add => dag.children(e).contains(&letter),
                _ => false,
            });
        if added {
            let zero = dag.integer(0);
            let without = answer.with(dag, letter, zero);
            let verdict = self.judge(&without);
            if verdict.mistake.as_ref().is_some_and(|mistake| mistake.id == "pow.integ") {
                return Some(verdict);
            }
            return Some(Verdict::new(
                Status::Wrong,
                format!("A constant {name} is added to an integral. Does a derivative need one?"),
            ));
        }
        Some(Verdict::new(
            Status::Wrong,
            format!("There is no {name} in this problem. Which letter do you mean?"),
        ))
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
        if let Some(verdict) = self.diagnose(answer) {
            return verdict;
        }
        let variables = self.letters(answer);
        let right = self.question.answers.clone();
        match Points::choose(&self.question.dag, variables, &answer.taken, &right) {
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

    /// Whether two functions with corners or steps differ at most in these: (1 + sign(x))/2 has a
    /// value where ReLU has no slope.
    fn same_beside_corners(&self, own: Expr, right: Expr) -> bool {
        let dag = &self.question.dag;
        let steps = |e: Expr| {
            dag.below(e).iter().any(|&part| match dag.op(part) {
                Op::Piecewise => true,
                Op::Call(function) => {
                    matches!(function, Function::Sign | Function::Abs | Function::Step)
                }
                _ => false,
            })
        };
        if !steps(own) && !steps(right) {
            return false;
        }
        let mut variables = dag.variables(own);
        variables.extend(dag.variables(right));
        variables.sort_unstable();
        variables.dedup();
        let tapes = [own, right].map(|e| Tape::new(dag, &[e], &variables));
        let [Ok(own), Ok(right)] = tapes else { return false };
        let mut random = Random::new(0x636f_726e_6572);
        (0..200).all(|round| {
            let width = [0.5, 3.0, 10.0, 40.0][round % 4];
            let at: Vec<f64> = variables.iter().map(|_| random.between(-width, width)).collect();
            let (own, right) = (own.value(&at), right.value(&at));
            let close = (own - right).abs() <= 1e-12 * (1.0 + own.abs());
            close || own.is_nan() && right.is_nan()
        })
    }

    /// A number that was rounded in an exact answer is not a mistake.
    fn wrong_or_rounded(&mut self, answer: &Answer) -> Verdict {
        let verdict = self.wrong(answer);
        let decimals = answer
            .text
            .split('.')
            .skip(1)
            .any(|rest| rest.chars().take_while(char::is_ascii_digit).count() >= 2);
        let Some(example) = verdict.counterexample.as_ref().filter(|_| decimals) else {
            return verdict;
        };
        let variables = self.letters(answer);
        let right = self.question.answers.clone();
        let points = Points::choose(&self.question.dag, variables, &answer.taken, &right);
        let close =
            points.is_some_and(|points| points.all_within(&self.question.dag, &right, 2e-3));
        if !close || example.expected == 0.0 {
            return verdict;
        }
        let mut rounded = Verdict::new(
            Status::Unfinished,
            "That is right up to a number that was rounded. Write it exactly.",
        );
        rounded.counterexample = verdict.counterexample;
        rounded
    }

    /// Where no number can compare them, two writings of one tidy form are still equal.
    fn same_form(&mut self, own: Expr, right: Expr) -> bool {
        let mut tidier = calculus::Tidier::default();
        let dag = &mut self.question.dag;
        own == right || tidier.tidy(dag, own) == tidier.tidy(dag, right)
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

    /// A wrong line after a right one in which nothing is left to differentiate: where they differ.
    pub(super) fn changed(&mut self, answer: &Answer) -> Option<Verdict> {
        if self.question.is_number() || answer.taken.len() != self.question.answers.len() {
            return None;
        }
        let variables = self.letters(answer);
        let right = self.question.answers.clone();
        let points = Points::choose(&self.question.dag, variables, &answer.taken, &right)?;
        let mut verdict = differs::explain(self, answer, &points);
        verdict.message = format!(
            "The line before was right: something changed in this step. {}",
            verdict.message
        );
        Some(verdict)
    }

    /// All letters of the problem and the answer.
    pub(super) fn letters(&self, answer: &Answer) -> Vec<Symbol> {
        let dag = &self.question.dag;
        let mut all: Vec<Symbol> = dag.variables(self.question.f);
        all.extend(self.question.by.iter().filter_map(|&by| dag.as_symbol(by)));
        all.extend(answer.taken.iter().flat_map(|&e| dag.variables(e)));
        sort_by(&mut all, |a, b| dag.name(*a).cmp(dag.name(*b)));
        all.dedup();
        all
    }
}

/// What a student answers who makes this mistake wherever it applies, and is otherwise right;
/// `None` where it does not apply.
pub fn slipped(problem: &Problem, mistake: &str) -> Result<Option<String>, Unaskable> {
    let mut question = Question::read(problem)?;
    let Some(row) = mistakes().place(mistake) else { return Ok(None) };
    let Some(outcome) = outcomes::of_one(&mut question, row).into_iter().next() else {
        return Ok(None);
    };
    let Question { dag, right, .. } = &mut question;
    let tidy: Vec<Expr> = outcome.result.iter().map(|&e| right.tidier.tidy(dag, e)).collect();
    if question.is_number() {
        // A mistake may want a value that the problem does not give.
        let Ok(values) = question.numbers(&tidy) else { return Ok(None) };
        return Ok(Some(in_brackets(values.into_iter().map(print::number_text))));
    }
    if question.implicit.is_some() {
        let dag = &mut question.dag;
        let zero = dag.integer(0);
        let line = dag.relation(Relation::Equal, tidy[0], zero);
        return Ok(Some(print::text(dag, line)));
    }
    Ok(Some(in_brackets(tidy.into_iter().map(|e| print::text(&question.dag, e)))))
}

fn in_brackets(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    match entries.as_slice() {
        [only] => only.clone(),
        several => format!("({})", several.join(", ")),
    }
}

impl Judge {
    /// The right answer as a student may write it.
    pub fn solution(&self) -> String {
        in_brackets(self.secrets.iter().cloned())
    }

    /// Whether an answer is a number, or several.
    pub fn is_numeric(&mut self, answer: &str) -> bool {
        Answer::read(&mut self.question.dag, answer)
            .is_ok_and(|answer| answer.taken.iter().all(|&e| self.question.dag.is_constant(e)))
    }
}
