//! How far a root and a function without brackets reach: `√x²`, `sqrt 2x`, `sin x/2`, `sin x y`.

use super::frame::{Argument, Head, Raised, Shape, Value};
use super::readings::Part::{From, Text};
use super::readings::{Join, times};
use super::{Parser, Span};
use crate::expr::{Dag, Expr, Function, Op};
use crate::syntax::lexer::Called;

impl Parser<'_> {
    /// The end of a root's sign, where its argument has no brackets.
    fn root_sign(&self, value: Value) -> Option<usize> {
        let text = self.text(value.start, value.end);
        let sign = text.chars().next().filter(|c| "√∛∜".contains(*c))?;
        let argument = text[sign.len_utf8()..].trim_start();
        let plain = argument.chars().all(|c| c.is_alphanumeric() || c == '.');
        (plain && !self.full()).then_some(value.start + sign.len_utf8())
    }

    /// The other reading has below the root what stands up to here behind it.
    fn note_below(&mut self, root: Value, join: Join, with: Expr, end: usize, read: Expr) {
        let Some(sign) = self.root_sign(root) else { return };
        let Some(function) = self.dag.as_call(root.expr) else { return };
        let mut arguments = self.dag.children(root.expr).to_vec();
        let Some(first) = arguments.first_mut() else { return };
        *first = join(self.dag, *first, with);
        let other = self.dag.call(function, &arguments);
        self.note_bracketed(root.start, sign..end, read, other);
    }

    /// `√x²`: the square may stand below the root.
    pub(super) fn note_root_power(&mut self, base: Value, raised: Raised, whole: Value) {
        let Some(sign) = self.root_sign(base).filter(|_| !raised.stars) else { return };
        self.may_add_below(sign, whole.end);
        self.note_below(base, Dag::pow, raised.exponent, whole.end, whole.expr);
    }

    /// `√x+1`, `√1-x²`: the sum may stand below the root, but not that of √2 + 1.
    pub(super) fn note_root_sum(&mut self, root: Value, of: Value) {
        if (!matches!(of.shape, Shape::Number) || self.dag.is_integer(of.expr, 1))
            && let Some(sign) = self.root_sign(root)
        {
            self.may_add_below(sign, root.end);
        }
    }

    /// `√2x`: the x may stand below the root.
    pub(super) fn note_root_beside(&mut self, root: Value, factor: Value) {
        let letter = matches!(factor.shape, Shape::Name | Shape::Power(_));
        // √a b, but √2 x, √x e^x
        let gap = self.text(root.end, factor.start);
        let figure = self.dag.child(root.expr).is_some_and(|of| self.is_figure(of));
        let apart = gap == " " && !figure && matches!(factor.shape, Shape::Name);
        if self.root_sign(root).is_none() || !letter || !(gap.is_empty() || apart) {
            return;
        }
        let read = self.dag.mul(&[root.expr, factor.expr]);
        self.note_below(root, times, factor.expr, factor.end, read);
    }

    /// `sin x/2`: the fraction may be the argument.
    pub(super) fn note_argument_over(&mut self, last: Value, below: Value) {
        let Shape::Applied(head, argument) = last.shape else {
            return self.note_root_over(last, below);
        };
        let number = self.dag.number(argument.expr).is_some();
        let fits = match below.shape {
            // √3/2 is a number that everybody knows.
            Shape::Number => !(number && self.is_root(&head)),
            // ln x/x
            Shape::Name => match self.dag.as_symbol(below.expr) {
                Some(symbol) => !self.dag.contains(argument.expr, symbol),
                None => false,
            },
            _ => false,
        };
        if self.full() || !fits || argument.closed || last.end + 1 != below.start {
            return;
        }
        let inside = self.dag.div(argument.expr, below.expr);
        let read = self.dag.div(last.expr, below.expr);
        self.note_applied_to(&head, inside, (last.start, argument.start, below.end), read);
    }

    /// `sin 3*x`, `e^-k*t`: what a sign multiplies may belong to the argument or the exponent.
    pub(super) fn note_argument_times(&mut self, first: usize) {
        let factors = &self.values[first..];
        let found = factors.iter().enumerate().find_map(|(at, factor)| match factor.shape {
            // Math.LN2*x
            Shape::Applied(head, argument)
                if !argument.closed && !self.text(0, head.start).ends_with('.') =>
            {
                Some((at, argument.expr, argument.start))
            }
            Shape::Power(power) if power.bare && self.is_e(power.base) => {
                let figure = self.is_figure(power.exponent);
                let signed = self.dag.op(power.exponent) == Op::Neg;
                let caret = self.text(power.base_end, power.exponent_start).trim() == "^";
                let fits = caret && (signed || figure);
                fits.then_some((at, power.exponent, power.exponent_start))
            }
            _ => None,
        });
        let Some((at, inside, start)) = found else { return };
        let own = factors[at].end;
        let mut end = own;
        for factor in &factors[at + 1..] {
            let base = match factor.shape {
                Shape::Name => factor.expr,
                Shape::Power(power) => power.base,
                _ => break,
            };
            // sin x*e^x, cos x*x
            let apart = match self.dag.as_symbol(base) {
                Some(symbol) => !self.dag.contains(inside, symbol),
                None => matches!(self.dag.op(base), Op::Constant(_)) && !self.is_e(base),
            };
            if !apart || self.text(end, factor.start).trim().is_empty() {
                break;
            }
            end = factor.end;
        }
        if end > own {
            self.offer_bracketed(start, end);
        }
    }

    /// `√x/2`: the line may stand below the root.
    fn note_root_over(&mut self, root: Value, below: Value) {
        let Some(&first) = self.dag.children(root.expr).first() else { return };
        let fits = match below.shape {
            Shape::Number => self.dag.number(first).is_none(),
            Shape::Name => match self.dag.as_symbol(below.expr) {
                Some(symbol) => !self.dag.contains(first, symbol),
                None => false,
            },
            _ => false,
        };
        if fits && root.end + 1 == below.start && self.root_sign(root).is_some() {
            let read = self.dag.div(root.expr, below.expr);
            self.note_below(root, Dag::div, below.expr, below.end, read);
        }
    }

    /// `sqrt 2x`, `sin x y` and `\cos x\frac{1}{2}`: the last factors may stand outside.
    pub(super) fn note_argument_end(&mut self, head: &Head, whole: Value, argument: Argument) {
        if self.full() || argument.closed || self.dag.op(argument.expr) != Op::Mul {
            return;
        }
        let text = self.text(argument.start, whole.end);
        let [first, ref rest @ ..] = *self.dag.children(argument.expr) else { return };
        let inside = match self.dag.number(first) {
            Some(_) if self.is_root(head) => {
                text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0)
            }
            None if rest.len() == 1 => {
                text.find(if self.latex { "\\frac" } else { " " }).unwrap_or(0)
            }
            _ => 0,
        };
        let name = self.dag.as_symbol(first).map(|symbol| self.dag.name(symbol));
        let variable = name.is_some_and(is_variable);
        if inside == 0 || !(variable || self.dag.number(first).is_some()) {
            return self.may_end_at_space(argument.start, whole.end);
        }
        let (rest, split) = (rest.to_vec(), argument.start + inside);
        let Ok(bare) = self.apply(head, &[first]) else { return };
        let front = self.raise(head, bare);
        let other = self.dag.mul(&[&[front], rest.as_slice()].concat());
        let parts = [
            From(head.start, head.end),
            Text("("),
            From(argument.start, split),
            Text(")*"),
            From(split, whole.end),
        ];
        self.note((whole.start, whole.end), whole.expr, other, &parts);
    }

    /// `sin 2x y`: what stands behind the space may stand outside.
    fn may_end_at_space(&mut self, start: usize, end: usize) {
        let text = self.text(start, end);
        let split = text.match_indices(' ').map(|(at, _)| at).find(|&at| {
            text[..at].ends_with(['x', 'y', 'z', 't', 'u', 'v', 'θ'])
                && text[at..].trim_start().starts_with(char::is_alphanumeric)
        });
        if let Some(split) = split.filter(|_| !self.latex) {
            let change = format!("({})", &text[..split]);
            self.offer(Span { start, end: start + split }, change);
        }
    }

    /// `sin (x+1)^2`: what is in brackets may be squared.
    pub(super) fn note_spaced_power(&mut self, base: Value, raised: Raised, whole: Value) {
        let text = self.text(base.start, base.end);
        let Some(open) = text.find('(') else { return };
        let name = text[..open].trim_end();
        let inside = text[open + 1..].trim_end_matches(')').trim();
        if self.full()
            || raised.stars
            || name.len() == open
            || !name.bytes().all(|b| b.is_ascii_alphabetic())
            || inside.chars().count() < 2
        {
            return;
        }
        let (Some(function), Some(argument)) =
            (self.dag.as_call(base.expr), self.dag.child(base.expr))
        else {
            return;
        };
        let power = self.dag.pow(argument, raised.exponent);
        let other = self.dag.call(function, &[power]);
        let open = base.start + open;
        let parts = [
            From(base.start, base.start + name.len()),
            Text("("),
            From(open, whole.end),
            Text(")"),
        ];
        self.note((base.start, whole.end), whole.expr, other, &parts);
    }

    /// `Asin(x)` is A sin x, and may be the inverse function.
    pub(super) fn note_amplitude(&mut self, head: &Head, whole: Value, argument: Argument) {
        let Called::Row(function) = head.called else { return };
        let Some(start) = head.start.checked_sub(1) else { return };
        let letter = self.text(start, head.start) == "A"
            && !self.text(0, start).ends_with(|c: char| c.is_ascii_alphabetic());
        let (true, true, None) = (letter, argument.closed, head.power) else { return };
        let Some(inverse) = super::call::inverse(function).filter(|_| !self.full()) else { return };
        let a = self.dag.symbol("A");
        let read = self.dag.mul(&[a, whole.expr]);
        let other = self.dag.call(inverse, &[argument.expr]);
        self.note((start, whole.end), read, other, &[Text("a"), From(head.start, whole.end)]);
    }

    /// `D_x u`: D_x may be a name.
    pub(super) fn note_lowered_derivative(&mut self, whole: Value, inner: Value) {
        let text = self.text(whole.start, inner.start);
        let name = text.trim_end_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        if self.full() || !name.starts_with("D_") {
            return;
        }
        let symbol = self.dag.symbol(name);
        let other = self.dag.mul(&[symbol, inner.expr]);
        let end = whole.start + name.len();
        let parts = [From(whole.start, end), Text("*"), From(end, whole.end)];
        self.note((whole.start, whole.end), whole.expr, other, &parts);
    }

    fn is_root(&self, head: &Head) -> bool {
        matches!(head.called, Called::Row(Function::Sqrt | Function::Cbrt))
    }
}

/// Letters that functions are of.
pub(super) fn is_variable(name: &str) -> bool {
    matches!(name, "x" | "y" | "z" | "t" | "u" | "v" | "theta")
}
