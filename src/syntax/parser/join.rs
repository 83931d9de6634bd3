//! Sums, products, powers and roots are put together.

use super::frame::{Frame, Head, Joint, Product, Quotient, Raised, Shape, Value, binding};
use super::roots::is_variable;
use super::{Fault, Next, Parser, Problem, Span};
use crate::expr::{Constant, Expr, Function, Op};
use crate::syntax::lexer::{Bracket, Kind};

impl Parser<'_> {
    // ── Sums ─────────────────────────────────────────────────────────────────────────────────

    /// A term was read, and a sign follows.
    pub(super) fn add(&mut self, value: Value, minus: bool) -> Result<(), Fault> {
        if let Some(Frame::Sum { minus: pending, .. }) = self.frames.last_mut() {
            let negative = std::mem::replace(pending, minus);
            let term = self.term(value, negative);
            self.values.push(term);
            return Ok(());
        }
        self.values.push(value);
        self.push(Frame::Sum { first: self.values.len() - 1, minus })
    }

    fn term(&mut self, value: Value, negative: bool) -> Value {
        let expr = if negative { self.dag.neg(value.expr) } else { value.expr };
        Value { expr, ..value }
    }

    pub(super) fn end_sum(&mut self, first: usize, minus: bool, value: Value) -> Value {
        let last = self.term(value, minus);
        self.values.push(last);
        let first_term = self.values[first];
        self.take(first);
        let expr = self.dag.add(&self.scratch);
        let whole = Value { expr, start: first_term.start, end: value.end, shape: Shape::Other };
        self.note_sum(whole, first_term);
        whole
    }

    /// Moves the values from `first` on into `scratch`.
    pub(super) fn take(&mut self, first: usize) {
        self.scratch.clear();
        self.scratch.extend(self.values.drain(first..).map(|value| value.expr));
    }

    /// The expressions of the values from `first` on, which stay.
    pub(super) fn exprs(&self, first: usize) -> Vec<Expr> {
        self.values[first..].iter().map(|value| value.expr).collect()
    }

    // ── Products ─────────────────────────────────────────────────────────────────────────────

    /// A factor was read, and `*` or `/` follows.
    pub(super) fn multiply(&mut self, value: Value, joint: Joint) -> Result<(), Fault> {
        if let Some(&Frame::Product(product)) = self.frames.last()
            && product.binding == binding::PRODUCT
        {
            let mut product = self.feed(product, value);
            self.note_quotient(&product);
            product.quotient = None;
            product.joint = joint;
            self.replace_top(product);
            return Ok(());
        }
        self.start_product(value, joint, binding::PRODUCT)
    }

    fn start_product(&mut self, value: Value, joint: Joint, binding: u8) -> Result<(), Fault> {
        self.values.push(value);
        let first = self.values.len() - 1;
        self.push(Frame::Product(Product { first, joint, binding, quotient: None }))
    }

    fn replace_top(&mut self, product: Product) {
        if let Some(top) = self.frames.last_mut() {
            *top = Frame::Product(product);
        }
    }

    /// Takes one more factor into a product.
    pub(super) fn feed(&mut self, mut product: Product, value: Value) -> Product {
        match product.joint {
            Joint::Times => self.values.push(value),
            Joint::Nothing => {
                if let Some(&before) = self.values.last() {
                    self.note_beside(before, value);
                }
                self.values.push(value);
            }
            Joint::Over | Joint::Floor => {
                self.note_argument_times(product.first);
                let before = self.values[product.first];
                let last = self.values.last().copied();
                self.take(product.first);
                let above = self.dag.mul(&self.scratch);
                // Nobody divides by one, or by the same.
                if above == value.expr || self.dag.is_integer(value.expr, 1) {
                    self.may_add_below(value.start, value.end);
                }
                let expr = self.dag.div(above, value.expr);
                let quotient = Quotient {
                    above,
                    below: value.expr,
                    start: before.start,
                    below_start: value.start,
                    closed: matches!(value.shape, Shape::Closed),
                };
                let floor = product.joint == Joint::Floor;
                product.quotient = (!floor).then_some(quotient);
                let expr = if floor { self.dag.call(Function::Floor, &[expr]) } else { expr };
                let shape = Shape::Other;
                self.values.push(Value { expr, start: before.start, end: value.end, shape });
                if let Some(last) = last {
                    self.note_exponent_over(last, value);
                    self.note_argument_over(last, value);
                }
            }
        }
        product
    }

    pub(super) fn end_product(&mut self, product: Product) -> Value {
        self.note_quotient(&product);
        self.note_argument_times(product.first);
        let (start, end, last) = match (self.values.get(product.first), self.values.last()) {
            (Some(first), Some(last)) => (first.start, last.end, last.shape),
            _ => (0, 0, Shape::Other),
        };
        self.take(product.first);
        let expr = self.dag.mul(&self.scratch);
        let mut shape = Shape::Other;
        if let Shape::Power(power) = last
            && product.binding == binding::BESIDE
            && let Some(end) = self.scratch.last_mut()
        {
            *end = power.base;
            shape = Shape::Factors(Raised { base: self.dag.mul(&self.scratch), ..power });
        }
        Value { expr, start, end, shape }
    }

    /// Another factor begins where the last one ended.
    pub(super) fn beside(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        if let Some(whole) = self.typed_derivative(value, token) {
            return Ok(Next::Hold(whole));
        }
        if matches!(value.shape, Shape::Number) {
            let raised = matches!(self.frames.last(), Some(Frame::Power { .. }));
            match token.kind {
                Kind::Number(_) if !raised => return Err(self.two_numbers(value)),
                // 2½ is two and a half, and x^1½ has it raised.
                Kind::Fraction(above, below) if !raised || token.start == value.end => {
                    self.advance();
                    if raised {
                        let text = format!("*{}", self.text(token.start, token.end));
                        self.offer(token.span(), text);
                    }
                    let (above, below) = (self.dag.integer(above), self.dag.integer(below));
                    let part = self.dag.div(above, below);
                    let expr = self.dag.add(&[value.expr, part]);
                    return Ok(Next::Hold(Value {
                        expr,
                        start: value.start,
                        end: token.end,
                        shape: Shape::Closed,
                    }));
                }
                _ => {}
            }
        }
        self.may_be_raised(value, token);
        self.loose |= token.kind == Kind::Bar
            && matches!(self.token(self.at + 1).kind, Kind::Plus | Kind::Minus);
        let mut value = self.complete(value, binding::TIGHT)?;
        while self.in_function() {
            if self.goes_on(&value) {
                self.set_beside(value, binding::BESIDE)?;
                return Ok(Next::Operand);
            }
            value = self.complete_function(value)?;
            // e^sin x cos x: the power ends with the function.
            value = self.complete(value, binding::TIGHT)?;
        }
        self.set_beside(value, binding::PRODUCT)?;
        Ok(Next::Operand)
    }

    fn set_beside(&mut self, value: Value, binding: u8) -> Result<(), Fault> {
        if let Some(&Frame::Product(product)) = self.frames.last()
            && product.binding == binding
        {
            let mut product = self.feed(product, value);
            product.joint = Joint::Nothing;
            self.replace_top(product);
            return Ok(());
        }
        self.start_product(value, Joint::Nothing, binding)
    }

    /// Whether a function without brackets is taking its argument.
    fn in_function(&self) -> bool {
        (binding::APPLY..binding::TIGHT).contains(&self.top_binding())
    }

    /// Ends the innermost function without brackets.
    fn complete_function(&mut self, mut value: Value) -> Result<Value, Fault> {
        loop {
            let done = matches!(self.frames.last(), Some(Frame::Apply(_)) | None);
            value = self.complete_top(value)?;
            if done {
                return Ok(value);
            }
        }
    }

    /// Whether it is a letter that functions are of, or a power of one.
    fn is_variable(&self, value: &Value) -> bool {
        let base = if let Shape::Power(power) = value.shape { power.base } else { value.expr };
        self.dag.as_symbol(base).is_some_and(|symbol| is_variable(self.dag.name(symbol)))
    }

    /// Whether what follows belongs to the argument of a function without brackets: `sin 2x`, but
    /// not `sin x cos x`, `sin x(x + 1)`, `sin x e^x`.
    fn goes_on(&self, last: &Value) -> bool {
        let plain = matches!(last.shape, Shape::Number | Shape::Name | Shape::Power(_));
        let token = self.peek();
        let exponential = last.end < token.start
            && !matches!(last.shape, Shape::Number)
            && matches!(self.token(self.at + 1).kind, Kind::Caret { .. });
        match token.kind {
            Kind::Constant(Constant::E) | Kind::Number(_) if exponential => false,
            Kind::Symbol(_) | Kind::Constant(_) => plain && self.derivative_here().is_none(),
            // cos 2√x, but cos x√x
            Kind::Root(_) | Kind::Radical => plain && !self.is_variable(last),
            // cos 2x 3x
            Kind::Number(_) if last.end < token.start => plain && !self.is_variable(last),
            Kind::Number(_) | Kind::Frac | Kind::Fraction(..) => plain,
            Kind::Open(Bracket::Round | Bracket::Square | Bracket::Curly | Bracket::Bar)
            | Kind::Bar => matches!(last.shape, Shape::Number),
            _ => false,
        }
    }

    // ── Powers and roots ─────────────────────────────────────────────────────────────────────

    pub(super) fn end_power(&mut self, base: Value, stars: bool, exponent: Value) -> Value {
        let expr = self.dag.pow(base.expr, exponent.expr);
        let tower = match exponent.shape {
            Shape::Power(inner) => Some((inner.base, inner.base_end, inner.exponent)),
            _ => None,
        };
        let raised = Raised {
            base: base.expr,
            base_end: base.end,
            exponent: exponent.expr,
            exponent_start: exponent.start,
            bare: matches!(exponent.shape, Shape::Number | Shape::Name | Shape::Signed),
            tower,
            stars,
        };
        let whole =
            Value { expr, start: base.start, end: exponent.end, shape: Shape::Power(raised) };
        if !matches!(self.frames.last(), Some(Frame::Power { .. })) {
            self.note_tower(whole, raised);
        }
        self.may_add_to_exponent(exponent, raised);
        self.note_capital_e(base, whole);
        self.note_root_power(base, raised, whole);
        self.note_spaced_power(base, raised, whole);
        whole
    }

    pub(super) fn end_root(&mut self, degree: u8, start: usize, value: Value) -> Value {
        let degree = self.dag.integer(degree);
        let expr = self.root(value.expr, degree);
        let root = Value { expr, start, end: value.end, shape: Shape::Closed };
        self.note_root_sum(root, value);
        root
    }

    /// Hands an operand to a frame that takes one and no more. Nothing comes back where more is
    /// needed.
    pub(super) fn complete_one(&mut self, value: Value) -> Result<Option<Value>, Fault> {
        match self.frames.last() {
            Some(&Frame::FunctionPower(head)) => {
                self.pop();
                self.argument(Head { power: Some(value.expr), end: value.end, ..head })?;
                Ok(None)
            }
            Some(&Frame::LogBase(head)) => {
                self.pop();
                self.argument(Head { base: Some(value.expr), end: value.end, ..head })?;
                Ok(None)
            }
            Some(&Frame::Fraction { above: None, start }) => {
                self.pop();
                self.push(Frame::Fraction { above: Some(value), start })?;
                Ok(None)
            }
            Some(&Frame::Fraction { above: Some(above), start }) => {
                self.pop();
                self.end_fraction(above, start, value).map(Some)
            }
            Some(&Frame::Radical { wants_index: true, start, .. }) => {
                self.pop();
                self.push(Frame::Radical { index: Some(value), wants_index: false, start })?;
                Ok(None)
            }
            Some(&Frame::Radical { index, start, .. }) => {
                self.pop();
                Ok(Some(self.end_radical(index, start, value)))
            }
            _ => self.complete_top(value).map(Some),
        }
    }

    /// `\frac{a}{b}`, which may be a derivative.
    fn end_fraction(&mut self, above: Value, start: usize, below: Value) -> Result<Value, Fault> {
        let factors = |e| self.dag.children(e).to_vec();
        let (top, bottom) = (factors(above.expr), factors(below.expr));
        // d·y over d·x is a fraction: nobody writes a dot behind the d of a derivative.
        let products = [above, below]
            .into_iter()
            .all(|part| self.dag.op(part.expr) == Op::Mul && !self.has_factor_d(part));
        let derivative = if products { self.as_derivative(&top, &bottom) } else { None };
        // \frac{d^n}{dx^n}
        if let (Some((d, order)), &[below_d, x]) = (self.raised_d(above.expr), bottom.as_slice())
            && below_d == d
            && self.dag.op(x) == Op::Pow
            && self.dag.pair(x).is_some_and(|(_, again)| again == order)
            && !self.has_factor_d(below)
        {
            return Err(Fault::new(Problem::Order, Span { start, end: below.end }));
        }
        // What stands for d above a line of ∂ is nothing else.
        let text = self.text(above.start, above.end).trim_start_matches(['{', ' ']);
        if derivative.is_none()
            && top.first().is_some_and(|&first| self.is_named_d(first))
            && (text.starts_with('∂') || text.starts_with("\\partial"))
        {
            return Err(Fault::new(Problem::UnknownDerivative, Span { start, end: below.end }));
        }
        let expr = derivative.unwrap_or_else(|| self.dag.div(above.expr, below.expr));
        Ok(Value { expr, start, end: below.end, shape: Shape::Closed })
    }

    /// `\sqrt[n]{a}`
    fn end_radical(&mut self, index: Option<Value>, start: usize, value: Value) -> Value {
        let expr = match index {
            Some(index) => self.root(value.expr, index.expr),
            None => self.dag.call(Function::Sqrt, &[value.expr]),
        };
        Value { expr, start, end: value.end, shape: Shape::Closed }
    }

    /// A root as its sign says it: a second one is a square root, a third one a cube root.
    pub(super) fn root(&mut self, of: Expr, degree: Expr) -> Expr {
        match [2, 3].map(|n| self.dag.is_integer(degree, n)) {
            [true, _] => self.dag.call(Function::Sqrt, &[of]),
            [_, true] => self.dag.call(Function::Cbrt, &[of]),
            _ => self.dag.call(Function::Root, &[of, degree]),
        }
    }
}
