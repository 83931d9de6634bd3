//! Two functions that no proof finds equal are compared: beside their corners, in their tidy form.

use super::Judge;
use super::points::letters;
use crate::calculus;
use crate::expr::{Expr, Function, Op};
use crate::numeric::Tape;
use crate::real::Random;

impl Judge {
    /// Whether two functions with corners or steps differ at most in these: (1 + sign(x))/2 has a
    /// value where ReLU has no slope.
    /// `apart` is a place where they differ: all around it they must not.
    pub(super) fn same_beside_corners(
        &self,
        own: Expr,
        right: Expr,
        apart: &[(String, f64)],
    ) -> bool {
        let dag = &self.question.dag;
        let steps = |e: Expr| {
            dag.below(e).iter().any(|&part| match dag.op(part) {
                Op::Piecewise => true,
                Op::Call(function) => {
                    matches!(function, Function::Sign | Function::Abs | Function::Step)
                }
                _ => false,
            })
        };
        if !steps(own) && !steps(right) {
            return false;
        }
        let variables = letters(dag, &[own, right]);
        let tapes = [own, right].map(|e| Tape::new(dag, &[e], &variables));
        let [Ok(own), Ok(right)] = tapes else { return false };
        let mut random = Random::new(0x636f_726e_6572);
        (0..200).all(|round| {
            let width = [0.5, 3.0, 10.0, 40.0][round % 4];
            let at: Vec<f64> = variables
                .iter()
                .map(|letter| match apart.iter().find(|(name, _)| name == dag.name(*letter)) {
                    Some((_, x)) if round < 8 => x + random.between(-1e-9, 1e-9) * x.abs().max(1.0),
                    _ => random.between(-width, width),
                })
                .collect();
            let (own, right) = (own.value(&at), right.value(&at));
            let close = (own - right).abs() <= 1e-12 * (1.0 + own.abs());
            close || own.is_nan() && right.is_nan()
        })
    }

    /// Where no number can compare them, two writings of one tidy form are still equal.
    pub(super) fn same_form(&mut self, own: Expr, right: Expr) -> bool {
        let mut tidier = calculus::Tidier::default();
        let dag = &mut self.question.dag;
        own == right || tidier.tidy(dag, own) == tidier.tidy(dag, right)
    }
}
