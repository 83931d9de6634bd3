//! How long an expression is on paper: about the number of strokes a person makes.

use crate::expr::{Dag, Expr, ExprMap, Function, Op};

/// Measures expressions of one graph and remembers what it has seen.
#[derive(Default)]
pub(crate) struct Measure {
    known: ExprMap<u32>,
}

impl Measure {
    /// Strokes, in tenths.
    pub(crate) fn of(&mut self, dag: &Dag, root: Expr) -> u32 {
        if let Some(&cost) = self.known.get(root) {
            return cost;
        }
        let mut stack = vec![root];
        while let Some(&e) = stack.last() {
            let waiting = stack.len();
            stack.extend(dag.children(e).iter().filter(|child| !self.known.contains(**child)));
            if stack.len() > waiting {
                continue;
            }
            stack.pop();
            let below = dag
                .children(e)
                .iter()
                .fold(0u32, |sum, child| sum.saturating_add(self.known[*child]));
            let cost = below.saturating_add(own_cost(dag, e));
            self.known.insert(e, cost);
        }
        self.known[root]
    }
}

fn own_cost(dag: &Dag, e: Expr) -> u32 {
    use Function::{Cos, Sec, Sin, Tan};
    let count = dag.children(e).len() as u32;
    // A sum inside anything that binds stronger needs brackets.
    let brackets = |e: &Expr| if dag.op(*e) == Op::Add { 20 } else { 0 };
    match dag.op(e) {
        Op::Number(_) => dag.number(e).map_or(10, |number| {
            let (above, below) = number.value().bits();
            // A point is written too.
            let point = if number.is_integer() { 0 } else { 5 };
            point + 10 + ((above + below) as u32 * 3).saturating_sub(9)
        }),
        Op::Constant(_) | Op::Symbol(_) => 10,
        Op::Add => 20 * (count - 1),
        Op::Mul => 2 * (count - 1) + dag.children(e).iter().map(brackets).sum::<u32>(),
        Op::Neg => 8 + dag.children(e).iter().map(brackets).sum::<u32>(),
        Op::Div => {
            12 + dag.children(e).iter().map(brackets).sum::<u32>()
                + bar_below(dag, dag.children(e)[1])
        }
        Op::Pow => 8 + dag.child(e).as_ref().map_or(0, brackets),
        Op::Call(Function::Exp) => 14,
        Op::Call(Function::Abs | Function::Sqrt) => 20,
        // On paper it is a letter, σ.
        Op::Call(Function::Sigmoid) => 30,
        // sin(2arctan x) is 2x/(1 + x²).
        Op::Call(Sin | Cos | Tan | Sec) if of_arc(dag, e) => 90,
        Op::Call(function) => 20 + 5 * function.row().id.len() as u32,
        _ => 20,
    }
}

/// What it costs to read that below the bar another term has a bar, x/(1/x + 1), unless only a number
/// stands below that one.
fn bar_below(dag: &Dag, below: Expr) -> u32 {
    let has_bar = |term: &Expr| {
        let term = dag.unsigned(*term);
        dag.op(term) == Op::Div && dag.number(dag.children(term)[1]).is_none()
    };
    let terms = if dag.op(below) == Op::Add { dag.children(below) } else { &[] };
    if terms.iter().any(has_bar) { 20 } else { 0 }
}

/// Whether it is of a multiple of an arc.
fn of_arc(dag: &Dag, call: Expr) -> bool {
    use Function::{Arccos, Arcsin, Arctan};
    let multiple = dag.child(call).filter(|u| dag.op(*u) == Op::Mul);
    let arc = |e: &Expr| matches!(dag.as_call(*e), Some(Arcsin | Arccos | Arctan));
    multiple.is_some_and(|u| dag.children(u).iter().any(arc))
}
