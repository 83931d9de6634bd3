//! What was written is read as the same formula.

use chainrule::expr::{Dag, Expr, Function, Op};
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
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_122), ..ProptestConfig::default() })]

    #[test]
    fn text_is_read_as_what_was_written(tree in generate::trees()) {
        let mut dag = Dag::new();
        let e = generate::build(&mut dag, &tree);
        let written = print::text(&dag, e);
        prop_assert_eq!(reads_back(&mut dag, e, &written), Ok(()));
    }

    #[test]
    fn latex_is_read_as_what_was_written(tree in generate::trees()) {
        let mut dag = Dag::new();
        let e = generate::build(&mut dag, &tree);
        let e = with_root_signs(&mut dag, e);
        let written = print::latex(&dag, e);
        // 2.5 · 10^{-8} is a product in LaTeX.
        prop_assume!(!written.contains("10^{"));
        prop_assert_eq!(reads_back(&mut dag, e, &written), Ok(()));
    }
}

/// A root sign says square root or cube root whoever wrote it: root(x, 2) is √x.
fn with_root_signs(dag: &mut Dag, e: Expr) -> Expr {
    dag.rebuild(e, |dag, e, children| {
        let sign = match (dag.op(e), children) {
            (Op::Call(Function::Root), &[_, index]) if dag.is_integer(index, 2) => Function::Sqrt,
            (Op::Call(Function::Root), &[_, index]) if dag.is_integer(index, 3) => Function::Cbrt,
            (op, children) => return dag.node(op, children),
        };
        dag.call(sign, &children[..1])
    })
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
