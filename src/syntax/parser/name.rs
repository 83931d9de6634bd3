//! `f(x) =` and `y =` in front of everything.

use super::{Parser, Relation};
use crate::syntax::lexer::{Bracket, Called, Kind};

/// What stands in front of everything.
pub(super) struct Name {
    pub name: String,
    /// Its arguments, where it has some.
    pub arguments: Vec<String>,
    /// Whether there are brackets behind it.
    pub called: bool,
}

impl Parser<'_> {
    /// Reads it, if one is there.
    pub(super) fn name(&mut self) -> Option<Name> {
        let first = self.peek();
        let name = match first.kind {
            Kind::Symbol(symbol) => self.dag.name(symbol).to_owned(),
            Kind::Function(Called::Sigma) => "sigma".to_owned(),
            _ => return None,
        };
        let equals = |kind| kind == Kind::Relation(Relation::Equal);
        if equals(self.token(1).kind) {
            self.at = 2;
            return Some(Name { name, arguments: Vec::new(), called: false });
        }
        if self.token(1).kind != Kind::Open(Bracket::Round) {
            return None;
        }
        let (mut at, mut arguments) = (2, Vec::new());
        while let Kind::Symbol(symbol) = self.token(at).kind {
            arguments.push(self.dag.name(symbol).to_owned());
            at += 1;
            if self.token(at).kind != Kind::Comma {
                break;
            }
            at += 1;
        }
        if self.token(at).kind != Kind::Close(Bracket::Round) || !equals(self.token(at + 1).kind) {
            return None;
        }
        self.at = at + 2;
        Some(Name { name, arguments, called: true })
    }
}
