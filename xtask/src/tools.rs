//! A tool's name becomes a finished run of it, or a sentence that says what is missing.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder that holds the whole project.
pub fn root() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}

/// Every file that git tracks, as it is now, in a folder below our own, whose settings for cargo hold there
/// too: they are not copied, or they would hold twice.
pub fn copy(tree: &Path) -> Result<()> {
    if tree.exists() {
        fs::remove_dir_all(tree)?;
    }
    let listed = read(command("git").args(["ls-files", "-z"]))
        .context("the copy is made of the files that git tracks")?;
    for file in listed.split('\0').filter(|file| !file.is_empty() && !file.starts_with(".cargo/")) {
        let (from, to) = (root().join(file), tree.join(file));
        // A file removed since the last commit is no file.
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap_or(tree))?;
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

/// A command that runs in the project's root and never waits at a keyboard.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// The cargo that runs us, so that both are of one toolchain.
pub fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// Runs it with its output shown; anything but success is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    ensure!(status.success(), "{} ended with {status}", spelled(command));
    Ok(())
}

/// Runs it quietly and hands back what it printed.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| not_started(command))?;
    ensure!(
        output.status.success(),
        "{} ended with {}\n{}",
        spelled(command),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether it runs and succeeds, without a word.
pub fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// The command as a person would type it: the program by its name, a long tail of arguments cut.
fn spelled(command: &Command) -> String {
    const ENOUGH: usize = 8;
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args()).take(ENOUGH);
    let mut line = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    if command.get_args().len() >= ENOUGH {
        line += " …";
    }
    line
}

fn not_started(command: &Command) -> String {
    format!("could not start {}", spelled(command))
}
