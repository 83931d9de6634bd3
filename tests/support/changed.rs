//! A formula becomes all those that differ from it in one place: what a check of a row has to refuse.
//! A check that takes them for the row itself checks nothing.

use chainrule::expr::{Dag, Expr, Function, Op, Relation};

/// Every formula that is this one but for one place: a number one larger, a letter or a function in the
/// place of another, a sign lost, a sum for a product, what is above below.
pub fn changed(dag: &mut Dag, root: Expr) -> Vec<Expr> {
    // Nothing has no sign.
    let mut all = if dag.is_integer(root, 0) { Vec::new() } else { vec![dag.neg(root)] };
    for place in dag.below(root) {
        let Some(other) = other(dag, root, place) else { continue };
        all.push(dag.substitute(root, place, other));
    }
    all.retain(|other| *other != root);
    all
}

/// What a slip of the pen writes in the place of a node.
fn other(dag: &mut Dag, root: Expr, e: Expr) -> Option<Expr> {
    let children = dag.children(e).to_vec();
    Some(match (dag.op(e), children.as_slice()) {
        (Op::Number(_), _) => {
            let next = &dag.as_rational(e)? + &1.into();
            dag.rational(&next)
        }
        (Op::Symbol(symbol), _) if dag.name(symbol) != "x" => {
            let letters = dag.variables(root);
            let other = letters.into_iter().find(|it| *it != symbol && dag.name(*it) != "x")?;
            dag.symbol_leaf(other)
        }
        (Op::Add, terms) => dag.mul(terms),
        (Op::Mul, factors) => dag.add(factors),
        (Op::Neg, [inside]) | (Op::Derivative, [inside, _]) => *inside,
        (Op::Div, [above, below]) => dag.div(*below, *above),
        (Op::Pow, [base, exponent]) => dag.pow(*exponent, *base),
        (Op::Call(function), arguments) => {
            let fits = |other: &&Function| **other != function && other.takes(arguments.len());
            // The neighbour in the table, as one writes sin for cos.
            let after = Function::ALL.iter().skip_while(|it| **it != function).find(fits);
            let neighbour = after.or_else(|| Function::ALL.iter().rev().find(fits))?;
            dag.call(*neighbour, arguments)
        }
        (Op::Relation(relation), [left, right]) => {
            let turned = match relation {
                Relation::Less => Relation::Greater,
                Relation::LessEqual => Relation::GreaterEqual,
                Relation::Greater => Relation::Less,
                Relation::GreaterEqual => Relation::LessEqual,
                Relation::Equal => Relation::NotEqual,
                Relation::NotEqual => Relation::Equal,
            };
            dag.relation(turned, *left, *right)
        }
        _ => return None,
    })
}
