//! Letters side by side.

/// A run of letters in plain form, with the place of each.
pub(super) struct Run {
    pub letters: String,
    /// Where each letter starts, and where the run ends.
    pub places: Vec<usize>,
}

/// Whether a character is a letter of names.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// The name at the start of a text: letters, digits, underscores.
pub(super) fn identifier(text: &str) -> &str {
    &text[..text.chars().take_while(|c| is_part(*c)).count()]
}

/// Whether a character may stand in a name behind its first letter.
pub(super) fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// abc, xyz, uv: letters in the order of the alphabet are variables side by side, and so is xxx.
pub(super) fn consecutive(letters: &str) -> bool {
    let by =
        |step: u8| letters.as_bytes().windows(2).all(|pair| pair[1] == pair[0].wrapping_add(step));
    by(1) || by(0)
}
