//! One step for a whole block of points.
//!
//! Arithmetic and the [kernels](crate::real::Kernel) go through in step, as many lanes at a time
//! as the machine has; whatever else there is goes point by point through the one definition of
//! what a code means. Either way a point gets the bits that it would have alone.

use super::step::Code;
use crate::expr::Function;
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::real::Alone;
use crate::real::{self, Cos, Exp, Kernel, Lane, Ln, Sigmoid, Sin, Tanh, Wide};

/// Points in a block: enough that reading a step costs nothing, few enough that the registers of
/// an ordinary formula stay in the nearest cache.
pub(super) const BLOCK: usize = 128;

/// A number for each point.
pub(super) type Block = [f64; BLOCK];

/// A block that is swapped with others and never copied.
pub(super) type Register = Box<Block>;

/// A function of one lane each.
#[inline(always)]
pub(super) fn one(a: &Block, out: &mut Block, f: impl Fn(Wide) -> Wide) {
    let mut at = 0;
    while at < BLOCK {
        f(Wide::load(a, at)).store(out, at);
        at += Wide::COUNT;
    }
}

/// A function of two lanes each.
#[inline(always)]
pub(super) fn two(a: &Block, b: &Block, out: &mut Block, f: impl Fn(Wide, Wide) -> Wide) {
    let mut at = 0;
    while at < BLOCK {
        f(Wide::load(a, at), Wide::load(b, at)).store(out, at);
        at += Wide::COUNT;
    }
}

/// Something added to what is there.
#[inline(always)]
pub(super) fn more(a: &Block, b: &Block, sum: &mut Block, f: impl Fn(Wide, Wide) -> Wide) {
    let mut at = 0;
    while at < BLOCK {
        (Wide::load(sum, at) + f(Wide::load(a, at), Wide::load(b, at))).store(sum, at);
        at += Wide::COUNT;
    }
}

/// xⁿ for a small n, in the order of [`real::pow_whole`].
#[inline(always)]
fn whole(x: Wide, n: i32) -> Wide {
    match n {
        2 => x * x,
        3 => x * x * x,
        -1 => Wide::of(1.0) / x,
        _ => (x * x) * (x * x),
    }
}

/// The results of a step.
pub(super) fn values(code: Code, [a, b, c]: [&Block; 3], out: &mut Block) {
    match code {
        Code::Add => two(a, b, out, |a, b| a + b),
        Code::Sub => two(a, b, out, |a, b| a - b),
        Code::Mul => two(a, b, out, |a, b| a * b),
        Code::Div => two(a, b, out, |a, b| a / b),
        Code::Neg => one(a, out, |a| -a),
        Code::Whole(n @ (-1 | 2..=4)) => one(a, out, |a| whole(a, n)),
        Code::Fraction(1, 2) => one(a, out, Lane::sqrt),
        Code::Pow => real::fill_pow(a, b, out),
        Code::One(function) if kernel(function, a, out, None) => {}
        code => {
            for i in 0..BLOCK {
                out[i] = code.value([a[i], b[i], c[i]]);
            }
        }
    }
}

/// How fast the operands of a step move; still ones are left out.
pub(super) type Moves<'a> = [Option<&'a Block>; 2];

/// The results of a step and how fast they move, in one go; false where the code has no such way.
pub(super) fn moving(
    code: Code,
    [a, b]: [&Block; 2],
    moves: Moves,
    out: &mut Block,
    moved: &mut Block,
) -> bool {
    let of = Wide::of;
    match (code, moves) {
        (Code::Add, [Some(da), Some(db)]) => {
            fused([a, b, da, db], out, moved, |a, b, da, db| (a + b, da + db));
        }
        (Code::Sub, [Some(da), Some(db)]) => {
            fused([a, b, da, db], out, moved, |a, b, da, db| (a - b, da - db));
        }
        (Code::Sub, [None, Some(db)]) => {
            fused([a, b, db, db], out, moved, |a, b, db, _| (a - b, -db));
        }
        (Code::Neg, [Some(da), _]) => fused([a, a, da, da], out, moved, |a, _, da, _| (-a, -da)),
        (Code::Mul, [Some(da), Some(db)]) => {
            fused([a, b, da, db], out, moved, |a, b, da, db| (a * b, b * da + a * db));
        }
        (Code::Mul, [Some(da), None]) => {
            fused([a, b, da, da], out, moved, |a, b, da, _| (a * b, b * da));
        }
        (Code::Mul, [None, Some(db)]) => {
            fused([a, b, db, db], out, moved, |a, b, db, _| (a * b, a * db));
        }
        (Code::Div, [Some(da), Some(db)]) => fused([a, b, da, db], out, moved, |a, b, da, db| {
            let value = a / b;
            let share = of(1.0) / b;
            (value, share * da + -value * share * db)
        }),
        (Code::Div, [Some(da), None]) => {
            fused([a, b, da, da], out, moved, |a, b, da, _| (a / b, (of(1.0) / b) * da));
        }
        (Code::Div, [None, Some(db)]) => fused([a, b, db, db], out, moved, |a, b, db, _| {
            let value = a / b;
            (value, -value * (of(1.0) / b) * db)
        }),
        (Code::Whole(-1), [Some(da), _]) => fused([a, a, da, da], out, moved, |a, _, da, _| {
            let value = of(1.0) / a;
            (value, -value * value * da)
        }),
        (Code::Whole(2), [Some(da), _]) => {
            fused([a, a, da, da], out, moved, |a, _, da, _| (a * a, of(2.0) * a * da));
        }
        (Code::Whole(3), [Some(da), _]) => {
            fused([a, a, da, da], out, moved, |a, _, da, _| (a * a * a, of(3.0) * (a * a) * da))
        }
        (Code::Fraction(1, 2), [Some(da), _]) => {
            fused([a, a, da, da], out, moved, |a, _, da, _| {
                let root = a.sqrt();
                (root, of(0.5) * (of(1.0) / root) * da)
            });
        }
        (Code::One(function), [Some(da), _]) => return kernel(function, a, out, Some((da, moved))),
        _ => return false,
    }
    true
}

/// Two results of four lanes each.
#[inline(always)]
fn fused(
    [a, b, c, d]: [&Block; 4],
    first: &mut Block,
    second: &mut Block,
    f: impl Fn(Wide, Wide, Wide, Wide) -> (Wide, Wide),
) {
    let mut at = 0;
    while at < BLOCK {
        // Written out: a closure called four times stays a function of its own, which costs more than
        // the arithmetic.
        let (x, y) = f(Wide::load(a, at), Wide::load(b, at), Wide::load(c, at), Wide::load(d, at));
        x.store(first, at);
        y.store(second, at);
        at += Wide::COUNT;
    }
}

/// The results of a step and their derivatives by its operands; those of a sum and of a choice,
/// which are 1, are left out.
pub(super) fn partials(
    code: Code,
    [a, b, c]: [&Block; 3],
    out: &mut Block,
    [by_a, by_b]: &mut [Box<Block>; 2],
) {
    const ONES: Block = [1.0; BLOCK];
    match code {
        Code::Add | Code::Sub | Code::Neg => values(code, [a, b, c], out),
        Code::Mul => {
            values(code, [a, b, c], out);
            by_a.copy_from_slice(b);
            by_b.copy_from_slice(a);
        }
        Code::Div => {
            values(code, [a, b, c], out);
            one(b, by_a, |b| Wide::of(1.0) / b);
            two(out, by_a, by_b, |value, share| -value * share);
        }
        code if code.arity() == 1 && moving(code, [a, b], [Some(&ONES), None], out, by_a) => {}
        code => {
            for i in 0..BLOCK {
                let operands = [a[i], b[i], c[i]];
                out[i] = code.value(operands);
                [by_a[i], by_b[i], _] = code.partials(operands, out[i]);
            }
        }
    }
}

/// Whether a function has a kernel; then its values are there, and how fast they move if that was
/// asked for.
fn kernel(
    function: Function,
    xs: &Block,
    values: &mut Block,
    moves: Option<(&Block, &mut Block)>,
) -> bool {
    match function {
        Function::Exp => Exp::fill(xs, values, moves),
        Function::Ln => Ln::fill(xs, values, moves),
        Function::Sin => Sin::fill(xs, values, moves),
        Function::Cos => Cos::fill(xs, values, moves),
        Function::Tanh => Tanh::fill(xs, values, moves),
        Function::Sigmoid => Sigmoid::fill(xs, values, moves),
        Function::Sqrt => {
            one(xs, values, Lane::sqrt);
            if let Some((by, moved)) = moves {
                for i in 0..BLOCK {
                    moved[i] = real::slope::sqrt(xs[i]) * by[i];
                }
            }
        }
        _ => return false,
    }
    true
}
