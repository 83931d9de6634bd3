//! The programs print the engine's numbers.

use std::io::Write;
use std::process::{Command, Stdio};

use chainrule::view::{Argument, DescentRun, NetworkSpec, dataset, descend, network, to_code};
use serde_json::{Value, json};

use super::given::given;

/// What a library's programs are run with: this Python, which has NumPy.
const PYTHON: &str = "PYTHON";

fn program(subject: &Value, library: &str) -> String {
    let given = given(subject);
    to_code(&Argument::new("subject", &given), library).unwrap()
}

/// Every number that a program prints.
fn printed(program: &str) -> Vec<f64> {
    let python = std::env::var(PYTHON).unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(&python)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{python}: {error}"));
    child.stdin.take().unwrap().write_all(program.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complained}\n{program}");
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    let words = words.split(|c: char| c.is_whitespace() || "[],".contains(c));
    words.filter(|word| !word.is_empty()).map(|word| word.parse().unwrap()).collect()
}

/// Twelve digits, seen beside the largest number of its kind.
#[track_caller]
fn the_same(program: &str, theirs: &[f64], ours: &[f64]) {
    assert_eq!(theirs.len(), ours.len(), "{program}");
    let largest = ours.iter().fold(0.0, |most: f64, number| most.max(number.abs()));
    for (theirs, ours) in theirs.iter().zip(ours) {
        let scale = ours.abs().max(1e-6 * largest);
        assert!((theirs - ours).abs() <= 1e-12 * scale, "{theirs} is not {ours} in\n{program}");
    }
}

fn networks() -> Vec<Value> {
    let moons = given(&json!({ "points": 9, "seed": 3 }));
    let moons = dataset("moons", &Argument::new("options", &moons)).unwrap();
    let binary = json!({ "inputs": moons.inputs, "targets": moons.targets });
    let classes: Vec<Value> = moons
        .targets
        .iter()
        .map(|target| if target[0] == 0.0 { json!([2]) } else { json!([0]) })
        .collect();
    let classes = json!({ "inputs": moons.inputs, "targets": classes });
    let pairs: Vec<Value> = moons.inputs.iter().map(|[x, y]| json!([x * y, x - y])).collect();
    let pairs = json!({ "inputs": moons.inputs, "targets": pairs });
    let spec = |layers: &[(usize, &str)], loss: &str, batch: &Value| {
        let layers: Vec<Value> = layers
            .iter()
            .map(|(units, activation)| json!({ "units": units, "activation": activation }))
            .collect();
        json!({ "inputs": 2, "layers": layers, "loss": loss, "seed": 5, "batch": batch })
    };
    vec![
        spec(&[(4, "tanh"), (1, "sigmoid")], "binary-cross-entropy", &binary),
        spec(&[(3, "relu"), (3, "linear")], "cross-entropy", &classes),
        spec(&[(3, "gelu"), (3, "silu"), (2, "linear")], "mse", &pairs),
        spec(&[(3, "softplus"), (3, "leaky-relu"), (2, "sigmoid")], "mse", &pairs),
    ]
}

fn descents() -> Vec<Value> {
    let at = json!({ "x": -1.5, "y": 2 });
    let run = |loss: &str, optimizer: Value, schedule: Value| json!({ "loss": loss, "start": at, "optimizer": optimizer, "schedule": schedule, "steps": 12 });
    let with = |name: &str| json!({ "name": name, "learningRate": 0.01 });
    let mut runs: Vec<Value> =
        ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lion"]
            .iter()
            .map(|name| run("x^2 + 10y^2 + sin(x y)", with(name), Value::Null))
            .collect();
    let losses = [
        "(1-x)^2 + 100(y-x^2)^2",
        "ln(1 + e^(-2x + y)) + 0.05x^2 + |y|",
        "max(x, y/2, 0) + sqrt(2) x^2",
    ];
    runs.extend(losses.iter().map(|loss| run(loss, with("adam"), Value::Null)));
    for schedule in [
        json!({ "name": "step", "learningRate": 0.02, "stepSize": 5, "gamma": 0.5 }),
        json!({ "name": "exponential", "learningRate": 0.02, "gamma": 0.9 }),
        json!({ "name": "cosine", "learningRate": 0.02, "totalSteps": 8, "minimum": 0.001 }),
        json!({ "name": "linear-warmup", "learningRate": 0.02, "warmupSteps": 5 }),
        json!({ "name": "warmup-cosine", "learningRate": 0.02, "warmupSteps": 4, "totalSteps": 10 }),
    ] {
        runs.push(run("x^2 + 10y^2", with("momentum"), schedule));
    }
    let mut rest = with("rmsprop");
    rest["momentum"] = json!(0.5);
    rest["weightDecay"] = json!(0.1);
    runs.push(run("x^2 + y^4", rest, Value::Null));
    runs.push(run(
        "x^2 + y^2",
        json!({ "name": "adamw", "learningRate": 0.01, "beta1": 0 }),
        Value::Null,
    ));
    runs.push(run("3", with("momentum"), Value::Null));
    let warm = json!({ "name": "warmup-cosine", "learningRate": 0.02, "warmupSteps": 4, "totalSteps": 10 });
    runs.push(run("x^2 + 10y^2", with("lion"), warm));
    // At corners: of |x| the slope 0, of the larger of two equal ones a half of each.
    let mut corners =
        run("|x^2 - 1| + max(x, y) + min(x, 2y - 1, 1) + x^2 + y^2", with("adagrad"), Value::Null);
    corners["start"] = json!({ "x": 1, "y": 1 });
    runs.push(corners);
    // It diverges, and the program ends where the run does.
    runs.push(run(
        "(1-x)^2 + 100(y-x^2)^2",
        json!({ "name": "sgd", "learningRate": 0.01 }),
        Value::Null,
    ));
    runs
}

const EXPRESSIONS: [&str; 6] = [
    "(2x+3)^2 y",
    "sigmoid(x) relu(y) + gelu(x y) + silu(x) + erf(y) + softplus(3x) + leaky_relu(x)",
    "x^(1/3) + y^(2/5) + cbrt(x) + log_3(y^2) + e^2 x",
    "{x^2 if x > 0, -x y else} + min(x, y, 1) + atan2(y, x)",
    "arctan(x) + tanh(y)/cosh(x) + 2^x + ln(3) y",
    "elu(x) + floor(y) x + max(2, x) + sec(y) + sign(x) y",
];

/// A program of each kind, and the numbers that it is to print.
fn each(library: &str, mut check: impl FnMut(String, Vec<f64>)) {
    for spec in networks() {
        let read = given(&spec);
        let trace = network(&NetworkSpec::read(&Argument::new("network", &read)).unwrap()).unwrap();
        let mut ours = vec![trace.value];
        for (weights, biases) in trace.grad_weights.iter().zip(&trace.grad_biases) {
            ours.extend(weights.iter().flatten());
            ours.extend(biases);
        }
        check(program(&json!({ "network": spec }), library), ours);
    }
    for run in descents() {
        let read = given(&run);
        let path = descend(&mut DescentRun::read(&Argument::new("run", &read)).unwrap()).unwrap();
        let lines = path.points.iter().zip(&path.losses);
        let ours = lines.flat_map(|(point, loss)| point.iter().chain([loss]).copied()).collect();
        check(program(&json!({ "descent": run }), library), ours);
    }
    for expression in EXPRESSIONS {
        let at = json!({ "x": 0.7, "y": 1.9 });
        let roads = chainrule::view::agreement(
            expression,
            &[("x".to_owned(), 0.7), ("y".to_owned(), 1.9)].into_iter().collect(),
        )
        .unwrap();
        let mut ours = vec![roads.value];
        ours.extend(roads.partials.iter().map(|(_, roads)| roads.reverse));
        check(program(&json!({ "expression": expression, "at": at }), library), ours);
    }
}

#[test]
#[ignore = "needs a Python with NumPy: PYTHON=python3 cargo test --test learning -- --ignored"]
fn numpy_prints_the_engines_numbers() {
    each("numpy", |program, ours| the_same(&program, &printed(&program), &ours));
}

#[test]
fn every_library_has_its_programs() {
    for (library, import) in [
        ("pytorch", "import torch"),
        ("tensorflow", "import tensorflow"),
        ("jax", "import jax"),
        ("numpy", "import numpy"),
    ] {
        each(library, |program, _| {
            assert!(program.starts_with("import") && program.contains(import), "{program}");
            assert!(!program.contains("np.np") && !program.contains("undefined"), "{program}");
            for import in program.lines().filter(|line| line.starts_with("import ")) {
                let name = import.split(' ').next_back().unwrap();
                let used = |text: &str| {
                    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
                };
                let rest = program.lines().filter(|line| !line.starts_with("import "));
                assert!(
                    library == "numpy" || rest.into_iter().any(used),
                    "{import} for nothing in\n{program}"
                );
            }
        });
    }
    // Written out, a slope at a corner is the one that the run takes; JAX takes another of |x|.
    let corners = json!({ "descent": {
        "loss": "|x| + max(x, 2y)", "start": { "x": 0, "y": 0 }, "steps": 2,
        "optimizer": { "name": "sgd", "learningRate": 0.1 },
    }});
    let numpy = program(&corners, "numpy");
    assert!(numpy.contains("np.sign(x)") && !numpy.contains("nan"), "{numpy}");
    assert!(numpy.contains("np.abs(x) + np.maximum(x, 2 * y)"), "{numpy}");
    let jax = program(&corners, "jax");
    assert!(jax.contains("jnp.maximum(x, -x) + jnp.maximum(x, 2 * y)"), "{jax}");
    let neuron = json!({ "expression": "x^2", "at": { "x": 3 } });
    assert_eq!(
        program(&neuron, "numpy"),
        "import numpy as np\n\ndef f(x):\n    return x**2\n\ndef gradient(x):\n    \
         return np.array([2 * x], dtype=float)\n\nat = np.array([3], dtype=float)\n\
         print(float(f(*at)))\nprint(*gradient(*at).tolist())\n"
    );
}
