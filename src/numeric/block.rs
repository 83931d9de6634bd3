//! One step for a whole block of points.
//!
//! Arithmetic and the [kernels](crate::real::Kernel) go through in step, as many lanes at a time
//! as the machine has; whatever else there is goes point by point through the one definition of
//! what a code means. Either way a point gets the bits that it would have alone.

use super::step::Code;
use super::turn;
use crate::expr::Function;
use crate::real::{
    self, COS, Double, Exp, Kernel, Lane, Ln, MULTIPLIED_OUT, Row, SIN, Sigmoid, Tanh, Wide,
    multiplied_out,
};

/// Points in a block: enough that reading a step costs nothing, few enough that the registers of
/// an ordinary formula stay in the nearest cache.
pub(super) const BLOCK: usize = 128;

/// A number for each point.
pub(super) type Block = [f64; BLOCK];

/// A block that is swapped with others and never copied.
pub(super) type Register = Box<Block>;

/// What is done at every place of a block, four places in a row written out: counting and jumping
/// back would cost as much as the arithmetic, and a closure for it would be called, not put in
/// place.
macro_rules! every {
    (|$at:ident| $body:expr) => {{
        let mut place = 0;
        // The question whether to go on stands last, as in the loops of kernels.
        loop {
            every!(@ $at = place; $body);
            every!(@ $at = place + Wide::COUNT; $body);
            every!(@ $at = place + 2 * Wide::COUNT; $body);
            every!(@ $at = place + 3 * Wide::COUNT; $body);
            place += 4 * Wide::COUNT;
            if place == BLOCK {
                break;
            }
        }
    }};
    (@ $at:ident = $place:expr; $body:expr) => {{
        let $at = $place;
        $body
    }};
}

/// What a loop over blocks reads.
trait Lanes {
    /// What stands at this place and beside it.
    fn lanes(&self, at: usize) -> Wide;
}

impl Lanes for Block {
    #[inline(always)]
    fn lanes(&self, at: usize) -> Wide {
        Wide::read(self, at)
    }
}

/// The same number everywhere.
struct Even(f64);

impl Lanes for Even {
    #[inline(always)]
    fn lanes(&self, _: usize) -> Wide {
        Wide::of(self.0)
    }
}

/// What moves evenly with one operand, a·b + c: it is not written down anywhere.
struct Line<'a>([&'a Block; 3]);

impl Lanes for Line<'_> {
    #[inline(always)]
    fn lanes(&self, at: usize) -> Wide {
        let [a, b, c] = self.0;
        Wide::read(a, at) * Wide::read(b, at) + Wide::read(c, at)
    }
}

/// A result of lanes of some blocks. Of two results it says whether all of them are numbers, for
/// sure: it costs less to look while they are at hand.
macro_rules! each {
    ($out:expr; |$($lane:ident = $from:ident),*| $result:expr) => {
        every!(|at| {
            $(let $lane = $from.lanes(at);)*
            let result: Wide = $result;
            result.write($out, at)
        })
    };
    ($first:expr, $second:expr; |$($lane:ident = $from:ident),*| $result:expr) => {{
        let mut sums = [Sums::new(), Sums::new()];
        every!(|at| {
            $(let $lane = $from.lanes(at);)*
            let (first, second): (Wide, Wide) = $result;
            first.write($first, at);
            second.write($second, at);
            sums = [sums[0].with(first), sums[1].with(second)];
        });
        sums[0].are_numbers() && sums[1].are_numbers()
    }};
}

/// The same not written out, where there is more to do than to count.
macro_rules! in_turn {
    (|$at:ident| $body:expr) => {{
        let mut $at = 0;
        while $at < BLOCK {
            $body;
            $at += Double::COUNT;
        }
    }};
}

/// The product of two blocks.
pub(super) fn product(a: &Block, b: &Block, out: &mut Block) {
    each!(out; |a = a, b = b| a * b);
}

/// What is added to a block.
#[derive(Clone, Copy)]
pub(super) enum More<'a> {
    This(&'a Block),
    Opposite(&'a Block),
    Product(&'a Block, &'a Block),
}

/// Something added to what is there.
pub(super) fn more(sum: &mut Block, what: More) {
    match what {
        More::This(a) => every!(|at| (Wide::read(sum, at) + Wide::read(a, at)).write(sum, at)),
        More::Opposite(a) => every!(|at| (Wide::read(sum, at) + -Wide::read(a, at)).write(sum, at)),
        More::Product(a, b) => every!(|at| {
            (Wide::read(sum, at) + Wide::read(a, at) * Wide::read(b, at)).write(sum, at)
        }),
    }
}

/// Sums over a block, four in turns: in a single one each term would wait for the one before.
#[derive(Clone, Copy)]
struct Sums(Wide, Wide, Wide, Wide);

impl Sums {
    #[inline(always)]
    fn new() -> Sums {
        let none = Wide::of(0.0);
        Sums(none, none, none, none)
    }

    /// With the next term.
    #[inline(always)]
    fn with(self, term: Wide) -> Sums {
        Sums(self.1, self.2, self.3, self.0 + term)
    }

    /// Whether no term was NaN; nor did ∞ meet −∞, which is rare.
    #[inline(always)]
    fn are_numbers(self) -> bool {
        let sum = (self.0 + self.1) + (self.2 + self.3);
        Wide::all(sum.same(sum))
    }
}

/// Nothing moves where nothing is. Whether every slope is a number then: where one is not, there
/// may be a value that has none, or nothing.
pub(super) fn settle(values: &Block, slopes: &mut Block) -> bool {
    let (mut sums, mut moves) = (Sums::new(), Sums::new());
    every!(|at| {
        sums = sums.with(Wide::read(values, at));
        moves = moves.with(Wide::read(slopes, at));
    });
    let defined = sums.are_numbers();
    if !defined {
        each!(slopes; |value = values, slope = slopes| Wide::choose(value.same(value), slope, value));
    }
    defined && moves.are_numbers()
}

/// Whether one of the values is infinite.
pub(super) fn has_infinity(values: &Block) -> bool {
    let mut sums = Sums::new();
    // Nothing of a number, and NaN of what is infinite or none.
    every!(|at| sums = sums.with(Wide::read(values, at) * Wide::of(0.0)));
    !sums.are_numbers() && values.iter().any(|value| value.is_infinite())
}

/// The results of a step.
pub(super) fn values(code: Code, [a, b, c]: [&Block; 3], out: &mut Block) {
    match code {
        Code::Add => each!(out; |a = a, b = b| a + b),
        Code::Sub => each!(out; |a = a, b = b| a - b),
        Code::Mul => each!(out; |a = a, b = b| a * b),
        Code::Div => each!(out; |a = a, b = b| a / b),
        Code::Neg => each!(out; |a = a| -a),
        Code::Whole(-1) => each!(out; |a = a| multiplied_out(a, -1)),
        Code::Whole(2) => each!(out; |a = a| multiplied_out(a, 2)),
        Code::Whole(3) => each!(out; |a = a| multiplied_out(a, 3)),
        Code::Whole(n) if MULTIPLIED_OUT.contains(&n) => {
            in_turn!(|at| multiplied_out(Double::read(a, at), n).write(out, at));
        }
        Code::Fraction(1, 2) | Code::One(Function::Sqrt) => each!(out; |a = a| a.sqrt()),
        Code::Pow => real::fill_pow(a, b, out),
        // A kernel has the slope nearly for nothing, and one loop for both is half as much to load.
        Code::One(function) if kernel(function, [a, a], out, &mut [0.0; BLOCK]).is_some() => {}
        Code::Turned(function) if kernel(function, [a, a], out, &mut [0.0; BLOCK]).is_some() => {
            turned(function, [b, c], |i, (value, _)| out[i] = value);
        }
        code => {
            for i in 0..BLOCK {
                out[i] = code.value([a[i], b[i], c[i]]);
            }
        }
    }
}

/// The result of a step on that of another with a third operand: nothing is written down between
/// them. For the codes of [`Code::chain`].
pub(super) fn chained(first: Code, second: Code, [a, b, c]: [&Block; 3], out: &mut Block) {
    match (first, second) {
        (Code::Mul, Code::Add) => each!(out; |a = a, b = b, c = c| a * b + c),
        (Code::Mul, _) => each!(out; |a = a, b = b, c = c| a * b - c),
        _ => each!(out; |a = a, b = b, c = c| (a + b) * c),
    }
}

/// How fast the operands of a step move; still ones are left out.
pub(super) type Moves<'a> = [Option<&'a Block>; 2];

/// The results of a step and how fast they move, in one go, and whether all are numbers, if that is
/// known; nothing where the code has no such way.
pub(super) fn moving(
    code: Code,
    [a, b, c]: [&Block; 3],
    moves: Moves,
    out: &mut Block,
    moved: &mut Block,
) -> Option<bool> {
    let one = Wide::of(1.0);
    let numbers = match (code, moves) {
        (Code::Add, [Some(da), Some(db)]) => {
            each!(out, moved; |a = a, b = b, da = da, db = db| (a + b, da + db))
        }
        (Code::Sub, [Some(da), Some(db)]) => {
            each!(out, moved; |a = a, b = b, da = da, db = db| (a - b, da - db))
        }
        (Code::Sub, [None, Some(db)]) => each!(out, moved; |a = a, b = b, db = db| (a - b, -db)),
        (Code::Neg, [Some(da), _]) => each!(out, moved; |a = a, da = da| (-a, -da)),
        (Code::Mul, [Some(da), Some(db)]) => {
            each!(out, moved; |a = a, b = b, da = da, db = db| (a * b, b * da + a * db))
        }
        (Code::Mul, [Some(da), None]) => each!(out, moved; |a = a, b = b, da = da| (a * b, b * da)),
        (Code::Mul, [None, Some(db)]) => each!(out, moved; |a = a, b = b, db = db| (a * b, a * db)),
        (Code::Div, [Some(da), Some(db)]) => {
            each!(out, moved; |a = a, b = b, da = da, db = db| {
                let (value, share) = (a / b, one / b);
                (value, share * da + -value * share * db)
            })
        }
        (Code::Div, [Some(da), None]) => {
            each!(out, moved; |a = a, b = b, da = da| (a / b, (one / b) * da))
        }
        (Code::Div, [None, Some(db)]) => each!(out, moved; |a = a, b = b, db = db| {
            let value = a / b;
            (value, -value * (one / b) * db)
        }),
        (Code::Whole(n), [Some(da), _]) if is_short(n) => power(n, a, da, out, moved),
        (Code::Whole(-2), [Some(da), _]) => each!(out, moved; |a = a, da = da| {
            let value = multiplied_out(a, -2);
            (value, Wide::of(-2.0) * value / a * da)
        }),
        (Code::Whole(n @ 4..), [Some(da), _]) if MULTIPLIED_OUT.contains(&n) => {
            let factor = Double::of(n.into());
            in_turn!(|at| {
                let base = Double::read(a, at);
                multiplied_out(base, n).write(out, at);
                (factor * multiplied_out(base, n - 1) * Double::read(da, at)).write(moved, at)
            });
            false
        }
        (Code::Fraction(1, 2), [Some(da), _]) => each!(out, moved; |a = a, da = da| {
            let root = a.sqrt();
            (root, Wide::of(0.5) * (one / root) * da)
        }),
        (Code::One(Function::Sqrt), [Some(da), _]) => each!(out, moved; |a = a, da = da| {
            let root = a.sqrt();
            (root, Wide::of(0.5) / root.abs() * da)
        }),
        (Code::One(function), [Some(da), _]) => kernel(function, [a, da], out, moved)?,
        (Code::Turned(function), [Some(da), _]) => {
            kernel(function, [a, da], out, moved)?;
            turned(function, [b, c], |i, (value, slope)| {
                (out[i], moved[i]) = (value, slope * da[i]);
            });
            false
        }
        _ => return None,
    };
    Some(numbers)
}

/// A power of a·b + c, which moves evenly, and how fast it moves; whether all are numbers.
pub(super) fn power_of_line(
    n: i32,
    line: [&Block; 3],
    slope: f64,
    out: &mut Block,
    moved: &mut Block,
) -> bool {
    power(n, &Line(line), &Even(slope), out, moved)
}

/// Whether [`power_of_line`] has this power.
pub(super) fn is_short(n: i32) -> bool {
    matches!(n, -1 | 2 | 3)
}

#[inline(always)]
fn power<A: Lanes, D: Lanes>(n: i32, a: &A, da: &D, out: &mut Block, moved: &mut Block) -> bool {
    match n {
        2 => each!(out, moved; |a = a, da = da| (a * a, Wide::of(2.0) * a * da)),
        3 => each!(out, moved; |a = a, da = da| (a * a * a, Wide::of(3.0) * (a * a) * da)),
        _ => each!(out, moved; |a = a, da = da| {
            let value = Wide::of(1.0) / a;
            (value, -value * value * da)
        }),
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
    let (by_a, by_b): (&mut Block, &mut Block) = (by_a, by_b);
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
            each!(by_a; |b = b| Wide::of(1.0) / b);
            each!(by_b; |value = out, share = by_a| -value * share);
        }
        code if (code.arity() == 1 || matches!(code, Code::Turned(_)))
            && moving(code, [a, b, c], [Some(&ONES), None], out, by_a).is_some() => {}
        code => {
            for i in 0..BLOCK {
                let operands = [a[i], b[i], c[i]];
                out[i] = code.value(operands);
                [by_a[i], by_b[i], _] = code.partials(operands, out[i]);
            }
        }
    }
}

/// What holds exactly, at the points that are so many quarter turns.
fn turned(function: Function, [halves, rest]: [&Block; 2], mut put: impl FnMut(usize, (f64, f64))) {
    for (i, (&halves, &rest)) in halves.iter().zip(rest).enumerate() {
        if let Some(quarters) = turn::quarters(halves, rest) {
            put(i, turn::exact(function, quarters));
        }
    }
}

/// The values of a function that has a kernel and how fast they move; whether all are numbers, for
/// sure.
fn kernel(
    function: Function,
    [xs, by]: [&Block; 2],
    values: &mut Block,
    moved: &mut Block,
) -> Option<bool> {
    Some(match function {
        Function::Exp => Exp.fill(xs, by, values, moved),
        Function::Ln => Ln.fill(xs, by, values, moved),
        Function::Sin | Function::Cos => {
            let wave = if function == Function::Sin { SIN } else { COS };
            wave.fill(xs, by, values, moved)
        }
        Function::Tanh => Tanh.fill(xs, by, values, moved),
        Function::Sigmoid => Sigmoid.fill(xs, by, values, moved),
        _ => return None,
    })
}
