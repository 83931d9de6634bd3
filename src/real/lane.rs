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
    /// Whether it is equal; not where one is NaN.
    fn same(self, other: Self) -> Self::Mask;
    /// Whether both.
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// Whether in every lane.
    fn all(mask: Self::Mask) -> bool;
    /// The first where the mask holds, else the second.
    fn choose(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Itself or the limit, whichever is smaller; NaN stays NaN.
    fn at_most(self, limit: Self) -> Self;
    /// A number that is not negative, with the sign of another.
    fn with_sign(self, of: Self) -> Self;
    /// The two numbers that a table of 2ᵏ entries, at most 256, has at the last k digits of n, for
    /// the sum n + `ROUND` of a whole number.
    fn look_up<const N: usize>(self, table: &[[f64; 2]; N]) -> [Self; 2];
    /// With its sign turned where the last bit but one of `by` is set.
    fn turned(self, by: Self) -> Self;
    /// Both, in the other order where the last bit of `by` is set.
    fn crossed(by: Self, a: Self, b: Self) -> [Self; 2];
    /// The leading half of its digits.
    fn head(self) -> Self;
    /// Times 2^(n/32) for the sum n + `ROUND`, where that is a normal double, of a number whose bits
    /// were lowered by those of n that are no whole octave.
    fn raised(self, by: Self) -> Self;
    /// A positive normal double as m·2ᵏ with m between √½ and √2: m, k.
    fn parts(self) -> (Self, Self);
}

/// Doubles that are read and written together.
pub trait Row: Lane {
    /// How many they are.
    const COUNT: usize;
    /// Those at this place.
    fn read(from: &[f64], at: usize) -> Self;
    /// Writes them to this place.
    fn write(self, to: &mut [f64], at: usize);
}

impl Row for f64 {
    const COUNT: usize = 1;
    #[inline(always)]
    fn read(from: &[f64], at: usize) -> f64 {
        from[at]
    }
    #[inline(always)]
    fn write(self, to: &mut [f64], at: usize) {
        to[at] = self;
    }
}

/// What is added to the bits of a double so that its exponent steps up at √½ and not at 1.
pub(super) const HALF_OCTAVE: u64 = 0x3ff0_0000_0000_0000 - ROOT_HALF;
/// The bits of √½, as far as they are needed.
pub(super) const ROOT_HALF: u64 = 0x3fe6_a09e_0000_0000;
/// The bit of a double that is its sign.
const SIGN: u64 = 1 << 63;
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
    fn same(self, other: f64) -> bool {
        self == other
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
    fn at_most(self, limit: f64) -> f64 {
        if limit < self { limit } else { self }
    }
    #[inline(always)]
    fn with_sign(self, of: f64) -> f64 {
        f64::from_bits(self.to_bits() | of.to_bits() & SIGN)
    }
    #[inline(always)]
    fn look_up<const N: usize>(self, table: &[[f64; 2]; N]) -> [f64; 2] {
        table[usize::from(self.to_bits() as u8) % N]
    }
    #[inline(always)]
    fn turned(self, by: f64) -> f64 {
        f64::from_bits(self.to_bits() ^ (by.to_bits() >> 1 << 63))
    }
    #[inline(always)]
    fn crossed(by: f64, a: f64, b: f64) -> [f64; 2] {
        if by.to_bits() & 1 == 1 { [b, a] } else { [a, b] }
    }
    #[inline(always)]
    fn head(self) -> f64 {
        f64::from_bits(self.to_bits() & HEAD)
    }
    #[inline(always)]
    fn raised(self, by: f64) -> f64 {
        f64::from_bits(self.to_bits().wrapping_add(by.to_bits() << 47))
    }
    #[inline(always)]
    fn parts(self) -> (f64, f64) {
        let bits = self.to_bits().wrapping_add(HALF_OCTAVE);
        let m = f64::from_bits((bits & MANTISSA).wrapping_add(ROOT_HALF));
        (m, f64::from_bits(bits >> 52 | WHOLE) - (f64::from_bits(WHOLE) + 1023.0))
    }
}
