//! The graph below some roots becomes steps: depth first, so that a sum of many terms keeps one
//! term at a time, with a stack on the heap, so that depth costs nothing.

use rustc_hash::FxHashMap;

use super::step::{Code, Step};
use super::tape::NumericError;
use crate::expr::{Constant, Dag, Expr, Function, Op, Symbol, Value};
use crate::order::sort_by;

/// What [`lower`] makes.
pub(super) struct Lowered {
    pub constants: Vec<f64>,
    pub steps: Vec<Step>,
    pub roots: Vec<u32>,
}

/// Where a value comes from, before the constants are counted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Source {
    Input(u32),
    Constant(u32),
    Step(u32),
}

/// A node whose operands are being computed.
struct Frame {
    node: Expr,
    /// How many operands are done.
    done: usize,
    /// What the operands so far come to, where they are taken together one after the other.
    so_far: Option<Source>,
}

/// With `folds`, what reads constants alone is computed here and now.
pub(super) fn lower(
    dag: &Dag,
    roots: &[Expr],
    inputs: &[Symbol],
    folds: bool,
) -> Result<Lowered, NumericError> {
    refuse(dag, roots, inputs)?;
    let mut lowering = Lowering {
        dag,
        inputs,
        folds,
        known: FxHashMap::default(),
        constants: Vec::new(),
        constant_ids: FxHashMap::default(),
        steps: Vec::new(),
    };
    let sources: Vec<Source> = roots.iter().map(|&root| lowering.source(root)).collect();
    Ok(lowering.finish(&sources))
}

/// Refuses what has no value: derivatives still to be taken, variables that are not inputs.
fn refuse(dag: &Dag, roots: &[Expr], inputs: &[Symbol]) -> Result<(), NumericError> {
    let mut unbound = Vec::new();
    for e in dag.below_all(roots) {
        match dag.op(e) {
            Op::Derivative => return Err(NumericError::Untaken),
            Op::Symbol(symbol) if !inputs.contains(&symbol) => {
                unbound.push(dag.name(symbol).to_owned());
            }
            _ => {}
        }
    }
    sort_by(&mut unbound, Ord::cmp);
    if unbound.is_empty() { Ok(()) } else { Err(NumericError::Unbound(unbound)) }
}

struct Lowering<'a> {
    dag: &'a Dag,
    inputs: &'a [Symbol],
    folds: bool,
    known: FxHashMap<Expr, Source>,
    constants: Vec<f64>,
    constant_ids: FxHashMap<u64, u32>,
    steps: Vec<(Code, [Source; 3])>,
}

impl<'a> Lowering<'a> {
    /// Where the value of `root` comes from; whatever is missing below it is emitted first.
    fn source(&mut self, root: Expr) -> Source {
        let mut stack = vec![Frame { node: root, done: 0, so_far: None }];
        let mut last = Source::Constant(0);
        while let Some(frame) = stack.last_mut() {
            let node = frame.node;
            if let Some(&known) = self.known.get(&node) {
                last = known;
                stack.pop();
                continue;
            }
            let operands = self.operands(node);
            let Some(&operand) = operands.get(frame.done) else {
                let so_far = frame.so_far;
                let made = so_far.unwrap_or_else(|| self.apply(node));
                self.known.insert(node, made);
                continue;
            };
            // a − b is a + (−b), to the bit: a term's minus sign need not be a step of its own.
            let (negative, operand) = match (self.dag.op(node), self.dag.op(operand)) {
                (Op::Add, Op::Neg) if frame.done > 0 => (true, self.dag.children(operand)[0]),
                _ => (false, operand),
            };
            let Some(&value) = self.known.get(&operand) else {
                stack.push(Frame { node: operand, done: 0, so_far: None });
                continue;
            };
            frame.done += 1;
            if let Some(code) = folding(self.dag, node, negative) {
                frame.so_far = Some(match frame.so_far {
                    None => value,
                    Some(so_far) if code == Code::Sub => self.minus(so_far, value),
                    // The larger of a thing and itself.
                    Some(so_far) if so_far == value && matches!(code, Code::Two(_)) => so_far,
                    Some(so_far) => self.emit(code, &[so_far, value]),
                });
            }
        }
        last
    }

    /// The children that have to be computed: not the exponent of a special power.
    fn operands(&self, node: Expr) -> &'a [Expr] {
        let children = self.dag.children(node);
        match self.dag.op(node) {
            Op::Pow if special_power(self.dag, children[1]).is_some() => &children[..1],
            _ => children,
        }
    }

    /// The step of a node whose operands are known.
    fn apply(&mut self, node: Expr) -> Source {
        let dag = self.dag;
        let op = dag.op(node);
        let known = |of: &Self, place: usize| of.known[&dag.children(node)[place]];
        match op {
            Op::Number(_) => {
                let value = dag.number(node).map_or(f64::NAN, |number| number.to_f64());
                self.constant(value)
            }
            Op::Constant(constant) => self.constant(Constant::value(constant)),
            Op::Symbol(symbol) => {
                let place = self.inputs.iter().position(|&input| input == symbol);
                place.map_or_else(|| self.constant(f64::NAN), |i| Source::Input(i as u32))
            }
            Op::Pow => match special_power(dag, dag.children(node)[1]) {
                Some(code) => self.emit(code, &[known(self, 0)]),
                None => self.emit(Code::Pow, &[known(self, 0), known(self, 1)]),
            },
            Op::Piecewise => self.piecewise(node),
            Op::Neg => self.emit(Code::Neg, &[known(self, 0)]),
            Op::Div => match known(self, 0) {
                Source::Constant(id) if self.constants[id as usize] == 1.0 => {
                    self.emit(Code::Whole(-1), &[known(self, 1)])
                }
                above => self.emit(Code::Div, &[above, known(self, 1)]),
            },
            Op::Relation(relation) => {
                self.emit(Code::Compare(relation), &[known(self, 0), known(self, 1)])
            }
            Op::Call(f) if quarter_turns(dag, f, node).is_some() => {
                let turns = quarter_turns(dag, f, node).unwrap_or_default();
                match exact(f, turns) {
                    Some(value) => self.constant(value),
                    // One over 0, so that what is computed from it is seen to come from a pole.
                    None => {
                        let zero = self.constant(0.0);
                        self.emit(Code::Whole(-1), &[zero])
                    }
                }
            }
            Op::Call(f) => match (f.row().value, dag.children(node).len()) {
                (Value::One(_), 1) => self.emit(Code::One(f), &[known(self, 0)]),
                (Value::Two(_), 2) => self.emit(Code::Two(f), &[known(self, 0), known(self, 1)]),
                _ => self.constant(f64::NAN),
            },
            // Sums and products of nothing are not built; derivatives were refused.
            Op::Add | Op::Mul | Op::Derivative => self.constant(f64::NAN),
        }
    }

    /// a − b. Of 1 − σ(u) subtracting would leave no digits where σ is nearly 1, but it is σ(−u).
    fn minus(&mut self, a: Source, b: Source) -> Source {
        if let (Source::Constant(id), Source::Step(step)) = (a, b)
            && self.constants[id as usize] == 1.0
            && let (Code::One(Function::Sigmoid), [argument, ..]) = self.steps[step as usize]
        {
            let opposite = self.emit(Code::Neg, &[argument]);
            return self.emit(Code::One(Function::Sigmoid), &[opposite]);
        }
        self.emit(Code::Sub, &[a, b])
    }

    /// Choices from the last to the first; without an otherwise there is no value there.
    fn piecewise(&mut self, node: Expr) -> Source {
        let parts = self.dag.children(node);
        let (pairs, otherwise) = parts.split_at(parts.len() / 2 * 2);
        let mut chosen = match otherwise {
            [e] => self.known[e],
            _ => self.constant(f64::NAN),
        };
        for pair in pairs.chunks_exact(2).rev() {
            let (value, condition) = (self.known[&pair[0]], self.known[&pair[1]]);
            chosen = self.emit(Code::Select, &[condition, value, chosen]);
        }
        chosen
    }

    fn constant(&mut self, value: f64) -> Source {
        let next = self.constants.len() as u32;
        let id = *self.constant_ids.entry(value.to_bits()).or_insert_with(|| {
            self.constants.push(value);
            next
        });
        Source::Constant(id)
    }

    /// Adds a step; one that reads constants alone may be computed here and now.
    fn emit(&mut self, code: Code, operands: &[Source]) -> Source {
        let mut from = [operands[0]; 3];
        from[..operands.len()].copy_from_slice(operands);
        let constants = from.map(|source| match source {
            Source::Constant(id) => Some(self.constants[id as usize]),
            _ => None,
        });
        if let [Some(a), Some(b), Some(c)] = constants
            && self.folds
        {
            let value = code.value([a, b, c]);
            // Of a pole it must be seen what is computed from it.
            if !value.is_infinite() {
                return self.constant(value);
            }
        }
        self.steps.push((code, from));
        Source::Step(self.steps.len() as u32 - 1)
    }

    /// Drops the constants that folding used up and numbers the values.
    fn finish(self, roots: &[Source]) -> Lowered {
        let mut place = vec![None; self.constants.len()];
        let mut constants = Vec::new();
        let read = self.steps.iter().flat_map(|(_, from)| from).chain(roots);
        for source in read {
            if let Source::Constant(id) = *source
                && place[id as usize].is_none()
            {
                place[id as usize] = Some(constants.len() as u32);
                constants.push(self.constants[id as usize]);
            }
        }
        let first_constant = self.inputs.len() as u32;
        let first_step = first_constant + constants.len() as u32;
        let number = |source: Source| match source {
            Source::Input(id) => id,
            Source::Constant(id) => first_constant + place[id as usize].unwrap_or(0),
            Source::Step(id) => first_step + id,
        };
        let steps = self.steps.iter().zip(first_step..);
        let steps =
            steps.map(|(&(code, from), to)| Step { code, from: from.map(number), to }).collect();
        Lowered { constants, steps, roots: roots.iter().map(|&root| number(root)).collect() }
    }
}

/// How many quarter turns the angle of a sine and its kin is, where it is written as so many: of π/2
/// one. No double is π/2, and the tangent of the nearest one is large, but no pole.
fn quarter_turns(dag: &Dag, f: Function, call: Expr) -> Option<i64> {
    if !(Function::Sin..=Function::Cot).contains(&f) {
        return None;
    }
    let (mut turns, mut angles) = (2.0, 0);
    let mut stack = vec![(dag.child(call)?, false)];
    while let Some((e, below)) = stack.pop() {
        match dag.op(e) {
            Op::Neg => {
                turns = -turns;
                stack.push((dag.child(e)?, below));
            }
            Op::Mul if !below => stack.extend(dag.children(e).iter().map(|&part| (part, below))),
            Op::Div if !below => {
                let (above, under) = dag.pair(e)?;
                stack.extend([(above, false), (under, true)]);
            }
            Op::Constant(Constant::Pi) if !below => angles += 1,
            Op::Number(_) => {
                let number = dag.number(e)?.to_f64();
                if number == 0.0 || number.fract() != 0.0 {
                    return None;
                }
                turns = if below { turns / number } else { turns * number };
            }
            _ => return None,
        }
    }
    let whole = angles == 1 && turns.fract() == 0.0 && turns.abs() < 1e15;
    whole.then_some(turns as i64)
}

/// The value of a sine and its kin at so many quarter turns; at a pole none.
fn exact(f: Function, turns: i64) -> Option<f64> {
    let sine = |turns: i64| [0.0, 1.0, 0.0, -1.0][turns.rem_euclid(4) as usize];
    let (sin, cos) = (sine(turns), sine(turns + 1));
    let over = |above: f64, below: f64| (below != 0.0).then(|| above / below + 0.0);
    match f {
        Function::Sin => Some(sin),
        Function::Cos => Some(cos),
        Function::Tan => over(sin, cos),
        Function::Sec => over(1.0, cos),
        Function::Csc => over(1.0, sin),
        _ => over(cos, sin),
    }
}

/// The step by which a node takes in its operands one after the other, if it does.
fn folding(dag: &Dag, node: Expr, negative: bool) -> Option<Code> {
    match dag.op(node) {
        Op::Add => Some(if negative { Code::Sub } else { Code::Add }),
        Op::Mul => Some(Code::Mul),
        Op::Call(f) if matches!(f.row().value, Value::Many(_)) => Some(Code::Two(f)),
        _ => None,
    }
}

/// The power with a fixed exponent that is a fraction of whole numbers: x³, x^(−2), x^(1/3).
///
/// Such a power with an odd number below has a value for negative x: (−8)^(1/3) = −2. A decimal
/// is a measured number and not a fraction, so (−8)^0.2 has none, as in every other program.
fn special_power(dag: &Dag, exponent: Expr) -> Option<Code> {
    let (p, q) = dag.small_arithmetic(exponent)?.as_pair()?;
    let (p, q) = (i32::try_from(p).ok()?, i32::try_from(q).ok()?);
    Some(if q == 1 { Code::Whole(p) } else { Code::Fraction(p, q) })
}
