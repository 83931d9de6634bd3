//! An equation in which a single derivative went wrong becomes the slope that follows from it.

use crate::expr::{Dag, Expr, Op};
use crate::practice::mistake::student::{Student, Way};
use crate::practice::problem::Question;
use crate::rules::{Computation, Group, Slip, mistakes};

/// The rows of mistakes and the slopes they lead to: made with what moves with x, with what moves
/// with y, or with both.
pub(super) fn slopes(question: &mut Question) -> Vec<(usize, Expr)> {
    let Some(y) = question.implicit else { return Vec::new() };
    let x = question.by[0];
    let still = still(&question.dag, question.f, [x, y]);
    let Question { dag, right, f, answers, .. } = question;
    let [by_x, by_y] = [x, y].map(|letter| right.differentiate(dag, *f, letter));
    let mut lines = Vec::new();
    for (row, mistake) in mistakes().rows.iter().enumerate() {
        let formulas = !matches!(mistake.group, Group::Learning | Group::Descent | Group::Partial);
        match mistake.slip {
            // The number on the other side stays.
            Slip::Computed(Computation::KeepConstants) if !still.is_empty() => {
                let kept = [&[by_x], still.as_slice()].concat();
                lines.push((row, [dag.add(&kept), by_y]));
            }
            Slip::Computed(Computation::SignSomewhere) => lines.push((row, [by_x, dag.neg(by_y)])),
            Slip::Laws(_) | Slip::Chain(_) if formulas => {
                let way = [Way { row, choice: 0, nested: false, only: None }];
                let [own, other] = [x, y].map(|letter| {
                    let wrong = Student::new(dag, right, letter).derive(*f, &way, None);
                    wrong.map(|wrong| wrong.result)
                });
                let of_x = own.map(|own| [own, by_y]);
                let of_y = other.map(|other| [by_x, other]);
                let both = own.zip(other).map(|(own, other)| [own, other]);
                lines.extend([both, of_x, of_y].into_iter().flatten().map(|line| (row, line)));
            }
            _ => {}
        }
    }
    lines.retain(|&(_, [_, by_y])| !dag.is_integer(by_y, 0));
    let slope = |(row, [by_x, by_y]): (usize, [Expr; 2])| {
        let quotient = dag.div(by_x, by_y);
        (row, dag.neg(quotient))
    };
    let right = answers[0];
    lines.into_iter().map(slope).filter(|&(_, slope)| slope != right).collect()
}

/// The terms of a sum that neither letter moves.
fn still(dag: &Dag, f: Expr, letters: [Expr; 2]) -> Vec<Expr> {
    if dag.op(f) != Op::Add {
        return Vec::new();
    }
    let moves = |term: Expr| {
        letters.iter().any(|&letter| dag.as_symbol(letter).is_some_and(|s| dag.contains(term, s)))
    };
    dag.children(f).iter().copied().filter(|&term| !moves(term)).collect()
}
