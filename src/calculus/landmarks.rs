//! Expressions become the points at which they may part: where an inside of theirs is 0 or turns,
//! and between those.
//!
//! |u|, max, a piece, a root and a logarithm change where their inside is 0; a narrow bump stands
//! where its inside turns. Along a line these places are found by halving, the innermost first, so
//! that what is found for an inside shows the way to the next one out: the corner of |x − 0.3|
//! stands inside the tent 1 − 1000|x − 0.3|.

use super::points::spread;
use crate::expr::{Constant, Dag, Expr, Function, Op, Symbol};
use crate::numeric::Tape;
use crate::order::sort_by;
use crate::real::Random;

/// At most so many insides are looked into, places of each kept, and values taken.
const MAX_INSIDES: usize = 40;
const MAX_PLACES: usize = 10;
const MAX_VALUES: usize = 16_000;

/// Points far out on every line, none of them round: steps of stairs stand at round ones.
const FAR: [f64; 6] = [61.73, 432.19, 5123.71, 87_654.3, 1_234_567.8, 3.217e7];

/// How far from 0 the lines lie that are laid through the space of several variables, along each of
/// the axes.
const WIDTHS: [f64; 2] = [4.0, 0.7];
const MAX_AXES: usize = 3;

/// The points for these expressions, the same every time.
pub(super) fn landmarks(dag: &mut Dag, roots: [Expr; 2], all: &[Symbol]) -> Vec<Vec<f64>> {
    let insides = insides(dag, roots);
    let Ok(tape) = Tape::unfolded(dag, &insides, all) else { return Vec::new() };
    let mut random = Random::new(0x6c61_6e64_6d61_726b);
    let lines = if all.len() > 1 { WIDTHS.len() } else { 1 };
    let axes = all.len().min(MAX_AXES);
    let budget = MAX_VALUES / (axes * lines).max(1);
    let mut points = Vec::new();
    for axis in 0..axes {
        for width in &WIDTHS[..lines] {
            let mut coordinate = |_| (random.between(-width, *width) * 100.0).round() / 100.0;
            let start: Vec<f64> = all.iter().map(&mut coordinate).collect();
            let mut line = Line { tape: &tape, start, axis, out: vec![0.0; insides.len()], budget };
            let places = line.places(insides.len());
            points.extend(places.into_iter().map(|t| line.point(t)));
        }
    }
    points
}

/// What stands inside functions, below bars, in powers and on both sides of a relation: first what
/// makes corners and jumps, each time the innermost first.
fn insides(dag: &mut Dag, roots: [Expr; 2]) -> Vec<Expr> {
    use Function::{Abs, Ceil, Floor, LeakyRelu, Max, Min, Relu, Sign, Step};
    let (mut insides, mut smooth) = (Vec::new(), Vec::new());
    for e in dag.below_all(&roots) {
        let children = dag.children(e).to_vec();
        match (dag.op(e), children.as_slice()) {
            (Op::Call(Max | Min), &[first, ref rest @ ..]) => {
                for &other in rest {
                    insides.push(dag.sub(first, other));
                }
            }
            (Op::Relation(_), &[left, right]) => insides.push(dag.sub(left, right)),
            (Op::Call(Ceil | Floor), &[u]) => {
                // Where u is a whole number.
                let pi = dag.constant(Constant::Pi);
                let turned = dag.mul(&[pi, u]);
                insides.push(dag.call(Function::Sin, &[turned]));
            }
            (Op::Call(Abs | LeakyRelu | Relu | Sign | Step), parts) => {
                insides.extend(parts);
            }
            (Op::Call(_), parts) => smooth.extend(parts),
            (Op::Pow, &[base, _]) => smooth.push(base),
            (Op::Div, &[_, below]) => smooth.push(below),
            _ => {}
        }
    }
    insides.extend(smooth);
    let mut known = Vec::new();
    insides.retain(|&e| {
        let new = !dag.is_constant(e) && !known.contains(&e);
        known.push(e);
        new
    });
    insides.truncate(MAX_INSIDES);
    insides
}

/// A line along one variable, the others held.
struct Line<'t> {
    tape: &'t Tape,
    start: Vec<f64>,
    axis: usize,
    out: Vec<f64>,
    budget: usize,
}

impl Line<'_> {
    fn point(&self, t: f64) -> Vec<f64> {
        let mut point = self.start.clone();
        point[self.axis] = t;
        point
    }

    fn value(&mut self, inside: usize, t: f64) -> f64 {
        self.budget = self.budget.saturating_sub(1);
        self.start[self.axis] = t;
        self.tape.evaluate(&self.start, &mut self.out);
        self.out[inside]
    }

    /// Where an inside is 0 or turns, a little to both sides, and the middles between.
    fn places(&mut self, insides: usize) -> Vec<f64> {
        let mut grid: Vec<f64> = (-48..=48).map(|k| f64::from(k) / 4.0 + 0.011).collect();
        grid.extend((-40..=40).map(|k| spread(f64::from(k) / 40.0)));
        sort_by(&mut grid, |a, b| a.total_cmp(b));
        let mut found: Vec<f64> = Vec::new();
        for inside in 0..insides {
            if self.budget < grid.len() {
                break;
            }
            let values: Vec<f64> = grid.iter().map(|&t| self.value(inside, t)).collect();
            let mut here = Vec::new();
            // From the middle outward: what repeats itself far out is left.
            let mut order: Vec<usize> = (0..grid.len() - 1).collect();
            sort_by(&mut order, |a, b| grid[*a].abs().total_cmp(&grid[*b].abs()));
            for place in order {
                if here.len() >= MAX_PLACES {
                    break;
                }
                let (low, high) = (values[place], values[place + 1]);
                if low == 0.0 {
                    here.push(grid[place]);
                } else if low.is_finite() && high.is_finite() && (low > 0.0) != (high > 0.0) {
                    here.push(self.halved(inside, [grid[place], grid[place + 1]], low > 0.0));
                }
                let Some(&after) = values.get(place + 2) else { continue };
                // Closest to 0 in the middle, of one sign: the inside turns there.
                let turns = high.abs() < low.abs() && high.abs() < after.abs();
                if turns && (low > 0.0) == (after > 0.0) {
                    here.push(self.turned(inside, [grid[place], grid[place + 2]]));
                }
            }
            found.extend(&here);
            grid.extend(&here);
            sort_by(&mut grid, |a, b| a.total_cmp(b));
            grid.dedup();
        }
        sort_by(&mut found, |a, b| a.total_cmp(b));
        found.dedup();
        let mut places = Vec::with_capacity(4 * found.len() + 2);
        for (place, &t) in found.iter().enumerate() {
            let hair = 1e-4 * t.abs().max(0.01);
            places.extend([t, t - hair, t + hair]);
            places.extend(found.get(place + 1).map(|next| t + (next - t) / 2.0));
        }
        if let (Some(first), Some(last)) = (found.first(), found.last()) {
            places.extend([first - 1.0 - first.abs(), last + 1.0 + last.abs()]);
        }
        places.extend(FAR);
        places.extend(FAR.map(|t| -t));
        places
    }

    /// Between the ends the inside changes its sign: where.
    fn halved(&mut self, inside: usize, [mut low, mut high]: [f64; 2], positive: bool) -> f64 {
        for _ in 0..100 {
            let around = low < 0.0 && high > 0.0;
            let middle = if around { 0.0 } else { low + (high - low) / 2.0 };
            if middle == low || middle == high {
                break;
            }
            match self.value(inside, middle) {
                0.0 => return middle,
                value if (value > 0.0) == positive => low = middle,
                _ => high = middle,
            }
        }
        high
    }

    /// Between the ends the inside comes closest to 0: about where. Where it changes its sign on
    /// the way, there.
    fn turned(&mut self, inside: usize, [mut low, mut high]: [f64; 2]) -> f64 {
        /// The golden section.
        const PART: f64 = 0.381_966_011_250_105_1;
        for _ in 0..40 {
            let (a, b) = (low + PART * (high - low), high - PART * (high - low));
            let sizes = [a, b].map(|t| self.value(inside, t).abs());
            if sizes[0] <= sizes[1] { high = b } else { low = a }
        }
        low + (high - low) / 2.0
    }
}
