//! The rule that a card shows is the rule that moves the parameters.

use crate::changed::changed;
use chainrule::expr::{Dag, Symbol};
use chainrule::learning::{Method, Optimizer, Setting};
use chainrule::numeric::Tape;
use chainrule::print;
use chainrule::real::Random;
use chainrule::syntax::parse;

const STEPS: usize = 60;
const RATE: f64 = 0.05;

/// One gradient a step, of both signs and many sizes.
fn gradients() -> Vec<f64> {
    let mut random = Random::new(5);
    (0..STEPS).map(|k| 3.0 * (random.unit() - 0.5) + if k % 9 == 0 { 2.0 } else { 0.0 }).collect()
}

/// Settings with which every letter of a rule counts.
fn set(method: Method) -> Optimizer {
    let optimizer = Optimizer::new(method);
    match method {
        Method::Adamw | Method::Lion => optimizer.with(Setting::WeightDecay, 0.3),
        Method::Sgd => optimizer,
        _ => optimizer.with(Setting::Epsilon, 0.01),
    }
}

/// The parameter after each step of the machine.
fn stepped(optimizer: &Optimizer) -> Vec<f64> {
    let (mut theta, mut memory) = ([0.7], optimizer.memory(1));
    let step = |(k, g): (usize, f64)| {
        optimizer.step(k + 1, RATE, &mut theta, &[g], &mut memory);
        theta[0]
    };
    gradients().into_iter().enumerate().map(step).collect()
}

/// The letters of the rules, and their values before the first step.
fn letters(optimizer: &Optimizer) -> Vec<(&'static str, f64)> {
    let get = |setting| optimizer.get(setting);
    vec![
        ("theta", 0.7),
        ("g", 0.0),
        ("eta", RATE),
        ("t", 0.0),
        ("mu", get(Setting::Momentum)),
        ("alpha", get(Setting::Decay)),
        ("beta_1", get(Setting::Beta1)),
        ("beta_2", get(Setting::Beta2)),
        ("epsilon", get(Setting::Epsilon)),
        ("lambda", get(Setting::WeightDecay)),
        ("b", 0.0),
        ("s", 0.0),
        ("m", 0.0),
        ("v", 0.0),
        ("m_hat", 0.0),
        ("v_hat", 0.0),
    ]
}

/// The parameter after each step of a rule: lines in their order, what stands left of each made of what
/// stands right.
fn followed(optimizer: &Optimizer, lines: &[(&str, String)]) -> Vec<f64> {
    let letters = letters(optimizer);
    let mut dag = Dag::new();
    let inputs: Vec<Symbol> = letters.iter().map(|(name, _)| dag.intern(name)).collect();
    let place = |name: &str| letters.iter().position(|(letter, _)| *letter == name).unwrap();
    let lines: Vec<(usize, Tape)> = lines
        .iter()
        .map(|(name, text)| {
            let e = parse(&mut dag, text).unwrap().expr;
            (place(name), Tape::new(&dag, &[e], &inputs).unwrap())
        })
        .collect();
    let mut values: Vec<f64> = letters.iter().map(|(_, value)| *value).collect();
    let step = |(k, g): (usize, f64)| {
        values[place("g")] = g;
        values[place("t")] = (k + 1) as f64;
        for (to, tape) in &lines {
            values[*to] = tape.value(&values);
        }
        values[place("theta")]
    };
    gradients().into_iter().enumerate().map(step).collect()
}

fn same(ours: &[f64], theirs: &[f64]) -> bool {
    ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() <= 1e-9 * a.abs().max(1.0))
}

/// The right sides of a rule's lines with the names on the left.
fn rule(method: Method) -> Vec<(&'static str, String)> {
    let line = |line: &&'static str| {
        let (name, text) = line.split_once(" = ").unwrap();
        (name, text.to_owned())
    };
    method.row().update.iter().map(line).collect()
}

#[test]
fn every_rule_is_what_the_machine_does() {
    for method in Method::ALL {
        let optimizer = set(method);
        let (ours, theirs) = (stepped(&optimizer), followed(&optimizer, &rule(method)));
        assert!(same(&ours, &theirs), "{}: {ours:?}\n{theirs:?}", method.row().id);
    }
}

/// PyTorch's mean after each of three gradients.
#[test]
fn a_mean_that_forgets_keeps_nothing_of_a_large_past() {
    for (beta, theirs) in [(0.0, [1e17, 1.0, -3.0]), (0.25, [7.5e16, 1.875e16, 4687499999999998.0])]
    {
        let optimizer = Optimizer::new(Method::Adam).with(Setting::Beta1, beta);
        let (mut theta, mut memory) = ([1.0], optimizer.memory(1));
        for (k, (g, mean)) in [1e17, 1.0, -3.0].into_iter().zip(theirs).enumerate() {
            optimizer.step(k + 1, 0.1, &mut theta, &[g], &mut memory);
            assert_eq!(memory.get("m"), Some(&[mean][..]), "{beta} at {k}");
        }
    }
}

/// As the manuals of torch.optim and optax.lion have them, with 0.9 where theirs is no momentum at all.
#[test]
#[rustfmt::skip]
fn what_is_left_out_is_as_in_pytorch_and_optax() {
    let rows: [(Method, &[(&str, f64)]); 8] = [
        (Method::Sgd,      &[("momentum", 0.0), ("weightDecay", 0.0)]),
        (Method::Momentum, &[("momentum", 0.9), ("weightDecay", 0.0)]),
        (Method::Nesterov, &[("momentum", 0.9), ("weightDecay", 0.0)]),
        (Method::Adagrad,  &[("epsilon", 1e-10), ("weightDecay", 0.0)]),
        (Method::Rmsprop,  &[("decay", 0.99), ("epsilon", 1e-8), ("momentum", 0.0), ("weightDecay", 0.0)]),
        (Method::Adam,     &[("beta1", 0.9), ("beta2", 0.999), ("epsilon", 1e-8), ("weightDecay", 0.0)]),
        (Method::Adamw,    &[("beta1", 0.9), ("beta2", 0.999), ("epsilon", 1e-8), ("weightDecay", 0.01)]),
        (Method::Lion,     &[("beta1", 0.9), ("beta2", 0.99), ("weightDecay", 0.001)]),
    ];
    for (method, defaults) in rows {
        let ours: Vec<_> = method.row().defaults.iter().map(|(name, value)| (name.id(), *value)).collect();
        assert_eq!(ours, defaults, "{method:?}");
    }
}

#[test]
fn a_rule_changed_in_one_place_is_refused() {
    let (mut refused, mut taken) = (0, Vec::new());
    for method in Method::ALL {
        let optimizer = set(method);
        let (ours, lines) = (stepped(&optimizer), rule(method));
        for (place, (name, text)) in lines.iter().enumerate() {
            let mut dag = Dag::new();
            let e = parse(&mut dag, text).unwrap().expr;
            for other in changed(&mut dag, e) {
                let mut others = lines.clone();
                others[place] = (*name, print::text(&dag, other));
                match same(&ours, &followed(&optimizer, &others)) {
                    true => {
                        taken.push(format!("{}: {name} = {}", method.row().id, others[place].1))
                    }
                    false => refused += 1,
                }
            }
        }
    }
    assert_eq!(taken, [""; 0]);
    assert!(refused > 150, "{refused}");
}
