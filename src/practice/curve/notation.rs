//! `y'`, `dy/dx` and x dx + y dy become d/dx(y), in the letters of the problem.

use crate::practice::answer::name::names_a_derivative;
use crate::practice::check::Judge;
use crate::real::from_decimal;

/// Without conditions, and with dy and dx as parts of y′: x dx + y dy = 0.
pub(super) fn plainly(judge: &Judge, answer: &str) -> String {
    let mut text = answer.replace("\\mathrm{d}", "d").replace("\\pm", "±").replace("\\mp", "∓");
    for word in [" where ", " for ", " if ", " with ", ","] {
        if let Some((before, behind)) = text.split_once(word)
            && behind.contains(['≠', '<', '>', '≥', '≤', '='])
        {
            text = before.to_owned();
        }
    }
    let [x, y] = letters(judge);
    let (by_x, by_y) = (format!("d{x}"), format!("d{y}"));
    if text.contains(&by_x) && text.contains(&by_y) && !text.contains('/') && !text.contains("\\f")
    {
        text = text.replace(&by_y, &format!(" {y}' ")).replace(&by_x, " 1 ").replace(") 1", ")*1");
    }
    text
}

/// `y'` and `dy/dx` as d/dx(y), in the letters of the problem; in front of a sign, where the slope
/// is given, they are taken off.
pub(super) fn with_derivative(judge: &Judge, answer: &str) -> String {
    if let Some((name, rest)) = answer.split_once('=')
        && names_a_derivative(name)
        && !name.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && !has_more_than_slope(judge, name)
        && !rest.contains(['\'', '′'])
    {
        // dy/dx = −x/y = −3/4: a line ends in its result.
        let last = rest.rsplit('=').next().unwrap_or(rest);
        if from_decimal(last.trim()).is_none() || last.len() < rest.len() {
            return last.to_owned();
        }
    }
    slope_written_out(answer, letters(judge))
}

/// `y'` and `dy/dx` as d/dx(y).
pub(in crate::practice) fn slope_written_out(text: &str, [x, y]: [&str; 2]) -> String {
    let derivative = format!("(d/d{x}({y}))");
    text.replace(&format!("\\frac{{d{y}}}{{d{x}}}"), &derivative)
        .replace(&format!("d{y}/d{x}"), &derivative)
        .replace(&format!("{y}^{{\\prime}}"), &derivative)
        .replace(&format!("{y}^\\prime"), &derivative)
        .replace(&format!("{y}′"), &derivative)
        .replace(&format!("{y}'"), &derivative)
}

/// The letters of the problem: what it is differentiated by, and what depends on it.
fn letters(judge: &Judge) -> [&str; 2] {
    let dag = &judge.question.dag;
    [judge.question.by.first().copied(), judge.question.implicit]
        .map(|letter| letter.and_then(|e| dag.as_symbol(e)).map_or("", |symbol| dag.name(symbol)))
}

/// Whether more than a name stands there: yy′ and y′(x + 2y) are products, y′(x) and y′(2) are names.
fn has_more_than_slope(judge: &Judge, name: &str) -> bool {
    let bracket = name.split_once('(').filter(|(slope, _)| names_a_derivative(slope));
    if let Some((_, inside)) = bracket {
        let is_place = |part: &str| {
            let part = part.trim();
            from_decimal(&part.replace("−", "-")).is_some() || part.chars().count() == 1
        };
        return !inside.trim_end().trim_end_matches(')').split(',').all(is_place);
    }
    let (typed, name) = (name.trim(), name.trim().trim_end_matches(['\'', '′']));
    let primes = name.len() < typed.len();
    let [_, y] = letters(judge);
    primes && name != y && name != "f"
}
