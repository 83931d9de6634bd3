//! A sine or its kin at a point becomes its value and its slope, where the angle is a whole number of
//! quarter turns.

use super::error::NumericError;
use super::step::{Code, Step};
use super::tape::Tape;
use super::turn::{exact, is_turned, quarters, turns};
use crate::expr::{Dag, Expr, Op, Symbol};

/// The value of a call and its slope by its angle, where it is a sine or its kin of so many quarter
/// turns at a point.
pub fn quarter_turn(
    dag: &Dag,
    call: Expr,
    at: &[(Symbol, f64)],
) -> Result<Option<(f64, f64)>, NumericError> {
    if !matches!(dag.op(call), Op::Call(f) if turns(f)) || !is_turned(dag, dag.children(call)[0]) {
        return Ok(None);
    }
    let (symbols, inputs): (Vec<Symbol>, Vec<f64>) = at.iter().copied().unzip();
    let tape = Tape::new(dag, &[call], &symbols)?;
    let last = tape.steps.last().filter(|step| tape.roots == [step.to]);
    let Some(&Step { code: Code::Turned(f), ref from, .. }) = last else { return Ok(None) };
    let values = tape.every_value(&inputs);
    let [_, halves, rest] = from.map(|place| values[place as usize]);
    Ok(quarters(halves, rest).map(|quarters| exact(f, quarters)))
}
