//! A request becomes an answer: a file, a way to the right address, or a page that says there is none.

use super::{Site, request::Request};
use crate::bindings::gzip;
use std::collections::HashMap;
use std::fs;
use std::io::{Result, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What every page must work under: its own files only, nothing inline, and WebAssembly.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    frame-src 'self'; base-uri 'none'; form-action 'none'";

/// File endings, their types, and whether compressing them is worth it.
#[rustfmt::skip]
const TYPES: &[(&str, &str, bool)] = &[
    ("html",        "text/html; charset=utf-8",       true),
    ("js",          "text/javascript; charset=utf-8", true),
    ("mjs",         "text/javascript; charset=utf-8", true),
    ("css",         "text/css; charset=utf-8",        true),
    ("wasm",        "application/wasm",               true),
    ("json",        "application/json",               true),
    ("map",         "application/json",               true),
    ("webmanifest", "application/manifest+json",      true),
    ("svg",         "image/svg+xml",                  true),
    ("txt",         "text/plain; charset=utf-8",      true),
    ("md",          "text/plain; charset=utf-8",      true),
    ("ts",          "text/plain; charset=utf-8",      true),
    ("xml",         "application/xml",                true),
    ("woff2",       "font/woff2",                     false),
    ("png",         "image/png",                      false),
    ("jpg",         "image/jpeg",                     false),
    ("webp",        "image/webp",                     false),
    ("ico",         "image/x-icon",                   false),
    ("zip",         "application/zip",                false),
];

const LOST: &str = "<!doctype html><html lang=\"en\"><title>Not here</title>\
    <h1>Not here</h1><p>There is no page at this address.";

/// Files as they were last compressed: a file built anew is compressed anew.
#[derive(Default)]
pub struct Compressed(Mutex<HashMap<PathBuf, Kept>>);

/// A file's bytes, and the same compressed.
struct Kept {
    whole: Vec<u8>,
    small: Arc<Vec<u8>>,
}

impl Compressed {
    fn of(&self, path: &Path, body: &[u8]) -> Arc<Vec<u8>> {
        let all = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = all().get(path).filter(|kept| kept.whole == body) {
            return Arc::clone(&kept.small);
        }
        // Others are answered meanwhile.
        let small = Arc::new(gzip(body));
        let kept = Kept { whole: body.to_owned(), small: Arc::clone(&small) };
        all().insert(path.to_owned(), kept);
        small
    }
}

/// What goes back.
pub struct Answer {
    status: &'static str,
    kind: &'static str,
    /// The body is compressed.
    compressed: bool,
    /// Where the visitor should look instead.
    location: Option<String>,
    body: Arc<Vec<u8>>,
}

impl Site {
    /// The answer to a request.
    pub fn answer(&self, request: &Request) -> Answer {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Answer::page("405 Method Not Allowed", "Only GET and HEAD are answered here.");
        }
        self.find(request).unwrap_or_else(|| {
            // As most hosts do it: one page for all addresses that lead nowhere, at whatever depth.
            let lost = fs::read_to_string(self.root.join("404.html"));
            Answer::page("404 Not Found", lost.as_deref().unwrap_or(LOST))
        })
    }

    fn find(&self, request: &Request) -> Option<Answer> {
        let segments = request.segments.as_ref()?.strip_prefix(self.prefix.as_slice())?;
        let path = segments.iter().fold(self.root.clone(), |path, name| path.join(name));
        // A link inside the folder may not lead out of it either.
        let path = path.canonicalize().ok().filter(|path| path.starts_with(&self.root))?;
        match (path.is_dir(), request.folder) {
            (true, true) => self.file(&path.join("index.html"), request),
            // Relative addresses in a folder's page count from the slash.
            (true, false) => Some(Answer::elsewhere(
                segments.iter().fold(self.home(), |path, name| path + name + "/"),
            )),
            (false, true) => None,
            (false, false) => self.file(&path, request),
        }
    }

    fn file(&self, path: &Path, request: &Request) -> Option<Answer> {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let known = TYPES.iter().find(|(name, ..)| *name == ending);
        let (kind, compressible) =
            known.map_or(("application/octet-stream", false), |row| (row.1, row.2));
        let body = fs::read(path).ok()?;
        let compressed = compressible && request.accepts_gzip;
        let body = if compressed { self.compressed.of(path, &body) } else { Arc::new(body) };
        Some(Answer { status: "200 OK", kind, compressed, location: None, body })
    }
}

impl Answer {
    fn page(status: &'static str, text: &str) -> Answer {
        let kind = "text/html; charset=utf-8";
        Answer { status, kind, compressed: false, location: None, body: Arc::new(text.into()) }
    }

    fn elsewhere(location: String) -> Answer {
        Answer { location: Some(location), ..Answer::page("307 Temporary Redirect", "") }
    }

    /// Sends it.
    pub fn write(self, stream: &mut impl Write, request: &Request) -> Result<()> {
        let mut head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
             X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-cache\r\n\
             Vary: Accept-Encoding\r\nConnection: {}\r\n",
            self.status,
            self.kind,
            self.body.len(),
            if request.last { "close" } else { "keep-alive" },
        );
        if self.compressed {
            head += "Content-Encoding: gzip\r\n";
        }
        if let Some(location) = &self.location {
            head += &format!("Location: {}\r\n", encoded(location));
        }
        stream.write_all((head + "\r\n").as_bytes())?;
        if request.method != "HEAD" {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

/// A path as it may stand in a header.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
