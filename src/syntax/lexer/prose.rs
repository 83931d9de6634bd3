//! Words for signs, and a formula that lost its raised figures.

use super::letters::is_letter;
use super::names;
use super::sentence::is_prose;
use super::spoken::{SPOKEN, is_said};
use super::token::{Bracket, Called, Kind, Token};
use super::{Fault, Lexer, Problem, Repair, Span, unicode};
use crate::expr::{Function, Rational, Relation};
use crate::syntax::limits;

/// What makes a sum of what was said.
const SUMS: [&str; 4] = [" plus ", " minus ", "+", "-"];

impl Lexer<'_> {
    /// Words for signs, which are read as those signs, and words around a formula, which are to go.
    pub(super) fn spoken(&mut self, word: &str, start: usize, spaced: bool) -> Result<bool, Fault> {
        if matches!(word, "st" | "nd" | "rd" | "th") && self.ordinal(start) {
            return Ok(true);
        }
        if self.inverse(word, start, spaced) || self.base(word, start) {
            return Ok(true);
        }
        // the square root of x
        if word == "the" && is_said(self.source[self.at..].trim_start()) {
            return Ok(true);
        }
        if self.said(word, start, spaced)? || self.between(word, start, spaced)? {
            return Ok(true);
        }
        let called = || {
            names::function(word).or_else(|| names::function(&word.to_ascii_lowercase())).is_some()
        };
        let bracket = self.bracket_follows() || self.peek() == Some('[');
        // The slope of m = slope*x is a name.
        let rest = self.source[self.at..].trim_start();
        let named = rest.starts_with(['*', '/', '+', '^']) || bracket && word == "tangent";
        if !is_prose(word) || named || bracket && called() {
            return Ok(false);
        }
        Err(self.sentence(word, start))
    }

    /// Reads a word for a sign or a number.
    fn said(&mut self, word: &str, start: usize, spaced: bool) -> Result<bool, Fault> {
        let rest = &self.source[start..];
        let first = word.as_bytes().first();
        let said = SPOKEN.iter().find(|(words, _)| {
            words.as_bytes().first() == first
                && words.starts_with(word)
                && rest.strip_prefix(words).is_some_and(|rest| !rest.starts_with(is_letter))
        });
        let Some(&(words, sign)) = said else { return Ok(false) };
        self.at = start + words.len();
        self.may_reach_on(words);
        // a half x, a third of x
        if let [Token { kind: Kind::Symbol(a), .. }] = *self.tokens.as_slice()
            && matches!(sign, "½" | "⅓")
            && self.dag.name(a) == "a"
        {
            self.tokens.clear();
        }
        // 3. Wurzel aus x
        if sign == "sqrt" && self.source[..start].trim_end().ends_with('.') && self.nth_root() {
            return Ok(true);
        }
        let kind = match sign.as_bytes()[0] {
            b'+' => Kind::Plus,
            b'-' => Kind::Minus,
            b'*' => Kind::Star,
            b'/' => Kind::Slash,
            b'=' => Kind::Relation(Relation::Equal),
            b'^' => Kind::Caret { stars: false },
            b'(' => Kind::Open(Bracket::Round),
            b')' => Kind::Close(Bracket::Round),
            _ if sign == "∜" => Kind::Root(4),
            b'0'..=b'9' => {
                self.whole(sign.trim_end_matches('/'), start)?;
                if sign.ends_with('/') {
                    self.push(Kind::Slash, start, false);
                }
                return Ok(true);
            }
            _ => match sign.chars().next().and_then(unicode::fraction) {
                Some((above, below)) => Kind::Fraction(above, below),
                None => names::function(sign).map_or(Kind::End, Kind::Function),
            },
        };
        self.push(kind, start, spaced);
        if sign == "^" {
            return self.spoken_exponent().map(|()| true);
        }
        if sign.len() > 1 && matches!(kind, Kind::Caret { .. } | Kind::Slash) {
            self.whole(&sign[1..], start)?;
        }
        Ok(true)
    }

    /// Reads what stands between a function and its argument: the sine of x, the logarithm base 2 of x.
    fn between(&mut self, word: &str, start: usize, spaced: bool) -> Result<bool, Fault> {
        let before = |back: usize| self.tokens.iter().rev().nth(back).map(|token| token.kind);
        match (word, before(0)) {
            // maximum of x(10 - x), which is asked for
            ("of", Some(Kind::Function(Called::Row(function)))) if function.takes(2) => {
                let asked = Span {
                    start: self.tokens.last().map_or(start, |last| last.start),
                    end: self.at,
                };
                Err(self.fault(Problem::Words(word.to_owned()), start, self.at).or_drop(asked))
            }
            ("of" | "de" | "di" | "von", Some(Kind::Function(_))) => Ok(true),
            // sin squared of x
            ("of", Some(Kind::Number(_))) if matches!(before(2), Some(Kind::Function(_))) => {
                Ok(true)
            }
            ("of", Some(Kind::Close(Bracket::Curly))) => Ok(true),
            ("of", _) if before(1) == Some(Kind::Underscore) => Ok(true),
            // d/dx of x^2
            ("of", Some(Kind::Symbol(_)))
                if matches!(before(1), Some(Kind::Symbol(d)) if self.dag.name(d) == "d")
                    && before(2) == Some(Kind::Slash) =>
            {
                Ok(true)
            }
            // log nat x
            ("nat", Some(Kind::Function(Called::Log))) => {
                if let Some(log) = self.tokens.last_mut() {
                    *log = Token {
                        kind: Kind::Function(Called::Row(Function::Ln)),
                        end: self.at,
                        ..*log
                    };
                }
                Ok(true)
            }
            ("base", Some(Kind::Function(Called::Log))) => {
                self.push(Kind::Underscore, start, spaced);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// `square root of x plus one`, `one over x plus one`: all of the sum may be meant.
    fn may_reach_on(&mut self, words: &str) {
        if self.source.len() > limits::CHECKED {
            return;
        }
        let rest = self.source[self.at..].trim();
        let other = [" of ", " to the "].iter().any(|words| rest.contains(words));
        let reaches = words.ends_with(" of") || matches!(words, "over" | "divided by" | "to the");
        let sum = || SUMS.iter().any(|sign| rest.get(1..).is_some_and(|rest| rest.contains(sign)));
        if reaches && !other && sum() {
            let span = Span { start: self.at, end: self.source.len() };
            self.others.push(Repair { span, text: format!(" ({rest})") });
        }
    }

    /// `e to the 2x`, `e to the minus 2x`, `x to the power 1/2`: a figure and what is written close behind it
    /// are said in one breath.
    fn spoken_exponent(&mut self) -> Result<(), Fault> {
        let rest = self.source[self.at..].trim_start();
        let start = self.source.len() - rest.len();
        let minus = ["-", "minus ", "negative "].iter().find_map(|sign| rest.strip_prefix(sign));
        let rest = minus.unwrap_or(rest);
        let close = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '^' | '.');
        let word = &rest[..rest.find(|c| !close(c)).unwrap_or(rest.len())];
        let behind = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let figure = &word[..word.len() - behind.len()];
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| behind.ends_with(end));
        // e to the 2sin(x)
        let is_factor = |part: &str| {
            part.len() < 3 && names::function(part).is_none() || names::greek(part).is_some()
        };
        let called = rest[word.len()..].starts_with('(');
        let factors = !called && behind.split(|c| !is_letter(c)).all(is_factor);
        if figure.is_empty() || behind.is_empty() || ordinal || !factors {
            return Ok(());
        }
        let place = self.source.len() - rest.len();
        let span = Span { start: place, end: place + figure.len() };
        self.others.push(Repair { span, text: format!("{figure} ") });
        self.at = start;
        self.push(Kind::Open(Bracket::Round), start, true);
        while let Some(c) = self.peek().filter(|_| self.at < place + word.len()) {
            if c == ' ' {
                self.step();
            } else {
                self.token(c, false)?;
            }
        }
        self.push(Kind::Close(Bracket::Round), start, false);
        Ok(())
    }

    /// `sin inverse x`, `inverse sin x`.
    fn inverse(&mut self, word: &str, start: usize, spaced: bool) -> bool {
        let arc = |id: &str| {
            names::function(&format!("arc{id}")).or_else(|| names::function(&format!("ar{id}")))
        };
        if word != "inverse" {
            return false;
        }
        if let Some(last) = self.tokens.last_mut()
            && let Kind::Function(Called::Row(function)) = last.kind
            && let Some(inverse) = arc(function.row().id)
        {
            *last = Token { kind: Kind::Function(inverse), end: self.at, ..*last };
            return true;
        }
        let rest = self.source[self.at..].trim_start();
        let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
        let spelled = [("sine", "sin"), ("cosine", "cos"), ("tangent", "tan")];
        let short = spelled.iter().find(|row| row.0 == name).map_or(name, |row| row.1);
        let inverse = if short.len() < 5 { arc(short) } else { None };
        if let Some(inverse) = inverse {
            self.at = self.source.len() - rest.len() + name.len();
            self.push(Kind::Function(inverse), start, spaced);
        }
        inverse.is_some()
    }

    /// The words between a logarithm and its base: `log to the base 2 of x`.
    fn base(&mut self, word: &str, start: usize) -> bool {
        let log = self.tokens.last().is_some_and(|last| last.kind == Kind::Function(Called::Log));
        let words = ["to the base", "to base", "to the base of"];
        let said = words.iter().find(|words| self.source[start..].starts_with(**words));
        match said.filter(|_| log && word == "to") {
            Some(words) => {
                self.at = start + words.len();
                self.push(Kind::Underscore, start, true);
                true
            }
            None => false,
        }
    }

    /// `x to the 4th power`, `4th root of x`: the letters behind the figure are read with it.
    fn ordinal(&mut self, start: usize) -> bool {
        let behind = self.source[self.at..].trim_start();
        let goes_on = |words: &str| {
            behind.strip_prefix(words).filter(|rest| !rest.starts_with(is_letter)).map(str::len)
        };
        let mut last = self.tokens.iter().rev();
        let figure = last.next().filter(|last| matches!(last.kind, Kind::Number(_)));
        if figure.is_none_or(|figure| figure.end != start) {
            return false;
        }
        // e^2st is a product.
        let raised = last.next().is_some_and(|before| {
            matches!(before.kind, Kind::Caret { .. })
                && self.source[before.start..].starts_with(is_letter)
        });
        match (goes_on("root of").or_else(|| goes_on("root")), goes_on("power")) {
            (Some(rest), _) if self.nth_root() => {
                self.at = self.source.len() - rest;
                true
            }
            (_, power) if raised => {
                self.at = power.map_or(self.at, |rest| self.source.len() - rest);
                true
            }
            _ => false,
        }
    }

    /// Makes a root of the number that was just read, unless it is an exponent.
    fn nth_root(&mut self) -> bool {
        let Some((&Token { kind: Kind::Number(id), start, spaced, .. }, before)) =
            self.tokens.split_last()
        else {
            return false;
        };
        if before.last().is_some_and(|before| matches!(before.kind, Kind::Caret { .. })) {
            return false;
        }
        let degree = self.numbers.get(id).and_then(Rational::whole::<u8>).filter(|&n| n > 1);
        let Some(degree) = degree else { return false };
        self.tokens.pop();
        self.push(Kind::Root(degree), start, spaced);
        true
    }

    /// `d2/dx2`, `d2y/dx2`, of which the raised figures were lost.
    pub(super) fn flat_order(&mut self, spaced: bool) -> Result<bool, Fault> {
        let rest = &self.source.as_bytes()[self.at..];
        let of_a_name = usize::from(rest.get(2).is_some_and(u8::is_ascii_alphabetic));
        let length = 6 + of_a_name;
        let (&[b'd', order @ b'2'..=b'9', ..], Some(&[b'/', b'd', letter, again])) =
            (rest, rest.get(2 + of_a_name..length))
        else {
            return Ok(false);
        };
        let next = rest.get(length);
        if order != again || !letter.is_ascii_alphabetic() || next.is_some_and(u8::is_ascii_digit) {
            return Ok(false);
        }
        for place in 0..length {
            let start = self.at;
            self.step();
            let name = &self.source[start..self.at];
            match name.as_bytes() {
                [b'0'..=b'9'] => {
                    self.push(Kind::Caret { stars: false }, start, false);
                    self.whole(name, start)?;
                }
                _ => {
                    let kind = if name == "/" { Kind::Slash } else { self.letter(name) };
                    self.push(kind, start, spaced && place == 0);
                }
            }
        }
        Ok(true)
    }
}
