//! Problems of practice.

use chainrule::practice::Problem;
use chainrule::rules::Asked;

/// A derivative.
pub fn problem(function: &str, variable: &str) -> Problem {
    Problem { function: function.into(), variable: variable.into(), ..Problem::default() }
}

/// Its value at a point.
pub fn value(function: &str, variable: &str, at: &[(&str, f64)]) -> Problem {
    let at = at.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
    Problem { asked: Asked::Value, at, ..problem(function, variable) }
}
