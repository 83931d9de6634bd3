//! The teacher's sentence of a rule, with this problem's pieces put in.

use super::change::{changed, gains_bars};
use super::tidying::Done;
use crate::calculus::Applied;
use crate::expr::{Dag, Expr, Op, Rational};
use crate::print;
use crate::rules::Rule;

/// What the places of a sentence stand for.
pub(super) struct Pieces {
    letters: Vec<(char, Expr)>,
    /// "x^3 gives 3x^2, 7 gives 0"
    terms: String,
}

impl Pieces {
    /// The pieces of `d/dx(f)` under the rule that was applied to it.
    pub(super) fn of(dag: &Dag, node: Expr, applied: &Applied) -> Pieces {
        let mut letters: Vec<(char, Expr)> = applied.bindings.iter().collect();
        let (f, x) = (dag.children(node)[0], dag.children(node)[1]);
        let rewritten = match (dag.op(applied.pending), dag.children(applied.pending)) {
            (Op::Derivative, _) => dag.child(applied.pending),
            // d/dx(v ln(u)) beside the power itself.
            (Op::Mul, &[_, inner]) if dag.op(inner) == Op::Derivative => dag.child(inner),
            _ => None,
        };
        letters.extend([('f', f), ('x', x), ('g', applied.pending)]);
        letters.extend(rewritten.map(|w| ('w', w)));
        Pieces { letters, terms: String::new() }
    }

    /// With another constant in front.
    pub(super) fn with_constant(mut self, c: Option<Expr>) -> Pieces {
        if let Some(c) = c {
            self.letters.retain(|(letter, _)| *letter != 'c');
            self.letters.push(('c', c));
        }
        self
    }

    /// Adds what each term or factor gives: derivative and result of each.
    pub(super) fn with_terms(mut self, dag: &Dag, parts: &[(Expr, Expr)]) -> Pieces {
        let told = parts.iter().take(TOLD).map(|&(derivative, result)| {
            let term = dag.children(derivative)[0];
            format!("{} gives {}", spoken(dag, term, '…'), spoken(dag, result, '…'))
        });
        self.terms = told.collect::<Vec<_>>().join(", ");
        if parts.len() > TOLD {
            self.terms.push_str(", and so on");
        }
        self
    }

    /// The pieces of an outer function's derivative by its letter.
    pub(super) fn of_outer(dag: &Dag, before: Expr, slope: Expr) -> Pieces {
        let (f, x) = (dag.children(before)[0], dag.children(before)[1]);
        let exponent = dag.children(f).last().copied().unwrap_or(f);
        let first = dag.child(f).unwrap_or(f);
        let letters = vec![('f', f), ('x', x), ('g', slope), ('n', exponent), ('c', first)];
        Pieces { letters, terms: String::new() }
    }

    fn get(&self, letter: char) -> Option<Expr> {
        self.letters.iter().find(|(known, _)| *known == letter).map(|(_, e)| *e)
    }

    /// ", times 3,", and nothing for 1.
    fn times(&self, dag: &Dag) -> Option<String> {
        let c = self.get('c')?;
        let one = dag.is_integer(c, 1);
        Some(if one { String::new() } else { format!(", times {},", spoken(dag, c, 'c')) })
    }

    /// One less than the exponent.
    fn one_less(&self, dag: &Dag) -> Option<String> {
        let n = self.get('n')?;
        Some(formula(&match dag.as_rational(n) {
            Some(value) => print::rational_text(&(value - Rational::ONE), dag.is_decimal(n)),
            None => format!("{} - 1", plain(&spoken(dag, n, 'n'))),
        }))
    }

    /// "The constant 5", "k does not depend on x, so it"
    fn kept(&self, dag: &Dag) -> Option<String> {
        let (c, x) = (self.get('c')?, self.get('x')?);
        let (constant, variable) = (spoken(dag, c, 'c'), spoken(dag, x, 'x'));
        Some(match dag.is_constant(c) {
            true => format!("The constant {constant}"),
            false => format!("{constant} does not depend on {variable}, so it"),
        })
    }
}

/// Of many things of a kind, the first few are told.
const TOLD: usize = 4;

/// A formula longer than this is called by its letter in a sentence.
const MAX_SPOKEN: usize = 60;

/// Around a formula inside a sentence that is still being put together. Neither sign can be typed.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

pub(super) fn spoken(dag: &Dag, e: Expr, letter: char) -> String {
    if dag.size(e) > 40 {
        return letter.to_string();
    }
    let text = print::text(dag, e);
    if text.chars().count() > MAX_SPOKEN { letter.to_string() } else { formula(&text) }
}

/// Marks a text as a formula.
fn formula(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + 2);
    marked.push(OPEN);
    marked.push_str(text);
    marked.push(CLOSE);
    marked
}

/// The sentence as it is read.
pub(super) fn plain(marked: &str) -> String {
    let mut plain = String::with_capacity(marked.len());
    plain.extend(cut(marked));
    plain
}

/// The sentence as it is typeset: words and formulas in turn, words first.
pub(super) fn pieces(marked: &str) -> Vec<String> {
    cut(marked).map(str::to_owned).collect()
}

/// What stands between the marks. They are single bytes, so that no letter has to be looked at.
fn cut(marked: &str) -> impl Iterator<Item = &str> {
    let is_mark = |byte: &u8| *byte == OPEN as u8 || *byte == CLOSE as u8;
    let mut rest = Some(marked);
    std::iter::from_fn(move || {
        let all = rest.take()?;
        let Some(end) = all.as_bytes().iter().position(is_mark) else { return Some(all) };
        rest = Some(&all[end + 1..]);
        Some(&all[..end])
    })
}

/// The rule's sentence about these pieces.
pub(super) fn sentence(dag: &Dag, rule: &Rule, pieces: &Pieces) -> String {
    fill(rule.sentence, |name| {
        match name {
            "terms" => return Some(pieces.terms.clone()),
            "kept" => return pieces.kept(dag),
            "times" => return pieces.times(dag),
            "less" => return pieces.one_less(dag),
            "power" => {
                let exponent = spoken(dag, pieces.get('w')?, '…');
                return Some(formula(&format!("e^({})", plain(&exponent))));
            }
            _ => {}
        }
        let letter = name.chars().next()?;
        Some(spoken(dag, pieces.get(letter)?, letter))
    })
}

/// Words with `{x}` for the formula of that letter.
pub(super) fn told(dag: &Dag, words: &str, letters: &[(char, Expr)]) -> String {
    fill(words, |name| {
        let (letter, e) = letters.iter().find(|(letter, _)| name.starts_with(*letter))?;
        Some(spoken(dag, *e, *letter))
    })
}

/// The chain rule's sentence: which letters stand for what, and the product of the slopes.
pub(super) fn chain(
    dag: &Dag,
    rule: &Rule,
    lets: &[(String, Expr)],
    layers: &[(Expr, Expr)],
    product: &[Expr],
    x: Expr,
) -> String {
    let mut letters: Vec<String> = lets
        .iter()
        .take(TOLD)
        .map(|(name, e)| match spoken(dag, *e, '…') {
            piece if piece == "…" => format!("{name} be the inside"),
            piece => format!("{} = {piece}", formula(name)),
        })
        .collect();
    let letters = if lets.len() > TOLD {
        letters.push("and so on inward".to_owned());
        letters.join(", ")
    } else {
        listed(&letters)
    };
    let mut slopes: Vec<String> =
        product.iter().take(TOLD + 1).map(|e| as_factor(spoken(dag, *e, '…'))).collect();
    if product.len() > TOLD + 1 {
        slopes.push("…".to_owned());
    }
    let layers: Vec<String> = layers
        .iter()
        .take(TOLD)
        .map(|&(outer, slope)| [outer, slope].map(|e| spoken(dag, e, '…')))
        // Of what is too long for a sentence its own step tells.
        .filter(|[_, slope]| slope != "…")
        .map(|[outer, slope]| format!("{outer} gives {slope}"))
        .collect();
    let more = if slopes.len() > TOLD { ", and so on" } else { "" };
    fill(rule.sentence, |name| match name {
        "lets" => Some(letters.clone()),
        "layers" => Some(format!("{}{more}", layers.join(", "))),
        "product" => Some(slopes.join(" · ")),
        "x" => Some(spoken(dag, x, 'x')),
        _ => None,
    })
}

/// "a", "a and b", "a, b and c"
fn listed(all: &[String]) -> String {
    match all {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => all.concat(),
    }
}

/// A factor between dots: a sum, a quotient and a negative one in brackets.
fn as_factor(text: String) -> String {
    let bare = !text.contains([' ', '/']) && !plain(&text).starts_with('-');
    if bare { text } else { format!("({text})") }
}

/// Adds what a merged line says of its inner derivative: "it gives 2x by the power rule".
pub(super) fn append_known(dag: &Dag, sentence: &mut String, rule: &Rule, result: Expr) {
    let result = spoken(dag, result, '…');
    if result != "…" {
        sentence.truncate(sentence.trim_end_matches('.').len());
        let title = match rule.id {
            "power" => " by the power rule",
            _ => "",
        };
        sentence.push_str(&format!(": it gives {result}{title}."));
    }
}

/// What was said before about the same derivative.
pub(super) fn as_before(dag: &Dag, f: Expr, result: Expr) -> String {
    format!("As before, {} gives {}.", spoken(dag, f, '…'), spoken(dag, result, '…'))
}

/// Tidying as it is said, where the rule's title is no verb.
#[rustfmt::skip]
const SAID: [(&str, &str); 21] = [
    ("power-of-power", "multiply the exponents"),        ("power-of-product", "take the power of each factor"),
    ("power-of-number", "work out the power"),           ("power-one", "leave the exponent 1 out"),
    ("power-zero", "replace the power 0 by 1"),          ("root-as-power", "write the root as a power"),
    ("common-denominator", "find a common denominator"), ("pythagoras", "use the Pythagorean identity"),
    ("inverse-functions", "let inverse functions undo each other"), ("exact-value", "put in the value that is known"),
    ("absolute-value", "work out the absolute value"), ("even-function", "drop the sign of the argument"),
    ("odd-function", "bring the sign in front"),         ("double-angle", "use the double angle"),
    ("tangent", "write the quotient of sine and cosine as one function"), ("sine-and-cosine", "write it in sine and cosine"),
    ("double-sine", "use the double angle"),             ("same-pieces", "keep one of the pieces that are the same"),
    ("identities", "use identities"),                    ("negative-exponent", "write the negative power below the bar"),
    ("decided", "leave out what is never chosen"),
];

const ROOT_OF_SQUARE: &str = "write the root of a square as an absolute value";

/// Tidying that nobody mentions.
const UNSAID: [&str; 5] = ["tidy", "arrange", "multiply-one", "add-zero", "multiply-zero"];

/// Tidying that is not mentioned where much else was done.
#[rustfmt::skip]
const SMALL: [&str; 7] = [
    "multiply-numbers", "add-numbers", "add-exponents", "power-of-number", "power-one", "open-brackets", "distribute-sign",
];

/// So many things are said in one sentence.
const MOST_SAID: usize = 3;

/// What was done to tidy, each thing once.
pub(super) fn tidied(dag: &mut Dag, rule: &Rule, lines: &[Done]) -> String {
    let (mut all, mut large): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| !UNSAID.contains(&line.rule.id)) {
        let said = SAID.iter().find(|row| row.0 == line.rule.id).map(|row| row.1.to_owned());
        let said = match line.rule.id {
            "root-as-power" if gains_bars(dag, line.piece) => ROOT_OF_SQUARE.to_owned(),
            _ => said.unwrap_or_else(|| line.rule.title.to_ascii_lowercase()),
        };
        if !all.contains(&said) {
            large.extend((!SMALL.contains(&line.rule.id)).then(|| said.clone()));
            all.push(said);
        }
    }
    if all.len() > MOST_SAID && !large.is_empty() {
        all = large;
    }
    // Before and after stand beside it: one thing alone is told in full where that adds something.
    let worth = lines.iter().filter(|line| !UNSAID.contains(&line.rule.id));
    match (lines, worth.collect::<Vec<_>>().as_slice()) {
        ([line], []) if !["tidy", "arrange"].contains(&line.rule.id) => {
            return line.rule.sentence.to_owned();
        }
        (_, [line]) if ["cancel", "factor-out"].contains(&line.rule.id) => {
            return changed(dag, line.rule, line.piece);
        }
        _ => {}
    }
    let is_fraction = |e: Expr| {
        let body = dag.unsigned(e);
        dag.op(body) == Op::Div
    };
    let joins = |line: &Done| !is_fraction(line.piece[0]) && is_fraction(line.piece[1]);
    match all.len() {
        0 if lines.iter().any(joins) => "Write the product as one fraction.".to_owned(),
        0 if lines.iter().any(|line| line.rule.id == "tidy") => rule.sentence.to_owned(),
        0 if lines.iter().any(|line| line.rule.id == "arrange") => {
            match lines.iter().all(|line| dag.op(line.piece[0]) == Op::Add) {
                true => "Put the terms in the customary order.".to_owned(),
                false => "Put the factors in the customary order.".to_owned(),
            }
        }
        0 if lines.iter().any(|line| line.rule.id.ends_with("-zero")) => {
            "Leave out what is 0, and factors 1.".to_owned()
        }
        0 if !lines.is_empty() => "Leave out factors 1.".to_owned(),
        0 => rule.sentence.to_owned(),
        1..=MOST_SAID => format!("{}.", capital(&listed(&all))),
        _ => format!("{}, and more.", capital(&all[..MOST_SAID].join(", "))),
    }
}

/// The rule of the first line that is told of; of none, that of the first.
pub(super) fn first_worth_a_word(lines: &[Done]) -> Option<&'static Rule> {
    let told = lines.iter().find(|line| !UNSAID.contains(&line.rule.id));
    told.or(lines.first()).map(|line| line.rule)
}

/// With a capital letter in front.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Puts values into the `{places}` of a sentence; a place nobody knows keeps its name.
fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut result = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        result.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        result.push_str(&value(name).unwrap_or_else(|| name.to_owned()));
        rest = &rest[open + close + 1..];
    }
    result.push_str(rest);
    result
}
