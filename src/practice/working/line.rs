//! A line of a working becomes what it is: a name, a slope, the function again, or an answer.

use super::arithmetic::{is_a_number, is_close, worked_out};
use super::function::function_again;
use super::kind::{Line, Slope};
use super::names::{is_piece, with_names};
use super::pieces::{is_part, named_piece};
use super::slopes::{entry, inside_named, named_slope, slopes_written_out};
use super::{aside, factors, parts, relation};
use crate::expr::Expr;
use crate::practice::answer::lead::without_lead;
use crate::practice::answer::{Answer, differentials, partials};
use crate::practice::check::Judge;
use crate::practice::verdict::{Status, Verdict};
use crate::syntax::{self, Span};

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
    let parts = parts::of(body);
    if parts.len() > 1
        && parts.iter().all(|part| part.contains('='))
        && parts::named(&parts, names, judge)
    {
        return read_each(judge, &parts, names, last);
    }
    if let Some(line) = partial(judge, text, names) {
        return line;
    }
    let simpler = of_pieces(judge, body, names)
        .or_else(|| of_differentials(judge, body, names))
        .or_else(|| function_of_its_own(judge, body, last, names));
    if let Some(simpler) = simpler {
        return read(judge, &simpler, names, last);
    }
    if let Some(sides) = body.split_once('=')
        && let Some(line) = with_a_sign(judge, body, sides, said_let.is_some(), names, last)
    {
        return line;
    }
    function_again(judge, body, names)
        .or_else(|| aside::by_arrow(judge, body, names))
        .unwrap_or_else(|| answer(judge, body, names, lead.start + (plain.len() - body.len())))
}

/// `∂f/∂x: 2x`, `by x: 2x`: an entry of a gradient behind its name.
fn partial(judge: &mut Judge, text: &str, names: &[(Expr, Expr)]) -> Option<Line> {
    let (name, is) = text.split_once(':').filter(|_| judge.question.by.len() > 1)?;
    let by = judge.question.by[partials::place(&judge.question, name)?];
    let dag = &judge.question.dag;
    let name = format!("∂f/∂{}", dag.name(dag.as_symbol(by)?));
    entry(judge, &name, is, names)
}

/// What a line is that says what something is: a name, a slope, a sum worked out, an equation in y.
fn with_a_sign(
    judge: &mut Judge,
    body: &str,
    (name, is): (&str, &str),
    said_let: bool,
    names: &mut Vec<(Expr, Expr)>,
    last: bool,
) -> Option<Line> {
    let sides = [name.trim(), is];
    let name = sides[0];
    if let Some(line) = entry(judge, name, is, names) {
        return Some(line);
    }
    // The last line is no name for a piece: m = 6 is the slope asked for.
    let answers = last && !said_let && judge.question.is_number();
    if !(answers && is_a_number(judge, is))
        && let Some(line) = named_piece(judge, name, is, said_let, names)
    {
        return Some(line);
    }
    names.extend(inside_named(judge, name, names));
    match named_slope(judge, name, is, names) {
        // f′ may be the slope of a factor called f, L that of the whole, and the answer.
        Some(Line::Slope(Slope { own, .. })) if is_the_answer(judge, own) => return None,
        Some(line) => return Some(line),
        None => {}
    }
    aside::of_function(judge, sides, names)
        .filter(|line| !matches!(line, Line::Slope(slope) if is_the_answer(judge, slope.own)))
        .or_else(|| aside::by_operator(judge, sides, names))
        .or_else(|| factors::slope(judge, sides, names, last))
        .or_else(|| match last || is_whole_slope(judge, name) {
            true => None,
            false => worked_out(judge, body, names),
        })
        .or_else(|| relation::in_y(judge, body, names))
}

/// The derivative as far as it goes, or why it cannot be read.
fn answer(judge: &mut Judge, body: &str, names: &[(Expr, Expr)], offset: usize) -> Line {
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
                let pending = judge.question.dag.has_derivative(answer.typed[place]);
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

/// `(uv)' = u'v + uv'`: what stands behind the sign, where all letters are those of pieces.
fn of_pieces(judge: &Judge, body: &str, names: &[(Expr, Expr)]) -> Option<String> {
    let (name, is) = body.split_once('=')?;
    let inside = name.trim().strip_suffix(['\'', '′'])?.strip_prefix('(')?.strip_suffix(')')?;
    let mut letters = inside.split(|c: char| !c.is_alphabetic()).flat_map(|word| word.split(""));
    letters.all(|letter| letter.is_empty() || is_piece(judge, letter, names)).then(|| is.to_owned())
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
    Some(match names_it {
        true => format!("let {called} = {is}"),
        // f′(u), by the piece u.
        false if letter == "f" && names.iter().any(|&(piece, _)| piece == argument) => {
            let dag = &judge.question.dag;
            format!("df/d{} = {is}", dag.name(dag.as_symbol(argument)?))
        }
        false => format!("{called} = {is}"),
    })
}

/// Whether a name is that of the slope asked for: dL/dw, f′(2).
fn is_whole_slope(judge: &Judge, name: &str) -> bool {
    let Some(x) = judge.question.dag.as_symbol(judge.question.by[0]) else { return false };
    let plain = name.trim().replace("∂", "d");
    match plain.split_once('/') {
        Some((above, below)) => {
            matches!(above.trim(), "dy" | "df" | "dL" | "dJ" | "dE" | "dC")
                && below.trim().strip_prefix('d') == Some(judge.question.dag.name(x))
        }
        None => plain.starts_with(['f', 'y', 'L']) && plain[1..].starts_with(['\'', '′']),
    }
}

fn is_the_answer(judge: &mut Judge, own: Expr) -> bool {
    let &[answer] = judge.question.answers.as_slice() else { return false };
    let question = &judge.question;
    if question.is_number() && question.dag.is_constant(own) {
        return is_close(question.value(own), question.value(answer));
    }
    judge.equal(own, answer)
}

/// A line of several parts, one after the other.
fn read_each(
    judge: &mut Judge,
    parts: &[String],
    names: &mut Vec<(Expr, Expr)>,
    last: bool,
) -> Line {
    let plain: Vec<&str> = parts
        .iter()
        .map(|part| {
            let Span { start, end } = without_lead(part, Span::whole(part));
            &part[start..end]
        })
        .collect();
    // y = u³, u = x² + 1: the function is read when its pieces have their names. Where f is a factor
    // and not the function, it is a piece as well.
    let pieces_alone = plain.iter().any(|part| part.trim_start().starts_with('g'));
    let mut is_function = |part: &str| {
        let (name, is) = part.split_once('=').unwrap_or_default();
        let name = name.trim();
        let f = judge.question.f;
        name == "y"
            || (name == "f" || name.starts_with("f("))
                && !(pieces_alone
                    && syntax::parse(&mut judge.question.dag, is)
                        .is_ok_and(|parsed| !judge.equal(parsed.expr, f)))
    };
    let (functions, pieces): (Vec<&str>, Vec<&str>) =
        plain.into_iter().partition(|part| is_function(part));
    let mut line = Line::Name;
    let pieces = pieces.into_iter().map(|part| match part.split_once('=') {
        Some((name, is))
            if let Some((called, _)) = name.trim().split_once('(')
                && matches!(called.trim_end_matches(['\'', '′']), "f" | "g" | "h") =>
        {
            format!("let {called} = {is}")
        }
        _ => format!("let {part}"),
    });
    for part in pieces.chain(functions.into_iter().map(str::to_owned)) {
        line = read(judge, &part, names, last);
        match line {
            Line::Name | Line::Function => {}
            Line::Slope(Slope { own, right, .. }) if judge.equal(own, right) => {}
            Line::Said(ref said) if said.is_right() => {}
            other => return other,
        }
    }
    line
}
