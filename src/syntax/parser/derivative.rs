//! `d/dx` in front of what is differentiated.

use super::frame::{Frame, Shape, Value, binding};
use super::{Fault, Next, Parser, Problem, Span, limits};
use crate::expr::Expr;
use crate::syntax::lexer::{Bracket, Called, Kind, Token};

/// A sign of differentiation.
pub(super) struct Operator {
    /// The variables, the outermost first, each as often as it is differentiated by.
    pub by: Vec<Token>,
    /// Whether the orders above and below agree.
    pub agree: bool,
    /// The first token behind it.
    pub next: usize,
}

impl Parser<'_> {
    /// Reads a sign of differentiation, if one begins here.
    pub(super) fn derivative(&mut self) -> Result<bool, Fault> {
        let first = self.peek();
        self.of_a_name()?;
        // d/d(x^2)
        let kind = |at: usize| self.token(self.at + at).kind;
        if self.is_d(self.at)
            && kind(1) == Kind::Slash
            && self.is_d(self.at + 2)
            && kind(3) == Kind::Open(Bracket::Round)
            && !self.token(self.at + 2).spaced
        {
            let [d, open, x, close] = [2, 3, 4, 5].map(|at| self.token(self.at + at));
            let span = Span { start: first.start, end: d.end };
            let fault = Fault::new(Problem::UnknownDerivative, span);
            let bracketed = Span { start: open.start, end: close.end };
            let x = self.text(x.start, x.end);
            return Err(match close.kind {
                Kind::Close(Bracket::Round) => fault.or_put(bracketed, format!("{x} ")),
                _ => fault,
            });
        }
        let Some(operator) = self.derivative_here() else { return Ok(false) };
        let span = Span { start: first.start, end: self.token(operator.next - 1).end };
        if !operator.agree {
            return Err(Fault::new(Problem::Order, span));
        }
        let by: Vec<Expr> = operator
            .by
            .iter()
            .filter_map(|token| match token.kind {
                Kind::Symbol(symbol) => Some(self.dag.symbol_leaf(symbol)),
                Kind::Function(Called::Sigma) => Some(self.dag.symbol("sigma")),
                _ => None,
            })
            .collect();
        self.at = operator.next;
        let next = self.peek();
        let called = match next.kind {
            Kind::Open(Bracket::Round) => !next.spaced && !self.latex,
            Kind::Open(Bracket::Square | Bracket::Curly) => true,
            _ => false,
        };
        let binding = if called { binding::CALLED_OPERATOR } else { binding::OPERATOR };
        self.push(Frame::Derivative { by, start: first.start, binding })?;
        Ok(true)
    }

    /// ∂L/∂w, where nobody said what L is: a name for that slope, as the chain rule is written
    /// with.
    pub(super) fn named_slope(&mut self) -> Option<Value> {
        let first = self.peek();
        let (above, below, end) = self.quotient_of_a_name()?;
        // Of the first order, ∂ stands directly before both.
        if [above, below].iter().any(|at| self.token(at - 1).kind != Kind::Partial)
            || matches!(self.token(below + 1).kind, Kind::Caret { .. })
        {
            return None;
        }
        let (Kind::Symbol(of), Kind::Symbol(by)) = (self.token(above).kind, self.token(below).kind)
        else {
            return None;
        };
        let name = ["d", self.dag.name(of), "/d", self.dag.name(by)].concat();
        let expr = self.dag.symbol(&name);
        self.at = end;
        let end = self.token(self.at - 1).end;
        Some(Value { expr, start: first.start, end, shape: Shape::Closed })
    }

    /// dy/dx: nobody said what y is.
    fn of_a_name(&self) -> Result<(), Fault> {
        match self.quotient_of_a_name() {
            Some((_, _, end)) => {
                let span = Span { start: self.peek().start, end: self.token(end - 1).end };
                let fault = Fault::new(Problem::UnknownDerivative, span);
                let related = self.tokens.iter().any(|t| matches!(t.kind, Kind::Relation(_)));
                let operand = matches!(
                    self.token(end).kind,
                    Kind::Number(_) | Kind::Symbol(_) | Kind::Constant(_) | Kind::Function(_)
                );
                // dy/dx x^3, but x dy/dx + y is of an equation
                match self.text(span.start, span.end).strip_prefix("dy/") {
                    Some(by) if self.at == 0 && operand && !related => {
                        Err(fault.or_put(span, format!("d/{by}")))
                    }
                    _ => Err(fault),
                }
            }
            None => Ok(()),
        }
    }

    /// `dy/dx`, `d^2y/dx^2`, `(dy)/(dx)`, `\frac{dy}{dx}` and `{dy \over dx}`: where y and x stand, and the
    /// token behind it all.
    pub(super) fn quotient_of_a_name(&self) -> Option<(usize, usize, usize)> {
        let fraction = self.peek().kind == Kind::Frac;
        let braced = self.curly(self.at, true);
        let mut at = self.at + usize::from(braced);
        if fraction {
            self.curly(at + 1, true).then_some(())?;
            at += 2;
        }
        let (above, order) = self.part(&mut at, true)?;
        if fraction {
            (self.curly(at, false) && self.curly(at + 1, true)).then_some(())?;
            at += 2;
        } else {
            let bar = if braced { Kind::Over } else { Kind::Slash };
            (self.token(at).kind == bar).then_some(())?;
            at += 1;
        }
        let (below, again) = self.part(&mut at, false)?;
        if fraction || braced {
            self.curly(at, false).then_some(())?;
            at += 1;
        }
        (order == again).then_some((above, below, at))
    }

    /// `(d^2 y)`, as Word writes it on one line, or the same without brackets.
    fn part(&self, at: &mut usize, above: bool) -> Option<(usize, usize)> {
        let bracketed = self.token(*at).kind == Kind::Open(Bracket::Round);
        *at += usize::from(bracketed);
        let (place, order) = self.joined(at, above)?;
        let closed = self.token(*at).kind == Kind::Close(Bracket::Round);
        // (d x)/(d y) is a quotient of products.
        let letter = bracketed && order > 1 || self.latex || !self.token(place).spaced;
        *at += usize::from(bracketed);
        (letter && (closed || !bracketed)).then_some((place, order))
    }

    /// `dy`, `d^2y`, `dx^2`: where the letter stands, and the order; `at` moves on behind it all.
    fn joined(&self, at: &mut usize, above: bool) -> Option<(usize, usize)> {
        self.is_d(*at).then_some(())?;
        *at += 1;
        let mut order = 1;
        if above {
            order = self.order(at)?;
        }
        let (place, token) = (*at, self.token(*at));
        *at += 1;
        if !above {
            order = self.order(at)?;
        }
        let letter = matches!(token.kind, Kind::Symbol(_)) && !self.is_d(place);
        letter.then_some((place, order))
    }

    /// The sign of differentiation that begins here: `d/dx`, `{d \over dx}`, `(d/dx)`,
    /// `\frac{d}{dx}`, `∂_x`, `D_x`.
    pub(super) fn derivative_here(&self) -> Option<Operator> {
        if let Some(operator) = self.lowered_derivative() {
            return Some(operator);
        }
        let bracket = match self.peek().kind {
            Kind::Open(bracket @ (Bracket::Round | Bracket::Curly)) => Some(bracket),
            _ => None,
        };
        let mut at = self.at + usize::from(bracket.is_some());
        let fraction = self.token(at).kind == Kind::Frac;
        // An argument of \frac may do without braces.
        let mut braced = false;
        if fraction {
            at += 1;
            braced = self.curly(at, true);
            at += usize::from(braced);
        }
        self.is_d(at).then_some(())?;
        at += 1;
        let order = self.order(&mut at)?;
        if braced {
            self.curly(at, false).then_some(())?;
            at += 1;
        }
        // (d)/(dx)
        let above =
            bracket == Some(Bracket::Round) && self.token(at).kind == Kind::Close(Bracket::Round);
        let bracket = bracket.filter(|_| !above);
        at += usize::from(above);
        if fraction {
            self.curly(at, true).then_some(())?;
        } else if !matches!(self.token(at).kind, Kind::Slash | Kind::Over) {
            return None;
        }
        at += 1;
        // d/(dx), but d/(d x) is a quotient of letters.
        let below = !fraction && self.token(at).kind == Kind::Open(Bracket::Round);
        at += usize::from(below);
        if below && !above && self.token(at + 1).spaced {
            return None;
        }
        let (mut by, mut total) = (Vec::new(), 0);
        // The σ of ∂/∂σ(σ²) is a letter, whatever bracket comes behind it.
        let letter =
            |at| matches!(self.token(at).kind, Kind::Symbol(_) | Kind::Function(Called::Sigma));
        while self.is_d(at) && letter(at + 1) {
            let variable = self.token(at + 1);
            // d/dx d/dx(f): the next sign, not another variable.
            if !by.is_empty() && self.token(at + 1).kind == Kind::Slash {
                break;
            }
            at += 2;
            let times = self.order(&mut at)?;
            total += times;
            for _ in 0..times.min(32) {
                by.push(variable);
            }
        }
        if fraction {
            self.curly(at, false).then_some(())?;
            at += 1;
        }
        if below {
            (self.token(at).kind == Kind::Close(Bracket::Round)).then_some(())?;
            at += 1;
        }
        if let Some(bracket) = bracket {
            (self.token(at).kind == Kind::Close(bracket) && !by.is_empty()).then_some(())?;
            at += 1;
            // (d/dx)^2 f
            let times = self.order(&mut at).unwrap_or(1).min(33);
            by = by.repeat(times);
        }
        let agree = total == order && order <= 32 && by.len() <= 32;
        (!by.is_empty()).then_some(Operator { agree, by, next: at })
    }

    pub(super) fn is_d(&self, at: usize) -> bool {
        match self.token(at).kind {
            Kind::Partial => true,
            Kind::Symbol(symbol) => self.dag.name(symbol) == "d",
            _ => false,
        }
    }

    pub(super) fn curly(&self, at: usize, open: bool) -> bool {
        let kind = if open { Kind::Open(Bracket::Curly) } else { Kind::Close(Bracket::Curly) };
        self.token(at).kind == kind
    }

    /// The order written at `at`: 1 where none is; nothing where it is not a number.
    pub(super) fn order(&self, at: &mut usize) -> Option<usize> {
        if !matches!(self.token(*at).kind, Kind::Caret { .. }) {
            return Some(1);
        }
        let mut next = *at + 1;
        let bracket = match self.token(next).kind {
            Kind::Open(bracket) => Some(bracket),
            _ => None,
        };
        next += usize::from(bracket.is_some());
        let Kind::Number(id) = self.token(next).kind else { return None };
        let number = self.numbers.get(id)?;
        let order = number.whole()?;
        next += 1;
        if let Some(bracket) = bracket {
            (self.token(next).kind == Kind::Close(bracket)).then_some(())?;
            next += 1;
        }
        *at = next;
        Some(order)
    }

    /// `(x^2)'`, `sin(x)'`: the derivative of what ends with a bracket by its only variable, or by x.
    pub(super) fn primes(&mut self, value: Value, token: Token) -> Result<Next, Fault> {
        let text = self.text(value.start, value.end);
        let bracket = text.starts_with(['(', '[', '\\']) || text.ends_with(')');
        let by = self.only_variable(value.expr);
        let (true, Shape::Closed, Some(by)) = (bracket, value.shape, by) else {
            return Err(self.fault(Problem::Prime, token));
        };
        let mut whole = value;
        while self.peek().kind == Kind::Prime {
            whole.end = self.peek().end;
            whole.expr = self.dag.derivative(whole.expr, by);
            self.advance();
            if whole.end - value.end > limits::PRIMES * '′'.len_utf8() {
                return Err(self.fault(Problem::Prime, token));
            }
        }
        Ok(Next::Hold(whole))
    }

    /// By what an expression is differentiated where nobody says it: its only variable, or x.
    pub(super) fn only_variable(&mut self, e: Expr) -> Option<Expr> {
        let x = self.dag.intern("x");
        let by = match *self.dag.variables(e) {
            [only] => only,
            _ if self.dag.contains(e, x) => x,
            _ => return None,
        };
        Some(self.dag.symbol_leaf(by))
    }
}
