//! Boxes and links become items in layers: even layers hold boxes, odd ones labels.

use super::Link;
use crate::order::sort_by;

/// A graph whose links lead from one layer to the next.
pub(super) struct Layers {
    /// Items of each layer, in their order across.
    pub rows: Vec<Vec<usize>>,
    /// The boxes first, in their order, then those of each link.
    pub items: Vec<Item>,
    /// For each link its items, from its start to its end.
    pub ways: Vec<Vec<usize>>,
}

/// A box, a label, or a link on its way past.
pub(super) struct Item {
    pub layer: usize,
    /// Along and across the layers.
    pub size: [f64; 2],
    /// Items of the layer before and of the layer behind it is linked with.
    pub before: Vec<usize>,
    pub behind: Vec<usize>,
    pub kind: Kind,
    /// Whether it carries on what was computed before, and is not just a new input joining in.
    pub trunk: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Box,
    Label,
    Passing,
}

impl Layers {
    pub fn new(boxes: &[[f64; 2]], links: &[Link]) -> Layers {
        let ranks = ranks(boxes.len(), links);
        let count = ranks.iter().map(|rank| 2 * rank + 1).max().unwrap_or(0);
        let mut items: Vec<Item> = boxes
            .iter()
            .zip(&ranks)
            .map(|(&size, rank)| Item::new(2 * rank, size, Kind::Box))
            .collect();
        // What was made first stands first: of a tree that is an order without a crossing.
        let mut keyed: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
        for (item, rank) in ranks.iter().enumerate() {
            keyed[2 * rank].push((item, item));
        }
        let mut entered = vec![false; boxes.len()];
        for link in links {
            entered[link.to] = true;
        }
        let mut ways = Vec::with_capacity(links.len());
        for link in links {
            let mut last = link.from;
            let mut way = Vec::new();
            for (layer, row) in
                keyed.iter_mut().enumerate().take(2 * ranks[link.to]).skip(2 * ranks[link.from] + 1)
            {
                let labelled = layer + 1 == 2 * ranks[link.to];
                let (size, kind) = match labelled {
                    true => (link.label, Kind::Label),
                    false => ([0.0, 0.0], Kind::Passing),
                };
                let item = items.len();
                items.push(Item { trunk: entered[link.from], ..Item::new(layer, size, kind) });
                items[item].before.push(last);
                items[last].behind.push(item);
                row.push((link.from, item));
                way.push(item);
                last = item;
            }
            items[last].behind.push(link.to);
            items[link.to].before.push(last);
            ways.push(way);
        }
        let rows = keyed.into_iter().map(|mut row| {
            sort_by(&mut row, |a, b| a.0.cmp(&b.0));
            row.into_iter().map(|(_, item)| item).collect()
        });
        Layers { rows: rows.collect(), items, ways }
    }
}

impl Item {
    fn new(layer: usize, size: [f64; 2], kind: Kind) -> Item {
        Item { layer, size, before: Vec::new(), behind: Vec::new(), kind, trunk: true }
    }
}

/// How many links lead to each box at most; a box without inputs stands right before its first
/// user, where it enters the story.
fn ranks(count: usize, links: &[Link]) -> Vec<usize> {
    let mut ranks = vec![0; count];
    let mut sorted: Vec<&Link> = links.iter().collect();
    sort_by(&mut sorted, |a, b| a.to.cmp(&b.to));
    let mut entered = vec![false; count];
    for link in &sorted {
        ranks[link.to] = ranks[link.to].max(ranks[link.from] + 1);
        entered[link.to] = true;
    }
    let mut first_use = vec![usize::MAX; count];
    for link in links {
        first_use[link.from] = first_use[link.from].min(ranks[link.to]);
    }
    for (at, rank) in ranks.iter_mut().enumerate() {
        if !entered[at] && first_use[at] != usize::MAX {
            *rank = first_use[at] - 1;
        }
    }
    ranks
}
