//! A problem and a mistake become what a student answers who makes it.

use super::of_one;
use crate::expr::{Expr, Relation};
use crate::practice::answer::Answer;
use crate::practice::check::Judge;
use crate::practice::problem::{Problem, Question, Unaskable};
use crate::print;
use crate::rules::mistakes;

/// What a student answers who makes this mistake wherever it applies, and is otherwise right;
/// `None` where it does not apply.
pub fn slipped(problem: &Problem, mistake: &str) -> Result<Option<String>, Unaskable> {
    let mut question = Question::read(problem)?;
    let Some(row) = mistakes().place(mistake) else { return Ok(None) };
    let Some(outcome) = of_one(&mut question, row).into_iter().next() else {
        return Ok(None);
    };
    let Question { dag, right, .. } = &mut question;
    let tidy: Vec<Expr> = outcome.result.iter().map(|&e| right.tidier.tidy(dag, e)).collect();
    if question.is_number() {
        // A mistake may want a value that the problem does not give.
        let Ok(values) = question.numbers(&tidy) else { return Ok(None) };
        return Ok(Some(in_brackets(values.into_iter().map(print::number_text))));
    }
    if question.implicit.is_some() {
        let dag = &mut question.dag;
        let zero = dag.integer(0);
        let line = dag.relation(Relation::Equal, tidy[0], zero);
        return Ok(Some(print::text(dag, line)));
    }
    Ok(Some(in_brackets(tidy.into_iter().map(|e| print::text(&question.dag, e)))))
}

fn in_brackets(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    match entries.as_slice() {
        [only] => only.clone(),
        several => format!("({})", several.join(", ")),
    }
}

impl Judge {
    /// The right answer as a student may write it.
    pub fn solution(&self) -> String {
        in_brackets(self.secrets.iter().cloned())
    }

    /// Whether an answer is a number, or several.
    pub fn is_numeric(&mut self, answer: &str) -> bool {
        Answer::read(&mut self.question.dag, answer)
            .is_ok_and(|answer| answer.taken.iter().all(|&e| self.question.dag.is_constant(e)))
    }
}
