//! Lines meet rectangles: which part of a line lies in a frame, what a name would cover.

use super::frame::Plane;

/// A rectangle on the page: left, top, right, bottom.
pub(super) type Box4 = [f64; 4];

/// Whether two rectangles have nothing in common.
pub(super) fn are_apart(a: Box4, b: Box4) -> bool {
    a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1]
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

/// How much of a path lies in a rectangle.
pub(super) fn covered(area: Box4, path: &[[f64; 2]]) -> f64 {
    let way = |pair: &[[f64; 2]]| {
        let (from, to) = inside(area, pair[0], pair[1])?;
        Some((to - from) * (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]))
    };
    path.windows(2).filter_map(way).sum()
}

/// The parts of a path outside a rectangle.
pub(super) fn outside(area: Box4, path: &[[f64; 2]]) -> Vec<Vec<[f64; 2]>> {
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut part: Vec<[f64; 2]> = path.first().into_iter().copied().collect();
    for pair in path.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let at = |t: f64| [0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * t);
        let mut left = 1.0;
        if let Some((from, to)) = inside(area, a, b) {
            part.extend((from > 0.0).then(|| at(from)));
            parts.push(std::mem::take(&mut part));
            part.extend((to < 1.0).then(|| at(to)));
            left = 1.0 - to;
        }
        part.extend((left > 0.0).then_some(b));
    }
    parts.push(part);
    parts
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
