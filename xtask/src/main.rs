//! A word becomes work: `cargo xtask build | serve | test | package | bench …`.
//!
//! Rust and Node are all a machine needs to have; what else a command needs, it fetches or names.

mod adding;
mod again;
mod bench;
mod bindings;
mod build;
mod coverage;
mod licences;
mod mutations;
mod needs;
mod options;
mod package;
mod panics;
mod profile;
mod serve;
mod test;
mod tools;

use anyhow::{Result, bail};
use options::Options;
use profile::Profile;
use std::process::ExitCode;

const USAGE: &str = "\
Chainrule's tool. Call it as: cargo xtask <command>

  build                compile the engine for browsers, into www/pkg
  serve                build, and show the site on this machine
    --port N           at this port (8000; 0 takes any free one)
    --prefix /sub/path under this path, as on a site that holds more
    --no-build         what is built already
    --packaged         the packaged site, dist/site
  test                 install what the tests need, and run them all
    --only NAME        this suite; may be given several times
  package              build, and write dist: the site, one file that opens from disk, a script, a
                       package, courses for learning platforms
  mutations            change rows of the tables, one after another, and see that a test breaks
  coverage             which lines of src the crate's own tests reach
  again                compile the engine twice from nothing, and see that the bytes are the same
  bench                build, and measure the engine beside its peers

  --quick              with build, serve, test and package: compile in a hurry, larger and slower than
                       what is shipped

The suites of test:
";

fn main() -> ExitCode {
    coverage::wrap().unwrap_or_else(run).unwrap_or_else(|error| {
        eprintln!("\n{error:#}");
        ExitCode::FAILURE
    })
}

fn run() -> Result<ExitCode> {
    let mut options = Options::from_command_line();
    match options.word().as_deref() {
        Some("build") => {
            let profile = Profile::chosen(&mut options);
            options.finish().and_then(|()| build::build(profile))?
        }
        Some("serve") => serve::serve(options)?,
        Some("test") => return test::test(options),
        Some("package") => package::package(options)?,
        Some("again") => options.finish().and_then(|()| again::check())?,
        Some("mutations") => options.finish().and_then(|()| mutations::check())?,
        Some("coverage") => options.finish().and_then(|()| coverage::measure())?,
        Some("bench") => bench::bench(options)?,
        None | Some("help" | "--help" | "-h") => print!("{USAGE}{}", test::list()),
        Some(other) => bail!("There is no command {other:?}.\n\n{USAGE}{}", test::list()),
    }
    Ok(ExitCode::SUCCESS)
}
