//! Arguments become views: each function here is a method of the engine in `www/engine.d.ts`.
//!
//! A function reads its arguments, asks one room and hands back one view. What cannot be done is
//! thrown as a plain record with a `name`, a `message` and a `code`; `www/engine.js` makes an
//! `Error` of it.
#![allow(
    unsafe_code,
    reason = "the bindings are generated; what is written here is one promise below"
)]

mod derivatives;
mod expressions;
mod given;
mod knowledge;
mod learning;
mod memory;
mod practice;
mod surface;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::view::{Argument, EngineError, Point};
use given::given;
use surface::told;

#[global_allocator]
static MEMORY: memory::Blocks = memory::Blocks::new();

// SAFETY: the engine has one thread.
unsafe impl Sync for memory::Blocks {}

/// A view, or the record of a refusal.
type Answer = Result<JsValue, JsValue>;

/// Values of variables; none where the argument is left out.
fn point(at: &JsValue) -> Result<Point, JsValue> {
    let given = given(at)?;
    Ok(Argument::new("at", &given).point().map_err(refuse)?.unwrap_or_default())
}

/// The view as a caller sees it.
fn answer<T: Serialize>(view: Result<T, EngineError>) -> Answer {
    view.map(|view| told(&view)).map_err(refuse)
}

fn refuse(error: EngineError) -> JsValue {
    told(&error)
}
