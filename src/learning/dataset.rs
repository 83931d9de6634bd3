//! A name and a seed become points of the plane in two classes.

use std::f64::consts::{PI, TAU};

use crate::real::{Random, cos, sin};

/// A data set by name, and the place of a point of a class before noise.
pub struct Dataset {
    /// Its name.
    pub id: &'static str,
    place: fn(&mut Random, f64) -> [f64; 2],
}

/// Every data set. The class is 0 or 1; all lie between −1 and 1 or little beyond.
pub const DATASETS: [Dataset; 6] = [
    // Class 1 where exactly one coordinate is positive.
    Dataset {
        id: "xor",
        place: |random, class| {
            let (x, y) = (random.between(0.1, 1.0), random.between(0.1, 1.0));
            let side = if random.unit() < 0.5 { -1.0 } else { 1.0 };
            [side * x, side * y * (1.0 - 2.0 * class)]
        },
    },
    Dataset {
        id: "circles",
        place: |random, class| {
            let (angle, radius) = (random.between(0.0, TAU), 1.0 - 0.5 * class);
            [radius * cos(angle), radius * sin(angle)]
        },
    },
    // Two half moons, each ending in the other's hollow.
    Dataset {
        id: "moons",
        place: |random, class| {
            let angle = random.between(0.0, PI);
            let side = 1.0 - 2.0 * class;
            [(side * (cos(angle) - 0.5)) / 1.5, (side * (sin(angle) - 0.25)) / 1.5]
        },
    },
    Dataset {
        id: "spirals",
        place: |random, class| {
            let along = random.between(0.05, 1.0);
            let angle = 1.75 * TAU * along + PI * class;
            [along * sin(angle), along * cos(angle)]
        },
    },
    Dataset {
        id: "gaussians",
        place: |random, class| {
            let middle = 1.0 - 2.0 * class;
            [(middle + 0.4 * random.normal()) / 2.0, (middle + 0.4 * random.normal()) / 2.0]
        },
    },
    // Class 1 above the line y = −x.
    Dataset {
        id: "line",
        place: |random, class| {
            let (x, y) = (random.between(-1.0, 1.0), random.between(-1.0, 1.0));
            let above = x + y > 0.0;
            if above == (class == 1.0) { [x, y] } else { [-x, -y] }
        },
    },
];

impl Dataset {
    /// The data set of that name.
    pub fn named(id: &str) -> Option<&'static Dataset> {
        DATASETS.iter().find(|dataset| dataset.id == id)
    }

    /// Points and their classes, taking turns; noise is the standard deviation by which each
    /// coordinate is off.
    pub fn draw(&self, points: usize, noise: f64, seed: u64) -> Vec<([f64; 2], f64)> {
        let mut random = Random::new(seed);
        (0..points)
            .map(|i| {
                let class = (i % 2) as f64;
                let place = (self.place)(&mut random, class);
                (place.map(|x| x + noise * random.normal()), class)
            })
            .collect()
    }
}

/// Points of the square from −1 to 1 with the classes that a boundary gives them, taking turns
/// where both are easily found; noise moves them afterwards.
pub fn draw_by(
    points: usize,
    noise: f64,
    seed: u64,
    class: &dyn Fn([f64; 2]) -> bool,
) -> Vec<([f64; 2], f64)> {
    /// Throws for a point of a class that is rare, before another will do.
    const THROWS: usize = 50;
    let mut random = Random::new(seed);
    (0..points)
        .map(|i| {
            let wanted = i % 2 == 1;
            let mut place = [0.0; 2];
            for _ in 0..THROWS {
                place = [random.between(-1.0, 1.0), random.between(-1.0, 1.0)];
                if class(place) == wanted {
                    break;
                }
            }
            let found = f64::from(class(place));
            (place.map(|x| x + noise * random.normal()), found)
        })
        .collect()
}
