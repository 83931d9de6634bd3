//! Characters that look like others become those others.

/// What a character stands for: look-alikes, wide and mathematical forms become plain ones. The
/// rest stays as it is.
pub(super) fn plain(c: char) -> char {
    if c.is_ascii() {
        return if c.is_ascii_whitespace() { ' ' } else { c };
    }
    match c {
        '−' | '–' | '—' | '‐' | '‑' | '‒' | '―' | '﹣' | '⁃' | '➖' | 'ー' => {
            '-'
        }
        '·' | '⋅' | '×' | '∗' | '∙' | '•' | '✕' | '✖' | '⨯' | '⁎' | 'ㆍ' | '⊙' | '\u{2062}' => {
            '*'
        }
        '÷' | '∕' | '⁄' | '➗' => '/',
        'ʌ' | 'ˆ' | '˄' | '↑' | '‸' => '^',
        // Brackets of Word's formulas, which are not seen.
        '〖' => '{',
        '〗' => '}',
        '❨' | '❪' | '﹙' => '(',
        '❩' | '❫' | '﹚' => ')',
        '’' | '‘' | '′' | 'ʹ' | '´' | '‵' => '\'',
        '∣' | '❘' | '│' | '‖' => '|',
        'ℯ' | 'ⅇ' => 'e',
        'ⅆ' => 'd',
        'ℎ' => 'h',
        'ℓ' => 'l',
        'ℒ' => 'L',
        '﹢' | '➕' | 'ᐩ' => '+',
        '⩵' => '=',
        '\u{200b}'..='\u{200f}'
        | '\u{ad}'
        | '\u{2060}'
        | '\u{2061}'
        | '\u{2063}'
        | '\u{2064}'
        | '\u{feff}' => ' ',
        // Full-width forms are ASCII, moved.
        '\u{ff01}'..='\u{ff5e}' => shifted(c, 0xff01, 0x21),
        // Mathematical letters and digits come in styles of 52 and 10.
        '\u{1d400}'..='\u{1d6a3}' => match (c as u32 - 0x1d400) % 52 {
            upper @ 0..26 => char::from(b'A' + upper as u8),
            lower => char::from(b'a' + (lower - 26) as u8),
        },
        '\u{1d6a8}'..='\u{1d7c9}' => match (c as u32 - 0x1d6a8) % 58 {
            25 => '∇',
            upper @ 0..25 => shifted('Α', 0, upper),
            lower @ 26..51 => shifted('α', 0, lower - 26),
            51 => '∂',
            52 => 'ε',
            53 => 'θ',
            54 => 'κ',
            55 => 'φ',
            56 => 'ρ',
            _ => 'π',
        },
        '\u{1d7ce}'..='\u{1d7ff}' => char::from(b'0' + ((c as u32 - 0x1d7ce) % 10) as u8),
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

fn shifted(c: char, from: u32, to: u32) -> char {
    char::from_u32(c as u32 - from + to).unwrap_or(c)
}

/// A raised character: the plain one.
#[rustfmt::skip]
pub(super) fn raised(c: char) -> Option<char> {
    look_up(c, &[
        ('⁰', '0'), ('¹', '1'), ('²', '2'), ('³', '3'), ('⁴', '4'), ('⁵', '5'), ('⁶', '6'), ('⁷', '7'),
        ('⁸', '8'), ('⁹', '9'), ('⁺', '+'), ('⁻', '-'), ('⁽', '('), ('⁾', ')'), ('ⁿ', 'n'), ('ⁱ', 'i'),
        ('ᵃ', 'a'), ('ᵇ', 'b'), ('ᶜ', 'c'), ('ᵈ', 'd'), ('ᵉ', 'e'), ('ᶠ', 'f'), ('ᵍ', 'g'), ('ʰ', 'h'),
        ('ʲ', 'j'), ('ᵏ', 'k'), ('ˡ', 'l'), ('ᵐ', 'm'), ('ᵒ', 'o'), ('ᵖ', 'p'), ('ʳ', 'r'), ('ˢ', 's'),
        ('ᵗ', 't'), ('ᵘ', 'u'), ('ᵛ', 'v'), ('ʷ', 'w'), ('ˣ', 'x'), ('ʸ', 'y'), ('ᶻ', 'z'), ('ᐟ', '/'), ('⸍', '/'),
    ])
}

/// A lowered character: the plain one.
#[rustfmt::skip]
pub(super) fn lowered(c: char) -> Option<char> {
    look_up(c, &[
        ('₀', '0'), ('₁', '1'), ('₂', '2'), ('₃', '3'), ('₄', '4'), ('₅', '5'), ('₆', '6'), ('₇', '7'),
        ('₈', '8'), ('₉', '9'), ('ₐ', 'a'), ('ₑ', 'e'), ('ₕ', 'h'), ('ᵢ', 'i'), ('ⱼ', 'j'), ('ₖ', 'k'),
        ('ₗ', 'l'), ('ₘ', 'm'), ('ₙ', 'n'), ('ₒ', 'o'), ('ₚ', 'p'), ('ᵣ', 'r'), ('ₛ', 's'), ('ₜ', 't'),
        ('ᵤ', 'u'), ('ᵥ', 'v'), ('ₓ', 'x'), ('₊', '+'), ('₋', '-'),
    ])
}

/// ½ and its kin.
#[rustfmt::skip]
pub(super) fn fraction(c: char) -> Option<(u8, u8)> {
    look_up(c, &[
        ('½', (1, 2)), ('⅓', (1, 3)), ('⅔', (2, 3)), ('¼', (1, 4)), ('¾', (3, 4)), ('⅕', (1, 5)),
        ('⅖', (2, 5)), ('⅗', (3, 5)), ('⅘', (4, 5)), ('⅙', (1, 6)), ('⅚', (5, 6)), ('⅐', (1, 7)),
        ('⅛', (1, 8)), ('⅜', (3, 8)), ('⅝', (5, 8)), ('⅞', (7, 8)), ('⅑', (1, 9)), ('⅒', (1, 10)),
    ])
}

/// ŷ and its kin: the letter, and what stands above it.
#[rustfmt::skip]
pub(super) fn accented(c: char) -> Option<(char, &'static str)> {
    look_up(c, &[
        ('ŷ', ('y', "hat")), ('ŵ', ('w', "hat")), ('ẑ', ('z', "hat")), ('â', ('a', "hat")), ('ĉ', ('c', "hat")),
        ('ĥ', ('h', "hat")), ('ŝ', ('s', "hat")), ('û', ('u', "hat")), ('ȳ', ('y', "bar")), ('ū', ('u', "bar")),
        ('ỹ', ('y', "tilde")), ('ṽ', ('v', "tilde")),
    ])
}

/// ẋ and its kin: the letter, and how many dots stand above it.
#[rustfmt::skip]
pub(super) fn dotted(c: char) -> Option<(&'static str, usize)> {
    look_up(c, &[
        ('ẋ', ("x", 1)), ('ẏ', ("y", 1)), ('ż', ("z", 1)), ('ṙ', ("r", 1)), ('ṡ', ("s", 1)), ('ẍ', ("x", 2)), ('ÿ', ("y", 2)),
    ])
}

/// A sign that is set above the letter in front of it.
#[rustfmt::skip]
pub(super) fn accent(c: char) -> Option<&'static str> {
    look_up(c, &[
        ('\u{302}', "hat"), ('\u{303}', "tilde"), ('\u{304}', "bar"), ('\u{305}', "bar"),
    ])
}

/// A letter with a mark, or several set as one: plain letters.
#[rustfmt::skip]
pub(super) fn folded(c: char) -> Option<&'static str> {
    look_up(c, &[
        ('á', "a"), ('à', "a"), ('é', "e"), ('è', "e"), ('ê', "e"), ('í', "i"), ('ó', "o"), ('ú', "u"), ('ñ', "n"),
        ('ç', "c"), ('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('㏑', "ln"), ('㏒', "log"),
    ])
}

/// A text in plain letters.
pub(super) fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match folded(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

/// Letters of other scripts that look like Latin ones.
#[rustfmt::skip]
pub(super) fn latin(c: char) -> Option<char> {
    look_up(c, &[
        ('а', 'a'), ('в', 'b'), ('с', 'c'), ('е', 'e'), ('к', 'k'), ('о', 'o'), ('р', 'p'), ('т', 't'),
        ('у', 'y'), ('х', 'x'), ('і', 'i'), ('А', 'A'), ('В', 'B'), ('С', 'C'), ('Е', 'E'), ('К', 'K'),
        ('М', 'M'), ('Н', 'H'), ('О', 'O'), ('Р', 'P'), ('Т', 'T'), ('У', 'Y'), ('Х', 'X'),
    ])
}

/// Whether a character is of those blocks of Unicode that hold signs, arrows and pictures, and no
/// letter of any script. (Asking for letters instead would bring the tables of all scripts along.)
pub(super) fn is_sign(c: char) -> bool {
    match c {
        _ if c.is_ascii() => !c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' => !matches!(c, 'ª' | 'µ' | 'º'),
        '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20ff}' | '\u{2190}'..='\u{245f}' => true,
        '\u{2500}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => true,
        '\u{fe00}'..='\u{fe6f}' | '\u{1f000}'..='\u{1faff}' => true,
        _ => false,
    }
}

fn look_up<T: Copy>(c: char, table: &[(char, T)]) -> Option<T> {
    if c.is_ascii() {
        return None;
    }
    table.iter().find(|row| row.0 == c).map(|row| row.1)
}
