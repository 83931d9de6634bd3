//! Large derivatives in pieces: put back, they give the whole; their length grows with the graph.

use chainrule::calculus::{Differentiator, Equivalence, equivalent, shared};
use chainrule::expr::{Dag, Expr};
use chainrule::numeric::Tape;
use chainrule::rewrite::Light;
use chainrule::syntax;
use chainrule::view::{self, Derivation, DifferentiateOptions, Let};
use proptest::prelude::*;

#[path = "support/cases.rs"]
mod cases;

use cases::cases;

fn nested(levels: usize) -> String {
    (0..levels).fold("x".to_owned(), |inside, _| format!("sin(({inside})^2 + 1)"))
}

fn product(factors: usize) -> String {
    (1..=factors).map(|i| format!("(x + {i})")).collect()
}

fn ask(text: &str, order: f64, detail: &str) -> Derivation {
    let options = DifferentiateOptions {
        variable: Some("x".to_owned()),
        order: Some(order),
        detail: Some(detail.to_owned()),
        shared: true,
        ..Default::default()
    };
    view::differentiate(text, &options).unwrap_or_else(|error| panic!("{}", error.message))
}

fn length(answer: &Derivation) -> usize {
    let pieces = answer.pieces.as_ref().unwrap();
    pieces.iter().map(|piece| piece.is.text.len()).sum::<usize>() + answer.result.text.len()
}

/// The result with every letter put back, as a page would do it: each piece is read with the
/// earlier ones in their places.
fn put_back(dag: &mut Dag, pieces: &[Let], result: &str) -> Expr {
    let mut known: Vec<(Expr, Expr)> = Vec::new();
    let read = |dag: &mut Dag, text: &str, known: &[(Expr, Expr)]| {
        let parsed = syntax::parse(dag, text).unwrap_or_else(|error| panic!("{text}: {error}"));
        dag.rebuild(parsed.expr, |dag, e, children| {
            let put = known.iter().find(|(letter, _)| *letter == e);
            put.map_or_else(|| dag.node(dag.op(e), children), |(_, is)| *is)
        })
    };
    for piece in pieces {
        let is = read(dag, &piece.is.text, &known);
        let letter = syntax::parse(dag, &piece.name).unwrap().expr;
        assert!(dag.as_symbol(letter).is_some(), "{}", piece.name);
        assert!(known.iter().all(|(other, _)| *other != letter), "{} twice", piece.name);
        known.push((letter, is));
    }
    read(dag, result, &known)
}

/// The slope at x by a dual number.
fn slope(text: &str, x: f64) -> f64 {
    let mut dag = Dag::new();
    let f = syntax::parse(&mut dag, text).unwrap().expr;
    Tape::new(&dag, &[f], &dag.variables(f)).unwrap().dual(&[x], &[1.0]).slope
}

#[test]
fn a_thousand_levels_and_a_thousand_factors() {
    for make in [nested, product] {
        let lengths = [250, 500, 1000].map(|n| {
            let text = make(n);
            let answer = ask(&text, 1.0, "brief");
            let mut dag = Dag::new();
            let whole = put_back(&mut dag, answer.pieces.as_ref().unwrap(), &answer.result.text);
            let x = if n == 1000 && text.starts_with("(x + 1)") { -0.5 } else { 0.7 };
            let found = Tape::new(&dag, &[whole], &dag.variables(whole)).unwrap().value(&[x]);
            let right = slope(&text, x);
            // Nested a thousand times the slope is next to nothing; a thousand factors overflow.
            let close = (found - right).abs() <= 1e-9 * right.abs();
            assert!(close || !right.is_finite(), "{found}, {right}");
            assert_eq!(answer.steps.last().unwrap().after.text, answer.result.text);
            length(&answer)
        });
        // Twice the levels, twice the length, and a digit more in the letters' numbers.
        assert!(lengths[2] < lengths[1] * 5 / 2 && lengths[1] < lengths[0] * 5 / 2, "{lengths:?}");
    }
}

#[test]
fn high_orders_grow_with_the_order() {
    let sines = (0..10).fold("x".to_owned(), |inside, _| format!("sin({inside})"));
    let quotient = format!("({})/({})", product(30), product(20).replace('+', "-"));
    for text in [sines, quotient, "sin(x^2) e^x/(1 + x^2)".to_owned()] {
        let lengths = [5.0, 10.0].map(|order| length(&ask(&text, order, "none")));
        assert!(lengths[1] < 12 * lengths[0], "{lengths:?}");
        assert!(lengths[1] < 80_000, "{lengths:?}");
    }
    // By its series: f^(7)(0) of sin(sin(x)).
    let answer = ask("sin(sin(x))", 7.0, "none");
    let mut dag = Dag::new();
    let whole = put_back(&mut dag, answer.pieces.as_ref().unwrap(), &answer.result.text);
    let found = Tape::new(&dag, &[whole], &dag.variables(whole)).unwrap().value(&[0.0]);
    assert_eq!(found, -128.0);
}

#[test]
fn letters_are_new_ones() {
    let answer = ask("(u_1 + u + v x^2 + 1)^3 sin(u_1 + u + v x^2 + 1)", 1.0, "brief");
    let pieces = answer.pieces.unwrap();
    assert!(!pieces.is_empty());
    assert!(
        pieces.iter().all(|piece| !piece.name.starts_with('u') && !piece.name.starts_with('v'))
    );
    let plain = ask("(2x + 3)^2", 1.0, "brief");
    assert_eq!((plain.pieces, plain.result.text.as_str()), (Some(vec![]), "4(2x + 3)"));
}

#[test]
fn too_much_is_a_sentence() {
    let options = DifferentiateOptions {
        order: Some(10.0),
        detail: Some("none".to_owned()),
        shared: true,
        ..Default::default()
    };
    let error = view::differentiate(&nested(300), &options).unwrap_err();
    assert_eq!(error.code, "result-too-large");
    let options = DifferentiateOptions { shared: false, ..options };
    assert_eq!(view::differentiate(&nested(300), &options).unwrap_err().code, "result-too-large");
}

/// Formulas in x and a, their pieces used again.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => Just("x".to_owned()),
        1 => Just("a".to_owned()),
        2 => (1u32..6).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let function =
            prop::sample::select(vec!["sin", "cos", "ln", "sqrt", "arctan", "tanh", "abs"]);
        prop_oneof![
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})*({b})")),
            2 => inner.clone().prop_map(|a| format!("(({a})^2 + {a})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})/({b})")),
            1 => inner.clone().prop_map(|a| format!("e^({a})")),
            2 => (function, inner).prop_map(|(f, a)| format!("{f}({a})")),
        ]
    })
}

/// Equal, or nothing left of the digits.
fn agree(dag: &mut Dag, a: Expr, b: Expr, about: &str) -> Result<(), TestCaseError> {
    if let Equivalence::Differ { at, values, .. } = equivalent(dag, a, b).unwrap() {
        let huge = values.iter().any(|value| value.abs() > 1e100);
        prop_assert!(huge, "{about} at {at:?}: {values:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300, 20_261_126))]

    #[test]
    fn put_back_they_give_the_whole(text in formulas(), order in 1u32..4) {
        // By pieces from the start, however small.
        let mut dag = Dag::new();
        let f = syntax::parse(&mut dag, &text).unwrap().expr;
        let x = dag.symbol("x");
        let found = shared(&mut dag, f, x, order).unwrap();
        let mut machine = Differentiator::new(Light::Yes);
        let right = (0..order).fold(f, |f, _| machine.differentiate(&mut dag, f, x));
        let pieces = found.pieces.iter().rev();
        let back = pieces.fold(found.result, |e, (letter, is)| dag.substitute(e, *letter, *is));
        agree(&mut dag, back, right, &text)?;
        let whole = *found.whole(&mut dag).last().unwrap();
        agree(&mut dag, whole, right, &text)?;

        // As it is asked for, through text.
        let answer = ask(&text, f64::from(order), "none");
        let back = put_back(&mut dag, &answer.pieces.unwrap(), &answer.result.text);
        agree(&mut dag, back, right, &text)?;
    }
}
