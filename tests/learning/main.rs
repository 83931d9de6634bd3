//! Learning: networks, optimizers, descent, held against PyTorch's and optax's numbers.

#[path = "../support/changed.rs"]
mod changed;
mod descents;
mod given;
mod networks;
mod programs;
mod trainings;
mod updates;
