//! One way to read an answer, and what the problem says to it.

use crate::expr::{Dag, Function, Op, Relation};
use crate::practice::problem::Question;
use crate::print;
use crate::syntax;

/// One way to read an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::practice) struct Written {
    /// The answer proper.
    pub text: String,
    /// Its entries, one for each that is asked for.
    pub entries: Vec<String>,
    /// Letters in it, and what they stand for.
    pub names: Vec<(String, String)>,
    /// Whether it may be spoken of when it is wrong.
    pub sure: bool,
    /// Whether it may well be meant as it stands.
    pub doubtful: bool,
}

impl Written {
    pub(super) fn of(text: &str) -> Written {
        Written { text: text.trim().to_owned(), sure: true, ..Written::default() }
    }

    pub(super) fn with(&self, text: &str) -> Written {
        Written { text: text.trim().to_owned(), ..self.clone() }
    }

    /// One that only counts when it is right.
    pub(super) fn unsure(self) -> Written {
        Written { sure: false, ..self }
    }

    /// A letter that no problem has, for what is meant at a place.
    pub(super) fn letter_for(&mut self, is: String) -> String {
        let letter = format!("Q_{{9{}}}", self.names.len());
        self.names.push((letter.clone(), is));
        format!(" {letter} ")
    }
}

/// What the problem says, as text.
pub(in crate::practice) struct Facts {
    /// All its letters.
    pub letters: Vec<String>,
    /// The variables.
    pub by: Vec<String>,
    /// How many entries are asked for.
    pub count: usize,
    /// Whether a number is.
    pub number: bool,
    pub function: String,
    /// Functions in it with one argument, and that.
    pub calls: Vec<(Function, String)>,
}

impl Facts {
    pub(in crate::practice) fn of(question: &Question) -> Facts {
        let dag = &question.dag;
        let name = |symbol| dag.name(symbol).to_owned();
        let below = dag.below_all(&[question.f, question.base]);
        let calls = below.into_iter().rev().filter_map(|e| match (dag.op(e), dag.children(e)) {
            (Op::Call(function), &[inside]) => Some((function, print::text(dag, inside))),
            _ => None,
        });
        Facts {
            letters: dag.variables(question.f).into_iter().map(name).collect(),
            by: question.by.iter().filter_map(|&e| dag.as_symbol(e)).map(name).collect(),
            count: question.answers.len(),
            number: question.is_number(),
            function: print::text(dag, question.f),
            calls: calls.collect(),
        }
    }

    pub(super) fn has(&self, letter: &str) -> bool {
        self.letters.iter().chain(&self.by).any(|own| own == letter)
    }
}

/// Whether a relation is all there is: x > 0 for the function that is 1 there.
pub(super) fn is_comparison(text: &str) -> bool {
    let mut dag = Dag::new();
    syntax::parse(&mut dag, text).is_ok_and(|parsed| {
        matches!(dag.op(parsed.expr), Op::Relation(relation) if relation != Relation::Equal)
    })
}
