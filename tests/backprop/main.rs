//! Backpropagation: the graph of an expression, its numbers, its chains.

#[path = "../support/bits.rs"]
mod bits;
#[path = "../support/cases.rs"]
mod cases;
mod roads;

use chainrule::backprop::{BackpropError, Grain, MOST_PATHS, Names, Trace, trace};
use chainrule::expr::{Dag, Function, Op, Symbol};
use chainrule::numeric::Tape;
use chainrule::{print, syntax, view};

type At<'a> = &'a [(&'a str, f64)];

/// A run of a text at a point, with the graph it was made in.
fn run(text: &str, at: At, grain: Grain) -> (Dag, Result<Trace, BackpropError>) {
    let mut dag = Dag::new();
    let f = syntax::parse(&mut dag, text).unwrap_or_else(|error| panic!("{text}: {error}")).expr;
    let at: Vec<(Symbol, f64)> =
        at.iter().map(|(name, value)| (dag.intern(name), *value)).collect();
    let trace = trace(&mut dag, f, &at, &Names::default(), grain);
    (dag, trace)
}

fn traced(text: &str, at: At) -> (Dag, Trace) {
    let (dag, trace) = run(text, at, Grain::Operations);
    (dag, trace.unwrap_or_else(|error| panic!("{text} at {at:?}: {error}")))
}

/// Each node as `name = definition: value, gradient`, each edge as `from→to local = number`.
fn check(text: &str, at: At, nodes: &[&str], edges: &[&str]) {
    let (dag, trace) = traced(text, at);
    assert_eq!(told(&dag, &trace), nodes, "nodes of {text}");
    assert_eq!(edges_told(&dag, &trace), edges, "edges of {text}");
}

fn told(dag: &Dag, trace: &Trace) -> Vec<String> {
    let number = |value: f64| print::number_text((value * 1e9).round() / 1e9);
    let told = trace.nodes.iter().map(|node| {
        let definition = print::text(dag, node.definition);
        format!("{} = {definition}: {}, {}", node.name, number(node.value), number(node.gradient))
    });
    told.collect()
}

fn edges_told(dag: &Dag, trace: &Trace) -> Vec<String> {
    let told = trace.edges.iter().map(|edge| {
        let (from, to) = (&trace.nodes[edge.from].name, &trace.nodes[edge.to].name);
        let local = print::number_text((edge.local * 1e9).round() / 1e9);
        format!("{from}→{to} {} = {local}", print::text(dag, edge.by_name))
    });
    told.collect()
}

fn close(a: f64, b: f64) -> bool {
    a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-290)
}

/// What holds of every trace.
fn assert_sound(trace: &Trace, about: &str) {
    let output = trace.nodes.len() - 1;
    for (id, node) in trace.nodes.iter().enumerate() {
        assert!(node.inputs.iter().all(|&input| input < id), "{about}: an input stands behind");
        for (slot, &input) in node.inputs.iter().enumerate() {
            let edge = trace.edges.iter().find(|edge| edge.to == id && edge.slot == slot);
            assert_eq!(edge.map(|edge| edge.from), Some(input), "{about}: slot {slot} of {id}");
        }
        let uses: Vec<_> = trace.edges.iter().filter(|edge| edge.from == id).collect();
        let sum: f64 = uses.iter().map(|edge| edge.message).sum();
        let size: f64 = uses.iter().map(|edge| edge.message.abs()).sum();
        let whole = if id == output { 1.0 } else { sum };
        let off = (whole - node.gradient).abs();
        assert!(
            whole == node.gradient || off <= 1e-12 * size,
            "{about}: messages to {}",
            node.name
        );
    }
    for edge in trace.edges.iter().filter(|edge| edge.passes) {
        assert!(close(edge.message, trace.nodes[edge.to].gradient * edge.local), "{about}");
    }
    assert_eq!(trace.backward.first(), Some(&output));
    let done = |id: usize| trace.backward.iter().position(|&other| other == id);
    assert!(trace.edges.iter().all(|edge| done(edge.to) < done(edge.from)), "{about}: order");
    let mut names: Vec<&str> = trace.nodes.iter().map(|node| node.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), trace.nodes.len(), "{about}: a name is used twice");
    for chain in &trace.chains {
        if chain.more == 0.0 {
            let sum: f64 = chain.paths.iter().map(|path| path.product).sum();
            let size: f64 = chain.paths.iter().map(|path| path.product.abs()).sum();
            let off = (sum - chain.total).abs();
            assert!(
                sum == chain.total || off <= 1e-12 * size,
                "{about}: {sum} and {}",
                chain.total
            );
        }
    }
}

#[test]
fn the_square_of_two_x_plus_three() {
    check(
        "(2x+3)^2",
        &[("x", 1.0)],
        &["x = x: 1, 20", "u = 2x: 2, 10", "v = u + 3: 5, 10", "y = v^2: 25, 1"],
        &["x→u 2 = 2", "u→v 1 = 1", "v→y 2v = 10"],
    );
}

#[test]
fn one_neuron() {
    let at = [("x", 2.0), ("w", 0.5), ("b", 0.1), ("y", 3.0)];
    check(
        "(w x + b - y)^2",
        &at,
        &[
            "w = w: 0.5, -7.6",
            "x = x: 2, -1.9",
            "u = w x: 1, -3.8",
            "b = b: 0.1, -3.8",
            "v = u + b: 1.1, -3.8",
            "y = y: 3, 3.8",
            "a = v - y: -1.9, -3.8",
            "L = a^2: 3.61, 1",
        ],
        &[
            "w→u x = 2",
            "x→u w = 0.5",
            "u→v 1 = 1",
            "b→v 1 = 1",
            "v→a 1 = 1",
            "y→a -1 = -1",
            "a→L 2a = -3.8",
        ],
    );
}

#[test]
fn two_layers() {
    let at = [("x", 3.0), ("w_1", 0.4), ("w_2", 0.5), ("y", 2.0)];
    let (_, trace) = traced("(w_2*(w_1*x) - y)^2", &at);
    assert_sound(&trace, "two layers");
    let gradient = |name: &str| trace.nodes.iter().find(|node| node.name == name).unwrap().gradient;
    assert!(close(gradient("w_1"), -4.2) && close(gradient("w_2"), -3.36));
    // ∂L/∂w₁ = −2.8 · 1 · 0.5 · 3
    let factors = trace.chains[1].paths[0].edges.iter().map(|&edge| trace.edges[edge].local);
    assert_eq!(
        factors.map(|local| (local * 1e9).round() / 1e9).collect::<Vec<_>>(),
        [-2.8, 1.0, 0.5, 3.0]
    );
}

#[test]
fn a_thing_used_twice_has_two_edges_and_one_node() {
    check("x x", &[("x", 3.0)], &["x = x: 3, 6", "y = x x: 9, 1"], &["x→y x = 3", "x→y x = 3"]);
    let (_, trace) = traced("sin(x^2) + (x^2)^3", &[("x", 1.1)]);
    assert_eq!(trace.nodes.iter().filter(|node| node.op == "power").count(), 2);
    assert_eq!(trace.chains[0].paths.len(), 2);
    assert_sound(&trace, "a shared square");
}

#[test]
fn what_a_branch_does_not_take_is_not_reached() {
    let (_, trace) = traced("{sqrt(x) if x > 1, x^2 if x < 0, x/0 else}", &[("x", -3.0)]);
    assert_eq!(trace.nodes[0].gradient, -6.0);
    assert_sound(&trace, "pieces");
}

#[test]
fn a_convention_is_said() {
    let (_, trace) = traced("relu(x) + x", &[("x", 0.0)]);
    assert_eq!(trace.nodes[0].gradient, 1.0);
    assert_eq!(trace.notes.len(), 1);
    assert!(trace.notes[0].contains("no slope at x = 0"), "{}", trace.notes[0]);
    assert!(traced("relu(x) + x", &[("x", 1.0)]).1.notes.is_empty());
}

#[test]
fn a_place_without_a_value_or_a_derivative_is_named() {
    let refused =
        |text: &str, x: f64| run(text, &[("x", x)], Grain::Operations).1.unwrap_err().to_string();
    assert_eq!(refused("1 + ln(x - 2)^2", 1.0), "There is no value here: ln(u) where u = -1.");
    assert_eq!(refused("3|x|", 0.0), "There is no derivative here: |x| where x = 0.");
    assert!(refused("max(0, x)", 0.0).starts_with("There is no derivative here"));
}

#[test]
fn a_corner_that_is_multiplied_by_nothing_does_no_harm() {
    let at = [("x", 0.0), ("z", 2.0)];
    for text in ["x|x|", "x z|sin(x)|", "max(x, 0)^2", "|x|^3", "|x| min(x, 0) + x"] {
        let (dag, trace) = traced(text, &at);
        assert_sound(&trace, text);
        let slope = if text.ends_with("+ x") { 1.0 } else { 0.0 };
        assert_eq!(trace.chains[0].total, slope, "{text}");
        assert!(
            trace.edges.iter().all(|edge| edge.local.is_finite()),
            "{}",
            told(&dag, &trace).join(", ")
        );
        let said = trace.notes.iter().any(|note| note.contains("has no slope at"));
        assert!(said || !text.contains('|'), "{text}: {:?}", trace.notes);
    }
    // The corner counts, or the step does.
    for text in ["x + |x|", "|x| - x", "x sign(x)", "max(x, x^3)"] {
        assert!(run(text, &at, Grain::Operations).1.is_err(), "{text}");
    }
}

#[test]
fn a_cusp_has_no_slope_and_is_what_is_blamed() {
    for text in ["x^(2/3)", "cbrt(x^2)", "cbrt(|x|)", "sqrt(|x|)", "x^(4/5) + x"] {
        let refused = run(text, &[("x", 0.0)], Grain::Operations).1.unwrap_err().to_string();
        assert!(!refused.contains("here: x^2 "), "{text}: {refused}");
    }
    let cubic = run("cbrt(x^2)", &[("x", 0.0)], Grain::Operations).1.unwrap_err();
    assert_eq!(cubic.to_string(), "There is no derivative here: cbrt(u) where u = 0.");
}

#[test]
fn constants_and_bare_variables() {
    let (_, trace) = traced("7", &[]);
    assert_eq!((trace.nodes.len(), trace.nodes[0].value, trace.nodes[0].gradient), (1, 7.0, 1.0));
    let (_, trace) = traced("x", &[("x", 4.0)]);
    assert_eq!((trace.nodes.len(), trace.nodes[0].gradient), (1, 1.0));
    assert_eq!((trace.chains[0].paths.len(), trace.chains[0].total), (1, 1.0));
    let (_, trace) = traced("3 + 0x", &[("x", 4.0), ("k", 2.0)]);
    assert_eq!((trace.chains[0].total, trace.chains[1].total), (0.0, 0.0));
    assert!(trace.chains[1].paths.is_empty());
}

#[test]
fn more_paths_than_are_written_are_counted() {
    // Six levels of u² + u have 2⁶ paths, seven have 2⁷.
    for (levels, more) in [(6, 0.0), (7, 64.0), (12, 4032.0)] {
        let mut dag = Dag::new();
        let mut f = dag.symbol("x");
        for _ in 0..levels {
            let two = dag.integer(2);
            let square = dag.pow(f, two);
            f = dag.add(&[square, f]);
        }
        let x = dag.intern("x");
        let trace = trace(&mut dag, f, &[(x, 0.1)], &Names::default(), Grain::Operations).unwrap();
        assert_eq!(trace.chains[0].paths.len(), MOST_PATHS);
        assert_eq!(trace.chains[0].more, more);
        assert_sound(&trace, "squares");
    }
}

#[test]
fn a_thousand_levels_of_sin_f_squared_plus_f() {
    let mut dag = Dag::new();
    let mut f = dag.symbol("x");
    for _ in 0..1000 {
        let two = dag.integer(2);
        let square = dag.pow(f, two);
        let sum = dag.add(&[square, f]);
        f = dag.call(Function::Sin, &[sum]);
    }
    let x = dag.intern("x");
    for grain in [Grain::Operations, Grain::Pieces] {
        let trace = trace(&mut dag, f, &[(x, 0.3)], &Names::default(), grain).unwrap();
        assert!(trace.chains[0].more > 1e300);
        let gradient = Tape::new(&dag, &[f], &[x]).unwrap().gradient(&[0.3]);
        assert!(close(trace.nodes[0].gradient, gradient.partials[0]));
        assert_eq!(trace.nodes.last().unwrap().value, gradient.value);
    }
}

#[test]
fn long_sums_and_deep_nests() {
    let sum: Vec<String> = (0..3000).map(|n| format!("x^{}", n % 9 + 2)).collect();
    let texts = [
        sum.join("+"),
        format!("{}x{}", "sin(".repeat(1500), ")".repeat(1500)),
        format!("{}x{}", "(1+".repeat(1500), ")".repeat(1500)),
        format!("{}x{}", "1/(1+".repeat(1500), ")".repeat(1500)),
        (1..300).map(|n| format!("(x+{n}/200)")).collect::<String>(),
    ];
    for text in texts {
        for grain in [Grain::Operations, Grain::Pieces] {
            let (dag, trace) = run(&text, &[("x", 0.5)], grain);
            let trace = trace.unwrap();
            let mut again = Dag::new();
            let f = syntax::parse(&mut again, &text).unwrap().expr;
            let x = again.intern("x");
            let gradient = Tape::new(&again, &[f], &[x]).unwrap().gradient(&[0.5]).partials[0];
            let leaf = trace.nodes.iter().find(|node| node.name == "x").unwrap();
            assert!((leaf.gradient - gradient).abs() <= 1e-12 * gradient.abs(), "{}", &text[..20]);
            assert!(trace.nodes.iter().all(|node| dag.size(node.written) < 30_000));
        }
    }
}

/// Each would name all the inputs.
#[test]
fn of_a_choice_among_many_the_local_derivatives_are_names() {
    for function in ["max", "min"] {
        let many = |n: usize| {
            let letters: Vec<String> = (0..n).map(|i| format!("a_{i}")).collect();
            let at: Vec<(&str, f64)> =
                letters.iter().map(|a| a.as_str()).zip((0..).map(f64::from)).collect();
            traced(&format!("{function}({})", letters.join(", ")), &at)
        };
        let (dag, few) = many(3);
        assert!(few.edges.iter().all(|edge| edge.by_name != edge.quotient));
        assert_sound(&few, function);
        assert_eq!(print::text(&dag, few.edges[1].quotient), "∂y/∂a_1");
        let (_, trace) = many(1000);
        assert!(trace.edges.iter().all(|edge| edge.by_name == edge.quotient));
        assert_sound(&trace, function);
        let chosen = if function == "max" { 999 } else { 0 };
        assert!((0..1000).all(|i| trace.nodes[i].gradient == f64::from(u8::from(i == chosen))));
    }
    let sum: Vec<String> = (0..1000).map(|i| format!("{}a_{i}", i + 1)).collect();
    let letters: Vec<String> = (0..1000).map(|i| format!("a_{i}")).collect();
    let at: Vec<(&str, f64)> = letters.iter().map(|a| (a.as_str(), 1.0)).collect();
    let (_, trace) = traced(&sum.join(" + "), &at);
    assert!(trace.edges.iter().all(|edge| edge.by_name != edge.quotient));
}

#[test]
fn pieces_are_what_a_person_would_name() {
    let at = [("x", 2.0), ("w", 0.5), ("b", 0.1), ("y", 3.0)];
    let (dag, trace) = run("(sigmoid(w x + b) - y)^2", &at, Grain::Pieces);
    let trace = trace.unwrap();
    let definitions: Vec<String> =
        trace.nodes.iter().map(|node| print::text(&dag, node.definition)).collect();
    assert_eq!(definitions, ["w", "x", "b", "w x + b", "sigmoid(u)", "y", "v - y", "a^2"]);
    assert_sound(&trace, "pieces");
}

/// A layer is an activation with the arithmetic under it, named or not.
#[test]
fn layers_hold_an_activation_and_what_it_is_applied_to() {
    let at: view::Point = [("x", 2.0), ("w", 0.5), ("v", 1.5), ("b", 0.1), ("y", 1.0)]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect();
    let names = |text: &str, layers: bool| {
        let options = view::GraphOptions { pieces: true, layers, ..Default::default() };
        let trace = view::graph(text, &at, &options).unwrap().trace;
        let mut names: Vec<String> = trace.nodes.iter().map(|node| node.name.clone()).collect();
        names.sort_unstable();
        names.concat()
    };
    let text = "z = w x + b; a = sigmoid(z); p = tanh(v a); L = (p - y)^2";
    assert_eq!(names(text, false), "Labpvwxyz");
    assert_eq!(names(text, true), "Labpvwxy");
    // What is used twice stays a node of its own.
    let twice = "z = w x + b; a = sigmoid(z) + z; L = (a - y)^2";
    assert!(names(twice, true).contains('z'));
    let (dag, trace) = run(
        "(sigmoid(w x + b) - y)^2",
        &[("x", 2.0), ("w", 0.5), ("b", 0.1), ("y", 3.0)],
        Grain::Layers,
    );
    let trace = trace.unwrap();
    assert_sound(&trace, "layers");
    assert!(
        trace.nodes.iter().any(|node| print::text(&dag, node.definition) == "sigmoid(w x + b)")
    );
}

#[test]
fn named_pieces_come_from_the_text() {
    let text = "a_1 = sigmoid(w_1 x); a_2 = w_2 a_1; L = (a_2 - y)^2";
    let at: view::Point = [("x", 2.0), ("w_1", 0.5), ("w_2", 1.5), ("y", 1.0)]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect();
    let trace = view::backprop(text, &at).unwrap();
    let names: Vec<&str> = trace.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["w_2", "w_1", "x", "u", "a_1", "a_2", "y", "v", "L"]);
    // Lesson 8: ∂L/∂w₂ = −0.0687… for σ(0.5·2) and 1.5, target 1.
    let (w1, w2) = (*trace.gradient.get("w_1").unwrap(), *trace.gradient.get("w_2").unwrap());
    let a = 1.0 / (1.0 + (-1.0f64).exp());
    assert!(close(w2, 2.0 * (1.5 * a - 1.0) * a));
    assert!(close(w1, 2.0 * (1.5 * a - 1.0) * 1.5 * a * (1.0 - a) * 2.0));
    let nameless = view::backprop("π + u; y = x", &at).unwrap_err();
    assert_eq!(nameless.code, "piece-without-a-name");
    // A place is that in the whole text, in the units of a browser.
    let unfinished = view::backprop("u = π x; y = u +", &at).unwrap_err();
    assert_eq!(unfinished.code, "missing-operand");
    assert_eq!(unfinished.span.unwrap().start, 15);
}

#[test]
fn local_formulas_have_their_values() {
    let text = "softplus(w x + b)^2/(1 + x w) - atan2(x, b)*max(x, w, b)^x";
    let (mut dag, trace) = traced(text, &[("x", 1.3), ("w", 0.7), ("b", 0.2)]);
    let names: Vec<Symbol> = trace.nodes.iter().map(|node| dag.intern(&node.name)).collect();
    let values: Vec<f64> = trace.nodes.iter().map(|node| node.value).collect();
    for edge in &trace.edges {
        for formula in [edge.written, edge.by_name] {
            let written = print::text(&dag, formula);
            let read = syntax::parse(&mut dag, &written).unwrap().expr;
            assert_eq!(read, formula, "{written}");
            let value = Tape::new(&dag, &[formula], &names).unwrap().value(&values);
            assert!(
                (value - edge.local).abs() <= 1e-12 * (1.0 + edge.local.abs()),
                "{}",
                print::text(&dag, formula)
            );
        }
    }
    assert!(trace.nodes.iter().all(|node| dag.op(node.definition) != Op::Derivative));
}

#[test]
fn equal_runs_have_equal_bits() {
    let texts =
        ["(2x+3)^2", "sin(x^2 z) + e^(x/z) - z^x", "softplus(x z) sigmoid(x - z)/(1 + tanh(x)^2)"];
    let numbers = texts.iter().flat_map(|text| {
        let (_, trace) = traced(text, &[("x", 1.25), ("z", 0.75)]);
        let nodes = trace.nodes.iter().flat_map(|node| [node.value, node.gradient]);
        let edges = trace.edges.iter().flat_map(|edge| [edge.local, edge.message]);
        nodes.chain(edges).collect::<Vec<f64>>()
    });
    assert_eq!(bits::bits_of(numbers), include_str!("../data/backprop-bits.txt"));
}

/// Where 0 meets what has no slope, the products say nothing, and the function may have a slope.
#[test]
fn slopes_that_no_product_tells() {
    for (text, at) in [
        ("sqrt(x^4)", 0.0),
        ("x*sqrt(|x|)", 0.0),
        ("max(x^2, -x^2)", 0.0),
        ("min(x^2, x^4)", 0.0),
        ("(x - 2)*sqrt(|x - 2|)", 2.0),
        ("cbrt(x^6)", 0.0),
        ("sqrt(x^4 + x^6)", 0.0),
    ] {
        let (_, trace) = traced(text, &[("x", at)]);
        assert_eq!(trace.chains[0].total, 0.0, "{text}");
        assert!(trace.edges.iter().all(|edge| !edge.message.is_nan()), "{text}");
        for (id, node) in trace.nodes.iter().enumerate().rev().skip(1) {
            let out = trace.edges.iter().filter(|edge| edge.from == id && edge.passes);
            assert_eq!(node.gradient, out.map(|edge| edge.message).sum::<f64>(), "{text}");
        }
        let paths: f64 = trace.chains[0].paths.iter().map(|path| path.product).sum();
        assert_eq!(paths, 0.0, "{text}");
        assert!(trace.notes[0].contains("taken to be 0"), "{text}");
    }
    let (_, trace) = traced("3y + x*sqrt(|x|) + x", &[("x", 0.0), ("y", 5.0)]);
    let totals: Vec<f64> = trace.chains.iter().map(|chain| chain.total).collect();
    assert_eq!(totals, [1.0, 3.0]);
    // No number is guessed where there is no slope.
    for text in
        ["|x|", "sqrt(x^2)", "max(x, -x)", "max(x^2, x)", "cbrt(x^2)", "x + |x|", "sqrt(|x|)"]
    {
        let (_, trace) = run(text, &[("x", 0.0)], Grain::Operations);
        assert!(matches!(trace, Err(BackpropError::NoDerivative(_))), "{text}");
    }
}

/// What leaves the doubles is no place without a value.
#[test]
fn what_is_too_large_is_said_to_be_so() {
    for text in ["ln(1 + e^(e^x))", "e^(e^x) - e^(e^x + x)", "1/(1 + e^(e^x)) * e^(e^x)"] {
        let (_, trace) = run(text, &[("x", 9.0)], Grain::Operations);
        let error = trace.expect_err(text);
        assert!(matches!(error, BackpropError::Beyond(_)), "{text}: {error}");
        assert!(error.to_string().contains("larger than a computer holds: e^"), "{error}");
    }
}
