//! Why an expression has no numbers.

use std::fmt;

/// Why an expression has no tape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumericError {
    /// Variables without a value, in alphabetical order.
    Unbound(Vec<String>),
    /// A derivative that is still to be taken.
    Untaken,
    /// It takes longer than there is time for at each of many places.
    TooLong,
}

impl fmt::Display for NumericError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumericError::Unbound(names) if names.len() == 1 => {
                write!(f, "{} has no value.", names[0])
            }
            NumericError::Unbound(names) => write!(f, "{} have no values.", names.join(", ")),
            NumericError::Untaken => write!(f, "A derivative is still to be taken."),
            NumericError::TooLong => write!(f, "This is too long to be drawn."),
        }
    }
}

impl std::error::Error for NumericError {}
