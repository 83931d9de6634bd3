//! Letters with a mark above them, which is part of their name or says how they move: `ŷ`,
//! `\hat{y}`, `ẋ`.

use super::latex::unstyled;
use super::names;
use super::token::{Kind, Token};
use super::{Lexer, unicode};
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem};

impl Lexer<'_> {
    /// Reads `here`, where it is a letter with its mark, or a mark for the letter before.
    pub(super) fn marked(&mut self, here: char, spaced: bool) -> Result<bool, Fault> {
        let start = self.at;
        if let Some((letter, count)) = unicode::dotted(here) {
            self.step();
            self.moving(letter, count, start, spaced)?;
        } else if let Some((letter, accent)) = unicode::accented(here) {
            self.step();
            self.named_with(&letter.to_string(), accent, start, spaced)?;
        } else if let (Some(accent), Some(&Token { kind: Kind::Symbol(symbol), start, end, .. })) =
            (unicode::accent(here), self.tokens.last())
            && end == self.at
            && !self.dag.name(symbol).contains('_')
        {
            let letter = self.dag.name(symbol).to_owned();
            self.step();
            self.tokens.pop();
            self.named_with(&letter, accent, start, spaced)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// The variable y_hat.
    pub(super) fn named_with(
        &mut self,
        letter: &str,
        accent: &str,
        start: usize,
        spaced: bool,
    ) -> Result<(), Fault> {
        let symbol = self.dag.intern(&format!("{letter}_{accent}"));
        self.push(Kind::Symbol(symbol), start, spaced);
        self.index(false)
    }

    /// `\hat{y}` is the variable y_hat.
    pub(super) fn accent(&mut self, name: &str, start: usize, spaced: bool) -> Result<(), Fault> {
        let letter = self.braced().unwrap_or_default();
        let letter = unstyled(&letter);
        let accent = name.strip_prefix("wide").unwrap_or(name).replace("overline", "bar");
        let plain = letter.trim().trim_start_matches('\\');
        match letter.trim() {
            _ if names::greek(plain).is_some() => self.named_with(plain, &accent, start, spaced),
            letter if letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_alphabetic()) => {
                self.named_with(letter, &accent, start, spaced)
            }
            _ => Err(self.fault(Problem::UnknownCommand(name.to_owned()), start, self.at)),
        }
    }

    /// `\dot{x} = 2t` names what follows; of x alone it is not known how it moves.
    pub(super) fn dots(&mut self, count: usize, start: usize, spaced: bool) -> Result<(), Fault> {
        let letter = self.braced().unwrap_or_default();
        self.moving(&letter, count, start, spaced)
    }

    /// `ẋ = 2t`, in one character or by a command.
    fn moving(
        &mut self,
        letter: &str,
        count: usize,
        start: usize,
        spaced: bool,
    ) -> Result<(), Fault> {
        let span = Span { start, end: self.at };
        let unknown = Fault::new(Problem::UnknownDerivative, span);
        let plain = letter.trim().trim_start_matches('\\');
        let named = self.tokens.is_empty() && self.names_upright("");
        if !named || plain.len() != 1 && names::greek(plain).is_none() {
            return Err(unknown);
        }
        let kind = self.letter(plain);
        self.push(kind, start, spaced);
        (0..count).for_each(|_| self.push(Kind::Prime, start, false));
        Ok(())
    }
}

/// `yhat`, `xbar`, `thetahat` as programs write them, and `ypred`: the letter and its mark.
pub(super) fn accented(word: &str) -> Option<(&str, &str)> {
    let mut known = ["hat", "bar", "tilde", "pred", "true"].into_iter();
    let (letter, accent) = known.find_map(|accent| Some((word.strip_suffix(accent)?, accent)))?;
    let single = letter.len() == 1 && !matches!(word, "that" | "what" | "chat");
    let fits = match accent {
        "pred" | "true" => letter == "y",
        _ => single || names::greek(letter).is_some(),
    };
    fits.then_some((letter, accent))
}
