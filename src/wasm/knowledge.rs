//! What the engine knows: its tables, and its version.

use wasm_bindgen::prelude::*;

use super::{Answer, answer};
use crate::view;

/// The table of rules.
#[wasm_bindgen]
pub fn rules() -> Answer {
    answer(Ok(view::rules()))
}

/// The table of functions.
#[wasm_bindgen]
pub fn functions() -> Answer {
    answer(Ok(view::functions()))
}

/// The engine's version, as in `Cargo.toml`.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Breaks this instance as a defect would, so that tests can see the loader start a fresh one.
#[wasm_bindgen(js_name = trapForTests)]
pub fn trap_for_tests() {
    core::arch::wasm32::unreachable()
}
