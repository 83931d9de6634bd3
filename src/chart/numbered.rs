//! Lines of equal height get their numbers, where there is room for one.

use super::artist::Artist;
use super::clip::{Box4, are_apart, covered, crosses, outside};
use super::frame::{Plane, text_width};
use super::number::written;
use super::scene::{Anchor, Dash, Mark, Role};
use crate::order::sort_by;

/// Lines of equal height, each open for its number where it runs most nearly level.
pub(super) fn lines(artist: &mut Artist, contours: &[Vec<Vec<[f64; 2]>>], levels: &[f64]) {
    let size = 0.86 * artist.size;
    let mut all: Vec<Vec<Vec<[f64; 2]>>> = contours
        .iter()
        .map(|lines| lines.iter().flat_map(|line| artist.shown(line)).collect())
        .collect();
    let mut taken: Vec<Box4> = Vec::new();
    for (which, &level) in levels.iter().enumerate() {
        let text = written(level, 3);
        let room = [text_width(&text, size) + 5.0, size];
        let found = gaps(&all[which], room, artist.plane).into_iter().find(|gap| {
            let others = all.iter().enumerate().filter(|(other, _)| *other != which);
            let mut segments = others.flat_map(|(_, lines)| lines).flat_map(|line| line.windows(2));
            gap.is_straight(&all[which][gap.part])
                && taken.iter().all(|other| are_apart(gap.area, *other))
                && !segments.any(|pair| crosses(gap.area, pair[0], pair[1]))
        });
        if let Some(gap) = found {
            let [left, top, right, bottom] = gap.area;
            let at = [0.5 * (left + right), 0.5 * (top + bottom)];
            // No number of a near height beside it.
            taken.push([left - 20.0, top - 20.0, right + 20.0, bottom + 20.0]);
            let path = all[which].swap_remove(gap.part);
            all[which].extend(outside(gap.area, &path));
            let (role, anchor, italic) = (Role::Ink, Anchor::Middle, false);
            artist.marks.push(Mark::Text { at, text, role, anchor, size, italic });
        }
    }
    for path in all.into_iter().flatten() {
        artist.path(path, Role::F, 1.0, Dash::Solid);
    }
}

/// Where a line can be left open for a number.
struct Gap {
    /// Which part of the line.
    part: usize,
    area: Box4,
    /// How long a straight line with its direction is in there.
    straight: f64,
    /// The less the better.
    cost: f64,
}

impl Gap {
    /// Whether the line runs straight through: neither bends in there, nor ends.
    fn is_straight(&self, path: &[[f64; 2]]) -> bool {
        (covered(self.area, path) / self.straight - 1.0).abs() < 0.15
    }
}

/// Places of a line with room for a number, the best first: where it is most level, and of equally
/// level ones those far from its ends.
fn gaps(parts: &[Vec<[f64; 2]>], [width, height]: [f64; 2], plane: &Plane) -> Vec<Gap> {
    /// More are hardly better than none.
    const MOST: usize = 12;
    /// Between places that are looked at, in CSS pixels.
    const APART: f64 = 6.0;
    let mut found: Vec<Gap> = Vec::new();
    for (part, path) in parts.iter().enumerate() {
        let long: f64 = path.windows(2).map(|pair| length(pair[0], pair[1])).sum();
        let mut gone = 0.0;
        for pair in path.windows(2) {
            let ([a, b], way) = ([pair[0], pair[1]], length(pair[0], pair[1]));
            let steps = (way / APART).ceil().min(500.0) as usize;
            for step in 0..steps {
                let share = (step as f64 + 0.5) / steps as f64;
                let [x, y] = [0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * share);
                if !plane.shows([x, y], -0.7 * width) {
                    continue;
                }
                let [across, down] = [0, 1].map(|axis| (b[axis] - a[axis]).abs() / way);
                let (dx, dy) = (0.5 * width, 0.5 * height);
                let area = [x - dx, y - dy, x + dx, y + dy];
                let straight = (width / across).min(height / down);
                let cost = down + 0.2 * ((gone + share * way) / long - 0.5).abs();
                found.push(Gap { part, area, straight, cost });
            }
            gone += way;
        }
    }
    sort_by(&mut found, |a, b| a.cost.total_cmp(&b.cost));
    // Places beside each other are blocked by the same things.
    let mut spread: Vec<Gap> = Vec::new();
    for gap in found {
        let near =
            |other: &Gap| (other.area[0] - gap.area[0]).hypot(other.area[1] - gap.area[1]) < width;
        if spread.len() < MOST && !spread.iter().any(near) {
            spread.push(gap);
        }
    }
    spread
}

fn length(a: [f64; 2], b: [f64; 2]) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}
