//! Trainings: pieces equal to the whole, batches that cover their epoch, data sets.

use chainrule::view::{
    Argument, DatasetView, EngineError, NetworkSpec, TrainingResult, TrainingRun, dataset, network,
    train,
};
use serde_json::{Value, json};

use super::given::{given, refused};

fn run(run: &Value) -> Result<TrainingResult, EngineError> {
    let given = given(run);
    TrainingRun::read(&Argument::new("run", &given)).map(train)
}

fn points(name: &str, points: usize, seed: u64) -> DatasetView {
    let options = given(&json!({ "points": points, "noise": 0.05, "seed": seed }));
    dataset(name, &Argument::new("options", &options)).unwrap()
}

fn moons(samples: usize, optimizer: &str, batching: Value, steps: usize) -> Value {
    let DatasetView { inputs, targets } = points("moons", samples, 3);
    json!({
        "network": {
            "inputs": 2,
            "layers": [{ "units": 8, "activation": "tanh" }, { "units": 1, "activation": "sigmoid" }],
            "loss": "binary-cross-entropy", "seed": 4,
            "batch": { "inputs": inputs, "targets": targets },
        },
        "optimizer": { "name": optimizer, "learningRate": 0.03 },
        "batching": batching, "seed": 11, "steps": steps,
    })
}

fn kinds() -> [Value; 3] {
    [
        json!({ "kind": "batch" }),
        json!({ "kind": "mini-batch", "batchSize": 7 }),
        json!({ "kind": "sgd" }),
    ]
}

#[test]
fn training_in_pieces_is_training_in_one() {
    let optimizers = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lion"];
    for batching in kinds() {
        for name in optimizers {
            let mut asked = moons(30, name, batching.clone(), 60);
            asked["schedule"] = json!({ "name": "cosine", "learningRate": 0.05, "totalSteps": 60 });
            let whole = run(&asked).unwrap();
            let mut pieces: Option<TrainingResult> = None;
            let (mut losses, mut norms) = (Vec::new(), Vec::new());
            for steps in [1, 0, 4, 5, 17, 33] {
                asked["steps"] = json!(steps);
                if let Some(before) = &pieces {
                    asked["state"] = serde_json::to_value(&before.state).unwrap();
                }
                let piece = run(&asked).unwrap();
                losses.extend(piece.losses.clone());
                norms.extend(piece.layer_gradient_norms.clone());
                pieces = Some(piece);
            }
            assert_eq!(pieces.unwrap().state, whole.state, "{name} {batching}");
            assert_eq!((losses, norms), (whole.losses, whole.layer_gradient_norms));
        }
    }
}

#[test]
fn an_epoch_takes_every_sample_once_in_a_new_order() {
    // With rate so small that nothing moves, a step's loss tells which samples it took.
    let order = |take: usize, steps: usize| {
        let inputs: Vec<[f64; 1]> = (0..10).map(|i| [2f64.powi(i)]).collect();
        let targets = vec![[0.0]; 10];
        let asked = json!({
            "network": {
                "inputs": 1, "layers": [{ "units": 1, "activation": "linear" }], "loss": "mse",
                "weights": [[[1]]], "biases": [[0]], "batch": { "inputs": inputs, "targets": targets },
            },
            "optimizer": { "name": "sgd", "learningRate": 1e-300 },
            "batching": { "kind": "mini-batch", "batchSize": take }, "seed": 1, "steps": steps,
        });
        run(&asked).unwrap().losses
    };
    let ones = order(1, 30);
    let epochs: Vec<Vec<u64>> =
        ones.chunks(10).map(|epoch| epoch.iter().map(|loss| *loss as u64).collect()).collect();
    for epoch in &epochs {
        let mut sorted = epoch.clone();
        sorted.sort();
        assert_eq!(sorted, (0..10).map(|i| 4u64.pow(i)).collect::<Vec<_>>());
    }
    assert!(epochs[0] != epochs[1] && epochs[1] != epochs[2]);
    // Fours: 4, 4 and the 2 that are left, in the same order as the ones.
    let fours = order(4, 3);
    let mean = |from: usize, to: usize| ones[from..to].iter().sum::<f64>() / (to - from) as f64;
    assert_eq!(fours, [mean(0, 4), mean(4, 8), mean(8, 10)]);
}

#[test]
fn a_step_is_the_gradient_of_the_trace() {
    let mut asked = moons(150, "sgd", json!({ "kind": "batch" }), 1);
    let spec = given(&asked["network"]);
    let spec = NetworkSpec::read(&Argument::new("network", &spec)).unwrap();
    let trace = network(&spec).unwrap();
    let one = run(&asked).unwrap();
    assert_eq!(one.losses, [trace.value]);
    assert_eq!(one.layer_gradient_norms[0], trace.layer_gradient_norms);
    for (l, layer) in trace.grad_weights.iter().enumerate() {
        for (o, unit) in layer.iter().enumerate() {
            for (i, slope) in unit.iter().enumerate() {
                assert_eq!(one.state.weights[l][o][i], trace.weights[l][o][i] - 0.03 * slope);
            }
        }
    }
    asked["steps"] = json!(0);
    assert_eq!(run(&asked).unwrap().state.weights, trace.weights);
}

#[test]
fn every_machine_computes_the_same_bits() {
    // tests/web/engine/trainings.test.mjs asks the engine in wasm for the same numbers.
    let mut asked = moons(30, "adam", json!({ "kind": "mini-batch", "batchSize": 7 }), 40);
    let activations =
        ["linear", "relu", "leaky-relu", "sigmoid", "tanh", "softplus", "gelu", "silu"];
    let found = activations.map(|activation| {
        asked["network"]["layers"][0]["activation"] = json!(activation);
        *run(&asked).unwrap().losses.last().unwrap()
    });
    assert_eq!(
        found,
        [
            0.7522694637965478,
            0.7111302975262072,
            0.7120115322035134,
            0.6323157663340792,
            0.7716619543417552,
            0.6360131829996367,
            0.7303863326314212,
            0.6918312110189335
        ]
    );
}

#[test]
fn networks_learn() {
    for (batching, steps) in kinds().into_iter().zip([2000, 3000, 6000]) {
        let mut asked = moons(100, "adam", batching, steps);
        let DatasetView { inputs, targets } = points("circles", 100, 3);
        asked["network"]["batch"] = json!({ "inputs": inputs, "targets": targets });
        let result = run(&asked).unwrap();
        let last = &result.losses[result.losses.len() - 50..];
        let mean = last.iter().sum::<f64>() / 50.0;
        assert!(mean < 0.1, "{mean}");
    }
}

#[test]
fn a_training_that_leaves_the_numbers_is_told_as_such() {
    let mut asked = moons(20, "sgd", json!({ "kind": "batch" }), 500);
    asked["network"]["loss"] = json!("mse");
    asked["network"]["layers"] =
        json!([{ "units": 3, "activation": "linear" }, { "units": 1, "activation": "linear" }]);
    asked["optimizer"]["learningRate"] = json!(100);
    let result = run(&asked).unwrap();
    assert_eq!(result.status, "diverged");
    assert!(result.losses.len() < 500);
    assert!(result.state.weights.iter().flatten().flatten().all(|w| w.is_finite()));
}

#[test]
fn data_sets_are_the_same_for_the_same_seed() {
    for name in ["xor", "circles", "moons", "spirals", "gaussians", "line"] {
        let set = points(name, 501, 7);
        assert_eq!(set, points(name, 501, 7));
        assert_ne!(set, points(name, 501, 8));
        assert_eq!(set.inputs.len(), 501);
        assert_eq!(set.targets.iter().filter(|target| **target == [1.0]).count(), 250);
        assert!(set.inputs.iter().flatten().all(|x| x.abs() < 2.0), "{name}");
    }
    // Seeds live in links: these points never change.
    assert_eq!(points("moons", 1, 1).inputs[0], [-0.39034400081888654, 0.4345625276679427]);
}

#[test]
fn a_bad_training_is_answered_with_the_place() {
    let good = moons(20, "adam", json!({ "kind": "batch" }), 5);
    let state = serde_json::to_value(run(&good).unwrap().state).unwrap();
    let spoilt = |pointer: &str, value: Value, code: &str, place: &str| {
        let mut bad = good.clone();
        bad["state"] = state.clone();
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        bad.pointer_mut(parent).unwrap()[field] = value;
        refused(run(&bad), code, place);
    };
    let wrong = "wrong-argument";
    spoilt("/batching", Value::Null, wrong, "run.batching");
    spoilt("/batching/kind", json!("all"), "unknown-name", "run.batching.kind");
    spoilt("/batching", json!({ "kind": "mini-batch" }), wrong, "run.batching.batchSize");
    spoilt(
        "/batching",
        json!({ "kind": "mini-batch", "batchSize": 0 }),
        wrong,
        "run.batching.batchSize",
    );
    spoilt("/steps", json!(1e9), "too-many", "run.steps");
    spoilt("/network/inputs", json!(3), "shape-mismatch", "run.network.batch.inputs[0]");
    spoilt("/optimizer/learningRate", json!(0), "rate-not-positive", "run.optimizer.learningRate");
    spoilt("/optimizer/name", json!("momentum"), "other-optimizer", "run.state.memory.b");
    spoilt("/state/weights", json!([]), "shape-mismatch", "run.state.weights");
    spoilt("/state/weights", Value::Null, wrong, "run.state.weights");
    spoilt("/state/memory/m", json!([1, 2]), wrong, "run.state.memory.m");
    spoilt("/state/random", json!("7"), wrong, "run.state.random");
    spoilt("/state/step", json!(-1), wrong, "run.state.step");
    let linear =
        json!([{ "units": 8, "activation": "tanh" }, { "units": 1, "activation": "linear" }]);
    spoilt("/network/layers", linear, "no-probability", "sigmoid");
    let mut long = moons(20_000, "adam", json!({ "kind": "batch" }), 100_000);
    refused(run(&long), "run-too-long", "run.steps");
    long["steps"] = json!(1);
    assert!(run(&long).is_ok());
}
