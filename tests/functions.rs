//! Every function of the table at points that hurt, against references of many digits.

#[path = "support/changed.rs"]
mod changed;

use chainrule::expr::{Dag, Expr, Function, Slope};
use chainrule::numeric::Tape;
use chainrule::syntax::parse;
use changed::changed;

/// `functions.py` beside it says how it was made.
const REFERENCE: &str = include_str!("data/functions.tsv");

/// What must come out.
#[derive(Clone, Copy, Debug)]
enum Expected {
    Number(f64),
    /// +∞ or −∞, or nothing where the two sides differ.
    Pole,
}

struct Sample {
    function: Function,
    arguments: Vec<f64>,
    value: Expected,
    slopes: Vec<Expected>,
}

fn samples() -> impl Iterator<Item = Sample> {
    REFERENCE.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let function = Function::named(fields[0]).unwrap();
        let given = |fields: &[&str]| {
            let given = fields.iter().filter(|&&field| field != "-");
            given
                .map(|&field| match field {
                    "pole" => Expected::Pole,
                    number => Expected::Number(number.parse().unwrap()),
                })
                .collect::<Vec<_>>()
        };
        let arguments = fields[1..3].iter().filter_map(|field| field.parse().ok()).collect();
        Sample { function, arguments, value: given(&fields[3..4])[0], slopes: given(&fields[4..]) }
    })
}

fn slopes(function: Function, arguments: &[f64]) -> Vec<f64> {
    match (function.row().slope, arguments) {
        (Slope::One(slope), [u]) => vec![slope(*u)],
        (Slope::Two(slope), [u, v]) => slope(*u, *v).to_vec(),
        _ => panic!("{} has slopes of another kind than arguments", function.row().id),
    }
}

/// How many doubles lie between two numbers.
fn ulps(a: f64, b: f64) -> f64 {
    if a == b || (a.is_nan() && b.is_nan()) {
        return 0.0;
    }
    if !a.is_finite() || !b.is_finite() {
        return f64::INFINITY;
    }
    let place = |x: f64| {
        let bits = x.to_bits() as i64;
        if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
    };
    (place(a) as i128 - place(b) as i128).unsigned_abs() as f64
}

/// How far off, in units of the last place; +∞ where the kind is wrong.
fn off(found: f64, expected: Expected) -> f64 {
    match expected {
        // Below the normal numbers there are fewer digits.
        Expected::Number(expected) if (found - expected).abs() < 1e-317 => 0.0,
        Expected::Number(expected) => ulps(found, expected),
        Expected::Pole if found.is_finite() => f64::INFINITY,
        Expected::Pole => 0.0,
    }
}

#[test]
fn values_and_slopes_are_right_to_a_few_units() {
    let mut wrong = Vec::new();
    for sample in samples() {
        let Sample { function, arguments, value, slopes: expected } = sample;
        let found = function.value(&arguments);
        if off(found, value) > 3.0 {
            wrong.push(format!("{function:?}{arguments:?} is {found:e}, not {value:?}"));
        }
        for (found, expected) in slopes(function, &arguments).into_iter().zip(expected) {
            // Where a slope is a difference of two numbers near 1, their digits are what counts.
            let near = matches!(expected, Expected::Number(e) if (e - found).abs() < 4e-16)
                && matches!(function, Function::Gelu | Function::Silu)
                && arguments[0] > -5.0;
            if off(found, expected) > 8.0 && !near {
                wrong.push(format!("{function:?}'{arguments:?} is {found:e}, not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} are off:\n{}", wrong.len(), wrong.join("\n"));
}

/// A function of one argument at −∞, at +∞: what it approaches; NaN where it approaches nothing.
#[test]
fn infinity_is_a_limit() {
    use Function::*;
    const NONE: f64 = f64::NAN;
    const FAR: f64 = f64::INFINITY;
    const PI: f64 = std::f64::consts::PI;
    #[rustfmt::skip]
    let limits = [
        (Exp, 0.0, FAR), (Ln, NONE, FAR), (Sqrt, NONE, FAR), (Cbrt, -FAR, FAR), (Abs, FAR, FAR), (Sign, -1.0, 1.0),
        (Sin, NONE, NONE), (Cos, NONE, NONE), (Tan, NONE, NONE), (Sec, NONE, NONE), (Csc, NONE, NONE), (Cot, NONE, NONE),
        (Arcsin, NONE, NONE), (Arccos, NONE, NONE), (Arctan, -PI / 2.0, PI / 2.0),
        (Arcsec, PI / 2.0, PI / 2.0), (Arccsc, 0.0, 0.0), (Arccot, -0.0, 0.0),
        (Sinh, -FAR, FAR), (Cosh, FAR, FAR), (Tanh, -1.0, 1.0), (Sech, 0.0, 0.0), (Csch, 0.0, 0.0), (Coth, -1.0, 1.0),
        (Arsinh, -FAR, FAR), (Arcosh, NONE, FAR), (Artanh, NONE, NONE), (Arsech, NONE, NONE), (Arcsch, 0.0, 0.0), (Arcoth, 0.0, 0.0),
        (Floor, -FAR, FAR), (Ceil, -FAR, FAR), (Step, 0.0, 1.0), (Relu, 0.0, FAR), (LeakyRelu, -FAR, FAR), (Elu, -1.0, FAR),
        (Sigmoid, 0.0, 1.0), (Softplus, 0.0, FAR), (Gelu, 0.0, FAR), (Silu, 0.0, FAR), (Erf, -1.0, 1.0),
    ];
    for (function, left, right) in limits {
        for (x, limit) in [(-FAR, left), (FAR, right)] {
            let found = function.value(&[x]);
            assert_eq!(ulps(found, limit), 0.0, "{function:?} at {x} is {found}, not {limit}");
        }
        assert!(function.value(&[NONE]).is_nan(), "{function:?} of nothing");
        assert!(slopes(function, &[NONE])[0].is_nan(), "{function:?}' of nothing");
    }
    let unary = Function::ALL.iter().filter(|f| f.takes(1) && !f.takes(2)).count();
    assert_eq!(unary, limits.len(), "a function is missing here");
}

/// −0 is 0 from the left: odd functions keep its sign, poles look left.
#[test]
fn zero_has_two_sides() {
    use Function::*;
    for function in [
        Sin, Tan, Sinh, Tanh, Arcsin, Arctan, Arsinh, Artanh, Cbrt, Erf, Floor, Gelu, Silu,
        LeakyRelu,
    ] {
        let found = function.value(&[-0.0]);
        assert!(found == 0.0 && found.is_sign_negative(), "{function:?} at -0 is {found:?}");
    }
    for function in [Csc, Cot, Csch, Coth, Arcsch] {
        assert_eq!(function.value(&[-0.0]), f64::NEG_INFINITY, "{function:?}");
        assert_eq!(function.value(&[0.0]), f64::INFINITY, "{function:?}");
    }
    assert_eq!(Ln.value(&[-0.0]), f64::NEG_INFINITY);
    // What jumps has one value there.
    assert_eq!(Arccot.value(&[-0.0]), Arccot.value(&[0.0]));
}

/// What a person expects to the last digit.
#[test]
fn round_numbers_stay_round() {
    use Function::*;
    for (function, arguments, value) in [
        (Log, &[9.0, 3.0][..], 2.0),
        (Log, &[125.0, 5.0], 3.0),
        (Log, &[243.0, 3.0], 5.0),
        (Log, &[1000.0, 10.0], 3.0),
        (Log, &[8.0, 2.0], 3.0),
        (Log, &[0.25, 0.5], 2.0),
        (Root, &[-32.0, 5.0], -2.0),
        (Root, &[81.0, 4.0], 3.0),
        (Cbrt, &[-27.0], -3.0),
        (Sigmoid, &[0.0], 0.5),
        (Tanh, &[0.0], 0.0),
        (Exp, &[1.0], std::f64::consts::E),
        (Arctan, &[1.0], std::f64::consts::FRAC_PI_4),
        (Max, &[1.0, 5.0, 3.0], 5.0),
        (Min, &[1.0, 5.0, -3.0], -3.0),
    ] {
        assert_eq!(function.value(arguments), value, "{function:?}{arguments:?}");
    }
}

/// Where a function is smooth and doubles are dense enough, three roads lead to one slope.
#[test]
fn roads_meet() {
    let (mut met, mut silent) = (0, 0);
    for sample in samples() {
        let Sample { function, arguments, slopes: expected, .. } = sample;
        let mut dag = Dag::new();
        let (u, v) = (dag.symbol("u"), dag.symbol("v"));
        let call = dag.call(function, &[u, v][..arguments.len()]);
        let tape = Tape::new(&dag, &[call], &dag.variables(call)).unwrap();
        for (roads, expected) in tape.roads(&arguments).into_iter().zip(expected) {
            let Expected::Number(expected) = expected else { continue };
            assert_eq!(ulps(roads.forward, roads.reverse), 0.0, "{function:?}{arguments:?}");
            // To doubles this large floor is the identity.
            let coarse = expected.is_nan() && arguments[0].abs() >= 1e15;
            if coarse || !roads.difference.is_finite() {
                silent += 1;
                continue;
            }
            met += 1;
            let allowed = 1e-6 * expected.abs() + 1e-9 * tape.value(&arguments).abs().max(1e-3);
            assert!(
                (roads.difference - expected).abs() <= allowed,
                "{function:?}{arguments:?}: {} by differences, not {expected}",
                roads.difference
            );
        }
    }
    assert!(met > 3 * silent, "differences say nothing too often: {silent} times of {met}");
}

/// What is heard is what is read, but for four whose arguments are told apart or whose name is a letter.
#[test]
fn each_is_spoken_by_its_title() {
    use Function::*;
    for &function in Function::ALL {
        let row = function.row();
        let words = row.speech.strip_prefix("the ").unwrap_or(row.speech);
        let said = match function {
            Exp => "exponential of",
            Log => "logarithm to base {v} of {u}",
            Root => "root of degree {v} of {u}",
            Atan2 => "direction of the point with ordinate {u} and abscissa {v}",
            _ => &format!("{} of", row.title),
        };
        assert_eq!(words, said, "{}", row.id);
    }
}

/// Over a stretch an image holds every value, and what it promises of the way is so.
#[test]
fn images_hold_the_values() {
    use chainrule::numeric::{Interval, Nature};
    let ends: Vec<f64> = vec![
        -1e300, -710.0, -40.0, -7.0, -4.0, -3.2, -2.0, -1.5, -1.1, -1.0, -0.75, -0.3, -1e-9, 0.0,
        1e-9, 0.2, 0.5, 0.9, 1.0, 1.3, 1.6, 2.0, 3.0, 3.2, 4.8, 6.3, 20.0, 710.0, 1e300,
    ];
    for &function in Function::ALL {
        let mut dag = Dag::new();
        let (u, v) = (dag.symbol("u"), dag.symbol("v"));
        let count = if function.takes(2) { 2 } else { 1 };
        let call = dag.call(function, &[u, v][..count]);
        let tape = Tape::new(&dag, &[call], &dag.variables(call)).unwrap();
        let seconds: &[f64] = if count == 2 { &[-2.0, 0.5, 1.0, 2.0, 3.0, 4.5] } else { &[0.0] };
        for &second in seconds {
            for (i, &low) in ends.iter().enumerate() {
                for &high in &ends[i..] {
                    let inputs = [Interval::new(low, high), Interval::point(second)];
                    let image = tape.enclose(&inputs[..count]);
                    for k in 0..=40 {
                        let t = f64::from(k) / 40.0;
                        let x = (low * (1.0 - t) + high * t).clamp(low, high);
                        let value = function.value(&[x, second][..count]);
                        let place = format!(
                            "{function:?}({x}, {second}) = {value} in {image:?} over {low}..{high}"
                        );
                        assert!(!value.is_finite() || image.contains(value), "{place}");
                        assert!(!value.is_finite() || image.nature > Nature::Nowhere, "{place}");
                        let promised = image.nature >= Nature::Defined;
                        assert!(!promised || !value.is_nan(), "{place}");
                        assert!(!promised || value.is_finite() || !image.is_bounded(), "{place}");
                    }
                }
            }
        }
    }
}

/// Arguments, and a slope there.
type Known = (Vec<f64>, f64);

/// A row's derivatives as laws, each with what the slopes say wherever the row has a derivative.
fn laws() -> Vec<(Function, &'static str, Vec<Known>)> {
    let mut all = Vec::new();
    for &function in Function::ALL {
        let row = function.row();
        let mut dag = Dag::new();
        let conditions: Vec<Expr> =
            row.domain.iter().chain(row.smooth).map(|text| read(&mut dag, text)).collect();
        let tapes: Vec<Tape> = conditions.iter().map(|e| tape(&mut dag, *e)).collect();
        let mut points: Vec<Vec<f64>> = samples()
            .filter(|sample| sample.function == function)
            .map(|sample| sample.arguments)
            // Far out a law written for people overflows on the way.
            .filter(|point| {
                point.iter().all(|u| u.abs() <= 300.0 && (*u == 0.0 || u.abs() > 1e-90))
            })
            .collect();
        // A new function need not have references yet: law and slope are held against one another.
        let count = if function.takes(2) { 2 } else { 1 };
        points.extend([-2.3, -0.7, 0.3, 0.9, 1.7, 3.1].map(|u| [u, 4.4 - u][..count].to_vec()));
        points.retain(|point| tapes.iter().all(|tape| tape.value(&both(point)) == 1.0));
        for (place, law) in row.derivative.iter().enumerate() {
            let known = points.iter().map(|point| (point.clone(), slopes(function, point)[place]));
            all.push((function, *law, known.collect()));
        }
    }
    all
}

fn read(dag: &mut Dag, text: &str) -> Expr {
    parse(dag, text).unwrap().expr
}

/// Of u and v.
fn tape(dag: &mut Dag, e: Expr) -> Tape {
    let inputs = [dag.intern("u"), dag.intern("v")];
    Tape::new(dag, &[e], &inputs).unwrap()
}

fn both(arguments: &[f64]) -> [f64; 2] {
    [arguments[0], arguments.get(1).copied().unwrap_or(0.0)]
}

/// Where a law says something else than the slopes.
fn first_off(law: &Tape, known: &[Known]) -> Option<String> {
    known.iter().find_map(|(arguments, slope)| {
        let by_law = law.value(&both(arguments));
        // Law and slope may differ where a sum loses its digits, never by more.
        let allowed = 1e-7 * slope.abs() + 1e-15;
        let same = (by_law - slope).abs() <= allowed || (by_law.is_nan() && slope.is_nan());
        (!same).then(|| format!("at {arguments:?} it is {by_law}, the slope {slope}"))
    })
}

/// The table has each derivative twice: as a law and as numbers. One is held against the other
/// wherever the row says that there is a derivative.
#[test]
fn laws_and_slopes_agree() {
    let mut compared = 0;
    for (function, law, known) in laws() {
        let mut dag = Dag::new();
        let e = read(&mut dag, law);
        let off = first_off(&tape(&mut dag, e), &known);
        assert_eq!(off, None, "{function:?}' = {law}");
        compared += known.len();
    }
    assert!(compared > 2500, "only {compared} were compared");
}

#[test]
fn a_derivative_changed_in_one_place_is_refused() {
    let (mut refused, mut taken) = (0, Vec::new());
    for (function, law, known) in laws() {
        let mut dag = Dag::new();
        let e = read(&mut dag, law);
        for other in changed(&mut dag, e) {
            match first_off(&tape(&mut dag, other), &known) {
                Some(_) => refused += 1,
                None => {
                    taken.push(format!("{function:?}: {}", chainrule::print::text(&dag, other)))
                }
            }
        }
    }
    // The one that says the same.
    assert_eq!(taken, ["Abs: |u|/u"]);
    assert!(refused > 250, "{refused}");
}

/// Where a domain is not what the references say: a number outside it, none or a pole inside.
fn first_outside(function: Function, domain: &[Tape]) -> Option<String> {
    // A root of a negative number depends on whether the index is odd, which no condition says.
    let says_all = function != Function::Root;
    // Squares of numbers below these are 0.
    let tiny = |u: &f64| *u != 0.0 && u.abs() < 1e-90;
    let mut asked = samples()
        .filter(|sample| sample.function == function && !sample.arguments.iter().any(tiny));
    asked.find_map(|sample| {
        let valued = matches!(sample.value, Expected::Number(value) if !value.is_nan());
        let inside = domain.iter().all(|tape| tape.value(&both(&sample.arguments)) == 1.0);
        let wrong = if inside { !valued && says_all } else { valued };
        wrong.then(|| format!("{:?}: {:?}", sample.arguments, sample.value))
    })
}

#[test]
fn a_domain_is_where_there_are_values() {
    for &function in Function::ALL {
        let mut dag = Dag::new();
        let domain: Vec<Expr> =
            function.row().domain.iter().map(|text| read(&mut dag, text)).collect();
        let tapes: Vec<Tape> = domain.iter().map(|e| tape(&mut dag, *e)).collect();
        assert_eq!(first_outside(function, &tapes), None, "{function:?}");
    }
}

#[test]
fn a_domain_changed_in_one_place_is_refused() {
    let (mut refused, mut taken) = (0, Vec::new());
    for &function in Function::ALL {
        let mut dag = Dag::new();
        let domain: Vec<Expr> =
            function.row().domain.iter().map(|text| read(&mut dag, text)).collect();
        for (place, condition) in domain.iter().enumerate() {
            for other in changed(&mut dag, *condition) {
                // A negated condition is no condition.
                if !matches!(dag.op(other), chainrule::expr::Op::Relation(_)) {
                    continue;
                }
                let mut others = domain.clone();
                others[place] = other;
                let tapes: Vec<Tape> = others.iter().map(|e| tape(&mut dag, *e)).collect();
                match first_outside(function, &tapes) {
                    Some(_) => refused += 1,
                    None => {
                        taken.push(format!("{function:?}: {}", chainrule::print::text(&dag, other)))
                    }
                }
            }
        }
    }
    assert_eq!(taken, [""; 0]);
    assert!(refused > 20, "{refused}");
}
