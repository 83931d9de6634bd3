//! What is said of an answer: how it stands, the mistake in it, a place where it differs.

use crate::syntax::Span;

/// What is said of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// How it stands.
    pub status: Status,
    /// One or two sentences to the student. They never give the answer away.
    pub message: String,
    /// The mistake that gives exactly this answer.
    pub mistake: Option<Named>,
    /// Ids of the mistakes that fit, where several do.
    pub candidates: Vec<&'static str>,
    /// The place that cannot be read.
    pub span: Option<Span>,
    /// A place where the answer is not the right one.
    pub counterexample: Option<Counterexample>,
}

/// How an answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Right and finished.
    Correct,
    /// Right, but something is left to do.
    Unfinished,
    /// Wrong.
    Wrong,
    /// Wrong in a way that several mistakes lead to.
    Unclear,
    /// Not mathematics that can be read.
    Unreadable,
}

/// A mistake and where it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Id of the row.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The function whose derivative went wrong, as text and as MathML.
    pub place: Option<(String, String)>,
}

/// Where an answer differs from the right one.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterexample {
    /// Values of the letters.
    pub at: Vec<(String, f64)>,
    /// The answer's value there.
    pub yours: f64,
    /// The right one.
    pub expected: f64,
}

impl Verdict {
    pub(super) fn new(status: Status, message: impl Into<String>) -> Verdict {
        Verdict {
            status,
            message: message.into(),
            mistake: None,
            candidates: Vec::new(),
            span: None,
            counterexample: None,
        }
    }

    /// Equal, but with a derivative in it.
    pub(super) fn still_pending() -> Verdict {
        let message = "That is right so far. A derivative is still to be taken in it.";
        Verdict::new(Status::Unfinished, message)
    }

    pub(super) fn is_right(&self) -> bool {
        matches!(self.status, Status::Correct | Status::Unfinished)
    }

    /// Whether it is left open how the answer is to be read.
    pub(super) fn is_open(&self) -> bool {
        self.status == Status::Unclear && self.mistake.is_none() && self.candidates.is_empty()
    }

    /// Whether nothing could be made of the answer.
    pub(super) fn is_lost(&self) -> bool {
        !self.is_right()
            && self.mistake.is_none()
            && self.candidates.is_empty()
            && self.counterexample.is_none()
    }
}
