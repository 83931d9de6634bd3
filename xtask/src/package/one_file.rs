//! The whole site becomes one page that opens from a disk: every page a template, every style a sheet, one script, the
//! engine; all of it packed into one text that `offline/unpack.js` opens.

use super::bundle::{Parts, bundled_style, esbuild};
use super::html::Page;
use super::unwoven::unwoven;
use anyhow::{Context, Result};
use lzma_rust2::{LzmaOptions, LzmaWriter};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Writes the file, and hands back its text.
pub fn write(parts: &Parts, pages: &[Page], target: &Path) -> Result<String> {
    let pages: Vec<&Page> = pages.iter().filter(|page| super::is_reached(page)).collect();
    let mut styles: Vec<&str> =
        pages.iter().flat_map(|page| page.styles.iter().map(String::as_str)).collect();
    styles.sort_unstable();
    styles.dedup();

    let mut text = String::new();
    for style in styles {
        let sheet = bundled_style(&parts.handed, style, "--external:*.woff2")?;
        writeln!(text, "<style data-sheet=\"{style}\" media=\"not all\">{sheet}</style>")?;
    }
    text += "<body>";
    for page in &pages {
        writeln!(
            text,
            "<template data-page=\"{}\" data-title=\"{}\" data-class=\"{}\" data-styles=\"{}\" data-script=\"{}\">{}</template>",
            page.name,
            page.title,
            page.class,
            page.styles.join(" "),
            page.script.as_deref().unwrap_or_default(),
            unindented(&without_sources(&without_fallbacks(&page.body)))
        )?;
    }
    let fonts = fonts(parts, &mut text)?;
    let script = script(parts, &pages)?;
    let engine = unwoven(&fs::read(parts.handed.join("pkg/chainrule_bg.wasm"))?)?;
    // In this order they are smallest.
    let lengths = [script.len(), text.len()].map(|length| (length as u32).to_le_bytes()).concat();
    let whole = [&lengths, script.as_bytes(), text.as_bytes(), &engine].concat();
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Chainrule</title>\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         </head>\n<body>\n<noscript><p>Chainrule needs JavaScript.</p></noscript>\n\
         <script type=\"text/plain\" id=\"packed\" data-fonts=\"{}\" data-size=\"{}\">{}</script>\n<script>{}</script>\n</body>\n</html>\n",
        fonts.iter().map(|font| font.len().to_string()).collect::<Vec<_>>().join(" "),
        whole.len(),
        written(&[fonts.concat(), packed(&whole)?].concat()),
        bundled(parts, "offline/unpack.js")?
    );
    fs::write(target, &page)?;
    Ok(page)
}

/// Elements that hold nothing of their author's but what shows without JavaScript, which this file cannot do without.
const DRAWN: [&str; 13] = [
    "area", "batches", "contour", "descent", "gears", "graph", "network", "plot", "practice",
    "rule", "steps", "trace", "value",
];

/// A page whose elements are drawn before anybody could read what stands in them.
fn without_fallbacks(body: &str) -> String {
    DRAWN.iter().fold(body.to_owned(), |body, name| {
        let (open, close) = (format!("<chain-{name} "), format!("</chain-{name}>"));
        let bare = |part: &str| {
            let tag = part.rfind(&open).and_then(|at| Some(at + part[at..].find('>')? + 1));
            part[..tag.unwrap_or(part.len())].to_owned()
        };
        body.split(&close).map(bare).collect::<Vec<String>>().join(&close)
    })
}

/// Formulas without the text they were typeset from: every browser that opens this file shows the formulas.
fn without_sources(body: &str) -> String {
    let mut parts = body.split(" alttext=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or(part, |(_, rest)| rest))
}

/// Lines without the white space in front of them, but where it is shown.
fn unindented(body: &str) -> String {
    let mut shown = false;
    let lines = body.lines().map(|line| {
        let inside = shown;
        shown = (shown || line.contains("<pre")) && !line.contains("</pre>");
        if inside { line } else { line.trim_start() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The fonts that a text asks for, which names them by their places from then on. They are packed by themselves: as part
/// of the stream, in base64, they would be a fortieth longer.
fn fonts(parts: &Parts, text: &mut String) -> Result<Vec<Vec<u8>>> {
    let mut fonts = Vec::new();
    for path in super::files(&parts.handed.join("fonts"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let address = format!("../fonts/{name}");
        if text.contains(&address) {
            *text = text.replace(&address, &format!("woff2:{}", fonts.len()));
            fonts.push(fs::read(&path)?);
        }
    }
    Ok(fonts)
}

/// A bare stream of LZMA, as `lzma.js` reads it: a sixth less than deflate at its best.
fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let options = LzmaOptions {
        lc: 2,
        pb: 0,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        depth_limit: 1000,
        ..LzmaOptions::with_preset(9)
    };
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Letters that mean something in HTML.
const UNWRITTEN: [char; 3] = ['\0', '\r', '<'];

/// What begins below the first number, as 22 bits, is a letter that holds so many of them, and the letter's number among
/// all is those bits less the second number: 113 letters of one byte hold 7 bits and 12 hold 8, all 1920 of two bytes
/// hold 15, and 49152 of three bytes 22.
const LETTERS: [(u32, u32, u32); 4] = [
    (113 << 15, 7, 0),
    (119 << 15, 8, 113),
    (253 << 14, 15, 30464 - 125),
    (1 << 22, 22, (253 << 14) - 2045),
];

/// Bytes as a text, which `unpack.js` reads. The shorter a letter is in UTF-8, the fewer bits it holds: so that each byte
/// holds as many as it can, 7.11 of its eight.
fn written(bytes: &[u8]) -> String {
    let letters: Vec<char> = ('\0'..'\u{c800}').filter(|one| !UNWRITTEN.contains(one)).collect();
    let mut text = String::with_capacity(bytes.len() * 8 / 7);
    let (mut held, mut bits) = (0u64, 0u32);
    let mut rest = bytes.iter();
    loop {
        while bits < 22 {
            // The last letter is filled up with zeros.
            let Some(byte) = rest.next() else { break };
            (held, bits) = (held << 8 | u64::from(*byte), bits + 8);
        }
        if bits == 0 {
            return text;
        }
        let next = ((held << 22 >> bits) & 0x3f_ffff) as u32;
        let (_, width, before) = LETTERS.into_iter().find(|letter| next < letter.0).unwrap();
        text.push(letters[((next >> (22 - width)) - before) as usize]);
        bits = bits.saturating_sub(width);
        held &= (1 << bits) - 1;
    }
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
    fs::write(parts.handed.join("one-file-entry.js"), entry)?;
    bundled(parts, "one-file-entry.js")
}

/// A module and what it imports as one classic script.
fn bundled(parts: &Parts, entry: &str) -> Result<String> {
    let made = parts.handed.join("made.js");
    esbuild(
        &parts.handed,
        &[
            entry.into(),
            "--format=iife".into(),
            "--define:import.meta.url=undefined".into(),
            format!("--outfile={}", made.display()),
        ],
    )?;
    fs::read_to_string(made).context("esbuild made no script")
}
