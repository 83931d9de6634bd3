//! Letters become names: known functions, Greek letters, constants, and single letters.

use super::latex::is_command;
use super::names::{self, Piece};
use super::token::{Called, Kind, Token};
use super::{Doubt, DoubtKind, Lexer, slips, unicode};
use crate::expr::Constant;
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem, Repair};
use crate::syntax::nearest::nearest;

/// A run of letters in plain form, with the place of each.
pub(super) struct Run {
    pub letters: String,
    /// Where each letter starts, and where the run ends.
    pub places: Vec<usize>,
}

/// Module names of Python and JavaScript, which say nothing about the function.
#[rustfmt::skip]
const MODULES: [&str; 18] = [
    "np", "numpy", "math", "Math", "torch", "F", "nn", "jnp", "jax", "tf", "sp", "sympy", "scipy", "special",
    "functional", "keras", "cmath", "lax",
];

/// Words of other mathematics than ours.
#[rustfmt::skip]
const ELSEWHERE: [&str; 32] = [
    "softmax", "argmax", "argmin", "round", "lim", "NaN", "nan", "inf", "Infinity", "infinity", "integrate", "undefined", "and", "or", "not", "mod",
    "int", "integral", "sum", "prod", "deg", "degree", "degrees", "import", "limit", "det", "dim", "div", "rad", "grad",
    "gcd", "lcm",
];

/// Letters side by side that are no product any more.
const WORD: std::ops::RangeInclusive<usize> = 6..=24;

/// Functions of libraries that begin with the name of another, whose argument the rest is not.
const LONGER: [&str; 4] = ["relu6", "exp2", "sinc", "logsumexp"];

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

    /// A word: letters, and what belongs to them.
    pub(super) fn word(&mut self, spaced: bool) -> Result<(), Fault> {
        let library = self.library();
        let start = self.at;
        if library {
            self.of_a_library()?;
        }
        if let Some((called, end)) = self.long_name() {
            self.at = end;
            self.push(Kind::Function(called), start, spaced);
            return Ok(());
        }
        if self.flat_order(spaced)? {
            return Ok(());
        }
        if let Some(length) = self.naming_word() {
            let name = &self.source[start..start + length];
            let kind = Kind::Symbol(self.dag.intern(name));
            self.at += length;
            self.push(kind, start, spaced);
            return Ok(());
        }
        self.flat_derivative()?;
        self.no_circumstance(spaced)?;
        let rest = &self.source.as_bytes()[self.at..];
        let longer = |name: &&&str| {
            rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(name.len()) == Some(&b'(')
        };
        if let Some(name) = LONGER.iter().find(longer) {
            return Err(unknown_function(name, Span { start, end: start + name.len() }));
        }
        let run = self.run_of_letters();
        if matches!(run.letters.as_str(), "arc" | "ar")
            && let Some((called, end)) = self.inverse_in_two_words(&run.letters)
        {
            self.at = end;
            self.push(Kind::Function(called), start, spaced);
            return Ok(());
        }
        self.may_mean(&run, start);
        let end = self.at;
        if run.letters.len() > 1 && self.spoken(&run.letters, start, spaced)? {
            return Ok(());
        }
        match run.letters.as_str() {
            // np.e is the constant, and so is Math.E.
            "E" if library => self.push(Kind::Constant(Constant::E), start, spaced),
            // D[x^2, x]
            "D" | "Dt" if self.peek() == Some('[') => {
                self.push(Kind::Function(Called::Diff), start, spaced);
            }
            // IF(x > 0, x, 0), as in a spreadsheet
            "if" | "If" | "IF" if matches!(self.peek(), Some('(' | '[')) && self.begins() => {
                self.push(Kind::Function(Called::Where), start, spaced);
            }
            // If y = x^2
            "if" | "If" | "IF" if self.tokens.is_empty() => {
                let span = Span { start, end };
                let fault = Fault::new(Problem::Words(run.letters.clone()), span);
                return Err(self.formula_alone(fault.or_drop(span)));
            }
            "if" | "for" | "when" | "wenn" | "falls" => self.push(Kind::If, start, spaced),
            "else" | "otherwise" | "True" | "true" | "sonst" | "sinon" => {
                self.push(Kind::Else, start, spaced)
            }
            word if word.len() > 1 && is_foreign(word) => {
                return Err(self.fault(Problem::Elsewhere(word.to_owned()), start, end));
            }
            word if word == "sqr" || names::titled(word).is_some() => {
                return Err(unknown_function(word, Span { start, end }));
            }
            word => match self.whole_name(word) {
                Some(kind) => {
                    self.push(kind, start, spaced);
                    self.index(true)?;
                }
                // frac{1}{x}, whose backslash was lost
                None if is_command(word) => {
                    let span = Span { start, end };
                    let fault = Fault::new(Problem::UnknownFunction(word.to_owned()), span);
                    let single = self.source.replace("\\\\", "\\");
                    let fault = fault.or_put(self.whole, single);
                    return Err(fault.or_put(span, format!("\\{word}")));
                }
                None => self.pieces(&run, spaced)?,
            },
        }
        Ok(())
    }

    /// Goes on behind `np.` and `torch.nn.functional.`, which say nothing about the function.
    fn library(&mut self) -> bool {
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
    fn of_a_library(&self) -> Result<(), Fault> {
        let rest = &self.source[self.at..];
        let name = identifier(rest);
        let known = || {
            names::function(name)
                .or_else(|| names::of_a_library(name))
                .or_else(|| names::function(&name.to_lowercase()))
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
        let length = rest.bytes().take(24).position(|b| b == b'(')?;
        let (name, call) = rest.split_at(length);
        let called = names::function(name).or_else(|| names::of_a_library(name))?;
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
            rest.bytes().take(24).position(|b| !(b.is_ascii_alphanumeric() || b == b'_'))?;
        let name = &rest[..length];
        let plain = name.bytes().all(|b| b.is_ascii_alphabetic());
        let behind = &rest[length..];
        if let Some(called) = names::of_a_library(name).filter(|_| behind.starts_with('(')) {
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
        let bare = long && matches!(known, Some(Called::Row(_) | Called::Log));
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
        if word == "sigma" && bracket {
            return Some(Kind::Function(Called::Sigma));
        }
        names::greek(word).map(|name| self.letter(name))
    }

    /// Whether the word just read stands behind `np.`
    fn in_library(&self) -> bool {
        self.source[..self.at].trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with('.')
    }

    /// Whether a bracket comes next, spaces aside.
    pub(super) fn bracket_follows(&self) -> bool {
        let rest = self.source[self.at..].trim_start();
        let sized = ["\\left", "\\bigl", "\\Bigl"].iter().find_map(|size| rest.strip_prefix(size));
        sized.unwrap_or(rest).chars().next().map(unicode::plain) == Some('(')
    }

    /// Letters that are not one name: names found in them, and single letters.
    fn pieces(&mut self, run: &Run, spaced: bool) -> Result<(), Fault> {
        let first = self.tokens.len();
        let bracket = self.bracket_follows();
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
                Some((length, Piece::Named(called))) if bracket => {
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
        self.may_be_lowered_minus();
        let count = self.tokens.len() - first;
        if functions && !self.latex {
            self.no_word(run, first)?;
        }
        if bracket && functions && !self.latex {
            self.mistyped(run, first)?;
        }
        let special = names::SPECIAL.contains(&run.letters.as_str());
        // Foo[x], as Wolfram calls
        let called = bracket
            || self.peek() == Some('[')
                && run.letters.starts_with(|c: char| c.is_ascii_uppercase());
        if called
            && !functions
            && (special || count > 2 && count == run.letters.len())
            && !consecutive(&run.letters)
        {
            let span = Span { start: run.places[0], end };
            return Err(match special {
                true => Fault::new(Problem::UnknownFunction(run.letters.clone()), span),
                false => unknown_name(&run.letters, span),
            }
            .or_put(Span::at(end), "*"));
        }
        // So many letters are a word that nobody knows here.
        let before = &self.source[..run.places[0]];
        let only = count == run.letters.len();
        let braced = before.ends_with('{') && self.source[end..].starts_with('}');
        if only
            && self.latex
            && braced
            && (WORD.contains(&count) || slips::is_word(&run.letters, before))
        {
            // \frac{width}{2}: one name, it may be.
            let span = Span { start: run.places[0], end };
            let text = format!("{}_{{{}}}", &run.letters[..1], run.letters);
            self.others.push(Repair { span, text });
        }
        let unknown = only
            && !self.latex
            && (WORD.contains(&count)
                || slips::is_word(&run.letters, before)
                    && !self.source[end..].starts_with(|c| unicode::folded(c).is_some())
                    && !self.source[end..].starts_with("*("));
        if unknown && !consecutive(&run.letters) {
            return Err(self.long_word(run, false));
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

    /// Refuses letters that are a word, and may say something of a function that is in it: the
    /// formula without it, what is nearly it, and a variable of that name are proposed.
    pub(super) fn long_word(&self, run: &Run, says: bool) -> Fault {
        let (start, end) = (run.places[0], self.at);
        let span = Span { start, end };
        let fault = Fault::new(Problem::LongName(run.letters.clone()), span);
        // whats the derivative of x^2, help x^2
        let fault = self.formula_alone(fault);
        let fault = match nearest(&run.letters, names::spellings()).filter(|_| !says) {
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

    /// A Greek letter.
    pub(super) fn greek(&mut self, letter: char, spaced: bool) -> Result<(), Fault> {
        let start = self.at;
        self.step();
        if letter == 'Σ' && self.indexed_letter_follows() {
            return Err(self.fault(Problem::Elsewhere("Σ".to_owned()), start, self.at));
        }
        let name = names::greek_letter(letter).unwrap_or_default();
        let kind = if name == "sigma" && self.bracket_follows() {
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

/// A name that is not known: the nearest that is, or a product.
pub(super) fn unknown_function(name: &str, span: Span) -> Fault {
    unknown_name(name, span).or_put(Span::at(span.end), "*")
}

/// A name that is not known: the nearest that is.
fn unknown_name(name: &str, span: Span) -> Fault {
    let fault = Fault::new(Problem::UnknownFunction(name.to_owned()), span);
    match names::titled(name).or_else(|| nearest(name, names::spellings())) {
        Some(known) => fault.or_put(span, known),
        None => fault,
    }
}

/// A word of other mathematics than ours.
pub(super) fn is_foreign(word: &str) -> bool {
    ELSEWHERE.contains(&word)
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// The name at the start of a text: letters, digits, underscores.
pub(super) fn identifier(text: &str) -> &str {
    &text[..text.chars().take_while(|c| is_part(*c)).count()]
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// abc, xyz, uv: letters in the order of the alphabet are variables side by side, and so is xxx.
pub(super) fn consecutive(letters: &str) -> bool {
    let by =
        |step: u8| letters.as_bytes().windows(2).all(|pair| pair[1] == pair[0].wrapping_add(step));
    by(1) || by(0)
}
