//! Expressions are one graph: equal things are the same thing.
//!
//! A [`Dag`] owns the nodes; an [`Expr`] is a four-byte handle into it. Building the same thing
//! twice gives the same handle, so "the same subexpression" is `==`, and a derivative shares
//! everything it can with the function it came from.
//!
//! ```
//! use chainrule::expr::Dag;
//!
//! let mut dag = Dag::new();
//! let x = dag.symbol("x");
//! let two = dag.integer(2);
//! let square = dag.pow(x, two);
//! assert_eq!(square, dag.pow(x, two));
//! assert_eq!(dag.below(square), [x, two, square]);
//! ```
//!
//! What a node looks like, so that every reader of the graph agrees:
//!
//! | written            | node                                                        |
//! |--------------------|-------------------------------------------------------------|
//! | `a + b - c`        | `Add[a, b, Neg[c]]`, as many terms as were written in a row |
//! | `2x·y`             | `Mul[2, x, y]`, as many factors as were written in a row    |
//! | `a + (b + c)`      | `Add[a, Add[b, c]]`: brackets are kept                      |
//! | `-3`, `1/2`        | `Neg[3]`, `Div[1, 2]`: a number leaf is never negative, and a whole number or a decimal |
//! | `e^x`, `exp(x)`    | `Call(Exp)[x]`, the one way to write it; `e` alone is a constant |
//! | `√x`, `x^(1/2)`    | `Call(Sqrt)[x]`, `Pow[x, Div[1, 2]]`                         |
//! | `log_2 x`, `ln x`  | `Call(Log)[x, 2]`, `Call(Ln)[x]`                             |
//! | `d/dx(f)`          | `Derivative[f, x]`, one still to be taken                   |
//! | `{a if p, b else}` | `Piecewise[a, p, b]`                                        |
//! | `x < 1`, `y = x`   | `Relation(Less)[x, 1]`, `Relation(Equal)[y, x]`              |

mod arithmetic;
mod dag;
mod function;
mod map;
mod number;
mod op;
mod rational;
mod walk;

pub use dag::{Dag, Expr};
pub use function::{Function, Image, KIN, Layout, Row, Slope, Value};
pub use map::ExprMap;
pub use number::Number;
pub use op::{Constant, Op, Relation, Symbol};
pub use rational::Rational;
