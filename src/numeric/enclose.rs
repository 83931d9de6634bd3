//! A tape run on intervals: all it can give over a stretch, and whether it may break there.

use super::step::{Code, Step};
use super::tape::Tape;
use crate::expr::{Function, Image, Relation, Value};
use crate::real::{Interval, Nature};

impl Tape {
    /// An interval that holds every value of the first root for inputs in these intervals.
    ///
    /// It is never too small but for rounding below the smallest doubles; it may be too large,
    /// since each occurrence of a variable roams for itself (x − x over 0…1 is −1…1).
    pub fn enclose(&self, inputs: &[Interval]) -> Interval {
        self.enclose_in(&mut Vec::new(), inputs)
    }

    /// The same, in a place that is kept from one stretch to the next and used for this tape alone.
    pub fn enclose_in(&self, values: &mut Vec<Interval>, inputs: &[Interval]) -> Interval {
        if values.is_empty() {
            values.resize(self.values(), Interval::NOTHING);
            for (value, &constant) in values[self.inputs..].iter_mut().zip(&self.constants) {
                *value = constant_interval(constant);
            }
        }
        let given = inputs.len().min(self.inputs);
        values[..given].copy_from_slice(&inputs[..given]);
        for step in &self.steps {
            values[step.to as usize] = enclose(step, values);
        }
        self.roots.first().map_or(Interval::NOTHING, |&root| values[root as usize])
    }
}

/// A constant was rounded when it was read.
fn constant_interval(value: f64) -> Interval {
    let point = Interval::point(value);
    if value == value.trunc() { point } else { point + Interval::point(0.0) }
}

fn enclose(step: &Step, values: &[Interval]) -> Interval {
    let [a, b, c] = step.from.map(|operand| values[operand as usize]);
    match step.code {
        Code::Add => a + b,
        Code::Sub => a - b,
        Code::Mul if step.from[0] == step.from[1] => a.pow_whole(2),
        Code::Mul => a * b,
        Code::Div => a / b,
        Code::Neg => -a,
        Code::Whole(n) => a.pow_whole(n),
        Code::Fraction(p, q) => a.pow_fraction(p, q),
        Code::Pow => a.pow(b),
        Code::One(function) | Code::Turned(function) => image(function, a),
        Code::Two(function) => match function.row().image {
            Image::Two(image) => image(a, b),
            _ => Interval::ANYTHING,
        },
        Code::Compare(relation) => compare(relation, a, b),
        Code::Select if a.nature == Nature::Nowhere => c,
        Code::Select if !a.contains(0.0) => b,
        Code::Select if a.low == 0.0 && a.high == 0.0 => c,
        Code::Select => b.either(c),
    }
}

fn image(function: Function, a: Interval) -> Interval {
    match (function.row().image, function.row().value) {
        (Image::Rising(domain), Value::One(f)) => a.rising(f, domain),
        (Image::Falling(domain), Value::One(f)) => a.falling(f, domain),
        (Image::One(image), _) => image(a),
        _ => Interval::ANYTHING,
    }
}

/// 1 where it holds for all, 0 where for none, else one of the two.
fn compare(relation: Relation, a: Interval, b: Interval) -> Interval {
    if a.nature.min(b.nature) <= Nature::Partial {
        return Interval::new(0.0, 1.0).at_most(Nature::Defined);
    }
    let equal = a.low == a.high && b.low == b.high && a.low == b.low;
    let apart = a.high < b.low || a.low > b.high;
    let (always, never) = match relation {
        Relation::Less => (a.high < b.low, a.low >= b.high),
        Relation::LessEqual => (a.high <= b.low, a.low > b.high),
        Relation::Greater => (a.low > b.high, a.high <= b.low),
        Relation::GreaterEqual => (a.low >= b.high, a.high < b.low),
        Relation::Equal => (equal, apart),
        Relation::NotEqual => (apart, equal),
    };
    match (always, never) {
        (true, _) => Interval::point(1.0),
        (_, true) => Interval::point(0.0),
        _ => Interval::new(0.0, 1.0).at_most(Nature::Defined),
    }
}
