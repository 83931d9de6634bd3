//! How much is drawn at all.

/// So many sums a curve or a surface may take at a place, see
/// [`Tape::within`](crate::numeric::Tape::within): it is asked at tens of thousands.
pub const SUMS: usize = 5_000;
