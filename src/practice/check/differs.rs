//! An answer without a name becomes a hint at where it goes wrong.

use super::points::Points;
use super::{Judge, idea};
use crate::expr::{Expr, Op};
use crate::practice::answer::Answer;
use crate::practice::mistake::fit::terms;
use crate::practice::mistake::forms::factors;
use crate::practice::verdict::{Counterexample, Status, Verdict};
use crate::practice::words;
use crate::real::{rounded_to_digits, times_power_of_ten};
use crate::rules::mistakes;

/// A factor, a term, or a place.
pub(super) fn explain(judge: &mut Judge, answer: &Answer, points: &Points) -> Verdict {
    let question = &mut judge.question;
    let right = question.answers.clone();
    // Only the first entry that is wrong is spoken of.
    let mut wrong = None;
    for (entry, &e) in right.iter().enumerate() {
        if entry < answer.taken.len() && !points.fits(&question.dag, entry, e) {
            wrong = Some(entry);
            break;
        }
    }
    let entry = wrong.unwrap_or(0);
    let Some(expected) = points.values(&question.dag, right[entry]) else {
        return Verdict::new(Status::Wrong, "This is not the derivative.");
    };
    let own = &points.answer[entry];
    let which = match right.len() {
        1 => String::new(),
        _ => format!(" in entry {}", entry + 1),
    };
    let mut verdict = Verdict::new(Status::Wrong, String::new());
    verdict.counterexample = counterexample(judge, points, entry, &expected);
    let ratios: Vec<f64> = own
        .iter()
        .zip(&expected)
        .filter(|(own, right)| own.is_finite() && right.is_finite() && **right != 0.0)
        .map(|(own, right)| own / right)
        .collect();
    let constant = ratios.len() > 2
        && ratios.iter().all(|ratio| points.near(*ratio, ratios[0]))
        && ratios[0] != 0.0;
    if constant {
        verdict.message = format!(
            "Close: only a constant factor is wrong{which}. Where do numbers come down in front, and where does one get lost?"
        );
        return verdict;
    }
    let mut kept = false;
    if let Some(remark) = beside(judge, points, entry, &ratios, &expected) {
        kept = keeps_all_exponents(judge, points, entry);
        verdict.message = remark;
    } else if let Some((message, odd)) = term(judge, answer, points, entry) {
        kept = odd.is_some_and(|odd| keeps_a_line(judge, odd, points, entry));
        verdict.message = message;
    } else if let Some(example) = &verdict.counterexample {
        let size = if example.yours > example.expected { "smaller" } else { "larger" };
        verdict.message = format!(
            "This is not the derivative{which} yet: at {} yours is {}, and the slope there is {size}.",
            words::values(&example.at),
            words::number(rounded(example.yours)),
        );
    } else {
        verdict.message = format!("This is not the derivative{which} yet.");
    }
    if let Some(row) = mistakes().place("pow.keep").filter(|_| kept) {
        verdict.mistake = idea::looks_like(judge, row).mistake;
    }
    if words::tells(&verdict.message, &judge.secrets) {
        verdict.message =
            format!("This is not the derivative{which} yet. Go through it step by step.");
    }
    verdict
}

/// The function itself instead of its derivative; or right but for a power of the variable.
fn beside(
    judge: &Judge,
    points: &Points,
    entry: usize,
    ratios: &[f64],
    expected: &[f64],
) -> Option<String> {
    let question = &judge.question;
    let dag = &question.dag;
    let own = &points.answer[entry];
    let function = points.values(dag, question.f)?;
    let finite = own.iter().chain(expected).chain(&function).all(|value| value.is_finite());
    if !finite || ratios.len() < own.len() || ratios.len() < 3 {
        return None;
    }
    if own.iter().zip(&function).all(|(&own, &f)| points.near(own, f) || points.near(own, -f)) {
        return Some(
            "That is the function itself, or it with its sign turned. Which function is its derivative?"
                .to_owned(),
        );
    }
    let by = *question.by.get(entry).or(question.by.first())?;
    let letter = dag.as_symbol(by)?;
    let place = points.variables.iter().position(|&symbol| symbol == letter)?;
    let x: Vec<f64> = points.points.iter().map(|at| at[place]).collect();
    let other = x.iter().position(|value| value.abs() > 1.2 * x[0].abs())?;
    let exponent =
        libm::log((ratios[other] / ratios[0]).abs()) / libm::log((x[other] / x[0]).abs());
    let exponent = (2.0 * exponent).round() / 2.0;
    if exponent == 0.0 || !exponent.is_finite() || exponent.abs() > 9.0 {
        return None;
    }
    let factor = ratios[0] / libm::pow(x[0], exponent);
    let fits =
        ratios.iter().zip(&x).all(|(&r, x)| points.near(r, factor * libm::pow(*x, exponent)));
    let letter = dag.name(letter);
    fits.then(|| match points.near(factor, 1.0) {
        true => format!(
            "Everything fits but a power of {letter}: what becomes of an exponent when a power is differentiated?"
        ),
        false => format!(
            "Close: only a number in front and a power of {letter} do not fit. Take them one after the other: what comes down, and what is left above?"
        ),
    })
}

/// Whether of a sum of multiples of powers, which is no line, every exponent was kept, the 1 of x as
/// well: the answer is x times the right one.
fn keeps_all_exponents(judge: &mut Judge, points: &Points, entry: usize) -> bool {
    let question = &mut judge.question;
    let Some(&x) = question.by.get(entry) else { return false };
    let base = question.base;
    let terms = terms(question, base);
    let dag = &mut question.dag;
    let moves = |e: Expr| dag.as_symbol(x).is_some_and(|by| dag.contains(e, by));
    let raised = |e: Expr| {
        dag.op(e) == Op::Pow && dag.pair(e).is_some_and(|(base, by)| base == x && !moves(by))
    };
    let is_negative = |e: Expr| dag.op(e) == Op::Neg;
    let terms = terms.into_iter().map(|e| if is_negative(e) { dag.children(e)[0] } else { e });
    let moving: Vec<Expr> =
        terms.flat_map(|term| factors(dag, term)).filter(|&factor| moves(factor)).collect();
    let powers = moving.iter().all(|&e| e == x || raised(e)) && moving.iter().any(|&e| raised(e));
    let kept = dag.mul(&[x, question.answers[entry]]);
    powers && points.fits(&question.dag, entry, kept)
}

/// Whether a wrong term is one of the function's own, 3x in x² + 3x: the first power was left as it
/// is.
fn keeps_a_line(judge: &mut Judge, odd: Expr, points: &Points, entry: usize) -> bool {
    let question = &mut judge.question;
    let base = question.base;
    let Some(&by) = question.by.get(entry) else { return false };
    let slope = question.right.differentiate(&mut question.dag, odd, by);
    let terms = terms(question, base);
    let dag = &question.dag;
    let moves = |e: Expr| dag.as_symbol(by).is_some_and(|by| dag.contains(e, by));
    let own = points.values(dag, odd);
    let same = |its: Vec<f64>| {
        own.iter().flatten().zip(its).all(|(&a, b)| a.is_finite() && points.near(a, b))
    };
    moves(odd)
        && !moves(slope)
        && terms.into_iter().any(|term| points.values(dag, term).is_some_and(same))
}

/// The student's term that is in no right answer, where all others are: what is said of it, and the
/// term where it stands for another.
fn term(
    judge: &mut Judge,
    answer: &Answer,
    points: &Points,
    entry: usize,
) -> Option<(String, Option<Expr>)> {
    let question = &mut judge.question;
    let right = question.answers[entry];
    let (own, right) = (terms(question, answer.taken[entry]), terms(question, right));
    if own.len() < 2 || right.len() < 2 || own.len() > 8 || right.len() > 8 {
        return None;
    }
    let dag = &question.dag;
    let values = |terms: &[Expr]| -> Option<Vec<Vec<f64>>> {
        terms.iter().map(|&term| points.values(dag, term)).collect()
    };
    let (own_values, mut left) = (values(&own)?, values(&right)?);
    let mut odd = Vec::new();
    for (&term, its) in own.iter().zip(&own_values) {
        let same = |other: &Vec<f64>| {
            its.iter().zip(other).all(|(a, b)| a.is_finite() && points.near(*a, *b))
        };
        match left.iter().position(same) {
            Some(place) => {
                left.swap_remove(place);
            }
            None => odd.push(term),
        }
    }
    match (odd.as_slice(), left.len()) {
        (&[only], 1) if own.len() > 1 => {
            let said = words::spoken(dag, only)?;
            Some((format!("Everything fits but one term: look again at {said}."), Some(only)))
        }
        (&[only], 0) => {
            let said = words::spoken(dag, only)?;
            Some((format!("There is one term too many: where does {said} come from?"), None))
        }
        ([], 1..) => Some(("What is there is right, and a term is missing.".to_owned(), None)),
        _ => None,
    }
}

/// The point with the roundest numbers at which the two differ.
fn counterexample(
    judge: &Judge,
    points: &Points,
    entry: usize,
    expected: &[f64],
) -> Option<Counterexample> {
    let dag = &judge.question.dag;
    let place = (0..points.points.len()).find(|&i| {
        let (own, right) = (points.answer[entry][i], expected[i]);
        own.is_finite() && right.is_finite() && !points.near(own, right)
    })?;
    let at = points
        .variables
        .iter()
        .zip(&points.points[place])
        .map(|(symbol, value)| (dag.name(*symbol).to_owned(), *value))
        .collect();
    Some(Counterexample { at, yours: points.answer[entry][place], expected: expected[place] })
}

/// Four digits are enough to look at.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (digits, power) = rounded_to_digits(value, 4);
    times_power_of_ten(digits, power)
}

/// One unit of the last digit that is written.
pub(in crate::practice) fn last_digit(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let mut shorter = (1..=15).map(|count| rounded_to_digits(value, count));
    let typed = shorter.find(|&(digits, power)| times_power_of_ten(digits, power) == value);
    typed.map_or(0.0, |(_, power)| times_power_of_ten(1.0, power))
}

/// A wrong number.
pub(in crate::practice) fn number(judge: &Judge, own: &[f64], right: &[f64]) -> Verdict {
    let place = own.iter().zip(right).position(|(own, right)| own != right).unwrap_or(0);
    let (own, right) = (own[place], right[place]);
    let mut verdict = Verdict::new(Status::Wrong, "");
    verdict.message = if own == -right {
        "The size is right. What about the sign?".to_owned()
    } else if (own - right).abs() <= last_digit(own).min(0.02 * right.abs()) {
        "Very close: give a few more digits, or the exact value.".to_owned()
    } else {
        "This is not the number. Write the formula first, then put the values in.".to_owned()
    };
    verdict.counterexample =
        Some(Counterexample { at: judge.question.at.clone(), yours: own, expected: right });
    verdict
}
