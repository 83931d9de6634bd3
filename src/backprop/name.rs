//! Every node gets a name, and is written by it.

use rustc_hash::FxHashSet;

use super::local::Locals;
use super::plan::{Piece, Plan, stand_in};
use super::{Edge, Node, WRITTEN_OUT};
use crate::expr::{Dag, Expr, ExprMap, Op, Relation};

/// Names that were given to pieces of the expression, and to the whole.
#[derive(Clone, Debug, Default)]
pub struct Names {
    given: Vec<(Expr, String)>,
    /// The output's.
    pub output: Option<String>,
}

impl Names {
    /// Names a piece; the first name counts.
    pub fn give(&mut self, piece: Expr, name: String) {
        self.given.push((piece, name));
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = Expr> + '_ {
        self.given.iter().map(|(piece, _)| *piece)
    }
}

/// What a teacher calls the output: y, or L where there is a y already.
const OUTPUTS: [&str; 6] = ["y", "L", "f", "z", "h", "g"];

/// What a teacher calls what lies between. Not d, e, i, l and o, which mean something or look like
/// it; nor what an output may be called.
const LETTERS: [&str; 15] =
    ["u", "v", "w", "a", "b", "c", "p", "q", "r", "s", "t", "m", "n", "k", "j"];

/// A name for each node: a variable's own, those given, and letters for the rest.
fn names(dag: &Dag, plan: &Plan, names: &Names) -> Vec<String> {
    let last = plan.pieces.len() - 1;
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut found: Vec<Option<String>> = vec![None; plan.pieces.len()];
    // Names that a piece was given stay free of it even where it fell out of the expression.
    for (name, piece) in found.iter_mut().zip(&plan.pieces) {
        if let Some(symbol) = piece.variable {
            taken.insert(dag.name(symbol).to_owned());
            *name = Some(dag.name(symbol).to_owned());
        }
    }
    let mut first: ExprMap<&str> = ExprMap::default();
    for (piece, name) in &names.given {
        first.or_insert(*piece, name);
    }
    if let Some(output) = &names.output {
        let alone = plan.pieces[last].variable.is_none() && !taken.contains(output);
        if alone {
            taken.insert(output.clone());
            found[last] = Some(output.clone());
        }
    }
    for (name, typed) in found.iter_mut().zip(&plan.written) {
        if let Some(&given) = first.get(*typed)
            && name.is_none()
            && taken.insert(given.to_owned())
        {
            *name = Some(given.to_owned());
        }
    }
    if found[last].is_none() {
        let output = OUTPUTS.iter().find(|name| !taken.contains(**name));
        let output = output.map_or_else(|| numbered(&taken, "y", 1).0, |name| name.to_string());
        taken.insert(output.clone());
        found[last] = Some(output);
    }

    let nameless = found.iter().filter(|name| name.is_none()).count();
    let mut letters: Vec<&str> =
        LETTERS.iter().copied().filter(|letter| !taken.contains(*letter)).collect();
    // A few have letters; of many, all have numbers, so that they are found again.
    if nameless > letters.len() {
        letters.clear();
    }
    let (mut letters, mut next) = (letters.into_iter(), 1);
    found
        .into_iter()
        .map(|name| {
            name.or_else(|| letters.next().map(str::to_owned)).unwrap_or_else(|| {
                let (name, after) = numbered(&taken, "v", next);
                next = after;
                name
            })
        })
        .collect()
}

/// The next free name of the kind v_1, v_2 …, and the number after it.
fn numbered(taken: &FxHashSet<String>, letter: &str, mut next: usize) -> (String, usize) {
    loop {
        let name = format!("{letter}_{next}");
        next += 1;
        if !taken.contains(&name) {
            return (name, next);
        }
    }
}

/// Of a piece with more inputs than this the derivative by one of them is left a name, ∂y/∂u: each
/// would be as long as the piece, and there are as many as it has inputs. Those of a sum are short.
const MOST_INPUTS: usize = 64;

/// The nodes and edges in symbols; their numbers are still to come.
pub(super) fn write(
    dag: &mut Dag,
    plan: &Plan,
    given: &Names,
    locals: &mut Locals,
) -> (Vec<Node>, Vec<Edge>) {
    let names = names(dag, plan, given);
    let leaves: Vec<Expr> = names.iter().map(|name| dag.symbol(name)).collect();
    let quotient = |dag: &mut Dag, to: usize, from: usize| {
        dag.symbol(&["d", &names[to], "/d", &names[from]].concat())
    };
    let mut nodes = Vec::with_capacity(plan.pieces.len());
    let mut edges = Vec::new();
    // Of all slots so far; the first pieces' stand-ins are those of the later ones.
    let (mut stand_ins, mut slots) = (ExprMap::default(), 0);
    for (place, (piece, name)) in plan.pieces.iter().zip(&names).enumerate() {
        for slot in slots..piece.inputs.len() {
            stand_ins.insert(stand_in(dag, slot), slot);
        }
        slots = slots.max(piece.inputs.len());
        let in_names = |slot: usize| leaves[piece.inputs[slot]];
        let in_variables = |slot: usize| plan.written[piece.inputs[slot]];
        let definition = filled(dag, piece.shape, &stand_ins, in_names);
        let typed = plan.written[place];
        let inputs: u64 =
            piece.inputs.iter().map(|&input| u64::from(dag.size(plan.written[input]))).sum();
        let long = piece.inputs.len() > MOST_INPUTS && dag.op(piece.shape) != Op::Add;
        for (slot, &from) in piece.inputs.iter().enumerate() {
            let quotient = quotient(dag, place, from);
            let (by_name, written) = if long {
                (quotient, quotient)
            } else {
                let slope = locals.slope(dag, piece, slot);
                let by_name = filled(dag, slope, &stand_ins, in_names);
                let long = inputs + u64::from(dag.size(slope)) > u64::from(WRITTEN_OUT);
                let mut in_variables = || filled(dag, slope, &stand_ins, in_variables);
                (by_name, if long { by_name } else { in_variables() })
            };
            edges.push(Edge {
                from,
                to: place,
                slot,
                quotient,
                written,
                by_name,
                local: f64::NAN,
                message: 0.0,
                passes: true,
            });
        }
        nodes.push(Node {
            name: name.clone(),
            op: operation(dag, piece),
            variable: piece.variable,
            written: if dag.size(typed) > WRITTEN_OUT { definition } else { typed },
            definition,
            inputs: piece.inputs.clone(),
            value: f64::NAN,
            gradient: 0.0,
        });
    }
    (nodes, edges)
}

/// A shape, or a slope of one, with something in the place of each stand-in.
fn filled(
    dag: &mut Dag,
    shape: Expr,
    stand_ins: &ExprMap<usize>,
    input: impl Fn(usize) -> Expr,
) -> Expr {
    dag.rebuild(shape, |dag, e, children| match stand_ins.get(e) {
        Some(&slot) => input(slot),
        None => match (dag.op(e), children) {
            (Op::Pow, &[base, exponent]) => dag.pow(base, exponent),
            (op, _) => dag.node(op, children),
        },
    })
}

/// What a node does, in a word.
fn operation(dag: &Dag, piece: &Piece) -> &'static str {
    match dag.op(piece.shape) {
        Op::Symbol(_) => "variable",
        Op::Number(_) | Op::Constant(_) => "constant",
        _ if piece.inputs.is_empty() => "constant",
        Op::Add => match *dag.children(piece.shape) {
            [_, second] if dag.op(second) == Op::Neg => "subtract",
            _ => "add",
        },
        Op::Mul => "multiply",
        Op::Neg => "negate",
        Op::Div => "divide",
        Op::Pow => "power",
        Op::Call(function) => function.row().id,
        Op::Derivative => "differentiate",
        Op::Piecewise => "piecewise",
        Op::Relation(Relation::Equal) => "equal",
        Op::Relation(_) => "compare",
    }
}
