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
    for of in ["derivatives", "training"] {
        tools::run(tools::command("node").arg(format!("tests/web/bench/{of}.mjs")))?;
    }
    Ok(())
}
