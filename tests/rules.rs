//! The table of rules: every row can be read, is true, fires, and says what it says it says.

use std::collections::BTreeSet;

use chainrule::calculus::{
    Differentiator, Equivalence, alternatives, directional, equivalent, implicit,
};
use chainrule::expr::{Dag, Expr, Op};
use chainrule::rewrite::Light;
use chainrule::rules::{How, Rule, library, why};
use chainrule::steps::{
    Detail, Step, explain, explain_alternative, explain_directional, explain_implicit, replay,
};
use chainrule::{print, syntax};

fn is_derivative(rule: &Rule) -> bool {
    let law = rule.formulas().unwrap();
    law.dag.op(law.before) == Op::Derivative && rule.how != How::Method
}

#[test]
fn every_row_can_be_read() {
    for rule in &library().rules {
        assert!(rule.formulas().is_some(), "{}", rule.id);
    }
}

#[test]
fn a_row_is_about_what_its_law_looks_for() {
    for rule in library().rules.iter().filter(|rule| is_derivative(rule)) {
        let law = rule.formulas().unwrap();
        let looked_for = law.dag.child(law.before).map(|pattern| law.dag.op(pattern));
        let looked_for = looked_for.filter(|op| !matches!(op, Op::Symbol(_)));
        assert_eq!(rule.about, looked_for, "{}", rule.id);
    }
}

#[test]
fn ids_are_unique() {
    let ids: BTreeSet<&str> = library().rules.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), library().rules.len());
}

#[test]
fn every_example_is_what_the_machine_says() {
    for rule in &library().rules {
        let mut dag = Dag::new();
        let (before, after) = rule.example(&mut dag).unwrap();
        let mut machine = Differentiator::new(Light::Yes);
        let result = machine.take_all(&mut dag, before);
        let result = machine.tidier.reduce(&mut dag, result);
        let after = machine.tidier.reduce(&mut dag, after);
        assert_eq!(print::text(&dag, result), print::text(&dag, after), "example of {}", rule.id);
    }
}

#[test]
fn every_law_is_true() {
    // u and v as functions that wind enough to tell laws apart, c and n as constants.
    let meaning = [("u", "x^2 + 2"), ("v", "sin(x) + 3"), ("c", "5"), ("n", "3"), ("y", "u^2")];
    for rule in library().rules.iter().filter(|rule| !matches!(rule.how, How::Chain | How::Method))
    {
        let law = rule.formulas().unwrap();
        let mut dag = Dag::new();
        let stand_in = |dag: &mut Dag, e: Expr| {
            let mut e = dag.import(&law.dag, e, |_, _| None);
            for (letter, text) in meaning {
                let letter = dag.symbol(letter);
                let text = syntax::parse(dag, text).unwrap().expr;
                e = dag.substitute(e, letter, text);
            }
            Differentiator::new(Light::Yes).take_all(dag, e)
        };
        let (left, right) = (stand_in(&mut dag, law.before), stand_in(&mut dag, law.after));
        let answer = equivalent(&mut dag, left, right).unwrap();
        let fine = matches!(answer, Equivalence::Proved | Equivalence::Sampled);
        // Conditions such as |x| > 1 leave few points; none at all proves nothing.
        assert!(fine, "{}: {answer:?}", rule.id);
    }
}

fn collect(steps: &[Step], fired: &mut BTreeSet<&'static str>) {
    for step in steps {
        fired.insert(step.rule.id);
        collect(&step.steps, fired);
    }
}

#[test]
fn every_row_fires() {
    let mut fired = BTreeSet::new();
    for rule in &library().rules {
        let mut dag = Dag::new();
        let (before, _) = rule.example(&mut dag).unwrap();
        let mut machine = Differentiator::new(Light::No);
        if rule.how == How::Method {
            collect(&method_steps(rule), &mut fired);
        } else if is_derivative(rule) {
            machine.take(&mut dag, before);
            collect(&explain(&mut dag, &machine, before, Detail::Full), &mut fired);
        } else {
            let result = machine.tidier.reduce(&mut dag, before);
            let changes = machine.tidier.changes().to_vec();
            collect(&replay(&mut dag, before, &changes, result), &mut fired);
        }
    }
    let silent: Vec<&str> =
        library().rules.iter().map(|rule| rule.id).filter(|id| !fired.contains(id)).collect();
    assert!(silent.is_empty(), "rules that never fire: {silent:?}");
}

/// The steps of a method on a small problem.
fn method_steps(rule: &Rule) -> Vec<Step> {
    let mut dag = Dag::new();
    let f = syntax::parse(&mut dag, "x^2*y").unwrap().expr;
    let (x, y, one) = (dag.symbol("x"), dag.symbol("y"), dag.integer(1));
    match rule.id {
        "implicit" => {
            let found = implicit(&mut dag, [f, one], y, x, Light::No).unwrap();
            explain_implicit(&mut dag, &found, y, x, Detail::Full)
        }
        "directional" => {
            let found = directional(&mut dag, f, &[(x, 3.0), (y, 4.0)], Light::No).unwrap();
            explain_directional(&mut dag, &found, Detail::Full)
        }
        "quotient-as-product" | "expand-first" | "logarithms-first" => {
            let (derivative, _) = rule.example(&mut dag).unwrap();
            let f = dag.children(derivative)[0];
            let other = alternatives(&mut dag, f, x).into_iter().find(|it| it.rule == rule.id);
            explain_alternative(&mut dag, f, x, &other.unwrap(), Detail::Full).unwrap().0
        }
        other => panic!("nobody applies {other}"),
    }
}

#[test]
fn sentences_have_no_holes() {
    for rule in &library().rules {
        let mut dag = Dag::new();
        let (before, _) = rule.example(&mut dag).unwrap();
        if !is_derivative(rule) {
            continue;
        }
        let mut machine = Differentiator::new(Light::Yes);
        machine.take(&mut dag, before);
        for step in explain(&mut dag, &machine, before, Detail::Brief) {
            let sentence = &step.explanation;
            assert!(!sentence.contains("{}") && !sentence.contains('□'), "{}: {sentence}", rule.id);
            assert!(sentence.ends_with('.'), "{}: {sentence}", rule.id);
        }
    }
}

#[test]
fn every_reason_is_an_equality() {
    let meaning = [("u", "x^2 + 2"), ("v", "sin(x) + 3"), ("c", "5"), ("n", "3")];
    let mut lines = 0;
    for rule in &library().rules {
        for (sentence, text) in why(rule.id) {
            assert!(sentence.ends_with('.'), "{sentence}");
            let mut dag = Dag::new();
            let mut e = syntax::parse(&mut dag, text)
                .unwrap_or_else(|error| panic!("{text}: {error}"))
                .expr;
            for (letter, stands_for) in meaning {
                let letter = dag.symbol(letter);
                let stands_for = syntax::parse(&mut dag, stands_for).unwrap().expr;
                e = dag.substitute(e, letter, stands_for);
            }
            let e = Differentiator::new(Light::Yes).take_all(&mut dag, e);
            let (left, right) = dag.pair(e).unwrap_or_else(|| panic!("{text} is no equation"));
            let answer = equivalent(&mut dag, left, right).unwrap();
            let fine = matches!(answer, Equivalence::Proved | Equivalence::Sampled);
            assert!(fine, "{}: {text}: {answer:?}", rule.id);
            lines += 1;
        }
    }
    assert!(lines > 90, "{lines}");
    // "Simplify" is all of them together.
    let silent: Vec<&str> =
        library().rules.iter().map(|rule| rule.id).filter(|id| why(id).is_empty()).collect();
    assert_eq!(silent, ["tidy"]);
}

#[test]
fn a_card_speaks_of_its_own_letters() {
    for rule in &library().rules {
        let said = rule.general_sentence();
        assert!(!said.contains(['{', '}']), "{}: {said}", rule.id);
        assert!(!said.contains("derivative g"), "{}: {said}", rule.id);
    }
    let sine = library().rule("sin").unwrap();
    assert_eq!(sine.general_sentence(), "sin(x) has the derivative cos(x).");
}
