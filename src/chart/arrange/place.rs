//! Layers in order become places in the plane, and links become curves.

use super::layers::{Kind, Layers};
use super::lines::{Lines, turn_to};
use super::{ALONG, Arrangement, Curve, Link, MARGIN, PASSING};
use crate::order::sort_by;

/// Room between two things in one layer.
const ACROSS: f64 = 18.0;
/// Links that enter or leave one box keep this far apart.
const PORT: f64 = 11.0;
/// How often everything is moved towards what it is linked with.
const ROUNDS: usize = 90;
/// The same where there is much to move.
const ROUNDS_OF_MANY: usize = 16;

pub(super) fn place(layers: &Layers, boxes: &[[f64; 2]], links: &[Link], room: f64) -> Arrangement {
    let across = across(layers);
    let (starts, lengths) = along(layers);
    let lines = Lines::new(layers, &across, (&starts, &lengths), room);
    // So far into its layer.
    let spot = |item: usize, share: f64| {
        let layer = layers.items[item].layer;
        let [right, down] = lines.shifts[layer];
        [starts[layer] + share * lengths[layer] + right, across[item] + down]
    };

    let (leaving, entering) = ports(layers, links, &across);
    let curves = links.iter().enumerate().map(|(at, link)| {
        let [from, to] = [link.from, link.to].map(|item| spot(item, 0.5));
        let mut points = vec![[from[0] + 0.5 * boxes[link.from][0], from[1] + leaving[at]]];
        let mut label = [0.5 * (from[0] + to[0]), 0.5 * (from[1] + to[1])];
        for &item in &layers.ways[at] {
            let layer = layers.items[item].layer;
            // Level through the whole layer: beside a box a bend would graze its corner.
            curve_to(&mut points, spot(item, 0.0));
            curve_to(&mut points, spot(item, 1.0));
            if layers.items[item].kind == Kind::Label {
                label = spot(item, 0.5);
            }
            let row = &layers.rows[layer];
            let place = row.iter().position(|&other| other == item).unwrap_or(0);
            turn_to(&mut points, &lines.turn(layer, spot(item, 1.0), place, row.len()));
        }
        curve_to(&mut points, [to[0] - 0.5 * boxes[link.to][0], to[1] + entering[at]]);
        Curve { points, label }
    });
    Arrangement {
        links: curves.collect(),
        boxes: (0..boxes.len()).map(|item| spot(item, 0.5)).collect(),
        width: lines.width,
        height: lines.height,
    }
}

/// A piece that leaves and arrives level.
fn curve_to(points: &mut Vec<[f64; 2]>, end: [f64; 2]) {
    let Some(&start) = points.last() else { return };
    let half = 0.5 * (start[0] + end[0]);
    points.extend([[half, start[1]], [half, end[1]], end]);
}

/// Where each layer starts, and how long it is.
fn along(layers: &Layers) -> (Vec<f64>, Vec<f64>) {
    let lengths: Vec<f64> = layers
        .rows
        .iter()
        .map(|row| row.iter().fold(0.0f64, |length, &item| length.max(layers.items[item].size[0])))
        .collect();
    let mut starts = Vec::with_capacity(lengths.len());
    let mut at = MARGIN;
    for (layer, length) in lengths.iter().enumerate() {
        // The steeper the links between two layers, the more room they need.
        at += if layer > 0 { ALONG + steepness(layers, layer).min(14.0) } else { 0.0 };
        starts.push(at);
        at += length;
    }
    (starts, lengths)
}

/// More room where many links arrive at once.
fn steepness(layers: &Layers, layer: usize) -> f64 {
    let most = layers.rows[layer].iter().map(|&item| layers.items[item].before.len()).max();
    3.0 * most.unwrap_or(0) as f64
}

/// How far from the middle of its box each link leaves and enters: in the order in which they
/// come, so that they do not cross there.
fn ports(layers: &Layers, links: &[Link], across: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let mut sides = [vec![0.0; links.len()], vec![0.0; links.len()]];
    for (side, ports) in sides.iter_mut().enumerate() {
        let mut by_box: Vec<Vec<(f64, usize)>> = vec![Vec::new(); layers.items.len()];
        for (at, link) in links.iter().enumerate() {
            let (end, next) = match side {
                0 => (link.from, layers.ways[at].first()),
                _ => (link.to, layers.ways[at].last()),
            };
            by_box[end].push((next.map_or(0.0, |&item| across[item]), at));
        }
        for (item, ends) in by_box.iter_mut().enumerate() {
            sort_by(ends, |a, b| a.0.total_cmp(&b.0));
            let room = 0.7 * layers.items[item].size[1] / ends.len().max(1) as f64;
            let middle = (ends.len().max(1) - 1) as f64 / 2.0;
            for (place, (_, at)) in ends.iter().enumerate() {
                ports[*at] = (place as f64 - middle) * room.min(PORT);
            }
        }
    }
    let [leaving, entering] = sides;
    (leaving, entering)
}

/// The middle of every item across the layers.
fn across(layers: &Layers) -> Vec<f64> {
    let mut at = vec![0.0; layers.items.len()];
    for row in &layers.rows {
        let mut next = 0.0;
        for (place, &item) in row.iter().enumerate() {
            next += if place > 0 { gap(layers, row[place - 1], item) } else { 0.0 };
            at[item] = next;
        }
        // Every layer about a common middle line.
        for &item in row {
            at[item] -= 0.5 * next;
        }
    }
    let rounds = if layers.items.len() > 600 { ROUNDS_OF_MANY } else { ROUNDS };
    for round in 0..rounds {
        // First everything finds its side, towards one neighbour at a time; then it settles.
        let last = round >= rounds / 4;
        for step in 0..layers.rows.len() {
            let forth = round % 2 == 0;
            let layer = if forth { step } else { layers.rows.len() - 1 - step };
            let row = &layers.rows[layer];
            let wished: Vec<(f64, f64)> = row
                .iter()
                .map(|&item| {
                    let [before, behind] = [&layers.items[item].before, &layers.items[item].behind];
                    let linked = match (last, forth) {
                        (true, _) => [before.as_slice(), behind.as_slice()].concat(),
                        (false, true) => before.clone(),
                        (false, false) => behind.clone(),
                    };
                    wish(layers, item, &linked, &at)
                })
                .collect();
            let gaps: Vec<f64> = row.windows(2).map(|pair| gap(layers, pair[0], pair[1])).collect();
            for (&item, place) in row.iter().zip(nearest(&wished, &gaps)) {
                at[item] = place;
            }
        }
    }
    at
}

/// Where an item would like to be, and how much it insists: a link that passes by wants to go
/// straight, and so does what carries the computation on; inputs that join in give way.
fn wish(layers: &Layers, item: usize, linked: &[usize], at: &[f64]) -> (f64, f64) {
    if linked.is_empty() {
        return (at[item], 0.1);
    }
    let own = &layers.items[item];
    let weight = |other: usize| {
        let other = &layers.items[other];
        let straight = if own.kind != Kind::Box && other.kind != Kind::Box { 4.0 } else { 1.0 };
        straight * if own.trunk && other.trunk { 8.0 } else { 1.0 }
    };
    let sum: f64 = linked.iter().map(|&other| weight(other)).sum();
    let mean = linked.iter().map(|&other| weight(other) * at[other]).sum::<f64>() / sum;
    (mean, sum)
}

fn gap(layers: &Layers, a: usize, b: usize) -> f64 {
    let [first, second] = [&layers.items[a], &layers.items[b]];
    let passing = first.kind == Kind::Passing || second.kind == Kind::Passing;
    let room = if passing { PASSING } else { ACROSS };
    room + 0.5 * (first.size[1] + second.size[1])
}

/// The places nearest to those wished for, in weighted squares, that keep the gaps.
///
/// With the gaps taken off it is a regression by a rising sequence: from left to right, whoever
/// would stand behind a follower joins it, and the two take their common mean (pool adjacent
/// violators).
fn nearest(wished: &[(f64, f64)], gaps: &[f64]) -> Vec<f64> {
    let mut shift = 0.0;
    // Mean, weight and number of those who stand together.
    let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(wished.len());
    for (place, &(wish, weight)) in wished.iter().enumerate() {
        shift += if place > 0 { gaps[place - 1] } else { 0.0 };
        let mut pool = (wish - shift, weight, 1);
        while let Some(&(mean, before, count)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            pools.pop();
            let together = before + pool.1;
            pool = ((mean * before + pool.0 * pool.1) / together, together, count + pool.2);
        }
        pools.push(pool);
    }
    let mut found = Vec::with_capacity(wished.len());
    let mut shift = 0.0;
    for (mean, _, count) in pools {
        for _ in 0..count {
            shift += if found.is_empty() { 0.0 } else { gaps[found.len() - 1] };
            found.push(mean + shift);
        }
    }
    found
}
