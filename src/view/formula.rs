//! A formula as text and as MathML.

use serde::Serialize;

use crate::expr::{Dag, Expr};
use crate::print::{self, DerivativeLetter};

/// What a person types and what a page shows; the text reads back to the same expression.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Formula {
    /// As typed.
    pub text: String,
    /// As shown: MathML Core.
    pub mathml: String,
}

impl Formula {
    /// The formula of an expression.
    pub fn new(dag: &Dag, e: Expr) -> Formula {
        Formula { text: print::text(dag, e), mathml: print::mathml(dag, e) }
    }

    /// The same with this letter in derivatives still to be taken.
    pub(super) fn with(dag: &Dag, e: Expr, letter: DerivativeLetter) -> Formula {
        Formula { text: print::text(dag, e), mathml: print::mathml_with(dag, e, letter) }
    }
}
