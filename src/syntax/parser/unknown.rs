//! Letters in front of a bracket that are functions nobody told us: `f(x + 1)`, `y(x)`, `ζ(s)`.

use super::frame::{Frame, Value};
use super::{Fault, Parser, Problem, Span, limits};
use crate::syntax::lexer::{Bracket, Kind, Token};

impl Parser<'_> {
    /// Refuses what can only be a function that is not known: where a product is meant after all,
    /// a sign says so.
    pub(super) fn unknown_function(&self, token: Token) -> Result<(), Fault> {
        let next = self.token(self.at + 1);
        let alone = self.at == 0 || {
            let before = self.token(self.at - 1);
            // x\Phi(x) and x f(x) are no letters side by side, and nor is xf(x).
            let own =
                !self.text(token.start, token.end).starts_with(|c: char| c.is_ascii_alphabetic());
            let x = self.text(before.start, before.end) == "x" && self.is_custom(token);
            let letter = matches!(before.kind, Kind::Symbol(_) | Kind::Constant(_));
            token.spaced || own || x || !letter
        };
        // SymPy sets f{\left(x \right)}.
        let braced = self.curly(self.at + 1, true)
            && self.token(self.at + 2).kind == Kind::Open(Bracket::Round)
            && self.is_custom(token);
        let called = (next.kind == Kind::Open(Bracket::Round) || braced) && !next.spaced;
        let (in_exponent, taken) = match self.frames.last() {
            Some(Frame::FunctionPower(_) | Frame::LogBase(_)) => (true, false),
            // x^n(1 - x) is a product, and so is 2^h(x + 1), but e^f(x) is none.
            Some(Frame::Power { .. }) => {
                let step = self.text(token.start, token.end) == "h";
                (true, self.is_custom(token) && (!step || self.is_applied()))
            }
            _ => (false, self.is_custom(token) || self.is_applied()),
        };
        if next.kind == Kind::Prime {
            // f(x) = x^2 f'(x) = ?
            let asked = Span { start: token.start, end: self.source.len() };
            let fault = self.fault(Problem::Prime, next);
            return Err(if self.named { fault.or_drop(asked) } else { fault });
        }
        if alone && !in_exponent && self.is_custom_raised(token) {
            return Err(self.fault(Problem::UnknownDerivative, token));
        }
        if called && alone && taken {
            let name = self.text(token.start, token.end).to_owned();
            let fault = self.fault(Problem::UnknownFunction(name), token);
            return Err(fault.or_put(Span::at(token.end), "*"));
        }
        Ok(())
    }

    /// Whether everyone takes this letter for a function: f, Bessel's J_0, the gamma and the zeta
    /// function.
    fn is_custom(&self, token: Token) -> bool {
        let Kind::Symbol(symbol) = token.kind else { return false };
        let name = self.dag.name(symbol);
        matches!(name, "f" | "g" | "h" | "Gamma" | "zeta") || name.starts_with("J_")
    }

    /// `f^{(2)}(x)` is a second derivative, and no power.
    fn is_custom_raised(&self, token: Token) -> bool {
        if !self.is_custom(token) || !matches!(self.token(self.at + 1).kind, Kind::Caret { .. }) {
            return false;
        }
        let mut at = self.at + 2;
        let kind = |at: usize| self.token(at).kind;
        let braced = usize::from(kind(at) == Kind::Open(Bracket::Curly));
        at += braced;
        let round = kind(at) == Kind::Open(Bracket::Round);
        let order = matches!(kind(at + 1), Kind::Number(_) | Kind::Symbol(_));
        let end = match round && order && kind(at + 2) == Kind::Close(Bracket::Round) {
            true => at + 3 + braced,
            false => return false,
        };
        kind(end) == Kind::Open(Bracket::Round)
    }

    /// `y(x)`, `W(x)`, `B(a, b)`: nobody puts a factor that is one letter in brackets, nor two with
    /// a comma between them. A letter that stands elsewhere without a bracket is a variable.
    fn is_applied(&self) -> bool {
        let Kind::Symbol(symbol) = self.token(self.at).kind else { return false };
        let name = self.dag.name(symbol);
        let argument = match self.token(self.at + 2).kind {
            Kind::Symbol(argument) if argument != symbol => self.dag.name(argument),
            _ => return false,
        };
        let applied = match self.token(self.at + 3).kind {
            Kind::Comma => true,
            // x(y) is a product of two that are as good as one another, x(t) moves.
            Kind::Close(Bracket::Round) => match name.split('_').next() {
                Some("x" | "y" | "z") => argument == "t" || name == "y" && argument == "x",
                _ => !is_step(name),
            },
            _ => false,
        };
        applied && self.is_always_called(name)
    }

    /// Whether a bracket stands behind this letter wherever it is. A long text is not searched.
    fn is_always_called(&self, name: &str) -> bool {
        let is_it = |at: usize| match self.token(at).kind {
            Kind::Symbol(symbol) => self.dag.name(symbol) == name,
            _ => false,
        };
        let called = |at: usize| self.token(at + 1).kind == Kind::Open(Bracket::Round);
        self.tokens.len() <= limits::CHECKED
            && (0..self.tokens.len()).all(|at| !is_it(at) || called(at))
    }

    /// `H(x)`, `u(t - 2)`: Heaviside's step, as some write it.
    pub(super) fn note_step(&mut self, before: Value, value: Value) {
        let Some(symbol) = self.dag.as_symbol(before.expr) else { return };
        let name = self.dag.name(symbol);
        if is_step(name) && !self.dag.contains(value.expr, symbol) && self.is_always_called(name) {
            let read = self.dag.mul(&[before.expr, value.expr]);
            self.note_called("step", before, value, read);
        }
    }
}

/// The letters that books write for a step from 0 to 1.
fn is_step(name: &str) -> bool {
    matches!(name, "H" | "u" | "U" | "theta" | "Theta")
}
