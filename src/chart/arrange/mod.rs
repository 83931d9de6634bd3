//! A graph becomes a drawing: boxes and links → layers → places and curves.
//!
//! The way of Sugiyama, Tagawa and Toda (1981). Every box gets a layer, one beyond its inputs.
//! Between two layers of boxes lies one of labels; a link that passes through layers has a place in
//! each, so that it goes round what stands there ([`layers`]). The order within a layer is chosen
//! so that few links cross ([`order`]). Then everything is moved towards what it is linked with, as
//! far as its neighbours let it ([`place`]). What is too wide then goes on in further lines
//! ([`lines`]).

mod layers;
mod lines;
mod order;
mod place;

use layers::Layers;

/// A link to be drawn, from an input to its user. Boxes stand behind their inputs in the list.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Which box it leaves.
    pub from: usize,
    /// Which box it enters, one further down the list.
    pub to: usize,
    /// Width and height of its label; 0 where it has none.
    pub label: [f64; 2],
}

/// Where everything stands, in pixels from the top left.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// Of the whole.
    pub width: f64,
    /// Of the whole.
    pub height: f64,
    /// The middle of each box.
    pub boxes: Vec<[f64; 2]>,
    /// Each link.
    pub links: Vec<Curve>,
}

/// A link as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// A start, then three points for each piece of the curve, two to steer by and its end.
    pub points: Vec<[f64; 2]>,
    /// The middle of its label.
    pub label: [f64; 2],
}

/// More boxes and links than this are not arranged: nobody could read them.
pub const MOST: usize = 1_500;

/// Room around the whole.
const MARGIN: f64 = 6.0;
/// Room between a layer of boxes and one of labels, in which links fan out.
const ALONG: f64 = 20.0;
/// Room between a link on its way past and what it passes.
const PASSING: f64 = 9.0;

/// Arranges boxes of these widths and heights, in layers from left to right, or from the top down.
/// What would be longer than `room` goes on in further lines, where a line can end.
///
/// ```
/// use chainrule::chart::{Link, arrange};
///
/// let link = |from, to| Link { from, to, label: [20.0, 10.0] };
/// let drawn = arrange(&[[40.0, 20.0]; 3], &[link(0, 1), link(1, 2)], false, f64::INFINITY);
/// let label = drawn.links[0].label[0];
/// assert!(drawn.boxes[0][0] < label && label < drawn.boxes[1][0]);
/// assert_eq!(drawn.boxes[0][1], drawn.boxes[2][1]);
/// ```
pub fn arrange(boxes: &[[f64; 2]], links: &[Link], down: bool, room: f64) -> Arrangement {
    // The algorithm goes from left to right; a drawing from the top down is its mirror image.
    let turn = |[x, y]: [f64; 2]| if down { [y, x] } else { [x, y] };
    let size = |side: [f64; 2]| {
        turn(side.map(|length| if length.is_finite() { length.max(0.0) } else { 0.0 }))
    };
    let boxes: Vec<[f64; 2]> = boxes.iter().map(|&side| size(side)).collect();
    let links: Vec<Link> = links
        .iter()
        .filter(|link| link.from < link.to && link.to < boxes.len())
        .map(|link| Link { label: size(link.label), ..*link })
        .collect();
    let mut layers = Layers::new(&boxes, &links);
    order::reduce_crossings(&mut layers);
    let mut drawn = place::place(&layers, &boxes, &links, room);
    let [width, height] = turn([drawn.width, drawn.height]);
    (drawn.width, drawn.height) = (width, height);
    let of_links =
        drawn.links.iter_mut().flat_map(|it| it.points.iter_mut().chain([&mut it.label]));
    for point in drawn.boxes.iter_mut().chain(of_links) {
        *point = turn(*point);
    }
    drawn
}
