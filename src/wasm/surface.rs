//! A view becomes a plain value of JavaScript.

use js_sys::{Array, Object};
use serde::{Serialize, Serializer as _};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::view::{Surface, tell};

/// Plain objects and arrays: no Map, nothing that JSON does not know.
pub(super) fn told(view: &impl Serialize) -> JsValue {
    let mut values = Values(Vec::new());
    tell(view, &mut values);
    values.0.pop().unwrap_or(JsValue::NULL)
}

#[wasm_bindgen]
extern "C" {
    type Record;

    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Record, name: JsValue, value: JsValue);
}

/// What was told and is not part of a list or record yet.
struct Values(Vec<JsValue>);

impl Values {
    fn set(&mut self, name: JsValue, value: JsValue) {
        if let Some(record) = self.0.last() {
            record.unchecked_ref::<Record>().set(name, value);
        }
    }
}

/// It crosses once, and is the same string whenever it is told again.
fn lasting(text: &'static str) -> JsValue {
    (&Serializer::new()).serialize_unit_variant("", 0, text).unwrap_or(JsValue::NULL)
}

impl Surface for Values {
    fn nothing(&mut self) {
        self.0.push(JsValue::NULL);
    }

    fn flag(&mut self, flag: bool) {
        self.0.push(flag.into());
    }

    fn number(&mut self, number: f64) {
        self.0.push(number.into());
    }

    fn text(&mut self, text: &str) {
        self.0.push(text.into());
    }

    fn lasting(&mut self, text: &'static str) {
        self.0.push(lasting(text));
    }

    fn list(&mut self) {
        self.0.push(Array::new().into());
    }

    fn record(&mut self) {
        self.0.push(Object::new().into());
    }

    fn named(&mut self) {
        self.record();
    }

    fn entry(&mut self) {
        if let Some(value) = self.0.pop()
            && let Some(list) = self.0.last()
        {
            list.unchecked_ref::<Array>().push(&value);
        }
    }

    fn field(&mut self, name: &'static str) {
        if let Some(value) = self.0.pop() {
            self.set(lasting(name), value);
        }
    }

    fn named_entry(&mut self) {
        if let (Some(value), Some(name)) = (self.0.pop(), self.0.pop()) {
            self.set(name, value);
        }
    }
}
