//! A comparison chooses: `p ? a : b`, `{p: a, q: b, c}`.

use super::frame::{Frame, Inside, Shape, Value, binding};
use super::stretches::{self, compares, pieces};
use super::{Fault, Next, Parser, Problem, Span};
use crate::expr::Expr;
use crate::syntax::lexer::{Bracket, Called, Kind, Token};

/// Whether what a text has in it may be chosen by comparisons.
pub(super) fn chooses(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Question | Kind::Colon | Kind::If | Kind::Cases | Kind::Function(Called::Where)
    )
}

impl Parser<'_> {
    /// `p ?`, `p ? a :` and in curly brackets `p:`
    pub(super) fn choose(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        let mut value = self.complete(value, binding::PIECES + 1)?;
        let compares = compares(self.dag, value.expr);
        if token.kind == Kind::Question || self.in_curly() && compares {
            if !compares {
                return Err(self.stray(token, value));
            }
            self.advance();
            self.push(Frame::Choice { condition: value, then: None })?;
            return Ok(Next::Operand);
        }
        // p ? q ? a : b : c
        while let Some(Frame::Choice { then: Some(_), .. }) = self.frames.last() {
            value = self.complete_top(value)?;
        }
        match self.frames.last_mut() {
            Some(Frame::Choice { then: then @ None, .. }) if !compares => {
                *then = Some(value.expr);
                self.advance();
                Ok(Next::Operand)
            }
            _ => Err(self.stray(token, value)),
        }
    }

    /// A comma behind `p: a` in curly brackets: the next piece follows.
    pub(super) fn next_choice(&mut self, value: Value) -> bool {
        let curly = self.in_curly();
        match self.frames.last_mut() {
            Some(Frame::Choice { then: then @ None, .. }) if curly => {
                *then = Some(value.expr);
                true
            }
            _ => false,
        }
    }

    /// What is chosen. Choices in a row are pieces of one.
    pub(super) fn end_choice(
        &mut self,
        condition: Value,
        then: Option<Expr>,
        value: Value,
    ) -> Result<Value, Fault> {
        self.is_value(value)?;
        let mut children = vec![then.unwrap_or(value.expr), condition.expr];
        match then {
            Some(_) if matches!(value.shape, Shape::Chosen) => {
                children.extend_from_slice(self.dag.children(value.expr));
            }
            Some(_) => children.push(value.expr),
            // {p: a}
            None if self.in_curly() => {}
            None => {
                let span = Span { start: condition.start, end: value.end };
                let end = Span::at(value.end);
                return Err(Fault::new(Problem::Piece, span).or_put(end, " : 0"));
            }
        }
        let span = Span { start: condition.start, end: value.end };
        let expr = pieces(self.dag, &children).ok_or(Fault::new(Problem::Chained, span))?;
        Ok(Value { expr, start: span.start, end: span.end, shape: Shape::Chosen })
    }

    /// `x > 0 and`, `x < 0 or`: another comparison follows.
    pub(super) fn and(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        let one = token.kind == Kind::Or;
        let left = self.complete(value, if one { binding::ONE_OF } else { binding::BOTH })?;
        if !self.chooses || !compares(self.dag, left.expr) {
            let problem = match token.kind {
                Kind::Ampersand => Problem::Ampersand,
                _ => Problem::Elsewhere(if one { "or" } else { "and" }.to_owned()),
            };
            return Err(self.fault(problem, token));
        }
        self.advance();
        self.push(Frame::Both { left, one })?;
        Ok(Next::Operand)
    }

    pub(super) fn end_both(
        &mut self,
        left: Value,
        one: bool,
        right: Value,
    ) -> Result<Value, Fault> {
        self.is_condition(right)?;
        let (span, sides) = (Span { start: left.start, end: right.end }, [left.expr, right.expr]);
        let expr = match one {
            true => Some(stretches::either(self.dag, sides)),
            false => stretches::both(self.dag, sides),
        };
        let expr = expr.ok_or(Fault::new(Problem::Chained, span))?;
        Ok(Value { expr, start: span.start, end: span.end, shape: Shape::Other })
    }

    /// The whole is no two comparisons: these choose nothing.
    pub(super) fn holds_one(&self, whole: Value) -> Result<(), Fault> {
        match stretches::is_joined(self.dag, whole.expr) {
            true => Err(Fault::new(Problem::Chained, whole.span())),
            false => Ok(()),
        }
    }

    /// Whether a comparison that was read in brackets is used as one.
    pub(super) fn is_used(&self, value: Value) -> Result<(), Fault> {
        if !compares(self.dag, value.expr) {
            return Ok(());
        }
        let used = match self.peek().kind {
            Kind::Question | Kind::And | Kind::Or | Kind::Ampersand => true,
            Kind::Colon => self.in_curly(),
            Kind::End | Kind::Comma | Kind::Row | Kind::Else | Kind::Close(_) | Kind::EndCases => {
                match self.frames.last() {
                    Some(Frame::Pieces { condition, .. }) => *condition,
                    Some(Frame::Both { .. }) => true,
                    Some(Frame::Open { inside: Inside::Group, .. }) => true,
                    Some(Frame::Open { inside: Inside::Call(head, _), .. }) => {
                        head.called == Called::Where
                    }
                    _ => false,
                }
            }
            _ => false,
        };
        if used { Ok(()) } else { Err(Fault::new(Problem::RelationInside, value.span())) }
    }

    /// A comparison is no value.
    pub(super) fn is_value(&self, value: Value) -> Result<(), Fault> {
        match compares(self.dag, value.expr) {
            true => Err(Fault::new(Problem::Piece, value.span())),
            false => Ok(()),
        }
    }

    /// A question mark or a colon that chooses nothing.
    fn stray(&self, token: Token, before: Value) -> Fault {
        if token.kind == Kind::Question {
            return Fault::new(Problem::Piece, Span { start: before.start, end: token.end });
        }
        let span = token.span();
        Fault::new(Problem::Character(':'), span).or_put(span, "/").or_drop(span)
    }

    fn in_curly(&self) -> bool {
        matches!(self.innermost(), Some((_, Bracket::Curly)))
    }
}
