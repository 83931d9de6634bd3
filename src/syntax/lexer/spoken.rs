//! Words that are said for signs and numbers, in the languages that learners type in.

/// Words that are said for a sign or a number, the longer ones first.
#[rustfmt::skip]
pub(super) const SPOKEN: [(&str, &str); 114] = [
    ("plus", "+"), ("minus", "-"), ("times", "*"), ("over", "/"), ("squared", "^2"), ("cubed", "^3"), ("equals", "="),
    ("divided by", "/"), ("multiplied by", "*"), ("to the power of", "^"), ("to the power", "^"),
    ("to the third power", "^3"), ("to the fourth power", "^4"), ("to the fifth power", "^5"), ("to the first", "^1"), ("to the third", "^3"),
    ("to the fourth", "^4"), ("to the fifth", "^5"), ("to the", "^"), ("one half", "½"), ("one third", "⅓"), ("one quarter", "¼"), ("one fourth", "¼"), ("half of", "½"),
    ("raiz cuadrada de", "sqrt"), ("raiz cubica de", "cbrt"), ("raiz de", "sqrt"), ("racine carree de", "sqrt"),
    ("racine de", "sqrt"),
    ("square root of", "sqrt"), ("cube root of", "cbrt"), ("absolute value of", "abs"), ("natural log of", "ln"),
    ("natural logarithm of", "ln"), ("natural log", "ln"), ("nat log", "ln"), ("raised to the third power", "^3"),
    ("raised to the fourth power", "^4"), ("raised to the fifth power", "^5"), ("raised to the", "^"), ("raised to", "^"),
    ("sq root of", "sqrt"), ("sq root", "sqrt"), ("sqrd", "^2"), ("sq", "^2"), ("upon", "/"), ("negative", "-"),
    ("hoch", "^"), ("geteilt durch", "/"), ("wurzel aus", "sqrt"), ("Wurzel aus", "sqrt"),
    ("Wurzel", "sqrt"), ("wurzel", "sqrt"), ("square root", "sqrt"), ("cube root", "cbrt"), ("root of", "sqrt"),
    ("sine of", "sin"), ("cosine of", "cos"), ("tangent of", "tan"), ("mal", "*"), ("durch", "/"),
    ("quadrat", "^2"), ("Quadrat", "^2"),
    ("fourth root of", "∜"), ("third root of", "cbrt"), ("third of", "⅓"), ("thirds", "/3"),
    ("quarters", "/4"), ("half", "½"), ("hyperbolic sine of", "sinh"), ("hyperbolic cosine of", "cosh"),
    ("hyperbolic tangent of", "tanh"), ("exponential of", "exp"),
    ("open parenthesis", "("), ("close parenthesis", ")"), ("al cuadrado", "^2"),
    ("al cubo", "^3"), ("au carre", "^2"), ("eins", "1"), ("zwei", "2"), ("drei", "3"), ("vier", "4"),
    ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"),
    ("eight", "8"), ("nine", "9"), ("ten", "10"),
    ("al quadrato", "^2"), ("quadro", "^2"), ("elevado a la", "^"), ("elevado a", "^"), ("elevato a", "^"),
    ("puissance", "^"), ("menos", "-"), ("logaritmo natural de", "ln"),
    ("radice quadrata di", "sqrt"), ("elevado al", "^"), ("reciprocal of", "1/"),
    ("dot", "*"), ("to power", "^"), ("zero", "0"), ("die Wurzel aus", "sqrt"), ("zum quadrat", "^2"), ("zum Quadrat", "^2"), ("exponentielle de", "exp"),
    ("logarithme de", "log"), ("logaritmo de", "log"), ("logarithmus von", "log"), ("Logarithmus von", "log"),
];

/// The single words that are said for a sign, the short ones aside, for "did you mean".
pub(super) fn spoken_words() -> impl Iterator<Item = &'static str> {
    let sign = |sign: &str| !sign.starts_with(|c: char| c.is_ascii_digit());
    SPOKEN
        .iter()
        .filter(move |row| row.0.len() > 4 && !row.0.contains(' ') && sign(row.1))
        .map(|row| row.0)
}

/// Whether a text begins with something that is said of a number.
pub(super) fn is_said(text: &str) -> bool {
    SPOKEN.iter().any(|(words, _)| words.ends_with(" of") && text.starts_with(words))
}

/// Whether something that is said for a sign begins with this word.
pub(super) fn is_spoken(word: &str) -> bool {
    SPOKEN.iter().any(|(words, _)| words.starts_with(word))
}
