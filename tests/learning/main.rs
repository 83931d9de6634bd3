//! Learning: networks, optimizers, descent, held against PyTorch's and optax's numbers.

mod given;
mod networks;
