//! The function once more in a working: `y = u^3`, (2x + 3)² = 4x² + 12x + 9.

use super::kind::Line;
use super::names::with_names;
use crate::expr::Expr;
use crate::practice::answer::Answer;
use crate::practice::check::Judge;
use crate::practice::verdict::{Status, Verdict};
use crate::practice::words::closed_up;
use crate::syntax;

/// `y = u^3`, or the function in another form.
pub(super) fn function_again(
    judge: &mut Judge,
    body: &str,
    names: &[(Expr, Expr)],
) -> Option<Line> {
    let said = body.split_once('=').filter(|(name, _)| {
        let name = closed_up(name);
        name == "y" || name == "f" || name.starts_with("f(") && name.ends_with(')')
    });
    if said.is_none()
        && let Some(line) = function_equals(judge, body)
    {
        return Some(line);
    }
    // y = √u = u^(1/2)
    let is = said.and_then(|(_, is)| is.rsplit('=').next()).unwrap_or(body);
    let parsed = syntax::parse(&mut judge.question.dag, is).ok()?.expr;
    let number = judge.question.is_number() && said.is_none();
    if number || judge.question.dag.has_derivative(parsed) {
        return None;
    }
    let own = with_names(judge, parsed, names);
    let (f, answers) = (judge.question.f, judge.question.answers.clone());
    let again = judge.equal(own, f) && !answers.iter().any(|&answer| judge.equal(own, answer));
    // e^(x²) as it stands may be the function, or its derivative without the inner one; in another
    // form one mistake says more than two that by chance lead there.
    let slip = again
        && said.is_none()
        && Answer::read(&mut judge.question.dag, body).is_ok_and(|answer| {
            let verdict = judge.judge(&answer);
            let one = verdict.mistake.is_some() && verdict.candidates.is_empty();
            one || parsed == f && (verdict.mistake.is_some() || verdict.status == Status::Unclear)
        });
    (again && !slip).then_some(Line::Function)
}

/// (2x + 3)² = 4x² + 12x + 9: the function, and what it is said to be equal to.
fn function_equals(judge: &mut Judge, body: &str) -> Option<Line> {
    let (left, right) = body.split_once('=')?;
    let dag = &mut judge.question.dag;
    let mut side = |text: &str| syntax::parse(dag, text).ok().map(|parsed| parsed.expr);
    let (left, right) = (side(left)?, side(right)?);
    let f = judge.question.f;
    if left != f && (judge.question.dag.is_constant(left) || !judge.equal(left, f)) {
        return None;
    }
    Some(match judge.equal(right, f) {
        true => Line::Function,
        false => Line::Said(Verdict::new(
            Status::Wrong,
            "The two sides of this line are not equal. Put a number in on both sides and compare.",
        )),
    })
}
