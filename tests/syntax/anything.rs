//! Whatever is typed is read or refused, and whatever is printed is read as the same.

use chainrule::expr::{Constant, Dag, Expr, Function, Op, Rational, Relation};
use chainrule::numeric::Tape;
use chainrule::syntax;
use proptest::prelude::*;

use super::cases::cases;
use super::{readings_hold, refusal_holds};

/// Pieces of formulas, right and wrong.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "x", "y", "2", "3.5", "1E3", "e", "pi", "w1", "w_1", "θ", "σ", "sin", "cos ", "ln", "log", "log_", "sqrt", "max",
    "f", "(", ")", "[", "]", "{", "}", "|", "+", "-", "*", "/", "^", "**", " ", ",", "=", "<", "if ", " else", "'",
    "!", "²", "⁻¹", "√", "½", "d/dx", "d/dx(", "\\frac", "\\sqrt", "\\sin", "\\left(", "\\right)", "\\left|",
    "\\right|", "\\cdot", "\\text{if}", "\\begin{cases}", "\\end{cases}", "&", "\\\\", "_", "np.", "where(", "∂", "😀",
    "\\mathrm{d}", "x^2", "2x", "sin x", "-x", "(x+1)", "1/2", "1e-3", "E", "abs(", "log2(",
];

proptest! {
    #![proptest_config(cases(4_000, 20_261_122))]

    #[test]
    fn no_soup_of_signs_does_harm(pieces in prop::collection::vec(0..PIECES.len(), 0..12)) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let mut dag = Dag::new();
        match syntax::parse(&mut dag, &text) {
            Ok(parsed) => readings_hold(&mut dag, &text, &parsed),
            Err(error) => refusal_holds(&text, &error),
        }
    }

    #[test]
    fn no_text_does_harm(text in "\\PC{0,24}") {
        if let Err(error) = syntax::parse(&mut Dag::new(), &text) {
            refusal_holds(&text, &error);
        }
    }
}

/// An expression made by a little program: each step makes a node of nodes made before.
fn build(dag: &mut Dag, steps: &[(u8, u8, u8, u8)]) -> Expr {
    let mut made: Vec<Expr> =
        ["x", "y", "w_1", "theta", "f", "y_hat"].iter().map(|name| dag.symbol(name)).collect();
    made.push(dag.constant(Constant::Pi));
    made.push(dag.constant(Constant::E));
    for (above, below) in [(0, 1), (2, 1), (12, 1), (1, 2), (1, 1_000_000_000)] {
        let value = Rational::new(above.into(), below.into());
        made.push(dag.decimal(&value, 20));
    }
    for &(what, a, b, c) in steps {
        let of = |i: u8| made[made.len() - 1 - usize::from(i) % made.len()];
        let (a, b, c) = (of(a), of(b), of(c));
        let node = match what % 12 {
            0 => dag.add(&[a, b]),
            1 => dag.add(&[a, b, c]),
            2 => dag.mul(&[a, b]),
            3 => dag.mul(&[a, b, c]),
            4 => dag.neg(a),
            5 => dag.div(a, b),
            6 => dag.pow(a, b),
            7 | 8 => {
                let function = Function::ALL[usize::from(what) * 7 % Function::ALL.len()];
                let arguments: &[Expr] = if function.takes(1) { &[a] } else { &[a, b] };
                dag.call(function, arguments)
            }
            9 => {
                let x = dag.symbol("x");
                dag.derivative(a, x)
            }
            10 => {
                let condition = dag.relation(Relation::Less, b, c);
                dag.node(Op::Piecewise, &[a, condition, c])
            }
            _ => dag.sub(a, b),
        };
        made.push(node);
    }
    made[made.len() - 1]
}

proptest! {
    #![proptest_config(cases(4_000, 20_261_122))]

    #[test]
    fn what_is_printed_is_read_as_the_same(steps in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..24)) {
        let mut dag = Dag::new();
        let e = build(&mut dag, &steps);
        if dag.size(e) < 3_000 {
            let text = chainrule::print::text(&dag, e);
            let again = syntax::parse(&mut dag, &text);
            let again = again.map(|parsed| parsed.expr).map_err(|error| error.to_string());
            prop_assert_eq!(again, Ok(e), "{}", text);
        }
    }

    #[test]
    fn what_is_printed_in_latex_has_the_same_value(steps in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..12)) {
        let mut dag = Dag::new();
        let e = build(&mut dag, &steps);
        if let Ok(latex) = chainrule::print::print(&dag, e, chainrule::print::Notation::Latex)
            && dag.size(e) < 500
        {
            let again = syntax::parse(&mut dag, &latex);
            let again = match again {
                Ok(parsed) => parsed.expr,
                Err(error) => return Err(TestCaseError::fail(format!("{latex}: {error}"))),
            };
            let variables = dag.variables(e);
            // A derivative still to be taken has no value.
            let tapes = [e, again].map(|e| Tape::unfolded(&dag, &[e], &variables));
            if let [Ok(before), Ok(after)] = tapes {
                let at = vec![0.7; variables.len()];
                let [before, after] = [before, after].map(|tape| tape.rounded(&at));
                // A root written as √ and one written as a power may round differently.
                let rounding = 4.0 * (before.error + after.error);
                let close = (before.value - after.value).abs() <= rounding || !rounding.is_finite();
                let same = before.value == after.value || before.value.is_nan();
                prop_assert!(close || same, "{latex}: {before:?} {after:?}");
            }
        }
    }
}
