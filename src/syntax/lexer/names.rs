//! Names become functions, Greek letters, constants.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::token::Called;
use crate::expr::Function;

/// No function's name is longer.
pub(super) const LONGEST: usize = 24;

/// Every spelling of every function: those of the function table, and the few that exist only in
/// one notation.
pub(in crate::syntax) fn function(name: &str) -> Option<Called> {
    names().get(name).copied()
}

/// All spellings, for "did you mean".
pub(in crate::syntax) fn spellings() -> impl Iterator<Item = &'static str> {
    names().keys().copied()
}

/// The function that a teacher calls by this word: sin for "sine".
pub(in crate::syntax) fn titled(word: &str) -> Option<&'static str> {
    // No title is as short as most words are: one letter.
    if word.len() < 2 || function(word).is_some() {
        return None;
    }
    Function::ALL
        .iter()
        .map(|function| function.row())
        .find(|row| row.title == word || word == "logarithm" && row.id == "ln")
        .map(|row| row.id)
}

fn names() -> &'static FxHashMap<&'static str, Called> {
    static NAMES: OnceLock<FxHashMap<&'static str, Called>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = FxHashMap::default();
        for &function in Function::ALL {
            let row = function.row();
            for &name in row.names.iter().chain([&row.id]) {
                names.insert(name, Called::Row(function));
            }
        }
        // It would swallow the base: log_b(x).
        names.remove(Function::Log.row().id);
        // A letter first of all: what it is depends on what follows.
        names.remove("σ");
        names.extend(NOTATION);
        names
    })
}

/// Names that are a way of writing something the function table has under another name.
#[rustfmt::skip]
const NOTATION: [(&str, Called); 63] = [
    ("log", Called::Log),       ("lg", Called::LogTo(10)),  ("log10", Called::LogTo(10)),
    ("log2", Called::LogTo(2)), ("log1p", Called::Log1p),   ("expm1", Called::Expm1), ("erfc", Called::Erfc),
    ("pow", Called::Power),     ("power", Called::Power),   ("square", Called::Square),
    ("where", Called::Where),   ("diff", Called::Diff),     ("absolute", Called::Row(Function::Abs)),
    ("fabs", Called::Row(Function::Abs)), ("Rational", Called::Ratio), ("Derivative", Called::Diff),
    ("piecewise", Called::Where), ("sen", Called::Row(Function::Sin)), ("hypot", Called::Hypot),
    ("fmax", Called::Row(Function::Max)), ("fmin", Called::Row(Function::Min)), ("float_power", Called::Power),
    ("lb", Called::LogTo(2)),   ("ld", Called::LogTo(2)),
    // In German, Spanish, Italian and French.
    ("sinus", Called::Row(Function::Sin)),        ("cosinus", Called::Row(Function::Cos)),
    ("kosinus", Called::Row(Function::Cos)),      ("tangens", Called::Row(Function::Tan)),
    ("cotangens", Called::Row(Function::Cot)),    ("kotangens", Called::Row(Function::Cot)),
    ("arkussinus", Called::Row(Function::Arcsin)), ("arcussinus", Called::Row(Function::Arcsin)),
    ("arkustangens", Called::Row(Function::Arctan)), ("arcustangens", Called::Row(Function::Arctan)),
    ("arcsen", Called::Row(Function::Arcsin)),    ("arcoseno", Called::Row(Function::Arcsin)),
    ("seno", Called::Row(Function::Sin)),         ("coseno", Called::Row(Function::Cos)),
    ("wurzel", Called::Row(Function::Sqrt)),      ("quadratwurzel", Called::Row(Function::Sqrt)),
    ("racine", Called::Row(Function::Sqrt)),      ("radice", Called::Row(Function::Sqrt)),
    ("raiz", Called::Row(Function::Sqrt)),        ("lognat", Called::Row(Function::Ln)),
    ("arsh", Called::Row(Function::Arsinh)),      ("arch", Called::Row(Function::Arcosh)),
    ("squareroot", Called::Row(Function::Sqrt)),  ("cuberoot", Called::Row(Function::Cbrt)),
    ("arth", Called::Row(Function::Artanh)),      ("cth", Called::Row(Function::Coth)),
    ("cotanh", Called::Row(Function::Coth)),      ("acotanh", Called::Row(Function::Arcoth)),
    // In Mathematica and GeoGebra.
    ("Surd", Called::Row(Function::Root)),        ("CubeRoot", Called::Row(Function::Cbrt)),
    ("nroot", Called::Row(Function::Root)),       ("UnitStep", Called::Row(Function::Step)),
    ("HeavisideTheta", Called::Row(Function::Step)),
    ("betrag", Called::Row(Function::Abs)),       ("potenz", Called::Power),
    // In R, Maple and Mathematica.
    ("pmax", Called::Row(Function::Max)),         ("pmin", Called::Row(Function::Min)),
    ("surd", Called::Row(Function::Root)),        ("LogisticSigmoid", Called::Row(Function::Sigmoid)),
];

/// Whether the name is recognised in the middle of letters: `xsinx`, but not the `min` of `minx`.
pub(in crate::syntax) fn is_elementary(called: Called) -> bool {
    match called {
        Called::Log => true,
        Called::Row(function) => {
            matches!(function, Function::Exp | Function::Ln | Function::Sqrt | Function::Cbrt)
                || (Function::Sin..=Function::Arcoth).contains(&function)
        }
        _ => false,
    }
}

/// The Greek letters: the name in ASCII, the letter, its variant forms.
#[rustfmt::skip]
const GREEK: &[(&str, &str)] = &[
    ("alpha", "α"),   ("beta", "βϐ"),   ("gamma", "γ"),  ("delta", "δ"),  ("epsilon", "εϵ"),
    ("zeta", "ζ"),    ("eta", "η"),     ("theta", "θϑ"), ("iota", "ι"),   ("kappa", "κϰ"),
    ("lambda", "λ"),  ("mu", "μµ"),     ("nu", "ν"),     ("xi", "ξ"),     ("omicron", "ο"),
    ("pi", "πϖ"),     ("rho", "ρϱ"),    ("sigma", "σς"), ("tau", "τ"),    ("upsilon", "υ"),
    ("phi", "φϕ"),    ("chi", "χ"),     ("psi", "ψ"),    ("omega", "ω"),  ("Gamma", "Γ"),
    ("Delta", "Δ∆"),  ("Theta", "Θϴ"),  ("Lambda", "Λ"), ("Xi", "Ξ"),     ("Sigma", "Σ"),
    ("Upsilon", "Υ"), ("Phi", "Φ"),     ("Psi", "Ψ"),    ("Omega", "ΩΩ"),
];

/// The Greek letter of that name.
pub(in crate::syntax) fn greek(name: &str) -> Option<&'static str> {
    if name.len() < 2 {
        return None;
    }
    GREEK.iter().map(|row| row.0).find(|&ascii| ascii == name)
}

/// All their names, for "did you mean".
pub(in crate::syntax) fn greek_names() -> impl Iterator<Item = &'static str> {
    GREEK.iter().map(|row| row.0)
}

/// The name of a Greek letter.
pub(in crate::syntax) fn greek_letter(letter: char) -> Option<&'static str> {
    GREEK.iter().find(|(_, letters)| letters.contains(letter)).map(|row| row.0)
}

/// Functions that are none of ours, of two letters or with a Greek one among them, and no product
/// where a bracket follows: the sine integral and its kin, Airy's functions, the gamma function's.
#[rustfmt::skip]
pub(in crate::syntax) const SPECIAL: [&str; 16] = [
    "Re", "Im", "Tr", "tr", "Si", "Ci", "Ei", "Li", "li", "Ai", "Bi",
    "lgamma", "gammaln", "digamma", "trigamma", "polygamma",
];

/// The common function of three letters that a typist who lost one meant: sin for sn.
pub(in crate::syntax) fn one_short(word: &str) -> Option<&'static str> {
    const COMMON: [&str; 9] = ["sin", "cos", "tan", "exp", "log", "abs", "sec", "csc", "cot"];
    COMMON.into_iter().find(|name| {
        let without = |lost: usize| name[..lost].bytes().chain(name[lost + 1..].bytes());
        (0..3).any(|lost| without(lost).eq(word.bytes()))
    })
}

/// The longest name at the start of these letters that counts in the middle of others: its length
/// in bytes.
pub(in crate::syntax) fn prefix(letters: &str) -> Option<(usize, Piece)> {
    (2..=letters.len().min(9)).rev().find_map(|length| {
        let name = letters.get(..length)?;
        match function(name) {
            // tgx, as lnx
            Some(called)
                if is_elementary(called)
                    && (length > 2 || name == "ln" || name == "tg" && is_tangent(letters)) =>
            {
                return Some((length, Piece::Function(called)));
            }
            // `absx`: the name and its argument.
            Some(called @ Called::Row(Function::Abs)) if length + 1 == letters.len() => {
                return Some((length, Piece::Bare(called)));
            }
            // `amax(0, x)`: the name ends the letters.
            Some(called) if length > 2 && length == letters.len() => {
                return Some((length, Piece::Bracketed(called)));
            }
            _ => {}
        }
        if name == "pi" {
            return Some((length, Piece::Greek("pi")));
        }
        greek(name).filter(|_| length > 2).map(|name| (length, Piece::Greek(name)))
    })
}

/// The same of letters that begin with a capital, as a telephone writes them: `Sinx`, `COSX`. In `Asinx` it is
/// a factor.
pub(in crate::syntax) fn capital_prefix(letters: &str) -> Option<(usize, Piece)> {
    let first = letters.chars().next().filter(|c| c.is_ascii_uppercase() && *c != 'A')?;
    let small = match letters.bytes().all(|b| b.is_ascii_uppercase()) {
        true => letters.to_ascii_lowercase(),
        false => format!("{}{}", first.to_ascii_lowercase(), &letters[1..]),
    };
    prefix(&small).filter(|(_, piece)| matches!(piece, Piece::Function(_)))
}

/// `tgx`, where the letters are those of a tangent and its argument.
pub(in crate::syntax) fn is_tangent(letters: &str) -> bool {
    matches!(letters.strip_prefix("tg"), Some("x" | "y" | "t" | "u"))
}

/// What is found in the middle of letters.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) enum Piece {
    Function(Called),
    /// A function only where no bracket follows.
    Bare(Called),
    /// A function only where one does.
    Bracketed(Called),
    Greek(&'static str),
}
