//! Which parts of an expression are nodes, and what each does with its inputs.

use super::regroup::regroup;
use super::{BackpropError, Grain, MOST_NODES, Names};
use crate::expr::{Dag, Expr, ExprMap, Op, Symbol, Value};

/// The graph before anything is computed, in forward order.
pub(super) struct Plan {
    pub pieces: Vec<Piece>,
    /// For each piece's place the expression as it was typed.
    pub written: Vec<Expr>,
}

/// A node: what it stands for, and its operation on stand-ins for its inputs.
pub(super) struct Piece {
    pub expr: Expr,
    pub variable: Option<Symbol>,
    /// With □1, □2 … where its inputs go; the variable or the constant itself where it has none.
    pub shape: Expr,
    /// Places of its inputs, slot by slot.
    pub inputs: Vec<usize>,
    /// For each slot, which of the shape's children it stands in.
    pub within: Vec<Vec<usize>>,
}

/// The stand-in for the input in a slot. One more than the places fits no name a person types.
pub(super) fn stand_in(dag: &mut Dag, slot: usize) -> Expr {
    dag.symbol(&format!("□{}", slot + 1))
}

/// What may be looked into to see what a node is made of.
struct Cuts {
    grain: Grain,
    /// How often each expression is used as a part of another.
    uses: ExprMap<u32>,
    /// Pieces that were given a name.
    named: ExprMap<()>,
}

pub(super) fn plan(
    dag: &mut Dag,
    f: Expr,
    names: &Names,
    grain: Grain,
) -> Result<Plan, BackpropError> {
    let (root, written) = match grain {
        Grain::Operations => regroup(dag, f),
        Grain::Pieces | Grain::Layers => (f, ExprMap::default()),
    };
    let mut cuts = Cuts { grain, uses: ExprMap::default(), named: ExprMap::default() };
    for e in dag.below(root) {
        if !dag.is_constant(e) {
            for &child in dag.children(e) {
                *cuts.uses.or_insert(child, 0) += 1;
            }
        }
    }
    for piece in names.pieces() {
        cuts.named.insert(piece, ());
    }

    // Depth first, a node after its inputs, with a stack on the heap.
    let mut pieces: Vec<Piece> = Vec::new();
    let mut place = ExprMap::default();
    let mut stack: Vec<(Expr, Option<(Shape, usize)>)> = vec![(root, None)];
    while let Some((e, opened)) = stack.pop() {
        if place.contains(e) {
            continue;
        }
        let (shape, next) = match opened {
            Some(opened) => opened,
            None => (shape(dag, e, &cuts), 0),
        };
        if let Some(&input) = shape.inputs.get(next) {
            stack.push((e, Some((shape, next + 1))));
            stack.push((input, None));
            continue;
        }
        if pieces.len() == MOST_NODES {
            return Err(BackpropError::TooLarge);
        }
        place.insert(e, pieces.len());
        pieces.push(Piece {
            expr: e,
            variable: dag.as_symbol(e),
            shape: shape.made,
            inputs: shape.inputs.iter().map(|input| place[*input]).collect(),
            within: shape.within,
        });
    }
    let as_typed = |piece: &Piece| written.get(piece.expr).copied().unwrap_or(piece.expr);
    let written = pieces.iter().map(as_typed).collect();
    Ok(Plan { pieces, written })
}

/// What a node does: its operation on stand-ins, and the expressions they stand for.
struct Shape {
    made: Expr,
    inputs: Vec<Expr>,
    within: Vec<Vec<usize>>,
}

/// Looks into `e` as far as its own operation goes. Numbers belong to the operation; what moves is
/// an input, or a part of the operation that is looked into in turn.
fn shape(dag: &mut Dag, e: Expr, cuts: &Cuts) -> Shape {
    let mut shape = Shape { made: e, inputs: Vec::new(), within: Vec::new() };
    if dag.is_constant(e) || dag.as_symbol(e).is_some() {
        return shape;
    }
    let mut stack: Vec<(Expr, Vec<Expr>)> = vec![(e, Vec::new())];
    while let Some((node, mut built)) = stack.pop() {
        let Some(&child) = dag.children(node).get(built.len()) else {
            let made = dag.with_children(node, &built);
            match stack.last_mut() {
                Some((_, outer)) => outer.push(made),
                None => shape.made = made,
            }
            continue;
        };
        if dag.is_constant(child) {
            built.push(child);
        } else if cuts.looks_into(dag, node, child) {
            stack.push((node, built));
            stack.push((child, Vec::new()));
            continue;
        } else {
            // One edge for each use; but a piece meets each of its inputs once, and so does the larger
            // of a thing and itself, which is that thing and has no corner.
            let choice = |op| matches!(op, Op::Call(f) if matches!(f.row().value, Value::Many(_)));
            let shares = cuts.grain != Grain::Operations || choice(dag.op(node));
            let mut inputs = shape.inputs.iter();
            let known = if shares { inputs.position(|input| *input == child) } else { None };
            let slot = known.unwrap_or(shape.inputs.len());
            if known.is_none() {
                shape.inputs.push(child);
                shape.within.push(Vec::new());
            }
            let term = stack.first().map_or(built.len(), |(_, outermost)| outermost.len());
            if shape.within[slot].last() != Some(&term) {
                shape.within[slot].push(term);
            }
            built.push(stand_in(dag, slot));
        }
        stack.push((node, built));
    }
    shape
}

impl Cuts {
    /// Whether `child` is a part of the operation `node` and no node of its own.
    fn looks_into(&self, dag: &Dag, node: Expr, child: Expr) -> bool {
        let (outer, inner) = (dag.op(node), dag.op(child));
        let sign = outer == Op::Add && inner == Op::Neg;
        let condition = outer == Op::Piecewise && matches!(inner, Op::Relation(_));
        let plain = |op| matches!(op, Op::Add | Op::Mul | Op::Neg | Op::Div);
        let once = self.uses.get(child) == Some(&1);
        if self.grain == Grain::Layers
            && matches!(outer, Op::Call(_))
            && dag.children(node).len() == 1
            && plain(inner)
            && once
        {
            return true;
        }
        if sign || condition {
            return !self.named.contains(child);
        }
        if self.grain == Grain::Operations
            || matches!(inner, Op::Symbol(_) | Op::Piecewise)
            || outer == Op::Piecewise
            || matches!(outer, Op::Relation(_))
            || self.named.contains(child)
            || !once
        {
            return false;
        }
        // x² in 3x² + 2x is arithmetic to a person.
        let power = inner == Op::Pow
            && dag.pair(child).is_some_and(|(base, exponent)| {
                dag.as_symbol(base).is_some() && dag.is_constant(exponent)
            });
        !self.named.is_empty() || plain(outer) && (plain(inner) || power)
    }
}
