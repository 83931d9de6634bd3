//! Formulas of every kind, at random, that shrink to the smallest that fails.

use chainrule::expr::{Constant, Dag, Expr, Function, Number, Op, Rational, Relation};
use proptest::prelude::*;

/// A formula to be built.
#[derive(Clone, Debug)]
pub enum Tree {
    /// A number with so many digits after the point.
    Number(u64, u32),
    Constant(Constant),
    Symbol(&'static str),
    Add(Vec<Tree>),
    Mul(Vec<Tree>),
    Neg(Box<Tree>),
    Div(Box<[Tree; 2]>),
    Pow(Box<[Tree; 2]>),
    Call(Function, Vec<Tree>),
    Derivative(Box<Tree>, &'static str),
    /// Values with their conditions, and the value otherwise.
    Pieces(Vec<(Tree, Relation, [Tree; 2])>, Option<Box<Tree>>),
}

const SYMBOLS: &[&str] = &[
    "x", "y", "f", "h", "d", "E", "n", "w_1", "x_10", "a_i", "theta", "lambda", "Delta", "theta_0",
];

const RELATIONS: &[Relation] = &[
    Relation::Equal,
    Relation::NotEqual,
    Relation::Less,
    Relation::LessEqual,
    Relation::Greater,
    Relation::GreaterEqual,
];

fn leaf() -> impl Strategy<Value = Tree> {
    prop_oneof![
        4 => (0u64..12).prop_map(|n| Tree::Number(n, 0)),
        1 => (any::<u32>(), 0u32..12).prop_map(|(n, places)| Tree::Number(n.into(), places)),
        1 => any::<u64>().prop_map(|n| Tree::Number(n, 0)),
        1 => prop_oneof![Just(Constant::Pi), Just(Constant::E)].prop_map(Tree::Constant),
        6 => prop::sample::select(SYMBOLS).prop_map(Tree::Symbol),
    ]
}

/// Any formula but an equation.
pub fn trees() -> impl Strategy<Value = Tree> {
    leaf().prop_recursive(6, 40, 4, |inner| {
        let pair = [inner.clone(), inner.clone()].prop_map(Box::new);
        let piece =
            (inner.clone(), prop::sample::select(RELATIONS), [inner.clone(), inner.clone()]);
        let otherwise = prop::option::of(inner.clone().prop_map(Box::new));
        let call = (prop::sample::select(Function::ALL), prop::collection::vec(inner.clone(), 3));
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 2..5).prop_map(Tree::Add),
            4 => prop::collection::vec(inner.clone(), 2..5).prop_map(Tree::Mul),
            2 => inner.clone().prop_map(|e| Tree::Neg(Box::new(e))),
            3 => pair.clone().prop_map(Tree::Div),
            4 => pair.prop_map(Tree::Pow),
            4 => call.prop_map(|(function, mut arguments)| {
                while !function.takes(arguments.len()) {
                    arguments.pop();
                }
                Tree::Call(function, arguments)
            }),
            1 => (inner, prop::sample::select(SYMBOLS))
                .prop_map(|(of, by)| Tree::Derivative(Box::new(of), by)),
            1 => (prop::collection::vec(piece, 1..3), otherwise)
                .prop_map(|(pieces, otherwise)| Tree::Pieces(pieces, otherwise)),
        ]
    })
}

/// The formula in a graph.
pub fn build(dag: &mut Dag, tree: &Tree) -> Expr {
    let all = |dag: &mut Dag, trees: &[Tree]| -> Vec<Expr> {
        trees.iter().map(|tree| build(dag, tree)).collect()
    };
    match tree {
        Tree::Number(digits, places) => {
            let value = Rational::new((*digits).into(), num_bigint::BigInt::from(10).pow(*places));
            dag.leaf(Number::decimal(value).expect("it ends"))
        }
        Tree::Constant(constant) => dag.constant(*constant),
        Tree::Symbol(name) => dag.symbol(name),
        Tree::Add(terms) => {
            let terms = all(dag, terms);
            dag.add(&terms)
        }
        Tree::Mul(factors) => {
            let factors = all(dag, factors);
            dag.mul(&factors)
        }
        Tree::Neg(inner) => {
            let inner = build(dag, inner);
            dag.neg(inner)
        }
        Tree::Div(parts) => {
            let parts = all(dag, &parts[..]);
            dag.div(parts[0], parts[1])
        }
        Tree::Pow(parts) => {
            let parts = all(dag, &parts[..]);
            dag.pow(parts[0], parts[1])
        }
        Tree::Call(function, arguments) => {
            let arguments = all(dag, arguments);
            dag.call(*function, &arguments)
        }
        Tree::Derivative(of, by) => {
            let of = build(dag, of);
            let by = dag.symbol(by);
            dag.derivative(of, by)
        }
        Tree::Pieces(pieces, otherwise) => {
            let mut children = Vec::new();
            for (value, relation, [left, right]) in pieces {
                let value = build(dag, value);
                let (left, right) = (build(dag, left), build(dag, right));
                children.extend([value, dag.relation(*relation, left, right)]);
            }
            if let Some(otherwise) = otherwise {
                children.push(build(dag, otherwise));
            }
            dag.node(Op::Piecewise, &children)
        }
    }
}
