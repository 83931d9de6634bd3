//! A word in front of an equals sign is a name for what follows: `loss = …`, `area(r) = …`.

use super::letters::{consecutive, identifier, is_letter};
use super::names::{self, Piece};
use super::{Lexer, unicode};

/// Names that are no words, and nobody's product.
const ABBREVIATIONS: [&str; 15] = [
    "ans", "out", "val", "res", "obj", "err", "expr", "MSE", "RMSE", "MAE", "BCE", "NLL", "SSE",
    "RSS", "SSR",
];

impl Lexer<'_> {
    /// `loss = …`, `area(r) = …`, `MSE(w) = …`, `func1 = …`: a word that names what follows, where letters
    /// would be a product. Its length.
    pub(super) fn naming_word(&self) -> Option<usize> {
        if !self.may_name() {
            return None;
        }
        let rest = &self.source[self.at..];
        let name = identifier(rest);
        let (called, right) = behind_a_name(&rest[name.len()..])?;
        let letters = &name[..name.bytes().take_while(u8::is_ascii_alphabetic).count()];
        let small = letters.bytes().skip(1).all(|b| b.is_ascii_lowercase());
        // Capitals are factors, K L M, but in front of brackets an abbreviation.
        let short_for =
            called && letters.len() > 2 && letters.bytes().all(|b| b.is_ascii_uppercase());
        let known = names::function(&letters.to_ascii_lowercase()).is_some()
            || names::greek(letters).is_some();
        // sinx = y speaks of a sine; cost = 3q does not.
        let applied = matches!(
            names::prefix(letters),
            Some((length, Piece::Function(_))) if length + 1 == letters.len()
        );
        let its_own = |right: &str| right.split(|c| !is_letter(c)).any(|word| word == "t");
        let money = letters == "cost" && !its_own(right);
        let short = ABBREVIATIONS.contains(&letters) || is_slope(name) && !right.contains('d');
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

    /// The same of upright letters, which are a word as they stand: `\text{loss}(\theta) = …`.
    pub(super) fn names_upright(&self, word: &str) -> bool {
        self.may_name()
            && identifier(word) == word
            && behind_a_name(&self.source[self.at..]).is_some()
    }

    /// What names stands first. Nowhere else is it looked for: a name, and what is behind it, may be as
    /// long as the text.
    fn may_name(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// `dw`, `dL_dw`, `dz_da_1`: a slope, as programs name it.
fn is_slope(name: &str) -> bool {
    let letter = |part: &str| {
        let letters = part.bytes().take_while(u8::is_ascii_alphabetic).count();
        letters == 1 || names::greek(&part[..letters]).is_some()
    };
    name.strip_prefix('d').is_some_and(|of| match of.split_once("_d") {
        Some((of, by)) => letter(of) && letter(by),
        None => letter(of),
    })
}

/// Whether there are arguments between a word and an equals sign, and what that stands in front of.
fn behind_a_name(behind: &str) -> Option<(bool, &str)> {
    // Most formulas are no equations: told before anything is looked at closely.
    if !behind.contains(['=', '≔']) {
        return None;
    }
    let behind = behind.trim_start();
    let called = behind_arguments(behind);
    let sign = called.unwrap_or(behind).trim_start_matches('&');
    let right = ["=", ":=", "≔"].iter().find_map(|equals| sign.strip_prefix(equals))?;
    (!right.starts_with(['=', '>'])).then_some((called.is_some(), right))
}

/// What stands behind brackets with nothing but variables in them: `(w, b_1)`, `(θ, w₁)`,
/// `\left(\theta\right)`.
fn behind_arguments(text: &str) -> Option<&str> {
    let text = text.strip_prefix("\\left").unwrap_or(text);
    let (inside, behind) = text.strip_prefix('(')?.split_once(')')?;
    let inside = inside.strip_suffix("\\right").unwrap_or(inside);
    inside.split([',', ';']).all(is_variable).then(|| behind.trim_start())
}

/// A letter, Latin or Greek, in any style, and its index.
fn is_variable(text: &str) -> bool {
    // Braces hold an index, or what has a style: w_{out}, \mathbf{w}, but not w_out{1}.
    let held = |(at, _): (usize, &str)| {
        let before = &text[..at];
        before.is_empty()
            || before.ends_with(['_', ' ', ','])
            || before.trim_end_matches(is_letter).ends_with('\\')
    };
    if !text.match_indices('{').all(held) {
        return false;
    }
    let mut plain = String::new();
    for c in text.trim().chars().map(unicode::plain) {
        match (names::greek_letter(c), unicode::lowered(c)) {
            (Some(name), _) => plain.push_str(name),
            (_, Some(index)) => plain.extend(['_', index]),
            _ if "\\{} ".contains(c) => {}
            _ => plain.push(c),
        }
    }
    let styled = ["mathbf", "boldsymbol", "vec", "bm", "hat", "bar", "tilde"];
    let plain = styled.iter().find_map(|style| plain.strip_prefix(style)).unwrap_or(&plain);
    let (letters, index) =
        plain.split_at(plain.bytes().take_while(u8::is_ascii_alphabetic).count());
    let letter = letters.len() == 1 || names::greek(letters).is_some();
    let is_index = match index.strip_prefix('_') {
        Some(index) => index.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
        // x3; but \theta3 and x 3 are products.
        None => {
            let apart = text.trim().contains(['\\', ' ']);
            index.is_empty() || !apart && index.bytes().all(|b| b.is_ascii_digit())
        }
    };
    letter && is_index && !["e", "pi"].contains(&letters)
}
