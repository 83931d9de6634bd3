//! Expressions become numbers: Expr → Tape → values, slopes, gradients, intervals.
//!
//! A [`Tape`] is the part of the graph below some roots in straight-line code: each shared piece
//! once, constants folded, registers reused. Everything numeric is that tape run with different
//! numbers: doubles one at a time ([`Tape::evaluate`]) or in blocks ([`Tape::sample`]), duals
//! ([`Tape::dual`]), a sweep back ([`Tape::gradient`]), intervals ([`Tape::enclose`]).
//!
//! ```
//! use chainrule::expr::Dag;
//! use chainrule::numeric::Tape;
//!
//! // (2x + 3)^2 at 1 is 25, and its slope there 20.
//! let mut dag = Dag::new();
//! let (x, two, three) = (dag.symbol("x"), dag.integer(2), dag.integer(3));
//! let inner = dag.mul(&[two, x]);
//! let inner = dag.add(&[inner, three]);
//! let f = dag.pow(inner, two);
//!
//! let tape = Tape::new(&dag, &[f], &dag.variables(f))?;
//! assert_eq!(tape.value(&[1.0]), 25.0);
//! assert_eq!(tape.dual(&[1.0], &[1.0]).slope, 20.0);
//! assert_eq!(tape.gradient(&[1.0]).partials, [20.0]);
//! # Ok::<(), chainrule::numeric::NumericError>(())
//! ```
//!
//! Everything is plain IEEE arithmetic in the order written, so equal input gives equal bits, on
//! every machine and in every block size.

mod block;
mod difference;
mod dual;
mod enclose;
mod error;
mod gradient;
mod leading;
mod lower;
mod pole;
mod quarter;
mod registers;
mod roads;
mod rounding;
mod run;
mod step;
mod tape;
mod turn;

pub use crate::real::{Interval, Nature};
pub use difference::{Difference, difference};
pub use dual::Dual;
pub use error::NumericError;
pub use gradient::Gradient;
pub use pole::STEEP;
pub use quarter::quarter_turn;
pub use roads::Roads;
pub use rounding::Rounded;
pub use run::Along;
pub use tape::Tape;
