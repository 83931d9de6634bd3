//! Long sums and products become operations on two things at a time, as a person computes them.

use crate::expr::{Dag, Expr, ExprMap, Op};

/// A sum of more moving terms than this stays one sum: drawn as a staircase it would be read by
/// nobody.
const MOST_TERMS: usize = 3;

/// `root` with `w·x + b − y` as `(w·x + b) − y`; numbers stay with what stands beside them. For
/// each new node, what it was written as.
pub(super) fn regroup(dag: &mut Dag, root: Expr) -> (Expr, ExprMap<Expr>) {
    let mut written = ExprMap::default();
    let new = dag.rebuild(root, |dag, e, children| {
        let op = dag.op(e);
        let moving = children.iter().filter(|child| !dag.is_constant(**child)).count();
        let splits = match op {
            Op::Add => (3..=MOST_TERMS).contains(&moving),
            Op::Mul => moving > 2,
            _ => false,
        };
        let new =
            if splits { in_pairs(dag, e, children, &mut written) } else { dag.node(op, children) };
        written.or_insert(new, e);
        new
    });
    (new, written)
}

/// The same operation from the left, the second moving thing and every later one ending a group.
fn in_pairs(dag: &mut Dag, e: Expr, children: &[Expr], written: &mut ExprMap<Expr>) -> Expr {
    let (op, before) = (dag.op(e), dag.children(e).to_vec());
    let mut group: Vec<Expr> = Vec::new();
    let mut moving = 0;
    for (place, &child) in children.iter().enumerate() {
        let moves = !dag.is_constant(child);
        if moves && moving == 2 {
            let made = dag.node(op, &group);
            let was = dag.node(op, &before[..place]);
            written.or_insert(made, was);
            group = vec![made];
            moving = 1;
        }
        moving += usize::from(moves);
        group.push(child);
    }
    dag.node(op, &group)
}
