//! Other roads to a derivative: each leads there, in steps that are equalities.

use super::cases::cases;
use super::{check_steps, formulas};
use chainrule::calculus::{Equivalence, equivalent};
use chainrule::expr::Dag;
use chainrule::syntax;
use chainrule::view::{self, DifferentiateOptions};
use proptest::prelude::*;

/// Titles of the other roads to d/dx(text), each checked to lead to the same derivative.
fn roads(text: &str, detail: &str) -> Vec<String> {
    let options = DifferentiateOptions {
        variable: Some("x".to_owned()),
        detail: Some(detail.to_owned()),
        alternatives: true,
        ..Default::default()
    };
    let answer = view::differentiate(text, &options).unwrap();
    let other = answer.alternatives.unwrap();
    for road in &other {
        check_steps(&road.steps, &mut Vec::new());
        assert_eq!(road.steps.last().unwrap().after.text, road.result.text, "{text}");
        let mut dag = Dag::new();
        let here = syntax::parse(&mut dag, &answer.result.text).unwrap().expr;
        let there = syntax::parse(&mut dag, &road.result.text).unwrap().expr;
        if let Equivalence::Differ { at, values, .. } = equivalent(&mut dag, here, there).unwrap() {
            let huge = values.iter().any(|value| value.abs() > 1e100);
            assert!(huge, "{text}: {} at {at:?}: {values:?}", road.result.text);
        }
        for step in &road.steps {
            println!("   {} -> {} ({})", step.before.text, step.after.text, step.explanation);
        }
    }
    other.into_iter().map(|road| road.title).collect()
}

#[test]
fn roads_a_teacher_shows() {
    for (text, titles) in [
        ("(2x+3)^2", vec!["Multiply out first"]),
        ("(x+1)(x-2)", vec!["Multiply out first"]),
        ("x/(x+1)", vec!["Quotient as a product"]),
        ("sin(x)/x^2", vec!["Quotient as a product"]),
        ("x^2 sin(x) e^(3x)", vec!["Logarithms first"]),
        ("(x+1)^3 sqrt(x)/(x-2)^5", vec!["Quotient as a product", "Logarithms first"]),
        ("sin(x^2)", vec![]),
        ("(x+1)^20", vec![]),
        ("3/x", vec![]),
        ("x^x", vec![]),
    ] {
        for detail in ["brief", "full"] {
            println!("{text}");
            assert_eq!(roads(text, detail), titles, "{text}");
        }
    }
    let plain = view::differentiate("(2x+3)^2", &DifferentiateOptions::default()).unwrap();
    assert_eq!(plain.alternatives, None);
}

proptest! {
    #![proptest_config(cases(400, 20_261_126))]

    #[test]
    fn every_road_leads_there(text in formulas()) {
        roads(&text, "brief");
    }
}
