//! Pages become a site whose files are named by what is in them, and which works without a network after one visit.

use super::bundle::{Parts, esbuild};
use super::html::Page;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// The folder in which everything but the pages lies.
const ASSETS: &str = "assets";

/// The fonts that every page begins with.
const FONTS: [&str; 2] = ["fonts/stix-two-math.woff2", "fonts/stix-two-text.woff2"];

/// What asks for the service worker.
const REGISTER: &str = "offline/register.js";

/// Writes the site for any static host and any sub-path.
pub fn write(parts: &Parts, pages: &[Page], target: &Path) -> Result<()> {
    let mut entries = vec![REGISTER.to_owned()];
    for page in pages {
        entries.extend(page.script.clone());
        entries.push(sheet(parts, page)?);
    }
    entries.sort();
    entries.dedup();
    // One script a page and not a dozen shared ones: a first visit waits for each request, and the service worker fetches
    // the rest of the site when nobody waits.
    let mut arguments = entries.clone();
    arguments.extend([
        "--format=esm".into(),
        "--entry-names=[name]-[hash]".into(),
        "--asset-names=[name]-[hash]".into(),
        "--loader:.woff2=file".into(),
        "--metafile=made.json".into(),
        format!("--outdir={}", target.join(ASSETS).display()),
    ]);
    esbuild(&parts.beside, &arguments)?;
    let made = Made::read(parts, target)?;
    for page in pages {
        let path = target.join(&page.name);
        fs::create_dir_all(path.parent().context("a page lies in a folder")?)?;
        fs::write(path, made.page(page)?)?;
    }
    for name in ["icon.svg", "lost.js", "preview.png"] {
        if parts.beside.join(name).exists() {
            fs::copy(parts.beside.join(name), target.join(name))?;
        }
    }
    fs::copy(parts.beside.join("fonts/OFL.txt"), target.join(ASSETS).join("OFL.txt"))?;
    worker(parts, target)
}

/// A page's style sheets as one; pages with the same ones share it.
fn sheet(parts: &Parts, page: &Page) -> Result<String> {
    let name = sheet_name(page);
    let imports: String =
        page.styles.iter().map(|style| format!("@import \"./{style}\";\n")).collect();
    fs::write(parts.beside.join(&name), imports)?;
    Ok(name)
}

fn sheet_name(page: &Page) -> String {
    let mut hasher = DefaultHasher::new();
    page.styles.hash(&mut hasher);
    format!("style-{:08x}.css", hasher.finish() as u32)
}

/// What esbuild made of what.
struct Made {
    /// Source → file in the site.
    outputs: BTreeMap<String, String>,
    engine: Option<String>,
}

impl Made {
    fn read(parts: &Parts, target: &Path) -> Result<Made> {
        let text = fs::read_to_string(parts.beside.join("made.json"))?;
        let meta: Value = serde_json::from_str(&text)?;
        let outputs = meta["outputs"].as_object().context("esbuild lists its outputs")?;
        // Its paths are relative to where it ran; the names alone matter here.
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let mut found = BTreeMap::new();
        for (path, output) in outputs {
            // A font is no entry: it is what its file was made of.
            let entry = output["entryPoint"].as_str().or_else(|| {
                let inputs = output["inputs"].as_object()?;
                inputs.keys().next().filter(|input| input.ends_with(".woff2")).map(String::as_str)
            });
            found.extend(entry.map(|entry| (entry.to_owned(), name(path))));
        }
        let engine = fs::read_dir(target.join(ASSETS))?
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .find(|name| name.ends_with(".wasm"));
        Ok(Made { outputs: found, engine })
    }

    /// The page with its parts' new names, and everything it needs asked for at once.
    fn page(&self, page: &Page) -> Result<String> {
        let up = "../".repeat(page.name.matches('/').count());
        let assets = format!("{up}{ASSETS}");
        let mut lines = Vec::new();
        let mut placed = false;
        let mut as_it_stands = false;
        for line in page.text.lines() {
            let own = line.trim_start();
            // Indented is only what shows it.
            let kept = if as_it_stands { line } else { own };
            as_it_stands = (as_it_stands || line.contains("<pre")) && !line.contains("</pre>");
            let dropped = own.starts_with("<link rel=\"modulepreload\"")
                || own.starts_with("<link rel=\"preload\"")
                || own.starts_with("<link rel=\"stylesheet\"")
                || own.starts_with("<script type=\"module\"");
            if !dropped {
                lines.push(kept.to_owned());
                continue;
            }
            if placed {
                continue;
            }
            placed = true;
            // Before the first drawing rather than after it: a font that comes later lays the page out twice.
            for font in FONTS {
                let file = self.output(font)?;
                lines.push(format!(
                    "  <link rel=\"preload\" href=\"{assets}/{file}\" as=\"font\" type=\"font/woff2\" crossorigin>"
                ));
            }
            let style = self.output(&sheet_name(page))?;
            lines.push(format!("  <link rel=\"stylesheet\" href=\"{assets}/{style}\">"));
            if let Some(script) = &page.script {
                let entry = self.output(script)?;
                if let Some(engine) = &self.engine {
                    lines.push(format!(
                        "  <link rel=\"preload\" href=\"{assets}/{engine}\" as=\"fetch\" type=\"application/wasm\" crossorigin>"
                    ));
                }
                lines.push(format!("  <script type=\"module\" src=\"{assets}/{entry}\"></script>"));
                let register = self.output(REGISTER)?;
                lines.push(format!("  <meta name=\"chainrule-worker\" content=\"{up}sw.js\">"));
                lines.push(format!(
                    "  <script type=\"module\" src=\"{assets}/{register}\"></script>"
                ));
            }
        }
        Ok(lines.join("\n") + "\n")
    }

    fn output(&self, source: &str) -> Result<&String> {
        self.outputs.get(source).with_context(|| format!("esbuild made nothing of {source}"))
    }
}

/// The service worker, told what the site consists of.
fn worker(parts: &Parts, target: &Path) -> Result<()> {
    let source = parts.beside.join("sw.js");
    if !source.exists() {
        return Ok(());
    }
    let mut hasher = DefaultHasher::new();
    let mut list = Vec::new();
    for file in super::files(target)? {
        fs::read(&file)?.hash(&mut hasher);
        list.push(file.strip_prefix(target)?.to_string_lossy().replace('\\', "/"));
    }
    let text = fs::read_to_string(source)?;
    let told = text
        .replace("\"development\"", &format!("\"{:016x}\"", hasher.finish()))
        .replace("[\"./\"]", &serde_json::to_string(&list)?);
    fs::write(target.join("sw.js"), told)?;
    Ok(())
}
