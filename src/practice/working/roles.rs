//! Words for the pieces of a function become letters: `top: 2x + 1`, `bottom' = 1`, `inner = x^2`.

use crate::expr::Expr;
use crate::practice::answer::primes;
use crate::practice::check::Judge;

/// The line with a sign between a piece called f, g or h and a bracket behind it: h(1 − h) x is a
/// product where h has been named, and h(x) is h.
pub(super) fn as_products(judge: &Judge, line: &str, names: &[(Expr, Expr)]) -> String {
    let dag = &judge.question.dag;
    let mut text = line.to_owned();
    for letter in ["f", "g", "h"] {
        let is_letter = |e| dag.as_symbol(e).is_some_and(|symbol| dag.name(symbol) == letter);
        if !names.iter().any(|&(e, _)| is_letter(e)) {
            continue;
        }
        let called = format!("{letter}(");
        let places: Vec<usize> = text
            .match_indices(&called)
            .map(|(at, _)| at)
            .filter(|&at| {
                let inside = text[at + 2..].split(')').next().unwrap_or_default();
                let single = inside.trim().chars().count() == 1;
                !single && !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            })
            .collect();
        for at in places.into_iter().rev() {
            text.insert(at + 1, '*');
        }
    }
    text
}

/// Words that say which piece is meant, and the index of the letter that stands for it.
const ROLES: [(&str, u8); 23] = [
    ("numerator", 0),
    ("denominator", 1),
    ("num", 0),
    ("denom", 1),
    ("den", 1),
    ("numer", 0),
    ("top", 0),
    ("bottom", 1),
    ("high", 0),
    ("low", 1),
    ("outside", 2),
    ("inside", 3),
    ("outer", 2),
    ("inner", 3),
    ("first", 4),
    ("second", 5),
    ("output", 6),
    ("out", 6),
    ("prediction", 7),
    ("pred", 7),
    ("error", 8),
    ("err", 8),
    ("net", 9),
];

/// The line with a letter for each such word; nothing where there is none, or where a first and a
/// second one only count the lines.
pub(super) fn as_letters(line: &str) -> Option<String> {
    let mut text = line.to_owned();
    let mut met = [false; 10];
    for (word, place) in ROLES {
        while let Some(at) = find(&text, word) {
            met[usize::from(place)] = true;
            let rest = &text[at + word.len()..];
            let kinds = [" function", " factor", " part", " layer"];
            let rest = kinds.iter().find_map(|kind| rest.strip_prefix(kind)).unwrap_or(rest);
            let slope =
                [" derivative", " slope", "'", "′"].iter().find_map(|word| rest.strip_prefix(word));
            let (mark, rest) = slope.map_or(("", rest), |rest| ("'", rest));
            // numerator N = sin x has its letter; outer: u^4 -> 4u^3 needs none.
            let begins =
                text[..at].trim_end().is_empty() || text[..at].trim_end().ends_with([',', ';']);
            let name = rest.split('=').next().unwrap_or_default().trim();
            let named =
                begins && name.chars().count() == 1 && name.starts_with(char::is_alphabetic);
            let arrow = rest
                .split([',', ';'])
                .next()
                .is_some_and(|part| part.contains("->") || part.contains('→'));
            let sign = rest.strip_prefix(':');
            let letter = match () {
                () if named || arrow => String::new(),
                () if sign.is_some() => format!("Q_{{8{place}}}{mark} ="),
                () => format!("Q_{{8{place}}}{mark}"),
            };
            text = format!("{}{letter}{}", &text[..at], sign.unwrap_or(rest));
        }
    }
    let counts = met[4] != met[5];
    (text != line && !counts).then(|| with_inside(&text))
}

/// The line with a letter for the inside where an outer function, or its slope, leaves its place
/// open: outside: sin, outer′ = 7( )^6.
fn with_inside(line: &str) -> String {
    for (sign, by_inside) in [("Q_{82} =", "Q_{82} ="), ("Q_{82}' =", "dQ_{82}/dQ_{83} =")] {
        let Some((before, is)) = line.split_once(sign) else { continue };
        let (outer, rest) = is.split_at(is.find([',', ';']).unwrap_or(is.len()));
        let filled = match primes::is_function(outer.trim()) {
            true => format!("{}(Q_{{83}})", outer.trim_end()),
            false => outer.replace("( )", "()").replace("()", "(Q_{83})"),
        };
        if filled != outer {
            return format!("{before}{by_inside}{filled}{rest}");
        }
    }
    line.to_owned()
}

/// Where a word stands for itself, or for itself behind the d of a slope: dout/dw.
fn find(text: &str, word: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.to_ascii_lowercase().match_indices(word).map(|(at, _)| at).find(|&at| {
        let before = text[..at].strip_suffix(['d', '∂']).unwrap_or(&text[..at]);
        !before.ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}
