//! A text becomes a picture, with what it shows in numbers and in words.

use serde::Serialize;

use super::question::{Question, values};
use super::{Argument, EngineError, Given, Named, Point};
use crate::calculus::{self, Differentiator};
use crate::chart::{self, Asked, Curves, Frame, Names, Page, Palette, Request, Role, Scene, View};
use crate::expr::{Dag, Expr, Symbol};
use crate::numeric::Tape;
use crate::rewrite::Light;

/// What to draw, and how it looks.
#[derive(Clone, Debug, Default)]
pub struct PlotSpec {
    /// The function.
    pub text: String,
    /// What varies from left to right.
    pub variable: Option<String>,
    /// What the other variables are held at.
    pub at: Point,
    /// "f", "derivative", "second", "tangent", "secant"
    pub curves: Vec<String>,
    /// Where the tangent touches.
    pub point: Option<f64>,
    /// Where the secant from there meets the curve again.
    pub to: Option<f64>,
    /// Left out: chosen to suit.
    pub view: Option<AskedView>,
    /// Canvas pixels to a CSS pixel.
    pub pixel_ratio: f64,
    /// CSS colours, `#rrggbb`, by role.
    pub colors: Named<String>,
    /// Of the numbers at the axes, in CSS pixels.
    pub font_size: f64,
    /// As in CSS.
    pub font_family: String,
    /// What curves are called in the picture, by their names in `curves`; f, f′, f″, tangent and secant
    /// where nothing else is said.
    pub names: Named<String>,
}

impl PlotSpec {
    /// The specification as a caller wrote it.
    pub fn read(given: &Given) -> Result<PlotSpec, EngineError> {
        let spec = Argument::new("spec", given);
        let text =
            |name| Ok::<_, EngineError>(spec.get(name).text()?.unwrap_or_default().to_owned());
        Ok(PlotSpec {
            text: text("text")?,
            variable: spec.get("variable").text()?.map(str::to_owned),
            at: spec.get("at").point()?.unwrap_or_default(),
            curves: spec.get("curves").texts()?.unwrap_or_default(),
            point: spec.get("point").number()?,
            to: spec.get("to").number()?,
            view: AskedView::read(&spec.get("view"))?,
            pixel_ratio: spec.get("pixelRatio").number()?.unwrap_or_default(),
            colors: colors(&spec)?,
            font_size: spec.get("fontSize").number()?.unwrap_or_default(),
            font_family: text("fontFamily")?,
            names: texts(&spec, "names")?,
        })
    }

    /// Canvas pixels to a CSS pixel, 1 where none is said.
    pub fn ratio(&self) -> f64 {
        if self.pixel_ratio > 0.0 { self.pixel_ratio } else { 1.0 }
    }
}

/// The colours by role.
pub(super) fn colors(spec: &Argument) -> Result<Named<String>, EngineError> {
    texts(spec, "colors")
}

/// A field whose own fields are texts.
fn texts(spec: &Argument, field: &str) -> Result<Named<String>, EngineError> {
    let fields = spec.get(field).fields()?.unwrap_or_default();
    let text =
        |(name, text): &(&str, Argument)| Ok((name.to_string(), text.needed_text()?.to_owned()));
    fields.iter().map(text).collect()
}

/// A part of the plane asked for; a height that is left out is chosen to suit.
#[derive(Clone, Copy, Debug, Default)]
pub struct AskedView {
    /// Smallest x.
    pub left: f64,
    /// Largest x.
    pub right: f64,
    /// Smallest y.
    pub bottom: Option<f64>,
    /// Largest y.
    pub top: Option<f64>,
}

impl AskedView {
    pub(super) fn read(view: &Argument) -> Result<Option<AskedView>, EngineError> {
        if view.is_absent() {
            return Ok(None);
        }
        Ok(Some(AskedView {
            left: view.get("left").needed_number()?,
            right: view.get("right").needed_number()?,
            bottom: view.get("bottom").number()?,
            top: view.get("top").number()?,
        }))
    }
}

/// What a picture shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotView {
    /// The part of the plane in it.
    pub view: ViewView,
    /// Where in the picture that part is, in CSS pixels.
    pub frame: FrameView,
    /// f at the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// f′ at the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slope: Option<f64>,
    /// The other end of the secant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secant: Option<SecantView>,
    /// For those who do not see it.
    pub description: String,
    /// Some values.
    pub table: Vec<PlotRow>,
    /// Places worth a name.
    pub points: Vec<PlotPoint>,
}

/// The other end of a secant; `slope` is NaN where it is the point itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "a place, and the slope from the point to there")]
pub struct SecantView {
    pub x: f64,
    pub value: f64,
    pub slope: f64,
}

/// A part of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the edges of a rectangle")]
pub struct ViewView {
    pub left: f64,
    pub right: f64,
    pub bottom: f64,
    pub top: f64,
}

/// A part of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "a rectangle")]
pub struct FrameView {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PlotRow {
    /// Where.
    pub x: f64,
    /// The value.
    pub f: f64,
    /// The slope.
    pub derivative: f64,
}

/// A place worth a name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotPoint {
    /// "root", "maximum", "minimum", "inflection", "kink", "pole"
    pub kind: &'static str,
    /// Where.
    pub x: f64,
    /// How high; NaN at a pole.
    pub y: f64,
}

impl From<View> for ViewView {
    fn from(View { left, right, bottom, top }: View) -> ViewView {
        ViewView { left, right, bottom, top }
    }
}

impl From<Frame> for FrameView {
    fn from(Frame { left, top, width, height }: Frame) -> FrameView {
        FrameView { left, top, width, height }
    }
}

/// A derivative of more symbols than this is a long one.
const LONG: u32 = 2_000;

/// Whether a curve has no slope at a place where the formula of its derivative gives one: a piece
/// has a slope at its border, the whole has none where the next one goes on otherwise.
fn is_corner(dag: &mut Dag, [f, derivative]: [Expr; 2], at: &[(Symbol, f64)]) -> bool {
    let Some(&(variable, _)) = at.last() else { return false };
    let (symbols, here): (Vec<Symbol>, Vec<f64>) = at.iter().copied().unzip();
    let slope = Tape::new(dag, &[derivative], &symbols).map(|tape| tape.value(&here));
    let is_slope =
        slope.and_then(|slope| calculus::is_slope(dag, f, slope, &[(variable, 1.0)], at));
    is_slope.is_ok_and(|is_slope| !is_slope)
}

/// Draws into a picture of this size in CSS pixels.
pub fn plot(spec: &PlotSpec, width: f64, height: f64) -> Result<(Scene, PlotView), EngineError> {
    let mut question = Question::read_value(&spec.text)?;
    let variable = question.variable(spec.variable.as_deref())?;
    let f = question.taken();
    let others: Vec<_> =
        question.variables().into_iter().filter(|symbol| *symbol != variable).collect();
    let fixed = values(&question.dag, &others, &spec.at)?;
    let at: Vec<_> = others.into_iter().zip(fixed).collect();

    let letters: Vec<_> = at.iter().map(|(symbol, _)| *symbol).chain([variable]).collect();
    // What is too long to be drawn has derivatives that are longer.
    let short = |dag: &Dag, e: Expr| Tape::new(dag, &[e], &letters)?.within(chart::limits::SUMS);
    short(&question.dag, f)?;
    let x = question.dag.symbol_leaf(variable);
    let mut machine = Differentiator::new(Light::Yes);
    let derivative = machine.differentiate(&mut question.dag, f, x);
    let shown = |name: &str| spec.curves.iter().any(|curve| curve == name);
    if shown("second") {
        short(&question.dag, derivative)?;
    }
    // Only for the inflections a long formula is not differentiated again: that can take seconds.
    let second = (shown("second") || question.dag.size(derivative) <= LONG)
        .then(|| machine.differentiate(&mut question.dag, derivative, x));
    let corner = spec.point.is_some_and(|x| {
        is_corner(&mut question.dag, [f, derivative], &[at.as_slice(), &[(variable, x)]].concat())
    });
    let answer = chart::draw(&Request {
        dag: &question.dag,
        f,
        derivative: Some(derivative),
        second,
        variable,
        at: &at,
        curves: Curves {
            f: shown("f"),
            derivative: shown("derivative"),
            second: shown("second"),
            tangent: shown("tangent"),
            secant: shown("secant"),
        },
        point: spec.point,
        corner,
        to: spec.to,
        view: spec.view.map(|view| Asked {
            across: [view.left, view.right],
            up: view.bottom.zip(view.top).map(|(bottom, top)| [bottom, top]),
        }),
        page: Page {
            width,
            height,
            palette: palette(&spec.colors),
            font_size: spec.font_size,
            font_family: &spec.font_family,
        },
        names: names(&spec.names),
    })?;
    let view = PlotView {
        view: answer.view.into(),
        frame: answer.frame.into(),
        value: answer.value,
        slope: answer.slope,
        secant: answer.secant.map(|[x, value, slope]| SecantView { x, value, slope }),
        description: answer.description,
        table: answer
            .table
            .iter()
            .map(|row| PlotRow { x: row.x, f: row.f, derivative: row.derivative })
            .collect(),
        points: answer
            .points
            .iter()
            .map(|point| PlotPoint { kind: point.kind.name(), x: point.x, y: point.y })
            .collect(),
    };
    Ok((answer.scene, view))
}

fn names(asked: &Named<String>) -> Names<'_> {
    let name = |of: &str, usual| asked.get(of).map_or(usual, String::as_str);
    let usual = Names::default();
    Names {
        f: name("f", usual.f),
        derivative: name("derivative", usual.derivative),
        second: name("second", usual.second),
        tangent: name("tangent", usual.tangent),
        secant: name("secant", usual.secant),
    }
}

pub(super) fn palette(colors: &Named<String>) -> Palette {
    const ROLES: [(&str, Role); 7] = [
        ("ink", Role::Ink),
        ("paper", Role::Paper),
        ("hairline", Role::Hairline),
        ("f", Role::F),
        ("derivative", Role::Derivative),
        ("second", Role::Second),
        ("tangent", Role::Tangent),
    ];
    ROLES.iter().fold(Palette::LIGHT, |palette, (name, role)| match colors.get(name) {
        Some(colour) => palette.with(*role, colour),
        None => palette,
    })
}
