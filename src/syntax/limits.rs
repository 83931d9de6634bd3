//! How much is read at all. Everything beyond is refused with a sentence.

/// Text of this many bytes or more is refused.
pub const LENGTH: usize = 100_000;
/// Brackets, powers, signs and functions inside one another: more levels than this are refused.
pub const NESTING: usize = 2_000;
/// A number with more digits than this is refused, those that a power of ten adds included.
pub const DIGITS: usize = 1_000;
/// The largest power of ten, up or down, that may stand behind a number: a product of two that were
/// read is read again.
pub const POWER_OF_TEN: u32 = 999;
/// How many places of a text are reported as open to another reading.
pub const READINGS: usize = 64;
/// In texts up to this length each other reading is put in and read again before it is reported.
pub const CHECKED: usize = 1_000;
/// How many primes may stand on the name of a function.
pub const PRIMES: usize = 10;
/// How many changes to a text are tried that say what else may be meant.
pub const OTHERS: usize = 8;
/// How many places of a text are mended together.
pub const TOGETHER: usize = 5;
