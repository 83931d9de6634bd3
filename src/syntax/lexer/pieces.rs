//! The ways of writing pieces become one: `{x^2 if x < 0, x else}`.

use super::token::{Bracket, Called, Kind, Token};

/// How deep a piece of `Piecewise` may be nested.
const DEEP: usize = 100;

/// `Piecewise((a, p), (b, True))`, as SymPy writes it. What becomes nothing is an end for a moment.
pub(super) fn pairs(tokens: &mut Vec<Token>) {
    let mut found = false;
    for at in 0..tokens.len() {
        if tokens[at].kind == Kind::Function(Called::Where)
            && let open = at + 1 + usize::from(is_list(tokens, at + 1))
            && let Some((close, changes)) = pairs_of(tokens, open)
        {
            found = true;
            let start = tokens[at].start;
            tokens[at].kind = Kind::End;
            if open > at + 1
                && let Some(behind) = tokens.get_mut(close + 1)
                && behind.kind == Kind::Close(Bracket::Square)
            {
                behind.kind = Kind::End;
                tokens[at + 1].kind = Kind::End;
            }
            tokens[open] = Token { kind: Kind::Open(Bracket::Curly), start, ..tokens[open] };
            tokens[close].kind = Kind::Close(Bracket::Curly);
            if open > at + 1
                && let Some(end) = otherwise(tokens, close + 1)
            {
                tokens[at + 1].kind = Kind::End;
                tokens[close].kind = Kind::End;
                tokens[end].kind = Kind::Close(Bracket::Curly);
            }
            for (place, kind) in changes {
                tokens[place].kind = kind;
            }
        }
    }
    if found {
        without_ends(tokens);
    }
}

/// Where the list ends that what is chosen otherwise stands in: `[{{a, p}}, c]`.
fn otherwise(tokens: &[Token], comma: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let end = tokens.iter().skip(comma).position(|token| {
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) if depth > 0 => depth -= 1,
            Kind::Close(_) => return true,
            _ => {}
        }
        false
    });
    end.filter(|&end| end > 1 && tokens[comma].kind == Kind::Comma).map(|end| comma + end)
}

/// Takes out what became an end, but for the last token.
pub(super) fn without_ends(tokens: &mut Vec<Token>) {
    let end = tokens.pop();
    tokens.retain(|token| token.kind != Kind::End);
    tokens.extend(end);
}

/// `[{{a, p}, {b, q}}]`, as Mathematica writes it.
fn is_list(tokens: &[Token], open: usize) -> bool {
    let brackets = [Bracket::Square, Bracket::Curly, Bracket::Curly].map(Kind::Open);
    tokens.iter().skip(open).map(|token| token.kind).take(3).eq(brackets)
}

/// `D[f, {x, 2}]`, as Mathematica writes an order, becomes `diff(f, x, 2)`.
pub(super) fn orders(tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|token| token.kind == Kind::Function(Called::Diff)) {
        return;
    }
    for at in 0..tokens.len() {
        let kind = |place: usize| tokens.get(at + place).map(|token| token.kind);
        if kind(0) == Some(Kind::Comma)
            && kind(1) == Some(Kind::Open(Bracket::Curly))
            && matches!(kind(2), Some(Kind::Symbol(_)))
            && kind(3) == Some(Kind::Comma)
            && matches!(kind(4), Some(Kind::Number(_)))
            && kind(5) == Some(Kind::Close(Bracket::Curly))
        {
            tokens[at + 1].kind = Kind::End;
            tokens[at + 5].kind = Kind::End;
        }
    }
    without_ends(tokens);
}

/// The bracket that closes the one at `open`, and what becomes of the tokens between, where all
/// that is between are pairs in brackets.
fn pairs_of(tokens: &[Token], open: usize) -> Option<(usize, Vec<(usize, Kind)>)> {
    let opens = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Open(_)));
    (opens(open) && opens(open + 1)).then_some(())?;
    let mut changes = Vec::new();
    let (mut depth, mut commas) = (0, 0);
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Open(_) => {
                depth += 1;
                (depth <= DEEP).then_some(())?;
                if depth == 2 {
                    changes.push((place, Kind::End));
                    commas = 0;
                }
            }
            Kind::Close(_) => {
                if depth == 2 {
                    (commas == 1).then_some(())?;
                    changes.push((place, Kind::End));
                }
                depth -= 1;
                if depth == 0 {
                    return (!changes.is_empty()).then_some((place, changes));
                }
            }
            Kind::Comma if depth == 2 => {
                commas += 1;
                // (b, True)
                let last = tokens.get(place + 1).is_some_and(|next| next.kind == Kind::Else);
                changes.push((place, if last { Kind::End } else { Kind::If }));
            }
            Kind::Comma => {}
            _ if depth == 1 => return None,
            _ => {}
        }
    }
    None
}

/// `{x^2, x < 0; x, x >= 0}` and `{x^2 : x < 0, x : x >= 0}`: a comma or a colon in curly brackets
/// becomes `if` where a comparison follows it, up to the next comma, and so in cases. In `{x < 0: x^2, x >= 0: x}`
/// the comparisons stand in front, and nothing changes.
pub(super) fn conditions_after_commas(tokens: &mut [Token]) {
    // What is open: whether it is curly and its conditions do not stand in front, the last comma in
    // it, whether a comparison or an `if` came since.
    let mut open: Vec<(bool, Option<usize>, bool)> = Vec::new();
    for at in 0..tokens.len() {
        match (tokens[at].kind, open.last_mut()) {
            (Kind::Open(bracket), _) => open.push((bracket == Bracket::Curly, None, false)),
            (Kind::Cases, _) => open.push((true, None, false)),
            (Kind::Close(_) | Kind::EndCases, _) => {
                open.pop();
            }
            (Kind::Row, Some((_, comma, said))) => (*comma, *said) = (None, false),
            (Kind::Comma, Some((_, comma, said))) => (*comma, *said) = (Some(at), false),
            (Kind::Colon, Some((true, _, said @ false))) => {
                tokens[at].kind = Kind::If;
                *said = true;
            }
            (Kind::Colon, Some((curly, _, _))) => *curly = false,
            (Kind::If | Kind::Else | Kind::Ampersand | Kind::Question, Some((_, _, said))) => {
                *said = true;
            }
            (Kind::Relation(_), Some((true, comma, said @ false))) => {
                if let Some(comma) = comma.take() {
                    tokens[comma].kind = Kind::If;
                }
                *said = true;
            }
            _ => {}
        }
    }
}
