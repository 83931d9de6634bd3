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

/// Every tree of at most `largest` nodes over a few letters, numbers and operations.
pub fn small_trees(dag: &mut Dag, largest: usize) -> Vec<Expr> {
    // by_size[n]: the trees of n nodes.
    let mut by_size: Vec<Vec<Expr>> = vec![Vec::new(); largest + 1];
    by_size[1] = vec![dag.symbol("x"), dag.symbol("f"), dag.integer(2)];
    for size in 2..=largest {
        let mut made = Vec::new();
        for inner in by_size[size - 1].clone() {
            made.push(dag.neg(inner));
            for function in [Function::Sin, Function::Exp, Function::Abs, Function::Sqrt] {
                made.push(dag.call(function, &[inner]));
            }
        }
        for left in 1..size - 1 {
            for a in by_size[left].clone() {
                for b in by_size[size - 1 - left].clone() {
                    for op in [Op::Add, Op::Mul, Op::Div, Op::Pow, Op::Call(Function::Log)] {
                        made.push(dag.node(op, &[a, b]));
                    }
                    made.push(dag.call(Function::Max, &[a, b]));
                }
                for middle in 1..(size - 1).saturating_sub(left) {
                    let right = size - 1 - left - middle;
                    for b in by_size[middle].clone() {
                        for c in by_size[right].clone() {
                            made.push(dag.node(Op::Add, &[a, b, c]));
                            made.push(dag.node(Op::Mul, &[a, b, c]));
                        }
                    }
                }
            }
        }
        by_size[size] = made;
    }
    by_size.concat()
}
