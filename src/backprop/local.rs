//! A shape becomes its derivatives by each of its inputs, in numbers and in symbols.

use super::plan::{Piece, stand_in};
use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, ExprMap, Op};
use crate::numeric::{NumericError, Tape};
use crate::rewrite::Light;

/// Shapes met so far: a graph of thousands of nodes has a handful.
pub(super) struct Locals {
    tapes: ExprMap<Tape>,
    /// By slot.
    slopes: ExprMap<Vec<Option<Expr>>>,
    machine: Differentiator,
}

impl Default for Locals {
    fn default() -> Locals {
        Locals {
            tapes: ExprMap::default(),
            slopes: ExprMap::default(),
            machine: Differentiator::new(Light::Yes),
        }
    }
}

impl Locals {
    /// The tape of a shape: its inputs are the stand-ins.
    pub fn tape(&mut self, dag: &mut Dag, piece: &Piece) -> Result<&Tape, NumericError> {
        if !self.tapes.contains(piece.shape) {
            let mut inputs = Vec::with_capacity(piece.inputs.len());
            for slot in 0..piece.inputs.len() {
                let leaf = stand_in(dag, slot);
                inputs.extend(dag.as_symbol(leaf));
            }
            self.tapes.insert(piece.shape, Tape::new(dag, &[piece.shape], &inputs)?);
        }
        Ok(&self.tapes[piece.shape])
    }

    /// The derivative of a shape by the stand-in of a slot, in the stand-ins.
    pub fn slope(&mut self, dag: &mut Dag, piece: &Piece, slot: usize) -> Expr {
        if let Some(known) = self.slopes.get(piece.shape).and_then(|slots| slots[slot]) {
            return known;
        }
        let by = stand_in(dag, slot);
        let slope = match dag.op(piece.shape) {
            // Of a sum of thousands of terms only those with the input in them are looked at.
            Op::Add => {
                let terms: Vec<Expr> = piece.within[slot]
                    .iter()
                    .map(|&term| dag.children(piece.shape)[term])
                    .collect();
                let mut slopes = Vec::new();
                for term in terms {
                    slopes.push(self.machine.differentiate(dag, term, by));
                }
                let sum = dag.add(&slopes);
                if slopes.len() > 1 { self.machine.tidier.tidy(dag, sum) } else { sum }
            }
            _ => self.machine.differentiate(dag, piece.shape, by),
        };
        self.slopes.or_insert(piece.shape, vec![None; piece.inputs.len()])[slot] = Some(slope);
        slope
    }
}
