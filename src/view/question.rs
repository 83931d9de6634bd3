//! What was asked: a text read, its variables, and values for them.

use super::{EngineError, Point};
use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Op, Relation, Symbol};
use crate::numeric::Tape;
use crate::rewrite::Light;
use crate::syntax;

/// So many nodes most answers come to, all that was tried on the way included.
const NODES: usize = 256;

/// A text that was read into a graph of its own.
pub(super) struct Question {
    pub dag: Dag,
    pub expr: Expr,
    /// The name in front: the y of "y = …", the f of "f(x) = …".
    pub name: Option<String>,
    /// The arguments named in front: the x and y of "f(x, y) = …".
    pub arguments: Vec<String>,
}

impl Question {
    pub(super) fn read(text: &str) -> Result<Question, EngineError> {
        let mut dag = Dag::with_capacity(NODES);
        let parsed = syntax::parse(&mut dag, text)?;
        let arguments = parsed.arguments;
        let name = parsed.name.map(|(name, _)| name);
        Ok(Question { dag, expr: parsed.expr, name, arguments })
    }

    /// The same for what must have a value: not an equation.
    pub(super) fn read_value(text: &str) -> Result<Question, EngineError> {
        let question = Question::read(text)?;
        match question.dag.op(question.expr) {
            Op::Relation(_) => Err(EngineError::usage(
                "equation",
                "This is an equation or a comparison, and an expression is needed here.",
            )
            .with_hint("Leave out everything up to the sign of comparison.")),
            _ => Ok(question),
        }
    }

    /// The expression with every derivative in it taken.
    pub(super) fn taken(&mut self) -> Expr {
        Differentiator::new(Light::Yes).take_all(&mut self.dag, self.expr)
    }

    pub(super) fn variables(&self) -> Vec<Symbol> {
        self.dag.variables(self.expr)
    }

    pub(super) fn names(&self, symbols: &[Symbol]) -> Vec<String> {
        symbols.iter().map(|symbol| self.dag.name(*symbol).to_owned()).collect()
    }

    /// The variable to differentiate by: the one asked for, the one named in front, the only one,
    /// or x.
    pub(super) fn variable(&mut self, asked: Option<&str>) -> Result<Symbol, EngineError> {
        if let Some(name) = asked {
            return self.variable_named(name);
        }
        if let [only] = self.arguments.as_slice() {
            return Ok(self.dag.intern(only));
        }
        let variables = self.variables();
        let x = self.dag.intern("x");
        match variables.as_slice() {
            [] => Ok(x),
            [only] => Ok(*only),
            several if several.contains(&x) => Ok(x),
            several => {
                let names = self.names(several).join(", ");
                Err(EngineError::usage(
                    "which-variable",
                    format!("There are several variables, {names}: say by which to differentiate."),
                ))
            }
        }
    }

    /// Both sides of an equation: as it stands, with the letter in front for its left side, or an
    /// expression alone, which is to be 0.
    pub(super) fn sides(&mut self) -> Result<[Expr; 2], EngineError> {
        match self.dag.op(self.expr) {
            Op::Relation(Relation::Equal) => {
                if let Some((left, right)) = self.dag.pair(self.expr) {
                    return Ok([left, right]);
                }
            }
            Op::Relation(_) => {
                return Err(EngineError::usage(
                    "inequality",
                    "This is an inequality, and an equation is needed here.",
                )
                .with_hint("Write = between the two sides."));
            }
            _ => {}
        }
        Ok(match &self.name {
            Some(letter) if self.arguments.is_empty() => [self.dag.symbol(letter), self.expr],
            _ => [self.expr, self.dag.integer(0)],
        })
    }

    /// The variables to differentiate by, one after the other: those asked for, those named in
    /// front, else all there are; x where there is none.
    pub(super) fn several(&mut self, asked: Option<&[String]>) -> Result<Vec<Symbol>, EngineError> {
        let Some(names) = asked else {
            let mut variables: Vec<Symbol> =
                self.arguments.iter().map(|name| self.dag.intern(name)).collect();
            if variables.is_empty() {
                variables = self.variables();
            }
            if variables.is_empty() {
                variables.push(self.dag.intern("x"));
            }
            return Ok(variables);
        };
        if names.is_empty() {
            return Err(EngineError::usage("no-variables", "Name at least one variable."));
        }
        let mut variables = Vec::with_capacity(names.len());
        for name in names {
            let variable = self.variable_named(name)?;
            if variables.contains(&variable) {
                let message =
                    format!("{} is named twice among the variables.", self.dag.name(variable));
                return Err(EngineError::usage("variable-twice", message));
            }
            variables.push(variable);
        }
        Ok(variables)
    }

    /// A variable by its name in any spelling: theta, θ, w_1, w₁.
    pub(super) fn variable_named(&mut self, name: &str) -> Result<Symbol, EngineError> {
        let as_it_stands = |symbol: &Symbol| self.dag.name(*symbol) == name;
        if let Some(known) = self.variables().into_iter().find(as_it_stands) {
            return Ok(known);
        }
        let read = syntax::parse(&mut self.dag, name).ok();
        read.and_then(|parsed| self.dag.as_symbol(parsed.expr)).ok_or_else(|| {
            EngineError::usage("not-a-variable", format!("“{name}” is not the name of a variable."))
        })
    }
}

/// The values of `symbols` at a point; the error lists all that have none.
pub(super) fn values(dag: &Dag, symbols: &[Symbol], at: &Point) -> Result<Vec<f64>, EngineError> {
    let (mut values, mut missing) = (Vec::new(), Vec::new());
    for symbol in symbols {
        let name = dag.name(*symbol);
        match at.get(name) {
            Some(value) => values.push(*value),
            None => missing.push(name),
        }
    }
    if !missing.is_empty() {
        let message = match missing.as_slice() {
            [only] => format!("{only} has no value."),
            several => format!("{} have no values.", several.join(", ")),
        };
        return Err(EngineError::usage("unbound-variable", message)
            .with_hint(format!("Give a value to {}.", missing.join(" and to "))));
    }
    Ok(values)
}

/// The value of an expression at a point.
pub(super) fn value(dag: &Dag, e: Expr, at: &Point) -> Result<f64, EngineError> {
    let variables = dag.variables(e);
    let values = values(dag, &variables, at)?;
    Ok(Tape::new(dag, &[e], &variables)?.value(&values))
}
