//! What stands lowered behind a letter becomes part of its name: `w_1`, `w_{12}`, `w₁`, `w1`.

use super::number::figures;
use super::rewritten::in_words;
use super::token::{Called, Kind};
use super::{Doubt, DoubtKind, Lexer, names, unicode};
use crate::expr::Constant;
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem, Repair};

impl Lexer<'_> {
    /// The index behind the last letter: `w_1`, `w_{12}`, `w₁`, and where the letter stands
    /// `alone`, `w1`.
    pub(super) fn index(&mut self, alone: bool) -> Result<(), Fault> {
        let Some(last) = self.tokens.last().copied() else { return Ok(()) };
        let name = match last.kind {
            Kind::Symbol(symbol) => self.dag.name(symbol).to_owned(),
            Kind::Constant(Constant::E) => "e".to_owned(),
            Kind::Constant(Constant::Pi) => "pi".to_owned(),
            Kind::Function(Called::Log) => return self.lowered_base(),
            _ => return Ok(()),
        };
        let mut below = String::new();
        // w _ { 1 }, as OCR sets it
        let rest = &self.source[self.at..];
        let close = rest.trim_start_matches(' ');
        if close.starts_with('_') {
            self.at += rest.len() - close.len();
        }
        match self.peek() {
            // lambda_, as Python has to write it
            Some('_') if name == "lambda" && !self.after().is_some_and(is_below) => self.step(),
            Some('_') => {
                self.step();
                self.lowered_text(&mut below)?;
            }
            // x[0], W[i][j], as in Python
            Some('[') if alone && !self.latex => {
                while let Some(rest) = self.source[self.at..].strip_prefix('[') {
                    let counts = rest.starts_with(|c| matches!(c, 'i'..='n'));
                    let length = figures(rest).max(usize::from(counts));
                    if !(1..5).contains(&length) || !rest[length..].starts_with(']') {
                        break;
                    }
                    below.push_str(&rest[..length]);
                    self.at += length + 2;
                }
                // x[n-1]
                if let [b'[', b'i'..=b'n', b'+' | b'-', b'0'..=b'9', b']', ..] =
                    self.source.as_bytes()[self.at..]
                {
                    let span = Span { start: self.at, end: self.at + 5 };
                    let index = in_words(&self.source[span.start + 1..span.end - 1]);
                    self.others.push(Repair { span, text: format!("_{{{index}}}") });
                }
            }
            Some('0'..='9') if alone && !self.latex && matches!(last.kind, Kind::Symbol(_)) => {
                self.figures_behind(&name, &mut below);
            }
            _ => {
                let start = self.at;
                while let Some((c, length)) = self.here(unicode::lowered) {
                    below.push(c);
                    self.at += length;
                }
                if below.contains(['+', '-']) {
                    let span = Span { start, end: self.at };
                    let text = format!("_{{{}}}", in_words(&below));
                    return Err(Fault::new(Problem::Index, span).or_put(span, text));
                }
            }
        }
        if below.is_empty() {
            return Ok(());
        }
        // M_PI, as C writes it
        let constant = match below.as_str() {
            "PI" if name == "M" => Some(Constant::Pi),
            "E" if name == "M" => Some(Constant::E),
            _ => None,
        };
        // \hat{v}_t
        let accented = name.contains('_');
        let symbol = self.dag.intern(&match accented {
            true => format!("{name}{below}"),
            false => format!("{name}_{below}"),
        });
        let at = self.at;
        if let Some(last) = self.tokens.last_mut() {
            last.kind = constant.map_or(Kind::Symbol(symbol), Kind::Constant);
            last.end = at;
        }
        // x_hat_t
        let again = !accented && is_accent(&below) && self.peek() == Some('_');
        if again { self.index(false) } else { Ok(()) }
    }

    /// `x1`: figures side by side with a letter, which were an exponent or a factor, it may be.
    fn figures_behind(&mut self, name: &str, below: &mut String) {
        let before = self.at;
        self.digits(below);
        // x1.5 is not an index.
        if self.peek() == Some('.') {
            self.at = before;
            below.clear();
            return;
        }
        self.may_be_a_cross(name, below, before);
        // x1/2, whose exponent stood raised
        let over = self.source[self.at..].strip_prefix('/').unwrap_or_default();
        let length = figures(over);
        if matches!(name, "x" | "y" | "z" | "t")
            && let (Ok(1..=9), Ok(2..=9)) = (below.parse::<i32>(), over[..length].parse::<i32>())
            && !over[length..].starts_with(['.', '^', '('])
            && *below != over[..length]
        {
            let text = format!("^({below}/{})", &over[..length]);
            let span = Span { start: before, end: self.at + 1 + length };
            self.others.push(Repair { span, text });
        }
        self.doubts.push(Doubt { token: self.tokens.len() - 1, kind: DoubtKind::Index(before) });
    }

    /// `6.02x10^23`, where the x is a cross.
    fn may_be_a_cross(&mut self, name: &str, below: &str, end: usize) {
        let [.., number, x] = self.tokens.as_slice() else { return };
        let behind_number = matches!(number.kind, Kind::Number(_));
        if name == "x" && below == "10" && behind_number && self.peek() == Some('^') {
            let span = Span { start: x.start, end };
            self.others.push(Repair { span, text: "*".to_owned() });
        }
    }

    /// The base of `log₂ x`.
    fn lowered_base(&mut self) -> Result<(), Fault> {
        let (start, mut digits) = (self.at, String::new());
        while let Some((c @ '0'..='9', length)) = self.here(unicode::lowered) {
            digits.push(c);
            self.at += length;
        }
        let letter = self.here(unicode::lowered).filter(|_| digits.is_empty());
        if digits.is_empty() && letter.is_none() {
            return Ok(());
        }
        self.push(Kind::Underscore, start, false);
        match letter {
            Some((c, length)) => {
                self.at += length;
                let kind = self.letter(&c.to_string());
                self.push(kind, start, false);
                Ok(())
            }
            None => self.whole(&digits, start),
        }
    }

    /// What stands behind an underscore.
    fn lowered_text(&mut self, below: &mut String) -> Result<(), Fault> {
        // An underscore, plain or wide, was read just before.
        let start = self.tokens.last().map_or(self.at, |last| last.start);
        let source = self.source;
        let rest = &source[self.at..];
        let close = rest.trim_start_matches(' ');
        if self.latex || close.starts_with(|c: char| c == '{' || c.is_ascii_digit()) {
            self.at += rest.len() - close.len();
        }
        if self.peek() == Some('{') {
            self.step();
            while let Some(c) = self.peek() {
                if c == '\\' {
                    self.lowered_command(below)?;
                    continue;
                }
                self.step();
                match c {
                    '}' if !below.is_empty() => return Ok(()),
                    'a'..='z' | 'A'..='Z' | '0'..='9' => below.push(c),
                    ' ' | ',' => {}
                    _ => match names::greek_letter(c) {
                        Some(greek) => below.push_str(greek),
                        None => break,
                    },
                }
            }
            let closed = self.source[..self.at].ends_with('}');
            let close = self.source[self.at..].find('}').filter(|_| !closed);
            let end = self.at + close.map_or(0, |length| length + 1);
            let fault = self.fault(Problem::Index, start, end);
            let open = self.at == self.source.len() && !self.source.ends_with('}');
            return Err(if open { fault.or_put(Span::at(self.at), "}") } else { fault });
        }
        match self.peek() {
            Some('0'..='9') => {
                while let Some(c @ '0'..='9') = self.peek() {
                    below.push(c);
                    self.step();
                }
            }
            Some('a'..='z' | 'A'..='Z') if self.latex => {
                below.extend(self.peek());
                self.step();
            }
            Some('a'..='z' | 'A'..='Z') => {
                let run = self.run_of_letters();
                below.push_str(&run.letters);
                // x_iy_j: the y has an index of its own. x_hat_t is no product.
                let accent = is_accent(below);
                if self.peek() == Some('_') && below.len() > 1 && !accent {
                    below.pop();
                    self.at = run.places[run.letters.len() - 1];
                    return Ok(());
                }
                // w_out1; but x_a1.5 is a product.
                let rest = &self.source[self.at..];
                let digits = figures(rest);
                if !rest[digits..].starts_with('.') {
                    below.push_str(&rest[..digits]);
                    self.at += digits;
                }
            }
            Some(c) if let Some(greek) = names::greek_letter(c) => {
                below.push_str(greek);
                self.step();
            }
            // x_\theta, x_\text{max}
            Some('\\') => self.lowered_command(below)?,
            _ => {
                let sign = Span { start: self.at - 1, end: self.at };
                let fault = self.fault(Problem::Index, start, self.at);
                // x_ y
                let gap = Span { start: self.at, end: self.source.len() - close.len() };
                return Err(fault.or_drop(gap).or_drop(sign));
            }
        }
        Ok(())
    }
}

/// Whether an index says what stands above its letter.
fn is_accent(below: &str) -> bool {
    matches!(below, "hat" | "bar" | "tilde")
}

/// Whether an index may begin with this sign.
fn is_below(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '{' | '\\')
}
