//! Where two people read differently: the customary reading is taken, the other one is kept with
//! the text that says it.

use std::ops::Range;

use super::Parser;
use super::frame::{Argument, Frame, Head, Inside, Raised, Shape, Value};
use crate::expr::{Constant, Dag, Expr, Function, Op, Rational};
use crate::order::sort_by;
use crate::syntax::error::Repair;
use crate::syntax::lexer::Called;
use crate::syntax::{Reading, Span, limits};

/// The text of another reading: pieces of the source, and what is put between them.
#[derive(Clone, Copy)]
pub(super) enum Part {
    From(usize, usize),
    Text(&'static str),
}
use Part::{From, Text};

/// What two expressions are made into.
pub(super) type Join = fn(&mut Dag, Expr, Expr) -> Expr;

/// Factors side by side.
pub(super) fn times(dag: &mut Dag, a: Expr, b: Expr) -> Expr {
    dag.mul(&[a, b])
}

impl Parser<'_> {
    /// The readings in text order.
    pub(super) fn readings(&mut self) -> Vec<Reading> {
        let mut readings = std::mem::take(&mut self.found);
        sort_by(&mut readings, |a, b| (a.span.start, a.span.end).cmp(&(b.span.start, b.span.end)));
        readings
    }

    /// Whether no more readings are kept.
    pub(super) fn full(&self) -> bool {
        self.found.len() >= limits::READINGS
    }

    /// Keeps a change that says what else may be meant, unless there are enough.
    pub(super) fn offer(&mut self, span: Span, text: String) {
        if self.others.len() < limits::OTHERS {
            self.others.push(Repair { span, text });
        }
    }

    pub(super) fn note(&mut self, place: (usize, usize), read: Expr, other: Expr, parts: &[Part]) {
        let replacement = parts
            .iter()
            .map(|part| match *part {
                From(start, end) => self.text(start, end).trim(),
                Text(text) => text,
            })
            .collect();
        let span = Span { start: place.0, end: place.1 };
        self.found.push(Reading { span, read, other, replacement });
    }

    /// The other reading from here on has brackets round a part that ends it.
    pub(super) fn note_bracketed(
        &mut self,
        start: usize,
        part: Range<usize>,
        read: Expr,
        other: Expr,
    ) {
        let parts = [From(start, part.start), Text("("), From(part.start, part.end), Text(")")];
        self.note((start, part.end), read, other, &parts);
    }

    /// The other reading has a function of something else, from the argument's start to here.
    pub(super) fn note_applied_to(
        &mut self,
        head: &Head,
        inside: Expr,
        place: (usize, usize, usize),
        read: Expr,
    ) {
        let (start, argument, end) = place;
        let Ok(bare) = self.apply(head, &[inside]) else { return };
        let other = self.raise(head, bare);
        let parts = [From(head.start, head.end), Text("("), From(argument, end), Text(")")];
        self.note((start, end), read, other, &parts);
    }

    /// The other reading has brackets round what it begins with.
    fn note_begun(&mut self, whole: Value, split: usize, end: usize, other: Expr) {
        let parts = [Text("("), From(whole.start, split), Text(")"), From(split, end)];
        // A name in front would take the first bracket for that of its argument: sin ((-x)^2).
        let parts = match self.frames.last() {
            Some(Frame::Apply(_) | Frame::Derivative { .. }) => {
                [&[Text("(")], parts.as_slice(), &[Text(")")]].concat()
            }
            _ => parts.to_vec(),
        };
        self.note((whole.start, end), whole.expr, other, &parts);
    }

    // ── Powers ───────────────────────────────────────────────────────────────────────────────

    /// `-x^2`: the minus may belong to what is squared. −x² set as in print says what it squares.
    pub(super) fn note_minus(&mut self, whole: Value, inner: Value) {
        let Shape::Power(power) = inner.shape else { return };
        let printed = self.text(power.base_end, power.exponent_start).trim().is_empty();
        let closed = self.text(inner.start, inner.end).starts_with(['(', '[', '{', '|']);
        // Every bell curve has e^(-x^2).
        let exponent = self.frames.iter().rev().take(2).any(|frame| match frame {
            Frame::Power { .. } => true,
            Frame::Open { inside: Inside::Call(head, _), .. } | Frame::Apply(head) => {
                head.called == Called::Row(Function::Exp)
            }
            _ => false,
        });
        if self.full()
            || printed
            || closed
            || exponent
            || power.stars
            || !power.bare
            || self.is_e(power.base)
        {
            return;
        }
        let base = self.dag.neg(power.base);
        let other = self.dag.pow(base, power.exponent);
        self.note_begun(whole, power.base_end, inner.end, other);
    }

    /// `E^x`: the letter, or e as Wolfram and SymPy write it.
    pub(super) fn note_capital_e(&mut self, base: Value, whole: Value) {
        let moves = self.dag.number(self.dag.pair(whole.expr).map_or(base.expr, |pair| pair.1));
        if self.full() || self.text(base.start, base.end) != "E" || moves.is_some() {
            return;
        }
        let Some((_, exponent)) = self.dag.pair(whole.expr) else { return };
        let other = self.dag.call(Function::Exp, &[exponent]);
        self.note(
            (whole.start, whole.end),
            whole.expr,
            other,
            &[Text("e"), From(base.end, whole.end)],
        );
    }

    /// `2^3^2`: from the left or from the right.
    pub(super) fn note_tower(&mut self, whole: Value, power: Raised) {
        let Some((middle, middle_end, top)) = power.tower else { return };
        if self.full() || power.stars {
            return;
        }
        let lower = self.dag.pow(power.base, middle);
        let other = self.dag.pow(lower, top);
        self.note_begun(whole, middle_end, whole.end, other);
    }

    /// `x^1/2`: the fraction may be the exponent.
    pub(super) fn note_exponent_over(&mut self, last: Value, below: Value) {
        let Shape::Power(power) = last.shape else { return };
        let caret = self.text(power.base_end, power.exponent_start).trim() == "^";
        let negative = self.dag.op(power.exponent) == Op::Neg;
        // e^-x^2/2, e^-(x-1)^2/2
        let exponent = self.text(power.exponent_start, last.end);
        let open = negative && !exponent.starts_with('(') && !exponent.contains('{');
        if self.full() || !caret || !(power.bare || open) || last.end + 1 != below.start {
            return;
        }
        let above = self.dag.as_rational(power.exponent);
        match (below.shape, above, self.dag.number(below.expr)) {
            // x^4/4 is what everyone takes it for.
            (Shape::Number, Some(above), Some(number))
                if !number.value().is_zero() && !(&above / number.value()).is_integer() => {}
            // e^1/x, e^-1/x, e^-x/2; but x^2/y
            (Shape::Name, Some(above), _) if above == Rational::from(1) => {}
            (Shape::Name, Some(_), _) if negative && self.is_e(power.base) => {}
            (Shape::Number, None, _) if negative => {}
            _ => return,
        }
        let exponent = self.inside_sign(power.exponent, Dag::div, below.expr);
        let other = self.dag.pow(power.base, exponent);
        let read = self.dag.div(last.expr, below.expr);
        self.note_bracketed(last.start, power.exponent_start..below.end, read, other);
    }

    /// `-2` becomes `-(2x)` where `2` becomes `2x`.
    pub(super) fn inside_sign(&mut self, e: Expr, join: Join, with: Expr) -> Expr {
        match (self.dag.op(e), self.dag.child(e)) {
            (Op::Neg, Some(inner)) => {
                let joined = join(self.dag, inner, with);
                self.dag.neg(joined)
            }
            _ => join(self.dag, e, with),
        }
    }

    /// Whether an exponent is a figure, with or without a sign.
    pub(super) fn is_figure(&self, exponent: Expr) -> bool {
        self.dag.number(self.dag.child(exponent).unwrap_or(exponent)).is_some()
    }

    // ── Functions ────────────────────────────────────────────────────────────────────────────

    /// `sin x^2`: the sine may be squared.
    pub(super) fn note_applied(&mut self, head: &Head, whole: Value, argument: Value) {
        let (Shape::Power(power) | Shape::Factors(power)) = argument.shape else { return };
        if self.full() || power.stars {
            return;
        }
        let Ok(bare) = self.apply(head, &[power.base]) else { return };
        let bare = self.raise(head, bare);
        let other = self.dag.pow(bare, power.exponent);
        let parts = [
            From(head.start, head.end),
            Text("("),
            From(argument.start, power.base_end),
            Text(")"),
            From(power.base_end, whole.end),
        ];
        self.note((whole.start, whole.end), whole.expr, other, &parts);
    }

    /// A function at its argument, which ends at `end`.
    pub(super) fn note_call(&mut self, head: &Head, whole: Value, argument: Argument, end: usize) {
        if self.full() {
            return;
        }
        self.note_amplitude(head, whole, argument);
        let place = (whole.start, whole.end);
        let name = From(head.start, head.name_end);
        let inside = From(argument.start, end);
        let text = self.text(head.start, end);
        match (head.called, head.power) {
            // sin^-1 x may be 1/sin x.
            (Called::Row(function), Some(power))
                if self.dag.is_integer(power, -1) && super::call::inverse(function).is_some() =>
            {
                let bare = self.dag.call(function, &[argument.expr]);
                let other = self.dag.pow(bare, power);
                let parts = [Text("("), name, Text("("), inside, Text(")^(-1))")];
                self.note(place, whole.expr, other, &parts);
            }
            // Some write log for base 10; nobody does in Python.
            (Called::Log, _)
                if head.base.is_none()
                    && !self.text(0, head.start).ends_with('.')
                    && self.dag.as_call(whole.expr) != Some(Function::Log) =>
            {
                let ten = self.dag.integer(10);
                let common = Head { base: Some(ten), ..*head };
                let Ok(bare) = self.apply(&common, &[argument.expr]) else { return };
                let other = self.raise(&common, bare);
                if other != whole.expr {
                    let parts = [name, Text("_{10}"), From(head.name_end, whole.end)];
                    self.note(place, whole.expr, other, &parts);
                }
                // log2x
                let two = self.dag.integer(2);
                if (text.starts_with("log2") || text.starts_with("log 2 "))
                    && let [first, ref rest @ ..] = *self.dag.children(argument.expr)
                    && first == two
                {
                    let rest = rest.to_vec();
                    let inside = self.dag.mul(&rest);
                    let other = self.dag.call(Function::Log, &[inside, two]);
                    let parts = [Text("log_2("), From(argument.start + 1, end), Text(")")];
                    self.note(place, whole.expr, other, &parts);
                }
            }
            // lg 8, in computer science to the base 2
            (Called::LogTo(10), None) if text.starts_with("lg") => {
                let two = self.dag.integer(2);
                let other = self.dag.call(Function::Log, &[argument.expr, two]);
                let parts = [Text("log_{2}"), From(head.name_end, whole.end)];
                self.note(place, whole.expr, other, &parts);
            }
            // log10x
            (Called::LogTo(10), None)
                if text.starts_with("log10")
                    && argument.start == head.name_end
                    && !argument.closed =>
            {
                let ten = self.dag.integer(10);
                let product = match self.dag.op(argument.expr) {
                    Op::Mul => [&[ten], self.dag.children(argument.expr)].concat(),
                    _ => vec![ten, argument.expr],
                };
                let product = self.dag.mul(&product);
                let other = self.dag.call(Function::Ln, &[product]);
                self.note(place, whole.expr, other, &[Text("ln(10"), inside, Text(")")]);
            }
            (Called::Sigma, None) => {
                let sigma = self.dag.symbol("sigma");
                let other = self.dag.mul(&[sigma, argument.expr]);
                let parts = [Text("("), name, Text("*("), inside, Text("))")];
                self.note(place, whole.expr, other, &parts);
            }
            _ => {}
        }
    }

    // ── Derivatives ──────────────────────────────────────────────────────────────────────────

    /// `d/dx(u)^2`: the derivative may be squared.
    pub(super) fn note_derivative_power(&mut self, whole: Value, inner: Value) {
        let Shape::Power(power) = inner.shape else { return };
        if self.full() {
            return;
        }
        let derivative = self.derived_like(whole.expr, inner.expr, power.base);
        let other = self.dag.pow(derivative, power.exponent);
        self.note_begun(whole, power.base_end, whole.end, other);
    }

    /// `d/dx x^2 + 3x`: all of the sum may be meant; its terms are `scratch`.
    pub(super) fn note_sum(&mut self, whole: Value, first: Value) {
        let Shape::Derived { inner, inner_start } = first.shape else { return };
        if self.full() || self.text(inner_start, first.end).starts_with('(') {
            return;
        }
        let mut terms = self.scratch.clone();
        terms[0] = inner;
        let sum = self.dag.add(&terms);
        let other = self.derived_like(first.expr, inner, sum);
        self.note_bracketed(whole.start, inner_start..whole.end, whole.expr, other);
    }

    /// The derivative of `new` by what `derivative` differentiates `old` by.
    pub(super) fn derived_like(&mut self, derivative: Expr, old: Expr, new: Expr) -> Expr {
        let (mut by, mut e) = (Vec::new(), derivative);
        while e != old {
            let Some((inner, x)) = self.dag.pair(e) else { break };
            by.push(x);
            e = inner;
        }
        by.into_iter().rev().fold(new, |f, x| self.dag.derivative(f, x))
    }

    pub(super) fn is_e(&self, e: Expr) -> bool {
        self.dag.op(e) == Op::Constant(Constant::E)
    }
}
