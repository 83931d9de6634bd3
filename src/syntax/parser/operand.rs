//! What may begin where an operand is needed.

use num_bigint::BigInt;

use super::frame::{Frame, Inside, Shape, Value};
use super::{Fault, Parser, Problem, Relation, Span};
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
            Kind::Symbol(_) | Kind::Partial | Kind::Frac if self.derivative()? => Ok(None),
            Kind::Symbol(symbol) => {
                self.unknown_function(token)?;
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
            Kind::Else if self.in_condition() => {
                self.advance();
                let (first, start) = match self.pop() {
                    Some(Frame::Pieces { first, start, .. }) => (first, start),
                    _ => return Err(self.fault(Problem::Piece, token)),
                };
                Ok(Some(self.end_pieces(first, start)))
            }
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
        let number = if value.is_integer() {
            Number::integer(value.numer().clone())
        } else {
            // What was written with digits has an end.
            Number::decimal(value).unwrap_or_else(|| Number::integer(0))
        };
        self.dag.leaf(number)
    }

    /// f(x), where f is nothing that is known.
    fn unknown_function(&self, token: Token) -> Result<(), Fault> {
        let next = self.token(self.at + 1);
        let alone = self.at == 0 || {
            let before = self.token(self.at - 1);
            token.spaced || !matches!(before.kind, Kind::Symbol(_) | Kind::Constant(_))
        };
        let name = self.text(token.start, token.end);
        let called = next.kind == Kind::Open(Bracket::Round) && !next.spaced;
        let in_exponent = matches!(self.frames.last(), Some(Frame::Power { .. }));
        if next.kind == Kind::Prime {
            return Err(self.fault(Problem::Prime, next));
        }
        if called && alone && !in_exponent && matches!(name, "f" | "g" | "h") {
            let fault = self.fault(Problem::UnknownFunction(name.to_owned()), token);
            return Err(fault.or_put(Span { start: token.end, end: token.end }, "*"));
        }
        Ok(())
    }

    /// Why no operand can begin here.
    fn missing(&self, token: Token) -> Fault {
        if token.kind == Kind::Prime {
            return self.fault(Problem::Prime, token);
        }
        let here = self.text(token.start, token.end).to_owned();
        let span = Span { start: token.start, end: token.end };
        let Some(before) = self.at.checked_sub(1).map(|at| self.token(at)) else {
            return match token.kind {
                Kind::End => self.fault(Problem::Empty, token),
                Kind::Close(_) => self.fault(Problem::NotOpened(here), token).or_drop(span),
                Kind::Ampersand => self.fault(Problem::Ampersand, token).or_drop(span),
                Kind::Row => self.fault(Problem::Row, token).or_drop(span),
                Kind::Bang => self.fault(Problem::Factorial, token),
                _ => self.fault(Problem::Unexpected(here), token).or_drop(span),
            };
        };
        if let Some(fault) = self.without_argument(before) {
            return fault;
        }
        let last = Span { start: before.start, end: before.end };
        let after = self.text(before.start, before.end).to_owned();
        match (before.kind, token.kind) {
            (Kind::Open(_), Kind::Close(_)) => {
                let both = Span { start: before.start, end: token.end };
                let filled = format!("{}x{}", after, here);
                Fault::new(Problem::EmptyBrackets, both).or_drop(both).or_put(both, filled)
            }
            (Kind::Open(_) | Kind::Bar, Kind::End) => self
                .unclosed()
                .unwrap_or_else(|| Fault::new(Problem::Missing(after), last))
                .or_drop(last),
            (_, Kind::End | Kind::Close(_) | Kind::Comma | Kind::Row | Kind::EndCases) => {
                Fault::new(Problem::Missing(after), last).or_drop(last)
            }
            (_, Kind::Ampersand) => self.fault(Problem::Ampersand, token).or_drop(span),
            _ => self.fault(Problem::Unexpected(here), token).or_drop(span),
        }
    }

    /// A function's name with nothing behind it.
    fn without_argument(&self, before: Token) -> Option<Fault> {
        let (start, name_end, argument) = match *self.frames.last()? {
            Frame::Apply(head) => (head.start, head.name_end, "(x)"),
            Frame::FunctionPower(head) => (head.start, head.name_end, "2(x)"),
            Frame::LogBase(head) => (head.start, head.name_end, "2(x)"),
            Frame::Root { start, .. } => (start, before.end, "x"),
            Frame::Derivative { start, .. } => (start, before.end, "(x)"),
            Frame::Fraction { start, .. } => {
                let span = Span { start, end: before.end };
                return Some(Fault::new(Problem::HalfFraction, span));
            }
            _ => return None,
        };
        let name = self.text(start, name_end).to_owned();
        let fault = Fault::new(Problem::NeedsArgument(name), Span { start, end: before.end });
        Some(fault.or_put(Span { start: before.end, end: before.end }, argument))
    }

    /// `f(x) =`, `y =` in front of everything.
    pub(super) fn name(&mut self) -> Result<Option<(String, Option<Option<String>>)>, Fault> {
        let first = self.peek();
        let name = match first.kind {
            Kind::Symbol(symbol) => self.dag.name(symbol).to_owned(),
            Kind::Function(crate::syntax::lexer::Called::Sigma) => "sigma".to_owned(),
            _ => return Ok(None),
        };
        let equals = |kind| kind == Kind::Relation(Relation::Equal);
        if equals(self.token(1).kind) {
            self.at = 2;
            return Ok(Some((name, None)));
        }
        if self.token(1).kind != Kind::Open(Bracket::Round) {
            return Ok(None);
        }
        let (mut at, mut arguments) = (2, Vec::new());
        while let Kind::Symbol(symbol) = self.token(at).kind {
            arguments.push(self.dag.name(symbol).to_owned());
            at += 1;
            if self.token(at).kind != Kind::Comma {
                break;
            }
            at += 1;
        }
        if self.token(at).kind != Kind::Close(Bracket::Round) || !equals(self.token(at + 1).kind) {
            return Ok(None);
        }
        self.at = at + 2;
        let argument = if arguments.len() == 1 { arguments.pop() } else { None };
        Ok(Some((name, Some(argument))))
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
        let (first, rest): (u8, BigInt) = (first.parse().ok()?, rest.parse().ok()?);
        *self.numbers.get_mut(id)? = Rational::from_integer(rest);
        let end = token.start + 1;
        *self.tokens.get_mut(self.at)? = Token { start: end, spaced: false, ..token };
        let expr = self.dag.integer(first);
        Some(Value { expr, start: token.start, end, shape: Shape::Closed })
    }
}
