//! Equal or not: pairs from real question banks, and answers with a known mistake in them.

use chainrule::view::equivalent;
use serde_json::Value;

fn rows() -> Vec<Value> {
    let rows = include_str!("corpora/equivalence.jsonl");
    rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
}

#[test]
fn the_corpus_is_judged_right() {
    let (mut accepted, mut refused, mut undecided) = (Vec::new(), Vec::new(), Vec::new());
    let (mut equal, mut all) = (0, 0);
    for row in rows() {
        let (a, b) = (row["a"].as_str().unwrap(), row["b"].as_str().unwrap());
        let expected = row["equal"].as_bool().unwrap();
        all += 1;
        equal += usize::from(expected);
        match equivalent(a, b) {
            Ok(answer) if answer.equal && !expected => accepted.push(format!("{a}  =  {b}")),
            Ok(answer) if !answer.equal && expected => {
                refused.push(format!("{a}  ≠  {b} at {:?}: {:?}", answer.at, answer.values));
            }
            Ok(_) => {}
            Err(error) => undecided.push(format!("{a}  ?  {b} ({expected}): {}", error.message)),
        }
    }
    println!(
        "{all} pairs, {equal} equal: {} accepted falsely, {} refused falsely, {} undecided",
        accepted.len(),
        refused.len(),
        undecided.len()
    );
    for line in accepted.iter().chain(&refused).chain(&undecided) {
        println!("  {line}");
    }
    assert!(accepted.is_empty(), "wrong answers taken for right ones");
    assert!((refused.len() + undecided.len()) * 50 <= all, "more than 2 % not recognised");
}

#[track_caller]
fn check(a: &str, b: &str, how: &str) {
    assert_eq!(equivalent(a, b).unwrap().how, how, "{a} and {b}");
}

#[test]
fn what_can_be_proved_is_proved() {
    check("(x+1)^2", "x^2 + 2x + 1", "proved");
    check("4(2x+3)", "8x+12", "proved");
    check("sin(x)^2 + cos(x)^2", "1", "proved");
    check("sqrt(x^2)", "|x|", "proved");
    check("x/x", "1", "proved");
    check("e^x e^y", "e^(x+y)", "proved");
}

#[test]
fn what_differs_is_never_equal() {
    check("10^(-12) x", "0", "different-variables");
    check("x + 10^(-9)", "x", "counterexample");
    check("sqrt(x)^2", "-x", "counterexample");
    check("(x+1)^2", "x^2 + 1", "counterexample");
    check("x y", "x z", "different-variables");
}

#[test]
fn nowhere_real_is_undecided() {
    assert_eq!(equivalent("sqrt(-1-x^2)", "ln(-3-x^2)").unwrap_err().code, "nowhere-real");
}
