//! The numbers: values forward, messages and gradients backward.

use super::local::Locals;
use super::plan::{Piece, Plan};
use super::{BackpropError, Edge, Node};
use crate::expr::{Dag, Expr, Function, Op, Symbol};
use crate::numeric::{Gradient, NumericError, Tape, quarter_turn};
use crate::print;
use crate::syntax;

/// What the sweeps found.
pub(super) struct Sweep {
    pub values: Vec<f64>,
    pub gradients: Vec<f64>,
    pub edges: Vec<Ran>,
    /// Whether the output depends on the node through branches that were taken.
    pub reached: Vec<bool>,
    /// The first node whose value is larger than doubles hold.
    pub beyond: Option<usize>,
    /// Whether products that say nothing were taken to be 0, which gives the slopes there are.
    pub settled: bool,
}

/// An edge's numbers.
#[derive(Clone, Copy)]
pub(super) struct Ran {
    pub local: f64,
    pub message: f64,
    pub passes: bool,
}

pub(super) fn sweep(
    dag: &mut Dag,
    f: Expr,
    plan: &Plan,
    at: &[(Symbol, f64)],
    locals: &mut Locals,
) -> Result<Sweep, BackpropError> {
    let count = plan.pieces.len();
    let mut values: Vec<f64> = Vec::with_capacity(count);
    let mut edges = Vec::new();
    let mut first_edge = Vec::with_capacity(count);
    let mut beyond = None;
    for piece in &plan.pieces {
        first_edge.push(edges.len());
        if let Some(symbol) = piece.variable {
            let bound = at.iter().find(|(name, _)| *name == symbol);
            let unbound = || NumericError::Unbound(vec![dag.name(symbol).to_owned()]);
            values.push(bound.ok_or_else(unbound)?.1);
            continue;
        }
        let inputs: Vec<f64> = piece.inputs.iter().map(|&input| values[input]).collect();
        let tape = locals.tape(dag, piece)?;
        let mut ran = tape.gradient(&inputs);
        if !ran.value.is_finite() && beyond.is_none() && tape.overflows(&inputs) {
            beyond = Some(values.len());
        }
        // A number by now, the angle alone does not tell how often it turns.
        let alone = dag.child(piece.shape).is_some_and(|angle| dag.as_symbol(angle).is_some());
        if alone && let Some((value, slope)) = quarter_turn(dag, piece.expr, at)? {
            ran = Gradient { value, partials: vec![slope] };
        }
        let choice = dag.op(piece.shape) == Op::Piecewise;
        edges.extend(ran.partials.iter().map(|&local| Ran {
            local,
            message: 0.0,
            // A choice passes its gradient to the branch it takes, as it is.
            passes: !choice || local != 0.0,
        }));
        values.push(ran.value);
    }

    let back = |unclear| backward(dag, plan, &edges, &first_edge, unclear);
    let (mut found, mut settled) = (back(Unclear::Kept), false);
    let unclear = found.edges.iter().any(|ran| ran.passes && ran.message.is_nan());
    if unclear && values.last().is_some_and(|value| value.is_finite()) {
        // Where products of slopes say nothing the function may have a slope all the same: √(x⁴) at 0.
        let inputs: Vec<f64> = at.iter().map(|(_, value)| *value).collect();
        let symbols: Vec<Symbol> = at.iter().map(|(symbol, _)| *symbol).collect();
        let slopes = Tape::new(dag, &[f], &symbols)?.gradient(&inputs).partials;
        let flat = back(Unclear::Zero);
        settled = plan.pieces.iter().zip(&flat.gradients).all(|(piece, gradient)| {
            let place = piece.variable.and_then(|symbol| symbols.iter().position(|s| *s == symbol));
            place.is_none_or(|place| {
                slopes[place].is_finite()
                    && (gradient - slopes[place]).abs() <= 1e-9 * (1.0 + gradient.abs())
            })
        });
        if settled {
            found = flat;
        }
    }
    let Back { gradients, edges, reached } = found;
    Ok(Sweep { values, gradients, edges, reached, beyond, settled })
}

/// What becomes of a product of slopes that is no number.
#[derive(Clone, Copy, PartialEq)]
enum Unclear {
    Kept,
    /// 0 times what is upright is 0, and a corner is flat.
    Zero,
}

/// What the sweep back finds.
struct Back {
    gradients: Vec<f64>,
    edges: Vec<Ran>,
    reached: Vec<bool>,
}

/// From the local derivatives to messages and gradients.
fn backward(
    dag: &Dag,
    plan: &Plan,
    locals: &[Ran],
    first_edge: &[usize],
    unclear: Unclear,
) -> Back {
    let count = plan.pieces.len();
    let mut edges = locals.to_vec();
    let mut gradients = vec![0.0; count];
    let mut reached = vec![false; count];
    if let Some(last) = count.checked_sub(1) {
        (gradients[last], reached[last]) = (1.0, true);
    }
    for (to, piece) in plan.pieces.iter().enumerate().rev() {
        let idle = gradients[to] == 0.0 && is_bounded(dag, piece);
        let uses = &mut edges[first_edge[to]..][..piece.inputs.len()];
        for (ran, &from) in uses.iter_mut().zip(&piece.inputs) {
            ran.passes &= reached[to];
            if ran.passes {
                if (idle || unclear == Unclear::Zero) && ran.local.is_nan() {
                    ran.local = 0.0;
                }
                ran.message = gradients[to] * ran.local;
                if unclear == Unclear::Zero && ran.message.is_nan() {
                    ran.message = 0.0;
                }
                gradients[from] += ran.message;
                reached[from] = true;
            }
        }
    }
    Back { gradients, edges, reached }
}

/// Whether a node moves by no more than its inputs do, corners or not.
///
/// Where the output's gradient by such a node is 0, nothing comes of its corner: the output moves
/// by 0 times what is as small as the inputs' change, and by what is smaller. So x|x| has the slope
/// 0 at 0, whatever number between −1 and 1 is taken for that of |x|.
fn is_bounded(dag: &Dag, piece: &Piece) -> bool {
    matches!(dag.as_call(piece.shape), Some(Function::Abs | Function::Min | Function::Max))
}

/// Refuses a run that met a place without a value or a derivative, and names the place.
pub(super) fn refuse(
    dag: &Dag,
    nodes: &[Node],
    edges: &[Edge],
    sweep: &Sweep,
) -> Result<(), BackpropError> {
    let place = |node: &Node| {
        let inputs = node.inputs.iter().map(|&input| {
            format!("{} = {}", nodes[input].name, print::number_text(nodes[input].value))
        });
        let mut inputs: Vec<String> = inputs.take(4).collect();
        inputs.dedup();
        let formula = print::text(dag, node.definition);
        if inputs.is_empty() { formula } else { format!("{formula} where {}", inputs.join(", ")) }
    };
    let broken = |edge: &&Edge| edge.passes && edge.message.is_nan();
    let without_value = nodes.last().filter(|output| !output.value.is_finite());
    let without_message = edges.iter().rev().find(broken);
    // Upright or steeper than doubles tell: at a variable there is nothing left to turn it to 0.
    let lost = |(node, reached): &(&Node, &bool)| {
        let steep = node.inputs.is_empty() && node.gradient.is_infinite();
        **reached && (node.gradient.is_nan() || steep)
    };
    let without_slope = nodes.iter().zip(&sweep.reached).rev().find(lost);
    let unknown = without_value.is_some() || without_message.is_some() || without_slope.is_some();
    if let Some(node) = sweep.beyond.filter(|_| unknown) {
        return Err(BackpropError::Beyond(place(&nodes[node])));
    }
    if let Some(mut blamed) = without_value {
        // Where it began: the first thing on the way down whose inputs all have values.
        let lost = |&&input: &&usize| !nodes[input].value.is_finite();
        while let Some(&input) = blamed.inputs.iter().find(lost) {
            blamed = &nodes[input];
        }
        return Err(BackpropError::NoValue(place(blamed)));
    }
    if let Some(edge) = without_message {
        // 0 times what is upright is no number: what is upright is to blame.
        let upright = |above: &&Edge| {
            above.to > edge.to && above.passes && above.local.is_infinite() && !edge.local.is_nan()
        };
        let to = edges.iter().rev().find(upright).unwrap_or(edge).to;
        return Err(BackpropError::NoDerivative(place(&nodes[to])));
    }
    let Some((node, _)) = without_slope else { return Ok(()) };
    let upright = edges.iter().rev().find(|edge| edge.passes && edge.message.is_infinite());
    Err(BackpropError::NoDerivative(place(upright.map_or(node, |edge| &nodes[edge.to]))))
}

const SETTLED: &str = "On the way back 0 meets what has no slope, and the product says nothing: it is taken to be 0, which gives the slope that the function has here.";

/// Where a function has a corner or a jump and its slope there is agreed on, not found.
pub(super) fn notes(
    dag: &mut Dag,
    plan: &Plan,
    nodes: &[Node],
    edges: &[Edge],
    settled: bool,
) -> Vec<String> {
    let mut notes = Vec::new();
    if settled {
        notes.push(SETTLED.to_owned());
    }
    for edge in edges.iter().filter(|edge| edge.passes) {
        let (piece, node) = (&plan.pieces[edge.to], &nodes[edge.to]);
        if !smooth(dag, piece, nodes) {
            let slope = print::number_text(edge.local);
            let (at, input) = (&nodes[edge.from].name, print::number_text(nodes[edge.from].value));
            let title = dag.as_call(piece.shape).map_or(node.op, |function| function.row().title);
            notes.push(format!(
                "{} has no slope at {at} = {input}; it is taken to be {slope} there.",
                capital(title)
            ));
        }
    }
    notes
}

/// Whether a function's conditions for a derivative hold; what is no function is smooth.
fn smooth(dag: &mut Dag, piece: &Piece, nodes: &[Node]) -> bool {
    let Some(function) = dag.as_call(piece.shape) else { return true };
    let row = function.row();
    if row.smooth.is_empty() || !row.domain.is_empty() {
        return true;
    }
    let values: Vec<f64> = piece.inputs.iter().map(|&input| nodes[input].value).collect();
    row.smooth.iter().all(|law| {
        let Ok(law) = syntax::parse(dag, law) else { return true };
        let letters = [dag.intern("u"), dag.intern("v")];
        let count = values.len().min(2);
        Tape::new(dag, &[law.expr], &letters[..count])
            .map_or(true, |tape| tape.value(&values[..count]) != 0.0)
    })
}

fn capital(title: &str) -> String {
    let mut title = title.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}
