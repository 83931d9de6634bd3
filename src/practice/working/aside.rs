//! A derivative taken beside the working: `u^4 -> 4u^3`, `d/dx(x^2) = 2x`, `sigma'(z) = a(1 - a)`.

use super::kind::{Line, Slope};
use super::names::with_names;
use crate::expr::{Expr, Op};
use crate::practice::answer::primes;
use crate::practice::check::Judge;
use crate::practice::problem::{Problem, asked};
use crate::practice::verdict::{Status, Verdict};
use crate::print;
use crate::syntax;

/// What is said of one that is right.
pub(super) const RIGHT: &str = "That slope is right.";

/// `u^4 -> 4u^3`: what stands before the arrow is differentiated behind it.
pub(super) fn by_arrow(judge: &mut Judge, body: &str, names: &[(Expr, Expr)]) -> Option<Line> {
    let (of, is) = ["->", "→", "\\to "].iter().find_map(|sign| body.split_once(sign))?;
    let of = syntax::parse(&mut judge.question.dag, of).ok()?.expr;
    let dag = &judge.question.dag;
    let x = dag.as_symbol(judge.question.by[0])?;
    let variables = dag.variables(of);
    let by = match *variables.as_slice() {
        _ if variables.contains(&x) => x,
        [only] => only,
        _ => return None,
    };
    let by = judge.question.dag.symbol_leaf(by);
    if of == by {
        return None;
    }
    judged(judge, [of, by], is, names)
}

/// `d/dx(x^2) = 2x`, `(x^2)' = 2x`.
pub(super) fn by_operator(
    judge: &mut Judge,
    [name, is]: [&str; 2],
    names: &[(Expr, Expr)],
) -> Option<Line> {
    // w′ is the weight after a step.
    if !name.contains(['/', '(', '}']) {
        return None;
    }
    let x = judge.question.dag.as_symbol(judge.question.by[0])?;
    let written = primes::written_out(name, judge.question.dag.name(x));
    let dag = &mut judge.question.dag;
    let e = syntax::parse(dag, written.as_deref().unwrap_or(name)).ok()?.expr;
    let (Op::Derivative, &[of, by]) = (dag.op(e), dag.children(e)) else { return None };
    let by_a_piece = names.iter().any(|&(letter, _)| letter == by);
    let of = if by_a_piece { of } else { with_names(judge, of, names) };
    judged(judge, [of, by], is.rsplit('=').next()?, names)
}

/// What such a derivative is worth; nothing where it is that of the function itself.
fn judged(
    judge: &mut Judge,
    [of, by]: [Expr; 2],
    is: &str,
    names: &[(Expr, Expr)],
) -> Option<Line> {
    let question = &judge.question;
    let letter = question.dag.as_symbol(by)?;
    if question.by.len() > 1 || !question.dag.contains(of, letter) {
        return None;
    }
    let whole = with_names(judge, of, names);
    let own = by == judge.question.by[0];
    if own && [judge.question.f, judge.question.base].into_iter().any(|f| judge.equal(whole, f)) {
        return None;
    }
    let dag = &judge.question.dag;
    let variable = dag.name(letter).to_owned();
    let problem = Problem { function: print::text(dag, of), variable, ..Problem::default() };
    let verdict = Judge::new(&problem).ok()?.check(is);
    Some(Line::Said(match verdict.status {
        Status::Unreadable => return None,
        Status::Correct | Status::Unfinished => Verdict::new(Status::Correct, RIGHT),
        _ => verdict,
    }))
}

/// `sigma'(z) = a(1 - a)`: the slope of a function at what it is taken of.
pub(super) fn of_function(
    judge: &mut Judge,
    [name, is]: [&str; 2],
    names: &[(Expr, Expr)],
) -> Option<Line> {
    let (function, argument) = name.split_once(['\'', '′'])?;
    if !argument.starts_with('(') || !argument.ends_with(')') {
        return None;
    }
    let called = format!("{function}{argument}");
    let dag = &mut judge.question.dag;
    let call = syntax::parse(dag, &called).ok()?.expr;
    let (Op::Call(function), &[inside]) = (dag.op(call), dag.children(call)) else { return None };
    let own = syntax::parse(dag, is.rsplit('=').next()?).ok()?.expr;
    let place = dag.symbol("t_{place}");
    let outer = dag.call(function, &[place]);
    let slope = judge.question.right.differentiate(dag, outer, place);
    let slope = dag.substitute(slope, place, inside);
    let asked = asked(dag, call, inside, own);
    let [own, right] = [own, slope].map(|e| with_names(judge, e, names));
    Some(Line::Slope(Slope { own, right, stated: f64::NAN, asked }))
}
