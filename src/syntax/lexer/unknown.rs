//! Names that are no function's: words of other mathematics, and the nearest that is known.

use super::names;
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem};
use crate::syntax::nearest::nearest;

/// Words of other mathematics than ours.
#[rustfmt::skip]
const ELSEWHERE: [&str; 38] = [
    "softmax", "argmax", "argmin", "round", "lim", "NaN", "nan", "inf", "oo", "Infinity", "infinity", "integrate", "undefined", "and", "or", "not", "xor", "mod",
    "int", "integral", "sum", "prod", "deg", "degree", "degrees", "import", "limit", "det", "dim", "div", "rad", "grad",
    "gcd", "lcm", "capital", "forty", "fifty", "sixty",
];

/// Functions of libraries that begin or end with the name of another, whose argument or factor the rest is not.
#[rustfmt::skip]
pub(super) const LONGER: [&str; 16] = [
    "relu6", "exp2", "exp10", "sinc", "logsumexp", "selu", "celu", "prelu", "rrelu", "crelu", "lrelu", "versin", "dilog",
    "hswish", "gammainc", "log1pexp",
];

/// A name that is not known: the nearest that is, or a product.
pub(super) fn unknown_function(name: &str, span: Span) -> Fault {
    unknown_name(name, span).or_put(Span::at(span.end), "*")
}

/// A name that is not known: the nearest that is.
pub(super) fn unknown_name(name: &str, span: Span) -> Fault {
    let fault = Fault::new(Problem::UnknownFunction(name.to_owned()), span);
    // The sinc of x is no sine that somebody mistyped.
    let near = || nearest(name, names::spellings()).filter(|_| !LONGER.contains(&name));
    match names::titled(name).or_else(near) {
        Some(known) => fault.or_put(span, known),
        None => fault,
    }
}

/// A word of other mathematics than ours.
pub(super) fn is_foreign(word: &str) -> bool {
    ELSEWHERE.contains(&word)
}
