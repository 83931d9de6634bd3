//! What cannot be done, and why.

use std::ops::Deref;

use serde::Serialize;

use crate::numeric::NumericError;
use crate::print::PrintError;
use crate::syntax::{ParseError, Span};

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ErrorName {
    /// The text is not mathematics we read.
    ParseError,
    /// There is no value or derivative there.
    DomainError,
    /// Too long, too deep, too big.
    LimitError,
    /// An option that does not fit.
    UsageError,
}

/// A refusal. Boxed, so that answers that succeed stay small.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EngineError(Box<Refusal>);

/// One sentence for a student, and where there is one, the place and the way out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refusal {
    /// Which kind.
    pub name: ErrorName,
    /// Stable id of the reason, what a translation is keyed by.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// The place in the given text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanView>,
    /// What to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// A replacement that mends the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair: Option<RepairView>,
}

/// A place in a text, in UTF-16 units, as JavaScript counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanView {
    /// The first unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Text to put in the place of a span.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepairView {
    /// The place.
    pub span: SpanView,
    /// What to put there.
    pub text: String,
}

impl SpanView {
    /// A span of bytes of `source`, counted as JavaScript does.
    pub fn new(source: &str, span: &Span) -> SpanView {
        let units = |byte: usize| source.get(..byte).unwrap_or(source).encode_utf16().count();
        SpanView { start: units(span.start), end: units(span.end) }
    }
}

impl Deref for EngineError {
    type Target = Refusal;

    fn deref(&self) -> &Refusal {
        &self.0
    }
}

/// Characters of a sentence that is still read, and of a hint, which may list all there is to choose from.
const SENTENCE: usize = 300;
const HINT: usize = 600;

/// The sentence without the middle of something long that it quotes: of a name of sixty thousand
/// letters the first and the last tell enough.
fn readable(message: String, most: usize) -> String {
    let count = message.chars().count();
    if count <= most {
        return message;
    }
    let mut start = String::new();
    start.extend(message.chars().take(most / 2));
    start.push_str(" … ");
    start.extend(message.chars().skip(count - most / 3));
    start
}

impl EngineError {
    fn plain(name: ErrorName, code: &str, message: String) -> EngineError {
        let (code, message) = (code.to_owned(), readable(message, SENTENCE));
        EngineError(Box::new(Refusal { name, code, message, span: None, hint: None, repair: None }))
    }

    /// An option that does not fit.
    pub fn usage(code: &str, message: impl Into<String>) -> EngineError {
        EngineError::plain(ErrorName::UsageError, code, message.into())
    }

    /// No value or derivative there.
    pub fn domain(code: &str, message: impl Into<String>) -> EngineError {
        EngineError::plain(ErrorName::DomainError, code, message.into())
    }

    /// Too much.
    pub fn limit(code: &str, message: impl Into<String>) -> EngineError {
        EngineError::plain(ErrorName::LimitError, code, message.into())
    }

    /// The same, with these words in front that say in which part.
    pub fn in_part(mut self, words: &str) -> EngineError {
        self.0.message.insert_str(0, words);
        self
    }

    /// The same with a hint.
    pub fn with_hint(mut self, hint: impl Into<String>) -> EngineError {
        self.0.hint = Some(readable(hint.into(), HINT));
        self
    }
}

impl From<ParseError> for EngineError {
    fn from(error: ParseError) -> EngineError {
        let name = if error.is_limit() { ErrorName::LimitError } else { ErrorName::ParseError };
        let span = |span: &Span| SpanView::new(&error.source, span);
        EngineError(Box::new(Refusal {
            name,
            code: error.code().to_owned(),
            message: readable(error.to_string(), SENTENCE),
            span: Some(span(&error.span)),
            hint: error.hint.clone(),
            repair: error
                .repair
                .as_ref()
                .map(|repair| RepairView { span: span(&repair.span), text: repair.text.clone() }),
        }))
    }
}

impl From<NumericError> for EngineError {
    fn from(error: NumericError) -> EngineError {
        let code = match error {
            NumericError::Unbound(_) => "unbound-variable",
            NumericError::Untaken => "untaken-derivative",
            NumericError::TooLong => {
                return EngineError::limit("too-long-to-draw", error.to_string());
            }
        };
        EngineError::usage(code, error.to_string()).with_hint("Give every variable a value.")
    }
}

impl From<PrintError> for EngineError {
    fn from(error: PrintError) -> EngineError {
        EngineError::usage(error.code(), error.to_string())
    }
}
