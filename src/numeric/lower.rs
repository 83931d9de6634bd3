//! The graph below some roots becomes steps: depth first, so that a sum of many terms keeps one
//! term at a time, with a stack on the heap, so that depth costs nothing.

use rustc_hash::FxHashMap;

use super::error::NumericError;
use super::step::{Code, Step};
use super::turn;
use crate::expr::{Constant, Dag, Expr, ExprMap, Function, Op, Symbol, Value};
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
        known: ExprMap::default(),
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
    known: ExprMap<Source>,
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
            if let Some(&known) = self.known.get(node) {
                last = known;
                stack.pop();
                continue;
            }
            // Asked once for a node, not after each of its operands.
            if self.folds
                && frame.done == 0
                && matches!(self.dag.op(node), Op::Add | Op::Mul | Op::Div)
                && let Some(value) = self.dag.small_arithmetic(node)
            {
                // Rounded once: 15·(10²⁰ + 1) is not 15·10²⁰, which the cosine of it would tell.
                let value = self.constant(value.to_f64());
                self.known.insert(node, value);
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
            let Some(&value) = self.known.get(operand) else {
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
        let known = |of: &Self, place: usize| of.known[dag.children(node)[place]];
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
            Op::Div if let Some(value) = beyond_the_doubles(dag, node) => self.constant(value),
            Op::Div => match known(self, 0) {
                Source::Constant(id) if self.constants[id as usize] == 1.0 => {
                    self.emit(Code::Whole(-1), &[known(self, 1)])
                }
                above => self.emit(Code::Div, &[above, known(self, 1)]),
            },
            Op::Relation(relation) => {
                self.emit(Code::Compare(relation), &[known(self, 0), known(self, 1)])
            }
            Op::Call(f) if turn::turns(f) => self.turned(f, node),
            Op::Call(f) => match (f.row().value, dag.children(node).len()) {
                (Value::One(_), 1) => self.emit(Code::One(f), &[known(self, 0)]),
                (Value::Two(_), 2) => self.emit(Code::Two(f), &[known(self, 0), known(self, 1)]),
                _ => self.constant(f64::NAN),
            },
            // Sums and products of nothing are not built; derivatives were refused.
            Op::Add | Op::Mul | Op::Derivative => self.constant(f64::NAN),
        }
    }

    /// A sine or its kin; of an angle with π in it must be known how many turns it makes.
    fn turned(&mut self, f: Function, node: Expr) -> Source {
        let angle = self.dag.children(node)[0];
        let known = self.known[angle];
        if !turn::is_turned(self.dag, angle) {
            return self.emit(Code::One(f), &[known]);
        }
        let [halves, rest] = self.halves(angle);
        let nothing = self.constant(0.0);
        self.emit(Code::Turned(f), &[known, halves.unwrap_or(nothing), rest.unwrap_or(nothing)])
    }

    /// What stands at π in an angle, and what stands without it.
    fn halves(&mut self, e: Expr) -> [Option<Source>; 2] {
        let dag = self.dag;
        if dag.op(e) == Op::Constant(Constant::Pi) {
            return [Some(self.constant(1.0)), None];
        }
        if !turn::is_turned(dag, e) {
            return [None, Some(self.valued(e))];
        }
        let children = dag.children(e);
        let both = |of: &mut Self, parts: [Option<Source>; 2], code, with: &[Source]| {
            parts.map(|part| part.map(|part| of.emit(code, &[&[part], with].concat())))
        };
        match dag.op(e) {
            Op::Neg => {
                let parts = self.halves(children[0]);
                both(self, parts, Code::Neg, &[])
            }
            Op::Div => {
                let (parts, under) = (self.halves(children[0]), self.valued(children[1]));
                both(self, parts, Code::Div, &[under])
            }
            Op::Mul => {
                let (turned, plain): (Vec<Expr>, Vec<Expr>) =
                    children.iter().partition(|&&part| turn::is_turned(dag, part));
                let mut parts = self.halves(turned[0]);
                for factor in plain {
                    let factor = self.valued(factor);
                    parts = both(self, parts, Code::Mul, &[factor]);
                }
                parts
            }
            // A sum.
            _ => children.iter().fold([None, None], |so_far, &term| {
                let term = self.halves(term);
                [0, 1].map(|i| match (so_far[i], term[i]) {
                    (Some(sum), Some(more)) => Some(self.emit(Code::Add, &[sum, more])),
                    (one, other) => one.or(other),
                })
            }),
        }
    }

    /// The value of what was computed; a term's minus sign may have been no step of its own.
    fn valued(&mut self, e: Expr) -> Source {
        match self.known.get(e) {
            Some(&known) => known,
            None => {
                let opposite = self.valued(self.dag.children(e)[0]);
                self.emit(Code::Neg, &[opposite])
            }
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
        // Adding the opposite is the same, to the bit, and goes with what was multiplied before.
        if let Source::Constant(id) = b {
            let opposite = self.constant(-self.constants[id as usize]);
            return self.emit(Code::Add, &[a, opposite]);
        }
        self.emit(Code::Sub, &[a, b])
    }

    /// Choices from the last to the first; without an otherwise there is no value there.
    fn piecewise(&mut self, node: Expr) -> Source {
        let parts = self.dag.children(node);
        let (pairs, otherwise) = parts.split_at(parts.len() / 2 * 2);
        let mut chosen = match otherwise {
            [e] => self.known[*e],
            _ => self.constant(f64::NAN),
        };
        for pair in pairs.chunks_exact(2).rev() {
            let (value, condition) = (self.known[pair[0]], self.known[pair[1]]);
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

/// The step by which a node takes in its operands one after the other, if it does.
fn folding(dag: &Dag, node: Expr, negative: bool) -> Option<Code> {
    match dag.op(node) {
        Op::Add => Some(if negative { Code::Sub } else { Code::Add }),
        Op::Mul => Some(Code::Mul),
        Op::Call(f) if matches!(f.row().value, Value::Many(_)) => Some(Code::Two(f)),
        _ => None,
    }
}

/// A quotient of numbers one of which is no double, and may come back into their range: 3·10⁴⁰⁰/10⁴⁰¹.
fn beyond_the_doubles(dag: &Dag, quotient: Expr) -> Option<f64> {
    let (above, below) = dag.pair(quotient)?;
    let (above, below) = (dag.number(above)?, dag.number(below)?);
    if below.value().is_zero() || [above, below].iter().all(|part| part.to_f64().is_normal()) {
        return None;
    }
    Some((above.value() / below.value()).to_f64())
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
