//! An expression at a point becomes a program that prints its value and its partial derivatives.

use super::{Library, functions, list, with_head};
use crate::expr::{Dag, Expr, Symbol};

/// Prints the value, then the partial derivatives in the order of the variables.
pub fn expression(
    dag: &mut Dag,
    f: Expr,
    variables: &[Symbol],
    at: &[f64],
    library: Library,
) -> String {
    let mut text = functions(dag, f, variables, library, "f");
    let place = list(at);
    if variables.is_empty() {
        return with_head(&(text + "print(float(f()))\n"), library);
    }
    text += &match library {
        Library::Numpy => format!(
            "at = np.array({place}, dtype=float)\nprint(float(f(*at)))\nprint(*gradient(*at).tolist())\n"
        ),
        Library::Jax => format!(
            "at = jnp.array({place}, dtype=float)\n\
             value, gradient = jax.value_and_grad(f, argnums=tuple(range(len(at))))(*at)\n\
             print(float(value))\nprint(*[float(partial) for partial in gradient])\n"
        ),
        Library::Torch => format!(
            "at = torch.tensor({place}, dtype=torch.float64, requires_grad=True)\n\
             value = f(*at)\nvalue.backward()\n\
             print(value.item())\nprint(*at.grad.tolist())\n"
        ),
        Library::Tensorflow => format!(
            "at = [tf.Variable(number, dtype=tf.float64) for number in {place}]\n\
             with tf.GradientTape() as tape:\n    value = f(*at)\n\
             gradient = tape.gradient(value, at, unconnected_gradients=tf.UnconnectedGradients.ZERO)\n\
             print(float(value))\nprint(*[float(partial) for partial in gradient])\n"
        ),
    };
    with_head(&text, library)
}
