//! A question and an answer become a verdict.
//!
//! In this order: can it be read, are these the letters, is it equal and finished, equal but
//! unfinished, is it what a mistake gives (one, then two), is a sign or a factor off, which term
//! differs; else a place where it differs.

use super::answer::Answer;
use super::fit::{self, Fit};
use super::outcomes::{self, Outcome};
use super::points::Points;
use super::problem::{Problem, Question, Unaskable};
use super::words;
use super::{differs, idea, implicit, unfinished};
use crate::calculus::{self, Equivalence};
use crate::expr::{Expr, Relation, Symbol};
use crate::order::sort_by;
use crate::print;
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
    outcomes: Option<Vec<Outcome>>,
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
        let equation = answer
            .taken
            .iter()
            .any(|&e| matches!(self.question.dag.op(e), crate::expr::Op::Relation(_)));
        if equation {
            return Verdict::new(
                Status::Unreadable,
                "This is an equation or a comparison: write the derivative alone.",
            );
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
                Ok(Equivalence::Differ { .. }) => return self.wrong(answer),
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

    /// A letter that the problem does not have.
    fn foreign_letters(&self, answer: &Answer) -> Option<Verdict> {
        let dag = &self.question.dag;
        let mut known = dag.variables(self.question.f);
        known.extend(self.question.by.iter().filter_map(|&by| dag.as_symbol(by)));
        let foreign: Vec<&str> = answer
            .taken
            .iter()
            .flat_map(|&e| dag.variables(e))
            .filter(|symbol| !known.contains(symbol))
            .map(|symbol| dag.name(symbol))
            .collect();
        let first = foreign.first()?;
        Some(Verdict::new(
            Status::Wrong,
            format!("There is no {first} in this problem. Which letter do you mean?"),
        ))
    }

    fn wrong_count(&self, entries: usize) -> Verdict {
        let message = match entries {
            1 => "One expression is asked for here, not several.".to_owned(),
            _ => "The gradient has an entry for each variable: write them in brackets with commas."
                .to_owned(),
        };
        Verdict::new(Status::Wrong, message)
    }

    /// The answer is not equal: which mistake, which part, or where.
    fn wrong(&mut self, answer: &Answer) -> Verdict {
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

    /// The mistake that gives this answer, if one does.
    fn diagnose(&mut self, answer: &Answer) -> Option<Verdict> {
        let variables = self.letters(answer);
        let right = self.question.answers.clone();
        let points = Points::choose(&self.question.dag, variables, &answer.taken, &right)?;
        self.named(&points)
    }

    pub(super) fn named(&mut self, points: &Points) -> Option<Verdict> {
        let outcomes = match self.outcomes.take() {
            Some(outcomes) => outcomes,
            None => outcomes::single(&mut self.question),
        };
        let mut fits = fit::singles(&mut self.question, &outcomes, points);
        if fits.is_empty() && points.points.len() > 1 {
            fits = fit::pairs(&mut self.question, &outcomes, points);
        }
        self.outcomes = Some(outcomes);
        self.verdict_of(fits)
    }

    fn verdict_of(&mut self, fits: Vec<Fit>) -> Option<Verdict> {
        let meant = fit::meant(&fits);
        let first = *meant.first()?;
        let table = mistakes();
        let mistake = table.rows[first.row];
        let (dag, x) = (&self.question.dag, self.question.by[0]);
        let question = words::question(dag, mistake, first.place.as_ref(), x, &self.secrets);
        let mut verdict = if meant.len() == 1 {
            let message = match first.second {
                None => format!("{} {question}", words::looks_like(mistake)),
                Some(second) => {
                    let other = words::looks_like(table.rows[second]);
                    let other = other.trim_start_matches("This looks like ");
                    let one = words::looks_like(mistake);
                    format!("{} and {other} Take the first. {question}", one.trim_end_matches('.'))
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
        if words::tells(&verdict.message, &self.secrets) {
            verdict.message =
                "This looks like a slip that is often made. Go through your steps one by one."
                    .to_owned();
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
        let message = match said {
            Some(piece) => format!(
                "More than one slip leads to this. Write one step on its own: what is the derivative of {piece}?"
            ),
            None => "More than one slip leads to this. Write your steps on lines of their own."
                .to_owned(),
        };
        match words::tells(&message, &self.secrets) {
            true => "More than one slip leads to this. Write your steps on lines of their own."
                .to_owned(),
            false => message,
        }
    }

    // ── Numbers ──────────────────────────────────────────────────────────────────────────────────

    fn judge_number(&mut self, answer: &Answer) -> Verdict {
        let right = match self.question.numbers(&self.question.answers.clone()) {
            Ok(right) => right,
            Err(_) => return Verdict::new(Status::Wrong, "There is no value at that place."),
        };
        let constant = answer.taken.iter().all(|&e| self.question.dag.is_constant(e));
        if self.question.corner && constant {
            let own = self.question.numbers(&answer.taken).map_or(f64::NAN, |values| values[0]);
            return idea::at_a_corner(self, own);
        }
        let entries = self.question.answers.len();
        if !constant {
            // The derivative itself, where its value is asked for.
            let equal = answer.taken.len() == entries
                && (0..entries).all(|entry| {
                    let (own, right) = (answer.taken[entry], self.question.answers[entry]);
                    let answer = calculus::equivalent(&mut self.question.dag, own, right);
                    matches!(answer, Ok(Equivalence::Proved | Equivalence::Sampled))
                });
            if equal && self.question.corner {
                return Verdict::new(
                    Status::Unfinished,
                    "That is right beside the place. What do the two sides say about the place itself?",
                );
            }
            if equal {
                return Verdict::new(
                    Status::Unfinished,
                    "That is right so far. Now put the numbers in.",
                );
            }
            if let Some(verdict) = self.foreign_letters(answer) {
                return verdict;
            }
            return self.wrong(answer);
        }
        let values: Option<Vec<f64>> = answer
            .taken
            .iter()
            .map(|&e| self.question.numbers(&[e]).ok().map(|values| values[0]))
            .collect();
        let Some(values) = values.filter(|values| values.iter().all(|value| value.is_finite()))
        else {
            return Verdict::new(Status::Wrong, "This is not a number.");
        };
        let rounding = rounding(&answer.text);
        let names: Vec<String> = self.question.at.iter().map(|(name, _)| name.clone()).collect();
        let at: Vec<f64> = self.question.at.iter().map(|(_, value)| *value).collect();
        let symbols: Vec<Symbol> =
            names.iter().map(|name| self.question.dag.intern(name)).collect();
        let points = Points::place(symbols, at, values.clone(), rounding);
        if values.len() == entries
            && values.iter().zip(&right).all(|(&own, &right)| points.near(own, right))
        {
            if answer.is_pending() {
                return Verdict::new(
                    Status::Unfinished,
                    "That is right so far. A derivative is still to be taken in it.",
                );
            }
            return Verdict::new(Status::Correct, "Right.");
        }
        // As it stands first, then as one that may have been rounded.
        let exact =
            Points::place(points.variables.clone(), points.points[0].clone(), values.clone(), 0.0);
        if let Some(verdict) = self.named(&exact).or_else(|| self.named(&points)) {
            return verdict;
        }
        if let ([own], [right]) = (values.as_slice(), right.as_slice())
            && let Some(verdict) = idea::arrives(self, *own, *right)
        {
            return verdict;
        }
        if values.len() != entries {
            return self.wrong_count(entries);
        }
        differs::number(self, &values, &right)
    }
}

/// Half a unit of the last digit of a decimal that was written out with three digits or more.
fn rounding(text: &str) -> f64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || " .-−+,()[]".contains(c));
    let significant = digits.trim_start_matches('0').len();
    let decimals = text
        .split([',', ' ', ')', ']'])
        .filter_map(|part| part.split_once('.'))
        .map(|(_, decimals)| decimals.chars().take_while(char::is_ascii_digit).count())
        .max();
    match decimals {
        Some(decimals) if plain && significant >= 3 => 0.500_001 * 10f64.powi(-(decimals as i32)),
        _ => 0.0,
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
