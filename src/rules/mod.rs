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

use rustc_hash::FxHashMap;

use crate::expr::{Dag, Expr, Function, Op, Relation, Value};
use crate::order::sort_by;
use crate::print;
use crate::syntax;

/// A rule as it is written down: a row of the table.
struct Row {
    id: &'static str,
    title: &'static str,
    about: Option<Op>,
    law: (&'static str, &'static str),
    condition: &'static str,
    sentence: &'static str,
    example: (&'static str, &'static str),
    how: How,
}

/// A rule of calculus or of algebra.
pub struct Rule {
    /// Stable id: what a step names and a translation is keyed by.
    pub id: &'static str,
    /// What a teacher calls it: "Chain rule".
    pub title: String,
    /// The outermost operation of what its law looks for, where that is one: known before the law
    /// is read, so that the rows that are about something else need not be.
    pub about: Option<Op>,
    /// The teacher's sentence; `{u}`, `{v}`, `{c}`, `{n}`, `{x}` and `{f}` stand for the problem's
    /// own pieces, `{g}` for the result, `{w}` for f written otherwise, `{kept}` for the constant
    /// with the reason why it is one.
    pub sentence: &'static str,
    /// How it is applied.
    pub how: How,
    source: Source,
    formulas: OnceLock<Option<Formulas>>,
    shown: OnceLock<[String; 2]>,
}

/// Where a rule's formulas are written down.
enum Source {
    /// In a table of rules.
    Row(&'static Row),
    /// In the function's row of the table of functions.
    Function(Function),
}

/// A rule's formulas, in a graph of their own.
pub struct Formulas {
    /// Where they live.
    pub dag: Dag,
    /// The left side of the law: what is looked for. A law of differentiation is
    /// `Derivative[pattern, x]`.
    pub before: Expr,
    /// The right side: what is put in its place.
    pub after: Expr,
    /// All that the right side is made of, in the order in which it is built.
    pub built: Vec<Expr>,
    /// Both sides with an equals sign between them.
    pub law: Expr,
    /// When it holds, where the letters do not say it already.
    pub condition: Option<Expr>,
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

/// All rules.
pub struct Library {
    /// Rules of differentiation in the order in which they are tried, then those of tidying.
    pub rules: Vec<Rule>,
    /// Where each stands among them, in the order of their ids.
    places: Vec<usize>,
    /// Where those stand that take a derivative, by the operation that they are about.
    about: FxHashMap<Option<Op>, Vec<usize>>,
}

/// The chain rule about no problem in particular.
const CHAIN: &str = "Differentiate from the outside in: the outer function with its inside left \
     as it is, times the derivative of the inside";

/// Logarithms first, of no function in particular.
const LOG: &str = ". Differentiate that of |f|";

impl Rule {
    /// The formulas, read when they are first asked for; `None` where they cannot be: of no row,
    /// says the table's test.
    pub fn formulas(&self) -> Option<&Formulas> {
        let read = || match self.source {
            Source::Row(row) => read(row),
            Source::Function(function) => functions::formulas(function),
        };
        self.formulas.get_or_init(read).as_ref()
    }

    /// The law as it is shown: as text and as MathML, written when it is first asked for.
    pub fn shown(&self) -> &[String; 2] {
        self.shown.get_or_init(|| {
            let formulas = self.formulas();
            formulas
                .map(|it| [print::text(&it.dag, it.law), print::mathml(&it.dag, it.law)])
                .unwrap_or_default()
        })
    }

    /// The example in a graph, before and after; `None` where it cannot be read.
    pub fn example(&self, dag: &mut Dag) -> Option<(Expr, Expr)> {
        match self.source {
            Source::Row(row) => {
                let mut formula = |text| Some(syntax::parse(dag, text).ok()?.expr);
                Some((formula(row.example.0)?, formula(row.example.1)?))
            }
            // A function's law is as simple as an example could be.
            Source::Function(_) => {
                let formulas = self.formulas()?;
                let mut law = |e| dag.import(&formulas.dag, e, |_, _| None);
                Some((law(formulas.before), law(formulas.after)))
            }
        }
    }

    /// The teacher's sentence about no problem in particular: the law's own letters in the places
    /// of the pieces.
    pub fn general_sentence(&self) -> String {
        let Some(Formulas { dag, before, after, .. }) = self.formulas() else {
            return String::new();
        };
        let letters = |e: Expr| print::text(dag, e);
        let function = dag.pair(*before).map(|(function, _)| letters(function));
        let said = self
            .sentence
            // A function's own law is short enough to be said in full.
            .replace("{f} has", &format!("{} has", function.unwrap_or_default()))
            // Its braces, where it has pieces, are no places to fill.
            .replace("{g}", "\0")
            .replace(": {terms}", "")
            .replace(": write {f} as {w}, a", ": write the logarithm as a")
            .replace(": write {f} as {w}", "")
            .replace("Write {f} as {w}: then", "Written as a power,")
            .replace(": write {f} as {u}", "")
            .replace(": {f} is {u}", "")
            .replace(": up to a constant, the logarithm of |f| is {u}. Differentiate that", LOG)
            .replace("{m}. That gives {e}. Solve for {m}", "dy/dx. Solve for dy/dx")
            .replace("one less, {less}", "one less")
            .replace("{times}", ", times c,")
            .replace("{kept}", "c does not depend on x, so it")
            .replace("Let {lets}. From the outside in, {layers}; multiply: {product}", CHAIN)
            .replace("{f}", "the expression")
            .replace(['{', '}'], "")
            .replace('\0', &letters(*after));
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
        let found = self.places.binary_search_by(|&place| self.rules[place].id.cmp(id));
        found.ok().map(|at| &self.rules[self.places[at]])
    }

    /// The rules that may take the derivative of what has this outermost operation, in the order in
    /// which they are tried.
    pub fn about(&self, op: Op) -> impl Iterator<Item = &Rule> {
        let places = self.about.get(&Some(op)).or_else(|| self.about.get(&None));
        places.into_iter().flatten().map(|&place| &self.rules[place])
    }
}

/// The library: the same for ever.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        // The functions' own laws come before what is said of every function.
        let general = derivatives::RULES.iter().position(|row| row.how == How::Chain);
        let (special, general) = derivatives::RULES.split_at(general.unwrap_or_default());
        let mut rules: Vec<Rule> = special.iter().map(of_row).collect();
        for &function in Function::ALL {
            // Of two arguments more than one law is needed, which is a row here.
            let single = matches!(function.row().value, Value::One(_));
            if single || special.iter().all(|row| row.about != Some(Op::Call(function))) {
                rules.extend(functions::rule(function));
            }
        }
        let rest = general.iter().chain(methods::RULES).chain(tidying::RULES);
        rules.extend(rest.map(of_row));
        let mut places: Vec<usize> = (0..rules.len()).collect();
        sort_by(&mut places, |a, b| rules[*a].id.cmp(rules[*b].id));
        let about = about(&rules);
        Library { rules, places, about }
    })
}

/// Where the rules stand that take a derivative: for every operation those about it and about anything,
/// and for all others those about anything.
fn about(rules: &[Rule]) -> FxHashMap<Option<Op>, Vec<usize>> {
    let takes = |rule: &&Rule| matches!(rule.how, How::Law | How::Each | How::Chain);
    let fits = |rule: &Rule, about| rule.about.is_none() || rule.about == about;
    let those = |about| {
        let fitting = |place: &usize| takes(&&rules[*place]) && fits(&rules[*place], about);
        (0..rules.len()).filter(fitting).collect()
    };
    rules.iter().filter(takes).map(|rule| (rule.about, those(rule.about))).collect()
}

fn of_row(row: &'static Row) -> Rule {
    Rule {
        id: row.id,
        title: row.title.to_owned(),
        about: row.about,
        sentence: row.sentence,
        how: row.how,
        source: Source::Row(row),
        formulas: OnceLock::new(),
        shown: OnceLock::new(),
    }
}

/// The formulas of a row; `None` where one of them cannot be read.
fn read(row: &Row) -> Option<Formulas> {
    let mut dag = Dag::new();
    let mut formula = |text: &str| Some(syntax::parse(&mut dag, text).ok()?.expr);
    let (before, after) = (formula(row.law.0)?, formula(row.law.1)?);
    let condition = match row.condition {
        "" => None,
        condition => Some(formula(condition)?),
    };
    let law = dag.relation(Relation::Equal, before, after);
    let built = dag.below(after);
    Some(Formulas { dag, before, after, built, law, condition })
}

/// What a law can be about.
#[rustfmt::skip]
mod about {
    use crate::expr::{Function, Op};

    pub const ANYTHING:  Option<Op> = None;
    pub const SUM:       Option<Op> = Some(Op::Add);
    pub const PRODUCT:   Option<Op> = Some(Op::Mul);
    pub const OPPOSITE:  Option<Op> = Some(Op::Neg);
    pub const QUOTIENT:  Option<Op> = Some(Op::Div);
    pub const POWER:     Option<Op> = Some(Op::Pow);
    pub const PIECES:    Option<Op> = Some(Op::Piecewise);
    pub const ROOT:      Option<Op> = Some(Op::Call(Function::Root));
    pub const LOGARITHM: Option<Op> = Some(Op::Call(Function::Log));
    pub const NATURAL:   Option<Op> = Some(Op::Call(Function::Ln));
    pub const MAXIMUM:   Option<Op> = Some(Op::Call(Function::Max));
    pub const MINIMUM:   Option<Op> = Some(Op::Call(Function::Min));
    pub const DIRECTION: Option<Op> = Some(Op::Call(Function::Atan2));
}

/// Writes a table of rows as aligned lines.
macro_rules! rules {
    ($($id:literal $title:literal $how:ident $(of $about:ident)? { $before:literal => $after:literal } if $condition:literal
        $sentence:literal e.g. $from:literal => $to:literal;)*) => {
        pub(super) static RULES: &[super::Row] = &[$(super::Row {
            id: $id,
            title: $title,
            about: [$(super::about::$about,)? super::about::ANYTHING][0],
            law: ($before, $after),
            condition: $condition,
            sentence: $sentence,
            example: ($from, $to),
            how: super::How::$how,
        },)*];
    };
}
use rules;
