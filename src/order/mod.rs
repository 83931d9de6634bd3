//! Things in any order become things in order, equals staying as they stood.
//!
//! The standard library's sorts are made for millions of items, and are compiled once for every
//! kind of item and every comparison: twenty places that sort came to 90 kB of WebAssembly, a
//! seventh of the engine. Our lists are short. Here the sorting proper is done on places, 0, 1,
//! 2 …, in one function for all kinds of items, and only the exchange of items is compiled for
//! each.

use std::cmp::Ordering;

/// Sorts by a comparison; equals keep their order.
///
/// ```
/// use chainrule::order::sort_by;
///
/// let mut words = ["sine", "tan", "cosine", "log"];
/// sort_by(&mut words, |a, b| a.len().cmp(&b.len()));
/// assert_eq!(words, ["tan", "log", "sine", "cosine"]);
/// ```
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let compare = &mut |a: usize, b: usize| compare(&items[a], &items[b]);
    let Some(mut places) = places(items.len(), compare) else { return };
    // Every exchange brings one item to its place, so there are fewer exchanges than items.
    for here in 0..items.len() {
        while places[here] != here {
            let there = places[here];
            items.swap(here, there);
            places.swap(here, there);
        }
    }
}

/// Sorts numbers from the smallest to the largest; what is not a number comes last.
pub fn sort_numbers(numbers: &mut [f64]) {
    sort_by(numbers, f64::total_cmp);
}

/// Sorts names by the alphabet.
pub fn sort_names(names: &mut [&str]) {
    sort_by(names, |a, b| a.cmp(b));
}

/// Where each of `count` items goes: a merge sort from the bottom up. `None` where they stand in
/// order already, as most short lists do.
fn places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Option<Vec<usize>> {
    if (1..count).all(|place| compare(place - 1, place) != Ordering::Greater) {
        return None;
    }
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = order.clone();
    let mut width = 1;
    while width < count {
        for start in (0..count).step_by(2 * width) {
            let middle = count.min(start + width);
            let end = count.min(middle + width);
            let (mut left, mut right) = (start, middle);
            for slot in &mut merged[start..end] {
                // Of two equals the left one stood first.
                let from_left = right == end
                    || left < middle && compare(order[left], order[right]) != Ordering::Greater;
                let from = if from_left { &mut left } else { &mut right };
                *slot = order[*from];
                *from += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    for (place, &item) in order.iter().enumerate() {
        merged[item] = place;
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sort_numbers};

    /// As the standard library sorts, for every length that meets the ends of a merge.
    #[test]
    fn agrees_with_the_standard_library() {
        for length in 0..70 {
            let mut ours: Vec<(usize, usize)> =
                (0..length).map(|place| (place * 37 % 11, place)).collect();
            let mut theirs = ours.clone();
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn numbers() {
        let mut numbers = [2.0, f64::NAN, -1.0, f64::INFINITY, 0.0];
        sort_numbers(&mut numbers);
        assert_eq!(numbers[..4], [-1.0, 0.0, 2.0, f64::INFINITY]);
        assert!(numbers[4].is_nan());
    }
}
