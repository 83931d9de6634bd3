//! Text becomes tokens.
//!
//! Whatever can be decided by looking at characters is decided here: which letters are names, what
//! a look-alike stands for, what is raised or lowered.

mod bars;
mod commands;
mod edges;
mod index;
mod labels;
mod latex;
mod letters;
mod library;
mod marked;
mod names;
mod naming;
mod number;
mod pasted;
mod pieces;
mod prose;
mod rewritten;
mod run;
mod sentence;
mod slips;
mod spoken;
mod token;
mod unicode;
mod unknown;
mod upright;
mod word;

pub(super) use bars::pair_bars;
pub(super) use latex::operand;
pub(super) use names::function;
pub(super) use number::figures;
pub(super) use rewritten::{in_words, rewritten};
pub(super) use sentence::formula_in;
pub(super) use token::{Bracket, Called, Kind, Token};

use super::error::{Fault, Problem, Repair};
use super::{Options, Span};
use crate::expr::{Dag, Rational, Relation};

/// What became of a text.
pub(super) struct Lexed {
    pub tokens: Vec<Token>,
    pub numbers: Vec<Rational>,
    /// Tokens that were letters and could be read otherwise, in order.
    pub doubts: Vec<Doubt>,
    /// Numbers with a small e, and where it stands.
    pub small_e: Vec<(usize, usize)>,
    /// Changes that say what may be meant instead.
    pub others: Vec<Repair>,
}

/// Letters that two people read differently.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    /// The token it is about; the first of two for `Pair`.
    pub token: usize,
    pub kind: DoubtKind,
}

/// What the doubt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DoubtKind {
    /// `x2`: x₂, or x². Where the digits begin.
    Index(usize),
    /// `xy`: x times y, or one name.
    Pair,
    /// `sn(`: s times n, or the name of a function that lost a letter.
    Lost(&'static str),
}

pub(super) struct Lexer<'a> {
    source: &'a str,
    /// All of the text, of which the source is without what ends it.
    whole: Span,
    dag: &'a mut Dag,
    options: &'a Options,
    latex: bool,
    /// Whether there is a curly bracket anywhere.
    braced: bool,
    /// Whether there is a point anywhere: without one nothing is called from a library.
    pointed: bool,
    /// Whether a comparison came: behind one, `and` and `or` join it with another.
    compared: bool,
    at: usize,
    tokens: Vec<Token>,
    /// How many sets of pieces began and did not end.
    open_pieces: i32,
    numbers: Vec<Rational>,
    doubts: Vec<Doubt>,
    small_e: Vec<(usize, usize)>,
    others: Vec<Repair>,
    /// Where braces close of which a sign behind them says something, and that sign.
    braces: Vec<(usize, char)>,
}

/// Cuts the text into tokens, the last of which is [`Kind::End`].
pub(super) fn lex(dag: &mut Dag, source: &str, options: &Options) -> Result<Lexed, Fault> {
    let (start, end) = edges::edges(source);
    let mut lexer = Lexer {
        source: &source[..end],
        whole: Span::whole(source),
        dag,
        options,
        latex: source.contains('\\'),
        braced: source[..end].contains('{'),
        pointed: source[..end].contains('.'),
        compared: false,
        at: start,
        tokens: Vec::new(),
        open_pieces: 0,
        numbers: Vec::new(),
        doubts: Vec::new(),
        small_e: Vec::new(),
        others: Vec::new(),
        braces: Vec::new(),
    };
    let label = if start == 0 { labels::may_be_number(source) } else { None };
    let factor = label.or_else(|| labels::may_be_factor(&source[..start]));
    lexer.others.extend(factor.map(|(span, text)| Repair { span, text }));
    lexer.run()?;
    lexer.no_place_behind_a_bar()?;
    let Lexer { mut tokens, numbers, mut doubts, mut small_e, others, .. } = lexer;
    let count = tokens.len();
    edges::unalign(&mut tokens);
    if source.contains(['\\', '〖']) {
        pasted::unwrap_whole(&mut tokens);
        pasted::unwrap_operators(dag, &mut tokens);
    }
    pieces::orders(&mut tokens);
    pieces::pairs(&mut tokens);
    pieces::conditions_after_commas(&mut tokens);
    if tokens.len() < count {
        // They count tokens, and set formulas leave no doubts.
        doubts.clear();
        small_e.clear();
    }
    Ok(Lexed { tokens, numbers, doubts, small_e, others })
}

impl Lexer<'_> {
    fn run(&mut self) -> Result<(), Fault> {
        let mut spaced = false;
        while let Some(c) = self.peek() {
            if matches!(c, ' ' | '$' | '`') || (c == '~' && self.latex) || self.ends_inside(c) {
                self.step();
                spaced = true;
                continue;
            }
            if let Some(length) = self.comment(c) {
                self.at += length;
                continue;
            }
            self.token(c, spaced)?;
            self.behind_braces();
            spaced = false;
        }
        self.push(Kind::End, self.at, spaced);
        Ok(())
    }

    pub(super) fn token(&mut self, c: char, spaced: bool) -> Result<(), Fault> {
        let start = self.at;
        match c {
            '0'..='9' => return self.number(spaced),
            '.' if matches!(self.after(), Some('0'..='9')) => return self.number(spaced),
            'a'..='z' | 'A'..='Z' => return self.word(spaced),
            '\\' => return self.command(spaced),
            '^' => self.may_be_transposed(),
            '.' if let Some((called, length)) = self.method() => {
                self.at += length;
                self.push(Kind::Method(called), start, spaced);
                return Ok(());
            }
            '.' if self.is_elementwise() => {
                self.step();
                return Ok(());
            }
            _ => {}
        }
        let here = self.source[start..].chars().next().unwrap_or(c);
        if let Some((above, below)) = unicode::fraction(here) {
            self.step();
            self.push(Kind::Fraction(above, below), start, spaced);
            return Ok(());
        }
        if unicode::raised(here).is_some() {
            return self.raised(spaced);
        }
        if c == '√'
            && let [b'(', degree @ b'3'..=b'9', b'&'] =
                *self.source.as_bytes().get(self.at + 3..self.at + 6).unwrap_or_default()
        {
            // √(3&x), as Word writes a root on one line
            self.step();
            self.push(Kind::Root(degree - b'0'), start, spaced);
            self.at += 3;
            self.push(Kind::Open(Bracket::Round), start, false);
            return Ok(());
        }
        if c == '-' && self.after() == Some('>') {
            return Err(self.fault(Problem::Elsewhere("->".to_owned()), start, start + 2));
        }
        if let Some(kind) = self.sign(c) {
            if kind == Kind::Root(2) {
                self.may_have_index(start);
            }
            self.push(kind, start, spaced);
            return Ok(());
        }
        if names::greek_letter(c).is_some() {
            return self.greek(c, spaced);
        }
        if self.marked(here, spaced)? {
            return Ok(());
        }
        if let Some((c, length)) = self.here(unicode::lowered)
            && c.is_ascii_alphabetic()
            && self.tokens.last().is_some_and(|last| last.kind == Kind::Partial)
        {
            // ∂ₓ
            self.push(Kind::Underscore, start, false);
            self.at += length;
            let kind = self.letter(&c.to_string());
            self.push(kind, start, false);
            return Ok(());
        }
        Err(self.unknown_character(here, spaced))
    }

    /// A character that is none of ours, and what may be meant by it.
    fn unknown_character(&self, here: char, spaced: bool) -> Fault {
        let start = self.at;
        let span = Span { start, end: start + here.len_utf8() };
        let fault = Fault::new(Problem::Character(here), span);
        // %pi and %e, as Maxima writes them
        if ["%pi", "%e"].iter().any(|name| self.source[start..].starts_with(name)) {
            return fault.or_drop(span);
        }
        // 5%, but not 5 % 2, which is a remainder.
        if here == '%'
            && !spaced
            && let Some(&Token { kind: Kind::Number(_), start, end, .. }) = self.tokens.last()
            && !self.source[span.end..].starts_with(|c: char| c.is_ascii_digit())
        {
            let share = format!("({}/100)", &self.source[start..end]);
            return fault.or_put(Span { start, end: span.end }, share);
        }
        // w.T @ x, and x %*% w in R: of columns with one number each a product.
        let rest = &self.source[start..];
        let columns = [(".T", " "), ("ᵀ", " "), ("@", "*"), ("%*%", "*")];
        let stands = |sign: &str| {
            let behind = rest.strip_prefix(sign);
            behind.is_some_and(|behind| sign != ".T" || !behind.starts_with(letters::is_letter))
        };
        if let Some((sign, plain)) = columns.iter().find(|(sign, _)| stands(sign)) {
            return fault.or_put(Span { start, end: start + sign.len() }, *plain);
        }
        if unicode::folded(here).is_some() {
            // The plus of Spanish, whose letters are a product without their mark.
            let plain = unicode::fold(&self.source.replace(" más ", " + "));
            let formula =
                sentence::formula_in(&plain).map(|span| plain[span.start..span.end].to_owned());
            let fault = fault.or_put(self.whole, plain);
            return formula.into_iter().fold(fault, |fault, text| fault.or_put(self.whole, text));
        }
        // 0 . 5, as OCR sets it
        let behind = rest[here.len_utf8()..].trim_start_matches(' ');
        if here == '.'
            && self.latex
            && let Some(&Token { kind: Kind::Number(_), end, .. }) = self.tokens.last()
            && behind.starts_with(|c: char| c.is_ascii_digit())
        {
            let gap = Span { start: end, end: self.source.len() - behind.len() };
            return fault.or_put(gap, ".");
        }
        // K.exp(x), of a module that is not known; w.sin(x) is a product.
        let module = self.source[..start].trim_end_matches(letters::is_letter).len();
        let letter = start - module == 1 && self.source[module..].starts_with(char::is_lowercase);
        let name = letters::identifier(&rest[here.len_utf8()..]);
        let called = names::function(name).is_some_and(names::is_elementary);
        if here == '.' && module < start && !letter && called {
            return fault.or_drop(Span { start: module, ..span });
        }
        match unicode::latin(here) {
            Some(latin) => fault.or_put(span, latin),
            // Nobody is to lose a sign that means something.
            None if unicode::is_sign(here) && !"%∫∞∑∏∇±∓→∘∈≈≅∝".contains(here) => {
                fault.or_drop(span)
            }
            None => fault,
        }
    }

    /// `x.^2`, `sin.(x)`: the point of Matlab and Julia, which works on lists entry by entry.
    fn is_elementwise(&self) -> bool {
        let called = self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Function(_)));
        match self.after() {
            Some('*' | '/' | '^' | '+' | '-') => !self.tokens.is_empty(),
            Some('(') => called,
            _ => false,
        }
    }

    /// Whether `||` has room on both sides, as bars within bars have not.
    fn has_room(&self) -> bool {
        self.source[..self.at].ends_with(' ') && self.source[self.at..].starts_with("|| ")
    }

    /// The signs of one character or two.
    fn sign(&mut self, c: char) -> Option<Kind> {
        let two = match (c, self.after()) {
            ('*', Some('*')) => Some(Kind::Caret { stars: true }),
            ('<', Some('=')) => Some(Kind::Relation(Relation::LessEqual)),
            ('>', Some('=')) => Some(Kind::Relation(Relation::GreaterEqual)),
            ('!', Some('=')) | ('<', Some('>')) => Some(Kind::Relation(Relation::NotEqual)),
            ('=', Some('=')) | (':', Some('=')) => Some(Kind::Relation(Relation::Equal)),
            ('&', Some('&')) if !self.latex => Some(Kind::And),
            ('|', Some('|')) if self.compared && self.has_room() => Some(Kind::Or),
            _ => None,
        };
        if two.is_some() {
            self.step();
            self.step();
            return two;
        }
        let one = match c {
            '+' => Kind::Plus,
            '-' => Kind::Minus,
            '*' => Kind::Star,
            '/' => Kind::Slash,
            '^' => Kind::Caret { stars: false },
            '(' => Kind::Open(Bracket::Round),
            ')' => Kind::Close(Bracket::Round),
            '[' => Kind::Open(Bracket::Square),
            ']' => Kind::Close(Bracket::Square),
            '{' => Kind::Open(Bracket::Curly),
            '}' => Kind::Close(Bracket::Curly),
            '⌊' => Kind::Open(Bracket::Floor),
            '⌋' => Kind::Close(Bracket::Floor),
            '⌈' => Kind::Open(Bracket::Ceiling),
            '⌉' => Kind::Close(Bracket::Ceiling),
            '|' => Kind::Bar,
            ',' | ';' => Kind::Comma,
            '_' => Kind::Underscore,
            '=' | '≔' => Kind::Relation(Relation::Equal),
            '<' => Kind::Relation(Relation::Less),
            '>' => Kind::Relation(Relation::Greater),
            '≤' | '⩽' | '≦' => Kind::Relation(Relation::LessEqual),
            '≥' | '⩾' | '≧' => Kind::Relation(Relation::GreaterEqual),
            '≠' => Kind::Relation(Relation::NotEqual),
            '\'' | '″' => Kind::Prime,
            '!' => Kind::Bang,
            '°' => Kind::Degree,
            '?' => Kind::Question,
            ':' => Kind::Colon,
            '∂' => Kind::Partial,
            '√' => Kind::Root(2),
            '∛' => Kind::Root(3),
            '∜' => Kind::Root(4),
            '&' => Kind::Ampersand,
            '∧' => Kind::And,
            '∨' => Kind::Or,
            _ => return None,
        };
        self.step();
        Some(one)
    }

    /// `²`, `⁻¹`, `ⁿ`: a power.
    fn raised(&mut self, spaced: bool) -> Result<(), Fault> {
        let start = self.at;
        if self.root_index(spaced) {
            return Ok(());
        }
        // x^⁻², where the power is said twice, and x^⁻2, where half of it is raised.
        let said = matches!(self.tokens.last().map(|last| last.kind), Some(Kind::Caret { .. }));
        if let Some(('-', length)) = self.here(unicode::raised)
            && self.source[start + length..].chars().next().and_then(unicode::raised).is_none()
        {
            if !said {
                self.push(Kind::Caret { stars: false }, start, spaced);
            }
            self.at += length;
            self.push(Kind::Minus, start, spaced);
            return Ok(());
        }
        if !said {
            self.push(Kind::Caret { stars: false }, start, spaced);
            if let (Some(caret), Some(first)) =
                (self.tokens.last_mut(), self.source[start..].chars().next())
            {
                caret.end = start + first.len_utf8();
            }
        }
        self.push(Kind::Open(Bracket::Raised), start, false);
        while let Some((c, length)) = self.here(unicode::raised) {
            let at = self.at;
            match c {
                '0'..='9' => {
                    // eˣ², where the figure would stand higher still.
                    if matches!(self.tokens.last().map(|last| last.kind), Some(Kind::Symbol(_))) {
                        self.push(Kind::Caret { stars: false }, at, false);
                    }
                    let mut digits = String::new();
                    while let Some((digit @ '0'..='9', length)) = self.here(unicode::raised) {
                        digits.push(digit);
                        self.at += length;
                    }
                    self.whole(&digits, at)?;
                    continue;
                }
                '+' | '-' | '/' | '(' | ')' => {
                    self.at += length;
                    let kind = match c {
                        '+' => Kind::Plus,
                        '-' => Kind::Minus,
                        '/' => Kind::Slash,
                        '(' => Kind::Open(Bracket::Round),
                        _ => Kind::Close(Bracket::Round),
                    };
                    self.push(kind, at, false);
                }
                _ => {
                    self.at += length;
                    let kind = self.letter(&c.to_string());
                    self.push(kind, at, false);
                }
            }
        }
        self.push(Kind::Close(Bracket::Raised), self.at, false);
        Ok(())
    }

    /// `³√x`, where nothing stands in front that is raised.
    fn root_index(&mut self, spaced: bool) -> bool {
        let before = self.tokens.last().map(|token| token.kind);
        let begins = matches!(
            before,
            None | Some(Kind::Plus | Kind::Minus | Kind::Star | Kind::Slash | Kind::Open(_))
                | Some(Kind::Relation(_) | Kind::Comma | Kind::Number(_))
        );
        let mut rest = self.source[self.at..].chars();
        let (Some(index), Some(sign @ '√')) = (rest.next(), rest.next()) else { return false };
        let degree = unicode::raised(index).and_then(|c| c.to_digit(10));
        let Some(degree) = degree.filter(|degree| *degree > 2) else { return false };
        // After a factor the figure belongs to it where it is written close: 2³√x.
        if !begins || matches!(before, Some(Kind::Number(_))) && !spaced {
            let (start, end) = (self.at, self.at + index.len_utf8() + sign.len_utf8());
            let text = format!("*{}", &self.source[start..end]);
            self.others.push(Repair { span: Span { start, end }, text });
            return false;
        }
        let start = self.at;
        self.step();
        self.step();
        self.push(Kind::Root(degree as u8), start, spaced);
        true
    }

    /// `3√x`: the figure that begins a term may have stood raised.
    fn may_have_index(&mut self, root: usize) {
        let [before @ .., number] = self.tokens.as_slice() else { return };
        let span = Span { start: number.start, end: self.at };
        let begins = before.last().is_none_or(|last| !last.kind.ends_operand());
        let sign = match &self.source[number.start..root] {
            "3" => "∛",
            "4" => "∜",
            _ => return,
        };
        if begins {
            self.others.push(Repair { span, text: sign.to_owned() });
        }
    }

    /// The character here, where `table` knows it, and its length.
    fn here(&self, table: fn(char) -> Option<char>) -> Option<(char, usize)> {
        let c = self.source[self.at..].chars().next()?;
        table(c).map(|plain| (plain, c.len_utf8()))
    }

    /// A number token of these digits, which began at `start`.
    pub(super) fn whole(&mut self, digits: &str, start: usize) -> Result<(), Fault> {
        if digits.len() > super::limits::DIGITS {
            return Err(self.fault(Problem::Digits, start, self.at));
        }
        self.numbers.push(Rational::from_digits(digits, 0).unwrap_or_default());
        self.push(Kind::Number(self.numbers.len() - 1), start, false);
        Ok(())
    }

    // ── Characters ───────────────────────────────────────────────────────────────────────────

    /// The next character, in its plain form.
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next().map(unicode::plain)
    }

    /// The one after it.
    fn after(&self) -> Option<char> {
        self.source[self.at..].chars().nth(1).map(unicode::plain)
    }

    fn step(&mut self) {
        self.at += self.source[self.at..].chars().next().map_or(0, char::len_utf8);
    }

    fn push(&mut self, kind: Kind, start: usize, spaced: bool) {
        self.compared |= matches!(kind, Kind::Relation(_));
        self.tokens.push(Token { kind, start, end: self.at, spaced });
    }

    fn fault(&self, problem: Problem, start: usize, end: usize) -> Fault {
        Fault::new(problem, Span { start, end: end.min(self.source.len()) })
    }
}
