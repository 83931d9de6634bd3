//! A path downhill becomes the first place where an update leapt over a break of the loss.
//!
//! A slope speaks for the ground that hangs together with it. Behind a pole, a jump or a gap lies
//! other ground, and an update that lands there was led by nothing. Points and losses show no trace
//! of it, so the straight way of each update is asked in intervals, as curves are that are drawn.

use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::{Interval, Tape};

/// What lies between two points of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// The loss runs away there.
    Pole,
    /// It goes on at another height.
    Jump,
    /// It has no value for a while.
    Gap,
}

/// An update that leapt over a break.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// The point that it left, counted from the start of the path.
    pub from: usize,
    /// Where the break is.
    pub at: Vec<f64>,
    /// What it is.
    pub barrier: Barrier,
}

/// The loss on the straight way from a point: its inputs are the share of the way, the point, and
/// how far each variable goes.
pub struct Way {
    tape: Tape,
    variables: usize,
}

/// How often intervals are asked about one update, and about a path.
const ASKED: [usize; 2] = [400, 200_000];
/// A share of the way that is a place.
const PLACE: f64 = 1e-12;

impl Way {
    /// The way of any update of these variables.
    pub fn new(dag: &mut Dag, loss: Expr, variables: &[Symbol]) -> Option<Way> {
        // No text that can be typed has names with a blank in them.
        let share = dag.intern(" share");
        let mut along = loss;
        let (mut from, mut by) = (Vec::new(), Vec::new());
        for (i, &variable) in variables.iter().enumerate() {
            let [start, length] = ["from", "by"].map(|name| dag.intern(&format!(" {name} {i}")));
            let [x, t, p, d] =
                [variable, share, start, length].map(|symbol| dag.symbol_leaf(symbol));
            let product = dag.mul(&[t, d]);
            let moved = dag.add(&[p, product]);
            along = dag.substitute(along, x, moved);
            from.push(start);
            by.push(length);
        }
        let inputs: Vec<Symbol> = [share].into_iter().chain(from).chain(by).collect();
        let tape = Tape::new(dag, &[along], &inputs).ok()?;
        Some(Way { tape, variables: variables.len() })
    }

    /// The first break that an update of the path leaps over, if intervals find one.
    pub fn first_crossing(&self, points: &[Vec<f64>]) -> Option<Crossing> {
        let mut asked = 0;
        for (from, pair) in points.windows(2).enumerate() {
            let mut update = Update::new(self, pair);
            let found = update.first_break();
            if let Some((share, barrier)) = found {
                let at = pair[0].iter().zip(&pair[1]).map(|(a, b)| a + share * (b - a));
                return Some(Crossing { from, at: at.collect(), barrier });
            }
            asked += update.asked;
            if asked > ASKED[1] {
                return None;
            }
        }
        None
    }
}

/// One update of a path.
struct Update<'a> {
    way: &'a Way,
    inputs: Vec<f64>,
    stretches: Vec<Interval>,
    room: Vec<Interval>,
    asked: usize,
}

impl<'a> Update<'a> {
    fn new(way: &'a Way, pair: &[Vec<f64>]) -> Update<'a> {
        let mut inputs = vec![0.0];
        inputs.extend_from_slice(&pair[0]);
        inputs.extend(pair[0].iter().zip(&pair[1]).map(|(a, b)| b - a));
        let stretches = inputs.iter().map(|&number| Interval::point(number)).collect();
        debug_assert_eq!(inputs.len(), 2 * way.variables + 1);
        Update { way, inputs, stretches, room: Vec::new(), asked: 0 }
    }

    fn loss(&mut self, share: f64) -> f64 {
        self.inputs[0] = share;
        self.way.tape.value(&self.inputs)
    }

    /// Halves what may break until it is a place, from the start on.
    fn first_break(&mut self) -> Option<(f64, Barrier)> {
        let mut open = vec![[0.0, 1.0]];
        while let Some([left, right]) = open.pop() {
            self.asked += 1;
            if self.asked > ASKED[0] {
                return None;
            }
            self.stretches[0] = Interval::new(left, right);
            if !self.way.tape.enclose_in(&mut self.room, &self.stretches).may_break() {
                continue;
            }
            let middle = left + 0.5 * (right - left);
            if right - left > PLACE {
                open.extend([[middle, right], [left, middle]]);
            } else if let Some(barrier) = self.judge(middle) {
                return Some((middle, barrier));
            }
        }
        None
    }

    /// What is at a place where intervals see that something may be; nothing at a mere hole or
    /// where they were too careful.
    fn judge(&mut self, share: f64) -> Option<Barrier> {
        /// Ever closer to the place; what has a limit there has reached it in the end.
        const NEAR: [f64; 3] = [1e-4, 1e-7, 1e-10];
        if !(NEAR[2]..=1.0 - NEAR[2]).contains(&share) {
            return None;
        }
        let [before, after] =
            [-1.0, 1.0].map(|side| NEAR.map(|near| self.loss(share + side * near)));
        let size = [0.0, 1.0].map(|end| self.loss(end).abs()).into_iter().fold(0.0, f64::max);
        let runs_away = |[far, near, nearest]: [f64; 3]| {
            let (first, second) = ((near - far).abs(), (nearest - near).abs());
            nearest.is_infinite() || (second >= 0.5 * first && second > 1e-6 * size)
        };
        if runs_away(before) || runs_away(after) {
            return Some(Barrier::Pole);
        }
        if before[2].is_nan() != after[2].is_nan() {
            return Some(Barrier::Gap);
        }
        let [_, near, nearest] = [0, 1, 2].map(|i| (after[i] - before[i]).abs());
        (nearest > 1e-9 * size && nearest > 0.25 * near).then_some(Barrier::Jump)
    }
}
