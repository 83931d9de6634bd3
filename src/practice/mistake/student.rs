//! Who makes a mistake: a student with the right derivation at hand, and a way to go wrong.

use crate::calculus::{Differentiator, HOLE, Layer};
use crate::expr::{Dag, Expr, Function, Op, Symbol};
use crate::rewrite::Bindings;
use crate::rules::{Mistakes, Rule, mistakes};

/// A mistake, made in one of its ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::practice) struct Way {
    /// The row.
    pub row: usize,
    /// Which of its laws or places.
    pub choice: usize,
    /// Whether it is made again inside what it was made on.
    pub nested: bool,
    /// Where alone, if not wherever it fits.
    pub only: Option<Expr>,
}

/// What a mistake puts in the place of a derivative.
pub(super) struct Put {
    /// The wrong right side, derivatives still to be taken.
    pub pending: Expr,
    /// What the letters of its sentence stand for.
    pub letters: Bindings,
}

/// Where a mistake was made.
#[derive(Clone, Debug)]
pub(in crate::practice) struct Place {
    /// The function whose derivative went wrong.
    pub of: Expr,
    /// Which row.
    pub row: usize,
    /// What the letters of its sentence stand for.
    pub letters: Bindings,
}

/// A derivation with mistakes in it.
pub(in crate::practice) struct Wrong {
    /// What comes out, not tidied.
    pub result: Expr,
    /// Where it went wrong, in the order met.
    pub places: Vec<Place>,
}

/// Derives one function rightly and wrongly.
pub(in crate::practice) struct Student<'a> {
    pub dag: &'a mut Dag,
    /// The right derivation and its log.
    pub right: &'a mut Differentiator,
    pub x: Expr,
    /// Whether every fraction that moves below is taken by the quotient rule, though there is a
    /// shorter way.
    pub by_quotients: bool,
    pub table: &'static Mistakes,
}

impl<'a> Student<'a> {
    pub(in crate::practice) fn new(
        dag: &'a mut Dag,
        right: &'a mut Differentiator,
        x: Expr,
    ) -> Student<'a> {
        Student { dag, right, x, by_quotients: false, table: mistakes() }
    }

    pub(super) fn symbol(&self) -> Option<Symbol> {
        self.dag.as_symbol(self.x)
    }

    pub(super) fn moves(&self, e: Expr) -> bool {
        self.symbol().is_some_and(|x| self.dag.contains(e, x))
    }

    /// The right derivative.
    pub(super) fn slope(&mut self, f: Expr) -> Expr {
        let derivative = self.dag.derivative(f, self.x);
        self.right.take(self.dag, derivative)
    }

    /// The outermost layer of f, if it is an outer function of one inside.
    pub(super) fn layer(&mut self, f: Expr) -> Option<Layer> {
        if !matches!(self.dag.op(f), Op::Pow | Op::Call(_)) || !self.moves(f) {
            return None;
        }
        self.slope(f);
        let derivative = self.dag.derivative(f, self.x);
        let applied = self.right.applied(derivative)?;
        let (rule, layer) = (applied.rule, applied.layers.first().copied());
        layer.or_else(|| self.logarithm_of_size(f, rule))
    }

    /// ln|u| as the logarithm of a size: there is a law for it, but not everybody sees it as one.
    fn logarithm_of_size(&mut self, f: Expr, rule: &'static Rule) -> Option<Layer> {
        let inside = self.dag.child(f)?;
        let [log, size] = [f, inside].map(|e| self.dag.op(e));
        if (log, size) != (Op::Call(Function::Ln), Op::Call(Function::Abs)) {
            return None;
        }
        let (hole, one) = (self.dag.symbol(HOLE), self.dag.integer(1));
        let outer = self.dag.call(Function::Ln, &[hole]);
        let derivative = self.dag.derivative(outer, hole);
        let (slope, slope_at_inside) = (self.dag.div(one, hole), self.dag.div(one, inside));
        Some(Layer { rule, inside, derivative, slope, slope_at_inside })
    }
}
