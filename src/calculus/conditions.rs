//! Where a derivative does not hold.
//!
//! Every function of the table says where it is defined and where it is smooth, every bar that
//! there is nothing to divide by zero. What is said of the pieces of f is collected, said of x
//! where that can be solved at sight, and dropped where it always holds.

use num_traits::One;

use super::term::{Exponent, Small};
use super::tidy::Tidier;
use crate::expr::{Dag, Expr, Function, Op, Rational, Relation, Symbol};
use crate::order::sort_by;
use crate::print;
use crate::syntax;

/// One condition on the variable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// The result holds where this does: `x > 0`, `x ≠ 1`.
    Holds(Expr),
    /// f is defined where this fails but has no derivative there: `x = 0` for |x|.
    Corner(Expr),
}

impl Condition {
    /// "for x > 0", "not differentiable at x = 0"
    pub fn sentence(&self, dag: &Dag) -> String {
        match self {
            Condition::Holds(e) => format!("for {}", shown(dag, *e)),
            Condition::Corner(e) => format!("not differentiable at {}", shown(dag, *e)),
        }
    }
}

fn shown(dag: &Dag, e: Expr) -> String {
    print::text(dag, e).replace("!=", "≠").replace("<=", "≤").replace(">=", "≥")
}

/// At most this many conditions are told.
const MAX_TOLD: usize = 12;

/// Where the derivative of `f` by the variable holds, in the order in which f mentions it.
pub fn conditions(dag: &mut Dag, f: Expr, variable: Symbol) -> Vec<Condition> {
    let mut tidier = Tidier::default();
    let mut found = Vec::new();
    for e in dag.below(f) {
        if !dag.contains(e, variable) {
            continue;
        }
        match dag.op(e) {
            Op::Call(function) => {
                let row = function.row();
                let arguments = dag.children(e).to_vec();
                let smooth = row.smooth.iter().map(|law| (*law, row.domain.is_empty()));
                // Where f is smooth it is defined: the stricter of the two is told.
                let domain =
                    row.domain.iter().filter(|_| row.smooth.is_empty()).map(|law| (*law, false));
                for (law, corner) in smooth.chain(domain) {
                    let Some(condition) = at_arguments(dag, law, &arguments) else { continue };
                    if dag.contains(condition, variable) {
                        push(dag, &mut tidier, &mut found, condition, corner);
                    }
                }
            }
            Op::Div => {
                let Some((_, below)) = dag.pair(e) else { continue };
                if dag.contains(below, variable) {
                    let zero = dag.integer(0);
                    let condition = dag.relation(Relation::NotEqual, below, zero);
                    push(dag, &mut tidier, &mut found, condition, false);
                }
            }
            Op::Pow => power(dag, &mut tidier, &mut found, e, variable),
            _ => {}
        }
        if found.len() >= MAX_TOLD {
            break;
        }
    }
    found
}

/// u^n with n negative: u ≠ 0; with an even root: u > 0; u^v with both moving: u > 0.
fn power(
    dag: &mut Dag,
    tidier: &mut Tidier,
    found: &mut Vec<Condition>,
    e: Expr,
    variable: Symbol,
) {
    let Some((base, exponent)) = dag.pair(e) else { return };
    let zero = dag.integer(0);
    let relation = match dag.as_rational(exponent) {
        Some(n) if n.is_integer() && !n.is_negative() => return,
        Some(n) if n.is_integer() => Relation::NotEqual,
        Some(n) if n.is_even_below() => {
            if n > Rational::ONE {
                Relation::GreaterEqual
            } else {
                Relation::Greater
            }
        }
        Some(n) if n > Rational::ONE => return,
        Some(_) => Relation::NotEqual,
        None => Relation::Greater,
    };
    if dag.contains(base, variable) {
        let condition = dag.relation(relation, base, zero);
        push(dag, tidier, found, condition, false);
    }
}

/// A law about u and v with these in their places.
pub(super) fn at_arguments(dag: &mut Dag, law: &str, arguments: &[Expr]) -> Option<Expr> {
    let law = syntax::parse(dag, law).ok()?.expr;
    // Both letters at once: an argument may be called u itself.
    let (u, v) = (dag.symbol("u"), dag.symbol("v"));
    Some(dag.rebuild(law, |dag, e, children| {
        let argument = if e == u {
            arguments.first()
        } else if e == v {
            arguments.get(1)
        } else {
            None
        };
        argument.copied().unwrap_or_else(|| dag.node(dag.op(e), children))
    }))
}

/// Notes a condition in its simplest form, unless it always holds or is known already.
fn push(
    dag: &mut Dag,
    tidier: &mut Tidier,
    found: &mut Vec<Condition>,
    condition: Expr,
    corner: bool,
) {
    let Op::Relation(relation) = dag.op(condition) else { return };
    let Some((left, right)) = dag.pair(condition) else { return };
    let (left, right) = (tidier.tidy(dag, left), tidier.tidy(dag, right));
    if always(dag, left, relation, right) {
        return;
    }
    for (left, relation, right) in solved(dag, tidier, left, relation, right) {
        let condition = if corner && relation == Relation::NotEqual {
            Condition::Corner(dag.relation(Relation::Equal, left, right))
        } else {
            Condition::Holds(dag.relation(relation, left, right))
        };
        if let Condition::Holds(_) = condition
            && relation == Relation::NotEqual
        {
            // Outside the domain is more than a corner.
            let corner = Condition::Corner(dag.relation(Relation::Equal, left, right));
            found.retain(|known| *known != corner);
        }
        if !found.contains(&condition) {
            found.push(condition);
        }
    }
}

/// Whether a sum of squares and positive things stands above zero: x² + 1, e^x.
fn always(dag: &Dag, left: Expr, relation: Relation, right: Expr) -> bool {
    let positive_needed =
        matches!(relation, Relation::Greater | Relation::GreaterEqual | Relation::NotEqual);
    positive_needed && dag.is_integer(right, 0) && {
        let sign = sign(dag, left);
        sign == Some(Sign::Positive) || relation == Relation::GreaterEqual && sign.is_some()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Positive,
    NotNegative,
}

/// The sign an expression has everywhere, where that shows at sight.
fn sign(dag: &Dag, root: Expr) -> Option<Sign> {
    let order = dag.below(root);
    let mut signs: Vec<Option<Sign>> = Vec::with_capacity(order.len());
    for &e in &order {
        let of = |child: &Expr| order.binary_search(child).ok().and_then(|place| signs[place]);
        let children = dag.children(e);
        let all = |strict: bool| {
            children.iter().map(of).collect::<Option<Vec<_>>>().map(|signs| {
                let positive = |sign: &Sign| *sign == Sign::Positive;
                let strong =
                    if strict { signs.iter().all(positive) } else { signs.iter().any(positive) };
                if strong { Sign::Positive } else { Sign::NotNegative }
            })
        };
        let sign = match dag.op(e) {
            Op::Number(_) => dag.number(e).map(|number| {
                if number.value().is_zero() { Sign::NotNegative } else { Sign::Positive }
            }),
            Op::Constant(_) => Some(Sign::Positive),
            Op::Add => all(false),
            Op::Mul | Op::Div => all(true),
            Op::Pow => match (of(&children[0]), dag.as_rational(children[1])) {
                (Some(sign), _) => Some(sign),
                (None, Some(n)) if n.is_integer() && n.is_even_above() => Some(Sign::NotNegative),
                _ => None,
            },
            Op::Call(Function::Exp | Function::Cosh | Function::Sigmoid | Function::Softplus) => {
                Some(Sign::Positive)
            }
            Op::Call(Function::Abs | Function::Sqrt | Function::Relu) => Some(Sign::NotNegative),
            _ => None,
        };
        signs.push(sign);
    }
    signs.last().copied().flatten()
}

/// A comparison: left, relation, right.
type Comparison = (Expr, Relation, Expr);

/// A condition on one variable solved for it: 2x − 3 > 0 is x > 3/2, x² − 4 ≠ 0 is x ≠ −2 and
/// x ≠ 2, |2x| < 1 is x > −1/2 and x < 1/2. What cannot be solved at sight stays as it is.
fn solved(
    dag: &mut Dag,
    tidier: &mut Tidier,
    left: Expr,
    relation: Relation,
    right: Expr,
) -> Vec<Comparison> {
    // |u| < c: −c < u and u < c.
    let upper = matches!(relation, Relation::Less | Relation::LessEqual);
    if upper && dag.as_call(left) == Some(Function::Abs) && dag.is_constant(right) {
        let inside = dag.children(left)[0];
        let lower =
            if relation == Relation::Less { Relation::Greater } else { Relation::GreaterEqual };
        let minus = dag.neg(right);
        let mut both = solved(dag, tidier, inside, lower, minus);
        both.extend(solved(dag, tidier, inside, relation, right));
        sort_by(&mut both, |a, b| upper_bound(a.1).cmp(&upper_bound(b.1)));
        return both;
    }
    // |u| > 0: u ≠ 0.
    if relation == Relation::Greater
        && dag.as_call(left) == Some(Function::Abs)
        && dag.is_integer(right, 0)
    {
        let inside = dag.children(left)[0];
        return solved(dag, tidier, inside, Relation::NotEqual, right);
    }
    let unsolved = vec![(left, relation, right)];
    let difference = dag.sub(left, right);
    let difference = tidier.tidy(dag, difference);
    let mut constant = Rational::ZERO;
    let mut power: Option<(Expr, Small, Rational)> = None;
    for term in tidier.read_sum(dag, difference) {
        match term.factors.as_slice() {
            [] => constant += &term.coefficient,
            [(base, Exponent::Exact(n))]
                if power.is_none() && matches!(dag.op(*base), Op::Symbol(_)) =>
            {
                power = Some((*base, *n, term.coefficient.clone()));
            }
            _ => return unsolved,
        }
    }
    let Some((x, n, coefficient)) = power else { return unsolved };
    let bound = -constant / &coefficient;
    let relation = if coefficient.is_negative() { mirrored(relation) } else { relation };
    if n.is_one() {
        return vec![(x, relation, dag.rational(&bound))];
    }
    // x² > 0 wherever x ≠ 0.
    let apart =
        matches!(relation, Relation::NotEqual) || relation == Relation::Greater && bound.is_zero();
    if n == Small::from_integer(2) && apart && !bound.is_negative() {
        let bound = dag.rational(&bound);
        let root = dag.call(Function::Sqrt, &[bound]);
        let root = tidier.tidy(dag, root);
        let minus = dag.neg(root);
        let minus = tidier.tidy(dag, minus);
        let mut roots = vec![(x, Relation::NotEqual, minus), (x, Relation::NotEqual, root)];
        roots.dedup();
        return roots;
    }
    unsolved
}

fn upper_bound(relation: Relation) -> bool {
    matches!(relation, Relation::Less | Relation::LessEqual)
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::LessEqual => Relation::GreaterEqual,
        Relation::Greater => Relation::Less,
        Relation::GreaterEqual => Relation::LessEqual,
        same => same,
    }
}
