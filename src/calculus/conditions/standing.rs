//! Needs in several variables become conditions as they stand, the variable alone on one side where
//! that is plain to see.

use super::sentences::{sentences, stated};
use super::{NOWHERE, domain_of};
use crate::calculus::needs::Need;
use crate::calculus::sign::{Sign, sign};
use crate::calculus::term::{Exponent, Factor, Term, content, multiply_factor};
use crate::calculus::tidy::{Common, Tidier};
use crate::calculus::zeros::moves;
use crate::expr::{Dag, Expr, Function, Op, Rational, Relation, Symbol};
use crate::order::sort_by;
use num_traits::Signed;

/// When so much is told, what is needed of further letters is told as it stands.
const MOST_SOLVED: usize = 64;

/// Every need as it stands, the variable alone on one side where that is plain to see.
pub(super) fn as_they_stand(dag: &mut Dag, all: &[Need], variable: Symbol) -> Vec<String> {
    let mut tidier = Tidier::default();
    let mut all: Vec<Need> = all.iter().flat_map(|need| split(dag, &mut tidier, need)).collect();
    let mut apart = factors_with_a_sign(dag, &mut tidier, &all);
    let signed = apart.len();
    apart.extend(all.iter().filter(|need| is_not_zero(dag, need)).map(|need| need.left));
    all.retain(|need| match need.is_corner() {
        true => !is_product_of(dag, &mut tidier, need, &apart),
        false => !is_not_zero(dag, need) || !apart[..signed].contains(&need.left),
    });
    let all: Vec<Need> = all.iter().map(|need| beside(dag, &mut tidier, need, &all)).collect();
    // What speaks of one letter alone is solved for it: of the variable first, then of the others.
    let solvable = |need: &Need| !need.is_corner() && !need.piece;
    let mut alone: Vec<(Symbol, Vec<Need>)> = vec![(variable, Vec::new())];
    let mut rest: Vec<Need> = Vec::new();
    for need in all {
        match only_letter(dag, &need).filter(|_| solvable(&need)) {
            Some(letter) => match alone.iter_mut().find(|(known, _)| *known == letter) {
                Some((_, about)) => about.push(need),
                None => alone.push((letter, vec![need])),
            },
            None => rest.push(need),
        }
    }
    let mut told: Vec<String> = Vec::new();
    for (letter, about) in alone.iter().filter(|(_, about)| !about.is_empty()) {
        match (told.len() < MOST_SOLVED).then(|| told_of(dag, about, *letter)).flatten() {
            Some(sentences) => told.extend(sentences),
            None => rest.extend(about),
        }
    }
    let mut plain: Vec<Need> = Vec::new();
    for need in rest.iter().filter(|need| !need.piece) {
        let (left, right) = (tidier.tidy(dag, need.left), tidier.tidy(dag, need.right));
        let (left, relation) = plainest(dag, &mut tidier, left, need.relation, right);
        let need = Need { left, relation, right, ..*need };
        if always(dag, left, relation, right) || is_sum_of_squares(dag, left, &need, &rest, &alone)
        {
            continue;
        }
        let difference = dag.sub(left, right);
        let apart = tidier.tidy(dag, difference);
        match need.stands(dag, apart) {
            Some(true) => continue,
            Some(false) => return vec![NOWHERE.to_owned()],
            None => plain.push(need),
        }
    }
    // √u below a bar: u ≥ 0 and u ≠ 0 are u > 0.
    for place in 0..plain.len() {
        let need = plain[place];
        let above = |other: &Need| *other == Need { relation: Relation::GreaterEqual, ..need };
        if is_not_zero(dag, &need) && plain.iter().any(above) {
            plain[place].relation = Relation::Greater;
        }
    }
    for need in &plain {
        let follows = plain.iter().any(|other| follows(dag, &mut tidier, need, other));
        let letter = only_letter(dag, need).filter(|_| need.is_corner());
        let corner = alone.iter().find(|(known, _)| Some(*known) == letter);
        if follows || corner.is_some_and(|(letter, about)| is_outside(dag, need, about, *letter)) {
            continue;
        }
        let need = solved(dag, &mut tidier, need, variable);
        let sentence = stated(dag, &need, "not differentiable at");
        if !told.contains(&sentence) {
            told.push(sentence);
        }
    }
    told
}

/// What needs that speak of this letter alone come to, solved for it.
fn told_of(dag: &mut Dag, needs: &[Need], letter: Symbol) -> Option<Vec<String>> {
    let sides: Vec<Expr> = needs.iter().map(|need| need.left).collect();
    domain_of(dag, &sides, letter, needs).map(|domain| sentences(dag, &domain, letter))
}

/// x·y > 0 is y > 0 where x > 0 is needed as well.
fn beside(dag: &mut Dag, tidier: &mut Tidier, need: &Need, all: &[Need]) -> Need {
    let above = matches!(need.relation, Relation::Greater | Relation::GreaterEqual);
    let product = matches!(dag.op(need.left), Op::Mul | Op::Div);
    if !above || !product || !dag.is_integer(need.right, 0) {
        return *need;
    }
    let product = tidier.tidy(dag, need.left);
    let term = (*tidier.terms.read(dag, product)).clone();
    let odd =
        |(_, power): &Factor| power.exact().is_some_and(|n| n.is_integer() && n.numer() % 2 != 0);
    let positive = |(base, _): &Factor| {
        let says = |other: &Need| other.left == *base && other.right == need.right;
        sign(dag, *base) == Some(Sign::Positive)
            || all.iter().any(|other| other.relation == Relation::Greater && says(other))
    };
    let (known, mut rest): (Vec<Factor>, Vec<Factor>) =
        term.factors.iter().partition(|f| positive(f));
    if known.is_empty() || rest.is_empty() || !rest.iter().all(odd) {
        return *need;
    }
    rest.iter_mut().for_each(|factor| factor.1 = Exponent::ONE);
    let left = tidier.terms.write(dag, Term { factors: rest, ..term });
    Need { left, ..*need }
}

/// a·b² ≠ 0 is a ≠ 0 and b ≠ 0, a·x² + b·x ≠ 0 is x ≠ 0 and a·x + b ≠ 0; what stands below a bar is
/// told to be no 0 by itself.
fn split(dag: &mut Dag, tidier: &mut Tidier, need: &Need) -> Vec<Need> {
    if is_not_zero(dag, need) {
        let product = tidier.tidy(dag, need.left);
        let factor = |dag: &mut Dag, (base, exponent): &Factor| match *exponent {
            Exponent::Exact(n) => n.is_positive().then_some(*base),
            Exponent::Symbolic(n) => Some(dag.pow(*base, n)),
        };
        let mut terms = tidier.read_sum(dag, product);
        let mut common = match terms.as_slice() {
            [term] => term.clone(),
            _ => Common::Factors.of(&terms),
        };
        if terms.len() > 1
            && !common.factors.is_empty()
            && let Some(inverse) = tidier.terms.inverse(dag, &common)
        {
            for term in &mut terms {
                *term = tidier.terms.multiply(dag, term, &inverse);
            }
            let rest = tidier.terms.write_sum(dag, terms);
            multiply_factor(dag, &mut common, (rest, Exponent::ONE));
        }
        if common.factors.len() > 1 {
            let factors = common.factors.iter().filter_map(|f| factor(dag, f));
            return factors.map(|left| Need { left, ..*need }).collect();
        }
    }
    vec![*need]
}

/// Whether a need is that something is not 0, and no corner.
pub(super) fn is_not_zero(dag: &Dag, need: &Need) -> bool {
    need.relation == Relation::NotEqual && dag.is_integer(need.right, 0) && !need.is_corner()
}

/// What is above or below the bar of a product that is above or below 0, and so is not 0 itself: q
/// where p/q > 0 is needed.
pub(super) fn factors_with_a_sign(dag: &mut Dag, tidier: &mut Tidier, all: &[Need]) -> Vec<Expr> {
    let mut found = Vec::new();
    for need in all {
        let strict = matches!(need.relation, Relation::Greater | Relation::Less);
        let product = matches!(dag.op(need.left), Op::Mul | Op::Div);
        if strict && product && dag.is_integer(need.right, 0) {
            let left = tidier.tidy(dag, need.left);
            let term = tidier.terms.read(dag, left);
            found.extend(term.factors.iter().map(|(base, _)| *base));
        }
    }
    found
}

/// Whether a corner lies where a product of these is 0, and so where there is no value: x·y² = 0
/// beside x ≠ 0 and y ≠ 0.
fn is_product_of(dag: &mut Dag, tidier: &mut Tidier, need: &Need, apart: &[Expr]) -> bool {
    if !dag.is_integer(need.right, 0) {
        return false;
    }
    let left = tidier.tidy(dag, need.left);
    let term = tidier.terms.read(dag, left);
    !term.factors.is_empty() && term.factors.iter().all(|(base, _)| apart.contains(base))
}

/// Whether a need holds where another does, and says less: where √u has a slope it is defined, and
/// where ln(u) is, neither u nor u + 1 is 0.
fn follows(dag: &mut Dag, tidier: &mut Tidier, need: &Need, other: &Need) -> bool {
    if need.right != other.right {
        return false;
    }
    let same = need.left == other.left;
    match (need.relation, other.relation) {
        (Relation::GreaterEqual, Relation::Greater) | (Relation::LessEqual, Relation::Less) => same,
        (Relation::NotEqual, Relation::Less) => same,
        (Relation::NotEqual, Relation::NotEqual) => same && need.is_corner() && !other.is_corner(),
        (Relation::NotEqual, Relation::Greater) => {
            let more = dag.sub(need.left, other.left);
            let more = tidier.tidy(dag, more);
            sign(dag, more).is_some()
        }
        _ => false,
    }
}

/// Whether a corner lies where the other needs do not hold: then they say all there is to say.
fn is_outside(dag: &mut Dag, corner: &Need, others: &[Need], variable: Symbol) -> bool {
    let mut with = others.to_vec();
    with.push(Need { defined: true, ..*corner });
    !others.is_empty() && told_of(dag, &with, variable) == told_of(dag, others, variable)
}

/// The letter that a need speaks of, where it speaks of one alone.
fn only_letter(dag: &Dag, need: &Need) -> Option<Symbol> {
    let mut letters = dag.variables(need.left);
    letters.extend(dag.variables(need.right));
    let first = *letters.first()?;
    letters.iter().all(|letter| *letter == first).then_some(first)
}

/// Beside 0, what a number or an exponent in front does not change goes away: 3y² − 6x ≠ 0 is
/// y² − 2x ≠ 0, and r² ≠ 0 is r ≠ 0.
fn plainest(
    dag: &mut Dag,
    tidier: &mut Tidier,
    left: Expr,
    relation: Relation,
    right: Expr,
) -> (Expr, Relation) {
    if !dag.is_integer(right, 0) {
        return (left, relation);
    }
    let apart = matches!(relation, Relation::NotEqual | Relation::Equal);
    if (apart || relation == Relation::Greater)
        && dag.as_call(left) == Some(Function::Sqrt)
        && let Some(inside) = dag.child(left)
    {
        return (inside, relation);
    }
    if apart
        && let (Op::Pow, Some((base, exponent))) = (dag.op(left), dag.pair(left))
        && dag.as_rational(exponent).is_some_and(|n| n.is_positive())
    {
        return (base, relation);
    }
    let mut terms = tidier.read_sum(dag, left);
    if apart {
        // What stands below a bar is told to be no 0 by itself: 1/x − x/y² ≠ 0 is y² − x² ≠ 0.
        clear_bars(dag, tidier, &mut terms);
    }
    if terms.is_empty() || terms.iter().any(|term| term.decimal) {
        return (left, relation);
    }
    let mut shared = content(&terms).abs();
    let negative = terms.iter().filter(|term| term.coefficient.is_negative()).count();
    let turned = 2 * negative > terms.len();
    if turned {
        shared = -shared;
    }
    if shared.is_zero() {
        return (left, relation);
    }
    for term in &mut terms {
        term.coefficient /= &shared;
    }
    let alone = terms.len() == 1;
    let plain = tidier.terms.write_sum(dag, terms);
    if apart && alone && plain != left {
        return plainest(dag, tidier, plain, relation, right);
    }
    (plain, if turned { relation.mirrored() } else { relation })
}

/// Every term of a sum times what stands below bars in any of them.
fn clear_bars(dag: &mut Dag, tidier: &mut Tidier, terms: &mut [Term]) {
    if terms.len() < 2 {
        return;
    }
    let mut bar = Term::number(Rational::ONE);
    for term in terms.iter() {
        for &(base, exponent) in &term.factors {
            let Some(n) = exponent.exact().filter(Signed::is_negative) else { continue };
            match bar.factors.iter_mut().find(|(there, _)| *there == base) {
                Some((_, there)) => {
                    let most = there.exact().map_or(-n, |there| there.max(-n));
                    *there = Exponent::Exact(most);
                }
                None => bar.factors.push((base, Exponent::Exact(-n))),
            }
        }
    }
    if bar.factors.is_empty() {
        return;
    }
    sort_by(&mut bar.factors, |a, b| a.0.cmp(&b.0));
    for term in terms.iter_mut() {
        *term = tidier.terms.multiply(dag, term, &bar);
    }
}

/// x − y ≠ 0 is x ≠ y. Only a plain ±x is brought to one side; where two terms differ, any letter.
fn solved(dag: &mut Dag, tidier: &mut Tidier, need: &Need, variable: Symbol) -> Need {
    let difference = dag.sub(need.left, need.right);
    let mut difference = tidier.tidy(dag, difference);
    if need.relation == Relation::NotEqual {
        // t/w = 1 is t = w: what stands below a bar is told to be no 0 by itself.
        let mut terms = tidier.read_sum(dag, difference);
        clear_bars(dag, tidier, &mut terms);
        difference = tidier.terms.write_sum(dag, terms);
    }
    let mut letters = vec![variable];
    let apart = need.relation == Relation::NotEqual && !dag.contains(difference, variable);
    if apart && tidier.read_sum(dag, difference).len() == 2 {
        letters.extend(dag.variables(difference));
    }
    let solved =
        letters.iter().find_map(|&letter| solved_for(dag, tidier, need, difference, letter));
    match solved {
        Some(solved) => solved,
        None if [need.left, need.right].iter().any(|side| dag.is_integer(*side, 0)) => {
            number_apart(dag, tidier, need, difference)
        }
        None => *need,
    }
}

/// 1 − x² − y² > 0 is x² + y² < 1: the number stands on the right, on the left fewer terms are
/// negative.
fn number_apart(dag: &mut Dag, tidier: &mut Tidier, need: &Need, difference: Expr) -> Need {
    let mut terms = tidier.read_sum(dag, difference);
    let Some(place) = terms.iter().position(|term| term.as_number().is_some()) else {
        return *need;
    };
    let number = terms.remove(place);
    let negative = terms.iter().filter(|term| term.coefficient.is_negative()).count();
    let turned = 2 * negative > terms.len();
    let (left, number) = (tidier.terms.write_sum(dag, terms), tidier.terms.write(dag, number));
    let [opposite, right] = [left, number].map(|e| {
        let e = dag.neg(e);
        tidier.tidy(dag, e)
    });
    match turned {
        true => Need { left: opposite, relation: need.relation.mirrored(), right: number, ..*need },
        false => Need { left, right, ..*need },
    }
}

fn solved_for(
    dag: &mut Dag,
    tidier: &mut Tidier,
    need: &Need,
    difference: Expr,
    letter: Symbol,
) -> Option<Need> {
    let x = dag.symbol_leaf(letter);
    let mut coefficient = Rational::ZERO;
    for term in tidier.read_sum(dag, difference) {
        match term.factors.as_slice() {
            &[(base, exponent)] if base == x && exponent == Exponent::ONE => {
                coefficient += &term.coefficient
            }
            factors if factors.iter().any(|factor| moves(dag, factor, letter)) => return None,
            _ => {}
        }
    }
    if !coefficient.abs().is_one() {
        return None;
    }
    let negative = coefficient.is_negative();
    let rest = if negative { dag.add(&[difference, x]) } else { dag.sub(x, difference) };
    let right = tidier.tidy(dag, rest);
    let relation = if negative { need.relation.mirrored() } else { need.relation };
    Some(Need { left: x, relation, right, ..*need })
}

/// Whether a² + x² is above 0 since a is needed not to be 0.
fn is_sum_of_squares(
    dag: &Dag,
    left: Expr,
    need: &Need,
    rest: &[Need],
    alone: &[(Symbol, Vec<Need>)],
) -> bool {
    let beside = rest.iter().chain(alone.iter().flat_map(|(_, about)| about));
    let strict = |other: &Need| {
        let strict =
            matches!(other.relation, Relation::NotEqual | Relation::Greater | Relation::Less);
        strict && !other.is_corner() && dag.is_integer(other.right, 0)
    };
    let not_zero: Vec<Expr> =
        beside.filter(|other| strict(other)).map(|other| other.left).collect();
    let is_square = |term: &Expr| {
        dag.op(*term) == Op::Pow
            && dag.pair(*term).is_some_and(|(base, _)| not_zero.contains(&base))
    };
    dag.op(left) == Op::Add
        && dag.is_integer(need.right, 0)
        && sign(dag, left).is_some()
        && dag.children(left).iter().any(is_square)
        && matches!(need.relation, Relation::NotEqual | Relation::Greater | Relation::GreaterEqual)
}

/// Whether a sum of squares and positive things stands above zero: x² + 1, e^x.
pub(super) fn always(dag: &Dag, left: Expr, relation: Relation, right: Expr) -> bool {
    let positive_needed =
        matches!(relation, Relation::Greater | Relation::GreaterEqual | Relation::NotEqual);
    // One over a cosine is never 0.
    let never = matches!(dag.as_call(left), Some(Function::Sec | Function::Csc | Function::Csch));
    if never && relation == Relation::NotEqual && dag.is_integer(right, 0) {
        return true;
    }
    positive_needed && dag.is_integer(right, 0) && {
        let sign = sign(dag, left);
        sign == Some(Sign::Positive) || relation == Relation::GreaterEqual && sign.is_some()
    }
}
