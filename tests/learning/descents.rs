//! Descents: paths equal to PyTorch's and optax's, and what is said of those that go wrong.

use chainrule::view::{
    Argument, DescentRun, EngineError, Trajectory, descend, learning_rates, optimizers, parse,
};
use serde_json::{Value, json};

use super::given::{data, error, flat, given, refused};

fn run(run: &Value) -> Result<Trajectory, EngineError> {
    let given = given(run);
    descend(&mut DescentRun::read(&Argument::new("run", &given))?)
}

fn simple(loss: &str, start: Value, optimizer: Value, steps: usize) -> Trajectory {
    run(&json!({ "loss": loss, "start": start, "optimizer": optimizer, "steps": steps })).unwrap()
}

fn sgd(rate: f64) -> Value {
    json!({ "name": "sgd", "learningRate": rate })
}

#[test]
fn paths_are_those_of_pytorch_and_optax() {
    let cases = data("trajectories.json")["trajectories"].take();
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 24);
    let mut diverged = 0;
    for case in cases {
        let mut optimizer = case["hyper"].clone();
        optimizer["name"] = case["optimizer"].clone();
        let start = json!({ "x": case["start"][0], "y": case["start"][1] });
        let path = case["path"].as_array().unwrap();
        let ours = run(&json!({
            "loss": case["loss"], "start": start, "optimizer": optimizer, "steps": 60,
        }))
        .unwrap();
        let count = ours.points.len();
        if case["diverged"] == json!(true) {
            diverged += 1;
            assert_eq!((ours.status, ours.diverged_at), ("diverged", Some(count - 1)));
            assert!(ours.explanation.is_some());
            assert!((2..=path.len()).contains(&count));
        } else {
            assert_ne!(ours.status, "diverged");
            assert_eq!(count, path.len());
        }
        let about = format!("{} on {}", case["optimizer"], case["loss"]);
        let losses = flat(&case["losses"]);
        let near = count.min(11);
        let first = error(&ours.points[..near].concat(), &flat(&json!(path[..near])));
        assert!(first < 1e-12, "{about}: {first:e} in the first steps");
        let all = error(&ours.points.concat(), &flat(&json!(path[..count])));
        assert!(all < 1e-9, "{about}: {all:e}");
        let all = error(&ours.losses, &losses[..count]);
        assert!(all < 1e-9, "{about}: {all:e} in the losses");
    }
    assert_eq!(diverged, 3);
}

#[test]
fn rates_are_those_of_pytorch_and_optax() {
    let cases = data("schedules.json")["schedules"].take();
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 7);
    for case in cases {
        let mut schedule = case["spec"].clone();
        schedule["name"] = case["schedule"].clone();
        let given = given(&schedule);
        let theirs = flat(&case["values"]);
        let ours = learning_rates(&Argument::new("schedule", &given), theirs.len() as f64).unwrap();
        assert!(error(&ours, &theirs) < 1e-12, "{schedule}");
    }
}

#[test]
fn after_its_end_pytorchs_cosine_rises_and_optaxs_stays_down() {
    let rates = |schedule: Value, steps| {
        let given = given(&schedule);
        learning_rates(&Argument::new("schedule", &given), steps).unwrap()
    };
    let cosine = rates(
        json!({ "name": "cosine", "learningRate": 0.1, "totalSteps": 10, "minimum": 0.01 }),
        21.0,
    );
    assert!(error(&[cosine[10], cosine[20]], &[0.01, 0.1]) < 1e-12);
    let warm = json!({
        "name": "warmup-cosine", "learningRate": 0.1, "totalSteps": 10, "warmupSteps": 4, "minimum": 0.01,
    });
    let warm = rates(warm, 21.0);
    assert!(error(&[warm[4], warm[7], warm[10], warm[20]], &[0.1, 0.055, 0.01, 0.01]) < 1e-12);
}

#[test]
fn at_the_foot_of_a_long_cosine_the_rate_keeps_its_digits() {
    let given = given(&json!({ "name": "cosine", "learningRate": 0.1, "totalSteps": 3000 }));
    let ours = learning_rates(&Argument::new("schedule", &given), 3015.0).unwrap();
    assert!(error(&[ours[3014]], &[5.373355039134388e-06]) < 1e-12, "{}", ours[3014]);
    // It begins with the rate itself, however far the minimum is above it.
    let given = self::given(
        &json!({ "name": "cosine", "learningRate": 1e-12, "totalSteps": 5, "minimum": 0.1 }),
    );
    assert_eq!(learning_rates(&Argument::new("schedule", &given), 1.0).unwrap(), [1e-12]);
}

#[test]
fn a_plan_of_few_words_is_the_one_written_out() {
    for (short, whole) in [
        (json!({ "name": "step", "stepSize": 2 }), json!({ "gamma": 0.1 })),
        (json!({ "name": "cosine", "totalSteps": 6 }), json!({ "minimum": 0 })),
        (json!({ "name": "linear-warmup", "warmupSteps": 4 }), json!({ "start": 0 })),
        (
            json!({ "name": "warmup-cosine", "warmupSteps": 3, "totalSteps": 8 }),
            json!({ "start": 0, "minimum": 0 }),
        ),
    ] {
        let rates = |more: &Value| {
            let mut asked = short.clone();
            asked["learningRate"] = json!(0.5);
            for (name, value) in more.as_object().unwrap() {
                asked[name] = value.clone();
            }
            let given = given(&asked);
            learning_rates(&Argument::new("schedule", &given), 12.0).unwrap()
        };
        assert_eq!(rates(&json!({})), rates(&whole), "{short}");
    }
}

#[test]
fn a_warm_up_of_no_steps_is_none() {
    let rates = |schedule: Value| {
        let given = given(&schedule);
        learning_rates(&Argument::new("schedule", &given), 5.0).unwrap()
    };
    let cosine = rates(json!({ "name": "cosine", "learningRate": 0.1, "totalSteps": 8 }));
    let none =
        json!({ "name": "warmup-cosine", "learningRate": 0.1, "totalSteps": 8, "warmupSteps": 0 });
    assert!(error(&rates(none), &cosine) < 1e-15);
    let none = json!({ "name": "linear-warmup", "learningRate": 0.1, "warmupSteps": 0 });
    assert_eq!(rates(none), [0.1; 5]);
}

#[test]
fn a_small_loss_is_not_flat_for_being_small() {
    let small = |rate: f64, steps| simple("10^(-9) (x-3)^2", json!({ "x": 0 }), sgd(rate), steps);
    assert_eq!(small(0.1, 50).status, "running");
    assert_eq!(small(1e8, 100).status, "converged");
    assert_eq!(simple("10^(-9) (x-3)^2", json!({ "x": 3 }), sgd(0.1), 5).status, "converged");
}

#[test]
fn a_schedule_drives_the_run() {
    let schedule = json!({ "name": "step", "learningRate": 0.1, "stepSize": 2, "gamma": 0.5 });
    let ours = run(&json!({
        "loss": "x^2", "start": { "x": 1 }, "optimizer": sgd(7.0), "schedule": schedule, "steps": 4,
    }))
    .unwrap();
    assert_eq!(ours.rates, [0.1, 0.1, 0.05, 0.05]);
    assert!(error(&[ours.points[4][0]], &[0.8 * 0.8 * 0.9 * 0.9]) < 1e-15);
}

#[test]
fn the_four_rates_of_the_parabola() {
    // w² from 1 at rates 0.1, 0.5, 0.9, 1.1: creeps, arrives, swings, leaves.
    let at = |rate| simple("w^2", json!({ "w": 1 }), sgd(rate), 200);
    assert_eq!(at(0.1).status, "converged");
    assert_eq!(at(0.5).points[1], [0.0]);
    assert_eq!(at(0.5).status, "converged");
    let short = simple("w^2", json!({ "w": 1 }), sgd(0.9), 20);
    let said = short.explanation.unwrap();
    assert_eq!((said.kind, said.limit, said.curvature), ("oscillating", Some(1.0), Some(2.0)));
    let away = at(1.1);
    assert_eq!(away.status, "diverged");
    // 1.44ᵏ passes 10¹² at step 76.
    assert_eq!(away.diverged_at, Some(76));
    assert_eq!(away.points.len(), 77);
    assert_eq!((away.losses.len(), away.gradients.len(), away.rates.len()), (77, 77, 76));
    let said = away.explanation.unwrap();
    assert_eq!((said.kind, said.rate, said.limit), ("rate-too-large", Some(1.1), Some(1.0)));
    assert_eq!((said.curvature, said.suggested), (Some(2.0), Some(0.5)));
}

#[test]
fn a_swinging_run_is_told_where_its_rate_stands() {
    // The limit of w² is 1, that of the pair below 0.08.
    for (rate, said) in [
        (1.0, "is exactly 2/λ = 1 with the curvature λ = 2 here: on the edge"),
        (0.9, "is not far below 2/λ = 1 with"),
        (0.6, "is more than half of 2/λ = 1 with"),
    ] {
        let run = simple("w^2", json!({ "w": 1 }), sgd(rate), 8).explanation.unwrap();
        assert!(run.message.contains(said), "{rate}: {}", run.message);
        assert!(run.suggested.unwrap() < rate * 0.6, "{rate}: {:?}", run.suggested);
    }
    // What is only just above, in as many digits as tell the two apart.
    let above = simple("w^2", json!({ "w": 1 }), sgd(1.001), 20).explanation.unwrap();
    assert!(above.message.contains("The rate 1.001 is above 2/λ = 1 with"), "{}", above.message);
    // At a corner it is not curvature that makes it swing.
    let corner = simple("|x| + y^2", json!({ "x": 0.05, "y": 1 }), sgd(0.1), 40);
    let said = corner.explanation.unwrap().message;
    assert!(said.contains("large for what is left of the way") && !said.contains('λ'), "{said}");
    let edge = simple("(x^2+25y^2)/2", json!({ "x": 0, "y": 1 }), sgd(0.08), 30);
    let said = edge.explanation.unwrap().message;
    assert!(said.contains("exactly 2/λ = 0.08"), "{said}");
}

#[test]
fn weight_decay_and_momentum_count_in_what_is_said_of_a_rate() {
    // With a decay of 2, x² bends by 4: 2/λ is 0.5.
    let decayed = |rate: f64| {
        let optimizer = json!({ "name": "sgd", "learningRate": rate, "weightDecay": 2 });
        simple("x^2", json!({ "x": 1 }), optimizer, 200)
    };
    assert_eq!((decayed(0.45).status, decayed(0.6).status), ("converged", "diverged"));
    let said = decayed(0.6).explanation.unwrap();
    assert_eq!((said.kind, said.limit, said.curvature), ("rate-too-large", Some(0.5), Some(4.0)));
    assert!(said.message.ends_with(" Weight decay counts in λ."), "{}", said.message);
    // No rate helps a momentum that keeps all its speed.
    for name in ["sgd", "momentum", "rmsprop"] {
        let optimizer = json!({ "name": name, "learningRate": 0.01, "momentum": 1.5 });
        let said = simple("x^2", json!({ "x": 1 }), optimizer, 500).explanation.unwrap();
        assert_eq!((said.kind, said.limit, said.suggested), ("momentum-too-large", None, None));
    }
    let most = json!({ "name": "nesterov", "learningRate": 0.1, "momentum": 1e308 });
    let said = simple("x^2", json!({ "x": 1 }), most, 5).explanation.unwrap();
    assert!(said.limit.is_none_or(f64::is_finite) && said.suggested.is_some_and(f64::is_finite));
}

#[test]
fn where_the_first_update_leaves_the_memory_is_the_one_before() {
    for name in ["sgd", "momentum", "adagrad", "rmsprop", "adam"] {
        let optimizer = json!({ "name": name, "learningRate": 1, "weightDecay": 1e308 });
        let run = simple("x^2", json!({ "x": 10 }), optimizer, 5);
        assert_eq!((run.status, run.diverged_at), ("diverged", Some(0)), "{name}");
        let state = serde_json::to_value(&run.state).unwrap();
        assert!(
            flat(&json!(state["memory"].as_object().unwrap().values().collect::<Vec<_>>()))
                .iter()
                .all(|m| *m == 0.0),
            "{state}"
        );
    }
}

#[test]
fn a_loss_without_a_bottom_is_told_as_such() {
    let run = simple("x^3", json!({ "x": -0.1 }), sgd(0.1), 300);
    let said = run.explanation.unwrap();
    assert_eq!((run.status, said.kind), ("diverged", "bottomless"));
    // The place has three digits, however large it is.
    assert!(said.message.contains("(-2.14E145)"), "{}", said.message);
    // Where all fades away there is no saddle, though the last of it curves down.
    let run = simple("tanh(x)^2", json!({ "x": 8 }), sgd(0.1), 50);
    assert_eq!(run.explanation.unwrap().kind, "flat");
    // The floor of a bent valley does have an end.
    let run = simple("(1-x)^2+100(y-x^2)^2", json!({ "x": -1.2, "y": 1 }), sgd(0.0015), 400);
    assert!(run.explanation.unwrap().message.contains("Either it takes more steps"));
}

#[test]
fn the_ravine_says_its_limit() {
    let start = json!({ "x": 1, "y": 1 });
    let said = simple("(x^2+25y^2)/2", start.clone(), sgd(0.09), 300).explanation.unwrap();
    assert_eq!((said.limit, said.curvature), (Some(0.08), Some(25.0)));
    assert!(said.message.contains("0.08"), "{}", said.message);
    let momentum = json!({ "name": "momentum", "learningRate": 0.16 });
    let said = simple("(x^2+25y^2)/2", start.clone(), momentum, 300).explanation.unwrap();
    assert!(error(&[said.limit.unwrap()], &[2.0 * 1.9 / 25.0]) < 1e-12);
    // The bounds are sharp: a little below, the run comes to rest; a little above, it leaves.
    for (name, limit) in [("sgd", 0.08), ("momentum", 3.8 / 25.0), ("nesterov", 3.8 / 2.8 / 25.0)] {
        let at = |rate: f64| {
            let optimizer = json!({ "name": name, "learningRate": rate });
            simple("(x^2+25y^2)/2", start.clone(), optimizer, 20_000).status
        };
        assert_eq!((at(limit * 0.99), at(limit * 1.01)), ("converged", "diverged"), "{name}");
    }
}

#[test]
fn what_stands_still_is_named() {
    let saddle = simple("x^2 - y^2", json!({ "x": 1, "y": 0 }), sgd(0.1), 200);
    assert_eq!(saddle.status, "converged");
    assert_eq!(saddle.explanation.unwrap().kind, "saddle");
    let flat = simple("sigmoid(x)", json!({ "x": 9 }), sgd(0.1), 50);
    assert_eq!(flat.status, "running");
    assert_eq!(flat.explanation.unwrap().kind, "plateau");
    assert_eq!(simple("x^2", json!({ "x": 1 }), sgd(0.3), 200).explanation, None);
}

#[test]
fn runs_that_leave_are_told_as_such() {
    // The logarithm ends at 0, eˣ grows past the doubles at once.
    let left = simple("x + 0/ln(x)", json!({ "x": 2 }), sgd(0.3), 50);
    assert_eq!(left.status, "diverged");
    assert!(left.points.concat().iter().chain(&left.losses).all(|number| number.is_finite()));
    assert_eq!(left.diverged_at, Some(left.points.len() - 1));
    let far = simple("x^2", json!({ "x": 1 }), sgd(1e90), 5);
    let beyond = simple("x^2", json!({ "x": 1e80 }), sgd(1e90), 5);
    assert_eq!((beyond.status, beyond.diverged_at), ("diverged", Some(0)));
    assert_eq!((far.status, far.diverged_at), ("diverged", Some(1)));
    assert_eq!(far.explanation.unwrap().kind, "rate-too-large");
}

#[test]
fn a_kink_takes_the_mean_of_both_sides() {
    let run = simple("|x|", json!({ "x": 1 }), sgd(0.5), 3);
    assert_eq!(run.points.concat(), [1.0, 0.5, 0.0, 0.0]);
    assert_eq!(run.status, "converged");
}

/// To the last bit: a slope of 10⁻⁶ in place of 0 moves Lion by a whole step, and two equal numbers
/// whose halves differ are equal no more.
#[test]
#[rustfmt::skip]
fn at_corners_and_jumps_slopes_are_those_of_pytorchs_autograd() {
    for (loss, start, slopes) in [
        ("|x^2-1|",                    json!({ "x": 1 }),                 &[0.0][..]),
        ("max(x^2, y)",                json!({ "x": 1, "y": 1 }),         &[1.0, 0.5]),
        ("max(x, y) + x^2 + y^2",      json!({ "x": 0.25, "y": 0.25 }),   &[1.0, 1.0]),
        ("min(x^2, y^2) + (x-y)^2/10", json!({ "x": 3, "y": 3 }),         &[3.0, 3.0]),
        ("max(x, y, z)",               json!({ "x": 1, "y": 1, "z": 1 }), &[0.25, 0.25, 0.5]),
        ("max(|x|, 2x)",               json!({ "x": 0 }),                 &[1.0]),
        ("relu(1-x) + |x-1| + 3x",     json!({ "x": 1 }),                 &[3.0]),
        ("leaky_relu(x) + |y|",        json!({ "x": 0, "y": 0 }),         &[0.01, 0.0]),
        ("sign(x) + x",                json!({ "x": 0 }),                 &[1.0]),
        ("floor(x) + ceil(2x) + x^2",  json!({ "x": 1 }),                 &[2.0]),
        // Where autograd has NaN: the mean of both sides.
        ("sqrt(x^2) + 3x",             json!({ "x": 0 }),                 &[3.0]),
        ("cbrt(x^2)",                  json!({ "x": 0 }),                 &[0.0]),
        ("sqrt(x^2 + y^2) + y",        json!({ "x": 0, "y": 0 }),         &[0.0, 1.0]),
    ] {
        assert_eq!(simple(loss, start, sgd(0.1), 1).gradients[0], slopes, "{loss}");
    }
    // Two that start equal stay equal.
    let run = simple("max(x, y) + x^2 + y^2", json!({ "x": 10, "y": 10 }), sgd(0.05), 60);
    assert!(run.points.iter().all(|point| point[0] == point[1]), "{:?}", run.points.last());
}

#[test]
fn the_ledger_holds_what_was_applied() {
    let adam = json!({ "name": "adam", "learningRate": 0.1 });
    let run = simple("x^2 + y", json!({ "x": 3, "y": 0 }), adam, 3);
    assert_eq!(run.variables, ["x", "y"]);
    for k in 0..3 {
        let (m, v) = (run.memory[k].get("m").unwrap(), run.memory[k].get("v").unwrap());
        let t = (k + 1) as i32;
        for i in 0..2 {
            let (m, v) = (m[i] / (1.0 - 0.9f64.powi(t)), v[i] / (1.0 - 0.999f64.powi(t)));
            let hats = [
                run.corrected[k].get("m_hat").unwrap()[i],
                run.corrected[k].get("v_hat").unwrap()[i],
            ];
            assert!(error(&hats, &[m, v]) < 1e-12);
            let step = -0.1 * m / (v.sqrt() + 1e-8);
            assert!(error(&[run.steps[k][i]], &[step]) < 1e-12);
        }
    }
    // A loss need not depend on everything.
    let trough = simple("x^2", json!({ "x": 1, "y": 2 }), sgd(0.1), 1);
    assert_eq!(trough.points, [[1.0, 2.0], [0.8, 2.0]]);
}

#[test]
fn settings_beyond_the_defaults_do_what_pytorch_does() {
    let last = |optimizer: Value| simple("x^2", json!({ "x": 1 }), optimizer, 2).points[2][0];
    // g = 2x + 0.5x; the second gradient at 0.75 is 1.875.
    assert_eq!(
        last(json!({ "name": "sgd", "learningRate": 0.1, "weightDecay": 0.5 })),
        0.75 * 0.75
    );
    let with_momentum = json!({ "name": "sgd", "learningRate": 0.1, "momentum": 0.9 });
    assert_eq!(last(with_momentum), last(json!({ "name": "momentum", "learningRate": 0.1 })));
    let rms = json!({ "name": "rmsprop", "learningRate": 0.1, "momentum": 0.5, "decay": 0.0, "epsilon": 0.0 });
    // Every g/√v is 1: steps of 0.1 and 0.15.
    assert!((last(rms) - 0.75).abs() < 1e-15);
}

#[test]
fn every_optimizer_has_its_rule_and_its_memory() {
    let cards = optimizers();
    assert_eq!(cards.len(), 8);
    for card in cards {
        let variables: Vec<String> =
            card.update.iter().flat_map(|line| parse(&line.text).unwrap().variables).collect();
        for symbol in card.memory.iter().chain(&["theta", "eta", "g"]) {
            assert!(variables.contains(&(*symbol).to_owned()), "{}: {symbol}", card.id);
        }
        let optimizer = json!({ "name": card.id, "learningRate": 0.01 });
        let run = simple("x^2", json!({ "x": 1 }), optimizer, 1);
        let symbols: Vec<&str> = run.memory[0].iter().map(|(symbol, _)| symbol).collect();
        assert_eq!(symbols, card.memory);
        assert!(run.losses[1] < run.losses[0], "{}", card.id);
    }
}

#[test]
fn a_bad_run_is_answered_with_the_place() {
    let good = json!({ "loss": "x^2", "start": { "x": 1 }, "optimizer": sgd(0.1), "steps": 5 });
    assert!(run(&good).is_ok());
    let spoilt = |field: &str, value: Value, code: &str, place: &str| {
        let mut bad = good.clone();
        bad[field] = value;
        refused(run(&bad), code, place);
    };
    let wrong = "wrong-argument";
    spoilt("optimizer", sgd(0.0), "rate-not-positive", "run.optimizer.learningRate is 0");
    spoilt("optimizer", sgd(-1.0), "rate-not-positive", "run.optimizer.learningRate");
    spoilt("optimizer", json!({ "name": "sgd" }), wrong, "run.optimizer.learningRate");
    spoilt(
        "optimizer",
        json!({ "name": "adan", "learningRate": 1 }),
        "unknown-name",
        "run.optimizer.name",
    );
    spoilt(
        "optimizer",
        json!({ "name": "adam", "learningRate": 1, "beta1": 1 }),
        wrong,
        "run.optimizer.beta1",
    );
    spoilt(
        "optimizer",
        json!({ "name": "sgd", "learningRate": 1, "beta1": 0.5 }),
        "unknown-setting",
        "run.optimizer.beta1",
    );
    // What is not known would make it another run than was meant.
    spoilt(
        "optimizer",
        json!({ "name": "adam", "learningRate": 1, "amsgrad": true }),
        "unknown-setting",
        "run.optimizer.amsgrad is no setting of Adam",
    );
    spoilt(
        "schedule",
        json!({ "name": "cosine", "learningRate": 1, "totalSteps": 5, "eta_min": 0.1 }),
        "unknown-setting",
        "run.schedule.eta_min is no setting of Cosine annealing",
    );
    spoilt(
        "optimizer",
        json!({ "name": "nesterov", "learningRate": 1, "momentum": 0 }),
        wrong,
        "run.optimizer.momentum must be a finite number above 0",
    );
    spoilt("optimizer", json!(3), wrong, "run.optimizer must be a record");
    spoilt("steps", json!(-1), wrong, "run.steps");
    spoilt("steps", json!(2.5), wrong, "run.steps");
    spoilt("steps", json!(100_001), "too-many", "run.steps");
    spoilt("start", json!({ "y": 1 }), "unbound-variable", "x has no value");
    spoilt("start", Value::Null, wrong, "run.start");
    spoilt("start", json!({ "x": 1, "2": 1 }), "not-a-variable", "2");
    spoilt("loss", json!("ln(x-2)"), "no-start", "start");
    let nowhere = json!({ "loss": "3", "start": {}, "optimizer": sgd(0.1), "steps": 5 });
    refused(run(&nowhere), "no-variable", "no variable");
}

#[test]
fn a_run_in_pieces_is_the_run_in_one() {
    for name in ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lion"] {
        let mut asked = json!({
            "loss": "(1-x)^2 + 2(y-x^2)^2", "start": { "x": -1.2, "y": 1 }, "steps": 60,
            "optimizer": { "name": name, "learningRate": 0.01 },
            "schedule": { "name": "warmup-cosine", "learningRate": 0.02, "warmupSteps": 7, "totalSteps": 50 },
        });
        let whole = run(&asked).unwrap();
        let mut points = vec![whole.points[0].clone()];
        for steps in [1, 0, 20, 39] {
            asked["steps"] = json!(steps);
            let piece = run(&asked).unwrap();
            points.extend(piece.points[1..].iter().cloned());
            let last = piece.points.last().unwrap();
            asked["start"] = json!({ "x": last[0], "y": last[1] });
            asked["state"] = serde_json::to_value(&piece.state).unwrap();
        }
        assert_eq!(points, whole.points, "{name}");
        assert_eq!(asked["state"], serde_json::to_value(&whole.state).unwrap());
    }
    let asked = json!({
        "loss": "x^2", "start": { "x": 1 }, "steps": 3,
        "optimizer": { "name": "adam", "learningRate": 0.1 },
        "state": { "step": 1, "memory": { "b": [0] }, "loss": 1, "slope": 2 },
    });
    refused(run(&asked), "other-optimizer", "run.state.memory.m");
}

#[test]
fn flat_ground_endless_falls_and_borders_are_named() {
    let said = |loss: &str, x: f64, rate: f64| {
        let run = simple(loss, json!({ "x": x }), sgd(rate), 60);
        run.explanation.map_or("nothing", |said| said.kind)
    };
    assert_eq!(said("relu(x)", -1.0, 0.1), "flat");
    assert_eq!(said("sigmoid(10x)", 5.0, 0.1), "flat");
    assert_eq!(said("-x", 0.0, 0.1), "falling");
    assert_eq!(said("-x^2", 0.1, 0.1), "falling");
    // Fading slopes, minima and ends of the way are none of that.
    for (loss, x, rate) in [
        ("e^x", 1.0, 0.1),
        ("x^2", 1.0, 0.1),
        ("x^2", 0.0, 0.1),
        ("sin(x)", 0.0, 0.15),
        ("x^4", 1.0, 0.1),
    ] {
        assert_eq!(said(loss, x, rate), "nothing", "{loss}");
    }
    let left = simple("ln(x)", json!({ "x": 1 }), sgd(0.1), 60);
    let message = left.explanation.unwrap().message;
    assert!(message.contains("goes to (-0.00") && message.contains("has no value"), "{message}");
    let grown = simple("e^(x^2)", json!({ "x": 3 }), sgd(1.0), 60);
    assert!(grown.explanation.unwrap().message.contains("where the loss is infinite"));
}

#[test]
fn an_update_that_leaps_over_a_break_is_told_with_the_place() {
    /// Loss, start, rate, where the first update leaps, what is said of the place.
    type Leap = (&'static str, Value, f64, &'static [f64], &'static str);
    #[rustfmt::skip]
    let leaps: [Leap; 6] = [
        ("1/x",                         json!({ "x": -0.5 }),          0.3,  &[0.0],                          "infinity"),
        ("tan(x)^2/10 + x",             json!({ "x": 1.4 }),           0.5,  &[-std::f64::consts::FRAC_PI_2], "infinity"),
        ("ln(abs(x)) + x^2",            json!({ "x": 0.1 }),           0.05, &[0.0],                          "infinity"),
        ("floor(x) + x^2",              json!({ "x": 1.5 }),           0.25, &[1.0],                          "jumps"),
        ("sqrt(x^2 - 1)",               json!({ "x": 1.1 }),           1.2,  &[1.0],                          "gap"),
        ("(x - 3)^2 + 0.001/(x y - 1)", json!({ "x": 0.0, "y": 1.0 }), 0.4,  &[1.0, 1.0],                     "infinity"),
    ];
    for (loss, start, rate, place, said) in leaps {
        let path = simple(loss, start, sgd(rate), 3);
        let told = path.explanation.filter(|told| told.kind == "crossed");
        let told = told.unwrap_or_else(|| panic!("{loss}: nothing said"));
        assert!(told.message.starts_with("Update 1 "), "{loss}: {}", told.message);
        assert!(told.message.contains(said), "{loss}: {}", told.message);
        for (found, expected) in told.at.unwrap().iter().zip(place) {
            assert!((found - expected).abs() < 2e-3, "{loss}: {found}, not {expected}");
        }
    }
}

#[test]
fn a_path_over_whole_ground_leaps_over_nothing() {
    for loss in [
        "x^2 + y^2",
        "abs(x) + abs(y)",
        "sqrt(x^2 + y^2)",
        "sin(x)/x + y^2",
        "x^4/x^2 + y^2",
        "cbrt(x) + x^2 + y^2",
        "relu(x) + y^2 + x^2",
        "x*abs(x)*0 + x^2 + y^4",
        "1/(x - 9)^2 + y^2",
    ] {
        let path = simple(loss, json!({ "x": 1.0, "y": -2.0 }), sgd(0.9), 20);
        assert!(path.explanation.is_none_or(|told| told.kind != "crossed"), "{loss}");
    }
}
