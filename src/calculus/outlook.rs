//! How much a derivative will be, before anybody takes it.

use crate::expr::{Dag, Expr, ExprMap, Op, Symbol};
use crate::order::sort_by;

/// What is to be written for one derivative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// Factors: the product rule writes each of k factors beside k − 1 others.
    pub factors: u64,
    /// Symbols on paper, before anything is tidied.
    pub symbols: f64,
}

/// What the rules would write for the derivative of `f` by `x`.
pub fn outlook(dag: &Dag, f: Expr, x: Symbol) -> Outlook {
    let mut written: ExprMap<f64> = ExprMap::default();
    let mut factors = 0u64;
    for e in dag.below(f) {
        if !dag.contains(e, x) {
            continue;
        }
        let size = f64::from(dag.size(e));
        let mut children = dag.children(e).to_vec();
        if dag.op(e) == Op::Mul {
            // Equal ones are a power.
            sort_by(&mut children, Ord::cmp);
            children.dedup();
        }
        let moving = children.iter().filter_map(|child| written.get(*child));
        let (count, inside) = moving.fold((0, 0.0), |(n, sum), inside| (n + 1, sum + inside));
        let own = match dag.op(e) {
            Op::Mul => {
                factors = factors.saturating_add(count * children.len() as u64);
                let all: f64 = children.iter().map(|child| f64::from(dag.size(*child))).sum();
                count as f64 * all
            }
            Op::Add | Op::Neg | Op::Piecewise => 1.0,
            _ => 2.0 * size,
        };
        written.insert(e, own + inside);
    }
    Outlook { factors, symbols: written.get(f).copied().unwrap_or(0.0) }
}
