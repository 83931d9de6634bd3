//! Arithmetic with stretches of numbers: what can come out, and what may go wrong on the way.

use super::{exp, floor, ln, pow_fraction, pow_whole, root, sqrt};

/// All values a quantity takes while its inputs roam through their intervals, widened by a few
/// units in the last place for rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// No value is smaller. Beyond doubles: −∞.
    pub low: f64,
    /// No value is larger.
    pub high: f64,
    /// What is known of the way there.
    pub nature: Nature,
}

/// What is known of a quantity over a whole stretch, from nothing to everything. A computation is
/// as good as the worst of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Nowhere defined.
    Nowhere,
    /// There may be places without a value.
    Partial,
    /// Defined everywhere; it may jump.
    Defined,
    /// Defined everywhere, without a jump.
    Continuous,
}

use Nature::{Continuous, Defined, Nowhere, Partial};

impl Interval {
    /// No number at all.
    pub const NOTHING: Interval = Interval { low: f64::NAN, high: f64::NAN, nature: Nowhere };

    /// Any number, or none.
    pub const ANYTHING: Interval =
        Interval { low: f64::NEG_INFINITY, high: f64::INFINITY, nature: Partial };

    /// Where a function is that has a value everywhere.
    pub const EVERYWHERE: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

    /// The numbers from `low` to `high`.
    pub fn new(low: f64, high: f64) -> Interval {
        if low <= high { Interval { low, high, nature: Continuous } } else { Interval::NOTHING }
    }

    /// One number.
    pub fn point(value: f64) -> Interval {
        Interval::new(value, value)
    }

    /// Whether the number may be among the values.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether no value can run away: a continuous curve over it fits between two lines.
    pub fn is_bounded(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    /// Whether there may be a break on the way: a place without a value, a jump, a pole.
    pub fn may_break(self) -> bool {
        self.nature != Continuous || !self.is_bounded()
    }

    /// With a nature no better than this.
    pub fn at_most(self, nature: Nature) -> Interval {
        Interval { nature: self.nature.min(nature), ..self }
    }

    /// From `low` to `high`, computed from `parts` and rounded outward.
    fn rounded(low: f64, high: f64, parts: Nature) -> Interval {
        /// Four units in the last place, which covers every function here.
        const MARGIN: f64 = 4.0 * f64::EPSILON;
        if parts == Nowhere {
            return Interval::NOTHING;
        }
        // ∞ − ∞ and its like: no bound is known.
        let low = if low.is_nan() { f64::NEG_INFINITY } else { low };
        let high = if high.is_nan() { f64::INFINITY } else { high };
        let widened = |bound: f64, by: f64| if bound.is_finite() { bound + by } else { bound };
        Interval {
            low: widened(low, -low.abs() * MARGIN),
            high: widened(high, high.abs() * MARGIN),
            nature: parts,
        }
    }

    /// Every value that one or the other takes; there may be a jump from one to the other.
    pub fn either(self, other: Interval) -> Interval {
        match (self.nature, other.nature) {
            (Nowhere, _) => other.at_most(Partial),
            (_, Nowhere) => self.at_most(Partial),
            (a, b) => Interval {
                low: self.low.min(other.low),
                high: self.high.max(other.high),
                nature: a.min(b).min(Defined),
            },
        }
    }

    /// The part between two numbers; what lies outside has no value.
    fn within(self, low: f64, high: f64) -> Interval {
        let inside = Interval { low: self.low.max(low), high: self.high.min(high), ..self };
        if self.nature == Nowhere || inside.low > inside.high {
            Interval::NOTHING
        } else if self.low < low || self.high > high {
            inside.at_most(Partial)
        } else {
            inside
        }
    }

    /// The values never leave these two, however they were rounded.
    fn clamped(self, low: f64, high: f64) -> Interval {
        Interval { low: self.low.max(low), high: self.high.min(high), ..self }
    }

    /// Under a function that rises, without a jump, from one end of its domain to the other.
    pub fn rising(self, f: fn(f64) -> f64, [from, to]: [f64; 2]) -> Interval {
        let inside = self.within(from, to);
        if inside.nature == Nowhere {
            return inside;
        }
        let (low, high) = (f(inside.low), f(inside.high));
        // An infinite value at a finite place is a pole at the edge of the domain.
        let pole = (low.is_infinite() && inside.low == from && from.is_finite())
            || (high.is_infinite() && inside.high == to && to.is_finite());
        Interval::rounded(low, high, inside.nature.min(if pole { Partial } else { Continuous }))
            .clamped(f(from), f(to))
    }

    /// Under a function that falls, without a jump, from one end of its domain to the other.
    pub fn falling(self, f: fn(f64) -> f64, [from, to]: [f64; 2]) -> Interval {
        let inside = self.within(from, to);
        if inside.nature == Nowhere {
            return inside;
        }
        let (low, high) = (f(inside.high), f(inside.low));
        let pole = high.is_infinite() && inside.low == from && from.is_finite();
        Interval::rounded(low, high, inside.nature.min(if pole { Partial } else { Continuous }))
            .clamped(f(to), f(from))
    }

    /// Under a function that falls to its only minimum and rises from there.
    pub fn valley(self, f: fn(f64) -> f64, bottom: f64) -> Interval {
        if self.nature == Nowhere {
            return self;
        }
        let (left, right) = (f(self.low), f(self.high));
        let low = if self.contains(bottom) { f(bottom) } else { left.min(right) };
        Interval::rounded(low, left.max(right), self.nature)
    }

    /// Under a function that rises in steps.
    pub fn stairs(self, f: fn(f64) -> f64) -> Interval {
        let (low, high) = (f(self.low), f(self.high));
        let nature = if low == high { Continuous } else { Defined };
        Interval { low, high, nature: self.nature.min(nature) }
    }

    /// Under the arccotangent: it falls on either side of 0 and jumps there.
    pub fn arccot(self) -> Interval {
        if !self.contains(0.0) {
            return self.recip().rising(super::atan, Interval::EVERYWHERE);
        }
        let half = std::f64::consts::FRAC_PI_2;
        Interval::rounded(-half, half, self.nature.min(Defined))
    }

    /// Under the sine: its extremes are where x/π − 1/2 is whole.
    pub fn sin(self) -> Interval {
        self.wave(-0.5, super::sin)
    }

    /// Under the cosine.
    pub fn cos(self) -> Interval {
        self.wave(0.0, super::cos)
    }

    /// A wave that is highest where x/π + `shift` is an even number and lowest where it is odd.
    fn wave(self, shift: f64, f: fn(f64) -> f64) -> Interval {
        use std::f64::consts::PI;
        if self.nature == Nowhere {
            return self;
        }
        // Past the largest double there is no sine any more.
        let nature = self.nature.min(if self.is_bounded() { Continuous } else { Partial });
        let whole = Interval { low: -1.0, high: 1.0, nature };
        if !(self.high - self.low < 6.0 && self.low.abs().max(self.high.abs()) < 1e12) {
            return whole;
        }
        // The number of the last extreme at or before each end, with a margin for rounding.
        let before = floor(self.low / PI + shift - 1e-9);
        let after = floor(self.high / PI + shift + 1e-9);
        let ends = [f(self.low), f(self.high)];
        let (mut low, mut high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let mut extreme = before + 1.0;
        while extreme <= after {
            if extreme % 2.0 == 0.0 {
                high = 1.0;
            } else {
                low = -1.0;
            }
            extreme += 1.0;
        }
        Interval::rounded(low, high, self.nature).clamped(-1.0, 1.0)
    }

    /// Under the tangent, which has a pole where x/π − 1/2 is whole.
    pub fn tan(self) -> Interval {
        use std::f64::consts::PI;
        let near = self.low.abs().max(self.high.abs()) < 1e12;
        let branch = |x: f64, margin: f64| floor(x / PI + 0.5 + margin);
        if self.nature == Nowhere {
            self
        } else if near && branch(self.low, -1e-9) == branch(self.high, 1e-9) {
            Interval::rounded(super::tan(self.low), super::tan(self.high), self.nature)
        } else {
            Interval::ANYTHING
        }
    }

    /// |x|
    pub fn abs(self) -> Interval {
        self.valley(super::abs, 0.0)
    }

    /// 1/x
    pub fn recip(self) -> Interval {
        Interval::point(1.0) / self
    }

    /// xⁿ
    pub fn pow_whole(self, n: i32) -> Interval {
        if n < 0 {
            return self.pow_whole(n.saturating_neg()).recip();
        }
        let f = |x: f64| pow_whole(x, n);
        match self.nature {
            Nowhere => self,
            nature if n == 0 => Interval { low: 1.0, high: 1.0, nature },
            nature if n % 2 == 1 => Interval::rounded(f(self.low), f(self.high), nature),
            nature => {
                let size = self.abs();
                Interval::rounded(f(size.low), f(size.high), nature)
            }
        }
    }

    /// x^(p/q), in lowest terms.
    pub fn pow_fraction(self, p: i32, q: i32) -> Interval {
        let base = if q % 2 == 0 { self.within(0.0, f64::INFINITY) } else { self };
        if base.nature == Nowhere {
            return base;
        }
        // The q-th root rises; a whole power does the rest.
        let rooted = |x: f64| pow_fraction(x, 1, q.into());
        Interval::rounded(rooted(base.low), rooted(base.high), base.nature).pow_whole(p)
    }

    /// A power whose exponent may vary: e^(y ln x).
    pub fn pow(self, exponent: Interval) -> Interval {
        if exponent.low == exponent.high
            && exponent.low == floor(exponent.low)
            && exponent.low.abs() < 1e6
        {
            return self.pow_whole(exponent.low as i32).at_most(exponent.nature);
        }
        // A negative number has a power here and there: where the exponent happens to be whole.
        if self.low < 0.0 && floor(exponent.high) >= exponent.low {
            return Interval::ANYTHING;
        }
        // 0 to a positive power is 0, although 0 has no logarithm.
        let base = self.within(0.0, f64::INFINITY);
        let logarithm = base.rising(ln, [0.0, f64::INFINITY]);
        let power = (exponent * logarithm).rising(exp, Interval::EVERYWHERE);
        let nature = base.nature.min(exponent.nature);
        match nature {
            Nowhere => Interval::NOTHING,
            _ if exponent.low > 0.0 => Interval { nature, ..power },
            _ => power.at_most(nature),
        }
    }

    /// The n-th root.
    pub fn root(self, n: Interval) -> Interval {
        if n.low != n.high {
            return self.pow(n.recip());
        }
        let odd = n.low % 2.0 != 0.0 && n.low == floor(n.low);
        let base = if odd { self } else { self.within(0.0, f64::INFINITY) };
        match base.nature {
            Nowhere => base,
            _ if n.low == 0.0 => Interval::NOTHING,
            nature if n.low > 0.0 => {
                Interval::rounded(root(base.low, n.low), root(base.high, n.low), nature)
            }
            _ => base.root(-n).recip(),
        }
    }

    /// The logarithm to a base.
    pub fn log(self, base: Interval) -> Interval {
        let ln = |x: Interval| x.rising(ln, [0.0, f64::INFINITY]);
        ln(self) / ln(base)
    }

    /// The direction of a point with this ordinate.
    pub fn atan2(self, abscissa: Interval) -> Interval {
        use std::f64::consts::{FRAC_PI_2, PI};
        let turn = |x: Interval| x.rising(super::atan, Interval::EVERYWHERE);
        let quarter = Interval::rounded(FRAC_PI_2, FRAC_PI_2, Continuous);
        if abscissa.low > 0.0 {
            return turn(self / abscissa);
        }
        if self.low > 0.0 || self.high < 0.0 {
            let upright = if self.low > 0.0 { quarter } else { -quarter };
            return upright - turn(abscissa / self);
        }
        // Over the negative half of the axis the direction jumps from π to −π.
        Interval::new(-PI, PI).at_most(self.nature).at_most(abscissa.nature).at_most(Partial)
    }

    /// The smaller of two.
    pub fn min(self, other: Interval) -> Interval {
        -(-self).max(-other)
    }

    /// The larger of two.
    pub fn max(self, other: Interval) -> Interval {
        match self.nature.min(other.nature) {
            Nowhere => Interval::NOTHING,
            nature => {
                Interval { low: self.low.max(other.low), high: self.high.max(other.high), nature }
            }
        }
    }

    /// √x
    pub fn sqrt(self) -> Interval {
        self.rising(sqrt, [0.0, f64::INFINITY])
    }
}

impl std::ops::Neg for Interval {
    type Output = Interval;
    fn neg(self) -> Interval {
        Interval { low: -self.high, high: -self.low, nature: self.nature }
    }
}

impl std::ops::Add for Interval {
    type Output = Interval;
    fn add(self, other: Interval) -> Interval {
        let nature = self.nature.min(other.nature);
        Interval::rounded(self.low + other.low, self.high + other.high, nature)
    }
}

impl std::ops::Sub for Interval {
    type Output = Interval;
    fn sub(self, other: Interval) -> Interval {
        self + -other
    }
}

impl std::ops::Mul for Interval {
    type Output = Interval;
    fn mul(self, other: Interval) -> Interval {
        // 0·∞ among the bounds is 0: an infinite bound stands for large numbers, not for ∞.
        let times = |a: f64, b: f64| if a == 0.0 || b == 0.0 { 0.0 } else { a * b };
        let products = [
            times(self.low, other.low),
            times(self.low, other.high),
            times(self.high, other.low),
            times(self.high, other.high),
        ];
        let low = products.iter().copied().fold(f64::INFINITY, f64::min);
        let high = products.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // To doubles, though, 0 times what has grown past them is no number.
        let vanishing = |a: Interval, b: Interval| a.contains(0.0) && !b.is_bounded();
        let lost = vanishing(self, other) || vanishing(other, self);
        let nature = if lost { Partial } else { Continuous };
        Interval::rounded(low, high, self.nature.min(other.nature).min(nature))
    }
}

impl std::ops::Div for Interval {
    type Output = Interval;
    fn div(self, below: Interval) -> Interval {
        let nature = self.nature.min(below.nature);
        if nature == Nowhere || (below.low == 0.0 && below.high == 0.0) {
            return Interval::NOTHING;
        }
        let inverse = if below.low > 0.0 || below.high < 0.0 {
            Interval::rounded(1.0 / below.high, 1.0 / below.low, nature)
        } else if below.low == 0.0 {
            Interval { low: 1.0 / below.high, high: f64::INFINITY, nature: Partial }
        } else if below.high == 0.0 {
            Interval { low: f64::NEG_INFINITY, high: 1.0 / below.low, nature: Partial }
        } else {
            Interval::ANYTHING
        };
        self * inverse
    }
}
