//! A large derivative, written once for each piece that it shares.
//!
//! Written out, the derivative of a function nested a thousand times is as long as all its insides
//! together. In the graph it is not: each level adds a few nodes. So the function is cut into
//! pieces with names; each piece is differentiated by itself, the names in it standing for what
//! they stand for; and its derivative is a piece with a name again. That is the chain rule as a
//! machine applies it, from the inside out, and the answer grows with the graph.

use super::differentiate::Differentiator;
use crate::expr::{Dag, Expr, ExprMap, Op, Symbol};
use crate::order::sort_by;
use crate::rewrite::Light;

/// A derivative in pieces.
pub struct Shared {
    /// The pieces in order: the letter of each, and what it stands for, said with earlier letters.
    pub pieces: Vec<(Expr, Expr)>,
    /// The derivative, said with the letters.
    pub result: Expr,
    /// The derivatives of order 1, 2, …, and the pieces they were taken in, inner ones first.
    orders: Vec<Expr>,
    cut: Vec<(Expr, Expr)>,
}

impl Shared {
    /// The derivatives of order 1, 2, … with everything put back: large only when written out.
    pub fn whole(&self, dag: &mut Dag) -> Vec<Expr> {
        let mut known: ExprMap<Expr> = ExprMap::default();
        let mut children = Vec::new();
        let letters = self.cut.iter().map(|&(letter, is)| (Some(letter), is));
        let mut whole = Vec::new();
        for (letter, root) in letters.chain(self.orders.iter().map(|&order| (None, order))) {
            for e in dag.below(root) {
                if known.contains(e) {
                    continue;
                }
                children.clear();
                children.extend(dag.children(e).iter().map(|child| known[*child]));
                let put = dag.with_children(e, &children);
                known.insert(e, put);
            }
            match letter {
                Some(letter) => {
                    known.insert(letter, known[root]);
                }
                None => whole.push(known[root]),
            }
        }
        whole
    }
}

/// The derivative of `f` by `x`, taken `order` times; f holds no derivative. `None` where even the
/// pieces become too many.
///
/// ```
/// use chainrule::{calculus::shared, expr::Dag, print, syntax};
///
/// let mut dag = Dag::new();
/// let f = syntax::parse(&mut dag, "e^(sin(x^2)) + sin(sin(x^2))")?.expr;
/// let x = dag.symbol("x");
/// let found = shared(&mut dag, f, x, 1).unwrap();
/// let text = |e| print::text(&dag, e);
/// let pieces: Vec<String> = found.pieces.iter().map(|(_, is)| text(*is)).collect();
/// assert_eq!(pieces, ["sin(x^2)"]);
/// assert_eq!(text(found.result), "2x cos(x^2) (e^u_1 + cos(u_1))");
/// # Ok::<(), syntax::ParseError>(())
/// ```
pub fn shared(dag: &mut Dag, f: Expr, x: Expr, order: u32) -> Option<Shared> {
    let mut program = Program::new(dag, x);
    program.fine = order > COARSE;
    let mut result = program.cut(dag, f);
    let mut orders = Vec::new();
    for left in (0..order).rev() {
        program.again = left > 0;
        result = program.differentiate(dag, result)?;
        if program.fine {
            result = program.cut(dag, result);
        }
        orders.push(result);
    }
    let (pieces, result) = program.written(dag, f, result);
    Some(Shared { pieces, result, orders, cut: program.pieces })
}

/// A formula with a letter for each piece that it repeats: the pieces, and the formula with them.
/// The letters are none of `f`.
pub fn with_letters(dag: &mut Dag, f: Expr, e: Expr) -> (Vec<(Expr, Expr)>, Expr) {
    let x = dag.integer(0);
    Program::new(dag, x).written(dag, f, e)
}

/// A piece is cut off where it is used twice or where it would be larger than this.
const MAX_PIECE: u32 = 20;

/// A formula of this size is not cut for its size alone.
const SMALL: u32 = 80;

/// What is smaller than this is written again rather than named.
const MIN_NAMED: u32 = 4;

/// A graph of more nodes than this is no longer a piece of paper.
const MAX_NODES: usize = 200_000;

/// A derivative of a higher order than this is taken in the smallest pieces: a function of one letter,
/// a product of two. Theirs are sums of products of two again, as Leibniz has them, and grow with the
/// order; those of larger pieces grow with its power.
const COARSE: u32 = 2;

/// A product of more factors is cut into pairs, a sum of more terms into groups.
const MAX_FACTORS: usize = 6;
const PAIR: usize = 2;
const MAX_TERMS: usize = 20;
const TERMS: usize = 10;

/// Letters that stand for the pieces inside a piece, and for their slopes, while it is
/// differentiated: pieces of one shape are one problem then.
const STAND_INS: usize = 24;

struct Program {
    x: Expr,
    /// Each piece's letter, and what it stands for.
    pieces: Vec<(Expr, Expr)>,
    /// Which piece a letter is.
    place: ExprMap<usize>,
    /// The letter of a piece by what it stands for.
    letter: ExprMap<Expr>,
    /// Each piece's derivative, once it is taken.
    slopes: Vec<Option<Expr>>,
    machine: Differentiator,
    stand_ins: Vec<(Expr, Expr)>,
    /// The stand-in of a letter in the piece at hand, and what stands behind a stand-in.
    stand_in: ExprMap<Expr>,
    real: ExprMap<Expr>,
    /// Whether the pieces are the smallest there are.
    fine: bool,
    /// Whether the slopes are differentiated in their turn.
    again: bool,
}

impl Program {
    fn new(dag: &mut Dag, x: Expr) -> Program {
        let stand_ins: Vec<(Expr, Expr)> = (0..STAND_INS)
            .map(|i| (dag.symbol(&format!("□{i}")), dag.symbol(&format!("□{i}'"))))
            .collect();
        let mut machine = Differentiator::new(Light::Yes);
        let dependent = stand_ins.iter().filter_map(|&(a, b)| Some((dag.as_symbol(a)?, b)));
        machine.set_dependent(dependent.collect());
        Program {
            x,
            pieces: Vec::new(),
            place: ExprMap::default(),
            letter: ExprMap::default(),
            slopes: Vec::new(),
            machine,
            stand_ins,
            stand_in: ExprMap::default(),
            real: ExprMap::default(),
            fine: false,
            again: false,
        }
    }

    /// Gives a piece a letter.
    fn name(&mut self, dag: &mut Dag, is: Expr) -> Expr {
        if let Some(&letter) = self.letter.get(is) {
            return letter;
        }
        let place = self.pieces.len();
        let letter = dag.symbol(&format!("□{place}□"));
        self.place.insert(letter, place);
        self.letter.insert(is, letter);
        self.pieces.push((letter, is));
        self.slopes.push(None);
        letter
    }

    /// A formula cut into pieces: what is left of it, said with letters.
    fn cut(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        let order = dag.below(root);
        let place = |e: &Expr| order.binary_search(e).unwrap_or_default();
        let mut uses = vec![0u32; order.len()];
        for &e in &order {
            dag.children(e).iter().for_each(|child| uses[place(child)] += 1);
        }
        let large = dag.size(root) > SMALL;
        let mut cut = Vec::with_capacity(order.len());
        let mut children = Vec::new();
        for (&e, uses) in order.iter().zip(uses) {
            children.clear();
            children.extend(dag.children(e).iter().map(|child| cut[place(child)]));
            let op = dag.op(e);
            let (most, group) = match op {
                Op::Mul => (if self.fine { PAIR } else { MAX_FACTORS }, PAIR),
                Op::Add => (if self.fine { TERMS } else { MAX_TERMS }, TERMS),
                _ => (usize::MAX, usize::MAX),
            };
            // A number belongs to no pair.
            let numbers: Vec<Expr> = match self.fine && op == Op::Mul {
                true => {
                    let all = children.iter().copied();
                    let numbers = all.filter(|e| dag.number(*e).is_some()).collect();
                    children.retain(|e| dag.number(*e).is_none());
                    numbers
                }
                false => Vec::new(),
            };
            while children.len() > most {
                let groups: Vec<Expr> = children
                    .chunks(group)
                    .map(|group| if let [only] = group { *only } else { dag.node(op, group) })
                    .collect();
                children.clear();
                children.extend(groups.into_iter().map(|group| self.name(dag, group)));
            }
            if !numbers.is_empty() {
                children.splice(0..0, numbers);
            }
            let mut left = match (op, children.as_slice()) {
                // a/b is a·(1/b): with quotients of quotients the powers below would double.
                (Op::Div, &[above, below]) if self.fine && dag.number(above).is_none() => {
                    let one = dag.integer(1);
                    let power = self.power(dag, below);
                    let below = dag.div(one, power);
                    let below = self.name(dag, below);
                    dag.mul(&[above, below])
                }
                _ => dag.node(op, &children),
            };
            let size = dag.size(left);
            let cuts = match self.fine {
                true => is_step(dag, left),
                false => uses > 1 && size >= MIN_NAMED || large && size > MAX_PIECE,
            };
            if cuts && e != root && !matches!(op, Op::Relation(_)) {
                left = self.name(dag, left);
            }
            cut.push(left);
        }
        cut[order.len() - 1]
    }

    /// What a letter stands for, if that is a power with a number on top.
    fn power(&self, dag: &Dag, letter: Expr) -> Expr {
        let is = self.place.get(letter).map_or(letter, |place| self.pieces[*place].1);
        let powers = dag.op(is) == Op::Pow
            && dag.pair(is).is_some_and(|(_, exponent)| dag.number(exponent).is_some());
        if powers { is } else { letter }
    }

    /// The letters of pieces that occur in a formula, in the order of the pieces.
    fn letters(&self, dag: &Dag, e: Expr) -> Vec<usize> {
        let mut found: Vec<usize> =
            dag.below(e).iter().filter_map(|e| self.place.get(*e).copied()).collect();
        sort_by(&mut found, Ord::cmp);
        found
    }

    /// The derivative of a formula, said with letters.
    fn differentiate(&mut self, dag: &mut Dag, e: Expr) -> Option<Expr> {
        // The pieces it is made of, and those they are made of: inner ones first.
        let mut needed = vec![false; self.pieces.len()];
        for place in self.letters(dag, e) {
            needed[place] = true;
        }
        for place in (0..needed.len()).rev() {
            if needed[place] && self.slopes[place].is_none() {
                for inner in self.letters(dag, self.pieces[place].1) {
                    needed[inner] = true;
                }
            }
        }
        for (place, needed) in needed.into_iter().enumerate() {
            if dag.len() > MAX_NODES {
                return None;
            }
            if needed && self.slopes[place].is_none() {
                let slope = self.differentiate_piece(dag, self.pieces[place].1);
                let slope = if dag.size(slope) < MIN_NAMED {
                    slope
                } else {
                    let cuts = self.fine || self.again && dag.size(slope) > SMALL;
                    let left = if cuts { self.cut(dag, slope) } else { slope };
                    self.name(dag, left)
                };
                self.slopes[place] = Some(slope);
            }
        }
        Some(self.differentiate_piece(dag, e))
    }

    /// The same where the slopes of all letters in it are known.
    fn differentiate_piece(&mut self, dag: &mut Dag, e: Expr) -> Expr {
        let letters = self.letters(dag, e);
        if letters.is_empty() {
            return self.machine.differentiate(dag, e, self.x);
        }
        let slope_of = |place: usize| self.slopes[place].unwrap_or(self.x);
        if letters.len() > STAND_INS {
            let dependent = letters
                .iter()
                .filter_map(|&place| Some((dag.as_symbol(self.pieces[place].0)?, slope_of(place))))
                .collect();
            let mut machine = Differentiator::new(Light::Yes);
            machine.set_dependent(dependent);
            return machine.differentiate(dag, e, self.x);
        }
        let mut put = Vec::with_capacity(2 * letters.len());
        for (&place, &(letter, slope)) in letters.iter().zip(&self.stand_ins) {
            let (real, real_slope) = (self.pieces[place].0, slope_of(place));
            self.stand_in.insert(real, letter);
            self.real.insert(letter, real);
            self.real.insert(slope, real_slope);
            put.extend([real, real_slope]);
        }
        let local = replace(dag, e, &self.stand_in);
        let slope = self.machine.differentiate(dag, local, self.x);
        let slope = replace(dag, slope, &self.real);
        // Letters for letters, and no two the same: as tidy as before.
        let count = put.len();
        sort_by(&mut put, Ord::cmp);
        put.dedup();
        if put.len() == count && put.iter().all(|e| dag.as_symbol(*e).is_some()) {
            return slope;
        }
        self.machine.tidier.tidy(dag, slope)
    }

    /// How often each piece is used by the result and by the pieces it needs.
    fn uses(&self, dag: &Dag, result: Expr) -> Vec<u32> {
        let mut uses = vec![0u32; self.pieces.len()];
        let count = |uses: &mut Vec<u32>, root: Expr| {
            for e in dag.below(root) {
                let children = dag.children(e).iter().chain((e == root).then_some(&root));
                for place in children.filter_map(|child| self.place.get(*child)) {
                    uses[*place] += 1;
                }
            }
        };
        count(&mut uses, result);
        for place in (0..uses.len()).rev() {
            if uses[place] > 0 {
                count(&mut uses, self.pieces[place].1);
            }
        }
        uses
    }

    /// The pieces that the result needs, under letters a person can type, and the result with them.
    fn written(&self, dag: &mut Dag, f: Expr, result: Expr) -> (Vec<(Expr, Expr)>, Expr) {
        // A piece that is used once goes back to its place, while that stays small.
        let uses = self.uses(dag, result);
        let mut inline = ExprMap::default();
        let mut roots = Vec::new();
        for (&(letter, is), &uses) in self.pieces.iter().zip(&uses) {
            if uses == 0 {
                continue;
            }
            let is = replace(dag, is, &inline);
            if uses == 1 && dag.size(is) <= MAX_PIECE || dag.size(is) < MIN_NAMED {
                inline.insert(letter, is);
            } else {
                roots.push((Some(letter), is));
            }
        }
        roots.push((None, replace(dag, result, &inline)));
        // What is repeated in what is left gets a letter as well.
        let all: Vec<Expr> = roots.iter().map(|(_, is)| *is).collect();
        let mut uses = vec![0u32; dag.len()];
        for e in dag.below_all(&all) {
            dag.children(e).iter().for_each(|child| uses[child.index()] += 1);
        }
        let mut names = Numbered::avoiding(dag, f);
        let mut pieces = Vec::new();
        let mut done = ExprMap::default();
        let mut children = Vec::new();
        for (letter, root) in roots {
            for e in dag.below(root) {
                if done.contains(e) {
                    continue;
                }
                children.clear();
                children.extend(dag.children(e).iter().map(|child| done[*child]));
                let mut left = dag.with_children(e, &children);
                let names_it = uses[e.index()] > 1 && dag.size(left) > MIN_NAMED && e != root;
                if names_it && !matches!(dag.op(e), Op::Relation(_)) {
                    let name = names.next(dag);
                    pieces.push((name, left));
                    left = name;
                }
                done.insert(e, left);
            }
            let left = done[root];
            let Some(letter) = letter else { return (pieces, left) };
            let name = names.next(dag);
            pieces.push((name, left));
            done.insert(letter, name);
            done.insert(root, name);
        }
        (pieces, result)
    }
}

/// Whether a formula is a step of its own: anything but a leaf, a product or its opposite.
fn is_step(dag: &Dag, e: Expr) -> bool {
    !dag.children(e).is_empty() && !matches!(dag.op(e), Op::Mul | Op::Neg)
}

/// Letters with subscripts that a formula does not have: u_1, u_2, …
struct Numbered {
    letter: &'static str,
    last: u64,
}

impl Numbered {
    fn avoiding(dag: &Dag, f: Expr) -> Numbered {
        let variables = dag.variables(f);
        let parts = |symbol: &Symbol| {
            let (letter, below) =
                dag.name(*symbol).split_once('_').unwrap_or((dag.name(*symbol), ""));
            (letter.to_owned(), below.parse::<u64>().unwrap_or(0))
        };
        let taken: Vec<(String, u64)> = variables.iter().map(parts).collect();
        let letters = ["u", "v", "w", "p", "q", "s", "h", "g", "a", "b", "c"];
        let free =
            letters.into_iter().find(|letter| !taken.iter().any(|(other, _)| other == letter));
        match free {
            Some(letter) => Numbered { letter, last: 0 },
            // All in use: go on behind the last.
            None => {
                let last =
                    taken.iter().filter(|(letter, _)| letter == "u").map(|(_, below)| *below);
                Numbered { letter: "u", last: last.max().unwrap_or(0) }
            }
        }
    }

    fn next(&mut self, dag: &mut Dag) -> Expr {
        self.last += 1;
        dag.symbol(&format!("{}_{}", self.letter, self.last))
    }
}

/// `root` with some leaves replaced.
fn replace(dag: &mut Dag, root: Expr, leaves: &ExprMap<Expr>) -> Expr {
    dag.rebuild(root, |dag, e, children| match (leaves.get(e), dag.op(e)) {
        (Some(new), _) => *new,
        (None, Op::Mul) => {
            let mut factors = Vec::with_capacity(children.len());
            for (place, (was, &is)) in dag.children(e).iter().zip(children).enumerate() {
                match dag.op(is) {
                    // A product among factors is one with them, but for a number in their midst:
                    // 2x(x + 1), no (2x)(x + 1).
                    Op::Mul if leaves.contains(*was) => match dag.children(is) {
                        [first, ..] if place > 0 && dag.number(*first).is_some() => {
                            factors.push(is)
                        }
                        inner => factors.extend_from_slice(inner),
                    },
                    _ => factors.push(is),
                }
            }
            dag.mul(&factors)
        }
        (None, op) if !children.is_empty() => dag.node(op, children),
        _ => e,
    })
}
