//! Angles that are a whole number of quarter turns: sin πx at 1, tan(πx/2 + π) at 3.
//!
//! No double is π/2, and the tangent of the nearest one is large, but no pole. Where π stands in an
//! angle as a factor, what stands beside it is computed as well: if that is so many halves, and
//! nothing is left over, the values and the slopes are those of school, and a pole is one.

use crate::expr::{Constant, Dag, Expr, Function, Op};

/// Whether a function is a sine or its kin.
pub(super) fn turns(f: Function) -> bool {
    (Function::Sin..=Function::Cot).contains(&f)
}

/// Whether an angle, or a part of one, is π times something and perhaps something more.
pub(super) fn is_turned(dag: &Dag, angle: Expr) -> bool {
    /// Of an angle that a person writes; a longer one is a number like any other.
    const MOST: usize = 64;
    let mut left = MOST;
    shape(dag, angle, &mut left) == Some(true)
}

/// Whether π stands in it as a factor; nothing where there are too many parts to be looked at, or
/// where π meets itself.
fn shape(dag: &Dag, e: Expr, left: &mut usize) -> Option<bool> {
    *left = left.checked_sub(1)?;
    let children = dag.children(e);
    match dag.op(e) {
        Op::Constant(Constant::Pi) => Some(true),
        Op::Neg => shape(dag, children[0], left),
        Op::Add => {
            children.iter().try_fold(false, |so_far, &term| Some(shape(dag, term, left)? || so_far))
        }
        Op::Mul => children.iter().try_fold(false, |so_far, &factor| {
            let turned = shape(dag, factor, left)?;
            (!(turned && so_far)).then_some(turned || so_far)
        }),
        Op::Div => {
            let above = shape(dag, children[0], left)?;
            (!shape(dag, children[1], left)?).then_some(above)
        }
        _ => Some(false),
    }
}

/// How many quarter turns so many times π and a rest are, if a whole number.
#[inline(always)]
pub(super) fn quarters(halves: f64, rest: f64) -> Option<i64> {
    let quarters = 2.0 * halves;
    (rest == 0.0 && quarters.abs() < 1e15 && quarters.fract() == 0.0).then_some(quarters as i64)
}

/// The value and the slope of a sine or its kin at so many quarter turns; ±∞ at a pole.
pub(super) fn exact(f: Function, quarters: i64) -> (f64, f64) {
    let sine = |quarters: i64| [0.0, 1.0, 0.0, -1.0][quarters.rem_euclid(4) as usize];
    let (sin, cos) = (sine(quarters), sine(quarters + 1));
    // A pole is told without a sign: there is one to either side. Nor has 0 one.
    let over = |above: f64, below: f64| {
        if below == 0.0 { f64::INFINITY } else { above / below + 0.0 }
    };
    // Its slopes have the same to both.
    let steep = |above: f64, below: f64| above / (below * below) + 0.0;
    match f {
        Function::Sin => (sin, cos),
        Function::Cos => (cos, 0.0 - sin),
        Function::Tan => (over(sin, cos), steep(1.0, cos)),
        Function::Sec => (over(1.0, cos), steep(sin, cos)),
        Function::Csc => (over(1.0, sin), steep(0.0 - cos, sin)),
        _ => (over(cos, sin), steep(-1.0, sin)),
    }
}
