//! The crate's own tests become the share of its lines that they reach, file by file.

use crate::tools;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A file is named when less than this share of its lines is reached.
const ENOUGH: f64 = 0.8;

/// Runs the tests with counters in them, and prints the share of all lines and the files that have least.
pub fn measure() -> Result<()> {
    let tool = |name: &str| -> Result<PathBuf> {
        let libraries = tools::read(tools::command("rustc").args(["--print", "target-libdir"]))?;
        let tool = Path::new(libraries.trim()).with_file_name("bin").join(name);
        ensure!(tool.exists(), "`rustup component add llvm-tools` brings {name}");
        Ok(tool)
    };
    let (merge, cover) = (tool("llvm-profdata")?, tool("llvm-cov")?);
    let build = tools::root().join("target/coverage");
    let counts = build.join("counts");
    if counts.exists() {
        fs::remove_dir_all(&counts)?;
    }
    fs::create_dir_all(&counts)?;
    let test = || {
        let mut cargo = tools::cargo();
        // Only our own crate is counted: RUSTFLAGS would count everything it uses as well.
        cargo
            .args(["test", "--locked", "--lib", "--tests"])
            .env("CARGO_TARGET_DIR", &build)
            .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe().unwrap_or_default())
            .env("LLVM_PROFILE_FILE", counts.join("%p-%m.profraw"));
        cargo
    };
    tools::run(&mut test())?;
    let told = tools::read(test().args(["--no-run", "--message-format", "json"]))?;
    let programs: BTreeSet<String> = told
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(str::to_owned))
        .collect();
    let data = build.join("all.profdata");
    let files: Vec<PathBuf> =
        fs::read_dir(&counts)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    tools::run(
        tools::command(&merge.to_string_lossy())
            .args(["merge", "-sparse", "-o"])
            .arg(&data)
            .args(files),
    )?;
    let mut export = tools::command(&cover.to_string_lossy());
    export.args(["export", "-summary-only"]).arg("-instr-profile").arg(&data);
    for program in &programs {
        export.arg("-object").arg(program);
    }
    let report: serde_json::Value = serde_json::from_str(&tools::read(&mut export)?)?;
    let listed = report["data"][0]["files"].as_array().context("no files in the report")?;
    let source = tools::root().join("src");
    let (mut reached, mut of, mut few) = (0, 0, Vec::new());
    for file in listed {
        let name = Path::new(file["filename"].as_str().unwrap_or_default());
        let Ok(name) = name.strip_prefix(&source) else { continue };
        let number = |field: &str| file["summary"]["lines"][field].as_u64().unwrap_or_default();
        let (covered, count) = (number("covered"), number("count"));
        reached += covered;
        of += count;
        let share = covered as f64 / count.max(1) as f64;
        if share < ENOUGH {
            few.push((share, covered, count, name.display().to_string()));
        }
    }
    few.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (share, covered, count, name) in few {
        println!("{:>5.1} %  {covered:>5} of {count:<5} src/{name}", 100.0 * share);
    }
    ensure!(of > 0, "nothing was counted");
    println!("{:.1} % of {of} lines of src", 100.0 * reached as f64 / of as f64);
    Ok(())
}

/// As cargo's wrapper around the compiler of our own crates: the same call, with counters.
pub fn wrap() -> Option<Result<std::process::ExitCode>> {
    env::var_os("LLVM_PROFILE_FILE")?;
    let mut words = env::args_os().skip(1);
    let rustc = words.next()?;
    if !rustc.to_string_lossy().ends_with("rustc") {
        return None;
    }
    let status =
        std::process::Command::new(rustc).args(words).arg("-Cinstrument-coverage").status();
    Some(status.map_err(Into::into).map(|status| match status.success() {
        true => std::process::ExitCode::SUCCESS,
        false => std::process::ExitCode::FAILURE,
    }))
}
