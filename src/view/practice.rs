//! A verdict on an answer, the table of mistakes.

use serde::Serialize;

use super::error::SpanView;
use super::network::seed;
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

/// A problem as it crosses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProblemView {
    /// The function.
    pub function: String,
    /// The variable.
    pub variable: String,
    /// How often it is differentiated, where more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// Values of letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Point>,
    /// What is asked for.
    pub kind: &'static str,
}

/// An exercise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExerciseView {
    /// Names it.
    pub id: String,
    /// Id of the skill.
    pub skill: &'static str,
    /// 1 to 3.
    pub level: u32,
    /// Where it was drawn from.
    pub seed: f64,
    /// What is to be done.
    pub prompt: String,
    /// The function.
    pub formula: Formula,
    /// The problem.
    pub problem: ProblemView,
}

/// A skill.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SkillView {
    /// Stable id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The lesson that teaches it.
    pub lesson: &'static str,
    /// Ids of the mistakes that are met there.
    pub mistakes: &'static [&'static str],
}

/// A hint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HintView {
    /// What is said.
    pub message: String,
    /// A formula to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
}

/// A working, judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkingView {
    /// A verdict for each line.
    pub lines: Vec<VerdictView>,
    /// Whether the problem is done.
    pub finished: bool,
}

/// Every skill.
pub fn skills() -> Vec<SkillView> {
    let view = |skill: &practice::Skill| SkillView {
        id: skill.id,
        title: skill.title,
        lesson: skill.lesson,
        mistakes: skill.targets,
    };
    practice::SKILLS.iter().map(view).collect()
}

/// The exercise that belongs to a seed.
pub fn exercise(request: &Given) -> Result<ExerciseView, EngineError> {
    let request = Argument::new("request", request);
    let id = request.get("skill").needed_text()?;
    let level = request.get("level").whole(1, 3)?.unwrap_or(1) as u32;
    let seed = seed(&request.get("seed"))?.unwrap_or(0);
    let Some(exercise) = practice::exercise(id, level, seed) else {
        let known: Vec<&str> = practice::SKILLS.iter().map(|skill| skill.id).collect();
        return Err(EngineError::usage("unknown-skill", format!("“{id}” is not a skill."))
            .with_hint(format!("Choose one of {}, or mixed.", known.join(", "))));
    };
    let problem = exercise.problem;
    Ok(ExerciseView {
        id: exercise.id,
        skill: exercise.skill,
        level,
        seed: seed as f64,
        prompt: exercise.prompt,
        formula: written(&problem.function),
        problem: ProblemView {
            kind: match problem.asked {
                Asked::Derivative => "derivative",
                Asked::Value => "value",
                Asked::Gradient => "gradient",
                Asked::Update | Asked::Claim => "update",
            },
            order: (problem.order > 1).then_some(problem.order),
            at: (!problem.at.is_empty()).then(|| problem.at.iter().cloned().collect()),
            function: problem.function,
            variable: problem.variable,
        },
    })
}

/// A hint for a problem.
pub fn hint(given: &GivenProblem, rung: f64, lines: &[String]) -> Result<HintView, EngineError> {
    if ![1.0, 2.0, 3.0, 4.0].contains(&rung) {
        return Err(EngineError::usage("unknown-rung", "There are four rungs: 1, 2, 3 and 4."));
    }
    let hint = practice::hint(&given.problem, rung as u32, lines)?;
    Ok(HintView {
        message: hint.message,
        formula: hint.formula.map(|(text, mathml)| Formula { text, mathml }),
    })
}

/// Judges a working, line by line.
pub fn check_steps(lines: &[String], given: &GivenProblem) -> Result<WorkingView, EngineError> {
    if lines.len() > practice::MAX_LINES {
        return Err(EngineError::limit(
            "too-many-lines",
            format!("At most {} lines can be judged at once.", practice::MAX_LINES),
        ));
    }
    let working = practice::check_steps(lines, &given.problem)?;
    let views = working.lines.into_iter().zip(lines);
    Ok(WorkingView {
        lines: views.map(|(verdict, line)| VerdictView::new(verdict, line)).collect(),
        finished: working.finished,
    })
}

/// What a student answers who makes this mistake; nothing where it does not apply.
pub fn slip(given: &GivenProblem, mistake: &str) -> Result<Option<Formula>, EngineError> {
    Ok(practice::slipped(&given.problem, mistake)?.map(|answer| written(&answer)))
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
                "Of an equation, only the first derivative dy/dx can be asked for, as a formula or at a point.",
            ),
            Unaskable::OffTheCurve => EngineError::domain(
                "not-on-the-curve",
                "That point is not on the curve: the two sides of the equation differ there.",
            )
            .with_hint("Give a point at which both sides are equal."),
            Unaskable::TooLarge => EngineError::limit(
                "result-too-large",
                "The answer to this would fill pages: take a smaller problem.",
            ),
        }
    }
}
