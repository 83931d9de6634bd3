//! All tidying after a rule becomes one step, and what was done one sentence.

use super::change::{changed, gains_bars};
use super::method::method;
use super::sentence::listed;
use super::tidying::{Done, replayed, written};
use super::{Detail, Step};
use crate::calculus::Change;
use crate::expr::{Dag, Expr, Op};
use crate::rules::{Rule, library};

/// From what rules gave to what a person leaves, told by the algebra that was done.
pub(super) fn tidying(
    dag: &mut Dag,
    from: Expr,
    changes: &[Change],
    result: Expr,
    detail: Detail,
) -> Option<Step> {
    if from == result {
        return None;
    }
    let rule = library().rule("tidy")?;
    let lines = replayed(dag, from, changes, result);
    let said = tidied(dag, rule, &lines);
    let mut step = method(rule, &said, from, result);
    step.law = first_worth_a_word(&lines).unwrap_or(rule);
    if detail == Detail::Full {
        step.steps = written(dag, &lines);
    }
    Some(step)
}

/// Tidying as it is said, where the rule's title is no verb.
#[rustfmt::skip]
const SAID: [(&str, &str); 21] = [
    ("power-of-power", "multiply the exponents"),        ("power-of-product", "take the power of each factor"),
    ("power-of-number", "work out the power"),           ("power-one", "leave the exponent 1 out"),
    ("power-zero", "replace the power 0 by 1"),          ("root-as-power", "write the root as a power"),
    ("common-denominator", "find a common denominator"), ("pythagoras", "use the Pythagorean identity"),
    ("inverse-functions", "let inverse functions undo each other"), ("exact-value", "put in the value that is known"),
    ("absolute-value", "work out the absolute value"), ("even-function", "drop the sign of the argument"),
    ("odd-function", "bring the sign in front"),         ("double-angle", "use the double angle"),
    ("tangent", "write the quotient of sine and cosine as one function"), ("sine-and-cosine", "write it in sine and cosine"),
    ("double-sine", "use the double angle"),             ("same-pieces", "keep one of the pieces that are the same"),
    ("identities", "use identities"),                    ("negative-exponent", "write the negative power below the bar"),
    ("decided", "leave out what is never chosen"),
];

const ROOT_OF_SQUARE: &str = "write the root of a square as an absolute value";

/// Tidying that nobody mentions.
const UNSAID: [&str; 5] = ["tidy", "arrange", "multiply-one", "add-zero", "multiply-zero"];

/// Tidying that is not mentioned where much else was done.
#[rustfmt::skip]
const SMALL: [&str; 7] = [
    "multiply-numbers", "add-numbers", "add-exponents", "power-of-number", "power-one", "open-brackets", "distribute-sign",
];

/// So many things are said in one sentence.
const MOST_SAID: usize = 3;

/// What was done to tidy, each thing once.
fn tidied(dag: &mut Dag, rule: &Rule, lines: &[Done]) -> String {
    let (mut all, mut large): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| !UNSAID.contains(&line.rule.id)) {
        let said = SAID.iter().find(|row| row.0 == line.rule.id).map(|row| row.1.to_owned());
        let said = match line.rule.id {
            "root-as-power" if gains_bars(dag, line.piece) => ROOT_OF_SQUARE.to_owned(),
            _ => said.unwrap_or_else(|| line.rule.title.to_ascii_lowercase()),
        };
        if !all.contains(&said) {
            large.extend((!SMALL.contains(&line.rule.id)).then(|| said.clone()));
            all.push(said);
        }
    }
    if all.len() > MOST_SAID && !large.is_empty() {
        all = large;
    }
    // Before and after stand beside it: one thing alone is told in full where that adds something.
    let worth = lines.iter().filter(|line| !UNSAID.contains(&line.rule.id));
    match (lines, worth.collect::<Vec<_>>().as_slice()) {
        ([line], []) if !["tidy", "arrange"].contains(&line.rule.id) => {
            return line.rule.sentence.to_owned();
        }
        (_, [line]) if ["cancel", "factor-out"].contains(&line.rule.id) => {
            return changed(dag, line.rule, line.piece);
        }
        _ => {}
    }
    let is_fraction = |e: Expr| {
        let body = dag.unsigned(e);
        dag.op(body) == Op::Div
    };
    let joins = |line: &Done| !is_fraction(line.piece[0]) && is_fraction(line.piece[1]);
    match all.len() {
        0 if lines.iter().any(joins) => "Write the product as one fraction.".to_owned(),
        0 if lines.iter().any(|line| line.rule.id == "tidy") => rule.sentence.to_owned(),
        0 if lines.iter().any(|line| line.rule.id == "arrange") => {
            match lines.iter().all(|line| dag.op(line.piece[0]) == Op::Add) {
                true => "Put the terms in the customary order.".to_owned(),
                false => "Put the factors in the customary order.".to_owned(),
            }
        }
        0 if lines.iter().any(|line| line.rule.id.ends_with("-zero")) => {
            "Leave out what is 0, and factors 1.".to_owned()
        }
        0 if !lines.is_empty() => "Leave out factors 1.".to_owned(),
        0 => rule.sentence.to_owned(),
        1..=MOST_SAID => format!("{}.", capital(&listed(&all))),
        _ => format!("{}, and more.", capital(&all[..MOST_SAID].join(", "))),
    }
}

/// The rule of the first line that is told of; of none, that of the first.
fn first_worth_a_word(lines: &[Done]) -> Option<&'static Rule> {
    let told = lines.iter().find(|line| !UNSAID.contains(&line.rule.id));
    told.or(lines.first()).map(|line| line.rule)
}

/// With a capital letter in front.
fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
