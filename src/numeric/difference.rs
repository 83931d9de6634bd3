//! The derivative without calculus: compare the values a little to the left and to the right.
//!
//! With the step h the central difference (f(x+h) − f(x−h))/2h is off by c₂h² + c₄h⁴ + …, and
//! rounding adds about ε·|f|/h, so neither a large nor a tiny h is good. Halving h and combining
//! two answers removes the term in h², combining those the term in h⁴, and so on (Richardson,
//! Ridders): the table below starts with a large step, where rounding does not matter, and keeps
//! the entry that changed least from the entries it was made of. That change is its error.

/// A derivative by differences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The derivative; NaN where the differences do not settle: at a kink, a jump, a pole, the
    /// edge of the domain, or where the function is too rough for doubles.
    pub slope: f64,
    /// About how far off it may be.
    pub error: f64,
}

const NOTHING: Difference = Difference { slope: f64::NAN, error: f64::INFINITY };

/// How often the step is halved.
const ROWS: usize = 12;

/// An error of more than this part of the slope is no answer.
const SETTLED: f64 = 1e-3;

/// The derivative of `f` at `x` by central differences, extrapolated.
///
/// For functions that are smooth over a stretch around x as wide as the larger of 1 and |x|, ten
/// digits or more are right.
///
/// ```
/// let slope = chainrule::numeric::difference(|x| (2.0 * x + 3.0) * (2.0 * x + 3.0), 1.0);
/// assert!((slope.slope - 20.0).abs() < 1e-10);
/// ```
pub fn difference(f: impl Fn(f64) -> f64, x: f64) -> Difference {
    let middle = f(x);
    if !middle.is_finite() {
        return NOTHING;
    }
    // A stretch as wide as 1 suits most functions; one in proportion to x those with a pole or an
    // edge at 0; and a small one those that turn quickly.
    let scales = [x.abs().max(1.0) * 0.25, x.abs() * 0.25, x.abs().max(1.0) * 0.004];
    let mut best = NOTHING;
    let mut size = middle.abs();
    for scale in scales {
        let found = extrapolate(&f, x, middle, scale, &mut size);
        if relative(found) < relative(best) {
            best = found;
        }
    }
    // A slope of 0 is as good as its error is small beside the function's own size.
    let flat = best.error * x.abs().max(1.0) <= 1e-9 * size;
    let settled = flat || best.error <= SETTLED * best.slope.abs();
    if settled && !torn(&f, x, middle, best.slope) { best } else { NOTHING }
}

/// Whether the function goes its own way between x and the very next double, as sin does at 1e300.
fn torn(f: &impl Fn(f64) -> f64, x: f64, middle: f64, slope: f64) -> bool {
    let next = x.next_up();
    let beside = f(next);
    let jump = (beside - middle).abs();
    jump > 0.01 * middle.abs().max(beside.abs()) && jump > 4.0 * slope.abs() * (next - x)
}

/// The error in proportion to the slope; that of a slope near 0 counts as it is.
fn relative(found: Difference) -> f64 {
    let relative = found.error / (found.slope.abs() + 1e-3);
    if relative.is_nan() { f64::INFINITY } else { relative }
}

/// One table that starts with the step `scale`, or with the first half, quarter, … of it for
/// which both sides have a value. `size` grows to the largest value seen.
fn extrapolate(
    f: &impl Fn(f64) -> f64,
    x: f64,
    middle: f64,
    scale: f64,
    size: &mut f64,
) -> Difference {
    /// Halvings from the widest step to the narrowest double.
    const MOST: usize = 1100;
    let mut h = scale;
    for _ in 0..MOST {
        if sides(f, x, h).is_some() || x + h == x {
            break;
        }
        h *= 0.5;
    }

    let mut best = NOTHING;
    // How far the plain central difference was from the best answer when that was found.
    let mut truncation = f64::INFINITY;
    let mut previous: [f64; ROWS] = [f64::NAN; ROWS];
    // How far the slopes to the left and to the right are apart, at each step.
    let mut gaps = [f64::NAN; ROWS];
    // By how much rounding alone sets them apart at the narrowest step.
    let mut noise = 0.0;
    for (row, gap) in gaps.iter_mut().enumerate() {
        let Some((left, right, width)) = sides(f, x, h) else { break };
        *size = size.max(left.abs()).max(right.abs());
        let mut current = [f64::NAN; ROWS];
        current[0] = (right - left) / width;
        *gap = ((right - middle) - (middle - left)) / (0.5 * width);
        // Rounding in the values and in x ± h, whatever the table says.
        let rounding = f64::EPSILON * (middle.abs() / h + current[0].abs());
        // A finer step that goes elsewhere: what looked settled was a coincidence.
        if (current[0] - best.slope).abs() > 2.0 * truncation + 20.0 * (best.error + rounding) {
            best = NOTHING;
        }
        let mut factor = 4.0;
        for column in 1..=row {
            let (finer, coarser) = (current[column - 1], previous[column - 1]);
            current[column] = finer + (finer - coarser) / (factor - 1.0);
            factor *= 4.0;
            let change = (current[column] - finer).abs().max((current[column] - coarser).abs());
            let error = change.max(rounding);
            if error < best.error {
                best = Difference { slope: current[column], error };
                truncation = (current[0] - best.slope).abs();
            }
        }
        previous = current;
        noise = 16.0 * f64::EPSILON * middle.abs().max(left.abs()).max(right.abs()) / h;
        h *= 0.5;
    }
    if kinked(&gaps, best, noise) { NOTHING } else { best }
}

/// The values to the left and to the right and how far apart they stand, once rounding has moved
/// x − h and x + h; nothing where either side has no value or the step is hardly wider than the
/// space between doubles.
fn sides(f: &impl Fn(f64) -> f64, x: f64, h: f64) -> Option<(f64, f64, f64)> {
    let (below, above) = (x - h, x + h);
    let (left, right) = (f(below), f(above));
    let wide = h >= 32.0 * (x.abs().next_up() - x.abs());
    let usable = left.is_finite() && right.is_finite() && wide;
    usable.then_some((left, right, above - below))
}

/// Central differences pass over a kink as if it were not there: |x| would have the slope 0 at 0.
/// For a smooth function the slopes to the two sides approach each other as fast as h does; at a
/// kink they stay apart.
fn kinked(gaps: &[f64; ROWS], best: Difference, noise: f64) -> bool {
    let known = gaps.iter().take_while(|gap| !gap.is_nan()).count();
    if known < 8 {
        return false;
    }
    let (wide, narrow) = (gaps[known - 6].abs(), gaps[known - 1].abs());
    let least = 1e-5 * best.slope.abs() + 100.0 * best.error.min(1e-8) + noise;
    narrow > 0.5 * wide && narrow > least
}
