//! A line of a working that gives the slope of a piece, or by one: `du/dx = 2`, `dy/du = 5u^4`.

use super::arithmetic::is_rounded;
use super::kind::{Line, Slope};
use super::names::{in_the_letter, with_names};
use crate::expr::{Constant, Dag, Expr, Op};
use crate::practice::answer::name::{as_typed, names_a_derivative};
use crate::practice::check::Judge;
use crate::practice::problem::asked;
use crate::print;
use crate::rules::Asked;
use crate::syntax::{self, around_last};

/// `du/dx = 2`, `u' = 2` or `dy/du = 2u`, for a u that was named.
pub(super) fn named_slope(
    judge: &mut Judge,
    name: &str,
    is: &str,
    names: &[(Expr, Expr)],
) -> Option<Line> {
    let [above, below] = above_and_below(judge, name, names)?;
    // A line ends in its result: 2z·2 = 4z.
    let own = syntax::parse(&mut judge.question.dag, is.rsplit('=').next()?).ok()?.expr;
    let of = names.iter().find(|(letter, _)| *letter == above).map(|(_, is)| *is);
    let (by, below) = by_what(judge, of, below, names);
    let function = match (of, by) {
        (None, None) => return None,
        (Some(piece), None) => with_names(judge, piece, names),
        // du/dv of two named pieces.
        (Some(piece), Some((letter, inner))) => in_the_letter(judge, piece, inner, letter),
        // dy/du
        (None, Some((letter, inner))) => {
            let whole = judge.question.differentiated();
            in_the_letter(judge, whole, inner, letter)
        }
    };
    let question = &mut judge.question;
    let right = question.right.differentiate(&mut question.dag, function, below);
    let stated = question.value_as_stated(right);
    let right = match by {
        Some((letter, inner)) => question.dag.substitute(right, letter, inner),
        None => right,
    };
    let others = question.dag.variables(own).into_iter().any(|letter| {
        let letter = question.dag.symbol_leaf(letter);
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
    Some(Line::Slope(Slope { own, right, stated, asked }))
}

/// `dy/du = 5u^4`, where u has no name yet: the letter is that of the inside.
pub(super) fn inside_named(
    judge: &mut Judge,
    name: &str,
    names: &[(Expr, Expr)],
) -> Option<(Expr, Expr)> {
    let [above, below] = above_and_below(judge, name, names)?;
    let whole = names.iter().find(|(letter, _)| *letter == above).map(|(_, is)| *is);
    let dag = &judge.question.dag;
    let symbol = dag.as_symbol(below)?;
    let is_y = dag.as_symbol(above).is_some_and(|above| matches!(dag.name(above), "y" | "f"));
    let f = judge.question.differentiated();
    let whole = whole.or(is_y.then_some(f))?;
    let known = below == judge.question.by[0]
        || dag.contains(f, symbol)
        || names.iter().any(|(letter, _)| *letter == below);
    let layer = matches!(dag.op(whole), Op::Pow | Op::Call(_));
    let inside = *dag.children(whole).first().filter(|_| layer && !known)?;
    Some((below, inside))
}

/// The letters of `du/dx`, `\frac{du}{dx}`, `u'`: of what a slope is, and by what.
fn above_and_below(judge: &mut Judge, name: &str, names: &[(Expr, Expr)]) -> Option<[Expr; 2]> {
    let x = judge.question.dag.as_symbol(judge.question.by[0])?;
    let name = match name.trim().strip_suffix(['\'', '′']) {
        Some(letter) => format!("d{letter}/d{}", judge.question.dag.name(x)),
        None => name.to_owned(),
    };
    if !names_a_derivative(&name) {
        return None;
    }
    let plain = as_typed(&name);
    let (above, below) = plain.split_once('/')?;
    let dag = &mut judge.question.dag;
    // The error e is read as the number e, here as where it got its name.
    Some([above.strip_prefix('d')?, below.strip_prefix('d')?].map(|letter| {
        match names.iter().find(|(e, _)| letter == "e" && dag.op(*e) == Op::Constant(Constant::E)) {
            Some((e, _)) => *e,
            // yhat is ŷ.
            None => match syntax::parse(dag, letter) {
                Ok(read) if dag.as_symbol(read.expr).is_some() => read.expr,
                _ => dag.symbol(letter),
            },
        }
    }))
}

/// The piece by which a slope is taken, if it is one, with its letter; and that letter, or the
/// variable.
fn by_what(
    judge: &mut Judge,
    of: Option<Expr>,
    below: Expr,
    names: &[(Expr, Expr)],
) -> (Option<(Expr, Expr)>, Expr) {
    let dag = &mut judge.question.dag;
    let known = |letter| names.iter().find(|(known, _)| *known == letter).copied();
    // outer = u⁵, outer′ = 5u⁴: by the letter that is in it.
    if let Some(&[letter]) = of.map(|piece| dag.variables(piece)).as_deref()
        && below == judge.question.by[0]
        && dag.as_symbol(below) != Some(letter)
    {
        let letter = dag.symbol_leaf(letter);
        return (known(letter), letter);
    }
    match known(below) {
        // What is differentiated by must be a letter.
        Some((e, inner)) if dag.as_symbol(e).is_none() => {
            let letter = dag.symbol("e_{piece}");
            (Some((letter, inner)), letter)
        }
        by => (by, below),
    }
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
            let plain = as_typed(name.split('(').next().unwrap_or_default());
            let behind = match around_last(&plain, "d") {
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
        return Some(Line::Slope(Slope { own, right, stated: f64::NAN, asked: None }));
    }
    Some(Line::Slope(Slope { own, right, stated: f64::NAN, asked }))
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
    let f = dag.import(&judge.question.dag, judge.question.differentiated(), |_, _| None);
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
