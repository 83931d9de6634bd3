//! A descent becomes a program that prints, for the start and after each update, the point and the
//! loss there.

use super::{Library, functions, list, number, with_head};
use crate::expr::{Dag, Expr, Symbol};
use crate::learning::{Method, Number, Optimizer, Plan, Schedule, Setting};

/// Prints a line for each point: its coordinates, and the loss.
#[allow(clippy::too_many_arguments, reason = "a run is that much")]
pub fn descent(
    dag: &mut Dag,
    loss: Expr,
    variables: &[Symbol],
    start: &[f64],
    optimizer: &Optimizer,
    schedule: &Schedule,
    steps: usize,
    library: Library,
) -> String {
    let mut text = functions(dag, loss, variables, library, "loss");
    let start = list(start);
    let torch = library == Library::Torch && optimizer.method() != Method::Lion;
    match library {
        Library::Torch => {
            text += &format!(
                "theta = torch.tensor({start}, dtype=torch.float64, requires_grad=True)\n"
            );
        }
        Library::Numpy => text += &format!("theta = np.array({start}, dtype=float)\n"),
        Library::Jax => {
            text += &format!(
                "theta = np.array({start}, dtype=float)\n\
                 gradient = jax.jit(jax.grad(lambda theta: loss(*theta) + 0 * theta[0]))\n"
            );
        }
        Library::Tensorflow => {
            text += &format!(
                "theta = tf.Variable({start}, dtype=tf.float64)\n\n\
                 def gradient():\n    with tf.GradientTape() as tape:\n        value = loss(*tf.unstack(theta))\n    \
                 return tape.gradient(value, theta, unconnected_gradients=tf.UnconnectedGradients.ZERO)\n\n"
            );
        }
    }
    let shown = match library {
        Library::Torch => "print(*theta.tolist(), loss(*theta).item())",
        Library::Tensorflow => "print(*theta.numpy().tolist(), float(loss(*tf.unstack(theta))))",
        Library::Numpy | Library::Jax => "print(*theta.tolist(), float(loss(*theta)))",
    };
    let scheduler = if torch { torch_scheduler(schedule) } else { None };
    if torch {
        text += &format!("optimizer = {}\n", torch_optimizer(optimizer, schedule.rate()));
        if let Some(scheduler) = &scheduler {
            text += &format!("scheduler = torch.optim.lr_scheduler.{scheduler}\n");
        }
    } else {
        for symbol in optimizer.symbols() {
            text += &format!("{symbol} = 0.0\n");
        }
    }
    text += &format!("{shown}\nfor k in range({steps}):\n");
    let mut lines = Vec::new();
    if torch {
        lines.push("optimizer.zero_grad()".to_owned());
    } else {
        lines.push(format!("rate = {}", rate(schedule, library)));
    }
    if library == Library::Torch {
        if !torch {
            lines.push("theta.grad = None".to_owned());
        }
        lines.push("loss(*theta).backward()".to_owned());
    }
    if torch {
        lines.push("optimizer.step()".to_owned());
        if scheduler.is_some() {
            lines.push("scheduler.step()".to_owned());
        }
    } else {
        let [read, gradient, write, root] = match library {
            Library::Numpy => ["theta", "gradient(*theta)", "theta = new", "np.sqrt"],
            Library::Jax => ["theta", "np.asarray(gradient(theta))", "theta = new", "np.sqrt"],
            Library::Tensorflow => {
                ["theta.numpy()", "gradient().numpy()", "theta.assign(new)", "np.sqrt"]
            }
            Library::Torch => ["theta.detach()", "theta.grad", "theta.data = new", "torch.sqrt"],
        };
        lines.push(format!("old, g = {read}, {gradient}"));
        lines.extend(update(optimizer, root));
        lines.push(write.to_owned());
    }
    lines.push(shown.to_owned());
    for line in lines {
        text += &format!("    {line}\n");
    }
    with_head(&text, library)
}

/// The rate of step k.
fn rate(schedule: &Schedule, library: Library) -> String {
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

/// The scheduler of PyTorch that has these rates; nothing where the rate stays. Those that warm up
/// have none of their own there: a factor for each step is given.
fn torch_scheduler(schedule: &Schedule) -> Option<String> {
    let of = |which| number(schedule.get(which));
    Some(match schedule.plan() {
        Plan::Constant => return None,
        Plan::Step => format!(
            "StepLR(optimizer, step_size={}, gamma={})",
            of(Number::StepSize),
            of(Number::Gamma)
        ),
        Plan::Exponential => format!("ExponentialLR(optimizer, gamma={})", of(Number::Gamma)),
        Plan::Cosine => format!(
            "CosineAnnealingLR(optimizer, T_max={}, eta_min={})",
            of(Number::TotalSteps),
            of(Number::Minimum)
        ),
        Plan::LinearWarmup | Plan::WarmupCosine => format!(
            "LambdaLR(optimizer, lambda k: ({}) / {})",
            rate(schedule, Library::Torch),
            number(schedule.rate())
        ),
    })
}

/// The optimizer of PyTorch with all its settings.
fn torch_optimizer(optimizer: &Optimizer, rate: f64) -> String {
    let of = |setting| number(optimizer.get(setting));
    // PyTorch asks for floats here: 0 would be refused.
    let float = |setting| {
        let text = of(setting);
        if text.contains(['.', 'e', 'E']) { text } else { text + ".0" }
    };
    let (name, settings) = match optimizer.method() {
        Method::Sgd | Method::Momentum => ("SGD", format!("momentum={}", of(Setting::Momentum))),
        Method::Nesterov => match optimizer.get(Setting::Momentum) {
            // Torch has no look ahead without speed, and there is nothing to see either.
            0.0 => ("SGD", "momentum=0".to_owned()),
            _ => ("SGD", format!("momentum={}, nesterov=True", of(Setting::Momentum))),
        },
        Method::Adagrad => ("Adagrad", format!("eps={}", of(Setting::Epsilon))),
        Method::Rmsprop => (
            "RMSprop",
            format!(
                "alpha={}, eps={}, momentum={}",
                of(Setting::Decay),
                of(Setting::Epsilon),
                of(Setting::Momentum)
            ),
        ),
        Method::Adam | Method::Adamw | Method::Lion => (
            if optimizer.method() == Method::Adam { "Adam" } else { "AdamW" },
            format!(
                "betas=({}, {}), eps={}",
                float(Setting::Beta1),
                float(Setting::Beta2),
                of(Setting::Epsilon)
            ),
        ),
    };
    format!(
        "torch.optim.{name}([theta], lr={}, {settings}, weight_decay={})",
        number(rate),
        of(Setting::WeightDecay)
    )
}

/// From `old` and `g` to `new`, on arrays.
fn update(optimizer: &Optimizer, root: &str) -> Vec<String> {
    let of = |setting| number(optimizer.get(setting));
    let (mu, alpha, epsilon) = (of(Setting::Momentum), of(Setting::Decay), of(Setting::Epsilon));
    let (beta_1, beta_2, shrink) =
        (of(Setting::Beta1), of(Setting::Beta2), of(Setting::WeightDecay));
    let decays = optimizer.get(Setting::WeightDecay) != 0.0;
    let mut lines = Vec::new();
    let coupled = !matches!(optimizer.method(), Method::Adamw | Method::Lion);
    if decays && coupled {
        lines.push(format!("g = g + {shrink} * old"));
    }
    let moves = optimizer.symbols().contains(&"b");
    let rest: Vec<String> = match optimizer.method() {
        Method::Sgd | Method::Momentum if !moves => vec!["new = old - rate * g".to_owned()],
        Method::Sgd | Method::Momentum => {
            vec![format!("b = {mu} * b + g"), "new = old - rate * b".to_owned()]
        }
        Method::Nesterov => {
            vec![format!("b = {mu} * b + g"), format!("new = old - rate * (g + {mu} * b)")]
        }
        Method::Adagrad => {
            vec![
                "s = s + g * g".to_owned(),
                format!("new = old - rate * g / ({root}(s) + {epsilon})"),
            ]
        }
        Method::Rmsprop => {
            let mut lines = vec![format!("v = {alpha} * v + (1 - {alpha}) * g * g")];
            if moves {
                lines.push(format!("b = {mu} * b + g / ({root}(v) + {epsilon})"));
                lines.push("new = old - rate * b".to_owned());
            } else {
                lines.push(format!("new = old - rate * g / ({root}(v) + {epsilon})"));
            }
            lines
        }
        Method::Adam | Method::Adamw => {
            let mut lines = Vec::new();
            if !coupled && decays {
                lines.push(format!("old = old * (1 - rate * {shrink})"));
            }
            lines.extend([
                format!("m = m + (1 - {beta_1}) * (g - m)"),
                format!("v = {beta_2} * v + (1 - {beta_2}) * g * g"),
                format!("m_hat, v_hat = m / (1 - {beta_1}**(k + 1)), v / (1 - {beta_2}**(k + 1))"),
                format!("new = old - rate * m_hat / ({root}(v_hat) + {epsilon})"),
            ]);
            lines
        }
        Method::Lion => {
            let sign = root.replace("sqrt", "sign");
            vec![
                format!("step = {sign}({beta_1} * m + (1 - {beta_1}) * g) + {shrink} * old"),
                format!("m = {beta_2} * m + (1 - {beta_2}) * g"),
                "new = old - rate * step".to_owned(),
            ]
        }
    };
    lines.extend(rest);
    lines
}
