//! What a text is cut into.

use crate::expr::{Constant, Function, Relation, Symbol};
use crate::syntax::Span;

/// A piece of the text, with its place in bytes.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// Whether there is a space in front of it.
    pub spaced: bool,
}

impl Token {
    /// Its place.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Kind {
    /// Which of the numbers of the text.
    Number(usize),
    /// ½
    Fraction(u8, u8),
    Symbol(Symbol),
    Constant(Constant),
    Function(Called),
    /// `.exp` of `x.exp()`
    Method(Called),
    /// √ ∛ ∜
    Root(u8),
    Plus,
    Minus,
    Star,
    Slash,
    /// `^`, or `**`
    Caret {
        stars: bool,
    },
    Open(Bracket),
    Close(Bracket),
    /// A bar that may open or close.
    Bar,
    Comma,
    Underscore,
    Relation(Relation),
    If,
    /// Between comparisons that hold together.
    And,
    /// Between comparisons of which one is enough.
    Or,
    Else,
    /// `p ? a : b`
    Question,
    Colon,
    /// ∂
    Partial,
    Prime,
    Bang,
    /// `°`, `^\circ`
    Degree,
    /// `\frac`
    Frac,
    /// `{a \over b}`
    Over,
    /// `\sqrt`
    Radical,
    /// `\begin{cases}`
    Cases,
    /// `\end{cases}`
    EndCases,
    /// `&`
    Ampersand,
    /// `\\`
    Row,
    End,
}

impl Kind {
    /// Whether an operand ends with it.
    pub fn ends_operand(self) -> bool {
        matches!(
            self,
            Kind::Number(_)
                | Kind::Fraction(..)
                | Kind::Symbol(_)
                | Kind::Constant(_)
                | Kind::Close(_)
        )
    }

    /// Whether an operand begins with it, if no sign does.
    pub fn begins_operand(self) -> bool {
        let begins = matches!(
            self,
            Kind::Function(_)
                | Kind::Root(_)
                | Kind::Open(_)
                | Kind::Partial
                | Kind::Frac
                | Kind::Radical
                | Kind::Cases
        );
        begins || self.ends_operand() && !matches!(self, Kind::Close(_))
    }

    /// Whether what stands on one side of it has nothing to do with the other.
    pub fn separates(self) -> bool {
        matches!(
            self,
            Kind::Close(_)
                | Kind::EndCases
                | Kind::Comma
                | Kind::Relation(_)
                | Kind::If
                | Kind::And
                | Kind::Or
                | Kind::Else
                | Kind::Question
                | Kind::Colon
                | Kind::Over
                | Kind::Ampersand
                | Kind::Row
                | Kind::End
        )
    }
}

/// The kinds of brackets, each of which closes only its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Bracket {
    Round,
    Square,
    Curly,
    /// Around raised digits.
    Raised,
    /// A bar of which LaTeX says on which side it stands.
    Bar,
    Floor,
    Ceiling,
}

impl Bracket {
    /// How it closes.
    pub fn close(self) -> &'static str {
        match self {
            Bracket::Round => ")",
            Bracket::Square => "]",
            Bracket::Curly => "}",
            Bracket::Raised => "",
            Bracket::Bar => "|",
            Bracket::Floor => "⌋",
            Bracket::Ceiling => "⌉",
        }
    }
}

/// What a name in front of an argument stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Called {
    /// A function of the table.
    Row(Function),
    /// `log`: natural, or to a base that follows.
    Log,
    /// `lg`, `log10`, `log2`
    LogTo(u8),
    /// σ in front of a bracket: the sigmoid, unless it is a letter.
    Sigma,
    /// `log1p(x)`: ln(1 + x)
    Log1p,
    /// `expm1(x)`: eˣ − 1
    Expm1,
    /// `erfc(x)`: 1 − erf(x)
    Erfc,
    /// `pow(x, n)`
    Power,
    /// `square(x)`
    Square,
    /// `hypot(x, y)`: √(x² + y²)
    Hypot,
    /// `Rational(1, 2)`
    Ratio,
    /// `where(p, a, b)`, and with more pieces `where(p, a, q, b, c)`
    Where,
    /// `diff(f, x)`, `diff(f, x, 2)`
    Diff,
    /// `np.reciprocal(x)`: 1/x; `torch.rsqrt(x)`: 1/√x
    Reciprocal(Option<Function>),
    /// `np.logaddexp(x, y)`: ln(eˣ + eʸ)
    LogOfSum,
    /// `np.add(x, y)`
    Sum,
    /// `np.subtract(x, y)`
    Difference,
    /// `np.multiply(x, y)`, and `np.dot(w, x)` of columns with one number each
    Product,
    /// `np.negative(x)`
    Opposite,
    /// `np.clip(x, 0, 1)`
    Clip,
    /// `torch.tensor(2.0)`
    Itself,
}
