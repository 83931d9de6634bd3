//! Functions find their arguments.

use super::frame::{Argument, Frame, Head, Inside, Shape, Value};
use super::stretches::{self, compares};
use super::{Fault, Next, Parser, Problem, Span, limits};
use crate::expr::{Expr, Function, Op, Value as Takes};
use crate::syntax::lexer::{Bracket, Called, Kind, Token, function};

impl Parser<'_> {
    /// A function's name was read.
    pub(super) fn head(&mut self, called: Called, token: Token) -> Result<(), Fault> {
        self.argument(Head::new(called, token.start, token.end))
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
            // \sigma^{\prime}(z)
            Kind::Caret { .. } if self.raised_primes() => {
                let braced = self.curly(self.at + 1, true);
                self.at += 1 + usize::from(braced);
                let mut head = head;
                while self.peek().kind == Kind::Prime && head.primes < limits::PRIMES {
                    head.primes += 1;
                    self.advance();
                }
                self.at += usize::from(braced && self.curly(self.at, false));
                head.end = self.token(self.at - 1).end;
                self.argument(head)
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
            Kind::Prime if head.primes < limits::PRIMES => {
                self.advance();
                self.argument(Head { end: token.end, primes: head.primes + 1, ..head })
            }
            Kind::Prime => Err(self.fault(Problem::Prime, token)),
            _ => self.push(Frame::Apply(head)),
        }
    }

    /// Whether primes stand here where an exponent would.
    pub(super) fn raised_primes(&self) -> bool {
        let braced = usize::from(self.curly(self.at + 1, true));
        self.token(self.at + 1 + braced).kind == Kind::Prime
    }

    /// `x.exp()`, `sin(x).pow(2)`: what stands in front of the point is the first argument.
    pub(super) fn method(
        &mut self,
        called: Called,
        value: Value,
        token: Token,
    ) -> Result<Next, Fault> {
        // What f is in f.diff(x), nobody says.
        if called == Called::Diff && matches!(value.shape, Shape::Name) {
            return Err(self.fault(Problem::UnknownDerivative, token));
        }
        let (open, next) = (self.token(self.at + 1), self.token(self.at + 2));
        let (start, end) = (value.start, token.end);
        let head = Head::new(called, start, end);
        let first = self.values.len();
        self.values.push(value);
        self.at += 2;
        if next.kind == Kind::Close(Bracket::Round) {
            self.advance();
            return self.call(head, first, next.end).map(Next::Hold);
        }
        self.open(Inside::Call(head, first), Bracket::Round, open)?;
        Ok(Next::Operand)
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
        if let [one, two] = self.values[first..] {
            self.may_be_exchanged(&head, one, two);
        }
        self.take(first);
        let arguments = std::mem::take(&mut self.scratch);
        let bare = self.apply(&head, &arguments)?;
        let expr = self.raise(&head, bare);
        self.scratch = arguments;
        let whole = Value { expr, start: head.start, end, shape: Shape::Closed };
        if let Some(written) = written.filter(|_| head.primes == 0) {
            let argument = Argument { expr: written.expr, start: written.start, closed: true };
            self.note_call(&head, whole, argument, written.end);
        }
        Ok(whole)
    }

    /// `log(2, x)`, `root(3, x)`: the base or the degree may stand in front.
    fn may_be_exchanged(&mut self, head: &Head, one: Value, two: Value) {
        let front = self.is_degree_in_front(one.expr, two.expr);
        // Python and Wolfram say in which order.
        let known = self.text(0, head.start).ends_with('.')
            || self.text(head.start, one.start).starts_with("Log[");
        let ordered = matches!(head.called, Called::Log | Called::Row(Function::Root));
        if !front || known || !ordered {
            return;
        }
        let (span, text) = match self.is_nroot(head) {
            true => (Span { start: head.start, end: head.name_end }, "root".to_owned()),
            false => {
                let [one_text, two_text] = [one, two].map(|of| self.text(of.start, of.end));
                let span = Span { start: one.start, end: two.end };
                (span, format!("{two_text}, {one_text}"))
            }
        };
        self.offer(span, text);
    }

    /// Whether the first is a figure that may be a degree or a base, and the second none.
    fn is_degree_in_front(&self, one: Expr, two: Expr) -> bool {
        self.dag.number(one).is_some_and(|one| one.value().whole::<u64>().is_some())
            && self.dag.number(two).is_none()
    }

    /// `nroot`, with its degree in front where calculators have the name.
    fn is_nroot(&self, head: &Head) -> bool {
        self.text(head.start, head.name_end).contains("nroot")
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
        if head.primes == 0 {
            self.note_applied(&head, whole, value);
            self.note_argument_end(&head, whole, argument);
            // sqrt x+1; what is said in words reaches on anyway.
            if self.text(head.start, head.name_end).ends_with("rt")
                && !argument.closed
                && self.dag.number(argument.expr).is_none()
            {
                self.may_add_below(argument.start, value.end);
            }
            self.note_call(&head, whole, argument, value.end);
        }
        Ok(whole)
    }

    /// The function at these arguments, without the exponent on its name.
    pub(super) fn apply(&mut self, head: &Head, arguments: &[Expr]) -> Result<Expr, Fault> {
        let span = Span { start: head.start, end: head.name_end };
        let whole = self.applied(head, arguments);
        if head.primes > 0 && whole.is_some() {
            // σ′(wx + b) is no derivative by a letter.
            let by = arguments.first().copied().filter(|&x| self.dag.as_symbol(x).is_some());
            let fault = || Fault::new(Problem::Prime, Span { start: span.end, end: head.end });
            let by = by.filter(|_| arguments.len() == 1).ok_or_else(fault)?;
            let slope = |slope, _| self.dag.derivative(slope, by);
            return Ok((0..head.primes).fold(whole.unwrap_or(by), slope));
        }
        whole.ok_or_else(|| {
            let name = self.text(head.start, head.name_end).to_owned();
            let takes = takes(head.called, arguments.len());
            let fault = Fault::new(Problem::ArgumentCount(name, takes), span);
            match head.called {
                Called::Row(Function::Root) => fault.or_put(span, "sqrt"),
                Called::LogTo(_) => fault.or_put(span, "log"),
                _ => self.with_points(fault),
            }
        })
    }

    /// The same, where it takes such arguments.
    fn applied(&mut self, head: &Head, arguments: &[Expr]) -> Option<Expr> {
        let front = matches!(*arguments, [n, x] if self.is_degree_in_front(n, x));
        let nroot = front && head.called == Called::Row(Function::Root) && self.is_nroot(head);
        let dag = &mut *self.dag;
        Some(match (head.called, arguments) {
            // nroot(3, x), but nroot(x, 3)
            (_, &[n, x]) if nroot => dag.call(Function::Root, &[x, n]),
            // np.heaviside(x, 0), which says what it is at 0.
            (Called::Row(Function::Step), &[x, at_zero]) if dag.is_integer(at_zero, 0) => {
                dag.call(Function::Step, &[x])
            }
            (Called::Row(function), _) if function.takes(arguments.len()) => {
                dag.call(function, arguments)
            }
            (Called::Row(Function::Root), &[x]) => return head.base.map(|n| self.root(x, n)),
            (Called::Log, &[x]) => match head.base {
                Some(base) => dag.call(Function::Log, &[x, base]),
                None => dag.call(Function::Ln, &[x]),
            },
            // Log[b, x], as Wolfram writes it
            (Called::Log, &[base, x])
                if head.base.is_none() && self.source[head.start..].starts_with("Log[") =>
            {
                dag.call(Function::Log, &[x, base])
            }
            (Called::Log, &[x, base]) if head.base.is_none() => dag.call(Function::Log, &[x, base]),
            (Called::LogTo(base), &[x]) => {
                let base = dag.integer(base);
                dag.call(Function::Log, &[x, base])
            }
            (Called::Sigma, &[x]) => dag.call(Function::Sigmoid, &[x]),
            (Called::Log1p, &[x]) => {
                let one = dag.integer(1);
                let sum = dag.add(&[one, x]);
                dag.call(Function::Ln, &[sum])
            }
            (Called::Expm1, &[x]) => {
                let (one, power) = (dag.integer(1), dag.call(Function::Exp, &[x]));
                dag.sub(power, one)
            }
            (Called::Erfc, &[x]) => {
                let (one, erf) = (dag.integer(1), dag.call(Function::Erf, &[x]));
                dag.sub(one, erf)
            }
            (Called::Square, &[x]) => {
                let two = dag.integer(2);
                dag.pow(x, two)
            }
            (Called::Power, &[x, n]) => dag.pow(x, n),
            (Called::Hypot, &[x, y]) => {
                let two = dag.integer(2);
                let squares = [dag.pow(x, two), dag.pow(y, two)];
                let sum = dag.add(&squares);
                dag.call(Function::Sqrt, &[sum])
            }
            (Called::Ratio, &[above, below]) => dag.div(above, below),
            (Called::LogOfSum, &[zero, x]) if dag.is_integer(zero, 0) => {
                dag.call(Function::Softplus, &[x])
            }
            (Called::LogOfSum, &[x, y]) => {
                let powers = [x, y].map(|x| dag.call(Function::Exp, &[x]));
                let sum = dag.add(&powers);
                dag.call(Function::Ln, &[sum])
            }
            (Called::Reciprocal(of), &[x]) => {
                let (one, below) = (dag.integer(1), of.map_or(x, |of| dag.call(of, &[x])));
                dag.div(one, below)
            }
            (Called::Sum, &[_, _]) => dag.add(arguments),
            (Called::Difference, &[x, y]) => dag.sub(x, y),
            (Called::Product, &[_, _]) => dag.mul(arguments),
            (Called::Opposite, &[x]) => dag.neg(x),
            (Called::Itself, &[x]) => x,
            // The clamp of a style sheet has the least in front.
            (Called::Clip, &[x, least, most]) if dag.number(x).is_none() => {
                let below = dag.call(Function::Min, &[most, x]);
                dag.call(Function::Max, &[least, below])
            }
            (Called::Where, [pieces @ .., otherwise]) if pieces.len() % 2 == 0 => {
                return self.chosen(pieces, Some(*otherwise));
            }
            // piecewise(p, a, q, b), as Maple writes it
            (Called::Where, _) => return self.chosen(arguments, None),
            // diff(x^2), where only one letter can be meant
            (Called::Diff, &[f]) => {
                let x = self.only_variable(f)?;
                self.dag.derivative(f, x)
            }
            (Called::Diff, &[f, ref by @ ..]) if self.are_variables(by) => self.derived(f, by),
            _ => return None,
        })
    }

    /// `where(p, a, q, b, c)`: a condition before each value but one that is taken otherwise.
    fn chosen(&mut self, pieces: &[Expr], otherwise: Option<Expr>) -> Option<Expr> {
        let compares = |e: Expr| compares(self.dag, e);
        let pairs = pieces.chunks_exact(2);
        let fits = !pieces.is_empty()
            && pairs.remainder().is_empty()
            && !otherwise.is_some_and(compares)
            && pairs.clone().all(|pair| compares(pair[0]) && !compares(pair[1]));
        let mut children: Vec<Expr> = pairs.flat_map(|pair| [pair[1], pair[0]]).collect();
        match otherwise {
            // np.where(p, a, np.where(q, b, c))
            Some(more) if self.dag.op(more) == Op::Piecewise => {
                children.extend_from_slice(self.dag.children(more));
            }
            more => children.extend(more),
        }
        if fits { stretches::pieces(self.dag, &children) } else { None }
    }

    /// `diff(f, x, 2, y)`
    fn derived(&mut self, f: Expr, by: &[Expr]) -> Expr {
        let (mut derivative, mut last) = (f, f);
        for &x in by {
            let times: Option<usize> = self.dag.number(x).and_then(|n| n.value().whole());
            let (x, times) = times.map_or((x, 1), |times| (last, times - 1));
            for _ in 0..times {
                derivative = self.dag.derivative(derivative, x);
            }
            last = x;
        }
        derivative
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

/// What it takes, for whoever gave it this many of something else.
fn takes(called: Called, count: usize) -> &'static str {
    match called {
        Called::Row(function) => match function.row().value {
            Takes::One(_) => "one argument",
            Takes::Two(_) => "two arguments",
            Takes::Many(_) => "at least one argument",
        },
        Called::Log => "one argument, or two: log(x, b)",
        Called::LogTo(_)
        | Called::Sigma
        | Called::Log1p
        | Called::Expm1
        | Called::Erfc
        | Called::Square
        | Called::Opposite
        | Called::Reciprocal(_)
        | Called::Itself => "one argument",
        Called::Power
        | Called::Hypot
        | Called::LogOfSum
        | Called::Ratio
        | Called::Sum
        | Called::Difference
        | Called::Product => "two arguments",
        Called::Clip => "a value and its bounds: clip(x, 0, 1)",
        Called::Where if count > 2 && count % 2 == 1 => {
            "a condition before each value: where(x > 0, a, b)"
        }
        Called::Where => "a condition and two values: where(x > 0, a, b)",
        Called::Diff => "an expression and a variable: diff(f, x)",
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
