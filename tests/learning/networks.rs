//! Networks: every number of a trace.

use chainrule::expr::Dag;
use chainrule::learning::{Activation, Layer, Loss, Network, start};
use chainrule::syntax;
use chainrule::view::{Argument, EngineError, NetworkSpec, NetworkTrace, network};
use serde_json::{Value, json};

use super::given::{data, error, flat, given, refused};

fn run(spec: &Value) -> Result<NetworkTrace, EngineError> {
    let given = given(spec);
    network(&NetworkSpec::read(&Argument::new("network", &given))?)
}

/// A case of the data as a specification.
fn specification(case: &Value) -> Value {
    let sizes = case["sizes"].as_array().unwrap();
    let layers: Vec<Value> = sizes[1..]
        .iter()
        .zip(case["activations"].as_array().unwrap())
        .map(|(units, activation)| json!({ "units": units, "activation": activation }))
        .collect();
    let targets: Vec<Value> = case["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| if target.is_array() { target.clone() } else { json!([target]) })
        .collect();
    json!({
        "inputs": sizes[0], "layers": layers, "loss": case["loss"],
        "weights": case["weights"], "biases": case["biases"],
        "batch": { "inputs": case["inputs"], "targets": targets },
    })
}

fn all(lists: &[Vec<Vec<f64>>]) -> Vec<f64> {
    lists.iter().flatten().flatten().copied().collect()
}

#[test]
fn values_and_gradients_are_those_of_pytorch() {
    let cases = data("networks.json")["cases"].take();
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 5);
    for case in cases {
        let trace = run(&specification(case)).unwrap();
        let check = |name: &str, ours: &[f64]| {
            let error = error(ours, &flat(&case[name]));
            assert!(error < 1e-12, "{name}: {error:e}");
        };
        check("value", &[trace.value]);
        check("preactivations", &all(&trace.preactivations));
        check("activationsOut", &all(&trace.activations));
        check("gradPreactivations", &all(&trace.grad_preactivations));
        check("gradWeights", &all(&trace.grad_weights));
        check("gradBiases", &trace.grad_biases.concat());
    }
}

fn spec(layers: &[(usize, &str)], loss: &str, inputs: Value, targets: Value) -> Value {
    let layers: Vec<Value> = layers
        .iter()
        .map(|(units, activation)| json!({ "units": units, "activation": activation }))
        .collect();
    json!({
        "inputs": 2, "layers": layers, "loss": loss, "seed": 5,
        "batch": { "inputs": inputs, "targets": targets },
    })
}

/// Every gradient of a trace against differences of the loss itself.
fn held_by_differences(spec: &Value) {
    let mut whole = spec.clone();
    whole["weights"] = json!(run(spec).unwrap().weights);
    // Without biases a unit below dead ones stands exactly on its kink.
    whole["biases"] = json!([[0.11, -0.07, 0.23], [0.31, 0.17]]);
    let trace = run(&whole).unwrap();
    let mut slope = |pointer: String| {
        let here = whole.pointer(&pointer).unwrap().as_f64().unwrap();
        let h = 1e-5;
        let mut at = |w: f64| {
            *whole.pointer_mut(&pointer).unwrap() = json!(w);
            run(&whole).unwrap().value
        };
        let slope = (at(here + h) - at(here - h)) / (2.0 * h);
        at(here);
        slope
    };
    for (l, layer) in trace.grad_weights.iter().enumerate() {
        for (o, unit) in layer.iter().enumerate() {
            for (i, &ours) in unit.iter().enumerate() {
                let slope = slope(format!("/weights/{l}/{o}/{i}"));
                assert!((slope - ours).abs() < 1e-8 * (1.0 + slope.abs()), "{slope} {ours} {spec}");
            }
            let (slope, ours) = (slope(format!("/biases/{l}/{o}")), trace.grad_biases[l][o]);
            assert!((slope - ours).abs() < 1e-8 * (1.0 + slope.abs()), "{slope} {ours} {spec}");
        }
    }
}

#[test]
fn every_activation_and_loss_agrees_with_differences() {
    // More samples than a block holds, and not a multiple of anything.
    let many = |n: usize, value: &dyn Fn(f64) -> Value| -> Value {
        (0..n).map(|s| value(s as f64)).collect()
    };
    let inputs = many(131, &|s| json!([(s * 0.7).sin(), (s * 1.3).cos()]));
    let pairs = many(131, &|s| json!([(s * 0.9).cos(), 0.3]));
    let probabilities = many(131, &|s| json!([s % 2.0, 0.25]));
    let classes = many(131, &|s| json!([s % 2.0]));
    for activation in Activation::ALL {
        let id = activation.row().id;
        let layers = [(3, id), (2, id)];
        held_by_differences(&spec(&layers, "mse", inputs.clone(), pairs.clone()));
        held_by_differences(&spec(&layers, "cross-entropy", inputs.clone(), classes.clone()));
        let layers = [(3, id), (2, "sigmoid")];
        let spec = spec(&layers, "binary-cross-entropy", inputs.clone(), probabilities.clone());
        held_by_differences(&spec);
    }
}

/// Slopes are summed for several links at once, and what is left over alone: every shape has its own
/// way through, and blocks of samples one more that is not full.
#[test]
fn slopes_of_weights_are_sums_over_the_samples_in_every_shape() {
    const SAMPLES: usize = 70;
    let table = |width: usize| -> Vec<Vec<f64>> {
        let number = |s: usize, i: usize| ((s * 37 + i * 11) % 23) as f64 / 8.0 - 1.25;
        (0..SAMPLES).map(|s| (0..width).map(|i| number(s, i)).collect()).collect()
    };
    for width in 1..=9 {
        for units in 1..=9 {
            let inputs = table(width);
            let mut asked = spec(&[(units, "tanh")], "mse", json!(inputs), json!(table(units)));
            asked["inputs"] = json!(width);
            let trace = run(&asked).unwrap();
            for (o, row) in trace.grad_weights[0].iter().enumerate() {
                for (i, &slope) in row.iter().enumerate() {
                    let by_sum = &trace.grad_preactivations[0];
                    let sum: f64 = by_sum.iter().zip(&inputs).map(|(g, x)| g[o] * x[i]).sum();
                    assert!((slope - sum).abs() < 1e-13, "{width} to {units}: {slope}, not {sum}");
                }
            }
        }
    }
}

#[test]
fn relu_at_nought_has_slope_nought() {
    let mut spec = spec(&[(1, "relu"), (1, "linear")], "mse", json!([[0.0, 0.0]]), json!([[1.0]]));
    spec["weights"] = json!([[[1.0, 1.0]], [[2.0]]]);
    let trace = run(&spec).unwrap();
    assert_eq!(trace.grad_preactivations[0], [[0.0]]);
    assert_eq!(trace.grad_activations[0], [[-4.0]]);
    assert_eq!(trace.layer_gradient_norms, [0.0, 0.0]);
    spec["layers"][0]["activation"] = json!("leaky-relu");
    assert_eq!(run(&spec).unwrap().grad_preactivations[0], [[-0.04]]);
}

#[test]
fn losses_are_finite_however_large_the_logits() {
    let layers = [(2, "linear")];
    let mut spec = spec(&layers, "cross-entropy", json!([[1.0, 1.0]]), json!([[1]]));
    spec["weights"] = json!([[[900.0, 0.0], [0.0, -900.0]]]);
    let trace = run(&spec).unwrap();
    assert_eq!(trace.value, 1800.0);
    assert_eq!(trace.grad_preactivations, [[[1.0, -1.0]]]);
    assert_eq!(trace.grad_weights, [[[1.0, 1.0], [-1.0, -1.0]]]);

    spec["layers"] = json!([{ "units": 1, "activation": "sigmoid" }]);
    spec["loss"] = json!("binary-cross-entropy");
    spec["weights"] = json!([[[900.0, 0.0]]]);
    for (target, value, slope) in [(0.0, 900.0, 1.0), (1.0, 0.0, 0.0), (0.5, 450.0, 0.5)] {
        spec["batch"]["targets"] = json!([[target]]);
        let trace = run(&spec).unwrap();
        assert_eq!(trace.value, value);
        assert_eq!(trace.grad_preactivations, [[[slope]]]);
    }
    // A probability too small for a double leaves a gradient that is none the less a number.
    spec["weights"] = json!([[[-900.0, 0.0]]]);
    spec["batch"]["targets"] = json!([[1]]);
    let trace = run(&spec).unwrap();
    let by_answer = trace.grad_activations[0][0][0];
    assert!(by_answer < -1e300 && by_answer.is_finite(), "{by_answer}");
    // Beyond the doubles there is nothing to say but that.
    spec["weights"] = json!([[[1e300, 1e300]]]);
    spec["batch"]["inputs"] = json!([[1e300, 1.0]]);
    refused(run(&spec), "overflow", "network.layers[0]");
    spec["loss"] = json!("mse");
    spec["weights"] = json!([[[1.0, 1.0]]]);
    spec["batch"] = json!({ "inputs": [[1.0, 1.0]], "targets": [[1e200]] });
    refused(run(&spec), "overflow", "The loss");
}

#[test]
fn a_class_is_its_index_or_a_probability_for_each() {
    let layers = [(3, "tanh"), (3, "linear")];
    let with = |targets: Value| {
        let inputs = json!([[0.3, -1.0], [2.0, 0.5]]);
        run(&spec(&layers, "cross-entropy", inputs, targets))
    };
    let by_index = with(json!([[2], [0]])).unwrap();
    assert_eq!(by_index, with(json!([[0, 0, 1], [1, 0, 0]])).unwrap());
    let third = 1.0 / 3.0;
    assert!(with(json!([[third, third, third], [0.2, 0.3, 0.5]])).is_ok());
    refused(
        with(json!([[3], [0]])),
        "target-outside",
        "network.batch.targets[0] must be a class from 0 to 2",
    );
    refused(with(json!([[0], [0.5]])), "target-outside", "network.batch.targets[1]");
    refused(with(json!([[0], [-1]])), "target-outside", "network.batch.targets[1]");
    refused(with(json!([[0], [0, 1, 1]])), "target-outside", "network.batch.targets[1]");
    refused(with(json!([[0], [0, 1]])), "shape-mismatch", "network.batch.targets[1]");
}

#[test]
fn the_chain_rule_stands_in_symbols_for_every_layer() {
    let layers = [(3, "tanh"), (3, "relu"), (1, "linear")];
    let trace = run(&spec(&layers, "mse", json!([[1, 2]]), json!([[3]]))).unwrap();
    let texts: Vec<&str> = trace.chains.iter().map(|chain| chain.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "∂L/∂W_1 = ∂L/∂a_3*∂a_3/∂a_2*∂a_2/∂a_1*∂a_1/∂W_1",
            "∂L/∂W_2 = ∂L/∂a_3*∂a_3/∂a_2*∂a_2/∂W_2",
            "∂L/∂W_3 = ∂L/∂a_3*∂a_3/∂W_3",
        ]
    );
    for text in texts {
        let mut dag = Dag::new();
        let e = syntax::parse(&mut dag, text).unwrap().expr;
        assert_eq!(chainrule::print::text(&dag, e), text);
    }
}

#[test]
fn starting_weights_have_the_spread_they_should() {
    let layers =
        |activation| vec![Layer { units: 200, activation }, Layer { units: 1, activation }];
    let spread = |activation| {
        let network = Network::new(50, layers(activation), Loss::MeanSquares);
        let parameters = start(&network, 3);
        assert!(parameters[network.biases(0)].iter().all(|&bias| bias == 0.0));
        let weights = &parameters[network.weights(0)];
        let mean: f64 = weights.iter().sum::<f64>() / weights.len() as f64;
        assert!(mean.abs() < 0.005, "{mean}");
        weights.iter().map(|w| w * w).sum::<f64>() / weights.len() as f64
    };
    assert!((spread(Activation::Relu) * 50.0 / 2.0 - 1.0).abs() < 0.05);
    assert!((spread(Activation::Tanh) * 250.0 / 2.0 - 1.0).abs() < 0.05);
    // Seeds live in links: these weights never change.
    let network = Network::new(2, layers(Activation::Relu), Loss::MeanSquares);
    assert_eq!(start(&network, 7)[..2], [0.9884743323187353, -1.8642558067312274]);
    let network = Network::new(2, layers(Activation::Tanh), Loss::MeanSquares);
    assert_eq!(start(&network, 7)[..2], [-0.03797469351121818, -0.16655872296176627]);
}

#[test]
fn a_bad_specification_is_answered_with_the_place() {
    let good =
        spec(&[(3, "tanh"), (1, "linear")], "mse", json!([[1, 2], [3, 4]]), json!([[3], [4]]));
    assert!(run(&good).is_ok());
    let spoilt = |pointer: &str, value: Value, code: &str, place: &str| {
        let mut spec = good.clone();
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        match spec.pointer_mut(parent).unwrap() {
            Value::Object(fields) => {
                fields.insert(field.to_owned(), value);
            }
            list => list[field.parse::<usize>().unwrap()] = value,
        }
        refused(run(&spec), code, place);
    };
    let wrong = "wrong-argument";
    spoilt("/layers/1/units", json!(0), wrong, "network.layers[1].units must be a whole number");
    spoilt("/layers/1/units", json!(1.5), wrong, "network.layers[1].units");
    spoilt("/layers/1/units", json!("3"), wrong, "network.layers[1].units");
    spoilt(
        "/layers/1/units",
        json!(1_000_000),
        "too-many",
        "network.layers[1].units must be at most 1024",
    );
    spoilt(
        "/layers/1/activation",
        json!("tan"),
        "unknown-name",
        "network.layers[1].activation is “tan”",
    );
    spoilt("/layers/1", json!(3), wrong, "network.layers[1]");
    spoilt("/layers", json!([]), "empty-list", "network.layers is empty");
    spoilt("/layers", Value::Null, wrong, "network.layers must be a list");
    spoilt(
        "/layers",
        json!(vec![json!({ "units": 1, "activation": "relu" }); 65]),
        "too-many",
        "network.layers",
    );
    spoilt("/inputs", json!(0), wrong, "network.inputs");
    spoilt(
        "/inputs",
        json!(3),
        "shape-mismatch",
        "network.batch.inputs[0] has 2 entries and needs 3",
    );
    spoilt("/loss", json!("hinge"), "unknown-name", "network.loss");
    spoilt("/loss", Value::Null, wrong, "network.loss");
    spoilt("/loss", json!("binary-cross-entropy"), "target-outside", "network.batch.targets[0]");
    spoilt(
        "/weights",
        json!([[1, 2, 3], [1, 2, 3]]),
        wrong,
        "network.weights[0] must be a list of lists",
    );
    spoilt(
        "/weights",
        json!([[[1, 2]]]),
        "shape-mismatch",
        "network.weights has 1 entry and needs 2",
    );
    spoilt(
        "/weights",
        json!([[[1, 2]], [[1]]]),
        "shape-mismatch",
        "network.weights[0] has 1 entry and needs 3",
    );
    spoilt(
        "/weights",
        json!([[[1, 2], [1, 2], [1]], [[1, 2, 3]]]),
        "shape-mismatch",
        "network.weights[0][2]",
    );
    spoilt(
        "/weights",
        json!([[[1, 2], [1, 2], [1, null]], [[1, 2, 3]]]),
        wrong,
        "network.weights[0][2][1]",
    );
    spoilt("/biases", json!([[1, 2, 3], [1, 2]]), "shape-mismatch", "network.biases[1]");
    spoilt("/seed", json!(-1), wrong, "network.seed");
    spoilt("/seed", json!(0.5), wrong, "network.seed");
    spoilt("/batch", json!([]), wrong, "network.batch");
    spoilt("/batch/inputs", json!([]), "empty-list", "network.batch.inputs");
    spoilt("/batch/inputs/1", json!([1]), "shape-mismatch", "network.batch.inputs[1]");
    spoilt(
        "/batch/inputs/1",
        json!([1, null]),
        wrong,
        "network.batch.inputs[1][1] must be a number",
    );
    spoilt(
        "/batch/targets",
        json!([[1]]),
        "shape-mismatch",
        "network.batch.targets has 1 entry and needs 2",
    );
    let mut large = good.clone();
    large["layers"] = json!(vec![json!({ "units": 1024, "activation": "relu" }); 2]);
    refused(run(&large), "too-many", "network has");
}

/// `torch.nn.functional.binary_cross_entropy` of 0, 1 and 0.25 for the targets 1, 0 and 1.
#[test]
fn wrong_answers_of_exactly_0_and_1_cost_what_they_cost_in_pytorch() {
    let trace = run(&json!({
        "inputs": 1, "layers": [{ "units": 1, "activation": "linear" }],
        "loss": "binary-cross-entropy", "weights": [[[1]]], "biases": [[0]],
        "batch": { "inputs": [[0], [1], [0.25]], "targets": [[1], [0], [1]] },
    }))
    .unwrap();
    let (value, slope) = (trace.value, trace.grad_weights[0][0][0]);
    assert!(error(&[value], &[67.12876478703997]) < 1e-12, "{value}");
    assert!(error(&[slope], &[333333334664.9343]) < 1e-12, "{slope}");
}
