//! Two formulas that differ are never written alike: every tree of a few nodes, in every notation.

use std::collections::HashMap;

use chainrule::expr::{Dag, Expr, Op};
use chainrule::print;

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
