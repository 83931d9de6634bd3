//! Words for signs, words around a formula, and a formula that lost its raised figures.

use super::names;
use super::token::Kind;
use super::{Fault, Lexer, Problem, Span};
use crate::expr::Relation;

/// Words that are said for a sign.
#[rustfmt::skip]
const SPOKEN: [(&str, &str); 7] = [
    ("plus", "+"), ("minus", "-"), ("times", "*"), ("over", "/"), ("squared", "^2"), ("cubed", "^3"), ("equals", "="),
];

/// Words around a formula.
#[rustfmt::skip]
const PROSE: [&str; 22] = [
    "the", "of", "is", "what", "find", "derivative", "differentiate", "compute", "calculate", "evaluate", "function",
    "respect", "with", "let", "given", "power", "divided", "multiplied", "answer", "simplify", "solve", "please",
];

impl Lexer<'_> {
    /// Words for signs, which are read as those signs, and words around a formula, which are to go.
    pub(super) fn spoken(&mut self, word: &str, start: usize, spaced: bool) -> Result<bool, Fault> {
        if let Some((_, sign)) = SPOKEN.iter().find(|row| row.0 == word) {
            let mut signs = sign.chars();
            let kind = match signs.next() {
                Some('+') => Kind::Plus,
                Some('-') => Kind::Minus,
                Some('*') => Kind::Star,
                Some('/') => Kind::Slash,
                Some('=') => Kind::Relation(Relation::Equal),
                _ => Kind::Caret { stars: false },
            };
            self.push(kind, start, spaced);
            if kind == (Kind::Caret { stars: false }) {
                let digits: String = signs.collect();
                self.whole(&digits, start)?;
            }
            return Ok(true);
        }
        if !PROSE.contains(&word) || names::function(word).is_some() && self.bracket_follows() {
            return Ok(false);
        }
        let mut end = self.at;
        loop {
            let rest = &self.source[end..];
            let next = rest.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next();
            match next {
                Some(next) if PROSE.contains(&next) => {
                    end += rest.len() - rest.trim_start().len() + next.len();
                }
                _ => break,
            }
        }
        let span = Span { start, end };
        let words = self.source[start..end].to_owned();
        let fault = Fault::new(Problem::Words(words), span);
        Err(if self.tokens.is_empty() { fault.or_drop(span) } else { fault })
    }

    /// `d2/dx2`, of which the raised figures were lost.
    pub(super) fn flat_order(&mut self, spaced: bool) -> Result<bool, Fault> {
        let &[b'd', order @ b'2'..=b'9', b'/', b'd', letter, again, ..] =
            &self.source.as_bytes()[self.at..]
        else {
            return Ok(false);
        };
        let next = self.source.as_bytes().get(self.at + 6);
        if order != again || !letter.is_ascii_alphabetic() || next.is_some_and(u8::is_ascii_digit) {
            return Ok(false);
        }
        for (place, c) in [b'd', order, b'/', b'd', letter, again].into_iter().enumerate() {
            let start = self.at;
            self.step();
            let name = char::from(c).to_string();
            if matches!(place, 1 | 5) {
                self.push(Kind::Caret { stars: false }, start, false);
                self.whole(&name, start)?;
            } else {
                let kind = if place == 2 { Kind::Slash } else { self.letter(&name) };
                self.push(kind, start, spaced && place == 0);
            }
        }
        Ok(true)
    }
}
