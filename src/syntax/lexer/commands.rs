//! The commands of LaTeX, and what each of them does.

use super::names;
use super::token::{Bracket, Kind};
use crate::expr::Relation;

/// What a command does.
#[derive(Clone, Copy)]
pub(super) enum Command {
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
    /// `\circ`: raised, a degree.
    Raised,
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
    (Command::Token(Kind::Degree),  &["degree"]),           (Command::Raised,           &["circ"]),
    (Command::Token(Kind::Bar),     &["vert", "mid", "Vert", "|"]),
    (Command::Token(Kind::Row),     &["\\", "cr", "newline"]),
    (relation(Relation::Equal),        &["eq", "coloneqq", "doteq"]),
    (relation(Relation::NotEqual),     &["ne", "neq"]),
    (relation(Relation::Less),         &["lt"]),
    (relation(Relation::LessEqual),    &["le", "leq", "leqslant", "leqq"]),
    (relation(Relation::Greater),      &["gt"]),
    (relation(Relation::GreaterEqual), &["ge", "geq", "geqslant", "geqq"]),
    (Command::Token(Kind::And),        &["land", "wedge"]),
    (Command::Token(Kind::Or),         &["lor", "vee"]),
    (open(Bracket::Round),    &["lparen"]),           (close(Bracket::Round),   &["rparen"]),
    (open(Bracket::Square),   &["lbrack"]),           (close(Bracket::Square),  &["rbrack"]),
    (open(Bracket::Curly),    &["{", "lbrace"]),      (close(Bracket::Curly),   &["}", "rbrace"]),
    (open(Bracket::Bar),      &["lvert", "lVert"]),   (close(Bracket::Bar),     &["rvert", "rVert"]),
    (open(Bracket::Floor),    &["lfloor"]),           (close(Bracket::Floor),   &["rfloor"]),
    (open(Bracket::Ceiling),  &["lceil"]),            (close(Bracket::Ceiling), &["rceil"]),
    (Command::Opening, &["left", "bigl", "Bigl", "biggl", "Biggl", "mleft"]),
    (Command::Closing, &["right", "bigr", "Bigr", "biggr", "Biggr", "mright"]),
    (Command::Space, &[
        ",", ":", ";", "!", " ", ">", "(", ")", "[", "]", "space", "quad", "qquad", "enspace", "thinspace", "medspace",
        "thickspace", "negthinspace", "negmedspace", "negthickspace", "displaystyle", "textstyle", "limits",
        "nolimits", "qty", "big", "Big", "bigg", "Bigg", "bigm", "Bigm", "middle", "ds", "scriptstyle", "noindent", "allowbreak",
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
        "cap", "in", "nabla", "equiv", "approx", "sim", "dots", "ldots", "cdots", "forall", "exists",
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

/// The name of the letter whose form this is, or the name itself.
pub(super) fn without_form(name: &str) -> &str {
    VARIANTS.iter().find(|row| row.0 == name).map_or(name, |row| row.1)
}

/// What the command of that name does.
pub(super) fn command(name: &str) -> Option<Command> {
    COMMANDS.iter().find(|(_, names)| names.contains(&name)).map(|row| row.0)
}

/// Whether a word is that of a command, and of nothing that is written without a backslash.
pub(super) fn is_command(word: &str) -> bool {
    word.len() > 3 && command(word).is_some()
}

/// `\sinx`, `\cdotsin`: a command that runs on into the letters behind it, and those letters.
pub(super) fn parted(name: &str) -> impl Iterator<Item = (&str, &str)> {
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

/// All command names, for "did you mean".
pub(super) fn commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().flat_map(|(_, names)| names.iter().copied()).filter(|name| name.len() > 2)
}
