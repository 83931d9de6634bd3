//! Mutations of what we have become inputs for every body: seeded, so that a run is the same run.
//!
//! `FUZZ=100000 cargo test --release --test fuzz` tries more; `cargo +nightly fuzz run reread` in
//! `fuzz` lets coverage lead. What either finds becomes a row in `tests/regressions`.

#[path = "support/bodies.rs"]
mod bodies;
#[path = "support/calls.rs"]
mod calls;
#[path = "support/seeds.rs"]
mod seeds;

use bodies::BODIES;
use std::fs;
use std::path::Path;

/// Splitmix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// A few cuts, doublings, swaps, foreign pieces and single bytes.
    fn mutated(&mut self, seed: &str, other: &str, words: &[&str]) -> Vec<u8> {
        let mut bytes = seed.as_bytes().to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = at + self.below(bytes.len() + 1 - at).min(12);
            match self.below(7) {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let piece = bytes[at..end].to_vec();
                    let to = self.below(bytes.len() + 1);
                    bytes.splice(to..to, piece);
                }
                2 => drop(bytes.splice(at..end, self.one(words).bytes())),
                3 | 4 => drop(bytes.splice(at..at, self.one(words).bytes())),
                5 => {
                    let from = self.below(other.len() + 1);
                    drop(bytes.splice(at.., other.as_bytes()[from..].iter().copied()));
                }
                _ if at < bytes.len() => bytes[at] = self.below(256) as u8,
                _ => {}
            }
        }
        bytes
    }
}

/// What is pasted into formulas and specifications.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "x", "(", ")", "^", "+", "-", "*", "/", "2", "0", "1/2", "e", "pi", "i", "sin", "ln(", "sqrt(", "|", "d/dx", "d/dx(", "f'(x)",
    "abs(", "max(x,", "log_", "^-1", "'", "=", ",", "{", "}", "\\frac{", "\\left(", "\\sqrt[3]{", "_1", "θ", "√", "²", "−", "·", "∞",
    "1e400", "0.1", "99999999999999999999", "**", "np.", "{1 if x > 0, 0 if x < 0}", " ", "\n", "\u{202e}", "🙂", "x^x", "relu(", "!", "%",
    "\"", ":", "[", "]", "null", "-1", "1e999", "true", "\"adam\"", "\"x\"", "{}", "[]",
];

fn tried(name: &str, times: usize) {
    let body = BODIES.iter().find(|(known, _)| *known == name).unwrap().1;
    let seeds = seeds::seeds(name);
    assert!(seeds.len() > 5, "{name} has no seeds");
    let times = std::env::var("FUZZ").map_or(times, |times| times.parse().unwrap());
    let mut broken = Vec::new();
    let mut dice = Dice(times as u64);
    for _ in 0..times {
        let seed = &seeds[dice.below(seeds.len())];
        let other = &seeds[dice.below(seeds.len())];
        let bytes = dice.mutated(seed, other, WORDS);
        if std::panic::catch_unwind(|| body(&bytes)).is_err() {
            broken.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    let rows: Vec<_> = broken.iter().map(|input| serde_json::to_string(input).unwrap()).collect();
    assert!(rows.is_empty(), "{name} broke on these:\n{}", rows.join("\n"));
}

#[test]
fn what_is_read_is_written_and_read_again() {
    tried("reread", 4000);
}

#[test]
fn what_is_differentiated_meets_the_tapes() {
    tried("differentiate", 800);
}

#[test]
fn what_is_checked_is_judged() {
    tried("check", 150);
}

#[test]
fn what_is_to_be_trained_is_trained_or_refused() {
    tried("train", 4000);
}

#[test]
fn the_seeds_themselves_hold() {
    let mut broken = Vec::new();
    for (name, body) in BODIES.iter().filter(|(name, _)| ["reread", "train"].contains(name)) {
        for seed in seeds::seeds(name) {
            if std::panic::catch_unwind(|| body(seed.as_bytes())).is_err() {
                broken.push(format!("{name}: {seed}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Each row is JSON: the input that once broke the body its file is named after.
#[test]
fn what_once_broke_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions");
    let mut rows = 0;
    for (name, body) in BODIES {
        let Ok(file) = fs::read_to_string(folder.join(format!("{name}.jsonl"))) else { continue };
        for line in file.lines() {
            body(serde_json::from_str::<String>(line).unwrap().as_bytes());
            rows += 1;
        }
    }
    assert!(rows > 0);
}
