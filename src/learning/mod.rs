//! Numbers become learning: a network → its loss and gradients, run after run downhill.
//!
//! A [`Network`] is layers of units; its weights and biases are one flat list of numbers, as an
//! optimizer sees them. A [`Pass`] takes a block of samples forward through the layers and their
//! gradients back; [`trace`] keeps everything a pass finds.
//!
//! ```
//! use chainrule::learning::{Activation, Batch, Layer, Loss, Network, trace};
//!
//! // One neuron: w = 0.5, b = 0.1, so that x = 2 gives 1.1 where y = 3 is wanted.
//! let layers = vec![Layer { units: 1, activation: Activation::Linear }];
//! let network = Network::new(1, layers, Loss::MeanSquares);
//! let found = trace(&network, &[0.5, 0.1], &Batch::new(&[vec![2.0]], &[vec![3.0]]));
//! assert_eq!(found.value, 3.61);
//! assert_eq!(found.gradient, [-7.6, -3.8]);
//! ```

mod activation;
mod batch;
pub mod code;
mod crossing;
mod curvature;
mod dataset;
mod descend;
mod explain;
mod health;
mod loss;
mod network;
mod optimizer;
mod pass;
mod schedule;
mod start;
mod trace;
mod train;

pub use activation::Activation;
pub use batch::Batch;
pub use crossing::{Barrier, Crossing, Way};
pub use curvature::Curvature;
pub use dataset::{DATASETS, Dataset, draw_by};
pub use descend::{Descent, Standing, Status, descend};
pub use explain::{Explanation, explain};
pub use health::{Health, examine};
pub use loss::Loss;
pub use network::{Layer, Network, limits};
pub use optimizer::{Memory, Method, Optimizer, OptimizerRow, Setting};
pub use pass::Pass;
pub use schedule::{Number, Plan, Schedule, ScheduleRow};
pub use start::start;
pub use trace::{Trace, trace};
pub use train::{Progress, State, Training, train};

/// Samples that go through an operation at once.
const LANES: usize = 4;
