//! A word becomes work: `cargo xtask build | serve | test | bench`.
//!
//! Rust and Node are all a machine needs to have; what else a command needs, it fetches or names.

mod bindings;
mod build;
mod options;
mod tools;

use anyhow::{Result, bail};
use options::Options;
use std::process::ExitCode;

const USAGE: &str = "\
Chainrule's tool. Call it as: cargo xtask <command>

  build    compile the engine for the browser, into www/pkg
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut options = Options::from_command_line();
    match options.word().as_deref() {
        Some("build") => {
            options.finish()?;
            build::build()?;
        }
        None | Some("help" | "--help" | "-h") => print!("{USAGE}"),
        Some(other) => bail!("There is no command {other:?}.\n\n{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}
