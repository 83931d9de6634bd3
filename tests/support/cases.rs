//! How many formulas are tried, and which.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// So many, the same ones every time: a red run must be the fault of the change.
pub fn cases(count: u32, seed: u64) -> ProptestConfig {
    ProptestConfig {
        cases: count,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    }
}
