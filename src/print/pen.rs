//! A stack of pieces on the heap becomes a line of text, whatever the depth of the formula.
//!
//! A notation says what one node looks like: it writes the beginning of the node at once and
//! leaves the rest, in reading order, as pieces. The pen takes them up one after the other. So
//! nothing recurses, a sum of ten thousand terms is one node with twenty thousand pieces, and the
//! work is in proportion to what is written.

use crate::expr::{Dag, Expr};

use super::layout::Strength;

/// How the surroundings of a part bear on the way it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Not at all.
    Plain,
    /// Something follows that could be taken for a part of it: `sin x` must be `sin(x)`.
    Followed,
    /// It is a negative term of a sum, and its minus sign the sign of a subtraction.
    Subtracted,
    /// It stands in an exponent, where a fraction is written with a slash.
    Exponent,
}

/// What is still to be written.
#[derive(Clone, Copy)]
enum Piece {
    Text(&'static str),
    /// The end of what the notation has to know the end of: a bracket, a bar.
    Close(&'static str),
    Part(Expr, Strength, Place),
}

/// A way of writing formulas.
pub(super) trait Script {
    /// How firmly the node holds together as this notation writes it.
    fn strength(&self, dag: &Dag, e: Expr) -> Strength;
    /// Writes an opening bracket and says what closes it.
    fn open(&mut self, out: &mut String) -> &'static str;
    /// Writes the end of something opened.
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
    pub fn write(dag: &'a Dag, root: Expr, script: &mut impl Script, out: String) -> String {
        let mut pen = Pen { dag, out, stack: Vec::with_capacity(32) };
        pen.whole(root);
        while let Some(piece) = pen.stack.pop() {
            match piece {
                Piece::Text(text) => pen.out.push_str(text),
                Piece::Close(close) => script.close(&mut pen.out, close),
                Piece::Part(e, needed, place) => {
                    let bracketed = script.strength(dag, e) < needed;
                    if bracketed {
                        let close = script.open(&mut pen.out);
                        pen.close(close);
                    }
                    let mark = pen.stack.len();
                    script.node(&mut pen, e, if bracketed { Place::Plain } else { place });
                    // A stack gives back in reverse: turn the new pieces round.
                    pen.stack[mark..].reverse();
                }
            }
        }
        pen.out
    }

    /// Next, these letters.
    pub fn say(&mut self, text: &'static str) {
        self.stack.push(Piece::Text(text));
    }

    /// Next, the end of something the notation has opened.
    pub fn close(&mut self, close: &'static str) {
        self.stack.push(Piece::Close(close));
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
}
