//! A problem as text becomes a question with its right answer.

use crate::calculus::{self, Differentiator};
use crate::expr::{Constant, Dag, Expr, Function, Op, Relation, Symbol};
use crate::numeric::Tape;
use crate::order::sort_by;
use crate::print;
use crate::rewrite::Light;
use crate::rules::{Asked, Example};
use crate::syntax::{self, ParseError};

/// What is to be found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// The function, or the formula to be worked out; an equation is differentiated implicitly.
    pub function: String,
    /// The variable. For a gradient: all of them with commas, or any one for all there are.
    pub variable: String,
    /// How often it is differentiated.
    pub order: u32,
    /// Values of letters.
    pub at: Vec<(String, f64)>,
    /// What is asked for.
    pub asked: Asked,
}

/// Why a problem cannot be asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Unaskable {
    /// The function cannot be read.
    Function(ParseError),
    /// This is not the name of a variable.
    Variable(String),
    /// These letters need a value.
    Unbound(Vec<String>),
    /// There is no real answer at that place.
    Undefined,
    /// An equation, where that cannot be answered.
    Equation,
    /// The place is not on the curve.
    OffTheCurve,
    /// The right answer is too long to be asked for.
    TooLarge,
}

/// What a rate is called.
pub(super) const RATES: [&str; 3] = ["eta", "learningRate", "alpha"];

/// An answer longer than this, as a tree, is nobody's homework.
const MAX_SIZE: u32 = 20_000;

/// Nor is a function longer than this: to look for mistakes in it takes as long as it is wide.
const MAX_FUNCTION: u32 = 400;

/// A problem, read, with its right answer.
pub(super) struct Question {
    pub dag: Dag,
    pub right: Differentiator,
    /// The function; of an equation, left side minus right side.
    pub f: Expr,
    /// y in an equation that defines y.
    pub implicit: Option<Expr>,
    /// The variables to differentiate by: one, but for a gradient.
    pub by: Vec<Expr>,
    /// What is differentiated last: f, or one derivative less than asked for.
    pub base: Expr,
    /// The right answers as expressions: one, but for a gradient.
    pub answers: Vec<Expr>,
    pub asked: Asked,
    pub order: u32,
    pub at: Vec<(String, f64)>,
    /// What a working says that its own letters are worth, rounded as it was written.
    pub stated: Vec<(String, f64)>,
    /// Whether a slope is asked for at a corner: there is none.
    pub corner: bool,
}

impl Problem {
    /// The problem of a mistake's own example.
    pub fn of(example: &Example) -> Problem {
        Problem {
            function: example.function.to_owned(),
            variable: example.variable.to_owned(),
            order: example.order,
            at: example.at.iter().map(|&(name, value)| (name.to_owned(), value)).collect(),
            asked: example.kind,
        }
    }
}

/// The question that a slope answers, and the answer, as they would be typed.
pub(super) fn asked(dag: &Dag, function: Expr, by: Expr, own: Expr) -> Option<(Problem, String)> {
    let variable = dag.name(dag.as_symbol(by)?).to_owned();
    let function = print::text(dag, function);
    Some((Problem { function, variable, ..Problem::default() }, print::text(dag, own)))
}

impl Question {
    /// Whether the number e stands in the function, also below an exponent.
    pub(super) fn has_e(&self) -> bool {
        let e = |part| matches!(part, Op::Constant(Constant::E) | Op::Call(Function::Exp));
        self.dag.below(self.f).into_iter().any(|part| e(self.dag.op(part)))
    }

    pub(super) fn read(problem: &Problem) -> Result<Question, Unaskable> {
        let mut dag = Dag::new();
        let f = syntax::parse(&mut dag, &problem.function).map_err(Unaskable::Function)?.expr;
        let mut right = Differentiator::new(Light::Yes);
        let mut f = right.take_all(&mut dag, f);
        let mut names: Vec<&str> = problem.variable.split(',').map(str::trim).collect();
        names.retain(|name| !name.is_empty());
        let mut by = Vec::new();
        for name in &names {
            let read = syntax::parse(&mut dag, name).ok().map(|parsed| parsed.expr);
            match read.filter(|&e| dag.as_symbol(e).is_some()) {
                Some(symbol) => by.push(symbol),
                None => return Err(Unaskable::Variable((*name).to_owned())),
            }
        }
        if by.is_empty() {
            let variables = dag.variables(f);
            let x = dag.symbol("x");
            let only = variables.first().map(|&symbol| dag.symbol_leaf(symbol));
            by.push(if variables.len() == 1 { only.unwrap_or(x) } else { x });
        }
        if problem.asked == Asked::Gradient && names.len() < 2 {
            let variables = dag.variables(f);
            // A number has a gradient too: by what was named.
            if !variables.is_empty() {
                by = variables.into_iter().map(|symbol| dag.symbol_leaf(symbol)).collect();
            }
        }
        let mut implicit = None;
        let mut sides = Vec::new();
        if let Op::Relation(relation) = dag.op(f) {
            let (left, other) = dag.pair(f).ok_or(Unaskable::Equation)?;
            let x = dag.as_symbol(by[0]);
            let y = dag.variables(f).into_iter().filter(|symbol| Some(*symbol) != x);
            let y: Vec<Symbol> = y.collect();
            let named = y.iter().copied().find(|symbol| dag.name(*symbol) == "y");
            let (Relation::Equal, Some(y)) = (relation, named.or(y.first().copied())) else {
                return Err(Unaskable::Equation);
            };
            if !matches!(problem.asked, Asked::Derivative | Asked::Value) || problem.order > 1 {
                return Err(Unaskable::Equation);
            }
            implicit = Some(dag.symbol_leaf(y));
            f = dag.sub(left, other);
            sides = vec![left, other];
        }
        if dag.size(f) > MAX_FUNCTION {
            return Err(Unaskable::TooLarge);
        }
        let mut question = Question {
            dag,
            right,
            f,
            implicit,
            by,
            base: f,
            answers: Vec::new(),
            asked: problem.asked,
            order: problem.order.max(1),
            at: problem.at.clone(),
            stated: Vec::new(),
            corner: false,
        };
        question.solve()?;
        if let (Asked::Value, [left, right]) = (problem.asked, sides.as_slice()) {
            question.on_the_curve(*left, *right)?;
        }
        Ok(question)
    }

    fn solve(&mut self) -> Result<(), Unaskable> {
        let (dag, right) = (&mut self.dag, &mut self.right);
        if let Some(y) = self.implicit {
            // dy/dx = −F_x/F_y
            let [by_x, by_y] = [self.by[0], y].map(|by| right.differentiate(dag, self.f, by));
            let quotient = dag.div(by_x, by_y);
            let slope = dag.neg(quotient);
            self.answers = vec![right.tidier.tidy(dag, slope)];
            return self.measured();
        }
        if self.asked == Asked::Update {
            self.answers = vec![self.updated()];
            return self.measured();
        }
        for _ in 1..self.order {
            self.base = right.differentiate(dag, self.base, self.by[0]);
        }
        let by = self.by.clone();
        self.answers = by.into_iter().map(|x| right.differentiate(dag, self.base, x)).collect();
        self.measured()
    }

    fn measured(&mut self) -> Result<(), Unaskable> {
        if self.answers.iter().any(|&answer| self.dag.size(answer) > MAX_SIZE) {
            return Err(Unaskable::TooLarge);
        }
        if self.is_number() {
            let values = self.numbers(&self.answers.clone())?;
            let by_itself = self.asked == Asked::Value && self.implicit.is_none();
            self.corner = by_itself && self.has_corner();
            if self.corner {
                return Ok(());
            }
            if values.iter().any(|value| !value.is_finite()) {
                return Err(Unaskable::Undefined);
            }
        }
        Ok(())
    }

    /// Whether the function has a value and no slope there: the sides meet in a corner.
    fn has_corner(&mut self) -> bool {
        if self.by.len() != 1 {
            return false;
        }
        let (base, x) = (self.base, self.by[0]);
        let Some(x) = self.dag.as_symbol(x) else { return false };
        let dag = &mut self.dag;
        let at: Vec<(Symbol, f64)> =
            self.at.iter().map(|(name, value)| (dag.intern(name), *value)).collect();
        let Ok(height) = self.numbers(&[base]) else { return false };
        // The slope on either side, where the formula has one: both there, and not the same.
        let symbols: Vec<Symbol> = at.iter().map(|(symbol, _)| *symbol).collect();
        let Ok(tape) = Tape::new(&self.dag, &[self.answers[0]], &symbols) else {
            return false;
        };
        let beside = |step: f64| {
            let inputs: Vec<f64> = at
                .iter()
                .map(|(symbol, value)| if *symbol == x { value + step } else { *value })
                .collect();
            tape.value(&inputs)
        };
        let width = at.iter().fold(1.0, |size: f64, (_, value)| size.max(value.abs()));
        let (left, right) = (beside(-1e-7 * width), beside(1e-7 * width));
        let apart = (left - right).abs() > 1e-4 * (1.0 + left.abs() + right.abs());
        height[0].is_finite()
            && left.is_finite()
            && right.is_finite()
            && left.abs().max(right.abs()) < 1e6
            && apart
            && !calculus::is_slope(&mut self.dag, base, left, &[(x, 1.0)], &at).unwrap_or(true)
    }

    /// Whether the two sides of the equation agree at the problem's place, but for the rounding of
    /// its coordinates.
    fn on_the_curve(&self, left: Expr, right: Expr) -> Result<(), Unaskable> {
        let sides = self.numbers(&[left, right])?;
        let size = sides.iter().chain(self.at.iter().map(|(_, value)| value));
        let size = size.fold(0.0f64, |size, value| size.max(value.abs()));
        match (sides[0] - sides[1]).abs() <= 1e-9 * size {
            true => Ok(()),
            false => Err(Unaskable::OffTheCurve),
        }
    }

    /// The formula itself; of a loss with a rate among the values, the weight after one step.
    fn updated(&mut self) -> Expr {
        let Some(rate) = self.rate() else { return self.f };
        let leaf = self.dag.symbol(rate);
        if self.dag.as_symbol(leaf).is_some_and(|rate| self.dag.contains(self.f, rate)) {
            return self.f;
        }
        let slope = self.right.differentiate(&mut self.dag, self.f, self.by[0]);
        self.base = self.stepped(rate, slope);
        self.base
    }

    /// What is differentiated: of a step the loss.
    pub(super) fn differentiated(&self) -> Expr {
        if self.asked == Asked::Update { self.f } else { self.base }
    }

    /// What the rate is called, if one is among the values.
    pub(super) fn rate(&self) -> Option<&'static str> {
        RATES.into_iter().find(|name| self.at.iter().any(|(known, _)| known == name))
    }

    /// The weight after a step against this slope.
    pub(super) fn stepped(&mut self, rate: &str, slope: Expr) -> Expr {
        let rate = self.dag.symbol(rate);
        let step = self.dag.mul(&[rate, slope]);
        self.dag.sub(self.by[0], step)
    }

    /// Whether the answer is a number, or several.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.asked, Asked::Value | Asked::Update | Asked::Claim)
            || self.asked == Asked::Gradient && !self.at.is_empty()
    }

    /// The value of an expression at the problem's place, NaN where it has none.
    pub(super) fn value(&self, e: Expr) -> f64 {
        self.numbers(&[e]).map_or(f64::NAN, |values| values[0])
    }

    /// The value of an expression at the problem's place and with what was stated; NaN where it has
    /// none.
    pub(super) fn value_as_stated(&self, e: Expr) -> f64 {
        let at = [self.at.as_slice(), self.stated.as_slice()].concat();
        self.numbers_at(&[e], &at).map_or(f64::NAN, |values| values[0])
    }

    /// The values of expressions at the problem's place.
    pub(super) fn numbers(&self, expressions: &[Expr]) -> Result<Vec<f64>, Unaskable> {
        self.numbers_at(expressions, &self.at)
    }

    /// The value of an expression where one letter has another value.
    pub(super) fn moved(&self, e: Expr, name: &str, value: f64) -> Option<f64> {
        let mut at = self.at.clone();
        at.iter_mut().filter(|(known, _)| known == name).for_each(|entry| entry.1 = value);
        self.numbers_at(&[e], &at).ok().map(|values| values[0])
    }

    /// The same where the letters have other values.
    pub(super) fn numbers_at(
        &self,
        expressions: &[Expr],
        at: &[(String, f64)],
    ) -> Result<Vec<f64>, Unaskable> {
        Question::values_of(&self.dag, expressions, at)
    }

    /// The values of any expressions where letters have values.
    pub(super) fn values_of(
        dag: &Dag,
        expressions: &[Expr],
        at: &[(String, f64)],
    ) -> Result<Vec<f64>, Unaskable> {
        let mut variables: Vec<Symbol> =
            expressions.iter().flat_map(|&e| dag.variables(e)).collect();
        sort_by(&mut variables, |a, b| dag.name(*a).cmp(dag.name(*b)));
        variables.dedup();
        let (mut values, mut missing) = (Vec::new(), Vec::new());
        for symbol in &variables {
            let name = dag.name(*symbol);
            match at.iter().find(|(known, _)| known == name) {
                Some((_, value)) => values.push(*value),
                None => missing.push(name.to_owned()),
            }
        }
        if !missing.is_empty() {
            return Err(Unaskable::Unbound(missing));
        }
        let tape = Tape::new(dag, expressions, &variables).map_err(|_| Unaskable::Undefined)?;
        let mut out = vec![f64::NAN; expressions.len()];
        tape.evaluate(&values, &mut out);
        Ok(out)
    }
}
