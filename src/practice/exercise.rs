//! A seed becomes an exercise, the same one for ever.

use super::check::points::{Points, letters};
use super::mistake::fit;
use super::problem::{Problem, Question};
use super::skills::{SKILLS, Skill, Template, skill};
use super::{mistake, words};
use crate::expr::{Dag, Expr, Op};
use crate::print;
use crate::real::{Random, from_decimal};
use crate::rules::{Asked, mistakes};
use crate::syntax;

/// A problem for a student.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// Names it: "chain-1.2.7".
    pub id: String,
    /// Id of the skill.
    pub skill: &'static str,
    /// 1 to 3.
    pub level: u32,
    /// Where it was drawn from.
    pub seed: u64,
    /// What the student is to do.
    pub prompt: String,
    /// The problem.
    pub problem: Problem,
}

/// How often a template is drawn anew before the next one is tried.
const DRAWS: usize = 400;

/// The exercise that belongs to a seed; `None` for a skill that does not exist. "mixed" draws the
/// skill too.
///
/// ```
/// use chainrule::practice::exercise;
///
/// let one = exercise("chain-1", 1, 7).unwrap();
/// assert_eq!(one, exercise("chain-1", 1, 7).unwrap());
/// ```
pub fn exercise(id: &str, level: u32, seed: u64) -> Option<Exercise> {
    // Each skill and level has a stream of its own.
    let mut key = seed ^ 0x6578_6572_6369_7365;
    for byte in id.bytes().chain([level as u8]) {
        key = key.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte);
    }
    let mut random = Random::new(key);
    let skill = match id {
        "mixed" => &SKILLS[whole(&mut random, 0, SKILLS.len() as i64 - 1) as usize],
        _ => skill(id)?,
    };
    let templates = skill.levels[(level.clamp(1, 3) - 1) as usize];
    // Neighbouring seeds take turns with the templates: four in a row are of several kinds.
    for draw in 0..DRAWS {
        let turn = seed.wrapping_add((draw / 50) as u64) % templates.len() as u64;
        let template = templates[turn as usize];
        let problem = drawn(skill, template, &mut random);
        if is_fit(skill, &problem) {
            let prompt = prompt(skill, &problem);
            let id = format!("{}.{level}.{seed}", skill.id);
            return Some(Exercise { id, skill: skill.id, level, seed, prompt, problem });
        }
    }
    None
}

fn whole(random: &mut Random, from: i64, to: i64) -> i64 {
    from + (random.bits() % (to - from + 1) as u64) as i64
}

/// The template with its letters drawn.
fn drawn(skill: &Skill, (function, at): Template, random: &mut Random) -> Problem {
    let mut numbers = Numbers { random, drawn: Vec::new() };
    let function = numbers.fill(function);
    let at = numbers.fill(at);
    let at = at
        .split(';')
        .filter_map(|entry| entry.split_once('='))
        .filter_map(|(name, value)| Some((name.trim().to_owned(), from_decimal(value.trim())?)))
        .collect();
    // Written as a person would: no 1x, no + -3.
    let mut dag = Dag::new();
    let function = match syntax::parse(&mut dag, &function) {
        Ok(parsed) => {
            let plain = without_ones(&mut dag, parsed.expr);
            print::text(&dag, plain)
        }
        Err(_) => function,
    };
    let variable = skill.variable.to_owned();
    Problem { function, variable, order: skill.order, at, asked: skill.asked }
}

/// x³ − x for x³ − 1x: no coefficient of one.
fn without_ones(dag: &mut Dag, e: Expr) -> Expr {
    dag.rebuild(e, |dag, e, children| match dag.op(e) {
        Op::Mul => {
            let kept = children.iter().copied().filter(|&child| !dag.is_integer(child, 1));
            let kept: Vec<Expr> = kept.collect();
            dag.mul(&kept)
        }
        op => dag.node(op, children),
    })
}

struct Numbers<'a> {
    random: &'a mut Random,
    /// What each letter of this draw became.
    drawn: Vec<(char, String, i64)>,
}

impl Numbers<'_> {
    fn fill(&mut self, template: &str) -> String {
        let mut filled = String::new();
        let mut letters = template.chars();
        while let Some(c) = letters.next() {
            if c != '{' {
                filled.push(c);
                continue;
            }
            if let Some(letter) = letters.next() {
                filled.push_str(&self.letter(letter));
            }
            letters.next();
        }
        filled
    }

    fn letter(&mut self, letter: char) -> String {
        if let Some((_, text, _)) = self.drawn.iter().find(|(known, ..)| *known == letter) {
            return text.clone();
        }
        let (mut size, mut text) = (0, String::new());
        for _ in 0..40 {
            let random = &mut *self.random;
            let (drawn, written) = match letter {
                'n' => plain(whole(random, 3, 7)),
                'm' => plain(whole(random, 2, 5)),
                'p' | 'q' => plain(whole(random, 2, 8)),
                's' => {
                    let n = whole(random, 1, 9);
                    let sign = if random.bits() & 1 == 1 { "-" } else { "+" };
                    (n, format!("{sign} {n}"))
                }
                'k' | 'l' => {
                    let n = whole(random, 2, 6);
                    let sign = if random.bits() & 1 == 1 { "-" } else { "" };
                    (n, format!("{sign}{n}"))
                }
                // Decimals count as large numbers of their own, so that all of them differ.
                'd' => tenths(whole(random, 2, 19), 1),
                'e' => tenths(whole(random, 3, 24), 1),
                'f' => tenths(whole(random, 13, 49), 1),
                'g' => tenths(whole(random, 1, 9), -1),
                'h' | 'i' => tenths(whole(random, 1, 9), 1),
                _ => plain(whole(random, 2, 9)),
            };
            (size, text) = (drawn, written);
            if !self.drawn.iter().any(|(_, _, other)| *other == size) {
                break;
            }
        }
        self.drawn.push((letter, text.clone(), size));
        text
    }
}

fn plain(n: i64) -> (i64, String) {
    (n, n.to_string())
}

/// n tenths, never a whole number.
fn tenths(n: i64, sign: i64) -> (i64, String) {
    let n = if n % 10 == 0 { n + 1 } else { n };
    let minus = if sign < 0 { "-" } else { "" };
    (1000 + n, format!("{minus}{}.{}", n / 10, n % 10))
}

/// Whether a draw is worth asking: it has an answer, not a trivial one; no mistake of the table
/// leads to the right answer, none can be taken for another, and one the skill is about can be made.
fn is_fit(skill: &Skill, problem: &Problem) -> bool {
    let Ok(mut question) = Question::read(problem) else { return false };
    if question.implicit.is_some() {
        return true;
    }
    if question.corner {
        return false;
    }
    let dag = &question.dag;
    if question.answers.iter().all(|&answer| dag.is_integer(answer, 0)) {
        return false;
    }
    let variables = {
        let mut all = dag.variables(question.f);
        for &by in &question.by {
            all.extend(dag.as_symbol(by).filter(|symbol| !all.contains(symbol)));
        }
        all
    };
    let right = question.answers.clone();
    let points = if question.is_number() {
        let Ok(values) = question.numbers(&right) else { return false };
        if let [answer] = *values.as_slice()
            && is_given_away(&question, answer)
        {
            return false;
        }
        let at = question.at.iter().map(|(_, value)| *value).collect();
        let names: Vec<String> = question.at.iter().map(|(name, _)| name.clone()).collect();
        let symbols = names.iter().map(|name| question.dag.intern(name)).collect();
        Points::place(symbols, at, values, 0.0)
    } else {
        match Points::choose(&question.dag, variables, &right, &right) {
            Some(points) => points,
            None => return false,
        }
    };
    let all = mistake::single(&mut question);
    let table = fit::Values::of(&question.dag, &all, &points);
    let mut met = skill.targets.is_empty();
    let mut judged: Vec<usize> = Vec::new();
    for (place, outcome) in all.iter().enumerate() {
        // What a student does who makes the mistake everywhere comes first.
        let (row, first) = (outcome.row, !judged.contains(&outcome.row));
        if !first || !table.has_values(place) {
            continue;
        }
        judged.push(row);
        let id = mistakes().rows[row].id;
        let wanted = skill.targets.contains(&id);
        if table.is_right(place) {
            // Where it is right whatever the numbers are, there was nothing to do wrong.
            if question.is_number() && always_right(&mut question, &outcome.result) {
                continue;
            }
            // On either side of its corner ReLU hides one of its two mistakes, and on the flat side
            // whatever is done with the inside. Of a formula's numbers a small one, as Adam's epsilon,
            // may hide among the digits.
            let hidden = skill.id == "relu" || question.asked == Asked::Update;
            if id.starts_with("relu.") || !wanted && hidden {
                continue;
            }
            return false;
        }
        // Whatever is done here, no mistake of the skill must be taken for another, nor it for one.
        let meant = table.meant(place);
        let of_skill = |row: &usize| skill.targets.contains(&mistakes().rows[*row].id);
        match meant.as_slice() {
            [only] if *only == row => met |= wanted,
            [_] if !wanted => {}
            several if !wanted && !several.iter().any(of_skill) => {}
            _ => return false,
        }
    }
    met
}

/// Whether the answer stands in the problem by chance, as a value or a number of its function, up to
/// the sign. Where it is that number whatever the values are, as the slope of ReLU, it is no chance.
fn is_given_away(question: &Question, answer: f64) -> bool {
    let moved: Vec<(String, f64)> =
        question.at.iter().map(|(name, value)| (name.clone(), value * 1.03125)).collect();
    let Ok(other) = question.numbers_at(&question.answers, &moved) else { return false };
    let near = |a: f64, b: f64| (a.abs() - b.abs()).abs() <= 1e-9 * a.abs();
    let by_chance = |own: f64, then: f64| near(answer, own) && !near(other[0], then);
    let dag = &question.dag;
    let numbers = dag.below(question.f).into_iter().filter_map(|e| dag.as_rational(e));
    numbers.map(|number| number.to_f64()).any(|number| by_chance(number, number))
        || question.at.iter().zip(&moved).any(|(own, then)| by_chance(own.1, then.1))
}

/// Whether what a mistake gives is the right answer at any place.
fn always_right(question: &mut Question, result: &[Expr]) -> bool {
    let right = question.answers.clone();
    let letters = letters(&question.dag, &[result, right.as_slice()].concat());
    let Some(points) = Points::choose(&question.dag, letters, result, &right) else { return false };
    result.len() == right.len()
        && right.iter().enumerate().all(|(entry, &e)| points.fits(&question.dag, entry, e))
}

fn prompt(skill: &Skill, problem: &Problem) -> String {
    let (by, at) = (&problem.variable, words::values(&needed(problem)));
    let order = if problem.order == 2 { "second derivative" } else { "derivative" };
    match (problem.asked, skill.id) {
        (Asked::Derivative, "implicit") => {
            "y depends on x along this curve. Find dy/dx.".to_owned()
        }
        (Asked::Derivative, _) if by != "x" => format!("Find the partial derivative by {by}."),
        (Asked::Derivative, "partial") => "Find the partial derivative by x.".to_owned(),
        (Asked::Derivative, _) => format!("Find the {order} by {by}."),
        (Asked::Gradient, _) if at.is_empty() => {
            format!("Find the gradient, by {by}: its entries in brackets.")
        }
        (Asked::Gradient, _) => format!("Find the gradient at {at}: its entries in brackets."),
        (Asked::Value, _) => format!("Find the derivative by {by} at {at}: a number."),
        _ if !problem.function.contains("eta") => {
            format!("One step of gradient descent on this loss, with {at}: where is {by} then?")
        }
        _ => format!("Work this out with {at}."),
    }
}

/// The values that the question needs: the rate of the step that comes later is none of a slope's.
fn needed(problem: &Problem) -> Vec<(String, f64)> {
    let mut dag = Dag::new();
    let function = syntax::parse(&mut dag, &problem.function).map(|parsed| parsed.expr);
    let stands_there = |dag: &mut Dag, name: &str| match function {
        Ok(f) => {
            let symbol = dag.intern(name);
            dag.contains(f, symbol)
        }
        Err(_) => true,
    };
    let mut at = problem.at.clone();
    at.retain(|(name, _)| problem.asked != Asked::Value || stands_there(&mut dag, name));
    at
}
