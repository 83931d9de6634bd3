//! A function and a direction become the slope along it: the gradient, times the direction made one
//! long.

use super::differentiate::Differentiator;
use crate::expr::{Dag, Expr, Function, Op, Rational};
use crate::real::{decimal_exponent, rounded_to_digits};
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
    /// The slope; of a direction that was computed, with ten digits.
    pub result: Expr,
    /// The slope with all its digits, to be computed.
    pub exact: Expr,
}

/// The slope of `f` along the direction with these components; at least one is not 0, none is
/// infinite. `None` where their sizes are too far apart to be written down.
pub fn directional(
    dag: &mut Dag,
    f: Expr,
    direction: &[(Expr, f64)],
    light: Light,
) -> Option<Directional> {
    let (components, computed) = written(direction)?;
    let size = components.iter().fold(0.0, |size, (_, part)| libm::hypot(size, part.to_f64()));
    let mut machine = Differentiator::new(light);
    let (mut parts, mut products, mut taken, mut squares) = (vec![], vec![], vec![], vec![]);
    let (two, mut exact) = (dag.integer(2), vec![]);
    for (x, component) in components {
        let written = dag.decimal(&component, MAX_PLACES);
        let share = component.to_f64() / size;
        let part = dag.derivative(f, x);
        let slope = machine.take(dag, part);
        parts.push(part);
        products.push(Light::Yes.build(dag, Op::Mul, &[written, part]));
        squares.push(dag.pow(written, two));
        let shortened = match computed {
            true => dag.decimal(&decimal(share, 10, 0)?, MAX_PLACES),
            false => written,
        };
        let share = dag.rational(&Rational::from_float(share)?);
        exact.push(dag.mul(&[share, slope]));
        taken.push(light.build(dag, Op::Mul, &[shortened, slope]));
    }
    let (sum, above) = (dag.add(&products), dag.add(&taken));
    let square = dag.add(&squares);
    let root = dag.call(Function::Sqrt, &[square]);
    let pending = dag.div(sum, root);
    let (length, filled) = match computed {
        true => (dag.decimal(&decimal(size, 10, 0)?, MAX_PLACES), above),
        false => {
            let length = machine.tidier.tidy(dag, root);
            (length, light.build(dag, Op::Div, &[above, length]))
        }
    };
    let tidied_from = machine.tidier.changes().len();
    let result = match computed {
        true => machine.tidier.tidy(dag, filled),
        false => machine.tidier.simplify(dag, filled),
    };
    let exact = if computed { dag.add(&exact) } else { result };
    Some(Directional { parts, machine, tidied_from, pending, filled, length, result, exact })
}

/// A component has at most this many digits behind the point.
const MAX_PLACES: u32 = 120;

/// A component with more than eight digits of fifteen was computed, as the √3/2 of 30° was: no exact
/// length is sought.
const LAST_DIGITS: f64 = 1e7;

/// The components other than 0 as a person would write them, and whether one was computed. Only the
/// direction counts: very large and very small ones are scaled by a power of ten.
fn written(direction: &[(Expr, f64)]) -> Option<(Vec<(Expr, Rational)>, bool)> {
    let sizes = || direction.iter().filter(|(_, value)| *value != 0.0);
    let largest = sizes().map(|(_, value)| decimal_exponent(*value)).max()?;
    let shift = if (-4..=8).contains(&largest) { 0 } else { largest };
    let computed = sizes().any(|(_, value)| rounded_to_digits(*value, 15).0 % LAST_DIGITS != 0.0);
    let components = sizes().map(|&(x, value)| Some((x, decimal(value, 15, shift)?)));
    Some((components.collect::<Option<_>>()?, computed))
}

/// The number to so many digits, over a power of ten.
fn decimal(value: f64, digits: u32, shift: i32) -> Option<Rational> {
    let (count, power) = rounded_to_digits(value, digits);
    let scale = Rational::from(10).pow((power - shift).max(-400));
    (power - shift > -(MAX_PLACES as i32)).then_some(Rational::from_float(count)? * &scale)
}
