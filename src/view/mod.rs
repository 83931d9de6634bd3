//! A question as text becomes a record that crosses to JavaScript.
//!
//! Each function here answers one method of the engine: it reads the text, asks the rooms below,
//! and hands back a record whose fields are those of `www/engine.d.ts`. Spans are turned from
//! bytes into UTF-16 units here, once; nothing below this room knows of JavaScript.

mod agreement;
mod backprop;
mod cards;
mod code;
mod contour;
mod derivation;
mod descent;
mod differentiate;
mod directional;
mod error;
mod expression;
mod formula;
mod given;
mod gradient;
mod graph;
mod implicit;
pub mod limits;
mod matrix;
mod named;
mod network;
mod optimizer;
mod plot;
mod practice;
mod program;
mod question;
mod shared;
mod survey;
mod told;
mod training;
mod written;

pub use agreement::{Agreement, Roads, agreement};
pub use backprop::{BackpropView, ChainView, EdgeView, FactorView, NodeView, PathView, backprop};
pub use cards::{Example, FunctionCard, RuleCard, functions, rules};
pub use code::to_code;
pub use contour::{ContourSpec, ContourView, ExtremeView, GridView, contour};
pub use derivation::{AlternativeView, Derivation, Let, LineView, StepView};
pub use descent::{DescentRun, ExplanationView, StandingView, Trajectory, descend};
pub use differentiate::{DifferentiateOptions, differentiate};
pub use directional::{Directional, DirectionalOptions, directional};
pub use error::{EngineError, ErrorName, Refusal, RepairView, SpanView};
pub use expression::{
    EquivalenceView, Parsed, ReadingView, Sampling, Simplified, equivalent, evaluate, format,
    parse, sample, sample_slopes, simplify,
};
pub use formula::{Formula, Law};
pub use given::{Argument, Given};
pub use gradient::{Gradient, SeveralOptions, gradient};
pub use graph::{
    ArrangementView, CurveView, DifferenceView, DifferencesView, GraphOptions, GraphView, arrange,
    differences, graph,
};
pub use implicit::{ImplicitOptions, implicit};
pub use matrix::{Matrix, hessian, jacobian};
pub use named::Named;
pub use network::{NetworkSpec, NetworkTrace, network};
pub use optimizer::{OptimizerCard, learning_rates, optimizers};
pub use plot::{AskedView, FrameView, PlotPoint, PlotRow, PlotSpec, PlotView, ViewView, plot};
pub use practice::{
    CounterexampleView, ExerciseView, GivenProblem, HintView, MistakeCard, MistakeExample,
    NamedMistake, ProblemView, SkillView, VerdictView, WorkingView, check, check_steps, exercise,
    hint, mistakes, skills, slip,
};
pub use survey::{HealthView, Survey, SurveySpec, survey};
pub use told::{Surface, Told, tell};
pub use training::{DatasetView, StateView, TrainingResult, TrainingRun, dataset, train};
pub use written::{WrittenNetwork, written_network};

/// Values of variables by name, in ASCII.
pub type Point = Named<f64>;
