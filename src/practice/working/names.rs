//! Letters that were given to pieces: what an expression is with the pieces put back, and a function
//! with one of its pieces called by its letter.

use crate::expr::{Constant, Dag, Expr, Function, Op};
use crate::practice::check::Judge;
use crate::practice::problem::Question;

/// Whether a letter was given to a piece.
pub(super) fn is_piece(judge: &Judge, letter: &str, names: &[(Expr, Expr)]) -> bool {
    let dag = &judge.question.dag;
    names.iter().any(|&(e, _)| dag.as_symbol(e).is_some_and(|symbol| dag.name(symbol) == letter))
}

/// With the names put back and every derivative taken, those by a named piece in its letter.
pub(super) fn with_names(judge: &mut Judge, e: Expr, names: &[(Expr, Expr)]) -> Expr {
    let question = &mut judge.question;
    let right = &mut question.right;
    let put_back = |dag: &mut Dag, e: Expr| {
        names.iter().rev().fold(e, |e, &(letter, is)| match dag.op(letter) {
            // e² is a power of the error then.
            Op::Constant(_) => {
                dag.rebuild(e, |dag, part, children| match (dag.op(part), children) {
                    (Op::Call(Function::Exp), &[exponent]) => dag.pow(is, exponent),
                    (Op::Constant(Constant::E), _) => is,
                    (op, _) => dag.node(op, children),
                })
            }
            _ => dag.substitute(e, letter, is),
        })
    };
    let taken = question.dag.rebuild(e, |dag, e, children| match (dag.op(e), children) {
        (Op::Derivative, &[f, x]) => {
            let by_name = names.iter().any(|(letter, _)| *letter == x);
            let f = if by_name { f } else { put_back(dag, f) };
            right.differentiate(dag, f, x)
        }
        (op, _) => dag.node(op, children),
    });
    put_back(&mut question.dag, taken)
}

/// A function with one of its pieces called by a letter. Written in another order than the piece
/// has in it, 2w for w·2, the piece is found when both are in order.
pub(super) fn in_the_letter(judge: &mut Judge, whole: Expr, piece: Expr, letter: Expr) -> Expr {
    let Question { dag, right, .. } = &mut judge.question;
    let found = dag.substitute(whole, piece, letter);
    if found != whole {
        return found;
    }
    let [whole, piece] = [whole, piece].map(|e| right.tidier.tidy(dag, e));
    let found = dag.substitute(whole, piece, letter);
    if found != whole || !matches!(dag.op(piece), Op::Add | Op::Mul) {
        return found;
    }
    // wx + b in wx + b − y: some of the terms.
    let (op, parts) = (dag.op(piece), dag.children(piece).to_vec());
    dag.rebuild(whole, |dag, e, children| {
        if dag.op(e) != op || !parts.iter().all(|part| children.contains(part)) {
            return dag.with_children(e, children);
        }
        let rest = children.iter().copied().filter(|child| !parts.contains(child));
        let with: Vec<Expr> = [letter].into_iter().chain(rest).collect();
        dag.node(op, &with)
    })
}
