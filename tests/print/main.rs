//! Formulas are written as a person writes them.
//!
//! Formulas are given here in brackets with the operation first, `(+ x (neg y))`, which says
//! exactly which tree is meant: `2(x y)` is `(* 2 (* x y))`, `2x y` is `(* 2 x y)`.

mod alike;
#[path = "../support/cases.rs"]
mod cases;
mod generate;
mod markup;
mod programs;
mod reading;
mod trees;

use chainrule::expr::{Dag, Expr, Function};
use chainrule::print::{self, DerivativeLetter, Notation, PrintError};
use proptest::prelude::*;

use cases::cases;
use markup::{well_formed, without_marks};
use trees::{each, read};

#[test]
fn text_is_what_a_person_types() {
    let check = |tree, expected| each(tree, expected, print::text);
    check("x", "x");
    check("0.5", "0.5");
    check("(/ 1 2)", "1/2");
    check("(neg 3)", "-3");
    check("(* 4 (+ (* 2 x) 3))", "4(2x + 3)");
    check("(* 2 x (cos (^ x 2)))", "2x cos(x^2)");
    check("(* (+ (* 2 x) (* 3 (^ x 2))) (exp (* 3 x)))", "(2x + 3x^2)e^(3x)");
    check("(* (^ x 2) (exp (* 3 x)))", "x^2 e^(3x)");
    check("(^ (sin x) 2)", "sin(x)^2");
    check("(* (sin x) (cos x))", "sin(x) cos(x)");
    check("(/ 1 (* 2 (sqrt x)))", "1/(2sqrt(x))");
    check("(neg (^ x 2))", "-x^2");
    check("(^ (neg 2) 3)", "(-2)^3");
    check("(* 2 (^ 3 x))", "2*3^x");
    check("(* 2 3 x)", "2*3x");
    check("(* x 2)", "x*2");
    check("(abs x)", "|x|");
    check("(* x (abs x))", "x|x|");
    check("(* 2 (abs x))", "2|x|");
    check("(abs (* 2 (abs x)))", "|2abs(x)|");
    check("(* (abs x) (abs y))", "|x|*|y|");
    check("(log_b x 2)", "log_2(x)");
    check("(log_b 2 x)", "log_x(2)");
    check("(log_b x (+ a 1))", "log_(a + 1)(x)");
    check("(d (^ (+ (* 2 x) 3) 2) x)", "d/dx((2x + 3)^2)");
    check("(/ (d x x) 2)", "(d/dx(x))/2");
    check("(if 1 (> x 0) 0)", "{1 if x > 0, 0 else}");
    check("(if x (<= x 0))", "{x if x <= 0}");
    check("(root x 5)", "root(x, 5)");
    check("(cbrt x)", "cbrt(x)");
    check("(sigmoid x)", "sigmoid(x)");
    check("(max 0 x y)", "max(0, x, y)");
    check("(* pi x)", "pi x");
    check("(* theta w_1)", "theta w_1");
    check("(* x (+ x 1))", "x(x + 1)");
    check("(* f (+ x 1))", "f*(x + 1)");
    check("(* (^ x 2) (+ x 1))", "x^2 (x + 1)");
    check("(* (+ x 1) (+ x 2))", "(x + 1)(x + 2)");
    check("(* (+ x 1) 2)", "(x + 1)*2");
    check("(* 2 (* x y))", "2(x y)");
    check("(+ a (+ b c))", "a + (b + c)");
    check("(+ a (neg (+ b c)))", "a - (b + c)");
    check("(+ a (neg (* 2 b)) c)", "a - 2b + c");
    check("(+ (neg a) (* (neg 2) b))", "-a + (-2)b");
    check("(neg (neg x))", "-(-x)");
    check("(* x (neg y))", "x(-y)");
    check("(/ (* 2 x) 3)", "2x/3");
    check("(/ (/ a b) c)", "(a/b)/c");
    check("(/ a (/ b c))", "a/(b/c)");
    check("(* (/ 1 2) x)", "(1/2)x");
    check("(neg (/ 1 x))", "-1/x");
    check("(/ (neg 1) x)", "(-1)/x");
    check("(^ x (/ 1 2))", "x^(1/2)");
    check("(^ x (neg 1))", "x^(-1)");
    check("(^ (^ x 2) 3)", "(x^2)^3");
    check("(^ x (^ 2 3))", "x^(2^3)");
    check("(^ (exp x) 2)", "(e^x)^2");
    check("(exp (neg x))", "e^(-x)");
    check("(= (+ (^ x 2) (^ y 2)) 25)", "x^2 + y^2 = 25");
    check("1000000000000000000000000", "1E24");
    check("123456789012345678901234567890", "123456789012345678901234567890");
    check("0.000001", "0.000001");
    check("0.000000025", "2.5E-8");
    check("12.125", "12.125");
}

#[test]
fn mathml_is_a_tree_of_elements() {
    let check = |tree, expected: &str| {
        each(tree, expected, |dag, e| {
            let mathml = print::mathml(dag, e);
            well_formed(&mathml);
            // What is compared here is the look; that every node is marked is tested below.
            without_marks(&mathml)
                .trim_start_matches("<math>")
                .trim_end_matches("</math>")
                .replace('\u{2062}', "&it;")
                .replace('\u{2061}', "&af;")
        });
    };
    check("x", "<mi>x</mi>");
    check("(neg 0.5)", "<mrow><mo>−</mo><mn>0.5</mn></mrow>");
    check("(* 2 x)", "<mrow><mn>2</mn><mo>&it;</mo><mi>x</mi></mrow>");
    check("(* 2 3)", "<mrow><mn>2</mn><mo>⋅</mo><mn>3</mn></mrow>");
    check("(/ 1 x)", "<mfrac><mn>1</mn><mi>x</mi></mfrac>");
    check("(^ x (/ 1 2))", "<msup><mi>x</mi><mrow><mn>1</mn><mo>/</mo><mn>2</mn></mrow></msup>");
    check("w_1", "<msub><mi>w</mi><mn>1</mn></msub>");
    check("theta_i", "<msub><mi>θ</mi><mi>i</mi></msub>");
    check("pi", "<mi>π</mi>");
    check("(sqrt x)", "<msqrt><mi>x</mi></msqrt>");
    check("(root x 5)", "<mroot><mi>x</mi><mn>5</mn></mroot>");
    check("(exp x)", "<msup><mi>e</mi><mi>x</mi></msup>");
    check(
        "(sin x)",
        "<mrow><mi>sin</mi><mo>&af;</mo><mspace width=\"0.1667em\"/><mi>x</mi></mrow>",
    );
    check(
        "(sigmoid x)",
        "<mrow><mi>σ</mi><mo>&af;</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow></mrow>",
    );
    check(
        "(^ (sin x) 2)",
        "<mrow><mrow><msup><mi>sin</mi><mn>2</mn></msup><mo>&af;</mo>\
         <mspace width=\"0.1667em\"/><mi>x</mi></mrow></mrow>",
    );
    check(
        "(* (sin x) y)",
        "<mrow><mrow><mi>sin</mi><mo>&af;</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow></mrow>\
         <mo>&it;</mo><mi>y</mi></mrow>",
    );
    check(
        "(+ x (neg y))",
        "<mrow><mi>x</mi><mrow><mo form=\"infix\">−</mo><mi>y</mi></mrow></mrow>",
    );
    check("(< x 1)", "<mrow><mi>x</mi><mo>&lt;</mo><mn>1</mn></mrow>");
    check(
        "(d (* x y) x)",
        "<mrow><mfrac><mi>∂</mi><mrow><mi>∂</mi><mi>x</mi></mrow></mfrac><mo>&af;</mo><mrow>\
         <mo>[</mo><mrow><mi>x</mi><mo>&it;</mo><mi>y</mi></mrow><mo>]</mo></mrow></mrow>",
    );
    check("a<b_\"'&", "<msub><mi>a&lt;b</mi><mi>&quot;&#39;&amp;</mi></msub>");
}

#[test]
fn latex_is_set_as_in_a_textbook() {
    let check = |tree, expected| each(tree, expected, print::latex);
    check("(/ 1 (* 2 (sqrt x)))", r"\frac{1}{2\sqrt{x}}");
    check("(* 2 x (cos (^ x 2)))", r"2x\cos(x^{2})");
    check("(sin (/ x 2))", r"\sin\left(\frac{x}{2}\right)");
    check("(^ (+ (/ 1 x) 1) 2)", r"\left(\frac{1}{x} + 1\right)^{2}");
    check("(* (+ (/ 1 x) 1) (+ x 1))", r"\left(\frac{1}{x} + 1\right)(x + 1)");
    check("(sin x)", r"\sin x");
    check("(sin (* 2 x))", r"\sin 2x");
    check("(* (sin x) (cos x))", r"\sin x\cos x");
    check("(* (sin x) y)", r"\sin(x) y");
    check("(^ (sin x) 2)", r"\sin^{2} x");
    check("(^ (sin x) y)", r"(\sin x)^{y}");
    check("(^ (sech (+ x 1)) 2)", r"\operatorname{sech}^{2}(x + 1)");
    check("(ReLU x)", r"\operatorname{ReLU}(x)");
    check("(sigmoid x)", r"\sigma(x)");
    check("(* sigma (+ x 1))", r"\sigma \cdot (x + 1)");
    check("(* theta x)", r"\theta x");
    check("(* pi theta_1)", r"\pi \theta_{1}");
    check("(cbrt x)", r"\sqrt[3]{x}");
    check("(root x n)", r"\sqrt[n]{x}");
    check("(abs x)", r"\lvert x\rvert");
    check("(abs (/ x 2))", r"\left\lvert \frac{x}{2}\right\rvert");
    check("(floor x)", r"\lfloor x\rfloor");
    check("(log_b x 2)", r"\log_{2} x");
    check("(exp (neg (/ 1 2)))", r"e^{-1/2}");
    check("(exp (neg (/ (^ x 2) 2)))", r"e^{-x^{2}/2}");
    check("(* 2 3)", r"2 \cdot 3");
    check("(* 2 (/ 1 2))", r"2 \cdot \frac{1}{2}");
    check("(d (sin x) x)", r"\frac{d}{dx}\left[\sin x\right]");
    check("(d (* x y) x)", r"\frac{\partial }{\partial x}\left[x y\right]");
    check("(if 1 (> x 0) 0)", r"\begin{cases}1 & \text{if } x > 0 \\ 0 & \text{else}\end{cases}");
    check(
        "(= y (if 1 (> x 0) 0))",
        r"y = \begin{cases}1 & \text{if } x > 0 \\ 0 & \text{else}\end{cases}",
    );
    check(
        "(= (if 1 (> x 0) 0) y)",
        r"\left(\begin{cases}1 & \text{if } x > 0 \\ 0 & \text{else}\end{cases}\right) = y",
    );
    check("(max x y)", r"\max(x, y)");
    check("0.000000025", r"2.5 \times 10^{-8}");
    check("(ln 0.000000025)", r"\ln(2.5 \times 10^{-8})");
    check("loss_max", r"\mathrm{loss}_{\mathrm{max}}");
    check("a$b", r"\mathrm{a\$b}");
}

#[test]
fn python_is_a_numpy_program() {
    let check = |tree, expected| each(tree, expected, print::python);
    check("(+ (* 2 x) 3)", "2 * x + 3");
    check("(^ x 2)", "x**2");
    check("(neg (^ x 2))", "-x**2");
    check("(^ (neg x) 2)", "(-x)**2");
    check("(^ x (neg 2))", "x**-2.0");
    check("(^ x y)", "np.float_power(x, y)");
    check("(^ 2 (neg x))", "2**(-x)");
    check("(/ 1 (* 2 x))", "1 / (2 * x)");
    check("(* (/ 1 3) x)", "(1 / 3) * x");
    check("(sin (* 2 x))", "np.sin(2 * x)");
    check("(* (sec x) 2)", "(1 / np.cos(x)) * 2");
    check("(arcsec (+ x 1))", "np.arccos(1 / (x + 1))");
    check("(/ 1 (arccot x))", "1 / np.arctan(1 / x)");
    check("(exp x)", "np.exp(x)");
    check("(log_b x 2)", "np.log2(x)");
    check("(log_b x 10)", "np.log10(x)");
    check("(log_b x b)", "np.log(x) / np.log(b)");
    check("(max x y z)", "np.maximum(x, np.maximum(y, z))");
    check("(min x)", "(x)");
    check("(^ x (/ 1 2))", "np.sqrt(x)");
    check("(^ x (/ 1 3))", "np.cbrt(x)");
    check("(^ x (neg (/ 2 3)))", "np.cbrt(x)**-2.0");
    check("(^ x (+ (/ 1 3) (neg 1)))", "np.cbrt(x)**-2.0");
    check("(^ x (/ 3 4))", "np.float_power(x, (3 / 4))");
    check("(^ x (/ 2 5))", "np.abs(x)**(2 / 5)");
    check("(root x 5)", "np.copysign(np.abs(x)**(1 / 5), x)");
    check("(^ (+ x 1) (/ 1 5))", "(lambda u: np.copysign(np.abs(u)**(1 / 5), u))(x + 1)");
    check("(if 1 (> x 0) 0)", "np.where(x > 0, 1, 0)");
    check("(if 1 (> x 0) 2 (= x 0))", "np.where(x > 0, 1, np.where(x == 0, 2, np.nan))");
    check("(d (^ x 2) x)", "diff(x**2, x)");
    check("(* lambda w_1)", "lambda_ * w_1");
    check("(* pi e)", "np.pi * np.e");
    check("1000000000000000000000000", "1e24");
    check("0.000000025", "2.5e-8");
}

#[test]
fn javascript_is_one_expression() {
    let check = |tree, expected| {
        each(tree, expected, |dag, e| print::javascript(dag, e).unwrap_or_else(|e| e.to_string()));
    };
    check("(neg (^ x 2))", "-(x ** 2)");
    check("(neg (* (^ x 2) y))", "-(x ** 2 * y)");
    check("(^ (neg x) 2)", "(-x) ** 2");
    check("(^ x (neg 1))", "x ** -1");
    check("(^ (^ x 2) 3)", "(x ** 2) ** 3");
    check("(+ x (neg (^ x 2)))", "x - x ** 2");
    check("(max x y z)", "Math.max(x, y, z)");
    check("(^ x (/ 1 3))", "Math.cbrt(x)");
    check("(neg (^ x (/ 3 4)))", "-(x ** (3 / 4))");
    check("(root x 5)", "((u) => (u < 0 ? -((-u) ** (1 / 5)) : u ** (1 / 5)))(x)");
    check("(if 1 (> x 0) 2 (= x 0))", "(x > 0 ? 1 : x === 0 ? 2 : NaN)");
    check("(log_b x 2)", "Math.log2(x)");
    check("(* pi lambda)", "Math.PI * lambda");
    let mut dag = Dag::new();
    let derivative = read(&mut dag, "(+ 1 (d (sin x) x))");
    assert_eq!(print::print(&dag, derivative, Notation::Javascript), Err(PrintError::Untaken));
}

#[test]
fn speech_can_be_written_down() {
    let check = |tree, expected| each(tree, expected, print::speech);
    check("(+ (* 2 x) 3)", "two x plus three");
    check("(^ x 2)", "x squared");
    check("(* 3 (^ x 3))", "three x cubed");
    check("(^ x 4)", "x to the fourth");
    check("(^ x n)", "x to the n");
    check("(^ x (neg 1))", "x to the power minus one, end power");
    check("(exp (* 3 x))", "e to the power three x, end power");
    check("(^ (+ x 1) 2)", "open bracket x plus one close bracket squared");
    check("(/ 1 2)", "one half");
    check("(* (/ 2 3) x)", "two thirds x");
    check("(/ x y)", "x over y");
    check(
        "(/ (+ x 1) (+ x (neg 1)))",
        "the fraction with numerator x plus one and denominator x minus one, end fraction",
    );
    check("(sin x)", "the sine of x");
    check("(sin (* 2 x))", "the sine of two x");
    check("(* (sin 2) x)", "the sine of two times x");
    check("(sin (^ x 2))", "the sine of open bracket x squared close bracket");
    check("(^ (sin x) 2)", "open bracket the sine of x close bracket squared");
    check("(sqrt (+ x 1))", "the square root of open bracket x plus one close bracket");
    check("(log_b x 2)", "the logarithm to base two of x");
    check("(root x 5)", "the root of degree five of x");
    check("(max x y 1)", "the maximum of x, y and one");
    check(
        "(d (^ x 2) x)",
        "the derivative with respect to x of open bracket x squared close bracket",
    );
    check("(= y (* 2 x))", "y equals two x");
    check(
        "(if (neg x) (< x 0) x)",
        "the function in pieces, minus x if x is less than zero, x otherwise, end of pieces",
    );
    check("(* w_1 Theta)", "w sub one times capital theta");
    check("(* w_0 x)", "w sub zero times x");
    check("(neg 0.25)", "minus zero point two five");
    check("23", "twenty-three");
}

#[test]
fn every_node_is_an_element_that_says_which() {
    let mut dag = Dag::new();
    let tree = "(+ (* 2 x (sin (^ x 2))) (neg (/ (sqrt (abs x)) (log_b x 2))) \
                (if (d (^ (cos x) 2) x) (< x 1) (max x w_1 1.5)) (^ (+ x 1) (neg 2)))";
    let e = read(&mut dag, tree);
    let mathml = print::mathml(&dag, e);
    well_formed(&mathml);
    for node in dag.below(e) {
        let mark = format!("data-node=\"{}\"", node.index());
        assert!(mathml.contains(&mark), "{tree}: no element for {}", print::text(&dag, node));
    }
}

#[test]
fn derivatives_have_the_letter_of_their_context() {
    let check = |tree, letter, round| {
        let mut dag = Dag::new();
        let e = read(&mut dag, tree);
        assert_eq!(print::mathml_with(&dag, e, letter).contains('∂'), round, "{tree}");
    };
    check("(d (sin x) x)", DerivativeLetter::Customary, false);
    check("(d (* c (^ x n)) x)", DerivativeLetter::Customary, false);
    check("(d (* u v) x)", DerivativeLetter::Customary, false);
    check("(d (^ y 2) x)", DerivativeLetter::Customary, false);
    check("(d (* x y) x)", DerivativeLetter::Customary, true);
    check("(d (* x w_1) w_1)", DerivativeLetter::Customary, true);
    check("(d (+ (^ x 2) (^ y 2)) x)", DerivativeLetter::Straight, false);
    check("(d (^ x 2) x)", DerivativeLetter::Round, true);
}

proptest! {
    #![proptest_config(cases(2_000, 20_261_122))]

    #[test]
    fn every_formula_is_written_in_every_notation(tree in generate::trees()) {
        let mut dag = Dag::new();
        let e = generate::build(&mut dag, &tree);
        well_formed(&print::mathml(&dag, e));
        for &(name, notation) in Notation::ALL {
            match print::print(&dag, e, notation) {
                // An opening brace before the pieces of a function is never closed there.
                Ok(_) if notation == Notation::Mathml => {}
                Ok(written) => prop_assert!(balanced(&written), "{}: {}", name, written),
                Err(refusal) => prop_assert_eq!(refusal, PrintError::Untaken),
            }
        }
    }
}

fn balanced(written: &str) -> bool {
    ["()", "[]", "{}"].iter().all(|pair| {
        let count = |bracket: &str| written.matches(bracket).count();
        count(&pair[..1]) == count(&pair[1..])
    }) && written.matches("open bracket").count() == written.matches("close bracket").count()
        && written.matches("\\left").count() == written.matches("\\right").count()
}

#[test]
fn what_is_too_large_is_said_and_not_shown() {
    let mut dag = Dag::new();
    let mut e = dag.symbol("x");
    for _ in 0..40 {
        e = dag.add(&[e, e]);
    }
    assert_eq!(dag.size(e), u32::MAX);
    assert!(print::mathml(&dag, e).len() < 200);
    assert!(print::text(&dag, e).len() < 200);
    assert_eq!(print::print(&dag, e, Notation::Text), Err(PrintError::TooLarge));
}

#[test]
fn depth_and_length_cost_no_stack() {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let (mut deep, two) = (x, dag.integer(2));
    for _ in 0..5_000 {
        deep = dag.pow(deep, two);
        deep = dag.neg(deep);
        deep = dag.call(Function::Sin, &[deep]);
    }
    let long: Vec<Expr> = (0..10_000).map(|_| x).collect();
    let long = dag.add(&long);
    let on_a_small_stack = move || {
        for &(name, notation) in Notation::ALL {
            for e in [deep, long] {
                let written = print::print(&dag, e, notation);
                assert!(written.is_ok_and(|text| text.len() > 50), "{name}");
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(128 << 10).spawn(on_a_small_stack);
    thread.expect("a thread").join().expect("no overflow");
}

#[test]
fn a_hat_stands_above_its_letter() {
    let written = |source: &str| {
        let mut dag = Dag::new();
        let e = chainrule::syntax::parse(&mut dag, source).unwrap().expr;
        [print::latex(&dag, e), print::speech(&dag, e), without_marks(&print::mathml(&dag, e))]
    };
    let hat = r#"<mover><mi>y</mi><mo stretchy="false">^</mo></mover>"#;
    let [latex, speech, mathml] = written("ŷ");
    assert_eq!([latex.as_str(), speech.as_str()], ["\\hat{y}", "y hat"]);
    assert!(mathml.contains(hat), "{mathml}");
    let [latex, speech, mathml] = written("\\hat{y}_1");
    assert_eq!([latex.as_str(), speech.as_str()], ["\\hat{y}_{1}", "y hat sub one"]);
    assert!(mathml.contains(&format!("<msub>{hat}<mn>1</mn></msub>")), "{mathml}");
    assert_eq!(written("\\bar{x}")[0], "\\bar{x}");
    assert_eq!(written("thetahat")[0], "\\hat{\\theta}");
    assert_eq!(written("x_bare")[0], "x_{\\mathrm{bare}}");
}
