//! Several variables: every partial derivative against differences, every step an equality.

use std::f64::consts::FRAC_PI_2;

use chainrule::calculus::{Differentiator, Equivalence, equivalent};
use chainrule::expr::{Dag, Expr};
use chainrule::numeric::{Tape, difference};
use chainrule::rewrite::Light;
use chainrule::syntax;
use chainrule::view::{
    self, DifferentiateOptions, ErrorName, ImplicitOptions, Point, SeveralOptions, StepView,
};
use proptest::prelude::*;

#[path = "../support/cases.rs"]
mod cases;
mod curves;
mod roads;

use cases::cases;
use curves::y_by_x;

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

/// Two hundred partial derivatives with a step for each of two hundred terms would fill a library: each
/// is told as far as its share goes, and what it comes to stays.
#[test]
fn of_many_partial_derivatives_each_has_its_share_of_steps() {
    let told = |n: usize| {
        let terms: Vec<String> = (0..n).map(|i| format!("a_{i}^2")).collect();
        let answer = view::gradient(&terms.join(" + "), &SeveralOptions::default()).unwrap();
        for (partial, letter) in answer.partials.iter().zip(&answer.variables) {
            assert_eq!(partial.result.text, format!("2{letter}"));
            assert_eq!(partial.steps.last().unwrap().after.text, partial.result.text);
        }
        answer.partials.iter().map(|partial| partial.steps[0].steps.len()).collect::<Vec<_>>()
    };
    assert_eq!(told(20), [20; 20]);
    let many = told(200);
    assert!(many.iter().all(|steps| (20..100).contains(steps)), "{many:?}");
    let most = 1000;
    let terms: Vec<String> = (0..most).map(|i| format!("a_{i}^2")).collect();
    let refusal = view::gradient(&terms.join(" + "), &SeveralOptions::default()).unwrap_err();
    assert_eq!(refusal.code, "too-many-derivatives");
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

// ── Tables, directions ───────────────────────────────────────────────────────────────────────

fn texts(rows: &[Vec<view::Formula>]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.iter().map(|entry| entry.text.as_str()).collect()).collect()
}

#[test]
fn second_derivatives() {
    let place = Some(at(&[("x", 1.0), ("y", 2.0)]));
    let options = SeveralOptions { at: place, ..Default::default() };
    let answer = view::hessian("x^2 y + y^3", &options).unwrap();
    assert_eq!(
        (answer.rows, answer.columns),
        (vec!["x".into(), "y".into()], vec!["x".into(), "y".into()] as Vec<String>)
    );
    assert_eq!(texts(&answer.entries), [["2y", "2x"], ["2x", "6y"]]);
    assert_eq!(answer.values, Some(vec![vec![4.0, 2.0], vec![2.0, 12.0]]));
    let corner = SeveralOptions { at: Some(at(&[("x", 0.0)])), ..Default::default() };
    assert_eq!(view::hessian("|x|", &corner).unwrap_err().name, ErrorName::DomainError);
    let pole = SeveralOptions { at: Some(at(&[("x", FRAC_PI_2)])), ..Default::default() };
    assert_eq!(view::hessian("tan(x)", &pole).unwrap_err().name, ErrorName::DomainError);
}

#[test]
fn the_polar_jacobian() {
    let functions = ["x = r cos(theta)".to_owned(), "r sin(theta)".to_owned()];
    let answer = view::jacobian(&functions, &SeveralOptions::default()).unwrap();
    assert_eq!(answer.rows, ["x", "r sin(theta)"]);
    assert_eq!(answer.columns, ["r", "theta"]);
    assert_eq!(
        texts(&answer.entries),
        [["cos(theta)", "-r sin(theta)"], ["sin(theta)", "r cos(theta)"]]
    );
    let named = ["f(u, v) = u v c".to_owned(), "g(v, w) = w".to_owned()];
    assert_eq!(
        view::jacobian(&named, &SeveralOptions::default()).unwrap().columns,
        ["u", "v", "w"]
    );
    let refused = |functions: &[&str]| {
        let functions: Vec<String> = functions.iter().map(|text| text.to_string()).collect();
        view::jacobian(&functions, &SeveralOptions::default()).unwrap_err().message.clone()
    };
    assert!(refused(&["x", "sin("]).starts_with("In function 2: "));
    assert_eq!(refused(&[]), "Give at least one function.");
    assert!(refused(&["x = y x", "y"]).contains("equation"));
}

#[test]
fn a_formula_with_a_value_is_no_slope_yet() {
    let slope = |text: &str, order: f64, x: f64| {
        let options = DifferentiateOptions {
            order: Some(order),
            at: Some(at(&[("x", x)])),
            ..Default::default()
        };
        view::differentiate(text, &options).map(|answer| answer.value.unwrap()).ok()
    };
    for corner in [
        "|x - 1|",
        "floor(x)",
        "ceil(x)",
        "sign(x - 1)",
        "relu(x - 1)",
        "max(x, 1)",
        "min(x, x^2)",
        "{x^2 if x < 1, x else}",
        "{x if x < 1, x + 1 else}",
        "x floor(x)",
        "max(1, x^2, 0)",
    ] {
        assert_eq!(slope(corner, 1.0, 1.0), None, "{corner}");
        assert!(slope(corner, 1.0, 1.25).is_some(), "{corner}");
    }
    assert_eq!(slope("|x|", 2.0, 0.0), None);
    assert_eq!(slope("x|x|", 2.0, 0.0), None);
    assert_eq!(slope("{x^2 if x < 0, -x^2 else}", 1.0, 0.0), Some(0.0));
    assert_eq!(slope("{x^2 if x < 0, -x^2 else}", 2.0, 0.0), None);
    assert_eq!(slope("x|x|", 1.0, 0.0), Some(0.0));
    assert_eq!(slope("|x|^3", 1.0, 0.0), Some(0.0));
    assert_eq!(slope("x^2 floor(x)", 1.0, 0.0), Some(0.0));
}

fn along(place: &[(&str, f64)], direction: &[(&str, f64)]) -> view::DirectionalOptions {
    view::DirectionalOptions { at: at(place), direction: at(direction), detail: None }
}

#[test]
fn slopes_along_directions() {
    let place = [("x", 1.0), ("y", 1.0)];
    for (direction, result, value) in [
        ([("x", 3.0), ("y", 4.0)], "(6x + 24y)/5", 6.0),
        ([("x", 1.0), ("y", 1.0)], "(2x + 6y)/sqrt(2)", 8.0 / 2f64.sqrt()),
        ([("x", 0.6), ("y", 0.8)], "1.2x + 4.8y", 6.0),
        ([("x", 0.0), ("y", -2.0)], "-6y", -6.0),
        ([("x", 3e200), ("y", 4e200)], "(6x + 24y)/5", 6.0),
        ([("x", 3e-200), ("y", 4e-200)], "(6x + 24y)/5", 6.0),
    ] {
        let answer = view::directional("x^2 + 3y^2", &along(&place, &direction)).unwrap();
        let same = view::equivalent(&answer.result.text, result).unwrap();
        println!("{}", answer.result.text);
        for step in &answer.steps {
            println!("   {} -> {}   ({})", step.before.text, step.after.text, step.explanation);
        }
        assert!(same.equal, "{}", answer.result.text);
        assert!((answer.value - value).abs() < 1e-12);
        assert_eq!(answer.steps.last().unwrap().after.text, answer.result.text);
        check_steps(&answer.steps, &mut Vec::new());
    }
    // A direction that was computed is written with ten digits, and the value has them all.
    let (sin, cos) = 30f64.to_radians().sin_cos();
    let computed = view::directional("x^2 + 3y^2", &along(&place, &[("x", cos), ("y", sin)]));
    let computed = computed.unwrap();
    assert_eq!(computed.result.text, "1.7320508076x + 3y");
    assert!((computed.value - (2.0 * cos + 6.0 * sin)).abs() < 1e-14);
    let scaled = view::directional("x y", &along(&place, &[("x", 3f64.sqrt()), ("y", 1.0)]));
    let scaled = scaled.unwrap();
    assert_eq!(scaled.result.text, "0.8660254038y + 0.5x");
    assert!(scaled.steps[0].explanation.contains("the length 2:"), "{:?}", scaled.steps[0]);
    // What all terms share comes out.
    let shared = view::directional("x^2 y", &along(&place, &[("x", 3.0), ("y", 4.0)])).unwrap();
    assert_eq!(shared.result.text, "2x(2x + 3y)/5");
    let sentence =
        &view::directional("x", &along(&place, &[("x", 5.0)])).unwrap().steps[0].explanation;
    assert!(sentence.contains("length 5"), "{sentence}");
    let code = |place: &[(&str, f64)], direction: &[(&str, f64)]| {
        view::directional("|x| + y", &along(place, direction)).unwrap_err().code.clone()
    };
    assert_eq!(code(&place, &[("x", 0.0)]), "zero-direction");
    assert_eq!(code(&place, &[]), "zero-direction");
    assert_eq!(code(&place, &[("x", f64::INFINITY)]), "infinite-direction");
    assert_eq!(code(&place, &[("x", 1e-200), ("y", 1.0)]), "direction-too-steep");
    assert_eq!(code(&[("x", 1.0)], &[("x", 1.0)]), "unbound-variable");
    assert_eq!(code(&[("x", 0.0), ("y", 1.0)], &[("x", 1.0)]), "no-derivative-there");
}

proptest! {
    #![proptest_config(cases(400, 20_261_126))]

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

    #[test]
    fn second_slopes_are_slopes_of_slopes(
        text in formulas(), x in 0.2f64..3.0, y in 0.2f64..3.0, k in 0.5f64..2.0,
    ) {
        let place = at(&[("x", x), ("y", y), ("k", k)]);
        let answer = view::hessian(&text, &named(&["x", "y"])).unwrap();
        let first = view::gradient(&text, &named(&["x", "y"])).unwrap();
        for (row, partial) in answer.entries.iter().zip(&first.partials) {
            for (entry, variable) in row.iter().zip(["x", "y"]) {
                let value = view::evaluate(&entry.text, &place).unwrap();
                let nearby = slope_nearby(&partial.result.text, variable, &place);
                if let Some(slope) = nearby.filter(|_| value.is_finite()) {
                    let scale = slope.abs().max(1.0);
                    prop_assert!((value - slope).abs() < 1e-4 * scale, "{}: {value}, {slope}", entry.text);
                }
            }
        }
    }

    #[test]
    fn directional_slopes_are_dot_products(
        text in formulas(), x in 0.2f64..3.0, y in 0.2f64..3.0, k in 0.5f64..2.0,
        a in -5i32..6, b in -5i32..6,
    ) {
        prop_assume!(a != 0 || b != 0);
        let (a, b) = (f64::from(a) / 2.0, f64::from(b));
        let place = at(&[("x", x), ("y", y), ("k", k)]);
        let options = view::DirectionalOptions {
            at: place.clone(), direction: at(&[("x", a), ("y", b)]), detail: None,
        };
        let Ok(answer) = view::directional(&text, &options) else { return Ok(()) };
        check_steps(&answer.steps, &mut Vec::new());
        let slopes = (slope_nearby(&text, "x", &place), slope_nearby(&text, "y", &place));
        if let (Some(by_x), Some(by_y)) = slopes {
            let slope = (a * by_x + b * by_y) / a.hypot(b);
            let scale = by_x.abs().max(by_y.abs()).max(1.0);
            prop_assert!((answer.value - slope).abs() < 1e-4 * scale, "{text}: {}, {slope}", answer.value);
        }
    }
}

// ── Large and odd ────────────────────────────────────────────────────────────────────────────

#[test]
fn deep_and_long_texts_are_answered_or_refused() {
    let none = Some("none".to_owned());
    for levels in [100, 400] {
        for (open, close) in
            [("sin(", ")"), ("(1+", ")"), ("1/(1+", ")"), ("-", ""), ("y sin(", ")")]
        {
            let text = format!("{}x{}", open.repeat(levels), close.repeat(levels));
            let options = SeveralOptions { detail: none.clone(), ..SeveralOptions::default() };
            if levels < 200 {
                let _ = view::gradient(&text, &options);
            }
            let _ = view::hessian(&text, &options);
            let curve = ImplicitOptions { detail: none.clone(), ..y_by_x(None) };
            let _ = view::implicit(&format!("{text} = y"), &curve);
            let _ = view::directional(
                &text,
                &along(&[("x", 1.0), ("y", 1.0)], &[("x", 1.0), ("y", 2.0)]),
            );
        }
    }
    for odd in [
        "",
        "=",
        "y =",
        "= 0",
        "x = = y",
        "x < y",
        "(",
        "{x if y = 1, y else} = 2",
        "d/dx(y) = x",
        "f(x) = y",
        "y",
        "y = y",
        "e = y",
        "1/0 = y",
        "0/0 = x y",
    ] {
        for answer in [
            view::implicit(odd, &y_by_x(None)).map(|_| ()),
            view::implicit(odd, &y_by_x(Some(at(&[("x", 1.0), ("y", 1.0)])))).map(|_| ()),
            view::gradient(odd, &SeveralOptions::default()).map(|_| ()),
            view::hessian(odd, &SeveralOptions::default()).map(|_| ()),
            view::jacobian(&[odd.to_owned()], &SeveralOptions::default()).map(|_| ()),
        ] {
            if let Err(error) = answer {
                assert!(error.message.ends_with(['.', '?']), "{odd}: {}", error.message);
            }
        }
    }
}
