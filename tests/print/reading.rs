//! What was written is read as the same formula.

use chainrule::expr::{Dag, Expr};
use chainrule::print;
use chainrule::syntax;
use proptest::prelude::*;

use super::generate;
use super::trees::small_trees;

fn reads_back(dag: &mut Dag, e: Expr, written: &str) -> Result<(), String> {
    match syntax::parse(dag, written) {
        Ok(parsed) if parsed.expr == e => Ok(()),
        Ok(parsed) => Err(format!("{written}  is read as  {}", print::text(dag, parsed.expr))),
        Err(error) => Err(format!("{written}  is refused: {error:?}")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_is_read_as_what_was_written(tree in generate::trees()) {
        let mut dag = Dag::new();
        let e = generate::build(&mut dag, &tree);
        let written = print::text(&dag, e);
        prop_assert_eq!(reads_back(&mut dag, e, &written), Ok(()));
    }
}

#[test]
fn every_small_formula_is_read_as_what_was_written() {
    let mut dag = Dag::new();
    let mut wrong = Vec::new();
    for e in small_trees(&mut dag, 5) {
        let written = print::text(&dag, e);
        wrong.extend(reads_back(&mut dag, e, &written).err());
    }
    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}
