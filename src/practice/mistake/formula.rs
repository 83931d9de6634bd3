//! A formula to be worked out becomes the one that a mistake puts in its place.
//!
//! Both are seen as sums and products without an order, so that ½·η·(1 + cos) is η(1 + cos)/2.

use super::forms;
use crate::expr::{Dag, Expr, Op, Rational, Symbol};
use crate::practice::problem::{Question, RATES};
use crate::rules::mistakes;

/// The formula of the problem, or a part of it, with another one in its place.
pub(super) fn replaced(question: &mut Question, row: usize, law: usize) -> Option<Expr> {
    let table = mistakes();
    let &(before, after) = table.laws[row].get(law)?;
    let laws = &table.dag;
    let Question { dag, answers, at, f, base, .. } = question;
    let [before, after] = [before, after].map(|e| dag.import(laws, e, |_, _| None));
    let before = forms::as_products(dag, before);
    let formula = forms::as_products(dag, answers[0]);
    let rated = has_rate(dag, formula);
    let (part, scale, letters) = dag.below(formula).into_iter().rev().find_map(|part| {
        if let Some(letters) = shape(dag, before, part, rated) {
            return Some((part, None, letters));
        }
        // A minus or a number in front may stay there.
        let factors = forms::factors(dag, part);
        let number = *factors.first().filter(|&&first| dag.as_rational(first).is_some())?;
        let rest = dag.mul(&factors[1..]);
        Some((part, Some(number), shape(dag, before, rest, rated)?))
    })?;
    let bound =
        |symbol: Symbol| letters.iter().find(|(letter, _)| *letter == symbol).map(|(_, is)| *is);
    // A letter of the wrong formula that is not in the right one is the loss, or a value the
    // problem gives.
    let is_loss = |dag: &Dag, symbol: Symbol| dag.name(symbol) == "L" && f != base;
    let foreign = dag.variables(after).into_iter().any(|symbol| {
        let given = at.iter().any(|(name, _)| name == dag.name(symbol));
        bound(symbol).is_none() && !given && !is_loss(dag, symbol)
    });
    if foreign {
        return None;
    }
    let wrong = dag.rebuild(after, |dag, e, children| match dag.as_symbol(e) {
        Some(symbol) if let Some(is) = bound(symbol) => is,
        Some(symbol) if is_loss(dag, symbol) => *f,
        _ => dag.with_children(e, children),
    });
    let wrong = scale.map_or(wrong, |number| dag.mul(&[number, wrong]));
    Some(dag.substitute(formula, part, wrong))
}

/// Letters of a pattern and what they stand for, pieces still to be held against each other.
#[derive(Clone, Default)]
struct Attempt {
    open: Vec<(Expr, Expr)>,
    letters: Vec<(Symbol, Expr)>,
}

/// Formulas are short: more than that is no formula of the table.
const MAX_ATTEMPTS: usize = 500;

/// What the letters of a pattern stand for, if the expression has its shape; terms and factors in
/// any order, that of the pattern first. Both as products. Where there is a rate, it is the a.
fn shape(dag: &mut Dag, pattern: Expr, e: Expr, rated: bool) -> Option<Vec<(Symbol, Expr)>> {
    let mut attempts = vec![Attempt { open: vec![(pattern, e)], ..Attempt::default() }];
    for _ in 0..MAX_ATTEMPTS {
        let mut attempt = attempts.pop()?;
        let Some((pattern, e)) = attempt.open.pop() else { return Some(attempt.letters) };
        let op = dag.op(pattern);
        match op {
            Op::Symbol(symbol) => {
                let known = attempt.letters.iter().find(|(letter, _)| *letter == symbol);
                let fits = match known {
                    Some((_, is)) => *is == e,
                    None => !rated || dag.name(symbol) != "a" || has_rate(dag, e),
                };
                if !fits {
                    continue;
                }
                attempt.letters.push((symbol, e));
                attempts.push(attempt);
            }
            Op::Number(_) => {
                if dag.as_rational(e) == dag.as_rational(pattern) {
                    attempts.push(attempt);
                }
            }
            Op::Neg if dag.as_rational(pattern).is_some() => {
                if dag.as_rational(e) == dag.as_rational(pattern) {
                    attempts.push(attempt);
                }
            }
            // 1/k, where a number stands for it.
            Op::Pow if dag.as_rational(e).is_some() => {
                let below = dag.children(pattern).to_vec();
                if let Some(value) = dag.as_rational(e).filter(|value| !value.is_zero())
                    && dag.is_integer(below[1], -1)
                {
                    let value = dag.rational(&value.recip());
                    attempt.open.push((below[0], value));
                    attempts.push(attempt);
                }
            }
            Op::Add | Op::Mul if op == dag.op(e) => {
                let wanted = dag.children(pattern).to_vec();
                let given = gathered(dag, &wanted, e);
                // The last that is tried first is the one in order.
                for order in orders(given.len()).into_iter().rev() {
                    let pairs = wanted.iter().copied().zip(order.iter().map(|&i| given[i]));
                    let mut next = attempt.clone();
                    next.open.extend(pairs);
                    if given.len() == wanted.len() {
                        attempts.push(next);
                    }
                }
            }
            _ => {
                let (below, children) = (dag.children(pattern), dag.children(e));
                if dag.op(e) == op && below.len() == children.len() {
                    attempt.open.extend(below.iter().copied().zip(children.iter().copied()));
                    attempts.push(attempt);
                }
            }
        }
    }
    None
}

/// The parts of a sum or product; of a product with more factors than are wanted, the last ones
/// taken together, and with them the number that is too much.
fn gathered(dag: &mut Dag, wanted: &[Expr], e: Expr) -> Vec<Expr> {
    let mut given = dag.children(e).to_vec();
    if dag.op(e) != Op::Mul {
        return given;
    }
    if let Some(number) = dag.as_rational(wanted[0]) {
        let own = dag.as_rational(given[0]);
        let place = usize::from(own.is_some());
        let own = own.unwrap_or(Rational::ONE);
        if own != number && !number.is_zero() {
            given = [&wanted[..1], &given[place..]].concat();
            given.push(dag.rational(&(own / number)));
        }
    }
    if given.len() > wanted.len() {
        let rest = given.split_off(wanted.len() - 1);
        given.push(dag.mul(&rest));
    }
    given
}

fn has_rate(dag: &Dag, e: Expr) -> bool {
    let named = |name: &str| RATES.iter().any(|rate| name.starts_with(rate));
    dag.variables(e).into_iter().any(|symbol| named(dag.name(symbol)))
}

/// All orders of a few things, the given one first; of many only that one.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..count {
        let mut longer = Vec::new();
        for order in &all {
            let free = (0..count).filter(|i| !order.contains(i));
            // One by one in their order, where there are too many.
            let tried = if count > 4 { 1 } else { count };
            longer.extend(free.take(tried).map(|i| [order.as_slice(), &[i]].concat()));
        }
        all = longer;
    }
    all
}
