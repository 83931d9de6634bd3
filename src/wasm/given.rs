//! A plain value of JavaScript becomes a [`Given`].
//!
//! Written by hand for the few kinds there are: derived readers are made for any format and any
//! shape, and came to 20 kB.

use js_sys::{Array, Float64Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::refuse;
use crate::view::{EngineError, Given};

/// No argument of the engine has lists in lists in records deeper than this; an object that
/// contains itself does.
const MAX_DEPTH: usize = 12;

/// The tree of a value, or the record of a refusal.
pub(super) fn given(value: &JsValue) -> Result<Given, JsValue> {
    read(value, 0)
}

/// Under this name the front of the engine tells how long the rows of a table are that it packed:
/// asked for one by one, the numbers of five hundred samples would take longer than a step of
/// training.
const WIDTH: &str = "width";

fn rows(numbers: &[f64], width: usize) -> Given {
    let row = |row: &[f64]| match row.iter().all(|number| number.is_finite()) {
        true => Given::Numbers(row.to_vec()),
        false => Given::List(row.iter().copied().map(Given::Number).collect()),
    };
    Given::List(numbers.chunks_exact(width).map(row).collect())
}

fn read(value: &JsValue, depth: usize) -> Result<Given, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Given::Nothing);
    }
    if let Some(number) = value.as_f64() {
        return Ok(Given::Number(number));
    }
    if let Some(text) = value.as_string() {
        return Ok(Given::Text(text));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Given::Flag(flag));
    }
    if depth == MAX_DEPTH {
        return Err(refuse(EngineError::usage(
            "wrong-argument",
            "An argument is nested too deeply.",
        )));
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        return list
            .iter()
            .map(|entry| read(&entry, depth + 1))
            .collect::<Result<_, _>>()
            .map(Given::List);
    }
    if let Some(numbers) = value.dyn_ref::<Float64Array>() {
        let width = Reflect::get(value, &JsValue::from_str(WIDTH))?;
        return Ok(match width.as_f64() {
            Some(width) if width >= 1.0 => rows(&numbers.to_vec(), width as usize),
            _ => Given::Numbers(numbers.to_vec()),
        });
    }
    let mut fields = Vec::new();
    for key in Object::keys(value.unchecked_ref::<Object>()).iter() {
        let field = read(&Reflect::get(value, &key)?, depth + 1)?;
        fields.push((key.as_string().unwrap_or_default(), field));
    }
    Ok(Given::Record(fields))
}
