//! Several variables: every partial derivative against differences, every step an equality.

use chainrule::calculus::{Differentiator, Equivalence, equivalent};
use chainrule::expr::{Dag, Expr};
use chainrule::numeric::{Tape, difference};
use chainrule::rewrite::Light;
use chainrule::syntax;
use chainrule::view::{self, ErrorName, Point, SeveralOptions, StepView};
use proptest::prelude::*;

fn at(values: &[(&str, f64)]) -> Point {
    values.iter().map(|(name, value)| (name.to_string(), *value)).collect()
}

fn named(variables: &[&str]) -> SeveralOptions {
    let variables = variables.iter().map(|name| name.to_string()).collect();
    SeveralOptions { variables: Some(variables), ..SeveralOptions::default() }
}

/// Formulas in x, y and a parameter k as a person types them, smooth nearly everywhere.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => Just("x".to_owned()),
        4 => Just("y".to_owned()),
        1 => Just("k".to_owned()),
        3 => (1u32..10).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        let function = prop::sample::select(vec![
            "sin", "cos", "ln", "sqrt", "arctan", "tanh", "sigmoid", "abs",
        ]);
        prop_oneof![
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b})")),
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})*({b})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})/({b})")),
            2 => (inner.clone(), 2u32..4).prop_map(|(a, n)| format!("({a})^{n}")),
            1 => inner.clone().prop_map(|a| format!("e^({a})")),
            3 => (function, inner).prop_map(|(f, a)| format!("{f}({a})")),
        ]
    })
}

fn config() -> ProptestConfig {
    let rng_seed = proptest::test_runner::RngSeed::Fixed(20_261_126);
    ProptestConfig { cases: 400, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

/// The slope by differences along one variable; `None` where they do not settle.
fn slope_nearby(text: &str, variable: &str, place: &Point) -> Option<f64> {
    let mut dag = Dag::new();
    let f = syntax::parse(&mut dag, text).unwrap().expr;
    let variables = dag.variables(f);
    let tape = Tape::new(&dag, &[f], &variables).unwrap();
    let along = |there: f64| {
        let inputs: Vec<f64> = variables
            .iter()
            .map(|symbol| dag.name(*symbol))
            .map(|name| if name == variable { there } else { *place.get(name).unwrap() })
            .collect();
        tape.value(&inputs)
    };
    let found = difference(along, *place.get(variable).unwrap());
    (found.slope.is_finite() && found.error < 1e-5 * found.slope.abs().max(1.0))
        .then_some(found.slope)
}

/// Derivatives taken first, then every name replaced by what it stands for.
fn put_back(dag: &mut Dag, text: &str, lets: &[(String, String)]) -> Expr {
    let e = syntax::parse(dag, text).unwrap_or_else(|error| panic!("{text}: {error}")).expr;
    let e = Differentiator::new(Light::Yes).take_all(dag, e);
    lets.iter().rev().fold(e, |e, (name, is)| {
        let letter = syntax::parse(dag, name).unwrap().expr;
        let is = syntax::parse(dag, is).unwrap().expr;
        dag.substitute(e, letter, is)
    })
}

fn check_steps(steps: &[StepView], lets: &mut Vec<(String, String)>) {
    for step in steps {
        let known = lets.len();
        lets.extend(step.lets.iter().map(|it| (it.name.clone(), it.is.text.clone())));
        let mut dag = Dag::new();
        let before = put_back(&mut dag, &step.before.text, lets);
        let after = put_back(&mut dag, &step.after.text, lets);
        if let Equivalence::Differ { at, values, .. } = equivalent(&mut dag, before, after).unwrap()
        {
            let huge = values.iter().any(|value| value.abs() > 1e100);
            assert!(
                huge,
                "{}: {} is not {} at {at:?}: {values:?}",
                step.rule, step.before.text, step.after.text
            );
        }
        check_steps(&step.steps, lets);
        lets.truncate(known);
    }
}

#[test]
fn the_gradient_of_a_bowl() {
    let options = SeveralOptions { at: Some(at(&[("x", 1.0), ("y", 1.0)])), ..Default::default() };
    let answer = view::gradient("x^2 + 3y^2", &options).unwrap();
    assert_eq!(answer.variables, ["x", "y"]);
    let partials: Vec<&str> = answer.partials.iter().map(|it| it.result.text.as_str()).collect();
    assert_eq!(partials, ["2x", "6y"]);
    assert_eq!((answer.value, answer.gradient), (Some(4.0), Some(vec![2.0, 6.0])));
    assert_eq!(answer.length, Some(40f64.sqrt()));
}

#[test]
fn which_variables() {
    let variables = |text: &str, options: &SeveralOptions| {
        view::gradient(text, options).unwrap().variables.join(" ")
    };
    assert_eq!(variables("k x^2 y", &SeveralOptions::default()), "k x y");
    assert_eq!(variables("f(x, y) = k x^2 y", &SeveralOptions::default()), "x y");
    assert_eq!(variables("k x^2 y", &named(&["y", "x"])), "y x");
    assert_eq!(variables("theta w_1", &named(&["θ", "w₁"])), "theta w_1");
    assert_eq!(variables("z = x + y", &SeveralOptions::default()), "x y");
    assert_eq!(variables("7", &SeveralOptions::default()), "x");
}

#[test]
fn what_is_held_constant_is_said() {
    let answer = view::gradient("k x^2 y", &named(&["x"])).unwrap();
    assert!(answer.partials[0].steps[0].explanation.contains("does not depend on x"));
}

#[test]
fn refusals_are_sentences() {
    let refused = |text: &str, options: &SeveralOptions| {
        let error = view::gradient(text, options).unwrap_err();
        assert!(error.message.ends_with('.'), "{}", error.message);
        (error.name, error.code.clone(), error.message.clone())
    };
    let half = SeveralOptions { at: Some(at(&[("x", 1.0)])), ..Default::default() };
    let (name, _, message) = refused("x y", &half);
    assert_eq!((name, message.as_str()), (ErrorName::UsageError, "y has no value."));
    let corner = SeveralOptions { at: Some(at(&[("x", 0.0), ("y", 1.0)])), ..Default::default() };
    assert_eq!(refused("|x| + y", &corner).0, ErrorName::DomainError);
    assert_eq!(refused("x^2 + y^2 = 25", &SeveralOptions::default()).1, "equation");
    assert_eq!(refused("x", &named(&[])).1, "no-variables");
    assert_eq!(refused("x", &named(&["x", "x"])).1, "variable-twice");
    assert_eq!(refused("x", &named(&["2x"])).1, "not-a-variable");
    let many: Vec<String> = (0..4000).map(|i| format!("w_{i}")).collect();
    assert_eq!(refused(&many.join("+"), &SeveralOptions::default()).0, ErrorName::LimitError);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn partials_are_slopes_and_their_steps_equalities(
        text in formulas(), x in 0.2f64..3.0, y in 0.2f64..3.0, k in 0.5f64..2.0,
    ) {
        let place = at(&[("x", x), ("y", y), ("k", k)]);
        let options = named(&["x", "y"]);
        let answer = view::gradient(&text, &options).unwrap();
        for partial in &answer.partials {
            check_steps(&partial.steps, &mut Vec::new());
            let value = view::evaluate(&partial.result.text, &place).unwrap();
            if let Some(slope) = slope_nearby(&text, &partial.variable, &place).filter(|_| value.is_finite()) {
                let scale = slope.abs().max(1.0);
                prop_assert!((value - slope).abs() < 1e-4 * scale, "{}: {value}, {slope}", partial.result.text);
            }
        }
    }
}
