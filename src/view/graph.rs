//! What a page needs to draw a computation graph: its run, its layout, and the proof by differences.

use serde::Serialize;

use super::backprop::{BackpropView, Run};
use super::{Argument, EngineError, Given, Named, Point};
use crate::backprop::Grain;
use crate::chart::{self, Curve, Link};
use crate::expr::Symbol;
use crate::numeric::Tape;
use crate::real;

/// How to show a graph.
#[derive(Clone, Debug, Default)]
pub struct GraphOptions {
    /// Pieces as a person would name them in place of single operations.
    pub pieces: bool,
    /// Layers as a network has them: larger still.
    pub layers: bool,
    /// How far a step of descent goes against the gradient.
    pub rate: Option<f64>,
    /// The value of variables that were given none; left out: they are asked for.
    pub otherwise: Option<f64>,
}

impl GraphOptions {
    /// The options as a caller wrote them.
    pub fn read(given: &Given) -> Result<GraphOptions, EngineError> {
        let options = Argument::new("options", given);
        Ok(GraphOptions {
            pieces: options.get("pieces").flag()?.unwrap_or_default(),
            layers: options.get("layers").flag()?.unwrap_or_default(),
            rate: options.get("rate").number()?,
            otherwise: options.get("otherwise").number()?,
        })
    }
}

/// A graph with its numbers, and one step against the gradient.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GraphView {
    /// The run.
    pub trace: BackpropView,
    /// Each variable's value in it.
    pub at: Point,
    /// Each variable after the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Point>,
}

/// Runs an expression forward and backward.
pub fn graph(text: &str, at: &Point, options: &GraphOptions) -> Result<GraphView, EngineError> {
    let mut run = Run::read_with(text, at, options.otherwise)?;
    let grain = match (options.layers, options.pieces) {
        (true, _) => Grain::Layers,
        (false, true) => Grain::Pieces,
        (false, false) => Grain::Operations,
    };
    let trace = run.trace(grain)?;
    let moved = options.rate.map(|rate| {
        let stepped = trace.chains.iter().zip(&run.inputs).map(|(chain, here)| {
            (run.question.dag.name(chain.variable).to_owned(), here - rate * chain.total)
        });
        stepped.collect::<Named<f64>>()
    });
    let name = |symbol: &Symbol| run.question.dag.name(*symbol).to_owned();
    let at = run.variables.iter().map(name).zip(run.inputs.iter().copied()).collect();
    Ok(GraphView { trace: BackpropView::new(&mut run.question.dag, &trace), at, moved })
}

/// A drawing of boxes and links, in CSS pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArrangementView {
    /// Of the whole.
    pub width: f64,
    /// Of the whole.
    pub height: f64,
    /// The middle of each box.
    pub boxes: Vec<[f64; 2]>,
    /// Each link.
    pub links: Vec<CurveView>,
}

/// A link as SVG takes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurveView {
    /// "M… C…", from the input to its user.
    pub path: String,
    /// The head of an arrow at its end.
    pub tip: String,
    /// The middle of its label.
    pub label: [f64; 2],
}

/// Arranges boxes, a width and a height each, and links: from, to, and the label's width and
/// height each; in lines no longer than `room`, where that can be.
pub fn arrange(
    boxes: &[f64],
    links: &[f64],
    down: bool,
    room: f64,
) -> Result<ArrangementView, EngineError> {
    if boxes.len() / 2 + links.len() / 4 > chart::MOST_ARRANGED {
        return Err(EngineError::limit(
            "too-large-to-draw",
            "This graph is too large to be drawn so that anybody could read it.",
        )
        .with_hint("Look at its pieces, or at a smaller expression."));
    }
    let boxes: Vec<[f64; 2]> = boxes.chunks_exact(2).map(|side| [side[0], side[1]]).collect();
    let links: Vec<Link> = links
        .chunks_exact(4)
        .map(|link| Link {
            from: link[0] as usize,
            to: link[1] as usize,
            label: [link[2], link[3]],
        })
        .collect();
    if links.iter().any(|link| link.from >= link.to || link.to >= boxes.len()) {
        return Err(EngineError::usage(
            "link-out-of-order",
            "A link leads from a box to one further down the list.",
        ));
    }
    let drawn = chart::arrange(&boxes, &links, down, room);
    Ok(ArrangementView {
        width: drawn.width,
        height: drawn.height,
        boxes: drawn.boxes,
        links: drawn
            .links
            .iter()
            .map(|link| CurveView {
                path: path(&link.points, "C"),
                tip: path(&tip(link, down), "L"),
                label: link.label,
            })
            .collect(),
    })
}

/// Length and half the width of an arrow's head.
const TIP: [f64; 2] = [7.0, 3.2];

/// The corners of the head, its point where the curve ends.
fn tip(curve: &Curve, down: bool) -> Vec<[f64; 2]> {
    let Some(&[x, y]) = curve.points.last() else { return Vec::new() };
    let [length, side] = TIP;
    let corner = |side: f64| if down { [x + side, y - length] } else { [x - length, y + side] };
    vec![corner(-side), [x, y], corner(side)]
}

/// As SVG writes points, to a tenth of a pixel: a move to the first, and on by this command.
fn path(points: &[[f64; 2]], command: &str) -> String {
    let mut out = String::with_capacity(14 * points.len());
    for (i, [x, y]) in points.iter().enumerate() {
        out.push_str(match i {
            0 => "M",
            1 => command,
            _ => " ",
        });
        for (place, at) in [x, y].into_iter().enumerate() {
            if place == 1 {
                out.push(' ');
            }
            let tenths = (at * 10.0).round() as i64;
            if tenths < 0 {
                out.push('-');
            }
            out.push_str(&(tenths.abs() / 10).to_string());
            out.push('.');
            out.push_str(&(tenths.abs() % 10).to_string());
        }
    }
    out
}

/// How far off plain central differences are, step by step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DifferencesView {
    /// The slope by the sweep back.
    pub exact: f64,
    /// Each step tried, the widest first.
    pub steps: Vec<DifferenceView>,
    /// Which of them came closest.
    pub best: usize,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DifferenceView {
    /// The power of ten that is the step.
    pub power: i32,
    /// The step, h.
    pub h: f64,
    /// (f(x + h) − f(x − h))/2h
    pub slope: f64,
    /// How far that is from the slope.
    pub error: f64,
    /// The place in a square of side 1, from the left and from the top, both logarithmic. Without
    /// an error, or without a value, it stands at the bottom or is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
}

/// The narrowest step tried is 10 to the power of minus this.
const NARROWEST: i32 = 15;

/// Errors from 10⁻¹⁶ to 10¹ of the slope fill the square.
const DECADES: [f64; 2] = [-16.0, 1.0];

/// Central differences along one variable with steps of 1, 0.1 … 10⁻¹⁵.
pub fn differences(text: &str, at: &Point, variable: &str) -> Result<DifferencesView, EngineError> {
    let mut run = Run::read(text, at)?;
    let along = run.question.variable_named(variable)?;
    let tape = Tape::new(&run.question.dag, &[run.f], &run.variables)?;
    let Some(place) = run.variables.iter().position(|&symbol| symbol == along) else {
        return Err(EngineError::usage(
            "not-a-variable",
            format!("{variable} does not occur in this expression."),
        ));
    };
    let exact = tape.gradient(&run.inputs).partials[place];
    let here = run.inputs[place];
    let mut moved = |there: f64| {
        run.inputs[place] = there;
        tape.value(&run.inputs)
    };
    let scale = if exact == 0.0 || !exact.is_finite() { 1.0 } else { exact.abs() };
    let steps: Vec<DifferenceView> = (0..=NARROWEST)
        .map(|power| {
            let h = real::pow_whole(10.0, -power);
            let slope = (moved(here + h) - moved(here - h)) / (2.0 * h);
            let error = (slope - exact).abs();
            let relative = libm::log10((error / scale).max(1e-16)).clamp(DECADES[0], DECADES[1]);
            let across = f64::from(power) / f64::from(NARROWEST);
            let down = (DECADES[1] - relative) / (DECADES[1] - DECADES[0]);
            let at = error.is_finite().then_some([across, down]);
            DifferenceView { power: -power, h, slope, error, at }
        })
        .collect();
    let closest = steps.iter().enumerate().filter(|(_, step)| step.at.is_some());
    let best =
        closest.fold(0, |best, (at, step)| if step.error < steps[best].error { at } else { best });
    Ok(DifferencesView { exact, steps, best })
}
