//! Tables of derivatives: the second ones of a function, the first ones of several.

use serde::Serialize;

use super::derivation::{slope_at, within_reach, within_reading};
use super::gradient::{SeveralOptions, within_work};
use super::question::Question;
use super::{EngineError, Formula, Point};
use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Symbol};
use crate::order::sort_by;
use crate::rewrite::Light;

/// A table of derivatives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matrix {
    /// What stands at the rows: variables, or functions by their names or as they were written.
    pub rows: Vec<String>,
    /// The variables at the columns.
    pub columns: Vec<String>,
    /// The entries, row by row.
    pub entries: Vec<Vec<Formula>>,
    /// Their values at the point asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<Vec<f64>>>,
}

/// The second derivatives of a text: row and column say by which two variables.
pub fn hessian(text: &str, options: &SeveralOptions) -> Result<Matrix, EngineError> {
    let mut question = Question::read_value(text)?;
    let variables = question.several(options.variables.as_deref())?;
    let n = variables.len();
    within_work(question.dag.size(question.expr), n.saturating_mul(n))?;
    let dag = &mut question.dag;
    let mut machine = Differentiator::new(Light::Yes);
    let f = machine.take_all(dag, question.expr);
    let (mut entries, mut slopes) = (vec![vec![f; n]; n], Vec::with_capacity(n));
    for row in 0..n {
        let by_row = dag.symbol_leaf(variables[row]);
        within_reach(dag, f, variables[row])?;
        let slope = machine.differentiate(dag, f, by_row);
        within_reading(dag, slope)?;
        slopes.push(slope);
        // Which of the two is taken first makes no difference.
        for column in row..n {
            let by_column = dag.symbol_leaf(variables[column]);
            within_reach(dag, slope, variables[column])?;
            let second = machine.differentiate(dag, slope, by_column);
            within_reading(dag, second)?;
            entries[row][column] = second;
            entries[column][row] = second;
        }
    }
    let names = question.names(&variables);
    let values = match &options.at {
        None => None,
        Some(at) => {
            let mut table = Vec::with_capacity(n);
            for (slope, row) in slopes.iter().zip(&entries) {
                slope_at(&mut question.dag, [f, *slope], &[(variables[table.len()], 1.0)], at)?;
                table.push(row_at(&mut question.dag, *slope, row, &variables, at)?);
            }
            Some(table)
        }
    };
    Ok(matrix(&question.dag, (names.clone(), names), &entries, values))
}

/// The derivatives of several texts: a row for each, a column for each variable.
pub fn jacobian(texts: &[String], options: &SeveralOptions) -> Result<Matrix, EngineError> {
    let mut read = Vec::with_capacity(texts.len());
    for (place, text) in texts.iter().enumerate() {
        read.push(Question::read_value(text).map_err(|error| match texts.len() {
            1 => error,
            _ => error.in_part(&format!("In function {}: ", place + 1)),
        })?);
    }
    let mut functions = read.into_iter();
    let Some(mut question) = functions.next() else {
        return Err(EngineError::usage("no-functions", "Give at least one function."));
    };
    let named = |text: &String, letter: &Option<String>| {
        letter.clone().unwrap_or_else(|| text.trim().to_owned())
    };
    let mut rows = vec![named(&texts[0], &question.name)];
    let mut inputs = vec![question.expr];
    for (other, text) in functions.zip(&texts[1..]) {
        rows.push(named(text, &other.name));
        inputs.push(question.dag.import(&other.dag, other.expr, |_, _| None));
        for argument in other.arguments {
            if !question.arguments.contains(&argument) {
                question.arguments.push(argument);
            }
        }
    }
    let variables = match options.variables {
        None if question.arguments.is_empty() => all_variables(&mut question.dag, &inputs),
        _ => question.several(options.variables.as_deref())?,
    };
    let size = inputs.iter().fold(0u32, |sum, e| sum.saturating_add(question.dag.size(*e)));
    within_work(size, variables.len())?;
    let dag = &mut question.dag;
    let mut machine = Differentiator::new(Light::Yes);
    let mut entries = Vec::with_capacity(inputs.len());
    for f in &mut inputs {
        *f = machine.take_all(dag, *f);
        let mut row = Vec::with_capacity(variables.len());
        for &variable in &variables {
            let x = dag.symbol_leaf(variable);
            within_reach(dag, *f, variable)?;
            let slope = machine.differentiate(dag, *f, x);
            within_reading(dag, slope)?;
            row.push(slope);
        }
        entries.push(row);
    }
    let columns = question.names(&variables);
    let values = match &options.at {
        None => None,
        Some(at) => {
            let mut table = Vec::with_capacity(entries.len());
            for (f, row) in inputs.iter().zip(&entries) {
                table.push(row_at(&mut question.dag, *f, row, &variables, at)?);
            }
            Some(table)
        }
    };
    Ok(matrix(&question.dag, (rows, columns), &entries, values))
}

/// The variables of several expressions in alphabetical order; x where there is none.
fn all_variables(dag: &mut Dag, roots: &[Expr]) -> Vec<Symbol> {
    let mut found: Vec<Symbol> =
        dag.below_all(roots).into_iter().filter_map(|e| dag.as_symbol(e)).collect();
    sort_by(&mut found, |a, b| dag.name(*a).cmp(dag.name(*b)));
    if found.is_empty() {
        found.push(dag.intern("x"));
    }
    found
}

/// The values of one function's derivatives by the variables.
fn row_at(
    dag: &mut Dag,
    f: Expr,
    row: &[Expr],
    variables: &[Symbol],
    at: &Point,
) -> Result<Vec<f64>, EngineError> {
    let each = row.iter().zip(variables);
    each.map(|(slope, variable)| slope_at(dag, [f, *slope], &[(*variable, 1.0)], at)).collect()
}

fn matrix(
    dag: &Dag,
    (rows, columns): (Vec<String>, Vec<String>),
    entries: &[Vec<Expr>],
    values: Option<Vec<Vec<f64>>>,
) -> Matrix {
    let entries = entries.iter().map(|row| row.iter().map(|e| Formula::new(dag, *e)).collect());
    Matrix { rows, columns, entries: entries.collect(), values }
}
