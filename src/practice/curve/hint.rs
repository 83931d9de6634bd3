//! A line about a curve becomes the hint for the next one.

use super::{Reached, comes_to};
use crate::expr::{Dag, Relation};
use crate::practice::check::Judge;
use crate::practice::words::{self, Hint, written};
use crate::print;
use crate::rules::Asked;

/// An equation: differentiated term by term, then solved for y′, then worked out at the place.
pub(in crate::practice) fn curve_hint(judge: &mut Judge, rung: u32, lines: &[String]) -> Hint {
    let reached = lines.iter().rev().map(|line| comes_to(judge, line));
    let reached = reached.flatten().next();
    let question = &mut judge.question;
    let y = question.implicit.unwrap_or(question.f);
    let x = question.by[0];
    let dag = &mut question.dag;
    let [by_x, by_y] = [x, y].map(|by| question.right.differentiate(dag, question.f, by));
    let prime = dag.derivative(y, x);
    let product = dag.mul(&[by_y, prime]);
    let plain = |message: &str| Hint { message: message.to_owned(), formula: None };
    match (reached, rung) {
        (Some(Reached::Line), 1) => plain("This is an equation for y′. Which terms contain it?"),
        (Some(Reached::Line), 2) => {
            plain("Bring what is without y′ to the other side, then divide by what stands at y′.")
        }
        (Some(Reached::Line), 3) => {
            let mut dag = Dag::new();
            let (x, y, five) = (dag.symbol("x"), dag.symbol("y"), dag.integer(5));
            let prime = dag.derivative(y, x);
            let below = dag.mul(&[five, y]);
            let (product, quotient) = (dag.mul(&[below, prime]), dag.div(x, below));
            let solved = dag.relation(Relation::Equal, prime, quotient);
            let line = dag.relation(Relation::Equal, product, x);
            let message = format!("From {} follows:", print::text(&dag, line));
            Hint { message, formula: Some(written(&dag, solved)) }
        }
        (Some(Reached::Line), _) => {
            let other = dag.neg(by_x);
            let other = question.right.tidier.tidy(dag, other);
            let line = dag.relation(Relation::Equal, product, other);
            Hint {
                message: "With y′ alone on one side; now divide:".to_owned(),
                formula: Some(written(dag, line)),
            }
        }
        (Some(Reached::Slope(_) | Reached::Number), _) => {
            let at = words::values(&question.at);
            match question.asked == Asked::Value {
                true => plain(&format!("The slope is found as a formula. Put {at} into it.")),
                false => plain("That is the slope: nothing is left to do."),
            }
        }
        (None, 1) => plain("y changes when x does. Which terms contain it?"),
        (None, 2) => plain(
            "Differentiate both sides by x. A term with y is a function of a function: the chain rule brings y′ with it.",
        ),
        (None, 3) => {
            let mut dag = Dag::new();
            let (x, y, four) = (dag.symbol("x"), dag.symbol("y"), dag.integer(4));
            let three = dag.integer(3);
            let (power, lower) = (dag.pow(y, four), dag.pow(y, three));
            let (left, prime) = (dag.derivative(power, x), dag.derivative(y, x));
            let right = dag.mul(&[four, lower, prime]);
            let step = dag.relation(Relation::Equal, left, right);
            Hint { message: "A term like this one:".to_owned(), formula: Some(written(&dag, step)) }
        }
        (None, _) => {
            let sum = dag.add(&[by_x, product]);
            let zero = dag.integer(0);
            let line = dag.relation(Relation::Equal, sum, zero);
            Hint {
                message: "Both sides differentiated; now solve for y′:".to_owned(),
                formula: Some(written(dag, line)),
            }
        }
    }
}
