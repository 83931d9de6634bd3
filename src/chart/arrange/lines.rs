//! A drawing too wide for its room goes on in further lines, as a sentence does.
//!
//! A line ends behind a layer of labels that few links pass. Each of them turns down there, goes
//! back between the two lines, and enters the next one from the left. What was on top is outside in
//! the first turn and inside in the second, so that they do not cross.

use super::layers::Layers;
use super::{ALONG, MARGIN, PASSING};

/// More links than this do not go on in the next line together: nobody could follow them.
const MOST: usize = 3;
/// Room between two lines, besides that of the links.
const BETWEEN: f64 = 26.0;

/// Where the layers have gone.
pub(super) struct Lines {
    /// How far each of them has been moved.
    pub shifts: Vec<[f64; 2]>,
    /// Below each of them how high links go back, where a line ends.
    ends: Vec<Option<f64>>,
    /// Of the whole.
    pub width: f64,
    /// Of the whole.
    pub height: f64,
}

impl Lines {
    /// Breaks a drawing whose layers start at `starts` and are as long as `lengths`; it stays in one
    /// line where that has room, or where too many links pass everywhere.
    pub fn new(
        layers: &Layers,
        across: &[f64],
        (starts, lengths): (&[f64], &[f64]),
        room: f64,
    ) -> Lines {
        // What is no number is no limit.
        let room = if room.is_nan() { f64::INFINITY } else { room };
        let count = layers.rows.len();
        let passing = |layer: usize| PASSING * layers.rows[layer].len() as f64;
        let begin = |first: usize| match first.checked_sub(1) {
            Some(end) => MARGIN + passing(end) + ALONG,
            None => MARGIN,
        };
        let reach = |first: usize, end: usize| {
            let turn = if end + 1 < count { passing(end) + PASSING } else { 0.0 };
            begin(first) + starts[end] + lengths[end] - starts[first] + turn + MARGIN
        };
        let mut lines = Vec::new();
        let mut first = 0;
        while first < count {
            let fits = |end: usize| reach(first, end) <= room;
            let end = match fits(count - 1) {
                true => Some(count - 1),
                false => (first + 1..count - 1)
                    .step_by(2)
                    .take_while(|&end| fits(end))
                    .filter(|&end| layers.rows[end].len() <= MOST)
                    .last(),
            };
            let Some(end) = end else {
                lines = vec![(0, count - 1)];
                break;
            };
            lines.push((first, end));
            first = end + 1;
        }

        let mut broken = Lines {
            shifts: Vec::new(),
            ends: vec![None; count],
            width: 2.0 * MARGIN,
            height: MARGIN,
        };
        for (first, end) in lines {
            let items = layers.rows[first..=end].iter().flatten();
            let (top, bottom) =
                items.fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), &item| {
                    let half = 0.5 * layers.items[item].size[1];
                    (top.min(across[item] - half), bottom.max(across[item] + half))
                });
            let shift = [begin(first) - starts[first], broken.height - top];
            broken.shifts.resize(end + 1, shift);
            broken.width = broken.width.max(reach(first, end));
            broken.height += bottom - top;
            if end + 1 < count {
                broken.ends[end] = Some(broken.height + 0.5 * BETWEEN);
                broken.height += BETWEEN + passing(end) - PASSING;
            }
        }
        broken.height += MARGIN;
        broken
    }

    /// The corners by which a link goes on in the next line, and where it has arrived there; none
    /// where the line does not end. It has come to the end `[x, y]` of a layer, as the link so many
    /// from the top of so many.
    pub fn turn(
        &self,
        layer: usize,
        [x, y]: [f64; 2],
        place: usize,
        count: usize,
    ) -> Vec<[f64; 2]> {
        let Some(back) = self.ends[layer] else { return Vec::new() };
        let outside = PASSING * (count - 1 - place) as f64;
        let (right, left) = (x + PASSING * (count - place) as f64, MARGIN + outside);
        let down = y - self.shifts[layer][1] + self.shifts[layer + 1][1];
        let back = back + outside;
        vec![[right, y], [right, back], [left, back], [left, down], [left + PASSING, down]]
    }
}

/// A link along corners, which it rounds; the last one is where it arrives.
pub(super) fn turn_to(points: &mut Vec<[f64; 2]>, corners: &[[f64; 2]]) {
    for pair in corners.windows(2) {
        let Some(&start) = points.last() else { return };
        let near = |to: [f64; 2]| {
            [0, 1].map(|axis| {
                let corner = pair[0][axis];
                corner + (to[axis] - corner).clamp(-PASSING, PASSING)
            })
        };
        let [before, behind] = [near(start), near(pair[1])];
        points.extend([start, before, before, pair[0], pair[0], behind]);
    }
}
