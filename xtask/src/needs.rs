//! What a suite needs becomes present: installed where that is ours to do, else named in a sentence.

use crate::{build, package, tools};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The oldest Node that runs the tests.
const OLDEST_NODE: u32 = 20;

/// Where a Chromium may be; the environment's `CHROMIUM` comes first.
const CHROMIUM: &[&str] = &[
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Debian's packages for the browsers, and a font so that their pages have letters.
const BROWSER_PACKAGES: &[&str] = &["chromium", "fonts-dejavu-core"];

/// Something a suite cannot run without.
#[derive(Clone, Copy, PartialEq)]
pub enum Need {
    /// rustfmt and clippy.
    RustComponents,
    /// The compiler's target for browsers.
    WasmTarget,
    /// Node, and the packages of `tests/web`.
    NodePackages,
    /// The engines that the benchmark runs beside ours.
    Rivals,
    /// The engine of the sources as they are now.
    Engine,
    /// `dist`, packaged from that engine.
    Package,
    /// A Chromium.
    Browser,
    /// A Python with NumPy.
    Numpy,
}

/// Sees to needs, each once, and remembers how that went.
#[derive(Default)]
pub struct Needs {
    profile: build::Profile,
    met: Vec<(Need, Result<(), String>)>,
}

impl Needs {
    /// The engine is needed as this profile compiles it.
    pub fn with(profile: build::Profile) -> Needs {
        Needs { profile, met: Vec::new() }
    }

    /// Sees to one need, unless it has been seen to.
    pub fn meet(&mut self, need: Need) -> Result<()> {
        if !self.met.iter().any(|(known, _)| *known == need) {
            let outcome = need.meet(self.profile).map_err(|error| format!("{error:#}"));
            self.met.push((need, outcome));
        }
        let outcome = self.met.iter().find(|(known, _)| *known == need);
        outcome.map_or(Ok(()), |(_, outcome)| outcome.clone().map_err(|error| anyhow!(error)))
    }
}

impl Need {
    fn meet(self, profile: build::Profile) -> Result<()> {
        match self {
            Need::RustComponents => {
                component("fmt", "rustfmt").and_then(|()| component("clippy", "clippy"))
            }
            Need::WasmTarget => build::add_target(),
            Need::NodePackages => node_packages("tests/web"),
            Need::Rivals => node_packages("tests/web/bench"),
            Need::Engine => build::build(profile),
            Need::Package => package::make(profile),
            Need::Browser => browser(),
            Need::Numpy => numpy(),
        }
    }
}

/// The NumPy that runs the programs the engine writes.
const NUMPY: &str = "numpy==2.4.6";
/// Debian's packages for a Python of one's own.
const PYTHON_PACKAGES: &[&str] = &["python3", "python3-venv"];

/// The Python that has NumPy: the environment's `PYTHON`, else one of our own below `target`.
pub fn python() -> String {
    let within = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let own = || tools::root().join("target/python").join(within).display().to_string();
    std::env::var("PYTHON").unwrap_or_else(|_| own())
}

fn numpy() -> Result<()> {
    let has_numpy = || tools::succeeds(tools::command(&python()).args(["-c", "import numpy"]));
    if has_numpy() {
        return Ok(());
    }
    ensure!(std::env::var_os("PYTHON").is_none(), "The Python named in PYTHON has no NumPy.");
    let own = tools::root().join("target/python");
    let make = || tools::run(tools::command("python3").args(["-m", "venv"]).arg(&own));
    if make().is_err() {
        let packages = PYTHON_PACKAGES.join(" ");
        let debian = Path::new("/etc/debian_version").exists();
        let root = tools::read(tools::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        ensure!(
            debian && root,
            "Python 3 with its module venv is needed; on Debian: sudo apt-get install {packages}"
        );
        tools::run(apt().arg("update"))?;
        tools::run(
            apt().args(["install", "--yes", "--no-install-recommends"]).args(PYTHON_PACKAGES),
        )?;
        make()?;
    }
    tools::run(tools::command(&python()).args(["-m", "pip", "install", "--quiet", NUMPY]))
}

fn component(command: &str, name: &str) -> Result<()> {
    if tools::succeeds(tools::cargo().args([command, "--version"])) {
        return Ok(());
    }
    tools::run(tools::command("rustup").args(["component", "add", name])).with_context(|| {
        format!("{name} is missing; install it with `rustup component add {name}`")
    })
}

/// Installs exactly what the lock file says, when it says something new.
fn node_packages(folder: &str) -> Result<()> {
    node()?;
    let lacking = || format!("{folder} has no package-lock.json");
    let folder = tools::root().join(folder);
    let lock = fs::read(folder.join("package-lock.json")).with_context(lacking)?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    tools::run(tools::command(npm).current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    fs::write(installed, lock)?;
    Ok(())
}

fn node() -> Result<()> {
    let advice = || format!("Node {OLDEST_NODE} or newer is needed: https://nodejs.org");
    let version = tools::read(tools::command("node").arg("--version")).with_context(advice)?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    ensure!(
        major.is_some_and(|major| major >= OLDEST_NODE),
        "{}; this is {}",
        advice(),
        version.trim()
    );
    Ok(())
}

/// The Chromium of this machine.
pub fn chromium() -> Option<String> {
    let chosen = std::env::var("CHROMIUM").ok();
    chosen.or_else(|| {
        CHROMIUM.iter().find(|path| Path::new(path).exists()).map(|path| (*path).to_owned())
    })
}

fn browser() -> Result<()> {
    if chromium().is_some() {
        return Ok(());
    }
    let packages = BROWSER_PACKAGES.join(" ");
    if !Path::new("/etc/debian_version").exists() {
        bail!(
            "No Chromium was found. Install one, or name it: CHROMIUM=/path/to/chromium cargo xtask test"
        );
    }
    if tools::read(tools::command("id").arg("-u")).is_ok_and(|id| id.trim() != "0") {
        bail!("No Chromium was found. Install it with: sudo apt-get install {packages}");
    }
    tools::run(apt().arg("update"))?;
    tools::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(BROWSER_PACKAGES))?;
    ensure!(chromium().is_some(), "apt-get installed {packages}, yet there is no Chromium.");
    Ok(())
}

fn apt() -> Command {
    let mut apt = tools::command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(["--quiet", "-o", "Acquire::Retries=3"]);
    apt
}
