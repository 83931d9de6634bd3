//! An update written out: the formulas of each optimizer, and the rate of each step.

use super::{Library, number};
use crate::learning::{Method, Number, Optimizer, Plan, Schedule, Setting};

/// An update by its formulas: what stands before the loop, and the lines in it.
pub(super) fn written_out(
    optimizer: &Optimizer,
    schedule: &Schedule,
    library: Library,
) -> (String, Vec<String>) {
    let before = optimizer.symbols().iter().map(|symbol| format!("{symbol} = 0.0\n")).collect();
    let [read, gradient, write] = match library {
        Library::Numpy => ["theta", "gradient(*theta)", "theta = new"],
        Library::Jax => ["theta", "np.asarray(gradient(theta))", "theta = new"],
        Library::Tensorflow => ["theta.numpy()", "gradient().numpy()", "theta.assign(new)"],
        Library::Torch => ["theta.detach()", "theta.grad", "theta.data = new"],
    };
    let mut lines = vec![format!("rate = {}", rate(schedule, library))];
    if library == Library::Torch {
        lines.extend(["theta.grad = None".to_owned(), "loss(*theta).backward()".to_owned()]);
    }
    lines.push(format!("old, g = {read}, {gradient}"));
    lines.extend(update(optimizer, if library == Library::Torch { "torch" } else { "np" }));
    lines.push(write.to_owned());
    (before, lines)
}

/// The rate of step k.
pub(super) fn rate(schedule: &Schedule, library: Library) -> String {
    let of = |which| number(schedule.get(which));
    let (rate, low, from) = (number(schedule.rate()), of(Number::Minimum), of(Number::Start));
    let (total, warm) = (of(Number::TotalSteps), of(Number::WarmupSteps));
    let wave = |part: String| match library {
        Library::Torch => format!("0.5 * (1 + torch.cos(torch.tensor(torch.pi * {part})).item())"),
        _ => format!("0.5 * (1 + np.cos(np.pi * {part}))"),
    };
    let rising = format!("({from} - {rate}) * (1 - k / {warm}) + {rate}");
    match schedule.plan() {
        Plan::Constant => rate,
        Plan::Step => format!("{rate} * {}**(k // {})", of(Number::Gamma), of(Number::StepSize)),
        Plan::Exponential => format!("{rate} * {}**k", of(Number::Gamma)),
        Plan::Cosine => {
            format!("{low} + ({rate} - {low}) * {}", wave(format!("k / {total}")))
        }
        Plan::LinearWarmup => format!("{rising} if k < {warm} else {rate}"),
        Plan::WarmupCosine => format!(
            "{rising} if k < {warm} else ({rate} - {low}) * {} + {low}",
            wave(format!("min((k - {warm}) / ({total} - {warm}), 1)"))
        ),
    }
}

/// From `old` and `g` to `new`, on arrays of this package.
fn update(optimizer: &Optimizer, package: &str) -> Vec<String> {
    let of = |setting| number(optimizer.get(setting));
    let (mu, alpha, epsilon) = (of(Setting::Momentum), of(Setting::Decay), of(Setting::Epsilon));
    let (beta_1, beta_2) = (of(Setting::Beta1), of(Setting::Beta2));
    let shrink = of(Setting::WeightDecay);
    let decays = optimizer.get(Setting::WeightDecay) != 0.0;
    let decay = match optimizer.method() {
        // Lion's is part of its step.
        Method::Lion => None,
        Method::Adamw => Some(format!("old = old * (1 - rate * {shrink})")),
        _ => Some(format!("g = g + {shrink} * old")),
    };
    let moves = optimizer.symbols().contains(&"b");
    let over_root =
        |what: &str, square: &str| format!("{what} / ({package}.sqrt({square}) + {epsilon})");
    let step = match optimizer.method() {
        Method::Sgd | Method::Momentum if !moves => vec!["new = old - rate * g".to_owned()],
        Method::Sgd | Method::Momentum => {
            vec![format!("b = {mu} * b + g"), "new = old - rate * b".to_owned()]
        }
        Method::Nesterov => {
            vec![format!("b = {mu} * b + g"), format!("new = old - rate * (g + {mu} * b)")]
        }
        Method::Adagrad => {
            vec!["s = s + g * g".to_owned(), format!("new = old - {}", over_root("rate * g", "s"))]
        }
        Method::Rmsprop => {
            let square = format!("v = {alpha} * v + (1 - {alpha}) * g * g");
            match moves {
                true => vec![
                    square,
                    format!("b = {mu} * b + {}", over_root("g", "v")),
                    "new = old - rate * b".to_owned(),
                ],
                false => vec![square, format!("new = old - {}", over_root("rate * g", "v"))],
            }
        }
        Method::Adam | Method::Adamw => vec![
            format!("m = m + (1 - {beta_1}) * (g - m)"),
            format!("v = {beta_2} * v + (1 - {beta_2}) * g * g"),
            format!("m_hat, v_hat = m / (1 - {beta_1}**(k + 1)), v / (1 - {beta_2}**(k + 1))"),
            format!("new = old - {}", over_root("rate * m_hat", "v_hat")),
        ],
        Method::Lion => vec![
            format!("step = {package}.sign({beta_1} * m + (1 - {beta_1}) * g) + {shrink} * old"),
            format!("m = {beta_2} * m + (1 - {beta_2}) * g"),
            "new = old - rate * step".to_owned(),
        ],
    };
    decay.filter(|_| decays).into_iter().chain(step).collect()
}
