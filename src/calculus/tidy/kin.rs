//! Functions of one angle, of half and of twice of it, become fewer in a product.

use super::Tidier;
use crate::algebra::HIGHEST;
use crate::calculus::expand::expand;
use crate::calculus::term::{Exponent, Factor, Term, is_bracket, multiply_factor, outline};
use crate::expr::{Dag, Expr, Function, KIN, Op, Rational};

impl Tidier {
    /// Functions of one angle, of half and of twice of it: sin x cos x tan x is sin² x, sin(x/2) cos(x/2) is
    /// sin(x)/2, (1 − cos 2x)/2 is sin² x.
    pub(super) fn join_angles(
        &mut self,
        dag: &mut Dag,
        product: &mut Term,
        was: &mut Option<Term>,
    ) {
        let is_concerned = |(base, _): &Factor| match dag.op(*base) {
            Op::Add => dag.has_call(*base),
            _ => kin(dag, *base).is_some(),
        };
        if !product.factors.iter().any(is_concerned) {
            return;
        }
        self.join_brackets(dag, product, was);
        let why = join_kin(dag, product);
        self.tell_changed(dag, why.unwrap_or("tangent"), product, was);
        let mut last = None;
        while self.join_half(dag, product, &mut last) {
            self.tell_changed(dag, "double-sine", product, was);
        }
        if last.is_some() {
            self.join_brackets(dag, product, was);
        }
    }

    /// sin(x/2)·cos(x/2) is sin(x)/2: where the angle is a half of something, or of one beside it, or
    /// came about this way: sin x cos x cos 2x is sin(4x)/4.
    fn join_half(&mut self, dag: &mut Dag, product: &mut Term, last: &mut Option<Expr>) -> bool {
        use Function::{Cos, Cosh, Sin, Sinh};
        for place in 0..product.factors.len() {
            let (sine, exponent) = product.factors[place];
            let (function, partner) = match dag.as_call(sine) {
                Some(Sin) => (Sin, Cos),
                Some(Sinh) => (Sinh, Cosh),
                _ => continue,
            };
            let power = whole(exponent).filter(|n| n.unsigned_abs() <= HIGHEST_JOINED);
            let (Some(u), Some(power)) = (dag.child(sine), power) else { continue };
            let cosine = |&&(base, other): &&Factor| {
                let same = other == exponent && dag.child(base) == Some(u);
                same && dag.as_call(base) == Some(partner)
            };
            let Some(&(cosine, _)) = product.factors.iter().find(cosine) else { continue };
            let twice = self.scale_sum(dag, u, &Term::number(2.into()));
            let half = self.terms.read(dag, u).coefficient.is_even_below() || *last == Some(u);
            let beside = |&(base, _): &Factor| {
                let function = dag.as_call(base).filter(|it| [function, partner].contains(it));
                function.is_some() && dag.child(base) == Some(twice)
            };
            if !half && !product.factors.iter().any(beside) {
                continue;
            }
            product.factors.retain(|(there, _)| *there != sine && *there != cosine);
            product.coefficient *= Rational::from(2).pow(-power as i32);
            let joined = dag.call(function, &[twice]);
            multiply_factor(dag, product, (joined, exponent));
            *last = Some(twice);
            return true;
        }
        false
    }

    /// tan u (1 + cos 2u) is 2tan u cos² u: where a function of half the angle stands beside; and
    /// (cos u + sin u)(cos u − sin u) is cos 2u.
    fn join_brackets(&mut self, dag: &mut Dag, product: &mut Term, was: &mut Option<Term>) {
        while let Some((gone, by)) = self.joined_bracket(dag, product) {
            product.factors.retain(|(base, _)| !gone.contains(&Some(*base)));
            *product = self.terms.multiply(dag, product, &by);
            self.tell_changed(dag, "double-angle", product, was);
        }
    }

    /// Which one or two brackets become what.
    fn joined_bracket(
        &mut self,
        dag: &mut Dag,
        product: &Term,
    ) -> Option<([Option<Expr>; 2], Term)> {
        let is_short = |factor: &&Factor| {
            is_bracket(dag, factor) && dag.children(factor.0).len() == 2 && dag.has_call(factor.0)
        };
        let brackets: Vec<Expr> =
            product.factors.iter().filter(is_short).map(|(base, _)| *base).collect();
        for (at, &bracket) in brackets.iter().enumerate() {
            for &other in &brackets[at + 1..] {
                if outline(dag, other) != outline(dag, bracket) {
                    continue;
                }
                let mut both = Term::factor(bracket, Exponent::ONE);
                multiply_factor(dag, &mut both, (other, Exponent::ONE));
                let Some(mut squares) = expand(dag, &mut self.terms, &[both]) else { continue };
                if squares.len() == 2 && self.pythagoras(dag, &mut squares).is_some() {
                    return Some(([Some(bracket), Some(other)], squares.swap_remove(0)));
                }
            }
            let terms = self.read_sum(dag, bracket);
            let (one, wave) = match (terms[0].as_number(), terms[1].as_number()) {
                (Some(one), _) => (one, &terms[1]),
                (_, Some(one)) => (one, &terms[0]),
                _ => continue,
            };
            let &[(cosine, power)] = wave.factors.as_slice() else { continue };
            let is_cosine = dag.as_call(cosine) == Some(Function::Cos);
            if power != Exponent::ONE || !is_cosine || wave.coefficient.abs() != one.abs() {
                continue;
            }
            let Some(angle) = dag.child(cosine) else { continue };
            let beside = product.factors.iter().find_map(|&(base, _)| {
                let u = dag.child(base).filter(|_| kin(dag, base).is_some_and(|kin| kin.0))?;
                let twice = self.scale_sum(dag, u, &Term::number(2.into()));
                (twice == angle).then_some(u)
            });
            // (1 − cos 2x)/2 is sin² x.
            let even = product.coefficient.is_even_below()
                && self.terms.read(dag, angle).coefficient.is_even_above();
            let u = match beside {
                Some(u) => u,
                None if even => self.scale_sum(dag, angle, &Term::number(Rational::fraction(1, 2))),
                None => continue,
            };
            let square = if wave.coefficient == *one { Function::Cos } else { Function::Sin };
            let square = dag.call(square, &[u]);
            let mut square = Term::factor(square, Exponent::Exact(2.into()));
            square.coefficient = one * &Rational::from(2);
            return Some(([Some(bracket), None], square));
        }
        None
    }
}

/// Up to which power a sine and a cosine become a sine of twice the angle: the number 2 goes with it.
const HIGHEST_JOINED: u64 = 64;

/// sin u/cos u is tan u, tan u · cos u is sin u, sec u · cos u is 1: functions of one angle joined
/// where fewer are left. Says by which row.
pub(super) fn join_kin(dag: &mut Dag, product: &mut Term) -> Option<&'static str> {
    let mut why = None;
    let mut place = 0;
    'next: while let Some(&(base, _)) = product.factors.get(place) {
        place += 1;
        let (Some((circular, ..)), Some(u)) = (kin(dag, base), dag.child(base)) else { continue };
        let of_one_angle = |dag: &Dag, base: Expr| {
            kin(dag, base).filter(|kin| kin.0 == circular && dag.child(base) == Some(u))
        };
        // tan u sec² u, not tan u/cos² u.
        let strokes = |n: i64| n.abs() + i64::from(n < 0);
        let (mut sines, mut cosines, mut count, mut size) = (0, 0, 0, 0);
        let (mut quotients, mut turns) = (false, false);
        for &(base, exponent) in &product.factors {
            let Some((_, sine, cosine)) = of_one_angle(dag, base) else { continue };
            // csc² u cotⁿ⁻¹ u stays.
            let whole = exponent
                .exact()
                .filter(|n| n.is_integer() && n.numer().unsigned_abs() <= HIGHEST as u64);
            let Some(n) = whole.map(|n| *n.numer()) else { continue 'next };
            (sines, cosines) = (sines + n * sine, cosines + n * cosine);
            (count, size) = (count + 1, size + strokes(n));
            let quotient = sine + cosine < 1;
            quotients |= quotient;
            // 1/sec² u is cos² u, 1/cot u is tan u; 1/tan u stays.
            turns |= n < 0 && sine < 1 && quotient;
        }
        let left = kin_of(sines, cosines).map(|(place, n)| {
            let (one, other, ..) = KIN[place];
            (if circular { one } else { other }, n)
        });
        let number = left.iter().filter(|(_, n)| *n != 0).count();
        let weight = left.iter().map(|(_, n)| strokes(*n)).sum::<i64>();
        let same = number == count && quotients && weight < size;
        if count < 2 && !turns || number >= count && !same {
            continue;
        }
        product.factors.retain(|(base, _)| of_one_angle(dag, *base).is_none());
        why = Some("sine-and-cosine");
        for (function, n) in left.into_iter().filter(|(_, n)| *n != 0) {
            let call = dag.call(function, &[u]);
            multiply_factor(dag, product, (call, Exponent::Exact(n.into())));
            if function.kin().is_some_and(|it| it.1 + it.2 == 0) {
                why = Some("tangent");
            }
        }
        place = 0;
    }
    why
}

fn kin(dag: &Dag, e: Expr) -> Option<(bool, i64, i64)> {
    dag.as_call(e)?.kin()
}

/// sin^s u · cos^c u as powers of two of the kin.
fn kin_of(sines: i64, cosines: i64) -> [(usize, i64); 2] {
    match (sines < 0, cosines < 0) {
        (false, false) => [(0, sines), (1, cosines)],
        (true, true) => [(4, -cosines), (5, -sines)],
        // tan u · sec u, or tan u · sin u.
        (false, true) if sines <= -cosines => [(2, sines), (4, -cosines - sines)],
        (false, true) => [(2, -cosines), (0, sines + cosines)],
        (true, false) if cosines <= -sines => [(3, cosines), (5, -sines - cosines)],
        (true, false) => [(3, -sines), (1, sines + cosines)],
    }
}

/// An exponent that is a whole number.
fn whole(exponent: Exponent) -> Option<i64> {
    exponent.exact().filter(|n| n.is_integer()).map(|n| *n.numer())
}
