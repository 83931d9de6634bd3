//! Limits: stated once, printed in the README as they are, and kept: an answer at each, a sentence one above and
//! far above. `tests/web/browsers/limits.mjs` does the same in browsers.

#[path = "support/calls.rs"]
mod calls;

use chainrule::view::limits::TABLE;
use chainrule::view::{
    DifferentiateOptions, DirectionalOptions, EngineError, ErrorName, PlotSpec, Point, Told,
    arrange, differentiate, directional, plot,
};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::thread;

#[test]
fn the_readme_prints_the_table() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    for (name, most, of) in TABLE {
        let row = format!("| {name} | {most} | {of} |");
        assert!(readme.contains(&row), "README.md lacks the row\n{row}");
    }
}

/// n terms with a sign between them.
fn joined(n: usize, term: impl Fn(usize) -> String, between: &str) -> String {
    (0..n).map(term).collect::<Vec<_>>().join(between)
}

/// A network of these layers, all of whose inputs are 1.
fn network(units: &[usize], inputs: usize) -> Value {
    let layers: Vec<Value> =
        units.iter().map(|units| json!({ "units": units, "activation": "linear" })).collect();
    let batch =
        json!({ "inputs": [vec![1; inputs]], "targets": [vec![0; *units.last().unwrap()]] });
    json!({ "inputs": inputs, "layers": layers, "loss": "mse", "seed": 1, "batch": batch })
}

/// A network with so many weights and biases: a multiple of 1000, or one more.
fn wide(n: usize) -> Value {
    match n {
        1_000_001 => network(&[1000, 1], 998),
        1_000_000 => network(&[1000], 999),
        _ => network(&vec![1024; n / 1_000_000], 1),
    }
}

/// For each row a call with so many of it.
fn call(name: &str, n: usize) -> (&'static str, Vec<Value>) {
    let nested = |n: usize| format!("{}x{}", "(".repeat(n), ")".repeat(n));
    let sgd = json!({ "name": "sgd", "learningRate": 1e-6 });
    match name {
        "length" => ("parse", vec![format!("{}x", " ".repeat(n - 1)).into()]),
        "nesting" => ("simplify", vec![nested(n).into()]),
        "digits" => ("parse", vec!["7".repeat(n).into()]),
        "power" => ("parse", vec![format!("1e{n} + 1e-{n}").into()]),
        "order" => ("differentiate", vec!["x^12 sin(x)".into(), json!({ "order": n })]),
        "work" => {
            let letters: Vec<String> = (0..10).map(|i| format!("a_{i}")).collect();
            let rest = joined(n.div_ceil(10) - 11, |_| "x".to_owned(), "+");
            let sum = letters.join("+") + "+" + &rest;
            ("gradient", vec![sum.into(), json!({ "variables": letters, "detail": "none" })])
        }
        "nodes" => {
            let odd = if n.is_multiple_of(2) { "" } else { "+y" };
            let text = joined((n - 2) / 2, |i| format!("x^{}/2", i + 2), "+") + odd;
            ("backprop", vec![text.into(), json!({ "x": 0.5, "y": 1 })])
        }
        "pieces" => {
            let text = joined(n, |i| format!("a_{i} = x + {i}"), "; ");
            ("graph", vec![text.into(), json!({ "x": 1 })])
        }
        "layers" => ("network", vec![network(&vec![1; n], 1)]),
        "units" => ("network", vec![network(&[n, 1], 1)]),
        "parameters" => {
            let run = json!({ "network": wide(n), "optimizer": sgd, "batching": { "kind": "sgd" }, "seed": 1, "steps": 1 });
            ("train", vec![run])
        }
        "samples" => ("dataset", vec!["xor".into(), json!({ "points": n, "noise": 0, "seed": 1 })]),
        "steps" => {
            let run = json!({ "loss": "x^2", "start": { "x": 1 }, "optimizer": sgd, "steps": n });
            ("descend", vec![run])
        }
        "rates" => {
            let constant = json!({ "name": "constant", "learningRate": 1 });
            ("learningRates", vec![constant, n.into()])
        }
        "lines" => {
            let problem = json!({ "function": "x^2", "variable": "x" });
            ("checkSteps", vec![vec!["2x"; n].into(), problem])
        }
        other => panic!("{other} is not walked"),
    }
}

/// What is said to so many of a row.
fn answer(name: &str, n: usize) -> Result<Told, EngineError> {
    if name == "curve" {
        let text = joined(n + 1, |_| "x".to_owned(), "+");
        let spec = PlotSpec { text, curves: vec!["f".to_owned()], ..PlotSpec::default() };
        return plot(&spec, 300.0, 200.0).map(|_| Told::Nothing);
    }
    if name == "boxes" {
        return arrange(&vec![10.0; 2 * n], &[], true, f64::INFINITY).map(|_| Told::Nothing);
    }
    let (call, arguments) = call(name, n);
    calls::answer(call, &arguments)
}

#[test]
fn at_each_limit_an_answer_beyond_it_a_sentence() {
    for (name, most, _) in TABLE {
        if let Err(error) = answer(name, *most) {
            panic!("{name}, {most}: {}", error.message);
        }
        for n in [most + 1, most * (3_000_000 / most).clamp(3, 100)] {
            let error = answer(name, n).err().unwrap_or_else(|| panic!("{name}, {n}: answered"));
            let kinds = [ErrorName::LimitError, ErrorName::UsageError, ErrorName::ParseError];
            assert!(kinds.contains(&error.name), "{name}, {n}: {}", error.message);
            assert!(error.message.ends_with(['.', '?']), "{name}, {n}: {}", error.message);
        }
    }
}

/// Whoever looks for mistakes looks everywhere: in what is nobody's homework it would take minutes.
#[test]
fn a_problem_as_long_as_a_page_is_refused_before_it_is_looked_at() {
    let shapes: [fn(usize) -> String; 3] = [
        |n| joined(n, |_| "sin x".to_owned(), " "),
        |n| joined(n, |i| format!("sin({i}x)"), " + "),
        |n| joined(n, |_| "x".to_owned(), "/"),
    ];
    let problem = |function: String| json!({ "function": function, "variable": "x" });
    for shape in shapes {
        assert!(calls::answer("check", &[json!("2x"), problem(shape(12))]).is_ok());
        for n in [700, 9000] {
            let refusal = calls::answer("check", &[json!("2x"), problem(shape(n))]).unwrap_err();
            assert_eq!(refusal.name, ErrorName::LimitError, "{}", refusal.message);
        }
    }
}

/// A page's stack is small, a Worker's smaller: whatever may be nested so deep is walked in loops.
#[test]
fn what_is_nested_as_deep_as_may_be_takes_no_stack() {
    const SMALL: usize = 192 * 1024;
    let deep = |open: &str, close: &str| {
        let n = TABLE.iter().find(|(name, ..)| *name == "nesting").unwrap().1 - 2;
        format!("{}x{}", open.repeat(n), close.repeat(n))
    };
    let texts =
        [deep("(", ")"), deep("-", ""), deep("sin(", ")"), deep("1/(1+", ")"), deep("x^", "")];
    let walk = move || {
        for text in texts {
            let ask = |call: &str, rest: &[Value]| {
                let arguments = [&[Value::from(text.as_str())], rest].concat();
                if let Err(error) = calls::answer(call, &arguments) {
                    // A derivative may be larger than what is written.
                    assert_eq!(error.name, ErrorName::LimitError, "{call}: {}", error.message);
                }
            };
            ask("parse", &[]);
            ask("simplify", &[]);
            for notation in ["text", "latex", "mathml", "python", "javascript", "speech"] {
                ask("format", &[notation.into()]);
            }
            ask("evaluate", &[json!({ "x": 0.5 })]);
            ask("sample", &["x".into(), json!({ "numbers": ["0.5"] })]);
            ask("differentiate", &[json!({ "detail": "none", "shared": true })]);
            ask("backprop", &[json!({ "x": 0.5 })]);
            ask("agreement", &[json!({ "x": 0.5 })]);
        }
    };
    thread::Builder::new().stack_size(SMALL).spawn(walk).unwrap().join().unwrap();
}

/// The derivative in shared pieces, without steps.
fn slope_of(text: &str) -> String {
    let options = DifferentiateOptions {
        detail: Some("none".to_owned()),
        shared: true,
        ..DifferentiateOptions::default()
    };
    differentiate(text, &options).unwrap().result.text
}

/// So many of `open` inside one another.
fn inside(n: usize, open: &str, close: &str) -> String {
    format!("{}x{}", open.repeat(n), close.repeat(n))
}

/// Each choice is looked through for those around it, but only where there is little in it, and the
/// same one only once; a factor that joins no other is left where it stands.
#[test]
fn choices_inside_choices_come_to_an_end() {
    let opens = ["max(1, 2 - ", "min(x, 1 + ", "max(0, ", "relu(1 - ", "relu(0.5", "abs(1 - "];
    for open in opens {
        assert!(!slope_of(&inside(1000, open, ")")).is_empty(), "{open}");
    }
    let quotients = joined(1000, |i| format!("abs(x + {i})"), "/");
    assert!(!slope_of(&quotients).is_empty());
}

/// What stands in a long bracket is not multiplied by the letter at each of the bars around it.
#[test]
fn bars_below_bars_come_to_an_end() {
    for open in ["(1 + ", "(y + "] {
        assert!(!slope_of(&inside(1000, open, ")/x")).is_empty(), "{open}");
    }
}

/// A run is measured by what its loss, or its network, takes: a function counts for more than a sum.
#[test]
fn a_run_that_takes_seconds_is_refused() {
    let sgd = json!({ "name": "sgd", "learningRate": 1e-6 });
    let descent = |loss: String, steps: usize| {
        let run = json!({ "loss": loss, "start": { "x": 1 }, "optimizer": sgd, "steps": steps });
        calls::answer("descend", &[run]).err().map(|error| error.code.clone())
    };
    assert_eq!(descent(inside(100, "sin(", ")"), 100), None);
    assert_eq!(descent(inside(1000, "sin(", ")"), 100_000).as_deref(), Some("run-too-long"));
    let training = |steps: usize| {
        let batch = json!({ "inputs": vec![[1]; 10_000], "targets": vec![[0]; 10_000] });
        let layers = json!([{ "units": 1, "activation": "gelu" }]);
        let network =
            json!({ "inputs": 1, "layers": layers, "loss": "mse", "seed": 1, "batch": batch });
        let run = json!({ "network": network, "optimizer": sgd, "batching": { "kind": "batch" }, "seed": 1, "steps": steps });
        calls::answer("train", &[run]).err().map(|error| error.code.clone())
    };
    assert_eq!(training(10), None);
    assert_eq!(training(10_000).as_deref(), Some("run-too-long"));
}

/// A curve is asked at thousands of places: one that is too long for that is refused, and left out
/// where it was only needed for what is told of another.
#[test]
fn what_is_too_long_is_not_drawn() {
    let product = joined(60, |i| format!("sin({}x)", i + 1), "*");
    let refusal = |text: &str, curve: &str| {
        let (text, curves) = (text.to_owned(), vec![curve.to_owned()]);
        let spec = PlotSpec { text, curves, ..PlotSpec::default() };
        plot(&spec, 300.0, 200.0).err().map(|error| error.code.clone())
    };
    assert_eq!(refusal(&product, "f"), None);
    for (text, curve) in [(product, "second"), (inside(1000, "2^", ""), "f")] {
        assert_eq!(refusal(&text, curve).as_deref(), Some("too-long-to-draw"), "{curve}");
    }
}

/// Of a thousand arguments half a million pairs may be equal somewhere: not all are told, and halves
/// are compared, not each with all the others.
#[test]
fn the_largest_of_a_thousand_has_a_slope() {
    for function in ["max", "min"] {
        let text = format!("{function}({})", joined(1000, |i| format!("{}x", i + 1), ", "));
        assert!(!slope_of(&text).is_empty());
    }
    let few = format!("max({})", joined(4, |i| format!("sin({}x)", i + 1), ", "));
    let derivation = differentiate(&few, &DifferentiateOptions::default()).unwrap();
    assert!(derivation.conditions.iter().any(|told| told.contains("sin(3x)")));
}

/// One form is looked for as long as there is fuel for it: what stands in an atom that stands in
/// another twice, and that in a third, is not written two to the fortieth times.
#[test]
fn what_is_simplified_has_little_in_it_or_stays() {
    for (open, close) in [("(", "^x)"), ("relu(x*", ")"), ("1/(1 + abs(x + ", "))")] {
        let text = inside(60, open, close);
        let simplified = calls::answer("simplify", &[text.into()]);
        assert!(simplified.is_ok(), "{open}");
    }
    // What is needed of one letter is worked out once, not for each of the others.
    let letters = joined(300, |i| format!("a_{i}"), "/");
    assert!(calls::answer("simplify", &[letters.into()]).is_ok());
    // The square root taken 62 times is x^(2^(−62)): what is half as much does not fit.
    for depth in 36..66 {
        for open in ["sqrt(", "cbrt(", "1/sqrt("] {
            let simplified = calls::answer("simplify", &[inside(depth, open, ")").into()]);
            assert!(simplified.is_ok(), "{open}{depth}");
        }
    }
}

/// The size of a product's slope grows with the square of its factors, and so does that of a root's
/// with the roots inside: answered as far as it can be read, refused before it was all written.
#[test]
fn slopes_of_books_are_refused() {
    let product = |n: usize| joined(n, |i| format!("(x+{i})"), "");
    let slope = |n: usize, order: f64| {
        let detail = Some("none".to_owned());
        let order = Some(order);
        let options = DifferentiateOptions { detail, order, ..DifferentiateOptions::default() };
        differentiate(&product(n), &options).map(|slope| slope.result.text.len())
    };
    assert!(slope(300, 1.0).unwrap() > 100_000);
    assert!(slope(30, 2.0).unwrap() > 10_000);
    for (n, order) in [(9000, 1.0), (1000, 2.0)] {
        let refused = slope(n, order).map_err(|error| error.code.clone());
        assert_eq!(refused, Err("result-too-large".into()), "{n}, {order}");
    }
    let towers = [inside(300, "2^", ""), inside(300, "erf(", ")")];
    for tower in towers {
        let detail = Some("none".to_owned());
        let options = DifferentiateOptions { detail, ..DifferentiateOptions::default() };
        assert!(differentiate(&tower, &options).is_ok(), "{}", &tower[..8]);
        let again = DifferentiateOptions { order: Some(2.0), ..options };
        assert_eq!(differentiate(&tower, &again).unwrap_err().code, "result-too-large");
    }
    let roots = format!("{}x + y{}", "sqrt(".repeat(1900), ")".repeat(1900));
    let place = || Point::from_iter([("x".to_owned(), 1.0), ("y".to_owned(), 1.0)]);
    let options = DirectionalOptions { at: place(), direction: place(), detail: None };
    assert_eq!(directional(&roots, &options).unwrap_err().code, "result-too-large");
}
