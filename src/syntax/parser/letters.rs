//! Letters and numbers that two people read differently: `w1`, `xy`, `3e-4`.

use super::Parser;
use super::frame::binding;
use super::limits;
use super::readings::Part::{From, Text};
use crate::expr::{Constant, Expr, Number, Rational};
use crate::syntax::lexer::{Doubt, DoubtKind, Kind, Token};

impl Parser<'_> {
    /// `w1`, `xy`: what the letters of the next token may be.
    pub(super) fn note_letters(&mut self, token: Token, read: Expr) {
        let Ok(found) = self.doubts.binary_search_by_key(&self.at, |doubt: &Doubt| doubt.token)
        else {
            return;
        };
        if self.full() {
            return;
        }
        match self.doubts[found].kind {
            DoubtKind::Index(digits) => self.note_index(token, digits, read),
            // Once the bracket is read: see `note_lost`.
            DoubtKind::Lost(_) => {}
            DoubtKind::Pair => self.note_pair(token),
        }
    }

    /// `x2`, whose digits begin there: x₂, or x² that was copied from where it stood raised.
    fn note_index(&mut self, token: Token, digits: usize, read: Expr) {
        let name = self.dag.as_symbol(read).map(|symbol| self.dag.name(symbol).to_owned());
        let Some((letter, below)) = name.as_deref().and_then(|name| name.split_once('_')) else {
            return;
        };
        let Ok(number) = below.parse::<u64>() else { return };
        // x1, x2 are two of a kind; x3 + 2x2 is a polynomial.
        let kind = format!("{letter}_");
        let counts = |name: &str| match name.strip_prefix(&kind) {
            Some(below) => matches!(below, "0" | "1"),
            None => name.contains('_'),
        };
        let others = |name: &str| name.strip_prefix(&kind).is_some_and(|its_own| its_own != below);
        if number < 2 || self.count(others) > 0 && self.count(counts) > 0 {
            return;
        }
        let (letter, number) = (self.dag.symbol(letter), self.dag.integer(number));
        let other = self.dag.pow(letter, number);
        let parts = [From(token.start, digits), Text("^"), From(digits, token.end)];
        self.note((token.start, token.end), read, other, &parts);
    }

    /// `xy`: x times y, or one name.
    fn note_pair(&mut self, token: Token) {
        let next = self.token(self.at + 1);
        let (Kind::Symbol(a), Kind::Symbol(b)) = (token.kind, next.kind) else { return };
        let (first, second) = (self.dag.name(a), self.dag.name(b));
        // xy = 6 would become a name for 6, and in x^ab the letters part anyway.
        let alone = self.at == 0 && matches!(self.token(2).kind, Kind::Relation(_));
        let exponent = self.top_binding() >= binding::POWER;
        if first == "d" || second.len() != 1 || first.len() != 1 || alone || exponent {
            return;
        }
        // ax and kt are a number times a variable; letters that stand alone as well are two.
        let coefficient = ("w" == first
            || ('a'..='s').contains(&first.chars().next().unwrap_or('z')))
            && matches!(second, "x" | "y" | "z" | "t");
        let alone = |name: &str| name == first || name == second;
        if coefficient || self.count(alone) > 2 {
            return;
        }
        let name = format!("{first}_{second}");
        let (a, b) = (self.dag.symbol_leaf(a), self.dag.symbol_leaf(b));
        let (product, other) = (self.dag.mul(&[a, b]), self.dag.symbol(&name));
        let parts = [From(token.start, token.end), Text("_"), From(next.start, next.end)];
        self.note((token.start, next.end), product, other, &parts);
    }

    /// How many letters of the text are such names. A long text is not searched for each of them.
    fn count(&self, is: impl Fn(&str) -> bool) -> usize {
        if self.tokens.len() > limits::CHECKED {
            return usize::MAX;
        }
        let names = self.tokens.iter().filter(|token| match token.kind {
            Kind::Symbol(symbol) => is(self.dag.name(symbol)),
            _ => false,
        });
        names.count()
    }

    /// `3e-4`: e may be the number e.
    pub(super) fn note_small_e(&mut self, token: Token, read: Expr) {
        let Ok(found) = self.small_e.binary_search_by_key(&self.at, |found| found.0) else {
            return;
        };
        let e = self.small_e[found].1;
        let power = self.text(e + 1, token.end);
        let (sign, digits) = match power.split_at_checked(1) {
            Some((sign @ ("+" | "-"), digits)) => (sign, digits),
            _ => ("", power),
        };
        // Nobody means e by 1e-5 and 1.5e3.
        let mantissa = self.text(token.start, e);
        if mantissa == "1" || mantissa.contains('.') {
            return;
        }
        let Ok(size) = digits.parse::<i32>() else { return };
        let Some(value) = self.dag.number(read).map(|number| number.value().clone()) else {
            return;
        };
        if self.full() {
            return;
        }
        let ten = Rational::from(10).pow(size);
        let mantissa = if sign == "-" { value * ten } else { value / ten };
        let Some(mantissa) = Number::decimal(mantissa) else { return };
        let (mantissa, size) = (self.dag.leaf(mantissa), self.dag.integer(size));
        let constant = self.dag.constant(Constant::E);
        let (other, between) = if sign.is_empty() {
            (self.dag.mul(&[mantissa, constant, size]), "*e*")
        } else {
            let product = self.dag.mul(&[mantissa, constant]);
            match sign {
                "-" => (self.dag.sub(product, size), "*e - "),
                _ => (self.dag.add(&[product, size]), "*e + "),
            }
        };
        let digits_start = token.end - digits.len();
        let parts = [
            Text("("),
            From(token.start, e),
            Text(between),
            From(digits_start, token.end),
            Text(")"),
        ];
        self.note((token.start, token.end), read, other, &parts);
    }
}
