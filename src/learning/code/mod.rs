//! A network, a descent or an expression becomes a program in Python that prints the same numbers.
//!
//! The programs are what a person would write with that library: PyTorch, JAX and TensorFlow take
//! the gradient themselves, in NumPy it is written out.

mod corner;
mod descent;
mod expression;
mod network;
mod torch;
mod update;

pub use crate::print::Library;
pub use descent::descent;
pub use expression::expression;
pub use network::network;

use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Op, Symbol};
use crate::numeric::Tape;
use crate::print::{number_text, python_with};
use crate::rewrite::Light;
use crate::syntax;

/// Each library with its name.
pub const LIBRARIES: [(&str, Library); 4] = [
    ("pytorch", Library::Torch),
    ("tensorflow", Library::Tensorflow),
    ("numpy", Library::Numpy),
    ("jax", Library::Jax),
];

/// A program with what it needs in front: the library, and of its companions those that are used.
fn with_head(program: &str, library: Library) -> String {
    let (imports, setting): (&[[&str; 2]], &str) = match library {
        Library::Numpy => (&[["np", "import numpy as np\n"]], ""),
        Library::Jax => (
            &[
                ["jax", "import jax\n"],
                ["jnp", "import jax.numpy as jnp\n"],
                ["np", "import numpy as np\n"],
            ],
            "\njax.config.update(\"jax_enable_x64\", True)\n",
        ),
        Library::Torch => {
            (&[["torch", "import torch\n"]], "\ntorch.set_default_dtype(torch.float64)\n")
        }
        Library::Tensorflow => (
            &[
                ["np", "import numpy as np\n"],
                ["tf", "import tensorflow as tf\n"],
                ["tnp", "import tensorflow.experimental.numpy as tnp\n"],
            ],
            "",
        ),
    };
    let whole = [setting, "\n", program].concat();
    let used = |name: &str| {
        let letter = |c: char| c.is_alphanumeric() || c == '_';
        whole.match_indices(&[name, "."].concat()).any(|(at, _)| !whole[..at].ends_with(letter))
    };
    let imports = imports.iter().filter(|[name, _]| imports.len() == 1 || used(name));
    imports.map(|[_, line]| *line).collect::<String>() + &whole
}

/// A number as Python writes it.
fn number(value: f64) -> String {
    number_text(value).replace('E', "e")
}

/// A function of the variables, `def name(x, y): return …`, and in NumPy the gradient of what is
/// `derived` in its place.
fn functions(
    dag: &mut Dag,
    [f, derived]: [Expr; 2],
    variables: &[Symbol],
    library: Library,
    name: &str,
) -> String {
    let leaves: Vec<Expr> = variables.iter().map(|symbol| dag.symbol_leaf(*symbol)).collect();
    let words: Vec<String> = leaves.iter().map(|leaf| python_with(dag, *leaf, library)).collect();
    let names = words.join(", ");
    let mut whole = program(dag, f, library);
    if let (true, [first, ..]) = (dag.variables(f).is_empty(), &words[..])
        && matches!(library, Library::Torch | Library::Tensorflow)
    {
        // What depends on nothing has to be a tensor too, so that it has a gradient.
        whole += &format!(" + 0 * {first}");
    }
    let mut text = String::new();
    if library == Library::Tensorflow {
        // TensorFlow's NumPy lacks these two.
        if whole.contains("tnp.copysign(") {
            text += "copysign = lambda a, b: a * tnp.sign(b)\n\n";
        }
        whole = whole.replace("tnp.copysign(", "copysign(").replace("tnp.nan", "float(\"nan\")");
    }
    text += &format!("def {name}({names}):\n    return {whole}\n\n");
    if library == Library::Numpy {
        let mut machine = Differentiator::new(Light::Yes);
        let partials: Vec<String> = leaves
            .iter()
            .map(|leaf| {
                let partial = machine.differentiate(dag, derived, *leaf);
                python_with(dag, partial, library)
            })
            .collect();
        text += &format!(
            "def gradient({names}):\n    return np.array([{}], dtype=float)\n\n",
            partials.join(",\n                     ")
        );
    }
    text
}

/// An expression in the library's words. Torch's and TensorFlow's functions take no bare numbers:
/// what calls them on numbers alone is computed here.
fn program(dag: &mut Dag, f: Expr, library: Library) -> String {
    let f = match library {
        Library::Torch | Library::Tensorflow => dag.rebuild(f, |dag, e, children| {
            let node = dag.with_children(e, children);
            if !matches!(dag.op(node), Op::Call(_)) || !dag.variables(node).is_empty() {
                return node;
            }
            let value = Tape::new(dag, &[node], &[]).map(|tape| tape.value(&[]));
            match value {
                Ok(value) if value.is_finite() => {
                    syntax::parse(dag, &number_text(value)).map_or(node, |read| read.expr)
                }
                _ => node,
            }
        }),
        Library::Numpy | Library::Jax => f,
    };
    python_with(dag, f, library)
}

/// Numbers as the library computes with them.
fn array(numbers: &str, library: Library) -> String {
    match library {
        Library::Numpy => format!("np.array({numbers}, dtype=float)"),
        Library::Jax => format!("jnp.array({numbers}, dtype=float)"),
        Library::Torch => format!("torch.tensor({numbers}, dtype=torch.float64)"),
        Library::Tensorflow => format!("tf.constant({numbers}, dtype=tf.float64)"),
    }
}

/// Numbers by which the library differentiates.
fn parameter(numbers: &str, library: Library) -> String {
    match library {
        Library::Torch => {
            format!("torch.tensor({numbers}, dtype=torch.float64, requires_grad=True)")
        }
        Library::Tensorflow => format!("tf.Variable({numbers}, dtype=tf.float64)"),
        Library::Numpy | Library::Jax => array(numbers, library),
    }
}

/// A list of numbers as Python writes it.
fn list(numbers: &[f64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|value| number(*value)).collect();
    format!("[{}]", numbers.join(", "))
}

/// A matrix, row by row.
fn matrix(numbers: &[f64], width: usize) -> String {
    let rows: Vec<String> = numbers.chunks(width.max(1)).map(list).collect();
    format!("[{}]", rows.join(", "))
}
