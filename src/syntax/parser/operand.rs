//! What may begin where an operand is needed.

use super::frame::{Frame, Inside, Shape, Value};
use super::{Fault, Parser, Problem};
use crate::expr::{Expr, Number, Rational};
use crate::syntax::lexer::{Bracket, Kind, Token};

impl Parser<'_> {
    /// Reads an operand, or the beginning of one.
    pub(super) fn operand(&mut self) -> Result<Option<Value>, Fault> {
        let token = self.peek();
        if let Some(condition) = self.in_pieces(token)? {
            return Ok(condition);
        }
        if matches!(token.kind, Kind::Partial | Kind::Frac | Kind::Open(Bracket::Round))
            && let Some(slope) = self.named_slope()
        {
            return Ok(Some(slope));
        }
        if matches!(token.kind, Kind::Symbol(_) | Kind::Partial | Kind::Frac | Kind::Open(_))
            && self.derivative()?
        {
            return Ok(None);
        }
        match self.whole_operand(token)? {
            Some(value) => Ok(Some(value)),
            None => self.begin(token).map(|()| None),
        }
    }

    /// An operand of one token: a number, a letter.
    fn whole_operand(&mut self, token: Token) -> Result<Option<Value>, Fault> {
        let (expr, shape) = match token.kind {
            Kind::Number(id) => {
                if let Some(digit) = self.digit(id, token) {
                    return Ok(Some(digit));
                }
                let expr = self.number(id);
                self.note_small_e(token, expr);
                (expr, Shape::Number)
            }
            Kind::Fraction(above, below) => {
                let (above, below) = (self.dag.integer(above), self.dag.integer(below));
                (self.dag.div(above, below), Shape::Closed)
            }
            // ∂(x²y)/∂x
            Kind::Partial if self.is_partial_of() => (self.dag.symbol("d"), Shape::Name),
            Kind::Symbol(symbol) => {
                self.unknown_function(token)?;
                self.differential(token)?;
                let expr = self.dag.symbol_leaf(symbol);
                self.note_letters(token, expr);
                (expr, Shape::Name)
            }
            Kind::Constant(constant) => (self.dag.constant(constant), Shape::Name),
            _ => return Ok(None),
        };
        self.advance();
        Ok(Some(self.value(expr, token, shape)))
    }

    /// The beginning of an operand: a function's name, a sign, a bracket, a root, a fraction.
    fn begin(&mut self, token: Token) -> Result<(), Fault> {
        let start = token.start;
        // log_sin x is nothing that anybody writes.
        let inside =
            matches!(self.frames.last(), Some(Frame::LogBase(_) | Frame::FunctionPower(_)));
        // cos + 1
        let behind = matches!(self.frames.last(), Some(Frame::Apply(_)));
        let said = self.text(token.start, token.end).starts_with(char::is_alphabetic);
        let apart = token.spaced && self.token(self.at + 1).spaced && !said;
        match token.kind {
            Kind::Function(_) if inside => return Err(self.missing(token)),
            Kind::Plus if behind => return Err(self.missing(token)),
            Kind::Minus if behind && apart => return Err(self.missing(token)),
            Kind::Function(_) | Kind::Plus | Kind::Minus | Kind::Open(_) | Kind::Bar => {}
            Kind::Root(_) | Kind::Frac | Kind::Radical | Kind::Cases => {}
            _ => return Err(self.missing(token)),
        }
        self.advance();
        match token.kind {
            Kind::Function(called) => self.head(called, token),
            Kind::Open(bracket) => self.open(Inside::Group, bracket, token),
            Kind::Bar => self.open(Inside::Bars, Bracket::Bar, token),
            Kind::Cases => self.open(Inside::Cases, Bracket::Curly, token),
            Kind::Root(degree) => self.push(Frame::Root { degree, start }),
            Kind::Frac => self.push(Frame::Fraction { above: None, start }),
            Kind::Radical => {
                let wants_index = self.peek().kind == Kind::Open(Bracket::Square);
                self.push(Frame::Radical { index: None, wants_index, start })
            }
            sign => {
                let binding = self.frames.last().map_or(super::binding::SIGN, Frame::sign_binding);
                self.push(Frame::Sign { minus: sign == Kind::Minus, start, binding })
            }
        }
    }

    /// What belongs to pieces where an operand is needed, if anything does: a comma or an if before
    /// a condition, the word for what is left.
    fn in_pieces(&mut self, token: Token) -> Result<Option<Option<Value>>, Fault> {
        let value = match token.kind {
            Kind::If if self.in_condition() => None,
            // x & , x > 0
            Kind::Comma if self.in_condition() && self.in_cases() => None,
            // x & \text{otherwise}
            Kind::Else => match self.frames.last() {
                Some(&Frame::Pieces { first, condition: true, start })
                    if self.in_cases() && self.values.len() > first + 1 =>
                {
                    self.pop();
                    Some(self.end_pieces(first, start)?)
                }
                // x if x > 0, else 0
                Some(Frame::Pieces { condition: false, .. }) => None,
                _ => return Err(self.fault(Problem::Piece, token)),
            },
            _ => return Ok(None),
        };
        self.advance();
        Ok(Some(value))
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
        let first = first.bytes().next()? - b'0';
        *self.numbers.get_mut(id)? = Rational::from_digits(rest, 0)?;
        let end = token.start + 1;
        *self.tokens.get_mut(self.at)? = Token { start: end, spaced: false, ..token };
        let expr = self.dag.integer(first);
        Some(Value { expr, start: token.start, end, shape: Shape::Closed })
    }
}
