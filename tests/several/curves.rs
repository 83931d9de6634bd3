//! Curves: the slope of an implicit equation, every line of the way to it.

use super::cases::cases;
use super::{at, check_steps, formulas, slope_nearby};
use chainrule::calculus::{Equivalence, equivalent};
use chainrule::expr::Dag;
use chainrule::syntax;
use chainrule::view::{self, Derivation, ImplicitOptions, Point};
use proptest::prelude::*;

pub fn y_by_x(at: Option<Point>) -> ImplicitOptions {
    ImplicitOptions { of: "y".to_owned(), by: "x".to_owned(), at, detail: None }
}

/// Every line holds for the dy/dx that comes out, and the steps are equalities that end there.
fn check_implicit(answer: &Derivation) {
    check_steps(&answer.steps, &mut Vec::new());
    assert_eq!(answer.steps.last().unwrap().after.text, answer.result.text);
    let mut dag = Dag::new();
    let result = syntax::parse(&mut dag, &answer.result.text).unwrap().expr;
    let unknown = syntax::parse(&mut dag, "d/dx(y)").unwrap().expr;
    for line in &answer.lines[1..] {
        let text = &line.equation.text;
        let equation = syntax::parse(&mut dag, text).unwrap_or_else(|e| panic!("{text}: {e}")).expr;
        let equation = dag.substitute(equation, unknown, result);
        let (left, right) = dag.pair(equation).unwrap();
        let same = equivalent(&mut dag, left, right).unwrap();
        if let Equivalence::Differ { values, .. } = same {
            assert!(values.iter().any(|value| value.abs() > 1e100), "{text}: {same:?}");
        }
    }
}

#[test]
fn curves_of_the_textbook() {
    for (equation, slope) in [
        ("x^2+y^2=25", "-x/y"),
        ("xy=6", "-y/x"),
        ("x^2+y^2-25", "-x/y"),
        ("y = x^2", "2x"),
        ("y = x y + 1", "y/(1 - x)"),
        ("z = x^2 + y^2", "-x/y"),
        ("x^3+y^3=6xy", "(2y - x^2)/(y^2 - 2x)"),
        ("sin(xy) = x", "(1 - y cos(x y))/(x cos(x y))"),
        ("e^y = x", "e^(-y)"),
        ("x^2/a^2 + y^2/b^2 = 1", "-b^2 x/(a^2 y)"),
        ("sqrt(x) + sqrt(y) = 1", "-sqrt(y)/sqrt(x)"),
    ] {
        let answer = view::implicit(equation, &y_by_x(None)).unwrap();
        check_implicit(&answer);
        assert_eq!(answer.result.text, slope, "{equation}");
        assert_eq!(view::simplify(slope).unwrap().result.text, slope);
    }
}

#[test]
fn a_point_of_the_circle() {
    let answer =
        view::implicit("x^2+y^2=25", &y_by_x(Some(at(&[("x", 3.0), ("y", 4.0)])))).unwrap();
    assert_eq!(answer.value, Some(-0.75));
    assert_eq!(answer.tangent.unwrap().text, "y = -0.75x + 6.25");
    assert_eq!(answer.conditions, ["for y ≠ 0"]);
    assert_eq!(answer.lines[1].equation.text, "2x + 2y*d/dx(y) = 0");
    let code = |equation: &str, point: &[(&str, f64)]| {
        let error = view::implicit(equation, &y_by_x(Some(at(point)))).unwrap_err();
        assert!(error.message.ends_with('.'), "{}", error.message);
        error.code.clone()
    };
    assert_eq!(code("x^2+y^2=25", &[("x", 3.0), ("y", 3.0)]), "not-on-the-curve");
    assert_eq!(code("e^(e^x)=y", &[("x", 9.0), ("y", 1.0)]), "beyond-numbers");
    assert_eq!(code("x^2+y^2=25", &[("x", 5.0), ("y", 0.0)]), "vertical-tangent");
    assert_eq!(code("x^2=y^2", &[("x", 0.0), ("y", 0.0)]), "no-tangent-there");
    assert_eq!(code("x^2+y^2=25", &[("x", 3.0)]), "unbound-variable");
    assert_eq!(code("ln(x) = y", &[("x", -3.0), ("y", 0.0)]), "no-value-there");
    let apart = |y: f64| {
        let point = at(&[("x", 2.0), ("y", y)]);
        view::implicit("x y = 1", &y_by_x(Some(point))).unwrap_err().message.clone()
    };
    assert!(apart(1.0 / 3.0).ends_with("there the left side is 0.6667, the right side 1."));
    assert!(apart(0.500001).ends_with("there the left side is 1.000002, the right side 1."));
    let near = [("x", 1.0), ("y", 3f64.sqrt())];
    assert!(view::implicit("x^2+y^2=4", &y_by_x(Some(at(&near)))).is_ok());
}

#[test]
fn no_curve_no_slope() {
    let code = |equation: &str| view::implicit(equation, &y_by_x(None)).unwrap_err().code.clone();
    for equation in ["x^2 + y^2 = -1", "e^y = -1", "sin(x y) = 2", "(x - y)^2 + 1 = 0"] {
        let conditions = view::implicit(equation, &y_by_x(None)).unwrap().conditions;
        assert!(conditions[0].starts_with("nowhere: "), "{equation}");
    }
    // One point alone is no curve; a line that is met from one side is.
    for equation in ["x^2 + y^2 = 0", "(x-1)^2 + (y+2)^2 = 0", "|x| + |y| = 0", "-x^4 = y^2"] {
        let conditions = view::implicit(equation, &y_by_x(None)).unwrap().conditions;
        assert!(conditions[0].starts_with("nowhere: "), "{equation}");
    }
    for equation in ["(x - y)^2 = 0", "x^2 + y^2 = 10^(-12)", "x^2 = y^2", "x + y = 0"] {
        let conditions = view::implicit(equation, &y_by_x(None)).unwrap().conditions;
        assert!(conditions.iter().all(|one| !one.starts_with("nowhere")), "{equation}");
    }
    assert_eq!(code("x^2 = 4"), "not-in-the-equation");
    assert_eq!(code("y - y + x = 4"), "falls-out");
    assert_eq!(code("x^2 + y^2 < 25"), "inequality");
    let same = ImplicitOptions { of: "x".to_owned(), ..y_by_x(None) };
    assert_eq!(view::implicit("x y = 1", &same).unwrap_err().code, "same-variable");
}

#[test]
fn slopes_of_curves_are_short_and_each_condition_is_told_once() {
    let rows: &[(&str, &str, &[&str])] = &[
        ("x^3+y^3=6x y", "(2y - x^2)/(y^2 - 2x)", &["for y² − 2x ≠ 0"]),
        ("x^2-x y+y^2=3", "(y - 2x)/(2y - x)", &["for x ≠ 2y"]),
        ("x/y+y/x=3", "y/x", &["for x ≠ 0", "for y² − x² ≠ 0", "for y ≠ 0"]),
        ("cos(x+y)=y", "-sin(x + y)/(sin(x + y) + 1)", &["for sin(x + y) ≠ −1"]),
        ("sqrt(x)+sqrt(y)=4", "-sqrt(y)/sqrt(x)", &["for x > 0", "for y > 0"]),
        ("x y=6", "-y/x", &["for x ≠ 0"]),
        (
            "sqrt(x y)=x-2y",
            "(2sqrt(x y) - y)/(x + 4sqrt(x y))",
            &["for x y > 0", "for x + 4√(x y) ≠ 0"],
        ),
        ("ln(x+y)=x-y", "(x + y - 1)/(x + y + 1)", &["for x > −y"]),
        ("y^x=x+1", "y^(1 - x) (1 - y^x ln(y))/x", &["for x ≠ 0", "for y > 0"]),
        ("|x|+|y|=2", "-x y/(|x|*|y|)", &["not differentiable at x = 0", "for y ≠ 0"]),
        ("tan(y)=x", "cos(y)^2", &["for y ≠ π/2 + kπ, k any whole number"]),
    ];
    for (equation, slope, conditions) in rows {
        let found = view::implicit(equation, &y_by_x(None)).unwrap();
        assert_eq!(found.result.text, *slope, "{equation}");
        assert_eq!(found.conditions, *conditions, "{equation}");
    }
}

/// A tangent has no slope that only the last digits of the place make.
#[test]
fn level_tangents_are_level() {
    use std::f64::consts::{FRAC_PI_2, PI};
    let place = at(&[("x", FRAC_PI_2), ("y", 1.0)]);
    let level = view::implicit("sin(x y) = y", &y_by_x(Some(place))).unwrap();
    assert_eq!(level.tangent.unwrap().text, "y = 1");
    let tangent = |text: &str, x: f64| {
        let options =
            view::DifferentiateOptions { at: Some(at(&[("x", x)])), ..Default::default() };
        view::differentiate(text, &options).unwrap().tangent.unwrap().text
    };
    assert_eq!(tangent("cos(x)", PI), "y = -1");
    assert_eq!(tangent("sin(x)", 10.5 * PI), "y = 1");
    // What is small by itself stays.
    assert_eq!(tangent("1 + 1E-17x", 1.0), "y = 1E-17x + 1");
    assert!(tangent("e^(-x)", 40.0).contains('x'));
}

/// Nobody divides by 1/(2√y).
#[test]
fn the_last_line_multiplies_by_what_stands_below() {
    let last = |equation: &str| {
        let found = view::implicit(equation, &y_by_x(None)).unwrap();
        found.lines.last().unwrap().explanation.clone()
    };
    assert_eq!(last("sqrt(x) + sqrt(y) = 4"), "Multiply by 2sqrt(y).");
    assert_eq!(last("x^2 + y^2 = 25"), "Divide by 2y.");
    assert_eq!(last("x^2/4 + y^2/9 = 1"), "Divide by 2y/9.");
}

proptest! {
    #![proptest_config(cases(400, 20_261_126))]

    #[test]
    fn slopes_of_curves_and_their_steps(
        text in formulas(), x in 0.2f64..3.0, y in 0.2f64..3.0, k in 0.5f64..2.0,
    ) {
        // A curve through the point: F(x, y) = F at the point, written out.
        let place = at(&[("x", x), ("y", y), ("k", k)]);
        let here = ["x", "y", "k"].iter().fold(text.clone(), |text, name| {
            substituted(&text, name, *place.get(name).unwrap())
        });
        let Ok(answer) = view::implicit(&format!("{text} = {here}"), &y_by_x(None)) else {
            return Ok(());
        };
        check_implicit(&answer);
        let slopes = (slope_nearby(&text, "x", &place), slope_nearby(&text, "y", &place));
        let (Some(by_x), Some(by_y)) = slopes else { return Ok(()) };
        prop_assume!(by_y.abs() > 1e-3);
        let there = view::implicit(&format!("{text} = {here}"), &y_by_x(Some(place)));
        let value = there.unwrap().value.unwrap();
        let slope = -by_x / by_y;
        prop_assert!((value - slope).abs() < 1e-3 * slope.abs().max(1.0), "{text}: {value}, {slope}");
    }
}

/// A text with a number in the place of a letter that stands alone.
fn substituted(text: &str, name: &str, value: f64) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut result = String::new();
    for (i, letter) in letters.iter().enumerate() {
        let beside = |j: usize| letters.get(j).is_some_and(|c| c.is_ascii_alphabetic());
        let alone = (i == 0 || !beside(i - 1)) && !beside(i + 1);
        if alone && letter.to_string() == name {
            result.push_str(&format!("({value})"));
        } else {
            result.push(*letter);
        }
    }
    result
}
