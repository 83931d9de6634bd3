//! Numbers side by side, which are one number or a slip: `1 000`, `2 1/2`, `1_000`.

use super::frame::{Frame, Shape, Value};
use super::{Fault, Next, Parser, Problem, Span};
use crate::expr::Expr;
use crate::syntax::lexer::{Kind, Token, figures, operand};

impl Parser<'_> {
    /// Two numbers without a sign between them: the next token is the second.
    pub(super) fn two_numbers(&self, first: Value) -> Fault {
        let second = self.peek();
        let fault = Fault::new(Problem::TwoNumbers, Span { start: first.start, end: second.end });
        let fault = self.grouped(self.mixed(fault, first), first);
        let between = Span { start: first.end, end: second.start };
        // LaTeX sets the figures of 1 0 side by side.
        let set = self.latex && self.text(between.start, between.end).trim().is_empty();
        let fault = if set { fault.or_drop(between) } else { fault };
        fault.or_put(between, "*")
    }

    /// `2 1/2`: two and a half.
    fn mixed(&self, fault: Fault, whole: Value) -> Fault {
        let [above, line, below] = [0, 1, 2].map(|at| self.token(self.at + at));
        let number = |token: Token| match token.kind {
            Kind::Number(id) => self.numbers.get(id)?.whole::<u32>(),
            _ => None,
        };
        match (number(above), number(below)) {
            (Some(part), Some(of)) if line.kind == Kind::Slash && part < of => {
                let span = Span { start: whole.start, end: below.end };
                let first = self.text(whole.start, whole.end);
                fault.or_put(span, format!("({first} + {part}/{of})"))
            }
            _ => fault,
        }
    }

    /// `1 000`: a thousand, set as in print.
    fn grouped(&self, fault: Fault, first: Value) -> Fault {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then_some(text.len());
        let mut joined = self.text(first.start, first.end).to_owned();
        let mut whole = first.span();
        if digits(&joined).is_none_or(|count| count > 3) {
            return fault;
        }
        let rest =
            self.tokens[self.at..].iter().map(|token| (token, self.text(token.start, token.end)));
        for (token, group) in rest.take_while(|(_, group)| digits(group) == Some(3)) {
            joined.push_str(group);
            whole.end = token.end;
        }
        if whole.end > first.end { fault.or_put(whole, joined) } else { fault }
    }

    /// `x^2_1`, an index behind the exponent; any other underscore is none: that of 1_000, as in
    /// Python.
    pub(super) fn late_index(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        let behind = &self.source[token.end..];
        let rest = behind.trim_start_matches(' ');
        let end = token.end + behind.len() - rest.len() + figures(rest).max(operand(rest));
        let set = |c: char| " {}".contains(c);
        let index = self.text(token.end, end).trim_matches(set);
        // x^2_\theta
        let greek = matches!(self.token(self.at + 1).kind, Kind::Symbol(_));
        let index = index.trim_start_matches(|c| c == '\\' && greek);
        let base = match self.frames.last() {
            Some(Frame::Power { base, .. }) => self.indexed(base.expr, index),
            _ => None,
        };
        if let (Some(indexed), Some(Frame::Power { base, .. })) = (base, self.frames.last_mut()) {
            base.expr = indexed;
            self.at = self.tokens.partition_point(|token| token.start < end);
            return Ok(Next::Hold(Value { end, ..value }));
        }
        Err(self.no_index(value, end))
    }

    /// The name of a letter that has no index yet.
    pub(super) fn bare_letter(&self, letter: Expr) -> Option<&str> {
        let name = self.dag.name(self.dag.as_symbol(letter)?);
        (!name.contains('_')).then_some(name)
    }

    /// Such a letter with an index such as `1` or `ij`.
    pub(super) fn indexed(&mut self, letter: Expr, index: &str) -> Option<Expr> {
        let plain = !index.is_empty() && index.bytes().all(|b| b.is_ascii_alphanumeric());
        let name = self.bare_letter(letter).filter(|_| plain)?;
        let indexed = format!("{name}_{index}");
        Some(self.dag.symbol(&indexed))
    }

    fn no_index(&self, value: Value, end: usize) -> Fault {
        let token = self.peek();
        let fault = self.fault(Problem::Index, token);
        // \|w\|_2, whose norm is |w|
        if ["|", "rVert", "rvert"].iter().any(|bar| self.source[..value.end].ends_with(bar)) {
            return fault.or_drop(Span { start: token.start, end });
        }
        // (1-x)_+
        if matches!(value.shape, Shape::Closed) && matches!(self.text(token.end, end), "+" | "{+}")
        {
            let max = if self.latex { "\\max" } else { "max" };
            let text = format!("{max}(0, {})", self.text(value.start, value.end));
            return fault.or_put(Span { start: value.start, end }, text);
        }
        let between = matches!(value.shape, Shape::Number)
            && matches!(self.token(self.at + 1).kind, Kind::Number(_));
        if between { fault.or_drop(token.span()) } else { fault }
    }
}
