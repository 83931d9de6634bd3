//! The teacher's sentence of a rule, with this problem's pieces put in.

use super::marked::{formula, plain, spoken};
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
            [term, result].map(|e| spoken(dag, e, '…')).join(" gives ")
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
            piece => [formula(name), piece].join(" = "),
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
        .map(|both| both.join(" gives "))
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
pub(super) fn listed(all: &[String]) -> String {
    match all {
        [first @ .., last] if !first.is_empty() => [&first.join(", "), last.as_str()].join(" and "),
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
