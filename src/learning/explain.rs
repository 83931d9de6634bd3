//! A run becomes what is to be said of it: why it diverged, swings, creeps or rests.

use super::descend::length;
use super::{Barrier, Crossing, Curvature, Descent, Method, Optimizer, Setting, Status};
use crate::expr::Rational;
use crate::print::number_text;
use crate::real::{rounded_to_digits, times_power_of_ten};

/// What is said of a run, with the numbers that caused it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Stable id.
    pub kind: &'static str,
    /// The sentences.
    pub message: String,
    /// The rate at that step.
    pub rate: Option<f64>,
    /// The largest rate that curvature there lets converge.
    pub limit: Option<f64>,
    /// The largest curvature there.
    pub curvature: Option<f64>,
    /// A rate to try instead.
    pub suggested: Option<f64>,
    /// Where the break is that an update leapt over.
    pub at: Option<Vec<f64>>,
}

/// How many of the last steps are looked at.
const LOOK_BACK: usize = 20;
/// How many of the first points are asked for their curvature.
const LOOK_AHEAD: usize = 200;

impl Explanation {
    fn new(kind: &'static str, message: String) -> Explanation {
        let (rate, limit, curvature, suggested, at) = (None, None, None, None, None);
        Explanation { kind, message, rate, limit, curvature, suggested, at }
    }
}

/// What there is to say; nothing of a run that goes well.
pub fn explain(
    run: &Descent,
    optimizer: &Optimizer,
    schedule_rate: impl Fn(usize) -> f64,
    curvature: Option<&Curvature>,
    crossing: Option<Crossing>,
) -> Option<Explanation> {
    let end = run.points.len() - 1;
    if let Some(crossing) = crossing {
        return Some(crossed(run, crossing));
    }
    match run.status {
        Status::Grew | Status::Left => Some(diverged(run, optimizer, schedule_rate, curvature)),
        Status::Converged => {
            let [least, most] = curvature?.at(&run.points[end])?;
            if let Some(flat) = flat(run, [least, most]) {
                return Some(flat);
            }
            (least < -1e-9).then(|| {
                Explanation::new(
                    "saddle",
                    format!(
                        "The slope is gone, but this is no minimum: in one direction the loss curves down (curvature {}). Start a little beside.",
                        short(least)
                    ),
                )
            })
        }
        Status::Running => swings(run, optimizer, curvature)
            .or_else(|| rests(run, curvature))
            .or_else(|| falls(run)),
    }
}

/// A run of which an update leapt over a break: whatever came after was on other ground.
fn crossed(run: &Descent, Crossing { from, at, barrier }: Crossing) -> Explanation {
    let step = run.standing.step - run.rates.len() + from + 1;
    let rate = run.rates[from];
    let suggested = round(rate / 10.0, 1);
    let (place, rate_told) = (place(&at), short(suggested));
    let message = match barrier {
        Barrier::Pole => format!(
            "Update {step} leaps across ({place}), where the loss runs away to infinity: the slope it followed knew nothing of the other side. Try a smaller rate, such as {rate_told}."
        ),
        Barrier::Jump => format!(
            "Update {step} leaps across ({place}), where the loss jumps: the slope it followed knew nothing of the other side. Try a smaller rate, such as {rate_told}."
        ),
        Barrier::Gap => format!(
            "Update {step} leaps across ({place}), into a gap where the loss has no value: the slope it followed knew nothing of the other side. Try a smaller rate, such as {rate_told}."
        ),
    };
    Explanation {
        rate: Some(rate),
        suggested: Some(suggested),
        at: Some(at),
        ..Explanation::new("crossed", message)
    }
}

fn place(point: &[f64]) -> String {
    point.iter().map(|x| short(*x)).collect::<Vec<_>>().join(", ")
}

/// A run that had no slope to begin with, on ground without curvature: nothing says that this is
/// a minimum.
fn flat(run: &Descent, [least, most]: [f64; 2]) -> Option<Explanation> {
    /// Less curvature than this is none; and so is what is left of it where all fades away.
    const NONE: f64 = 1e-6;
    let (first, last) = (run.gradients.first()?, run.gradients.last()?);
    let none = f64::max(NONE, 10.0 * length(last));
    if least < -none || most > none || length(first) > length(last) * 2.0 {
        return None;
    }
    let message = format!(
        "The slope is {} all along, so nothing moves: a flat place, which need not be a minimum. Start elsewhere.",
        short(length(last))
    );
    Some(Explanation::new("flat", message))
}

/// A run whose loss falls on and on while the slope does not fade.
fn falls(run: &Descent) -> Option<Explanation> {
    let recent = run.losses.len().checked_sub(LOOK_BACK)?;
    let steady = run.losses[recent..].windows(2).all(|pair| pair[1] < pair[0]);
    let slope = |at: usize| length(&run.gradients[at]);
    if !steady || slope(run.gradients.len() - 1) < 0.99 * slope(recent / 2) {
        return None;
    }
    let message = format!(
        "In each of the last {} steps the loss fell, and the slope did not fade: no end is in sight. Either it takes more steps, or the loss has no lowest value on this way.",
        LOOK_BACK - 1
    );
    Some(Explanation::new("falling", message))
}

/// Why a run left: the first point whose curvature is too much for the rate, if there is one.
fn diverged(
    run: &Descent,
    optimizer: &Optimizer,
    rate_at: impl Fn(usize) -> f64,
    curvature: Option<&Curvature>,
) -> Explanation {
    let end = run.points.len() - 1;
    // The run may be a piece of a longer one.
    let first = run.standing.step - run.rates.len();
    let last = first + end;
    let what = match run.status {
        Status::Grew => format!("The loss grew past 10¹² times its start at step {last}."),
        _ => {
            let (beyond, there) = run.beyond.as_ref().map_or((&[][..], 0.0), |(at, y)| (at, *y));
            let trouble = match there {
                there if there.is_nan() => "where the loss has no value",
                there if there.is_infinite() => "where the loss is infinite",
                _ => "where its slope has no value",
            };
            format!("After step {last} the next update goes to ({}), {trouble}.", place(beyond))
        }
    };
    if is_bottomless(run) {
        let said = "The loss fell with every step, and further each time: it has no lowest value on this way.";
        let message = format!("{what} {said}");
        return Explanation::new("bottomless", message);
    }
    if speeds_up(optimizer) {
        let said =
            "With a momentum of 1 or more no speed is ever lost: take one below 1, such as 0.9.";
        return Explanation::new("momentum-too-large", format!("{what} {said}"));
    }
    for (k, point) in run.points.iter().enumerate().take(LOOK_AHEAD) {
        let found = curvature.and_then(|curvature| curvature.at(point));
        let Some(most) = found.map(|found| steepest(optimizer, found)) else { continue };
        let rate = rate_at(first + k);
        let Some((limit, formula)) = limit(optimizer, most) else { break };
        if rate <= limit {
            continue;
        }
        let place = match first + k {
            0 => "at the start".to_owned(),
            k => format!("at step {k}"),
        };
        let suggested = round(limit / 2.0, 1);
        return Explanation {
            kind: "rate-too-large",
            message: format!(
                "{what} The rate {} is above {formula} = {}, where λ = {} is the largest curvature {place}: each step overshoots further than the last. Try {}.{}",
                told(rate, limit),
                told(limit, rate),
                short(most),
                short(suggested),
                shrinks(optimizer)
            ),
            rate: Some(rate),
            limit: Some(limit),
            curvature: Some(most),
            suggested: Some(suggested),
            at: None,
        };
    }
    let rate = rate_at(last.min(run.standing.step));
    let suggested = round(rate / 10.0, 1);
    Explanation {
        rate: Some(rate),
        suggested: Some(suggested),
        ..Explanation::new(
            "left",
            format!("{what} Try a smaller rate, such as {}.", short(suggested)),
        )
    }
}

/// Whether the loss of a run that left fell all the way, and ever faster, to where there is no end.
fn is_bottomless(run: &Descent) -> bool {
    /// What is further below 0 than any loss that has a lowest value.
    const DEEP: f64 = -1e12;
    let falls: Vec<f64> = run.losses.windows(2).map(|pair| pair[0] - pair[1]).collect();
    run.losses.last().is_some_and(|&loss| loss < DEEP)
        && falls.iter().all(|&fall| fall > 0.0)
        && falls.windows(2).all(|pair| pair[0] < pair[1])
}

/// Whether a running sum of gradients grows by itself. (Where it looks ahead it may be held back.)
fn speeds_up(optimizer: &Optimizer) -> bool {
    optimizer.method() != Method::Nesterov && optimizer.get(Setting::Momentum) >= 1.0
}

/// The largest curvature that a method feels: a decay in the gradient is a parabola more.
fn steepest(optimizer: &Optimizer, [_, most]: [f64; 2]) -> f64 {
    most + optimizer.get(Setting::WeightDecay)
}

/// What is to be said of such a curvature.
fn shrinks(optimizer: &Optimizer) -> &'static str {
    if optimizer.get(Setting::WeightDecay) == 0.0 { "" } else { " Weight decay counts in λ." }
}

/// The largest rate at which a method converges on a parabola of curvature λ, with its formula.
/// Methods that set the size of their steps themselves have none.
fn limit(optimizer: &Optimizer, curvature: f64) -> Option<(f64, &'static str)> {
    let mu = optimizer.get(Setting::Momentum);
    let (factor, formula) = match optimizer.method() {
        Method::Sgd | Method::Momentum if mu == 0.0 => (2.0, "2/λ"),
        Method::Sgd | Method::Momentum => (2.0 * (1.0 + mu), "2(1 + μ)/λ"),
        Method::Nesterov => ((1.0 + mu) / (0.5 + mu), "2(1 + μ)/((1 + 2μ)λ)"),
        _ => return None,
    };
    let bounded = curvature > 0.0 && !speeds_up(optimizer);
    bounded.then_some((factor / curvature, formula))
}

/// A run whose gradient turns around at nearly every step.
fn swings(
    run: &Descent,
    optimizer: &Optimizer,
    curvature: Option<&Curvature>,
) -> Option<Explanation> {
    let recent = &run.gradients[run.gradients.len().saturating_sub(LOOK_BACK)..];
    let turns = recent.windows(2).filter(|pair| dot(&pair[0], &pair[1]) < 0.0).count();
    let (steps, end) = (recent.len() - 1, run.points.len() - 1);
    if steps < 4 || turns * 4 < steps * 3 {
        return None;
    }
    let rate = *run.rates.last()?;
    let seen = format!(
        "At {turns} of the last {steps} steps the gradient turned around: the run swings from side to side."
    );
    let known = curvature
        .and_then(|curvature| curvature.at(&run.points[end]))
        .map(|found| steepest(optimizer, found))
        .and_then(|most| limit(optimizer, most).map(|limit| (most, limit)))
        // A rate far below what curvature allows swings for another reason: a corner, or a curve that
        // is steeper elsewhere.
        .filter(|(_, (limit, _))| rate > limit / 2.0);
    let Some((most, (limit, formula))) = known else {
        let suggested = round(rate / 10.0, 1);
        let advice = match optimizer.method() {
            Method::Lion => {
                "Lion always moves by the whole rate, so it ends by swinging around the minimum"
            }
            _ => "The rate is large for what is left of the way",
        };
        return Some(Explanation {
            rate: Some(rate),
            suggested: Some(suggested),
            ..Explanation::new(
                "oscillating",
                format!("{seen} {advice}: let a schedule lower it, or try {}.", short(suggested)),
            )
        });
    };
    let suggested = round(f64::min(limit, rate) / 2.0, 1);
    Some(Explanation {
        rate: Some(rate),
        limit: Some(limit),
        curvature: Some(most),
        suggested: Some(suggested),
        ..Explanation::new(
            "oscillating",
            format!(
                "{seen} The rate {} is {} {formula} = {} with the curvature λ = {} here{}. Try {}.{}",
                told(rate, limit),
                beside(rate, limit),
                told(limit, rate),
                short(most),
                if on_the_edge(rate, limit) { ON_THE_EDGE } else { "" },
                short(suggested),
                shrinks(optimizer)
            ),
        )
    })
}

/// Where a rate stands beside the largest that converges.
fn beside(rate: f64, limit: f64) -> &'static str {
    match rate / limit {
        _ if on_the_edge(rate, limit) => "exactly",
        part if part > 1.0 => "above",
        part if part >= 0.75 => "not far below",
        _ => "more than half of",
    }
}

/// What is to be said of the largest rate itself.
const ON_THE_EDGE: &str = ": on the edge, where a swing neither grows nor fades";

/// Whether a rate is the largest one, but for the rounding of the curvature.
fn on_the_edge(rate: f64, limit: f64) -> bool {
    (rate / limit - 1.0).abs() <= 1e-9
}

/// A run that hardly moves although there is a slope.
fn rests(run: &Descent, curvature: Option<&Curvature>) -> Option<Explanation> {
    /// What counts as a change of the loss.
    const CHANGE: f64 = 1e-3;
    let end = run.losses.len() - 1;
    if end < 10 {
        return None;
    }
    let (before, now) = (run.losses[end / 2], run.losses[end]);
    if (before - now).abs() > CHANGE * f64::max(before.abs(), now.abs()) {
        return None;
    }
    let (rate, slope) = (*run.rates.last()?, length(&run.gradients[end]));
    // In a bowl g²/2λ is the most that is still to be had: nearly nothing is an end, not a plateau.
    let least =
        curvature.and_then(|curvature| curvature.at(&run.points[end])).map(|[least, _]| least);
    if least.is_some_and(|least| least > 0.0 && slope * slope / (2.0 * least) < CHANGE * now.abs())
    {
        return None;
    }
    let suggested = round(rate * 10.0, 1);
    Some(Explanation {
        rate: Some(rate),
        suggested: Some(suggested),
        ..Explanation::new(
            "plateau",
            format!(
                "In the last {} steps the loss changed by less than a thousandth, and the slope is {}: a plateau, or a rate too small for it. Try {}.",
                end - end / 2,
                short(slope),
                short(suggested)
            ),
        )
    })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn round(value: f64, digits: u32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (whole, power) = rounded_to_digits(value, digits);
    // A power of ten that no double holds brings digits of its own.
    match power.abs() {
        0..=22 => times_power_of_ten(whole, power),
        _ => Rational::from_digits(&(whole.abs() as u64).to_string(), power)
            .map_or(value, |exact| exact.to_f64().copysign(value)),
    }
}

/// Three digits, or as many as tell a number from the one beside it.
fn told(value: f64, other: f64) -> String {
    let apart = (3..15).find(|&digits| round(value, digits) != round(other, digits));
    number_text(round(value, if on_the_edge(value, other) { 3 } else { apart.unwrap_or(15) }))
}

/// Three digits.
fn short(value: f64) -> String {
    number_text(round(value, 3))
}
