//! Where two people read differently: the other reading is kept, with the text that says it.

use super::Parser;
use super::frame::{Argument, Head, Product, Raised, Value};
use crate::expr::Expr;
use crate::syntax::{Reading, Span};

/// A reading whose text is not written out yet.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    span: Span,
    read: Expr,
    other: Expr,
    replacement: String,
}

impl Parser<'_> {
    /// The readings in text order.
    pub(super) fn readings(&mut self) -> Vec<Reading> {
        let mut readings: Vec<Reading> = std::mem::take(&mut self.candidates)
            .into_iter()
            .map(|Candidate { span, read, other, replacement }| Reading {
                span,
                read,
                other,
                replacement,
            })
            .collect();
        readings.sort_by_key(|reading| (reading.span.start, reading.span.end));
        readings
    }

    pub(super) fn note_minus(&mut self, _whole: Value, _inner: Value) {}
    pub(super) fn note_quotient(&mut self, _product: &Product) {}
    pub(super) fn note_beside(&mut self, _before: Value, _value: Value) {}
    pub(super) fn note_exponent_over(&mut self, _power: Value, _below: Value, _single: bool) {}
    pub(super) fn note_tower(&mut self, _whole: Value, _raised: Raised) {}
    pub(super) fn note_call(
        &mut self,
        _head: &Head,
        _whole: Value,
        _argument: Argument,
        _end: usize,
    ) {
    }
    pub(super) fn note_applied(&mut self, _head: &Head, _whole: Value, _argument: Value) {}
}
