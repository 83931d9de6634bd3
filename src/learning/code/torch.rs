//! PyTorch has most optimizers and schedules itself: their names there, and how they are set.

use super::update::rate;
use super::{Library, number};
use crate::learning::{Method, Number, Optimizer, Plan, Schedule, Setting};

/// An update by PyTorch's own optimizer: what stands before the loop, and the lines in it.
pub(super) fn with_torch(optimizer: &Optimizer, schedule: &Schedule) -> (String, Vec<String>) {
    let mut before = format!("optimizer = {}\n", own_optimizer(optimizer, schedule.rate()));
    let mut lines = vec!["optimizer.zero_grad()", "loss(*theta).backward()", "optimizer.step()"];
    if let Some(scheduler) = own_scheduler(schedule) {
        before += &format!("scheduler = torch.optim.lr_scheduler.{scheduler}\n");
        lines.push("scheduler.step()");
    }
    (before, lines.into_iter().map(str::to_owned).collect())
}

/// The scheduler of PyTorch that has these rates; nothing where the rate stays. Those that warm up
/// have none of their own there: a factor for each step is given.
fn own_scheduler(schedule: &Schedule) -> Option<String> {
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
fn own_optimizer(optimizer: &Optimizer, rate: f64) -> String {
    let of = |setting| number(optimizer.get(setting));
    // PyTorch asks for floats here: 0 would be refused.
    let float = |setting| {
        let text = of(setting);
        if text.contains(['.', 'e', 'E']) { text } else { text + ".0" }
    };
    let (name, settings) = match optimizer.method() {
        Method::Sgd | Method::Momentum => ("SGD", format!("momentum={}", of(Setting::Momentum))),
        Method::Nesterov => ("SGD", format!("momentum={}, nesterov=True", of(Setting::Momentum))),
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
