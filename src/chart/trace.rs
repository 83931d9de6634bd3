//! A curve is followed across the view: few points where it is straight, many where it bends, and
//! none over a gap.

use super::frame::{Plane, View};
use super::line::Line;
use super::places::{Break, BreakKind, classify, edge, find_break, runs_away};
use crate::order::sort_by;

/// Distance between the first samples, in CSS pixels.
const FIRST_STEP: f64 = 3.0;
/// How far a curve may be from its chords, in CSS pixels.
const CLOSE_ENOUGH: f64 = 0.15;
/// How often a stretch is halved where a curve bends or may break.
const DEEPEST: u8 = 7;
/// How often a stretch is halved where no value was found, but there may be some.
const DEEPEST_IN_THE_DARK: u8 = 2;
/// A curve that needs more points than this goes up and down within pixels.
const MOST_POINTS: usize = 1600;
/// A curve with more breaks than this likewise.
const MOST_BREAKS: usize = 150;

/// A curve in view.
#[derive(Default)]
pub(super) struct Traced {
    /// Unbroken stretches from left to right, in coordinates of the plane.
    pub runs: Vec<Vec<[f64; 2]>>,
    /// Between them, and holes in them.
    pub breaks: Vec<Break>,
    /// It turns or breaks within pixels everywhere: only how far it reaches is known.
    pub thicket: bool,
    /// A thicket that may reach further than any number, as far as intervals can tell.
    pub endless: bool,
}

/// Two places with one between them.
#[derive(Clone, Copy)]
struct Cell {
    left: [f64; 2],
    middle: [f64; 2],
    right: [f64; 2],
    depth: u8,
    /// Whether there may be more here than the three places show, as far as intervals can tell.
    loose: bool,
}

pub(super) fn trace(line: &Line, plane: &Plane) -> Traced {
    let Some(Samples { points, whole }) = refine(line, plane) else { return thicket(line, plane) };
    let mut whole = whole.iter().peekable();
    let size = plane.size();
    let mut traced = Traced::default();
    let mut run: Vec<[f64; 2]> = Vec::new();
    for (i, &point) in points.iter().enumerate() {
        let Some(&before) = i.checked_sub(1).and_then(|i| points.get(i)) else {
            if !point[1].is_nan() {
                run.push(point);
            }
            continue;
        };
        match (before[1].is_nan(), point[1].is_nan()) {
            (true, true) => {}
            (true, false) => run.extend([edge(line, point, before[0]), point]),
            (false, true) => {
                run.push(edge(line, before, point[0]));
                traced.runs.push(std::mem::take(&mut run));
            }
            (false, false) => {
                if traced.breaks.len() > MOST_BREAKS {
                    return thicket(line, plane);
                }
                while whole.next_if(|[_, right]| *right <= before[0]).is_some() {}
                let known = whole.peek().is_some_and(|[left, _]| *left <= before[0]);
                if !known
                    && line.over(before[0], point[0]).may_break()
                    && let Some(found) = find_break(line, before, point, size)
                {
                    traced.breaks.push(found);
                    if found.kind != BreakKind::Hole {
                        run.push(found.left);
                        traced.runs.push(std::mem::take(&mut run));
                        run.push(found.right);
                    }
                }
                run.push(point);
            }
        }
    }
    traced.runs.push(run);
    // A place alone, as (−2)^(−2) on x^x, is no stretch.
    traced.runs.retain(|run| run.first().map(|p| p[0]) < run.last().map(|p| p[0]));
    traced.join(line, plane);
    traced.find_asymptotes(line, plane);
    traced
}

impl Traced {
    /// Two runs that end at one place on the page are one, with a hole in it that nobody can see:
    /// sin(x)/x at 0, where a sample fell on the hole. Where both run away there is a pole.
    fn join(&mut self, line: &Line, plane: &Plane) {
        let mut joined: Vec<Vec<[f64; 2]>> = Vec::new();
        for run in std::mem::take(&mut self.runs) {
            let Some((last, end)) = joined.last_mut().and_then(|run| {
                let end = run.last().copied()?;
                Some((run, end))
            }) else {
                joined.push(run);
                continue;
            };
            let start = run[0];
            let apart = plane.px(start[0]) - plane.px(end[0]);
            let known = self.breaks.iter().any(|known| known.left == end);
            let away = [
                runs_away(line, end, -1.0, plane.size()),
                runs_away(line, start, 1.0, plane.size()),
            ];
            // e^(1/x) leaves the doubles before it reaches its pole.
            if !known && apart < 0.5 && away != [false, false] {
                self.breaks.push(Break { kind: BreakKind::Pole, left: end, right: start });
                joined.push(run);
                continue;
            }
            if known || apart >= 1e-3 {
                joined.push(run);
                continue;
            }
            let kind = classify(line, end, start, plane.size());
            self.breaks.push(Break { kind, left: end, right: start });
            if kind == BreakKind::Hole { last.extend(run) } else { joined.push(run) }
        }
        self.runs = joined;
    }

    /// A curve may run away at the edge of its domain too, as ln x does at 0.
    fn find_asymptotes(&mut self, line: &Line, plane: &Plane) {
        let View { left, right, .. } = plane.view;
        let known: Vec<[f64; 2]> = self.breaks.iter().flat_map(|b| [b.left, b.right]).collect();
        for run in &self.runs {
            for (end, side) in [(run[0], 1.0), (run[run.len() - 1], -1.0)] {
                let inside = left < end[0] && end[0] < right && !known.contains(&end);
                if inside && runs_away(line, end, side, plane.size()) {
                    self.breaks.push(Break { kind: BreakKind::Pole, left: end, right: end });
                }
            }
        }
        sort_by(&mut self.breaks, |a, b| a.left[0].total_cmp(&b.left[0]));
        // A hundredth of a pixel.
        self.merge(2e-5 * (right - left));
    }

    /// Two breaks at one place are one: the sign jumps to 0 and from 0.
    fn merge(&mut self, close: f64) {
        let mut merged: Vec<Break> = Vec::new();
        for next in std::mem::take(&mut self.breaks) {
            match merged.last_mut() {
                Some(last) if next.left[0] - last.right[0] <= close => {
                    let kind = match [last.kind, next.kind] {
                        kinds if kinds.contains(&BreakKind::Pole) => BreakKind::Pole,
                        [BreakKind::Gap, BreakKind::Gap] => BreakKind::Gap,
                        _ => BreakKind::Jump,
                    };
                    *last = Break { kind, left: last.left, right: next.right };
                }
                _ => merged.push(next),
            }
        }
        // What was between them was no stretch.
        self.runs.retain(|run| {
            let (start, end) = (run[0][0], run[run.len() - 1][0]);
            !merged.iter().any(|b| b.left[0] < start && end < b.right[0])
        });
        self.breaks = merged;
    }
}

/// A curve too quick to follow: for each pixel across, how far it reaches up and down. Following it
/// with too few points would show waves that are not there.
fn thicket(line: &Line, plane: &Plane) -> Traced {
    const SAMPLES: usize = 16;
    let columns = plane.frame.width.ceil().max(1.0);
    let [width, _] = plane.size();
    let at =
        |column: usize, share: f64| plane.view.left + width * (column as f64 + share) / columns;
    // Unevenly, so that no wave keeps step with the samples.
    let place = |n: usize| {
        let (column, k) = (n / SAMPLES, n % SAMPLES);
        at(column, ((k * k * 7 + k * 3 + column * 5) % 101) as f64 / 101.0)
    };
    let xs: Vec<f64> = (0..columns as usize * SAMPLES).map(place).collect();
    let mut runs = vec![Vec::new()];
    for (column, ys) in line.sample(&xs).chunks(SAMPLES).enumerate() {
        let ys = || ys.iter().copied().filter(|y| !y.is_nan());
        let run = runs.len() - 1;
        match ys().reduce(f64::min).zip(ys().reduce(f64::max)) {
            Some((low, high)) => {
                runs[run].extend([[at(column, 0.5), low], [at(column, 0.5), high]]);
            }
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    let reach = line.over(plane.view.left, plane.view.right);
    let endless = reach.low.is_infinite() || reach.high.is_infinite();
    Traced { runs, breaks: Vec::new(), thicket: true, endless }
}

/// A curve, place by place.
struct Samples {
    /// From left to right; NaN marks places without a value.
    points: Vec<[f64; 2]>,
    /// Stretches, from and to, that intervals know to be whole.
    whole: Vec<[f64; 2]>,
}

/// As many samples as the curve needs; nothing when there would have to be too many.
fn refine(line: &Line, plane: &Plane) -> Option<Samples> {
    let (view, frame) = (plane.view, plane.frame);
    let cells = (frame.width / FIRST_STEP).clamp(24.0, 400.0).ceil();
    // Twice as fine, so that each first cell has its middle.
    let count = 2.0 * cells;
    let width = view.right - view.left;
    let at = |i: usize| {
        if i as f64 == count { view.right } else { view.left + width * (i as f64 / count) }
    };
    let xs: Vec<f64> = (0..=count as usize).map(at).collect();
    let ys = line.sample(&xs);
    let mut points: Vec<[f64; 2]> = xs.iter().zip(&ys).map(|(&x, &y)| [x, y]).collect();
    let mut open: Vec<Cell> = points
        .windows(3)
        .step_by(2)
        .map(|w| Cell { left: w[0], middle: w[1], right: w[2], depth: 0, loose: true })
        .collect();

    let mut whole = Vec::new();
    while !open.is_empty() && points.len() < MOST_POINTS {
        let mut halves = Vec::new();
        for mut cell in open {
            if cell.loose {
                cell.loose = hides(line, plane, &cell);
                if !cell.loose {
                    whole.push([cell.left[0], cell.right[0]]);
                }
            }
            if wants_more(line, plane, &cell) {
                for (left, right) in [(cell.left, cell.middle), (cell.middle, cell.right)] {
                    let x = left[0] + (right[0] - left[0]) * 0.5;
                    let depth = cell.depth + 1;
                    let middle = [x, f64::NAN];
                    halves.push(Cell { left, middle, right, depth, loose: cell.loose });
                }
            }
        }
        let xs: Vec<f64> = halves.iter().map(|cell| cell.middle[0]).collect();
        for (cell, y) in halves.iter_mut().zip(line.sample(&xs)) {
            cell.middle[1] = y;
            points.push(cell.middle);
        }
        open = halves;
    }
    if open.len() > cells as usize {
        return None;
    }
    sort_by(&mut points, |a, b| a[0].total_cmp(&b[0]));
    sort_by(&mut whole, |a, b| a[0].total_cmp(&b[0]));
    Some(Samples { points, whole })
}

fn wants_more(line: &Line, plane: &Plane, cell: &Cell) -> bool {
    let ys = [cell.left[1], cell.middle[1], cell.right[1]];
    match ys.iter().filter(|y| y.is_nan()).count() {
        0 => {
            let view = plane.view;
            let above = ys.iter().all(|&y| y > view.top);
            let below = ys.iter().all(|&y| y < view.bottom);
            let bends = !above && !below && is_off_chord(plane, cell);
            cell.depth < DEEPEST && (bends || cell.loose)
        }
        3 => {
            let empty = || line.over(cell.left[0], cell.right[0]).low.is_nan();
            cell.depth < DEEPEST_IN_THE_DARK && !empty()
        }
        _ => cell.depth < DEEPEST,
    }
}

/// Whether the curve may break between the places, or may be somewhere quite else in between, as a
/// wave is that keeps step with the samples.
fn hides(line: &Line, plane: &Plane, cell: &Cell) -> bool {
    let over = line.over(cell.left[0], cell.right[0]);
    let ys = [cell.left[1], cell.middle[1], cell.right[1]].map(|y| plane.py(y));
    let (low, high) = (ys[0].min(ys[1]).min(ys[2]), ys[0].max(ys[1]).max(ys[2]));
    let reach = plane.py(over.low) - plane.py(over.high);
    let seen = plane.frame.height * 0.1 + 4.0 * (high - low);
    over.may_break() || reach > seen
}

/// Whether the middle is away from the straight line between the ends, on the page.
fn is_off_chord(plane: &Plane, cell: &Cell) -> bool {
    let [a, m, b] = [cell.left, cell.middle, cell.right].map(|point| plane.place(point));
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let area = (m[0] - a[0]) * dy - (m[1] - a[1]) * dx;
    area * area > CLOSE_ENOUGH * CLOSE_ENOUGH * (dx * dx + dy * dy).max(1e-18)
}
