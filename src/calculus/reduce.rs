//! A tidy expression becomes what its one form says it is, where that is shorter.
//!
//! Simplifying compares forms in which functions stay what they are. What is left then may still be
//! a number, or a function of another kind: ln(2x) − ln x is ln 2, sin(arcsin x) is x. The form in
//! which equal expressions are the same shows it; written out it is often longer, and then it is
//! left aside. It is sought only where somebody asks for a simpler form of a whole expression.

use super::tidy::{Change, Tidier};
use crate::algebra;
use crate::expr::{Dag, Expr, Function, Op};

/// Of longer expressions the one form is not sought.
const MAX_SIZE: u32 = 300;

/// What has become simpler may open another way; after so many rounds there is none left, or no end.
const ROUNDS: u32 = 4;

impl Tidier {
    /// The shortest form that is found for `root`, its functions written in each other.
    ///
    /// ```
    /// use chainrule::{calculus::Tidier, expr::Dag, print, syntax};
    ///
    /// let mut dag = Dag::new();
    /// let e = syntax::parse(&mut dag, "ln(2x) - ln(x)")?.expr;
    /// let reduced = Tidier::default().reduce(&mut dag, e);
    /// assert_eq!(print::text(&dag, reduced), "ln(2)");
    /// # Ok::<(), syntax::ParseError>(())
    /// ```
    pub fn reduce(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        let mut reduced = self.reduce_once(dag, root);
        for _ in 1..ROUNDS {
            let again = self.reduce_once(dag, reduced);
            if again == reduced {
                break;
            }
            reduced = again;
        }
        reduced
    }

    /// The form in which a result is left: that of [`simplify`](Tidier::simplify), or a shorter one
    /// where something in it asks for the laws of its functions.
    pub(super) fn shortest(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        let short = self.simplify(dag, root);
        let near = dag.size(short) <= MAX_SIZE && invites(dag, short);
        if near { self.reduce(dag, short) } else { short }
    }

    fn reduce_once(&mut self, dag: &mut Dag, root: Expr) -> Expr {
        let short = self.simplify(dag, root);
        let opens = |e: &Expr| matches!(dag.op(*e), Op::Call(_) | Op::Pow);
        if dag.size(short) > MAX_SIZE || !dag.below(short).iter().any(opens) {
            return short;
        }
        let noted = self.changes.len();
        let Some(form) = algebra::one_form(dag, short) else { return short };
        let reduced = self.simplify(dag, form);
        let mut product = (*self.terms.read(dag, reduced)).clone();
        self.turn_difference(dag, &mut product);
        let reduced = self.terms.write(dag, product);
        let reduced = positive_first(dag, reduced);
        // The way there is not one of small steps.
        self.changes.truncate(noted);
        if self.measure.of(dag, reduced) >= self.measure.of(dag, short) {
            return short;
        }
        self.changes.push(Change { rule: "identities", before: short, after: reduced });
        reduced
    }
}

/// Whether a law of functions is in sight: a sine of twice an arc, or of twice an angle over one of it, ln(x²) beside ln x, √(1 − 1/x²)
/// beside x², max(0, x)/|x|.
fn invites(dag: &Dag, e: Expr) -> bool {
    use Function::*;
    let below = dag.below(e);
    let stands = |function: Function, of: &Expr| {
        below.iter().any(|e| dag.as_call(*e) == Some(function) && dag.child(*e) == Some(*of))
    };
    let is_bar = |e: &Expr| dag.op(dag.unsigned(*e)) == Op::Div;
    let is_fraction = is_bar(&e);
    let is_product = dag.op(e) == Op::Div && dag.op(dag.children(e)[0]) == Op::Mul;
    let square = |e: &Expr| dag.op(*e) != Op::Pow || dag.is_integer(dag.children(*e)[1], 2);
    let is_log = |e: &&Expr| matches!(dag.as_call(**e), Some(Ln | Log));
    below.iter().any(|&call| {
        let Some(function) = dag.as_call(call) else { return false };
        let inside = dag.children(call)[0];
        let (parts, is_number) = (dag.children(inside), dag.number(inside).is_some());
        match function {
            Sin | Cos | Tan | Sec => {
                let arc = |u: &Expr| matches!(dag.as_call(*u), Some(Arcsin | Arccos | Arctan));
                // sin 2x over cos x is 2sin x.
                let twice = is_fraction
                    && parts.len() == 2
                    && dag.number(parts[0]).is_some_and(|number| number.is_integer())
                    && [Sin, Cos].into_iter().any(|function| stands(function, &parts[1]));
                twice || parts.iter().any(arc)
            }
            Ln => {
                parts.iter().any(|u| stands(Ln, u))
                    // ln 8/ln 2 is a number, and ln(2) log_2(x) is ln x.
                    || is_number && dag.op(e) == Op::Div && below.iter().filter(is_log).count() > 1
            }
            Sqrt => parts.len() == 2 && parts.iter().any(is_bar) && below.iter().all(square),
            Max if is_product => dag.children(call).iter().any(|u| stands(Abs, u)),
            _ => false,
        }
    })
}

/// Every sum with a positive term in front, if it has one: 1 − x², not −x² + 1.
pub(super) fn positive_first(dag: &mut Dag, root: Expr) -> Expr {
    dag.rebuild(root, |dag, e, children| {
        let negative = |e: &Expr| {
            let first = if dag.op(*e) == Op::Mul { dag.children(*e)[0] } else { *e };
            dag.op(first) == Op::Neg
        };
        let mut terms = children.to_vec();
        if dag.op(e) == Op::Add
            && negative(&terms[0])
            && let Some(place) = terms.iter().position(|term| !negative(term))
        {
            let first = terms.remove(place);
            terms.insert(0, first);
        }
        dag.with_children(e, &terms)
    })
}
