//! Dependencies become a list of licences, each of which may be handed on with ours.

use crate::tools;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;

/// Licences under which a dependency may come; of alternatives ("MIT OR Apache-2.0") one is enough.
/// They stand in `deny.toml`, on one line, which as a list of texts is JSON as well.
fn allowed_ones() -> Result<Vec<String>> {
    let rules = fs::read_to_string(tools::root().join("deny.toml"))?;
    let list = rules
        .lines()
        .find_map(|line| line.strip_prefix("allow = "))
        .context("no `allow` in deny.toml")?;
    Ok(serde_json::from_str(list)?)
}

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
    let list = allowed_ones()?;
    let strange: Vec<String> = packages
        .iter()
        .filter(|package| !allowed(package["license"].as_str().unwrap_or_default(), &list))
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
fn allowed(expression: &str, list: &[String]) -> bool {
    let plain = expression.replace('/', " OR ");
    plain.split(" AND ").all(|part| {
        let part = part.trim_matches(|c| "() ".contains(c));
        part.split(" OR ").any(|licence| {
            list.iter().any(|one| one == licence.trim_matches(|c: char| "() ".contains(c)))
        })
    })
}

#[test]
fn alternatives_and_conjunctions() {
    let list = allowed_ones().unwrap();
    let allowed = |expression| allowed(expression, &list);
    assert!(allowed("MIT OR Apache-2.0"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(allowed("GPL-3.0/MIT"));
    assert!(!allowed("GPL-3.0"));
    assert!(!allowed("MIT AND GPL-3.0"));
    assert!(!allowed(""));
}
