//! On which side each bar stands, where it does not come out even that every bar closes as soon as
//! it can: `|2|u|-3|v||`, `||x||y||`.

use super::token::{Bracket, Kind, Token};

/// Bars side by side. The first of them close, the others open: there is something between a bar
/// and the one that closes it.
struct Run {
    first: usize,
    count: usize,
    /// At least and at most how many close.
    least: usize,
    most: usize,
    /// Whether a sign follows, which all but always stands between two terms.
    signed: bool,
}

/// Says of every bar whether it opens or closes, in time proportional to their number. False where
/// there is no way to.
pub(in crate::syntax) fn pair_bars(tokens: &mut [Token]) -> bool {
    // What is open: where, and the bars behind.
    let mut open: Vec<(usize, Vec<Run>)> = vec![(0, Vec::new())];
    let (mut at, mut closed) = (0, 0);
    while at < tokens.len() {
        let Some((place, runs)) = open.last_mut() else { return false };
        let count = tokens[at..].iter().take_while(|token| token.kind == Kind::Bar).count();
        match tokens[at].kind {
            Kind::Bar => runs.push(run(tokens, at, count, closed)),
            Kind::Open(_) | Kind::Cases => open.push((at, Vec::new())),
            kind if kind.separates() => {
                if !settle(tokens, runs) {
                    return false;
                }
                runs.clear();
                if matches!(kind, Kind::Close(_) | Kind::EndCases) {
                    closed = *place;
                    open.pop();
                }
            }
            _ => {}
        }
        at += count.max(1);
    }
    true
}

/// The bars from there on. The bracket that closed last opens at `closed`.
fn run(tokens: &[Token], first: usize, count: usize, closed: usize) -> Run {
    let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| token.kind);
    let before = first.checked_sub(1);
    let begin = match kind(before) {
        Some(Kind::Close(_)) => Some(closed),
        _ => before,
    };
    let [name, sign] = [2, 1].map(|back| kind(begin.and_then(|begin| begin.checked_sub(back))));
    // sin² |x|, log_2 |x|
    let raised = matches!(sign, Some(Kind::Caret { .. } | Kind::Underscore))
        && matches!(name, Some(Kind::Function(_)));
    let holds = kind(before).is_some_and(Kind::ends_operand) && !raised;
    let (least, signed) = match kind(Some(first + count)) {
        _ if !holds => (0, false),
        Some(Kind::Plus | Kind::Minus) => (0, true),
        Some(next) if next.begins_operand() => (0, false),
        _ => (count, false),
    };
    Run { first, count, least, most: if holds { count } else { 0 }, signed }
}

/// Pairs the bars of what stands between two brackets or commas, so that a sign behind one stands
/// between two terms wherever it can.
fn settle(tokens: &mut [Token], runs: &mut [Run]) -> bool {
    let mut deepest = 0_usize;
    for run in runs.iter_mut() {
        if run.signed && deepest >= run.count {
            run.least = run.count;
        }
        deepest = (deepest + run.count).saturating_sub(2 * run.least);
    }
    if pair(tokens, runs) {
        return true;
    }
    runs.iter_mut().filter(|run| run.signed).for_each(|run| run.least = 0);
    pair(tokens, runs)
}

/// Pairs bars from the left, of which as many close as leave a way for the others.
fn pair(tokens: &mut [Token], runs: &[Run]) -> bool {
    // How many bars have to be open in front of a run: every second number between two.
    let (mut low, mut high) = (0, 0);
    let mut ways = Vec::with_capacity(runs.len());
    for run in runs.iter().rev() {
        ways.push(low);
        let all = run.least == run.count;
        if run.most == 0 && high < run.count {
            return false;
        }
        low = match run.count {
            count if all => low + count,
            count if low >= count => low - count,
            count if high < count => count - high,
            count => (count - low) % 2,
        };
        high = if run.most == 0 { high - run.count } else { high + run.count };
    }
    if low > 0 {
        return false;
    }
    let mut open = 0;
    for (run, low) in runs.iter().zip(ways.into_iter().rev()) {
        let closing = run.most.min(open).min((open + run.count - low) / 2);
        for (place, token) in tokens[run.first..][..run.count].iter_mut().enumerate() {
            token.kind = match place < closing {
                true => Kind::Close(Bracket::Bar),
                false => Kind::Open(Bracket::Bar),
            };
        }
        open = open + run.count - 2 * closing;
    }
    true
}
