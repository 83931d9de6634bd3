//! A text of two variables, or a grid of numbers, becomes a picture seen from above.

use serde::Serialize;

use super::plot::{AskedView, FrameView, ViewView, colors, palette};
use super::question::{Question, values};
use super::{Argument, EngineError, Given, Named, Point};
use crate::calculus::Differentiator;
use crate::chart::{
    self, ContourRequest, Dash, Ground, Layers, Page, Role, Scene, Spot, Trail, View,
};
use crate::expr::{Op, Symbol};
use crate::rewrite::Light;

/// What to draw, and how it looks.
#[derive(Clone, Debug, Default)]
pub struct ContourSpec {
    /// The function, or an equation: then its curve. Left out where there is a grid.
    pub text: Option<String>,
    /// Numbers over the whole view, row by row from the bottom left, and how many are in a row.
    pub grid: Option<(usize, Vec<f64>)>,
    /// The variable to the right and the one upward.
    pub variables: Vec<String>,
    /// Values of the variables: where the gradient is, and what the others are held at.
    pub at: Point,
    /// Left out: chosen to suit.
    pub view: Option<View>,
    /// Whether both directions have one scale.
    pub equal: bool,
    /// "heat", "lines", "gradient", "field", "axes"
    pub layers: Layers,
    /// Left out: chosen to suit.
    pub levels: Option<Vec<f64>>,
    /// A height without colour, from which two colours part.
    pub middle: Option<f64>,
    /// Ways over the surface.
    pub paths: Vec<Trail>,
    /// Places on it.
    pub dots: Vec<Spot>,
    /// Canvas pixels to a CSS pixel.
    pub pixel_ratio: f64,
    /// CSS colours, `#rrggbb`, by role; "above" and "below" for the heat.
    pub colors: Named<String>,
    /// Of the numbers at the edges, in CSS pixels.
    pub font_size: f64,
    /// As in CSS.
    pub font_family: String,
}

/// More numbers than this are more than a picture shows.
const MOST_NUMBERS: usize = 1_000_000;

impl ContourSpec {
    /// The specification as a caller wrote it.
    pub fn read(given: &Given) -> Result<ContourSpec, EngineError> {
        let spec = Argument::new("spec", given);
        let view = AskedView::read(&spec.get("view"))?;
        let text = |name: &str| Ok::<_, EngineError>(spec.get(name).text()?.map(str::to_owned));
        let list = |name: &str| Ok::<_, EngineError>(spec.get(name).list()?.unwrap_or_default());
        Ok(ContourSpec {
            text: text("text")?,
            grid: read_grid(&spec.get("grid"))?,
            variables: spec.get("variables").texts()?.unwrap_or_default(),
            at: spec.get("at").point()?.unwrap_or_default(),
            view: view.and_then(|view| {
                let (bottom, top) = view.bottom.zip(view.top)?;
                Some(View { left: view.left, right: view.right, bottom, top })
            }),
            equal: spec.get("equal").flag()?.unwrap_or(true),
            layers: read_layers(&spec.get("layers"))?,
            levels: spec.get("levels").numbers()?,
            middle: spec.get("middle").number()?,
            paths: list("paths")?.iter().map(read_trail).collect::<Result<_, _>>()?,
            dots: list("dots")?.iter().map(read_spot).collect::<Result<_, _>>()?,
            pixel_ratio: spec.get("pixelRatio").number()?.unwrap_or_default(),
            colors: colors(&spec)?,
            font_size: spec.get("fontSize").number()?.unwrap_or_default(),
            font_family: text("fontFamily")?.unwrap_or_default(),
        })
    }

    /// Canvas pixels to a CSS pixel, 1 where none is said.
    pub fn ratio(&self) -> f64 {
        if self.pixel_ratio > 0.0 { self.pixel_ratio } else { 1.0 }
    }
}

fn read_grid(grid: &Argument) -> Result<Option<(usize, Vec<f64>)>, EngineError> {
    if grid.is_absent() {
        return Ok(None);
    }
    let columns = grid.get("columns");
    let values = grid.get("values");
    let count = columns.whole(2, MOST_NUMBERS)?.ok_or_else(|| columns.refusal("a whole number"))?;
    let numbers = values.numbers()?.unwrap_or_default();
    if numbers.len() > MOST_NUMBERS || numbers.len() / count < 2 || numbers.len() % count != 0 {
        return Err(values.refusal("at least two rows of so many columns"));
    }
    Ok(Some((count, numbers)))
}

fn read_layers(given: &Argument) -> Result<Layers, EngineError> {
    let Some(names) = given.texts()? else {
        return Ok(Layers {
            heat: true,
            lines: true,
            gradient: true,
            axes: true,
            ..Layers::default()
        });
    };
    let mut layers = Layers::default();
    for name in &names {
        let layer = match name.as_str() {
            "heat" => &mut layers.heat,
            "lines" => &mut layers.lines,
            "gradient" => &mut layers.gradient,
            "field" => &mut layers.field,
            "axes" => &mut layers.axes,
            _ => return Err(given.refusal("a list of any of heat, lines, gradient, field, axes")),
        };
        *layer = true;
    }
    Ok(layers)
}

fn read_color(given: &Argument) -> Result<Role, EngineError> {
    let Some(text) = given.text()? else { return Ok(Role::Ink) };
    chart::hex_colour(text).map(Role::Own).ok_or_else(|| given.refusal("a colour such as #00629b"))
}

/// Two numbers.
fn read_place(given: &Argument) -> Result<[f64; 2], EngineError> {
    let numbers = given.numbers()?.unwrap_or_default();
    <[f64; 2]>::try_from(numbers).map_err(|_| given.refusal("two numbers"))
}

fn read_trail(path: &Argument) -> Result<Trail, EngineError> {
    let points = path.get("points").list()?.unwrap_or_default();
    let dash = path.get("dash");
    Ok(Trail {
        points: points.iter().map(read_place).collect::<Result<_, _>>()?,
        role: read_color(&path.get("color"))?,
        width: path.get("width").number()?.unwrap_or(2.0).clamp(0.25, 20.0),
        dash: match dash.text()?.unwrap_or("solid") {
            "solid" => Dash::Solid,
            "dashed" => Dash::Dashed,
            "dash-dotted" => Dash::DashDotted,
            "dotted" => Dash::Dotted,
            _ => return Err(dash.refusal("one of solid, dashed, dash-dotted, dotted")),
        },
        dotted: path.get("dots").flag()?.unwrap_or_default(),
    })
}

fn read_spot(dot: &Argument) -> Result<Spot, EngineError> {
    Ok(Spot {
        at: read_place(&dot.get("at"))?,
        role: read_color(&dot.get("color"))?,
        radius: dot.get("radius").number()?.unwrap_or(4.0).clamp(0.5, 40.0),
        hollow: dot.get("hollow").flag()?.unwrap_or_default(),
    })
}

/// What a picture from above shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContourView {
    /// The part of the plane in it.
    pub view: ViewView,
    /// Where in the picture that part is, in CSS pixels.
    pub frame: FrameView,
    /// The variable to the right and the one upward.
    pub variables: Vec<String>,
    /// The height at the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The slopes along the two variables at the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient: Option<[f64; 2]>,
    /// The heights with a line.
    pub levels: Vec<f64>,
    /// It is the curve of an equation, and no surface.
    pub curve: bool,
    /// The lowest place in view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest: Option<ExtremeView>,
    /// The highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest: Option<ExtremeView>,
    /// For those who do not see it.
    pub description: String,
    /// Some values.
    pub table: GridView,
}

/// A place and the height there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "what it says")]
pub struct ExtremeView {
    pub at: [f64; 2],
    pub value: f64,
}

/// Values at a few places.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GridView {
    /// From left to right.
    pub across: Vec<f64>,
    /// From top to bottom.
    pub up: Vec<f64>,
    /// A row for each of `up`.
    pub values: Vec<Vec<f64>>,
}

/// Draws into a picture of this size in CSS pixels.
pub fn contour(
    spec: &ContourSpec,
    width: f64,
    height: f64,
) -> Result<(Scene, ContourView), EngineError> {
    match &spec.grid {
        Some((columns, values)) => {
            let view = spec.view.ok_or_else(|| {
                EngineError::usage("wrong-argument", "A grid needs the view that it covers.")
            })?;
            let ground = Ground::Grid { columns: *columns, values, view };
            draw(spec, ground, &named(&spec.variables), spec.layers, [width, height])
        }
        None => of_function(spec, [width, height]),
    }
}

/// The picture of what is written: a function's heights, an equation's curve.
fn of_function(spec: &ContourSpec, size: [f64; 2]) -> Result<(Scene, ContourView), EngineError> {
    let text = spec.text.as_deref().unwrap_or_default();
    let mut question = Question::read(text)?;
    let equation = matches!(question.dag.op(question.expr), Op::Relation(_));
    let layers = match equation {
        // Its sides are equal where their difference is 0.
        true => {
            let [left, right] = question.sides()?;
            question.expr = question.dag.sub(left, right);
            let Layers { gradient, axes, .. } = spec.layers;
            Layers { curve: true, gradient, axes, ..Layers::default() }
        }
        false => spec.layers,
    };
    let variables = pair(&mut question, &spec.variables)?;
    let names = question.names(&variables);
    let f = question.taken();
    let others: Vec<_> =
        question.variables().into_iter().filter(|symbol| !variables.contains(symbol)).collect();
    let fixed = values(&question.dag, &others, &spec.at)?;
    let at: Vec<_> = others.into_iter().zip(fixed).collect();
    let mut machine = Differentiator::new(Light::Yes);
    let gradient = variables.map(|symbol| {
        let by = question.dag.symbol_leaf(symbol);
        machine.differentiate(&mut question.dag, f, by)
    });
    let dag = &question.dag;
    let ground = Ground::Function { dag, f, gradient: Some(gradient), variables, at: &at };
    draw(spec, ground, &names, layers, size)
}

fn draw(
    spec: &ContourSpec,
    ground: Ground,
    names: &[String],
    layers: Layers,
    [width, height]: [f64; 2],
) -> Result<(Scene, ContourView), EngineError> {
    let colour = |name, otherwise| {
        let asked = spec.colors.get(name).and_then(|hex| chart::hex_colour(hex));
        asked.map_or(otherwise, Role::Own)
    };
    let drawn = chart::draw_contour(&ContourRequest {
        ground,
        names: [&names[0], &names[1]],
        point: spec.at.get(&names[0]).zip(spec.at.get(&names[1])).map(|(x, y)| [*x, *y]),
        view: spec.view,
        equal: spec.equal,
        levels: spec.levels.as_deref(),
        layers,
        middle: spec.middle,
        heat: [colour("above", Role::F), colour("below", Role::Derivative)],
        trails: &spec.paths,
        dots: &spec.dots,
        page: Page {
            width,
            height,
            palette: palette(&spec.colors),
            font_size: spec.font_size,
            font_family: &spec.font_family,
        },
    })?;
    let extreme =
        |i: usize| drawn.extremes.map(|found| ExtremeView { at: found[i].0, value: found[i].1 });
    let view = ContourView {
        view: drawn.view.into(),
        frame: drawn.frame.into(),
        variables: names.to_vec(),
        value: drawn.value,
        gradient: drawn.gradient,
        levels: drawn.levels,
        curve: layers.curve,
        lowest: extreme(0),
        highest: extreme(1),
        description: drawn.description,
        table: GridView {
            across: drawn.table.across,
            up: drawn.table.up,
            values: drawn.table.values,
        },
    };
    Ok((drawn.scene, view))
}

/// Two names, x and y where none are said.
fn named(asked: &[String]) -> [String; 2] {
    let name = |i: usize| asked.get(i).cloned().unwrap_or_else(|| ["x", "y"][i].to_owned());
    [name(0), name(1)]
}

/// The variables of the two directions: those asked for, else the first two of the function, with
/// x and y for what it lacks.
fn pair(question: &mut Question, asked: &[String]) -> Result<[Symbol; 2], EngineError> {
    let mut found: Vec<Symbol> =
        asked.iter().map(|name| question.variable_named(name)).collect::<Result<_, _>>()?;
    if found.is_empty() {
        found = question.variables();
        found.truncate(2);
    }
    for name in ["y", "x"] {
        let symbol = question.dag.intern(name);
        if found.len() < 2 && !found.contains(&symbol) {
            found.push(symbol);
        }
    }
    // A function of y alone has y upward.
    if asked.is_empty() && found[1] == question.dag.intern("x") {
        found.swap(0, 1);
    }
    match found[..] {
        [a, b] if a != b => Ok([a, b]),
        _ => Err(EngineError::usage("which-variable", "A picture from above needs two variables.")),
    }
}
