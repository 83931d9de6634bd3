//! A plain tree becomes one text and one row of numbers: so it crosses to JavaScript in one go, and
//! not field by field.
//!
//! ```
//! use chainrule::view::{Packed, Told};
//!
//! let x = |n: f64| Told::Record(vec![("x", Told::Number(n))]);
//! let told = Told::List(vec![x(0.5), x(f64::NAN), Told::Text("√2".to_owned())]);
//! let Packed { texts, codes } = Packed::from(&told);
//! assert_eq!(texts, "x√2");
//! // A list of three; a record of a new kind, of one field, its name of one letter; one more of it.
//! let start = [5.0, 3.0, 6.0, 0.0, 1.0, 1.0, 3.0, 0.5, 6.0, 0.0, 3.0];
//! assert_eq!(codes[..11], start);
//! assert!(codes[11].is_nan());
//! assert_eq!(codes[12..], [4.0, 2.0]);
//! ```

use super::Told;

/// A tree, packed. `www/engine.js` unpacks it.
#[derive(Default)]
pub struct Packed {
    /// All texts and names, one after the other.
    pub texts: String,
    /// What stands where: for each value its kind, and then
    ///
    /// | kind | value | and |
    /// |---|---|---|
    /// | 0, 1, 2 | nothing, false, true | |
    /// | 3 | a number | it |
    /// | 4 | a text | its length in UTF-16 units |
    /// | 5 | a list | how many entries; they follow |
    /// | 6 | a record | which kind of record; of a new one how many fields and the lengths of their names; the values follow |
    /// | 7 | entries by name | how many; each is the length of its name, and its value |
    pub codes: Vec<f64>,
}

impl From<&Told> for Packed {
    fn from(told: &Told) -> Packed {
        let mut packing = Packing::default();
        packing.value(told);
        packing.packed
    }
}

#[derive(Default)]
struct Packing {
    packed: Packed,
    /// The kinds of record so far: the names of their fields.
    kinds: Vec<Vec<&'static str>>,
}

impl Packing {
    fn code(&mut self, code: f64) {
        self.packed.codes.push(code);
    }

    fn count(&mut self, count: usize) {
        self.code(count as f64);
    }

    /// By recursion: views stand inside views a few levels deep at most.
    fn value(&mut self, told: &Told) {
        match told {
            Told::Nothing => self.code(0.0),
            Told::Flag(flag) => self.code(if *flag { 2.0 } else { 1.0 }),
            Told::Number(number) => {
                self.code(3.0);
                self.code(*number);
            }
            Told::Text(text) => {
                self.code(4.0);
                self.text(text);
            }
            Told::List(entries) => {
                self.code(5.0);
                self.count(entries.len());
                for entry in entries {
                    self.value(entry);
                }
            }
            Told::Record(fields) => {
                self.code(6.0);
                self.kind(fields);
                for (_, value) in fields {
                    self.value(value);
                }
            }
            Told::Named(entries) => {
                self.code(7.0);
                self.count(entries.len());
                for (name, value) in entries {
                    self.text(name);
                    self.value(value);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
        self.count(length);
        self.packed.texts.push_str(text);
    }

    fn kind(&mut self, fields: &[(&'static str, Told)]) {
        let same = |kind: &Vec<&str>| {
            kind.len() == fields.len()
                && kind.iter().zip(fields).all(|(name, field)| std::ptr::eq(*name, field.0))
        };
        let known = self.kinds.iter().position(same);
        self.count(known.unwrap_or(self.kinds.len()));
        if known.is_none() {
            self.count(fields.len());
            for (name, _) in fields {
                self.text(name);
            }
            self.kinds.push(fields.iter().map(|(name, _)| *name).collect());
        }
    }
}
