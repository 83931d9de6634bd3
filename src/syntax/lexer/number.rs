//! Digits become an exact number.

use super::{Lexer, Token, names, token::Kind};
use crate::expr::Rational;
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem, Repair};
use crate::syntax::limits;

/// The longest number with points between its groups.
const GROUPED: usize = 40;

/// A number as typed, in plain characters.
#[derive(Default)]
struct Digits {
    /// Without the point.
    all: String,
    /// How many of them stand after the point.
    places: usize,
    point: bool,
}

impl Lexer<'_> {
    /// `12`, `1.5`, `5.`, `.5`, `1E5`, `1.2e-3`
    pub(super) fn number(&mut self, spaced: bool) -> Result<(), Fault> {
        let start = self.at;
        self.no_other_base()?;
        let mut digits = Digits::default();
        self.digits(&mut digits.all);
        self.grouped(&mut digits.all);
        if self.set_comma() {
            self.at += "{,}".len();
            digits.point = true;
            let whole = digits.all.len();
            self.digits(&mut digits.all);
            digits.places = digits.all.len() - whole;
        } else if self.peek() == Some(self.point()) && !self.second_point() {
            self.step();
            digits.point = true;
            let whole = digits.all.len();
            self.digits(&mut digits.all);
            digits.places = digits.all.len() - whole;
            if let Some(fault) = self.thousands(start) {
                return Err(fault);
            }
            if self.peek() == Some('.') {
                let point = Span { start: self.at, end: self.at + 1 };
                return Err(self.fault(Problem::TwoPoints, start, self.at + 1).or_drop(point));
            }
            if digits.places == 0
                && let Some(fault) = self.recurring(&digits.all, start)
            {
                return Err(fault);
            }
        }
        let mantissa_end = self.at;
        self.may_be_single(digits.point);
        let power = self.power_of_ten(&digits, start)?;
        let zeros = power.unsigned_abs() as usize;
        if digits.all.len() + zeros > limits::DIGITS {
            return Err(self.fault(Problem::Digits, start, self.at));
        }
        // Digits only, and at least one: it cannot fail.
        let shift = power - digits.places as i32;
        let value = Rational::from_digits(&digits.all, shift).unwrap_or_default();
        let id = self.numbers.len();
        self.numbers.push(value);
        self.tokens.push(Token { kind: Kind::Number(id), start, end: self.at, spaced });
        if mantissa_end < self.at && self.source[mantissa_end..].starts_with('e') {
            self.small_e.push((self.tokens.len() - 1, mantissa_end));
        }
        Ok(())
    }

    /// Refuses `0xff` and `0b101`, a program's numbers to the base 16 and 2; 0x2 has lost an exponent.
    fn no_other_base(&self) -> Result<(), Fault> {
        let rest = &self.source[self.at..];
        let (base, rest) = match rest.get(..2) {
            Some("0x") => (16, &rest[2..]),
            Some("0b") => (2, &rest[2..]),
            _ => return Ok(()),
        };
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let digits = &rest[..length];
        let coded = base == 2 || digits.contains(|c: char| c.is_ascii_alphabetic());
        if !coded || !(2..=12).contains(&length) || !digits.chars().all(|c| c.is_digit(base)) {
            return Ok(());
        }
        let worth = |value: u64, c: char| {
            value * u64::from(base) + u64::from(c.to_digit(base).unwrap_or(0))
        };
        let value = digits.chars().fold(0, worth);
        let span = Span { start: self.at, end: self.at + 2 + length };
        let word = self.source[span.start..span.end].to_owned();
        Err(Fault::new(Problem::Elsewhere(word), span).or_put(span, value.to_string()))
    }

    /// The character that stands between the whole and its parts.
    fn point(&self) -> char {
        if self.options.decimal_comma && !self.source[self.at..].starts_with('.') {
            ','
        } else {
            '.'
        }
    }

    /// `3{,}5` and, where a comma is a decimal point, `3,5`
    fn set_comma(&self) -> bool {
        let rest = &self.source[self.at..];
        rest.strip_prefix("{,}").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// `10{,}000`, `10\,000`, `10'000` and `10_000`: digits in groups of three.
    fn grouped(&mut self, into: &mut String) {
        if !(1..=3).contains(&into.len()) || into.starts_with('0') {
            return;
        }
        loop {
            let rest = &self.source[self.at..];
            let set = rest.strip_prefix("{,}").filter(|_| !self.options.decimal_comma);
            let sign = || rest.strip_prefix(['\'', '’', '_']);
            let Some(group) = set.or_else(|| rest.strip_prefix("\\,")).or_else(sign) else {
                return;
            };
            if figures(group) != 3 {
                return;
            }
            into.push_str(&group[..3]);
            self.at += rest.len() - group.len() + 3;
        }
    }

    /// `1.000,5` and `1.234.567`: points between groups of three, of which one alone is a decimal point.
    fn thousands(&self, start: usize) -> Option<Fault> {
        let rest = &self.source[start..];
        let is_part = |b: &u8| b.is_ascii_digit() || b".,".contains(b);
        let length = rest.bytes().take(GROUPED).take_while(is_part).count();
        let text = rest[..length].trim_end_matches(',');
        let (whole, parts) = text.split_once(',').unwrap_or((text, ""));
        let groups = whole.split('.').skip(1);
        let few = (1..4).contains(&whole.find('.')?) && !parts.contains(['.', ',']);
        let points = groups.clone().count() + usize::from(!parts.is_empty());
        (few && points > 1 && groups.into_iter().all(|group| group.len() == 3)).then_some(())?;
        let comma = if self.options.decimal_comma { "," } else { "." };
        let span = Span { start, end: start + text.len() };
        let point = if parts.is_empty() { "" } else { comma };
        let number = [whole.replace('.', "").as_str(), point, parts].concat();
        Some(Fault::new(Problem::TwoPoints, span).or_put(span, number))
    }

    /// `0.(3)`: digits that come again and again, of which a fraction is made.
    fn recurring(&self, whole: &str, start: usize) -> Option<Fault> {
        let period = self.source[self.at..].strip_prefix('(')?.split_once(')')?.0;
        let digits = (1..=9).contains(&period.len()) && period.bytes().all(|b| b.is_ascii_digit());
        digits.then_some(())?;
        let span = Span { start, end: self.at + period.len() + 2 };
        let nines = "9".repeat(period.len());
        let fault = Fault::new(Problem::Missing(self.source[start..self.at].to_owned()), span);
        Some(fault.or_put(span, format!("({whole} + {period}/{nines})")))
    }

    /// `2.0f*x`, where the f is the precision, as C writes it.
    fn may_be_single(&mut self, point: bool) {
        let coded = point
            && self.peek() == Some('f')
            && self.source.len() <= limits::CHECKED
            && (self.source.contains('*') || self.source.contains("f("));
        if coded && !self.after().is_some_and(|c| c.is_ascii_alphanumeric() || "(_'".contains(c)) {
            let span = Span { start: self.at, end: self.at + 1 };
            self.others.push(Repair { span, text: String::new() });
        }
    }

    /// `2..3`
    fn second_point(&self) -> bool {
        self.source[self.at..].starts_with("..")
    }

    pub(super) fn digits(&mut self, into: &mut String) {
        while let Some(c @ '0'..='9') = self.peek() {
            into.push(c);
            self.step();
        }
    }

    /// Reads the power of ten behind a number, if one is there.
    fn power_of_ten(&mut self, digits: &Digits, start: usize) -> Result<i32, Fault> {
        let before = self.at;
        let small = match self.peek() {
            Some('E') => false,
            Some('e') if !self.latex => true,
            _ => return Ok(0),
        };
        self.step();
        let sign = match self.peek() {
            Some(sign @ ('+' | '-')) => {
                self.step();
                Some(sign)
            }
            _ => None,
        };
        let mut power = String::new();
        self.digits(&mut power);
        let follows = self.peek();
        let product = power.is_empty()
            || (small && {
                // 2e - 3x and 5e + 2 are sums; 3e-4 and 1e+5 are numbers.
                let like_python = digits.point || digits.all == "1";
                let runs_on = follows.is_some_and(|c| {
                    c.is_ascii_alphanumeric()
                        || "(.^_".contains(c)
                        || names::greek_letter(c).is_some()
                });
                match sign {
                    None => follows.is_some_and(|c| "^_".contains(c)),
                    Some('-') => runs_on && !like_python,
                    Some(_) => !like_python,
                }
            });
        if product {
            self.at = before;
            return Ok(0);
        }
        let size = power.trim_start_matches('0');
        match size.parse::<i32>() {
            _ if size.is_empty() => Ok(0),
            Ok(size) if size <= limits::POWER_OF_TEN as i32 => {
                Ok(if sign == Some('-') { -size } else { size })
            }
            _ => Err(self.fault(Problem::PowerOfTen, start, self.at)),
        }
    }
}

/// How many figures a text begins with.
pub(in crate::syntax) fn figures(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
