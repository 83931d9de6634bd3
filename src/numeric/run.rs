//! A tape run on doubles, one point at a time or many.

use super::block::{self, BLOCK, Block, Register};
use super::step::Step;
use super::tape::Tape;

/// What an input does while a tape is sampled.
#[derive(Clone, Copy, Debug)]
pub enum Along<'a> {
    /// The same number at every point.
    Fixed(f64),
    /// A number for each point.
    Each(&'a [f64]),
}

impl Along<'_> {
    /// Its number at a point.
    pub(super) fn at(&self, point: usize) -> f64 {
        match self {
            Along::Fixed(value) => *value,
            Along::Each(values) => values.get(point).copied().unwrap_or(f64::NAN),
        }
    }
}

impl Tape {
    /// The roots' values for these inputs. An input that is not given is NaN.
    pub fn evaluate(&self, inputs: &[f64], out: &mut [f64]) {
        // A textbook's tape has room for its registers without asking for memory.
        let mut few = [f64::NAN; 24];
        match few.get_mut(..self.compact.count) {
            Some(registers) => self.run(registers, inputs, out),
            None => self.evaluate_in(&mut Vec::new(), inputs, out),
        }
    }

    /// The same, in registers that are kept from one point to the next.
    pub fn evaluate_in(&self, registers: &mut Vec<f64>, inputs: &[f64], out: &mut [f64]) {
        registers.clear();
        registers.resize(self.compact.count, f64::NAN);
        self.run(registers, inputs, out);
    }

    /// The same, in registers that hold NaN.
    fn run(&self, registers: &mut [f64], inputs: &[f64], out: &mut [f64]) {
        self.load(inputs, registers);
        let (mut met, poles) = (false, &self.compact.poles);
        walk(&self.compact.steps, registers, |at, _, _, value| {
            met |= value.is_infinite() && poles[at];
        });
        for (value, &root) in out.iter_mut().zip(&self.compact.roots) {
            *value = registers[root as usize];
        }
        if met {
            self.drop_poles(inputs, out);
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
        let mut registers = self.blocks(self.compact.count);
        let mut result = Box::new([f64::NAN; BLOCK]);
        for start in (0..points).step_by(BLOCK) {
            fill(inputs, start, &mut registers);
            let (mut at, mut met) = (0, false);
            while let Some(step) = self.compact.steps.get(at) {
                // Writing beside the registers and swapping lets a step overwrite its operand.
                let to = match self.joined(at) {
                    Some(next) => {
                        at += 1;
                        let operands = join(inputs, start, &registers, [step, next]);
                        block::chained(step.code, next.code, operands, &mut result);
                        next.to
                    }
                    None => {
                        let operands = read_three(inputs, start, &registers, step.from);
                        block::values(step.code, operands, &mut result);
                        step.to
                    }
                };
                met |= self.meets_pole(at, &result);
                std::mem::swap(&mut registers[to as usize], &mut result);
                at += 1;
            }
            for (values, &root) in out.iter_mut().zip(&self.compact.roots) {
                put(read(inputs, start, &registers, root), values, start);
            }
            if met {
                self.drop_sampled_poles(inputs, start, out, |_| {});
            }
        }
    }

    /// The step that takes in the one at this place.
    pub(super) fn joined(&self, at: usize) -> Option<&Step> {
        if self.compact.joined[at] { self.compact.steps.get(at + 1) } else { None }
    }

    /// So many blocks, with the constants in their places.
    pub(super) fn blocks(&self, count: usize) -> Vec<Register> {
        let mut blocks: Vec<Register> = (0..count).map(|_| Box::new([f64::NAN; BLOCK])).collect();
        for (block, &constant) in blocks[self.inputs..].iter_mut().zip(&self.constants) {
            block.fill(constant);
        }
        blocks
    }

    /// Inputs and constants in their places, and room for what every step gives.
    pub(super) fn loaded(&self, inputs: &[f64]) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.values()];
        self.load(inputs, &mut values);
        values
    }

    /// What every step gives, whoever reads it.
    pub(super) fn every_value(&self, inputs: &[f64]) -> Vec<f64> {
        let mut values = self.loaded(inputs);
        walk(&self.steps, &mut values, |_, _, _, _| {});
        values
    }

    /// Puts inputs and constants in their places.
    fn load(&self, inputs: &[f64], values: &mut [f64]) {
        let count = inputs.len().min(self.inputs);
        values[..count].copy_from_slice(&inputs[..count]);
        values[self.inputs..][..self.constants.len()].copy_from_slice(&self.constants);
    }
}

/// Takes one step after the other, and tells its place, its operands' values and its own.
#[inline]
pub(super) fn walk(
    steps: &[Step],
    values: &mut [f64],
    mut told: impl FnMut(usize, &Step, [f64; 3], f64),
) {
    for (at, step) in steps.iter().enumerate() {
        let operands = step.read(values);
        let value = step.code.value(operands);
        values[step.to as usize] = value;
        told(at, step, operands, value);
    }
}

/// The operands of a step and of the one that takes it in.
pub(super) fn join<'a>(
    inputs: &'a [Along],
    start: usize,
    registers: &'a [Register],
    [step, next]: [&Step; 2],
) -> [&'a Block; 3] {
    let third = if next.from[0] == step.to { next.from[1] } else { next.from[0] };
    read_three(inputs, start, registers, [step.from[0], step.from[1], third])
}

/// The inputs of a block that starts at this point.
pub(super) fn fill(inputs: &[Along], start: usize, blocks: &mut [Register]) {
    for (block, along) in blocks.iter_mut().zip(inputs) {
        match along {
            Along::Fixed(value) if start == 0 => block.fill(*value),
            Along::Fixed(_) => {}
            // A whole block of them is read where it lies.
            Along::Each(values) if whole(values, start).is_some() => {}
            Along::Each(values) => {
                let rest = values.get(start..).unwrap_or(&[]);
                block[..rest.len()].copy_from_slice(rest);
            }
        }
    }
}

/// A register's block; that of an input is the caller's own where there is a whole one.
pub(super) fn read<'a>(
    inputs: &'a [Along],
    start: usize,
    blocks: &'a [Register],
    place: u32,
) -> &'a Block {
    match inputs.get(place as usize) {
        Some(Along::Each(values)) => whole(values, start),
        _ => None,
    }
    .unwrap_or(&blocks[place as usize])
}

/// The blocks of a step's operands; `map` would be a loop with a call for each.
pub(super) fn read_three<'a>(
    inputs: &'a [Along],
    start: usize,
    blocks: &'a [Register],
    [a, b, c]: [u32; 3],
) -> [&'a Block; 3] {
    [read(inputs, start, blocks, a), read(inputs, start, blocks, b), read(inputs, start, blocks, c)]
}

fn whole(values: &[f64], start: usize) -> Option<&Block> {
    values.get(start..start + BLOCK)?.try_into().ok()
}

/// The caller's own block, where there is a whole one.
pub(super) fn whole_mut(values: &mut [f64], start: usize) -> Option<&mut Block> {
    values.get_mut(start..start + BLOCK)?.try_into().ok()
}

/// The results of a block, as many as are wanted.
pub(super) fn put(block: &Block, values: &mut [f64], start: usize) {
    let rest = values.get_mut(start..).unwrap_or(&mut []);
    let count = rest.len().min(BLOCK);
    rest[..count].copy_from_slice(&block[..count]);
}
