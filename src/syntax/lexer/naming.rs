//! A word in front of an equals sign is a name for what follows: `loss = …`, `area(r) = …`.

use super::Lexer;
use super::names::{self, Piece};
use super::word::{consecutive, identifier, is_letter};

impl Lexer<'_> {
    /// `loss = …`, `area(r) = …`, `MSE(w) = …`, `func1 = …`: a word that names what follows, where letters
    /// would be a product. Its length.
    pub(super) fn naming_word(&self) -> Option<usize> {
        let rest = &self.source[self.at..];
        let name = identifier(rest);
        let behind = rest[name.len()..].trim_start();
        let called = behind_arguments(behind);
        let right = called.unwrap_or(behind).strip_prefix('=')?;
        if !self.tokens.is_empty() || right.starts_with(['=', '>']) {
            return None;
        }
        let letters = &name[..name.bytes().take_while(u8::is_ascii_alphabetic).count()];
        let small = letters.bytes().skip(1).all(|b| b.is_ascii_lowercase());
        // Capitals are factors, K L M, but in front of brackets an abbreviation.
        let short_for = called.is_some()
            && letters.len() > 2
            && letters.bytes().all(|b| b.is_ascii_uppercase());
        let known =
            names::function(&letters.to_lowercase()).is_some() || names::greek(letters).is_some();
        // sinx = y speaks of a sine; cost = 3q does not.
        let applied = matches!(
            names::prefix(letters),
            Some((length, Piece::Function(_))) if length + 1 == letters.len()
        );
        let its_own = |right: &str| right.split(|c| !is_letter(c)).any(|word| word == "t");
        let money = letters == "cost" && !its_own(right);
        let short = ["ans", "out", "val", "res", "obj", "err", "expr"].contains(&letters);
        // mgh = E, kxy = 1
        let vowel = letters.contains(['a', 'e', 'i', 'o', 'u']);
        let word = match letters.len() {
            0..=3 => false,
            4 => vowel && !letters.contains(['x', 'y', 'z']),
            _ => vowel,
        };
        let fits = !known && (!applied || money) && !consecutive(letters);
        let joined =
            name.split('_').skip(1).any(|part| part.len() > 3 && !part.contains(char::is_numeric));
        (short || joined || fits && (small && word || short_for)).then_some(name.len())
    }
}

/// What stands behind brackets with nothing but variables in them: `(w, b_1)`.
fn behind_arguments(text: &str) -> Option<&str> {
    let (inside, behind) = text.strip_prefix('(')?.split_once(')')?;
    let is_variable = |each: &str| {
        let (letters, index) =
            each.split_at(each.bytes().take_while(u8::is_ascii_alphabetic).count());
        let letter = letters.len() == 1 || names::greek(letters).is_some();
        let index = index.strip_prefix('_').unwrap_or(index);
        letter && !["e", "pi"].contains(&letters) && index.bytes().all(|b| b.is_ascii_digit())
    };
    inside.split(',').map(str::trim).all(is_variable).then(|| behind.trim_start())
}
