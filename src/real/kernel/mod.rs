//! The functions that pictures and training live on: value and slope in one go, without a branch,
//! so that a block of points goes through in step.
//!
//! A [`Kernel`] is written once, over [`Lane`]s. Alone on a double it *is* the function
//! ([`one`]); over a block it runs on as many lanes as the machine has ([`Kernel::fill`]), and
//! each lane gets the same bits. Arguments that are not ordinary (huge angles, logarithms of what
//! is not positive) go the slow way, one by one.

mod angle;
mod exponential;
mod logarithm;

use crate::real::four::{Double, Four, Quad};
use crate::real::lane::{Lane, Row};

pub use angle::{COS, SIN};
pub use exponential::{Exp, Sigmoid, Tanh};
pub use logarithm::{Ln, fill_pow, pow, product};

/// A function of one argument.
///
/// The loops end with the question whether to go on, and do not begin with it: only then do engines
/// fetch the constants of a formula once before the loop and not in each turn, where to fetch one
/// costs more than the product it is for.
pub trait Kernel: Copy {
    /// Whether the values of [`Kernel::run`], if not its slopes, are right for every argument.
    const HAS_EVERY_VALUE: bool = false;

    /// Whether [`Kernel::run`] is right for it.
    fn is_ordinary<L: Lane>(self, x: L) -> L::Mask;
    /// Value and slope.
    fn run<L: Lane>(self, x: L) -> (L, L);
    /// Value and slope of what is not ordinary.
    fn slow(self, x: f64) -> (f64, f64);

    /// Values of a row of fours. Two registers at once: while one waits for a product the other goes
    /// on, and each constant is fetched for both.
    fn values(self, xs: &[Quad], values: &mut [Quad]) {
        let mut places = xs.iter().zip(values);
        let Some((mut xs, mut values)) = places.next() else { return };
        loop {
            let x = Four::load(xs);
            self.run(x).0.store(values);
            if !Self::HAS_EVERY_VALUE && !Four::all(self.is_ordinary(x)) {
                for (value, &x) in values.0.iter_mut().zip(&xs.0) {
                    *value = one(self, x).0;
                }
            }
            match places.next() {
                Some(next) => (xs, values) = next,
                None => return,
            }
        }
    }

    /// Values of a block and how fast they move, given how fast each argument does; whether all of
    /// them are numbers, for sure: it costs less to look while they are at hand.
    fn fill<const N: usize>(
        self,
        xs: &[f64; N],
        by: &[f64; N],
        values: &mut [f64; N],
        moved: &mut [f64; N],
    ) -> bool {
        let (mut at, mut ordinary, mut sum) = (0, true, Double::of(0.0));
        loop {
            let x = Double::read(xs, at);
            let (value, slope) = self.run(x);
            let slope = slope * Double::read(by, at);
            value.write(values, at);
            slope.write(moved, at);
            sum = sum + slope;
            if !Double::all(self.is_ordinary(x)) {
                ordinary = false;
                for i in at..at + Double::COUNT {
                    let (value, slope) = one(self, xs[i]);
                    (values[i], moved[i]) = (value, slope * by[i]);
                }
            }
            at += Double::COUNT;
            if at == N {
                // Where the argument is ordinary the value is a number.
                return ordinary && Double::all(sum.same(sum));
            }
        }
    }
}

/// A kernel on one double: value and slope.
pub fn one(kernel: impl Kernel, x: f64) -> (f64, f64) {
    if kernel.is_ordinary(x) { kernel.run(x) } else { kernel.slow(x) }
}

/// A polynomial, the highest coefficient first, written out: a loop would cost as much again. Two
/// terms at a time, which do not wait for those before them: half as long a chain.
macro_rules! polynomial {
    ($x:expr; [$a:expr, $b:expr] $(, [$c:expr, $d:expr])* $(,)?) => {{
        let x = $x;
        polynomial!(x, L::of($a) * x + L::of($b); $([$c, $d])*)
    }};
    ($x:expr; $first:expr $(, [$c:expr, $d:expr])* $(,)?) => {{
        let x = $x;
        polynomial!(x, L::of($first); $([$c, $d])*)
    }};
    ($x:expr, $sum:expr; $([$c:expr, $d:expr])*) => {{
        let square = $x * $x;
        let sum = $sum;
        $(let sum = sum * square + (L::of($c) * $x + L::of($d));)*
        sum
    }};
}
use polynomial;

/// ln 2 in two parts; the first has so few digits that a whole number times it is exact.
const LN_2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];
