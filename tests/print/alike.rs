//! Two formulas that differ are never written alike: every tree of a few nodes, in every notation.

use std::collections::HashMap;

use chainrule::expr::{Dag, Expr, Function, Op};
use chainrule::print;

use super::markup::visible;

#[test]
fn different_formulas_are_typed_differently() {
    nothing_alike(print::text);
}

#[test]
fn different_formulas_look_different() {
    nothing_alike(|dag, e| visible(&print::mathml(dag, e)));
}

#[test]
fn different_formulas_are_set_differently() {
    nothing_alike(|dag, e| print::latex(dag, e).replace("\\left", "").replace("\\right", ""));
}

#[test]
fn different_formulas_sound_different() {
    // A pause may be overheard.
    nothing_alike(|dag, e| print::speech(dag, e).replace(',', ""));
}

fn nothing_alike(write: impl Fn(&Dag, Expr) -> String) {
    let mut dag = Dag::new();
    let mut known: HashMap<String, Expr> = HashMap::new();
    let all = small_trees(&mut dag, 6);
    assert!(all.len() > 20_000);
    for e in all {
        if let Some(other) = known.insert(write(&dag, e), e) {
            assert_eq!(e, other, "{} and {}", structure(&dag, e), structure(&dag, other));
        }
    }
}

/// Every tree of at most `largest` nodes over a few letters, numbers and operations.
fn small_trees(dag: &mut Dag, largest: usize) -> Vec<Expr> {
    // by_size[n]: the trees of n nodes.
    let mut by_size: Vec<Vec<Expr>> = vec![Vec::new(); largest + 1];
    by_size[1] = vec![dag.symbol("x"), dag.symbol("f"), dag.integer(2)];
    for size in 2..=largest {
        let mut made = Vec::new();
        for inner in by_size[size - 1].clone() {
            made.push(dag.neg(inner));
            for function in [Function::Sin, Function::Exp, Function::Abs, Function::Sqrt] {
                made.push(dag.call(function, &[inner]));
            }
        }
        for left in 1..size - 1 {
            for a in by_size[left].clone() {
                for b in by_size[size - 1 - left].clone() {
                    for op in [Op::Add, Op::Mul, Op::Div, Op::Pow, Op::Call(Function::Log)] {
                        made.push(dag.node(op, &[a, b]));
                    }
                    made.push(dag.call(Function::Max, &[a, b]));
                }
                for middle in 1..(size - 1).saturating_sub(left) {
                    let right = size - 1 - left - middle;
                    for b in by_size[middle].clone() {
                        for c in by_size[right].clone() {
                            made.push(dag.node(Op::Add, &[a, b, c]));
                            made.push(dag.node(Op::Mul, &[a, b, c]));
                        }
                    }
                }
            }
        }
        by_size[size] = made;
    }
    by_size.concat()
}

fn structure(dag: &Dag, e: Expr) -> String {
    let inner: Vec<String> = dag.children(e).iter().map(|&c| structure(dag, c)).collect();
    match dag.op(e) {
        Op::Symbol(symbol) => dag.name(symbol).to_owned(),
        op if inner.is_empty() => format!("{op:?}"),
        op => format!("({op:?} {})", inner.join(" ")),
    }
}
