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
        Value::Object(fields) => match fields.get("numbers").and_then(Value::as_array) {
            Some(digits) => Given::Numbers(
                digits.iter().map(|d| d.as_str().unwrap().parse().unwrap()).collect(),
            ),
            None => Given::Record(
                fields.iter().map(|(name, value)| (name.clone(), given(value))).collect(),
            ),
        },
    }
}
