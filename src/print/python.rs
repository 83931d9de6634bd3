//! An expression becomes a NumPy program that runs as it is once its variables are bound, to
//! numbers or to arrays.

use crate::expr::{Expr, Function, Relation};

use super::code::{Fraction, Language};
use super::layout::{self, Strength};
use super::pen::Pen;

/// Python with `import numpy as np`.
pub(super) struct Python;

impl Language for Python {
    const PI: &'static str = "np.pi";
    const E: &'static str = "np.e";
    const POWER: &'static str = "**";
    const SQRT: &'static str = "np.sqrt(";
    const CBRT: &'static str = "np.cbrt(";
    const ABS: &'static str = "np.abs(";
    const LOG2: &'static str = "np.log2(";
    const LOG10: &'static str = "np.log10(";
    const TAKES_SEVERAL: bool = false;
    const MINUS_BEFORE_POWER: bool = false;

    fn compare(relation: Relation) -> &'static str {
        match relation {
            Relation::Equal => " == ",
            Relation::NotEqual => " != ",
            Relation::Less => " < ",
            Relation::LessEqual => " <= ",
            Relation::Greater => " > ",
            Relation::GreaterEqual => " >= ",
        }
    }

    fn template(function: Function) -> &'static str {
        function.row().python
    }

    fn name(out: &mut String, name: &str) {
        out.extend(name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
        if KEYWORDS.contains(&name) {
            out.push('_');
        }
    }

    fn even_root(pen: &mut Pen, base: Expr, fraction: Fraction) {
        // Plain Python gives a complex number for a negative base, this gives nan.
        pen.say("np.float_power(");
        pen.whole(base);
        pen.say(", ");
        fraction.say(pen);
        pen.say(")");
    }

    fn odd_root(pen: &mut Pen, base: Expr, fraction: Fraction) {
        let again = layout::is_leaf(pen.dag, base);
        pen.say(if again { "np.copysign(np.abs(" } else { "(lambda u: np.copysign(np.abs(" });
        if again {
            pen.whole(base);
        } else {
            pen.say("u");
        }
        pen.say(")**");
        fraction.say(pen);
        pen.say(if again { ", " } else { ", u))(" });
        pen.whole(base);
        pen.say(")");
    }

    fn whole_power(pen: &mut Pen, power: i32) {
        pen.say(if power < 0 { "**-" } else { "**" });
        pen.digits(power.unsigned_abs());
        if power < 0 {
            // An array of whole numbers refuses a negative power that is a whole number itself.
            pen.say(".0");
        }
    }

    fn pieces(pen: &mut Pen, children: &[Expr]) {
        for piece in children.chunks(2) {
            match *piece {
                [value, condition] => {
                    pen.say("np.where(");
                    pen.whole(condition);
                    pen.say(", ");
                    pen.whole(value);
                    pen.say(", ");
                }
                _ => pen.part(piece[0], Strength::Relation),
            }
        }
        if children.len().is_multiple_of(2) {
            pen.say("np.nan");
        }
        for _ in 0..children.len() / 2 {
            pen.say(")");
        }
    }

    fn derivative(&mut self, pen: &mut Pen, of: Expr, by: Expr) {
        pen.say("diff");
        pen.list(&[of, by]);
    }
}

/// Words that are not names in Python, and the two names the program uses itself.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "np", "diff",
];
