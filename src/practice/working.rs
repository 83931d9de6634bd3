//! A student's working becomes verdicts, a line at a time.
//!
//! A line may give the derivative half done, introduce a name (`let u = 2x + 3`), give the slope
//! of a named piece (`du/dx = 2`), or skip. Each is held against the problem; the first that goes
//! wrong is the one spoken of.

use super::answer::Answer;
use super::check::Judge;
use super::lead::{without_lead, without_place};
use super::name::names_a_derivative;
use super::pieces::{
    entry, has_derivative, named_piece, named_slope, slopes_written_out, with_names,
};
use super::problem::{Problem, Unaskable};
use super::verdict::{Status, Verdict};
use super::{idea, parts};
use crate::calculus::{self, Equivalence};
use crate::expr::Expr;
use crate::syntax::{self, Span};

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

/// What a line is.
pub(super) enum Line {
    /// A name for a piece.
    Name,
    /// The function itself, written in another way.
    Function,
    /// A slope of or by a named piece, and the right one.
    Slope(Expr, Expr),
    /// The derivative, as far as it goes.
    Answer(Answer),
    /// Something else, and what is to be said of it.
    Said(Verdict),
}

/// Judges a working.
pub fn check_steps(lines: &[String], problem: &Problem) -> Result<Working, Unaskable> {
    let mut judge = Judge::new(problem)?;
    let mut names: Vec<(Expr, Expr)> = Vec::new();
    let mut verdicts: Vec<Verdict> = Vec::new();
    let mut slipped: Option<Vec<Expr>> = None;
    let mut finished = false;
    // Whether the line before was right with every derivative taken: what goes wrong after it is no
    // longer a matter of rules.
    let mut taken = false;
    let count = lines.len().min(MAX_LINES);
    for (place, text) in lines.iter().take(MAX_LINES).enumerate() {
        finished = false;
        let placed = without_place(text);
        let text = placed.as_str();
        let last = place + 1 == count;
        let verdict = if judge.question.implicit.is_some() {
            judge.check(text)
        } else if let Some(verdict) = idea::in_words(&judge, text) {
            finished = verdict.status == Status::Correct;
            verdict
        } else if let Some(verdict) = earlier_derivative(problem, text) {
            verdict
        } else {
            match read(&mut judge, text, &mut names, last) {
                Line::Said(verdict) => match judge.otherwise(text) {
                    Some((answer, its))
                        if verdict.status == Status::Unreadable && its.is_right() =>
                    {
                        (finished, taken) = (its.status == Status::Correct, !answer.is_pending());
                        slipped = None;
                        its
                    }
                    _ => verdict,
                },
                Line::Name => Verdict::new(Status::Correct, "A name for a piece: good."),
                Line::Function => Verdict::new(
                    Status::Unfinished,
                    "This is the function itself, written in another way. Its derivative is still to be taken.",
                ),
                Line::Slope(own, right) => match equal(&mut judge, own, right) {
                    true => Verdict::new(Status::Correct, "That slope is right."),
                    false => Verdict::new(
                        Status::Wrong,
                        "Look at this slope again: which letter moves, and how fast does the piece follow?",
                    ),
                },
                Line::Answer(mut answer) => {
                    let mut verdict = judge.judge(&answer);
                    if !verdict.is_right()
                        && let Some((other, its)) = judge.otherwise(text)
                        && its.is_right()
                    {
                        (answer, verdict) = (other, its);
                    }
                    let right = matches!(verdict.status, Status::Correct | Status::Unfinished);
                    let follows = !right
                        && slipped.as_ref().is_some_and(|before| {
                            before.len() == answer.taken.len()
                                && before
                                    .iter()
                                    .zip(&answer.taken)
                                    .all(|(&before, &own)| equal(&mut judge, before, own))
                        });
                    if right {
                        finished = verdict.status == Status::Correct;
                        slipped = None;
                    } else if !last && is_first_derivative(&mut judge, &answer) {
                        verdict = Verdict::new(Status::Unfinished, ONCE_MORE);
                    } else if taken && let Some(changed) = judge.changed(&answer) {
                        verdict = changed;
                    }
                    taken = right && !answer.is_pending();
                    if !right && verdict.message != ONCE_MORE && slipped.is_none() {
                        slipped = Some(answer.taken.clone());
                    }
                    match follows {
                        true => Verdict::new(
                            Status::Wrong,
                            "This follows from the line before. The slip is further up.",
                        ),
                        false => verdict,
                    }
                }
            }
        };
        if judge.question.implicit.is_some() {
            finished = verdict.status == Status::Correct;
        }
        verdicts.push(verdict);
    }
    // Only the first slip is explained; what comes after it waits.
    let first = verdicts
        .iter()
        .position(|verdict| matches!(verdict.status, Status::Wrong | Status::Unclear));
    if let Some(first) = first {
        for later in verdicts.iter_mut().skip(first + 1) {
            if matches!(later.status, Status::Wrong | Status::Unclear)
                && !later.message.starts_with("This follows")
            {
                *later = Verdict::new(
                    later.status,
                    "This line differs as well. Mend the first one that does, then look again.",
                );
            }
        }
    }
    Ok(Working { lines: verdicts, finished })
}

pub(super) fn equal(judge: &mut Judge, a: Expr, b: Expr) -> bool {
    matches!(
        calculus::equivalent(&mut judge.question.dag, a, b),
        Ok(Equivalence::Proved | Equivalence::Sampled)
    )
}

fn is_the_answer(judge: &mut Judge, own: Expr) -> bool {
    let answers = judge.question.answers.clone();
    matches!(*answers.as_slice(), [answer] if equal(judge, own, answer))
}

/// What is said of a derivative that is to be differentiated again.
const ONCE_MORE: &str = "That is right so far. It is to be differentiated once more.";

/// A line that says itself that it is an earlier derivative than the one asked for: f′(x) = … on the
/// way to f″.
fn earlier_derivative(problem: &Problem, text: &str) -> Option<Verdict> {
    let order = problem.order.max(1);
    let (name, _) = text.split_once('=')?;
    let own = order_named(name)?;
    if own >= order {
        return None;
    }
    let earlier = Problem { order: own, ..problem.clone() };
    let verdict = Judge::new(&earlier).ok()?.check(text);
    Some(match verdict.status {
        Status::Correct => Verdict::new(Status::Unfinished, ONCE_MORE),
        _ => verdict,
    })
}

/// How often is differentiated in `y'`, `f''(x)`, `dy/dx`.
fn order_named(name: &str) -> Option<u32> {
    let primes = name.chars().filter(|c| matches!(c, '\'' | '′' | '’')).count();
    let fraction = name.contains('d') && !name.contains(['2', '3', '²', '³']);
    match primes {
        0 => {
            (fraction && name.contains(['/', '}']) && names_a_derivative(name.trim())).then_some(1)
        }
        several => names_a_derivative(name.trim()).then_some(several as u32),
    }
}

/// Whether it is the derivative before the last, where several are asked for.
fn is_first_derivative(judge: &mut Judge, answer: &Answer) -> bool {
    let base = judge.question.base;
    judge.question.order > 1 && answer.taken.len() == 1 && equal(judge, answer.taken[0], base)
}

/// What a line of a working is, its names put among those that are known.
pub(super) fn read(
    judge: &mut Judge,
    text: &str,
    names: &mut Vec<(Expr, Expr)>,
    last: bool,
) -> Line {
    let lead = without_lead(text, Span::whole(text));
    let plain = &text[lead.start..lead.end];
    let said_let =
        ["let ", "Let ", "with ", "where "].iter().find_map(|word| plain.strip_prefix(word));
    let body = said_let.unwrap_or(plain);
    // Several names on one line: u = x², v = sin(x); or their slopes: u′ = 2x, v′ = cos(x).
    let parts: Vec<&str> = body.split([',', ';']).flat_map(|part| part.split(" and ")).collect();
    if parts.len() > 1
        && parts.iter().all(|part| part.contains('='))
        && parts::named(&parts, names, judge)
    {
        return parts::read_each(judge, &parts, names, last);
    }
    if let Some((name, is)) = body.split_once('=') {
        if let Some(line) = entry(judge, name.trim(), is) {
            return line;
        }
        if let Some(line) = named_piece(judge, name.trim(), is, said_let.is_some(), names) {
            return line;
        }
        match named_slope(judge, name.trim(), is, names) {
            // f′ may be the slope of a factor called f, and the answer.
            Some(Line::Slope(own, right))
                if !equal(judge, own, right) && is_the_answer(judge, own) => {}
            Some(line) => return line,
            None => {}
        }
        if !last && let Some(line) = worked_out(judge, name, is) {
            return line;
        }
    }
    if let Some(line) = function_again(judge, body, names) {
        return line;
    }
    let offset = lead.start + (plain.len() - body.len());
    // du/dx in the midst of a product is read where u has a name.
    let mut reading = Answer::read(&mut judge.question.dag, body);
    if reading.is_err()
        && let Some(written) = slopes_written_out(judge, body, names)
        && let Ok(answer) = Answer::read(&mut judge.question.dag, &written)
    {
        reading = Ok(answer);
    }
    match reading {
        Ok(mut answer) => {
            for place in 0..answer.typed.len() {
                let taken = with_names(judge, answer.typed[place], names);
                answer.taken[place] = taken;
                // A name is no unfinished business, a derivative is.
                let pending = has_derivative(&judge.question.dag, answer.typed[place]);
                answer.typed[place] = if pending { answer.typed[place] } else { taken };
            }
            Line::Answer(answer)
        }
        Err(error) => {
            let mut verdict = Verdict::new(Status::Unreadable, error.to_string());
            let mut span = error.span;
            span.start += offset;
            span.end += offset;
            verdict.span = Some(span);
            Line::Said(verdict)
        }
    }
}

/// A piece of arithmetic on the way to a number: 0.01·7.6 = 0.076.
fn worked_out(judge: &mut Judge, left: &str, right: &str) -> Option<Line> {
    let dag = &mut judge.question.dag;
    let mut side = |text: &str| {
        let e = syntax::parse(dag, text).ok()?.expr;
        dag.is_constant(e).then_some(e)
    };
    let (left, right) = (side(left)?, side(right)?);
    let question = &judge.question;
    let [own, other, whole] = [vec![left], vec![right], question.answers.clone()]
        .map(|all| question.numbers(&all).map_or(f64::NAN, |values| values[0]));
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1e-3 + a.abs().max(b.abs()));
    if !question.is_number() || close(other, whole) {
        return None;
    }
    Some(Line::Said(match close(own, other) {
        true => Verdict::new(Status::Correct, "That is worked out correctly."),
        false => Verdict::new(
            Status::Wrong,
            "The two sides of this line are not equal. Work it out once more.",
        ),
    }))
}

/// `y = u^3`, or the function in another form.
fn function_again(judge: &mut Judge, body: &str, names: &[(Expr, Expr)]) -> Option<Line> {
    let said = body.split_once('=').filter(|(name, _)| {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        name == "y" || name == "f" || name.starts_with("f(") && name.ends_with(')')
    });
    if said.is_none()
        && let Some(line) = function_equals(judge, body)
    {
        return Some(line);
    }
    let is = said.map_or(body, |(_, is)| is);
    let parsed = syntax::parse(&mut judge.question.dag, is).ok()?.expr;
    if judge.question.is_number() || has_derivative(&judge.question.dag, parsed) {
        return None;
    }
    let own = with_names(judge, parsed, names);
    let (f, answers) = (judge.question.f, judge.question.answers.clone());
    let again = equal(judge, own, f) && !answers.iter().any(|&answer| equal(judge, own, answer));
    // e^(x²) alone may be the function, or its derivative without the inner one.
    let slip = again
        && said.is_none()
        && Answer::read(&mut judge.question.dag, body).is_ok_and(|answer| {
            let verdict = judge.judge(&answer);
            verdict.mistake.is_some() || verdict.status == Status::Unclear
        });
    (again && !slip).then_some(Line::Function)
}

/// (2x + 3)² = 4x² + 12x + 9: the function, and what it is said to be equal to.
fn function_equals(judge: &mut Judge, body: &str) -> Option<Line> {
    let (left, right) = body.split_once('=')?;
    let dag = &mut judge.question.dag;
    let mut side = |text: &str| syntax::parse(dag, text).ok().map(|parsed| parsed.expr);
    let (left, right) = (side(left)?, side(right)?);
    let f = judge.question.f;
    if left != f && (judge.question.dag.is_constant(left) || !equal(judge, left, f)) {
        return None;
    }
    Some(match equal(judge, right, f) {
        true => Line::Function,
        false => Line::Said(Verdict::new(
            Status::Wrong,
            "The two sides of this line are not equal. Put a number in on both sides and compare.",
        )),
    })
}
