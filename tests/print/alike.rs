//! Two formulas that differ are never written alike: every tree of a few nodes, in every notation.

use std::collections::HashMap;

use chainrule::expr::{Dag, Expr, Function, Op};
use chainrule::print;
use chainrule::real::Random;

use super::markup::visible;
use super::trees::small_trees;

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

#[test]
fn larger_formulas_sound_different() {
    let mut dag = Dag::new();
    let mut random = Random::new(3);
    let mut known: HashMap<String, Expr> = HashMap::new();
    for _ in 0..100_000 {
        let nodes = 4 + random.bits() % 9;
        let e = some_tree(&mut dag, &mut random, nodes);
        let spoken = print::speech(&dag, e).replace(',', "");
        if let Some(other) = known.insert(spoken, e) {
            assert_eq!(e, other, "{} and {}", structure(&dag, e), structure(&dag, other));
        }
    }
    assert!(known.len() > 50_000, "{}", known.len());
}

/// A tree of about so many nodes over few letters, so that two of them are often nearly alike.
fn some_tree(dag: &mut Dag, random: &mut Random, nodes: u64) -> Expr {
    let mut made: Vec<Expr> = Vec::new();
    for _ in 0..nodes {
        let mut any = |dag: &mut Dag, made: &[Expr]| match random.bits() % 5 {
            0 => dag.symbol("x"),
            1 if made.is_empty() => dag.integer(2),
            1 => dag.symbol("n"),
            2 if made.is_empty() => dag.symbol("x_2"),
            _ if made.is_empty() => dag.integer(3),
            _ => made[made.len() - 1 - (random.bits() as usize % made.len().min(3))],
        };
        let (a, b, c) = (any(dag, &made), any(dag, &made), any(dag, &made));
        let node = match random.bits() % 16 {
            0 | 1 => dag.add(&[a, b]),
            2 => dag.add(&[a, b, c]),
            3 | 4 => dag.mul(&[a, b]),
            5 => dag.mul(&[a, b, c]),
            6 => dag.neg(a),
            7 => dag.div(a, b),
            8 | 9 => dag.pow(a, b),
            10 => dag.sub(a, b),
            11 => dag.call(Function::Sin, &[a]),
            12 => dag.call(Function::Sqrt, &[a]),
            13 => dag.call(Function::Abs, &[a]),
            14 => dag.call(Function::Max, &[a, b]),
            _ => dag.call(Function::Log, &[a, b]),
        };
        made.push(node);
    }
    made[made.len() - 1]
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

fn structure(dag: &Dag, e: Expr) -> String {
    let inner: Vec<String> = dag.children(e).iter().map(|&c| structure(dag, c)).collect();
    match dag.op(e) {
        Op::Symbol(symbol) => dag.name(symbol).to_owned(),
        op if inner.is_empty() => format!("{op:?}"),
        op => format!("({op:?} {})", inner.join(" ")),
    }
}
