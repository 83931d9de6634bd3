//! A tape run on doubles, one point at a time or many.

use super::step::{Code, Step};
use super::tape::Tape;

/// Points in a block: enough that reading a step costs nothing, few enough that the registers of
/// an ordinary formula stay in the nearest cache.
const BLOCK: usize = 128;

/// What an input does while a tape is sampled.
#[derive(Clone, Copy, Debug)]
pub enum Along<'a> {
    /// The same number at every point.
    Fixed(f64),
    /// A number for each point.
    Each(&'a [f64]),
}

impl Tape {
    /// The roots' values for these inputs. An input that is not given is NaN.
    pub fn evaluate(&self, inputs: &[f64], out: &mut [f64]) {
        let mut registers = vec![f64::NAN; self.compact.count];
        self.load(inputs, &mut registers);
        for step in &self.compact.steps {
            registers[step.to as usize] = step.code.value(step.read(&registers));
        }
        for (value, &root) in out.iter_mut().zip(&self.compact.roots) {
            *value = registers[root as usize];
        }
    }

    /// The first root's value.
    pub fn value(&self, inputs: &[f64]) -> f64 {
        let mut out = [f64::NAN];
        self.evaluate(inputs, &mut out);
        out[0]
    }

    /// Each root's values at many points: `out` holds one slice for each root, as long as there
    /// are points. The numbers are those of [`Tape::evaluate`], bit for bit.
    pub fn sample(&self, inputs: &[Along], out: &mut [&mut [f64]]) {
        let points = out.iter().map(|values| values.len()).max().unwrap_or(0);
        let mut registers: Vec<Box<Block>> =
            (0..self.compact.count).map(|_| Box::new([f64::NAN; BLOCK])).collect();
        let mut result = Box::new([f64::NAN; BLOCK]);
        for (register, &constant) in registers[self.inputs..].iter_mut().zip(&self.constants) {
            register.fill(constant);
        }
        for start in (0..points).step_by(BLOCK) {
            for (register, along) in registers.iter_mut().zip(inputs) {
                match along {
                    Along::Fixed(value) => register.fill(*value),
                    Along::Each(values) => {
                        let rest = values.get(start..).unwrap_or(&[]);
                        let count = rest.len().min(BLOCK);
                        register[..count].copy_from_slice(&rest[..count]);
                    }
                }
            }
            for step in &self.compact.steps {
                // Writing beside the registers and swapping lets a step overwrite its operand.
                run_block(step, &registers, &mut result);
                std::mem::swap(&mut registers[step.to as usize], &mut result);
            }
            for (values, &root) in out.iter_mut().zip(&self.compact.roots) {
                let rest = values.get_mut(start..).unwrap_or(&mut []);
                let count = rest.len().min(BLOCK);
                rest[..count].copy_from_slice(&registers[root as usize][..count]);
            }
        }
    }

    /// Puts inputs and constants in their places.
    pub(super) fn load(&self, inputs: &[f64], values: &mut [f64]) {
        let count = inputs.len().min(self.inputs);
        values[..count].copy_from_slice(&inputs[..count]);
        values[self.inputs..][..self.constants.len()].copy_from_slice(&self.constants);
    }
}

type Block = [f64; BLOCK];

/// One step for a whole block. Arithmetic is spelled out so that it becomes vector instructions;
/// the rest goes through the one definition of what a code means.
fn run_block(step: &Step, registers: &[Box<Block>], result: &mut Block) {
    let [a, b, c] = step.from.map(|operand| &*registers[operand as usize]);
    match step.code {
        Code::Add => two(a, b, result, |a, b| a + b),
        Code::Sub => two(a, b, result, |a, b| a - b),
        Code::Mul => two(a, b, result, |a, b| a * b),
        Code::Div => two(a, b, result, |a, b| a / b),
        Code::Neg => one(a, result, |a| -a),
        Code::Whole(2) => one(a, result, |a| a * a),
        Code::Whole(3) => one(a, result, |a| a * a * a),
        Code::Whole(-1) => one(a, result, |a| 1.0 / a),
        code => match code.unary() {
            Some(f) => one(a, result, f),
            None => {
                for i in 0..BLOCK {
                    result[i] = code.value([a[i], b[i], c[i]]);
                }
            }
        },
    }
}

#[inline(always)]
fn one(a: &Block, result: &mut Block, f: impl Fn(f64) -> f64) {
    for i in 0..BLOCK {
        result[i] = f(a[i]);
    }
}

#[inline(always)]
fn two(a: &Block, b: &Block, result: &mut Block, f: impl Fn(f64, f64) -> f64) {
    for i in 0..BLOCK {
        result[i] = f(a[i], b[i]);
    }
}
