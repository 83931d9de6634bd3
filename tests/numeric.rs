//! Tapes: values, blocks, forward, backward, differences.

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use chainrule::expr::{Dag, Expr, Function, Op, Relation};
use chainrule::numeric::{Along, Interval, Nature, NumericError, Tape, difference};
use chainrule::syntax;
use chainrule::view::{self, Point};
use proptest::prelude::*;

/// A tape of one variable x.
fn tape(build: impl Fn(&mut Dag, Expr) -> Expr) -> Tape {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let root = build(&mut dag, x);
    let x = dag.intern("x");
    Tape::new(&dag, &[root], &[x]).unwrap()
}

/// x to a power whose exponent is written `above/below`.
fn root_of_x(above: i64, below: i64) -> Tape {
    tape(|dag, x| {
        let (above, below) = (dag.integer(above), dag.integer(below));
        let exponent = dag.div(above, below);
        dag.pow(x, exponent)
    })
}

#[test]
fn powers_choose_the_real_root() {
    assert_eq!(root_of_x(1, 3).value(&[-8.0]), -2.0);
    assert_eq!(root_of_x(2, 3).value(&[-8.0]), 4.0);
    assert_eq!(root_of_x(-1, 3).value(&[-8.0]), -0.5);
    assert_eq!(root_of_x(2, 6).value(&[-8.0]), -2.0);
    assert!(root_of_x(1, 2).value(&[-4.0]).is_nan());
    assert_eq!(root_of_x(4, 2).value(&[-3.0]), 9.0);
    assert_eq!(root_of_x(-2, 1).value(&[-4.0]), 0.0625);
    // x^(1/3 - 1) is x^(-2/3).
    let shifted = tape(|dag, x| {
        let (one, three) = (dag.integer(1), dag.integer(3));
        let third = dag.div(one, three);
        let exponent = dag.sub(third, one);
        dag.pow(x, exponent)
    });
    assert_eq!(shifted.value(&[-8.0]), 0.25);
    assert!((shifted.dual(&[-8.0], &[1.0]).slope - 2.0 / 3.0 / 32.0).abs() < 1e-16);
    // A decimal is measured, not a fraction.
    let decimal = tape(|dag, x| {
        let fifth = chainrule::expr::Rational::new(1.into(), 5.into());
        let fifth = dag.decimal(&fifth, 3);
        dag.pow(x, fifth)
    });
    assert!(decimal.value(&[-32.0]).is_nan());
    assert_eq!(decimal.value(&[32.0]), 2.0);
}

/// No double holds either of them; what they make of each other, one does.
#[test]
fn quotients_beyond_the_doubles_come_back() {
    let value = |text: &str| {
        let mut dag = Dag::new();
        let root = syntax::parse(&mut dag, text).unwrap().expr;
        let x = dag.intern("x");
        Tape::new(&dag, &[root], &[x]).unwrap().value(&[2.0])
    };
    assert_eq!(value("3e400/4e400"), 0.75);
    assert_eq!(value("1e400/1e200"), 1e200);
    assert_eq!(value("1e-400/1e-390"), 1e-10);
    assert_eq!(value("x^(3e400/1e400)"), 8.0);
    assert_eq!(value("0/1e400"), 0.0);
    // Whole numbers are added and multiplied exactly, and rounded once.
    assert_eq!(value("100000000000000000001 - 100000000000000000000"), 1.0);
    assert_eq!(value("1/3 + 1/6 - 1/2"), 0.0);
    assert_eq!(
        value("cos(15*2313333333333333333333333333333333333333333332263)"),
        value("cos(34699999999999999999999999999999999999999999983945)")
    );
    assert_eq!(value("1e400/3"), f64::INFINITY);
    assert!(value("1e400/0").is_infinite());
}

#[test]
fn sums_keep_the_written_order() {
    // 1e100 + x - 1e100 is not x.
    let sum = tape(|dag, x| {
        let huge = dag.integer(num_bigint::BigInt::from(10).pow(100));
        let minus = dag.neg(huge);
        dag.add(&[huge, x, minus])
    });
    assert_eq!(sum.value(&[1.0]), 0.0);
}

#[test]
fn unbound_and_untaken_are_refused() {
    let mut dag = Dag::new();
    let (x, y, a) = (dag.symbol("x"), dag.symbol("y"), dag.symbol("a"));
    let sum = dag.add(&[y, x, a]);
    let input = dag.intern("x");
    let refused = Tape::new(&dag, &[sum], &[input]).err();
    assert_eq!(refused, Some(NumericError::Unbound(vec!["a".into(), "y".into()])));
    let untaken = dag.derivative(x, x);
    assert_eq!(Tape::new(&dag, &[untaken], &[input]).err(), Some(NumericError::Untaken));
}

#[test]
fn pieces_and_relations() {
    // {x^2 if x < 0, sqrt(x) if x > 1}
    let pieces = tape(|dag, x| {
        let (zero, one, two) = (dag.integer(0), dag.integer(1), dag.integer(2));
        let (square, root) = (dag.pow(x, two), dag.call(Function::Sqrt, &[x]));
        let left = dag.relation(Relation::Less, x, zero);
        let right = dag.relation(Relation::Greater, x, one);
        dag.node(Op::Piecewise, &[square, left, root, right])
    });
    assert_eq!(pieces.value(&[-3.0]), 9.0);
    assert_eq!(pieces.value(&[4.0]), 2.0);
    assert!(pieces.value(&[0.5]).is_nan());
    // The branch not taken has no slope to the left of 0, and does no harm.
    assert_eq!(pieces.dual(&[-3.0], &[1.0]).slope, -6.0);
    assert_eq!(pieces.gradient(&[-3.0]).partials, [-6.0]);
    assert_eq!(pieces.gradient(&[4.0]).partials, [0.25]);
}

#[test]
fn what_stands_still_has_no_slope() {
    // sqrt(y)*x by x at y = 0 is 0, though sqrt is upright there.
    let mut dag = Dag::new();
    let (x, y) = (dag.symbol("x"), dag.symbol("y"));
    let root = dag.call(Function::Sqrt, &[y]);
    let product = dag.mul(&[root, x]);
    let tape = Tape::new(&dag, &[product], &dag.variables(product)).unwrap();
    assert_eq!(tape.dual(&[2.0, 0.0], &[1.0, 0.0]).slope, 0.0);
    assert_eq!(tape.gradient(&[2.0, 0.0]).partials, [0.0, f64::INFINITY]);
}

#[test]
fn conventions_at_corners() {
    let slope = |f: Function, x: f64| tape(|dag, x| dag.call(f, &[x])).dual(&[x], &[1.0]).slope;
    assert_eq!(slope(Function::Relu, 0.0), 0.0);
    assert_eq!(slope(Function::Step, 0.0), 0.0);
    assert!(slope(Function::Abs, 0.0).is_nan());
    assert!(slope(Function::Floor, 2.0).is_nan());
    assert_eq!(slope(Function::Sqrt, 0.0), f64::INFINITY);
    let largest = tape(|dag, x| {
        let square = dag.mul(&[x, x]);
        dag.call(Function::Max, &[x, square])
    });
    assert!(largest.dual(&[1.0], &[1.0]).slope.is_nan());
    assert_eq!(largest.dual(&[2.0], &[1.0]).slope, 4.0);
    let itself = tape(|dag, x| dag.call(Function::Max, &[x, x]));
    assert_eq!(itself.dual(&[1.0], &[1.0]).slope, 1.0);
}

#[test]
fn long_and_deep() {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let input = dag.intern("x");
    // x + x^2 + … + x^10000, a term at a time.
    let terms: Vec<Expr> = (1..=10_000)
        .map(|n| {
            let n = dag.integer(n);
            dag.pow(x, n)
        })
        .collect();
    let sum = dag.add(&terms);
    let tape = Tape::new(&dag, &[sum], &[input]).unwrap();
    assert!(tape.registers() < 6, "{} registers", tape.registers());
    assert!((tape.value(&[0.5]) - 1.0).abs() < 1e-15);
    assert!((tape.gradient(&[0.5]).partials[0] - 4.0).abs() < 1e-14);
    // sin(sin(…))
    let mut deep = x;
    for _ in 0..2_000 {
        deep = dag.call(Function::Sin, &[deep]);
    }
    let tape = Tape::new(&dag, &[deep], &[input]).unwrap();
    assert_eq!(tape.registers(), 2);
    let forward = tape.dual(&[1.0], &[1.0]);
    let backward = tape.gradient(&[1.0]).partials[0];
    assert!((forward.slope / backward - 1.0).abs() < 1e-13);
    assert!(forward.value > 0.03 && forward.value < 0.05);
}

#[test]
fn differences_settle_or_say_nothing() {
    for (f, x, expected) in [
        (f64::exp as fn(f64) -> f64, 1.0, std::f64::consts::E),
        (f64::sin, 3.0, 3f64.cos()),
        (f64::ln, 1e-300, 1e300),
        (f64::ln, 1e300, 1e-300),
        (|x| x * x, 0.0, 0.0),
        (|x| 1.0 / x, 1e-5, -1e10),
        (|x| (40.0 * x).sin(), 1.0, 40.0 * 40f64.cos()),
        (|x| 1e300 * x, 2.0, 1e300),
        (f64::sqrt, 1e-6, 500.0),
        (|_| 7.0, 2.0, 0.0),
    ] {
        let found = difference(f, x).slope;
        assert!(
            (found - expected).abs()
                <= 1e-8 * expected.abs().max(1e-300) + 1e-10 * f64::from(expected == 0.0),
            "{found} is not {expected}"
        );
    }
    for (f, x) in [
        (f64::abs as fn(f64) -> f64, 0.0),
        (|x: f64| x.max(0.0), 0.0),
        (f64::sqrt, 0.0),
        (f64::floor, 2.0),
        (|x| 1.0 / x, 0.0),
        (f64::cbrt, 0.0),
        (|x: f64| x.max(x * x), 1.0),
        (f64::sin, 1e300),
        (f64::ln, -1.0),
    ] {
        let found = difference(f, x);
        assert!(found.slope.is_nan(), "{found:?} at {x}");
    }
}

/// Expressions in x and y, most of them smooth near (1, 2).
fn expressions() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    prop::collection::vec((0u8..24, any::<u8>(), any::<u8>()), 1..24)
}

fn build(dag: &mut Dag, recipe: &[(u8, u8, u8)]) -> Expr {
    let mut made = vec![dag.symbol("x"), dag.symbol("y"), dag.integer(2), dag.integer(3)];
    for &(what, a, b) in recipe {
        // Later things are taken more often, so that the result is deep.
        let pick =
            |k: u8| made[made.len() - 1 - (k as usize * k as usize / 256) * made.len() / 256];
        let (a, b) = (pick(a), pick(b));
        let new = match what {
            0..=3 => dag.add(&[a, b]),
            4 | 5 => dag.sub(a, b),
            6..=9 => dag.mul(&[a, b]),
            10 => dag.div(a, b),
            11 => dag.neg(a),
            12 => {
                let two = dag.integer(2);
                dag.pow(a, two)
            }
            13 => dag.call(Function::Exp, &[a]),
            14 => dag.call(Function::Sin, &[a]),
            15 => dag.call(Function::Cos, &[a]),
            16 => dag.call(Function::Tanh, &[a]),
            17 => dag.call(Function::Sigmoid, &[a]),
            18 => dag.call(Function::Softplus, &[a]),
            19 => dag.call(Function::Sqrt, &[a]),
            20 => dag.call(Function::Arctan, &[a]),
            21 => dag.call(Function::Max, &[a, b]),
            22 => dag.call(Function::Gelu, &[a]),
            _ => dag.pow(a, b),
        };
        made.push(new);
    }
    made[made.len() - 1]
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    a == b
        || (a.is_nan() && b.is_nan())
        || (a - b).abs() <= tolerance * (1.0 + a.abs().max(b.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..cases(500, 20_261_122) })]

    #[test]
    fn forward_backward_and_differences_agree(recipe in expressions(), x in -2.0..2.0f64, y in 0.1..3.0f64) {
        let mut dag = Dag::new();
        let root = build(&mut dag, &recipe);
        let inputs = [dag.intern("x"), dag.intern("y")];
        let tape = Tape::new(&dag, &[root], &inputs).unwrap();
        // Past a thousand, digits are lost on the way and the roads part for good reason.
        let parts = dag.below(root);
        let everything = Tape::new(&dag, &parts, &inputs).unwrap();
        let mut values = vec![0.0; parts.len()];
        everything.evaluate(&[x, y], &mut values);
        prop_assume!(values.iter().all(|value| value.abs() < 1e3));
        let gradient = tape.gradient(&[x, y]);
        for (i, direction) in [[1.0, 0.0], [0.0, 1.0]].iter().enumerate() {
            let forward = tape.dual(&[x, y], direction);
            prop_assert!(close(forward.value, gradient.value, 0.0));
            prop_assert!(close(forward.slope, gradient.partials[i], 1e-9), "{} and {}", forward.slope, gradient.partials[i]);
            let along = |t: f64| if i == 0 { tape.value(&[t, y]) } else { tape.value(&[x, t]) };
            let found = difference(along, [x, y][i]);
            if found.slope.is_finite() && forward.slope.is_finite() {
                let allowed = 10.0 * found.error + 1e-6 * forward.slope.abs() + 1e-7;
                prop_assert!((found.slope - forward.slope).abs() <= allowed, "{:?} is not {}", found, forward.slope);
            }
        }
    }

    #[test]
    fn a_block_has_the_same_bits_as_a_point(recipe in expressions(), y in -3.0..3.0f64, count in 1usize..300) {
        let mut dag = Dag::new();
        let root = build(&mut dag, &recipe);
        let inputs = [dag.intern("x"), dag.intern("y")];
        let tape = Tape::new(&dag, &[root], &inputs).unwrap();
        let xs: Vec<f64> = (0..count).map(|i| (i as f64 - 100.0) / 30.0).collect();
        let mut values = vec![0.0; count];
        tape.sample(&[Along::Each(&xs), Along::Fixed(y)], &mut [&mut values]);
        for (&x, value) in xs.iter().zip(values) {
            let alone = tape.value(&[x, y]);
            prop_assert!(value.to_bits() == alone.to_bits() || value.is_nan() && alone.is_nan());
        }
    }

    #[test]
    fn intervals_hold_the_values(recipe in expressions(), x in -3.0..3.0f64, y in -3.0..3.0f64, width in 0.0..2.0f64) {
        let mut dag = Dag::new();
        let root = build(&mut dag, &recipe);
        let inputs = [dag.intern("x"), dag.intern("y")];
        let tape = Tape::new(&dag, &[root], &inputs).unwrap();
        let parts = dag.below(root);
        let everything = Tape::new(&dag, &parts, &inputs).unwrap();
        let mut values = vec![0.0; parts.len()];
        let image = tape.enclose(&[Interval::new(x, x + width), Interval::point(y)]);
        for k in 0..=50 {
            let x = (x + width * f64::from(k) / 50.0).min(x + width);
            everything.evaluate(&[x, y], &mut values);
            let value = tape.value(&[x, y]);
            // To doubles 1/(1/0) is 0; to mathematics, and to intervals, it is nothing.
            if values.iter().all(|value| value.is_finite()) {
                prop_assert!(image.contains(value), "{} outside {:?}", value, image);
            }
            let promised = image.nature >= Nature::Defined && image.is_bounded();
            prop_assert!(!promised || !value.is_nan(), "{:?} at {}", image, x);
        }
    }
}

/// Powers are multiplied out in blocks as they are alone; a pole in a block is met there, and what
/// comes of it has no value.
#[test]
fn powers_and_poles_in_a_block_are_those_of_a_point() {
    let mut texts: Vec<String> = (-9..=9).map(|n| format!("x^({n}) + x")).collect();
    texts.extend(["1/(1/x)", "arctan(1/x)", "e^(-1/x^2)", "ln(x)^4"].map(str::to_owned));
    // A power of what moves evenly goes in one with it, last of all or on the way to more.
    for power in [-2, -1, 2, 3, 4] {
        let lines = ["2x + 3", "2x - 3", "3 - 2x", "x pi - x"];
        texts.extend(lines.map(|line| format!("({line})^({power})")));
        texts.extend(lines.map(|line| format!("arctan(({line})^({power})) + x")));
        texts.push(format!("(2x + 3)^({power}) (2x + 3)"));
    }
    let mut xs: Vec<f64> = (0..300).map(|i| f64::from(i - 150) / 30.0).collect();
    xs.extend([-0.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e-60, -1e60, 1e200, -1e-300]);
    for text in texts {
        let mut dag = Dag::new();
        let f = syntax::parse(&mut dag, &text).expect(&text).expr;
        let x = dag.intern("x");
        let tape = Tape::new(&dag, &[f], &[x]).expect(&text);
        let (mut values, mut slopes) = (vec![0.0; xs.len()], vec![0.0; xs.len()]);
        tape.slopes(&[Along::Each(&xs)], 0, &mut values, &mut slopes);
        let mut sampled = vec![0.0; xs.len()];
        tape.sample(&[Along::Each(&xs)], &mut [&mut sampled]);
        for (i, &x) in xs.iter().enumerate() {
            let value = tape.value(&[x]);
            let slope = if value.is_nan() { value } else { tape.dual(&[x], &[1.0]).slope };
            for (here, alone) in [(sampled[i], value), (values[i], value), (slopes[i], slope)] {
                let same = here.to_bits() == alone.to_bits() || here.is_nan() && alone.is_nan();
                assert!(same, "{text} at {x}: {here}, alone {alone}");
            }
        }
    }
}

/// No number to the power 0 is another one. Over a stretch this was once asked for without end.
#[test]
fn there_is_no_root_of_degree_zero() {
    let mut dag = Dag::new();
    let (x, n) = (dag.symbol("x"), dag.symbol("n"));
    let root = dag.call(Function::Root, &[x, n]);
    let inputs = [dag.intern("x"), dag.intern("n")];
    let tape = Tape::new(&dag, &[root], &inputs).unwrap();
    assert!(tape.value(&[2.0, 0.0]).is_nan());
    for degree in [0.0, -0.0] {
        let image = tape.enclose(&[Interval::new(1.0, 2.0), Interval::point(degree)]);
        assert_eq!(image.nature, Nature::Nowhere);
    }
}

/// No double is π/2, but what is written as so many quarter turns is an angle all the same.
#[test]
fn quarter_turns_are_exact() {
    let value = |text: &str| view::evaluate(text, &Point::default()).expect(text);
    for pole in [
        "tan(pi/2)",
        "tan(-5pi/2)",
        "sec(3pi/2)",
        "cot(2pi)",
        "csc(-pi)",
        "1/cos(pi/2)",
        "1/sin(3*pi)",
    ] {
        assert!(value(pole).is_infinite(), "{pole}");
    }
    for (text, exact) in
        [("sin(pi)", 0.0), ("cos(pi/2)", 0.0), ("cos(-3pi)", -1.0), ("cot(pi/2)", 0.0)]
    {
        assert_eq!(value(text), exact, "{text}");
    }
    // What is finite by way of a pole is no value.
    assert!(value("1/tan(pi/2)").is_nan());
    assert!(value("arctan(tan(pi/2))").is_nan());
    assert_eq!(value("sin(pi/6)"), (std::f64::consts::PI / 6.0).sin());
}

/// So are the angles that make so many quarter turns at a point, by every road.
#[test]
fn quarter_turns_at_a_point_are_exact() {
    let infinite = f64::INFINITY;
    for (text, x, value, slope) in [
        ("tan(pi x)", 0.5, infinite, infinite),
        ("tan(pi x/2)", -3.0, infinite, infinite),
        ("tan(2pi(x + 1/4))", 0.0, infinite, infinite),
        ("tan(x + pi/2)", 0.0, infinite, infinite),
        ("tan(0.5pi - x/3)", 0.0, infinite, -infinite),
        ("tan(-(pi/2)(1 + 2x))", 4.0, infinite, -infinite),
        ("cot(pi x)", 2.0, infinite, -infinite),
        ("sec(pi x)", 0.5, infinite, infinite),
        ("sec(pi x)", 1.5, infinite, -infinite),
        ("csc(pi x^2)", 2.0, infinite, -infinite),
        ("1/cos(pi x)", 0.5, infinite, infinite),
        ("sin(pi x)", 1.0, 0.0, -std::f64::consts::PI),
        ("cos(pi x/2)", 1.0, 0.0, -std::f64::consts::FRAC_PI_2),
        ("sin(pi x)/pi + x", 2.0, 2.0, 2.0),
        ("sec(pi x)", 3.0, -1.0, 0.0),
        ("cot(pi/2 + x)", 0.0, 0.0, -1.0),
    ] {
        let mut dag = Dag::new();
        let f = chainrule::syntax::parse(&mut dag, text).expect(text).expr;
        let symbol = dag.intern("x");
        let tape = Tape::new(&dag, &[f], &[symbol]).expect(text);
        // More points than a block has, so that both ways of taking them are met.
        let xs = vec![x; 200];
        let (mut values, mut slopes) = (vec![0.0; 200], vec![0.0; 200]);
        tape.sample(&[Along::Each(&xs)], &mut [&mut values]);
        assert_eq!((tape.value(&[x]), values[0], values[199]), (value, value, value), "{text}");
        tape.slopes(&[Along::Each(&xs)], 0, &mut values, &mut slopes);
        assert_eq!((values[7], slopes[7]), (value, slope), "{text}");
        let (dual, gradient) = (tape.dual(&[x], &[1.0]), tape.gradient(&[x]));
        assert_eq!((dual.value, dual.slope), (value, slope), "{text}");
        assert_eq!((gradient.value, gradient.partials[0]), (value, slope), "{text}");
        let mut partials = vec![0.0; 200];
        tape.gradients(&[Along::Each(&xs)], &mut values, &mut [&mut partials]);
        assert_eq!((values[150], partials[150]), (value, slope), "{text}");
        let trace = view::backprop(text, &Point::from_iter([("x".to_owned(), x)]));
        let found =
            trace.map(|it| (it.nodes.last().unwrap().value, *it.gradient.get("x").unwrap()));
        assert_eq!(found.ok(), Some((value, slope)).filter(|_| value.is_finite()), "{text}");
        assert!(tape.enclose(&[Interval::point(x)]).contains(value) || value == infinite, "{text}");
    }
    // What π does not turn is a number like any other.
    assert!(
        view::evaluate(
            "tan(x)",
            &Point::from_iter([("x".to_owned(), std::f64::consts::FRAC_PI_2)])
        )
        .unwrap()
            > 1e16
    );
}
