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

mod code;
mod javascript;
mod latex;
mod layout;
mod mathml;
mod names;
mod number;
mod pen;
mod plain;
mod python;
mod speech;
mod text;

use std::fmt;

use crate::expr::{Dag, Expr};

pub use layout::DerivativeLetter;
pub use number::{number_text, rational_text};
pub use plain::plain;
pub use python::Library;

use pen::Pen;

/// The ways of writing a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// What a person types: [`text`].
    Text,
    /// [`latex`]
    Latex,
    /// [`mathml`]
    Mathml,
    /// [`python`]
    Python,
    /// [`javascript`]
    Javascript,
    /// As read aloud: [`speech`].
    Speech,
}

impl Notation {
    /// Each notation with its name.
    pub const ALL: &'static [(&'static str, Notation)] = &[
        ("text", Notation::Text),
        ("latex", Notation::Latex),
        ("mathml", Notation::Mathml),
        ("python", Notation::Python),
        ("javascript", Notation::Javascript),
        ("speech", Notation::Speech),
    ];

    /// The notation of that name.
    pub fn named(name: &str) -> Option<Notation> {
        Notation::ALL.iter().find(|(its_name, _)| *its_name == name).map(|&(_, notation)| notation)
    }
}

/// Why a formula cannot be written in a notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintError {
    /// JavaScript has no words for a derivative still to be taken.
    Untaken,
    /// Above [`LARGEST`] symbols.
    TooLarge,
}

impl PrintError {
    /// Stable name of the kind of error.
    pub fn code(self) -> &'static str {
        match self {
            PrintError::Untaken => "derivative-not-taken",
            PrintError::TooLarge => "formula-too-large",
        }
    }
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PrintError::Untaken => {
                "JavaScript cannot take a derivative: differentiate first, then write the result."
            }
            PrintError::TooLarge => {
                "Written out this formula is longer than a book: ask for its shared pieces instead."
            }
        })
    }
}

impl std::error::Error for PrintError {}

/// The largest formula, in symbols, numbers and operations, that is typeset. A page that holds
/// more elements than this scrolls badly, and nobody reads it.
pub const LARGEST_MATHML: u32 = 20_000;

/// The largest formula that is written at all. A shared graph of a few hundred nodes can stand for
/// more letters than there is memory.
pub const LARGEST: u32 = 1 << 24;

/// The formula in that notation.
pub fn print(dag: &Dag, e: Expr, notation: Notation) -> Result<String, PrintError> {
    // MathML says in its own way that a formula is too large.
    if dag.size(e) > LARGEST && notation != Notation::Mathml {
        return Err(PrintError::TooLarge);
    }
    match notation {
        Notation::Text => Ok(text(dag, e)),
        Notation::Latex => Ok(latex(dag, e)),
        Notation::Mathml => Ok(mathml(dag, e)),
        Notation::Python => Ok(python(dag, e)),
        Notation::Javascript => javascript(dag, e),
        Notation::Speech => Ok(speech(dag, e)),
    }
}

/// What a person types, and what is read as the same expression.
pub fn text(dag: &Dag, e: Expr) -> String {
    line(dag, e, &mut text::Text::default())
}

/// LaTeX for mathematics mode, as a textbook sets it.
pub fn latex(dag: &Dag, e: Expr) -> String {
    let mut latex = latex::Latex::default();
    let flat = line(dag, e, &mut latex);
    latex.finish(flat)
}

/// MathML Core, each subexpression an element with its [index](Expr::index) as `data-node`.
pub fn mathml(dag: &Dag, e: Expr) -> String {
    mathml::formula(dag, e, DerivativeLetter::Customary)
}

/// The same where it is known which letter derivatives still to be taken are written with.
pub fn mathml_with(dag: &Dag, e: Expr, letter: DerivativeLetter) -> String {
    mathml::formula(dag, e, letter)
}

/// The letter with which the parts of `d/dx(f)` are written: that of the whole.
pub fn letter_within(dag: &Dag, f: Expr, x: Expr) -> DerivativeLetter {
    match DerivativeLetter::Customary.is_round(dag, f, x) {
        true => DerivativeLetter::RoundBy(x),
        false => DerivativeLetter::Customary,
    }
}

/// A NumPy expression; a derivative still to be taken is `diff(f, x)`.
pub fn python(dag: &Dag, e: Expr) -> String {
    python_with(dag, e, Library::Numpy)
}

/// The same with another library in NumPy's place.
pub fn python_with(dag: &Dag, e: Expr, library: Library) -> String {
    let written = line(dag, e, &mut code::Program(python::Python(library)));
    match library {
        Library::Numpy => written,
        // It has no cube root.
        Library::Torch => written
            .replace("np.cbrt(", "(lambda u: np.copysign(np.abs(u)**(1 / 3), u))(")
            .replace("np.", library.prefix()),
        Library::Jax | Library::Tensorflow => written.replace("np.", library.prefix()),
    }
}

/// One JavaScript expression over `Math` and numbers.
pub fn javascript(dag: &Dag, e: Expr) -> Result<String, PrintError> {
    let mut program = code::Program(javascript::Javascript::default());
    let written = line(dag, e, &mut program);
    if program.0.derivative { Err(PrintError::Untaken) } else { Ok(written) }
}

/// English words that a listener can write down without ambiguity.
pub fn speech(dag: &Dag, e: Expr) -> String {
    line(dag, e, &mut speech::Speech)
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
