//! Compiled Rust becomes something a page can import: `www/pkg/chainrule.js` and its `.wasm`.

use crate::panics;
use crate::profile::Profile;
use crate::tools::{command, root, run, succeeds};
use anyhow::{Context, Result, anyhow, ensure};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use walrus::Module;
use wasm_bindgen_cli_support::Bindgen;

const MODULE: &str = "chainrule_bg.wasm";
const GLUE: &str = "chainrule.js";

/// Where the bindings are written; `www/engine.js`, and what packages make of it, is their only importer.
fn folder(profile: Profile) -> PathBuf {
    root().join(if profile == Profile::Small { "target/small-engine" } else { "www/pkg" })
}

/// Writes the bindings for the module at `compiled`, ready to serve, and says where.
pub fn write(compiled: &Path, profile: Profile) -> Result<PathBuf> {
    let folder = folder(profile);
    // Written last and with the bindings: two profiles share a folder, and what lies there may be the other's.
    let stamp = folder.join("origin");
    let origin = origin(compiled)?;
    if fs::read_to_string(&stamp).is_ok_and(|known| known == origin) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).context("could not empty the folder of the bindings")?;
    }
    Bindgen::new()
        .web(true)?
        .input_module("chainrule", panics::cut(compiled)?)
        // `www/engine.js` says where the module lies, each time.
        .omit_default_module_path(true)
        // After a trap the loader asks for a fresh instance.
        .reset_state_function(true)
        // `wasm-opt` puts the functions in order by them, and takes them out.
        .remove_name_section(profile == Profile::Quick || !squeezer().exists())
        .remove_producers_section(true)
        .typescript(false)
        .generate(&folder)
        .context("could not generate the bindings")?;
    shorten(&folder)?;
    spell(&folder.join(GLUE))?;
    leave_unchecked(&folder.join(GLUE))?;
    if profile != Profile::Quick {
        shrink(&folder, profile)?;
    }
    fs::write(stamp, origin)?;
    Ok(folder)
}

/// All that the bindings are made of, so that the same need not be made again: the module, the tool that squeezes it, and us.
fn origin(compiled: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    fs::read(compiled)?.hash(&mut hasher);
    fs::metadata(std::env::current_exe()?)?.modified()?.hash(&mut hasher);
    squeezer().exists().hash(&mut hasher);
    Ok(format!("{:x}", hasher.finish()))
}

/// What the module calls in the page is named by the generator as `__wbg_width_5f6c6b065ab41588`, which nothing
/// compresses: by their numbers alone these names are a kilobyte less of the first load, and as much of the module.
fn shorten(folder: &Path) -> Result<()> {
    let (glue, compiled) = (folder.join(GLUE), folder.join(MODULE));
    let mut text = fs::read_to_string(&glue)?;
    let mut module = Module::from_file(&compiled).map_err(|error| anyhow!(error))?;
    for (place, import) in module.imports.iter_mut().enumerate() {
        if import.name.starts_with("__wbg_") {
            let short = format!("_{place}");
            text = text.replace(&format!("{}: ", import.name), &format!("{short}: "));
            import.name = short;
        }
    }
    fs::write(&glue, text)?;
    module.emit_wasm_file(&compiled).map_err(|error| anyhow!(error))
}

/// How the glue reads a text of the module's memory.
const DECODED: &str = "    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));\n";

/// The same for a few plain letters: they are there before a decoder has begun, and a derivative with its
/// steps takes a thirtieth less time.
const SPELLED: &str = r#"    if (len < 20) {
        const memory = getUint8ArrayMemory0();
        let text = "";
        while (text.length < len && memory[ptr + text.length] < 128) text += String.fromCharCode(memory[ptr + text.length]);
        if (text.length === len) return text;
    }
"#;

fn spell(glue: &Path) -> Result<()> {
    let text = fs::read_to_string(glue)?;
    ensure!(
        text.matches(DECODED).count() == 1,
        "the generator writes otherwise how a text is read"
    );
    fs::write(glue, text.replace(DECODED, &[SPELLED, DECODED].concat()))?;
    Ok(())
}

/// The type checker reads the generated glue for the shapes of its exports, and must not judge its style.
fn leave_unchecked(glue: &Path) -> Result<()> {
    let text = fs::read_to_string(glue)?;
    fs::write(glue, format!("// @ts-nocheck\n{text}"))?;
    Ok(())
}

fn squeezer() -> PathBuf {
    root().join("tests/web/node_modules/binaryen/bin/wasm-opt")
}

/// `wasm-opt` makes the module a tenth smaller. It is welcome, not needed, and it must be the one from npm:
/// some systems carry an old one whose output validates and then kills the page.
/// The first thousand bytes of memory are the far end of the stack: nothing lies there.
fn shrink(folder: &Path, profile: Profile) -> Result<()> {
    let (tool, module) = (squeezer(), &folder.join(MODULE));
    if !tool.exists() {
        println!("The engine is not squeezed by wasm-opt: `npm ci` in tests/web would bring it.");
        return Ok(());
    }
    let whole = fs::read(module)?;
    let squeezed = run(command("node")
        .arg(tool)
        .args(["-O3", "--low-memory-unused", APART, tiny(profile), LEAF])
        .arg("--skip-pass=memory-packing")
        .arg(SORTED)
        .args(FEATURES)
        .arg("-o")
        .args([module, module]));
    if squeezed.is_ok() && loads(folder) {
        return Ok(());
    }
    println!("wasm-opt's output does not load: keeping the module as it was compiled.");
    fs::write(module, whole)?;
    Ok(())
}

/// A function with one caller stays by itself: put into its caller it saves raw bytes, but what is
/// like other functions is then cut up, and the compressed module is a twelfth larger.
const APART: &str = "--one-caller-inline-max-function-size=0";

/// Functions that are alike have names alike: side by side they compress by a fortieth better.
const SORTED: &str = "--reorder-functions-by-name";

/// A function hardly longer than its call stands in its callers: of the module made small, a quarter of the time for a
/// thirtieth of the bytes. Where the compiler has put most of them there, four more are a thirtieth of the time for a
/// six hundredth of the bytes.
fn tiny(profile: Profile) -> &'static str {
    if profile == Profile::Small {
        "--always-inline-max-function-size=13"
    } else {
        "--always-inline-max-function-size=18"
    }
}

/// So does one twice as long that calls nothing and has no loop. With this and `-O3` in place of `-Oz` a derivative
/// of the small module takes a twentieth less time; compressed, it is as large, within three thousandths.
const LEAF: &str = "--flexible-inline-max-function-size=30";

/// What every current engine has and the compiler may use. Not `--all-features`: that writes types
/// of proposals which no engine reads.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
    "--enable-extended-const",
];

/// The engine in this folder starts in Node and answers.
fn loads(folder: &Path) -> bool {
    succeeds(command("node").arg("tests/web/support/loads.mjs").arg(folder))
}

/// Prints what a visitor downloads.
pub fn report(folder: &Path) -> Result<()> {
    for file in [GLUE, MODULE].map(|name| folder.join(name)) {
        let bytes = fs::read(&file)?;
        let name = file.strip_prefix(root()).unwrap_or(&file).display();
        println!(
            "{name}: {} kB, {} kB gzip",
            kilobytes(bytes.len()),
            kilobytes(gzip(&bytes).len())
        );
    }
    Ok(())
}

/// The bytes as a server would send them compressed.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}
