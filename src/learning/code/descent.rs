//! A descent becomes a program that prints, for the start and after each update, the point and the
//! loss there.

use super::corner;
use super::torch::with_torch;
use super::update::written_out;
use super::{Library, array, functions, list, parameter, with_head};
use crate::expr::{Dag, Expr, Symbol};
use crate::learning::{Method, Optimizer, Schedule};

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
    let [loss, derived] = match library {
        Library::Numpy => [loss, corner::halved(dag, loss)],
        // JAX gives |x| the slope 1 at 0, and the larger of two equal ones a half of each.
        Library::Jax => [corner::unbarred(dag, loss); 2],
        Library::Torch | Library::Tensorflow => [loss; 2],
    };
    let functions = functions(dag, [loss, derived], variables, library, "loss");
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
