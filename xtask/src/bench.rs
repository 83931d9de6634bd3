//! The engine beside its peers becomes one table of times, sizes and ratios.

use crate::build::TARGET;
use crate::needs::{Need, Needs};
use crate::options::Options;
use crate::tools;
use anyhow::Result;

/// `cargo xtask bench`
pub fn bench(options: Options) -> Result<()> {
    options.finish()?;
    let mut needs = Needs::default();
    needs.meet(Need::NodePackages)?;
    needs.meet(Need::Rivals)?;
    needs.meet(Need::Package)?;
    // What a person writes for one formula: no part of the site.
    let by_hand = ["build", "--locked", "--release", "--package", "by-hand", "--target", TARGET];
    tools::run(tools::cargo().args(by_hand))?;
    // The same engine, compiled for this machine.
    tools::run(tools::cargo().args(["build", "--locked", "--release", "--example", "measure"]))?;
    needs.meet(Need::WholeChromium)?;
    tools::run(tools::command("node").arg("tests/web/bench/table.mjs"))?;
    Ok(())
}
