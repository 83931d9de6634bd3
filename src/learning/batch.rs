//! Samples as they are given become columns: all first inputs side by side, all second ones.

/// Samples, stored by column, so that one operation goes through many samples in step.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    samples: usize,
    /// For each input, its value in every sample.
    inputs: Vec<f64>,
    /// For each output, its target in every sample.
    targets: Vec<f64>,
}

impl Batch {
    /// Samples given one by one, each as its inputs and its targets.
    pub fn new(inputs: &[Vec<f64>], targets: &[Vec<f64>]) -> Batch {
        Batch { samples: inputs.len(), inputs: columns(inputs), targets: columns(targets) }
    }

    /// Inputs of this many samples, column after column, with targets of 0 in so many columns: for
    /// asking what a network answers.
    pub fn asking(samples: usize, inputs: Vec<f64>, outputs: usize) -> Batch {
        Batch { samples, inputs, targets: vec![0.0; samples * outputs] }
    }

    /// How many samples there are.
    pub fn len(&self) -> usize {
        self.samples
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.samples == 0
    }

    /// One input in every sample.
    pub fn input(&self, i: usize) -> &[f64] {
        &self.inputs[i * self.samples..][..self.samples]
    }

    /// One output's target in every sample.
    pub fn target(&self, k: usize) -> &[f64] {
        &self.targets[k * self.samples..][..self.samples]
    }
}

fn columns(rows: &[Vec<f64>]) -> Vec<f64> {
    let width = rows.first().map_or(0, Vec::len);
    let mut columns = Vec::with_capacity(width * rows.len());
    for i in 0..width {
        columns.extend(rows.iter().map(|row| row.get(i).copied().unwrap_or(0.0)));
    }
    columns
}
