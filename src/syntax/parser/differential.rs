//! Derivatives written in other ways: `∂_x u`, `D_x u`, `d(x^2)/dx`, and what is none: `x^2 dx`.

use super::derivative::Operator;
use super::frame::{Frame, Joint, Shape, Value};
use super::{Fault, Parser, Problem, Span};
use crate::expr::{Expr, Op, Relation};
use crate::syntax::lexer::{Bracket, Kind, Token};

/// How many tokens are searched for what belongs to a sign.
const NEAR: usize = 100;

impl Parser<'_> {
    /// `∂_x`, `∂_{xy}`, `∂_x^2`, and `D_x` in front of something in which x occurs.
    pub(super) fn lowered_derivative(&self) -> Option<Operator> {
        let first = self.peek();
        if let Kind::Symbol(symbol) = first.kind {
            let variable = self.dag.name(symbol).strip_prefix("D_")?;
            let next = self.token(self.at + 1).kind;
            let begins = matches!(next, Kind::Symbol(_) | Kind::Constant(_) | Kind::Number(_))
                || matches!(next, Kind::Function(_) | Kind::Root(_) | Kind::Frac | Kind::Radical)
                || matches!(next, Kind::Open(_));
            let occurs =
                self.tokens.iter().skip(self.at + 1).take(NEAR).find(|token| match token.kind {
                    Kind::Symbol(symbol) => self.dag.name(symbol) == variable,
                    _ => false,
                });
            let by = vec![*occurs.filter(|_| begins)?];
            return Some(Operator { by, agree: true, next: self.at + 1 });
        }
        if first.kind != Kind::Partial || self.token(self.at + 1).kind != Kind::Underscore {
            return None;
        }
        let mut at = self.at + 2;
        let braced = self.curly(at, true);
        at += usize::from(braced);
        let mut by = Vec::new();
        while let Kind::Symbol(_) = self.token(at).kind {
            by.push(self.token(at));
            at += 1;
            if !braced {
                break;
            }
        }
        if braced {
            self.curly(at, false).then_some(())?;
            at += 1;
        }
        let order = self.order(&mut at)?;
        if let (&[only], 2..=32) = (by.as_slice(), order) {
            by = vec![only; order];
        }
        let agree = order == 1 || by.len() == order;
        (!by.is_empty()).then_some(Operator { by, agree, next: at })
    }

    /// Whether this ∂ is that of `∂(x²y)/∂x` or `\frac{\partial (x^2y)}{\partial x}`, above or
    /// below.
    pub(super) fn is_partial_of(&self) -> bool {
        let d = |e: Expr| self.is_named_d(e);
        match *self.frames.as_slice() {
            // Below.
            [.., Frame::Product(product)] if product.joint == Joint::Over => {
                self.values[product.first..].iter().any(|factor| d(factor.expr))
            }
            [.., Frame::Fraction { above: Some(above), .. }, Frame::Open { .. }] => {
                self.dag.children(above.expr).first().is_some_and(|&first| d(first))
            }
            [.., Frame::Fraction { above: None, .. }, Frame::Open { .. }] => {
                self.is_above(-1, &[Kind::Open(Bracket::Curly), Kind::Partial])
            }
            _ => self.is_above(0, &[Kind::Slash, Kind::Partial]),
        }
    }

    /// Whether this is d, or a power of it.
    pub(super) fn is_named_d(&self, e: Expr) -> bool {
        let base = self.raised(e).0;
        self.dag.as_symbol(base).is_some_and(|symbol| self.dag.name(symbol) == "d")
    }

    /// d and n of dⁿ.
    pub(super) fn raised_d(&self, e: Expr) -> Option<(Expr, Expr)> {
        let power = self.dag.pair(e).filter(|_| self.dag.op(e) == Op::Pow);
        power.filter(|&(d, _)| self.is_named_d(d))
    }

    /// Whether a part of a fraction begins with a d that is multiplied.
    pub(super) fn has_factor_d(&self, part: Value) -> bool {
        let mut at = self.tokens.partition_point(|token| token.start < part.start);
        while self.curly(at, true) {
            at += 1;
        }
        let d = self.is_d(at);
        at += 1;
        d && self.order(&mut at).is_some() && self.token(at).kind == Kind::Star
    }

    /// Whether what is here ends where that many brackets are open, and these tokens follow.
    fn is_above(&self, end: i32, behind: &[Kind]) -> bool {
        let mut depth = 0;
        let mut began = false;
        for at in self.at + 1..self.tokens.len().min(self.at + NEAR) {
            match self.token(at).kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth -= 1,
                _ => {}
            }
            began |= depth > 0 || end < 0;
            if depth == end && began {
                let mut behind = behind.iter().enumerate();
                return behind.all(|(i, &kind)| self.token(at + 1 + i).kind == kind);
            }
        }
        false
    }

    /// `x^2 dx` and `dy = 2x dx`: nothing is differentiated or integrated here.
    pub(super) fn differential(&self, d: Token) -> Result<(), Fault> {
        if !self.is_d(self.at) {
            return Ok(());
        }
        let near = 0..self.tokens.len().min(NEAR);
        let all: Vec<usize> = near.filter(|&at| self.token(at).kind == d.kind).collect();
        // dx/dt and \frac{dx}{dt} are slopes.
        let parts = |at: usize| {
            at > 0 && self.token(at - 1).kind == Kind::Slash
                || self.token(at + 2).kind == Kind::Slash
        };
        let slopes = self.tokens.iter().take(NEAR).any(|token| token.kind == Kind::Frac)
            || all.iter().any(|&at| parts(at));
        let named = self.is_d(0) && self.token(2).kind == Kind::Relation(Relation::Equal);
        if all.len() > 1
            && (named || !slopes)
            && all.iter().all(|&at| self.ends_as_dx(at) && (named || self.stands_apart(at, &all)))
        {
            return Err(self.differentials(named, &all));
        }
        let factor = self.at > 0
            && matches!(self.frames.last(), Some(Frame::Product(p)) if p.joint == Joint::Nothing);
        if !factor
            || all.len() != 1
            || !self.ends_as_dx(self.at)
            || !self.stands_apart(self.at, &all)
        {
            return Ok(());
        }
        let span = Span { start: d.start, end: self.token(self.at + 1).end };
        let text = self.text(span.start, span.end).to_owned();
        Err(Fault::new(Problem::Differential(text), span).or_drop(span))
    }

    /// Several of them; of two, the slope they make is proposed.
    fn differentials(&self, named: bool, all: &[usize]) -> Fault {
        let place = |at: usize| (self.token(at).start, self.token(at + 1).end);
        let (first, last) = (place(all[0]), place(all[all.len() - 1]));
        let span = Span { start: last.0, end: last.1 };
        let dx = self.text(last.0, last.1);
        let fault = Fault::new(Problem::Differentials(dx.to_owned()), span);
        if !named || all.len() != 2 {
            return fault;
        }
        let whole = Span { start: first.0, end: last.1 };
        let letters = |(start, end)| self.text(start, end);
        let between = self.text(first.1, last.0).trim_end_matches(['\\', ',', ' ']);
        fault.or_put(whole, format!("{}/{}{between}", letters(first), letters(last)))
    }

    /// Whether the d there is upright, as the sign of a differential is set.
    fn is_upright(&self, at: usize) -> bool {
        self.source.as_bytes().get(self.token(at).start) == Some(&b'\\')
    }

    /// Whether a letter, and the end of a term, stand behind the d there.
    fn ends_as_dx(&self, at: usize) -> bool {
        let (next, behind) = (self.token(at + 1), self.token(at + 2).kind);
        let ends = matches!(
            behind,
            Kind::End | Kind::Plus | Kind::Minus | Kind::Relation(_) | Kind::Close(_)
        );
        let close = !next.spaced || self.is_upright(at);
        self.is_d(at) && ends && close && matches!(next.kind, Kind::Symbol(_))
    }

    /// Whether it is not the last of some letters: that of 2abd is a factor, those of 2xdx and
    /// xdy + ydx are none.
    fn stands_apart(&self, at: usize, all: &[usize]) -> bool {
        let d = self.token(at);
        let before = d.start.checked_sub(1).map_or("+", |place| self.text(place, d.start));
        let letter = |&at: &usize| self.text(self.token(at + 1).start, self.token(at + 1).end);
        self.is_upright(at)
            || match before.chars().next() {
                // 2dx, but 2dh
                Some('0'..='9') => matches!(letter(&at), "x" | "y" | "z" | "t" | "u"),
                Some('a'..='z' | 'A'..='Z') => all.iter().map(letter).any(|x| x == before),
                _ => true,
            }
    }

    /// `d(x^2)/dx`: what is above and below a line is a derivative, if it looks like one.
    pub(super) fn as_derivative(&mut self, above: &[Expr], below: &[Expr]) -> Option<Expr> {
        let (&[first, ref rest @ ..], &[second, x]) = (above, below) else { return None };
        let ((d, order), (x, again)) = (self.raised(first), self.raised(x));
        let is_d = |symbol| self.dag.name(symbol) == "d";
        let fits = second == d && order == again && self.dag.as_symbol(d).is_some_and(is_d);
        if !fits || rest.is_empty() || self.dag.as_symbol(x).is_none() {
            return None;
        }
        let rest = rest.to_vec();
        let f = self.dag.mul(&rest);
        Some((0..order).fold(f, |f, _| self.dag.derivative(f, x)))
    }

    /// `d^2`: d and 2. An order is a small number; where there is none it is 1.
    fn raised(&self, e: Expr) -> (Expr, usize) {
        let power = self.dag.pair(e).filter(|_| self.dag.op(e) == Op::Pow);
        let order = |n| self.dag.number(n).and_then(|number| number.value().whole::<usize>());
        match power.map(|(base, n)| (base, order(n))) {
            Some((base, Some(order @ 1..=32))) => (base, order),
            _ => (e, 1),
        }
    }

    /// The same on one line, where the d below was just read.
    pub(super) fn typed_derivative(&mut self, d: Value, next: Token) -> Option<Value> {
        let Some(&Frame::Product(product)) = self.frames.last() else { return None };
        let Kind::Symbol(x) = next.kind else { return None };
        if product.joint != Joint::Over || next.spaced || !self.is_d(self.at - 1) {
            return None;
        }
        let mut after = self.at + 1;
        let order = self.order(&mut after)?;
        let factors = &self.values[product.first..];
        let fits = |factor: &Value| self.raised(factor.expr) == (d.expr, order);
        let at = product.first + factors.iter().rposition(fits)?;
        let start = self.values[at].start;
        let mut above = self.exprs(at);
        above[0] = d.expr;
        let x = self.dag.symbol_leaf(x);
        let first = self.as_derivative(&above, &[d.expr, x])?;
        let expr = (1..order).fold(first, |f, _| self.dag.derivative(f, x));
        self.values.truncate(at);
        match self.frames.last_mut() {
            Some(Frame::Product(product)) if at > product.first => product.joint = Joint::Nothing,
            _ => {
                self.pop();
            }
        }
        self.at = after;
        let end = self.token(after - 1).end;
        Some(Value { expr, start, end, shape: Shape::Closed })
    }
}
