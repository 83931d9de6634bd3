//! Bytes from a browser become a request: the method, the path's segments, what it accepts.

use std::io::{Error, ErrorKind, Read, Result};

/// More than any browser sends in front of a body.
const LONGEST: usize = 64 * 1024;

/// What a visitor asks for.
pub struct Request {
    pub method: String,
    /// The decoded segments of the path, or nothing when it does not stay inside the site.
    pub segments: Option<Vec<String>>,
    /// The path ends in a slash: a folder is meant.
    pub folder: bool,
    pub accepts_gzip: bool,
    /// The visitor will not ask again on this connection.
    pub last: bool,
}

/// The requests of one connection.
pub struct Requests<R> {
    stream: R,
    /// What arrived and belongs to no request yet.
    rest: Vec<u8>,
}

impl<R: Read> Requests<R> {
    pub fn of(stream: R) -> Requests<R> {
        Requests { stream, rest: Vec::new() }
    }

    /// Nothing when the visitor has left, or connected and said nothing, as browsers do to be quick later.
    pub fn next(&mut self) -> Result<Option<Request>> {
        let mut piece = [0; 4096];
        loop {
            if let Some(end) = self.rest.windows(4).position(|end| end == b"\r\n\r\n") {
                let head: Vec<u8> = self.rest.drain(..end + 4).collect();
                return Ok(Some(Request::parse(&String::from_utf8_lossy(&head))));
            }
            let length = self.stream.read(&mut piece)?;
            if length == 0 && self.rest.is_empty() {
                return Ok(None);
            }
            if length == 0 || self.rest.len() > LONGEST {
                return Err(Error::from(ErrorKind::InvalidData));
            }
            self.rest.extend_from_slice(&piece[..length]);
        }
    }
}

impl Request {
    fn parse(head: &str) -> Request {
        let (mut accepts_gzip, mut last) = (false, false);
        let mut lines = head.lines();
        let mut first = lines.next().unwrap_or_default().split(' ');
        let method = first.next().unwrap_or_default().to_owned();
        let target = first.next().unwrap_or_default();
        let path = target.split(['?', '#']).next().unwrap_or_default();
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("accept-encoding") {
                accepts_gzip = value.contains("gzip");
            } else if name.eq_ignore_ascii_case("connection") {
                last = value.trim().eq_ignore_ascii_case("close");
            } else if name.eq_ignore_ascii_case("content-length") {
                // A body would be read as the next request: none is asked for here.
                last = true;
            }
        }
        Request {
            method,
            segments: segments(path),
            folder: path.ends_with('/'),
            accepts_gzip,
            last,
        }
    }
}

/// `/a/b%20c/` → `["a", "b c"]`; nothing for a path that could lead elsewhere.
fn segments(path: &str) -> Option<Vec<String>> {
    path.strip_prefix('/')?
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| decoded(segment).filter(|name| is_plain(name)))
        .collect()
}

/// A name of a file or a folder, and nothing that leads elsewhere or is meant to stay hidden.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0'])
}

/// Undoes the percent signs.
fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}
