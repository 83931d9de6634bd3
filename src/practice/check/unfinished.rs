//! An answer that is right: is there anything left to do in it?

use crate::expr::{Dag, Expr, Op};
use crate::numeric::Tape;
use crate::practice::answer::Answer;
use crate::practice::problem::Question;
use crate::real::Random;

/// What is obviously left to do: numbers to be added or multiplied, a factor 1, a term 0.
pub(super) fn left(dag: &Dag, e: Expr) -> Option<&'static str> {
    let number = |e: Expr| {
        let e = if dag.op(e) == Op::Neg { dag.children(e)[0] } else { e };
        dag.number(e).is_some()
    };
    for part in dag.below(e) {
        let children = dag.children(part);
        let numbers = children.iter().filter(|&&child| number(child)).count();
        let any = |n: i64| children.iter().any(|&child| dag.is_integer(child, n));
        let found = match dag.op(part) {
            Op::Add if any(0) => "Adding 0 can be left out.",
            Op::Add if numbers > 1 => "Numbers in it can still be added.",
            Op::Mul if any(0) => "A product with 0 can be worked out.",
            Op::Mul if any(1) => "A factor 1 can be left out.",
            Op::Mul if numbers > 1 => "Numbers in it can still be multiplied.",
            Op::Pow if dag.is_integer(children[1], 1) => "An exponent 1 can be left out.",
            Op::Pow if dag.is_integer(children[1], 0) => "An exponent 0 can be worked out.",
            _ => continue,
        };
        return Some(found);
    }
    None
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
