//! An expression becomes a computation graph, run forward and backward: Expr → nodes → [`Trace`].
//!
//! Forward, each node has a value. Backward, each use of a node as an input carries a message from
//! the user down: the user's gradient times the local derivative. A node's gradient, the
//! derivative of the output by it, is the sum of the messages it receives. That is the chain rule,
//! applied once an edge; multiplied out, it is one product a path ([`Chain`]).
//!
//! ```
//! use chainrule::{backprop, expr::Dag, print, syntax::parse};
//!
//! let mut dag = Dag::new();
//! let f = parse(&mut dag, "(2x + 3)^2")?.expr;
//! let x = dag.intern("x");
//! let names = backprop::Names::default();
//! let trace = backprop::trace(&mut dag, f, &[(x, 1.0)], &names, backprop::Grain::Operations)?;
//! // x, 2x, 2x + 3 and the square of that.
//! let values: Vec<f64> = trace.nodes.iter().map(|node| node.value).collect();
//! assert_eq!(values, [1.0, 2.0, 5.0, 25.0]);
//! let gradients: Vec<f64> = trace.nodes.iter().map(|node| node.gradient).collect();
//! assert_eq!(gradients, [20.0, 10.0, 10.0, 1.0]);
//! // v = u + 3, y = v^2: the last edge's local derivative is 2v.
//! assert_eq!(print::text(&dag, trace.edges[2].by_name), "2v");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chains;
mod local;
mod name;
mod plan;
mod regroup;
mod sweep;

use std::fmt;

use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::NumericError;

pub use chains::{Chain, MOST_PATHS, Path};
pub use name::Names;

/// How much of the expression one node stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    /// One operation: a sum of two, a product, a function applied.
    #[default]
    Operations,
    /// One piece as a person would name it: what was given a name, or, where nothing was, plain
    /// arithmetic as a whole between functions and powers.
    Pieces,
    /// One layer as a network has them: a piece, and where it is a function applied to plain
    /// arithmetic, that arithmetic too, even where it was given a name: σ(wx + b).
    Layers,
}

/// A graph of more nodes than this is refused.
pub const MOST_NODES: usize = 20_000;

/// A formula of up to this many symbols is written in the variables; a larger one in the names of
/// the nodes it is made of.
pub const WRITTEN_OUT: u32 = 100;

/// One run forward and backward.
#[derive(Clone, Debug)]
pub struct Trace {
    /// In forward order: each after its inputs, the output last.
    pub nodes: Vec<Node>,
    /// One for each use of a node as an input, by the using node and the slot.
    pub edges: Vec<Edge>,
    /// Places of nodes in the order in which their gradients are finished, the output's first.
    pub backward: Vec<usize>,
    /// By variable, in the order asked for.
    pub chains: Vec<Chain>,
    /// What was agreed on where mathematics leaves a choice: the slope of ReLU at 0.
    pub notes: Vec<String>,
}

/// One piece of the computation.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name, which no other node has.
    pub name: String,
    /// What it does: "variable", "constant", "add", "sin" …
    pub op: &'static str,
    /// The variable it is.
    pub variable: Option<Symbol>,
    /// In the variables, or by name where that is long: see [`WRITTEN_OUT`].
    pub written: Expr,
    /// In the names of its inputs.
    pub definition: Expr,
    /// Places of its inputs, slot by slot.
    pub inputs: Vec<usize>,
    /// Its value.
    pub value: f64,
    /// The derivative of the output by it.
    pub gradient: f64,
}

/// One use of a node by another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The input's place.
    pub from: usize,
    /// The user's place.
    pub to: usize,
    /// Which of the user's inputs it is.
    pub slot: usize,
    /// The derivative of the user by this input, as a name: ∂y/∂u.
    pub quotient: Expr,
    /// The same in the variables: see [`WRITTEN_OUT`].
    pub written: Expr,
    /// The same in the names of the user's inputs.
    pub by_name: Expr,
    /// Its value.
    pub local: f64,
    /// The user's gradient times that: what this use adds to the input's gradient.
    pub message: f64,
    /// Whether anything is passed back here at all: not to a condition, nor to a branch not taken,
    /// however steep that may be.
    pub passes: bool,
}

/// Why there is no trace.
#[derive(Clone, Debug, PartialEq)]
pub enum BackpropError {
    /// A variable without a value, or a derivative still to be taken.
    Numeric(NumericError),
    /// A node without a value: the formula, and what its inputs are.
    NoValue(String),
    /// An edge without a derivative.
    NoDerivative(String),
    /// A node's value is larger than doubles hold, and what comes of it is not known.
    Beyond(String),
    /// More than [`MOST_NODES`].
    TooLarge,
}

impl fmt::Display for BackpropError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BackpropError::Numeric(error) => error.fmt(f),
            BackpropError::NoValue(place) => write!(f, "There is no value here: {place}."),
            BackpropError::NoDerivative(place) => {
                write!(f, "There is no derivative here: {place}.")
            }
            BackpropError::Beyond(place) => {
                write!(f, "Here the number is larger than a computer holds: {place}.")
            }
            BackpropError::TooLarge => {
                write!(
                    f,
                    "This is a graph of more than {MOST_NODES} operations, too many to follow one by one."
                )
            }
        }
    }
}

impl std::error::Error for BackpropError {}

impl From<NumericError> for BackpropError {
    fn from(error: NumericError) -> BackpropError {
        BackpropError::Numeric(error)
    }
}

/// Runs `f` forward and backward at the point `at`, which must have a value for every variable.
/// Derivatives in `f` must have been taken.
pub fn trace(
    dag: &mut Dag,
    f: Expr,
    at: &[(Symbol, f64)],
    names: &Names,
    grain: Grain,
) -> Result<Trace, BackpropError> {
    let plan = plan::plan(dag, f, names, grain)?;
    let mut locals = local::Locals::default();
    let sweep = sweep::sweep(dag, f, &plan, at, &mut locals)?;
    let (mut nodes, mut edges) = name::write(dag, &plan, names, &mut locals);
    for (node, (value, gradient)) in nodes.iter_mut().zip(sweep.values.iter().zip(&sweep.gradients))
    {
        (node.value, node.gradient) = (*value, *gradient);
    }
    for (edge, ran) in edges.iter_mut().zip(&sweep.edges) {
        (edge.local, edge.message, edge.passes) = (ran.local, ran.message, ran.passes);
    }
    sweep::refuse(dag, &nodes, &edges, &sweep)?;
    let notes = sweep::notes(dag, &plan, &nodes, &edges, sweep.settled);
    let variables: Vec<Symbol> = at.iter().map(|(symbol, _)| *symbol).collect();
    let chains = chains::chains(&nodes, &edges, &variables);
    let backward = (0..nodes.len()).rev().collect();
    Ok(Trace { nodes, edges, backward, chains, notes })
}
