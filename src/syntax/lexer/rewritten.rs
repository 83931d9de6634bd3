//! What was written for another reader: a program's function, a page's marks, an order to a machine.
//! Where such a text is refused, the formula in it is proposed.

use super::labels;
use super::letters::is_letter;
use super::library::MODULES;
use super::names;
use super::sentence::formula_in;
use super::unicode;
use super::unknown::is_foreign;
use crate::syntax::around_last;

/// What a program does with a formula: shows it, or takes the mean of what it says of each datum.
const SHOWN: [&str; 11] = [
    "print",
    "println",
    "console.log",
    "disp",
    "display",
    "simplify",
    "expand",
    "mean",
    "np.mean",
    "torch.mean",
    "tf.reduce_mean",
];

/// What a program takes of many such values.
const TAKEN: [&str; 4] = [".mean()", ".sum()", ".item()", ".backward()"];

/// What says for which values a formula holds, and what such words begin with.
const SETS: [&str; 10] = ["∈", "\\in ", "\\in\\", "<", ">", "≤", "≥", "≠", "\\ge", "\\le"];
const BESIDE: [&str; 17] = [
    " ", ",", ";", "(", "|", "\\mid", "\\quad", "\\qquad", "\\;", "\\,", "\\forall", "∀", " für",
    " mit", " with", " for all", " for",
];

/// What is said of two, and its sign.
#[rustfmt::skip]
const OF_TWO: [(&str, &str); 6] = [
    ("product of ", "*"), ("sum of ", "+"), ("difference of ", "-"), ("difference between ", "-"), ("quotient of ", "/"),
    ("ratio of ", "/"),
];

/// What stands around a formula that is set in a sentence.
const SETTING: [(&str, &str); 4] = [("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("`", "`")];

/// What takes a derivative, as some call it.
const DERIVED: [&str; 9] =
    ["derivative", "derive", "differentiate", "deriv", "nDeriv", "nDerivative", "der", "Dt", "d"];

/// What chooses by a condition, as some call it.
const CHOSEN: [&str; 5] = ["ifelse", "IfElse", "WENN", "iif", "SI"];

/// How statements begin that stand in front of a formula in a program.
const STATEMENTS: [&str; 6] = ["syms ", "import ", "from ", "using ", "var(", "x = symbols("];

/// What a line begins with that goes on from another, or that a machine wrote.
const LEADING: [&str; 9] =
    [">", "→", "⇒", "∴", "\\Rightarrow", "\\implies", "\\therefore", "\\iff", "@."];

/// Words in front of what is asked about.
const ASKED: [&str; 8] = ["of", "if", "for", "when", "function", "curve", "given", "let"];

/// Marks of a page, and the signs they stand for.
#[rustfmt::skip]
const MARKS: [(&str, &str); 17] = [
    ("sup", "^("), ("/sup", ")"), ("sub", "_{"), ("/sub", "}"), ("lt", "<"), ("gt", ">"), ("minus", "-"),
    ("times", "*"), ("middot", "*"), ("sdot", "*"), ("divide", "/"), ("sup2", "^2"), ("sup3", "^3"), ("radic", "√"),
    ("frac12", "½"), ("nbsp", " "), ("thinsp", " "),
];

/// The formulas that a refused text may hold, the likelier ones first.
pub(in crate::syntax) fn rewritten(source: &str) -> impl Iterator<Item = String> {
    let text = source.trim().trim_start_matches('=');
    [
        set, unmarked, returned, body, chosen, unbraced, piecewise, shown, derived, ordered,
        spoken, group, place, limited, renamed, bounded, indexed, root, declared, asked, computed,
        named, worded, followed,
    ]
    .into_iter()
    .filter_map(move |rewrite| rewrite(text))
}

/// `Thus $y = x^2$.`, `Therefore, \( f(x) = x^2 \)`: the one formula that is set in a sentence.
fn set(text: &str) -> Option<String> {
    // \text{Find } y' \text{ if } y = x^3
    if let Some((_, words)) = around_last(text, "\\text{").filter(|_| text.starts_with("\\text{")) {
        return words.split_once('}').map(|(_, formula)| formula.trim().to_owned());
    }
    SETTING.iter().find_map(|(open, close)| {
        let (before, rest) = text.split_once(open)?;
        let (inside, behind) = rest.split_once(close)?;
        let said = [before, behind].iter().any(|part| part.contains(is_letter));
        (said && !behind.contains(open)).then(|| inside.trim().to_owned())
    })
}

/// `x<sup>2</sup>`, `2&middot;x`
fn unmarked(text: &str) -> Option<String> {
    let (mut plain, mut rest) = (String::new(), text);
    // a<b>c compares.
    if text.contains('<') && !text.contains("</") {
        return None;
    }
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') { '>' } else { ';' };
        // A last semicolon was taken for the end of the text.
        let end = match rest[at..].find(close) {
            Some(end) => at + end,
            None if close == '>' => return None,
            None => rest.len(),
        };
        let name = rest[at + 1..end].split(' ').next().unwrap_or_default();
        match MARKS.iter().find(|(mark, _)| *mark == name) {
            Some((_, sign)) => plain.push_str(sign),
            None if close == '>' && name.trim_start_matches('/').starts_with(is_letter) => {}
            None => plain.extend([names::greek(name)?, " "]),
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    (rest.len() < text.len()).then(|| plain + rest)
}

/// `function f(x){ return x**2 }`, `(x) => { return x*x; }`
fn returned(text: &str) -> Option<String> {
    let (before, rest) = around_last(text, "return ")?;
    let end = rest.find([';', '}', '\n']).unwrap_or(rest.len());
    let rest = rest[..end].trim();
    (!before.trim().is_empty()).then(|| rest.strip_suffix(" end").unwrap_or(rest).to_owned())
}

/// `(lambda x: x**2)(x)`, `function(x) x^2`, `\(x) x^2`, `f <- function(x) { exp(-x) }`, `function f(x) x^2 end`
fn body(text: &str) -> Option<String> {
    if let Some(lambda) = text.strip_prefix("(lambda ") {
        let (formula, _) = around_last(lambda.split_once(':')?.1, ")(")?;
        return Some(formula.trim().to_owned());
    }
    let rest = text.strip_prefix('\\').filter(|rest| rest.starts_with('('));
    let rest = rest.or_else(|| Some(text.split_once("function")?.1))?;
    let (name, rest) = rest.split_once('(')?;
    let (arguments, rest) = rest.split_once(')')?;
    let variables = |c: char| c.is_ascii_alphanumeric() || "_, ".contains(c);
    let named = name.is_empty() || name.trim().len() == 1;
    let rest = rest.trim();
    if !named || !arguments.chars().all(variables) || rest.starts_with(['=', ':']) {
        return None;
    }
    let braced = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let inside = braced.or(rest.strip_suffix(" end")).unwrap_or(rest);
    Some(inside.trim_matches([' ', ';']).to_owned())
}

/// `if x > 0 then x else 0`
fn chosen(text: &str) -> Option<String> {
    let (condition, rest) = text.strip_prefix("if ")?.split_once(" then ")?;
    let (value, otherwise) = rest.split_once(" else ")?;
    let otherwise = otherwise.strip_suffix(" end").unwrap_or(otherwise);
    Some(format!("{{{value} if {condition}, {otherwise} else}}"))
}

/// `x^2 for x > 0, 0 otherwise`, `1 for x > 0 and 0 for x < 0`: pieces without their braces.
fn unbraced(text: &str) -> Option<String> {
    let is_name = |name: &str| name.len() < 8 && (!name.contains(' ') || labels::is_function(text));
    let named = text.split_once('=').filter(|(name, _)| is_name(name.trim()));
    let body = named.map_or(text, |(_, body)| body);
    let chosen = [" for ", " if ", " when "].iter().any(|word| body.contains(word));
    let pieces = body.trim().replace(" and ", ", ");
    let named = named.map_or(String::new(), |(name, _)| format!("{} = ", name.trim()));
    (chosen && pieces.contains(',') && !body.contains('{')).then(|| format!("{named}{{{pieces}}}"))
}

/// `piecewise(x^2, x < 0, x, x >= 0)`, as calculators write it, the values in front.
fn piecewise(text: &str) -> Option<String> {
    let parts: Vec<&str> = arguments(text, "piecewise")?;
    let said = |part: &str| part.contains(['<', '>', '≤', '≥', '=']);
    let pairs = parts.chunks(2).all(|pair| pair.len() == 2 && !said(pair[0]) && said(pair[1]));
    let pieces = parts.chunks(2).map(|pair| [pair[0], " if ", pair[1]].concat());
    pairs.then(|| format!("{{{}}}", pieces.collect::<Vec<_>>().join(", ")))
}

/// `print(x**2)`, `((y - p)**2).mean()`
fn shown(text: &str) -> Option<String> {
    if let Some(shown) = TAKEN.iter().find_map(|method| text.strip_suffix(method)) {
        return Some(shown.to_owned());
    }
    let parts = SHOWN.iter().find_map(|name| arguments(text, name))?;
    if let [part] = parts.as_slice() { Some(unquoted(part).to_owned()) } else { None }
}

/// `d(x^2, x)`, `nDeriv(X^2, X, 3)`, `D(expression(x^2), "x")`, `diff(x^3, 2)`
fn derived(text: &str) -> Option<String> {
    if let Some(parts) = DERIVED.iter().find_map(|name| arguments(text, name)) {
        let kept = if text.starts_with('n') { 2 } else { 3 };
        let parts: Vec<&str> = parts.into_iter().take(kept).map(unquoted).collect();
        return Some(format!("diff({})", parts.join(", ")));
    }
    let parts = arguments(text, "diff").or_else(|| arguments(text, "D"))?;
    let &[f, by] = parts.as_slice() else { return None };
    let f = f.strip_prefix("expression").unwrap_or(f);
    let order = by.bytes().all(|b| b.is_ascii_digit());
    let by = if order { format!("x, {by}") } else { unquoted(by).to_owned() };
    Some(format!("diff({f}, {by})"))
}

/// `syms x; diff(x^2)`, `x^2 /. x -> 3`: what stands beside a formula in a program.
fn ordered(text: &str) -> Option<String> {
    if STATEMENTS.iter().any(|begin| text.starts_with(begin)) {
        return text.rsplit_once([';', '\n']).map(|(_, formula)| formula.trim().to_owned());
    }
    text.split_once("/.").map(|(formula, _)| formula.trim().to_owned())
}

/// `log x to the base 2`, `the product of x and sin x`, `x minus one all squared`, `the quantity x
/// plus one squared`
fn spoken(text: &str) -> Option<String> {
    if let Some((x, base)) =
        text.strip_prefix("log ").and_then(|rest| rest.split_once(" to the base "))
    {
        return Some(format!("log_{{{base}}}({x})"));
    }
    let of_two = text.strip_prefix("the ").unwrap_or(text);
    if let Some((sign, both)) =
        OF_TWO.iter().find_map(|(words, sign)| Some((sign, of_two.strip_prefix(words)?)))
    {
        let (first, second) = both.split_once(" and ")?;
        return Some(format!("({first}){sign}({second})"));
    }
    let (rest, power) = [("squared", 2), ("cubed", 3)]
        .iter()
        .find_map(|(word, power)| Some((text.strip_suffix(word)?.trim_end(), power)))?;
    let whole = [" all", " quantity", " the whole"].iter().find_map(|word| rest.strip_suffix(word));
    let (before, base) = match whole {
        Some(base) => ("", base.strip_suffix(',').unwrap_or(base)),
        None => rest.split_once("quantity ")?,
    };
    let before = before.strip_suffix("the ").unwrap_or(before);
    Some(format!("{before}({})^{power}", base.trim()))
}

/// `x^2\left\{x>0\right\}`, as Desmos says where.
fn group(text: &str) -> Option<String> {
    let sized = text.strip_suffix("\\right\\}").and_then(|rest| around_last(rest, "\\left\\{"));
    let (formula, condition) =
        sized.or_else(|| text.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')))?;
    let said = ["<", ">", "\\le", "\\ge", "≤", "≥"].iter().any(|sign| condition.contains(sign));
    (said && !condition.contains(" if ")).then(|| format!("{} if {condition}", formula.trim_end()))
}

/// `d/dx(x^2)|x=3`
fn place(text: &str) -> Option<String> {
    let (formula, said) = text.rsplit_once('|')?;
    let (variable, _) = said.split_once('=')?;
    variable.trim().chars().all(char::is_alphabetic).then(|| formula.trim().to_owned())
}

/// `x^2, x ∈ ℝ`, `x² für x > 0`, `x^2 \mid x > 0`: for which values is said beside the formula.
fn limited(text: &str) -> Option<String> {
    let at = SETS.iter().filter_map(|sign| text.find(sign)).min()?;
    let (said, set) = text.split_at(at);
    // Others say what is chosen elsewhere.
    let others = [",", ";", " and ", "otherwise", "else"].iter().any(|word| set.contains(word));
    let said = Some(said.trim_end()).filter(|_| !others)?;
    let mut formula = said.trim_end_matches(char::is_alphanumeric);
    if formula.len() == said.len() {
        return None;
    }
    let whole = formula.len();
    let text = |formula: &str| Some(around_last(formula.strip_suffix('}')?, "\\text{")?.0.len());
    while let Some(length) = BESIDE
        .iter()
        .find_map(|word| formula.strip_suffix(word).map(str::len))
        .or_else(|| text(formula))
    {
        formula = &formula[..length];
    }
    let closed = formula.matches('(').count() == formula.matches(')').count();
    (whole - formula.len() > 1 && closed).then(|| formula.to_owned())
}

/// `ifelse(x > 0, x, 0)`, `std::exp(x)`, `expf(x)`, `log(x, base=2)`, `f(x::Float64)`, `\norm{x}`
fn renamed(text: &str) -> Option<String> {
    let mut plain = text.replace("std::", "").replace("base=", "");
    if let Some((name, parts)) = CHOSEN.iter().find_map(|name| Some((name, arguments(text, name)?)))
    {
        return Some(format!("where({})", parts.join(", ")).replace(name, "where"));
    }
    while let Some((before, of)) = plain.split_once("\\norm{") {
        let (inside, behind) = of.split_once('}')?;
        plain = format!("{before}\\left|{inside}\\right|{behind}");
    }
    while let Some((before, of)) = plain.split_once("::") {
        plain = [before, of.trim_start_matches(|c: char| c.is_ascii_alphanumeric())].concat();
    }
    for (at, _) in text.match_indices("f(") {
        let name = text[..at].rsplit(|c| !is_letter(c)).next().unwrap_or_default();
        if name.len() > 2 && names::function(name).is_some() {
            plain = plain.replace(&format!("{name}f("), &format!("{name}("));
        }
    }
    (plain != text).then_some(plain)
}

/// `x.clamp(min=0)`, `torch.clamp(x, min=0, max=1)`: bounds that a program says by their names.
fn bounded(text: &str) -> Option<String> {
    let (before, call) = text.split_once(".clamp(").or_else(|| text.split_once(".clip("))?;
    let inside = call.trim_end_matches(';').strip_suffix(')')?;
    let module = MODULES.contains(&before);
    let (x, bounds) = if module { inside.split_once(',')? } else { (before, inside) };
    let one = x.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        || module
        || x.starts_with('(') && x.ends_with(')');
    let named = |names: [&str; 2]| {
        let of =
            |name: &&str| Some(bounds.trim().strip_prefix(*name)?.trim_start_matches([' ', '=']));
        names.iter().find_map(of)
    };
    let (chosen, bound) = match (named(["min", "a_min"]), named(["max", "a_max"])) {
        (Some(least), _) => match least.split_once(',') {
            Some((least, most)) => {
                let (_, most) = most.split_once("max=")?;
                return one.then(|| format!("clip({x}, {least}, {most})"));
            }
            None => ("max", least),
        },
        (None, most) => ("min", most?),
    };
    one.then(|| format!("{chosen}({x}, {bound})"))
}

/// `w_{t+1}`: the sign in an index becomes a word of its name.
fn indexed(text: &str) -> Option<String> {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_{") {
        let end = at + rest[at..].find('}')?;
        plain.push_str(&rest[..at]);
        plain.push_str(&in_words(&rest[at..end]));
        rest = &rest[end..];
    }
    (rest.len() < text.len()).then(|| plain + rest)
}

/// `tplus1` for `t+1`
pub(in crate::syntax) fn in_words(index: &str) -> String {
    index.replace('+', "plus").replace(['-', '−'], "minus")
}

/// `\sqrt{3&x}`, `\root 3 \of x`
fn root(text: &str) -> Option<String> {
    if let Some((before, rest)) = text.split_once("\\root") {
        let (degree, of) = rest.split_once("\\of")?;
        return Some(format!("{before}\\sqrt[{}]{of}", degree.trim()));
    }
    if let Some((before, rest)) = text.split_once("√(") {
        let (degree, of) = rest.split_once('&')?;
        return Some(format!("{before}\\sqrt[{degree}]({of}"));
    }
    let (before, rest) = text.split_once("\\sqrt{")?;
    let (degree, of) = rest.split_once('&')?;
    Some(format!("{before}\\sqrt[{degree}]{{{of}"))
}

/// `f: ℝ → ℝ, f(x) = x²`, `Ans: 2x`, `**Answer:** 2x`, `In [3]: x**2`, `ii. x^2`
fn declared(text: &str) -> Option<String> {
    let bold = text.starts_with("**").then(|| text.replacen("**", "", 2));
    let text = bold.as_deref().unwrap_or(text);
    let is_said = |label: &str| {
        let words = |c: char| c.is_ascii_alphanumeric() || " []".contains(c);
        let asked = matches!(label, "Q" | "A") || (2..60).contains(&label.len());
        asked && !label.ends_with(' ') && label.chars().all(words)
    };
    let is_label =
        |label: &str, most| label.len() <= most && label.bytes().all(|b| b.is_ascii_alphabetic());
    let told = text
        .split_once(',')
        .filter(|(sets, formula)| sets.contains(':') && labels::is_function(formula));
    let said = || text.split_once(": ").filter(|(label, _)| is_said(label));
    // x. sin(x) has a sign too many.
    let variable = |label: &str| label.len() == 1 && label.ends_with(['t', 'u', 'x', 'y', 'z']);
    let counted =
        || text.split_once(". ").filter(|(label, _)| is_label(label, 4) && !variable(label));
    let said = || said().filter(|(label, _)| names::function(label).is_none());
    let found = told.or_else(said).or_else(counted);
    let formula = found?.1.trim_matches([' ', '$']);
    // **Question:** Differentiate x^2
    Some(formula_in(formula).map_or(formula, |span| &formula[span.start..span.end]).to_owned())
}

/// `find dy/dx of y = x^3`, `find f'(x) if f(x) = x^3`
fn asked(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once("dy/dx ").or_else(|| text.split_once("y' ")) {
        let (word, formula) = rest.split_once(' ')?;
        return ASKED.contains(&word).then(|| formula.trim_end_matches(['.', '?']).to_owned());
    }
    let name = text[..text.rfind('=')?].trim_end();
    let start = name.rfind(' ')? + 1;
    // f of x = x^2 is no question.
    text.find(' ').filter(|first| *first > 1)?;
    let word = text[..start].trim_end().rsplit(' ').next()?;
    let named = name.len() == start + 1 || labels::is_function(&text[start..]);
    (named && ASKED.contains(&word)).then(|| text[start..].trim_end_matches(['.', '?']).to_owned())
}

/// `(x > 0) * x`: a condition that is 1 or 0, in a program.
fn computed(text: &str) -> Option<String> {
    let first = || {
        text.strip_prefix('(')?
            .split_once(')')
            .and_then(|(p, x)| Some((p, x.trim().strip_prefix('*')?)))
    };
    let last = || {
        text.strip_suffix(')')?
            .rsplit_once('(')
            .and_then(|(x, p)| Some((p, x.trim().strip_suffix('*')?)))
    };
    let (condition, value) = first().or_else(last)?;
    let product = !value.contains(['+', '-']) || arguments(value.trim(), "").is_some();
    let chosen = format!("{{{} if {condition}, 0 else}}", value.trim());
    (condition.contains(['<', '>']) && product).then_some(chosen)
}

/// `Soit f(x) = x^2`, `If f(x) = x^2, find f'(x).`: what is named after words, up to the next ones.
fn named(text: &str) -> Option<String> {
    let prime = ['\'', '’', '′', ' '];
    let begins = |&at: &usize| {
        let (before, rest) = text.split_at(at);
        let mut words =
            before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let worded = words.clone().next().is_none_or(|word| word.chars().count() > 1)
            && words.all(|word| !is_foreign(word) && names::function(word).is_none());
        let before = before.replace("dy/dx", "");
        let said = before.chars().all(|c| c.is_alphabetic() || " ,.:'’".contains(c));
        let letter = rest.starts_with(is_letter);
        let equals = || rest[1..].trim_start_matches(prime).starts_with('=');
        let called = || {
            let (name, argument) = rest.split_once('(')?;
            let primed = name.get(1..)?.trim_start_matches(prime);
            (primed.is_empty() && argument.split_once(')')?.1.trim_start().starts_with('='))
                .then_some(())
        };
        said && worded && letter && (equals() || called().is_some())
    };
    let start = text.match_indices(' ').map(|(at, _)| at + 1).chain([0]).find(begins)?;
    let start = &text[start..];
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let ends = start.match_indices([' ', '.']).map(|(at, _)| at).find(|&at| {
        let word = start[at + 1..].trim_start_matches([' ', '(']);
        let word = word.split(|c: char| !is_letter(c)).next().unwrap_or_default();
        is_word(word) && names::function(word).is_none() && names::greek(word).is_none()
    });
    let formula = start[..ends.unwrap_or(start.len())].trim_end_matches([' ', ',', ';', '.', '(']);
    (formula.len() < text.len()).then(|| formula.to_owned())
}

/// `⇒ 2x`, `\therefore y = 2x`, `>>> x**2`: what a line begins with that goes on.
fn followed(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(next) = LEADING.iter().find_map(|sign| rest.strip_prefix(sign)) {
        rest = next.trim_start();
    }
    (rest.len() < text.len()).then(|| rest.to_owned())
}

/// `base * height / 2`: words between signs are variables, each with its word for an index.
fn worded(text: &str) -> Option<String> {
    // Those behind a backslash are commands.
    (!text.contains('\\')).then_some(())?;
    let (mut plain, mut rest, mut count) = (String::new(), text, 0);
    while let Some(at) = rest.find(is_letter) {
        let length = rest[at..].find(|c| !is_letter(c)).unwrap_or(rest.len() - at);
        let (word, behind) = rest[at..].split_at(length);
        let next = behind.trim_start();
        plain.push_str(&rest[..at]);
        let names = plain.is_empty() && next.starts_with('=');
        if length < 4 || names || names::function(word).is_some() || names::greek(word).is_some() {
            plain.push_str(word);
        } else {
            let ends = next.is_empty() || next.starts_with(['+', '-', '*', '/', '^', ')', '=']);
            ends.then_some(())?;
            plain.push_str(&format!("{}_{{{word}}}", &word[..1]));
            count += 1;
        }
        rest = behind;
    }
    (count > 1).then(|| plain + rest)
}

/// What stands between the brackets of a call that is the whole text, apart at commas.
fn arguments<'a>(text: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let rest = text.strip_prefix(name)?.strip_prefix(['(', '['])?;
    let rest = rest.trim_end_matches(';').strip_suffix([')', ']'])?;
    let (mut parts, mut begin, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, c) in rest.char_indices() {
        match unicode::plain(c) {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' | ';' if depth == 0 => {
                parts.push(rest[begin..at].trim());
                begin = at + c.len_utf8();
            }
            _ => {}
        }
        (depth >= 0).then_some(())?;
    }
    parts.push(rest[begin..].trim());
    Some(parts)
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}
