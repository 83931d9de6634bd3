//! A function becomes a picture: tapes → curves with honest gaps → [`Scene`] → any medium.
//!
//! [`draw`] answers a [`Request`] with an [`Answer`]: the scene, and what it shows in numbers and
//! in words. A [`Scene`] is lines, dots and words in CSS pixels and knows no medium; plotters puts
//! it on one: an SVG ([`Svg`]), a canvas in a page.
//!
//! What makes a plot honest is decided before any of that. Between two samples of a curve nothing
//! is assumed: an [interval](crate::real::Interval) says whether the curve may break there, and
//! halving finds the place, so that a pole or a jump is a gap and never a wall, and the edge of a
//! domain is reached.

mod arrange;
mod arrows;
mod artist;
#[cfg(target_arch = "wasm32")]
mod canvas;
mod clip;
mod contour;
mod describe;
mod extremes;
mod field;
mod frame;
mod label;
mod level;
mod levels;
pub mod limits;
mod line;
mod march;
mod number;
mod numbered;
mod paint;
mod picture;
mod places;
mod points;
mod range;
mod region;
mod scene;
mod svg;
mod tint;
mod trace;

pub use arrange::{Arrangement, Curve, Link, MOST as MOST_ARRANGED, arrange};
#[cfg(target_arch = "wasm32")]
pub use canvas::paint_canvas;
pub use contour::{
    ContourRequest, Contoured, Grid, Layers, Spot, Trail, draw_contour, level_lines,
};
pub use describe::Row;
pub use field::Ground;
pub use frame::{Frame, View};
pub use number::written;
pub use picture::{Answer, Asked, Curves, Names, Request, draw};
pub use points::{Kind, Point};
pub use scene::{Anchor, Dash, Mark, Page, Palette, Role, Scene, hex_colour};
pub use svg::Svg;
pub use tint::tint;
