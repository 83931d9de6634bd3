//! A shape becomes its derivatives by each of its inputs, in numbers and in symbols.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::plan::{Piece, stand_in};
use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Op};
use crate::numeric::{NumericError, Tape};
use crate::rewrite::Light;

/// Shapes met so far: a graph of thousands of nodes has a handful.
pub(super) struct Locals {
    tapes: FxHashMap<Expr, Tape>,
    slopes: FxHashMap<(Expr, usize), Expr>,
    machine: Differentiator,
}

impl Default for Locals {
    fn default() -> Locals {
        Locals {
            tapes: FxHashMap::default(),
            slopes: FxHashMap::default(),
            machine: Differentiator::new(Light::Yes),
        }
    }
}

impl Locals {
    /// The tape of a shape: its inputs are the stand-ins.
    pub fn tape(&mut self, dag: &mut Dag, piece: &Piece) -> Result<&Tape, NumericError> {
        let entry = match self.tapes.entry(piece.shape) {
            Entry::Occupied(known) => return Ok(known.into_mut()),
            Entry::Vacant(entry) => entry,
        };
        let leaves = (0..piece.inputs.len()).map(|slot| stand_in(dag, slot)).collect::<Vec<_>>();
        let inputs: Vec<_> = leaves.into_iter().filter_map(|leaf| dag.as_symbol(leaf)).collect();
        Ok(entry.insert(Tape::new(dag, &[piece.shape], &inputs)?))
    }

    /// The derivative of a shape by the stand-in of a slot, in the stand-ins.
    pub fn slope(&mut self, dag: &mut Dag, piece: &Piece, slot: usize) -> Expr {
        let key = (piece.shape, slot);
        if let Some(&known) = self.slopes.get(&key) {
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
        self.slopes.insert(key, slope);
        slope
    }
}
