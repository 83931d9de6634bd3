//! The graph: nodes in the order in which they were made, each one once.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHasher};

use super::function::Function;
use super::number::Number;
use super::op::{Constant, NumberId, Op, Relation, Symbol};
use super::rational::Rational;
use crate::order::sort_by;

/// A handle to a node of a [`Dag`]. Two handles of one graph are equal exactly when what they
/// stand for is written the same way. A node's children are always older, so their handles are
/// smaller: sorted handles are a topological order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expr(u32);

impl Expr {
    /// The node at a place in the graph.
    pub(super) fn at(index: usize) -> Expr {
        Expr(index as u32)
    }

    /// The node's place in the graph.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy)]
struct Node {
    op: Op,
    first: u32,
    len: u32,
    size: u32,
    depth: u32,
    symbols: u64,
    /// Whether a function is applied somewhere below.
    calls: bool,
    /// Whether a derivative is still to be taken somewhere below.
    untaken: bool,
}

impl Node {
    /// Its children, which lie side by side among those of all nodes.
    fn among(self, all: &[Expr]) -> &[Expr] {
        &all[self.first as usize..(self.first + self.len) as usize]
    }
}

type Hasher = BuildHasherDefault<FxHasher>;

/// The graph that owns every node. See the [room's head](super) for what a node looks like.
#[derive(Default)]
pub struct Dag {
    nodes: Vec<Node>,
    children: Vec<Expr>,
    unique: HashTable<u32>,
    numbers: Vec<Number>,
    number_ids: FxHashMap<Number, NumberId>,
    /// The leaves of 0, 1, 2 …: most numbers of a formula are among them.
    small: [Option<Expr>; 8],
    names: Vec<Box<str>>,
    symbol_ids: FxHashMap<Box<str>, Symbol>,
    hasher: Hasher,
}

impl Dag {
    /// An empty graph.
    pub fn new() -> Dag {
        Dag::default()
    }

    /// An empty graph with room for so many nodes, which asks for memory once in place of at every
    /// doubling.
    pub fn with_capacity(nodes: usize) -> Dag {
        Dag {
            nodes: Vec::with_capacity(nodes),
            children: Vec::with_capacity(2 * nodes),
            unique: HashTable::with_capacity(nodes),
            ..Dag::default()
        }
    }

    // ── Reading ──────────────────────────────────────────────────────────────────────────────

    /// What the node does.
    pub fn op(&self, e: Expr) -> Op {
        self.nodes[e.index()].op
    }

    /// What it does it with.
    pub fn children(&self, e: Expr) -> &[Expr] {
        self.nodes[e.index()].among(&self.children)
    }

    /// The only child of a node that has one, the first of several.
    pub fn child(&self, e: Expr) -> Option<Expr> {
        self.children(e).first().copied()
    }

    /// Both children of a node that has two.
    pub fn pair(&self, e: Expr) -> Option<(Expr, Expr)> {
        match *self.children(e) {
            [a, b] => Some((a, b)),
            _ => None,
        }
    }

    /// The number at a number leaf.
    pub fn number(&self, e: Expr) -> Option<&Number> {
        match self.op(e) {
            Op::Number(NumberId(id)) => Some(&self.numbers[id as usize]),
            _ => None,
        }
    }

    /// A variable's name in ASCII: `theta`, `w_1`.
    pub fn name(&self, symbol: Symbol) -> &str {
        &self.names[symbol.0 as usize]
    }

    /// The variable at a leaf.
    pub fn as_symbol(&self, e: Expr) -> Option<Symbol> {
        match self.op(e) {
            Op::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// The fraction that is written here: `3`, `-3`, `1/2`, `-(1/2)`, `0.5`.
    pub fn as_rational(&self, e: Expr) -> Option<Rational> {
        let (negative, e) = match self.op(e) {
            Op::Neg => (true, self.child(e)?),
            _ => (false, e),
        };
        let value = match self.op(e) {
            Op::Div => {
                let (above, below) = self.pair(e)?;
                let (above_negative, above) = match self.op(above) {
                    Op::Neg => (true, self.child(above)?),
                    _ => (false, above),
                };
                let (above, below) = (self.number(above)?, self.number(below)?);
                if below.value().is_zero() {
                    return None;
                }
                let value = above.value() / below.value();
                if above_negative { -value } else { value }
            }
            _ => self.number(e)?.value().clone(),
        };
        Some(if negative { -value } else { value })
    }

    /// This without the minus sign in front of it.
    pub fn unsigned(&self, e: Expr) -> Expr {
        if self.op(e) == Op::Neg { self.children(e)[0] } else { e }
    }

    /// Whether this is a number that is written with a point, or the opposite of one.
    pub fn is_decimal(&self, e: Expr) -> bool {
        self.number(self.unsigned(e)).is_some_and(|number| !number.is_integer())
    }

    /// Whether this is the whole number `n`, written as such.
    pub fn is_integer(&self, e: Expr, n: i64) -> bool {
        let (negative, leaf) = match self.op(e) {
            Op::Neg if n < 0 => (true, self.children(e)[0]),
            _ => (false, e),
        };
        negative == (n < 0)
            && self.number(leaf).is_some_and(|it| it.value().to_u64() == Some(n.unsigned_abs()))
    }

    /// Number of symbols, numbers and operations when written out as a tree; `u32::MAX` where it
    /// does not fit.
    pub fn size(&self, e: Expr) -> u32 {
        self.nodes[e.index()].size
    }

    /// How deeply things stand inside things; a leaf has depth 1.
    pub fn depth(&self, e: Expr) -> u32 {
        self.nodes[e.index()].depth
    }

    /// Whether the variable occurs below. A variable bound by a derivative counts as occurring.
    pub fn contains(&self, e: Expr, symbol: Symbol) -> bool {
        let mask = self.nodes[e.index()].symbols;
        if mask & symbol_bit(symbol) == 0 {
            return false;
        }
        symbol_bit(symbol) != SHARED
            || self.below(e).iter().any(|&below| self.as_symbol(below) == Some(symbol))
    }

    /// Whether no variable but the one at the leaf `variable` occurs below `e`.
    pub fn depends_only_on(&self, e: Expr, variable: Expr) -> bool {
        let (all, own) = (self.nodes[e.index()].symbols, self.nodes[variable.index()].symbols);
        if all & !own != 0 {
            return false;
        }
        all & SHARED == 0
            || self
                .below(e)
                .iter()
                .all(|&below| self.as_symbol(below).is_none() || below == variable)
    }

    /// Whether a function is applied somewhere: x² + 1 has none, ln x + 1 has one.
    pub fn has_call(&self, e: Expr) -> bool {
        self.nodes[e.index()].calls
    }

    /// Whether a derivative is still to be taken in it.
    pub fn has_derivative(&self, e: Expr) -> bool {
        self.nodes[e.index()].untaken
    }

    /// The variables below, in alphabetical order. A variable of a derivative that is still to be
    /// taken counts.
    pub fn variables(&self, root: Expr) -> Vec<Symbol> {
        let mut mask = self.nodes[root.index()].symbols;
        let mut found: Vec<Symbol> = match mask & SHARED {
            0 => std::iter::from_fn(|| {
                let symbol = (mask != 0).then(|| Symbol(mask.trailing_zeros()))?;
                mask &= mask - 1;
                Some(symbol)
            })
            .collect(),
            _ => self.below(root).into_iter().filter_map(|e| self.as_symbol(e)).collect(),
        };
        sort_by(&mut found, |a, b| self.name(*a).cmp(self.name(*b)));
        found
    }

    /// Whether no variable occurs below.
    pub fn is_constant(&self, e: Expr) -> bool {
        self.nodes[e.index()].symbols == 0
    }

    /// How many nodes there are in all.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was built yet.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    // ── Building ─────────────────────────────────────────────────────────────────────────────

    /// The node with this operation and these children; made if it is not there yet. Nothing is
    /// rearranged: what is built is what was written.
    pub fn node(&mut self, op: Op, children: &[Expr]) -> Expr {
        let hash = self.hasher.hash_one((op, children));
        let found = self.unique.find(hash, |&id| {
            let node = &self.nodes[id as usize];
            node.op == op && node.among(&self.children) == children
        });
        if let Some(&id) = found {
            return Expr(id);
        }
        let (mut size, mut depth, mut symbols) = (1u32, 0u32, 0u64);
        let mut calls = matches!(op, Op::Call(_));
        let mut untaken = op == Op::Derivative;
        for child in children {
            let child = &self.nodes[child.index()];
            size = size.saturating_add(child.size);
            depth = depth.max(child.depth);
            symbols |= child.symbols;
            calls |= child.calls;
            untaken |= child.untaken;
        }
        if let Op::Symbol(symbol) = op {
            symbols = symbol_bit(symbol);
        }
        let id = self.nodes.len() as u32;
        let first = self.children.len() as u32;
        self.children.extend_from_slice(children);
        let len = children.len() as u32;
        self.nodes.push(Node {
            op,
            first,
            len,
            size,
            depth: depth.saturating_add(1),
            symbols,
            calls,
            untaken,
        });
        let Dag { nodes, children, unique, hasher, .. } = self;
        unique.insert_unique(hash, id, |&id| {
            let node = &nodes[id as usize];
            hasher.hash_one((node.op, node.among(children)))
        });
        Expr(id)
    }

    /// The node as it is with these children in the places of its own: itself where they are its own.
    pub fn with_children(&mut self, e: Expr, children: &[Expr]) -> Expr {
        if self.children(e) == children { e } else { self.node(self.op(e), children) }
    }

    /// The leaf for a number.
    pub fn leaf(&mut self, number: Number) -> Expr {
        let small = number.value().whole::<usize>().filter(|value| *value < self.small.len());
        if let Some(leaf) = small.and_then(|value| self.small[value]) {
            return leaf;
        }
        let next = NumberId(self.numbers.len() as u32);
        let id = *self.number_ids.entry(number).or_insert_with_key(|number| {
            self.numbers.push(number.clone());
            next
        });
        let leaf = self.node(Op::Number(id), &[]);
        if let Some(value) = small {
            self.small[value] = Some(leaf);
        }
        leaf
    }

    /// A whole number; a negative one is the opposite of a leaf.
    pub fn integer(&mut self, value: impl Into<Rational>) -> Expr {
        self.rational(&value.into())
    }

    /// An exact fraction as a person writes it: `-3/4` is `Neg[Div[3, 4]]`.
    pub fn rational(&mut self, value: &Rational) -> Expr {
        let (above, below) = value.parts();
        let mut magnitude = self.leaf(Number::integer(above.abs()));
        if !below.is_one() {
            let below = self.leaf(Number::integer(below));
            magnitude = self.div(magnitude, below);
        }
        if value.is_negative() { self.neg(magnitude) } else { magnitude }
    }

    /// The same value written with a decimal point where that ends within `places` digits, else
    /// as a fraction.
    pub fn decimal(&mut self, value: &Rational, places: u32) -> Expr {
        if value.decimal_places().is_none_or(|needed| needed > places) {
            return self.rational(value);
        }
        match Number::decimal(value.abs()) {
            Some(number) => {
                let leaf = self.leaf(number);
                if value.is_negative() { self.neg(leaf) } else { leaf }
            }
            None => self.rational(value),
        }
    }

    /// π or e.
    pub fn constant(&mut self, constant: Constant) -> Expr {
        self.node(Op::Constant(constant), &[])
    }

    /// The variable of that name.
    pub fn symbol(&mut self, name: &str) -> Expr {
        let symbol = self.intern(name);
        self.node(Op::Symbol(symbol), &[])
    }

    /// The leaf of a variable that is known already.
    pub fn symbol_leaf(&mut self, symbol: Symbol) -> Expr {
        self.node(Op::Symbol(symbol), &[])
    }

    /// The symbol of that name, without a node.
    pub fn intern(&mut self, name: &str) -> Symbol {
        if let Some(&symbol) = self.symbol_ids.get(name) {
            return symbol;
        }
        let symbol = Symbol(self.names.len() as u32);
        self.names.push(name.into());
        self.symbol_ids.insert(name.into(), symbol);
        symbol
    }

    /// The sum in the order given: 0 for nothing, the term itself for one.
    pub fn add(&mut self, terms: &[Expr]) -> Expr {
        match *terms {
            [] => self.integer(0),
            [only] => only,
            _ => self.node(Op::Add, terms),
        }
    }

    /// The product in the order given: 1 for nothing, the factor itself for one.
    pub fn mul(&mut self, factors: &[Expr]) -> Expr {
        match *factors {
            [] => self.integer(1),
            [only] => only,
            _ => self.node(Op::Mul, factors),
        }
    }

    /// `-e`
    pub fn neg(&mut self, e: Expr) -> Expr {
        self.node(Op::Neg, &[e])
    }

    /// `a - b`
    pub fn sub(&mut self, a: Expr, b: Expr) -> Expr {
        let minus_b = self.neg(b);
        self.add(&[a, minus_b])
    }

    /// `above / below`
    pub fn div(&mut self, above: Expr, below: Expr) -> Expr {
        self.node(Op::Div, &[above, below])
    }

    /// `base ^ exponent`; a power of e is the exponential function.
    pub fn pow(&mut self, base: Expr, exponent: Expr) -> Expr {
        match self.op(base) {
            Op::Constant(Constant::E) => self.call(Function::Exp, &[exponent]),
            _ => self.node(Op::Pow, &[base, exponent]),
        }
    }

    /// A function of the table, applied.
    pub fn call(&mut self, function: Function, arguments: &[Expr]) -> Expr {
        self.node(Op::Call(function), arguments)
    }

    /// `d/dx(f)`, still to be taken.
    pub fn derivative(&mut self, f: Expr, x: Expr) -> Expr {
        self.node(Op::Derivative, &[f, x])
    }

    /// `left = right` and its kin.
    pub fn relation(&mut self, relation: Relation, left: Expr, right: Expr) -> Expr {
        self.node(Op::Relation(relation), &[left, right])
    }
}

/// The last bit of a node's symbols is shared by all from the 64th on: which it is, only a look at
/// the leaves says.
const SHARED: u64 = 1 << 63;

fn symbol_bit(symbol: Symbol) -> u64 {
    1 << symbol.0.min(63)
}
