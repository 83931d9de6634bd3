//! A network and a batch become a program that prints the loss, then for each layer the gradient
//! of its weights and of its biases.

use super::{Library, array, list, matrix, number, parameter, with_head};
use crate::calculus::Differentiator;
use crate::expr::Dag;
use crate::learning::loss::LEAST_VARIANCE;
use crate::learning::{Activation, Batch, Loss, Network};
use crate::print::{self, python_with};
use crate::rewrite::Light;

/// Prints the loss, and line by line ∂L/∂W₁, ∂L/∂b₁, ∂L/∂W₂ …
pub fn network(network: &Network, parameters: &[f64], batch: &Batch, library: Library) -> String {
    let samples = |column: &dyn Fn(usize, usize) -> f64, width: usize| {
        let rows = (0..batch.len()).flat_map(|s| (0..width).map(move |i| (s, i)));
        let numbers: Vec<f64> = rows.map(|(s, i)| column(s, i)).collect();
        matrix(&numbers, width)
    };
    let inputs = samples(&|s, i| batch.input(i)[s], network.inputs());
    let targets = samples(&|s, k| batch.target(k)[s], network.outputs());
    let mut text = format!("x = {}\ny = {}\n", array(&inputs, library), array(&targets, library));
    let mut names = Vec::new();
    for l in 0..network.layers().len() {
        let weights = matrix(&parameters[network.weights(l)], network.width(l));
        let biases = list(&parameters[network.biases(l)]);
        let n = l + 1;
        let [weights, biases] = [weights, biases].map(|own| parameter(&own, library));
        text += &format!("W_{n} = {weights}\nb_{n} = {biases}\n");
        names.extend([format!("W_{n}"), format!("b_{n}")]);
    }
    text += &entropy(network, library);
    let forward = forward(network, library);
    let loss = loss(network, library);
    let all = names.join(", ");
    match library {
        Library::Numpy => {
            let mut lines = forward;
            lines.push(format!("loss = {loss}"));
            lines.extend(backward(network));
            text += "\n";
            text += &lines.join("\n");
            text += "\nprint(float(loss))\n";
            text += &format!(
                "for gradient in [{}]:\n    print(gradient.tolist())\n",
                names.iter().map(|name| format!("d{name}")).collect::<Vec<_>>().join(", ")
            );
        }
        Library::Jax => {
            text += &format!("\ndef loss({all}):\n");
            for line in forward {
                text += &format!("    {line}\n");
            }
            text += &format!("    return {loss}\n\n");
            text += &format!(
                "value, gradients = jax.value_and_grad(loss, argnums=tuple(range({})))({all})\n\
                 print(float(value))\nfor gradient in gradients:\n    print(gradient.tolist())\n",
                names.len()
            );
        }
        Library::Torch => {
            text += &format!("\n{}\nloss = {loss}\nloss.backward()\n", forward.join("\n"));
            text += &format!(
                "print(loss.item())\nfor parameter in [{all}]:\n    print(parameter.grad.tolist())\n"
            );
        }
        Library::Tensorflow => {
            text += "\nwith tf.GradientTape() as tape:\n";
            for line in forward {
                text += &format!("    {line}\n");
            }
            text += &format!("    loss = {loss}\nprint(float(loss))\n");
            text += &format!(
                "for gradient in tape.gradient(loss, [{all}]):\n    print(gradient.numpy().tolist())\n"
            );
        }
    }
    with_head(&text, library)
}

/// The layers one after the other.
fn forward(network: &Network, library: Library) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before = "x".to_owned();
    for (l, layer) in network.layers().iter().enumerate() {
        let n = l + 1;
        let turned = match library {
            Library::Tensorflow => format!("tf.transpose(W_{n})"),
            _ => format!("W_{n}.T"),
        };
        lines.push(format!("z_{n} = {before} @ {turned} + b_{n}"));
        let value = match layer.activation.row().function {
            None => format!("z_{n}"),
            Some(function) => {
                let mut dag = Dag::new();
                let z = dag.symbol(&format!("z_{n}"));
                let call = dag.call(function, &[z]);
                python_with(&dag, call, library)
            }
        };
        lines.push(format!("a_{n} = {value}"));
        before = format!("a_{n}");
    }
    lines
}

/// The loss as a program computes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measured {
    Squares,
    /// The binary cross-entropy of probabilities.
    Probabilities,
    /// The same from the sums before a sigmoid: exact however near to 0 or 1 it comes.
    Sums,
    Classes,
}

impl Measured {
    fn of(network: &Network) -> Measured {
        match (network.loss(), network.last_activation()) {
            (Loss::MeanSquares, _) => Measured::Squares,
            (Loss::BinaryCrossEntropy, Activation::Sigmoid) => Measured::Sums,
            (Loss::BinaryCrossEntropy, _) => Measured::Probabilities,
            (Loss::CrossEntropy, _) => Measured::Classes,
        }
    }
}

/// What a library that is written like NumPy calls things.
struct Words {
    np: &'static str,
    mean: &'static str,
    /// What holds a number still while the library differentiates, if it does.
    still: Option<&'static str>,
}

/// None for PyTorch, which has losses of its own.
fn words(library: Library) -> Option<Words> {
    let (np, mean, still) = match library {
        Library::Numpy => ("np", "np.mean", None),
        Library::Jax => ("jnp", "jnp.mean", Some("jax.lax.stop_gradient")),
        Library::Tensorflow => ("tf.math", "tf.reduce_mean", Some("tf.stop_gradient")),
        Library::Torch => return None,
    };
    Some(Words { np, mean, still })
}

/// The loss in the library's own words.
fn loss(network: &Network, library: Library) -> String {
    let last = network.layers().len();
    let (answers, sums) = (format!("a_{last}"), format!("z_{last}"));
    let measured = Measured::of(network);
    let Some(Words { np, mean, .. }) = words(library) else {
        let (name, from) = match measured {
            Measured::Squares => ("mse_loss", answers),
            Measured::Sums => ("binary_cross_entropy_with_logits", sums),
            Measured::Probabilities => ("binary_cross_entropy", answers),
            Measured::Classes => ("cross_entropy", answers),
        };
        return format!("torch.nn.functional.{name}({from}, y)");
    };
    match (measured, library) {
        (Measured::Squares, _) => format!("{mean}(({answers} - y)**2)"),
        (Measured::Sums, Library::Tensorflow) => {
            format!("{mean}(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits={sums}))")
        }
        (Measured::Sums, _) => format!("{mean}({np}.logaddexp(0, {sums}) - y * {sums})"),
        (Measured::Probabilities, Library::Numpy) => {
            format!("{mean}({})", entropies(np, &answers))
        }
        (Measured::Probabilities, _) => format!("entropy({answers})"),
        (Measured::Classes, Library::Tensorflow) => {
            format!("{mean}(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits={answers}))")
        }
        (Measured::Classes, Library::Jax) => {
            format!("-jnp.sum(y * jax.nn.log_softmax({answers})) / len(x)")
        }
        (Measured::Classes, _) => format!(
            "np.sum(y * (np.log(np.sum(np.exp({answers} - {answers}.max(axis=1, keepdims=True)), axis=1, keepdims=True)) \
             + {answers}.max(axis=1, keepdims=True) - {answers})) / len(x)"
        ),
    }
}

/// The binary cross-entropy of each probability, its logarithms cut where PyTorch cuts them.
fn entropies(np: &str, p: &str) -> String {
    format!(
        "-y * {np}.maximum({np}.log({p}), -100) - (1 - y) * {np}.maximum({np}.log1p(-{p}), -100)"
    )
}

/// The slope of those by the probability, bounded as PyTorch bounds it.
fn slopes(np: &str, p: &str) -> String {
    format!("({p} - y) / {np}.maximum((1 - {p}) * {p}, {})", number(LEAST_VARIANCE))
}

/// The binary cross-entropy as a function that has PyTorch's slope, where the library's own would
/// be 0 times ∞ at an answer of exactly 0 or 1.
fn entropy(network: &Network, library: Library) -> String {
    let (Measured::Probabilities, Some(Words { np, mean, still: Some(still) })) =
        (Measured::of(network), words(library))
    else {
        return String::new();
    };
    format!(
        "\ndef entropy(p):\n    still = {still}(p)\n    value = {}\n    slope = {}\n    \
         return {mean}(value + slope * (p - still))\n",
        entropies(np, "still"),
        slopes(np, "still")
    )
}

/// The way back, in NumPy: dz_l, then dW_l, db_l and da_(l−1).
fn backward(network: &Network) -> Vec<String> {
    let last = network.layers().len();
    let answers = format!("a_{last}");
    let measured = Measured::of(network);
    let mut lines = Vec::new();
    let first = match measured {
        Measured::Squares => format!("da_{last} = 2 * ({answers} - y) / y.size"),
        Measured::Sums => format!("dz_{last} = ({answers} - y) / y.size"),
        Measured::Probabilities => format!("da_{last} = {} / y.size", slopes("np", &answers)),
        Measured::Classes => {
            lines
                .push(format!("powers = np.exp({answers} - {answers}.max(axis=1, keepdims=True))"));
            format!(
                "da_{last} = (y.sum(axis=1, keepdims=True) * powers / powers.sum(axis=1, keepdims=True) - y) / len(x)"
            )
        }
    };
    lines.push(first);
    for (l, layer) in network.layers().iter().enumerate().rev() {
        let n = l + 1;
        if !(measured == Measured::Sums && n == last) {
            let slope = match layer.activation.row().function {
                None => String::new(),
                Some(function) => {
                    let mut dag = Dag::new();
                    let z = dag.symbol(&format!("z_{n}"));
                    let call = dag.call(function, &[z]);
                    let slope = Differentiator::new(Light::Yes).differentiate(&mut dag, call, z);
                    format!(" * ({})", print::python(&dag, slope))
                }
            };
            lines.push(format!("dz_{n} = da_{n}{slope}"));
        }
        let before = if l == 0 { "x".to_owned() } else { format!("a_{l}") };
        lines.push(format!("dW_{n} = dz_{n}.T @ {before}"));
        lines.push(format!("db_{n} = dz_{n}.sum(axis=0)"));
        if l > 0 {
            lines.push(format!("da_{l} = dz_{n} @ W_{n}"));
        }
    }
    lines
}
