//! Slopes become arrows.

use super::artist::Artist;
use super::field::Surface;
use super::frame::Plane;
use super::scene::{Dash, Mark, Role};
use crate::order::sort_numbers;

/// How steep the surface is in view, against which arrows are drawn.
pub(super) struct Steepness(f64);

impl Steepness {
    /// That of the steepest tenth.
    pub fn of(surface: &Surface, plane: &Plane) -> Steepness {
        let mut steep: Vec<f64> = surface
            .gradients(&mesh(plane, 12, 9))
            .iter()
            .map(|by| by[0].hypot(by[1]))
            .filter(|length| length.is_finite())
            .collect();
        sort_numbers(&mut steep);
        Steepness(steep.get(steep.len() * 9 / 10).copied().unwrap_or(1.0))
    }

    /// How long an arrow is on the page: it grows with the root of the slope, so that gentle
    /// slopes are still seen.
    pub fn length(&self, gradient: [f64; 2], [least, most]: [f64; 2]) -> f64 {
        let share = gradient[0].hypot(gradient[1]) / self.0;
        if share > 1e-9 { (most * share.sqrt()).clamp(least, 1.2 * most) } else { 0.0 }
    }
}

/// Places over the whole view, none on its edge.
fn mesh(plane: &Plane, columns: usize, rows: usize) -> Vec<[f64; 2]> {
    let [width, height] = plane.size();
    let share = |i: usize, count: usize| (i as f64 + 0.5) / count as f64;
    let place = |i: usize| {
        [
            plane.view.left + width * share(i % columns, columns),
            plane.view.top - height * share(i / columns, rows),
        ]
    };
    (0..columns * rows).map(place).collect()
}

/// Small gradients all over.
pub(super) fn field(artist: &mut Artist, surface: &Surface) {
    /// Between arrows, in CSS pixels.
    const APART: f64 = 38.0;
    let plane = artist.plane;
    let count = |side: f64| ((side / APART) as usize).clamp(2, 60);
    let places = mesh(plane, count(plane.frame.width), count(plane.frame.height));
    let steepness = Steepness::of(surface, plane);
    for (&place, gradient) in places.iter().zip(surface.gradients(&places)) {
        let length = steepness.length(gradient, [4.0, 22.0]);
        artist.arrow(place, gradient, length, 1.25, Role::Derivative);
    }
}

impl Artist<'_> {
    /// An arrow from a place in the direction of a step on the plane, so long on the page.
    pub fn arrow(&mut self, from: [f64; 2], step: [f64; 2], length: f64, width: f64, role: Role) {
        let plane = *self.plane;
        let [x, y] = plane.place(from);
        let [across, up] = plane.size();
        // Large steps would overflow.
        let largest = step[0].abs().max(step[1].abs());
        let way = [
            step[0] / largest / across * plane.frame.width,
            -step[1] / largest / up * plane.frame.height,
        ];
        let size = way[0].hypot(way[1]);
        let drawable = size > 0.0 && size.is_finite() && length > 0.0;
        if !drawable || !plane.shows([x, y], 0.0) {
            return;
        }
        let [dx, dy] = way.map(|part| part / size);
        let head = (2.2 + 3.1 * width).min(0.6 * length);
        let (tip, neck) = (length, length - head);
        let at =
            |along: f64, aside: f64| [x + dx * along - dy * aside, y + dy * along + dx * aside];
        self.path(vec![[x, y], at(neck + 0.3 * head, 0.0)], role, width, Dash::Solid);
        let points = vec![at(tip, 0.0), at(neck, 0.42 * head), at(neck, -0.42 * head)];
        self.marks.push(Mark::Area { points, role });
    }
}
