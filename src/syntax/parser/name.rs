//! `f(x) =`, `y =`, `f′(x) =` and `dy/dx =` in front of everything.

use super::stretches::compares;
use super::{Fault, Parser, Problem, Relation, Span};
use crate::expr::{Expr, Function, Op};
use crate::syntax::lexer::{Bracket, Called, Kind, Token};

/// What stands in front of everything.
pub(super) struct Name {
    pub name: String,
    /// Its arguments, where it has some.
    pub arguments: Vec<String>,
    /// Whether there are brackets behind it.
    pub called: bool,
    /// Whether it is the derivative that is named: y′, dy/dx.
    pub derived: bool,
}

impl Parser<'_> {
    /// Reads it, if one is there.
    pub(super) fn name(&mut self) -> Option<Name> {
        if let Some(name) = self.named_quotient() {
            return Some(name);
        }
        let first = self.peek();
        let name = match first.kind {
            Kind::Symbol(symbol) => self.dag.name(symbol).to_owned(),
            Kind::Function(Called::Sigma) => "sigma".to_owned(),
            // relu(x) = max(0, x) says what it is, sin(x) = y is an equation.
            Kind::Function(Called::Row(function)) if is_activation(function) => {
                function.row().id.to_owned()
            }
            _ => return None,
        };
        let equals = |kind| kind == Kind::Relation(Relation::Equal);
        let mut at = 1;
        let raised = matches!(self.token(at).kind, Kind::Caret { .. });
        if raised && self.token(at + 1).kind == Kind::Prime {
            at += 1;
        } else if raised
            && self.token(at + 1).kind == Kind::Open(Bracket::Curly)
            && self.token(at + 2).kind == Kind::Prime
        {
            at += 2;
        }
        let before = at;
        while self.token(at).kind == Kind::Prime {
            at += 1;
        }
        let derived = at > before;
        if before == 3 && self.token(at).kind == Kind::Close(Bracket::Curly) {
            at += 1;
        }
        if equals(self.token(at).kind) {
            self.at = at + 1;
            return Some(Name { name, arguments: Vec::new(), called: false, derived });
        }
        if self.token(at).kind != Kind::Open(Bracket::Round) {
            return None;
        }
        at += 1;
        let mut arguments = Vec::new();
        loop {
            // loss(\mathbf{w_1})
            let braced = usize::from(self.curly(at, true) && self.curly(at + 2, false));
            let Kind::Symbol(symbol) = self.token(at + braced).kind else { break };
            arguments.push(self.dag.name(symbol).to_owned());
            at += 1 + 2 * braced;
            if self.token(at).kind != Kind::Comma {
                break;
            }
            at += 1;
        }
        if self.token(at).kind != Kind::Close(Bracket::Round) || !equals(self.token(at + 1).kind) {
            return None;
        }
        self.at = at + 2;
        Some(Name { name, arguments, called: true, derived })
    }

    /// `dy/dx =`
    fn named_quotient(&mut self) -> Option<Name> {
        let (above, below, equals) = self.quotient_of_a_name()?;
        // ∂L/∂w is a name for that slope, and may stand on both sides.
        let partial = (self.at..equals).any(|at| self.token(at).kind == Kind::Partial);
        if partial || self.token(equals).kind != Kind::Relation(Relation::Equal) {
            return None;
        }
        let letter = |at: usize| match self.token(at).kind {
            Kind::Symbol(symbol) => Some(self.dag.name(symbol).to_owned()),
            _ => None,
        };
        let (name, arguments) = (letter(above)?, vec![letter(below)?]);
        self.at = equals + 1;
        Some(Name { name, arguments, called: true, derived: true })
    }

    /// Where y = x y is an equation and no name for x y, the equation; where y′ = x y, no answer, and
    /// none where what is named compares.
    pub(super) fn keep_name(
        &mut self,
        name: Option<Name>,
        expr: Expr,
        end: usize,
    ) -> Result<(Expr, Option<Name>), Fault> {
        let Some(name) = name else { return Ok(self.named_in_brackets(expr)) };
        // y = {1 if x > 0, 0 else} = x: only at the end is it known that no piece was chosen by it.
        if compares(self.dag, expr) {
            return Err(Fault::new(Problem::Chained, Span { start: 0, end }));
        }
        let symbol = self.dag.intern(&name.name);
        if !self.dag.contains(expr, symbol) || name.called && !name.derived {
            return Ok((expr, Some(name)));
        }
        if name.derived {
            // What is found for y' is proposed alone.
            let fault = Fault::new(Problem::UnknownDerivative, Span { start: 0, end });
            let equals = |token: &&Token| token.kind == Kind::Relation(Relation::Equal);
            let named = self.tokens.iter().find(equals).map(|token| token.end);
            let start = self.token(0).start;
            return Err(fault.or_drop(Span { start, end: named.unwrap_or(start) }));
        }
        let letter = self.dag.symbol_leaf(symbol);
        Ok((self.dag.relation(Relation::Equal, letter, expr), None))
    }

    /// `(y) = x²` and `relu x = max(0, x)`, which are y = x² and relu(x) = max(0, x).
    fn named_in_brackets(&self, expr: Expr) -> (Expr, Option<Name>) {
        let sides =
            self.dag.pair(expr).filter(|_| self.dag.op(expr) == Op::Relation(Relation::Equal));
        let Some((letter, right)) = sides else { return (expr, None) };
        if let Op::Call(function) = self.dag.op(letter)
            && is_activation(function)
        {
            let symbols = self.dag.children(letter).iter().map(|&e| self.dag.as_symbol(e));
            let arguments: Option<Vec<String>> =
                symbols.map(|symbol| Some(self.dag.name(symbol?).to_owned())).collect();
            return match arguments {
                Some(arguments) => {
                    let name = function.row().id.to_owned();
                    (right, Some(Name { name, arguments, called: true, derived: false }))
                }
                None => (expr, None),
            };
        }
        match self.dag.as_symbol(letter) {
            // ∂L/∂w = … stays an equation, in brackets as without.
            Some(symbol)
                if !self.dag.contains(right, symbol) && !self.dag.name(symbol).contains('/') =>
            {
                let name = self.dag.name(symbol).to_owned();
                (right, Some(Name { name, arguments: Vec::new(), called: false, derived: false }))
            }
            _ => (expr, None),
        }
    }
}

/// The functions of neurons, which people define before they use them.
fn is_activation(function: Function) -> bool {
    (Function::Step..=Function::Silu).contains(&function)
}
