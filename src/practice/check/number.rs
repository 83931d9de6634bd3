//! An answer in numbers becomes a verdict: the value there, one that was rounded, or a mistake's.

use super::points::Points;
use super::{Judge, differs, idea};
use crate::expr::{Dag, Symbol};
use crate::practice::answer::Answer;
use crate::practice::problem::Question;
use crate::practice::verdict::{Status, Verdict};
use crate::real::from_decimal;
use crate::rules::{Asked, Group, mistakes};
use crate::syntax;

impl Judge {
    /// Judges an answer to a problem that asks for a number, or for several.
    pub(super) fn judge_number(&mut self, answer: &Answer) -> Verdict {
        let right = match self.question.numbers(&self.question.answers.clone()) {
            Ok(right) => right,
            Err(_) => return Verdict::new(Status::Wrong, "There is no value at that place."),
        };
        let constant = answer.taken.iter().all(|&e| self.question.dag.is_constant(e));
        if self.question.corner && constant {
            let own = self.question.value(answer.taken[0]);
            return idea::at_a_corner(self, own);
        }
        let entries = self.question.answers.len();
        if !constant {
            // The derivative itself, where its value is asked for.
            let equal = answer.taken.len() == entries
                && (0..entries).all(|entry| {
                    let (own, right) = (answer.taken[entry], self.question.answers[entry]);
                    self.equal(own, right)
                });
            // A step written with the letter that it moves: w − 0.01·(−7.6).
            let there = |judge: &Judge| {
                let own = judge.question.numbers(&answer.taken).ok()?;
                Some((own[0] - right[0]).abs() <= 1e-9 * (1.0 + right[0].abs()))
            };
            let equal = equal || self.question.asked == Asked::Update && there(self) == Some(true);
            if equal && self.question.corner {
                return Verdict::new(
                    Status::Unfinished,
                    "That is right beside the place. What do the two sides say about the place itself?",
                );
            }
            if equal {
                return Verdict::new(
                    Status::Unfinished,
                    "That is right so far. Now put the numbers in.",
                );
            }
            if let Some(verdict) = self.foreign_letters(answer) {
                return verdict;
            }
            let verdict = self.wrong(answer);
            // What goes wrong in a step may show in its number alone.
            if self.question.asked != Asked::Update || verdict.mistake.is_some() {
                return verdict;
            }
        }
        let values: Option<Vec<f64>> = answer
            .taken
            .iter()
            .map(|&e| self.question.numbers(&[e]).ok().map(|values| values[0]))
            .collect();
        let Some(values) = values.filter(|values| values.iter().all(|value| value.is_finite()))
        else {
            return Verdict::new(Status::Wrong, "This is not a number.");
        };
        let rounding = rounding(&answer.text).max(carried(&self.question, &answer.text));
        let names: Vec<String> = self.question.at.iter().map(|(name, _)| name.clone()).collect();
        let at: Vec<f64> = self.question.at.iter().map(|(_, value)| *value).collect();
        let symbols: Vec<Symbol> =
            names.iter().map(|name| self.question.dag.intern(name)).collect();
        let points = Points::place(symbols, at, values.clone(), rounding);
        if values.len() == entries
            && values.iter().zip(&right).all(|(&own, &right)| points.near(own, right))
        {
            if answer.is_pending() {
                return Verdict::still_pending();
            }
            return Verdict::new(Status::Correct, "Right.");
        }
        // As it stands first, then as one that may have been rounded.
        let exact =
            Points::place(points.variables.clone(), points.points[0].clone(), values.clone(), 0.0);
        let named = self.named(&exact).or_else(|| self.named(&points));
        // Who writes the height of the curve there made no mistake with powers that gives it by chance.
        let height = self.question.asked == Asked::Value
            && points.near(values[0], self.question.value(self.question.f));
        let of_powers = |verdict: &Verdict| {
            let row = verdict.mistake.as_ref().and_then(|own| mistakes().place(own.id));
            row.is_some_and(|row| mistakes().rows[row].group == Group::Powers)
        };
        let named = named.filter(|verdict| !(height && of_powers(verdict)));
        if let ([own], [right]) = (values.as_slice(), right.as_slice()) {
            // Who writes the bottom itself may mean it, whatever else leads there by chance.
            let within = if named.is_some() { 1e-9 } else { 0.1 };
            if let Some(mut verdict) = idea::arrives(self, *own, *right, within) {
                if let Some(other) = named {
                    verdict.status = Status::Unclear;
                    verdict.candidates = other.candidates;
                    let ids = verdict.mistake.iter().chain(&other.mistake).map(|one| one.id);
                    for id in ids.collect::<Vec<_>>() {
                        if !verdict.candidates.contains(&id) {
                            verdict.candidates.push(id);
                        }
                    }
                }
                return verdict;
            }
        }
        if let Some(verdict) = named {
            return verdict;
        }
        if values.len() != entries {
            return self.wrong_count(entries);
        }
        differs::number(self, &values, &right)
    }
}

/// How far what was worked out with rounded numbers may lie from the same without rounding, as
/// 0.731·(1 − 0.731): each decimal is moved by half a unit of its last digit, and what that changes
/// is added up. Numbers of the problem are exact.
fn carried(question: &Question, text: &str) -> f64 {
    let worth = |text: &str| {
        let mut dag = Dag::new();
        let e = syntax::parse(&mut dag, text).ok()?.expr;
        Question::values_of(&dag, &[e], &[]).ok().map(|values| values[0])
    };
    let given = |number: f64| {
        let in_function = |e| question.dag.number(e).is_some_and(|own| own.to_f64() == number);
        question.at.iter().any(|&(_, value)| value.abs() == number)
            || question.dag.below(question.f).into_iter().any(in_function)
    };
    let Some(own) = worth(text) else { return 0.0 };
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let (mut sum, mut end) = (0.0, 0);
    for _ in 0..MAX_DECIMALS {
        let Some(start) = text[end..].find(is_digit).map(|start| end + start) else { break };
        end = text[start..].find(|c| !is_digit(c)).map_or(text.len(), |length| start + length);
        let number = &text[start..end];
        if rounding(number) > 0.0 && from_decimal(number).is_some_and(|number| !given(number)) {
            // A digit 5 behind the last one is half a unit of it.
            let moved = worth(&format!("{}5{}", &text[..end], &text[end..]));
            sum += moved.map_or(0.0, |moved| (moved - own).abs());
        }
    }
    sum
}

/// More decimals than that are nobody's arithmetic.
const MAX_DECIMALS: usize = 12;

/// How far a number may be from the one that was meant: half a unit of the last digit of a decimal
/// that was written out with three digits or more, also before a power of ten. Of several entries
/// the one with most digits counts.
pub(in crate::practice) fn rounding(text: &str) -> f64 {
    const SIGNS: [(&str, &str); 10] = [
        ("−", "-"),
        ("–", "-"),
        (";", ","),
        ("E", "e"),
        ("\\times10^", "e"),
        ("\\cdot10^", "e"),
        ("×10^", "e"),
        ("·10^", "e"),
        ("*10^", "e"),
        ("e+", "e"),
    ];
    let bracket = |c| "()[]{}<>⟨⟩".contains(c);
    let close = text.chars().filter(|&c| !c.is_whitespace() && !bracket(c)).collect();
    let close = SIGNS.iter().fold(close, |text: String, (sign, typed)| text.replace(sign, typed));
    let half = |number: &str| {
        let (digits, power) = number.split_once('e').unwrap_or((number, "0"));
        let power: i32 = power.parse().ok()?;
        let (whole, decimals) = digits.trim_start_matches('-').split_once('.')?;
        let plain = [whole, decimals].concat();
        let significant = plain.trim_start_matches('0').len();
        (significant >= 3 && plain.bytes().all(|b| b.is_ascii_digit()))
            .then(|| 0.500_001 * 10f64.powi(power - decimals.len() as i32))
    };
    close.split(',').filter_map(half).reduce(f64::min).unwrap_or(0.0)
}
