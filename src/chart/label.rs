//! Names at the curves themselves, where they cover nothing.

use super::frame::{Plane, text_width};
use super::scene::{Anchor, Mark, Role};
use crate::order::sort_by;

/// A rectangle on the page: left, top, right, bottom.
pub(super) type Box4 = [f64; 4];

/// Puts names beside curves; remembers what is taken.
pub(super) struct Labels<'a> {
    plane: &'a Plane,
    size: f64,
    taken: Vec<Box4>,
    /// Everything that is drawn: no name may lie across it.
    lines: Vec<Vec<[f64; 2]>>,
}

impl<'a> Labels<'a> {
    pub fn new(plane: &'a Plane, size: f64, lines: Vec<Vec<[f64; 2]>>) -> Labels<'a> {
        Labels { plane, size, taken: Vec::new(), lines }
    }

    /// Keeps a place free.
    pub fn keep_free(&mut self, [x, y]: [f64; 2], around: f64) {
        self.taken.push([x - around, y - around, x + around, y + around]);
    }

    /// A name close to one of these paths, as far to the right as it fits; none where it fits
    /// nowhere. Names of quantities are slanted, words are not.
    pub fn place(&mut self, paths: &[Vec<[f64; 2]>], text: &str, role: Role) -> Option<Mark> {
        let (width, height) = (text_width(text, self.size) + 2.0, self.size * 1.05);
        let right = self.plane.right();
        // From right to left, a place every few pixels, above the curve or below it.
        let mut anchors: Vec<[f64; 2]> = paths.iter().flat_map(|path| spaced(path, 7.0)).collect();
        sort_by(&mut anchors, |a, b| b[0].total_cmp(&a[0]));
        for gap in [3.0, 7.0, 12.0] {
            for &[x, y] in &anchors {
                let x = x.min(right - width / 2.0 - 2.0);
                for (dx, dy) in
                    [(0.0, -1.0), (0.0, 1.0), (-1.0, -0.6), (1.0, 0.6), (-1.0, 0.6), (1.0, -0.6)]
                {
                    let middle = [
                        x + dx * (width / 2.0 + gap),
                        y + dy * (height / 2.0 + gap * if dx == 0.0 { 1.0 } else { 0.3 }),
                    ];
                    let area = [
                        middle[0] - width / 2.0,
                        middle[1] - height / 2.0,
                        middle[0] + width / 2.0,
                        middle[1] + height / 2.0,
                    ];
                    if self.is_free(area) {
                        self.taken.push(area);
                        return Some(Mark::Text {
                            at: middle,
                            text: text.to_owned(),
                            role,
                            anchor: Anchor::Middle,
                            size: self.size,
                            italic: role != Role::Tangent,
                        });
                    }
                }
            }
        }
        None
    }

    fn is_free(&self, area: Box4) -> bool {
        let inside = self.plane.shows([area[0], area[1]], -1.0)
            && self.plane.shows([area[2], area[3]], -1.0);
        let apart = |other: &Box4| {
            area[2] < other[0] || other[2] < area[0] || area[3] < other[1] || other[3] < area[1]
        };
        inside
            && self.taken.iter().all(apart)
            && !self.lines.iter().any(|line| {
                line.windows(2).any(|s| {
                    // Most stretches are far away, which is seen at once.
                    let beside = s[0][0].max(s[1][0]) < area[0] || s[0][0].min(s[1][0]) > area[2];
                    !beside && crosses(area, s[0], s[1])
                })
            })
    }
}

/// Points along a path, no closer to each other than this, bar the ends.
fn spaced(path: &[[f64; 2]], apart: f64) -> Vec<[f64; 2]> {
    let mut found: Vec<[f64; 2]> = Vec::new();
    for &point in path {
        let far = |last: &[f64; 2]| (last[0] - point[0]).hypot(last[1] - point[1]) >= apart;
        if found.last().is_none_or(far) {
            found.push(point);
        }
    }
    found.extend(path.last());
    // A straight line has two points and room all along.
    if let [a, b] = *path {
        let steps = ((b[0] - a[0]).hypot(b[1] - a[1]) / 20.0).ceil().clamp(1.0, 200.0);
        let mut k = 0.0;
        found.clear();
        while k <= steps {
            let t = k / steps;
            found.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
            k += 1.0;
        }
    }
    found
}

/// Whether a stretch of a line touches a rectangle.
pub(super) fn crosses(area: Box4, a: [f64; 2], b: [f64; 2]) -> bool {
    inside(area, a, b).is_some()
}

/// From which share of the way from a to b to which it lies in a rectangle, if it does anywhere.
fn inside(area: Box4, a: [f64; 2], b: [f64; 2]) -> Option<(f64, f64)> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for axis in 0..2 {
        let (low, high) = (area[axis], area[axis + 2]);
        let way = b[axis] - a[axis];
        if way == 0.0 {
            if a[axis] < low || a[axis] > high {
                return None;
            }
            continue;
        }
        let (enter, leave) = ((low - a[axis]) / way, (high - a[axis]) / way);
        from = from.max(enter.min(leave));
        to = to.min(enter.max(leave));
    }
    (from <= to).then_some((from, to))
}

/// The parts of a path inside the frame, in page coordinates.
pub(super) fn clipped(plane: &Plane, run: &[[f64; 2]]) -> Vec<Vec<[f64; 2]>> {
    let frame = [plane.frame.left, plane.frame.top, plane.right(), plane.bottom()];
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut open = false;
    for pair in run.windows(2) {
        let (a, b) = (plane.place(pair[0]), plane.place(pair[1]));
        let Some((from, to)) = inside(frame, a, b) else {
            open = false;
            continue;
        };
        // The ends of the way are met exactly, and what rounding put outside is put back.
        let at = |t: f64| {
            let along = |axis: usize| match t {
                0.0 => a[axis],
                1.0 => b[axis],
                t => (a[axis] + (b[axis] - a[axis]) * t).clamp(frame[axis], frame[axis + 2]),
            };
            [along(0), along(1)]
        };
        if open && let Some(part) = parts.last_mut() {
            part.push(at(to));
        } else {
            parts.push(vec![at(from), at(to)]);
        }
        open = to == 1.0;
    }
    parts
}

/// Without the points that lie on the line between those that stay, as near as anyone can see.
pub(super) fn thinned(path: &[[f64; 2]]) -> Vec<[f64; 2]> {
    /// In CSS pixels.
    const NEAR: f64 = 0.06;
    /// Stretches longer than this are not looked for, so that the time stays short.
    const LONGEST: usize = 64;
    let mut kept: Vec<[f64; 2]> = path.first().into_iter().copied().collect();
    let mut from = 0;
    for to in 2..path.len() {
        let (a, b) = (path[from], path[to]);
        let between = &path[from + 1..to];
        let straight = between.iter().all(|&point| off_line(a, b, point) < NEAR * NEAR);
        if !straight || between.len() > LONGEST {
            from = to - 1;
            kept.push(path[from]);
        }
    }
    kept.extend(path.last().filter(|_| path.len() > 1));
    kept
}

/// How far a point is from the stretch between two others, squared.
fn off_line(a: [f64; 2], b: [f64; 2], point: [f64; 2]) -> f64 {
    let (along, to) = ([b[0] - a[0], b[1] - a[1]], [point[0] - a[0], point[1] - a[1]]);
    let length = along[0] * along[0] + along[1] * along[1];
    let share = (to[0] * along[0] + to[1] * along[1]) / length.max(1e-12);
    let share = share.clamp(0.0, 1.0);
    let away = [to[0] - along[0] * share, to[1] - along[1] * share];
    away[0] * away[0] + away[1] * away[1]
}
