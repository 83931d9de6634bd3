//! Sources become a site: the crate compiled for the browser, with its bindings beside the pages.

use crate::profile::Profile;
use crate::{bindings, tools};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;

/// What a browser runs.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Builds `www/pkg`.
pub fn build(profile: Profile) -> Result<()> {
    engine(profile).map(drop)
}

/// Builds the engine with its bindings, and says in which folder they lie: `www/pkg`, but for the small one.
pub fn engine(profile: Profile) -> Result<PathBuf> {
    add_target()?;
    let folder = bindings::write(&compile(profile)?, profile)?;
    bindings::report(&folder)?;
    Ok(folder)
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

/// What cargo is told, to compile the engine for browsers. Loops are left as they are written, neither unrolled nor
/// reduced: engines reckon places in memory themselves, nothing is slower, and the module is a thirtieth smaller.
/// Nor is a load copied into branches to spare others one.
pub fn command(profile: Profile) -> Vec<String> {
    let inlined = format!("-inline-threshold={}", profile.inlined());
    let passes = [
        &inlined,
        "-unroll-threshold=0",
        "-unroll-partial-threshold=0",
        "-disable-lsr",
        "-enable-load-pre=false",
    ];
    let flags: Vec<String> = passes.iter().map(|pass| format!("'-Cllvm-args={pass}'")).collect();
    let flags = format!("target.{TARGET}.rustflags=[{}]", flags.join(", "));
    ["build", "--locked", "--profile", profile.name(), "--lib", "--target", TARGET, "--config"]
        .into_iter()
        .map(str::to_owned)
        .chain([flags])
        .collect()
}

/// Compiles the crate and says where the module lies: cargo knows best, wherever its target folder is.
fn compile(profile: Profile) -> Result<PathBuf> {
    let mut cargo = tools::cargo();
    cargo
        .args(command(profile))
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
