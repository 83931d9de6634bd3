//! Sources become a site: the crate compiled for the browser, with its bindings beside the pages.

use crate::options::Options;
use crate::{bindings, tools};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;

/// What a browser runs.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How the engine is compiled: as it is shipped, or as soon as possible, to try a change.
#[derive(Clone, Copy, Default, PartialEq)]
pub enum Profile {
    #[default]
    Release,
    Quick,
}

impl Profile {
    /// `--quick` was given.
    pub fn chosen(options: &mut Options) -> Profile {
        if options.flag("--quick") { Profile::Quick } else { Profile::Release }
    }

    /// How it was chosen.
    pub fn flag(self) -> Option<&'static str> {
        (self == Profile::Quick).then_some("--quick")
    }

    /// Its name in `Cargo.toml`.
    fn name(self) -> &'static str {
        match self {
            Profile::Release => "release",
            Profile::Quick => "quick",
        }
    }
}

/// Builds `www/pkg`.
pub fn build(profile: Profile) -> Result<()> {
    add_target()?;
    bindings::write(&compile(profile)?, profile)?;
    bindings::report()
}

/// Adds the browser's target to the toolchain in use when it is not there yet.
pub fn add_target() -> Result<()> {
    let installed = tools::read(tools::command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    if PathBuf::from(installed.trim()).exists() {
        return Ok(());
    }
    if !tools::succeeds(tools::command("rustup").arg("--version")) {
        bail!(
            "Rust cannot compile for the browser yet, and there is no rustup to teach it.\n\
             Install rustup from https://rustup.rs, or the package of your system that brings {TARGET}."
        );
    }
    tools::run(tools::command("rustup").args(["target", "add", TARGET]))
        .context("The browser's target could not be added to this Rust.")
}

/// Compiles the crate and says where the module lies: cargo knows best, wherever its target folder is.
fn compile(profile: Profile) -> Result<PathBuf> {
    let mut cargo = tools::cargo();
    cargo
        .args(["build", "--locked", "--profile", profile.name(), "--lib", "--target", TARGET])
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit());
    tools::read(&mut cargo)?
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .rfind(|file| file.extension().is_some_and(|ending| ending == "wasm"))
        .context("cargo compiled no .wasm file")
}
