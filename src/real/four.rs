//! Four doubles that go through an operation at once, in two registers of two where there are
//! such: sums over them come in one fixed order, whatever the machine.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::lane::{Lane, Row};

/// As many doubles as go through in step here.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub type Wide = crate::real::simd::Pair;
/// As many doubles as go through in step here.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub type Wide = f64;

/// Two side by side, each of which may be two.
#[derive(Clone, Copy)]
pub struct Two<L>(L, L);

/// Half of four doubles.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub type Half = Wide;
/// Half of four doubles.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub type Half = Two<Wide>;

/// Four doubles.
pub type Four = Two<Half>;

/// Two registers.
pub type Double = Two<Wide>;

impl<R: Row> Row for Two<R> {
    const COUNT: usize = 2 * R::COUNT;
    #[inline(always)]
    fn read(from: &[f64], at: usize) -> Two<R> {
        Two(R::read(from, at), R::read(from, at + R::COUNT))
    }
    #[inline(always)]
    fn write(self, to: &mut [f64], at: usize) {
        self.0.write(to, at);
        self.1.write(to, at + R::COUNT);
    }
}

/// Four doubles in memory, none of them across the lines of a cache.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(32))]
pub struct Quad(pub [f64; 4]);

impl<L: Add<Output = L>> Add for Two<L> {
    type Output = Two<L>;
    #[inline(always)]
    fn add(self, other: Two<L>) -> Two<L> {
        Two(self.0 + other.0, self.1 + other.1)
    }
}

impl<L: Mul<Output = L>> Mul for Two<L> {
    type Output = Two<L>;
    #[inline(always)]
    fn mul(self, other: Two<L>) -> Two<L> {
        Two(self.0 * other.0, self.1 * other.1)
    }
}

impl<L: Sub<Output = L>> Sub for Two<L> {
    type Output = Two<L>;
    #[inline(always)]
    fn sub(self, other: Two<L>) -> Two<L> {
        Two(self.0 - other.0, self.1 - other.1)
    }
}

impl<L: Div<Output = L>> Div for Two<L> {
    type Output = Two<L>;
    #[inline(always)]
    fn div(self, other: Two<L>) -> Two<L> {
        Two(self.0 / other.0, self.1 / other.1)
    }
}

impl<L: Neg<Output = L>> Neg for Two<L> {
    type Output = Two<L>;
    #[inline(always)]
    fn neg(self) -> Two<L> {
        Two(-self.0, -self.1)
    }
}

impl<L: Lane> Lane for Two<L> {
    type Mask = Two<L::Mask>;

    #[inline(always)]
    fn of(x: f64) -> Two<L> {
        Two(L::of(x), L::of(x))
    }
    #[inline(always)]
    fn abs(self) -> Two<L> {
        Two(self.0.abs(), self.1.abs())
    }
    #[inline(always)]
    fn sqrt(self) -> Two<L> {
        Two(self.0.sqrt(), self.1.sqrt())
    }
    #[inline(always)]
    fn less(self, than: Two<L>) -> Two<L::Mask> {
        Two(self.0.less(than.0), self.1.less(than.1))
    }
    #[inline(always)]
    fn same(self, other: Two<L>) -> Two<L::Mask> {
        Two(self.0.same(other.0), self.1.same(other.1))
    }
    #[inline(always)]
    fn both(a: Two<L::Mask>, b: Two<L::Mask>) -> Two<L::Mask> {
        Two(L::both(a.0, b.0), L::both(a.1, b.1))
    }
    #[inline(always)]
    fn all(mask: Two<L::Mask>) -> bool {
        L::all(L::both(mask.0, mask.1))
    }
    #[inline(always)]
    fn choose(mask: Two<L::Mask>, yes: Two<L>, no: Two<L>) -> Two<L> {
        Two(L::choose(mask.0, yes.0, no.0), L::choose(mask.1, yes.1, no.1))
    }
    #[inline(always)]
    fn at_most(self, limit: Two<L>) -> Two<L> {
        Two(self.0.at_most(limit.0), self.1.at_most(limit.1))
    }
    #[inline(always)]
    fn with_sign(self, of: Two<L>) -> Two<L> {
        Two(self.0.with_sign(of.0), self.1.with_sign(of.1))
    }
    #[inline(always)]
    fn look_up<const N: usize>(self, table: &[[f64; 2]; N]) -> [Two<L>; 2] {
        let ([a0, b0], [a1, b1]) = (self.0.look_up(table), self.1.look_up(table));
        [Two(a0, a1), Two(b0, b1)]
    }
    #[inline(always)]
    fn turned(self, by: Two<L>) -> Two<L> {
        Two(self.0.turned(by.0), self.1.turned(by.1))
    }
    #[inline(always)]
    fn crossed(by: Two<L>, a: Two<L>, b: Two<L>) -> [Two<L>; 2] {
        let ([a0, b0], [a1, b1]) = (L::crossed(by.0, a.0, b.0), L::crossed(by.1, a.1, b.1));
        [Two(a0, a1), Two(b0, b1)]
    }
    #[inline(always)]
    fn head(self) -> Two<L> {
        Two(self.0.head(), self.1.head())
    }
    #[inline(always)]
    fn raised(self, by: Two<L>) -> Two<L> {
        Two(self.0.raised(by.0), self.1.raised(by.1))
    }
    #[inline(always)]
    fn parts(self) -> (Two<L>, Two<L>) {
        let (first, second) = (self.0.parts(), self.1.parts());
        (Two(first.0, second.0), Two(first.1, second.1))
    }
}

impl Four {
    /// The four.
    #[inline(always)]
    pub fn load(from: &Quad) -> Four {
        Row::read(&from.0, 0)
    }

    /// Writes them.
    #[inline(always)]
    pub fn store(self, to: &mut Quad) {
        self.write(&mut to.0, 0);
    }

    /// (first + third) + (second + fourth)
    #[inline(always)]
    pub fn sum(self) -> f64 {
        (self.0 + self.1).sum()
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
impl Two<f64> {
    /// first + second
    #[inline(always)]
    fn sum(self) -> f64 {
        self.0 + self.1
    }
}
