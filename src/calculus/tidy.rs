//! An expression becomes the one a person would leave: numbers worked out, like terms collected,
//! powers of one base joined, common factors taken out where that is shorter.
//!
//! The pass goes from the leaves up, once. Every node that changes is noted with the row of the
//! rule table that changed it, so that the tidying can be shown step by step.

mod bars;
mod call;
mod common;
mod kin;
mod pieces;
mod power;
mod product;
mod sum;

pub(super) use common::Common;
pub(super) use sum::{SHARED_BRACKET, by_degree, rises};

use super::measure::Measure;
use super::term::{Term, Terms};
use crate::expr::{Dag, Expr, ExprMap, Function, Op};

/// One piece put in a tidier form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Id of the row that allows it.
    pub rule: &'static str,
    /// The piece, its own parts already tidy.
    pub before: Expr,
    /// What it became: equal wherever both are defined.
    pub after: Expr,
}

/// Tidies expressions of one graph and remembers what it has seen.
#[derive(Default)]
pub struct Tidier {
    pub(super) terms: Terms,
    done: ExprMap<Expr>,
    pub(super) simplified: ExprMap<Expr>,
    pub(super) measure: Measure,
    pub(super) changes: Vec<Change>,
    /// What is told of the node at hand, law by law, where someone wants to know.
    pub(super) told: Option<Vec<(&'static str, Expr)>>,
    aside: Option<Box<Tidier>>,
}

impl Tidier {
    /// The tidy form of `root`, equal to it wherever both are defined.
    pub fn tidy(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        if let Some(&done) = self.done.get(root) {
            return done;
        }
        // What is tidied on the way is not told.
        let told = self.told.take();
        let (mut stack, mut children) = (Vec::with_capacity(16), Vec::with_capacity(4));
        stack.push(root);
        while let Some(&e) = stack.last() {
            if self.done.contains(e) {
                stack.pop();
                continue;
            }
            let waiting = stack.len();
            stack.extend(dag.children(e).iter().filter(|child| !self.done.contains(**child)));
            if stack.len() > waiting {
                continue;
            }
            stack.pop();
            children.clear();
            children.extend(dag.children(e).iter().map(|child| self.done[*child]));
            let op = dag.op(e);
            let before = dag.with_children(e, &children);
            let (after, rule) = self.tidy_node(dag, before, op, &children);
            if after != before {
                self.changes.push(Change { rule, before, after });
            }
            self.done.insert(e, after);
            self.done.insert(before, after);
            self.done.insert(after, after);
        }
        self.told = told;
        self.done[root]
    }

    /// Another, for looks at what may stay as it is: of those nothing is told, nor is anything known
    /// that is still to be told.
    pub(super) fn aside(&mut self) -> &mut Tidier {
        self.aside.get_or_insert_default()
    }

    /// Whether a form stays as it is; nothing is told of the trial.
    pub(super) fn is_tidy(&mut self, dag: &mut Dag, form: Expr) -> bool {
        let noted = self.changes.len();
        let stays = self.tidy(dag, form) == form;
        self.changes.truncate(noted);
        stays
    }

    /// Whether it comes to 0 though it is not written so: x − x.
    pub(super) fn is_nothing(&mut self, dag: &mut Dag, e: Expr) -> bool {
        matches!(dag.op(e), Op::Add | Op::Neg | Op::Mul | Op::Div) && {
            let tidy = self.tidy(dag, e);
            dag.is_integer(tidy, 0)
        }
    }

    /// Every change made so far, in the order in which they were made.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The terms of a tidy sum.
    pub(super) fn read_sum(&mut self, dag: &mut Dag, e: Expr) -> Vec<Term> {
        self.terms.read_sum(dag, e).iter().map(|term| (**term).clone()).collect()
    }

    pub(super) fn tidy_node(
        &mut self,
        dag: &mut Dag,
        before: Expr,
        op: Op,
        children: &[Expr],
    ) -> (Expr, &'static str) {
        match op {
            Op::Add => self.tidy_sum(dag, children),
            Op::Neg | Op::Mul | Op::Div | Op::Pow => self.tidy_product(dag, op, children),
            Op::Call(Function::Exp | Function::Sqrt | Function::Cbrt | Function::Root) => {
                self.tidy_power(dag, op, children, before)
            }
            Op::Call(function) => self.tidy_call(dag, function, children, before),
            // All pieces alike, and one for every x; or 0 wherever there is one.
            Op::Piecewise if children.len() % 2 == 1 || dag.is_integer(children[0], 0) => {
                let value = children[0];
                let alike = children.iter().step_by(2).all(|piece| *piece == value);
                (if alike { value } else { before }, "same-pieces")
            }
            _ => (before, "arrange"),
        }
    }
}
