//! What libraries of programs call by names of their own: `np.dot(w, x)`, `x.pow(2)`.

use super::letters::{identifier, is_part};
use super::names;
use super::token::{Called, Kind, Token};
use super::unknown::{LONGER, unknown_name};
use super::{Fault, Lexer, Span};
use crate::expr::Function;

/// Module names of Python and JavaScript, which say nothing about the function.
#[rustfmt::skip]
pub(super) const MODULES: [&str; 19] = [
    "np", "numpy", "math", "Math", "torch", "F", "nn", "jnp", "jax", "tf", "sp", "sympy", "scipy", "special",
    "functional", "keras", "cmath", "lax", "self",
];

/// What only libraries call so, in front of a bracket or behind a point.
#[rustfmt::skip]
const LIBRARY: [(&str, Called); 27] = [
    ("add", Called::Sum),           ("subtract", Called::Difference), ("sub", Called::Difference),
    ("multiply", Called::Product),  ("mul", Called::Product),         ("dot", Called::Product),
    ("vdot", Called::Product),      ("inner", Called::Product),       ("matmul", Called::Product),
    ("divide", Called::Ratio),      ("true_divide", Called::Ratio),   ("div", Called::Ratio),
    ("negative", Called::Opposite), ("neg", Called::Opposite),        ("norm", Called::Row(Function::Abs)),
    ("clip", Called::Clip),         ("clamp", Called::Clip),          ("tensor", Called::Itself),
    ("array", Called::Itself),      ("powi", Called::Power),          ("powf", Called::Power),
    ("plogis", Called::Row(Function::Sigmoid)), ("float", Called::Itself),
    ("exponential", Called::Row(Function::Exp)),
    ("logaddexp", Called::LogOfSum),
    ("reciprocal", Called::Reciprocal(None)), ("rsqrt", Called::Reciprocal(Some(Function::Sqrt))),
];

/// What a library calls by this name, and nobody else.
pub(super) fn function(name: &str) -> Option<Called> {
    LIBRARY.iter().find(|row| row.0 == name).map(|row| row.1)
}

impl Lexer<'_> {
    /// Goes on behind `np.` and `torch.nn.functional.`, which say nothing about the function.
    pub(super) fn library(&mut self) -> bool {
        let before = self.at;
        let rest = &self.source[before..];
        // A name may be as long as the text: it is not read to its end for this.
        let is_whole = |behind: &str| !behind.starts_with(is_part);
        if !self.pointed
            || !MODULES.iter().any(|module| rest.strip_prefix(module).is_some_and(is_whole))
        {
            return false;
        }
        let mut at = 0;
        loop {
            let length = identifier(&rest[at..]).len();
            match rest[at + length..].strip_prefix('.') {
                Some(next) if next.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    at += length + 1;
                }
                _ => break,
            }
        }
        self.at += at;
        at > 0
    }

    /// What a library calls: a name that is known, as a whole.
    pub(super) fn of_a_library(&self) -> Result<(), Fault> {
        let rest = &self.source[self.at..];
        let name = identifier(rest);
        let known = || {
            names::function(name)
                .or_else(|| function(name))
                .or_else(|| names::function(&name.to_ascii_lowercase()))
        };
        if !rest[name.len()..].starts_with('(') || known().is_some() {
            return Ok(());
        }
        Err(unknown_name(name, Span { start: self.at, end: self.at + name.len() }))
    }

    /// `.exp()`, `.pow(2)`: what is called behind a point, and the length of both. In x.sin(2) the
    /// point multiplies, and npx.maximum(x, 0) is a slip.
    pub(super) fn method(&self) -> Option<(Called, usize)> {
        let rest = self.source[self.at..].strip_prefix('.')?;
        let length = rest.bytes().take(names::LONGEST).position(|b| b == b'(')?;
        let (name, call) = rest.split_at(length);
        let called = names::function(name).or_else(|| function(name))?;
        let fits = match called {
            Called::Row(function) if function.takes(2) => false,
            Called::Power | Called::Sum | Called::Difference | Called::Product => true,
            Called::Ratio | Called::Clip | Called::Diff => true,
            _ => call.starts_with("()"),
        };
        let object = match self.tokens.as_slice() {
            [
                ..,
                Token { kind: Kind::Symbol(_), end, .. },
                Token { kind: Kind::Symbol(_), start, .. },
            ] => end < start,
            [.., last] => matches!(last.kind, Kind::Close(_) | Kind::Symbol(_)),
            [] => false,
        };
        (fits && object).then_some((called, 1 + length))
    }

    /// `relu6(x)`
    pub(super) fn no_longer_name(&self) -> Result<(), Fault> {
        let rest = &self.source.as_bytes()[self.at..];
        let longer = |name: &&&str| {
            rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(name.len()) == Some(&b'(')
        };
        match LONGER.iter().find(longer) {
            Some(name) => {
                let span = Span { start: self.at, end: self.at + name.len() };
                Err(unknown_name(name, span))
            }
            None => Ok(()),
        }
    }

    /// Whether a choice ends here, behind its last comma: what stands there is chosen otherwise.
    pub(super) fn ends_choice(&self) -> bool {
        let Some((comma, before)) = self.tokens.split_last() else { return false };
        let mut depth = 0;
        let open = before.iter().rposition(|token| {
            match token.kind {
                Kind::Close(_) => depth += 1,
                Kind::Open(_) => depth -= 1,
                _ => {}
            }
            depth < 0
        });
        let called = open.and_then(|open| before.get(open.checked_sub(1)?));
        comma.kind == Kind::Comma
            && self.peek() == Some(')')
            && called.is_some_and(|called| called.kind == Kind::Function(Called::Where))
    }

    /// Whether the word just read stands behind `np.`
    pub(super) fn in_library(&self) -> bool {
        self.source[..self.at].trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with('.')
    }
}
