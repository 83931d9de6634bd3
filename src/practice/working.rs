//! A student's working becomes verdicts, a line at a time.
//!
//! A line may give the derivative half done, introduce a name (`let u = 2x + 3`), give the slope
//! of a named piece (`du/dx = 2`), or skip. Each is held against the problem; the first that goes
//! wrong is the one spoken of.

use super::answer::{Answer, names_a_derivative};
use super::check::{Judge, Status, Verdict};
use super::idea;
use super::problem::{Problem, Unaskable};
use crate::calculus::{self, Equivalence};
use crate::expr::{Dag, Expr, Op};
use crate::print;
use crate::syntax;

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
enum Line {
    /// A name for a piece.
    Name,
    /// The function itself, written in another way.
    Function,
    /// A slope of or by a named piece, and the right one.
    Slope(Expr, Expr),
    /// The derivative, as far as it goes.
    Answer(Answer),
    /// Not to be read.
    Unreadable(Verdict),
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
    for text in lines.iter().take(MAX_LINES) {
        finished = false;
        let verdict = if judge.question.implicit.is_some() {
            judge.check(text)
        } else if let Some(verdict) = idea::in_words(&judge, text) {
            finished = verdict.status == Status::Correct;
            verdict
        } else {
            match read(&mut judge, text, &mut names) {
                Line::Unreadable(verdict) => verdict,
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
                Line::Answer(answer) => {
                    let mut verdict = judge.judge(&answer);
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
                    } else if taken && let Some(changed) = judge.changed(&answer) {
                        verdict = changed;
                    }
                    taken = right && !answer.is_pending();
                    if !right && slipped.is_none() {
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

fn equal(judge: &mut Judge, a: Expr, b: Expr) -> bool {
    matches!(
        calculus::equivalent(&mut judge.question.dag, a, b),
        Ok(Equivalence::Proved | Equivalence::Sampled)
    )
}

fn read(judge: &mut Judge, text: &str, names: &mut Vec<(Expr, Expr)>) -> Line {
    let plain = text.trim().trim_start_matches(['⇔', '⇒', '→']).trim_start();
    let plain = plain.strip_prefix("<=>").or(plain.strip_prefix("=>")).unwrap_or(plain).trim();
    let said_let =
        ["let ", "Let ", "with ", "where "].iter().find_map(|word| plain.strip_prefix(word));
    let body = said_let.unwrap_or(plain);
    let body = body.strip_prefix('=').map_or(body, str::trim_start);
    if let Some((name, is)) = body.split_once('=') {
        if let Some(line) = named_piece(judge, name.trim(), is, said_let.is_some(), names) {
            return line;
        }
        if let Some(line) = named_slope(judge, name.trim(), is, names) {
            return line;
        }
    }
    if let Some(line) = function_again(judge, body, names) {
        return line;
    }
    let offset = text.len() - text.trim_start().len() + (text.trim().len() - body.len());
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
            Line::Unreadable(verdict)
        }
    }
}

/// `y = u^3`, or the function in another form.
fn function_again(judge: &mut Judge, body: &str, names: &[(Expr, Expr)]) -> Option<Line> {
    let said = body.split_once('=').filter(|(name, _)| {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        name == "y" || name == "f" || name.starts_with("f(") && name.ends_with(')')
    });
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

/// The line with `du/dx` as `d/dx(u)` and `dy/du` as the derivative by u of the function in u.
fn slopes_written_out(judge: &Judge, body: &str, names: &[(Expr, Expr)]) -> Option<String> {
    let mut dag = Dag::new();
    let letter = |e: Expr| {
        let symbol = judge.question.dag.as_symbol(e);
        symbol.map(|symbol| judge.question.dag.name(symbol).to_owned())
    };
    let known: Vec<(String, Expr)> =
        names.iter().filter_map(|&(e, is)| Some((letter(e)?, is))).collect();
    let x = letter(judge.question.by[0])?;
    let f = dag.import(&judge.question.dag, judge.question.base, |_, _| None);
    let mut written = String::with_capacity(body.len() + 32);
    let mut rest = body;
    let mut changed = false;
    while let Some(c) = rest.chars().next() {
        let joined = written.chars().next_back().is_some_and(char::is_alphabetic);
        let fraction = (!joined).then(|| slope_at(rest)).flatten();
        let put = fraction.and_then(|(above, below, length)| {
            let by = below == x || known.iter().any(|(name, _)| name == below);
            if by && known.iter().any(|(name, _)| name == above) {
                return Some((format!("d/d{below}({above})"), length));
            }
            if !by || !matches!(above, "y" | "f") {
                return None;
            }
            // The function with its pieces called by their names.
            let named = known.iter().fold(f, |e, (name, is)| {
                let is = dag.import(&judge.question.dag, *is, |_, _| None);
                let letter = dag.symbol(name);
                dag.substitute(e, is, letter)
            });
            Some((format!("d/d{below}({})", print::text(&dag, named)), length))
        });
        match put {
            Some((text, length)) => {
                changed = true;
                written.push_str(&text);
                rest = &rest[length..];
            }
            None => {
                written.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    changed.then_some(written)
}

/// `du/dx` at the head of a text: both letters, and how long it is.
fn slope_at(text: &str) -> Option<(&str, &str, usize)> {
    let (above, rest) = text.strip_prefix('d')?.split_once('/')?;
    let above = above.trim();
    let inner = rest.trim_start().strip_prefix('d')?;
    let end = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
    let below = &inner[..end];
    let single = |name: &str| name.chars().count() == 1 && name.chars().all(char::is_alphabetic);
    let length = text.len() - inner.len() + end;
    (single(above) && single(below)).then_some((above, below, length))
}

fn has_derivative(dag: &Dag, e: Expr) -> bool {
    dag.below(e).iter().any(|&part| dag.op(part) == Op::Derivative)
}

/// `u = 2x + 3`, where u is a letter that the problem does not have.
fn named_piece(
    judge: &mut Judge,
    name: &str,
    is: &str,
    said: bool,
    names: &mut Vec<(Expr, Expr)>,
) -> Option<Line> {
    let dag = &mut judge.question.dag;
    let letter = syntax::parse(dag, name).ok()?.expr;
    let symbol = dag.as_symbol(letter)?;
    if dag.contains(judge.question.f, symbol) || matches!(name, "y" | "f") && !said {
        return None;
    }
    let is = match syntax::parse(dag, is) {
        Ok(parsed) => parsed.expr,
        Err(error) => {
            let verdict = Verdict::new(Status::Unreadable, error.to_string());
            return Some(Line::Unreadable(verdict));
        }
    };
    let is = with_names(judge, is, names);
    names.push((letter, is));
    Some(Line::Name)
}

/// `du/dx = 2` or `dy/du = 2u`, for a u that was named.
fn named_slope(judge: &mut Judge, name: &str, is: &str, names: &[(Expr, Expr)]) -> Option<Line> {
    if !names_a_derivative(name) {
        return None;
    }
    let plain: String = name
        .replace("\\frac", "")
        .replace("}{", "/")
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}'))
        .collect();
    let (above, below) = plain.split_once('/')?;
    let (above, below) = (above.strip_prefix('d')?, below.strip_prefix('d')?);
    let dag = &mut judge.question.dag;
    let (above, below) = (dag.symbol(above), dag.symbol(below));
    let of = names.iter().find(|(letter, _)| *letter == above).map(|(_, is)| *is);
    let by = names.iter().find(|(letter, _)| *letter == below).copied();
    let own = syntax::parse(dag, is).ok()?.expr;
    let question = &mut judge.question;
    let right = match (of, by) {
        (None, None) => return None,
        // du/dx, or du/dv of two named pieces.
        (Some(piece), by) => {
            let piece = match by {
                Some((letter, inner)) => question.dag.substitute(piece, inner, letter),
                None => piece,
            };
            question.right.differentiate(&mut question.dag, piece, below)
        }
        // dy/du
        (None, Some((letter, inner))) => {
            let outer = question.dag.substitute(question.base, inner, letter);
            question.right.differentiate(&mut question.dag, outer, letter)
        }
    };
    let (own, right) = (with_names(judge, own, names), with_names(judge, right, names));
    Some(Line::Slope(own, right))
}

/// With the names put back and every derivative taken, those by a named piece in its letter.
fn with_names(judge: &mut Judge, e: Expr, names: &[(Expr, Expr)]) -> Expr {
    let question = &mut judge.question;
    let right = &mut question.right;
    let put_back = |dag: &mut Dag, e: Expr| {
        names.iter().rev().fold(e, |e, &(letter, is)| dag.substitute(e, letter, is))
    };
    let taken = question.dag.rebuild(e, |dag, e, children| match (dag.op(e), children) {
        (Op::Derivative, &[f, x]) => {
            let by_name = names.iter().any(|(letter, _)| *letter == x);
            let f = if by_name { f } else { put_back(dag, f) };
            right.differentiate(dag, f, x)
        }
        (op, _) => dag.node(op, children),
    });
    put_back(&mut question.dag, taken)
}
