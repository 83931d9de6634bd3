//! A function and a direction become the slope along it: the gradient, times the direction made one
//! long.

use super::differentiate::Differentiator;
use crate::expr::{Dag, Expr, Function, Op, Rational};
use crate::real::rounded_to_digits;
use crate::rewrite::Light;

/// A slope along a direction, and what led to it.
pub struct Directional {
    /// The derivatives that were taken, `d/dx(f)` each.
    pub parts: Vec<Expr>,
    /// The machine that took them; its log ends with the tidying of `filled`.
    pub machine: Differentiator,
    /// How many of its changes came before that tidying.
    pub tidied_from: usize,
    /// The parts, each times its component, over the direction's length: still to be taken.
    pub pending: Expr,
    /// The same with the derivatives taken and the length worked out.
    pub filled: Expr,
    /// How long the direction is.
    pub length: Expr,
    /// The slope.
    pub result: Expr,
}

/// The slope of `f` along the direction with these components; at least one is not 0, none is
/// infinite. `None` where their sizes are too far apart to be written down.
pub fn directional(
    dag: &mut Dag,
    f: Expr,
    direction: &[(Expr, f64)],
    light: Light,
) -> Option<Directional> {
    let components = written(direction)?;
    let mut machine = Differentiator::new(light);
    let (mut parts, mut products, mut taken, mut squares) = (vec![], vec![], vec![], vec![]);
    let two = dag.integer(2);
    for (x, component) in components {
        let component = dag.decimal(&component, MAX_PLACES);
        let part = dag.derivative(f, x);
        let slope = machine.take(dag, part);
        parts.push(part);
        products.push(Light::Yes.build(dag, Op::Mul, &[component, part]));
        taken.push(light.build(dag, Op::Mul, &[component, slope]));
        squares.push(dag.pow(component, two));
    }
    let (sum, above) = (dag.add(&products), dag.add(&taken));
    let square = dag.add(&squares);
    let root = dag.call(Function::Sqrt, &[square]);
    let length = machine.tidier.tidy(dag, root);
    let pending = dag.div(sum, root);
    let filled = light.build(dag, Op::Div, &[above, length]);
    let tidied_from = machine.tidier.changes().len();
    let result = machine.tidier.tidy(dag, filled);
    Some(Directional { parts, machine, tidied_from, pending, filled, length, result })
}

/// A component has at most this many digits behind the point.
const MAX_PLACES: u32 = 120;

/// The components other than 0 as a person would write them, to fifteen digits. Only the direction
/// counts: very large and very small ones are scaled by a power of ten.
fn written(direction: &[(Expr, f64)]) -> Option<Vec<(Expr, Rational)>> {
    let sizes = direction.iter().filter(|(_, value)| *value != 0.0);
    let digits: Vec<(Expr, f64, i32)> = sizes
        .map(|&(x, value)| {
            let (count, power) = rounded_to_digits(value, 15);
            (x, count, power)
        })
        .collect();
    let largest = digits.iter().map(|(_, _, power)| power + 15).max()?;
    let shift = if (-3..=9).contains(&largest) { 0 } else { largest - 1 };
    digits
        .into_iter()
        .map(|(x, count, power)| {
            let scale = Rational::from(10).pow((power - shift).max(-400));
            let value = Rational::from_float(count)? * &scale;
            (power - shift > -(MAX_PLACES as i32)).then_some((x, value))
        })
        .collect()
}
