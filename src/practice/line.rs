//! A line of a working becomes what it is: a name, a slope, the function again, or an answer.

use super::answer::Answer;
use super::aside;
use super::check::Judge;
use super::differentials;
use super::differs::last_digit;
use super::factors;
use super::lead::without_lead;
use super::partials;
use super::parts;
use super::pieces::{
    entry, has_derivative, is_part, is_piece, named_piece, named_slope, slopes_written_out,
    with_names,
};
use super::problem::Problem;
use super::relation;
use super::verdict::{Status, Verdict};
use crate::expr::Expr;
use crate::syntax::{self, Span};

/// What a line is.
pub(super) enum Line {
    /// A name for a piece.
    Name,
    /// The function itself, written in another way.
    Function,
    /// A slope of or by a named piece, or of an entry.
    Slope(Slope),
    /// The derivative, as far as it goes.
    Answer(Answer),
    /// Something else, and what is to be said of it.
    Said(Verdict),
}

/// A slope on the way.
pub(super) struct Slope {
    pub own: Expr,
    pub right: Expr,
    /// What it answers, and how: where it is wrong, a mistake is looked for in it.
    pub asked: Option<(Problem, String)>,
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
    let parts = body.split([',', ';']).flat_map(|part| part.split(" and "));
    let parts = parts.flat_map(|part| part.split(" where ")).flat_map(|part| part.split("  "));
    let parts: Vec<&str> = parts.filter(|part| !part.trim().is_empty()).collect();
    if parts.len() > 1
        && parts.iter().all(|part| part.contains('='))
        && parts::named(&parts, names, judge)
    {
        return parts::read_each(judge, &parts, names, last);
    }
    if judge.question.by.len() > 1
        && let Some((name, is)) = text.split_once(':')
        && let Some(place) = partials::place(&judge.question, name)
    {
        let by = judge.question.dag.as_symbol(judge.question.by[place]);
        let name = by.map(|by| format!("∂f/∂{}", judge.question.dag.name(by)));
        if let Some(line) = name.and_then(|name| entry(judge, &name, is, names)) {
            return line;
        }
    }
    if let Some(slope) = of_differentials(judge, body, names) {
        return read(judge, &slope, names, last);
    }
    if let Some(named) = function_of_its_own(judge, body, last, names) {
        return read(judge, &named, names, last);
    }
    if let Some((name, is)) = body.split_once('=') {
        if let Some(line) = entry(judge, name.trim(), is, names) {
            return line;
        }
        // The last line is no name for a piece: m = 6 is the slope asked for.
        let answers = last && said_let.is_none() && judge.question.is_number();
        if !(answers && is_a_number(judge, is))
            && let Some(line) = named_piece(judge, name.trim(), is, said_let.is_some(), names)
        {
            return line;
        }
        match named_slope(judge, name.trim(), is, names) {
            // f′ may be the slope of a factor called f, L that of the whole, and the answer.
            Some(Line::Slope(Slope { own, .. })) if is_the_answer(judge, own) => {}
            Some(line) => return line,
            None => {}
        }
        if let Some(line) = aside::of_function(judge, [name.trim(), is], names)
            .filter(|line| !matches!(line, Line::Slope(slope) if is_the_answer(judge, slope.own)))
            .or_else(|| aside::by_operator(judge, [name.trim(), is], names))
            .or_else(|| factors::slope(judge, [name.trim(), is], names, last))
        {
            return line;
        }
        if !last
            && !is_whole_slope(judge, name)
            && let Some(line) = worked_out(judge, body)
        {
            return line;
        }
        if let Some(line) = relation::in_y(judge, body, names) {
            return line;
        }
    }
    if let Some(line) = function_again(judge, body, names) {
        return line;
    }
    if let Some(line) = aside::by_arrow(judge, body, names) {
        return line;
    }
    let offset = lead.start + (plain.len() - body.len());
    // du/dx in the midst of a product is read where u has a name.
    let mut reading = Answer::read(&mut judge.question.dag, body);
    // f'g + fg' = 2x sin(x) + …: the rule, and what it gives.
    if let Some((rule, is)) = body.rsplit_once('=')
        && slopes_written_out(judge, rule, names)
            .is_some_and(|rule| syntax::parse(&mut judge.question.dag, &rule).is_ok())
    {
        reading = Answer::read(&mut judge.question.dag, is);
    }
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

/// `du = 2x dx`, `dy = du/u`: a slope by the variable, or by a piece.
fn of_differentials(judge: &Judge, body: &str, names: &[(Expr, Expr)]) -> Option<String> {
    let dag = &judge.question.dag;
    let known = names.iter().map(|&(letter, _)| letter).chain([judge.question.by[0]]);
    let letters: Vec<&str> =
        known.filter_map(|e| dag.as_symbol(e)).map(|symbol| dag.name(symbol)).collect();
    differentials::as_slope(&letters, body)
}

/// `g(x) = 4x^2 - 1`, `f(u) = u^3`, `g'(x) = 8x`: a piece with its argument, as one without it. The
/// function itself, or its derivative, under another name is neither.
fn function_of_its_own(
    judge: &mut Judge,
    body: &str,
    last: bool,
    names: &[(Expr, Expr)],
) -> Option<String> {
    let (name, is) = body.split_once('=')?;
    let (called, argument) = name.trim().strip_suffix(')')?.split_once('(')?;
    let letter = called.trim_end_matches(['\'', '′']);
    let last = last && (called == letter || !is_piece(judge, letter, names));
    let question = &mut judge.question;
    let &[x] = question.by.as_slice() else { return None };
    let argument = syntax::parse(&mut question.dag, argument).ok()?.expr;
    let of_x = argument == x;
    let is_letter = matches!(letter, "g" | "h" | "u" | "v") || letter == "f" && !of_x;
    if last || !is_letter || question.order > 1 || question.dag.as_symbol(argument).is_none() {
        return None;
    }
    let value = syntax::parse(&mut question.dag, is.rsplit('=').next()?).ok()?.expr;
    let names_it = called == letter;
    if of_x && names_it && !is_part(judge, value) || of_x && is_the_answer(judge, value) {
        return None;
    }
    let word = if names_it { "let " } else { "" };
    Some(format!("{word}{called} = {is}"))
}

/// A piece of arithmetic on the way to a number: 0.01·7.6 = 0.076; error = 2 − 5 = −3.
fn worked_out(judge: &mut Judge, body: &str) -> Option<Line> {
    if !judge.question.is_number() {
        return None;
    }
    let dag = &mut judge.question.dag;
    let mut sides = Vec::new();
    for (place, text) in body.split('=').enumerate() {
        match syntax::parse(dag, text).ok().filter(|parsed| dag.is_constant(parsed.expr)) {
            Some(parsed) => sides.push(parsed.expr),
            None if place == 0 => {}
            None => return None,
        }
    }
    let question = &judge.question;
    let values: Vec<f64> = sides.into_iter().map(|side| question.value(side)).collect();
    let (&last, before) = values.split_last()?;
    if before.is_empty() || is_close(last, question.value(question.answers[0])) {
        return None;
    }
    Some(Line::Said(match before.iter().all(|&side| is_rounded(last, side)) {
        true => Verdict::new(Status::Correct, "That is worked out correctly."),
        false => Verdict::new(Status::Wrong, UNEQUAL),
    }))
}

/// Whether a name is that of the slope asked for: dL/dw, f′(2).
fn is_whole_slope(judge: &Judge, name: &str) -> bool {
    let Some(x) = judge.question.dag.as_symbol(judge.question.by[0]) else { return false };
    let plain = name.trim().replace('∂', "d");
    match plain.split_once('/') {
        Some((above, below)) => {
            matches!(above.trim(), "dy" | "df" | "dL" | "dJ" | "dE" | "dC")
                && below.trim().strip_prefix('d') == Some(judge.question.dag.name(x))
        }
        None => plain.starts_with(['f', 'y', 'L']) && plain[1..].starts_with(['\'', '′']),
    }
}

/// What is said of a line that is not worked out correctly.
pub(super) const UNEQUAL: &str = "The two sides of this line are not equal. Work it out once more.";

/// Whether two numbers are the same but for their rounding.
pub(super) fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * (1e-3 + a.abs().max(b.abs()))
}

/// Whether a number on the way is right but for the digits that were left off: at least two of them
/// are needed.
pub(super) fn is_rounded(own: f64, right: f64) -> bool {
    let digit = last_digit(own);
    is_close(own, right) || 10.0 * digit <= own.abs() && (own - right).abs() <= 0.6 * digit
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
    // y = √u = u^(1/2)
    let is = said.and_then(|(_, is)| is.rsplit('=').next()).unwrap_or(body);
    let parsed = syntax::parse(&mut judge.question.dag, is).ok()?.expr;
    if judge.question.is_number() || has_derivative(&judge.question.dag, parsed) {
        return None;
    }
    let own = with_names(judge, parsed, names);
    let (f, answers) = (judge.question.f, judge.question.answers.clone());
    let again = judge.equal(own, f) && !answers.iter().any(|&answer| judge.equal(own, answer));
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
    if left != f && (judge.question.dag.is_constant(left) || !judge.equal(left, f)) {
        return None;
    }
    Some(match judge.equal(right, f) {
        true => Line::Function,
        false => Line::Said(Verdict::new(
            Status::Wrong,
            "The two sides of this line are not equal. Put a number in on both sides and compare.",
        )),
    })
}

/// Whether the last side of it is a number.
fn is_a_number(judge: &mut Judge, is: &str) -> bool {
    let dag = &mut judge.question.dag;
    let last = is.rsplit('=').next().and_then(|last| syntax::parse(dag, last).ok());
    last.is_some_and(|last| dag.is_constant(last.expr))
}

fn is_the_answer(judge: &mut Judge, own: Expr) -> bool {
    let &[answer] = judge.question.answers.as_slice() else { return false };
    let question = &judge.question;
    if question.is_number() && question.dag.is_constant(own) {
        return is_close(question.value(own), question.value(answer));
    }
    judge.equal(own, answer)
}
