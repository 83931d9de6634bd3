//! Heights become colours: one kind above a middle, another below it, the stronger the further.

/// How much colour the highest place has.
const STRONGEST: f64 = 0.45;

/// A colour laid on paper, its share from 0 to 1.
pub(super) fn laid(paper: [u8; 3], colour: [u8; 3], share: f64) -> [u8; 3] {
    let channel = |i: usize| {
        let (from, to) = (f64::from(paper[i]), f64::from(colour[i]));
        (from + (to - from) * share * STRONGEST).round() as u8
    };
    [channel(0), channel(1), channel(2)]
}

/// The colour of a height; `reach` is how far from the middle heights go. What is no number is
/// paper.
pub fn tint(height: f64, middle: f64, reach: f64, paper: [u8; 3], heat: [[u8; 3]; 2]) -> [u8; 3] {
    if height.is_nan() {
        return paper;
    }
    let share = if reach > 0.0 { ((height - middle) / reach).clamp(-1.0, 1.0) } else { 0.0 };
    laid(paper, heat[usize::from(share <= 0.0)], 1.6 * share.abs())
}
