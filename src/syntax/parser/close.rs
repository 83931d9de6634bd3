//! Brackets close, commas separate, pieces are put together.

use super::frame::{Frame, Head, Inside, Shape, Value, binding};
use super::stretches::{compares, pieces};
use super::{Fault, Next, Parser, Problem, Span};
use crate::expr::{Function, Relation};
use crate::syntax::lexer::{Bracket, Called, Kind, Token, figures};

impl Parser<'_> {
    /// What is open innermost.
    pub(super) fn innermost(&self) -> Option<(Inside, Bracket)> {
        match self.frames.get(*self.opens.last()?)? {
            Frame::Open { inside, bracket, .. } => Some((*inside, *bracket)),
            _ => None,
        }
    }

    /// Whether a bar would close one that is open.
    pub(super) fn bar_is_open(&self) -> bool {
        matches!(self.innermost(), Some((Inside::Bars, _)))
    }

    /// Whether these are the rows of cases.
    pub(super) fn in_cases(&self) -> bool {
        matches!(self.innermost(), Some((Inside::Cases, _)))
    }

    /// Whether two sides may be compared here.
    pub(super) fn takes_relation(&self) -> bool {
        match (self.innermost(), self.frames.last()) {
            (_, Some(Frame::Pieces { condition, .. })) => *condition,
            (_, Some(Frame::Both { .. })) => true,
            (_, Some(Frame::Choice { then, .. })) => then.is_some(),
            (None | Some((Inside::Cases, _)), _) => true,
            (Some((Inside::Call(head, _), _)), _) => head.called == Called::Where,
            // In brackets where it chooses: see `is_used`.
            (Some((Inside::Group, _)), Some(Frame::Open { .. })) => self.chooses,
            _ => false,
        }
    }

    /// The brackets round what is here, where they are no function's and end.
    pub(super) fn group_here(&self, relation: Relation) -> Option<Span> {
        let &Frame::Open { inside: Inside::Group, start, .. } =
            self.frames.get(*self.opens.last()?)?
        else {
            return None;
        };
        // The indicators 1(x > 0) and 1(x ≠ 0) are no products, but c(a ≠ 0) says what a is.
        let open = self.tokens.partition_point(|token| token.start < start);
        let letter = open > 0 && matches!(self.token(open - 1).kind, Kind::Symbol(_));
        let said = letter && relation == Relation::NotEqual;
        (said || self.token(open).spaced).then_some(())?;
        let mut depth = 0_usize;
        let close = self.tokens[self.at..].iter().find(|token| match token.kind {
            Kind::Open(_) => {
                depth += 1;
                false
            }
            Kind::Close(_) if depth == 0 => true,
            Kind::Close(_) => {
                depth -= 1;
                false
            }
            _ => false,
        })?;
        Some(Span { start, end: close.end })
    }

    /// A closing bracket.
    pub(super) fn close(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        let value = self.complete(value, binding::OPEN + 1)?;
        let here = self.text(token.start, token.end).to_owned();
        let Some(&Frame::Open { inside, bracket, start, end }) = self.frames.last() else {
            let fault = self.fault(Problem::NotOpened(here), token);
            // x+1)^2
            let alone = matches!(value.shape, Shape::Name | Shape::Number);
            let fault = match self.token(self.at + 1).kind {
                Kind::End => fault,
                _ if alone => fault,
                _ => fault.or_put(Span::at(value.start), "("),
            };
            return Err(fault.or_drop(token.span()));
        };
        let fits = match token.kind {
            Kind::Bar => true,
            Kind::EndCases => matches!(inside, Inside::Cases),
            Kind::Close(closing) => {
                closing == bracket && !matches!(inside, Inside::Bars | Inside::Cases)
            }
            _ => false,
        };
        if !fits {
            let opened = self.text(start, end).to_owned();
            let fault = self.fault(Problem::WrongClose(opened, here), token);
            let fault = fault.or_put(token.span(), bracket.close()).or_drop(token.span());
            // [(x+1]^2, but not (2 | 3)
            return Err(match bracket {
                Bracket::Bar => fault,
                _ => fault.or_put(Span::at(token.start), bracket.close()),
            });
        }
        self.advance();
        if let Inside::Call(head, first) = inside
            && self.is_degree(head, first)
        {
            // root(3)(x), as AsciiMath writes it
            self.advance();
            let inside = Inside::Call(Head { base: Some(value.expr), ..head }, first);
            self.pop();
            self.push(Frame::Open { inside, bracket, start, end })?;
            return Ok(Next::Operand);
        }
        self.pop();
        let whole = match inside {
            Inside::Call(head, first) => {
                self.values.push(value);
                let mut whole = self.call(head, first, token.end)?;
                whole.end = token.end;
                whole
            }
            _ => {
                self.is_used(value)?;
                let expr = match bracket {
                    Bracket::Bar => self.dag.call(Function::Abs, &[value.expr]),
                    Bracket::Floor => self.dag.call(Function::Floor, &[value.expr]),
                    Bracket::Ceiling => self.dag.call(Function::Ceil, &[value.expr]),
                    _ => value.expr,
                };
                // Raised digits are as good as an exponent without brackets.
                let shape = if bracket == Bracket::Raised { value.shape } else { Shape::Closed };
                Value { expr, start, end: token.end, shape }
            }
        };
        Ok(Next::Hold(whole))
    }

    /// Whether the brackets that close here hold the degree of a root, and others what is below it.
    fn is_degree(&self, head: Head, first: usize) -> bool {
        head.called == Called::Row(Function::Root)
            && head.base.is_none()
            && self.values.len() == first
            && self.peek().kind == Kind::Open(Bracket::Round)
    }

    /// The comma of 1,5 among arguments that a semicolon separates.
    fn decimal_comma(&self, head: Head, here: Token) -> Option<Span> {
        let is = |token: Token, sign: &str| self.text(token.start, token.end) == sign;
        let tight = |at: usize| {
            let [before, comma, after] = [at.checked_sub(1)?, at, at + 1].map(|at| self.token(at));
            let number = |token: Token| matches!(token.kind, Kind::Number(_));
            let close = before.end == comma.start && comma.end == after.start;
            let whole = is(comma, ",") && number(before) && number(after) && close;
            whole.then_some(comma.span())
        };
        match is(here, ";") {
            true => tight(self.at.checked_sub(2)?),
            false => self.semicolon_between(head.end, here.start).then(|| tight(self.at))?,
        }
    }

    /// Whether a semicolon stands between two places. Asked at every comma of a call, however long.
    fn semicolon_between(&self, start: usize, end: usize) -> bool {
        let first = self.semicolons.partition_point(|&at| at < start);
        self.semicolons.get(first).is_some_and(|&at| at < end)
    }

    /// A comma, or the end of a row of cases.
    pub(super) fn comma(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        let next = self.token(self.at + 1).kind;
        // x^2, & x < 0, \\
        if self.in_cases()
            && matches!(
                (token.kind, next),
                (Kind::Comma, Kind::Ampersand | Kind::If | Kind::Row) | (_, Kind::EndCases)
            )
        {
            self.advance();
            return Ok(Next::Hold(value));
        }
        let value = self.complete(value, binding::PIECES + 1)?;
        if let Some(&Frame::Pieces { first, condition: true, start }) = self.frames.last() {
            self.is_condition(value)?;
            self.advance();
            self.values.push(value);
            self.pop();
            self.push(Frame::Pieces { first, condition: false, start })?;
            return Ok(Next::Operand);
        }
        if self.next_choice(value) {
            self.advance();
            return Ok(Next::Operand);
        }
        let value = self.complete(value, binding::OPEN + 1)?;
        match self.innermost() {
            Some((Inside::Call(head, _), _)) if token.kind == Kind::Comma => {
                if let Some(comma) = self.decimal_comma(head, token) {
                    return Err(Fault::new(Problem::Comma, comma).or_put(comma, "."));
                }
                self.advance();
                self.values.push(value);
                Ok(Next::Operand)
            }
            // f(x) = … \\ = …: the first line is the function.
            _ if token.kind == Kind::Row => {
                let end = self.tokens.last().map_or(token.end, |last| last.start);
                let rest = Span { start: token.start, end };
                Err(self.single_backslashes(self.fault(Problem::Row, token)).or_drop(rest))
            }
            _ => Err(self.stray_comma(token, next)),
        }
    }

    /// A comma that separates nothing: one of a decimal number, or of a condition behind the
    /// formula.
    fn stray_comma(&self, comma: Token, next: Kind) -> Fault {
        let span = comma.span();
        let rest = &self.source[comma.end..];
        let digits = figures(rest);
        let digit_before = self.source[..comma.start].ends_with(|c: char| c.is_ascii_digit());
        let sign = self.text(comma.start, comma.end);
        let problem = match digit_before && digits > 0 && sign == "," {
            true => Problem::Comma,
            false => Problem::Separator(sign.to_owned()),
        };
        let fault = self.without_words(self.fault(problem, comma));
        match next {
            // 1,000 and 1,5
            _ if digit_before && digits == 3 => self.without_groups(fault, span).or_put(span, "."),
            _ if digit_before && digits > 0 => self.with_points(fault.or_put(span, ".")),
            Kind::End | Kind::Close(_) => fault.or_drop(span),
            // x^2,+3x
            Kind::Plus if self.opens.is_empty() => fault.or_drop(span),
            // f(x) = sin(x)/x, x ≠ 0
            _ if rest.contains(['<', '>', '=', '≠', '≤', '≥'])
                || ["\\ne", "\\g", "\\l"].iter().any(|sign| rest.contains(sign)) =>
            {
                fault.or_drop(Span { start: comma.start, end: self.source.len() })
            }
            _ => fault,
        }
    }

    /// `1,234,567`: a number without its commas, of which this is the first.
    fn without_groups(&self, fault: Fault, comma: Span) -> Fault {
        let mut joined = String::new();
        let mut end = comma.start;
        while let Some(group) = self.source[end..].strip_prefix(',')
            && figures(group) == 3
        {
            joined.push_str(&group[..3]);
            end += 1 + 3;
        }
        fault.or_put(Span { start: comma.start, end }, joined)
    }

    /// `\\\\frac`, as programs write LaTeX: every backslash is one.
    pub(super) fn single_backslashes(&self, fault: Fault) -> Fault {
        // A line break of LaTeX has a space behind it.
        let mut parts = self.source.split("\\\\").skip(1);
        match parts.all(|part| !part.starts_with([' ', '['])) || self.source.starts_with("\\\\") {
            true => fault.or_put(Span::whole(self.source), self.source.replace("\\\\", "\\")),
            false => fault,
        }
    }

    /// `0,25x² - 1,5x`: a point for every comma between two figures.
    pub(super) fn with_points(&self, fault: Fault) -> Fault {
        let digit = |at: usize| self.source.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let decimal = |&(at, _): &(usize, &str)| at > 0 && digit(at - 1) && digit(at + 1);
        let mut commas = self.source.match_indices(',').filter(decimal).map(|(at, _)| at);
        let Some(start) = commas.next() else { return fault };
        let mut text = ".".to_owned();
        let mut end = start + 1;
        for comma in commas {
            text.push_str(self.text(end, comma));
            text.push('.');
            end = comma + 1;
        }
        fault.or_put(Span { start, end }, text)
    }

    /// `a if p`, `a & p`
    pub(super) fn condition(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        if token.kind == Kind::Ampersand && !self.in_cases() {
            return Err(self.fault(Problem::Ampersand, token));
        }
        let value = self.complete(value, binding::PIECES + 1)?;
        self.advance();
        let (first, start) = match self.frames.last() {
            Some(&Frame::Pieces { first, condition: false, start }) => {
                self.pop();
                (first, start)
            }
            Some(Frame::Pieces { .. }) => return Err(self.fault(Problem::Piece, token)),
            _ => (self.values.len(), value.start),
        };
        self.is_value(value)?;
        self.values.push(value);
        self.push(Frame::Pieces { first, condition: true, start })?;
        Ok(Next::Operand)
    }

    /// `b else`, and Python's `a if p else b`
    pub(super) fn otherwise(&mut self, value: Value) -> Result<Next, Fault> {
        let token = self.peek();
        let value = self.complete(value, binding::PIECES + 1)?;
        let Some(&Frame::Pieces { first, condition, start }) = self.frames.last() else {
            return Err(self.fault(Problem::Piece, token));
        };
        if condition {
            self.is_condition(value)?;
        }
        self.advance();
        self.pop();
        self.values.push(value);
        if condition {
            self.push(Frame::Pieces { first, condition: false, start })?;
            return Ok(Next::Operand);
        }
        let whole = self.end_pieces(first, start)?;
        match self.peek().kind {
            Kind::Close(Bracket::Curly) | Kind::EndCases => Ok(Next::Hold(whole)),
            _ => Err(self.fault(Problem::Piece, token)),
        }
    }

    /// A piece is chosen by a comparison.
    pub(super) fn is_condition(&self, value: Value) -> Result<(), Fault> {
        match compares(self.dag, value.expr) {
            true => Ok(()),
            false => Err(Fault::new(Problem::Piece, value.span())),
        }
    }

    /// The pieces are the values from `first` on.
    pub(super) fn end_pieces(&mut self, first: usize, start: usize) -> Result<Value, Fault> {
        let end = self.values.last().map_or(start, |last| last.end);
        // Every second one is a condition, and nothing else is.
        for piece in self.values[first..].iter().step_by(2) {
            if compares(self.dag, piece.expr) {
                return Err(Fault::new(Problem::RelationInside, piece.span()));
            }
        }
        self.take(first);
        let span = Span { start, end };
        let expr = pieces(self.dag, &self.scratch).ok_or(Fault::new(Problem::Chained, span))?;
        Ok(Value { expr, start, end, shape: Shape::Closed })
    }
}
