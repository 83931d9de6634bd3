//! A law meets an expression: match, bind the letters, fill in the other side.
//!
//! A letter of a law says what it may stand for (see [`rules`](crate::rules)): `x` the variable,
//! `c` and `n` anything that does not contain it, every other letter anything. A law written for
//! two factors, a constant and the rest, takes all constants of a longer product into the one and
//! everything else into the other.

mod light;

pub use light::Light;

use crate::expr::{Dag, Expr, Op, Symbol};

/// What the letters of a law stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings {
    letters: Vec<(char, Expr)>,
}

impl Bindings {
    /// Bindings to start from.
    pub fn new(letters: &[(char, Expr)]) -> Bindings {
        Bindings { letters: letters.to_vec() }
    }

    /// What the letter stands for.
    pub fn get(&self, letter: char) -> Option<Expr> {
        self.letters.iter().find(|(name, _)| *name == letter).map(|(_, e)| *e)
    }

    /// Every letter and what it stands for, in the order in which they were met.
    pub fn iter(&self) -> impl Iterator<Item = (char, Expr)> + '_ {
        self.letters.iter().copied()
    }

    /// Binds a letter; `false` where it stands for something else already.
    fn bind(&mut self, letter: char, e: Expr) -> bool {
        match self.get(letter) {
            Some(bound) => bound == e,
            None => {
                self.letters.push((letter, e));
                true
            }
        }
    }
}

/// The letters under which `e`, a function of `x`, is an instance of `pattern`. What `moving`
/// names, x and all that depends on it, is in no constant. The pattern lives in the graph `laws`.
pub fn matches(
    laws: &Dag,
    pattern: Expr,
    dag: &mut Dag,
    e: Expr,
    x: Expr,
    moving: &[Symbol],
) -> Option<Bindings> {
    // Most rows of the table are about another operation, or about a constant or x itself: told
    // before anything is set up.
    let may_fit = match laws.op(pattern) {
        Op::Symbol(letter) => match letter_of(laws, letter)? {
            'c' | 'n' => !moves(dag, e, moving),
            'x' => e == x,
            _ => true,
        },
        Op::Number(_) => true,
        op => op == dag.op(e),
    };
    if !may_fit {
        return None;
    }
    let mut bindings = Bindings::default();
    bindings.bind('x', x);
    let mut stack = Vec::with_capacity(8);
    stack.push((pattern, e));
    while let Some((pattern, e)) = stack.pop() {
        let op = laws.op(pattern);
        if let Op::Symbol(letter) = op {
            let letter = letter_of(laws, letter)?;
            if matches!(letter, 'c' | 'n') && moves(dag, e, moving) || !bindings.bind(letter, e) {
                return None;
            }
            continue;
        }
        let below = laws.children(pattern);
        match op {
            Op::Number(_) => {
                if dag.number(e) != laws.number(pattern) {
                    return None;
                }
            }
            Op::Mul if dag.op(e) == Op::Mul && below.len() == 2 => {
                let (constant, rest): (Vec<Expr>, Vec<Expr>) =
                    dag.children(e).iter().partition(|factor| !moves(dag, **factor, moving));
                if constant.is_empty() || rest.is_empty() {
                    return None;
                }
                let (constant, rest) = (dag.mul(&constant), dag.mul(&rest));
                stack.push((below[1], rest));
                stack.push((below[0], constant));
            }
            _ => {
                if dag.op(e) != op || dag.children(e).len() != below.len() {
                    return None;
                }
                stack.extend(below.iter().copied().zip(dag.children(e).iter().copied()).rev());
            }
        }
    }
    Some(bindings)
}

/// Whether one of these occurs below.
pub fn moves(dag: &Dag, e: Expr, moving: &[Symbol]) -> bool {
    moving.iter().any(|symbol| dag.contains(e, *symbol))
}

/// The other side of a law with the letters put in: `order` is all that it is made of, itself the
/// last. What stands for a derivative still to be taken is asked for: `derivative(dag, f)` gives what
/// is written for d/dx(f).
pub fn fill(
    laws: &Dag,
    order: &[Expr],
    bindings: &Bindings,
    dag: &mut Dag,
    light: Light,
    mut derivative: impl FnMut(&mut Dag, Expr) -> Expr,
) -> Expr {
    let mut filled: Vec<Expr> = Vec::with_capacity(order.len());
    let mut children = Vec::new();
    for &e in order {
        children.clear();
        for child in laws.children(e) {
            // Children are older than their parents, so each was filled before.
            let Ok(place) = order.binary_search(child) else { continue };
            children.push(filled[place]);
        }
        let new = match laws.op(e) {
            Op::Symbol(symbol) => letter_of(laws, symbol)
                .and_then(|letter| bindings.get(letter))
                .unwrap_or_else(|| dag.symbol(laws.name(symbol))),
            Op::Number(_) => match laws.number(e) {
                Some(number) => dag.leaf(number.clone()),
                None => continue,
            },
            Op::Derivative => derivative(dag, children[0]),
            op => light.build(dag, op, &children),
        };
        filled.push(new);
    }
    filled[filled.len() - 1]
}

fn letter_of(dag: &Dag, symbol: Symbol) -> Option<char> {
    let mut letters = dag.name(symbol).chars();
    let letter = letters.next()?;
    letters.next().is_none().then_some(letter)
}
