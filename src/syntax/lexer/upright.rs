//! Upright letters of LaTeX are a name, a word or a unit: `\mathrm{d}`, `\text{if }`, `5\,\text{m}`.

use super::latex::{joined, operand, unstyled};
use super::letters::is_letter;
use super::names;
use super::sentence::is_prose;
use super::token::Kind;
use super::unknown::{is_foreign, unknown_function};
use super::{Fault, Lexer, Problem, Span};

/// Letters that are units where they stand upright behind a number: of length, time, mass, force, energy ….
const UNITS: [&str; 12] = ["m", "s", "g", "h", "l", "N", "J", "W", "V", "A", "K", "C"];

impl Lexer<'_> {
    /// `\mathrm{d}`, `\operatorname{sgn}`, `\text{if }`
    pub(super) fn upright(&mut self, start: usize, spaced: bool) -> Result<(), Fault> {
        if self.peek() == Some('*') {
            self.step();
        }
        let before = self.at;
        let Some(content) = self.braced() else {
            return Err(self.fault(Problem::Unclosed("{".to_owned()), start, self.at));
        };
        if let Some(rest) = content.trim_start().strip_prefix("if ")
            && rest.contains('$')
            && !rest.contains("if ")
        {
            // The rest is a formula, up to the brace that closes.
            let end = self.at;
            self.at = end - 1 - rest.len();
            self.push(Kind::If, start, spaced);
            while self.at < end - 1 {
                match self.peek() {
                    Some(' ' | '$') | None => self.step(),
                    Some(c) => self.token(c, false)?,
                }
            }
            self.at = end;
            return Ok(());
        }
        let content = joined(&content);
        let word = unstyled(&content);
        let word = word.trim_matches(|c: char| c.is_whitespace() || ".,;:~".contains(c));
        if word.is_empty() {
            return Ok(());
        }
        // x^{\text{2}}: figures have one style. y \text{log(p)}: a call is one, whatever its style.
        let called = word.split_once('(').is_some_and(|(name, _)| names::function(name).is_some());
        if called || word.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b)) {
            self.at = before;
            return Ok(());
        }
        // 5\,\text{m}
        let behind_figure =
            self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Number(_)));
        if behind_figure && UNITS.contains(&word) {
            let all = Span { start, end: self.unit_end() };
            let span = Span { start, end: self.at };
            return Err(Fault::new(Problem::Words(word.to_owned()), span).or_drop(all));
        }
        let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
        let called =
            || names::function(word).or_else(|| names::function(&word.to_ascii_lowercase()));
        // u^3 \text{ where } u = 2x + 1
        let rest = self.source[self.at..].trim_start();
        let named = rest.starts_with(is_letter) && rest[1..].trim_start().starts_with('=');
        if word == "where" && named && !self.source.contains("\\begin") {
            let fault = self.fault(Problem::Words(word.to_owned()), start, self.at);
            return Err(fault.or_drop(Span { start, end: self.source.len() }));
        }
        let kind = match word {
            "if" | "for" | "when" | "where" | "wenn" | "si" | "falls" | "für" | "pour" => Kind::If,
            "otherwise" | "else" | "sonst" => Kind::Else,
            "and" | "und" if self.compared => Kind::And,
            "or" | "oder" if self.compared => Kind::Or,
            _ if let Some(called) = called() => Kind::Function(called),
            _ if letters && word.len() == 1 => {
                let kind = self.letter(word);
                self.push(kind, start, spaced);
                return self.index(true);
            }
            // \mathrm{dx}
            _ if letters && word.len() == 2 && word.starts_with('d') => {
                for (i, letter) in [&word[..1], &word[1..]].into_iter().enumerate() {
                    let kind = self.letter(letter);
                    self.push(kind, start, spaced && i == 0);
                }
                return Ok(());
            }
            _ if names::greek(word).is_some() => self.letter(word),
            _ if self.names_upright(word) => Kind::Symbol(self.dag.intern(word)),
            _ => return Err(self.no_name(word, Span { start, end: self.at }, behind_figure)),
        };
        self.push(kind, start, spaced);
        Ok(())
    }

    /// Why upright letters are no name.
    fn no_name(&self, word: &str, span: Span, behind_figure: bool) -> Fault {
        if is_foreign(word) {
            return Fault::new(Problem::Elsewhere(word.to_owned()), span);
        }
        // \text{Let } f(x) = x^2, 5\,\text{kg}
        if word.contains(' ') || is_prose(word) || behind_figure {
            return Fault::new(Problem::Words(word.to_owned()), span).or_drop(span);
        }
        if self.bracket_follows() {
            return unknown_function(word, span);
        }
        let fault = Fault::new(Problem::LongName(word.to_owned()), span);
        // e^{\text{-x}}
        if word.starts_with(is_letter) { fault } else { fault.or_put(span, word) }
    }

    /// Where a unit ends of which a part was read: `\mathrm{m}/\mathrm{s}^2`.
    fn unit_end(&self) -> usize {
        let mut rest = &self.source[self.at..];
        loop {
            let next = rest.trim_start_matches(['/', ' ', '~']);
            let next =
                ["\\cdot", "\\,"].iter().find_map(|sign| next.strip_prefix(sign)).unwrap_or(next);
            let upright = ["\\mathrm", "\\text"].iter().find_map(|name| next.strip_prefix(name));
            let operand_of =
                upright.filter(|next| next.starts_with('{')).or(rest.strip_prefix('^'));
            match operand_of {
                Some(of) => rest = &of[operand(of)..],
                None => return self.source.len() - rest.len(),
            }
        }
    }
}
