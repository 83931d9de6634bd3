//! A plain object of JavaScript becomes a record, one named field after another.
//!
//! Written by hand for the few kinds of field there are: derived readers are made for any format
//! and any shape, and came to 20 kB. A field that is absent, undefined or null is not there.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::refuse;
use crate::view::{self, AskedView, DifferentiateOptions, Named, PlotSpec, Point};

/// A field as what it should be, or the record of a refusal.
type Field<T> = Result<Option<T>, JsValue>;

/// The options of `differentiate`.
pub(super) fn differentiate_options(value: JsValue) -> Result<DifferentiateOptions, JsValue> {
    let record = Record { argument: "options", value };
    Ok(DifferentiateOptions {
        variable: record.text("variable")?,
        order: record.number("order")?,
        at: record.point("at")?,
        detail: record.text("detail")?,
        shared: record.field("shared", |value| value.as_bool())?.unwrap_or_default(),
    })
}

/// The specification of `plot`.
pub(super) fn plot_spec(value: JsValue) -> Result<PlotSpec, JsValue> {
    let record = Record { argument: "spec", value };
    Ok(PlotSpec {
        text: record.text("text")?.unwrap_or_default(),
        variable: record.text("variable")?,
        at: record.point("at")?.unwrap_or_default(),
        curves: record.field("curves", texts)?.unwrap_or_default(),
        point: record.number("point")?,
        view: record.record("view")?.map(|view| asked_view(&view)).transpose()?,
        pixel_ratio: record.number("pixelRatio")?.unwrap_or_default(),
        colors: record.named("colors", |value| value.as_string())?.unwrap_or_default(),
        font_size: record.number("fontSize")?.unwrap_or_default(),
        font_family: record.text("fontFamily")?.unwrap_or_default(),
    })
}

/// Values of variables by name, `None` where there are none.
pub(super) fn point(argument: &'static str, value: JsValue) -> Field<Point> {
    entries(argument, &value, |value| value.as_f64())
}

fn asked_view(record: &Record) -> Result<AskedView, JsValue> {
    let side = |name| record.number(name)?.ok_or_else(|| record.refusal(name));
    Ok(AskedView {
        left: side("left")?,
        right: side("right")?,
        bottom: record.number("bottom")?,
        top: record.number("top")?,
    })
}

fn texts(value: &JsValue) -> Option<Vec<String>> {
    value.dyn_ref::<Array>()?.iter().map(|text| text.as_string()).collect()
}

/// An object under the name of the argument it came in.
struct Record {
    argument: &'static str,
    value: JsValue,
}

impl Record {
    fn text(&self, name: &str) -> Field<String> {
        self.field(name, |value| value.as_string())
    }

    fn number(&self, name: &str) -> Field<f64> {
        self.field(name, |value| value.as_f64())
    }

    fn point(&self, name: &str) -> Field<Point> {
        self.named(name, |value| value.as_f64())
    }

    fn named<T>(&self, name: &str, read: fn(&JsValue) -> Option<T>) -> Field<Named<T>> {
        entries(self.argument, &self.get(name)?, read)
    }

    fn record(&self, name: &str) -> Field<Record> {
        let value = self.get(name)?;
        Ok((!is_absent(&value)).then_some(Record { argument: self.argument, value }))
    }

    fn field<T>(&self, name: &str, read: fn(&JsValue) -> Option<T>) -> Field<T> {
        let value = self.get(name)?;
        if is_absent(&value) {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(|| self.refusal(name))
    }

    fn get(&self, name: &str) -> Result<JsValue, JsValue> {
        if is_absent(&self.value) {
            return Ok(JsValue::UNDEFINED);
        }
        Reflect::get(&self.value, &name.into())
    }

    fn refusal(&self, name: &str) -> JsValue {
        refuse(view::wrong_shape(self.argument, &format!("{name} is not of its kind")))
    }
}

fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// All entries of an object, each read the same way.
fn entries<T>(
    argument: &'static str,
    value: &JsValue,
    read: fn(&JsValue) -> Option<T>,
) -> Field<Named<T>> {
    if is_absent(value) {
        return Ok(None);
    }
    let record = Record { argument, value: value.clone() };
    let mut named = Named::default();
    for key in Object::keys(value.unchecked_ref::<Object>()).iter() {
        let name = key.as_string().unwrap_or_default();
        if let Some(value) = record.field(&name, read)? {
            named.insert(name, value);
        }
    }
    Ok(Some(named))
}
