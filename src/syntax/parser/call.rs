//! Functions find their arguments.

use super::frame::{Argument, Frame, Head, Inside, Shape, Value};
use super::{Fault, Parser, Problem, Span};
use crate::expr::{Expr, Function, Op, Value as Takes};
use crate::syntax::lexer::{Bracket, Called, Kind, Token, function};

impl Parser<'_> {
    /// A function's name was read.
    pub(super) fn head(&mut self, called: Called, token: Token) -> Result<(), Fault> {
        let Token { start, end, .. } = token;
        self.argument(Head { called, start, name_end: end, end, power: None, base: None })
    }

    /// What follows a function's name, once its exponent and its base are read.
    pub(super) fn argument(&mut self, head: Head) -> Result<(), Fault> {
        let token = self.peek();
        match token.kind {
            // sqrt[3](x), where the backslash was forgotten
            Kind::Open(Bracket::Square)
                if head.called == Called::Row(Function::Sqrt) && self.is_index() =>
            {
                self.push(Frame::Radical { index: None, wants_index: true, start: head.start })
            }
            Kind::Caret { .. } if head.power.is_none() => {
                self.advance();
                self.push(Frame::FunctionPower(head))
            }
            Kind::Underscore if head.called == Called::Log && head.base.is_none() => {
                self.advance();
                self.push(Frame::LogBase(head))
            }
            Kind::Open(bracket @ (Bracket::Round | Bracket::Square | Bracket::Curly)) => {
                self.advance();
                let first = self.values.len();
                self.open(Inside::Call(head, first), bracket, token)
            }
            Kind::Prime => Err(self.fault(Problem::Prime, token)),
            _ => self.push(Frame::Apply(head)),
        }
    }

    /// Whether the square brackets here stand in front of others.
    fn is_index(&self) -> bool {
        let close =
            (self.at..self.at + 8).find(|&at| self.token(at).kind == Kind::Close(Bracket::Square));
        close.is_some_and(|close| {
            matches!(self.token(close + 1).kind, Kind::Open(Bracket::Round | Bracket::Curly))
        })
    }

    /// A function with its arguments in brackets: the values from `first` on.
    pub(super) fn call(&mut self, head: Head, first: usize, end: usize) -> Result<Value, Fault> {
        let written = self.values.get(first).copied();
        self.take(first);
        let arguments = std::mem::take(&mut self.scratch);
        let bare = self.apply(&head, &arguments)?;
        let expr = self.raise(&head, bare);
        self.scratch = arguments;
        let whole = Value { expr, start: head.start, end, shape: Shape::Closed };
        if let Some(written) = written {
            let argument = Argument { expr: written.expr, start: written.start, closed: true };
            self.note_call(&head, whole, argument, written.end);
        }
        Ok(whole)
    }

    /// A function without brackets around its argument.
    pub(super) fn end_apply(&mut self, head: Head, value: Value) -> Result<Value, Fault> {
        let bare = self.apply(&head, &[value.expr])?;
        let expr = self.raise(&head, bare);
        let closed = matches!(value.shape, Shape::Closed);
        let argument = Argument { expr: value.expr, start: value.start, closed };
        let whole = Value {
            expr,
            start: head.start,
            end: value.end,
            shape: Shape::Applied(head, argument),
        };
        self.note_applied(&head, whole, value);
        self.note_argument_end(&head, whole, argument);
        self.note_call(&head, whole, argument, value.end);
        Ok(whole)
    }

    /// The function at these arguments, without the exponent on its name.
    pub(super) fn apply(&mut self, head: &Head, arguments: &[Expr]) -> Result<Expr, Fault> {
        let wrong = |takes| {
            let name = self.text(head.start, head.name_end).to_owned();
            let span = Span { start: head.start, end: head.name_end };
            let square = head.called == Called::Row(Function::Root);
            let fault = Fault::new(Problem::ArgumentCount(name, takes), span);
            Err(if square { fault.or_put(span, "sqrt") } else { fault })
        };
        let count = arguments.len();
        Ok(match (head.called, arguments) {
            // np.heaviside(x, 0), which says what it is at 0.
            (Called::Row(Function::Step), &[x, at_zero]) if self.dag.is_integer(at_zero, 0) => {
                self.dag.call(Function::Step, &[x])
            }
            (Called::Row(function), _) => {
                if !function.takes(count) {
                    return wrong(match function.row().value {
                        Takes::One(_) => "one argument",
                        Takes::Two(_) => "two arguments",
                        Takes::Many(_) => "at least one argument",
                    });
                }
                self.dag.call(function, arguments)
            }
            (Called::Log, &[x]) => match head.base {
                Some(base) => self.dag.call(Function::Log, &[x, base]),
                None => self.dag.call(Function::Ln, &[x]),
            },
            // Log[b, x], as Wolfram writes it
            (Called::Log, &[base, x])
                if head.base.is_none() && self.source[head.start..].starts_with("Log[") =>
            {
                self.dag.call(Function::Log, &[x, base])
            }
            (Called::Log, &[x, base]) if head.base.is_none() => {
                self.dag.call(Function::Log, &[x, base])
            }
            (Called::Log, _) => return wrong("one argument, or two: log(x, b)"),
            (Called::LogTo(base), &[x]) => {
                let base = self.dag.integer(base);
                self.dag.call(Function::Log, &[x, base])
            }
            (Called::Sigma, &[x]) => self.dag.call(Function::Sigmoid, &[x]),
            (Called::Log1p, &[x]) => {
                let one = self.dag.integer(1);
                let sum = self.dag.add(&[one, x]);
                self.dag.call(Function::Ln, &[sum])
            }
            (Called::Expm1, &[x]) => {
                let (one, power) = (self.dag.integer(1), self.dag.call(Function::Exp, &[x]));
                self.dag.sub(power, one)
            }
            (Called::Square, &[x]) => {
                let two = self.dag.integer(2);
                self.dag.pow(x, two)
            }
            (
                Called::LogTo(_) | Called::Sigma | Called::Log1p | Called::Expm1 | Called::Square,
                _,
            ) => {
                return wrong("one argument");
            }
            (Called::Power, &[x, n]) => self.dag.pow(x, n),
            (Called::Hypot, &[x, y]) => {
                let two = self.dag.integer(2);
                let squares = [self.dag.pow(x, two), self.dag.pow(y, two)];
                let sum = self.dag.add(&squares);
                self.dag.call(Function::Sqrt, &[sum])
            }
            (Called::Power | Called::Hypot, _) => return wrong("two arguments"),
            (Called::Ratio, &[above, below]) => self.dag.div(above, below),
            (Called::Ratio, _) => return wrong("two whole numbers"),
            (Called::Where, [pieces @ .., otherwise]) if count > 2 && count % 2 == 1 => {
                let mut children = Vec::with_capacity(count);
                for piece in pieces.chunks(2) {
                    let compares = |e: Expr| matches!(self.dag.op(e), Op::Relation(_));
                    if !compares(piece[0]) || compares(piece[1]) || compares(*otherwise) {
                        return wrong("a condition before each value: where(x > 0, a, b)");
                    }
                    children.extend([piece[1], piece[0]]);
                }
                children.push(*otherwise);
                self.dag.node(Op::Piecewise, &children)
            }
            (Called::Where, _) => return wrong("a condition and two values: where(x > 0, a, b)"),
            (Called::Diff, &[f, ref by @ ..]) if self.are_variables(by) => {
                let mut derivative = f;
                let mut last = f;
                for &x in by {
                    // diff(f, x, 2)
                    let times: Option<usize> = self.dag.number(x).and_then(|n| n.value().whole());
                    let (x, times) = times.map_or((x, 1), |times| (last, times - 1));
                    for _ in 0..times {
                        derivative = self.dag.derivative(derivative, x);
                    }
                    last = x;
                }
                derivative
            }
            (Called::Diff, _) => return wrong("an expression and a variable: diff(f, x)"),
        })
    }

    /// Whether these say by what is differentiated: variables, an order behind each.
    fn are_variables(&self, by: &[Expr]) -> bool {
        let order = |e: Expr| {
            let number: Option<usize> =
                self.dag.number(e).and_then(|number| number.value().whole());
            number.is_some_and(|order| (1..=32).contains(&order))
        };
        let variable = |e: Expr| self.dag.as_symbol(e).is_some();
        let each = |(at, &e): (usize, &Expr)| {
            variable(e) || order(e) && at.checked_sub(1).is_some_and(|at| variable(by[at]))
        };
        !by.is_empty() && by.iter().enumerate().all(each)
    }

    /// sin² x is the square of sin x, sin⁻¹ x the inverse function.
    pub(super) fn raise(&mut self, head: &Head, bare: Expr) -> Expr {
        let Some(power) = head.power else { return bare };
        if self.dag.is_integer(power, -1)
            && let Called::Row(function) = head.called
            && let Some(inverse) = inverse(function)
            && let Some(argument) = self.dag.child(bare)
        {
            return self.dag.call(inverse, &[argument]);
        }
        self.dag.pow(bare, power)
    }
}

/// The function that undoes another: arcsin for sin, arsinh for sinh.
pub(super) fn inverse(of: Function) -> Option<Function> {
    let id = of.row().id;
    ["arc", "ar"].iter().find_map(|prefix| match function(&format!("{prefix}{id}")) {
        Some(Called::Row(inverse)) => Some(inverse),
        _ => None,
    })
}
