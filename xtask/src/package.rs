//! A site becomes what can be handed on: `dist/` holds the hashed site, one file that opens from disk, a script for
//! other people's pages, a package, and courses for learning platforms.

mod bundle;
mod html;
mod one_file;
mod scorm;
mod site;
mod unwoven;

use crate::build;
use crate::needs::{Need, Needs};
use crate::options::Options;
use crate::profile::Profile;
use crate::tools;
use anyhow::{Context, Result};
use html::Page;
use std::fs;
use std::path::{Path, PathBuf};

/// Where everything is written.
pub fn folder() -> PathBuf {
    tools::root().join("dist")
}

/// `cargo xtask package [--quick]`
pub fn package(mut options: Options) -> Result<()> {
    let profile = Profile::chosen(&mut options);
    options.finish()?;
    make(profile)
}

/// Writes `dist/` anew.
pub fn make(profile: Profile) -> Result<()> {
    Needs::with(profile).meet(Need::NodePackages)?;
    build::build(profile)?;
    let small = build::engine(profile.inside())?;
    let dist = folder();
    if dist.exists() {
        fs::remove_dir_all(&dist).context("could not empty dist")?;
    }
    fs::create_dir_all(&dist)?;
    let www = tools::root().join("www");
    let pages = html::pages(&www)?;
    let parts = bundle::Parts::stage(&www, &small)?;
    site::write(&parts, &pages, &dist.join("site"))?;
    bundle::script(&parts, &dist.join("chainrule.js"))?;
    bundle::module(&parts, &dist.join("package"))?;
    let one_file = one_file::write(&parts, &pages, &dist.join("chainrule.html"))?;
    scorm::write(&pages, &one_file, &dist.join("scorm"))?;
    report(&dist)
}

/// Lists what was made, with sizes.
fn report(dist: &Path) -> Result<()> {
    for name in ["chainrule.html", "chainrule.js"] {
        println!("dist/{name}: {:.1} kB", fs::metadata(dist.join(name))?.len() as f64 / 1000.0);
    }
    for name in ["site", "package", "scorm"] {
        let files = files(&dist.join(name))?;
        let bytes: u64 =
            files.iter().map(|file| fs::metadata(file).map_or(0, |meta| meta.len())).sum();
        println!("dist/{name}: {} files, {:.1} kB", files.len(), bytes as f64 / 1000.0);
    }
    Ok(())
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let entries =
            fs::read_dir(&next).with_context(|| format!("no folder {}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies a folder with all it holds.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().context("a file lies in a folder")?)?;
        fs::copy(&file, target)?;
    }
    Ok(())
}

/// The pages that a person can reach, first the front page.
fn is_reached(page: &Page) -> bool {
    page.name != "404.html"
}
