//! Dependencies become a list of licences, each of which may be handed on with ours.

use crate::tools;
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Licences under which a dependency may come; of alternatives ("MIT OR Apache-2.0") one is enough.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "BSL-1.0",
    "Unicode-3.0",
];

/// Every package of the lock file, and where `cargo deny` is installed its advisories as well: they
/// need the network, which this check does not.
pub fn check() -> Result<()> {
    let host = tools::read(tools::command("rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("no host")?;
    let metadata = tools::read(tools::cargo().args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        host,
    ]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let strange: Vec<String> = packages
        .iter()
        .filter(|package| !allowed(package["license"].as_str().unwrap_or_default()))
        .map(|package| format!("{} is under {}", package["name"], package["license"]))
        .collect();
    ensure!(strange.is_empty(), "Not a licence we know:\n{}", strange.join("\n"));
    println!("{} packages, each under a licence of the list", packages.len());
    if tools::succeeds(tools::cargo().args(["deny", "--version"])) {
        tools::run(tools::cargo().args(["deny", "--offline", "check", "bans", "sources"]))?;
        if tools::succeeds(tools::cargo().args(["deny", "fetch", "db"])) {
            tools::run(tools::cargo().args(["deny", "check", "advisories"]))?;
        } else {
            println!("advisories: not looked at; their database cannot be fetched from here");
        }
    } else {
        println!("advisories: not looked at; `cargo install cargo-deny` brings what looks");
    }
    Ok(())
}

/// An expression of SPDX without nested brackets: all parts of an AND, one of an OR.
fn allowed(expression: &str) -> bool {
    let plain = expression.replace('/', " OR ");
    plain.split(" AND ").all(|part| {
        let part = part.trim_matches(|c| "() ".contains(c));
        part.split(" OR ")
            .any(|licence| ALLOWED.contains(&licence.trim_matches(|c: char| "() ".contains(c))))
    })
}

#[test]
fn alternatives_and_conjunctions() {
    assert!(allowed("MIT OR Apache-2.0"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(allowed("GPL-3.0/MIT"));
    assert!(!allowed("GPL-3.0"));
    assert!(!allowed("MIT AND GPL-3.0"));
    assert!(!allowed(""));
}
