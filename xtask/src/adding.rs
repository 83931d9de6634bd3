//! The diffs that `ADDING.md` shows become a copy with one of each more, and the tables' own tests say whether
//! that is all it takes. What they add to pages, `tests/web/pages/adding.test.mjs` opens.

use crate::tools;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Copies the crate, applies every diff, runs the tests that walk the tables.
pub fn check() -> Result<()> {
    let folder = tools::root().join("target/adding");
    let tree = folder.join("tree");
    tools::copy(&tree)?;
    let shown = fs::read_to_string(tools::root().join("ADDING.md"))?;
    let diffs: Vec<&str> = shown.split("```diff\n").skip(1).collect();
    ensure!(diffs.len() >= 6, "ADDING.md shows {} diffs", diffs.len());
    for diff in diffs {
        apply(diff.split("\n```").next().unwrap_or_default(), &folder, &tree)?;
    }
    // Only a few tests run: what they use need not be fast.
    let plain = ["--config", "profile.dev.package.\"*\".opt-level=0"];
    tools::run(
        tools::cargo()
            .current_dir(&tree)
            .args(["test", "--quiet", "--locked"])
            .args(plain)
            .args(["--test", "functions", "--test", "rules", "--test", "practice"])
            .env("CARGO_TARGET_DIR", folder.join("build")),
    )
}

fn apply(diff: &str, folder: &Path, tree: &Path) -> Result<()> {
    let file = folder.join("diff");
    fs::write(&file, format!("{diff}\n"))?;
    tools::run(
        tools::command("git")
            .current_dir(tree)
            // The copy is no checkout, although it lies inside one.
            .env("GIT_CEILING_DIRECTORIES", folder)
            .arg("apply")
            .arg(&file),
    )
    .with_context(|| format!("ADDING.md shows what no longer fits:\n{diff}"))
}
