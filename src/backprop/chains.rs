//! The chain rule multiplied out: one product a path.

use super::{Edge, Node};
use crate::expr::Symbol;

/// At most this many paths of a variable are written out; the rest are counted.
pub const MOST_PATHS: usize = 64;

/// Of very long paths fewer are written, so that a variable has no more factors than this in all.
const MOST_FACTORS: usize = 64 * 320;

/// All ways in which a variable moves the output.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The variable.
    pub variable: Symbol,
    /// The first paths.
    pub paths: Vec<Path>,
    /// How many more there are; the largest double where they are more than that.
    pub more: f64,
    /// The sum over all paths, written or not: the gradient.
    pub total: f64,
}

/// One way from the output down to a variable.
#[derive(Clone, Debug)]
pub struct Path {
    /// Places of edges, the output's first.
    pub edges: Vec<usize>,
    /// The product of their local derivatives.
    pub product: f64,
}

/// The chains of these variables, in their order.
///
/// There may be more paths than atoms in the world (three a level, a thousand levels), so they are
/// counted without being walked: as many lead from a variable to a node as lead to the node's
/// inputs together.
pub(super) fn chains(nodes: &[Node], edges: &[Edge], variables: &[Symbol]) -> Vec<Chain> {
    // The edges into each node, which stand together.
    let mut first = vec![0; nodes.len() + 1];
    for edge in edges {
        first[edge.to + 1] += 1;
    }
    for to in 0..nodes.len() {
        first[to + 1] += first[to];
    }
    variables
        .iter()
        .map(|&variable| {
            let leaf = nodes.iter().position(|node| node.variable == Some(variable));
            match leaf {
                Some(leaf) => chain(nodes, edges, &first, variable, leaf),
                None => Chain { variable, paths: Vec::new(), more: 0.0, total: 0.0 },
            }
        })
        .collect()
}

fn chain(nodes: &[Node], edges: &[Edge], first: &[usize], variable: Symbol, leaf: usize) -> Chain {
    let mut ways = vec![0.0f64; nodes.len()];
    ways[leaf] = 1.0;
    for to in leaf + 1..nodes.len() {
        let through = edges[first[to]..first[to + 1]].iter().filter(|edge| edge.passes);
        let count: f64 = through.map(|edge| ways[edge.from]).sum();
        ways[to] = count.min(f64::MAX);
    }
    let output = nodes.len() - 1;
    let mut paths = Vec::new();
    let mut factors = 0;
    // The way so far, and for each node on it the next edge to try.
    let mut way: Vec<usize> = Vec::new();
    let mut next: Vec<usize> = vec![first[output]];
    let mut here = output;
    while let Some(edge) = next.last_mut() {
        if here == leaf {
            if paths.len() == MOST_PATHS || !paths.is_empty() && factors + way.len() > MOST_FACTORS
            {
                break;
            }
            factors += way.len();
            let product: f64 = way.iter().map(|&edge| edges[edge].local).product();
            // As in the sweep: where 0 meets what is upright, and a slope was found, it counts for 0.
            let product = if product.is_nan() { 0.0 } else { product };
            paths.push(Path { edges: way.clone(), product });
            *edge = usize::MAX;
        }
        let end = first[here + 1];
        while *edge < end && (!edges[*edge].passes || ways[edges[*edge].from] == 0.0) {
            *edge += 1;
        }
        if *edge < end {
            let taken = *edge;
            *edge += 1;
            way.push(taken);
            here = edges[taken].from;
            next.push(first[here]);
        } else {
            next.pop();
            if let Some(back) = way.pop() {
                here = edges[back].to;
            }
        }
    }
    // Which were written is known exactly, so what is left is exact as far as doubles count.
    let more = (ways[output] - paths.len() as f64).max(0.0);
    Chain { variable, paths, more, total: nodes[leaf].gradient }
}
