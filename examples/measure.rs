//! A call as a line of JSON becomes the milliseconds that it takes natively, a line each: the native
//! column of `cargo xtask bench`. What is timed is what a page pays for: the arguments read from a plain
//! tree, the answer told as one.

#[path = "../tests/support/calls.rs"]
mod calls;

use chainrule::view::{Point, sample_slopes};
use serde_json::Value;
use std::hint::black_box;
use std::io::{BufRead, stdin};
use std::time::Instant;

/// The middle one of several times, after a warm-up.
fn median(mut call: impl FnMut()) -> f64 {
    let (warm_up, rounds) = (5, 15);
    let mut times: Vec<f64> = (0..warm_up + rounds)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .skip(warm_up)
        .collect();
    times.sort_by(f64::total_cmp);
    times[rounds / 2]
}

fn main() {
    for line in stdin().lock().lines() {
        let call: Vec<Value> = serde_json::from_str(&line.unwrap()).unwrap();
        let (name, arguments) = call.split_first().unwrap();
        let milliseconds = match name.as_str().unwrap() {
            // Points in bulk cross as they are: f, its variable, how many of them.
            "points" => {
                let (text, count) =
                    (arguments[0].as_str().unwrap(), arguments[1].as_u64().unwrap() as usize);
                let xs: Vec<f64> =
                    (0..count).map(|i| -4.0 + 8.0 * (i as f64 + 0.5) / count as f64).collect();
                median(|| drop(black_box(sample_slopes(text, "x", &xs, &Point::default()))))
            }
            name => median(|| drop(black_box(calls::answer(name, arguments)))),
        };
        println!("{milliseconds}");
    }
}
