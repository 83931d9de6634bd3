//! Brackets multiplied out.

use num_traits::{CheckedAdd, One, Signed, ToPrimitive, Zero};

use super::term::{Exponent, Small, Sum, Term, Terms};
use crate::expr::{Dag, Op};
use crate::order::sort_by;

/// A sum may grow to this many terms while it is multiplied out.
const MAX_TERMS: usize = 120;

/// The highest power of a bracket that is multiplied out.
const MAX_POWER: i32 = 8;

/// The terms with every bracket to a whole positive power multiplied out and like terms
/// collected, highest degree first; `None` where there is nothing to multiply out or it would
/// grow too long.
pub(super) fn expand(dag: &mut Dag, terms: &mut Terms, sum: &[Term]) -> Option<Vec<Term>> {
    let mut result = Sum::default();
    for term in multiply_out(dag, terms, sum)? {
        result.add(&term);
    }
    let mut expanded = result.into_terms();
    if expanded.len() > MAX_TERMS {
        return None;
    }
    taken_away_last(dag, &mut expanded);
    sort_by(&mut expanded, |a, b| degree(dag, b).cmp(&degree(dag, a)));
    Some(expanded)
}

/// 5x − 3a − 2b, x sin x + 2cos x − 2: letters and numbers that are taken away stand last, those by the
/// alphabet.
pub(super) fn taken_away_last(dag: &Dag, terms: &mut [Term]) {
    if terms.first().is_none_or(|first| first.coefficient.is_negative()) {
        return;
    }
    let taken_away = |term: &Term| match *term.factors.as_slice() {
        _ if !term.coefficient.is_negative() => None,
        [] => Some("~"),
        [(base, Exponent::Exact(n))] if n.is_one() => match dag.op(base) {
            Op::Symbol(symbol) => Some(dag.name(symbol)),
            _ => None,
        },
        _ => None,
    };
    sort_by(terms, |a, b| taken_away(a).cmp(&taken_away(b)));
}

/// The same before like terms are collected.
pub(super) fn multiply_out(dag: &mut Dag, terms: &mut Terms, sum: &[Term]) -> Option<Vec<Term>> {
    let mut found = false;
    let mut result = Vec::new();
    let mut stack: Vec<Term> = sum.iter().rev().cloned().collect();
    let mut made = 0;
    while let Some(term) = stack.pop() {
        made += 1;
        if made > 4 * MAX_TERMS {
            return None;
        }
        let bracket = term.factors.iter().position(|(base, exponent)| {
            dag.op(*base) == Op::Add
                && exponent.is_integer()
                && exponent.exact().is_some_and(|value| value.is_positive())
        });
        let Some(place) = bracket else {
            result.push(term);
            continue;
        };
        found = true;
        let (base, exponent) = term.factors[place];
        let power = exponent.exact()?.to_integer().to_i32()?;
        if power > MAX_POWER {
            return None;
        }
        // One copy of the bracket at a time: (a + b)^n · r = a·(a + b)^(n−1)·r + …
        let mut rest = term;
        if power == 1 {
            rest.factors.remove(place);
        } else {
            rest.factors[place].1 = Exponent::Exact(Small::from_integer((power - 1).into()));
        }
        for part in terms.read_sum(dag, base).into_iter().rev() {
            stack.push(terms.multiply(dag, &rest, &part));
        }
    }
    found.then_some(result)
}

/// The sum of the exponents of the letters.
fn degree(dag: &Dag, term: &Term) -> Small {
    term.factors
        .iter()
        .filter(|(base, _)| matches!(dag.op(*base), Op::Symbol(_)))
        .filter_map(|(_, exponent)| exponent.exact())
        .fold(Small::zero(), |sum, value| sum.checked_add(&value).unwrap_or(sum))
}
