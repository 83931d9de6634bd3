//! Modules become bundles, by esbuild: small, and with the engine beside them or inside them.

use crate::bindings::gzip;
use crate::tools::{command, root, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// How `engine.js` names its engine when nobody hands it one.
const BESIDE: &str = "new URL(\"./pkg/chainrule_bg.wasm\", import.meta.url)";

/// The site's sources four times: the engine as a file of its own, as one that another build finds, inside the
/// script, and handed over by the page.
pub struct Parts {
    /// The engine as a file: for sites.
    pub beside: PathBuf,
    /// The engine as a file under its plain name: for packages.
    pub linked: PathBuf,
    /// The engine inside: for one script.
    pub inside: PathBuf,
    /// The engine found unpacked in the page: for one file.
    pub handed: PathBuf,
}

/// Where a page's engine and words come from.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Beside,
    Linked,
    Inside,
    Handed,
}

impl Parts {
    /// Copies `www` aside and prepares all four; what carries the engine inside takes the one in `small`.
    pub fn stage(www: &Path, small: &Path) -> Result<Parts> {
        let stage = root().join("target/package");
        if stage.exists() {
            fs::remove_dir_all(&stage)?;
        }
        let [beside, linked, inside, handed] =
            ["beside", "linked", "inside", "handed"].map(|name| stage.join(name));
        let parts = Parts { beside, linked, inside, handed };
        let places = [
            (&parts.beside, Place::Beside),
            (&parts.linked, Place::Linked),
            (&parts.inside, Place::Inside),
            (&parts.handed, Place::Handed),
        ];
        for (folder, place) in places {
            super::copy(www, folder)?;
            if matches!(place, Place::Inside | Place::Handed) {
                super::copy(small, &folder.join("pkg"))?;
            }
            name_words(folder, place)?;
        }
        name_engine(
            &parts.beside,
            "import engineFile from \"./pkg/chainrule_bg.wasm\";\n",
            "new URL(engineFile, import.meta.url)",
        )?;
        name_engine(&parts.linked, "", &address("chainrule_bg.wasm"))?;
        let module = parts.inside.join("pkg/chainrule_bg.wasm");
        fs::write(module.with_extension("gz"), gzip(&fs::read(&module)?))?;
        name_engine(
            &parts.inside,
            "import packedEngine from \"./pkg/chainrule_bg.gz\";\n",
            "new Response(new Blob([packedEngine]).stream().pipeThrough(new DecompressionStream(\"gzip\")), \
             { headers: { \"content-type\": \"application/wasm\" } })",
        )?;
        name_engine(&parts.handed, "", "globalThis.chainruleEngine")?;
        Ok(parts)
    }
}

/// A file beside a module, in the words by which the builds of other sites find it and carry it along: an address put
/// together at run time they would leave behind.
fn address(name: &str) -> String {
    format!("new URL(\"./{name}\", import.meta.url)")
}

/// Tells a copy of `engine.js` where its engine is.
fn name_engine(folder: &Path, import: &str, place: &str) -> Result<()> {
    let file = folder.join("engine.js");
    let text = fs::read_to_string(&file)?;
    ensure!(text.matches(BESIDE).count() == 1, "engine.js no longer says {BESIDE}");
    let (head, rest) =
        text.split_once("import start").context("engine.js imports the glue first")?;
    fs::write(file, format!("{head}{import}import start{}", rest.replace(BESIDE, place)))?;
    Ok(())
}

/// Tells a copy of `words.js` where the words of each language are: files of their own, or inside.
fn name_words(folder: &Path, place: Place) -> Result<()> {
    let file = folder.join("words.js");
    let mut text = fs::read_to_string(&file)?;
    for words in super::files(&folder.join("words"))? {
        let Some(name) = words.file_name().filter(|_| words.extension() == Some("json".as_ref()))
        else {
            continue;
        };
        let name = name.to_string_lossy().replace(".json", "");
        // One script holds elements and no lessons, so the lessons' prose is never asked for there.
        if place == Place::Inside && name.contains('.') {
            continue;
        }
        let language = name.replace('.', "_");
        let beside = format!("fetched(new URL(\"./words/{name}.json\", import.meta.url))");
        ensure!(text.matches(&beside).count() == 1, "words.js no longer says {beside}");
        let plain = pairs(&fs::read_to_string(&words)?)?;
        let (kind, found) = match place {
            Place::Linked => {
                fs::write(&words, plain)?;
                text = text
                    .replace(&beside, &format!("fetched({})", address(&format!("{name}.json"))));
                continue;
            }
            Place::Beside => {
                fs::write(words.with_extension("words"), plain)?;
                ("words", format!("fetched(new URL({language}Words, import.meta.url))"))
            }
            Place::Inside => {
                fs::write(words.with_extension("gz"), gzip(&plain))?;
                let packed = format!("new Blob([{language}Words]).stream()");
                let unpacked = "pipeThrough(new DecompressionStream(\"gzip\"))";
                ("gz", format!("new Response({packed}.{unpacked}).json()"))
            }
            Place::Handed => {
                fs::write(&words, plain)?;
                ("json", format!("Promise.resolve({language}Words)"))
            }
        };
        text = format!(
            "import {language}Words from \"./words/{name}.{kind}\";\n{}",
            text.replace(&beside, &found)
        );
    }
    Ok(fs::write(file, text)?)
}

/// A file of words without line breaks, codes and brackets, which are for those who write it: a page
/// looks a sentence up by its English, behind which stands the other.
fn pairs(words: &str) -> Result<Vec<u8>> {
    let mut words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(words)?;
    for section in words.values_mut() {
        let rows: Vec<serde_json::Value> = match std::mem::take(section) {
            serde_json::Value::Object(rows) => rows.into_iter().map(|(_, row)| row).collect(),
            rows => serde_json::from_value(rows)?,
        };
        let rows: Vec<Vec<serde_json::Value>> = serde_json::from_value(rows.into())?;
        *section = rows.concat().into();
    }
    Ok(serde_json::to_vec(&words)?)
}

/// Runs esbuild in a folder of sources.
pub fn esbuild(folder: &Path, arguments: &[String]) -> Result<()> {
    let tool = root().join("tests/web/node_modules/esbuild/bin/esbuild");
    run(command("node").current_dir(folder).arg(tool).arg("--charset=utf8").args(arguments).args([
        "--bundle",
        "--minify",
        "--legal-comments=none",
        // Advice of the bindings' generator, to whoever serves www; we never write there.
        "--drop:console",
        "--target=es2022",
        "--log-level=error",
        "--loader:.wasm=file",
        "--loader:.words=file",
        "--loader:.gz=binary",
    ]))
}

/// One classic script that brings every element, and their style: `<script src="chainrule.js"></script>`.
pub fn script(parts: &Parts, target: &Path) -> Result<()> {
    bring_style(&parts.inside)?;
    esbuild(
        &parts.inside,
        &[
            "offline/script.js".into(),
            "--format=iife".into(),
            // A page that does not name its encoding reads it in another one.
            "--charset=ascii".into(),
            "--loader:.txt=text".into(),
            "--define:import.meta.url=undefined".into(),
            format!("--outfile={}", target.display()),
        ],
    )
}

/// The elements' style as a text beside the scripts that adopt it.
fn bring_style(folder: &Path) -> Result<()> {
    let style = bundled_style(folder, &element_style(folder)?, "--loader:.woff2=dataurl")?;
    Ok(fs::write(folder.join("script-style.txt"), style)?)
}

/// Sheets that hold for our elements only, so that somebody else's page stays as it is.
const ELEMENT_SHEETS: [&str; 11] = [
    "base", "math", "input", "steps", "plot", "graph", "descent", "network", "elements", "course",
    "answers",
];

/// The elements' style as one sheet: colours for the page, all else for the elements and what is in them.
fn element_style(folder: &Path) -> Result<String> {
    let mut own = String::new();
    for sheet in ELEMENT_SHEETS {
        own += &fs::read_to_string(folder.join(format!("style/{sheet}.css")))?;
    }
    let mut names: Vec<String> = super::files(&folder.join("elements"))?
        .iter()
        .filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()))
        .filter(|name| name.starts_with("chain-"))
        .collect();
    names.sort();
    let elements = format!(":where({})", names.join(", "));
    let name = "script-style.css";
    let sheet = format!("@import \"./style/tokens.css\";\n{}", bounded(&own, &elements)?);
    fs::write(folder.join(name), sheet)?;
    Ok(name.to_owned())
}

/// Rules that name an element stand as they are; others hold inside the elements only; what is said of a page as a
/// whole holds for an element, or for nothing: a page is not ours to set the size of or to print.
fn bounded(sheet: &str, elements: &str) -> Result<String> {
    let mut rest = sheet;
    let mut made = String::new();
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").context("a comment ends")?.1;
            continue;
        }
        if rest.is_empty() {
            return Ok(made);
        }
        let (head, behind) = rest.split_once('{').context("a rule has a block")?;
        let mut depth = 1;
        let end = behind
            .find(|sign| {
                depth += i32::from(sign == '{') - i32::from(sign == '}');
                depth == 0
            })
            .context("a block ends")?;
        let (head, block) = (head.trim(), &behind[..end]);
        rest = &behind[end + 1..];
        made += &match head {
            "html" | "@page" => String::new(),
            "body" => format!("{elements} {{{block}}}\n"),
            _ if head.starts_with("@media") || head.starts_with("@container") => {
                format!("{head} {{\n{}}}\n", bounded(block, elements)?)
            }
            _ if head.starts_with('@') || head.contains("chain-") => {
                format!("{head} {{{block}}}\n")
            }
            _ => format!("{elements} {{ {head} {{{block}}} }}\n"),
        };
    }
}

/// A style sheet with its imports inside; of its fonts esbuild is told what to do.
pub fn bundled_style(folder: &Path, style: &str, fonts: &str) -> Result<String> {
    let made = folder.join("made.css");
    let arguments = [style.into(), fonts.into(), format!("--outfile={}", made.display())];
    esbuild(folder, &arguments)?;
    Ok(fs::read_to_string(made)?.trim().to_owned())
}

/// An ES module with its types, laid out as a package.
pub fn module(parts: &Parts, target: &Path) -> Result<()> {
    bring_style(&parts.linked)?;
    esbuild(
        &parts.linked,
        &[
            "engine.js".into(),
            "offline/elements.js".into(),
            "--format=esm".into(),
            "--loader:.txt=text".into(),
            "--splitting".into(),
            "--entry-names=[name]".into(),
            "--loader:.woff2=file".into(),
            format!("--outdir={}", target.display()),
        ],
    )?;
    fs::copy(parts.linked.join("engine.d.ts"), target.join("engine.d.ts"))?;
    let words = super::files(&parts.linked.join("words"))?;
    let words = words.iter().filter(|file| file.extension() == Some("json".as_ref()));
    for file in words.chain([&parts.linked.join("pkg/chainrule_bg.wasm")]) {
        fs::copy(file, target.join(file.file_name().context("a file has a name")?))?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root().join(licence), target.join(licence))?;
    }
    let own: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root().join("package.json"))?)?;
    // By hand, for the order: what reads `exports` takes the first that fits.
    let text = format!(
        r#"{{
  "name": {}, "version": {}, "license": {}, "type": "module",
  "description": {},
  "exports": {{
    ".": {{ "types": "./engine.d.ts", "default": "./engine.js" }},
    "./elements": "./elements.js",
    "./chainrule_bg.wasm": "./chainrule_bg.wasm"
  }},
  "sideEffects": ["./elements.js"]
}}
"#,
        own["name"], own["version"], own["license"], own["description"]
    );
    fs::write(target.join("package.json"), text)?;
    Ok(())
}
