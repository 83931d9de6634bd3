//! What was written is read as the same formula.

use chainrule::expr::{Dag, Expr, Function, Op};
use chainrule::print;
use chainrule::syntax;
use proptest::prelude::*;

use super::cases::cases;
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
    #![proptest_config(cases(4_000, 20_261_122))]

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

#[test]
fn a_letter_d_above_and_below_a_line_stays_a_factor() {
    let mut dag = Dag::new();
    for (text, latex) in [
        ("(d y)/(d x)", r"\frac{d \cdot y}{d \cdot x}"),
        ("d/(d x)", r"\frac{d}{d \cdot x}"),
        ("d^2/(d x^2)", r"\frac{d^{2}}{d \cdot x^{2}}"),
        ("(d^2 x^3)/(d x)", r"\frac{d^{2} \cdot x^{3}}{d \cdot x}"),
        ("(d sin(x) (x + 1))/(d x t)", r"\frac{d \cdot \sin(x) (x + 1)}{d \cdot x t}"),
        ("(d x)/t", r"\frac{d x}{t}"),
    ] {
        let e = syntax::parse(&mut dag, text).expect(text).expr;
        let written = print::latex(&dag, e);
        assert_eq!((written.as_str(), reads_back(&mut dag, e, &written)), (latex, Ok(())));
    }
}

#[test]
fn the_name_of_a_slope_is_read_as_what_was_written() {
    let mut dag = Dag::new();
    let (slope, other) = (dag.symbol("dL/dW_1"), dag.symbol("da_2/dtheta"));
    let (x, two, f) = (dag.symbol("x"), dag.integer(2), dag.symbol("f"));
    let sum = dag.add(&[x, slope]);
    let mut formulas = vec![slope, sum];
    for factors in [[slope, other], [two, slope], [slope, two], [x, slope], [slope, x], [f, slope]]
    {
        formulas.push(dag.mul(&factors));
    }
    formulas.push(dag.mul(&[slope, sum]));
    for (a, b) in [(slope, two), (two, slope), (sum, slope), (slope, slope)] {
        formulas.extend([dag.pow(a, b), dag.div(a, b)]);
    }
    formulas.extend([dag.neg(slope), dag.call(Function::Sin, &[slope])]);
    for e in formulas {
        for written in [print::text(&dag, e), print::latex(&dag, e)] {
            assert_eq!(reads_back(&mut dag, e, &written), Ok(()));
        }
    }
    assert_eq!(print::text(&dag, slope), "∂L/∂W_1");
    assert_eq!(print::latex(&dag, other), r"\frac{\partial a_{2}}{\partial \theta}");
    assert_eq!(print::python(&dag, slope), "dL_dW_1");
    assert_eq!(print::speech(&dag, slope), "the derivative of capital l by capital w sub one");
    assert_eq!(
        print::mathml(&dag, slope),
        format!(
            "<math><mfrac data-node=\"{}\"><mrow><mi>∂</mi><mi>L</mi></mrow>\
             <mrow><mi>∂</mi><msub><mi>W</mi><mn>1</mn></msub></mrow></mfrac></math>",
            slope.index()
        )
    );
}
