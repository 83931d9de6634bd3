//! The mistakes that no single law says: what each puts in the place of a derivative.

use super::forms::{factors, is_negative};
use super::student::{Put, Student, Way};
use crate::expr::{Constant, Dag, Expr, Function, Op, Rational};
use crate::rewrite::{Bindings, Light};
use crate::rules::Computation;

/// In how many ways a computation can go wrong at one place.
pub(super) fn choices(computation: Computation) -> usize {
    use Computation as C;
    match computation {
        C::DropFactor => 6,
        C::ConstantsAreOne | C::StopEarly | C::SplitPower | C::KeepConstants => 2,
        C::LoseMinus | C::SkipLink | C::InputForWeight => 4,
        C::DropFrozenFactor => 5,
        C::BiasTimesInput => 8,
        C::StaleWeight => 3,
        _ => 1,
    }
}

/// What the computation puts in the place of d/dx(g), if it fits there.
pub(super) fn put(
    student: &mut Student,
    g: Expr,
    computation: Computation,
    choice: usize,
) -> Option<Put> {
    use Computation as C;
    match computation {
        C::DifferentiateConstants => differentiated_constant(student, g),
        _ if !student.moves(g) => None,
        C::KeepConstants | C::ConstantsAreOne | C::LoseMinus | C::KeepFrozenTerm => {
            sum(student, g, computation, choice)
        }
        C::BiasTimesInput => bias(student, g, choice),
        C::DropFactor | C::ZeroFactor | C::DropFrozenFactor | C::SkipLink | C::InputForWeight => {
            factor(student, g, computation, choice)
        }
        C::SplitLogarithm | C::SplitPower => split(student, g, computation, choice),
        C::SlopeTimesX => line_inside(student, g),
        C::StopEarly => stop_early(student, g, choice),
        C::OutsideBracket => outside(student, g),
        C::AddLinks => add_links(student, g),
        C::StaleWeight => stale(student, g, choice),
        // These are made with the whole answer, not at a place.
        _ => None,
    }
}

/// π² as if π were the variable: 2π; behind a sign or a number as well.
fn differentiated_constant(student: &mut Student, g: Expr) -> Option<Put> {
    let dag = &mut *student.dag;
    if let Some((rest, constant)) = in_front(dag, g) {
        let put = differentiated_constant(student, constant)?;
        let pending = Light::Yes.build(student.dag, Op::Mul, &[rest, put.pending]);
        return Some(Put { pending, ..put });
    }
    let minus_one = |dag: &mut Dag, n: Expr| {
        let minus = dag.integer(-1);
        let lowered = dag.add(&[n, minus]);
        match dag.small_arithmetic(lowered) {
            Some(value) => dag.rational(&value),
            None => lowered,
        }
    };
    let (base, exponent) = match dag.op(g) {
        Op::Constant(_) => (g, dag.integer(1)),
        Op::Pow => dag.pair(g)?,
        Op::Call(Function::Exp) => (dag.constant(Constant::E), dag.child(g)?),
        _ => return None,
    };
    if !matches!(dag.op(base), Op::Constant(_)) || !dag.is_constant(g) {
        return None;
    }
    let lowered = minus_one(dag, exponent);
    let power = dag.node(Op::Pow, &[base, lowered]);
    let pending = Light::Yes.build(dag, Op::Mul, &[exponent, power]);
    Some(Put { pending, letters: Bindings::new(&[('x', student.x), ('c', g)]) })
}

/// The sign or the number in front of a constant or below it, and the constant.
fn in_front(dag: &mut Dag, g: Expr) -> Option<(Expr, Expr)> {
    let children = dag.children(g).to_vec();
    match (dag.op(g), children.as_slice()) {
        (Op::Neg, &[constant]) => Some((dag.integer(-1), constant)),
        (Op::Mul, &[number, constant]) if dag.as_rational(number).is_some() => {
            Some((number, constant))
        }
        (Op::Div, &[constant, number]) if dag.as_rational(number).is_some() => {
            let one = dag.integer(1);
            Some((dag.div(one, number), constant))
        }
        _ => None,
    }
}

fn negated(dag: &mut Dag, e: Expr) -> Expr {
    match dag.op(e) {
        Op::Neg => dag.children(e)[0],
        Op::Mul | Op::Div => {
            let mut children = dag.children(e).to_vec();
            children[0] = negated(dag, children[0]);
            let op = dag.op(e);
            Light::Yes.build(dag, op, &children)
        }
        _ => dag.neg(e),
    }
}

fn sum(student: &mut Student, g: Expr, computation: Computation, choice: usize) -> Option<Put> {
    use Computation as C;
    if student.dag.op(g) != Op::Add {
        return None;
    }
    let terms = student.dag.children(g).to_vec();
    let x = student.x;
    let mut derived = Vec::new();
    let mut about = Vec::new();
    let (mut minus, mut ones, mut frozen) = (0, 0, Vec::new());
    for &term in &terms {
        let moves = student.moves(term);
        let dag = &mut *student.dag;
        match computation {
            C::LoseMinus if moves && is_negative(dag, term) => {
                minus += 1;
                let flips = choice == 0 || choice == minus;
                let term = if flips { negated(dag, term) } else { term };
                derived.push(dag.derivative(term, x));
            }
            _ if moves => derived.push(dag.derivative(term, x)),
            // Numbers alone, beside other letters that were frozen rightly.
            C::KeepConstants if choice == 1 && !dag.is_constant(term) => {}
            C::KeepConstants => {
                derived.push(term);
                about.push(term);
            }
            C::ConstantsAreOne => {
                let sign = if choice == 1 || !is_negative(dag, term) { 1 } else { -1 };
                ones += sign;
                derived.push(dag.integer(sign));
                about.push(term);
            }
            C::KeepFrozenTerm if !dag.is_constant(term) => {
                for symbol in dag.variables(term) {
                    let by = dag.symbol_leaf(symbol);
                    let partial = dag.derivative(term, by);
                    frozen.push(student.right.take(dag, partial));
                }
                about.push(term);
            }
            _ => {}
        }
    }
    let dag = &mut *student.dag;
    let fits = match computation {
        C::LoseMinus => minus > 0 && choice <= minus && terms.len() > 1,
        // 1 − 1 is no mistake that shows.
        C::ConstantsAreOne => ones != 0,
        C::KeepFrozenTerm => {
            let all = dag.add(&frozen);
            !about.is_empty() && dag.small_arithmetic(all).is_none_or(|value| !value.is_zero())
        }
        _ => !about.is_empty(),
    };
    // One minus only: choosing it is choosing all.
    if !fits || computation == C::LoseMinus && choice > 0 && minus == 1 {
        return None;
    }
    let c = dag.add(&about);
    derived.extend(frozen);
    let pending = dag.add(&derived);
    Some(Put { pending, letters: Bindings::new(&[('x', x), ('f', g), ('c', c)]) })
}

/// wx + b by b, with a factor of wx in the place of 1.
fn bias(student: &mut Student, g: Expr, choice: usize) -> Option<Put> {
    let terms = match student.dag.op(g) {
        Op::Add => student.dag.children(g).to_vec(),
        _ => return None,
    };
    if !terms.contains(&student.x) {
        return None;
    }
    let dag = &*student.dag;
    // Any factor of any of the products that the bias stands beside.
    let products = terms.iter().filter(|&&term| dag.op(term) == Op::Mul);
    let pending = products.flat_map(|&term| dag.children(term)).copied().nth(choice)?;
    Some(Put { pending, letters: Bindings::new(&[('x', student.x), ('f', g)]) })
}

fn factor(student: &mut Student, g: Expr, computation: Computation, choice: usize) -> Option<Put> {
    use Computation as C;
    let x = student.x;
    let parts = match student.dag.op(g) {
        Op::Mul => student.dag.children(g).to_vec(),
        Op::Neg => {
            let inside = student.dag.children(g)[0];
            let mut parts = vec![student.dag.integer(-1)];
            parts.extend(factors(student.dag, inside));
            parts
        }
        Op::Div => {
            let (above, below) = student.dag.pair(g)?;
            if student.moves(below) {
                return None;
            }
            let one = student.dag.integer(1);
            let inverse = student.dag.div(one, below);
            let mut parts = factors(student.dag, above);
            parts.push(inverse);
            parts
        }
        _ => return None,
    };
    let (moving, constant): (Vec<Expr>, Vec<Expr>) =
        parts.iter().partition(|&&part| student.moves(part));
    let letter = |dag: &Dag, e: &Expr| !dag.is_constant(*e);
    let dag = &mut *student.dag;
    let rest = dag.mul(&moving);
    let negative = constant.iter().any(|&e| is_negative(dag, e));
    let symbols: Vec<Expr> = constant.iter().copied().filter(|e| letter(dag, e)).collect();
    if moving.is_empty() || constant.is_empty() {
        return None;
    }
    // A minus alone is a sign, not a factor.
    if matches!(computation, C::DropFactor | C::ZeroFactor)
        && constant.iter().all(|&e| dag.is_integer(e, -1))
    {
        return None;
    }
    let without = |dag: &mut Dag, dropped: &[Expr]| {
        let mut kept: Vec<Expr> =
            constant.iter().copied().filter(|e| !dropped.contains(e)).collect();
        let slope = dag.derivative(rest, x);
        kept.push(slope);
        Light::Yes.build(dag, Op::Mul, &kept)
    };
    let (pending, dropped) = match (computation, choice) {
        (C::ZeroFactor, _) => (dag.integer(0), constant.clone()),
        (C::DropFactor, 0) => (without(dag, &constant), constant.clone()),
        (C::DropFactor, 1) if negative && constant.iter().any(|&e| !dag.is_integer(e, -1)) => {
            let slope = without(dag, &constant);
            (dag.neg(slope), constant.clone())
        }
        (C::DropFactor, 2..) if constant.len() > 1 => {
            let one = *constant.get(choice - 2)?;
            if dag.is_integer(one, -1) {
                return None;
            }
            (without(dag, &[one]), vec![one])
        }
        (C::DropFrozenFactor, 0) if !symbols.is_empty() => (without(dag, &symbols), symbols),
        // 4y of 4y x², and not only y.
        (C::DropFrozenFactor, 1) if !symbols.is_empty() && symbols.len() < constant.len() => {
            (without(dag, &constant), constant.clone())
        }
        (C::DropFrozenFactor, 2..) if symbols.len() > 1 => {
            let one = *symbols.get(choice - 2)?;
            (without(dag, &[one]), vec![one])
        }
        // The one factor of the variable alone is an input, not a link between.
        (C::SkipLink, _) if symbols.len() > 1 || moving != [x] => {
            let one = *symbols.get(choice)?;
            (without(dag, &[one]), vec![one])
        }
        (C::InputForWeight, _) if moving == [x] && constant.len() > 1 => {
            let one = *symbols.get(choice)?;
            let put: Vec<Expr> = constant.iter().map(|&e| if e == one { x } else { e }).collect();
            (dag.mul(&put), vec![one])
        }
        _ => return None,
    };
    // A minus is no constant to speak of: 2, not (-1)·2.
    let mut spoken = dropped.clone();
    spoken.retain(|&e| !dag.is_integer(e, -1));
    let c = dag.mul(if spoken.is_empty() { &dropped } else { &spoken });
    Some(Put { pending, letters: Bindings::new(&[('x', x), ('f', g), ('u', rest), ('c', c)]) })
}

/// ln(a + b) as ln a + ln b, (a + b)ⁿ as aⁿ + bⁿ.
fn split(student: &mut Student, g: Expr, computation: Computation, choice: usize) -> Option<Put> {
    let children = student.dag.children(g).to_vec();
    let fits = match (student.dag.op(g), computation) {
        (Op::Call(Function::Ln), Computation::SplitLogarithm) => true,
        (Op::Pow, Computation::SplitPower) => !student.moves(*children.get(1)?),
        (Op::Call(Function::Sqrt), Computation::SplitPower) => true,
        _ => false,
    };
    let inside = *children.first()?;
    if !fits || student.dag.op(inside) != Op::Add {
        return None;
    }
    let terms: Vec<Expr> = student.dag.children(inside).to_vec();
    let mut derived = Vec::new();
    for term in terms.into_iter().filter(|&term| student.moves(term)).collect::<Vec<_>>() {
        let mut one = children.clone();
        one[0] = term;
        let op = student.dag.op(g);
        let one = match choice {
            0 => student.dag.node(op, &one),
            _ => root_of_square(student.dag, op, term)?,
        };
        derived.push(student.dag.derivative(one, student.x));
    }
    let pending = student.dag.add(&derived);
    Some(Put { pending, letters: Bindings::new(&[('x', student.x), ('f', g), ('u', inside)]) })
}

/// √(x²) as whoever splits the root of a sum reads it: x, without a thought of its sign.
fn root_of_square(dag: &mut Dag, op: Op, term: Expr) -> Option<Expr> {
    let (base, exponent) = (dag.op(term) == Op::Pow).then(|| dag.pair(term))??;
    let half = dag.as_rational(exponent)? * Rational::fraction(1, 2);
    (op == Op::Call(Function::Sqrt) && half.is_integer()).then(|| {
        let half = dag.rational(&half);
        dag.pow(base, half)
    })
}

/// A straight line inside, its slope a taken as a·x.
fn line_inside(student: &mut Student, g: Expr) -> Option<Put> {
    let layer = student.layer(g)?;
    let slope = student.slope(layer.inside);
    if student.moves(slope) || student.dag.is_integer(slope, 1) {
        return None;
    }
    let pending =
        Light::Yes.build(student.dag, Op::Mul, &[layer.slope_at_inside, slope, student.x]);
    let letters = Bindings::new(&[('x', student.x), ('u', layer.inside), ('f', g)]);
    Some(Put { pending, letters })
}

fn stop_early(student: &mut Student, g: Expr, choice: usize) -> Option<Put> {
    let layer = student.layer(g)?;
    let forgotten = student.table.place("chain.inner")?;
    let way = Way { row: forgotten, choice: 0, nested: false, only: None };
    let mut slopes = vec![layer.slope_at_inside];
    let mut inside = layer.inside;
    for _ in 0..choice {
        let next = student.layer(inside)?;
        slopes.push(next.slope_at_inside);
        inside = next.inside;
    }
    slopes.push(forgetting(student, inside, way)?);
    let pending = Light::Yes.build(student.dag, Op::Mul, &slopes);
    let letters = Bindings::new(&[('x', student.x), ('u', layer.inside), ('f', g)]);
    Some(Put { pending, letters })
}

/// The derivative of a sum or a product of layers without their inner derivatives.
fn forgetting(student: &mut Student, e: Expr, way: Way) -> Option<Expr> {
    let parts = match student.dag.op(e) {
        Op::Add => student.dag.children(e).to_vec(),
        _ => vec![e],
    };
    let mut derived = Vec::new();
    let mut made = false;
    for part in parts {
        let (constant, moving): (Vec<Expr>, Vec<Expr>) =
            factors(student.dag, part).into_iter().partition(|&factor| !student.moves(factor));
        let put = match *moving {
            [only] => student.put(only, way, &[]),
            _ => None,
        };
        match put {
            Some(put) => {
                made = true;
                let mut product = constant;
                product.push(put.pending);
                derived.push(Light::Yes.build(student.dag, Op::Mul, &product));
            }
            None if student.moves(part) => derived.push(student.slope(part)),
            None => {}
        }
    }
    made.then(|| student.dag.add(&derived))
}

/// (h + g(k))ⁿ with k′ in front of the whole bracket.
fn outside(student: &mut Student, g: Expr) -> Option<Put> {
    let layer = student.layer(g)?;
    if student.dag.op(layer.inside) != Op::Add {
        return None;
    }
    let terms: Vec<Expr> = student
        .dag
        .children(layer.inside)
        .to_vec()
        .into_iter()
        .filter(|&term| student.moves(term))
        .collect();
    let (place, inner) =
        terms.iter().enumerate().find_map(|(place, &term)| Some((place, student.layer(term)?)))?;
    let innermost = student.slope(inner.inside);
    if student.dag.is_integer(innermost, 1) || terms.len() < 2 {
        return None;
    }
    let mut derived = Vec::new();
    for (i, &term) in terms.iter().enumerate() {
        derived.push(if i == place { inner.slope_at_inside } else { student.slope(term) });
    }
    let bracket = student.dag.add(&derived);
    let pending =
        Light::Yes.build(student.dag, Op::Mul, &[layer.slope_at_inside, innermost, bracket]);
    let letters = Bindings::new(&[('x', student.x), ('u', layer.inside), ('f', g)]);
    Some(Put { pending, letters })
}

/// The slopes along a chain, added: the outer one, and each factor of the inner one.
fn add_links(student: &mut Student, g: Expr) -> Option<Put> {
    let layer = student.layer(g)?;
    let slope = student.slope(layer.inside);
    let links = factors(student.dag, slope);
    let mut parts = vec![layer.slope_at_inside];
    parts.extend(links);
    let pending = student.dag.add(&parts);
    let letters = Bindings::new(&[('x', student.x), ('u', layer.inside), ('f', g)]);
    Some(Put { pending, letters })
}

/// The link through another weight taken after that weight was updated.
fn stale(student: &mut Student, g: Expr, choice: usize) -> Option<Put> {
    let layer = student.layer(g)?;
    let slope = student.slope(layer.inside);
    let own = student.symbol()?;
    let others: Vec<_> = student
        .dag
        .variables(slope)
        .into_iter()
        .filter(|symbol| {
            // Inputs and targets are not updated.
            *symbol != own && !student.dag.name(*symbol).starts_with(['x', 'y', 't', 'b'])
        })
        .collect();
    let other = student.dag.symbol_leaf(*others.get(choice)?);
    let dag = &mut *student.dag;
    let by_other = dag.derivative(g, other);
    let by_other = student.right.take(dag, by_other);
    let rate = dag.symbol("eta");
    let step = dag.mul(&[rate, by_other]);
    let updated = dag.sub(other, step);
    let slope = dag.substitute(slope, other, updated);
    let pending = Light::Yes.build(dag, Op::Mul, &[layer.slope_at_inside, slope]);
    Some(Put { pending, letters: Bindings::new(&[('x', student.x), ('f', g), ('c', other)]) })
}
