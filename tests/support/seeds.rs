//! The corpora become seeds: what a mutator starts from.

use serde_json::Value;
use std::fs;
use std::path::Path;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)).unwrap()
}

/// The field of every row of a corpus.
fn rows(path: &str, field: &str) -> Vec<String> {
    let text = file(path);
    let values = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    values.filter_map(|row| Some(row[field].as_str()?.to_owned())).collect()
}

/// Specifications as a caller writes them.
const SPECS: &[&str] = &[
    r#"{"inputs":2,"layers":[{"units":3,"activation":"tanh"},{"units":1,"activation":"sigmoid"}],"loss":"binary-cross-entropy","seed":1,"batch":{"inputs":[[0,1],[1,0]],"targets":[[1],[0]]}}"#,
    r#"{"inputs":1,"layers":[{"units":2,"activation":"linear"}],"loss":"cross-entropy","weights":[[[1],[2]]],"biases":[[0,0]],"batch":{"inputs":[[0.5]],"targets":[[1]]}}"#,
    r#"{"network":{"inputs":1,"layers":[{"units":2,"activation":"relu"},{"units":1,"activation":"linear"}],"loss":"mse","seed":3,"batch":{"inputs":[[0],[1],[2]],"targets":[[1],[0],[3]]}},"optimizer":{"name":"adam","learningRate":0.1},"batching":{"kind":"mini-batch","batchSize":2},"seed":2,"steps":5}"#,
    r#"{"network":{"inputs":1,"layers":[{"units":1,"activation":"gelu"}],"loss":"mse","seed":3,"batch":{"inputs":[[0],[1]],"targets":[[1],[0]]}},"optimizer":{"name":"sgd","learningRate":0.1},"batching":{"kind":"sgd"},"seed":2,"steps":3,"state":{"step":1,"weights":[[[0.5]]],"biases":[[0]],"memory":{},"random":"1"}}"#,
    r#"{"loss":"(1-x)^2 + 100(y-x^2)^2","start":{"x":-1,"y":1},"optimizer":{"name":"rmsprop","learningRate":0.01,"momentum":0.9},"schedule":{"name":"cosine","learningRate":0.1,"totalSteps":10},"steps":10}"#,
    r#"{"loss":"x^4 - x","start":{"x":3},"optimizer":{"name":"lion","learningRate":1},"steps":10}"#,
    r#"{"name":"step","learningRate":0.1,"stepSize":3,"gamma":0.5}"#,
    r#"{"name":"warmup-cosine","learningRate":0.1,"warmupSteps":3,"totalSteps":9,"minimum":0.01,"start":0}"#,
    r#"{"name":"spirals","points":20,"noise":0.2,"seed":7}"#,
];

/// Where the target of this name starts.
pub fn seeds(name: &str) -> Vec<String> {
    let functions = || rows("corpora/derivatives.jsonl", "input");
    match name {
        "reread" => {
            let table = file("data/reading.tsv");
            let column = |line: &str| line.split('\t').next().map(str::to_owned);
            let mut all = rows("corpora/parse.jsonl", "input");
            all.extend(functions());
            all.extend(table.lines().filter_map(column));
            all
        }
        "differentiate" => functions(),
        "check" => {
            let answers = rows("corpora/derivatives.jsonl", "expected");
            answers.iter().zip(functions()).map(|(answer, f)| format!("{answer}\n{f}")).collect()
        }
        "train" => SPECS.iter().map(|spec| (*spec).to_owned()).collect(),
        _ => Vec::new(),
    }
}
