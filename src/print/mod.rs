//! An expression becomes text: as typed, as LaTeX, as MathML, as a program, as speech.
//!
//! One file a notation, and what they decide alike (where brackets are needed, what may stand side
//! by side) decided once, in `layout`. No notation knows a function by name: how one is spelled
//! stands in its row of the table.
//!
//! ```
//! use chainrule::expr::{Dag, Function};
//! use chainrule::print;
//!
//! let mut dag = Dag::new();
//! let (x, two) = (dag.symbol("x"), dag.integer(2));
//! let square = dag.pow(x, two);
//! let cosine = dag.call(Function::Cos, &[square]);
//! let slope = dag.mul(&[two, x, cosine]);
//! assert_eq!(print::text(&dag, slope), "2x cos(x^2)");
//! ```

mod layout;
mod mathml;
mod names;
mod number;
mod pen;
mod text;

use crate::expr::{Dag, Expr};

pub use number::{number_text, rational_text};

use pen::Pen;

/// The largest formula, in symbols, numbers and operations, that is typeset. A page that holds
/// more elements than this scrolls badly, and nobody reads it.
pub const LARGEST_MATHML: u32 = 20_000;

/// The largest formula that is written at all. A shared graph of a few hundred nodes can stand for
/// more letters than there is memory.
pub const LARGEST: u32 = 1 << 24;

/// What a person types, and what is read as the same expression.
pub fn text(dag: &Dag, e: Expr) -> String {
    line(dag, e, &mut text::Text::default())
}

/// MathML Core, each subexpression an element with its [index](Expr::index) as `data-node`.
pub fn mathml(dag: &Dag, e: Expr) -> String {
    mathml::formula(dag, e)
}

fn line(dag: &Dag, e: Expr, script: &mut impl pen::Script) -> String {
    let size = dag.size(e);
    if size > LARGEST {
        return format!("({})", too_large(size));
    }
    Pen::write(dag, e, script, String::with_capacity(16 + 4 * size as usize))
}

/// What stands in the place of a formula too large to show.
fn too_large(size: u32) -> String {
    match size {
        u32::MAX => "a formula of more than four billion symbols".to_owned(),
        _ => format!("a formula of {size} symbols"),
    }
}
