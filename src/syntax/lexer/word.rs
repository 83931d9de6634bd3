//! Letters become names: known functions, Greek letters, constants, and single letters.

use super::commands::is_command;
use super::letters::{Run, is_letter};
use super::marked::accented;
use super::names::{self, LONGEST, Piece};
use super::token::{Bracket, Called, Kind};
use super::unknown::{is_foreign, unknown_function};
use super::{Lexer, library, unicode};
use crate::expr::Constant;
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem};

impl Lexer<'_> {
    /// A word: letters, and what belongs to them.
    pub(super) fn word(&mut self, spaced: bool) -> Result<(), Fault> {
        if self.plain_word(spaced) {
            return Ok(());
        }
        let library = self.library();
        let start = self.at;
        if library {
            self.of_a_library()?;
        }
        if self.longer_name(start, spaced)? {
            return Ok(());
        }
        self.flat_derivative()?;
        self.no_circumstance(spaced)?;
        self.no_longer_name()?;
        let run = self.run_of_letters();
        let word = run.letters.as_str();
        if let Some((letter, accent)) = accented(word).filter(|_| !self.latex) {
            return self.named_with(letter, accent, start, spaced);
        }
        if let Some((called, end)) = self.inverse_in_two_words(word) {
            self.at = end;
            self.push(Kind::Function(called), start, spaced);
            return Ok(());
        }
        self.may_mean(&run, start);
        if word.len() > 1 && self.spoken(word, start, spaced)?
            || self.keyword(word, library, start, spaced)?
        {
            return Ok(());
        }
        self.name_or_pieces(&run, start, spaced)
    }

    /// What is more than letters: `log2(`, `d2/dx2`, `loss_1 =`.
    fn longer_name(&mut self, start: usize, spaced: bool) -> Result<bool, Fault> {
        if let Some((called, end)) = self.long_name() {
            self.at = end;
            self.push(Kind::Function(called), start, spaced);
            return Ok(true);
        }
        if self.flat_order(spaced)? {
            return Ok(true);
        }
        let Some(length) = self.naming_word() else { return Ok(false) };
        let kind = Kind::Symbol(self.dag.intern(&self.source[start..start + length]));
        self.at += length;
        self.push(kind, start, spaced);
        Ok(true)
    }

    /// Words that choose between pieces, and those that mean a constant or a function only where they stand.
    fn keyword(
        &mut self,
        word: &str,
        library: bool,
        start: usize,
        spaced: bool,
    ) -> Result<bool, Fault> {
        let kind = match word {
            // np.e is the constant, and so is Math.E.
            "E" if library => Kind::Constant(Constant::E),
            "tau" if library => {
                self.push(Kind::Open(Bracket::Round), start, spaced);
                self.whole("2", start)?;
                self.push(Kind::Constant(Constant::Pi), start, false);
                Kind::Close(Bracket::Round)
            }
            // np.where(p, a, np.nan)
            "nan" if library && self.ends_choice() => {
                self.tokens.pop();
                return Ok(true);
            }
            // D[x^2, x]
            "D" | "Dt" if self.peek() == Some('[') => Kind::Function(Called::Diff),
            // IF(x > 0, x, 0), as in a spreadsheet
            "if" | "If" | "IF" if matches!(self.peek(), Some('(' | '[')) && self.begins() => {
                Kind::Function(Called::Where)
            }
            // If y = x^2
            "if" | "If" | "IF" if self.tokens.is_empty() => {
                let span = Span { start, end: self.at };
                let fault = Fault::new(Problem::Words(word.to_owned()), span);
                return Err(self.formula_alone(fault.or_drop(span)));
            }
            "if" | "for" | "when" | "wenn" | "falls" => Kind::If,
            "and" | "und" if self.compared => Kind::And,
            "or" | "oder" if self.compared => Kind::Or,
            "else" | "otherwise" | "True" | "true" | "sonst" | "sinon" => Kind::Else,
            _ => return Ok(false),
        };
        self.push(kind, start, spaced);
        Ok(true)
    }

    /// The name that letters are, or the names in them.
    fn name_or_pieces(&mut self, run: &Run, start: usize, spaced: bool) -> Result<(), Fault> {
        let (word, span) = (run.letters.as_str(), Span { start, end: self.at });
        if word.len() > 1 && is_foreign(word) {
            return Err(Fault::new(Problem::Elsewhere(word.to_owned()), span));
        }
        if word == "sqr" || names::titled(word).is_some() {
            return Err(unknown_function(word, span));
        }
        if let Some(kind) = self.whole_name(word) {
            self.push(kind, start, spaced);
            return self.index(true);
        }
        if is_command(word) {
            return Err(self.without_backslash(word, span));
        }
        // x pow 2
        if word.len() > 2 && names::function(word).is_some() {
            return Err(Fault::new(Problem::NeedsArgument(word.to_owned()), span));
        }
        self.pieces(run, spaced)
    }

    /// `frac{1}{x}`, whose backslash was lost; `/frac{1}{x}`, with the other stroke.
    fn without_backslash(&self, word: &str, span: Span) -> Fault {
        let fault = Fault::new(Problem::UnknownFunction(word.to_owned()), span);
        let single = self.source.replace("\\\\", "\\");
        let stroke = usize::from(self.source[..span.start].ends_with('/'));
        let all = Span { start: span.start - stroke, ..span };
        fault.or_put(self.whole, single).or_put(all, format!("\\{word}"))
    }

    /// Most words, before anything else is thought of: a letter with a sign behind it, a function's
    /// name with its bracket.
    fn plain_word(&mut self, spaced: bool) -> bool {
        let (start, rest) = (self.at, &self.source[self.at..]);
        let length = rest.bytes().take_while(u8::is_ascii_lowercase).take(LONGEST).count();
        let kind = match (&rest[..length], rest.as_bytes().get(length)) {
            _ if self.latex => return false,
            ("d" | "e", _) => return false,
            (letter, None | Some(b'+' | b'-' | b'*' | b'/' | b'^' | b')')) if length == 1 => {
                Kind::Symbol(self.dag.intern(letter))
            }
            (name, Some(b'(')) if length > 2 => match names::function(name) {
                Some(called @ Called::Row(_)) => Kind::Function(called),
                _ => return false,
            },
            _ => return false,
        };
        self.at += length;
        self.push(kind, start, spaced);
        true
    }

    /// Whether an operand begins here.
    fn begins(&self) -> bool {
        matches!(
            self.tokens.last().map(|last| last.kind),
            None | Some(Kind::Plus | Kind::Minus | Kind::Star | Kind::Slash | Kind::Caret { .. })
                | Some(Kind::Open(_) | Kind::Comma | Kind::Relation(_))
        )
    }

    /// A function whose name has digits or underscores, in front of a bracket: `log2(`,
    /// `leaky_relu(`.
    fn long_name(&self) -> Option<(Called, usize)> {
        let rest = &self.source[self.at..];
        // log10x, where nobody means the tenfold of x.
        if rest
            .strip_prefix("log10")
            .is_some_and(|x| x.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            return Some((Called::LogTo(10), self.at + "log10".len()));
        }
        let length =
            rest.bytes().take(LONGEST).position(|b| !(b.is_ascii_alphanumeric() || b == b'_'))?;
        let name = &rest[..length];
        let plain = name.bytes().all(|b| b.is_ascii_alphabetic());
        let behind = &rest[length..];
        if let Some(called) = library::function(name).filter(|_| behind.starts_with('(')) {
            return Some((called, self.at + length));
        }
        // soft_plus, but log_2 and s_in
        let joined = name
            .split_once('_')
            .filter(|(head, tail)| head.len() > 1 && tail.starts_with(is_letter));
        let called = names::function(name).or_else(|| {
            let (head, tail) = joined?;
            names::function(&[head, tail].concat())
        });
        // log3(x), as log2(x)
        let called = called.or_else(|| {
            let base = name.strip_prefix("log")?.parse().ok().filter(|base| *base > 1)?;
            Some(Called::LogTo(base))
        });
        // LOG10(x), as in a spreadsheet
        let called = called.or_else(|| {
            let small = || names::function(&name.to_ascii_lowercase());
            (!plain && joined.is_none()).then(small).flatten()
        })?;
        // log2 x, but log 2x
        let base = matches!(called, Called::LogTo(_)) && behind.starts_with(' ');
        // tg x
        let short = plain && length == 2 && name != "ln" && {
            let next = behind.trim_start().as_bytes();
            behind.starts_with(' ')
                && next.first().is_some_and(u8::is_ascii_alphanumeric)
                && !next.get(1).is_some_and(u8::is_ascii_alphabetic)
        };
        let fits = if plain { short } else { base || behind.starts_with(['(', '[']) };
        fits.then_some((called, self.at + length))
    }

    /// `arc sin x`: the function, and where its name ends.
    fn inverse_in_two_words(&self, first: &str) -> Option<(Called, usize)> {
        matches!(first, "arc" | "ar").then_some(())?;
        let rest = &self.source[self.at..];
        let second = rest.trim_start();
        let gap = rest.len() - second.len();
        let letters = second.bytes().take_while(u8::is_ascii_alphabetic).count();
        let spelled = [("sine", "sin"), ("cosine", "cos"), ("tangent", "tan")];
        let second = spelled.iter().find(|row| row.0 == &second[..letters]);
        let second = second.map_or(&rest.trim_start()[..letters], |row| row.1);
        let both = format!("{first}{second}");
        if gap > 0
            && let Some(called) = names::function(&both)
        {
            return Some((called, self.at + gap + letters));
        }
        match names::prefix(&both)? {
            (length, Piece::Function(called)) if gap > 0 && length > first.len() => {
                Some((called, self.at + gap + length - first.len()))
            }
            _ => None,
        }
    }

    /// What a word is as a whole.
    fn whole_name(&mut self, word: &str) -> Option<Kind> {
        let bracket = self.bracket_follows() || self.peek() == Some('[');
        let known = names::function(word).or_else(|| {
            let small = word.to_ascii_lowercase();
            (word.len() > 2 || small == "ln").then(|| names::function(&small)).flatten()
        });
        let long = word.len() > 2
            || word.eq_ignore_ascii_case("ln")
            || word == "tg" && self.is_raised_tangent();
        let bare = long && matches!(known, Some(Called::Row(_) | Called::Log | Called::Erfc));
        // A sin(ωt), of which the letter in front is no part.
        let amplitude = matches!(word, "Asin" | "Acos" | "Atan") && !self.in_library();
        if let Some(called) = known.filter(|_| !amplitude)
            && (bracket || bare)
        {
            return Some(Kind::Function(called));
        }
        let empty = |rest: &str| rest.starts_with("()");
        if word.eq_ignore_ascii_case("pi") && empty(&self.source[self.at..]) {
            // PI(), as in a spreadsheet
            self.at += "()".len();
            return Some(Kind::Constant(Constant::Pi));
        }
        if matches!(word, "Pi" | "PI") {
            return Some(Kind::Constant(Constant::Pi));
        }
        if word == "sigma" && (bracket || self.is_sigmoid()) {
            return Some(Kind::Function(Called::Sigma));
        }
        names::greek(word).map(|name| self.letter(name))
    }

    /// Whether a bracket comes next, spaces aside.
    pub(super) fn bracket_follows(&self) -> bool {
        let rest = self.source[self.at..].trim_start();
        let sized = ["\\left", "\\bigl", "\\Bigl"].iter().find_map(|size| rest.strip_prefix(size));
        sized.unwrap_or(rest).chars().next().map(unicode::plain) == Some('(')
    }

    /// Whether a sigma here is the function: σ(z), σ′(z).
    pub(super) fn is_sigmoid(&self) -> bool {
        let rest = &self.source[self.at..];
        let raised = ["^{\\prime}", "^\\prime", "^{\\prime\\prime}"];
        let raised = raised.iter().find_map(|primes| rest.strip_prefix(primes));
        let rest = raised.unwrap_or(rest).trim_start_matches(['\'', '’', '′', '″', ' ']);
        rest.len() < self.source.len() - self.at && rest.starts_with('(') || self.bracket_follows()
    }

    /// A Greek letter.
    pub(super) fn greek(&mut self, letter: char, spaced: bool) -> Result<(), Fault> {
        let start = self.at;
        self.step();
        if letter == 'Σ' && self.indexed_letter_follows() {
            return Err(self.fault(Problem::Elsewhere("Σ".to_owned()), start, self.at));
        }
        let name = names::greek_letter(letter).unwrap_or_default();
        let kind = if name == "sigma" && self.is_sigmoid() {
            Kind::Function(Called::Sigma)
        } else {
            self.letter(name)
        };
        self.push(kind, start, spaced);
        self.index(true)
    }

    /// The variable or constant of that name.
    pub(super) fn letter(&mut self, name: &str) -> Kind {
        match name {
            "e" => Kind::Constant(Constant::E),
            "pi" => Kind::Constant(Constant::Pi),
            _ => Kind::Symbol(self.dag.intern(name)),
        }
    }
}
