//! The command line becomes options: each is taken out once by name, and what nobody took is an error.

use anyhow::{Context, Result, bail};

/// The words after `cargo xtask` that nobody has taken yet.
pub struct Options(Vec<String>);

impl Options {
    pub fn from_command_line() -> Self {
        Options(std::env::args().skip(1).collect())
    }

    /// The first word: the command.
    pub fn word(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// `--name` was given.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// `--name value` or `--name=value`, as often as it was given.
    pub fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        let mut rest = Vec::new();
        let mut words = std::mem::take(&mut self.0).into_iter();
        while let Some(word) = words.next() {
            if word == name {
                values.push(words.next().with_context(|| format!("{name} needs a value"))?);
            } else if let Some(value) = word.strip_prefix(name).and_then(|w| w.strip_prefix('=')) {
                values.push(value.to_owned());
            } else {
                rest.push(word);
            }
        }
        self.0 = rest;
        Ok(values)
    }

    /// As [`Options::values`], for an option that makes sense once.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        Ok(self.values(name)?.pop())
    }

    /// Nothing may be left over.
    pub fn finish(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => {
                bail!("There is no option {word:?} here. `cargo xtask help` lists what there is.")
            }
        }
    }
}
