//! A number of variables becomes points at which to compare: simple ones, random ones of every
//! size, and ones looked for where both expressions may be real.

use crate::numeric::{Interval, Nature, Tape};
use crate::real::Random;

/// Points that every comparison begins with: they keep a counterexample readable, and hit the
/// corners and borders that formulas have at whole numbers.
const SIMPLE: [f64; 9] = [2.0, 1.0, 0.5, 3.0, -1.0, 0.0, -2.0, 1.5, -0.5];

/// Far out and close to 0: what is small beside the rest shows there.
const EXTREME: [f64; 12] =
    [100.0, -40.0, 1e4, 1e-3, 1e-6, -1e6, 1e9, -1e-9, 1e12, 1e-12, 1e16, 1e20];

/// How many random points follow.
const RANDOM: usize = 240;

/// The points for so many variables, the same every time.
pub(super) struct Points {
    variables: usize,
    round: usize,
    random: Random,
}

impl Points {
    pub(super) fn new(variables: usize) -> Points {
        Points { variables, round: 0, random: Random::new(0x636f_6d70_6172_6521) }
    }

    /// Points of all sizes and signs; every other round only positive ones, where roots and
    /// logarithms live, every third within (−1, 1), where inverse sines do, now and then one far
    /// out, beyond the corners of absolute values.
    fn random_coordinate(&mut self, round: usize) -> f64 {
        let size = match round % 3 {
            _ if round % 7 == 3 => self.random.between(12.0, 60.0),
            0 => self.random.between(0.02, 0.98),
            1 => self.random.between(0.5, 3.5),
            _ => self.random.between(1.0, 12.0),
        };
        // Grid points keep a counterexample readable: three digits.
        let size = (size * 1000.0).round() / 1000.0;
        let negative = self.random.bits() & 1 == 1 && !round.is_multiple_of(2);
        if negative { -size } else { size }
    }
}

impl Iterator for Points {
    type Item = Vec<f64>;

    fn next(&mut self) -> Option<Vec<f64>> {
        let round = self.round;
        self.round += 1;
        if self.variables == 0 {
            return (round == 0).then(Vec::new);
        }
        // Different variables take different values in the same round.
        let turn = |values: &[f64], round: usize, place: usize| {
            values[(round + (place * (round + 2))) % values.len()]
        };
        let (simple, extreme) = (SIMPLE.len(), SIMPLE.len() + EXTREME.len());
        if round >= extreme + RANDOM {
            return None;
        }
        Some(
            (0..self.variables)
                .map(|place| match round {
                    _ if round < simple => turn(&SIMPLE, round, place),
                    _ if round < extreme => turn(&EXTREME, round - simple, place),
                    _ => self.random_coordinate(round - extreme),
                })
                .collect(),
        )
    }
}

/// Two variables or three as every choice of these: what holds for powers of positive numbers may
/// fail for negative ones, as (xⁿ)^(1/n) = x does where n is even.
pub(super) fn whole(variables: usize) -> impl Iterator<Item = Vec<f64>> {
    const WHOLE: [f64; 4] = [2.0, -1.0, 3.0, -2.0];
    let count = if matches!(variables, 2 | 3) { WHOLE.len().pow(variables as u32) } else { 0 };
    let digit =
        |choice: usize, place: usize| WHOLE[choice / WHOLE.len().pow(place as u32) % WHOLE.len()];
    (0..count).map(move |choice| (0..variables).map(|place| digit(choice, place)).collect())
}

/// At most so many boxes are looked into, and so many points looked for.
const MAX_BOXES: usize = 600;
const WANTED: usize = 12;

/// Points at which both have a value, looked for by halving boxes and dropping those in which an
/// interval says that one of the two is nowhere defined.
pub(super) fn realm(left: &Tape, right: &Tape, variables: usize) -> Vec<Vec<f64>> {
    let mut boxes = std::collections::VecDeque::from([vec![(-1.0, 1.0); variables]]);
    let mut found = Vec::new();
    for _ in 0..MAX_BOXES {
        let Some(next) = boxes.pop_front() else { break };
        let stretch: Vec<Interval> =
            next.iter().map(|&(low, high)| Interval::new(spread(low), spread(high))).collect();
        let nowhere = |tape: &Tape| tape.enclose(&stretch).nature == Nature::Nowhere;
        if nowhere(left) || nowhere(right) {
            continue;
        }
        let middle: Vec<f64> = next.iter().map(|&(low, high)| spread((low + high) / 2.0)).collect();
        if left.value(&middle).is_finite() && right.value(&middle).is_finite() {
            found.push(middle);
            if found.len() == WANTED {
                break;
            }
        }
        // Halved where it is widest.
        let width = |place: &usize| next[*place].1 - next[*place].0;
        let widest = (0..variables).max_by(|a, b| width(a).total_cmp(&width(b)).then(b.cmp(a)));
        let Some(place) = widest else { break };
        let (low, high) = next[place];
        let middle = (low + high) / 2.0;
        for half in [(low, middle), (middle, high)] {
            let mut part = next.clone();
            part[place] = half;
            boxes.push_back(part);
        }
    }
    found
}

/// −1 … 1 spread over −10⁹ … 10⁹, half of it between −30000 and 30000.
pub(super) fn spread(t: f64) -> f64 {
    let size = libm::expm1(20.7 * t.abs());
    if t < 0.0 { -size } else { size }
}
