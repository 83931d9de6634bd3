//! The commas in front of conditions become `if`: `{x^2, x < 0; x, x >= 0}`.

use super::token::{Bracket, Kind, Token};

/// Turns a comma in curly brackets into `if` where a comparison follows it, up to the next comma.
pub(super) fn conditions_after_commas(tokens: &mut [Token]) {
    // What is open: whether it is curly, the last comma in it, whether an `if` came since.
    let mut open: Vec<(bool, Option<usize>, bool)> = Vec::new();
    for at in 0..tokens.len() {
        match (tokens[at].kind, open.last_mut()) {
            (Kind::Open(bracket), _) => open.push((bracket == Bracket::Curly, None, false)),
            (Kind::Close(_), _) => {
                open.pop();
            }
            (Kind::Comma, Some((_, comma, said))) => (*comma, *said) = (Some(at), false),
            (Kind::If | Kind::Else | Kind::Ampersand, Some((_, _, said))) => *said = true,
            (Kind::Relation(_), Some((true, comma, false))) => {
                if let Some(comma) = comma.take() {
                    tokens[comma].kind = Kind::If;
                }
            }
            _ => {}
        }
    }
}
