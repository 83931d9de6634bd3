//! Expressions are held against an answer at several points.

use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::{Rounded, Tape};
use crate::order::sort_by;
use crate::real::{Interval, Random, times_power_of_ten};

/// Points at which an answer has a value, and its values there.
pub(in crate::practice) struct Points {
    pub variables: Vec<Symbol>,
    pub points: Vec<Vec<f64>>,
    /// The answer's values: `answer[entry][point]`.
    pub answer: Vec<Vec<f64>>,
    /// How far a value may be away: relative to its size.
    tolerance: f64,
    /// And in absolute size: half a unit of the last digit that was written.
    rounding: f64,
}

/// How many points are tried, and how many are enough.
const TRIED: usize = 160;
const ENOUGH: usize = 12;

/// How far a value may be away, relative to its size.
const TOLERANCE: f64 = 1e-9;

/// How many results are worked out in one tape.
const TOGETHER: usize = 64;

/// All letters of several expressions, each once.
pub(in crate::practice) fn letters(dag: &Dag, of: &[Expr]) -> Vec<Symbol> {
    let mut letters: Vec<Symbol> = of.iter().flat_map(|&e| dag.variables(e)).collect();
    sort_by(&mut letters, Symbol::cmp);
    letters.dedup();
    letters
}

impl Points {
    /// Points at which all entries of the answer have values, if possible where the right ones
    /// have some too.
    pub(in crate::practice) fn choose(
        dag: &Dag,
        variables: Vec<Symbol>,
        answer: &[Expr],
        right: &[Expr],
    ) -> Option<Points> {
        let tapes: Vec<Tape> = answer
            .iter()
            .chain(right)
            .map(|&e| Tape::new(dag, &[e], &variables))
            .collect::<Result<_, _>>()
            .ok()?;
        let mut random = Random::new(0x7072_6163_7469_6365);
        let (mut both, mut alone) = (Vec::new(), Vec::new());
        for round in 0..TRIED {
            let at: Vec<f64> = variables.iter().map(|_| coordinate(&mut random, round)).collect();
            let sane = |tape: &Tape| {
                let value = tape.value(&at);
                value.is_finite() && value.abs() < 1e12
            };
            if !tapes[..answer.len()].iter().all(sane) {
                continue;
            }
            // Where large terms cancel, what is left of the answer is rounding.
            let precise = |tape: &Tape| {
                let Rounded { value, error } = tape.rounded(&at);
                error <= TOLERANCE * (1e-3 + value.abs())
            };
            let (own, others) = tapes.split_at(answer.len());
            match others.iter().all(sane) && own.iter().all(precise) {
                true => both.push(at),
                false => alone.push(at),
            }
            if both.len() == ENOUGH {
                break;
            }
        }
        let mut points = both;
        if points.len() < 4 {
            points.extend(alone);
            points.truncate(ENOUGH);
        }
        if points.is_empty() {
            return None;
        }
        let answer = tapes[..answer.len()]
            .iter()
            .map(|tape| points.iter().map(|at| tape.value(at)).collect())
            .collect();
        Some(Points { variables, points, answer, tolerance: TOLERANCE, rounding: 0.0 })
    }

    /// One place, and a number there that may have been rounded.
    pub(in crate::practice) fn place(
        variables: Vec<Symbol>,
        at: Vec<f64>,
        answer: Vec<f64>,
        rounding: f64,
    ) -> Points {
        let answer = answer.into_iter().map(|value| vec![value]).collect();
        Points { variables, points: vec![at], answer, tolerance: 1e-6, rounding }
    }

    /// The values of an expression at the points; `None` where it cannot be evaluated.
    pub(in crate::practice) fn values(&self, dag: &Dag, e: Expr) -> Option<Vec<f64>> {
        let tape = Tape::new(dag, &[e], &self.variables).ok()?;
        Some(self.points.iter().map(|at| tape.value(at)).collect())
    }

    /// Whether these are the answer's values in that entry: equal wherever both are defined, and
    /// both defined at most of the points.
    pub(in crate::practice) fn agree(&self, entry: usize, values: &[f64]) -> bool {
        self.are(entry, &mut values.iter().copied())
    }

    /// Whether the expression gives the answer's values in that entry.
    pub(in crate::practice) fn fits(&self, dag: &Dag, entry: usize, e: Expr) -> bool {
        let Ok(tape) = Tape::new(dag, &[e], &self.variables) else { return false };
        self.are(entry, &mut self.points.iter().map(|at| tape.value(at)))
    }

    /// Whether a result gives the answer where all letters are positive, and but for the sign elsewhere.
    pub(in crate::practice) fn fit_in_size(&self, dag: &Dag, result: &[Expr]) -> bool {
        let positive = |at: &[f64]| at.iter().all(|&x| x > 0.0);
        result.iter().enumerate().all(|(entry, &e)| {
            let Some(mut values) = self.values(dag, e) else { return false };
            for ((at, value), own) in self.points.iter().zip(&mut values).zip(&self.answer[entry]) {
                if !positive(at) {
                    *value = value.abs().copysign(*own);
                }
            }
            self.agree(entry, &values) && self.points.iter().any(|at| positive(at))
        })
    }

    /// Asks for one value after the other, until one is another than the answer's.
    fn are(&self, entry: usize, values: &mut dyn Iterator<Item = f64>) -> bool {
        let mut equal = 0;
        for (&own, value) in self.answer[entry].iter().zip(values) {
            if !value.is_finite() {
                continue;
            }
            if !self.near(own, value) {
                return false;
            }
            equal += 1;
        }
        2 * equal >= self.points.len()
    }

    /// Which of several results may give the answer: all are worked out together at one point,
    /// what they share once. `near` says of the answer's value there and theirs whether they go together.
    pub(in crate::practice) fn possible(
        &self,
        dag: &Dag,
        results: &[&[Expr]],
        near: &dyn Fn(f64, f64) -> bool,
    ) -> Vec<bool> {
        let entries = self.answer.len();
        let mut possible = Vec::with_capacity(results.len());
        for some in results.chunks(TOGETHER) {
            let roots: Vec<Expr> = some.iter().flat_map(|result| result.iter().copied()).collect();
            let mut values = vec![f64::NAN; roots.len()];
            if let Ok(tape) = Tape::new(dag, &roots, &self.variables) {
                tape.evaluate(&self.points[0], &mut values);
            }
            let mut rest = values.as_slice();
            for result in some {
                let (own, others) = rest.split_at(result.len());
                rest = others;
                let fits = own
                    .iter()
                    .zip(&self.answer)
                    .all(|(&value, answer)| !value.is_finite() || near(answer[0], value));
                possible.push(own.len() == entries && fits);
            }
        }
        possible
    }

    /// Whether `f` may be the slope of the answer, which is `own`: so it is unless their values say
    /// clearly that it is not.
    pub(super) fn may_be_slope(&self, dag: &Dag, own: Expr, x: Expr, f: Expr) -> bool {
        /// Slopes in numbers lose more digits than values.
        const FAR: f64 = 1e-4;
        let along: Vec<f64> = self
            .variables
            .iter()
            .map(|symbol| f64::from(u8::from(dag.as_symbol(x) == Some(*symbol))))
            .collect();
        let (Ok(own), Some(values)) =
            (Tape::new(dag, &[own], &self.variables), self.values(dag, f))
        else {
            return true;
        };
        let apart = |(at, value): (&Vec<f64>, &f64)| {
            let slope = own.dual(at, &along).slope;
            (slope - value).abs() > FAR * (1.0 + slope.abs() + value.abs())
        };
        2 * self.points.iter().zip(&values).filter(|pair| apart(*pair)).count() < values.len()
    }

    /// Whether the answer's numbers are rounded ones: written with two places or more, and each
    /// moved by no more than was rounded or cut off behind its last place, they give the right
    /// values.
    pub(in crate::practice) fn are_rounded(
        &self,
        dag: &mut Dag,
        own: &[Expr],
        right: &[Expr],
    ) -> bool {
        let exact = dag.below_all(right);
        let (mut inputs, mut ranges) = (self.variables.clone(), Vec::new());
        let mut moved =
            |dag: &mut Dag, e: Expr, children: &[Expr]| match behind_its_last_place(dag, e) {
                Some(range) if exact.binary_search(&e).is_err() => {
                    let letter = dag.intern(&format!("±{}", ranges.len()));
                    inputs.push(letter);
                    ranges.push(range);
                    dag.symbol_leaf(letter)
                }
                _ => dag.with_children(e, children),
            };
        let own: Vec<Expr> = own.iter().map(|&e| dag.rebuild(e, &mut moved)).collect();
        let mut entries = own.iter().zip(right);
        !ranges.is_empty()
            && entries.all(|(&own, &right)| {
                let (Ok(tape), Some(values)) =
                    (Tape::new(dag, &[own], &inputs), self.values(dag, right))
                else {
                    return false;
                };
                self.points.iter().zip(values).all(|(at, value)| {
                    let mut at: Vec<Interval> = at.iter().map(|&x| Interval::point(x)).collect();
                    at.extend_from_slice(&ranges);
                    let reach = tape.enclose(&at);
                    reach.is_bounded() && reach.contains(value)
                })
            })
    }

    pub(in crate::practice) fn near(&self, a: f64, b: f64) -> bool {
        (a - b).abs() <= self.rounding + self.tolerance * (1e-3 + a.abs().max(b.abs()))
    }
}

/// Whether a number that may have been rounded stands in it.
pub(in crate::practice) fn has_rounded(dag: &Dag, e: Expr) -> bool {
    dag.below(e).into_iter().any(|e| behind_its_last_place(dag, e).is_some())
}

/// Where a number may lie that was rounded to the one that is written, or cut off there.
fn behind_its_last_place(dag: &Dag, e: Expr) -> Option<Interval> {
    let number = dag.number(e)?.value();
    let places = number.decimal_places().filter(|places| (2..20).contains(places))?;
    let (value, unit) = (number.to_f64(), times_power_of_ten(1.0, -(places as i32)));
    Some(Interval::new(value - 0.5 * unit, value + 0.99 * unit))
}

/// Coordinates of all sizes; mostly positive, where roots and logarithms live.
fn coordinate(random: &mut Random, round: usize) -> f64 {
    let size = match round % 3 {
        0 => random.between(0.05, 0.95),
        1 => random.between(0.5, 3.0),
        _ => random.between(1.5, 5.0),
    };
    // Three digits: a counterexample stays readable.
    let size = (size * 100.0).round() / 100.0;
    let negative = random.bits() & 1 == 1 && round % 4 == 3;
    if negative { -size } else { size }
}
