//! Calculus for machine learning: every step written out, and every step true.
//!
//! > A formula is a graph of small operations. A rule says what one operation does to a small
//! > change. Applying rules downward and writing each one down is a derivation a student can read;
//! > running them backward with numbers is backpropagation; following the result downhill is
//! > training.

pub mod calculus;
pub mod chart;
pub mod expr;
pub mod numeric;
pub mod print;
pub mod real;
pub mod rewrite;
pub mod rules;
pub mod steps;
pub mod syntax;
pub mod view;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
