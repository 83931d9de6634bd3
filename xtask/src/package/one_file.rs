//! The whole site becomes one page that opens from a disk: every page a template, every style a sheet, one script with
//! the engine inside.

use super::bundle::{Parts, bundled_style, esbuild};
use super::html::Page;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Writes the file, and hands back its text.
pub fn write(parts: &Parts, pages: &[Page], target: &Path) -> Result<String> {
    let pages: Vec<&Page> = pages.iter().filter(|page| super::is_reached(page)).collect();
    let mut styles: Vec<&str> =
        pages.iter().flat_map(|page| page.styles.iter().map(String::as_str)).collect();
    styles.sort_unstable();
    styles.dedup();

    let mut text = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Chainrule</title>\n<meta name=\"color-scheme\" content=\"light dark\">\n",
    );
    for style in styles {
        let sheet = bundled_style(&parts.inside, style)?;
        writeln!(text, "<style data-sheet=\"{style}\" media=\"not all\">{sheet}</style>")?;
    }
    text += "</head>\n<body>\n<noscript><p>Chainrule needs JavaScript.</p></noscript>\n";
    for page in &pages {
        writeln!(
            text,
            "<template data-page=\"{}\" data-title=\"{}\" data-class=\"{}\" data-styles=\"{}\" data-script=\"{}\">{}</template>",
            page.name,
            page.title,
            page.class,
            page.styles.join(" "),
            page.script.as_deref().unwrap_or_default(),
            page.body
        )?;
    }
    write!(text, "<script>{}</script>\n</body>\n</html>\n", script(parts, &pages)?)?;
    fs::write(target, &text)?;
    Ok(text)
}

/// One script that knows every page's own: each runs when its page is opened.
fn script(parts: &Parts, pages: &[&Page]) -> Result<String> {
    let mut entry = String::from("import { open } from \"./offline/one-file.js\";\nopen({\n");
    let mut scripts: Vec<&str> = pages.iter().filter_map(|page| page.script.as_deref()).collect();
    scripts.sort_unstable();
    scripts.dedup();
    for script in scripts {
        writeln!(entry, "  \"{script}\": () => import(\"./{script}\"),")?;
    }
    entry += "});\n";
    fs::write(parts.inside.join("one-file-entry.js"), entry)?;
    let made = parts.inside.join("made.js");
    esbuild(
        &parts.inside,
        &[
            "one-file-entry.js".into(),
            "--format=iife".into(),
            "--define:import.meta.url=undefined".into(),
            format!("--outfile={}", made.display()),
        ],
    )?;
    fs::read_to_string(made).context("esbuild made no script")
}
