//! A function and a mistake become the answers of a student who makes it.
//!
//! The same derivation as the right one, taken from the differentiator's log, with a wrong law in
//! the place of a right one wherever it applies. The pieces under the wrong law are derived
//! rightly, or again wrongly: people do both.

use super::computed;
use super::student::{Place, Put, Student, Way, Wrong};
use crate::calculus::HOLE;
use crate::expr::{Dag, Expr, ExprMap, Op};
use crate::rewrite::{Bindings, Light, fill, matches};
use crate::rules::{Mistake, Slip, When};

impl Student<'_> {
    /// The derivative of f with these mistakes made: everywhere they fit, or only on `only`.
    /// `None` where none of them fits anywhere.
    pub(in crate::practice) fn derive(
        &mut self,
        f: Expr,
        ways: &[Way],
        only: Option<Expr>,
    ) -> Option<Wrong> {
        let mut known: ExprMap<Expr> = ExprMap::default();
        let mut waiting: ExprMap<(Expr, Vec<Expr>)> = ExprMap::default();
        let mut places: Vec<Place> = Vec::new();
        let mut stack = vec![f];
        while let Some(&g) = stack.last() {
            if known.contains(g) {
                stack.pop();
                continue;
            }
            if !waiting.contains(g) {
                let pending = self.write(g, ways, only, &mut places)?;
                waiting.insert(g, (pending, self.asked_for(pending)));
            }
            let (pending, parts) = &waiting[g];
            let before = stack.len();
            stack.extend(parts.iter().filter(|part| !known.contains(**part) && **part != g));
            if stack.len() > before {
                if stack.len() > MAX_DEPTH {
                    return None;
                }
                continue;
            }
            stack.pop();
            let x = self.x;
            let result = match parts.is_empty() {
                true => *pending,
                false => self.dag.rebuild_untaken(*pending, |dag, e, children| {
                    let inner = (dag.op(e) == Op::Derivative && dag.children(e)[1] == x)
                        .then(|| known.get(dag.children(e)[0]).copied());
                    match inner {
                        Some(Some(result)) => result,
                        _ => Light::Yes.build(dag, dag.op(e), children),
                    }
                }),
            };
            known.insert(g, result);
        }
        (!places.is_empty()).then(|| Wrong { result: known[f], places })
    }

    /// What stands for the derivative of g, derivatives of smaller things still to be taken.
    fn write(
        &mut self,
        g: Expr,
        ways: &[Way],
        only: Option<Expr>,
        places: &mut Vec<Place>,
    ) -> Option<Expr> {
        if only.is_none_or(|only| only == g) {
            for (i, way) in ways.iter().enumerate() {
                // At most two are made in one answer.
                let others = if let [_, _] = ways { &ways[1 - i..=1 - i] } else { &[] };
                if way.only.is_some_and(|only| only != g) {
                    continue;
                }
                let Some(put) = self.put(g, *way, others) else { continue };
                places.push(Place { of: g, row: way.row, letters: put.letters });
                // Made again inside, its own derivative there would never come to an end.
                let own = (way.nested || !others.is_empty()).then_some(g);
                return Some(self.take_in(put.pending, own));
            }
        }
        if !self.moves(g) {
            return Some(self.dag.integer(0));
        }
        if let Some(layer) = self.layer(g) {
            let inner = self.dag.derivative(layer.inside, self.x);
            return Some(Light::Yes.build(self.dag, Op::Mul, &[layer.slope_at_inside, inner]));
        }
        if self.by_quotients
            && let Some(quotient) = self.quotient(g)
        {
            return Some(quotient);
        }
        self.slope(g);
        let derivative = self.dag.derivative(g, self.x);
        Some(self.right.applied(derivative)?.pending)
    }

    /// (u′v − uv′)/v² for u/v, where v moves.
    fn quotient(&mut self, g: Expr) -> Option<Expr> {
        let (u, v) = self.dag.pair(g).filter(|_| self.dag.op(g) == Op::Div)?;
        if !self.moves(v) {
            return None;
        }
        let x = self.x;
        let zero = self.dag.integer(0);
        let above = if self.moves(u) { self.dag.derivative(u, x) } else { zero };
        let (below, two) = (self.dag.derivative(v, x), self.dag.integer(2));
        let (one, other) = (self.dag.mul(&[above, v]), self.dag.mul(&[u, below]));
        let (difference, square) = (self.dag.sub(one, other), self.dag.pow(v, two));
        Some(self.dag.div(difference, square))
    }

    /// Where in f a mistake could be made, the outermost places first.
    pub(super) fn sites(&mut self, f: Expr, way: Way) -> Vec<Expr> {
        let mut all = self.dag.below(f);
        all.reverse();
        all.retain(|&g| self.put(g, way, &[]).is_some());
        all
    }

    /// With the derivatives in it taken rightly: all of them, or only that of one thing.
    fn take_in(&mut self, pending: Expr, of: Option<Expr>) -> Expr {
        for part in self.asked_for(pending) {
            if of.is_none_or(|of| of == part) {
                self.slope(part);
            }
        }
        let (x, right) = (self.x, &*self.right);
        self.dag.rebuild_untaken(pending, |dag, e, children| {
            if dag.op(e) == Op::Derivative && dag.children(e)[1] == x {
                let inside = dag.children(e)[0];
                if of.is_none_or(|of| of == inside) {
                    return right.applied(e).map_or(e, |applied| applied.result);
                }
                return e;
            }
            Light::Yes.build(dag, dag.op(e), children)
        })
    }

    /// What is to be differentiated by x in there.
    fn asked_for(&self, pending: Expr) -> Vec<Expr> {
        self.dag
            .untaken(pending)
            .into_iter()
            .filter(|&e| self.dag.op(e) == Op::Derivative && self.dag.children(e)[1] == self.x)
            .map(|e| self.dag.children(e)[0])
            .collect()
    }

    /// What the mistake puts in the place of d/dx(g), if it fits there.
    pub(super) fn put(&mut self, g: Expr, way: Way, others: &[Way]) -> Option<Put> {
        let mistake = self.table.rows[way.row];
        match mistake.slip {
            Slip::Laws(laws) => {
                // Where several fit, each is a way of its own.
                let mut fitting =
                    (0..laws.len()).filter_map(|i| self.put_law(g, self.x, way.row, i, laws[i].2));
                fitting.nth(way.choice)
            }
            Slip::Chain(_) => self.put_chain(g, way, others),
            Slip::Product(templates) => self.put_product(g, way, templates.len()),
            Slip::Computed(computation) => computed::put(self, g, computation, way.choice),
            Slip::Formula(_) | Slip::Idea => None,
        }
    }

    fn put_law(&mut self, g: Expr, x: Expr, row: usize, law: usize, when: When) -> Option<Put> {
        let laws = &self.table.dag;
        let &(before, after) = self.table.laws[row].get(law)?;
        let (pattern, _) = laws.pair(before)?;
        let fits = match laws.op(pattern) {
            Op::Symbol(_) => g == x,
            op => op == self.dag.op(g),
        };
        if !fits {
            return None;
        }
        let symbol = self.dag.as_symbol(x)?;
        let letters = matches(laws, pattern, self.dag, g, x, &[symbol])?;
        let still = letters
            .iter()
            .any(|(letter, e)| matches!(letter, 'u' | 'v') && !self.dag.contains(e, symbol));
        if still || !self.holds(when, &letters) {
            return None;
        }
        Some(Put { pending: self.filled(after, &letters, x), letters })
    }

    /// The right side of a wrong law with the letters put in, derivatives by x still to be taken.
    fn filled(&mut self, after: Expr, letters: &Bindings, x: Expr) -> Expr {
        let laws = &self.table.dag;
        fill(laws, &laws.below(after), letters, self.dag, Light::Yes, |dag, h| dag.derivative(h, x))
    }

    fn holds(&self, when: When, letters: &Bindings) -> bool {
        let exponent = || letters.get('n').and_then(|n| self.dag.as_rational(n));
        match when {
            When::Always => true,
            When::Negative => exponent().is_some_and(|n| n.is_negative()),
            When::Fraction => exponent().is_some_and(|n| !n.is_integer()),
            When::Sum => letters.get('u').is_some_and(|u| self.dag.op(u) == Op::Add),
            When::Several => {
                letters.iter().any(|(letter, e)| letter != 'x' && self.dag.variables(e).len() > 1)
                    || letters.iter().any(|(letter, e)| {
                        matches!(letter, 'c' | 'n') && !self.dag.variables(e).is_empty()
                    })
            }
        }
    }

    fn put_chain(&mut self, g: Expr, way: Way, others: &[Way]) -> Option<Put> {
        let layer = self.layer(g)?;
        let hole = self.dag.symbol(HOLE);
        let outer = self.dag.children(layer.derivative)[0];
        let slope = self.outer_slope(outer, hole, others).unwrap_or(layer.slope);
        let at = |dag: &mut Dag, what: Expr, place: Expr| dag.substitute(what, hole, place);
        let inner = self.slope(layer.inside);
        // Where the inside moves as x does, there is no inner derivative to forget.
        if self.dag.is_integer(inner, 1) && self.table.rows[way.row].slip == Slip::Chain("s") {
            return None;
        }
        let letters = Bindings::new(&[
            ('x', self.x),
            ('u', layer.inside),
            ('f', g),
            ('s', at(self.dag, slope, layer.inside)),
            ('t', at(self.dag, slope, self.x)),
            ('r', at(self.dag, slope, inner)),
            ('o', at(self.dag, outer, self.x)),
        ]);
        let &(_, after) = self.table.laws[way.row].first()?;
        Some(Put { pending: self.filled(after, &letters, self.x), letters })
    }

    /// The slope of an outer function by its hole with another mistake made in it.
    fn outer_slope(&mut self, outer: Expr, hole: Expr, ways: &[Way]) -> Option<Expr> {
        ways.iter().find_map(|way| {
            let Slip::Laws(laws) = self.table.rows[way.row].slip else { return None };
            let put =
                (0..laws.len()).find_map(|i| self.put_law(outer, hole, way.row, i, laws[i].2))?;
            let (inner, one) = (self.dag.derivative(hole, hole), self.dag.integer(1));
            let slope = self.dag.substitute(put.pending, inner, one);
            (!self.dag.has_derivative(slope)).then_some(slope)
        })
    }

    fn put_product(&mut self, g: Expr, way: Way, templates: usize) -> Option<Put> {
        if self.dag.op(g) != Op::Mul {
            return None;
        }
        let (moving, mut constant): (Vec<Expr>, Vec<Expr>) =
            self.dag.children(g).to_vec().into_iter().partition(|&e| self.moves(e));
        let (template, rest) = (way.choice % templates, way.choice / templates);
        let (split, home) = (rest % SPLITS + 1, rest / SPLITS);
        if split >= moving.len() || home > 0 && constant.is_empty() {
            return None;
        }
        let (mut first, mut last) = (moving[..split].to_vec(), moving[split..].to_vec());
        // The number in front may be seen as one factor's own: 2x is one thing in 2x sin(x).
        match home {
            1 => first.splice(0..0, constant.drain(..)).for_each(drop),
            2 => last.splice(0..0, constant.drain(..)).for_each(drop),
            _ => {}
        }
        let (u, v) = (self.dag.mul(&first), self.dag.mul(&last));
        let letters = Bindings::new(&[('x', self.x), ('u', u), ('v', v), ('f', g)]);
        let &(_, after) = self.table.laws[way.row].get(template)?;
        constant.push(self.filled(after, &letters, self.x));
        let pending = Light::Yes.build(self.dag, Op::Mul, &constant);
        Some(Put { pending, letters })
    }
}

/// How deeply mistakes may call for further derivatives: no problem for a person comes near.
const MAX_DEPTH: usize = 2000;

/// A product of more factors is not cut in two behind each of them.
const SPLITS: usize = 3;

/// In how many ways a mistake can be made at a place.
pub(super) fn choices(mistake: &Mistake) -> usize {
    match mistake.slip {
        Slip::Product(templates) => templates.len() * SPLITS * 3,
        Slip::Computed(computation) => computed::choices(computation),
        Slip::Laws(laws) => laws.len().min(2),
        _ => 1,
    }
}
