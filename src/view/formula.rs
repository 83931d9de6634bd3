//! A formula as text and as MathML.

use std::rc::Rc;

use serde::Serialize;

use super::told::text_of_the_program;
use crate::expr::{Dag, Expr, ExprMap};
use crate::print::{self, DerivativeLetter};
use crate::rules::Rule;

/// What a person types and what a page shows; the text reads back to the same expression.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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

/// The formula of a rule's law.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Law {
    /// As typed.
    #[serde(serialize_with = "text_of_the_program")]
    pub text: &'static str,
    /// As shown: MathML Core.
    #[serde(serialize_with = "text_of_the_program")]
    pub mathml: &'static str,
}

impl Law {
    /// The law, as it stands in the table.
    pub(super) fn of(rule: &'static Rule) -> Law {
        let [text, mathml] = rule.shown();
        Law { text, mathml }
    }
}

/// The formulas of a derivation: what one line becomes, the next one begins with, and it is written
/// once.
pub(super) struct Written<'a> {
    pub dag: &'a Dag,
    known: ExprMap<(DerivativeLetter, Rc<Formula>)>,
}

impl Written<'_> {
    pub(super) fn new(dag: &Dag) -> Written<'_> {
        Written { dag, known: ExprMap::default() }
    }

    /// The formula, with this letter in derivatives still to be taken.
    pub(super) fn formula(&mut self, e: Expr, letter: DerivativeLetter) -> Rc<Formula> {
        match self.known.get(e) {
            Some((known, formula)) if *known == letter => formula.clone(),
            _ => {
                let formula = Rc::new(Formula::with(self.dag, e, letter));
                self.known.insert(e, (letter, formula.clone()));
                formula
            }
        }
    }
}
