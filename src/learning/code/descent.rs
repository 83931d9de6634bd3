//! A descent becomes a program that prints, for the start and after each update, the point and the
//! loss there.

use super::{Library, array, functions, list, number, parameter, with_head};
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
    let functions = functions(dag, loss, variables, library, "loss");
    let start = start_at(&list(start), library);
    // PyTorch has every optimizer but Lion.
    let own = library == Library::Torch && optimizer.method() != Method::Lion;
    let (before, update) = match own {
        true => with_torch(optimizer, schedule),
        false => written_out(optimizer, schedule, library),
    };
    let shown = match library {
        Library::Torch => "print(*theta.tolist(), loss(*theta).item())",
        Library::Tensorflow => "print(*theta.numpy().tolist(), float(loss(*tf.unstack(theta))))",
        Library::Numpy | Library::Jax => "print(*theta.tolist(), float(loss(*theta)))",
    };
    let mut text = format!("{functions}{start}{before}{shown}\nfor k in range({steps}):\n");
    for line in update.iter().map(String::as_str).chain([shown]) {
        text += &format!("    {line}\n");
    }
    with_head(&text, library)
}

/// The point `theta`, and where the library derives it, `gradient`.
fn start_at(start: &str, library: Library) -> String {
    let theta = match library {
        // JAX takes gradients; the point moves in NumPy.
        Library::Jax => array(start, Library::Numpy),
        _ => parameter(start, library),
    };
    let gradient = match library {
        Library::Numpy | Library::Torch => "",
        Library::Jax => "gradient = jax.jit(jax.grad(lambda theta: loss(*theta) + 0 * theta[0]))\n",
        Library::Tensorflow => {
            "\ndef gradient():\n    with tf.GradientTape() as tape:\n        value = loss(*tf.unstack(theta))\n    \
             return tape.gradient(value, theta, unconnected_gradients=tf.UnconnectedGradients.ZERO)\n\n"
        }
    };
    format!("theta = {theta}\n{gradient}")
}

/// An update by PyTorch's own optimizer: what stands before the loop, and the lines in it.
fn with_torch(optimizer: &Optimizer, schedule: &Schedule) -> (String, Vec<String>) {
    let mut before = format!("optimizer = {}\n", torch_optimizer(optimizer, schedule.rate()));
    let mut lines = vec!["optimizer.zero_grad()", "loss(*theta).backward()", "optimizer.step()"];
    if let Some(scheduler) = torch_scheduler(schedule) {
        before += &format!("scheduler = torch.optim.lr_scheduler.{scheduler}\n");
        lines.push("scheduler.step()");
    }
    (before, lines.into_iter().map(str::to_owned).collect())
}

/// An update by its formulas: what stands before the loop, and the lines in it.
fn written_out(
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

/// From `old` and `g` to `new`, on arrays of this package.
fn update(optimizer: &Optimizer, package: &str) -> Vec<String> {
    let of = |setting| number(optimizer.get(setting));
    let (mu, alpha, epsilon) = (of(Setting::Momentum), of(Setting::Decay), of(Setting::Epsilon));
    let (beta_1, beta_2) = (of(Setting::Beta1), of(Setting::Beta2));
    let shrink = of(Setting::WeightDecay);
    let decays = optimizer.get(Setting::WeightDecay) != 0.0;
    let moves = optimizer.symbols().contains(&"b");
    let mut lines = match optimizer.method() {
        Method::Lion => Vec::new(),
        Method::Adamw if decays => vec![format!("old = old * (1 - rate * {shrink})")],
        _ if decays => vec![format!("g = g + {shrink} * old")],
        _ => Vec::new(),
    };
    match optimizer.method() {
        Method::Sgd | Method::Momentum if !moves => {
            lines.push("new = old - rate * g".to_owned());
        }
        Method::Sgd | Method::Momentum => {
            lines.push(format!("b = {mu} * b + g"));
            lines.push("new = old - rate * b".to_owned());
        }
        Method::Nesterov => {
            lines.push(format!("b = {mu} * b + g"));
            lines.push(format!("new = old - rate * (g + {mu} * b)"));
        }
        Method::Adagrad => {
            lines.push("s = s + g * g".to_owned());
            lines.push(format!("new = old - rate * g / ({package}.sqrt(s) + {epsilon})"));
        }
        Method::Rmsprop => {
            lines.push(format!("v = {alpha} * v + (1 - {alpha}) * g * g"));
            if moves {
                lines.push(format!("b = {mu} * b + g / ({package}.sqrt(v) + {epsilon})"));
                lines.push("new = old - rate * b".to_owned());
            } else {
                lines.push(format!("new = old - rate * g / ({package}.sqrt(v) + {epsilon})"));
            }
        }
        Method::Adam | Method::Adamw => {
            lines.push(format!("m = m + (1 - {beta_1}) * (g - m)"));
            lines.push(format!("v = {beta_2} * v + (1 - {beta_2}) * g * g"));
            lines.push(format!(
                "m_hat, v_hat = m / (1 - {beta_1}**(k + 1)), v / (1 - {beta_2}**(k + 1))"
            ));
            lines.push(format!("new = old - rate * m_hat / ({package}.sqrt(v_hat) + {epsilon})"));
        }
        Method::Lion => {
            lines.push(format!(
                "step = {package}.sign({beta_1} * m + (1 - {beta_1}) * g) + {shrink} * old"
            ));
            lines.push(format!("m = {beta_2} * m + (1 - {beta_2}) * g"));
            lines.push("new = old - rate * step".to_owned());
        }
    }
    lines
}
