//! A little arithmetic on whole numbers has an exact value.

use super::dag::{Dag, Expr};
use super::op::Op;
use super::rational::Rational;

impl Dag {
    /// The exact value of a little arithmetic on whole numbers, as the exponent of x^(1/3 − 1) is;
    /// `None` where there is a decimal, a letter or a function in it.
    ///
    /// What a power means for a negative base hangs on it: with an odd number below the line there
    /// is a real root. A decimal is no such fraction, as its reader did not write one.
    pub fn small_arithmetic(&self, e: Expr) -> Option<Rational> {
        /// More than anyone writes into an exponent.
        const LARGEST: u32 = 64;
        if !self.is_constant(e) || self.size(e) > LARGEST {
            return None;
        }
        let parts = self.below(e);
        let mut known: Vec<Rational> = Vec::with_capacity(parts.len());
        for &part in &parts {
            let value = |child| parts.binary_search(child).ok().and_then(|place| known.get(place));
            let mut values = self.children(part).iter().filter_map(value);
            let value = match self.op(part) {
                Op::Number(_) => {
                    let number = self.number(part)?;
                    number.is_integer().then(|| number.value().clone())?
                }
                Op::Neg => -values.next()?,
                Op::Add => values.fold(Rational::ZERO, |sum, value| sum + value),
                Op::Mul => values.fold(Rational::ONE, |product, value| product * value),
                Op::Div => {
                    let (above, below) = (values.next()?, values.next()?);
                    if below.is_zero() {
                        return None;
                    }
                    above / below
                }
                _ => return None,
            };
            known.push(value);
        }
        known.pop()
    }
}
