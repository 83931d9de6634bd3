//! A need that holds and fails in turn, again and again, becomes the stretches of one period where
//! it holds: sin x > 0 is 2kπ < x < π + 2kπ.

use super::combs::{Alternating, on_comb, shifted};
use super::stretch::{Band, Comb, Domain, Place, same};
use crate::calculus::tidy::Tidier;
use crate::expr::Dag;
use crate::order::sort_by;

/// More places than this in one period are not told one by one.
const MOST: usize = 24;

/// The bands on which all of these hold, put into the domain; `false` where no common period is
/// found.
pub(super) fn bands(
    dag: &mut Dag,
    tidier: &mut Tidier,
    domain: &mut Domain,
    needs: &[Alternating],
) -> bool {
    // At the teeth of other needs, the poles of a tangent, a sign may turn as well.
    let teeth = || domain.combs.iter().map(|comb| (comb.start, comb.distance));
    let combs: Vec<(Place, Place)> =
        needs.iter().flat_map(|one| one.combs.iter().copied()).chain(teeth()).collect();
    let Some(period) = common_period(dag, tidier, needs, &combs) else { return false };
    let Some(places) = places_of_a_period(dag, tidier, &combs, period) else { return false };
    let is_tooth = |domain: &Domain, x: f64| {
        domain.combs.iter().any(|comb| on_comb(comb.start, comb.distance, x))
    };
    // From every place to the next, the last to the first of the next period.
    let mut found: Vec<Band> = Vec::new();
    for (i, &low) in places.iter().enumerate() {
        let high = match places.get(i + 1) {
            Some(&high) => high,
            None => shifted(dag, tidier, places[0], 1, period),
        };
        let inside = |part: f64| low.value + (high.value - low.value) * part;
        let all = |x: f64| needs.iter().all(|one| one.trial.holds(x));
        if ![0.23, 0.5, 0.81].into_iter().all(|part| all(inside(part))) {
            continue;
        }
        let ends = [low, high].map(|end| {
            !is_tooth(domain, end.value) && needs.iter().all(|one| one.holds_at(end.value))
        });
        found.push(Band { low: (low, ends[0]), high: (high, ends[1]), period });
    }
    // Two bands that meet are one, with single places between.
    let mut joined: Vec<Band> = Vec::new();
    for band in found {
        match joined.last_mut().filter(|last| same(last.high.0.value, band.low.0.value)) {
            Some(last) => {
                if !last.high.1 && !is_tooth(domain, last.high.0.value) {
                    let start = last.high.0;
                    domain.combs.push(Comb { start, distance: period, defined: false });
                }
                last.high = band.high;
            }
            None => joined.push(band),
        }
    }
    for band in &mut joined {
        // The one around 0, or the first after it.
        let middle = (band.low.0.value + band.high.0.value) / 2.0 / period.value;
        let periods = -(middle - 0.5 - 1e-9).ceil() as i64;
        for end in [&mut band.low, &mut band.high] {
            end.0 = shifted(dag, tidier, end.0, periods, period);
        }
    }
    sort_by(&mut joined, |a: &Band, b: &Band| a.low.0.value.total_cmp(&b.low.0.value));
    if joined.is_empty() {
        domain.stretches.clear();
        domain.nowhere = true;
    }
    domain.combs.retain(|comb| {
        let mut teeth = (-24..24).map(|k| comb.start.value + comb.distance.value * f64::from(k));
        teeth.any(|tooth| joined.iter().any(|band| inside(band, tooth)))
    });
    domain.bands = joined;
    true
}

/// Whether the number lies within a band, and not at its end.
fn inside(band: &Band, x: f64) -> bool {
    let period = band.period.value;
    let away = (x - band.low.0.value).rem_euclid(period);
    let width = band.high.0.value - band.low.0.value;
    away > 1e-9 * period && away < width - 1e-9 * period
}

/// After which distance all needs hold and fail as before: a small multiple of the longest comb's.
fn common_period(
    dag: &mut Dag,
    tidier: &mut Tidier,
    needs: &[Alternating],
    combs: &[(Place, Place)],
) -> Option<Place> {
    let distances = || combs.iter().map(|(_, distance)| *distance);
    let longest = distances().max_by(|a, b| a.value.total_cmp(&b.value))?;
    [1i64, 2, 3, 4, 6, 12].into_iter().find_map(|times| {
        let length = longest.value * times as f64;
        let fits = distances().all(|distance| {
            let count = length / distance.value;
            (count - count.round()).abs() <= 1e-9 * count
        });
        let repeats = || {
            (0..96).all(|i| {
                let x = length * ((f64::from(i) + 0.37) / 31.0 - 1.5);
                let later = |one: &Alternating| {
                    [1.0, -23.0, 170.0].map(|k| one.trial.holds(x + length * k))
                };
                needs.iter().all(|one| later(one) == [one.trial.holds(x); 3])
            })
        };
        if !fits || !repeats() {
            return None;
        }
        let times = dag.integer(times);
        let product = dag.mul(&[times, longest.exact]);
        Some(Place::new(dag, tidier, product))
    })
}

/// Every place in one period, in order, each once.
fn places_of_a_period(
    dag: &mut Dag,
    tidier: &mut Tidier,
    combs: &[(Place, Place)],
    period: Place,
) -> Option<Vec<Place>> {
    let mut places: Vec<Place> = Vec::new();
    for &(start, distance) in combs {
        let first = -(start.value / distance.value + 1e-9).floor() as i64;
        let count = (period.value / distance.value).round() as i64;
        if !(1..=MOST as i64).contains(&count) {
            return None;
        }
        for k in first..first + count {
            let place = shifted(dag, tidier, start, k, distance);
            if !places.iter().any(|known| (known.value - place.value).abs() <= 1e-9 * period.value)
            {
                places.push(place);
            }
        }
    }
    sort_by(&mut places, |a: &Place, b: &Place| a.value.total_cmp(&b.value));
    (places.len() <= MOST).then_some(places)
}
