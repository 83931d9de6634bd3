//! What was typed or copied in a hurry: by `x+1/x-1` students mean (x + 1)/(x − 1), by `(x+1)2` a square.

use super::frame::{Raised, Shape, Value};
use super::roots::is_variable;
use super::{Fault, Parser, Problem, Span, limits};
use crate::syntax::error::Repair;
use crate::syntax::lexer::{Bracket, Kind, Token, in_words, pair_bars};

/// What is found of such a fraction on the way through it.
#[derive(Default)]
struct Halves {
    /// Its one line.
    line: Option<usize>,
    /// Whether there are sums above and below.
    sums: [bool; 2],
    /// Whether a sign stands between spaces.
    loose: bool,
}

impl Parser<'_> {
    /// The brackets that make one fraction of the formula that begins with this token.
    pub(super) fn hurried_fraction(&self, begin: usize) -> Option<Repair> {
        let (first, last) = (self.token(begin), self.token(self.tokens.len().checked_sub(2)?));
        let found = if self.latex { None } else { self.halves(begin) }?;
        let at = found.line?;
        let [before, line, behind] = [at - 1, at, at + 1].map(|at| self.token(at));
        // x + 1/x - 1 says what belongs together; x + 1/2x - 1 has a coefficient.
        let close = !line.spaced && !behind.spaced;
        let figure = |token: Token| matches!(token.kind, Kind::Number(_));
        if self.is_d(at - 1)
            || found.sums != [true, true]
            || found.loose && close
            || figure(before) && figure(behind)
        {
            return None;
        }
        let above = self.text(first.start, before.end);
        let below = self.text(behind.start, last.end);
        let span = Span { start: first.start, end: last.end };
        Some(Repair { span, text: format!("({above})/({below})") })
    }

    /// The line and the signs outside all brackets. Nothing where there is more than a fraction of sums.
    fn halves(&self, begin: usize) -> Option<Halves> {
        let mut found = Halves::default();
        let mut depth = 0_usize;
        for at in begin..self.tokens.len() {
            let token = self.token(at);
            match token.kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth = depth.checked_sub(1)?,
                _ if depth > 0 => {}
                Kind::Slash if found.line.is_none() && at > begin => found.line = Some(at),
                Kind::Plus | Kind::Minus
                    if at > begin && self.token(at - 1).kind.ends_operand() =>
                {
                    found.sums[usize::from(found.line.is_some())] = true;
                    found.loose |= token.spaced && self.token(at + 1).spaced;
                }
                Kind::Slash | Kind::Relation(_) | Kind::Comma | Kind::If | Kind::Else => {
                    return None;
                }
                Kind::Bar | Kind::Question | Kind::Colon | Kind::Partial => return None,
                _ => {}
            }
        }
        Some(found)
    }

    /// `(x+1)2`, `ax2`, `e2x`, `ex`: what stands close behind may have been raised where it was copied from.
    pub(super) fn may_be_raised(&mut self, before: Value, token: Token) {
        // 3x 4, as it is copied from where the 4 stood raised
        let gap = self.text(before.end, token.start);
        let apart = gap == " "
            && matches!((before.shape, token.kind), (Shape::Name, Kind::Number(_)))
            && self.token(self.at + 1).kind != Kind::Comma
            && !matches!(self.token(self.at + 1).kind, Kind::Open(_));
        if !gap.is_empty() && !apart || self.latex {
            return;
        }
        // 2 x 3, where the x is a cross
        let x = self.token(self.at - 1);
        if apart
            && x.spaced
            && matches!(self.text(x.start, x.end), "x" | "X")
            && self.at > 1
            && matches!(self.token(self.at - 2).kind, Kind::Number(_))
        {
            self.offer(x.span(), "*".to_owned());
        }
        let next = self.token(self.at + 1);
        let text = self.text(token.start, token.end);
        // (x+1)2x, 2^x: a factor
        let ends = match next.kind {
            Kind::Open(_) => true,
            Kind::Symbol(_) | Kind::Constant(_) | Kind::Function(_) | Kind::Caret { .. } => false,
            kind => !matches!(kind, Kind::Root(_) | Kind::Frac | Kind::Radical),
        };
        let close = next.start == token.end && matches!(next.kind, Kind::Symbol(_));
        let end = match token.kind {
            Kind::Number(_) if self.is_e(before.expr) => {
                if close {
                    next.end
                } else {
                    token.end
                }
            }
            Kind::Symbol(x) if self.is_e(before.expr) && matches!(self.dag.name(x), "x" | "t") => {
                token.end
            }
            Kind::Number(_) if ends && matches!(text.as_bytes(), [b'2'..=b'9']) => {
                let raised = self.text(before.start, before.end).ends_with([')', '|'])
                    || matches!(before.shape, Shape::Name);
                match raised {
                    true => token.end,
                    false => return,
                }
            }
            _ => return,
        };
        let span = Span { start: token.start, end };
        let text = match end == token.end {
            true => format!("^{text}"),
            false => format!("^({})", self.text(token.start, end)),
        };
        self.offer(span, text);
    }

    /// `x^n-1`: the figure may belong to the exponent that is a letter.
    pub(super) fn may_add_to_exponent(&mut self, exponent: Value, raised: Raised) {
        let letter = self.bare_letter(raised.exponent);
        let plain = raised.bare && !raised.stars && !self.is_e(raised.base);
        if plain
            && letter.is_some_and(|letter| !is_variable(letter))
            && let Some(end) = self.figure_behind(exponent.end)
        {
            self.offer_bracketed(exponent.start, end);
        }
    }

    /// `x_i+1`, `a_n-1`: the figure may belong to the index that counts.
    pub(super) fn may_add_to_index(&mut self, value: Value) {
        let text = self.text(value.start, value.end);
        if let Some((letter, index)) = text.split_once('_')
            && matches!(index.as_bytes(), [b'i'..=b'n' | b't'])
            && let Some(end) = self.figure_behind(value.end)
        {
            let span = Span { start: value.start + letter.len() + 1, end };
            let text = format!("{{{}}}", in_words(self.text(span.start, end)));
            self.offer(span, text);
        }
    }

    /// Where the figure ends that the sign here adds close behind this place, and nothing else with it.
    fn figure_behind(&self, place: usize) -> Option<usize> {
        let [sign, figure, behind] = [0, 1, 2].map(|next| self.token(self.at + next));
        let sum = matches!(sign.kind, Kind::Plus | Kind::Minus)
            && matches!(figure.kind, Kind::Number(_))
            && place == sign.start
            && sign.end == figure.start;
        let ends = !matches!(behind.kind, Kind::Caret { .. }) && !behind.kind.begins_operand();
        (sum && ends && !self.latex).then_some(figure.end)
    }

    /// `√x+1`, `e^x/e^x+1`, `p/1-p`: the last term may belong below the root or the line that begins there.
    pub(super) fn may_add_below(&mut self, below: usize, end: usize) {
        let sign = self.peek();
        let sum = matches!(sign.kind, Kind::Plus | Kind::Minus) && sign.start == end;
        let short = self.source.len() <= limits::CHECKED;
        if sum
            && short
            && !self.latex
            && let Some(end) = self.last_term()
        {
            self.offer_bracketed(below, end);
        }
    }

    /// Where the term behind the sign here ends, if it is the last one in its brackets.
    fn last_term(&self) -> Option<usize> {
        let mut depth = 0_usize;
        for at in self.at + 1..self.tokens.len() {
            let [before, token] = [at - 1, at].map(|at| self.token(at));
            match token.kind {
                Kind::Close(_) | Kind::End if depth == 0 => return Some(before.end),
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth -= 1,
                _ if depth > 0 => {}
                Kind::Plus | Kind::Minus if !before.kind.ends_operand() => {}
                Kind::Plus | Kind::Minus | Kind::Slash | Kind::Bar | Kind::Root(_) => return None,
                kind if kind.separates() => return None,
                _ => {}
            }
        }
        None
    }

    /// Brackets from here to there may be meant.
    pub(super) fn offer_bracketed(&mut self, start: usize, end: usize) {
        let text = format!("({})", self.text(start, end));
        self.offer(Span { start, end }, text);
    }

    /// `|x|x|-1|`: the bar in front of a sign may close one before. Then others open, and a
    /// product's sign says of which.
    pub(super) fn may_be_paired(&mut self) -> Option<Repair> {
        let near = self.source.len() <= limits::CHECKED;
        let paired = self.loose && pair_bars(&mut self.tokens) || self.bars_in_bars();
        (near && paired).then_some(())?;
        let mut text = self.source.to_owned();
        for pair in self.tokens.windows(2).rev() {
            if pair[0].kind.ends_operand() && pair[1].kind == Kind::Open(Bracket::Bar) {
                text.insert(pair[1].start, '*');
            }
        }
        Some(Repair { span: Span::whole(self.source), text })
    }

    /// `|x|y|z|`: the bars in the middle may open and close within the others.
    fn bars_in_bars(&mut self) -> bool {
        let is_bar = |at: &usize| self.token(*at).kind == Kind::Bar;
        let bars: Vec<usize> = (0..self.tokens.len()).filter(is_bar).take(5).collect();
        let &[_, second, third, _] = bars.as_slice() else { return false };
        let between = |at: usize| {
            self.token(at - 1).kind.ends_operand() && self.token(at + 1).kind.begins_operand()
        };
        let inner = between(second) && between(third);
        if inner {
            self.tokens[second].kind = Kind::Open(Bracket::Bar);
        }
        inner
    }

    /// `W^{[1]}`: what stands raised in square brackets is an index; in round ones it may be one.
    pub(super) fn raised_index(&mut self, base: Value) -> Option<Value> {
        let [open, index, close] = [2, 3, 4].map(|at| self.token(self.at + at));
        let plain = matches!(open.kind, Kind::Open(Bracket::Round | Bracket::Square))
            && matches!(index.kind, Kind::Number(_) | Kind::Symbol(_))
            && matches!(close.kind, Kind::Close(_));
        let braced = self.curly(self.at + 1, true) && self.curly(self.at + 5, false);
        if !(plain && braced) {
            return None;
        }
        let span = Span { start: base.end, end: self.token(self.at + 5).end };
        let index = self.text(index.start, index.end);
        if open.kind == Kind::Open(Bracket::Round) {
            if self.bare_letter(base.expr).is_some() {
                self.offer(span, format!("_{{{index}}}"));
            }
            return None;
        }
        let expr = self.indexed(base.expr, index.trim_start_matches('\\'))?;
        self.at += 6;
        Some(Value { expr, end: span.end, ..base })
    }

    /// Refuses `a^{[l-1]}`, which is no power of a: the layer before this one.
    pub(super) fn no_sum_raised(&self, base: Value) -> Result<(), Fault> {
        let token = |place: usize| self.token(self.at + place);
        let square = token(2).kind == Kind::Open(Bracket::Square)
            && token(6).kind == Kind::Close(Bracket::Square)
            && self.curly(self.at + 1, true)
            && self.curly(self.at + 7, false);
        let sum = matches!(
            [3, 4, 5].map(|place| token(place).kind),
            [Kind::Symbol(_), Kind::Plus | Kind::Minus, Kind::Number(_)]
        );
        if !square || !sum || self.bare_letter(base.expr).is_none() {
            return Ok(());
        }
        let index = in_words(self.text(token(3).start, token(5).end));
        let whole = Span { start: base.end, end: token(7).end };
        Err(Fault::new(Problem::Index, whole).or_put(whole, format!("_{{{index}}}")))
    }
}
