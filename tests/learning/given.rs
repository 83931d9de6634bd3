//! JSON becomes what a caller hands over, and numbers are compared.

#[path = "../support/given.rs"]
mod tree;

use chainrule::view::EngineError;
use serde_json::Value;
pub use tree::given;

/// A file of `tests/data`.
pub fn data(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// All numbers in a tree of lists, in order.
pub fn flat(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().flat_map(flat).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

/// The largest relative difference of two lists of numbers.
pub fn error(ours: &[f64], theirs: &[f64]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    let relative = |(a, b): (&f64, &f64)| {
        if a == b { 0.0 } else { (a - b).abs() / a.abs().max(b.abs()) }
    };
    ours.iter().zip(theirs).map(relative).fold(0.0, |worst, next| {
        assert!(!next.is_nan());
        f64::max(worst, next)
    })
}

/// A refusal must have this code and name this place.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(result: Result<T, EngineError>, code: &str, place: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.code, code, "{}", error.message);
    assert!(error.message.contains(place), "{}", error.message);
    assert!(error.message.ends_with('.'), "{}", error.message);
}
