//! Practice: every mistake is recognised, and no right answer is ever called one.

use std::collections::BTreeSet;

use chainrule::practice::{Problem, Status, Verdict, check, hint};
use chainrule::rules::{Asked, mistakes};
use serde_json::Value;

fn problem(function: &str, variable: &str) -> Problem {
    Problem { function: function.into(), variable: variable.into(), ..Problem::default() }
}

fn rows() -> Vec<Value> {
    let rows = include_str!("corpora/equivalence.jsonl");
    rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
}

/// Whether the verdict names the mistake, or leaves it open with it among those that fit.
fn names(verdict: &Verdict, id: &str) -> bool {
    verdict.mistake.as_ref().is_some_and(|mistake| mistake.id == id)
        || verdict.status == Status::Unclear && verdict.candidates.contains(&id)
}

#[test]
fn every_law_of_a_mistake_can_be_read() {
    assert_eq!(mistakes().unreadable, [""; 0]);
    let ids: BTreeSet<&str> = mistakes().rows.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), mistakes().rows.len());
    assert!(ids.len() >= 111);
}

#[test]
fn every_mistake_is_recognised_on_its_example() {
    let mut missed = Vec::new();
    for mistake in &mistakes().rows {
        let example = &mistake.example;
        if example.kind == Asked::Claim {
            continue;
        }
        let problem = Problem::of(example);
        let verdict = check(example.wrong, &problem).unwrap();
        let named = verdict.mistake.as_ref().map(|mistake| mistake.id);
        if named != Some(mistake.id) {
            missed.push(format!(
                "{}: {:?} {:?} {:?}",
                mistake.id, named, verdict.candidates, verdict.message
            ));
        }
        let verdict = check(example.right, &problem).unwrap();
        if verdict.status != Status::Correct {
            missed.push(format!("{}: the right answer is {verdict:?}", mistake.id));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_mistakes_of_the_corpus_are_named() {
    let (mut all, mut named, mut wrongly) = (0, 0, Vec::new());
    let mut unnamed = Vec::new();
    for row in rows() {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let (id, answer) = (text("mistake"), text("a"));
        if id.is_empty() {
            continue;
        }
        all += 1;
        let verdict = check(answer, &problem(text("problem"), text("variable"))).unwrap();
        let line = format!(
            "{id}: {} → {answer}: {:?} {:?} {:?} {}",
            text("problem"),
            verdict.status,
            verdict.mistake.as_ref().map(|m| m.id),
            verdict.candidates,
            verdict.message
        );
        if names(&verdict, id) {
            named += 1;
        } else if verdict.mistake.is_some() {
            wrongly.push(line);
        } else {
            unnamed.push(line);
        }
    }
    println!(
        "{all} wrong answers: {named} named, {} wrongly, {} not",
        wrongly.len(),
        unnamed.len()
    );
    for line in wrongly.iter().chain(&unnamed) {
        println!("  {line}");
    }
    assert!(named * 100 >= all * 90);
    assert!(wrongly.len() * 50 < all);
}

/// A right answer in ten other forms: all equal wherever both are defined.
fn rewritten(answer: &str, v: &str) -> Vec<String> {
    vec![
        format!("dy/d{v} = {answer}"),
        format!("f'({v}) = {answer}"),
        format!("y' = {answer}"),
        format!("0 + ({answer})"),
        format!("({answer})*1"),
        format!("-(-({answer}))"),
        format!("2*({answer})/2"),
        format!("({answer}) + {v} - {v}"),
        format!("({answer})*(sin({v})^2 + cos({v})^2)"),
        format!("(({answer})*({v}^2 + 1))/({v}^2 + 1)"),
        format!("1/2*({answer}) + ({answer})/2"),
        format!("e^(2{v})*({answer})*e^(-2{v})"),
    ]
}

fn accused(verdict: &Verdict) -> bool {
    verdict.mistake.is_some() || !matches!(verdict.status, Status::Correct | Status::Unfinished)
}

#[test]
fn no_right_answer_is_called_wrong() {
    let mut seen = BTreeSet::new();
    let (mut judged, mut falsely) = (0, Vec::new());
    for row in rows() {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        if text("problem").is_empty() {
            continue;
        }
        let mut right = vec![text("b")];
        if row["equal"].as_bool() == Some(true) {
            right.push(text("a"));
        }
        for answer in right {
            let problem = problem(&text("problem"), &text("variable"));
            if !seen.insert((problem.function.clone(), answer.clone())) {
                continue;
            }
            let mut forms = vec![answer.clone()];
            if !answer.contains('=') {
                forms.extend(rewritten(&answer, &problem.variable));
            }
            for form in forms {
                judged += 1;
                let verdict = check(&form, &problem).unwrap();
                if accused(&verdict) {
                    falsely.push(format!("{}: {form}: {verdict:?}", problem.function));
                }
            }
        }
    }
    println!("{judged} right answers, {} accused", falsely.len());
    assert!(falsely.is_empty(), "{}", falsely.join("\n"));
}

#[test]
fn a_hint_for_a_partial_derivative_has_one_letter_for_all() {
    let gradient = |asked| Problem { asked, ..problem("x^2 + 6y^2", "x") };
    for problem in [gradient(Asked::Derivative), gradient(Asked::Gradient)] {
        let (text, mathml) = hint(&problem, 4, &[]).unwrap().formula.unwrap();
        assert_eq!(text, "d/dx(x^2 + 6y^2) = d/dx(x^2) + d/dx(6y^2)");
        assert_eq!(mathml.matches('∂').count(), 6, "{mathml}");
        assert!(!mathml.contains(">d<"), "{mathml}");
    }
}

#[test]
fn a_variable_below_and_above_is_asked_about() {
    let first = hint(&problem("x^x", "x"), 1, &[]).unwrap();
    assert!(first.message.contains("logarithm"), "{}", first.message);
}
