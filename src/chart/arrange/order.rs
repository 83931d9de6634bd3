//! Layers become layers whose links seldom cross.

use super::layers::Layers;
use crate::order::sort_by;

/// How often the whole is gone through, forth and back.
const ROUNDS: usize = 12;

/// Sweeps forth and back; in each, the items of a layer are sorted by the mean place of what they
/// are linked with in the layer before, and neighbours change places where that helps. The best
/// order seen is kept.
pub(super) fn reduce_crossings(layers: &mut Layers) {
    let mut best = layers.rows.clone();
    let mut fewest = crossings(layers);
    for round in 0..ROUNDS {
        if fewest == 0 {
            break;
        }
        let forth = round % 2 == 0;
        sort_by_means(layers, forth);
        exchange_neighbours(layers);
        let now = crossings(layers);
        if now < fewest {
            (fewest, best) = (now, layers.rows.clone());
        }
    }
    layers.rows = best;
}

/// The place of every item within its layer.
fn places(layers: &Layers) -> Vec<usize> {
    let mut places = vec![0; layers.items.len()];
    for row in &layers.rows {
        for (place, &item) in row.iter().enumerate() {
            places[item] = place;
        }
    }
    places
}

fn sort_by_means(layers: &mut Layers, forth: bool) {
    let mut places = places(layers);
    let count = layers.rows.len();
    for step in 1..count {
        let layer = if forth { step } else { count - 1 - step };
        let mut row: Vec<(f64, usize)> = layers.rows[layer]
            .iter()
            .map(|&item| {
                let linked = match forth {
                    true => &layers.items[item].before,
                    false => &layers.items[item].behind,
                };
                let sum: usize = linked.iter().map(|&other| places[other]).sum();
                // What is linked with nothing stays where it is.
                let mean = match linked.len() {
                    0 => places[item] as f64,
                    count => sum as f64 / count as f64,
                };
                (mean, item)
            })
            .collect();
        sort_by(&mut row, |a, b| a.0.total_cmp(&b.0));
        for (place, (_, item)) in row.iter().enumerate() {
            places[*item] = place;
        }
        layers.rows[layer] = row.into_iter().map(|(_, item)| item).collect();
    }
}

fn exchange_neighbours(layers: &mut Layers) {
    let mut places = places(layers);
    for layer in 0..layers.rows.len() {
        for left in 1..layers.rows[layer].len() {
            let (a, b) = (layers.rows[layer][left - 1], layers.rows[layer][left]);
            let between = |first: usize, second: usize| {
                let sides = |item: usize| [&layers.items[item].before, &layers.items[item].behind];
                sides(first)
                    .into_iter()
                    .zip(sides(second))
                    .map(|(of_first, of_second)| inversions(of_first, of_second, &places))
                    .sum::<usize>()
            };
            if between(b, a) < between(a, b) {
                layers.rows[layer].swap(left - 1, left);
                places.swap(a, b);
            }
        }
    }
}

/// How many links of the one item cross links of the other, which stands behind it.
fn inversions(first: &[usize], second: &[usize], places: &[usize]) -> usize {
    let crossed = |a: &usize| second.iter().filter(|b| places[**b] < places[*a]).count();
    first.iter().map(crossed).sum()
}

/// How many pairs of links cross.
fn crossings(layers: &Layers) -> usize {
    let places = places(layers);
    let mut count = 0;
    for row in &layers.rows {
        for (at, &first) in row.iter().enumerate() {
            for &second in &row[at + 1..] {
                let behind = |item: usize| &layers.items[item].behind;
                count += inversions(behind(first), behind(second), &places);
            }
        }
    }
    count
}
