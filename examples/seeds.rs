//! The corpora become files that a coverage-guided mutator starts from: `cargo run --example seeds`
//! writes `fuzz/corpus`, a folder a target, a file a seed.

#[path = "../tests/support/seeds.rs"]
mod seeds;

use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    for target in ["reread", "differentiate", "check", "train"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
        fs::create_dir_all(&folder)?;
        let seeds = seeds::seeds(target);
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed)?;
        }
        println!("{}: {} seeds", folder.display(), seeds.len());
    }
    Ok(())
}
