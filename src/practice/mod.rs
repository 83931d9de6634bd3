//! An answer becomes a verdict: right, unfinished, or which mistake was made.
//!
//! Diagnosis is generated, not authored: every row of the table of [mistakes](crate::rules) is
//! made on the problem's own function, and what comes out is held against the answer at several
//! points.

mod answer;
mod check;
mod computed;
mod diagnose;
mod differs;
mod exercise;
mod fit;
mod forms;
mod formula;
mod hint;
mod idea;
mod implicit;
mod name;
mod number;
mod outcomes;
mod pieces;
mod points;
mod problem;
mod skills;
mod slip;
mod unfinished;
mod whole;
mod words;
mod working;

pub use answer::with_unit_vectors;
pub use check::{Counterexample, Judge, Named, Status, Verdict, check, slipped};
pub use exercise::{Exercise, exercise};
pub use hint::{Hint, hint};
pub use problem::{Problem, Unaskable};
pub use skills::{SKILLS, Skill, skill};
pub use words::message;
pub use working::{MAX_LINES, Working, check_steps};
