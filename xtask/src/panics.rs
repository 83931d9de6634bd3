//! A panic becomes a trap and nothing more.
//!
//! In a browser a panic's sentence has no reader: the instance ends with a trap either way, and the
//! loader starts a fresh one. Yet the code that writes those sentences (formatting numbers, cutting
//! text, quoting characters), and every call that hands it values, came to a tenth of the module.
//! `Debug` goes with them: it writes for programmers; and so does a number to so many digits, which asks for arithmetic
//! of its own. `tests/house.rs` keeps both out of what a learner reads.

use anyhow::{Result, anyhow};
use rustc_demangle::demangle;
use std::ops::Range;
use std::path::Path;
use walrus::ir::{Instr, InstrSeqId, Return, Unreachable, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, Data, DataKind, LocalFunction, Module};

/// Whose panics are cut: those of the standard library and of its hash table.
const LIBRARIES: [&str; 5] = ["core::", "alloc::", "std::", "__rustc::", "hashbrown::"];

/// The compiled module, each function of the standard library that never returns cut down to a trap.
/// What only such functions call goes with them when the bindings are made, and what only they would tell is blank.
pub fn cut(compiled: &Path) -> Result<Module> {
    let mut module = Module::from_file(compiled).map_err(|error| anyhow!(error))?;
    let panics: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, function)| {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
            let name = format!("{:#}", demangle(name));
            is_debug(&name)
                || is_to_so_many_digits(&name)
                || is_of_library(&name) && never_returns(function)
        })
        .map(|(id, _)| id)
        .collect();
    for id in panics {
        let panic = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let body = panic.entry_block();
        panic.block_mut(body).instrs = vec![(Instr::Unreachable(Unreachable {}), <_>::default())];
    }
    forget_places(&mut module);
    Ok(module)
}

/// Takes out where in the source each panic stands, which only the sentences would have told. Nothing else moves, so
/// what is taken out becomes zeros.
fn forget_places(module: &mut Module) {
    let segments: Vec<_> = module.data.iter().map(Data::id).collect();
    for id in segments {
        let segment = module.data.get_mut(id);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = segment.kind {
            for range in places(&segment.value, start as usize) {
                segment.value[range].fill(0);
            }
        }
    }
}

/// Each `core::panic::Location` among these bytes, and the file's name that it points to: four words, the name's
/// address and length, the line and the column.
fn places(bytes: &[u8], start: usize) -> Vec<Range<usize>> {
    let word = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize);
    let name = |at: usize| {
        let from = word(at)?.checked_sub(start)?;
        let name = from..from.checked_add(word(at + 4)?)?;
        bytes.get(name.clone())?.ends_with(b".rs").then_some(name)
    };
    let mut found = Vec::new();
    let mut at = start.next_multiple_of(4) - start;
    while at < bytes.len() {
        if let Some(name) = name(at).filter(|_| word(at + 12).is_some()) {
            found.extend([name, at..at + 16]);
            at += 16;
        } else {
            at += 4;
        }
    }
    found
}

/// `<f64 as core::fmt::Debug>::fmt`
fn is_debug(name: &str) -> bool {
    name.ends_with(" as core::fmt::Debug>::fmt")
}

/// `core::fmt::float::float_to_decimal_common_exact::<f64>`, behind `{:.3}`
fn is_to_so_many_digits(name: &str) -> bool {
    name.starts_with("core::fmt::float::float_to_") && name.contains("_exact")
}

/// `core::…`, and `<core::…>::…` of a method.
fn is_of_library(name: &str) -> bool {
    LIBRARIES.iter().any(|library| name.trim_start_matches('<').starts_with(library))
}

/// Whether its end is a trap and no way leads out before.
fn never_returns(function: &LocalFunction) -> bool {
    let body = function.entry_block();
    let mut ways = WaysOut { body, found: false };
    dfs_in_order(&mut ways, function, body);
    let last = function.block(body).instrs.last();
    matches!(last, Some((Instr::Unreachable(_), _))) && !ways.found
}

/// Looks for a return, or a branch out of the body, which is one.
struct WaysOut {
    body: InstrSeqId,
    found: bool,
}

impl Visitor<'_> for WaysOut {
    fn visit_return(&mut self, _: &Return) {
        self.found = true;
    }

    fn visit_instr_seq_id(&mut self, target: &InstrSeqId) {
        self.found |= *target == self.body;
    }
}
