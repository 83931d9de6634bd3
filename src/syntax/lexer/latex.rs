//! LaTeX commands become the same tokens as everything else.

use super::Lexer;
use super::commands::{Command, command, commands, parted, without_form};
use super::names;
use super::number::figures;
use super::token::{Bracket, Called, Kind, Token};
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem, Repair};
use crate::syntax::nearest::nearest;

/// How far the brace that closes a group is looked for.
const GROUP: usize = 2000;

/// The length of the group in braces that a text begins with.
fn group(text: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0, false);
    for (at, c) in text.char_indices().take(GROUP) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then_some(at + 1);
        }
    }
    None
}

/// The length of one operand of LaTeX: a group in braces, a command, a character.
pub(in crate::syntax) fn operand(text: &str) -> usize {
    let name = text
        .strip_prefix('\\')
        .map(|rest| rest.bytes().take_while(u8::is_ascii_alphabetic).count());
    match name {
        Some(letters) => 1 + letters.max(1),
        None => group(text).unwrap_or_else(|| text.chars().next().map_or(0, char::len_utf8)),
    }
}

/// What stands in `\mathrm{…}`; everything else as it is.
pub(super) fn unstyled(text: &str) -> &str {
    let inside = || {
        let (name, rest) = text.trim().strip_prefix('\\')?.split_once('{')?;
        let styled = matches!(command(name)?, Command::Upright | Command::Styled);
        rest.strip_suffix('}').filter(|_| styled)
    };
    inside().unwrap_or(text)
}

/// The letters of one word that stand apart, as OCR sets them: `t a n`.
pub(super) fn joined(text: &str) -> String {
    let apart = text.split_whitespace().all(|part| part.len() == 1);
    if apart { text.split_whitespace().collect() } else { text.to_owned() }
}

impl Lexer<'_> {
    /// A backslash and what it begins.
    pub(super) fn command(&mut self, spaced: bool) -> Result<(), Fault> {
        let start = self.at;
        let name = self.command_name();
        if name == "["
            && let Some(letter) = self.named_letter()
        {
            self.push(letter, start, spaced);
            return Ok(());
        }
        let Some(command) = command(&name) else {
            return self.name_command(&name, start, spaced);
        };
        match command {
            Command::Token(Kind::Row) => {
                self.push(Kind::Row, start, spaced);
                self.row_height();
            }
            Command::Token(kind) => self.push(kind, start, spaced),
            Command::Space => {}
            Command::Opening => return self.delimiter(true, start, spaced),
            Command::Closing => return self.delimiter(false, start, spaced),
            Command::Upright => return self.upright(start, spaced),
            Command::Styled => return self.styled(&name, start, spaced),
            Command::Beside => {
                self.braced();
            }
            Command::Brace(sign) => {
                if let Some(length) = group(self.source[self.at..].trim_start()) {
                    self.braces.push((self.at + self.spaces() + length, sign));
                }
            }
            Command::Aside => {
                // \hspace*{1em}
                if self.peek() == Some('*') {
                    self.step();
                }
                if name.ends_with("phantom") || self.peek() == Some('{') {
                    self.braced();
                }
            }
            Command::Accent => return self.accent(&name, start, spaced),
            Command::Letter(letter) => {
                let kind = self.letter(letter);
                self.push(kind, start, spaced);
                return self.index(true);
            }
            Command::Dots(count) => return self.dots(count, start, spaced),
            Command::Fraction(d) => return Err(self.named_fraction(&name, d, start)),
            Command::Begin => return self.environment(Kind::Cases, start, spaced),
            Command::End => return self.environment(Kind::EndCases, start, spaced),
            Command::Raised if self.degree(start, spaced) => {}
            Command::Elsewhere | Command::Raised => {
                let fault = self.fault(Problem::Elsewhere(format!("\\{name}")), start, self.at);
                // w^\top x, w^{\top}x
                let raised = self.source[..start].trim_end_matches([' ', '{']);
                let rest = self.source[self.at..].trim_start_matches([' ', '}']);
                return Err(match raised.strip_suffix('^').filter(|_| name == "top") {
                    Some(w) => {
                        let span = Span { start: w.len(), end: self.source.len() - rest.len() };
                        fault.or_put(span, " ")
                    }
                    None => fault,
                });
            }
        }
        Ok(())
    }

    /// `30^\circ` and `30^{\circ}`: the sign of a power becomes that of a degree.
    fn degree(&mut self, start: usize, spaced: bool) -> bool {
        let braced = self.peek() == Some('}');
        let count = self.tokens.len().saturating_sub(1 + usize::from(braced));
        let raised = match self.tokens[count..] {
            [Token { kind: Kind::Caret { .. }, .. }] => !braced,
            [
                Token { kind: Kind::Caret { .. }, .. },
                Token { kind: Kind::Open(Bracket::Curly), .. },
            ] => braced,
            _ => false,
        };
        if raised {
            self.tokens.truncate(count);
            if braced {
                self.step();
            }
            self.push(Kind::Degree, start, spaced);
        }
        raised
    }

    /// Goes on behind what is said about the braces that were closed just now.
    pub(super) fn behind_braces(&mut self) {
        while let Some(&(end, sign)) = self.braces.last()
            && end <= self.at
        {
            self.braces.pop();
            if end == self.at && self.source[end..].trim_start().starts_with(sign) {
                self.at += self.spaces() + sign.len_utf8();
                self.braced();
            }
        }
    }

    /// How many bytes of white space come next.
    fn spaces(&self) -> usize {
        let rest = &self.source[self.at..];
        rest.len() - rest.trim_start().len()
    }

    /// Letters behind a backslash, or one other character.
    fn command_name(&mut self) -> String {
        self.step();
        let run = self.run_of_letters();
        if !run.letters.is_empty() {
            return run.letters;
        }
        let name = self.source[self.at..].chars().next().map(String::from).unwrap_or_default();
        self.step();
        if name.trim().is_empty() { " ".to_owned() } else { name }
    }

    /// `\[Alpha]`, as Mathematica writes a letter.
    fn named_letter(&mut self) -> Option<Kind> {
        let rest = &self.source[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let greek = names::greek(&rest[..length].to_ascii_lowercase())?;
        rest[length..].starts_with(']').then_some(())?;
        self.at += length + 1;
        Some(self.letter(greek))
    }

    /// A function or a Greek letter.
    fn name_command(&mut self, name: &str, start: usize, spaced: bool) -> Result<(), Fault> {
        let plain = without_form(name);
        if let Some(called) = names::function(plain) {
            if name == "log" {
                let base = self.lowered_power(name);
                self.others.extend(base.map(|(span, text)| Repair { span, text }));
            }
            self.push(Kind::Function(called), start, spaced);
            return Ok(());
        }
        if let Some(greek) = names::greek(plain) {
            if greek == "sigma" && self.is_sigmoid() {
                self.push(Kind::Function(Called::Sigma), start, spaced);
                return Ok(());
            }
            let kind = self.letter(greek);
            self.push(kind, start, spaced);
            return self.index(true);
        }
        let span = Span { start, end: self.at };
        let fault = Fault::new(Problem::UnknownCommand(name.to_owned()), span);
        // x\2, \x^2, \e^x
        let backslash = Span { end: start + 1, ..span };
        let fault = match name {
            "x" | "y" | "z" | "t" | "e" => fault.or_drop(backslash),
            _ if figures(name) > 0 => fault.or_put(backslash, "/"),
            _ => fault,
        };
        let known = nearest(name, names::spellings().chain(names::greek_names()).chain(commands()));
        let parted = parted(name).map(|(command, rest)| format!("{command} {rest}"));
        let titled = names::titled(name).into_iter();
        let changes = titled.map(str::to_owned).chain(parted).chain(known.map(str::to_owned));
        Err(changes.fold(fault, |fault, change| fault.or_put(span, format!("\\{change}"))))
    }

    /// `\\[4pt]`
    fn row_height(&mut self) {
        let rest = &self.source[self.at..];
        if rest.starts_with('[')
            && let Some(length) = rest.find(']')
            && rest[1..length].ends_with(|c: char| c.is_ascii_alphabetic())
        {
            self.at += length + 1;
        }
    }

    /// The bracket behind `\left` or `\right`.
    fn delimiter(&mut self, opens: bool, start: usize, spaced: bool) -> Result<(), Fault> {
        while self.peek() == Some(' ') {
            self.step();
        }
        let name = match self.peek() {
            Some('\\') => self.command_name(),
            Some('.') => {
                self.step();
                return Ok(());
            }
            Some(c) => {
                self.step();
                c.to_string()
            }
            None => String::new(),
        };
        let bracket = match name.as_str() {
            "(" | ")" | "lparen" | "rparen" => Bracket::Round,
            "[" | "]" | "lbrack" | "rbrack" => Bracket::Square,
            "{" | "}" | "lbrace" | "rbrace" => Bracket::Curly,
            "|" | "vert" | "lvert" | "rvert" | "Vert" | "lVert" | "rVert" => Bracket::Bar,
            "lfloor" | "rfloor" => Bracket::Floor,
            "lceil" | "rceil" => Bracket::Ceiling,
            _ => {
                let fault = self.fault(Problem::Delimiter, start, self.at);
                let forgotten = if opens { "(" } else { ")" };
                return Err(match name.as_str() {
                    "" => fault.or_put(Span::at(self.at), forgotten),
                    _ => fault,
                });
            }
        };
        // The brace in front of cases that are set in an array.
        if bracket == Bracket::Curly
            && opens
            && self.source[self.at..].trim_start().starts_with("\\begin")
        {
            return Ok(());
        }
        self.push(if opens { Kind::Open(bracket) } else { Kind::Close(bracket) }, start, spaced);
        Ok(())
    }

    /// What stands in braces, or the next character.
    pub(super) fn braced(&mut self) -> Option<String> {
        while self.peek() == Some(' ') {
            self.step();
        }
        let rest = &self.source[self.at..];
        if rest.starts_with('\\') {
            return Some(format!("\\{}", self.command_name()));
        }
        if !rest.starts_with('{') {
            let c = self.peek().filter(char::is_ascii_alphabetic)?;
            self.step();
            return Some(c.to_string());
        }
        let length = group(rest)?;
        let content = rest[1..length - 1].to_owned();
        self.at += length;
        Some(content)
    }

    /// `\mathbf{x}` is x; of anything longer the style is left out.
    fn styled(&mut self, name: &str, start: usize, spaced: bool) -> Result<(), Fault> {
        // The expectation \mathbb{E}[x] is no product.
        if name == "mathbb" && self.source[self.at..].get(2..4) == Some("}[") {
            return Err(self.fault(Problem::Elsewhere(format!("\\{name}")), start, self.at));
        }
        // \smash[b]{…}
        if name == "smash" && self.peek() == Some('[') {
            self.at += self.source[self.at..].find(']').map_or(0, |length| length + 1);
        }
        if let [b'{', letter, b'}', ..] = self.source.as_bytes()[self.at..]
            && letter.is_ascii_alphabetic()
        {
            self.at += 3;
            let kind = self.letter(&char::from(letter).to_string());
            self.push(kind, start, spaced);
            return self.index(true);
        }
        Ok(())
    }

    /// `\dv{x}` and `\dv{f}{x}` of the package physics, which the usual fraction replaces.
    fn named_fraction(&mut self, name: &str, d: &str, start: usize) -> Fault {
        let order = match self.source[self.at..].strip_prefix('[').and_then(|of| of.split_once(']'))
        {
            Some((order, _)) => {
                self.at += order.len() + 2;
                format!("^{{{order}}}")
            }
            None => String::new(),
        };
        let first = self.braced();
        let second = if self.peek() == Some('{') { self.braced() } else { None };
        let span = Span { start, end: self.at };
        let fault = Fault::new(Problem::UnknownCommand(name.to_owned()), span);
        let Some(first) = first else { return fault };
        match second {
            Some(below) => {
                let sign = format!("\\frac{{{d}{order}}}{{{d}{below}{order}}}");
                let first = first.trim();
                fault.or_put(
                    span,
                    if first.is_empty() { sign } else { format!("{sign}\\left({first}\\right)") },
                )
            }
            None => fault.or_put(span, format!("\\frac{{{d}{order}}}{{{d}{first}{order}}}")),
        }
    }

    /// Whether lines begin here behind a brace, or those end.
    fn sets_pieces(&self, kind: Kind, start: usize) -> bool {
        match kind {
            Kind::Cases => self.source[..start].trim_end().ends_with("\\{"),
            _ => self.open_pieces > 0,
        }
    }

    /// Pieces begin or end.
    fn environment_of_pieces(&mut self, kind: Kind, start: usize, spaced: bool) {
        self.open_pieces += if kind == Kind::Cases { 1 } else { -1 };
        self.push(kind, start, spaced);
    }

    /// `\begin{cases}` and `\end{cases}`
    fn environment(&mut self, kind: Kind, start: usize, spaced: bool) -> Result<(), Fault> {
        let name = self.braced().unwrap_or_default();
        match name.as_str() {
            "cases" | "dcases" | "rcases" | "matrix" => {
                self.environment_of_pieces(kind, start, spaced)
            }
            "array" => {
                if kind == Kind::Cases {
                    self.braced();
                }
                self.environment_of_pieces(kind, start, spaced);
            }
            // \left\{\begin{aligned}, which \left left open
            "aligned" | "split" | "gathered" if self.sets_pieces(kind, start) => {
                self.environment_of_pieces(kind, start, spaced);
            }
            "equation" | "equation*" | "math" | "displaymath" | "aligned" | "align" | "align*"
            | "gather" | "gather*" | "gathered" | "split" | "multline" | "multline*"
            | "eqnarray" | "eqnarray*" => {}
            _ => {
                let name = format!("\\begin{{{name}}}");
                return Err(self.fault(Problem::Elsewhere(name), start, self.at));
            }
        }
        Ok(())
    }

    /// The words behind an underscore in a style of their own: `x_{\text{max}}`.
    pub(super) fn lowered_command(&mut self, below: &mut String) -> Result<(), Fault> {
        let start = self.at;
        let name = self.command_name();
        if let Some(greek) = names::greek(without_form(&name)) {
            below.push_str(greek);
            return Ok(());
        }
        match command(&name) {
            Some(Command::Upright | Command::Styled) => {}
            Some(Command::Space) => return Ok(()),
            // \eta_{\max}
            _ if matches!(name.as_str(), "max" | "min") => {
                below.push_str(&name);
                return Ok(());
            }
            _ => return Err(self.fault(Problem::Index, start, self.at)),
        }
        let content = joined(&self.braced().unwrap_or_default());
        let plain = content.trim();
        if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(self.fault(Problem::Index, start, self.at));
        }
        below.push_str(plain);
        Ok(())
    }
}
