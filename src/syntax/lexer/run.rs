//! Letters side by side that are no one name: names found in them and single letters, or a word
//! that is refused.

use super::letters::{Run, consecutive, is_letter};
use super::names::{self, Piece};
use super::spoken::spoken_words;
use super::token::Kind;
use super::unknown::unknown_name;
use super::{Doubt, DoubtKind, Lexer, slips, unicode};
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem, Repair};
use crate::syntax::nearest::nearest;

/// Letters side by side that are no product any more.
const WORD: std::ops::RangeInclusive<usize> = 6..=24;

impl Lexer<'_> {
    /// The letters from here on.
    pub(super) fn run_of_letters(&mut self) -> Run {
        let (mut letters, mut places) = (String::new(), Vec::new());
        while let Some(c @ ('a'..='z' | 'A'..='Z')) = self.peek() {
            places.push(self.at);
            letters.push(c);
            self.step();
        }
        places.push(self.at);
        Run { letters, places }
    }

    /// Letters that are not one name: names found in them, and single letters.
    pub(super) fn pieces(&mut self, run: &Run, spaced: bool) -> Result<(), Fault> {
        let first = self.tokens.len();
        let bracket = self.bracket_follows();
        let functions = self.names_and_letters(run, bracket, spaced);
        self.may_be_lowered_minus();
        let count = self.tokens.len() - first;
        if functions && !self.latex {
            self.no_word(run, first)?;
        }
        if bracket && functions && !self.latex {
            self.mistyped(run, first)?;
        }
        self.no_call(run, count, functions)?;
        if count == run.letters.len() {
            self.no_long_word(run)?;
        }
        // Braces are LaTeX, which sets the letters of a product.
        if count == 2 && run.letters.len() == 2 && !self.latex && !self.braced {
            let lost = names::one_short(&run.letters).filter(|_| bracket);
            let kind = lost.map_or(DoubtKind::Pair, DoubtKind::Lost);
            self.doubts.push(Doubt { token: first, kind });
        }
        // The x of sin x1 stands alone, and so does that of d/dx1.
        let before = self.tokens[first..].iter().rev().nth(1).map(|token| token.kind);
        let alone = match before {
            None | Some(Kind::Function(_)) => true,
            _ => count == 2 && run.letters.starts_with('d'),
        };
        self.index(alone)
    }

    /// The names found in letters, and the single letters between them: whether there is a function
    /// among them.
    fn names_and_letters(&mut self, run: &Run, bracket: bool, spaced: bool) -> bool {
        // d/dmu, where the letters of mu would else be two
        let bar = self.tokens.last().is_some_and(|last| last.kind == Kind::Slash);
        let below = run.letters.strip_prefix('d').filter(|_| bar).and_then(names::greek);
        let (mut i, end, mut functions) = (0, self.at, false);
        while i < run.letters.len() {
            let spaced = spaced && i == 0;
            let whole = below.filter(|_| i == 1).map(|name| (name.len(), Piece::Greek(name)));
            let rest = &run.letters[i..];
            let capital = || names::capital_prefix(rest).filter(|_| i == 0);
            let (length, kind) = match whole.or_else(|| names::prefix(rest)).or_else(capital) {
                Some((length, Piece::Function(called))) => (length, Some(Kind::Function(called))),
                Some((length, Piece::Bracketed(called))) if bracket => {
                    (length, Some(Kind::Function(called)))
                }
                Some((length, Piece::Bare(called))) if !bracket => {
                    (length, Some(Kind::Function(called)))
                }
                Some((length, Piece::Greek(name))) => (length, Some(self.letter(name))),
                _ => (1, None),
            };
            functions |= matches!(kind, Some(Kind::Function(_)));
            if names::is_tangent(&run.letters[i..]) {
                // tgx may be a product after all.
                let span = Span { start: run.places[i], end };
                let text = format!("t*g*{}", &run.letters[i + length..]);
                self.others.push(Repair { span, text });
            }
            let kind = kind.unwrap_or_else(|| self.letter(&run.letters[i..i + 1]));
            self.at = run.places[i + length];
            self.push(kind, run.places[i], spaced);
            i += length;
        }
        self.at = end;
        functions
    }

    /// `Foo(x)`, `Foo[x]`: letters that are called, and no product.
    fn no_call(&self, run: &Run, count: usize, functions: bool) -> Result<(), Fault> {
        let special = names::SPECIAL.contains(&run.letters.as_str());
        // Foo[x], as Wolfram calls
        let called = self.bracket_follows()
            || self.peek() == Some('[')
                && run.letters.starts_with(|c: char| c.is_ascii_uppercase());
        let word = special || count > 2 && count == run.letters.len();
        if !called || functions || !word || consecutive(&run.letters) {
            return Ok(());
        }
        let span = Span { start: run.places[0], end: self.at };
        let fault = match special {
            true => Fault::new(Problem::UnknownFunction(run.letters.clone()), span),
            false => unknown_name(&run.letters, span),
        };
        Err(fault.or_put(Span::at(self.at), "*"))
    }

    /// So many letters are a word that nobody knows here; in braces of LaTeX they may be a name.
    fn no_long_word(&mut self, run: &Run) -> Result<(), Fault> {
        let (start, end) = (run.places[0], self.at);
        let (before, behind) = (&self.source[..start], &self.source[end..]);
        let long = WORD.contains(&run.letters.len());
        let word = || slips::is_word(&run.letters, before);
        if self.latex {
            if before.ends_with('{') && behind.starts_with('}') && (long || word()) {
                // \frac{width}{2}
                let text = format!("{}_{{{}}}", &run.letters[..1], run.letters);
                self.others.push(Repair { span: Span { start, end }, text });
            }
            return Ok(());
        }
        let goes_on =
            || behind.starts_with(|c| unicode::folded(c).is_some()) || behind.starts_with("*(");
        match (long || word() && !goes_on()) && !consecutive(&run.letters) {
            true => Err(self.long_word(run, false)),
            false => Ok(()),
        }
    }

    /// Refuses letters that are a word, and may say something of a function that is in it: the
    /// formula without it, what is nearly it, and a variable of that name are proposed.
    pub(super) fn long_word(&self, run: &Run, says: bool) -> Fault {
        let (start, end) = (run.places[0], self.at);
        let span = Span { start, end };
        let fault = Fault::new(Problem::LongName(run.letters.clone()), span);
        // whats the derivative of x^2, help x^2
        let fault = self.formula_alone(fault);
        // xsquared
        let said = spoken_words().find_map(|word| {
            let (before, behind) = run.letters.split_once(word)?;
            (before.len() + behind.len() < 3).then(|| format!("{before} {word} {behind}"))
        });
        let fault = said.into_iter().fold(fault, |fault, said| fault.or_put(span, said.trim()));
        let fault = match nearest(&run.letters, names::spellings().chain(spoken_words()))
            .filter(|_| !says)
        {
            Some(known) => fault.or_put(span, known),
            None => fault,
        };
        let behind = &self.source[end..];
        let ends = self.source[..start].trim().is_empty()
            && (behind.starts_with(':') || behind.starts_with(' ') && !says);
        let fault = match ends {
            true => fault.or_drop(Span { end: end + usize::from(behind.starts_with(':')), ..span }),
            false => fault,
        };
        // logit(x) is no product.
        let called = behind.starts_with('(');
        match called || says && behind.trim_start().starts_with(is_letter) {
            true => fault,
            false => fault.or_put(span, format!("{}_{{{}}}", &run.letters[..1], run.letters)),
        }
    }
}
