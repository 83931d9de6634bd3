//! Where two people read factors side by side differently.

use super::Parser;
use super::frame::{Argument, Head, Product, Raised, Shape, Value};
use super::readings::Part::{From, Text};
use super::readings::times;
use crate::expr::{Constant, Expr, Op};
use crate::syntax::lexer::{Doubt, DoubtKind, Kind, function};

impl Parser<'_> {
    /// `1/2x`: x may stand below the line.
    pub(super) fn note_quotient(&mut self, product: &Product) {
        let Some(quotient) = product.quotient else { return };
        let negative = self.dag.op(quotient.below) == Op::Neg;
        // 1/2 x is half of x for everyone.
        let numbers =
            [quotient.above, quotient.below].iter().all(|&e| self.dag.number(e).is_some());
        let first = self.values.get(product.first + 1).map_or(0, |value| value.start);
        if numbers && self.text(0, first).ends_with(' ') {
            return;
        }
        if self.full() || self.values.len() < product.first + 2 || (negative && !quotient.closed) {
            return;
        }
        let mut factors = self.exprs(product.first);
        let end = self.values.last().map_or(0, |last| last.end);
        let read = self.dag.mul(&factors);
        factors[0] = quotient.below;
        let below = self.dag.mul(&factors);
        let other = self.dag.div(quotient.above, below);
        self.note_bracketed(quotient.start, quotient.below_start..end, read, other);
    }

    /// Two factors without a sign between them.
    pub(super) fn note_beside(&mut self, before: Value, value: Value) {
        if self.full() {
            return;
        }
        self.note_root_beside(before, value);
        let bracket = self.text(value.start, value.end).starts_with(['(', '[', '\\']);
        match before.shape {
            Shape::Name if bracket && before.end == value.start => {
                self.note_lost(before, value);
                self.note_step(before, value);
            }
            Shape::Power(power) => self.note_exponent_beside(before, power, value),
            Shape::Applied(head, argument)
                if match value.shape {
                    Shape::Closed => {
                        bracket
                            || self.text(value.start, value.end).starts_with(['|', '√', '∛', '∜'])
                    }
                    // cos x 2x
                    Shape::Number => {
                        !argument.closed
                            && !matches!(self.peek().kind, Kind::Symbol(_) | Kind::Constant(_))
                    }
                    // sin x e^x
                    Shape::Power(power) => !argument.closed && self.dag.is_constant(power.base),
                    _ => false,
                } =>
            {
                self.note_argument_beside(before, head, argument, value);
            }
            Shape::Derived { inner, inner_start }
                if bracket && matches!(value.shape, Shape::Closed) =>
            {
                let product = self.dag.mul(&[inner, value.expr]);
                let other = self.derived_like(before.expr, inner, product);
                let read = self.dag.mul(&[before.expr, value.expr]);
                self.note_bracketed(before.start, inner_start..value.end, read, other);
            }
            _ => {}
        }
    }

    /// `sn(x)`: a name may have lost a letter.
    fn note_lost(&mut self, before: Value, value: Value) {
        let found = self.doubts.binary_search_by_key(&before.start, |doubt: &Doubt| {
            self.tokens.get(doubt.token + 1).map_or(0, |token| token.start)
        });
        let Ok(doubt) = found.map(|place| self.doubts[place]) else { return };
        let DoubtKind::Lost(name) = doubt.kind else { return };
        let first = self.token(doubt.token);
        let letter = match first.kind {
            Kind::Symbol(symbol) => self.dag.symbol_leaf(symbol),
            Kind::Constant(_) => self.dag.constant(Constant::E),
            _ => return,
        };
        let read = self.dag.mul(&[letter, before.expr, value.expr]);
        self.note_called(name, Value { start: first.start, ..before }, value, read);
    }

    /// What stands in front of a bracket may be the name of this function.
    pub(super) fn note_called(
        &mut self,
        name: &'static str,
        before: Value,
        value: Value,
        read: Expr,
    ) {
        let (argument, exponent) = match value.shape {
            Shape::Closed => (value.expr, None),
            Shape::Power(power) => (power.base, Some(power.exponent)),
            _ => return,
        };
        let Some(called) = function(name) else { return };
        let (start, end) = (before.start, before.end);
        let head = Head::new(called, start, end);
        let Ok(call) = self.apply(&head, &[argument]) else { return };
        let other = exponent.map_or(call, |exponent| self.dag.pow(call, exponent));
        self.note((start, value.end), read, other, &[Text(name), From(value.start, value.end)]);
    }

    /// `e^2x`: the x may belong to the exponent.
    fn note_exponent_beside(&mut self, before: Value, power: Raised, value: Value) {
        let caret = self.text(power.base_end, power.exponent_start).trim() == "^";
        let opens = |text: &str| text.starts_with(['(', '[', '{', '|']);
        let letter = matches!(value.shape, Shape::Name | Shape::Power(_))
            && !opens(self.text(value.start, value.end));
        // e^sin x cos x
        let exponent = self.text(power.exponent_start, before.end);
        if caret
            && self.dag.as_call(power.exponent).is_some()
            && matches!(value.shape, Shape::Applied(..) | Shape::Closed)
            && !opens(exponent)
            && !opens(self.text(value.start, value.end))
            && !exponent.ends_with(')')
        {
            let product = self.dag.mul(&[power.exponent, value.expr]);
            let other = self.dag.pow(power.base, product);
            let read = self.dag.mul(&[before.expr, value.expr]);
            return self.note_bracketed(before.start, power.exponent_start..value.end, read, other);
        }
        // e^2(x + 1)
        let factor = self.is_e(power.base)
            && self.is_figure(power.exponent)
            && matches!(value.shape, Shape::Closed)
            && opens(self.text(value.start, value.end));
        // Nobody reads x^2e^x as a power of 2e^x, and x^2y is no power of 2y.
        let own = match value.shape {
            Shape::Power(own) => own.base,
            _ => value.expr,
        };
        let number = self.dag.number(power.exponent).is_some();
        let base = self.dag.as_symbol(power.base).map_or("", |symbol| self.dag.name(symbol));
        let variables = number && own != power.base && "xyzuvwt".contains(base) && !base.is_empty();
        let e = self.is_e(own) && matches!(value.shape, Shape::Power(_)) || variables;
        // e^x y, e^-2 y, but e^-x x and e^2 x
        let gap = self.text(before.end, value.start);
        let raised = self.dag.child(power.exponent).unwrap_or(power.exponent);
        let apart = self.is_e(power.base)
            && gap == " "
            && raised != own
            && self.dag.number(power.exponent).is_none();
        if !caret || !(letter || factor) || e || !power.bare || !(gap.is_empty() || apart) {
            return;
        }
        let exponent = self.inside_sign(power.exponent, times, value.expr);
        let other = self.dag.pow(power.base, exponent);
        let read = self.dag.mul(&[before.expr, value.expr]);
        self.note_bracketed(before.start, power.exponent_start..value.end, read, other);
    }

    /// `sin x(x + 1)`: the bracket may belong to the argument.
    fn note_argument_beside(
        &mut self,
        before: Value,
        head: Head,
        argument: Argument,
        value: Value,
    ) {
        if self.dag.op(argument.expr) == Op::Neg {
            return;
        }
        let mut factors = match self.dag.op(argument.expr) {
            Op::Mul if !argument.closed => self.dag.children(argument.expr).to_vec(),
            _ => vec![argument.expr],
        };
        factors.push(value.expr);
        let product = self.dag.mul(&factors);
        let read = self.dag.mul(&[before.expr, value.expr]);
        let place = (before.start, argument.start, value.end);
        self.note_applied_to(&head, product, place, read);
    }
}
