//! Words for signs, words around a formula, and a formula that lost its raised figures.

use super::names;
use super::token::{Called, Kind, Token};
use super::word::is_letter;
use super::{Fault, Lexer, Problem, Span};
use crate::expr::{Function, Rational, Relation};

/// Words that are said for a sign or a number, the longer ones first.
#[rustfmt::skip]
const SPOKEN: [(&str, &str); 56] = [
    ("plus", "+"), ("minus", "-"), ("times", "*"), ("over", "/"), ("squared", "^2"), ("cubed", "^3"), ("equals", "="),
    ("divided by", "/"), ("multiplied by", "*"), ("to the power of", "^"), ("to the power", "^"),
    ("to the third power", "^3"), ("to the fourth power", "^4"), ("to the fifth power", "^5"), ("to the third", "^3"),
    ("to the fourth", "^4"), ("to the fifth", "^5"), ("to the", "^"), ("one half", "½"), ("half of", "½"),
    ("raiz cuadrada de", "sqrt"), ("raiz cubica de", "cbrt"), ("raiz de", "sqrt"), ("racine carree de", "sqrt"),
    ("racine de", "sqrt"),
    ("square root of", "sqrt"), ("cube root of", "cbrt"), ("absolute value of", "abs"), ("natural log of", "ln"),
    ("natural logarithm of", "ln"), ("hoch", "^"), ("geteilt durch", "/"), ("wurzel aus", "sqrt"), ("Wurzel aus", "sqrt"),
    ("Wurzel", "sqrt"), ("wurzel", "sqrt"), ("square root", "sqrt"), ("cube root", "cbrt"), ("root of", "sqrt"),
    ("sine of", "sin"), ("cosine of", "cos"), ("tangent of", "tan"), ("mal", "*"), ("durch", "/"),
    ("quadrat", "^2"), ("Quadrat", "^2"),
    ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"),
    ("eight", "8"), ("nine", "9"), ("ten", "10"),
];

/// Words around a formula.
#[rustfmt::skip]
const PROSE: [&str; 38] = [
    "the", "of", "is", "what", "find", "derivative", "differentiate", "compute", "calculate", "evaluate", "function",
    "respect", "with", "let", "given", "power", "divided", "multiplied", "answer", "simplify", "solve", "please",
    "derive", "where", "ableitung", "ableiten", "berechne", "funktion", "bestimme", "von",
    "wrt", "diff", "leite", "derivada", "halla", "calcula", "derivee", "then",
];

impl Lexer<'_> {
    /// Words for signs, which are read as those signs, and words around a formula, which are to go.
    pub(super) fn spoken(&mut self, word: &str, start: usize, spaced: bool) -> Result<bool, Fault> {
        if matches!(word, "st" | "nd" | "rd" | "th") && self.ordinal(start) {
            return Ok(true);
        }
        let rest = &self.source[start..];
        let said = SPOKEN.iter().find(|(words, _)| {
            words.starts_with(word)
                && rest.strip_prefix(words).is_some_and(|rest| !rest.starts_with(is_letter))
        });
        if let Some(&(words, sign)) = said {
            self.at = start + words.len();
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
                b'0'..=b'9' => {
                    self.whole(sign, start)?;
                    return Ok(true);
                }
                _ if sign == "½" => Kind::Fraction(1, 2),
                _ => names::function(sign).map_or(Kind::End, Kind::Function),
            };
            self.push(kind, start, spaced);
            if sign.len() > 1 && kind == (Kind::Caret { stars: false }) {
                self.whole(&sign[1..], start)?;
            }
            return Ok(true);
        }
        // The sine of x, the logarithm base 2 of x.
        let before = |back: usize| self.tokens.iter().rev().nth(back).map(|token| token.kind);
        match (word, before(0)) {
            ("of", Some(Kind::Function(_))) => return Ok(true),
            ("of", _) if before(1) == Some(Kind::Underscore) => return Ok(true),
            // d/dx of x^2
            ("of", Some(Kind::Symbol(_)))
                if matches!(before(1), Some(Kind::Symbol(d)) if self.dag.name(d) == "d")
                    && before(2) == Some(Kind::Slash) =>
            {
                return Ok(true);
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
                return Ok(true);
            }
            ("base", Some(Kind::Function(Called::Log))) => {
                self.push(Kind::Underscore, start, spaced);
                return Ok(true);
            }
            _ => {}
        }
        let called = || {
            names::function(word).or_else(|| names::function(&word.to_ascii_lowercase())).is_some()
        };
        let bracket = self.bracket_follows() || self.peek() == Some('[');
        if !is_prose(word) || bracket && called() {
            return Ok(false);
        }
        let mut end = self.at;
        // leite ab: x^2, leite x^2 ab
        let leite = word.eq_ignore_ascii_case("leite");
        loop {
            let rest = &self.source[end..];
            let next = rest.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next();
            match next {
                Some(next) if is_prose(next) || next == "ab" && leite => {
                    end += rest.len() - rest.trim_start().len() + next.len();
                }
                _ => break,
            }
        }
        let span = Span { start, end };
        let words = self.source[start..end].to_owned();
        let fault = Fault::new(Problem::Words(words), span);
        let fault = self.argument_of(fault, word, end);
        if leite && self.tokens.is_empty() {
            let formula = self.source[end..].trim().trim_start_matches(':');
            let formula = formula.strip_suffix(" ab").unwrap_or(formula);
            return Err(fault.or_put(Span { start, end: self.source.len() }, formula));
        }
        let fault = self.formula_alone(fault);
        let fault = match self.tokens.is_empty() || matches!(word, "of" | "von") {
            true => fault.or_drop(span),
            false => fault,
        };
        // derivative(x^2, x)
        let small = word.to_ascii_lowercase();
        let called =
            self.peek() == Some('(') && ["deriv", "ableit"].iter().any(|of| small.starts_with(of));
        Err(match called {
            true => fault.or_put(Span { start, end: self.at }, "diff"),
            false => fault,
        })
    }

    /// `x^2 w.r.t. x`, `x^2 at 3`: by what is differentiated, and where, is said elsewhere.
    pub(super) fn no_circumstance(&self, spaced: bool) -> Result<(), Fault> {
        let rest = &self.source[self.at..];
        let operand = matches!(
            self.tokens.last().map(|last| last.kind),
            Some(Kind::Number(_) | Kind::Symbol(_) | Kind::Constant(_) | Kind::Close(_))
        );
        // In u + at + b these are letters.
        let place = rest.strip_prefix("at ").is_some_and(|place| {
            spaced && operand && place.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(')
        });
        let word = match rest.starts_with("w.r.t") {
            true => "w.r.t",
            false if place => "at",
            false => return Ok(()),
        };
        let span = Span { start: self.at, end: self.at + word.len() };
        let fault = Fault::new(Problem::Words(word.to_owned()), span);
        Err(self.formula_alone(fault))
    }

    /// Proposes the formula without the words around it, where there are some.
    pub(super) fn formula_alone(&self, fault: Fault) -> Fault {
        match formula_in(self.source) {
            Some(Span { start, end }) => fault.or_put(self.whole, &self.source[start..end]),
            None => fault,
        }
    }

    /// `f of x = x^2`, which is f(x).
    fn argument_of(&self, fault: Fault, word: &str, end: usize) -> Fault {
        let rest = self.source[end..].trim_start();
        let letter = rest.starts_with(is_letter) && !rest[1..].starts_with(is_letter);
        match self.tokens.last() {
            Some(last)
                if letter && self.tokens.len() == 1 && matches!(word, "of" | "von" | "de") =>
            {
                let behind = self.source.len() - rest.len() + 1;
                let span = Span { start: last.end, end: behind };
                fault.or_put(span, format!("({})", &rest[..1]))
            }
            _ => fault,
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

/// Short words that stand in a sentence around a formula.
#[rustfmt::skip]
const SMALL: [&str; 28] = [
    "me", "do", "can", "you", "how", "for", "to", "an", "a", "i", "we", "my", "get", "by", "die", "der", "das", "ist",
    "was", "sie", "la", "le", "el", "de", "est", "es", "si", "it",
];

/// Words that a formula ends in front of, beside those that stand around one.
const BEHIND: [&str; 7] = ["at", "on", "for", "by", "using", "because", "thanks"];

/// The formula in a sentence: behind the words that it begins with, up to the next word that is none of it.
pub(in crate::syntax) fn formula_in(source: &str) -> Option<Span> {
    let word_at = |at: usize| {
        let rest = &source[at..];
        &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()]
    };
    let unknown = |word: &str| {
        word.len() > 3
            && names::function(word).is_none()
            && names::greek(word).is_none()
            && !SPOKEN.iter().any(|(words, _)| words.starts_with(word))
    };
    let (mut start, mut said) = (0, false);
    loop {
        let rest = source[start..].trim_start_matches([' ', ':', ',', '.']);
        let at = source.len() - rest.len();
        let word = word_at(at);
        let spaced = rest[word.len()..].starts_with([' ', ':', ',']);
        let beside = is_prose(word)
            || unknown(word)
            || SMALL.iter().any(|small| small.eq_ignore_ascii_case(word));
        // The a of ax^2 and the i of an index are letters.
        let next = word_at(at + word.len() + usize::from(spaced));
        let letter = word.len() == 1 && !(is_prose(next) || unknown(next));
        if word.is_empty() || !spaced || !beside || letter {
            if said {
                start = at;
            }
            break;
        }
        said |= is_prose(word);
        start = at + word.len();
    }
    if !said {
        start = 0;
    }
    let ends = |&at: &usize| {
        // Not every letter of a long name is asked for the rest of it.
        if at <= start || !source[..at].ends_with([' ', ',', '.', '(']) {
            return false;
        }
        let word = word_at(at);
        let parts = ["of", "the", "power", "divided", "multiplied", "von"].contains(&word);
        let behind = BEHIND.contains(&word) && source[at + word.len()..].starts_with(' ');
        is_prose(word) && !parts || behind || source[at..].starts_with("w.r.t")
    };
    let end = source.match_indices(is_letter).map(|(at, _)| at).find(ends);
    let formula = source.get(start..end.unwrap_or(source.len()))?;
    let formula = formula.trim_end_matches([' ', ',', ';', '.', ':', '?', '(']);
    // Words alone are none.
    let sentence = formula.split(' ').all(|word| word.chars().all(is_letter))
        && formula.split(' ').any(|word| word.len() > 2 && names::function(word).is_none());
    let shorter = formula.len() < source.trim().len() && !formula.is_empty() && !sentence;
    shorter.then_some(Span { start, end: start + formula.len() })
}

/// A word that stands around a formula.
pub(super) fn is_prose(word: &str) -> bool {
    PROSE.iter().any(|prose| prose.eq_ignore_ascii_case(word))
}
