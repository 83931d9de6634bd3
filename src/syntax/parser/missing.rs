//! Why no operand begins where one is needed, and what is left without words.

use super::frame::{Frame, Inside};
use super::{Fault, Parser, Problem, Repair, Span};
use crate::expr::{Function, Relation};
use crate::syntax::lexer::{Called, Kind, Token, formula_in};

impl Parser<'_> {
    /// Why no operand can begin here. In `cos(2×)` it is a letter of which a page made a cross.
    pub(super) fn missing(&self, token: Token) -> Fault {
        let mut fault = self.lacking(token);
        let near = [self.token(self.at.saturating_sub(1)), token];
        let cross = near.iter().find(|near| self.text(near.start, near.end) == "×");
        if let Some(cross) = cross {
            fault.repairs.insert(0, Repair { span: cross.span(), text: "x".to_owned() });
        }
        fault
    }

    fn lacking(&self, token: Token) -> Fault {
        if token.kind == Kind::Prime {
            return self.fault(Problem::Prime, token);
        }
        let here = self.text(token.start, token.end).to_owned();
        let span = token.span();
        let Some(before) = self.at.checked_sub(1).map(|at| self.token(at)) else {
            return match token.kind {
                Kind::End => self.fault(Problem::Empty, token),
                Kind::Close(_) => self.fault(Problem::NotOpened(here), token).or_drop(span),
                Kind::Ampersand => self.fault(Problem::Ampersand, token).or_drop(span),
                Kind::Row => self.single_backslashes(self.fault(Problem::Row, token)).or_drop(span),
                Kind::Bang => self.fault(Problem::Factorial, token),
                Kind::Comma if self.begins_decimal(token) => {
                    self.fault(Problem::Comma, token).or_put(span, "0.")
                }
                _ => self.fault(Problem::Unexpected(here), token).or_drop(span),
            };
        };
        if let Some(fault) = self.without_argument(before) {
            // (sin^2)x
            let open = self.frames.iter().rev().nth(1);
            return match (open, self.frames.last(), token.kind) {
                (
                    Some(&Frame::Open { start, end, .. }),
                    Some(Frame::Apply(head)),
                    Kind::Close(_),
                ) if end == head.start => {
                    let mut fault = fault;
                    let name = self.text(end, before.end).to_owned();
                    let span = Span { start, end: token.end };
                    fault.repairs.insert(0, Repair { span, text: name });
                    fault
                }
                _ => fault,
            };
        }
        let last = before.span();
        let after = self.text(before.start, before.end).to_owned();
        match (before.kind, token.kind) {
            (Kind::Open(_), Kind::Close(_)) => {
                let both = Span { start: before.start, end: token.end };
                let inside = match self.frames.iter().rev().nth(1) {
                    Some(Frame::Power { .. }) => "2",
                    _ => "x",
                };
                let filled = format!("{after}{inside}{here}");
                Fault::new(Problem::EmptyBrackets, both).or_drop(both).or_put(both, filled)
            }
            (Kind::Open(_) | Kind::Bar, Kind::End) => {
                let missing = || Fault::new(Problem::Missing(after), last);
                let mut fault = self.unclosed().unwrap_or_else(missing).or_drop(last);
                // x^2 + 3x (, |a|b|c||
                let group = matches!(self.innermost(), Some((Inside::Group, _)));
                if before.kind == Kind::Bar || before.spaced && group {
                    fault.repairs.insert(0, Repair { span: last, text: String::new() });
                }
                fault
            }
            (_, Kind::Comma) if self.begins_decimal(token) => {
                self.fault(Problem::Comma, token).or_put(span, "0.")
            }
            (_, Kind::End | Kind::Close(_) | Kind::Comma | Kind::Row | Kind::EndCases) => {
                let fault = Fault::new(Problem::Missing(after), last).or_drop(last);
                // x^2+;3x
                if self.opens.is_empty() { fault.or_drop(span) } else { fault }
            }
            (_, Kind::Ampersand) => self.fault(Problem::Ampersand, token).or_drop(span),
            // x => 3
            (
                Kind::Relation(Relation::Equal),
                Kind::Relation(Relation::Greater | Relation::Less),
            ) if before.end == token.start => {
                let both = Span { start: before.start, end: token.end };
                Fault::new(Problem::Unexpected(here.clone()), span).or_put(both, here + "=")
            }
            // x * * 2
            (Kind::Star, Kind::Star) => {
                let both = Span { start: before.start, end: token.end };
                self.fault(Problem::Unexpected(here), token).or_put(both, "**").or_drop(span)
            }
            _ => self.fault(Problem::Unexpected(here), token).or_drop(span),
        }
    }

    /// `,5`
    fn begins_decimal(&self, comma: Token) -> bool {
        let next = self.token(self.at + 1);
        self.text(comma.start, comma.end) == ","
            && next.start == comma.end
            && matches!(next.kind, Kind::Number(_))
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
                let end = Span::at(before.end);
                return Some(Fault::new(Problem::HalfFraction, span).or_put(end, "{x}"));
            }
            _ => return None,
        };
        let name = self.text(start, name_end).to_owned();
        let fault = Fault::new(Problem::NeedsArgument(name), Span { start, end: before.end });
        // exp^x
        let fault = match self.frames.last() {
            Some(Frame::Apply(head))
                if head.power.is_some() && head.called == Called::Row(Function::Exp) =>
            {
                fault.or_put(Span { start, end: name_end }, "e")
            }
            _ => fault,
        };
        // log_(x)
        let fault = match self.text(name_end, before.end).starts_with("_(") {
            true => fault.or_drop(Span { start: name_end, end: name_end + 1 }),
            false => fault,
        };
        Some(fault.or_put(Span::at(before.end), argument))
    }

    /// Proposes the formula alone where words stand around it: `1/x at x = 2`.
    pub(super) fn without_words(&self, fault: Fault) -> Fault {
        match formula_in(self.source) {
            Some(Span { start, end }) => {
                fault.or_put(Span::whole(self.source), self.text(start, end))
            }
            None => fault,
        }
    }
}
