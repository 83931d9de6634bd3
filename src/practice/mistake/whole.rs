//! The mistakes made with a whole answer: the wrong variable, a vector added up, a formula with
//! something else in its place.

use super::{concerns, forms, formula};
use crate::expr::{Expr, Function, Op, Rational, Symbol};
use crate::practice::problem::Question;
use crate::rules::{Asked, Computation, Slip, mistakes};

/// What comes out when the mistake is made with the whole answer; nothing for one made at places.
pub(super) fn results(question: &mut Question, row: usize) -> Vec<Vec<Expr>> {
    match mistakes().rows[row].slip {
        Slip::Computed(computation) => computed(question, computation),
        Slip::Formula(formulas) => (0..formulas.len())
            .filter_map(|i| Some(vec![formula::replaced(question, row, i)?]))
            .collect(),
        _ => Vec::new(),
    }
}

fn computed(question: &mut Question, computation: Computation) -> Vec<Vec<Expr>> {
    use Computation as C;
    let one = |result: Option<Expr>| result.map(|e| vec![e]).into_iter().collect();
    let scalar = question.by.len() == 1 && question.implicit.is_none();
    if question.asked == Asked::Update {
        return Vec::new();
    }
    match computation {
        C::DropPrime | C::PrimeOnly => one(implicit(question, computation)),
        C::SecondSquared | C::SecondOnce if question.order > 1 => {
            let Question { dag, base, order, .. } = question;
            let first = question.right.differentiate(dag, question.f, question.by[0]);
            match computation {
                // One short, or after the very first.
                C::SecondOnce => vec![vec![*base], vec![first]],
                _ => {
                    let n = dag.integer(u64::from(*order));
                    vec![vec![dag.pow(first, n)]]
                }
            }
        }
        C::SignSomewhere if question.asked != Asked::Value => {
            let answers = question.answers.clone();
            vec![answers.into_iter().map(|e| question.dag.neg(e)).collect()]
        }
        C::Integrate if scalar => one(integral(question)),
        C::TotalDerivative if scalar => totals(question),
        C::OtherVariable if scalar => {
            let others = others(question);
            others.into_iter().map(|y| vec![partial(question, y)]).collect()
        }
        C::SumOverIndex if scalar => one(over_index(question)),
        C::SumOfPartials | C::LengthOfGradient | C::VectorItself if question.by.len() > 1 => {
            one_or_more(question, computation)
        }
        // In every entry of a gradient.
        C::TotalDerivative if question.by.len() > 1 => {
            let all = question.dag.add(&question.answers);
            vec![vec![all; question.by.len()]]
        }
        C::OtherVariable if question.by.len() == 2 => {
            let [first, last] = [question.answers[0], question.answers[1]];
            vec![vec![last, first]]
        }
        C::TransposedEntry if scalar => one(transposed_entry(question)),
        C::TransposedWeights if scalar => one(transposed_weights(question)),
        // What is left over from the pass before is a thing of models.
        C::Twice if scalar && (question.at.len() > 1 || concerns::is_model(question)) => {
            let two = question.dag.integer(2);
            let answer = question.answers[0];
            one(Some(question.dag.mul(&[two, answer])))
        }
        _ => Vec::new(),
    }
}

/// A sum of multiples of powers, integrated term by term.
fn integral(question: &mut Question) -> Option<Expr> {
    let x = question.by[0];
    let symbol = question.dag.as_symbol(x)?;
    let f = forms::as_powers(&mut question.dag, question.base, symbol);
    let dag = &mut question.dag;
    let terms = match dag.op(f) {
        Op::Add => dag.children(f).to_vec(),
        _ => vec![f],
    };
    let mut integrated = Vec::new();
    let mut raised = false;
    for term in terms {
        let (mut kept, moving): (Vec<Expr>, Vec<Expr>) =
            forms::factors(dag, term).into_iter().partition(|&e| !dag.contains(e, symbol));
        let power = match *moving {
            [] => Rational::ZERO,
            [only] if only == x => Rational::ONE,
            [only] if dag.op(only) == Op::Pow && dag.children(only)[0] == x => {
                raised = true;
                dag.as_rational(dag.children(only)[1])?
            }
            _ => return None,
        };
        let next = power + Rational::ONE;
        if next.is_zero() {
            return None;
        }
        let (above, below) = (dag.rational(&next), dag.rational(&next));
        let raised = dag.pow(x, above);
        kept.push(dag.div(raised, below));
        integrated.push(dag.mul(&kept));
    }
    raised.then(|| dag.add(&integrated))
}

fn partial(question: &mut Question, by: Expr) -> Expr {
    question.right.differentiate(&mut question.dag, question.base, by)
}

/// The other letters of the function.
fn others(question: &mut Question) -> Vec<Expr> {
    let own = question.dag.as_symbol(question.by[0]);
    let all = question.dag.variables(question.base);
    let others: Vec<Symbol> = all.into_iter().filter(|symbol| Some(*symbol) != own).collect();
    others.into_iter().take(6).map(|symbol| question.dag.symbol_leaf(symbol)).collect()
}

/// The derivative by x with one other letter, or all of them, moving as x does.
fn totals(question: &mut Question) -> Vec<Vec<Expr>> {
    let others = others(question);
    let answer = question.answers[0];
    let mut all = vec![answer];
    let mut found = Vec::new();
    for &y in &others {
        let by_y = partial(question, y);
        all.push(by_y);
        found.push(vec![question.dag.add(&[answer, by_y])]);
    }
    if others.len() > 1 {
        found.push(vec![question.dag.add(&all)]);
    }
    found
}

/// The stem of an indexed name: w of w_2.
fn stem(name: &str) -> Option<&str> {
    name.split_once('_').map(|(stem, _)| stem)
}

fn over_index(question: &mut Question) -> Option<Expr> {
    let own = question.dag.as_symbol(question.by[0])?;
    let stem_of_own = stem(question.dag.name(own))?.to_owned();
    let family: Vec<Symbol> = question
        .dag
        .variables(question.base)
        .into_iter()
        .filter(|symbol| stem(question.dag.name(*symbol)) == Some(&stem_of_own))
        .collect();
    if family.len() < 2 {
        return None;
    }
    let mut partials = Vec::new();
    for symbol in family {
        let by = question.dag.symbol_leaf(symbol);
        partials.push(partial(question, by));
    }
    Some(question.dag.add(&partials))
}

fn one_or_more(question: &mut Question, computation: Computation) -> Vec<Vec<Expr>> {
    let answers = question.answers.clone();
    let dag = &mut question.dag;
    match computation {
        Computation::SumOfPartials => vec![vec![dag.add(&answers)]],
        Computation::LengthOfGradient => {
            let two = dag.integer(2);
            let squares: Vec<Expr> = answers.iter().map(|&e| dag.pow(e, two)).collect();
            let sum = dag.add(&squares);
            vec![vec![dag.call(Function::Sqrt, &[sum])]]
        }
        _ => vec![question.by.clone()],
    }
}

/// Differentiating an equation as if y did not move, or as if nothing else did in xy.
fn implicit(question: &mut Question, computation: Computation) -> Option<Expr> {
    let y = question.implicit?;
    let x = question.by[0];
    let Question { dag, right, f, .. } = question;
    match computation {
        // What is left without y′ cannot be solved for it: the line itself is the mistake.
        Computation::DropPrime => {
            let by_x = right.differentiate(dag, *f, x);
            let by_y = right.differentiate(dag, *f, y);
            Some(dag.add(&[by_x, by_y]))
        }
        _ => {
            let (own, other) = (dag.as_symbol(x)?, dag.as_symbol(y)?);
            let mut mixed = false;
            // xy as if it were y: x stands still in every product with y, and vanishes.
            let one = dag.integer(1);
            let changed = dag.rebuild(*f, |dag, e, children| {
                let both = dag.contains(e, own) && dag.contains(e, other);
                if dag.op(e) == Op::Mul && both {
                    mixed = true;
                    let kept: Vec<Expr> = children
                        .iter()
                        .map(|&child| if dag.contains(child, own) { one } else { child })
                        .collect();
                    return dag.mul(&kept);
                }
                dag.with_children(e, children)
            });
            if !mixed {
                return None;
            }
            let by_x = right.differentiate(dag, changed, x);
            let by_y = right.differentiate(dag, changed, y);
            let prime = dag.derivative(y, x);
            let product = dag.mul(&[by_y, prime]);
            Some(dag.add(&[by_x, product]))
        }
    }
}

/// W_12 read as W_21.
fn turned(name: &str) -> Option<String> {
    let (stem, index) = name.split_once('_')?;
    let digits: Vec<char> = index.chars().filter(char::is_ascii_digit).collect();
    match *digits.as_slice() {
        [row, column] if row != column => Some(format!("{stem}_{column}{row}")),
        _ => None,
    }
}

fn transposed_entry(question: &mut Question) -> Option<Expr> {
    let own = question.dag.as_symbol(question.by[0])?;
    let turned = turned(question.dag.name(own))?;
    let by = question.dag.symbol(&turned);
    let known = question.dag.as_symbol(by)?;
    question.dag.contains(question.base, known).then(|| partial(question, by))
}

fn transposed_weights(question: &mut Question) -> Option<Expr> {
    let answer = question.answers[0];
    let dag = &mut question.dag;
    let mut swaps = Vec::new();
    for symbol in dag.variables(answer) {
        if let Some(turned) = turned(dag.name(symbol)) {
            swaps.push((symbol, dag.symbol(&turned)));
        }
    }
    if swaps.is_empty() {
        return None;
    }
    Some(dag.rebuild(answer, |dag, e, children| {
        let swap = dag.as_symbol(e).and_then(|own| swaps.iter().find(|(old, _)| *old == own));
        match swap {
            Some((_, new)) => *new,
            None => dag.with_children(e, children),
        }
    }))
}
