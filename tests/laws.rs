//! The laws of the machine, on formulas nobody wrote: what simplifying, differentiating and
//! explaining keep, whatever is typed.

use chainrule::calculus::{Differentiator, Tidier};
use chainrule::expr::Dag;
use chainrule::numeric::Tape;
use chainrule::print;
use chainrule::rewrite::Light;
use chainrule::steps::{Detail, explain};
use proptest::prelude::*;

#[path = "support/cases.rs"]
mod cases;
#[path = "support/steps.rs"]
mod steps;
#[path = "support/laws.rs"]
mod support;

use cases::cases;
use steps::check_steps;
use support::{agree, read};

/// Formulas in x and a as a person types them, smooth nearly everywhere.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => Just("x".to_owned()),
        1 => Just("a".to_owned()),
        3 => (1u32..10).prop_map(|n| n.to_string()),
        1 => (1u32..40).prop_map(|n| format!("0.{n}")),
        1 => Just("pi".to_owned()),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let function = prop::sample::select(vec![
            "sin", "cos", "tan", "ln", "sqrt", "abs", "arctan", "tanh", "sigmoid", "softplus",
            "sec", "cbrt",
        ]);
        prop_oneof![
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b})")),
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})*({b})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})/({b})")),
            2 => (inner.clone(), 2u32..5).prop_map(|(a, n)| format!("({a})^{n}")),
            1 => (inner.clone(), 1u32..4).prop_map(|(a, n)| format!("({a})^(-{n}/2)")),
            1 => (2u32..5, inner.clone()).prop_map(|(c, a)| format!("{c}^({a})")),
            1 => inner.clone().prop_map(|a| format!("e^({a})")),
            4 => (function, inner).prop_map(|(f, a)| format!("{f}({a})")),
        ]
    })
}

/// What stands in brackets in a schoolbook: x + 3, 5 − 2x², x.
fn bracket() -> impl Strategy<Value = String> {
    let power = || prop::sample::select(vec!["x", "x^2", "y", "sin(x)", "e^x", "sqrt(x)", "1/x"]);
    let sign = || prop::sample::select(vec!["+", "-"]);
    (power(), 1u32..6, sign(), power(), 1u32..9, 0u32..4).prop_map(|(u, k, sign, v, n, kind)| {
        match kind {
            0 => format!("{k}{u} {sign} {n}"),
            1 => format!("{n} {sign} {k}{u}"),
            2 => format!("{u} {sign} {k}{v}"),
            _ => u.to_owned(),
        }
    })
}

/// Powers of functions of one angle, of twice and of half of it, side by side: 3sin(2x)tan(x)^2.
fn waves() -> impl Strategy<Value = String> {
    let function = prop::sample::select(vec![
        "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
    ]);
    let angle = prop::sample::select(vec!["x", "x", "2x", "x/2", "a x"]);
    let factor = prop_oneof![
        6 => (function, angle, -2i32..4).prop_map(|(f, u, n)| format!("{f}({u})^({n})")),
        1 => Just("(1 - cos(2x))".to_owned()),
        1 => Just("(cos(x) + sin(x))(cos(x) - sin(x))".to_owned()),
        1 => (1u32..5).prop_map(|n| format!("{n}/2")),
    ];
    let product = prop::collection::vec(factor, 1..5).prop_map(|factors| factors.join("*"));
    let square = prop::sample::select(vec!["sin", "cos", "sinh", "cosh"]);
    let squares = (square.clone(), square, -3i32..4, -3i32..4, -3i32..4)
        .prop_map(|(f, g, a, b, c)| format!("({a} + ({b}){f}(x)^2 + ({c}){g}(x)^2)"));
    let wave = prop::sample::select(vec!["sin", "cos"]);
    let sums = (wave.clone(), wave.clone(), wave.clone(), wave, -1i32..2)
        .prop_map(|(f, g, h, k, n)| format!("({f}(x){g}(a) + ({n}){h}(a){k}(x))"));
    prop_oneof![3 => product, 2 => squares, 1 => sums]
}

/// Roots of numbers and powers: sqrt(18x^2), 1/(sqrt(2) - 1), sqrt(4x^4 - 4x^2 + 1).
fn roots() -> impl Strategy<Value = String> {
    let power = prop::sample::select(vec!["x", "x^2", "x^3", "x^4 y^2", "1/x^2", "(x^2 + 1)"]);
    let index = prop::sample::select(vec!["1/2", "-1/2", "3/2", "1/3", "-3/4"]);
    prop_oneof![
        (1u32..60, 1u32..60, power, index).prop_map(|(a, b, u, n)| format!("({a}/{b}*{u})^({n})")),
        (1u32..9, 1u32..9, 1u32..9).prop_map(|(a, b, c)| format!("x/(sqrt({a}) - sqrt({b}))*{c}")),
        (1u32..9, 1u32..9, prop::bool::ANY).prop_map(|(a, b, minus)| {
            let sign = if minus { "-" } else { "+" };
            format!("x*sqrt({0}x^4 {sign} {1}x^2 + {2})", a * a, 2 * a * b, b * b)
        }),
    ]
}

/// Simplifying twice is simplifying once, and keeps the value.
fn simplified_once(dag: &mut Dag, text: &str) -> Result<(), TestCaseError> {
    let f = read(dag, text);
    let once = Tidier::default().simplify(dag, f);
    let twice = Tidier::default().simplify(dag, once);
    prop_assert_eq!(print::text(dag, once), print::text(dag, twice), "{}", text);
    agree(dag, f, once)
}

proptest! {
    #![proptest_config(cases(2_000, 20_261_122))]

    #[test]
    fn functions_of_one_angle_are_joined_once(f in waves(), g in waves(), minus: bool) {
        let sign = if minus { "-" } else { "+" };
        let mut dag = Dag::new();
        for text in [f.clone(), format!("{f} {sign} {g}")] {
            simplified_once(&mut dag, &text)?;
        }
    }

    #[test]
    fn roots_are_taken_once(f in roots(), g in roots()) {
        let mut dag = Dag::new();
        for text in [f.clone(), format!("{f} + {g}")] {
            simplified_once(&mut dag, &text)?;
        }
    }

    #[test]
    fn simplifying_keeps_the_value(text in formulas()) {
        let mut dag = Dag::new();
        let f = read(&mut dag, &text);
        let tidy = Tidier::default().simplify(&mut dag, f);
        agree(&mut dag, f, tidy)?;
    }

    #[test]
    fn simplifying_twice_is_simplifying_once(text in formulas()) {
        let mut dag = Dag::new();
        let f = read(&mut dag, &text);
        let once = Tidier::default().simplify(&mut dag, f);
        let twice = Tidier::default().simplify(&mut dag, once);
        prop_assert_eq!(print::text(&dag, once), print::text(&dag, twice));
    }

    #[test]
    fn brackets_are_opened_once(
        [a, b] in [bracket(), bracket()], [m, n] in [1u32..7, 1u32..7], minus: bool, rest in bracket()
    ) {
        let sign = if minus { "-" } else { "+" };
        let mut dag = Dag::new();
        for text in [format!("{m}({a}) {sign} {n}({b})"), format!("{m}({a})({b}) {sign} {rest}"), format!("({m}({a}) {sign} {n}({b}))/({rest})")] {
            simplified_once(&mut dag, &text)?;
        }
    }

    #[test]
    fn roots_of_quotients_beside_themselves_keep_the_value(
        [a, b, p, q] in [bracket(), bracket(), bracket(), bracket()],
        root in prop::sample::select(vec!["sqrt", "cbrt"]), minus: bool
    ) {
        let sign = if minus { "-" } else { "+" };
        let u = format!("{root}(({p})/({q}))");
        let mut dag = Dag::new();
        for text in [format!("({a}){u} {sign} ({b})/{u}"), format!("({q}){u} {sign} ({a})/{u}"), format!("({a})({q})^2 {u}")] {
            let f = read(&mut dag, &text);
            let once = Tidier::default().simplify(&mut dag, f);
            agree(&mut dag, f, once)?;
        }
    }

    #[test]
    fn what_is_printed_is_read_back(text in formulas()) {
        let mut dag = Dag::new();
        let f = read(&mut dag, &text);
        let slope = { let x = dag.symbol("x"); Differentiator::new(Light::Yes).differentiate(&mut dag, f, x) };
        for e in [f, slope] {
            let printed = print::text(&dag, e);
            prop_assert_eq!(read(&mut dag, &printed), e, "{}", printed);
        }
    }

    #[test]
    fn the_symbolic_slope_is_the_slope_in_numbers(text in formulas(), at in 0.1f64..3.0, a in 0.1f64..3.0) {
        let mut dag = Dag::new();
        let f = read(&mut dag, &text);
        let (x, parameter) = (dag.symbol("x"), dag.symbol("a"));
        let inputs: Vec<_> = [x, parameter].iter().filter_map(|e| dag.as_symbol(*e)).collect();
        let slope = Differentiator::new(Light::Yes).differentiate(&mut dag, f, x);
        let symbolic = Tape::new(&dag, &[slope], &inputs).unwrap().rounded(&[at, a]);
        let dual = Tape::new(&dag, &[f], &inputs).unwrap().dual(&[at, a], &[1.0, 0.0]);
        prop_assume!(symbolic.value.is_finite() && dual.slope.is_finite() && symbolic.error.is_finite());
        // A slope that cancels is as good as the values it is made of.
        let scale = symbolic.value.abs().max(dual.slope.abs()).max(dual.value.abs() / at);
        prop_assume!(symbolic.error < 1e-8 * scale.max(1e-300) && scale < 1e100);
        let close = (symbolic.value - dual.slope).abs() <= 1e-6 * scale + symbolic.error;
        prop_assert!(close, "{}: {} and {}", print::text(&dag, slope), symbolic.value, dual.slope);
    }

    #[test]
    fn differentiating_is_linear(f in formulas(), g in formulas()) {
        let mut dag = Dag::new();
        let x = dag.symbol("x");
        let mut machine = Differentiator::new(Light::Yes);
        let whole = read(&mut dag, &format!("3*({f}) - 2*({g})"));
        let (f, g) = (read(&mut dag, &f), read(&mut dag, &g));
        let (f, g) = (machine.differentiate(&mut dag, f, x), machine.differentiate(&mut dag, g, x));
        let whole = machine.differentiate(&mut dag, whole, x);
        let (two, three) = (dag.integer(2), dag.integer(3));
        let (f, g) = (dag.mul(&[three, f]), dag.mul(&[two, g]));
        let apart = dag.sub(f, g);
        agree(&mut dag, whole, apart)?;
    }
}

/// What was found by many more of them.
#[test]
fn simplified_once_for_all() {
    for (text, expected) in [
        ("cbrt(2)^(-1/2)", "2^(5/6)/2"),
        ("(x - x)^(-1/2)", "1/0"),
        ("x(x - x)^(-3/2)", "x/0"),
        ("(e^(a - x))^(-1)", "e^(x - a)"),
        ("abs(2abs(x))", "2|x|"),
        ("(x - x/a)/4", "x(a - 1)/(4a)"),
        ("(pi/x + pi)/x", "pi(x + 1)/x^2"),
    ] {
        let mut dag = Dag::new();
        let f = read(&mut dag, text);
        let once = Tidier::default().simplify(&mut dag, f);
        assert_eq!(print::text(&dag, once), expected, "{text}");
        assert_eq!(Tidier::default().simplify(&mut dag, once), once, "{text}");
    }
}

/// Small enough that a third derivative is one that a person would look at.
fn short_formulas() -> impl Strategy<Value = String> {
    formulas().prop_filter("long", |text| text.len() <= 50 && text.contains('x'))
}

proptest! {
    #![proptest_config(cases(1_000, 20_261_127))]

    #[test]
    fn every_step_of_every_order_is_an_equality(text in short_formulas(), full in any::<bool>()) {
        let mut dag = Dag::new();
        let detail = if full { Detail::Full } else { Detail::Brief };
        let mut machine = Differentiator::new(detail.light());
        let x = dag.symbol("x");
        let mut f = read(&mut dag, &text);
        for _ in 0..3 {
            let derivative = dag.derivative(f, x);
            f = machine.take(&mut dag, derivative);
            let steps = explain(&mut dag, &machine, derivative, detail);
            prop_assert_eq!(steps.first().unwrap().before, derivative);
            for pair in steps.windows(2) {
                prop_assert_eq!(pair[0].after, pair[1].before, "{}", text);
            }
            let last = steps.last().unwrap().after;
            prop_assert_eq!(print::text(&dag, last), print::text(&dag, f), "{}", text);
            check_steps(&mut dag, &steps, &mut Vec::new(), &text);
        }
    }
}
