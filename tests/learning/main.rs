//! Learning: networks, optimizers, descent, held against PyTorch's and optax's numbers.

mod descents;
mod given;
mod networks;
mod programs;
mod trainings;
