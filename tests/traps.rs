//! Inputs that other tools get wrong: how each is read, differentiated and left.

use chainrule::view::{DifferentiateOptions, differentiate, equivalent, parse, simplify};

/// What is typed, the right derivative by x, and how it is printed.
#[rustfmt::skip]
const TRAPS: &[(&str, &str, &str)] = &[
    ("2xsin(x)",                   "2sin(x) + 2x*cos(x)",                        "2(sin(x) + x cos(x))"),
    ("sin2xcosx",                  "2cos(2x)*cos(x) - sin(2x)*sin(x)",           "2cos(x) cos(2x) - sin(x) sin(2x)"),
    ("sin(x)^2",                   "2*sin(x)*cos(x)",                            "2sin(x) cos(x)"),
    ("ln(x)^2",                    "2*ln(x)/x",                                  "2ln(x)/x"),
    ("sin x^2",                    "2x*cos(x^2)",                                "2x cos(x^2)"),
    ("e^2x",                       "e^2",                                        "e^2"),
    ("1/2x",                       "1/2",                                        "1/2"),
    ("e^-x",                       "-e^(-x)",                                    "-e^(-x)"),
    ("x^-1",                       "-1/x^2",                                     "-1/x^2"),
    ("2^3^2 x",                    "512",                                        "512"),
    ("exp(-x^2/2)",                "-x*e^(-x^2/2)",                              "-x e^(-x^2/2)"),
    ("x²+√x",                      "2x + 1/(2sqrt(x))",                          "2x + 1/(2sqrt(x))"),
    ("np.sin(x)**2",               "sin(2x)",                                    "2sin(x) cos(x)"),
    ("log_2(x^2)",                 "2/(x*ln(2))",                                "2/(x ln(2))"),
    ("log_x 2",                    "-ln(2)/(x*ln(x)^2)",                         "-ln(2)/(x ln(x)^2)"),
    ("x^(x^x)",                    "x^(x^x)*x^x*(ln(x)^2 + ln(x) + 1/x)",        "x^(x + x^x - 1) (x ln(x)^2 + x ln(x) + 1)"),
    ("(x+1)^x",                    "(x+1)^x*(ln(x+1) + x/(x+1))",                "(x + 1)^x (ln(x + 1) + x/(x + 1))"),
    ("sin(2x+3)^(cos x)",          "sin(2x+3)^(cos(x))*(2cos(x)*cot(2x+3) - sin(x)*ln(sin(2x+3)))", ""),
    ("|x|",                        "x/|x|",                                      "x/|x|"),
    ("ln|x|",                      "1/x",                                        "1/x"),
    ("sqrt(x^2)",                  "x/|x|",                                      "x/|x|"),
    ("cbrt(x)",                    "1/(3*x^(2/3))",                              "1/(3x^(2/3))"),
    ("asinh(x)",                   "1/sqrt(x^2+1)",                              "1/sqrt(x^2 + 1)"),
    ("acosh(x)",                   "1/sqrt(x^2-1)",                              "1/sqrt(x^2 - 1)"),
    ("atanh(x)",                   "1/(1-x^2)",                                  "1/(1 - x^2)"),
    ("arcsec x",                   "1/(|x|*sqrt(x^2-1))",                        "1/(|x| sqrt(x^2 - 1))"),
    ("tan x",                      "1/cos(x)^2",                                 "sec(x)^2"),
    ("cot 2x",                     "-2/sin(2x)^2",                               "-2csc(2x)^2"),
    ("3sqrt(x)-2/x^8",             "3/(2sqrt(x)) + 16/x^9",                      "3/(2sqrt(x)) + 16/x^9"),
    ("x^2-4x^-2",                  "2x + 8/x^3",                                 "2x + 8/x^3"),
    ("sqrt(6x)",                   "3/sqrt(6x)",                                 "3/sqrt(6x)"),
    ("1-(-2)x",                    "2",                                          "2"),
    ("14+367x^2/(x^2+100)",        "73400x/(x^2+100)^2",                         "73400x/(x^2 + 100)^2"),
    ("-1/3x^3+6x^2-11x-50",        "-(x-1)*(x-11)",                              "-x^2 + 12x - 11"),
    ("erf(x)/x",                   "2e^(-x^2)/(sqrt(pi)*x) - erf(x)/x^2",        ""),
    ("max(x,0)",                   "{1 if x > 0, 0 if x < 0}",                   "{1 if x > 0, 0 if x < 0}"),
    ("|x|^3",                      "3x^3/|x|",                                   "3x|x|"),
    ("x|x|",                       "2|x|",                                       "2|x|"),
    ("(x^2)^(1/2)",                "x/|x|",                                      "x/|x|"),
    ("e^x",                        "e^x",                                        "e^x"),
    ("pi^2",                       "0",                                          "0"),
    ("2^x",                        "2^x*ln(2)",                                  "2^x ln(2)"),
    ("sin^-1(x)",                  "1/sqrt(1-x^2)",                              "1/sqrt(1 - x^2)"),
    ("lnx",                        "1/x",                                        "1/x"),
    ("sin 2x",                     "2cos(2x)",                                   "2cos(2x)"),
    ("8xsin(2x)",                  "8sin(2x) + 16x*cos(2x)",                     "8(sin(2x) + 2x cos(2x))"),
    ("14",                         "0",                                          "0"),
];

#[test]
fn every_trap_has_its_right_answer() {
    for (input, right, printed) in TRAPS {
        let options = DifferentiateOptions::default();
        let result = differentiate(input, &options).unwrap().result.text;
        if !printed.is_empty() {
            assert_eq!(result, *printed, "{input}");
        }
        let verdict = equivalent(&result, right).unwrap();
        assert!(verdict.equal, "{input}: {result} is not {right} at {:?}", verdict.at);
        assert!(["proved", "sampled"].contains(&verdict.how), "{input}");
    }
}

#[test]
fn an_exponent_keeps_its_brackets_in_a_sentence() {
    for (input, power) in [("x^(x+1)", "e^((x + 1)ln(x))"), ("(2x)^(1/x)", "e^((1/x)ln(2x))")] {
        let said = differentiate(input, &DifferentiateOptions::default()).unwrap();
        let said = &said.steps[0].explanation;
        assert!(said.contains(&format!(" as {power}, whose")), "{said}");
    }
}

#[test]
fn values_at_a_point() {
    let at = |input: &str, x: f64| {
        let options = DifferentiateOptions {
            at: Some([("x".to_owned(), x)].into_iter().collect()),
            ..DifferentiateOptions::default()
        };
        differentiate(input, &options).unwrap().value.unwrap()
    };
    assert!((at("cbrt(x)", -8.0) - 1.0 / 12.0).abs() < 1e-15);
    assert_eq!(at("-1/3x^3+6x^2-11x-50", 11.0), 0.0);
}

#[test]
fn what_is_read_in_two_ways_says_so() {
    for input in ["sin x^2", "e^2x", "1/2x", "sin^-1(x)", "log(x)"] {
        assert!(!parse(input).unwrap().readings.is_empty(), "{input}");
    }
}

#[test]
fn an_unknown_function_is_named() {
    let error = parse("f(x)").unwrap_err();
    assert_eq!(error.code, "unknown-function");
    assert!(error.message.contains('f'));
}

/// Simplified, to the letter.
#[rustfmt::skip]
const SIMPLER: &[(&str, &str)] = &[
    ("y/(1/y - x)", "y^2/(1 - x y)"),
    ("x/(1/x + y)", "x^2/(x y + 1)"),
    ("e^((x + 1)/2)", "e^((x + 1)/2)"),
    ("e^(-(x^2 + y^2)/2)", "e^(-(x^2 + y^2)/2)"),
    ("e^(2(x + 1))", "e^(2x + 2)"),
    ("x sigmoid(w x + b) - x y", "x(sigmoid(w x + b) - y)"),
    ("1/(x(1 + 1/x))", "1/(x + 1)"),
    ("sqrt(1 - x^2)/(x^2 - 1)", "-1/sqrt(1 - x^2)"),
    ("(n v - 2(n v - (x - m)^2))/(2v^3)", "(2(x - m)^2 - n v)/(2v^3)"),
    ("-(w x + b - y)", "y - w x - b"),
    ("|-3x|", "3|x|"),
    ("|x^2 y|", "x^2 |y|"),
    ("1/sec(x)^2", "cos(x)^2"),
    ("1/(e^x + x e^x)", "e^(-x)/(x + 1)"),
    ("(x^2-1)/(x-1)",             "x + 1"),
    ("(x^3-1)/(x^2-1)",           "(x^2 + x + 1)/(x + 1)"),
    ("(x^2-5x+6)/(x-2)",          "x - 3"),
    ("(a^2-b^2)/(a-b)",           "a + b"),
    ("1/(x+1)+1/(x-1)",           "2x/(x^2 - 1)"),
    ("1/(1/x+1/y)",               "x y/(x + y)"),
    ("((x+h)^3-x^3)/h",           "3x^2 + 3h x + h^2"),
    ("(1/(x+h)-1/x)/h",           "-1/(x(x + h))"),
    ("(x^2+2x+1)/(x+1)^3",        "1/(x + 1)"),
    ("(2x+4)/(6x+12)",            "1/3"),
    ("(e^(2x)-1)/(e^x-1)",        "e^x + 1"),
    ("sqrt(x)*(x+1)/x",           "(x + 1)/sqrt(x)"),
    ("1/sqrt(2)",                 "sqrt(2)/2"),
    ("(x+1)(x+2)",                "(x + 1)(x + 2)"),
    ("sin(x)^2+cos(x)^2",         "1"),
    ("1-cos(x)^2",                "sin(x)^2"),
    ("sec(x)^2-1",                "tan(x)^2"),
    ("(1-cos(x)^2)/sin(x)",       "sin(x)"),
    ("cos(x)^2-sin(x)^2",         "cos(2x)"),
    ("tan(x)cos(x)",              "sin(x)"),
    ("sin(x)/cos(x)",             "tan(x)"),
    ("2sin(x)cos(x)",             "2sin(x) cos(x)"),
    ("ln((x^2-1)/(x-1))",         "ln(x + 1)"),
    ("x^2+2x+1",                  "x^2 + 2x + 1"),
    ("2(x+3)-3(x-1)",             "9 - x"),
    ("y|2^x x|",                  "y*2^x |x|"),
    ("y/|e^x x^2|",               "y e^(-x)/x^2"),
    ("3|pi^x/y|",                 "3pi^x/|y|"),
    ("1/sqrt(8x+4)",              "1/(2sqrt(2x + 1))"),
    ("(4+4x^2)^(-3/2)",           "1/(8(1 + x^2)^(3/2))"),
    ("sqrt(2)sqrt(pi)",           "sqrt(2pi)"),
    ("sqrt(2)/(4sqrt(pi))",       "1/(2sqrt(2pi))"),
    ("2(x-x^3)",                  "2x(1 - x^2)"),
    ("-3(1-x^2)y",                "3y(x^2 - 1)"),
    ("sin(w t + p) + t v",        "sin(w t + p) + v t"),
    ("-3(-x^2y+y^2+1)",           "3(x^2 y - y^2 - 1)"),
];

/// Differentiated so many times, to the letter.
#[rustfmt::skip]
const TAKEN_AGAIN: &[(&str, f64, &str)] = &[
    ("e^(-x^2)",      2.0, "2(2x^2 - 1)e^(-x^2)"),
    ("sin(x^2)",      4.0, "-4((3 - 4x^4)sin(x^2) + 12x^2 cos(x^2))"),
    ("x/(1+x^2)",     2.0, "2x(x^2 - 3)/(1 + x^2)^3"),
    ("(x^2-1)^3",     3.0, "24x(5x^2 - 3)"),
    ("-ln(x)/2 - (a-b)^2/(2x)", 2.0, "(x - 2(a - b)^2)/(2x^3)"),
    ("5x^2(2-x)^3",   2.0, "20(2 - x)(5x^2 - 8x + 2)"),
    ("arccos(1-2x)",  1.0, "1/sqrt(x - x^2)"),
    ("gelu(x)",       2.0, "(2 - x^2)e^(-x^2/2)/sqrt(2pi)"),
];

#[test]
fn taken_again_as_a_person_leaves_it() {
    for &(input, times, printed) in TAKEN_AGAIN {
        let options =
            DifferentiateOptions { order: Some(times), ..DifferentiateOptions::default() };
        assert_eq!(differentiate(input, &options).unwrap().result.text, printed, "{input}");
    }
}

#[test]
fn simplified_as_a_person_leaves_it() {
    for (input, simple) in SIMPLER {
        let result = simplify(input).unwrap().result.text;
        assert_eq!(result, *simple, "{input}");
        assert_eq!(simplify(&result).unwrap().result.text, result);
    }
}

#[test]
fn every_law_has_a_line_of_its_own() {
    let laws = |input: &str| -> Vec<String> {
        simplify(input).unwrap().steps.into_iter().map(|step| step.rule.to_owned()).collect()
    };
    assert_eq!(
        laws("(3x)^2*x^3/x"),
        ["power-of-product", "power-of-number", "arrange", "add-exponents", "cancel"]
    );
    assert_eq!(laws("(x^2-1)/(x-1)"), ["factor", "cancel"]);
    assert_eq!(
        laws("2x(x-1) - (x^2+1)"),
        ["distribute-sign", "open-brackets", "expand", "collect-like-terms"]
    );
}
