//! Functions of one angle in a product become fewer.

use crate::algebra::HIGHEST;
use crate::calculus::term::{Exponent, Term, multiply_factor};
use crate::expr::{Dag, Expr, KIN};

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
