//! Lines, numbers and dots find their place on the page.

use super::clip::{clipped, thinned};
use super::frame::{Plane, Scales, View, text_width};
use super::line::Line;
use super::places::{Break, BreakKind, round_place};
use super::scene::{Anchor, Dash, Mark, Role};
use super::trace::Traced;

/// Puts marks on a scene.
pub(super) struct Artist<'a> {
    pub plane: &'a Plane,
    /// Of the numbers at the axes.
    pub size: f64,
    pub marks: Vec<Mark>,
}

impl Artist<'_> {
    pub fn path(&mut self, points: Vec<[f64; 2]>, role: Role, width: f64, dash: Dash) {
        if points.len() > 1 {
            self.marks.push(Mark::Path { points, role, width, dash });
        }
    }

    /// The whole page.
    pub fn paper(&mut self) {
        let page = [self.plane.right() + self.size * 2.0, self.plane.bottom() + self.size * 3.0];
        self.marks.push(Mark::Patch { from: [0.0, 0.0], to: page, role: Role::Paper });
    }

    /// Paper, grid, axes and their numbers.
    pub fn ground(&mut self, scales: &Scales) {
        let plane = *self.plane;
        let (frame, view) = (plane.frame, plane.view);
        let (right, bottom) = (plane.right(), plane.bottom());
        self.paper();
        // The middle of a pixel, where a thin line is sharp.
        let sharp = |at: f64| at.floor() + 0.5;
        for (x, _) in &scales.across {
            let px = sharp(plane.px(*x));
            self.path(vec![[px, frame.top], [px, bottom]], Role::Hairline, 1.0, Dash::Solid);
        }
        for (y, _) in &scales.up {
            let py = sharp(plane.py(*y));
            self.path(vec![[frame.left, py], [right, py]], Role::Hairline, 1.0, Dash::Solid);
        }
        if (view.bottom..=view.top).contains(&0.0) {
            let py = sharp(plane.py(0.0));
            self.path(vec![[frame.left, py], [right, py]], Role::Ink, 1.0, Dash::Solid);
        }
        if (view.left..=view.right).contains(&0.0) {
            let px = sharp(plane.px(0.0));
            self.path(vec![[px, frame.top], [px, bottom]], Role::Ink, 1.0, Dash::Solid);
        }
        self.numbers(scales);
    }

    /// The numbers at the axes.
    pub fn numbers(&mut self, scales: &Scales) {
        let plane = *self.plane;
        let (right, bottom) = (plane.right(), plane.bottom());
        let size = self.size;
        let number = |at, text: &str, anchor| {
            let (text, role, italic) = (text.to_owned(), Role::Ink, false);
            Mark::Text { at, text, role, anchor, size, italic }
        };
        for (x, label) in &scales.across {
            // Half of a number may not hang over the edge of the page.
            let half = 0.5 * text_width(label, size);
            let px = plane.px(*x).clamp(half, (right + size * 0.75 - half).max(half));
            let at = [px, bottom + size * 0.4];
            self.marks.push(number(at, label, Anchor::Above));
        }
        for (y, label) in &scales.up {
            let at = [plane.frame.left - size * 0.45, plane.py(*y)];
            self.marks.push(number(at, label, Anchor::Right));
        }
    }

    /// The parts of a line of the plane that are inside the frame, on the page.
    pub fn shown(&self, line: &[[f64; 2]]) -> Vec<Vec<[f64; 2]>> {
        clipped(self.plane, line).iter().map(|part| thinned(part)).collect()
    }

    /// The runs of a curve inside the frame; says where they are.
    pub fn curve(
        &mut self,
        traced: &Traced,
        role: Role,
        width: f64,
        dash: Dash,
    ) -> Vec<Vec<[f64; 2]>> {
        let mut drawn = Vec::new();
        for run in &traced.runs {
            if let [only] = run[..] {
                self.dot(only, width * 1.2, role, false);
            }
            for part in clipped(self.plane, run) {
                let part = thinned(&part);
                self.path(part.clone(), role, width, dash);
                drawn.push(part);
            }
        }
        drawn
    }

    /// Where a curve jumps a disc says which end belongs to it, and a ring which does not; a ring
    /// is a hole.
    pub fn ends(&mut self, line: &Line, traced: &Traced, role: Role) {
        /// More would be a string of beads.
        const MOST: usize = 24;
        let [width, height] = self.plane.size();
        let shown = |b: &&Break| matches!(b.kind, BreakKind::Jump | BreakKind::Hole);
        let breaks: Vec<&Break> = traced.breaks.iter().filter(shown).collect();
        if breaks.len() > MOST {
            return;
        }
        for at_break in breaks {
            let x = round_place(at_break.left[0], width);
            let value = line.at(x);
            let is = |end: [f64; 2]| (end[1] - value).abs() <= 1e-6 * height;
            let ends = [at_break.left, at_break.right];
            for end in ends {
                self.dot([x, end[1]], 3.0, role, !is(end));
            }
            if !value.is_nan() && !ends.iter().any(|&end| is(end)) {
                self.dot([x, value], 3.0, role, false);
            }
        }
    }

    /// The line through a place with this slope.
    pub fn straight(&mut self, x: f64, value: f64, slope: f64, dash: Dash) -> Vec<Vec<[f64; 2]>> {
        let View { left, right, .. } = self.plane.view;
        let at = |there: f64| [there, value + slope * (there - x)];
        let parts = clipped(self.plane, &[at(left), at(x.clamp(left, right)), at(right)]);
        for part in &parts {
            self.path(part.clone(), Role::Tangent, 1.75, dash);
        }
        parts
    }

    pub fn dot(&mut self, place: [f64; 2], radius: f64, role: Role, hollow: bool) {
        let at = self.plane.place(place);
        if self.plane.shows(at, 0.5) {
            self.marks.push(Mark::Dot { at, radius, role, hollow });
        }
    }
}
