//! d/dx(f) becomes f′ by applying one row of the rule table after another.
//!
//! Every derivative that has to be taken on the way is a node `d/dx(g)`, and is taken once,
//! however often it occurs. What was applied to it is kept: [`Applied`] is the log from which the
//! steps are written.

use std::ops::Range;

use super::sign::{decided, is_choice};
use super::tidy::{Change, Tidier};
use crate::expr::{Dag, Expr, ExprMap, Function, Op, Symbol};
use crate::rewrite::{Bindings, Light, fill, matches, moves};
use crate::rules::{How, Library, Rule, library};

/// One rule applied to one derivative.
pub struct Applied {
    /// The row.
    pub rule: &'static Rule,
    /// What its letters stand for here. Under the chain rule: `u` is the inside.
    pub bindings: Bindings,
    /// The right side of the law with the derivatives it asks for still to be taken.
    pub pending: Expr,
    /// Those derivatives, `d/dx(g)` each, in the order in which they stand there.
    pub parts: Vec<Expr>,
    /// Under the chain rule, the layers from the outside in; the only part is the derivative of
    /// the innermost inside.
    pub layers: Vec<Layer>,
    /// The right side with the parts' derivatives in their places.
    pub filled: Expr,
    /// The tidy form of that: the derivative.
    pub result: Expr,
    /// Which of the tidier's changes led from `filled` to `result`.
    pub changes: Range<usize>,
    /// Whether the parts are known, and with them the result.
    taken: bool,
}

/// A layer under the chain rule: an outer function, its inside replaced by □, see [`HOLE`].
#[derive(Clone, Copy)]
pub struct Layer {
    /// The row that gives the slope.
    pub rule: &'static Rule,
    /// What □ stands for.
    pub inside: Expr,
    /// `d/d□(g(□))`, still to be taken.
    pub derivative: Expr,
    /// That derivative, as its law gives it.
    pub slope: Expr,
    /// The same at the inside.
    pub slope_at_inside: Expr,
}

/// What fits a derivative.
enum Found {
    Law(&'static Rule, Bindings),
    Each(&'static Rule),
    Chain(&'static Rule, Layer),
    /// What is still to be differentiated in its place: fewer arguments, or two at a time.
    Arguments(&'static Rule, Expr),
}

/// The name of the variable that stands for "the inside" in an outer function.
pub const HOLE: &str = "□";

/// Takes derivatives in one graph and keeps the log.
pub struct Differentiator {
    library: &'static Library,
    /// What tidies the results; its own log says how.
    pub tidier: Tidier,
    applied: ExprMap<Box<Applied>>,
    light: Light,
    /// Letters that depend on the variable, and the derivative of each.
    dependent: Vec<(Symbol, Expr)>,
    /// Beside one that fills laws in to the letter, one that writes them as on a board: what it finds
    /// is the answer. Tidied from somewhere else, the same may end in another form.
    board: Option<Box<Differentiator>>,
}

impl Differentiator {
    /// With [`Light::No`] laws are filled in to the letter, and all the tidying is left to see.
    pub fn new(light: Light) -> Differentiator {
        Differentiator {
            library: library(),
            tidier: Tidier::default(),
            applied: ExprMap::default(),
            light,
            dependent: Vec::new(),
            board: (light == Light::No).then(|| Box::new(Differentiator::new(Light::Yes))),
        }
    }

    /// From here on these letters depend on the variable, and no others: each comes with its
    /// derivative, which may be `d/dx(y)` itself where nobody knows it yet. What was taken stays
    /// taken, so a letter's derivative is the same as long as the machine lives.
    pub fn set_dependent(&mut self, dependent: Vec<(Symbol, Expr)>) {
        if let Some(board) = &mut self.board {
            board.set_dependent(dependent.clone());
        }
        self.dependent = dependent;
    }

    /// What was applied to `d/dx(g)`, if that was taken.
    pub fn applied(&self, derivative: Expr) -> Option<&Applied> {
        self.applied.get(derivative).map(|applied| &**applied)
    }

    /// The derivative of `f` by `x`, tidy.
    ///
    /// ```
    /// use chainrule::{calculus::Differentiator, expr::Dag, print, rewrite::Light, syntax};
    ///
    /// let mut dag = Dag::new();
    /// let f = syntax::parse(&mut dag, "(2x + 3)^2").unwrap().expr;
    /// let x = dag.symbol("x");
    /// let slope = Differentiator::new(Light::Yes).differentiate(&mut dag, f, x);
    /// assert_eq!(print::text(&dag, slope), "4(2x + 3)");
    /// ```
    pub fn differentiate(&mut self, dag: &mut Dag, f: Expr, x: Expr) -> Expr {
        let f = self.take_all(dag, f);
        let root = dag.derivative(f, x);
        self.take(dag, root)
    }

    /// The expression with every derivative in it taken, the innermost first.
    pub fn take_all(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        dag.rebuild_untaken(root, |dag, e, children| {
            let e = dag.with_children(e, children);
            if dag.op(e) == Op::Derivative { self.take(dag, e) } else { e }
        })
    }

    /// The tidy derivative that a node `d/dx(f)` stands for; f holds no derivative itself.
    pub fn take(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        let answer = self.board.as_mut().map(|board| board.take(dag, root));
        let mut stack = vec![root];
        while let Some(&node) = stack.last() {
            if !self.applied.contains(node) {
                let applied = self.apply(dag, node);
                self.applied.insert(node, Box::new(applied));
            }
            if self.is_taken(node) {
                stack.pop();
                continue;
            }
            let waiting = stack.len();
            let parts = &self.applied[node].parts;
            stack.extend(parts.iter().filter(|part| !self.is_taken(**part)));
            if stack.len() > waiting {
                continue;
            }
            stack.pop();
            let filled = self.fill_in(dag, node);
            let from = self.tidier.changes().len();
            let result = match node == root {
                true => self.tidier.shortest(dag, filled),
                false => self.tidier.tidy(dag, filled),
            };
            let changes = from..self.tidier.changes().len();
            if let Some(applied) = self.applied.get_mut(node) {
                (applied.filled, applied.result, applied.changes) = (filled, result, changes);
                applied.taken = true;
            }
        }
        if let Some(answer) = answer {
            self.end_in(root, answer);
        }
        self.applied[root].result
    }

    /// Where the way to a derivative ends in another form than the answer, one more change leads there.
    fn end_in(&mut self, root: Expr, answer: Expr) {
        let Some(applied) = self.applied.get_mut(root) else { return };
        if applied.result == answer {
            return;
        }
        let all = &mut self.tidier.changes;
        let from = all.len();
        all.extend_from_within(applied.changes.clone());
        all.push(Change { rule: "tidy", before: applied.result, after: answer });
        (applied.result, applied.changes) = (answer, from..all.len());
    }

    fn is_taken(&self, node: Expr) -> bool {
        self.applied.get(node).is_some_and(|applied| applied.taken)
    }

    /// The variable and all that depends on it.
    fn moving(&self, x: Symbol) -> Vec<Symbol> {
        let mut moving = vec![x];
        moving.extend(self.dependent.iter().map(|(symbol, _)| *symbol));
        moving
    }

    /// The derivative of a letter that depends on the variable.
    fn given(&self, dag: &Dag, f: Expr) -> Option<Expr> {
        let symbol = dag.as_symbol(f)?;
        self.dependent.iter().find(|(letter, _)| *letter == symbol).map(|(_, slope)| *slope)
    }

    /// Finds the rule for `d/dx(f)` and writes its right side, derivatives still to be taken.
    fn apply(&mut self, dag: &mut Dag, node: Expr) -> Applied {
        let (f, x) = (dag.children(node)[0], dag.children(node)[1]);
        let mut parts = Vec::new();
        if let Some(slope) = self.given(dag, f) {
            return Applied {
                rule: self.rule("variable"),
                bindings: Bindings::new(&[('x', x)]),
                pending: slope,
                parts,
                layers: Vec::new(),
                filled: slope,
                result: slope,
                changes: 0..0,
                taken: true,
            };
        }
        let (rule, bindings, pending, layers) = match self.find(dag, f, x) {
            Found::Law(rule, bindings) => {
                let pending = self.filled(rule, &bindings, dag, |dag, g| {
                    let part = dag.derivative(g, x);
                    parts.push(part);
                    part
                });
                (rule, bindings, pending, Vec::new())
            }
            Found::Each(rule) => {
                let pending = each(dag, f, x, self.light, |part| {
                    parts.push(part);
                    part
                });
                (rule, Bindings::default(), pending, Vec::new())
            }
            Found::Chain(rule, outermost) => {
                // Layer after layer, as long as nothing but another layer is inside.
                let mut layers = vec![outermost];
                let mut inside = outermost.inside;
                while let Found::Chain(_, layer) = self.find(dag, inside, x) {
                    layers.push(layer);
                    inside = layer.inside;
                }
                let innermost = dag.derivative(inside, x);
                parts.push(innermost);
                let pending = self.chain_product(dag, &layers, innermost);
                (rule, Bindings::new(&[('x', x), ('u', layers[0].inside)]), pending, layers)
            }
            Found::Arguments(rule, fewer) => {
                let pending = dag.derivative(fewer, x);
                parts.push(pending);
                (rule, Bindings::default(), pending, Vec::new())
            }
        };
        Applied {
            rule,
            bindings,
            pending,
            parts,
            layers,
            filled: node,
            result: node,
            changes: 0..0,
            taken: false,
        }
    }

    /// A row of the table that is not found by its form.
    fn rule(&self, id: &str) -> &'static Rule {
        self.library.rule(id).unwrap_or(&self.library.rules[0])
    }

    /// The first row of the table that fits `d/dx(f)`.
    fn find(&mut self, dag: &mut Dag, f: Expr, x: Expr) -> Found {
        if is_choice(dag, f)
            && let Some(fewer) = decided(dag, self.tidier.aside(), f)
        {
            return Found::Arguments(self.rule("decided"), fewer);
        }
        let moving = dag.as_symbol(x).map(|x| self.moving(x)).unwrap_or_default();
        // (0·x)^x and (x − x)^x are 0^x: as a power with a moving base it would have the logarithm of 0.
        let f = match (dag.op(f), dag.pair(f)) {
            (Op::Pow, Some((base, exponent)))
                if dag.as_rational(exponent).is_none()
                    && self.tidier.aside().is_nothing(dag, base) =>
            {
                let zero = dag.integer(0);
                dag.pow(zero, exponent)
            }
            _ => f,
        };
        for rule in self.library.about(dag.op(f)) {
            match rule.how {
                How::Law => {
                    if let Some(bindings) = bindings(rule, dag, f, x, &moving) {
                        return Found::Law(rule, bindings);
                    }
                }
                How::Each => return Found::Each(rule),
                How::Chain => {
                    if let Some(layer) = self.layer(dag, f, x, &moving) {
                        return Found::Chain(rule, layer);
                    }
                }
                How::Tidying | How::Method => {}
            }
        }
        // Three arguments or more. Everything else has a row.
        Found::Arguments(self.rule("two-at-a-time"), fold_arguments(dag, f))
    }

    /// The right side of the rule's law with the letters put in.
    fn filled(
        &self,
        rule: &Rule,
        bindings: &Bindings,
        dag: &mut Dag,
        derivative: impl FnMut(&mut Dag, Expr) -> Expr,
    ) -> Expr {
        match rule.formulas() {
            Some(law) => fill(&law.dag, &law.built, bindings, dag, self.light, derivative),
            None => dag.integer(0),
        }
    }

    /// f seen as an outer function of one inside: `sin(x²)` as `sin(□)` and `x²`. `None` where
    /// more than one argument moves, or no law gives the outer slope.
    fn layer(&self, dag: &mut Dag, f: Expr, x: Expr, moving: &[Symbol]) -> Option<Layer> {
        if !matches!(dag.op(f), Op::Pow | Op::Call(_)) {
            return None;
        }
        let mut inner = dag.children(f).iter().filter(|child| moves(dag, **child, moving));
        let inside = *inner.next()?;
        if inner.next().is_some() || inside == x {
            return None;
        }
        let hole = dag.symbol(HOLE);
        let only = [dag.as_symbol(hole)?];
        let children: Vec<Expr> = dag
            .children(f)
            .iter()
            .map(|&child| if child == inside { hole } else { child })
            .collect();
        let outer = dag.with_children(f, &children);
        let op = dag.op(outer);
        let mut laws = self.library.about(op).filter(|rule| rule.how == How::Law);
        let (rule, slope) = laws.find_map(|rule| {
            let bindings = bindings(rule, dag, outer, hole, &only)?;
            let mut direct = true;
            let slope = self.filled(rule, &bindings, dag, |dag, g| {
                direct = false;
                dag.derivative(g, hole)
            });
            direct.then_some((rule, slope))
        })?;
        let slope_at_inside = dag.substitute(slope, hole, inside);
        let derivative = dag.derivative(outer, hole);
        Some(Layer { rule, inside, derivative, slope, slope_at_inside })
    }

    /// The layers' slopes at their insides, times what is given for the innermost derivative.
    fn chain_product(&self, dag: &mut Dag, layers: &[Layer], innermost: Expr) -> Expr {
        let mut factors: Vec<Expr> = layers.iter().map(|layer| layer.slope_at_inside).collect();
        factors.push(innermost);
        self.light.build(dag, Op::Mul, &factors)
    }

    /// The right side of the law once more, with the results in the places of the derivatives.
    fn fill_in(&mut self, dag: &mut Dag, node: Expr) -> Expr {
        let (f, x) = (dag.children(node)[0], dag.children(node)[1]);
        let applied = &self.applied[node];
        let result_of = |part: Expr| self.applied.get(part).map_or(part, |applied| applied.result);
        match applied.rule.how {
            // Nothing was still to be taken.
            _ if applied.parts.is_empty() => applied.pending,
            // A rewriting: the derivative of the same thing in another form.
            _ if applied.parts == [applied.pending] => result_of(applied.pending),
            How::Chain => self.chain_product(dag, &applied.layers, result_of(applied.parts[0])),
            How::Each => each(dag, f, x, self.light, result_of),
            _ => self.filled(applied.rule, &applied.bindings, dag, |dag, g| {
                let part = dag.derivative(g, x);
                result_of(part)
            }),
        }
    }
}

/// The letters under which d/dx(f) is the left side of the rule's law.
fn bindings(rule: &Rule, dag: &mut Dag, f: Expr, x: Expr, moving: &[Symbol]) -> Option<Bindings> {
    let law = rule.formulas()?;
    let (pattern, _) = law.dag.pair(law.before)?;
    matches(&law.dag, pattern, dag, f, x, moving)
}

/// A sum, a product or pieces with `derivative` asked for every term, factor or piece in turn.
fn each(
    dag: &mut Dag,
    f: Expr,
    x: Expr,
    light: Light,
    mut derivative: impl FnMut(Expr) -> Expr,
) -> Expr {
    let children = dag.children(f).to_vec();
    let mut derived = Vec::with_capacity(children.len());
    match dag.op(f) {
        Op::Mul => {
            let children = factors(dag, &children);
            for (place, &factor) in children.iter().enumerate() {
                let part = dag.derivative(factor, x);
                let mut factors = children.clone();
                factors[place] = derivative(part);
                derived.push(light.build(dag, Op::Mul, &factors));
            }
            light.build(dag, Op::Add, &derived)
        }
        op => {
            for (place, &child) in children.iter().enumerate() {
                let is_condition = op == Op::Piecewise
                    && (place % 2 == 1 && place + 1 < children.len()
                        || matches!(dag.op(child), Op::Relation(_)));
                let part = dag.derivative(child, x);
                derived.push(if is_condition { child } else { derivative(part) });
            }
            light.build(dag, op, &derived)
        }
    }
}

/// So many factors take their turns one by one, and so many arguments. Of more the halves do: written
/// out, each of a thousand factors beside all the others would fill a book.
const ONE_BY_ONE: usize = 64;

fn factors(dag: &mut Dag, all: &[Expr]) -> Vec<Expr> {
    if all.len() <= ONE_BY_ONE {
        return all.to_vec();
    }
    let (first, second) = all.split_at(all.len() / 2);
    vec![dag.mul(first), dag.mul(second)]
}

/// max(a, b, c) as max(max(a, b), c).
fn fold_arguments(dag: &mut Dag, f: Expr) -> Expr {
    let arguments = dag.children(f).to_vec();
    match (dag.op(f), arguments.len()) {
        (Op::Call(function @ (Function::Max | Function::Min)), count @ 3..) => {
            let middle = if count <= ONE_BY_ONE { count - 1 } else { count / 2 };
            let (first, second) = arguments.split_at(middle);
            let first = dag.call(function, first);
            let second = if let [last] = second { *last } else { dag.call(function, second) };
            dag.call(function, &[first, second])
        }
        _ => arguments.first().copied().unwrap_or(f),
    }
}
