//! Letters that say one thing and mean another: `s i n x`, `shx`, `ddx`, `sinn(`.

use super::labels;
use super::letters::{Run, consecutive, is_letter};
use super::names::{self, Piece, is_elementary};
use super::number::figures;
use super::token::{Kind, Token};
use super::unknown::unknown_function;
use super::{Fault, Lexer, Problem, Repair, Span, unicode};
use crate::expr::Constant;
use crate::syntax::limits;
use crate::syntax::nearest::nearest;

/// The longest name that is looked for among letters that stand apart.
const APART: usize = 6;

/// The longest name that is looked for among look-alikes.
const SCANNED: usize = 8;

impl Lexer<'_> {
    /// What letters may mean that are read as a product.
    pub(super) fn may_mean(&mut self, run: &Run, start: usize) {
        let span = Span { start, end: self.at };
        let called = self.peek() == Some('(');
        let figured = self.source[..start].ends_with(|c: char| c.is_ascii_digit());
        let other = match run.letters.as_str() {
            // D(x^2), as computer algebra writes it, but not D(t) = 3t
            "D" if called => {
                let named = self.tokens.is_empty() && labels::is_function(&self.source[start..]);
                (!named).then(|| (span, "diff".to_owned()))
            }
            // Dx(x^2), of which the lowered letter lost its place
            "Dx" | "Dy" | "Dt" if called => Some((span, format!("D_{}", &run.letters[1..]))),
            // tg2x, tg^2 x
            "tg" if self.is_raised_tangent() => Some((span, "t*g".to_owned())),
            "shx" | "chx" | "thx" if !self.latex => {
                let (name, x) = run.letters.split_at(2);
                Some((span, format!("{name}({x})")))
            }
            // sin h x
            "sin" | "cos" | "tan" if self.stands_apart("h") => {
                Some((Span { start, end: self.at + " h".len() }, run.letters.clone() + "h"))
            }
            // 2O
            letters if figured && letters.bytes().all(|b| b == b'O') => {
                Some((span, "0".repeat(letters.len())))
            }
            // loge x
            "loge" if called || self.peek() == Some(' ') => Some((span, "ln".to_owned())),
            // cost*x
            letters if self.may_be_one_name(letters, start) => {
                Some((span, format!("{}_{{{letters}}}", &letters[..1])))
            }
            _ => self
                .lowered_power(&run.letters)
                .or_else(|| self.apart(&run.letters, start))
                .or_else(|| self.look_alike(start)),
        };
        self.others.extend(other.map(|(span, text)| Repair { span, text }));
    }

    /// `cost*x`: a function and its argument, or a name in a program: no word else ends with the
    /// letters of the argument.
    fn may_be_one_name(&self, letters: &str, start: usize) -> bool {
        let behind = &self.source[self.at..];
        let product = behind.trim_start().starts_with('*') && !behind.starts_with("**");
        if !product || self.source.len() > limits::CHECKED {
            return false;
        }
        let Some((length, Piece::Function(_))) = names::prefix(letters) else { return false };
        let argument = &letters[length..];
        let elsewhere = [&self.source[..start], behind]
            .iter()
            .any(|part| part.split(|c| !is_letter(c)).any(|word| word.ends_with(argument)));
        !argument.is_empty() && !argument.contains(['x', 'y', 'z']) && !elsewhere
    }

    /// `In x`, `1n(x)`, `s1n x`: a function of which a scan took letters for their look-alikes.
    fn look_alike(&self, start: usize) -> Option<(Span, String)> {
        // Inx
        if matches!(&self.source[start..self.at], "Inx" | "Iny") {
            return Some((Span { start, end: start + "In".len() }, "ln".to_owned()));
        }
        let start = self.source[..start].trim_end_matches(['0', '1']).len();
        let rest = &self.source[start..];
        let length = rest.bytes().take(SCANNED).take_while(u8::is_ascii_alphanumeric).count();
        let (word, behind) = rest.split_at(length);
        let is_part = |c: char| c.is_ascii_alphanumeric();
        let applied = behind.starts_with('(')
            || behind.strip_prefix(' ').is_some_and(|behind| behind.starts_with(is_part));
        // 10g is ten times g.
        let few = word.bytes().filter(u8::is_ascii_digit).count() < 2;
        let slipped = word.len() > 1 && few && word.contains(['I', '1', '0', 'l']);
        (applied && slipped && !self.source[..start].ends_with(is_part)).then_some(())?;
        names::function(word).is_none().then_some(())?;
        let same = |name: &&str| {
            name.len() == length && name.bytes().map(looks).eq(word.bytes().map(looks))
        };
        let meant = names::spellings().find(same)?;
        let elementary = names::function(meant).is_some_and(is_elementary);
        elementary.then(|| (Span { start, end: start + length }, meant.to_owned()))
    }

    /// `w^T x`: a product of columns, of which each may be one number.
    pub(super) fn may_be_transposed(&mut self) {
        let rest = &self.source[self.at..];
        let length = ["^T", "^{T}"].iter().find(|sign| rest.starts_with(**sign)).map(|s| s.len());
        let Some(length) = length else { return };
        let behind = rest[length..].trim_start();
        if behind.starts_with(|c| is_letter(c) || c == '\\') {
            let span = Span { start: self.at, end: self.at + length };
            self.others.push(Repair { span, text: " ".to_owned() });
        }
    }

    /// `sin2 x`, `tan−1x`, `log(2)(x)`: an exponent or a base that lost its place on the way.
    pub(super) fn lowered_power(&self, name: &str) -> Option<(Span, String)> {
        names::function(name).filter(|&called| is_elementary(called))?;
        if name.len() < 3 || ["exp", "sqrt", "cbrt"].contains(&name) {
            return None;
        }
        let rest = &self.source[self.at..];
        let span = |length: usize| Span { start: self.at, end: self.at + length };
        if let Some(minus) = minus(rest) {
            let behind = rest[minus..].strip_prefix('1')?;
            let inverse = behind.starts_with(|c| is_letter(c) || c == '(' || c == ' ');
            return inverse.then(|| (span(minus + 1), "^(-1)".to_owned()));
        }
        if name == "log"
            && let Some(base) = rest.strip_prefix('(')
            && let length @ 1.. = figures(base)
            && base[length..].starts_with(")(")
        {
            return Some((span(length + 2), format!("_{{{}}}", &base[..length])));
        }
        let raised = figures(rest.trim_start_matches(['0', '1'])) == 1
            && rest[1..].starts_with([' ', '('])
            && name != "log";
        let goes_on = rest
            .get(1..)
            .unwrap_or_default()
            .trim_start()
            .starts_with(|c| is_letter(c) || c == '(' || names::greek_letter(c).is_some());
        (raised && goes_on).then(|| (span(1), format!("^{}", &rest[..1])))
    }

    /// `xe-x`, `e−2x`: the exponent that lost its place behind an e.
    pub(super) fn may_be_lowered_minus(&mut self) {
        let e = self.tokens.last().is_some_and(|last| last.kind == Kind::Constant(Constant::E));
        let rest = &self.source[self.at..];
        let (true, false, Some(minus)) = (e, self.latex, minus(rest)) else { return };
        let behind = &rest[minus + figures(&rest[minus..])..];
        let Some(letter) = behind.chars().next() else { return };
        let after = &behind[letter.len_utf8()..];
        let variable = matches!(unicode::plain(letter), 'x' | 't' | 'y' | 'z');
        if variable && !after.starts_with(|c| is_letter(unicode::plain(c)) || c == '(') {
            let length = rest.len() - after.len() + figures(after);
            let text = format!("^(-{})", &rest[minus..length]);
            self.others.push(Repair { span: Span { start: self.at, end: self.at + length }, text });
        }
    }

    /// Whether a letter with an index comes next: what Σ adds up.
    pub(super) fn indexed_letter_follows(&self) -> bool {
        // The index of Σ itself may stand in between.
        let rest = &self.source[self.at..];
        let own = rest.strip_prefix('_').map_or(rest, |own| own.trim_start_matches(is_letter));
        let own = own.trim_start_matches(|c| unicode::lowered(c).is_some());
        let mut rest = own.trim_start().chars();
        let letter = rest.next().is_some_and(char::is_alphabetic);
        let index = rest.next();
        letter && index.is_some_and(|c| c == '_' || unicode::lowered(c).is_some())
    }

    /// Whether this letter comes next, between spaces or in front of a bracket.
    fn stands_apart(&self, letter: &str) -> bool {
        let next =
            self.source[self.at..].strip_prefix(' ').and_then(|rest| rest.strip_prefix(letter));
        next.is_some_and(|behind| behind.starts_with([' ', '(']))
    }

    /// Whether what stands behind tg is the argument or the exponent of a tangent.
    pub(super) fn is_raised_tangent(&self) -> bool {
        let next = self.source[self.at..].chars().next();
        next.is_some_and(|c| c.is_ascii_digit() || c == '^' || unicode::raised(c).is_some())
    }

    /// `s i n x`: the letters of a function, apart from one another.
    fn apart(&self, first: &str, start: usize) -> Option<(Span, String)> {
        let alone = self.tokens.last().is_none_or(|last| last.end < start);
        (alone && first.len() < 4 && names::function(first).is_none()).then_some(())?;
        let (mut name, mut end) = (first.to_owned(), self.at);
        while name.len() < APART {
            let next = self.source[end..].strip_prefix(' ')?;
            let letters = next.bytes().take(4).take_while(u8::is_ascii_alphabetic).count();
            // Of `a sin x` the sine is whole.
            (1..4).contains(&letters).then_some(())?;
            names::function(&next[..letters]).is_none().then_some(())?;
            name.push_str(&next[..letters]);
            end += 1 + letters;
            let known = names::function(&name)
                .is_some_and(|called| is_elementary(called) && (name.len() > 2 || name == "ln"));
            if known {
                return Some((Span { start, end }, name));
            }
        }
        None
    }

    /// `ddx sin x`, `dydx = 2x`: a fraction that lost its bar on the way.
    pub(super) fn flat_derivative(&self) -> Result<(), Fault> {
        let rest = &self.source[self.at..];
        let letters = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
        let (length, meant) = match letters {
            _ if letters.starts_with("ddx") => (3, "d/dx "),
            "d" if rest.starts_with("d dx ") || rest.starts_with("d dx(") => (4, "d/dx"),
            "ddt" => (3, "d/dt "),
            "dydx" => (4, "dy/dx"),
            "dydt" => (4, "dy/dt"),
            _ => return Ok(()),
        };
        let span = Span { start: self.at, end: self.at + length };
        Err(Fault::new(Problem::UnknownDerivative, span).or_put(span, meant))
    }

    /// `exponential`, `hardtanh`: a word that has a function among its letters.
    pub(super) fn no_word(&self, run: &Run, first: usize) -> Result<(), Fault> {
        let is_letter = |token: &Token| matches!(token.kind, Kind::Symbol(_) | Kind::Constant(_));
        let pieces = &self.tokens[first..];
        let word = pieces.windows(4).any(|four| {
            let letters = &self.source[four[0].start..four[3].end];
            four.iter().all(is_letter) && is_word(letters, "")
        });
        // single, second, logit(: no letters of these are an argument
        let is_function = |token: &Token| matches!(token.kind, Kind::Function(_));
        let behind = pieces.iter().rposition(is_function).map_or(pieces, |at| &pieces[at + 1..]);
        let tail = run.letters.get(run.letters.len() - behind.len()..).unwrap_or_default();
        let plain = behind.iter().all(is_letter) && !tail.contains(['x', 'y', 'z']);
        let (least, vowels) = match self.peek() {
            Some('(') => (2, "eiou"),
            _ => (3, "aeiou"),
        };
        // acotanh(x)
        let called = tail.len() > 2 && self.peek() == Some('(');
        let spoken = (called || tail.contains(|c| vowels.contains(c))) && !consecutive(tail);
        let word = word || plain && tail.len() >= least && spoken;
        match word {
            true => Err(self.long_word(run, true)),
            false => Ok(()),
        }
    }

    /// `artan(`, `sinn(`: letters with a function among them that are nearly the name of another.
    pub(super) fn mistyped(&self, run: &Run, first: usize) -> Result<(), Fault> {
        let word = &run.letters;
        let is_function = |token: &Token| matches!(token.kind, Kind::Function(_));
        let pieces = &self.tokens[first..];
        // Letters in front: ar·tan.
        let split = pieces.len() > 2 && pieces.last().is_some_and(is_function);
        let variable = run.places.len() > 1 && word[1..].starts_with(['x', 'y', 't']);
        let forgotten = split
            && !variable
            && nearest(word, names::spellings())
                .is_some_and(|name| word.len() > 4 && name.as_bytes()[0] == word.as_bytes()[0]);
        // The last letter twice: sinn, expp.
        let twice = pieces.len() == 2
            && is_function(&pieces[0])
            && word.as_bytes().ends_with(&[word.as_bytes()[word.len() - 2]; 2]);
        if forgotten || twice {
            let span = Span { start: run.places[0], end: self.at };
            return Err(unknown_function(word, span));
        }
        Ok(())
    }
}

/// Whether so many letters are a word, and no product: `help`, `third`.
pub(super) fn is_word(letters: &str, before: &str) -> bool {
    // Products have capitals, the letters of variables, or an order; what stands behind a figure is one.
    // Words begin and end with a y: year, decay.
    let plain = letters.bytes().all(|b| b.is_ascii_lowercase())
        && !letters.trim_matches('y').contains(['x', 'y', 'z']);
    let vowels = letters.bytes().filter(|b| b"aeiou".contains(b)).count();
    let sorted = letters.as_bytes().windows(2).all(|pair| pair[0] < pair[1]);
    let spoken = (4..6).contains(&letters.len()) && (1..4).contains(&vowels) && !sorted;
    plain && spoken && !before.ends_with(|c| is_letter(c) || c.is_ascii_digit() || c == ')')
}

/// One for all letters and figures that look like one another.
fn looks(byte: u8) -> u8 {
    match byte {
        b'I' | b'1' | b'i' => b'l',
        b'0' | b'O' => b'o',
        _ => byte,
    }
}

/// How long the minus sign is that a text begins with.
fn minus(text: &str) -> Option<usize> {
    text.chars().next().filter(|&c| unicode::plain(c) == '-').map(char::len_utf8)
}
