//! What the pieces of a function need: where each is defined, and where each is smooth.
//!
//! Every function of the table says so itself; a bar must not have zero below it, an even root
//! nothing negative inside; the pieces of a function may not fit together where one ends.

use std::sync::{Arc, Mutex, PoisonError};

use super::sign::{decided, is_choice};
use super::tidy::Tidier;
use super::zeros::value;
use crate::expr::{Dag, Expr, ExprMap, Function, Op, Rational, Relation, Symbol, Value};
use crate::syntax;

/// A comparison that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub left: Expr,
    pub relation: Relation,
    pub right: Expr,
    /// Where it fails there is no value; or there is one, and no slope is promised.
    pub defined: bool,
    /// It stands in one piece of a function, and says nothing about the others.
    pub piece: bool,
    /// Where its sides are equal there is a corner for some values of the other letters, for others
    /// there is none.
    pub partly: bool,
}

/// Nothing more is looked at when there are this many.
const MOST: usize = 64;

/// And no further pair of a largest or smallest when there are this many: of a thousand arguments half
/// a million may be equal somewhere.
const MOST_PAIRS: usize = 1000;

impl Need {
    /// Whether no variable stands in it: it is among the needs because it fails.
    pub(super) fn fails(&self, dag: &Dag) -> bool {
        dag.is_constant(self.left) && dag.is_constant(self.right)
    }

    /// Whether it asks for a slope alone: where both sides are equal there is a corner.
    pub(super) fn is_corner(&self) -> bool {
        !self.defined && self.relation == Relation::NotEqual
    }

    /// Whether it holds, where its sides differ by a number, which is `apart`; a number that may be
    /// 0 but for roundings says nothing.
    pub(super) fn stands(&self, dag: &Dag, apart: Expr) -> Option<bool> {
        let number = dag.is_constant(apart).then(|| value(dag, apart))?;
        let clear = dag.is_integer(apart, 0) || number.abs() > 1e-9;
        (clear && self.defined && !number.is_nan()).then(|| self.relation.holds(number, 0.0))
    }
}

/// The needs of `f`, in the order in which it mentions them. Of those without a variable only what
/// fails: the 0 > 0 of ln(0).
pub(super) fn needs(dag: &mut Dag, f: Expr, x: Symbol) -> Vec<Need> {
    needs_of(dag, &mut Decided::default(), f, x)
}

fn needs_of(dag: &mut Dag, choices: &mut Decided, f: Expr, x: Symbol) -> Vec<Need> {
    let mut all = dag.below(f);
    if let Some(decided) = choices.decide(dag, &all) {
        all = dag.below(decided);
    }
    let pieces = inside_pieces(dag, &all, true);
    // A condition only compares: a corner inside it is none of f.
    let bent = inside_pieces(dag, &all, false);
    let mut found = Found { needs: Vec::new(), x, piece: false, bent: false };
    let zero = dag.integer(0);
    for e in all {
        if found.needs.len() >= MOST {
            break;
        }
        found.piece = pieces.binary_search(&e).is_ok();
        found.bent = bent.binary_search(&e).is_ok();
        let children = dag.children(e).to_vec();
        match (dag.op(e), children.as_slice()) {
            (Op::Div, &[_, below]) => found.add(dag, below, Relation::NotEqual, zero, true),
            (Op::Pow, &[base, exponent]) => power(dag, &mut found, base, exponent),
            (Op::Call(function), arguments) => call(dag, &mut found, function, arguments),
            (Op::Relation(_), &[left, right]) => {
                found.bent = true;
                found.add(dag, left, Relation::NotEqual, right, false);
            }
            _ => {}
        }
    }
    found.needs
}

/// Functions with what their decided choices come to: those have no corners. Pieces inside one another
/// share theirs.
#[derive(Default)]
struct Decided {
    tidier: Tidier,
    known: ExprMap<Expr>,
}

impl Decided {
    /// The last of all that it is made of; `None` where nothing in it chooses.
    fn decide(&mut self, dag: &mut Dag, all: &[Expr]) -> Option<Expr> {
        if !all.iter().any(|&e| is_choice(dag, e)) {
            return None;
        }
        for &e in all {
            if !self.known.contains(e) {
                let children: Vec<Expr> =
                    dag.children(e).iter().map(|&child| self.known[child]).collect();
                let made = dag.with_children(e, &children);
                let made = decided(dag, &mut self.tidier, made).unwrap_or(made);
                self.known.insert(e, made);
            }
        }
        all.last().map(|f| self.known[*f])
    }
}

/// `f` with √(−1) for each piece that has a value nowhere: a tape gives ln(x − x) the value −∞, which
/// a function that grows has too.
pub(super) fn without_empty_pieces(dag: &mut Dag, tidier: &mut Tidier, f: Expr, x: Symbol) -> Expr {
    if !dag.below(f).iter().any(|e| dag.op(*e) == Op::Piecewise) {
        return f;
    }
    let mut choices = Decided::default();
    let mut is_empty = |dag: &mut Dag, piece: Expr| {
        needs_of(dag, &mut choices, piece, x).iter().filter(|need| !need.piece).any(|need| {
            let difference = dag.sub(need.left, need.right);
            let apart = tidier.tidy(dag, difference);
            need.stands(dag, apart) == Some(false)
        })
    };
    dag.rebuild(f, |dag, e, children| {
        let mut children = children.to_vec();
        if dag.op(e) == Op::Piecewise {
            // Values stand at even places, each in front of its condition, the last without one.
            for piece in children.iter_mut().step_by(2) {
                if is_empty(dag, *piece) {
                    let number = dag.integer(-1);
                    *piece = dag.call(Function::Sqrt, &[number]);
                }
            }
        }
        dag.with_children(e, &children)
    })
}

struct Found {
    needs: Vec<Need>,
    x: Symbol,
    /// Whether what is looked at stands in one piece alone.
    piece: bool,
    /// Whether it does, or in a condition.
    bent: bool,
}

impl Found {
    fn add(&mut self, dag: &Dag, left: Expr, relation: Relation, right: Expr, defined: bool) {
        // |u| > 0 is u ≠ 0, and then its corner is where it has no value.
        if relation == Relation::Greater
            && dag.is_integer(right, 0)
            && dag.as_call(left) == Some(Function::Abs)
            && let Some(inside) = dag.child(left)
        {
            let corner =
                |need: &Need| need.is_corner() && need.left == inside && need.right == right;
            self.needs.retain(|need| self.piece || !corner(need));
            return self.add(dag, inside, Relation::NotEqual, right, defined);
        }
        // relu(u) is nowhere below 0, and above 0, or no 0, where u is above it.
        if dag.is_integer(right, 0)
            && dag.as_call(left) == Some(Function::Relu)
            && let Some(inside) = dag.child(left)
        {
            // Where it is level it has slopes: of one letter alone that is looked into.
            let alone = dag.variables(inside) == [self.x];
            match relation {
                Relation::GreaterEqual => return,
                Relation::Greater | Relation::NotEqual if defined || !alone => {
                    return self.add(dag, inside, Relation::Greater, right, defined);
                }
                _ => {}
            }
        }
        let piece = if defined { self.piece } else { self.bent };
        let need = Need { left, relation, right, defined, piece, partly: false };
        // A corner that only another variable reaches is none for this one.
        let moves = dag.contains(left, self.x) || dag.contains(right, self.x);
        let told = moves || defined && (!need.fails(dag) || !self.piece && is_false(dag, &need));
        if told && !self.needs.contains(&need) {
            self.needs.push(need);
        }
    }
}

/// Whether a comparison of constants does not hold. What leaves the doubles is not judged.
fn is_false(dag: &Dag, need: &Need) -> bool {
    let [left, right] = [need.left, need.right].map(|side| value(dag, side));
    !left.is_nan() && !right.is_nan() && !need.relation.holds(left, right)
}

/// What of all that f is made of stands in the values of pieces alone, in order; but for what their
/// conditions compare, or with it.
fn inside_pieces(dag: &Dag, all: &[Expr], conditions: bool) -> Vec<Expr> {
    if !all.iter().any(|e| dag.op(*e) == Op::Piecewise) {
        return Vec::new();
    }
    let mut seen = vec![false; all.len()];
    if let Some(last) = seen.last_mut() {
        *last = true;
    }
    // Parents stand behind their children.
    for (place, &e) in all.iter().enumerate().rev() {
        if !seen[place] {
            continue;
        }
        let pieces = dag.op(e) == Op::Piecewise;
        for (i, child) in dag.children(e).iter().enumerate() {
            if let Ok(below) = all.binary_search(child)
                && (!pieces || conditions && i % 2 == 1)
            {
                seen[below] = true;
            }
        }
    }
    all.iter().zip(seen).filter(|(_, seen)| !*seen).map(|(e, _)| *e).collect()
}

/// u^n with n negative: u ≠ 0; with an even root, or n like π: u ≥ 0; u^v with both moving: u > 0;
/// 0^v: v > 0.
fn power(dag: &mut Dag, found: &mut Found, base: Expr, exponent: Expr) {
    let zero = dag.integer(0);
    let Some(n) = dag.as_rational(exponent) else {
        // Of a letter for an exponent nothing is known.
        let number = dag.is_constant(exponent).then(|| value(dag, exponent));
        match number {
            _ if dag.is_integer(base, 0) || Tidier::default().is_nothing(dag, base) => {
                found.add(dag, exponent, Relation::Greater, zero, true);
            }
            Some(number) if number > 0.0 => {
                found.add(dag, base, Relation::GreaterEqual, zero, true);
                if number < 1.0 {
                    found.add(dag, base, Relation::Greater, zero, false);
                }
            }
            None if !dag.contains(exponent, found.x) => {}
            _ => found.add(dag, base, Relation::Greater, zero, true),
        }
        return;
    };
    // x^0.2 has no value below 0.
    let even = n.is_even_below() || dag.is_decimal(exponent);
    let inside = if even { Relation::Greater } else { Relation::NotEqual };
    if n.is_negative() {
        found.add(dag, base, inside, zero, true);
    } else if !n.is_integer() {
        if even {
            found.add(dag, base, Relation::GreaterEqual, zero, true);
        }
        if n < Rational::ONE {
            found.add(dag, base, inside, zero, false);
        }
    }
}

fn call(dag: &mut Dag, found: &mut Found, function: Function, arguments: &[Expr]) {
    let row = function.row();
    for (laws, defined) in [(row.domain, true), (row.smooth, false)] {
        for law in laws {
            let Some(condition) = at_arguments(dag, law, arguments) else { continue };
            let (Op::Relation(relation), Some((left, right))) =
                (dag.op(condition), dag.pair(condition))
            else {
                continue;
            };
            // Where relu(u) is 0 it has its own corner; only a root is steep there.
            let corner = !defined && relation == Relation::NotEqual && function != Function::Cbrt;
            if !corner || dag.as_call(left) != Some(Function::Relu) {
                found.add(dag, left, relation, right, defined);
            }
        }
    }
    let zero = dag.integer(0);
    match (function, row.value, arguments) {
        (Function::Root, _, &[inside, n]) => {
            let even =
                dag.as_rational(n).and_then(|n| n.whole::<i64>()).is_some_and(|n| n % 2 == 0);
            if even {
                found.add(dag, inside, Relation::GreaterEqual, zero, true);
            }
        }
        // The direction of (v, u) jumps from π to −π where u goes through 0 on the left.
        (Function::Atan2, _, &[u, v]) => {
            let x = dag.symbol_leaf(found.x);
            let alone = dag.depends_only_on(u, x) && dag.depends_only_on(v, x);
            if alone && !(dag.is_constant(v) && value(dag, v) > 0.0) {
                found.add(dag, u, Relation::NotEqual, zero, false);
            }
        }
        // The largest of several changes where two of them are equal.
        (_, Value::Many(_), _) => {
            for (i, &a) in arguments.iter().enumerate() {
                for &b in arguments[i + 1..].iter().filter(|b| **b != a) {
                    if found.needs.len() >= MOST_PAIRS {
                        return;
                    }
                    found.add(dag, a, Relation::NotEqual, b, false);
                }
            }
        }
        _ => {}
    }
}

/// A law of the table in a graph of its own.
type Law = (Dag, Expr);

/// A law of the table, read when it is first asked for.
fn read(law: &'static str) -> Option<Arc<Law>> {
    static KNOWN: Mutex<Vec<(&str, Arc<Law>)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, law)) = known.iter().find(|(text, _)| *text == law) {
        return Some(law.clone());
    }
    let mut dag = Dag::new();
    let expr = syntax::parse(&mut dag, law).ok()?.expr;
    let read = Arc::new((dag, expr));
    known.push((law, read.clone()));
    Some(read)
}

/// A law of the table, said of these arguments.
pub(super) fn at_arguments(dag: &mut Dag, law: &'static str, arguments: &[Expr]) -> Option<Expr> {
    let law = read(law)?;
    // Both letters at once: an argument may be called u itself.
    Some(dag.import(&law.0, law.1, |_, letter| {
        let place = ["u", "v"].iter().position(|name| *name == law.0.name(letter))?;
        arguments.get(place).copied()
    }))
}
