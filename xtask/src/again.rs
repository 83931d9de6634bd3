//! One source becomes the same bytes twice: the module compiled in a second folder, from nothing.

use crate::build::{TARGET, command};
use crate::profile::Profile;
use crate::tools;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Compiles the shipped engine in two empty folders and lays the modules beside one another. Both are made of
/// one copy, so that a file saved meanwhile changes neither.
pub fn check() -> Result<()> {
    tools::copy(&tree())?;
    let [first, second] = ["first", "second"].map(compiled);
    let (first, second) = (first?, second?);
    let read = |path: &Path| fs::read(path).with_context(|| format!("no {}", path.display()));
    let (ours, theirs) = (read(&first)?, read(&second)?);
    ensure!(ours == theirs, "{} and {} differ", first.display(), second.display());
    println!("two clean builds, {} bytes each, the same", ours.len());
    Ok(())
}

fn tree() -> PathBuf {
    tools::root().join("target/again/tree")
}

fn compiled(name: &str) -> Result<PathBuf> {
    let folder = tools::root().join("target/again").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut cargo = tools::cargo();
    cargo.current_dir(tree()).args(command(Profile::Release)).arg("--quiet");
    tools::run(cargo.arg("--target-dir").arg(&folder))?;
    Ok(folder.join(TARGET).join("release/chainrule.wasm"))
}
