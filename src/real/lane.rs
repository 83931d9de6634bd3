//! One double or two side by side: what a formula may do with them so that both give the same bits.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// Adding this leaves a double no room for a fraction: it rounds to a whole number n, which then
/// stands in the low bits of the sum.
pub const ROUND: f64 = 6_755_399_441_055_744.0;

/// Doubles in step. Everything here is exact or rounded as IEEE says, so a formula over lanes
/// gives each lane the bits that it would have alone.
pub trait Lane:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// Yes or no for each lane.
    type Mask: Copy;

    /// The same number in each lane.
    fn of(x: f64) -> Self;
    /// |x|
    fn abs(self) -> Self;
    /// √x
    fn sqrt(self) -> Self;
    /// Whether it is less; not where one is NaN.
    fn less(self, than: Self) -> Self::Mask;
    /// Whether both.
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// Whether in every lane.
    fn all(mask: Self::Mask) -> bool;
    /// The first where the mask holds, else the second.
    fn choose(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Whether bit `i` of its representation is set.
    fn bit(self, i: u32) -> Self::Mask;
    /// The leading half of its digits.
    fn head(self) -> Self;
    /// 2ⁿ for the sum n + `ROUND`, where a normal double has that exponent.
    fn power_of_two(self) -> Self;
    /// A positive normal double as m·2ᵏ with m between √½ and √2: m, k.
    fn parts(self) -> (Self, Self);
}

/// What is added to the bits of a double so that its exponent steps up at √½ and not at 1.
pub(super) const HALF_OCTAVE: u64 = 0x3ff0_0000_0000_0000 - ROOT_HALF;
/// The bits of √½, as far as they are needed.
pub(super) const ROOT_HALF: u64 = 0x3fe6_a09e_0000_0000;
/// The bits of a double without sign and exponent.
pub(super) const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// The bits of a double without the last 27.
pub(super) const HEAD: u64 = !0x7ff_ffff;
/// The bits of 2⁵²: a small whole number in the low bits is added to it.
pub(super) const WHOLE: u64 = 0x4330_0000_0000_0000;

impl Lane for f64 {
    type Mask = bool;

    #[inline(always)]
    fn of(x: f64) -> f64 {
        x
    }
    #[inline(always)]
    fn abs(self) -> f64 {
        libm::fabs(self)
    }
    #[inline(always)]
    fn sqrt(self) -> f64 {
        libm::sqrt(self)
    }
    #[inline(always)]
    fn less(self, than: f64) -> bool {
        self < than
    }
    #[inline(always)]
    fn both(a: bool, b: bool) -> bool {
        a && b
    }
    #[inline(always)]
    fn all(mask: bool) -> bool {
        mask
    }
    #[inline(always)]
    fn choose(mask: bool, yes: f64, no: f64) -> f64 {
        if mask { yes } else { no }
    }
    #[inline(always)]
    fn bit(self, i: u32) -> bool {
        self.to_bits() >> i & 1 == 1
    }
    #[inline(always)]
    fn head(self) -> f64 {
        f64::from_bits(self.to_bits() & HEAD)
    }
    #[inline(always)]
    fn power_of_two(self) -> f64 {
        f64::from_bits((self.to_bits() << 52).wrapping_add(1023 << 52))
    }
    #[inline(always)]
    fn parts(self) -> (f64, f64) {
        let bits = self.to_bits().wrapping_add(HALF_OCTAVE);
        let m = f64::from_bits((bits & MANTISSA).wrapping_add(ROOT_HALF));
        (m, f64::from_bits(bits >> 52 | WHOLE) - (f64::from_bits(WHOLE) + 1023.0))
    }
}
