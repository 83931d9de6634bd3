//! Two polynomials become what both are multiples of.
//!
//! The heuristic of Char, Geddes and Gonnet (1989): put a large whole number for an atom, take the
//! greatest common divisor of what is left, one atom fewer, until it is one of numbers; then read
//! the digits of that number in base of what was put in. What divides both is a common divisor,
//! and the greatest one when the number was large enough; else a larger one is tried. Most pairs
//! have nothing in common, which a look at them modulo a prime finds out first.

use std::borrow::Cow;

use num_traits::{CheckedMul, One, ToPrimitive};

use super::poly::{Monomial, Poly, Power, whole};
use crate::expr::Rational;
use crate::order::sort_by;

/// The greatest common divisor with whole coefficients, positive in front; 1 where there is none,
/// and where it would take too long to find. Both without negative powers and common content.
pub(super) fn gcd(a: &Poly, b: &Poly) -> Poly {
    let one = Poly::number(Rational::ONE);
    if a == b {
        return a.clone();
    }
    if a.as_number().is_some() || b.as_number().is_some() {
        return one;
    }
    let shared: Vec<u32> = {
        let of_b = b.atoms();
        a.atoms().into_iter().filter(|atom| of_b.contains(atom)).collect()
    };
    if shared.is_empty() {
        return one;
    }
    // Sixths and sevenths of powers together are powers too high.
    let scales = scales(a, b);
    let is_high = |(atom, scale): &(u32, i64)| {
        a.degree(*atom).max(b.degree(*atom)) > Power::new(MAX_DEGREE, *scale)
    };
    if scales.iter().any(is_high) {
        return one;
    }
    let (Some(x), Some(y)) = (rescaled(a, &scales, false), rescaled(b, &scales, false)) else {
        return one;
    };
    if shared.iter().all(|&atom| is_free_of(&x, &y, atom)) {
        return one;
    }
    // Often one is a multiple of the other.
    for (large, small) in [(a, b), (b, a)] {
        if large.terms.len() >= small.terms.len() && large.divided(small).is_some() {
            return small.clone();
        }
    }
    let found =
        heuristic(&x, &y).and_then(|found| Some(rescaled(&found, &scales, true)?.into_owned()));
    found.unwrap_or(one)
}

/// The highest power of the root of which all fractional powers of an atom are whole ones.
const MAX_DEGREE: i64 = 60;

/// For each atom with fractions among its powers, the number that makes them whole.
fn scales(a: &Poly, b: &Poly) -> Vec<(u32, i64)> {
    let mut scales: Vec<(u32, i64)> = Vec::new();
    for (monomial, _) in a.terms.iter().chain(&b.terms) {
        for (atom, power) in monomial.0.iter().filter(|(_, power)| !power.is_integer()) {
            match scales.iter_mut().find(|(there, _)| there == atom) {
                Some((_, scale)) => *scale = num_integer::lcm(*scale, *power.denom()),
                None => scales.push((*atom, *power.denom())),
            }
        }
    }
    scales
}

fn rescaled<'a>(poly: &'a Poly, scales: &[(u32, i64)], back: bool) -> Option<Cow<'a, Poly>> {
    if scales.is_empty() {
        return Some(Cow::Borrowed(poly));
    }
    let mut terms = Vec::new();
    for (monomial, coefficient) in &poly.terms {
        let mut powers = monomial.0.clone();
        for (atom, power) in &mut powers {
            if let Some((_, scale)) = scales.iter().find(|(there, _)| there == atom) {
                let factor = if back { Power::new(1, *scale) } else { whole(*scale) };
                *power = power.checked_mul(&factor)?;
            }
        }
        terms.push((Monomial(powers), coefficient.clone()));
    }
    Some(Cow::Owned(Poly::collect(terms)))
}

// ── Nothing in common ────────────────────────────────────────────────────────────────────────

const PRIME: u64 = 0x7fff_ffff;

/// Whether no common divisor contains the atom, seen modulo a prime with numbers put for the
/// other atoms: what divides both divides what is left of both.
fn is_free_of(a: &Poly, b: &Poly, atom: u32) -> bool {
    let (Some(mut a), Some(mut b)) = (image(a, atom), image(b, atom)) else { return false };
    // Euclid's algorithm; the leading coefficients of both survived.
    while !b.is_empty() {
        let inverse = power_mod(b[b.len() - 1], PRIME - 2);
        while a.len() >= b.len() {
            let factor = a[a.len() - 1] * inverse % PRIME;
            let shift = a.len() - b.len();
            for (place, c) in b.iter().enumerate() {
                let there = &mut a[place + shift];
                *there = (*there + PRIME - factor * c % PRIME) % PRIME;
            }
            while a.last() == Some(&0) {
                a.pop();
            }
        }
        std::mem::swap(&mut a, &mut b);
    }
    a.len() == 1
}

/// The coefficients modulo the prime from the lowest power of the atom on; `None` where the
/// leading one vanishes or a power is not a small whole number.
fn image(poly: &Poly, atom: u32) -> Option<Vec<u64>> {
    let degree = poly.degree(atom);
    let mut image =
        vec![0; degree.is_integer().then(|| degree.to_usize())?.filter(|d| *d < 400)? + 1];
    for (monomial, coefficient) in &poly.terms {
        let (above, below) = coefficient.as_pair()?;
        let below = power_mod(below.rem_euclid(PRIME as i64) as u64, PRIME - 2);
        let mut value = above.rem_euclid(PRIME as i64) as u64 * below % PRIME;
        let mut place = 0;
        for (there, power) in &monomial.0 {
            if !power.is_integer() {
                return None;
            }
            let power = power.to_u64()?;
            match *there == atom {
                true => place = power as usize,
                false => value = value * power_mod(point(*there), power) % PRIME,
            }
        }
        image[place] = (image[place] + value) % PRIME;
    }
    (image.last() != Some(&0)).then_some(image)
}

/// A number for an atom: any will do, the same every time.
fn point(atom: u32) -> u64 {
    (u64::from(atom) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) % PRIME
}

fn power_mod(mut base: u64, mut power: u64) -> u64 {
    let mut result = 1;
    base %= PRIME;
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power >>= 1;
    }
    result
}

// ── The heuristic ────────────────────────────────────────────────────────────────────────────

/// The numbers in the middle of the computation have at most this many bits.
const MAX_BITS: u64 = 6000;

/// For each atom a few numbers are tried.
const TRIES: usize = 4;

/// At most this many atoms: a level for each.
const MAX_ATOMS: usize = 6;

fn heuristic(a: &Poly, b: &Poly) -> Option<Poly> {
    let mut atoms = a.atoms();
    atoms.extend(b.atoms());
    sort_by(&mut atoms, Ord::cmp);
    atoms.dedup();
    (atoms.len() <= MAX_ATOMS).then(|| level(a, b, &atoms)).flatten()
}

/// With as many levels as there are atoms.
fn level(a: &Poly, b: &Poly, atoms: &[u32]) -> Option<Poly> {
    let (a_number, a) = primitive(a);
    let (b_number, b) = primitive(b);
    let number = a_number.gcd(&b_number);
    let Some((&atom, rest)) = atoms.split_first() else { return Some(Poly::number(number)) };
    if a.is_zero() || b.is_zero() {
        return None;
    }
    let height = |p: &Poly| p.terms.iter().map(|(_, c)| c.abs()).max().unwrap_or(Rational::ONE);
    let smaller = height(&a).min(height(&b));
    let mut put = Rational::from(2) * smaller + Rational::from(29);
    let degree = a.degree(atom).max(b.degree(atom)).to_u64()?;
    for _ in 0..TRIES {
        if put.bits().0 * (degree + 1) > MAX_BITS {
            return None;
        }
        let (x, y) = (at(&a, atom, &put)?, at(&b, atom, &put)?);
        if !x.is_zero() && !y.is_zero() {
            // What is too long one level down is no shorter with a larger number.
            let below = level(&x, &y, rest)?;
            let (_, found) = primitive(&from_digits(below, atom, &put)?);
            if a.divided(&found).is_some() && b.divided(&found).is_some() {
                return Some(found.scaled(&number));
            }
        }
        // A number that shares no pattern with the last one.
        put = (put * Rational::fraction(73_794, 27_011)).floor();
    }
    None
}

/// The common divisor of the coefficients, and what is left: positive in front.
fn primitive(poly: &Poly) -> (Rational, Poly) {
    let mut number = Rational::ZERO;
    for (_, c) in &poly.terms {
        number = if number.is_zero() { c.abs() } else { number.gcd(c) };
    }
    if number.is_zero() || number.is_one() && !poly.terms[0].1.is_negative() {
        return (number, poly.clone());
    }
    let by = if poly.terms[0].1.is_negative() { -number.recip() } else { number.recip() };
    (number, poly.scaled(&by))
}

fn at(poly: &Poly, atom: u32, value: &Rational) -> Option<Poly> {
    let mut terms = Vec::with_capacity(poly.terms.len());
    for (monomial, coefficient) in &poly.terms {
        let power = monomial.power_of(atom);
        let power = if power.is_integer() { power.to_i32()? } else { return None };
        terms.push((monomial.without(atom), coefficient * value.pow(power)));
    }
    Some(Poly::collect(terms))
}

/// The polynomial whose value at `base` this is, its coefficients being small: digits between
/// −base/2 and base/2.
fn from_digits(mut value: Poly, atom: u32, base: &Rational) -> Option<Poly> {
    let inverse = base.recip();
    let mut terms = Vec::new();
    let mut power = 0;
    while !value.is_zero() {
        let mut digits = Vec::new();
        for (monomial, coefficient) in &value.terms {
            let quotient = (coefficient * &inverse).round();
            let digit = coefficient - quotient * base;
            if !digit.is_zero() {
                digits.push((monomial.clone(), digit));
            }
        }
        let digits = Poly { terms: digits };
        value = value.minus(&digits).scaled(&inverse);
        let shift = Monomial::atom(atom, whole(power));
        terms.extend(digits.shifted(&shift)?.terms);
        power += 1;
        if power > 200 {
            return None;
        }
    }
    Some(Poly::collect(terms))
}

// ── Repeated factors ─────────────────────────────────────────────────────────────────────────

/// The polynomial as a product of powers of polynomials without repeated factors (Yun, 1976), as
/// far as they show by its oldest atom.
pub(super) fn square_free(poly: &Poly) -> Vec<(Poly, i32)> {
    yun(poly).unwrap_or_else(|| vec![(poly.clone(), 1)])
}

fn yun(poly: &Poly) -> Option<Vec<(Poly, i32)>> {
    let atom = *poly.atoms().first()?;
    let slope = poly.derivative(atom)?;
    if slope.is_zero() {
        return None;
    }
    let strip = |p: &Poly| -> Option<Poly> {
        let (number, monomial) = p.content();
        p.scaled(&number.recip()).shifted(&monomial.raised(-Power::one())?)
    };
    let repeated = gcd(poly, &strip(&slope)?);
    if repeated.as_number().is_some() {
        return None;
    }
    let mut found = Vec::new();
    // w: every factor once; y: those that occur again.
    let (mut w, mut y) = (poly.divided(&repeated)?, repeated);
    let mut power = 1;
    while w.as_number().is_none() {
        let again = gcd(&w, &y);
        let once = w.divided(&again)?;
        if once.as_number().is_none() {
            found.push((strip(&once)?, power));
        }
        y = y.divided(&again)?;
        w = again;
        power += 1;
        if power > 64 {
            return None;
        }
    }
    if y.as_number().is_none() {
        // A factor without the atom.
        found.push((strip(&y)?, 1));
    }
    Some(found)
}
