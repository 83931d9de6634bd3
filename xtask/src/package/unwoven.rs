//! The engine's module with its code taken apart: all instructions together, all calls, all variables, all offsets …
//! Among its own kind each is likely after the one before, and the packed whole is a twentieth smaller. `offline/woven.js`
//! puts it together again.

use anyhow::{Context, Result, bail};

/// What lies together. In this order: the module up to its code, these kinds, the module behind its code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    /// The instructions, and how the places that they read or write are aligned.
    Instruction,
    /// The length of a function, and its variables.
    Function,
    Block,
    Branch,
    Call,
    Variable,
    Global,
    /// Offsets of places in memory.
    Offset,
    Number,
    LongNumber,
    Float,
    Vector,
    Other,
    Tail,
}

const KINDS: usize = Kind::Tail as usize + 1;

/// How many operands of variable length follow an instruction.
#[derive(Clone, Copy)]
enum Count {
    Just(u8),
    /// Two, of which the first, an alignment, stays with the instruction.
    Place,
    /// As many as the first says, and one more.
    Table,
}

/// The instructions' numbers, from the first and with each of the two prefixes.
const PAGES: [u8; 3] = [0, 0xfc, 0xfd];

/// What follows an instruction: operands of this kind and count, and so many bytes. Numbers as in the specification of
/// WebAssembly 2.0, section 5.4.
fn operands(page: usize, number: u8) -> Option<(Kind, Count, u8)> {
    use Count::{Just, Place, Table};
    Some(match (page, number) {
        (0, 0x02..=0x04) => (Kind::Block, Just(1), 0),
        (0, 0x0c | 0x0d) => (Kind::Branch, Just(1), 0),
        (0, 0x0e) => (Kind::Branch, Table, 0),
        (0, 0x10 | 0xd2) => (Kind::Call, Just(1), 0),
        (0, 0x11) => (Kind::Other, Just(2), 0),
        (0, 0x20..=0x22) => (Kind::Variable, Just(1), 0),
        (0, 0x23 | 0x24) => (Kind::Global, Just(1), 0),
        (0, 0x25 | 0x26 | 0x3f | 0x40 | 0xd0) => (Kind::Other, Just(1), 0),
        (0, 0x28..=0x3e) => (Kind::Offset, Place, 0),
        (0, 0x41) => (Kind::Number, Just(1), 0),
        (0, 0x42) => (Kind::LongNumber, Just(1), 0),
        (0, 0x43) => (Kind::Float, Just(0), 4),
        (0, 0x44) => (Kind::Float, Just(0), 8),
        (0, 0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1)
        | (1, 0..=7)
        | (2, 14..=20 | 35..=83 | 94..=255) => (Kind::Other, Just(0), 0),
        (1, 8 | 10 | 12 | 14) => (Kind::Other, Just(2), 0),
        (1, 9 | 11 | 13 | 15..=17) => (Kind::Other, Just(1), 0),
        (2, 0..=11 | 92 | 93) => (Kind::Offset, Place, 0),
        (2, 12 | 13) => (Kind::Vector, Just(0), 16),
        (2, 21..=34) => (Kind::Vector, Just(0), 1),
        (2, 84..=91) => (Kind::Offset, Place, 1),
        _ => return None,
    })
}

/// The lengths of all kinds as 32-bit numbers, a row of two bytes for each instruction, all kinds.
pub fn unwoven(module: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader { module, at: 8, kinds: [const { Vec::new() }; KINDS] };
    let end = loop {
        let section = *module.get(reader.at).context("The engine's module has no code.")?;
        reader.at += 1;
        let end = reader.number()? as usize + reader.at;
        if section == 10 {
            break end;
        }
        reader.at = end;
    };
    let functions = reader.number()?;
    reader.kinds[Kind::Head as usize].extend_from_slice(&module[..reader.at]);
    for _ in 0..functions {
        reader.function()?;
    }
    if reader.at != end {
        bail!("The engine's code ends at byte {end}, and was read to byte {}.", reader.at);
    }
    reader.kinds[Kind::Tail as usize].extend_from_slice(&module[end..]);

    let lengths = reader.kinds.iter().flat_map(|kind| (kind.len() as u32).to_le_bytes()).collect();
    Ok([lengths, rows(), reader.kinds.concat()].concat())
}

/// For each instruction: its operands' kind, from bit 4 on their count, 3 for a table, in bit 6 whether another stays with
/// the instruction; then the count of bytes.
fn rows() -> Vec<u8> {
    let numbers = (0..PAGES.len()).flat_map(|page| (0..=255).map(move |number| (page, number)));
    let row = |(page, number)| match operands(page, number) {
        None => [0, 0],
        Some((kind, count, bytes)) => {
            let count = match count {
                Count::Just(count) => count << 4,
                Count::Place => 1 << 4 | 1 << 6,
                Count::Table => 3 << 4,
            };
            [kind as u8 | count, bytes]
        }
    };
    numbers.flat_map(row).collect()
}

struct Reader<'a> {
    module: &'a [u8],
    at: usize,
    kinds: [Vec<u8>; KINDS],
}

impl Reader<'_> {
    /// An unsigned number of variable length.
    fn number(&mut self) -> Result<u32> {
        let mut value = 0;
        for bits in (0..).step_by(7) {
            let byte = *self.module.get(self.at).context("The engine's module is cut off.")?;
            self.at += 1;
            // Of numbers longer than 32 bits nobody asks the value.
            value |= u32::from(byte & 127).checked_shl(bits).unwrap_or(0);
            if byte < 128 {
                break;
            }
        }
        Ok(value)
    }

    /// Puts so many bytes to their kind.
    fn bytes(&mut self, kind: Kind, count: usize) -> Result<()> {
        let end = self.at + count;
        let bytes = self.module.get(self.at..end).context("The engine's module is cut off.")?;
        self.kinds[kind as usize].extend_from_slice(bytes);
        self.at = end;
        Ok(())
    }

    /// Puts a number to its kind.
    fn operand(&mut self, kind: Kind) -> Result<u32> {
        let from = self.at;
        let value = self.number()?;
        self.kinds[kind as usize].extend_from_slice(&self.module[from..self.at]);
        Ok(value)
    }

    fn function(&mut self) -> Result<()> {
        let length = self.operand(Kind::Function)?;
        let end = self.at + length as usize;
        for _ in 0..self.operand(Kind::Function)? {
            self.operand(Kind::Function)?;
            self.bytes(Kind::Function, 1)?;
        }
        while self.at < end {
            self.instruction()?;
        }
        Ok(())
    }

    fn instruction(&mut self) -> Result<()> {
        let from = self.at;
        self.bytes(Kind::Instruction, 1)?;
        let first = self.module[from];
        let (page, number) = match PAGES[1..].iter().position(|&prefix| prefix == first) {
            None => (0, first.into()),
            Some(place) => (1 + place, self.operand(Kind::Instruction)?),
        };
        let known = u8::try_from(number).ok().and_then(|number| operands(page, number));
        let Some((kind, count, bytes)) = known else {
            bail!(
                "The engine's byte {from} is an instruction that is not in the table: {first:#x} {number}."
            );
        };
        let count = match count {
            Count::Just(count) => count.into(),
            Count::Place => {
                self.operand(Kind::Instruction)?;
                1
            }
            Count::Table => self.operand(kind)? + 1,
        };
        for _ in 0..count {
            self.operand(kind)?;
        }
        self.bytes(kind, bytes.into())
    }
}
