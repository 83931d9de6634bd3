//! A stack of pieces on the heap becomes a line of text, whatever the depth of the formula.
//!
//! A notation says what one node looks like: it writes the beginning of the node at once and
//! leaves the rest, in reading order, as pieces. The pen takes them up one after the other. So
//! nothing recurses, a sum of ten thousand terms is one node with twenty thousand pieces, and the
//! work is in proportion to what is written.

use crate::expr::{Dag, Expr, Op};

use super::layout::{Place, Strength};
use super::number;

/// What is still to be written.
#[derive(Clone, Copy)]
enum Piece {
    Text(&'static str),
    /// The beginning of something closed off: a bracket, a bar.
    Open(&'static str),
    /// The end of it.
    Close(&'static str),
    Part(Expr, Strength, Place),
    /// A whole number that is no node.
    Whole(u32),
}

/// A way of writing formulas.
pub(super) trait Script {
    /// How firmly the node holds together as this notation writes it.
    fn strength(&self, dag: &Dag, e: Expr) -> Strength;
    /// What is put around a part that would fall apart.
    const BRACKETS: (&'static str, &'static str) = ("(", ")");
    /// Writes the beginning of something closed off.
    fn open(&mut self, out: &mut String, open: &'static str) {
        out.push_str(open);
    }
    /// Writes the end of it.
    fn close(&mut self, out: &mut String, close: &'static str) {
        out.push_str(close);
    }
    /// Writes the beginning of a node and leaves the rest to the pen.
    fn node(&mut self, pen: &mut Pen, e: Expr, place: Place);
}

/// What is written and what is still to be written.
pub(super) struct Pen<'a> {
    pub dag: &'a Dag,
    pub out: String,
    stack: Vec<Piece>,
}

impl<'a> Pen<'a> {
    /// Writes `root` in the notation `script`, after what `out` holds already.
    pub fn write<S: Script>(dag: &'a Dag, root: Expr, script: &mut S, out: String) -> String {
        let mut pen = Pen { dag, out, stack: Vec::with_capacity(32) };
        pen.whole(root);
        while let Some(piece) = pen.stack.pop() {
            match piece {
                Piece::Text(text) => pen.out.push_str(text),
                Piece::Open(open) => script.open(&mut pen.out, open),
                Piece::Close(close) => script.close(&mut pen.out, close),
                Piece::Part(e, needed, place)
                    if needed > Strength::Relation && script.strength(dag, e) < needed =>
                {
                    let (open, close) = S::BRACKETS;
                    script.open(&mut pen.out, open);
                    pen.close(close);
                    // What bore on the part does not reach into the brackets, but an exponent does.
                    let place = if place == Place::Exponent { place } else { Place::Plain };
                    pen.node(script, e, place);
                }
                Piece::Part(e, _, place) => pen.node(script, e, place),
                Piece::Whole(value) => number::write_whole(&mut pen.out, value.into()),
            }
        }
        pen.out
    }

    fn node(&mut self, script: &mut impl Script, e: Expr, place: Place) {
        let mark = self.stack.len();
        script.node(self, e, place);
        // A stack gives back in reverse: turn the new pieces round. Most nodes are letters and numbers.
        if self.stack.len() > mark + 1 {
            self.stack[mark..].reverse();
        }
    }

    /// Next, these letters.
    pub fn say(&mut self, text: &'static str) {
        self.stack.push(Piece::Text(text));
    }

    /// Next, the beginning of something closed off.
    pub fn open(&mut self, open: &'static str) {
        self.stack.push(Piece::Open(open));
    }

    /// Next, the end of it.
    pub fn close(&mut self, close: &'static str) {
        self.stack.push(Piece::Close(close));
    }

    /// Next, the digits of a whole number.
    pub fn digits(&mut self, value: u32) {
        self.stack.push(Piece::Whole(value));
    }

    /// Next, this part, without brackets whatever it is.
    pub fn whole(&mut self, e: Expr) {
        self.stack.push(Piece::Part(e, Strength::Relation, Place::Plain));
    }

    /// Next, this part, in brackets where it holds together less firmly than is needed.
    pub fn part(&mut self, e: Expr, needed: Strength) {
        self.stack.push(Piece::Part(e, needed, Place::Plain));
    }

    /// The same for a part that is written differently in this place.
    pub fn part_at(&mut self, e: Expr, needed: Strength, place: Place) {
        self.stack.push(Piece::Part(e, needed, place));
    }

    /// Next, the terms of a sum, a negative one as a subtraction.
    pub fn sum(&mut self, terms: &[Expr]) {
        for (i, &term) in terms.iter().enumerate() {
            match (self.dag.op(term), self.dag.children(term)) {
                (Op::Neg, &[inner]) if i > 0 => {
                    self.say(" - ");
                    self.part(inner, Strength::Quotient);
                }
                _ if i > 0 => {
                    self.say(" + ");
                    self.part(term, Strength::Quotient);
                }
                _ => self.part(term, Strength::Minus),
            }
        }
    }

    /// Next, several things in one pair of brackets.
    pub fn list(&mut self, parts: &[Expr]) {
        self.open("(");
        for (i, &part) in parts.iter().enumerate() {
            if i > 0 {
                self.say(", ");
            }
            self.whole(part);
        }
        self.close(")");
    }
}
