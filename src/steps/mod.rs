//! The log of a derivation becomes lines a person reads.
//!
//! One derivative gives a step, its smaller derivatives the steps inside it, and where the result
//! is tidied afterwards that is a step of its own: before and after are equal in every one of
//! them, and the last line is the answer.

mod alternatives;
mod change;
mod directional;
mod implicit;
mod marked;
mod method;
mod names;
mod sentence;
mod tidied;
mod tidying;

pub use alternatives::explain_alternative;
pub use directional::explain_directional;
pub use implicit::{Line, explain_implicit, implicit_lines};
pub use names::Names;
pub use tidying::replay;

use crate::calculus::{Applied, Differentiator, HOLE};
use crate::expr::{Dag, Expr, ExprMap, Op};
use crate::rewrite::Light;
use crate::rules::{How, Rule};
use method::method;
use sentence::{Pieces, sentence};
use tidied::tidying;

/// A line of a derivation.
pub struct Step {
    /// The rule that was applied.
    pub rule: &'static Rule,
    /// The rule whose law is shown: of tidying at one go, the first thing done that is worth a word.
    pub law: &'static Rule,
    /// One sentence about this problem's own pieces.
    pub explanation: String,
    /// The same sentence in pieces: words and formulas in turn, words first.
    pub pieces: Vec<String>,
    /// Names introduced here: `u = 2x + 3`.
    pub lets: Vec<(String, Expr)>,
    /// What stood there.
    pub before: Expr,
    /// The rule filled in, derivatives still to be taken.
    pub pending: Option<Expr>,
    /// What it became.
    pub after: Expr,
    /// The smaller steps inside this one.
    pub steps: Vec<Step>,
}

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The lines a teacher writes on the board.
    Brief,
    /// Every rule applied, tidying-up included.
    Full,
}

impl Detail {
    /// How laws are filled in at this detail.
    pub fn light(self) -> Light {
        match self {
            Detail::Brief => Light::Yes,
            Detail::Full => Light::No,
        }
    }
}

/// Steps inside steps go this deep; what stands deeper is taken as known.
const MAX_DEPTH: usize = 12;

/// Once this many symbols are written, what stands deeper is taken as known as well; of several
/// derivatives each has its share.
const MAX_SYMBOLS: u32 = 400_000;

/// The steps by which `derivative`, a node `d/dx(f)` that was taken, became its result.
pub fn explain(dag: &mut Dag, log: &Differentiator, derivative: Expr, detail: Detail) -> Vec<Step> {
    explain_after(dag, log, derivative, detail, &mut Told::default())
}

/// What has been told already, which is not told again, and how much may be told.
pub struct Told {
    known: ExprMap<()>,
    most: u32,
}

impl Default for Told {
    fn default() -> Told {
        Told::beside(1)
    }
}

impl Told {
    /// Of one of so many that are told beside one another.
    pub fn beside(count: usize) -> Told {
        Told { known: ExprMap::default(), most: MAX_SYMBOLS / count.max(1) as u32 }
    }
}

/// The same after something has been told: a derivative that came before is only named.
pub fn explain_after(
    dag: &mut Dag,
    log: &Differentiator,
    derivative: Expr,
    detail: Detail,
    told: &mut Told,
) -> Vec<Step> {
    let names = Names::avoiding(dag, derivative);
    let mut writer = Writer { dag, log, detail, names, written: 0, told };
    let mut steps = Vec::new();
    writer.write(derivative, 0, &mut steps);
    steps
}

struct Writer<'a> {
    dag: &'a mut Dag,
    log: &'a Differentiator,
    detail: Detail,
    names: Names,
    /// Symbols in the steps so far.
    written: u32,
    /// Derivatives explained so far.
    told: &'a mut Told,
}

impl Writer<'_> {
    /// Appends the steps from `d/dx(f)` to its result.
    fn write(&mut self, mut node: Expr, depth: usize, steps: &mut Vec<Step>) {
        let log = self.log;
        let Some(mut applied) = log.applied(node) else { return };
        // A derivative that stays as it is, the d/dx(y) of a curve, has no step.
        if applied.result == node {
            return;
        }
        let again = self.told.known.contains(node);
        if !applied.parts.is_empty() {
            self.told.known.insert(node, ());
        }
        if again && depth > 0 {
            let f = self.dag.children(node)[0];
            let sentence = sentence::as_before(self.dag, f, applied.result);
            steps.push(method(applied.rule, &sentence, node, applied.result));
            return;
        }
        let first = applied;
        // The same thing in another form, then its own derivative.
        while applied.parts == [applied.pending] {
            let pieces = Pieces::of(self.dag, node, applied);
            let explanation = sentence(self.dag, applied.rule, &pieces);
            steps.push(method(applied.rule, &explanation, node, applied.pending));
            node = applied.pending;
            match log.applied(node) {
                Some(next) => applied = next,
                None => return,
            }
        }
        let named = self.names.clone();
        let step = match applied.rule.how {
            How::Chain => self.chain(node, applied, depth),
            _ if self.is_signed_multiple(applied) => self.signed_multiple(node, applied, depth),
            _ => self.plain(node, applied, depth),
        };
        self.names = named;
        let reached = step.after;
        steps.push(step);
        steps.extend(self.tidying(reached, applied));
        // The whole may be left in a shorter form than the part that stands in its place.
        steps.extend(self.tidying(applied.result, first));
    }

    /// A rule other than the chain rule.
    fn plain(&mut self, node: Expr, applied: &Applied, depth: usize) -> Step {
        let pieces = Pieces::of(self.dag, node, applied);
        let lets = self.lets(node, applied);
        let mut inside = Vec::new();
        let merged = self.detail == Detail::Brief && self.is_merged(applied);
        self.note(&[node, applied.filled, applied.pending]);
        if !merged {
            for &part in &applied.parts {
                let told = self.detail == Detail::Full || !self.is_trivial(part);
                if told && self.goes_deeper(depth) {
                    self.write(part, depth + 1, &mut inside);
                }
            }
        }
        // What a teacher does in the head is not a line of its own.
        let quiet = self.detail == Detail::Brief
            && (merged
                || applied.parts.is_empty() && depth > 0
                || applied.rule.id == "sum" && inside.is_empty());
        let after = if quiet { applied.result } else { applied.filled };
        let results: Vec<(Expr, Expr)> = applied
            .parts
            .iter()
            .filter_map(|part| Some((*part, self.log.applied(*part)?.result)))
            .collect();
        let pieces = pieces.with_terms(self.dag, &results);
        let mut explanation = sentence(self.dag, applied.rule, &pieces);
        if merged && let Some(inner) = self.first_part(applied) {
            sentence::append_known(self.dag, &mut explanation, inner.rule, inner.result);
        }
        let pending = (!applied.parts.is_empty()).then_some(applied.pending);
        Step { lets, pending, steps: inside, ..method(applied.rule, &explanation, node, after) }
    }

    /// Whether it is minus a constant multiple: −4·sin x is a constant times sin x, no more.
    fn is_signed_multiple(&self, applied: &Applied) -> bool {
        self.detail == Detail::Brief
            && applied.rule.id == "negative"
            && self.first_part(applied).is_some_and(|inner| inner.rule.id == "constant-multiple")
    }

    /// The sign and the constant in one line.
    fn signed_multiple(&mut self, node: Expr, applied: &Applied, depth: usize) -> Step {
        let log = self.log;
        let Some(inner) = log.applied(applied.parts[0]) else {
            return self.plain(node, applied, depth);
        };
        let merged = self.is_merged(inner);
        let after = if merged { inner.result } else { inner.filled };
        let after = match self.dag.op(after) {
            Op::Neg => self.dag.children(after)[0],
            _ => self.dag.neg(after),
        };
        let pending = self.dag.neg(inner.pending);
        self.note(&[node, after, pending]);
        let constant = inner.bindings.get('c').map(|c| self.dag.neg(c));
        let pieces = Pieces::of(self.dag, node, inner).with_constant(constant);
        let mut explanation = sentence(self.dag, inner.rule, &pieces);
        let mut inside = Vec::new();
        match inner.parts.first().and_then(|part| Some((*part, log.applied(*part)?))) {
            Some((_, part)) if merged => {
                sentence::append_known(self.dag, &mut explanation, part.rule, part.result);
            }
            Some((part, _)) if self.goes_deeper(depth) => self.write(part, depth + 1, &mut inside),
            _ => {}
        }
        let step = method(inner.rule, &explanation, node, after);
        Step { pending: Some(pending), steps: inside, ..step }
    }

    /// The chain rule, all layers at once: dy/dx = dy/du · du/dv · dv/dx.
    fn chain(&mut self, node: Expr, applied: &Applied, depth: usize) -> Step {
        if let Some(step) = self.dependent(node, applied) {
            return step;
        }
        let x = self.dag.children(node)[1];
        let hole = self.dag.symbol(HOLE);
        let (mut lets, mut inside, mut product, mut layers) = (vec![], vec![], vec![], vec![]);
        for layer in &applied.layers {
            let name = self.names.fresh();
            let letter = self.dag.symbol(&name);
            let before = self.dag.substitute(layer.derivative, hole, letter);
            let slope = self.dag.substitute(layer.slope, hole, letter);
            let pieces = Pieces::of_outer(self.dag, before, slope);
            let explanation = sentence(self.dag, layer.rule, &pieces);
            inside.push(method(layer.rule, &explanation, before, slope));
            product.push(slope);
            layers.push((self.dag.children(before)[0], slope));
            lets.push((name, layer.inside));
        }
        self.note(&[node, applied.filled, applied.pending]);
        let innermost = applied.parts[0];
        let last = self.log.applied(innermost).map_or(innermost, |applied| applied.result);
        product.push(last);
        layers.push((self.dag.children(innermost)[0], last));
        if self.goes_deeper(depth) {
            self.write(innermost, depth + 1, &mut inside);
        }
        let explanation = sentence::chain(self.dag, applied.rule, &lets, &layers, &product, x);
        let pending = Some(applied.pending);
        Step {
            lets,
            pending,
            steps: inside,
            ..method(applied.rule, &explanation, node, applied.filled)
        }
    }

    /// Of a curve: the inside is the letter that depends on the variable, and needs no other name.
    fn dependent(&mut self, node: Expr, applied: &Applied) -> Option<Step> {
        let &[layer] = applied.layers.as_slice() else { return None };
        let slope = applied.parts[0];
        let unknown = self.log.applied(slope).is_some_and(|part| part.result == slope);
        if !unknown || self.dag.as_symbol(layer.inside).is_none() {
            return None;
        }
        let (f, x) = self.dag.pair(node)?;
        let hole = self.dag.symbol(HOLE);
        let before = self.dag.substitute(layer.derivative, hole, layer.inside);
        let letters =
            [('y', layer.inside), ('x', x), ('f', f), ('g', layer.slope_at_inside), ('m', slope)];
        let words = "{y} depends on {x}: {f} gives {g}, times {m}.";
        let said = sentence::told(self.dag, words, &letters);
        let pieces = Pieces::of_outer(self.dag, before, layer.slope_at_inside);
        let outer = sentence(self.dag, layer.rule, &pieces);
        let steps = vec![method(layer.rule, &outer, before, layer.slope_at_inside)];
        let pending = Some(applied.pending);
        let step = method(applied.rule, &said, node, applied.filled);
        Some(Step { pending, steps, ..step })
    }

    /// From what the rules gave to what a person leaves; nothing where that is the same.
    fn tidying(&mut self, from: Expr, applied: &Applied) -> Option<Step> {
        let changes = &self.log.tidier.changes()[applied.changes.clone()];
        tidying(self.dag, from, changes, applied.result, self.detail)
    }

    fn note(&mut self, formulas: &[Expr]) {
        for &e in formulas {
            self.written = self.written.saturating_add(self.dag.size(e));
        }
    }

    fn goes_deeper(&self, depth: usize) -> bool {
        depth < MAX_DEPTH && self.written < self.told.most
    }

    /// The log of the first derivative that a rule asked for.
    fn first_part(&self, applied: &Applied) -> Option<&Applied> {
        self.log.applied(*applied.parts.first()?)
    }

    /// u and v of the product and the quotient rule.
    fn lets(&mut self, node: Expr, applied: &Applied) -> Vec<(String, Expr)> {
        let f = self.dag.children(node)[0];
        let named = match applied.rule.id {
            "product" if self.dag.children(f).len() == 2 => self.dag.pair(f),
            "quotient" => self.dag.pair(f),
            _ => None,
        };
        let Some((u, v)) = named else { return Vec::new() };
        vec![(self.names.fresh(), u), (self.names.fresh(), v)]
    }

    /// Whether a teacher says no word about this derivative: constants, x itself, 2x.
    fn is_trivial(&self, node: Expr) -> bool {
        let Some(applied) = self.log.applied(node) else { return false };
        let silent = match applied.rule.id {
            "constant" | "variable" => true,
            "constant-multiple" | "negative" | "constant-divisor" => {
                self.first_part(applied).is_some_and(|inner| inner.rule.id == "variable")
            }
            _ => false,
        };
        // Of a letter it is said that it is a constant.
        let f = self.dag.children(node)[0];
        silent && self.dag.variables(f).len() <= usize::from(applied.rule.id != "constant")
    }

    /// Whether a constant in front and what follows it are one line on the board: 3x² gives 6x.
    fn is_merged(&self, applied: &Applied) -> bool {
        matches!(applied.rule.id, "constant-multiple" | "negative" | "constant-divisor")
            && self
                .first_part(applied)
                .is_some_and(|inner| inner.rule.how == How::Law && inner.parts.is_empty())
    }
}
