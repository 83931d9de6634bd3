//! A panic becomes a trap and nothing more.
//!
//! In a browser a panic's sentence has no reader: the instance ends with a trap either way, and the
//! loader starts a fresh one. Yet the code that writes those sentences (formatting numbers, cutting
//! text, quoting characters), and every call that hands it values, came to a tenth of the module.

use anyhow::{Result, anyhow};
use rustc_demangle::demangle;
use std::path::Path;
use walrus::ir::{Instr, InstrSeqId, Return, Unreachable, Visitor, dfs_in_order};
use walrus::{LocalFunction, Module};

/// Whose panics are cut: those of the standard library and of its hash table.
const LIBRARIES: [&str; 5] = ["core::", "alloc::", "std::", "__rustc::", "hashbrown::"];

/// The compiled module, each function of the standard library that never returns cut down to a trap.
/// What only such functions call goes with them when the bindings are made.
pub fn cut(compiled: &Path) -> Result<Module> {
    let mut module = Module::from_file(compiled).map_err(|error| anyhow!(error))?;
    let panics: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, function)| {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
            is_of_library(name) && never_returns(function)
        })
        .map(|(id, _)| id)
        .collect();
    for id in panics {
        let panic = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let body = panic.entry_block();
        panic.block_mut(body).instrs = vec![(Instr::Unreachable(Unreachable {}), <_>::default())];
    }
    Ok(module)
}

/// `core::…`, and `<core::…>::…` of a method.
fn is_of_library(name: &str) -> bool {
    let name = format!("{:#}", demangle(name));
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
