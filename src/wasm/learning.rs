//! Networks, optimizers, descent: what is done with a gradient.

use js_sys::{Reflect, Uint8ClampedArray};
use wasm_bindgen::prelude::*;

use super::{Answer, answer, given, refuse};
use crate::view::{self, Argument, DescentRun, NetworkSpec, SurveySpec, TrainingRun};

/// A network's values forward and gradients back.
#[wasm_bindgen]
pub fn network(spec: &JsValue) -> Answer {
    let given = given(spec)?;
    let spec = NetworkSpec::read(&Argument::new("network", &given)).map_err(refuse)?;
    answer(view::network(&spec))
}

/// What a page shows of a network: losses, layers, border, and a map for each unit as bytes of
/// an image.
#[wasm_bindgen]
pub fn survey(spec: &JsValue) -> Answer {
    let given = given(spec)?;
    let spec = SurveySpec::read(&Argument::new("spec", &given)).map_err(refuse)?;
    let (survey, maps) = view::survey(&spec);
    let record = answer(Ok(survey))?;
    let maps = Uint8ClampedArray::from(maps.as_slice());
    Reflect::set(&record, &JsValue::from_str("maps"), &maps)?;
    Ok(record)
}

/// A small network and one sample as an expression.
#[wasm_bindgen(js_name = writtenNetwork)]
pub fn written_network(spec: &JsValue) -> Answer {
    let given = given(spec)?;
    let spec = NetworkSpec::read(&Argument::new("network", &given)).map_err(refuse)?;
    answer(view::written_network(&spec))
}

/// A path downhill over a typed loss.
#[wasm_bindgen]
pub fn descend(run: &JsValue) -> Answer {
    let given = given(run)?;
    let mut run = DescentRun::read(&Argument::new("run", &given)).map_err(refuse)?;
    answer(view::descend(&mut run))
}

/// The rate at each step of a schedule.
#[wasm_bindgen(js_name = learningRates)]
pub fn learning_rates(schedule: &JsValue, steps: f64) -> Result<Vec<f64>, JsValue> {
    let given = given(schedule)?;
    view::learning_rates(&Argument::new("schedule", &given), steps).map_err(refuse)
}

/// The table of optimizers.
#[wasm_bindgen]
pub fn optimizers() -> Answer {
    answer(Ok(view::optimizers()))
}

/// Training, some steps of it.
#[wasm_bindgen]
pub fn train(run: &JsValue) -> Answer {
    let given = given(run)?;
    let run = TrainingRun::read(&Argument::new("run", &given)).map_err(refuse)?;
    answer(Ok(view::train(run)))
}

/// Points of the plane in two classes.
#[wasm_bindgen]
pub fn dataset(name: &str, options: &JsValue) -> Answer {
    let given = given(options)?;
    answer(view::dataset(name, &Argument::new("options", &given)))
}

/// A program that prints the same numbers.
#[wasm_bindgen(js_name = toCode)]
pub fn to_code(subject: &JsValue, library: &str) -> Result<String, JsValue> {
    let given = given(subject)?;
    view::to_code(&Argument::new("subject", &given), library).map_err(refuse)
}
