//! An expression at a point becomes a program that prints its value and its partial derivatives.

use super::{Library, functions, list, parameter, with_head};
use crate::expr::{Dag, Expr, Symbol};

/// Prints the value, then the partial derivatives in the order of the variables.
pub fn expression(
    dag: &mut Dag,
    f: Expr,
    variables: &[Symbol],
    at: &[f64],
    library: Library,
) -> String {
    let mut text = functions(dag, [f, f], variables, library, "f");
    if variables.is_empty() {
        return with_head(&(text + "print(float(f()))\n"), library);
    }
    let place = list(at);
    text += &match library {
        // TensorFlow watches each number for itself.
        Library::Tensorflow => {
            format!("at = [tf.Variable(number, dtype=tf.float64) for number in {place}]\n")
        }
        _ => format!("at = {}\n", parameter(&place, library)),
    };
    text += match library {
        Library::Numpy => "print(float(f(*at)))\nprint(*gradient(*at).tolist())\n",
        Library::Jax => {
            "value, gradient = jax.value_and_grad(f, argnums=tuple(range(len(at))))(*at)\n\
             print(float(value))\nprint(*[float(partial) for partial in gradient])\n"
        }
        Library::Torch => {
            "value = f(*at)\nvalue.backward()\nprint(value.item())\nprint(*at.grad.tolist())\n"
        }
        Library::Tensorflow => {
            "with tf.GradientTape() as tape:\n    value = f(*at)\n\
             gradient = tape.gradient(value, at, unconnected_gradients=tf.UnconnectedGradients.ZERO)\n\
             print(float(value))\nprint(*[float(partial) for partial in gradient])\n"
        }
    };
    with_head(&text, library)
}
