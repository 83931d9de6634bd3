//! Calculus for machine learning: every step written out, and every step true.
//!
//! > A formula is a graph of small operations. A rule says what one operation does to a small
//! > change. Applying rules downward and writing each one down is a derivation a student can read;
//! > running them backward with numbers is backpropagation; following the result downhill is
//! > training.
//!
//! # A tour
//!
//! A text becomes an expression: a handle into a graph in which equal things are the same thing.
//!
//! ```
//! use chainrule::expr::Dag;
//! use chainrule::syntax::parse;
//!
//! let mut dag = Dag::new();
//! let f = parse(&mut dag, "(2x + 3)^2")?.expr;
//! assert_eq!(f, parse(&mut dag, r"\left(2x+3\right)^{2}")?.expr);
//! # Ok::<(), chainrule::syntax::ParseError>(())
//! ```
//!
//! An expression is written as a person types it, as LaTeX, MathML, Python, JavaScript or aloud.
//!
//! ```
//! # use chainrule::{expr::Dag, syntax::parse};
//! use chainrule::print;
//!
//! # let mut dag = Dag::new();
//! let f = parse(&mut dag, "x^2/sqrt(x+1)")?.expr;
//! assert_eq!(print::latex(&dag, f), r"\frac{x^{2}}{\sqrt{x + 1}}");
//! assert_eq!(print::python(&dag, f), "x**2 / np.sqrt(x + 1)");
//! # Ok::<(), chainrule::syntax::ParseError>(())
//! ```
//!
//! Differentiating is applying rows of one table of rules; the log of applied rows, replayed, is
//! the way to the answer.
//!
//! ```
//! # use chainrule::{expr::Dag, print, syntax::parse};
//! use chainrule::calculus::Differentiator;
//! use chainrule::steps::{Detail, explain};
//!
//! # let mut dag = Dag::new();
//! let f = parse(&mut dag, "(2x + 3)^2")?.expr;
//! let x = dag.symbol("x");
//! let derivative = dag.derivative(f, x);
//!
//! let mut machine = Differentiator::new(Detail::Brief.light());
//! let slope = machine.take(&mut dag, derivative);
//! assert_eq!(print::text(&dag, slope), "4(2x + 3)");
//!
//! let steps = explain(&mut dag, &machine, derivative, Detail::Brief);
//! let titles: Vec<&str> = steps.iter().map(|step| step.rule.title.as_str()).collect();
//! assert_eq!(titles, ["Chain rule", "Simplify"]);
//! assert_eq!(steps[0].lets[0].0, "u");
//! # Ok::<(), chainrule::syntax::ParseError>(())
//! ```
//!
//! A tape is the graph in straight-line code; run with numbers it gives values, with duals a slope,
//! backward a gradient: three roads that meet the symbolic one.
//!
//! ```
//! # use chainrule::{expr::Dag, syntax::parse};
//! use chainrule::numeric::Tape;
//!
//! # let mut dag = Dag::new();
//! let f = parse(&mut dag, "(2x + 3)^2")?.expr;
//! let tape = Tape::new(&dag, &[f], &dag.variables(f))?;
//! assert_eq!(tape.value(&[1.0]), 25.0);
//! assert_eq!(tape.dual(&[1.0], &[1.0]).slope, 20.0);
//! assert_eq!(tape.gradient(&[1.0]).partials, [20.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms, from the ground up
//!
//! A room uses only rooms below it; `tests/house.rs` sees to that.

pub mod order;
pub mod real;

pub mod expr;

pub mod algebra;
pub mod numeric;
pub mod print;
pub mod syntax;

pub mod rules;

pub mod chart;
pub mod rewrite;

pub mod calculus;

pub mod backprop;
pub mod learning;
pub mod steps;

pub mod practice;

pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
