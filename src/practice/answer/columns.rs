//! A column, a total differential or a sum of unit vectors becomes the entries of a vector.

use super::way::{Facts, Written};

/// \binom{2x}{6y}, {2x \choose 6y}, `[2x | 6y]` and a system of rows are columns to people who
/// want one.
pub(super) fn as_column(facts: &Facts, written: &Written) -> Option<Written> {
    if facts.count < 2 {
        return None;
    }
    let mut text = written.text.replace("\\dbinom", "\\binom").replace("\\tbinom", "\\binom");
    for rows in ["cases", "aligned", "gathered", "split"] {
        for side in ["begin", "end"] {
            text = text.replace(&format!("\\{side}{{{rows}}}"), &format!("\\{side}{{pmatrix}}"));
        }
    }
    if let Some(start) = text.find("\\binom{") {
        let inside = start + "\\binom{".len();
        let mut depth = 1;
        let end = text[inside..].find(|c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        })?;
        let (above, below) = (&text[inside..inside + end], &text[inside + end..]);
        let below = below.strip_prefix("}{")?;
        text = format!("{}{{{above}, {below}", &text[..start]);
    }
    text = text.replace("\\choose", ", ");
    // Bars that cannot be an absolute value: one less than there are entries.
    if text.matches('|').count() + 1 == facts.count && facts.count == 2 {
        text = text.replace("|", ", ");
    }
    (text != written.text).then(|| written.with(&text))
}

/// df = 2x dx + 6y dy: the total differential has the entries of the gradient.
pub(super) fn as_total(facts: &Facts, written: &Written) -> Option<Written> {
    if !(2..=UNITS.len()).contains(&facts.count) || facts.has("d") {
        return None;
    }
    let mut text = written.text.replace("\\mathrm{d}", "d").replace("\\mathrm d", "d");
    if let Some((name, body)) = text.split_once('=') {
        let of = name.trim().strip_prefix('d')?.trim();
        let called = of.split('(').next().unwrap_or_default();
        let letter = called.chars().count() == 1 && called.chars().all(char::is_alphabetic);
        text = letter.then(|| body.to_owned())?;
    }
    let mut whole = true;
    for (by, unit) in facts.by.iter().zip(UNITS) {
        let name = format!("d{by}");
        let mut found = false;
        let mut read = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(&name) {
            let (before, after) = (&rest[..at], &rest[at + name.len()..]);
            // Not the dx of d/dx, nor that of dx_1.
            let longer = after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let below = before.trim_end().ends_with('/');
            found |= !(longer || below);
            read.push_str(before);
            read.push_str(&if longer || below { name.clone() } else { format!(" {unit} ") });
            rest = after;
        }
        read.push_str(rest);
        text = read;
        whole &= found;
    }
    whole.then(|| written.with(&text))
}

/// Letters of unit vectors that no problem has.
pub(super) const UNITS: [&str; 6] = ["Q_81", "Q_82", "Q_83", "Q_84", "Q_85", "Q_86"];

/// 2xi + 6yj, 2x e_1 + 6y e_2, 2x x̂ + 6y ŷ: unit vectors, set apart.
pub(super) fn unit_letters(facts: &Facts, written: &Written) -> Option<Written> {
    if facts.count < 2 {
        return None;
    }
    let mut text = written.text.replace("\\imath", "i").replace("\\jmath", "j");
    for (hat, unit) in [("î", " i "), ("ĵ", " j "), ("ŷ", " j "), ("ẑ", " k ")] {
        text = text.replace(hat, unit);
    }
    for (place, (unit, by)) in ["i", "j", "k"].iter().zip(&facts.by).enumerate() {
        text = text.replace(&format!("\\hat{{\\mathbf{{{unit}}}}}"), &format!(" {unit} "));
        let number = place + 1;
        for other in [
            format!("\\mathbf{{e}}_{number}"),
            format!("\\vec{{e}}_{number}"),
            format!("e_{number}"),
            format!("e_{{{number}}}"),
            format!("e_{by}"),
            format!("\\hat{{{by}}}"),
            format!("\\hat {by}"),
            format!("\\hat{{{unit}}}"),
            format!("{by}\u{302}"),
            format!("{unit}\u{302}"),
        ] {
            text = text.replace(&other, &format!(" {unit} "));
        }
        // The letter of a unit vector close behind a variable.
        for by in &facts.by {
            text = text.replace(&format!("{by}{unit}"), &format!("{by} {unit}"));
        }
    }
    (text != written.text).then(|| written.with(&text))
}
