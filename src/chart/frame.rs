//! Which part of the plane is seen, and where on the page.

use super::number::{step_above, ticks, written};
use super::scene::Page;

/// The part of the plane that is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Smallest x.
    pub left: f64,
    /// Largest x.
    pub right: f64,
    /// Smallest y.
    pub bottom: f64,
    /// Largest y.
    pub top: f64,
}

/// Where on the page the plane is seen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// From the left edge of the page.
    pub left: f64,
    /// From the top edge of the page.
    pub top: f64,
    /// Width of the plane's part.
    pub width: f64,
    /// Height of the plane's part.
    pub height: f64,
}

/// Whether two numbers span a range that doubles can divide into pixels.
pub(super) fn is_range(low: f64, high: f64) -> bool {
    /// Larger numbers overflow when they are subtracted.
    const LARGEST: f64 = 1e307;
    let resolved = high - low > 1e-11 * low.abs().max(high.abs());
    low < high && low.abs() <= LARGEST && high.abs() <= LARGEST && high - low > 1e-300 && resolved
}

/// A view in its frame: from the plane to the page and back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    pub view: View,
    pub frame: Frame,
}

impl Plane {
    /// CSS pixels to the right for x. Far outside it stays far outside, but finite.
    pub fn px(&self, x: f64) -> f64 {
        let share = (x - self.view.left) / (self.view.right - self.view.left);
        self.frame.left + self.frame.width * share.clamp(-1e4, 1e4)
    }

    /// CSS pixels down for y.
    pub fn py(&self, y: f64) -> f64 {
        let share = (self.view.top - y) / (self.view.top - self.view.bottom);
        self.frame.top + self.frame.height * share.clamp(-1e4, 1e4)
    }

    pub fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.px(x), self.py(y)]
    }

    /// Width and height of the view.
    pub fn size(&self) -> [f64; 2] {
        [self.view.right - self.view.left, self.view.top - self.view.bottom]
    }

    pub fn bottom(&self) -> f64 {
        self.frame.top + self.frame.height
    }

    pub fn right(&self) -> f64 {
        self.frame.left + self.frame.width
    }

    /// Whether a place on the page is inside, or no further outside than this.
    pub fn shows(&self, [px, py]: [f64; 2], margin: f64) -> bool {
        (self.frame.left - margin..=self.right() + margin).contains(&px)
            && (self.frame.top - margin..=self.bottom() + margin).contains(&py)
    }
}

/// Numbers on the axes.
pub(super) struct Scales {
    pub across: Vec<(f64, String)>,
    pub up: Vec<(f64, String)>,
}

/// Width of a text without asking a browser: what the letters of a book face take on average.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            '.' | '·' | ' ' | '′' | '″' => 0.28,
            '⁰'..='⁹' | '¹' | '²' | '³' | '⁻' => 0.35,
            '−' => 0.72,
            'f' | 't' | 'i' | 'l' => 0.34,
            _ => 0.55,
        })
        .sum();
    ems * size
}

/// The frame inside a page, with room for the numbers beside it.
pub(super) fn lay_out(page: &Page, view: View) -> (Plane, Scales) {
    let Page { width, height, font_size: size, .. } = *page;
    let top = (size * 0.6).round();
    let below = (size * 1.75).round();
    let frame_height = (height - top - below).max(1.0);
    let step = step_above((view.top - view.bottom) / (frame_height / (size * 2.8)).clamp(2.0, 9.0));
    let up = ticks(view.bottom, view.top, step);

    let widest = up.iter().map(|(_, label)| text_width(label, size)).fold(0.0, f64::max);
    let left = (widest + size * 0.9).ceil().min(width * 0.4);
    let right = (size * 0.8).round();
    let frame_width = (width - left - right).max(1.0);
    // Numbers side by side need room for themselves and a little peace.
    let longest = text_width(&written(view.left, 3), size)
        .max(text_width(&written(view.right, 3), size))
        .max(size * 1.2);
    let count = (frame_width / (longest + size * 2.6)).clamp(2.0, 12.0);
    let across = ticks(view.left, view.right, step_above((view.right - view.left) / count));
    let frame = Frame { left, top, width: frame_width, height: frame_height };
    (Plane { view, frame }, Scales { across, up })
}
