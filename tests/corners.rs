//! Slopes where products of slopes say 0·∞ or 0 times what has none: read off the leading terms, or
//! said not to be there. Never a number that is not the slope.

use chainrule::view::{
    DifferentiateOptions, Point, SeveralOptions, agreement, differentiate, evaluate, gradient,
    sample, sample_slopes,
};

/// Where there is none.
const NONE: f64 = f64::NAN;

/// The slope by x at 0, by hand.
#[rustfmt::skip]
const AT_0: &[(&str, f64)] = &[
    ("x*abs(x)",                         0.0),
    ("abs(x)^3",                         0.0),
    ("abs(x)^2",                         0.0),
    ("x^2*sign(x)",                      0.0),
    ("relu(x)^2",                        0.0),
    ("max(x, 0)*x",                      0.0),
    ("x*relu(x)",                        0.0),
    ("sqrt(x^4)",                        0.0),
    ("sqrt(x^6)",                        0.0),
    ("x*cbrt(x)",                        0.0),
    ("x*sqrt(abs(x))",                   0.0),
    ("x*abs(x) + 3x",                    3.0),
    ("(x + abs(x))^2",                   0.0),
    ("x*floor(x + 0.5)",                 0.0),
    ("x^2*floor(x)",                     0.0),
    ("abs(x)*sin(x)",                    0.0),
    ("abs(x)*(e^x - 1)",                 0.0),
    ("max(x^2, x^3)",                    0.0),
    ("min(x^2, 2x^2)",                   0.0),
    ("abs(x^3)",                         0.0),
    ("abs(x)^(3/2)",                     0.0),
    ("sqrt(x^2 + x^4)*x",                0.0),
    ("cbrt(x^3 + x^4)",                  1.0),
    ("cbrt(8x^3)",                       2.0),
    ("cos(sqrt(abs(x))) - 1 + x^2",      NONE),
    ("sqrt(x^2)",                        NONE),
    ("abs(x)",                           NONE),
    ("x*sign(x)",                        NONE),
    ("abs(x) + x",                       NONE),
    ("x*floor(x)",                       NONE),
    ("max(x, x^2)",                      NONE),
    ("max(x, -x)",                       NONE),
    ("sqrt(x^2 + x^3)",                  NONE),
    ("sign(x)*(x^2 + 1)",                NONE),
    ("abs(abs(x) - x)",                  NONE),
    // Cusps: upright to both sides, up on one and down on the other.
    ("sqrt(abs(x))",                     NONE),
    ("x^(2/3)",                          NONE),
    ("cbrt(x^2) - x",                    NONE),
    ("cbrt(abs(x)) + x",                 NONE),
    ("sqrt(sin(x)^2)^(1/3)",             NONE),
];

/// What is upright to both sides, by the lesser power: the same way, or a cusp.
#[test]
fn a_cusp_has_no_slope_and_an_upright_tangent_has_an_infinite_one() {
    let slope = |text: &str| {
        let [_, slopes] = sample_slopes(text, "x", &[0.0], &Point::default()).unwrap();
        slopes[0]
    };
    for text in
        ["x^(2/3)", "cbrt(x^2)", "(x^2)^(1/3)", "x^(4/5) - x", "cbrt(abs(x))", "2 - x^(2/7)"]
    {
        assert!(slope(text).is_nan(), "{text}: {}", slope(text));
    }
    for (text, upright) in [("cbrt(x)", 1.0), ("-x^(3/5)", -1.0), ("sqrt(x)", 1.0)] {
        assert_eq!(slope(text), upright * f64::INFINITY, "{text}");
    }
    assert_eq!([slope("x^(4/3)"), slope("x x^(2/3)")], [0.0; 2]);
}

#[test]
fn a_slope_is_given_where_its_formula_has_a_hole() {
    let at = |x: f64| DifferentiateOptions {
        at: Some([("x".to_owned(), x)].into_iter().collect()),
        ..DifferentiateOptions::default()
    };
    for text in
        ["sin(x)|x|", "|sin(x)|x", "max(x, 0)^2", "max(x^2, -x^2)", "|x|^1.5", "sqrt(x^6)/2"]
    {
        let found =
            differentiate(text, &at(0.0)).unwrap_or_else(|e| panic!("{text}: {}", e.message));
        assert_eq!(found.value, Some(0.0), "{text}");
    }
    for text in
        ["cos(x)|x|", "max(x, 0)", "x^(2/3)", "|x|/x", "|x|^0.5", "max(x, x^3)", "x sin(1/x)"]
            .into_iter()
            .chain(["{ln(x - x) if x < 0, x else}"])
    {
        assert!(differentiate(text, &at(0.0)).is_err(), "{text}");
    }
}

#[test]
fn slopes_at_corners_are_the_slopes_or_none() {
    let mut wrong = Vec::new();
    for &(text, expected) in AT_0 {
        let roads = agreement(text, &[("x".to_owned(), 0.0)].into_iter().collect()).unwrap();
        let (_, roads) = roads.partials.iter().next().unwrap();
        for (road, found) in
            [("forward", roads.forward), ("reverse", roads.reverse), ("symbolic", roads.symbolic)]
        {
            let fits = found == expected || (found.is_nan() && expected.is_nan());
            if !fits {
                wrong.push(format!("{text} at 0, {road}: {found}, not {expected}"));
            }
        }
        let [_, slopes] = sample_slopes(text, "x", &[0.5, 0.0], &Point::default()).unwrap();
        assert_eq!(slopes[1].to_bits() << 1, roads.forward.to_bits() << 1, "{text} in a block");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_slope_along_one_variable_needs_only_that_one() {
    let at = [("x", 0.0), ("y", 2.0)].map(|(name, value)| (name.to_owned(), value));
    let roads = agreement("x*abs(x)*y + y^2*abs(x)^3", &at.into_iter().collect()).unwrap();
    for (name, roads) in roads.partials.iter() {
        assert_eq!([roads.forward, roads.reverse, roads.symbolic], [0.0; 3], "by {name}");
    }
}

#[test]
fn at_an_edge_of_the_domain_one_side_is_enough() {
    for (text, expected) in [("x*sqrt(x)", 0.0), ("sqrt(x)^3", 0.0), ("sqrt(x^3)", 0.0)] {
        let roads = agreement(text, &[("x".to_owned(), 0.0)].into_iter().collect()).unwrap();
        let (_, roads) = roads.partials.iter().next().unwrap();
        assert_eq!([roads.forward, roads.reverse], [expected; 2], "{text}");
    }
}

/// Values at 0, by hand: ±∞ at a pole, none where a finite number came by way of one.
#[rustfmt::skip]
const BY_POLES: &[(&str, f64)] = &[
    ("1/x",                              f64::INFINITY),
    ("ln(x)",                            f64::NEG_INFINITY),
    ("ln(1/x^2)",                        f64::INFINITY),
    ("arctan(1/x)",                      NONE),
    ("arctan(ln(x))",                    NONE),
    ("e^(-1/x^2)",                       NONE),
    ("2^(-1/|x|)",                       NONE),
    ("1/(1 + 1/x)",                      NONE),
    ("x/(1/x)",                          NONE),
    ("1/ln(x)",                          NONE),
    ("tanh(coth(x))",                    NONE),
    ("sign(1/x)",                        NONE),
    ("min(1/x, 1)",                      NONE),
    ("arctan(1/0) + x",                  NONE),
    ("arccot(x)",                        std::f64::consts::FRAC_PI_2),
    ("x + {1 if x = 0, e^(-1/x^2) else}", 1.0),
    ("1/(1 + e^(1000 - x))",             0.0),
    ("1/cosh(x + 1000)",                 0.0),
];

#[test]
fn what_comes_by_way_of_a_pole_is_no_value() {
    for &(text, expected) in BY_POLES {
        let found = evaluate(text, &Point::from_iter([("x".to_owned(), 0.0)])).unwrap();
        let same = |value: f64| value == expected || value.is_nan() && expected.is_nan();
        assert!(same(found), "{text}: {found}, not {expected}");
        let xs: Vec<f64> = (-140..=140).map(f64::from).collect();
        let values = sample(text, "x", &xs, &Point::default()).unwrap();
        assert!(same(values[140]), "{text}: {}, not {expected}", values[140]);
        let [beside, slopes] = sample_slopes(text, "x", &xs, &Point::default()).unwrap();
        assert!(same(beside[140]), "{text}: {}, not {expected}", beside[140]);
        assert!(!expected.is_nan() || slopes[140].is_nan(), "{text}: {}", slopes[140]);
    }
}

/// The double next to a pole is taken for the pole where a derivative is asked for.
#[test]
fn no_slope_beside_a_pole() {
    for (text, x) in [
        ("tan(x)", std::f64::consts::FRAC_PI_2),
        ("tan(pi x)", 0.5),
        ("sec(pi x/2)", 1.0),
        ("tan(x + pi/2)", 0.0),
        ("cot(x)", std::f64::consts::PI),
        ("1/sin(x)", std::f64::consts::PI),
    ] {
        let at = [("x".to_owned(), x)].into_iter().collect();
        let options = DifferentiateOptions { at: Some(at), ..Default::default() };
        let error = differentiate(text, &options).expect_err(text);
        assert_eq!(error.code, "no-derivative-there", "{text}");
        let options = SeveralOptions { at: options.at, ..Default::default() };
        assert_eq!(gradient(text, &options).expect_err(text).code, "no-derivative-there");
        let roads = agreement(text, options.at.as_ref().expect("a point")).expect(text);
        let roads = roads.partials.get("x").expect("a road");
        // At what is exactly a pole the slope is infinite.
        assert!([roads.symbolic, roads.forward, roads.reverse].iter().all(|s| !s.is_finite()));
    }
    for (text, x) in [("e^x", 30.0), ("1e13 x", 1.0), ("tan(x)", 1.5)] {
        let at = [("x".to_owned(), x)].into_iter().collect();
        let options = DifferentiateOptions { at: Some(at), ..Default::default() };
        assert!(differentiate(text, &options).is_ok(), "{text}");
    }
}

#[test]
fn what_leaves_the_doubles_is_not_said_to_have_no_slope() {
    for (text, x) in [("1/(1 + e^(-x))", -1000.0), ("e^x", 1000.0), ("x^300", 1e3)] {
        let at = Some(Point::from_iter([("x".to_owned(), x)]));
        let options = DifferentiateOptions { at, ..DifferentiateOptions::default() };
        assert_eq!(differentiate(text, &options).unwrap_err().code, "beyond-numbers", "{text}");
    }
}

/// What does not move is flat by differences too, however it is rounded.
#[test]
fn differences_of_what_stands_still_are_none() {
    for text in ["3x*(3/x/y^3)", "(-y - 4)*x^(-1)*x", "sin(x)^2 + cos(x)^2", "1e6*(x - 1/3 - x)"] {
        for x in [0.37, 1.43, 2.6, -1.9] {
            let at = Point::from_iter([("x".to_owned(), x), ("y".to_owned(), -0.8)]);
            let roads = agreement(text, &at).unwrap();
            let by_x = roads.partials.iter().find(|(name, _)| *name == "x").unwrap().1;
            assert!(by_x.finite_difference.abs() < 1e-6, "{text} at {x}: {by_x:?}");
        }
    }
}
