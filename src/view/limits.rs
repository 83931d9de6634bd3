//! How much is done at all: every limit in one table, so that a page and a manual can state them.
//!
//! Beyond a limit there is a sentence, never a wait without end and never a broken engine. The
//! rooms keep their own numbers; what belongs to a call as a whole stands here.

use crate::syntax::limits as reading;
use crate::{backprop, chart, learning, practice};

/// The highest order of a derivative.
pub const ORDER: usize = 10;
/// Symbols of a result that is written; about fifteen megabytes of text.
pub const RESULT: usize = 6_000_000;
/// Nodes of a graph that is differentiated once more.
pub const NODES: usize = 200_000;
/// Updates of a descent, and of a training, in one call.
pub const STEPS: usize = 100_000;
/// Steps at which a schedule is asked for its rate.
pub const RATES: usize = 1_000_000;
/// Named pieces of a graph's text.
pub const PIECES: usize = 500;
/// Symbols times derivatives of a gradient, all in all. About a second.
pub const WORK: usize = 400_000;
/// How often a line is halved that is searched for the places where two sides are equal, and how many
/// parts may be left: more are a stretch.
pub const HALVINGS: usize = 70;
/// See [`HALVINGS`].
pub const PARTS: usize = 4;

/// What is limited, in how many, and of what.
pub type Row = (&'static str, usize, &'static str);

/// Every limit that a caller can meet. The README prints this table, and the browsers' tests walk it: at
/// each limit, one above, far above.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    ("length",     reading::LENGTH - 1,               "bytes of a text"),
    ("nesting",    reading::NESTING,                  "brackets, functions, powers and signs inside one another"),
    ("digits",     reading::DIGITS,                   "digits of a number"),
    ("power",      reading::POWER_OF_TEN as usize,    "power of ten behind a number, up or down"),
    ("order",      ORDER,                             "order of a derivative"),
    ("work",       WORK,                              "symbols of a formula times its derivatives, by all variables at once"),
    ("curve",      chart::limits::SUMS,               "sums at a place of what is drawn, where a function counts 8, a power 40"),
    ("nodes",      backprop::MOST_NODES,              "nodes of a graph that is run forward and backward"),
    ("pieces",     PIECES,                            "named pieces of that graph's text"),
    ("boxes",      chart::MOST_ARRANGED,              "boxes and links of a graph that is drawn"),
    ("layers",     learning::limits::LAYERS,          "layers of a network"),
    ("units",      learning::limits::UNITS,           "units of a layer, and inputs"),
    ("parameters", learning::limits::PARAMETERS,      "weights and biases of a network"),
    ("samples",    learning::limits::SAMPLES,         "samples of a batch, and points of a data set"),
    ("steps",      STEPS,                             "updates of a descent or a training in one call"),
    ("rates",      RATES,                             "steps at which a schedule is asked"),
    ("lines",      practice::MAX_LINES,               "lines of a working"),
];
