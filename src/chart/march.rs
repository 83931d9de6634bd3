//! Lines of equal height: cell by cell over a lattice (marching squares), each crossing then moved
//! to where the function really takes the height.
//!
//! Linear interpolation between two places of the lattice is only a first guess. Where the
//! function has the height somewhere near, halving finds it; where it jumps over the height or
//! runs away to infinity in between, nothing comes of the halving, and no line passes there: such a
//! cell is torn, and is looked at again through a lattice of its own.

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
const TORN: usize = 6;
/// Halvings after which a difference that is still there is a break.
const HALVINGS: usize = 16;

/// Where a line crosses an edge of the lattice.
struct Crossing {
    /// The ends' places and heights.
    ends: [([f64; 2], f64); 2],
    /// From 0 at the first end to 1 at the second; NaN where the function only jumps past.
    share: f64,
    neighbours: [u32; 2],
}

impl Crossing {
    /// Of an edge, as linear interpolation has it.
    fn of(lattice: &Lattice, edge: usize, level: f64) -> Crossing {
        let places = lattice.heights.len();
        let from = edge % places;
        let to = if edge < places { from + 1 } else { from + lattice.columns };
        let ends = [from, to].map(|i| (lattice.place(i), lattice.heights[i]));
        let share = (level - ends[0].1) / (ends[1].1 - ends[0].1);
        Crossing { ends, share, neighbours: [NOBODY; 2] }
    }

    fn at(&self, share: f64) -> [f64; 2] {
        let [(a, _), (b, _)] = self.ends;
        [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    }
}

/// Lines, each in coordinates of the plane; a closed one ends where it begins.
type Lines = Vec<Vec<[f64; 2]>>;

/// Lines of equal height, for each level.
pub(super) fn contours(surface: &Surface, lattice: &Lattice, levels: &[f64]) -> Vec<Lines> {
    let sample = |places: &[[f64; 2]]| surface.sample(places);
    if !surface.is_function() {
        return coarse(lattice, levels, None, false).0;
    }
    let (mut lines, torn) = coarse(lattice, levels, Some(&sample), false);
    if torn.cells.len() <= TORN * (lattice.columns + lattice.rows) {
        let more = finer(surface, lattice, levels, &torn, &sample);
        lines.iter_mut().zip(more).for_each(|(lines, more)| lines.extend(more));
    }
    lines
}

/// Where the surface ends: on one side it has values, on the other it has none.
pub(super) fn edges(surface: &Surface, lattice: &Lattice) -> Lines {
    let side = |height: &f64| if height.is_nan() { -1.0 } else { 1.0 };
    let sides = Lattice {
        view: lattice.view,
        columns: lattice.columns,
        rows: lattice.rows,
        heights: lattice.heights.iter().map(side).collect(),
    };
    let sample =
        |places: &[[f64; 2]]| -> Vec<f64> { surface.sample(places).iter().map(side).collect() };
    let sample: Option<Sample> = surface.is_function().then_some(&sample);
    coarse(&sides, &[0.0], sample, true).0.concat()
}

/// Where the corners of a cell do not tell all.
struct Torn {
    /// The cells that a pole or an edge runs through, in order.
    cells: Vec<usize>,
    /// For each level the cells, torn or not, in which a line of it is known; in order.
    known: Vec<Vec<usize>>,
}

/// The lines that the corners of the cells tell of, and where they tell nothing; `jumps` says whether
/// a line passes where the level is jumped over.
fn coarse(
    lattice: &Lattice,
    levels: &[f64],
    sample: Option<Sample>,
    jumps: bool,
) -> (Vec<Lines>, Torn) {
    let (segments, cells) = cut(lattice, levels);
    let mut torn = Torn { cells, known: vec![Vec::new(); levels.len()] };
    let mut slots = Vec::new();
    let mut lines = Vec::with_capacity(levels.len());
    // Segments are in the order of their cells.
    for ((&level, segments), known) in levels.iter().zip(&segments).zip(&mut torn.known) {
        let mut sheet = Sheet::new(level);
        sheet.lay(lattice, segments, &mut slots);
        if let Some(sample) = sample {
            sheet.settle(sample, jumps);
        }
        for (segment, ends) in segments.iter().zip(&sheet.pieces) {
            match sheet.is_broken(ends) {
                true => torn.cells.push(segment.cell),
                false => known.push(segment.cell),
            }
        }
        lines.push(sheet.join());
    }
    sort_by(&mut torn.cells, Ord::cmp);
    torn.cells.dedup();
    (lines, torn)
}

/// What a lattice of its own tells of each torn cell.
fn finer(
    surface: &Surface,
    lattice: &Lattice,
    levels: &[f64],
    torn: &Torn,
    sample: Sample,
) -> Vec<Lines> {
    let mut sheets: Vec<Sheet> = levels.iter().map(|&level| Sheet::new(level)).collect();
    let mut slots = Vec::new();
    for &cell in &torn.cells {
        let within = Lattice::new(surface, lattice.cell(cell), FINER, FINER);
        let (segments, _) = cut(&within, levels);
        for ((sheet, segments), known) in sheets.iter_mut().zip(&segments).zip(&torn.known) {
            // Beside a pole a line may run through a cell although all corners lie below it.
            if !segments.is_empty() && known.binary_search(&cell).is_err() {
                sheet.lay(&within, segments, &mut slots);
            }
        }
    }
    let lines = sheets.into_iter().map(|mut sheet| {
        sheet.settle(sample, false);
        sheet.join()
    });
    lines.collect()
}

/// The segments of each level on a lattice, and the cells in which none are known.
fn cut(lattice: &Lattice, levels: &[f64]) -> (Vec<Vec<Segment>>, Vec<usize>) {
    let mut segments: Vec<Vec<Segment>> = vec![Vec::new(); levels.len()];
    let mut torn = Vec::new();
    for row in 0..lattice.rows.saturating_sub(1) {
        for column in 0..lattice.columns.saturating_sub(1) {
            let i = row * lattice.columns + column;
            if !cut_cell(lattice, i, levels, &mut segments) {
                torn.push(i);
            }
        }
    }
    (segments, torn)
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

/// One level's crossings of the edges of lattices, each once.
struct Sheet {
    level: f64,
    crossings: Vec<Crossing>,
    /// The two crossings between which a segment lies.
    pieces: Vec<[u32; 2]>,
}

impl Sheet {
    fn new(level: f64) -> Sheet {
        Sheet { level, crossings: Vec::new(), pieces: Vec::new() }
    }

    /// Lays segments of a lattice on it. `slots` says which crossing belongs to an edge; they are
    /// left empty, so that one list serves many lattices.
    fn lay(&mut self, lattice: &Lattice, segments: &[Segment], slots: &mut Vec<u32>) {
        let places = lattice.heights.len();
        slots.resize(slots.len().max(2 * places), NOBODY);
        for segment in segments {
            let ends = segment.edges.map(|edge| {
                let slot = &mut slots[edge as usize];
                if *slot == NOBODY {
                    *slot = self.crossings.len() as u32;
                    self.crossings.push(Crossing::of(lattice, edge as usize, self.level));
                }
                *slot
            });
            self.pieces.push(ends);
        }
        segments.iter().flat_map(|it| it.edges).for_each(|edge| slots[edge as usize] = NOBODY);
    }

    /// Whether the line jumps past one of the two.
    fn is_broken(&self, piece: &[u32; 2]) -> bool {
        piece.iter().any(|&end| self.crossings[end as usize].share.is_nan())
    }

    /// The pieces end to end.
    fn join(mut self) -> Lines {
        for piece in &self.pieces {
            if self.is_broken(piece) {
                continue;
            }
            let [a, b] = *piece;
            for (of, other) in [(a, b), (b, a)] {
                let neighbours = &mut self.crossings[of as usize].neighbours;
                neighbours[usize::from(neighbours[0] != NOBODY)] = other;
            }
        }
        follow(&self.crossings)
    }

    /// Moves all crossings to where the function takes the level; `jumps` says whether a line passes where
    /// the level is jumped over.
    fn settle(&mut self, sample: Sample, jumps: bool) {
        /// A crossing that is not good yet: between which shares it lies, and the heights there.
        struct Open {
            of: usize,
            shares: [f64; 2],
            heights: [f64; 2],
        }
        let Sheet { level, ref mut crossings, .. } = *self;
        let start = |(of, crossing): (usize, &Crossing)| Open {
            of,
            shares: [0.0, 1.0],
            heights: crossing.ends.map(|(_, height)| height),
        };
        let mut open: Vec<Open> = crossings.iter().enumerate().map(start).collect();
        for round in 0..HALVINGS {
            let points: Vec<[f64; 2]> =
                open.iter().map(|it| crossings[it.of].at(crossings[it.of].share)).collect();
            let mut heights = sample(&points).into_iter();
            open.retain_mut(|it| {
                let height = heights.next().unwrap_or(f64::NAN);
                let crossing = &mut crossings[it.of];
                let [from, to] = crossing.ends.map(|(_, height)| (height - level).abs());
                let rise = (crossing.ends[1].1 - crossing.ends[0].1).abs();
                if (height - level).abs() <= (GOOD * rise).min(NEAR * from.min(to)) {
                    return false;
                }
                if height.is_nan() {
                    crossing.share = f64::NAN;
                    return false;
                }
                let side = usize::from((height >= level) == (it.heights[1] >= level));
                (it.shares[side], it.heights[side]) = (crossing.share, height);
                let ([a, b], [low, high]) = (it.shares, it.heights);
                let part = if round < 2 { (level - low) / (high - low) } else { 0.5 };
                crossing.share = a + (b - a) * part;
                true
            });
            if open.is_empty() {
                return;
            }
        }
        for it in open.into_iter().filter(|_| !jumps) {
            crossings[it.of].share = f64::NAN;
        }
    }
}

/// Lines along neighbours.
fn follow(crossings: &[Crossing]) -> Lines {
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
