//! The laws of the machine on everything it knows: every function of the table, pieces, several
//! variables, powers with fractions and letters in their exponents, absolute values in each other.

use chainrule::calculus::{Differentiator, Tidier};
use chainrule::expr::{Dag, Function};
use chainrule::numeric::Tape;
use chainrule::print;
use chainrule::rewrite::Light;
use proptest::prelude::*;

#[path = "support/cases.rs"]
mod cases;
#[path = "support/laws.rs"]
mod support;

use cases::cases;
use support::{agree, read};

/// Formulas in x, y and a: the machine's whole vocabulary.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        5 => Just("x".to_owned()),
        2 => Just("y".to_owned()),
        1 => Just("a".to_owned()),
        3 => (1u32..10).prop_map(|n| n.to_string()),
        1 => (1u32..9, 2u32..7).prop_map(|(n, d)| format!("{n}/{d}")),
        1 => prop::sample::select(vec!["pi", "e", "0.25", "-1", "-3"]).prop_map(str::to_owned),
    ];
    let one: Vec<&'static str> =
        Function::ALL.iter().filter(|f| f.takes(1)).map(|f| f.row().id).collect();
    leaf.prop_recursive(4, 20, 3, move |inner| {
        let function = prop::sample::select(one.clone());
        let largest = prop::sample::select(vec!["max", "min"]);
        let relation = prop::sample::select(vec!["<", "<=", ">", ">="]);
        prop_oneof![
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b})")),
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})*({b})")),
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})/({b})")),
            2 => (inner.clone(), 2u32..5).prop_map(|(a, n)| format!("({a})^{n}")),
            2 => (inner.clone(), -5i32..6, 2u32..6).prop_map(|(a, n, d)| format!("({a})^({n}/{d})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})^({b})")),
            1 => (inner.clone(), prop::sample::select(vec!["n", "n - 1", "2n"]))
                .prop_map(|(a, n)| format!("({a})^({n})")),
            2 => inner.clone().prop_map(|a| format!("|{a}|")),
            1 => inner.clone().prop_map(|a| format!("||{a}| - 1|")),
            1 => (largest, inner.clone(), inner.clone())
                .prop_map(|(f, a, b)| format!("{f}({a}, {b})")),
            1 => (inner.clone(), relation, inner.clone(), inner.clone())
                .prop_map(|(a, r, b, c)| format!("{{{a} if x {r} {b}, {c} else}}")),
            1 => (2u32..6, inner.clone()).prop_map(|(b, a)| format!("log_{b}({a})")),
            8 => (function, inner).prop_map(|(f, a)| format!("{f}({a})")),
        ]
    })
}

#[test]
fn a_power_without_a_power_is_answered() {
    assert!(chainrule::view::simplify("1/max(x, x)^(0/5)").is_ok());
}

proptest! {
    #![proptest_config(cases(2_000, 20_261_126))]

    #[test]
    fn simplifying_keeps_the_value(text in formulas()) {
        let mut dag = Dag::new();
        let f = read(&mut dag, &text);
        let once = Tidier::default().simplify(&mut dag, f);
        agree(&mut dag, f, once)?;
        let reduced = Tidier::default().reduce(&mut dag, f);
        agree(&mut dag, f, reduced)?;
        // What is printed is read back.
        let printed = print::text(&dag, reduced);
        prop_assert_eq!(read(&mut dag, &printed), reduced, "{}", printed);
    }

    #[test]
    fn the_symbolic_slope_is_the_slope_in_numbers(
        text in formulas(), at in prop::array::uniform4(-3.0f64..3.0)
    ) {
        let mut dag = Dag::new();
        let f = read(&mut dag, &text);
        let names = ["x", "y", "a", "n"].map(|name| dag.intern(name));
        let x = dag.symbol("x");
        let slope = Differentiator::new(Light::Yes).differentiate(&mut dag, f, x);
        let symbolic = Tape::new(&dag, &[slope], &names).unwrap().rounded(&at);
        let dual = Tape::new(&dag, &[f], &names).unwrap().dual(&at, &[1.0, 0.0, 0.0, 0.0]);
        prop_assume!(symbolic.value.is_finite() && dual.slope.is_finite());
        // A slope that cancels is as good as the values it is made of.
        let scale = symbolic.value.abs().max(dual.slope.abs()).max(dual.value.abs());
        prop_assume!(symbolic.error < 1e-8 * scale.max(1e-300) && scale < 1e100);
        let close = (symbolic.value - dual.slope).abs() <= 1e-6 * scale + symbolic.error;
        prop_assert!(close, "{}: {} and {}", print::text(&dag, slope), symbolic.value, dual.slope);
    }

    #[test]
    fn sums_products_and_chains_differentiate_by_their_laws(f in formulas(), g in formulas()) {
        let mut dag = Dag::new();
        let x = dag.symbol("x");
        let mut machine = Differentiator::new(Light::Yes);
        let (u, v) = (read(&mut dag, &f), read(&mut dag, &g));
        let (du, dv) = (machine.differentiate(&mut dag, u, x), machine.differentiate(&mut dag, v, x));

        let (two, three) = (dag.integer(2), dag.integer(3));
        let (left, right) = (dag.mul(&[three, u]), dag.mul(&[two, v]));
        let sum = dag.sub(left, right);
        let sum = machine.differentiate(&mut dag, sum, x);
        let (left, right) = (dag.mul(&[three, du]), dag.mul(&[two, dv]));
        let linear = dag.sub(left, right);
        agree(&mut dag, sum, linear)?;

        let product = dag.mul(&[u, v]);
        let product = machine.differentiate(&mut dag, product, x);
        let (left, right) = (dag.mul(&[du, v]), dag.mul(&[u, dv]));
        let leibniz = dag.add(&[left, right]);
        agree(&mut dag, product, leibniz)?;

        // u(v): the slope of u, put v in for x, times the slope of v.
        if dag.size(u).saturating_mul(dag.size(v)) < 400 {
            let chain = dag.substitute(u, x, v);
            let chain = machine.differentiate(&mut dag, chain, x);
            let outer = dag.substitute(du, x, v);
            let law = dag.mul(&[outer, dv]);
            agree(&mut dag, chain, law)?;
        }
    }
}
