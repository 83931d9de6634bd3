//! Four roads lead to one gradient: the graph's sweep, the symbolic derivative, duals and the tape's own
//! sweep, and differences beside them.

use chainrule::backprop::{BackpropError, Grain, Names, trace};
use chainrule::calculus::Differentiator;
use chainrule::expr::{Dag, Expr, Function, Symbol};
use chainrule::numeric::{Tape, difference};
use chainrule::rewrite::Light;
use chainrule::syntax;
use proptest::prelude::*;

use super::cases::cases;
use super::{assert_sound, run};

/// The places where functions show their edges.
const SPICY: [f64; 15] = [
    0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    2.0,
    -3.0,
    std::f64::consts::PI,
    -std::f64::consts::FRAC_PI_2,
    1e-9,
    -1e-9,
    1e5,
    -1e5,
    30.0,
    1e300,
];

#[test]
fn four_roads_meet_for_every_function_at_every_spicy_point() {
    let mut compared = 0;
    for &function in Function::ALL {
        let count = (1..=3).find(|&count| function.takes(count)).unwrap();
        for (i, &first) in SPICY.iter().enumerate() {
            let mut dag = Dag::new();
            let letters = ["x", "z"];
            let leaves: Vec<Expr> = letters[..count].iter().map(|name| dag.symbol(name)).collect();
            let f = dag.call(function, &leaves);
            let inputs: Vec<f64> = [first, SPICY[(3 * i + 4) % SPICY.len()]][..count].to_vec();
            compared += four_roads(&mut dag, f, &inputs, function.row().id);
        }
    }
    assert!(compared > 300, "only {compared} were compared");
}

/// Whether a place is a corner and no more: a little beside it every piece has its slope.
fn is_corner(dag: &mut Dag, f: Expr, variables: &[Symbol], inputs: &[f64]) -> bool {
    let beside = inputs.iter().zip([1e-3, -2.3e-3, 3.1e-3]).map(|(at, by)| at + by);
    let at: Vec<(Symbol, f64)> = variables.iter().copied().zip(beside).collect();
    trace(dag, f, &at, &Names::default(), Grain::Operations).is_ok()
}

/// Holds the graph's gradient against the symbolic derivative, duals, the tape's own sweep and
/// differences; says how many partial derivatives there were to compare.
fn four_roads(dag: &mut Dag, f: Expr, inputs: &[f64], about: &str) -> usize {
    let variables = dag.variables(f);
    let at: Vec<(Symbol, f64)> = variables.iter().copied().zip(inputs.iter().copied()).collect();
    let tape = Tape::new(dag, &[f], &variables).unwrap();
    let reverse = tape.gradient(inputs);
    let found = match trace(dag, f, &at, &Names::default(), Grain::Operations) {
        Ok(found) => found,
        Err(error) => {
            // The whole may have a slope where a piece has none, as x·|x| at 0: the graph asks for the
            // slope of every piece, and names the one without.
            let nothing = !reverse.value.is_finite()
                || reverse.partials.iter().any(|slope| !slope.is_finite())
                || (matches!(error, BackpropError::NoDerivative(_))
                    && is_corner(dag, f, &variables, inputs));
            assert!(nothing, "{about} at {inputs:?}: {error}");
            return 0;
        }
    };
    assert_sound(&found, about);
    assert_eq!(found.nodes.last().unwrap().value, reverse.value, "{about} at {inputs:?}");
    let mut compared = 0;
    for (i, &variable) in variables.iter().enumerate() {
        let graph = found.chains[i].total;
        let scale = 1.0 + graph.abs();
        let near = |other: f64, by: f64| graph == other || (graph - other).abs() <= by * scale;
        let mut direction = vec![0.0; inputs.len()];
        direction[i] = 1.0;
        let forward = tape.dual(inputs, &direction).slope;
        assert!(
            near(reverse.partials[i], 1e-12),
            "{about} at {inputs:?}: {graph}, reverse {}",
            reverse.partials[i]
        );
        assert!(near(forward, 1e-12), "{about} at {inputs:?}: {graph}, forward {forward}");
        let x = dag.symbol_leaf(variable);
        let slope = Differentiator::new(Light::Yes).differentiate(dag, f, x);
        let symbolic = Tape::new(dag, &[slope], &variables).unwrap().rounded(inputs);
        if symbolic.value.is_finite() && symbolic.error.is_finite() {
            let allowed = 1e-11 * scale + 4.0 * symbolic.error;
            assert!(
                (symbolic.value - graph).abs() <= allowed,
                "{about} at {inputs:?}: {graph}, symbolic {symbolic:?}"
            );
            compared += 1;
        }
        let along = |there: f64| {
            let mut moved = inputs.to_vec();
            moved[i] = there;
            tape.value(&moved)
        };
        let by_differences = difference(along, inputs[i]);
        // Where a convention was used differences see both sides: x for relu(x) − relu(−x).
        if by_differences.slope.is_finite() && found.notes.is_empty() {
            let allowed = 10.0 * by_differences.error + 1e-6 * graph.abs() + 1e-7;
            assert!(
                (by_differences.slope - graph).abs() <= allowed,
                "{about} at {inputs:?}: {graph}, {by_differences:?}"
            );
        }
    }
    compared
}

/// Shared parts and corners, each at places on both sides of its corner and on it.
#[test]
fn four_roads_meet_where_parts_are_shared_and_corners_met() {
    const TEXTS: [&str; 24] = [
        "x*x",
        "x*x*x*x",
        "(x+z)*(x+z)",
        "(x z)*(x z) + x z",
        "(x^2+1)*(x^2+1)/(x^2+1)^3",
        "sin(x)*sin(x) + sin(x)",
        "e^(x z)*e^(x z) - e^(x z)",
        "(x/z)/(x/z + 1)",
        "(x-z)^2 + (x-z)*(z-x)",
        "ln(1 + x^2)*sqrt(1 + x^2) - (1 + x^2)",
        "relu(x)*relu(x) + relu(x)",
        "relu(x z) - relu(-(x z))",
        "relu(x - 1)*relu(1 - x)",
        "max(x, z)*max(x, z)",
        "max(x, z) - min(x, z)",
        "max(x, x)",
        "max(x*x, z*z, x z)",
        "|x|*|x|",
        "|x - z| + |z - x|",
        "|x|/(1 + |x|)",
        "x^x*x^x",
        "relu(relu(x) - relu(z)) + relu(x)",
        "{x^2 if x > z, x z else}*{x^2 if x > z, x z else}",
        "atan2(x, z)*atan2(x, z)",
    ];
    let places = [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0];
    let mut compared = 0;
    for text in TEXTS {
        for x in places {
            for z in places {
                let mut dag = Dag::new();
                let f = syntax::parse(&mut dag, text).unwrap().expr;
                let variables = dag.variables(f);
                let at = |&symbol: &Symbol| if dag.name(symbol) == "x" { x } else { z };
                let inputs: Vec<f64> = variables.iter().map(at).collect();
                compared += four_roads(&mut dag, f, &inputs, text);
            }
        }
    }
    assert!(compared > 2000, "only {compared} were compared");
}

fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => Just("x".to_owned()),
        2 => Just("z".to_owned()),
        2 => (1u32..6).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let function = prop::sample::select(vec![
            "sin", "cos", "exp", "tanh", "sigmoid", "softplus", "sqrt", "arctan", "gelu", "silu", "ln",
        ]);
        prop_oneof![
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b})")),
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})*({b})")),
            1 => (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a})*({b})*({c})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})/({b})")),
            2 => (inner.clone(), 2u32..4).prop_map(|(a, n)| format!("({a})^{n}")),
            1 => inner.clone().prop_map(|a| format!("({a})^2 + ({a})")),
            4 => (function, inner).prop_map(|(f, a)| format!("{f}({a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..cases(500, 20_261_126) })]

    #[test]
    fn four_roads_meet_for_generated_expressions(text in formulas(), x in -2.0..2.0f64, z in 0.1..3.0f64) {
        let mut dag = Dag::new();
        let f = syntax::parse(&mut dag, &text).unwrap().expr;
        let variables = dag.variables(f);
        let inputs: Vec<f64> = variables.iter().map(|symbol| if dag.name(*symbol) == "x" { x } else { z }).collect();
        // Past a thousand, digits are lost on the way and the roads part for good reason.
        let parts = dag.below(f);
        let everything = Tape::new(&dag, &parts, &variables).unwrap();
        let mut values = vec![0.0; parts.len()];
        everything.evaluate(&inputs, &mut values);
        prop_assume!(values.iter().all(|value| value.abs() < 1e3));
        let gradient = everything.gradient(&inputs);
        prop_assume!(gradient.partials.iter().all(|slope| slope.abs() < 1e3));
        four_roads(&mut dag, f, &inputs, &text);
    }

    #[test]
    fn pieces_have_the_gradients_of_operations(text in formulas(), x in 0.2..2.0f64, z in 0.1..3.0f64) {
        let at = [("x", x), ("z", z)];
        let Ok(fine) = run(&text, &at, Grain::Operations).1 else { return Ok(()) };
        let mut most = fine.nodes.len();
        for grain in [Grain::Pieces, Grain::Layers] {
            let Ok(coarse) = run(&text, &at, grain).1 else { return Ok(()) };
            assert_sound(&coarse, &text);
            prop_assert!(coarse.nodes.len() <= most);
            most = coarse.nodes.len();
            for (a, b) in fine.chains.iter().zip(&coarse.chains) {
                let size = 1.0 + a.paths.iter().map(|path| path.product.abs()).sum::<f64>();
                prop_assert!(!size.is_finite() || (a.total - b.total).abs() <= 1e-9 * size, "{text}: {} and {}", a.total, b.total);
            }
        }
    }
}
