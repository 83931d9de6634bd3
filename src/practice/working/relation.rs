//! An equation in y on the way to a derivative: `ln y = x ln x`, `y'/y = ln x + 1`; `tan y = x`.

use super::kind::Line;
use super::names::{is_piece, with_names};
use crate::expr::{Expr, Op, Relation};
use crate::practice::answer::primes;
use crate::practice::check::Judge;
use crate::practice::curve::notation::slope_written_out;
use crate::practice::verdict::{Status, Verdict};
use crate::syntax;

/// The name of the function in such a line.
const Y: &str = "y";

/// What is said of an equation that the function fulfils.
pub(super) const TRUE_OF_IT: &str = "That is true of this function. Now differentiate both sides.";

/// What a line is that holds the function, called y, against something else. Where y or y′ stands
/// alone on the left it is a name of what follows, and not such a line.
pub(super) fn in_y(judge: &mut Judge, body: &str, names: &[(Expr, Expr)]) -> Option<Line> {
    let sides: Vec<&str> = body.split('=').collect();
    if sides.len() > 2 {
        // cos y = sqrt(1 - sin^2 y) = sqrt(1 - x^2): each side against the next.
        let mut line = None;
        for pair in sides.windows(2) {
            let next = in_y(judge, &pair.join("="), names)?;
            let wrong = matches!(&next, Line::Said(said) if !said.is_right());
            line = Some(next);
            if wrong {
                break;
            }
        }
        return line;
    }
    let question = &mut judge.question;
    let &[x] = question.by.as_slice() else { return None };
    let symbol = question.dag.as_symbol(x)?;
    let y = question.dag.symbol(Y);
    let own_letter =
        question.dag.as_symbol(y).is_some_and(|y| question.dag.contains(question.f, y));
    if question.is_number() || question.order > 1 || own_letter || is_piece(judge, Y, names) {
        return None;
    }
    let question = &mut judge.question;
    let x_name = question.dag.name(symbol).to_owned();
    let called = body.replace(&format!("f({x_name})"), Y).replace(&format!("f'({x_name})"), "y'");
    let text = slope_written_out(&called, [&x_name, Y]);
    let text = primes::written_out(&text, &x_name).unwrap_or(text);
    let whole = syntax::parse(&mut question.dag, &text).ok()?.expr;
    let (left, right) = match question.dag.op(whole) {
        Op::Relation(Relation::Equal) => question.dag.pair(whole)?,
        _ => return None,
    };
    let slope = question.dag.derivative(y, x);
    if left == y || left == slope || !question.dag.below(whole).contains(&y) {
        return None;
    }
    let differentiated = question.dag.has_derivative(whole);
    let f = question.f;
    let [left, right] = [left, right].map(|side| {
        let put_in = judge.question.dag.substitute(side, y, f);
        with_names(judge, put_in, names)
    });
    let (status, said) = match (judge.equal(left, right), differentiated) {
        (true, false) => (Status::Unfinished, TRUE_OF_IT),
        (true, true) => (Status::Unfinished, "That is right so far. Now solve for y′."),
        (false, false) => (
            Status::Wrong,
            "The two sides of this line are not equal. Put the function in for y and compare.",
        ),
        (false, true) => (
            Status::Wrong,
            "The two sides of this line are not equal. Which pieces move with y, and what factor does each of them get?",
        ),
    };
    Some(Line::Said(Verdict::new(status, said)))
}
