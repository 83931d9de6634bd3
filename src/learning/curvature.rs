//! A loss becomes its curvature: the eigenvalues of its Hessian at a point.

use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::Tape;
use crate::rewrite::Light;

/// The second derivatives of a loss, ready to be asked at any point.
pub struct Curvature {
    /// Each first derivative.
    slopes: Vec<Tape>,
}

/// More variables than this, and the way to the eigenvalues is long.
const MOST_VARIABLES: usize = 12;
/// … or a formula larger than this, in symbols and operations.
const LARGEST: u32 = 5_000;

impl Curvature {
    /// The second derivatives of a loss; nothing where they are too many or too large to take.
    pub fn new(dag: &mut Dag, loss: Expr, variables: &[Symbol]) -> Option<Curvature> {
        if variables.len() > MOST_VARIABLES || dag.size(loss) > LARGEST {
            return None;
        }
        let mut machine = Differentiator::new(Light::Yes);
        let mut slopes = Vec::new();
        for &variable in variables {
            let x = dag.symbol_leaf(variable);
            let slope = machine.differentiate(dag, loss, x);
            slopes.push(Tape::new(dag, &[slope], variables).ok()?);
        }
        Some(Curvature { slopes })
    }

    /// The smallest and the largest curvature in any direction; nothing where there is none.
    pub fn at(&self, point: &[f64]) -> Option<[f64; 2]> {
        let rows: Vec<Vec<f64>> =
            self.slopes.iter().map(|slope| slope.gradient(point).partials).collect();
        let values = eigenvalues(rows)?;
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (least <= most).then_some([least, most])
    }
}

/// The eigenvalues of a symmetric matrix, by Jacobi's rotations: each makes one entry beside the
/// diagonal 0, and the sum of the squares of the others falls.
fn eigenvalues(mut a: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    /// Enough for any matrix; three or four do for most.
    const SWEEPS: usize = 50;
    let n = a.len();
    if a.iter().flatten().any(|entry| !entry.is_finite()) {
        return None;
    }
    for _ in 0..SWEEPS {
        let mut still = true;
        for p in 0..n {
            for q in p + 1..n {
                let size = (a[p][p].abs() + a[q][q].abs()) * f64::EPSILON;
                if a[p][q].abs() <= size {
                    continue;
                }
                still = false;
                // The rotation by the angle with cot 2φ = (a_qq − a_pp)/(2 a_pq).
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let sign = if theta < 0.0 { -1.0 } else { 1.0 };
                let t = sign / (theta.abs() + crate::real::sqrt(theta * theta + 1.0));
                let c = 1.0 / crate::real::sqrt(t * t + 1.0);
                let s = t * c;
                for row in &mut a {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                let (above, below) = a.split_at_mut(q);
                for (x, y) in above[p].iter_mut().zip(&mut below[0]) {
                    (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                }
            }
        }
        if still {
            break;
        }
    }
    Some((0..n).map(|i| a[i][i]).collect())
}
