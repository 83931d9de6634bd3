//! Formulas are written as a person writes them.
//!
//! Formulas are given here in brackets with the operation first, `(+ x (neg y))`, which says
//! exactly which tree is meant: `2(x y)` is `(* 2 (* x y))`, `2x y` is `(* 2 x y)`.

use chainrule::expr::{Constant, Dag, Expr, Function, Number, Op, Rational, Relation};
use chainrule::print;

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
fn what_is_too_large_is_said_and_not_shown() {
    let mut dag = Dag::new();
    let mut e = dag.symbol("x");
    for _ in 0..40 {
        e = dag.add(&[e, e]);
    }
    assert_eq!(dag.size(e), u32::MAX);
    assert!(print::mathml(&dag, e).len() < 200);
    assert!(print::text(&dag, e).len() < 200);
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
        for write in [print::text, print::mathml] {
            assert!(write(&dag, deep).len() > 50);
            assert!(write(&dag, long).len() > 50);
        }
    };
    let thread = std::thread::Builder::new().stack_size(128 << 10).spawn(on_a_small_stack);
    thread.expect("a thread").join().expect("no overflow");
}

// ── The small language of trees ──────────────────────────────────────────────────────────────

fn each(tree: &str, expected: &str, write: impl Fn(&Dag, Expr) -> String) {
    let mut dag = Dag::new();
    let e = read(&mut dag, tree);
    assert_eq!(write(&dag, e), expected, "for {tree}");
}

fn read(dag: &mut Dag, tree: &str) -> Expr {
    let spaced = tree.replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace();
    // Every open list: its head and what it holds so far. The last thing closed is the answer.
    let mut open: Vec<(&str, Vec<Expr>)> = vec![("", Vec::new())];
    while let Some(word) = words.next() {
        let e = match word {
            "(" => {
                open.push((words.next().expect("a head"), Vec::new()));
                continue;
            }
            ")" => {
                let (head, parts) = open.pop().expect("an open bracket");
                node(dag, head, &parts)
            }
            "pi" => dag.constant(Constant::Pi),
            "e" => dag.constant(Constant::E),
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => {
                let (whole, rest) = word.split_once('.').unwrap_or((word, ""));
                let ten_to = format!("1{}", "0".repeat(rest.len()));
                let number = |digits: String| digits.parse().expect("digits");
                let value = Rational::new(number(format!("{whole}{rest}")), number(ten_to));
                dag.leaf(Number::decimal(value).expect("a decimal"))
            }
            _ => dag.symbol(word),
        };
        open.last_mut().expect("balanced brackets").1.push(e);
    }
    open[0].1[0]
}

fn node(dag: &mut Dag, head: &str, parts: &[Expr]) -> Expr {
    let relation = |relation| Op::Relation(relation);
    let op = match head {
        "+" => Op::Add,
        "*" => Op::Mul,
        "neg" => Op::Neg,
        "/" => Op::Div,
        "^" => return dag.pow(parts[0], parts[1]),
        "d" => Op::Derivative,
        "if" => Op::Piecewise,
        "=" => relation(Relation::Equal),
        "!=" => relation(Relation::NotEqual),
        "<" => relation(Relation::Less),
        "<=" => relation(Relation::LessEqual),
        ">" => relation(Relation::Greater),
        ">=" => relation(Relation::GreaterEqual),
        _ => Op::Call(Function::named(head).unwrap_or_else(|| panic!("no function {head}"))),
    };
    dag.node(op, parts)
}

// ── Markup ───────────────────────────────────────────────────────────────────────────────────

/// Every element is one of MathML Core, every end has its beginning, and what needs two children
/// has two.
fn well_formed(mathml: &str) {
    const ELEMENTS: &[&str] = &[
        "math", "mrow", "mi", "mn", "mo", "mfrac", "msqrt", "mroot", "msup", "msub", "mtable",
        "mtr", "mtd", "mtext", "mspace",
    ];
    let mut open: Vec<(&str, usize)> = vec![("", 0)];
    let mut rest = mathml;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray > in {mathml}");
        let end = at + rest[at..].find('>').expect("an unfinished tag");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, children) = open.pop().expect("an element to end");
            assert_eq!(opened, name, "in {mathml}");
            if ["mfrac", "mroot", "msup", "msub"].contains(&name) {
                assert_eq!(children, 2, "{name} in {mathml}");
            }
        } else {
            let name = tag.split([' ', '/']).next().unwrap_or(tag);
            assert!(ELEMENTS.contains(&name), "{name} is not MathML Core");
            assert_eq!(tag.matches('"').count() % 2, 0, "an unfinished attribute in {mathml}");
            open.last_mut().expect("the document").1 += 1;
            if !tag.ends_with('/') {
                open.push((name, 0));
            }
        }
    }
    assert_eq!(open, [("", 1)], "one element in all: {mathml}");
}

fn without_marks(mathml: &str) -> String {
    let mut parts = mathml.split(" data-node=\"");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(part.split_once('"').expect("a closing quote").1);
    }
    out
}
