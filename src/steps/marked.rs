//! A formula inside a sentence: marked while the sentence is put together, told apart at the end.

use crate::expr::{Dag, Expr};
use crate::print;

/// A formula longer than this is called by its letter in a sentence.
const MAX_SPOKEN: usize = 60;

/// Around a formula inside a sentence that is still being put together. Neither sign can be typed.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// A piece as it stands in a sentence, marked; a long one by its letter.
pub(super) fn spoken(dag: &Dag, e: Expr, letter: char) -> String {
    if dag.size(e) > 40 {
        return letter.to_string();
    }
    let text = print::text(dag, e);
    if text.chars().count() > MAX_SPOKEN { letter.to_string() } else { formula(&text) }
}

/// Marks a text as a formula.
pub(super) fn formula(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + 2);
    marked.push(OPEN);
    marked.push_str(text);
    marked.push(CLOSE);
    marked
}

/// The sentence as it is read.
pub(super) fn plain(marked: &str) -> String {
    let mut plain = String::with_capacity(marked.len());
    plain.extend(cut(marked));
    plain
}

/// The sentence as it is typeset: words and formulas in turn, words first.
pub(super) fn pieces(marked: &str) -> Vec<String> {
    cut(marked).map(str::to_owned).collect()
}

/// What stands between the marks. They are single bytes, so that no letter has to be looked at.
fn cut(marked: &str) -> impl Iterator<Item = &str> {
    let is_mark = |byte: &u8| *byte == OPEN as u8 || *byte == CLOSE as u8;
    let mut rest = Some(marked);
    std::iter::from_fn(move || {
        let all = rest.take()?;
        let Some(end) = all.as_bytes().iter().position(is_mark) else { return Some(all) };
        rest = Some(&all[end + 1..]);
        Some(&all[..end])
    })
}
