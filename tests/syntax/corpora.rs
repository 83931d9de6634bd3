//! What students type, people paste and books have.

use chainrule::expr::{Dag, Expr};
use chainrule::numeric::Tape;
use chainrule::syntax;
use serde_json::Value;

use super::{readings_hold, refusal_holds};

fn rows(corpus: &str) -> Vec<Value> {
    corpus.lines().map(|row| serde_json::from_str(row).expect("a row of the corpus")).collect()
}

/// Whether the expression has the values that a row gives.
fn agrees(dag: &Dag, e: Expr, points: &Value) -> bool {
    let variables = dag.variables(e);
    let (Some(points), Ok(tape)) = (points.as_array(), Tape::new(dag, &[e], &variables)) else {
        return false;
    };
    points.iter().all(|point| {
        let values: Option<Vec<f64>> =
            variables.iter().map(|&symbol| point["at"][dag.name(symbol)].as_f64()).collect();
        let (Some(values), Some(expected)) = (values, point["value"].as_f64()) else {
            return false;
        };
        (tape.value(&values) - expected).abs() <= 1e-9 * expected.abs().max(1.0)
    })
}

/// Whether the text means one of the meanings.
fn means(text: &str, meanings: &[&Value]) -> bool {
    let mut dag = Dag::new();
    match syntax::parse(&mut dag, text) {
        Ok(parsed) => meanings.iter().any(|points| agrees(&dag, parsed.expr, points)),
        Err(_) => meanings.iter().any(|meaning| meaning.as_str() == Some("error")),
    }
}

#[test]
fn what_students_type_is_read_as_they_mean_it() {
    let rows = rows(include_str!("../corpora/parse.jsonl"));
    let (mut right, mut half) = (0, 0);
    for row in &rows {
        let input = row["input"].as_str().unwrap_or_default();
        let first = if row["meaning"] == "error" { &row["meaning"] } else { &row["points"] };
        let others = row["alternatives"].as_array().into_iter().flatten();
        let meanings: Vec<&Value> = [first].into_iter().chain(others).collect();
        let mut dag = Dag::new();
        let readings = syntax::parse(&mut dag, input).map(|parsed| {
            readings_hold(&mut dag, input, &parsed);
            parsed.readings
        });
        if means(input, &meanings) {
            right += 1;
        } else if readings.iter().flatten().any(|reading| {
            let (start, end) = (reading.span.start, reading.span.end);
            means(&[&input[..start], &reading.replacement, &input[end..]].concat(), &meanings)
        }) {
            println!("the other reading: {input}");
            half += 1;
        } else {
            println!("otherwise: {input} ({}) is {}", row["notation"], row["meaning"]);
        }
    }
    println!("{right} of {} right, {half} more as the other reading", rows.len());
    let share = (f64::from(right) + f64::from(half) / 2.0) / rows.len() as f64;
    assert!(share >= 0.97, "{share}");
}

#[test]
fn what_people_paste_is_read_and_refused_as_written_down() {
    let mut wrong = Vec::new();
    let rows = include_str!("../data/reading.tsv").lines().filter(|row| !row.starts_with('#'));
    for row in rows {
        let mut columns = row.split('\t');
        let mut column = || columns.next().expect("three columns");
        let (input, meaning, beside) = (column(), column(), column());
        let mut dag = Dag::new();
        let (found, said) = match syntax::parse(&mut dag, input) {
            Ok(parsed) => {
                readings_hold(&mut dag, input, &parsed);
                let texts: Vec<&str> =
                    parsed.readings.iter().map(|reading| reading.replacement.as_str()).collect();
                let meant = syntax::parse(&mut dag, meaning).map(|meant| meant.expr);
                let same = meant.is_ok_and(|meant| meant == parsed.expr);
                let text = chainrule::print::text(&dag, parsed.expr);
                (if same { meaning.to_owned() } else { text }, texts.join(" ‖ "))
            }
            Err(error) => {
                refusal_holds(input, &error);
                let hint = error.repair.as_ref().and(error.hint.clone());
                (format!("✗ {}", error.code()), hint.unwrap_or_default())
            }
        };
        if (found.as_str(), said.as_str()) != (meaning, beside) {
            wrong.push(format!("{input}: {found} ({said}), not {meaning} ({beside})"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_problem_of_the_corpus_can_be_read() {
    for row in rows(include_str!("../corpora/derivatives.jsonl")) {
        let input = row["input"].as_str().unwrap_or_default();
        if let Err(error) = syntax::parse(&mut Dag::new(), input) {
            panic!("{input}: {error}");
        }
    }
    for row in rows(include_str!("../corpora/equivalence.jsonl")) {
        for side in ["a", "b"] {
            let input = row[side].as_str().unwrap_or_default();
            if let Err(error) = syntax::parse(&mut Dag::new(), input) {
                println!("{input}: {error}");
            }
        }
    }
}
