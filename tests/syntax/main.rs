//! Text is read as a person means it.

mod anything;
mod bounds;
#[path = "../support/cases.rs"]
mod cases;
mod corpora;

use chainrule::expr::{Dag, Op};
use chainrule::syntax::{self, Options, ParseError, Parsed};

// ── What is read ─────────────────────────────────────────────────────────────────────────────

/// Both texts are the same expression.
#[track_caller]
fn check(input: &str, meaning: &str) {
    let mut dag = Dag::new();
    let read = syntax::parse(&mut dag, input);
    let meant = syntax::parse(&mut dag, meaning).expect("the meaning can be read");
    match read {
        Ok(read) => assert_eq!(
            chainrule::print::text(&dag, read.expr),
            chainrule::print::text(&dag, meant.expr),
            "{input} is {meaning}"
        ),
        Err(error) => panic!("{input} is {meaning}, but: {error}"),
    }
}

fn refusal(input: &str) -> ParseError {
    match syntax::parse(&mut Dag::new(), input) {
        Ok(_) => panic!("{input} was read"),
        Err(error) => error,
    }
}

#[test]
fn products_need_no_sign() {
    check("2x", "2*x");
    check("x(x+1)", "x*(x+1)");
    check("2xsin(x)", "2*x*sin(x)");
    check("sin2x", "sin(2*x)");
    check("sin2xcosx", "sin(2*x)*cos(x)");
    check("lnx", "ln(x)");
    check("cosy", "cos(y)");
    check("xsinx", "x*sin(x)");
    check("abc", "a*b*c");
    check("2pir", "2*pi*r");
    check("2thetax", "2*theta*x");
    check("(x+1)(x-1)", "(x+1)*(x-1)");
    check("2(3)", "2*3");
    check("8xsin(2x)", "8*x*sin(2*x)");
    check("2√x", "2*sqrt(x)");
    check("2½x", "(2 + 1/2)*x");
}

#[test]
fn functions_without_brackets_take_what_belongs_to_them() {
    check("sin x + 1", "sin(x) + 1");
    check("sin 2x cos 3x", "sin(2*x)*cos(3*x)");
    check("sin cos x", "sin(cos(x))");
    check("sin -x", "sin(-x)");
    check("ln x/ln y", "ln(x)/ln(y)");
    check("ln xyz", "ln(x*y*z)");
    check("ln x(y)", "ln(x)*y");
    check("sin 2(x+1)", "sin(2*(x+1))");
    check("sin(x)cos x", "sin(x)*cos(x)");
    check("sin(x)^2", "(sin(x))^2");
    check("sin^2 x", "(sin(x))^2");
    check("sin²x", "(sin(x))^2");
    check("sin^n(x)", "(sin(x))^n");
    check("sin^-1 x", "arcsin(x)");
    check("sin⁻¹(x)", "arcsin(x)");
    check("cosh^(-1)(x)", "arcosh(x)");
    check("sin(x)^-1", "(sin(x))^(-1)");
    check("sin|x|", "sin(abs(x))");
    check("e^sin 2x", "e^(sin(2*x))");
    check("log_2 x", "log_(2)(x)");
    check("log_2.5x", "log_(2.5)(x)");
    check("log_b(x)", "log(x, b)");
    check("log10(x)", "log_10(x)");
    check("log2(8)", "log(8, 2)");
    check("relu x", "relu(x)");
    check("atan2(y, x)", "arctan2(y, x)");
    check("Sin(x)", "sin(x)");
}

#[test]
fn powers_signs_and_divisions_group_as_in_a_book() {
    check("2^3^2", "2^(3^2)");
    check("-x^2", "-(x^2)");
    check("x^-y^2", "x^(-(y^2))");
    check("2^-x y", "(2^(-x))*y");
    check("x^--y", "x^(-(-y))");
    check("a*-b", "a*(-b)");
    check("5y^2 * -4y * 9", "5*y^2*(-4)*y*9");
    check("-2b*c", "-(2*b*c)");
    check("1/2x", "(1/2)*x");
    check("x^1/2", "(x^1)/2");
    check("6÷x", "6/x");
    check("xʌ2", "x^2");
    check("x**2", "x^2");
    check("√x^2", "(sqrt(x))^2");
    check("∛x + ∜x", "cbrt(x) + root(x, 4)");
    check("x²³", "x^23");
    check("x⁻¹", "x^(-1)");
    check("1 - - x", "1 - (-x)");
    check("x++y", "x + y");
}

#[test]
fn sums_and_products_are_flat_and_brackets_are_kept() {
    let mut dag = Dag::new();
    let mut count = |text: &str| {
        let e = syntax::parse(&mut dag, text).expect("readable").expr;
        (dag.op(e), dag.children(e).len())
    };
    assert_eq!(count("a + b - c + d"), (Op::Add, 4));
    assert_eq!(count("a + (b + c)"), (Op::Add, 2));
    assert_eq!(count("2x*y z"), (Op::Mul, 4));
    assert_eq!(count("2(x y)"), (Op::Mul, 2));
    assert_eq!(count("a/b*c"), (Op::Mul, 2));
}

#[test]
fn bars_close_and_open() {
    check("|x|+|y|", "abs(x) + abs(y)");
    check("|a|b|c|", "abs(a)*b*abs(c)");
    check("|a*|b|*c|", "abs(a*abs(b)*c)");
    check("||x||", "abs(abs(x))");
    check("|x||y|", "abs(x)*abs(y)");
    check("|2|u|-3|v||", "abs(2*abs(u) - 3*abs(v))");
    check("||x||y||", "abs(abs(x)*abs(y))");
    check("x|x|", "x*abs(x)");
    check("\\left|\\left|x\\right|\\right|", "abs(abs(x))");
    check("⌊x⌋", "floor(x)");
}

#[test]
fn numbers_are_exact() {
    check("1E5", "100000");
    check("1.2E+3", "1200");
    check("5.", "5");
    check(".5", "0.5");
    check("0.50", "0.5");
    check("1e-3", "0.001");
    check("3e-4", "0.0003");
    check("2e-3x", "2*e - 3*x");
    check("5e+2", "5*e + 2");
    check("2e^x", "2*e^x");
    check("３.５", "3.5");
    let mut dag = Dag::new();
    let options = Options { decimal_comma: true };
    let comma = syntax::parse_with(&mut dag, "max(3,5; 2)", &options).expect("readable").expr;
    let point = syntax::parse(&mut dag, "max(3.5, 2)").expect("readable").expr;
    assert_eq!(comma, point);
}

#[test]
fn variables_have_indices_and_greek_names() {
    let name = |text: &str| {
        let mut dag = Dag::new();
        let e = syntax::parse(&mut dag, text).expect("readable").expr;
        dag.as_symbol(e).map(|symbol| dag.name(symbol).to_owned())
    };
    let check = |text, expected: &str| assert_eq!(name(text).as_deref(), Some(expected), "{text}");
    check("w_1", "w_1");
    check("w₁", "w_1");
    check("w_{12}", "w_12");
    check("x_i", "x_i");
    check("w1", "w_1");
    check("θ", "theta");
    check("\\theta_1", "theta_1");
    check("\\varphi", "phi");
    check("x_{\\text{max}}", "x_max");
    check("𝑥", "x");
    check("i", "i");
    check("E", "E");
}

#[test]
fn latex_is_read_as_pasted() {
    check("$\\frac{1}{2} x$", "(1/2)*x");
    check("\\frac12", "1/2");
    check("\\frac{x}{2} % half of it\n + 1", "x/2 + 1");
    check("\\frac1x2", "(1/x)*2");
    check("\\frac xyz", "(x/y)*z");
    check("\\dfrac{a}{b}", "a/b");
    check("\\sqrt[3]{x} + \\sqrt[2]{x}", "cbrt(x) + sqrt(x)");
    check("\\sqrt[n]{x}", "root(x, n)");
    check("\\sin^{2}x \\cos x", "sin(x)^2*cos(x)");
    check("\\left(5-2x\\right)^{\\left(-3\\right)}", "(5 - 2*x)^(-3)");
    check("a \\qquad b \\, c", "a*b*c");
    check("2\\cdot3\\times x", "2*3*x");
    check("\\mathrm{e}^{-x^2/2}", "e^(-x^2/2)");
    check("\\operatorname{ReLU}(x)", "relu(x)");
    check("\\sigma(x)", "sigmoid(x)");
    check("\\max\\{0, x\\}", "max(0, x)");
    check("\\frac{d}{dx}\\left[x^2\\right]", "d/dx(x^2)");
    check("\\frac{\\mathrm{d}}{\\mathrm{d}x} x^2", "d/dx(x^2)");
    check("\\frac{\\partial^2}{\\partial x \\partial y}(x y)", "d/dx(d/dy(x y))");
    check("\\frac{d^2x}{dt^3}", "d^2*x/(d*t^3)");
    check("x^\\frac{1}{2}", "x^(1/2)");
    check(
        "\\begin{cases} x^2 & x<0 \\\\ x & \\text{otherwise} \\end{cases}",
        "{x^2 if x<0, x else}",
    );
    check(
        "\\begin{cases} 1, & \\text{if } x > 0,\\\\ 0, & x \\le 0.\\end{cases}",
        "{1 if x>0, 0 if x<=0}",
    );
    check("x \\neq 1", "x != 1");
}

#[test]
fn python_is_read_as_written() {
    check("np.exp(-x**2 / 2)", "e^(-x^2/2)");
    check("math.e**x", "e^x");
    check("```python\nx**2 + 1\n```", "x^2 + 1");
    check("```latex\n\\frac{x}{2}\n```", "x/2");
    check("np.power(x, 3) + pow(x, 2)", "x^3 + x^2");
    check("np.maximum(0, x)", "max(0, x)");
    check("torch.relu(x) + F.softplus(x)", "relu(x) + softplus(x)");
    check("math.log(x, 2)", "log_2(x)");
    check("np.where(x > 0, x, 0.1*x)", "{x if x > 0, 0.1*x else}");
    check("x if x > 0 else 0", "{x if x > 0, 0 else}");
    check("tan y**3", "tan(y^3)");
    check("np.log1p(x)", "ln(1 + x)");
    check("diff(x**2, x)", "d/dx(x^2)");
}

#[test]
fn derivatives_and_pieces() {
    check("d/dx x^2*sin(x)", "d/dx(x^2*sin(x))");
    check("d/dx (x+1)/(x-1)", "d/dx((x+1)/(x-1))");
    check("d/dx(u)*v", "(d/dx(u))*v");
    check("d/dx(u)/c", "(d/dx(u))/c");
    check("d/dx((2x+3)^2)", "d/dx(2x+3)^2");
    check("d^2/dx^2(x^5)", "d/dx(d/dx(x^5))");
    check("∂/∂x (x y)", "d/dx(x*y)");
    check("∂²/∂μ∂σ (μ σ)", "d/dmu(d/dsigma(mu*sigma))");
    check("d/dσ(σ^2)", "d/dsigma(sigma^2)");
    check("d/dz σ(z)", "d/dz(sigmoid(z))");
    check("{x^2 if x<0, x otherwise}", "{x^2 if x < 0, x else}");
}

#[test]
fn what_stands_in_front_is_a_name() {
    let name = |text: &str| syntax::parse(&mut Dag::new(), text).expect("readable").name;
    assert_eq!(name("f(x) = x^2"), Some(("f".to_owned(), Some("x".to_owned()))));
    assert_eq!(name("y = x^2"), Some(("y".to_owned(), None)));
    assert_eq!(name("σ(z) = 1/(1 + e^-z)"), Some(("sigma".to_owned(), Some("z".to_owned()))));
    assert_eq!(name("x^2 + y^2 = 25"), None);
    assert_eq!(name("y = x y"), None);
    let mut dag = Dag::new();
    let equation = syntax::parse(&mut dag, "y = x y").expect("readable").expr;
    assert!(matches!(dag.op(equation), Op::Relation(_)));
}

// ── Other readings ───────────────────────────────────────────────────────────────────────────

/// Each reading's text, put in, is the other reading.
fn readings_hold(dag: &mut Dag, input: &str, parsed: &Parsed) {
    for reading in &parsed.readings {
        let (start, end) = (reading.span.start, reading.span.end);
        let text = [&input[..start], &reading.replacement, &input[end..]].concat();
        match syntax::parse(dag, &text) {
            Ok(again) => assert!(
                dag.below(again.expr).contains(&reading.other),
                "{input}: {text} is not {}",
                chainrule::print::text(dag, reading.other)
            ),
            Err(error) => panic!("{input}: {text}: {error}"),
        }
    }
}

#[test]
fn other_readings_are_reported() {
    #[track_caller]
    fn check(input: &str, others: &[&str]) {
        let mut dag = Dag::new();
        let parsed = syntax::parse(&mut dag, input).expect("readable");
        readings_hold(&mut dag, input, &parsed);
        let found: Vec<String> = parsed
            .readings
            .iter()
            .map(|reading| chainrule::print::text(&dag, reading.other))
            .collect();
        assert_eq!(found, others, "{input}");
    }
    check("e^2x", &["e^(2x)"]);
    check("e^-2x", &["e^(-2x)"]);
    check("1/2x", &["1/(2x)"]);
    check("1/2x^2", &["1/(2x^2)"]);
    check("1/2 x^2", &[]);
    check("e^1/x", &["e^(1/x)"]);
    check("e^sin x cos x", &["e^(sin(x) cos(x))"]);
    check("x^2y", &[]);
    check("x^2x", &["x^(2x)"]);
    check("e^(-x^2)", &[]);
    check("sn(x)^2", &["sin(x)^2"]);
    check("x^2 + xy", &[]);
    check("ax + b", &[]);
    check("1/(x+1)(x+2)", &["1/((x + 1)(x + 2))"]);
    check("sin x^2", &["sin(x)^2"]);
    check("sin 2x^2", &["sin(2x)^2"]);
    check("tan y**3", &[]);
    check("xy", &["x_y"]);
    check("log x", &["log_10(x)"]);
    check("\\log^2 x", &["log_10(x)^2"]);
    check("np.log(x)", &[]);
    check("sin^-1 x", &["sin(x)^(-1)"]);
    check("sin^{-1}(x)^2", &["sin(x)^(-1)"]);
    check("2^3^2", &["(2^3)^2"]);
    check("2**3**2", &[]);
    check("-x^2", &["(-x)^2"]);
    check("2 - x^2", &[]);
    check("x^1/2", &["x^(1/2)"]);
    check("x^2/2", &[]);
    check("x^-1/2", &["x^(-1/2)"]);
    check("w2 + 2", &["w^2"]);
    check("x3 + 2x2", &["x^3", "x^2"]);
    check("x1 + x2", &[]);
    check("w1 + w2", &[]);
    check("1e-4", &[]);
    check("3e-4", &["3e - 4"]);
    check("σ(x)", &["sigma x"]);
    check("2.0f*x + 1.5f", &["2x + 1.5f", "2f x + 1.5"]);
    check("2.0f_1*x", &[]);
    check("0.5f + x", &[]);
    check("|x|x|-1|", &["|x abs(x) - 1|"]);
    check("2x|-3|", &[]);
    check("|a||-3|", &[]);
    check("sin x(x+1)", &["sin(x(x + 1))"]);
    check("d/dx x^2 + 3x", &["d/dx(x^2 + 3x)"]);
    check("d/dx(2x+3)^2", &["(d/dx(2x + 3))^2"]);
    check("sin(x)^2 + 2x/3", &[]);
}

// ── What is refused ──────────────────────────────────────────────────────────────────────────

/// The proposed change, if any, makes the text readable; the place lies between characters.
fn refusal_holds(input: &str, error: &ParseError) {
    assert_eq!(error.source, input);
    assert!(input.get(error.span.start..error.span.end).is_some(), "{input}: {:?}", error.span);
    let sentence = error.to_string();
    assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{input}: {sentence}");
    if let Some(repair) = &error.repair {
        let (before, after) = (&input[..repair.span.start], &input[repair.span.end..]);
        let text = [before, &repair.text, after].concat();
        if let Err(error) = syntax::parse(&mut Dag::new(), &text) {
            panic!("{input}: {text}: {error}");
        }
    }
}

#[test]
fn refusals_say_where_and_what_to_do() {
    #[track_caller]
    fn check(input: &str, code: &str, place: &str, hint: &str) {
        let error = refusal(input);
        refusal_holds(input, &error);
        assert_eq!(error.code(), code, "{input}");
        assert_eq!(&input[error.span.start..error.span.end], place, "{input}");
        assert_eq!(error.hint.as_deref().unwrap_or_default(), hint, "{input}");
    }
    check("", "empty", "", "For example x^2 sin(x).");
    check("2+", "missing-operand", "+", "Did you mean 2?");
    check("(x", "unclosed-bracket", "(", "Did you mean (x)?");
    check("x^{2", "unclosed-bracket", "{", "Did you mean x^{2}?");
    check(")(", "unopened-bracket", ")", "");
    check("x+1)", "unopened-bracket", ")", "Did you mean x+1?");
    check("(x+1]", "mismatched-bracket", "]", "Did you mean (x+1)?");
    check("x+()", "empty-brackets", "()", "Did you mean x+(x)?");
    check("x^^2", "unexpected-sign", "^", "Did you mean x^2?");
    check("x+*2", "unexpected-sign", "*", "Did you mean x+2?");
    check("sin", "needs-argument", "sin", "Did you mean sin(x)?");
    check("log_", "needs-argument", "log_", "Did you mean log_2(x)?");
    check("√", "needs-argument", "√", "Did you mean √x?");
    check("foo(x)", "unknown-function", "foo", "Did you mean foo*(x)?");
    check("sqr(x)", "unknown-function", "sqr", "Did you mean sqrt(x)?");
    check("sine(x)", "unknown-function", "sine", "Did you mean sin(x)?");
    check("f(x)", "unknown-function", "f", "Did you mean f*(x)?");
    check("\\sinn x", "unknown-command", "\\sinn", "Did you mean \\sin x?");
    check("\\frac{1}", "half-fraction", "\\frac{1}", "Did you mean \\frac{1}{x}?");
    check("x & y", "stray-ampersand", "&", "");
    check("x\\\\y", "stray-line-break", "\\\\", "Did you mean x?");
    check("3,5", "unexpected-comma", ",", "Did you mean 3.5?");
    check("1.2.3", "two-points", "1.2.", "Did you mean 1.23?");
    check("2 3", "two-numbers", "2 3", "Did you mean 2*3?");
    check("x!", "factorial", "!", "5! is 120.");
    check("1 < x < 2", "chained-relation", "<", "Take 1 < x and x < 2 one at a time.");
    check("2(x = 1)", "relation-inside", "=", "");
    check("x + 😀", "unknown-character", "😀", "");
    check("x\0y", "unknown-character", "\0", "Did you mean xy?");
    check("х^2", "unknown-character", "х", "Did you mean x^2?");
    check("dy/dx", "unknown-derivative", "dy/dx", "For y = x^2, write d/dx(x^2).");
    check(
        "NaN",
        "not-supported",
        "NaN",
        "What can be read are functions and equations such as x^2 sin(x).",
    );
    check("max(1, 2, ", "missing-operand", ",", "Did you mean max(1, 2)?");
    check("pow(x)", "argument-count", "pow", "");
}
