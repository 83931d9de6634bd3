//! The skills of the course, and the problems they are practised on.
//!
//! A problem is a template: a letter in braces is drawn, `{a}` a whole number, `{s}` one with its
//! sign between terms, `{d}` a decimal, and all numbers of one draw differ in size. What is drawn
//! is kept only if the mistakes that the skill is about can be told apart on it.

use crate::rules::Asked;

/// Something to be practised.
pub struct Skill {
    /// Stable id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The lesson that teaches it.
    pub lesson: &'static str,
    /// What is asked for.
    pub(super) asked: Asked,
    /// The variable, or all of a gradient's.
    pub(super) variable: &'static str,
    /// How often it is differentiated.
    pub(super) order: u32,
    /// The templates of levels 1, 2 and 3.
    pub(super) levels: [&'static [Template]; 3],
    /// Mistakes that belong to it.
    pub targets: &'static [&'static str],
}

/// A function, and values of its letters: `w={d}; x=2`.
pub(super) type Template = (&'static str, &'static str);

macro_rules! skills {
    ($($id:literal $title:literal in $lesson:literal $asked:ident by $variable:literal, $order:literal
        [$($one:expr),*] [$($two:expr),*] [$($three:expr),*] meets $targets:expr;)*) => {
        /// All skills, in the order of the course.
        pub static SKILLS: &[Skill] = &[$(Skill {
            id: $id,
            title: $title,
            lesson: $lesson,
            asked: Asked::$asked,
            variable: $variable,
            order: $order,
            levels: [&[$($one),*], &[$($two),*], &[$($three),*]],
            targets: $targets,
        },)*];
    };
}

const ADAM: &str = "eta*(m/(1-beta_1^t))/(sqrt(v/(1-beta_2^t))+epsilon)";

#[rustfmt::skip]
skills! {
    "slope" "The slope at a point" in "derivative" Value by "x", 1
        [("x^2", "x={k}"), ("x^3", "x={k}"), ("{a}x^2", "x={k}")]
        [("x^2 {s}x", "x={k}"), ("{a}x^2 {s}", "x={k}"), ("{a}x^3", "x={k}")]
        [("x^3 - {a}x", "x={k}"), ("{a}/x^2", "x={k}")]
        meets &["pow.keep", "pow.lost", "const.mult"];
    "power" "Powers" in "derivative" Derivative by "x", 1
        [("x^{n}", ""), ("x^{n} {s}", "")]
        [("{a}x^{n}", ""), ("{a}x^{n} {s}", "")]
        [("x^{n}/{a} - {b}x^{m}", ""), ("{a}x^{n} + {b}x^{m} {s}x", "")]
        meets &["pow.keep", "pow.lost", "pow.integ"];
    "negative-power" "Powers below the line" in "derivative" Derivative by "x", 1
        [("1/x^{n}", ""), ("{a}/x^{n}", "")]
        [("1/x^{n} {s}", ""), ("{a}/x^{n} {s}", "")]
        [("{a}x^(-{n}) {s}x", ""), ("{a}/x^{n} + x^{m}", "")]
        meets &["pow.neg", "pow.recip"];
    "roots" "Roots" in "derivative" Derivative by "x", 1
        [("sqrt(x) {s}", ""), ("{a}sqrt(x)", ""), ("sqrt({a}x)", ""), ("sqrt(x^2 + {a})", "")]
        [("{a}sqrt(x) {s}", ""), ("sqrt({a}x + {b})", ""), ("sqrt(x^2 + {a}x)", ""), ("{b}sqrt({a}x)", "")]
        [("x^({p}/3)", ""), ("{a}x^({p}/7)", "")]
        meets &["pow.frac", "root.half", "root.in"];
    "constant-multiple" "Constant factors" in "derivative" Derivative by "x", 1
        [("{a}x^{n}", ""), ("{a}sin(x)", "")]
        [("{a}x^{n} {s}", ""), ("{a}e^x", ""), ("{a}cos(x)", "")]
        [("{a}e^x {s}", ""), ("{a}x^{n} - {b}x^{m}", ""), ("{a}sqrt(x) {s}", "")]
        meets &["const.mult", "const.zero"];
    "constants" "Constants" in "derivative" Derivative by "x", 1
        [("x^{n} {s}", ""), ("{a}x^{n} {s}", "")]
        [("sin(x) {s}", ""), ("{a}x^{n} - x^{m} {s}", "")]
        [("e^x - {a}x {s}", ""), ("ln(x) + x^{n} {s}", "")]
        meets &["const.keep", "const.one"];
    "named-constants" "Constants with a name" in "derivative" Derivative by "x", 1
        [("x^{n} + pi^{m}", ""), ("{a}x^{n} - e^{m}", "")]
        [("sin(x) + pi^{m}", ""), ("{a}x^{n} + e^{m}", "")]
        [("ln(x) - pi^{m}", ""), ("{a}x^{n} - x^{m} + e^{p}", "")]
        meets &["const.named"];
    "sum" "Sums" in "products" Derivative by "x", 1
        [("x^{n} - {a}x", ""), ("x^{n} - {a}x {s}", "")]
        [("{a}x^{n} - {b}x^{m}", ""), ("x^{n} - e^x {s}", "")]
        [("{a}x^{n} - {b}e^x + {c}", ""), ("ln(x) - {a}x^{n} {s}", "")]
        meets &["sum.sign", "sign"];
    "product" "Products" in "products" Derivative by "x", 1
        [("x^{n}*sin(x)", ""), ("{a}x*sin(x)", ""), ("x^{n}*cos(x)", ""), ("x^{n}*ln(x)", "")]
        [("x^{n}*e^({a}x)", ""), ("{a}x^{n}*sin(x)", ""), ("x^{n}*cos({a}x)", "")]
        [("{a}x^{n}*ln({b}x)", ""), ("e^({a}x)*sin({b}x)", ""), ("(x^2 {s})*e^({a}x)", "")]
        meets &["prod.prod", "prod.sum", "prod.half", "prod.cross"];
    "quotient" "Quotients" in "products" Derivative by "x", 1
        [("x^{m}/(x {s})", ""), ("sin(x)/x^{m}", ""), ("e^x/x^{m}", "")]
        [("(x^2 {s})/({a}x + {b})", ""), ("x^{m}/({a}x {s})", ""), ("ln(x)/x^{m}", "")]
        [("sin({a}x)/(x^2 {s})", ""), ("e^({a}x)/(x^2 + {b})", ""), ("x^{n}/(x^2 + {a})", "")]
        meets &["quo.quo", "quo.order", "quo.plus", "quo.square", "quo.wrongsq"];
    "chain-1" "A line inside" in "chain-rule" Derivative by "x", 1
        [("({a}x {s})^{n}", ""), ("({a}x + {b})^{n}", "")]
        [("{c}*({a}x {s})^{n}", ""), ("({b} - {a}x)^{n}", "")]
        [("cos({a}x {s})", ""), ("e^({a}x {s})", ""), ("sqrt({a}x + {b})", "")]
        meets &["chain.inner", "chain.atx", "chain.atdg", "chain.keepg", "chain.lin", "chain.add", "alg.distpow"];
    "chain-2" "Two layers" in "chain-rule" Derivative by "x", 1
        [("sin(x^{n}) {s}", ""), ("cos(x^{n}) {s}", ""), ("e^(x^{n}) {s}", "")]
        [("sin(x^2 + {a}x)", ""), ("{b}cos(x^{n})", ""), ("tan(x^{n})", "")]
        [("sqrt(x^2 + {a})", ""), ("e^({a}x^{n})", ""), ("(sin(x) + {a}x)^{n}", ""), ("(e^x + {a}x)^{n}", "")]
        meets &["chain.inner", "chain.atx", "chain.atdg", "chain.keepg", "chain.add", "chain.prod"];
    "chain-3" "Three layers" in "chain-rule" Derivative by "x", 1
        [("(x + ({a}x {s})^{n})^{m}", ""), ("(x^2 + ({a}x {s})^{n})^{m}", "")]
        [("(x^2 + sin({a}x))^{m}", ""), ("(x + e^({a}x))^{m}", "")]
        [("sin(({a}x {s})^{n})", ""), ("e^(({a}x {s})^{n})", ""), ("cos(({a}x {s})^{n})", "")]
        meets &["chain.stop", "chain.slot", "chain.inner", "chain.add"];
    "exp" "Exponentials" in "five-derivatives" Derivative by "x", 1
        [("e^({a}x)", ""), ("e^({a}x) {s}", "")]
        [("{b}e^({a}x)", ""), ("e^({a}x {s})", "")]
        [("e^({a}x^2)", ""), ("{b}e^({a}x {s})", "")]
        meets &["exp.power", "exp.lower"];
    "exp-base" "Other bases" in "five-derivatives" Derivative by "x", 1
        [("{a}^x", ""), ("{a}^x {s}", "")]
        [("{b}^({a}x)", ""), ("{b}^x + x^{n}", "")]
        [("{c}^({a}x {s})", ""), ("{c}^(x^2)", "")]
        meets &["exp.base", "exp.power"];
    "ln-line" "Logarithms of a line" in "five-derivatives" Derivative by "x", 1
        [("ln({a}x)", ""), ("ln({a}x) {s}", "")]
        [("{b}ln({a}x)", ""), ("ln({a}x) + x^{n}", "")]
        [("{b}ln({a}x) {s}x", ""), ("{b}ln({a}x) - x^{n}", "")]
        meets &["ln.k", "ln.over"];
    "ln" "Logarithms of a sum" in "five-derivatives" Derivative by "x", 1
        [("ln(x^2 + {a})", ""), ("ln(x^{n} + {a}x)", "")]
        [("{b}ln(x^2 + {a})", ""), ("ln(x^{n} + {a})", "")]
        [("ln({a}x^2 + {b}x)", ""), ("ln(e^x + {a}x)", "")]
        meets &["ln.inner", "ln.split", "ln.in"];
    "ln-power" "Powers of a logarithm" in "five-derivatives" Derivative by "x", 1
        [("ln(x)^{n}", ""), ("{a}ln(x)^{n}", "")]
        [("ln(x)^{n} {s}", ""), ("ln(x)^{n} + x^{m}", "")]
        [("ln({b}x)^{n}", ""), ("{a}ln({b}x)^{n}", "")]
        meets &["ln.sq"];
    "log-base" "Logarithms to a base" in "five-derivatives" Derivative by "x", 1
        [("log_{a}(x)", ""), ("log_{a}(x) {s}", "")]
        [("log_{b}({a}x + {c})", ""), ("{b}log_{a}(x)", "")]
        [("log_{a}(x^2 + {c})", ""), ("{b}log_{a}(x^{n} + {c})", "")]
        meets &["log.base"];
    "trig" "Sine and cosine" in "chain-rule" Derivative by "x", 1
        [("x^{n} + sin({a}x)", ""), ("x^{n} + cos({a}x)", "")]
        [("x*sin({a}x) {s}", ""), ("x*cos({a}x) {s}", "")]
        [("{b}x^{m}*sin({a}x)", ""), ("x^{m}*cos({a}x {s})", "")]
        meets &["trig.sin", "trig.cos"];
    "trig-power" "Powers of a sine" in "chain-rule" Derivative by "x", 1
        [("sin(x)^{n} {s}", ""), ("cos(x)^{n} {s}", "")]
        [("{a}sin(x)^{n}", ""), ("tan(x)^{n}", "")]
        [("sin({a}x)^{n}", ""), ("{b}cos({a}x)^{n}", "")]
        meets &["trig.sin2"];
    "trig-inside" "Sines of a power" in "chain-rule" Derivative by "x", 1
        [("sin(x^{n}) {s}", ""), ("cos(x^{n}) {s}", "")]
        [("{a}sin(x^{n})", ""), ("tan(x^{n}) {s}", "")]
        [("x^{m}*sin(x^{n})", ""), ("x^{m}*cos(x^{n})", "")]
        meets &["trig.xsq"];
    "tangent" "Tangent and secant" in "chain-rule" Derivative by "x", 1
        [("tan({a}x)", ""), ("sec({a}x) {s}", "")]
        [("{b}tan({a}x)", ""), ("sec({a}x) + x^{n}", "")]
        [("x^{m}*tan({a}x)", ""), ("x*sec({a}x)", "")]
        meets &["trig.tan", "trig.sec"];
    "inverse" "Inverse functions" in "chain-rule" Derivative by "x", 1
        [("arctan({a}x)", ""), ("arcsin(x) {s}", "")]
        [("arcsin({a}x) {s}", ""), ("{b}arctan({a}x)", "")]
        [("{a}arctan(x^{n})", ""), ("x^{m}*arcsin({a}x)", "")]
        meets &["trig.inv"];
    "tanh" "The hyperbolic tangent" in "five-derivatives" Derivative by "x", 1
        [("tanh(x) {s}", ""), ("tanh({a}x)", "")]
        [("{b}tanh({a}x)", ""), ("tanh({a}x) + x^{n}", "")]
        [("{b}tanh({a}x {s})", ""), ("x^{m}*tanh({a}x)", "")]
        meets &["tanh.sq"];
    "second" "Second derivatives" in "derivative" Derivative by "x", 2
        [("x^{n}", ""), ("{a}x^{n}", "")]
        [("{a}x^{n} {s}x", ""), ("sin({a}x)", "")]
        [("x*e^({a}x)", ""), ("ln({a}x + {b})", ""), ("({a}x {s})^{n}", "")]
        meets &["second.sq", "second.once"];
    "implicit" "Curves" in "chain-rule" Derivative by "x", 1
        [("x^2 + x*y = {a}", ""), ("x*y + y^{n} = {a}", "")]
        [("x^{n} + x*y = {a}", ""), ("x^2 + {b}x*y = {a}", "")]
        [("x^{n} + {b}x*y + y^{m} = {a}", ""), ("x^2*y + y^{n} = {a}", "")]
        meets &["impl.dy", "impl.xy"];
    "partial" "Partial derivatives" in "gradient" Derivative by "x", 1
        [("x^{n} y + y^{m}", ""), ("{a}x^{n} y + y^{m}", "")]
        [("{a}x^{n} y^{m} + y^{p}", ""), ("x^{n} y^{m} + {b}y^2", "")]
        [("{a}x^{n} y^{m} + {b}y^{p}", ""), ("e^({a}x) y^{m} + y^2", "")]
        meets &["part.total", "part.drop", "part.addend", "part.swap"];
    "sigmoid" "The sigmoid" in "five-derivatives" Value by "z", 1
        [("sigmoid(z)", "z={e}"), ("sigmoid(z)", "z=-{e}")]
        [("sigmoid({a}z)", "z=0.{p}"), ("{a}sigmoid(z)", "z={e}")]
        [("sigmoid(w*z)", "w={f}; z=0.{p}"), ("sigmoid(z)^2", "z={e}")]
        meets &["sig.twice", "sig.z", "act.skip"];
    "relu" "ReLU" in "five-derivatives" Value by "z", 1
        [("relu(z)", "z={k}"), ("{a}relu(z)", "z={k}")]
        [("relu({a}z {s})", "z={k}"), ("relu(w*z)", "w={a}; z={k}")]
        [("{c}relu({a}z {s})", "z={k}"), ("relu({a}z {s})^2", "z={k}")]
        meets &["relu.neg", "relu.val"];
    "gradient" "Gradients" in "gradient" Gradient by "x, y", 1
        [("x^2 + {a}y^2", ""), ("{a}x^2 + {b}y^2", "")]
        [("x^{n} y^{m}", ""), ("{a}x^2 + {b}y^2", "x={k}; y={l}")]
        [("{a}x^{n} + x y^{m}", ""), ("x^{n} + {a}x y", "x={k}; y={l}")]
        meets &["grad.scalar", "grad.len"];
    "weights" "Sums over weights" in "gradient" Derivative by "w_2", 1
        [("{a}w_1^2 + {b}w_2^2", ""), ("{a}w_1^2 + {b}w_2^2 + {c}w_3^2", "")]
        [("{a}w_1^{n} + {b}w_2^{n} + {c}w_3^{n}", "")]
        [("{a}w_1^{n} + {a}w_2^{n} + {a}w_3^{n} + {a}w_4^{n}", "")]
        meets &["grad.sumidx", "part.swap"];
    "linear" "Gradient of a dot product" in "gradient" Gradient by "x_1, x_2", 1
        [("{a}x_1 + {b}x_2", "")]
        [("{a}a_1 x_1 {s}x_2", ""), ("{b}x_1 + {a}a_2 x_2", "")]
        [("{a}a_1 x_1 + {b}a_2 x_2", "")]
        meets &["grad.dot", "grad.scalar"];
    "directional" "Slope in a direction" in "gradient" Value by "t", 1
        [("{a}(x + 3t/5)^2 + {b}(y + 4t/5)^2", "x={k}; y={l}; t=0")]
        [("(x + 4t/5)^2*(y + 3t/5)", "x={k}; y={l}; t=0"), ("{a}(x + 5t/13)^2 + (y + 12t/13)^2", "x={k}; y={l}; t=0")]
        [("{a}(x + 8t/17)^2 + {b}(y + 15t/17)^2", "x={k}; y={l}; t=0")]
        meets &["mse.two", "mse.x"];
    "paths" "Two routes" in "two-routes" Value by "x", 1
        [("x^2*({a}x)", "x={k}"), ("x^2*(x {s})", "x={k}")]
        [("({a}x {s})*x^2", "x={k}"), ("x^3*({a}x {s})", "x={k}")]
        [("(x^2 {s})*({a}x)^2", "x={k}"), ("(x^2 + x)*({a}x {s})", "x={k}")]
        meets &["path.one", "path.mult"];
    "neuron" "One neuron" in "one-neuron" Value by "w", 1
        [("(w*x + b - y)^2", "w={d}; x={f}; b={g}; y={p}")]
        [("(w*x + b - y)^2", "w={d}; x={f}; b={h}; y={p}")]
        [("(sigmoid(w*x + b) - y)^2", "w={d}; x={e}; b={g}; y=0.{p}")]
        meets &["mse.two", "mse.x", "mse.w", "mse.sign", "mse.L", "bp.accum"];
    "bias" "The bias of a neuron" in "one-neuron" Value by "b", 1
        [("(w*x + b - y)^2", "w={d}; x={f}; b={g}; y={p}")]
        [("(w*x + b - y)^2", "w={d}; x={f}; b={h}; y={p}")]
        [("(sigmoid(w*x + b) - y)^2", "w={d}; x={e}; b={g}; y=0.{p}")]
        meets &["mse.bx", "mse.two", "mse.sign"];
    "layers" "Two layers of a network" in "two-layers" Value by "w_1", 1
        [("(w_2*w_1*x - y)^2", "w_1={d}; w_2={f}; x={p}; y={q}; eta=0.1")]
        [("(w_2*(w_1*x) - y)^2", "w_1={d}; w_2={f}; x={p}; y={q}; eta=0.1")]
        [("(w_2*sigmoid(w_1*x) - y)^2", "w_1={d}; w_2={f}; x={e}; y={q}; eta=0.1")]
        meets &["bp.skip", "bp.inputw", "bp.add", "bp.stale"];
    "entries" "Entries of a matrix" in "two-layers" Derivative by "W_12", 1
        [("{a}*(W_11 x_1 + W_12 x_2) + {b}*(W_21 x_1 + W_22 x_2)", "")]
        [("{a}d_1*(W_11 x_1 + W_12 x_2) + {b}d_2*(W_21 x_1 + W_22 x_2)", "")]
        [("{a}d_1*(W_11 x_1 + W_12 x_2 + W_13 x_3) + {b}d_2*(W_21 x_1 + W_22 x_2 + W_23 x_3)", "")]
        meets &["bp.shape"];
    "mse" "Mean squared error" in "gradient-descent" Value by "w", 1
        [("((w*{a} - {b})^2 + (w*{c} - {p})^2)/2", "w={d}")]
        [("((w*{a} + b - {b})^2 + (w*{c} + b - {p})^2)/2", "w={d}; b=0.1")]
        [("((w + b - {a})^2 + (2w + b - {b})^2 + (3w + b - {c})^2)/3", "w={d}; b=0.1")]
        meets &["mse.n", "mse.two"];
    "cross-entropy" "Cross-entropy" in "two-layers" Value by "z", 1
        [("-ln(sigmoid(z))", "z={e}"), ("-ln(1 - sigmoid(z))", "z={e}")]
        [("-ln(e^z/(e^z + e^y))", "z={e}; y={d}")]
        [("-ln(e^z/(e^z + e^y + e^x))", "z={e}; y={d}; x={g}")]
        meets &["bce.double", "sm.double", "sm.sign", "sm.stop"];
    "softmax" "Softmax" in "two-layers" Value by "z", 1
        [("e^y/(e^z + e^y)", "z={e}; y={d}")]
        [("e^y/(e^z + e^y + e^x)", "z={e}; y={d}; x={g}")]
        [("-ln(e^z/(e^z + e^y + e^x))", "z={d}; y={e}; x={g}")]
        meets &["sm.diag", "sm.double"];
    "update" "One step of descent" in "gradient-descent" Update by "w", 1
        [("w - eta*g", "w={d}; g={p}; eta=0.1; L={q}"), ("w - eta*g", "w={d}; g=-{p}; eta=0.1; L={q}")]
        [("w - eta*g", "w={d}; g=-{f}; eta=0.01; L={q}"), ("w - eta*g", "w={d}; g={f}; eta=0.05; L={q}")]
        [("({a}w - {b})^2", "w={d}; eta=0.01"), ("w^2 - {a}w", "w={d}; eta=0.1")]
        meets &["gd.sign", "gd.lr2", "gd.nolr", "gd.loss", "gd.unit"];
    "learning-rate" "The learning rate" in "learning-rate" Update by "w", 1
        [("{a}w^2", "w={d}; eta=0.01")]
        [("{a}w^2", "w={d}; eta=0.05")]
        [("{a}(w - {b})^2", "w={d}; eta=0.01")]
        meets &["gd.sign", "gd.lr2", "gd.nolr"];
    "schedule" "Schedules" in "schedules" Update by "t", 1
        [("eta*gamma^t", "eta={i}; gamma=0.9; t={p}"), ("eta*gamma^floor(t/k)", "eta={i}; gamma=0.5; t=3{p}; k=10")]
        [("eta*(1+cos(pi*t/T))/2", "eta={i}; t={p}0; T=100"), ("eta*gamma^floor(t/k)", "eta={i}; gamma=0.5; t=2{p}; k=10")]
        [("eta*(1+cos(pi*t/T))/2", "eta={i}; t={p}5; T=200"), ("eta*gamma^t", "eta={i}; gamma=0.98; t={p}")]
        meets &["sch.cum", "sch.floor", "sch.cos"];
    "momentum" "Momentum" in "optimizers" Update by "w", 1
        [("w - eta*(beta*v + g)", "w={p}; v={a}; g={q}; beta=0.9; eta=0.1")]
        [("w - eta*(beta*v + g)", "w={d}; v=-{f}; g={q}; beta=0.9; eta=0.01")]
        [("w - eta*(beta*v + g)", "w={d}; v={f}; g=-{q}; beta=0.8; eta=0.05")]
        meets &["mom.sign", "mom.beta"];
    "rmsprop" "RMSprop" in "optimizers" Update by "g", 1
        [("eta*g/sqrt(v)", "eta={i}; g={p}; v=16")]
        [("eta*g/sqrt(v)", "eta=0.0{q}; g=-{p}; v=25")]
        [("w - eta*g/(sqrt(v) + k)", "w={d}; eta=0.01; g={p}; v=9; k=0.00000001")]
        meets &["rms.root"];
    "adam" "Adam" in "optimizers" Update by "m", 1
        [(ADAM, "eta=0.1; m=0.{p}; v=0.00{q}; beta_1=0.9; beta_2=0.999; t=2; epsilon=0.00000001")]
        [(ADAM, "eta=0.01; m=-0.{p}; v=0.0{q}; beta_1=0.9; beta_2=0.999; t=3; epsilon=0.00000001")]
        [(ADAM, "eta=0.05; m=0.{p}; v=0.0{q}; beta_1=0.9; beta_2=0.999; t=4; epsilon=0.00000001")]
        meets &["adam.bias", "adam.pow"];
    "epsilon" "Adam's small number" in "optimizers" Update by "m", 1
        [(ADAM, "eta=0.1; m=0.000000{p}; v=0.00000000000000{q}; beta_1=0.9; beta_2=0.999; t=1; epsilon=0.00000001")]
        [(ADAM, "eta=0.01; m=0.000000{p}; v=0.00000000000000{q}; beta_1=0.9; beta_2=0.999; t=2; epsilon=0.00000001")]
        [(ADAM, "eta=0.01; m=-0.000000{p}; v=0.00000000000000{q}; beta_1=0.9; beta_2=0.99; t=3; epsilon=0.00000001")]
        meets &["adam.eps"];
    "adamw" "AdamW" in "optimizers" Update by "w", 1
        [("w - eta*lambda*w - eta*g/(|g| + epsilon)", "w={p}; g=0; eta=0.0{q}; lambda=0.1; epsilon=0.00000001")]
        [("w - eta*lambda*w - eta*g/(|g| + epsilon)", "w={d}; g=0; eta=0.1; lambda=0.0{q}; epsilon=0.00000001")]
        [("w - eta*lambda*w - eta*g/(|g| + epsilon)", "w={d}; g=-0.00{p}; eta=0.01; lambda=0.1; epsilon=0.00000001")]
        meets &["wd.l2", "wd.lr"];
    "lion" "Lion" in "optimizers" Update by "w", 1
        [("w - eta*sign(beta*m + (1 - beta)*g)", "w={p}; m=0.{a}; g=-{q}; beta=0.9; eta=0.01")]
        [("w - eta*sign(beta*m + (1 - beta)*g)", "w={d}; m=-0.{a}; g={q}; beta=0.9; eta=0.01")]
        [("w - eta*sign(beta*m + (1 - beta)*g)", "w={d}; m={f}; g=-1{q}; beta=0.9; eta=0.001")]
        meets &["lion.sign"];
    "gradient-check" "Check your gradient" in "gradient-check" Value by "w", 1
        [("(w*x - y)^2", "w={d}; x={f}; y={p}")]
        [("(w*x + b - y)^2", "w={d}; x={f}; b={g}; y={p}")]
        [("(sigmoid(w*x) - y)^2", "w={d}; x={e}; y=0.{p}")]
        meets &["gc.out", "mse.two"];
}

/// The skill of that id.
pub fn skill(id: &str) -> Option<&'static Skill> {
    SKILLS.iter().find(|skill| skill.id == id)
}
