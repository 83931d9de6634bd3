//! A formula in a sentence: the words around it are none of it, and the formula alone is proposed.

use super::letters::is_letter;
use super::names;
use super::spoken::is_spoken;
use super::token::Kind;
use super::{Fault, Lexer, Problem, Span};

/// Words around a formula.
#[rustfmt::skip]
const PROSE: [&str; 73] = [
    "the", "of", "is", "what", "find", "derivative", "differentiate", "compute", "calculate", "evaluate", "function",
    "respect", "with", "let", "given", "power", "divided", "multiplied", "answer", "simplify", "solve", "please",
    "derive", "where", "ableitung", "ableiten", "berechne", "funktion", "bestimme", "von",
    "wrt", "diff", "leite", "derivada", "halla", "calcula", "derivee", "then", "all", "quantity",
    "slope", "line", "tangent", "equation", "implicit", "differentiation", "partial", "second", "third", "gradient", "expand", "factor",
    "show", "that", "from", "normal", "prove", "plot", "graph", "steigung", "tangente", "gegeben", "soit", "sea", "calculer", "deriver",
    "minimise", "maximise", "minimize", "maximize", "pls", "plz", "help",
];

/// Short words that stand in a sentence around a formula.
#[rustfmt::skip]
const SMALL: [&str; 28] = [
    "me", "do", "can", "you", "how", "for", "to", "an", "a", "i", "we", "my", "get", "by", "die", "der", "das", "ist",
    "was", "sie", "la", "le", "el", "de", "est", "es", "si", "it",
];

/// Words that a formula ends in front of, beside those that stand around one.
const BEHIND: [&str; 7] = ["at", "on", "for", "by", "using", "because", "thanks"];

impl Lexer<'_> {
    /// Refuses the words that begin with this one.
    pub(super) fn sentence(&self, word: &str, start: usize) -> Fault {
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
        // derivative(x^2, x)
        let small = word.to_ascii_lowercase();
        let called =
            self.peek() == Some('(') && ["deriv", "ableit"].iter().any(|of| small.starts_with(of));
        let own = Span { start, end: self.at };
        let fault = if called { fault.or_put(own, "diff") } else { fault };
        let fault = self.argument_of(fault, word, end);
        if leite && self.tokens.is_empty() {
            let formula = self.source[end..].trim().trim_start_matches(':');
            let formula = formula.strip_suffix(" ab").unwrap_or(formula);
            return fault.or_put(Span { start, end: self.source.len() }, formula);
        }
        let fault = self.formula_alone(fault);
        let beside = self.tokens.is_empty() || matches!(word, "of" | "von");
        if beside { fault.or_drop(span) } else { fault }
    }

    /// `x^2 w.r.t. x`, `x^2 at 3`: by what is differentiated, and where, is said elsewhere. `dy by dx`,
    /// `x power 2`: a word for a sign that is no letters side by side.
    pub(super) fn no_circumstance(&self, spaced: bool) -> Result<(), Fault> {
        let rest = &self.source[self.at..];
        let operand = matches!(
            self.tokens.last().map(|last| last.kind),
            Some(Kind::Number(_) | Kind::Symbol(_) | Kind::Constant(_) | Kind::Close(_))
        );
        let words = [
            ("at", None),
            ("by", Some("/")),
            ("to", Some("^")),
            ("power", Some("^")),
            ("sub", Some("_")),
        ];
        // In u + at + b these are letters.
        let between = |word: &str| {
            let behind = rest.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
            behind.is_some_and(|behind| {
                spaced
                    && operand
                    && behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(')
                    && !["the ", "power "].iter().any(|next| behind.starts_with(next))
            })
        };
        let (word, sign) = match words.into_iter().find(|(word, _)| between(word)) {
            _ if rest.starts_with("w.r.t") => ("w.r.t", None),
            Some(found) => found,
            None => return Ok(()),
        };
        let span = Span { start: self.at, end: self.at + word.len() };
        let fault = Fault::new(Problem::Words(word.to_owned()), span);
        Err(match sign {
            // how to differentiate x^2
            Some("^") => self.formula_alone(fault).or_put(span, "^"),
            Some("_") => {
                // x sub 1
                let end = self.source.len() - rest[word.len()..].trim_start().len();
                let start = self.tokens.last().map_or(span.start, |last| last.end);
                fault.or_put(Span { start, end }, "_")
            }
            Some(sign) => fault.or_put(span, sign),
            None => self.formula_alone(fault),
        })
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
}

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
            && !is_spoken(word)
    };
    let (mut start, mut said) = (0, false);
    loop {
        let rest = &source[start..];
        // What's the derivative of x^2
        let is = ["'s ", "’s "].iter().find_map(|is| rest.strip_prefix(is));
        let rest = is.unwrap_or(rest).trim_start_matches([' ', ':', ',', '.', '$']);
        let ordinal =
            ["1st ", "2nd ", "3rd ", "4th "].iter().find_map(|nth| rest.strip_prefix(nth));
        let rest = ordinal.unwrap_or(rest);
        let at = source.len() - rest.len();
        let word = word_at(at);
        let spaced = rest[word.len()..].starts_with([' ', ':', ',', '\'', '’']);
        let beside = is_prose(word)
            || unknown(word)
            || SMALL.iter().any(|small| small.eq_ignore_ascii_case(word));
        // The a of ax^2 and the i of an index are letters.
        let behind = rest[word.len()..].chars().next().filter(|_| spaced);
        let next = word_at(at + word.len() + behind.map_or(0, char::len_utf8));
        let letter = word.len() == 1 && !(is_prose(next) || unknown(next));
        // with respect to x: x^2
        let named = said && word.len() == 1 && rest[1..].starts_with(':');
        if word.is_empty() || !spaced || (!beside || letter) && !named {
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
        let rest = &source[at + word.len()..];
        let behind = BEHIND.contains(&word) && (rest.starts_with(' ') || word.len() > 3);
        is_prose(word) && !parts || behind || source[at..].starts_with("w.r.t")
    };
    let end = source.match_indices(is_letter).map(|(at, _)| at).find(ends);
    let formula = source.get(start..end.unwrap_or(source.len()))?;
    let formula = formula.trim_end_matches([' ', ',', ';', '.', ':', '?', '(', '$']);
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
