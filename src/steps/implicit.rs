//! An equation between x and y becomes dy/dx, on paper: as equations, and as steps.

use super::marked::{pieces, plain};
use super::method::method;
use super::sentence::told;
use super::tidied::tidying;
use super::{Detail, Step, explain};
use crate::calculus::Implicit;
use crate::expr::{Dag, Expr, Op, Relation};
use crate::print;
use crate::rules::library;

/// A line of a calculation with equations.
pub struct Line {
    /// What was done to come here.
    pub explanation: String,
    /// The same in pieces: words and formulas in turn, words first.
    pub pieces: Vec<String>,
    /// The equation.
    pub equation: Expr,
}

/// The lines a teacher writes, from the equation to dy/dx = …
pub fn implicit_lines(
    dag: &mut Dag,
    found: &Implicit,
    equation: Expr,
    y: Expr,
    x: Expr,
) -> Vec<Line> {
    let unknown = dag.derivative(y, x);
    let solved = dag.relation(Relation::Equal, unknown, found.result);
    // To divide by 1/(2√y) is to multiply by 2√y.
    let below = dag.pair(found.slopes[1]).filter(|_| dag.op(found.slopes[1]) == Op::Div);
    let (last, by) = match below.filter(|(above, _)| dag.is_integer(*above, 1)) {
        Some((_, below)) => ("Multiply by {v}.", below),
        None => ("Divide by {v}.", found.slopes[1]),
    };
    let letters = [('x', x), ('y', y), ('m', unknown), ('v', by)];
    let mut lines: Vec<Line> = Vec::new();
    for (words, equation) in [
        ("The equation of the curve.", equation),
        (
            "Differentiate both sides by {x}. {y} depends on {x}, so every {y} brings the factor {m}.",
            found.differentiated,
        ),
        ("Put what has {m} on one side, the rest on the other.", found.collected),
        (last, solved),
    ] {
        if lines.iter().any(|line| line.equation == equation) {
            continue;
        }
        let marked = told(dag, words, &letters);
        let explanation = in_words(dag, unknown, &plain(&marked));
        lines.push(Line { explanation, pieces: pieces(&marked), equation });
    }
    lines
}

/// The steps from −F_x/F_y to dy/dx; inside the first, both sides differentiated.
pub fn explain_implicit(
    dag: &mut Dag,
    found: &Implicit,
    y: Expr,
    x: Expr,
    detail: Detail,
) -> Vec<Step> {
    let Some(rule) = library().rule("implicit") else { return Vec::new() };
    let unknown = dag.derivative(y, x);
    let letters = [('x', x), ('y', y), ('m', unknown), ('e', found.differentiated)];
    // An equation too long for a sentence stands among the lines.
    let words = match told(dag, "{e}", &letters).as_str() {
        "e" => rule.sentence.replace("That gives {e}. ", ""),
        _ => rule.sentence.to_owned(),
    };
    let marked = told(dag, &words, &letters);
    let mut inside = Vec::new();
    for side in found.sides {
        inside.extend(explain(dag, &found.both, side, detail));
    }
    let mut steps =
        vec![Step { steps: inside, ..method(rule, &marked, found.pending, found.filled) }];
    let changes = &found.apart.tidier.changes()[found.tidied_from..];
    steps.extend(tidying(dag, found.filled, changes, found.result, detail));
    steps
}

/// In a sentence that is read as it stands, d/dx(y) is dy/dx.
fn in_words(dag: &Dag, unknown: Expr, sentence: &str) -> String {
    let Some((y, x)) = dag.pair(unknown) else { return sentence.to_owned() };
    let customary = format!("d{}/d{}", print::text(dag, y), print::text(dag, x));
    sentence.replace(&print::text(dag, unknown), &customary)
}
