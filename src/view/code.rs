//! A question about learning becomes a program that prints the same numbers.

use super::descent::{DescentRun, descend};
use super::network::{NetworkSpec, choice, network};
use super::question::{Question, values};
use super::{Argument, EngineError, Given};
use crate::learning::code::{self, LIBRARIES, Library};

/// Writes the program; the subject is one of `descent`, `network`, `expression` with `at`.
pub fn to_code(subject: &Argument, library: &str) -> Result<String, EngineError> {
    let given = Given::Text(library.to_owned());
    let names = LIBRARIES.map(|(name, _)| name);
    let find = |asked: &str| LIBRARIES.into_iter().find(|(name, _)| *name == asked);
    let (_, library) = choice(&Argument::new("library", &given), find, &names)?;
    let [of_descent, of_network, of_expression] =
        ["descent", "network", "expression"].map(|name| subject.get(name));
    if !of_descent.is_absent() {
        return descent(&of_descent, library);
    }
    if !of_network.is_absent() {
        let spec = NetworkSpec::read(&of_network)?;
        // What has no numbers has no program that prints them.
        network(&spec)?;
        return Ok(code::network(&spec.network, &spec.parameters, &spec.batch, library));
    }
    if !of_expression.is_absent() {
        return expression(of_expression.needed_text()?, &subject.get("at"), library);
    }
    Err(subject.refusal("a record with a descent, a network, or an expression and at"))
}

fn descent(run: &Argument, library: Library) -> Result<String, EngineError> {
    let mut run = DescentRun::read(run)?;
    // A run that diverges ends where its numbers do.
    let steps = descend(&mut run)?.rates.len();
    let DescentRun { question, loss, variables, start, driven, .. } = &mut run;
    let (optimizer, schedule) = (&driven.optimizer, &driven.schedule);
    let dag = &mut question.dag;
    Ok(code::descent(dag, *loss, variables, start, optimizer, schedule, steps, library))
}

fn expression(text: &str, at: &Argument, library: Library) -> Result<String, EngineError> {
    let mut question = Question::read_value(text)?;
    let variables = question.variables();
    let at = values(&question.dag, &variables, &at.point()?.unwrap_or_default())?;
    let f = question.taken();
    Ok(code::expression(&mut question.dag, f, &variables, &at, library))
}
