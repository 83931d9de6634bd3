//! The engine beside its peers becomes a table of times and ratios.

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
    needs.meet(Need::Engine)?;
    tools::run(tools::command("node").arg("tests/web/bench/derivatives.mjs"))
}
