//! Value numbers become registers: one that nobody reads any more is written again.

use super::step::{Code, Step};
use crate::order::sort_by;

/// The steps of a tape with registers in place of value numbers. Inputs and constants keep theirs.
pub(super) struct Compact {
    pub steps: Vec<Step>,
    /// For each step whether the next one alone reads its result.
    pub lone: Vec<bool>,
    /// For each step whether a block may take it and the next one in one go: see
    /// [`block::chained`](super::block::chained).
    pub joined: Vec<bool>,
    /// For each step whether its result is read on and may be that of a pole.
    pub poles: Vec<bool>,
    /// The register of each root.
    pub roots: Vec<u32>,
    /// How many registers there are.
    pub count: usize,
}

pub(super) fn allocate(fixed: usize, steps: &[Step], roots: &[u32]) -> Compact {
    // The last step that reads each value; a root is read after the end.
    let mut last = vec![0; fixed + steps.len()];
    for (i, step) in steps.iter().enumerate() {
        for &operand in step.operands() {
            last[operand as usize] = i;
        }
    }
    for &root in roots {
        last[root as usize] = steps.len();
    }

    let mut register: Vec<u32> = (0..(fixed + steps.len()) as u32).collect();
    let mut free: Vec<u32> = Vec::new();
    let mut count = fixed as u32;
    let mut compact = Vec::with_capacity(steps.len());
    for (i, step) in steps.iter().enumerate() {
        let from = step.from.map(|operand| register[operand as usize]);
        // A result may overwrite an operand that ends here: every run reads before it writes.
        let mut ended: Vec<u32> = step.operands().to_vec();
        sort_by(&mut ended, Ord::cmp);
        ended.dedup();
        ended.retain(|&operand| operand as usize >= fixed && last[operand as usize] == i);
        free.extend(ended.iter().map(|&operand| register[operand as usize]));
        let to = free.pop().unwrap_or_else(|| {
            count += 1;
            count - 1
        });
        register[step.to as usize] = to;
        compact.push(Step { code: step.code, from, to });
    }
    let poles = poles(fixed, steps);
    let lone = lone(fixed, steps, roots);
    let joined = joined(steps, &lone);
    let roots = roots.iter().map(|&root| register[root as usize]).collect();
    Compact { steps: compact, lone, joined, poles, roots, count: count as usize }
}

fn poles(fixed: usize, steps: &[Step]) -> Vec<bool> {
    let mut read = vec![false; fixed + steps.len()];
    for &operand in steps.iter().flat_map(|step| step.operands()) {
        read[operand as usize] = true;
    }
    steps.iter().map(|step| read[step.to as usize] && step.code.has_poles()).collect()
}

fn lone(fixed: usize, steps: &[Step], roots: &[u32]) -> Vec<bool> {
    let mut uses = vec![0; fixed + steps.len()];
    for &read in steps.iter().flat_map(|step| step.operands()).chain(roots) {
        uses[read as usize] += 1;
    }
    let next = |at: usize| steps.get(at + 1).map_or(&[][..], |next| next.operands());
    let alone =
        |(at, step): (usize, &Step)| uses[step.to as usize] == 1 && next(at).contains(&step.to);
    steps.iter().enumerate().map(alone).collect()
}

fn joined(steps: &[Step], lone: &[bool]) -> Vec<bool> {
    let mut joined = vec![false; steps.len()];
    for (i, pair) in steps.windows(2).enumerate() {
        let [step, next] = pair else { continue };
        let first = next.from[0] == step.to;
        joined[i] = lone[i]
            && (first || next.code != Code::Sub)
            && Code::chain(step.code, next.code)
            // Not one that the step before has taken in.
            && !(i > 0 && joined[i - 1]);
    }
    joined
}
