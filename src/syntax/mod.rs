//! Text becomes an expression: source → tokens → Expr.
//!
//! One reader for ordinary notation, LaTeX and Python: the lexer turns all three into the same
//! tokens, and one grammar remains. What binds more firmly stands further down:
//!
//! ```text
//! input     = [name] relation
//! name      = letter "=" | letter "(" letter {"," letter} ")" "="
//! relation  = pieces [("=" | "<" | "<=" | "≠" | …) sum]        two sides, no more
//! holds     = relation {("<" | "<=" | …) sum} [("and" | "or") holds]   where it chooses: 0 < x < 1
//! pieces    = sum ["if" holds ["else" pieces]]
//! sum       = {"+" | "-"} term {("+" | "-") term}              one node, however long
//! term      = "d/dx" term | factor {("*" | "/" | nothing) factor}   from the left: a/b*c is (a/b)c
//! factor    = {"+" | "-"} (power | function)
//! function  = name ["^" one] ["_" one] ("(" relation {"," relation} ")" | argument)
//! argument  = {"+" | "-"} power {power} [function]             up to the next function, bracket, sign
//! power     = operand ["^" {"+" | "-"} (power | function)]     from the right: 2^3^2 is 2^9
//! operand   = number | letter | operand "°" | "(" relation ")" | "|" sum "|" | "√" one | "d/dx(" sum ")"
//!           | "{" relation "if" holds {"," relation "if" holds} ["," relation "else"] "}"
//!           | "\\frac" one one | "\\sqrt" ["[" sum "]"] one
//! one       = {"+" | "-"} operand
//! ```
//!
//! Where two people read differently, the customary reading is taken and the other one is
//! [reported](Reading); what is no mathematics is [refused](ParseError) with a sentence. Nothing
//! here calls itself: nesting costs heap, not stack, and has a [limit](limits).
//!
//! ```
//! use chainrule::expr::Dag;
//! use chainrule::syntax;
//!
//! let mut dag = Dag::new();
//! let typed = syntax::parse(&mut dag, "2xsin(x)")?.expr;
//! assert_eq!(typed, syntax::parse(&mut dag, "2x \\sin{x}")?.expr);
//! assert_eq!(typed, syntax::parse(&mut dag, "2*x*np.sin(x)")?.expr);
//!
//! let doubtful = syntax::parse(&mut dag, "e^2x")?;
//! assert_eq!(doubtful.readings[0].replacement, "e^(2x)");
//!
//! let error = syntax::parse(&mut dag, "sine(x)").unwrap_err();
//! assert_eq!(error.hint.as_deref(), Some("Did you mean sin(x)?"));
//! # Ok::<(), syntax::ParseError>(())
//! ```

mod error;
mod lexer;
pub mod limits;
mod nearest;
mod parser;

pub use error::{ParseError, Repair};

use std::mem::discriminant;

use crate::expr::{Dag, Expr, Op};
use crate::order::sort_by;
use error::{Fault, Problem};

/// Bytes of a text, from `start` up to but not including `end`; both lie between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Span {
    /// All of a text.
    pub fn whole(text: &str) -> Span {
        Span { start: 0, end: text.len() }
    }

    /// A place where something may be put in.
    fn at(place: usize) -> Span {
        Span { start: place, end: place }
    }
}

/// What stands before and behind the last time that something is said. The standard library looks
/// from behind by a search of its own, two kilobytes of WebAssembly.
pub(crate) fn around_last<'a>(text: &'a str, said: &str) -> Option<(&'a str, &'a str)> {
    let (at, _) = text.match_indices(said).last()?;
    Some((&text[..at], &text[at + said.len()..]))
}

/// What a text says.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The expression, or the equation.
    pub expr: Expr,
    /// What stood in front: `f(x) =` is `("f", Some("x"))`, `y =` is `("y", None)`.
    pub name: Option<(String, Option<String>)>,
    /// Whether that names a derivative: y of `y′ =`, of `dy/dx =`.
    pub derived: bool,
    /// Every argument of that name: `f(x, y) =` has x and y.
    pub arguments: Vec<String>,
    /// Places that two people read differently, in text order.
    pub readings: Vec<Reading>,
}

/// A place that can be read in two ways.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The place.
    pub span: Span,
    /// How it was read.
    pub read: Expr,
    /// The other way.
    pub other: Expr,
    /// Text to put there for the other way.
    pub replacement: String,
}

/// How a text is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `3,5` is three and a half; arguments are then separated by semicolons.
    pub decimal_comma: bool,
}

/// Reads a text: ordinary notation, LaTeX and Python alike.
pub fn parse(dag: &mut Dag, source: &str) -> Result<Parsed, ParseError> {
    parse_with(dag, source, &Options::default())
}

/// Reads a text as the options say.
pub fn parse_with(dag: &mut Dag, source: &str, options: &Options) -> Result<Parsed, ParseError> {
    match read(dag, source, options) {
        Ok((mut parsed, others)) => {
            if source.len() <= limits::CHECKED {
                let expr = parsed.expr;
                let hold = |reading| held(dag, source, expr, reading, options);
                parsed.readings = parsed.readings.into_iter().filter_map(hold).collect();
                for change in others {
                    parsed.readings.extend(respelled(dag, source, parsed.expr, change, options));
                }
                sort_by(&mut parsed.readings, |a, b| {
                    (a.span.start, a.span.end).cmp(&(b.span.start, b.span.end))
                });
            }
            Ok(parsed)
        }
        Err(mut fault) => {
            // A change is proposed only where it helps.
            let whole = Span::whole(source);
            let near = source.len() <= limits::CHECKED;
            let repairs = lexer::rewritten(if near { source } else { "" })
                .map(|text| Repair { span: whole, text })
                .chain(std::mem::take(&mut fault.repairs));
            let repair = first_that_helps(source, &fault.problem, repairs, options);
            Err(fault.into_error(source, repair))
        }
    }
}

/// The first change that makes a text readable; or the first that does together with others: the
/// same is to be mended at several places, or a slip of another kind is.
fn first_that_helps(
    source: &str,
    problem: &Problem,
    repairs: impl Iterator<Item = Repair>,
    options: &Options,
) -> Option<Repair> {
    let same = |fault: &Fault| discriminant(&fault.problem) == discriminant(problem);
    let slip = |fault: &Fault| problem.is_slip() && fault.problem.is_slip();
    let mut halfway = None;
    for repair in repairs {
        let text = repair.apply(source);
        match read(&mut Dag::new(), &text, options) {
            Ok(_) => return Some(repair),
            // Words one after another are a sentence, and no product of names.
            Err(fault)
                if same(&fault) && !matches!(problem, Problem::LongName(_) | Problem::Words(_)) =>
            {
                if halfway.is_none() && !repair.text.is_empty() {
                    halfway = Some((text, fault, repair.is_small(source)));
                }
            }
            Err(fault) if slip(&fault) && halfway.is_none() && repair.is_small(source) => {
                halfway = Some((text, fault, true));
            }
            Err(_) => {}
        }
    }
    let (mut text, mut fault, mut small) = halfway.filter(|_| source.len() <= limits::CHECKED)?;
    for _ in 0..limits::TOGETHER {
        let repair = fault.repairs.iter().find(|repair| {
            same(&fault) && !repair.text.is_empty()
                || small && slip(&fault) && repair.is_small(&text)
        })?;
        small &= repair.is_small(&text);
        text = repair.apply(&text);
        match read(&mut Dag::new(), &text, options) {
            Ok(_) => return Some(Repair { span: Span::whole(source), text }),
            Err(again) if same(&again) || small && slip(&again) => fault = again,
            Err(_) => break,
        }
    }
    None
}

/// A reading whose text, put in, is read as the other reading: what follows may come too close. The
/// factors of 2sin(x)*y are those of one product: there the whole is the other reading.
fn held(
    dag: &mut Dag,
    source: &str,
    expr: Expr,
    reading: Reading,
    options: &Options,
) -> Option<Reading> {
    let change = Repair { span: reading.span, text: reading.replacement.clone() };
    let (again, _) = read(dag, &change.apply(source), options).ok()?;
    let (below, other) = (dag.below(again.expr), dag.children(reading.other));
    if below.binary_search(&reading.other).is_ok() {
        return Some(reading);
    }
    let product = |e: Expr| dag.op(e) == Op::Mul;
    let among = |e: &Expr| dag.children(*e).windows(other.len()).any(|some| some == other);
    let found = product(reading.other) && below.iter().any(|e| product(*e) && among(e));
    found.then_some(Reading { read: expr, other: again.expr, ..reading })
}

/// The other reading of the whole, where a change of its text makes one.
fn respelled(
    dag: &mut Dag,
    source: &str,
    expr: Expr,
    change: Repair,
    options: &Options,
) -> Option<Reading> {
    let (again, _) = read(dag, &change.apply(source), options).ok()?;
    (again.expr != expr).then_some(Reading {
        span: change.span,
        read: expr,
        other: again.expr,
        replacement: change.text,
    })
}

/// What a text says, and changes to it that say what else may be meant.
fn read(dag: &mut Dag, source: &str, options: &Options) -> Result<(Parsed, Vec<Repair>), Fault> {
    let whole = Span::whole(source);
    if source.len() >= limits::LENGTH {
        return Err(Fault::new(Problem::Length, whole));
    }
    let mut lexed = lexer::lex(dag, source, options)?;
    let mut others = std::mem::take(&mut lexed.others);
    match parser::parse(dag, source, lexed) {
        Ok((parsed, hurried)) => {
            others.extend(hurried);
            others.truncate(limits::OTHERS);
            Ok((parsed, others))
        }
        Err(mut fault) => {
            others.truncate(limits::OTHERS);
            if let Some(parsed) = bars_paired(dag, source, options) {
                return Ok((parsed, others));
            }
            fault.repairs.splice(0..0, others);
            Err(fault)
        }
    }
}

/// What a text says whose bars have to be paired as a whole, for that each closes as soon as it can leads nowhere.
fn bars_paired(dag: &mut Dag, source: &str, options: &Options) -> Option<Parsed> {
    // Two bars and three are read in one way only.
    source.match_indices('|').nth(3)?;
    let mut lexed = lexer::lex(dag, source, options).ok()?;
    lexer::pair_bars(&mut lexed.tokens).then_some(())?;
    parser::parse(dag, source, lexed).ok().map(|(parsed, _)| parsed)
}
