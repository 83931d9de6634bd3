//! A loss with corners becomes one whose derivative has the slopes that a descent takes there.

use crate::expr::{Dag, Expr, Function, Op, Relation};

/// The same loss for a derivative that is written out: |u| as u·sgn u, of slope 0 at 0, the larger
/// of two in pieces, of which the one where they are equal is their mean.
pub(super) fn halved(dag: &mut Dag, loss: Expr) -> Expr {
    /// Of more a piece would be written too often.
    const SEVERAL: usize = 4;
    dag.rebuild(loss, |dag, e, children| match (dag.op(e), children) {
        (Op::Call(Function::Abs), &[u]) => {
            let sign = dag.call(Function::Sign, &[u]);
            dag.mul(&[u, sign])
        }
        (Op::Call(function @ (Function::Max | Function::Min)), all) if all.len() <= SEVERAL => {
            in_pieces(dag, function, e, all)
        }
        (op, _) => dag.node(op, children),
    })
}

/// max(a, b, c), `all` of whose arguments are changed, as max(max(a, b), c) in pieces.
fn in_pieces(dag: &mut Dag, function: Function, e: Expr, all: &[Expr]) -> Expr {
    let first = match function {
        Function::Max => [Relation::Greater, Relation::Less],
        _ => [Relation::Less, Relation::Greater],
    };
    let plain = dag.children(e).to_vec();
    let (mut most, mut whole) = (plain[0], all[0]);
    for (&other, &changed) in plain.iter().zip(all).skip(1) {
        let [leads, follows] = first.map(|relation| dag.relation(relation, most, other));
        let (sum, two) = (dag.add(&[whole, changed]), dag.integer(2));
        let mean = dag.div(sum, two);
        whole = dag.node(Op::Piecewise, &[whole, leads, changed, follows, mean]);
        most = dag.call(function, &[most, other]);
    }
    whole
}

/// The same loss with |u| as the larger of u and −u.
pub(super) fn unbarred(dag: &mut Dag, loss: Expr) -> Expr {
    dag.rebuild(loss, |dag, e, children| match (dag.op(e), children) {
        (Op::Call(Function::Abs), &[u]) => {
            let opposite = dag.neg(u);
            dag.call(Function::Max, &[u, opposite])
        }
        (op, _) => dag.node(op, children),
    })
}
