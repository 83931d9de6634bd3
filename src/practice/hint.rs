//! Four rungs: a question, the rule's name, the step on a sister problem, the step itself.

use super::answer::Answer;
use super::check::Judge;
use super::curve::hint::curve_hint;
use super::problem::{Problem, Question, RATES, Unaskable};
use super::verdict::Status;
use super::words::{self, Hint, closed_up, written};
use crate::calculus::Differentiator;
use crate::expr::{Dag, Expr, Op, Rational, Relation};
use crate::print;
use crate::rewrite::Light;
use crate::rules::{Asked, Rule};

/// What is asked at the first rung, by the rule that comes next.
#[rustfmt::skip]
const QUESTIONS: &[(&str, &str)] = &[
    ("constant",          "Does anything here move when the variable does?"),
    ("sum",               "What are the terms of this sum? Each can be taken on its own."),
    ("negative",          "What stands behind the minus sign? The sign itself can wait."),
    ("constant-multiple", "Which factor does not move? What is left without it?"),
    ("constant-divisor",  "Which part does not move? What is left without it?"),
    ("negative-power",    "Could this fraction be written as a power?"),
    ("root-below",        "Could this be written as a power?"),
    ("one-over-x",        "Could this fraction be written as a power?"),
    ("reciprocal",        "Only what is below the line moves. How does one over something change?"),
    ("quotient",          "Both parts of this fraction move. What is above, what is below, and how fast does each change?"),
    ("product",           "Several factors move here. What if one moves at a time, and the others stay?"),
    ("power",             "Where does the exponent go, and what is left above?"),
    ("chain",             "What is done last here, and to what? Name the inside."),
    ("exponential",       "The variable stands in the exponent. Which base is below it?"),
    ("general-power",     "The variable stands below and above. What would a logarithm do with the exponent?"),
    ("maximum",           "Which of the two is larger here? The larger one decides."),
];

/// A hint for the problem, for a student who has written these lines.
pub fn hint(problem: &Problem, rung: u32, lines: &[String]) -> Result<Hint, Unaskable> {
    let mut judge = Judge::new(problem)?;
    if problem.asked == Asked::Update && judge.question.base == judge.question.f {
        return Ok(formula_hint(&judge, rung));
    }
    if problem.asked == Asked::Update {
        return Ok(step_hint(&mut judge, rung));
    }
    if judge.question.implicit.is_some() {
        return Ok(curve_hint(&mut judge, rung, lines));
    }
    let (f, x) = next(&mut judge, lines);
    let is_whole = f == judge.question.base || f == judge.question.f;
    let Question { dag, right, .. } = &mut judge.question;
    let derivative = dag.derivative(f, x);
    right.take(dag, derivative);
    let Some(applied) = right.applied(derivative) else {
        return Ok(Hint {
            message: "Only numbers are left: work them out.".to_owned(),
            formula: None,
        });
    };
    let (rule, pending, letters) = (applied.rule, applied.pending, applied.bindings.clone());
    let said = words::spoken(dag, f).unwrap_or_else(|| "this part".to_owned());
    let about = if is_whole { String::new() } else { format!("Look at {said}. ") };
    Ok(match rung {
        1 => {
            let asked = QUESTIONS.iter().find(|(id, _)| *id == rule.id).map(|(_, asked)| *asked);
            let asked =
                asked.unwrap_or("Which function is this? Its derivative stands in the table.");
            Hint { message: format!("{about}{asked}"), formula: None }
        }
        2 => {
            let law = law(rule);
            // Of a function alone the row of the table is the answer.
            let after = law.as_ref().and_then(|(text, _)| text.split_once('='));
            let after = after.map(|(_, after)| closed_up(after));
            if judge.secrets.iter().any(|secret| Some(closed_up(secret)) == after) {
                let message = format!("{about}{}: look it up in the table.", rule.title);
                return Ok(Hint { message, formula: None });
            }
            let message = format!("{about}{}: {}", rule.title, rule.general_sentence());
            Hint { message, formula: law }
        }
        3 => parallel(&judge, f, x, rule),
        _ => {
            // Where one rule is all there is, its step would be the answer.
            let pieces: Vec<String> = letters
                .iter()
                .filter(|(letter, e)| *letter != 'x' && print::text(dag, *e) != letter.to_string())
                .filter_map(|(letter, e)| Some(format!("{letter} = {}", words::spoken(dag, e)?)))
                .collect();
            let given = closed_up(&print::text(dag, pending));
            let told = judge.secrets.iter().any(|secret| closed_up(secret) == given);
            if told && !pieces.is_empty() {
                let message = format!("Put {} into the rule.", pieces.join(", "));
                return Ok(Hint { message, formula: law(rule) });
            }
            let step = dag.relation(Relation::Equal, derivative, pending);
            let message = match dag.has_derivative(pending) {
                true => "This step gives, with what is still to be differentiated:",
                false => "This step gives:",
            };
            Hint { message: message.to_owned(), formula: Some(written(dag, step)) }
        }
    })
}

/// What is to be differentiated next: in the last right line, the first derivative still to be
/// taken; without one, the function itself, or the first derivative of which it is known that it was
/// found.
fn next(judge: &mut Judge, lines: &[String]) -> (Expr, Expr) {
    let x = judge.question.by[0];
    let mut found = judge.question.order < 2;
    for line in lines.iter().rev() {
        let verdict = judge.check(line);
        found |= verdict.mistake.as_ref().is_some_and(|mistake| mistake.id == "second.once");
        if verdict.status != Status::Unfinished {
            continue;
        }
        let dag = &mut judge.question.dag;
        let Ok(answer) = Answer::read(dag, line) else { continue };
        let left = answer.typed.iter().flat_map(|&e| dag.below(e)).collect::<Vec<_>>();
        let waiting = left.into_iter().find(|&e| dag.op(e) == Op::Derivative);
        if let Some((f, by)) = waiting.and_then(|e| dag.pair(e)) {
            return (f, by);
        }
    }
    (if found { judge.question.base } else { judge.question.f }, x)
}

/// The same step on a problem like this one whose answer is another; where none is found, the law.
fn parallel(judge: &Judge, f: Expr, x: Expr, rule: &Rule) -> Hint {
    let secrets: Vec<String> = judge.secrets.iter().map(|secret| closed_up(secret)).collect();
    for way in 0..3 {
        let mut dag = Dag::new();
        let f = dag.import(&judge.question.dag, f, |_, _| None);
        let x = dag.import(&judge.question.dag, x, |_, _| None);
        let sister = match way {
            0 => larger_numbers(&mut dag, f),
            _ => {
                let factor = dag.integer(if way == 1 { 3 } else { 5 });
                let other = if way == 1 { dag.mul(&[factor, x]) } else { dag.pow(x, factor) };
                dag.substitute(f, x, other)
            }
        };
        if sister == f {
            continue;
        }
        let mut machine = Differentiator::new(Light::Yes);
        let derivative = dag.derivative(sister, x);
        let after = machine.take(&mut dag, derivative);
        let step = dag.relation(Relation::Equal, derivative, after);
        let shown = closed_up(&print::text(&dag, step));
        if secrets.iter().any(|secret| shown.contains(secret)) {
            continue;
        }
        return Hint {
            message: format!("{} on a problem like this one:", rule.title),
            formula: Some(written(&dag, step)),
        };
    }
    let message = format!("{}, whatever the pieces are:", rule.title);
    Hint { message, formula: law(rule) }
}

/// The rule's law as it stands in the table.
fn law(rule: &Rule) -> Option<(String, String)> {
    rule.formulas().map(|formulas| written(&formulas.dag, formulas.law))
}

/// The same with every whole number one larger; a mean stays one, and a square of what has changed a
/// square.
fn larger_numbers(dag: &mut Dag, f: Expr) -> Expr {
    dag.rebuild(f, |dag, e, children| {
        let larger = dag.number(e).map(|number| number.value().clone()).filter(|value| {
            value.is_integer() && *value > Rational::ONE && *value < Rational::from(1000u64)
        });
        match larger {
            Some(value) => dag.integer(value + Rational::ONE),
            None => match (dag.op(e), children) {
                (Op::Pow, &[base, exponent]) => {
                    let (own, power) = dag.pair(e).unwrap_or((base, exponent));
                    let square = own != base && dag.op(own) == Op::Add && dag.is_integer(power, 2);
                    dag.pow(base, if square { power } else { exponent })
                }
                (Op::Div, &[sum, _]) if is_mean(dag, e) => dag.div(sum, dag.children(e)[1]),
                (op, _) => dag.node(op, children),
            },
        }
    })
}

/// Whether it is a sum by the number of its terms.
fn is_mean(dag: &Dag, e: Expr) -> bool {
    dag.pair(e).is_some_and(|(sum, count)| {
        dag.op(sum) == Op::Add && dag.is_integer(count, dag.children(sum).len() as i64)
    })
}

/// A formula that is only to be worked out.
fn formula_hint(judge: &Judge, rung: u32) -> Hint {
    let question = &judge.question;
    let dag = &question.dag;
    // A value that the formula does not need is left to the student to see.
    let needed = |(name, _): &&(String, f64)| {
        dag.variables(question.f).into_iter().any(|symbol| dag.name(symbol) == name)
    };
    let at: Vec<(String, f64)> = question.at.iter().filter(needed).cloned().collect();
    let known = words::values(&at);
    let tells = |sentence: &str| words::tells(sentence, &judge.secrets);
    let (message, formula) = match rung {
        1 => ("Which letters stand in the formula, and which value has each?".to_owned(), None),
        2 => (
            match tells(&known) {
                true => "Put the values in, the innermost brackets first.".to_owned(),
                false => format!("Put the values in, the innermost brackets first: {known}."),
            },
            Some(written(dag, question.f)),
        ),
        3 => {
            // The same formula at other numbers, worked out; none of them is the answer.
            let message = (0..4).find_map(|way| {
                let other = |(name, value): &(String, f64)| (name.clone(), sister(*value, way));
                let other: Vec<(String, f64)> = at.iter().map(other).collect();
                let value = question.numbers_at(&[question.f], &other).ok()?[0];
                let value = words::worked_out(value);
                let said = format!("With {} it would be {value}.", words::values(&other));
                (!tells(&said)).then_some(said)
            });
            let plain = "The same formula serves for any values: what is done last in it?";
            (message.unwrap_or_else(|| plain.to_owned()), Some(written(dag, question.f)))
        }
        _ => {
            let mut put = Dag::new();
            let e = put.import(dag, question.f, |into, symbol| {
                let name = dag.name(symbol);
                let value = question.at.iter().find(|(known, _)| known == name)?.1;
                let digits = format!("{}", value.abs());
                let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
                let power = -(decimals.len() as i32);
                let exact = Rational::from_digits(&[whole, decimals].concat(), power)?;
                let leaf = into.decimal(&exact, 18);
                Some(if value < 0.0 { into.neg(leaf) } else { leaf })
            });
            ("With the values put in:".to_owned(), Some(written(&put, e)))
        }
    };
    Hint { message, formula }
}

/// Another number of the same kind.
fn sister(value: f64, way: u32) -> f64 {
    match value {
        v if v.fract() == 0.0 && v.abs() >= 2.0 => v + v.signum() * f64::from(1 + way),
        v if v.fract() == 0.0 => v,
        // A rate of decay stays close to 1: 0.8 for 0.9, 0.998 for 0.999.
        v if (0.75..1.0).contains(&v) => (1e6 * (2.0 * v - 1.0)).round() / 1e6,
        v => v / f64::from(2 << way),
    }
}

/// One step of descent on a loss.
fn step_hint(judge: &mut Judge, rung: u32) -> Hint {
    let Judge { question, secrets, .. } = judge;
    let w = question.by[0];
    let rate = question.rate().unwrap_or(RATES[0]);
    let Question { dag, right, f, at, .. } = question;
    let rate = dag.symbol(rate);
    let step = |dag: &mut Dag, slope: Expr| {
        let length = dag.mul(&[rate, slope]);
        dag.sub(w, length)
    };
    match rung {
        1 => Hint {
            message: "In which direction does the loss fall from here? Find its slope first."
                .to_owned(),
            formula: None,
        },
        2 => {
            let loss = dag.symbol("L");
            let slope = dag.derivative(loss, w);
            let law = step(dag, slope);
            Hint {
                message: "The rate times the slope of the loss is taken off the weight.".to_owned(),
                formula: Some(written(dag, law)),
            }
        }
        3 => {
            // Another loss, for one whose step ends where this one does does not serve.
            let mut sister = *f;
            for _ in 0..4 {
                sister = larger_numbers(dag, sister);
                let slope = right.differentiate(dag, sister, w);
                let after = step(dag, slope);
                let Ok(value) = Question::values_of(dag, &[after], at) else { continue };
                let value = words::worked_out(value[0]);
                let loss = words::spoken(dag, sister).unwrap_or_else(|| "another loss".to_owned());
                let message =
                    format!("With the loss {loss} the weight would be {value} after the step.");
                if sister != *f && !words::tells(&message, secrets) {
                    return Hint { message, formula: Some(written(dag, after)) };
                }
            }
            let message = "The rate times the slope is taken off, whatever the loss is.".to_owned();
            Hint { message, formula: None }
        }
        _ => {
            let pending = dag.derivative(*f, w);
            let slope = right.differentiate(dag, *f, w);
            let (before, after) = (step(dag, pending), step(dag, slope));
            let line = dag.relation(Relation::Equal, before, after);
            Hint {
                message: "This step gives, with the values still to be put in:".to_owned(),
                formula: Some(written(dag, line)),
            }
        }
    }
}
