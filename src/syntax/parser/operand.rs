//! What may begin where an operand is needed.

use super::frame::{Frame, Inside, Shape, Value};
use super::{Fault, Parser, Problem};
use crate::expr::{Expr, Number, Rational};
use crate::syntax::lexer::{Bracket, Kind, Token};

impl Parser<'_> {
    /// Reads an operand, or the beginning of one.
    pub(super) fn operand(&mut self) -> Result<Option<Value>, Fault> {
        let token = self.peek();
        match token.kind {
            Kind::Number(id) => {
                if let Some(digit) = self.digit(id, token) {
                    return Ok(Some(digit));
                }
                let expr = self.number(id);
                self.note_small_e(token, expr);
                self.advance();
                Ok(Some(self.value(expr, token, Shape::Number)))
            }
            Kind::Fraction(above, below) => {
                self.advance();
                let (above, below) = (self.dag.integer(above), self.dag.integer(below));
                let expr = self.dag.div(above, below);
                Ok(Some(self.value(expr, token, Shape::Closed)))
            }
            Kind::Partial | Kind::Frac | Kind::Open(Bracket::Round)
                if let Some(slope) = self.named_slope() =>
            {
                Ok(Some(slope))
            }
            Kind::Symbol(_) | Kind::Partial | Kind::Frac | Kind::Open(_)
                if self.derivative()? =>
            {
                Ok(None)
            }
            // ∂(x²y)/∂x
            Kind::Partial if self.is_partial_of() => {
                let expr = self.dag.symbol("d");
                self.advance();
                Ok(Some(self.value(expr, token, Shape::Name)))
            }
            Kind::Symbol(symbol) => {
                self.unknown_function(token)?;
                self.differential(token)?;
                let expr = self.dag.symbol_leaf(symbol);
                self.note_letters(token, expr);
                self.advance();
                Ok(Some(self.value(expr, token, Shape::Name)))
            }
            Kind::Constant(constant) => {
                self.advance();
                let expr = self.dag.constant(constant);
                Ok(Some(self.value(expr, token, Shape::Name)))
            }
            // log_sin x is nothing that anybody writes.
            Kind::Function(_)
                if matches!(
                    self.frames.last(),
                    Some(Frame::LogBase(_) | Frame::FunctionPower(_))
                ) =>
            {
                Err(self.missing(token))
            }
            Kind::Function(called) => {
                self.advance();
                self.head(called, token)?;
                Ok(None)
            }
            Kind::Plus | Kind::Minus => {
                self.advance();
                let binding = self.frames.last().map_or(super::binding::SIGN, Frame::sign_binding);
                self.push(Frame::Sign {
                    minus: token.kind == Kind::Minus,
                    start: token.start,
                    binding,
                })?;
                Ok(None)
            }
            Kind::Open(bracket) => {
                self.advance();
                self.open(Inside::Group, bracket, token)?;
                Ok(None)
            }
            Kind::Bar => {
                self.advance();
                self.open(Inside::Bars, Bracket::Bar, token)?;
                Ok(None)
            }
            Kind::Root(degree) => {
                self.advance();
                self.push(Frame::Root { degree, start: token.start })?;
                Ok(None)
            }
            Kind::Frac => {
                self.advance();
                self.push(Frame::Fraction { above: None, start: token.start })?;
                Ok(None)
            }
            Kind::Radical => {
                self.advance();
                let wants_index = self.peek().kind == Kind::Open(Bracket::Square);
                self.push(Frame::Radical { index: None, wants_index, start: token.start })?;
                Ok(None)
            }
            Kind::Cases => {
                self.advance();
                self.open(Inside::Cases, Bracket::Curly, token)?;
                Ok(None)
            }
            Kind::If if self.in_condition() => {
                self.advance();
                Ok(None)
            }
            // x & , x > 0
            Kind::Comma if self.in_condition() && self.in_cases() => {
                self.advance();
                Ok(None)
            }
            // x & \text{otherwise}
            Kind::Else => match self.frames.last() {
                Some(&Frame::Pieces { first, condition: true, start })
                    if self.in_cases() && self.values.len() > first + 1 =>
                {
                    self.advance();
                    self.pop();
                    Ok(Some(self.end_pieces(first, start)?))
                }
                // x if x > 0, else 0
                Some(Frame::Pieces { condition: false, .. }) => {
                    self.advance();
                    Ok(None)
                }
                _ => Err(self.fault(Problem::Piece, token)),
            },
            _ => Err(self.missing(token)),
        }
    }

    pub(super) fn open(
        &mut self,
        inside: Inside,
        bracket: Bracket,
        token: Token,
    ) -> Result<(), Fault> {
        self.push(Frame::Open { inside, bracket, start: token.start, end: token.end })
    }

    fn in_condition(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Pieces { condition: true, .. }))
    }

    pub(super) fn value(&self, expr: Expr, token: Token, shape: Shape) -> Value {
        Value { expr, start: token.start, end: token.end, shape }
    }

    fn number(&mut self, id: usize) -> Expr {
        let value = self.numbers.get(id).cloned().unwrap_or_default();
        // What was written with digits has an end.
        self.dag.leaf(Number::decimal(value).unwrap_or_default())
    }

    /// For `\frac12`: an argument without braces is one digit, taken off the number.
    fn digit(&mut self, id: usize, token: Token) -> Option<Value> {
        let one =
            matches!(self.frames.last(), Some(Frame::Fraction { .. } | Frame::Radical { .. }));
        let text = self.text(token.start, token.end);
        if !one || text.len() < 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let (first, rest) = text.split_at(1);
        let first: u8 = first.parse().ok()?;
        *self.numbers.get_mut(id)? = Rational::from_digits(rest, 0)?;
        let end = token.start + 1;
        *self.tokens.get_mut(self.at)? = Token { start: end, spaced: false, ..token };
        let expr = self.dag.integer(first);
        Some(Value { expr, start: token.start, end, shape: Shape::Closed })
    }
}
