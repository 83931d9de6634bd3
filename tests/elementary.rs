//! The elementary functions against 30-digit values, and in blocks against themselves.

#[path = "support/bits.rs"]
mod bits;

use chainrule::expr::{Dag, Expr, Function, Op, Relation};
use chainrule::numeric::{Along, Tape};
use chainrule::real;

/// Every function may be off by two units in the last place; those here are better.
const WORST: [(&str, f64); 7] = [
    ("exp", 1.0),
    ("ln", 1.0),
    ("sin", 1.0),
    ("cos", 1.0),
    ("tanh", 1.25),
    ("sigmoid", 1.5),
    ("pow", 1.0),
];

/// The distance from a double of this size to the next.
fn unit(y: f64) -> f64 {
    let size = y.abs();
    size.next_up() - size
}

#[test]
fn elementary_functions_are_right_to_the_last_digits() {
    let table = include_str!("data/elementary.txt");
    let mut worst = WORST.map(|(name, _)| (name, 0.0f64, String::new(), 0));
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let numbers: Vec<f64> = words[1..].iter().map(|word| word.parse().unwrap()).collect();
        let (ours, nearest, missing) = match numbers[..] {
            [a, b, nearest, missing] => (real::pow(a, b), nearest, missing),
            [x, nearest, missing] => {
                (Function::named(words[0]).unwrap().value(&[x]), nearest, missing)
            }
            _ => panic!("{line}"),
        };
        let off = if ours == nearest { 0.0 } else { (ours - nearest) / unit(nearest) };
        let error = if nearest.is_infinite() { off } else { (off - missing).abs() };
        let row = worst.iter_mut().find(|row| row.0 == words[0]).unwrap();
        row.3 += 1;
        assert!(!error.is_nan(), "{line}: {ours}");
        if error > row.1 {
            (row.1, row.2) = (error, line.to_owned());
        }
    }
    for ((name, limit), (_, error, line, count)) in WORST.iter().zip(&worst) {
        println!("{name}: {error:.3} units at most, of {count}");
        assert!(*count > 100, "{name} has {count} rows");
        assert!(error <= limit, "{error} units off: {line}");
    }
}

/// Numbers at which functions go wrong.
fn spicy() -> Vec<f64> {
    let inf = f64::INFINITY;
    let pi = std::f64::consts::PI;
    let mut xs = vec![
        0.0,
        1e-320,
        1e-300,
        1e-17,
        0.1,
        0.5,
        1.0,
        1.5,
        2.0,
        3.0,
        pi / 2.0,
        pi,
        22.0,
        400.0,
        709.0,
        745.2,
        1e5,
        1.6e6,
        1e17,
        1e160,
        1e308,
        inf,
    ];
    xs.extend(xs.clone().iter().map(|x| -x));
    xs.push(f64::NAN);
    let mut random = real::Random::new(3);
    xs.extend((0..300).map(|_| 30.0 * random.unit() - 15.0));
    xs
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()) || (a == 0.0 && b == 0.0)
}

/// Values and slopes over many points are those of each point alone.
fn check_block(name: &str, build: impl Fn(&mut Dag, Expr, Expr) -> Expr) {
    let mut dag = Dag::new();
    let (x, y) = (dag.symbol("x"), dag.symbol("y"));
    let root = build(&mut dag, x, y);
    let symbols = [dag.intern("x"), dag.intern("y")];
    let tape = Tape::new(&dag, &[root], &symbols).unwrap();
    let xs = spicy();
    for y in [-1.5, 0.0, 2.0] {
        let inputs = [Along::Each(&xs), Along::Fixed(y)];
        for by in [0, 1] {
            let (mut values, mut slopes) = (vec![7.0; xs.len()], vec![7.0; xs.len()]);
            tape.slopes(&inputs, by, &mut values, &mut slopes);
            let direction = [[1.0, 0.0], [0.0, 1.0]][by];
            for (i, &x) in xs.iter().enumerate() {
                let alone = tape.dual(&[x, y], &direction);
                assert!(
                    same(values[i], alone.value),
                    "{name} at {x}, {y}: {} {}",
                    values[i],
                    alone.value
                );
                assert!(same(values[i], tape.value(&[x, y])), "{name} at {x}, {y}");
                assert!(
                    same(slopes[i], alone.slope),
                    "{name}′ at {x}, {y}: {} {}",
                    slopes[i],
                    alone.slope
                );
            }
        }
        let mut sampled = vec![7.0; xs.len()];
        tape.sample(&inputs, &mut [&mut sampled]);
        for (&x, &value) in xs.iter().zip(&sampled) {
            assert!(same(value, tape.value(&[x, y])), "{name} at {x}, {y}");
        }
        let (mut values, mut by_x, mut by_y) = (sampled.clone(), sampled.clone(), sampled.clone());
        tape.gradients(&inputs, &mut values, &mut [&mut by_x, &mut by_y]);
        for (i, &x) in xs.iter().enumerate() {
            let alone = tape.gradient(&[x, y]);
            assert!(same(values[i], alone.value), "{name} at {x}, {y}");
            let partials = [by_x[i], by_y[i]];
            assert!(
                same(partials[0], alone.partials[0]) && same(partials[1], alone.partials[1]),
                "∇{name} at {x}, {y}: {partials:?} {:?}",
                alone.partials
            );
        }
    }
}

#[test]
fn blocks_have_the_bits_of_points() {
    for &function in Function::ALL {
        let id = function.row().id;
        check_block(id, |dag, x, y| match function.takes(1) {
            true => dag.call(function, &[x]),
            false => dag.call(function, &[x, y]),
        });
        // Inside and outside of other things.
        check_block(id, |dag, x, y| {
            let product = dag.mul(&[x, y]);
            let call = match function.takes(1) {
                true => dag.call(function, &[product]),
                false => dag.call(function, &[product, x]),
            };
            let squared = dag.mul(&[call, call]);
            dag.sub(squared, y)
        });
    }
    for exponent in [-5, -2, -1, 2, 3, 4, 5, 9] {
        check_block("whole power", |dag, x, _| {
            let n = dag.integer(exponent);
            dag.pow(x, n)
        });
    }
    for (above, below) in [(1, 2), (-1, 2), (1, 3), (2, 5)] {
        check_block("fraction", |dag, x, _| {
            let (p, q) = (dag.integer(above), dag.integer(below));
            let exponent = dag.div(p, q);
            dag.pow(x, exponent)
        });
    }
    check_block("power", |dag, x, y| dag.pow(x, y));
    check_block("arithmetic", |dag, x, y| {
        let difference = dag.sub(x, y);
        let quotient = dag.div(difference, x);
        let negative = dag.neg(quotient);
        dag.add(&[negative, x, y])
    });
    check_block("choice", |dag, x, y| {
        let condition = dag.relation(Relation::Less, x, y);
        let root = dag.call(Function::Sqrt, &[x]);
        dag.node(Op::Piecewise, &[root, condition, y])
    });
    check_block("constant", |dag, _, _| dag.integer(7));
    check_block("itself", |_, x, _| x);
}

/// The engine in a browser, which takes two points at a time, is held to the same line.
#[test]
fn equal_points_have_equal_bits() {
    let formulas = [
        "e^x",
        "ln(x)",
        "sin(x)",
        "cos(x)",
        "tanh(x)",
        "sigmoid(x)",
        "x^2.5",
        "2^x",
        "sqrt(x)",
        "1/x",
        "x^3",
        "tanh(3x+1)^2",
        "ln(x^2+1)*e^(-x)",
        "x sin(1/x)",
        "gelu(x)/(1+|x|)",
        "max(x, x^2)",
    ];
    let scales = [1.0, 0.001953125, 1.0, 64.0, 1.0, 1048576.0, 1.0];
    let xs: Vec<f64> =
        (0..1001).map(|i| f64::from(i - 500) * 0.03125 * scales[i as usize % 7]).collect();
    let numbers = formulas.iter().flat_map(|text| {
        let both = chainrule::view::sample_slopes(text, "x", &xs, &[].into_iter().collect());
        both.unwrap().concat()
    });
    // No number has many spellings, and 0 two.
    let plain = numbers.map(|number| if number.is_nan() { 7.0 } else { number + 0.0 });
    assert_eq!(bits::bits_of(plain), include_str!("data/elementary-bits.txt"));
}
