//! An answer becomes the other texts that may be meant by it.
//!
//! People leave out what they see before them: the argument of σ(1 − σ), the x of y′ = y(1 − y), the
//! commas of `[2x 6y]`. Each habit is a stage that may write the answer in one more way; a way that
//! turns out to be right was meant.

use super::columns::{self, UNITS};
use super::name::{names_a_derivative, names_a_new_weight, without_name};
use super::way::{Facts, Written};
use super::{beside, differentials, indicator, partials, primes, vector};
use crate::expr::Dag;
use crate::syntax::{self, Span, around_last};

type Stage = fn(&Facts, &Written) -> Option<Written>;

/// The habits, in the order in which they are undone.
const STAGES: [Stage; 21] = [
    with_decimal_commas,
    without_unit,
    in_words,
    with_primes,
    by_partials,
    columns::as_column,
    by_differentials,
    columns::as_total,
    beside::with_signs,
    with_definitions,
    indicator::as_pieces,
    indicator::as_steps,
    behind_an_arrow,
    last_side,
    in_place,
    indicator::as_normal,
    indicator::without_argument,
    indicator::all_without_argument,
    with_function,
    columns::unit_letters,
    beside::as_products,
];

/// More ways than that are not tried.
const MAX_WAYS: usize = 24;

/// The other ways to read an answer, the most careful first.
pub(in crate::practice) fn others(facts: &Facts, answer: &str) -> Vec<Written> {
    let mut found = vec![Written::of(answer)];
    for stage in STAGES {
        for place in 0..found.len() {
            if let Some(new) = stage(facts, &found[place])
                && !found.contains(&new)
                && found.len() < MAX_WAYS
            {
                found.push(new);
            }
        }
    }
    let mut all = Vec::new();
    for written in found {
        as_entries(facts, &written, &mut all);
    }
    all
}

/// The entries in every way in which they may be cut.
fn as_entries(facts: &Facts, written: &Written, all: &mut Vec<Written>) {
    let text = written.text.as_str();
    let whole = Span::whole(text);
    let each = vector::split(text, whole).is_some_and(|parts| {
        parts.len() > 1 && parts.iter().all(|part| text[part.start..part.end].contains('='))
    });
    let named = if each { whole } else { without_name(text, whole) };
    let text = &text[named.start..named.end];
    let whole = Span::whole(text);
    let mut push = |entries: Vec<String>, sure: bool| {
        let sure = sure && written.sure;
        all.push(Written { text: text.to_owned(), entries, sure, ..written.clone() });
    };
    let said = |parts: &[Span]| -> Vec<String> {
        parts.iter().map(|part| without_key(facts, &text[part.start..part.end])).collect()
    };
    let parts = vector::entries(text, whole);
    if parts.len() == facts.count || facts.count == 1 {
        push(said(&parts), true);
    }
    if facts.count == 1 {
        return;
    }
    if let Some((factor, parts)) = vector::scaled(text) {
        let times = |parts: &[Span]| -> Vec<String> {
            said(parts).iter().map(|entry| format!("({factor})*({entry})")).collect()
        };
        if parts.len() == facts.count {
            push(times(&parts), true);
        }
        for cut in vector::cuts(&text[factor.len()..], facts.count) {
            let entries = cut.iter().map(|part| {
                let entry = &text[factor.len()..][part.start..part.end];
                format!("({factor})*({entry})")
            });
            push(entries.collect(), false);
        }
    }
    let cuts = vector::cuts(text, facts.count);
    let only = cuts.len() == 1;
    for cut in cuts {
        push(said(&cut), only && text.starts_with(['[', '(', '<', '⟨', '\\']));
    }
    if parts.len() == 1 {
        // A total differential says which entry is which.
        push(vec![text.to_owned()], text.contains(UNITS[0]));
    }
}

/// `x: 2x` and `"x": 2x` of a table by variables, `dx = 2x` of a program.
fn without_key(facts: &Facts, entry: &str) -> String {
    let Some((key, value)) = entry.split_once([':', '=']) else { return entry.to_owned() };
    let key = key.trim().trim_matches(['"', '\'', '{']);
    let own = facts.by.iter().any(|by| key == by || key.strip_prefix('d') == Some(by));
    if own || names_a_derivative(key) { value.to_owned() } else { entry.to_owned() }
}

/// `15u², u = 5x + 2`, `3u² · 5 where u = 5x + 2`; conditions and other derivatives beside the
/// answer are no part of it.
fn with_definitions(facts: &Facts, written: &Written) -> Option<Written> {
    let mut text = written.text.clone();
    for word in [" where ", " with ", " let ", " for ", " if ", " so ", "\n", " ⇒ ", " => "] {
        if !(matches!(word, " for " | " if ") && text.matches(word).count() > 1) {
            text = text.replace(word, ", ");
        }
    }
    let text = text.strip_prefix("let ").or_else(|| text.strip_prefix("Let ")).unwrap_or(&text);
    // (u = 5x + 2) behind the answer.
    let text = match text.rsplit_once('(') {
        Some((before, inside)) if inside.ends_with(')') && inside.contains('=') => {
            format!("{before}, {}", &inside[..inside.len() - 1])
        }
        _ => text.to_owned(),
    };
    let parts = vector::split(&text, Span::whole(&text))?;
    let mut new = written.clone();
    let mut rest: Vec<&str> = Vec::new();
    for part in &parts {
        let part = text[part.start..part.end].trim();
        let part = part.strip_prefix("so ").unwrap_or(part);
        let condition = part.contains(['≠', '<', '>', '≥', '≤', '∈'])
            || ["\\ne", "\\in ", "!=", "undefined"].iter().any(|sign| part.contains(sign));
        match part.split_once('=') {
            _ if part.is_empty() || condition => {}
            Some((name, is)) if defines(facts, name.trim()) => {
                new.names.push((name.trim().to_owned(), is.trim().to_owned()));
            }
            // f(x) = x² is the function once more.
            Some((name, _)) if matches!(name.trim(), "y" | "f(x)" | "f") => {}
            _ => rest.push(part),
        }
    }
    if rest.len() == parts.len() && rest.len() < 2 || rest.is_empty() {
        return None;
    }
    let derivatives = rest
        .iter()
        .all(|part| part.split_once('=').is_some_and(|(name, _)| names_a_derivative(name)));
    if facts.count == 1 && rest.len() > 1 && derivatives || facts.number && rest.len() > 1 {
        rest.drain(..rest.len() - 1);
    }
    (rest.len() < parts.len()).then(|| new.with(&rest.join(", ")))
}

/// Whether a name is a letter that the problem does not have.
fn defines(facts: &Facts, name: &str) -> bool {
    let mut dag = Dag::new();
    let letter = syntax::parse(&mut dag, name).ok().and_then(|parsed| dag.as_symbol(parsed.expr));
    !matches!(name, "y" | "f")
        && letter.is_some_and(|letter| !facts.has(dag.name(letter)))
        && !names_a_derivative(name)
        && !names_a_new_weight(name)
}

/// x⁵ → 5x⁴: what stands behind the last arrow.
fn behind_an_arrow(_: &Facts, written: &Written) -> Option<Written> {
    let arrows = ["→", "->", "↦", "\\to ", "\\mapsto", "\\Rightarrow", "\\implies", "⇒", "=>"];
    let text = written.text.as_str();
    let behind = |sign: &&str| Some(text.len() - around_last(text, sign)?.1.len());
    let at = arrows.iter().filter_map(behind).max()?;
    (!text[at..].trim().is_empty()).then(|| written.with(&text[at..]).unsure())
}

/// "w is now 0.576", `lambda x: 2*x`.
fn in_words(_: &Facts, written: &Written) -> Option<Written> {
    let mut text = written.text.clone();
    if let Some((_, body)) = text.strip_prefix("lambda ").and_then(|rest| rest.split_once(':')) {
        return Some(written.with(body));
    }
    for word in [" is now ", " becomes ", " equals ", " is "] {
        text = text.replace(word, " = ");
    }
    (text != written.text).then(|| written.with(&text))
}

/// 0,5x for 0.5x; of several entries where they are set apart by something else, (0,5x; 6y).
fn with_decimal_commas(facts: &Facts, written: &Written) -> Option<Written> {
    let text = written.text.as_str();
    if facts.count > 1 && !text.contains(';') {
        return None;
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (mut depth, mut inside, mut found) = (0, false, false);
    let mut read = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        let next = text[at + c.len_utf8()..].chars().next();
        let between = digit(text[..at].chars().next_back()) && digit(next);
        match c {
            ',' if between => {
                (found, inside) = (true, inside || depth > 0);
                read.push('.');
            }
            ';' => read.push(','),
            c => read.push(c),
        }
    }
    // log(8,2) has two arguments.
    let new = found.then(|| written.with(&read))?;
    Some(if inside && facts.count == 1 { new.unsure() } else { new })
}

/// `9.8t m/s`: a rate with its unit, whose letters are none of the problem's.
fn without_unit(facts: &Facts, written: &Written) -> Option<Written> {
    let (body, unit) = written.text.rsplit_once(' ')?;
    let (above, below) = unit.split_once('/')?;
    let below = below.trim_end_matches(['²', '2', '^']);
    let is = |own: &str, units: &[&str]| units.contains(&own) && !facts.has(own);
    let rate = is(above, &["m", "cm", "km", "ft", "mi", "kg", "g", "L", "rad"])
        && is(below, &["s", "sec", "min", "h"]);
    rate.then(|| written.with(body))
}

/// (x²)′ eˣ + x² (eˣ)′, behind whatever name there is.
fn with_primes(facts: &Facts, written: &Written) -> Option<Written> {
    let text = written.text.as_str();
    let body = text.rfind('=').map_or(0, |at| at + 1);
    let out = primes::written_out(&text[body..], facts.by.first()?)?;
    Some(written.with(&format!("{}{out}", &text[..body])))
}

/// fx=2x fy=6y: the entries by their names.
fn by_partials(facts: &Facts, written: &Written) -> Option<Written> {
    partials::ordered(&facts.by, &written.text).map(|text| written.with(&text))
}

/// dy = 5x⁴ dx.
fn by_differentials(facts: &Facts, written: &Written) -> Option<Written> {
    differentials::as_slope(&[facts.by.first()?], &written.text).map(|slope| written.with(&slope))
}

/// What stands behind the last sign of equality.
fn last_side(facts: &Facts, written: &Written) -> Option<Written> {
    let text = written.text.as_str();
    // Entries in another order than their names are not taken for right.
    if text.split('=').next().is_some_and(|first| partials::are_names(&facts.by, first)) {
        return None;
    }
    let (before, last) = text.rsplit_once('=')?;
    let compared = before.ends_with(['<', '>', '!', '=', '+', '-', '*', '/', ':']);
    let closes = vector::split(last, Span::whole(last)).is_some();
    (!compared && closes && !last.trim().is_empty()).then(|| written.with(last).unsure())
}

/// `w -= 0.1*g`, as in a program.
fn in_place(_: &Facts, written: &Written) -> Option<Written> {
    ["+=", "-=", "−="].iter().find_map(|sign| {
        let (name, step) = written.text.split_once(sign)?;
        let sign = &sign[..sign.len() - 1];
        Some(written.with(&format!("{} {sign} ({})", name.trim(), step.trim())))
    })
}

/// y(1 − y), f(x)(1 − f(x)): the function itself stands for its formula.
fn with_function(facts: &Facts, written: &Written) -> Option<Written> {
    let mut new = written.clone();
    new.sure = false;
    let x = facts.by.first()?;
    let (body, lead) = match written.text.rsplit_once('=') {
        Some((lead, body)) if names_a_derivative(lead) => (body, true),
        Some(_) => return None,
        None => (written.text.as_str(), false),
    };
    let mut text = body.to_owned();
    let mut found = false;
    for name in ["y", "f"] {
        if facts.has(name) {
            continue;
        }
        let letter = new.clone().letter_for(String::new());
        let called = format!("{name}({x})");
        for known in [called.as_str(), name] {
            let changed = indicator::put(&text, known, &letter);
            found |= changed != text;
            text = changed;
        }
    }
    if !found || lead && text.contains('\'') {
        return None;
    }
    new.letter_for(facts.function.clone());
    Some(new.with(&text))
}
