//! An equation between x and y becomes dy/dx.
//!
//! Along the curve F(x, y) = 0 the total derivative of F stays 0: F_x + F_y·dy/dx = 0, so
//! dy/dx = −F_x/F_y wherever F_y is not 0. A teacher differentiates both sides with y as a function
//! of x and solves for dy/dx; that is the same, and both are kept.

use super::conditions::{Condition, conditions_about, conditions_apart};
use super::differentiate::Differentiator;
use super::reduce::positive_first;
use super::term::{Terms, content, is_below};
use super::tidy::{Change, Tidier};
use crate::expr::{Dag, Expr, Op, Relation};
use crate::order::sort_by;
use crate::rewrite::Light;

/// dy/dx of a curve, and what led to it.
pub struct Implicit {
    /// `d/dx(left)` and `d/dx(right)`, where y depends on x.
    pub sides: [Expr; 2],
    /// The machine that took them.
    pub both: Differentiator,
    /// The equation of the two derivatives, with `d/dx(y)` in it.
    pub differentiated: Expr,
    /// What has `d/dx(y)` on one side, the rest on the other.
    pub collected: Expr,
    /// `-d/dx(F)/d/dy(F)`, still to be taken.
    pub pending: Expr,
    /// The same with both taken.
    pub filled: Expr,
    /// The machine that took them; its log ends with the tidying of `filled`.
    pub apart: Differentiator,
    /// How many of its changes came before that tidying.
    pub tidied_from: usize,
    /// F: the left side minus the right side.
    pub curve: Expr,
    /// F_x and F_y.
    pub slopes: [Expr; 2],
    /// dy/dx.
    pub result: Expr,
}

/// The derivative of y by x where `left = right`; `None` where y falls out of the equation. Both
/// sides hold no derivative.
///
/// ```
/// use chainrule::{calculus::implicit, expr::Dag, print, rewrite::Light, syntax};
///
/// let mut dag = Dag::new();
/// let left = syntax::parse(&mut dag, "x^2 + y^2")?.expr;
/// let (right, x, y) = (dag.integer(25), dag.symbol("x"), dag.symbol("y"));
/// let found = implicit(&mut dag, [left, right], y, x, Light::Yes).unwrap();
/// assert_eq!(print::text(&dag, found.differentiated), "2x + 2y*d/dx(y) = 0");
/// assert_eq!(print::text(&dag, found.result), "-x/y");
/// # Ok::<(), syntax::ParseError>(())
/// ```
pub fn implicit(
    dag: &mut Dag,
    [left, right]: [Expr; 2],
    y: Expr,
    x: Expr,
    light: Light,
) -> Option<Implicit> {
    let y_symbol = dag.as_symbol(y)?;
    let unknown = dag.derivative(y, x);
    let mut both = Differentiator::new(light);
    both.set_dependent(vec![(y_symbol, unknown)]);
    let sides = [left, right].map(|side| dag.derivative(side, x));
    let taken = sides.map(|side| both.take(dag, side));
    let differentiated = dag.relation(Relation::Equal, taken[0], taken[1]);

    let mut apart = Differentiator::new(light);
    // The unknown stands on the left.
    let [left, right] = if dag.contains(left, y_symbol) { [left, right] } else { [right, left] };
    let curve = if dag.is_constant(right) { left } else { dag.sub(left, right) };
    let pending = [x, y].map(|by| dag.derivative(curve, by));
    let slopes = pending.map(|slope| apart.take(dag, slope));
    let [by_x, by_y] = slopes;
    if dag.is_integer(by_y, 0) {
        return None;
    }
    let with_unknown = light.build(dag, Op::Mul, &[by_y, unknown]);
    let with_unknown = apart.tidier.tidy(dag, with_unknown);
    let rest = dag.neg(by_x);
    let rest = apart.tidier.tidy(dag, rest);
    let collected = dag.relation(Relation::Equal, with_unknown, rest);

    let quotient = dag.div(pending[0], pending[1]);
    let pending = dag.neg(quotient);
    let filled = light.build(dag, Op::Div, &[rest, by_y]);
    let tidied_from = apart.tidier.changes().len();
    let shortened = shortened(dag, &mut apart.tidier, filled, [rest, by_y]);
    let result = apart.tidier.simplify(dag, shortened);
    let result = positive_first(dag, result);
    Some(Implicit {
        sides,
        both,
        differentiated,
        collected,
        pending,
        filled,
        apart,
        tidied_from,
        curve,
        slopes,
        result,
    })
}

/// A quotient of two tidy sums without the number that all their terms share, what is positive
/// first: (−3x² + 6y)/(3y² − 6x) is (2y − x²)/(y² − 2x). It is written in place of `filled`.
fn shortened(dag: &mut Dag, tidier: &mut Tidier, filled: Expr, [above, below]: [Expr; 2]) -> Expr {
    let mut sums = [above, below].map(|e| tidier.read_sum(dag, e));
    if sums.iter().flatten().any(|term| term.decimal) {
        return dag.div(above, below);
    }
    let shared = content(&sums[0]).gcd(&content(&sums[1]));
    let flips = sums[1].iter().all(|term| term.coefficient.is_negative());
    let shared = if flips { -shared } else { shared };
    for term in sums.iter_mut().flatten() {
        if !shared.is_zero() {
            term.coefficient /= &shared;
        }
    }
    sort_by(&mut sums[0], |a, b| a.coefficient.is_negative().cmp(&b.coefficient.is_negative()));
    let [above, below] = sums.map(|sum| tidier.terms.write_sum(dag, sum));
    let quotient = dag.div(above, below);
    if quotient != filled {
        let rule = if shared.abs().is_one() { "distribute-sign" } else { "cancel" };
        tidier.changes.push(Change { rule, before: filled, after: quotient });
    }
    quotient
}

impl Implicit {
    /// Where dy/dx does not hold: where the equation has corners or edges, and where F_y is 0.
    pub fn conditions(&self, dag: &mut Dag, y: Expr, x: Expr) -> Vec<Condition> {
        let mut parts = vec![self.curve];
        // A product is not 0 where none of its factors is, a quotient where what is above is not.
        let one = dag.integer(1);
        let term = Terms::default().read(dag, self.slopes[1]);
        for factor in term.factors.iter().filter(|factor| !is_below(factor)) {
            parts.push(dag.div(one, factor.0));
        }
        let (Some(x), Some(y)) = (dag.as_symbol(x), dag.as_symbol(y)) else { return Vec::new() };
        let mut found = conditions_about(dag, &parts, x);
        // What speaks of both was said of x.
        for condition in conditions_apart(dag, &parts, y, x) {
            if !found.contains(&condition) {
                found.push(condition);
            }
        }
        found
    }
}
