//! An answer becomes a verdict: right, unfinished, or which mistake was made.
//!
//! Diagnosis is generated, not authored: every row of the table of [mistakes](crate::rules) is
//! made on the problem's own function, and what comes out is held against the answer at several
//! points.
//!
//! A `problem` is read with its right answer. An `answer` is text, in any of the ways in which people
//! write one; to `check` it is to hold it against the right one, and against what each `mistake` leads
//! to. A `curve` is an equation in y; a `working` goes line by line. `words` are what is said.

mod answer;
mod check;
mod curve;
mod exercise;
mod hint;
mod mistake;
mod problem;
mod skills;
mod verdict;
mod words;
mod working;

pub use answer::with_unit_vectors;
pub use check::{Judge, check};
pub use exercise::{Exercise, exercise};
pub use hint::hint;
pub use mistake::slipped::slipped;
pub use problem::{Problem, Unaskable};
pub use skills::{SKILLS, Skill, skill};
pub use verdict::{Counterexample, Named, Status, Verdict};
pub use words::{Hint, message};
pub use working::{MAX_LINES, Working, check_steps};
