//! JSON as JavaScript would hand it over.

use chainrule::view::Given;
use serde_json::Value;

/// JSON as an argument. `{"numbers": ["NaN", "-0"]}` is a row of numbers in bulk, which JSON cannot say.
pub fn given(value: &Value) -> Given {
    match value {
        Value::Null => Given::Nothing,
        Value::Bool(flag) => Given::Flag(*flag),
        Value::Number(number) => Given::Number(number.as_f64().unwrap()),
        Value::String(text) => Given::Text(text.clone()),
        Value::Array(list) => Given::List(list.iter().map(given).collect()),
        Value::Object(fields) => match fields.get("numbers").and_then(bulk) {
            Some(numbers) => Given::Numbers(numbers),
            None => Given::Record(
                fields.iter().map(|(name, value)| (name.clone(), given(value))).collect(),
            ),
        },
    }
}

/// A row of texts, each a number.
fn bulk(digits: &Value) -> Option<Vec<f64>> {
    digits.as_array()?.iter().map(|digit| digit.as_str()?.parse().ok()).collect()
}
