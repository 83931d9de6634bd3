//! A piece that was tidied becomes a sentence that names it.

use super::marked::spoken;
use crate::expr::{Dag, Expr, Function, Op, Rational};
use crate::order::sort_by;
use crate::rules::Rule;

/// What is said where a factor can be named; `{s}` is that factor, `{b}` what stood there, `{a}`
/// what it became.
#[rustfmt::skip]
const SAID: [(&str, &str); 9] = [
    ("add-numbers",        "Add the numbers: {b} is {a}."),
    ("cancel",             "The factor {s} stands above and below the bar: it cancels."),
    ("factor-out",         "Every term has the factor {s}: take it out."),
    ("add-exponents",      "Powers of {s} are multiplied by adding their exponents: {b} is {a}."),
    ("power-one",          "The first power of {s} is {s} itself."),
    ("arrange",            "Put the factors in the customary order: {b} is written {a}."),
    ("arrange-terms",      "Put the terms in the customary order: {b} is written {a}."),
    ("expand",             "Multiply out the brackets: {b} is {a}."),
    ("collect-like-terms", "Collect like terms: {b} is {a}."),
];

/// The rule's sentence about this change, marked up.
pub(super) fn changed(dag: &mut Dag, rule: &Rule, [before, after]: [Expr; 2]) -> String {
    let (small_before, small_after) = where_they_differ(dag, before, after);
    let [b, a] = [small_before, small_after].map(|e| spoken(dag, e, '…'));
    let shared = match rule.id {
        "cancel" => above_and_below(dag, before, |_, factor| factor)
            .or_else(|| above_and_below(dag, before, root_of))
            .or_else(|| shared_number(dag, before)),
        "factor-out" => taken_out(dag, before, after),
        "add-exponents" | "power-one" => base(dag, after),
        _ => None,
    };
    let s = shared.map(|e| spoken(dag, e, '…')).unwrap_or_default();
    let id = match rule.id {
        "arrange" if dag.op(small_before) == Op::Add => "arrange-terms",
        id => id,
    };
    let said = SAID.iter().find(|row| row.0 == id).map(|row| row.1);
    if let Some(said) = said {
        let needed = [("{b}", &b), ("{a}", &a), ("{s}", &s)];
        let missing = needed
            .iter()
            .any(|(place, text)| said.contains(place) && ["", "…"].contains(&text.as_str()));
        if !missing {
            return needed
                .iter()
                .fold(said.to_owned(), |said, (place, text)| said.replace(place, text));
        }
    }
    let general = rule.sentence;
    if a == "…" || b == "…" || before == after {
        return general.to_owned();
    }
    format!("{}: {b} is {a}.", general.trim_end_matches('.'))
}

/// The smallest pieces in which all of the difference lies.
fn where_they_differ(dag: &Dag, mut before: Expr, mut after: Expr) -> (Expr, Expr) {
    loop {
        let (left, right) = (dag.children(before), dag.children(after));
        if dag.op(before) != dag.op(after) || left.len() != right.len() {
            return (before, after);
        }
        let mut differ = left.iter().zip(right).filter(|(a, b)| a != b);
        match (differ.next(), differ.next()) {
            (Some((a, b)), None) => (before, after) = (*a, *b),
            _ => return (before, after),
        }
    }
}

/// What was really done: the row that a change is noted with names the most telling law of several,
/// or of one form laid beside another.
pub(super) fn truly(dag: &Dag, rule: &'static str, before: Expr, after: Expr) -> &'static str {
    match rule {
        "arrange" | "distribute-sign" | "collect-like-terms" => {
            match (rule, leaves(dag, before) == leaves(dag, after)) {
                ("collect-like-terms", true) => "arrange",
                ("collect-like-terms", false) | (_, true) => rule,
                _ if has_power_of_power(dag, before) => "power-of-power",
                _ if takes_out(dag, before, after) => "factor-out",
                // (u − v)/(v − u) is −1.
                ("distribute-sign", _) if dag.op(dag.unsigned(before)) == Op::Div => "cancel",
                _ => "tidy",
            }
        }
        // xⁿ/x is xⁿ⁻¹, but xⁿ/xⁿ is 1.
        "cancel" | "add-exponents" => {
            let [whole, base] =
                [|_: &Dag, e| e, root_of].map(|part| above_and_below(dag, before, part));
            match base.filter(|base| has_symbolic_power(dag, after, *base)) {
                _ if whole.is_some() => "cancel",
                Some(_) => "add-exponents",
                None => rule,
            }
        }
        // (x²)^(1/2) is |x|, not x.
        "power-of-power" if gains_bars(dag, [before, after]) => "root-as-power",
        "expand" | "factor" | "factor-out" | "common-denominator" => {
            done_to_sums(dag, rule, before, after)
        }
        _ => rule,
    }
}

/// Whether an absolute value is new.
pub(super) fn gains_bars(dag: &Dag, [before, after]: [Expr; 2]) -> bool {
    let [before, after] = [before, after]
        .map(|root| dag.below(root).iter().any(|e| dag.as_call(*e) == Some(Function::Abs)));
    after && !before
}

/// Multiplying out may be taking a number out of a bracket, or a sign into one.
fn done_to_sums(dag: &Dag, rule: &'static str, before: Expr, after: Expr) -> &'static str {
    let sums = |root: Expr| -> Vec<Expr> {
        dag.below(root).into_iter().filter(|e| dag.op(*e) == Op::Add).collect()
    };
    let sizes = |sums: &[Expr]| {
        let mut sizes: Vec<usize> = sums.iter().map(|e| dag.children(*e).len()).collect();
        sort_by(&mut sizes, Ord::cmp);
        sizes
    };
    let (from, to) = (sums(before), sums(after));
    // No sum has more terms or fewer than before: nothing was multiplied out or taken apart.
    if sizes(&from) == sizes(&to) && !shares_less(dag, &from, &to) {
        return if from == to { "tidy" } else { "distribute-sign" };
    }
    if only_cancels(dag, before, &from, &to) {
        return "cancel";
    }
    let brackets = |root: Expr| {
        let below = dag.below(root);
        let products = below.iter().filter(|e| dag.op(**e) == Op::Mul);
        products.flat_map(|e| dag.children(*e)).filter(|e| dag.op(**e) == Op::Add).count()
    };
    let shorter = dag.size(after) <= dag.size(before);
    let kept = shorter && brackets(after) > 0 && brackets(after) >= brackets(before);
    let bar = |e: Expr| {
        let e = dag.unsigned(e);
        dag.pair(e).filter(|_| dag.op(e) == Op::Div).map(|(_, below)| below)
    };
    let below = bar(before).zip(bar(after)).is_some_and(|(before, after)| before != after);
    let widened = below && sizes(&from) == sizes(&to) && !from.iter().any(|sum| to.contains(sum));
    match rule {
        // Every term times the same, above and below: e⁻ˣ/(1 + e⁻ˣ) is 1/(eˣ + 1).
        "expand" if widened => "widen",
        // What is taken out of the terms above leaves what stands below the bar.
        "factor-out" if bar(before) != bar(after) => "factor",
        "expand" if kept => "factor-out",
        _ => rule,
    }
}

/// The letters and numbers of a formula as often as they stand there, factors 1 aside.
fn leaves(dag: &Dag, root: Expr) -> Vec<Expr> {
    let (mut found, mut open) = (Vec::new(), vec![root]);
    while let Some(e) = open.pop() {
        match dag.children(e) {
            [] if dag.is_integer(e, 1) => {}
            [] => found.push(e),
            children => open.extend_from_slice(children),
        }
    }
    sort_by(&mut found, Ord::cmp);
    found
}

/// Whether a power stands in it that is raised again, or a root that is.
fn has_power_of_power(dag: &Dag, e: Expr) -> bool {
    let is_power =
        |e: Expr| matches!(dag.op(e), Op::Pow | Op::Call(Function::Sqrt | Function::Cbrt));
    dag.below(e).iter().any(|e| is_power(*e) && is_power(dag.children(*e)[0]))
}

/// Whether the sums have fewer symbols in all, and some sum is left: what their terms share went out.
fn takes_out(dag: &Dag, before: Expr, after: Expr) -> bool {
    let symbols = |root: Expr| -> usize {
        let sums = dag.below(root).into_iter().filter(|e| dag.op(*e) == Op::Add);
        sums.map(|e| dag.size(e) as usize).sum()
    };
    symbols(after) > 0 && symbols(after) < symbols(before)
}

/// (1/(x + √u))(1 + x/√u) as 1/√u: whether whole sums fell away from a product, no new one came, and
/// none of those gone had brackets to be multiplied out.
fn only_cancels(dag: &Dag, before: Expr, from: &[Expr], to: &[Expr]) -> bool {
    let product = matches!(dag.op(dag.unsigned(before)), Op::Mul | Op::Div);
    let has_brackets = |sum: Expr| {
        dag.below(sum).into_iter().any(|e| {
            matches!(dag.op(e), Op::Mul | Op::Div | Op::Pow)
                && dag.children(e).iter().any(|child| dag.op(*child) == Op::Add)
        })
    };
    let mut gone = from.iter().filter(|sum| !to.contains(sum)).peekable();
    product
        && gone.peek().is_some()
        && to.iter().all(|sum| from.contains(sum))
        && !gone.any(|sum| has_brackets(*sum))
}

/// Whether the terms of some sum have other numbers in front than before, signs aside.
fn shares_less(dag: &Dag, from: &[Expr], to: &[Expr]) -> bool {
    let sizes = |sums: &[Expr]| {
        let mut all: Vec<Expr> =
            sums.iter().flat_map(|e| dag.children(*e)).map(|e| dag.unsigned(*e)).collect();
        sort_by(&mut all, Ord::cmp);
        all
    };
    sizes(from) != sizes(to)
}

fn factors(dag: &Dag, e: Expr) -> Vec<Expr> {
    let e = dag.unsigned(e);
    if dag.op(e) == Op::Mul { dag.children(e).to_vec() } else { vec![e] }
}

/// What is raised to a power, or the thing itself.
fn root_of(dag: &Dag, e: Expr) -> Expr {
    match dag.op(e) {
        Op::Pow => dag.children(e)[0],
        _ => e,
    }
}

/// The first factor, no number, that stands on both sides of a bar; or what it is a power of.
fn above_and_below(dag: &Dag, e: Expr, part: fn(&Dag, Expr) -> Expr) -> Option<Expr> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for factor in factors(dag, e) {
        match dag.pair(factor).filter(|_| dag.op(factor) == Op::Div) {
            Some((top, bottom)) => {
                above.extend(factors(dag, top));
                below.extend(factors(dag, bottom));
            }
            None => above.push(factor),
        }
    }
    let mut above = above.into_iter().map(|e| part(dag, e));
    above.find(|e| dag.number(*e).is_none() && below.iter().any(|other| part(dag, *other) == *e))
}

/// Whether the power of a base in a product has letters in its exponent.
fn has_symbolic_power(dag: &Dag, e: Expr, base: Expr) -> bool {
    factors(dag, e).into_iter().any(|factor| {
        dag.op(factor) == Op::Pow
            && root_of(dag, factor) == base
            && !dag.is_constant(dag.children(factor)[1])
    })
}

/// The number above 1 that both sides of a bar share.
fn shared_number(dag: &mut Dag, e: Expr) -> Option<Expr> {
    let (above, below) = dag.pair(dag.unsigned(e))?;
    let number = |e: Expr| {
        let first = factors(dag, e).into_iter().next();
        first.and_then(|e| dag.as_rational(e)).unwrap_or(Rational::ONE)
    };
    let shared = |e: Expr| {
        factors(dag, e).into_iter().fold(Rational::ONE, |product, factor| {
            let terms = if dag.op(factor) == Op::Add { dag.children(factor) } else { &[factor] };
            let content = terms.iter().fold(Rational::ZERO, |gcd, term| gcd.gcd(&number(*term)));
            product * content
        })
    };
    let common = shared(above).gcd(&shared(below)).abs();
    (!common.is_one() && !common.is_zero()).then(|| dag.rational(&common))
}

/// What stands in front of the bracket that was not there before; of numbers, how many times the one
/// is the other.
fn taken_out(dag: &mut Dag, before: Expr, after: Expr) -> Option<Expr> {
    let [before, after] = [before, after].map(|e| {
        let e = dag.unsigned(e);
        let e = if dag.op(e) == Op::Div { dag.children(e)[0] } else { e };
        factors(dag, e)
    });
    let number = |dag: &Dag, e: Expr| dag.number(e).map(|number| number.value().clone());
    let was = before.iter().find_map(|e| number(dag, *e));
    let (sums, mut front): (Vec<Expr>, Vec<Expr>) =
        after.into_iter().filter(|e| !before.contains(e)).partition(|e| dag.op(*e) == Op::Add);
    for factor in &mut front {
        if let (Some(is), Some(was)) = (number(dag, *factor), &was) {
            *factor = dag.rational(&(is / was));
        }
    }
    match (sums.as_slice(), front.as_slice()) {
        ([_], [only]) => Some(*only),
        ([_], [_, _, ..]) => Some(dag.mul(&front)),
        _ => None,
    }
}

/// The base of a power that stands alone.
fn base(dag: &Dag, e: Expr) -> Option<Expr> {
    let e = dag.unsigned(e);
    matches!(dag.op(e), Op::Pow | Op::Symbol(_) | Op::Add | Op::Call(_)).then(|| root_of(dag, e))
}
