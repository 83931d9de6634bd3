//! What a student typed becomes expressions: the name in front is taken off, a vector is opened.

mod beside;
mod columns;
pub(super) mod differentials;
mod indicator;
pub(super) mod lead;
pub(super) mod name;
pub(super) mod partials;
pub(super) mod primes;
mod vector;
pub(super) mod way;
pub(super) mod written;

use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Op};
use crate::rewrite::Light;
use crate::syntax::{self, ParseError, Span};
use columns::UNITS;
use lead::without_lead;
use name::without_name;
use vector::{entries, split};
use way::Written;

/// A student's answer.
#[derive(Clone)]
pub(super) struct Answer {
    /// As typed: one expression, or the entries of a vector.
    pub typed: Vec<Expr>,
    /// The same with every derivative in it taken.
    pub taken: Vec<Expr>,
    /// The text of the answer proper, without a name in front.
    pub text: String,
}

impl Answer {
    /// Reads `2x`, `dy/dx = 2x`, `f'(x) = 2x`, `(2x, 6y)`, `[2x, 6y]`, `f_x = 2x, f_y = 6y`.
    pub(super) fn read(dag: &mut Dag, source: &str) -> Result<Answer, ParseError> {
        // î and ĵ are the unit vectors, whatever stands above them; the error is called e.
        let plain = source.replace("î", "i").replace("ĵ", "j");
        let plain = plain.replace("error", "e    ").replace("err", "e  ");
        let source = plain.as_str();
        let whole = without_lead(source, Span::whole(source));
        // f_x = 2x, f_y = 6y: a name for each.
        let each = split(source, whole)
            .filter(|parts| parts.len() > 1)
            .filter(|parts| parts.iter().all(|part| source[part.start..part.end].contains('=')));
        let (proper, entries) = match each {
            Some(parts) => {
                (whole, parts.into_iter().map(|part| without_name(source, part)).collect())
            }
            None => {
                let proper = without_name(source, whole);
                (proper, entries(source, proper))
            }
        };
        let mut typed = Vec::new();
        for Span { start, end } in entries {
            let text = &source[start..end];
            let parsed = syntax::parse(dag, text).map_err(|error| shifted(error, source, start))?;
            typed.push(parsed.expr);
        }
        let mut machine = Differentiator::new(Light::Yes);
        let taken = typed.iter().map(|&e| machine.take_all(dag, e)).collect();
        let text = source[proper.start..proper.end].to_owned();
        Ok(Answer { typed, taken, text })
    }

    /// One way to read an answer.
    pub(super) fn of(dag: &mut Dag, written: &Written) -> Result<Answer, ParseError> {
        let mut typed = Vec::new();
        for entry in &written.entries {
            let lead = without_lead(entry, Span::whole(entry));
            let proper = without_name(entry, lead);
            let mut e = syntax::parse(dag, &entry[proper.start..proper.end])?.expr;
            for (name, is) in written.names.iter().rev() {
                let [name, is] = [name, is].map(|text| syntax::parse(dag, text));
                e = dag.substitute(e, name?.expr, is?.expr);
            }
            typed.push(e);
        }
        let mut machine = Differentiator::new(Light::Yes);
        let taken = typed.iter().map(|&e| machine.take_all(dag, e)).collect();
        Ok(Answer { typed, taken, text: written.text.clone() })
    }

    /// Where one expression is asked for: a condition behind it is no entry, nor are the pieces of
    /// one that is given in pieces.
    pub(super) fn into_one(mut self, dag: &mut Dag) -> Answer {
        if self.taken.len() < 2 {
            return self;
        }
        let conditions =
            self.typed.iter().position(|&e| matches!(dag.op(e), Op::Relation(_))).unwrap_or(0);
        let only_conditions =
            self.typed[conditions..].iter().all(|&e| matches!(dag.op(e), Op::Relation(_)));
        if conditions == 1 && only_conditions {
            self.typed.truncate(1);
            self.taken.truncate(1);
        } else if [" for ", " if "].iter().any(|word| self.text.contains(word)) {
            let pieces = format!("{{{}}}", self.text.replace(" for ", " if "));
            if let Ok(parsed) = syntax::parse(dag, &pieces) {
                self.typed = vec![parsed.expr];
                self.taken = self.typed.clone();
            }
        }
        self
    }

    /// The entries of a sum of unit vectors: 2x i + 6y j.
    pub(super) fn in_units(&self, dag: &mut Dag, count: usize) -> Option<Answer> {
        let (&[typed], &[taken]) = (self.typed.as_slice(), self.taken.as_slice()) else {
            return None;
        };
        let letters = dag.variables(taken);
        let unit = |dag: &Dag, symbol| {
            let name = dag.name(symbol);
            let name = name.strip_suffix("_hat").unwrap_or(name);
            let among = |units: &[&str]| units.iter().position(|unit| *unit == name);
            among(&UNITS).or_else(|| among(&["i", "j", "k"])).filter(|&place| place < count)
        };
        let units: Vec<(Expr, usize)> = letters
            .into_iter()
            .filter_map(|symbol| Some((dag.symbol_leaf(symbol), unit(dag, symbol)?)))
            .collect();
        if units.is_empty() || count < 2 {
            return None;
        }
        let mut entry = |e: Expr, place: usize| {
            units.iter().fold(e, |e, &(letter, own)| {
                let is = dag.integer(u64::from(own == place));
                dag.substitute(e, letter, is)
            })
        };
        let (typed, taken): (Vec<Expr>, Vec<Expr>) =
            (0..count).map(|place| (entry(typed, place), entry(taken, place))).unzip();
        let mut machine = Differentiator::new(Light::Yes);
        let mut tidy = |e: Expr| machine.tidier.tidy(dag, e);
        let pending = self.is_pending();
        let taken: Vec<Expr> = taken.into_iter().map(&mut tidy).collect();
        let typed = if pending { typed } else { taken.clone() };
        Some(Answer { typed, taken, text: self.text.clone() })
    }

    /// The same with something else for a letter.
    pub(super) fn with(&self, dag: &mut Dag, letter: Expr, is: Expr) -> Answer {
        let mut put = |entries: &[Expr]| -> Vec<Expr> {
            entries.iter().map(|&e| dag.substitute(e, letter, is)).collect()
        };
        let (typed, taken) = (put(&self.typed), put(&self.taken));
        Answer { typed, taken, text: self.text.clone() }
    }

    /// Whether a derivative is still to be taken in it.
    pub(super) fn is_pending(&self) -> bool {
        self.typed != self.taken
    }
}

/// The error as one in the whole text.
fn shifted(mut error: ParseError, source: &str, by: usize) -> ParseError {
    let shift = |span: Span| Span { start: span.start + by, end: span.end + by };
    error.span = shift(error.span);
    if let Some(repair) = &mut error.repair {
        repair.span = shift(repair.span);
    }
    error.source = source.to_owned();
    error
}

/// A vector as one expression, with the unit vectors i, j and k: (2x, 6y) is 2x i + 6y j.
pub fn with_unit_vectors(text: &str) -> String {
    let parts = entries(text, Span::whole(text));
    if parts.len() < 2 {
        return text.to_owned();
    }
    let entries: Vec<String> = parts
        .iter()
        .zip(["i", "j", "k"])
        .map(|(part, unit)| format!("{} {unit}", text[part.start..part.end].trim()))
        .collect();
    entries.join(" + ")
}
