//! An answer becomes a verdict: right, unfinished, or which mistake was made.
//!
//! Diagnosis is generated, not authored: every row of the table of [mistakes](crate::rules) is
//! made on the problem's own function, and what comes out is held against the answer at several
//! points.

mod answer;
mod check;
mod computed;
mod differs;
mod fit;
mod forms;
mod implicit;
mod outcomes;
mod points;
mod problem;
mod slip;
mod unfinished;
mod whole;
mod words;

pub use answer::with_unit_vectors;
pub use check::{Counterexample, Judge, Named, Status, Verdict, check};
pub use problem::{Problem, Unaskable};
pub use words::message;
