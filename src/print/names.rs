//! A variable's name becomes its letter, its Greek letter, its subscript.

/// The name in ASCII, the letter, and what LaTeX calls it; where LaTeX has no name of its own the
/// letter is a Latin one.
#[rustfmt::skip]
const GREEK: &[(&str, &str, &str)] = &[
    ("alpha", "α", "\\alpha"),     ("beta", "β", "\\beta"),       ("gamma", "γ", "\\gamma"),
    ("delta", "δ", "\\delta"),     ("epsilon", "ε", "\\varepsilon"), ("zeta", "ζ", "\\zeta"),
    ("eta", "η", "\\eta"),         ("theta", "θ", "\\theta"),     ("iota", "ι", "\\iota"),
    ("kappa", "κ", "\\kappa"),     ("lambda", "λ", "\\lambda"),   ("mu", "μ", "\\mu"),
    ("nu", "ν", "\\nu"),           ("xi", "ξ", "\\xi"),           ("omicron", "ο", "\\omicron"),
    ("pi", "π", "\\pi"),           ("rho", "ρ", "\\rho"),         ("sigma", "σ", "\\sigma"),
    ("tau", "τ", "\\tau"),         ("upsilon", "υ", "\\upsilon"), ("phi", "φ", "\\varphi"),
    ("chi", "χ", "\\chi"),         ("psi", "ψ", "\\psi"),         ("omega", "ω", "\\omega"),
    ("Gamma", "Γ", "\\Gamma"),     ("Delta", "Δ", "\\Delta"),     ("Theta", "Θ", "\\Theta"),
    ("Lambda", "Λ", "\\Lambda"),   ("Xi", "Ξ", "\\Xi"),           ("Sigma", "Σ", "\\Sigma"),
    ("Upsilon", "Υ", "\\Upsilon"), ("Phi", "Φ", "\\Phi"),         ("Psi", "Ψ", "\\Psi"),
    ("Omega", "Ω", "\\Omega"),
];

/// The letter and what is written below it: `w_1` is `w` and `1`.
pub(super) fn split(name: &str) -> (&str, Option<&str>) {
    // Most names are one letter.
    if name.len() < "w_1".len() {
        return (name, None);
    }
    match name.split_once('_') {
        Some((letter, below)) if !letter.is_empty() && !below.is_empty() => (letter, Some(below)),
        _ => (name, None),
    }
}

/// The letter, the mark above it, and what is then below it: `y_hat1` is `y`, a hat and `1`.
pub(super) fn parts(name: &str) -> (&str, Option<Mark>, Option<&str>) {
    let (letter, below) = split(name);
    match below.and_then(mark) {
        Some((mark, index)) => (letter, Some(mark), index),
        None => (letter, None, below),
    }
}

/// A mark above a letter: its name, and the sign that it is.
pub(super) type Mark = (&'static str, &'static str);

const MARKS: [Mark; 3] = [("hat", "^"), ("bar", "¯"), ("tilde", "~")];

/// The mark that an index begins with, and what is left below the letter. Behind a mark an index is
/// a number or one of the letters that count, or else it would be a word, as in x_bare.
fn mark(below: &str) -> Option<(Mark, Option<&str>)> {
    // Most indices are one figure.
    if below.len() < "hat".len() {
        return None;
    }
    MARKS.into_iter().find_map(|mark| {
        let index = below.strip_prefix(mark.0)?;
        let counts = is_number(index) || matches!(index, "i" | "j" | "k" | "m" | "n" | "t");
        (index.is_empty() || counts).then(|| (mark, Some(index).filter(|i| !i.is_empty())))
    })
}

/// Whether an index is read whole where it stands without braces: digits, or letters and then
/// digits.
pub(super) fn needs_no_braces(below: &str) -> bool {
    is_number(below)
        || is_number(below.trim_start_matches(|c: char| c.is_ascii_alphabetic()))
        || below.contains('_')
}

/// The two letters of ∂L/∂w, whose name is `dL/dw`: a slope of which nobody said how it is computed
/// is a name like any other.
pub(super) fn slope(name: &str) -> Option<(&str, &str)> {
    // Most names are refused by their first letter.
    let (above, below) = name.strip_prefix('d')?.split_once('/')?;
    Some((above, below.strip_prefix('d')?))
}

/// The Greek letter of that name.
pub(super) fn greek(name: &str) -> Option<&'static str> {
    row(name).map(|&(_, letter, _)| letter)
}

/// The LaTeX command for the Greek letter of that name.
pub(super) fn greek_command(name: &str) -> Option<&'static str> {
    row(name).map(|&(_, _, command)| command)
}

fn row(name: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    // Most names are one letter, and no Greek letter's is.
    if name.len() < 2 {
        return None;
    }
    GREEK.iter().find(|(ascii, ..)| *ascii == name)
}

/// Whether it is digits only.
pub(super) fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
