//! A text of several named pieces becomes one expression that remembers their names.

use super::EngineError;
use super::limits::PIECES;
use super::question::Question;
use crate::backprop::Names;
use crate::expr::{Dag, Expr, ExprMap, Op};
use crate::syntax::{self, Parsed, limits};

/// `a = w x; L = (a - y)^2`: the last piece is the whole, the others stand in it by name. A text
/// of one piece is an ordinary expression, with or without a name in front.
pub(super) fn read(text: &str) -> Result<(Question, Names), EngineError> {
    if text.len() >= limits::LENGTH {
        // Refused with the reader's own sentence.
        Question::read(text)?;
    }
    let pieces = pieces(text);
    if pieces.len() > PIECES {
        return Err(EngineError::limit(
            "too-many-pieces",
            format!("This has more than {PIECES} named pieces."),
        ));
    }
    let mut dag = Dag::new();
    let mut meaning: ExprMap<Expr> = ExprMap::default();
    let mut names = Names::default();
    let mut whole = None;
    for (i, &start) in pieces.iter().enumerate() {
        let end = pieces.get(i + 1).map_or(text.len(), |next| next - 1);
        let piece = &text[start..end];
        let parsed = match syntax::parse(&mut dag, piece) {
            Ok(parsed) => parsed,
            Err(_) => parse_in_place(&mut dag, text, start, end)?,
        };
        if let Op::Relation(_) = dag.op(parsed.expr) {
            return Err(EngineError::usage(
                "equation",
                "This is an equation or a comparison, and an expression is needed here.",
            )
            .with_hint("Name a piece as in u = 2x + 3; y = u^2."));
        }
        let expr = put_in(&mut dag, parsed.expr, &meaning);
        let name = parsed.name.map(|(name, _)| name);
        if i + 1 == pieces.len() {
            names.output = name;
            whole = Some(expr);
            break;
        }
        let Some(name) = name else {
            return Err(EngineError::usage(
                "piece-without-a-name",
                format!("“{}” has no name, so nothing after it can use it.", piece.trim()),
            )
            .with_hint("Write u = … in front of it."));
        };
        meaning.insert(dag.symbol(&name), expr);
        names.give(expr, name);
    }
    let expr = whole.unwrap_or_else(|| dag.integer(0));
    Ok((Question { dag, expr, name: None, arguments: Vec::new() }, names))
}

/// Where the pieces start: behind each semicolon or line break outside brackets. What is empty is
/// no piece, and `\;` is a space in LaTeX.
fn pieces(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    let mut depth = 0usize;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b';' | b'\n' if depth == 0 && (at == 0 || bytes[at - 1] != b'\\') => {
                let start = starts.last().copied().unwrap_or(0);
                let (before, after) = (&text[start..at], &text[at + 1..]);
                if after.trim().is_empty() {
                    break;
                }
                match before.trim().is_empty() {
                    true => *starts.last_mut().unwrap_or(&mut 0) = at + 1,
                    false => starts.push(at + 1),
                }
            }
            _ => {}
        }
    }
    starts
}

/// The refusal of a piece, its place counted in the whole text: what stands before becomes spaces.
fn parse_in_place(
    dag: &mut Dag,
    text: &str,
    start: usize,
    end: usize,
) -> Result<Parsed, EngineError> {
    let before = text[..start].encode_utf16().count();
    let padded = format!("{}{}", " ".repeat(before), &text[start..end]);
    Ok(syntax::parse(dag, &padded)?)
}

/// An expression with the pieces in the places of their names.
fn put_in(dag: &mut Dag, e: Expr, meaning: &ExprMap<Expr>) -> Expr {
    dag.rebuild(e, |dag, e, children| match meaning.get(e) {
        Some(piece) => *piece,
        None => match (dag.op(e), children) {
            (Op::Pow, &[base, exponent]) => dag.pow(base, exponent),
            (op, _) => dag.node(op, children),
        },
    })
}
