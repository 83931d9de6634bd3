//! The programs compute the same numbers as the engine.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use chainrule::expr::{Dag, Expr, Function, Symbol};
use chainrule::numeric::Tape;
use chainrule::print;

use super::trees::read;

/// Formulas in x and y beside every function of the table.
const FORMULAS: &[&str] = &[
    "(neg (^ x 2))",
    "(neg (* (^ x 2) y))",
    "(+ x (neg (^ x 2)) (neg (neg y)))",
    "(^ (neg x) 2)",
    "(^ (^ x 2) 3)",
    "(^ 2 (^ x 2))",
    "(^ 2 (neg x))",
    "(^ x (neg 2))",
    "(/ (/ x y) (/ 3 x))",
    "(/ (neg x) (* 2 y))",
    "(* (/ 1 3) (neg x) (+ x y))",
    "(^ x (/ 1 2))",
    "(^ x (/ 1 3))",
    "(^ x (/ 2 3))",
    "(^ x (neg (/ 1 3)))",
    "(^ x (+ (/ 1 3) (neg 1)))",
    "(^ x (/ 3 2))",
    "(^ x (/ 3 4))",
    "(neg (^ x (/ 3 4)))",
    "(^ x (/ 1 5))",
    "(^ x (/ 2 5))",
    "(^ (+ x y) (neg (/ 3 5)))",
    "(^ (^ x (/ 1 5)) 2)",
    "(root x 2)",
    "(root x 3)",
    "(root x 4)",
    "(root (neg x) 5)",
    "(log_b (abs x) 2)",
    "(log_b (abs x) 10)",
    "(/ 1 (log_b (+ (^ x 2) 1) 3))",
    "(max x y 0.5)",
    "(min (neg x) y 0.25)",
    "(max x)",
    "(if (^ x 2) (< x 0) (sqrt x))",
    "(if 1 (> x 1) 2 (<= x (neg 1)))",
    "(if x (!= y 3) 1)",
    "(+ (if 1 (>= x y) 0) (if 1 (= x 1) 0))",
    "(* 2 pi (exp (neg (/ (^ x 2) 2))))",
    "(sigmoid (leaky_relu (elu (silu (gelu (softplus x))))))",
];

const POINTS: &[(f64, f64)] =
    &[(-2.5, 3.0), (-1.0, 0.4), (-0.3, 1.7), (0.4, 0.3), (1.0, 2.0), (3.0, 3.0), (-30.0, 0.9)];

fn formulas(dag: &mut Dag) -> Vec<Expr> {
    let mut all: Vec<Expr> = FORMULAS.iter().map(|tree| read(dag, tree)).collect();
    let (x, y) = (dag.symbol("x"), dag.symbol("y"));
    for &function in Function::ALL {
        // Both of one argument and of two; twice inside a larger one.
        for arguments in [vec![x], vec![x, y]] {
            if function.takes(arguments.len()) {
                let call = dag.call(function, &arguments);
                let squared = read_square(dag, call);
                let quotient = dag.div(x, call);
                let minus = dag.sub(y, call);
                all.extend([call, squared, quotient, minus]);
            }
        }
    }
    all
}

fn read_square(dag: &mut Dag, e: Expr) -> Expr {
    let two = dag.integer(2);
    let square = dag.pow(e, two);
    dag.neg(square)
}

/// Whether the way to the value leads through a pole: then the engine gives none, where a program computes
/// on with ∞ as doubles do.
fn by_a_pole(dag: &Dag, e: Expr, at: [f64; 2], inputs: &[Symbol]) -> bool {
    dag.below(e).iter().any(|&part| {
        Tape::new(dag, &[part], inputs).is_ok_and(|tape| tape.value(&at).is_infinite())
    })
}

/// One line a formula: the program, and its value at every point; `none` where there is nothing to compare.
fn rows(program: impl Fn(&Dag, Expr) -> String, [nan, infinity, none]: [&str; 3]) -> String {
    let mut dag = Dag::new();
    let all = formulas(&mut dag);
    let inputs = [dag.intern("x"), dag.intern("y")];
    let mut rows = String::new();
    for e in all {
        let tape = Tape::new(&dag, &[e], &inputs).expect("no derivatives");
        let _ = write!(rows, "[{:?}, [", program(&dag, e));
        for &(x, y) in POINTS {
            let value = tape.value(&[x, y]);
            let _ = match (value.is_nan(), value.is_infinite()) {
                (true, _) if by_a_pole(&dag, e, [x, y], &inputs) => write!(rows, "{none},"),
                (true, _) => write!(rows, "{nan},"),
                (_, true) if value > 0.0 => write!(rows, "{infinity},"),
                (_, true) => write!(rows, "-{infinity},"),
                _ => write!(rows, "{value:?},"),
            };
        }
        rows.push_str("]],\n");
    }
    rows
}

fn points() -> String {
    let points: Vec<String> = POINTS.iter().map(|(x, y)| format!("[{x:?}, {y:?}]")).collect();
    points.join(", ")
}

fn run(interpreter: &str, script: &str) {
    let mut child = Command::new(interpreter)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{interpreter}: {error}"));
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said == "done\n", "{said}{complained}");
}

#[test]
fn javascript_computes_the_same_numbers() {
    let program = |dag: &Dag, e| print::javascript(dag, e).expect("no derivatives");
    let script = format!(
        r#"
        const points = [{points}];
        for (const [program, values] of [{rows}]) {{
            const f = new Function("x", "y", `return ${{program}};`);
            points.forEach(([x, y], i) => {{
                const got = f(x, y), expected = values[i];
                if (expected === null) return;
                const near = Math.abs(got - expected) <= 4e-15 * (1 + Math.abs(expected) * 100);
                if (!near && !Object.is(got, expected))
                    console.log(`${{program}} at ${{x}}, ${{y}}: ${{got}}, not ${{expected}}`);
            }});
        }}
        console.log("done");
        "#,
        points = points(),
        rows = rows(program, ["NaN", "Infinity", "null"]),
    );
    run("node", &script);
}

#[test]
#[ignore = "needs a Python with NumPy: PYTHON=python3 cargo test --test print -- --ignored"]
fn python_computes_the_same_numbers() {
    let script = format!(
        r#"
import math
import numpy as np
np.seterr(all="ignore")
points = [{points}]
def near(got, expected):
    if expected is None:
        return True
    if math.isnan(expected):
        return isinstance(got, complex) or np.isnan(got)
    return got == expected or abs(got - expected) <= 4e-15 * (1 + abs(expected) * 100)
for program, values in [{rows}]:
    f = eval("lambda x, y: " + program)
    xs, ys = np.array(points).T
    together = np.broadcast_to(f(xs, ys), xs.shape)
    for (x, y), expected, one in zip(points, values, together):
        # Alone, in an array of others, and as a double of NumPy's own.
        for got in (f(x, y), one, f(np.float64(x), np.float64(y))):
            if not near(got, expected):
                print(program, "at", (x, y), ":", got, "not", expected)
print("done")
"#,
        points = points(),
        rows = rows(print::python, ["math.nan", "math.inf", "None"]),
    );
    run(&std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()), &script);
}
