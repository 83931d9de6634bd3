//! An equation differentiated: the line with y′ in it, or the slope solved for.

pub(super) mod hint;
pub(super) mod notation;
mod places;
mod sides;

use super::answer::Answer;
use super::answer::lead::without_lead;
use super::check::number::rounding;
use super::check::{Judge, differs, idea, unfinished};
use super::mistake;
use super::verdict::{Status, Verdict};
use crate::expr::{Dag, Expr, Op};
use crate::rules::{Asked, mistakes};
use crate::syntax::{self, Span};
use notation::{plainly, with_derivative};
use places::Holds;

/// What stands for y′ while two lines are compared.
const PRIME: &str = "y_{prime}";

/// A line a + b·y′ = 0.
struct Line {
    a: Expr,
    b: Expr,
}

impl Line {
    /// The slope that follows from it: −a/b.
    fn solved(&self, dag: &mut Dag) -> Expr {
        let quotient = dag.div(self.a, self.b);
        dag.neg(quotient)
    }
}

/// Judges an answer to an equation differentiated by x.
pub(super) fn check(judge: &mut Judge, answer: &str) -> Verdict {
    let verdict = judged(judge, answer);
    if verdict.is_right() {
        return verdict;
    }
    let plain = plainly(judge, answer);
    if plain.contains(['±', '∓']) {
        // Both signs, one for each branch.
        let [first, second] = [['+', '-'], ['-', '+']].map(|[one, other]| {
            judged(judge, &plain.replace("±", &one.to_string()).replace("∓", &other.to_string()))
        });
        return if first.is_right() && second.is_right() { first } else { verdict };
    }
    if plain == answer {
        return verdict;
    }
    let other = judged(judge, &plain);
    if other.is_right() || verdict.status == Status::Unreadable { other } else { verdict }
}

/// How far a right answer has come.
pub(super) enum Reached {
    /// The equation is differentiated, and y′ stands in it.
    Line,
    /// The slope as a formula, and where it is one.
    Slope(Holds),
    /// The slope at the problem's place.
    Number,
}

/// The verdict on an answer as it stands; where the slope at a place is asked for, a formula is half
/// of the way.
fn judged(judge: &mut Judge, answer: &str) -> Verdict {
    let reached = match reached(judge, answer) {
        Ok(reached) => reached,
        Err(verdict) => return *verdict,
    };
    if judge.question.asked == Asked::Value {
        let left = match reached {
            Reached::Number => return Verdict::new(Status::Correct, "Right."),
            Reached::Line => "That is right so far. Now solve for y′, and put the numbers in.",
            Reached::Slope(_) => "That is right so far. Now put the numbers in.",
        };
        return Verdict::new(Status::Unfinished, left);
    }
    if matches!(reached, Reached::Slope(Holds::Everywhere))
        && let Ok((typed, _)) = read(judge, answer)
        && let Some(verdict) = unfinished::verdict(&judge.question.dag, typed)
    {
        return verdict;
    }
    Verdict::new(
        Status::Correct,
        match reached {
            Reached::Line => "Right: the equation is differentiated.",
            Reached::Number | Reached::Slope(Holds::Everywhere) => "Right.",
            Reached::Slope(Holds::Where(true)) => "Right where y is positive.",
            Reached::Slope(Holds::Where(false)) => "Right where y is negative.",
            Reached::Slope(Holds::OnOneBranch) => "Right on one branch of the curve.",
        },
    )
}

/// How far a line has come, where it is right.
pub(super) fn comes_to(judge: &mut Judge, line: &str) -> Option<Reached> {
    let plain = plainly(judge, line);
    reached(judge, line).or_else(|_| reached(judge, &plain)).ok()
}

/// What an answer says the slope is.
struct Own {
    slope: Expr,
    /// Whether it stands there as the slope; else it was solved for from a line.
    solved: bool,
    /// Whether a derivative in the line is still to be taken.
    half_done: bool,
}

/// How far an answer has come, where it is right; else what is to be said of it.
fn reached(judge: &mut Judge, answer: &str) -> Result<Reached, Box<Verdict>> {
    let (typed, text) = read(judge, answer)?;
    let is_line = matches!(judge.question.dag.op(typed), Op::Relation(_));
    let own = match is_line {
        true => from_line(judge, typed)?,
        false => Own { slope: typed, solved: true, half_done: false },
    };
    let slope = judge.question.answers[0];
    if judge.equal(own.slope, slope) {
        return match own {
            Own { half_done: true, .. } => Err(Box::new(Verdict::still_pending())),
            Own { solved: false, .. } => Ok(Reached::Line),
            _ if judge.question.dag.is_constant(slope) => Ok(Reached::Number),
            _ => Ok(Reached::Slope(Holds::Everywhere)),
        };
    }
    if judge.question.dag.is_constant(own.slope)
        && let Ok(values) = judge.question.numbers(&[own.slope, slope])
        && let &[number, there] = values.as_slice()
        && there.is_finite()
    {
        return at_the_place(judge, &text, own.solved, [number, there]);
    }
    // Solved for y, or with the equation put in.
    if !judge.question.dag.variables(own.slope).is_empty()
        && let Some(holds) = places::holds(&judge.question, own.slope)
    {
        return Ok(Reached::Slope(holds));
    }
    let mistaken = if is_line { None } else { mistaken(judge, own.slope, text) };
    let mistaken =
        mistaken.or_else(|| of_one_side(judge, |judge, wrong| judge.equal(own.slope, wrong)));
    Err(Box::new(mistaken.unwrap_or_else(|| Verdict::new(Status::Wrong, DOES_NOT_FOLLOW))))
}

/// What is said of a wrong answer in which no mistake is found.
const DOES_NOT_FOLLOW: &str = "This does not follow from the equation. Differentiate both sides term by term: what becomes of a term with y in it?";

/// What is to be said of a wrong formula for the slope: a mistake's, or one in other letters.
fn mistaken(judge: &mut Judge, slope: Expr, text: String) -> Option<Verdict> {
    // y′ = … is a line as well, solved for y′.
    let dag = &mut judge.question.dag;
    let line = Line { a: dag.neg(slope), b: dag.integer(1) };
    named(judge, &line)
        .or_else(|| judge.foreign_letters(&Answer { typed: vec![slope], taken: vec![slope], text }))
}

/// A mistake with a single derivative from which such a slope follows.
fn of_one_side(
    judge: &mut Judge,
    mut fits: impl FnMut(&mut Judge, Expr) -> bool,
) -> Option<Verdict> {
    let mut rows: Vec<usize> = Vec::new();
    for (row, wrong) in sides::slopes(&mut judge.question) {
        if !rows.contains(&row) && fits(judge, wrong) {
            rows.push(row);
        }
    }
    // A sign that got lost somewhere says less than any other.
    let sign = mistakes().place("sign");
    let first =
        rows.iter().copied().find(|&row| Some(row) != sign).or(sign.filter(|_| !rows.is_empty()))?;
    let mut verdict = idea::looks_like(judge, first);
    if rows.len() > 1 {
        verdict.status = Status::Unclear;
        verdict.candidates = rows.iter().map(|&row| mistakes().rows[row].id).collect();
    }
    Some(verdict)
}

/// What was typed, read with y′ as a derivative, and the text that was read.
fn read(judge: &mut Judge, answer: &str) -> Result<(Expr, String), Box<Verdict>> {
    let lead = without_lead(answer, Span::whole(answer));
    let answer = &answer[lead.start..lead.end];
    let text = with_derivative(judge, answer);
    match syntax::parse(&mut judge.question.dag, &text) {
        Ok(parsed) => Ok((parsed.expr, text)),
        Err(error) => {
            let mut verdict = Verdict::new(Status::Unreadable, error.to_string());
            let Span { start, end } = error.span;
            verdict.span = (text == answer)
                .then_some(Span { start: lead.start + start, end: lead.start + end });
            Err(Box::new(verdict))
        }
    }
}

/// A line solved for y′; where it is a mistake's line, what is to be said of it.
fn from_line(judge: &mut Judge, typed: Expr) -> Result<Own, Box<Verdict>> {
    let whole = match judge.question.dag.pair(typed) {
        Some((left, right)) => judge.question.dag.sub(left, right),
        None => typed,
    };
    let half_done = is_half_done(judge, whole);
    let line = line(judge, whole);
    if let Some(verdict) = named(judge, &line) {
        return Err(Box::new(verdict));
    }
    let dag = &mut judge.question.dag;
    let solved = dag.is_integer(line.b, 1) || dag.is_integer(line.b, -1);
    Ok(Own { slope: line.solved(dag), solved, half_done })
}

/// A number for the slope, beside the one at the problem's place.
fn at_the_place(
    judge: &mut Judge,
    text: &str,
    solved: bool,
    [own, there]: [f64; 2],
) -> Result<Reached, Box<Verdict>> {
    if !near(text, own, there) {
        return Err(Box::new(wrong_number(judge, text, own, there)));
    }
    if judge.question.at.is_empty() {
        return Err(Box::new(Verdict::new(
            Status::Unfinished,
            "That is right up to a number that was rounded. Write it exactly.",
        )));
    }
    Ok(if solved { Reached::Number } else { Reached::Line })
}

/// Whether a number is the one that was meant, as far as its digits go.
fn near(text: &str, own: f64, there: f64) -> bool {
    let digits = text.rsplit('=').next().unwrap_or(text);
    there.is_finite() && (own - there).abs() <= rounding(digits) + 1e-6 * (1.0 + there.abs())
}

/// A wrong number for the slope at the place: one that a mistake in the line gives, or another.
fn wrong_number(judge: &mut Judge, text: &str, own: f64, there: f64) -> Verdict {
    for (row, wrong) in wrong_lines(judge) {
        let solved = wrong.solved(&mut judge.question.dag);
        if let Ok(values) = judge.question.numbers(&[solved])
            && near(text, own, values[0])
        {
            return idea::looks_like(judge, row);
        }
    }
    let of_one_side = of_one_side(judge, |judge, wrong| {
        judge.question.numbers(&[wrong]).is_ok_and(|values| near(text, own, values[0]))
    });
    of_one_side.unwrap_or_else(|| differs::number(judge, &[own], &[there]))
}

/// Whether a derivative other than y′ is still to be taken.
fn is_half_done(judge: &Judge, whole: Expr) -> bool {
    let dag = &judge.question.dag;
    let y = judge.question.implicit;
    dag.untaken(whole).iter().any(|&e| dag.op(e) == Op::Derivative && Some(dag.children(e)[0]) != y)
}

/// a and b of a line in y′.
fn line(judge: &mut Judge, whole: Expr) -> Line {
    let question = &mut judge.question;
    let (x, y) = (question.by[0], question.implicit.unwrap_or(question.by[0]));
    let dag = &mut question.dag;
    let (derivative, prime) = (dag.derivative(y, x), dag.symbol(PRIME));
    let whole = dag.substitute(whole, derivative, prime);
    // d/dx(y²) of a line that is half done: y moves with x.
    let whole = {
        let right = &mut question.right;
        dag.rebuild(whole, |dag, e, children| match (dag.op(e), children) {
            (Op::Derivative, &[inside, by]) if by == x => {
                let [by_x, by_y] = [x, y].map(|letter| right.differentiate(dag, inside, letter));
                let product = dag.mul(&[by_y, prime]);
                dag.add(&[by_x, product])
            }
            (op, _) => dag.node(op, children),
        })
    };
    let whole = question.right.take_all(dag, whole);
    let zero = dag.integer(0);
    let a = dag.substitute(whole, prime, zero);
    let a = question.right.tidier.tidy(dag, a);
    let b = question.right.differentiate(dag, whole, prime);
    Line { a, b }
}

/// The lines that the mistakes about equations lead to, and their rows.
fn wrong_lines(judge: &mut Judge) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    for row in ["impl.dy", "impl.xy"].into_iter().filter_map(|id| mistakes().place(id)) {
        for outcome in mistake::of_one(&mut judge.question, row) {
            lines.push((row, line(judge, outcome.result[0])));
        }
    }
    lines
}

/// The mistake whose line this is.
fn named(judge: &mut Judge, own: &Line) -> Option<Verdict> {
    for (row, wrong) in wrong_lines(judge) {
        let dag = &mut judge.question.dag;
        // Proportional lines say the same.
        let (one, two) = (dag.mul(&[own.a, wrong.b]), dag.mul(&[own.b, wrong.a]));
        let both_without = dag.is_integer(own.b, 0) && dag.is_integer(wrong.b, 0);
        let fits = if both_without {
            judge.equal(own.a, wrong.a)
        } else {
            !dag.is_integer(own.b, 0) && !dag.is_integer(wrong.b, 0) && judge.equal(one, two)
        };
        let slope = judge.question.answers[0];
        let solved = own.solved(&mut judge.question.dag);
        if fits && (both_without || !judge.equal(solved, slope)) {
            return Some(idea::looks_like(judge, row));
        }
    }
    None
}
