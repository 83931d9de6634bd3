//! Differentiation: the textbook's table, and real problems with verified answers.

use chainrule::calculus::Differentiator;
use chainrule::expr::{Dag, Expr};
use chainrule::numeric::Tape;
use chainrule::rewrite::Light;
use chainrule::steps::{Detail, Step, Told, explain, explain_after};
use chainrule::{print, syntax};
use serde_json::{Value, json};

#[path = "support/steps.rs"]
mod steps;

use steps::check_steps;

/// d/dx(f) reads `expected`, to the letter.
#[track_caller]
fn check(f: &str, expected: &str) {
    let mut dag = Dag::new();
    let f = syntax::parse(&mut dag, f).unwrap().expr;
    let x = dag.symbol("x");
    let slope = Differentiator::new(Light::Yes).differentiate(&mut dag, f, x);
    assert_eq!(print::text(&dag, slope), expected);
}

#[test]
fn results_as_a_person_leaves_them() {
    check("(2x+3)^2", "4(2x + 3)");
    check("sin(x^2)", "2x cos(x^2)");
    check("x^2 e^(3x)", "x(3x + 2)e^(3x)");
    check("(x^2+1)/(x-1)", "(x^2 - 2x - 1)/(x - 1)^2");
    check("ln(x^2+1)", "2x/(x^2 + 1)");
    check("x^x", "x^x (ln(x) + 1)");
    check("(x+1)^x", "(x + 1)^x (ln(x + 1) + x/(x + 1))");
    check("sin(x)^2", "2sin(x) cos(x)");
    check("1/(1+e^-x)", "e^(-x)/(1 + e^(-x))^2");
    // A difference takes the minus sign in, and √(2πx²)·√(2πx²) is 2πx².
    check("3((a/x)^12 - (a/x)^6)", "18a^6 (x^6 - 2a^6)/x^13");
    check("(a - c b x)^2", "2b c(b c x - a)");
    check("x^k (1 - x)^(n - k)", "x^(k - 1) (1 - x)^(n - k - 1) (k - n x)");
    check("sin(x)(1 - x^2)", "(1 - x^2)cos(x) - 2x sin(x)");
    check(
        "e^(-(m - a)^2/(2x^2))/sqrt(2pi x^2)",
        "((m - a)^2 - x^2)e^(-(m - a)^2/(2x^2))/(x^3 sqrt(2pi x^2))",
    );
    // What all terms share stays in front, though multiplied out a stroke or two would be saved.
    check("sigmoid(x)(1-sigmoid(x))", "sigmoid(x) (1 - sigmoid(x))(1 - 2sigmoid(x))");
    check("x(1-x)^2", "(1 - x)(1 - 3x)");
    check("sigmoid(x)(x-x sigmoid(x)+1)", "sigmoid(x) (1 - sigmoid(x))(x - 2x sigmoid(x) + 2)");
    check("(x+1)^3+3x(x+1)^2", "6(x + 1)(2x + 1)");
    // Beside a factor or a bar what the terms share comes out, powers with letters above as well.
    check("x y/(x^2+y^2)", "y(y^2 - x^2)/(x^2 + y^2)^2");
    check("x^n e^(-x)", "x^(n - 1) (n - x)e^(-x)");
    check("e^x/(1+e^(2x))", "e^x (1 - e^(2x))/(1 + e^(2x))^2");
    check("-y ln(sigmoid(a x)) - (1-y)ln(1-sigmoid(a x))", "a(sigmoid(a x) - y)");
    // Terms with the same function are one.
    check(
        "6x(x^2+1)^2 cos((x^2+1)^3)",
        "6(x^2 + 1)((5x^2 + 1)cos((x^2 + 1)^3) - 6x^2 (x^2 + 1)^3 sin((x^2 + 1)^3))",
    );
    check("(x cos(x) - sin(x))/x^2", "((2 - x^2)sin(x) - 2x cos(x))/x^3");
    check("(1-cos(x))/sin(x)", "(1 - cos(x))/sin(x)^2");
    check("cos(arcsin(x))", "-x/sqrt(1 - x^2)");
    check("tan(arccos(x))", "-1/(x^2 sqrt(1 - x^2))");
    check("(1+1/x)^x", "(1 + 1/x)^x (ln(1 + 1/x) - 1/(x + 1))");
    check("x^m (1-x)^n", "x^(m - 1) (1 - x)^(n - 1) (m - m x - n x)");
    check("max(0, 1 - x y)", "{0 if 1 - x y < 0, -y if 1 - x y > 0}");
    // Brackets of letters stay as they were written, a square is seen whatever its sign.
    check("(x-a)^2(x-b)^3", "(x - a)(x - b)^2 (5x - 3a - 2b)");
    check("(x^2+1)e^(-x)", "-(x - 1)^2 e^(-x)");
    // A number in front falls away with what stands below the bar in a bracket.
    check("gelu(2x)", "1 + erf(sqrt(2) x) + 4x e^(-2x^2)/sqrt(2pi)");
    // Numbers and squares come out of roots.
    check("sqrt(18x^2)", "3sqrt(2) x/|x|");
    check("(x/2)^(1/2147483647)", "1/(4294967294(x/2)^(2147483646/2147483647))");
    check("sqrt(8x^3)", "3sqrt(2) sqrt(x)");
    check("sqrt(x^4+2x^2+1)", "2x");
    // Functions of one angle are joined.
    check("sin(x)cos(x)tan(x)", "2sin(x) cos(x)");
    check("sin(x)tan(x)", "sin(x) + sec(x) tan(x)");
    check("tanh(x)cosh(x)", "cosh(x)");
    check("cot(x)^3", "-3csc(x)^2 cot(x)^2");
    check("sin(x)^4+cos(x)^4", "-sin(4x)");
    check("(sin(x)+cos(x))^2", "2cos(2x)");
    check("x/2-sin(2x)/4", "sin(x)^2");
    check("2tan(x)/(1+tan(x)^2)", "2cos(2x)");
    check("sin(x)cos(2x)", "cos(x) cos(2x) - 2sin(x) sin(2x)");
    // Not where the power is too high to take the 2 with it.
    let high = "x sin(a/2)^(-2147483648) cos(a/2)^(-2147483648)";
    check(high, "1/(sin(a/2)^2147483648 cos(a/2)^2147483648)");
    // Letters and angles stand by the alphabet and by their size, a bracket of an exponent in front of it.
    check("n x^(n-1)", "n(n - 1)x^(n - 2)");
    check("cos(b x)cos(a x)", "-b cos(a x) sin(b x) - a sin(a x) cos(b x)");
    check("sin(2arctan(x))", "2(1 - x^2)/(x^2 + 1)^2");
    check("|x^2-1|", "2x(x^2 - 1)/|x^2 - 1|");
    check("|relu(x)|", "step(x)");
    check("e^(sin(x^2))", "2x e^(sin(x^2)) cos(x^2)");
    check("arcsin(2x)", "2/sqrt(1 - 4x^2)");
    check("log_2(x^2)", "2/(x ln(2))");
    check("x(x+1)^3", "(x + 1)^2 (4x + 1)");
    check("3x^2+2x-5", "6x + 2");
    check("1/x^2", "-2/x^3");
    check("sqrt(x^2)", "x/|x|");
    check("x|x|", "2|x|");
    check("-1/3x^3+6x^2-11x-50", "-x^2 + 12x - 11");
    check("0.5x^2", "x");
    check("0.1x^2+0.2x", "0.2x + 0.2");
    check("pi^2", "0");
    check("2^x", "2^x ln(2)");
    check("tan(x)", "sec(x)^2");
    check("x e^x", "e^x + x e^x");
    // As a textbook prints it: signs, numbers and letters where they belong.
    check("ln((1+x)/(1-x))", "2/(1 - x^2)");
    check("x^y", "y x^(y - 1)");
    check("(x^2-4)e^x", "(x^2 + 2x - 4)e^x");
    check("x^3 e^(-x)", "x^2 (3 - x)e^(-x)");
    check("e^(-x)/(x^2-2)", "-(x^2 + 2x - 2)e^(-x)/(x^2 - 2)^2");
    check("3x^4(x-2)", "3x^3 (5x - 8)");
    check("x^2/(9x+1)^4", "2x(1 - 9x)/(9x + 1)^5");
    check("arcsec(3x)", "1/(|x| sqrt(9x^2 - 1))");
    check("arccsc(x/2)", "-2/(|x| sqrt(x^2 - 4))");
    check("arcsec(x^2)", "2/(x sqrt(x^4 - 1))");
    check("|3/x|/y", "-3x/(y|x|^3)");
    check("sqrt(3x-2)/x^2", "(8 - 9x)/(2x^3 sqrt(3x - 2))");
    check("sqrt(x^3-x)/x^2", "(3 - x^2)/(2x^2 sqrt(x^3 - x))");
    check("(x^2-5)/sqrt(1-x^2)", "-x(x^2 + 3)/(1 - x^2)^(3/2)");
    check("(3x-2)^2(x^2+1)^2", "2(3x - 2)(x^2 + 1)(9x^2 - 4x + 3)");
    check("cos(x)^2", "-2sin(x) cos(x)");
    check("2^x arcsin(x)", "2^x ln(2) arcsin(x) + 2^x/sqrt(1 - x^2)");
    check("(x^2+1)e^x", "(x + 1)^2 e^x");
    // As tables of integrals have them, read backwards.
    check("ln(x+sqrt(x^2+1))", "1/sqrt(x^2 + 1)");
    check("ln(x+sqrt(x^2-1))", "1/sqrt(x^2 - 1)");
    check("ln(x+sqrt(x^2+a^2))", "1/sqrt(x^2 + a^2)");
    check("ln(tan(x/2))", "1/sin(x)");
    check("sin(x/2)^2", "sin(x)/2");
    check("ln|sec x + tan x|", "sec(x)");
    check("arctan(x/sqrt(1-x^2))", "1/sqrt(1 - x^2)");
    check("arcsin(2x/(1+x^2))", "2|x^2 - 1|/(1 - x^4)");
    check("{3 if x<0, 5 else}", "0");
    // Where a law of its functions is in sight, by that.
    check("log_x(x^2)", "0");
    check("cos(2arcsin(x))", "-4x");
    check("arccos(1/x)", "1/(|x| sqrt(x^2 - 1))");
    check("sqrt(1+1/x^2)", "-1/(x^3 sqrt(1 + 1/x^2))");
    check("sqrt(1-1/x^2)", "1/(x^3 sqrt(1 - 1/x^2))");
    check("(x^x)^x", "x^(x^2 + 1) (2ln(x) + 1)");
    check("|x| max(0, x)", "x + |x|");
    check("max(0, x) + |x|", "(max(0, x) + |x|)/x");
    check("sinh(x)cosh(x)", "cosh(2x)");
    check("atan2(5, x)", "-5/(x^2 + 25)");
    // In the powers of e that were written.
    check("K/(1 + A e^(-r x))", "A K r e^(-r x)/(1 + A e^(-r x))^2");
    check("ln(e^x/(1+e^x))", "1/(1 + e^x)");
    check("5/(x sqrt(2pi))", "-5/(x^2 sqrt(2pi))");
    // One bar, and not one inside another; taken apart where a root then cancels.
    check("e^(-a^2/(2x^2))/(x sqrt(2pi))", "(a^2 - x^2)e^(-a^2/(2x^2))/(x^4 sqrt(2pi))");
    check("(x^3-2x sqrt(x))/x", "2x - 1/sqrt(x)");
    check("(x^2-2sqrt(x))/x", "1 + 1/x^(3/2)");
    check("(x^2+4x+3)/sqrt(x)", "(3x^2 + 4x - 3)/(2x^(3/2))");
    check("(x^2+1)/x", "(x^2 - 1)/x^2");
    check("sin(x)/x", "(x cos(x) - sin(x))/x^2");
    // A root of a quotient times itself is that quotient, with its bar.
    check("(1-x)^2 sqrt((1+x)/(1-x))", "-(2x + 1)/sqrt((1 + x)/(1 - x))");
    check("(x-1)^2 sqrt(x/(x-1))", "(4x - 1)/(2sqrt(x/(x - 1)))");
    // Not e^(−x⁴ − 1)(… − e^(x⁴ + 1) …), which has no value at 6.
    check(
        "2(1-x)/x*softplus(erf(1-x^2))",
        "-2softplus(erf(1 - x^2))/x^2 - 8(1 - x)e^(-(1 - x^2)^2) sigmoid(erf(1 - x^2))/sqrt(pi)",
    );
    check("cos(2arctan(x))", "-4x/(x^2 + 1)^2");
    check(
        "x(15x^4 - x^6 - 45x^2 + 15)e^(-x^2/2)",
        "(x^8 - 22x^6 + 120x^4 - 150x^2 + 15)e^(-x^2/2)",
    );
    // A decimal stays one, in exponents too.
    check("x^0.7", "0.7/x^0.3");
    check("x^1.4*ln(x)", "x^0.4 (1.4ln(x) + 1)");
    check("x^0.3 (1-x)^0.7", "(0.3 - x)/(x^0.7 (1 - x)^0.3)");
    check("x^1.5", "1.5sqrt(x)");
    // Functions cancel with the bar; a number is a number, and a sine of twice an arc is none.
    check("ln(x^4 sin(x)^2)", "2cot(x) + 4/x");
    check("ln(x^2 cos(x))", "2/x - tan(x)");
    check("x/sin(x)", "(sin(x) - x cos(x))/sin(x)^2");
    check("log_2(8^x)", "3");
    // A number before a function, after a power.
    check("sin(x)/(1+cos(x))", "1/(1 + cos(x))");
    check("x/(x^2+1)", "(1 - x^2)/(x^2 + 1)^2");
}

/// Written out, a thousand factors in turn beside all the others would be a million.
#[test]
fn pieces_and_inverse_functions_are_joined_with_what_stands_beside_them() {
    check("max(0, 1 - x)^2", "-2max(0, 1 - x)");
    check("x min(0, x)", "2min(0, x)");
    check("relu(x)^3", "3relu(x)^2");
    check("x relu(x)", "2relu(x)");
    check("sign(x) x^2", "2|x|");
    check("sign(x) ln(1 + |x|)", "1/(1 + |x|)");
    check("max(x, y)^2", "{2x if x > y, 0 if x < y}");
    check("ln(max(x, 1))", "{1/x if x > 1, 0 if x < 1}");
    check("{x if x > 0, 0 else}^2", "{2x if x > 0, 0 else}");
    // What is the larger where nothing is multiplied must be 0, and the borders the same.
    check("max(1, x)^2", "{0 if x < 1, 2x if x > 1}");
    check("max(0, x) max(0, y)", "max(0, y)*{0 if x < 0, 1 if x > 0}");
    check("sqrt(max(0, x))", "{0 if x < 0, 1 if x > 0}/(2sqrt(max(0, x)))");
    check("-t ln(sigmoid(x)) - (1 - t)ln(sigmoid(-x))", "sigmoid(x) - t");
    check("x sigmoid(x) - softplus(x)", "x sigmoid(x) (1 - sigmoid(x))");
    check("-2a x e^(-a x^2)", "2a(2a x^2 - 1)e^(-a x^2)");
    check("tan(arcsin(x))", "1/(1 - x^2)^(3/2)");
    check("sin(arctan(x))", "1/(x^2 + 1)^(3/2)");
    check("sec(arctan(x))", "x/sqrt(x^2 + 1)");
    check("tanh(arsinh(x))", "1/(x^2 + 1)^(3/2)");
    check("cosh(artanh(x))", "x/(1 - x^2)^(3/2)");
    check("arcsin(tanh(x))", "sech(x)");
    check("sqrt(1 + sinh(x)^2)", "sinh(x)");
    check("arccsc(1/x)", "1/sqrt(1 - x^2)");
    check("e^(a x) (a cos(b x) - b sin(b x))", "e^(a x) ((a^2 - b^2)cos(b x) - 2a b sin(b x))");
}

#[test]
fn many_factors_take_their_turns_by_halves() {
    let product: String = (1..=100).map(|i| format!("(x+{i})")).collect();
    let mut dag = Dag::new();
    let f = syntax::parse(&mut dag, &product).unwrap().expr;
    let x = dag.symbol("x");
    let slope = Differentiator::new(Light::Yes).differentiate(&mut dag, f, x);
    assert!(dag.size(slope) < 40_000, "{}", dag.size(slope));
    // The slope of a product is the product times the sum of its factors' slopes over themselves: at
    // −0.5 that of 1/(n − 0.5).
    let x = [dag.as_symbol(x).unwrap()];
    let tape = Tape::new(&dag, &[slope, f], &x).unwrap();
    let mut values = [0.0; 2];
    tape.evaluate(&[-0.5], &mut values);
    let sum: f64 = (1..=100).map(|i| 1.0 / (f64::from(i) - 0.5)).sum();
    assert!((values[0] / values[1] / sum - 1.0).abs() < 1e-12, "{values:?}");
    check(&"x".repeat(2000), "2000x^1999");
}

fn corpus() -> Vec<Value> {
    let rows = include_str!("corpora/derivatives.jsonl");
    rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
}

/// A row's function, differentiated, and the nodes d/dx(…) on the way.
struct Taken {
    dag: Dag,
    machine: Differentiator,
    derivatives: Vec<Expr>,
    result: Expr,
}

fn take(row: &Value, light: Light) -> Result<Taken, String> {
    let mut dag = Dag::new();
    let input = row["input"].as_str().unwrap();
    let f = syntax::parse(&mut dag, input).map_err(|error| error.to_string())?.expr;
    let x = dag.symbol(row["variable"].as_str().unwrap());
    let mut machine = Differentiator::new(light);
    let mut result = machine.take_all(&mut dag, f);
    let mut derivatives = Vec::new();
    for _ in 0..row["order"].as_u64().unwrap() {
        let derivative = dag.derivative(result, x);
        derivatives.push(derivative);
        result = machine.take(&mut dag, derivative);
    }
    Ok(Taken { dag, machine, derivatives, result })
}

#[test]
fn corpus_values() {
    let rows = corpus();
    let mut wrong = Vec::new();
    for row in &rows {
        let input = row["input"].as_str().unwrap();
        let Taken { dag, result, .. } = match take(row, Light::Yes) {
            Ok(taken) => taken,
            Err(error) => {
                wrong.push(format!("{input}: {error}"));
                continue;
            }
        };
        for point in row["points"].as_array().unwrap() {
            let variables = dag.variables(result);
            let at: Vec<f64> = variables
                .iter()
                .map(|symbol| point["at"][dag.name(*symbol)].as_f64().unwrap_or(f64::NAN))
                .collect();
            let expected = point["value"].as_f64().unwrap();
            let found = Tape::new(&dag, &[result], &variables).unwrap().value(&at);
            let close = (found - expected).abs() <= 1e-9 * expected.abs().max(1e-6);
            if !close {
                let text = print::text(&dag, result);
                wrong.push(format!("{input}: {text} is {found} where {expected} is right"));
                break;
            }
        }
    }
    println!("{} of {} right", rows.len() - wrong.len(), rows.len());
    for line in &wrong {
        println!("  {line}");
    }
    assert!(wrong.len() * 100 <= rows.len(), "more than 1 % wrong");
}

#[test]
fn every_step_is_an_equality() {
    let mut checked = 0;
    for row in &corpus() {
        for detail in [Detail::Brief, Detail::Full] {
            let Ok(Taken { mut dag, machine, derivatives, result }) = take(row, detail.light())
            else {
                continue;
            };
            for &derivative in &derivatives {
                let steps = explain(&mut dag, &machine, derivative, detail);
                let input = row["input"].as_str().unwrap();
                assert_eq!(steps.first().unwrap().before, derivative, "{input}");
                for pair in steps.windows(2) {
                    assert_eq!(pair[0].after, pair[1].before, "{input}");
                }
                if Some(&derivative) == derivatives.last() {
                    let last = steps.last().unwrap().after;
                    assert_eq!(print::text(&dag, last), print::text(&dag, result), "{input}");
                }
                checked += check_steps(&mut dag, &steps, &mut Vec::new(), input);
            }
        }
    }
    println!("{checked} steps are equalities");
}

/// How much is said of the way changes nothing about where it leads.
#[test]
fn the_answer_is_the_same_at_every_detail() {
    let corpus = corpus();
    // The inner brackets of these once stayed, and what could be cancelled, where laws are filled in to the letter.
    let more = [
        ("3(7x+3)^2 e^((7x+3)^3)", 2),
        ("4(8x+7)^3 e^((8x+7)^4)", 2),
        ("x/(x^2+x sqrt(x^2+1)+1) + 1/(x+sqrt(x^2+1))", 2),
    ];
    let more =
        more.map(|(input, order)| json!({ "input": input, "variable": "x", "order": order }));
    for row in corpus.iter().chain(&more) {
        let answers = [Light::Yes, Light::No]
            .map(|light| take(row, light).map(|taken| print::text(&taken.dag, taken.result)));
        assert_eq!(answers[0], answers[1], "{row}");
    }
    // The way ends there as well.
    for row in &more {
        let Ok(Taken { mut dag, machine, derivatives, result }) = take(row, Light::No) else {
            panic!("{row} is not read")
        };
        let last = *derivatives.last().unwrap();
        let steps = explain(&mut dag, &machine, last, Detail::Full);
        assert_eq!(steps.last().unwrap().after, result, "{row}");
        check_steps(&mut dag, &steps, &mut Vec::new(), &row.to_string());
    }
}

/// The sentences of a derivation, those inside it after it.
fn sentences(text: &str, order: usize) -> Vec<String> {
    fn collect(steps: &[Step], into: &mut Vec<String>) {
        for step in steps {
            into.push(format!("{}: {}", step.rule.title, step.explanation));
            collect(&step.steps, into);
        }
    }
    let mut dag = Dag::new();
    let mut f = syntax::parse(&mut dag, text).unwrap().expr;
    let x = dag.symbol("x");
    let mut machine = Differentiator::new(Light::Yes);
    let (mut told, mut all) = (Told::default(), Vec::new());
    for _ in 0..order {
        let derivative = dag.derivative(f, x);
        f = machine.take(&mut dag, derivative);
        let steps = explain_after(&mut dag, &machine, derivative, Detail::Brief, &mut told);
        collect(&steps, &mut all);
    }
    all
}

/// What tidying did is called by its name, small things only where there is little else.
#[test]
fn tidying_says_what_it_did() {
    for (text, expected) in [
        ("sqrt(x^2)", "Write the root of a square as an absolute value and multiply the numbers."),
        (
            "(x^2)^(1/2)",
            "Write the root of a square as an absolute value and multiply the numbers.",
        ),
        ("x ln(x + 1)", "Write the product as one fraction."),
        ("ln(1 + e^(-x))", "Multiply top and bottom."),
        (
            "arctan(x/3)",
            "Take the power of each factor, work out the power and multiply top and bottom.",
        ),
        ("x^3/(x^2 + 1)", "Multiply out, collect like terms and factor out."),
    ] {
        let said = sentences(text, 1);
        assert_eq!(said.last().unwrap(), &format!("Simplify: {expected}"), "{text}");
    }
}

#[test]
fn a_teacher_would_say_so() {
    let check = |text: &str, order: usize, expected: &[&str]| {
        assert_eq!(sentences(text, order), expected, "{text}");
    };
    check(
        "2x",
        1,
        &["Constant multiple rule: The constant 2 stays in front as a factor, and only x is \
           differentiated: it gives 1."],
    );
    check(
        "k x^3",
        1,
        &["Constant multiple rule: k does not depend on x, so it stays in front as a factor, and \
           only x^3 is differentiated: it gives 3x^2 by the power rule."],
    );
    check(
        "-4sin(x)",
        1,
        &[
            "Constant multiple rule: The constant -4 stays in front as a factor, and only sin(x) is \
           differentiated: it gives cos(x).",
        ],
    );
    check(
        "sin(x^2)^3",
        1,
        &[
            "Chain rule: Let u = sin(x^2) and v = x^2. From the outside in, u^3 gives 3u^2, sin(v) \
             gives cos(v), x^2 gives 2x; multiply: 3u^2 · cos(v) · 2x.",
            "Power rule: The exponent 3 of u^3 comes down in front as a factor, and the new \
             exponent is one less, 2.",
            "Derivative of the sine: sin(v) has the derivative cos(v).",
            "Power rule: The exponent 2 of x^2 comes down in front as a factor, and the new \
             exponent is one less, 1.",
            "Simplify: Multiply the numbers.",
        ],
    );
    check(
        "x^2/(x+1)",
        1,
        &[
            "Quotient rule: The derivative of the top times the bottom, minus the top times the \
             derivative of the bottom, all over the bottom squared: x^2 gives 2x, x + 1 gives 1.",
            "Power rule: The exponent 2 of x^2 comes down in front as a factor, and the new \
             exponent is one less, 1.",
            "Sum rule: Differentiate term by term and add: x gives 1, 1 gives 0.",
            "Simplify: Multiply out, collect like terms and factor out.",
        ],
    );
    check(
        "x^0.7",
        1,
        &[
            "Power rule: The exponent 0.7 of x^0.7 comes down in front as a factor, and the new \
             exponent is one less, -0.3.",
            "Simplify: Write the negative power below the bar.",
        ],
    );
    let deep = sentences("sin(cos(tan(ln(sqrt(e^(x^2))))))", 1);
    assert!(deep[0].contains(", and so on inward. From the outside in"), "{}", deep[0]);
    let twice = sentences("x e^x", 2);
    assert!(
        twice.contains(&"Product rule: As before, x e^x gives e^x + x e^x.".to_owned()),
        "{twice:?}"
    );
}

/// The letters and numbers of a text in order, factors 1 aside.
fn tokens(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut found: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let goes_on = is_part(last) && is_part(c) && last.is_ascii_digit() == c.is_ascii_digit();
        match found.last_mut() {
            Some(token) if goes_on => token.push(c),
            _ if is_part(c) => found.push(c.to_string()),
            _ => {}
        }
        last = c;
    }
    found.retain(|token| token != "1");
    found.sort();
    found
}

#[test]
fn a_row_of_algebra_is_named_where_it_was_used() {
    let rows_of = |text: &str, order: usize| -> Vec<(&str, String, String, String)> {
        let mut dag = Dag::new();
        let mut node = syntax::parse(&mut dag, text).unwrap().expr;
        let x = dag.symbol("x");
        let mut machine = Differentiator::new(Light::No);
        let mut rows = Vec::new();
        for _ in 0..order {
            let derivative = dag.derivative(node, x);
            node = machine.take(&mut dag, derivative);
            let mut open = explain(&mut dag, &machine, derivative, Detail::Full);
            while let Some(step) = open.pop() {
                let [before, after] = [step.before, step.after].map(|e| print::text(&dag, e));
                rows.push((step.rule.id, before, after, step.explanation));
                open.extend(step.steps);
            }
        }
        rows
    };
    let formulas = [
        "2x/(x^2+4)",
        "(x^2-2x)e^(-x)",
        "x^2/e^x",
        "ln(x)^3",
        "ln(x)^2/x",
        "x^2 cos(x)",
        "sin((2x+1)^3)",
        "(x^3+1)^3",
        "1/(1+e^(-x))",
        "x/(x+1)",
        "sqrt(x^2+1)",
        "x^3/(x^2+1)",
        "1/(x ln(x))",
        "x^2 ln(x)",
        "(x^2+1)/(x-1)",
        "e^x/(1+e^x)",
        "tan(x)^2",
        "x e^x",
        "6x/(3x^2)",
        "cosh(x/2)^-2",
        "x^x",
    ];
    for (text, order) in formulas.iter().flat_map(|text| [(text, 1), (text, 2)]) {
        for (rule, before, after, said) in rows_of(text, order) {
            let same = tokens(&before) == tokens(&after);
            let line = format!("{text}, {order}: {rule}, {before} -> {after}, {said}");
            match rule {
                "arrange" | "distribute-sign" => assert!(same, "{line}"),
                "collect-like-terms" | "factor-out" => assert!(!same, "{line}"),
                _ => {}
            }
        }
    }
    let said = |text: &str, rule: &str| {
        let rows = rows_of(text, 2);
        rows.into_iter().filter(|row| row.0 == rule).map(|row| row.3).collect::<Vec<_>>()
    };
    let two = "Every term has the factor 2: take it out.".to_owned();
    assert!(said("ln(x^2+4)", "factor-out").contains(&two));
    assert!(said("(x^2-2x)e^(-x)", "factor-out").contains(&two));
}

#[test]
fn tidying_at_one_go_shows_the_law_of_what_it_names_first() {
    let law = |text: &str| {
        let mut dag = Dag::new();
        let f = syntax::parse(&mut dag, text).unwrap().expr;
        let x = dag.symbol("x");
        let derivative = dag.derivative(f, x);
        let mut machine = Differentiator::new(Light::Yes);
        machine.take(&mut dag, derivative);
        let steps = explain(&mut dag, &machine, derivative, Detail::Brief);
        let last = steps.last().unwrap();
        assert_eq!(last.rule.id, "tidy", "{text}");
        (last.law.id, last.explanation.clone())
    };
    let told = |id, said: &str| (id, said.to_owned());
    let shared = "Every term has the factor x e^(3x): take it out.";
    assert_eq!(law("x^2 e^(3x)"), told("factor-out", shared));
    assert_eq!(law("e^(3x)"), told("arrange", "Put the factors in the customary order."));
    assert_eq!(law("cos(x) ln(sin(x))"), told("arrange", "Put the terms in the customary order."));
    let law_of = |text: &str| law(text).0;
    assert_eq!(law_of("ln(x + sqrt(x^2 - 1))"), "cancel");
    assert_eq!(law_of("ln(sec(x) + tan(x))"), "cancel");
    assert_ne!(law_of("x^2/(x + 1)"), "cancel");
    let undone = "Let inverse functions undo each other.";
    assert_eq!(law("e^(x ln(a))"), told("inverse-functions", undone));
    assert_eq!(law("max(0, x)^2"), told("join-pieces", "Multiply piece by piece."));
}
