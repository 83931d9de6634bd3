//! A network as it stands becomes what a page shows of it: a map for each unit, the border between
//! the classes, the loss on samples it learns from and on others, and how its layers fare.

use serde::Serialize;

use super::network::{NetworkSpec, batch};
use super::plot::{colors, palette};
use super::{Argument, EngineError};
use crate::chart::{Role, View, hex_colour, level_lines, tint};
use crate::learning::{Activation, Batch, Health, Loss, Pass, examine};

/// Places side by side in a map, at most.
const MOST_COLUMNS: usize = 200;

/// Shades of a colour.
const SHADES: i32 = 255;

/// What is to be shown.
pub struct SurveySpec {
    spec: NetworkSpec,
    others: Option<Batch>,
    view: View,
    columns: usize,
    paper: [u8; 3],
    heat: [[u8; 3]; 2],
}

/// What a page shows of a network of two inputs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Survey {
    /// On the samples it learns from.
    pub loss: f64,
    /// On the others, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_loss: Option<f64>,
    /// How each layer fares.
    pub layers: Vec<HealthView>,
    /// Lines on which the answer is even, x and y in turn.
    pub border: Vec<Vec<f64>>,
}

/// How a layer fares.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "as in learning::Health")]
pub struct HealthView {
    pub gradient: f64,
    pub dead: usize,
    pub saturated: usize,
    pub vanishing: bool,
    pub exploding: bool,
}

impl From<Health> for HealthView {
    fn from(of: Health) -> HealthView {
        let Health { gradient, dead, saturated, vanishing, exploding } = of;
        HealthView { gradient, dead, saturated, vanishing, exploding }
    }
}

impl SurveySpec {
    /// Reads and checks one; a refusal names the place.
    pub fn read(given: &Argument) -> Result<SurveySpec, EngineError> {
        let network = given.get("network");
        let spec = NetworkSpec::read(&network)?;
        if spec.network.inputs() != 2 {
            return Err(network.get("inputs").refusal("2, one for each direction of the map"));
        }
        let others = given.get("others");
        let others = match others.is_absent() {
            true => None,
            false => Some(batch(&others, &spec.network)?),
        };
        let sides = ["left", "right", "bottom", "top"];
        let mut view = [0.0; 4];
        for (side, name) in view.iter_mut().zip(sides) {
            *side = given.get("view").get(name).needed_number()?;
        }
        let [left, right, bottom, top] = view;
        let columns = given.get("columns").whole(2, MOST_COLUMNS)?.unwrap_or(40) & !1;
        let named = colors(given)?;
        let own = |name: &str, otherwise: Role| {
            let asked = named.get(name).and_then(|hex| hex_colour(hex));
            asked.unwrap_or_else(|| palette(&named).colour(otherwise))
        };
        Ok(SurveySpec {
            spec,
            others,
            view: View { left, right, bottom, top },
            columns,
            paper: own("paper", Role::Paper),
            heat: [own("above", Role::F), own("below", Role::Derivative)],
        })
    }
}

/// The record, and the maps: red, green, blue and 255 for each place, row by row from the top left;
/// for each hidden unit half as many columns and rows as asked for, then all of the answer's.
pub fn survey(asked: &SurveySpec) -> (Survey, Vec<u8>) {
    let SurveySpec { spec, others, view, columns, paper, heat } = asked;
    let NetworkSpec { network, parameters, batch } = spec;
    let (loss, layers) = examine(network, parameters, batch);
    let other_loss = others.as_ref().map(|others| examine(network, parameters, others).0);

    let places = columns * columns;
    let along = |i: usize| i as f64 / (columns - 1) as f64;
    let across = |i: usize| view.left + (view.right - view.left) * along(i % columns);
    let up = |i: usize| view.bottom + (view.top - view.bottom) * along(i / columns);
    let inputs = (0..places).map(across).chain((0..places).map(up)).collect();
    let everywhere = Batch::asking(places, inputs, network.outputs());
    let mut units = Pass::new(network).answers(parameters, &everywhere);

    let mut answer = units.pop().unwrap_or_default();
    let logits = network.loss() == Loss::CrossEntropy && answer.len() == 2;
    let answers: Vec<f64> = match (logits, answer.as_slice()) {
        // Softmax of two: a sigmoid of their difference.
        (true, [first, second]) => {
            second.iter().zip(first).map(|(b, a)| crate::real::sigmoid(b - a)).collect()
        }
        _ => std::mem::take(&mut answer[0]),
    };
    let middle = match (logits, network.last_activation()) {
        (false, Activation::Tanh) => 0.0,
        _ => 0.5,
    };
    // A picture has few shades: each is mixed once.
    let shades: Vec<[u8; 3]> = (-SHADES..=SHADES)
        .map(|i| tint(f64::from(i), 0.0, f64::from(SHADES), *paper, *heat))
        .collect();
    let mut maps = Vec::with_capacity(4 * places);
    let mut draw = |values: &[f64], middle: f64, reach: f64, stride: usize| {
        let scale = if reach > 0.0 { f64::from(SHADES) / reach } else { 0.0 };
        for row in values.chunks_exact(*columns).rev().step_by(stride) {
            for value in row.iter().step_by(stride) {
                // What is no number becomes 0 here, which is paper.
                let shade = ((value - middle) * scale) as i32;
                let [red, green, blue] = shades[(shade.clamp(-SHADES, SHADES) + SHADES) as usize];
                maps.extend_from_slice(&[red, green, blue, 255]);
            }
        }
    };
    for (layer, rows) in network.layers().iter().zip(&units) {
        let middle = if layer.activation == Activation::Sigmoid { 0.5 } else { 0.0 };
        for row in rows {
            let far = |most: f64, value: &f64| f64::max(most, (value - middle).abs());
            draw(row, middle, row.iter().fold(0.0, far), 2);
        }
    }
    draw(&answers, middle, if middle == 0.0 { 1.0 } else { 0.5 }, 1);
    let lines = level_lines(*columns, &answers, *view, middle);
    let survey = Survey {
        loss,
        other_loss,
        layers: layers.into_iter().map(HealthView::from).collect(),
        border: lines.iter().map(|line| line.concat()).collect(),
    };
    (survey, maps)
}
