//! The constitution: a room looks only down.
//!
//! Each room of `src` stands on a floor. It may use rooms on floors below its own and nothing
//! else of the crate, so the uses form no circle and every room can be read without those above.
//! Within a room the files form no ring either: what two of them need stands in a third.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, from the ground up.
const FLOORS: &[(usize, &[&str])] = &[
    (0, &["order", "real"]),
    (1, &["expr"]),
    (2, &["syntax", "print", "numeric", "algebra"]),
    (3, &["rules"]),
    (4, &["rewrite", "chart"]),
    (5, &["calculus"]),
    (6, &["steps", "backprop", "learning"]),
    (7, &["practice"]),
    (8, &["view"]),
    (9, &["wasm"]),
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().find(|(_, rooms)| rooms.contains(&room)).map(|(floor, _)| *floor)
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rooms() -> Vec<String> {
    let mut rooms: Vec<String> = fs::read_dir(source())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "lib.rs")
        .collect();
    rooms.sort();
    rooms
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

fn without_comments(text: &str) -> String {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// The rooms that a file names: `crate::room…` and each of `crate::{room…, room…}`.
fn uses(text: &str) -> Vec<String> {
    let code = without_comments(text);
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match after.strip_prefix('{') {
            None => found.push(word(after)),
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (place, c) in group.char_indices() {
                    if start && depth == 0 && !c.is_whitespace() {
                        found.push(word(&group[place..]));
                        start = false;
                    }
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' => start = true,
                        _ => {}
                    }
                }
            }
        }
    }
    found.retain(|room| floor(room).is_some());
    found
}

#[test]
fn every_room_has_a_floor() {
    for room in rooms() {
        assert!(floor(&room).is_some(), "src/{room} stands on no floor");
    }
}

#[test]
fn a_room_looks_only_down() {
    let mut arrows = 0;
    for room in rooms() {
        let own = floor(&room).unwrap();
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            for used in uses(&text).into_iter().filter(|used| *used != room) {
                arrows += 1;
                let below = floor(&used).unwrap() < own;
                assert!(below, "{} looks up or aside at {used}", file.display());
            }
        }
    }
    assert!(arrows > 50, "only {arrows} uses were found: the reader of uses is blind");
}

#[test]
fn a_look_up_is_seen() {
    assert_eq!(uses("use crate::view::Formula;"), ["view"]);
    assert_eq!(
        uses("use crate::{calculus::{a, b}, steps, syntax};"),
        ["calculus", "steps", "syntax"]
    );
    assert_eq!(uses("    let e = crate::print::text(dag, e);"), ["print"]);
    assert!(uses("// crate::view is above").is_empty());
}

/// The graph's nodes name functions, and the rows of the function table build their derivatives in
/// the graph: neither can be read without the other.
const RING: &[&str] = &["expr::dag", "expr::function", "expr::op"];

/// `a::{b, c::d}` → `a::b`, `a::c::d`.
fn each_path(path: &str) -> Vec<String> {
    let Some((front, group)) = path.split_once('{') else { return vec![path.trim().to_owned()] };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    let group = &group[..group.rfind('}').unwrap_or(group.len())];
    for (place, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let inside = each_path(group[start..place].trim());
                found.extend(inside.iter().map(|path| format!("{}{path}", front.trim())));
                start = place + 1;
            }
            _ => {}
        }
    }
    found
}

/// The files that a file uses by name, given where it stands: `calculus::domain::bands`. What a file
/// takes from the one that opens its folder is the folder's own, and does not count.
fn used_files(own: &str, text: &str, all: &[String]) -> Vec<String> {
    let code = without_comments(text);
    let mut found = Vec::new();
    for after in code.split("use ").skip(1) {
        let Some((path, _)) = after.split_once(';') else { continue };
        for path in each_path(path) {
            let mut parts: Vec<&str> = own.split("::").collect();
            for step in path.split("::") {
                match step {
                    "crate" => parts.clear(),
                    "self" => {}
                    "super" => drop(parts.pop()),
                    name => parts.push(name),
                }
            }
            let known = (1..=parts.len()).rev().map(|length| parts[..length].join("::"));
            let opens = |path: &str| own == path || own.starts_with(&format!("{path}::"));
            found.extend(known.into_iter().find(|path| all.contains(path) && !opens(path)));
        }
    }
    found
}

#[test]
fn files_form_no_ring() {
    let mut texts = BTreeMap::new();
    for file in files(&source()) {
        let place = file.strip_prefix(source()).unwrap().with_extension("");
        let place = place.to_str().unwrap().replace(['/', '\\'], "::");
        if !place.ends_with("::mod") && place != "lib" {
            texts.insert(place, fs::read_to_string(&file).unwrap());
        }
    }
    let all: Vec<String> = texts.keys().cloned().collect();
    let mut uses: BTreeMap<&str, Vec<String>> =
        texts.iter().map(|(place, text)| (place.as_str(), used_files(place, text, &all))).collect();
    assert!(uses.values().map(Vec::len).sum::<usize>() > 500, "the reader of uses is blind");
    // What uses nobody that is left is in no ring.
    while let Some(free) = uses
        .iter()
        .find(|(_, used)| !used.iter().any(|path| uses.contains_key(path.as_str())))
        .map(|(place, _)| *place)
    {
        uses.remove(free);
    }
    // Nor is what nobody uses that is left.
    while let Some(free) = uses
        .keys()
        .find(|place| !uses.values().any(|used| used.iter().any(|path| path == *place)))
        .copied()
    {
        uses.remove(free);
    }
    let ring: Vec<&str> = uses.into_keys().collect();
    assert_eq!(ring, RING, "files use each other in a ring");
}

#[test]
fn a_ring_is_seen() {
    let all = ["a::b", "a::b::c", "a::d"].map(str::to_owned);
    assert_eq!(used_files("a::b", "use super::d::{X, y};", &all), ["a::d", "a::d"]);
    assert_eq!(used_files("a::b::c", "use super::X;\nuse crate::a::{d::Y, Z};", &all), ["a::d"]);
    assert!(used_files("a::b", "// use super::d::X;", &all).is_empty());
}

#[test]
fn only_the_view_is_serialised() {
    for room in rooms().iter().filter(|room| !["view", "wasm"].contains(&room.as_str())) {
        for file in files(&source().join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("serde"), "{} knows of serialisation", file.display());
        }
    }
}

/// The crate's foundations were chosen before its first line. Where a part of the way to JavaScript
/// is better written by hand, `serde_wasm_bindgen::preserve` lets finished values through its
/// serializer.
#[test]
fn the_chosen_packages_carry_the_crate() {
    let all: Vec<String> =
        files(&source()).iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    for package in [
        "wasm_bindgen",
        "web_sys",
        "js_sys",
        "serde",
        "serde_wasm_bindgen",
        "plotters",
        "plotters_canvas",
    ] {
        let path = format!("use {package}::");
        assert!(all.iter().any(|text| text.contains(&path)), "{package}");
    }
}

#[test]
fn every_room_opens_with_its_arrow() {
    for room in rooms() {
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("//! "), "{} does not say what it is", file.display());
        }
    }
}

#[test]
fn nothing_measures_time_or_chance() {
    // Equal arguments give equal answers: no clock, no random state, no platform mathematics.
    for room in rooms() {
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            for foreign in
                ["std::time", "RandomState", "getrandom", "mul_add(", ".powf(", ".log10()"]
            {
                assert!(!text.contains(foreign), "{} uses {foreign}", file.display());
            }
        }
    }
}

/// Each of these brings tables from the standard library that are larger than all that they are
/// needed for: the powers of five, the capitals of every script. `Debug`, and a number of so many
/// digits, are traps in the browser.
#[test]
fn nothing_heavy_is_called_for_little() {
    for room in rooms() {
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            for heavy in
                ["parse::<f64>", ".to_lowercase()", ".to_uppercase()", ":?}", ":#?}", ":.", ".*}"]
            {
                assert!(!text.contains(heavy), "{} uses {heavy}", file.display());
            }
        }
    }
}
