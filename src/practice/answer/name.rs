//! What stands in front of an answer is taken off: `dy/dx =`, `w ←`.

use super::lead::without_lead;
use crate::expr::{Dag, Op};
use crate::syntax::{self, Span};

/// The part behind `dy/dx =`, `f'(x) =`, `∂f/∂x =`, `∇f =`, `w ←`, `at x = 1:`; behind the last of
/// several signs of equality, for a line of working ends in its result.
pub(in crate::practice) fn without_name(source: &str, whole: Span) -> Span {
    let Span { mut start, end } = without_lead(source, whole);
    for sign in ["←", "\\leftarrow", "\\gets", ":=", "->", ":"] {
        let text = &source[start..end];
        let Some((name, _)) = text.split_once(sign) else { continue };
        let place = sign == ":" && name.starts_with("at ");
        if place || names_a_derivative(name) || names_a_weight(name.trim()) {
            start += name.len() + sign.len();
        }
    }
    let bytes = source.as_bytes();
    let sign = (start..end).filter(|&i| {
        bytes[i] == b'='
            && !matches!(i.checked_sub(1).map(|i| bytes[i]), Some(b'<' | b'>' | b'!' | b'='))
            && bytes.get(i + 1) != Some(&b'=')
    });
    let signs: Vec<usize> = sign.collect();
    let (Some(&first), Some(&last)) = (signs.first(), signs.last()) else {
        return Span { start, end };
    };
    let name = source[start..first].trim();
    let several = signs.len() > 1;
    if names_a_derivative(name)
        || names_a_new_weight(name)
        || several
        || is_equality(&source[start..first], &source[last + 1..end])
    {
        return Span { start: last + 1, end };
    }
    Span { start, end }
}

/// Whether what stands before the sign is worked out behind it: d/dx(x²) = 2x, 2·5·2 = 20. A
/// letter alone is a name, and the reader takes it off; y's equation stays one.
fn is_equality(left: &str, right: &str) -> bool {
    let mut dag = Dag::new();
    let [left, right] = [left, right].map(|side| syntax::parse(&mut dag, side));
    let Ok(left) = left else { return false };
    dag.op(left.expr) == Op::Derivative
        || dag.is_constant(left.expr) && right.is_ok_and(|right| dag.is_constant(right.expr))
}

/// `w`, `w_1`, `theta`: what an arrow gives a new value.
fn names_a_weight(name: &str) -> bool {
    let mut dag = Dag::new();
    names_a_new_weight(name)
        || syntax::parse(&mut dag, name).is_ok_and(|parsed| dag.as_symbol(parsed.expr).is_some())
}

/// `w*`, `w⁺`, `w_{t+1}`, `w_new`, `new w`: a weight after a step.
pub(in crate::practice) fn names_a_new_weight(name: &str) -> bool {
    let plain: String =
        name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '^')).collect();
    let behind = ["_new", "_neu", "_next"].into_iter().find_map(|word| plain.strip_suffix(word));
    let letter = plain.strip_prefix("new").or(behind).or(plain.strip_suffix(['*', '⁺', '+']));
    let stem = letter
        .or(plain.strip_suffix("+1").and_then(|stem| stem.split_once('_')).map(|(stem, _)| stem));
    stem.is_some_and(|stem| {
        !stem.is_empty()
            && stem.chars().next().is_some_and(char::is_alphabetic)
            && stem.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

/// `dy/dx`, `\frac{dy}{dx}`, `d/dx f(x)`, `f'(x)`, `y'`, `f^\prime`, `f^{(2)}(x)`, `f_x`, `fx`, `D_x f`,
/// `∂_x f`, `∇f`, `grad f`.
pub(in crate::practice) fn names_a_derivative(name: &str) -> bool {
    let plain = as_typed(name);
    let letters = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_'))
    };
    let called = plain.split('(').next().unwrap_or_default();
    let argument_closes = !plain.contains('(') || plain.ends_with(')');
    if !argument_closes {
        return false;
    }
    if WORDS.iter().any(|word| word.eq_ignore_ascii_case(called)) {
        return true;
    }
    if let Some(letter) = called.strip_suffix('\'') {
        return letters(letter.trim_end_matches('\''));
    }
    if called.starts_with('∇') || called.starts_with("grad") {
        return true;
    }
    if called.starts_with("d_") || called.starts_with("D_") || is_operator(called) {
        return true;
    }
    // f^{(2)}(x), without its braces and the sign of a power.
    let order = plain.strip_prefix(called).and_then(|rest| rest.split_once(')'));
    if order.is_some_and(|(n, rest)| {
        let n = n.trim_start_matches('(');
        !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()) && rest.starts_with('(')
    }) {
        return true;
    }
    // f_x is a partial derivative, where a letter alone would be a name; so is fx.
    if called.strip_prefix('f').is_some_and(|by| by.len() == 1 && letters(by)) {
        return true;
    }
    if let Some((letter, index)) = called.split_once('_')
        && letter.len() == 1
        && index.chars().all(char::is_alphabetic)
        && matches!(letter, "f" | "g" | "h" | "L" | "z" | "y")
    {
        return true;
    }
    let Some((above, below)) = plain.split_once('/') else { return false };
    let order_off = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let above = above.trim_start_matches('(').strip_prefix('d').map(order_off);
    let below = below.strip_prefix('d').map(str::to_owned);
    match (above, below) {
        (Some(above), Some(below)) => {
            let above = above.split('(').next().unwrap_or_default().to_owned();
            let behind = below.split('(').next().unwrap_or_default();
            letters(behind) && (above.is_empty() && behind.len() > 1 || letters(&above))
        }
        _ => false,
    }
}

/// Signs of LaTeX in the name of a derivative, and what is typed for them.
const SIGNS: [(&str, &str); 17] = [
    ("\\left", ""),
    ("\\right", ""),
    ("\\prime", "'"),
    ("\\dfrac", ""),
    ("\\tfrac", ""),
    ("\\frac", ""),
    ("\\over", "/"),
    ("\\mathrm", ""),
    ("\\operatorname", ""),
    ("\\vec", ""),
    ("\\partial", "d"),
    ("\\nabla", "∇"),
    ("\\,", ""),
    ("}{", "/"),
    ("∂", "d"),
    ("′", "'"),
    ("’", "'"),
];

/// The name of a derivative as it is typed: dy/dx for \frac{dy}{dx}, du/dx for ∂u/∂x.
pub(in crate::practice) fn as_typed(name: &str) -> String {
    let typed = SIGNS.iter().fold(name.to_owned(), |name, (sign, typed)| name.replace(sign, typed));
    typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '^')).collect()
}

/// Names for the derivative in words and in programs.
const WORDS: [&str; 13] = [
    "derivative",
    "secondderivative",
    "slope",
    "gradient",
    "answer",
    "ans",
    "result",
    "dydx",
    "dfdx",
    "dy_dx",
    "df_dx",
    "f_prime",
    "fprime",
];

/// `D`, `Dx`, `D2f`: the operator, with what it stands before.
fn is_operator(called: &str) -> bool {
    let Some(rest) = called.strip_prefix('D') else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['²', '³']);
    rest.chars().count() <= 2 && rest.chars().all(char::is_alphabetic)
}
