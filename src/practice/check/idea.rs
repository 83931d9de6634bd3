//! Questions behind which there is a thought, not a computation: is there a slope at a corner, does
//! a flat place lie at the bottom, is the longer step the better one.

use super::Judge;
use crate::expr::{Function, Op};
use crate::practice::verdict::{Named, Status, Verdict};
use crate::practice::words;
use crate::rules::{Asked, mistakes};

/// The verdict on an answer in words; nothing for one that is to be read as mathematics.
pub(in crate::practice) fn in_words(judge: &Judge, answer: &str) -> Option<Verdict> {
    let said = plain(answer);
    match judge.question.asked {
        Asked::Value if judge.question.corner => NONE.contains(&said.as_str()).then(|| {
            Verdict::new(Status::Correct, "Right: what the two sides say does not agree there.")
        }),
        Asked::Value => at_a_flat_place(judge, &said),
        _ => None,
    }
}

/// Without article, place, full stop, capitals.
fn plain(answer: &str) -> String {
    let lower = answer.trim().trim_end_matches('.').to_ascii_lowercase().replace("’", "'");
    let starts = ["it's ", "it ", "there's ", "there ", "is ", "has ", "a ", "an ", "the "];
    let mut rest = [" there", " here"]
        .iter()
        .fold(lower.as_str(), |said, place| said.strip_suffix(place).unwrap_or(said));
    while let Some(next) = starts.iter().find_map(|start| rest.strip_prefix(start)) {
        rest = next;
    }
    rest.trim().to_owned()
}

/// How people write that there is none.
const NONE: [&str; 14] = [
    "undefined",
    "not defined",
    "does not exist",
    "doesn't exist",
    "dne",
    "none",
    "no slope",
    "no derivative",
    "no such slope",
    "not differentiable",
    "nothing",
    "no value",
    "nan",
    "∄",
];

/// A number given for the slope at a corner.
pub(super) fn at_a_corner(judge: &Judge, own: f64) -> Verdict {
    let dag = &judge.question.dag;
    let rectified = dag
        .below(judge.question.base)
        .iter()
        .any(|&e| matches!(dag.op(e), Op::Call(Function::Relu | Function::Max)));
    if rectified && own == 0.0 {
        return Verdict::new(
            Status::Unfinished,
            "Programs agree on that number there. Is it a slope? Look a little to the left and to the right.",
        );
    }
    named(judge, "relu.zero")
}

/// What a place with slope 0 is called.
const BOTTOM: [&str; 4] = ["minimum", "min", "local minimum", "lowest point"];
const TOP: [&str; 4] = ["maximum", "max", "local maximum", "highest point"];
const NEITHER: [&str; 5] =
    ["inflection", "inflection point", "point of inflection", "saddle", "saddle point"];

/// "Minimum", said of a place with slope 0.
fn at_a_flat_place(judge: &Judge, said: &str) -> Option<Verdict> {
    let words = [&BOTTOM[..], &TOP[..], &NEITHER[..]];
    let kind = words.iter().position(|words| words.contains(&said))?;
    let question = &judge.question;
    let slope = question.numbers(&question.answers).ok()?[0];
    if slope.abs() > 1e-9 {
        return Some(Verdict::new(
            Status::Wrong,
            "Is it flat there? The slope at the place is a number: work it out first.",
        ));
    }
    let x = question.dag.as_symbol(question.by[0])?;
    let name = question.dag.name(x).to_owned();
    let start = question.at.iter().find(|(known, _)| *known == name)?.1;
    let height = |step: f64| question.moved(question.base, &name, start + step);
    let (left, here, right) = (height(-1e-2)?, height(0.0)?, height(1e-2)?);
    let truly = match (left > here, right > here) {
        (true, true) => 0,
        (false, false) if left < here && right < here => 1,
        _ => 2,
    };
    Some(match (kind, truly) {
        (0, 1 | 2) => named(judge, "gd.stat"),
        _ if kind == truly => Verdict::new(
            Status::Unfinished,
            "That is the kind of place it is. The slope there is asked for: a number.",
        ),
        _ => Verdict::new(
            Status::Wrong,
            "Look on both sides of the flat place: is the function higher there, or lower?",
        ),
    })
}

/// A step so long that it climbs, taken for one that arrives: the answer lies at the bottom, or
/// within that part of the way to it, where the step really jumps over it.
pub(super) fn arrives(judge: &Judge, own: f64, right: f64, within: f64) -> Option<Verdict> {
    let question = &judge.question;
    if question.asked != Asked::Update || question.by.len() != 1 {
        return None;
    }
    let x = question.dag.as_symbol(question.by[0])?;
    let name = question.dag.name(x).to_owned();
    let start = question.at.iter().find(|(known, _)| *known == name)?.1;
    let step = |from: f64| question.moved(question.answers[0], &name, from);
    // A step on a parabola is a line in w: it rests where that line meets the diagonal.
    let slope = step(start)? - step(start - 1.0)?;
    let rest = (step(start)? - slope * start) / (1.0 - slope);
    let straight = (step(rest)? - rest).abs() <= 1e-9 * (1.0 + rest.abs());
    let away = (right - rest).abs() > (start - rest).abs();
    let close = (own - rest).abs() <= within * (start - rest).abs();
    (straight && away && close).then(|| named(judge, "gd.fast"))
}

fn named(judge: &Judge, id: &str) -> Verdict {
    match mistakes().place(id) {
        Some(row) => looks_like(judge, row),
        None => Verdict::new(Status::Wrong, "Look again."),
    }
}

/// What is said of a mistake that was made at no place in particular.
pub(in crate::practice) fn looks_like(judge: &Judge, row: usize) -> Verdict {
    let mistake = mistakes().rows[row];
    let question = &judge.question;
    let said = words::question(&question.dag, mistake, None, question.by[0], &judge.secrets);
    let mut verdict = Verdict::new(Status::Wrong, format!("{} {said}", words::looks_like(mistake)));
    verdict.mistake = Some(Named { id: mistake.id, title: mistake.title, place: None });
    verdict
}
