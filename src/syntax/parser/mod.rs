//! Tokens become an expression, by loops and a stack of [`Frame`]s.
//!
//! The parser is in one of two states: it needs an operand, or it holds one. Holding one, it looks
//! at the next sign, ends the frames that bind more firmly than that sign, and goes on. Nothing
//! calls itself, so that a thousand brackets need no more of the machine's stack than one.

mod beside;
mod call;
mod choice;
mod close;
mod derivative;
mod differential;
mod frame;
mod hurried;
mod join;
mod letters;
mod missing;
mod name;
mod numbers;
mod operand;
mod readings;
mod roots;
mod stretches;
mod unknown;

use super::error::{Fault, Problem, Repair};
use super::lexer::{Bracket, Doubt, Kind, Lexed, Token};
use super::{Parsed, Reading, Span, limits};
use crate::expr::{Constant, Dag, Expr, Rational, Relation};
use frame::{Frame, Inside, Joint, Shape, Value, binding};
use name::Name;
use stretches::compares;

pub(super) struct Parser<'a> {
    dag: &'a mut Dag,
    source: &'a str,
    tokens: Vec<Token>,
    numbers: Vec<Rational>,
    doubts: Vec<Doubt>,
    small_e: Vec<(usize, usize)>,
    /// The next token.
    at: usize,
    frames: Vec<Frame>,
    /// Terms, factors and arguments of the frames that have several.
    values: Vec<Value>,
    /// Where in `frames` something is open.
    opens: Vec<usize>,
    depth: usize,
    /// Places that can be read in another way.
    found: Vec<Reading>,
    /// Changes that say what else may be meant.
    others: Vec<Repair>,
    latex: bool,
    /// Where the text has semicolons.
    semicolons: Vec<usize>,
    /// Whether a name and an equals sign stood in front.
    named: bool,
    /// Whether comparisons choose between pieces somewhere in the text.
    chooses: bool,
    /// Whether a bar opened between an operand and a sign.
    loose: bool,
    /// Room for lists of children.
    scratch: Vec<Expr>,
}

/// What the parser does next.
enum Next {
    Operand,
    Hold(Value),
    Done(Value),
}

/// Reads the tokens of a text.
pub(super) fn parse(
    dag: &mut Dag,
    source: &str,
    lexed: Lexed,
) -> Result<(Parsed, Vec<Repair>), Fault> {
    let Lexed { tokens, numbers, doubts, small_e, .. } = lexed;
    let chooses = tokens.iter().any(|token| choice::chooses(token.kind));
    let mut parser = Parser {
        dag,
        source,
        tokens,
        numbers,
        doubts,
        small_e,
        at: 0,
        frames: Vec::new(),
        values: Vec::new(),
        opens: Vec::new(),
        depth: 0,
        found: Vec::new(),
        others: Vec::new(),
        latex: source.contains('\\'),
        semicolons: source.match_indices(';').map(|(at, _)| at).collect(),
        named: false,
        chooses,
        loose: false,
        scratch: Vec::new(),
    };
    let name = parser.name();
    parser.named = name.is_some();
    let front = parser.token(parser.at.saturating_sub(1)).start;
    let begin = parser.at;
    let expr = parser.run()?;
    parser.holds_one(expr)?;
    let expr = expr.expr;
    let hurried = parser.hurried_fraction(begin);
    parser.others.extend(hurried);
    let paired = parser.may_be_paired();
    parser.others.extend(paired);
    let others = std::mem::take(&mut parser.others);
    let (expr, name) = parser.keep_name(name, expr, front)?;
    let readings = parser.readings();
    let arguments = name.as_ref().map(|name| name.arguments.clone()).unwrap_or_default();
    let only = if let [only] = arguments.as_slice() { Some(only.clone()) } else { None };
    let derived = name.as_ref().is_some_and(|name| name.derived);
    let name = name.map(|Name { name, .. }| (name, only));
    Ok((Parsed { expr, name, derived, arguments, readings }, others))
}

impl<'a> Parser<'a> {
    fn run(&mut self) -> Result<Value, Fault> {
        let mut held = None;
        loop {
            let next = match held.take() {
                None => match self.operand()? {
                    None => Next::Operand,
                    Some(value) => Next::Hold(value),
                },
                Some(value) => self.after(value)?,
            };
            match next {
                Next::Operand => {}
                Next::Hold(value) => held = Some(value),
                Next::Done(value) => return Ok(value),
            }
        }
    }

    /// Goes on after an operand.
    fn after(&mut self, mut value: Value) -> Result<Next, Fault> {
        while self.top_binding() >= binding::ONE {
            match self.complete_one(value)? {
                Some(whole) => value = whole,
                None => return Ok(Next::Operand),
            }
        }
        let token = self.peek();
        match token.kind {
            Kind::Plus | Kind::Minus => {
                self.may_add_to_index(value);
                let value = self.complete(value, binding::SUM + 1)?;
                self.advance();
                self.add(value, token.kind == Kind::Minus)?;
                Ok(Next::Operand)
            }
            Kind::Star | Kind::Slash => {
                let value = self.complete(value, binding::PRODUCT + 1)?;
                self.advance();
                let again = self.peek();
                let joint = match token.kind {
                    Kind::Star => Joint::Times,
                    kind if again.kind == kind && again.start == token.end => {
                        self.advance();
                        let span = Span { start: token.start, end: again.end };
                        self.others.push(Repair { span, text: "/".to_owned() });
                        Joint::Floor
                    }
                    _ => Joint::Over,
                };
                self.multiply(value, joint)?;
                Ok(Next::Operand)
            }
            Kind::Caret { .. } if self.raised_primes() => {
                let braced = usize::from(self.curly(self.at + 1, true));
                self.at += 1 + braced;
                let next = self.primes(value, self.peek());
                self.at += braced;
                next
            }
            Kind::Caret { stars } => {
                let base = self.complete(value, binding::POWER + 1)?;
                self.no_sum_raised(base)?;
                if let Some(indexed) = self.raised_index(base) {
                    return Ok(Next::Hold(indexed));
                }
                self.advance();
                self.push(Frame::Power { base, stars })?;
                Ok(Next::Operand)
            }
            Kind::Relation(relation) => {
                let left = self.complete(value, binding::RELATION)?;
                self.compare(left, relation, token)?;
                Ok(Next::Operand)
            }
            Kind::Over => {
                let above = self.complete(value, binding::RELATION + 1)?;
                if self.top_binding() > binding::PIECES {
                    return Err(self.fault(Problem::HalfFraction, token));
                }
                self.advance();
                self.push(Frame::Over { above })?;
                Ok(Next::Operand)
            }
            Kind::Close(_) | Kind::EndCases => self.close(value),
            Kind::Bar if self.bar_is_open() => self.close(value),
            Kind::Comma | Kind::Row => self.comma(value),
            Kind::And | Kind::Or => self.and(value),
            Kind::Ampersand if self.chooses && !self.in_cases() => self.and(value),
            Kind::If | Kind::Ampersand => self.condition(value),
            Kind::Question | Kind::Colon => self.choose(value),
            Kind::Else => self.otherwise(value),
            Kind::End => {
                let value = self.complete(value, binding::OPEN + 1)?;
                match self.unclosed() {
                    Some(fault) => Err(fault),
                    None => Ok(Next::Done(value)),
                }
            }
            Kind::Bang => {
                let fault = self.fault(Problem::Factorial, token);
                let whole = Span { start: value.start, end: token.end };
                let number = self.dag.number(value.expr).and_then(|n| n.value().whole::<u64>());
                Err(match number {
                    Some(n @ 0..=20) => fault.or_put(whole, (2..=n).product::<u64>().to_string()),
                    _ => fault,
                })
            }
            Kind::Degree => {
                let angle = self.complete(value, binding::POWER + 1)?;
                self.advance();
                let [pi, half] = [self.dag.constant(Constant::Pi), self.dag.integer(180)];
                let turned = self.dag.mul(&[angle.expr, pi]);
                let expr = self.dag.div(turned, half);
                Ok(Next::Hold(Value { expr, end: token.end, shape: Shape::Closed, ..angle }))
            }
            Kind::Prime => self.primes(value, token),
            Kind::Method(called) => self.method(called, value, token),
            Kind::Underscore => self.late_index(value),
            _ => self.beside(value),
        }
    }

    /// Ends every frame that binds at least as firmly as `least`.
    fn complete(&mut self, mut value: Value, least: u8) -> Result<Value, Fault> {
        while self.top_binding() >= least {
            value = self.complete_top(value)?;
        }
        Ok(value)
    }

    /// Ends the innermost frame, which is not an open bracket.
    fn complete_top(&mut self, value: Value) -> Result<Value, Fault> {
        let Some(frame) = self.pop() else { return Ok(value) };
        Ok(match frame {
            Frame::Sum { first, minus } => self.end_sum(first, minus, value),
            Frame::Product(product) => {
                let product = self.feed(product, value);
                self.end_product(product)
            }
            Frame::Sign { minus, start, .. } => {
                let expr = if minus { self.dag.neg(value.expr) } else { value.expr };
                let shape = match value.shape {
                    Shape::Number | Shape::Name => Shape::Signed,
                    _ => Shape::Other,
                };
                let whole = Value { expr, start, end: value.end, shape };
                if minus {
                    self.note_minus(whole, value);
                }
                whole
            }
            Frame::Power { base, stars } => self.end_power(base, stars, value),
            Frame::Apply(head) => self.end_apply(head, value)?,
            Frame::Derivative { by, start, binding } => {
                let expr = by.iter().rev().fold(value.expr, |f, &x| self.dag.derivative(f, x));
                let shape = Shape::Derived { inner: value.expr, inner_start: value.start };
                let whole = Value { expr, start, end: value.end, shape };
                if binding == binding::CALLED_OPERATOR {
                    self.note_derivative_power(whole, value);
                }
                self.note_lowered_derivative(whole, value);
                whole
            }
            Frame::Relation { left, relation } => {
                let (left, start) = (left.expr, left.start);
                let expr = match compares(self.dag, left) {
                    true => stretches::chain(self.dag, left, relation, value.expr),
                    false => self.dag.relation(relation, left, value.expr),
                };
                Value { expr, start, end: value.end, shape: Shape::Other }
            }
            Frame::Over { above } => {
                let expr = self.dag.div(above.expr, value.expr);
                Value { expr, start: above.start, end: value.end, shape: Shape::Other }
            }
            Frame::Pieces { first, start, condition } => {
                match condition {
                    true => self.is_condition(value)?,
                    false => self.is_value(value)?,
                }
                self.values.push(value);
                self.end_pieces(first, start)?
            }
            Frame::Both { left, one } => self.end_both(left, one, value)?,
            Frame::Choice { condition, then } => self.end_choice(condition, then, value)?,
            Frame::Root { degree, start } => self.end_root(degree, start, value),
            // These take one operand and are ended with it, brackets where they are closed.
            Frame::Open { .. }
            | Frame::FunctionPower(_)
            | Frame::LogBase(_)
            | Frame::Fraction { .. }
            | Frame::Radical { .. } => value,
        })
    }

    /// `a = b`
    fn compare(&mut self, left: Value, relation: Relation, token: Token) -> Result<(), Fault> {
        let both = self.named && self.opens.is_empty() && !self.chooses;
        let chain = compares(self.dag, left.expr);
        if both || chain && !(self.chooses && relation != Relation::Equal) {
            let fault = self.fault(Problem::Chained, token);
            // f(x) = x(x + 1) = x^2 + x says one thing twice.
            let end = self.tokens.last().map_or(token.end, |last| last.start);
            let rest = Span { start: token.start, end };
            let fault = self.without_words(fault);
            return Err(if both && relation == Relation::Equal {
                fault.or_drop(rest)
            } else {
                fault
            });
        }
        // {a \over x = 6} has a comparison below its line.
        if !self.takes_relation() || matches!(self.frames.last(), Some(Frame::Over { .. })) {
            // x^2 (x > 0)
            let fault = self.fault(Problem::RelationInside, token);
            return Err(match self.group_here(relation) {
                Some(group) if relation != Relation::Equal => fault.or_drop(group),
                _ => fault,
            });
        }
        self.advance();
        self.push(Frame::Relation { left, relation })
    }

    // ── Tokens and frames ────────────────────────────────────────────────────────────────────

    fn peek(&self) -> Token {
        self.token(self.at)
    }

    /// The token of that number; the last one is the end, and stays it.
    fn token(&self, at: usize) -> Token {
        let end = self.source.len();
        let last = Token { kind: Kind::End, start: end, end, spaced: false };
        self.tokens.get(at).copied().unwrap_or(last)
    }

    fn advance(&mut self) {
        self.at += 1;
    }

    fn top_binding(&self) -> u8 {
        self.frames.last().map_or(binding::OPEN, Frame::binding)
    }

    fn push(&mut self, frame: Frame) -> Result<(), Fault> {
        if matches!(frame, Frame::Open { .. }) {
            self.opens.push(self.frames.len());
        }
        self.depth += self.cost(&frame, self.frames.len());
        self.frames.push(frame);
        if self.depth > limits::NESTING {
            return Err(self.fault(Problem::Nesting, self.token(self.at.saturating_sub(1))));
        }
        Ok(())
    }

    fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        if matches!(frame, Frame::Open { .. }) {
            self.opens.pop();
        }
        self.depth -= self.cost(&frame, self.frames.len());
        Some(frame)
    }

    /// How much deeper a frame leads that stands at that height. A bracket that only says where an
    /// exponent or a fraction ends is no level of its own.
    fn cost(&self, frame: &Frame, height: usize) -> usize {
        let below = height.checked_sub(1).and_then(|below| self.frames.get(below));
        let belongs = matches!(frame, Frame::Open { .. })
            && below.is_some_and(|below| below.nests() && !matches!(below, Frame::Open { .. }));
        usize::from(frame.nests() && !belongs)
    }

    // ── Faults ───────────────────────────────────────────────────────────────────────────────

    fn fault(&self, problem: Problem, token: Token) -> Fault {
        Fault::new(problem, token.span())
    }

    fn text(&self, start: usize, end: usize) -> &'a str {
        self.source.get(start..end).unwrap_or_default()
    }

    /// `(x+1(x-1)`: where the first factor ends, of which the bracket was forgotten. Brackets round
    /// the whole would say nothing.
    fn factors_run_on(&self, start: usize) -> Option<(usize, &'static str)> {
        let open = self.tokens.partition_point(|token| token.start < start);
        let group = matches!(self.opens.as_slice(), [only] if matches!(
            self.frames.get(*only),
            Some(Frame::Open { inside: Inside::Group, bracket: Bracket::Round, .. })
        ));
        let inside = self.tokens.get(open + 1..).filter(|_| group)?;
        let next = inside.iter().position(|token| token.kind == Kind::Open(Bracket::Round))?;
        let (first, rest) = inside.split_at(next);
        let sum = first.iter().skip(1).any(|token| matches!(token.kind, Kind::Plus | Kind::Minus));
        let factor = matches!(first.last()?.kind, Kind::Number(_) | Kind::Symbol(_));
        (sum && factor).then_some((rest[0].start, ")"))
    }

    /// `\frac{1{x}`: where what is above the line ends.
    fn parts_run_on(&self, start: usize) -> Option<(usize, &'static str)> {
        let open = self.tokens.partition_point(|token| token.start < start);
        let above = open > 0 && self.token(open - 1).kind == Kind::Frac && self.curly(open, true);
        let inside = self.tokens.get(open + 2..).filter(|_| above)?;
        let below = inside.iter().find(|token| token.kind == Kind::Open(Bracket::Curly))?;
        Some((below.start, "}"))
    }

    /// The brackets that are still open, if any.
    fn unclosed(&self) -> Option<Fault> {
        let Frame::Open { start, end, .. } = *self.frames.get(*self.opens.last()?)? else {
            return None;
        };
        let closing: String = self
            .opens
            .iter()
            .rev()
            .filter_map(|&at| match self.frames.get(at)? {
                Frame::Open { inside: Inside::Cases, .. } => Some("\\end{cases}"),
                Frame::Open { bracket, .. } => Some(bracket.close()),
                _ => None,
            })
            .collect();
        let text = self.text(start, end).to_owned();
        let end_of_text = self.source.trim_end().len();
        let fault = Fault::new(Problem::Unclosed(text), Span { start, end });
        let end = Span::at(end_of_text);
        let filled = (!closing.starts_with('|')).then(|| format!("x{closing}"));
        // \sin^{2
        let power = (closing == "}").then(|| format!("{closing} x"));
        let fault = match self.factors_run_on(start).or_else(|| self.parts_run_on(start)) {
            Some((place, close)) => fault.or_put(Span::at(place), close),
            None => fault,
        };
        let fault = fault.or_put(end, closing);
        Some(filled.into_iter().chain(power).fold(fault, |fault, text| fault.or_put(end, text)))
    }
}
