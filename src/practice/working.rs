//! A student's working becomes verdicts, a line at a time.
//!
//! A line may give the derivative half done, introduce a name (`let u = 2x + 3`), give the slope
//! of a named piece (`du/dx = 2`), or skip. Each is held against the problem; the first that goes
//! wrong is the one spoken of.

mod arithmetic;
mod aside;
mod factors;
mod function;
mod kind;
mod line;
mod names;
mod parts;
mod pieces;
mod relation;
mod roles;
mod slopes;

use super::answer::Answer;
use super::answer::lead::{without_lead, without_place};
use super::answer::name::names_a_derivative;
use super::check::{Judge, idea};
use super::problem::{Problem, Unaskable};
use super::verdict::{Status, Verdict};
use crate::expr::Expr;
use crate::print;
use crate::rules::Asked;
use crate::syntax::Span;
use arithmetic::is_rounded;
use kind::{Line, Slope};
use line::read;
use relation::TRUE_OF_IT;

/// Verdicts on the lines of a working, and whether the problem is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// One for each line.
    pub lines: Vec<Verdict>,
    /// Whether the last line is the finished answer.
    pub finished: bool,
}

/// More lines than that are nobody's homework.
pub const MAX_LINES: usize = 200;

/// Judges a working.
pub fn check_steps(lines: &[String], problem: &Problem) -> Result<Working, Unaskable> {
    let mut so_far = SoFar {
        judge: Judge::new(problem)?,
        problem,
        names: Vec::new(),
        slipped: None,
        taken: false,
        finished: false,
        rewritten: None,
        relation: None,
    };
    let lines = &lines[..lines.len().min(MAX_LINES)];
    let judged = lines.iter().enumerate().map(|(place, line)| {
        so_far.finished = false;
        let verdict = so_far.line(&without_place(line), place + 1 == lines.len());
        so_far.judge.has_spoken |= is_slip(&verdict);
        verdict
    });
    let mut verdicts: Vec<Verdict> = judged.collect();
    explain_first_slip_only(&mut verdicts);
    Ok(Working { lines: verdicts, finished: so_far.finished })
}

/// A wrong line that comes rightly out of a wrong one.
const FOLLOWS: &str = "This follows from the line before. The slip is further up.";

/// What is said of a derivative that is to be differentiated again.
const ONCE_MORE: &str = "That is right so far. It is to be differentiated once more.";

/// Mistakes in writing the function in another form, before it is differentiated.
const MISREADINGS: [&str; 5] = ["alg.distpow", "ln.split", "ln.sq", "trig.sin2", "trig.xsq"];

/// A working as far as it has been read.
struct SoFar<'a> {
    judge: Judge,
    problem: &'a Problem,
    /// The pieces that were given a name.
    names: Vec<(Expr, Expr)>,
    /// The first wrong answer since the last right one.
    slipped: Option<Vec<Expr>>,
    /// Whether the line before was right with every derivative taken: what goes wrong after it is
    /// no longer a matter of rules.
    taken: bool,
    /// Whether the last line read is the finished answer.
    finished: bool,
    /// The function in another form that was found for it.
    rewritten: Option<String>,
    /// An equation in y that the function fulfils: tan y = x.
    relation: Option<String>,
}

impl SoFar<'_> {
    /// Judges the next line.
    fn line(&mut self, text: &str, last: bool) -> Verdict {
        if self.judge.question.implicit.is_some() {
            let verdict = self.judge.check(text);
            self.finished = verdict.status == Status::Correct;
            return verdict;
        }
        if let Some(verdict) = idea::in_words(&self.judge, text) {
            self.finished = verdict.status == Status::Correct;
            return verdict;
        }
        if let Some(verdict) = self.earlier_derivative(text) {
            return verdict;
        }
        let known = self.names.len();
        let text = &self.step_in_w(text);
        let text = &roles::as_products(&self.judge, text, &self.names);
        let in_letters = roles::as_letters(text).map(|written| {
            let line = read(&mut self.judge, &written, &mut self.names, last);
            (line, written)
        });
        let lost = |line: &Line| matches!(line, Line::Said(said) if said.is_lost());
        let (line, text) = match in_letters {
            Some((line, written)) if !lost(&line) => (line, written),
            _ => {
                self.names.truncate(known);
                (read(&mut self.judge, text, &mut self.names, last), text.clone())
            }
        };
        self.line_read(line, &text, last)
    }

    /// A line that says itself that it is an earlier derivative than the one asked for: f′(x) = … on
    /// the way to f″.
    fn earlier_derivative(&self, text: &str) -> Option<Verdict> {
        let order = self.problem.order.max(1);
        let (name, _) = text.split_once('=')?;
        let own = order_named(name)?;
        if own >= order {
            return None;
        }
        let mut judge = Judge::new(&Problem { order: own, ..self.problem.clone() }).ok()?;
        judge.has_spoken = self.judge.has_spoken;
        let verdict = judge.check(text);
        Some(match verdict.status {
            Status::Correct => Verdict::new(Status::Unfinished, ONCE_MORE),
            _ => verdict,
        })
    }

    /// w₁ = w₀ − η L′(w₀), of a step: the weight before it is w, and the one behind it is new.
    fn step_in_w(&self, text: &str) -> String {
        let w = self.problem.variable.as_str();
        let step = self.judge.question.asked == Asked::Update;
        let plain = step && !self.problem.function.contains(&format!("{w}_"));
        let Some((name, is)) = text.split_once('=').filter(|_| plain) else {
            return text.to_owned();
        };
        let mut is = is.to_owned();
        for index in ["_0", "_{0}", "_old", "_{old}"] {
            is = is.replace(&format!("{w}{index}"), w);
        }
        let first = matches!(name.trim().strip_prefix(w), Some("_1" | "_{1}"));
        let name = if first { &format!("{w}_new ") } else { name };
        format!("{name}={is}")
    }

    /// Judges a line by what it is.
    fn line_read(&mut self, line: Line, text: &str, last: bool) -> Verdict {
        if matches!(line, Line::Function) {
            let lead = without_lead(text, Span::whole(text));
            let form = text[lead.start..lead.end].rsplit('=').next();
            self.rewritten = form.map(|form| form.trim().to_owned());
        }
        match line {
            Line::Said(verdict) => self.said(verdict, text),
            Line::Name => Verdict::new(Status::Correct, "A name for a piece: good."),
            Line::Function => Verdict::new(
                Status::Unfinished,
                "This is the function itself, written in another way. Its derivative is still to be taken.",
            ),
            Line::Slope(slope) => self.slope(slope),
            Line::Answer(answer) => match self.slope_of_a_loss(text) {
                Some(verdict) => verdict,
                None => self.answer(answer, text, last),
            },
        }
    }

    /// dL/dw = 2(2w − 3)·2 and L′(0.5) = −8, where the weight after a step is asked for.
    fn slope_of_a_loss(&mut self, text: &str) -> Option<Verdict> {
        let (name, _) = text.split_once('=')?;
        let is_loss = self.judge.question.asked == Asked::Update
            && self.judge.question.base != self.judge.question.f;
        // w′ is the new weight.
        let is_weight = name.trim().trim_end_matches(['\'', '′']) == self.problem.variable;
        if !is_loss || is_weight || !names_a_derivative(name) {
            return None;
        }
        // dL/dw = 2w + 2 = 8: the formula stands first and the number last.
        let first = text.split('=').nth(1).unwrap_or_default();
        let verdict = [(Asked::Derivative, first), (Asked::Value, text)].map(|(asked, text)| {
            let problem = Problem { asked, ..self.problem.clone() };
            Judge::new(&problem).ok().map(|mut judge| judge.check(text))
        });
        let [formula, value] = verdict.map(|verdict| verdict.filter(|verdict| !verdict.is_lost()));
        if [&formula, &value].into_iter().flatten().any(Verdict::is_right) {
            return Some(Verdict::new(Status::Correct, "That slope is right."));
        }
        formula.filter(is_named).or(value)
    }

    /// Judges a slope on the way; in a wrong one a mistake may be seen as in any answer.
    fn slope(&mut self, Slope { own, right, stated, asked }: Slope) -> Verdict {
        let question = &self.judge.question;
        let rights = [question.value(right), stated];
        let worked_out = question.is_number()
            && question.dag.is_constant(own)
            && rights.into_iter().any(|right| is_rounded(question.value(own), right));
        if worked_out || self.judge.equal(own, right) {
            return Verdict::new(Status::Correct, "That slope is right.");
        }
        let named = asked.and_then(|(problem, own)| self.named_in(problem, &own));
        named.unwrap_or_else(|| {
            Verdict::new(
                Status::Wrong,
                "Look at this slope again: which letter moves, and how fast does the piece follow?",
            )
        })
    }

    /// What cannot be read may be right in another way of reading.
    fn said(&mut self, verdict: Verdict, text: &str) -> Verdict {
        if verdict.status == Status::Unreadable
            && let Some((answer, its)) = self.judge.otherwise(text)
            && its.is_right()
        {
            return self.right(&answer, its);
        }
        if verdict.message == TRUE_OF_IT {
            self.relation = Some(text.to_owned());
        }
        match &self.relation {
            Some(relation) if verdict.status == Status::Wrong && verdict.mistake.is_none() => {
                let function = relation.clone();
                self.named_in(Problem { function, ..self.problem.clone() }, text).unwrap_or(verdict)
            }
            _ => verdict,
        }
    }

    /// The verdict on a line as an answer to another problem, where it has the name of a mistake.
    fn named_in(&self, problem: Problem, text: &str) -> Option<Verdict> {
        if self.judge.has_spoken {
            return None;
        }
        let verdict = Judge::new(&problem).ok()?.check(text);
        is_named(&verdict).then_some(verdict)
    }

    /// The mistake in a wrong line that is none in the answer to the problem as it was asked: in the
    /// formula on the way to a number, in the derivative of the function in another form, or in
    /// that form.
    fn named_on_the_way(&mut self, answer: &Answer, text: &str, last: bool) -> Option<Verdict> {
        let question = &self.judge.question;
        let &[own] = answer.taken.as_slice() else { return None };
        if question.asked == Asked::Value && !question.dag.is_constant(own) {
            let formula = Problem { asked: Asked::Derivative, ..self.problem.clone() };
            return self.named_in(formula, text);
        }
        if let Some(function) = self.rewritten.clone() {
            let named = self.named_in(Problem { function, ..self.problem.clone() }, text);
            return named;
        }
        if last || question.is_number() || answer.is_pending() {
            return None;
        }
        let question = &mut self.judge.question;
        let slope = question.right.differentiate(&mut question.dag, own, question.by[0]);
        let text = print::text(&question.dag, slope);
        let slope = Answer { typed: vec![slope], taken: vec![slope], text };
        let verdict = self.judge.judge(&slope);
        verdict.mistake.as_ref().filter(|named| MISREADINGS.contains(&named.id))?;
        Some(verdict)
    }

    /// Judges the derivative, as far as it has come.
    fn answer(&mut self, answer: Answer, text: &str, last: bool) -> Verdict {
        let verdict = self.judge.judge(&answer);
        if verdict.is_right() {
            return self.right(&answer, verdict);
        }
        if let Some((other, its)) = self.judge.otherwise(text)
            && its.is_right()
        {
            return self.right(&other, its);
        }
        if let Some(asked_about) = self.judge.read_otherwise(text, false) {
            return asked_about;
        }
        let taken_before = std::mem::take(&mut self.taken);
        let spoken = self.judge.has_spoken;
        if self.follows(&answer) {
            return Verdict::new(Status::Wrong, FOLLOWS);
        }
        if !last && is_earlier_derivative(&mut self.judge, &answer) {
            return Verdict::new(Status::Unfinished, ONCE_MORE);
        }
        let changed = if taken_before && !spoken { self.judge.changed(&answer) } else { None };
        let named = match spoken || self.rewritten.is_none() && is_named(&verdict) {
            true => None,
            false => self.named_on_the_way(&answer, text, last),
        };
        self.slipped.get_or_insert(answer.taken);
        changed.or(named).unwrap_or(verdict)
    }

    /// Notes a right answer.
    fn right(&mut self, answer: &Answer, verdict: Verdict) -> Verdict {
        self.finished = verdict.status == Status::Correct;
        self.taken = !answer.is_pending();
        self.slipped = None;
        verdict
    }

    /// Whether a wrong answer is the one before it in another form.
    fn follows(&mut self, answer: &Answer) -> bool {
        let SoFar { judge, slipped: Some(before), .. } = self else { return false };
        before.len() == answer.taken.len()
            && before.iter().zip(&answer.taken).all(|(&before, &own)| judge.equal(before, own))
    }
}

/// Whether the mistake, or one of several, is known.
fn is_named(verdict: &Verdict) -> bool {
    is_slip(verdict) && (verdict.mistake.is_some() || !verdict.candidates.is_empty())
}

fn is_slip(verdict: &Verdict) -> bool {
    matches!(verdict.status, Status::Wrong | Status::Unclear)
}

/// Only the first slip is explained; what comes after it waits.
fn explain_first_slip_only(verdicts: &mut [Verdict]) {
    let slips = verdicts.iter_mut().filter(|verdict| is_slip(verdict)).skip(1);
    for later in slips.filter(|verdict| verdict.message != FOLLOWS) {
        *later = Verdict::new(
            later.status,
            "This line differs as well. Mend the first one that does, then look again.",
        );
    }
}

/// How often is differentiated in `y'`, `f''(x)`, `dy/dx`.
fn order_named(name: &str) -> Option<u32> {
    let primes = name.chars().filter(|c| matches!(c, '\'' | '′' | '’')).count();
    let fraction = name.contains('d') && !name.contains(['2', '3', '²', '³']);
    match primes {
        0 => (fraction && name.contains(['/', '}']) && names_a_derivative(name)).then_some(1),
        several => names_a_derivative(name).then_some(several as u32),
    }
}

/// Whether it is a derivative on the way to the one that is asked for.
fn is_earlier_derivative(judge: &mut Judge, answer: &Answer) -> bool {
    let &[own] = answer.taken.as_slice() else { return false };
    let (mut derivative, x) = (judge.question.f, judge.question.by[0]);
    (1..judge.question.order).any(|_| {
        let question = &mut judge.question;
        derivative = question.right.differentiate(&mut question.dag, derivative, x);
        judge.equal(own, derivative)
    })
}
