//! What a suite needs becomes present: installed where that is ours to do, else named in a sentence.

use crate::profile::Profile;
use crate::{build, package, tools};
use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The oldest Node that runs the tests.
const OLDEST_NODE: u32 = 20;

/// A browser that tests drive.
pub struct Browser {
    name: &'static str,
    /// The variable of the environment that names its program, here and in the tests.
    pub variable: &'static str,
    /// Where its program may be, if the environment does not say.
    places: &'static [&'static str],
    /// Programs that driving it takes besides.
    besides: &'static [&'static str],
    /// Debian's packages for it, and a font so that its pages have letters.
    packages: &'static [&'static str],
}

/// Chromium as people have it: what is measured, is measured in it.
pub const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    places: &[
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    besides: &[],
    packages: &["chromium", "fonts-dejavu-core"],
};

/// The same engine without a window, which takes less than half of the processor's time: it runs the tests.
pub const HEADLESS: Browser = Browser {
    name: "Chromium's headless shell",
    variable: "CHROMIUM",
    places: &["/usr/bin/chromium-headless-shell"],
    besides: &[],
    packages: &["chromium-headless-shell", "fonts-dejavu-core"],
};

/// What runs the tests of the pages, if there is anything that can.
pub fn chromium() -> Option<String> {
    HEADLESS.program().or_else(|| CHROMIUM.program())
}

/// The second engine.
pub const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    places: &[
        "/usr/bin/firefox-esr",
        "/usr/bin/firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
    ],
    besides: &[],
    packages: &["firefox-esr", "fonts-dejavu-core"],
};

/// The third: WebKit as GTK's browser has it, which needs a screen; this one nobody sees.
pub const WEBKIT: Browser = Browser {
    name: "WebKitGTK's MiniBrowser",
    variable: "MINIBROWSER",
    places: &[
        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/webkit2gtk-4.1/MiniBrowser",
    ],
    besides: &["/usr/bin/WebKitWebDriver", "/usr/bin/Xvfb"],
    packages: &["webkit2gtk-driver", "xvfb", "fonts-dejavu-core"],
};

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
    /// A Chromium, with a window or without.
    Chromium,
    /// A Chromium as people have it.
    WholeChromium,
    /// Firefox and WebKit.
    OtherBrowsers,
    /// A Python with NumPy.
    Numpy,
}

/// Sees to needs, each once, and remembers how that went.
#[derive(Default)]
pub struct Needs {
    profile: Profile,
    met: Vec<(Need, Result<(), String>)>,
    /// A build of the engine that has begun.
    ahead: Option<Child>,
}

impl Needs {
    /// The engine is needed as this profile compiles it.
    pub fn with(profile: Profile) -> Needs {
        Needs { profile, ..Needs::default() }
    }

    /// Begins to build the engine beside whatever comes first: it is mostly the work of a single thread. It says nothing:
    /// whoever needs the engine waits, and finds it built, or builds it and hears what is wrong.
    pub fn build_ahead(&mut self) {
        // What it would install is there first: two installers at once get in one another's way.
        let ready =
            [Need::WasmTarget, Need::NodePackages].iter().all(|need| self.meet(*need).is_ok());
        self.ahead = std::env::current_exe().ok().filter(|_| ready).and_then(|xtask| {
            let mut build = tools::command(xtask.to_str()?);
            build.arg("build").args(self.profile.flag()).stdout(Stdio::null());
            build.stderr(Stdio::null()).spawn().ok()
        });
    }

    /// Sees to one need, unless it has been seen to.
    pub fn meet(&mut self, need: Need) -> Result<()> {
        if matches!(need, Need::Engine | Need::Package)
            && let Some(mut ahead) = self.ahead.take()
        {
            ahead.wait()?;
        }
        if !self.met.iter().any(|(known, _)| *known == need) {
            let outcome = need.meet(self.profile).map_err(|error| format!("{error:#}"));
            self.met.push((need, outcome));
        }
        let outcome = self.met.iter().find(|(known, _)| *known == need);
        outcome.map_or(Ok(()), |(_, outcome)| outcome.clone().map_err(|error| anyhow!(error)))
    }
}

impl Need {
    fn meet(self, profile: Profile) -> Result<()> {
        match self {
            Need::RustComponents => {
                component("fmt", "rustfmt").and_then(|()| component("clippy", "clippy"))
            }
            Need::WasmTarget => build::add_target(),
            Need::NodePackages => node_packages("tests/web"),
            Need::Rivals => node_packages("tests/web/bench"),
            Need::Engine => build::build(profile),
            Need::Package => package::make(profile),
            Need::Chromium if chromium().is_some() => Ok(()),
            Need::Chromium => HEADLESS.install().or_else(|_| CHROMIUM.install()),
            Need::WholeChromium => CHROMIUM.install(),
            Need::OtherBrowsers => FIREFOX.install().and_then(|()| WEBKIT.install()),
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
        install(PYTHON_PACKAGES).context("Python 3 with its module venv is needed.")?;
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

impl Browser {
    /// Its program on this machine.
    pub fn program(&self) -> Option<String> {
        let known = || self.places.iter().find(|path| Path::new(path).exists());
        std::env::var(self.variable).ok().or_else(|| known().map(|path| (*path).to_owned()))
    }

    fn present(&self) -> bool {
        self.program().is_some() && self.besides.iter().all(|path| Path::new(path).exists())
    }

    fn install(&self) -> Result<()> {
        if self.present() {
            return Ok(());
        }
        let Browser { name, variable, packages, .. } = self;
        let missing = || {
            let advice = format!("Install it, or name it: {variable}=/path/to/it cargo xtask test");
            format!("{name} was not found. {advice}")
        };
        install(packages).with_context(missing)?;
        ensure!(
            self.present(),
            "apt-get installed {}, yet {name} is not there.",
            packages.join(" ")
        );
        Ok(())
    }
}

/// Debian's packages, installed as root; elsewhere a sentence.
fn install(packages: &[&str]) -> Result<()> {
    ensure!(Path::new("/etc/debian_version").exists(), "Only on Debian is it installed from here.");
    let root = tools::read(tools::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    ensure!(root, "On Debian: sudo apt-get install {}", packages.join(" "));
    let install =
        || tools::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages));
    tools::run(apt().arg("update")).and_then(|()| install())
}

fn apt() -> Command {
    let mut apt = tools::command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(["--quiet", "-o", "Acquire::Retries=3"]);
    apt
}
