//! Text is read as a person means it.

use chainrule::expr::Dag;
use chainrule::numeric::Tape;
use chainrule::syntax;
use serde_json::Value;

/// What of a row's points comes out right; `None` where the text is refused.
fn agrees(dag: &Dag, e: chainrule::expr::Expr, points: &Value) -> bool {
    let variables = dag.variables(e);
    let Some(points) = points.as_array() else { return false };
    points.iter().all(|point| {
        let at = &point["at"];
        let values: Option<Vec<f64>> =
            variables.iter().map(|&v| at[dag.name(v)].as_f64()).collect();
        let (Some(values), Some(expected)) = (values, point["value"].as_f64()) else {
            return false;
        };
        let Ok(tape) = Tape::new(dag, &[e], &variables) else { return false };
        let value = tape.value(&values);
        (value - expected).abs() <= 1e-9 * expected.abs().max(1.0)
    })
}

#[test]
fn what_students_type_is_read_as_they_mean_it() {
    let rows = include_str!("corpora/parse.jsonl");
    let (mut right, mut half, mut all) = (0.0, 0, 0);
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).expect("a row of the corpus");
        let input = row["input"].as_str().unwrap_or_default();
        all += 1;
        let mut dag = Dag::new();
        let meanings: Vec<&Value> = std::iter::once(if row["meaning"] == "error" {
            &row["meaning"]
        } else {
            &row["points"]
        })
        .chain(row["alternatives"].as_array().into_iter().flatten())
        .collect();
        match syntax::parse(&mut dag, input) {
            Err(error) => {
                if meanings.iter().any(|m| m.as_str() == Some("error")) {
                    right += 1.0;
                } else {
                    println!("refused {input:?} ({}): {error}", row["meaning"]);
                }
            }
            Ok(parsed) => {
                if meanings.iter().any(|m| agrees(&dag, parsed.expr, m)) {
                    right += 1.0;
                } else if parsed.readings.iter().any(|r| {
                    let span = &r.span;
                    let text = [&input[..span.start], &r.replacement, &input[span.end..]].concat();
                    let mut dag = Dag::new();
                    syntax::parse(&mut dag, &text)
                        .is_ok_and(|p| meanings.iter().any(|m| agrees(&dag, p.expr, m)))
                }) {
                    right += 0.5;
                    half += 1;
                } else {
                    println!("misread {input:?} ({}, {})", row["meaning"], row["notation"]);
                }
            }
        }
    }
    println!("{right} of {all} right, {half} of them as the other reading");
    assert!(right / f64::from(all) >= 0.97);
}
