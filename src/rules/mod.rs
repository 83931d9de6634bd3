//! Every rule is a row: its law, its condition, the teacher's sentence, an example.
//!
//! Differentiating is applying rows; explaining is reading which rows were applied; the reference
//! page is the table. Letters in a law carry its conditions, as in a textbook: `x` is the
//! variable, `c` and `n` do not contain it, `u` and `v` are anything. A row that is a computation
//! and not a pattern says so in [`How`], and its law shows the simplest case.

mod derivatives;
mod functions;
mod methods;
mod mistakes;
mod tidying;
mod why;

pub use mistakes::{
    Asked, Computation, Example, Group, Law, Mistake, Mistakes, Slip, When, mistakes,
};

pub use why::{Line, why};

use std::sync::OnceLock;

use crate::expr::{Dag, Expr, Function, Relation};
use crate::print;
use crate::syntax;

/// A rule as it is written down: a row of the table.
struct Row {
    id: &'static str,
    title: &'static str,
    law: (&'static str, &'static str),
    condition: &'static str,
    sentence: &'static str,
    example: (&'static str, &'static str),
    how: How,
}

/// A rule of calculus or of algebra. Its formulas live in the [`Library`]'s graph.
pub struct Rule {
    /// Stable id: what a step names and a translation is keyed by.
    pub id: &'static str,
    /// What a teacher calls it: "Chain rule".
    pub title: String,
    /// The left side of the law: what is looked for. A law of differentiation is
    /// `Derivative[pattern, x]`.
    pub before: Expr,
    /// The right side: what is put in its place.
    pub after: Expr,
    /// Both sides with an equals sign between them.
    pub law: Expr,
    /// When it holds, where the letters do not say it already.
    pub condition: Option<Expr>,
    /// The teacher's sentence; `{u}`, `{v}`, `{c}`, `{n}`, `{x}` and `{f}` stand for the problem's
    /// own pieces, `{g}` for the result, `{w}` for f written otherwise, `{kept}` for the constant
    /// with the reason why it is one.
    pub sentence: String,
    /// An example as a person types it, before and after; none where the law itself is as simple as
    /// an example could be.
    example: Option<(&'static str, &'static str)>,
    /// How it is applied.
    pub how: How,
}

/// How a rule is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The law is matched and filled in as it stands.
    Law,
    /// The law, for every term, factor or piece at once.
    Each,
    /// The outer function by its inside, times the derivative of the inside.
    Chain,
    /// Arithmetic on a tidy form.
    Tidying,
    /// A way through a whole problem: several derivatives, put together as the law says.
    Method,
}

/// All rules, their formulas in one graph.
pub struct Library {
    /// Where the formulas live.
    pub dag: Dag,
    /// Rules of differentiation in the order in which they are tried, then those of tidying.
    pub rules: Vec<Rule>,
    /// Ids of rows whose formulas cannot be read: none, says the table's test.
    pub unreadable: Vec<&'static str>,
}

/// The chain rule about no problem in particular.
const CHAIN: &str = "Differentiate from the outside in: the outer function with its inside left \
     as it is, times the derivative of the inside";

impl Rule {
    /// The example in a graph, before and after; `None` where it cannot be read.
    pub fn example(&self, dag: &mut Dag) -> Option<(Expr, Expr)> {
        let Some((before, after)) = self.example else {
            let mut law = |e| dag.import(&library().dag, e, |_, _| None);
            return Some((law(self.before), law(self.after)));
        };
        let mut formula = |text| Some(syntax::parse(dag, text).ok()?.expr);
        Some((formula(before)?, formula(after)?))
    }

    /// The teacher's sentence about no problem in particular: the law's own letters in the places
    /// of the pieces.
    pub fn general_sentence(&self) -> String {
        let dag = &library().dag;
        let letters = |e: Expr| print::text(dag, e);
        let function = dag.pair(self.before).map(|(function, _)| letters(function));
        let said = self
            .sentence
            // A function's own law is short enough to be said in full.
            .replace("{f} has", &format!("{} has", function.unwrap_or_default()))
            .replace("{g}", &letters(self.after))
            .replace(": {terms}", "")
            .replace(": write {f} as {w}", "")
            .replace("Write {f} as {w}: then", "Written as a power,")
            .replace("one less, {less}", "one less")
            .replace("{times}", ", times c,")
            .replace("{kept}", "c does not depend on x, so it")
            .replace("Let {lets}. From the outside in, {layers}; multiply: {product}", CHAIN)
            .replace("{f}", "the expression")
            .replace(['{', '}'], "");
        let mut letters = said.chars();
        let first = letters
            .next()
            .map(|c| if said.starts_with("the ") { c.to_ascii_uppercase() } else { c });
        first.into_iter().chain(letters).collect()
    }
}

impl Library {
    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}

/// The library: read once, the same for ever.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let mut library = Library { dag: Dag::new(), rules: Vec::new(), unreadable: Vec::new() };
        // The functions' own laws come before what is said of every function.
        let general = derivatives::RULES.iter().position(|row| row.how == How::Chain);
        let (special, general) = derivatives::RULES.split_at(general.unwrap_or_default());
        library.read(special);
        for &function in Function::ALL {
            if !library.differentiates(function) {
                let rule = functions::rule(&mut library.dag, function);
                library.push(function.row().id, rule);
            }
        }
        library.read(general);
        library.read(methods::RULES);
        library.read(tidying::RULES);
        library
    })
}

impl Library {
    fn read(&mut self, rows: &[Row]) {
        for row in rows {
            let rule = read(&mut self.dag, row);
            self.push(row.id, rule);
        }
    }

    fn push(&mut self, id: &'static str, rule: Option<Rule>) {
        match rule {
            Some(rule) => self.rules.push(rule),
            None => self.unreadable.push(id),
        }
    }

    /// Whether a rule read so far is about this function.
    fn differentiates(&self, function: Function) -> bool {
        self.rules.iter().any(|rule| {
            let pattern = self.dag.child(rule.before);
            pattern.is_some_and(|pattern| self.dag.as_call(pattern) == Some(function))
        })
    }
}

/// A row as a rule; `None` where a formula of it cannot be read.
fn read(dag: &mut Dag, row: &Row) -> Option<Rule> {
    let mut formula = |text: &str| Some(syntax::parse(dag, text).ok()?.expr);
    let (before, after) = (formula(row.law.0)?, formula(row.law.1)?);
    let condition = match row.condition {
        "" => None,
        condition => Some(formula(condition)?),
    };
    Some(Rule {
        id: row.id,
        title: row.title.to_owned(),
        before,
        after,
        law: dag.relation(Relation::Equal, before, after),
        condition,
        sentence: row.sentence.to_owned(),
        example: Some(row.example),
        how: row.how,
    })
}

/// Writes a table of rows as aligned lines.
macro_rules! rules {
    ($($id:literal $title:literal $how:ident { $before:literal => $after:literal } if $condition:literal
        $sentence:literal e.g. $from:literal => $to:literal;)*) => {
        pub(super) static RULES: &[super::Row] = &[$(super::Row {
            id: $id,
            title: $title,
            law: ($before, $after),
            condition: $condition,
            sentence: $sentence,
            example: ($from, $to),
            how: super::How::$how,
        },)*];
    };
}
use rules;
