//! The sign of an expression, where it shows at sight; and of several the largest, where that shows.

use super::tidy::Tidier;
use crate::expr::{Dag, Expr, ExprMap, Function, Op};

/// Where an expression is, wherever it has a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// Above 0.
    Positive,
    /// At 0 or above.
    NotNegative,
}

/// The sign an expression has everywhere, where that shows at sight.
pub(super) fn sign(dag: &Dag, root: Expr) -> Option<Sign> {
    let order = dag.below(root);
    let mut signs: Vec<Option<Sign>> = Vec::with_capacity(order.len());
    for &e in &order {
        let of = |child: &Expr| order.binary_search(child).ok().and_then(|place| signs[place]);
        let children = dag.children(e);
        let all = |strict: bool| {
            children.iter().map(of).collect::<Option<Vec<_>>>().map(|signs| {
                let positive = |sign: &Sign| *sign == Sign::Positive;
                let strong =
                    if strict { signs.iter().all(positive) } else { signs.iter().any(positive) };
                if strong { Sign::Positive } else { Sign::NotNegative }
            })
        };
        let sign = match dag.op(e) {
            Op::Number(_) => dag.number(e).map(|number| {
                if number.value().is_zero() { Sign::NotNegative } else { Sign::Positive }
            }),
            Op::Constant(_) => Some(Sign::Positive),
            Op::Add => all(false).or_else(|| one_above(dag, children)),
            Op::Mul | Op::Div | Op::Call(Function::Min) => all(true),
            Op::Call(Function::Max) => children.iter().filter_map(of).min(),
            Op::Pow => match (of(&children[0]), dag.as_rational(children[1])) {
                (Some(sign), _) => Some(sign),
                (None, Some(n)) if n.is_integer() && n.is_even_above() => Some(Sign::NotNegative),
                _ => None,
            },
            Op::Call(
                Function::Exp
                | Function::Cosh
                | Function::Sech
                | Function::Sigmoid
                | Function::Softplus,
            ) => Some(Sign::Positive),
            Op::Call(Function::Abs | Function::Sqrt | Function::Relu) => Some(Sign::NotNegative),
            _ => None,
        };
        signs.push(sign);
    }
    signs.last().copied().flatten()
}

/// The sign of 1 − σ(u), of 1 ± tanh(u) and of |u| ± u.
fn one_above(dag: &Dag, terms: &[Expr]) -> Option<Sign> {
    let &[a, b] = terms else { return None };
    let is_bar = |bar: Expr, u: Expr| {
        let u = if dag.op(u) == Op::Neg { dag.child(u) } else { Some(u) };
        dag.as_call(bar) == Some(Function::Abs) && dag.child(bar) == u
    };
    if is_bar(a, b) || is_bar(b, a) {
        return Some(Sign::NotNegative);
    }
    let (one, other) = if dag.is_integer(a, 1) { (a, b) } else { (b, a) };
    let inner = if dag.op(other) == Op::Neg { dag.child(other)? } else { other };
    let bounded = matches!(dag.as_call(inner), Some(Function::Sigmoid | Function::Tanh));
    (dag.is_integer(one, 1) && bounded).then_some(Sign::Positive)
}

/// Whether it takes one of several, whichever is larger or smaller there: |u| is the larger of u and −u.
pub(super) fn is_choice(dag: &Dag, e: Expr) -> bool {
    use Function::{Abs, Max, Min, Relu};
    matches!(dag.as_call(e), Some(Abs | Max | Min | Relu))
}

/// What a choice comes to that is the same wherever its letters are: max(u², 0) is u², relu(|u|) is
/// |u|, max(u, u) is u. What is not chosen must have values everywhere, else it would still be missed.
pub(super) fn decided(dag: &mut Dag, tidier: &mut Tidier, choice: Expr) -> Option<Expr> {
    /// With more to choose from, comparing each with each would take long.
    const MOST: usize = 8;
    if !is_choice(dag, choice) {
        return None;
    }
    let at_sight = is_short(dag, choice);
    let mut all = dag.children(choice).to_vec();
    let largest = match dag.as_call(choice)? {
        Function::Abs => return dag.child(choice).filter(|&u| at_sight && sign(dag, u).is_some()),
        Function::Relu => {
            all.push(dag.integer(0));
            true
        }
        function => function == Function::Max,
    };
    // Of those that are the same the first.
    let mut seen = ExprMap::default();
    let mut left = all.clone();
    left.retain(|&one| {
        let tidy = tidier.tidy(dag, one);
        let new = !seen.contains(tidy);
        seen.insert(tidy, ());
        new
    });
    let compared = if at_sight && left.len() <= MOST { left.len() } else { 0 };
    for place in (0..compared).rev() {
        let one = left[place];
        let mut others = left[..place].iter().chain(&left[place + 1..]);
        let never = is_everywhere(dag, one)
            && others.any(|&other| {
                let (high, low) = if largest { (other, one) } else { (one, other) };
                is_never_below(dag, tidier, high, low)
            });
        if never {
            left.remove(place);
        }
    }
    match *left.as_slice() {
        [only] => Some(only),
        _ if left.len() == all.len() => None,
        _ => dag.as_call(choice).map(|function| dag.call(function, &left)),
    }
}

/// Whether one is at least the other, where that shows at sight.
fn is_never_below(dag: &mut Dag, tidier: &mut Tidier, high: Expr, low: Expr) -> bool {
    let among = |of: Expr, function: Function, one: Expr| {
        dag.as_call(of) == Some(function) && dag.children(of).contains(&one)
    };
    if among(high, Function::Max, low) || among(low, Function::Min, high) {
        return true;
    }
    let apart = dag.sub(high, low);
    let apart = tidier.tidy(dag, apart);
    sign(dag, apart).is_some()
}

/// Whether there is so little in it that it can be looked through for each choice around it: in
/// thousands of them, one inside the other, that would never come to an end.
fn is_short(dag: &Dag, root: Expr) -> bool {
    const SHORT: usize = 100;
    let (mut open, mut seen) = (vec![root], 0);
    while let Some(e) = open.pop() {
        seen += 1;
        if seen > SHORT {
            return false;
        }
        open.extend_from_slice(dag.children(e));
    }
    true
}

/// Whether it has a value wherever its letters have one: no bar in it, no root, no logarithm.
fn is_everywhere(dag: &Dag, root: Expr) -> bool {
    dag.below(root).into_iter().all(|e| match dag.op(e) {
        Op::Div => dag.children(e).last().is_some_and(|&below| dag.number(below).is_some()),
        Op::Pow => dag.children(e).last().is_some_and(|&n| {
            dag.as_rational(n).is_some_and(|n| n.is_integer() && !n.is_negative())
        }),
        Op::Call(function) => function.row().domain.is_empty() && function != Function::Root,
        Op::Piecewise | Op::Derivative => false,
        _ => true,
    })
}
