//! What tests of laws share: reading a formula, and whether two agree.

use chainrule::calculus::{Equivalence, equivalent};
use chainrule::expr::{Dag, Expr};
use chainrule::{print, syntax};
use proptest::prelude::*;

pub fn read(dag: &mut Dag, text: &str) -> Expr {
    syntax::parse(dag, text).unwrap_or_else(|error| panic!("{text}: {error}")).expr
}

/// Equal, or nowhere defined, or nothing left of the digits.
pub fn agree(dag: &mut Dag, a: Expr, b: Expr) -> Result<(), TestCaseError> {
    if let Equivalence::Differ { at, values, .. } = equivalent(dag, a, b).unwrap() {
        // A difference is told only where two ways to compute the same are in step: deep powers
        // of powers leave the doubles.
        let huge =
            values.iter().any(|value| value.abs() > 1e150 || value.abs() < 1e-150 && *value != 0.0);
        prop_assert!(
            huge,
            "{} is not {} at {at:?}: {values:?}",
            print::text(dag, a),
            print::text(dag, b)
        );
    }
    Ok(())
}
