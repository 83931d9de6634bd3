//! What comes along with a formula that is copied out of a page: Wikipedia's braces, the bar behind a
//! derivative that says where.

use super::pieces::without_ends;
use super::token::{Bracket, Kind, Token};
use super::{Fault, Lexer, Problem, Span, latex};
use crate::expr::{Dag, Relation};

/// Takes off the braces around an equation: `\boxed{f(x) = x^3}`.
pub(super) fn unwrap_whole(tokens: &mut Vec<Token>) {
    let is = |token: &Token, kind: Kind| token.kind == kind && token.end - token.start == 1;
    let [first, inside @ .., last, _] = tokens.as_slice() else { return };
    if !is(first, Kind::Open(Bracket::Curly)) || !is(last, Kind::Close(Bracket::Curly)) {
        return;
    }
    let (mut depth, mut equation) = (0_usize, false);
    for token in inside {
        match token.kind {
            Kind::Open(_) => depth += 1,
            // Braces that end before.
            Kind::Close(_) if depth == 0 => return,
            Kind::Close(_) => depth -= 1,
            Kind::Relation(Relation::Equal) if depth == 0 => equation = true,
            // Pieces keep theirs.
            Kind::If | Kind::Else | Kind::Colon | Kind::Comma if depth == 0 => return,
            _ => {}
        }
    }
    if equation {
        tokens.remove(tokens.len() - 2);
        tokens.remove(0);
    }
}

/// Takes off the braces around a derivative's sign, whose function stands behind them, and around a
/// word: `{\frac {d}{dx}}\sin x`, `{\text{if }}`.
pub(super) fn unwrap_operators(dag: &Dag, tokens: &mut Vec<Token>) {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let is_d = |at: usize| match kind(at) {
        Some(Kind::Partial) => true,
        Some(Kind::Symbol(symbol)) => dag.name(symbol) == "d",
        _ => false,
    };
    const OPEN: Option<Kind> = Some(Kind::Open(Bracket::Curly));
    const CLOSE: Option<Kind> = Some(Kind::Close(Bracket::Curly));
    // The end of a group that begins with a d, `names` letters long, and holds an order at most.
    let part = |at: usize, names: usize| {
        (kind(at) == OPEN && is_d(at + 1)).then_some(())?;
        let behind = at + 1 + names;
        let order = match (kind(behind), kind(behind + 1)) {
            (Some(Kind::Caret { .. }), OPEN) => 4,
            (Some(Kind::Caret { .. }), _) => 2,
            _ => 0,
        };
        (kind(behind + order) == CLOSE).then_some(behind + order + 1)
    };
    let wraps = |at: usize| {
        let free = at == 0
            || !matches!(
                kind(at - 1),
                Some(Kind::Caret { .. } | Kind::Underscore | Kind::Frac | Kind::Radical)
                    | Some(Kind::Close(Bracket::Curly) | Kind::Function(_))
            );
        (free && kind(at) == OPEN && kind(at + 1) == Some(Kind::Frac)).then_some(())?;
        let close = part(part(at + 2, 1)?, 2)?;
        (kind(close) == CLOSE).then_some([at, close])
    };
    // {\text{if }}, \overset{!}{=}, {\sin}^2 x, {\text{erf}}(x)
    let word = |at: usize| {
        let worded = match kind(at + 1) {
            Some(Kind::Function(_)) => {
                matches!(kind(at + 3), Some(Kind::Caret { .. } | Kind::Open(Bracket::Round)))
            }
            kind => matches!(kind, Some(Kind::If | Kind::Else | Kind::Relation(_))),
        };
        (kind(at) == OPEN && worded && kind(at + 2) == CLOSE).then_some([at, at + 2])
    };
    // \frac{d}{{\rm d}x}
    let style = |at: usize| {
        let group = kind(at) == OPEN && is_d(at + 1) && kind(at + 2) == CLOSE;
        (group && at > 0 && kind(at - 1) == OPEN).then_some([at, at + 2])
    };
    let spare = |at: usize| wraps(at).or_else(|| word(at)).or_else(|| style(at));
    let spare: Vec<usize> = (0..tokens.len()).filter_map(spare).flatten().collect();
    if !spare.is_empty() {
        spare.into_iter().for_each(|at| tokens[at].kind = Kind::End);
        without_ends(tokens);
    }
}

impl Lexer<'_> {
    /// Refuses `|_{x=3}`, `|_0^1` and `]_0^1`: where a value is asked for is no part of the formula.
    pub(super) fn no_place_behind_a_bar(&self) -> Result<(), Fault> {
        let kind = |at: usize| self.tokens.get(at).map(|token| token.kind);
        let count = |kind: Kind| self.tokens.iter().filter(|token| token.kind == kind).count();
        let odd = count(Kind::Bar) % 2 == 1;
        let unopened = count(Kind::Open(Bracket::Bar)) < count(Kind::Close(Bracket::Bar));
        let is_place = |at: usize| {
            let braced = usize::from(kind(at + 1) == Some(Kind::Open(Bracket::Curly)));
            matches!(kind(at + 1 + braced), Some(Kind::Symbol(_)))
                && kind(at + 2 + braced) == Some(Kind::Relation(Relation::Equal))
        };
        let found = (1..self.tokens.len()).find(|&at| {
            kind(at) == Some(Kind::Underscore)
                && match kind(at - 1) {
                    // |x|_1 is a norm; a bar that closes nothing is none.
                    Some(Kind::Bar) => is_place(at) || odd,
                    Some(Kind::Close(Bracket::Bar)) => is_place(at) || unopened,
                    // [x]_+ is the positive part.
                    Some(Kind::Close(Bracket::Square)) => kind(at + 1) != Some(Kind::Plus),
                    _ => false,
                }
        });
        let Some(at) = found else { return Ok(()) };
        let bracket = kind(at - 1) == Some(Kind::Close(Bracket::Square));
        let start = if bracket { self.tokens[at].start } else { self.tokens[at - 1].start };
        let mut end = self.tokens[at].start;
        while let Some(operand) = self.source[end..].strip_prefix(['_', '^']) {
            end += 1 + latex::operand(operand);
        }
        let span = Span { start, end };
        let place = self.source[start..end].to_owned();
        let fault = Fault::new(Problem::Place(place), span);
        let before = self.source[..start].replace("\\left.", "");
        let sizes = ["\\big", "\\Big", "\\bigg", "\\Bigg"];
        let before = before.trim_end();
        let before = sizes.iter().find_map(|size| before.strip_suffix(size)).unwrap_or(before);
        let whole = Span { start: 0, end: self.source.len() };
        Err(fault.or_put(whole, format!("{before}{}", &self.source[end..])))
    }

    /// Whether a full stop or a comma here ends what a brace or an environment holds: `1-x.}`
    pub(super) fn ends_inside(&self, c: char) -> bool {
        let rest = self.source[self.at..].get(1..).unwrap_or_default().trim_start();
        let sets = ["\\end", "\\]", "\\)", "$", "}\\end"];
        self.latex && matches!(c, '.' | ',') && sets.iter().any(|end| rest.starts_with(end))
    }

    /// The length of a comment of LaTeX, up to the line that goes on behind it.
    pub(super) fn comment(&self, c: char) -> Option<usize> {
        if c == '%' && self.latex { self.source[self.at..].find('\n') } else { None }
    }
}
