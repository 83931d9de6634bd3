//! Lines of equal height: cell by cell over a lattice (marching squares), each crossing then moved
//! to where the function really takes the height.
//!
//! Linear interpolation between two places of the lattice is only a first guess. Where the
//! function has the height somewhere near, halving finds it; where it jumps over the height or
//! runs away to infinity in between, nothing comes of the halving, and no line passes there: such a
//! cell is looked at again through a lattice of its own.

use super::field::{Lattice, Surface};
use crate::order::sort_by;

/// Values at many places.
type Sample<'a> = &'a dyn Fn(&[[f64; 2]]) -> Vec<f64>;

/// No edge, no neighbour.
const NOBODY: u32 = u32::MAX;
/// A crossing is good when it is right to this part of the rise along its edge …
const GOOD: f64 = 1e-3;
/// … and to this part of the way to the nearer end's height: beside a pole the rise is no measure.
const NEAR: f64 = 0.1;
/// Places along a side of the lattice for a cell that a pole or an edge runs through.
const FINER: usize = 9;
/// Where more such cells than this times the sides of the lattice are, the surface is torn all
/// over, and no line would be clearer for it.
const TORN: usize = 16;
/// Halvings after which a difference that is still there is a break.
const HALVINGS: usize = 30;

/// Where a line crosses an edge of the lattice.
struct Crossing {
    /// The ends' places and heights.
    ends: [([f64; 2], f64); 2],
    /// From 0 at the first end to 1 at the second; NaN where the function only jumps past.
    share: f64,
    neighbours: [u32; 2],
}

impl Crossing {
    fn at(&self, share: f64) -> [f64; 2] {
        let [(a, _), (b, _)] = self.ends;
        [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    }
}

/// Lines of equal height: for each level in coordinates of the plane; a closed one ends where it
/// begins.
pub(super) fn contours(
    surface: &Surface,
    lattice: &Lattice,
    levels: &[f64],
) -> Vec<Vec<Vec<[f64; 2]>>> {
    let sample = |places: &[[f64; 2]]| surface.sample(places);
    if !surface.is_function() {
        return march(lattice, levels, None, false).lines;
    }
    let Marched { mut lines, torn } = march(lattice, levels, Some(&sample), false);
    if torn.len() > TORN * (lattice.columns + lattice.rows) * levels.len() {
        return lines;
    }
    for cell in torn.chunk_by(|a, b| a.0 == b.0) {
        let finer = Lattice::new(surface, lattice.cell(cell[0].0), FINER, FINER);
        let here: Vec<f64> = cell.iter().map(|&(_, k)| levels[k]).collect();
        let found = march(&finer, &here, Some(&sample), false).lines;
        for (&(_, k), found) in cell.iter().zip(found) {
            lines[k].extend(found);
        }
    }
    lines
}

/// Where the surface ends: on one side it has values, on the other it has none.
pub(super) fn edges(surface: &Surface, lattice: &Lattice) -> Vec<Vec<[f64; 2]>> {
    let side = |height: &f64| if height.is_nan() { -1.0 } else { 1.0 };
    let sides = Lattice {
        view: lattice.view,
        columns: lattice.columns,
        rows: lattice.rows,
        heights: lattice.heights.iter().map(side).collect(),
    };
    let sample = |places: &[[f64; 2]]| surface.sample(places).iter().map(side).collect();
    march(&sides, &[0.0], surface.is_function().then_some(&sample), true).lines.concat()
}

struct Marched {
    /// The lines of each level.
    lines: Vec<Vec<Vec<[f64; 2]>>>,
    /// Cells that a pole or an edge runs through, by the place at their top left, each with the levels
    /// of which no whole line is known there, in order.
    torn: Vec<(usize, usize)>,
}

/// `finer` moves crossings; `jumps` says whether a line passes where the height is jumped over.
fn march(lattice: &Lattice, levels: &[f64], finer: Option<Sample>, jumps: bool) -> Marched {
    let mut segments: Vec<Vec<Segment>> = vec![Vec::new(); levels.len()];
    let (mut torn, mut whole) = (Vec::new(), Vec::new());
    for row in 0..lattice.rows.saturating_sub(1) {
        for column in 0..lattice.columns.saturating_sub(1) {
            let i = row * lattice.columns + column;
            if !cut_cell(lattice, i, levels, &mut segments) {
                torn.push(i);
            }
        }
    }
    let mut slots = vec![NOBODY; 2 * lattice.heights.len()];
    let mut lines = Vec::new();
    for (k, (&level, segments)) in levels.iter().zip(&segments).enumerate() {
        let mut crossings = crossings(lattice, level, segments, &mut slots);
        if let Some(sample) = finer {
            settle(sample, level, &mut crossings, jumps);
        }
        for &Segment { cell, edges } in segments {
            let broken = |edge: u32| crossings[slots[edge as usize] as usize].share.is_nan();
            match edges.into_iter().any(broken) {
                true => torn.push(cell),
                false => whole.push((cell, k)),
            }
        }
        lines.push(join(crossings, segments, &mut slots));
    }
    sort_by(&mut torn, |a, b| a.cmp(b));
    torn.dedup();
    sort_by(&mut whole, |a, b| a.cmp(b));
    // Beside a pole a line may run through a cell although all corners lie below it.
    let all = torn.into_iter().flat_map(|cell| (0..levels.len()).map(move |k| (cell, k)));
    let torn = all.filter(|of| whole.binary_search(of).is_err()).collect();
    Marched { lines, torn }
}

/// A piece of a line within a cell, from one edge to another.
#[derive(Clone, Copy)]
struct Segment {
    /// The place at the cell's top left.
    cell: usize,
    edges: [u32; 2],
}

/// The segments of every level in the cell with this place at its top left; whether they are known:
/// not where the surface ends in the cell.
///
/// Edges are named by their upper or left end: that of a place to the right by its number, that
/// downward by its number plus the number of places.
fn cut_cell(lattice: &Lattice, i: usize, levels: &[f64], segments: &mut [Vec<Segment>]) -> bool {
    let (h, columns) = (&lattice.heights, lattice.columns);
    let corners = [h[i], h[i + 1], h[i + columns + 1], h[i + columns]];
    let (low, high) = corners
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &y| (low.min(y), high.max(y)));
    let first = levels.partition_point(|&level| level <= low);
    let known = corners.iter().filter(|y| !y.is_nan()).count();
    if known < 4 {
        return known == 0;
    }
    if first == levels.len() || levels[first] > high {
        return true;
    }
    let down = h.len();
    let edges = [i, i + 1 + down, i + columns, i + down].map(|edge| edge as u32);
    let [top, right, bottom, left] = edges;
    for (level, segments) in levels.iter().zip(segments.iter_mut()).skip(first) {
        if *level > high {
            break;
        }
        let above = corners.map(|y| y >= *level);
        let case = above.iter().fold(0, |case, &above| 2 * case + usize::from(above));
        // Bits from the top left round to the bottom left.
        let pairs: &[[u32; 2]] = match case {
            0b0000 | 0b1111 => &[],
            0b1000 | 0b0111 => &[[left, top]],
            0b0100 | 0b1011 => &[[top, right]],
            0b0010 | 0b1101 => &[[right, bottom]],
            0b0001 | 0b1110 => &[[bottom, left]],
            0b1100 | 0b0011 => &[[left, right]],
            0b1001 | 0b0110 => &[[top, bottom]],
            // A saddle: the middle says which corners belong together.
            _ => {
                let middle = 0.25 * corners.iter().sum::<f64>() >= *level;
                match middle == (case == 0b1010) {
                    true => &[[top, right], [bottom, left]],
                    false => &[[left, top], [right, bottom]],
                }
            }
        };
        segments.extend(pairs.iter().map(|&edges| Segment { cell: i, edges }));
    }
    true
}

/// The crossings of one level, each once; `slots` says which belongs to an edge.
fn crossings(
    lattice: &Lattice,
    level: f64,
    segments: &[Segment],
    slots: &mut [u32],
) -> Vec<Crossing> {
    let mut found: Vec<Crossing> = Vec::new();
    let places = lattice.heights.len();
    for edge in segments.iter().flat_map(|it| it.edges).map(|edge| edge as usize) {
        if slots[edge] == NOBODY {
            slots[edge] = found.len() as u32;
            let from = edge % places;
            let to = if edge < places { from + 1 } else { from + lattice.columns };
            let ends = [from, to].map(|i| (lattice.place(i), lattice.heights[i]));
            let share = (level - ends[0].1) / (ends[1].1 - ends[0].1);
            found.push(Crossing { ends, share, neighbours: [NOBODY; 2] });
        }
    }
    found
}

/// The segments of one level end to end; clears the slots.
fn join(
    mut crossings: Vec<Crossing>,
    segments: &[Segment],
    slots: &mut [u32],
) -> Vec<Vec<[f64; 2]>> {
    for Segment { edges, .. } in segments {
        let [a, b] = edges.map(|edge| slots[edge as usize]);
        if crossings[a as usize].share.is_nan() || crossings[b as usize].share.is_nan() {
            continue;
        }
        for (of, other) in [(a, b), (b, a)] {
            let neighbours = &mut crossings[of as usize].neighbours;
            neighbours[usize::from(neighbours[0] != NOBODY)] = other;
        }
    }
    for edge in segments.iter().flat_map(|it| it.edges) {
        slots[edge as usize] = NOBODY;
    }

    // Open lines from their ends, then what is left, which is closed.
    let open = |c: &Crossing| c.neighbours[0] != NOBODY && c.neighbours[1] == NOBODY;
    let mut starts: Vec<usize> = (0..crossings.len()).filter(|&i| open(&crossings[i])).collect();
    starts.extend(0..crossings.len());
    let mut seen = vec![false; crossings.len()];
    let mut lines = Vec::new();
    for start in starts {
        let mut line = Vec::new();
        let (mut here, mut next) = (start, NOBODY);
        while !seen[here] {
            seen[here] = true;
            let crossing = &crossings[here];
            line.push(crossing.at(crossing.share));
            let mut ahead = crossing.neighbours.iter().copied();
            next = ahead.find(|&to| to != NOBODY && !seen[to as usize]).unwrap_or(NOBODY);
            if next == NOBODY {
                break;
            }
            here = next as usize;
        }
        if line.len() > 2 && next == NOBODY && crossings[here].neighbours.contains(&(start as u32))
        {
            line.push(line[0]);
        }
        if line.len() > 1 {
            lines.push(line);
        }
    }
    lines
}

/// Moves crossings to where the function takes the level.
fn settle(sample: Sample, level: f64, crossings: &mut [Crossing], jumps: bool) {
    /// A crossing that is not good yet: between which shares it lies, and the heights there.
    struct Open {
        of: usize,
        shares: [f64; 2],
        heights: [f64; 2],
    }
    let start = |(of, crossing): (usize, &Crossing)| Open {
        of,
        shares: [0.0, 1.0],
        heights: crossing.ends.map(|(_, height)| height),
    };
    let mut open: Vec<Open> = crossings.iter().enumerate().map(start).collect();
    for round in 0..HALVINGS {
        let points: Vec<[f64; 2]> =
            open.iter().map(|it| crossings[it.of].at(crossings[it.of].share)).collect();
        let heights = sample(&points);
        let mut still = Vec::new();
        for (mut it, height) in open.into_iter().zip(heights) {
            let crossing = &mut crossings[it.of];
            let [from, to] = crossing.ends.map(|(_, height)| (height - level).abs());
            let rise = (crossing.ends[1].1 - crossing.ends[0].1).abs();
            if (height - level).abs() <= (GOOD * rise).min(NEAR * from.min(to)) {
                continue;
            }
            if height.is_nan() {
                crossing.share = f64::NAN;
                continue;
            }
            let side = usize::from((height >= level) == (it.heights[1] >= level));
            (it.shares[side], it.heights[side]) = (crossing.share, height);
            let ([a, b], [low, high]) = (it.shares, it.heights);
            let part = if round < 2 { (level - low) / (high - low) } else { 0.5 };
            crossing.share = a + (b - a) * part;
            still.push(it);
        }
        open = still;
        if open.is_empty() {
            return;
        }
    }
    for it in open.into_iter().filter(|_| !jumps) {
        crossings[it.of].share = f64::NAN;
    }
}
