//! The picture in words and in a table, for those who do not see it and those who want to know.

use super::frame::View;
use super::line::Line;
use super::number::written;
use super::places::{Break, BreakKind, round_place};
use super::points::{Kind, Point};
use super::trace::Traced;
use crate::order::{sort_by, sort_numbers};

/// More turning points than this are counted and not told.
const TELLABLE: usize = 3;
/// Turns of one kind closer to each other than this share of the view are found as the sampling had
/// it: how many there are is not known.
const APART: f64 = 1.0 / 300.0;

fn number(value: f64) -> String {
    written(value, 4)
}

/// What the curve does from left to right, and what is at the point. `letter`: the variable.
pub(super) fn describe(
    letter: &str,
    view: &View,
    (f, traced): (&Line, &Traced),
    points: &[Point],
    touch: Option<(f64, f64)>,
    slope: Option<f64>,
) -> String {
    let mut sentences = vec![course(letter, view, (f, traced), points)];
    if !crowded(view, points) {
        sentences.extend(crossings(letter, points));
    }
    if let Some((x, value)) = touch {
        let (x, value) = (number(x), number(value));
        sentences.push(match slope {
            Some(slope) if slope.is_finite() => {
                format!("At {letter} = {x} its value is {value} and its slope {}.", number(slope))
            }
            Some(_) => format!("At {letter} = {x} its value is {value}; it has no slope there."),
            None => format!("At {letter} = {x} its value is {value}."),
        });
    }
    sentences.join(" ")
}

/// "The curve falls until x = −1.5, where it touches 0, then rises."
fn course(letter: &str, view: &View, (f, traced): (&Line, &Traced), points: &[Point]) -> String {
    let (Some(first), Some(last)) = (traced.runs.first(), traced.runs.last()) else {
        let (left, right) = (number(view.left), number(view.right));
        return format!("There is no curve between {letter} = {left} and {letter} = {right}.");
    };
    if traced.thicket || crowded(view, points) {
        let ys = || traced.runs.iter().flatten().map(|point| point[1]);
        let (low, high) = (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::MIN, f64::max));
        // How far the samples happened to reach says nothing where it runs away.
        let far = 10.0 * (view.top - view.bottom);
        if traced.endless || high > view.top + far || low < view.bottom - far {
            let out =
                "The curve runs out of the picture, with more turns or jumps than can be told.";
            return out.to_owned();
        }
        let (low, high) = (number(low), number(high));
        return format!(
            "The curve moves between {low} and {high}, with more turns or jumps than can be told."
        );
    }
    let turns: Vec<&Point> = points
        .iter()
        .filter(|p| matches!(p.kind, Kind::Maximum | Kind::Minimum | Kind::Pole))
        .collect();
    let jumps = traced.breaks.iter().filter(|b| b.kind == BreakKind::Jump).count();
    if turns.len() > TELLABLE || jumps > 1 {
        return count(&turns, jumps);
    }
    let ys = traced.runs.iter().flatten().map(|point| point[1]);
    let (low, high) = ys.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| (a.min(y), b.max(y)));
    if low == high && jumps == 0 {
        return format!("The curve is a level line at {}.", number(low));
    }

    let width = view.right - view.left;
    let margin = 1e-6 * width;
    let begin = round_place(first[0][0], width);
    let end = round_place(last[last.len() - 1][0], width);
    let mut told = String::from("The curve");
    if begin > view.left + margin {
        told += &format!(" begins at {letter} = {} and", spot(begin, width));
    }
    let mut from = begin;
    for Stop { x, goes_on, said } in stops(letter, view, (f, traced), points, &turns) {
        if x - from > margin && end - goes_on > margin {
            told +=
                &format!(" {} until {letter} = {}, {said}", verb(traced, from, x), spot(x, width));
            from = goes_on;
        }
    }
    told += &format!(" {}", verb(traced, from, end));
    if end < view.right - margin {
        told += &format!(" and ends at {letter} = {}", spot(end, width));
    }
    told + "."
}

/// A place: those closer to each other than they are to 0 need more digits.
fn spot(x: f64, width: f64) -> String {
    written(x, 4 + libm::log10(x.abs() / width).clamp(0.0, 10.0) as u32)
}

/// A place where the story turns.
struct Stop {
    x: f64,
    /// Where the curve is to be seen again.
    goes_on: f64,
    said: String,
}

impl Stop {
    fn at(x: f64, said: String) -> Stop {
        Stop { x, goes_on: x, said }
    }
}

/// Where the story turns, from left to right.
fn stops(
    letter: &str,
    view: &View,
    (f, traced): (&Line, &Traced),
    points: &[Point],
    turns: &[&Point],
) -> Vec<Stop> {
    let width = view.right - view.left;
    let place = |x: f64| round_place(x, width);
    let mut stops: Vec<Stop> = turns
        .iter()
        .map(|turn| {
            let touches = points.iter().any(|p| p.kind == Kind::Root && p.x == turn.x);
            let corner = points.iter().any(|p| p.kind == Kind::Kink && p.x == turn.x);
            let there = match turn.kind {
                Kind::Pole => "it has a pole".to_owned(),
                _ if touches => "it touches 0".to_owned(),
                _ => format!("it reaches {}", number(turn.y)),
            };
            let corner = if corner { " in a corner" } else { "" };
            Stop::at(turn.x, format!("where {there}{corner}, then"))
        })
        .collect();
    let turn_at = |x: f64| turns.iter().any(|turn| turn.x == x);
    for kink in points.iter().filter(|p| p.kind == Kind::Kink && !turn_at(p.x)) {
        stops.push(Stop::at(kink.x, "where it has a corner, then".to_owned()));
    }
    for at_break in &traced.breaks {
        if at_break.kind == BreakKind::Jump {
            let level = |y: f64| number(round_place(y, view.top - view.bottom));
            let (from, to) = (level(at_break.left[1]), level(at_break.right[1]));
            let x = place(at_break.left[0]);
            stops.push(Stop::at(x, format!("where it jumps from {from} to {to}, then")));
        }
    }
    for pair in traced.runs.windows(2) {
        let (end, start) = (pair[0][pair[0].len() - 1][0], pair[1][0][0]);
        let bridged = |b: &Break| b.left[0] <= end && start <= b.right[0];
        if start - end > 1e-6 * width && !traced.breaks.iter().any(bridged) {
            let (end, start) = (place(end), place(start));
            let pole = |x: f64| turns.iter().any(|turn| turn.kind == Kind::Pole && turn.x == x);
            let ends = if pole(end) { "it has a pole and ends" } else { "it ends" };
            let from = if pole(start) { "a pole at " } else { "" };
            stops.retain(|stop| stop.x != end);
            let said = format!("where {ends}; from {from}{letter} = {} on it", spot(start, width));
            stops.push(Stop { x: end, goes_on: start, said });
        }
    }
    for x in level_ends(view, f, traced) {
        let x = place(x);
        if stops.iter().all(|stop| (stop.x - x).abs() > 1e-6 * width) {
            stops.push(Stop::at(x, "where it bends smoothly, then".to_owned()));
        }
    }
    sort_by(&mut stops, |a, b| a.x.total_cmp(&b.x));
    stops
}

/// Where the curve leaves a height that it kept for a while, as max(0, x)² does at 0; not where it only
/// comes too close to one for doubles to tell.
fn level_ends(view: &View, f: &Line, traced: &Traced) -> Vec<f64> {
    let [width, height] = [view.right - view.left, view.top - view.bottom];
    let mut found = Vec::new();
    for run in &traced.runs {
        let last = run.len() - 1;
        let mut start = 0;
        for end in 0..=last {
            let level = run[start][1];
            if end < last && run[end + 1][1] == level {
                continue;
            }
            for (from, side) in [(start, -0.01), (end, 0.01)] {
                let (mut inside, mut outside) = (run[from][0], run[from][0] + side * width);
                let within = run[0][0] < outside && outside < run[last][0];
                let leaves = (f.at(outside) - level).abs() > 1e-9 * height;
                if run[end][0] - run[start][0] < 0.02 * width || !within || !leaves {
                    continue;
                }
                for _ in 0..64 {
                    let middle = 0.5 * (inside + outside);
                    *(if f.at(middle) == level { &mut inside } else { &mut outside }) = middle;
                }
                found.push(inside);
            }
            start = end + 1;
        }
    }
    found
}

/// More turns than can be counted somewhere, as those of sin(1/x) about 0.
fn crowded(view: &View, points: &[Point]) -> bool {
    let least = APART * (view.right - view.left);
    [Kind::Maximum, Kind::Minimum, Kind::Pole].into_iter().any(|kind| {
        let xs: Vec<f64> = points.iter().filter(|p| p.kind == kind).map(|p| p.x).collect();
        xs.len() > TELLABLE && xs.windows(2).any(|pair| pair[1] - pair[0] < least)
    })
}

/// What a curve does between two places where nothing happens.
fn verb(traced: &Traced, from: f64, to: f64) -> &'static str {
    let inside: Vec<f64> = traced
        .runs
        .iter()
        .flatten()
        .filter(|point| (from..=to).contains(&point[0]))
        .map(|point| point[1])
        .collect();
    let quarter = inside.len() / 4;
    match (inside.get(quarter), inside.get(inside.len().saturating_sub(quarter + 1))) {
        (Some(a), Some(b)) if a < b => "rises",
        (Some(a), Some(b)) if a > b => "falls",
        _ => "stays level",
    }
}

fn count(turns: &[&Point], jumps: usize) -> String {
    let of = |kind: Kind| turns.iter().filter(|turn| turn.kind == kind).count();
    let said = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let parts: Vec<String> = [
        said(of(Kind::Maximum), "highest point", "highest points"),
        said(of(Kind::Minimum), "lowest point", "lowest points"),
        said(of(Kind::Pole), "pole", "poles"),
        said(jumps, "jump", "jumps"),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("The curve has {} here.", listed(&parts))
}

/// "1, 2 and 3"
fn listed(parts: &[String]) -> String {
    match parts {
        [init @ .., last] if !init.is_empty() => format!("{} and {last}", init.join(", ")),
        _ => parts.concat(),
    }
}

/// Where it crosses the axis.
fn crossings(letter: &str, points: &[Point]) -> Option<String> {
    let turned =
        |x: f64| points.iter().any(|p| matches!(p.kind, Kind::Maximum | Kind::Minimum) && p.x == x);
    let roots: Vec<String> = points
        .iter()
        .filter(|p| p.kind == Kind::Root && !turned(p.x))
        .map(|p| number(p.x))
        .collect();
    match roots.len() {
        0 => None,
        1..=6 => Some(format!("It crosses 0 at {letter} = {}.", listed(&roots))),
        count => Some(format!("It crosses 0 at {count} places.")),
    }
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Where.
    pub x: f64,
    /// The value there, NaN where there is none.
    pub f: f64,
    /// The slope there.
    pub derivative: f64,
}

/// Values at the numbers of the axis, and at the point.
pub(super) fn table(
    f: &Line,
    derivative: Option<&Line>,
    across: &[(f64, String)],
    point: Option<f64>,
) -> Vec<Row> {
    let mut xs: Vec<f64> = across.iter().map(|(x, _)| *x).chain(point).collect();
    sort_numbers(&mut xs);
    xs.dedup();
    let slope = |x: f64| derivative.map_or(f64::NAN, |line| line.at(x));
    xs.into_iter().map(|x| Row { x, f: f.at(x), derivative: slope(x) }).collect()
}
