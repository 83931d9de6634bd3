//! Numbers that look random and are the same for ever: seeds live in links.

// These and no others: a stream never changes.
use libm::{cos, log as ln, sqrt};

/// The generator SplitMix64 (Steele, Lea and Flood, 2014): a 64-bit counter, scrambled.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The stream that belongs to a seed. It never changes.
    ///
    /// ```
    /// use chainrule::real::Random;
    ///
    /// assert_eq!(Random::new(7).bits(), 0x63cb_e1e4_5932_0dd7);
    /// ```
    pub fn new(seed: u64) -> Random {
        Random { state: seed }
    }

    /// What [`Random::new`] takes to go on from here.
    pub fn state(&self) -> u64 {
        self.state
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, 1, on a grid of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number of the normal distribution with mean 0 and variance 1 (Box and Muller, 1958): the
    /// first of the pair that two uniform numbers give.
    pub fn normal(&mut self) -> f64 {
        // 1 − u is never 0.
        let radius = sqrt(-2.0 * ln(1.0 - self.unit()));
        radius * cos(std::f64::consts::TAU * self.unit())
    }

    /// A whole number from 0 up to, not including, `end`, each equally likely.
    pub fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        // What 2⁶⁴ leaves over would favour the small ones: draw again.
        let rest = (u64::MAX % end + 1) % end;
        loop {
            let bits = self.bits();
            if bits <= u64::MAX - rest {
                return (bits % end) as usize;
            }
        }
    }

    /// A number from `low` up to `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
}
