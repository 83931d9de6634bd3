//! A line of working that names a piece or gives the slope of one: `let u = 2x + 3`, `du/dx = 2`.

use super::check::Judge;
use super::line::{Line, Slope, UNEQUAL, is_rounded};
use super::name::{names_a_derivative, names_a_new_weight};
use super::problem::{Problem, Question};
use super::verdict::{Status, Verdict};
use crate::expr::{Constant, Dag, Expr, Function, Op};
use crate::print;
use crate::rules::Asked;
use crate::syntax::{self, ParseError, Span};

/// `u = 2x + 3`, where u is a letter that the problem does not have.
pub(super) fn named_piece(
    judge: &mut Judge,
    name: &str,
    is: &str,
    said: bool,
    names: &mut Vec<(Expr, Expr)>,
) -> Option<Line> {
    let is_slope = name.contains(['/', '\\']) && names_a_derivative(name);
    if is_slope || judge.question.asked == Asked::Update && names_a_new_weight(name) {
        return None;
    }
    let dag = &mut judge.question.dag;
    let letter = syntax::parse(dag, name).ok()?.expr;
    let used = match dag.as_symbol(letter) {
        Some(symbol) => dag.contains(judge.question.f, symbol),
        // The error of a neuron is called e; where the number e does not occur, it may be.
        None => dag.op(letter) != Op::Constant(Constant::E) || has_e(dag, judge.question.f),
    };
    if used || matches!(name, "y" | "f") && !said {
        return None;
    }
    let mut sides = Vec::new();
    for text in is.split('=') {
        match side(judge, text, names) {
            Ok(side) => sides.push(side),
            Err(error) => {
                let verdict = Verdict::new(Status::Unreadable, error.to_string());
                return Some(Line::Said(verdict));
            }
        }
    }
    let dag = &judge.question.dag;
    // Of several signs of equality the last one stands before the result, u = x² + x² = 2x²; a
    // result in numbers is the value of the piece, u = 2x + 3 = 5, and not what it is.
    let &last = sides.last()?;
    let first = *sides.first()?;
    let numbers: Vec<Expr> = sides.iter().copied().filter(|&side| dag.is_constant(side)).collect();
    let formula = sides.into_iter().rev().find(|&side| !dag.is_constant(side));
    let part = if formula.is_none() { part_worth(judge, [first, last], names) } else { None };
    let is = part.unwrap_or_else(|| with_names(judge, formula.unwrap_or(last), names));
    let question = &judge.question;
    let differs = |side: Expr| !is_rounded(question.value(last), question.value(side));
    if question.is_number()
        && question.dag.is_constant(last)
        && (formula.is_some() && differs(is) || numbers.into_iter().any(differs))
    {
        return Some(Line::Said(Verdict::new(Status::Wrong, UNEQUAL)));
    }
    // u = sin(v), v = 2x: a letter may be used before it gets its name.
    if judge.question.dag.as_symbol(letter).is_some() {
        for (_, known) in names.iter_mut() {
            *known = judge.question.dag.substitute(*known, letter, is);
        }
    }
    names.push((letter, is));
    let plain = judge.question.asked == Asked::Derivative && judge.question.order < 2;
    Some(match plain && formula.is_some() && is_elsewhere(judge, is) {
        true => Line::Said(Verdict::new(Status::Correct, ELSEWHERE)),
        false => Line::Name,
    })
}

/// What is said of a name for something that the function does not have.
const ELSEWHERE: &str =
    "It has its name. As it is written it stands nowhere in the function: compare the two.";

/// What stands on one side of a sign behind a name; e^4x as e^(4x), where that alone is part of the
/// function.
fn side(judge: &mut Judge, text: &str, names: &[(Expr, Expr)]) -> Result<Expr, ParseError> {
    let parsed = match syntax::parse(&mut judge.question.dag, text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let written = slopes_written_out(judge, text, names).ok_or(error)?;
            syntax::parse(&mut judge.question.dag, &written)?
        }
    };
    if parsed.readings.is_empty() || is_part(judge, parsed.expr) {
        return Ok(parsed.expr);
    }
    let other = parsed.readings.into_iter().find_map(|reading| {
        let Span { start, end } = reading.span;
        let text = format!("{}{}{}", &text[..start], reading.replacement, &text[end..]);
        let other = syntax::parse(&mut judge.question.dag, &text).ok()?.expr;
        is_part(judge, other).then_some(other)
    });
    Ok(other.unwrap_or(parsed.expr))
}

/// Whether it is a piece of the function, and not all of it.
pub(super) fn is_part(judge: &mut Judge, piece: Expr) -> bool {
    let whole = differentiated(&judge.question);
    let letter = judge.question.dag.symbol("g_{piece}");
    let found = in_the_letter(judge, whole, piece, letter);
    found != whole && found != letter && judge.question.dag.below(found).contains(&letter)
}

/// Whether something in the variable is neither a piece of the function nor all of it.
fn is_elsewhere(judge: &mut Judge, is: Expr) -> bool {
    let Question { dag, by, f, .. } = &judge.question;
    let moves = dag.as_symbol(by[0]).is_some_and(|x| dag.variables(is) == [x]);
    let f = *f;
    moves && !is_part(judge, is) && !judge.equal(is, f)
}

/// The part of the function that is meant by its value alone, `h = 6`, `a = sigma(0) = 0.5`: the
/// innermost that is worth as much at the problem's place, with the sums and products around it.
fn part_worth(
    judge: &mut Judge,
    [shown, value]: [Expr; 2],
    names: &[(Expr, Expr)],
) -> Option<Expr> {
    if !judge.question.is_number() {
        return None;
    }
    let whole = differentiated(&judge.question);
    let value = judge.question.value(value);
    let dag = &mut judge.question.dag;
    let shape = dag.op(shown);
    let mut parts = Vec::new();
    for e in dag.below(whole) {
        let (op, children) = (dag.op(e), dag.children(e).to_vec());
        if matches!(op, Op::Add | Op::Mul) {
            for n in 2..children.len().min(5) {
                for run in children.windows(n) {
                    parts.push(dag.node(op, run));
                }
            }
        }
        parts.push(e);
    }
    let question = &judge.question;
    let dag = &question.dag;
    parts.retain(|&part| {
        dag.as_symbol(part).is_none()
            && !dag.is_constant(part)
            && names.iter().all(|&(_, is)| is != part)
            && is_rounded(value, question.value(part))
    });
    if let Some(&alike) = parts.iter().rev().find(|&&part| dag.op(part) == shape) {
        return Some(alike);
    }
    let loose = |e: Expr| matches!(dag.op(e), Op::Add | Op::Mul | Op::Neg | Op::Div);
    parts.into_iter().reduce(|inner, outer| if loose(outer) { outer } else { inner })
}

/// What is differentiated: of a step the loss.
fn differentiated(&Question { asked, base, f, .. }: &Question) -> Expr {
    if asked == Asked::Update { f } else { base }
}

/// Whether the number e stands in it, also below an exponent.
fn has_e(dag: &Dag, e: Expr) -> bool {
    dag.below(e)
        .iter()
        .any(|&part| matches!(dag.op(part), Op::Constant(Constant::E) | Op::Call(Function::Exp)))
}

/// `du/dx = 2`, `u' = 2` or `dy/du = 2u`, for a u that was named.
pub(super) fn named_slope(
    judge: &mut Judge,
    name: &str,
    is: &str,
    names: &[(Expr, Expr)],
) -> Option<Line> {
    let x = judge.question.dag.as_symbol(judge.question.by[0])?;
    let x = judge.question.dag.name(x).to_owned();
    let name = match name.trim().strip_suffix(['\'', '′']) {
        Some(letter) => format!("d{letter}/d{x}"),
        None => name.to_owned(),
    };
    if !names_a_derivative(&name) {
        return None;
    }
    let plain: String = name
        .replace("\\frac", "")
        .replace("\\partial", "d")
        .replace('∂', "d")
        .replace("}{", "/")
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}'))
        .collect();
    let (above, below) = plain.split_once('/')?;
    let (above, below) = (above.strip_prefix('d')?, below.strip_prefix('d')?);
    let dag = &mut judge.question.dag;
    // The error e is read as the number e, here as where it got its name.
    let [above, below] = [above, below].map(|letter| {
        match names.iter().find(|(e, _)| letter == "e" && dag.op(*e) == Op::Constant(Constant::E)) {
            Some((e, _)) => *e,
            // yhat is ŷ.
            None => match syntax::parse(dag, letter) {
                Ok(read) if dag.as_symbol(read.expr).is_some() => read.expr,
                _ => dag.symbol(letter),
            },
        }
    });
    let of = names.iter().find(|(letter, _)| *letter == above).map(|(_, is)| *is);
    let by = names.iter().find(|(letter, _)| *letter == below).copied();
    // A line ends in its result: 2z·2 = 4z.
    let own = syntax::parse(dag, is.rsplit('=').next()?).ok()?.expr;
    // What is differentiated by must be a letter.
    let (by, below) = match by {
        Some((e, inner)) if dag.as_symbol(e).is_none() => {
            let letter = dag.symbol("e_{piece}");
            (Some((letter, inner)), letter)
        }
        by => (by, below),
    };
    // outer = u⁵, outer′ = 5u⁴: by the letter that is in it.
    let [by_x, only] = [judge.question.by[0], below];
    let (by, below) = match of.map(|piece| dag.variables(piece)).as_deref() {
        Some(&[letter]) if by_x == only && dag.as_symbol(by_x) != Some(letter) => {
            let letter = dag.symbol_leaf(letter);
            (names.iter().find(|(known, _)| *known == letter).copied(), letter)
        }
        _ => (by, below),
    };
    let function = match (of, by) {
        (None, None) => return None,
        (Some(piece), None) => with_names(judge, piece, names),
        // du/dv of two named pieces.
        (Some(piece), Some((letter, inner))) => in_the_letter(judge, piece, inner, letter),
        // dy/du
        (None, Some((letter, inner))) => {
            let whole = differentiated(&judge.question);
            in_the_letter(judge, whole, inner, letter)
        }
    };
    let question = &mut judge.question;
    let right = question.right.differentiate(&mut question.dag, function, below);
    let right = match by {
        Some((letter, inner)) => question.dag.substitute(right, letter, inner),
        None => right,
    };
    let letters = judge.question.dag.variables(own);
    let others = letters.into_iter().any(|letter| {
        let letter = judge.question.dag.symbol_leaf(letter);
        letter != below && names.iter().any(|&(known, _)| known == letter)
    });
    let answered = match by {
        Some(_) if !others => own,
        // 1 − h² by z, where h is tanh(z).
        Some((letter, inner)) => {
            let put_back = with_names(judge, own, names);
            in_the_letter(judge, put_back, inner, letter)
        }
        None => with_names(judge, own, names),
    };
    let asked = asked(&judge.question.dag, function, below, answered);
    let (own, right) = (with_names(judge, own, names), with_names(judge, right, names));
    Some(Line::Slope(Slope { own, right, asked }))
}

/// A function with one of its pieces called by a letter. Written in another order than the piece
/// has in it, 2w for w·2, the piece is found when both are in order.
pub(super) fn in_the_letter(judge: &mut Judge, whole: Expr, piece: Expr, letter: Expr) -> Expr {
    let Question { dag, right, .. } = &mut judge.question;
    let found = dag.substitute(whole, piece, letter);
    if found != whole {
        return found;
    }
    let [whole, piece] = [whole, piece].map(|e| right.tidier.tidy(dag, e));
    let found = dag.substitute(whole, piece, letter);
    if found != whole || !matches!(dag.op(piece), Op::Add | Op::Mul) {
        return found;
    }
    // wx + b in wx + b − y: some of the terms.
    let (op, parts) = (dag.op(piece), dag.children(piece).to_vec());
    dag.rebuild(whole, |dag, e, children| {
        if dag.op(e) != op || !parts.iter().all(|part| children.contains(part)) {
            return dag.node(dag.op(e), children);
        }
        let rest = children.iter().copied().filter(|child| !parts.contains(child));
        let with: Vec<Expr> = [letter].into_iter().chain(rest).collect();
        dag.node(op, &with)
    })
}

/// The question that a slope answers, and the answer, as they would be typed.
pub(super) fn asked(dag: &Dag, function: Expr, by: Expr, own: Expr) -> Option<(Problem, String)> {
    let variable = dag.name(dag.as_symbol(by)?).to_owned();
    let function = print::text(dag, function);
    Some((Problem { function, variable, ..Problem::default() }, print::text(dag, own)))
}

/// Whether a letter was given to a piece.
pub(super) fn is_piece(judge: &Judge, letter: &str, names: &[(Expr, Expr)]) -> bool {
    let dag = &judge.question.dag;
    names.iter().any(|&(e, _)| dag.as_symbol(e).is_some_and(|symbol| dag.name(symbol) == letter))
}

/// `f_x = 2x`, `∂f/∂x = 2x`, `d/dx(f) = 2x`: one entry of a gradient.
pub(super) fn entry(
    judge: &mut Judge,
    name: &str,
    is: &str,
    names: &[(Expr, Expr)],
) -> Option<Line> {
    let by = judge.question.by.clone();
    if by.len() < 2 {
        return None;
    }
    let dag = &mut judge.question.dag;
    let written = syntax::parse(dag, name).ok().map(|parsed| parsed.expr);
    let letter = match written.filter(|&e| dag.op(e) == Op::Derivative) {
        Some(e) => dag.children(e)[1],
        None if names_a_derivative(name) => {
            let plain = name.split('(').next().unwrap_or_default();
            let plain =
                plain.replace("\\partial", "d").replace('∂', "d").replace(['{', '}', '\\'], "");
            let behind = match plain.rsplit_once("d") {
                Some((_, behind)) if plain.contains('d') => behind,
                _ => plain.get(1..)?.trim_start_matches('_'),
            };
            syntax::parse(dag, behind).ok()?.expr
        }
        None => return None,
    };
    let place = by.iter().position(|&known| known == letter)?;
    let own = syntax::parse(dag, is.rsplit('=').next()?).ok()?.expr;
    let own = with_names(judge, own, names);
    let dag = &judge.question.dag;
    let right = judge.question.answers[place];
    let asked = asked(dag, judge.question.base, letter, own);
    // A number where the gradient at a place is asked for.
    if judge.question.is_number() && judge.question.dag.is_constant(own) {
        let [value, expected] = [own, right].map(|e| judge.question.value(e));
        let right = if is_rounded(value, expected) { own } else { right };
        return Some(Line::Slope(Slope { own, right, asked: None }));
    }
    Some(Line::Slope(Slope { own, right, asked }))
}

/// With the names put back and every derivative taken, those by a named piece in its letter.
pub(super) fn with_names(judge: &mut Judge, e: Expr, names: &[(Expr, Expr)]) -> Expr {
    let question = &mut judge.question;
    let right = &mut question.right;
    let put_back = |dag: &mut Dag, e: Expr| {
        names.iter().rev().fold(e, |e, &(letter, is)| match dag.op(letter) {
            // e² is a power of the error then.
            Op::Constant(_) => {
                dag.rebuild(e, |dag, part, children| match (dag.op(part), children) {
                    (Op::Call(Function::Exp), &[exponent]) => dag.pow(is, exponent),
                    (Op::Constant(Constant::E), _) => is,
                    (op, _) => dag.node(op, children),
                })
            }
            _ => dag.substitute(e, letter, is),
        })
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

/// The line with `du/dx` and `u′` as `d/dx(u)` and `dy/du` as the derivative by u of the function in u.
pub(super) fn slopes_written_out(
    judge: &Judge,
    body: &str,
    names: &[(Expr, Expr)],
) -> Option<String> {
    let mut dag = Dag::new();
    let letter = |e: Expr| {
        let symbol = judge.question.dag.as_symbol(e);
        symbol.map(|symbol| judge.question.dag.name(symbol).to_owned())
    };
    let known: Vec<(String, Expr)> =
        names.iter().filter_map(|&(e, is)| Some((letter(e)?, is))).collect();
    let x = letter(judge.question.by[0])?;
    let f = dag.import(&judge.question.dag, differentiated(&judge.question), |_, _| None);
    let is_loss = judge.question.asked == Asked::Update;
    let mut written = String::with_capacity(body.len() + 32);
    let mut rest = body;
    let mut changed = false;
    while let Some(c) = rest.chars().next() {
        let joined = written.chars().next_back().is_some_and(char::is_alphabetic);
        // u′ of a named u, L′(w) of a loss.
        let of_loss = is_loss && c == 'L' && !joined;
        if let Some(mark) = rest[c.len_utf8()..].chars().next().filter(|c| matches!(c, '\'' | '′'))
            && (of_loss || known.iter().any(|(name, _)| name.chars().eq([c])))
        {
            changed = true;
            let of = if of_loss { print::text(&dag, f) } else { c.to_string() };
            written.push_str(&format!(" (d/d{x}({of}))"));
            rest = &rest[c.len_utf8() + mark.len_utf8()..];
            rest = rest.strip_prefix(&format!("({x})")).filter(|_| of_loss).unwrap_or(rest);
            continue;
        }
        let fraction = (!joined).then(|| slope_at(rest)).flatten();
        let put = fraction.and_then(|(above, below, length)| {
            let by = below == x || known.iter().any(|(name, _)| name == below);
            if by && known.iter().any(|(name, _)| name == above) {
                return Some((format!("d/d{below}({above})"), length));
            }
            if !by || !(matches!(above, "y" | "f") || is_loss && above == "L") {
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

/// Whether a derivative is still to be taken in it.
pub(super) fn has_derivative(dag: &Dag, e: Expr) -> bool {
    dag.below(e).iter().any(|&part| dag.op(part) == Op::Derivative)
}
