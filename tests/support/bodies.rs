//! Any bytes become a call, and what must hold of it whatever they are. Driven by `tests/fuzz.rs` with
//! seeded mutations, and by `fuzz/` with a coverage-guided mutator.

use crate::calls;
use chainrule::view::{
    Agreement, DifferentiateOptions, EngineError, ErrorName, Given, GivenProblem, Point, StepView,
    agreement, check, differentiate, equivalent, parse,
};
use serde_json::Value;

/// A thing to try with any bytes.
pub type Body = fn(&[u8]);

/// Every body, by the name of its target.
#[rustfmt::skip]
pub const BODIES: &[(&str, Body)] = &[
    ("reread",        reread),
    ("differentiate", differentiated),
    ("check",         checked),
    ("train",         trained),
];

/// As a text of at most so many bytes; what is no UTF-8 is replaced, as a browser does.
fn text(bytes: &[u8], most: usize) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(most)]).into_owned()
}

/// A refusal is a sentence, and its place lies in the text.
fn proper(error: &EngineError, text: &str) {
    assert!(error.message.len() > 8, "{text:?}: {:?}", error.message);
    assert!(error.message.ends_with(['.', '?', '!']), "{text:?}: {:?}", error.message);
    assert_ne!(error.code, "", "{text:?}");
    if let Some(span) = error.span {
        let units = text.encode_utf16().count();
        assert!(span.start <= span.end && span.end <= units, "{text:?}: {span:?}");
    }
}

/// What is printed is read back to itself.
fn reads_back(printed: &str, source: &str) {
    match parse(printed) {
        Ok(again) => assert_eq!(again.formula.text, printed, "from {source:?}"),
        // The derivative of what stood at the limit may stand beyond it.
        Err(error) => {
            assert_eq!(
                error.name,
                ErrorName::LimitError,
                "{source:?} → {printed:?}: {}",
                error.message
            );
        }
    }
}

/// Parse → print → parse.
pub fn reread(bytes: &[u8]) {
    let source = text(bytes, 400);
    match parse(&source) {
        Ok(parsed) => {
            reads_back(&parsed.formula.text, &source);
            for reading in &parsed.readings {
                reads_back(&reading.other.text, &source);
            }
            for notation in ["latex", "mathml", "python", "javascript", "speech"] {
                let _ = calls::answer("format", &[source.as_str().into(), notation.into()]);
            }
            let latex = calls::answer("format", &[source.as_str().into(), "latex".into()]);
            if let Ok(chainrule::view::Told::Text(latex)) = latex {
                let again = parse(&latex)
                    .unwrap_or_else(|e| panic!("{source:?} → {latex:?}: {}", e.message));
                // A power of ten behind a number is written as a power, and read as one; a second
                // root is a square root. Where neither has a value nothing can be compared. Two
                // relations are alike where their sides are equally far apart; those of pieces stand in
                // the formula.
                let apart = |text: &str| {
                    let sides = |sign: &&str| Some((sign.to_string(), text.split_once(*sign)?));
                    match [" = ", " < ", " > ", " <= ", " >= ", " != "].iter().find_map(sides) {
                        Some((sign, (left, right))) if !text.starts_with('{') => {
                            (sign, format!("({left}) - ({right})"))
                        }
                        _ => (String::new(), text.to_owned()),
                    }
                };
                let [(sign, one), (its_sign, other)] =
                    [&again, &parsed].map(|parsed| apart(&parsed.formula.text));
                let equal = || {
                    sign == its_sign
                        && match equivalent(&one, &other) {
                            Ok(verdict) => verdict.equal,
                            Err(error) => error.code == "nowhere-real",
                        }
                };
                let same =
                    latex.contains("10^{") || again.formula.text == parsed.formula.text || equal();
                assert!(same, "{source:?} → {latex:?} → {:?}", again.formula.text);
            }
        }
        Err(error) => proper(&error, &source),
    }
}

/// Differentiate: every formula reads back, and the derivative is what the tapes say.
pub fn differentiated(bytes: &[u8]) {
    let source = text(bytes, 120);
    let variable = Some("x".to_owned());
    let detail = [None, Some("full")][bytes.len() % 2];
    let mut fields = vec![("variable".to_owned(), Given::Text("x".to_owned()))];
    fields.extend(detail.map(|detail| ("detail".to_owned(), Given::Text(detail.to_owned()))));
    let options = DifferentiateOptions::read(&Given::Record(fields)).unwrap();
    assert_eq!(options.variable, variable);
    let derivation = match differentiate(&source, &options) {
        Ok(derivation) => derivation,
        Err(error) => return proper(&error, &source),
    };
    reads_back(&derivation.result.text, &source);
    let mut open: Vec<&StepView> = derivation.steps.iter().collect();
    while let Some(step) = open.pop() {
        reads_back(&step.before.text, &source);
        reads_back(&step.after.text, &source);
        assert_ne!(step.explanation, "", "{source:?}");
        open.extend(&step.steps);
    }
    meets(&source);
}

/// Where forward slopes and differences agree, so does the symbolic derivative. A derivative that is
/// wrong is wrong at most points; one point may lie where rounding eats everything. Where the last
/// digits of the values decide, as in the tangent of 10²⁰ s, nothing can be compared.
fn meets(source: &str) {
    let Ok(parsed) = parse(source) else { return };
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-4 * a.abs().max(b.abs()).max(1.0);
    let forward_slope = |at: &Point| {
        let Agreement { partials, .. } = agreement(source, at).ok()?;
        Some(partials.get("x")?.forward)
    };
    let mut asked = 0;
    let mut differ = Vec::new();
    for x in [0.3, 0.77, 1.31, 2.2, -0.61, -1.7, 5.3] {
        let entry = |(i, name): (usize, &String)| {
            (name.clone(), if name == "x" { x } else { 0.45 + 0.31 * i as f64 })
        };
        let at: Point = parsed.variables.iter().enumerate().map(entry).collect();
        let Ok(Agreement { partials, .. }) = agreement(source, &at) else { continue };
        let Some(roads) = partials.get("x") else { continue };
        let known = roads.forward.is_finite() && close(roads.forward, roads.finite_difference);
        if known && roads.forward.abs() < 1e6 {
            let differs = !close(roads.symbolic, roads.forward);
            let nudged = || at.iter().map(|(name, value)| (name.to_owned(), value * (1.0 + 1e-14)));
            let decided = |slope| close(slope, roads.forward);
            if differs && !forward_slope(&nudged().collect()).is_some_and(decided) {
                continue;
            }
            asked += 1;
            if differs {
                differ.push((x, roads.symbolic, roads.forward));
            }
        }
    }
    assert!(asked < 2 || 2 * differ.len() < asked, "{source:?}: {differ:?}");
}

/// Check: an answer, a line's end, a function. The engine's own answer is right.
pub fn checked(bytes: &[u8]) {
    let source = text(bytes, 120);
    let (answer, function) = source.split_once('\n').unwrap_or(("2x", &source));
    let problem = |function: &str| {
        let fields = [("function", function), ("variable", "x")];
        let given = |(name, value): (&str, &str)| (name.to_owned(), Given::Text(value.to_owned()));
        GivenProblem::read(&Given::Record(fields.into_iter().map(given).collect()))
    };
    let problem = match problem(function) {
        Ok(problem) => problem,
        Err(error) => return proper(&error, &source),
    };
    match check(answer, &problem) {
        Ok(verdict) => {
            assert!(
                ["correct", "unfinished", "wrong", "unclear", "unreadable"]
                    .contains(&verdict.status)
            );
            assert!(verdict.message.len() > 3, "{source:?}");
        }
        Err(error) => proper(&error, &source),
    }
    let options =
        DifferentiateOptions { variable: Some("x".to_owned()), ..DifferentiateOptions::default() };
    let Ok(derivation) = differentiate(function, &options) else { return };
    // Two numbers that may be typed have a product that may not.
    if parse(&derivation.result.text).is_err_and(|e| e.name == ErrorName::LimitError) {
        return;
    }
    let Ok(verdict) = check(&derivation.result.text, &problem) else { return };
    let right = ["correct", "unfinished", "unclear"].contains(&verdict.status);
    assert!(
        right,
        "{function:?}: {} is {}: {}",
        derivation.result.text, verdict.status, verdict.message
    );
}

/// Specifications of networks, trainings, descents, schedules and data sets, as JSON.
pub fn trained(bytes: &[u8]) {
    let Ok(mut spec) = serde_json::from_slice::<Value>(&bytes[..bytes.len().min(2000)]) else {
        return;
    };
    shorten(&mut spec);
    for call in ["network", "train", "descend", "toCode", "learningRates", "dataset"] {
        let arguments = match call {
            "toCode" => {
                let subject = if spec.get("loss").is_some() && spec.get("layers").is_some() {
                    "network"
                } else {
                    "descent"
                };
                vec![serde_json::json!({ subject: spec }), "pytorch".into()]
            }
            "learningRates" => vec![spec.clone(), 20.into()],
            "dataset" => vec![spec.get("name").cloned().unwrap_or("moons".into()), spec.clone()],
            _ => vec![spec.clone()],
        };
        if let Err(error) = calls::answer(call, &arguments) {
            assert!(error.message.len() > 8 && !error.code.is_empty(), "{call} {spec}");
        }
    }
}

/// Runs of a few steps: what takes long is tested elsewhere.
fn shorten(spec: &mut Value) {
    if let Some(fields) = spec.as_object_mut() {
        for (name, value) in fields.iter_mut() {
            match name.as_str() {
                "steps" | "points" | "units" | "totalSteps"
                    if value.as_f64().is_some_and(|n| (60.0..1e6).contains(&n)) =>
                {
                    *value = 60.into()
                }
                _ => shorten(value),
            }
        }
    }
    if let Some(list) = spec.as_array_mut() {
        list.iter_mut().for_each(shorten);
    }
}
