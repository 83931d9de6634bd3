//! Networks, optimizers, descent: what is done with a gradient.

use wasm_bindgen::prelude::*;

use super::{Answer, answer, given, refuse};
use crate::view::{self, Argument, NetworkSpec};

/// A network's values forward and gradients back.
#[wasm_bindgen]
pub fn network(spec: &JsValue) -> Answer {
    let given = given(spec)?;
    let spec = NetworkSpec::read(&Argument::new("network", &given)).map_err(refuse)?;
    answer(view::network(&spec))
}
