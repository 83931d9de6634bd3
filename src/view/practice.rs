//! A verdict on an answer, the table of mistakes.

use serde::Serialize;

use super::error::SpanView;
use super::{Argument, EngineError, Formula, Given, Point};
use crate::expr::Dag;
use crate::practice::{self, Judge, Problem, Status, Unaskable, Verdict};
use crate::rules::{Asked, Mistake};
use crate::syntax;

/// What is said of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VerdictView {
    /// correct, unfinished, wrong, unclear or unreadable.
    pub status: &'static str,
    /// To the student.
    pub message: String,
    /// The mistake that gives this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mistake: Option<NamedMistake>,
    /// Ids of the mistakes that fit, where several do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<&'static str>,
    /// The place that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanView>,
    /// Where the answer differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterexample: Option<CounterexampleView>,
}

/// A mistake and where it was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedMistake {
    /// Id of the row.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The function whose derivative went wrong.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<Formula>,
}

/// A place where an answer is not the right one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CounterexampleView {
    /// Values of the letters.
    pub at: Point,
    /// The answer's value there.
    pub yours: f64,
    /// The right one.
    pub expected: f64,
}

/// A row of the table of mistakes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MistakeCard {
    /// Stable id.
    pub id: &'static str,
    /// What was done.
    pub title: &'static str,
    /// Id of the rule in whose place it stands.
    pub instead_of: &'static str,
    /// An example.
    pub example: MistakeExample,
    /// The first sentence a tutor says.
    pub message: String,
}

/// A problem with a wrong and the right answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MistakeExample {
    /// The function.
    pub problem: Formula,
    /// What a student writes who makes the mistake.
    pub wrong: Formula,
    /// What is right.
    pub right: Formula,
}

impl VerdictView {
    fn new(verdict: Verdict, source: &str) -> VerdictView {
        VerdictView {
            status: match verdict.status {
                Status::Correct => "correct",
                Status::Unfinished => "unfinished",
                Status::Wrong => "wrong",
                Status::Unclear => "unclear",
                Status::Unreadable => "unreadable",
            },
            message: verdict.message,
            mistake: verdict.mistake.map(|mistake| NamedMistake {
                id: mistake.id,
                title: mistake.title,
                place: mistake.place.map(|(text, mathml)| Formula { text, mathml }),
            }),
            candidates: verdict.candidates,
            span: verdict.span.map(|span| SpanView::new(source, &span)),
            counterexample: verdict.counterexample.map(|example| CounterexampleView {
                at: example.at.into_iter().collect(),
                yours: example.yours,
                expected: example.expected,
            }),
        }
    }
}

/// A problem as it was given; `None` for what is asked where nobody said.
pub struct GivenProblem {
    problem: Problem,
    asked: Option<Asked>,
}

impl GivenProblem {
    /// Reads a problem.
    pub fn read(given: &Given) -> Result<GivenProblem, EngineError> {
        let given = Argument::new("problem", given);
        let asked = match given.get("kind").text()? {
            None => None,
            Some("derivative") => Some(Asked::Derivative),
            Some("value") => Some(Asked::Value),
            Some("gradient") => Some(Asked::Gradient),
            Some("update") => Some(Asked::Update),
            Some(other) => {
                return Err(EngineError::usage(
                    "unknown-kind",
                    format!("“{other}” is not a kind of problem."),
                )
                .with_hint("Choose derivative, value, gradient or update."));
            }
        };
        let at = given.get("at").point()?.unwrap_or_default();
        let problem = Problem {
            function: given.get("function").needed_text()?.to_owned(),
            variable: given.get("variable").text()?.unwrap_or_default().to_owned(),
            order: given.get("order").whole(1, 10)?.unwrap_or(1) as u32,
            at: at.iter().map(|(name, value)| (name.to_owned(), *value)).collect(),
            asked: asked.unwrap_or_default(),
        };
        Ok(GivenProblem { problem, asked })
    }
}

/// Judges an answer.
pub fn check(answer: &str, given: &GivenProblem) -> Result<VerdictView, EngineError> {
    let verdict = practice::check(answer, &given.problem)?;
    // With a place and nothing said, a number is the value there.
    let open = given.asked.is_none() && !given.problem.at.is_empty();
    if open && !matches!(verdict.status, Status::Correct | Status::Unreadable) {
        let problem = Problem { asked: Asked::Value, ..given.problem.clone() };
        if let Ok(mut judge) = Judge::new(&problem)
            && judge.is_numeric(answer)
        {
            return Ok(VerdictView::new(judge.check(answer), answer));
        }
    }
    Ok(VerdictView::new(verdict, answer))
}

/// Every mistake.
pub fn mistakes() -> Vec<MistakeCard> {
    crate::rules::mistakes().rows.iter().map(|mistake| card(mistake)).collect()
}

fn card(mistake: &Mistake) -> MistakeCard {
    let example = &mistake.example;
    MistakeCard {
        id: mistake.id,
        title: mistake.title,
        instead_of: mistake.instead_of,
        example: MistakeExample {
            problem: written(example.function),
            wrong: written(example.wrong),
            right: written(example.right),
        },
        message: practice::message(mistake),
    }
}

/// A formula of the table; a vector with the unit vectors i and j.
fn written(text: &str) -> Formula {
    let mut dag = Dag::new();
    let text = practice::with_unit_vectors(text);
    match syntax::parse(&mut dag, &text) {
        Ok(parsed) => Formula::new(&dag, parsed.expr),
        Err(_) => Formula { mathml: String::new(), text },
    }
}

impl From<Unaskable> for EngineError {
    fn from(reason: Unaskable) -> EngineError {
        match reason {
            Unaskable::Function(error) => error.into(),
            Unaskable::Variable(name) => EngineError::usage(
                "not-a-variable",
                format!("“{name}” is not the name of a variable."),
            ),
            Unaskable::Unbound(names) => EngineError::usage(
                "unbound-variable",
                match names.as_slice() {
                    [only] => format!("{only} has no value."),
                    several => format!("{} have no values.", several.join(", ")),
                },
            )
            .with_hint(format!("Give a value to {}.", names.join(" and to "))),
            Unaskable::Undefined => EngineError::domain(
                "no-value-there",
                "There is no real value at that place, so there is nothing to be found.",
            ),
            Unaskable::Equation => EngineError::usage(
                "equation",
                "Of an equation, only the first derivative dy/dx can be asked for.",
            ),
            Unaskable::TooLarge => EngineError::limit(
                "result-too-large",
                "The answer to this would fill pages: take a smaller problem.",
            ),
        }
    }
}
