//! Arguments become views: each function here is a method of the engine in `www/engine.d.ts`.
//!
//! A function reads its arguments, calls one room and hands back one view. What cannot be done is thrown
//! as a plain record with a `name`, a `message` and a `code`; `www/engine.js` makes an `Error` of it.
#![allow(unsafe_code, reason = "the bindings are generated; nothing written here is unsafe")]

use wasm_bindgen::prelude::*;

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
