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

/// What stands for a setting in a line of an update.
const NAMES: [(&str, Setting); 6] = [
    ("{mu}", Setting::Momentum),
    ("{alpha}", Setting::Decay),
    ("{beta_1}", Setting::Beta1),
    ("{beta_2}", Setting::Beta2),
    ("{epsilon}", Setting::Epsilon),
    ("{shrink}", Setting::WeightDecay),
];

/// From `old` and `g` to `new`, on arrays of this package.
fn update(optimizer: &Optimizer, package: &str) -> Vec<String> {
    let decay: &[&str] = match optimizer.method() {
        // Lion's is part of its step.
        Method::Lion => &[],
        _ if optimizer.get(Setting::WeightDecay) == 0.0 => &[],
        Method::Adamw => &["old = old * (1 - rate * {shrink})"],
        _ => &["g = g + {shrink} * old"],
    };
    let moves = optimizer.symbols().contains(&"b");
    let step: &[&str] = match optimizer.method() {
        Method::Sgd | Method::Momentum if !moves => &["new = old - rate * g"],
        Method::Sgd | Method::Momentum => &["b = {mu} * b + g", "new = old - rate * b"],
        Method::Nesterov => &["b = {mu} * b + g", "new = old - rate * (g + {mu} * b)"],
        Method::Adagrad => &["s = s + g * g", "new = old - rate * g / ({np}.sqrt(s) + {epsilon})"],
        Method::Rmsprop if !moves => &[
            "v = {alpha} * v + (1 - {alpha}) * g * g",
            "new = old - rate * g / ({np}.sqrt(v) + {epsilon})",
        ],
        Method::Rmsprop => &[
            "v = {alpha} * v + (1 - {alpha}) * g * g",
            "b = {mu} * b + g / ({np}.sqrt(v) + {epsilon})",
            "new = old - rate * b",
        ],
        Method::Adam | Method::Adamw => &[
            "m = m + (1 - {beta_1}) * (g - m)",
            "v = {beta_2} * v + (1 - {beta_2}) * g * g",
            "m_hat, v_hat = m / (1 - {beta_1}**(k + 1)), v / (1 - {beta_2}**(k + 1))",
            "new = old - rate * m_hat / ({np}.sqrt(v_hat) + {epsilon})",
        ],
        Method::Lion => &[
            "step = {np}.sign({beta_1} * m + (1 - {beta_1}) * g) + {shrink} * old",
            "m = {beta_2} * m + (1 - {beta_2}) * g",
            "new = old - rate * step",
        ],
    };
    let settings = NAMES.map(|(name, setting)| (name, number(optimizer.get(setting))));
    let written = |line: &&str| {
        let line = line.replace("{np}", package);
        settings.iter().fold(line, |line, (name, value)| line.replace(name, value))
    };
    decay.iter().chain(step).map(written).collect()
}
