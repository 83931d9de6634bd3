//! An answer becomes a verdict: right, unfinished, or which mistake was made.
//!
//! Diagnosis is generated, not authored: every row of the table of [mistakes](crate::rules) is
//! made on the problem's own function, and what comes out is held against the answer at several
//! points.

mod alike;
mod answer;
mod aside;
mod beside;
mod check;
mod columns;
mod computed;
mod concerns;
mod curve;
mod curve_hint;
mod diagnose;
mod differentials;
mod differs;
mod exercise;
mod factors;
mod fit;
mod forms;
mod formula;
mod hint;
mod idea;
mod implicit;
mod indicator;
mod lead;
mod letters;
mod line;
mod name;
mod notation;
mod number;
mod outcomes;
mod partials;
mod parts;
mod pieces;
mod points;
mod primes;
mod problem;
mod relation;
mod roles;
mod sides;
mod skills;
mod slip;
mod slipped;
mod unfinished;
mod vector;
mod verdict;
mod ways;
mod whole;
mod words;
mod working;
mod written;

pub use answer::with_unit_vectors;
pub use check::{Judge, check};
pub use exercise::{Exercise, exercise};
pub use hint::{Hint, hint};
pub use problem::{Problem, Unaskable};
pub use skills::{SKILLS, Skill, skill};
pub use slipped::slipped;
pub use verdict::{Counterexample, Named, Status, Verdict};
pub use words::message;
pub use working::{MAX_LINES, Working, check_steps};
