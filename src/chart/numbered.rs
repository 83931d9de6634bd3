//! Lines of equal height get their numbers, where there is room for one.

use super::artist::Artist;
use super::clip::{Box4, are_apart, crosses};
use super::frame::{Plane, text_width};
use super::number::written;
use super::scene::{Anchor, Dash, Mark, Role};
use crate::order::sort_by;

/// Lines of equal height, each with its number where it runs most nearly level.
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
            taken.iter().all(|other| are_apart(gap.area, *other))
                && !segments.any(|pair| crosses(gap.area, pair[0], pair[1]))
        });
        if let Some(gap) = found {
            let [left, top, right, bottom] = gap.area;
            let at = [0.5 * (left + right), 0.5 * (top + bottom)];
            // No number of a near height beside it.
            taken.push([left - 20.0, top - 20.0, right + 20.0, bottom + 20.0]);
            let path = all[which].swap_remove(gap.part);
            all[which].extend([path[..=gap.from].to_vec(), path[gap.to..].to_vec()]);
            let (role, anchor, italic) = (Role::Ink, Anchor::Middle, false);
            artist.marks.push(Mark::Text { at, text, role, anchor, size, italic });
        }
    }
    for path in all.into_iter().flatten() {
        artist.path(path, Role::F, 1.0, Dash::Solid);
    }
}

/// Where a line can be left open for a number: which part of it, between which of its points.
struct Gap {
    part: usize,
    from: usize,
    to: usize,
    area: Box4,
    steep: f64,
}

/// The most level places of a line with room for a number, the best first.
fn gaps(parts: &[Vec<[f64; 2]>], [width, height]: [f64; 2], plane: &Plane) -> Vec<Gap> {
    /// More are hardly better than none.
    const MOST: usize = 6;
    /// A number on a steeper line does not look as if it belonged to it.
    const STEEPEST: f64 = 0.5;
    let mut found: Vec<Gap> = Vec::new();
    for (part, path) in parts.iter().enumerate() {
        for from in 1..path.len() {
            let wide = |to: &usize| (path[*to][0] - path[from][0]).abs() >= width;
            let Some(to) = (from + 1..path.len() - 1).take(64).find(wide) else { continue };
            let (a, b) = (path[from], path[to]);
            let [x, y] = [0, 1].map(|axis| 0.5 * (a[axis] + b[axis]));
            let steep = (b[1] - a[1]).abs() / width;
            if steep < STEEPEST && plane.shows([x, y], -0.7 * width) {
                let (dx, dy) = (0.5 * width, 0.5 * height);
                let area = [x - dx, y - dy, x + dx, y + dy];
                found.push(Gap { part, from, to, area, steep });
            }
        }
    }
    sort_by(&mut found, |a, b| a.steep.total_cmp(&b.steep));
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
