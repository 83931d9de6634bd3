//! A function of two variables, seen on a lattice that covers the view.

use super::frame::View;
use super::limits;
use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::{Along, Interval, NumericError, Tape};

/// What a picture of two variables is of.
pub enum Ground<'a> {
    /// A function.
    Function {
        /// Where the expressions live.
        dag: &'a Dag,
        /// The function.
        f: Expr,
        /// Its derivatives by the two variables, if it has any: for arrows.
        gradient: Option<[Expr; 2]>,
        /// The one to the right and the one upward.
        variables: [Symbol; 2],
        /// What the other variables are held at.
        at: &'a [(Symbol, f64)],
    },
    /// Numbers on a grid over the whole view, row by row from the bottom left.
    Grid {
        /// How many side by side.
        columns: usize,
        /// NaN where there is none.
        values: &'a [f64],
        /// The part of the plane that they cover.
        view: View,
    },
}

/// A ground that can be asked for heights and slopes.
pub(super) enum Surface<'a> {
    /// The tape of the function, and that of its gradient if it has one.
    Function {
        tapes: Vec<Tape>,
        others: Vec<f64>,
    },
    Grid {
        columns: usize,
        values: &'a [f64],
        view: View,
    },
}

impl<'a> Surface<'a> {
    pub fn new(ground: &Ground<'a>) -> Result<Surface<'a>, NumericError> {
        match *ground {
            Ground::Grid { columns, values, view } => Ok(Surface::Grid { columns, values, view }),
            Ground::Function { dag, f, gradient, variables, at } => {
                let others = at.iter().filter(|(symbol, _)| !variables.contains(symbol));
                let (symbols, others): (Vec<Symbol>, Vec<f64>) = others.copied().unzip();
                let inputs = [&variables[..], &symbols].concat();
                let tape = |roots: &[Expr]| Tape::new(dag, roots, &inputs)?.within(limits::SUMS);
                let mut tapes = vec![tape(&[f])?];
                tapes.extend(gradient.and_then(|by| tape(&by).ok()));
                Ok(Surface::Function { tapes, others })
            }
        }
    }

    /// Whether there is more to know between the places of a lattice.
    pub fn is_function(&self) -> bool {
        matches!(self, Surface::Function { .. })
    }

    /// Heights; NaN where there is none, poles included.
    pub fn sample(&self, points: &[[f64; 2]]) -> Vec<f64> {
        match self {
            Surface::Function { tapes, others } => {
                let [mut heights] = run(&tapes[0], points, others);
                heights.iter_mut().filter(|y| !y.is_finite()).for_each(|y| *y = f64::NAN);
                heights
            }
            Surface::Grid { columns, values, view } => {
                points.iter().map(|&point| blend(*columns, values, view, point)).collect()
            }
        }
    }

    /// Between which heights all lie that are about as far from a place; of a grid nothing is known.
    pub fn about(&self, place: [f64; 2], by: f64) -> Interval {
        let Surface::Function { tapes, others } = self else { return Interval::NOTHING };
        let mut inputs = place.map(|at| Interval::new(at - by, at + by)).to_vec();
        inputs.extend(others.iter().map(|&value| Interval::new(value, value)));
        tapes[0].enclose(&inputs)
    }

    /// Gradients; NaN where there is none.
    pub fn gradients(&self, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
        match self {
            Surface::Function { tapes, others } if tapes.len() > 1 => {
                let heights = self.sample(points);
                let [across, up] = run(&tapes[1], points, others);
                let slopes = across.into_iter().zip(up).zip(heights);
                slopes.map(|((x, y), height)| if height.is_nan() { NONE } else { [x, y] }).collect()
            }
            _ => vec![NONE; points.len()],
        }
    }
}

const NONE: [f64; 2] = [f64::NAN; 2];

/// The roots of a tape at many points.
fn run<const ROOTS: usize>(tape: &Tape, points: &[[f64; 2]], others: &[f64]) -> [Vec<f64>; ROOTS] {
    let [xs, ys]: [Vec<f64>; 2] = [0, 1].map(|i| points.iter().map(|point| point[i]).collect());
    let mut inputs = vec![Along::Each(&xs), Along::Each(&ys)];
    inputs.extend(others.iter().map(|&value| Along::Fixed(value)));
    let mut found = [(); ROOTS].map(|()| vec![f64::NAN; points.len()]);
    let mut slots: Vec<&mut [f64]> = found.iter_mut().map(|values| &mut values[..]).collect();
    tape.sample(&inputs, &mut slots);
    found
}

/// Between four numbers of a grid, in proportion to how near they are.
fn blend(columns: usize, values: &[f64], view: &View, [x, y]: [f64; 2]) -> f64 {
    let rows = values.len() / columns.max(1);
    let part = |share: f64, count: usize| {
        let place = share.clamp(0.0, 1.0) * (count.max(1) - 1) as f64;
        let low = (place as usize).min(count.saturating_sub(2));
        (low, (low + 1).min(count.saturating_sub(1)), place - low as f64)
    };
    let (left, right, across) = part((x - view.left) / (view.right - view.left), columns);
    let (below, above, up) = part((y - view.bottom) / (view.top - view.bottom), rows);
    let at = |i: usize, j: usize| values.get(j * columns + i).copied().unwrap_or(f64::NAN);
    let row = |j: usize| at(left, j) + (at(right, j) - at(left, j)) * across;
    row(below) + (row(above) - row(below)) * up
}

/// Heights on a lattice over a view, its outermost places on the edge.
pub(super) struct Lattice {
    pub view: View,
    pub columns: usize,
    pub rows: usize,
    /// Row by row from the top left.
    pub heights: Vec<f64>,
}

impl Lattice {
    pub fn new(surface: &Surface, view: View, columns: usize, rows: usize) -> Lattice {
        let mut lattice = Lattice { view, columns, rows, heights: Vec::new() };
        let places: Vec<[f64; 2]> = (0..columns * rows).map(|i| lattice.place(i)).collect();
        lattice.heights = surface.sample(&places);
        lattice
    }

    /// Where a place of the lattice is.
    pub fn place(&self, i: usize) -> [f64; 2] {
        let share = |i: usize, count: usize| i as f64 / (count.max(2) - 1) as f64;
        let View { left, right, bottom, top } = self.view;
        let (across, down) =
            (share(i % self.columns, self.columns), share(i / self.columns, self.rows));
        [left + (right - left) * across, top - (top - bottom) * down]
    }

    /// The part of the view in the cell with this place at its top left.
    pub fn cell(&self, i: usize) -> View {
        let ([left, top], [right, bottom]) = (self.place(i), self.place(i + self.columns + 1));
        View { left, right, bottom, top }
    }
}
