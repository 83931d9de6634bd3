//! LaTeX commands become the same tokens as everything else.

use super::Lexer;
use super::names;
use super::token::{Bracket, Called, Kind};
use crate::expr::Relation;
use crate::syntax::Span;
use crate::syntax::error::{Fault, Problem, Repair};
use crate::syntax::nearest::nearest;

/// What a command does.
#[derive(Clone, Copy)]
enum Command {
    Token(Kind),
    Space,
    /// `\left`, `\bigl`: the bracket that follows opens.
    Opening,
    /// `\right`, `\bigr`: the bracket that follows closes.
    Closing,
    /// `\mathrm{…}`, `\text{…}`: upright letters, a name or words.
    Upright,
    /// `\mathbf{…}`: letters in another style.
    Styled,
    /// `\color{red}`, `\overset{!}{=}`: what comes first says something about what comes next.
    Beside,
    /// `\underbrace{x^2}_{u}`: what stands behind this sign says something about what came before.
    Brace(char),
    /// `\tag{1}`: beside the formula.
    Aside,
    /// `\hat{y}`: a letter with something above it.
    Accent,
    /// `\ell`, `\hbar`: a letter that has a command.
    Letter(&'static str),
    /// `\dot{x}`: so many derivatives by time.
    Dots(usize),
    /// `\dv{f}{x}`: a derivative, the sign of it as a fraction has it.
    Fraction(&'static str),
    Begin,
    End,
    /// Mathematics of another kind than ours.
    Elsewhere,
}

const fn relation(relation: Relation) -> Command {
    Command::Token(Kind::Relation(relation))
}

const fn open(bracket: Bracket) -> Command {
    Command::Token(Kind::Open(bracket))
}

const fn close(bracket: Bracket) -> Command {
    Command::Token(Kind::Close(bracket))
}

/// Every command that is not a function or a Greek letter.
#[rustfmt::skip]
const COMMANDS: &[(Command, &[&str])] = &[
    (Command::Token(Kind::Frac),    &["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "flatfrac", "sfrac", "xfrac"]),
    (Command::Token(Kind::Radical), &["sqrt"]),
    (Command::Token(Kind::Star),    &["cdot", "times", "ast", "cdotp", "bullet", "centerdot", "odot"]),
    (Command::Token(Kind::Slash),   &["div", "slash"]),
    (Command::Token(Kind::Over),    &["over"]),
    (Command::Token(Kind::Partial), &["partial"]),
    (Command::Token(Kind::Prime),   &["prime"]),
    (Command::Token(Kind::Bar),     &["vert", "mid", "Vert", "|"]),
    (Command::Token(Kind::Row),     &["\\", "cr", "newline"]),
    (relation(Relation::Equal),        &["eq", "coloneqq"]),
    (relation(Relation::NotEqual),     &["ne", "neq"]),
    (relation(Relation::Less),         &["lt"]),
    (relation(Relation::LessEqual),    &["le", "leq", "leqslant", "leqq"]),
    (relation(Relation::Greater),      &["gt"]),
    (relation(Relation::GreaterEqual), &["ge", "geq", "geqslant", "geqq"]),
    (open(Bracket::Round),    &["lparen"]),           (close(Bracket::Round),   &["rparen"]),
    (open(Bracket::Square),   &["lbrack"]),           (close(Bracket::Square),  &["rbrack"]),
    (open(Bracket::Curly),    &["{", "lbrace"]),      (close(Bracket::Curly),   &["}", "rbrace"]),
    (open(Bracket::Bar),      &["lvert", "lVert"]),   (close(Bracket::Bar),     &["rvert", "rVert"]),
    (open(Bracket::Floor),    &["lfloor"]),           (close(Bracket::Floor),   &["rfloor"]),
    (open(Bracket::Ceiling),  &["lceil"]),            (close(Bracket::Ceiling), &["rceil"]),
    (Command::Opening, &["left", "bigl", "Bigl", "biggl", "Biggl", "mleft"]),
    (Command::Closing, &["right", "bigr", "Bigr", "biggr", "Biggr", "mright"]),
    (Command::Space, &[
        ",", ":", ";", "!", " ", ">", "(", ")", "[", "]", "quad", "qquad", "enspace", "thinspace", "medspace",
        "thickspace", "negthinspace", "negmedspace", "negthickspace", "displaystyle", "textstyle", "limits",
        "nolimits", "big", "Big", "bigg", "Bigg", "bigm", "Bigm", "middle", "ds", "scriptstyle", "noindent", "allowbreak",
        "tiny", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge", "hfill",
    ]),
    (Command::Upright, &["mathrm", "text", "textrm", "operatorname", "mathop", "mbox", "rm"]),
    (Command::Styled, &[
        "mathbf", "mathit", "boldsymbol", "bm", "mathcal", "mathbb", "mathsf", "mathscr", "textit", "textbf", "vec",
        "bf", "it", "cal", "ensuremath", "boxed", "fbox", "mathstrut", "cancel", "bcancel", "xcancel", "underline", "smash",
    ]),
    (Command::Beside, &["color", "textcolor", "colorbox", "overset", "underset", "stackrel"]),
    (Command::Brace('_'), &["underbrace", "underbracket"]),
    (Command::Brace('^'), &["overbrace", "overbracket"]),
    (Command::Aside, &[
        "tag", "label", "nonumber", "notag", "hspace", "vspace", "phantom", "hphantom", "vphantom", "leftroot", "uproot",
    ]),
    (Command::Accent, &["hat", "bar", "tilde", "widehat", "overline", "widetilde"]),
    (Command::Letter("d"), &["d", "dd", "differentialD"]), (Command::Letter("e"), &["exponentialE"]), (Command::Letter("l"), &["ell"]), (Command::Letter("h_bar"), &["hbar"]),
    (Command::Dots(1), &["dot"]),       (Command::Dots(2), &["ddot"]),
    (Command::Fraction("d"), &["dv"]),  (Command::Fraction("\\partial "), &["pdv"]),
    (Command::Begin, &["begin"]),
    (Command::End,   &["end"]),
    (Command::Elsewhere, &[
        "%", "#", "&", "_", "int", "iint", "oint", "sum", "prod", "Pi", "lim", "infty", "pm", "mp", "to", "rightarrow", "binom", "cup",
        "cap", "in", "nabla", "circ", "degree", "equiv", "approx", "sim", "dots", "ldots", "cdots", "forall", "exists",
        "therefore", "because", "implies", "iff", "Rightarrow", "Longrightarrow", "Leftrightarrow", "leftarrow", "top",
        "perp", "Re", "Im", "bmod", "pmod", "mod", "otimes", "oplus",
    ]),
];

/// Forms of Greek letters with names of their own.
#[rustfmt::skip]
const VARIANTS: [(&str, &str); 8] = [
    ("varphi", "phi"), ("varrho", "rho"), ("vartheta", "theta"), ("varepsilon", "epsilon"),
    ("varsigma", "sigma"), ("varkappa", "kappa"), ("varGamma", "Gamma"), ("varDelta", "Delta"),
];

/// What the command of that name does.
fn command(name: &str) -> Option<Command> {
    COMMANDS.iter().find(|(_, names)| names.contains(&name)).map(|row| row.0)
}

/// Whether a word is that of a command, and of nothing that is written without a backslash.
pub(super) fn is_command(word: &str) -> bool {
    word.len() > 3 && command(word).is_some()
}

/// `\sinx`, `\cdotsin`: a command that runs on into the letters behind it, and those letters.
fn parted(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let known = |name: &str| {
        names::function(name).is_some() || names::greek(name).is_some() || command(name).is_some()
    };
    (1..7)
        .filter_map(|letters| name.split_at_checked(name.len().checked_sub(letters)?))
        .filter(move |(head, tail)| {
            let short = tail.len() < 3 && head.len() > tail.len();
            known(head) && (short || names::function(tail).is_some())
        })
        // \betaa is a slip.
        .filter(|(head, tail)| !head.ends_with(tail))
}

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

/// All command names, for "did you mean".
fn commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().flat_map(|(_, names)| names.iter().copied()).filter(|name| name.len() > 2)
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
            Command::Elsewhere => {
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
        let plain = VARIANTS.iter().find(|row| row.0 == name).map_or(name, |row| row.1);
        if let Some(called) = names::function(plain) {
            if name == "log" {
                let base = self.lowered_power(name);
                self.others.extend(base.map(|(span, text)| Repair { span, text }));
            }
            self.push(Kind::Function(called), start, spaced);
            return Ok(());
        }
        if let Some(greek) = names::greek(plain) {
            if greek == "sigma" && self.bracket_follows() {
                self.push(Kind::Function(Called::Sigma), start, spaced);
                return Ok(());
            }
            let kind = self.letter(greek);
            self.push(kind, start, spaced);
            return self.index(true);
        }
        let span = Span { start, end: self.at };
        let fault = Fault::new(Problem::UnknownCommand(name.to_owned()), span);
        let known = nearest(name, names::spellings().chain(names::greek_names()).chain(commands()));
        let parted = parted(name).map(|(command, rest)| format!("{command} {rest}"));
        let changes = parted.chain(known.map(str::to_owned));
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

    /// `\hat{y}` is the variable y_hat.
    fn accent(&mut self, name: &str, start: usize, spaced: bool) -> Result<(), Fault> {
        let letter = self.braced().unwrap_or_default();
        let letter = unstyled(&letter);
        let accent = name.trim_start_matches("wide").replace("overline", "bar");
        let plain = letter.trim().trim_start_matches('\\');
        match letter.trim() {
            _ if names::greek(plain).is_some() => {
                let symbol = self.dag.intern(&format!("{plain}_{accent}"));
                self.push(Kind::Symbol(symbol), start, spaced);
                self.index(false)
            }
            letter if letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_alphabetic()) => {
                let symbol = self.dag.intern(&format!("{letter}_{accent}"));
                self.push(Kind::Symbol(symbol), start, spaced);
                self.index(false)
            }
            _ => Err(self.fault(Problem::UnknownCommand(name.to_owned()), start, self.at)),
        }
    }

    /// `\dot{x} = 2t` names what follows; of x alone it is not known how it moves.
    fn dots(&mut self, count: usize, start: usize, spaced: bool) -> Result<(), Fault> {
        let letter = self.braced().unwrap_or_default();
        self.moving(&letter, count, start, spaced)
    }

    /// `ẋ = 2t`, in one character or by a command.
    pub(super) fn moving(
        &mut self,
        letter: &str,
        count: usize,
        start: usize,
        spaced: bool,
    ) -> Result<(), Fault> {
        let span = Span { start, end: self.at };
        let unknown = Fault::new(Problem::UnknownDerivative, span);
        let plain = letter.trim().trim_start_matches('\\');
        let named = self.tokens.is_empty() && self.names_upright("");
        if !named || plain.len() != 1 && names::greek(plain).is_none() {
            return Err(unknown);
        }
        let kind = self.letter(plain);
        self.push(kind, start, spaced);
        (0..count).for_each(|_| self.push(Kind::Prime, start, false));
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

    /// `\begin{cases}` and `\end{cases}`
    fn environment(&mut self, kind: Kind, start: usize, spaced: bool) -> Result<(), Fault> {
        let name = self.braced().unwrap_or_default();
        match name.as_str() {
            "cases" | "dcases" | "rcases" | "matrix" => self.push(kind, start, spaced),
            "array" => {
                if kind == Kind::Cases {
                    self.braced();
                }
                self.push(kind, start, spaced);
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
        if let Some(greek) = names::greek(&name) {
            below.push_str(greek);
            return Ok(());
        }
        match command(&name) {
            Some(Command::Upright | Command::Styled) => {}
            Some(Command::Space) => return Ok(()),
            _ => return Err(self.fault(Problem::Index, start, self.at)),
        }
        let content = self.braced().unwrap_or_default();
        let plain = content.trim();
        if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(self.fault(Problem::Index, start, self.at));
        }
        below.push_str(plain);
        Ok(())
    }
}
