//! Names at the curves themselves, where they cover nothing.

use super::clip::{Box4, are_apart, crosses};
use super::frame::{Plane, text_width};
use super::scene::{Anchor, Mark, Role};
use crate::order::sort_by;

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
        inside
            && self.taken.iter().all(|other| are_apart(area, *other))
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
