//! Formulas given as trees, with the operation first: `(+ x (neg y))`.

use chainrule::expr::{Constant, Dag, Expr, Function, Number, Op, Rational, Relation};

pub fn each(tree: &str, expected: &str, write: impl Fn(&Dag, Expr) -> String) {
    let mut dag = Dag::new();
    let e = read(&mut dag, tree);
    assert_eq!(write(&dag, e), expected, "for {tree}");
}

pub fn read(dag: &mut Dag, tree: &str) -> Expr {
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
