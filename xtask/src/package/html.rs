//! A page of `www` becomes its parts: title, style sheets, script, body. The pages are our own and plainly written, so a
//! few searches read them; what is not as expected is an error and not a guess.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// One page, by its parts. Paths are relative to `www`, with forward slashes.
pub struct Page {
    /// `lessons/gradient.html`
    pub name: String,
    /// The whole text.
    pub text: String,
    pub title: String,
    pub styles: Vec<String>,
    /// What runs in it.
    pub script: Option<String>,
    /// The class of its body, and what stands in it.
    pub class: String,
    pub body: String,
}

/// Every page of the site, the front page first.
pub fn pages(www: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for file in super::files(www)? {
        if file.extension().is_some_and(|ending| ending == "html") {
            let name = file.strip_prefix(www)?.to_string_lossy().replace('\\', "/");
            pages.push(read(name, fs::read_to_string(&file)?)?);
        }
    }
    pages.sort_by_key(|page| page.name != "index.html");
    Ok(pages)
}

fn read(name: String, text: String) -> Result<Page> {
    let base = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let title = between(&text, "<title>", "</title>").unwrap_or_default().to_owned();
    let styles = tags(&text, "<link rel=\"stylesheet\" href=\"")
        .map(|path| resolve(base, path))
        .collect::<Result<Vec<_>>>()?;
    let scripts = tags(&text, "<script type=\"module\" src=\"")
        .map(|path| resolve(base, path))
        .collect::<Result<Vec<_>>>()?;
    ensure!(scripts.len() <= 1, "{name} has more than one script");
    let script = scripts.into_iter().next();
    let open = text.find("<body").with_context(|| format!("{name} has no body"))?;
    let inside =
        text[open..].find('>').with_context(|| format!("{name}: the body's tag is open"))?;
    let class =
        between(&text[open..open + inside], "class=\"", "\"").unwrap_or_default().to_owned();
    let end = text.find("</body>").with_context(|| format!("{name}: the body does not end"))?;
    let body = text[open + inside + 1..end].trim().to_owned();
    Ok(Page { title, styles, script, class, body, name, text })
}

/// The attribute after each place where `start` stands.
fn tags<'a>(text: &'a str, start: &'static str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once('"')).map(|(path, _)| path)
}

/// What stands between two marks.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inside, _)| inside)
}

/// A path written in a page of the folder `base`, seen from the top.
pub fn resolve(base: &str, path: &str) -> Result<String> {
    let mut segments: Vec<&str> = base.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop().with_context(|| format!("{path} leaves the site"))?;
            }
            name => segments.push(name),
        }
    }
    Ok(segments.join("/"))
}
