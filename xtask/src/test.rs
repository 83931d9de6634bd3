//! A check of everything becomes one list: each suite by name, whether it holds, and how long it took.

use crate::needs::{FIREFOX, HEADLESS, Need, Needs, WEBKIT, chromium, python};
use crate::options::Options;
use crate::profile::Profile;
use crate::{adding, build, licences, tools};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// One kind of check.
struct Suite {
    name: &'static str,
    about: &'static str,
    needs: &'static [Need],
    run: fn() -> Result<()>,
}

/// Everything that is checked, the quick and the fundamental first.
#[rustfmt::skip]
const SUITES: &[Suite] = &[
    Suite { name: "format", about: "rustfmt has nothing to change",              needs: &[Need::RustComponents], run: format },
    Suite { name: "lint",   about: "clippy is silent, natively and for browsers", needs: &[Need::RustComponents, Need::WasmTarget], run: lint },
    Suite { name: "docs",   about: "the documentation is whole, and its links lead somewhere", needs: &[], run: docs },
    Suite { name: "licences", about: "every dependency may be handed on",        needs: &[], run: licences::check },
    Suite { name: "native", about: "the crate's own tests",                      needs: &[Need::Numpy], run: native },
    Suite { name: "adding", about: "a row added as ADDING.md shows it is all it takes", needs: &[], run: adding::check },
    Suite { name: "build",  about: "the engine compiles for browsers",           needs: &[Need::NodePackages, Need::Engine], run: || Ok(()) },
    Suite { name: "types",  about: "the scripts keep the contract's types",      needs: &[Need::NodePackages, Need::Engine], run: types },
    Suite { name: "engine", about: "the built engine in Node",                   needs: &[Need::NodePackages, Need::Engine], run: || node_tests("engine") },
    Suite { name: "scripts", about: "the pages' scripts, words and numbers, without a browser", needs: &[Need::NodePackages, Need::Engine], run: || node_tests("scripts") },
    Suite { name: "server", about: "the little server's answers",                needs: &[Need::NodePackages, Need::Engine], run: || node_tests("server") },
    Suite { name: "pages",  about: "the pages in Chromium",                      needs: &[Need::NodePackages, Need::Engine, Need::Chromium], run: || node_tests("pages") },
    Suite { name: "package", about: "what is handed on: one file, frames, platforms, offline", needs: &[Need::NodePackages, Need::Package, Need::Chromium], run: || node_tests("package") },
    Suite { name: "browsers", about: "Chromium, Firefox and WebKit: the same pages, the same answers to the bit", needs: &[Need::NodePackages, Need::Package, Need::Chromium, Need::OtherBrowsers], run: || node_tests("browsers") },
];

/// `cargo xtask test [--only NAME]… [--quick]`
pub fn test(mut options: Options) -> Result<ExitCode> {
    let chosen = options.values("--only")?;
    let profile = Profile::chosen(&mut options);
    options.finish()?;
    if let Some(name) =
        chosen.iter().find(|name| !SUITES.iter().any(|suite| suite.name == name.as_str()))
    {
        bail!("There is no suite {name:?}. The suites:\n{}", list());
    }
    let mut needs = Needs::with(profile);
    let mut lines = Vec::new();
    let mut failed = 0;
    let suites: Vec<_> = SUITES
        .iter()
        .filter(|suite| chosen.is_empty() || chosen.iter().any(|name| name == suite.name))
        .collect();
    // The first that needs it is not the first of all.
    if suites.iter().position(|suite| suite.needs.contains(&Need::Engine)) > Some(0) {
        needs.build_ahead();
    }
    for suite in suites {
        println!("\n── {}: {}", suite.name, suite.about);
        let start = Instant::now();
        let outcome =
            suite.needs.iter().try_for_each(|need| needs.meet(*need)).and_then(|()| (suite.run)());
        let verdict = match outcome {
            Ok(()) => "ok".to_owned(),
            Err(error) => {
                failed += 1;
                println!("{error:#}");
                format!("FAILED  {}", format!("{error:#}").replace('\n', "\n      "))
            }
        };
        lines.push(format!(
            "  {:<8}{:>6.1} s  {verdict}",
            suite.name,
            start.elapsed().as_secs_f64()
        ));
    }
    println!("\n── in short\n{}", lines.join("\n"));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The suites, for a person.
pub fn list() -> String {
    SUITES.iter().map(|suite| format!("  {:<8} {}\n", suite.name, suite.about)).collect()
}

fn format() -> Result<()> {
    tools::run(tools::cargo().args(["fmt", "--all", "--check"]))
}

fn lint() -> Result<()> {
    let strict = ["--", "--deny", "warnings"];
    tools::run(
        tools::cargo().args(["clippy", "--locked", "--workspace", "--all-targets"]).args(strict),
    )?;
    tools::run(
        tools::cargo()
            .args(["clippy", "--locked", "--lib", "--target", build::TARGET])
            .args(strict),
    )
}

/// Every public item has its sentence (the compiler denies what lacks one), and every link its end.
fn docs() -> Result<()> {
    tools::run(
        tools::cargo()
            .args(["doc", "--locked", "--no-deps", "--lib"])
            .env("RUSTDOCFLAGS", "--deny warnings"),
    )
}

fn native() -> Result<()> {
    let all = ["test", "--locked", "--no-fail-fast", "--", "--include-ignored"];
    tools::run(tools::cargo().args(all).env("PYTHON", python()))
}

/// `www` knows a page's names only, the tests also Node's: two projects.
fn types() -> Result<()> {
    for project in ["tests/web/tsconfig.www.json", "tests/web/tsconfig.json"] {
        tools::run(tools::command("node").args([
            "tests/web/node_modules/typescript/bin/tsc",
            "--project",
            project,
        ]))?;
    }
    Ok(())
}

/// The tests that open every page or go through every lesson.
const LONG: [&str; 3] = ["words.test.mjs", "everyone.test.mjs", "lessons.test.mjs"];

/// Runs every `*.test.mjs` in a folder of `tests/web`.
fn node_tests(folder: &str) -> Result<()> {
    let path = tools::root().join("tests/web").join(folder);
    let entries =
        fs::read_dir(&path).with_context(|| format!("there is no folder {}", path.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    // What walks through every page takes longest: begun last it would be alone at the end.
    files.sort_by_key(|file| (!LONG.iter().any(|name| file.ends_with(name)), file.clone()));
    ensure!(!files.is_empty(), "there are no tests in {}", path.display());
    // Each file has a server and a browser of its own, and waits more than it works; three engines at once
    // are as much as a machine bears.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let at_once = if folder == "browsers" { 1 } else { cores.min(4) };
    // What failed is said once more at the end, where it is not lost among a thousand lines.
    let failed = tools::root().join("target").join(format!("{folder}-failed.txt"));
    fs::create_dir_all(tools::root().join("target"))?;
    let outcome = tools::run(
        node().arg("tests/web/support/run.mjs").arg(at_once.to_string()).arg(&failed).args(files),
    );
    outcome.map_err(|error| {
        let lines = fs::read_to_string(&failed).unwrap_or_default();
        anyhow!("{error}\n{}", lines.trim_end())
    })
}

/// Node, told where the browsers are.
fn node() -> Command {
    let mut node = tools::command("node");
    node.envs(chromium().map(|path| (HEADLESS.variable, path)));
    for browser in [FIREFOX, WEBKIT] {
        node.envs(browser.program().map(|path| (browser.variable, path)));
    }
    node
}
