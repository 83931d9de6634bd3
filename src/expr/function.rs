//! Every function is a row: its names, how it is written, its value, its derivative, its domain.
//!
//! This table is the only place that knows a function. The reader, the printers, the rules of
//! differentiation, the tapes, the reference page and the tests walk it; a new function is a new
//! row. Laws are written in our own notation, in `u` for the first argument and `v` for the
//! second.

use super::dag::Dag;
use crate::real::{self, Interval, slope};

/// What is known of one function.
pub struct Row {
    /// Stable name in links and cards; the function is read by it as well.
    pub id: &'static str,
    /// Other spellings that are read as this function.
    pub names: &'static [&'static str],
    /// What a teacher calls it.
    pub title: &'static str,
    /// How it stands on paper.
    pub layout: Layout,
    /// Its value, from which follows how many arguments it takes.
    pub value: Value,
    /// The derivative by the first argument, by the second: laws. Empty where it is not one
    /// formula (the largest of several).
    pub derivative: &'static [&'static str],
    /// The same as numbers, written independently of the laws, so that tests can hold one against
    /// the other.
    pub slope: Slope,
    /// What it makes of a whole interval.
    pub image: Image,
    /// Where it is defined: conditions that must all hold; none: everywhere.
    pub domain: &'static [&'static str],
    /// Where, inside the domain, there is a derivative: conditions that must all hold.
    pub smooth: &'static [&'static str],
    /// The NumPy program for it, `{u}` and `{v}` standing for the arguments, each written once:
    /// an argument may be long.
    pub python: &'static str,
    /// The JavaScript expression for it, in the same way.
    pub javascript: &'static str,
    /// As read aloud, before the argument, or around `{u}` and `{v}`.
    pub speech: &'static str,
    /// Where machine learning meets it.
    pub machine_learning: Option<&'static str>,
}

/// How a function stands on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Its name before its argument: sin x. The name as shown, and in LaTeX.
    Named(&'static str, &'static str),
    /// A power of e.
    Exponential,
    /// A logarithm with its base below.
    LogBase,
    /// A square root sign.
    SquareRoot,
    /// A root sign with a 3.
    CubeRoot,
    /// A root sign with its index.
    Root,
    /// |u|
    Bars,
    /// ⌊u⌋
    Floor,
    /// ⌈u⌉
    Ceiling,
}

/// A function's value on doubles.
#[derive(Clone, Copy)]
pub enum Value {
    /// Of one argument.
    One(fn(f64) -> f64),
    /// Of two arguments.
    Two(fn(f64, f64) -> f64),
    /// Of one argument or more, taken together two at a time.
    Many(fn(f64, f64) -> f64),
}

/// A function's derivatives on doubles: NaN where there is none, ±∞ where the tangent is upright.
#[derive(Clone, Copy)]
pub enum Slope {
    /// By its one argument.
    One(fn(f64) -> f64),
    /// By its two arguments; of a function that takes its arguments together two at a time, by
    /// the two it takes.
    Two(fn(f64, f64) -> [f64; 2]),
}

/// The interval that a function maps an interval to.
#[derive(Clone, Copy)]
pub enum Image {
    /// It rises, without a jump, from one end of its domain to the other.
    Rising([f64; 2]),
    /// It falls in the same way.
    Falling([f64; 2]),
    /// Of one argument, with turns, jumps or poles of its own.
    One(fn(Interval) -> Interval),
    /// Of two arguments.
    Two(fn(Interval, Interval) -> Interval),
}

const ALL: [f64; 2] = Interval::EVERYWHERE;
const INFINITY: f64 = f64::INFINITY;

/// The circular functions and their hyperbolic twins, as powers of the sine and of the cosine.
#[rustfmt::skip]
pub const KIN: [(Function, Function, i64, i64); 6] = {
    use Function::*;
    [
        (Sin, Sinh,  1,  0), (Cos, Cosh,  0,  1), (Tan, Tanh,  1, -1),
        (Cot, Coth, -1,  1), (Sec, Sech,  0, -1), (Csc, Csch, -1,  0),
    ]
};

impl Function {
    /// Of a circular or a hyperbolic function: whether it is circular, and which power of the sine and which
    /// of the cosine it is.
    pub fn kin(self) -> Option<(bool, i64, i64)> {
        let is = |row: &&(Function, Function, i64, i64)| [row.0, row.1].contains(&self);
        KIN.iter().find(is).map(|row| (self == row.0, row.2, row.3))
    }

    /// Whether it is a quotient of a sine and a cosine, or one over one of them.
    pub fn is_quotient(self) -> bool {
        self.kin().is_some_and(|(_, sine, cosine)| sine + cosine < 1)
    }

    /// Everything known of it.
    pub fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// The function of that name, in any of its spellings.
    pub fn named(name: &str) -> Option<Function> {
        Function::ALL.iter().copied().find(|f| f.row().id == name || f.row().names.contains(&name))
    }

    /// How many arguments it may have.
    pub fn takes(self, count: usize) -> bool {
        match self.row().value {
            Value::One(_) => count == 1,
            Value::Two(_) => count == 2,
            Value::Many(_) => count >= 1,
        }
    }

    /// The value at these arguments; NaN outside the domain, and for a wrong count.
    pub fn value(self, arguments: &[f64]) -> f64 {
        match (self.row().value, arguments) {
            (Value::One(f), [u]) => f(*u),
            (Value::Two(f), [u, v]) => f(*u, *v),
            (Value::Many(f), [first, rest @ ..]) => rest.iter().fold(*first, |a, b| f(a, *b)),
            _ => f64::NAN,
        }
    }
}

impl Dag {
    /// The function at a call.
    pub fn as_call(&self, e: super::Expr) -> Option<Function> {
        match self.op(e) {
            super::Op::Call(function) => Some(function),
            _ => None,
        }
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $value:expr,)* })*) => {
        /// A function of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Function { $($(#[$doc])* $name,)* }

        impl Function {
            /// Every function, in the order of the table.
            pub const ALL: &'static [Function] = &[$(Function::$name,)*];
        }

        static ROWS: &[Row] = &[$(Row { $($field: $value,)* ..BLANK },)*];
    };
}

/// What a row need not say: no other spellings, no limits to the domain, no use in machine
/// learning.
const BLANK: Row = Row {
    id: "",
    names: &[],
    title: "",
    layout: Layout::Bars,
    value: Value::One(|_| f64::NAN),
    derivative: &[],
    slope: Slope::One(|_| f64::NAN),
    image: Image::One(|_| Interval::ANYTHING),
    domain: &[],
    smooth: &[],
    python: "",
    javascript: "",
    speech: "",
    machine_learning: None,
};

// NumPy has no error function. erf u is u/√π times the integral of exp(−u²t²) from −1 to 1, and
// Gauss's rule with fifty points is exact to the last digits where u is at most 6; beyond that the
// function is 1 in every digit.
const ERF_PYTHON: &str = "(lambda u, t, w: u / np.sqrt(np.pi) \
     * (np.exp(-np.multiply.outer(u, t)**2) @ w))\
     (np.clip({u}, -6, 6), *np.polynomial.legendre.leggauss(50))";
// Φ in the same way. To the left of −1, where ½ + ½·erf would cancel, it is the integral of
// exp(−½u²/sin²θ)/π from 0 to π/2, which keeps its digits however small it is.
const GELU_PYTHON: &str = "(lambda u, t, w: u * np.where(u < -1, \
     np.exp(np.multiply.outer(u**2, -0.5 / np.sin(np.pi / 4 * (t + 1))**2)) @ w / 4, \
     0.5 + (lambda c: c / np.sqrt(8 * np.pi) * (np.exp(np.multiply.outer(c**2, -0.5 * t**2)) @ w))\
     (np.clip(u, -1, 9))))({u}, *np.polynomial.legendre.leggauss(50))";

// Nor has JavaScript. Below 1 the series 2x/√π · e^(−x²) · (1 + 2x²/3 · (1 + 2x²/5 · (…))), whose
// terms are all positive; above it the continued fraction e^(−x²)/√π / (x + ½/(x + 1/(x + …))) of
// 1 − erf x, so that GELU keeps its digits far to the left, where Φ(x) is tiny.
const ERF_JAVASCRIPT: &str = "((x) => { const a = Math.abs(x), \
     e = Math.exp(-x * x) / Math.sqrt(Math.PI); let s = a < 1 ? 1 : a; \
     if (a < 1) { for (let n = 30; n > 0; n--) s = 1 + s * 2 * x * x / (2 * n + 1); \
     return 2 * x * e * s; } \
     for (let n = 300; n > 0; n--) s = a + n / 2 / s; \
     return x > 0 ? 1 - e / s : e / s - 1; })({u})";
const GELU_JAVASCRIPT: &str = "((x) => { const y = -x * Math.SQRT1_2, a = Math.abs(y), \
     e = Math.exp(-y * y) / Math.sqrt(Math.PI); let s = a < 1 ? 1 : a; \
     if (a < 1) { for (let n = 30; n > 0; n--) s = 1 + s * 2 * y * y / (2 * n + 1); \
     return 0.5 * x * (1 - 2 * y * e * s); } \
     for (let n = 300; n > 0; n--) s = a + n / 2 / s; \
     return 0.5 * x * (y > 0 ? e / s : 2 - e / s); })({u})";

use Layout::Named;
use Value::{Many, One, Two};

functions! {
    /// eᵘ
    Exp {
        id: "exp",
        title: "exponential function",
        layout: Layout::Exponential,
        value: One(real::exp),
        derivative: &["e^u"],
        slope: Slope::One(real::exp),
        image: Image::Rising(ALL),
        python: "np.exp({u})",
        javascript: "Math.exp({u})",
        speech: "the exponential of",
        machine_learning: Some("softmax and every likelihood: it turns any score into a positive number"),
    }

    /// The natural logarithm.
    Ln {
        id: "ln",
        names: &["log"],
        title: "natural logarithm",
        layout: Named("ln", "\\ln"),
        value: One(real::ln),
        derivative: &["1/u"],
        slope: Slope::One(slope::ln),
        image: Image::Rising([0.0, INFINITY]),
        domain: &["u > 0"],
        python: "np.log({u})",
        javascript: "Math.log({u})",
        speech: "the natural logarithm of",
        machine_learning: Some("log-likelihood and cross-entropy: products of probabilities become sums"),
    }

    /// `Log[u, v]`: the logarithm of u to base v.
    Log {
        id: "log_b",
        title: "logarithm to a base",
        layout: Layout::LogBase,
        value: Two(real::log),
        derivative: &["1/(u*ln(v))", "-ln(u)/(v*ln(v)^2)"],
        slope: Slope::Two(slope::log),
        image: Image::Two(Interval::log),
        domain: &["u > 0", "v > 0", "v != 1"],
        python: "np.log({u}) / np.log({v})",
        javascript: "Math.log({u}) / Math.log({v})",
        speech: "the logarithm to base {v} of {u}",
        machine_learning: Some("information measured in bits (base 2)"),
    }

    /// √u
    Sqrt {
        id: "sqrt",
        title: "square root",
        layout: Layout::SquareRoot,
        value: One(real::sqrt),
        derivative: &["1/(2*sqrt(u))"],
        slope: Slope::One(slope::sqrt),
        image: Image::Rising([0.0, INFINITY]),
        domain: &["u >= 0"],
        smooth: &["u > 0"],
        python: "np.sqrt({u})",
        javascript: "Math.sqrt({u})",
        speech: "the square root of",
        machine_learning: Some("lengths of vectors, standard deviations, the root in RMSprop and Adam"),
    }

    /// ∛u, of negative numbers too.
    Cbrt {
        id: "cbrt",
        title: "cube root",
        layout: Layout::CubeRoot,
        value: One(real::cbrt),
        derivative: &["1/(3*cbrt(u)^2)"],
        slope: Slope::One(slope::cbrt),
        image: Image::Rising(ALL),
        smooth: &["u != 0"],
        python: "np.cbrt({u})",
        javascript: "Math.cbrt({u})",
        speech: "the cube root of",
    }

    /// `Root[u, v]`: the v-th root of u.
    Root {
        id: "root",
        names: &["nthroot", "nthRoot"],
        title: "n-th root",
        layout: Layout::Root,
        value: Two(real::root),
        derivative: &["root(u, v)/(v*u)", "-root(u, v)*ln(u)/v^2"],
        slope: Slope::Two(slope::root),
        image: Image::Two(Interval::root),
        domain: &["v != 0"],
        smooth: &["u != 0"],
        python: "(lambda u, n: np.where((u < 0) & (n % 2 == 1), -np.abs(u)**(1 / n), np.float_power(u, 1 / n)))({u}, {v})",
        javascript: "((u, n) => (u < 0 && Math.abs(n % 2) === 1 ? -((-u) ** (1 / n)) : u ** (1 / n)))({u}, {v})",
        speech: "the root of degree {v} of {u}",
    }

    /// |u|
    Abs {
        id: "abs",
        title: "absolute value",
        layout: Layout::Bars,
        value: One(real::abs),
        derivative: &["u/abs(u)"],
        slope: Slope::One(slope::abs),
        image: Image::One(Interval::abs),
        smooth: &["u != 0"],
        python: "np.abs({u})",
        javascript: "Math.abs({u})",
        speech: "the absolute value of",
        machine_learning: Some("absolute error and L1 regularisation, which pushes weights to exactly zero"),
    }

    /// −1, 0 or 1.
    Sign {
        id: "sign",
        names: &["sgn", "signum"],
        title: "sign",
        layout: Named("sgn", "\\operatorname{sgn}"),
        value: One(real::sign),
        derivative: &["0"],
        slope: Slope::One(slope::sign),
        image: Image::One(|u| u.stairs(real::sign)),
        smooth: &["u != 0"],
        python: "np.sign({u})",
        javascript: "Math.sign({u})",
        speech: "the sign of",
        machine_learning: Some("Lion moves every weight by the sign of a momentum"),
    }

    /// Sine.
    Sin {
        id: "sin",
        title: "sine",
        layout: Named("sin", "\\sin"),
        value: One(real::sin),
        derivative: &["cos(u)"],
        slope: Slope::One(real::cos),
        image: Image::One(Interval::sin),
        python: "np.sin({u})",
        javascript: "Math.sin({u})",
        speech: "the sine of",
        machine_learning: Some("positional encodings"),
    }

    /// Cosine.
    Cos {
        id: "cos",
        title: "cosine",
        layout: Named("cos", "\\cos"),
        value: One(real::cos),
        derivative: &["-sin(u)"],
        slope: Slope::One(slope::cos),
        image: Image::One(Interval::cos),
        python: "np.cos({u})",
        javascript: "Math.cos({u})",
        speech: "the cosine of",
        machine_learning: Some("positional encodings and cosine annealing of the learning rate"),
    }

    /// Tangent.
    Tan {
        id: "tan",
        names: &["tg"],
        title: "tangent",
        layout: Named("tan", "\\tan"),
        value: One(real::tan),
        derivative: &["sec(u)^2"],
        slope: Slope::One(slope::tan),
        image: Image::One(Interval::tan),
        domain: &["cos(u) != 0"],
        python: "np.tan({u})",
        javascript: "Math.tan({u})",
        speech: "the tangent of",
    }

    /// Secant, 1/cos.
    Sec {
        id: "sec",
        title: "secant",
        layout: Named("sec", "\\sec"),
        value: One(real::sec),
        derivative: &["sec(u)*tan(u)"],
        slope: Slope::One(slope::sec),
        image: Image::One(|u| u.cos().recip()),
        domain: &["cos(u) != 0"],
        python: "1 / np.cos({u})",
        javascript: "1 / Math.cos({u})",
        speech: "the secant of",
    }

    /// Cosecant, 1/sin.
    Csc {
        id: "csc",
        names: &["cosec"],
        title: "cosecant",
        layout: Named("csc", "\\csc"),
        value: One(real::csc),
        derivative: &["-csc(u)*cot(u)"],
        slope: Slope::One(slope::csc),
        image: Image::One(|u| u.sin().recip()),
        domain: &["sin(u) != 0"],
        python: "1 / np.sin({u})",
        javascript: "1 / Math.sin({u})",
        speech: "the cosecant of",
    }

    /// Cotangent, cos/sin.
    Cot {
        id: "cot",
        names: &["ctg", "cotan", "cotg"],
        title: "cotangent",
        layout: Named("cot", "\\cot"),
        value: One(real::cot),
        derivative: &["-csc(u)^2"],
        slope: Slope::One(slope::cot),
        image: Image::One(|u| u.tan().recip()),
        domain: &["sin(u) != 0"],
        python: "1 / np.tan({u})",
        javascript: "1 / Math.tan({u})",
        speech: "the cotangent of",
    }

    /// The angle between −π/2 and π/2 whose sine is u.
    Arcsin {
        id: "arcsin",
        names: &["asin"],
        title: "arcsine",
        layout: Named("arcsin", "\\arcsin"),
        value: One(real::asin),
        derivative: &["1/sqrt(1 - u^2)"],
        slope: Slope::One(slope::asin),
        image: Image::Rising([-1.0, 1.0]),
        domain: &["abs(u) <= 1"],
        smooth: &["abs(u) < 1"],
        python: "np.arcsin({u})",
        javascript: "Math.asin({u})",
        speech: "the arcsine of",
    }

    /// The angle between 0 and π whose cosine is u.
    Arccos {
        id: "arccos",
        names: &["acos"],
        title: "arccosine",
        layout: Named("arccos", "\\arccos"),
        value: One(real::acos),
        derivative: &["-1/sqrt(1 - u^2)"],
        slope: Slope::One(slope::acos),
        image: Image::Falling([-1.0, 1.0]),
        domain: &["abs(u) <= 1"],
        smooth: &["abs(u) < 1"],
        python: "np.arccos({u})",
        javascript: "Math.acos({u})",
        speech: "the arccosine of",
    }

    /// The angle between −π/2 and π/2 whose tangent is u.
    Arctan {
        id: "arctan",
        names: &["atan", "arctg"],
        title: "arctangent",
        layout: Named("arctan", "\\arctan"),
        value: One(real::atan),
        derivative: &["1/(1 + u^2)"],
        slope: Slope::One(slope::atan),
        image: Image::Rising(ALL),
        python: "np.arctan({u})",
        javascript: "Math.atan({u})",
        speech: "the arctangent of",
    }

    /// The angle between 0 and π whose secant is u.
    Arcsec {
        id: "arcsec",
        names: &["asec"],
        title: "arcsecant",
        layout: Named("arcsec", "\\operatorname{arcsec}"),
        value: One(real::asec),
        derivative: &["1/(abs(u)*sqrt(u^2 - 1))"],
        slope: Slope::One(slope::asec),
        image: Image::One(|u| u.recip().falling(real::acos, [-1.0, 1.0])),
        domain: &["abs(u) >= 1"],
        smooth: &["abs(u) > 1"],
        python: "np.arccos(1 / {u})",
        javascript: "Math.acos(1 / {u})",
        speech: "the arcsecant of",
    }

    /// The angle between −π/2 and π/2 whose cosecant is u.
    Arccsc {
        id: "arccsc",
        names: &["acsc", "arccosec"],
        title: "arccosecant",
        layout: Named("arccsc", "\\operatorname{arccsc}"),
        value: One(real::acsc),
        derivative: &["-1/(abs(u)*sqrt(u^2 - 1))"],
        slope: Slope::One(slope::acsc),
        image: Image::One(|u| u.recip().rising(real::asin, [-1.0, 1.0])),
        domain: &["abs(u) >= 1"],
        smooth: &["abs(u) > 1"],
        python: "np.arcsin(1 / {u})",
        javascript: "Math.asin(1 / {u})",
        speech: "the arccosecant of",
    }

    /// The angle between −π/2 and π/2 whose cotangent is u.
    Arccot {
        id: "arccot",
        names: &["acot", "arcctg", "arccotg"],
        title: "arccotangent",
        layout: Named("arccot", "\\operatorname{arccot}"),
        value: One(real::acot),
        derivative: &["-1/(1 + u^2)"],
        slope: Slope::One(slope::acot),
        image: Image::One(Interval::arccot),
        smooth: &["u != 0"],
        python: "np.arctan(1 / {u})",
        javascript: "Math.atan(1 / {u})",
        speech: "the arccotangent of",
    }

    /// Hyperbolic sine.
    Sinh {
        id: "sinh",
        names: &["sh"],
        title: "hyperbolic sine",
        layout: Named("sinh", "\\sinh"),
        value: One(real::sinh),
        derivative: &["cosh(u)"],
        slope: Slope::One(real::cosh),
        image: Image::Rising(ALL),
        python: "np.sinh({u})",
        javascript: "Math.sinh({u})",
        speech: "the hyperbolic sine of",
    }

    /// Hyperbolic cosine.
    Cosh {
        id: "cosh",
        names: &["ch"],
        title: "hyperbolic cosine",
        layout: Named("cosh", "\\cosh"),
        value: One(real::cosh),
        derivative: &["sinh(u)"],
        slope: Slope::One(real::sinh),
        image: Image::One(|u| u.valley(real::cosh, 0.0)),
        python: "np.cosh({u})",
        javascript: "Math.cosh({u})",
        speech: "the hyperbolic cosine of",
    }

    /// Hyperbolic tangent.
    Tanh {
        id: "tanh",
        names: &["th"],
        title: "hyperbolic tangent",
        layout: Named("tanh", "\\tanh"),
        value: One(real::tanh),
        derivative: &["sech(u)^2"],
        slope: Slope::One(slope::tanh),
        image: Image::Rising(ALL),
        python: "np.tanh({u})",
        javascript: "Math.tanh({u})",
        speech: "the hyperbolic tangent of",
        machine_learning: Some("an activation between −1 and 1; its slope fades on both sides"),
    }

    /// Hyperbolic secant, 1/cosh.
    Sech {
        id: "sech",
        title: "hyperbolic secant",
        layout: Named("sech", "\\operatorname{sech}"),
        value: One(real::sech),
        derivative: &["-sech(u)*tanh(u)"],
        slope: Slope::One(slope::sech),
        image: Image::One(|u| u.valley(real::cosh, 0.0).recip()),
        python: "1 / np.cosh({u})",
        javascript: "1 / Math.cosh({u})",
        speech: "the hyperbolic secant of",
    }

    /// Hyperbolic cosecant, 1/sinh.
    Csch {
        id: "csch",
        names: &["cosech"],
        title: "hyperbolic cosecant",
        layout: Named("csch", "\\operatorname{csch}"),
        value: One(real::csch),
        derivative: &["-csch(u)*coth(u)"],
        slope: Slope::One(slope::csch),
        image: Image::One(|u| u.rising(real::sinh, ALL).recip()),
        domain: &["u != 0"],
        python: "1 / np.sinh({u})",
        javascript: "1 / Math.sinh({u})",
        speech: "the hyperbolic cosecant of",
    }

    /// Hyperbolic cotangent, cosh/sinh.
    Coth {
        id: "coth",
        title: "hyperbolic cotangent",
        layout: Named("coth", "\\coth"),
        value: One(real::coth),
        derivative: &["-csch(u)^2"],
        slope: Slope::One(slope::coth),
        image: Image::One(|u| u.rising(real::tanh, ALL).recip()),
        domain: &["u != 0"],
        python: "1 / np.tanh({u})",
        javascript: "1 / Math.tanh({u})",
        speech: "the hyperbolic cotangent of",
    }

    /// The number whose hyperbolic sine is u.
    Arsinh {
        id: "arsinh",
        names: &["asinh", "arcsinh"],
        title: "inverse hyperbolic sine",
        layout: Named("arsinh", "\\operatorname{arsinh}"),
        value: One(real::asinh),
        derivative: &["1/sqrt(u^2 + 1)"],
        slope: Slope::One(slope::asinh),
        image: Image::Rising(ALL),
        python: "np.arcsinh({u})",
        javascript: "Math.asinh({u})",
        speech: "the inverse hyperbolic sine of",
    }

    /// The number ≥ 0 whose hyperbolic cosine is u.
    Arcosh {
        id: "arcosh",
        names: &["acosh", "arccosh"],
        title: "inverse hyperbolic cosine",
        layout: Named("arcosh", "\\operatorname{arcosh}"),
        value: One(real::acosh),
        derivative: &["1/sqrt(u^2 - 1)"],
        slope: Slope::One(slope::acosh),
        image: Image::Rising([1.0, INFINITY]),
        domain: &["u >= 1"],
        smooth: &["u > 1"],
        python: "np.arccosh({u})",
        javascript: "Math.acosh({u})",
        speech: "the inverse hyperbolic cosine of",
    }

    /// The number whose hyperbolic tangent is u.
    Artanh {
        id: "artanh",
        names: &["atanh", "arctanh"],
        title: "inverse hyperbolic tangent",
        layout: Named("artanh", "\\operatorname{artanh}"),
        value: One(real::atanh),
        derivative: &["1/(1 - u^2)"],
        slope: Slope::One(slope::atanh),
        image: Image::Rising([-1.0, 1.0]),
        domain: &["abs(u) < 1"],
        python: "np.arctanh({u})",
        javascript: "Math.atanh({u})",
        speech: "the inverse hyperbolic tangent of",
    }

    /// The number ≥ 0 whose hyperbolic secant is u.
    Arsech {
        id: "arsech",
        names: &["asech", "arcsech"],
        title: "inverse hyperbolic secant",
        layout: Named("arsech", "\\operatorname{arsech}"),
        value: One(real::asech),
        derivative: &["-1/(u*sqrt(1 - u^2))"],
        slope: Slope::One(slope::asech),
        image: Image::Falling([0.0, 1.0]),
        domain: &["u > 0", "u <= 1"],
        smooth: &["u < 1"],
        python: "np.arccosh(1 / {u})",
        javascript: "Math.acosh(1 / {u})",
        speech: "the inverse hyperbolic secant of",
    }

    /// The number whose hyperbolic cosecant is u.
    Arcsch {
        id: "arcsch",
        names: &["acsch", "arccsch"],
        title: "inverse hyperbolic cosecant",
        layout: Named("arcsch", "\\operatorname{arcsch}"),
        value: One(real::acsch),
        derivative: &["-1/(abs(u)*sqrt(1 + u^2))"],
        slope: Slope::One(slope::acsch),
        image: Image::One(|u| u.recip().rising(real::asinh, ALL)),
        domain: &["u != 0"],
        python: "np.arcsinh(1 / {u})",
        javascript: "Math.asinh(1 / {u})",
        speech: "the inverse hyperbolic cosecant of",
    }

    /// The number whose hyperbolic cotangent is u.
    Arcoth {
        id: "arcoth",
        names: &["acoth", "arccoth"],
        title: "inverse hyperbolic cotangent",
        layout: Named("arcoth", "\\operatorname{arcoth}"),
        value: One(real::acoth),
        derivative: &["1/(1 - u^2)"],
        slope: Slope::One(slope::acoth),
        image: Image::One(|u| u.recip().rising(real::atanh, [-1.0, 1.0])),
        domain: &["abs(u) > 1"],
        python: "np.arctanh(1 / {u})",
        javascript: "Math.atanh(1 / {u})",
        speech: "the inverse hyperbolic cotangent of",
    }

    /// The whole number at or below u.
    Floor {
        id: "floor",
        title: "floor",
        layout: Layout::Floor,
        value: One(real::floor),
        derivative: &["0"],
        slope: Slope::One(slope::whole),
        image: Image::One(|u| u.stairs(real::floor)),
        smooth: &["floor(u) != u"],
        python: "np.floor({u})",
        javascript: "Math.floor({u})",
        speech: "the floor of",
        machine_learning: Some("quantised weights: its slope is 0, so training needs a stand-in"),
    }

    /// The whole number at or above u.
    Ceil {
        id: "ceil",
        names: &["ceiling"],
        title: "ceiling",
        layout: Layout::Ceiling,
        value: One(real::ceil),
        derivative: &["0"],
        slope: Slope::One(slope::whole),
        image: Image::One(|u| u.stairs(real::ceil)),
        smooth: &["ceil(u) != u"],
        python: "np.ceil({u})",
        javascript: "Math.ceil({u})",
        speech: "the ceiling of",
    }

    /// The smallest of its arguments.
    Min {
        id: "min",
        names: &["minimum"],
        title: "minimum",
        layout: Named("min", "\\min"),
        value: Many(real::min),
        derivative: &[],
        slope: Slope::Two(slope::min),
        image: Image::Two(Interval::min),
        python: "np.minimum({u}, {v})",
        javascript: "Math.min({u}, {v})",
        speech: "the minimum of",
    }

    /// The largest of its arguments.
    Max {
        id: "max",
        names: &["maximum"],
        title: "maximum",
        layout: Named("max", "\\max"),
        value: Many(real::max),
        derivative: &[],
        slope: Slope::Two(slope::max),
        image: Image::Two(Interval::max),
        python: "np.maximum({u}, {v})",
        javascript: "Math.max({u}, {v})",
        speech: "the maximum of",
        machine_learning: Some("max pooling and hinge loss: the gradient goes to the winner alone"),
    }

    /// 1 to the right of 0, else 0.
    Step {
        id: "step",
        names: &["heaviside", "Heaviside"],
        title: "step function",
        layout: Named("step", "\\operatorname{step}"),
        value: One(real::step),
        derivative: &["0"],
        slope: Slope::One(slope::step),
        image: Image::One(|u| u.stairs(real::step)),
        smooth: &["u != 0"],
        python: "np.heaviside({u}, 0)",
        javascript: "((u) => (u > 0 ? 1 : u <= 0 ? 0 : NaN))({u})",
        speech: "the step function of",
        machine_learning: Some("the slope of ReLU"),
    }

    /// max(0, u)
    Relu {
        id: "relu",
        names: &["ReLU"],
        title: "ReLU",
        layout: Named("ReLU", "\\operatorname{ReLU}"),
        value: One(real::relu),
        derivative: &["step(u)"],
        slope: Slope::One(real::step),
        image: Image::Rising(ALL),
        smooth: &["u != 0"],
        python: "np.maximum(0, {u})",
        javascript: "Math.max(0, {u})",
        speech: "ReLU of",
        machine_learning: Some("the usual activation: cheap, its slope is 0 or 1; at 0 libraries take 0"),
    }

    /// u to the right of 0, u/100 to the left.
    LeakyRelu {
        id: "leaky_relu",
        names: &["leakyrelu", "LeakyReLU"],
        title: "leaky ReLU",
        layout: Named("LeakyReLU", "\\operatorname{LeakyReLU}"),
        value: One(real::leaky_relu),
        derivative: &["{1 if u > 0, 0.01 else}"],
        slope: Slope::One(slope::leaky_relu),
        image: Image::Rising(ALL),
        smooth: &["u != 0"],
        python: "(lambda u: np.where(u > 0, u, 0.01 * u))({u})",
        javascript: "((u) => (u > 0 ? u : 0.01 * u))({u})",
        speech: "leaky ReLU of",
        machine_learning: Some("a ReLU whose units cannot die: to the left of 0 a little slope is left"),
    }

    /// u to the right of 0, eᵘ − 1 to the left.
    Elu {
        id: "elu",
        names: &["ELU"],
        title: "ELU",
        layout: Named("ELU", "\\operatorname{ELU}"),
        value: One(real::elu),
        derivative: &["{1 if u > 0, e^u else}"],
        slope: Slope::One(slope::elu),
        image: Image::Rising(ALL),
        python: "(lambda u: np.where(u > 0, u, np.expm1(np.minimum(u, 0))))({u})",
        javascript: "((u) => (u > 0 ? u : Math.expm1(u)))({u})",
        speech: "ELU of",
        machine_learning: Some("a ReLU that bends smoothly into −1"),
    }

    /// 1/(1 + e⁻ᵘ)
    Sigmoid {
        id: "sigmoid",
        names: &["σ", "logistic", "expit"],
        title: "sigmoid",
        layout: Named("σ", "\\sigma"),
        value: One(real::sigmoid),
        derivative: &["sigmoid(u)*(1 - sigmoid(u))"],
        slope: Slope::One(slope::sigmoid),
        image: Image::Rising(ALL),
        python: "1 / (1 + np.exp(-({u})))",
        javascript: "1 / (1 + Math.exp(-({u})))",
        speech: "the sigmoid of",
        machine_learning: Some("gates and probabilities; its slope is at most 1/4, which is how gradients vanish"),
    }

    /// ln(1 + eᵘ)
    Softplus {
        id: "softplus",
        title: "softplus",
        layout: Named("softplus", "\\operatorname{softplus}"),
        value: One(real::softplus),
        derivative: &["sigmoid(u)"],
        slope: Slope::One(real::sigmoid),
        image: Image::Rising(ALL),
        python: "np.logaddexp(0, {u})",
        javascript: "((u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u))))({u})",
        speech: "softplus of",
        machine_learning: Some("a smooth ReLU; its slope is the sigmoid"),
    }

    /// u·Φ(u), Φ the normal distribution function.
    Gelu {
        id: "gelu",
        names: &["GELU"],
        title: "GELU",
        layout: Named("GELU", "\\operatorname{GELU}"),
        value: One(real::gelu),
        derivative: &["(1 + erf(u/sqrt(2)))/2 + u*e^(-u^2/2)/sqrt(2*pi)"],
        slope: Slope::One(slope::gelu),
        image: Image::One(|u| u.valley(real::gelu, -0.751_791_524_693_564_5)),
        python: GELU_PYTHON,
        javascript: GELU_JAVASCRIPT,
        speech: "GELU of",
        machine_learning: Some("the activation of most language models"),
    }

    /// u·σ(u)
    Silu {
        id: "silu",
        names: &["SiLU", "swish"],
        title: "SiLU",
        layout: Named("SiLU", "\\operatorname{SiLU}"),
        value: One(real::silu),
        derivative: &["sigmoid(u) + u*sigmoid(u)*(1 - sigmoid(u))"],
        slope: Slope::One(slope::silu),
        image: Image::One(|u| u.valley(real::silu, -1.278_464_542_761_074)),
        python: "(lambda u: u / (1 + np.exp(-u)))({u})",
        javascript: "((u) => u / (1 + Math.exp(-u)))({u})",
        speech: "SiLU of",
        machine_learning: Some("x times its own gate, the activation of many recent networks"),
    }

    /// The error function.
    Erf {
        id: "erf",
        title: "error function",
        layout: Named("erf", "\\operatorname{erf}"),
        value: One(real::erf),
        derivative: &["2*e^(-u^2)/sqrt(pi)"],
        slope: Slope::One(slope::erf),
        image: Image::Rising(ALL),
        python: ERF_PYTHON,
        javascript: ERF_JAVASCRIPT,
        speech: "the error function of",
        machine_learning: Some("the normal distribution, and with it GELU"),
    }

    /// `Atan2[u, v]`: the direction of the point (v, u).
    Atan2 {
        id: "atan2",
        names: &["arctan2"],
        title: "two-argument arctangent",
        layout: Named("atan2", "\\operatorname{atan2}"),
        value: Two(real::atan2),
        derivative: &["v/(v^2 + u^2)", "-u/(v^2 + u^2)"],
        slope: Slope::Two(slope::atan2),
        image: Image::Two(Interval::atan2),
        domain: &["v^2 + u^2 != 0"],
        python: "np.arctan2({u}, {v})",
        javascript: "Math.atan2({u}, {v})",
        speech: "the direction of the point with ordinate {u} and abscissa {v}",
    }
}
