//! Where a derivative holds: inside what is said it does, just outside it does not.

use chainrule::calculus::{Differentiator, Domain, conditions, slopes_of};
use chainrule::expr::{Dag, Expr, Symbol};
use chainrule::numeric::Tape;
use chainrule::real::Random;
use chainrule::rewrite::Light;
use chainrule::{print, syntax};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;

#[path = "support/cases.rs"]
mod cases;
use cases::cases;

/// f and so many of its derivatives, and x, by which they are taken.
fn taken(dag: &mut Dag, text: &str, order: usize) -> (Vec<Expr>, Symbol) {
    let mut taken = vec![syntax::parse(dag, text).expect("readable").expr];
    let variable = dag.intern("x");
    let mut machine = Differentiator::new(Light::Yes);
    for k in 0..order {
        let x = dag.symbol_leaf(variable);
        let next = machine.differentiate(dag, taken[k], x);
        taken.push(next);
    }
    (taken, variable)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_order(text, 1, expected);
}

#[track_caller]
fn check_order(text: &str, order: usize, expected: &[&str]) {
    let mut dag = Dag::new();
    let (taken, x) = taken(&mut dag, text, order);
    let told = conditions(&mut dag, &taken, x);
    let told: Vec<&str> = told.iter().map(|condition| condition.sentence()).collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn stretches() {
    check("x^2 + sin x", &[]);
    check("ln(x)", &["for x > 0"]);
    check("sqrt(4 - x)", &["for x < 4"]);
    check("arcsin(x/3)", &["for −3 < x < 3"]);
    check("sqrt(x^2 - 2)", &["for x < −√2 or x > √2"]);
    check("sqrt(x^3 - x)", &["for −1 < x < 0 or x > 1"]);
    check("ln((x+1)/(x-1))", &["for x < −1 or x > 1"]);
    check("ln(ln(ln(x)))", &["for x > e"]);
    check("ln(x - sqrt(x))", &["for x > 1"]);
    check("x^(3/2)", &["for x > 0"]);
    check("sqrt(x^3)", &["for x > 0"]);
    check("x sqrt(x)", &["for x > 0"]);
    check("(x^2)^(3/2)", &[]);
    check("(x^2 - 2x + 1)^(3/2)", &[]);
    check("(x + y)^(3/2)", &["for x > −y"]);
    check("y^(3/2) x", &["for y ≥ 0"]);
    check("x^pi", &["for x > 0"]);
    check("(x^2)^pi", &[]);
    check("x^(1/pi)", &["for x > 0"]);
    // A decimal is no fraction with a root of negative numbers.
    check("x^2.2", &["for x > 0"]);
    check("x^(11/5)", &[]);
    check("(x + y)^2.2", &["for x > −y"]);
    check("x^(-sqrt(2))", &["for x > 0"]);
    check_order("x^pi", 3, &["for x > 0"]);
    check_order("x^pi", 4, &["for x > 0"]);
    check("ln(e^(2x) - 3e^x + 2)", &["for x < 0 or x > ln(2)"]);
    check("sqrt(-x^2 - 1)", &["nowhere: there is no stretch on which it has a real value"]);
}

/// A part that does not move and has no real value leaves none to what it stands in.
#[test]
fn constants_without_a_value() {
    let nowhere = &["nowhere: there is no stretch on which it has a real value"];
    for text in [
        "(-2)^x",
        "(sqrt(2) - 2)^(3x)",
        "x ln(0)",
        "a x/(1 - 1)",
        "sin(x) + sqrt(-1)",
        "log_(-2)(x)",
    ] {
        check(text, nowhere);
    }
    check("0^x", &["for x > 0"]);
    check("0^(x^2 - 1) + x", &["for x < −1 or x > 1"]);
    check("e^(e^9) x + x/2 + sqrt(2) x", &[]);
    check("{ln(-1) if x < 0, x else}", &["for x > 0"]);
    // What seems to move stands still.
    for text in [
        "ln(x - x)",
        "1/(x - x)",
        "ln(x/x - 1)",
        "1/(sin(x)^2 + cos(x)^2 - 1)",
        "ln(x + y - y - x)",
    ] {
        check(text, nowhere);
    }
    check("(x - x)^x", &["for x > 0"]);
    check("(y - y)^x", &["for x > 0"]);
    check("sqrt((x + 1)^2 - x^2 - 2x - 1) + x", &[]);
    check("ln(2x - 2x + 1)", &[]);
}

#[test]
fn beside_what_is_positive() {
    check("ln(x y) + ln(x)", &["for x > 0", "for y > 0"]);
    check("ln(e^(-y^2)/(x sqrt(2pi)))", &["for x > 0"]);
    check("ln(x^3 e^y)", &["for x > 0"]);
    check("sqrt(x/y) ln(x)", &["for x > 0", "for y > 0"]);
    check("ln(x y)", &["for x y > 0"]);
    check("arcsin(x/a)", &["for a ≠ 0", "for |x/a| < 1"]);
    check("ln(x^2 + a^2)/a", &["for a ≠ 0"]);
    check("ln(x^2 + a^2)/b", &["for b ≠ 0", "for x² + a² > 0"]);
    check("ln(x^2 - a^2)/a", &["for a ≠ 0", "for x² − a² > 0"]);
    check("min(x/w, 1)", &["for w ≠ 0", "not differentiable at x = w"]);
    check("ln(x y) + 1/x", &["for x y > 0"]);
    check("x ln(x/y)", &["for x/y > 0"]);
    check("x ln(x/y)/z", &["for z ≠ 0", "for x/y > 0"]);
    check("sqrt(x/y)/x", &["for x/y > 0"]);
    check("ln(x y^2) + ln(x)", &["for x > 0", "for x y² > 0"]);
    check("ln(sqrt(x^2 + y^2))", &["for x² + y² > 0"]);
}

#[test]
fn beside_a_root() {
    check("ln(x + sqrt(x^2 - 1))", &["for x > 1"]);
    check("ln(x - sqrt(x^2 - 1))", &["for x > 1"]);
    check("ln(x + sqrt(x^2 + 1))", &[]);
    check("sqrt(x + sqrt(x^2 - 4))", &["for x > 2"]);
    check("ln(x + sqrt(x^2 - x))", &["for x < 0 or x > 1"]);
    check("ln(2x + 1 - sqrt(x^2 + 5))", &["for x > 2/3"]);
    check("arcosh(cosh(x))", &["not differentiable at x = 0"]);
    check("1/(x - sqrt(2 - x))", &["for x < 2", "for x ≠ 1"]);
}

#[test]
fn gaps() {
    check("1/(x^2 - 1)", &["for x ≠ −1", "for x ≠ 1"]);
    check("ln(x)/(x - 1)", &["for x > 0", "for x ≠ 1"]);
    check("1/(x^2 + 1)", &[]);
    check("ln(x - 2/(x + 1))", &["for −2 < x < −1 or x > 1"]);
    check("1/(x + 1/(x + 1/x))", &["for x ≠ 0"]);
    check("1/(1 - 1/(2 - x/(1 + x)))", &["for x ≠ −2", "for x ≠ −1"]);
    check("1/(2^x - 8)", &["for x ≠ 3"]);
    check("ln|x|", &["for x ≠ 0"]);
    check("ln|(x-a)/(x+a)|", &["for x ≠ −a", "for x ≠ a"]);
    check("1/(a x^2 + b x)", &["for x ≠ 0", "for a x + b ≠ 0"]);
    check("1/(x^2 y + y^3 + 2y)", &["for y ≠ 0"]);
    check("1/(a x^2 + b)", &["for a x² + b ≠ 0"]);
    check("max(0, 1 - x y)", &["not differentiable at x y = 1"]);
    // With a slope that goes to 0 on both sides there is none; whether it does may hang on a letter.
    check("max(0, 1 - x y)^2", &[]);
    check("relu(a x + b)^2", &[]);
    check("relu(a x + b)^2 + |x - b|", &["not differentiable at x = b"]);
    check("max(x, y)^2", &["not differentiable at x = y"]);
    check("a|x|^p", &["not always differentiable at x = 0"]);
    let always = ["not always differentiable at x = y", "not always differentiable at x = 0"];
    check("max(x, y, 0)", &always);
    check_order("relu(a x + b)^2", 2, &["not differentiable at a x + b = 0"]);
    // What a condition compares has no slope to lose.
    check("{x^2/2 if |x| <= d, d(|x| - d/2) if |x| > d}", &[]);
    check("x/x", &["for x ≠ 0"]);
    check("1/(x^3 - 6x^2 + 11x - 6)", &["for x ≠ 1", "for x ≠ 2", "for x ≠ 3"]);
    check("1/(x^3 + x + 1)", &["for x³ + x + 1 ≠ 0"]);
    // Between two numbers that are tried there may be a narrow dip.
    check("ln((4x^3 - 2x - 3)^2 - 1/2)", &["for (4x³ − 2x − 3)² − 1/2 > 0"]);
    check("ln(e^x + x^2)", &[]);
    check("1/(x^4 + x + 1)", &[]);
    check_order("1/x", 3, &["for x ≠ 0"]);
}

#[test]
fn corners() {
    check("|x|", &["not differentiable at x = 0"]);
    check("x|x|", &[]);
    check_order("x|x|", 2, &["not differentiable at x = 0"]);
    check_order("|x|", 2, &["not differentiable at x = 0"]);
    check_order("x^(5/3)", 2, &["not differentiable at x = 0"]);
    check("|x|^3", &[]);
    check("sqrt(x^2)", &["not differentiable at x = 0"]);
    check("sqrt(x^4)", &[]);
    check("max(x, x^2)", &["not differentiable at x = 0", "not differentiable at x = 1"]);
    check("relu(2x - 1)", &["not differentiable at x = 1/2"]);
    check("relu(x)^2", &[]);
    check("cbrt(x - 1)", &["not differentiable at x = 1"]);
    check("{x^2 if x < 0, x if x >= 0}", &["not differentiable at x = 0"]);
    check("{x^2 if x < 1, 2x - 1 else}", &[]);
    check("{1/x if x > 1, x else}", &["not differentiable at x = 1"]);
    // Where a piece has no value, nothing is to be differentiated.
    check("{ln(x - x) if x < 0, x else}", &["for x > 0"]);
    check("{x if x < 2, 1/(x - x) else}", &["for x < 2"]);
    check("{sqrt(-1 - x^2) if x < 1, x^2 else}", &["for x > 1"]);
    check(
        "5{ln(0)x if x < 0, x if x < 3, x^2 else}",
        &["for x > 0", "not differentiable at x = 3"],
    );
    check("{e^(x^2) if x < 0, 1 + x else}", &["not differentiable at x = 0"]);
}

#[test]
fn combs() {
    check("tan x", &["for x ≠ π/2 + kπ, k any whole number"]);
    check("tan(2x)", &["for x ≠ π/4 + kπ/2, k any whole number"]);
    check("sec(pi x)", &["for x ≠ 1/2 + k, k any whole number"]);
    // Beside single places, each told once.
    let quarters = "for x ≠ π/2 + kπ, k any whole number";
    check("ln(x cos(x)^2)", &["for x > 0", quarters]);
    check("1/(x cos(x)^2)", &["for x ≠ 0", quarters]);
    check("1/(x sin(x))", &["for x ≠ kπ, k any whole number"]);
    let jumps = "not differentiable at x = k, k any whole number";
    check("x^floor(x)", &["for x > 0", jumps]);
    check("1/(1 + cos x)", &["for x ≠ π + 2kπ, k any whole number"]);
    check("1/(2 + cos x)", &[]);
    check("|sin x|", &["not differentiable at x = kπ, k any whole number"]);
    check("floor(2x)", &["not differentiable at x = k/2, k any whole number"]);
    let steps = "not differentiable at x = k, k any whole number";
    check("x/floor(x)", &["for x < 0 or x ≥ 1", steps]);
    check("1/(ceil(x) + 2)", &["for x ≤ −3 or x > −2", steps]);
    check("1/(2floor(x) - 1)", &[steps]);
    check(
        "1/(sin x + cos x + 1)",
        &["for x ≠ π + 2kπ, k any whole number", "for x ≠ −π/2 + 2kπ, k any whole number"],
    );
    check(
        "1/(sin x - 2cos x + 2)",
        &["for x ≠ 2kπ, k any whole number", "for x ≠ −2arctan(1/2) + 2kπ, k any whole number"],
    );
    check("sqrt(x) tan x", &["for x > 0", "for x ≠ π/2 + kπ, k any whole number"]);
}

#[test]
fn bands() {
    check("ln(sin x)", &["for 2kπ < x < π + 2kπ, k any whole number"]);
    check("sqrt(cos x)", &["for −π/2 + 2kπ < x < π/2 + 2kπ, k any whole number"]);
    check("sin(x)^(3/2)", &["for 2kπ < x < π + 2kπ, k any whole number"]);
    check("ln(tan x)", &["for kπ < x < π/2 + kπ, k any whole number"]);
    check("ln(sin(pi x))", &["for 2k < x < 1 + 2k, k any whole number"]);
    check("ln(cos x - 1/2)", &["for −π/3 + 2kπ < x < π/3 + 2kπ, k any whole number"]);
    check("sqrt(sin x) + sqrt(cos x)", &["for 2kπ < x < π/2 + 2kπ, k any whole number"]);
    check(
        "arcsin(2sin x)",
        &["for −π/6 + 2kπ < x < π/6 + 2kπ or 5π/6 + 2kπ < x < 7π/6 + 2kπ, k any whole number"],
    );
    check(
        "ln(sin x)/(sin x - 1)",
        &["for 2kπ < x < π + 2kπ, k any whole number", "for x ≠ π/2 + 2kπ, k any whole number"],
    );
    check("sqrt(x) ln(sin x)", &["for x > 0", "for 2kπ < x < π + 2kπ, k any whole number"]);
    check("1/((x - 1)sin x)", &["for x ≠ 1", "for x ≠ kπ, k any whole number"]);
    check("artanh(sin x)", &["for x ≠ π/2 + kπ, k any whole number"]);
    check("1/(sin x + cos x)", &["for x ≠ −π/4 + kπ, k any whole number"]);
    check("ln(x sin x)", &["for x sin(x) > 0"]);
    check("ln(sin(x^2))", &["for sin(x²) > 0"]);
    check("sqrt(ln(sin x))", &["nowhere: there is no stretch on which it has a real value"]);
}

#[test]
fn bands_are_where_there_are_values() {
    let mut random = Random::new(20_261_127);
    let functions = ["sin", "cos", "tan", "cot", "sec"];
    let (mut inside, mut outside) = (0, 0);
    for outer in ["ln(U)", "sqrt(U)", "(U)^(-1/2)", "ln(1/2 - U)", "arcsin(3/2*U)", "artanh(U)"] {
        for inner in functions {
            for argument in ["x", "2x + 1", "pi*x - 3", "1 - x/2"] {
                let text = outer.replace('U', &format!("{inner}({argument})"));
                let mut dag = Dag::new();
                let (taken, x) = taken(&mut dag, &text, 1);
                let numbers = Numbers { tape: Tape::new(&dag, &taken, &[x]).unwrap() };
                let Some(domain) = slopes_of(&mut dag, &taken, x) else { continue };
                if domain.bands.is_empty() {
                    continue;
                }
                let (within, without) = holds_inside(&domain, &numbers, &text, &mut random);
                inside += within;
                outside += without;
            }
        }
    }
    println!("{inside} numbers inside, {outside} outside");
    assert!(inside > 1000 && outside > 1000);
}

#[test]
fn other_variables_stand_as_they_are() {
    check("ln(x + y)", &["for x > −y"]);
    check("1/(x - y)", &["for x ≠ y"]);
    check("|x - y|", &["not differentiable at x = y"]);
    check("ln(x y)", &["for x y > 0"]);
    check("x^n", &[]);
    check("y/(x^2 - 1)", &["for x ≠ −1", "for x ≠ 1"]);
    check("sqrt(x) y", &["for x > 0"]);
    check("y tan(x)", &["for x ≠ π/2 + kπ, k any whole number"]);
    // Where another variable leaves no value there is no slope either.
    check("x/y", &["for y ≠ 0"]);
    check("log_a(x)", &["for x > 0", "for a > 0", "for a ≠ 1"]);
    check("ln(1 - sigmoid(x y)) + ln(1 + tanh(x y))", &[]);
    check("m/sqrt(1 - x^2/c^2)", &["for c ≠ 0", "for x²/c² < 1"]);
    check("sqrt(1 - x^2 - y^2)", &["for x² + y² < 1"]);
    check("ln(x e^y + 1)", &["for x e^y > −1"]);
    check("x/sqrt(a + b)", &["for a + b > 0"]);
}

/// Where pieces meet along a line, their slopes may differ.
#[test]
fn borders_of_pieces_in_several_variables() {
    check("{x + y if x > y, 2y else}", &["not differentiable at x = y"]);
    check("{x y if x > 0, x y^2 else}", &["not differentiable at x = 0"]);
    check("{x^2 if x + y > 1, 0 else}", &["not differentiable at x = 1 − y"]);
    check("{x^2 if x > y, 2x y - y^2 else}", &[]);
    check("{x^2 + y^2 if x > 0, y^2 else}", &[]);
    check("{x y if y > 0, x^2 y else}", &[]);
}

/// What speaks of one letter alone is solved for it, and a product is none of its factors 0.
#[test]
fn parameters_are_told_as_plainly_as_the_variable() {
    check("x/(b^2 - 4)", &["for b ≠ −2", "for b ≠ 2"]);
    check("ln(x)/ln(b)", &["for x > 0", "for b > 0", "for b ≠ 1"]);
    check("x sqrt(b - 2)", &["for b ≥ 2"]);
    check("x/sin(b)", &["for b ≠ kπ, k any whole number"]);
    check("x/(a b^2)", &["for a ≠ 0", "for b ≠ 0"]);
    check("x/(a e^b)", &["for a ≠ 0"]);
    check("(x - a)/(b - a)", &["for a ≠ b"]);
    check("1/(a x + b)", &["for a x + b ≠ 0"]);
    check("|a x|", &["not differentiable at a x = 0"]);
    check("e^(-(x - m)^2/(2c^2))", &["for c ≠ 0"]);
}

/// What f needs its first derivative needs as well: that is no second condition.
#[test]
fn taken_again_nothing_is_told_twice() {
    check_order("ln(x) + c", 2, &["for x > 0"]);
    check_order("ln(|x|) + c", 2, &["for x ≠ 0"]);
    check_order("sqrt(x) + c", 2, &["for x > 0"]);
    check_order("c/x", 3, &["for x ≠ 0"]);
    check_order("x/(x + c)", 2, &["for x ≠ −c"]);
    check_order("ln(x^2 + y^2)", 2, &["for x² + y² > 0"]);
    check_order("sqrt(c^2 - x^2)", 2, &["for c² − x² > 0"]);
    check_order("c ln(x) + ln(1 - x)", 2, &["for 0 < x < 1"]);
    check_order("sqrt(c x)", 2, &["for c x > 0"]);
    check_order("e^(-(x - m)^2/(2c^2))", 2, &["for c ≠ 0"]);
    check_order("c tan(x)/x", 2, &["for x ≠ 0", "for x ≠ π/2 + kπ, k any whole number"]);
    check_order("1/(a x b)", 2, &["for x ≠ 0", "for a ≠ 0", "for b ≠ 0"]);
    check_order("ln(x/c)", 2, &["for x/c > 0"]);
    check_order("c x|x|", 2, &["not differentiable at x = 0"]);
    check_order("c x^(5/3)", 2, &["not differentiable at x = 0"]);
}

/// 1/cos x has no zero, and turns its sign where it has no value.
#[test]
fn signs_turn_at_poles() {
    let cosine = "for −π/2 + 2kπ < x < π/2 + 2kπ, k any whole number";
    check("ln(1/cos(x))", &[cosine]);
    check("ln(sec(x) + tan(x))", &[cosine]);
    check("sqrt(sec(2x))", &["for −π/4 + kπ < x < π/4 + kπ, k any whole number"]);
    check("ln(csc(x) - cot(x))", &["for 2kπ < x < π + 2kπ, k any whole number"]);
    check("ln(|sec(x) + tan(x)|)", &["for x ≠ π/2 + kπ, k any whole number"]);
    check("ln(|csc(x) + cot(x)|)", &["for x ≠ kπ, k any whole number"]);
    check(
        "1/(tan(x) + sec(x) + 1)",
        &["for x ≠ π/2 + kπ, k any whole number", "for x ≠ π + 2kπ, k any whole number"],
    );
    check("1/(2sec(x) - tan(x))", &["for x ≠ π/2 + kπ, k any whole number"]);
    check("x/tan(x)", &["for x ≠ kπ/2, k any whole number"]);
}

/// The direction of a point jumps where it goes through the left half of the first axis.
#[test]
fn directions_jump() {
    check("atan2(x, 2)", &[]);
    check("atan2(x, -2)", &["not differentiable at x = 0"]);
    check("atan2(x^2 - 1, x)", &["not differentiable at x = −1"]);
    check("atan2(x, x + 1)", &[]);
    check("atan2(sin(x), cos(x))", &["not differentiable at x = π + 2kπ, k any whole number"]);
    check("atan2(cos(x), sin(x))", &["not differentiable at x = −π/2 + 2kπ, k any whole number"]);
    check("atan2(2, x)", &[]);
    check("atan2(y, x)", &["for x² + y² ≠ 0"]);
}

/// relu(u) is above 0 where u is.
#[test]
fn what_a_relu_leaves() {
    check("1/relu(x)", &["for x > 0"]);
    check("ln(relu(x^2 - 1))", &["for x < −1 or x > 1"]);
    check("1/relu(w x + b)", &["for w x + b > 0"]);
    check("|relu(x)|", &["not differentiable at x = 0"]);
    check("relu(relu(x))", &["not differentiable at x = 0"]);
    check("sign(relu(x))", &["not differentiable at x = 0"]);
    check("|relu(x) - 1|", &["not differentiable at x = 0", "not differentiable at x = 1"]);
}

/// Where what stands inside is level, so is the function: it has a slope there, whatever its formula.
#[test]
fn a_function_is_level_where_its_inside_is() {
    const LEFT: &str = "at x < 0 this formula has no value, yet there is a derivative";
    for text in ["sqrt(relu(x))", "cbrt(relu(x))", "sqrt(max(0,x))"] {
        check(text, &["not differentiable at x = 0", LEFT]);
    }
    for text in ["sqrt(x+|x|)", "(x+|x|)^(1/3)"] {
        check(text, &["not differentiable at x = 0"]);
    }
    check("arccos(relu(x)-1)", &["for x < 2", "not differentiable at x = 0", LEFT]);
    check(
        "sqrt(max(x^2-1,0))",
        &[
            "not differentiable at x = −1",
            "not differentiable at x = 1",
            "at −1 < x < 1 this formula has no value, yet there is a derivative",
        ],
    );
    check(
        "arcsin(max(-1,min(1,x)))",
        &[
            "not differentiable at x = −1",
            "not differentiable at x = 1",
            "at x < −1 this formula has no value, yet there is a derivative",
            "at x > 1 this formula has no value, yet there is a derivative",
        ],
    );
    // A hole between two such stretches makes them one.
    check(
        "arcsec(max(1,1-x))",
        &[
            "not differentiable at x = 0",
            "at x > 0 this formula has no value, yet there is a derivative",
        ],
    );
    check("ln(max(0,x))", &["for x > 0"]);
    check("floor(x^2)", &["not always differentiable at floor(x²) = x²"]);
}

/// a·2^x = b·3^x is solved by logarithms.
#[test]
fn powers_of_numbers_meet_at_one_place() {
    check("1/(2^x-3^x)", &["for x ≠ 0"]);
    check("ln(3^x-2^x)", &["for x > 0"]);
    check("1/(2^x+3^x)", &[]);
    check("1/(2^x-3^(2x))", &["for x ≠ 0"]);
}

// ── Many functions ───────────────────────────────────────────────────────────────────────────

/// What stands innermost: a line or a low polynomial.
fn plain_functions() -> impl Strategy<Value = String> {
    let number = || prop::sample::select(vec!["1", "2", "3", "5", "1/2", "4", "7/3", "6"]);
    let kinds = ["x", "(A)x - B", "B - (A)x", "x^2 - B", "B - x^2", "x^2 - (A)x", "x^2 + B"];
    let more = ["x^2 + (A)x - B", "x^3 - (A)x"];
    let kind = prop::sample::select([&kinds[..], &more].concat());
    (kind, number(), number()).prop_map(|(kind, a, b)| kind.replace('A', a).replace('B', b))
}

/// Functions with ends, gaps and corners, `I` in what stands here being one of them and `J` a plain one.
fn functions() -> impl Strategy<Value = String> {
    let outer = [
        "ln(I)",
        "sqrt(I)",
        "1/(I)",
        "|I|",
        "e^(I)",
        "arcsin((I)/(B))",
        "cbrt(I)",
        "(I)^2 - A",
        "(I)(J)",
        "(I)/(J)",
        "max(I, A)",
        "relu(I)",
        "artanh(I)",
        "(I)^(-1/2)",
        "(I)^(2/3)",
        "(A)(I) - B",
        "arctan(I)",
        "{I if x < A, J else}",
        "log_2(I)",
        "arcosh(I)",
        "tan((A)x)(I)",
        "(I)^(A) + B",
    ];
    plain_functions().prop_recursive(3, 6, 1, move |inside| {
        let number = || prop::sample::select(vec!["1", "2", "3", "5", "1/2", "4", "7/3", "6"]);
        let outer = prop::sample::select(outer.to_vec());
        let parts = (outer, inside, plain_functions(), number(), number());
        parts.prop_map(|(outer, inside, plain, a, b)| {
            let put = outer.replace('A', a).replace('B', b);
            put.replace('J', &plain).replace('I', &inside)
        })
    })
}

/// What numbers say: whether there is a value, and whether the slope is the same from both sides.
struct Numbers {
    tape: Tape,
}

impl Numbers {
    fn at(&self, x: f64) -> [f64; 2] {
        let mut out = [f64::NAN; 2];
        self.tape.evaluate(&[x], &mut out);
        out
    }

    /// Whether f has a finite value and its derivative one as well.
    fn finite(&self, x: f64) -> bool {
        self.at(x).iter().all(|value| value.is_finite())
    }

    /// Whether there is no place without a value: doubles run over where the mathematics does not.
    fn both(&self, x: f64) -> bool {
        self.at(x).iter().all(|value| !value.is_nan()) || self.tape.overflows(&[x])
    }
}

/// Whether f is level there and its derivative's formula without a value.
fn is_mute(domain: &Domain, x: f64) -> bool {
    domain.mute.iter().any(|part| {
        let above = part.low.is_none_or(|end| end.0.value < x);
        above && part.high.is_none_or(|end| x < end.0.value)
    })
}

fn holds_inside(domain: &Domain, numbers: &Numbers, text: &str, random: &mut Random) -> (u32, u32) {
    let (mut inside, mut outside) = (0, 0);
    for _ in 0..60 {
        let x = (random.unit() - 0.5) * [2.0, 8.0, 30.0][(random.bits() % 3) as usize];
        let [value, _] = numbers.at(x);
        if is_mute(domain, x) {
            let [left, right] = [-1e-7, 1e-7].map(|step| numbers.at(x + step)[0]);
            let bend = (left + right - 2.0 * value).abs();
            assert!(bend <= 1e-9 * (1.0 + value.abs()), "{text} has no slope at {x}");
        } else if domain.contains(x) {
            assert!(numbers.both(x) || value.is_infinite(), "{text} has no slope at {x}");
            inside += 1;
        } else {
            assert!(!numbers.finite(x), "{text} has a slope at {x}");
            outside += 1;
        }
    }
    (inside, outside)
}

/// How much was tried.
#[derive(Clone, Copy, Debug, Default)]
struct Tried {
    functions: u32,
    unsolved: u32,
    inside: u32,
    outside: u32,
    ends: u32,
    gaps: u32,
}

#[test]
fn conditions_hold_inside_and_fail_just_outside() {
    let tried = Cell::new(Tried::default());
    let mut runner = TestRunner::new(cases(2_500, 20_261_126));
    let run = runner.run(&(functions(), any::<u64>()), |(text, seed)| {
        let mut counts = tried.get();
        try_conditions(&text, seed, &mut counts);
        tried.set(counts);
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    let Tried { functions, unsolved, inside, outside, ends, gaps } = tried.get();
    println!("{:?}", tried.get());
    assert!(inside > 20_000 && outside > 5_000 && ends > 500 && gaps > 500);
    assert!(unsolved * 5 < functions);
}

/// Numbers inside and outside what is said of a function, its ends and its single places.
fn try_conditions(text: &str, seed: u64, tried: &mut Tried) {
    let mut dag = Dag::new();
    let (taken, x) = taken(&mut dag, text, 1);
    let Some(domain) = slopes_of(&mut dag, &taken, x) else { return };
    let tape = Tape::new(&dag, &taken, &[x]).unwrap();
    let numbers = Numbers { tape };
    tried.functions += 1;
    if !domain.complete {
        tried.unsolved += 1;
        return;
    }
    let told = print::text(&dag, taken[0]);
    let counts = holds_inside(&domain, &numbers, &told, &mut Random::new(seed));
    tried.inside += counts.0;
    tried.outside += counts.1;
    for stretch in &domain.stretches {
        for (end, out) in [(stretch.low, -1.0), (stretch.high, 1.0)] {
            let Some((place, _)) = end else { continue };
            // A hair's breadth, as wide as roundings need.
            let step = out * 1e-7 * place.value.abs().max(1.0);
            let (beyond, within) = (place.value + step, place.value - step);
            tried.ends += 1;
            if !domain.contains(beyond) {
                assert!(!numbers.finite(beyond), "{told} has a slope at {beyond}");
            }
            if domain.contains(within) && !is_mute(&domain, within) {
                assert!(numbers.both(within), "{told} has no slope at {within}");
            }
        }
    }
    for &(place, defined) in &domain.gaps {
        tried.gaps += 1;
        if defined {
            assert!(is_corner(&numbers, place.value), "{told} has a slope at {}", place.value);
        }
    }
}

/// Whether the slopes from the left and from the right differ, or run away.
fn is_corner(numbers: &Numbers, x: f64) -> bool {
    let slope = |h: f64| {
        let [here, _] = numbers.at(x);
        let [there, _] = numbers.at(x + h);
        (there - here) / h
    };
    let h = 1e-6 * x.abs().max(1.0);
    let (left, right) = (slope(-h), slope(h));
    let (wide_left, wide_right) = (slope(-100.0 * h), slope(100.0 * h));
    let apart = (left - right).abs();
    let runs = left.abs() > 2.0 * wide_left.abs() || right.abs() > 2.0 * wide_right.abs();
    apart >= 1e-3 * (1.0 + left.abs())
        || apart.is_nan()
        || apart > 0.5 * (wide_left - wide_right).abs()
        || runs
}

/// Where the formula has a hole and the function a slope, that is what is said.
#[test]
fn holes_are_no_corners() {
    let hole = "at x = 0 this formula has no value; the derivative there is 0";
    check("sin(x)*|x|", &[hole]);
    check("sqrt(x^4 + x^6)", &[hole]);
    check("tan(x)*|x|", &["for x ≠ π/2 + kπ, k any whole number", hole]);
    check("x*|sin(x)|", &["not differentiable at x = kπ, k any whole number but 0", hole]);
    check("|x|", &["not differentiable at x = 0"]);
    check("|sin(x)|", &["not differentiable at x = kπ, k any whole number"]);
}

/// Of twice the same thing neither is the larger.
#[test]
fn equal_arguments_have_no_corner() {
    check("max(x, x)", &[]);
    check("min(x, x, x)", &[]);
    check("max(x, x, 2)", &["not differentiable at x = 2"]);
    check("max(2x, x + x)", &[]);
    check("max(x + 1, 1 + x)", &[]);
}

/// Where one is nowhere below the other nothing changes where they are equal.
#[test]
fn a_decided_choice_has_no_corner_of_its_own() {
    let corner = "not differentiable at x = 0";
    for f in ["max(0, max(0, x))", "max(0, relu(x))", "relu(relu(x))", "|max(x, 0)|"] {
        check(f, &[corner]);
    }
    check("max(x, |x|)", &[corner]);
    check("max(1, max(1, 5 - x))", &["not differentiable at x = 4"]);
    check("max(x^2, 0)", &[]);
    check("relu(-relu(x))", &[]);
    check("min(x^2, -1)", &[]);
    // What is not chosen has to be there all the same.
    check("max(x^2, -sqrt(x))", &["for x > 0"]);
}
