//! Derivatives with the way to them.

use std::rc::Rc;

use serde::Serialize;

use super::formula::{Law, Written};
use super::question::{value, values};
use super::told::text_of_the_program;
use super::{EngineError, Formula, Point, limits};
use crate::calculus::{self, Condition, Differentiator};
use crate::expr::{Dag, Expr, Op, Symbol};
use crate::numeric::Tape;
use crate::print::{self, DerivativeLetter, number_text};
use crate::rewrite::Light;
use crate::steps::{self, Detail, Step};

/// A formula of more symbols than this is not differentiated again, nor written beside others.
const MAX_READ: u32 = 500_000;

/// An answer and the way to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Derivation {
    /// What was differentiated.
    pub input: Formula,
    /// By which variable.
    pub variable: String,
    /// How often.
    pub order: u32,
    /// The derivative.
    pub result: Formula,
    /// Where it was asked for: letters for the pieces that the result shares, in order.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub pieces: Option<Vec<Let>>,
    /// The way there, from top to bottom.
    pub steps: Vec<StepView>,
    /// The derivative's value at the point asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The tangent there, of a function of one variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tangent: Option<Formula>,
    /// Where the result does not hold.
    pub conditions: Vec<String>,
    /// Of an equation: the way from it to dy/dx, as equations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineView>,
    /// Where they were asked for: other roads to the same derivative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternatives: Option<Vec<AlternativeView>>,
}

/// Another road to the same derivative.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlternativeView {
    /// What it is called: "Multiply out first".
    pub title: String,
    /// The way, from top to bottom.
    pub steps: Vec<StepView>,
    /// Where it ends: the derivative, as this road leaves it.
    pub result: Formula,
}

/// A line of a calculation with equations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineView {
    /// What was done to come here.
    pub explanation: String,
    /// The same sentence for typesetting: words and formulas in turn, words first.
    pub pieces: Vec<String>,
    /// The equation.
    pub equation: Formula,
    /// Its left side.
    pub left: Formula,
    /// Its right side.
    pub right: Formula,
}

/// A step as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepView {
    /// Id of the rule.
    #[serde(serialize_with = "text_of_the_program")]
    pub rule: &'static str,
    /// Its title.
    #[serde(serialize_with = "text_of_the_program")]
    pub title: &'static str,
    /// Its law.
    pub law: Law,
    /// The sentence about this problem's pieces.
    pub explanation: String,
    /// The same sentence for typesetting: words and formulas in turn, words first.
    pub pieces: Vec<String>,
    /// Names introduced here.
    #[serde(rename = "let")]
    pub lets: Vec<Let>,
    /// What stood there.
    pub before: Rc<Formula>,
    /// The rule filled in, derivatives still to be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending: Option<Rc<Formula>>,
    /// What it became.
    pub after: Rc<Formula>,
    /// The smaller derivatives inside.
    pub steps: Vec<StepView>,
}

/// A name for a piece.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Let {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub is: Rc<Formula>,
}

impl StepView {
    pub(super) fn all(dag: &Dag, steps: Vec<Step>) -> Vec<StepView> {
        StepView::all_with(dag, steps, DerivativeLetter::Customary)
    }

    /// The same with this letter in derivatives still to be taken.
    pub(super) fn all_with(dag: &Dag, steps: Vec<Step>, letter: DerivativeLetter) -> Vec<StepView> {
        StepView::each(&mut Written::new(dag), steps, letter)
    }

    fn each(written: &mut Written, steps: Vec<Step>, letter: DerivativeLetter) -> Vec<StepView> {
        steps.into_iter().map(|step| StepView::new(written, step, letter)).collect()
    }

    /// Steps stand inside steps a few levels deep at most.
    fn new(written: &mut Written, step: Step, letter: DerivativeLetter) -> StepView {
        let dag = written.dag;
        let mut formula = |e: Expr| written.formula(e, letter);
        // The parts of ∂/∂x(…) are partial derivatives as well, whatever is left in them.
        let inside = match dag.pair(step.before).filter(|_| dag.op(step.before) == Op::Derivative) {
            Some((f, x)) if letter == DerivativeLetter::Customary => {
                print::letter_within(dag, f, x)
            }
            _ => letter,
        };
        StepView {
            rule: step.rule.id,
            title: &step.rule.title,
            law: Law::of(step.law),
            explanation: step.explanation,
            pieces: step.pieces,
            lets: step.lets.into_iter().map(|(name, is)| Let { name, is: formula(is) }).collect(),
            before: formula(step.before),
            after: formula(step.after),
            pending: step.pending.map(|e| written.formula(e, inside)),
            steps: StepView::each(written, step.steps, inside),
        }
    }
}

/// What is asked about a derivative.
pub(super) struct Asked<'a> {
    /// How often.
    pub order: u32,
    /// How much is said; nothing for the result alone.
    pub detail: Option<Detail>,
    /// Where.
    pub at: Option<&'a Point>,
    /// How many derivatives are told beside one another.
    pub count: usize,
}

impl Asked<'_> {
    /// What takes the derivatives.
    pub(super) fn machine(&self) -> Differentiator {
        Differentiator::new(self.detail.map_or(Light::Yes, Detail::light))
    }
}

/// Differentiates an expression by one variable.
pub(super) fn derive(
    dag: &mut Dag,
    machine: &mut Differentiator,
    input: Expr,
    variable: Symbol,
    asked: &Asked,
) -> Result<Derivation, EngineError> {
    Ok(derive_with_result(dag, machine, input, variable, asked)?.0)
}

/// The same, and the result in the graph.
pub(super) fn derive_with_result(
    dag: &mut Dag,
    machine: &mut Differentiator,
    input: Expr,
    variable: Symbol,
    asked: &Asked,
) -> Result<(Derivation, Expr), EngineError> {
    let x = dag.symbol_leaf(variable);
    let f = machine.take_all(dag, input);
    let mut result = f;
    let mut taken = vec![f];
    let (mut lines, mut told) = (Vec::new(), steps::Told::beside(asked.count));
    let mut slope = None;
    for _ in 0..asked.order {
        if dag.len() > limits::NODES || dag.size(result) > MAX_READ {
            return Err(too_large());
        }
        within_work(dag, result, variable)?;
        let (before, derivative) = (result, dag.derivative(result, x));
        result = machine.take(dag, derivative);
        taken.push(result);
        within_limits(dag, result)?;
        if let Some(detail) = asked.detail {
            lines.extend(steps::explain_after(dag, machine, derivative, detail, &mut told));
        }
        if let Some(at) = asked.at {
            slope = Some(slope_at(dag, [before, result], &[(variable, 1.0)], at)?);
        }
    }
    let formula = taken.last().copied().unwrap_or(f);
    let (value, tangent) = at_point(dag, [f, formula], variable, asked, slope)?;
    let conditions = calculus::conditions(dag, &taken, variable);
    let mut written = Written::new(dag);
    let steps = StepView::each(&mut written, lines, DerivativeLetter::Customary);
    let derivation = Derivation {
        input: Formula::new(dag, input),
        variable: dag.name(variable).to_owned(),
        order: asked.order,
        // As a rule the last line of the steps.
        result: written.formula(result, DerivativeLetter::Customary).as_ref().clone(),
        pieces: None,
        steps,
        value,
        tangent,
        conditions: sentences(&conditions),
        lines: Vec::new(),
        alternatives: None,
    };
    Ok((derivation, result))
}

/// Conditions as a page shows them.
pub(super) fn sentences(conditions: &[Condition]) -> Vec<String> {
    conditions.iter().map(|condition| condition.sentence().to_owned()).collect()
}

/// The slope, and of a first derivative the tangent, the other letters being the numbers that they
/// are there; `formula` is that of the slope.
pub(super) fn at_point(
    dag: &mut Dag,
    [f, formula]: [Expr; 2],
    variable: Symbol,
    asked: &Asked,
    slope: Option<f64>,
) -> Result<(Option<f64>, Option<Formula>), EngineError> {
    let (Some(at), Some(slope)) = (asked.at, slope) else { return Ok((None, None)) };
    let touches = at.get(dag.name(variable)).filter(|_| asked.order == 1);
    let height = value(dag, f, at).ok().filter(|height| height.is_finite());
    let tangent = touches.zip(height).map(|(&a, height)| {
        let (x, y) = (dag.symbol_leaf(variable), height_letter(dag, f, variable));
        let here: Vec<(Symbol, f64)> = (dag.variables(formula).into_iter())
            .map(|symbol| (symbol, at.get(dag.name(symbol)).copied().unwrap_or(f64::NAN)))
            .collect();
        let steep = calculus::settled(dag, formula, &here, slope);
        calculus::tangent(dag, x, y, [a, height], steep)
    });
    Ok((Some(slope), tangent.map(|tangent| Formula::new(dag, tangent))))
}

/// A letter for the height of a curve: y, where the curve has no y of its own.
fn height_letter(dag: &mut Dag, f: Expr, variable: Symbol) -> Expr {
    let variables = dag.variables(f);
    let taken = |name: &str| {
        dag.name(variable) == name || variables.iter().any(|symbol| dag.name(*symbol) == name)
    };
    let letter = ["y", "z", "w"].into_iter().find(|name| !taken(name)).unwrap_or("h");
    dag.symbol(letter)
}

/// So many factors are written in a few seconds.
const MAX_FACTORS: u64 = 2_000_000;

/// Refuses to take a derivative that is longer than anybody would wait for.
pub(super) fn within_work(dag: &Dag, f: Expr, x: Symbol) -> Result<(), EngineError> {
    let outlook = calculus::outlook(dag, f, x);
    let short = outlook.factors <= MAX_FACTORS && outlook.symbols <= limits::RESULT as f64;
    if short { Ok(()) } else { Err(too_large()) }
}

/// Refuses to take one that nobody would read beside others.
pub(super) fn within_reach(dag: &Dag, f: Expr, x: Symbol) -> Result<(), EngineError> {
    // Tidying may leave a part of what the rules write.
    let short = calculus::outlook(dag, f, x).symbols <= 4.0 * f64::from(MAX_READ);
    if short { within_work(dag, f, x) } else { Err(too_large()) }
}

/// Refuses what is too long to be written out.
pub(super) fn within_limits(dag: &Dag, result: Expr) -> Result<(), EngineError> {
    if dag.size(result) as usize <= limits::RESULT { Ok(()) } else { Err(too_large()) }
}

/// The same for what is one of several, or is to be differentiated again.
pub(super) fn within_reading(dag: &Dag, result: Expr) -> Result<(), EngineError> {
    if dag.size(result) <= MAX_READ { Ok(()) } else { Err(too_large()) }
}

pub(super) fn too_large() -> EngineError {
    EngineError::limit(
        "result-too-large",
        "Written out, this derivative would fill thousands of pages.",
    )
    .with_hint("Ask for a lower order, or for the shared pieces.")
}

/// How much is to be said.
pub(super) fn detail(name: Option<&str>) -> Result<Option<Detail>, EngineError> {
    match name {
        None | Some("brief") => Ok(Some(Detail::Brief)),
        Some("full") => Ok(Some(Detail::Full)),
        Some("none") => Ok(None),
        Some(other) => {
            Err(EngineError::usage("unknown-detail", format!("“{other}” is not a detail."))
                .with_hint("Choose none, brief or full."))
        }
    }
}

/// The slope of `f` at a point, along a direction, by its formula: where both have a value and the
/// one is the slope of the other.
pub(super) fn slope_at(
    dag: &mut Dag,
    [f, slope]: [Expr; 2],
    direction: &[(Symbol, f64)],
    at: &Point,
) -> Result<f64, EngineError> {
    let variables = dag.variables(f);
    let inputs = values(dag, &variables, at)?;
    let (height, mut found) = (value(dag, f, at)?, value(dag, slope, at)?);
    if found.is_nan() {
        // sin(x)·x/|x| says nothing at 0, where sin(x)|x| has a slope.
        let moves = |symbol: &Symbol| direction.iter().find(|(moving, _)| moving == symbol);
        let along: Vec<f64> =
            variables.iter().map(|symbol| moves(symbol).map_or(0.0, |moves| moves.1)).collect();
        found = Tape::new(dag, &[f], &variables)?.dual(&inputs, &along).slope;
    }
    let beyond = Tape::unfolded(dag, &[f, slope], &variables)?.overflows(&inputs);
    let here: Vec<(Symbol, f64)> = variables.into_iter().zip(inputs).collect();
    // At the end of where there are any it is none: that of sqrt(x)^3 at 0 has one side only.
    let outside = |dag: &mut Dag| matches!(*here, [(only, x)] if calculus::is_outside(dag, &[f, slope], only, x));
    if height.is_finite()
        && found.is_finite()
        && calculus::is_slope(dag, f, found, direction, &here)?
        && !outside(dag)
    {
        // −0 is a 0 with a sign nobody asked for.
        return Ok(found + 0.0);
    }
    if beyond && !here.is_empty() {
        return Err(beyond_numbers(&place(dag, &here)));
    }
    Err(no_derivative(dag, &here))
}

/// What is computed at this place leaves the doubles.
pub(super) fn beyond_numbers(place: &str) -> EngineError {
    EngineError::domain(
        "beyond-numbers",
        format!(
            "At {place} numbers on the way are larger than a computer holds, so no slope is found."
        ),
    )
    .with_hint("Take a place nearer to 0.")
}

/// There is no derivative at this place.
fn no_derivative(dag: &Dag, here: &[(Symbol, f64)]) -> EngineError {
    match here {
        [] => EngineError::domain("no-derivative-anywhere", "There is no derivative anywhere."),
        here => EngineError::domain(
            "no-derivative-there",
            format!("There is no derivative at {}.", place(dag, here)),
        ),
    }
}

/// A place as it is told: x = 1, y = 2.
fn place(dag: &Dag, here: &[(Symbol, f64)]) -> String {
    let each = here.iter();
    let each =
        each.map(|(symbol, value)| format!("{} = {}", dag.name(*symbol), number_text(*value)));
    each.collect::<Vec<String>>().join(", ")
}
