//! What stands around a formula and is none of it: quotes, a full stop, `lambda x:`.

use super::labels;
use super::names;
use super::token::{Kind, Token};

/// Quotes that come in pairs.
const QUOTES: [(char, char); 6] =
    [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’'), ('«', '»')];

/// Arrows behind the variable: `x ↦ x²`. The last ones mean a limit or a comparison where no name stands in
/// front and nothing is said of the variable.
const ARROWS: [&str; 8] = ["↦", "|->", "\\mapsto", "\\longmapsto", "=>", "->", "→", "\\to"];
const LIMITS: usize = 4;

/// How Wikipedia's formulas begin in its copied text; a brace ends them.
const DISPLAYED: [&str; 2] = ["{\\displaystyle", "{\\textstyle"];

/// Where the formula begins and ends in a text.
pub(super) fn edges(source: &str) -> (usize, usize) {
    let (mut start, mut end) = (0, source.len());
    for (open, close) in QUOTES {
        let inside = source.trim().strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if inside.is_some_and(|inside| !inside.is_empty() && !inside.contains([open, close])) {
            (start, end) =
                (leading(source) + open.len_utf8(), source.trim_end().len() - close.len_utf8());
        }
    }
    for inside in [fenced, displayed] {
        if let Some((from, to)) = inside(&source[start..end]) {
            (start, end) = (start + from, start + to);
        }
    }
    // **x²**, as bold text is marked
    if let Some(inside) = source[start..end].trim().strip_prefix("**")
        && let Some(inside) = inside.strip_suffix("**")
        && !inside.is_empty()
        && !inside.contains("**")
    {
        start += leading(&source[start..end]) + 2;
        end = start + inside.len();
    }
    start += labels::numbering(&source[start..end]);
    start += heading(&source[start..end]);
    if let Some(note) = labels::note(&source[start..end]) {
        end = start + note;
    }
    end = start + last(&source[start..end]);
    (start, end)
}

/// Where the formula in a page's fence begins and ends, behind the language that the fence names.
fn fenced(source: &str) -> Option<(usize, usize)> {
    let (language, inside) = source.trim().strip_prefix("```")?.split_once('\n')?;
    let inside = inside.strip_suffix("```")?;
    let begin = leading(source) + "```".len() + language.len() + 1;
    let named = language.trim_end().bytes().all(|b| b.is_ascii_alphanumeric());
    (named && !inside.trim().is_empty()).then_some((begin, begin + inside.len()))
}

/// Where the formula in Wikipedia's braces begins and ends.
fn displayed(source: &str) -> Option<(usize, usize)> {
    let text = source.trim();
    let begin = leading(source);
    let style = DISPLAYED.iter().find(|style| text.starts_with(**style))?;
    let inside = text.strip_suffix('}')?.trim_end_matches(['.', ',', ' ']).len();
    (inside > style.len()).then_some((begin + style.len(), begin + inside))
}

/// The length of the spaces in front.
fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The length of what says that a function follows: `const f = x =>`, `lambda x:`, `let`.
fn heading(text: &str) -> usize {
    let rest = text.trim_start();
    let declared = ["const ", "let ", "Let ", "var ", "double ", "float ", "auto "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .filter(|body| body.contains('='))
        .map_or(0, |body| text.len() - body.len());
    let rest = &text[declared..];
    let (name, body) = rest.split_once('=').unwrap_or((rest, ""));
    let own = pattern(rest).or_else(|| domain(rest)).unwrap_or_else(|| function(rest));
    let length = match function(body) {
        within if own == 0 && within > 0 && is_short(name.trim_end_matches(':').trim()) => {
            rest.len() - body.len() + within
        }
        _ => own,
    };
    declared + length
}

/// Whether a function may be called so: f, df, f_1.
fn is_short(name: &str) -> bool {
    (1..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The length of `f[x_] :=`, as Mathematica writes it.
fn pattern(text: &str) -> Option<usize> {
    let (name, rest) = text.split_once('[')?;
    let (arguments, rest) = rest.split_once(']')?;
    let variable = |text: &str| {
        text.trim().strip_suffix('_').is_some_and(|name| name.chars().all(char::is_alphanumeric))
    };
    let letters = name.trim().chars().all(|c| c.is_ascii_alphabetic());
    (letters && arguments.split(',').all(variable)).then_some(())?;
    let rest = rest.trim_start();
    let body = rest.strip_prefix(":=").or_else(|| rest.strip_prefix('='))?;
    Some(text.len() - body.len())
}

/// What stands before and behind the first colon, which LaTeX has a command for.
fn around_colon(text: &str) -> Option<(&str, &str)> {
    let command = || text.find('\\').and_then(|_| text.split_once("\\colon"));
    text.split_once(':').or_else(command)
}

/// The length of `f: ℝ → ℝ, x ↦`
fn domain(text: &str) -> Option<usize> {
    let (name, rest) = around_colon(text)?;
    let (sets, body) = rest.split_once([',', ';'])?;
    let between = ARROWS.iter().any(|arrow| sets.contains(arrow));
    (name.trim().chars().count() == 1 && between).then_some(())?;
    let body = ["\\quad", "\\;", "\\,", "\\ "]
        .iter()
        .find_map(|space| body.trim_start().strip_prefix(space))
        .unwrap_or(body);
    let length = function(body);
    (length > 0 || labels::is_function(body)).then(|| text.len() - body.len() + length)
}

/// The length of `lambda x:`, `return`, `f: x ->`, `(x) =>`.
fn function(text: &str) -> usize {
    let rest = text.trim_start();
    let skipped = text.len() - rest.len();
    let word = |rest: &str| rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_, ".contains(c))
    };
    let length = match &rest[..word(rest)] {
        "lambda" => rest
            .split_once(':')
            .filter(|(names, _)| is_name(&names[6..]))
            .map_or(0, |(names, _)| names.len() + 1),
        "def" => rest.find(':').map_or(0, |colon| {
            let body = rest[colon + 1..].trim_start();
            match body.strip_prefix("return ") {
                Some(body) => rest.len() - body.len(),
                None => 0,
            }
        }),
        "return" if rest[6..].starts_with(' ') => 7,
        // @(x) x.^2, as Matlab writes it
        "" if rest.starts_with("@(") => rest
            .split_once(')')
            .filter(|(names, _)| is_name(&names[2..]))
            .map_or(0, |(names, _)| names.len() + 1),
        _ => {
            // f: x ↦ x², x ↦ x²
            let named = match around_colon(rest) {
                Some((name, after)) if name.trim().len() == 1 && is_name(name.trim()) => {
                    rest.len() - after.len()
                }
                _ => 0,
            };
            let after = rest[named..].trim_start();
            let after = after.strip_prefix('(').unwrap_or(after);
            let variable = word(after);
            let behind = after[variable..].trim_start();
            let behind = behind.strip_prefix(')').unwrap_or(behind).trim_start();
            let letter = variable == 1 || names::greek(&after[..variable]).is_some();
            let arrows = match named > 0 || letter && is_value_of(&after[..variable], behind) {
                true => ARROWS.len(),
                false => ARROWS.len() - LIMITS,
            };
            match ARROWS[..arrows].iter().find_map(|arrow| behind.strip_prefix(arrow)) {
                Some(body) if letter => rest.len() - body.len(),
                _ => 0,
            }
        }
    };
    if length == 0 { 0 } else { skipped + length }
}

/// Whether what stands behind an arrow says what becomes of x, and not where x goes: x² in `x → x²`.
fn is_value_of(x: &str, behind: &str) -> bool {
    let Some(body) = ARROWS.iter().find_map(|arrow| behind.strip_prefix(arrow)) else {
        return false;
    };
    // The x of x₀ is another.
    let index = |c: char| c == '_' || c.is_ascii_digit();
    let has =
        |text: &str| text.match_indices(x).any(|(at, _)| !text[at + x.len()..].starts_with(index));
    // x → 0 sin(x)/x
    let (first, rest) = body.trim_start().split_once(' ').unwrap_or((body, ""));
    let goal = first.trim_start_matches(['+', '-', '−', '\\']);
    let goes = !has(goal)
        && names::function(goal).is_none()
        && goal.chars().all(|c| c.is_alphanumeric() || "_∞".contains(c))
        && !rest.trim_start().starts_with(|c| "+-*/^·−".contains(c));
    has(body) && !goes
}

/// The length without the full stop, the question mark and the signs that end a displayed formula.
fn last(text: &str) -> usize {
    let latex = text.contains(['\\', '$']);
    let mut rest = text.trim_end();
    loop {
        let before = rest.len();
        if latex {
            for end in ["$", "\\]", "\\)", "\\\\"] {
                rest = rest.strip_suffix(end).unwrap_or(rest).trim_end();
            }
        }
        // The comma of \, and the point of \right. belong to them.
        let command = ["\\", "\\right", "\\left", "\\bigr", "\\Bigr"];
        for sign in ['.', '?', ',', ';'] {
            if let Some(short) = rest.strip_suffix(sign)
                && !command.iter().any(|command| short.trim_end().ends_with(command))
                && !short.trim_end().ends_with(sign)
                && !short.trim().is_empty()
                && (latex || sign != ',')
            {
                rest = short.trim_end();
                if sign == '?' {
                    rest = rest.strip_suffix('=').unwrap_or(rest).trim_end();
                }
            }
        }
        if rest.len() == before {
            return if rest.is_empty() { text.len() } else { before };
        }
    }
}

/// Takes out the signs of alignment: `y &= x²`, a last line break, the column of `\text{if}`, an
/// empty one.
pub(super) fn unalign(tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|token| matches!(token.kind, Kind::Ampersand | Kind::Row)) {
        return;
    }
    let mut cases = 0;
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let before = kept.last().map(|token| token.kind);
        let after = tokens.get(at + 1).map(|token| token.kind);
        match token.kind {
            Kind::Cases => cases += 1,
            Kind::EndCases => cases -= 1,
            _ => {}
        }
        let spare = match token.kind {
            Kind::Ampersand if cases > 0 => {
                matches!(before, Some(Kind::If | Kind::Cases | Kind::Row | Kind::Ampersand))
            }
            Kind::Ampersand => {
                matches!(before, Some(Kind::Relation(_)))
                    || matches!(after, Some(Kind::Relation(_)))
            }
            // & : x < 0
            Kind::Colon => cases > 0 && [before, after].contains(&Some(Kind::Ampersand)),
            Kind::Row => cases == 0 && after == Some(Kind::End) && before.is_some(),
            _ => false,
        };
        if !spare {
            kept.push(*token);
        }
    }
    *tokens = kept;
}
