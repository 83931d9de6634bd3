//! A call as JSON, `["evaluate", "2x", {"x": 1}]`, becomes its answer as a plain tree.
//!
//! What `src/wasm` is for a browser, for a test: the same views, asked without a browser.

#[path = "given.rs"]
mod tree;

use chainrule::view::{
    self, Argument, DescentRun, DifferentiateOptions, DirectionalOptions, EngineError, Given,
    GivenProblem, GraphOptions, ImplicitOptions, NetworkSpec, Point, SeveralOptions, Told,
    TrainingRun,
};
use serde::Serialize;
use serde_json::Value;
pub use tree::given;

fn told<T: Serialize>(view: T) -> Told {
    Told::from(&view)
}

/// What the method of this name says to these arguments. A name that is not there is a slip of the test.
pub fn answer(name: &str, arguments: &[Value]) -> Result<Told, EngineError> {
    let given: Vec<Given> = arguments.iter().map(given).collect();
    let nothing = Given::Nothing;
    let at = |i: usize| given.get(i).unwrap_or(&nothing);
    let argument = |i: usize| Argument::new("argument", at(i));
    let text = |i: usize| argument(i).needed_text();
    let point =
        |i: usize| -> Result<Point, EngineError> { Ok(argument(i).point()?.unwrap_or_default()) };
    let numbers = |i: usize| -> Result<Vec<f64>, EngineError> {
        Ok(argument(i).numbers()?.unwrap_or_default())
    };
    let texts = |i: usize| -> Result<Vec<String>, EngineError> {
        Ok(argument(i).texts()?.unwrap_or_default())
    };
    Ok(match name {
        "parse" => told(view::parse(text(0)?)?),
        "format" => told(view::format(text(0)?, text(1)?)?),
        "simplify" => told(view::simplify(text(0)?)?),
        "equivalent" => told(view::equivalent(text(0)?, text(1)?)?),
        "evaluate" => told(view::evaluate(text(0)?, &point(1)?)?),
        "sample" => told(view::sample(text(0)?, text(1)?, &numbers(2)?, &point(3)?)?),
        "sampleSlopes" => told(view::sample_slopes(text(0)?, text(1)?, &numbers(2)?, &point(3)?)?),
        "differentiate" => {
            told(view::differentiate(text(0)?, &DifferentiateOptions::read(at(1))?)?)
        }
        "implicit" => told(view::implicit(text(0)?, &ImplicitOptions::read(at(1))?)?),
        "gradient" => told(view::gradient(text(0)?, &SeveralOptions::read(at(1))?)?),
        "hessian" => told(view::hessian(text(0)?, &SeveralOptions::read(at(1))?)?),
        "jacobian" => told(view::jacobian(&texts(0)?, &SeveralOptions::read(at(1))?)?),
        "directional" => told(view::directional(text(0)?, &DirectionalOptions::read(at(1))?)?),
        "agreement" => told(view::agreement(text(0)?, &point(1)?)?),
        "backprop" => told(view::backprop(text(0)?, &point(1)?)?),
        "graph" => told(view::graph(text(0)?, &point(1)?, &GraphOptions::read(at(2))?)?),
        "differences" => told(view::differences(text(0)?, &point(1)?, text(2)?)?),
        "network" => told(view::network(&NetworkSpec::read(&argument(0))?)?),
        "train" => told(view::train(TrainingRun::read(&argument(0))?)),
        "dataset" => told(view::dataset(text(0)?, &argument(1))?),
        "descend" => told(view::descend(&mut DescentRun::read(&argument(0))?)?),
        "learningRates" => told(view::learning_rates(&argument(0), argument(1).needed_number()?)?),
        "toCode" => told(view::to_code(&argument(0), text(1)?)?),
        "exercise" => told(view::exercise(at(0))?),
        "check" => told(view::check(text(0)?, &GivenProblem::read(at(1))?)?),
        "checkSteps" => told(view::check_steps(&texts(0)?, &GivenProblem::read(at(1))?)?),
        "hint" => {
            told(view::hint(&GivenProblem::read(at(0))?, argument(1).needed_number()?, &texts(2)?)?)
        }
        "slip" => told(view::slip(&GivenProblem::read(at(0))?, text(1)?)?),
        "rules" => told(view::rules()),
        "functions" => told(view::functions()),
        "mistakes" => told(view::mistakes()),
        "skills" => told(view::skills()),
        "optimizers" => told(view::optimizers()),
        _ => panic!("there is no call {name}"),
    })
}
