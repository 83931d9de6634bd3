//! An answer that is right: is there anything left to do in it?

use crate::expr::{Dag, Expr, Op, Rational};
use crate::numeric::Tape;
use crate::practice::answer::Answer;
use crate::practice::problem::Question;
use crate::practice::verdict::{Status, Verdict};
use crate::real::Random;

/// Of a longer sum or product only so much is looked at.
const MANY: usize = 64;

/// What is said of a right expression in which something is left to do.
pub(in crate::practice) fn verdict(dag: &Dag, e: Expr) -> Option<Verdict> {
    left(dag, e).map(|what| Verdict::new(Status::Unfinished, format!("That is right. {what}")))
}

/// What is obviously left to do: numbers to be added or multiplied, a factor 1, a term 0, like terms,
/// powers of one base, a fraction to be reduced.
fn left(dag: &Dag, e: Expr) -> Option<&'static str> {
    let number = |e: &Expr| {
        let e = dag.unsigned(*e);
        dag.number(e).is_some()
    };
    for part in dag.below(e) {
        let children = dag.children(part);
        let numbers = children.iter().filter(|child| number(child)).count();
        let any = |n: i64| children.iter().any(|&child| dag.is_integer(child, n));
        let found = match dag.op(part) {
            Op::Add if any(0) => "Adding 0 can be left out.",
            Op::Add if numbers > 1 => "Numbers in it can still be added.",
            Op::Add if twice(children, |term| without_numbers(dag, term)) => {
                "Like terms can still be collected."
            }
            Op::Mul if any(0) => "A product with 0 can be worked out.",
            Op::Mul if any(1) => "A factor 1 can be left out.",
            Op::Mul if numbers > 1 => "Numbers in it can still be multiplied.",
            Op::Mul if twice(children, |&factor| bases(dag, &[factor])) => {
                "Powers of one base can still be joined."
            }
            Op::Div if is_reducible(dag, &children[0], &children[1]) => {
                "The fraction can still be reduced."
            }
            Op::Pow if dag.is_integer(children[1], 1) => "An exponent 1 can be left out.",
            Op::Pow if dag.is_integer(children[1], 0) => "An exponent 0 can be worked out.",
            _ => continue,
        };
        return Some(found);
    }
    None
}

/// Whether two have the same of something, if they have it at all.
fn twice(all: &[Expr], what: impl Fn(&Expr) -> Vec<Expr>) -> bool {
    let of: Vec<Vec<Expr>> = all.iter().take(MANY).map(what).collect();
    (1..of.len()).any(|i| !of[i].is_empty() && of[..i].contains(&of[i]))
}

/// The factors of a term, its sign aside.
fn factors<'d>(dag: &'d Dag, mut e: &'d Expr) -> &'d [Expr] {
    while dag.op(*e) == Op::Neg {
        e = &dag.children(*e)[0];
    }
    let all = if dag.op(*e) == Op::Mul { dag.children(*e) } else { std::slice::from_ref(e) };
    &all[..all.len().min(MANY)]
}

fn without_numbers(dag: &Dag, term: &Expr) -> Vec<Expr> {
    factors(dag, term).iter().copied().filter(|&factor| dag.as_rational(factor).is_none()).collect()
}

/// What is raised to powers in these factors, numbers aside.
fn bases(dag: &Dag, factors: &[Expr]) -> Vec<Expr> {
    let raised = |&factor: &Expr| match dag.pair(factor) {
        Some((base, by)) if dag.op(factor) == Op::Pow && dag.as_rational(by).is_some() => base,
        _ => factor,
    };
    factors.iter().map(raised).filter(|&base| dag.as_rational(base).is_none()).collect()
}

/// Whether something stands above and below the bar, or a divisor of whole numbers does.
fn is_reducible(dag: &Dag, above: &Expr, below: &Expr) -> bool {
    let whole = |&factor: &Expr| dag.as_rational(factor).filter(Rational::is_integer);
    let (above, under) = (factors(dag, above), factors(dag, below));
    let divisible =
        |a: &Rational| under.iter().filter_map(whole).any(|b| !a.is_zero() && !a.gcd(&b).is_one());
    let others = bases(dag, under);
    dag.is_integer(*below, 1)
        || above.iter().filter_map(whole).any(|a| divisible(&a))
        || bases(dag, above).iter().any(|base| others.contains(base))
}

/// Whether an answer that is equal has no value at places where the derivative has one.
pub(super) fn narrower(question: &Question, answer: &Answer) -> bool {
    let dag = &question.dag;
    let mut random = Random::new(0x646f_6d61_696e);
    answer.taken.iter().zip(&question.answers).any(|(&own, &right)| {
        let mut variables = dag.variables(question.f);
        for symbol in dag.variables(own).into_iter().chain(dag.variables(right)) {
            if !variables.contains(&symbol) {
                variables.push(symbol);
            }
        }
        let tapes = [own, right, question.base].map(|e| Tape::new(dag, &[e], &variables));
        let [Ok(own), Ok(right), Ok(f)] = tapes else { return false };
        (0..24).any(|_| {
            let at: Vec<f64> = variables.iter().map(|_| random.between(-4.0, 4.0)).collect();
            let value = |tape: &Tape| tape.value(&at).is_finite();
            value(&f) && value(&right) && !value(&own)
        })
    })
}
