//! An expression as a computation graph, run forward and backward.

use serde::Serialize;

use super::question::{Question, values};
use super::{EngineError, Formula, Named, Point, program};
use crate::backprop::{self, BackpropError, Grain, Names, Trace};
use crate::expr::{Dag, Expr, ExprMap, Symbol};

/// The graph with every number of one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BackpropView {
    /// In forward order, the output last.
    pub nodes: Vec<NodeView>,
    /// One for each use of a node as an input.
    pub edges: Vec<EdgeView>,
    /// Ids in the order in which gradients are finished.
    pub backward: Vec<usize>,
    /// By variable.
    pub gradient: Point,
    /// By variable, the chain rule written out.
    pub chains: Vec<ChainView>,
    /// Conventions that were used.
    pub notes: Vec<String>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NodeView {
    /// Its place in the forward order.
    pub id: usize,
    /// What it does.
    pub op: &'static str,
    /// What it is, in the variables.
    pub formula: Formula,
    /// What it is, in the names of its inputs.
    pub definition: Formula,
    /// Its name.
    pub name: String,
    /// Ids, slot by slot.
    pub inputs: Vec<usize>,
    /// Forward.
    pub value: f64,
    /// Backward.
    pub gradient: f64,
}

/// A use of a node by another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EdgeView {
    /// The input.
    pub from: usize,
    /// The user.
    pub to: usize,
    /// Which of the user's inputs.
    pub slot: usize,
    /// The local derivative, in the variables.
    pub local_formula: Formula,
    /// The same in the names of the user's inputs.
    pub local_by_name: Formula,
    /// The same as a name: ∂y/∂u.
    pub quotient: Formula,
    /// Its value.
    pub local: f64,
    /// The user's gradient times that.
    pub message: f64,
}

/// The chain rule for one variable.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChainView {
    /// The variable.
    pub variable: String,
    /// Up to 64 of them.
    pub paths: Vec<PathView>,
    /// How many more there are.
    pub more: f64,
    /// The sum over all.
    pub total: f64,
}

/// One path, from the output down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathView {
    /// Ids of the nodes it goes through.
    pub nodes: Vec<usize>,
    /// Places of the edges between them.
    pub edges: Vec<usize>,
    /// One an edge.
    pub factors: Vec<FactorView>,
    /// Their product.
    pub product: f64,
}

/// A factor of a path's product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactorView {
    /// ∂y/∂u
    pub formula: Formula,
    /// Its value.
    pub value: f64,
}

/// A text and a point, ready to run.
pub(super) struct Run {
    pub question: Question,
    pub f: Expr,
    pub names: Names,
    pub variables: Vec<Symbol>,
    pub inputs: Vec<f64>,
}

impl Run {
    pub(super) fn read(text: &str, at: &Point) -> Result<Run, EngineError> {
        Run::read_with(text, at, None)
    }

    /// The same where variables without a value may have `otherwise`.
    pub(super) fn read_with(
        text: &str,
        at: &Point,
        otherwise: Option<f64>,
    ) -> Result<Run, EngineError> {
        let (mut question, names) = program::read(text)?;
        let f = question.taken();
        let variables = question.variables();
        let dag = &question.dag;
        let given = |symbol: &Symbol| at.get(dag.name(*symbol)).copied().or(otherwise);
        let inputs = match variables.iter().map(given).collect() {
            Some(inputs) => inputs,
            None => values(dag, &variables, at)?,
        };
        Ok(Run { question, f, names, variables, inputs })
    }

    pub(super) fn trace(&mut self, grain: Grain) -> Result<Trace, EngineError> {
        let at: Vec<_> = self.variables.iter().copied().zip(self.inputs.iter().copied()).collect();
        Ok(backprop::trace(&mut self.question.dag, self.f, &at, &self.names, grain)?)
    }
}

/// Runs an expression forward and backward, one operation a node.
pub fn backprop(text: &str, at: &Point) -> Result<BackpropView, EngineError> {
    let mut run = Run::read(text, at)?;
    let trace = run.trace(Grain::Operations)?;
    Ok(BackpropView::new(&mut run.question.dag, &trace))
}

impl BackpropView {
    pub(super) fn new(dag: &mut Dag, trace: &Trace) -> BackpropView {
        let mut written: ExprMap<Formula> = ExprMap::default();
        let mut formula = |dag: &Dag, e: Expr| {
            if !written.contains(e) {
                written.insert(e, Formula::new(dag, e));
            }
            written[e].clone()
        };
        let nodes = trace.nodes.iter().enumerate().map(|(id, node)| NodeView {
            id,
            op: node.op,
            formula: formula(dag, node.written),
            definition: formula(dag, node.definition),
            name: node.name.clone(),
            inputs: node.inputs.clone(),
            value: node.value,
            gradient: node.gradient,
        });
        let nodes = nodes.collect();
        let edges: Vec<EdgeView> = trace
            .edges
            .iter()
            .map(|edge| EdgeView {
                from: edge.from,
                to: edge.to,
                slot: edge.slot,
                local_formula: formula(dag, edge.written),
                local_by_name: formula(dag, edge.by_name),
                quotient: formula(dag, edge.quotient),
                local: edge.local,
                message: edge.message,
            })
            .collect();
        let mut gradient = Named::default();
        let mut chains = Vec::new();
        for chain in &trace.chains {
            let variable = dag.name(chain.variable).to_owned();
            gradient.insert(variable.clone(), chain.total);
            let paths = chain.paths.iter().map(|path| PathView {
                nodes: path_nodes(trace, path),
                edges: path.edges.clone(),
                factors: path
                    .edges
                    .iter()
                    .map(|&edge| FactorView {
                        formula: edges[edge].quotient.clone(),
                        value: edges[edge].local,
                    })
                    .collect(),
                product: path.product,
            });
            chains.push(ChainView {
                variable,
                paths: paths.collect(),
                more: chain.more,
                total: chain.total,
            });
        }
        BackpropView {
            nodes,
            edges,
            backward: trace.backward.clone(),
            gradient,
            chains,
            notes: trace.notes.clone(),
        }
    }
}

fn path_nodes(trace: &Trace, path: &backprop::Path) -> Vec<usize> {
    let output = trace.nodes.len() - 1;
    std::iter::once(output).chain(path.edges.iter().map(|&edge| trace.edges[edge].from)).collect()
}

impl From<BackpropError> for EngineError {
    fn from(error: BackpropError) -> EngineError {
        let message = error.to_string();
        match error {
            BackpropError::Numeric(error) => error.into(),
            BackpropError::NoValue(_) => {
                EngineError::domain("no-value-there", message).with_hint("Choose another point.")
            }
            BackpropError::NoDerivative(_) => EngineError::domain("no-derivative-there", message)
                .with_hint("Choose a point beside it."),
            BackpropError::Beyond(_) => EngineError::domain("beyond-numbers", message)
                .with_hint("Take a place nearer to 0."),
            BackpropError::TooLarge => EngineError::limit("graph-too-large", message),
        }
    }
}
