//! What a line of a working can be.

use crate::expr::Expr;
use crate::practice::answer::Answer;
use crate::practice::problem::Problem;
use crate::practice::verdict::Verdict;

/// What a line is.
pub(super) enum Line {
    /// A name for a piece.
    Name,
    /// The function itself, written in another way.
    Function,
    /// A slope of or by a named piece, or of an entry.
    Slope(Slope),
    /// The derivative, as far as it goes.
    Answer(Answer),
    /// Something else, and what is to be said of it.
    Said(Verdict),
}

/// A slope on the way.
pub(super) struct Slope {
    pub own: Expr,
    pub right: Expr,
    /// What the right one is worth with the numbers that were stated, NaN where that is not known.
    pub stated: f64,
    /// What it answers, and how: where it is wrong, a mistake is looked for in it.
    pub asked: Option<(Problem, String)>,
}
