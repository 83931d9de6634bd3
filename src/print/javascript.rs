//! An expression becomes one JavaScript expression over `Math` and numbers that runs as it is.

use crate::expr::{Expr, Function};

use super::code::{Fraction, Language};
use super::layout::Strength;
use super::pen::Pen;

/// JavaScript without any library.
#[derive(Default)]
pub(super) struct Javascript {
    /// Whether there was a derivative, for which JavaScript has no words.
    pub derivative: bool,
}

impl Language for Javascript {
    const PI: &'static str = "Math.PI";
    const E: &'static str = "Math.E";
    const POWER: &'static str = " ** ";
    const EQUAL: &'static str = " === ";
    const NOT_EQUAL: &'static str = " !== ";
    const SQRT: &'static str = "Math.sqrt(";
    const CBRT: &'static str = "Math.cbrt(";
    const ABS: &'static str = "Math.abs(";
    const LOG2: &'static str = "Math.log2(";
    const LOG10: &'static str = "Math.log10(";
    const TAKES_SEVERAL: bool = true;
    // -x ** 2 is a syntax error there.
    const MINUS_BEFORE_POWER: bool = true;
    const KEYWORDS: &'static [&'static str] = KEYWORDS;

    fn template(&self, function: Function) -> &'static str {
        function.row().javascript
    }

    fn even_root(pen: &mut Pen, base: Expr, fraction: Fraction) {
        pen.part(base, Strength::Atom);
        pen.say(Self::POWER);
        fraction.say(pen);
    }

    fn odd_root(pen: &mut Pen, base: Expr, fraction: Fraction) {
        pen.say("((u) => (u < 0 ? -((-u) ** ");
        fraction.say(pen);
        pen.say(") : u ** ");
        fraction.say(pen);
        pen.say("))(");
        pen.whole(base);
        pen.say(")");
    }

    fn whole_power(pen: &mut Pen, power: i32) {
        pen.say(if power < 0 { " ** -" } else { " ** " });
        pen.digits(power.unsigned_abs());
    }

    fn pieces(pen: &mut Pen, children: &[Expr]) {
        pen.say("(");
        for piece in children.chunks(2) {
            match *piece {
                [value, condition] => {
                    pen.whole(condition);
                    pen.say(" ? ");
                    pen.whole(value);
                    pen.say(" : ");
                }
                _ => pen.whole(piece[0]),
            }
        }
        pen.say(if children.len().is_multiple_of(2) { "NaN)" } else { ")" });
    }

    fn derivative(&mut self, _: &mut Pen, _: Expr, _: Expr) {
        self.derivative = true;
    }
}

/// Words that are not names in JavaScript, and the names the expression uses itself.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "default", "delete", "do", "else", "enum", "eval", "export", "extends", "false", "finally",
    "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new",
    "null", "package", "private", "protected", "public", "return", "static", "super", "switch",
    "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield", "Math", "NaN",
];
