//! A tape beside a point: how its value leaves there, to leading order, on either side.
//!
//! Where a factor is exactly 0 and the other has no slope, as in x·|x| at 0, or where an upright
//! tangent meets one that lies flat, as in √(x⁴), multiplying slopes says 0·∞, which is nothing.
//! The function may have a slope all the same. It is read off the leading term: beside the point
//! each value is v + c·hᵖ and what is smaller than hᵖ, for a small h > 0 along the direction, and
//! so is what comes of such values. Where p > 1 the slope on that side is 0, where p = 1 it is c.
//! What cannot be told so has no slope here: no number is ever guessed.

use super::run::Along;
use super::step::{Code, Step};
use super::tape::Tape;
use super::turn;
use crate::expr::{Function, Relation};
use crate::real;

/// v + c·hᵖ + o(hᵖ). Where c is 0 all that is known is how small the rest is; a constant has p = ∞.
/// With p < 0 the value runs away: v counts for nothing and is 0, c is not.
#[derive(Clone, Copy, Debug)]
struct Leading {
    limit: f64,
    by: f64,
    power: f64,
}

/// What is known of a value on one side.
#[derive(Clone, Copy, Debug)]
enum Beside {
    Known(Leading),
    /// There is no value on this side.
    Nowhere,
    /// Nothing is known.
    Unknown,
}

use Beside::{Known, Nowhere, Unknown};

/// Powers of h that differ by less are the same: they are sums and products of small fractions.
const SAME: f64 = 1e-9;

/// Terms that cancel up to rounding leave nobody knows what.
const CANCELS: f64 = 1e-12;

fn constant(limit: f64) -> Beside {
    term(limit, 0.0, f64::INFINITY)
}

fn term(limit: f64, by: f64, power: f64) -> Beside {
    if !(limit + by).is_finite() || power.is_nan() || (power < -SAME && by == 0.0) {
        Unknown
    } else if power < -SAME {
        Known(Leading { limit: 0.0, by, power })
    } else if power < SAME {
        // What is smaller than a constant.
        Known(Leading { limit: limit + by, by: 0.0, power: 0.0 })
    } else {
        Known(Leading { limit, by, power })
    }
}

/// A limit and several terms, of which the lowest power leads.
fn lead(limit: f64, terms: &[[f64; 2]]) -> Beside {
    let power = terms.iter().map(|[_, power]| *power).fold(f64::INFINITY, f64::min);
    let leading = || terms.iter().filter(|[_, p]| *p - power < SAME || *p == power).map(|t| t[0]);
    let (by, size) = leading().fold((0.0, 0.0), |(by, size), c| (by + c, size + c.abs()));
    if by != 0.0 && by.abs() < CANCELS * size { Unknown } else { term(limit, by, power) }
}

impl Tape {
    /// The first root's slope along a direction, by its leading terms on both sides: NaN where
    /// they do not tell one. At an edge of the domain one side is enough.
    pub(super) fn slope_beside(&self, inputs: &[f64], direction: &[f64]) -> f64 {
        self.slopes_beside(inputs, direction, &alike)
    }

    /// The mean of the slopes on both sides, for where they differ: those of two upright tangents
    /// that face each other come to 0.
    pub(super) fn mean_slope(&self, inputs: &[f64], direction: &[f64]) -> f64 {
        let mean = |right: f64, left: f64| if right == -left { 0.0 } else { (right + left) / 2.0 };
        self.slopes_beside(inputs, direction, &mean)
    }

    fn slopes_beside(
        &self,
        inputs: &[f64],
        direction: &[f64],
        both: &dyn Fn(f64, f64) -> f64,
    ) -> f64 {
        let here = self.value(inputs);
        let told = |side, found: Leading| match found {
            // It runs away, or jumps here.
            _ if found.power < 0.0 || !same(found.limit, here) => None,
            _ if found.power > 1.0 + SAME => Some(0.0),
            _ if found.power > 1.0 - SAME => Some(side * found.by),
            _ => (found.by != 0.0).then_some(side * found.by * f64::INFINITY),
        };
        self.beside(inputs, direction, &told, both)
    }

    /// What the first root tends to where an input passes a point at which it may have no value,
    /// as 2x³/√(x⁴) at 0; NaN where that is not known.
    pub fn limit(&self, inputs: &[f64], input: usize) -> f64 {
        let direction = self.along(input);
        let tends = |_, found: Leading| (found.power >= 0.0).then_some(found.limit);
        self.beside(inputs, &direction, &tends, &alike)
    }

    /// The direction of one input.
    pub(super) fn along(&self, input: usize) -> Vec<f64> {
        let mut direction = vec![0.0; self.inputs];
        direction[input] = 1.0;
        direction
    }

    /// The slopes by one input that products of slopes left NaN, where leading terms tell them.
    pub(super) fn fill_beside(
        &self,
        inputs: &[Along],
        by: usize,
        start: usize,
        values: &[f64],
        slopes: &mut [f64],
    ) {
        for (i, (slope, value)) in slopes.iter_mut().zip(values).enumerate() {
            if slope.is_nan() && !value.is_nan() {
                let here: Vec<f64> = inputs.iter().map(|along| along.at(start + i)).collect();
                *slope = self.slope_beside(&here, &self.along(by));
            }
        }
    }

    /// What both sides tell, made one, or what the only one tells that there is.
    fn beside(
        &self,
        inputs: &[f64],
        direction: &[f64],
        told: &dyn Fn(f64, Leading) -> Option<f64>,
        both: &dyn Fn(f64, f64) -> f64,
    ) -> f64 {
        let sides = [1.0, -1.0].map(|side| match self.leading(side, inputs, direction) {
            Known(found) => told(side, found).map(Some),
            Nowhere => Some(None),
            Unknown => None,
        });
        match sides {
            [Some(Some(right)), Some(Some(left))] => both(right, left),
            [Some(Some(only)), Some(None)] | [Some(None), Some(Some(only))] => only,
            _ => f64::NAN,
        }
    }

    /// The first root's leading term on one side.
    fn leading(&self, side: f64, inputs: &[f64], direction: &[f64]) -> Beside {
        let mut values = vec![Unknown; self.values()];
        for (i, value) in values[..self.inputs].iter_mut().enumerate() {
            let at = inputs.get(i).copied().unwrap_or(f64::NAN);
            *value = match direction.get(i).copied().unwrap_or(0.0) {
                0.0 => constant(at),
                moves => term(at, side * moves, 1.0),
            };
        }
        for (value, &number) in values[self.inputs..].iter_mut().zip(&self.constants) {
            *value = constant(number);
        }
        for step in &self.steps {
            values[step.to as usize] = apply(step, &values);
        }
        self.roots.first().map_or(Unknown, |&root| values[root as usize])
    }
}

/// What two sides that agree say; nothing of two that do not.
fn alike(right: f64, left: f64) -> f64 {
    if same(right, left) { right } else { f64::NAN }
}

/// Equal up to a few roundings; one infinity is not the other.
fn same(a: f64, b: f64) -> bool {
    let size = f64::max(a.abs(), b.abs());
    a == b || (size.is_finite() && (a - b).abs() <= 1e-14 * size)
}

fn apply(step: &Step, values: &[Beside]) -> Beside {
    let operands = step.from.map(|operand| values[operand as usize]);
    if step.code == Code::Select {
        return match operands {
            [Known(condition), yes, no] => {
                if condition.limit != 0.0 {
                    yes
                } else {
                    no
                }
            }
            [other, ..] => other,
        };
    }
    let [a, b, c] = operands;
    let (Known(a), Known(b)) = (a, b) else {
        let nowhere = matches!(a, Nowhere) || matches!(b, Nowhere);
        return if nowhere { Nowhere } else { Unknown };
    };
    let arithmetic = matches!(
        step.code,
        Code::Add
            | Code::Sub
            | Code::Neg
            | Code::Mul
            | Code::Div
            | Code::Whole(_)
            | Code::Fraction(..)
    );
    if !arithmetic && (a.power < 0.0 || b.power < 0.0) {
        return Unknown;
    }
    match step.code {
        Code::Add => lead(a.limit + b.limit, &[[a.by, a.power], [b.by, b.power]]),
        Code::Sub => lead(a.limit - b.limit, &[[a.by, a.power], [-b.by, b.power]]),
        Code::Neg => term(-a.limit, -a.by, a.power),
        Code::Mul => product(a, b),
        Code::Div => match power(b, -1.0, |x| 1.0 / x) {
            Known(b) => product(a, b),
            other => other,
        },
        Code::Whole(n) => power(a, n.into(), |x| real::pow_whole(x, n)),
        Code::Fraction(p, q) => {
            let (p, q) = (i64::from(p), i64::from(q));
            power(a, p as f64 / q as f64, |x| real::pow_fraction(x, p, q))
        }
        Code::Pow if b.by == 0.0 && b.power == f64::INFINITY => {
            power(a, b.limit, |x| real::pow(x, b.limit))
        }
        Code::One(Function::Sqrt) => power(a, 0.5, real::sqrt),
        Code::One(Function::Cbrt) => power(a, 1.0 / 3.0, real::cbrt),
        Code::One(_) => one(step.code, [a.limit; 3], a),
        Code::Turned(function) => match c {
            Known(c) if turn::quarters(b.limit, c.limit).is_some() => {
                one(step.code, [a.limit, b.limit, c.limit], a)
            }
            _ => one(Code::One(function), [a.limit; 3], a),
        },
        Code::Two(Function::Min) => extreme(a, b, -1.0),
        Code::Two(Function::Max) => extreme(a, b, 1.0),
        Code::Compare(relation) => compare(relation, a, b),
        Code::Pow | Code::Two(_) => smooth(step.code, a, b),
        Code::Select => Unknown,
    }
}

fn product(a: Leading, b: Leading) -> Beside {
    let mut terms = vec![[a.by * b.by, a.power + b.power]];
    if b.limit != 0.0 {
        terms.push([a.by * b.limit, a.power]);
    }
    if a.limit != 0.0 {
        terms.push([b.by * a.limit, b.power]);
    }
    lead(a.limit * b.limit, &terms)
}

/// uʳ, which at u = 0 leads with cʳ·hᵖʳ.
fn power(a: Leading, exponent: f64, value: impl Fn(f64) -> f64) -> Beside {
    if a.limit != 0.0 {
        let there = value(a.limit);
        if there.is_nan() {
            return Nowhere;
        }
        return term(there, exponent * there / a.limit * a.by, a.power);
    }
    if exponent == 0.0 {
        return constant(value(0.0));
    }
    if a.by != 0.0 {
        let by = value(a.by);
        return if by.is_nan() { Nowhere } else { term(0.0, by, a.power * exponent) };
    }
    // Whether it is positive is not known, and an even root asks for that.
    if exponent < 0.0 || (a.power < f64::INFINITY && value(-1.0).is_nan()) {
        return Unknown;
    }
    term(0.0, 0.0, a.power * exponent)
}

/// A function of one argument, as smooth as its slope says; at a corner or a jump as it is a little
/// to that side.
fn one(code: Code, operands: [f64; 3], a: Leading) -> Beside {
    let at = |operands: [f64; 3]| {
        let value = code.value(operands);
        (value, code.partials(operands, value)[0])
    };
    let (value, slope) = at(operands);
    if a.power == f64::INFINITY || slope.is_finite() {
        return if value.is_nan() { Nowhere } else { follow(value, slope, a) };
    }
    if a.by == 0.0 {
        return Unknown;
    }
    let next = if a.by > 0.0 { a.limit.next_up() } else { a.limit.next_down() };
    let (beside, slope) = at([next, f64::NAN, f64::NAN]);
    match () {
        () if beside.is_nan() => Nowhere,
        () if slope.abs() > 1e6 => Unknown,
        () if (beside - value).abs() <= 1e-9 * f64::max(1.0, value.abs()) => {
            follow(value, slope, a)
        }
        () => follow(beside, slope, a),
    }
}

fn follow(value: f64, slope: f64, a: Leading) -> Beside {
    let by = if a.by == 0.0 { 0.0 } else { slope * a.by };
    term(value, by, a.power)
}

/// A function of two arguments where it has both slopes.
fn smooth(code: Code, a: Leading, b: Leading) -> Beside {
    let operands = [a.limit, b.limit, 0.0];
    let value = code.value(operands);
    if value.is_nan() {
        return Nowhere;
    }
    let [by_a, by_b, _] = code.partials(operands, value);
    let still = |leading: Leading| leading.power == f64::INFINITY;
    let share = |slope: f64, of: Leading| if still(of) { 0.0 } else { slope * of.by };
    lead(value, &[[share(by_a, a), a.power], [share(by_b, b), b.power]])
}

/// Which of two is the larger on this side, as a sign; nothing where that is not known.
fn compared(a: Leading, b: Leading) -> Option<f64> {
    if a.limit != b.limit {
        return Some(a.limit - b.limit);
    }
    match lead(0.0, &[[a.by, a.power], [-b.by, b.power]]) {
        Known(apart) if apart.by != 0.0 || apart.power == f64::INFINITY => Some(apart.by),
        _ => None,
    }
}

/// The larger of two, or with −1 the smaller.
fn extreme(a: Leading, b: Leading, sign: f64) -> Beside {
    match compared(a, b) {
        Some(apart) => Known(if apart * sign < 0.0 { b } else { a }),
        // They part by less than their leading terms, if those are the same.
        None if a.power == b.power && a.by == b.by => Known(a),
        None => Unknown,
    }
}

fn compare(relation: Relation, a: Leading, b: Leading) -> Beside {
    match compared(a, b) {
        Some(apart) => constant(f64::from(relation.holds(apart, 0.0))),
        None => Unknown,
    }
}
