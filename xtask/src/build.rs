//! Sources become a site: the crate compiled for the browser, with its bindings beside the pages.

use crate::options::Options;
use crate::{bindings, tools};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;

/// What a browser runs.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How the engine is compiled.
#[derive(Clone, Copy, Default, PartialEq)]
pub enum Profile {
    /// As it is shipped: fast.
    #[default]
    Release,
    /// As it is shipped inside of something: small.
    Small,
    /// As soon as possible, to try a change.
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
            Profile::Small => "small",
            Profile::Quick => "quick",
        }
    }

    /// How large a function may be, in the compiler's own measure, to stand in the place of a call to it. Made small,
    /// the compiler leaves every getter a call; at twelve a derivative takes a sixth less time, at twenty no less, and
    /// the one file is five kilobytes larger; at eight two. Made fast, it takes an eighth more time at forty than at
    /// sixty, for a hundredth of the bytes; at a hundred a thirtieth less, for a thirtieth of the bytes.
    fn inlined(self) -> u8 {
        if self == Profile::Release { 60 } else { 12 }
    }

    /// The engine that is carried inside of something: when it is only tried, the one that is there.
    pub fn inside(self) -> Profile {
        if self == Profile::Release { Profile::Small } else { self }
    }
}

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
