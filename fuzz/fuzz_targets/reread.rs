//! `cargo +nightly fuzz run reread fuzz/corpus/reread`: what must hold is in `tests/support/bodies.rs`.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/support/bodies.rs"]
mod bodies;
#[path = "../../tests/support/calls.rs"]
mod calls;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::reread(bytes));
