//! What cannot be read, why, and what to do instead.

use std::fmt;

use super::{Span, limits};

/// A text that is not mathematics we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The text.
    pub source: String,
    /// The place in it that is to blame.
    pub span: Span,
    /// What to do instead.
    pub hint: Option<String>,
    /// A change that makes the text readable.
    pub repair: Option<Repair>,
    problem: Box<Problem>,
}

/// A change to a text: put in, the text can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The place.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

/// What is wrong at a place of a text.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub problem: Problem,
    pub span: Span,
    /// Changes that may help: the first that does is proposed.
    pub repairs: Vec<Repair>,
}

impl Fault {
    pub fn new(problem: Problem, span: Span) -> Fault {
        Fault { problem, span, repairs: Vec::new() }
    }

    /// Proposes a change.
    pub fn or_put(mut self, span: Span, text: impl Into<String>) -> Fault {
        self.repairs.push(Repair { span, text: text.into() });
        self
    }

    /// Proposes to leave something out.
    pub fn or_drop(self, span: Span) -> Fault {
        self.or_put(span, "")
    }

    /// The error, with the change that was found to help.
    pub fn into_error(self, source: &str, repair: Option<Repair>) -> ParseError {
        let hint = match &repair {
            Some(repair) => Some(repair.hint(source)),
            None => self.problem.hint().map(str::to_owned),
        };
        ParseError {
            source: source.to_owned(),
            span: self.span,
            hint,
            repair,
            problem: Box::new(self.problem),
        }
    }
}

impl Repair {
    /// The text with the change made.
    pub(super) fn apply(&self, source: &str) -> String {
        let part = |start, end| source.get(start..end).unwrap_or_default();
        [part(0, self.span.start), &self.text, part(self.span.end, source.len())].concat()
    }

    /// Whether it is one sign or one name, and no part of a formula is lost by it.
    pub(super) fn is_small(&self, source: &str) -> bool {
        let replaced = source.get(self.span.start..self.span.end).unwrap_or(source);
        match self.text.as_str() {
            "" => replaced.chars().all(|c| !c.is_alphanumeric()) && replaced.chars().count() < 3,
            // For a product of letters nobody wrote a name.
            "*" => false,
            _ => self.span != Span::whole(source),
        }
    }

    fn hint(&self, source: &str) -> String {
        let mended = self.apply(source);
        let mended = mended.trim();
        if mended.chars().count() <= SHORT {
            return format!("Did you mean {mended}?");
        }
        match self.text.trim() {
            "" => "Leave out what is marked.".to_owned(),
            text if text.chars().count() <= SHORT => format!("Put “{text}” there."),
            _ => "Close what is open.".to_owned(),
        }
    }
}

/// How long a text may be that is shown in a hint.
const SHORT: usize = 60;

/// The kinds of fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Length,
    Nesting,
    Digits,
    PowerOfTen,
    Empty,
    Character(char),
    TwoPoints,
    Index,
    Elsewhere(String),
    UnknownFunction(String),
    UnknownCommand(String),
    LongName(String),
    Words(String),
    Delimiter,
    UnknownDerivative,
    Unclosed(String),
    NotOpened(String),
    WrongClose(String, String),
    EmptyBrackets,
    Missing(String),
    Unexpected(String),
    NeedsArgument(String),
    ArgumentCount(String, &'static str),
    Comma,
    Separator(String),
    TwoNumbers,
    Chained,
    RelationInside,
    Piece,
    Prime,
    Factorial,
    Ampersand,
    Row,
    HalfFraction,
    Order,
    Differential(String),
    Differentials(String),
    Place(String),
}

impl ParseError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match *self.problem {
            Problem::Length => "too-long",
            Problem::Nesting => "too-deep",
            Problem::Digits => "too-many-digits",
            Problem::PowerOfTen => "exponent-too-large",
            Problem::Empty => "empty",
            Problem::Character(_) => "unknown-character",
            Problem::TwoPoints => "two-points",
            Problem::Index => "bad-index",
            Problem::Elsewhere(_) => "not-supported",
            Problem::UnknownFunction(_) => "unknown-function",
            Problem::UnknownCommand(_) => "unknown-command",
            Problem::LongName(_) => "long-name",
            Problem::Words(_) => "words",
            Problem::Delimiter => "missing-delimiter",
            Problem::UnknownDerivative => "unknown-derivative",
            Problem::Unclosed(_) => "unclosed-bracket",
            Problem::NotOpened(_) => "unopened-bracket",
            Problem::WrongClose(..) => "mismatched-bracket",
            Problem::EmptyBrackets => "empty-brackets",
            Problem::Missing(_) => "missing-operand",
            Problem::Unexpected(_) => "unexpected-sign",
            Problem::NeedsArgument(_) => "needs-argument",
            Problem::ArgumentCount(..) => "argument-count",
            Problem::Comma => "unexpected-comma",
            Problem::Separator(_) => "stray-separator",
            Problem::TwoNumbers => "two-numbers",
            Problem::Chained => "chained-relation",
            Problem::RelationInside => "relation-inside",
            Problem::Piece => "bad-piece",
            Problem::Prime => "prime",
            Problem::Factorial => "factorial",
            Problem::Ampersand => "stray-ampersand",
            Problem::Row => "stray-line-break",
            Problem::HalfFraction => "half-fraction",
            Problem::Order => "bad-order",
            Problem::Differential(_) | Problem::Differentials(_) => "differential",
            Problem::Place(_) => "place",
        }
    }

    /// Whether the text is only too much: too long, too deep, too many digits.
    pub fn is_limit(&self) -> bool {
        matches!(
            *self.problem,
            Problem::Length | Problem::Nesting | Problem::Digits | Problem::PowerOfTen
        )
    }
}

impl Problem {
    /// Whether fingers slipped: a sign or a letter too many, too few, or another one.
    pub(super) fn is_slip(&self) -> bool {
        matches!(
            self,
            Problem::UnknownFunction(_)
                | Problem::UnknownCommand(_)
                | Problem::Unclosed(_)
                | Problem::NotOpened(_)
                | Problem::Missing(_)
                | Problem::Unexpected(_)
                | Problem::Comma
        )
    }

    /// What to do where no change is proposed.
    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Problem::Length => "Take a part of it.",
            Problem::Nesting => "Name a part of it with a letter.",
            Problem::Digits | Problem::PowerOfTen => "Use a letter for it.",
            Problem::Empty => "For example x^2 sin(x).",
            Problem::Character('%') => "Write 5% as 0.05.",
            Problem::Elsewhere(word) if word == "\\%" => "Write 5% as 0.05.",
            Problem::Character('∞') | Problem::Elsewhere(_) => {
                "What can be read are functions and equations such as x^2 sin(x)."
            }
            Problem::UnknownFunction(_) => "Write out what it stands for.",
            Problem::UnknownDerivative => "For y = x^2, write d/dx(x^2).",
            Problem::Chained => "Take 1 < x and x < 2 one at a time.",
            Problem::Factorial => "5! is 120.",
            Problem::Prime => "For the derivative of x^2, write d/dx(x^2).",
            Problem::Differentials(_) => "For dy = 2x dx, write dy/dx = 2x.",
            Problem::Piece => "For example {x^2 if x < 0, x else}.",
            _ => return None,
        })
    }
}

impl Problem {
    /// What is wrong, in a sentence that keeps a place for each of its words: written as for `format!`.
    #[rustfmt::skip]
    fn sentence(&self) -> &'static str {
        match self {
            Problem::Length => "This text is too long: fewer than {} characters can be read.",
            Problem::Nesting => "There is too much inside one another here: at most {} levels can be read.",
            Problem::Digits => "This number is too long: at most {} digits can be read.",
            Problem::PowerOfTen => "This power of ten is too large: it may go up to {}.",
            Problem::Empty => "There is nothing here yet: type a formula such as x^2.",
            Problem::Character(c) if c.is_control() => "There is an invisible character here (U+{}): delete it.",
            Problem::Character(_) => "“{}” cannot be read here: leave it out or write it in another way.",
            Problem::TwoPoints => "A number has only one decimal point: remove the other.",
            Problem::Index => "An index is a number or letters: write w_1 or w_{{out}}.",
            Problem::Elsewhere(_) => "“{}” cannot be read here: type a function or an equation.",
            Problem::UnknownFunction(_) => "“{}” is not a function that is known: use another one, or put * behind it for a product.",
            Problem::UnknownCommand(_) => "“\\{}” is not a command that can be read: remove it or write it out.",
            Problem::LongName(_) => "“{}” is not a known function, and a variable is one letter with an index: write w_{{{}}}.",
            Problem::Words(_) => "“{}” is not part of a formula: leave the words out.",
            Problem::Delimiter => "After \\left or \\right comes a bracket: write \\left( … \\right).",
            Problem::UnknownDerivative => "It is not known what is differentiated here: write d/dx(…) around it.",
            Problem::Unclosed(_) => "“{}” is never closed: close it.",
            Problem::NotOpened(_) => "“{}” closes nothing: remove it, or open a bracket before it.",
            Problem::WrongClose(..) => "“{}” is closed by “{}”: use a pair of the same kind.",
            Problem::EmptyBrackets => "There is nothing in these brackets: fill them.",
            Problem::Missing(_) => "Something is missing after “{}”: complete it.",
            Problem::Unexpected(_) => "“{}” cannot stand here: a number, a letter or a bracket is needed before it.",
            Problem::NeedsArgument(_) => "“{}” needs something to work on: write {}(x).",
            Problem::ArgumentCount(..) => "Give “{}” {}.",
            Problem::Comma => "A comma cannot stand here: write a decimal number with a point.",
            Problem::Separator(_) => "“{}” only separates the arguments of a function: type one formula at a time.",
            Problem::TwoNumbers => "Two numbers stand side by side: write * or + between them.",
            Problem::Chained => "Only two sides can be compared: write one sign of comparison.",
            Problem::RelationInside => "A comparison cannot stand inside an expression: take it out.",
            Problem::Piece => "Pieces are written as {{x^2 if x < 0, x else}}.",
            Problem::Prime => "A prime cannot be read here: write d/dx(…) around what is differentiated.",
            Problem::Factorial => "Factorials cannot be read: write the number it stands for.",
            Problem::Ampersand => "“&” only stands between the columns of cases: remove it.",
            Problem::Row => "A line break only stands between the rows of cases: remove it.",
            Problem::HalfFraction => "A fraction has two parts: write \\frac{{a}}{{b}}.",
            Problem::Order => "The orders above and below must agree: write d^2/dx^2(…).",
            Problem::Differential(_) => "“{}” only means something behind an integral: leave it out.",
            Problem::Differentials(_) => "“{}” is a differential: write a slope, such as dy/dx, in its place.",
            Problem::Place(_) => "“{}” says where, and that is no part of a formula: leave it out.",
        }
    }

    /// The words of its sentence; one that is said twice stands twice.
    fn words(&self) -> [String; 2] {
        let limit = |limit: usize| [limit.to_string(), String::new()];
        match self {
            Problem::Length => limit(limits::LENGTH),
            Problem::Nesting => limit(limits::NESTING),
            Problem::Digits => limit(limits::DIGITS),
            Problem::PowerOfTen => limit(limits::POWER_OF_TEN as usize),
            Problem::Character(c) if c.is_control() => {
                [format!("{:04X}", u32::from(*c)), String::new()]
            }
            Problem::Character(c) => [c.to_string(), String::new()],
            Problem::WrongClose(open, close) => [open.clone(), close.clone()],
            Problem::ArgumentCount(name, takes) => [name.clone(), (*takes).to_owned()],
            Problem::Elsewhere(word)
            | Problem::UnknownFunction(word)
            | Problem::UnknownCommand(word)
            | Problem::LongName(word)
            | Problem::Words(word)
            | Problem::Unclosed(word)
            | Problem::NotOpened(word)
            | Problem::Missing(word)
            | Problem::Unexpected(word)
            | Problem::NeedsArgument(word)
            | Problem::Separator(word)
            | Problem::Differential(word)
            | Problem::Differentials(word)
            | Problem::Place(word) => [word.clone(), word.clone()],
            _ => Default::default(),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |part: &str| part.replace("{{", "{").replace("}}", "}");
        let mut said = self.problem.sentence().split("{}");
        f.write_str(&said.next().map(plain).unwrap_or_default())?;
        for (word, rest) in self.problem.words().iter().zip(said) {
            f.write_str(word)?;
            f.write_str(&plain(rest))?;
        }
        Ok(())
    }
}

impl std::error::Error for ParseError {}
