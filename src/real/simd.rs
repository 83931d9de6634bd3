//! Two doubles in one register of a browser's processor.
#![allow(unsafe_code, reason = "a pair of doubles is read and written through a pointer")]

use core::arch::wasm32::*;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::lane::{HALF_OCTAVE, HEAD, Lane, MANTISSA, ROOT_HALF, Row, WHOLE};

/// Two doubles side by side.
#[derive(Clone, Copy)]
pub struct Pair(v128);

impl Pair {
    /// first + second
    #[inline(always)]
    pub fn sum(self) -> f64 {
        f64x2_extract_lane::<0>(self.0) + f64x2_extract_lane::<1>(self.0)
    }
}

impl Row for Pair {
    const COUNT: usize = 2;
    #[inline(always)]
    fn read(from: &[f64], at: usize) -> Pair {
        assert!(at + 2 <= from.len());
        // SAFETY: sixteen bytes from here are inside the slice; no alignment is needed.
        Pair(unsafe { v128_load(from.as_ptr().add(at).cast()) })
    }
    #[inline(always)]
    fn write(self, to: &mut [f64], at: usize) {
        assert!(at + 2 <= to.len());
        // SAFETY: sixteen bytes from here are inside the slice; no alignment is needed.
        unsafe { v128_store(to.as_mut_ptr().add(at).cast(), self.0) }
    }
}

macro_rules! operators {
    ($($trait:ident $name:ident $instruction:ident)*) => {$(
        impl $trait for Pair {
            type Output = Pair;
            #[inline(always)]
            fn $name(self, other: Pair) -> Pair {
                Pair($instruction(self.0, other.0))
            }
        }
    )*};
}
operators! { Add add f64x2_add  Sub sub f64x2_sub  Mul mul f64x2_mul  Div div f64x2_div }

impl Neg for Pair {
    type Output = Pair;
    #[inline(always)]
    fn neg(self) -> Pair {
        Pair(f64x2_neg(self.0))
    }
}

impl Lane for Pair {
    type Mask = v128;

    #[inline(always)]
    fn of(x: f64) -> Pair {
        Pair(f64x2_splat(x))
    }
    #[inline(always)]
    fn abs(self) -> Pair {
        Pair(f64x2_abs(self.0))
    }
    #[inline(always)]
    fn sqrt(self) -> Pair {
        Pair(f64x2_sqrt(self.0))
    }
    #[inline(always)]
    fn less(self, than: Pair) -> v128 {
        f64x2_lt(self.0, than.0)
    }
    #[inline(always)]
    fn same(self, other: Pair) -> v128 {
        f64x2_eq(self.0, other.0)
    }
    #[inline(always)]
    fn both(a: v128, b: v128) -> v128 {
        v128_and(a, b)
    }
    #[inline(always)]
    fn all(mask: v128) -> bool {
        i64x2_all_true(mask)
    }
    #[inline(always)]
    fn choose(mask: v128, yes: Pair, no: Pair) -> Pair {
        Pair(v128_bitselect(yes.0, no.0, mask))
    }
    #[inline(always)]
    fn at_most(self, limit: Pair) -> Pair {
        Pair(f64x2_pmin(self.0, limit.0))
    }
    #[inline(always)]
    fn with_sign(self, of: Pair) -> Pair {
        Pair(v128_or(self.0, v128_and(of.0, f64x2_splat(-0.0))))
    }
    #[inline(always)]
    fn look_up<const N: usize>(self, table: &[[f64; 2]; N]) -> [Pair; 2] {
        // SAFETY: both lie in the table, sixteen bytes each; no alignment is needed.
        let entry = |n: u8| unsafe { v128_load((&raw const table[usize::from(n) % N]).cast()) };
        let first = entry(u8x16_extract_lane::<0>(self.0));
        let second = entry(u8x16_extract_lane::<8>(self.0));
        [Pair(i64x2_shuffle::<0, 2>(first, second)), Pair(i64x2_shuffle::<1, 3>(first, second))]
    }
    #[inline(always)]
    fn turned(self, by: Pair) -> Pair {
        // By the sign alone: an arithmetic shift of doubles is many instructions.
        Pair(v128_xor(self.0, v128_and(i64x2_shl(by.0, 62), f64x2_splat(-0.0))))
    }
    #[inline(always)]
    fn crossed(by: Pair, a: Pair, b: Pair) -> [Pair; 2] {
        let odd = i64x2_sub(i64x2_splat(0), v128_and(by.0, i64x2_splat(1)));
        let other = v128_and(v128_xor(a.0, b.0), odd);
        [Pair(v128_xor(a.0, other)), Pair(v128_xor(b.0, other))]
    }
    #[inline(always)]
    fn head(self) -> Pair {
        Pair(v128_and(self.0, u64x2_splat(HEAD)))
    }
    #[inline(always)]
    fn raised(self, by: Pair) -> Pair {
        Pair(i64x2_add(self.0, i64x2_shl(by.0, 47)))
    }
    #[inline(always)]
    fn parts(self) -> (Pair, Pair) {
        let splat = |bits: u64| u64x2_splat(bits);
        let bits = i64x2_add(self.0, splat(HALF_OCTAVE));
        let m = i64x2_add(v128_and(bits, splat(MANTISSA)), splat(ROOT_HALF));
        let k = v128_or(u64x2_shr(bits, 52), splat(WHOLE));
        (Pair(m), Pair(k) - Pair::of(f64::from_bits(WHOLE) + 1023.0))
    }
}
