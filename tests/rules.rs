//! The table of rules: every row can be read, is true, fires, and says what it says it says.

#[path = "support/changed.rs"]
mod changed;

use std::collections::BTreeSet;

use chainrule::calculus::{
    Differentiator, Equivalence, alternatives, directional, equivalent, implicit,
};
use chainrule::expr::{Dag, Expr, Op};
use chainrule::numeric::Tape;
use chainrule::rewrite::Light;
use chainrule::rules::{How, Rule, library, why};
use chainrule::steps::{
    Detail, Step, explain, explain_alternative, explain_directional, explain_implicit, replay,
};
use chainrule::{print, syntax};
use changed::changed;

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

/// Whether the machine makes the one of the other.
fn says(dag: &mut Dag, before: Expr, after: Expr) -> bool {
    let mut machine = Differentiator::new(Light::Yes);
    let result = machine.take_all(dag, before);
    let result = machine.tidier.reduce(dag, result);
    let after = machine.tidier.reduce(dag, after);
    print::text(dag, result) == print::text(dag, after)
}

#[test]
fn every_example_is_what_the_machine_says() {
    for rule in &library().rules {
        let mut dag = Dag::new();
        let (before, after) = rule.example(&mut dag).unwrap();
        assert!(says(&mut dag, before, after), "example of {}", rule.id);
    }
}

#[test]
fn an_example_changed_in_one_place_is_refused() {
    let (mut refused, mut taken) = (0, Vec::new());
    for rule in &library().rules {
        let mut dag = Dag::new();
        let (before, after) = rule.example(&mut dag).unwrap();
        for other in changed(&mut dag, after) {
            match says(&mut dag, before, other) {
                true => taken.push(format!("{}: {}", rule.id, print::text(&dag, other))),
                false => refused += 1,
            }
        }
    }
    assert_eq!(taken, ["abs: |x|/x"]);
    assert!(refused > 400, "{refused}");
}

/// What an expression comes to at a point, derivatives in it by dual numbers: no rule of the table is asked.
fn number(dag: &mut Dag, e: Expr, at: f64) -> f64 {
    let (mut e, mut inputs, mut values) = (e, vec![dag.intern("x")], vec![at]);
    for derivative in dag.below(e) {
        let Some((inside, _)) =
            dag.pair(derivative).filter(|_| dag.op(derivative) == Op::Derivative)
        else {
            continue;
        };
        let tape = Tape::new(dag, &[inside], &inputs[..1]).unwrap();
        let slope = dag.symbol(&format!("slope_{}", values.len()));
        inputs.extend(dag.as_symbol(slope));
        values.push(tape.dual(&[at], &[1.0]).slope);
        e = dag.substitute(e, derivative, slope);
    }
    Tape::new(dag, &[e], &inputs).unwrap().value(&values)
}

/// Whether the right side of a law is what the left side is, wherever that has a value and the condition
/// holds.
fn holds(dag: &mut Dag, sides: [Expr; 2], condition: Option<Expr>) -> bool {
    // u and v as functions that wind enough to tell laws apart, c and n as constants.
    let meaning = [("u", "x^2 + 2"), ("v", "sin(x) + 3"), ("c", "5"), ("n", "3"), ("y", "u^2")];
    let mut meant = |mut e: Expr| {
        for (letter, text) in meaning {
            let letter = dag.symbol(letter);
            let text = syntax::parse(dag, text).unwrap().expr;
            e = dag.substitute(e, letter, text);
        }
        e
    };
    let (sides, condition) = (sides.map(&mut meant), condition.map(&mut meant));
    let mut asked = 0;
    for k in -40..40 {
        let at = 0.0713 + f64::from(k) / 6.1;
        if condition.is_some_and(|condition| number(dag, condition, at) != 1.0) {
            continue;
        }
        let [left, right] = sides.map(|side| number(dag, side, at));
        if left.is_finite() {
            asked += 1;
            let same = (left - right).abs() <= 1e-9 * left.abs().max(1.0);
            if !same {
                return false;
            }
        }
    }
    // None at all proves nothing.
    asked > 5
}

/// Rules whose law says all: not those that only show the simplest case.
fn laws() -> impl Iterator<Item = &'static Rule> {
    library().rules.iter().filter(|rule| !matches!(rule.how, How::Chain | How::Method))
}

/// A law in a graph of its own: both sides, and its condition.
fn law(rule: &Rule) -> (Dag, [Expr; 2], Option<Expr>) {
    let law = rule.formulas().unwrap();
    let mut dag = Dag::new();
    let mut own = |e| dag.import(&law.dag, e, |_, _| None);
    let (sides, condition) = ([law.before, law.after].map(&mut own), law.condition.map(&mut own));
    (dag, sides, condition)
}

#[test]
fn every_law_is_true() {
    for rule in laws() {
        let (mut dag, sides, condition) = law(rule);
        assert!(holds(&mut dag, sides, condition), "{}", rule.id);
    }
}

#[test]
fn a_law_changed_in_one_place_is_refused() {
    let (mut refused, mut taken) = (0, Vec::new());
    for rule in laws() {
        let (mut dag, [before, after], condition) = law(rule);
        for other in changed(&mut dag, after) {
            match holds(&mut dag, [before, other], condition) {
                true => taken.push(format!("{}: {}", rule.id, print::text(&dag, other))),
                false => refused += 1,
            }
        }
    }
    // Those that say the same.
    assert_eq!(taken, ["abs: |x|/x", "widen: u u/(v u)"]);
    assert!(refused > 400, "{refused}");
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
        "two-at-a-time" => {
            let (derivative, _) = rule.example(&mut dag).unwrap();
            let mut machine = Differentiator::new(Light::No);
            machine.take(&mut dag, derivative);
            explain(&mut dag, &machine, derivative, Detail::Full)
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
        // No place is left to fill; braces that stay are those of pieces.
        assert!(said.split('{').skip(1).all(|it| it.contains(" if ")), "{}: {said}", rule.id);
        assert!(!said.contains("derivative g"), "{}: {said}", rule.id);
        // A letter in it stands in the law too, or it would be nobody's; e is a number.
        let apart = |c: char| !c.is_alphanumeric();
        let alone = |word: &str| word.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        let law: Vec<String> = rule.shown()[0].split(apart).map(alone).collect();
        let rest = said.replace("e^", "");
        for word in rest.split(apart).filter(|word| word.len() == 1) {
            let letter = alone(word);
            let known = law.contains(&letter) || law.contains(&format!("d{letter}"));
            let plain = letter.is_empty() || letter.eq_ignore_ascii_case("a");
            assert!(plain || known, "{letter} in {}: {said}", rule.id);
        }
    }
    let sine = library().rule("sin").unwrap();
    assert_eq!(sine.general_sentence(), "sin(x) has the derivative cos(x).");
}
